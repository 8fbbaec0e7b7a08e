"""What speaks for a name being a person, a place or an organisation."""

from __future__ import annotations

from analysis.entities.context import count_context
from analysis.entities.forms import KNOWN, begins_with_place, form_label
from analysis.entities.mention import LABELS, Name, Words
from analysis.entities.places import find_place, place_label

# How much each thing speaks, beside one vote for each label that the model gives once.
_PLACE_VOTES = {"country": 3, "state": 2, "union": 3, "region": 2, "city": 2}
_KNOWN_VOTES = 3
_FORM_VOTES = 2
_BEGINS_WITH_PLACE = 0.6  # less than one label of the model


def count_votes(words: Words, names: list[Name], taken: bytearray) -> None:
    """Count for every name what speaks for which label, into ``Name.votes``.

    The model's labels of one name depend on each other, since it sees the same letters each time:
    they count as the square root of their number, so that other evidence can outweigh a mistake
    that is repeated. What the name itself says counts likewise; the words around each mention
    count one by one.
    """
    for name in names:
        votes, model = name.votes, name.model
        for mention in name.mentions:
            if mention.raw_label in LABELS:
                model[mention.raw_label] += 1
            count_context(words, mention, taken, votes)
        for label, count in model.items():
            votes[label] += count**0.5
        weight = len(name.mentions) ** 0.5
        if name.text in KNOWN:
            votes[KNOWN[name.text]] += _KNOWN_VOTES * weight
        place = find_place(name.text)
        label = form_label(name.text)
        if place is not None:
            votes[place_label(place)] += _PLACE_VOTES[place.kind] * weight
        if label:
            votes[label] += _FORM_VOTES * weight
        elif place is None and begins_with_place(name.text):
            votes["ORG"] += _BEGINS_WITH_PLACE * weight
        name.label = votes.winner
