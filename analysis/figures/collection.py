"""Figures of many articles: one function each, tables in, a `Figure` out."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.figures.marks import ROW, list_of, nothing, source_line, typed_bars
from analysis.figures.picture import BLUE, GREEN, INK, ORANGE, Figure, finish, new_canvas, wrapped
from analysis.wording import counted

FOLDER = "the articles of this folder"
_PAD = 0.1  # inches, so that a long name does not touch the edge
_FEW = 8  # columns that have room for their names and numbers
_MOST_COLUMNS = 300  # a column of the table stays wider than two dots
_OFTEN = 5  # mentions from which on the shade is the darkest
_SHADES: Any = {"cmap": "Blues", "vmin": -2, "vmax": _OFTEN}  # one mention is seen at a glance
_SIDES: tuple[Any, ...] = (
    *({"color": BLUE}, {"color": ORANGE, "hatch": "//"}),
    {"color": GREEN, "hatch": ".."},
)
_MOST_GROUPS = len(_SIDES)  # more would leave no room for words


def collection_entities(
    corpus_entities: pd.DataFrame, *, articles: int, collection: str = FOLDER, top: int = 15
) -> Figure:
    """The entities that most articles name, coloured and hatched by type.

    Args:
        corpus_entities: Columns entity, label, articles; those in most articles first.
        articles: How many articles there are.
        collection: How the source line names them.
        top: How many to draw.
    """
    data = corpus_entities[["entity", "label", "articles"]].head(top)
    if data.empty:
        return nothing("collection-entities", "No entity was found", article=collection)
    first = data.iloc[0]
    with new_canvas(2.2 + ROW * len(data), pad=_PAD) as canvas:
        axes = canvas.subplots()
        typed_bars(axes, data["entity"], data["articles"], data["label"])
        axes.set_xlabel("articles that name it")
        return finish(
            canvas,
            name="collection-entities",
            title=f"{first['entity']} is named in {first['articles']} of "
            f"{counted(articles, 'article')}",
            alt=f"Bars of the entities that most articles name, {len(data)} in all. "
            f"{list_of(data['entity'], data['articles'], 'articles', most=6)}",
            source=source_line(
                collection,
                f"{counted(articles, 'article')}, "
                f"{counted(len(corpus_entities), 'entity', 'entities')}",
            ),
            data=data,
        )


def entity_by_article(
    by_entity: pd.DataFrame, articles: pd.DataFrame, *, collection: str = FOLDER, top: int = 12
) -> Figure:
    """Which articles name which of the main entities, a column an article, shaded by mentions.

    Args:
        by_entity: Columns entity, label, article_id, mentions; entities in the order to draw.
        articles: Columns article_id; in the order to draw. Of more than 300, several share a
            column of the picture.
        collection: How the source line names the articles.
        top: How many entities to draw.
    """
    key = ["entity", "label"]
    leading = by_entity[key].drop_duplicates().head(top).reset_index(drop=True)
    if leading.empty:
        return nothing("entity-by-article", "No entity was found", article=collection)
    data = by_entity.merge(leading.reset_index(names="row"), on=key)
    size, names = len(articles), leading["entity"]
    column = pd.Index(articles["article_id"]).get_indexer(pd.Index(data["article_id"]))
    counts = np.zeros((len(names), size), dtype="int64")
    np.add.at(counts, (data["row"].to_numpy(), column), data["mentions"].to_numpy())
    is_named = (counts > 0).astype("int64")
    named = pd.Series(is_named.sum(axis=1))
    block = -(-size // _MOST_COLUMNS)
    shown = np.add.reduceat(counts, np.arange(0, size, block), axis=1)
    with new_canvas(2.4 + ROW * len(names), pad=_PAD) as canvas:
        axes = canvas.subplots()
        shade = np.where(shown > 0, np.minimum(shown, _OFTEN), np.nan)
        axes.imshow(shade, **_SHADES, aspect="auto", interpolation="nearest")
        labels = [
            f"{wrapped(name, 24, lines=1)}, in {n}" for name, n in zip(names, named, strict=True)
        ]
        axes.set_yticks(range(len(names)), labels)
        axes.set_yticks(np.arange(len(names) + 1) - 0.5, minor=True)
        axes.grid(axis="y", which="minor", color="white", linewidth=2)
        axes.tick_params(length=0, which="both")
        axes.spines[:].set_visible(False)
        _name_articles(axes, articles["article_id"], shown, block=block)
        _legend_of_shades(axes)
        return finish(
            canvas,
            name="entity-by-article",
            title=_closest(names, is_named),
            alt=f"A table of {counted(len(names), 'entity', 'entities')} by "
            f"{counted(size, 'article')}, shaded by number of mentions. "
            f"{list_of(names, named, 'articles that name it', most=6)} "
            f"{_closest(names, is_named)}.",
            source=source_line(
                collection,
                f"{counted(size, 'article')}, {counted(int(counts.sum()), 'mention')} shown",
            ),
            data=data[[*key, "article_id", "mentions"]],
        )


def group_keyness(keyness: pd.DataFrame, *, collection: str = FOLDER, top: int = 8) -> Figure:
    """The words that mark groups of articles, a panel a group: in how many of its articles.

    Args:
        keyness: Columns keyword, more_in, articles, of, others, of_others, expected; the surest
            first.
        collection: How the source line names the articles.
        top: How many words of each group to draw; of more than three groups, those with most
            articles.
    """
    name = "group-keyness"
    columns = ["more_in", "keyword", "articles", "of", "others", "of_others", "expected"]
    if keyness.empty:
        return nothing(name, "No word marks a group of articles", article=collection)
    sizes = keyness.drop_duplicates("more_in").sort_values(
        ["of", "more_in"], ascending=[False, True]
    )
    groups = sorted(sizes["more_in"].head(_MOST_GROUPS))
    chosen = keyness.loc[keyness["more_in"].isin(groups), columns]
    data = chosen.groupby("more_in").head(top).sort_values("more_in", kind="stable")
    rows = int(data.groupby("more_in").size().max())
    surest = keyness.iloc[0]
    finding = (
        "No word marks a group more surely than chance would"
        if surest["expected"] > 1
        else f"“{surest['keyword']}” stands in {surest['articles']} of "
        f"{counted(int(surest['of']), 'article')} in “{surest['more_in']}” and in "
        f"{surest['others']} of {counted(int(surest['of_others']), 'other')}"
    )
    with new_canvas(2.3 + ROW * rows, pad=_PAD) as canvas:
        panels = canvas.subplots(1, len(groups), squeeze=False)[0]
        letters = 42 // len(groups)
        for axes, group, look in zip(panels, groups, _SIDES, strict=False):
            own = data[data["more_in"] == group]
            places, share = range(len(own)), own["articles"] / own["of"]
            axes.barh(places, share, **look, edgecolor="white", height=0.78)
            axes.plot(
                own["others"] / own["of_others"],
                places,
                "D",
                color=INK,
                markersize=5,
                markeredgecolor="white",
                clip_on=False,
            )
            axes.set_yticks(places, [wrapped(word, letters, lines=1) for word in own["keyword"]])
            axes.set(xlim=(0, 1), ylim=(rows - 0.4, -0.6), xticks=[0, 0.5, 1])
            axes.set_xticklabels(["0", "half", "all"], fontsize=9.5)
            axes.tick_params(axis="y", length=0, pad=9)
            axes.set_xlabel("of its articles\n◆ of all others", fontsize=9.5)
            of = counted(int(own["of"].iloc[0]), "article")
            axes.set_title(f"{wrapped(group, 45 // len(groups), lines=2)}\n{of}", fontsize=10.5)
        return finish(
            canvas,
            name=name,
            title=finding,
            alt=f"Bars of {counted(len(data), 'word')}, in {counted(len(groups), 'group')} of "
            "articles: the longer, the more articles of the group have the word; a mark shows how "
            f"many of the other articles have it. {finding}. "
            + " ".join(
                f"{group}: {', '.join(own.head(6))}."
                for group, own in data.groupby("more_in")["keyword"]
            ),
            source=source_line(
                collection,
                f"{data['keyword'].nunique()} of {counted(keyness['keyword'].nunique(), 'word')}",
            ),
            data=data,
        )


def articles_over_time(periods: pd.DataFrame, *, collection: str = FOLDER) -> Figure:
    """How many articles appeared in each period.

    Args:
        periods: Columns begins, unit, articles; in the order of time, without a gap.
        collection: How the source line names the articles.
    """
    name = "articles-over-time"
    data = periods[["begins", "unit", "articles"]]
    if data.empty:
        return nothing(name, "No article carries a date", article=collection)
    unit = str(data["unit"].iloc[0])
    begins = data["begins"].str.slice(0, {"month": 7, "year": 4}.get(unit, 10))
    size, most = len(data), int(data["articles"].max())
    busiest = begins[data["articles"] == most].tolist()
    when = f"The week of {busiest[0]}" if unit == "week" else busiest[0]
    finding = (
        f"{when} has the most articles: {most} of {data['articles'].sum()}"
        if len(busiest) == 1
        else f"No {unit} has more than {counted(most, 'article')}"
    )
    with new_canvas(3.6) as canvas:
        axes = canvas.subplots()
        drawn = axes.bar(range(size), data["articles"], color=BLUE, width=0.86)
        if size <= _FEW:
            axes.bar_label(drawn, padding=2, fontsize=9.5)
        step = -(-size // _FEW)
        axes.set_xticks(range(0, size, step), begins.iloc[::step].tolist(), fontsize=9.5)
        room = 0.6 + max(0, 3 - size) / 2  # a lone bar stands in the middle
        axes.set(xlim=(-room, size - 1 + room), ylim=(0, most * 1.15))
        axes.set(ylabel="articles", xlabel="week, by its Monday" if unit == "week" else unit)
        axes.locator_params(axis="y", nbins=5, integer=True)
        empty = int((data["articles"] == 0).sum())
        return finish(
            canvas,
            name=name,
            title=finding,
            alt=f"A bar for each of {counted(size, unit)}, from {begins.iloc[0]} to "
            f"{begins.iloc[-1]}, as high as articles appeared. {finding}; "
            f"{counted(empty, unit)} without any.",
            source=source_line(
                collection, f"{counted(int(data['articles'].sum()), 'article')} with a date"
            ),
            data=data,
        )


def _closest(names: pd.Series, is_named: np.ndarray) -> str:
    """Which two entities share most of the articles that name either (P. Jaccard 1901)."""
    both = is_named @ is_named.T
    either = np.add.outer(np.diag(both), np.diag(both)) - both
    shared = np.triu(both / either, k=1)
    if not shared.any() or is_named.shape[1] < 2:
        return f"{names.iloc[0]} is named in {counted(int(both[0, 0]), 'article')}"
    one, other = np.unravel_index(shared.argmax(), shared.shape)
    number, total = int(both[one, other]), int(either[one, other])
    which = f"{number} of {counted(total, 'article')} that name{'s' if total == 1 else ''} either"
    return f"{names.iloc[one]} and {names.iloc[other]} share {which}"


def _name_articles(axes: Axes, ids: pd.Series, shown: np.ndarray, *, block: int) -> None:
    """Names and numbers of the articles where they fit, or else their places in the order."""
    size = shown.shape[1]
    if len(ids) > _FEW:
        at = range(0, size, max(1, size // 6))
        axes.set_xticks(at, [str(column * block + 1) for column in at], fontsize=9.5)
        shared = f" ({block} a column)" if block > 1 else ""
        axes.set_xlabel(f"articles in the order of their names{shared}", fontsize=9.5)
        return
    names = [wrapped(name, 56 // max(2, size), lines=3) for name in ids]
    axes.set_xticks(range(size), names, fontsize=9)
    for (y, x), number in np.ndenumerate(shown):
        if number:
            ink = "white" if number > 2 else INK
            axes.text(x, y, number, ha="center", va="center", color=ink)


def _legend_of_shades(axes: Axes) -> None:
    low, high = _SHADES["vmin"], _SHADES["vmax"]
    shade = mpl.colormaps[_SHADES["cmap"]]
    steps = {1: "once", 3: "3 times", _OFTEN: f"{_OFTEN} times or more"}
    axes.legend(
        handles=[
            Patch(facecolor=shade((number - low) / (high - low)), label=words)
            for number, words in steps.items()
        ],
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        ncols=3,
        frameon=False,
        fontsize=9.5,
    )
