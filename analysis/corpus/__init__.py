"""Run the way from articles to tables once, a batch at a time, and hold the tables together.

`open` opens a folder, `batches` makes the tables of some articles, `corpus` holds them, `recount`
makes them anew for another reviewed list, `require` refuses what is none.
"""

from analysis.corpus.corpus import Corpus
from analysis.corpus.open import open_corpus
from analysis.corpus.require import require_article, require_corpus

__all__ = ["Corpus", "open_corpus", "require_article", "require_corpus"]
