"""What sets these articles apart from those: by occurrences of words, and by articles."""

import numpy as np
import pandas as pd

from analysis.keywords.tfidf import Tokens, count_terms
from analysis.rounding import rounded


def article_keyness(tokens: Tokens, article_id: str, *, min_count: int = 3) -> pd.DataFrame:
    """Compare how often each word occurs in an article and in all others of its folder, both ways.

    Log-likelihood says how unevenly a word is spread: G² = 2 Σ O ln(O / E), E the occurrences
    expected if both used the word alike (T. Dunning 1993, Computational Linguistics 19(1), 61-74;
    P. Rayson & R. Garside 2000, Comparing corpora using frequency profiling). Log ratio says by
    how much: log2 of the ratio of the relative frequencies, so 1 is twice as often (A. Hardie
    2014); a word that one side lacks is counted there as half an occurrence. Log-likelihood ranks
    words; it is no measure of chance, for words of one article are not independent of each other.

    Args:
        tokens: A tokens table or its parts; running text only is counted, stop words are not.
        article_id: The article in focus.
        min_count: Occurrences that a word must have on both sides together.

    Returns:
        Columns keyword (lower-cased lemma), more_in ("in focus" or "the others", the side that uses
        it more), log_likelihood, log_ratio (positive: more in focus), then count, per_million and
        articles (with the word) of each side, as count_a, count_b and so on, a the article in
        focus. The highest log-likelihood first; empty where a side has no words.
    """
    counts = count_terms(tokens)
    focus = (counts.documents["article_id"] == article_id).to_numpy()
    member = np.stack([focus, ~focus]).astype(int)
    count, articles = member @ counts.matrix, member @ (counts.matrix > 0)
    total, enough = count.sum(axis=1, keepdims=True), count.sum(axis=0) >= max(min_count, 1)
    enough &= total.all()
    count, articles = count[:, enough], articles[:, enough]
    expected = count.sum(axis=0) * total / total.sum()
    unlike = (count * np.log(np.maximum(count, 1) / expected)).sum(axis=0)
    share = np.maximum(count, 0.5) / total
    ratio = rounded(np.log2(share[0] / share[1]))
    table = pd.DataFrame({"keyword": counts.terms[enough]})
    table["more_in"] = pd.Series(np.where(ratio > 0, "in focus", "the others"), dtype="str")
    # Large terms cancel each other, so that what is left is right to so many decimals, not digits.
    table["log_likelihood"] = np.maximum(np.round(2 * unlike, 6), 0.0)
    table["log_ratio"] = ratio
    for number, side in enumerate("ab"):
        table[f"count_{side}"] = count[number]
        table[f"per_million_{side}"] = rounded(count[number] / total[number] * 1e6)
        table[f"articles_{side}"] = articles[number]
    order = np.lexsort((table["keyword"], -table["log_likelihood"]))
    return table.take(order).reset_index(drop=True)


def group_keyness(
    tokens: Tokens, group: pd.Series, *, leave_out: str = "", min_articles: int = 3
) -> pd.DataFrame:
    """Find the words that stand in more articles of a group than of all the other groups.

    The unit is the article, which has a word or has it not: a name that one article repeats would
    else look like a mark of its group (J. Egbert & D. Biber 2019, Incorporating text dispersion
    into keyword analyses, Corpora 14(1), 77-104; J. Lijffijt et al. 2016, Significance testing of
    word frequencies in corpora, Digital Scholarship in the Humanities 31(2), 374-397). The test is
    R. A. Fisher's exact one: the share of all ways to deal the articles out to groups of these
    sizes that give the group the word as often or oftener.

    Args:
        tokens: A tokens table or its parts; running text only is counted, stop words are not.
        group: For each article_id (the index) the name of a group, if it is in one.
        leave_out: Words that are not compared, e.g. the name that made the groups.
        min_articles: Articles of the group that must have a word, if it has so many.

    Returns:
        Columns keyword (lower-cased lemma), more_in (the group), articles (of it, that have the
        word), of (how many it has), others (other articles that have the word), of_others (how
        many there are), chance (0 to 1, see above), expected (chance × number of comparisons). The
        surest first, ties by the larger difference of the shares. Empty where fewer than two groups
        have words.
    """
    from scipy.stats import hypergeom  # type: ignore[import-untyped]

    counts = count_terms(tokens, without=leave_out.lower().split())
    of_article = counts.documents["article_id"].map(group.dropna().astype("str"))
    side, names = pd.factorize(of_article.astype("str"), sort=True)
    member = (side == np.arange(len(names))[:, None]).astype(int)
    have, size = member @ (counts.matrix > 0), member.sum(axis=1, keepdims=True)
    total, everyone = have.sum(axis=0), int(size.sum())
    others, of_others, least = total - have, everyone - size, np.minimum(min_articles, size)
    # How many comparisons there are must not depend on how the articles were dealt out.
    compared = int((total >= least).sum())
    side, row = np.nonzero((have >= least) & (have * of_others > others * size))
    shown, of = have[side, row], size[side, 0]
    chance = hypergeom.sf(shown - 1, everyone, of, total[row])
    table = pd.DataFrame(
        {
            "keyword": counts.terms[row],
            "more_in": names[side],
            "articles": shown,
            "of": of,
            "others": others[side, row],
            "of_others": of_others[side, 0],
            "chance": rounded(chance),
            "expected": rounded(chance * compared),
        }
    )
    further = rounded(table["articles"] / table["of"] - table["others"] / table["of_others"])
    order = np.lexsort((table["more_in"], table["keyword"], -further, table["chance"]))
    return table.take(order).reset_index(drop=True)
