"""Sentences about a folder of articles and what was made of it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.wording import Prose, counted, largest, listed, literal


def folder_answer(articles: pd.DataFrame, refused: pd.DataFrame) -> Prose:
    """How much was read, in a sentence.

    Args:
        articles: Column words.
        refused: One row per file, or row of one, that could not be used.
    """
    said = (
        f"{counted(len(articles), 'article')} with {counted(int(articles['words'].sum()), 'word')}"
    )
    left = f"; {_not_used(len(refused))}" if len(refused) else ""
    return Prose(f"**Short answer.** {said}{left}.")


def articles_reading(articles: pd.DataFrame) -> Prose:
    """The longest article, read aloud.

    Args:
        articles: Columns article_id, words, sections.
    """
    names = largest(articles["article_id"].tolist(), articles["words"].tolist())
    longest = articles[articles["article_id"] == names[0]].iloc[0]
    words = counted(int(longest["words"]), "word")
    if len(names) > 1:
        said = listed([literal(name) for name in names], most=3)
        return Prose(f"The longest articles, {said}, have {words} each.")
    which = "The article" if len(articles) == 1 else "The longest article"
    headed = int(longest["sections"])
    how = f"{counted(headed, 'section')} with a heading" if headed else "no heading"
    return Prose(f"{which}, {literal(names[0])}, has {words} and {how}.")


def refused_reading(refused: pd.DataFrame) -> Prose:
    """Whether anything was refused.

    Args:
        refused: Columns file, reason.
    """
    if refused.empty:
        return Prose("Nothing was refused.")
    return Prose(f"{_not_used(len(refused))}, each with its reason above.")


def tables_reading(tables: Mapping[str, pd.DataFrame]) -> Prose:
    """A list of the tables and how many rows each has.

    Args:
        tables: `analysis.corpus.Corpus.tables`.
    """
    lines = [f"- `corpus.{name}`: {counted(len(t), 'row')}" for name, t in tables.items()]
    return Prose("\n".join(lines))


def made_with(model: str, background: str) -> Prose:
    """What the numbers depend on besides the articles.

    Args:
        model: Name and version of the spaCy pipeline.
        background: Name and size of the background.
    """
    return Prose(f"Model: {literal(model)}. Background: {literal(background)}.")


def _not_used(number: int) -> str:
    entries = counted(number, "file or row of a file", "files or rows of files")
    return f"{entries} could not be used"
