"""The background: what it knows, what it says of itself, and what it refuses."""

import numpy as np
import pandas as pd
import pytest
import wordfreq

from analysis.errors import AnalysisError
from analysis.keywords.background import (
    background_from_articles,
    frequency_to_probability,
    read_background,
    wordfreq_background,
)


def articles(words, lemmas, ids="a"):
    return pd.DataFrame({"article_id": list(ids), "text": words, "lemma": lemmas})


def test_probability_is_that_of_an_article_of_400_words():
    background = wordfreq_background("en")
    the, bridge, unseen = background.idf(["the", "bridge", "zzzqqqx"])
    frequency = wordfreq.get_frequency_dict("en", wordlist="best")["bridge"]
    assert bridge == pytest.approx(-np.log(1 - np.exp(-400 * frequency)))
    assert 0 <= the < 0.01 < bridge < unseen
    for part in ("wordfreq", "3.", "2021", "words", "Apache-2.0", "CC BY-SA 4.0", "language en"):
        assert part in background.description
    assert frequency_to_probability(0.0) == 0
    assert frequency_to_probability(1.0) == pytest.approx(1)


def test_another_language_is_served_and_an_unknown_one_refused():
    der, the = wordfreq_background("de").idf(["der", "bridge"])
    assert der < 0.1 < the
    with pytest.raises(AnalysisError, match="no background for the language 'xx'"):
        wordfreq_background("xx")


def test_from_articles_counts_articles_whatever_the_letters():
    words = ["Rivers", "rise", "rivers", "River", "falls", "Nothing"]
    tokens = articles(words, ["river", "rise", "river", "river", "fall", "nothing"], "aaabbc")
    background = background_from_articles(tokens, name="three articles")
    shares = np.exp(-background.idf(["river", "rivers", "bridge"]))
    assert shares == pytest.approx(np.array([2.5, 1.5, 0.5]) / 4)
    assert "3 articles" in background.description
    with pytest.raises(AnalysisError, match="at least one article"):
        background_from_articles(tokens.head(0))
    words = ["İstanbul", "ΟΔΟΣ", "STRASSE", "Straße", "ǅ"]
    background = background_from_articles(articles(words, words, "aaaaa"))
    found = background.idf([word.lower() for word in words])
    assert found == pytest.approx(-np.log(1.5 / 2))


def test_a_table_of_words_is_a_background(tmp_path):
    file = tmp_path / "words.csv"
    file.write_text("word,frequency\nThe,0.05\nnull,0.00001\n", encoding="utf-8")
    background = read_background(file)
    assert background.description == "words.csv (2 words)"
    the, *rare = np.exp(-background.idf(["the", "null", "unseen"]))
    assert the == pytest.approx(1 - np.exp(-20))
    assert rare == pytest.approx([frequency_to_probability(1e-5)] * 2)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("term,count\nthe,5\n", "no column 'word'"),
        ("word,frequency\nthe,often\n", "no table of words"),
        ("word,frequency\nsea,1.1\nsky,4\n", "the frequency of 'sea' is no share between 0 and 1"),
        ("word,frequency\nsea,0\n", "the frequency of 'sea' is no share between 0 and 1"),
        ("word,frequency\n", "at least one word"),
        (None, "no table of words"),
    ],
)
def test_a_bad_table_is_named_with_the_reason(tmp_path, text, reason):
    file = tmp_path / "bad.csv"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(AnalysisError, match=rf"bad\.csv: .*{reason}"):
        read_background(file)
