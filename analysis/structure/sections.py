"""Find how an article is built: title, sections with their headings, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from analysis.structure.headings import mark_headings
from analysis.structure.kinds import mark_kinds, mark_lists, mark_marked_headings, mark_title
from analysis.structure.lines import Unit, split_units
from analysis.structure.markdown import read_markdown

if TYPE_CHECKING:
    import pandas as pd

    from analysis.articles import Article

COUNTED_KINDS = ("body", "list", "quote")
"""Kinds of block that are running text; headings, bylines and captions leave the counts."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without its outer white space, what it is, and why."""

    start: int
    end: int
    kind: str
    level: int
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, title or other block; ``text[start:end]`` gives it back."""

    start: int
    end: int
    kind: str
    section: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the body up to the next one; section 0 stands before the first heading."""

    section: int
    level: int
    heading_start: int
    heading_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Structure:
    """What ``find_structure`` gives: lines, blocks and sections in the order of the text."""

    lines: list[Line]
    blocks: list[Block]
    sections: list[Section]


class StructureTables(NamedTuple):
    """The tables of ``structure_tables``."""

    lines: pd.DataFrame
    sections: pd.DataFrame
    paragraphs: pd.DataFrame


def find_structure(
    text: str, *, markup: str = "plain", title: str | None = None, body_start: int = 0
) -> Structure:
    """Find the title, the headings, the sections and the paragraphs of one article.

    In plain text, bare headings are found by their form and by what stands around them (see
    ``analysis.structure.headings``); in Markdown, headings are exactly those that are marked.

    Args:
        text: The whole text; all offsets count its characters.
        markup: ``"plain"`` or ``"markdown"``.
        title: The title that the article's data give; a line at the top that equals it is the
            title. Without it, a short first line is.
        body_start: Where the text begins after front matter, in characters.

    Returns:
        Lines, blocks and sections in the order of the text.

    Raises:
        ValueError: ``markup`` is neither of the two.
    """
    if markup == "markdown":
        units = read_markdown(text, title=title, body_start=body_start)
        mark_kinds(units)
        lines = _markdown_lines(text, units, body_start)
    elif markup == "plain":
        units = split_units(text, body_start=body_start)
        mark_marked_headings(units)
        mark_kinds(units)
        mark_title(units, title)
        mark_headings(units)
        mark_lists(units)
        lines = _lines(units)
    else:
        raise ValueError(f"markup is “plain” or “markdown”, not {markup!r}.")
    blocks, sections = _divide(units, body_start)
    return Structure(lines, blocks, sections)


def _lines(units: list[Unit]) -> list[Line]:
    return [
        Line(start, end, unit.kind, unit.level, unit.reason)
        for unit in units
        for start, end in unit.spans
    ]


def _markdown_lines(text: str, units: list[Unit], body_start: int) -> list[Line]:
    """One line per line of the text; what no block claims is markup."""
    by_line: dict[int, Unit] = {}
    for unit in units:
        for start, _ in unit.spans:
            by_line.setdefault(text.rfind("\n", 0, start) + 1, unit)
    lines = []
    for found in re.finditer("[^\n]+", text[body_start:]):
        content = found.group().strip()
        if not content:
            continue
        line_start = body_start + found.start()
        start = line_start + found.group().index(content[0])
        owner = by_line.get(text.rfind("\n", 0, line_start) + 1)
        if owner is None:
            lines.append(Line(start, start + len(content), "boilerplate", 0, "markup, not text"))
        else:
            end = start + len(content)
            lines.append(Line(start, end, owner.kind, owner.level, owner.reason))
    return lines


def _divide(found: list[Unit], body_start: int) -> tuple[list[Block], list[Section]]:
    blocks: list[Block] = []
    heads: list[Unit | None] = [None]
    spans: list[tuple[int, int]] = [(-1, -1)]
    for number, block in enumerate(found, start=1):
        if block.kind == "heading":
            heads.append(block)
            spans.append((-1, -1))
        elif block.kind != "title":
            start, _ = spans[-1]
            spans[-1] = (block.start if start < 0 else start, block.end)
        blocks.append(Block(block.start, block.end, block.kind, len(heads) - 1, number))
    sections = []
    for number, (head, (start, end)) in enumerate(zip(heads, spans, strict=True)):
        if start < 0:
            start = end = head.end if head else body_start
        if head is None:
            sections.append(Section(number, 0, -1, -1, start, end))
        else:
            sections.append(Section(number, head.level, head.start, head.end, start, end))
    return blocks, sections


def structure_tables(articles: Iterable[Article]) -> StructureTables:
    """Find the structure of many articles and lay it out in three tables.

    Args:
        articles: What `analysis.articles.read_articles` read.

    Returns:
        ``lines``: article_id, line (1 …), start, end, kind, level, reason, text.
        ``sections``: article_id, section (0 before the first heading), level, heading,
        heading_start, heading_end (-1 for section 0), start, end (its body).
        ``paragraphs``: article_id, section, paragraph (1 … through the article, over all kinds),
        kind, start, end, text. All offsets are characters of the article's text.
    """
    import pandas as pd

    lines: list[tuple[str | int, ...]] = []
    sections: list[tuple[str | int, ...]] = []
    paragraphs: list[tuple[str | int, ...]] = []
    for article in articles:
        text = article.text
        found = find_structure(
            text,
            markup=article.markup,
            title=article.title,
            body_start=article.body_start,
        )
        for number, line in enumerate(found.lines, start=1):
            lines.append(
                (
                    article.id,
                    number,
                    line.start,
                    line.end,
                    line.kind,
                    line.level,
                    line.reason,
                    text[line.start : line.end],
                )
            )
        for s in found.sections:
            heading = text[s.heading_start : s.heading_end] if s.section else ""
            sections.append(
                (
                    article.id,
                    s.section,
                    s.level,
                    heading,
                    s.heading_start,
                    s.heading_end,
                    s.start,
                    s.end,
                )
            )
        for b in found.blocks:
            paragraphs.append(
                (article.id, b.section, b.paragraph, b.kind, b.start, b.end, text[b.start : b.end])
            )

    def table(rows: list[tuple[str | int, ...]], columns: str) -> pd.DataFrame:
        names = columns.split()
        frame = pd.DataFrame(rows, columns=names)
        kinds = {n: "str" if n in _TEXT_COLUMNS else "int64" for n in names}
        return frame.astype(kinds)

    return StructureTables(
        table(lines, "article_id line start end kind level reason text"),
        table(sections, "article_id section level heading heading_start heading_end start end"),
        table(paragraphs, "article_id section paragraph kind start end text"),
    )


_TEXT_COLUMNS = frozenset({"article_id", "kind", "reason", "text", "heading"})
