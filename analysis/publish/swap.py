"""Put a finished report in the place of the former one, which stays whole until then."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.cache import temporary_folder
from analysis.errors import AnalysisError

ONE_FILE = "report.html"
_FOLDERS = ("pages", "figures", "tables")
_MARKS = ("figures/manifest.json", "tables/articles.csv")  # a report has one; of 0.1.0, the latter
_KEPT = "notebooks"  # where readers may have notebooks of their own


@contextmanager
def swapped(place: Path) -> Iterator[Path]:
    """A folder to write a report to; when all is well, what is in it moves to its place.

    Its folders take the place of those of the former report; whatever else lies there stays.

    Raises:
        AnalysisError: A folder of that name is there already, and no report made it.
    """
    place.mkdir(parents=True, exist_ok=True)
    is_report = any((place / mark).is_file() for mark in _MARKS)
    for name in _FOLDERS:
        if (place / name).is_dir() and not is_report:
            raise AnalysisError(
                f"{place} holds a folder “{name}” that is no part of a report; name another place."
            )
    with temporary_folder(place) as spare:
        folder = Path(spare) / "new"
        (folder / _KEPT).mkdir(parents=True)
        yield folder
        _swap(folder, place, former=Path(spare) / "former")


def _swap(folder: Path, place: Path, *, former: Path) -> None:
    made = [*folder.iterdir(), *(folder / _KEPT).iterdir()]
    entries = {path.relative_to(folder) for path in made} - {Path(_KEPT)}
    (former / _KEPT).mkdir(parents=True)
    if any((folder / _KEPT).iterdir()):
        (place / _KEPT).mkdir(exist_ok=True)
    moved: list[tuple[Path, Path]] = []
    try:
        for entry in sorted(entries | {Path(ONE_FILE)}):
            for source, target in ((place, former), (folder, place)):
                if os.path.lexists(source / entry):
                    (source / entry).rename(target / entry)
                    moved.append((source / entry, target / entry))
    except OSError:
        for source, target in reversed(moved):
            target.rename(source)
        raise
