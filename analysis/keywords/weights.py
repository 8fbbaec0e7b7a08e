"""What a candidate's score is made of: one column a part, and the score is their product."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.keywords.candidates import find_candidates, find_names
from analysis.keywords.words import Words
from analysis.rounding import rounded

PARTS = ("frequency", "rarity", "alone", "position", "form", "person")
"""The columns whose product is the score."""

_MAX_IDF = 6.0  # rarer than one article in 400 is as good as never
_PERSON = 0.5
_LENGTH_WEIGHT = np.array([0.0, 0.3, 1.0, 1.0, 0.7, 0.4])


def score_phrases(words: Words, mentions: pd.DataFrame, idf: np.ndarray) -> pd.DataFrame:
    """The parts of every phrase that stands alone at least once; `idf` is that of each word.

    Returns:
        Columns first (place of its first word), length (words), idf, and `PARTS`; see
        `analysis.keywords.tfidf_keywords` for what each part is.
    """
    found = find_candidates(words, mentions)
    once, phrase, times = _different(words.phrase[found.length - 1, found.first])
    alone = np.bincount(phrase, weights=found.alone)
    persons = np.bincount(phrase, weights=found.person)
    kept = alone > 0
    first, length = found.first[once[kept]], found.length[once[kept]]
    _, word, occurrences = _different(words.phrase[0])
    tf = occurrences[word]
    weight = tf * np.sqrt(np.minimum(idf, _MAX_IDF))
    # The sums run over all articles; what others leave in the last digits is rounded away below.
    total = np.cumsum(np.stack([tf, tf * idf, weight]), axis=1)
    total = np.hstack([np.zeros((3, 1)), total])
    mean_tf, mean_idf, mean_weight = (total[:, first + length] - total[:, first]) / length
    frequency = rounded(mean_tf**0.7)
    before = first - np.searchsorted(words.article, words.article[first])
    return pd.DataFrame(
        {
            "first": first,
            "length": length,
            "idf": rounded(mean_idf / mean_tf),
            "frequency": frequency,
            "rarity": rounded(mean_weight**0.7 / frequency),
            "alone": rounded((alone[kept] + 0.1) ** 0.3),
            "position": rounded(1 / (1 + before / 100)),
            "form": _LENGTH_WEIGHT[length],
            "person": np.where(persons > times / 2, _PERSON, 1.0)[kept],
        }
    )


def score_words(words: Words, mentions: pd.DataFrame, idf: np.ndarray) -> pd.DataFrame:
    """The parts of every noun, verb and adjective; arguments and columns as `score_phrases`."""
    letters = np.array([len(form) if form.isalpha() else 0 for form in words.forms], dtype="int64")
    size = np.minimum(letters[words.form], 10) / 10
    place = np.flatnonzero((words.noun | words.adjective | words.verb) & (size > 0))
    once, term, times = _different(words.phrase[0, place])
    first = place[once]
    sentences = pd.DataFrame({"term": term, "sentence": words.sentence[place]}).drop_duplicates()
    part = np.where(words.noun, 1.0, np.where(words.verb, 0.8, 0.3))
    in_person = np.zeros(len(words.form))
    names = find_names(words, mentions)
    for begin, length in zip(names.first[names.person], names.length[names.person], strict=True):
        in_person[begin : begin + length] = 1
    persons = np.bincount(term, weights=in_person[place])
    return pd.DataFrame(
        {
            "first": first,
            "length": 1,
            "idf": idf[first],
            "frequency": np.bincount(sentences["term"]) + 2.0 * words.headed[first],
            "rarity": rounded(np.sqrt(np.minimum(idf[first], _MAX_IDF))),
            "alone": 1.0,
            "position": 1.0,
            "form": rounded(size[first] ** 1.5 * np.bincount(term, weights=part[place]) / times),
            "person": np.where(persons > times / 2, _PERSON, 1.0),
        }
    )


def _different(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where each different number stands first, which of them each is, and their counts."""
    return np.unique(numbers, return_index=True, return_inverse=True, return_counts=True)[1:]
