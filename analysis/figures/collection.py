"""Figures of many articles."""

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.articles import timeline
from analysis.corpus import Corpus
from analysis.entities import articles_by_entity
from analysis.figures.colours import BLUE, GREEN, INK, ORANGE
from analysis.figures.marks import (
    BAR,
    legend_above,
    list_of,
    name_rows,
    shaded_table,
    typed_bars,
    write_numbers,
)
from analysis.figures.picture import Figure, drawn, finish, new_canvas, nothing, wrapped
from analysis.wording import counted, largest, listed

_FEW = {False: 8, True: 4}  # columns that have room for their names, by whether it is narrow
_UPRIGHT = 40  # columns that have room for a headline that stands upright
_MOST_COLUMNS = 300  # a column of the table stays wider than two dots
_PALE, _OFTEN = -2, 5  # mentions without a shade and with the darkest: one is seen at a glance
_SIDES = ((BLUE, ""), (ORANGE, "//"), (GREEN, "--"))  # more would leave no room for words


@drawn
def collection_entities(corpus: Corpus, *, narrow: bool = False) -> Figure:
    """The 15 entities that most articles name, coloured and hatched by type."""
    name, entities = "collection-entities", corpus.corpus_entities
    data = entities[["entity", "label", "articles"]].head(15)
    if data.empty:
        return nothing(name, corpus, "No entity was found", narrow=narrow)
    of = counted(len(corpus.ids), "article")
    leading = largest(data["entity"], data["articles"])
    are = "is named" if len(leading) == 1 else "are each named"
    canvas = new_canvas(2.2, rows=len(data), narrow=narrow)
    axes = canvas.subplots()
    typed_bars(axes, data["entity"], data["articles"], data["label"])
    axes.set_xlabel("articles that name it")
    title = f"{listed(leading, most=3)} {are} in {data['articles'].iloc[0]} of {of}"
    alt = f"Bars of the entities that most articles name, {len(data)} in all. "
    alt += list_of(data["entity"], data["articles"], "articles", most=6)
    n = f"{of}, {counted(len(entities), 'entity', 'entities')}"
    return finish(canvas, name, corpus, title=title, alt=alt, n=n, data=data)


@drawn
def entity_by_article(corpus: Corpus, *, narrow: bool = False) -> Figure:
    """Which articles name which of 12 main entities, a column an article, shaded by mentions.

    Of more than 300 articles, several share a column.
    """
    name, key = "entity-by-article", ["entity", "label"]
    by_entity = articles_by_entity(corpus.mentions, corpus.sentences)
    leading = by_entity[key].drop_duplicates().head(12).reset_index(drop=True)
    if leading.empty:
        return nothing(name, corpus, "No entity was found", narrow=narrow)
    data = by_entity.merge(leading.reset_index(names="row"), on=key)
    wide = data.pivot_table("mentions", "row", "article_id", aggfunc="sum")
    counts = wide.reindex(columns=corpus.ids).fillna(0).to_numpy(dtype="int64")
    size, names = counted(len(corpus.ids), "article"), leading["entity"]
    named = pd.Series((counts > 0).sum(axis=1))
    block = -(-len(corpus.ids) // _MOST_COLUMNS)
    shown = np.add.reduceat(counts, np.arange(0, len(corpus.ids), block), axis=1)
    titles = corpus.articles["title"].reindex(range(len(corpus.ids))).fillna("")
    headlines = [title or name for title, name in zip(titles, corpus.ids, strict=True)]
    is_upright = _FEW[False] < len(headlines) <= _UPRIGHT and not narrow
    canvas = new_canvas(4.2 if is_upright else 2.4, rows=len(names), narrow=narrow)
    axes = canvas.subplots()
    shades = np.where(shown > 0, np.minimum(shown, _OFTEN), np.nan)
    letters, lines = (17, 2) if narrow else (24, 1)
    rows = [
        f"{wrapped(name, letters, lines=lines)}, in {n}"
        for name, n in zip(names, named, strict=True)
    ]
    shaded_table(axes, shades, rows, pale=_PALE, dark=_OFTEN)
    axes.set_yticks(np.arange(len(names) + 1) - 0.5, minor=True)
    axes.grid(axis="y", which="minor", color="white", linewidth=2)
    if is_upright:
        axes.set_xticks(range(len(headlines)), [wrapped(h, 32, lines=1) for h in headlines])
        axes.tick_params(axis="x", rotation=90, labelsize=8.5)
    else:
        _name_articles(axes, headlines, shown, block=block, few=_FEW[narrow])
    steps = {1: "once", 3: "3 times", _OFTEN: f"{_OFTEN} times or more"}
    blues = {step: mpl.colormaps["Blues"]((step - _PALE) / (_OFTEN - _PALE)) for step in steps}
    legend_above(axes, *(Patch(facecolor=blues[step], label=steps[step]) for step in steps))
    title = _closest(names, (counts > 0).astype("int64"))
    alt = f"A table of {counted(len(names), 'entity', 'entities')} by {size}, shaded by number of "
    alt += f"mentions. {list_of(names, named, 'articles that name it', most=6)} {title}."
    n = f"{size}, {counted(int(counts.sum()), 'mention')} shown"
    data = data[[*key, "article_id", "mentions"]]
    return finish(canvas, name, corpus, title=title, alt=alt, n=n, data=data)


@drawn
def group_keyness(corpus: Corpus, marks: pd.DataFrame, *, narrow: bool = False) -> Figure:
    """The first 8 words that mark each group of articles: in how many of its articles they stand.

    `marks` is `analysis.group_keyness` of them; the three groups with most articles are drawn.
    """
    name = "group-keyness"
    if marks.empty:
        return nothing(name, corpus, "No word marks a group of articles", narrow=narrow)
    order = ["of", "more_in"]
    sizes = marks.drop_duplicates("more_in").sort_values(order, ascending=[False, True])
    groups = sorted(sizes["more_in"].head(len(_SIDES)))
    columns = ["more_in", "keyword", "articles", "of", "others", "of_others", "expected"]
    data = marks.loc[marks["more_in"].isin(groups), columns].groupby("more_in").head(8)
    data = data.sort_values("more_in", kind="stable")
    rows = int(data.groupby("more_in").size().max())
    surest = marks.iloc[0]
    title = (
        f"“{surest['keyword']}” stands in {surest['articles']} of "
        f"{counted(int(surest['of']), 'article')} in “{surest['more_in']}” and in "
        f"{surest['others']} of {counted(int(surest['of_others']), 'other')}"
    )
    if surest["expected"] > 1:
        title = "No word marks a group more surely than chance would"
    alt = (
        f"Bars of {counted(len(data), 'word')}, in {counted(len(groups), 'group')} of articles: "
        "the longer, the more articles of the group have the word; a mark shows how many of the "
        f"other articles have it. {title}."
    )
    grid = (len(groups), 1) if narrow else (1, len(groups))
    canvas = new_canvas(1 + 1.3 * grid[0], rows=rows * grid[0], narrow=narrow)
    weight = "bold" if narrow else "normal"  # more names stand above bars there
    down, height = BAR[narrow]
    panels = canvas.subplots(*grid, squeeze=False).ravel()
    looks = zip(panels, data.groupby("more_in"), _SIDES, strict=False)
    for axes, (group, own), (colour, hatch) in looks:
        name_rows(axes, own["keyword"], letters=42 // len(groups))
        places, share = np.arange(len(own)) + down, own["articles"] / own["of"]
        axes.barh(places, share, color=colour, hatch=hatch, edgecolor="white", height=height)
        others = own["others"] / own["of_others"]
        axes.plot(others, places, "D", color=INK, ms=5, mec="white", clip_on=False)
        axes.set(xlim=(0, 1), ylim=(rows - 0.4, -0.6), xticks=[0, 0.5, 1])
        axes.set_xticklabels(["0", "half", "all"], fontsize=9.5)
        axes.tick_params(axis="y", length=0, pad=9)
        axes.set_xlabel("of its articles\n◆ of all others", fontsize=9.5)
        head = wrapped(str(group), 38 if narrow else 45 // len(groups), lines=2)
        head += f"\n{counted(int(own['of'].iloc[0]), 'article')}"
        axes.set_title(head, fontsize=10.5, fontweight=weight)
        alt += f" {group}: {', '.join(own['keyword'].head(6))}."
    n = f"{counted(int(surest['of'] + surest['of_others']), 'article')}, "
    n += f"{data['keyword'].nunique()} of {counted(marks['keyword'].nunique(), 'word')}"
    return finish(canvas, name, corpus, title=title, alt=alt, n=n, data=data)


@drawn
def articles_over_time(corpus: Corpus, *, narrow: bool = False) -> Figure:
    """How many articles appeared in each day, week, month or year; undated ones do not count."""
    name = "articles-over-time"
    data = timeline.articles_over_time(corpus.articles)
    if data.empty:
        return nothing(name, corpus, "No article carries a date", narrow=narrow)
    unit, begins = _unit_and_names(data)
    size, most, dated = len(data), int(data["articles"].max()), int(data["articles"].sum())
    busiest = largest(begins, data["articles"])
    title = f"No {unit} has more than {counted(most, 'article')}"
    if len(busiest) == 1:
        when = f"The week of {busiest[0]}" if unit == "week" else busiest[0]
        title = f"{when} has the most articles: {most} of {dated}"
    canvas = new_canvas(3.6, narrow=narrow)
    axes = canvas.subplots()
    drawn = axes.bar(range(size), data["articles"], color=BLUE, width=0.86)
    if size <= _FEW[narrow]:
        axes.bar_label(drawn, padding=2, fontsize=9.5)
    _name_periods(axes, begins, unit, most=most, few=_FEW[narrow])
    axes.set_ylabel("articles")
    empty = counted(int((data["articles"] == 0).sum()), unit)
    alt = f"A bar for each of {counted(size, unit)}, from {begins.iloc[0]} to {begins.iloc[-1]}, "
    alt += f"as high as articles appeared. {title}; {empty} without any."
    n = f"{counted(dated, 'article')} with a date"
    return finish(canvas, name, corpus, title=title, alt=alt, n=n, data=data)


@drawn
def terms_over_time(corpus: Corpus, counts: pd.DataFrame, *, narrow: bool = False) -> Figure:
    """How many articles of each period have each of 6 terms, before all articles of the period.

    `counts` is `analysis.terms_over_time` of them.
    """
    name = "terms-over-time"
    data = counts[counts["term"].isin(counts["term"].drop_duplicates().head(6))]
    if not data["articles"].any():
        return nothing(name, corpus, "No article with a date has these terms", narrow=narrow)
    unit, begins = _unit_and_names(data)
    terms = data["term"].drop_duplicates().tolist()
    canvas = new_canvas(1.5 + 0.95 * len(terms), narrow=narrow)
    panels = canvas.subplots(len(terms), 1, sharex=True, sharey=True, squeeze=False).ravel()
    title = f"Each term has its most articles in more than one {unit}"
    alt = f"A panel for each of {counted(len(terms), 'term')} with a bar for each {unit}: how many "
    alt += "of its articles have the term."
    for axes, (term, own) in zip(panels, data.groupby("term", sort=False), strict=True):
        axes.bar(range(len(own)), own["of"], color="#dddddd", width=0.86)
        axes.bar(range(len(own)), own["articles"], color=BLUE, width=0.86)
        axes.tick_params(axis="x", length=0, pad=8)
        axes.set_title(wrapped(str(term), 38 if narrow else 84, lines=1), loc="left", fontsize=10)
        top = own[own["articles"] == own["articles"].max()]
        when = f"the week of {begins[top.index[0]]}" if unit == "week" else begins[top.index[0]]
        share = f"{top['articles'].iloc[0]} of {counted(int(top['of'].iloc[0]), 'article')}"
        peak = f"{term} peaks in {when}: {share}"
        if len(top) > 1:
            peak = f"{term}: at most {counted(int(top['articles'].iloc[0]), 'article')} a {unit}"
        elif title.startswith("Each"):
            title = peak
        alt += f" {peak}."
    first = begins[data["term"] == terms[0]]
    _name_periods(panels[-1], first, unit, most=int(data["of"].max()), few=_FEW[narrow])
    panels[-1].locator_params(axis="y", nbins=3)
    key = f"{panels[-1].get_xlabel()}\ndark: articles with the term; pale: all"
    panels[-1].set_xlabel(key, fontsize=9.5)
    n = f"{counted(int(data.loc[first.index, 'of'].sum()), 'article')} with a date"
    return finish(canvas, name, corpus, title=title, alt=alt, n=n, data=data)


def _unit_and_names(data: pd.DataFrame) -> tuple[str, pd.Series]:
    """The unit of the periods, and what each one is called."""
    unit = str(data["unit"].iloc[0])
    return unit, data["begins"].str.slice(0, {"month": 7, "year": 4}.get(unit, 10))


def _name_periods(axes: Axes, begins: pd.Series, unit: str, *, most: int, few: int) -> None:
    """Names of the periods where they have room, and an axis of articles up to the most of them."""
    size = len(begins)
    step = -(-size // few)
    axes.set_xticks(range(0, size, step), begins.iloc[::step].tolist(), fontsize=9.5)
    room = 0.6 + max(0, 3 - size) / 2  # a lone bar stands in the middle
    axes.set(xlim=(-room, size - 1 + room), ylim=(0, most * 1.15))
    axes.set_xlabel("week, by its Monday" if unit == "week" else unit)
    axes.locator_params(axis="y", nbins=5, integer=True)


def _closest(names: pd.Series, is_named: np.ndarray) -> str:
    """Which two entities share most of the articles that name either (P. Jaccard 1901)."""
    both = is_named @ is_named.T
    either = np.add.outer(np.diag(both), np.diag(both)) - both
    shared = np.triu(np.where(both > 1, both / either, 0), k=1)  # one is no more than chance
    if not shared.any() or is_named.shape[1] < 2:
        return f"{names.iloc[0]} is named in {counted(int(both[0, 0]), 'article')}"
    one, other = np.unravel_index(shared.argmax(), shared.shape)
    number, total = int(both[one, other]), int(either[one, other])
    which = f"{number} of {counted(total, 'article')} that name{'s' if total == 1 else ''} either"
    return f"{names.iloc[one]} and {names.iloc[other]} share {which}"


def _name_articles(
    axes: Axes, headlines: list[str], shown: np.ndarray, *, block: int, few: int
) -> None:
    """Names and numbers of the articles where they fit, or else their places in the order."""
    size = shown.shape[1]
    if len(headlines) > few:
        at = range(0, size, max(1, size // (few - 2)))
        axes.set_xticks(at, [str(column * block + 1) for column in at], fontsize=9.5)
        shared = f" ({block} a column)" if block > 1 else ""
        order = wrapped(f"articles in the order of their names{shared}", 6 * few)
        axes.set_xlabel(order, fontsize=9.5)
        return
    names = [wrapped(name, 7 * few // max(2, size), lines=3) for name in headlines]
    axes.set_xticks(range(size), names, fontsize=9)
    write_numbers(axes, shown, most_on_pale=2)
