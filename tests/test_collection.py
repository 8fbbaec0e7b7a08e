"""Many articles: who is named where, groups, dates, and which collection is shown."""

import datetime

import pandas as pd
import pytest
from corpora import articles, mentions
from hypothesis import given
from hypothesis import strategies as st

from analysis.articles.metadata import date_of
from analysis.articles.timeline import articles_over_time
from analysis.entities import articles_by_entity, corpus_entities

NAMES = ["Oslo", "Smith", "Ann Lee"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(NAMES))))
def test_articles_by_entity_add_up_to_the_entities_of_the_collection(named):
    table = mentions(named)
    sentences = table[["article_id", "sentence", "start"]].assign(text=table["text"] + " came.")
    found, overall = articles_by_entity(table, sentences), corpus_entities(table)
    assert found["mentions"].sum() == len(table)
    assert len(found) == overall["articles"].sum()
    assert found.groupby("article_id")["share"].sum().round(9).eq(1).all()
    first, other = (each["entity"].drop_duplicates().tolist() for each in (found, overall))
    assert first == other
    for _, own in found.groupby(["entity", "label"]):
        order = list(zip(-own["mentions"], own["article_id"], strict=True))
        assert order == sorted(order)
    for row in found.itertuples():
        own = table[(table["article_id"] == row.article_id) & (table["entity"] == row.entity)]
        assert (row.mentions, row.sentence) == (len(own), own["sentence"].min())
        assert (row.label, row.first_sentence) == (own["label"].iloc[0], f"{row.entity} came.")
    assert found.index.equals(pd.RangeIndex(len(found)))
    shuffled = table.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(articles_by_entity(shuffled, sentences), found)


# --- dates


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            [
                *("2020-03-04", " 2020-03-04 ", "2020-03-04T23:59:00Z", "2020-03-04 10:00"),
                *("2020-03-04 10:00:00 Z", "2020-03-04 10:00:00  -05:30", "20200304"),
                datetime.date(2020, 3, 4),
                datetime.datetime(2020, 3, 4, 23, tzinfo=datetime.UTC),
            ],
            "2020-03-04",
        ),
        (["2020-03"], "2020-03"),
        (
            [
                *("03/04/2020", "03-04-2020", "04.03.2020", "4 March 2020", "2020", "2020-13"),
                *("2020-02-30", "unknown", "", None, 2020, True, [2020]),
            ],
            "",
        ),
    ],
)
def test_a_date_is_a_day_or_month_of_iso_8601_or_nothing(values, expected):
    assert [date_of({"date": value}) for value in values] == [expected] * len(values)


@pytest.mark.parametrize(
    ("dates", "unit", "begins", "counts"),
    [
        (["2020-03-04"], "day", ["2020-03-04"], [1]),
        (["2020-03-06", "2020-03-04", "", "2020-03-06"], "day", 3, [1, 0, 2]),
        (["2020-03-04", "2020-04-07"], "week", ["2020-03-02", "2020-04-06"], [1, 0, 0, 0, 0, 1]),
        (["2019-12-31", "2021-01-01"], "month", ["2019-12-01", "2021-01-01"], [1, *[0] * 12, 1]),
        (["2020-03", "2020-04-07"], "month", ["2020-03-01", "2020-04-01"], [1, 1]),
        (["1999-05-05", "2003-01-01"], "year", ["1999-01-01", "2003-01-01"], [1, 0, 0, 0, 1]),
        (["", ""], None, [], []),
    ],
)
def test_the_span_chooses_the_unit_and_periods_without_articles_stay(dates, unit, begins, counts):
    found = articles_over_time(articles([str(n) for n in range(len(dates))], dates))
    assert found["articles"].tolist() == counts
    assert set(found["unit"]) == ({unit} if unit else set())
    if isinstance(begins, list):
        assert found["begins"].tolist()[:: max(1, len(found) - 1)] == begins


@given(st.lists(st.dates()))
def test_every_dated_article_is_in_one_period_whatever_the_span(dates):
    ids = [str(n) for n in range(len(dates))]
    found = articles_over_time(articles(ids, [day.isoformat() for day in dates]))
    assert found["articles"].sum() == len(dates)
    assert found["begins"].is_monotonic_increasing
    assert found["begins"].is_unique
    assert found.dtypes.astype(str).tolist() == ["str", "str", "int64"]
