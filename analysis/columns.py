"""What a pipeline says about paragraphs as a few compact columns, small enough to send and keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

IS_STOP, IS_ALPHA, BEGINS_SENTENCE, BEGINS_NAME, INSIDE_NAME = 1, 2, 4, 8, 16
CODED = {"lemma": "lemmas", "pos": "tags", "label": "labels"}
"""The columns of codes, and where each one's strings are."""


class Columns(NamedTuple):
    """Tokens of some paragraphs, white space left out; 17 bytes a token and each string once.

    Attributes:
        counts: Tokens of each paragraph, int32.
        start: First character of each token, counted in its paragraph, int32.
        end: The character after its last one, int32.
        flags: A sum of `IS_STOP`, `IS_ALPHA`, `BEGINS_SENTENCE`, `BEGINS_NAME` and `INSIDE_NAME`
            (a name's words after its first), uint8.
        lemma: Each token's place in `lemmas`, int32.
        pos: Its place in `tags`, int32.
        label: Place of its name's label in `labels`, int32.
        lemmas: Different lemmas.
        tags: Different parts of speech.
        labels: Different labels of names; one is empty, for what is no name.
    """

    counts: np.ndarray
    start: np.ndarray
    end: np.ndarray
    flags: np.ndarray
    lemma: np.ndarray
    pos: np.ndarray
    label: np.ndarray
    lemmas: list[str]
    tags: list[str]
    labels: list[str]


def no_columns() -> Columns:
    """The columns of no paragraph."""
    none = np.zeros(0, dtype=np.int32)
    return Columns(none, none, none, np.zeros(0, dtype=np.uint8), none, none, none, [], [], [])


def join(parts: Sequence[Columns]) -> Columns:
    """The paragraphs of all `parts`, one after the other, with each string once."""
    if len(parts) == 1:
        return parts[0]
    parts = [no_columns(), *parts]
    joined: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("counts", "start", "end", "flags")
    }
    for codes, names in CODED.items():
        place: dict[str, int] = {}
        moved = []
        for part in parts:
            new = [place.setdefault(name, len(place)) for name in getattr(part, names)]
            moved.append(np.array(new, dtype=np.int32)[getattr(part, codes)])
        joined[codes] = np.concatenate(moved)
        joined[names] = list(place)
    return Columns(**joined)


def pick(columns: Columns, paragraphs: np.ndarray) -> Columns:
    """Some of the paragraphs in the order wanted.

    Args:
        columns: Any number of paragraphs.
        paragraphs: Their numbers, from 0; one may occur twice.
    """
    if np.array_equal(paragraphs, np.arange(len(columns.counts))):
        return columns
    first = np.cumsum(columns.counts, dtype=np.int64) - columns.counts
    counts = columns.counts[paragraphs]
    rows = ranges(first[paragraphs], counts)
    per_token = ("start", "end", "flags", *CODED)
    return columns._replace(
        counts=counts, **{name: getattr(columns, name)[rows] for name in per_token}
    )


def ranges(first: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """``first``, ``first + 1`` … for each pair, `counts` of them, all in one array."""
    before = np.cumsum(counts, dtype=np.int64) - counts
    places: np.ndarray = np.arange(int(counts.sum())) + np.repeat(first - before, counts)
    return places
