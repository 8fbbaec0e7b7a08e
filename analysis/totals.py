"""Count over a whole collection without holding it: entities, document frequencies, keyness."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.folding import fold
from analysis.keywords.keyness import compare_counts
from analysis.markup import visible_text
from analysis.structure import COUNTED_KINDS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyarrow.dataset import Dataset

_MEMORY = "1GB"  # what is counted beyond that goes to disk
_CONTENT = ("NOUN", "PROPN", "ADJ", "VERB")
# What Python's str.split takes for white space; SQL's \s knows less of it.
_SPACE = "[" + "".join(c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()) + "]+"

_ENTITIES = """
WITH named AS (
    SELECT entity, label, article_id,
        CASE WHEN label = 'PERSON' AND NOT regexp_matches(entity, $space)
            THEN article_id ELSE '' END AS stranger,
        alias
    FROM counted JOIN told USING (text)
), called AS (
    SELECT entity, label, stranger, alias, count(*) AS times FROM named GROUP BY ALL
), aliases AS (
    SELECT entity, label, stranger, string_agg(alias, ' | ' ORDER BY times DESC, alias) AS aliases
    FROM called GROUP BY ALL
), totals AS (
    SELECT entity, label, stranger, count(DISTINCT article_id) AS articles, count(*) AS mentions
    FROM named GROUP BY ALL
)
SELECT entity, label, articles, mentions, stranger AS article_id, aliases
FROM totals JOIN aliases USING (entity, label, stranger)
ORDER BY articles DESC, mentions DESC, entity, label, stranger
"""
_WORDS = """
SELECT keyword, count(DISTINCT article_id) AS articles, count(*) AS count
FROM counted JOIN folded USING (lemma)
WHERE is_alpha AND NOT is_stop AND list_contains($kinds, kind) AND list_contains($content, pos)
GROUP BY ALL ORDER BY articles DESC, count DESC, keyword
"""
_GROUPS = """
SELECT keyword, side, count(DISTINCT article_id) AS articles, count(*) AS count
FROM counted JOIN folded USING (lemma) JOIN sides USING (article_id)
WHERE is_alpha AND list_contains($kinds, kind)
GROUP BY ALL ORDER BY keyword, side
"""


def entity_totals(mentions: Dataset) -> pd.DataFrame:
    """The same entity as one row over all articles; see `analysis.entities.corpus_entities`.

    Args:
        mentions: ``Corpus.scan("mentions")``.

    Returns:
        The columns and rows of `analysis.entities.corpus_entities`.
    """
    with _counting(mentions) as connection:
        texts = _different(connection, "text")
        aliases = pd.Series([visible_text(text) for text in texts], dtype="str")
        connection.register("told", pd.DataFrame({"text": texts, "alias": aliases}))
        return _text(connection.execute(_ENTITIES, {"space": _SPACE}).df())


def document_frequency(tokens: Dataset) -> pd.DataFrame:
    """In how many articles each content word of running text occurs, and how often.

    Args:
        tokens: ``Corpus.scan("tokens")``.

    Returns:
        Columns keyword (lower-cased lemma), articles, count; what most articles have comes first.
    """
    told = {"kinds": list(COUNTED_KINDS), "content": list(_CONTENT)}
    with _counting(tokens) as connection:
        _fold_lemmas(connection)
        return _text(connection.execute(_WORDS, told).df())


def keyness_totals(tokens: Dataset, group: pd.Series, *, min_count: int = 3) -> pd.DataFrame:
    """Compare how often each word occurs in two groups of articles, both ways.

    It counts occurrences; `analysis.keywords.keyness.group_keyness` counts articles, in memory.

    Args:
        tokens: ``Corpus.scan("tokens")``.
        group: See `analysis.keywords.keyness.keyness`.
        min_count: See there.

    Returns:
        What `analysis.keywords.keyness.keyness` returns.

    Raises:
        ValueError: There are not two groups with words in them.
    """
    of_article = group.dropna()
    names = sorted(of_article.unique().tolist(), key=str)
    places = {name: place for place, name in enumerate(names)}
    sides = pd.DataFrame(
        {
            "article_id": of_article.index.astype("str"),
            "side": of_article.map(places).to_numpy(dtype="int64"),
        }
    )
    with _counting(tokens) as connection:
        connection.register("sides", sides)
        _fold_lemmas(connection)
        counted = connection.execute(_GROUPS, {"kinds": list(COUNTED_KINDS)}).df()
    there = sorted(counted["side"].unique().tolist())
    term, terms = pd.factorize(counted["keyword"], sort=True)
    side = np.searchsorted(there, counted["side"])
    table = np.zeros((2, len(terms), max(len(there), 1)), dtype=np.int64)
    table[:, term, side] = counted[["count", "articles"]].to_numpy().T
    return compare_counts(
        terms.tolist(), table[0], table[1], [names[place] for place in there], min_count=min_count
    )


@contextmanager
def _counting(table: Dataset) -> Iterator[DuckDBPyConnection]:
    """A database with one table, called counted, that keeps to a little memory."""
    import duckdb

    with TemporaryDirectory() as folder:
        settings: dict[str, Any] = {"memory_limit": _MEMORY, "temp_directory": folder}
        with duckdb.connect(config=settings) as connection:
            connection.register("counted", table)
            yield connection


def _fold_lemmas(connection: DuckDBPyConnection) -> None:
    """A table of the different lemmas in lower case, since SQL's ``lower`` folds some otherwise."""
    lemmas = _different(connection, "lemma")
    connection.register("folded", pd.DataFrame({"lemma": lemmas, "keyword": fold(lemmas)}))


def _different(connection: DuckDBPyConnection, column: str) -> pd.Series:
    """The different texts of a column."""
    return _text(connection.execute(f"SELECT DISTINCT {column} FROM counted").df())[column]


def _text(table: pd.DataFrame) -> pd.DataFrame:
    """The columns that are no numbers as text."""
    others = [name for name, column in table.items() if not pd.api.types.is_integer_dtype(column)]
    return table.astype(dict.fromkeys(others, "str"))
