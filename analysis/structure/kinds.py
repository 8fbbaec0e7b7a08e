"""Say what a line is where its form alone tells: title, byline, date, list, quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.structure.furniture import kind_by_phrase
from analysis.structure.lines import BULLET, Unit

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?:?\s+)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+\d{{4}})?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})\b"
    r"(?:[\s,|·•–—/(-]+(?:at\b|from\b|updated|published|\d).{0,40}| \([A-Z]+\)\s*[-–—]*)?",
    re.IGNORECASE | re.DOTALL,
)
_STAMP = re.compile(r".*\b(?:published|updated|posted|modified)\b", re.IGNORECASE)
_DATE_IN = re.compile(rf"\b(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})\b", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:[A-Z][\w.'’-]*,?\s+){0,3}[A-Z][\w.'’-]*(?:\s+\([A-Z][\w. ]*\))?(?:,|\s*[–—-])\s+"
)
_BYLINE = re.compile(
    r"(?:(?:story|text|words|analysis|report(?:ing)?|written|edited)\s+)?by\s+"
    r"(?-i:[A-Z“\"])|(?:from )?our (?:correspondent|reporter|staff)",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(r"[-–—]{1,2}\s?[A-Z][^.!?]*\.?$")
_SHARP = re.compile(r"(#{1,6})[ \t]+\S")
_BOLD = re.compile(r"(\*\*|__)[^\s*_](?:[^*_]*[^\s*_])?\1")


def mark_marked_headings(units: Sequence[Unit]) -> None:
    """Take headings that a plain text marks itself, with ``##`` or a short line all in bold."""
    for unit in units:
        if not unit.short:
            continue
        sharp = _SHARP.match(unit.text)
        bold = _BOLD.fullmatch(unit.text)
        if sharp and any(c.isalnum() for c in unit.text):
            unit.cut(sharp.end() - 1)
            unit.is_marked = True
            level = 2 if len(sharp.group(1)) <= 2 else 3
            unit.kind, unit.level, unit.reason = "heading", level, "marked with #"
        elif bold and unit.ending in ("", "?", "!", ":"):
            unit.cut(2, 2)
            unit.kind, unit.level, unit.reason = "heading", 2, "a short line all in bold"


def mark_kinds(units: Sequence[Unit]) -> None:
    """Give each unit that is still ``body`` the kind that its form alone decides."""
    for number, unit in enumerate(units):
        decided = _kind_by_form(units, number) if unit.kind == "body" else None
        if decided is not None:
            unit.kind, unit.reason = decided


def _kind_by_form(units: Sequence[Unit], number: int) -> tuple[str, str] | None:
    unit, text = units[number], units[number].text
    near_top, from_end = number <= 5, len(units) - number
    if not any(c.isalnum() for c in text):
        return "boilerplate", "an ornament without letters or digits"
    if text.startswith(">"):
        return "quote", "begins with a quotation mark of e-mail or Markdown (>)"
    found = kind_by_phrase(unit, at_end=from_end <= 3)
    if found is not None:
        return found
    if (near_top or from_end <= 2) and unit.length <= 70 and _DATE.fullmatch(text):
        return "dateline", "only a date"
    place = _PLACE.match(text) if near_top and unit.length <= 70 else None
    if place and _DATE.fullmatch(text, place.end()):
        return "dateline", "only a place and a date"
    bare_top = near_top and unit.short and unit.ending == ""
    if bare_top and _STAMP.match(text) and _DATE_IN.search(text):
        return "dateline", "says when it was published or updated"
    may_sign = near_top or (from_end <= 2 and unit.words <= 8)
    if unit.ending in ("", ",") and may_sign and unit.length <= 160 and _BYLINE.match(text):
        return "byline", "begins with “By” and a name"
    if unit.short and number > 0:
        around = [units[number - 1], *units[number + 1 : number + 2]]
        # Several such lines in a row are a list instead.
        if _ATTRIBUTION.match(text) and all(other.text[0] != text[0] for other in around):
            return "byline", "a dash and a name: says who was quoted"
        if number <= 3 and _is_name(unit) and around[0].ending != ":" and from_end > 1:
            after = around[1]
            if after.short and (after.ending == "" or _DATE.fullmatch(after.text)):
                return "byline", "a name by itself under the title"
    return ("list", "begins with a list mark") if BULLET.match(text) else None


def _is_name(unit: Unit) -> bool:
    return (
        2 <= unit.words <= 4
        and unit.capitals == 1.0
        and unit.content_words == unit.words - 1
        and unit.ending == ""
        and unit.text[0].isupper()
        and not unit.text.isupper()
        and not any(c.isdigit() for c in unit.text)
    )


def mark_title(units: Sequence[Unit], title: str | None) -> None:
    """Mark the title: the line that equals the one given, else a short first line of text."""
    top = units[:4]
    if title:
        wanted = _plain(title)
        for number, unit in enumerate(top):
            if _plain(unit.text) == wanted:
                _set_title(unit, "the title that the article's data give")
                for above in top[:number]:
                    if above.kind == "body":
                        above.kind, above.reason = "boilerplate", "stands above the title"
                return
    first = next((u for u in top if u.kind in ("body", "list")), None)
    if first is None or not first.short or (first.kind == "list" and not first.text[0].isalnum()):
        return
    followed = any(u.kind in ("body", "list") for u in units if u.start > first.start)
    if first.ending in ("", "?", "!") and followed:
        _set_title(first, "a short first line without a full stop, followed by text")


def _set_title(unit: Unit, reason: str) -> None:
    unit.kind, unit.level, unit.reason = "title", 1, reason


def _plain(text: str) -> str:
    """Letters and digits only, to compare titles that differ in quotation marks and spaces."""
    return "".join(c for c in text.casefold() if c.isalnum())
