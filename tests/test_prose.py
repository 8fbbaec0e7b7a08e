"""Sentences and titles are true of small tables, and show text of articles as it stands there."""

from functools import partial

import pandas as pd
import pytest
from corpora import corpus_of
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from nbconvert.filters.markdown import markdown2html
from page import Page

from analysis import evidence, figures, prose
from analysis.errors import AnalysisError
from analysis.keywords.ranking import PARTS
from analysis.wording import escape, literal, percent, visible

SECTIONS = ("section", "heading", "paragraphs", "sentences", "words")
ENTITIES = ("entity", "label", "mentions")
MENTIONS = ("entity", "section", "start")
KEYWORDS = ("rank", "keyword", "tf", "idf", "score")
STAYS = ("keyword", "stays")


def frame(columns, *rows):
    return pd.DataFrame(rows, columns=list(columns))


HEADED = frame(SECTIONS, (0, "", 2, 2, 10), (1, "Ice", 1, 3, 18), (2, "Steam", 1, 2, 18))
UNHEADED = frame(SECTIONS, (0, "", 1, 1, 1))
TITLE_ONLY = frame(SECTIONS, (0, "", 0, 0, 0))
NO_LEDE = frame(SECTIONS, (0, "", 0, 0, 0), (1, "Ice", 1, 2, 20))

# --- how an article is built


def structure(sections):
    return prose.structure_answer(corpus_of("a", sections=sections))


def test_the_answer_on_structure_calls_no_part_a_lede_and_the_longest_part_may_be_any():
    assert structure(HEADED) == (
        "**Short answer** on “a”. 46 words: 2 paragraphs before the first heading and 2 sections "
        "with a heading; the longest parts, “Ice” and “Steam”, hold 39% of the words each."
    )
    assert structure(HEADED.assign(words=[30, 8, 8])).endswith(
        "; the longest part, the part before the first heading, holds 65% of the words."
    )
    assert (
        structure(UNHEADED) == "**Short answer** on “a”. 1 word: 1 paragraph without any heading."
    )
    assert structure(NO_LEDE) == "**Short answer** on “a”. 20 words: 1 section with a heading."
    assert structure(TITLE_ONLY) == "**Short answer** on “a”. 0 words: no text."


def test_a_part_without_a_heading_is_named_for_what_it_is():
    alone = figures.section_lengths(corpus_of("a", sections=UNHEADED))
    assert alone.title == "1 word in a single part"
    assert alone.alt.endswith("Words: (no heading) 1. It has 1 sentence.")
    tied = figures.section_lengths(corpus_of("a", sections=HEADED))
    assert tied.title == "The longest parts hold 39% of the words each: Ice and Steam"
    assert tied.alt.endswith("Longest: Ice and Steam. 2 to 3 sentences a part.")


# --- who and what is in it


def named(**mentions):
    """An article that names each so often."""
    return corpus_of("a", entities=frame(ENTITIES, *((e, "ORG", n) for e, n in mentions.items())))


def test_an_entity_leads_only_where_no_other_is_named_as_often():
    assert figures.entity_bars(named(A=3, B=1)).title == "A leads with 3 mentions, 75% of all"
    several = figures.entity_bars(named(**dict.fromkeys("ABCDEFGHIJKLMNOP", 2), Q=1))
    assert several.title == "A, B, C and 13 more are named most often: 2 times each"
    assert several.alt.startswith("Bars of the most mentioned entities, 15 of 17.")
    assert "over 99% of all" in figures.entity_bars(named(A=996, B=4)).title


def test_an_entity_runs_through_most_parts_only_where_no_other_does():
    rows = [("B", 1, 1), ("B", 2, 9), ("C", 1, 2), ("C", 2, 8), ("A", 1, 0)]
    mentions, counts = frame(MENTIONS, *rows), named(B=2, C=2, A=1).entities
    article = corpus_of("a", sections=HEADED, mentions=mentions, entities=counts)
    assert figures.entity_by_section(article).title == "B and C are named in 2 of 3 parts"
    alone = corpus_of("a", sections=UNHEADED, mentions=mentions.assign(section=0), entities=counts)
    title = figures.entity_by_section(alone).title
    assert title == "3 entities in an article of a single part"


def test_the_answer_on_entities_names_three_and_their_share():
    assert prose.entities_answer(named(A=997, B=1, C=1, D=1)) == (
        "**Short answer** on “a”. 1,000 mentions of 4 entities; A (997), B (1) and C (1) make up "
        "over 99% of them."
    )
    assert prose.entities_answer(named(A=1)).endswith("1 entity; A (1) makes up 100% of them.")
    assert prose.entities_answer(named()) == "**Short answer** on “a”. No name was found in it."


def spread_of(**places):
    tokens = frame(("section", "start", "kind"), *((n // 50, n, "body") for n in range(100)))
    rows = [(name, start // 50, start) for name, found in places.items() for start in found]
    entities = named(**{name: len(found) for name, found in places.items()}).entities
    article = corpus_of("a", tokens=tokens, mentions=frame(MENTIONS, *rows), entities=entities)
    return figures.entity_dispersion(article)


def test_the_dispersion_plot_names_the_most_even_and_not_the_furthest_reach():
    found = spread_of(Ends=[0, 0, 1, 1, 2, 2, 99], Even=[10, 20, 30, 40, 50, 60], Once=[7])
    assert found.title == (
        "Of 2 shown with 5 mentions or more, Even is spread most evenly: "
        "in 6 of ten equal parts of the text (DP 0.40)"
    )
    assert "Ends: 7 times, from 0% to 99%. Even: 6 times, from 10% to 60%." in found.alt
    assert "Once: once, at 7%." in found.alt
    more = spread_of(A=[0, 10, 20, 30, 40], B=[50, 60, 70, 80, 90], C=[0, 1, 2, 3, 4])
    assert more.title == (
        "Of 3 shown with 5 mentions or more, these are spread most evenly (DP 0.50): A and B"
    )
    assert spread_of(A=[0, 99]).title == "No entity is named 5 times"


def reconciled(*spans, mentions):
    places = range(len(spans))
    raw = [(place if label else -1, place) for place, (label, _) in zip(places, spans, strict=True)]
    table = frame(("raw_label", "outcome"), *spans).assign(
        article_id="a", raw_start=[start for start, _ in raw], raw_end=[end for _, end in raw]
    )
    return prose.reconciliation(corpus_of("a", spans=table, entities=named(A=mentions).entities))


def test_what_was_left_out_is_told_in_one_or_many_and_adds_up():
    out = ["date or number", "heading", "not counted", "inside a longer name", "junk"]
    rows = [*(("X", outcome) for outcome in ["mention", *out]), ("", "mention")]
    assert reconciled(*rows, mentions=2) == (
        "6 spans found + 1 added − 1 date or number − 1 in a heading only − 1 outside the running "
        "text − 1 inside a longer name − 1 that is no name = **2 mentions of 1 entity**"
    )
    with pytest.raises(ValueError, match="do not reconcile"):
        reconciled(("X", "mention"), mentions=2)


# --- which terms


def test_the_answer_on_keywords_begins_with_the_first_of_each_style():
    rows = [("phrases", "a*b"), *(("phrases", letter) for letter in "cdef"), ("words", "g")]
    keywords = frame(("style", "keyword"), *rows)
    assert prose.keywords_answer(corpus_of("a", keywords=keywords)) == (
        "**Short answer** on “a”. First among the phrases, *a\\*b*, *c*, *d* and *e*; first among "
        "the words, *g*."
    )
    assert prose.keywords_answer(corpus_of("a", keywords=keywords[:0])) == (
        "**Short answer** on “a”. It has no keywords."
    )


def test_all_that_tie_for_the_surest_are_named_and_so_is_a_method_that_is_missing():
    assert prose.certainty_reading(frame(STAYS), []) == "There is no keyword to be sure of."
    assert prose.certainty_reading(frame(STAYS, ("a", 1.0), ("b", 1.0)), ["No YAKE."]) == (
        "Surest, in 100% of the draws: “a” and “b”. No YAKE."
    )
    assert prose.certainty_reading(frame(STAYS, ("a", 0.7), ("b", 0.4)), []) == (
        "Surest, in 70% of the draws: “a”; least sure, in 40%: “b”."
    )


def test_a_figure_of_keywords_names_all_that_tie_and_no_part_that_differs_in_nothing():
    keywords = frame(KEYWORDS, (1, "a", 2, 1.0, 3.0), (2, "b", 2, 1.0, 2.0))
    keywords = keywords.assign(style="phrases", **dict.fromkeys(PARTS, 1.0))
    article = corpus_of("a", keywords=keywords)
    assert (
        "Most frequent: a and b. Rarest elsewhere: a and b." in figures.keyword_parts(article).alt
    )
    alone = corpus_of(
        "a",
        keywords=keywords.head(1),
        section_keywords=keywords.assign(section=0, df=1),
        sections=UNHEADED,
    )
    assert figures.keyword_score(alone).title == "The score of a in its parts"
    assert figures.section_terms(alone).title == "There are no two parts to compare"
    stays, none = frame(STAYS, ("a", 1.0), ("b", 1.0)), pd.DataFrame(index=[0, 1])
    sure = figures.keyword_certainty(article, stays, none)
    assert sure.title == "2 of 2 keywords stay in at least half of the draws"
    assert "All alike: 100%." in sure.alt


# --- which collection


def test_the_answer_on_a_collection_names_all_that_tie_and_no_name_of_a_single_article():
    articles = frame(("words",), (1000,), (200,))
    named = frame(("entity", "articles"), ("*Oslo*", 2), ("UN", 2), ("Bo", 1))
    corpus = corpus_of("a", "b", articles=articles, corpus_entities=named)
    pairs = frame(("article_id", "other"), ("a", "b"))
    assert prose.collection_answer(corpus, pairs) == (
        "**Short answer.** 2 articles with 1,200 words; \\*Oslo\\* and UN are each named in 2 of "
        "them; 1 pair of near-duplicates."
    )
    for few, said in ((named[:1], "; \\*Oslo\\* is named in 2 of them"), (named[2:], "")):
        corpus = corpus_of("a", "b", articles=articles, corpus_entities=few)
        assert prose.collection_answer(corpus, pairs[:0]) == (
            f"**Short answer.** 2 articles with 1,200 words{said}; 0 pairs of near-duplicates."
        )


# --- which folder


def test_a_folder_is_told_with_what_could_not_be_used():
    articles = frame(("article_id", "words"), ("a", 1))
    refused = frame(("file", "reason"), ("corrections.csv, row 2", "it has no text"))
    whole = corpus_of("a", articles=articles, refused=refused.head(0))
    assert prose.folder_answer(whole) == "**Short answer.** 1 article with 1 word."
    assert prose.refused_reading(whole) == "Nothing was refused."
    part = corpus_of("a", articles=articles, refused=refused)
    assert prose.folder_answer(part).endswith("; 1 file or row of a file could not be used.")
    assert prose.refused_reading(part) == (
        "1 file or row of a file could not be used, each with its reason above."
    )


def test_an_answer_is_about_a_corpus_and_about_one_article_where_it_says_so():
    search = [partial(evidence.entity_evidence, entity=""), partial(evidence.concordance, query="")]
    for answer in (prose.folder_answer, figures.entity_bars, *search):
        with pytest.raises(AnalysisError, match=r"not a DataFrame\."):
            answer(HEADED)
    of_one = (prose.structure_answer, prose.entities_answer, prose.reconciliation)
    of_one += (prose.keywords_answer, evidence.of_keywords, evidence.of_entities)
    for answer in (*of_one, figures.entity_bars):
        with pytest.raises(AnalysisError, match="one article, and the corpus has 2 articles"):
            answer(corpus_of("a", "b"))


# --- what a notebook says itself


def test_a_sentence_is_filled_from_the_first_row_and_silent_without_one():
    table = frame(ENTITIES, ("*Ann*", "PERSON", 2), ("Bo", "PERSON", 1))
    said = "{entity} is named {mentions:times} in {number:n story/stories}, {share:.0%}."
    assert prose.sentence(said, table, number=1, share=0.5) == (
        r"\*Ann\* is named 2 times in 1 story, 50%."
    )
    assert prose.sentence(said, table.iloc[1:], number=2, share=1) == (
        "Bo is named once in 2 stories, 100%."
    )
    assert prose.sentence(said, table.head(0), number=2, share=1) == ""


# --- text of articles, in every renderer

# The report reads plain CommonMark, JupyterLab GitHub's dialect, nbconvert formulas too.
RENDERERS = {
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
