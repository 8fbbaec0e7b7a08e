"""Read the articles of a folder, and what lies beside them.

`walk` finds the files, `files` opens them, `reading` makes articles of them, `decode` finds their
encoding, `metadata` reads data cards and front matter, `spreadsheet` the metadata table, `reviewed`
hand labels and the reviewed list; `timeline` counts articles over time.
"""

from analysis.articles.reading import (
    LABELS_SUFFIX,
    Article,
    Listing,
    Reading,
    article_table,
    companion,
    list_articles,
    no_articles,
    read_articles,
    read_listed,
    refused_table,
)
from analysis.articles.walk import locate

__all__ = [
    "LABELS_SUFFIX",
    "Article",
    "Listing",
    "Reading",
    "article_table",
    "companion",
    "list_articles",
    "locate",
    "no_articles",
    "read_articles",
    "read_listed",
    "refused_table",
]
