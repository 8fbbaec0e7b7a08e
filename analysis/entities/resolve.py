"""From the model's spans to names that can be counted: one name and one type per entity."""

from collections import defaultdict
from typing import Any, NamedTuple

import pandas as pd

from analysis.entities.corrections import read_corrections
from analysis.entities.mention import Span, Words
from analysis.entities.rules import resolve_article
from analysis.structure import COUNTED_KINDS


class Resolution(NamedTuple):
    """What `resolve` gives.

    Attributes:
        mentions: article_id, section, paragraph, sentence, start, end, text, label, entity,
            raw_label, rule. One row per counted mention; ``raw_label`` is empty where a rule
            found it; ``rule`` names what changed the model's word, several joined by ``"; "``,
            and is empty where the model's word stands.
        spans: article_id, section, paragraph, sentence, start, end, text, raw_label, outcome,
            rule, raw_start, raw_end, raw_text. Every span of the model and every one that rules
            added. The rows whose ``outcome`` is ``"mention"`` are the mentions; the others are
            ``"date or number"``, ``"heading"``, ``"not counted"``, ``"inside a longer name"`` and
            ``"junk"``. The last three columns are the span as the model gave it, -1, -1 and empty
            for an added one. A span that held two names has two rows: the first counts as found,
            each further one as added. So spans found − left out + added = mentions.
        unmerged: article_id, text, candidates, reason. Ambiguous names: they fit more than one
            longer name, or none for sure after Mr or Mrs, and stay entities of their own.
        uses: row, found. For each correction that could be used, how often its text stands in the
            articles.
    """

    mentions: pd.DataFrame
    spans: pd.DataFrame
    unmerged: pd.DataFrame
    uses: pd.DataFrame


_PLACE = ["article_id", "section", "paragraph", "sentence", "start", "end"]
_MENTION = ["text", "label", "entity", "raw_label", "rule"]
_SPAN = ["text", "raw_label", "outcome", "rule", "raw_start", "raw_end", "raw_text"]
_ROW = ["first", "last", "text", "label", "entity", *_SPAN[1:]]
_NUMBERS = {"first", "last", "raw_start", "raw_end", "row", "found"}


def resolve(
    spans: pd.DataFrame, tokens: pd.DataFrame, *, corrections: pd.DataFrame | None = None
) -> Resolution:
    """Give every mention its entity and every entity its type.

    Each article is resolved by itself, see `analysis.entities.rules`. A name in a title or heading
    counts only where the same name stands in the body, since Title Case looks like a name.

    Args:
        spans: ``Annotation.spans``, or ``Resolution.spans``, of which the model's own are taken.
        tokens: ``Annotation.tokens`` of the same articles.
        corrections: Reviewed list that overrides the rules, with the columns text, entity,
            label, reason and, where a row is for one article only, article_id. A label that is
            empty or ``-`` says that the text is no name.
    """
    found: dict[str, list[Span]] = defaultdict(list)
    own = spans_of_the_model(spans)[["article_id", "start", "end", "text", "raw_label"]]
    for article_id, *span in own.itertuples(index=False, name=None):
        found[article_id].append(Span(*span))
    last_tokens = tokens.groupby("article_id", sort=False).size().cumsum()
    reviewed = [] if corrections is None else read_corrections(corrections, last_tokens.index)[0]
    columns = [
        *(tokens[name].tolist() for name in ("sentence", "start", "end")),
        tokens["text"].str.normalize("NFC").tolist(),
        (tokens["pos"] == "PROPN").tolist(),
        tokens["kind"].isin(COUNTED_KINDS).tolist(),
        tokens["kind"].isin(["title", "heading"]).tolist(),
    ]
    rows: list[tuple[Any, ...]] = []
    unmerged: list[tuple[str, ...]] = []
    first = 0
    for article_id, last in zip(last_tokens.index.tolist(), last_tokens.tolist(), strict=True):
        article = resolve_article(
            Words(*(column[first:last] for column in columns)),
            found[article_id],
            [row for row in reviewed if row.article_id in {"", article_id}],
        )
        results = [(mention, "mention") for mention in article.mentions] + article.left_out
        for m, outcome in sorted(results, key=lambda result: (result[0].first, result[0].last)):
            place = (first + m.first, first + m.last - 1)  # the first token and the last
            named = (m.text, m.label, m.entity, m.raw.label)
            rows.append((*place, *named, outcome, "; ".join(m.rules), *m.raw[:3]))
        unmerged += [(article_id, *names) for names in article.unmerged()]
        first = last
    table = _table(rows, _ROW)
    places = tokens[_PLACE].take(table["first"].to_numpy()).reset_index(drop=True)
    end = tokens["end"].take(table["last"].to_numpy()).to_numpy()
    table = pd.concat([places.assign(end=end), table], axis=1)
    return Resolution(
        table.loc[table["outcome"] == "mention", _PLACE + _MENTION].reset_index(drop=True),
        table[_PLACE + _SPAN],
        _table(unmerged, ["article_id", "text", "candidates", "reason"]),
        _table([(row.row, row.found) for row in reviewed], ["row", "found"]),
    )


def spans_of_the_model(spans: pd.DataFrame) -> pd.DataFrame:
    """The model's own spans, each once: columns article_id, start, end, text, raw_label."""
    if "raw_start" not in spans:
        return spans
    own = spans[spans["raw_start"] >= 0].drop_duplicates(["article_id", "raw_start", "raw_end"])
    own = own.drop(columns=["start", "end", "text"])
    own = own.rename(columns={"raw_start": "start", "raw_end": "end", "raw_text": "text"})
    return own[["article_id", "start", "end", "text", "raw_label"]].reset_index(drop=True)


def is_added(spans: pd.DataFrame) -> pd.Series:
    """Which rows of ``Resolution.spans`` a rule added, or are further names of a span."""
    return (spans["raw_start"] < 0) | spans.duplicated(["article_id", "raw_start", "raw_end"])


def _table(rows: list[Any], columns: list[str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({name: "int64" if name in _NUMBERS else "str" for name in columns})
