"""Write the tables: CSV in UTF-8, a header, no index, ``\\n`` line ends, quotes where needed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from analysis.articles import LABELS_SUFFIX, companion
from analysis.reviewed import LABEL_COLUMNS

if TYPE_CHECKING:
    from analysis.corpus import Corpus

_SLICE = 100_000  # rows; so much text is held at a time
_NEEDS_QUOTES = r'[",\r\n]'


def write_tables(
    corpus: Corpus, folder: Path, *, form: Literal["csv", "parquet"] = "csv"
) -> list[Path]:
    """Write every table, a shelf of articles at a time.

    Args:
        corpus: The tables.
        folder: It must exist.
        form: ``"csv"``, one file a table; or ``"parquet"``, a folder a table with a file for each
            shelf, as pandas, Arrow, DuckDB and Spark read it.

    Returns:
        The files, or the folders.
    """
    if form == "parquet":
        return [_write_parquet(corpus.parts(name), folder / name) for name in corpus.names]
    files = [folder / f"{name}.csv" for name in corpus.names]
    for name, file in zip(corpus.names, files, strict=True):
        _write_parts(corpus.parts(name), file)
    return files


def write_table(table: pd.DataFrame, file: Path) -> None:
    """Write one table, byte for byte as pandas does, in less time.

    Args:
        table: Columns of text, numbers or truth values; what is missing is written as nothing.
        file: It is written anew.
    """
    _write_parts([table], file)


def _write_parquet(parts: Iterable[pd.DataFrame], folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for old in folder.glob("part-*.parquet"):
        old.unlink()
    for number, table in enumerate(parts):
        table.to_parquet(folder / f"part-{number:06}.parquet", index=False, compression="zstd")
    return folder


def _write_parts(parts: Iterable[pd.DataFrame], file: Path) -> None:
    import pyarrow as pa

    with file.open("wb") as out:
        for number, table in enumerate(parts):
            if number == 0:
                header = _fields(pa.array(list(table.columns), pa.large_string())).to_pylist()
                out.write((",".join(header) + "\n").encode())
            for start in range(0, len(table), _SLICE):
                out.write(_lines(table.iloc[start : start + _SLICE]))
                out.write(b"\n")


def _lines(table: pd.DataFrame) -> Any:
    """The rows as one buffer of bytes, without the last line end."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(table.columns) < 2:  # an empty value alone on its line is a case of its own
        alone = table.to_csv(index=False, header=False, lineterminator="\n")
        return alone.removesuffix("\n").encode()
    fields = [_fields(pa.array(table[name], from_pandas=True)) for name in table.columns]
    rows = pa.LargeListArray.from_arrays([0, len(table)], _joined(*fields, by=","))
    return pc.binary_join(rows, pa.scalar("\n", pa.large_string()))[0].as_buffer()


def _fields(values: Any) -> Any:
    """A column as text, the way Python's csv module and ``repr`` write it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if pa.types.is_integer(values.type):
        text = pc.cast(values, pa.large_string())
    else:  # most columns say the same few things again and again
        codes = values.dictionary_encode()
        text = _distinct_fields(codes.dictionary).take(codes.indices)
    return pc.fill_null(text, "")


def _distinct_fields(values: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_boolean(values.type):
        return pc.if_else(values, "True", "False").cast(pa.large_string())
    text = pc.cast(values, pa.large_string())
    if pa.types.is_floating(values.type):
        return _decimals(values, text)
    quoted = _joined('"', pc.replace_substring(text, '"', '""'), '"')
    return pc.if_else(pc.match_substring_regex(text, _NEEDS_QUOTES), quoted, text)


def _joined(*parts: Any, by: str = "") -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    wide = [pa.scalar(part, pa.large_string()) if isinstance(part, str) else part for part in parts]
    return pc.binary_join_element_wise(*wide, pa.scalar(by, pa.large_string()))


def _decimals(values: Any, text: Any) -> Any:
    """Arrow writes 1.0 as 1 and turns to powers of ten elsewhere; the rest is as in Python."""
    import pyarrow as pa
    import pyarrow.compute as pc

    size = pc.abs(values)
    whole = pc.equal(pc.floor(values), values)
    text = pc.if_else(whole, _joined(text, ".0"), text)
    odd = pc.and_(pc.not_equal(values, 0), pc.or_(pc.less(size, 1e-4), pc.greater_equal(size, 1e9)))
    odd = pc.fill_null(odd, False)
    if pc.any(odd).as_py():
        own = [repr(value) for value in pc.filter(values, odd).to_pylist()]
        text = pc.replace_with_mask(text, odd, pa.array(own, type=pa.large_string()))
    return text


def write_label_drafts(corpus: Corpus) -> list[Path]:
    """Write each article's mentions as ``NAME.mentions.csv`` beside it, to be corrected by hand.

    Args:
        corpus: The articles and what the machine found in them.

    Returns:
        The files written; one that was there already is never touched.
    """
    written = []
    for article_id in corpus.articles["article_id"]:
        draft = companion(corpus.folder, article_id, LABELS_SUFFIX)
        if not draft.exists():
            mentions = corpus.mentions.loc[corpus.mentions["article_id"] == article_id]
            mentions[LABEL_COLUMNS].to_csv(draft, index=False, lineterminator="\n")
            written.append(draft)
    return written
