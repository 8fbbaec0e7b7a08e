"""TF-IDF as in the textbook and in scikit-learn, and the sections of an article as documents."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from analysis.folding import fold
from analysis.keywords.words import WIDE, is_one_of, is_running_text
from analysis.rounding import rounded

_CONTENT = ("NOUN", "PROPN", "ADJ", "VERB")


def term_frequency(terms: list[str]) -> dict[str, int]:
    """How often each term occurs in a document, in the order of first occurrence."""
    return dict(Counter(terms))


def inverse_document_frequency(df: Any, documents: Any, *, smooth: bool = True) -> Any:
    """How much it tells that a word occurs, from how many documents it occurs in.

    Smoothed as scikit-learn's TfidfTransformer does it by default, ln((1 + n) / (1 + df)) + 1;
    otherwise as in the textbook, ln(n / df) (Manning, Raghavan & Schütze 2008, Introduction to
    Information Retrieval, 6.2.1). gensim's TfidfModel takes log2(n / df) instead.

    Args:
        df: Documents that contain the word, one number or many.
        documents: Documents in the collection.
        smooth: scikit-learn's formula rather than the textbook's.
    """
    df = np.asarray(df, dtype="float64")
    if smooth:
        return np.log((1 + documents) / (1 + df)) + 1
    return np.log(documents / df)


def tfidf_table(documents: list[list[str]], *, smooth: bool = True) -> pd.DataFrame:
    """TF-IDF of every term of every document, small enough to be checked by hand.

    With `smooth` the weights of a document are divided by their Euclidean length, so that they
    equal scikit-learn's TfidfVectorizer on the same terms; otherwise tf × ln(n / df) as it is.

    Returns:
        Columns document (0, 1, …), term, tf, df, idf, weight, in the order of the documents.
    """
    rows = [(n, t, c) for n, d in enumerate(documents) for t, c in term_frequency(d).items()]
    table = pd.DataFrame(rows, columns=["document", "term", "tf"])
    table["df"] = table.groupby("term")["document"].transform("size")
    table["idf"] = inverse_document_frequency(table["df"], len(documents), smooth=smooth)
    table["weight"] = table["tf"] * table["idf"]
    if smooth:
        square = (table["weight"] ** 2).groupby(table["document"]).transform("sum")
        table["weight"] /= np.sqrt(square)
    return table


def section_keywords(tokens: pd.DataFrame, *, top: int = 10) -> pd.DataFrame:
    """Rank the words that set each section of an article apart from its other sections.

    Every section is a document and the article is the collection: scikit-learn's TfidfVectorizer
    with its defaults, tf × (ln((1 + n) / (1 + df)) + 1), each section's weights divided by their
    Euclidean length. Terms are the lower-cased lemmas of content words (nouns, names, adjectives
    and verbs of letters only that are no stop words); n counts the sections that have one.

    Args:
        tokens: The tokens table of `analysis.annotate`.
        top: Keywords a section.

    Returns:
        Columns article_id, section, rank, keyword, score, tf (in the section), df (sections of
        the article with the word), idf. Equal scores stand in the order of the alphabet.
    """
    content = tokens["is_alpha"].to_numpy(dtype=bool) & ~tokens["is_stop"].to_numpy(dtype=bool)
    content &= is_one_of(tokens["pos"], _CONTENT) & is_running_text(tokens)
    article, ids = pd.factorize(tokens["article_id"])
    lemma, lemmas = pd.factorize(tokens["lemma"])
    term_of, terms = pd.factorize(fold(lemmas), sort=True)
    rows = np.flatnonzero(content)
    place = article[rows] * WIDE + tokens["section"].to_numpy()[rows]
    places, place = np.unique(place, return_inverse=True)
    size = max(len(terms), 1)
    pair, tf = np.unique(place * size + term_of[lemma[rows]], return_counts=True)
    place, term = pair // size, pair % size
    article = places[place] // WIDE
    sections = np.bincount(places // WIDE, minlength=len(ids))[article]
    _, same, df = np.unique(article * size + term, return_inverse=True, return_counts=True)
    idf = rounded(inverse_document_frequency(df[same], sections))
    weight = tf * idf
    score = rounded(weight / np.sqrt(np.bincount(place, weights=weight**2)[place]))
    order = np.lexsort((term, -score, place))
    rank = np.arange(len(order)) - np.searchsorted(place[order], place[order]) + 1
    order, rank = order[rank <= top], rank[rank <= top]
    return pd.DataFrame(
        {
            "article_id": pd.Series(np.array(ids, dtype=object)[article[order]], dtype="str"),
            "section": places[place[order]] % WIDE,
            "rank": rank,
            "keyword": terms.take(term[order]).astype("str"),
            "score": score[order],
            "tf": tf[order],
            "df": df[same][order],
            "idf": idf[order],
        }
    )


def article_keywords(tokens: pd.DataFrame, *, top: int = 10) -> pd.DataFrame:
    """Rank the words that set each article apart from the other articles of the collection.

    The formula of `section_keywords`, with the articles as documents.

    Args:
        tokens: The tokens table of `analysis.annotate`.
        top: Keywords an article.

    Returns:
        Columns article_id, rank, keyword, score, tf (in the article), df (articles with the word),
        idf; empty where there are not two articles to compare.
    """
    number, ids = pd.factorize(tokens["article_id"])
    columns = ["article_id", "rank", "keyword", "score", "tf", "df", "idf"]
    if len(ids) < 2:
        empty = section_keywords(tokens.iloc[:0], top=top)
        return empty[columns]
    one_collection = pd.Series("", index=tokens.index, dtype="str")
    table = section_keywords(tokens.assign(section=number, article_id=one_collection), top=top)
    names = pd.Series(ids, dtype="str").take(table["section"].to_numpy())
    return table.assign(article_id=names.to_numpy()).astype({"article_id": "str"})[columns]
