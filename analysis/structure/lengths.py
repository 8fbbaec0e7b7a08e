"""How long the parts of an article are: words, sentences and paragraphs, counted."""

from __future__ import annotations

import pandas as pd

from analysis.structure import COUNTED_KINDS


def count_words(text: pd.Series) -> pd.Series:
    """Words in each text: runs without white space that hold a letter or a digit.

    "cross-border" and "Putin's" are one word, a lone dash is none. int64, with the texts' index.
    """
    numbers = [
        sum(run[0].isalnum() or any(map(str.isalnum, run)) for run in each.split())
        for each in text.tolist()
    ]
    return pd.Series(numbers, index=text.index, dtype="int64")


def section_lengths(
    sections: pd.DataFrame, paragraphs: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Sections with their paragraphs, sentences and words of running text added.

    They are told by article_id and section. Paragraphs need the columns kind and text or, where
    they are counted, words; sentences need kind.
    """
    counts = _counts(paragraphs, sentences, ["article_id", "section"])
    return _joined(sections, counts[["paragraphs", "sentences", "words"]])


def article_lengths(
    articles: pd.DataFrame,
    sections: pd.DataFrame,
    paragraphs: pd.DataFrame,
    sentences: pd.DataFrame,
) -> pd.DataFrame:
    """Articles with their words, sentences, paragraphs and headed sections added.

    For the columns of the other tables see `section_lengths`.
    """
    headed = sections[sections["section"] > 0].groupby("article_id").size().rename("sections")
    counts = _counts(paragraphs, sentences, ["article_id"]).join(headed, how="outer")
    return _joined(articles, counts[["words", "sentences", "paragraphs", "sections"]])


def running_text(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of running text, without headings, bylines, captions and the like."""
    return table[table["kind"].isin(COUNTED_KINDS)]


def _counts(paragraphs: pd.DataFrame, sentences: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Paragraphs, sentences and words of running text in each place."""
    body = running_text(paragraphs)
    if "words" not in body.columns:
        body = body.assign(words=count_words(body["text"]))
    counts = body.groupby(key)["words"].agg(paragraphs="size", words="sum")
    of_sentences = running_text(sentences).groupby(key).size().rename("sentences")
    places: pd.DataFrame = counts.join(of_sentences, how="outer")
    return places


def _joined(table: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """The table with the counts of its places, 0 where nothing was counted."""
    joined = table.join(counts, on=[str(name) for name in counts.index.names])
    return joined.fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, "int64"))
