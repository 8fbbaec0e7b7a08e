"""Keep what a pipeline said about articles, so that no article is read twice."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import numpy as np

from analysis.columns import CODED, Columns, join, pick, ranges
from analysis.errors import AnalysisError

CACHE_VARIABLE = "ANALYSIS_CACHE"
SCHEMA = 1
SHELVES = "shelves"
_ROOT = "annotations"
_MARK = b"article-analysis"
_NUMBERS = ("start", "end", "flags")
_DAMAGE = (OSError, ValueError, KeyError, TypeError, AttributeError, NotImplementedError)

Cache = str | os.PathLike[str] | Literal[False] | None


class Note(NamedTuple):
    """Something wrong with the store, which never stops a run."""

    file: str
    reason: str


class Held(NamedTuple):
    """Articles that the store has.

    Attributes:
        first: Key of an article → the number of its first paragraph in `columns`, from 0.
        columns: Their paragraphs.
    """

    first: dict[str, int]
    columns: Columns


class Usage(NamedTuple):
    """What lies in a cache folder.

    Attributes:
        pipelines: That read articles.
        files: With annotations or with tables.
        articles: Annotated ones, once for each pipeline.
        size: Bytes on disk.
    """

    pipelines: int
    files: int
    articles: int
    size: int


def cache_folder(cache: Cache = None) -> Path | None:
    """Where annotations are kept.

    Args:
        cache: A folder, or an address that fsspec knows (``s3://bucket/folder``, with the extra
            ``cluster``); ``None`` is ``ANALYSIS_CACHE``, or else the platform's folder for what a
            user's programs keep; ``False`` is nowhere.

    Returns:
        The folder, which need not be there yet; ``None`` for nowhere.

    Raises:
        AnalysisError: It is an address, and the library for addresses is missing.
    """
    if cache is False:
        return None
    chosen = cache or os.environ.get(CACHE_VARIABLE)
    if chosen and "://" in os.fspath(chosen):
        return _address(os.fspath(chosen))
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_cache_path

    return user_cache_path("article-analysis", appauthor=False)


def _address(address: str) -> Path:
    """A place that is no folder of this machine; it is used like a path."""
    try:
        from upath import UPath

        place: Any = UPath(address)
    except (ImportError, ValueError) as error:
        raise AnalysisError(
            f"{address} cannot be used ({error}); such addresses need "
            "pip install 'article-analysis[cluster]' and fsspec's library for them."
        ) from error
    return cast(Path, place)


def article_key(texts: Sequence[str], kinds: Sequence[str]) -> str:
    """A name for what there is to read of an article: sha256 of its paragraphs and their kinds."""
    told = json.dumps([list(texts), list(kinds)], separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


class Store:
    """The annotations of one pipeline: Parquet files of many articles each, never changed.

    A file is written under another name and then renamed, so that it is there as a whole or not
    at all, and each run writes files of its own: two runs at once cannot harm each other. A file
    that cannot be read, or holds something else, is noted, deleted, and its articles read again.

    Attributes:
        folder: Of this pipeline, within the cache folder.
        notes: What was wrong with it, and with writing to it.
    """

    def __init__(self, cache: Path, fingerprint: str) -> None:
        """Open the part of a cache folder that belongs to one pipeline.

        Args:
            cache: See `cache_folder`.
            fingerprint: See `analysis.fingerprint.fingerprint`.
        """
        self.folder = cache / _ROOT / f"{SCHEMA}-{fingerprint}"
        self.fingerprint = fingerprint
        self.notes: list[Note] = []
        self._waiting: list[tuple[list[str], list[int], Columns]] = []

    def holds(self, keys: Iterable[str]) -> set[str]:
        """Those among `keys` that are kept."""
        wanted = list(set(keys))
        short = _short(wanted)
        held = np.zeros(len(wanted), dtype=bool)
        for _, there in self._files() if wanted else ():
            held |= np.isin(short, there)
        return {key for key, is_held in zip(wanted, held.tolist(), strict=True) if is_held}

    def load(self, keys: Iterable[str]) -> Held:
        """The articles among `keys` that are kept."""
        wanted = set(keys)
        first: dict[str, int] = {}
        parts: list[Columns] = []
        paragraphs = 0
        short = _short(wanted)
        for file, there in self._files() if wanted else ():
            if not np.isin(short, there).any():
                continue
            try:
                names, lengths, columns = _read(file, wanted - first.keys(), self.fingerprint)
            except FileNotFoundError:  # another run has just cleared it away
                continue
            except _DAMAGE as error:
                self._discard(file, error)
                continue
            for name, length in zip(names, lengths, strict=True):
                first[name] = paragraphs
                paragraphs += length
            parts.append(columns)
        return Held(first, join(parts))

    def _files(self) -> Iterator[tuple[Path, np.ndarray]]:
        """Each file that can be read, and the keys of its articles, cut short."""
        for file in sorted(self.folder.glob("*.parquet")) if self.folder.exists() else ():
            try:
                yield file, _keys(file)
            except FileNotFoundError:
                continue
            except _DAMAGE as error:
                self._discard(file, error)

    def _discard(self, file: Path, error: Exception) -> None:
        reason = str(error).partition("\n")[0]
        self.notes.append(Note(file.name, f"it was damaged ({reason}); made anew"))
        with contextlib.suppress(OSError):
            file.unlink()

    def add(self, keys: list[str], paragraphs: list[int], columns: Columns) -> None:
        """Take in articles; `save` writes them.

        Args:
            keys: One an article, in the order of `columns`.
            paragraphs: How many each one has.
            columns: What was read of them.
        """
        self._waiting.append((keys, paragraphs, columns))

    def save(self) -> None:
        """Write what was taken in as one file; where that fails, say so and go on."""
        if not self._waiting:
            return
        keys = [key for names, _, _ in self._waiting for key in names]
        lengths = [length for _, numbers, _ in self._waiting for length in numbers]
        columns = join([columns for _, _, columns in self._waiting])
        self._waiting = []
        name = uuid.uuid4().hex
        temporary = self.folder / f"{name}.tmp"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(temporary, keys, lengths, columns, self.fingerprint)
            temporary.rename(self.folder / f"{name}.parquet")
        except OSError as error:
            reason = error.strerror or str(error)
            self.notes.append(Note(str(self.folder), f"nothing could be kept there ({reason})"))
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def cache_usage(cache: Path) -> Usage:
    """How much a cache folder holds, files that cannot be read included."""
    annotated = _files_below(cache / _ROOT)
    articles = 0
    for file in annotated:
        with contextlib.suppress(*_DAMAGE):
            articles += len(_all_keys(file))
    files = annotated + _files_below(cache / SHELVES)
    pipelines = len({file.parent for file in annotated})
    return Usage(pipelines, len(files), articles, sum(file.stat().st_size for file in files))


def clear_cache(cache: Path) -> Usage:
    """Delete what this package keeps in a cache folder, and nothing else there.

    Returns:
        What was deleted.
    """
    held = cache_usage(cache)
    for kept in (cache / _ROOT, cache / SHELVES):
        if isinstance(kept, Path):
            shutil.rmtree(kept, ignore_errors=True)
        elif kept.exists():
            kept.fs.rm(kept.path, recursive=True)
    return held


def _files_below(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()] if folder.exists() else []


def _write(
    file: Path, keys: list[str], lengths: list[int], columns: Columns, fingerprint: str
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = {name: pa.array(getattr(columns, name)) for name in _NUMBERS}
    for codes, names in CODED.items():
        strings = pa.array(getattr(columns, names), type=pa.string())
        arrays[codes] = pa.DictionaryArray.from_arrays(getattr(columns, codes), strings)
    index = {
        "fingerprint": fingerprint,
        "keys": keys,
        "paragraphs": lengths,
        "tokens": columns.counts.tolist(),
    }
    table = pa.table(arrays).replace_schema_metadata({_MARK: json.dumps(index).encode()})
    with file.open("wb") as out:
        pq.write_table(table, out, compression="zstd", write_page_checksum=True)


@cache
def _keys(file: Path) -> np.ndarray:
    """The keys in a file, cut short; files never change, so that each is asked once a process."""
    return _short(_all_keys(file))


def _all_keys(file: Path) -> list[str]:
    import pyarrow.parquet as pq

    with file.open("rb") as opened:
        keys: list[str] = _index(pq.ParquetFile(opened).metadata.metadata)["keys"]
    return keys


def _short(keys: Iterable[str]) -> np.ndarray:
    """The first 64 bits of each key: a process may have to remember ten million."""
    return np.array([key[:16] for key in keys], dtype="S16")


def _index(metadata: dict[bytes, bytes] | None) -> dict[str, Any]:
    if not metadata or _MARK not in metadata:
        raise ValueError("it is no file of this package")
    index: dict[str, Any] = json.loads(metadata[_MARK])
    return index


def _read(file: Path, wanted: set[str], fingerprint: str) -> tuple[list[str], list[int], Columns]:
    """The keys, numbers of paragraphs and columns of the articles that are wanted of one file."""
    import pyarrow.parquet as pq

    with file.open("rb") as opened:
        parquet = pq.ParquetFile(opened, page_checksum_verification=True)
        index = _index(parquet.metadata.metadata)
        counts = np.array(index["tokens"], dtype=np.int32)
        lengths = np.array(index["paragraphs"], dtype=np.int64)
        if index["fingerprint"] != fingerprint or len(lengths) != len(index["keys"]):
            raise ValueError("its list of articles is of another pipeline")
        if lengths.sum() != len(counts) or counts.sum() != parquet.metadata.num_rows:
            raise ValueError("its articles do not add up")
        chosen = [place for place, key in enumerate(index["keys"]) if key in wanted]
        if not chosen:
            return [], [], join([])
        table = parquet.read()
    coded: dict[str, Any] = {}
    for codes, names in CODED.items():
        column = table.column(codes).unify_dictionaries().combine_chunks()
        coded[codes] = column.indices.to_numpy(zero_copy_only=False).astype(np.int32)
        coded[names] = column.dictionary.to_pylist()
    numbers = {name: table.column(name).to_numpy() for name in _NUMBERS}
    columns = Columns(counts=counts, **numbers, **coded)
    first = np.cumsum(lengths) - lengths
    keys = [index["keys"][place] for place in chosen]
    picked = pick(columns, ranges(first[chosen], lengths[chosen]))
    return keys, lengths[chosen].tolist(), picked
