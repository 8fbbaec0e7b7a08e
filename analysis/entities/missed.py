"""Names that the model missed, and spans of the model that are no names."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from analysis.entities.mention import Mention, Words
from analysis.entities.names import (
    NO_NAMES,
    PARTICLES,
    TITLES,
    WORDS,
    acronyms_of,
    bare,
    initials,
    is_acronym,
    letters_of,
    without_suffix,
)

_ADDRESS = re.compile(r"@|://|\bwww\.", re.IGNORECASE)


def is_common(words: Words, word: str) -> bool:
    """Whether an article has a word in lower case half as often as with a capital ("Basil")."""
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


def is_junk(
    words: Words, first: int, last: int, acronyms: frozenset[str], known: frozenset[str]
) -> bool:
    """Whether a span is no name; "May" is one where "Theresa May" is ``known``."""
    if last - first == 1:
        word = words.text[first]
        is_form = bare(word) in WORDS["company form"] and first > 0 and words.proper[first - 1]
        is_listed = _is_no_name(word) and not _is_short_for(word, known)
        if is_form or is_listed or word in acronyms or is_common(words, word):
            return True
    text = words.phrase(first, last)
    return not any(map(str.isupper, text)) or _ADDRESS.search(text) is not None


def _is_short_for(word: str, known: frozenset[str]) -> bool:
    """Whether a word ends a longer name, or is the acronym of one."""
    last_words, initials_of = _short_forms(known)
    return word in last_words or letters_of(word) in initials_of


@lru_cache(maxsize=1)
def _short_forms(known: frozenset[str]) -> tuple[set[str], set[str]]:
    """The last words of the longer ones among these names, and their initials."""
    longer = [name.split() for name in known if " " in name]
    return {name[-1] for name in longer}, set().union(*map(acronyms_of, longer))


def _is_no_name(word: str) -> bool:
    """Whether a word is on the list of those that name no one, in any case or in capitals only."""
    return bare(word) in NO_NAMES or word in NO_NAMES


def carry(words: Words, mentions: list[Mention], taken: bytearray) -> list[Mention]:
    """Found names carried to the same words elsewhere, titles and headings too; case counts.

    A surname is carried too, and a name in capitals. A longer name takes the place of shorter
    ones inside it, and any name that of one word which the model took for a date or number.

    ``taken`` marks with 1 the tokens of mentions, dates and numbers, with 2 such a word; the new
    mentions are added to it.
    """
    names = {tuple(words.text[mention.first : mention.last]) for mention in mentions}
    surnames: set[tuple[str, ...]] = {(last,) for n in names if (last := _surname(words, n))}
    surnames = (surnames | _in_capitals(surnames)) - names
    names |= surnames | _in_capitals(names)
    ends = {mention.first: mention.last for mention in mentions}
    places = _find_places(words, names)
    found = []
    for name in sorted(places, key=lambda parts: (-len(parts), parts)):
        for index in places[name]:
            stop = index + len(name)
            if (
                (words.counted[index] or words.heading[index])
                and words.sentence[index] == words.sentence[stop - 1]
                and _holds_less(index, stop, taken, ends)
                and not (name in surnames and _in_longer(words, index))
            ):
                begin = begin_of_person(words, index, taken) if len(name) == 1 else index
                found.append(_add(words, begin, stop, "carried to a missed occurrence", taken))
                ends[begin] = stop
                for inside in range(begin + 1, stop):
                    ends.pop(inside, None)
    return found


def begin_of_person(words: Words, surname: int, taken: bytearray) -> int:
    """Where a name begins that ends in a surname: at its particle, or at the name before that."""
    begin, text = surname, words.text
    while begin > 1 and not any(taken[begin - 2 : begin]):
        if text[begin - 1] in PARTICLES:
            begin -= 1
        elif text[begin - 1] == "-" and text[begin - 2].lower() in PARTICLES:
            begin -= 2
        else:
            break
    is_particle = 0 < begin < surname and text[begin].lower() in PARTICLES  # "Ben" may be a name
    if is_particle and words.sentence[begin - 1] == words.sentence[surname]:
        begin -= _is_free(words, begin - 1, taken)
    is_whole = "-" in text[begin:surname] or text[begin] not in PARTICLES
    return begin if is_whole and words.sentence[begin] == words.sentence[surname] else surname


def _find_places(words: Words, names: set[tuple[str, ...]]) -> dict[tuple[str, ...], list[int]]:
    """Where each name begins; places are looked up once, however many names have a first word."""
    sizes: dict[str, set[int]] = defaultdict(set)
    for name in names:
        sizes[name[0]].add(len(name))
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for word, lengths in sizes.items():
        for index in words.where.get(word, ()):
            for length in lengths:
                found = tuple(words.text[index : index + length])
                if found in names:
                    places[found].append(index)
    return places


def _in_capitals(names: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Names as datelines and headlines have them; a short one would look like an acronym."""
    return {tuple(map(str.upper, name)) for name in names if len("".join(name)) > 3}


def _surname(words: Words, name: tuple[str, ...]) -> str:
    """The last word of a name of two or three if it may stand for it; particles are no words."""
    *given, last = without_suffix(list(name))
    given = [word for word in given if word != "-" and word.lower() not in PARTICLES]
    is_name = len(last) > 2 and last[0].isupper() and bare(last) not in WORDS["last word"]
    if len(given) not in {1, 2} or not is_name or _is_no_name(last) or is_common(words, last):
        return ""
    return last


def _in_longer(words: Words, index: int) -> bool:
    """Whether a capitalised proper noun stands right before or after a word."""
    return any(
        0 <= at < len(words)
        and words.proper[at]
        and words.text[at][0].isupper()
        and bare(words.text[at]) not in TITLES
        and words.sentence[at] == words.sentence[index]
        for at in (index - 1, index + 1)
    )


def _holds_less(first: int, last: int, taken: bytearray, ends: dict[int, int]) -> bool:
    """Whether whatever is found in these tokens is shorter and does not go beyond them."""
    if ends.get(first) == last:
        return False
    while first < last:
        if taken[first] == 1:
            if first not in ends:
                return False
            first = ends[first]
        else:
            first += 1
    return first == last


def add_unmarked(
    words: Words,
    mentions: list[Mention],
    taken: bytearray,
    acronyms: frozenset[str],
    *,
    single: bool,
) -> list[Mention]:
    """Runs of capitalised proper nouns that the model left unmarked ("Council of ...").

    They go on over ``mentions`` after "of" and the like. ``single`` runs have one word.
    """
    ends = {m.first: m.last for m in mentions if m.raw.label != "PERSON"}
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
        if text[stop] in WORDS["link"] and stop + 2 < len(words):
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
    return not _is_no_name(word) and bare(word) not in TITLES


def _add(words: Words, first: int, last: int, rule: str, taken: bytearray) -> Mention:
    taken[first:last] = b"\1" * (last - first)
    return Mention(first, last, words.phrase(first, last), rules=[rule])
