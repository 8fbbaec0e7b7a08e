"""Know what stands around the text of a page: credits, sign-offs, counts, promos, related stories.

Three kinds of evidence: what a line says (`_phrases`, closed lists of how pages word such things),
how it ends (a credit, an address, an ellipsis), and where it stands (among other such lines, in a
run of lines that break off).
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

from analysis.structure.lines import SHORT, Unit

FURNITURE = ("byline", "dateline", "caption", "boilerplate")
"""Kinds of line that stand around the text and leave the counts."""

_AGENCY = (
    r"(?:AP|AFP|AAP|PA|UPI|EPA|REX|Reuters|REUTERS|Getty|Shutterstock|Alamy|Splash|Xinhua"
    r"|PRNewsFoto|(?:The )?(?:Associated|Canadian) Press|Press Association|Agence France-Presse)"
)
_PICTURE = r"(?:Photo(?:graph)?|Picture|Pic|Image|Illustration)s?"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_ADDRESS = rf"(?:https?://\S*[\w/]|www\.\S*[\w/]|{_MAIL}|@\w{{2,}})"


@cache
def _phrases() -> list[tuple[str, str, str, re.Pattern[str]]]:
    """The closed lists of ``data/furniture.csv``: kind, place, reason and pattern, in order."""
    names = {"agency": _AGENCY, "picture": _PICTURE, "address": _ADDRESS, "short": str(SHORT)}
    forms: dict[tuple[str, str, str], list[str]] = {}
    with (Path(__file__).parent / "data" / "furniture.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            pattern = re.sub("<([a-z]+)>", lambda name: names[name[1]], row["pattern"])
            form = f"(?i:{pattern})" if row["case"] == "any" else pattern
            forms.setdefault((row["kind"], row["place"], row["reason"]), []).append(form)
    return [(*of, re.compile("|".join(patterns), re.DOTALL)) for of, patterns in forms.items()]


_OTHER_STORIES = re.compile(
    r"(?:(?:the )?(?:most|more|related|recommended|popular|trending|latest|top)\b"
    r"|you (?:may|might)\b|what to read|read (?:more|next|this|also)|don['’]t miss|see also)[^|]*",
    re.IGNORECASE,
)
_CREDIT = re.compile(rf"{_PICTURE}\s?[:|b][^.]+$")
_BREAKS_OFF = re.compile(r"(?:\.\.\.|…)[:'’\"”]*$")


def kind_by_phrase(unit: Unit, *, place: str) -> tuple[str, str] | None:
    """What a line says about itself; some say it only at the ``top`` or the ``end`` of a page."""
    if unit.length > 4 * SHORT:
        return None
    texts = {unit.text, unit.text.strip("[](){}-–—=*~_· ")}  # [Advertisement]
    for kind, where, reason, pattern in _phrases():
        if where in ("", place) and any(map(pattern.match, texts)):
            return kind, reason
    return None


def mark_furniture(units: Sequence[Unit]) -> None:
    """Mark the lines that only the rest of the page shows to be furniture."""
    for above, unit in pairwise(units):
        is_credit = unit.kind == "caption" and unit.words <= 6 and _CREDIT.match(unit.text)
        if is_credit and above.kind == "body" and above.length <= 130:
            _set(above, kind="caption", reason="stands over the credit of a picture")
    teasers = _runs(units, lambda u: u.ending in ("", "?", "!"), kinds=("body", "list"))
    for before, run, _ in teasers:
        label = before.text if before and before.kind == "boilerplate" else ""
        if len(run) >= 2 and len(label) <= 40 and _OTHER_STORIES.fullmatch(label):
            _set(*run, reason="stands under a line that leads to other stories")
    for _, run, _ in _runs(units, lambda u: _BREAKS_OFF.search(u.text) is not None):
        if len(run) >= 3:
            _set(*run, reason="one of several lines that break off: related stories")
    for before, run, after in _runs(units, lambda u: u.ending == ""):
        at_end = after is None and before is not None and before.ending != ":"
        if at_end and len(run) >= 4 and run[0].words >= 5:
            _set(*run, reason="one of several headlines at the end: related stories")
    for before, run, after in _runs(units, lambda u: u.ending in ("", ":", "?")):
        closed = after is None or after.kind in FURNITURE
        if before is not None and before.kind in FURNITURE and closed and len(run) <= 3:
            _set(*run, reason="stands between lines that are no text")


def _set(*units: Unit, reason: str, kind: str = "boilerplate") -> None:
    for unit in units:
        unit.kind, unit.reason = kind, reason


def _runs(
    units: Sequence[Unit], test: Callable[[Unit], bool], *, kinds: Sequence[str] = ("body",)
) -> Iterator[tuple[Unit | None, Sequence[Unit], Unit | None]]:
    """Lines of text in a row that pass the test, with the unit before and the one after them."""
    passed = [unit.kind in kinds and unit.short and test(unit) for unit in units]
    around = [None, *units, None]
    for is_run, places in groupby(range(len(units)), passed.__getitem__):
        if is_run:
            run = list(places)
            yield around[run[0]], units[run[0] : run[-1] + 1], around[run[-1] + 2]
