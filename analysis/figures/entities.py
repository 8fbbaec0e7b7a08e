"""Figures of who and what is in an article."""

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.corpus import Corpus
from analysis.entities.dispersion import ENOUGH, dispersion
from analysis.figures.colours import BLUE
from analysis.figures.marks import (
    BAR,
    list_of,
    name_rows,
    parts_with_text,
    shaded_table,
    typed_bars,
    write_numbers,
)
from analysis.figures.picture import Figure, drawn, finish, new_canvas, nothing, wrapped
from analysis.structure.lengths import running_text
from analysis.wording import counted, largest, listed, percent, times


@drawn
def entity_bars(article: Corpus, *, narrow: bool = False) -> Figure:
    """The 15 most mentioned entities, coloured and hatched by type."""
    entities = article.entities
    data = entities[["entity", "label", "mentions"]].head(15)
    if data.empty:
        return nothing("entity-bars", article, "No entity was found", narrow=narrow)
    total, most = int(entities["mentions"].sum()), int(data["mentions"].iloc[0])
    first = largest(entities["entity"], entities["mentions"])
    title = f"{listed(first, most=3)} are named most often: {times(most)} each"
    if len(first) == 1:
        title = f"{first[0]} leads with {counted(most, 'mention')}, {percent(most, total)} of all"
    canvas = new_canvas(2.2, rows=len(data), narrow=narrow)
    axes = canvas.subplots()
    typed_bars(axes, data["entity"], data["mentions"], data["label"])
    axes.set_xlabel("mentions")
    alt = f"Bars of the most mentioned entities, {len(data)} of {len(entities):,}. "
    alt += list_of(data["entity"], data["mentions"], "mentions", most=6)
    n = f"{counted(total, 'mention')} of {_entities(len(entities))}"
    return finish(canvas, "entity-bars", article, title=title, alt=alt, n=n, data=data)


@drawn
def entity_by_section(article: Corpus, *, narrow: bool = False) -> Figure:
    """How often each of 12 main entities is named in each section, as a table of shaded numbers."""
    leading, mentions = _leading(article, 12), article.mentions
    if not leading:
        return nothing("entity-by-section", article, "No entity was found", narrow=narrow)
    parts = parts_with_text(article.sections)
    counts = pd.crosstab(mentions["entity"], mentions["section"])
    counts = counts.reindex(leading, columns=parts["section"], fill_value=0)
    numbers, spread = counts.to_numpy(), (counts > 0).sum(axis=1)
    widest = largest(leading, spread)
    named = f"{listed(widest, most=3)} {'is' if len(widest) == 1 else 'are'} named"
    title = f"{named} in {spread.max()} of {counted(len(parts), 'part')}"
    if len(parts) == 1:
        title = f"{_entities(len(leading))} in an article of a single part"
    canvas = new_canvas(2.9, rows=len(leading), narrow=narrow)
    axes = canvas.subplots()
    # Dark numbers stand out on half of the darkest shade.
    most = max(4, 2 * numbers.max())
    names = [
        wrapped(name, 16, lines=2) if narrow else wrapped(name, 30, lines=1) for name in leading
    ]
    shaded_table(axes, numbers, names, pale=0, dark=most)
    write_numbers(axes, numbers, most_on_pale=most)
    _name_columns(axes, parts, narrow=narrow)
    axes.xaxis.tick_top()
    alt = f"A table of {_entities(len(leading))} by {counted(len(parts), 'part')}, shaded by "
    alt += f"number of mentions. {list_of(leading, spread, 'parts with a mention', most=6)} "
    alt += f"In most parts of those shown: {listed(widest, most=3)}."
    n = f"{numbers.sum()} of {counted(len(mentions), 'mention')} shown"
    data = counts.reset_index().melt("entity", var_name="section", value_name="mentions")
    return finish(canvas, "entity-by-section", article, title=title, alt=alt, n=n, data=data)


@drawn
def entity_dispersion(article: Corpus, *, narrow: bool = False) -> Figure:
    """Where each of 10 main entities is named along the text, with the sections as bands.

    The plot goes back to the dispersion plots of corpus linguistics (Church 1990); the title names
    the entity that is spread most evenly by DP over ten equal parts of the text, see
    `analysis.entities.dispersion.dispersion`, among those drawn that are named often enough.
    """
    leading = _leading(article, 10)
    if not leading:
        return nothing("entity-dispersion", article, "No entity was found", narrow=narrow)
    body = running_text(article.tokens)
    found = article.mentions[article.mentions["entity"].isin(leading)]
    place = np.searchsorted(body["start"], found["start"]) / max(1, len(body))
    data = found[["entity", "section"]].assign(share_of_text=place.round(4))
    ends = data.groupby("entity")["share_of_text"].agg(["size", "min", "max"]).loc[leading]
    title = _most_even(dispersion(found, article.tokens))
    begins = np.unique(body["section"], return_index=True)[1]
    canvas = new_canvas(1.9, rows=len(leading), narrow=narrow)
    axes = canvas.subplots()
    edges = [*begins / max(1, len(body)), 1.0]
    for low, high in list(pairwise(edges))[1::2]:
        axes.axvspan(low, high, color="#eeeeee", linewidth=0)
    rows = data["entity"].map(leading.index) + BAR[narrow][0]
    axes.plot(data["share_of_text"], rows, "|", color=BLUE, markersize=15, markeredgewidth=2.2)
    name_rows(axes, leading, letters=30)
    axes.set_xlim(-0.01, 1.01)
    axes.xaxis.set_major_formatter("{x:.0%}")
    bands = " (bands: its sections)" if len(edges) > 2 else ""
    axes.set_xlabel(f"position in the text{bands}")
    alt = f"{counted(len(leading), 'line')}, one an entity, with a stroke at each mention, "
    alt += "from the beginning of the text on the left to its end on the right. "
    for name, number, low, high in ends.head(5).itertuples():
        reach = f"from {low:.0%} to {high:.0%}" if number > 1 else f"at {low:.0%}"
        alt += f"{name}: {times(number)}, {reach}. "
    alt += f"{title}."
    n = f"{len(data)} of {counted(len(article.mentions), 'mention')} shown"
    return finish(canvas, "entity-dispersion", article, title=title, alt=alt, n=n, data=data)


def _leading(article: Corpus, number: int) -> list[str]:
    return list(article.entities["entity"].drop_duplicates().head(number))


def _entities(number: int) -> str:
    return counted(number, "entity", "entities")


def _most_even(spread: pd.DataFrame) -> str:
    often = spread[spread["mentions"] >= ENOUGH]
    if often.empty:
        return f"No entity is named {ENOUGH} times"
    rounded = often["dp"].round(2)  # as it is shown, so that what looks alike is told alike
    even = often[rounded == rounded.min()]
    names, dp = listed(even["entity"].tolist(), most=3), f"DP {rounded.min():.2f}"
    where = f"in {even['parts'].iloc[0]} of ten equal parts of the text ({dp})"
    if len(often) == 1:
        return f"{names} is named {where}"
    which = f"{len(often)} shown with {ENOUGH} mentions or more"
    if len(even) == len(often):
        return f"The {which} are spread alike ({dp})"
    if len(even) > 1:
        return f"Of {which}, these are spread most evenly ({dp}): {names}"
    return f"Of {which}, {names} is spread most evenly: {where}"


def _name_columns(axes: Axes, parts: pd.DataFrame, *, narrow: bool) -> None:
    """Headings above the columns, or the sections' numbers where headings would not fit."""
    if len(parts) <= 6 and not narrow:
        names = [wrapped(name, 70 // max(4, len(parts)), lines=5) for name in parts["name"]]
        axes.set_xticks(range(len(parts)), names, fontsize=8.5)
        return
    step = -(-len(parts) // (10 if narrow else 25))
    numbers = parts["section"].iloc[::step].astype(str)
    axes.set_xticks(range(0, len(parts), step), numbers, fontsize=8.5)
    key = "section (0: before the first heading)"
    if narrow and len(parts) <= 6:
        names = [f"{n}: {name}" for n, name in zip(parts["section"], parts["name"], strict=True)]
        key = "\n".join(wrapped(name, 40, lines=2) for name in names)
    pad = 9 if narrow else None
    axes.set_xlabel(key, fontsize=9.5, loc="right" if narrow else "center", ma="left", labelpad=pad)
    axes.xaxis.set_label_position("top")
