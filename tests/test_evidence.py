"""Evidence: behind every count stand exactly the sentences that it counts."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page import Page

from analysis.annotate import Annotation, annotate
from analysis.corpus import Corpus
from analysis.errors import AnalysisError, TableError
from analysis.evidence import (
    concordance,
    entity_evidence,
    highlight,
    mark,
    occurrences_in_context,
    unfold_entities,
    unfold_keywords,
)

TEXTS = [
    "The sea wall cost $5 (well, $5.50). A seawall is no sea wall. It is no",
    "sea wall. The US trusts us; C++ and a.b and axb don't. The\nsea  **wall** stands.",
    "Sea walls: a well-known ha ha ha.",
]


@pytest.fixture(scope="module")
def said() -> Annotation:
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
    return annotate(paragraphs)


def matches(said: Annotation, words: str, **options: bool) -> list[str]:
    found = concordance(said.tokens, said.sentences, words, **options)
    return found["match"].tolist()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("sea wall", ["sea wall", "sea wall", "sea wall", "sea  **wall"]),
        ("seawall", ["seawall"]),
        ("US", ["US"]),
        ("a.b", ["a.b"]),
        ("C++", ["C++"]),
        ("$5", ["$5"]),
        ("$ 5", []),
        ("well-known", ["well-known"]),
        ("don't", ["don't"]),
        ("ha ha", ["ha ha", "ha ha"]),
        (".*", []),
        ("no sea", ["no sea"]),  # the other one would reach from one sentence into the next
        ("wal", []),
        (" ", []),
        ("ha ha ha . and", []),
    ],
)
def test_concordance_finds_whole_words_literally(
    said: Annotation, words: str, found: list[str]
) -> None:
    assert matches(said, words) == found


def test_concordance_minds_case_unless_told_otherwise(said: Annotation) -> None:
    assert matches(said, "us") == ["us"]
    assert matches(said, "us", match_case=False) == ["US", "us"]
    assert matches(said, "SEA WALLS", match_case=False) == ["Sea walls"]


def test_context_and_match_are_the_sentence_and_its_place(said: Annotation) -> None:
    table = occurrences_in_context(said.tokens, said.sentences)
    assert len(table) == len(said.tokens)
    assert table["match"].tolist() == said.tokens["text"].tolist()
    place = ["article_id", "section", "paragraph", "sentence"]
    sentences = table[place].merge(said.sentences, on=place)["text"]
    assert (table["before"] + table["match"] + table["after"]).tolist() == sentences.tolist()


def test_there_is_one_row_of_evidence_for_every_mention_that_was_counted(seed: Corpus) -> None:
    for entity, count in seed.entities[["entity", "mentions"]].itertuples(index=False):
        table = entity_evidence(seed.mentions, seed.sentences, entity=entity)
        assert len(table) == count
        own = seed.mentions[seed.mentions["entity"] == entity]
        assert table["match"].tolist() == own["text"].tolist()
        whole = table["before"] + table["match"] + table["after"]
        assert whole.isin(seed.sentences["text"]).all()


def test_an_entity_that_nobody_mentions_is_named_with_those_that_there_are(seed: Corpus) -> None:
    with pytest.raises(AnalysisError, match=r"no mention of Nobody; .*, Kursk, .* and \d+ more\."):
        entity_evidence(seed.mentions, seed.sentences, entity="Nobody")
    with pytest.raises(AnalysisError, match=r"no mention of X; the mentions are of nobody\."):
        entity_evidence(seed.mentions.head(0), seed.sentences, entity="X")


def test_a_table_that_is_another_ones_is_refused_by_the_name_of_what_it_lacks(seed: Corpus) -> None:
    with pytest.raises(TableError, match="given as evidence lacks before, match and after: "):
        highlight(seed.mentions)
    with pytest.raises(TableError, match="given as mentions lacks section, paragraph, "):
        entity_evidence(seed.entities, seed.sentences, entity="Kursk")
    with pytest.raises(TableError, match="given as occurrences lacks start and end: "):
        occurrences_in_context(seed.mentions.drop(columns=["start", "end"]), seed.sentences)
    with pytest.raises(TableError, match="given as sentences lacks text: "):
        occurrences_in_context(seed.mentions, seed.sentences.drop(columns="text"))
    with pytest.raises(TableError, match="given as entities lacks mentions: "):
        unfold_entities(seed.mentions, seed.entities, seed.sentences)
    with pytest.raises(TableError, match="given as keywords lacks style, keyword, tf and score: "):
        unfold_keywords(seed.mentions, seed.keyword_occurrences, seed.sentences)


def context(*rows: tuple[str, str, str], article_id: str = "a") -> pd.DataFrame:
    """Rows of one sentence."""
    table = pd.DataFrame(rows, columns=["before", "match", "after"], dtype="str")
    return table.assign(article_id=article_id, section=1, paragraph=2, sentence=3)


def test_two_matches_in_one_sentence_are_marked_in_one_line() -> None:
    html = highlight(context(("", "Ann", " met Ann."), ("Ann met ", "Ann", ".")))
    assert html == (
        "<ul><li><mark>Ann</mark> met <mark>Ann</mark>. "
        "<small>(section 1, paragraph 2)</small></li></ul>"
    )


def test_the_article_is_named_where_there_are_several() -> None:
    table = pd.concat([context(("", "A", "")), context(("", "B", ""), article_id="<x>")])
    assert Page(highlight(table)).text == (
        "A (a, section 1, paragraph 2)B (<x>, section 1, paragraph 2)"
    )


@given(
    st.text() | st.just("<script>alert('&amp;')</script>"),
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=5),
)
def test_marked_text_reads_as_the_text_whatever_stands_in_it(
    text: str, places: list[tuple[int, int]]
) -> None:
    spans = [(start, min(start + length, len(text))) for start, length in places]
    spans = [span for span in spans if span[0] < span[1]]
    read = Page(mark(text, spans))
    assert read.text == text
    assert set(read.tags) <= {"mark"}
    assert bool(read.marked) == bool(spans)
    assert set(read.marked) <= {text[start:end] for start, end in spans}


def test_of_overlapping_spans_the_first_stands() -> None:
    assert mark("abcdef", [(2, 5), (0, 3), (3, 4)]) == "<mark>abc</mark><mark>d</mark>ef"


def test_every_entity_unfolds_to_as_many_marks_as_its_count_says(seed: Corpus) -> None:
    html = unfold_entities(seed.entities, seed.mentions, seed.sentences)
    lines = html.split("<details>")[1:]
    assert len(lines) == len(seed.entities)
    for line, row in zip(lines, seed.entities.itertuples(), strict=True):
        assert line.count("<mark>") == row.mentions
        times = "once" if row.mentions == 1 else f"{row.mentions} times"
        assert line.startswith(f"<summary>{row.entity} · {row.label} · {times}</summary>")
    assert html._repr_html_() == html
    assert str(html) not in repr(html)


def test_a_keyword_unfolds_to_its_sentences_and_is_escaped(said: Annotation) -> None:
    found = said.tokens[said.tokens["text"] == "us"]
    keyed = {"style": "words", "keyword": "<b>us"}
    keywords = pd.DataFrame([{"article_id": "a", **keyed, "tf": 1, "score": 0.5}])
    html = unfold_keywords(keywords, found.assign(**keyed), said.sentences)
    assert Page(html).marked == ["us"]
    assert "<summary>&lt;b&gt;us · once · score 0.50</summary>" in html
