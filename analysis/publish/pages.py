"""Turn executed notebooks into pages that need no other file and no network."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from nbformat import NotebookNode

from analysis import __version__
from analysis.corpus import Corpus
from analysis.figures.picture import Figure
from analysis.wording import counted

_TEMPLATES = Path(__file__).with_name("templates")
_NOTEBOOK_LINK = re.compile(r'(href="[^"/:]+)\.ipynb"')


def render_pages(notebooks: Mapping[str, NotebookNode]) -> dict[str, str]:
    """The HTML page of each executed notebook, by its name."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="page",
        extra_template_basedirs=[str(_TEMPLATES)],
        exclude_anchor_links=True,
        anchor_link_text="",
    )
    titles = {name: notebook.metadata.card["title"] for name, notebook in notebooks.items()}
    pages = {}
    for name, notebook in notebooks.items():
        resources = {"pages": titles, "page": name, "style": _style()}
        page, _ = exporter.from_notebook_node(notebook, resources=resources)
        # An empty header cell says nothing to a screen reader; pandas writes one above its index.
        page = page.replace("<th></th>", "<td></td>")
        pages[name] = _NOTEBOOK_LINK.sub(r'\1.html"', page)
    return pages


def render_index(
    corpus: Corpus,
    article: Corpus,
    figures: Sequence[Figure],
    many: Corpus,
    of_all: Sequence[Figure],
    notebooks: Mapping[str, NotebookNode],
) -> str:
    """The first page: which articles, which were refused, what made it, and every figure.

    Args:
        corpus: What was read.
        article: The one that is looked at closely.
        figures: Of that article, in the order to show them.
        many: The articles that the figures of many articles are of.
        of_all: Those figures.
        notebooks: By name, in order.
    """
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
    columns = ["article_id", "title", "words", "sentences", "paragraphs", "sections", "encoding"]
    page = environment.get_template("index.html.j2").render(
        style=_style(),
        focus=article.name,
        version=__version__,
        model=corpus.model,
        background=corpus.background,
        articles=_table(corpus.articles[columns]),
        n_articles=len(corpus.articles),
        refused=_table(corpus.refused) if len(corpus.refused) else "",
        rejected=_table(corpus.rejected_corrections) if len(corpus.rejected_corrections) else "",
        cards=[{"name": name, **nb.metadata.card} for name, nb in notebooks.items()],
        pictures=_pictures(figures),
        of_all=_pictures(of_all),
        folder=many.folder.resolve().name,
        n_together=counted(len(many.ids), "article"),
        tables=sorted(corpus.tables()),
    )
    return page.rstrip() + "\n"


def _pictures(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    return [{"figure": f, "png": base64.b64encode(f.png()).decode()} for f in figures]


def _table(table: pd.DataFrame) -> str:
    """An HTML table without an index; pandas escapes what stands in it."""
    return table.to_html(index=False, border=0)


def _style() -> str:
    return (_TEMPLATES / "style.css").read_text(encoding="utf-8")
