"""Which names of one article are the same person or thing, and what to call it.

Which short forms a person's name has is told by `analysis.entities.names.short_for`.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from analysis.entities.labels import FORM, form_label
from analysis.entities.mention import Name, winner
from analysis.entities.names import (
    WORDS,
    acronyms_of,
    bare,
    is_acronym,
    is_defined_by,
    keys_of_full,
    keys_of_short,
    letters_of,
    short_for,
    singular,
    without_accents,
    without_suffix,
)
from analysis.entities.places import find_place

_EXTRA = 3  # words that a name may lack of a longer one
Ambiguous = tuple[str, str, str]
"""A name that fits more than one longer one: its text, those names, and why."""


class Groups:
    """Names that belong together, the rule of each join, and short names of ``persons``."""

    def __init__(self) -> None:
        self.rule: dict[str, str] = {}
        self.persons: set[str] = set()
        self._longer: dict[str, str] = {}

    def root(self, text: str) -> str:
        """The name that stands for the group."""
        while text in self._longer:
            text = self._longer[text]
        return text

    def join(self, short: str, full: str, rule: str) -> None:
        """Put ``short`` and all that hangs on it under ``full``."""
        one, other = self.root(short), self.root(full)
        if one != other:
            self._longer[one] = other
            self.rule.setdefault(short, rule)


def merge_names(
    names: list[Name], defined: dict[str, str], in_place: Counter[str], sons: Counter[str]
) -> tuple[Groups, list[Ambiguous]]:
    """Join the names of one article that mean the same, and say which fit more than one.

    ``defined`` has names in brackets with the name before the bracket, ``in_place`` how often each
    name stands after "in" and the like, ``sons`` after "son" and the like.
    """
    groups = Groups()
    _join_spellings(groups, names)
    _join_teams(groups, names, in_place)
    _join_acronyms(groups, names, defined)
    named = [name for name in names if not (name.text in sons and _suffix(name))]
    return groups, _join_persons(groups, named) + _join_parts(groups, named)


def _join_spellings(groups: Groups, names: list[Name]) -> None:
    """Names that differ in capitals or accents alone, to the one that is used most.

    A place in capitals is none of them: it opens a report about the team of that name.
    """
    spellings: dict[str, list[Name]] = defaultdict(list)
    known = {name.text: name for name in names}
    for name in names:
        spelling = without_accents(name.text).lower()
        if len(name.words) > 1 and name.label != "PERSON":
            spelling = spelling.removesuffix("s")
        is_dateline = name.text.isupper() and name.label == "GPE" and find_place(name.text)
        one = known.get(name.text.removesuffix("s"))
        if one is not None and (one.label == "NORP" or is_acronym(one.text)):
            spelling = one.text.lower()
        if (len(name.text) > 3 or is_acronym(name.text)) and not is_dateline:
            spellings[spelling].append(name)
    for same in spellings.values():
        usual = max(same, key=lambda name: (not name.text.isupper(), len(name.mentions)))
        for name in same:
            if name is not usual:
                groups.join(name.text, usual.text, "another spelling of the name")


def _join_acronyms(groups: Groups, names: list[Name], defined: dict[str, str]) -> None:
    """An acronym to the name that defines it in brackets, or whose initials it has."""
    by_initials: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name.words) > 1 and (name.label != "PERSON" or len(name.words) > 2):
            for letters in acronyms_of(name.words):
                by_initials[letters].append(name.text)
    for name in names:
        if not is_acronym(name.text):
            continue
        long = defined.get(name.text, "")
        if long and is_defined_by(name.text, long):
            groups.join(name.text, long, "acronym to its definition")
        elif find_place(name.text) is None:
            fits = by_initials.get(letters_of(name.text), [])
            if len({groups.root(text) for text in fits}) == 1:
                groups.join(name.text, fits[0], "acronym by initials")


def _join_teams(groups: Groups, names: list[Name], in_place: Counter[str]) -> None:
    """A city to its team: "Galway Otters" and "Otters" are named, and "in Galway" is rare."""
    texts = {name.text for name in names}
    teams_of: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if name.text.endswith("s") and bare(name.words[-1]) not in WORDS["last word"]:
            for count in range(1, len(name.words)):
                if " ".join(name.words[count:]) in texts:
                    teams_of[" ".join(name.words[:count])].append(name.text)
    for name in names:
        teams = teams_of.get(name.text, [])
        is_city = find_place(name.text) and 2 * in_place[name.text] < len(name.mentions)
        if is_city and len(teams) == 1:
            groups.join(name.text, teams[0], "city to its team")
            name.votes.clear()  # those for the city


def _join_persons(groups: Groups, names: list[Name]) -> list[Ambiguous]:
    """Short forms of people's names to the one full name that they fit, longer ones first."""
    ambiguous = []
    longest_first = sorted(names, key=lambda name: -len(name.words))
    stems = {name.text: without_suffix(name.words) for name in names}
    persons = [name for name in longest_first if name.label == "PERSON"]
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, full in enumerate(persons):
        for key in keys_of_full(stems[full.text]):
            alike[key].append(number)
    for name in longest_first:
        stem = stems[name.text]
        fits: dict[str, tuple[Name, str]] = {}
        for number in sorted({n for key in keys_of_short(stem) for n in alike.get(key, ())}):
            full = persons[number]
            is_other = full is name or len({_suffix(name), _suffix(full)} - {""}) > 1
            rule = "" if is_other else short_for(stem, stems[full.text])
            if rule and (rule != "given name to full name" or name.label in {"PERSON", ""}):
                fits.setdefault(groups.root(full.text), (full, rule))
        if len(name.words) == 1 and set(fits) - {groups.root(name.text)}:
            groups.persons.add(name.text)
        ambiguous += _join_one(groups, name, fits, "fits more than one full name")
    return ambiguous


def _suffix(name: Name) -> str:
    """The "jr" or the like at the end of a name, or empty: father and son are two persons."""
    return bare(name.words[-1]) if name.words != without_suffix(name.words) else ""


def _join_parts(groups: Groups, names: list[Name]) -> list[Ambiguous]:
    """A name that ends one longer name, or is all of it but a word for what it is."""
    ambiguous = []
    longer: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name in names:
        words = tuple(name.words)
        for extra in range(1, min(_EXTRA, len(words) - 1) + 1):
            for part in {words[extra:], words[:-extra]}:
                longer[part].append(name)
    for name in names:
        if name.text in groups.persons:
            continue
        fits: dict[str, tuple[Name, str]] = {}
        for other in longer.get(tuple(name.words), ()):
            rule = _part_of(name, other)
            if rule:
                fits.setdefault(groups.root(other.text), (other, rule))
        ambiguous += _join_one(groups, name, fits, "part of more than one name")
    return ambiguous


def _join_one(
    groups: Groups, name: Name, fits: dict[str, tuple[Name, str]], reason: str
) -> list[Ambiguous]:
    """Join a name to the one that it fits, of several to the one that was named before it."""
    fits.pop(groups.root(name.text), None)
    first = name.mentions[0].first
    before = [fit for fit in fits.values() if fit[0].mentions[0].first < first]
    choices = before if len(fits) > 1 and before else list(fits.values())
    if len(choices) > 1:
        return [(name.text, " | ".join(full.text for full, _ in choices), reason)]
    for full, rule in choices:
        groups.join(name.text, full.text, rule)
    return []


def _part_of(name: Name, other: Name) -> str:
    """The rule by which a name that begins or ends a longer one is part of it, or empty."""
    words, extra = name.words, len(other.words) - len(name.words)
    if name.text == "House" and other.text == "White House":
        return ""
    listed = find_place(name.text) is not None
    if other.words[extra:] == words and not listed:  # Galway is not the University of Galway
        is_seat = other.words[extra - 1] == "of" and bare(other.words[0]) in WORDS["kind"]
        return "" if is_seat else "end of a longer name"
    if other.words[: len(words)] != words:
        return ""
    kind = bare(other.words[-1])
    if extra == 1 and kind.isdigit():
        return "name without its number"
    is_kind = kind == "city" or (kind in WORDS["kind"] and not listed)
    if kind in WORDS["company form"] or (extra == 1 and is_kind):
        return "name without its kind"
    if extra == 1 and name.text in WORDS["compass"] and find_place(other.text):
        return "compass word to its country"
    return ""


def _is_chance(name: Name, group: list[Name], persons: set[str]) -> bool:
    """Whether a rule found a longer name once whose end stands alone often: "Visit Venus"."""
    return (len(name.mentions) == 1 and not name.mentions[0].raw.label) and any(
        len(n.mentions) > 3 and name.words[-len(n.words) :] == n.words and n.text not in persons
        for n in group
    )


def name_group(group: list[Name], persons: set[str]) -> tuple[str, str]:
    """The entity and the label of a group: the list's name, or the fullest; the most votes.

    A short form takes the type of its full name. Where nothing speaks at all, it is a person.
    """
    votes: dict[str, float] = defaultdict(float)
    for name in group:
        for label, count in name.votes.items():
            votes[label] += count
        if name.text in persons:
            votes["PERSON"] += 2 * len(name.mentions) ** 0.5
    sure = [name for name in group if not _is_chance(name, group, persons)]
    fullest = max(sure, key=lambda n: (len(n.words), not n.text.isupper(), len(n.mentions)))
    # "Socotra Island" says what "Socotra" is, "Grant Hill" does not say it of "Hill".
    own = len(fullest.mentions)
    others = sum(len(n.mentions) for n in group if n.words != fullest.words[-len(n.words) :])
    form = form_label(fullest.text) if others else ""
    if form:
        votes[form] += FORM * ((own + others) ** 0.5 - own**0.5)
    label = winner(votes) or "PERSON"
    if label != "PERSON":
        for name in group:
            place = find_place(name.text)
            if place is not None and place.name:
                return place.name, label
    if label == "NORP" and len(fullest.words) == 1:
        return singular(fullest.text), label
    is_shouted = fullest.text.isupper() and (len(fullest.words) > 1 or find_place(fullest.text))
    if is_shouted and label in {"PERSON", "GPE"} and len(fullest.text) > 4:
        return fullest.text.title(), label
    return fullest.text, label
