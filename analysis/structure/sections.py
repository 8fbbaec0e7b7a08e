"""Find how an article is built: title, sections with their headings, paragraphs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

import pandas as pd

from analysis.errors import ArgumentError
from analysis.structure.furniture import mark_furniture
from analysis.structure.headings import mark_headings
from analysis.structure.kinds import mark_kinds, mark_marked_headings, mark_title
from analysis.structure.lines import Unit, split_units
from analysis.structure.markdown import LINE, read_markdown
from analysis.structure.markup import visible_text

if TYPE_CHECKING:
    from analysis.articles import Article

COUNTED_KINDS = ("body", "list", "quote")
"""Kinds of block that are running text; headings, bylines and captions leave the counts."""


class Line(NamedTuple):
    """A line that is not blank, without its outer white space, what it is, and why."""

    line: int
    start: int
    end: int
    kind: str
    level: int
    reason: str
    text: str


class Section(NamedTuple):
    """A heading as it is read, and its body; section 0 stands before the first heading."""

    section: int
    level: int
    heading: str
    heading_start: int
    heading_end: int
    start: int
    end: int


class Block(NamedTuple):
    """A paragraph, heading, title or other block."""

    section: int
    paragraph: int
    kind: str
    start: int
    end: int
    text: str


class Structure(NamedTuple):
    """What `find_structure` gives: lines, sections and blocks in the order of the text."""

    lines: list[Line]
    sections: list[Section]
    blocks: list[Block]


def find_structure(
    text: str, *, markup: str = "plain", title: str | None = None, body_start: int = 0
) -> Structure:
    """Find the title, the headings, the sections and the paragraphs of one article.

    In plain text, bare headings are found by their form and by what stands around them (see
    `analysis.structure.headings`); in Markdown, headings are exactly those that are marked.

    Args:
        text: The whole text; all offsets count its characters.
        markup: ``"plain"`` or ``"markdown"``.
        title: As the article's data give it; without it, a short first line is the title.
        body_start: Where the text begins after front matter, in characters.

    Raises:
        ArgumentError: ``markup`` is neither of the two.
    """
    if markup == "markdown":
        units = read_markdown(text, title=title, body_start=body_start)
        mark_kinds(units)
        # A line that no block claims is markup.
        markup_line = Unit(0, 0, [], "", kind="boilerplate", reason="markup, not text")
        unit_of = {
            text.rfind("\n", 0, start) + 1: unit
            for unit in reversed(units)
            for start, _ in unit.spans
        }
        lines = [
            (found.span(), unit_of.get(text.rfind("\n", 0, found.start()) + 1, markup_line))
            for found in LINE.finditer(text, body_start)
        ]
    elif markup == "plain":
        units = split_units(text, body_start=body_start)
        mark_marked_headings(units)
        mark_kinds(units)
        mark_title(units, title)
        mark_furniture(units)
        mark_headings(units)
        lines = [(span, unit) for unit in units for span in unit.spans]
    else:
        raise ArgumentError(f"markup is “plain” or “markdown”, not {markup!r}.")
    return Structure(
        [
            Line(number, *span, unit.kind, unit.level, unit.reason, text[slice(*span)])
            for number, (span, unit) in enumerate(lines, start=1)
        ],
        *_divide(text, units, body_start),
    )


def _divide(text: str, units: list[Unit], body_start: int) -> tuple[list[Section], list[Block]]:
    sections = [Section(0, 0, "", -1, -1, body_start, body_start)]
    blocks: list[Block] = []
    for unit in units:
        start, end, last = unit.start, unit.end, sections[-1]
        if unit.kind == "heading":
            place = (start, end, end, end)
            heading = visible_text(text[start:end])
            sections.append(Section(len(sections), unit.level, heading, *place))
        elif unit.kind != "title":
            body = last.start if last.end > last.start else start
            sections[-1] = last._replace(start=body, end=end)
        section = sections[-1].section
        blocks.append(Block(section, len(blocks) + 1, unit.kind, start, end, text[start:end]))
    return sections, blocks


def structure_tables(
    articles: Iterable["Article"],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Find the structure of many articles and lay it out in three tables.

    Returns:
        ``lines``: article_id, line (1 …), start, end, kind, level, reason, text.
        ``sections``: article_id, section (0 before the first heading), level, heading,
        heading_start, heading_end (-1 for section 0), start, end (its body).
        ``paragraphs``: article_id, section, paragraph (1 … through the article, over all kinds),
        kind, start, end, text. All offsets are characters of the article's text.
    """
    found = {
        a.id: find_structure(a.text, markup=a.markup, title=a.title, body_start=a.body_start)
        for a in articles
    }
    return (
        _table(Line, [(id, *line) for id, one in found.items() for line in one.lines]),
        _table(Section, [(id, *section) for id, one in found.items() for section in one.sections]),
        _table(Block, [(id, *block) for id, one in found.items() for block in one.blocks]),
    )


def _table(row: type[tuple[Any, ...]], rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    """A table of named tuples behind the id of their article."""
    types = {name: {int: "int64", str: "str"}[kind] for name, kind in get_type_hints(row).items()}
    types = {"article_id": "str", **types}
    return pd.DataFrame(rows, columns=list(types)).astype(types)
