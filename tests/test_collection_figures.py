"""Figures of many articles: they draw what their tables say, for one article and for hundreds."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from test_figures import LABELS, LONG, NAMES, ODD, lengths, page, ticks

from analysis import figures
from analysis.figures import Figure
from analysis.figures.picture import _drawing

GROUPS = ["naming Oslo", "not naming Oslo"]


def tables(names: list[str], ids: list[str], groups: list[str], unit: str = "month") -> Any:
    """The first name stands in every article, the next in every second one, and so on."""
    rows = [
        (name, label, article_id, 1 + (row + column) % 7)
        for row, (name, label) in enumerate(zip(names, LABELS * 9, strict=False))
        for column, article_id in enumerate(ids)
        if column % (row + 1) == 0
    ]
    by_entity = pd.DataFrame(rows, columns=["entity", "label", "article_id", "mentions"])
    overall = by_entity.groupby(["entity", "label"], sort=False).size()
    words = [(group, f"{name} {n}") for n, name in enumerate(names) for group in groups]
    apart = pd.DataFrame(words, columns=["more_in", "keyword"])
    return SimpleNamespace(
        corpus_entities=overall.rename("articles").reset_index(),
        by_entity=by_entity,
        articles=pd.DataFrame({"article_id": ids}, dtype="str"),
        keyness=apart.assign(
            **{"articles": 3, "of": 4, "others": 1, "of_others": 10},
            expected=[0.001 * (1 + n) for n in apart.index],
        ),
        periods=pd.DataFrame(
            {
                "begins": [f"{2020 + n // 12}-{1 + n % 12:02}-01" for n in range(len(ids))],
                "unit": unit,
                "articles": [n % 5 for n in range(1, 1 + len(ids))],
            }
        ),
    )


def numbered(size: int) -> list[str]:
    return [f"news-{n:04}" for n in range(1, size + 1)]


COLLECTIONS = {
    "usual": tables(NAMES, ["a", "b", "c", "d"], GROUPS),
    "one article": tables(NAMES, ["only"], []),
    "two articles": tables(NAMES, [LONG, LONG[::-1]], GROUPS, "week"),
    "eight": tables(NAMES, [f"{LONG} {n}" for n in range(8)], GROUPS, "day"),
    "one group": tables(NAMES, ["a", "b"], GROUPS[:1], "year"),
    "three groups": tables(
        [LONG, LONG.upper(), "M" * 40], numbered(9), [LONG, LONG.upper(), "sport"]
    ),
    "five groups": tables(NAMES, numbered(9), list("abcde")),
    "odd characters": tables(ODD, ODD, ["naming " + ODD[0], ODD[1]]),
    "long names": tables([LONG, LONG.upper(), "M" * 40], numbered(12), [LONG, LONG.upper()]),
    "300": tables([f"Name {n}" for n in range(20)], numbered(300), GROUPS),
    "700": tables([f"Name {n}" for n in range(20)], numbered(700), GROUPS, "year"),
}
USUAL = COLLECTIONS["usual"]
COLLECTIONS["nothing at all"] = SimpleNamespace(
    **{name: table.iloc[:0] for name, table in vars(USUAL).items()}
)


def draw(t: Any, collection: str = "some news") -> list[Figure]:
    return [
        figures.collection_entities(
            t.corpus_entities, articles=len(t.articles), collection=collection
        ),
        figures.entity_by_article(t.by_entity, t.articles, collection=collection),
        figures.group_keyness(t.keyness, collection=collection),
        figures.articles_over_time(t.periods, collection=collection),
    ]


@cache
def drawn_once(collection: str) -> list[Figure]:
    return draw(COLLECTIONS[collection])


def figure(name: str, collection: str = "usual") -> Figure:
    (found,) = (f for f in drawn_once(collection) if f.name == name)
    return found


def test_bars_are_as_long_as_the_number_of_articles() -> None:
    found = figure("collection-entities")
    (axes,) = found.canvas.axes
    assert lengths(axes) == [4, 2, 2, 1]
    assert ticks(axes) == NAMES
    assert len({(bar.get_facecolor(), bar.get_hatch()) for bar in axes.patches}) == 4
    assert found.title == "Ann Lee is named in 4 of 4 articles"


def test_the_table_of_entities_by_article_has_its_mentions_and_no_shade_for_none() -> None:
    found = figure("entity-by-article")
    (axes,) = found.canvas.axes
    wide = USUAL.by_entity.pivot_table("mentions", "entity", "article_id").loc[NAMES]
    shades = pd.DataFrame(axes.images[0].get_array().filled(0))
    assert shades.to_numpy().tolist() == wide.clip(upper=5).fillna(0).to_numpy().tolist()
    assert [int(text.get_text()) for text in axes.texts] == [
        int(n) for n in wide.to_numpy().ravel() if n > 0
    ]
    assert ticks(axes)[:2] == ["Ann Lee, in 4", "Oslo, in 2"]
    assert ticks(axes, "x") == ["a", "b", "c", "d"]
    assert found.title == "Ann Lee and Oslo share 2 of 4 articles that name either"


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
    assert found.title == (
        f"“Ann Lee 0” stands in 3 of 4 articles in “{GROUPS[0]}” and in 1 of 10 others"
    )


def test_no_more_groups_are_drawn_than_have_room_and_the_largest_are_taken() -> None:
    keyness = COLLECTIONS["five groups"].keyness
    larger = keyness.assign(of=keyness["more_in"].map({"a": 4, "b": 9, "c": 4, "d": 9, "e": 9}))
    drawn = figures.group_keyness(larger, collection="some news")
    assert drawn.data["more_in"].unique().tolist() == ["b", "d", "e"]


def test_a_title_claims_no_mark_that_chance_would_bring_up_too() -> None:
    drawn = figures.group_keyness(USUAL.keyness.assign(expected=1.5), collection="some news")
    assert drawn.title == "No word marks a group more surely than chance would"
    empty = figures.group_keyness(USUAL.keyness.iloc[:0], collection="some news")
    assert empty.title == "No word marks a group of articles"


def test_periods_are_as_high_as_their_articles_and_a_tie_is_no_record() -> None:
    found = figure("articles-over-time")
    (axes,) = found.canvas.axes
    assert [bar.get_height() for bar in axes.patches] == [1, 2, 3, 4]
    assert ticks(axes, "x") == ["2020-01", "2020-02", "2020-03", "2020-04"]
    assert found.title == "2020-04 has the most articles: 4 of 10"
    even = figures.articles_over_time(USUAL.periods.assign(articles=2), collection="some news")
    assert even.title == "No month has more than 2 articles"


@pytest.mark.parametrize(
    ("name", "largest"),
    [
        ("collection-entities", "Articles: Ann Lee 4, Oslo 2"),
        ("entity-by-article", "Articles that name it: Ann Lee 4, Oslo 2"),
        ("group-keyness", "not naming Oslo: Ann Lee 0"),
        ("articles-over-time", "2020-04 has the most articles"),
    ],
)
def test_the_alt_text_says_which_is_largest(name: str, largest: str) -> None:
    assert largest in figure(name).alt


DRAWN_FROM: list[tuple[Callable[..., Figure], list[str], dict[str, Any]]] = [
    (figures.collection_entities, ["corpus_entities"], {"articles": 4}),
    (figures.entity_by_article, ["by_entity", "articles"], {}),
    (figures.group_keyness, ["keyness"], {}),
    (figures.articles_over_time, ["periods"], {}),
]


@pytest.mark.parametrize(("function", "names", "options"), DRAWN_FROM, ids=str)
def test_a_figure_needs_the_columns_that_it_says_it_needs_and_no_others(
    function: Callable[..., Figure], names: list[str], options: dict[str, Any]
) -> None:
    held = vars(USUAL)
    said = dict(re.findall(r"(\w+): Columns (\w+(?:,\s+\w+)*)", function.__doc__ or ""))
    assert list(said) == names
    columns = {name: re.findall(r"\w+", said[name]) for name in names}
    chosen = {name: held[name][columns[name]] for name in names}
    drawn = function(**chosen, **options, collection="some news")
    full = function(**{name: held[name] for name in names}, **options, collection="some news")
    assert (drawn.svg(), drawn.csv()) == (full.svg(), full.csv())
    for table, column in ((name, column) for name in names for column in columns[name]):
        fewer = chosen | {table: chosen[table].drop(columns=column)}
        with pytest.raises(KeyError, match=column):
            function(**fewer, **options, collection="some news")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_no_text_is_cut_off_or_overlaps_another(collection: str) -> None:
    with _drawing():
        for drawn in drawn_once(collection):
            width, height = drawn.canvas.bbox.size
            boxes = list(page(drawn))
            assert len(boxes) > 2
            for number, (text, (left, low, right, high)) in enumerate(boxes):
                is_whole = min(left, low) > -1 and right < width + 1 and high < height + 1
                assert is_whole, (drawn.name, text)
                for other, (its_left, its_low, its_right, its_high) in boxes[number + 1 :]:
                    is_apart = min(right, its_right) - max(left, its_left) < 1
                    is_apart |= min(high, its_high) - max(low, its_low) < 1
                    assert is_apart, (drawn.name, text, other)


def test_a_figure_is_saved_as_the_same_bytes_again_and_says_what_it_is(tmp_path: Path) -> None:
    odd = "odd characters"
    for drawn, again in zip(drawn_once(odd), draw(COLLECTIONS[odd]), strict=True):
        files = drawn.save(tmp_path)
        svg, png, csv = (file.read_bytes() for file in files)
        assert (again.csv(), again.png(), again.svg()) == (csv, png, svg)
        read = pd.read_csv(files[2], keep_default_na=False)
        pd.testing.assert_frame_equal(read, drawn.data, check_dtype=False)
        root = ElementTree.fromstring(svg)
        assert [child.text for child in root[:2]] == [drawn.title, drawn.alt]
        assert drawn.source.startswith("Source: some news. n = ")


def test_nothing_to_draw_is_said_on_the_page() -> None:
    for drawn in drawn_once("nothing at all"):
        assert drawn.alt == f"{drawn.title}; nothing is drawn."
        assert f"{drawn.title}." in [text.get_text() for text in drawn.canvas.texts]
