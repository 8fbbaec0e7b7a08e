"""How long the parts of an article are: words, sentences and paragraphs, counted."""

from __future__ import annotations

import pandas as pd

from analysis.structure import COUNTED_KINDS


def count_words(text: pd.Series) -> pd.Series:
    """Words in each text, as an editor's word count has them.

    A word is a run of characters without white space that holds a letter or a digit:
    "cross-border" and "Putin's" are one word, a lone dash is none.

    Args:
        text: Any texts.

    Returns:
        Number of words, int64, same index.
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
    key = ["article_id", "section"]
    return _with_counts(sections, key, paragraphs, sentences)


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
    counted = _with_counts(articles, ["article_id"], paragraphs, sentences)
    headed = sections[sections["section"] > 0].groupby("article_id").size()
    counted = counted.assign(sections=_aligned(headed, counted, ["article_id"]))
    last = ["words", "sentences", "paragraphs", "sections"]
    return counted[[name for name in counted.columns if name not in last] + last]


def running_text(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of running text, without headings, bylines, captions and the like."""
    return table[table["kind"].isin(COUNTED_KINDS)]


def _with_counts(
    table: pd.DataFrame, key: list[str], paragraphs: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    body = running_text(paragraphs)
    if "words" not in body.columns:
        body = body.assign(words=count_words(body["text"]))
    by_place = body.groupby(key)
    return table.assign(
        paragraphs=_aligned(by_place.size(), table, key),
        sentences=_aligned(running_text(sentences).groupby(key).size(), table, key),
        words=_aligned(by_place["words"].sum(), table, key),
    )


def _aligned(counts: pd.Series, table: pd.DataFrame, key: list[str]) -> pd.Series:
    """The counts in the order of the table's rows, with 0 where nothing was counted."""
    index = pd.MultiIndex.from_frame(table[key]) if len(key) > 1 else pd.Index(table[key[0]])
    found = counts.reindex(index, fill_value=0)
    return pd.Series(found.to_numpy(), index=table.index, dtype="int64")
