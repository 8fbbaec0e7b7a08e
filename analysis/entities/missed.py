"""Names that the model missed, and spans of the model that are no names."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.entities.mention import Mention, Words
from analysis.entities.names import NO_NAMES, TITLES, bare, is_acronym, is_defined_by

_LINKS = frozenset({"of", "de", "des", "du", "del"})
_LONGEST_TAIL = 3
_ADDRESS = re.compile(r"@|://|\bwww\.", re.IGNORECASE)
CARRIED = "carried to a missed occurrence"
UNMARKED = "proper noun that the model left unmarked"


def is_common(words: Words, word: str) -> bool:
    """Whether the article writes a word in lower case half as often as with a capital, or more.

    It shows that ``Basil`` in a recipe and ``Cook`` at the head of a sentence are no names.
    """
    count, lower = words.count, word.lower()
    if lower not in count or word == lower or len(word) < 2:
        return False
    return 2 * count[lower] >= count.get(word.capitalize(), 0) + count.get(word.upper(), 0)


def common_acronyms(words: Words) -> frozenset[str]:
    """Acronyms that the article defines by words in lower case: "rate of return (ROR)"."""
    found = set()
    for bracket in words.where("("):
        acronym = words.text[bracket + 1] if bracket + 2 < len(words) else ""
        if is_acronym(acronym) and words.text[bracket + 2] in {")", ";", ","}:
            letters = sum(letter.isalnum() for letter in acronym)
            before = words.text[max(0, bracket - 2 * letters) : bracket]
            lower = sum(word.islower() for word in before[-letters:])
            if lower >= letters - 1 and is_defined_by(acronym, " ".join(before)):
                found.add(acronym)
    return frozenset(found)


def is_junk(words: Words, first: int, last: int, acronyms: frozenset[str]) -> bool:
    """Whether a span is no name: no capital, an address, a common word or acronym."""
    if last - first == 1:
        word = words.text[first]
        if bare(word) in NO_NAMES or word in acronyms or is_common(words, word):
            return True
    return _is_no_name(words.phrase(first, last))


@lru_cache(maxsize=1 << 14)
def _is_no_name(text: str) -> bool:
    return not any(map(str.isupper, text)) or _ADDRESS.search(text) is not None


def carry(words: Words, mentions: list[Mention], taken: bytearray) -> list[Mention]:
    """Found names carried to the same words elsewhere, where the model missed them.

    Case counts. A name of one word that opens a sentence must be a proper noun there, and a name
    is carried into a title or heading too.

    Args:
        words: The article's tokens.
        mentions: Those whose names are carried.
        taken: Marks the tokens of mentions, dates and numbers; the new ones are added to it.
    """
    names = {
        tuple(words.text[mention.first : mention.last])
        for mention in mentions
        if words.count[words.text[mention.first]] > 1
    }
    found = []
    for name in sorted(names, key=lambda parts: (-len(parts), parts)):
        for index in words.where(name[0]):
            stop = index + len(name)
            if taken[index] or not (words.counted[index] or words.heading[index]):
                continue
            if tuple(words.text[index:stop]) != name or any(taken[index:stop]):
                continue
            if words.paragraph[index] != words.paragraph[stop - 1]:
                continue
            if len(name) == 1 and not words.proper[index] and words.opens_sentence(index):
                continue
            found.append(_add(words, index, stop, CARRIED, taken))
    return found


def add_unmarked(
    words: Words,
    mentions: list[Mention],
    taken: bytearray,
    acronyms: frozenset[str],
    *,
    single: bool,
) -> tuple[list[Mention], list[Mention]]:
    """Runs of capitalised proper nouns that the model left unmarked.

    A run goes on over "of" ("Council of ..."); a single word that opens a sentence is left
    alone.

    Args:
        words: The article's tokens.
        mentions: What is found so far.
        taken: Marks the tokens of mentions, dates and numbers; the new ones are added to it.
        acronyms: Acronyms that are no names.
        single: Whether to look for runs of one word, or of two and more.

    Returns:
        The new mentions, and the old ones that became part of a longer new one.
    """
    starts = {mention.first: mention for mention in mentions}
    found: list[Mention] = []
    inside: list[Mention] = []
    stop = 0
    for index in words.proper_at:
        if index < stop or taken[index] or not words.counted[index]:
            continue
        if not _is_name_word(words, index):
            continue
        stop, tails = _run(words, index, taken, starts)
        if (stop - index == 1) != single:
            continue
        if single and (
            words.text[index] in acronyms
            or words.opens_sentence(index)
            or is_common(words, words.text[index])
        ):
            continue
        found.append(_add(words, index, stop, UNMARKED, taken))
        inside += tails
    return found, inside


def _run(
    words: Words, index: int, taken: bytearray, starts: dict[int, Mention]
) -> tuple[int, list[Mention]]:
    """Where the run that begins at a token ends, and the mentions that it takes in."""
    stop, tails = index + 1, []
    total, text = len(words), words.text
    while stop < total and words.sentence[stop] == words.sentence[index]:
        if not taken[stop] and _is_name_word(words, stop):
            stop += 1
        elif text[stop] in _LINKS and stop + 2 < total:
            at = stop + (2 if text[stop + 1] == "the" else 1)
            if words.sentence[at] != words.sentence[index]:
                break
            tail = starts.get(at)
            if tail is not None and tail.last - at <= _LONGEST_TAIL:
                tails.append(tail)
                stop = tail.last
            elif not taken[at] and _is_name_word(words, at):
                stop = at + 1
            else:
                break
        else:
            break
    return stop, tails


def _is_name_word(words: Words, index: int) -> bool:
    text = words.text[index]
    if not words.proper[index] or len(text) < 2 or not text[0].isupper():
        return False
    word = bare(text)
    return word not in NO_NAMES and word not in TITLES


def _add(words: Words, first: int, last: int, rule: str, taken: bytearray) -> Mention:
    taken[first:last] = b"\1" * (last - first)
    return Mention(first, last, "", words.phrase(first, last), rules=[rule])
