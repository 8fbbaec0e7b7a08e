"""Lower case in one way: Arrow and DuckDB fold some letters, such as ``İ``, unlike Python."""

import pandas as pd


def fold(texts: pd.Series | pd.Index) -> pd.Series:
    """Each text in lower case, by Python's ``str.lower``; each different one is folded once.

    Args:
        texts: Any strings.

    Returns:
        A series with the same index, or with that of `texts` itself where it is one.
    """
    series = pd.Series(texts, dtype="str")
    code, different = pd.factorize(series)
    folded = pd.Series([text.lower() for text in different], dtype="str").take(code)
    return folded.set_axis(series.index)
