"""Fill a library with the shelves that it lacks, by all cores."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from analysis.annotate import Progress, keep_annotations
from analysis.articles import read_listed
from analysis.errors import AnalysisError
from analysis.library import Entry, Library
from analysis.shelves import Listed, Settings, cut_into_shelves, make_shelf, shelf_key
from analysis.structure import structure_tables
from analysis.workers import in_processes, usable_cores


def fill_library(
    library: Library,
    files: Listed,
    settings: Settings,
    *,
    processes: int | None = None,
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
        progress: See `analysis.annotate.annotate`.

    Returns:
        All shelves, in the order of their articles' ids.

    Raises:
        ModelError: See `analysis.annotate.annotate`.
        AnalysisError: The tables cannot be written.
    """
    shelves = cut_into_shelves(files)
    keys = [shelf_key(shelf, settings) for shelf in shelves]
    found = {key: library.find(key) for key in keys}
    missing = [(key, shelf) for key, shelf in zip(keys, shelves, strict=True) if not found[key]]
    cores = processes or usable_cores()
    count = _Count(progress, articles=sum(len(shelf) for _, shelf in missing))
    for start in range(0, len(missing), cores):
        window = missing[start : start + cores]
        listed = [pair for _, shelf in window for pair in shelf]
        _annotate(listed, settings, processes=processes, progress=count.within(len(listed)))
        calls = [partial(keep_shelf, library, key, shelf, settings) for key, shelf in window]
        made = in_processes(calls, processes=cores)
        found |= zip((key for key, _ in window), made, strict=True)
        count.done += len(listed)
    if missing:
        library.tidy()
    return [entry for key in keys if (entry := found[key])]


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
