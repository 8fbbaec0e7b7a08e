"""What speaks for a name being a person, a place or an organisation: itself and what is near it."""

import re
from functools import lru_cache
from itertools import takewhile

from analysis.entities.mention import LABELS, Mention, Name, Words, winner
from analysis.entities.names import GIVEN_NAMES, KEPT, TITLES, WORDS, bare, find_place, is_acronym

_ROAD = re.compile(r"(?:[AMBI]-?\d{1,4}|US-\d{1,3}|Route \d+|Highway \d+)")
_INITIALS = re.compile(r"(?:[A-Z]\.? |(?:[A-Z]\. ?){2})[A-Z][a-z]\S+")
_YEAR = r"(?:1[6-9]|20)\d\d[a-z]?"
_CITATION = re.compile(
    rf"(?:(?:[,&]|and|[A-ZÀ-Þ]\S*) )*(?:\( {_YEAR}(?: |$)|(?<=, ){_YEAR} [);]|et al)"
)
# How much each thing speaks, beside one vote for each label that the model gives once.
_LISTED = 3
FORM = 2
_BESIDE = 2  # of 1, 1.5, 2 and 3 the least that outweighs a mistake made some three times
_GIVEN = 1
_AFTER_THE = 0.1  # decides only where nothing else speaks
# Of 400 other articles hardly one about anything else has so many different words of sport.
_SPORT_WORDS = 3
_UNCLEAR = 0.25  # of a place in such an article with nothing telling beside it
_PLURAL = 1.5  # more than one label of the model


def count_votes(words: Words, names: list[Name]) -> None:
    """Count for every name what speaks for which label, into ``Name.votes``.

    The model's labels of one name depend on each other, since it sees the same letters each time:
    they count as the square root of their number, so that other evidence can outweigh a mistake
    that is repeated. What the name itself says counts likewise; the words around each mention
    count one by one.
    """
    about_sport = sum(word in words.where for word in WORDS["sport"]) >= _SPORT_WORDS
    for name in names:
        votes, weight = name.votes, len(name.mentions) ** 0.5
        for mention in name.mentions:
            _count_context(words, mention, votes, about_sport=about_sport)
        raw_labels = [mention.raw.label for mention in name.mentions]
        for label in set(raw_labels).intersection(LABELS):
            votes[label] += raw_labels.count(label) ** 0.5
        known = "PRODUCT" if _listed(name.words[-1]) == "PRODUCT" else _listed(name.text)
        if known:
            votes[known] += _LISTED * weight
        place, form = find_place(name.text), form_label(name.text)
        is_given = name.words[0] in GIVEN_NAMES
        if place is not None:  # "President Washington" is none
            titles = sum(
                bare(words.near(mention, -1)) in WORDS["rank"] for mention in name.mentions
            )
            votes[place.label] += _LISTED * (len(name.mentions) - titles) ** 0.5
        if form and not (is_given and "PERSON" in raw_labels):  # "Ruth Lane"
            votes[form] += FORM * weight
        elif place is None and is_given and 1 < len(name.words) < 4:
            votes["PERSON"] += _GIVEN * weight
        if about_sport:
            _weigh_team(words, name, weight)
        name.label = winner(votes)


def _listed(text: str) -> str:
    """The label of a listed name, or of its plural; a product may stand after its maker."""
    known = WORDS["known name"]  # that the model gets wrong
    return known.get(text) or known.get(text.removesuffix("s"), "")


@lru_cache(KEPT)
def form_label(name: str) -> str:
    """The label that the form of a name speaks for, or empty: "Katy Trail" is a FAC."""
    words = name.split()
    if len(words) == 1:
        return "FAC" if _ROAD.fullmatch(name) else ""
    head = words[words.index("of") - 1] if "of" in words[1:-1] else ""  # the "University of Iowa"
    label = WORDS["last word"].get(bare(head)) or WORDS["last word"].get(bare(words[-1]))
    label = label or WORDS["first word"].get(words[0].lower(), "")  # "Lake Geneva"
    if not label and _INITIALS.fullmatch(name) and not find_place(words[0]):  # "U.S. Navy"
        return "PERSON"
    return label


def _count_context(
    words: Words, mention: Mention, votes: dict[str, float], *, about_sport: bool
) -> None:
    """Add what the words around one mention speak for; those after "the" are no person."""
    two_before, before, after, follows = (words.near(mention, step) for step in (-2, -1, 1, 2))
    if before in {"the", "The", "of"} and not mention.raw.label:
        votes["ORG"] += _AFTER_THE
    if before not in {"the", "The"} and (
        mention.raw.label == "PERSON" or not is_acronym(mention.text)
    ):
        person = 2 * cites(words, mention.last)
        person += _BESIDE * (bool(mention.raw.label) and TITLES.get(bare(before)) == "PERSON")
        person += before not in WORDS["where"] and _pronoun_follows(words, mention)
        is_player = before in {",", ";", "("} and words.sentence[mention.first] in words.line_ups
        person += _BESIDE * (is_player and after.isdigit())
        if person:
            votes["PERSON"] += person
    if before == "of" and WORDS["noun"].get(two_before) == "GPE":
        votes["GPE"] += _BESIDE
    elif WORDS["noun"].get(before) in {"ORG", "WORK_OF_ART"}:
        votes[WORDS["noun"][before]] += _BESIDE
    elif before == "of" and two_before in WORDS["before of"]:
        votes["ORG"] += _BESIDE
    elif before in WORDS["quote"] and (after in WORDS["quote"] or after in {",", "."}):
        votes["WORK_OF_ART"] += 1
    if after == "," and follows in WORDS["relative"] and not about_sport:  # a team is "who" too
        votes[WORDS["relative"][follows]] += _BESIDE
    elif after == "," and follows in {"a", "an", "the"}:  # "…, a coastal city in"
        phrase = words.text[mention.last + 2 : mention.last + 7]
        nouns = takewhile(lambda word: word not in {",", ".", "of"}, phrase)
        label = next((WORDS["noun"][word] for word in nouns if word in WORDS["noun"]), "")
        if label:
            votes[label] += 1
    noun = WORDS["after"].get(follows if after in {"'s", "’s"} else after, "")
    if noun:
        votes[noun] += _BESIDE


def cites(words: Words, at: int) -> bool:
    """Whether an author-date citation goes on here: ``et al``, ``(2009``, ``& Name, 2009)``.

    Source: the author-date style of the American Psychological Association.
    """
    return _CITATION.match(" ".join(words.text[at : at + 16])) is not None


def _pronoun_follows(words: Words, mention: Mention) -> bool:
    """Whether "he" or "she" stands later in the sentence, with no name between."""
    sentence, indices = words.sentence[mention.first], range(mention.last, len(words))
    free = takewhile(lambda at: words.sentence[at] == sentence and not words.taken[at], indices)
    return any(words.text[at] in WORDS["pronoun"] for at in free)


def _weigh_team(words: Words, name: Name, weight: float) -> None:
    """Count for the team what speaks for its place; ``name`` has all its other votes."""
    label = winner(name.votes)
    if label == "GPE" and sum(_points(words, mention) for mention in name.mentions) > 0:
        name.votes["ORG"] += name.votes.pop("GPE")
    elif label not in {"NORP", "ORG"} and _is_plural(words, name):
        name.votes["ORG"] += _PLURAL * weight


def _is_plural(words: Words, name: Name) -> bool:
    """Whether a name is formed as those of teams are: "Hull Otters", "the Otters"."""
    last, counts = name.words[-1].lower(), range(1, len(name.words))
    return (last.endswith("s") and not last.endswith(("ss", "us", "is", "series"))) and (
        any(find_place(" ".join(name.words[:count])) for count in counts)
        or any(words.near(mention, -1) in {"the", "The"} for mention in name.mentions)
    )


def _points(words: Words, mention: Mention) -> float:
    """What one mention of a place says: 1 for its team, -1 for the place itself."""
    before, after, follows = (words.near(mention, step) for step in (-1, 1, 2))
    if before in WORDS["place before"] or after in WORDS["dateline"]:
        return -1
    noun = follows if after in {"'s", "’s"} else after
    return 1 if noun in WORDS["after a team"] else _UNCLEAR
