"""The background: what it knows, what it says of itself, and what it refuses."""

import numpy as np
import pandas as pd
import pytest
import wordfreq

from analysis.keywords.background import (
    BackgroundError,
    background_from_articles,
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


def test_probability_is_that_of_an_article_of_400_words():
    background = wordfreq_background("en")
    frequency = wordfreq.get_frequency_dict("en", wordlist="best")["bridge"]
    assert background.probability(["bridge"])[0] == pytest.approx(1 - np.exp(-400 * frequency))
    the, bridge, unseen = background.idf(["the", "bridge", "zzzqqqx"])
    assert 0 <= the < 0.01 < bridge < unseen
    for part in ("wordfreq", "3.", "2021", "words", "Apache-2.0", "CC BY-SA 4.0", "language en"):
        assert part in background.description
    assert frequency_to_probability(0.0) == 0
    assert frequency_to_probability(1.0) == pytest.approx(1)


def test_another_language_is_served_and_an_unknown_one_refused():
    der, the = wordfreq_background("de").probability(["der", "bridge"])
    assert der > 0.9 > the
    with pytest.raises(BackgroundError, match="no background for the language 'xx'"):
        wordfreq_background("xx")


def test_from_articles_counts_articles_and_not_occurrences():
    background = background_from_articles(TOKENS, name="three articles")
    assert background.probability(["river"])[0] == pytest.approx(2.5 / 4)
    assert background.probability(["rivers"])[0] == pytest.approx(1.5 / 4)
    assert background.probability(["bridge"])[0] == pytest.approx(0.5 / 4) == background.floor
    assert "3 articles" in background.description
    with pytest.raises(BackgroundError, match="at least one article"):
        background_from_articles(TOKENS.head(0))


def test_a_table_of_words_is_a_background(tmp_path):
    file = tmp_path / "words.csv"
    file.write_text("word,frequency\nThe,0.05\nnull,0.00001\n", encoding="utf-8")
    background = read_background(file)
    assert background.description == "words.csv (2 words)"
    assert background.probability(["the"])[0] == pytest.approx(1 - np.exp(-20))
    assert background.probability(["null", "unseen"]).tolist() == [background.floor] * 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("term,count\nthe,5\n", "no column 'word'"),
        ("word,frequency\nthe,often\n", "no table of words"),
        ("word,frequency\nsea,3\n", "the frequency of 'sea' is no share between 0 and 1"),
        ("word,frequency\nsea,0\n", "the frequency of 'sea' is no share between 0 and 1"),
        ("word,frequency\n", "at least one word"),
        (None, "no table of words"),
    ],
)
def test_a_bad_table_is_named_with_the_reason(tmp_path, text, reason):
    file = tmp_path / "bad.csv"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(BackgroundError, match=rf"bad\.csv: .*{reason}"):
        read_background(file)


def test_a_word_is_found_in_its_own_background_whatever_its_letters():
    words = ["İstanbul", "ΟΔΟΣ", "STRASSE", "Straße", "ǅ"]
    tokens = pd.DataFrame({"article_id": "a", "text": words, "lemma": words})
    background = background_from_articles(tokens)
    found = background.probability([word.lower() for word in words])
    assert found.tolist() == [1.5 / 2] * len(words)
