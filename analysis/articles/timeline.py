"""When the articles of a collection appeared."""

import pandas as pd

# The longest span, in days, for which a unit keeps a chart readable; one of all is a year.
_UNITS = {"day": ("D", 31), "week": ("W-SUN", 217), "month": ("M", 1217), "year": ("Y", 10**7)}
_TYPES = {"begins": "str", "unit": "str", "articles": "int64"}


def articles_over_time(articles: pd.DataFrame) -> pd.DataFrame:
    """How many articles appeared in each day, week, month or year.

    The span between the first and the last date chooses the unit: days up to a month, weeks up to
    seven months, months up to forty or where the day of an article is unknown, years beyond. Weeks
    begin on Monday (ISO 8601).

    Args:
        articles: Column date: ISO 8601, a day or a month; articles where it is empty are left out.

    Returns:
        Columns begins (the period's first day, ISO 8601), unit (``"day"``, ``"week"``,
        ``"month"`` or ``"year"``), articles; a period without an article has 0. Empty where no
        article carries a date.
    """
    found, unit = periods(articles["date"])
    if found.empty:
        return pd.DataFrame(columns=list(_TYPES)).astype(_TYPES)
    every = pd.period_range(found.min(), found.max(), freq=found.dt.freq)
    counts = found.value_counts().reindex(every, fill_value=0)
    begins = every.asfreq("D", how="START").astype("str")
    table = {"begins": begins, "unit": unit, "articles": counts.to_numpy()}
    return pd.DataFrame(table).astype(_TYPES)


def periods(dates: pd.Series) -> tuple[pd.Series, str]:
    """The period of each known date, and the unit that keeps a chart of all of them readable."""
    known = dates[dates != ""]
    days = pd.to_datetime(known, format="ISO8601")
    if days.empty:
        return days, ""
    span = (days.max() - days.min()).days
    units = list(_UNITS)[2 if (known.str.len() < 10).any() else 0 :]
    unit = next(u for u in units if span < _UNITS[u][1])
    return days.dt.to_period(_UNITS[unit][0]), unit
