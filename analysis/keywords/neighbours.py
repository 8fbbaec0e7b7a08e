"""Articles about the same thing: what one of them says often counts for the others too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.keywords.candidates import Occurrences, phrase_codes
from analysis.keywords.words import Words, first_of_each, is_in, occurrences_of_each_word
from analysis.rounding import rounded

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

ALIKE = 0.1
_TOO_COMMON = 1000  # a word of more articles than that tells no two of them apart
_CHUNK = 1000


def similar_articles(words: Words, idf: np.ndarray) -> csr_matrix:
    """How alike articles are: the cosine of their content words' (1 + ln tf) × idf.

    Args:
        words: See `analysis.keywords.words.read_words`.
        idf: For each word, its idf in the background.

    Returns:
        Articles × articles; 0 on the diagonal and where two are less alike than `ALIKE`.
    """
    from scipy.sparse import csr_matrix, vstack

    content = np.flatnonzero(words.noun | words.adjective | words.verb)
    size = int(words.article.max(initial=-1)) + 1
    shape = (size, words.keys)
    counts = csr_matrix(
        (np.ones(len(content)), (words.article[content], words.key[content])), shape=shape
    )
    counts.sum_duplicates()
    weight = np.zeros(words.keys)
    weight[words.key] = idf
    weight[np.bincount(counts.indices, minlength=words.keys) > _TOO_COMMON] = 0
    counts.data = rounded(1 + np.log(counts.data)) * weight[counts.indices]
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    counts.data /= np.repeat(np.maximum(length, 1e-12), np.diff(counts.indptr))
    parts = []
    for start in range(0, size, _CHUNK):
        part = (counts[start : start + _CHUNK] @ counts.T).tocoo()
        part.data = rounded(part.data)
        other = (part.data > ALIKE) & (part.col != part.row + start)
        parts.append(
            csr_matrix((part.data[other], (part.row[other], part.col[other])), shape=part.shape)
        )
    return vstack(parts, format="csr") if parts else csr_matrix((0, 0))


def expanded_counts(words: Words, similar: csr_matrix) -> np.ndarray:
    """For each word, its tf in the article plus similarity × tf in each similar article.

    This is the neighbourhood of X. Wan & J. Xiao (2008), Single document keyphrase extraction
    using neighborhood knowledge, AAAI, 855-860, applied to tf instead of a word graph.
    """
    from scipy.sparse import csr_matrix

    own = occurrences_of_each_word(words).astype("float64")
    if not similar.nnz:
        return own
    counts = csr_matrix(
        (np.ones(len(words.key)), (words.article, words.key)),
        shape=(similar.shape[0], words.keys),
    )
    others = similar @ counts
    others.sort_indices()
    return rounded(own + np.asarray(others[words.article, words.key]).ravel())


def shared_phrases(words: Words, found: Occurrences, similar: csr_matrix) -> np.ndarray:
    """For each occurrence, whether its phrase stands alone in a similar article too."""
    from scipy.sparse import csr_matrix

    _, phrase = first_of_each(phrase_codes(words, found.start, found.length, by_article=False))
    if not similar.nnz or not len(phrase):
        return np.zeros(len(phrase), dtype=bool)
    article = words.article[found.start]
    phrases = int(phrase.max()) + 1
    alone = csr_matrix(
        (found.alone.astype("float64"), (article, phrase)), shape=(similar.shape[0], phrases)
    )
    elsewhere = similar @ alone
    elsewhere.eliminate_zeros()
    row = np.repeat(np.arange(elsewhere.shape[0]), np.diff(elsewhere.indptr))
    return is_in(article * phrases + phrase, row * phrases + elsewhere.indices)
