"""When the articles of a collection appeared."""

from __future__ import annotations

import pandas as pd

# The longest span, in days, for which a unit keeps a chart readable; one of all is a year.
_UNITS = {"day": ("D", 31), "week": ("W-SUN", 217), "month": ("M", 1217), "year": ("Y", None)}
_TYPES = {"begins": "str", "unit": "str", "articles": "int64"}


def articles_over_time(articles: pd.DataFrame) -> pd.DataFrame:
    """How many articles appeared in each day, week, month or year.

    The span between the first and the last date chooses the unit: days up to a month, weeks up to
    seven months, months up to forty, years beyond. Weeks begin on Monday (ISO 8601).

    Args:
        articles: Column date: ISO 8601, empty where none is known; such articles are left out.

    Returns:
        Columns begins (the period's first day, ISO 8601), unit (``"day"``, ``"week"``,
        ``"month"`` or ``"year"``), articles; a period without an article has 0. Empty where no
        article carries a date.
    """
    dated = articles.loc[articles["date"] != "", "date"]
    days = pd.to_datetime(dated.str.slice(0, 10), format="%Y-%m-%d")
    if days.empty:
        return pd.DataFrame(columns=list(_TYPES)).astype(_TYPES)
    span = (days.max() - days.min()).days
    unit = next(name for name, (_, longest) in _UNITS.items() if not longest or span < longest)
    periods = days.dt.to_period(_UNITS[unit][0])
    every = pd.period_range(periods.min(), periods.max(), freq=periods.dt.freq)
    counts = periods.value_counts().reindex(every, fill_value=0)
    begins = every.asfreq("D", how="START").astype("str")
    table = {"begins": begins, "unit": unit, "articles": counts.to_numpy()}
    return pd.DataFrame(table).astype(_TYPES)
