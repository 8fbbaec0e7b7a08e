"""Where a name begins and ends: the model's spans without what does not belong to a name."""

from __future__ import annotations

from analysis.entities.labels import cites, form_label
from analysis.entities.mention import Words
from analysis.entities.names import PARTICLES, TITLES, WORDS, bare, is_acronym
from analysis.entities.places import find_place


def repair(
    words: Words, first: int, last: int, label: str, known: frozenset[str]
) -> list[tuple[int, int, list[str]]]:
    """The name or names inside one span of the model.

    For each its first token, the token after its last, and the rules that moved a boundary;
    ``known`` has the texts of all spans of the article.
    """
    found = []
    for begin, stop in _split(words, first, last, label, known):
        rules = [] if (begin, stop) == (first, last) else ["two names in one span"]
        begin = _skip_titles(words, begin, stop, label, rules)
        begin, stop = _trim(words, begin, stop, label, rules)
        if begin < stop:
            found.append((begin, stop, list(dict.fromkeys(rules))))
    return found


def _split(
    words: Words, first: int, last: int, label: str, known: frozenset[str]
) -> list[tuple[int, int]]:
    """Parts at a bracket, at "and" between people or places, at a link of two ``known`` names."""
    text = words.text
    for index in range(first + 1, last):
        if words.sentence[index] != words.sentence[first]:
            return [(first, index), *_split(words, index, last, label, known)]
        if text[index] == "(":  # "Long Name (LN": the model often stops before the bracket closes
            inside = _split(words, index + 1, last, label, known) if index + 1 < last else []
            return [(first, index), *inside[:1]]
    for index in range(first + 1, last - 1):
        if text[index] in {"and", ",", "/", "&", "to", "or"} and all(
            part in known or part in WORDS["known name"] or find_place(part)
            for part in (words.phrase(first, index), words.phrase(index + 1, last))
        ):
            return [(first, index), (index + 1, last)]
        is_owned = text[index] in {"'s", "’s"} and _is_owner(words.phrase(first, index))
        if is_owned or (
            text[index] == "," and label in {"ORG", "FAC"} and _is_list(text[first:last])
        ):
            return [(first, index), *_split(words, index + 1, last, label, known)]
    if label in {"PERSON", "GPE", "NORP"} or (label == "ORG" and cites(words, last)):
        for index in range(first + 1, last - 1):
            if text[index] in {"and", "&", "/"} and text[index + 1][0].isupper():
                return [(first, index), *_split(words, index + 1, last, label, known)]
    return [(first, last)]


def _is_list(texts: list[str]) -> bool:
    """Whether names with a comma between them are several: "Linz, Graz", unlike "Linz, Inc."."""
    last = texts[texts.index(",") + 1]
    no_name = bare(last) in WORDS["company form"] or bare(last) in WORDS["suffix"]
    return not no_name and all(word == "," or word[0].isupper() for word in texts)


def _is_owner(name: str) -> bool:
    """Whether a name before "'s" is one by itself: "Norway's Navy", unlike "Lloyd's Bank"."""
    is_organisation = is_acronym(name) or form_label(name) == "ORG" or name in WORDS["known name"]
    return is_organisation or find_place(name) is not None


def _trim(words: Words, first: int, last: int, label: str, rules: list[str]) -> tuple[int, int]:
    """Articles and lower-case words off the front, possessives and lower-case words off the end."""
    text = words.text
    while first < last and (
        (_is_lower(text[first]) and text[first] not in PARTICLES)
        or (text[first] in {"The", "A", "An", "Copyright"} and last - first > 1)
        or (first > 0 and text[first - 1] == "Copyright" and text[first].isdigit())
    ):
        is_article = text[first].lower() in WORDS["article"]
        rules.append("article stripped" if is_article else "words outside the name")
        first += 1
    while last > first and (_is_lower(text[last - 1]) or _is_count(words, first, last, label)):
        is_syllable = text[last - 1] not in {"backed", "based", "born", "led"}
        if label == "PERSON" and last - first > 3 and text[last - 2] == "-" and is_syllable:
            break  # "Kim Yong-chol"
        is_possessive = text[last - 1] in WORDS["possessive"]
        rules.append("possessive stripped" if is_possessive else "words outside the name")
        last -= 1
    return first, last


def _is_lower(word: str) -> bool:
    """Whether no letter is a capital; a number may belong to a name ("Apollo 11")."""
    return not word.isdigit() and not any(map(str.isupper, word))


def _is_count(words: Words, first: int, last: int, label: str) -> bool:
    """Whether a span ends in a score or year, or in a number after a person, people or place."""
    if not words.text[last - 1].isdigit() or last - first == 1:
        return False
    beside = [words.text[last - 2]]
    if last < len(words) and words.start[last] == words.end[last - 1]:
        beside.append(words.text[last])
    return label in {"PERSON", "GPE", "NORP"} or not {"-", "–", "—"}.isdisjoint(beside)


# With one name after it such a title is how everybody calls a person: "Lady Gaga", "Pope Francis".
_PART_OF_A_NAME = frozenset({"king", "lady", "pope", "prince", "princess", "queen"})


def _skip_titles(words: Words, first: int, last: int, label: str, rules: list[str]) -> int:
    """Titles off the front of a person's name, with a country before them if there is one."""
    if label != "PERSON" and bare(words.text[first]) not in {"mr", "mrs", "ms", "dr", "sen"}:
        return first
    for index in range(last - 2, first - 1, -1):
        if bare(words.text[index]) in TITLES:
            if index + 2 == last and bare(words.text[index]) in _PART_OF_A_NAME:
                return index
            rules.append("title stripped")
            return index + 1
    return first
