"""Keywords: the formula, the parts of the score, and where each keyword stands."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import TAGS, table_of_tokens

from analysis.keywords.background import Background, frequency_to_probability
from analysis.keywords.peers import PEERS, available_peers, joined_text, shared_with_peers
from analysis.keywords.ranking import PARTS, rank_keywords, ranks_without
from analysis.keywords.stability import draw_sentences, stability
from analysis.keywords.tfidf import inverse_document_frequency
from analysis.keywords.units import phrase_key

FREQUENCIES = {"the": 0.05, "a": 0.02, "river": 1e-4, "bridge": 1e-4, "council": 1e-4, "plan": 1e-3}
FREQUENCIES["quay"] = 1e-6
SHARES = {word: frequency_to_probability(f) for word, f in FREQUENCIES.items()}
BACKGROUND = Background("test words", lambda word: SHARES.get(word, min(SHARES.values())))


def table_of_mentions(tokens, *names):
    """Where two words or one, as the tokens have them, are a name."""
    following = tokens["text"].shift(-1)
    found = []
    for name in names:
        first, _, second = name.partition(" ")
        rows = tokens[(tokens["text"] == first) & ((following == second) | (not second))]
        ends = tokens["end"].shift(-1)[rows.index] if second else rows["end"]
        table = rows[["article_id", "start"]].assign(end=ends.astype("int64"), text=name)
        found.append(table.assign(label="PERSON", entity=name))
    return pd.concat(found, ignore_index=True)


NEWS = {
    "bridge": "Ada Moss repairs the old bridge . The old bridge crosses the river .\n"
    "The council plan opens the old bridge . Moss opens a toll station , a river .\n"
    "# the harbour\nThe rivers rise . A steel ~- ~rope bridge opens .",
    "school": "The school plan opens . A narrow school crosses Norwick .",
    "short": "River .",
}
TOKENS = table_of_tokens(NEWS)
MENTIONS = table_of_mentions(TOKENS, "Ada Moss", "Moss").drop_duplicates("end")


def keywords(tokens=TOKENS, mentions=MENTIONS, style="phrases", **options):
    options |= {"background": BACKGROUND, "styles": (style,)}
    return rank_keywords(tokens, mentions, **options).keywords


def test_idf_by_hand():
    # The textbook's idf is not smoothed: nothing for a word that is everywhere.
    assert inverse_document_frequency([1, 2], 2, smooth=False).tolist() == [np.log(2), 0]
    assert inverse_document_frequency([1, 2], 3).tolist() == [np.log(4 / 2) + 1, np.log(4 / 3) + 1]


def test_plurals_cases_and_hyphens_make_no_other_phrase():
    for text in ("Flies ties", "fly-tie", "FLY TIES"):
        assert phrase_key(text) == "fly tie"
    assert phrase_key("bus glass virus taxis gas") == "bus glass virus taxis gas"


# tf, then frequency, idf, position, form and person, and their product. Of "old bridge": the mean
# tf (3 + 4) / 2; the mean idf (3 * 6 + 4 * 3.2388) / 7, with -ln(1 - exp(-400 * 1e-4)) of "bridge";
# four words before it, 1 / 1.04. Of "opens": exp(-0.5 * 4 / 5), (5 / 10) ** 1.5.
WORKED = """\
bridge old bridge 3 3.5000 4.4222 0.9615 1.0000 1.0000 14.8823
bridge rivers rise 1 2.0000 6.0000 0.7874 1.0000 1.0000 9.4488
bridge steel-rope bridge 1 2.0000 4.1592 0.7692 1.0000 1.0000 6.3988
bridge toll station 1 1.0000 6.0000 0.8197 1.0000 1.0000 4.9180
bridge Ada Moss 1 1.0000 6.0000 1.0000 1.0000 0.5000 3.0000
bridge council plan 1 1.0000 2.1742 0.8850 1.0000 1.0000 1.9241
school narrow school 1 1.5000 6.0000 0.9524 1.0000 1.0000 8.5714
school school plan 1 1.5000 4.3699 0.9901 1.0000 1.0000 6.4899
school Norwick 1 1.0000 6.0000 0.9259 0.4000 1.0000 2.2222
short river 1 1.0000 3.2388 1.0000 0.4000 1.0000 1.2955
long extraordinary 1 1.0000 6.0000 1.0000 1.0000 1.0000 6.0000
long opens 1 1.0000 6.0000 0.6703 0.3536 1.0000 1.4220
"""


def test_every_keyword_has_its_working():
    words = keywords(table_of_tokens({"long": "extraordinary the a$b 7 opens"}), style="words")
    table = pd.concat([keywords(), words])[["article_id", "keyword", "tf", *PARTS, "score"]]
    rows = table.itertuples(index=False, name=None)
    told = [[f"{one:.4f}" if isinstance(one, float) else str(one) for one in row] for row in rows]
    assert [" ".join(row) for row in told] == WORKED.splitlines()


def test_an_entity_is_one_keyword_under_its_name_counted_as_the_entities_table_does():
    mentions = MENTIONS.assign(entity="Ada Moss")
    tokens = TOKENS.assign(kind=TOKENS["kind"].mask(TOKENS["text"] == "Moss", "heading"))
    table, found = rank_keywords(tokens, mentions, styles=("phrases",), background=BACKGROUND)
    table = table.set_index("keyword")
    assert table.loc["Ada Moss", ["tf", "frequency", "person", "form"]].tolist() == [2, 2, 0.5, 1]
    assert "Moss" not in table.index
    assert found.query("keyword == 'Ada Moss'")["start"].tolist() == mentions["start"].tolist()


def test_a_person_is_no_part_of_what_stands_before_and_a_name_keeps_its_capital():
    tokens = table_of_tokens({"x": "Old towers opens . Council harbour Ada Moss plan opens ."})
    names = table_of_mentions(tokens, "Ada Moss", "Old").assign(label=["PERSON", "NORP"])
    found = set(keywords(tokens, names)["keyword"])
    assert found == {"Old towers", "council harbour", "Ada Moss plan"}
    corrected = names.assign(entity=["Dame Ada Moss", "Old"], rule="reviewed list")
    assert "Dame Ada Moss plan" in set(keywords(tokens, corrected)["keyword"])


@pytest.mark.parametrize(
    ("text", "tf"),
    [
        ("! The old bridge opens", {"old bridge": 1}),  # a headline only is read whole
        ("# The old bridge\nriver .", {"river": 1}),
        ("Old towers opens . The old gate opens .", {"old towers": 1, "old gate": 1}),
        ("old . Bridge opens . Norwick opens", {"bridge": 1, "Norwick": 1}),
        ("The Old Bridge opens", {"Old Bridge": 1}),
        (
            "The steel ~/ ~rope , steel ~– ~rope , toll ~& ~gate",
            {"steel/rope": 2, "toll": 1, "gate": 1},
        ),
        (f"The {'old ' * 4}bridge opens", {"old old old old bridge": 1}),
        (f"The {'old ' * 5}bridge opens", {}),
        (
            "The a$b_c opens . The <b>x</b> opens . The a$b_c repairs .",
            {"a$b_c": 2, "<b>x</b>": 1},
        ),
        # A name has nothing of a stop word, and capitals are shown last.
        ("BRIDGE . a bridge . Thes crosses the . Ox .", {"bridge": 2, "thes": 1, "ox": 1}),
        # A letter is no key phrase but may end one; nor is the unit of a sum.
        ("Q . vitamin D , D . m gate . 3bn tolls .", {"vitamin D": 1, "gate": 1, "tolls": 1}),
        *((text, {}) for text in ("", ".", "the", "$ < .")),
    ],
)
def test_phrases_as_they_are_read_with_their_number(text, tf):
    table = keywords(table_of_tokens({"x": text, "y": ""}), MENTIONS.head(0))
    assert table.set_index("keyword")["tf"].to_dict() == tf


def test_a_stop_word_is_no_keyword_and_no_part_of_one():
    tokens = TOKENS.assign(is_stop=TOKENS["text"].isin(["bridge", "opens"]))
    for style in ("phrases", "words"):
        found = " ".join(keywords(tokens, style=style)["keyword"])
        assert {"bridge", "opens"}.isdisjoint(found.split())


def test_a_letter_is_a_keyword_only_where_it_is_a_name():
    tokens = table_of_tokens({"x": "X crosses the river . Q opens . Q opens ."})
    for style in ("phrases", "words"):
        found = set(keywords(tokens, table_of_mentions(tokens, "X"), style=style)["keyword"])
        assert found - {"crosses", "opens"} == {"X", "river"}


def test_there_are_as_many_as_asked_of_each_style_and_no_others():
    assert keywords(top=2).groupby("article_id").size().max() == 2
    table, _ = rank_keywords(TOKENS, MENTIONS, background=BACKGROUND)
    for style, own in table.groupby("style"):
        pd.testing.assert_frame_equal(own.reset_index(drop=True), keywords(style=style))
    with pytest.raises(ValueError, match="no style bigrams"):
        keywords(style="bigrams")


@given(
    st.lists(
        st.lists(st.sampled_from([*TAGS, "bridge", "bridges", "river", "plan"]), max_size=25),
        max_size=2,
    )
)
def test_counts_reconcile_and_other_articles_have_no_bearing(articles):
    texts = {str(n): " ".join(words) for n, words in enumerate(articles)}
    tokens = table_of_tokens(texts)
    mentions = table_of_mentions(tokens, "Ada Moss", "Norwick")
    table, found = rank_keywords(tokens, mentions, background=BACKGROUND, top=1000)
    assert np.allclose(table["score"], table[list(PARTS)].prod(axis=1))
    assert np.allclose(table["idf"], -np.log(table["df"]))
    key = ["article_id", "style", "keyword"]
    for _, group in table.groupby(key[:2]):
        assert group["rank"].tolist() == list(range(1, len(group) + 1))
        assert group["score"].is_monotonic_decreasing
        better = [f" {phrase_key(keyword)} " for keyword in group["keyword"]]
        assert not any(b in other for n, b in enumerate(better) for other in better[:n])
    assert found.groupby(key).size().to_dict() == table.set_index(key)["tf"].to_dict()
    assert not table.duplicated(key).any()
    alone, _ = rank_keywords(
        tokens[tokens["article_id"] == "0"], mentions, background=BACKGROUND, top=1000
    )
    pd.testing.assert_frame_equal(table[table["article_id"] == "0"], alone)


def test_stability_is_a_share_and_the_same_again_and_alone():
    options = {"background": BACKGROUND}
    mentions = MENTIONS.merge(TOKENS[["article_id", "start", "sentence"]])
    table = stability(TOKENS, mentions, **options)
    assert table["stays"].tolist() == [0.97, 0.71, 0.75, 0.66, 0.67, 0.59, 0.78, 0.67, 0.78, 1.0]
    only = TOKENS["article_id"] == "bridge"
    alone = stability(TOKENS[only].reset_index(drop=True), mentions, **options)
    own = table[table["article_id"] == "bridge"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, own)
    words = [f"{n}oak ." for n in "bcdefghijklmnopqrstuvw"]
    many = stability(table_of_tokens({"a": "\n".join(words * 3)}), mentions.head(0), **options)
    assert len(many) == 20
    assert 9 < many["stays"].sum() <= 10
    once = stability(TOKENS, mentions, draws=1, **options)
    assert set(once["stays"]) == {0.0, 1.0}
    lone = stability(table_of_tokens({"a": "! The old bridge opens"}), mentions.head(0), **options)
    assert lone[["keyword", "stays"]].to_numpy().tolist() == [["old bridge", 1.0]]
    assert [*stability(TOKENS.head(0), mentions.head(0), **options)] == [*table]


def test_drawn_sentences_are_whole_and_their_number_stays():
    own = TOKENS[TOKENS["article_id"] == "bridge"].reset_index(drop=True)
    tokens, drawn = draw_sentences(own, MENTIONS.assign(sentence=1).head(1), draws=7)
    assert (tokens.groupby("article_id")["sentence"].nunique() == own["sentence"].nunique()).all()
    assert (tokens["end"] - tokens["start"] == tokens["text"].str.len()).all()
    assert len(drawn.merge(tokens, on=["article_id", "start"])) == len(drawn)


def test_peers_stand_behind_one_protocol_and_a_missing_one_is_named(monkeypatch):
    present, absent = available_peers()
    assert len(present) + len(absent) == len(PEERS)
    own = TOKENS[TOKENS["article_id"] == "bridge"]
    assert present[0].rank(own, top=3) == ["ada moss", "old bridge", "river"]
    shared = shared_with_peers(["Old-Bridges", "roof"], own)
    assert shared["First phrases"].tolist() == [True, False]
    for method in present:
        ranking = method.rank(own, top=3)
        assert len(ranking) == 3 and ranking == list(dict.fromkeys(ranking))
    assert joined_text(own).endswith("\n\nThe rivers rise . A steel-rope bridge opens .")
    monkeypatch.setattr("analysis.keywords.peers.find_spec", lambda name: None)
    present, absent = available_peers()
    assert [p.name for p in present] == ["First phrases"]
    how = "install it with: pip install 'article-analysis[peers]'"
    assert absent == [
        f"YAKE is left out, because the package yake is not installed; {how}",
        f"TextRank is left out, because the package pytextrank is not installed; {how}",
    ]


def test_leaving_a_part_out_ranks_by_the_product_of_the_others():
    one = keywords(top=1000).query("article_id == 'bridge'")
    ranks = ranks_without(one)
    for left_out in PARTS:
        rest = one[[part for part in PARTS if part != left_out]].prod(axis=1)
        order = ranks[f"without_{left_out}"].sort_values().index
        assert len(order) == len(one)
        assert np.diff(rest[order]).max() < 1e-9


def test_one_endless_word_costs_no_memory_for_every_other_word():
    text = "\n".join(["x" * 200_000, *(f"word{n} ." for n in range(3000))])
    tokens = table_of_tokens({"a": text}).assign(is_alpha=True)
    tracemalloc.start()
    try:
        assert len(keywords(tokens, MENTIONS.head(0), top=50)) == 50
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 50e6
