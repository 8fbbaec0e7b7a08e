"""Figures of who and what is in an article: one function each, tables in, a `Figure` out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.entities.dispersion import ENOUGH, dispersion
from analysis.figures.marks import (
    ROW,
    list_of,
    nothing,
    part_names,
    source_line,
    typed_bars,
)
from analysis.figures.picture import BLUE, Figure, finish, new_canvas, wrapped
from analysis.profile import running_text
from analysis.require import require_columns
from analysis.wording import counted, largest, listed, percent, times


def entity_bars(entities: pd.DataFrame, *, article: str, top: int = 15) -> Figure:
    """The most mentioned entities, coloured and hatched by type.

    Args:
        entities: Columns entity, label, mentions; most frequent first.
        article: How the source line names the article or the articles.
        top: How many to draw.
    """
    require_columns(entities, "entities", "entity", "label", "mentions")
    data = entities[["entity", "label", "mentions"]].head(top)
    if data.empty:
        return nothing("entity-bars", "No entity was found", article=article)
    with new_canvas(2.2 + ROW * len(data)) as canvas:
        axes = canvas.subplots()
        typed_bars(axes, data["entity"], data["mentions"], data["label"])
        axes.set_xlabel("mentions")
        most, total = int(data["mentions"].iloc[0]), int(entities["mentions"].sum())
        first = listed(largest(entities["entity"].tolist(), entities["mentions"].tolist()), most=3)
        alone = int((entities["mentions"] == most).sum()) == 1
        leads = f"leads with {counted(most, 'mention')}, {percent(most, total)} of all"
        return finish(
            canvas,
            name="entity-bars",
            title=f"{first} {leads if alone else f'are named most often: {times(most)} each'}",
            alt=f"Bars of the most mentioned entities, {len(data)} of {len(entities):,}. "
            f"{list_of(data['entity'], data['mentions'], 'mentions', most=6)}",
            source=source_line(
                article,
                f"{counted(total, 'mention')} of {counted(len(entities), 'entity', 'entities')}",
            ),
            data=data,
        )


def entity_by_section(
    mentions: pd.DataFrame, sections: pd.DataFrame, *, article: str, top: int = 12
) -> Figure:
    """How often each main entity is named in each section, as a table of shaded numbers.

    Args:
        mentions: Columns entity, section, start; of one article.
        sections: Columns section, heading, words.
        article: How the source line names the article.
        top: How many entities to draw.
    """
    require_columns(mentions, "mentions", "entity", "section", "start")
    require_columns(sections, "sections", "section", "heading", "words")
    shown = sections.assign(name=part_names(sections))[sections["words"] > 0]
    counts = pd.crosstab(mentions["entity"], mentions["section"])
    counts = counts.reindex(_leading(mentions, top), columns=shown["section"], fill_value=0)
    if counts.empty:
        return nothing("entity-by-section", "No entity was found", article=article)
    data = counts.reset_index().melt("entity", var_name="section", value_name="mentions")
    spread = (counts > 0).sum(axis=1)
    widest = largest(spread.index.tolist(), spread.tolist())
    of_parts = f"{spread.max()} of {counted(len(shown), 'part')}"
    title = f"{listed(widest, most=3)} {'is' if len(widest) == 1 else 'are'} named in {of_parts}"
    with new_canvas(2.9 + ROW * len(counts)) as canvas:
        axes = canvas.subplots()
        darkest = max(4, 2 * counts.to_numpy().max())  # dark numbers stand out on half of it
        axes.imshow(counts, cmap="Blues", vmin=0, vmax=darkest, aspect="auto")
        for (row, column), value in np.ndenumerate(counts.to_numpy()):
            if value:
                axes.text(column, row, value, ha="center", va="center")
        axes.set_yticks(range(len(counts)), [wrapped(e, 30, lines=1) for e in counts.index])
        _name_columns(axes, shown)
        axes.tick_params(length=0)
        axes.xaxis.tick_top()
        axes.spines[:].set_visible(False)
        return finish(
            canvas,
            name="entity-by-section",
            title=title
            if len(shown) > 1
            else f"{counted(len(counts), 'entity', 'entities')} in an article of a single part",
            alt=f"A table of {counted(len(counts), 'entity', 'entities')} by "
            f"{counted(len(shown), 'part')}, shaded by number of mentions. "
            + list_of(spread.index.to_series(), spread, "parts with a mention", most=6)
            + f" In most parts of those shown: {listed(widest, most=3)}.",
            source=source_line(
                article, f"{counts.to_numpy().sum()} of {counted(len(mentions), 'mention')} shown"
            ),
            data=data,
        )


def entity_dispersion(
    mentions: pd.DataFrame, tokens: pd.DataFrame, *, article: str, top: int = 10
) -> Figure:
    """Where each main entity is named along the text, with the sections as bands.

    The plot goes back to the dispersion plots of corpus linguistics (Church 1990); the title names
    the entity that is spread most evenly by DP over ten equal parts of the text, see
    `analysis.entities.dispersion.dispersion`, among those drawn that are named often enough.

    Args:
        mentions: Columns entity, section, start; of one article.
        tokens: Columns section, start, kind; of the same article.
        article: How the source line names the article.
        top: How many entities to draw.
    """
    require_columns(mentions, "mentions", "entity", "section", "start")
    require_columns(tokens, "tokens", "section", "start", "kind")
    leading = _leading(mentions, top)
    if not leading:
        return nothing("entity-dispersion", "No entity was found", article=article)
    body = running_text(tokens)
    starts = body["start"].to_numpy()
    found = mentions[mentions["entity"].isin(leading)]
    place = np.searchsorted(starts, found["start"].to_numpy()) / max(1, len(starts))
    data = found[["entity", "section"]].assign(share_of_text=place.round(4))
    ends = data.groupby("entity")["share_of_text"].agg(["size", "min", "max"]).reindex(leading)
    spread = dispersion(found, tokens)
    often = spread[spread["mentions"] >= ENOUGH]
    with new_canvas(1.9 + ROW * len(leading)) as canvas:
        axes = canvas.subplots()
        edges = [
            int(np.searchsorted(body["section"], s)) / len(body)
            for s in sorted(body["section"].unique())
        ] + [1.0]
        for i, (low, high) in enumerate(pairwise(edges)):
            if i % 2:
                axes.axvspan(low, high, color="#eeeeee", linewidth=0)
        row = data["entity"].map({name: i for i, name in enumerate(leading)})
        axes.plot(data["share_of_text"], row, "|", color=BLUE, markersize=15, markeredgewidth=2.2)
        axes.set_yticks(range(len(leading)), [wrapped(e, 30, lines=1) for e in leading])
        axes.set_ylim(len(leading) - 0.5, -0.5)
        axes.set_xlim(-0.01, 1.01)
        axes.xaxis.set_major_formatter("{x:.0%}")
        bands = " (bands: its sections)" if len(edges) > 2 else ""
        axes.set_xlabel(f"position in the text{bands}")
        return finish(
            canvas,
            name="entity-dispersion",
            title=_most_even(often),
            alt=f"{counted(len(leading), 'line')}, one an entity, with a stroke at each mention, "
            "from the beginning of the text on the left to its end on the right. "
            + " ".join(
                f"{name}: {times(number)}, "
                + (f"from {low:.0%} to {high:.0%}." if number > 1 else f"at {low:.0%}.")
                for name, number, low, high in ends.head(5).itertuples()
            )
            + f" {_most_even(often)}.",
            source=source_line(
                article, f"{len(data)} of {counted(len(mentions), 'mention')} shown"
            ),
            data=data,
        )


def _most_even(often: pd.DataFrame) -> str:
    """Which of the entities that are named often enough is spread most evenly."""
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


def _name_columns(axes: Axes, sections: pd.DataFrame) -> None:
    """Headings above the columns, or the sections' numbers where headings would not fit."""
    if len(sections) <= 6:
        letters = 70 // max(4, len(sections))
        names = [wrapped(name, letters, lines=5) for name in sections["name"]]
        axes.set_xticks(range(len(sections)), names, fontsize=8.5)
        return
    step = -(-len(sections) // 25)
    numbers = sections["section"].iloc[::step]
    axes.set_xticks(range(0, len(sections), step), [str(n) for n in numbers], fontsize=8.5)
    axes.set_xlabel("section (0: before the first heading)", fontsize=9.5)
    axes.xaxis.set_label_position("top")


def _leading(mentions: pd.DataFrame, top: int) -> list[str]:
    """The most mentioned entities, ties in the order of the text."""
    order = mentions.groupby("entity")["start"].agg(["size", "min"])
    order = order.sort_values(["size", "min"], ascending=[False, True])
    return [str(name) for name in order.index[:top]]
