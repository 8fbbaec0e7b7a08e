"""Read what people wrote beside the articles: hand-labelled mentions and reviewed corrections."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.articles import CORRECTIONS_FILE, LABELS_SUFFIX, Article, companion
from analysis.decode import decode

LABEL_COLUMNS = ["start", "end", "text", "entity", "label"]
_CORRECTION_COLUMNS = ["text", "entity", "label", "reason"]


class Reviewed(NamedTuple):
    """What people have said of a folder of articles.

    Attributes:
        labels: article_id, start, end, text, entity, label. Hand-labelled mentions, of the articles
            that have a ``NAME.mentions.csv`` beside them, NAME being the article's id.
        corrections: text, entity, label, reason and, where the file has it, article_id.
        refused: file (relative to the folder), reason. Files or rows that cannot be used.
    """

    labels: pd.DataFrame
    corrections: pd.DataFrame
    refused: pd.DataFrame


def read_reviewed(articles: list[Article], folder: Path) -> Reviewed:
    """Read the reviewed list of a folder, and the hand labels of each of its articles.

    Args:
        articles: The articles of the folder.
        folder: Where ``corrections.csv`` may lie; for ``NAME.mentions.csv`` see
            `analysis.articles.companion`.
    """
    labels, refused = read_labels(articles, folder)
    corrections, unread = read_corrections_file(folder)
    rows = pd.DataFrame([*refused, *unread], columns=["file", "reason"], dtype="str")
    return Reviewed(labels, corrections, rows)


def read_labels(
    articles: list[Article], folder: Path
) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Read the hand labels that lie beside articles.

    Returns:
        ``Reviewed.labels``; and file and reason of what could not be used.
    """
    refused: list[tuple[str, str]] = []
    labels = [pd.DataFrame(columns=["article_id", *LABEL_COLUMNS])]
    for article in articles:
        file = companion(folder, article.id, LABELS_SUFFIX).relative_to(folder).as_posix()
        table = _read_table(folder, file, LABEL_COLUMNS, refused)
        if table is not None:
            labels.append(_checked_labels(table, article, file, refused))
    types = {"article_id": "str", "start": "int64", "end": "int64"}
    types |= dict.fromkeys(["text", "entity", "label"], "str")
    return pd.concat(labels, ignore_index=True).astype(types), refused


def read_corrections_file(folder: Path) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Read the reviewed list of a folder, as text.

    Returns:
        ``Reviewed.corrections``; and file and reason where it could not be used.
    """
    refused: list[tuple[str, str]] = []
    corrections = _read_table(folder, CORRECTIONS_FILE, _CORRECTION_COLUMNS, refused)
    if corrections is None:
        corrections = pd.DataFrame(columns=_CORRECTION_COLUMNS, dtype="str")
    return corrections, refused


def _read_table(
    folder: Path, file: str, columns: list[str], refused: list[tuple[str, str]]
) -> pd.DataFrame | None:
    """The table in a file of the folder; ``None`` where there is none or it cannot be used."""
    if not os.path.lexists(folder / file):
        return None
    try:
        return _parsed((folder / file).read_bytes(), columns)
    except OSError as error:
        refused.append((file, error.strerror or "it cannot be opened"))
    except ValueError as error:
        refused.append((file, str(error)))
    return None


def _parsed(data: bytes, columns: list[str]) -> pd.DataFrame:
    """The cells of a CSV table as text, in any encoding that Excel saves it in.

    Raises:
        ValueError: It is no such table, or lacks a column.
    """
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
    table: pd.DataFrame, article: Article, name: str, refused: list[tuple[str, str]]
) -> pd.DataFrame:
    """The rows whose offsets give back their text; the others are reported."""
    offsets = table[["start", "end"]].map(
        lambda cell: int(cell) if cell.isdecimal() and len(cell) < 19 else -1  # fits into int64
    )
    right = [
        0 <= start < end <= len(article.text) and article.text[start:end] == text
        for start, end, text in zip(offsets["start"], offsets["end"], table["text"], strict=True)
    ]
    refused.extend(
        (name, f"row {row}: {text!r} does not stand at these offsets")
        for row, (text, is_right) in enumerate(zip(table["text"], right, strict=True), start=2)
        if not is_right
    )
    kept = table.loc[right, ["text", "entity", "label"]]
    return kept.assign(
        article_id=article.id, start=offsets.loc[right, "start"], end=offsets.loc[right, "end"]
    )
