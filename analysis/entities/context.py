"""What the words around a name say about its type."""

from __future__ import annotations

import re

from analysis.entities.mention import Mention, Votes, Words
from analysis.entities.names import TITLES, is_acronym, word_list

PRONOUNS = word_list("he she his her him himself herself")
_POSSESSIVES = frozenset({"'s", "’s"})
_QUOTES = frozenset("\"“”‘’'«»")
_PLACE_NOUNS = word_list(
    """
    city town village island islands river province region state county district municipality port
    capital suburb area coast peninsula neighborhood neighbourhood valley country beach lake bay
    """
)
_ORG_NOUNS = word_list(
    """
    company firm agency group organization organisation party union charity airline bank newspaper
    network band team club startup manufacturer retailer university nonprofit association
    """
)
# What people are called before their names, lower case; titles that go with a thing as well are
# left out ("former", "general").
ROLES = (
    TITLES
    - word_list(
        """
        vice former ex foreign defense defence finance interior acting assistant chief deputy
        associate general cardinal
        """
    )
) | word_list(
    """
    actor actress author writer poet singer musician artist painter journalist reporter analyst
    economist scientist researcher historian lawyer player striker goalkeeper manager driver
    teacher student activist philosopher mathematician physicist engineer producer filmmaker
    comedian founder boxer pitcher quarterback explorer architect psychologist politician
    """
)
_LIFE = word_list(
    """
    wife husband mother father son daughter brother sister parents widow family children
    girlfriend boyfriend life death career born died married graduated
    """
)
_CITING = frozenset({"et", "(", ",", "&", "and"})
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d[a-z]?")
_LONGEST_APPOSITION = 5
_AFTER_THE = 0.1  # decides only where nothing else speaks


def cites(words: Words, at: int) -> bool:
    """Whether an author-date citation goes on here: ``et al``, ``(2009``, ``& Name, 2009``.

    Source: the author-date style of the American Psychological Association.
    """
    text = words.text
    begin, end = at, min(at + 16, len(words) - 1)
    while at < end and (text[at] in {",", "&", "and"} or text[at][0].isupper()):
        at += 1
    if at >= end:
        return False
    if text[at] == "et" and text[at + 1].startswith("al"):
        return True
    if text[at] == "(":
        return _YEAR.fullmatch(text[at + 1]) is not None
    if at > begin and text[at - 1] == "," and _YEAR.fullmatch(text[at]):
        return text[at + 1] in {")", ";", ","} and _in_brackets(text, begin)
    return False


def _in_brackets(text: list[str], at: int) -> bool:
    for word in reversed(text[max(0, at - 40) : at]):
        if word == "(":
            return True
        if word in {")", "."}:
            return False
    return False


def count_context(words: Words, mention: Mention, taken: bytearray, votes: Votes) -> None:
    """Add what the words around one mention speak for; those after "the" are no person."""
    text, sentence, first, last = words.text, words.sentence, mention.first, mention.last
    same = sentence[first]
    before = text[first - 1] if first and sentence[first - 1] == same else ""
    two_before = text[first - 2] if first > 1 and sentence[first - 2] == same else ""
    after = text[last] if last < len(text) and sentence[last] == same else ""
    if before in {"the", "The"}:
        if not mention.raw_label:
            votes["ORG"] += _AFTER_THE
    elif mention.raw_label == "PERSON" or not is_acronym(mention.name):
        person = _person_votes(words, last, same, after, taken)
        if before.lower().rstrip(".") in ROLES and two_before not in _POSSESSIVES:
            person += 1
        if person:
            votes["PERSON"] += person
    if before == "of":
        if two_before in _PLACE_NOUNS:
            votes["GPE"] += 2
        elif not mention.raw_label:
            votes["ORG"] += _AFTER_THE
    elif before in _ORG_NOUNS:
        votes["ORG"] += 1
    elif before in _QUOTES and (after in _QUOTES or after in {",", "."}):
        votes["WORK_OF_ART"] += 1
    if after == ",":
        noun = _apposition(words, last + 1, same, taken)
        if noun:
            votes[noun] += 1


def _person_votes(words: Words, last: int, same: int, after: str, taken: bytearray) -> int:
    """A citation counts two; family and life two; a pronoun with no name between one."""
    text, sentence, total = words.text, words.sentence, len(words)
    votes = 0
    if after and (after in _CITING or after[0].isupper()):
        votes += 2 * cites(words, last)
    if after in _POSSESSIVES or after in {"was", "is"}:
        follows = text[last + 1] if last + 1 < total and sentence[last + 1] == same else ""
        votes += 2 * (follows in _LIFE)
    while last < total and sentence[last] == same and not taken[last]:
        if text[last] in PRONOUNS:
            return votes + 1
        last += 1
    if last < total and sentence[last] != same:
        votes += text[last] in {"He", "She", "His", "Her"}
    return votes


def _apposition(words: Words, at: int, same: int, taken: bytearray) -> str:
    """The label of the noun in "…, a city in", "…, the actor", or empty."""
    text, total = words.text, len(words)
    if at >= total or text[at] not in {"a", "an", "the"} or taken[at]:
        return ""
    for index in range(at + 1, min(at + 1 + _LONGEST_APPOSITION, total)):
        word = text[index]
        if word in {",", ".", "of"} or words.sentence[index] != same:
            return ""
        if word in _PLACE_NOUNS:
            return "GPE"
        if word in _ORG_NOUNS:
            return "ORG"
        if word in ROLES:
            return "PERSON"
    return ""
