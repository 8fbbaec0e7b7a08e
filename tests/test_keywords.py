"""Keywords: the formula, the parts of the score, and where each keyword stands."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer

from analysis.keywords import (
    PARTS,
    article_keywords,
    keyword_occurrences,
    ranks_without,
    section_keywords,
    tfidf_keywords,
)
from analysis.keywords.background import background_from_table, wordfreq_background
from analysis.keywords.keyness import article_keyness, keyness
from analysis.keywords.peers import PEERS, agreement, available_peers, joined_text
from analysis.keywords.stability import draw_sentences, stability
from analysis.keywords.tfidf import inverse_document_frequency, term_frequency, tfidf_table
from analysis.keywords.words import word_key

BACKGROUND = background_from_table(
    {"the": 0.05, "a": 0.02, "river": 1e-4, "bridge": 1e-4, "council": 1e-4, "plan": 1e-3},
    name="test words",
)
_TAGS = {
    **dict.fromkeys(["the", "a"], "DET"),
    **dict.fromkeys([".", ",", "-", "&"], "PUNCT"),
    **dict.fromkeys(["old", "steel", "narrow"], "ADJ"),
    **dict.fromkeys(["crosses", "repairs", "opens"], "VERB"),
    **dict.fromkeys(["Ada", "Moss", "Norwick"], "PROPN"),
}
_KINDS = {"#": "heading", "!": "title"}


def table_of_tokens(articles: dict[str, str]) -> pd.DataFrame:
    """Tokens of articles written as words between spaces; a line is a paragraph and a section."""
    rows = []
    for article_id, text in articles.items():
        sentence = token = offset = 0
        for number, line in enumerate(text.split("\n")):
            kind = _KINDS.get(line[:1], "body")
            sentence += 1
            for word in line.removeprefix("#").removeprefix("!").split():
                token += 1
                glued = word.startswith("~")
                word = word.lstrip("~")
                start = offset if glued else offset + 1
                offset = start + len(word)
                pos = _TAGS.get(word, _TAGS.get(word.lower(), "NOUN"))
                place = (article_id, number, number + 1, sentence, token, start, offset)
                rows.append((*place, word, word.lower(), pos, pos == "DET", word.isalpha(), kind))
                if word == ".":
                    sentence += 1
    columns = "article_id section paragraph sentence token start end text lemma pos is_stop"
    frame = pd.DataFrame(rows, columns=[*columns.split(), "is_alpha", "kind"])
    texts = dict.fromkeys(["article_id", "text", "lemma", "pos", "kind"], "str")
    numbers = dict.fromkeys(["section", "paragraph", "sentence", "token", "start", "end"], "int64")
    return frame.astype({**texts, **numbers, "is_stop": "bool", "is_alpha": "bool"})


def table_of_mentions(tokens: pd.DataFrame, *names: str, label: str = "PERSON") -> pd.DataFrame:
    rows = []
    text = tokens["text"].tolist()
    for name in names:
        parts = name.split()
        for at in range(len(text) - len(parts) + 1):
            if text[at : at + len(parts)] == parts:
                first, last = tokens.iloc[at], tokens.iloc[at + len(parts) - 1]
                rows.append((first["article_id"], first["start"], last["end"], name, label, name))
    columns = ["article_id", "start", "end", "text", "label", "entity"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"article_id": "str", "start": "int64", "end": "int64"})


NEWS = {
    "bridge": "Ada Moss repairs the old bridge . The old bridge crosses the river .\n"
    "The council plan opens the old bridge . Moss opens a toll station , a river .\n"
    "# the harbour\nThe rivers rise . A steel ~- ~rope bridge opens .",
    "school": "The school plan opens . A narrow school crosses Norwick .",
    "short": "River .",
}
TOKENS = table_of_tokens(NEWS)
MENTIONS = table_of_mentions(TOKENS, "Ada Moss", "Moss")


def keywords(tokens: pd.DataFrame = TOKENS, mentions: pd.DataFrame = MENTIONS, **options):
    return tfidf_keywords(tokens, mentions, background=BACKGROUND, **options)


def test_hand_worked_example_equals_scikit_learn() -> None:
    documents = [["bridge", "river", "bridge"], ["river", "school"], ["school", "plan", "plan"]]
    table = tfidf_table(documents)
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


def test_textbook_formula() -> None:
    assert term_frequency(["a", "b", "a"]) == {"a": 2, "b": 1}
    assert inverse_document_frequency(1, 4, smooth=False) == pytest.approx(np.log(4))
    assert inverse_document_frequency(4, 4, smooth=False) == 0
    assert inverse_document_frequency(4, 4) == 1
    plain = tfidf_table([["x", "y"], ["y"]], smooth=False)
    assert plain["weight"].tolist() == pytest.approx([np.log(2), 0, 0])


def test_sections_equal_scikit_learn() -> None:
    table = section_keywords(TOKENS, top=1000)
    own = table[table["article_id"] == "bridge"]
    tf = own.pivot_table(index="section", columns="keyword", values="tf", fill_value=0)
    theirs = TfidfTransformer().fit_transform(tf.to_numpy()).toarray()
    ours = own.pivot_table(index="section", columns="keyword", values="score", fill_value=0)
    assert np.allclose(theirs, ours.to_numpy(), atol=1e-12)
    assert own["df"].tolist() == (tf > 0).sum().loc[own["keyword"]].tolist()
    for _, group in table.groupby(["article_id", "section"]):
        assert group["rank"].tolist() == list(range(1, len(group) + 1))
        assert group["score"].is_monotonic_decreasing


@pytest.mark.parametrize("style", ["phrases", "words"])
def test_score_is_the_product_of_its_parts(style: str) -> None:
    table = keywords(style=style)
    assert len(table)
    assert np.allclose(table["score"], table[list(PARTS)].prod(axis=1))
    assert np.allclose(table["idf"], -np.log(table["df"]))
    for _, group in table.groupby("article_id"):
        assert group["rank"].tolist() == list(range(1, len(group) + 1))
        assert group["score"].is_monotonic_decreasing


@pytest.mark.parametrize("style", ["phrases", "words"])
def test_tf_counts_the_occurrences_that_are_shown(style: str) -> None:
    table = keywords(style=style)
    found = keyword_occurrences(TOKENS, table)
    counts = found.groupby(["article_id", "keyword"]).size()
    assert counts.to_dict() == table.set_index(["article_id", "keyword"])["tf"].to_dict()


def test_both_styles_together_show_their_occurrences() -> None:
    both = pd.concat([keywords(style="phrases"), keywords(style="words")], ignore_index=True)
    found = keyword_occurrences(TOKENS, both)
    counts = found.groupby(["article_id", "style", "keyword"]).size()
    assert counts.to_dict() == both.set_index(["article_id", "style", "keyword"])["tf"].to_dict()


def test_a_word_is_worth_its_working() -> None:
    table = keywords(style="words").set_index(["article_id", "keyword"])
    row = table.loc[("bridge", "river")]
    assert row["tf"] == 3  # "river" twice and "rivers" once
    assert row["df"] == pytest.approx(1 - np.exp(-400 * 1e-4))
    assert row["rarity"] == pytest.approx(np.sqrt(row["idf"]))
    assert row["frequency"] == 3  # sentences
    assert row["position"] == 1
    assert row["form"] == pytest.approx((5 / 10) ** 1.5)


def test_a_phrase_is_worth_its_working() -> None:
    row = keywords().set_index(["article_id", "keyword"]).loc[("bridge", "old bridge")]
    unseen = min(BACKGROUND.idf(["zzz"])[0], 6.0)
    bridge = BACKGROUND.idf(["bridge"])[0]
    assert row["tf"] == 3
    assert row["frequency"] == pytest.approx(((3 + 4) / 2) ** 0.7)
    weight = (3 * np.sqrt(unseen) + 4 * np.sqrt(bridge)) / 2
    assert row["frequency"] * row["rarity"] == pytest.approx(weight**0.7)
    assert row["alone"] == pytest.approx(3.1**0.3)
    assert row["position"] == pytest.approx(1 / 1.04)
    assert (row["form"], row["person"], row["shared"]) == (1, 1, 1)


def test_headings_are_no_running_text_but_count_for_words() -> None:
    text = "# old harbour\nThe harbour opens . The bridges open ."
    table = keywords(table_of_tokens({"x": text}), MENTIONS.head(0), style="words")
    row = table.set_index("keyword").loc["harbour"]
    assert row["tf"] == 1
    assert row["frequency"] == 1 + 2
    assert "old" not in set(table["keyword"])


def test_an_article_of_a_headline_only_is_read_whole() -> None:
    table = keywords(table_of_tokens({"x": "! The old bridge opens"}), MENTIONS.head(0))
    assert table["keyword"].tolist()[0] == "old bridge"


def test_persons_are_marked_down_and_kept_with_their_capitals() -> None:
    table = keywords().set_index(["article_id", "keyword"])
    assert table.loc[("bridge", "Ada Moss"), "person"] == 0.5
    assert ("bridge", "steel-rope bridge") in table.index


def test_a_sentence_gives_a_capital_and_a_name_keeps_it() -> None:
    text = "Steel gates open . Old towers opens . The old gate opens . Narrow harbours ."
    table = keywords(table_of_tokens({"x": text}), MENTIONS.head(0))
    assert {"old towers", "Narrow harbours"} <= set(table["keyword"])


def test_no_phrase_stands_within_a_better_one() -> None:
    for _, group in keywords().groupby("article_id"):
        seen: list[str] = []
        for keyword in group["keyword"]:
            key = " ".join(map(word_key, keyword.lower().replace("-", " ").split()))
            assert not any(f" {key} " in f" {better} " for better in seen)
            seen.append(key)


@pytest.mark.parametrize("style", ["phrases", "words"])
def test_other_articles_have_no_bearing(style: str) -> None:
    everything = keywords(style=style)
    for article_id in NEWS:
        alone = keywords(
            TOKENS[TOKENS["article_id"] == article_id].reset_index(drop=True),
            MENTIONS[MENTIONS["article_id"] == article_id].reset_index(drop=True),
            style=style,
        )
        among = everything[everything["article_id"] == article_id].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, among)


@pytest.mark.parametrize("neighbours", [False, True])
@pytest.mark.parametrize("style", ["phrases", "words"])
def test_the_order_of_articles_does_not_matter(style: str, neighbours: bool) -> None:
    turned = table_of_tokens(dict(reversed(NEWS.items())))
    here = keywords(style=style, neighbours=neighbours)
    there = keywords(turned, style=style, neighbours=neighbours)
    order = ["article_id", "rank"]
    pd.testing.assert_frame_equal(
        here.sort_values(order, ignore_index=True), there.sort_values(order, ignore_index=True)
    )


def test_neighbours_speak_for_each_other_and_strangers_do_not() -> None:
    text = "The harbour crosses the lagoon . The ferry opens ."
    alike = table_of_tokens({"one": text, "two": text + " The ferry crosses the lagoon ."})
    none = MENTIONS.head(0)
    near = keywords(alike, none, neighbours=True).set_index(["article_id", "keyword"])
    alone = keywords(alike, none).set_index(["article_id", "keyword"])
    assert (near["shared"] > 1).any()
    assert (near["frequency"] >= alone["frequency"].reindex(near.index)).all()
    strangers = table_of_tokens({"one": text, "two": "A school repairs a narrow gate ."})
    pd.testing.assert_frame_equal(
        keywords(strangers, none, neighbours=True), keywords(strangers, none)
    )


@pytest.mark.parametrize("text", ["", ".", "the", "$ < .", "River ."])
@pytest.mark.parametrize("style", ["phrases", "words"])
def test_empty_and_short_articles(text: str, style: str) -> None:
    tokens = table_of_tokens({"x": text, "y": ""})
    table = keywords(tokens, MENTIONS.head(0), style=style)
    assert len(table) == (text == "River .")
    assert len(keyword_occurrences(tokens, table)) == len(table)
    assert len(section_keywords(tokens)) == (text == "River .")


def test_text_is_data() -> None:
    tokens = table_of_tokens({"x": "The a$b_c opens . The <b>x</b> opens . The a$b_c repairs ."})
    table = keywords(tokens, MENTIONS.head(0))
    assert set(table["keyword"]) == {"a$b_c", "<b>x</b>"}
    assert keyword_occurrences(tokens, table)["keyword"].tolist().count("a$b_c") == 2


def test_top_limits_each_article_and_a_wrong_style_is_refused() -> None:
    assert keywords(top=2).groupby("article_id").size().max() == 2
    with pytest.raises(ValueError, match="style is 'bigrams'"):
        keywords(style="bigrams")


def test_the_default_background_is_wordfreq() -> None:
    given_it = tfidf_keywords(TOKENS, MENTIONS, background=wordfreq_background("en"))
    pd.testing.assert_frame_equal(tfidf_keywords(TOKENS, MENTIONS), given_it)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([*_TAGS, "bridge", "bridges", "river", "plan"]), max_size=30),
        max_size=3,
    )
)
def test_counts_reconcile_for_any_articles(articles: list[list[str]]) -> None:
    tokens = table_of_tokens({str(n): " ".join(words) for n, words in enumerate(articles)})
    mentions = table_of_mentions(tokens, "Ada Moss", "Norwick")
    for style in ("phrases", "words"):
        table = keywords(tokens, mentions, style=style, neighbours=True)
        found = keyword_occurrences(tokens, table)
        assert np.allclose(table["score"], table[list(PARTS)].prod(axis=1))
        assert len(found) == table["tf"].sum()
        assert (table["tf"] > 0).all()
        assert not table.duplicated(["article_id", "keyword"]).any()


def test_keyness_by_hand_and_both_ways() -> None:
    tokens = table_of_tokens(
        {"a": "river " * 6 + "bridge bridge", "b": "river bridge bridge bridge"}
    )
    table = keyness(tokens, pd.Series({"a": "first", "b": "second"}), min_count=1)
    row = table.set_index("keyword").loc["river"]
    expected_a, expected_b = 7 * 8 / 12, 7 * 4 / 12
    g2 = 2 * (6 * np.log(6 / expected_a) + 1 * np.log(1 / expected_b))
    assert row["log_likelihood"] == pytest.approx(g2)
    assert row["log_ratio"] == pytest.approx(np.log2((6 / 8) / (1 / 4)))
    assert row["more_in"] == "first"
    assert (row["count_a"], row["count_b"], row["articles_a"]) == (6, 1, 1)
    turned = keyness(tokens, pd.Series({"a": "z", "b": "second"}), min_count=1)
    turned = turned.set_index("keyword").loc["river"]
    assert turned["log_ratio"] == pytest.approx(-row["log_ratio"])
    assert turned["log_likelihood"] == pytest.approx(row["log_likelihood"])
    with pytest.raises(ValueError, match="two groups"):
        keyness(tokens, pd.Series({"a": "first", "b": "first"}))


@pytest.mark.parametrize("style", ["phrases", "words"])
def test_stability_is_a_share_and_the_same_again(style: str) -> None:
    options = {"style": style, "draws": 20, "background": BACKGROUND}
    mentions = MENTIONS.assign(
        sentence=[
            TOKENS.loc[(TOKENS["article_id"] == a) & (TOKENS["start"] == s), "sentence"].iloc[0]
            for a, s in zip(MENTIONS["article_id"], MENTIONS["start"], strict=True)
        ]
    )
    table = stability(TOKENS, mentions, **options)
    assert table["stays"].between(0, 1).all()
    pd.testing.assert_frame_equal(table, stability(TOKENS, mentions, **options))
    only = TOKENS["article_id"] == "bridge"
    alone = stability(TOKENS[only].reset_index(drop=True), mentions, **options)
    own = table[table["article_id"] == "bridge"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, own)
    assert table.set_index(["article_id", "keyword"]).loc["short", "stays"].tolist() == [1.0]


def test_drawn_sentences_are_whole_and_their_number_stays() -> None:
    own = TOKENS[TOKENS["article_id"] == "bridge"].reset_index(drop=True)
    mentions = MENTIONS.assign(sentence=1).head(1)
    tokens, drawn = draw_sentences(own, mentions, draws=7, seed=1)
    assert (tokens.groupby("article_id")["sentence"].nunique() == own["sentence"].nunique()).all()
    assert (tokens["kind"] == "heading").sum() == 7 * (own["kind"] == "heading").sum()
    assert (tokens["end"] - tokens["start"] == tokens["text"].str.len()).all()
    assert (tokens["start"].diff().dropna() > 0).all()
    starts = set(zip(tokens["article_id"], tokens["start"], strict=True))
    assert set(zip(drawn["article_id"], drawn["start"], strict=True)) <= starts


def test_peers_stand_behind_one_protocol() -> None:
    present, absent = available_peers()
    assert present[0].name == "First phrases"
    assert len(present) + len(absent) == len(PEERS)
    own = TOKENS[TOKENS["article_id"] == "bridge"]
    assert present[0].rank(own, top=3) == ["ada moss", "old bridge", "river"]
    for method in present:
        assert method.reference
        ranking = method.rank(own, top=3)
        assert len(ranking) <= 3 and ranking == list(dict.fromkeys(ranking))


def test_a_missing_peer_is_left_out_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.keywords.peers.find_spec", lambda name: None)
    present, absent = available_peers()
    assert [p.name for p in present] == ["First phrases"]
    assert absent[0].startswith("YAKE is left out") and "pip install" in absent[0]


def test_agreement_counts_the_same_phrase_in_two_writings() -> None:
    table = agreement({"a": ["Oil spills", "bridge"], "b": ["oil spill"], "c": []})
    assert table["shared"].tolist() == [1, 0, 0]
    assert table["jaccard"].tolist() == pytest.approx([0.5, 0, 0])


def test_joined_text_is_what_was_written() -> None:
    text = joined_text(TOKENS[TOKENS["article_id"] == "bridge"])
    assert text.endswith("\n\nThe rivers rise . A steel-rope bridge opens .")
    assert "harbour" not in text


def test_articles_as_documents_are_sections_under_another_name() -> None:
    table = article_keywords(TOKENS, top=5)
    ids = set(TOKENS["article_id"])
    assert set(table["article_id"]) <= ids
    assert table["df"].between(1, len(ids)).all()
    assert article_keywords(TOKENS[TOKENS["article_id"] == min(ids)]).empty


def test_leaving_a_part_out_ranks_by_the_product_of_the_others() -> None:
    keywords = tfidf_keywords(TOKENS, MENTIONS, top=1000, background=BACKGROUND)
    one = keywords[keywords["article_id"] == keywords["article_id"].iloc[0]]
    ranks = ranks_without(one)
    first = one.loc[ranks["without_position"] == 1]
    rest = one[[part for part in PARTS if part != "position"]].prod(axis=1)
    assert rest.max() == pytest.approx(rest[first.index[0]])
    assert sorted(ranks["without_rarity"]) == list(range(1, len(one) + 1))


def test_an_article_is_compared_with_all_the_others_or_with_none() -> None:
    first = str(TOKENS["article_id"].iloc[0])
    table = article_keyness(TOKENS, first, min_count=1)
    assert set(table["more_in"]) <= {"in focus", "the others"}
    assert len(table) > 0
    assert article_keyness(TOKENS[TOKENS["article_id"] == first], first).empty
    no_words = TOKENS["is_alpha"] & (TOKENS["article_id"] != first)
    assert article_keyness(TOKENS.assign(is_alpha=no_words), first).empty


@pytest.mark.parametrize("length", [20_000, 200_000])
def test_one_endless_word_costs_no_memory_for_every_other_word(length: int) -> None:
    words = ["x" * length, *(f"word{n}" for n in range(3000))]
    start = np.arange(len(words)) * (length + 1)
    places = {"article_id": "a", "section": 1, "paragraph": 1, "sentence": np.arange(len(words))}
    tokens = pd.DataFrame(
        {**places, "start": start, "end": start + [len(word) for word in words], "text": words}
    ).assign(lemma=words, pos="NOUN", is_stop=False, is_alpha=True, kind="body")
    tokens = tokens.astype(dict.fromkeys(["article_id", "text", "lemma", "pos", "kind"], "str"))
    mentions = pd.DataFrame(columns=["article_id", "start", "end", "label"])
    tracemalloc.start()
    try:
        assert len(section_keywords(tokens, top=5000)) == len(words)
        assert len(tfidf_keywords(tokens, mentions, background=BACKGROUND, top=50)) == 50
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 50e6
