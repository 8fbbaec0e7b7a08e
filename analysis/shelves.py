"""Make the tables of a shelf: some hundred articles of a folder that are worked on together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.annotate import Annotation, Progress, annotate
from analysis.articles import (
    DATA_CARD_SUFFIX,
    LABELS_SUFFIX,
    article_table,
    companion,
    list_articles,
    read_articles,
    read_listed,
)
from analysis.entities import entity_frequency, resolve
from analysis.fingerprint import fingerprint
from analysis.keywords import rank_keywords, section_keywords
from analysis.keywords.background import (
    Background,
    background_from_articles,
    read_background,
    wordfreq_background,
)
from analysis.profile import article_lengths, count_words, section_lengths
from analysis.reviewed import read_labels
from analysis.store import Note, Store
from analysis.structure import structure_tables

SHELF = 250
"""Articles on a shelf: neighbours in the order of their ids, and memory holds few shelves."""

_LIBRARIES = ("numpy", "pandas", "wordfreq")
Listed = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Settings:
    """What tables depend on besides the articles; small, and the same for every shelf.

    Attributes:
        folder: That the articles' files are relative to.
        model: Name of the pipeline.
        background: See `analysis.corpus.open_corpus`.
        corrections: The reviewed list.
        cache: Where annotations are kept; ``None`` is nowhere.
    """

    folder: Path
    model: str
    background: str | None
    corrections: pd.DataFrame
    cache: Path | None

    def store(self) -> Store | None:
        """Where annotations are kept."""
        return Store(self.cache, fingerprint(self.model)) if self.cache else None


class Shelf(NamedTuple):
    """What comes of a shelf's articles.

    Attributes:
        tables: Each by its name; see `analysis.corpus.Corpus`.
        refused: File and reason of what could not be used.
        uses: How often each correction was of use; see `analysis.entities.Resolution`.
        model: Name and version of the pipeline.
        background: One line about the background of the keywords.
        notes: What was wrong with the store of annotations.
    """

    tables: dict[str, pd.DataFrame]
    refused: list[tuple[str, str]]
    uses: pd.DataFrame
    model: str
    background: str
    notes: tuple[Note, ...]


def cut_into_shelves(files: Listed) -> list[Listed]:
    """Neighbours in the order of their ids, `SHELF` at a time."""
    return [files[start : start + SHELF] for start in range(0, len(files), SHELF)]


def make_shelf(
    files: Listed,
    settings: Settings,
    *,
    processes: int | None = 1,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Shelf:
    """Read, annotate, resolve and count some articles.

    Args:
        files: Id and file of each one.
        settings: The same for all shelves of a folder.
        processes: How many processes annotate.
        progress: Told about every second how far reading is.

    Raises:
        ModelError: The pipeline is missing or finds no names.
    """
    store = settings.store()
    read = partial(
        annotate, model=settings.model, processes=processes, store=store, progress=progress
    )
    articles, refused = read_listed(settings.folder, files)
    labels, unlabelled = read_labels(articles, settings.folder)
    structure = structure_tables(articles)
    annotation = read(structure.paragraphs)
    tokens, sentences = annotation.tokens, annotation.sentences
    resolution = resolve(annotation.spans, tokens, corrections=settings.corrections)
    texts = {article.id: article.text for article in articles}
    mentions = _with_their_text(resolution.mentions, texts)
    language, _, _ = annotation.model.partition("_")
    held_against = _open_background(settings.background, read, language=language)
    ranked = rank_keywords(tokens, mentions, background=held_against)
    paragraphs = structure.paragraphs
    counted = paragraphs.assign(words=count_words(paragraphs["text"]))
    tables = {
        "articles": article_lengths(
            _with_titles(article_table(articles), structure.lines),
            structure.sections,
            counted,
            sentences,
        ),
        "sections": section_lengths(structure.sections, counted, sentences),
        "lines": structure.lines,
        "paragraphs": paragraphs,
        "sentences": sentences,
        "tokens": tokens,
        "spans": annotation.spans,
        "fates": _with_their_text(resolution.spans, texts),
        "mentions": mentions,
        "entities": entity_frequency(mentions),
        "unmerged": resolution.unmerged,
        "keywords": ranked.keywords,
        "keyword_occurrences": ranked.occurrences,
        "section_keywords": section_keywords(tokens),
        "labels": labels,
    }
    return Shelf(
        tables,
        [*refused, *unlabelled],
        resolution.uses,
        annotation.model,
        held_against.describe(),
        tuple(store.notes) if store else (),
    )


def prepare_background(settings: Settings, *, processes: int | None = 1) -> None:
    """Annotate the articles of a background once, so that no shelf has to.

    Args:
        settings: With a place for annotations.
        processes: How many processes annotate.
    """
    read = partial(annotate, model=settings.model, processes=processes, store=settings.store())
    if settings.background is not None:
        _open_background(settings.background, read, language="")


_kept: dict[tuple[str, ...], Background] = {}


def _open_background(
    source: str | None, read: Callable[[pd.DataFrame], Annotation], *, language: str
) -> Background:
    """What keywords are held against; the one that was used last is kept."""
    if source is None:
        return wordfreq_background(language)
    key = tuple(_background_key(source))
    if key not in _kept:
        _kept.clear()
        if Path(source).suffix.lower() == ".csv":
            _kept[key] = read_background(Path(source))
        else:
            tokens = read(structure_tables(read_articles(source).articles).paragraphs).tokens
            name = f"the articles of {Path(source).name}"
            _kept[key] = background_from_articles(tokens, name=name)
    return _kept[key]


def shelf_key(files: Listed, settings: Settings) -> str:
    """A name for everything that a shelf's tables depend on, 32 hexadecimal digits.

    It changes with the bytes of the articles and of what lies beside them, with the pipeline, the
    background, the reviewed list, and with this package's own code.

    Args:
        files: See `make_shelf`.
        settings: See `make_shelf`.
    """
    digest = hashlib.sha256(_common_key(settings).encode())
    for article_id, file in files:
        digest.update(f"\0{article_id}\0{file}\0".encode(errors="surrogateescape"))
        cards = (companion(settings.folder, article_id, s) for s in _BESIDE)
        for path in (settings.folder / file, *cards):
            digest.update(_digest(path))
    return digest.hexdigest()[:32]


_BESIDE = (DATA_CARD_SUFFIX, LABELS_SUFFIX)


def installed_here(model: str) -> str:
    """What this process brings along to the tables: pipeline, libraries, this package's source.

    Args:
        model: Name of the pipeline.

    Raises:
        ModelError: See `analysis.fingerprint.fingerprint`.
    """
    return "\0".join([fingerprint(model), _code(), *(version(name) for name in _LIBRARIES)])


def _common_key(settings: Settings) -> str:
    told = [installed_here(settings.model), settings.corrections.to_csv(index=False)]
    return "\0".join([*told, *_background_key(settings.background)])


def _background_key(source: str | None) -> Iterator[str]:
    if source is not None:
        place = Path(source)
        listed = [place] if place.is_file() else []
        if not listed:
            listing = list_articles(source)
            listed = [listing.folder / file for _, file in listing.files]
        yield str(place.name)
        yield from (_digest(file).hex() for file in listed)


@lru_cache(maxsize=1)
def _code() -> str:
    """The source of this package, so that a changed one never serves old tables."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for file in sorted([*root.rglob("*.py"), *root.rglob("data/*.csv")]):
        digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()


def _digest(file: Path) -> bytes:
    """Of a file's bytes; a file that is not there or cannot be read has one of its own."""
    try:
        return hashlib.sha256(file.read_bytes()).digest()
    except FileNotFoundError:
        return b"-"
    except OSError as error:
        return str(error.errno).encode()


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
