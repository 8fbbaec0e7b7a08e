"""One function per figure: a corpus or one article in, a finished `Figure` out.

`picture` says what a figure is; `structure`, `entities`, `keywords` and `collection` draw; `marks`
is what they draw alike. `analysis.publish.pictures.article_figures` lists those of an article.
"""

from analysis.figures.collection import articles_over_time as articles_over_time
from analysis.figures.collection import collection_entities as collection_entities
from analysis.figures.collection import entity_by_article as entity_by_article
from analysis.figures.collection import group_keyness as group_keyness
from analysis.figures.collection import terms_over_time as terms_over_time
from analysis.figures.entities import entity_bars as entity_bars
from analysis.figures.entities import entity_by_section as entity_by_section
from analysis.figures.entities import entity_dispersion as entity_dispersion
from analysis.figures.keywords import keyword_certainty as keyword_certainty
from analysis.figures.keywords import keyword_parts as keyword_parts
from analysis.figures.keywords import keyword_score as keyword_score
from analysis.figures.keywords import section_terms as section_terms
from analysis.figures.picture import Figure as Figure
from analysis.figures.structure import article_strip as article_strip
from analysis.figures.structure import section_lengths as section_lengths
