"""Sentences about how one article is built."""

from __future__ import annotations

import pandas as pd

from analysis.wording import Prose, counted, listed, literal


def structure_answer(sections: pd.DataFrame) -> Prose:
    """How one article is built, in a sentence.

    Args:
        sections: Columns section, heading, paragraphs, words; of one article.
    """
    words = int(sections["words"].sum())
    lede = sections[(sections["section"] == 0) & (sections["paragraphs"] > 0)]
    headed = sections[sections["section"] > 0]
    parts = []
    if len(lede):
        paragraphs = counted(int(lede["paragraphs"].iloc[0]), "paragraph")
        name = f"a lede of {paragraphs}" if len(headed) else f"{paragraphs} without any heading"
        parts.append(name)
    if len(headed):
        parts.append(counted(len(headed), "section") + " with a heading")
    said = f"**Short answer.** {counted(words, 'word')}: {listed(parts) if parts else 'no text'}"
    if len(headed) and words:
        longest = headed.nlargest(1, "words").iloc[0]
        share = longest["words"] / words
        said += f"; the longest, “{literal(longest['heading'])}”, holds {share:.0%} of the words"
    return Prose(said + ".")


def lines_reading(lines: pd.DataFrame) -> Prose:
    """What kinds of line an article has.

    Args:
        lines: Column kind; of one article.
    """
    kinds = [counted(int(n), f"{kind} line") for kind, n in lines["kind"].value_counts().items()]
    return Prose(f"{counted(len(lines), 'line')} with text in them: {listed(kinds)}.")


def lengths_reading(sections: pd.DataFrame) -> Prose:
    """How long the sentences of the sections are.

    Args:
        sections: Columns heading, sentences, words; of one article.
    """
    shown = sections[sections["sentences"] > 0]
    if shown.empty:
        return Prose("There is no running text to measure.")
    mean = shown["words"] / shown["sentences"]
    overall = shown["words"].sum() / shown["sentences"].sum()
    said = f"A sentence has {overall:.1f} words on average"
    if len(shown) > 1:
        most, least = (shown["heading"].iloc[row] for row in (mean.argmax(), mean.argmin()))
        said += (
            f": most in {_part(most)} ({mean.max():.1f}), fewest in {_part(least)} "
            f"({mean.min():.1f})"
        )
    return Prose(said + ".")


def longest_reading(sections: pd.DataFrame) -> Prose:
    """Which part is the longest and which the shortest.

    Args:
        sections: Columns heading, words; of one article.
    """
    shown = sections[sections["words"] > 0]
    if len(shown) < 2:
        return Prose("The article has one part only, so there is nothing to compare.")
    long, short = (
        rows.iloc[0] for rows in (shown.nlargest(1, "words"), shown.nsmallest(1, "words"))
    )
    return Prose(
        f"{_part(long['heading'])} is the longest with {long['words']} words, "
        f"{_part(short['heading'])} the shortest with {short['words']}."
    )


def _part(heading: str) -> str:
    return f"“{literal(heading)}”" if heading else "the part before the first heading"
