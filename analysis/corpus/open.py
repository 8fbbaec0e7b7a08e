"""Open a folder of articles: make the tables that the cache lacks, and find the others there."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.annotate import model_name
from analysis.articles.reading import Listing, list_articles, no_articles, refused_table
from analysis.articles.reviewed import read_corrections_file
from analysis.articles.spreadsheet import read_metadata_table
from analysis.articles.walk import locate
from analysis.cache import Cache, Place, cache_folder, temporary_folder
from analysis.corpus.background import hash_background
from analysis.corpus.batches import (
    Run,
    cut_into_batches,
    find_batch,
    keep_batch,
    make_tables,
    read_batch,
    read_table,
)
from analysis.corpus.corpus import Corpus, Tables
from analysis.entities import corpus_entities, reject_corrections
from analysis.errors import AnalysisError
from analysis.parallel import check_workers, connect, cores, share
from analysis.wording import visible

if TYPE_CHECKING:
    from distributed import Client

FEW = 50
"""So many articles are read at once, in memory; more are worked on a batch at a time."""

SESSION = "JPY_SESSION_NAME"
"""The variable that JupyterLab sets for a notebook that a person has opened."""


def open_corpus(
    path: str | os.PathLike[str],
    *,
    model: str | None = None,
    background: str | os.PathLike[str] | None = None,
    processes: int | None = None,
    cache: Place = None,
    scheduler: "str | Client | None" = None,
) -> Corpus:
    """Read, annotate, resolve and count a folder of articles.

    More than fifty articles are worked on by all cores, a batch at a time, and their tables are
    kept as Parquet beside the annotations: memory holds a few batches, however many there are, and
    what was made once is not made again.

    Args:
        path: A folder, a file or a glob; see `analysis.articles.read_articles`.
        model: An installed spaCy pipeline; see `analysis.annotate.load_model`.
        background: What keywords are held against: a folder of other articles, or a CSV file
            with the columns word and frequency (occurrences per word of text); everyday English,
            from the package wordfreq, where none is named.
        processes: How many processes work on more than fifty articles; see
            `analysis.parallel.cores`.
        cache: Where annotations and tables are kept; see `analysis.cache.cache_folder`. Nothing
            that is there is made again; the tables do not depend on it.
        scheduler: The address of a Dask scheduler, or a client, to work on a cluster; articles and
            cache must lie where all workers find them under the same name.

    Raises:
        AnalysisError: No article could be read, the pipeline is missing or finds no names, or the
            cluster cannot be used or was lost; see `analysis.parallel`.
    """
    if "IPython" in sys.modules:
        _show_tables_as_data()
    listing = list_articles(path)
    are_many = len(listing.files) > FEW or scheduler is not None
    processes = cores(1 if processes is None and not are_many else processes)
    corrections, unread = read_corrections_file(listing.folder)
    about, unused = read_metadata_table(listing.folder, listing.files)
    source = None if background is None else str(locate(background).absolute())
    background_key, unusable = hash_background(source)
    run = Run(
        folder=listing.folder.absolute(),
        model=model_name(model),
        background=source,
        background_key=background_key,
        corrections=corrections,
        about=about,
        cache=Cache(cache_folder(cache)),
    )
    run.cache.inspect()
    if are_many:
        tables, ids = _on_disk(listing, run, processes=processes, scheduler=scheduler)
    else:
        inputs = read_batch(listing.files, run)
        ids = [article.id for article in inputs.articles]
        tables = Tables([(ids, make_tables(inputs, run).__getitem__)], run)
    rows = [row for part in tables.parts("refused") for row in part.itertuples(False, None)]
    refused = refused_table([*rows, *unread, *unused, *unusable], listing)
    if not ids:
        raise no_articles(path, refused)
    made_with = next(tables.parts("made_with"))
    uses = pd.concat(list(tables.parts("uses")), ignore_index=True)
    of_folder: dict[str, Callable[[], pd.DataFrame]] = {
        "corpus_entities": lambda: corpus_entities(tables.parts("mentions")),
        "refused": lambda: refused,
        "corrections": lambda: corrections,
        "rejected_corrections": lambda: reject_corrections(corrections, ids, uses),
    }
    made_by, against = (str(made_with[name].iloc[0]) for name in ("model", "background"))
    return Corpus(ids, made_by, against, listing.folder, tables, of_folder, run.cache.notes)


def _on_disk(
    listing: Listing, run: Run, *, processes: int, scheduler: "str | Client | None"
) -> tuple[Tables, list[str]]:
    """Make the batches that the cache lacks."""
    client = None if scheduler is None else connect(scheduler)
    if client is not None and run.cache.folder is None:
        raise AnalysisError("A cluster needs a cache that all workers share: --cache DIR.")
    spare = temporary_folder()
    run = replace(run, cache=replace(run.cache, spare=Path(spare.name)))
    files = cut_into_batches(listing.files)
    batches = {number: find_batch(batch, run) for number, batch in enumerate(files)}
    missing = [number for number, batch in batches.items() if batch is None]
    missing.sort(key=lambda number: -len(files[number]))  # so that no core waits for a long one
    # A worker is told of the articles of its batch alone.
    about = {n: run.about.reindex([file for _, file in files[n]], fill_value="") for n in missing}
    calls = [partial(keep_batch, files[n], replace(run, about=about[n])) for n in missing]
    try:
        if client is not None:
            check_workers(client, run.versions)
        with _progress(sum(len(files[number]) for number in missing)) as advance:
            for place, batch in share(calls, processes=processes, client=client, say=_say):
                batches[missing[place]] = batch
                run.cache.notes.extend(n for n in batch.notes if n not in run.cache.notes)
                advance(len(batch.files))
    finally:
        if client is not None and client is not scheduler:
            client.close()
    kept = [batch for _, batch in sorted(batches.items()) if batch is not None]
    made = [(batch.ids, partial(read_table, batch, run=run)) for batch in kept]
    return Tables(made, run, spare), [article for ids, _ in made for article in ids]


def _show_tables_as_data() -> None:
    """From here on nothing in a notebook's tables turns their text, or makes a formula of it."""
    from IPython import get_ipython

    def as_html(table: Any) -> str | None:
        html = str(table._repr_html_() or "")
        if any(sign in html for sign in ("$", r"\(", r"\[")):
            html = html.replace('="dataframe', '="mathjax_ignore tex2jax_ignore dataframe')
        return visible(html, keep_lines=True) or None

    if (shell := get_ipython()) is not None:
        html, plain = (shell.display_formatter.formatters[f"text/{it}"] for it in ("html", "plain"))
        html.for_type(pd.DataFrame, as_html)
        for kind in (pd.DataFrame, pd.Series):
            plain.for_type(kind, lambda it, to, _: to.text(visible(repr(it), keep_lines=True)))


def _say(line: str) -> None:
    from tqdm import tqdm

    tqdm.write(f"article-analysis: {line}", file=sys.stderr)


@contextmanager
def _progress(articles: int) -> Iterator[Callable[[int], object]]:
    """A line in a terminal, or below a cell in a notebook that a person has opened."""
    from tqdm import tqdm

    is_seen = sys.stderr.isatty() or (SESSION in os.environ and "ipykernel" in sys.modules)
    bar = type("Bar", (tqdm,), {"monitor_interval": 0})  # its thread may swallow a Ctrl-C
    with bar(total=articles, unit=" articles", leave=False, delay=2, disable=not is_seen) as shown:
        yield shown.update
