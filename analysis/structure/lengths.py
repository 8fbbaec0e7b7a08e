"""How long the parts of an article are: words, sentences and paragraphs, counted."""

from __future__ import annotations

import pandas as pd

from analysis.structure import COUNTED_KINDS


def count_words(text: pd.Series) -> pd.Series:
    """Words in each text, as an editor's word count has them.

    A word is a run of characters without white space that holds a letter or a digit:
    "cross-border" and "Putin's" are one word, a lone dash is none.

    Returns:
        int64, with the index of the texts.
    """
    numbers = [
        sum(run[0].isalnum() or any(map(str.isalnum, run)) for run in each.split())
        for each in text.tolist()
    ]
    return pd.Series(numbers, index=text.index, dtype="int64")


def section_lengths(
    sections: pd.DataFrame, paragraphs: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Add to each section how many paragraphs, sentences and words of running text it has.

    Args:
        sections: Columns article_id, section.
        paragraphs: Columns article_id, section, kind, text; and words, where they are counted.
        sentences: Columns article_id, section, kind.

    Returns:
        `sections` with the columns paragraphs, sentences, words added.
    """
    counts = _counts(paragraphs, sentences, ["article_id", "section"])
    return _joined(sections, counts[["paragraphs", "sentences", "words"]])


def article_lengths(
    articles: pd.DataFrame,
    sections: pd.DataFrame,
    paragraphs: pd.DataFrame,
    sentences: pd.DataFrame,
) -> pd.DataFrame:
    """Add to each article its words, sentences, paragraphs and headed sections.

    Args:
        articles: Column article_id.
        sections: Columns article_id, section; section 0 stands before the first heading.
        paragraphs: Columns article_id, kind, text; and words, where they are counted.
        sentences: Columns article_id, kind.

    Returns:
        `articles` with the columns words, sentences, paragraphs, sections added.
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
