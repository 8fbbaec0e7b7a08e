"""Part a collection in groups that can be held against each other."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import AnalysisError

_ENOUGH = 3  # articles a folder needs before it counts as a group of its own


class Groups(NamedTuple):
    """A collection in groups.

    Attributes:
        group: For each article_id (the index) the name of its group; missing where it has none.
        entity: What the groups were made with; empty where it was folders.
        forms: Every form of that entity's name, with a space between them.
    """

    group: pd.Series
    entity: str = ""
    forms: str = ""


def group_articles(
    articles: pd.DataFrame, mentions: pd.DataFrame, corpus_entities: pd.DataFrame
) -> Groups:
    """Groups by folder where two folders have some articles each, or else by an entity.

    Args:
        articles: Column article_id.
        mentions: Columns article_id, text, entity.
        corpus_entities: See `dividing_entity`.

    Returns:
        See `group_by_folder` and `group_by_entity`. Where no entity divides the articles either,
        all of them are one group.
    """
    folder = _folders(articles)
    if int((folder.value_counts() >= _ENOUGH).sum()) >= 2:
        return Groups(folder)
    entity = dividing_entity(corpus_entities, articles)
    forms = sorted({entity, *mentions.loc[mentions["entity"] == entity, "text"]})
    return Groups(group_by_entity(articles, mentions, entity), entity, " ".join(forms))


def group_by_entity(articles: pd.DataFrame, mentions: pd.DataFrame, entity: str) -> pd.Series:
    """The articles that name an entity, and those that do not.

    Args:
        articles: Column article_id.
        mentions: Columns article_id, entity.
        entity: The entity's name as it stands in `mentions`.

    Returns:
        For each article_id (the index) ``naming …`` or ``not naming …``, as
        `analysis.keyness` and `analysis.group_keyness` take it.
    """
    naming = mentions.loc[mentions["entity"] == entity, "article_id"]
    is_naming = articles["article_id"].isin(naming)
    return _two(articles, is_naming, f"naming {entity}", f"not naming {entity}")


def group_by_folder(articles: pd.DataFrame) -> pd.Series:
    """Each article with the folder that it lies in, the first part of its article_id.

    Args:
        articles: Column article_id.

    Returns:
        For each article_id (the index) the folder's name; missing where it lies in none, so that
        it is left out.

    Raises:
        AnalysisError: There are articles in fewer than two folders.
    """
    folder = _folders(articles)
    if folder.nunique() < 2:
        where = "one folder only" if folder.nunique() else "no folder"
        raise AnalysisError(f"There are no folders to compare: the articles lie in {where}.")
    return folder


def _folders(articles: pd.DataFrame) -> pd.Series:
    ids = articles["article_id"]
    folder = ids.str.partition("/")[0].where(ids.str.contains("/", regex=False))
    return pd.Series(folder.to_numpy(), index=pd.Index(ids), dtype="str", name="group")


def group_by_date(articles: pd.DataFrame, day: str) -> pd.Series:
    """The articles before a day, and those of that day and after.

    Args:
        articles: Columns article_id, date.
        day: ISO 8601, e.g. ``"2020-03-04"``.

    Returns:
        For each article_id (the index) ``before …`` or ``from … on``; missing where the article
        carries no date, so that it is left out.

    Raises:
        AnalysisError: The day is no date of ISO 8601, no article carries a date, or all of them
            lie on one side of the day.
    """
    try:
        day = date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise AnalysisError(f"“{day}” is no day of the form 2020-03-04.") from error
    dated = articles[articles["date"] != ""]
    if dated.empty:
        raise AnalysisError("There is no time to compare: no article carries a date.")
    if (dated["date"] < day).nunique() < 2:
        first, last = dated["date"].min(), dated["date"].max()
        raise AnalysisError(f"{day} parts nothing: the articles are from {first} to {last}.")
    group = _two(dated, dated["date"] < day, f"before {day}", f"from {day} on")
    return group.reindex(pd.Index(articles["article_id"]))


def dividing_entity(corpus_entities: pd.DataFrame, articles: pd.DataFrame) -> str:
    """The entity in most articles, of those that at most half of the articles name.

    Args:
        corpus_entities: Columns entity, articles; those in most articles first.
        articles: One row per article.

    Returns:
        Its name; empty where there is none, as with a single article.
    """
    fit = corpus_entities.loc[corpus_entities["articles"] <= len(articles) / 2, "entity"]
    return str(fit.iloc[0]) if len(fit) else ""


def _two(articles: pd.DataFrame, is_in: pd.Series, name: str, other: str) -> pd.Series:
    return pd.Series(
        np.where(is_in, name, other),
        index=pd.Index(articles["article_id"]),
        dtype="str",
        name="group",
    )
