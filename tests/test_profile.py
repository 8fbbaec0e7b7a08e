"""Counting words, sentences and paragraphs: by a rule that can be said in a sentence."""

import pandas as pd
import pytest

from analysis.structure.lengths import article_lengths, count_words, running_text, section_lengths


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


# --- small exact tables

SECTIONS = pd.DataFrame(
    {"article_id": ["b", "b", "a", "c"], "section": [0, 1, 0, 0]}, index=[9, 8, 7, 6]
)
PARAGRAPHS = pd.DataFrame(
    [
        ("b", 0, "title", "Not counted at all"),
        ("b", 0, "body", "Three short words"),
        ("b", 1, "heading", "Nor is this"),
        ("b", 1, "list", "one"),
        ("b", 1, "quote", "and two"),
        ("b", 1, "caption", "A bridge"),
        ("a", 0, "body", "Last one here, really"),
    ],
    columns=["article_id", "section", "kind", "text"],
).astype({"text": "str"})
SENTENCES = PARAGRAPHS[["article_id", "section", "kind"]]


def test_sections_are_counted_without_headings_titles_and_captions():
    counted = section_lengths(SECTIONS, PARAGRAPHS, SENTENCES)
    assert counted.index.tolist() == [9, 8, 7, 6]
    assert counted.to_dict("list") == {
        "article_id": ["b", "b", "a", "c"],
        "section": [0, 1, 0, 0],
        "paragraphs": [1, 2, 1, 0],
        "sentences": [1, 2, 1, 0],
        "words": [3, 3, 4, 0],
    }


def test_articles_are_counted_in_their_order_and_empty_ones_are_zero():
    articles = pd.DataFrame({"article_id": ["c", "b", "a"]})
    sections = section_lengths(SECTIONS, PARAGRAPHS, SENTENCES)
    counted = article_lengths(articles, sections).set_index("article_id")
    assert counted.loc["c"].tolist() == [0, 0, 0, 0]
    assert counted.loc["b"].to_dict() == {
        "words": 6,
        "sentences": 3,
        "paragraphs": 3,
        "sections": 1,
    }
    assert counted.index.tolist() == ["c", "b", "a"]


def test_the_numbers_of_the_sections_add_up_to_those_of_the_article(seed):
    measures = ["words", "sentences", "paragraphs"]
    assert seed.sections[measures].sum().tolist() == seed.articles[measures].iloc[0].tolist()
    text = " ".join(running_text(seed.paragraphs)["text"])
    assert len(text.split()) - text.split().count("—") == seed.articles["words"].iloc[0] == 468
    assert len(running_text(seed.sentences)) == seed.articles["sentences"].iloc[0]
