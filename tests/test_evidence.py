"""Evidence: behind every count stand exactly the sentences that it counts."""

import pandas as pd
import pytest
from corpora import corpus_of
from hypothesis import given
from hypothesis import strategies as st
from page import Page

from analysis.annotate import annotate
from analysis.errors import AnalysisError
from analysis.evidence import (
    concordance,
    entity_evidence,
    highlight,
    mark,
    occurrences_in_context,
    of_articles,
    of_entities,
    of_keywords,
    of_pairs,
)
from analysis.wording import visible

TEXTS = [
    "The sea wall cost $5 (well, $5.50). A seawall is no sea wall. It is no",
    "sea wall. The US trusts us; C++ and a.b and axb don't. The\nsea  **wall** stands.",
    "Sea walls: a well-known ha ha ha.",
]


@pytest.fixture(scope="module")
def said():
    paragraphs = pd.DataFrame(
        {
            "article_id": ["a", "a", "b"],
            "section": 0,
            "paragraph": [1, 2, 1],
            "kind": ["body", "body", "heading"],
            "start": [0, 100, 0],
            "text": TEXTS,
        }
    )
    found = annotate(paragraphs)
    tables = {"tokens": found.tokens, "sentences": found.sentences, "paragraphs": paragraphs}
    return corpus_of("a", "b", **tables)


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


def test_a_place_has_its_neighbours_without_markup_and_sorts_by_the_nearest(said):
    columns = ["left", "match", "right"]
    table = concordance(said, "sea wall", sort="right", context=12)
    assert table[columns].to_numpy().tolist() == [
        ["The", "sea wall", "cost $5"],
        ["is no", "sea wall", ". It is no"],
        ["don't. The", "sea  **wall", "stands."],
        ["", "sea wall", ". The US"],
    ]
    left = concordance(said, "sea wall", sort="left", context=3)["left"]
    assert left.tolist() == ["", "no", "The", "The"]
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
    for side in ("left", "right"):
        again = concordance(seed, query, sort=side, context=20)
        assert sorted(again["start"]) == found["start"].tolist()
        assert again[side].str.len().max() <= 20


def test_context_and_match_are_the_sentence_and_its_place(said):
    table = occurrences_in_context(said.tokens, said.sentences)
    assert len(table) == len(said.tokens)
    assert table["match"].tolist() == said.tokens["text"].tolist()
    place = ["article_id", "section", "paragraph", "sentence"]
    sentences = table[place].merge(said.sentences, on=place)["text"]
    assert (table["before"] + table["match"] + table["after"]).tolist() == sentences.tolist()


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


def test_a_table_in_place_of_a_corpus_is_refused(seed):
    for thing in (seed.mentions, None, "seeds"):
        for call in (of_entities, lambda x: entity_evidence(x, "A"), lambda x: concordance(x, "a")):
            with pytest.raises(AnalysisError, match=f"not a {type(thing).__name__}"):
                call(thing)


def context(*rows, article_id="a"):
    """Rows of one sentence."""
    table = pd.DataFrame(rows, columns=["before", "match", "after"], dtype="str")
    return table.assign(article_id=article_id, section=1, paragraph=2, sentence=3)


def test_matches_of_a_sentence_share_a_line_that_names_the_article_where_there_are_several():
    assert mark("abcdef", [(2, 5), (0, 3), (3, 4)]) == "<mark>abc</mark><mark>d</mark>ef"
    assert highlight(context(("", "Ann", " met Ann."), ("Ann met ", "Ann", "."))) == (
        "<ul><li><mark>Ann</mark> met <mark>Ann</mark>. "
        "<small>(section 1, paragraph 2)</small></li></ul>"
    )
    table = pd.concat([context(("", "A", "")), context(("", "B", ""), article_id="<x>")])
    assert Page(highlight(table)).text == (
        "A (a, section 1, paragraph 2)B (<x>, section 1, paragraph 2)"
    )


@given(
    st.text() | st.just("<script>alert('&amp;')</script>"),
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=5),
)
def test_marked_text_reads_as_the_text_whatever_stands_in_it(text, places):
    spans = [(start, min(start + length, len(text))) for start, length in places]
    spans = [span for span in spans if span[0] < span[1]]
    read = Page(mark(text, spans))
    assert read.text == visible(text, keep_lines=True)
    assert set(read.tags) <= {"mark"}
    assert bool(read.marked) == bool(spans)
    assert set(read.marked) <= {visible(text[start:end], keep_lines=True) for start, end in spans}


def test_every_entity_opens_to_as_many_marks_as_its_count_says(seed):
    html = of_entities(seed, top=99)
    lines = html.split("<details>")[1:]
    assert len(lines) == len(seed.entities)
    for line, row in zip(lines, seed.entities.itertuples(), strict=True):
        assert line.count("<mark>") == row.mentions
        times = "once" if row.mentions == 1 else f"{row.mentions} times"
        assert line.startswith(f"<summary>{row.entity} · {row.label} · {times}</summary>")
    assert of_entities(seed, top=2) == "".join(f"<details>{line}" for line in lines[:2])
    for style, keywords in seed.keywords.groupby("style"):
        lines = of_keywords(seed, style=str(style), top=30).split("<details>")[1:]
        assert [line.count("<mark>") for line in lines] == keywords["tf"].tolist()
    assert html._repr_html_() == html
    assert str(html) not in repr(html)


def test_a_keyword_opens_to_its_sentences_and_is_escaped(said):
    keyed = {"style": "words", "keyword": "<b>us"}
    article = corpus_of(
        "a",
        keywords=pd.DataFrame([{"article_id": "a", **keyed, "tf": 1, "score": 0.5}]),
        keyword_occurrences=said.tokens[said.tokens["text"] == "us"].assign(**keyed),
        sentences=said.sentences,
    )
    html = of_keywords(article, style="words")
    assert Page(html).marked == ["us"]
    assert "<summary>&lt;b&gt;us · once · score 0.50</summary>" in html
    assert of_keywords(article) == ""


def test_an_entity_of_many_articles_opens_to_the_first_sentence_of_each():
    rows = [("a", 1, "Oslo"), ("b", 1, "Oslo"), ("b", 2, "Oslo")]
    named = pd.DataFrame(rows, columns=["article_id", "sentence", "entity"])
    named = named.assign(section=0, paragraph=1, start=0, end=4, text="Oslo", label="GPE")
    sentences = named[["article_id", "sentence", "start"]].assign(text="Oslo came.")
    html = of_articles(corpus_of("a", "b", mentions=named, sentences=sentences))
    assert html.startswith("<details><summary>Oslo · GPE · 2 articles · 3 mentions</summary>")
    assert html.count("<mark>Oslo</mark> came.") == 2


def test_a_pair_opens_to_what_both_say_and_markup_in_it_is_text():
    said = [("<a>", 1, "<b>One</b>."), ("b", 1, "Two."), ("b", 2, "<b>one</b>."), ("c", 1, "No.")]
    sentences = pd.DataFrame(said, columns=["article_id", "sentence", "text"])
    corpus = corpus_of("<a>", "b", "c", sentences=sentences.assign(kind="body"))
    pairs = pd.DataFrame(
        {"article_id": ["<a>", "b"], "other": ["b", "c"], "similarity": [0.9, 0.7]}
    )
    html = of_pairs(corpus, pairs)
    assert "&lt;a&gt; and b · similarity 0.90 · 1 sentence in both" in html
    assert "<li>&lt;b&gt;One&lt;/b&gt;.</li>" in html
    assert "b and c · similarity 0.70 · 0 sentences in both" in html
    assert "(none word for word)" in html
    assert of_pairs(corpus, pairs[:0]) == ""
