"""Open what the keywords of a folder are held against."""

import hashlib
from functools import lru_cache
from pathlib import Path

from analysis.annotate import annotate
from analysis.annotate.model import describe
from analysis.articles import read_articles
from analysis.cache import Cache
from analysis.keywords.background import (
    Background,
    background_from_articles,
    is_word_table,
    read_background,
    wordfreq_background,
)
from analysis.structure import structure_tables


def hash_background(source: str | None) -> tuple[str, list[tuple[str, str]]]:
    """A digest of a background's content and of the names of its files, and what is no part of it.

    Raises:
        AnalysisError: It cannot be read.
    """
    if source is None:
        return "", []
    if is_word_table(source):
        read_background(Path(source))
        return hashlib.sha256(Path(source).read_bytes()).hexdigest(), []
    articles, refused = read_articles(source)
    digest = hashlib.sha256()
    for article in articles:
        digest.update(f"{article.file}\0{article.sha256}\0".encode())
    rows = refused.itertuples(index=False, name=None)
    return digest.hexdigest(), [(f"{file} (background)", reason) for file, reason in rows]


@lru_cache(maxsize=1)
def open_background(source: str | None, *, key: str, model: str, cache: Cache) -> Background:
    """The background of a run; `key` is its digest, by which the last one is kept."""
    if source is None:
        return wordfreq_background(describe(model).partition("_")[0])
    if is_word_table(source):
        return read_background(Path(source))
    *_, paragraphs = structure_tables(read_articles(source).articles)
    tokens = annotate(paragraphs, model=model, cache=cache).tokens
    return background_from_articles(tokens, name=f"the articles of {Path(source).name}")
