"""Write the tables: CSV in UTF-8, a header, no index, ``\\n`` line ends, quotes where needed.

Which tables there are, and what makes each, stands in `analysis.corpus.batches.make_tables`.
"""

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.articles.reading import LABELS_SUFFIX
from analysis.articles.reviewed import LABEL_COLUMNS
from analysis.corpus import Corpus
from analysis.errors import AnalysisError

_FORMULA = r"[=+\-@\t\r\n＝＋－＠]"  # the broad forms count where people write Japanese


def write_tables(
    corpus: Corpus,
    folder: Path,
    *,
    form: Literal["csv", "parquet"] = "csv",
    for_spreadsheets: bool = False,
) -> list[Path]:
    """Write every table, a batch of articles at a time.

    Args:
        corpus: The tables.
        folder: It must exist.
        form: ``"csv"``, one file a table; or ``"parquet"``, a folder a table with a file for each
            batch, as pandas, Arrow, DuckDB and Spark read it.
        for_spreadsheets: Put an apostrophe before each cell of a CSV file that a spreadsheet would
            run as a formula (OWASP, CSV injection); such cells no longer give back their text.

    Returns:
        The files, or the folders.

    Raises:
        AnalysisError: They cannot be written; what stood in the folder is still there.
    """
    new = folder / ".unfinished"
    shutil.rmtree(new, ignore_errors=True)  # of a run that was killed
    change = _neutralised if for_spreadsheets else lambda table: table
    try:
        new.mkdir()
        for name in corpus.names:
            if form == "parquet":
                (new / name).mkdir()
                for number, table in enumerate(corpus.parts(name)):
                    file = new / name / f"part-{number:06}.parquet"
                    table.to_parquet(file, index=False, compression="zstd")
            else:
                _write_csv(map(change, corpus.parts(name)), new / f"{name}.csv")
        return [_move(made, folder / made.name) for made in sorted(new.iterdir())]
    except OSError as error:
        raise AnalysisError(
            f"The tables could not be written to {folder}: {error.strerror or error}."
        ) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _neutralised(table: pd.DataFrame) -> pd.DataFrame:
    texts: pd.DataFrame = table.select_dtypes("str")
    would_run = texts.apply(lambda column: column.str.match(_FORMULA))
    names = {name: f"'{name}" for name in table.columns if re.match(_FORMULA, name)}
    return table.assign(**texts.mask(would_run, "'" + texts)).rename(columns=names)


def _write_csv(parts: Iterable[pd.DataFrame], file: Path) -> None:
    with file.open("wb") as out:
        for number, part in enumerate(parts):
            table = pa.Table.from_pandas(part, preserve_index=False).combine_chunks()
            if number == 0:
                names = _as_csv(pa.array(table.column_names, _TEXT)).to_pylist()
                out.write(",".join(names).encode() + b"\n")
            cells = [_as_csv(column.combine_chunks()) for column in table.columns]
            lines = pc.binary_join_element_wise(*cells, _text(","))
            whole = pa.LargeListArray.from_arrays([0, len(lines)], lines)
            out.write(pc.binary_join(whole, _text("\n"))[0].as_buffer())
            out.write(b"\n" * (len(lines) > 0))


def _as_csv(column: pa.Array) -> pa.Array:
    """The cells of a column as pandas and the module csv write them, in a fraction of the time.

    Arrow's own CSV writer puts every string into quotes and writes numbers in another way.
    """
    if pa.types.is_boolean(column.type):
        return pc.if_else(column, _text("True"), _text("False"))
    if pa.types.is_floating(column.type):
        encoded = column.dictionary_encode()
        numbers = encoded.dictionary.to_pylist()
        return pa.array(map(repr, numbers), _TEXT).take(encoded.indices).fill_null("")
    cells = column.cast(_TEXT).fill_null("")
    content = bytes(cells.buffers()[2] or b"")
    if not any(mark in content for mark in (b",", b'"', b"\n", b"\r")):
        return cells
    has_mark = pc.match_substring_regex(cells, '[",\r\n]')
    doubled, mark = pc.replace_substring(cells.filter(has_mark), '"', '""'), _text('"')
    quoted = pc.binary_join_element_wise(mark, doubled, mark, _text(""))
    return pc.replace_with_mask(cells, has_mark, quoted)


_TEXT = pa.large_string()


def _text(value: str) -> pa.Scalar:
    return pa.scalar(value, _TEXT)


def _move(made: Path, place: Path) -> Path:
    """Put a table in the place of a former one."""
    if made.is_dir():
        place.mkdir(exist_ok=True)
        for old in place.glob("part-*.parquet"):
            old.unlink()
        for part in made.iterdir():
            part.rename(place / part.name)
    else:
        made.replace(place)
    return place


def write_label_drafts(corpus: Corpus) -> tuple[list[Path], list[OSError]]:
    """Write each article's mentions as ``NAME.mentions.csv`` beside it, to be corrected by hand.

    Returns:
        The files written, and what kept others from being; one that was there already is never
        touched.
    """
    written, failed = [], []
    for article_id in corpus.ids:
        draft = corpus.folder / f"{article_id}{LABELS_SUFFIX}"
        if not os.path.lexists(draft):
            mentions = corpus.mentions.loc[corpus.mentions["article_id"] == article_id]
            new = draft.with_name(".unfinished")
            try:
                mentions[LABEL_COLUMNS].to_csv(new, index=False, lineterminator="\n")
                new.rename(draft)
                written.append(draft)
            except OSError as error:
                failed.append(OSError(error.errno, error.strerror, str(draft)))
                new.unlink(missing_ok=True)
    return written, failed
