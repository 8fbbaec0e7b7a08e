"""What several figures draw or say alike: bars, source lines, an empty page."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from analysis.figures.picture import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PINK,
    SKY,
    YELLOW,
    Figure,
    finish,
    new_canvas,
    wrapped,
)

ROW = 0.34  # inches that a row of text needs
BEFORE = "(before the first heading)"
UNHEADED = "(no heading)"
# Colour and hatch by type, so that the two never disagree and grey print still tells them apart.
_LOOKS = {
    "PERSON": (BLUE, "", "person"),
    "ORG": (ORANGE, "//", "organisation"),
    "GPE": (GREEN, "..", "country, state or city"),
    "LOC": (SKY, "--", "other place"),
    "NORP": (PINK, "xx", "nationality or group"),
    "FAC": (YELLOW, "\\\\", "building"),
}
_OTHER = (GREY, "++", "other")


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


def typed_bars(axes: Axes, names: pd.Series, values: pd.Series, labels: pd.Series) -> None:
    """Bars of entities, coloured and hatched by type, with a legend of the types above them."""
    looks = [_LOOKS.get(label, _OTHER) for label in labels]
    drawn = bars(axes, names, values, colour=[c for c, _, _ in looks])
    for bar, (_, hatch, _) in zip(drawn, looks, strict=True):
        bar.set_hatch(hatch)
    handles = [
        Patch(facecolor=c, hatch=h, edgecolor="white", label=n) for c, h, n in dict.fromkeys(looks)
    ]
    axes.legend(  # above the bars, where it covers none of them
        handles=handles,
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        ncols=3,
        frameon=False,
        fontsize=9.5,
    )


def part_names(sections: pd.DataFrame) -> pd.Series:
    """The headings, and a name for what stands before the first one or has none at all.

    Args:
        sections: Column heading; all sections of one article, those without text too.
    """
    headings = sections["heading"]
    return headings.replace("", BEFORE if (headings != "").any() else UNHEADED)


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
