"""Count terms in documents: the matrix behind every comparison of texts by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.folding import fold
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
        content: Whether only nouns, names, adjectives and verbs are terms.
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
    matrix = vstack(blocks, format="csr")[:, order].sorted_indices()
    return Counts(pd.concat(documents, ignore_index=True), terms.take(order), matrix)
