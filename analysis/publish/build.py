"""Build everything a reader gets, in its order: notebooks, figures, tables and the report."""

import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbformat import NotebookNode

from analysis.annotate.model import MODEL_VARIABLE, model_name
from analysis.cache import CACHE_VARIABLE, Place, cache_folder
from analysis.corpus import Corpus, open_corpus
from analysis.errors import AnalysisError
from analysis.figures.picture import Figure
from analysis.parallel import cores, share
from analysis.publish.articles import (
    FIGURES,
    PAGES,
    ArticlePage,
    facts,
    page_names,
    write_article,
)
from analysis.publish.notebooks import (
    execute,
    notebook_index,
    read_notebooks,
    refresh_navigation,
    write_notebook,
)
from analysis.publish.overview import Part, overview
from analysis.publish.pages import page, render_pages, write_page
from analysis.publish.pictures import (
    collection_figures,
    draw_both,
    repository_figures,
    write_figures,
)
from analysis.publish.swap import ONE_FILE, swapped
from analysis.publish.tables import write_tables
from analysis.reader import STYLE
from analysis.wording import counted, escape

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
SEEDS = ROOT / "seeds"
COLLECTION = NOTEBOOKS / "collection"
MANY = 1_000
"""Articles that all get a page; of more, those that are named do."""

_NEWS = 50  # calls between two lines that say how far it is
_INDEX = re.compile(
    "(?<=<!-- notebooks: written by make -->\n).*(?=\n<!-- end of notebooks -->)", re.DOTALL
)


def build(
    articles: str | os.PathLike[str] | None = None,
    *,
    out: str | os.PathLike[str] | None = None,
    named: Sequence[str] = (),
    one_file: bool = False,
    for_learning: bool = False,
    model: str | None = None,
    cache: Place = None,
    say: Callable[[str], None] = lambda _: None,
    opened: Callable[[Corpus], object] = lambda _: None,
) -> Path:
    """Execute every notebook, draw every figure, write the tables and the report.

    A former report stays as it was until all of the new one is made.

    Args:
        articles: Folder, file or glob; the repository's ``seeds/`` where none is named.
        out: Where to write; where none is named, the seeds' notebooks and figures are written in
            place, and the report to ``report/``.
        named: Ids of the articles that get a page; where none is named all do, up to `MANY`.
        one_file: Write all pages as a single file too, to be sent.
        for_learning: Show code and exercises on the notebooks' pages, as is done in place.
        model: An installed spaCy pipeline.
        cache: Where annotations are kept; see `analysis.cache.cache_folder`. The seeds are
            always annotated anew.
        say: Told what is being done, a line at a time.
        opened: Given the articles when they are read, before anything is made of them.

    Returns:
        The report's first page.

    Raises:
        AnalysisError: No article could be read, the model is missing, or the notebooks are.
    """
    in_place = out is None
    if in_place and (articles is not None or named):
        raise AnalysisError("Say where the report shall go, e.g. OUT=~/my-report or --out DIR.")
    source = Path(SEEDS if articles is None else articles).expanduser().absolute()
    report = Path(ROOT / "report" if out is None else out).expanduser().absolute()
    notebooks = read_notebooks(NOTEBOOKS)
    if not notebooks:
        raise AnalysisError(f"There are no notebooks in {NOTEBOOKS}; build from a checkout.")
    refresh_navigation(notebooks)
    with TemporaryDirectory() as own, swapped(report) as folder:
        # The seeds are always read anew: what a repository holds depends on no user's cache. The
        # notebooks of one build share what is read.
        kept = None if articles is None else cache_folder(cache)
        say(f"Reading {source}")
        # In place, the report is about the collection of the notebook on many articles too.
        sources = [source, COLLECTION] if in_place else [source]
        corpora = [open_corpus(place, model=model, cache=kept or own) for place in sources]
        opened(corpora[0])
        chosen = [_chosen(corpus, named) for corpus in corpora]
        if unwritten := _unwritten(corpora[0], chosen[0]):
            say(unwritten)
        say(f"Writing {len(corpora[0].names)} tables of {len(corpora[0].ids)} article(s)")
        for name in (PAGES, FIGURES, "tables"):
            (folder / name).mkdir()
        write_tables(corpora[0], folder / "tables")
        at = NOTEBOOKS if in_place else report / "notebooks"
        at.mkdir(exist_ok=True)
        # Relative, so that a report that is passed on does not tell whose folder it was.
        there = os.path.relpath(source, at)
        parameters = {"ARTICLES": there, "FOCUS": named[0] if named else None}
        run = partial(
            execute,
            folder=at,
            parameters=None if in_place else parameters,
            environment={MODEL_VARIABLE: model_name(model), CACHE_VARIABLE: str(kept or own)},
        )
        # The last notebooks take longest, so that they come first.
        names = list(reversed(notebooks))
        calls: list[Callable[[], Any]] = [partial(run, notebooks[name]) for name in names]
        calls += article_calls(chosen, folder, is_alone=one_file)
        say(f"Executing {len(names)} notebooks, writing {len(calls) - len(names)} article page(s)")
        done: dict[int, Any] = {}
        for number, result in share(calls, processes=cores(None)):
            done[number] = result
            if len(done) % _NEWS == 0:
                say(f"{len(done)} of {len(calls)} done")
        results = [done[number] for number in range(len(calls))]
        notebooks.update(zip(names, results, strict=False))
        pages = iter(results[len(names) :])
        parts = [
            Part(corpus, list(islice(pages, len(some))), draw_both(collection_figures(corpus)))
            for corpus, some in zip(corpora, chosen, strict=True)
        ]
        write_report(parts, folder, notebooks, unwritten=unwritten, one_file=one_file)
        for name, html in render_pages(notebooks, for_learning=for_learning or in_place).items():
            write_page(folder / f"{name}.html", html)
        if not in_place:
            for name, notebook in notebooks.items():
                write_notebook(notebook, folder / "notebooks" / f"{name}.ipynb")
            # They link to its glossary.
            shutil.copy(NOTEBOOKS / "TEACHING.md", folder / "notebooks")
    if in_place:
        _write_in_place(notebooks, repository_figures(corpora[0].only(), corpora[1]))
    told = f"The report is {report / 'index.html'}"
    if one_file:
        size = (report / ONE_FILE).stat().st_size / 1e6
        told += f", and all of it in one file {report / ONE_FILE} ({size:.1f} MB)"
    say(told)
    return report / "index.html"


def _chosen(corpus: Corpus, named: Sequence[str]) -> list[Corpus]:
    """The articles that get a page."""
    if named:
        return [corpus.only(article_id) for article_id in dict.fromkeys(named)]
    return list(corpus.each()) if len(corpus.ids) <= MANY else []


def _unwritten(corpus: Corpus, chosen: Sequence[Corpus]) -> str:
    """Why not every article has a page; empty where each has."""
    if len(chosen) == len(corpus.ids):
        return ""
    if chosen:
        return f"Of {len(corpus.ids):,} articles, those that were named have a page."
    return (
        f"Up to {MANY:,} articles get a page each; of these {len(corpus.ids):,}, name those that "
        "shall have one: --article ARTICLE_ID, as often as you like."
    )


def article_calls(
    chosen: Sequence[Sequence[Corpus]], folder: Path, *, is_alone: bool
) -> list[Callable[[], ArticlePage]]:
    """A call for each page; it takes the tables of its article along and no more."""
    articles = [article for some in chosen for article in some]
    names = page_names([article.name for article in articles])
    links = [(f"{names[a.name]}.html", facts(a)["headline"]) for a in articles]
    calls: list[Callable[[], ArticlePage]] = []
    write = partial(write_article, folder=folder, is_alone=is_alone)
    for number, article in enumerate(articles):
        own = replace(article, of_folder={})
        calls.append(partial(write, own, name=names[article.name], around=_around(links, number)))
    return calls


def _around(links: Sequence[tuple[str, str]], number: int) -> list[tuple[str, str]]:
    """Address and text of the links to the articles before and after one."""
    before, after = links[max(0, number - 1) : number], links[number + 1 : number + 2]
    around = [(href, f"← {text}") for href, text in before]
    return around + [(href, f"{text} →") for href, text in after]


def write_report(
    parts: Sequence[Part],
    folder: Path,
    notebooks: Mapping[str, NotebookNode],
    *,
    unwritten: str,
    one_file: bool,
) -> None:
    """Write the first page, the figures of all articles together, and all in one file."""
    write_figures([wide for part in parts for wide, _ in part.drawn], folder / FIGURES)
    cards = [{"name": name, **notebook.metadata.card} for name, notebook in notebooks.items()]
    title = f"Report on {counted(sum(len(part.corpus.ids) for part in parts), 'article')}"
    tell = partial(overview, parts, folder / FIGURES, unwritten=unwritten)
    write_page(folder / "index.html", page(title, tell(cards=cards)))
    if one_file:
        every = [page for part in parts for page in part.written]
        links = [(f"#{one.name}", one.facts["headline"]) for one in every]
        sections = []
        for number, one in enumerate(every):
            around = [("#list", "All articles"), *_around(links, number)]
            shown = " · ".join(f'<a href="{href}">{escape(text)}</a>' for href, text in around)
            sections.append(
                f'<section class="article" id="{one.name}"><p class="hint">{shown}</p>'
                f"{one.alone}</section>"
            )
        html = page(title, "\n".join([tell(is_alone=True), *sections]), style=STYLE)
        write_page(folder / ONE_FILE, html)


def _write_in_place(notebooks: Mapping[str, NotebookNode], drawn: Sequence[Figure]) -> None:
    """Write what the repository holds: notebooks, figures, the README's table of notebooks."""
    for name, notebook in notebooks.items():
        write_notebook(notebook, NOTEBOOKS / f"{name}.ipynb")
    write_figures(drawn, ROOT / "figures")
    readme = ROOT / "README.md"
    index = notebook_index(notebooks, folder="notebooks/")
    text = _INDEX.sub(lambda _: index, readme.read_text(encoding="utf-8"))
    readme.write_text(text, encoding="utf-8")
