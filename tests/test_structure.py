"""Every character of an article is somewhere, and headings are where a person sees them."""

import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.articles import Article
from analysis.structure import COUNTED_KINDS, find_structure, structure_tables
from analysis.structure import headings as headings_module
from analysis.structure.furniture import FURNITURE
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

PIECES = (
    "\n\n~# ~## ~- ~> ~**~```\n~---\n~By Ann Lee~Why now?~1. First~Advertisement~Q: Why?"
    "~May 4, 2020~12 shares~Photo: Ann Lee~Mayor seen on the ferry...~Contact:~SOURCE Town"
    "~The plan:~שלום עולם~A Short Heading~| a | b |\n| - | - |\n| c | d |\n"
)
pieces = st.sampled_from([*"\n\f\t\u00a0\u2028 \r\0", BODY, "x" * 300, *PIECES.split("~")])
texts = st.one_of(st.lists(pieces, max_size=25).map("".join), st.text(max_size=200))


@given(texts)
def test_every_visible_character_of_plain_text_is_in_one_block(text: str) -> None:
    found = find_structure(text)
    inside, in_lines = (
        "".join(text[p.start : p.end] for p in parts) for parts in (found.blocks, found.lines)
    )
    assert "".join(in_lines.split()) == "".join(text.split())
    assert re.sub(r"[#*_\s]", "", inside) == re.sub(r"[#*_\s]", "", text)
    assert {line.kind for line in found.lines if line.text == BODY} <= {*COUNTED_KINDS}


@given(
    st.lists(st.sampled_from(["# Title", "## Part", "- item", "> said", BODY, "**Bold.** More"]))
)
def test_every_word_of_markdown_is_in_one_block(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    found = find_structure(text, markup="markdown")
    inside = "".join(text[b.start : b.end] for b in found.blocks)
    assert [c for c in inside if c.isalnum()] == [c for c in text if c.isalnum()]


@given(texts, st.sampled_from(["plain", "markdown"]), st.sampled_from([None, "A Short Heading"]))
def test_blocks_and_sections_are_in_order_and_finding_twice_is_the_same(
    text: str, markup: str, title: str | None
) -> None:
    found = find_structure(text, markup=markup, title=title)
    assert found == find_structure(text, markup=markup, title=title)
    offsets = [0, *(at for b in found.blocks for at in (b.start, b.end)), len(text)]
    assert offsets == sorted(offsets)
    for number, block in enumerate(found.blocks, start=1):
        assert block.paragraph == number
        assert text[block.start : block.end] == text[block.start : block.end].strip() != ""
    assert [s.section for s in found.sections] == list(range(len(found.sections)))
    numbers = [block.section for block in found.blocks]
    assert numbers == sorted(numbers)
    for section in found.sections:
        own = [b for b in found.blocks if b.section == section.section]
        body = [b for b in own if b.kind not in ("heading", "title")]
        place = (body[0].start, body[-1].end) if body else (section.start, section.start)
        assert (section.start, section.end) == place
    for line in found.lines:
        assert line.reason
        assert line.kind in (*COUNTED_KINDS, *FURNITURE, "title", "heading")
        assert line.level in {"title": {1}, "heading": {2, 3}}.get(line.kind, {0})


# --- the seed article and pasted forms


def test_the_seed_article_has_four_sections_and_a_lede() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = find_structure(text)
    assert [n for n, line in enumerate(found.lines, 1) if line.kind == "heading"] == [3, 7, 11, 14]
    assert {line.kind for line in found.lines} == {"heading", "body"}
    assert [b.section for b in found.blocks][:3] == [0, 0, 1]


@pytest.mark.parametrize(
    "title", ["Bridge to close for how long?", f"Bridge to {'close ' * 25}again"]
)
def test_title_byline_and_date_are_known_and_leave_the_counts(title: str) -> None:
    text = article(title, "By Ann Lee", "May 4, 2020", BODY, BODY)
    reason = "a first line without a full stop, followed by text"
    assert find_structure(text).lines[0].reason == reason
    assert kinds(text) == ["title", "byline", "dateline", "body", "body"]


NAME, SHORT = "a name by itself under the title", "short, but no heading"
QUOTE = "begins with a quotation mark of e-mail or Markdown (>)"


@pytest.mark.parametrize(
    ("lines", "kind", "reason"),
    [
        (["Ann Lee", "May 4, 2020", BODY], "byline", NAME),
        (["Ann Lee Roe Tolm", "on the east bank", BODY], "byline", NAME),
        (["Ann", "May 4, 2020", BODY], "body", f"{SHORT}: no text stands under it"),
        (["ANN LEE", "May 4, 2020", BODY], "body", f"{SHORT}: the line before ends alike"),
        (["Ann Lee 3", "May 4, 2020", BODY], "body", f"{SHORT}: the line before ends alike"),
        (["Ann Lee Roe Tolm Brell", "May 4", BODY], "body", f"{SHORT}: the line before ends alike"),
        (["Ann Lee", BODY], "heading", "a short line: longer text follows, no stop at its end"),
        (["— Ann Lee", BODY], "byline", "a dash and a name: says who was quoted"),
        (["— Ann Lee", "— Jo Roe", BODY], "list", "begins with a list mark"),
        ([f"— Ann Lee of the {'Old ' * 30}Post", BODY], "list", "begins with a list mark"),
        (["> Not now, she said.", BODY], "quote", QUOTE),
        (["May 4, 2020", BODY], "dateline", "only a date, or a place and a date"),
    ],
)
def test_the_form_of_a_line_says_what_it_is(lines: list[str], kind: str, reason: str) -> None:
    found = find_structure(article("Bridge to close", *lines, BODY)).lines[1]
    assert (found.kind, found.reason) == (kind, reason)


def test_what_a_line_says_holds_near_the_top_or_the_end() -> None:
    for line, kind in (("By Ann Lee", "byline"), ("May 4, 2020", "dateline")):
        found = kinds(article("Bridge to close", *[BODY] * 4, line, line, *[BODY] * 3))
        assert found[5] == kind != found[6]
    names = ["By Jo Roe", "May 4, 2020", "Ann Lee", "Jo Roe", "all day", BODY]
    assert [kind == "byline" for kind in kinds(article("Bridge to close", *names))][3:5] == [1, 0]
    signed = "By Ann Lee of the Town News in"
    for line, kind in ((signed, "byline"), (f"{signed} May", "body")):
        assert kinds(article("Bridge to close", *[BODY] * 6, line))[-1] == kind
    found = kinds(article("Bridge to close", *[BODY] * 6, "May 4, 2020", "May 5, 2020", BODY))
    assert found[7] != "dateline" == found[8]


@pytest.mark.parametrize(
    "forms",
    [
        ("What the council wants", "What happens next"),
        ("THE PLAN", "THE COST"),
        ("Why close it now?", "Who pays?"),
        ("1. The plan", "2. The cost"),
        ("A plan at last!", "And who pays!"),
        ("**The plan**", "**The cost**"),
        ("**The plan:**", "**Who pays?**"),
        ("## The plan", "## The cost"),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_headings_of_many_forms(forms: tuple[str, str], between: str) -> None:
    text = article("Bridge to close", BODY, forms[0], BODY, BODY, forms[1], BODY, between=between)
    assert headings(text) == [form.strip("#* ") for form in forms]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["What is replaced", "- cables", "- bearings", "- paint", BODY, "Next steps"],
            ["heading", "list", "list", "list", "body", "heading"],
        ),
        (["Nobody objected.", BODY, "Q: Why now?", f"A: {BODY}"], ["body"] * 4),
        (["# # #"], ["boilerplate"]),
        ([f"1. {'W' * 132}", BODY * 3], ["heading", "body"]),
        ([f"1. {'W' * 133}", BODY * 3], ["list", "body"]),  # no longer line is weighed
    ],
)
def test_what_stands_between_paragraphs(lines: list[str], expected: list[str]) -> None:
    assert kinds(article("Bridge to close", BODY, *lines, BODY))[2:-1] == expected


def test_a_line_of_110_characters_is_short() -> None:
    long = f"{'w' * 109}."
    lines = find_structure(article("Bridge to close", BODY, long, BODY, f"w{long}", BODY)).lines
    assert [line.reason[:17] for line in lines[2::2]] == ["a short paragraph", "paragraph"]


def test_what_decides_by_itself_is_told() -> None:
    page = article("Local", "Bridge to close", BODY, "* * *", "**Plan**", BODY, "No more.", BODY)
    lines = find_structure(page, title="Bridge to close").lines
    assert [line.reason for line in lines if line.text != BODY] == [
        "stands above the title",
        "the title that the article's data give",
        "an ornament without letters or digits",
        "a short line all in bold",
        "a short paragraph: the only sentence that stands so",
    ]


def test_levels_follow_place_where_nothing_has_a_number() -> None:
    text = article(BODY, "What the council wants", "Why now", BODY, "What happens next", BODY)
    assert [s.level for s in find_structure(text).sections] == [0, 2, 3, 2]


# Text, score, level and what decided; a paragraph of running text stands where there is a ¶.
WEIGHED = """\
What the Council Wants ¶ | 6.88 | 3 | longer text follows, lines of its form are headings
The plan has parts: | -3.22 | 0 | it ends with “:”
new cables | -3.92 | 0 | the first line after a colon
why bearings? | -2.67 | 0 | in a list that a colon opens
fresh paint, | -4.10 | 0 | it ends with “,”
two lamps ¶ | -0.24 | 0 | after a comma
Why now? | 1.43 | 2 | a heading follows, a question
1. The Old Plan ¶ | 7.41 | 2 | longer text follows, lines of its form are headings
1.1 Cables ¶ | 6.63 | 3 | longer text follows, no stop at its end
2. The New Plan | 6.69 | 2 | lines of its form are headings, no stop at its end
3 engineers left in May ¶ | 1.55 | 2 | longer text follows, no stop at its end
Ferries run all day! ¶ | 1.23 | 3 | longer text follows, lines of its form are headings
WHO PAYS | 4.00 | 3 | longer text follows, no stop at its end
a b c d e f g h i j k l m n o p q r s t u v ¶ | -4.43 | 0 | its number of words
2,000 days, said the mayor of all on the east bank ¶ | -2.23 | 0 | begins with a digit
They go | -0.84 | 0 | begins like running text
so do we ¶ | -0.54 | 0 | the line before ends alike
Part Two of it ¶ | 8.32 | 2 | longer text follows, no stop at its end
Hm | -0.03 | 0 | not as long as the headings
Oh? | -1.32 | 0 | not as long as the headings
Ah ¶ | 2.59 | 3 | longer text follows, no stop at its end
"""


def test_every_short_line_has_its_score_level_and_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    scores: list[float] = []
    real = headings_module.score
    monkeypatch.setattr(headings_module, "score", lambda c: scores.append(real(c)) or scores[-1])
    rows = WEIGHED.splitlines()
    page = [row.partition(" |")[0].replace(" ¶", f"\n{BODY}") for row in rows]
    found = find_structure(article("Bridge to close", BODY, *page)).lines[2:]
    told = [
        f"{line.text} | {score:.2f} | {line.level} | {line.reason.partition(': ')[2]}"
        for line, score in zip(
            (line for line in found if line.text != BODY),
            scores[len(rows) :],  # each line is weighed by itself first
            strict=True,
        )
    ]
    assert told == [row.replace(" ¶", "") for row in rows]


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


def test_wrapped_lines_are_one_paragraph() -> None:
    lines = textwrap.wrap(BODY * 3, 70)
    paragraph = "\n".join(lines)
    text = article("Bridge to close", paragraph, "What happens next", paragraph, between="\n\n")
    found = find_structure(text)
    assert [b.kind for b in found.blocks] == ["title", "body", "heading", "body"]
    assert len(found.lines) == 2 + 2 * len(lines)
    for end, blocks in (("on", 7), ("off", 1)):  # the next word had room on the line, or had none
        verse = [f"a {'word ' * 11}and so {end}"] * 6
        assert len(find_structure("\n".join([*verse, "x" * 70])).blocks) == blocks
    full = "\n".join(["and so it goes on for as long as a line has any room"] * 4)
    assert len(find_structure(f"{full}\n\n{full}").blocks) == 2
    assert len(find_structure("\n".join([f"{full[:52]}."] * 6)).blocks) == 6  # sentences
    wide = {width: [f"a {'b' * (width - 6)} and"] * 4 for width in (39, 40, 120, 121)}
    units = {width: split_units("\n".join(lines), body_start=0) for width, lines in wide.items()}
    assert [len(found) for found in units.values()] == [4, 1, 1, 4]
    assert [unit.text for unit in units[40]] == ["\n".join(wide[40])]
    for others, number in ((8, 1 + 8), (9, 4 + 9)):  # three lines in twelve go on, or in thirteen
        page = "\n\n".join(["\n".join(wide[120]), *["Ferries"] * others])
        assert len(split_units(page, body_start=0)) == number
    for length, number in ((60, 1), (59, 2)):
        part = f"{'a ' * (length // 2 - 1)}{'a' * (length % 2 + 2)}\n{'b' * 60}"
        page = "\n".join([*["a " * 49 + "aa"] * 4, part])
        assert len(split_units(page, body_start=0)) == number


def test_the_given_title_decides() -> None:
    assert kinds("One line") == kinds("The bridge will close.\nIt is old.")[:1] == ["body"]
    assert kinds(article(f"Bridge to {'close ' * 25}again?", BODY))[0] == "body"
    for above, kind in ((3, "title"), (4, "heading")):
        text = article(*["Local news."] * above, "Bridge to close", BODY)
        assert kinds(text, title="Bridge to close")[above] == kind
    page = "<hr>\n\n# One\n\n## Two\n\nThe end.\n\n# Three\n\nThe end."
    for title, levels in ((" one", [1, 3, 2]), ("Two", [2, 3, 2]), (None, [1, 3, 2])):
        found = find_structure(page, markup="markdown", title=title).lines
        assert [line.level for line in found if line.level] == levels
    assert kinds(article("- Bridge to close", BODY))[0] == "list"
    text = article("Local news", "“Bridge” to close", BODY)
    assert kinds(text, title='"Bridge" to close') == ["boilerplate", "title", "body"]


# --- Markdown


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (f"By [Jo Roe](https://a.example/{'long' * 60})", "byline"),
        ("[![Bridge](b.png)](https://a.example/b) ![Ferry](f.png)", "caption"),
        ("Photo: [Jo Roe](https://a.example)", "caption"),
        ("**Related:** [Ferries are back](https://a.example)", "boilerplate"),
        ("[Ferries are back](https://a.example)", "boilerplate"),
        ("- [Local](/local) | [Sport](/sport)", "boilerplate"),
        ("- [Ferries](/ferries) are back", "list"),
        ("The [plan](https://a.example) is old.", "body"),
    ],
)
def test_a_line_of_markdown_is_what_a_reader_sees_of_it(line: str, kind: str) -> None:
    found = find_structure(f"# Bridge to close\n\n{line}\n\n{BODY}\n", markup="markdown")
    assert [block.kind for block in found.blocks] == ["title", kind, "body"]


def test_a_heading_has_the_name_that_a_reader_sees() -> None:
    text = f"## What [the *mayor*](https://a.example)  said\n\n{BODY}\n"
    section = find_structure(text, markup="markdown").sections[1]
    assert section.heading == "What the mayor said"
    assert text[section.heading_start : section.heading_end] == text.splitlines()[0][3:]


def test_markdown_headings_are_taken_as_they_are() -> None:
    text = (
        f"\n# Bridge to close\n\nBy Jo Roe\n\n{BODY}\n\nThe plan\n--------\n\n- cables\n"
        f"- *bearings*\n\n### Cost\n\n> {BODY}\n\n**Nobody objected**\n\n```\nx = 1\n```\n\n<hr>\n"
        "\n| a |\n| - |\n| b |\n\n    y = 2\n\n![Bridge](b.png)\n"
    )
    found = find_structure(text, markup="markdown")
    parts = [(b.kind, text[b.start : b.end]) for b in found.blocks]
    assert parts == [
        ("title", "Bridge to close"),
        ("byline", "By Jo Roe"),
        ("body", BODY),
        ("heading", "The plan"),
        ("list", "cables"),
        ("list", "bearings"),
        ("heading", "Cost"),
        ("quote", BODY),
        ("body", "Nobody objected"),
        ("boilerplate", "```\nx = 1\n```"),
        ("boilerplate", "<hr>"),
        ("boilerplate", "| a |\n| - |\n| b |"),
        ("boilerplate", "y = 2"),
        ("caption", "![Bridge](b.png)"),
    ]
    reasons = {line.text: line.reason for line in found.lines}
    told = ("# Bridge to close", "### Cost", BODY, f"> {BODY}", "- cables", "![Bridge](b.png)")
    told += ("x = 1", "<hr>", "| b |", "y = 2", "--------")
    assert "; ".join(reasons[line] for line in told) == (
        "marked as the first heading; marked as a heading; paragraph; marked as a quotation; "
        "marked as a list item; a picture; code, not prose; HTML, not prose; a table, not prose; "
        "code, not prose; markup, not text"
    )
    levels = {line.level for line in found.lines if line.kind not in ("title", "heading")}
    assert levels == {0}
    assert [s.level for s in found.sections] == [0, 2, 3]


# --- tables


def test_tables_give_back_the_text_and_keep_their_columns() -> None:
    text = article("Bridge to close", BODY, "What happens next", BODY)
    tables = structure_tables([Article("a", text, "a.txt"), Article("b", "", "b.txt")])
    lines, sections, paragraphs = tables
    assert list(paragraphs.columns) == [
        "article_id", "section", "paragraph", "kind", "start", "end", "text",
    ]  # fmt: skip
    for row in paragraphs.itertuples():
        assert text[row.start : row.end] == row.text
    assert list(sections["heading"]) == ["", "What happens next", ""]
    assert [text[s.start : s.end] for s in sections.itertuples()] == [BODY, BODY, ""]
    assert sections[["heading_start", "heading_end"]].iloc[0].tolist() == [-1, -1]
    assert list(lines["line"]) == [1, 2, 3, 4]
    for table, empty in zip(tables, structure_tables([]), strict=True):
        assert empty.empty and empty.dtypes.equals(table.dtypes)
