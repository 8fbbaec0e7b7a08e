"""TF-IDF keywords: the key terms of an article against a background, with their working."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from analysis.keywords.background import Background, wordfreq_background
from analysis.keywords.candidates import find_phrases, hash_runs
from analysis.keywords.weights import PARTS, score_phrases, score_words
from analysis.keywords.words import Words, first_of_each, is_in, read_words
from analysis.rounding import rounded

Style = Literal["phrases", "words"]
_FRONT = ["article_id", "style", "rank", "keyword", "score", "tf", "df", "idf"]


def tfidf_keywords(
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    style: Style = "phrases",
    background: Background | None = None,
    top: int = 30,
    neighbours: bool = False,
) -> pd.DataFrame:
    """Rank the key terms of each article against a background.

    The score is the product of its parts (`PARTS`). For phrases, with "words" the words of the
    phrase (plural and singular count as one) and w their mean of tf × √idf, idf at most 6:

    - frequency × rarity = w^0.7: frequency is (mean tf)^0.7, rarity the rest;
    - alone: (times that it stands alone, or is a name, + 0.1)^0.3;
    - position: 1 / (1 + words before its first occurrence / 100);
    - form: 0.3 for one word, 1 for two or three, 0.7 for four, 0.4 for five;
    - person: 0.5 for a person's name;
    - shared: 1.3 where it stands alone in a similar article too (with `neighbours` only).

    With `neighbours` the tf in w and in frequency is not the article's alone: for each similar
    article, its occurrences of the word times how alike the two articles are come on top
    (`analysis.keywords.neighbours.expanded_counts`). The idf of a phrase is weighted by the same.
    The column tf stays what the article itself has.

    For words: frequency is the number of sentences with the word, and 2 more where a heading has
    it; rarity √idf, idf at most 6; form is (letters, at most 10, / 10)^1.5 × the mean over its
    occurrences of 1 for a noun, 0.8 for a verb, 0.3 for an adjective; person 0.5 where it mostly
    stands in a person's name; alone, position and shared 1 (where a word stands made no
    difference). A phrase within a better one is left out. The weights were found on one half of
    DUC-2001 and 500N-KPCrowd.

    Args:
        tokens: The tokens table of `analysis.annotate`.
        mentions: The mentions table of `analysis.entities`.
        style: ``"phrases"`` (noun phrases and names) or ``"words"`` (single words).
        background: What is common elsewhere; wordfreq's English where none is given.
        top: Keywords an article.
        neighbours: Let similar articles of the same table speak for each other (phrases only);
            without it, no other article has any bearing on an article's keywords.

    Returns:
        Columns article_id, style, rank, keyword (its most frequent form), score, tf (its
        occurrences in the running text, headings not counted; those that `keyword_occurrences`
        lists), df (probability that an article of 400 words has such a word, exp(-idf)), idf (of
        its words, weighted by their tf), the parts of the score, and start, end (its first
        occurrence, characters of the article).

    Raises:
        ValueError: There is no such style.
    """
    if style not in get_args(Style):
        raise ValueError(f"style is {style!r}, not one of {', '.join(get_args(Style))}.")
    words, articles = read_words(tokens)
    idf = _idf(words, background)
    if style == "phrases":
        scored = score_phrases(words, mentions, articles, idf, neighbours=neighbours)
    else:
        scored = score_words(words, mentions, articles, idf)
    return _rank(tokens, words, articles, scored, style=style, top=top)[0]


class Ranked(NamedTuple):
    """The tables of `tfidf_keywords` and of `keyword_occurrences`."""

    keywords: pd.DataFrame
    occurrences: pd.DataFrame


def rank_keywords(
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    background: Background | None = None,
    top: int = 30,
) -> Ranked:
    """Rank the phrases (with `neighbours`) and the words of each article, and say where they stand.

    The same as `tfidf_keywords` for each style and then `keyword_occurrences`, but the articles
    are read and searched once.

    Args:
        tokens: The tokens table of `analysis.annotate`.
        mentions: The mentions table of `analysis.entities`.
        background: See `tfidf_keywords`.
        top: Keywords an article and style.
    """
    words, articles = read_words(tokens)
    idf = _idf(words, background)
    both: dict[Style, pd.DataFrame] = {
        "phrases": score_phrases(words, mentions, articles, idf, neighbours=True),
        "words": score_words(words, mentions, articles, idf),
    }
    ranked = [
        _rank(tokens, words, articles, scored, style=style, top=top)
        for style, scored in both.items()
    ]
    return Ranked(
        pd.concat([keywords for keywords, _ in ranked], ignore_index=True),
        pd.concat([_table(tokens, words, *each) for each in ranked], ignore_index=True),
    )


class _Occurrences(NamedTuple):
    """The row of the keyword, its first and its last word, for each place where one stands."""

    keyword: np.ndarray
    first: np.ndarray
    last: np.ndarray


def _find(words: Words, first: np.ndarray, length: np.ndarray) -> _Occurrences:
    number, place = find_phrases(words, first, length)
    return _Occurrences(number, place, place + length[number] - 1)


def _idf(words: Words, background: Background | None) -> np.ndarray:
    """For each word, its idf in the background."""
    idf: np.ndarray = (background or wordfreq_background()).idf(words.forms)[words.form]
    return idf


def _rank(
    tokens: pd.DataFrame,
    words: Words,
    articles: list[str],
    scored: pd.DataFrame,
    *,
    style: Style,
    top: int,
) -> tuple[pd.DataFrame, _Occurrences]:
    """The keywords among what is scored, and where they stand."""
    scored["df"] = rounded(np.exp(-scored["idf"]))
    scored["score"] = rounded(scored[list(PARTS)].prod(axis=1))
    table = _best(scored, words, top=top)
    first, length = table["first"].to_numpy(), table["length"].to_numpy()
    found = _find(words, first, length)
    table["tf"] = np.bincount(found.keyword, minlength=len(table))
    table["keyword"] = _usual_form(tokens, words, found, length)
    table["article_id"] = np.array(articles, dtype=object)[table["article"].to_numpy()]
    table["style"] = style
    table["start"], table["end"] = words.start[first], words.end[first + length - 1]
    table = table[[*_FRONT, *PARTS, "start", "end"]]
    return table.astype({"article_id": "str", "style": "str", "keyword": "str"}), found


def _best(table: pd.DataFrame, words: Words, *, top: int) -> pd.DataFrame:
    """The best of each article, without phrases that stand within a better one."""
    columns = [table[c].to_numpy() for c in ("length", "first", "score", "article")]
    order = np.lexsort((columns[0], columns[1], -columns[2], columns[3]))
    length, first, _, article = (c[order] for c in columns)
    edges = [*np.flatnonzero(np.diff(article, prepend=-1)).tolist(), len(article)]
    begins, ends = first.tolist(), (first + length).tolist()
    code = words.key.tolist()
    chosen: list[int] = []
    ranks: list[int] = []
    for low, high in pairwise(edges):
        inside: set[tuple[int, ...]] = set()
        taken = 0
        for index in range(low, high):
            phrase = tuple(code[begins[index] : ends[index]])
            if phrase in inside:
                continue
            inside |= _parts_of(phrase)
            taken += 1
            chosen.append(index)
            ranks.append(taken)
            if taken == top:
                break
    best = table.take(order[chosen]).reset_index(drop=True)
    best["rank"] = np.array(ranks, dtype="int64")
    return best


def _parts_of(phrase: tuple[int, ...]) -> set[tuple[int, ...]]:
    """All runs of its words, itself among them."""
    if len(phrase) == 1:
        return {phrase}
    return {phrase[i:j] for j in range(1, len(phrase) + 1) for i in range(j)}


def _usual_form(
    tokens: pd.DataFrame,
    words: Words,
    found: _Occurrences,
    length: np.ndarray,
) -> list[str]:
    """How each keyword is written most often.

    The first word of a sentence loses its capital where it is a noun and no name, or where the
    article has it in lower case elsewhere; so "Russian" keeps its own.
    """
    number, place = found.keyword, found.first
    before = np.maximum(place - 1, 0)
    opens = (place == 0) | (words.sentence[before] != words.sentence[place])
    opens |= words.article[before] != words.article[place]
    pair = words.article * max(len(words.forms), 1) + words.form
    elsewhere = is_in(pair[place], pair[words.small])
    opens &= (words.noun[place] | elsewhere) & ~words.proper[place]
    written = hash_runs(words.text, place, length[number], number)
    first, writing = first_of_each(written)
    times = np.bincount(writing)
    usual = np.lexsort((first, opens[first], -times, number[first]))
    keyword = number[first][usual]
    best = first[usual[np.searchsorted(keyword, np.arange(len(length)))]]
    begin, stop = words.rows[place[best]], words.rows[place[best] + length - 1]
    text = _texts(tokens, begin, stop)
    forms = []
    at = 0
    for size, opening in zip((stop - begin + 1).tolist(), opens[best].tolist(), strict=True):
        head = text[at].removeprefix(" ")
        head = head.lower() if opening and head[1:].islower() else head
        forms.append(head + "".join(text[at + 1 : at + size]))
        at += size
    return forms


def _texts(tokens: pd.DataFrame, begin: np.ndarray, stop: np.ndarray) -> list[str]:
    """The tokens of all spans one after the other, each with the space before it, if any."""
    size = stop - begin + 1
    offset = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
    rows = np.repeat(begin, size) + offset
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    gap = start[rows] > end[np.maximum(rows - 1, 0)]
    texts = tokens["text"].take(rows).tolist()
    return [f" {text}" if apart else text for text, apart in zip(texts, gap.tolist(), strict=True)]


def keyword_occurrences(tokens: pd.DataFrame, keywords: pd.DataFrame) -> pd.DataFrame:
    """Where each keyword stands in the running text; as many rows as its tf says.

    Args:
        tokens: The tokens table that the keywords were made from.
        keywords: The table of `tfidf_keywords`, one style or both.

    Returns:
        Columns article_id, style, keyword, section, paragraph, sentence, start, end, in the
        order of the keywords and, for each, of the text.
    """
    words, articles = read_words(tokens)
    article = pd.Index(articles).get_indexer(pd.Index(keywords["article_id"]))
    first, length = words.find(article, keywords["start"].to_numpy(), keywords["end"].to_numpy())
    return _table(tokens, words, keywords, _find(words, first, length))


def _table(
    tokens: pd.DataFrame, words: Words, keywords: pd.DataFrame, found: _Occurrences
) -> pd.DataFrame:
    shown = keywords[["article_id", "style", "keyword"]].take(found.keyword)
    where = tokens[["section", "paragraph", "sentence", "start"]].take(words.rows[found.first])
    table = pd.concat([shown.reset_index(drop=True), where.reset_index(drop=True)], axis=1)
    table["end"] = words.end[found.last]
    return table


def ranks_without(keywords: pd.DataFrame) -> pd.DataFrame:
    """What the list would be if one part of the score were left out.

    Args:
        keywords: Of one article and style, from `tfidf_keywords` with a generous `top`, since what
            a part holds down can only come up from further down the list.

    Returns:
        Columns keyword, rank, then without_frequency, without_rarity and so on: the rank by the
        product of the other parts, ties in the order of the true ranks.
    """
    left = {f"without_{part}": rounded(keywords["score"] / keywords[part]) for part in PARTS}
    ranks = {
        name: pd.Series(score, index=keywords.index)
        .rank(ascending=False, method="first")
        .astype("int64")
        for name, score in left.items()
    }
    return keywords[["keyword", "rank"]].assign(**ranks)
