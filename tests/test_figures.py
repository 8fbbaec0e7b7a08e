"""Figures: they draw what their tables say, whatever stands in them, and the same each time."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from corpora import corpus_of
from drawn import (
    ARTICLES,
    COLLECTIONS,
    NAMES,
    OF_AN_ARTICLE,
    draw,
    drawn_once,
    figure,
    lengths,
    made,
    page,
    ticks,
)
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from PIL import Image

from analysis import figures
from analysis.errors import AnalysisError
from analysis.figures import Figure
from analysis.figures.picture import _breadth, drawing, wrapped

# --- what is drawn is what the table says


def test_the_strip_has_a_block_a_paragraph_as_tall_as_its_words() -> None:
    (axes,) = figure("article-strip").canvas.axes
    assert [bar.get_height() for bar in axes.patches] == [3, 2] * 4
    assert [bar.get_y() for bar in axes.patches] == [0, 3, 5, 8, 10, 13, 15, 18]
    colours = [bar.get_facecolor() for bar in axes.patches]
    assert colours[0] == colours[1] != colours[2] == colours[3]
    written = [f"{name}  ({words} words)" for words, name in enumerate(PARTS, start=5)]
    assert [text.get_text() for text in axes.texts] == written


PARTS = ["(before the first heading)", "Ice", "Water under the bridge", "Steam"]
KEYWORDS = ARTICLES["usual"].keywords


@pytest.mark.parametrize(
    ("name", "panels", "names"),
    [
        ("section-lengths", [[5, 6, 7, 8], [2] * 4], PARTS),
        ("entity-bars", [[4, 3, 2, 1]], NAMES),
        ("keyword-phrases", [KEYWORDS[name].tolist() for name in ("tf", "idf", "score")], NAMES),
        ("collection-entities", [[4, 2, 2, 1]], NAMES),
    ],
)
def test_bars_are_as_long_as_the_numbers(
    name: str, panels: list[list[float]], names: list[str]
) -> None:
    drawn = figure(name).canvas.axes
    assert [lengths(axes) for axes in drawn] == panels
    assert ticks(drawn[0]) == names


def test_each_type_of_entity_has_its_look() -> None:
    (axes,) = figure("entity-bars").canvas.axes
    looks = [(bar.get_facecolor(), bar.get_hatch()) for bar in axes.patches]
    assert len(set(looks)) == 4
    legend = axes.get_legend()
    assert legend is not None
    keys = [(key.get_facecolor(), key.get_hatch()) for key in legend.get_patches()]
    assert keys == looks
    assert [text.get_text() for text in legend.get_texts()] == [
        "person",
        "organisation",
        "country, state or city",
        "other place",
    ]


def test_the_table_of_entities_by_section_shows_its_counts() -> None:
    (axes,) = figure("entity-by-section").canvas.axes
    mentions = ARTICLES["usual"].mentions
    counts = pd.crosstab(mentions["entity"], mentions["section"]).loc[NAMES]
    assert axes.images[0].get_array().tolist() == counts.to_numpy().tolist()
    assert [int(t.get_text()) for t in axes.texts] == [n for n in counts.to_numpy().ravel() if n]
    assert (ticks(axes), len(ticks(axes, "x"))) == (NAMES, 4)


def test_dispersion_has_a_stroke_a_mention_in_the_row_of_its_entity() -> None:
    (axes,) = figure("entity-dispersion").canvas.axes
    (strokes,) = axes.lines
    assert len(strokes.get_xdata()) == 10
    assert pd.Series(strokes.get_ydata()).value_counts().to_dict() == {0: 4, 1: 3, 2: 2, 3: 1}
    assert strokes.get_xdata()[0] == 0  # the first mention is the first token
    assert max(strokes.get_xdata()) <= 1


def test_the_parts_of_a_score_are_drawn_if_they_tell_keywords_apart_and_multiply_to_it() -> None:
    found = figure("keyword-score")
    drawn = [lengths(axes) for axes in found.canvas.axes]
    assert found.data.columns.tolist() == ["rank", "keyword", "idf", "position", "score"]
    assert [a * b for a, b in zip(drawn[0], drawn[1], strict=True)] == pytest.approx(drawn[2])


def test_certainty_has_a_bar_a_keyword_and_a_full_dot_where_a_method_agrees() -> None:
    bars, dots = figure("keyword-certainty").canvas.axes
    assert lengths(bars) == pytest.approx([100, 50, 100 / 3, 25])
    full = [line for line in dots.lines if line.get_fillstyle() == "full"]
    assert [list(line.get_ydata()) for line in full] == [[0, 2], [2, 3]]


def test_section_terms_have_a_panel_a_section_on_one_scale() -> None:
    found = figure("section-terms")
    panels = [axes for axes in found.canvas.axes if axes.get_visible()]
    assert [axes.get_title("left") for axes in panels] == PARTS
    assert lengths(panels[3]) == pytest.approx([0.53, 0.28, 0.5 / 3 + 0.03, 0.155])
    assert len({axes.get_xlim() for axes in panels}) == 1


@pytest.mark.parametrize(
    ("name", "largest", "title"),
    [
        ("article-strip", "Longest: Steam.", "4 parts"),
        ("section-lengths", "Longest: Steam.", "The longest part holds 31% of the words: Steam"),
        ("entity-bars", "Mentions: Ann Lee 4, Oslo 3", "Ann Lee leads with 4 mentions"),
        (
            "entity-by-section",
            "In most parts of those shown: Ann Lee and Oslo.",
            "Ann Lee and Oslo are named",
        ),
        ("entity-dispersion", "Oslo: 3 times, from", "No entity is named 5 times"),
        ("section-terms", "Steam: Ann Lee, Oslo", "The highest TF-IDF: “Ann Lee” in “Steam”"),
        ("keyword-phrases", "The first is Ann Lee", "First among the phrases: Ann Lee"),
        ("keyword-score", "largest: idf 2.50 to 5.50, position", "Among the first 4"),
        ("keyword-certainty", "Surest: Ann Lee", "2 of 4 keywords stay"),
        (
            "collection-entities",
            "Articles: Ann Lee 4, Oslo 2",
            "Ann Lee is named in 4 of 4 articles",
        ),
        (
            "entity-by-article",
            "Articles that name it: Ann Lee 4, Oslo 2",
            "Ann Lee and Oslo share 2 of 4 articles that name either",
        ),
        (
            "group-keyness",
            "not naming Oslo: Ann Lee 0",
            "“Ann Lee 0” stands in 3 of 4 articles in “naming Oslo” and in 1 of 10 others",
        ),
        (
            "articles-over-time",
            "2020-12 has the most articles",
            "2020-12 has the most articles: 4 of 10",
        ),
    ],
)
def test_title_and_alt_text_say_which_is_largest(name: str, largest: str, title: str) -> None:
    assert largest in figure(name).alt
    assert title in figure(name).title


@pytest.mark.parametrize("function", OF_AN_ARTICLE)
def test_a_figure_of_an_article_takes_a_corpus_of_one_article(
    function: Callable[[Any], Figure],
) -> None:
    with pytest.raises(AnalysisError, match=r"open_corpus\(…\)\.only\(…\), not a DataFrame\."):
        function(ARTICLES["usual"].entities)
    with pytest.raises(AnalysisError, match=r"has 2 articles; choose one, .* corpus\.only\('a'\)"):
        function(corpus_of("a", "b", entities=ARTICLES["usual"].entities))


# --- whatever stands in the tables


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("case", [*ARTICLES, *COLLECTIONS, "seed"])
def test_no_text_is_cut_off_or_meets_another_or_a_bar(
    case: str, narrow: bool, request: Any
) -> None:
    is_seed = case == "seed"
    found = draw(request.getfixturevalue("seed"), narrow=narrow) if is_seed else []
    found = found or drawn_once(case, narrow=narrow)
    with drawing():
        for drawn in found:
            width, height = drawn.canvas.bbox.size
            boxes = list(page(drawn))
            assert len(boxes) > 2
            assert (width == 370, drawn.name.endswith("-narrow")) == (narrow, narrow)
            panels = filter(Axes.get_visible, drawn.canvas.axes)
            # Bands behind the strokes are patches too.
            bars = [] if "dispersion" in drawn.name else [b for a in panels for b in a.patches]
            edges = [bar.get_window_extent().extents for bar in bars]
            for number, (text, box) in enumerate(boxes):
                left, low, right, high = box
                is_whole = left > 2 and low > -1 and right < width - 2 and high < height + 1
                assert is_whole, (drawn.name, text)
                for other, its_box in boxes[number + 1 :]:
                    assert shared(box, its_box) < 1, (drawn.name, text, other)
                assert max((shared(box, bar) for bar in edges), default=0) <= 0, (drawn.name, text)


def shared(one: Sequence[float], other: Sequence[float]) -> float:
    """Pixels by which two boxes overlap, in the direction in which they do so least."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    return min(across, min(one[3], other[3]) - max(one[1], other[1]))


def test_a_figure_is_saved_as_the_same_bytes_again_and_says_what_it_is(tmp_path: Path) -> None:
    first = [*drawn_once("odd characters"), *drawn_once("odd collection")]
    second = [*draw(ARTICLES["odd characters"]), *draw(COLLECTIONS["odd collection"])]
    for drawn, again in zip(first, second, strict=True):
        files = drawn.save(tmp_path)
        svg, png, csv = (file.read_bytes() for file in files)
        # The other way round, for the order of rendering must not matter either.
        assert (again.csv(), again.png(), again.svg()) == (csv, png, svg)
        suffixes = ("svg", "png", "csv")
        assert [file.name for file in files] == [f"{drawn.name}.{s}" for s in suffixes]
        read = pd.read_csv(files[2], keep_default_na=False)
        pd.testing.assert_frame_equal(read, drawn.data, check_dtype=False)
        root = ElementTree.fromstring(svg)
        space = "{http://www.w3.org/2000/svg}"
        assert [child.tag for child in root[:2]] == [f"{space}title", f"{space}desc"]
        assert [child.text for child in root[:2]] == [drawn.title, drawn.alt]
        assert root.get("role") == "img"
        assert not list(root.iter(f"{space}script"))
        size = Image.open(io.BytesIO(png)).size
        assert size == (1040, int(drawn.canvas.get_figheight() * 130))
        assert drawn.source.startswith(("Source: an-article. n = ", "Source: some news. n = "))


def test_the_words_of_an_svg_are_text_in_a_font_of_every_machine() -> None:
    forged = '<text style="font-family: X">'
    drawn = figures.entity_bars(made(["Ice"], [forged, "Oslo"]))
    texts = list(ElementTree.fromstring(drawn.svg()).iter("{http://www.w3.org/2000/svg}text"))
    assert {forged, "Oslo", "mentions"} <= {text.text for text in texts}
    for text in texts:
        style = dict(rule.split(": ") for rule in text.attrib["style"].split("; "))
        assert style["font-family"] == "'DejaVu Sans', Verdana, Arial, sans-serif"


def test_nothing_to_draw_is_said_on_the_page() -> None:
    for drawn in [*drawn_once("nothing at all"), *drawn_once("empty collection")]:
        assert drawn.alt == f"{drawn.title}; nothing is drawn."
        assert f"{drawn.title}." in [text.get_text() for text in drawn.canvas.texts]


def test_a_notebook_shows_the_picture_with_its_alt_text_and_then_the_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[tuple[dict[str, str], ...]] = []
    publish: Callable[..., None] = lambda *bundles: shown.append(bundles)  # noqa: E731
    monkeypatch.setattr("IPython.display.publish_display_data", publish)
    drawn = figure("entity-bars", "odd characters")
    drawn._ipython_display_()
    (_, metadata), (words,) = shown
    assert metadata["image/png"]["alt"] == drawn.alt
    assert "&lt;b&gt;" in words["text/html"]
    assert "<b>" not in words["text/html"]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]))
    | st.lists(st.sampled_from(["W" * 90, "a-b", "北京" * 9, "is"])).map(" ".join),
    st.integers(10, 60),
    st.integers(1, 4),
)
def test_wrapped_text_keeps_its_words_in_order_within_lines_and_width(
    text: str, width: int, lines: int
) -> None:
    found = wrapped(text, width, lines=lines)
    assert found.count("\n") < lines
    assert all(sum(map(_breadth, line)) <= 1.1 * width + 3 for line in found.split("\n"))
    plain, kept = "".join(text.split()), "".join(found.split())
    assert kept == plain or (kept.endswith("…") and plain.startswith(kept[:-1]))
    assert bool(kept.strip("…")) == bool(plain.strip("…"))
