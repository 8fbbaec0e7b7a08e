"""Sentences about a folder of articles and what was made of it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.wording import Prose, counted, literal


def folder_answer(articles: pd.DataFrame, refused: pd.DataFrame) -> Prose:
    """How much was read, in a sentence.

    Args:
        articles: Column words.
        refused: One row per refused file.
    """
    said = (
        f"{counted(len(articles), 'article')} with {counted(int(articles['words'].sum()), 'word')}"
    )
    left = f"; {counted(len(refused), 'file')} refused" if len(refused) else ""
    return Prose(f"**Short answer.** {said}{left}.")


def articles_reading(articles: pd.DataFrame) -> Prose:
    """The first and the longest article, read aloud.

    Args:
        articles: Columns article_id, words, sections.
    """
    longest = articles.nlargest(1, "words").iloc[0]
    which = "The article" if len(articles) == 1 else "The longest article"
    words = counted(int(longest["words"]), "word")
    return Prose(
        f"{which}, {literal(longest['article_id'])}, has {words} in "
        f"{counted(int(longest['sections']), 'section')} with a heading."
    )


def refused_reading(refused: pd.DataFrame) -> Prose:
    """Whether anything was refused.

    Args:
        refused: Columns file, reason.
    """
    if refused.empty:
        return Prose("Nothing was refused.")
    return Prose(f"{counted(len(refused), 'file')} refused, each with its reason above.")


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
