"""Build everything a reader gets: executed notebooks, figures, tables and the report."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat import NotebookNode

from analysis import figures
from analysis.annotate import MODEL_VARIABLE, model_name
from analysis.collection import articles_by_entity
from analysis.corpus import Corpus, open_corpus
from analysis.errors import AnalysisError
from analysis.execute import (
    execute,
    notebook_index,
    read_notebooks,
    refresh_navigation,
    write_notebook,
)
from analysis.figures.picture import Figure
from analysis.groups import group_articles
from analysis.keywords import PARTS
from analysis.keywords.keyness import group_keyness
from analysis.keywords.peers import shared_with_peers
from analysis.keywords.stability import stability
from analysis.report import render_index, render_pages
from analysis.store import CACHE_VARIABLE, Cache, cache_folder
from analysis.tables import write_tables
from analysis.timeline import articles_over_time

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
SEEDS = ROOT / "seeds"
COLLECTION = NOTEBOOKS / "collection"
_INDEX_MARKS = ("<!-- notebooks: written by make -->", "<!-- end of notebooks -->")


@dataclass(frozen=True)
class Places:
    """Where a build writes."""

    notebooks: Path
    figures: Path
    report: Path
    tables: Path

    def make(self) -> None:
        """Make the folders that are not there yet."""
        for place in (self.notebooks, self.figures, self.report, self.tables):
            place.mkdir(parents=True, exist_ok=True)


def places(out: Path | None) -> Places:
    """The repository's own folders, or folders below `out`."""
    if out is None:
        report = ROOT / "report"
        return Places(NOTEBOOKS, ROOT / "figures", report, report / "tables")
    return Places(out / "notebooks", out / "figures", out, out / "tables")


def build(
    articles: str | os.PathLike[str] | None = None,
    *,
    out: str | os.PathLike[str] | None = None,
    focus: str | None = None,
    model: str | None = None,
    cache: Cache = None,
    say: Callable[[str], None] = lambda _: None,
) -> Path:
    """Execute every notebook, draw every figure, write the tables and the report.

    Args:
        articles: Folder, file or glob; the repository's ``seeds/`` where none is named.
        out: Where to write; where none is named, the seeds' notebooks and figures are written in
            place, and the report to ``report/``.
        focus: The article_id to look at closely; the first article where none is named.
        model: An installed spaCy pipeline.
        cache: Where annotations are kept; see `analysis.store.cache_folder`. The seeds are
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
    if not read_notebooks(NOTEBOOKS):
        raise AnalysisError(f"There are no notebooks in {NOTEBOOKS}; build from a checkout.")
    target = places(Path(out).expanduser().absolute() if out is not None else None)
    kept = cache_folder(cache)
    with TemporaryDirectory() as own:
        # The seeds are always read anew: what a repository holds depends on no user's cache. The
        # notebooks of one build share what is read.
        folder = Path(own) if articles is None or kept is None else kept
        return _build(
            source,
            target,
            in_place=out is None,
            focus=focus,
            model=model,
            cache=folder,
            say=say,
        )


def _build(
    source: Path,
    target: Places,
    *,
    in_place: bool,
    focus: str | None,
    model: str | None,
    cache: Path,
    say: Callable[[str], None],
) -> Path:
    notebooks = read_notebooks(NOTEBOOKS)
    say(f"Reading {source}")
    corpus = open_corpus(source, model=model, cache=cache)
    article = corpus.only(focus)
    target.make()
    say(f"Writing {len(corpus.tables())} tables of {len(corpus.articles)} article(s)")
    write_tables(corpus, target.tables)
    # In place, the notebook on many articles shows a collection of its own.
    many = open_corpus(COLLECTION, model=model, cache=cache) if in_place else corpus
    drawn = draw_figures(article)
    drawn_of_all = draw_collection(many)
    say(f"Drawing {len(drawn) + len(drawn_of_all)} figures")
    write_figures([*drawn, *drawn_of_all], target.figures)

    refresh_navigation(notebooks)
    executed = {}
    for name, notebook in notebooks.items():
        say(f"Executing {name}")
        executed[name] = execute(
            notebook,
            folder=target.notebooks,
            parameters=None
            if in_place
            # Relative, so that a report that is passed on does not tell whose folder it was.
            else {"ARTICLES": os.path.relpath(source, target.notebooks), "FOCUS": focus},
            environment={MODEL_VARIABLE: model_name(model), CACHE_VARIABLE: str(cache)},
        )
        write_notebook(executed[name], target.notebooks / f"{name}.ipynb")
    if in_place:
        _refresh_readme(ROOT / "README.md", notebooks)

    from analysis import __version__

    index = target.report / "index.html"
    index.write_text(
        render_index(
            corpus,
            drawn,
            executed,
            focus=str(article.articles["article_id"].iloc[0]),
            of_all=drawn_of_all,
            collection=COLLECTION.relative_to(ROOT).as_posix() if in_place else "",
            version=__version__,
        ),
        encoding="utf-8",
    )
    for name, page in render_pages(executed).items():
        (target.report / f"{name}.html").write_text(page, encoding="utf-8")
    say(f"The report is {index}")
    return index


def draw_figures(article: Corpus) -> list[Figure]:
    """Every figure of one article.

    Args:
        article: A corpus of one article; see `Corpus.only`.
    """
    name = str(article.articles["article_id"].iloc[0])
    phrases, words = (
        article.keywords[article.keywords["style"] == style] for style in ("phrases", "words")
    )
    stays = stability(article.tokens, article.mentions, style="phrases")
    others = shared_with_peers(stays["keyword"].tolist(), article.tokens)
    return [
        figures.article_strip(article.sections, article.paragraphs, article=name),
        figures.section_lengths(article.sections, article=name),
        figures.entity_bars(article.entities, article=name),
        figures.entity_by_section(article.mentions, article.sections, article=name),
        figures.entity_dispersion(article.mentions, article.tokens, article=name),
        figures.section_terms(article.section_keywords, article.sections, article=name),
        figures.keyword_parts(phrases, style="phrases", article=name),
        figures.keyword_score(phrases, PARTS, article=name),
        figures.keyword_parts(words, style="words", article=name),
        figures.keyword_certainty(stays, others, article=name),
    ]


def draw_collection(corpus: Corpus) -> list[Figure]:
    """Every figure of a collection.

    Args:
        corpus: One article or many.
    """
    articles, mentions, overall = corpus.articles, corpus.mentions, corpus.corpus_entities
    groups = group_articles(articles, mentions, overall)
    by_entity = articles_by_entity(mentions, corpus.sentences)
    return [
        figures.collection_entities(overall, articles=len(articles)),
        figures.entity_by_article(by_entity, articles),
        figures.group_keyness(group_keyness(corpus.tokens, groups.group, leave_out=groups.forms)),
        figures.articles_over_time(articles_over_time(articles)),
    ]


def write_figures(drawn: Sequence[Figure], folder: Path) -> None:
    """Write each figure as SVG, PNG and CSV, and what each one says to ``manifest.json``.

    Args:
        drawn: The figures.
        folder: It must exist.
    """
    manifest = []
    for figure in drawn:
        files = figure.save(folder)
        manifest.append(
            {
                "name": figure.name,
                "title": figure.title,
                "alt": figure.alt,
                "source": figure.source,
                "files": [file.name for file in files],
            }
        )
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def _refresh_readme(readme: Path, notebooks: Mapping[str, NotebookNode]) -> None:
    """Write the README's table of notebooks anew between its two marks."""
    text = readme.read_text(encoding="utf-8")
    first, last = _INDEX_MARKS
    if first in text and last in text:
        head, rest = text.split(first, 1)
        _, tail = rest.split(last, 1)
        index = notebook_index(notebooks, folder="notebooks/")
        readme.write_text(f"{head}{first}\n{index}\n{last}{tail}", encoding="utf-8")
