"""Names that the model missed, and spans of the model that are no names."""

from __future__ import annotations

import re

from analysis.entities.mention import Mention, Words
from analysis.entities.names import NO_NAMES, TITLES, bare, initials, is_acronym

_LINKS = frozenset({"of", "de", "des", "du", "del"})
_ADDRESS = re.compile(r"@|://|\bwww\.", re.IGNORECASE)


def is_common(words: Words, word: str) -> bool:
    """Whether the article writes a word in lower case half as often as with a capital, or more.

    It shows that ``Basil`` in a recipe and ``Cook`` at the head of a sentence are no names.
    """
    lower = words.count(word.lower())
    if word == word.lower() or not lower:
        return False
    return words.count(word.capitalize()) + words.count(word.upper()) <= 2 * lower


def common_acronyms(words: Words) -> frozenset[str]:
    """Acronyms that the article defines by words in lower case: "rate of return (ROR)"."""
    found = set()
    for bracket in words.where.get("(", ()):
        acronym = words.text[bracket + 1] if bracket + 2 < len(words) else ""
        before = words.text[max(0, bracket - len(acronym)) : bracket]
        lower = sum(word.islower() for word in before)
        stands_for_words = initials(before, small_words=True) == acronym.upper()
        if is_acronym(acronym) and stands_for_words and lower >= len(acronym) - 1:
            found.add(acronym)
    return frozenset(found)


def is_junk(words: Words, first: int, last: int, acronyms: frozenset[str]) -> bool:
    """Whether a span is no name: no capital, an address, a common word or acronym."""
    if last - first == 1:
        word = words.text[first]
        if bare(word) in NO_NAMES or word in acronyms or is_common(words, word):
            return True
    text = words.phrase(first, last)
    return not any(map(str.isupper, text)) or _ADDRESS.search(text) is not None


def carry(words: Words, mentions: list[Mention], taken: bytearray) -> list[Mention]:
    """Found names carried to the same words elsewhere, titles and headings too; case counts.

    ``taken`` marks the tokens of mentions, dates and numbers; the new ones are added to it.
    """
    names = {tuple(words.text[mention.first : mention.last]) for mention in mentions}
    found = []
    for name in sorted(names, key=lambda parts: (-len(parts), parts)):
        for index in words.where[name[0]]:
            stop = index + len(name)
            if (
                (words.counted[index] or words.heading[index])
                and not any(taken[index:stop])
                and tuple(words.text[index:stop]) == name
                and words.sentence[index] == words.sentence[stop - 1]
            ):
                found.append(_add(words, index, stop, "carried to a missed occurrence", taken))
    return found


def add_unmarked(
    words: Words,
    mentions: list[Mention],
    taken: bytearray,
    acronyms: frozenset[str],
    *,
    single: bool,
) -> list[Mention]:
    """Runs of capitalised proper nouns that the model left unmarked ("Council of ...").

    Args:
        words: The article's tokens.
        mentions: What is found so far; after "of" and the like they become part of a run.
        taken: See `carry`.
        acronyms: Acronyms that are no names.
        single: Whether to look for runs of one word, or of two and more.
    """
    ends = {mention.first: mention.last for mention in mentions}
    found: list[Mention] = []
    stop = 0
    for index in range(len(words)):
        if index < stop or not words.counted[index] or not _is_free(words, index, taken):
            continue
        stop = _end_of_run(words, index, taken, ends)
        fits = (stop - index == 1) == single
        if fits and single:
            word = words.text[index]
            fits = len(word) > 1 and word not in acronyms and not is_common(words, word)
        if fits:
            rule = "proper noun that the model left unmarked"
            found.append(_add(words, index, stop, rule, taken))
    return found


def _end_of_run(words: Words, first: int, taken: bytearray, ends: dict[int, int]) -> int:
    """Where the run that begins at a token ends."""
    stop, text, sentence = first + 1, words.text, words.sentence[first]
    while stop < len(words) and words.sentence[stop] == sentence:
        at = stop
        if text[stop] in _LINKS and stop + 2 < len(words):
            at = stop + (2 if text[stop + 1] == "the" else 1)
        if words.sentence[at] != sentence:
            break
        if at > stop and at in ends:
            stop = ends[at]
        elif _is_free(words, at, taken):
            stop = at + 1
        else:
            break
    return stop


def _is_free(words: Words, index: int, taken: bytearray) -> bool:
    """Whether a word is a proper noun with a capital, no title, and in no mention."""
    word = words.text[index]
    if taken[index] or not words.proper[index] or not word[0].isupper():
        return False
    return bare(word) not in NO_NAMES and bare(word) not in TITLES


def _add(words: Words, first: int, last: int, rule: str, taken: bytearray) -> Mention:
    taken[first:last] = b"\1" * (last - first)
    return Mention(first, last, words.phrase(first, last), rules=[rule])
