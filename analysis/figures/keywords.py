"""Figures of the terms of an article: one function each, tables in, a `Figure` out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.figures.marks import ROW, bars, nothing, part_names, source_line
from analysis.figures.picture import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    SKY,
    VERMILION,
    Figure,
    finish,
    new_canvas,
    wrapped,
)
from analysis.require import require_columns
from analysis.wording import counted, largest, listed


def keyword_parts(keywords: pd.DataFrame, *, style: str, article: str, top: int = 12) -> Figure:
    """The leading keywords with term frequency, idf and score, each in a panel of its own.

    Args:
        keywords: Columns rank, keyword, tf, idf, score; of one article and style, best first.
        style: ``"phrases"`` or ``"words"``.
        article: How the source line names the article.
        top: How many to draw.
    """
    require_columns(keywords, "keywords", "rank", "keyword", "tf", "idf", "score")
    name = f"keyword-{style}"
    data = keywords[["rank", "keyword", "tf", "idf", "score"]].head(top)
    if data.empty:
        return nothing(name, "No keyword was found", article=article)
    with new_canvas(1.7 + ROW * len(data)) as canvas:
        panels = canvas.subplots(1, 3, sharey=True)
        looks = (
            ("tf", BLUE, "", "{:.0f}"),
            ("idf", ORANGE, "//", "{:.1f}"),
            ("score", GREEN, "..", "{:.2f}"),
        )
        for axes, (column, colour, hatch, form) in zip(panels, looks, strict=True):
            bars(axes, data["keyword"], data[column], colour=colour, hatch=hatch, form=form.format)
        for axes, text in zip(
            panels, ("times here (tf)", "rarity elsewhere (idf)", "score"), strict=True
        ):
            axes.set_xlabel(text, fontsize=9.5)
        first, last = data.iloc[0], data.iloc[-1]
        often, rare = (
            listed(largest(data["keyword"].tolist(), data[column].tolist()), most=3)
            for column in ("tf", "idf")
        )
        return finish(
            canvas,
            name=name,
            title=f"First among the {style}: {first['keyword']}",
            alt=f"{counted(len(data), 'keyword')} with three bars each: how often it is counted "
            "here, how rare it is elsewhere, and its score. The first is "
            f"{first['keyword']} with a score of {first['score']:.2f}, the last of those drawn "
            f"{last['keyword']} with {last['score']:.2f}. Most frequent: {often}. "
            f"Rarest elsewhere: {rare}.",
            source=source_line(
                article, f"{len(data)} of {counted(len(keywords), 'keyword')} shown"
            ),
            data=data,
        )


def section_terms(
    section_keywords: pd.DataFrame, sections: pd.DataFrame, *, article: str, top: int = 5
) -> Figure:
    """The words that set each section apart from the others, a panel a section.

    Args:
        section_keywords: Columns section, rank, keyword, score, tf, df; of one article.
        sections: Columns section, heading.
        article: How the source line names the article.
        top: Words a section.
    """
    columns = ("section", "rank", "keyword", "score", "tf", "df")
    require_columns(section_keywords, "section_keywords", *columns)
    require_columns(sections, "sections", "section", "heading")
    data = section_keywords.loc[section_keywords["rank"] <= top, list(columns)]
    numbers = data["section"].unique()
    if len(numbers) < 2:
        return nothing("section-terms", "There are no two parts to compare", article=article)
    headings = part_names(sections.set_index("section"))
    rows = -(-len(numbers) // 2)
    leaders = data[data["rank"] == 1]
    with new_canvas(1.3 + rows * (0.7 + ROW * top)) as canvas:
        panels = canvas.subplots(rows, 2, squeeze=False).ravel()
        for axes in panels[len(numbers) :]:
            axes.set_visible(False)
        for axes, number in zip(panels, numbers, strict=False):
            rows_of_section = data[data["section"] == number]
            bars(
                axes,
                rows_of_section["keyword"],
                rows_of_section["score"],
                colour=SKY,
                letters=17,
                form="{:.2f}".format,
            )
            axes.set_title(wrapped(headings[number], 28, lines=3), loc="left", fontsize=10)
            axes.set(xlim=(0, data["score"].max() * 1.18), xticks=[])
            axes.spines["bottom"].set_visible(False)
        best = leaders.nlargest(1, "score").iloc[0]
        return finish(
            canvas,
            name="section-terms",
            title=f"The highest TF-IDF: “{best['keyword']}” in “{headings[best['section']]}”",
            alt="A panel for each part of the article with the words that set it apart from the "
            "other parts, by TF-IDF. "
            + " ".join(
                f"{headings[number]}: {', '.join(data.loc[data['section'] == number, 'keyword'])}."
                for number in numbers
            ),
            source=source_line(
                article, f"{counted(len(numbers), 'section')}; bars: TF-IDF, smoothed idf, L2 norm"
            ),
            data=data,
        )


def keyword_score(
    keywords: pd.DataFrame, parts: Sequence[str], *, article: str, top: int = 10
) -> Figure:
    """The score of the leading keywords split into its parts: the bars of a row multiply to it.

    Args:
        keywords: Columns rank, keyword, score and the parts; of one article and style, best first.
        parts: The columns whose product is the score; one that is 1 for all is not drawn.
        article: How the source line names the article.
        top: How many to draw.
    """
    require_columns(keywords, "keywords", "rank", "keyword", "score", *parts)
    shown = keywords.head(top)
    if shown.empty:
        return nothing("keyword-score", "No keyword was found", article=article)
    varied = [part for part in parts if (shown[part] != 1).any()] or list(parts[:1])
    data = shown[["rank", "keyword", *varied, "score"]]
    lifts = {part: data[part].max() / data[part].min() for part in varied}
    strongest = max(lifts, key=lambda part: lifts[part])
    title = f"Among the first {len(data)}, {strongest} differs by the largest factor"
    if lifts[strongest] == 1:
        title = f"The score of {listed(data['keyword'].tolist(), most=3)} in its parts"
    with new_canvas(1.8 + ROW * len(data)) as canvas:
        panels = canvas.subplots(1, len(varied) + 1, sharey=True)
        for axes, column in zip(panels, [*varied, "score"], strict=True):
            is_score = column == "score"
            colour, hatch = (GREEN, "..") if is_score else (SKY, "")
            bars(
                axes,
                data["keyword"],
                data[column],
                colour=colour,
                hatch=hatch,
                form="{:.2f}".format,
            )
            axes.set(xticks=[], xlim=(0, data[column].max() * 1.7))
            axes.set_title(f"= {column}" if is_score else f"× {column}", loc="left", fontsize=10)
        panels[0].set_title(varied[0], loc="left", fontsize=10)
        return finish(
            canvas,
            name="keyword-score",
            title=title,
            alt=f"{counted(len(data), 'keyword')} with a row of bars each, one bar a part of the "
            f"score ({', '.join(varied)}) and one for their product. "
            + " ".join(
                f"{part.capitalize()}: {data[part].min():.2f} to {data[part].max():.2f}."
                for part in [*varied, "score"]
            ),
            source=source_line(
                article, f"{len(data)} of {counted(len(keywords), 'keyword')} shown"
            ),
            data=data,
        )


def keyword_certainty(
    stability: pd.DataFrame, methods: pd.DataFrame, *, article: str, top: int = 10
) -> Figure:
    """How sure the leading keywords are: under resampling, and by the word of other methods.

    Args:
        stability: Columns keyword, stays (share of resampled articles, 0 to 1); best first.
        methods: For the same keywords in the same order one column per other method, true where it
            has the keyword among its own first ones.
        article: How the source line names the article.
        top: How many to draw.
    """
    require_columns(stability, "stability", "keyword", "stays")
    data = pd.concat(
        [stability[["keyword", "stays"]].reset_index(drop=True), methods.reset_index(drop=True)],
        axis=1,
    ).head(top)
    if data.empty:
        return nothing("keyword-certainty", "No keyword was found", article=article)
    names = list(methods.columns)
    steady = int((data["stays"] >= 0.5).sum())
    stays = data["stays"]
    surest, least_sure = (
        listed(largest(data["keyword"].tolist(), v.tolist()), most=3) for v in (stays, -stays)
    )
    ends = f"Surest: {surest} at {stays.max():.0%}; "
    ends += f"least sure: {least_sure} at {stays.min():.0%}. "
    if stays.max() == stays.min():
        ends = f"All alike: {stays.max():.0%}. " if len(data) > 1 else f"It is {stays.max():.0%}. "
    with new_canvas(2.0 + ROW * len(data)) as canvas:
        left, right = canvas.subplots(1, 2, sharey=True, width_ratios=(3, 2))
        bars(left, data["keyword"], 100 * data["stays"], colour=BLUE, form="{:.0f}%".format)
        left.set(xlim=(0, 118), xlabel=f"stays in the top {top}, % of draws")
        for column, name in enumerate(names):
            has = data[name].to_numpy(dtype=bool)
            rows = np.arange(len(data))
            right.plot(np.full(has.sum(), column), rows[has], "o", color=VERMILION, markersize=9)
            right.plot(
                np.full((~has).sum(), column),
                rows[~has],
                "o",
                color=GREY,
                markersize=9,
                fillstyle="none",
            )
        right.set_xticks(range(len(names)), [wrapped(name, 11) for name in names], fontsize=9)
        right.set_xlim(-0.6, max(len(names), 1) - 0.4)
        right.set_xlabel("● has it too   ○ has it not", fontsize=9.5)
        right.tick_params(length=0)
        right.spines[:].set_visible(False)
        shared = (
            ", ".join(f"{name} {int(data[name].sum())}" for name in names) or "none is installed"
        )
        return finish(
            canvas,
            name="keyword-certainty",
            title=f"{steady} of {counted(len(data), 'keyword')} "
            f"{'stays' if steady == 1 else 'stay'} in at least half of the draws",
            alt=f"{counted(len(data), 'keyword')} with a bar each: the share of resampled "
            f"articles in which it stays among the first {top}. {ends}"
            f"Beside it a dot for each other method that has the keyword too: {shared}.",
            source=source_line(
                article, f"{counted(len(data), 'keyword')}, resampling of sentences"
            ),
            data=data,
        )
