"""Make the tables of an open corpus anew for another reviewed list, where it makes a difference."""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice, takewhile

import pandas as pd

from analysis.corpus.background import open_background
from analysis.corpus.batches import with_their_text
from analysis.corpus.corpus import Corpus, Lazily, Tables
from analysis.entities import corpus_entities, entity_frequency, reject_corrections, resolve
from analysis.entities.corrections import read_corrections
from analysis.keywords.ranking import rank_keywords

REMADE = ("mentions", "spans", "unmerged", "entities", "keywords", "keyword_occurrences")
"""The tables on which the reviewed list has a bearing."""


def with_corrections(corpus: Corpus, corrections: pd.DataFrame) -> Corpus:
    """The corpus as `open_corpus` would give it with another reviewed list.

    No article is read again; those about which the list says nothing new stay as they are.

    Args:
        corpus: One article or many.
        corrections: The list: text, entity, label, reason and, where it has it, article_id.
    """
    ids, run = _concerned(corpus, corrections), corpus.of_articles.run
    whole = [getattr(corpus, name) for name in ("spans", "tokens", "paragraphs")]
    own, tokens, paragraphs = (table[table["article_id"].isin(ids)] for table in whole)
    result = resolve(own, tokens, corrections=corrections)
    mentions, spans = (with_their_text(table, paragraphs) for table in result[:2])
    again = {"mentions": mentions, "spans": spans, "unmerged": result.unmerged}
    again["entities"] = entity_frequency(mentions)

    def make(name: str) -> pd.DataFrame:
        table: pd.DataFrame = getattr(corpus, name)
        if name not in REMADE or not ids:
            return table
        if name not in again:
            background = open_background(
                run.background, key=run.background_key, model=run.model, cache=run.cache
            )
            ranked = rank_keywords(tokens, mentions, background=background)
            again.update(keywords=ranked.keywords, keyword_occurrences=ranked.occurrences)
        kept = table[~table["article_id"].isin(ids)]
        both = pd.concat([kept, again[name][table.columns.tolist()]], ignore_index=True)
        places = pd.Index(corpus.ids).get_indexer(pd.Index(both["article_id"]))
        return both.iloc[places.argsort(kind="stable")].reset_index(drop=True)

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
    made = Tables([(corpus.ids, tables.__getitem__)], run)
    return replace(corpus, of_articles=made, of_folder=of_folder, _read={})


def _concerned(corpus: Corpus, corrections: pd.DataFrame) -> list[str]:
    """The articles in which the text of a row that came or went stands, or its entity is named."""
    before, _ = read_corrections(corpus.corrections, corpus.ids)
    after, _ = read_corrections(corrections, corpus.ids)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))))
    gone, more = before[same:], after[same:]
    # What such a row took away is in no table of mentions, under whatever name.
    if any(not row.label for row in gone):
        return corpus.ids
    if not [*gone, *more]:
        return []
    texts = iter(corpus.tokens["text"].str.normalize("NFC").str.upper().tolist())
    sizes = corpus.tokens.groupby("article_id", sort=False).size()
    runs = pd.Series(["".join(islice(texts, size)) for size in sizes], sizes.index, dtype="str")
    named = corpus.mentions.drop_duplicates(["article_id", "entity"])
    found: set[str] = set()
    for row in [*gone, *more]:
        by_name = named.loc[named["entity"].isin([row.text, row.entity]), "article_id"]
        by_text = runs.index[runs.str.contains("".join(row.text.upper().split()), regex=False)]
        found |= {name for name in [*by_name, *by_text] if row.article_id in {"", name}}
    return [article_id for article_id in corpus.ids if article_id in found]
