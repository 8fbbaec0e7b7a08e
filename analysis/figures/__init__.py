"""One function per figure: tables in, a finished `Figure` out.

`picture` says what a figure is; `structure`, `entities` and `keywords` draw; `marks` is what they
draw alike.
"""

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
    "entity_bars",
    "entity_by_section",
    "entity_dispersion",
    "keyword_certainty",
    "keyword_parts",
    "keyword_score",
    "section_lengths",
    "section_terms",
]
