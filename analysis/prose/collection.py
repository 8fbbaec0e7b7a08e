"""Sentences about many articles: who is in them, what sets them apart, which are alike, when."""

from __future__ import annotations

import pandas as pd

from analysis.demo import Collection
from analysis.wording import Prose, counted, listed, literal, times


def collection_reading(collection: Collection) -> Prose:
    """Which articles are shown, and how to get the demo collection where it is missing.

    Args:
        collection: `analysis.demo.find_collection`.
    """
    if collection.kind == "own":
        return Prose("These are the articles of the folder named above.")
    if collection.kind == "demo":
        return Prose(
            "These are news articles of the mail service of the Australian Broadcasting "
            "Corporation, collected by Lee, Pincombe and Welsh (2005). The package gensim brings "
            "them along. They have neither titles nor dates."
        )
    return Prose(
        "The demo collection, 300 news articles, is not installed, so these are the seeds. "
        "`pip install 'article-analysis[demo]'`, or in a checkout "
        "`.venv/bin/pip install gensim`, brings it."
    )


def collection_answer(
    articles: pd.DataFrame, corpus_entities: pd.DataFrame, pairs: pd.DataFrame
) -> Prose:
    """Who is named most, and whether a story is printed twice, in a sentence.

    Args:
        articles: Column words.
        corpus_entities: Columns entity, articles; those in most articles first.
        pairs: One row per pair of near duplicates.
    """
    said = (
        f"**Short answer.** {counted(len(articles), 'article')} with "
        f"{counted(int(articles['words'].sum()), 'word')}"
    )
    if len(corpus_entities):
        first = corpus_entities.iloc[0]
        said += f"; {literal(first['entity'])} is named in {first['articles']} of them"
    twice = f"{counted(len(pairs), 'pair')} of articles" if len(pairs) else "no two articles"
    return Prose(f"{said}; {twice} {'is' if len(pairs) == 1 else 'are'} nearly the same.")


def by_entity_reading(by_entity: pd.DataFrame) -> Prose:
    """The first row, read aloud.

    Args:
        by_entity: `analysis.collection.articles_by_entity`.
    """
    if by_entity.empty:
        return Prose("No article names anything.")
    first = by_entity.iloc[0]
    return Prose(
        f"{literal(first['article_id'])} names {literal(first['entity'])} "
        f"{times(int(first['mentions']))}, which is {first['share']:.0%} of its mentions."
    )


def groups_reading(group: pd.Series, entity: str) -> Prose:
    """How many articles each group has.

    Args:
        group: `analysis.groups.group_by_entity`.
        entity: What it was made with; empty where nothing divides the articles.
    """
    if not entity:
        return Prose(
            "No name parts the collection: each that is there stands in more than half of its "
            "articles, so there is nothing to compare."
        )
    sizes = [f"{counted(n, 'article')} in “{literal(str(g))}”" for g, n in _sizes(group)]
    return Prose(f"{literal(entity)} parts the collection: {listed(sizes)}.")


def group_keyness_reading(keyness: pd.DataFrame) -> Prose:
    """The surest words of each group, and how many differences are no chance.

    Args:
        keyness: `analysis.keywords.keyness.group_keyness`.
    """
    if keyness.empty:
        return Prose("Keyness needs two groups of articles, and there is one here.")
    sides = [
        f"{literal(str(side))} have more of "
        + listed([f"“{literal(word)}”" for word in words.head(3)])
        for side, words in keyness.groupby("more_in")["keyword"]
    ]
    said = "; ".join(sides)
    sure = int((keyness["log_likelihood"] >= 15.13).sum())
    return Prose(
        f"{said[0].upper()}{said[1:]}. Of {counted(len(keyness), 'word')}, {sure} are so surely "
        "apart that chance would bring it about in 1 of 10,000."
    )


def duplicates_reading(pairs: pd.DataFrame, shared: pd.DataFrame, groups: pd.DataFrame) -> Prose:
    """How many stories are printed more than once, and what that does to the counts above.

    Args:
        pairs: `analysis.duplicates.near_duplicates`.
        shared: `analysis.duplicates.shared_sentences`.
        groups: `analysis.duplicates.duplicate_groups`.
    """
    if pairs.empty:
        return Prose("No two articles are near duplicates.")
    stories = int(groups["group"].max())
    with_sentences = len(shared[["article_id", "other"]].drop_duplicates())
    same = int((pairs["similarity"] == 1).sum())
    return Prose(
        f"{counted(stories, 'story', 'stories')} in {counted(len(groups), 'article')}: "
        f"{counted(len(pairs), 'pair')}, {same} with the same words equally often and "
        f"{with_sentences} with whole sentences in both. Every count above includes "
        f"the {counted(len(groups) - stories, 'further printing')}."
    )


def stories_reading(groups: pd.DataFrame) -> Prose:
    """The story with most articles, read aloud.

    Args:
        groups: `analysis.duplicates.duplicate_groups`.
    """
    if groups.empty:
        return Prose("Every article tells a story of its own.")
    first = groups.loc[groups["group"] == 1, "article_id"]
    names = listed([literal(name) for name in first.head(5)])
    more = f" and {len(first) - 5} more" if len(first) > 5 else ""
    return Prose(f"No story has more than {counted(len(first), 'article')}: {names}{more}.")


def near_misses_reading(pairs: pd.DataFrame, shared: pd.DataFrame, *, threshold: float) -> Prose:
    """How many pairs are less alike than near duplicates, and how many share a sentence.

    Args:
        pairs: `analysis.duplicates.near_duplicates`, with a lower threshold.
        shared: `analysis.duplicates.shared_sentences` of them.
        threshold: From which similarity on a pair is a near duplicate.
    """
    near = pairs[pairs["similarity"] < threshold]
    if near.empty:
        return Prose("No pair comes near the threshold without reaching it.")
    both = near.merge(shared, on=["article_id", "other"])[["article_id", "other"]]
    return Prose(
        f"{counted(len(near), 'pair')} between {near['similarity'].min():.2f} and "
        f"{near['similarity'].max():.2f}, and {len(both.drop_duplicates())} of them with a "
        "sentence in both."
    )


def timeline_reading(periods: pd.DataFrame, articles: pd.DataFrame) -> Prose:
    """From when to when the articles are, or that none carries a date.

    Args:
        periods: `analysis.timeline.articles_over_time`.
        articles: Column date.
    """
    dates = articles.loc[articles["date"] != "", "date"]
    if periods.empty:
        which = "the article" if len(articles) == 1 else f"any of the {len(articles):,} articles"
        return Prose(
            f"No date is known of {which}, so there is no timeline. A line such as "
            "`date: 2020-03-04` in an article's data card gives it one."
        )
    return Prose(
        f"{len(dates):,} of {counted(len(articles), 'article')} with a date, from "
        f"{dates.min()} to {dates.max()}; "
        f"{counted(int((periods['articles'] == 0).sum()), periods['unit'].iloc[0])} "
        "between them without any."
    )


def _sizes(group: pd.Series) -> list[tuple[str, int]]:
    counts = group.value_counts().sort_index()
    return list(zip(counts.index.astype("str"), counts.tolist(), strict=True))
