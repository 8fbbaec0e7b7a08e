"""Keywords: the formula, the parts of the score, and where each keyword stands."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from written import TAGS, table_of_tokens

from analysis.keywords import (
    PARTS,
    available_peers,
    keyword_occurrences,
    rank_keywords,
    ranks_without,
    stability,
    tfidf_keywords,
    tfidf_table,
)
from analysis.keywords.background import Background, frequency_to_probability
from analysis.keywords.peers import PEERS, joined_text
from analysis.keywords.stability import draw_sentences
from analysis.keywords.words import word_key

FREQUENCIES = {"the": 0.05, "a": 0.02, "river": 1e-4, "bridge": 1e-4, "council": 1e-4, "plan": 1e-3}
SHARES = {word: frequency_to_probability(f) for word, f in FREQUENCIES.items()}
BACKGROUND = Background("test words", min(SHARES.values()), SHARES.get)


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
MENTIONS = table_of_mentions(TOKENS, "Ada Moss", "Moss")


def keywords(tokens=TOKENS, mentions=MENTIONS, **options):
    return tfidf_keywords(tokens, mentions, background=BACKGROUND, **options)


def test_hand_worked_example_equals_scikit_learn():
    documents = [["bridge", "river", "bridge"], ["river", "school"], ["school", "plan", "plan"]]
    table = tfidf_table(documents)
    # The textbook's idf is not smoothed: nothing for a word that is everywhere.
    plain = tfidf_table([["x", "y"], ["y"]], smooth=False)
    assert plain["weight"].tolist() == pytest.approx([np.log(2), 0, 0])
    # By hand: bridge is in one of three documents, river in two.
    bridge, river = 2 * (np.log(4 / 2) + 1), 1 * (np.log(4 / 3) + 1)
    length = np.hypot(bridge, river)
    first = table[table["document"] == 0].set_index("term")
    assert first["tf"].to_dict() == {"bridge": 2, "river": 1}
    assert first.loc["bridge", "weight"] == pytest.approx(bridge / length)
    assert first.loc["river", "weight"] == pytest.approx(river / length)
    vectorizer = TfidfVectorizer(analyzer=lambda words: words)
    matrix = vectorizer.fit_transform(documents).toarray()
    for row in table.itertuples():
        theirs = matrix[row.document, vectorizer.vocabulary_[row.term]]
        assert row.weight == pytest.approx(theirs, abs=1e-12)


def test_a_word_is_worth_its_working():
    table = keywords(style="words").set_index(["article_id", "keyword"])
    row = table.loc[("bridge", "river")]
    assert row["tf"] == 3  # "river" twice and "rivers" once
    assert row["df"] == pytest.approx(1 - np.exp(-400 * 1e-4))
    assert row["rarity"] == pytest.approx(np.sqrt(row["idf"]))
    assert row["frequency"] == 3  # sentences
    assert row["position"] == 1
    assert row["form"] == pytest.approx((5 / 10) ** 1.5)


def test_a_phrase_is_worth_its_working():
    row = keywords().set_index(["article_id", "keyword"]).loc[("bridge", "old bridge")]
    unseen = min(BACKGROUND.idf(["zzz"])[0], 6.0)
    bridge = BACKGROUND.idf(["bridge"])[0]
    assert row["tf"] == 3
    assert row["frequency"] == pytest.approx(((3 + 4) / 2) ** 0.7)
    weight = (3 * np.sqrt(unseen) + 4 * np.sqrt(bridge)) / 2
    assert row["frequency"] * row["rarity"] == pytest.approx(weight**0.7)
    assert row["alone"] == pytest.approx(3.1**0.3)
    assert row["position"] == pytest.approx(1 / 1.04)
    assert (row["form"], row["person"]) == (1, 1)
    assert keywords().set_index("keyword").loc["Ada Moss", "person"] == 0.5


def test_headings_are_no_running_text_but_count_for_words():
    text = "# old harbour\nThe harbour opens . The bridges open ."
    table = keywords(table_of_tokens({"x": text}), MENTIONS.head(0), style="words")
    row = table.set_index("keyword").loc["harbour"]
    assert row["tf"] == 1
    assert row["frequency"] == 1 + 2
    assert "old" not in set(table["keyword"])


def test_an_article_of_a_headline_only_is_read_whole():
    table = keywords(table_of_tokens({"x": "! The old bridge opens"}), MENTIONS.head(0))
    assert table["keyword"].tolist()[0] == "old bridge"


def test_a_sentence_gives_a_capital_and_a_name_keeps_it():
    text = "Steel gates open . Old towers opens . The old gate opens . Narrow harbours ."
    table = keywords(table_of_tokens({"x": text}), MENTIONS.head(0))
    assert {"old towers", "Narrow harbours"} <= set(table["keyword"])


def test_no_phrase_stands_within_a_better_one_and_top_limits_each_article():
    assert keywords(top=2).groupby("article_id").size().max() == 2
    with pytest.raises(ValueError, match="style is 'bigrams'"):
        keywords(style="bigrams")
    for _, group in keywords(top=1000).groupby("article_id"):
        seen: list[str] = []
        for keyword in group["keyword"]:
            key = " ".join(map(word_key, keyword.lower().replace("-", " ").split()))
            assert not any(f" {key} " in f" {better} " for better in seen)
            seen.append(key)


def test_other_articles_have_no_bearing_however_similar():
    texts = NEWS | {"copy": NEWS["bridge"] + "\nThe river crosses the council plan ."}
    tokens = table_of_tokens(texts)
    everything = rank_keywords(tokens, MENTIONS, background=BACKGROUND).keywords
    for article_id in texts:
        own = tokens[tokens["article_id"] == article_id].reset_index(drop=True)
        alone = rank_keywords(own, MENTIONS, background=BACKGROUND).keywords
        among = everything[everything["article_id"] == article_id].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, among)


@pytest.mark.parametrize("text", ["", ".", "the", "$ < .", "River ."])
@pytest.mark.parametrize("style", ["phrases", "words"])
def test_empty_and_short_articles(text, style):
    tokens = table_of_tokens({"x": text, "y": ""})
    table = keywords(tokens, MENTIONS.head(0), style=style)
    assert len(table) == (text == "River .")
    assert len(keyword_occurrences(tokens, table)) == len(table)


def test_text_is_data():
    tokens = table_of_tokens({"x": "The a$b_c opens . The <b>x</b> opens . The a$b_c repairs ."})
    table = keywords(tokens, MENTIONS.head(0))
    assert set(table["keyword"]) == {"a$b_c", "<b>x</b>"}
    assert keyword_occurrences(tokens, table)["keyword"].tolist().count("a$b_c") == 2


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([*TAGS, "bridge", "bridges", "river", "plan"]), max_size=30),
        max_size=3,
    )
)
def test_counts_reconcile_for_any_articles(articles):
    tokens = table_of_tokens({str(n): " ".join(words) for n, words in enumerate(articles)})
    mentions = table_of_mentions(tokens, "Ada Moss", "Norwick")
    table, found = rank_keywords(tokens, mentions, background=BACKGROUND)
    each = [keywords(tokens, mentions, style=style) for style in ("phrases", "words")]
    # An article's rows stand together, in the order in which the articles came.
    pd.testing.assert_frame_equal(
        table, pd.concat(each).sort_values("article_id", kind="stable", ignore_index=True)
    )
    pd.testing.assert_frame_equal(found, keyword_occurrences(tokens, table))
    assert np.allclose(table["score"], table[list(PARTS)].prod(axis=1))
    assert np.allclose(table["idf"], -np.log(table["df"]))
    for _, group in table.groupby(["article_id", "style"]):
        assert group["rank"].tolist() == list(range(1, len(group) + 1))
        assert group["score"].is_monotonic_decreasing
    key = ["article_id", "style", "keyword"]
    assert found.groupby(key).size().to_dict() == table.set_index(key)["tf"].to_dict()
    assert not table.duplicated(key).any()
    turned = table_of_tokens({str(n): " ".join(w) for n, w in reversed([*enumerate(articles)])})
    again = rank_keywords(turned, mentions, background=BACKGROUND).keywords
    order = ["article_id", "style", "rank"]
    pd.testing.assert_frame_equal(
        again.sort_values(order, ignore_index=True), table.sort_values(order, ignore_index=True)
    )


@pytest.mark.parametrize("style", ["phrases", "words"])
def test_stability_is_a_share_and_the_same_again(style):
    options = {"style": style, "draws": 20, "background": BACKGROUND}
    where = TOKENS[["article_id", "start", "sentence"]]
    mentions = MENTIONS.merge(where, on=["article_id", "start"])
    table = stability(TOKENS, mentions, **options)
    assert table["stays"].between(0, 1).all()
    pd.testing.assert_frame_equal(table, stability(TOKENS, mentions, **options))
    only = TOKENS["article_id"] == "bridge"
    alone = stability(TOKENS[only].reset_index(drop=True), mentions, **options)
    own = table[table["article_id"] == "bridge"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, own)
    assert table.set_index(["article_id", "keyword"]).loc["short", "stays"].tolist() == [1.0]


def test_drawn_sentences_are_whole_and_their_number_stays():
    own = TOKENS[TOKENS["article_id"] == "bridge"].reset_index(drop=True)
    tokens, drawn = draw_sentences(own, MENTIONS.assign(sentence=1).head(1), draws=7, seed=1)
    assert (tokens.groupby("article_id")["sentence"].nunique() == own["sentence"].nunique()).all()
    assert (tokens["end"] - tokens["start"] == tokens["text"].str.len()).all()
    assert len(drawn.merge(tokens, on=["article_id", "start"])) == len(drawn)


def test_peers_stand_behind_one_protocol_and_a_missing_one_is_named(monkeypatch):
    present, absent = available_peers()
    assert len(present) + len(absent) == len(PEERS)
    own = TOKENS[TOKENS["article_id"] == "bridge"]
    assert present[0].rank(own, top=3) == ["ada moss", "old bridge", "river"]
    for method in present:
        assert method.reference
        ranking = method.rank(own, top=3)
        assert len(ranking) <= 3 and ranking == list(dict.fromkeys(ranking))
    assert joined_text(own).endswith("\n\nThe rivers rise . A steel-rope bridge opens .")
    monkeypatch.setattr("analysis.keywords.peers.find_spec", lambda name: None)
    present, absent = available_peers()
    assert [p.name for p in present] == ["First phrases"]
    assert absent[0].startswith("YAKE is left out") and "pip install" in absent[0]


def test_leaving_a_part_out_ranks_by_the_product_of_the_others():
    keywords = tfidf_keywords(TOKENS, MENTIONS, top=1000, background=BACKGROUND)
    one = keywords[keywords["article_id"] == keywords["article_id"].iloc[0]]
    ranks = ranks_without(one)
    first = one.loc[ranks["without_position"] == 1]
    rest = one[[part for part in PARTS if part != "position"]].prod(axis=1)
    assert rest.max() == pytest.approx(rest[first.index[0]])
    assert sorted(ranks["without_rarity"]) == list(range(1, len(one) + 1))


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
