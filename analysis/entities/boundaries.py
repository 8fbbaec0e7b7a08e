"""Where a name begins and ends: the model's spans without what does not belong to a name."""

from __future__ import annotations

from analysis.entities.labels import cites
from analysis.entities.mention import Words
from analysis.entities.names import PARTICLES, TITLES, bare

_ARTICLES = frozenset({"the", "a", "an"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def repair(words: Words, first: int, last: int, label: str) -> list[tuple[int, int, list[str]]]:
    """The name or names inside one span of the model.

    Returns:
        For each name its first token, the token after its last, and the rules that moved a
        boundary; nothing where no name is left.
    """
    found = []
    for begin, stop in _split(words, first, last, label):
        rules = [] if (begin, stop) == (first, last) else ["two names in one span"]
        begin = _skip_titles(words, begin, stop, label, rules)
        begin, stop = _trim(words, begin, stop, rules)
        if begin < stop:
            found.append((begin, stop, list(dict.fromkeys(rules))))
    return found


def _split(words: Words, first: int, last: int, label: str) -> list[tuple[int, int]]:
    """A bracket parts two names, and so does "and" between people, places or cited authors."""
    text = words.text
    for index in range(first + 1, last):
        if text[index] == "(":  # "Long Name (LN": the model often stops before the bracket closes
            inside = _split(words, index + 1, last, label) if index + 1 < last else []
            return [(first, index), *inside[:1]]
    if label in {"PERSON", "GPE", "NORP"} or (label == "ORG" and cites(words, last)):
        for index in range(first + 1, last - 1):
            if text[index] in {"and", "&", "/"} and text[index + 1][0].isupper():
                return [(first, index), *_split(words, index + 1, last, label)]
    return [(first, last)]


def _trim(words: Words, first: int, last: int, rules: list[str]) -> tuple[int, int]:
    """Articles and lower-case words off the front, possessives and lower-case words off the end."""
    text = words.text
    while first < last and (
        (_is_lower(text[first]) and text[first] not in PARTICLES)
        or (text[first] in {"The", "A", "An"} and last - first > 1)
    ):
        is_article = text[first].lower() in _ARTICLES
        rules.append("article stripped" if is_article else "words outside the name")
        first += 1
    while last > first and _is_lower(text[last - 1]):
        is_possessive = text[last - 1] in _POSSESSIVES
        rules.append("possessive stripped" if is_possessive else "words outside the name")
        last -= 1
    return first, last


def _is_lower(word: str) -> bool:
    """Whether no letter is a capital; a number may belong to a name ("Apollo 11")."""
    return not word.isdigit() and not any(map(str.isupper, word))


def _skip_titles(words: Words, first: int, last: int, label: str, rules: list[str]) -> int:
    """Titles off the front of a person's name, with a country before them if there is one."""
    if label != "PERSON" and bare(words.text[first]) not in {"mr", "mrs", "ms", "dr", "sen"}:
        return first
    for index in range(last - 2, first - 1, -1):
        if bare(words.text[index]) in TITLES:
            rules.append("title stripped")
            return index + 1
    return first
