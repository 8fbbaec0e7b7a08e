"""Places that stand for their teams in articles about sport, and other names of teams."""

from __future__ import annotations

from analysis.entities.mention import Mention, Name, Words, winner
from analysis.entities.names import WORDS
from analysis.entities.places import find_place

# Of 400 other articles hardly one about anything else has so many different words of sport.
_SPORT_WORDS = 3
_UNCLEAR = 0.25  # of a place in such an article with nothing telling beside it
_PLURAL = 1.5  # more than one label of the model


def is_about_sport(words: Words) -> bool:
    """Whether an article uses several different words of matches and leagues."""
    return sum(word in words.where for word in WORDS["sport"]) >= _SPORT_WORDS


def weigh_team(words: Words, name: Name, weight: float) -> None:
    """Count for the team what speaks for its place; ``name`` has all its other votes."""
    label = winner(name.votes)
    if label == "GPE" and sum(_points(words, mention) for mention in name.mentions) > 0:
        name.votes["ORG"] += name.votes.pop("GPE")
    elif label not in {"NORP", "ORG"} and _is_plural(words, name):
        name.votes["ORG"] += _PLURAL * weight


def _is_plural(words: Words, name: Name) -> bool:
    """Whether a name is formed as those of teams are: "Hull Otters", "the Otters"."""
    last = name.words[-1].lower()
    if not last.endswith("s") or last.endswith(("ss", "us", "is", "series")):
        return False
    if any(find_place(" ".join(name.words[:count])) for count in range(1, len(name.words))):
        return True
    return any(words.near(mention, -1) in {"the", "The"} for mention in name.mentions)


def _points(words: Words, mention: Mention) -> float:
    """What one mention of a place says: 1 for its team, -1 for the place itself."""
    before, after, follows = (words.near(mention, step) for step in (-1, 1, 2))
    if (
        before in WORDS["place before"]
        or after in WORDS["dateline"]
        or (after == "," and find_place(follows))
        or (before == "," and (place := find_place(mention.name)) and place.name)  # "Ayr, UK"
    ):
        return -1
    noun = follows if after in {"'s", "’s"} else after
    return 1 if noun in WORDS["after a team"] or noun.isdigit() else _UNCLEAR
