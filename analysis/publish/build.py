"""Build everything a reader gets: executed notebooks, figures, tables and the report."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbformat import NotebookNode

from analysis import figures
from analysis.annotate import MODEL_VARIABLE, model_name
from analysis.cache import CACHE_VARIABLE, Place, cache_folder
from analysis.corpus import Corpus, open_corpus
from analysis.errors import AnalysisError
from analysis.figures.picture import Figure
from analysis.keywords.groups import group_articles
from analysis.keywords.keyness import group_keyness
from analysis.keywords.peers import shared_with_peers
from analysis.keywords.stability import stability
from analysis.publish.notebooks import (
    execute,
    notebook_index,
    read_notebooks,
    refresh_navigation,
    write_notebook,
)
from analysis.publish.pages import render_index, render_pages
from analysis.publish.tables import write_tables

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
SEEDS = ROOT / "seeds"
COLLECTION = NOTEBOOKS / "collection"
_INDEX = re.compile(
    "(?<=<!-- notebooks: written by make -->\n).*(?=\n<!-- end of notebooks -->)", re.DOTALL
)


def build(
    articles: str | os.PathLike[str] | None = None,
    *,
    out: str | os.PathLike[str] | None = None,
    focus: str | None = None,
    model: str | None = None,
    cache: Place = None,
    say: Callable[[str], None] = lambda _: None,
) -> Path:
    """Execute every notebook, draw every figure, write the tables and the report.

    Args:
        articles: Folder, file or glob; the repository's ``seeds/`` where none is named.
        out: Where to write; where none is named, the seeds' notebooks and figures are written in
            place, and the report to ``report/``.
        focus: The article_id to look at closely; the first article where none is named.
        model: An installed spaCy pipeline.
        cache: Where annotations are kept; see `analysis.cache.cache_folder`. The seeds are
            always annotated anew.
        say: Told what is being done, a line at a time.

    Returns:
        The report's first page.

    Raises:
        AnalysisError: No article could be read, the model is missing, or the notebooks are.
    """
    if out is None and (articles is not None or focus is not None):
        raise AnalysisError("Say where the report shall go, e.g. OUT=~/my-report or --out DIR.")
    source = Path(articles).expanduser().absolute() if articles is not None else SEEDS
    notebooks = read_notebooks(NOTEBOOKS)
    if not notebooks:
        raise AnalysisError(f"There are no notebooks in {NOTEBOOKS}; build from a checkout.")
    folder = Path(out).expanduser().absolute() if out is not None else ROOT
    report = folder if out is not None else ROOT / "report"
    for place in (folder / "notebooks", folder / "figures", report / "tables"):
        place.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as own:
        # The seeds are always read anew: what a repository holds depends on no user's cache. The
        # notebooks of one build share what is read.
        kept = None if articles is None else cache_folder(cache)
        options: dict[str, Any] = {"model": model, "cache": kept or own}
        say(f"Reading {source}")
        corpus = open_corpus(source, **options)
        article = corpus.only(focus)
        # In place, the notebook on many articles shows a collection of its own.
        many = open_corpus(COLLECTION, **options) if out is None else corpus
        say(f"Writing {len(corpus.names)} tables of {len(corpus.ids)} article(s)")
        write_tables(corpus, report / "tables")
        drawn, drawn_of_all = draw_figures(article), draw_collection(many)
        say(f"Drawing {len(drawn) + len(drawn_of_all)} figures")
        write_figures([*drawn, *drawn_of_all], folder / "figures")
        # Relative, so that a report that is passed on does not tell whose folder it was.
        there = os.path.relpath(source, folder / "notebooks")
        parameters = None if out is None else {"ARTICLES": there, "FOCUS": focus}
        told = {MODEL_VARIABLE: model_name(model), CACHE_VARIABLE: str(kept or own)}
        refresh_navigation(notebooks)
        for name, notebook in notebooks.items():
            say(f"Executing {name}")
            executed = execute(
                notebook, folder=folder / "notebooks", parameters=parameters, environment=told
            )
            write_notebook(executed, folder / "notebooks" / f"{name}.ipynb")
            notebooks[name] = executed
    if out is None:
        _refresh_readme(ROOT / "README.md", notebooks)
    pages = render_pages(notebooks)
    pages["index"] = render_index(corpus, article, drawn, many, drawn_of_all, notebooks)
    for name, page in pages.items():
        (report / f"{name}.html").write_text(page, encoding="utf-8")
    say(f"The report is {report / 'index.html'}")
    return report / "index.html"


def draw_figures(article: Corpus) -> list[Figure]:
    """Every figure of one article."""
    stays = stability(article.tokens, article.mentions)
    others = shared_with_peers(stays["keyword"].tolist(), article.tokens)
    return [
        figures.article_strip(article),
        figures.section_lengths(article),
        figures.entity_bars(article),
        figures.entity_by_section(article),
        figures.entity_dispersion(article),
        figures.section_terms(article),
        figures.keyword_parts(article),
        figures.keyword_score(article),
        figures.keyword_parts(article, style="words"),
        figures.keyword_certainty(article, stays, others),
    ]


def draw_collection(corpus: Corpus) -> list[Figure]:
    """Every figure of a collection."""
    groups = group_articles(corpus.articles, corpus.mentions, corpus.corpus_entities)
    marks = group_keyness(corpus.tokens, groups.group, leave_out=groups.forms)
    return [
        figures.collection_entities(corpus),
        figures.entity_by_article(corpus),
        figures.group_keyness(corpus, marks),
        figures.articles_over_time(corpus),
    ]


def write_figures(drawn: Sequence[Figure], folder: Path) -> None:
    """Write each figure as SVG, PNG and CSV, and what each one says to ``manifest.json``."""
    manifest = [
        {
            **{name: getattr(figure, name) for name in ("name", "title", "alt", "source")},
            "files": [file.name for file in figure.save(folder)],
        }
        for figure in drawn
    ]
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def _refresh_readme(readme: Path, notebooks: Mapping[str, NotebookNode]) -> None:
    """Write the README's table of notebooks anew between its two marks."""
    index = notebook_index(notebooks, folder="notebooks/")
    text = _INDEX.sub(lambda _: index, readme.read_text(encoding="utf-8"))
    readme.write_text(text, encoding="utf-8")
