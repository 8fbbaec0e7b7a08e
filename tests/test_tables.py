"""The CSV files are those of pandas, only sooner."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.corpus import Corpus
from analysis.tables import write_table, write_tables

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=6)
words |= st.sampled_from(['"', ",", "a,b", 'say "so"', "two\nlines", "", " x", "NA"])
rows = st.lists(
    st.tuples(words, words, st.integers(-(2**63), 2**63 - 1), st.booleans(), st.floats()),
    max_size=20,
)


@settings(deadline=None)
@given(rows)
@example(
    [("a", "b", 1, True, value) for value in (1e-5, 1e-4, 1e15, 1e16, 1e22, 0.0, -0.0, 5e-324)]
)
def test_a_table_is_written_as_pandas_writes_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, ...]]
) -> None:
    columns = ["text", "a,b", "number", "is_so", "score"]
    types = {"text": "str", "a,b": "str", "number": "int64", "is_so": "bool", "score": "float64"}
    table = pd.DataFrame(rows, columns=columns).astype(types)
    file = tmp_path_factory.mktemp("tables") / "table.csv"
    write_table(table, file)
    assert file.read_bytes() == table.to_csv(index=False, lineterminator="\n").encode()


def test_every_table_of_an_article_is_written_as_pandas_writes_it(
    seed: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_SLICE", 100)
    files = write_tables(seed, tmp_path)
    assert [file.stem for file in files] == list(seed.tables())
    for file in files:
        expected = seed.tables()[file.stem].to_csv(index=False, lineterminator="\n")
        assert file.read_bytes() == expected.encode(), file.name


def test_missing_values_and_lone_columns_too(tmp_path: Path) -> None:
    for table in (
        pd.DataFrame({"a": ["x", None, ""], "b": [1.5, None, 2.0]}),
        pd.DataFrame({"only": ["", "x"]}),
        pd.DataFrame({"a": [], "b": []}),
        pd.DataFrame(),
    ):
        write_table(table, tmp_path / "t.csv")
        expected = table.to_csv(index=False, lineterminator="\n")
        assert (tmp_path / "t.csv").read_text() == expected
