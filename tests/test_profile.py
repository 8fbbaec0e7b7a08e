"""Counting words, sentences and paragraphs: by a rule that can be said in a sentence."""

import pandas as pd
import pytest

from analysis.structure.lengths import count_words, running_text


def words(text):
    return int(count_words(pd.Series([text], dtype="str")).iloc[0])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("— – - … “ ” * _ 🙂", 0),
        ("Putin’s cross-border raid", 3),
        ("it — at 9:30 a.m. — cost $3.5 million", 7),
        ("one\u00a0two\tthree\nfour", 4),
        ("Ö ж 北京 ½ ١", 5),
        ("either/or snake_case https://x.org/a?b=c", 3),
    ],
)
def test_a_word_is_a_run_without_white_space_that_holds_a_letter_or_digit(text, number):
    assert words(text) == number


def test_the_numbers_of_the_sections_add_up_to_those_of_the_article(seed):
    measures = ["words", "sentences", "paragraphs"]
    assert seed.sections[measures].sum().tolist() == seed.articles[measures].iloc[0].tolist()
    text = " ".join(running_text(seed.paragraphs)["text"])
    assert len(text.split()) - text.split().count("—") == seed.articles["words"].iloc[0] == 468
    assert len(running_text(seed.sentences)) == seed.articles["sentences"].iloc[0]
