"""Keyness of groups: the unit is the article, and chance is counted out."""

from __future__ import annotations

import itertools

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.keywords.keyness import group_keyness


def words_of(texts: dict[str, str]) -> pd.DataFrame:
    words = [(name, word) for name, text in texts.items() for word in text.split()]
    table = pd.DataFrame(words, columns=["article_id", "text"], dtype="str")
    return table.assign(lemma=table["text"], is_stop=False, is_alpha=True, kind="body")


def test_keyness_of_groups_leaves_out_the_name_and_is_empty_without_two_groups() -> None:
    table = words_of({"a": "Oslo fjord fjord", "b": "desert sun"})
    group = pd.Series({"a": "north", "b": "south"})
    found = group_keyness(table, group, leave_out="Oslo")
    assert set(found["keyword"]) == {"fjord", "desert", "sun"}
    alone = group_keyness(table, pd.Series({"a": "north", "b": "north"}))
    assert alone.empty
    assert alone.dtypes.equals(found.dtypes)


def test_a_word_that_one_article_repeats_is_no_mark_of_its_group() -> None:
    texts = {f"a{n}": "goal" for n in range(5)} | {f"b{n}": "vote" for n in range(5)}
    texts["a0"] += " swan" * 50
    group = pd.Series({name: name[0] for name in texts})
    found = group_keyness(words_of(texts), group)
    assert found["keyword"].tolist() == ["goal", "vote"]
    once = group_keyness(words_of(texts | {"a0": "goal swan"}), group)
    pd.testing.assert_frame_equal(once, found)


def test_chance_is_the_share_of_ways_to_deal_the_articles_out() -> None:
    texts = dict(zip("abcdef", ["rain", "rain", "rain", "sun", "sun rain", "sun"], strict=True))
    group = pd.Series(["x"] * 3 + ["y"] * 3, index=list("abcdef"))
    ways = list(itertools.combinations(texts, 3))
    as_often = [way for way in ways if sum("rain" in texts[name] for name in way) >= 3]
    found = group_keyness(words_of(texts), group).set_index("keyword")
    assert found.loc["rain", "chance"] == len(as_often) / len(ways) == 0.2
    assert found.loc["rain", ["articles", "of", "others", "of_others"]].tolist() == [3, 3, 1, 3]
    assert found.loc["sun", "chance"] == 1 / len(ways)
    assert (found["expected"] == (4 * found["chance"]).round(10)).all()
    three = group_keyness(words_of(texts), pd.Series(list("xxyyzz"), index=list("abcdef")))
    assert (three["of"] + three["of_others"] == 6).all()
    assert set(three["more_in"]) <= set("xyz")


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"), st.lists(st.sampled_from(["rain", "sun", "ice"]), min_size=1)
    ),
    st.lists(st.sampled_from(["x", "y", "z", None]), min_size=8, max_size=8),
    st.integers(1, 4),
)
def test_every_mark_stands_in_enough_articles_and_oftener_than_elsewhere(
    texts: dict[str, list[str]], sides: list[str | None], least: int
) -> None:
    group = pd.Series(sides, index=list("abcdefgh"), dtype="str")
    table = words_of({name: " ".join(words) for name, words in texts.items()})
    found = group_keyness(table, group, min_articles=least)
    assert (found["articles"] >= found["of"].clip(upper=least)).all()
    assert (found["articles"] * found["of_others"] > found["others"] * found["of"]).all()
    assert found["chance"].between(0, 1, inclusive="right").all()
    assert found["chance"].is_monotonic_increasing
    assert not found.duplicated(["keyword", "more_in"]).any()
    shuffled = table.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(group_keyness(shuffled, group, min_articles=least), found)
