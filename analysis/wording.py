"""Wording: how text of an article, numbers and lists are put into a sentence."""

import difflib
import html
import re
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

_TYPES = {
    "PERSON": "person",
    "NORP": "nationality or group",
    "ORG": "organisation",
    "GPE": "country, state or city",
    "LOC": "other place",
    "FAC": "building",
    "WORK_OF_ART": "work of art",
}
# The colon and the at sign too, for some renderers make a link of a bare address.
_MARKDOWN = re.compile(r"([`*_{}\[\]()#+\-.!|~$>:@])")


class Prose(str):
    """A sentence that a notebook shows as text, not as code."""

    def _repr_markdown_(self) -> str:
        return str(self)


def literal(text: str) -> str:
    """Text of an article as Markdown that shows it as it is, whatever stands in it."""
    # A backslash as an entity, since two of them before a bracket would begin a formula.
    escaped = visible(text, keep_lines=True).replace("&", "&amp;").replace("<", "&lt;")
    escaped = escaped.replace("\\", "&bsol;")
    return _MARKDOWN.sub(r"\\\1", " ".join(escaped.split()))


def type_name(label: str) -> str:
    """What a label is called in a sentence: ``work of art`` for ``WORK_OF_ART``."""
    return _TYPES.get(label, label.replace("_", " ").lower())


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """``1 word``, ``2 words``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def times(number: int) -> str:
    """``once``, ``2 times``."""
    return "once" if number == 1 else f"{number:,} times"


def percent(part: float, whole: float) -> str:
    """``45%``; ``0%`` only where it is nothing and ``100%`` only where it is all."""
    rounded = f"{part / whole:.0%}"
    if rounded == "0%" and part > 0:
        return "under 1%"
    return "over 99%" if rounded == "100%" and part < whole else rounded


def largest(names: Collection[str], values: Collection[float]) -> list[str]:
    """The names with the largest value: one, or several that tie, in their order."""
    top = max(values)
    return [name for name, value in zip(names, values, strict=True) if value == top]


def listed(items: list[str], *, most: int | None = None) -> str:
    """``A``, ``A and B``, ``A, B and C``; with `most` 2 the last is ``A, B and 1 more``."""
    if most is not None and len(items) > most:
        items = [*items[:most], f"{len(items) - most:,} more"]
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


# What steers a terminal, turns the direction of what follows, or may not stand in XML 1.0.
_STEERS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
_IN_TEXT = re.compile(f"[{_STEERS}]")
_IN_LINE = re.compile(f"[\\t\\n\\r\\u2028\\u2029{_STEERS}]")


def visible(text: str, *, keep_lines: bool = False) -> str:
    """Text from a file as a terminal can show it, on one line: ``\\n`` in place of a line end."""
    steering = _IN_TEXT if keep_lines else _IN_LINE
    return steering.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def escape(text: str) -> str:
    """Text from a file as HTML that shows it and obeys nothing in it, its line ends kept."""
    return html.escape(visible(text, keep_lines=True))


@cache
def templates(folder: Path) -> "Environment":
    """The templates of a folder: text in them is escaped, and written as `visible` shows it."""
    from jinja2 import Environment, FileSystemLoader

    def shown(value: object) -> object:
        return visible(value, keep_lines=True) if type(value) is str else value

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def one_line(text: str) -> str:
    """Text of an article on one line of at most 100 characters, as `visible` shows it."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= 100 else f"{line[:99]}…"


def close_to(wanted: object, known: Iterable[str]) -> list[str]:
    """At most three of the known names that may be meant: spelt alike, or with the word in them."""
    folded = {name.casefold(): name for name in known}
    word = str(wanted).casefold()
    alike = difflib.get_close_matches(word, folded)
    whole = (name for name in folded if word in name.split())
    return [folded[name] for name in [*dict.fromkeys([*alike, *whole])][:3]]


def suggest(wanted: object, known: Collection[str]) -> str:
    """``did you mean A or B?``, or ``there are A, B and 2 more.``"""
    if meant := close_to(wanted, known):
        return f"did you mean {' or '.join(meant)}?"
    return f"there are {listed(list(known), most=5)}." if known else "there are none."
