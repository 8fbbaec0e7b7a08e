"""Write the tables: CSV in UTF-8, a header, no index, ``\\n`` line ends, quotes where needed.

Which tables there are, and what makes each, stands in `analysis.corpus.batches.make_tables`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pandas as pd

from analysis.articles import LABELS_SUFFIX, companion
from analysis.articles.reviewed import LABEL_COLUMNS

if TYPE_CHECKING:
    from analysis.corpus import Corpus

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
    """
    if form == "parquet":
        return [_write_parquet(corpus.parts(name), folder / name) for name in corpus.names]
    change = _neutralised if for_spreadsheets else lambda table: table
    return [
        _write_csv(map(change, corpus.parts(name)), folder / f"{name}.csv") for name in corpus.names
    ]


def _neutralised(table: pd.DataFrame) -> pd.DataFrame:
    texts: pd.DataFrame = table.select_dtypes("str")
    would_run = texts.apply(lambda column: column.str.match(_FORMULA))
    return table.assign(**texts.mask(would_run, "'" + texts))


def _write_csv(parts: Iterable[pd.DataFrame], file: Path) -> Path:
    with file.open("w", encoding="utf-8", errors="surrogatepass", newline="") as out:
        for number, table in enumerate(parts):
            table.to_csv(out, index=False, header=number == 0, lineterminator="\n")
    return file


def _write_parquet(parts: Iterable[pd.DataFrame], folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for old in folder.glob("part-*.parquet"):
        old.unlink()
    for number, table in enumerate(parts):
        table.to_parquet(folder / f"part-{number:06}.parquet", index=False, compression="zstd")
    return folder


def write_label_drafts(corpus: Corpus) -> list[Path]:
    """Write each article's mentions as ``NAME.mentions.csv`` beside it, to be corrected by hand.

    Returns:
        The files written; one that was there already is never touched.
    """
    written = []
    for article_id in corpus.ids:
        draft = companion(corpus.folder, article_id, LABELS_SUFFIX)
        if not draft.exists():
            mentions = corpus.mentions.loc[corpus.mentions["article_id"] == article_id]
            mentions[LABEL_COLUMNS].to_csv(draft, index=False, lineterminator="\n")
            written.append(draft)
    return written
