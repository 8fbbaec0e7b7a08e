"""Read what people wrote beside the articles: hand-labelled mentions and reviewed corrections."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pandas as pd

from analysis.articles.decode import decode, reason_of
from analysis.articles.files import read_file
from analysis.articles.reading import CORRECTIONS_FILE, LABELS_SUFFIX, Article, Refused, companion

LABEL_COLUMNS = ["start", "end", "text", "entity", "label"]
_CORRECTION_COLUMNS = ["text", "entity", "label", "reason"]


def read_labels(articles: list[Article], folder: Path) -> tuple[pd.DataFrame, list[Refused]]:
    """Read the hand labels that lie beside articles; see `analysis.articles.companion`.

    Returns:
        Columns article_id, start, end, text, entity, label; and file and reason of what could not
        be used.
    """
    refused: list[Refused] = []
    labels = [pd.DataFrame(columns=["article_id", *LABEL_COLUMNS])]
    for article in articles:
        file = companion(folder, article.id, LABELS_SUFFIX).relative_to(folder).as_posix()
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


def _read_table(
    folder: Path, file: str, columns: list[str], refused: list[Refused]
) -> pd.DataFrame | None:
    """The table in a file of the folder; ``None`` where there is none or it cannot be used."""
    if not os.path.lexists(folder / file):
        return None
    try:
        return _parsed(read_file(folder / file), columns)
    except (OSError, ValueError) as error:
        refused.append((file, reason_of(error)))
        return None


def _parsed(data: bytes, columns: list[str]) -> pd.DataFrame:
    """The cells of a CSV table as text, in any encoding that Excel saves it in."""
    text, _ = decode(data)
    header = text.partition("\n")[0]
    if "," not in header and (";" in header or "\t" in header):
        raise ValueError("it has no commas between its columns; save it as CSV with commas")
    try:
        table = pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)
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
    return table.fillna("")


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
