"""Measure what a reader sees in a short line and around it: the cues that headings give."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from analysis.structure.furniture import FURNITURE
from analysis.structure.lines import ENUMERATOR, SHORT, Unit

# What an article looks like before its lines have been weighed once.
UNKNOWN = {
    "lines of its form are headings": 0.4,
    "not as long as the headings": 0.5,
    "a heading follows": 0.0,
}
_RUNNING = re.compile(
    r"(?:this|these|that|those|it|he|she|they|there|here|and|but|so|we|i|you|in|at|on|as|if)\b",
    re.IGNORECASE,
)


def line_cues(units: Sequence[Unit], weighed: Sequence[int]) -> list[dict[str, float]]:
    """What each line to weigh (an index) and its neighbours show, as numbers of about 0 to 1."""
    opening = {k: _opening(units[k]) for k in weighed}
    number = Counter(opening.values())
    in_list = False  # after a colon, until a long line that ends a sentence
    result = []
    for k, unit in enumerate(units):
        before, after = units[k - 1], units[k + 1] if k + 1 < len(units) else None
        sentence = unit.length > SHORT and unit.ending in (".", "!", "?")
        in_list = k > 0 and (before.ending == ":" or (in_list and not sentence))
        if k not in opening:
            continue
        short_after = after is not None and after.short
        longer = math.log((after.length + 1) / (unit.length + 1)) if after else 0.0
        previous = math.log((before.length + 1) / (unit.length + 1))
        alike = number[opening[k]] - sum(opening.get(j) == opening[k] for j in (k - 1, k, k + 1))
        result.append(
            {
                "longer text follows": max(0.0, min(2.0, longer)) / 2,
                "longer text before it": max(-1.0, min(2.0, previous)) / 2,
                "no stop at its end": float(unit.ending == ""),
                "a question": float(unit.ending == "?"),
                "its number of words": min(unit.words, 20) / 10,
                "capitals": float(_form(unit)[1]),
                "begins like running text": float(
                    unit.ending not in (".", "!") and _RUNNING.match(unit.text) is not None
                ),
                "in a list that a colon opens": float(in_list),
                "the first line after a colon": float(before.ending == ":" and short_after),
                "after a comma": float(before.ending in (",", ";")),
                "the line before ends alike": float(
                    before.short and before.ending == unit.ending and before.kind not in FURNITURE
                ),
                "among short lines": float(before.short and short_after),
                "others begin alike": min(3, alike) / 3,
                "begins with a digit": float(unit.text[0].isdigit()),
                "numbered": float(ENUMERATOR.match(unit.text) is not None),
            }
        )
    return result


def article_cues(
    units: Sequence[Unit], weighed: Sequence[int], scores: Sequence[float]
) -> list[dict[str, float]]:
    """What the other weighed lines say about each, given how they scored at first."""
    chance = {k: 1 / (1 + math.exp(-s)) for k, s in zip(weighed, scores, strict=True)}
    number = Counter(_form(units[k]) for k in weighed)
    total: dict[tuple[str, bool], float] = defaultdict(float)
    for k in weighed:
        total[_form(units[k])] += chance[k]
    length = {k: math.log(units[k].length + 1) for k in weighed}
    likely = {k: length[k] for k in weighed if chance[k] >= 0.5}
    total_length = sum(likely.values())
    result = []
    for k in weighed:
        found, form = UNKNOWN | {"a heading follows": chance.get(k + 1, 0.0)}, _form(units[k])
        if number[form] > 1:
            found["lines of its form are headings"] = (total[form] - chance[k]) / (number[form] - 1)
        others = len(likely) - (k in likely)
        if others:
            mean = (total_length - likely.get(k, 0.0)) / others
            found["not as long as the headings"] = min(1.5, abs(length[k] - mean))
        result.append(found)
    return result


def _form(unit: Unit) -> tuple[str, bool]:
    return unit.ending, unit.capitals > 0.8 and unit.content_words >= 2


def _opening(unit: Unit) -> str:
    """The first word, or ``1`` for any enumerator: what the headings of one set share."""
    return "1" if ENUMERATOR.match(unit.text) else unit.text.split()[0].casefold()
