"""TF-IDF keywords: the key terms of an article against a background, with their working."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd

from analysis.keywords.background import Background, wordfreq_background
from analysis.keywords.candidates import find_phrases, hash_runs
from analysis.keywords.weights import PARTS, score_phrases, score_words
from analysis.keywords.words import Words, read_words

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
    background = background or wordfreq_background()
    words, articles = read_words(tokens)
    idf = background.idf(words.forms)[words.form]
    if style == "phrases":
        table = score_phrases(words, mentions, articles, idf, neighbours=neighbours)
    else:
        table = score_words(words, mentions, articles, idf)
    table["df"] = np.exp(-table["idf"])
    table["score"] = table[list(PARTS)].prod(axis=1)
    table = _best(table, words, top=top)
    first, length = table["first"].to_numpy(), table["length"].to_numpy()
    number, place = find_phrases(words, first, length)
    table["tf"] = np.bincount(number, minlength=len(table))
    table["keyword"] = _usual_form(tokens, words, number, place, length)
    table["article_id"] = np.array(articles, dtype=object)[table["article"].to_numpy()]
    table["style"] = style
    table["start"], table["end"] = words.start[first], words.end[first + length - 1]
    table = table[[*_FRONT, *PARTS, "start", "end"]]
    return table.astype({"article_id": "str", "style": "str", "keyword": "str"})


def _best(table: pd.DataFrame, words: Words, *, top: int) -> pd.DataFrame:
    """The best of each article, without phrases that stand within a better one."""
    columns = [table[c].to_numpy() for c in ("length", "first", "score", "article")]
    order = np.lexsort((columns[0], columns[1], -columns[2], columns[3]))
    length, first, _, article = (c[order].tolist() for c in columns)
    code = words.key.tolist()
    chosen: list[int] = []
    ranks: list[int] = []
    better = ""
    current, taken = -1, 0
    for index, number in enumerate(article):
        if number != current:
            current, better, taken = number, "|", 0
        if taken == top:
            continue
        begin = first[index]
        if length[index] == 1:
            key = f" {code[begin]} "
        else:
            key = f" {' '.join(map(str, code[begin : begin + length[index]]))} "
        if key in better:
            continue
        better += key + "|"
        taken += 1
        chosen.append(index)
        ranks.append(taken)
    best = table.take(order[chosen]).reset_index(drop=True)
    best["rank"] = np.array(ranks, dtype="int64")
    return best


def _usual_form(
    tokens: pd.DataFrame,
    words: Words,
    number: np.ndarray,
    place: np.ndarray,
    length: np.ndarray,
) -> list[str]:
    """How each keyword is written most often.

    The first word of a sentence loses its capital where it is a noun and no name, or where the
    article has it in lower case elsewhere; so "Russian" keeps its own.
    """
    before = np.maximum(place - 1, 0)
    opens = (place == 0) | (words.sentence[before] != words.sentence[place])
    opens |= words.article[before] != words.article[place]
    pair = words.article * max(len(words.forms), 1) + words.form
    elsewhere = np.isin(pair[place], pair[words.small])
    opens &= (words.noun[place] | elsewhere) & ~words.proper[place]
    written = hash_runs(words.text, place, length[number], number)
    _, first, times = np.unique(written, return_index=True, return_counts=True)
    usual = np.lexsort((first, opens[first], -times, number[first]))
    keyword = number[first][usual]
    best = first[usual[np.searchsorted(keyword, np.arange(len(length)))]]
    begin, stop = words.rows[place[best]], words.rows[place[best] + length - 1]
    text, space = _texts(tokens, begin, stop)
    forms = []
    at = 0
    for size, opening in zip((stop - begin + 1).tolist(), opens[best].tolist(), strict=True):
        head = text[at].lower() if opening and text[at][1:].islower() else text[at]
        rest = zip(space[at + 1 : at + size], text[at + 1 : at + size], strict=True)
        forms.append(head + "".join(gap + word for gap, word in rest))
        at += size
    return forms


def _texts(
    tokens: pd.DataFrame, begin: np.ndarray, stop: np.ndarray
) -> tuple[list[str], list[str]]:
    """The tokens of all spans one after the other, and what stands before each of them."""
    size = stop - begin + 1
    offset = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
    rows = np.repeat(begin, size) + offset
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    gap = start[rows] > end[np.maximum(rows - 1, 0)]
    return tokens["text"].take(rows).tolist(), [" " if g else "" for g in gap.tolist()]


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
    number, place = find_phrases(words, first, length)
    rows = words.rows[place]
    shown = keywords[["article_id", "style", "keyword"]].take(number).reset_index(drop=True)
    where = tokens[["section", "paragraph", "sentence", "start"]].take(rows)
    found = pd.concat([shown, where.reset_index(drop=True)], axis=1)
    found["end"] = words.end[place + length[number] - 1]
    return found


def ranks_without(keywords: pd.DataFrame) -> pd.DataFrame:
    """What the list would be if one part of the score were left out.

    Args:
        keywords: Of one article and style, from `tfidf_keywords` with a generous `top`, since what
            a part holds down can only come up from further down the list.

    Returns:
        Columns keyword, rank, then without_frequency, without_rarity and so on: the rank by the
        product of the other parts, ties in the order of the true ranks.
    """
    left = {f"without_{part}": keywords["score"] / keywords[part] for part in PARTS}
    ranks = {
        name: score.rank(ascending=False, method="first").astype("int64")
        for name, score in left.items()
    }
    return keywords[["keyword", "rank"]].assign(**ranks)
