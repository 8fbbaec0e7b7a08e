"""Figures of many articles: they draw what their tables say, for one article and for hundreds."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from corpora import corpus_of
from drawn import COLLECTIONS, GROUPS, NAMES, USUAL, figure, lengths, ticks

from analysis import figures


def test_the_table_of_entities_by_article_has_its_mentions_and_no_shade_for_none() -> None:
    (axes,) = figure("entity-by-article").canvas.axes
    mentions = USUAL.corpus.mentions
    wide = pd.crosstab(mentions["entity"], mentions["article_id"]).loc[NAMES]
    shades = pd.DataFrame(axes.images[0].get_array().filled(0))
    assert shades.to_numpy().tolist() == wide.clip(upper=5).to_numpy().tolist()
    assert [int(text.get_text()) for text in axes.texts] == [
        n for n in wide.to_numpy().ravel() if n > 0
    ]
    assert ticks(axes)[:2] == ["Ann Lee, in 4", "Oslo, in 2"]
    assert ticks(axes, "x") == ["On a", "On b", "On c", "d"]
    (axes,) = figure("entity-by-article", "long names").canvas.axes
    assert ticks(axes, "x") == [f"On news-{n:04}" for n in range(1, 13)]


@pytest.mark.parametrize(("collection", "columns"), [("300", 300), ("700", 234)])
def test_hundreds_of_articles_keep_columns_wide_enough_to_be_seen(
    collection: str, columns: int
) -> None:
    found = figure("entity-by-article", collection)
    (axes,) = found.canvas.axes
    assert axes.images[0].get_array().shape == (12, columns)
    assert axes.get_window_extent().width / columns * 1.3 > 2  # pixels of the PNG
    assert found.data["mentions"].sum() == int(
        re.search(r"([\d,]+) mentions", found.source)[1].replace(",", "")
    )
    assert ("3 a column" in axes.get_xlabel()) == (collection == "700")


def test_words_of_each_group_have_a_panel_with_their_share_and_that_of_the_others() -> None:
    found = figure("group-keyness")
    for axes, group in zip(found.canvas.axes, GROUPS, strict=True):
        own = found.data[found.data["more_in"] == group]
        assert lengths(axes) == [0.75] * len(own)
        assert axes.lines[0].get_xdata().tolist() == [0.1] * len(own)
        assert ticks(axes) == own["keyword"].tolist()
        assert axes.get_title() == f"{group}\n4 articles"
        assert axes.get_xlim() == (0, 1)


def test_no_more_groups_are_drawn_than_have_room_and_the_largest_are_taken() -> None:
    corpus, marks = COLLECTIONS["five groups"]
    larger = marks.assign(of=marks["more_in"].map({"a": 4, "b": 9, "c": 4, "d": 9, "e": 9}))
    drawn = figures.group_keyness(corpus, larger)
    assert drawn.data["more_in"].unique().tolist() == ["b", "d", "e"]


def test_a_title_claims_no_mark_that_chance_would_bring_up_too() -> None:
    drawn = figures.group_keyness(USUAL.corpus, USUAL.marks.assign(expected=1.5))
    assert drawn.title == "No word marks a group more surely than chance would"
    empty = figures.group_keyness(USUAL.corpus, USUAL.marks.iloc[:0])
    assert empty.title == "No word marks a group of articles"


def test_periods_are_as_high_as_their_articles_and_a_tie_is_no_record() -> None:
    found = figure("articles-over-time")
    (axes,) = found.canvas.axes
    assert [bar.get_height() for bar in axes.patches] == [1, 2, 3, *[0] * 8, 4]
    assert ticks(axes, "x") == ["2020-01", "2020-03", "2020-05", "2020-07", "2020-09", "2020-11"]
    even = corpus_of("a", "b", articles=pd.DataFrame({"date": ["2020-03-04", "2020-06-04"]}))
    assert figures.articles_over_time(even).title == "No week has more than 1 article"


@pytest.mark.parametrize("narrow", [False, True])
def test_a_term_stands_before_all_articles_of_each_period(narrow: bool) -> None:
    counts = pd.DataFrame({"term": ["Ann", "Ann", "Oslo", "Oslo"], "unit": "month"})
    counts = counts.assign(begins=["2020-01-01", "2020-02-01"] * 2)
    counts = counts.assign(articles=[1, 3, 2, 2], of=[4, 5] * 2)
    drawn = figures.terms_over_time(USUAL.corpus, counts, narrow=narrow)
    heights = [[bar.get_height() for bar in axes.patches] for axes in drawn.canvas.axes]
    assert heights == [[4, 5, 1, 3], [4, 5, 2, 2]]
    assert drawn.title == "Ann peaks in 2020-02: 3 of 5 articles"
    assert "Oslo: at most 2 articles a month." in drawn.alt
    assert drawn.source.startswith("Source: some news. n = 9 articles with a date.")


def test_the_source_names_the_folder_or_the_one_article_and_how_many_there_are() -> None:
    assert [figure(name).source for name in ("collection-entities", "group-keyness")] == [
        "Source: some news. n = 4 articles, 4 entities. Made with article-analysis.",
        "Source: some news. n = 14 articles, 4 of 4 words. Made with article-analysis.",
    ]
    assert figure("collection-entities", "one article").source.startswith(
        "Source: only. n = 1 article, "
    )
