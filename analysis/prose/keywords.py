"""Sentences about the terms of one article."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.wording import Prose, counted, largest, listed, literal, times


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
    said = [f"among the {style!s}, {listed(terms)}" for style, terms in first.items()]
    return Prose(f"**Short answer.** First {'; first '.join(said)}.")


def section_keywords_reading(section_keywords: pd.DataFrame) -> Prose:
    """The strongest word of all sections, read aloud.

    Args:
        section_keywords: Columns section, keyword, tf, df, score; of one article.
    """
    if section_keywords["section"].nunique() < 2:
        return Prose("There are no two parts with words of their own, so nothing is compared.")
    best = section_keywords.nlargest(1, "score").iloc[0]
    return Prose(
        f"The highest TF-IDF: “{literal(best['keyword'])}” in section {best['section']}, where it "
        f"stands {times(int(best['tf']))}; it is in {counted(int(best['df']), 'section')} in all."
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
        f"“{literal(first['keyword'])}” is counted {times(int(first['tf']))}; "
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
        return Prose(
            "Nothing is compared: that takes two articles with nouns, verbs or adjectives."
        )
    first = own.iloc[0]
    return Prose(
        f"The first is “{literal(first['keyword'])}”: {times(int(first['tf']))} "
        f"here, and in {counted(int(first['df']), 'article')} in all."
    )


def keyness_reading(keyness: pd.DataFrame) -> Prose:
    """The surest word of each side.

    Args:
        keyness: `analysis.keywords.keyness.article_keyness`.
    """
    if keyness.empty:
        return Prose("No word is compared: that takes a second article, and words that recur.")
    said = [
        f"more often {'here' if side == 'in focus' else 'in the others'}, "
        + listed([f"“{literal(word)}”" for word in rows["keyword"].head(3)])
        for side, rows in keyness[keyness["log_ratio"] != 0].groupby("more_in")
    ]
    if not said:
        return Prose("Every word is as frequent on one side as on the other.")
    return Prose(f"The surest: {'; '.join(said)}.")


def ranks_reading(ranks: pd.DataFrame) -> Prose:
    """How much of the first ten stays when a part of the score is left out.

    Args:
        ranks: `analysis.keywords.ranks_without`.
    """
    first = ranks[ranks["rank"] <= 10]
    if first.empty:
        return Prose("There is no keyword to rank.")
    said = [
        f"{int((first[f'without_{part}'] <= 10).sum())} without {part}"
        for part in ("rarity", "position", "frequency")
    ]
    who = f"the first {len(first)}" if len(first) > 1 else "the only keyword"
    return Prose(f"Of {who}, so many are still among the first ten: {listed(said)}.")


def certainty_reading(stability: pd.DataFrame, left_out: Sequence[str]) -> Prose:
    """The steadiest and the least steady keyword, and which methods are missing.

    Args:
        stability: Columns keyword, stays.
        left_out: A sentence for each method that is not installed.
    """
    if stability.empty:
        return Prose("There is no keyword to be sure of.")
    first = stability.head(10)
    names, stays = [f"“{literal(keyword)}”" for keyword in first["keyword"]], first["stays"]
    surest, least_sure = (listed(largest(names, v.tolist()), most=3) for v in (stays, -stays))
    said = f"Surest, in {stays.max():.0%} of the draws: {surest}"
    if stays.max() > stays.min():
        said += f"; least sure, in {stays.min():.0%}: {least_sure}"
    said += "."
    return Prose(" ".join([said, *left_out]))
