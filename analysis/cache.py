"""Keep tables on disk, each under a key that says what it was made from; what they are is open."""

import hashlib
import os
import platform
import shutil
import time
import uuid
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PosixPath
from stat import S_ISREG
from tempfile import TemporaryDirectory, gettempdir
from typing import Any, Literal, NamedTuple, cast

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.errors import AnalysisError

CACHE_VARIABLE = "ANALYSIS_CACHE"
Place = str | os.PathLike[str] | Literal[False] | None

_SUFFIX = ".table"
_A_DAY = 86_400  # seconds
_CHECKSUM = hashlib.sha256().digest_size


class Note(NamedTuple):
    """Something wrong with the cache, which never stops a run."""

    file: str
    reason: str


def cache_folder(place: Place = None) -> Path | None:
    """The folder where tables are kept, which need not be there yet; ``None`` for nowhere.

    Args:
        place: A folder, or an address that fsspec knows (``s3://bucket/folder``, with the extra
            ``cluster``); ``None`` is ``ANALYSIS_CACHE``, or else the platform's folder for what a
            user's programs keep; ``False`` is nowhere.

    Raises:
        AnalysisError: It is an address, and the library for addresses is missing.
    """
    if place is False:
        return None
    chosen = place or os.environ.get(CACHE_VARIABLE)
    if chosen and "://" in os.fspath(chosen):
        try:
            from upath import UPath

            return cast(Path, UPath(chosen))  # it is used like a path
        except (ImportError, ValueError) as error:
            raise AnalysisError(
                f"{chosen} cannot be used ({error}); such addresses need "
                "pip install 'article-analysis[cluster]' and fsspec's library for them."
            ) from error
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_cache_path

    return user_cache_path("article-analysis", appauthor=False)


@dataclass(frozen=True)
class Cache:
    """Tables under keys such as ``annotations/VERSION/DIGEST``.

    A table is one file: the SHA-256 of its key and of what follows, then Parquet. It is written
    under another name and renamed, so that it is there as a whole or not at all, whatever other
    processes do. A damaged file is noted, counts as missing, and is replaced by the next `put`;
    nothing else is ever deleted but by `clear`.

    Attributes:
        folder: Where tables are kept; ``None`` keeps none.
        spare: A second folder, used where the first one cannot be written.
        notes: What was wrong with it.
    """

    folder: Path | None
    spare: Path | None = None
    notes: list[Note] = field(default_factory=list, compare=False)

    def inspect(self) -> None:
        """Note that others may write there, and delete what runs that were killed left behind."""
        if isinstance(self.folder, PosixPath) and self.folder.exists():
            for file in self.folder.glob("new/*"):
                with suppress(OSError):  # another process may be faster
                    if time.time() - file.stat().st_mtime > _A_DAY:
                        file.unlink()
            state = self.folder.stat()
            # Many systems give every user a group of their own, and let it write.
            is_shared = state.st_mode & 0o20 and state.st_gid != os.getegid()
            if state.st_mode & 0o2 or is_shared or state.st_uid not in {0, os.geteuid()}:
                self._note(
                    self.folder, "others may write there, and what is kept there is believed"
                )

    def get(self, key: str) -> pa.Table | None:
        """The table kept under a key; ``None`` where there is none that is whole."""
        for folder in self._folders():
            file = folder / f"{key}{_SUFFIX}"
            try:
                # A pipe would be waited for, and a device never ends.
                is_odd = isinstance(file, PosixPath) and not S_ISREG(file.stat().st_mode)
                content = b"" if is_odd else file.read_bytes()
            except FileNotFoundError:
                continue
            except OSError as error:
                self._note(file, f"it could not be read ({error.strerror or error})")
                continue
            if _checksum(key, content[_CHECKSUM:]) == content[:_CHECKSUM]:
                return pq.ParquetFile(pa.py_buffer(content).slice(_CHECKSUM)).read(
                    use_threads=False
                )
            self._note(file, "it was damaged; made anew")
        return None

    def put(self, key: str, table: pa.Table) -> bool:
        """Keep a table; whether it could be written anywhere."""
        out = pa.BufferOutputStream()
        pq.write_table(table, out, compression="zstd")
        content = out.getvalue()
        for folder in self._folders():
            file = folder / f"{key}{_SUFFIX}"
            new = folder / "new" / uuid.uuid4().hex
            try:
                for place in (file.parent, new.parent):
                    place.mkdir(parents=True, exist_ok=True)
                with new.open("wb") as opened:
                    opened.write(_checksum(key, content))
                    opened.write(content)
                new.rename(file)
                return True
            except OSError as error:
                self._note(folder, f"nothing could be kept there ({error.strerror or error})")
                with suppress(OSError):  # what could not be written can hardly be deleted
                    new.unlink(missing_ok=True)
        return False

    def usage(self, kind: str) -> tuple[int, int]:
        """How many tables of one kind of key, that is, of one first part, and how many bytes."""
        files = [file for place in self._versions(kind) for file in place.rglob(f"*{_SUFFIX}")]
        return len(files), sum(file.stat().st_size for file in files)

    def clear(self, kinds: Collection[str], *, keep: Collection[str] = ()) -> None:
        """Delete the tables of some kinds but those of the versions to keep.

        A version is the first two parts of a key, such as ``annotations/VERSION``.
        """
        for place in (place for kind in kinds for place in self._versions(kind)):
            if f"{place.parent.name}/{place.name}" in keep:
                continue
            if isinstance(place, Path):
                shutil.rmtree(place)
            else:
                place.fs.rm(place.path, recursive=True)

    def _versions(self, kind: str) -> list[Any]:
        place = self.folder / kind if self.folder else None
        return list(place.iterdir()) if place is not None and place.exists() else []

    def _folders(self) -> list[Path]:
        return [folder for folder in (self.folder, self.spare) if folder is not None]

    def _note(self, file: Path, reason: str) -> None:
        note = Note(str(file), reason)
        if note not in self.notes:
            self.notes.append(note)


def _checksum(key: str, content: Any) -> bytes:
    digest = hashlib.sha256(key.encode() + b"\0")
    digest.update(content)
    return digest.digest()


def temporary_folder() -> TemporaryDirectory[str]:
    """A hidden folder of this process's own; those of processes that were killed are deleted."""
    numbered = Path("/proc/self/ns/pid")  # a container numbers its processes itself
    numbering = numbered.stat().st_ino if numbered.exists() else 0
    prefix = f".article-analysis-of-{platform.node()}-{numbering}-"
    for left in Path(gettempdir()).glob(f"{prefix}*") if numbering else ():
        if not Path("/proc", left.name.removeprefix(prefix).partition("-")[0]).exists():
            shutil.rmtree(left, ignore_errors=True)
    return TemporaryDirectory(prefix=f"{prefix}{os.getpid()}-", ignore_cleanup_errors=True)
