"""Read the articles of a folder, and what lies beside them.

`walk` finds the files, `files` opens and decodes them, `reading` makes articles of them, `metadata`
reads data cards and front matter, `spreadsheet` the metadata table, `reviewed` hand labels and the
reviewed list; `timeline` counts articles over time.
"""

from analysis.articles.reading import Article, article_table, read_articles

__all__ = ["Article", "article_table", "read_articles"]
