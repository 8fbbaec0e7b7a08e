"""Run the way from articles to tables once, a batch at a time, and hold the tables together.

`open` opens a folder, `batches` makes the tables of some articles, `corpus` holds them, `recount`
makes them anew for another reviewed list.
"""

from analysis.corpus.corpus import Corpus, require_article, require_corpus
from analysis.corpus.open import open_corpus

__all__ = ["Corpus", "open_corpus", "require_article", "require_corpus"]
