"""Names that the model missed, and spans of the model that are no names."""

from collections import defaultdict

from analysis.entities.mention import Mention, Words
from analysis.entities.names import (
    PARTICLES,
    TITLES,
    WORDS,
    bare,
    initials,
    is_acronym,
    is_title,
    without_suffix,
)


def is_common(words: Words, word: str) -> bool:
    """Whether an article has a word in lower case half as often as with a capital ("Basil")."""
    lower = words.count(word.lower())
    return lower > 0 and words.count(word.capitalize()) + words.count(word.upper()) <= 2 * lower


def common_acronyms(words: Words) -> frozenset[str]:
    """Acronyms that the article defines by words in lower case: "rate of return (ROR)"."""
    found = set()
    for bracket in words.where.get("(", ()):
        acronym = "".join(words.text[bracket + 1 : bracket + 2])
        before = words.text[max(0, bracket - len(acronym)) : bracket]
        lower = sum(word.islower() for word in before)
        stands_for_words = initials(before, small_words=True) == acronym.upper()
        if is_acronym(acronym) and stands_for_words and lower >= len(acronym) - 1:
            found.add(acronym)
    return frozenset(found)


def line_ups(words: Words, persons: list[str]) -> frozenset[int]:
    """Sentences in which the surname of a person has a number behind it: "(Tolm 12, Lind 6)"."""
    names = [person.removesuffix("'s").removesuffix("’s").replace("-", " ") for person in persons]
    surnames = {name.split()[-1] for name in names if " " in name}
    return frozenset(
        words.sentence[index]
        for name in surnames
        if name[0].isupper() and not _is_no_name(name)  # "May 12"
        for index in words.where.get(name, ())
        if "".join(words.text[index + 1 : index + 2]).isdigit()
    )


def is_junk(words: Words, first: int, last: int) -> bool:
    """Whether a span is no name; "May" is one, unless "Theresa May" is known."""
    if last - first > 1:
        return not any(any(map(str.isupper, word)) for word in words.text[first:last])
    word = words.text[first]
    no_name = bare(word) in WORDS["company form"] or (
        _is_no_name(word) and not any(name.endswith(f" {word}") for name in words.known)
    )
    return no_name or word in words.no_names or is_common(words, word) or word == word.lower()


def _is_no_name(word: str) -> bool:
    """Whether a word is listed as naming no one (months, degrees), in any case or in capitals."""
    no_names = WORDS["no name"]
    return bare(word) in no_names or word in no_names or TITLES.get(bare(word)) == "PERSON"


def carry(words: Words, mentions: list[Mention]) -> list[Mention]:
    """Found names carried to the same words elsewhere, titles and headings too; case counts.

    A surname is carried too, and a name in capitals. A longer name takes the place of shorter ones
    inside it, and any name that of one word which the model took for a date or number.
    """
    names = {tuple(words.text[mention.first : mention.last]) for mention in mentions}
    surnames = {(short,) for name in names if (short := _surname(words, name))} - names
    names |= surnames
    names |= {tuple(map(str.upper, name)) for name in names if len("".join(name)) > 3}
    sizes: dict[str, set[int]] = defaultdict(set)
    for name in names:
        sizes[name[0]].add(len(name))
    places = [
        (index, run)
        for word, lengths in sizes.items()
        for index in words.where.get(word, ())
        for length in lengths
        if (run := tuple(words.text[index : index + length])) in names
    ]
    ends = {mention.first: mention.last for mention in mentions}
    found = []
    for first, name in sorted(places, key=lambda place: (-len(place[1]), place[0])):
        last = first + len(name)
        if (
            (words.counted[first] or words.heading[first])
            and words.sentence[first] == words.sentence[last - 1]
            and _holds_less(first, last, words.taken, ends)
            # "Ben Tolmi Munn" is somebody else than "Ada Tolmi".
            and not (name in surnames and first > 0 and is_free(words, first - 1))
        ):
            found.append(words.add(first, last, "carried to a missed occurrence"))
            for index in range(first, last):
                ends.pop(index, None)
            ends[first] = last
    return found


def _surname(words: Words, name: tuple[str, ...]) -> str:
    """The last word of a name of two or three if it may stand for it; particles are no words."""
    *given, last = without_suffix(list(name))
    given = [word for word in given if word != "-" and word.lower() not in PARTICLES]
    is_name = len(given) in {1, 2} and len(last) > 2 and last[0].isupper()
    return last if is_name and not is_common(words, last) else ""


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


def add_unmarked(words: Words, mentions: list[Mention], *, single: bool) -> list[Mention]:
    """Runs of capitalised proper nouns that the model left unmarked ("Council of ...").

    They go on over ``mentions`` after "of" and the like. ``single`` runs have one word.
    """
    ends = {mention.first: mention.last for mention in mentions if mention.raw.label != "PERSON"}
    found: list[Mention] = []
    stop = 0
    for index in range(len(words)):
        if index < stop or not words.counted[index] or not is_free(words, index):
            continue
        stop = _end_of_run(words, index, ends)
        word = words.text[index]
        no_name = len(word) == 1 or word in words.no_names or is_common(words, word)
        if (stop - index == 1) == single and not (single and no_name):
            found.append(words.add(index, stop, "proper noun that the model left unmarked"))
    return found


def _end_of_run(words: Words, first: int, ends: dict[int, int]) -> int:
    """Where the run that begins at a token ends."""
    stop, text, sentence = first + 1, words.text, words.sentence[first]
    while stop < len(words) and words.sentence[stop] == sentence:
        at = stop
        if text[stop] in WORDS["link"]:
            at += 2 if text[stop + 1 : stop + 2] == ["the"] else 1
        if words.sentence[at : at + 1] != [sentence]:
            break
        if at > stop and at in ends:
            stop = ends[at]
        elif is_free(words, at):
            stop = at + 1
        else:
            break
    return stop


def is_free(words: Words, index: int) -> bool:
    """Whether a word is a proper noun with a capital, no title, and in no mention."""
    word = words.text[index]
    is_open = words.proper[index] and not words.taken[index]
    return is_open and word[0].isupper() and not _is_no_name(word) and not is_title(word)
