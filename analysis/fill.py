"""Fill a library with the shelves that it lacks, by all cores or on a cluster."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from analysis.annotate import Progress, keep_annotations
from analysis.articles import read_listed
from analysis.errors import AnalysisError
from analysis.library import Entry, Library
from analysis.shelves import (
    Listed,
    Settings,
    cut_into_shelves,
    make_shelf,
    prepare_background,
    shelf_key,
)
from analysis.structure import structure_tables
from analysis.workers import in_processes, usable_cores

if TYPE_CHECKING:
    from distributed import Client


def fill_library(
    library: Library,
    files: Listed,
    settings: Settings,
    *,
    processes: int | None = None,
    scheduler: str | Client | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> list[Entry]:
    """Make the shelves that a library does not hold.

    What the pipeline has to read is shared out in small lots first, so that no core waits for
    another; then each core makes the tables of a shelf. So many shelves are worked on at a time
    as there are cores.

    Args:
        library: Where the tables are kept.
        files: Id and file of each article.
        settings: See `analysis.shelves.make_shelf`; with a place for annotations.
        processes: How many processes work; all cores where none is said.
        scheduler: A cluster to work on instead; see `analysis.cluster.connect`.
        progress: See `analysis.annotate.annotate`.

    Returns:
        All shelves, in the order of their articles' ids.

    Raises:
        ModelError: See `analysis.annotate.annotate`.
        AnalysisError: The tables cannot be written.
        ClusterError: See `analysis.cluster`.
    """
    if scheduler is not None:
        return _fill_on_cluster(library, files, settings, scheduler, progress)
    shelves = cut_into_shelves(files)
    keys = [shelf_key(shelf, settings) for shelf in shelves]
    found = {key: library.find(key) for key in keys}
    missing = [(key, shelf) for key, shelf in zip(keys, shelves, strict=True) if not found[key]]
    cores = processes or usable_cores()
    if missing:
        prepare_background(settings, processes=processes)
    count = _Count(progress, articles=sum(len(shelf) for _, shelf in missing))
    for start in range(0, len(missing), cores):
        window = missing[start : start + cores]
        listed = [pair for _, shelf in window for pair in shelf]
        _annotate(listed, settings, processes=processes, progress=count.within(len(listed)))
        calls = [partial(keep_shelf, library, key, shelf, settings) for key, shelf in window]
        made = in_processes(calls, processes=cores)
        found |= zip((key for key, _ in window), made, strict=True)
        count.add(len(listed))
    if missing:
        library.tidy()
    return [entry for key in keys if (entry := found[key])]


def _fill_on_cluster(
    library: Library,
    files: Listed,
    settings: Settings,
    scheduler: str | Client,
    progress: Callable[[Progress], None],
) -> list[Entry]:
    """The same on a cluster: a shelf is a task, and only its card comes back."""
    from analysis.cluster import ClusterError, check_workers, connect, on_cluster

    if library.is_temporary:
        raise ClusterError("A cluster needs a cache that all workers share: --cache DIR.")
    client = connect(scheduler)
    try:
        check_workers(client, settings.model)
        shelves = cut_into_shelves(files)
        keys = dict(on_cluster(client, [partial(shelf_key, s, settings) for s in shelves]))
        found = {number: library.find(key) for number, key in sorted(keys.items())}
        missing = [number for number, entry in found.items() if not entry]
        if missing:
            list(on_cluster(client, [partial(prepare_background, settings)]))
        count = _Count(progress, articles=sum(len(shelves[number]) for number in missing))
        calls = [partial(keep_shelf, library, keys[n], shelves[n], settings) for n in missing]
        for place, made in on_cluster(client, calls):
            found[missing[place]] = made
            count.add(len(shelves[missing[place]]))
    finally:
        if client is not scheduler:
            client.close()
    return [entry for entry in found.values() if entry]


def keep_shelf(library: Library, key: str, files: Listed, settings: Settings) -> Entry:
    """Make the tables of one shelf and put them into the library.

    Args:
        library: Where they are kept.
        key: See `analysis.shelves.shelf_key`.
        files: See `analysis.shelves.make_shelf`.
        settings: See `analysis.shelves.make_shelf`.

    Raises:
        ModelError: See `analysis.shelves.make_shelf`.
        AnalysisError: The tables cannot be written.
    """
    shelf = make_shelf(files, settings)
    try:
        return library.put(key, shelf)
    except OSError as error:
        raise AnalysisError(
            f"The tables cannot be written to {library.folder} ({error.strerror or error}); "
            "name another place with --cache."
        ) from error


class _Count:
    """Articles done of all that are to be made, whatever part of them is being read."""

    def __init__(self, progress: Callable[[Progress], None], *, articles: int) -> None:
        self.progress, self.articles = progress, articles
        self.done = 0
        self.began = time.monotonic()

    def within(self, number: int) -> Callable[[Progress], None]:
        """What to tell of the progress of the next `number` articles."""

        def tell(part: Progress) -> None:
            done = self.done + number - part.articles + part.done
            self.progress(Progress(done, self.articles, time.monotonic() - self.began))

        return tell

    def add(self, number: int) -> None:
        """Say that so many more are done."""
        self.done += number
        self.progress(Progress(self.done, self.articles, time.monotonic() - self.began))


def _annotate(
    files: Listed,
    settings: Settings,
    *,
    processes: int | None,
    progress: Callable[[Progress], None],
) -> None:
    articles, _ = read_listed(settings.folder, files)
    paragraphs = structure_tables(articles).paragraphs
    store = settings.store()
    assert store is not None
    keep_annotations(
        paragraphs, model=settings.model, processes=processes, store=store, progress=progress
    )
