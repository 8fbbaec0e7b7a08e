"""Figures: they draw what their tables say, whatever stands in them, and the same each time."""

import io
from xml.etree import ElementTree

import pandas as pd
import pytest
from corpora import corpus_of
from drawn import (
    ARTICLES,
    COLLECTIONS,
    GROUPS,
    NAMES,
    USUAL,
    draw,
    drawn_once,
    figure,
    lengths,
    made,
    marks,
    page,
    ticks,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from PIL import Image

from analysis import figures
from analysis.figures.picture import _breadth, drawing, wrapped

PARTS = ["(before the first heading)", "Ice", "Water under the bridge", "Steam"]
KEYWORDS = ARTICLES["usual"].keywords

# --- what is drawn is what the table says


def test_the_strip_has_a_block_a_paragraph_as_tall_as_its_words():
    (axes,) = figure("article-strip").canvas.axes
    assert [bar.get_height() for bar in axes.patches] == [3, 2] * 4
    assert [bar.get_y() for bar in axes.patches] == [0, 3, 5, 8, 10, 13, 15, 18]
    written = [f"{name}  ({words} words)" for words, name in enumerate(PARTS, start=5)]
    assert [text.get_text() for text in axes.texts] == written


@pytest.mark.parametrize(
    ("name", "panels", "names"),
    [
        ("section-lengths", [[5, 6, 7, 8], [2] * 4], PARTS),
        ("entity-bars", [[4, 3, 2, 1]], NAMES),
        ("keyword-phrases", [KEYWORDS[c].tolist() for c in ("tf", "idf", "score")], NAMES),
        (
            "keyword-score",
            [KEYWORDS[c].tolist() for c in ("idf", "position", "score")],
            NAMES,
        ),
        ("collection-entities", [[4, 2, 2, 1]], NAMES),
    ],
)
def test_bars_are_as_long_as_the_numbers(name, panels, names):
    drawn = figure(name).canvas.axes
    assert [lengths(axes) for axes in drawn] == panels
    assert ticks(drawn[0]) == names


def test_each_type_of_entity_has_its_look():
    (axes,) = figure("entity-bars").canvas.axes
    looks = [(bar.get_facecolor(), bar.get_hatch()) for bar in axes.patches]
    assert len(set(looks)) == 4
    legend = axes.get_legend()
    assert legend is not None
    assert [(key.get_facecolor(), key.get_hatch()) for key in legend.get_patches()] == looks
    labels = ["person", "organisation", "country, state or city", "other place"]
    assert [text.get_text() for text in legend.get_texts()] == labels


@pytest.mark.parametrize(
    ("name", "mentions", "column"),
    [
        ("entity-by-section", ARTICLES["usual"].mentions, "section"),
        ("entity-by-article", USUAL.mentions, "article_id"),
    ],
)
def test_a_table_of_entities_has_their_mentions_and_no_shade_for_none(name, mentions, column):
    (axes,) = figure(name).canvas.axes
    wide = pd.crosstab(mentions["entity"], mentions[column]).loc[NAMES].to_numpy()
    shades = pd.DataFrame(axes.images[0].get_array().filled(0)).to_numpy()
    assert shades.tolist() == wide.clip(max=5).tolist()
    assert [int(text.get_text()) for text in axes.texts] == [n for n in wide.ravel() if n > 0]
    assert [tick.partition(", in ")[0] for tick in ticks(axes)] == NAMES
    assert len(ticks(axes, "x")) == 4


def test_hundreds_of_articles_keep_columns_wide_enough_to_be_seen():
    found = figure("entity-by-article", "700")
    (axes,) = found.canvas.axes
    assert axes.images[0].get_array().shape == (12, 234)
    assert "3 a column" in axes.get_xlabel()
    assert axes.get_window_extent().width / 234 * 1.3 > 2  # pixels of the PNG
    assert f"{found.data['mentions'].sum():,} mentions" in found.source


def test_dispersion_has_a_stroke_a_mention_in_the_row_of_its_entity():
    (axes,) = figure("entity-dispersion").canvas.axes
    (strokes,) = axes.lines
    assert pd.Series(strokes.get_ydata()).value_counts().to_dict() == {0: 4, 1: 3, 2: 2, 3: 1}
    assert strokes.get_xdata()[0] == 0  # the first mention is the first token
    assert max(strokes.get_xdata()) <= 1


def test_certainty_has_a_bar_a_keyword_and_a_full_dot_where_a_method_agrees():
    bars, dots = figure("keyword-certainty").canvas.axes
    assert lengths(bars) == pytest.approx([100, 50, 100 / 3, 25])
    full = [line for line in dots.lines if line.get_fillstyle() == "full"]
    assert [list(line.get_ydata()) for line in full] == [[0, 2], [2, 3]]


def test_section_terms_have_a_panel_a_section_on_one_scale():
    panels = [axes for axes in figure("section-terms").canvas.axes if axes.get_visible()]
    assert [axes.get_title("left") for axes in panels] == PARTS
    assert lengths(panels[3]) == pytest.approx([0.53, 0.28, 0.5 / 3 + 0.03, 0.155])
    assert len({axes.get_xlim() for axes in panels}) == 1


def test_words_of_each_group_have_a_panel_with_their_share_and_that_of_the_others():
    found = figure("group-keyness")
    for axes, group in zip(found.canvas.axes, GROUPS, strict=True):
        own = found.data[found.data["more_in"] == group]
        assert lengths(axes) == [0.75] * len(own)
        assert axes.lines[0].get_xdata().tolist() == [0.1] * len(own)
        assert ticks(axes) == own["keyword"].tolist()
        assert axes.get_title() == f"{group}\n4 articles"
        assert axes.get_xlim() == (0, 1)


def test_of_groups_the_largest_are_drawn_and_no_title_claims_what_chance_would_bring_up():
    eight = marks(COLLECTIONS["eight"])
    larger = eight.assign(of=eight["more_in"].map({"a": 4, "b": 9, "c": 4, "d": 9, "e": 9}))
    drawn = figures.group_keyness(COLLECTIONS["eight"], larger)
    assert drawn.data["more_in"].unique().tolist() == ["b", "d", "e"]
    drawn = figures.group_keyness(USUAL, marks(USUAL).assign(expected=1.5))
    assert drawn.title == "No word marks a group more surely than chance would"


def test_periods_are_as_high_as_their_articles_and_a_tie_is_no_record():
    (axes,) = figure("articles-over-time").canvas.axes
    assert [bar.get_height() for bar in axes.patches] == [1, 2, *[0] * 9, 1]
    assert ticks(axes, "x") == ["2020-01", "2020-03", "2020-05", "2020-07", "2020-09", "2020-11"]
    even = corpus_of("a", "b", articles=pd.DataFrame({"date": ["2020-03-04", "2020-06-04"]}))
    assert figures.articles_over_time(even).title == "No week has more than 1 article"


def test_a_term_stands_before_all_articles_of_each_period():
    counts = pd.DataFrame({"term": ["Ann", "Ann", "Oslo", "Oslo"], "unit": "month"})
    counts = counts.assign(begins=["2020-01-01", "2020-02-01"] * 2)
    counts = counts.assign(articles=[1, 3, 2, 2], of=[4, 5] * 2)
    drawn = figures.terms_over_time(USUAL, counts)
    heights = [[bar.get_height() for bar in axes.patches] for axes in drawn.canvas.axes]
    assert heights == [[4, 5, 1, 3], [4, 5, 2, 2]]
    assert drawn.title == "Ann peaks in 2020-02: 3 of 5 articles"
    assert "Oslo: at most 2 articles a month." in drawn.alt


# --- whatever stands in the tables


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("case", [*ARTICLES, *COLLECTIONS, "seed"])
def test_no_text_is_cut_off_or_meets_another_or_a_bar(case, narrow, request):
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


def shared(one, other):
    """Pixels by which two boxes overlap, in the direction in which they do so least."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    return min(across, min(one[3], other[3]) - max(one[1], other[1]))


def test_a_figure_is_saved_as_the_same_bytes_again_and_says_what_it_is(tmp_path):
    odd = COLLECTIONS["odd collection"]
    again = [
        figures.entity_bars(ARTICLES["odd characters"]),
        figures.group_keyness(odd, marks(odd)),
    ]
    # The other way round, for the order of rendering must not matter either.
    rendered = {other.name: (other.csv(), other.png(), other.svg())[::-1] for other in again}
    for drawn in [*drawn_once("odd characters"), *drawn_once("odd collection")]:
        files = drawn.save(tmp_path)
        svg, png, csv = (file.read_bytes() for file in files)
        assert rendered.get(drawn.name, (svg, png, csv)) == (svg, png, csv)
        assert [file.name for file in files] == [f"{drawn.name}.{s}" for s in ("svg", "png", "csv")]
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


def test_nothing_to_draw_is_said_on_the_page():
    for drawn in [*drawn_once("nothing at all"), *drawn_once("empty collection")]:
        assert drawn.alt == f"{drawn.title}; nothing is drawn."
        assert f"{drawn.title}." in [text.get_text() for text in drawn.canvas.texts]


_TITLES = st.lists(st.text(min_size=1), max_size=8)


@settings(max_examples=settings.default.max_examples // 40)
@given(_TITLES, st.lists(st.text(min_size=1), max_size=8, unique=True))
def test_any_text_is_drawn_and_its_svg_is_xml(headings, names):
    for drawn in draw(made(headings, names)):
        assert [*ElementTree.fromstring(drawn.svg()).iter()]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]))
    | st.lists(st.sampled_from(["W" * 90, "a-b", "北京" * 9, "is"])).map(" ".join),
    st.integers(10, 60),
    st.integers(1, 4),
)
def test_wrapped_text_keeps_its_words_in_order_within_lines_and_width(text, width, lines):
    found = wrapped(text, width, lines=lines)
    assert found.count("\n") < lines
    assert all(sum(map(_breadth, line)) <= 1.1 * width + 3 for line in found.split("\n"))
    plain, kept = "".join(text.split()), "".join(found.split())
    assert kept == plain or (kept.endswith("…") and plain.startswith(kept[:-1]))
    assert bool(kept.strip("…")) == bool(plain.strip("…"))
