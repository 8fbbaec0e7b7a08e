"""Sentences about how one article is built."""

from __future__ import annotations

import pandas as pd

from analysis.wording import Prose, counted, largest, listed, literal, percent


def structure_answer(sections: pd.DataFrame) -> Prose:
    """How one article is built, in a sentence.

    Args:
        sections: Columns section, heading, paragraphs, words; of one article.
    """
    words = int(sections["words"].sum())
    before = int(sections.loc[sections["section"] == 0, "paragraphs"].sum())
    headed = int((sections["section"] > 0).sum())
    parts = []
    if before:
        where = "before the first heading" if headed else "without any heading"
        parts.append(f"{counted(before, 'paragraph')} {where}")
    if headed:
        parts.append(counted(headed, "section") + " with a heading")
    said = f"**Short answer.** {counted(words, 'word')}: {listed(parts) if parts else 'no text'}"
    shown = sections[sections["words"] > 0]
    if len(shown) > 1:
        most = int(shown["words"].max())
        names = largest([_part(h) for h in shown["heading"]], shown["words"].tolist())
        holds = "the longest part, {}, holds {}"
        if len(names) > 1:
            holds = "the longest parts, {}, hold {} each"
        said += f"; {holds.format(listed(names, most=3), percent(most, words) + ' of the words')}"
    return Prose(said + ".")


def lines_reading(lines: pd.DataFrame) -> Prose:
    """What kinds of line an article has.

    Args:
        lines: Column kind; of one article.
    """
    kinds = [counted(int(n), f"{kind} line") for kind, n in lines["kind"].value_counts().items()]
    if lines.empty:
        return Prose("There is no line that is not blank.")
    return Prose(f"{counted(len(lines), 'line')} not counting blank ones: {listed(kinds)}.")


def lengths_reading(sections: pd.DataFrame) -> Prose:
    """How long the sentences of the sections are.

    Args:
        sections: Columns heading, sentences, words; of one article.
    """
    shown = sections[sections["sentences"] > 0]
    if shown.empty:
        return Prose("There is no running text to measure.")
    mean = (shown["words"] / shown["sentences"]).round(1)
    overall = round(shown["words"].sum() / shown["sentences"].sum(), 1)
    said = f"A sentence has {overall:.1f} {'word' if overall == 1 else 'words'} on average"
    if mean.max() > mean.min():
        names = [_part(heading) for heading in shown["heading"]]
        most, fewest = (
            listed(largest(names, v), most=3) for v in (mean.tolist(), (-mean).tolist())
        )
        said += f": most in {most} ({mean.max():.1f}), fewest in {fewest} ({mean.min():.1f})"
    elif len(shown) > 1:
        said += ", in every part alike"
    return Prose(said + ".")


def longest_reading(sections: pd.DataFrame) -> Prose:
    """Which part is the longest and which the shortest.

    Args:
        sections: Columns heading, words; of one article.
    """
    shown = sections[sections["words"] > 0]
    if len(shown) < 2:
        return Prose(f"{counted(len(shown), 'part')} with text: there is nothing to compare.")
    words, names = shown["words"], [_part(heading) for heading in shown["heading"]]
    if words.max() == words.min():
        return Prose(f"All {len(shown)} parts have {counted(int(words.max()), 'word')}.")
    longest, shortest = (listed(largest(names, v.tolist()), most=3) for v in (words, -words))
    return Prose(
        f"Longest, with {counted(int(words.max()), 'word')}: {longest}; "
        f"shortest, with {counted(int(words.min()), 'word')}: {shortest}."
    )


def _part(heading: str) -> str:
    return f"“{literal(heading)}”" if heading else "the part before the first heading"
