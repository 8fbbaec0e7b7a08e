"""One function per figure: tables in, a finished `Figure` out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.picture import (
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
from analysis.profile import count_words, running_text
from analysis.wording import counted

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
_ROW = 0.34  # inches that a row of text needs
_BEFORE = "(before the first heading)"


def article_strip(sections: pd.DataFrame, paragraphs: pd.DataFrame, *, article: str) -> Figure:
    """The article from top to bottom: a block per paragraph, as tall as it has words.

    Args:
        sections: Columns section, heading, words.
        paragraphs: Columns section, paragraph, kind, text; of one article.
        article: How the source line names the article.
    """
    body = running_text(paragraphs)
    words = count_words(body["text"])
    data = body[["section", "paragraph"]].assign(words=words, first_word=words.cumsum() - words)
    shown = sections[sections["words"] > 0]
    total = int(words.sum())
    by_section = data.groupby("section")["first_word"].min()
    with new_canvas(max(3.4, 1.3 + _ROW * 1.7 * len(shown), 1.2 + 0.1 * len(data))) as canvas:
        axes = canvas.subplots()
        colours = {s: (BLUE, ORANGE)[i % 2] for i, s in enumerate(shown["section"])}
        axes.bar(
            np.zeros(len(data)),
            data["words"],
            bottom=data["first_word"],
            width=1.0,
            color=data["section"].map(colours).tolist(),
            edgecolor="white",
            linewidth=1.5,
        )
        wanted = by_section.reindex(shown["section"]).to_numpy(dtype=float)
        gap = total * 1.35 * _ROW / max(1.0, canvas.get_figheight() - 1.2)
        for y, start, heading, count in zip(
            _spread(wanted, gap, total), wanted, shown["heading"], shown["words"], strict=True
        ):
            axes.plot([0.52, 0.62], [start, y], color=GREY, linewidth=0.8, clip_on=False)
            label = f"{wrapped(heading or _BEFORE, 58, lines=2)}  ({count} words)"
            axes.text(0.66, y, label, va="top", fontsize=10)
        axes.set(xlim=(-0.55, 4.2), ylim=(total, 0), xticks=[], ylabel="words from the beginning")
        axes.spines[["bottom"]].set_visible(False)
        longest = shown.loc[shown["words"].idxmax()]
        title = (
            f"{counted(total, 'word')} in {counted(len(data), 'paragraph')}"
            f" and {counted(len(shown), 'part')}"
        )
        return finish(
            canvas,
            name="article-strip",
            title=title,
            alt=f"The article drawn from top to bottom as {counted(len(data), 'block')}, one a "
            f"paragraph, {words.min()} to {words.max()} words each. "
            + _list_of(shown["heading"].replace("", _BEFORE), shown["words"], "words")
            + f" The longest part is {longest['heading'] or _BEFORE}.",
            source=_source(article, f"{total} words of running text"),
            data=data,
        )


def section_lengths(sections: pd.DataFrame, *, article: str) -> Figure:
    """Words and sentences of each section, side by side.

    Args:
        sections: Columns section, heading, words, sentences; of one article.
        article: How the source line names the article.
    """
    data = sections.loc[sections["words"] > 0, ["section", "heading", "words", "sentences"]]
    data = data.assign(words_per_sentence=data["words"] / data["sentences"].clip(lower=1))
    labels = data["heading"].replace("", _BEFORE)
    longest = labels[data["words"].idxmax()]
    with new_canvas(1.7 + _ROW * 1.5 * len(data)) as canvas:
        left, right = canvas.subplots(1, 2, sharey=True, width_ratios=(3, 2))
        _bars(left, labels, data["words"], colour=BLUE)
        _bars(right, labels, data["sentences"], colour=ORANGE, hatch="//")
        left.set_xlabel("words")
        right.set_xlabel("sentences")
        share = data["words"].max() / data["words"].sum()
        return finish(
            canvas,
            name="section-lengths",
            title=f"The longest part holds {share:.0%} of the words: {longest}"
            if len(data) > 1
            else f"{counted(int(data['words'].sum()), 'word')} in a single part",
            alt="Bars of words and sentences for each part of the article, in its order. "
            + _list_of(labels, data["words"], "words")
            + f" Sentences: {data['sentences'].min()} to {data['sentences'].max()} a part.",
            source=_source(
                article, f"{data['words'].sum()} words, {data['sentences'].sum()} sentences"
            ),
            data=data,
        )


def entity_bars(entities: pd.DataFrame, *, article: str, top: int = 15) -> Figure:
    """The most mentioned entities, coloured and hatched by type.

    Args:
        entities: Columns entity, label, mentions; most frequent first.
        article: How the source line names the article or the articles.
        top: How many to draw.
    """
    data = entities[["entity", "label", "mentions"]].head(top)
    if data.empty:
        return _nothing("entity-bars", "No entity was found", article=article)
    looks = [_LOOKS.get(label, _OTHER) for label in data["label"]]
    with new_canvas(1.7 + _ROW * len(data)) as canvas:
        axes = canvas.subplots()
        bars = _bars(axes, data["entity"], data["mentions"], colour=[c for c, _, _ in looks])
        for bar, (_, hatch, _) in zip(bars, looks, strict=True):
            bar.set_hatch(hatch)
        axes.set_xlabel("mentions")
        _legend_of_types(axes, data["label"])
        share = data["mentions"].iloc[0] / entities["mentions"].sum()
        return finish(
            canvas,
            name="entity-bars",
            title=f"{data['entity'].iloc[0]} leads with "
            f"{counted(data['mentions'].iloc[0], 'mention')}, {share:.0%} of all",
            alt=f"Bars of the most mentioned entities, {len(data)} in all. "
            f"{_list_of(data['entity'], data['mentions'], 'mentions', most=6)}",
            source=_source(
                article,
                f"{entities['mentions'].sum()} mentions of "
                f"{counted(len(entities), 'entity', 'entities')}",
            ),
            data=data,
        )


def entity_by_section(
    mentions: pd.DataFrame, sections: pd.DataFrame, *, article: str, top: int = 12
) -> Figure:
    """How often each main entity is named in each section, as a table of shaded numbers.

    Args:
        mentions: Columns entity, section; of one article.
        sections: Columns section, heading, words.
        article: How the source line names the article.
        top: How many entities to draw.
    """
    shown = sections[sections["words"] > 0]
    counts = pd.crosstab(mentions["entity"], mentions["section"])
    counts = counts.reindex(_leading(mentions, top), columns=shown["section"], fill_value=0)
    if counts.empty:
        return _nothing("entity-by-section", "No entity was found", article=article)
    data = counts.reset_index().melt("entity", var_name="section", value_name="mentions")
    spread = (counts > 0).sum(axis=1)
    widest = str(spread.idxmax())
    with new_canvas(2.9 + _ROW * len(counts)) as canvas:
        axes = canvas.subplots()
        axes.imshow(
            counts, cmap="Blues", vmin=0, vmax=max(4, counts.to_numpy().max() * 1.3), aspect="auto"
        )
        for (row, column), value in np.ndenumerate(counts.to_numpy()):
            if value:
                axes.text(column, row, value, ha="center", va="center")
        axes.set_yticks(range(len(counts)), [wrapped(e, 30, lines=1) for e in counts.index])
        names = [wrapped(h or _BEFORE, 16) for h in shown["heading"]]
        axes.set_xticks(range(len(shown)), names, fontsize=8.5)
        axes.tick_params(length=0)
        axes.xaxis.tick_top()
        axes.spines[:].set_visible(False)
        return finish(
            canvas,
            name="entity-by-section",
            title=f"{widest} is named in {spread.max()} of {counted(len(shown), 'part')}",
            alt=f"A table of {counted(len(counts), 'entity', 'entities')} by "
            f"{counted(len(shown), 'part')}, shaded by number of mentions. "
            + _list_of(spread.index.to_series(), spread, "parts with a mention", most=6),
            source=_source(
                article, f"{int(counts.to_numpy().sum())} of {len(mentions)} mentions shown"
            ),
            data=data,
        )


def entity_dispersion(
    mentions: pd.DataFrame, tokens: pd.DataFrame, *, article: str, top: int = 10
) -> Figure:
    """Where each main entity is named along the text, with the sections as bands.

    The plot goes back to the dispersion plots of corpus linguistics (Church 1990).

    Args:
        mentions: Columns entity, start; of one article.
        tokens: Columns section, start, kind; of the same article.
        article: How the source line names the article.
        top: How many entities to draw.
    """
    leading = _leading(mentions, top)
    if not leading:
        return _nothing("entity-dispersion", "No entity was found", article=article)
    body = running_text(tokens)
    starts = body["start"].to_numpy()
    found = mentions[mentions["entity"].isin(leading)]
    place = np.searchsorted(starts, found["start"].to_numpy()) / max(1, len(starts))
    data = found[["entity", "section"]].assign(share_of_text=place.round(4))
    middle = data.groupby("entity")["share_of_text"].agg(["min", "max"]).reindex(leading)
    reach = middle["max"] - middle["min"]
    with new_canvas(1.9 + _ROW * len(leading)) as canvas:
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
        axes.set_xlabel("position in the text (bands: its sections)")
        widest = str(reach.idxmax())
        return finish(
            canvas,
            name="entity-dispersion",
            title=f"{widest} runs from {middle['min'][widest]:.0%} to {middle['max'][widest]:.0%}"
            " of the text",
            alt=f"{counted(len(leading), 'line')}, one an entity, with a stroke at each mention, "
            "from the beginning of the text on the left to its end on the right. "
            + " ".join(
                f"{name}: first at {low:.0%}, last at {high:.0%}."
                for name, low, high in middle.head(5).itertuples()
            ),
            source=_source(article, f"{len(data)} of {len(mentions)} mentions shown"),
            data=data,
        )


def keyword_parts(keywords: pd.DataFrame, *, style: str, article: str, top: int = 12) -> Figure:
    """The leading keywords with term frequency, idf and score, each in a panel of its own.

    Args:
        keywords: Columns rank, keyword, tf, idf, score; of one article and style, best first.
        style: ``"phrases"`` or ``"words"``.
        article: How the source line names the article.
        top: How many to draw.
    """
    name = f"keyword-{style}"
    data = keywords[["rank", "keyword", "tf", "idf", "score"]].head(top)
    if data.empty:
        return _nothing(name, "No keyword was found", article=article)
    with new_canvas(1.7 + _ROW * len(data)) as canvas:
        panels = canvas.subplots(1, 3, sharey=True)
        looks = (
            ("tf", BLUE, "", "{:.0f}"),
            ("idf", ORANGE, "//", "{:.1f}"),
            ("score", GREEN, "..", "{:.2f}"),
        )
        for axes, (column, colour, hatch, form) in zip(panels, looks, strict=True):
            _bars(axes, data["keyword"], data[column], colour=colour, hatch=hatch, form=form.format)
        for axes, text in zip(
            panels, ("times in the article (tf)", "rarity elsewhere (idf)", "score"), strict=True
        ):
            axes.set_xlabel(text, fontsize=9.5)
        first, last = data.iloc[0], data.iloc[-1]
        often = data.loc[data["tf"].idxmax(), "keyword"]
        rare = data.loc[data["idf"].idxmax(), "keyword"]
        return finish(
            canvas,
            name=name,
            title=f"First among the {style}: {first['keyword']}",
            alt=f"Three bars for each of {counted(len(data), 'keyword')}: how often it stands in "
            "the article, how rare it is elsewhere, and its score. The first is "
            f"{first['keyword']} with a score of {first['score']:.2f}, the last {last['keyword']} "
            f"with {last['score']:.2f}. Most frequent: {often}. Rarest elsewhere: {rare}.",
            source=_source(article, f"{len(data)} of {len(keywords)} keywords shown"),
            data=data,
        )


def section_terms(
    section_keywords: pd.DataFrame, sections: pd.DataFrame, *, article: str, top: int = 5
) -> Figure:
    """The words that set each section apart from the others, a panel a section.

    Args:
        section_keywords: Columns section, rank, keyword, score; of one article.
        sections: Columns section, heading.
        article: How the source line names the article.
        top: Words a section.
    """
    data = section_keywords.loc[
        section_keywords["rank"] <= top, ["section", "rank", "keyword", "score", "tf", "df"]
    ]
    numbers = data["section"].unique()
    if not len(numbers):
        return _nothing("section-terms", "No section has words of its own", article=article)
    headings = sections.set_index("section")["heading"].replace("", _BEFORE)
    columns = min(2, len(numbers))
    rows = -(-len(numbers) // columns)
    leaders = data[data["rank"] == 1]
    with new_canvas(1.3 + rows * (0.7 + _ROW * top)) as canvas:
        panels = canvas.subplots(rows, columns, squeeze=False).ravel()
        for axes in panels[len(numbers) :]:
            axes.set_visible(False)
        for axes, number in zip(panels, numbers, strict=False):
            rows_of_section = data[data["section"] == number]
            _bars(
                axes,
                rows_of_section["keyword"],
                rows_of_section["score"],
                colour=SKY,
                form="{:.2f}".format,
            )
            axes.set_title(wrapped(headings[number], 44, lines=2), loc="left", fontsize=10)
            axes.set(xlim=(0, data["score"].max() * 1.18), xticks=[])
            axes.spines["bottom"].set_visible(False)
        best = leaders.loc[leaders["score"].idxmax()]
        return finish(
            canvas,
            name="section-terms",
            title=f"“{best['keyword']}” marks “{headings[best['section']]}” most",
            alt="A panel for each part of the article with the words that set it apart from the "
            "other parts, by TF-IDF. "
            + " ".join(
                f"{headings[number]}: {', '.join(data.loc[data['section'] == number, 'keyword'])}."
                for number in numbers
            ),
            source=_source(
                article, f"{len(numbers)} sections; bars: TF-IDF, smoothed idf, L2 norm"
            ),
            data=data,
        )


def _bars(
    axes: Axes,
    labels: pd.Series,
    values: pd.Series,
    *,
    colour: str | list[str],
    hatch: str = "",
    form: Callable[[float], str] = "{:.0f}".format,
) -> list:
    """Horizontal bars from the top down, each with its value at its end."""
    rows = range(len(values))
    bars = axes.barh(rows, values, color=colour, hatch=hatch, edgecolor="white", height=0.78)
    axes.bar_label(bars, [form(value) for value in values], padding=3, fontsize=9.5)
    axes.set_yticks(rows, [wrapped(label, 34, lines=2) for label in labels])
    axes.set_ylim(len(values) - 0.4, -0.6)
    axes.set_xlim(0, max(values.max(), 1e-9) * 1.18)
    axes.tick_params(axis="y", length=0)
    axes.locator_params(axis="x", nbins=5, integer=bool(pd.api.types.is_integer_dtype(values)))
    return list(bars)


def _legend_of_types(axes: Axes, labels: pd.Series) -> None:
    looks = dict.fromkeys(_LOOKS.get(label, _OTHER) for label in labels)
    handles = [Patch(facecolor=c, hatch=h, edgecolor="white", label=n) for c, h, n in looks]
    axes.legend(handles=handles, loc="lower right", frameon=False, fontsize=9.5)


def _spread(wanted: np.ndarray, gap: float, total: float) -> np.ndarray:
    """Places for labels, at least `gap` apart and as near as can be to where they are wanted."""
    places = wanted.copy()
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + gap)
    if len(places) and places[-1] > total - gap * 0.5:
        places[-1] = max(total - gap * 0.5, wanted[-1] * 0)
        for i in range(len(places) - 2, -1, -1):
            places[i] = min(places[i], places[i + 1] - gap)
    return places


def _leading(mentions: pd.DataFrame, top: int) -> list[str]:
    """The most mentioned entities, ties in the order of the text."""
    order = mentions.groupby("entity")["start"].agg(["size", "min"])
    order = order.sort_values(["size", "min"], ascending=[False, True])
    return [str(name) for name in order.index[:top]]


def _nothing(name: str, title: str, *, article: str) -> Figure:
    """A page that says that there is nothing to draw, so that no link is ever broken."""
    with new_canvas(1.6) as canvas:
        canvas.text(0.01, 0.5, f"{title}.")
        return finish(
            canvas,
            name=name,
            title=title,
            alt=f"{title}; nothing is drawn.",
            source=_source(article, "0"),
            data=pd.DataFrame({"nothing": []}),
        )


def _list_of(names: pd.Series, values: pd.Series, unit: str, *, most: int = 12) -> str:
    """``A 12, B 7 and C 3 words.``, and how many more there are."""
    pairs = [f"{n} {v}" for n, v in zip(names[:most], values[:most], strict=True)]
    rest = f"; and {len(names) - most} more" if len(names) > most else ""
    return f"{unit.capitalize()}: {', '.join(pairs)}{rest}."


def _source(article: str, n: str) -> str:
    return f"Source: {article}. n = {n}. Made with article-analysis."
