"""Behind every count stand the sentences that it counts, and marks stand where they say."""

import re

import pandas as pd
import pytest
from corpora import corpus_of
from hypothesis import given
from hypothesis import strategies as st
from page import Page
from routes import write

from analysis.corpus import open_corpus
from analysis.errors import AnalysisError
from analysis.evidence import (
    concordance,
    entity_evidence,
    highlight,
    mark,
    of_articles,
    of_entities,
    of_keywords,
    of_pairs,
)
from analysis.reader import Mark, article_html, mark_text
from analysis.wording import visible

SAID = {
    "a.md": "The sea wall cost $5 (well, $5.50). A seawall is no sea wall. It is no\n\n"
    "sea wall. The US trusts us; C++ and a.b and axb don't. The\nsea  **wall** stands.",
    "b.md": "# Sea walls: a well-known ha ha ha.",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    return open_corpus(write(tmp_path_factory.mktemp("said"), SAID))


def matches(said, words, **options):
    return concordance(said, words, **options)["match"].tolist()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("sea wall", ["sea wall", "sea wall", "sea wall", "sea  **wall"]),
        ("no sea", ["no sea"]),  # the other one would reach from one sentence into the next
        ("ha ha", ["ha ha", "ha ha"]),
        ("us", ["US", "us"]),
        ("SEA WALLS", ["Sea walls"]),
        *((word, [word]) for word in ("seawall", "a.b", "C++", "$5", "don't")),
        *((words, []) for words in ("$ 5", ".*", "wal", " ", "ha ha ha . and")),
    ],
)
def test_concordance_finds_whole_words_literally(said, words, found):
    assert matches(said, words) == found


def test_a_place_has_its_neighbours_without_markup_and_sorts_by_the_nearest(said, seed):
    columns = ["left", "match", "right"]
    table = concordance(said, "sea wall", sort="right", context=12)
    assert table[columns].to_numpy().tolist() == [
        ["The", "sea wall", "cost $5"],
        ["is no", "sea wall", ". It is no"],
        ["don't. The", "sea  **wall", "stands."],
        ["", "sea wall", ". The US"],
    ]
    for context, left in ((3, ["", "no", "The", "The"]), (12, ["", "is no", "The", "don't. The"])):
        found = concordance(said, "sea wall", sort="left", context=context)
        assert found["left"].tolist() == left
    table = concordance(said, "sea wall", sort="right", context=7)
    assert table["right"].tolist() == ["cost $5", ". It is", "stands.", ". The"]
    usual = concordance(seed, "the")
    pd.testing.assert_frame_equal(usual, concordance(seed, "the", context=60))
    assert concordance(seed, "zzz").dtypes.equals(usual.dtypes)
    with pytest.raises(AnalysisError, match="not by size"):
        concordance(said, "sea", sort="size")


@given(st.data())
def test_a_concordance_has_every_place_of_any_words_of_the_text_once(seed, data):
    tokens = seed.tokens
    first = data.draw(st.integers(0, len(tokens) - 3))
    phrase = tokens.iloc[first : first + data.draw(st.integers(1, 3))]
    phrase = phrase[phrase["sentence"] == phrase["sentence"].iloc[0]]
    around = seed.sentences.set_index("sentence").loc[phrase["sentence"].iloc[0]]
    bounds = [phrase["start"].iloc[0] - around["start"], phrase["end"].iloc[-1] - around["start"]]
    query = around["text"][slice(*bounds)]
    found = concordance(seed, query.upper())
    assert phrase["start"].iloc[0] in set(found["start"])
    assert not found.duplicated(["start", "end"]).any()
    assert {" ".join(match.lower().split()) for match in found["match"]} == {query.lower()}
    side = data.draw(st.sampled_from(["left", "right"]))
    again = concordance(seed, query, sort=side, context=20)
    assert sorted(again["start"]) == found["start"].tolist()
    assert again[side].str.len().max() <= 20


def test_there_is_one_row_of_evidence_for_every_mention_that_was_counted(seed):
    for entity, count in seed.entities[["entity", "mentions"]].itertuples(index=False):
        table = entity_evidence(seed, entity)
        assert len(table) == count
        own = seed.mentions[seed.mentions["entity"] == entity]
        assert table["match"].tolist() == own["text"].tolist()
        whole = table["before"] + table["match"] + table["after"]
        assert whole.isin(seed.sentences["text"]).all()
    with pytest.raises(AnalysisError, match=r"no mention of Nobody; .*, Kursk, .* and \d+ more\."):
        entity_evidence(seed, "Nobody")


def test_matches_of_a_sentence_share_a_line_that_names_the_article_where_there_are_several():
    assert mark("abcdef", [(2, 5), (0, 3), (3, 4)]) == "<mark>abc</mark><mark>d</mark>ef"
    sentences = pd.DataFrame({"article_id": ["a", "<x>"], "text": ["Ann met Ann.", "B"]})
    sentences = sentences.assign(section=1, paragraph=2, sentence=3, start=9)
    ann = sentences.iloc[[0, 0]].assign(start=[9, 17], end=[12, 20])
    assert highlight(ann, sentences) == (
        "<ul><li><mark>Ann</mark> met <mark>Ann</mark>. "
        "<small>(section 1, paragraph 2)</small></li></ul>"
    )
    both = sentences.assign(end=10)
    assert Page(highlight(both, sentences)).text == (
        "Ann met Ann. (a, section 1, paragraph 2)B (<x>, section 1, paragraph 2)"
    )


@given(
    st.text() | st.just("<script>alert('&amp;')</script>"),
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=5),
)
def test_marked_text_reads_as_the_text_whatever_stands_in_it(text, places):
    spans = [(start, min(start + length, len(text))) for start, length in places]
    spans = [span for span in spans if span[0] < span[1]]
    read = Page(f"<pre>{mark(text, spans)}</pre>")  # where white space is kept
    assert read.text == visible(text, keep_lines=True)
    assert set(read.tags) <= {"pre", "mark"}
    assert bool(read.marked) == bool(spans)
    assert set(read.marked) <= {visible(text[start:end], keep_lines=True) for start, end in spans}


def test_every_entity_opens_to_as_many_marks_as_its_count_says(seed):
    with pytest.raises(AnalysisError, match="bigrams"):
        of_keywords(seed, style="bigrams")
    html = of_entities(seed, top=99)
    lines = html.split("<details>")[1:]
    assert len(lines) == len(seed.entities)
    for line, row in zip(lines, seed.entities.itertuples(), strict=True):
        assert line.count("<mark>") == row.mentions
        times = "once" if row.mentions == 1 else f"{row.mentions} times"
        assert line.startswith(f"<summary>{row.entity} · {row.label} · {times}</summary>")
    assert of_entities(seed, top=2) == "".join(f"<details>{line}" for line in lines[:2])
    assert of_entities(seed).count("<details>") == of_keywords(seed).count("<details>") == 10
    for style, keywords in seed.keywords.groupby("style"):
        lines = of_keywords(seed, style=str(style), top=30).split("<details>")[1:]
        assert [line.count("<mark>") for line in lines] == keywords["tf"].tolist()
        assert of_keywords(seed, style=str(style), top=1) == f"<details>{lines[0]}"
    assert html._repr_html_() == html
    assert str(html) not in repr(html)


def test_an_entity_of_many_articles_opens_to_the_first_sentence_of_each():
    rows = [("a", 1, "Oslo"), ("b", 1, "Oslo"), ("b", 2, "Oslo")]
    rows += [("c", n, name) for n, name in enumerate(["Bonn", "Cork", "Kiel", "Linz", "Metz"])]
    named = pd.DataFrame(rows, columns=["article_id", "sentence", "entity"])
    named = named.assign(section=0, paragraph=1, start=0, end=4, text="Oslo", label="GPE")
    sentences = named[["article_id", "sentence", "start"]].assign(text="Oslo came.")
    html = of_articles(corpus_of("a", "b", mentions=named, sentences=sentences))
    assert html.startswith("<details><summary>Oslo · GPE · 2 articles · 3 mentions</summary>")
    assert html.count("<details>") == 5
    assert html.count("<mark>Oslo</mark> came.") == 2 + 4


def test_a_pair_opens_to_what_both_say_and_markup_in_it_is_text():
    said = [("<a>", 1, "<b>One</b>."), ("b", 1, "Two."), ("b", 2, "<b>one</b>."), ("c", 1, "No.")]
    said += [("<a>", 2, "two.")]
    sentences = pd.DataFrame(said, columns=["article_id", "sentence", "text"])
    corpus = corpus_of("<a>", "b", "c", sentences=sentences.assign(kind="body"))
    pairs = pd.DataFrame({"article_id": ["<a>", "b"], "other": ["b", "c"], "similarity": 0.9})
    html = of_pairs(corpus, pairs)
    assert "&lt;a&gt; and b · similarity 0.90 · 2 sentences in both" in html
    assert "<ul><li>&lt;b&gt;One&lt;/b&gt;.</li><li>two.</li></ul>" in html
    assert "b and c · similarity 0.90 · 0 sentences in both" in html
    assert "<ul><li>(none word for word)</li></ul>" in html
    assert of_pairs(corpus, pairs[:0]) == ""


# --- the text of an article with its marks

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
    files = {"marked.md": PAGE, "plain.txt": PLAIN}
    return open_corpus(write(tmp_path_factory.mktemp("read"), files))


def shown(html):
    return " ".join(Page(html).text.split())


@pytest.mark.parametrize("article_id", ["marked", "plain"])
@pytest.mark.parametrize("marks", [None, "entities", "keywords", "both"])
def test_marks_stand_where_their_ids_say_and_change_no_text(folder, article_id, marks):
    article = folder.only(article_id)
    html = article_html(article, marks=marks)
    assert shown(html) == shown(article_html(article))
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
            assert shown(found[2]) == text


def test_headings_furniture_lists_and_quotes_are_shown_as_what_they_are(folder):
    marked, plain = (article_html(folder.only(name)) for name in ("marked", "plain"))
    assert not re.search(r"<script>|<b>|\*\*|http://x.org", marked)
    assert "<script>alert(1)</script>" in shown(marked)
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
    marks = [Mark(start, start + size, "GPE", '<x>"') for start, size in spans]
    html = mark_text(text, marks, offset=0)
    assert shown(html) == shown(mark_text(text, []))
    assert {int(name) for name in MARK.findall(html)} == {start for start, _ in spans}
    depth = 0
    for tag in re.findall(r"</?mark", html):
        depth += 1 if tag == "<mark" else -1
        assert depth >= 0
    assert depth == 0


def test_of_marks_that_overlap_the_longer_one_is_drawn_and_the_other_has_a_place_to_arrive():
    marks = [
        Mark(0, 7, "ORG", "a"),
        Mark(4, 15, "GPE", "b"),
        Mark(8, 15, "GPE", "c"),
    ]
    html = re.sub(r' (class|data-row|title)="[^"]*"', "", mark_text("new bridge tolls", marks))
    assert html == (
        '<span id="at-0"></span>new <mark id="at-4">brid<mark id="at-8">ge toll</mark></mark>s'
    )
