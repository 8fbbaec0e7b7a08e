"""What several figures draw or say alike: bars, source lines, an empty page."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.figures.picture import Figure, finish, new_canvas, wrapped

ROW = 0.34  # inches that a row of text needs
BEFORE = "(before the first heading)"


def bars(
    axes: Axes,
    labels: pd.Series,
    values: pd.Series,
    *,
    colour: str | list[str],
    hatch: str = "",
    letters: int = 36,
    lines: int = 1,
    form: Callable[[float], str] = "{:.0f}".format,
) -> list[Rectangle]:
    """Horizontal bars from the top down, each with its value at its end."""
    rows = range(len(values))
    bars = axes.barh(rows, values, color=colour, hatch=hatch, edgecolor="white", height=0.78)
    axes.bar_label(bars, [form(value) for value in values], padding=3, fontsize=9.5)
    axes.set_yticks(rows, [wrapped(label, letters, lines=lines) for label in labels])
    axes.set_ylim(len(values) - 0.4, -0.6)
    axes.set_xlim(0, max(values.max(), 1e-9) * 1.18)
    axes.tick_params(axis="y", length=0)
    axes.locator_params(axis="x", nbins=5, integer=bool(pd.api.types.is_integer_dtype(values)))
    return list(bars)


def nothing(name: str, title: str, *, article: str) -> Figure:
    """A page that says that there is nothing to draw, so that no link is ever broken."""
    with new_canvas(1.6) as canvas:
        canvas.text(0.01, 0.5, f"{title}.")
        return finish(
            canvas,
            name=name,
            title=title,
            alt=f"{title}; nothing is drawn.",
            source=source_line(article, "0"),
            data=pd.DataFrame({"nothing": []}),
        )


def list_of(names: pd.Series, values: pd.Series, unit: str, *, most: int = 12) -> str:
    """``A 12, B 7 and C 3 words.``, and how many more there are."""
    pairs = [f"{n} {v}" for n, v in zip(names[:most], values[:most], strict=True)]
    rest = f"; and {len(names) - most} more" if len(names) > most else ""
    return f"{unit.capitalize()}: {', '.join(pairs)}{rest}."


def source_line(article: str, n: str) -> str:
    """Where the numbers come from, and how many there are; a long path keeps its end."""
    article = article if len(article) <= 80 else f"…{article[-79:]}"
    return f"Source: {article}. n = {n}. Made with article-analysis."
