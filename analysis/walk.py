"""Find the files of a folder and of the folders in it, each of which is read once."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath


def walk(folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Name the files below a folder; hidden ones and ``README`` are passed over.

    A link to a folder is followed once, after all folders that are none: what lies in the folder
    itself is never called by the name of a link.

    Args:
        folder: Where to begin.

    Returns:
        The files, and folder and reason of what was not entered; relative, with ``/`` between.
    """
    files: list[str] = []
    refused: list[tuple[str, str]] = []
    above = {_identity(parent) for parent in folder.resolve().parents}
    known: dict[tuple[int, int], str] = {}
    folders, links = ["."], list[str]()
    while folders or links:
        place = folders.pop() if folders else links.pop(0)
        try:
            identity = _identity(folder / place)
            parents = {str(parent) for parent in PurePosixPath(place).parents}
            if identity in above or known.get(identity) in parents:
                refused.append((place, "it leads back to a folder that it lies in"))
                continue
            if identity in known:
                reason = f"it is the folder {known[identity]}, which is read already"
                refused.append((place, reason))
                continue
            known[identity] = place
            with os.scandir(folder / place) as opened:
                shown = [entry for entry in opened if not entry.name.startswith(".")]
        except OSError as error:
            refused.append((place, error.strerror or "it cannot be opened"))
            continue
        for entry in sorted(shown, key=lambda entry: entry.name):
            name = (PurePosixPath(place) / entry.name).as_posix()
            try:
                is_folder = entry.is_dir()
            except OSError as error:  # a link to itself, say
                refused.append((name, error.strerror or "it cannot be opened"))
                continue
            if is_folder:
                (links if entry.is_symlink() else folders).append(name)
            elif is_shown(entry.name):
                files.append(name)
    return files, refused


def is_shown(name: str) -> bool:
    """Whether a file of that name is looked at."""
    return not name.startswith(".") and Path(name).stem.upper() != "README"


def _identity(place: Path) -> tuple[int, int]:
    """What is the same for two paths to one folder."""
    status = place.stat()
    return status.st_dev, status.st_ino
