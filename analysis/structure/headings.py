"""Weigh what speaks for and against each short line being a heading, and tell levels apart.

A line is a heading where the sum of its cues is above zero. The cues are facts that a reader can
see: the form of the line, what stands before and after it, and whether other lines of the same
article look alike. The weights were fitted once by logistic regression on 259 articles with known
headings (GUM corpus, posts of 18F and digital.gov) and rounded to one digit after the point.
"""

import re
from collections.abc import Sequence

from analysis.rounding import DIGITS
from analysis.structure.heading_cues import UNKNOWN, article_cues, line_cues
from analysis.structure.lines import ENUMERATOR, Unit

LONGEST = 135  # characters; no longer line is weighed

WEIGHTS = {
    # the form of the line
    "no stop at its end": 2.6,
    "a question": 1.4,
    "its number of words": -1.5,
    "capitals": 1.2,
    "numbered": 1.6,
    "begins with a digit": -2.2,
    "begins like running text": -1.9,
    # what stands before and after it
    "longer text follows": 4.6,
    "longer text before it": 1.2,
    "in a list that a colon opens": -1.5,
    "the first line after a colon": -3.7,
    "after a comma": -3.0,
    "the line before ends alike": -2.4,
    "among short lines": 0.6,
    # the rest of the article
    "others begin alike": 2.2,
    "lines of its form are headings": 3.4,
    "not as long as the headings": -1.2,
    "a heading follows": 1.6,
}
CONSTANT = -4.5

_TURN = re.compile(r"(?:Q|A|Question|Answer)\s?\d*[:.]\s")


def mark_headings(units: Sequence[Unit]) -> None:
    """Turn the units that are headings into headings, with their levels and reasons.

    Every line is weighed twice: first by itself, then knowing which other lines are likely
    headings, because the headings of one article look alike. Kinds that form alone decides are
    already marked.
    """
    weighed = [k for k in range(len(units)) if _could_be_heading(units, k)]
    if not weighed:
        return
    cues = line_cues(units, weighed)
    first = [score({**UNKNOWN, **found}) for found in cues]
    for found, others in zip(cues, article_cues(units, weighed, first), strict=True):
        found.update(others)
    for k, found in zip(weighed, cues, strict=True):
        unit = units[k]
        if score(found) > 0:
            unit.kind = "heading"
        if unit.kind == "heading" or (unit.short and unit.kind == "body"):
            unit.reason = _reason(unit, found)
    _drop_lone_sentence(units)
    _drop_without_text(units)
    _tell_levels(units)


def _drop_lone_sentence(units: Sequence[Unit]) -> None:
    """A short sentence between paragraphs is one of them, unless the article has more such ones."""
    weighed = (u for u in units if u.kind == "heading" and not u.is_marked)
    sentences = [u for u in weighed if u.ending == "." and not ENUMERATOR.match(u.text)]
    if len(sentences) == 1:
        sentences[0].kind = "body"
        sentences[0].reason = "a short paragraph: the only sentence that stands so"


def _drop_without_text(units: Sequence[Unit]) -> None:
    """A heading stands over text: not at the end, nor over another line of the page."""
    over_text = False
    for unit in reversed(units):
        if unit.kind == "heading" and not over_text and not unit.is_marked:
            unit.kind, unit.reason = "body", "short, but no heading: no text stands under it"
        elif unit.kind != "caption":
            over_text = unit.kind in ("body", "list", "quote", "heading")


def score(cues: dict[str, float]) -> float:
    """Weighted sum of the cues; above zero means heading (the log-odds of the fitted model)."""
    return round(CONSTANT + sum(WEIGHTS[name] * value for name, value in cues.items()), DIGITS)


def _could_be_heading(units: Sequence[Unit], k: int) -> bool:
    unit = units[k]
    could_be = unit.kind == "body" or (unit.kind == "list" and ENUMERATOR.match(unit.text))
    is_line = k > 0 and unit.length <= LONGEST and len(unit.spans) == 1
    return bool(could_be and is_line and not _TURN.match(unit.text))


def _tell_levels(units: Sequence[Unit]) -> None:
    """Level 3 for a heading that its number or its place right under another puts lower."""
    depths = {k: _depth(unit.text) for k, unit in enumerate(units) if unit.kind == "heading"}
    top = min((depth for depth in depths.values() if depth), default=0)
    for k, depth in depths.items():
        # Among numbered headings one without a number is lower, unless it stands over one.
        under = k - 1 in depths or (top > 0 and k + 1 not in depths)
        if not units[k].is_marked:
            units[k].level = 3 if (depth > top if depth else under) else 2


def _depth(text: str) -> int:
    """How deep the number of a heading is: ``2`` and ``Step 2`` 1, ``2.1`` 2, no number 0."""
    mark = ENUMERATOR.match(text)
    return mark.group().strip(" .:()").count(".") + 1 if mark else 0


def _reason(unit: Unit, found: dict[str, float]) -> str:
    """The two cues that speak most for a heading, or the one that speaks most against it."""
    parts = {name: round(WEIGHTS[name] * value, DIGITS) for name, value in found.items()}
    best, second, *_, worst = sorted(parts, key=lambda name: -parts[name])
    if unit.kind == "heading":
        return f"a short line: {best}, {second}"
    if unit.ending in (".", "!", ":", ",", ";"):
        return f"a short paragraph: it ends with “{unit.ending}”"
    return f"short, but no heading: {worst}"
