"""An article's text as HTML: each block as what it was taken for, names and key terms marked."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pandas as pd

from analysis.corpus import Corpus, require_article
from analysis.structure.furniture import FURNITURE
from analysis.structure.lines import BULLET
from analysis.structure.markup import strip_markup
from analysis.wording import escape, type_name

Marks = Literal["entities", "keywords", "both"]
# A line below each mark, of another form for each type, so that grey print tells them apart too.
STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


class Mark(NamedTuple):
    """A place in the text that is marked.

    Attributes:
        start: Its first character, an offset of the article's text.
        end: Behind its last one.
        css: The class of its element: the label of an entity, or ``keyword``.
        row: Entity or keyword that it belongs to, if it does.
    """

    start: int
    end: int
    css: str = ""
    row: str = ""


def article_html(article: Corpus, *, marks: Marks | list[Mark] | None = None) -> str:
    """The text of one article as HTML, to be shown with `STYLE`.

    Title, headings, list items, quotes and paragraphs are elements of their own; captions, bylines
    and other furniture are named as what they are, with the reason as their title. A heading is
    ``<h3 id="section-N">``. A mark is ``<mark id="at-START" class="LABEL" data-row="NAME">``, where
    START is its offset; for what begins inside another mark, or overlaps a longer one, there is an
    element of that id too, so that a link to any occurrence arrives.

    Args:
        article: A corpus of one article; see `analysis.corpus.Corpus.only`.
        marks: What is marked: mentions of entities, occurrences of key phrases, both, or a list.

    Raises:
        AnalysisError: `article` is something else.
    """
    require_article(article)
    found = _marks(article, marks)
    # The reason for the kind of a block stands at its first line.
    reasons = article.lines[["start", "reason"]].sort_values("start")
    blocks = pd.merge_asof(article.paragraphs.sort_values("start"), reasons, on="start")
    blocks = blocks.fillna({"reason": ""})
    starts = [mark.start for mark in found]
    parts = []
    rows: Iterable[Any] = blocks.itertuples(index=False)
    for kind, run in groupby(rows, key=lambda block: block.kind):
        items = []
        for block in run:
            within = found[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
            items.append(_block(block, mark_text(block.text, within, offset=block.start)))
        parts.append(f"<ul>{''.join(items)}</ul>" if kind == "list" else "\n".join(items))
    return '<div class="article-text">\n' + "\n".join(parts) + "\n</div>"


def mark_text(text: str, marks: list[Mark], *, offset: int = 0, link: bool = False) -> str:
    """A paragraph or sentence without its inline markup as HTML, with the marks in place.

    Marks may stand one in another; of two that overlap otherwise the longer one is drawn. `offset`
    is where `text` begins in the article; with `link` marks lead to those of the article's text.
    """
    shown, origin = strip_markup(text)
    places = origin if origin is not None else range(len(text))
    edges: list[tuple[int, int, int, str]] = []  # where, end of an element first, nesting, HTML
    drawn: list[tuple[int, int]] = []
    named: set[int] = set()
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start)):
        start, end = (bisect_left(places, at - offset) for at in (mark.start, mark.end))
        name = "" if mark.start in named or link else f' id="at-{mark.start}"'
        named.add(mark.start)
        # The longer ones come first: a shorter one lies in each of them or apart from it.
        apart = (a <= start <= end <= b or end <= a or b <= start for a, b in drawn)
        if start < end and all(apart):
            depth = len(drawn)
            drawn.append((start, end))
            title = f"{mark.row}, {type_name(mark.css)}" if mark.row else ""
            opening = f'<mark{name} class="{escape(mark.css)}" data-row="{escape(mark.row)}"'
            opening += f' title="{escape(title)}">'
            if link:
                opening = f'<a class="place" href="#at-{mark.start}">'
            edges.append((start, 1, depth, opening))
            edges.append((end, 0, -depth, "</a>" if link else "</mark>"))
        elif name:
            edges.append((start, 1, len(text), f"<span{name}></span>"))
    parts, reached = [], 0
    for at, _, _, html in sorted(edges):
        parts += [escape(shown[reached:at]), html]
        reached = at
    return "".join(parts) + escape(shown[reached:])


def _marks(article: Corpus, marks: str | list[Mark] | None) -> list[Mark]:
    if isinstance(marks, list):
        return sorted(marks)
    tables = []
    if marks in ("entities", "both"):
        tables.append(article.mentions[["start", "end", "label", "entity"]])
    if marks in ("keywords", "both"):
        phrases = article.keyword_occurrences.query("style == 'phrases'").assign(css="keyword")
        tables.append(phrases[["start", "end", "css", "keyword"]])
    return sorted(Mark(*row) for table in tables for row in table.itertuples(index=False))


def _block(block: Any, inside: str) -> str:
    why = f' title="{escape(block.reason)}"'
    if block.kind in FURNITURE:
        name = f"<small>{block.kind}</small>"
        return f'<p class="furniture" data-kind="{block.kind}"{why}>{name} {inside}</p>'
    # In plain text an item brings its own bullet or number along.
    own = ' class="marked"' if BULLET.match(block.text) else ""
    return {
        "title": f'<p class="title"{why}>{inside}</p>',
        "heading": f'<h3 id="section-{block.section}"{why}>{inside}</h3>',
        "list": f"<li{own}>{inside}</li>",
        "quote": f"<blockquote>{inside}</blockquote>",
    }.get(block.kind, f"<p>{inside}</p>")
