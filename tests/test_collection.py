"""Many articles: who is named where, dates, near-duplicates, and the collection of the suite."""

import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from corpora import articles, mentions
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.articles.metadata import date_of
from analysis.articles.timeline import articles_over_time
from analysis.entities import articles_by_entity, corpus_entities
from analysis.keywords.duplicates import duplicate_groups, near_duplicates, shared_sentences
from analysis.publish.build import COLLECTION

NAMES = ["Oslo", "Smith", "Ann Lee"]


@settings(max_examples=settings.default.max_examples // 2)
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
    ("value", "expected"),
    [
        (" 2020-03-04 ", "2020-03-04"),
        ("2020-03-04T23:59:00Z", "2020-03-04"),
        ("2020-03-04 10:00:00  -05:30", "2020-03-04"),
        ("20200304", "2020-03-04"),
        (datetime.date(2020, 3, 4), "2020-03-04"),
        ("2020-03", "2020-03"),
        *((other, "") for other in ("03/04/2020", "4 March 2020", "2020", "2020-13", "2020-02-30")),
        *((other, "") for other in ("unknown", None, ["2020"], "")),
    ],
)
def test_a_date_is_a_day_or_month_of_iso_8601_or_nothing(value, expected):
    assert date_of({"date": value}) == expected


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


# --- near-duplicates: what is copied is found, what is not is not, whatever the order

WORDS = ["storm", "coast", "court", "fine", "hotel", "bank", "strike", "pilot", "42"]
ARTICLES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), max_size=6)


def tokens(articles, **columns):
    rows = [(name, word) for name, words in articles.items() for word in words]
    table = pd.DataFrame(rows, columns=["article_id", "text"], dtype="str")
    return table.assign(**{"pos": "NOUN", "is_stop": False, "kind": "body"} | columns)


def sentences(articles):
    rows = [(name, n, text) for name, texts in articles.items() for n, text in enumerate(texts, 1)]
    return pd.DataFrame(rows, columns=["article_id", "sentence", "text"]).assign(kind="body")


def test_the_similarity_is_the_cosine_of_weighted_words():
    texts = {"a": ["storm", "coast"], "b": ["storm", "storm", "hotel"], "c": ["court"]}
    found = near_duplicates(tokens(texts), threshold=0.01)
    shared, own = np.log(4 / 3) + 1, np.log(4 / 2) + 1  # smoothed idf of df 2 and 1, n = 3
    twice = (1 + np.log(2)) * shared
    cosine = shared * twice / np.hypot(shared, own) / np.hypot(twice, own)
    assert found.to_dict("list") == {
        "article_id": ["a"],
        "other": ["b"],
        "similarity": [round(cosine, 6)],
    }


@given(ARTICLES, st.randoms(use_true_random=False), st.sampled_from([0.2, 0.7, 1.0]))
def test_pairs_are_ordered_and_do_not_depend_on_the_order_of_articles(texts, random, threshold):
    named = {f"article {n}": words for n, words in enumerate(texts)}
    turned = list(named.items())
    random.shuffle(turned)  # type: ignore[attr-defined]
    found = near_duplicates(tokens(named), threshold=threshold)
    pd.testing.assert_frame_equal(found, near_duplicates(tokens(dict(turned)), threshold=threshold))
    assert found.index.equals(pd.RangeIndex(len(found)))
    assert (found["article_id"] < found["other"]).all()
    assert found["similarity"].between(threshold, 1).all()
    assert not found.duplicated(["article_id", "other"]).any()
    pairs = found[["article_id", "other"]].to_numpy()
    assert all({*named[one]} & {*named[other]} for one, other in pairs)


def test_few_or_unlike_articles_have_no_pairs_and_the_same_columns():
    for texts in ({}, {"a": ["storm"]}, {"a": ["storm"], "b": ["coast"]}):
        found = near_duplicates(tokens(texts), threshold=1e-6)
        assert found.dtypes.astype(str).tolist() == ["str", "str", "float64"]
        assert found.empty
        assert duplicate_groups(found).columns.tolist() == ["group", "articles", "article_id"]


def test_a_copy_with_a_few_words_changed_is_found_and_a_report_on_the_same_subject_is_not():
    long = [f"word{n}" for n in range(60)]
    texts = {"first": long, "changed": [*long[:52], "and", "so", "on"]}
    texts |= {"subject": [*long[:12], *(f"other{n}" for n in range(48))]}
    texts |= {f"elsewhere {n}": [f"{n}x{i}" for i in range(50)] for n in range(5)}
    found = near_duplicates(tokens(texts))
    assert found[["article_id", "other"]].to_numpy().tolist() == [["changed", "first"]]


def test_only_words_of_the_running_text_count_and_capitals_do_not():
    texts = {"a": ["storm", "Coast"], "b": ["Storm", "coast"]}
    assert near_duplicates(tokens(texts))["similarity"].tolist() == [1]
    for column in ({"is_stop": True}, {"pos": "PUNCT"}, {"kind": "heading"}):
        assert near_duplicates(tokens(texts, **column)).empty


@pytest.mark.parametrize("threshold", [0, 1.01, float("nan")])
def test_a_threshold_that_is_no_similarity_is_refused(threshold):
    with pytest.raises(ValueError, match="A similarity is above 0"):
        near_duplicates(tokens({}), threshold=threshold)


def test_every_pair_is_compared_however_few_fit_in_memory(monkeypatch):
    texts = {f"{n:04}": [f"word{n // 2}", f"mark{n // 2}"] for n in range(400)}
    monkeypatch.setattr("analysis.keywords.duplicates._MEMORY", 0.01)
    assert len(near_duplicates(tokens(texts))) == 200


def test_shared_sentences_are_those_of_the_same_words_once_each():
    texts = {"a": ["It rained.", "Nobody  came.", "It rained.", "The end."], "c": ["It rained."]}
    table = sentences(texts | {"b": ["Nobody came.", "IT RAINED.", "And so on."]})
    pairs = pd.DataFrame({"article_id": ["a", "c"], "other": ["b", "d"]})
    assert shared_sentences(pairs, table) == [["It rained.", "Nobody  came."], []]
    assert shared_sentences(pairs, table.assign(kind="caption")) == [[], []]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] != p[1])))
def test_groups_are_the_articles_that_pairs_link_in_any_order_or_direction(pairs):
    table = pd.DataFrame(pairs, columns=["article_id", "other"]).astype("str")
    groups = duplicate_groups(table)
    turned = table.iloc[::-1].rename(columns={"article_id": "other", "other": "article_id"})
    pd.testing.assert_frame_equal(duplicate_groups(turned), groups)
    stories = {name: {name} for pair in table.to_numpy() for name in pair}
    for one, other in table.to_numpy():
        story = stories[one] | stories[other]
        stories |= dict.fromkeys(story, story)
    expected = sorted({tuple(sorted(s)) for s in stories.values()}, key=lambda s: (-len(s), s))
    assert groups.groupby("group")["article_id"].agg(tuple).tolist() == expected
    assert groups["articles"].tolist() == [len(story) for story in expected for _ in story]


# --- the collection of the notebook on many articles


def test_it_is_short_articles_of_three_beats_that_say_that_they_are_invented(collection):
    articles = collection.articles
    beats = articles["article_id"].str.partition("/")[0].value_counts()
    assert beats.to_dict() == {"business": 8, "council": 8, "sport": 8}
    assert articles["words"].between(100, 250).all()
    assert collection.refused.empty
    for name, title, date in articles[["article_id", "title", "date"]].itertuples(index=False):
        card = yaml.safe_load((COLLECTION / f"{name}.card.yaml").read_text(encoding="utf-8"))
        text = (COLLECTION / f"{name}.txt").read_text(encoding="utf-8")
        assert card["note"].startswith("Invented for this collection;")
        assert card["title"] == title == text.splitlines()[0]
        assert str(card["date"]) == date == Path(name).name[:10]
        assert f"By {card['author']}\n" in text
    kinds = collection.lines["kind"].value_counts()
    names = ["title", "byline", "dateline", "heading", "caption"]
    assert kinds[names].tolist() == [24, 24, 24, 7, 4]


def test_people_of_one_surname_stay_apart_and_in_sport_a_town_is_its_club(collection):
    found = collection.corpus_entities.set_index("entity")
    for name in ("Margaret Doyle", "Liam Doyle"):
        assert found.loc[[name], "aliases"].tolist() == [f"{name} | Doyle"]
    assert "Doyle" not in found.index
    # Also in "Calverton, who lost".
    assert found.loc[["Calverton"], "label"].tolist() == ["ORG"]
