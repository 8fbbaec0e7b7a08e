"""An article's text as HTML shows every character of it, and marks lead to their offsets."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import open_corpus
from analysis.errors import AnalysisError
from analysis.reader import Mark, article_html, mark_text

PAGE = """# A <b>bold</b> & "quoted" day

By Ada Quill

Mayor **Ada Quill** met [Zoë Kravitz](http://x.org/a_b) of Acme & Sons in Lyon on Monday. They
spoke in Lyon of the $40 bridge, <script>alert(1)</script> and of Ada Quill's plans for the bridge.

## What <i>comes</i> next

- Lyon votes in May
- Acme & Sons builds the bridge

> The bridge is ours, said Ada Quill.
"""
PLAIN = """Council opens the bridge

By Ada Quill
Photograph: Moss/Getty Images
The council of Lyon opened the old bridge on Monday, and the mayor of Lyon came with it.
What comes next
The council of Lyon meets again in May, and then the bridge over the river opens to cars too.
"""
MARK = re.compile(r'<(?:mark|span) id="at-(\d+)"')


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("read")
    (place / "marked.md").write_text(PAGE, encoding="utf-8")
    (place / "plain.txt").write_text(PLAIN, encoding="utf-8")
    return open_corpus(place)


def visible(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@pytest.mark.parametrize("article_id", ["marked", "plain"])
@pytest.mark.parametrize("marks", [None, "entities", "keywords", "both"])
def test_marks_stand_where_their_ids_say_and_change_no_text(folder, article_id, marks):
    article = folder.only(article_id)
    html = article_html(article, marks=marks)
    assert visible(html) == visible(article_html(article))
    names = MARK.findall(html)
    assert len(names) == len(set(names))
    occurrences = article.keyword_occurrences
    phrases = occurrences[occurrences["style"] == "phrases"]
    wanted = {"entities": [article.mentions], "keywords": [phrases]}
    tables = wanted.get(marks, [article.mentions, phrases] if marks else [])
    assert {int(name) for name in names} == {at for table in tables for at in table["start"]}
    if marks == "entities":
        for start, text, entity, label in article.mentions[
            ["start", "text", "entity", "label"]
        ].itertuples(index=False):
            found = re.search(rf'<mark id="at-{start}" ([^>]*)>(.*?)</mark>', html, re.S)
            assert f'class="{label}" data-row="{entity.replace("&", "&amp;")}"' in found[1]
            assert visible(found[2]) == text


def test_text_of_an_article_is_no_html_and_its_markup_is_not_shown(folder):
    html = article_html(folder.only("marked"), marks="both")
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<script>alert(1)</script>" in visible(html)
    assert "**" not in html
    assert "http://x.org" not in html


def test_headings_furniture_lists_and_quotes_are_shown_as_what_they_are(folder):
    marked, plain = (article_html(folder.only(name)) for name in ("marked", "plain"))
    assert re.findall(r'<h3 id="(.*?)"[^>]*>(.*?)</h3>', marked) == [
        ("section-1", "What &lt;i&gt;comes&lt;/i&gt; next")
    ]
    assert marked.count("<ul><li>") == 1
    assert marked.count("<li>") == 2
    assert "<blockquote>" in marked
    assert re.findall(
        r'class="furniture" data-kind="(\w+)" title="(.*?)"><small>(\w+)<', plain
    ) == [
        ("byline", "begins with “By” and a name", "byline"),
        ("caption", "a caption or credit of a picture", "caption"),
    ]
    assert re.findall(r'<p class="title" [^>]*>(.*?)</p>', plain) == ["Council opens the bridge"]


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=6)


@given(st.text("ab<*_ &\n", min_size=45, max_size=45), spans)
def test_any_marks_leave_the_text_as_it_is_and_nest(text, spans):
    marks = [Mark(start, start + size, "GPE", "<x>", '"') for start, size in spans]
    html = mark_text(text, marks, offset=0)
    assert visible(html) == visible(mark_text(text, []))
    assert {int(name) for name in MARK.findall(html)} == {start for start, _ in spans}
    depth = 0
    for tag in re.findall(r"</?mark", html):
        depth += 1 if tag == "<mark" else -1
        assert depth >= 0
    assert depth == 0


def test_of_marks_that_overlap_the_longer_one_is_drawn_and_the_other_has_a_place_to_arrive():
    marks = [
        Mark(0, 7, "ORG", "a", "a"),
        Mark(4, 15, "GPE", "b", "b"),
        Mark(8, 15, "GPE", "c", "c"),
    ]
    html = re.sub(r' (class|data-row|title)="[^"]*"', "", mark_text("new bridge tolls", marks))
    assert html == (
        '<span id="at-0"></span>new <mark id="at-4">brid<mark id="at-8">ge toll</mark></mark>s'
    )


def test_only_one_article_can_be_read(folder):
    with pytest.raises(AnalysisError, match="takes one article"):
        article_html(folder)
