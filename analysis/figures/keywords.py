"""Figures of the terms of an article."""

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.figures.colours import BLUE, GREEN, GREY, ORANGE, SKY, VERMILION
from analysis.figures.marks import BAR, bars, part_names
from analysis.figures.picture import Figure, drawn, finish, new_canvas, nothing, wrapped
from analysis.keywords.ranking import PARTS, require_style
from analysis.wording import counted, largest, listed

_PANELS = (
    ("tf", "times here (tf)", BLUE, "", "{:.0f}"),
    ("idf", "rarity elsewhere (idf)", ORANGE, "//", "{:.1f}"),
    ("score", "score", GREEN, "--", "{:.2f}"),
)
_TERMS = 5  # of each section
_STAY = 10  # what `analysis.stability` counts as staying, and how many are drawn


@drawn
def keyword_parts(article: Corpus, *, style: str = "phrases", narrow: bool = False) -> Figure:
    """The first 12 keywords with term frequency, idf and score, each in a panel of its own.

    `style` is ``"phrases"`` or ``"words"``.
    """
    require_style(style)
    name = f"keyword-{style}"
    keywords = article.keywords[article.keywords["style"] == style]
    data = keywords[["rank", "keyword", "tf", "idf", "score"]].head(12)
    if data.empty:
        return nothing(name, article, "No keyword was found", narrow=narrow)
    canvas = new_canvas(1.7, rows=len(data), narrow=narrow)
    panels = canvas.subplots(1, len(_PANELS), sharey=True)
    for axes, (column, label, colour, hatch, form) in zip(panels, _PANELS, strict=True):
        bars(axes, data["keyword"], data[column], colour=colour, hatch=hatch, form=form.format)
        axes.set_xlabel(wrapped(label, 12) if narrow else label, fontsize=9.5)
        axes.locator_params(axis="x", nbins=1 if narrow else 4)
    first, last = data.iloc[0], data.iloc[-1]
    often, rare = (_at_the_top(data["keyword"], data[column]) for column in ("tf", "idf"))
    title = f"First among the {style}: {first['keyword']}"
    alt = (
        f"{counted(len(data), 'keyword')} with three bars each: how often it is counted here, how "
        f"rare it is elsewhere, and its score. The first is {first['keyword']} with a score of "
        f"{first['score']:.2f}, the last of those drawn {last['keyword']} with "
        f"{last['score']:.2f}. Most frequent: {often}. Rarest elsewhere: {rare}."
    )
    n = f"{len(data)} of {counted(len(keywords), 'keyword')} shown"
    return finish(canvas, name, article, title=title, alt=alt, n=n, data=data)


@drawn
def keyword_score(article: Corpus, *, narrow: bool = False) -> Figure:
    """The score of the first 10 phrases in its parts: the bars of a row multiply to it.

    A part that is 1 for all of them is not drawn.
    """
    keywords = article.keywords[article.keywords["style"] == "phrases"]
    shown = keywords.head(10)
    if shown.empty:
        return nothing("keyword-score", article, "No keyword was found", narrow=narrow)
    varied = [part for part in PARTS if (shown[part] != 1).any()] or list(PARTS[:1])
    data = shown[["rank", "keyword", *varied, "score"]]
    factor = data[varied].max() / data[varied].min()
    title = f"Among the first {len(data)}, {factor.idxmax()} differs by the largest factor"
    if factor.max() == 1:
        title = f"The score of {listed(data['keyword'].tolist(), most=3)} in its parts"
    alt = (
        f"{counted(len(data), 'keyword')} with a row of bars each, one bar a part of the score "
        f"({', '.join(varied)}) and one for their product."
    )
    canvas = new_canvas(1.8, rows=len(data), narrow=narrow)
    panels = canvas.subplots(1, len(varied) + 1, sharey=True)
    ranges: list[str] = []
    signs = ["", *("×" for _ in varied[1:]), "="]
    size, room, gap = (8, 3, "\n") if narrow else (10, 1.7, " ")
    for axes, sign, column in zip(panels, signs, [*varied, "score"], strict=True):
        colour, hatch = (GREEN, "--") if column == "score" else (SKY, "")
        values = data[column]
        bars(axes, data["keyword"], values, colour=colour, hatch=hatch, form="{:.2f}".format)
        axes.set(xticks=[], xlim=(0, values.max() * room))
        axes.set_title(f"{sign}{gap}{column}".lstrip(" "), loc="left", fontsize=size)
        ranges.append(f"{column} {values.min():.2f} to {values.max():.2f}")
    alt += f" From the smallest to the largest: {', '.join(ranges)}."
    n = f"{len(data)} of {counted(len(keywords), 'keyword')} shown"
    return finish(canvas, "keyword-score", article, title=title, alt=alt, n=n, data=data)


@drawn
def section_terms(article: Corpus, *, narrow: bool = False) -> Figure:
    """The words that set each section apart from the others, a panel a section."""
    keywords = article.section_keywords
    named = ["section", "rank", "keyword", "score", "tf", "df"]
    data = keywords.loc[keywords["rank"] <= _TERMS, named]
    sections = data["section"].nunique()
    if sections < 2:
        return nothing("section-terms", article, "There are no two parts to compare", narrow=narrow)
    headings = part_names(article.sections.set_index("section"))
    columns = 1 if narrow else 2
    rows = -(-sections // columns)
    canvas = new_canvas(1.3 + 0.7 * rows, rows=rows * _TERMS, narrow=narrow)
    panels = canvas.subplots(rows, columns, squeeze=False).ravel()
    for axes in panels[sections:]:
        axes.set_visible(False)
    weight = "bold" if narrow else "normal"  # more names stand above bars there
    alt = "A panel for each part of the article with the words that set it apart from the other "
    alt += "parts, by TF-IDF."
    for axes, (section, own) in zip(panels, data.groupby("section"), strict=False):
        name, form = headings[section], "{:.2f}".format
        bars(axes, own["keyword"], own["score"], colour=SKY, letters=17, form=form)
        axes.set_title(wrapped(name, 27, lines=3), loc="left", fontsize=10, fontweight=weight)
        axes.set(xlim=(0, data["score"].max() * 1.18), xticks=[])
        axes.spines["bottom"].set_visible(False)
        alt += f" {name}: {', '.join(own['keyword'])}."
    best = data[data["rank"] == 1].nlargest(1, "score").iloc[0]
    title = f"The highest TF-IDF: “{best['keyword']}” in “{headings[best['section']]}”"
    n = f"{counted(sections, 'section')}; bars: TF-IDF, smoothed idf, L2 norm"
    return finish(canvas, "section-terms", article, title=title, alt=alt, n=n, data=data)


@drawn
def keyword_certainty(
    article: Corpus, stays: pd.DataFrame, others: pd.DataFrame, *, narrow: bool = False
) -> Figure:
    """How sure the first 10 keywords are: under resampling, and by the word of other methods.

    `stays` is the article's `analysis.stability`, `others` is `analysis.shared_with_peers` of the
    same keywords.
    """
    data = pd.concat([stays[["keyword", "stays"]], others], axis=1).head(_STAY)
    if data.empty:
        return nothing("keyword-certainty", article, "No keyword was found", narrow=narrow)
    share, methods, number = data["stays"], others.columns.tolist(), counted(len(data), "keyword")
    steady = int((share >= 0.5).sum())
    stay = "stays" if steady == 1 else "stay"
    title = f"{steady} of {number} {stay} in at least half of the draws"
    surest, least_sure = (_at_the_top(data["keyword"], values) for values in (share, -share))
    ends = f"Surest: {surest} at {share.max():.0%}; "
    ends += f"least sure: {least_sure} at {share.min():.0%}. "
    if share.max() == share.min():
        ends = f"All alike: {share.max():.0%}. " if len(data) > 1 else f"It is {share.max():.0%}. "
    canvas = new_canvas(2.0, rows=len(data), narrow=narrow)
    left, right = canvas.subplots(1, 2, sharey=True, width_ratios=(1, 1) if narrow else (3, 2))
    bars(left, data["keyword"], 100 * share, colour=BLUE, form="{:.0f}%".format)
    stays_in = f"stays in the top {_STAY}, % of draws"
    left.set(xlim=(0, 140 if narrow else 118), xlabel=wrapped(stays_in, 18) if narrow else stays_in)
    size, gap = (8, "\n") if narrow else (9, "   ")
    dots = {True: (VERMILION, "full"), False: (GREY, "none")}
    for column, method in enumerate(methods):
        for has, (colour, fill) in dots.items():
            rows = np.flatnonzero(data[method] == has)
            x = np.full(len(rows), column)
            right.plot(x, rows + BAR[narrow][0], "o", color=colour, markersize=9, fillstyle=fill)
    right.set_xticks(range(len(methods)), [wrapped(m, 11) for m in methods], fontsize=size)
    right.set_xlim(-0.6, max(len(methods), 1) - 0.4)
    right.set_xlabel(f"● has it too{gap}○ has it not", fontsize=9.5)
    right.tick_params(length=0)
    right.spines[:].set_visible(False)
    shared = ", ".join(f"{method} {int(data[method].sum())}" for method in methods)
    alt = f"{number} with a bar each: the share of resampled articles in which it stays among the "
    alt += f"first {_STAY}. {ends}Beside it a dot for each other method that has the keyword too: "
    alt += f"{shared or 'none is installed'}."
    n = f"{number}, resampling of sentences"
    return finish(canvas, "keyword-certainty", article, title=title, alt=alt, n=n, data=data)


def _at_the_top(names: pd.Series, values: pd.Series) -> str:
    return listed(largest(names, values), most=3)
