"""Part a collection in groups: for each article_id (the index of a series) the name of its group.

It is missing where an article is in none. The tables are those of a corpus.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import AnalysisError

_ENOUGH = 3  # articles a folder needs before it counts as a group of its own


class Groups(NamedTuple):
    """A collection in groups, the entity that made them, if any, and all forms of its name."""

    group: pd.Series
    entity: str = ""
    forms: str = ""


def group_articles(
    articles: pd.DataFrame, mentions: pd.DataFrame, corpus_entities: pd.DataFrame
) -> Groups:
    """Groups by folder where two folders have some articles each, or else by an entity.

    It is the entity in most articles, of those that at most half of the articles name. Where there
    is none either, as with a single article, all articles are one group.
    """
    ids = articles["article_id"]
    folder = _group(articles, ids.str.partition("/")[0].where(ids.str.contains("/", regex=False)))
    if int((folder.value_counts() >= _ENOUGH).sum()) >= 2:
        return Groups(folder)
    fit = corpus_entities.loc[corpus_entities["articles"] <= len(articles) / 2, "entity"]
    if fit.empty:
        together = pd.Series("all articles", index=folder.index, dtype="str", name="group")
        return Groups(together)
    entity = str(fit.iloc[0])
    forms = sorted({entity, *mentions.loc[mentions["entity"] == entity, "text"]})
    return Groups(group_by_entity(articles, mentions, entity), entity, " ".join(forms))


def group_by_entity(articles: pd.DataFrame, mentions: pd.DataFrame, entity: str) -> pd.Series:
    """The articles that name an entity, and those that do not: ``naming …``, ``not naming …``."""
    ids = mentions.loc[mentions["entity"] == entity, "article_id"]
    naming = articles["article_id"].isin(ids)
    return _group(articles, np.where(naming, f"naming {entity}", f"not naming {entity}"))


def group_by_date(articles: pd.DataFrame, day: str) -> pd.Series:
    """The articles before a day, and those of that day and after: ``before …``, ``from … on``.

    An article without a date is in neither group; the day is ISO 8601, e.g. ``"2020-03-04"``.

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
    before = dated["date"] < day
    if before.nunique() < 2:
        first, last = dated["date"].min(), dated["date"].max()
        raise AnalysisError(f"{day} parts nothing: the articles are from {first} to {last}.")
    group = _group(dated, np.where(before, f"before {day}", f"from {day} on"))
    return group.reindex(pd.Index(articles["article_id"]))


def _group(articles: pd.DataFrame, names: np.ndarray | pd.Series) -> pd.Series:
    index = pd.Index(articles["article_id"])
    return pd.Series(np.asarray(names), index=index, dtype="str", name="group")
