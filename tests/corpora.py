"""Small corpora made by hand, for what takes a corpus and not a table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.corpus import Tables


def corpus_of(*ids: str, folder: str = "news", **tables: pd.DataFrame) -> Corpus:
    """A corpus that has these tables, with no more columns than are given."""
    tables = {"articles": articles(list(ids)).assign(title=""), **tables}
    none = Tables([], run=None)
    return Corpus(list(ids), "a model", "a background", Path(folder), none, {}, (), tables)


def mentions(named: list[tuple[str, str]]) -> pd.DataFrame:
    """One mention a pair of article and entity, each in a sentence of its own."""
    table = pd.DataFrame(named, columns=["article_id", "entity"], dtype="str")
    number = table.groupby("article_id").cumcount() + 1
    table = table.assign(section=0, paragraph=1, sentence=number, start=10 * number)
    end = table["start"] + table["entity"].str.len().astype("int64")
    label = table["entity"].where(table["entity"] == "Oslo", "PERSON").replace("Oslo", "GPE")
    return table.assign(end=end, text=table["entity"], label=label)


def articles(ids: list[str], dates: list[str] | None = None) -> pd.DataFrame:
    """Articles with their dates, or without any."""
    return pd.DataFrame({"article_id": ids, "date": dates or [""] * len(ids)}, dtype="str")
