"""What speaks for a name being a person, a place or an organisation, besides the model."""

from __future__ import annotations

import re

from analysis.entities.mention import LABELS, Mention, Name, Words
from analysis.entities.names import bare, word_list
from analysis.entities.places import find_place, place_label

# The last word of a name of two or more words: what kind of thing it is.
LAST_WORDS = {
    word: label
    for label, listed in {
        "ORG": """
            inc corp corporation co company ltd llc plc gmbh group holdings bank airlines airways
            university college school academy institute ministry department agency bureau
            commission committee council board authority association federation union league
            society foundation organization organisation party congress parliament senate
            assembly court church army navy police times post tribune herald journal gazette
            network news magazine press club team orchestra band
        """,
        "FAC": """
            street st road rd avenue ave boulevard blvd lane drive highway hwy freeway expressway
            turnpike parkway bridge tunnel station airport terminal square park plaza tower
            towers building house hall stadium arena hotel inn lodge hostel resort museum gallery
            theatre theater cathedral abbey castle palace fort temple mosque monastery chapel
            hospital prison cemetery harbor harbour pier dam garden gardens zoo trail mall market
            center centre library monument memorial
        """,
        "LOC": """
            river lake sea ocean bay gulf strait island islands isles peninsula cape mountain
            mountains mount hills hill valley canyon desert plateau plain plains forest falls
            beach coast reef lagoon volcano glacier basin creek reserve delta
        """,
        "GPE": "city county province prefecture republic kingdom empire municipality village town",
        "EVENT": """
            war revolution festival olympics championship championships cup games tournament
            conference summit election marathon fair battle massacre uprising
        """,
        "WORK_OF_ART": "symphony sonata trilogy",
        "LAW": "act treaty amendment constitution protocol convention",
    }.items()
    for word in word_list(listed)
}
# The first word, where it says it better ("Lake Geneva", "University of Ohio").
FIRST_WORDS = {
    **dict.fromkeys(word_list("lake mount river cape gulf isle bay lac mont rio"), "LOC"),
    **dict.fromkeys(
        word_list("fort hotel château palais plaza calle rue paseo avenida via"), "FAC"
    ),
    **dict.fromkeys(word_list("university ministry department bank institute council"), "ORG"),
    **dict.fromkeys(word_list("battle siege treaty"), "EVENT"),
}
PRONOUNS = word_list("he she his her him himself herself")
_QUOTES = frozenset("\"“”‘’'«»")
# How much each thing speaks, beside one vote for each label that the model gives once.
_PLACE_VOTES = {"country": 3, "state": 2, "union": 3, "region": 2, "city": 2}
_FORM_VOTES = 2
_AFTER_THE = 0.1  # decides only where nothing else speaks
_ROAD = re.compile(r"(?:[AMBI]-?\d{1,4}|US-\d{1,3}|Route \d+|Highway \d+)")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d[a-z]?")


def form_label(words: list[str]) -> str:
    """The label that the form of a name speaks for, or empty: "Katy Trail" is a FAC."""
    if len(words) > 1:
        last = LAST_WORDS.get(bare(words[-1]), "")
        first = FIRST_WORDS.get(words[0].lower(), "")
        return last or ("" if first == "ORG" and words[1] != "of" else first)
    return "FAC" if _ROAD.fullmatch(words[0]) else ""


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
    if _YEAR.fullmatch(text[at]) and at > begin and text[at - 1] == ",":
        return text[at + 1] in {")", ";", ","} and _in_brackets(text, begin)
    return False


def _in_brackets(text: list[str], at: int) -> bool:
    for word in reversed(text[max(0, at - 40) : at]):
        if word == "(":
            return True
        if word in {")", "."}:
            return False
    return False


def person_votes(words: Words, mention: Mention, taken: bytearray) -> int:
    """How much the words around a mention speak for a person.

    An author-date citation that goes on after it counts two; a personal pronoun after it in the
    sentence, or at the head of the next one, with no other name between counts one. After "the"
    nothing does.
    """
    text, last = words.text, mention.last
    if mention.first and text[mention.first - 1].lower() == "the":
        return 0
    votes = 2 if cites(words, last) else 0
    sentence, total = words.sentence[mention.first], len(words)
    while last < total and words.sentence[last] == sentence and not taken[last]:
        if text[last] in PRONOUNS:
            return votes + 1
        last += 1
    if last < total and words.sentence[last] != sentence:
        votes += text[last] in {"He", "She", "His", "Her"}
    return votes


def count_votes(words: Words, names: list[Name], taken: bytearray) -> None:
    """Count for every name what speaks for which label, into ``Name.votes``.

    The model's labels of one name depend on each other, since it sees the same letters each time:
    they count as the square root of their number, so that other evidence can outweigh a mistake
    that is repeated.
    """
    for name in names:
        for mention in name.mentions:
            if mention.raw_label in LABELS:
                name.model[mention.raw_label] += 1
            person = person_votes(words, mention, taken)
            if person:
                name.votes["PERSON"] += person
            before = words.text[mention.first - 1] if mention.first else ""
            if before in _QUOTES and _closes_quote(words, mention.last):
                name.votes["WORK_OF_ART"] += 1
            elif not mention.raw_label and before in {"the", "The", "of"}:
                name.votes["ORG"] += _AFTER_THE
        weight = len(name.mentions) ** 0.5
        for label, count in name.model.items():
            name.votes[label] += count**0.5
        place = find_place(name.text)
        if place is not None:
            name.votes[place_label(place)] += _PLACE_VOTES[place.kind] * weight
        label = form_label(name.words)
        if label:
            name.votes[label] += _FORM_VOTES * weight


def _closes_quote(words: Words, at: int) -> bool:
    return at < len(words) and (words.text[at] in _QUOTES or words.text[at] in {",", "."})
