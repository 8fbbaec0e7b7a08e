"""Where a name begins and ends: the model's spans without what does not belong to a name."""

from __future__ import annotations

from functools import lru_cache

from analysis.entities.context import cites
from analysis.entities.forms import KNOWN
from analysis.entities.mention import Words
from analysis.entities.names import PARTICLES, TITLES, WEEKDAYS, bare

_ARTICLES = frozenset({"the", "a", "an"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def repair(words: Words, first: int, last: int, label: str) -> list[tuple[int, int, list[str]]]:
    """The name or names inside one span of the model.

    Args:
        words: The article's tokens.
        first: The span's first token.
        last: The token after its last.
        label: The model's label.

    Returns:
        For each name its first token, the token after its last, and the rules that moved a
        boundary; nothing where no name is left.
    """
    text = words.text
    if last - first < 3 and text[first][0].isupper() and text[last - 1][0].isupper():
        opening = bare(text[first])
        if last - first == 1 or not (
            opening in TITLES or opening in _ARTICLES or opening in WEEKDAYS
        ):
            return [(first, last, [])]  # the usual case, with nothing to mend
    found = []
    for begin, stop in _split(words, first, last, label):
        rules = [] if (begin, stop) == (first, last) else ["two names in one span"]
        begin, stop = _trim(words, begin, stop, rules)
        if begin < stop:
            begin = _skip_titles(words, begin, stop, label, rules)
            begin, stop = _trim(words, begin, stop, rules)
        if begin < stop:
            found.append((begin, stop, list(dict.fromkeys(rules))))
    return found


def _split(words: Words, first: int, last: int, label: str) -> list[tuple[int, int]]:
    """A bracket parts two names; so does "and" between people, places, known names or authors."""
    text = words.text
    for index in range(first + 1, last):
        if text[index] == "(":  # "Long Name (LN": the model often stops before the bracket closes
            return [(first, index), *_split(words, index + 1, last, label)][
                : 1 + (index + 1 < last)
            ]
    if last - first >= 3 and (
        label in {"PERSON", "GPE", "NORP"}
        or (
            label == "ORG"
            and (cites(words, last) or (text[first] in KNOWN and text[last - 1] in KNOWN))
        )
    ):
        for index in range(first + 1, last - 1):
            if text[index] in {"and", "&", "/"} and text[index + 1][0].isupper():
                stop = index - 1 if text[index - 1] == "," else index
                return [
                    *_split(words, first, stop, label),
                    *_split(words, index + 1, last, label),
                ]
    return [(first, last)]


def _trim(words: Words, first: int, last: int, rules: list[str]) -> tuple[int, int]:
    """Articles and lower-case words off the front, possessives and lower-case words off the end."""
    text = words.text
    while first < last and _is_loose(text[first], False):
        rules.append(
            "article stripped" if text[first].lower() in _ARTICLES else "words outside the name"
        )
        first += 1
    if last - first > 1 and text[first] in {"The", "A", "An"}:
        rules.append("article stripped")
        first += 1
    while last > first and _is_loose(text[last - 1], True):
        rules.append(
            "possessive stripped" if text[last - 1] in _POSSESSIVES else "words outside the name"
        )
        last -= 1
    return first, last


@lru_cache(maxsize=1 << 14)
def _is_loose(word: str, at_end: bool) -> bool:
    if bare(word) in WEEKDAYS:
        return True
    if any(character.isupper() for character in word):
        return False
    if word.isdigit() or (not word.isascii() and word[0].isalpha() and word == word.upper()):
        return False
    return at_end or word not in PARTICLES


def _skip_titles(words: Words, first: int, last: int, label: str, rules: list[str]) -> int:
    """Titles off the front of a person's name, with a country before them if there is one."""
    if label != "PERSON" and bare(words.text[first]) not in {"mr", "mrs", "ms", "dr", "sen"}:
        return first
    at = first
    for index in range(first, last - 1):
        if bare(words.text[index]) in TITLES:
            at = index + 1
    if at > first and words.text[at][0].isupper():
        rules.append("title stripped")
        return at
    return first
