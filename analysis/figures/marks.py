"""What several figures draw or say alike: bars, tables of shaded cells, legends, lists."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.figures.colours import BLUE, GREEN, GREY, INK, ORANGE, PINK, SKY, YELLOW
from analysis.figures.picture import is_narrow, wrapped
from analysis.wording import type_name

# Rows that a bar stands lower than its row's middle, and how thick it is; on a narrow page (True)
# its name stands above it.
BAR = {False: (0.0, 0.78), True: (0.2, 0.42)}
# Colour and hatch by type, so that the two never disagree and grey print still tells them apart.
_LOOKS = {
    label: (colour, hatch, type_name(label))
    for label, colour, hatch in (
        ("PERSON", BLUE, ""),
        ("ORG", ORANGE, "//"),
        ("GPE", GREEN, "--"),
        ("LOC", SKY, "\\\\"),
        ("NORP", PINK, "xx"),
        ("FAC", YELLOW, "||"),
    )
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
) -> None:
    """Horizontal bars from the top down, each with its value at its end.

    The names stand left of them; on a narrow page above them, over the width of all panels.
    """
    name_rows(axes, labels, letters=letters, lines=lines)
    down, height = BAR[is_narrow(axes)]
    look: dict[str, Any] = {"color": colour, "hatch": hatch, "edgecolor": "white"}
    drawn = axes.barh(np.arange(len(values)) + down, values, height=height, **look)
    axes.bar_label(drawn, [form(value) for value in values], padding=3, fontsize=9.5)
    axes.set_xlim(0, max(values.max(), 1e-9) * (1.3 if is_narrow(axes) else 1.18))
    axes.tick_params(axis="y", length=0)
    axes.locator_params(axis="x", nbins=5, integer=bool(pd.api.types.is_integer_dtype(values)))


def name_rows(axes: Axes, names: Iterable[str], *, letters: int, lines: int = 1) -> None:
    """A name for each row of bars, from the top down; see `bars`."""
    if not is_narrow(axes):
        written = [wrapped(name, letters, lines=lines) for name in names]
        axes.set_yticks(range(len(written)), written)
        axes.set_ylim(len(written) - 0.4, -0.6)
        return
    written = [wrapped(name, 38, lines=lines) for name in names]
    axes.set_yticks([])
    axes.set_ylim(len(written) - 0.45, -0.6)
    axes.spines["left"].set_visible(False)
    place = axes.get_subplotspec()
    if place is None or place.is_first_col():
        for row, name in enumerate(written):
            # It may reach over the panels beside its own, which shall not make room for it.
            axes.text(0, row - 0.06, name, va="bottom", fontsize=10).set_in_layout(False)


def typed_bars(axes: Axes, names: pd.Series, values: pd.Series, labels: pd.Series) -> None:
    """Bars of entities, coloured and hatched by type, with a legend of the types above them."""
    looks = [_LOOKS.get(label, _OTHER) for label in labels]
    bars(axes, names, values, colour=[c for c, _, _ in looks])
    for bar, (_, hatch, _) in zip(axes.patches, looks, strict=True):
        bar.set_hatch(hatch)
    different = dict.fromkeys(looks)
    keys = (Patch(facecolor=c, hatch=h, edgecolor="white", label=n) for c, h, n in different)
    legend_above(axes, *keys)


def legend_above(axes: Axes, *keys: Patch) -> None:
    """A legend above the axes, where it covers nothing."""
    look: dict[str, Any] = {"ncols": 2, "fontsize": 8.5, "handlelength": 1.2, "columnspacing": 1}
    look = look if is_narrow(axes) else {"ncols": 3}
    axes.legend(handles=keys, loc="lower right", bbox_to_anchor=(1.0, 1.0), **look)


def shaded_table(axes: Axes, values: np.ndarray, names: list[str], *, pale: int, dark: int) -> None:
    """Cells from the palest blue to the darkest, a name beside each row; white where it is NaN."""
    axes.imshow(values, "Blues", vmin=pale, vmax=dark, aspect="auto", interpolation="nearest")
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(length=0, which="both")
    axes.spines[:].set_visible(False)


def write_numbers(axes: Axes, counts: np.ndarray, *, most_on_pale: float) -> None:
    """The counts in the cells of a table; white are those that stand on a dark shade."""
    for (row, column), number in np.ndenumerate(counts):
        if number:
            ink = "white" if number > most_on_pale else INK
            axes.text(column, row, number, ha="center", va="center", color=ink)


def part_names(sections: pd.DataFrame) -> pd.Series:
    """The headings of all sections of one article, and a name for what has none."""
    headings = sections["heading"]
    headed = (headings != "").any()
    return headings.replace("", "(before the first heading)" if headed else "(no heading)")


def parts_with_text(sections: pd.DataFrame) -> pd.DataFrame:
    """The sections of one article that have words, with the column name; see `part_names`."""
    return sections.assign(name=part_names(sections))[sections["words"] > 0]


def list_of(names: pd.Series | list[str], values: pd.Series, unit: str, *, most: int = 12) -> str:
    """``A 12, B 7 and C 3 words.``, and how many more there are."""
    pairs = [f"{n} {v}" for n, v in zip(names[:most], values[:most], strict=True)]
    rest = f"; and {len(names) - most} more" if len(names) > most else ""
    return f"{unit.capitalize()}: {', '.join(pairs)}{rest}."
