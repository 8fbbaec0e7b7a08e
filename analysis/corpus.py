"""Run the whole way once, from articles to tables, and hold the tables together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, overload

import pandas as pd

from analysis.annotate import Progress
from analysis.articles import Listing, list_articles, no_articles, refused_table
from analysis.entities import corpus_entities, judge_corrections
from analysis.errors import ArticlesError
from analysis.pipeline import model_name
from analysis.progress import ShownProgress
from analysis.reviewed import read_corrections_file
from analysis.shelves import Listed, Settings, make_shelf
from analysis.store import Cache, Note, cache_folder
from analysis.summary import summary_html, summary_text
from analysis.workers import chosen_processes

if TYPE_CHECKING:
    from distributed import Client
    from pyarrow.dataset import Dataset

    from analysis.library import Entry, Library, ShelvedTables

CONTRACT = {
    "articles": (
        *("article_id", "file", "title", "sha256", "encoding"),
        *("characters", "words", "sentences", "paragraphs", "sections"),
    ),
    "sections": (
        *("article_id", "section", "heading", "heading_start", "heading_end"),
        *("start", "end", "paragraphs", "sentences", "words"),
    ),
    "sentences": ("article_id", "section", "paragraph", "sentence", "start", "end"),
    "tokens": (
        *("article_id", "section", "paragraph", "sentence", "token", "start", "end"),
        *("text", "lemma", "pos", "is_stop", "is_alpha"),
    ),
    "mentions": (
        *("article_id", "section", "paragraph", "sentence", "start", "end"),
        *("text", "label", "entity"),
    ),
    "entities": (
        *("article_id", "entity", "label", "mentions", "sections", "first_start", "aliases"),
    ),
    "keywords": ("article_id", "style", "rank", "keyword", "score", "tf", "df", "idf"),
    "section_keywords": ("article_id", "section", "rank", "keyword", "score", "tf", "df", "idf"),
}
"""The tables that are promised, and their first columns; more columns and tables may follow."""

_FEW = 50
"""So many articles are read at once, in memory; more are worked on a shelf at a time."""

_OF_THE_FOLDER = frozenset({"refused", "corrections", "rejected_corrections", "corpus_entities"})


class _Table:
    """An attribute of `Corpus` that is a table."""

    def __init__(self, rows: str) -> None:
        self.__doc__ = rows

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, corpus: None, owner: type) -> _Table: ...

    @overload
    def __get__(self, corpus: Corpus, owner: type) -> pd.DataFrame: ...

    def __get__(self, corpus: Corpus | None, owner: type) -> pd.DataFrame | _Table:
        return self if corpus is None else corpus.held[self.name]


@dataclass(frozen=True)
class Corpus:
    """The tables of a folder of articles, and what made them.

    Every attribute that is a table has a column article_id, but for `refused`, `corrections` and
    `rejected_corrections`. README has the codebook of all columns. The tables of more than fifty
    articles lie on disk as Parquet, and each is read as a whole when it is first asked for; `parts`
    and `scan` are for tables that would be too large for that, and `only` for one article.

    Attributes:
        held: The tables by name.
        model: Name and version of the pipeline.
        background: One line about what keywords are held against.
        folder: That files and ids are relative to.
        cache_notes: What was wrong with what was kept of earlier runs; it is no table, since the
            tables are the same whatever was kept.
    """

    articles = _Table("An article.")
    sections = _Table("A section of an article; 0 stands before the first heading.")
    lines = _Table("A line that is not blank.")
    paragraphs = _Table("A paragraph, heading or other block.")
    sentences = _Table("A sentence.")
    tokens = _Table("A word or a punctuation mark.")
    spans = _Table("What the model marked.")
    fates = _Table("A span, found or added, and what became of it.")
    mentions = _Table("A counted mention.")
    entities = _Table("An entity of an article.")
    corpus_entities = _Table("An entity of the whole folder.")
    unmerged = _Table("A name left apart.")
    keywords = _Table("A keyword of an article, in one style.")
    keyword_occurrences = _Table("A place where a keyword stands.")
    section_keywords = _Table("A keyword of a section.")
    labels = _Table("A name marked by hand.")
    refused = _Table("A file, or a row of one, that could not be used.")
    corrections = _Table("A row of the reviewed list.")
    rejected_corrections = _Table("A row of the reviewed list that could not be used.")

    held: Mapping[str, pd.DataFrame]
    model: str
    background: str
    folder: Path
    cache_notes: tuple[Note, ...] = ()

    __repr__ = summary_text
    _repr_html_ = summary_html

    @property
    def names(self) -> list[str]:
        """The names of all tables."""
        return [name for name, value in vars(Corpus).items() if isinstance(value, _Table)]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its name; the promised ones begin with the columns of `CONTRACT`."""
        return {name: _in_order(self.held[name], name) for name in self.names}

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """One table, a shelf of some hundred articles at a time, in the order of `tables`."""
        held = self.held
        parts = [held[name]] if isinstance(held, dict) else _shelved(held).parts(name)
        return (_in_order(part, name) for part in parts)

    def scan(self, name: str) -> Dataset:
        """One table as an Arrow dataset, which is read bit by bit as it is counted."""
        if not isinstance(self.held, dict) and name not in _OF_THE_FOLDER:
            return _shelved(self.held).scan(name)
        import pyarrow as pa
        from pyarrow.dataset import dataset

        return dataset(pa.Table.from_pandas(self.held[name], preserve_index=False))

    def only(self, article_id: str | None = None) -> Corpus:
        """The same tables for one article.

        Args:
            article_id: Which one; the first where none is named.

        Raises:
            ArticlesError: There is no article of that name.
        """
        ids = self.articles["article_id"]
        wanted = article_id or str(ids.iloc[0])
        if wanted not in set(ids):
            raise _no_article(wanted, ids.tolist())
        held = self.held if isinstance(self.held, dict) else _shelved(self.held).around(wanted)
        narrowed = {name: held[name] for name in self.names if name not in _OF_THE_FOLDER}
        narrowed = {
            name: table[table["article_id"] == wanted].reset_index(drop=True)
            for name, table in narrowed.items()
        }
        return replace(self, held=narrowed | {name: self.held[name] for name in _OF_THE_FOLDER})


def open_corpus(
    path: str | os.PathLike[str],
    *,
    model: str | None = None,
    background: str | os.PathLike[str] | None = None,
    processes: int | None = None,
    cache: Cache = None,
    scheduler: str | Client | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Corpus:
    """Read, annotate, resolve and count a folder of articles.

    More than fifty articles are worked on by all cores, a shelf of 250 at a time, and their tables
    are kept as Parquet beside the annotations: memory holds a few shelves, however many there are,
    and what was made once is not made again.

    Args:
        path: A folder, a file or a glob; see `analysis.articles.read_articles`.
        model: An installed spaCy pipeline; see `analysis.annotate.load_model`.
        background: What keywords are held against: a folder of other articles, or a CSV file
            with the columns word and frequency (occurrences per word of text); everyday English,
            from the package wordfreq, where none is named.
        processes: How many processes work; see `analysis.workers.read_in_order`. As in joblib,
            -1 is one for each core and -2 one fewer.
        cache: Where annotations and tables are kept; see `analysis.store.cache_folder`. Nothing
            that is there is made again; the tables do not depend on it.
        scheduler: The address of a Dask scheduler, or a client, to work on a cluster; articles and
            cache must lie where all workers find them under the same name.
        progress: Told about every second how far reading is; where nothing is named, a line in the
            terminal or below the cell shows it.

    Raises:
        ArticlesError: No article could be read.
        ModelError: The pipeline is missing or finds no names.
        ClusterError: See `analysis.cluster`.
        AnalysisError: No process is to work.
    """
    processes = chosen_processes(processes)
    if progress is None:
        with ShownProgress() as shown:
            return open_corpus(
                path,
                model=model,
                background=background,
                processes=processes,
                cache=cache,
                scheduler=scheduler,
                progress=shown,
            )
    listing = list_articles(path)
    corrections, unread = read_corrections_file(listing.folder)
    settings = Settings(
        folder=listing.folder.absolute(),
        model=model_name(model),
        background=None if background is None else str(Path(background).expanduser().absolute()),
        corrections=corrections,
        cache=cache_folder(cache),
    )
    if len(listing.files) > _FEW or scheduler is not None:
        from analysis.fill import fill_library

        fill = partial(fill_library, processes=processes, scheduler=scheduler, progress=progress)
        return _open_shelves(path, listing, settings, unread, fill)
    shelf = make_shelf(listing.files, settings, processes=processes, progress=progress)
    if shelf.tables["articles"].empty:
        raise no_articles(path, refused_table([*shelf.refused, *unread], listing))
    _, rejected = judge_corrections(corrections, shelf.tables["articles"]["article_id"], shelf.uses)
    held = shelf.tables | {
        "corpus_entities": corpus_entities(shelf.tables["mentions"]),
        "refused": refused_table([*shelf.refused, *unread], listing),
        "corrections": corrections,
        "rejected_corrections": rejected,
    }
    return Corpus(held, shelf.model, shelf.background, listing.folder, shelf.notes)


def _open_shelves(
    path: str | os.PathLike[str],
    listing: Listing,
    settings: Settings,
    unread: list[tuple[str, str]],
    fill: Callable[[Library, Listed, Settings], list[Entry]],
) -> Corpus:
    from analysis.library import Library, ShelvedTables
    from analysis.totals import entity_totals

    temporary = None
    if settings.cache is None:
        temporary = TemporaryDirectory(prefix="article-analysis-", ignore_cleanup_errors=True)
        settings = replace(settings, cache=Path(temporary.name))
    assert settings.cache is not None
    library = Library(settings.cache, is_temporary=temporary is not None)
    entries = fill(library, listing.files, settings)
    refused = [*unread, *(row for entry in entries for row in entry.refused)]
    if not any(entry.articles for entry in entries):
        raise no_articles(path, refused_table(refused, listing))
    whole: dict[str, Callable[[ShelvedTables], pd.DataFrame]] = {
        "corpus_entities": lambda tables: entity_totals(tables.scan("mentions")),
        "refused": lambda _: refused_table(refused, listing),
        "corrections": lambda _: settings.corrections,
        "rejected_corrections": partial(_rejected, settings.corrections, entries),
    }
    notes = [note for entry in entries for note in entry.notes]
    return Corpus(
        ShelvedTables(entries, whole, keep=temporary),
        entries[0].model,
        entries[0].background,
        listing.folder,
        (*library.notes, *notes),
    )


def _rejected(
    corrections: pd.DataFrame, entries: list[Entry], tables: ShelvedTables
) -> pd.DataFrame:
    rows = [row for entry in entries for row in entry.uses]
    uses = pd.DataFrame(rows, columns=["row", "found", "changed"])
    ids: list[str] = []
    if "article_id" in corrections.columns:
        ids = tables["articles"]["article_id"].tolist()
    return judge_corrections(corrections, ids, uses)[1]


def _no_article(wanted: str, ids: list[str]) -> ArticlesError:
    meant = get_close_matches(wanted, ids)
    if meant:
        return ArticlesError(f"There is no article {wanted}; did you mean {' or '.join(meant)}?")
    some = ", ".join(ids[:5]) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")
    return ArticlesError(f"There is no article {wanted}; there are {some}.")


def _shelved(held: Mapping[str, pd.DataFrame]) -> ShelvedTables:
    from analysis.library import ShelvedTables

    assert isinstance(held, ShelvedTables)
    return held


def _in_order(table: pd.DataFrame, name: str) -> pd.DataFrame:
    first = CONTRACT.get(name, ())
    return table[[*first, *(column for column in table.columns if column not in first)]]
