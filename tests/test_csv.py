"""CSV as pandas writes it, byte for byte, for every kind of cell that a table has."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.publish.tables import _write_csv

TEXTS = st.text(st.sampled_from("ab,\"'\n\t é🙂=;"), max_size=6)
ROWS = st.tuples(TEXTS, TEXTS | st.none(), st.integers(-(2**40), 2**40), st.booleans())
NUMBERS = st.floats(allow_infinity=False) | st.sampled_from([1.0, 1e-05, 0.1234567891, 1e16])


@given(rows=st.lists(st.tuples(ROWS, NUMBERS), max_size=5))
def test_csv_is_what_pandas_writes(tmp_path_factory, rows):
    columns = {"text": "str", "aliases": "str", "start": "int64", "is_stop": "bool", "idf": "float"}
    cells = [(*row, number) for row, number in rows]
    table = pd.DataFrame(cells, columns=list(columns)).astype(columns)
    file = tmp_path_factory.getbasetemp() / "table.csv"
    _write_csv([table, table[:1]], file)
    parts = pd.concat([table, table[:1]])
    assert file.read_bytes() == parts.to_csv(index=False, lineterminator="\n").encode()


def test_a_carriage_return_is_quoted(tmp_path):
    """Python's own module leaves it bare before 3.13, and a reader would end the row there."""
    _write_csv([pd.DataFrame({"title": ["a\rb"], "words": [1]})], tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == b'title,words\n"a\rb",1\n'
