"""Which names of one article are the same person or thing, and what to call it."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.entities.forms import LAST_WORDS
from analysis.entities.mention import Name, Votes
from analysis.entities.names import (
    bare,
    is_acronym,
    is_defined_by,
    short_for,
    singular,
    stands_for,
    without_suffix,
    word_list,
)
from analysis.entities.places import find_place

Unmerged = tuple[str, str, str]
Choice = tuple[Name, str]

_COMPASS = frozenset({"North", "South", "East", "West"})
# What may be left off the end of a name: "Harvard" for "Harvard University".
_KINDS = word_list("university college school airlines airways city island islands")
_COMPANY = word_list("inc corp corporation co company ltd llc plc group")
_SEATED = word_list(
    "bank bay bishop college county diocese government gulf museum parliament port university"
)


class Groups:
    """Names that belong together, and the rule that joined each name to its group.

    Attributes:
        rule: For a name that was joined to another, by which rule.
        persons: Names that are short for a person, one full name or more than one.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self.rule: dict[str, str] = {}
        self.persons: set[str] = set()
        self._parent = {name.text: name.text for name in names}

    def root(self, text: str) -> str:
        """The name that stands for the group."""
        while self._parent[text] != text:
            text = self._parent[text]
        return text

    def join(self, short: str, full: str, rule: str) -> None:
        """Put ``short`` and all that hangs on it under ``full``."""
        one, other = self.root(short), self.root(full)
        if one != other:
            self._parent[one] = other
            self.rule.setdefault(short, rule)


def merge_names(names: list[Name], defined: dict[str, str]) -> tuple[Groups, list[Unmerged]]:
    """Join the names of one article that mean the same.

    Args:
        names: The article's names in the order of their first occurrence, votes counted.
        defined: Names in brackets with the name right before the bracket.

    Returns:
        The groups, and the names that fit more than one, as text, candidates and reason.
    """
    groups = Groups(names)
    join_forms(groups, names)
    join_acronyms(groups, names, defined)
    unmerged = join_persons(groups, names)
    join_compass(groups, names)
    return groups, unmerged + join_parts(groups, names)


def join_forms(groups: Groups, names: list[Name]) -> None:
    """Names of one listed place, plural and singular of a people."""
    first: dict[tuple[str, str], str] = {}
    for name in names:
        place = find_place(name.text)
        key, rule = ("text", name.text), ""
        if place is not None:
            key, rule = ("place", place.name), "place list"
        elif name.label == "NORP" and singular(name.text) != name.text:
            key, rule = ("text", singular(name.text)), "plural to singular"
        if key in first:
            groups.join(name.text, first[key], rule)
        else:
            first[key] = name.text


def join_acronyms(groups: Groups, names: list[Name], defined: dict[str, str]) -> None:
    """An acronym to the name that defines it in brackets, or whose initials it has."""
    longer = [name for name in names if len(name.words) > 1]
    for name in names:
        long = defined.get(name.text, "")
        if long and is_acronym(name.text) and is_defined_by(name.text, long):
            groups.join(name.text, long, "acronym to its definition")
        elif is_acronym(name.text) and find_place(name.text) is None:
            fits = [other.text for other in longer if stands_for(name.text, other.words)]
            if len({groups.root(text) for text in fits}) == 1:
                groups.join(name.text, fits[0], "acronym by initials")


def join_persons(groups: Groups, names: list[Name]) -> list[Unmerged]:
    """Short forms of people's names to the one full name that they fit, longer ones first.

    Of several full names the one counts that was named before the short form; where that does
    not tell, all are left apart.
    """
    unmerged = []
    longest_first = sorted(names, key=lambda name: -len(name.words))
    stems = {name.text: without_suffix(name.words) for name in names}
    by_end: dict[str, list[Name]] = {}
    for name in longest_first:
        stem = stems[name.text]
        if len(stem) > 1 and name.label == "PERSON":
            for word in {stem[0], stem[-1]}:
                by_end.setdefault(word, []).append(name)
    for name in longest_first:
        stem = stems[name.text]
        full_names = by_end.get(stem[-1])
        if not full_names or (name.label != "PERSON" and find_place(name.text) is not None):
            continue
        fits: dict[str, Choice] = {}
        for full in full_names:
            rule = short_for(stem, stems[full.text]) if full is not name else ""
            if rule == "given name to full name" and name.label not in {"PERSON", ""}:
                continue
            if rule:
                fits.setdefault(groups.root(full.text), (full, rule))
        fits.pop(groups.root(name.text), None)
        choices = list(fits.values())
        if len(choices) > 1:
            choices = _named_before(name, choices) or choices
        if choices and len(name.words) == 1:
            groups.persons.add(name.text)
        if len(choices) == 1:
            groups.join(name.text, choices[0][0].text, choices[0][1])
        elif choices:
            candidates = " | ".join(full.text for full, _ in choices)
            unmerged.append((name.text, candidates, "fits more than one full name"))
    return unmerged


def _named_before(name: Name, choices: list[Choice]) -> list[Choice]:
    first = name.mentions[0].first
    return [choice for choice in choices if choice[0].mentions[0].first < first]


def join_compass(groups: Groups, names: list[Name]) -> None:
    """A compass word to the one country of the article that begins so ("North Korea")."""
    for name in names:
        if name.text in _COMPASS:
            fits = {
                groups.root(other.text)
                for other in names
                if other.words[0] == name.text
                and len(other.words) > 1
                and (place := find_place(other.text)) is not None
                and place.kind == "country"
            }
            if len(fits) == 1:
                groups.join(name.text, fits.pop(), "compass word to its country")


def join_parts(groups: Groups, names: list[Name]) -> list[Unmerged]:
    """A name that ends one longer name, or is all of it but a word for what it is."""
    unmerged = []
    by_end: dict[str, list[Name]] = {}
    for name in names:
        if len(name.words) > 1:
            for word in {name.words[0], name.words[-1]}:
                by_end.setdefault(word, []).append(name)
    for name in names:
        longer = by_end.get(name.words[-1], []) + by_end.get(name.words[0], [])
        if not longer or bare(name.text) in LAST_WORDS or not name.text[0].isupper():
            continue
        if name.text in groups.persons:
            continue
        listed = find_place(name.text) is not None
        fits: dict[str, tuple[str, str]] = {}
        for other in longer:
            rule = _part_of(name.words, other, listed)
            if rule:
                fits.setdefault(groups.root(other.text), (other.text, rule))
        fits.pop(groups.root(name.text), None)
        if len(fits) == 1:
            groups.join(name.text, *fits.popitem()[1])
        elif fits:
            candidates = " | ".join(text for text, _ in fits.values())
            unmerged.append((name.text, candidates, "part of more than one name"))
    return unmerged


def _part_of(words: list[str], other: Name, listed: bool) -> str:
    """The rule by which words are part of a longer name; ``listed``: they are a listed place."""
    extra = len(other.words) - len(words)
    if not 0 < extra <= 3:
        return ""
    if not listed and other.words[extra:] == words and other.label != "PERSON":
        # The University of Galway is in Galway; it is not Galway.
        is_seat = other.words[extra - 1] == "of" and bare(other.words[0]) in _SEATED
        return "" if is_seat else "end of a longer name"
    if other.words[: len(words)] == words and not listed and bare(other.words[-1]) in _COMPANY:
        return "name without its kind"
    if extra == 1 and other.words[:-1] == words:
        kind = bare(other.words[-1])
        if kind == "city" or (not listed and kind in _KINDS):
            return "name without its kind"
    return ""


def name_group(group: list[Name], persons: set[str]) -> tuple[str, str]:
    """The entity and the label of a group: the list's name, or the fullest; the most votes.

    A short form takes the type of its full name. Where nothing speaks at all, an acronym is an
    organisation and any other name a person.
    """
    votes, fullest = Votes(), group[0]
    for name in group:
        votes.add(name.votes)
        if name.text in persons:
            votes["PERSON"] += 2 * len(name.mentions) ** 0.5
    if len(group) > 1:
        fullest = max(group, key=lambda n: (len(n.words), not is_acronym(n.text), len(n.mentions)))
    label = votes.winner or ("ORG" if is_acronym(fullest.text) else "PERSON")
    if label != "PERSON":
        for name in group:
            place = find_place(name.text)
            if place is not None:
                return place.name, label
    if label == "NORP" and len(fullest.words) == 1:
        return singular(fullest.text), label
    return fullest.text, label
