"""Read what people wrote beside the articles: hand-labelled mentions and reviewed corrections."""

import codecs
import csv
import io
import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.articles.files import decode, read_file, reason_of
from analysis.articles.reading import CORRECTIONS_FILE, LABELS_SUFFIX, Article, Refused
from analysis.articles.spreadsheet import read_cells
from analysis.errors import AnalysisError

LABEL_COLUMNS = ["start", "end", "text", "entity", "label"]
_CORRECTION_COLUMNS = ["text", "entity", "label", "reason"]


def read_labels(articles: list[Article], folder: Path) -> tuple[pd.DataFrame, list[Refused]]:
    """Read the hand labels that lie beside articles; see `analysis.articles.read_articles`.

    Returns:
        Columns article_id, start, end, text, entity, label; and file and reason of what could not
        be used.
    """
    refused: list[Refused] = []
    labels = [pd.DataFrame(columns=["article_id", *LABEL_COLUMNS])]
    for article in articles:
        file = f"{article.id}{LABELS_SUFFIX}"
        table = _read_table(folder, file, LABEL_COLUMNS, refused)
        if table is not None:
            labels.append(_checked_labels(table, article, file, refused))
    types = {"article_id": "str", "start": "int64", "end": "int64"}
    types |= dict.fromkeys(["text", "entity", "label"], "str")
    return pd.concat(labels, ignore_index=True).astype(types), refused


def read_corrections_file(folder: Path) -> tuple[pd.DataFrame, list[Refused]]:
    """Read the reviewed list of a folder, as text.

    Returns:
        Columns text, entity, label, reason and, where the file has it, article_id; and file and
        reason where it could not be used.
    """
    refused: list[Refused] = []
    corrections = _read_table(folder, CORRECTIONS_FILE, _CORRECTION_COLUMNS, refused)
    if corrections is None:
        corrections = pd.DataFrame(columns=_CORRECTION_COLUMNS, dtype="str")
    return corrections, refused


def append_correction(folder: Path, correction: Mapping[str, str]) -> None:
    """Write a row at the end of the reviewed list, which is made where there is none.

    The rows that are there stay as they are. The file is there as a whole or not at all. It is
    UTF-8, with a mark for spreadsheets where it was something else.

    Args:
        folder: That the list lies in.
        correction: Cells by column: text, entity, label, reason; article_id where it is for one
            article only.

    Raises:
        AnalysisError: There is a list that cannot be used, or it cannot be written.
    """
    header, *rows = _correction_rows(folder) or [_CORRECTION_COLUMNS]
    if correction.get("article_id") and "article_id" not in header:
        rows = [row + [""] * (len(header) + 1 - len(row)) for row in rows]
        header = [*header, "article_id"]
    _write_corrections(folder, [header, *rows, [correction.get(name, "") for name in header]])


def remove_correction(folder: Path, correction: Mapping[str, str]) -> None:
    """Take the last row that says the same out of the reviewed list; see `append_correction`.

    Raises:
        AnalysisError: There is no such row, or the list cannot be used or written.
    """
    header, *rows = _correction_rows(folder) or [_CORRECTION_COLUMNS]
    wanted = {name: cell for name, cell in correction.items() if cell}
    same = [
        number
        for number, row in enumerate(rows)
        if {name: cell for name, cell in zip(header, row, strict=False) if cell} == wanted
    ]
    if not same:
        raise AnalysisError(
            f"{CORRECTIONS_FILE} has no such row for {correction['text']!r} any more."
        )
    _write_corrections(folder, [header, *rows[: same[-1]], *rows[same[-1] + 1 :]])


def _correction_rows(folder: Path) -> list[list[str]]:
    """The cells of the reviewed list as they are written, its header first."""
    _, refused = read_corrections_file(folder)
    if refused:
        raise AnalysisError(f"{CORRECTIONS_FILE} cannot be added to: {refused[0][1]}.")
    file = folder / CORRECTIONS_FILE
    if not file.exists():
        return []
    text, _ = decode(file.read_bytes())
    return [row for row in csv.reader(io.StringIO(text, newline="")) if row]


def _write_corrections(folder: Path, rows: list[list[str]]) -> None:
    file = (folder / CORRECTIONS_FILE).resolve()
    before = file.read_bytes() if file.exists() else b""
    is_plain = not before.startswith(codecs.BOM_UTF8) and decode(before)[1] == "utf-8"
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_bytes(out.getvalue().encode("utf-8" if is_plain else "utf-8-sig"))
        new.replace(file)
    except OSError as error:
        raise AnalysisError(f"{CORRECTIONS_FILE} cannot be written: {reason_of(error)}.") from error


def _read_table(
    folder: Path, file: str, columns: list[str], refused: list[Refused]
) -> pd.DataFrame | None:
    """The table in a file of the folder; ``None`` where there is none or it cannot be used."""
    if not os.path.lexists(folder / file):
        return None
    try:
        return read_cells(read_file(folder / file), columns).reset_index(drop=True)
    except (OSError, ValueError) as error:
        refused.append((file, reason_of(error)))
        return None


def _checked_labels(
    table: pd.DataFrame, article: Article, name: str, refused: list[Refused]
) -> pd.DataFrame:
    """The rows whose offsets give back their text; the others are reported."""
    rows = []
    for row, cells in enumerate(table[LABEL_COLUMNS].itertuples(index=False), start=2):
        start, end = (int(at) if at.isdecimal() and len(at) < 10 else -1 for at in cells[:2])
        if 0 <= start < end <= len(article.text) and article.text[start:end] == cells.text:
            rows.append((article.id, start, end, *cells[2:]))
        else:
            refused.append((name, f"row {row}: {cells.text!r} does not stand at these offsets"))
    return pd.DataFrame(rows, columns=["article_id", *LABEL_COLUMNS])
