"""Measure what a reader sees in a short line and around it: the cues that headings give."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import accumulate

from analysis.structure.lines import ENUMERATOR, SHORT, Unit

_WORD_BEGINS = re.compile(r"(?<!\w)\S")
_FEW = 3  # letters by which phrases are looked up
# What an article looks like before its lines have been weighed once.
UNKNOWN = {"kin are headings": 0.4, "length differs": 0.5, "heading follows": 0.0}
_RUNNING = re.compile(
    r"(?:this|these|that|those|it|he|she|they|there|here|and|but|so|we|i|you|in|at|on|as|if)\b",
    re.IGNORECASE,
)


def line_cues(units: Sequence[Unit], weighed: Sequence[int]) -> list[dict[str, float]]:
    """What each line to weigh (an index) and its neighbours show, as numbers of about 0 to 1."""
    items = _list_items(units)
    openings: dict[str, set[int]] = {}
    for k in weighed:
        openings.setdefault(_opening(units[k]), set()).add(k)
    folded = [unit.text.casefold() for unit in units]
    earlier = [0, *accumulate(len(text) + 1 for text in folded)]
    named = {k: folded[k].rstrip("?.!:… ") for k in weighed}
    first = _first_places("\n".join(folded), set(named.values()))
    result = []
    for k in weighed:
        unit, before = units[k], units[k - 1]
        after = units[k + 1] if k + 1 < len(units) else None
        short_after = after is not None and after.short
        longer = math.log((after.length + 1) / (unit.length + 1)) if after else 0.0
        previous = math.log((before.length + 1) / (unit.length + 1))
        same = openings[_opening(unit)]
        alike = len(same) - sum(j in same for j in (k - 1, k, k + 1))
        name = named[k]
        result.append(
            {
                "text after is longer": max(0.0, min(2.0, longer)) / 2,
                "text before is longer": max(-1.0, min(2.0, previous)) / 2,
                "no end punctuation": float(unit.ending == ""),
                "question": float(unit.ending == "?"),
                "words": min(unit.words, 20) / 10,
                "capitals": float(_form(unit)[1]),
                "running start": float(
                    unit.ending not in (".", "!") and _RUNNING.match(unit.text) is not None
                ),
                "list item": float(items[k]),
                "first in list": float(before.ending == ":" and short_after),
                "comma before": float(before.ending in (",", ";")),
                "same ending before": float(before.short and before.ending == unit.ending),
                "inside short lines": float(before.short and short_after),
                "named before": float(first.get(name, earlier[k]) + len(name) <= earlier[k]),
                "opening repeated": min(3, alike) / 3,
                "digit start": float(unit.text[0].isdigit()),
                "enumerator": float(ENUMERATOR.match(unit.text) is not None),
            }
        )
    return result


def article_cues(
    units: Sequence[Unit], weighed: Sequence[int], scores: Sequence[float]
) -> list[dict[str, float]]:
    """What the other weighed lines say about each, given how they scored at first."""
    chance = [1 / (1 + math.exp(-s)) for s in scores]
    by_index = dict(zip(weighed, chance, strict=True))
    lengths = [math.log(units[k].length + 1) for k in weighed]
    forms = [_form(units[k]) for k in weighed]
    number = Counter(forms)
    total: dict[tuple[str, bool], float] = defaultdict(float)
    for form, c in zip(forms, chance, strict=True):
        total[form] += c
    likely = [length for length, c in zip(lengths, chance, strict=True) if c >= 0.5]
    likely_length = sum(likely)
    result = []
    for k, form, length, c in zip(weighed, forms, lengths, chance, strict=True):
        found = UNKNOWN | {"heading follows": by_index.get(k + 1, 0.0)}
        if number[form] > 1:
            found["kin are headings"] = (total[form] - c) / (number[form] - 1)
        is_likely = c >= 0.5
        others = len(likely) - is_likely
        if others:
            mean = (likely_length - length * is_likely) / others
            found["length differs"] = min(1.5, abs(length - mean))
        result.append(found)
    return result


def _first_places(text: str, phrases: Collection[str]) -> dict[str, int]:
    """Where each phrase stands first, from the beginning of a word on; one pass for all of them."""
    first = {phrase: text.index(phrase) for phrase in phrases if len(phrase) < _FEW}
    sizes: dict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        sizes[phrase[:_FEW]].add(len(phrase))
    for at in (found.start() for found in _WORD_BEGINS.finditer(text)):
        for size in sizes.get(text[at : at + _FEW], ()):
            if text[at : at + size] in phrases:
                first.setdefault(text[at : at + size], at)
    return first


def _form(unit: Unit) -> tuple[str, bool]:
    return unit.ending, unit.capitals > 0.8 and unit.content_words >= 2


def _opening(unit: Unit) -> str:
    """The first word, or ``1`` for any enumerator: what the headings of one set share."""
    return "1" if ENUMERATOR.match(unit.text) else unit.text.split(None, 1)[0].casefold()


def _list_items(units: Sequence[Unit]) -> list[bool]:
    """Which lines stand in a list: after a colon, until a long line that ends a sentence."""
    items: list[bool] = []
    for k, unit in enumerate(units):
        colon = k > 0 and units[k - 1].ending == ":"
        goes_on = k > 0 and items[-1]
        sentence = unit.length > SHORT and unit.ending in (".", "!", "?")
        items.append(colon or (goes_on and not sentence))
    return items
