"""Weigh what speaks for and against each short line being a heading, and tell levels apart.

A line is a heading where the sum of its cues is above zero. The cues are facts that a reader can
see: the form of the line, what stands before and after it, and whether other lines of the same
article look alike. The weights were fitted once by logistic regression on 259 articles with known
headings (GUM corpus, posts of 18F and digital.gov) and rounded to one digit after the point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.rounding import DIGITS
from analysis.structure.cues import UNKNOWN, article_cues, line_cues
from analysis.structure.lines import ENUMERATOR, Unit

LONGEST = 135  # characters; no longer line is weighed

WEIGHTS = {
    # the form of the line
    "no end punctuation": 2.5,
    "question": 1.5,
    "words": -1.3,
    "capitals": 1.2,
    "enumerator": 1.7,
    "digit start": -2.1,
    "running start": -2.1,
    # what stands before and after it
    "text after is longer": 4.6,
    "text before is longer": 1.0,
    "list item": -1.6,
    "first in list": -3.5,
    "comma before": -2.9,
    "same ending before": -2.5,
    "inside short lines": 0.6,
    # the rest of the article
    "named before": 2.1,
    "opening repeated": 2.0,
    "kin are headings": 3.3,
    "length differs": -1.3,
    "heading follows": 1.5,
}
CONSTANT = -4.4

_AGAINST = {
    "words": "it is long for a heading",
    "running start": "it begins like running text",
    "list item": "it stands in a list that a colon opens",
    "first in list": "it is the first line after a colon",
    "comma before": "the line before ends with a comma",
    "same ending before": "the line before has the same form",
    "digit start": "it begins with a number",
    "length differs": "its length differs from the headings of this article",
}
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
            unit.kind, unit.level = "heading", 2
        elif unit.short and unit.kind == "body":
            unit.reason = _reason_against(unit, found)
    _drop_lone_sentence(units)
    _drop_without_text(units)
    _tell_levels(units)
    for k in weighed:
        if units[k].kind == "heading":
            units[k].reason = _reason_for(units, k)


def _drop_lone_sentence(units: Sequence[Unit]) -> None:
    """A short sentence between paragraphs is one of them, unless the article has more such ones."""
    weighed = (u for u in units if u.kind == "heading" and not u.is_marked)
    sentences = [u for u in weighed if u.ending == "." and not ENUMERATOR.match(u.text)]
    if len(sentences) == 1:
        sentences[0].kind, sentences[0].level = "body", 0
        sentences[0].reason = "a short paragraph: the only sentence that stands so"


def _drop_without_text(units: Sequence[Unit]) -> None:
    """A heading stands over text: not at the end, nor over another line of the page."""
    over_text = False
    for unit in reversed(units):
        if unit.kind == "heading" and not over_text and not unit.is_marked:
            unit.kind, unit.level = "body", 0
            unit.reason = "short, but no heading: no text stands under it"
        elif unit.kind != "caption":
            over_text = unit.kind in ("body", "list", "quote", "heading")


def score(cues: dict[str, float]) -> float:
    """Weighted sum of the cues; above zero means heading (the log-odds of the fitted model)."""
    return round(CONSTANT + sum(WEIGHTS[name] * value for name, value in cues.items()), DIGITS)


def _could_be_heading(units: Sequence[Unit], k: int) -> bool:
    unit = units[k]
    if k == 0 or unit.length > LONGEST or len(unit.spans) > 1 or _TURN.match(unit.text):
        return False
    return unit.kind == "body" or (unit.kind == "list" and bool(ENUMERATOR.match(unit.text)))


def _tell_levels(units: Sequence[Unit]) -> None:
    """Level 3 for a heading that its number or its place right under another puts lower."""
    found = [k for k, unit in enumerate(units) if unit.kind == "heading"]
    depths = {k: _depth(units[k].text) for k in found}
    top = min((d for d in depths.values() if d), default=0)
    capitals = {k: units[k].text.isupper() for k in found}
    two_sizes = found and capitals[found[0]] and not all(capitals.values())
    level = 2
    for k in found:
        if depths[k]:
            level = 2 if depths[k] == top else 3
        elif two_sizes:
            level = 2 if capitals[k] else 3
        else:
            level = 2 if k - 1 not in depths and (k + 1 in depths or not top) else 3
        if not units[k].is_marked:
            units[k].level = level


def _depth(text: str) -> int:
    """How deep the number of a heading is: ``2`` and ``Step 2`` 1, ``2.1`` 2, no number 0."""
    mark = ENUMERATOR.match(text)
    return mark.group().strip(" .:()").count(".") + 1 if mark else 0


def _reason_for(units: Sequence[Unit], k: int) -> str:
    unit, after = units[k], units[k + 1]
    if ENUMERATOR.match(unit.text):
        what = "a numbered short line"
    elif unit.ending == "?":
        what = "a short question"
    elif unit.text.isupper():
        what = "a short line in capitals"
    elif unit.ending == "":
        what = "a short line without end punctuation"
    else:
        what = f"a short line that ends with “{unit.ending}”"
    if after.kind == "heading":
        then = "followed by another heading"
    elif after.short:
        then = "followed by the lines under it"
    else:
        then = "followed by a paragraph"
    return f"{what}, {then}"


def _reason_against(unit: Unit, cues: dict[str, float]) -> str:
    worst = min(_AGAINST, key=lambda name: WEIGHTS[name] * cues[name])
    if unit.ending in (".", "!", ":", ",", ";"):
        return f"a short paragraph: it ends with “{unit.ending}”"
    if WEIGHTS[worst] * cues[worst] < -0.5:
        return f"short, but no heading: {_AGAINST[worst]}"
    return "short, but too little speaks for a heading"
