"""Rank the terms that make an article this article and no other.

`ranking` puts it together; `words` and `candidates` say what may be a keyword, `weights` what each
part of the score is, `background` what is common elsewhere, `neighbours` what similar articles add,
`tfidf` is the textbook's formula; `stability`, `peers` and `keyness` ask how sure it is.
"""

from analysis.keywords.ranking import (
    keyword_occurrences,
    rank_keywords,
    ranks_without,
    tfidf_keywords,
)
from analysis.keywords.tfidf import (
    article_keywords,
    inverse_document_frequency,
    section_keywords,
    term_frequency,
    tfidf_table,
)
from analysis.keywords.weights import PARTS

__all__ = [
    "PARTS",
    "article_keywords",
    "inverse_document_frequency",
    "keyword_occurrences",
    "rank_keywords",
    "ranks_without",
    "section_keywords",
    "term_frequency",
    "tfidf_keywords",
    "tfidf_table",
]
