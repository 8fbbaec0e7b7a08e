"""Say what a line is where its form alone tells: title, byline, date, list, quote."""

import re
from collections.abc import Sequence

from analysis.structure.furniture import kind_by_phrase
from analysis.structure.lines import BULLET, SHORT, Unit

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
# A day that cannot be misread: its month is a word, or its year comes first.
DAY = re.compile(
    rf"\b((?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?:?\s+)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
    r"(?-i:(?:[A-Z][\w.'’-]*,?\s+){0,3}[A-Z][\w.'’-]*(?:\s+\([A-Z][\w. ]*\))?(?:,|\s*[–—-])\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+\d{{4}})?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})\b"
    r"(?:[\s,|·•–—/(-]+(?:at\b|from\b|updated|published|\d).{0,40}| \([A-Z]+\)\s*[-–—]*)?",
    re.IGNORECASE | re.DOTALL,
)
_STAMP = re.compile(
    rf"(?=.*\b(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})\b)"
    r".*\b(?:published|updated|posted|modified)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:at |posted (?:at )?)?\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?"
    r"|(?:\d{1,2}|an?) ?(?:h|hrs?|hours?|m|mins?|minutes?)\.? ago",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:(?:story|text|words|analysis|report(?:ing)?|written|edited)\s+)?by\s+"
    r"(?-i:[A-Z“\"])|(?:from )?our (?:correspondent|reporter|staff)",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(r"[-–—]{1,2}\s?[A-Z][^.!?]*\.?$")
_NAME = r"[A-Z][\w.'’-]*(?:,? [A-Z][\w.'’-]*){1,3}"
_NAMES = re.compile(rf"{_NAME}(?:(?:, | and |, and ){_NAME}){{0,3}}")
_SHARP = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_BOLD = re.compile(r"(\*\*|__)([^\s*_](?:[^*_]*[^\s*_])?)\1")


def mark_marked_headings(units: list[Unit]) -> None:
    """Take headings that a plain text marks itself, with ``##`` or a short line all in bold."""
    for k, unit in enumerate(units):
        sharp, bold = _SHARP.fullmatch(unit.text), _BOLD.fullmatch(unit.text)
        if unit.short and sharp and any(c.isalnum() for c in unit.text):
            found, level, reason = sharp, 2 if len(sharp[1]) <= 2 else 3, "marked with #"
        elif unit.short and bold and unit.ending in ("", "?", "!", ":"):
            found, level, reason = bold, 2, "a short line all in bold"
        else:
            continue
        start, end = (unit.start + at for at in found.span(2))
        units[k] = Unit(start, end, unit.spans, found[2])
        units[k].kind, units[k].level, units[k].reason = "heading", level, reason
        units[k].is_marked = found is sharp


def mark_kinds(units: Sequence[Unit]) -> None:
    """Give each unit that is still ``body`` the kind that its form alone decides."""
    above = 0  # lines of the article, since a page may have any number of its own on top
    for number, unit in enumerate(units):
        decided = _kind_by_form(units, number, above) if unit.kind == "body" else None
        if decided is not None:
            unit.kind, unit.reason = decided
        above += unit.kind != "boilerplate"


def _kind_by_form(units: Sequence[Unit], number: int, above: int) -> tuple[str, str] | None:
    unit, text = units[number], units[number].text
    near_top, from_end = above <= 5, len(units) - number
    if not any(c.isalnum() for c in text):
        return "boilerplate", "an ornament without letters or digits"
    if text.startswith(">"):
        return "quote", "begins with a quotation mark of e-mail or Markdown (>)"
    place = "end" if from_end <= 3 else "top" if near_top and above > 0 else ""
    found = kind_by_phrase(unit, place=place)
    if found is not None:
        return found
    if (near_top or from_end <= 2) and unit.length <= 70 and _DATE.fullmatch(text):
        return "dateline", "only a date, or a place and a date"
    if near_top and unit.short and unit.ending == "" and _STAMP.match(text):
        return "dateline", "says when it was published or updated"
    if _TIME.fullmatch(text):
        return "dateline", "only a time of day"
    may_sign = near_top or (from_end <= 2 and unit.words <= 8)
    if unit.ending in ("", ",") and may_sign and unit.length <= 160 and _BYLINE.match(text):
        return "byline", "begins with “By” and a name"
    if unit.short and number > 0:
        around = [units[number - 1], *units[number + 1 : number + 2]]
        # Several such lines in a row are a list instead.
        if _ATTRIBUTION.match(text) and all(other.text[0] != text[0] for other in around):
            return "byline", "a dash and a name: says who was quoted"
        at_top = above <= 3 and around[0].ending != ":" and around[-1].short and from_end > 1
        if at_top and _is_name(unit):
            return "byline", "a name by itself under the title"
    return ("list", "begins with a list mark") if BULLET.match(text) else None


def _is_name(unit: Unit) -> bool:
    """Whether a line is the name of a person, or of several joined by commas and "and"."""
    return unit.short and _NAMES.fullmatch(unit.text) is not None and not unit.text.isupper()


def mark_title(units: Sequence[Unit], title: str | None) -> None:
    """Mark the title: the line that equals the one given, else a first line that is no sentence."""
    top = units[:4]
    wanted = _plain(title or "")
    for number, unit in enumerate(top):
        if wanted and _plain(unit.text) == wanted:
            unit.kind, unit.level, unit.reason = (
                "title",
                1,
                "the title that the article's data give",
            )
            for above in top[:number]:
                if above.kind == "body":
                    above.kind, above.reason = "boilerplate", "stands above the title"
            return
    text = [u for u in units if u.kind in ("body", "list")]
    first = text[0] if len(text) > 1 and text[0] in units[:8] else None
    if first is None or first.length > 1.5 * SHORT or len(first.spans) > 1:
        return
    if first.ending in ("", "?", "!") and (first.kind == "body" or first.text[0].isalnum()):
        first.kind, first.level = "title", 1
        first.reason = "a first line without a full stop, followed by text"


def _plain(text: str) -> str:
    """Letters and digits only, to compare titles that differ in quotation marks and spaces."""
    return "".join(c for c in text.casefold() if c.isalnum())
