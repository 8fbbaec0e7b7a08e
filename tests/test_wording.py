"""Wording: what comes from an article is shown as it stands there, in every renderer."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from nbconvert.filters.markdown import markdown2html
from page import Page

from analysis.wording import (
    escape,
    literal,
    percent,
    visible,
)

# The report reads plain CommonMark, JupyterLab GitHub's dialect, nbconvert formulas too.
RENDERERS: dict[str, Callable[[str], str]] = {
    "commonmark": MarkdownIt("commonmark").render,
    "github": MarkdownIt("gfm-like", {"linkify": False}).render,
    "nbconvert": markdown2html,
}
DIRECTION = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
marks = st.sampled_from(
    [
        *"\\`*_{}[]()#+-.!|~$><&;:=^'\"/@% \t\naé",
        *("1. ", "1) ", "- ", "> ", "# ", "    ", "<b>", "<!--", "&amp;", "&#42;", "$$"),
        *("\\(", "\\)", "[a](b)", "![", "http://x.org/a_b", "www.x.org", "ann@x.org"),
    ]
)
texts = st.lists(marks, max_size=12).map("".join) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"])
)


@pytest.mark.parametrize("renderer", sorted(RENDERERS))
@given(text=texts)
@example(text="U.S. v. *Trump* & <b>Putin</b> _2_ $5 or $6 [1](x) `c` ~~s~~ | 1. # >")
@example(text=r"\(x\) \[y\] \begin{a} \\( \\)")
@example(text="---")
def test_text_of_an_article_is_shown_as_it_is(renderer, text):
    plain = " ".join(text.split())
    alone = Page(RENDERERS[renderer](literal(text)))
    assert " ".join(alone.text.split()) == plain
    assert alone.tags == ["p"] * bool(plain)
    quoted = Page(RENDERERS[renderer](f"“{literal(text)}” (**3**), “{literal(text)}”."))
    assert " ".join(quoted.text.split()) == f"“{plain}” (3), “{plain}”."
    assert quoted.tags == ["p", "strong"]


@given(st.text())
@example("a\u202eb\x1b[2Jc\n\t\ud800\u2066")
def test_what_steers_a_terminal_or_turns_the_direction_is_written_out(text):
    line = visible(text)
    assert not set(line) & {*map(chr, [*range(32), *range(0x7F, 0xA0), *DIRECTION]), "\ud800"}
    page = Page(f"<p>{escape(text)}</p>")
    assert page.tags == ["p"]
    assert page.text.split() == visible(text, keep_lines=True).split()
    assert not set(literal(text)) & set(map(chr, DIRECTION))


def test_a_share_is_none_or_all_only_where_it_is():
    shares = [(0, 1000), (4, 1000), (5, 1000), (450, 1000), (999, 1000), (1000, 1000)]
    said = ["0%", "under 1%", "under 1%", "45%", "over 99%", "100%"]
    assert [percent(*share) for share in shares] == said
