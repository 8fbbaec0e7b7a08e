"""Make the tables of an open corpus anew for another reviewed list, where it makes a difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile

import pandas as pd

from analysis.corpus.batches import open_background, with_their_text
from analysis.corpus.corpus import OF_ARTICLES, Corpus, InMemory
from analysis.entities import corpus_entities, entity_frequency, reject_corrections, resolve
from analysis.entities.corrections import Correction, read_corrections
from analysis.entities.resolve import Resolution
from analysis.keywords import rank_keywords


def resolve_again(corpus: Corpus, corrections: pd.DataFrame) -> tuple[list[str], Resolution]:
    """The articles in which another reviewed list may say something else, resolved with it."""
    before, _ = read_corrections(corpus.corrections, corpus.ids)
    after, _ = read_corrections(corrections, corpus.ids)
    pairs = zip(_rows(before), _rows(after), strict=False)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    # What such a row took away is in no table of mentions, under whatever name.
    brings_back = any(not row.label for row in before[same:])
    changed = [*before[same:], *after[same:]]
    ids = corpus.ids if brings_back else _concerned(corpus, changed)
    own = [table[table["article_id"].isin(ids)] for table in (corpus.spans, corpus.tokens)]
    resolution = resolve(*own, corrections=corrections)
    mentions, spans = (
        with_their_text(table, corpus.paragraphs)
        for table in (resolution.mentions, resolution.spans)
    )
    return ids, resolution._replace(mentions=mentions, spans=spans)


def with_corrections(corpus: Corpus, corrections: pd.DataFrame) -> Corpus:
    """The corpus as `open_corpus` would give it with another reviewed list.

    Nothing is read from disk but tables that were not read before; articles about which the list
    says nothing new stay as they are.

    Args:
        corpus: One article or many.
        corrections: The list: text, entity, label, reason and, where it has it, article_id.
    """
    ids, resolution = resolve_again(corpus, corrections)
    run = corpus.of_articles.run
    tables = {name: getattr(corpus, name) for name in OF_ARTICLES}
    if ids and run is not None:
        tokens = corpus.tokens[corpus.tokens["article_id"].isin(ids)]
        ranked = rank_keywords(tokens, resolution.mentions, background=open_background(run))
        new = {
            "mentions": resolution.mentions,
            "spans": resolution.spans,
            "unmerged": resolution.unmerged,
            "entities": entity_frequency(resolution.mentions),
            "keywords": ranked.keywords,
            "keyword_occurrences": ranked.occurrences,
        }
        place = {article_id: number for number, article_id in enumerate(corpus.ids)}
        tables |= {name: _replaced(tables[name], rows, ids, place) for name, rows in new.items()}
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
    held = InMemory(tables, run)
    return replace(corpus, of_articles=held, of_folder=of_folder, _read={})


def _rows(corrections: list[Correction]) -> list[tuple[str, str, str, str]]:
    return [(c.text, c.entity, c.label, c.article_id) for c in corrections]


def _concerned(corpus: Corpus, changed: list[Correction]) -> list[str]:
    """The articles in which the text of a row stands, or its entity is named."""
    if not changed:
        return []
    runs = corpus.tokens.groupby("article_id", sort=False)["text"].agg("".join)
    named = corpus.mentions.drop_duplicates(["article_id", "entity"])
    found: set[str] = set()
    for row in changed:
        by_name = named.loc[named["entity"].isin([row.text, row.entity]), "article_id"]
        by_text = runs.index[runs.str.contains("".join(row.text.split()), regex=False)]
        found |= {name for name in [*by_name, *by_text] if row.article_id in {"", name}}
    return [article_id for article_id in corpus.ids if article_id in found]


def _replaced(
    table: pd.DataFrame, rows: pd.DataFrame, ids: list[str], place: dict[str, int]
) -> pd.DataFrame:
    """The table with other rows for some of its articles, in the order of the articles."""
    kept = table[~table["article_id"].isin(ids)]
    both = pd.concat([kept, rows[table.columns.tolist()]], ignore_index=True)
    order = both["article_id"].map(place).argsort(kind="stable")
    return both.iloc[order].reset_index(drop=True)
