"""Part a collection in groups: for each article_id (the index of a series) the name of its group.

It is missing where an article is in none. The tables are those of a corpus. `terms_over_time`
counts in periods of time.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.articles.timeline import articles_over_time, periods
from analysis.errors import AnalysisError
from analysis.folding import fold
from analysis.structure import COUNTED_KINDS

_ENOUGH = 3  # articles a folder needs before it counts as a group of its own


class Groups(NamedTuple):
    """A collection in groups, and all forms of the name that made them, if one did."""

    group: pd.Series
    forms: str = ""


def group_articles(
    articles: pd.DataFrame, mentions: pd.DataFrame, corpus_entities: pd.DataFrame
) -> Groups:
    """Groups by the column ``group`` of the metadata table, by folder, or else by an entity.

    A column or folders are taken if two of its groups have some articles each. The entity is the
    one in most articles, of those that at most half of the articles name. Where there is none
    either, as with a single article, all articles are one group.
    """
    ids = articles["article_id"]
    folder = ids.str.partition("/")[0].where(ids.str.contains("/", regex=False))
    for names in (*([articles["group"]] if "group" in articles.columns else []), folder):
        group = _group(articles, names)
        if int((group.value_counts() >= _ENOUGH).sum()) >= 2:
            return Groups(group)
    fit = corpus_entities.loc[corpus_entities["articles"] <= len(articles) / 2, "entity"]
    if fit.empty:
        return Groups(_group(articles, np.full(len(articles), "all articles")))
    entity = str(fit.iloc[0])
    forms = sorted({entity, *mentions.loc[mentions["entity"] == entity, "text"]})
    return Groups(group_by_entity(articles, mentions, entity), " ".join(forms))


def group_by_entity(articles: pd.DataFrame, mentions: pd.DataFrame, entity: str) -> pd.Series:
    """The articles that name an entity, and those that do not: ``naming …``, ``not naming …``."""
    ids = mentions.loc[mentions["entity"] == entity, "article_id"]
    naming = articles["article_id"].isin(ids)
    return _group(articles, np.where(naming, f"naming {entity}", f"not naming {entity}"))


def group_by_column(articles: pd.DataFrame, column: str) -> pd.Series:
    """Each article with what stands in a column of its table, such as ``source`` or ``group``.

    Raises:
        AnalysisError: There is no such column, or it says the same of all articles.
    """
    if column not in articles.columns:
        names = ", ".join(articles.columns)
        raise AnalysisError(f"The articles have no column {column!r}; their columns: {names}.")
    group = _group(articles, articles[column])
    if group.nunique() < 2:
        raise AnalysisError(f"There is nothing to compare: {column!r} has fewer than two values.")
    return group


def group_by_date(articles: pd.DataFrame, day: str) -> pd.Series:
    """The articles before a day, and those of that day and after: ``before …``, ``from … on``.

    An article without a date is in neither group, nor one of which only the month is known if
    the day is in it; the day is ISO 8601, e.g. ``"2020-03-04"``.

    Raises:
        AnalysisError: The day is none, or parts nothing.
    """
    try:
        day = date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise AnalysisError(f"“{day}” is no day of the form 2020-03-04.") from error
    dated = articles[articles["date"] != ""]
    if dated.empty:
        raise AnalysisError("There is no time to compare: no article carries a date.")
    first, last = ((dated["date"] + end).str.slice(0, 10) for end in ("-01", "-31"))
    dated = dated[(last < day) | (first >= day)]
    before = last[dated.index] < day
    if before.nunique() < 2:
        first, last = dated["date"].min(), dated["date"].max()
        raise AnalysisError(f"{day} parts nothing: the articles are from {first} to {last}.")
    group = _group(dated, np.where(before, f"before {day}", f"from {day} on"))
    return group.reindex(pd.Index(articles["article_id"]))


def terms_over_time(
    articles: pd.DataFrame, places: pd.DataFrame, terms: Iterable[str]
) -> pd.DataFrame:
    """In how many articles of each day, week, month or year entities are named, or words stand.

    Articles are counted and not occurrences, for those of one article come in clusters. Beside it
    stands how many articles the period has, since where there are more, every name stands in more.

    Args:
        articles: Columns article_id, date; see `analysis.articles_over_time`.
        places: A table of mentions; or of tokens, of whose running text lemmas are compared.
        terms: Entities; or words, by their lemma in lower case.

    Returns:
        Columns term, begins, unit, articles (that have the term), of (all articles), in the order
        of the terms and of time; empty where no article carries a date.
    """
    if "entity" in places.columns:
        found = places[["article_id", "entity"]].rename(columns={"entity": "term"})
    else:
        body = places[places["kind"].isin(COUNTED_KINDS)]
        found = pd.DataFrame({"article_id": body["article_id"], "term": fold(body["lemma"])})
    every = articles_over_time(articles).rename(columns={"articles": "of"})
    table = pd.DataFrame({"term": list(dict.fromkeys(terms))}, dtype="str").merge(every, "cross")
    period, _ = periods(articles["date"])
    begins = period.astype("datetime64[s]").astype("str").str.slice(0, 10)
    dated = articles[["article_id"]].join(begins.rename("begins"))
    counts = found.drop_duplicates().merge(dated, on="article_id").value_counts(["term", "begins"])
    table = table.join(counts.rename("articles"), on=["term", "begins"]).fillna({"articles": 0})
    return table[["term", "begins", "unit", "articles", "of"]].astype({"articles": "int64"})


def _group(articles: pd.DataFrame, names: np.ndarray | pd.Series) -> pd.Series:
    index = pd.Index(articles["article_id"])
    return pd.Series(np.asarray(names), index=index, dtype="str", name="group").replace("", np.nan)
