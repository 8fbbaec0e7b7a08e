"""Figures of how an article is built: one function each, tables in, a `Figure` out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.figures.marks import ROW, bars, list_of, nothing, part_names, source_line
from analysis.figures.picture import BLUE, GREY, ORANGE, Figure, finish, new_canvas, wrapped
from analysis.profile import count_words, running_text
from analysis.require import require_columns
from analysis.wording import counted, largest, listed, percent


def article_strip(sections: pd.DataFrame, paragraphs: pd.DataFrame, *, article: str) -> Figure:
    """The article from top to bottom: a block per paragraph, as tall as it has words.

    Args:
        sections: Columns section, heading, words.
        paragraphs: Columns section, paragraph, kind, text; of one article.
        article: How the source line names the article.
    """
    require_columns(sections, "sections", "section", "heading", "words")
    require_columns(paragraphs, "paragraphs", "section", "paragraph", "kind", "text")
    body = running_text(paragraphs)
    if body.empty:
        return nothing("article-strip", "No running text was found", article=article)
    words = count_words(body["text"])
    data = body[["section", "paragraph"]].assign(words=words, first_word=words.cumsum() - words)
    shown = sections.assign(name=part_names(sections))[sections["words"] > 0]
    total = int(words.sum())
    by_section = data.groupby("section")["first_word"].min()
    with new_canvas(max(3.4, 1.3 + ROW * 1.7 * len(shown), 1.2 + 0.1 * len(data))) as canvas:
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
        gap = total * 1.35 * ROW / max(1.0, canvas.get_figheight() - 1.2)
        for y, start, name, count in zip(
            _spread(wanted, gap, total), wanted, shown["name"], shown["words"], strict=True
        ):
            axes.plot([0.52, 0.62], [start, y], color=GREY, linewidth=0.8, clip_on=False)
            label = f"{wrapped(name, 58, lines=2)}  ({counted(count, 'word')})"
            axes.text(0.66, y, label, va="top", fontsize=10)
        axes.set(xlim=(-0.55, 4.2), ylim=(total, 0), xticks=[], ylabel="words from the beginning")
        axes.spines[["bottom"]].set_visible(False)
        longest = largest(shown["name"].tolist(), shown["words"].tolist())
        fewest, most = int(words.min()), counted(int(words.max()), "word")
        title = (
            f"{counted(total, 'word')} in {counted(len(data), 'paragraph')}"
            f" and {counted(len(shown), 'part')}"
        )
        return finish(
            canvas,
            name="article-strip",
            title=title,
            alt=f"The article drawn from top to bottom as {counted(len(data), 'block')}, one a "
            f"paragraph, {most if words.nunique() == 1 else f'{fewest} to {most}'} each. "
            + list_of(shown["name"], shown["words"], "words")
            + (f" Longest: {listed(longest, most=3)}." if len(shown) > 1 else ""),
            source=source_line(article, f"{counted(total, 'word')} of running text"),
            data=data,
        )


def section_lengths(sections: pd.DataFrame, *, article: str) -> Figure:
    """Words and sentences of each section, side by side.

    Args:
        sections: Columns section, heading, words, sentences; of one article.
        article: How the source line names the article.
    """
    columns = ["section", "heading", "words", "sentences"]
    require_columns(sections, "sections", *columns)
    data = sections.loc[sections["words"] > 0, columns]
    if data.empty:
        return nothing("section-lengths", "No running text was found", article=article)
    data = data.assign(words_per_sentence=data["words"] / data["sentences"].clip(lower=1))
    labels = part_names(sections)[data.index]
    longest = largest(labels.tolist(), data["words"].tolist())
    few, many = int(data["sentences"].min()), counted(int(data["sentences"].max()), "sentence")
    with new_canvas(1.7 + ROW * 1.5 * len(data)) as canvas:
        left, right = canvas.subplots(1, 2, sharey=True, width_ratios=(3, 2))
        bars(left, labels, data["words"], colour=BLUE, lines=2)
        bars(right, labels, data["sentences"], colour=ORANGE, hatch="//", lines=2)
        left.set_xlabel("words")
        right.set_xlabel("sentences")
        share = percent(data["words"].max(), data["words"].sum())
        holds = "The longest part holds {} of the words: {}"
        if len(longest) > 1:
            holds = "The longest parts hold {} of the words each: {}"
        return finish(
            canvas,
            name="section-lengths",
            title=holds.format(share, listed(longest, most=3))
            if len(data) > 1
            else f"{counted(int(data['words'].sum()), 'word')} in a single part",
            alt="Bars of words and sentences for each part of the article, in its order. "
            + list_of(labels, data["words"], "words")
            + (
                f" Longest: {listed(longest, most=3)}. {few} to {many} a part."
                if len(data) > 1
                else f" It has {many}."
            ),
            source=source_line(
                article,
                f"{counted(int(data['words'].sum()), 'word')}, "
                f"{counted(int(data['sentences'].sum()), 'sentence')}",
            ),
            data=data,
        )


def _spread(wanted: np.ndarray, gap: float, total: float) -> np.ndarray:
    """Places for labels, at least `gap` apart and as near as can be to where they are wanted."""
    places = wanted.copy()
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + gap)
    if len(places) and places[-1] > total - gap * 0.5:
        places[-1] = max(total - gap * 0.5, 0.0)
        for i in range(len(places) - 2, -1, -1):
            places[i] = min(places[i], places[i + 1] - gap)
    return places
