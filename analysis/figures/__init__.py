"""One function per figure: a corpus or one article in, a finished `Figure` out.

`picture` says what a figure is; `structure`, `entities`, `keywords` and `collection` draw; `marks`
is what they draw alike.
"""

from analysis.figures.collection import (
    articles_over_time,
    collection_entities,
    entity_by_article,
    group_keyness,
)
from analysis.figures.entities import entity_bars, entity_by_section, entity_dispersion
from analysis.figures.keywords import (
    keyword_certainty,
    keyword_parts,
    keyword_score,
    section_terms,
)
from analysis.figures.picture import Figure
from analysis.figures.structure import article_strip, section_lengths

__all__ = [
    "Figure",
    "article_strip",
    "articles_over_time",
    "collection_entities",
    "entity_bars",
    "entity_by_article",
    "entity_by_section",
    "entity_dispersion",
    "group_keyness",
    "keyword_certainty",
    "keyword_parts",
    "keyword_score",
    "section_lengths",
    "section_terms",
]
