"""Find the files of a folder and of the folders in it, each of which is read once."""

import glob
import os
from pathlib import Path, PurePosixPath

from analysis.errors import AnalysisError
from analysis.wording import close_to


def find_files(path: str) -> tuple[Path, list[str], list[tuple[str, str]]]:
    """The folder that ids are relative to, its files, and the folders in it that are left out."""
    place = locate(path)
    if place.is_dir():
        return place, *walk(place)
    if place.is_file():
        return place.parent, [place.name], []
    matches = [Path(match) for match in sorted(glob.glob(str(place), recursive=True))]
    files = [match for match in matches if match.is_file()]
    if not files:
        places = _places(path)
        message = f"There is no folder, file or pattern {path} with an article in it; looked for "
        message += " and ".join(map(str, places))
        beside = [name for place in places for name in glob.glob("*", root_dir=place.parent)]
        meant = [str(Path(path).with_name(name)) for name in close_to(places[0].name, beside)]
        message += f"; did you mean {' or '.join(meant)}?" if meant else "."
        raise AnalysisError(message)
    root = Path(os.path.commonpath([file.parent for file in files]))
    return root, [f.relative_to(root).as_posix() for f in files if is_shown(f.name)], []


def locate(path: str | os.PathLike[str]) -> Path:
    """Where a path leads: from the working directory, or from where the command was started."""
    places = _places(path)
    return next((p for p in places if p.exists() or any(glob.iglob(str(p)))), places[0])


def _places(path: str | os.PathLike[str]) -> list[Path]:
    """The places that a path may mean.

    The working directory of a notebook is its own folder; the shell's variable ``PWD`` still names
    the folder in which JupyterLab was started.
    """
    place = Path.cwd() / Path(path).expanduser()
    return list(dict.fromkeys([place, Path(os.environ.get("PWD", ""), Path(path).expanduser())]))


def walk(folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Name the files below a folder; hidden ones and ``README`` are passed over.

    A link to a folder is followed once, after all folders that are none: what lies in the folder
    itself is never called by the name of a link.

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
            with os.scandir(folder / place) as opened:
                entries = sorted(opened, key=lambda entry: entry.name)
        except OSError as error:
            refused.append((place, error.strerror or "it cannot be opened"))
            continue
        parents = {str(parent) for parent in PurePosixPath(place).parents}
        if identity in above or known.get(identity) in parents:
            refused.append((place, "it leads back to a folder that it lies in"))
        elif identity in known:
            refused.append((place, f"it is the folder {known[identity]}, which is read already"))
        else:
            known[identity] = place
            for entry in entries:
                inside = PurePosixPath(place, entry.name).as_posix()
                if entry.name.startswith("."):
                    continue
                if _is_folder(entry):
                    (links if entry.is_symlink() else folders).append(inside)
                elif is_shown(entry.name):
                    files.append(inside)
    return files, refused


def is_shown(name: str) -> bool:
    """Whether a file of that name is looked at."""
    return not name.startswith(".") and Path(name).stem.upper() != "README"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, say: reading it as a file gives the reason
        return False


def _identity(place: Path) -> tuple[int, int]:
    """What is the same for two paths to one folder."""
    status = place.stat()
    return status.st_dev, status.st_ino
