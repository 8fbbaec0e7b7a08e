"""Corpora made by hand and every figure of them, and what stands on the page of a figure."""

from functools import cache
from itertools import cycle

import pandas as pd
from corpora import corpus_of, mentions
from matplotlib.axes import Axes
from matplotlib.text import Text

from analysis import figures
from analysis.entities import corpus_entities
from analysis.keywords.groups import terms_over_time
from analysis.keywords.ranking import PARTS

LABELS = ["PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT"]
LONG = "What the ministers and the unions of Extraordinarilylongname said on the second day of it"


def made(headings, names, *, lede=True):
    """An article of two paragraphs a section; the first name is mentioned most, the last once."""
    sections = frame(list(enumerate([*[""] * lede, *headings], 1 - lede)), "section", "heading")
    sections = sections.assign(words=5 + sections["section"], sentences=2)
    text = sections.merge(frame([("one two three",), ("four five",)], "text"), how="cross")
    tokens = sections.merge(frame([(n,) for n in range(5)], "start"), how="cross")
    tokens["start"] += 10 * (tokens.index // 5)
    ranks = range(1, len(names) + 1)
    counts = [len(names) - i for i in range(len(names))]
    keywords = frame(list(zip(ranks, names, counts, strict=True)), "rank", "keyword", "tf")
    keywords = keywords.assign(style="phrases", **dict.fromkeys(PARTS, 1.0))
    keywords["idf"], keywords["position"] = [1.5 + r for r in ranks], [1 + 2 / r for r in ranks]
    terms = sections[["section"]].merge(keywords[["rank", "keyword"]], how="cross")
    places = [
        (name, *tokens[["section", "start"]].iloc[(i * 3 + k * 7) % len(tokens)])
        for i, name in enumerate(names)
        for k in range(counts[i])
    ]
    return corpus_of(
        "an-article",
        sections=sections,
        paragraphs=text.assign(kind="body", paragraph=text.index),
        tokens=tokens.assign(kind="body"),
        mentions=frame(places, "entity", "section", "start"),
        entities=frame(
            list(zip(names, LABELS * 9, counts, strict=False)), "entity", "label", "mentions"
        ),
        keywords=keywords.assign(score=keywords[list(PARTS)].prod(axis=1)),
        section_keywords=terms.assign(
            score=0.5 / terms["rank"].astype("float") + terms["section"] / 100, tf=1, df=1
        ),
    )


def frame(rows, *columns):
    return pd.DataFrame(rows, columns=list(columns))


OF_AN_ARTICLE = [figures.article_strip, figures.section_lengths, figures.entity_bars]
OF_AN_ARTICLE += [figures.entity_by_section, figures.entity_dispersion]
OF_AN_ARTICLE += [figures.section_terms, figures.keyword_parts, figures.keyword_score]


NAMES = ["Ann Lee", "Oslo", "UN", "Bo"]
ODD = [
    '$x_1^2$ \\frac{ <b>` & "a_b"',
    "שלום\x02 עולם",
    "العربية\x1b\x0c\uffff",
    "北京" * 30,
    "W" * 80,
]
ARTICLES = {
    "usual": made(["Ice", "Water under the bridge", "Steam"], NAMES),
    "without headings": made([], NAMES),
    "one section, one name, once": made(["Only"], ["Solo"], lede=False),
    "odd characters": made(ODD[1:], ODD),
    "long headings": made(
        [LONG, LONG.upper(), LONG[::-1], "Short"], [LONG, LONG.upper(), "M" * 40]
    ),
    "no names": made(["Ice"], []),
    "many sections": made([f"{LONG} {n}" for n in range(26)], [f"Name {n}" for n in range(20)]),
}
ARTICLES["nothing at all"] = corpus_of(
    "an-article", **{name: table.iloc[:0] for name, table in ARTICLES["usual"]._read.items()}
)


def collection_of(names, ids, groups, dates=("",)):
    """The first name stands in every article, the next in every second one, and so on."""
    found = mentions(
        [
            (article_id, name)
            for column, article_id in enumerate(ids)
            for row, name in enumerate(names)
            if column % (row + 1) == 0
            for _ in range(1 + (column - row) % 7)
        ]
    )
    found["label"] = found["entity"].map(dict(zip(names, LABELS * 9, strict=False))).astype("str")
    told = zip(ids, cycle(groups or [""]), cycle(dates), strict=False)
    articles = frame(list(told), "article_id", "group", "date").astype("str")
    return corpus_of(
        *ids,
        folder="some news",
        mentions=found,
        sentences=found[["article_id", "sentence", "text"]],
        corpus_entities=corpus_entities(found),
        articles=articles.assign(title=("On " + articles["article_id"]).replace("On d", "")),
    )


def marks(corpus):
    """Every name with its place, as a word that marks each group of articles."""
    names, groups = corpus.corpus_entities["entity"], corpus.articles["group"].unique()
    words = [(g, f"{name} {n}") for n, name in enumerate(names) for g in filter(None, groups)]
    counts = {"articles": 3, "of": 4, "others": 1, "of_others": 10}
    expected = [0.001 * (1 + n) for n in range(len(words))]
    return frame(words, "more_in", "keyword").assign(**counts, expected=expected)


def numbered(size):
    return [f"news-{n:04}" for n in range(1, size + 1)]


GROUPS = ["naming Oslo", "not naming Oslo"]
MONTHS = ["2020-01-07", "2020-02-01", "2020-02-29", "2020-12-24"]
DAYS = ["2020-03-04", "2020-03-04", "2020-03-11"]
YEARS = ["1920-01-01", *["2020-01-01"] * 5]
USUAL = collection_of(NAMES, ["a", "b", "c", "d"], GROUPS, MONTHS)
COLLECTIONS = {
    "collection": USUAL,
    "one article": collection_of(NAMES, ["only"], [], DAYS),
    "two articles": collection_of(NAMES, [LONG, LONG[::-1]], GROUPS[:1], YEARS),
    "eight": collection_of(NAMES, [f"{LONG} {n}" for n in range(8)], list("abcde"), DAYS),
    "odd collection": collection_of(ODD, ODD, ["naming " + ODD[0], ODD[1]], MONTHS),
    "long names": collection_of(
        [LONG, LONG.upper(), "M" * 40], numbered(12), [LONG, LONG.upper(), "sport"]
    ),
    "700": collection_of([f"Name {n}" for n in range(20)], numbered(700), GROUPS, YEARS),
    "empty collection": collection_of([], [], []),
}


def draw_collection(corpus, *, narrow=False):
    terms = corpus.corpus_entities["entity"]
    return [
        figures.collection_entities(corpus, narrow=narrow),
        figures.entity_by_article(corpus, narrow=narrow),
        figures.group_keyness(corpus, marks(corpus), narrow=narrow),
        figures.articles_over_time(corpus, narrow=narrow),
        figures.terms_over_time(
            corpus, terms_over_time(corpus.articles, corpus.mentions, terms), narrow=narrow
        ),
    ]


def draw(article, *, narrow=False):
    keywords = article.keywords[article.keywords["style"] == "phrases"].reset_index(drop=True)
    stays = pd.DataFrame({"keyword": keywords["keyword"], "stays": 1 / (1 + keywords.index)})
    others = pd.DataFrame({"YAKE": keywords.index % 2 == 0, "First phrases": keywords.index > 1})
    return [
        *(function(article, narrow=narrow) for function in OF_AN_ARTICLE),
        figures.keyword_certainty(article, stays, others, narrow=narrow),
    ]


@cache
def drawn_once(case, *, narrow=False):
    if case in COLLECTIONS:
        return draw_collection(COLLECTIONS[case], narrow=narrow)
    return draw(ARTICLES[case], narrow=narrow)


def figure(name, *cases):
    """The figure of that name of the usual article or collection, or of another case."""
    cases = cases or ("usual", "collection")
    (found,) = (f for case in cases for f in drawn_once(case) if f.name == name)
    return found


def ticks(axes, axis="y"):
    return [label.get_text() for label in getattr(axes, f"get_{axis}ticklabels")()]


def lengths(axes):
    return [bar.get_width() for bar in axes.patches]


def page(drawn):
    """Every text on the page with its left, low, right and high edge, in pixels."""
    canvas = drawn.canvas
    canvas.draw_without_rendering()
    texts = list(canvas.texts)
    for axes in filter(Axes.get_visible, canvas.axes):
        texts += [*axes.texts, axes.title, axes.xaxis.label, axes.yaxis.label]
        texts += [child for child in axes.get_children() if isinstance(child, Text)]
        legend = axes.get_legend()
        texts += legend.get_texts() if legend else []
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            shown = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
            texts += [label for tick in shown for label in (tick.label1, tick.label2)]
    for text in dict.fromkeys(texts):
        if text.get_visible() and text.get_text().strip():
            yield text.get_text(), text.get_window_extent().extents.tolist()
