"""Read the blocks of a Markdown article, with their places in the text as it was written."""

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from analysis.structure.lines import Unit
from analysis.structure.markup import visible_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_ALONE = {
    "fence": "code, not prose",
    "code_block": "code, not prose",
    "html_block": "HTML, not prose",
    "table_open": "a table, not prose",
}
LINE = re.compile(r"\S(?:.*\S)?")
_EMPHASIS = re.compile(r"(\*\*?)\s*([^*]*[^*\s])\s*\1|(__?)\s*([^_]*[^_\s])\s*\3")
_IMAGES = re.compile(r"(?:\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?\s*)+")  # or links of one

_LINKS = re.compile(r"(?:\[[^][]+\]\([^)]*\)[\s|·•]*)+")


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    # Inline markup stays in the text, so only the blocks are parsed.
    return MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])


def read_markdown(text: str, *, title: str | None, body_start: int) -> list[Unit]:
    """Split a Markdown text into its blocks; headings are exactly those that are marked.

    Returns:
        One unit per block without the markup at its edges (``#``, ``-``, ``>``, ``**``).
    """
    # The parser turns these two into other characters; one for one, offsets stay as they are.
    source = text.translate({ord("\r"): " ", 0: "\ufffd"})
    ends = [found.end() for found in re.compile("\n").finditer(text, body_start)]
    starts = [body_start, *ends, len(text) + 1]
    units: list[Unit] = []
    inside: Counter[str] = Counter()
    for token in _parser().parse(source[body_start:]):
        inside[token.type.rpartition("_")[0]] += token.nesting
        if token.type == "heading_open":
            level = int(token.tag[1])
        if token.map is None:
            continue
        first, last = token.map
        if token.type in _ALONE:
            unit = _whole_lines(source, starts, first, last)
            kind = ("boilerplate", 0, _ALONE[token.type])
        elif token.type == "inline" and not inside["table"]:
            unit = _content(source, starts, first, last, token.content)
            if inside["heading"]:
                kind = ("heading", level, "marked as a heading")
            elif unit is not None and _IMAGES.fullmatch(text, unit.start, unit.end):
                kind = ("caption", 0, "a picture")
            elif unit is not None and _LINKS.fullmatch(text, unit.start, unit.end):
                kind = ("boilerplate", 0, "nothing but links")
            elif inside["blockquote"]:
                kind = ("quote", 0, "marked as a quotation")
            elif inside["list_item"]:
                kind = ("list", 0, "marked as a list item")
            else:
                kind = ("body", 0, "paragraph")
        else:
            continue
        if unit is not None:
            unit.kind, unit.level, unit.reason = kind
            units.append(unit)
    _set_levels(units, title)
    return units


def _whole_lines(text: str, starts: list[int], first: int, last: int) -> Unit | None:
    lines = LINE.finditer(text, starts[first], starts[last] - 1)
    return _unit(text, [line.span() for line in lines])


def _content(text: str, starts: list[int], first: int, last: int, content: str) -> Unit | None:
    """Find the block's content, whose markup the parser took away, line by line in the text."""
    spans = []
    lines = iter(range(first, last))
    for wanted in (line.strip() for line in content.split("\n") if line.strip()):
        for line in lines:
            place = text.find(wanted, starts[line], starts[line + 1] - 1)
            if place >= 0:
                spans.append((place, place + len(wanted)))
                break
    return _unit(text, spans) if spans else _whole_lines(text, starts, first, last)


def _unit(text: str, spans: list[tuple[int, int]]) -> Unit | None:
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    emphasis = _EMPHASIS.fullmatch(text, start, end)
    if emphasis:
        start, end = emphasis.span(2 if emphasis[2] else 4)
    return Unit(start, end, spans, visible_text(text[start:end]))


def _set_levels(units: list[Unit], title: str | None) -> None:
    """The first ``#`` at the top is the title; the others keep their order as levels 2 and 3."""
    headings = [unit for unit in units if unit.kind == "heading"]
    lowest = min((unit.level for unit in headings), default=0)
    first = next((unit for unit in units if unit.kind != "boilerplate"), None)
    if title is not None:
        is_title = headings and title.strip().casefold() == headings[0].text.casefold()
    else:
        is_title = headings and first is headings[0] and first.level == 1 == lowest
    if is_title:
        headings[0].kind, headings[0].level = "title", 1
        headings[0].reason = "marked as the first heading"
        headings = headings[1:]
    top = min((unit.level for unit in headings), default=0)
    for unit in headings:
        unit.level = 2 if unit.level == top else 3
