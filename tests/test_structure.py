"""Every character of an article is somewhere, and headings are where a person sees them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.articles import Article
from analysis.structure import Structure, find_structure, structure_tables
from analysis.structure.kinds import mark_marked_headings
from analysis.structure.lines import split_units

BODY = (
    "The council voted on Tuesday to close the old bridge for two years while engineers replace "
    "its cables, a decision that shop owners on both banks said would cost them customers."
)
SEED = Path(__file__).parent.parent / "seeds" / "000_6d02eae58c1e311a.txt"


def kinds(text: str, **options: str) -> list[str]:
    return [line.kind for line in find_structure(text, **options).lines]


def headings(text: str, **options: str) -> list[str]:
    found = find_structure(text, **options)
    return [text[s.heading_start : s.heading_end] for s in found.sections if s.section]


def article(*parts: str, between: str = "\n") -> str:
    return between.join(parts)


# --- what must always hold

pieces = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\f",
        "\t",
        "\u00a0",
        "\u2028",
        " ",
        "# ",
        "## ",
        "- ",
        "> ",
        "**",
        "```\n",
        "---\n",
        "By Ann Lee",
        "Why now?",
        "1. First",
        "Advertisement",
        "May 4, 2020",
        "שלום עולם",
        "Q: Why?",
        "The plan:",
        "A Short Heading",
        BODY,
        "x" * 300,
        "| a | b |\n| - | - |\n| c | d |\n",
    ]
)
texts = st.one_of(st.lists(pieces, max_size=25).map("".join), st.text(max_size=200))


@settings(max_examples=300, deadline=None)
@given(texts, st.sampled_from(["plain", "markdown"]))
def test_blocks_are_in_order_apart_and_without_outer_space(text: str, markup: str) -> None:
    found = find_structure(text, markup=markup)
    last = 0
    for number, block in enumerate(found.blocks, start=1):
        assert last <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        assert block.paragraph == number
        last = block.end


@settings(max_examples=300, deadline=None)
@given(texts)
def test_every_visible_character_of_plain_text_is_in_one_block(text: str) -> None:
    found = find_structure(text)
    inside = "".join(text[b.start : b.end] for b in found.blocks)
    assert _visible(inside) == _visible(text)
    in_lines = "".join(text[line.start : line.end] for line in found.lines)
    assert "".join(in_lines.split()) == "".join(text.split())


def _visible(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in "#*_")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["# Title", "## Part", "- item", "> said", BODY, "**Bold.** More"]))
)
def test_every_word_of_markdown_is_in_one_block(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    found = find_structure(text, markup="markdown")
    inside = "".join(text[b.start : b.end] for b in found.blocks)
    assert [c for c in inside if c.isalnum()] == [c for c in text if c.isalnum()]


@settings(max_examples=200, deadline=None)
@given(texts, st.sampled_from(["plain", "markdown"]))
def test_sections_divide_the_blocks_and_finding_twice_is_the_same(text: str, markup: str) -> None:
    found = find_structure(text, markup=markup)
    assert found == find_structure(text, markup=markup)
    assert [s.section for s in found.sections] == list(range(len(found.sections)))
    numbers = [block.section for block in found.blocks]
    assert numbers == sorted(numbers)
    for section in found.sections:
        inside = [
            b
            for b in found.blocks
            if b.section == section.section and b.kind not in ("heading", "title")
        ]
        if inside:
            assert (section.start, section.end) == (inside[0].start, inside[-1].end)
        else:
            assert section.start == section.end
    _check_levels(found)


def _check_levels(found: Structure) -> None:
    for line in found.lines:
        assert line.reason
        expected = {"title": {1}, "heading": {2, 3}}.get(line.kind, {0})
        assert line.level in expected


# --- the seed article and pasted forms


def test_the_seed_article_has_four_sections_and_a_lede() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = find_structure(text)
    assert [n for n, line in enumerate(found.lines, 1) if line.kind == "heading"] == [3, 7, 11, 14]
    assert {line.kind for line in found.lines} == {"heading", "body"}
    assert [b.section for b in found.blocks][:3] == [0, 0, 1]


def test_title_byline_and_date_are_known_and_leave_the_counts() -> None:
    text = article("Bridge to close for two years", "By Ann Lee", "May 4, 2020", BODY, BODY)
    assert kinds(text) == ["title", "byline", "dateline", "body", "body"]


def test_lines_of_the_page_and_captions_are_no_headings() -> None:
    lines = [
        "Advertisement",
        "Photo: City archive",
        "Read more: How bridges age",
        "Image by Jo Roe",
    ]
    text = article("Bridge to close", BODY, *[part for line in lines for part in (line, BODY)])
    assert headings(text) == []
    found = kinds(text)
    assert found[2::2] == ["boilerplate", "caption", "boilerplate", "caption"]


@pytest.mark.parametrize(
    "forms",
    [
        ("What the council wants", "What happens next"),
        ("THE PLAN", "THE COST"),
        ("Why close it now?", "Who pays?"),
        ("1. The plan", "2. The cost"),
        ("A plan at last!", "And who pays!"),
        ("**The plan**", "**The cost**"),
        ("## The plan", "## The cost"),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_headings_of_many_forms(forms: tuple[str, str], between: str) -> None:
    text = article("Bridge to close", BODY, forms[0], BODY, BODY, forms[1], BODY, between=between)
    assert headings(text) == [form.strip("#* ") for form in forms]


def test_a_heading_may_be_followed_by_a_list() -> None:
    items = ["- cables", "- bearings", "- paint"]
    text = article("Bridge to close", BODY, "What is replaced", *items, BODY, "Next steps", BODY)
    assert headings(text) == ["What is replaced", "Next steps"]
    assert kinds(text).count("list") == 3


def test_a_list_without_bullets_is_a_list() -> None:
    items = ["new cables for the main span", "new bearings on both banks", "a coat of grey paint"]
    text = article("Bridge to close", BODY, "The contract includes:", *items, BODY)
    assert headings(text) == []
    assert kinds(text)[3:6] == ["list"] * 3


def test_one_sentence_paragraphs_and_questions_of_an_interview_are_body() -> None:
    text = article("Bridge to close", BODY, "Nobody objected.", BODY, "Q: Why now?", f"A: {BODY}")
    assert headings(text) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Images from the scene showed a crack in the northern tower that had grown since spring.",
        "She posted a photo from the bridge on Monday and asked who would pay for the detour.",
        "March 20 was a hard day for everybody who lives on the island.",
        "The story was first published in 1962 and won a prize.",
        "Read more books, the mayor told the children.",
    ],
)
def test_sentences_that_begin_like_captions_and_dates_are_counted(sentence: str) -> None:
    assert kinds(article("Bridge to close", BODY, sentence, BODY))[2] == "body"


def test_levels_follow_numbers_and_capitals() -> None:
    text = article("Title here", BODY, "1. Plan", BODY, "1.1 Cables", BODY, "2. Cost", BODY)
    assert [s.level for s in find_structure(text).sections] == [0, 2, 3, 2]


def test_headings_marked_in_plain_text_are_taken_as_they_are() -> None:
    marked = ["# One", "### Sub part", "## 1.1 Two", "## So they said.", "###### Deep"]
    text = article("Bridge to close", BODY, *(f"{line}\n{BODY}" for line in marked))
    found = find_structure(text)
    assert headings(text) == ["One", "Sub part", "1.1 Two", "So they said.", "Deep"]
    assert [s.level for s in found.sections] == [0, 2, 3, 2, 2, 3]
    shown = [line.reason for line in found.lines if line.kind == "heading"]
    assert shown == ["marked with #"] * 5
    inside = {b.start: text[b.start : b.end] for b in found.blocks}
    assert all(inside[s.heading_start] in marked[n] for n, s in enumerate(found.sections[1:]))


def test_a_row_of_marks_without_a_word_is_an_ornament() -> None:
    assert kinds(article("Bridge to close", BODY, "# # #", BODY))[2] == "boilerplate"


def test_a_marked_heading_is_weighed_without_its_marks() -> None:
    (unit,) = split_units("## What now?")
    mark_marked_headings([unit])
    assert (unit.start, unit.end, unit.text, unit.length) == (3, 12, "What now?", 9)
    assert unit.spans == [(0, 12)]
    (unit,) = split_units("**1. The Old Plan**")
    mark_marked_headings([unit])
    assert (unit.start, unit.text, unit.words, unit.capitals) == (2, "1. The Old Plan", 4, 1.0)


def test_wrapped_lines_are_one_paragraph() -> None:
    words = (BODY + " ") * 3
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) + 1 > 70:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    paragraph = "\n".join([*lines, line])
    text = article("Bridge to close", paragraph, "What happens next", paragraph, between="\n\n")
    found = find_structure(text)
    assert [b.kind for b in found.blocks] == ["title", "body", "heading", "body"]
    assert len(found.lines) == 2 + 2 * (len(lines) + 1)


def test_the_given_title_decides() -> None:
    text = article("Local news", "“Bridge” to close", BODY)
    assert kinds(text, title='"Bridge" to close') == ["boilerplate", "title", "body"]


@pytest.mark.parametrize("text", ["", "\n \n\t\n", "\f", "One line", "x" * 100_000])
def test_small_and_strange_texts(text: str) -> None:
    found = find_structure(text)
    assert len(found.sections) == 1
    assert len(found.blocks) == (1 if text.strip() else 0)


# --- Markdown


def test_markdown_headings_are_taken_as_they_are() -> None:
    text = (
        f"# Bridge to close\n\n{BODY}\n\nThe plan\n--------\n\n- cables\n- *bearings*\n\n"
        f"### Cost\n\n> {BODY}\n\n**Nobody objected**\n\n```\nx = 1\n```\n"
    )
    found = find_structure(text, markup="markdown")
    parts = [(b.kind, text[b.start : b.end]) for b in found.blocks]
    assert parts == [
        ("title", "Bridge to close"),
        ("body", BODY),
        ("heading", "The plan"),
        ("list", "cables"),
        ("list", "bearings"),
        ("heading", "Cost"),
        ("quote", BODY),
        ("body", "Nobody objected"),
        ("boilerplate", "```\nx = 1\n```"),
    ]
    assert [s.level for s in found.sections] == [0, 2, 3]


def test_an_unknown_markup_is_refused() -> None:
    with pytest.raises(ValueError, match="rst"):
        find_structure("text", markup="rst")


# --- tables


def test_tables_give_back_the_text_and_keep_their_columns() -> None:
    text = article("Bridge to close", BODY, "What happens next", BODY)
    tables = structure_tables([Article("a", text, "a.txt"), Article("b", "", "b.txt")])
    assert list(tables.paragraphs.columns) == [
        "article_id", "section", "paragraph", "kind", "start", "end", "text",
    ]  # fmt: skip
    for row in tables.paragraphs.itertuples():
        assert text[row.start : row.end] == row.text
    assert list(tables.sections["heading"]) == ["", "What happens next", ""]
    assert list(tables.lines["line"]) == [1, 2, 3, 4]
    assert str(tables.lines["start"].dtype) == "int64"


def test_tables_of_no_articles_have_their_types() -> None:
    for table in structure_tables([]):
        assert len(table) == 0
        assert str(table["article_id"].dtype) == "str"


@pytest.mark.parametrize(
    "line",
    [
        "GALWAY, 14 January 2026",
        "New Haven, Conn., March 3, 2026",
        "LYON (Reuters) – 14 January 2026",
        "Addis Ababa — Jan. 4",
    ],
)
def test_a_place_and_a_date_under_the_title_are_a_date_line(line):
    text = f"Storm leaves homes dark\n{line}\nThe storm tore roofs from houses on the coast.\n"
    assert [found.kind for found in find_structure(text).lines] == ["title", "dateline", "body"]
