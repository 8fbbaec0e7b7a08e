"""What sets these articles apart from those: by occurrences of words, and by articles."""

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
_MARKS = {
    **{"keyword": "str", "more_in": "str", "articles": "int64", "of": "int64"},
    **{"others": "int64", "of_others": "int64", "chance": "float64", "expected": "float64"},
}


def keyness(tokens: pd.DataFrame, group: pd.Series, *, min_count: int = 3) -> pd.DataFrame:
    """Compare how often each word occurs in two groups of articles, both ways.

    Log-likelihood says how unevenly a word is spread: G² = 2 Σ O ln(O / E), E the occurrences
    expected if both used the word alike (T. Dunning 1993, Computational Linguistics 19(1), 61-74;
    P. Rayson & R. Garside 2000, Comparing corpora using frequency profiling). Log ratio says by
    how much: log2 of the ratio of the relative frequencies, so 1 is twice as often (A. Hardie
    2014); a word that one group lacks is counted there as half an occurrence. Log-likelihood
    ranks words; it is no measure of chance, for words of one article are not independent of each
    other. For groups of articles see `group_keyness`.

    Args:
        tokens: The tokens table of `analysis.annotate`; running text only is counted.
        group: For each article_id (the index) the name of its group; articles without one are
            left out. There must be two groups.
        min_count: Words that occur less often than that in both groups together are left out.

    Returns:
        Columns keyword (lower-cased lemma), more_in (the group that uses it more),
        log_likelihood, log_ratio (positive: more in the first group by name), then count,
        per_million and articles (with the word) of each group, as count_a, count_b and so on, a
        the first group by name. The highest log-likelihood first.

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
    tokens = tokens[~tokens["is_stop"].astype(bool)]
    ids = pd.Series(tokens["article_id"].unique(), dtype="str")
    group = pd.Series(np.where(ids == article_id, "in focus", "the others"), index=ids)
    words = tokens["is_alpha"].to_numpy(dtype=bool) & is_running_text(tokens)
    if group[group.index.isin(tokens.loc[words, "article_id"])].nunique() != 2:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _COLUMNS.items()})
    return keyness(tokens, group, min_count=min_count)


def group_keyness(
    tokens: pd.DataFrame, group: pd.Series, *, leave_out: str = "", min_articles: int = 3
) -> pd.DataFrame:
    """Find the words that stand in more articles of a group than of all the other groups.

    Words of one article are not independent of each other: a name that one article repeats ten
    times would look like a mark of its whole group. So the unit is the article, which has a word
    or has it not (J. Egbert & D. Biber 2019, Incorporating text dispersion into keyword analyses,
    Corpora 14(1), 77-104; that tests on occurrences find far too much is shown by J. Lijffijt et
    al. 2016, Significance testing of word frequencies in corpora, Digital Scholarship in the
    Humanities 31(2), 374-397). Collections are small, so the test is R. A. Fisher's exact one: the
    share of all ways to deal the articles out to groups of these sizes that give the group the
    word as often or oftener.

    Args:
        tokens: The tokens table of `analysis.annotate`; running text only is counted, without
            stop words.
        group: For each article_id (the index) the name of its group; articles without one are
            left out.
        leave_out: Words that are not compared, e.g. the name that made the groups.
        min_articles: Articles of the group that must have a word; all of them where the group is
            smaller.

    Returns:
        Columns keyword (lower-cased lemma), more_in (the group), articles (of it, that have the
        word), of (how many it has), others (other articles that have the word), of_others (how
        many there are), chance (0 to 1, see above), expected (chance × number of comparisons: how
        many words as sure as this one chance alone would bring up). The surest first, ties by the
        larger difference of the shares. Empty where fewer than two groups have words.
    """
    of_article = group.dropna()
    known = tokens["is_stop"].astype(bool)
    known |= fold(tokens["text"]).isin(leave_out.lower().split())
    rows = tokens["is_alpha"].to_numpy(dtype=bool) & is_running_text(tokens) & ~known.to_numpy()
    rows &= tokens["article_id"].isin(of_article.index).to_numpy(dtype=bool)
    words = tokens.loc[rows, ["article_id", "lemma"]]
    article, ids = pd.factorize(words["article_id"], sort=True)
    term, terms = pd.factorize(fold(words["lemma"]), sort=True)
    side, names = pd.factorize(of_article.reindex(ids).astype("str"), sort=True)
    if len(names) < 2:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _MARKS.items()})
    size = np.bincount(side)
    once = np.unique(np.stack([term, article]), axis=1)
    cell = once[0] * len(names) + side[once[1]]
    have = np.bincount(cell, minlength=len(terms) * len(names)).reshape(len(terms), len(names))
    return _surest(terms, names, have, size, np.minimum(min_articles, size))


def _surest(
    terms: pd.Index, names: pd.Index, have: np.ndarray, size: np.ndarray, least: np.ndarray
) -> pd.DataFrame:
    from scipy.stats import hypergeom  # type: ignore[import-untyped]

    total, everyone = have.sum(axis=1, keepdims=True), int(size.sum())
    others, of_others = total - have, everyone - size
    # How many comparisons there are must not depend on how the articles were dealt out.
    compared = int((total >= least).sum())
    row, column = np.nonzero((have >= least) & (have * of_others > others * size))
    shown, of = have[row, column], size[column]
    chance = hypergeom.sf(shown - 1, everyone, of, total[row, 0])
    table = pd.DataFrame(
        {
            "keyword": pd.Series(terms[row], dtype="str"),
            "more_in": pd.Series(names[column], dtype="str"),
            **{"articles": shown, "of": of},
            **{"others": others[row, column], "of_others": of_others[column]},
            **{"chance": rounded(chance), "expected": rounded(chance * compared)},
        }
    )
    further = rounded(table["articles"] / table["of"] - table["others"] / table["of_others"])
    order = np.lexsort((table["more_in"], table["keyword"], -further, table["chance"]))
    ordered: pd.DataFrame = table.take(order).reset_index(drop=True).astype(_MARKS)
    return ordered


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
