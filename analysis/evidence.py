"""From any number back to the sentences that it counts."""

import re
from collections.abc import Iterator
from functools import partial
from sys import maxsize
from typing import Literal

import numpy as np
import pandas as pd

from analysis.corpus import Corpus, require_article, require_corpus
from analysis.entities import articles_by_entity
from analysis.errors import AnalysisError
from analysis.folding import fold
from analysis.keywords.duplicates import shared_sentences
from analysis.keywords.ranking import require_style
from analysis.structure.markup import visible_text
from analysis.wording import counted, escape, suggest, times

_SENTENCE = ["article_id", "sentence"]
_PLACE = ["article_id", "section", "paragraph", "sentence"]
_WORD = re.compile(r"\w+")


def entity_evidence(corpus: Corpus, entity: str) -> pd.DataFrame:
    """Every mention of one entity, named as in the table of mentions, in its sentence.

    Returns:
        One row per mention: article_id, section, paragraph, sentence, before, match, after, where
        before + match + after is the sentence.

    Raises:
        AnalysisError: There is no mention of it, or `corpus` is none.
    """
    require_corpus(corpus)
    found = corpus.mentions[corpus.mentions["entity"] == entity]
    if found.empty:
        known = corpus.mentions["entity"].drop_duplicates().tolist()
        raise AnalysisError(f"There is no mention of {entity}; {suggest(entity, known)}")
    return _cut_out(found, corpus.sentences, _SENTENCE).drop(columns=["start", "end"])


def concordance(
    corpus: Corpus,
    query: str,
    *,
    sort: Literal["position", "left", "right"] = "position",
    context: int = 60,
) -> pd.DataFrame:
    """Every place where a word or phrase stands, as keyword in context; headings too.

    The words are whole ones and literal: no character has a special meaning. ``US`` finds ``us``.

    Args:
        corpus: One article or many.
        query: A word, or several that follow each other within a sentence.
        sort: By place, or by the words to the left or right, the nearest first.
        context: Characters to each side at most, of whole words of the same paragraph.

    Returns:
        article_id, section, paragraph, sentence, start, end, left, match, right.

    Raises:
        AnalysisError: `corpus` is none, or there is no such order.
    """
    require_corpus(corpus)
    if sort not in ("position", "left", "right"):
        raise AnalysisError(f"A concordance is sorted by position, left or right, not by {sort}.")
    tokens = corpus.tokens
    words = " ".join(query.lower().split())
    texts = [text.lower() for text in tokens["text"].tolist()]
    # Tokens that touch each other, such as "$" and "5", are one word.
    gaps = (tokens["start"] > tokens["end"].shift()).tolist()
    size = np.array([len(text) for text in texts], dtype="int64")
    ends = np.cumsum(size + np.array(gaps, dtype="int64"))
    begins = ends - size
    spaced = (" " + text if gap else text for gap, text in zip(gaps, texts, strict=True))
    hits = re.finditer(f"(?={re.escape(words)})", "".join(spaced)) if words else ()
    at = np.array([hit.start() for hit in hits], dtype="int64")
    at = at[np.isin(at, begins) & np.isin(at + len(words), ends)]
    rows = np.searchsorted(begins, at), np.searchsorted(ends, at + len(words))
    places = tokens[[*_PLACE, "start", "end"]]
    first, last = (places.iloc[row].reset_index(drop=True) for row in rows)
    together = (first[_SENTENCE] == last[_SENTENCE]).all(axis=1)
    found = first.assign(end=last["end"])[together]
    # White space and markup are no words: what may be four times as long is cut below.
    table = _cut_out(found, corpus.paragraphs, ["article_id", "paragraph"], reach=4 * context)
    for side, width in (("before", -context), ("after", context)):
        table[side] = table[side].map(partial(_nearest, context=width)).astype("str")
    table = table.rename(columns={"before": "left", "after": "right"})
    if sort == "position":
        return table
    words_of = [_WORD.findall(text) for text in fold(table[sort])]
    keys = [found[::-1] for found in words_of] if sort == "left" else words_of
    return table.iloc[sorted(range(len(table)), key=keys.__getitem__)].reset_index(drop=True)


def _nearest(text: str, context: int) -> str:
    """The whole words next to a match, on its right, or on its left where `context` is negative."""
    shown, width = visible_text(text), abs(context)
    if len(shown) <= width:
        return shown
    left, right = shown[-width - 1 :].partition(" "), shown[: width + 1].rpartition(" ")
    return right[0] if context > 0 else left[2]


def _cut_out(
    occurrences: pd.DataFrame, texts: pd.DataFrame, key: list[str], reach: int = maxsize
) -> pd.DataFrame:
    """Each occurrence with what stands before it, in it and after it in its text, so far."""
    within = texts[[*key, "start", "text"]].rename(columns={"start": "begin"})
    places = occurrences[[*_PLACE, "start", "end"]]
    joined = places.merge(within, on=key, validate="many_to_one")
    bounds = joined[["start", "end"]].sub(joined["begin"], axis=0).to_numpy().tolist()
    parts = [
        (s[max(0, a - reach) : a], s[a:b], s[b : b + reach])
        for s, (a, b) in zip(joined["text"].tolist(), bounds, strict=True)
    ]
    columns = ["before", "match", "after"]
    return joined[places.columns].join(pd.DataFrame(parts, joined.index, columns, dtype="str"))


class Html(str):
    """HTML that a notebook shows as it is; what came from an article is escaped in it."""

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<{len(self)} characters of HTML>"


def mark(text: str, spans: list[tuple[int, int]]) -> str:
    """The text as HTML with the spans in ``<mark>``; of overlapping spans the first one stands."""
    parts: list[str] = []
    reached = 0
    for start, end in sorted(spans):
        if start >= reached:
            parts += [escape(text[reached:start]), f"<mark>{escape(text[start:end])}</mark>"]
            reached = end
    return "".join(parts) + escape(text[reached:])


def highlight(occurrences: pd.DataFrame, sentences: pd.DataFrame) -> str:
    """The sentences of occurrences as an HTML list, each of them once, with the places marked."""
    several = occurrences["article_id"].nunique() > 1
    items = [
        f"<li>{html} <small>({f'{escape(article_id)}, ' if several else ''}{where})</small></li>"
        for article_id, where, html in marked(occurrences, sentences)
    ]
    return f"<ul>{''.join(items)}</ul>"


def marked(occurrences: pd.DataFrame, sentences: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """For each sentence of the occurrences its article, its place in it, its HTML with marks."""
    found = _cut_out(occurrences, sentences, _SENTENCE)
    for (article_id, section, paragraph, _), own in found.groupby(_PLACE, sort=False):
        parts = own[["before", "match", "after"]].to_numpy().tolist()
        spans = [(len(before), len(before + match)) for before, match, _ in parts]
        where = f"section {section}, paragraph {paragraph}"
        yield str(article_id), where, mark("".join(parts[0]), spans)


def of_entities(article: Corpus, *, top: int = 10) -> Html:
    """The most mentioned entities with their counts; opening one shows the sentences behind it.

    Returns:
        One HTML ``details`` element per entity, which opens without a script.

    Raises:
        AnalysisError: `article` is no corpus of one article; see `analysis.corpus.Corpus.only`.
    """
    require_article(article)
    entities = article.entities.head(top)
    shown = entities[["entity", "label", "mentions"]].itertuples(index=False)
    lines = [f"{entity} · {label} · {times(count)}" for entity, label, count in shown]
    keys = entities[["article_id", "entity"]]
    return _expandable(lines, _in_sentences(keys, article.mentions, article.sentences))


def of_keywords(article: Corpus, *, style: str = "phrases", top: int = 10) -> Html:
    """Each of the first `top` keywords with its term frequency; opening it shows its sentences.

    `style` is ``"phrases"`` or ``"words"``; it takes, returns and raises as `of_entities`.
    """
    require_article(article)
    require_style(style)
    keywords = article.keywords[article.keywords["style"] == style].head(top)
    shown = keywords[["keyword", "tf", "score"]].itertuples(index=False)
    lines = [f"{keyword} · {times(tf)} · score {score:.2f}" for keyword, tf, score in shown]
    keys = keywords[["article_id", "style", "keyword"]]
    return _expandable(lines, _in_sentences(keys, article.keyword_occurrences, article.sentences))


def of_articles(corpus: Corpus, *, top: int = 5) -> Html:
    """Each of the main entities with its articles; opening it shows where each names it first.

    `top` entities are shown, in HTML as from `of_entities`.
    """
    by_entity = articles_by_entity(corpus.mentions, corpus.sentences)
    key = ["entity", "label"]
    entities = by_entity.groupby(key, sort=False)["mentions"].agg(["size", "sum"]).head(top)
    lines = [
        f"{entity} · {label} · {counted(size, 'article')} · {counted(mentions, 'mention')}"
        for (entity, label), size, mentions in entities.itertuples()
    ]
    keys = entities.reset_index()[key]
    return _expandable(lines, _in_sentences(keys, by_entity, corpus.sentences))


def of_pairs(corpus: Corpus, pairs: pd.DataFrame) -> Html:
    """Each pair of `analysis.near_duplicates`; opening it shows the sentences that both have."""
    rows = pairs[["article_id", "other", "similarity"]].itertuples(index=False)
    shared = shared_sentences(pairs, corpus.sentences)
    lines, inside = [], []
    for (one, other, similarity), texts in zip(rows, shared, strict=True):
        both = [f"<li>{escape(text)}</li>" for text in texts]
        number = counted(len(both), "sentence")
        lines.append(f"{one} and {other} · similarity {similarity:.2f} · {number} in both")
        inside.append(f"<ul>{''.join(both) or '<li>(none word for word)</li>'}</ul>")
    return _expandable(lines, inside)


def _in_sentences(
    keys: pd.DataFrame, occurrences: pd.DataFrame, sentences: pd.DataFrame
) -> list[str]:
    columns = list(keys.columns)
    groups = dict(list(occurrences.merge(keys, on=columns).groupby(columns)))
    return [highlight(groups[key], sentences) for key in keys.itertuples(index=False)]


def _expandable(lines: list[str], inside: list[str]) -> Html:
    heads = (f"<details><summary>{escape(line)}</summary>" for line in lines)
    both = zip(heads, inside, strict=True)
    return Html("".join(f"{head}{html}</details>" for head, html in both))
