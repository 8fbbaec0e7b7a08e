"""Lower case in one way: Arrow and DuckDB fold some letters, such as ``İ``, unlike Python."""

import pandas as pd


def fold(texts: pd.Series | pd.Index) -> pd.Series:
    """Each text in lower case, by Python's ``str.lower``, under the index that they have."""
    return pd.Series(texts, dtype="str").map(str.lower)
