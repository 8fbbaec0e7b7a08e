"""Sentences about the terms of one article."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.wording import Prose, counted, listed, literal, times


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
    return Prose(f"**Short answer.** Against what is said elsewhere: {'; '.join(said)}.")


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
        f"{times(int(best['tf']))}, and in {counted(int(best['df']), 'section')} in all."
    )


def keyword_reading(keywords: pd.DataFrame, background: str) -> Prose:
    """The first row of a keyword table, read aloud, and what its idf was held against.

    Args:
        keywords: Columns keyword, tf, idf, score; best first.
        background: Name, date, size and licence of the background.
    """
    if keywords.empty:
        return Prose("There is no keyword to read.")
    first = keywords.iloc[0]
    return Prose(
        f"“{literal(first['keyword'])}” stands {times(int(first['tf']))} in the article; "
        f"its idf is {first['idf']:.2f} and its score {first['score']:.2f}. "
        f"Background: {literal(background)}."
    )


def background_reading(background: str) -> Prose:
    """What the keywords were held against.

    Args:
        background: Name, size and licence of the background.
    """
    return Prose(f"The background of these keywords: {literal(background)}.")


def articles_as_documents_reading(article_keywords: pd.DataFrame, article_id: str) -> Prose:
    """The strongest word of one article among the others, read aloud.

    Args:
        article_keywords: `analysis.keywords.article_keywords`.
        article_id: Which article.
    """
    own = article_keywords[article_keywords["article_id"] == article_id]
    if own.empty:
        return Prose("There is one article only, so there is nothing to set it apart from.")
    first = own.iloc[0]
    return Prose(
        f"“{literal(first['keyword'])}” sets it apart most: {times(int(first['tf']))} "
        f"here, and in {counted(int(first['df']), 'article')} in all."
    )


def keyness_reading(keyness: pd.DataFrame) -> Prose:
    """The surest word of each side.

    Args:
        keyness: `analysis.keywords.keyness.keyness`, or an empty table.
    """
    if keyness.empty:
        return Prose("Keyness needs a second group of articles, and there is none here.")
    said = [
        f"more {side}: {listed([f'“{literal(word)}”' for word in rows['keyword'].head(3)])}"
        for side, rows in keyness.groupby("more_in")
    ]
    return Prose(f"{'; '.join(said).capitalize()}.")


def ranks_reading(ranks: pd.DataFrame) -> Prose:
    """How much of the first ten stays when idf or position is left out.

    Args:
        ranks: `analysis.keywords.ranks_without`.
    """
    first = ranks[ranks["rank"] <= 10]
    said = [
        f"{int((first[f'without_{part}'] <= 10).sum())} without {part}"
        for part in ("rarity", "position", "frequency")
    ]
    return Prose(f"Of the first {len(first)}, so many stay among the first ten: {listed(said)}.")


def certainty_reading(stability: pd.DataFrame, left_out: Sequence[str]) -> Prose:
    """The steadiest and the least steady keyword, and which methods are missing.

    Args:
        stability: Columns keyword, stays.
        left_out: A sentence for each method that is not installed.
    """
    if stability.empty:
        return Prose("There is no keyword to be sure of.")
    first = stability.head(10)
    most = first.nlargest(1, "stays").iloc[0]
    least = first.nsmallest(1, "stays").iloc[0]
    said = (
        f"“{literal(most['keyword'])}” stays in {most['stays']:.0%} of the draws, "
        f"“{literal(least['keyword'])}” in {least['stays']:.0%}."
    )
    return Prose(" ".join([said, *left_out]))
