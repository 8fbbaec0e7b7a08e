"""Counting terms in documents, what sets articles and groups of them apart, and the groups."""

import itertools
from functools import partial

import numpy as np
import pandas as pd
import pytest
from corpora import articles, mentions
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfTransformer
from written import table_of_tokens

from analysis.errors import AnalysisError
from analysis.keywords.background import background_from_articles
from analysis.keywords.duplicates import near_duplicates
from analysis.keywords.groups import group_articles, group_by_date, group_by_entity
from analysis.keywords.keyness import article_keyness, group_keyness
from analysis.keywords.tfidf import article_keywords, count_terms, section_keywords

WORDS = ["Flood", "flood", "mayor", "the", "İstanbul", "42", "."]
ARTICLES = st.dictionaries(
    st.sampled_from("abcd"), st.lists(st.sampled_from(WORDS), max_size=9), min_size=1
)
TEXTS = {
    "a": "flood flood mayor\nflood harbour\nmayor plan soon the .",
    "b": "mayor mayor vote",
    "c": "flood flood mayor harbour flood mayor plan",
    "d": "goal goal swan",
}


# --- counting


@given(ARTICLES, st.booleans())
def test_a_table_and_its_parts_are_counted_alike(texts, numbers):
    tokens = table_of_tokens({name: " ".join(words) for name, words in texts.items()})
    counts = count_terms(tokens, numbers=numbers)
    left_out = {".", "the", *([] if numbers else ["42"])}
    expected = {
        name: sorted(word.lower() for word in words if word not in left_out)
        for name, words in texts.items()
    }
    counted = {
        name: counts.terms.repeat(row).tolist()
        for name, row in zip(counts.documents["article_id"], counts.matrix.toarray(), strict=True)
    }
    assert counted == {name: words for name, words in expected.items() if words}
    again = count_terms((tokens[tokens["article_id"] == name] for name in texts), numbers=numbers)
    assert again.terms.equals(counts.terms) and again.documents.equals(counts.documents)
    assert (again.matrix != counts.matrix).nnz == 0


def test_every_analysis_takes_parts():
    tokens = table_of_tokens(TEXTS)
    group = pd.Series(["x", "x", "y", "y"], index=list(TEXTS))
    for analysis in (
        *(section_keywords, article_keywords, near_duplicates),
        partial(article_keyness, article_id="b", min_count=1),
        partial(group_keyness, group=group, min_articles=1),
        lambda tokens: pd.DataFrame(background_from_articles(tokens).idf(["flood", "zzz"])),
    ):
        whole = analysis(tokens)
        assert len(whole)
        assert whole.index.equals(pd.RangeIndex(len(whole)))
        parts = (tokens[tokens["article_id"] == name] for name in TEXTS)
        pd.testing.assert_frame_equal(analysis(parts), whole)


@pytest.mark.parametrize("by", ["section", "article_id"])
def test_sections_and_articles_as_documents_equal_scikit_learn(by):
    documents = section_keywords if by == "section" else article_keywords
    table = documents(table_of_tokens(TEXTS), top=1000)
    if by == "section":
        table = table[table["article_id"] == "a"]
    tf = table.pivot_table(index=by, columns="keyword", values="tf", fill_value=0)
    theirs = TfidfTransformer().fit_transform(tf.to_numpy()).toarray()
    ours = table.pivot_table(index=by, columns="keyword", values="score", fill_value=0)
    assert len(tf) > 1 and "soon" not in tf
    assert set(documents(table_of_tokens(TEXTS), top=2)["rank"]) == {1, 2}
    same = dict.fromkeys("xy", "Norwick crosses the old bridge soon Q")
    found = article_keywords(table_of_tokens(same))["keyword"]
    assert set(found) == {"norwick", "crosses", "old", "bridge"}
    kinds = {"rank": "int64", "score": "float64", "tf": "int64", "df": "int64", "idf": "float64"}
    assert table.dtypes[list(kinds)].to_dict() == kinds
    place = dict.fromkeys(["article_id", by])
    assert [*table] == [*place, "rank", "keyword", "score", "tf", "df", "idf"]
    assert np.allclose(theirs, ours.to_numpy(), atol=1e-9)
    assert table["df"].tolist() == (tf > 0).sum().loc[table["keyword"]].tolist()
    for _, group in table.groupby(by):
        assert group["rank"].tolist() == list(range(1, len(group) + 1))
        assert group["score"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("rank", "text"), [(article_keywords, "flood mayor"), (section_keywords, "the .")]
)
def test_one_article_is_no_collection_and_no_words_have_no_keywords(rank, text):
    empty = rank(table_of_tokens({"a": text}))
    assert empty.empty and empty.dtypes.equals(rank(table_of_tokens(TEXTS)).dtypes)


# --- occurrences


def test_keyness_by_hand_and_both_ways():
    texts = {"a": "the " + "river " * 6 + "bridge " * 2, "b": "river", "c": "oak oak oak bridge"}
    table = article_keyness(table_of_tokens(texts), "a", min_count=1).set_index("keyword")
    shown = table.drop(columns=["log_likelihood", "log_ratio"]).round()
    assert shown.reset_index().to_numpy().tolist() == [
        ["oak", "the others", 0, 0, 0, 3, 600_000, 1],
        ["river", "in focus", 6, 750_000, 1, 1, 200_000, 1],
        ["bridge", "in focus", 2, 250_000, 1, 1, 200_000, 1],
    ]
    row = table.loc["river"]
    g2 = 2 * (6 * np.log(6 / (7 * 8 / 13)) + 1 * np.log(1 / (7 * 5 / 13)))
    assert row["log_likelihood"] == pytest.approx(g2, abs=1e-6)
    assert table["log_ratio"].tolist() == pytest.approx(np.log2([5 / 48, 15 / 4, 5 / 4]))
    for wanting in ({"a": "river"}, {"a": "the .", "b": "river"}, {"a": "river", "b": "the ."}):
        empty = article_keyness(table_of_tokens(wanting), "a", min_count=1).set_index("keyword")
        assert empty.empty and empty.dtypes.equals(table.dtypes)


# --- articles


def test_keyness_of_groups_leaves_out_the_name_and_is_empty_without_two_groups():
    table = table_of_tokens({"a": "Oslo fjord fjord", "b": "desert sun"})
    found = group_keyness(table, pd.Series({"a": "north", "b": "south"}), leave_out="Oslo")
    assert set(found["keyword"]) == {"fjord", "desert", "sun"} and found.columns[0] == "keyword"
    alone = group_keyness(table, pd.Series({"a": "north", "b": "north"}))
    assert alone.empty and alone.dtypes.equals(found.dtypes)


def test_chance_is_the_share_of_ways_to_deal_the_articles_out():
    texts = dict(zip("abcdef", ["rain", "rain", "rain", "sun", "sun rain", "sun"], strict=True))
    group = pd.Series(["x"] * 3 + ["y"] * 3, index=list("abcdef"))
    ways = list(itertools.combinations(texts, 3))
    as_often = [way for way in ways if sum("rain" in texts[name] for name in way) >= 3]
    found = group_keyness(table_of_tokens(texts), group).set_index("keyword")
    assert found.loc["rain", "chance"] == len(as_often) / len(ways) == 0.2
    assert found.loc["rain", ["articles", "of", "others", "of_others"]].tolist() == [3, 3, 1, 3]
    assert found.loc["sun", "chance"] == 1 / len(ways)
    assert (found["expected"] == (4 * found["chance"]).round(10)).all()
    words = ["sun", "sun", "ice", "ice", "oak", "sun"]
    texts = {name: f"{word} rain" for name, word in zip("abcdef", words, strict=True)}
    group = pd.Series(list("xxyyyz"), index=list("abcdef"))
    three = group_keyness(table_of_tokens(texts), group, min_articles=2)
    assert three[["keyword", "more_in", "of", "of_others", "chance"]].to_numpy().tolist() == [
        ["sun", "x", 2, 4, 0.2],  # 1 - 1/4 of the articles more
        ["ice", "y", 3, 3, 0.2],  # 2/3 more
        ["sun", "z", 1, 5, 0.5],
    ]


@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"), st.lists(st.sampled_from(["rain", "sun", "ice"]), min_size=1)
    ),
    st.lists(st.sampled_from(["x", "y", "z", None]), min_size=8, max_size=8),
    st.integers(1, 4),
)
def test_every_mark_stands_in_enough_articles_and_oftener_than_elsewhere(texts, sides, least):
    group = pd.Series(sides, index=list("abcdefgh"), dtype="str")
    table = table_of_tokens({name: " ".join(words) for name, words in texts.items()})
    found = group_keyness(table, group, min_articles=least)
    assert (found["articles"] >= found["of"].clip(upper=least)).all()
    assert (found["articles"] * found["of_others"] > found["others"] * found["of"]).all()
    assert found["chance"].between(0, 1, inclusive="right").all()
    assert found["chance"].is_monotonic_increasing
    assert not found.duplicated(["keyword", "more_in"]).any()
    # Neither the order of words nor how often an article has one says anything.
    again = pd.concat([table, table]).sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(group_keyness(again, group, min_articles=least), found)


# --- groups


def test_an_entity_and_a_day_make_groups():
    dates = ["2020-03-03", "", "2020-03-04", "2020-02", "2020-03", "2020-04"]
    table = articles(["a/x/1", "b/2", "3", "4", "5", "6"], dates)
    by_entity = group_by_entity(table, mentions([("b/2", "Oslo"), ("b/2", "Smith")]), "Oslo")
    by_date = group_by_date(table, "20200304")
    assert (by_entity.name, by_date.name, by_date.dtype) == ("group", "group", "str")
    found = pd.concat([by_entity, by_date], axis=1).loc[table["article_id"]].fillna("")
    assert found.to_numpy().tolist() == [
        ["not naming Oslo", "before 2020-03-04"],
        ["naming Oslo", ""],
        ["not naming Oslo", "from 2020-03-04 on"],
        ["not naming Oslo", "before 2020-03-04"],
        ["not naming Oslo", ""],  # before the day or after it
        ["not naming Oslo", "from 2020-03-04 on"],
    ]


@pytest.mark.parametrize(
    ("ids", "day", "said"),
    [
        ("1 2", "3 March", "“3 March” is no day of the form 2020-03-04"),
        ("1 2", "2021-01-01", "2021-01-01 parts nothing: the articles are from"),
        ("", "2020-03-04", "no article carries a date"),
    ],
)
def test_where_there_is_nothing_to_part_a_sentence_says_so(ids, day, said):
    with pytest.raises(AnalysisError, match=said):
        group_by_date(articles(ids.split()).assign(date="2020-03-03"), day)


def test_folders_make_the_groups_or_else_an_entity_with_all_its_forms():
    beats = articles([f"{beat}/{n}" for beat in "ab" for n in range(3)] + ["top", "c/1"])
    named = mentions([("a/0", "Oslo"), ("b/0", "Oslo"), ("a/1", "Ann Lee")])
    named.loc[0, "text"] = "Christiania"
    overall = pd.DataFrame({"entity": ["Oslo", "Ann Lee"], "articles": [2, 1]})
    found = group_articles(beats, named, overall)
    assert found.forms == ""
    assert found.group.value_counts().to_dict() == {"a": 3, "b": 3, "c": 1}
    assert found.group.isna().to_dict()["top"]
    fewer = beats[beats["article_id"] != "b/2"]
    parted = group_articles(fewer, named, overall)
    assert parted.forms == "Christiania Oslo"
    assert parted.group.value_counts().to_dict() == {"not naming Oslo": 5, "naming Oslo": 2}
    assert group_articles(articles(["a"]), mentions([]), overall.iloc[:0]).group.nunique() == 1


@pytest.mark.parametrize(
    ("spread", "size", "expected"),
    [([9, 5, 4], 10, "B"), ([2, 1], 2, "B"), ([1, 1], 1, ""), ([], 3, ""), ([2, 2], 2, "")],
)
def test_the_dividing_entity_is_in_most_articles_but_in_no_more_than_half(spread, size, expected):
    table = pd.DataFrame({"entity": list("ABC")[: len(spread)], "articles": spread})
    found = group_articles(articles([str(n) for n in range(size)]), mentions([]), table)
    assert found.forms == expected
