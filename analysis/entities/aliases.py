"""Which names of one article are the same person or thing, and what to call it.

Which short forms a person's name has is told by `analysis.entities.names.short_for`.
"""

from collections import defaultdict

from analysis.entities.labels import FORM, form_label
from analysis.entities.mention import Name, winner
from analysis.entities.names import (
    GIVEN_NAMES,
    LONGEST,
    WORDS,
    bare,
    find_place,
    initials,
    is_acronym,
    is_defined_by,
    keys_of_full,
    keys_of_short,
    short_for,
    without_suffix,
)

Ambiguous = tuple[Name, list[Name], str]
"""A name that fits more than one longer one, those names, and why."""


def merge_names(names: list[Name], defined: dict[str, Name]) -> list[Ambiguous]:
    """Join the names of one article that mean the same, and say which fit more than one.

    ``defined`` has names in brackets with the name before the bracket.
    """
    _join_spellings(names)
    _join_teams(names)
    _join_acronyms(names, defined)
    return _join_shorter(names)


def _join_spellings(names: list[Name]) -> None:
    """Names that differ in capitals or a plural alone, to the one that is used most.

    A place in capitals is none of them: it opens a report about the team of that name.
    """
    spellings: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        spelling = name.text.lower()
        if len(name.words) > 1 and name.label != "PERSON":
            spelling = spelling.removesuffix("s")
        is_dateline = name.text.isupper() and name.label == "GPE"
        if (len(name.text) > 3 or is_acronym(name.text)) and not is_dateline:
            spellings[spelling].append(name)
    for same in spellings.values():
        usual = max(same, key=lambda name: (not name.text.isupper(), len(name.mentions)))
        for name in same:
            name.join(usual, "another spelling of the name")


def _join_teams(names: list[Name]) -> None:
    """A city to its team, where "Galway Otters" and "Otters" are named too."""
    texts = {name.text for name in names}
    teams_of: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.text.endswith("s") and bare(name.words[-1]) not in WORDS["last word"]:
            for count in range(1, len(name.words)):
                if " ".join(name.words[count:]) in texts:
                    teams_of[" ".join(name.words[:count])].append(name)
    for name in names:
        teams = teams_of.get(name.text, [])
        if len(teams) == 1 and find_place(name.text):
            name.join(teams[0], "city to its team")


def _join_acronyms(names: list[Name], defined: dict[str, Name]) -> None:
    """An acronym to the name that defines it in brackets, or whose initials it has."""
    by_initials: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if len(name.words) > 1 and (name.label != "PERSON" or len(name.words) > 2):
            for letters in {initials(name.words), initials(name.words, small_words=True)}:
                by_initials[letters].append(name)
    for name in filter(lambda name: is_acronym(name.text), names):
        long = defined.get(name.text)
        if long and is_defined_by(name.text, long.text):
            name.join(long, "acronym to its definition")
        elif find_place(name.text) is None:
            fits = by_initials.get(name.text.replace(".", "").upper(), [])
            if len({fit.root().text for fit in fits}) == 1:
                name.join(fits[0], "acronym by initials")


def _join_shorter(names: list[Name]) -> list[Ambiguous]:
    """Short forms of people's names and parts of other names to the one longer name they fit.

    Longer ones come first; of several that fit, the one that was named before it.
    """
    ambiguous = []
    longest_first = sorted(names, key=lambda name: -len(name.words))
    stems = {name.text: without_suffix(name.words) for name in names}
    longer: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name in longest_first:
        words = tuple(name.words)
        keys = keys_of_full(stems[name.text]) if name.label == "PERSON" else set()
        for extra in range(1, len(words))[-LONGEST:]:
            keys |= {words[extra:], words[:-extra]}
        for key in keys:
            longer[key].append(name)
    for name in longest_first:
        stem = stems[name.text]
        keys = {tuple(name.words), *keys_of_short(stem)}
        others = [other for key in sorted(keys) for other in longer.get(key, ())]
        others = [other for other in others if other.words != name.words]
        persons = [other for other in others if other.label == "PERSON"]
        if name.sex:
            others = _of_the_sex(name, persons)
            if persons and not others:
                ambiguous.append((name, persons, "its title may be that of another person"))
            persons = others
        short = [(full, short_for(stem, stems[full.text])) for full in persons]
        begins = {other.label for other in others if other.words[0] == name.words[0]}
        is_place = name.words[0] not in GIVEN_NAMES and begins != {"PERSON"}
        if is_place or name.label not in {"PERSON", ""}:
            short = [fit for fit in short if fit[1] != "given name to full name"]
        fits = _fits(name, short)
        name.is_short = bool(fits) and len(name.words) == 1
        fits = fits or _fits(name, [(other, _part_of(name, other)) for other in others])
        first = name.mentions[0].first
        fits = [fit for fit in fits if fit[0].mentions[0].first < first] or fits
        if len(fits) > 1:
            fitting = [full for full, _ in fits]
            ambiguous.append((name, fitting, "fits more than one longer name"))
        elif fits:
            name.join(*fits[0])
            name.root().sex = name.root().sex or name.sex
    return ambiguous


def _of_the_sex(name: Name, persons: list[Name]) -> list[Name]:
    """The persons that a ``Mr`` or ``Mrs`` may be, where the article has both of that surname.

    One whose given name does not tell may be if that of another tells who it is not.
    """
    sexes = [other.root().sex or GIVEN_NAMES.get(other.root().words[0], "") for other in persons]
    possible = {name.sex, "" if set(sexes) - {"", name.sex} else name.sex}
    return [other for other, sex in zip(persons, sexes, strict=True) if sex in possible]


def _fits(name: Name, found: list[tuple[Name, str]]) -> list[tuple[Name, str]]:
    """The longer names with a rule, one of each group, none of the group of ``name``."""
    fits: dict[str, tuple[Name, str]] = {}
    for other, rule in found:
        if rule and other.root() is not name.root():
            fits.setdefault(other.root().text, (other, rule))
    return list(fits.values())


def _part_of(name: Name, other: Name) -> str:
    """The rule by which a name that begins or ends a longer one is part of it, or empty."""
    words, extra = name.words, len(other.words) - len(name.words)
    is_place = name.label == "GPE"  # Galway is not the University of Galway
    if other.words[extra:] == words:
        return "" if is_place else "end of a longer name"
    kind = bare(other.words[-1])
    if extra == 1 and kind.isdigit():
        return "name without its number"
    if kind in WORDS["company form"] or (
        extra == 1 and kind in WORDS["kind"] and (kind == "city" or not is_place)
    ):
        return "name without its kind"
    if extra == 1 and name.text in WORDS["compass"] and find_place(other.text):
        return "compass word to its country"
    return ""


def name_group(group: list[Name]) -> tuple[str, str]:
    """The entity and the label of a group: the list's name, or the fullest; the most votes.

    A short form takes the type of its full name. Where nothing speaks at all, it is a person.
    """
    votes: dict[str, float] = defaultdict(float)
    for name in group:
        for label, count in name.votes.items():
            votes[label] += count
        if name.is_short:
            votes["PERSON"] += 2 * len(name.mentions) ** 0.5
    fullest = max(group, key=lambda n: (len(n.words), not n.text.isupper(), len(n.mentions)))
    # "Socotra Island" says what "Socotra" is, "Grant Hill" does not say it of "Hill".
    own = len(fullest.mentions)
    others = sum(len(n.mentions) for n in group if n.words != fullest.words[-len(n.words) :])
    form = form_label(fullest.text) if others else ""
    if form:
        votes[form] += FORM * ((own + others) ** 0.5 - own**0.5)
    label = winner(votes) or "PERSON"
    listed = next((place.name for n in group if (place := find_place(n.text)) and place.name), "")
    if listed and label != "PERSON":
        return listed, label
    if label == "NORP" and fullest.text.removesuffix("s") in WORDS["known name"]:
        return fullest.text.removesuffix("s"), label
    if fullest.text.isupper() and label in {"PERSON", "GPE"} and len(fullest.text) > 4:
        return fullest.text.title(), label
    return fullest.text, label
