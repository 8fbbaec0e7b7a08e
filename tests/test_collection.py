"""Many articles: who is named where, groups, dates, and which collection is shown."""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import prose
from analysis.articles import article_table, read_articles
from analysis.collection import articles_by_entity
from analysis.duplicates import duplicate_groups
from analysis.entities import corpus_entities
from analysis.errors import AnalysisError
from analysis.evidence import unfold_articles, unfold_pairs
from analysis.groups import (
    Groups,
    dividing_entity,
    group_articles,
    group_by_date,
    group_by_entity,
    group_by_folder,
)
from analysis.metadata import date_of
from analysis.timeline import articles_over_time

NAMES = ["Oslo", "Smith", "Ann Lee"]
LABELS = {"Oslo": "GPE", "Smith": "PERSON", "Ann Lee": "PERSON"}


def mentions(named: list[tuple[str, str]]) -> pd.DataFrame:
    """One mention a pair of article and entity, each in a sentence of its own."""
    table = pd.DataFrame(named, columns=["article_id", "entity"], dtype="str")
    number = table.groupby("article_id").cumcount() + 1
    table = table.assign(section=0, paragraph=1, sentence=number, start=10 * number)
    length = table["entity"].str.len().astype("int64")
    return table.assign(
        end=table["start"] + length, text=table["entity"], label=table["entity"].map(LABELS)
    )


def sentences(table: pd.DataFrame) -> pd.DataFrame:
    text = table["text"] + " came."
    return table[["article_id", "sentence", "start"]].assign(text=text)


def articles(ids: list[str], dates: list[str] | None = None) -> pd.DataFrame:
    return pd.DataFrame({"article_id": ids, "date": dates or [""] * len(ids)}, dtype="str")


# --- who is named where


def test_each_entity_has_its_articles_with_count_share_and_first_sentence() -> None:
    named = mentions(
        [("a", "Oslo"), ("b", "Smith"), ("b", "Oslo"), ("b", "Oslo"), ("b", "Oslo"), ("c", "Smith")]
    )
    found = articles_by_entity(named, sentences(named))
    columns = ["entity", "label", "article_id", "mentions", "share", "sentence", "first_sentence"]
    assert found[columns].to_numpy().tolist() == [
        ["Oslo", "GPE", "b", 3, 0.75, 2, "Oslo came."],
        ["Oslo", "GPE", "a", 1, 1.0, 1, "Oslo came."],
        ["Smith", "PERSON", "b", 1, 0.25, 1, "Smith came."],
        ["Smith", "PERSON", "c", 1, 1.0, 1, "Smith came."],
    ]
    assert articles_by_entity(named.iloc[:0], sentences(named)).columns.equals(found.columns)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(NAMES))))
def test_articles_by_entity_add_up_to_the_entities_of_the_collection(
    named: list[tuple[str, str]],
) -> None:
    table = mentions(named)
    found, overall = articles_by_entity(table, sentences(table)), corpus_entities(table)
    assert found["mentions"].sum() == len(table)
    assert len(found) == overall["articles"].sum()
    assert found.groupby("article_id")["share"].sum().round(9).eq(1).all()
    assert found["entity"].drop_duplicates().tolist() == (
        overall["entity"].drop_duplicates().tolist()
    )
    shuffled = table.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(articles_by_entity(shuffled, sentences(table)), found)


def test_articles_and_pairs_open_to_their_sentences_and_markup_in_them_is_text() -> None:
    named = mentions([("a", "Oslo"), ("b", "Oslo"), ("b", "Oslo")])
    shown = unfold_articles(articles_by_entity(named, sentences(named)), sentences(named))
    assert "<summary>Oslo · GPE · 2 articles · 3 mentions</summary>" in shown
    assert shown.count("<mark>Oslo</mark> came.") == 2
    pairs = pd.DataFrame(
        {"article_id": ["<a>", "c"], "other": ["b", "d"], "similarity": [0.9, 0.7]}
    )
    shared = pd.DataFrame({"article_id": ["<a>"], "other": ["b"], "text": ["<b>One</b>."]})
    shown = unfold_pairs(pairs, shared)
    assert "&lt;a&gt; and b · similarity 0.90 · 1 sentence in both" in shown
    assert "<li>&lt;b&gt;One&lt;/b&gt;.</li>" in shown
    assert "c and d · similarity 0.70 · 0 sentences in both" in shown
    assert unfold_pairs(pairs.iloc[:0], shared) == ""


# --- groups


def test_an_entity_a_folder_and_a_day_make_groups() -> None:
    table = articles(["a/x/1", "b/2", "3"], ["2020-03-03", "", "2020-03-04"])
    named = mentions([("b/2", "Oslo"), ("b/2", "Smith")])
    by_entity = group_by_entity(table, named, "Oslo")
    assert by_entity.to_dict() == {
        "a/x/1": "not naming Oslo",
        "b/2": "naming Oslo",
        "3": "not naming Oslo",
    }
    assert group_by_folder(table).dropna().to_dict() == {"a/x/1": "a", "b/2": "b"}
    by_date = group_by_date(table, "20200304")
    assert by_date.dropna().to_dict() == {
        "a/x/1": "before 2020-03-04",
        "3": "from 2020-03-04 on",
    }
    for group in (by_entity, group_by_folder(table), by_date):
        assert group.index.tolist() == table["article_id"].tolist()


def test_where_there_is_nothing_to_part_a_sentence_says_so() -> None:
    flat = articles(["1", "2"], ["2020-03-03", ""])
    with pytest.raises(AnalysisError, match="no folders to compare: the articles lie in no folder"):
        group_by_folder(flat)
    with pytest.raises(AnalysisError, match="the articles lie in one folder only"):
        group_by_folder(articles(["a/1", "a/2", "3"]))
    with pytest.raises(AnalysisError, match="“3 March” is no day of the form 2020-03-04"):
        group_by_date(flat, "3 March")
    with pytest.raises(AnalysisError, match="no article carries a date"):
        group_by_date(articles(["1", "2"]), "2020-03-04")
    with pytest.raises(AnalysisError, match="2021-01-01 parts nothing: the articles are from"):
        group_by_date(flat, "2021-01-01")


def test_folders_make_the_groups_or_else_an_entity_with_all_its_forms() -> None:
    beats = articles([f"{beat}/{n}" for beat in "ab" for n in range(3)] + ["top", "c/1"])
    named = mentions([("a/0", "Oslo"), ("b/0", "Oslo"), ("a/1", "Ann Lee")])
    named.loc[0, "text"] = "Christiania"
    overall = corpus_entities(named)
    found = group_articles(beats, named, overall)
    assert (found.entity, found.forms) == ("", "")
    assert found.group.value_counts().to_dict() == {"a": 3, "b": 3, "c": 1}
    assert found.group.isna().to_dict()["top"]
    fewer = beats[beats["article_id"] != "b/2"]
    parted = group_articles(fewer, named, overall)
    assert (parted.entity, parted.forms) == ("Oslo", "Christiania Oslo")
    assert parted.group.value_counts().to_dict() == {"not naming Oslo": 5, "naming Oslo": 2}
    assert group_articles(articles(["a"]), mentions([]), overall.iloc[:0]).group.nunique() == 1


@pytest.mark.parametrize(
    ("spread", "size", "expected"),
    [([9, 5, 4], 10, "B"), ([2, 1], 2, "B"), ([1, 1], 1, ""), ([], 3, ""), ([2, 2], 2, "")],
)
def test_the_dividing_entity_is_in_most_articles_but_in_no_more_than_half(
    spread: list[int], size: int, expected: str
) -> None:
    table = pd.DataFrame({"entity": list("ABC")[: len(spread)], "articles": spread})
    assert dividing_entity(table, articles([str(n) for n in range(size)])) == expected


# --- dates


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *(("2020-03-04", "2020-03-04"), (" 2020-03-04 ", "2020-03-04")),
        *(("2020-03-04T23:59:00Z", "2020-03-04"), ("2020-03-04 10:00", "2020-03-04")),
        *(("2020-03-04 10:00:00 Z", "2020-03-04"), ("2020-03-04 10:00:00  -05:30", "2020-03-04")),
        *((datetime.date(2020, 3, 4), "2020-03-04"), ("20200304", "2020-03-04")),
        (datetime.datetime(2020, 3, 4, 23, tzinfo=datetime.UTC), "2020-03-04"),
        *(("03/04/2020", ""), ("03-04-2020", ""), ("04.03.2020", ""), ("4 March 2020", "")),
        *(("2020", ""), (2020, ""), ("2020-03", ""), ("2020-02-30", ""), ("unknown", "")),
        *((None, ""), (True, ""), ([2020], ""), (10**5000, ""), ("", "")),
    ],
    ids=lambda value: str(value)[:20] if not isinstance(value, int) else "number",
)
def test_a_date_is_a_day_of_iso_8601_or_nothing(value: object, expected: str) -> None:
    assert date_of({"date": value}) == expected


def test_the_table_of_articles_has_the_date_of_card_and_front_matter(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text("Some text.")
    (tmp_path / "a.card.yaml").write_text("date: 2020-03-04")
    (tmp_path / "b.card.yaml").write_text("date: 2020-03-04T10:00:00+02:00")
    (tmp_path / "c.card.yaml").write_text("date: 03/04/2020")
    (tmp_path / "d.card.yaml").write_text("date: 2020-03-04 10:00:00 +0200")
    (tmp_path / "e.md").write_text("---\ndate: '2020-03-05'\n---\nSome text.")
    dates = article_table(read_articles(tmp_path).articles)["date"]
    assert dates.tolist() == ["2020-03-04", "2020-03-04", "", "2020-03-04", "2020-03-05"]
    assert dates.dtype == "str"


@pytest.mark.parametrize(
    ("dates", "unit", "begins", "counts"),
    [
        (["2020-03-04"], "day", ["2020-03-04"], [1]),
        (["2020-03-06", "2020-03-04", "", "2020-03-06"], "day", 3, [1, 0, 2]),
        (["2020-03-04", "2020-04-07"], "week", ["2020-03-02", "2020-04-06"], [1, 0, 0, 0, 0, 1]),
        (["2019-12-31", "2021-01-01"], "month", ["2019-12-01", "2021-01-01"], [1, *[0] * 12, 1]),
        (["1999-05-05", "2003-01-01"], "year", ["1999-01-01", "2003-01-01"], [1, 0, 0, 0, 1]),
        (["", ""], None, [], []),
    ],
)
def test_the_span_chooses_the_unit_and_periods_without_articles_stay(
    dates: list[str], unit: str, begins: list[str] | int, counts: list[int]
) -> None:
    found = articles_over_time(articles([str(n) for n in range(len(dates))], dates))
    assert found["articles"].tolist() == counts
    assert set(found["unit"]) == ({unit} if unit else set())
    if isinstance(begins, list):
        assert found["begins"].tolist()[:: max(1, len(found) - 1)] == begins


@settings(deadline=None, max_examples=50)
@given(st.lists(st.dates()))
def test_every_dated_article_is_in_one_period_whatever_the_span(dates: list[datetime.date]) -> None:
    ids = [str(n) for n in range(len(dates))]
    found = articles_over_time(articles(ids, [day.isoformat() for day in dates]))
    assert found["articles"].sum() == len(dates)
    assert found["begins"].is_monotonic_increasing
    assert found["begins"].is_unique
    assert found.dtypes.astype(str).tolist() == ["str", "str", "int64"]


# --- sentences


def test_sentences_about_a_collection_hold_for_many_for_one_and_for_none() -> None:
    table = articles(["a", "b"]).assign(words=[1000, 200])
    entities = pd.DataFrame({"entity": ["*Oslo*"], "articles": [2]})
    pairs = pd.DataFrame({"article_id": ["a"], "other": ["b"], "similarity": [1.0]})
    assert prose.collection_answer(table, entities, pairs) == (
        "**Short answer.** 2 articles with 1,200 words; \\*Oslo\\* is named in 2 of them; "
        "1 pair of articles is nearly the same."
    )
    assert prose.collection_answer(table, entities[:0], pairs[:0]) == (
        "**Short answer.** 2 articles with 1,200 words; no two articles are nearly the same."
    )
    shared = pd.DataFrame({"article_id": ["a"], "other": ["b"], "text": ["One."]})
    groups = duplicate_groups(pairs)
    assert prose.duplicates_reading(pairs, shared, groups) == (
        "1 story in 2 articles: 1 pair, 1 with the same words equally often and 1 with whole "
        "sentences in both. Every count above includes the 1 further printing."
    )
    alike = pairs.assign(similarity=0.6)
    assert prose.near_misses_reading(alike, shared, threshold=0.7) == (
        "1 pair between 0.60 and 0.60, and 1 of them with a sentence in both."
    )


def test_sentences_about_groups_and_dates_hold_where_there_are_none() -> None:
    one = articles(["a"])
    whole = group_articles(one, mentions([]), corpus_entities(mentions([])))
    assert prose.groups_reading(whole).startswith("Nothing parts this collection")
    assert prose.group_keyness_reading(pd.DataFrame()).startswith("Keyness needs groups")
    assert prose.by_entity_reading(pd.DataFrame()) == "No article names anything."
    assert "No date is known of the article," in prose.timeline_reading(
        articles_over_time(one), one
    )
    dated = articles(["a", "b", "c"], ["2020-03-04", "", "2020-03-06"])
    assert prose.timeline_reading(articles_over_time(dated), dated) == (
        "2 of 3 articles with a date, from 2020-03-04 to 2020-03-06; "
        "1 day between them without any."
    )
    parted = group_by_entity(dated, mentions([("a", "Oslo")]), "Oslo")
    assert prose.groups_reading(Groups(parted, "Oslo")) == (
        "The name Oslo parts the collection: 2 articles in “not naming Oslo” and 1 article in "
        "“naming Oslo”."
    )
    many = pd.Series(list("aabbccddeefg*"), dtype="str")
    assert prose.groups_reading(Groups(many)).endswith("2 articles in “e”, and 3 smaller groups.")


def test_the_sentence_on_marks_calls_only_those_sure_that_chance_would_not_bring_up() -> None:
    found = pd.DataFrame(
        {"keyword": ["go*al", "vote", "say"], "more_in": ["a", "b", "b"], "expected": [0.1, 1, 1.5]}
    )
    assert prose.group_keyness_reading(found) == (
        "“a” is marked by “go\\*al”; “b” is marked by “vote”. 2 marks are so sure that, were the "
        "articles dealt out by chance, no more than one such would be expected in all comparisons."
    )
    assert prose.group_keyness_reading(found.iloc[2:]).startswith("None of 1 word is a sure mark")
