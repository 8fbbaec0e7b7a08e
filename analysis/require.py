"""Say which columns a table lacks before anything is made of it."""

from __future__ import annotations

import pandas as pd

from analysis.errors import TableError
from analysis.wording import listed


def require_columns(table: pd.DataFrame, name: str, *columns: str) -> None:
    """Refuse a table that lacks a column.

    Args:
        table: What was given.
        name: The parameter that it was given for.
        columns: What it must have.

    Raises:
        TableError: It lacks one; the message names the columns that are missing.
    """
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise TableError(
            f"The table given as {name} lacks {listed(missing)}: "
            f"it must have the columns {listed(list(columns))}."
        )
