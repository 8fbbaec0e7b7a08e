"""Sentences about the terms of one article."""

from __future__ import annotations

import pandas as pd

from analysis.wording import Prose, counted, listed, literal


def keywords_answer(keywords: pd.DataFrame) -> Prose:
    """Which terms make it this article, in a sentence.

    Args:
        keywords: Columns style, keyword; of one article, best first.
    """
    first = {
        style: [f"*{literal(k)}*" for k in rows["keyword"].head(4)]
        for style, rows in keywords.groupby("style", sort=False)
    }
    if not first:
        return Prose("**Short answer.** This article has no keywords.")
    said = [f"as {style!s}, {listed(terms)}" for style, terms in first.items()]
    return Prose(f"**Short answer.** Against everyday English: {'; '.join(said)}.")


def section_keywords_reading(section_keywords: pd.DataFrame) -> Prose:
    """The strongest word of all sections, read aloud.

    Args:
        section_keywords: Columns section, keyword, tf, df, score; of one article.
    """
    if section_keywords.empty:
        return Prose("There are no sections to compare.")
    best = section_keywords.nlargest(1, "score").iloc[0]
    return Prose(
        f"“{literal(best['keyword'])}” marks section {best['section']} most: it stands there "
        f"{counted(int(best['tf']), 'time')}, and in {counted(int(best['df']), 'section')} in all."
    )


def keyword_reading(keywords: pd.DataFrame) -> Prose:
    """The first row of a keyword table, read aloud.

    Args:
        keywords: Columns keyword, tf, idf, score; best first.
    """
    if keywords.empty:
        return Prose("There is no keyword to read.")
    first = keywords.iloc[0]
    return Prose(
        f"“{literal(first['keyword'])}” stands {counted(int(first['tf']), 'time')} in the article; "
        f"its idf is {first['idf']:.2f} and its score {first['score']:.2f}."
    )


def background_reading(background: str) -> Prose:
    """What the keywords were held against.

    Args:
        background: Name, size and licence of the background.
    """
    return Prose(f"The background of these keywords: {literal(background)}.")
