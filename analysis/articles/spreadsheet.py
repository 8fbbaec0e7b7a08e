"""Read the tables that people keep beside the articles, as spreadsheets save them."""

import io
import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.articles.files import decode, read_file, reason_of
from analysis.articles.metadata import date_of, is_unknown

METADATA_FILES = ("articles.csv", "articles.tsv")
# The table of articles has columns of its own by these names.
_TAKEN = {"article_id", "sha256", "encoding", "characters", "words", "sentences", "paragraphs"}
_TAKEN |= {"sections", "date_from", "stop_words"}


def read_cells(data: bytes, columns: Iterable[str], *, separators: str = ",") -> pd.DataFrame:
    """The cells of a CSV table as text, in any encoding that Excel saves it in.

    Args:
        data: The file's bytes.
        columns: That it must have.
        separators: What may stand between two columns; the one that is most in the header does.

    Returns:
        The rows that are not empty; row n of the spreadsheet has the index n - 2.

    Raises:
        ValueError: It is no such table.
    """
    text, _ = decode(data)
    header = text.partition("\n")[0]
    separator = max(separators, key=header.count)
    if separator not in header and any(other in header for other in ";\t"):
        raise ValueError("it has no commas between its columns; save it as CSV with commas")
    how: dict[str, Any] = {"keep_default_na": False, "skip_blank_lines": False}
    try:
        table: pd.DataFrame = pd.read_csv(io.StringIO(text), dtype="str", sep=separator, **how)
    except ValueError as error:
        raise ValueError(f"it cannot be read as a CSV table ({error})") from error
    if not isinstance(table.index, pd.RangeIndex):
        raise ValueError(
            "it has rows with more cells than its header; a comma in a "
            "cell needs quotation marks around the cell"
        )
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise ValueError(f"it has no column {', '.join(missing)}")
    table = table.fillna("")
    return table[(table != "").any(axis=1)]


def read_metadata_table(
    folder: Path, files: Iterable[tuple[str, str]]
) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Read what ``articles.csv`` or ``articles.tsv`` says about the articles of a folder.

    Columns stand between commas, semicolons or tabs. `files` are id and path of each
    article; the table names it by either.

    Returns:
        The cells of each file that it names (the index) in the other columns, empty where nothing
        is known; and file and reason of what could not be used.
    """
    place, *more = [name for name in METADATA_FILES if os.path.lexists(folder / name)] or [""]
    refused = [(name, f"{place} is there too, and is used") for name in more]
    if not place:
        return pd.DataFrame(), refused
    try:
        table = read_cells(read_file(folder / place), ["file"], separators=",;\t")
        if {*table.columns} >= _TAKEN:
            raise ValueError("it is a table of articles that was written by this package")
    except (OSError, ValueError) as error:
        return pd.DataFrame(), [*refused, (place, reason_of(error))]
    refused += [
        (place, f"its column {name} was not used: every article has one that is found out")
        for name in table.columns.intersection(sorted(_TAKEN))
    ]
    own = [not (name in _TAKEN or name.startswith("Unnamed: ")) for name in table.columns]
    table = table.loc[:, own].apply(lambda cells: cells.str.strip())
    table = table.mask(table.map(is_unknown), "")
    table["file"] = table["file"].map(_plain)
    file_of = {_plain(name): named[1] for named in files for name in named}
    listed = table["file"].map(file_of)
    # Where a glob chose some files of a folder, the table may name the others too.
    is_there = table["file"].map(lambda file: file and os.path.lexists(folder / file)).astype(bool)
    dates = table.get("date", pd.Series("", table.index, dtype="str"))
    is_broken = (dates != "") & (dates.map(lambda date: date_of({"date": date})) == "")
    again = listed.duplicated() & listed.notna()
    wrong = [
        (listed.isna() & ~is_there, table["file"], "there is no article of this name"),
        (again, table["file"], "it is named again; the first row of it is used"),
        (is_broken, dates, "no date of the form 2024-05-03, so it was not used"),
    ]
    for rows, cells, reason in wrong:
        found = cells[rows].items()
        refused += [(place, f"row {row + 2}: {cell!r}: {reason}") for row, cell in found]
    if "date" in table.columns:
        table["date"] = dates.mask(is_broken, "")
    known = table[listed.notna() & ~again]
    return known.drop(columns="file").set_axis(listed[known.index], axis="index"), refused


def _plain(file: str) -> str:
    """A path as it is compared: macOS writes an accent apart, Windows another slash."""
    return unicodedata.normalize("NFC", file.replace("\\", "/"))
