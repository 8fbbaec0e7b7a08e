"""TF-IDF as in the textbook and in scikit-learn, on the matrix behind every comparison of texts."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.folding import fold
from analysis.rounding import rounded
from analysis.structure import COUNTED_KINDS

Tokens = pd.DataFrame | Iterable[pd.DataFrame]
"""The tokens table of `analysis.annotate`, or its parts, such as ``corpus.parts("tokens")``.

Each article must be whole in one part; one part is held at a time.
"""


class Counts(NamedTuple):
    """How often each term occurs in each document that has one.

    Attributes:
        documents: A document a row, in the order of the tokens.
        terms: In the order of the alphabet.
        matrix: Documents × terms, a SciPy CSR matrix.
    """

    documents: pd.DataFrame
    terms: pd.Index
    matrix: Any


def parts_of(tokens: Tokens) -> Iterable[pd.DataFrame]:
    """The parts of a table; the table itself is one."""
    return [tokens] if isinstance(tokens, pd.DataFrame) else tokens


def count_terms(
    tokens: Tokens,
    *,
    column: str = "lemma",
    by: Collection[str] = ("article_id",),
    content: bool = False,
    numbers: bool = False,
    without: Collection[str] = (),
) -> Counts:
    """Count the terms of the running text, in lower case; stop words are none.

    Args:
        tokens: See `Tokens`.
        column: What stands for a word, lemma or text.
        by: What a document is: an article, or a section (article_id and section).
        content: Whether only nouns, names, adjectives and verbs of several letters are terms.
        numbers: Whether numbers and signs are terms too, all but punctuation.
        without: Lower-cased words of the text that are no terms.
    """
    from scipy.sparse import csr_matrix, vstack  # type: ignore[import-untyped]

    place_of: dict[str, int] = {}
    documents, blocks = [], []
    for part in parts_of(tokens):
        kept = part["kind"].isin(COUNTED_KINDS)
        kept &= ~part["pos"].isin(["PUNCT", "SPACE"]) if numbers else part["is_alpha"].astype(bool)
        kept &= ~part["is_stop"].astype(bool)
        if content:
            kept &= part["pos"].isin(["NOUN", "PROPN", "ADJ", "VERB"])
            kept &= part["text"].str.len() > 1
        if without:
            kept &= ~fold(part["text"]).isin(without)
        words = part.loc[kept, [*by, column]]
        documents.append(words[[*by]].drop_duplicates())
        document = words.groupby([*by], sort=False).ngroup()
        code, found = pd.factorize(fold(words[column]))
        term = np.array([place_of.setdefault(word, len(place_of)) for word in found], dtype=int)
        ones, shape = np.ones(len(words), dtype=int), (len(documents[-1]), len(place_of))
        blocks.append(csr_matrix((ones, (document, term[code])), shape=shape))
    for block in blocks:
        block.resize(block.shape[0], len(place_of))
    terms = pd.Index(list(place_of), dtype="str")
    order = terms.argsort()
    matrix = vstack(blocks)[:, order].sorted_indices()
    return Counts(pd.concat(documents, ignore_index=True), terms.take(order), matrix)


def inverse_document_frequency(df: Any, documents: Any, *, smooth: bool = True) -> Any:
    """How much it tells that a word occurs, where `df` of n `documents` have it.

    With `smooth` ln((1 + n) / (1 + df)) + 1, as scikit-learn's TfidfTransformer does it by default;
    otherwise ln(n / df) as in the textbook (Manning, Raghavan & Schütze 2008, Introduction to
    Information Retrieval, 6.2.1). gensim's TfidfModel takes log2(n / df) instead.
    """
    df = np.asarray(df, dtype="float64")
    return np.log((1 + documents) / (1 + df)) + 1 if smooth else np.log(documents / df)


def weigh(counts: Any, collection: np.ndarray) -> pd.DataFrame:
    """The score of every term of every document, within the collection that each belongs to.

    Returns:
        Columns document, term, tf, df, idf, score, in the order of the CSR matrix `counts`.
    """
    document = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    table = pd.DataFrame({"document": document, "term": counts.indices, "tf": counts.data})
    own = collection[document]
    table["df"] = table.groupby([own, "term"])["tf"].transform("size")
    table["idf"] = rounded(inverse_document_frequency(table["df"], np.bincount(collection)[own]))
    weight = table["tf"] * table["idf"]
    table["score"] = rounded(weight / np.sqrt(np.bincount(document, weights=weight**2))[document])
    return table


def section_keywords(tokens: Tokens, *, top: int = 10) -> pd.DataFrame:
    """Rank the words that set each section of an article apart from its other sections.

    Every section is a document and the article is the collection: scikit-learn's TfidfVectorizer
    with its defaults. Terms are the lower-cased lemmas of content words (nouns, names, adjectives
    and verbs of several letters and nothing else, that are no stop words).

    Returns:
        Columns article_id, section, rank, keyword, score, tf (in the section), df (sections of
        the article with the word), idf. Equal scores stand in the order of the alphabet.
    """
    counts = count_terms(tokens, by=("article_id", "section"), content=True)
    return _best_terms(counts, pd.factorize(counts.documents["article_id"])[0], top=top)


def article_keywords(tokens: Tokens, *, top: int = 10) -> pd.DataFrame:
    """Rank the words that set each article apart from the other articles of the collection.

    The same as `section_keywords` with the articles as documents: without the column section, and
    df counts articles. Empty where there are not two articles to compare.
    """
    counts = count_terms(tokens, content=True)
    articles = len(counts.documents)
    return _best_terms(counts, np.zeros(articles, dtype=int), top=top if articles > 1 else 0)


def _best_terms(counts: Counts, collection: np.ndarray, *, top: int) -> pd.DataFrame:
    table = weigh(counts.matrix, collection)
    table = table.take(np.lexsort((table["term"], -table["score"], table["document"])))
    table["rank"] = table.groupby("document").cumcount() + 1
    table = table[table["rank"] <= top]
    table["keyword"] = counts.terms[table["term"]]
    table = counts.documents.merge(table, left_index=True, right_on="document")
    columns = [*counts.documents, "rank", "keyword", "score", "tf", "df", "idf"]
    return table[columns].reset_index(drop=True)
