"""Keep the tables of shelves as Parquet, find them again, and read no more than is asked for."""

from __future__ import annotations

import contextlib
import json
import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from analysis.shelves import Shelf
from analysis.store import SHELVES, Note

if TYPE_CHECKING:
    from pyarrow.dataset import Dataset

_SCHEMA = 1
_UNUSED = 30 * 24 * 3600.0  # seconds; what nobody asked for in a month is made anew
_LOOSE = 24 * 3600.0  # seconds; no run takes so long between writing a shelf and its card


class Entry(NamedTuple):
    """A shelf in the library.

    Attributes:
        folder: Where its tables lie, one Parquet file each.
        articles: How many it has.
        last: The id of the last one.
        refused: See `analysis.shelves.Shelf`, as for what follows.
        uses: Row, found and changed of each correction.
        model: Of the pipeline.
        background: Of the keywords.
        notes: About the store.
    """

    folder: Path
    articles: int
    last: str
    refused: list[tuple[str, str]]
    uses: list[tuple[int, int, int]]
    model: str
    background: str
    notes: list[Note]


class Library:
    """Tables of shelves, each under a key that tells what they were made from.

    The tables lie in a folder that belongs to one run alone; a small file named after the key is
    written last and points to it. So a shelf is there as a whole or not at all, and two runs at
    once do no harm.

    Attributes:
        folder: Within the cache folder.
        is_temporary: Whether it goes when the process ends.
        notes: What was wrong with it.
    """

    def __init__(self, cache: Path, *, is_temporary: bool = False) -> None:
        """Open the library of a cache folder."""
        self.folder = cache / SHELVES
        self.is_temporary = is_temporary
        self.notes: list[Note] = []

    def find(self, key: str) -> Entry | None:
        """The shelf kept under a key; nothing where there is none, or where it is damaged."""
        card = self.folder / f"{key}.json"
        try:
            told = json.loads(card.read_bytes())
            if told["schema"] != _SCHEMA or told["key"] != key:
                raise ValueError("it belongs to something else")
            folder = self.folder / told["folder"]
            for name, size in told["files"].items():
                if (folder / name).stat().st_size != size:
                    raise ValueError(f"{name} was changed")
            if isinstance(card, Path):  # elsewhere than on a disk, touching may empty a file
                card.touch()
            return Entry(
                folder,
                int(told["articles"]),
                str(told["last"]),
                [(file, reason) for file, reason in told["refused"]],
                [(row, found, changed) for row, found, changed in told["uses"]],
                str(told["model"]),
                str(told["background"]),
                [],
            )
        except FileNotFoundError as error:
            if card.exists():
                self.notes.append(Note(card.name, f"{error.filename} is missing; made anew"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            self.notes.append(Note(card.name, f"it was damaged ({error}); made anew"))
        return None

    def put(self, key: str, shelf: Shelf) -> Entry:
        """Keep a shelf.

        Raises:
            OSError: It cannot be written.
        """
        articles = shelf.tables["articles"]
        name = f"{key}-{uuid.uuid4().hex[:8]}"
        folder = self.folder / name
        folder.mkdir(parents=True)
        for table_name, table in shelf.tables.items():
            _write(table, folder / f"{table_name}.parquet")
        entry = Entry(
            folder,
            len(articles),
            str(articles["article_id"].iloc[-1]) if len(articles) else "",
            shelf.refused,
            [(int(r), int(f), int(c)) for r, f, c in shelf.uses.itertuples(index=False)],
            shelf.model,
            shelf.background,
            list(shelf.notes),
        )
        files = {file.name: file.stat().st_size for file in folder.iterdir()}
        told = {"schema": _SCHEMA, "key": key, "folder": name, "files": files}
        told |= {field: getattr(entry, field) for field in ("articles", "last", "refused", "uses")}
        told |= {"model": entry.model, "background": entry.background}
        temporary = self.folder / f"{name}.tmp"
        temporary.write_text(json.dumps(told))
        temporary.rename(self.folder / f"{key}.json")
        return entry

    def tidy(self) -> None:
        """Delete what nobody asked for in a month, and what no card points to."""
        if not isinstance(self.folder, Path):  # an object store has rules of its own for that
            return
        now = time.time()
        named = set()
        with contextlib.suppress(OSError, ValueError, KeyError):
            for card in self.folder.glob("*.json"):
                if now - card.stat().st_mtime > _UNUSED:
                    card.unlink()
                else:
                    named.add(json.loads(card.read_bytes())["folder"])
            for folder in self.folder.iterdir():
                is_loose = folder.name not in named and folder.suffix != ".json"
                if is_loose and now - folder.stat().st_mtime > _LOOSE:
                    shutil.rmtree(folder, ignore_errors=True)


class ShelvedTables(Mapping[str, pd.DataFrame]):
    """The tables of many shelves; each one is read when it is first asked for.

    Attributes:
        entries: The shelves, in the order of their articles' ids.
        whole: Tables of the folder as a whole, or how to make them.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        whole: Mapping[str, Callable[[ShelvedTables], pd.DataFrame]],
        *,
        keep: Any = None,
    ) -> None:
        """Take hold of tables without reading them.

        Args:
            entries: The shelves.
            whole: How to make the tables of the folder as a whole.
            keep: Anything that must live as long, such as a temporary folder.
        """
        self.entries = [entry for entry in entries if entry.articles]
        self.whole = whole
        self._keep = keep
        self._read: dict[str, pd.DataFrame] = {}
        files = sorted(self.entries[0].folder.glob("*.parquet")) if self.entries else []
        self._names = [*(file.stem for file in files), *whole]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            parts = list(self.parts(name))
            self._read[name] = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
        return self._read[name]

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """A table, a shelf at a time."""
        if name in self.whole:
            yield self.whole[name](self)
        else:
            yield from (_read(entry.folder / f"{name}.parquet") for entry in self.entries)

    def scan(self, name: str) -> Dataset:
        """A table of the shelves as an Arrow dataset, of which nothing has been read yet."""
        import pyarrow.parquet as pq
        from pyarrow.dataset import ParquetFileFormat, ParquetReadOptions, dataset
        from pyarrow.fs import FSSpecHandler, PyFileSystem

        files = [entry.folder / f"{name}.parquet" for entry in self.entries]
        with files[0].open("rb") as opened:
            schema = pq.ParquetFile(opened).schema_arrow
        # Text comes as codes into a list of the different texts, the way it is kept.
        texts = [field.name for field in schema if "string" in str(field.type)]
        kind = ParquetFileFormat(read_options=ParquetReadOptions(dictionary_columns=texts))
        if self._keep is not None:
            kept = PyFileSystem(FSSpecHandler(_KeptFiles(self._keep)))
            return dataset([str(file) for file in files], format=kind, filesystem=kept)
        if isinstance(files[0], Path):
            return dataset([str(file) for file in files], format=kind)
        return dataset([file.path for file in files], format=kind, filesystem=files[0].fs)

    def around(self, article_id: str) -> ShelvedTables:
        """The shelf that an article would stand on."""
        found = [entry for entry in self.entries if article_id <= entry.last][:1]
        return ShelvedTables(found or self.entries[-1:], self.whole, keep=self._keep)


class _KeptFiles:
    """Files on disk as Arrow reads them from Python, with what must live as long as its scans.

    A dataset cannot hold an object of Python, nor do the scans that it makes hold the dataset; but
    all of them share its file system.
    """

    protocol = "file"

    def __init__(self, keep: Any) -> None:
        self.keep = keep

    def isfile(self, path: str) -> bool:
        return Path(path).is_file()

    def info(self, path: str) -> dict[str, Any]:
        return {"type": "file", "size": Path(path).stat().st_size}

    def open(self, path: str, mode: str) -> IO[Any]:
        return Path(path).open(mode)


def _write(table: pd.DataFrame, file: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrow = pa.Table.from_pandas(table, preserve_index=False)
    with file.open("wb") as out:
        pq.write_table(arrow, out, compression="zstd", write_page_checksum=True)


def _read(file: Path) -> pd.DataFrame:
    import pyarrow.parquet as pq

    with file.open("rb") as opened:
        table: pd.DataFrame = (
            pq.ParquetFile(opened, page_checksum_verification=True).read().to_pandas()
        )
    return table
