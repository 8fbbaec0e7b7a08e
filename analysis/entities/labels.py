"""What speaks for a name being a person, a place or an organisation: itself and what is near it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from analysis.entities.mention import LABELS, Mention, Name, Words, winner
from analysis.entities.names import PARTICLES, RANKS, WORDS, bare, is_acronym
from analysis.entities.places import find_place
from analysis.entities.teams import is_about_sport, weigh_team

# What the last word of a name says, and the first where it says it better ("Lake Geneva").
_LAST_WORDS, _FIRST_WORDS = WORDS["last word"], WORDS["first word"]
_KNOWN = WORDS["known name"]  # that the model gets wrong
# What is said before a name or in apposition: "the town of", "…, a company", "the mayor".
_NOUNS = WORDS["noun"] | dict.fromkeys(RANKS, "PERSON")
_QUOTES = WORDS["quote"]
# The 1,000 most frequent of women and of men in the US census of 1990 (public domain), as the
# package names 0.3.0 has them, without those that are also everyday words or listed places.
_GIVEN_NAMES = frozenset(
    (Path(__file__).parent / "data" / "given_names.csv").read_text(encoding="utf-8").split()[1:]
)
_ROAD = re.compile(r"(?:[AMBI]-?\d{1,4}|US-\d{1,3}|Route \d+|Highway \d+)")
_INITIALS = re.compile(r"(?:[A-Z]\.? |(?:[A-Z]\. ?){2})[A-Z][a-z]\S+")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d[a-z]?")
_LONGEST_APPOSITION = 5
# How much each thing speaks, beside one vote for each label that the model gives once.
_LISTED = 3
FORM = 2
_BESIDE = 2  # of 1, 1.5, 2 and 3 the least that outweighs a mistake made some three times
_GIVEN = 1
_BEGINS_WITH_PLACE = 0.6  # less than one label of the model
_AFTER_THE = 0.1  # decides only where nothing else speaks


def count_votes(words: Words, names: list[Name], taken: bytearray) -> None:
    """Count for every name what speaks for which label, into ``Name.votes``.

    The model's labels of one name depend on each other, since it sees the same letters each time:
    they count as the square root of their number, so that other evidence can outweigh a mistake
    that is repeated. What the name itself says counts likewise; the words around each mention
    count one by one.
    """
    about_sport = is_about_sport(words)
    for name in names:
        votes = name.votes
        for mention in name.mentions:
            is_team = about_sport and mention.raw.label != "PERSON"  # "Hull, who lost"
            _count_context(words, mention, taken, votes, is_team=is_team)
        raw_labels = [mention.raw.label for mention in name.mentions]
        for label in set(raw_labels).intersection(LABELS):
            votes[label] += raw_labels.count(label) ** 0.5
        weight = len(name.mentions) ** 0.5
        untitled = sum(bare(words.near(mention, -1)) not in RANKS for mention in name.mentions)
        known = _known_label(name)
        if known and set(raw_labels) != {"LANGUAGE"}:  # English is both a people and its language
            votes[known] += _LISTED * weight
        _count_form(name, weight, untitled**0.5, is_person="PERSON" in raw_labels)
        if about_sport:
            weigh_team(words, name, weight)
        name.label = winner(votes)


def _known_label(name: Name) -> str:
    """The label of a name that is listed, also in the plural or, a product, after its maker."""
    known = _KNOWN.get(name.text) or _KNOWN.get(name.text.removesuffix("s"), "")
    last = _KNOWN.get(name.words[-1].removesuffix("s"))
    return "PRODUCT" if last == "PRODUCT" else known


def _count_form(name: Name, weight: float, untitled: float, *, is_person: bool) -> None:
    """Add what the name itself speaks for; the model's word ``is_person`` decides "Ruth Lane".

    ``untitled`` is the weight of the mentions without a rank before them, "President Washington".
    """
    votes, words, place = name.votes, name.words, find_place(name.text)
    is_given = words[0] in _GIVEN_NAMES or (not votes and words[-1].partition("-")[0] in PARTICLES)
    label = form_label(name.text)
    if is_given and is_person and label in {"FAC", "LOC"}:
        label = ""
    if place is not None:
        votes[place.label] += _LISTED * untitled
    if label:
        votes[label] += FORM * weight
    elif place is None and _begins_with_place(words):
        votes["ORG"] += _BEGINS_WITH_PLACE * weight
    elif place is None and is_given and 1 < len(words) < 4 and not votes.get("NORP"):
        votes["PERSON"] += _GIVEN * weight


@lru_cache(maxsize=1 << 14)
def form_label(name: str) -> str:
    """The label that the form of a name speaks for, or empty: "Katy Trail" is a FAC."""
    words = name.split()
    if len(words) == 1:
        return "FAC" if _ROAD.fullmatch(name) else ""
    head = words[words.index("of") - 1] if "of" in words[1:-1] else ""  # the "University of Iowa"
    label = "" if head == "House" else _LAST_WORDS.get(bare(head), "")
    label = label or _LAST_WORDS.get(bare(words[-1])) or _FIRST_WORDS.get(words[0].lower(), "")
    if not label and _INITIALS.fullmatch(name):
        has_place = _begins_with_place(words) or find_place(words[-1])  # "U.S. Navy", "S. Denver"
        return "" if has_place else "PERSON"
    return label


def _begins_with_place(words: list[str]) -> bool:
    """Whether a longer name begins with a listed place, as those of teams and firms do."""
    return any(find_place(" ".join(words[:count])) for count in (1, 2) if count < len(words))


def _count_context(
    words: Words, mention: Mention, taken: bytearray, votes: dict[str, float], *, is_team: bool
) -> None:
    """Add what the words around one mention speak for; those after "the" are no person.

    Where it may be a team ``is_team``, "who" does not speak for a person.
    """
    last = mention.last
    two_before, before, after, follows = (words.near(mention, step) for step in (-2, -1, 1, 2))
    if before in {"the", "The", "of"} and not mention.raw.label:
        votes["ORG"] += _AFTER_THE
    if before not in {"the", "The"} and (
        mention.raw.label == "PERSON" or not is_acronym(mention.name)
    ):
        person = 2 * cites(words, last)
        person += before not in WORDS["where"] and _pronoun_follows(words, last, taken)
        person += _NOUNS.get(bare(before)) == "PERSON"
        if person:
            votes["PERSON"] += person
    if before == "of" and _NOUNS.get(two_before) == "GPE":
        votes["GPE"] += 2
    elif _NOUNS.get(before) in {"ORG", "WORK_OF_ART"}:
        votes[_NOUNS[before]] += _BESIDE
    elif before == "of" and two_before in WORDS["before of"]:
        votes["ORG"] += _BESIDE
    elif before in _QUOTES and (after in _QUOTES or after in {",", "."}):
        votes["WORK_OF_ART"] += 1
    noun = _apposition(words, last) if after == "," else ""
    if noun:
        votes[noun] += 1
    if after == "," and follows in WORDS["relative"] and not (follows == "who" and is_team):
        votes[WORDS["relative"][follows]] += _BESIDE
    noun = WORDS["after"].get(follows if after in {"'s", "’s"} else after, "")
    if noun:
        votes[noun] += _BESIDE


def cites(words: Words, at: int) -> bool:
    """Whether an author-date citation goes on here: ``et al``, ``(2009``, ``& Name, 2009)``.

    Source: the author-date style of the American Psychological Association.
    """
    begin, end = at, min(at + 16, len(words) - 1)
    while at < end and (words.text[at] in {",", "&", "and"} or words.text[at][0].isupper()):
        at += 1
    if at >= end:
        return False
    word, follows = words.text[at : at + 2]
    if word == "(":
        return _YEAR.fullmatch(follows) is not None
    if at > begin and words.text[at - 1] == "," and _YEAR.fullmatch(word):
        return follows in {")", ";"}
    return word == "et" and follows.startswith("al")


def _pronoun_follows(words: Words, at: int, taken: bytearray) -> bool:
    """Whether "he" or "she" stands later in the sentence, with no name between."""
    sentence = words.sentence[at - 1]
    while at < len(words) and words.sentence[at] == sentence and not taken[at]:
        if words.text[at] in WORDS["pronoun"]:
            return True
        at += 1
    return False


def _apposition(words: Words, comma: int) -> str:
    """The label of the noun in "…, a city in", "…, the mayor", or empty."""
    if comma + 1 == len(words) or words.text[comma + 1] not in {"a", "an", "the"}:
        return ""
    for index in range(comma + 2, min(comma + 2 + _LONGEST_APPOSITION, len(words))):
        word = words.text[index]
        if word in {",", ".", "of"} or words.sentence[index] != words.sentence[comma]:
            return ""
        if word in _NOUNS:
            return _NOUNS[word]
    return ""
