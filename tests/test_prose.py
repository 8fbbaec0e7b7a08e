"""Sentences and titles are true of small tables: one row, none, several that tie."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis import figures, prose
from analysis.errors import TableError

SECTIONS = ("section", "heading", "paragraphs", "sentences", "words")
ENTITIES = ("entity", "label", "mentions")
MENTIONS = ("entity", "section", "start")
KEYWORDS = ("rank", "keyword", "tf", "idf", "score")
SECTION_KEYWORDS = ("section", "rank", "keyword", "score", "tf", "df")
KEYNESS = ("keyword", "more_in", "log_ratio")


def frame(columns: tuple[str, ...], *rows: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns))


HEADED = frame(SECTIONS, (0, "", 2, 2, 10), (1, "Ice", 1, 3, 18), (2, "Steam", 1, 2, 18))
UNHEADED = frame(SECTIONS, (0, "", 1, 1, 1))
TITLE_ONLY = frame(SECTIONS, (0, "", 0, 0, 0))
NO_LEDE = frame(SECTIONS, (0, "", 0, 0, 0), (1, "Ice", 1, 2, 20))
EVEN = frame(SECTIONS, (0, "", 1, 1, 5), (1, "Ice", 1, 1, 5))

# --- how an article is built


def test_the_answer_on_structure_calls_no_part_a_lede_and_the_longest_part_may_be_any() -> None:
    assert prose.structure_answer(HEADED) == (
        "**Short answer.** 46 words: 2 paragraphs before the first heading and 2 sections with a "
        "heading; the longest parts, “Ice” and “Steam”, hold 39% of the words each."
    )
    first = HEADED.assign(words=[30, 8, 8])
    assert prose.structure_answer(first).endswith(
        "; the longest part, the part before the first heading, holds 65% of the words."
    )
    assert prose.structure_answer(UNHEADED) == (
        "**Short answer.** 1 word: 1 paragraph without any heading."
    )
    assert (
        prose.structure_answer(NO_LEDE) == "**Short answer.** 20 words: 1 section with a heading."
    )
    assert prose.structure_answer(TITLE_ONLY) == "**Short answer.** 0 words: no text."


def test_lengths_are_compared_only_where_they_differ() -> None:
    assert prose.longest_reading(HEADED) == (
        "Longest, with 18 words: “Ice” and “Steam”; "
        "shortest, with 10 words: the part before the first heading."
    )
    assert prose.longest_reading(EVEN) == "All 2 parts have 5 words."
    assert prose.longest_reading(NO_LEDE) == "1 part with text: there is nothing to compare."
    assert prose.longest_reading(TITLE_ONLY).startswith("0 parts with text")
    assert prose.lengths_reading(HEADED) == (
        "A sentence has 6.6 words on average: most in “Steam” (9.0), "
        "fewest in the part before the first heading (5.0)."
    )
    assert prose.lengths_reading(EVEN) == (
        "A sentence has 5.0 words on average, in every part alike."
    )
    assert prose.lengths_reading(UNHEADED) == "A sentence has 1.0 word on average."
    assert prose.lengths_reading(TITLE_ONLY) == "There is no running text to measure."


def test_lines_are_counted_one_or_many() -> None:
    assert prose.lines_reading(frame(("kind",), ("body",))) == (
        "1 line not counting blank ones: 1 body line."
    )
    assert prose.lines_reading(frame(("kind",))) == "There is no line that is not blank."


def test_a_part_without_a_heading_is_named_for_what_it_is() -> None:
    alone = figures.section_lengths(UNHEADED, article="a")
    assert alone.title == "1 word in a single part"
    assert alone.alt.endswith("Words: (no heading) 1. It has 1 sentence.")
    tied = figures.section_lengths(HEADED, article="a")
    assert tied.title == "The longest parts hold 39% of the words each: Ice and Steam"
    assert tied.alt.endswith("Longest: Ice and Steam. 2 to 3 sentences a part.")
    paragraphs = frame(("section", "paragraph", "kind", "text"), (0, 1, "body", "Word"))
    strip = figures.article_strip(UNHEADED, paragraphs, article="a")
    assert strip.alt == (
        "The article drawn from top to bottom as 1 block, one a paragraph, 1 word each. "
        "Words: (no heading) 1."
    )


# --- who and what is in it


def test_an_entity_leads_only_where_no_other_is_named_as_often() -> None:
    one = figures.entity_bars(frame(ENTITIES, ("A", "ORG", 3), ("B", "ORG", 1)), article="a")
    assert one.title == "A leads with 3 mentions, 75% of all"
    five = frame(ENTITIES, *((name, "ORG", 2) for name in "ABCDE"), ("F", "ORG", 1))
    several = figures.entity_bars(five, article="a", top=2)
    assert several.title == "A, B, C and 2 more are named most often: 2 times each"
    assert several.alt.startswith("Bars of the most mentioned entities, 2 of 6.")
    mentions = frame(MENTIONS, ("A", 1, 0), ("B", 1, 1), ("B", 2, 9), ("C", 1, 2), ("C", 2, 8))
    spread = figures.entity_by_section(mentions, HEADED, article="a")
    assert spread.title == "B and C are named in 2 of 3 parts"
    assert spread.alt.endswith("In most parts of those shown: B and C.")
    alone = figures.entity_by_section(mentions.assign(section=0), UNHEADED, article="a")
    assert alone.title == "3 entities in an article of a single part"


def test_a_few_of_a_thousand_are_not_told_as_none_or_all() -> None:
    entities = frame(ENTITIES, ("A", "ORG", 996), ("B", "ORG", 4))
    assert "over 99% of all" in figures.entity_bars(entities, article="a").title
    four = frame(ENTITIES, ("A", "ORG", 997), *((name, "ORG", 1) for name in "BCD"))
    assert prose.entities_answer(four).endswith("make up over 99% of them.")
    assert prose.rules_reading(pd.DataFrame({"rule": ["x"] * 999 + [""]})).endswith("(over 99%).")


def spread_of(**places: list[int]) -> figures.Figure:
    tokens = frame(("section", "start", "kind"), *((n // 50, n, "body") for n in range(100)))
    rows = [(name, start // 50, start) for name, found in places.items() for start in found]
    return figures.entity_dispersion(frame(MENTIONS, *rows), tokens, article="a")


def test_the_dispersion_plot_names_the_most_even_and_not_the_furthest_reach() -> None:
    found = spread_of(Ends=[0, 0, 1, 1, 2, 2, 99], Even=[10, 20, 30, 40, 50, 60], Once=[7])
    assert found.title == (
        "Of 2 shown with 5 mentions or more, Even is spread most evenly: "
        "in 6 of ten equal parts of the text (DP 0.40)"
    )
    assert "Ends: 7 times, from 0% to 99%. Even: 6 times, from 10% to 60%." in found.alt
    assert "Once: once, at 7%." in found.alt
    tied = spread_of(A=[0, 10, 20, 30, 40], B=[50, 60, 70, 80, 90])
    assert tied.title == "The 2 shown with 5 mentions or more are spread alike (DP 0.50)"
    more = spread_of(A=[0, 10, 20, 30, 40], B=[50, 60, 70, 80, 90], C=[0, 1, 2, 3, 4])
    assert more.title == (
        "Of 3 shown with 5 mentions or more, these are spread most evenly (DP 0.50): A and B"
    )
    alone = spread_of(A=[0, 10, 20, 30, 40], B=[50])
    assert alone.title == "A is named in 5 of ten equal parts of the text (DP 0.50)"
    assert spread_of(A=[0, 99]).title == "No entity is named 5 times"


def test_bands_are_spoken_of_where_there_are_some() -> None:
    two = spread_of(A=[0, 99]).canvas.axes[0]
    assert two.get_xlabel() == "position in the text (bands: its sections)"
    tokens = frame(("section", "start", "kind"), (0, 0, "body"), (0, 5, "body"))
    one = figures.entity_dispersion(frame(MENTIONS, ("A", 0, 0)), tokens, article="a")
    assert one.canvas.axes[0].get_xlabel() == "position in the text"


def test_a_spread_is_read_only_of_entities_that_are_named_often() -> None:
    columns = ("entity", "mentions", "parts", "dp")
    rows = [("A", 9, 6, 0.4), ("B", 5, 1, 0.9), ("C", 4, 4, 0.6)]
    assert prose.dispersion_reading(frame(columns, *rows)) == (
        "Of the 2 entities named 5 times or more, spread most evenly: A (DP 0.40); "
        "least evenly: B (DP 0.90)."
    )
    assert prose.dispersion_reading(frame(columns, rows[0])) == (
        "Named 5 times or more: A, with a DP of 0.40."
    )
    assert prose.dispersion_reading(frame(columns, rows[2])).startswith(
        "No entity is named 5 times"
    )


def test_what_was_left_out_is_told_in_one_or_many() -> None:
    out = ["date or number", "heading", "not counted", "inside a longer name", "junk"]
    rows = [*(("X", fate) for fate in ["mention", *out]), ("", "mention")]
    entities = frame(("entity", "mentions"), ("A", 2))
    assert prose.reconciliation(frame(("raw_label", "fate"), *rows), entities) == (
        "6 spans found + 1 added − 1 date or number − 1 in a heading only − 1 outside the running "
        "text − 1 inside a longer name − 1 that is no name = **2 mentions of 1 entity**"
    )
    one = frame(("raw_label", "fate"), ("X", "mention"))
    assert prose.reconciliation(one, entities.assign(mentions=1)).startswith("1 span found = **1 m")


def test_an_empty_list_says_no_more_than_that_it_is_empty() -> None:
    assert prose.unmerged_reading(pd.DataFrame()) == (
        "The rules found no name that fits more than one entity."
    )
    assert "or no row in it" in prose.corrections_reading(pd.DataFrame(), pd.DataFrame())


# --- which terms


def test_sections_are_compared_where_there_are_two() -> None:
    one = frame(SECTION_KEYWORDS, (0, 1, "star", 0.4, 5, 1), (0, 2, "walk", 0.3, 4, 1))
    assert prose.section_keywords_reading(one).startswith("There are no two parts")
    drawn = figures.section_terms(one, UNHEADED, article="a")
    assert drawn.title == "There are no two parts to compare"
    two = pd.concat([one, frame(SECTION_KEYWORDS, (1, 1, "ice", 0.6, 1, 1))])
    assert prose.section_keywords_reading(two) == (
        "The highest TF-IDF: “ice” in section 1, where it stands once; it is in 1 section in all."
    )
    assert figures.section_terms(two, HEADED, article="a").title == (
        "The highest TF-IDF: “ice” in “Ice”"
    )


def test_keyness_says_what_is_missing_and_counts_no_equal_word_to_a_side() -> None:
    assert prose.keyness_reading(frame(KEYNESS)) == (
        "No word is compared: that takes a second article, and words that recur."
    )
    rows = [("ice", "in focus", 2.0), ("sea", "the others", -1.0), ("sun", "the others", 0.0)]
    assert prose.keyness_reading(frame(KEYNESS, *rows)) == (
        "The surest: more often here, “ice”; more often in the others, “sea”."
    )
    assert prose.keyness_reading(frame(KEYNESS, rows[2])).startswith("Every word is as frequent")


def test_articles_are_not_called_alone_because_one_of_them_has_no_words() -> None:
    columns = ("article_id", "keyword", "tf", "df")
    table = frame(columns, ("b", "ice", 2, 1))
    assert "one article only" not in prose.articles_as_documents_reading(table, "a")
    assert prose.articles_as_documents_reading(table, "b") == (
        "The first is “ice”: 2 times here, and in 1 article in all."
    )


def test_what_stays_is_told_of_one_of_several_and_of_none() -> None:
    columns = ("rank", "without_rarity", "without_position", "without_frequency")
    assert prose.ranks_reading(frame(columns)) == "There is no keyword to rank."
    assert prose.ranks_reading(frame(columns, (1, 1, 1, 1))).startswith("Of the only keyword, ")
    stays = ("keyword", "stays")
    assert prose.certainty_reading(frame(stays, ("a", 1.0), ("b", 1.0)), ["No YAKE."]) == (
        "Surest, in 100% of the draws: “a” and “b”. No YAKE."
    )
    assert prose.certainty_reading(frame(stays, ("a", 0.7), ("b", 0.4)), []) == (
        "Surest, in 70% of the draws: “a”; least sure, in 40%: “b”."
    )


def test_a_figure_of_keywords_names_all_that_tie_and_no_part_that_differs_in_nothing() -> None:
    keywords = frame(KEYWORDS, (1, "a", 2, 1.0, 3.0), (2, "b", 2, 1.0, 2.0))
    parts = figures.keyword_parts(keywords, style="words", article="a")
    assert "Most frequent: a and b. Rarest elsewhere: a and b." in parts.alt
    score = figures.keyword_score(keywords.head(1), ["tf", "idf"], article="a")
    assert score.title == "The score of a in its parts"
    stays = frame(("keyword", "stays"), ("a", 1.0), ("b", 1.0))
    sure = figures.keyword_certainty(stays, pd.DataFrame(index=[0, 1]), article="a")
    assert sure.title == "2 of 2 keywords stay in at least half of the draws"
    assert "All alike: 100%." in sure.alt
    sure = figures.keyword_certainty(stays.head(1), pd.DataFrame(index=[0]), article="a")
    assert sure.title == "1 of 1 keyword stays in at least half of the draws"
    assert "least sure" not in sure.alt


# --- which folder


def test_a_folder_is_told_with_its_longest_article_or_articles_and_what_could_not_be_used() -> None:
    columns = ("article_id", "words", "sections")
    one = frame(columns, ("a", 1, 0))
    assert prose.articles_reading(one) == "The article, a, has 1 word and no heading."
    two = frame(columns, ("a", 1, 0), ("b", 5, 1))
    assert prose.articles_reading(two) == (
        "The longest article, b, has 5 words and 1 section with a heading."
    )
    assert prose.articles_reading(two.assign(words=5)) == (
        "The longest articles, a and b, have 5 words each."
    )
    refused = frame(("file", "reason"), ("corrections.csv, row 2", "it has no text"))
    assert prose.folder_answer(one, refused).endswith(
        "; 1 file or row of a file could not be used."
    )
    assert prose.refused_reading(refused) == (
        "1 file or row of a file could not be used, each with its reason above."
    )


def test_a_table_that_is_another_ones_is_refused_by_the_name_of_what_it_lacks() -> None:
    with pytest.raises(TableError, match="The table given as entities lacks label and mentions: "):
        figures.entity_bars(frame(MENTIONS), article="a")
