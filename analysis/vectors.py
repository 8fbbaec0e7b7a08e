"""Articles as rows of a matrix of TF-IDF weights, straight from stored tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.folding import fold
from analysis.structure import COUNTED_KINDS

if TYPE_CHECKING:
    from pyarrow.dataset import Dataset
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

_COLUMNS = ["article_id", "lemma", "pos", "kind", "is_alpha", "is_stop"]
_CONTENT = ("NOUN", "PROPN", "ADJ", "VERB")


class Vectors(NamedTuple):
    """Articles as vectors.

    Attributes:
        weights: Articles × terms; each row has the length 1, or 0 where an article has no term.
        articles: The ids, by row.
        terms: Lower-cased lemmas, by column.
    """

    weights: csr_matrix
    articles: list[str]
    terms: list[str]


def article_vectors(tokens: Dataset) -> Vectors:
    """Weigh the content words of each article by tf × idf, each article's to the length 1.

    The formula is scikit-learn's default, idf = ln((1 + n) / (1 + df)) + 1 and the L2 norm, and so
    are the numbers on the same terms. Words are counted by the codes under which Parquet keeps
    them, so that nothing is cut into words again and each different word is looked at once.

    Args:
        tokens: ``Corpus.scan("tokens")``.

    Returns:
        See `Vectors`. Terms are nouns, names, adjectives and verbs of letters only in running text
        that are no stop words, as in `analysis.keywords.section_keywords`.
    """
    from scipy.sparse import csr_matrix

    table = tokens.to_table(columns=_COLUMNS)
    article, ids = _codes(table, "article_id")
    lemma, lemmas = _codes(table, "lemma")
    chosen = _is_one_of(table, "pos", _CONTENT) & _is_one_of(table, "kind", COUNTED_KINDS)
    chosen &= _flags(table, "is_alpha") & ~_flags(table, "is_stop")
    rows = np.flatnonzero(chosen)
    lemma = lemma[rows]
    used = np.flatnonzero(np.bincount(lemma, minlength=len(lemmas)))
    column_of = np.zeros(len(lemmas), dtype=np.int32)
    column_of[used], terms = pd.factorize(fold(pd.Series(lemmas, dtype="str").take(used)))
    # The tokens of an article stand together, so that its row can be written at once.
    lengths = np.bincount(article[rows], minlength=len(ids))
    edges = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    shape = (len(ids), len(terms))
    tf = csr_matrix((np.ones(len(lemma)), column_of[lemma], edges), shape=shape)
    tf.sum_duplicates()
    df = np.bincount(tf.indices, minlength=len(terms))
    tf.data *= (np.log((1 + len(ids)) / (1 + df)) + 1)[tf.indices]
    length = np.sqrt(np.add.reduceat(np.append(tf.data, 0.0) ** 2, tf.indptr[:-1]))
    tf.data /= np.repeat(length, np.diff(tf.indptr))
    return Vectors(tf, ids, list(terms))


def _codes(table: Any, name: str) -> tuple[np.ndarray, list[str]]:
    """Which of the different texts each row has, and those texts."""
    import pyarrow as pa

    column = table.column(name)
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    column = column.unify_dictionaries().combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0) if column.num_chunks else pa.array([], column.type)
    return column.indices.to_numpy(), column.dictionary.to_pylist()


def _is_one_of(table: Any, name: str, wanted: tuple[str, ...]) -> np.ndarray:
    code, texts = _codes(table, name)
    found: np.ndarray = np.array([text in wanted for text in texts], dtype=bool)[code]
    return found


def _flags(table: Any, name: str) -> np.ndarray:
    flags: np.ndarray = table.column(name).to_numpy()
    return flags
