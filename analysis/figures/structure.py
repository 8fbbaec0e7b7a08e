"""Figures of how an article is built."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.corpus import Corpus
from analysis.figures.colours import BLUE, GREY, ORANGE
from analysis.figures.marks import bars, list_of, parts_with_text
from analysis.figures.picture import ROW, Figure, drawn, finish, new_canvas, nothing, wrapped
from analysis.structure.lengths import count_words, running_text
from analysis.wording import counted, largest, listed, percent


@drawn
def article_strip(article: Corpus, *, narrow: bool = False) -> Figure:
    """The article from top to bottom: a block per paragraph, as tall as it has words."""
    body = running_text(article.paragraphs)
    if body.empty:
        return nothing("article-strip", article, "No running text was found", narrow=narrow)
    words = count_words(body["text"])
    data = body[["section", "paragraph"]].assign(words=words, first_word=words.cumsum() - words)
    parts, most = parts_with_text(article.sections), counted(int(words.max()), "word")
    text, blocks = counted(int(words.sum()), "word"), counted(len(data), "block")
    each = most if words.nunique() == 1 else f"{words.min()} to {most}"
    rows = (2.6 if narrow else 1.7) * len(parts)
    canvas = new_canvas(max(3.4, 1.3 + ROW * rows, 1.2 + 0.1 * len(data)), narrow=narrow)
    axes = canvas.subplots()
    colours = np.array([BLUE, ORANGE])[pd.factorize(data["section"])[0] % 2]
    look: dict[str, Any] = {"color": colours, "edgecolor": "white", "linewidth": 1.5}
    axes.bar(0, words, width=1.0, bottom=data["first_word"], **look)
    axes.set(xlim=(-0.55, 4.2), ylim=(words.sum(), 0), xticks=[])
    axes.set_ylabel("words from the beginning")
    axes.spines[["bottom"]].set_visible(False)
    gap = words.sum() * (2.1 if narrow else 1.35) * ROW / (canvas.get_figheight() - 1.2)
    _name_parts(axes, parts, data, gap=gap, narrow=narrow)
    title = f"{text} in {counted(len(data), 'paragraph')} and {counted(len(parts), 'part')}"
    alt = f"The article drawn from top to bottom as {blocks}, one a paragraph, {each} each. "
    alt += list_of(parts["name"], parts["words"], "words")
    if len(parts) > 1:
        alt += f" Longest: {listed(largest(parts['name'], parts['words']), most=3)}."
    n = f"{text} of running text"
    return finish(canvas, "article-strip", article, title=title, alt=alt, n=n, data=data)


@drawn
def section_lengths(article: Corpus, *, narrow: bool = False) -> Figure:
    """Words and sentences of each section, side by side."""
    parts = parts_with_text(article.sections)
    if parts.empty:
        return nothing("section-lengths", article, "No running text was found", narrow=narrow)
    words, sentences = parts["words"], parts["sentences"]
    text, many = counted(int(words.sum()), "word"), counted(int(sentences.max()), "sentence")
    title, read = f"{text} in a single part", f" It has {many}."
    if len(parts) > 1:
        longest = largest(parts["name"], words)
        share, named = f"{percent(words.max(), words.sum())} of the words", listed(longest, most=3)
        title = f"The longest part holds {share}: {named}"
        if len(longest) > 1:
            title = f"The longest parts hold {share} each: {named}"
        read = f" Longest: {named}. {sentences.min()} to {many} a part."
    canvas = new_canvas(1.7, rows=1.5 * len(parts), narrow=narrow)
    left, right = canvas.subplots(1, 2, sharey=True, width_ratios=(3, 2))
    bars(left, parts["name"], words, colour=BLUE, lines=2)
    bars(right, parts["name"], sentences, colour=ORANGE, hatch="//", lines=2)
    left.set_xlabel("words")
    right.set_xlabel("sentences")
    data = parts[["section", "heading", "words", "sentences"]]
    data = data.assign(words_per_sentence=words / sentences.clip(lower=1))
    alt = "Bars of words and sentences for each part of the article, in its order. "
    alt += list_of(parts["name"], words, "words") + read
    n = f"{text}, {counted(int(sentences.sum()), 'sentence')}"
    return finish(canvas, "section-lengths", article, title=title, alt=alt, n=n, data=data)


def _name_parts(
    axes: Axes, parts: pd.DataFrame, data: pd.DataFrame, *, gap: float, narrow: bool
) -> None:
    """A name beside the first block of each part, or lower and higher where names need room."""
    starts = data.groupby("section")["first_word"].min()[parts["section"]].to_numpy(dtype=float)
    steps = gap * np.arange(len(starts))
    places = np.maximum.accumulate(starts - steps) + steps
    places = np.minimum(places, data["words"].sum() - gap * 0.5 - steps[::-1])
    letters, lines, sign = (27, 3, "\n") if narrow else (58, 2, "  ")
    for y, start, name, words in zip(places, starts, parts["name"], parts["words"], strict=True):
        axes.plot([0.52, 0.62], [start, y], color=GREY, linewidth=0.8, clip_on=False)
        label = f"{wrapped(name, letters, lines=lines)}{sign}({counted(words, 'word')})"
        axes.text(0.66, y, label, va="top", fontsize=10)
