"""Sentences about many articles: who is in them, what sets them apart, which are alike, when."""

from __future__ import annotations

import pandas as pd

from analysis.groups import Groups
from analysis.wording import Prose, counted, listed, literal, times


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


def groups_reading(groups: Groups) -> Prose:
    """What made the groups, and how many articles each has.

    Args:
        groups: `analysis.groups.group_articles`.
    """
    sizes = groups.group.value_counts()
    if len(sizes) < 2:
        return Prose(
            "Nothing parts this collection: it has no two folders with three articles or more, "
            "and no name that stands in at most half of the articles."
        )
    by = f"The name {literal(groups.entity)} parts" if groups.entity else "Folders part"
    shown = [f"{counted(n, 'article')} in “{literal(str(g))}”" for g, n in _largest(sizes)]
    more = f", and {counted(len(sizes) - len(shown), 'smaller group')}"
    return Prose(f"{by} the collection: {listed(shown)}{more if len(sizes) > len(shown) else ''}.")


def group_keyness_reading(keyness: pd.DataFrame) -> Prose:
    """The surest words of each group, and how many are surer than chance would bring up.

    Args:
        keyness: `analysis.keywords.keyness.group_keyness`.
    """
    if keyness.empty:
        return Prose("Keyness needs groups of articles with words to compare; none are here.")
    sure = keyness[keyness["expected"] <= 1]
    if sure.empty:
        return Prose(
            f"None of {counted(keyness['keyword'].nunique(), 'word')} is a sure mark of a group: "
            "if the articles were dealt out by chance, words like these would be expected too."
        )
    largest = [group for group, _ in _largest(sure["more_in"].value_counts())]
    sides = [
        f"“{literal(group)}” is marked by "
        + listed([f"“{literal(word)}”" for word in sure["keyword"][sure["more_in"] == group][:3]])
        for group in sorted(largest)
    ]
    said = "; ".join(sides)
    return Prose(
        f"{said}. {counted(len(sure), 'mark is', 'marks are')} so sure that, were the articles "
        "dealt out by chance, no more than one such would be expected in all comparisons."
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


def _largest(sizes: pd.Series) -> list[tuple[str, int]]:
    """Up to five groups with their sizes, the largest first, ties by name."""
    ordered = sizes.sort_index().sort_values(ascending=False, kind="stable").head(5)
    return list(zip(ordered.index.astype("str"), ordered.tolist(), strict=True))
