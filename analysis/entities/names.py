"""How two names compare: surnames, initials, acronyms; and the lists of words and places."""

import csv
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

KEPT = 16_384  # words or names of which a function keeps its answer
_DATA = Path(__file__).parent / "data"
_LABELS = {"country": "GPE", "state": "GPE", "city": "GPE", "union": "ORG", "region": "LOC"}


def _read_words() -> dict[str, dict[str, str]]:
    """The lists of ``data/words.csv``: for each its words, with the label that they speak for."""
    words: dict[str, dict[str, str]] = defaultdict(dict)
    with (_DATA / "words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words[row["list"]][row["word"]] = row["label"]
    return dict(words)


WORDS = _read_words()
TITLES = WORDS["before a rank"] | WORDS["rank"]
"""All that stands before a name and does not belong to it ("former"); PERSON: and is no word."""
SEX = {title: sex for sex in ("man", "woman") for title in WORDS[sex]}
"""Of whom a title before a surname is: ``mr`` of a man."""
GIVEN_NAMES = dict(csv.reader((_DATA / "given_names.csv").read_text(encoding="utf-8").split()[1:]))
"""The 1,000 most frequent given names of women and of men in the US census of 1990 (public domain).

As the package names 0.3.0 has them, without those that are also everyday words or listed places;
with ``man`` or ``woman`` where one of them has a name 20 times as often.
"""
PARTICLES = frozenset(WORDS["particle"])
LONGEST = 9
"""Words of a name that is looked for in longer ones: a run of capitals may go on for pages."""


@lru_cache(KEPT)
def bare(word: str) -> str:
    """A word in lower case without its full stops, as the lists here have it."""
    return word.replace(".", "").lower()


def is_title(word: str) -> bool:
    """Whether a word stands before names; some are titles in their usual case only (``PC``)."""
    return bare(word) in TITLES or word in TITLES


def without_accents(name: str) -> str:
    """A name without the accents of its letters: ``Juárez`` gives ``Juarez``."""
    if name.isascii():
        return name
    letters = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def initials(words: list[str], *, small_words: bool = False) -> str:
    """First letters of the words of a name; ``of``, ``the``, ``and`` only where asked for."""
    return "".join(
        word[0].upper()
        for word in words
        if word[:1].isalnum() and (small_words or word not in WORDS["small word"])
    )


@lru_cache(KEPT)
def is_acronym(name: str) -> bool:
    """Two to six letters, most of them capital, in one word: ``IAEA``, ``U.N.``, ``M5S``."""
    letters = name.replace(".", "")
    return (
        len(letters) <= 6
        and letters.isalnum()
        and sum(letter.isupper() for letter in letters) >= max(2, len(letters) - 1)
    )


def is_defined_by(short: str, long: str) -> bool:
    """Whether the letters of a short form appear in this order in a long one."""
    rest = iter(long.lower())
    return all(letter in rest for letter in short.lower() if letter.isalnum())


def without_suffix(words: list[str]) -> list[str]:
    """The words of a person's name without ``Jr.``, ``III`` and the like at the end."""
    return words[:-1] if len(words) > 1 and bare(words[-1]) in WORDS["suffix"] else words


def keys_of_full(full: list[str]) -> set[tuple[str, ...]]:
    """Keys of a person's full name; each short form of it has one of them in `keys_of_short`."""
    given, last = bare(full[0]), full[-1]
    ends = {tuple(_without_particle(full[first:])) for first in range(1, len(full))[-LONGEST:]}
    return {(full[0],), (given, last), (given[:1], last), (f"{given}.", last), *ends}


def keys_of_short(short: list[str]) -> set[tuple[str, ...]]:
    """Under these keys stand all full names of which `short_for` may find this a short form."""
    given, last = bare(short[0]), short[-1]
    return {tuple(short), tuple(_without_particle(short)), (given, last), (f"{given[:1]}.", last)}


def short_for(short: list[str], full: list[str]) -> str:
    """Which short form of a person's full name this is, as the name of a rule; else empty."""
    if len(full) < 2 or len(short) > len(full):
        return ""
    if len(short) < len(full) and _without_particle(short) == _without_particle(
        full[-len(short) :]
    ):
        return "surname to full name"
    if len(short) == 1:
        return "given name to full name" if short[0] == full[0] else ""
    is_initial = len(bare(short[0])) == 1 or len(bare(full[0])) == 1
    same_given = short[0] == full[0] or (is_initial and short[0][0] == full[0][0])
    return "initials to full name" if short[-1] == full[-1] and same_given else ""


def _without_particle(words: list[str]) -> list[str]:
    """A surname whose particle may have a capital, or be left out where a hyphen follows it."""
    particle, _, rest = words[0].partition("-")
    if particle.lower() in PARTICLES and (rest or len(words) > 1):
        return [rest or particle.lower(), *words[1:]]
    return words


class Place(NamedTuple):
    """A place on the list: what its form is short for, or empty, and the label of its kind."""

    name: str
    label: str


@cache
def _place_list() -> dict[str, Place]:
    """Every form on the list, without accents, with the place that it names.

    Source: GeoNames (CC BY 4.0), cities of 100,000 inhabitants and more, with the short and
    official forms of countries added; see ``tests/benchmarks/make_places.py``.
    """
    with (_DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {
            without_accents(row["form"]): Place(row["name"], _LABELS[row["kind"]]) for row in rows
        }


@lru_cache(KEPT)
def find_place(name: str) -> Place | None:
    """The place that a name stands for, if the list has it; case counts (``US`` is not ``us``).

    A name in capitals, as datelines have it, is looked up in its usual case.
    """
    form = without_accents(name).replace(". ", ".")  # "U. S."
    if form.isupper() and len(form) > 4:
        form = form.title()
    return _place_list().get(form)
