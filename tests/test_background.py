"""The background: what it knows, what it says of itself, and what it refuses."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import wordfreq
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.keywords.background import (
    BackgroundError,
    background_from_articles,
    background_from_table,
    frequency_to_probability,
    read_background,
    wordfreq_background,
)

TOKENS = pd.DataFrame(
    {
        "article_id": ["a", "a", "a", "b", "b", "c"],
        "text": ["Rivers", "rise", "rivers", "River", "falls", "Nothing"],
        "lemma": ["river", "rise", "river", "river", "fall", "nothing"],
    }
)


def test_probability_is_that_of_an_article_of_400_words() -> None:
    background = wordfreq_background("en")
    frequency = wordfreq.get_frequency_dict("en", wordlist="best")["bridge"]
    assert background.probability(["bridge"])[0] == pytest.approx(1 - np.exp(-400 * frequency))
    assert frequency_to_probability(0.0) == 0
    assert frequency_to_probability(1.0) == pytest.approx(1)


@settings(deadline=None)  # the first look-up reads the list
@given(st.text(max_size=12))
def test_every_word_has_a_probability(word: str) -> None:
    background = wordfreq_background("en")
    found = background.probability([word])[0]
    assert background.floor <= found <= 1
    assert background.idf([word])[0] >= 0


def test_common_words_tell_less_than_rare_ones() -> None:
    the, bridge, unseen = wordfreq_background("en").idf(["the", "bridge", "zzzqqqx"])
    assert 0 <= the < 0.01 < bridge < unseen


def test_look_up_is_the_same_one_word_or_many() -> None:
    background = wordfreq_background("en")
    words = ["u.s.", "1990", "oil-rich", "river", "river", ""]
    assert np.array_equal(
        background.probability(words), [background.probability([w])[0] for w in words]
    )
    assert len(background.probability([])) == 0


def test_it_says_what_it_is() -> None:
    background = wordfreq_background("en")
    for part in ("wordfreq", "3.", "2021", "words", "Apache-2.0", "CC BY-SA 4.0", "language en"):
        assert part in background.describe()


def test_another_language_is_served_and_an_unknown_one_refused() -> None:
    der, the = wordfreq_background("de").probability(["der", "bridge"])
    assert der > 0.9 > the
    with pytest.raises(BackgroundError, match="no background for the language 'xx'"):
        wordfreq_background("xx")


def test_from_articles_counts_articles_and_not_occurrences() -> None:
    background = background_from_articles(TOKENS, name="three articles")
    assert background.probability(["river"])[0] == pytest.approx(2.5 / 4)
    assert background.probability(["rivers"])[0] == pytest.approx(1.5 / 4)
    assert background.probability(["bridge"])[0] == pytest.approx(0.5 / 4) == background.floor
    assert "3 articles" in background.describe()


def test_from_a_table() -> None:
    background = background_from_table({"River": 0.01, "sea": 0.001}, name="mine")
    assert background.probability(["river"])[0] == pytest.approx(1 - np.exp(-4))
    assert background.probability(["unseen"])[0] == background.floor


def test_nothing_makes_no_background() -> None:
    with pytest.raises(BackgroundError, match="at least one article"):
        background_from_articles(TOKENS.head(0))
    with pytest.raises(BackgroundError, match="at least one word"):
        background_from_table({}, name="empty")
    with pytest.raises(BackgroundError, match="'sea'"):
        background_from_table({"sea": 3}, name="counts")


def test_a_table_of_words_is_a_background_and_a_bad_one_is_named(tmp_path):
    good = tmp_path / "words.csv"
    good.write_text("word,frequency\nthe,0.05\nnull,0.00001\n", encoding="utf-8")
    background = read_background(good)
    assert background.idf(["the"])[0] < background.idf(["null"])[0]
    assert "words.csv" in background.describe()
    bad = tmp_path / "bad.csv"
    bad.write_text("term,count\nthe,5\n", encoding="utf-8")
    with pytest.raises(BackgroundError, match=r"bad\.csv"):
        read_background(bad)
    with pytest.raises(BackgroundError, match=r"none\.csv"):
        read_background(tmp_path / "none.csv")


def test_a_word_is_found_in_its_own_background_whatever_its_letters() -> None:
    words = ["İstanbul", "ΟΔΟΣ", "STRASSE", "Straße", "ǅ"]
    tokens = pd.DataFrame({"article_id": "a", "text": words, "lemma": words})
    background = background_from_articles(tokens)
    found = background.probability([word.lower() for word in words])
    assert found.tolist() == [1.5 / 2] * len(words)
