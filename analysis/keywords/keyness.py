"""What sets these articles apart from those: words of one group against words of the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.folding import fold
from analysis.keywords.words import is_running_text
from analysis.rounding import rounded

_DECIMALS = 6
_COLUMNS = {
    **{"keyword": "str", "more_in": "str", "log_likelihood": "float64", "log_ratio": "float64"},
    **{"count_a": "int64", "per_million_a": "float64", "articles_a": "int64"},
    **{"count_b": "int64", "per_million_b": "float64", "articles_b": "int64"},
}


def keyness(tokens: pd.DataFrame, group: pd.Series, *, min_count: int = 3) -> pd.DataFrame:
    """Compare how often each word occurs in two groups of articles, both ways.

    Log-likelihood says how surely the groups differ: G² = 2 Σ O ln(O / E), E the occurrences
    expected if both used the word alike (T. Dunning 1993, Computational Linguistics 19(1), 61-74;
    P. Rayson & R. Garside 2000, Comparing corpora using frequency profiling). Log ratio says by
    how much: log2 of the ratio of the relative frequencies, so 1 is twice as often (A. Hardie
    2014); a word that one group lacks is counted there as half an occurrence.

    Args:
        tokens: The tokens table of `analysis.annotate`; running text only is counted.
        group: For each article_id (the index) the name of its group; articles without one are
            left out. There must be two groups.
        min_count: Words that occur less often than that in both groups together are left out.

    Returns:
        Columns keyword (lower-cased lemma), more_in (the group that uses it more), log_likelihood
        (3.84 and more would come by chance in 1 of 20 words, 15.13 in 1 of 10,000), log_ratio
        (positive: more in the first group by name), then count, per_million and articles (with
        the word) of each group, as count_a, count_b and so on, a the first group by name. The
        surest first.

    Raises:
        ValueError: There are not two groups with words in them.
    """
    of_article = group.dropna()
    rows = tokens["is_alpha"].to_numpy(dtype=bool) & is_running_text(tokens)
    rows &= tokens["article_id"].isin(of_article.index).to_numpy(dtype=bool)
    counted = tokens.loc[rows, ["article_id", "lemma"]]
    side = counted["article_id"].map(of_article)
    names = sorted(side.unique().tolist(), key=str)
    in_b = side.map({name: place for place, name in enumerate(names)}).to_numpy(dtype="int64")
    term, terms = pd.factorize(fold(counted["lemma"]), sort=True)
    size = len(terms)
    groups = max(len(names), 1)
    count = np.bincount(term * groups + in_b, minlength=groups * size).reshape(size, groups)
    article = pd.factorize(counted["article_id"])[0]
    once = np.unique(np.stack([term, in_b, article]), axis=1)
    pair = once[0] * groups + once[1]
    articles = np.bincount(pair, minlength=groups * size).reshape(size, groups)
    return compare_counts(list(terms), count, articles, names, min_count=min_count)


def compare_counts(
    terms: list[str], count: np.ndarray, articles: np.ndarray, names: list[Any], *, min_count: int
) -> pd.DataFrame:
    """Compare the words of two groups that have been counted.

    Args:
        terms: The words, in the order of the alphabet.
        count: Occurrences, words × groups.
        articles: Articles with the word, words × groups.
        names: Of the two groups.
        min_count: See `keyness`.

    Returns:
        See `keyness`.

    Raises:
        ValueError: There are not two groups.
    """
    if len(names) != 2:
        found = ", ".join(map(str, names)) or "none"
        raise ValueError(f"Keyness compares two groups of articles; there are words in: {found}.")
    total = count.sum(axis=0)
    ratio = log_ratio(count, total)
    table = pd.DataFrame(
        {
            "keyword": pd.Series(np.asarray(terms, dtype=object), dtype="str"),
            "more_in": pd.Series(np.where(ratio > 0, str(names[0]), str(names[1])), dtype="str"),
            "log_likelihood": log_likelihood(count, total),
            "log_ratio": ratio,
        }
    )
    for number, side_name in enumerate("ab"):
        table[f"count_{side_name}"] = count[:, number]
        table[f"per_million_{side_name}"] = rounded(count[:, number] / total[number] * 1e6)
        table[f"articles_{side_name}"] = articles[:, number]
    table = table[count.sum(axis=1) >= min_count]
    order = np.lexsort((table["keyword"].to_numpy(dtype=object), -table["log_likelihood"]))
    ordered: pd.DataFrame = table.take(order).reset_index(drop=True)
    return ordered


def group_keyness(
    tokens: pd.DataFrame, group: pd.Series, *, leave_out: str = "", min_count: int = 3
) -> pd.DataFrame:
    """As `keyness`, stop words left out, and an empty table where there are no two groups.

    Args:
        tokens: See `keyness`.
        group: See `keyness`.
        leave_out: Words that are not compared, e.g. the name that made the groups.
        min_count: See `keyness`.

    Returns:
        The columns of `keyness`.
    """
    known = tokens["is_stop"].astype(bool)
    known |= fold(tokens["text"]).isin(leave_out.lower().split())
    tokens = tokens[~known]
    words = tokens["is_alpha"].to_numpy(dtype=bool) & is_running_text(tokens)
    ids = tokens.loc[words, "article_id"].unique()
    if group[group.index.isin(ids)].nunique() != 2:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _COLUMNS.items()})
    return keyness(tokens, group, min_count=min_count)


def article_keyness(tokens: pd.DataFrame, article_id: str, *, min_count: int = 3) -> pd.DataFrame:
    """Compare one article with all the others of its folder, both ways, stop words left out.

    Args:
        tokens: See `keyness`.
        article_id: Which article.
        min_count: See `keyness`.

    Returns:
        The columns of `keyness`, with the groups "in focus" and "the others"; empty where one of
        the two has no words.
    """
    ids = pd.Series(tokens["article_id"].unique(), dtype="str")
    group = pd.Series(np.where(ids == article_id, "in focus", "the others"), index=ids)
    return group_keyness(tokens, group, min_count=min_count)


def log_likelihood(count: np.ndarray, total: np.ndarray) -> np.ndarray:
    """G² of each row of occurrences in two corpora of `total` words (Rayson & Garside 2000)."""
    expected = count.sum(axis=1, keepdims=True) * total / total.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(count > 0, count * np.log(count / expected), 0.0)
    # Large terms cancel each other, so that what is left is right to so many decimals, not digits.
    surely: np.ndarray = np.maximum(np.round(2 * terms.sum(axis=1), _DECIMALS), 0.0)
    return surely


def log_ratio(count: np.ndarray, total: np.ndarray) -> np.ndarray:
    """log2 of the ratio of relative frequencies; 0 occurrences count as 0.5 (Hardie 2014)."""
    share = np.maximum(count, 0.5) / total
    return rounded(np.log2(share[:, 0] / share[:, 1]))
