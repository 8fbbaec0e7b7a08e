"""Make the tables of an open corpus anew for another reviewed list, where it makes a difference."""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice, takewhile

import pandas as pd

from analysis.corpus.background import open_background
from analysis.corpus.batches import with_their_text
from analysis.corpus.corpus import Corpus, InMemory, Lazily
from analysis.entities import corpus_entities, entity_frequency, reject_corrections, resolve
from analysis.entities.corrections import Correction, read_corrections
from analysis.keywords.ranking import rank_keywords

REMADE = ("mentions", "spans", "unmerged", "entities", "keywords", "keyword_occurrences")
"""The tables on which the reviewed list has a bearing."""


def _resolve_again(
    corpus: Corpus, corrections: pd.DataFrame
) -> tuple[list[str], dict[str, pd.DataFrame]]:
    """The articles in which another list may say something else, and their tables by it."""
    before, _ = read_corrections(corpus.corrections, corpus.ids)
    after, _ = read_corrections(corrections, corpus.ids)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))))
    gone, more = before[same:], after[same:]
    # What such a row took away is in no table of mentions, under whatever name.
    brings_back = any(not row.label for row in gone)
    ids = corpus.ids if brings_back else _concerned(corpus, [*gone, *more])
    tables = {name: getattr(corpus, name) for name in ("spans", "tokens", "paragraphs")}
    own = {name: table[table["article_id"].isin(ids)] for name, table in tables.items()}
    result = resolve(own["spans"], own["tokens"], corrections=corrections)
    mentions, spans = (with_their_text(table, own["paragraphs"]) for table in result[:2])
    found = {"mentions": mentions, "spans": spans, "unmerged": result.unmerged}
    return ids, {"tokens": own["tokens"], **found}


def with_corrections(corpus: Corpus, corrections: pd.DataFrame) -> Corpus:
    """The corpus as `open_corpus` would give it with another reviewed list.

    No article is read again; those about which the list says nothing new stay as they are.

    Args:
        corpus: One article or many.
        corrections: The list: text, entity, label, reason and, where it has it, article_id.
    """
    (ids, again), run = _resolve_again(corpus, corrections), corpus.of_articles.run

    def make(name: str) -> pd.DataFrame:
        table: pd.DataFrame = getattr(corpus, name)
        if name not in REMADE or not ids or run is None:
            return table
        if name == "entities":
            again[name] = entity_frequency(again["mentions"])
        elif name not in again:
            background = open_background(
                run.background, key=run.background_key, model=run.model, cache=run.cache
            )
            result = rank_keywords(again["tokens"], again["mentions"], background=background)
            again.update(keywords=result.keywords, keyword_occurrences=result.occurrences)
        return _replaced(table, again[name], ids, corpus.ids)

    tables = Lazily(make)
    of_folder: dict[str, Callable[[], pd.DataFrame]] = {
        **corpus.of_folder,
        "corpus_entities": lambda: corpus_entities(tables["mentions"]),
        "corrections": lambda: corrections,
        "rejected_corrections": lambda: reject_corrections(
            corrections,
            corpus.ids,
            resolve(tables["spans"], tables["tokens"], corrections=corrections).uses,
        ),
    }
    return replace(corpus, of_articles=InMemory(tables, run), of_folder=of_folder, _read={})


def _concerned(corpus: Corpus, changed: list[Correction]) -> list[str]:
    """The articles in which the text of a row stands, or its entity is named."""
    if not changed:
        return []
    texts = iter(corpus.tokens["text"].str.normalize("NFC").str.upper().tolist())
    sizes = corpus.tokens.groupby("article_id", sort=False).size()
    runs = pd.Series(["".join(islice(texts, size)) for size in sizes], sizes.index, dtype="str")
    named = corpus.mentions.drop_duplicates(["article_id", "entity"])
    found: set[str] = set()
    for row in changed:
        by_name = named.loc[named["entity"].isin([row.text, row.entity]), "article_id"]
        by_text = runs.index[runs.str.contains("".join(row.text.upper().split()), regex=False)]
        found |= {name for name in [*by_name, *by_text] if row.article_id in {"", name}}
    return [article_id for article_id in corpus.ids if article_id in found]


def _replaced(
    table: pd.DataFrame, rows: pd.DataFrame, ids: list[str], order: list[str]
) -> pd.DataFrame:
    """The table with other rows for some of its articles, in the order of the articles."""
    kept = table[~table["article_id"].isin(ids)]
    both = pd.concat([kept, rows[table.columns.tolist()]], ignore_index=True)
    places = pd.Index(order).get_indexer(pd.Index(both["article_id"]))
    return both.iloc[places.argsort(kind="stable")].reset_index(drop=True)
