"""Small corpora made by hand, for what takes a corpus and not a table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.corpus import InMemory


def corpus_of(*ids: str, folder: str = "news", **tables: pd.DataFrame) -> Corpus:
    """A corpus that has these tables, with no more columns than are given."""
    return Corpus(list(ids), "a model", "a background", Path(folder), InMemory({}), {}, (), tables)
