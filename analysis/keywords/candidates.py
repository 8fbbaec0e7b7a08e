"""Which phrases may be keywords, and where each of them stands."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.keywords.words import MAX_WORDS, Words

_ARTICLES = frozenset({"the", "a", "an"})


class Spans(NamedTuple):
    """Where phrases stand, one entry an occurrence.

    Attributes:
        first: Place of its first word in `Words`.
        length: Words.
        alone: Whether no adjective or noun goes on on either side, or it is a name.
        person: Whether it is a person's name there.
    """

    first: np.ndarray
    length: np.ndarray
    alone: np.ndarray
    person: np.ndarray


def noun_runs(words: Words) -> tuple[np.ndarray, np.ndarray]:
    """Runs of adjectives and nouns within a sentence, up to their last noun.

    For every word the first place of its run and the place after its last noun; where there is no
    noun, the second is not after the first.
    """
    inside = words.noun | words.adjective
    opens = ~(inside & words.follows & np.append(False, inside[:-1]))
    begins = np.flatnonzero(opens)
    if not len(begins):
        return begins, begins
    run = np.cumsum(opens) - 1
    last = np.maximum.reduceat(np.where(words.noun, np.arange(len(inside)), -1), begins)
    return begins[run], last[run] + 1


def find_candidates(words: Words, mentions: pd.DataFrame) -> Spans:
    """Phrases of one to five words that end in a noun within a noun run, and names, in order."""
    names = find_names(words, mentions)
    fits = names.length <= MAX_WORDS
    fits[fits] = words.phrase[names.length[fits] - 1, names.first[fits]] >= 0
    found = [Spans(*(column[fits] for column in names))]
    begin, stop = noun_runs(words)
    inside = np.flatnonzero((words.noun | words.adjective) & (begin < stop))
    for length in range(1, MAX_WORDS + 1):
        inside = inside[inside + length <= stop[inside]]
        first = inside[words.noun[inside + length - 1]]
        alone = (first == begin[first]) & (first + length == stop[first])
        found.append(Spans(first, np.full_like(first, length), alone, np.zeros_like(alone)))
    spans = Spans(*map(np.concatenate, zip(*found, strict=True)))
    # A name that is also a noun phrase is one occurrence; the name comes first and stays.
    once = np.unique(spans.first * (MAX_WORDS + 1) + spans.length, return_index=True)[1]
    return Spans(*(column[once] for column in spans))


def find_names(words: Words, mentions: pd.DataFrame) -> Spans:
    """Where names stand; "the" is no part of them."""
    first, length = words.find(mentions)
    there = length > 0
    first, length = first[there], length[there]
    is_article = np.array([form in _ARTICLES for form in words.forms], dtype=bool)
    shorter = is_article[words.form[first]] & (length > 1)
    person = (mentions["label"] == "PERSON").to_numpy(dtype=bool)[there]
    return Spans(first + shorter, length - shorter, np.ones_like(person), person)
