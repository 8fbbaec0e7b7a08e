"""From the model's spans to names that can be counted: one name and one type per entity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.entities.corrections import read_corrections
from analysis.entities.mention import Mention, Words
from analysis.entities.resolution import resolve_article
from analysis.markup import visible_text
from analysis.structure import COUNTED_KINDS

HEADING_KINDS = ["title", "heading"]


class Resolution(NamedTuple):
    """What `resolve` gives.

    Attributes:
        mentions: article_id, section, paragraph, sentence, start, end, text, label, entity,
            raw_label, rule. One row per counted mention; ``raw_label`` is empty where a rule
            found it; ``rule`` names what changed the model's word, several joined by ``"; "``,
            and is empty where the model's word stands.
        spans: article_id, section, paragraph, sentence, start, end, text, raw_label, fate, rule.
            Every span of the model and every one that rules added. The rows whose ``fate`` is
            ``"mention"`` are the mentions; the others are ``"date or number"``, ``"heading"``,
            ``"not counted"``, ``"inside a longer name"`` and ``"junk"``.
        unmerged: article_id, text, candidates, reason. Names that fit more than one longer one.
        corrections_unused: row, text, reason. Corrections that say what the rules said already.
        rejected_corrections: row, text, reason. Corrections that cannot be used.
        uses: row, found, changed. For each correction that could be used, how often its text
            stands in the articles, and how many mentions it changed.
    """

    mentions: pd.DataFrame
    spans: pd.DataFrame
    unmerged: pd.DataFrame
    corrections_unused: pd.DataFrame
    rejected_corrections: pd.DataFrame
    uses: pd.DataFrame


_IN_THE_TEXT = itemgetter(0, 1)
_UNMERGED = ("article_id", "text", "candidates", "reason")
_NUMBERS = {"first", "last", "row", "mentions", "sections", "articles", "first_start"} | {
    *("found", "changed")
}
Row = tuple[Any, ...]


def resolve(
    spans: pd.DataFrame, tokens: pd.DataFrame, *, corrections: pd.DataFrame | None = None
) -> Resolution:
    """Give every mention its entity and every entity its type.

    Each article is resolved by itself: boundaries are repaired, names that the model missed are
    added, names that mean the same are joined, and one type per entity is voted on. A name in a
    title or heading counts only where the same name stands in the body, since Title Case looks
    like a name.

    Args:
        spans: ``Annotation.spans``; article_id, start, end, text and raw_label are used.
        tokens: ``Annotation.tokens`` of the same articles.
        corrections: Reviewed list that overrides the rules, with the columns text, entity,
            label, reason and, where a row is for one article only, article_id. A label that is
            empty or ``-`` says that the text is no name.

    Returns:
        See `Resolution`.
    """
    token_rows = _ranges(tokens["article_id"])
    span_rows = _ranges(spans["article_id"])
    code, texts = pd.factorize(tokens["text"])
    columns = [
        *(tokens[c].to_numpy() for c in ("paragraph", "sentence", "start", "end")),
        texts.to_numpy(dtype=object)[code],  # equal texts are one object, hashed once
        (tokens["pos"] == "PROPN").to_numpy(),
        tokens["kind"].isin(COUNTED_KINDS).to_numpy(),
        tokens["kind"].isin(HEADING_KINDS).to_numpy(),
    ]
    found = list(
        zip(*(spans[c].tolist() for c in ("start", "end", "text", "raw_label")), strict=True)
    )
    reviewed, _ = read_corrections(corrections, token_rows)
    mentions: list[Row] = []
    fates: list[Row] = []
    unmerged: list[Row] = []
    for article_id, where in token_rows.items():
        article = resolve_article(
            Words(*(column[where].tolist() for column in columns)),
            found[span_rows.get(article_id, slice(0, 0))],
            [correction for correction in reviewed if correction.applies_to(article_id)],
        )
        unmerged += [(article_id, *row) for row in article.unmerged]
        counted = [(*_place(m, where), "; ".join(m.rules), m) for m in article.mentions]
        mentions += [
            (first, last, m.text, m.label, m.entity, m.raw_label, rules)
            for first, last, rules, m in counted
        ]
        rows = [
            (first, last, m.text, m.raw_label, "mention", rules)
            for first, last, rules, m in counted
        ]
        rows += [
            (*_place(m, where), m.text, m.raw_label, fate, "; ".join(m.rules))
            for m, fate in article.dropped
        ]
        rows.sort(key=_IN_THE_TEXT)
        fates += rows
    uses = _frame([(c.row, c.found, c.changed) for c in reviewed], ("row", "found", "changed"))
    unused, rejected = judge_corrections(corrections, token_rows, uses)
    return Resolution(
        _placed(mentions, tokens, ("text", "label", "entity", "raw_label", "rule")),
        _placed(fates, tokens, ("text", "raw_label", "fate", "rule")),
        _frame(unmerged, _UNMERGED),
        unused,
        rejected,
        uses,
    )


def judge_corrections(
    corrections: pd.DataFrame | None, articles: Iterable[str], uses: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Which corrections were of no use, and which could not be used.

    Args:
        corrections: The reviewed list; see `resolve`.
        articles: The ids of all articles that there are.
        uses: ``Resolution.uses``, of any number of resolutions one after the other.

    Returns:
        ``corrections_unused`` and ``rejected_corrections``; see `Resolution`.
    """
    reviewed, rejected = read_corrections(corrections, articles)
    total = uses.groupby("row")[["found", "changed"]].sum()
    found, changed = total["found"].to_dict(), total["changed"].to_dict()
    unused = [
        (c.row, c.text, "the rules say the same")
        for c in reviewed
        if found.get(c.row) and not changed.get(c.row)
    ]
    never = [
        (c.row, c.text, "this text never occurs as whole words")
        for c in reviewed
        if not found.get(c.row)
    ]
    columns = ("row", "text", "reason")
    return _frame(unused, columns), _frame(sorted(rejected + never), columns)


def _place(mention: Mention, where: slice) -> tuple[int, int]:
    """The rows of its first and its last token."""
    return where.start + mention.first, where.start + mention.last - 1


def _placed(rows: list[Row], tokens: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """A table of rows that begin with a first and a last token, told by where those stand."""
    table = _frame(rows, ("first", "last", *columns))
    first, last = table["first"].to_numpy(), table["last"].to_numpy()
    place = tokens[["article_id", "section", "paragraph", "sentence", "start"]].take(first)
    place = place.reset_index(drop=True).assign(end=tokens["end"].to_numpy()[last])
    return pd.concat([place, table[list(columns)]], axis=1)


def _ranges(ids: pd.Series) -> dict[str, slice]:
    """The rows of every article, which stand together."""
    if ids.empty:
        return {}
    changes = (ids != ids.shift()).to_numpy().nonzero()[0].tolist()
    names = ids.iloc[changes].tolist()
    return {
        name: slice(low, high)
        for name, low, high in zip(names, changes, [*changes[1:], len(ids)], strict=True)
    }


def _frame(rows: list[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pd.DataFrame(
        {
            name: np.array(column, dtype="int64")
            if name in _NUMBERS
            else pd.array(np.array(column, dtype=object), dtype="str")
            for name, column in zip(columns, values, strict=True)
        }
    )


def entity_frequency(mentions: pd.DataFrame) -> pd.DataFrame:
    """How often each article names each entity.

    Args:
        mentions: ``Resolution.mentions``.

    Returns:
        article_id, entity, label, mentions, sections (how many it occurs in), first_start,
        aliases (most frequent first, joined by ``" | "``). Within an article the most frequent
        come first, then in the order of the text.
    """
    found: dict[Row, list[Row]] = {}
    columns = ("article_id", "entity", "label", "start", "section", "text")
    for *key, start, section, text in zip(*(mentions[c].tolist() for c in columns), strict=True):
        found.setdefault(tuple(key), []).append((start, section, text))
    rows = []
    for entity, mentioned in found.items():
        starts, sections, texts = zip(*mentioned, strict=True)
        rows.append((*entity, len(starts), len({*sections}), min(starts), _aliases(texts)))
    order = {article_id: index for index, article_id in enumerate(mentions["article_id"].unique())}
    rows.sort(key=lambda row: (order[row[0]], -row[3], row[5]))
    return _frame(
        rows, ("article_id", "entity", "label", "mentions", "sections", "first_start", "aliases")
    )


def _aliases(texts: Sequence[str]) -> str:
    """The different texts but for white space and markup, the most frequent first."""
    if len(texts) == 1:
        return visible_text(texts[0])
    times = Counter(map(visible_text, texts))
    return " | ".join(sorted(times, key=lambda text: (-times[text], text)))


def corpus_entities(mentions: pd.DataFrame) -> pd.DataFrame:
    """The same entity as one row over all articles.

    Equal names of equal type are one entity, except a person known by one word alone: nothing
    joins the Smith of one article to the Smith of another, so each stays a row of its own.

    Args:
        mentions: ``Resolution.mentions`` of many articles.

    Returns:
        entity, label, articles, mentions, article_id (of the only article, for a name that is
        not joined across articles; else empty), aliases. Those in most articles come first.
    """
    found: dict[Row, list[Row]] = {}
    columns = ("article_id", "entity", "label", "text")
    for article_id, entity, label, text in zip(
        *(mentions[c].tolist() for c in columns), strict=True
    ):
        stranger = article_id if label == "PERSON" and len(entity.split()) == 1 else ""
        found.setdefault((entity, label, stranger), []).append((article_id, text))
    rows = []
    for (entity, label, stranger), mentioned in found.items():
        articles, texts = zip(*mentioned, strict=True)
        rows.append((entity, label, len({*articles}), len(texts), stranger, _aliases(texts)))
    rows.sort(key=lambda row: (-row[2], -row[3], row[0], row[1], row[4]))
    return _frame(rows, ("entity", "label", "articles", "mentions", "article_id", "aliases"))
