"""Put a finished report in the place of the former one, which stays whole until then."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import AnalysisError

ONE_FILE = "report.html"
_FOLDERS = ("pages", "figures", "tables")
_MARKS = ("figures/manifest.json", "tables/articles.csv")  # a report has one; of 0.1.0, the latter
_FORMER = "former"
_KEPT = "notebooks"  # where readers may have notebooks of their own


@contextmanager
def swapped(place: Path) -> Iterator[Path]:
    """A folder to write a report to; when all is well, what is in it moves to its place.

    Its folders take the place of those of the former report; whatever else lies there stays. A
    report that a killed process had begun to replace is put back first.

    Raises:
        AnalysisError: A folder of that name is there already, and no report made it.
    """
    place.mkdir(parents=True, exist_ok=True)
    unfinished = place / ".unfinished"
    _clean_up(unfinished, place)  # of a build that was killed
    is_report = any((place / mark).is_file() for mark in _MARKS)
    for name in _FOLDERS:
        if (place / name).is_dir() and not is_report:
            raise AnalysisError(
                f"{place} holds a folder “{name}” that is no part of a report; name another place."
            )
    folder = unfinished / "new"
    (folder / _KEPT).mkdir(parents=True)
    try:
        yield folder
        _swap(folder, place, former=unfinished / _FORMER)
    finally:
        _clean_up(unfinished, place)


def _swap(folder: Path, place: Path, *, former: Path) -> None:
    (former / _KEPT).mkdir(parents=True)
    if any((folder / _KEPT).iterdir()):
        (place / _KEPT).mkdir(exist_ok=True)
    for entry in sorted(_entries(folder) | {Path(ONE_FILE)}):
        for source, target in ((place, former), (folder, place)):
            if os.path.lexists(source / entry):
                (source / entry).rename(target / entry)
    former.rename(former.with_name("replaced"))


def _clean_up(unfinished: Path, place: Path) -> None:
    """Put back a former report that was not replaced as a whole, and delete what else is left."""
    former = unfinished / _FORMER
    for entry in sorted(_entries(former)):
        if (place / entry).is_dir():
            shutil.rmtree(place / entry)
        (former / entry).replace(place / entry)
    shutil.rmtree(unfinished, ignore_errors=True)


def _entries(folder: Path) -> set[Path]:
    """The files and folders of a report that move one by one, relative to its folder."""
    there = [*folder.glob("*"), *folder.glob(f"{_KEPT}/*")]
    return {path.relative_to(folder) for path in there} - {Path(_KEPT)}
