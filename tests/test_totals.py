"""Counts over a collection, out of core: the same as in memory."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow.dataset import dataset

from analysis.entities import corpus_entities
from analysis.keywords.keyness import keyness
from analysis.totals import document_frequency, entity_totals, keyness_totals

NAMES = ["Smith", "Jane Smith", "Lyon", "Zoë\u00a0Kravitz", "ACME", "acme", "O'Hara | Co"]
mentions_of = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c/d"]),
        st.sampled_from(NAMES),
        st.sampled_from(["PERSON", "GPE"]),
        st.sampled_from(["Smith", "Ms  **Smith", "Smith\n's", "zoë", "Zoë", "\u2003Lyon\x85"]),
    )
)
WORDS = ["Flood", "flood", "Élan", "mayor", "the", "İstanbul", "ΟΔΟΣ"]
tokens_of = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(WORDS),
        st.sampled_from(["body", "heading"]),
        st.booleans(),
    )
)


def scan(table: pd.DataFrame) -> object:
    return dataset(pa.Table.from_pandas(table, preserve_index=False))


@settings(max_examples=60, deadline=None)
@given(mentions_of)
def test_entities_are_the_same_as_in_memory(rows: list[tuple[str, ...]]) -> None:
    columns = ["article_id", "entity", "label", "text"]
    mentions = pd.DataFrame(rows, columns=columns).astype("str")
    expected = corpus_entities(mentions)
    found = entity_totals(scan(mentions))  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(found, expected)


def tokens_from(rows: list[tuple[str, str, str, bool]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["article_id", "lemma", "kind", "is_alpha"])
    types = {"article_id": "str", "lemma": "str", "kind": "str", "is_alpha": "bool"}
    return table.astype(types).assign(is_stop=table["lemma"] == "the", pos="NOUN")


@settings(max_examples=60, deadline=None)
@given(tokens_of, st.lists(st.sampled_from(["x", "y", None]), min_size=3, max_size=3))
def test_keyness_is_the_same_as_in_memory(
    rows: list[tuple[str, str, str, bool]], sides: list[str | None]
) -> None:
    tokens = tokens_from(rows)
    group = pd.Series(sides, index=["a", "b", "c"])
    try:
        expected = keyness(tokens, group, min_count=1)
    except ValueError as error:
        with pytest.raises(ValueError, match=str(error).split(":")[0]):
            keyness_totals(scan(tokens), group, min_count=1)  # type: ignore[arg-type]
        return
    found = keyness_totals(scan(tokens), group, min_count=1)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(found, expected)


def test_document_frequency_counts_articles_and_occurrences() -> None:
    rows = [
        ("a", "Flood", "body", True),
        ("a", "flood", "body", True),
        ("b", "flood", "body", True),
        ("b", "Élan", "body", True),
        ("c", "flood", "heading", True),
        ("c", "the", "body", True),
        ("c", "élan", "body", False),
    ]
    found = document_frequency(scan(tokens_from(rows)))  # type: ignore[arg-type]
    assert found.to_numpy().tolist() == [["flood", 2, 3], ["élan", 1, 1]]


def test_document_frequency_folds_case_as_the_tables_in_memory_do() -> None:
    rows = [("a", "İstanbul", "body", True), ("b", "i̇stanbul", "body", True)]
    found = document_frequency(scan(tokens_from(rows)))  # type: ignore[arg-type]
    assert found.to_numpy().tolist() == [["İstanbul".lower(), 2, 2]]
