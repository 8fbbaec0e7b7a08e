"""Annotate paragraphs: tokens, sentences and raw entity spans as three tables."""

import hashlib
import json
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.annotate.model import fingerprint, model_name
from analysis.annotate.pipeline import read_paragraphs
from analysis.cache import Cache

ANNOTATIONS = "annotations"
"""The kind of key under which annotations are kept."""


class Annotation(NamedTuple):
    """What the model says, as three tables; offsets count characters of ``Article.text``.

    Attributes:
        tokens: article_id, section, paragraph, sentence, token, start, end, text, lemma, pos,
            is_stop, is_alpha, kind. One row per token, white space left out; ``kind`` is the
            paragraph's, so that heading tokens are marked and not lost.
        sentences: article_id, section, paragraph, sentence, start, end, text, kind.
        spans: article_id, section, paragraph, sentence, start, end, text, raw_label, kind. Every
            entity span of the model, dates, numbers and those in headings included.
    """

    tokens: pd.DataFrame
    sentences: pd.DataFrame
    spans: pd.DataFrame


def annotate(
    paragraphs: pd.DataFrame, *, model: str | None = None, cache: Cache | None = None
) -> Annotation:
    """Annotate paragraphs, each one by itself, so that no heading is glued to its body.

    Args:
        paragraphs: Columns article_id, section, paragraph, kind, start, text; in text order, the
            paragraphs of an article together.
        model: See `analysis.annotate.load_model`.
        cache: Where annotations are kept: articles that it holds are not read, others are added
            to it one by one. The tables do not depend on it.

    Returns:
        Tokens, sentences and raw entity spans; see `Annotation`.

    Raises:
        AnalysisError: See `analysis.annotate.load_model`.
    """
    from threadpoolctl import threadpool_limits

    name = model_name(model)
    version = annotation_version(name)
    cache = cache or Cache(None)
    texts = paragraphs["text"].tolist()
    article = pd.factorize(paragraphs["article_id"])[0]
    edges = [*_first_of_each(article).tolist(), len(article)]
    read: list[pa.Table] = []
    # The matrices are too small for two threads of BLAS to pay.
    with threadpool_limits(limits=1, user_api="blas"):
        for low, high in pairwise(edges):
            digest = hashlib.sha256(json.dumps(texts[low:high]).encode()).hexdigest()
            kept = cache.get(f"{version}/{digest}")
            if kept is None:
                kept = read_paragraphs(texts[low:high], model=name)
                cache.put(f"{version}/{digest}", kept)
            read.append(kept)
    words = pa.concat_tables(read or [read_paragraphs([], model=name)]).to_pandas()
    lows = np.array(edges[: len(read)], dtype=np.int64)
    words["paragraph"] += np.repeat(lows, [len(table) for table in read])
    return _tables(paragraphs.reset_index(drop=True), words)


def annotation_version(model: str) -> str:
    """The first two parts of the keys under which a pipeline's annotations are kept."""
    return f"{ANNOTATIONS}/{fingerprint(model)}"


def _tables(paragraphs: pd.DataFrame, words: pd.DataFrame) -> Annotation:
    row = words["paragraph"].to_numpy()
    start, end, begins_sentence, begins_name, inside_name = (
        words[name].to_numpy()
        for name in ("start", "end", "begins_sentence", "begins_name", "inside_name")
    )
    text = paragraphs["text"].tolist()
    article = pd.factorize(paragraphs["article_id"])[0][row]
    first_token = _first_of_each(article)
    tokens_of_each = np.diff(np.append(first_token, len(article)))
    sentence = np.cumsum(begins_sentence, dtype=np.int64)
    sentence -= np.repeat(sentence[first_token] - 1, tokens_of_each)
    offset = paragraphs["start"].to_numpy(dtype=np.int64)[row]
    place = paragraphs[["article_id", "section", "paragraph", "kind"]].take(row)
    place = place.reset_index(drop=True)

    def table(first: np.ndarray, last: np.ndarray, **more: Any) -> pd.DataFrame:
        """Rows that run from the token numbers `first` to `last`, both included."""
        spans = zip(row[first].tolist(), start[first].tolist(), end[last].tolist(), strict=True)
        return (
            place.take(first)
            .reset_index(drop=True)
            .assign(
                sentence=sentence[first],
                start=offset[first] + start[first],
                end=offset[first] + end[last],
                text=pd.Series([text[r][b:e] for r, b, e in spans], dtype="str"),
                **more,
            )
        )

    every = np.arange(len(row))
    number = every + 1 - np.repeat(every[first_token], tokens_of_each)
    of_model = words[["lemma", "pos", "is_stop", "is_alpha"]]
    tokens = table(every, every, token=number).join(of_model)
    first = np.flatnonzero(begins_sentence)
    sentences = table(first, np.append(first[1:], len(row))[: len(first)] - 1)
    first = np.flatnonzero(begins_name)
    goes_on = np.append(inside_name[1:], False)
    last = np.flatnonzero((inside_name | begins_name) & ~goes_on)
    spans = table(first, last, raw_label=words["label"].take(first).reset_index(drop=True))
    return Annotation(
        tokens[[*_PLACE, "token", "start", "end", "text", *of_model.columns, "kind"]],
        sentences[[*_PLACE, "start", "end", "text", "kind"]],
        spans[[*_PLACE, "start", "end", "text", "raw_label", "kind"]],
    )


_PLACE = ["article_id", "section", "paragraph", "sentence"]


def _first_of_each(values: np.ndarray) -> np.ndarray:
    """The positions at which a run of equal values begins."""
    return np.flatnonzero(np.diff(values, prepend=-1))
