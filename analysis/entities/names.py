"""How two names compare: titles, surnames, given names, initials, acronyms, plurals."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


def word_list(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


GIVEN_NAMES_FILE = Path(__file__).parent / "data" / "given_names.csv"

# Words that stand before a name and do not belong to it. Lower case; compared without full stop.
TITLES = word_list(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady madam madame mme mademoiselle mlle
    monsieur herr frau señor señora don sheikh
    president vice prime minister premier chancellor senator sen representative rep congressman
    congresswoman governor gov mayor secretary undersecretary ambassador commissioner judge
    justice attorney general gen colonel col lieutenant lt captain capt major maj sergeant sgt
    corporal commander admiral adm chief director chairman chairwoman chairperson chair king
    queen prince princess duke duchess emperor empress tsar czar count countess baron baroness
    earl marquis viscount regent pope cardinal archbishop bishop reverend rev rabbi imam
    ayatollah father sister brother saint officer detective inspector constable sheriff
    spokesman spokeswoman spokesperson coach deputy assistant associate acting former ex
    foreign defense defence finance interior
    """
)
SUFFIXES = word_list("jr sr i ii iii iv v vi vii viii phd md")
PARTICLES = word_list(
    "al bin ben da de del della den der di do dos du el ibn la le ten ter van von y zu"
)
# Capitalised words that name no one: months and days, degrees, abbreviations of clock and calendar.
WEEKDAYS = word_list("mon tue tues wed thu thur thurs fri sat")
NO_NAMES = WEEKDAYS | word_list(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
    saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays weekday today
    phd ba bsc ma msc mba md gpa ceo cfo coo bc bce ad ce am pm gmt utc et est edt cet pst pdt
    figure table chapter section step method part page appendix
    """
)
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "at", "&", "de", "la"})


@lru_cache(maxsize=1 << 14)
def bare(word: str) -> str:
    """A word in lower case without its full stops, as the lists here have it."""
    return word.replace(".", "").replace(",", "").lower()


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names, which tell a person's name from other words with capitals.

    Source: US Census 1990 (public domain); see ``data/make_given_names.py``.
    """
    return frozenset(GIVEN_NAMES_FILE.read_text(encoding="ascii").split()[1:])


def initials(words: list[str], *, small_words: bool = False) -> str:
    """First letters of the words of a name; ``of``, ``the``, ``and`` only where asked for."""
    return "".join(
        word[0].upper()
        for word in words
        if word[:1].isalnum() and (small_words or word not in _SMALL)
    )


@lru_cache(maxsize=1 << 14)
def is_acronym(name: str) -> bool:
    """Two to six letters, most of them capital, in one word: ``IAEA``, ``U.N.``, ``M5S``."""
    letters = name.replace(".", "")
    return (
        2 <= len(letters) <= 6
        and letters.isalnum()
        and sum(letter.isupper() for letter in letters) >= max(2, len(letters) - 1)
    )


def stands_for(acronym: str, words: list[str]) -> bool:
    """Whether an acronym is made of the initials of a longer name."""
    if len(words) < 2:
        return False
    first = words[0]
    if first[0].isalnum() and first not in _SMALL and first[0].upper() != acronym[0].upper():
        return False
    letters = acronym.replace(".", "").upper()
    return letters in (initials(words), initials(words, small_words=True))


def is_defined_by(short: str, long: str) -> bool:
    """Whether the letters of a short form appear in this order in a long one.

    The first letter must begin a word. Source: A. S. Schwartz and M. A. Hearst, "A simple
    algorithm for identifying abbreviation definitions in biomedical text", PSB 2003.
    """
    letters = [letter for letter in short.lower() if letter.isalnum()]
    text = long.lower()
    at = len(text)
    for index in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and not (
            text[at] == letters[index] and (index > 0 or at == 0 or not text[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return False
    return len(letters) > 1 and len(long) > len(short)


def without_suffix(words: list[str]) -> list[str]:
    """The words of a person's name without ``Jr.``, ``III`` and the like at the end."""
    last = len(words)
    while last > 1 and bare(words[last - 1]) in SUFFIXES:
        last -= 1
    return words[:last]


def short_for(short: list[str], full: list[str]) -> str:
    """Which short form of a person's full name this is, as the name of a rule; else empty.

    Args:
        short: The words of the shorter name, without titles and suffixes.
        full: The words of the full name, without titles and suffixes.
    """
    if len(full) < 2 or len(short) > len(full):
        return ""
    if len(short) < len(full) and short == full[-len(short) :]:
        return "surname to full name"
    if len(short) == 1:
        return "given name to full name" if short[0] == full[0] else ""
    if short[-1] == full[-1] and _same_given(short[0], full[0]):
        return "initials to full name"
    return ""


def _same_given(one: str, other: str) -> bool:
    if one == other:
        return True
    is_initial = len(bare(one)) == 1 or len(bare(other)) == 1
    return is_initial and one[0] == other[0]


def singular(name: str) -> str:
    """A people's name without its plural: ``Russians`` gives ``Russian``, ``Swiss`` stays."""
    if len(name) > 4 and name.endswith("s") and name[-2] in "ndilktrmcg":
        return name[:-1]
    return name
