"""Make the tables of a batch: some of a folder's articles that are worked on together."""

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from analysis.annotate import annotate
from analysis.annotate.model import describe, fingerprint
from analysis.articles import Article, article_table
from analysis.articles.reading import read_listed
from analysis.articles.reviewed import read_labels
from analysis.cache import Cache, Note
from analysis.corpus.background import open_background
from analysis.entities import entity_frequency, resolve
from analysis.errors import AnalysisError
from analysis.keywords.ranking import rank_keywords
from analysis.keywords.tfidf import section_keywords
from analysis.structure import structure_tables
from analysis.structure.kinds import DAY
from analysis.structure.lengths import article_lengths, section_lengths
from analysis.structure.markup import visible_text

Listed = Sequence[tuple[str, str]]

BATCH = 64
"""Articles of a batch, on average."""

TABLES = "tables"
"""The kind of key under which the tables of batches are kept."""

_LIBRARIES = ("numpy", "pandas", "pyarrow", "pyyaml", "scikit-learn", "scipy", "spacy", "wordfreq")


def hash_code(package: Path) -> str:
    """A digest of the source of all that makes tables, of its libraries and of Python's version."""
    digest = hashlib.sha256(sys.version.partition(" ")[0].rpartition(".")[0].encode())
    for name in ("articles", "structure", "annotate", "entities", "keywords", "corpus"):
        for file in sorted((package / name).rglob("*.*")):
            if file.suffix in {".py", ".csv"}:
                digest.update(file.relative_to(package).as_posix().encode() + file.read_bytes())
    for name in ("folding.py", "rounding.py"):
        digest.update((package / name).read_bytes())
    digest.update(" ".join(f"{name} {version(name)}" for name in _LIBRARIES).encode())
    return digest.hexdigest()[:32]


CODE = hash_code(Path(__file__).resolve().parents[1])
"""Which version of the code this process runs.

It is made when the code is imported: a notebook that was open while the package was upgraded goes
on with the old code, and must not keep its tables under the new one's key.
"""


@dataclass(frozen=True)
class Run:
    """What the tables of a folder are made with, besides its articles.

    Attributes:
        background: What keywords are held against; see `analysis.corpus.open_corpus`.
        background_key: A digest of its content.
        corrections: The reviewed list.
        about: The metadata table, see `analysis.articles.spreadsheet.read_metadata_table`.
    """

    folder: Path
    model: str
    background: str | None
    background_key: str
    corrections: pd.DataFrame
    about: pd.DataFrame
    cache: Cache

    def versions(self) -> str:
        """What this process brings along to the tables: code, libraries, pipeline."""
        return f"{CODE} {fingerprint(self.model)}"


class Batch(NamedTuple):
    """A batch whose tables are kept under `key`; `ids` are of the articles that could be read."""

    files: Listed
    key: str
    ids: list[str]
    notes: list[Note]


class Inputs(NamedTuple):
    """What was read of a batch's articles and of the files beside them."""

    articles: list[Article]
    labels: pd.DataFrame
    refused: list[tuple[str, str]]


def cut_into_batches(files: Listed) -> list[Listed]:
    """Neighbours in the order of their ids; a batch ends where the hash of an id says so.

    So one article more or less changes one batch, and the others stay as they are (content-defined
    chunking: A. Muthitacharoen, B. Chen & D. Mazières 2001, A low-bandwidth network file system).
    """
    batches: list[list[tuple[str, str]]] = [[]]
    for listed in files:
        batches[-1].append(listed)
        digest = hashlib.sha256(listed[0].encode(errors="surrogateescape")).digest()
        if int.from_bytes(digest[:8], "big") % BATCH == 0:
            batches.append([])
    return [batch for batch in batches if batch]


def read_batch(files: Listed, run: Run) -> Inputs:
    """Read the articles of a batch and their hand labels."""
    articles, refused = read_listed(run.folder, files, run.about)
    labels, unlabelled = read_labels(articles, run.folder)
    return Inputs(articles, labels, [*refused, *unlabelled])


def batch_key(inputs: Inputs, run: Run) -> str:
    """A digest of everything that a batch's tables depend on, as it was read."""
    articles = [
        [a.id, a.file, a.sha256, a.metadata, a.date_from, a.columns] for a in inputs.articles
    ]
    told = [articles, inputs.refused, run.background_key, run.versions()]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode())
    for table in (inputs.labels, run.corrections):
        digest.update(table.to_csv(index=False).encode())
    return f"{TABLES}/{CODE}/{digest.hexdigest()[:32]}"


def find_batch(files: Listed, run: Run) -> Batch | None:
    """The batch, where the cache has its tables."""
    inputs = read_batch(files, run)
    key = batch_key(inputs, run)
    if run.cache.get(f"{key}-made_with") is None:  # written last
        return None
    return Batch(files, key, [article.id for article in inputs.articles], run.cache.notes)


def keep_batch(files: Listed, run: Run) -> Batch:
    """Make the tables of a batch and keep them; see `make_tables`.

    Raises:
        AnalysisError: The tables cannot be written.
    """
    inputs = read_batch(files, run)
    key = batch_key(inputs, run)
    for name, table in make_tables(inputs, run).items():
        if not run.cache.put(f"{key}-{name}", pa.Table.from_pandas(table, preserve_index=False)):
            reason = run.cache.notes[-1].reason if run.cache.notes else "there is no place for them"
            raise AnalysisError(f"The tables cannot be written: {reason}; try --cache DIR.")
    return Batch(files, key, [article.id for article in inputs.articles], run.cache.notes)


def read_table(batch: Batch, name: str, run: Run) -> pd.DataFrame:
    """One table of a batch; where it was damaged or deleted, the batch is made anew.

    Raises:
        AnalysisError: Its articles were changed since.
    """
    kept = run.cache.get(f"{batch.key}-{name}")
    if kept is None:
        again = keep_batch(batch.files, run)
        kept = run.cache.get(f"{again.key}-{name}") if again.key == batch.key else None
    if kept is None:
        first, last = batch.files[0][1], batch.files[-1][1]
        raise AnalysisError(
            f"An article from {first} to {last} changed while the folder was open; open it again."
        )
    table: pd.DataFrame = kept.to_pandas()
    return table


def make_tables(inputs: Inputs, run: Run) -> dict[str, pd.DataFrame]:
    """Annotate, resolve and count the articles of a batch.

    Returns:
        The tables by name; see `analysis.corpus.Corpus`. Besides them: ``refused`` (file, reason),
        ``uses`` (row, found of each correction) and, the last one, ``made_with`` (model,
        background, and how many mentions and entities there are).

    Raises:
        AnalysisError: The pipeline is missing or finds no names.
    """
    lines, sections, paragraphs = structure_tables(inputs.articles)
    tokens, sentences, spans = annotate(paragraphs, model=run.model, cache=run.cache)
    resolution = resolve(spans, tokens, corrections=run.corrections)
    mentions = with_their_text(resolution.mentions, paragraphs)
    background = open_background(
        run.background, key=run.background_key, model=run.model, cache=run.cache
    )
    ranked = rank_keywords(tokens, mentions, background=background)
    sections = section_lengths(sections, paragraphs, sentences)
    articles = _with_titles(article_table(inputs.articles), paragraphs)
    articles = _with_stop_words(_with_dates(articles, paragraphs), tokens)
    articles = article_lengths(articles, sections)
    lengths = ["words", "sentences", "paragraphs", "sections"]
    entities = entity_frequency(mentions)
    return {
        "articles": _moved(articles, lengths, after="characters"),
        "sections": _moved(sections, ["level"], after="words"),
        "lines": lines,
        "paragraphs": paragraphs,
        "sentences": sentences,
        "tokens": tokens,
        "spans": with_their_text(resolution.spans, paragraphs),
        "mentions": mentions,
        "entities": entities,
        "unmerged": resolution.unmerged,
        "keywords": ranked.keywords,
        "keyword_occurrences": ranked.occurrences,
        "section_keywords": section_keywords(tokens),
        "labels": inputs.labels,
        "refused": pd.DataFrame(inputs.refused, columns=["file", "reason"], dtype="str"),
        "uses": resolution.uses,
        "made_with": pd.DataFrame(
            {
                "model": [describe(run.model)],
                "background": [background.description],
                "mentions": [len(mentions)],
                "entities": [len(entities)],
            }
        ),
    }


def _moved(table: pd.DataFrame, columns: list[str], *, after: str) -> pd.DataFrame:
    """The table with some of its columns behind another one."""
    others = table.columns.drop(columns).tolist()
    place = others.index(after) + 1
    return table[[*others[:place], *columns, *others[place:]]]


def _with_titles(articles: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """The articles with the title in the text where no card or front matter gives one."""
    found = paragraphs[paragraphs["kind"] == "title"].drop_duplicates("article_id")
    text = found.set_index("article_id")["text"].map(visible_text)
    in_text = articles["article_id"].map(text).astype("str").fillna("")
    return articles.assign(title=articles["title"].where(articles["title"] != "", in_text))


def _with_dates(articles: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """The articles with the earliest day of their date lines where nothing else gives one."""
    lines = paragraphs[paragraphs["kind"] == "dateline"].set_index("article_id")["text"]
    days = pd.to_datetime(lines.str.extractall(DAY)[0], format="mixed", errors="coerce")
    first = days.groupby("article_id").min().dt.strftime("%Y-%m-%d")
    in_text = articles["article_id"].map(first).astype("str").fillna("")
    is_known = (articles["date"] != "") | (in_text == "")
    return articles.assign(
        date=articles["date"].where(is_known, in_text),
        date_from=articles["date_from"].where(is_known, "text"),
    )


def _with_stop_words(articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """The articles with the share of their words that are the pipeline's stop words."""
    words = tokens[tokens["is_alpha"]]
    share = words.groupby("article_id")["is_stop"].mean().round(4)
    found = articles["article_id"].map(share).astype("float64").fillna(0.0)
    return articles.assign(stop_words=found)


def with_their_text(table: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """The rows with the text that stands at their offsets, line breaks and markup included."""
    key = ["article_id", "paragraph"]
    own = paragraphs[paragraphs["article_id"].isin(table["article_id"].unique())]
    texts = {
        tuple(k): (at, t) for *k, at, t in own[[*key, "start", "text"]].itertuples(index=False)
    }
    places = table[[*key, "start", "end"]].itertuples(index=False)
    within = [(texts[article, paragraph], start, end) for article, paragraph, start, end in places]
    found = [text[start - at : end - at] for (at, text), start, end in within]
    return table.assign(text=pd.Series(found, index=table.index, dtype="str"))
