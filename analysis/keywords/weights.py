"""What a candidate's score is made of: one column a part, and the score is their product."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.keywords.candidates import MAX_WORDS, find_candidates, find_names, phrase_codes
from analysis.keywords.neighbours import expanded_counts, shared_phrases, similar_articles
from analysis.keywords.words import WIDE, Words, first_of_each, occurrences_of_each_word
from analysis.rounding import rounded

PARTS = ("frequency", "rarity", "alone", "position", "form", "person", "shared")
"""The columns whose product is the score."""

MAX_IDF = 6.0  # rarer than one article in 400 is as good as never
PERSON = 0.5
SHARED = 1.3
_LENGTH_WEIGHT = np.array([0.0, 0.3, 1.0, 1.0, 0.7, 0.4])


def score_phrases(
    words: Words,
    mentions: pd.DataFrame,
    articles: list[str],
    idf: np.ndarray,
    *,
    neighbours: bool,
) -> pd.DataFrame:
    """The parts of every phrase that stands alone at least once.

    Args:
        words: See `analysis.keywords.words.read_words`, as `articles`.
        mentions: The mentions table of `analysis.entities`.
        articles: The article ids by number.
        idf: For each word, its idf in the background.
        neighbours: Whether similar articles speak for each other.

    Returns:
        Columns article (its number), first (place of the first word), length (words), idf, and
        `PARTS`; see `analysis.keywords.tfidf_keywords` for what each part is.
    """
    found = find_candidates(words, mentions, articles)
    code = phrase_codes(words, found.start, found.length)
    first, phrase = first_of_each(code)
    count = len(first)

    def times(what: np.ndarray) -> np.ndarray:
        return np.bincount(phrase, weights=what, minlength=count)

    shared = np.ones(count)
    if neighbours and len(articles) > 1:  # one alone has none, and SciPy need not be loaded
        similar = similar_articles(words, idf)
        tf = expanded_counts(words, similar)
        shared = np.where(shared_phrases(words, found, similar)[first], SHARED, 1.0)
    else:
        tf = occurrences_of_each_word(words)
    alone, person = times(found.alone), times(found.person)
    keep = np.flatnonzero(alone > 0)
    start, length = found.start[first[keep]], found.length[first[keep]]
    mean_tf, mean_weight, mean_idf = (
        _mean(a, start, length) for a in (tf, tf * np.sqrt(np.minimum(idf, MAX_IDF)), tf * idf)
    )
    frequency = rounded(mean_tf**0.7)
    return pd.DataFrame(
        {
            "article": words.article[start],
            "first": start,
            "length": length,
            "idf": rounded(mean_idf / mean_tf),
            "frequency": frequency,
            "rarity": rounded(mean_weight**0.7 / frequency),
            "alone": rounded((alone[keep] + 0.1) ** 0.3),
            "position": rounded(1 / (1 + words.position[start] / 100)),
            "form": _LENGTH_WEIGHT[np.minimum(length, MAX_WORDS)],
            "person": np.where(person > times(np.ones(len(phrase))) / 2, PERSON, 1.0)[keep],
            "shared": shared[keep],
        }
    )


def _mean(values: np.ndarray, start: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Mean of the values of the words from `start` on."""
    total = np.r_[0.0, np.cumsum(values, dtype="float64")]
    mean: np.ndarray = (total[start + length] - total[start]) / length
    return mean


def score_words(
    words: Words, mentions: pd.DataFrame, articles: list[str], idf: np.ndarray
) -> pd.DataFrame:
    """The parts of every noun, verb and adjective; arguments and columns as `score_phrases`."""
    is_letters = np.array([form.isalpha() for form in words.forms], dtype=bool)
    part = np.where(words.noun, 1.0, np.where(words.verb, 0.8, 0.3))
    content = np.flatnonzero((words.noun | words.adjective | words.verb) & is_letters[words.form])
    pair = words.article[content] * words.keys + words.key[content]
    first, term = first_of_each(pair)
    count = len(first)
    start = content[first]
    sentences = pd.unique(term * WIDE + words.sentence[content]) // WIDE

    def share(what: np.ndarray) -> np.ndarray:
        tf = np.bincount(term, minlength=count)
        return np.bincount(term, weights=what[content], minlength=count) / tf

    letters = np.array([len(form) for form in words.forms], dtype="int64")[words.form[start]]
    return pd.DataFrame(
        {
            "article": words.article[start],
            "first": start,
            "length": np.ones(count, dtype="int64"),
            "idf": idf[start],
            "frequency": np.bincount(sentences, minlength=count) + 2.0 * words.headed[start],
            "rarity": rounded(np.sqrt(np.minimum(idf[start], MAX_IDF))),
            "alone": 1.0,
            "position": 1.0,
            "form": rounded((np.minimum(letters, 10) / 10) ** 1.5 * share(part)),
            "person": np.where(share(_in_person(words, mentions, articles)) > 0.5, PERSON, 1.0),
            "shared": 1.0,
        }
    )


def _in_person(words: Words, mentions: pd.DataFrame, articles: list[str]) -> np.ndarray:
    """Whether each word is part of a person's name."""
    first, length, person = find_names(words, mentions, articles)
    edges = np.zeros(len(words.key) + 1, dtype="int64")
    np.add.at(edges, first[person], 1)
    np.add.at(edges, (first + length)[person], -1)
    covered: np.ndarray = np.cumsum(edges)[:-1] > 0
    return covered
