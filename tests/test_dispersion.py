"""Dispersion: equal to numbers worked by hand, and the same however the text is divided."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.entities.dispersion import deviation_of_proportions, dispersion


def text(length):
    return pd.DataFrame({"start": range(0, 2 * length, 2), "kind": "body"})


def mentions(**places):
    rows = [(name, 2 * place) for name, found in places.items() for place in found]
    return pd.DataFrame(rows, columns=["entity", "start"])


def test_dp_is_half_the_sum_of_what_is_too_much_and_too_little():
    # Parts of 9, 10, 10, 10 and 11 words; a word that occurs 1, 2, 3, 4 and 5 times in them:
    # |1/15 - .18| + |2/15 - .2| + |3/15 - .2| + |4/15 - .2| + |5/15 - .22| = .36, half of it .18.
    sizes = np.array([9, 10, 10, 10, 11])
    counts = np.array([[1, 2, 3, 4, 5], [9, 10, 10, 10, 11], [3, 0, 0, 0, 0]])
    assert deviation_of_proportions(counts, sizes).tolist() == [0.18, 0.0, 0.82]


def test_mentions_are_counted_in_equal_parts_of_the_running_text():
    # Ten parts of three words: 0-2, 3-5, 6-8 and so on.
    found = mentions(one=[0, 1, 2, 0], uneven=[0, 2, 4, 8], even=range(0, 30, 3), once=[3])
    assert dispersion(found, text(30)).to_dict("list") == {
        "entity": ["even", "one", "uneven", "once"],
        "mentions": [10, 4, 4, 1],
        "parts": [10, 1, 3, 1],
        "dp": [0.0, 0.9, 0.7, 0.9],
    }


def test_parts_are_of_the_running_text_and_count_by_their_size():
    # Fifteen words in parts of two, one, two and so on: 1 - 2/15 and 1 - 1/15.
    tokens = pd.concat([text(15), pd.DataFrame({"start": [100, 102], "kind": "caption"})])
    found = dispersion(mentions(first=[1], second=[2], last=[14], caption=[51]), tokens)
    assert found["dp"].tolist() == [round(13 / 15, 10), *[round(14 / 15, 10)] * 3]
    assert found.index.tolist() == [0, 1, 2, 3]


def test_nothing_mentioned_and_nothing_written_make_an_empty_table():
    none = mentions()
    for found, tokens in ((none, text(3)), (mentions(a=[0]), text(0)), (none, text(0))):
        table = dispersion(found, tokens)
        assert table.empty
        assert table.dtypes.equals(dispersion(mentions(a=[0]), text(3)).dtypes)


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 99)), min_size=1),
    st.integers(1, 100),
)
def test_every_mention_is_in_a_part_and_dp_stays_between_even_and_one(places, length):
    found = pd.DataFrame(places, columns=["entity", "start"])
    table = dispersion(found, text(length))
    counts = found["entity"].value_counts()
    assert table.set_index("entity")["mentions"].to_dict() == counts.to_dict()
    assert table["parts"].between(1, table["mentions"].clip(upper=10)).all()
    assert table["dp"].between(0, 1).all()
