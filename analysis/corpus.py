"""Run the whole way once, from articles to tables, and hold the tables together."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.annotate import Annotation, Progress, annotate
from analysis.articles import article_table, read_articles
from analysis.entities import corpus_entities, entity_frequency, resolve
from analysis.errors import ArticlesError
from analysis.fingerprint import fingerprint
from analysis.keywords import keyword_occurrences, section_keywords, tfidf_keywords
from analysis.keywords.background import (
    Background,
    background_from_articles,
    read_background,
    wordfreq_background,
)
from analysis.pipeline import model_name
from analysis.profile import article_lengths, count_words, section_lengths
from analysis.reviewed import read_reviewed
from analysis.store import Cache, Note, Store, cache_folder
from analysis.structure import structure_tables

CONTRACT = {
    "articles": (
        *("article_id", "file", "title", "sha256", "encoding"),
        *("characters", "words", "sentences", "paragraphs", "sections"),
    ),
    "sections": (
        *("article_id", "section", "heading", "heading_start", "heading_end"),
        *("start", "end", "paragraphs", "sentences", "words"),
    ),
    "sentences": ("article_id", "section", "paragraph", "sentence", "start", "end"),
    "tokens": (
        *("article_id", "section", "paragraph", "sentence", "token", "start", "end"),
        *("text", "lemma", "pos", "is_stop", "is_alpha"),
    ),
    "mentions": (
        *("article_id", "section", "paragraph", "sentence", "start", "end"),
        *("text", "label", "entity"),
    ),
    "entities": (
        *("article_id", "entity", "label", "mentions", "sections", "first_start", "aliases"),
    ),
    "keywords": ("article_id", "style", "rank", "keyword", "score", "tf", "df", "idf"),
    "section_keywords": ("article_id", "section", "rank", "keyword", "score", "tf", "df", "idf"),
}
"""The tables that are promised, and their first columns; more columns and tables may follow."""


_OF_THE_FOLDER = frozenset({"corrections", "corpus_entities"})


@dataclass(frozen=True)
class Corpus:
    """The tables of a folder of articles, and what made them.

    Every attribute that is a table has a column article_id, but for `refused`,
    `corrections` and `rejected_corrections`. README has the codebook of all columns.
    `cache_notes` says what was wrong with the store of annotations; it is no table, since the
    tables are the same whatever the store held.
    """

    articles: pd.DataFrame
    sections: pd.DataFrame
    lines: pd.DataFrame
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    spans: pd.DataFrame
    fates: pd.DataFrame
    mentions: pd.DataFrame
    entities: pd.DataFrame
    corpus_entities: pd.DataFrame
    unmerged: pd.DataFrame
    keywords: pd.DataFrame
    keyword_occurrences: pd.DataFrame
    section_keywords: pd.DataFrame
    labels: pd.DataFrame
    refused: pd.DataFrame
    corrections: pd.DataFrame
    rejected_corrections: pd.DataFrame
    model: str
    background: str
    folder: Path
    cache_notes: tuple[Note, ...] = ()

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its name; the promised ones begin with the columns of `CONTRACT`."""
        held = {field.name: getattr(self, field.name) for field in fields(self)}
        tables = {name: table for name, table in held.items() if isinstance(table, pd.DataFrame)}
        return {name: _in_order(table, CONTRACT.get(name, ())) for name, table in tables.items()}

    def only(self, article_id: str | None = None) -> Corpus:
        """The same tables for one article.

        Args:
            article_id: Which one; the first where none is named.

        Raises:
            ArticlesError: There is no article of that name.
        """
        ids = self.articles["article_id"]
        wanted = article_id or str(ids.iloc[0])
        if wanted not in set(ids):
            some = ", ".join(ids.head(5)) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")
            raise ArticlesError(f"There is no article {wanted}; there are {some}.")
        narrowed = {
            name: table[table["article_id"] == wanted].reset_index(drop=True)
            for name, table in self.tables().items()
            if "article_id" in table.columns and name not in _OF_THE_FOLDER
        }
        return replace(self, **narrowed)  # type: ignore[arg-type]


def open_corpus(
    path: str | os.PathLike[str],
    *,
    model: str | None = None,
    background: str | os.PathLike[str] | None = None,
    processes: int | None = None,
    cache: Cache = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Corpus:
    """Read, annotate, resolve and count a folder of articles.

    Args:
        path: A folder, a file or a glob; see `analysis.articles.read_articles`.
        model: An installed spaCy pipeline; see `analysis.annotate.load_model`.
        background: What keywords are held against: a folder of other articles, or a CSV file
            with the columns word and frequency (occurrences per word of text); everyday English,
            from the package wordfreq, where none is named.
        processes: How many processes annotate; see `analysis.workers.read_in_order`.
        cache: Where annotations are kept; see `analysis.store.cache_folder`. Only articles that
            are not there are read; the tables do not depend on it.
        progress: Told about every second how far reading is.

    Raises:
        ArticlesError: No article could be read.
        ModelError: The pipeline is missing or finds no names.
    """
    articles, refused, folder = read_articles(path)
    reviewed = read_reviewed(articles, folder)
    structure = structure_tables(articles)
    store = _open_store(cache, model)
    read = partial(annotate, model=model, processes=processes, store=store, progress=progress)
    annotation = read(structure.paragraphs)
    tokens, sentences = annotation.tokens, annotation.sentences
    resolution = resolve(annotation.spans, tokens, corrections=reviewed.corrections)
    texts = {article.id: article.text for article in articles}
    mentions = _with_their_text(resolution.mentions, texts)
    language, _, _ = annotation.model.partition("_")
    held_against = _open_background(background, read, language=language)
    keywords = pd.concat(
        [
            tfidf_keywords(
                tokens, mentions, style="phrases", background=held_against, neighbours=True
            ),
            tfidf_keywords(tokens, mentions, style="words", background=held_against),
        ],
        ignore_index=True,
    )
    paragraphs = structure.paragraphs
    counted = paragraphs.assign(words=count_words(paragraphs["text"]))
    return Corpus(
        articles=article_lengths(
            _with_titles(article_table(articles), structure.lines),
            structure.sections,
            counted,
            sentences,
        ),
        sections=section_lengths(structure.sections, counted, sentences),
        lines=structure.lines,
        paragraphs=paragraphs,
        sentences=sentences,
        tokens=tokens,
        spans=annotation.spans,
        fates=_with_their_text(resolution.spans, texts),
        mentions=mentions,
        entities=entity_frequency(mentions),
        corpus_entities=corpus_entities(mentions),
        unmerged=resolution.unmerged,
        keywords=keywords,
        keyword_occurrences=keyword_occurrences(tokens, keywords),
        section_keywords=section_keywords(tokens),
        labels=reviewed.labels,
        refused=pd.concat([refused, reviewed.refused], ignore_index=True),
        corrections=reviewed.corrections,
        rejected_corrections=resolution.rejected_corrections,
        model=annotation.model,
        background=held_against.describe(),
        folder=folder,
        cache_notes=tuple(store.notes) if store else (),
    )


def _open_store(cache: Cache, model: str | None) -> Store | None:
    folder = cache_folder(cache)
    return Store(folder, fingerprint(model_name(model))) if folder else None


def _open_background(
    source: str | os.PathLike[str] | None,
    read: Callable[[pd.DataFrame], Annotation],
    *,
    language: str,
) -> Background:
    if source is None:
        return wordfreq_background(language)
    if Path(source).suffix.lower() == ".csv":
        return read_background(Path(source))
    articles = read_articles(source).articles
    tokens = read(structure_tables(articles).paragraphs).tokens
    return background_from_articles(tokens, name=f"the articles of {Path(source).name}")


def _with_titles(articles: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """The articles with the title line of the text where no card or front matter gives one."""
    found = lines[lines["kind"] == "title"].drop_duplicates("article_id")
    in_text = articles["article_id"].map(found.set_index("article_id")["text"]).astype("str")
    return articles.assign(
        title=articles["title"].where(articles["title"] != "", in_text.fillna(""))
    )


def _with_their_text(table: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """The rows with the text that stands at their offsets, line breaks and markup included."""
    places = zip(
        table["article_id"].tolist(), table["start"].tolist(), table["end"].tolist(), strict=True
    )
    found = [texts[name][start:end] for name, start, end in places]
    return table.assign(text=pd.Series(found, index=table.index, dtype="str"))


def _in_order(table: pd.DataFrame, first: tuple[str, ...]) -> pd.DataFrame:
    return table[[*first, *(column for column in table.columns if column not in first)]]
