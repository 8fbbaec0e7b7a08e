"""How long the parts of an article are: words, sentences and paragraphs, counted."""

import pandas as pd

from analysis.structure import COUNTED_KINDS


def count_words(text: pd.Series) -> pd.Series:
    """Words in each text: runs without white space that hold a letter or a digit.

    "cross-border" and "Putin's" are one word, a lone dash is none. int64, with the texts' index.
    """
    numbers = [sum(any(map(str.isalnum, run)) for run in each.split()) for each in text.tolist()]
    return pd.Series(numbers, index=text.index, dtype="int64")


def section_lengths(
    sections: pd.DataFrame, paragraphs: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Sections with their paragraphs, sentences and words of running text added.

    They are told by article_id and section. Paragraphs need the columns kind and text, sentences
    kind.
    """
    key = ["article_id", "section"]
    body = running_text(paragraphs)
    words = body.assign(words=count_words(body["text"])).groupby(key)["words"]
    counts = words.agg(paragraphs="size", words="sum")
    counts.insert(1, "sentences", running_text(sentences).groupby(key).size())
    joined = sections.join(counts, on=key).fillna(dict.fromkeys(counts, 0))
    return joined.astype(dict.fromkeys(counts, "int64"))


def article_lengths(articles: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    """Articles with their words, sentences, paragraphs and headed sections added.

    `sections` is what `section_lengths` gives; each article has one.
    """
    measures = ["words", "sentences", "paragraphs", "sections"]
    headed = sections.assign(sections=(sections["section"] > 0).astype("int64"))
    return articles.join(headed.groupby("article_id")[measures].sum(), on="article_id")


def running_text(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of running text, without headings, bylines, captions and the like."""
    return table[table["kind"].isin(COUNTED_KINDS)]
