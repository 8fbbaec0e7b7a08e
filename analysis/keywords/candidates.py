"""Which phrases may be keywords, and where each of them stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.keywords.words import Words

MAX_WORDS = 5
_ARTICLES = frozenset({"the", "a", "an"})
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where candidates stand, one entry an occurrence.

    Attributes:
        start: First word, as a place in `Words`.
        length: Words.
        alone: Whether it stands alone there: no adjective or noun goes on on either side, or it
            is a named entity.
        person: Whether it is a named person there.
    """

    start: np.ndarray
    length: np.ndarray
    alone: np.ndarray
    person: np.ndarray


def noun_runs(words: Words) -> tuple[np.ndarray, np.ndarray]:
    """Runs of adjectives and nouns within a sentence, up to their last noun.

    Returns:
        For every word the first place of its run and the place after its last noun; where there
        is no noun, the second is not after the first.
    """
    inside = words.noun | words.adjective
    goes_on = inside & words.follows
    goes_on[1:] &= inside[:-1]
    begins = np.flatnonzero(~goes_on)
    if not len(begins):
        return begins, begins
    run = np.cumsum(~goes_on) - 1
    last = np.maximum.reduceat(np.where(words.noun, np.arange(len(inside)), -1), begins)
    return begins[run], last[run] + 1


def find_candidates(words: Words, mentions: pd.DataFrame, articles: list[str]) -> Occurrences:
    """All phrases of one to five words that end in a noun within a noun run, and all names.

    Args:
        words: See `analysis.keywords.words.read_words`, as `articles`.
        mentions: The mentions table of `analysis.entities`.
        articles: The article ids by number.
    """
    begin, stop = noun_runs(words)
    inside = np.flatnonzero((words.noun | words.adjective) & (begin < stop))
    start, length, person = find_names(words, mentions, articles)
    breaks = np.r_[0, np.cumsum(~words.follows)]
    fits = (length <= MAX_WORDS) & (breaks[start + length] == breaks[start + 1])
    start, length, person = start[fits], length[fits], person[fits]
    starts, lengths, alones = [start], [length], [np.ones(len(start), dtype=bool)]
    for n in range(1, MAX_WORDS + 1):
        inside = inside[inside + n <= stop[inside]]
        found = inside[words.noun[inside + n - 1]]
        starts.append(found)
        lengths.append(np.full(len(found), n))
        alones.append((found == begin[found]) & (found + n == stop[found]))
    start, length, alone = (np.concatenate(a) for a in (starts, lengths, alones))
    named = np.zeros(len(start), dtype=bool)
    named[: len(person)] = person
    # A name that is also a noun phrase is one occurrence; the name comes first and stays.
    once = np.unique(start * (MAX_WORDS + 1) + length, return_index=True)[1]
    return Occurrences(start[once], length[once], alone[once], named[once])


def find_names(
    words: Words, mentions: pd.DataFrame, articles: list[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First word, words, and whether it is a person, of each mention; "the" is no part of it."""
    article = pd.Index(articles).get_indexer(pd.Index(mentions["article_id"]))
    first, length = words.find(article, mentions["start"].to_numpy(), mentions["end"].to_numpy())
    found = (article >= 0) & (length > 0)
    first, length = first[found], length[found]
    is_article = np.array([form in _ARTICLES for form in words.forms], dtype=bool)
    begins_with_article = is_article[words.form[first]] & (length > 1)
    person = (mentions["label"] == "PERSON").to_numpy(dtype=bool)[found]
    return first + begins_with_article, length - begins_with_article, person


def phrase_codes(
    words: Words, start: np.ndarray, length: np.ndarray, *, by_article: bool = True
) -> np.ndarray:
    """A 64-bit hash of the words' keys: the same for the same phrase (of the same article)."""
    group = words.article[start] if by_article else np.zeros(len(start), dtype="int64")
    return hash_runs(words.key, start, length, group)


def hash_runs(
    values: np.ndarray, start: np.ndarray, length: np.ndarray, group: np.ndarray
) -> np.ndarray:
    """A 64-bit hash of each run of values and of the group that it belongs to."""
    with np.errstate(over="ignore"):
        code = (group.astype(np.uint64) + np.uint64(1)) * _MIX
        for offset in range(int(length.max(initial=0))):
            at = np.minimum(start + offset, len(values) - 1)
            step = (code ^ (values[at].astype(np.uint64) + np.uint64(1))) * _MIX
            code = np.where(offset < length, step ^ (step >> np.uint64(29)), code)
    return code


def find_phrases(
    words: Words, start: np.ndarray, length: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Every occurrence of the phrases that stand at these places, each in its own article.

    Returns:
        Number of the phrase (a place in `start`) and first word of the occurrence, by phrase and
        in the order of the text.
    """
    numbers, places = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    reach = np.ones(len(words.key), dtype=bool)
    for n in range(1, int(length.max(initial=0)) + 1):
        if n > 1:
            reach = reach[:-1] & words.follows[n - 1 :]
        wanted = np.flatnonzero(length == n)
        if not len(wanted):
            continue
        is_first = np.zeros(words.keys, dtype=bool)
        is_first[words.key[start[wanted]]] = True
        at = np.flatnonzero(reach & is_first[words.key[: len(reach)]])
        codes = phrase_codes(words, start[wanted], length[wanted])
        order = np.argsort(codes)
        codes, wanted = codes[order], wanted[order]
        everywhere = phrase_codes(words, at, np.full(len(at), n))
        low = np.searchsorted(codes, everywhere)
        while len(at):  # the same phrase may be asked for twice, once in each style
            hit = codes[np.minimum(low, len(codes) - 1)] == everywhere
            hit &= low < len(codes)
            low, at, everywhere = low[hit], at[hit], everywhere[hit]
            numbers.append(wanted[low])
            places.append(at)
            low = low + 1
    number, place = np.concatenate(numbers), np.concatenate(places)
    order = np.lexsort((place, number))
    return number[order], place[order]
