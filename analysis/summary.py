"""Say in a few lines what a corpus holds, for a terminal and for a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.corpus import Corpus

_LONGEST = 100  # characters


def summary_text(corpus: Corpus) -> str:
    """Three lines; numbers come from what is known of the tables, and none is read for them."""
    return "\n".join(_lines(corpus))


def summary_html(corpus: Corpus) -> str:
    """The same three lines as HTML."""
    # Both classes keep MathJax, old and new, from taking dollars for formulas.
    lines = "<br>".join(map(escape, _lines(corpus)))
    return f'<p class="tex2jax_ignore mathjax_ignore">{lines}</p>'


def _lines(corpus: Corpus) -> list[str]:
    articles, mentions, entities = (
        _rows(corpus, name) for name in ("articles", "mentions", "entities")
    )
    name, how = "", " (article by article)"
    if articles == 1:
        article = corpus.articles.iloc[0]
        title = _line(article["title"])
        name = f", {_line(article['article_id'])}" + (f" (“{title}”)" if title else "")
        how = ""
    counts = f"{_count(mentions, 'mention', 'mentions')}, {_count(entities, 'entity', 'entities')}"
    return [
        f"Corpus of {_count(articles, 'article', 'articles')}{name}: {counts}{how}",
        f"model: {_line(corpus.model)}",
        f"background: {_line(corpus.background)}",
    ]


def _rows(corpus: Corpus, name: str) -> int:
    if isinstance(corpus.held, dict):
        return len(corpus.held[name])
    return int(corpus.scan(name).count_rows())


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _line(text: str) -> str:
    """Text of others on one line, without what would steer a terminal."""
    line = " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
