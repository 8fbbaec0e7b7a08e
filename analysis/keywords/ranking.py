"""TF-IDF keywords: the key terms of an article against a background, with their working."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import ArgumentError
from analysis.keywords.background import Background, wordfreq_background
from analysis.keywords.weights import PARTS, score_phrases, score_words
from analysis.keywords.words import MAX_WORDS, Words
from analysis.rounding import rounded

Style = Literal["phrases", "words"]
_SCORES = {"phrases": score_phrases, "words": score_words}


class Ranked(NamedTuple):
    """Keywords, and where they stand."""

    keywords: pd.DataFrame
    occurrences: pd.DataFrame


def tfidf_keywords(
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    style: Style = "phrases",
    background: Background | None = None,
    top: int = 30,
) -> pd.DataFrame:
    """Rank the key terms of each article against a background.

    The score is the product of its parts (`PARTS`). For phrases, with "words" the words of the
    phrase (plural and singular count as one) and w their mean of tf × √idf, idf at most 6:

    - frequency × rarity = w^0.7: frequency is (mean tf)^0.7, rarity the rest;
    - alone: (times that it stands alone, or is a name, + 0.1)^0.3;
    - position: 1 / (1 + words before its first occurrence / 100);
    - form: 0.3 for one word, 1 for two or three, 0.7 for four, 0.4 for five;
    - person: 0.5 for a person's name.

    For words: frequency is the number of sentences with the word, and 2 more where a heading has
    it; rarity √idf, idf at most 6; form is (letters, at most 10, / 10)^1.5 × the mean over its
    occurrences of 1 for a noun, 0.8 for a verb, 0.3 for an adjective; person 0.5 where it mostly
    stands in a person's name; alone and position 1 (where a word stands made no difference). A
    phrase within a better one is left out. The weights were found on one half of DUC-2001 and
    500N-KPCrowd. No article has any bearing on another one's keywords.

    Args:
        tokens: The tokens table of `analysis.annotate`.
        mentions: The mentions table of `analysis.entities`.
        style: ``"phrases"`` (noun phrases and names) or ``"words"``.
        background: What is common elsewhere; wordfreq's English where none is given.
        top: Keywords an article.

    Returns:
        Columns article_id, style, rank, keyword (its most frequent form), score, tf (its
        occurrences in the running text, headings not counted; those that `keyword_occurrences`
        lists), df (probability that an article of 400 words has such a word, exp(-idf)), idf (of
        its words, weighted by their tf), the parts of the score, and start, end (its first
        occurrence, characters of the article).

    Raises:
        ArgumentError: There is no such style.
    """
    return rank_keywords(tokens, mentions, styles=(style,), background=background, top=top).keywords


def rank_keywords(
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    styles: tuple[Style, ...] = ("phrases", "words"),
    background: Background | None = None,
    top: int = 30,
) -> Ranked:
    """What `tfidf_keywords` gives for each style, and `keyword_occurrences`, in one go."""
    unknown = [style for style in styles if style not in _SCORES]
    if unknown:
        raise ArgumentError(f"style is {unknown[0]!r}, not one of {', '.join(_SCORES)}.")
    words = Words(tokens)
    idf = (background or wordfreq_background()).idf(words.forms)[words.form]
    scored = {style: _SCORES[style](words, mentions, idf) for style in styles}
    best = [_best(parts, words, top=top).assign(style=style) for style, parts in scored.items()]
    table = pd.concat(best)
    # An article's rows stand together, so that batches one after the other are the whole.
    table = table.take(np.argsort(words.article[table["first"]], kind="stable"))
    table = table.reset_index(drop=True)
    first, length = table["first"].to_numpy(), table["length"].to_numpy()
    found = words.occurrences(first, length)
    table["article_id"] = words.articles[words.article[first]]
    table["keyword"] = _usual_form(words, found)
    table["tf"] = np.bincount(found["keyword"], minlength=len(table))
    table["df"] = rounded(np.exp(-table["idf"]))
    table["start"], table["end"] = words.start[first], words.end[first + length - 1]
    front = ["article_id", "style", "rank", "keyword", "score", "tf", "df", "idf"]
    table = table.astype({"article_id": "str", "style": "str"})[[*front, *PARTS, "start", "end"]]
    return Ranked(table, _places(words, table, found))


def keyword_occurrences(tokens: pd.DataFrame, keywords: pd.DataFrame) -> pd.DataFrame:
    """Where each keyword stands in the text that it is from; as many rows as its tf says.

    Returns:
        Columns article_id, style, keyword, section, paragraph, sentence, start, end, in the
        order of the keywords and, for each, of the text.
    """
    words = Words(tokens)
    return _places(words, keywords, words.occurrences(*words.find(keywords)))


def ranks_without(keywords: pd.DataFrame) -> pd.DataFrame:
    """What the list of one article and style would be if one part of the score were left out.

    It needs `tfidf_keywords` with a generous `top`: what a part holds down comes up from far below.

    Returns:
        Columns keyword, rank, then without_frequency, without_rarity and so on: the rank by the
        product of the other parts, ties in the order of the true ranks.
    """
    others = {f"without_{part}": rounded(keywords["score"] / keywords[part]) for part in PARTS}
    table = pd.DataFrame(others, index=keywords.index)
    ranks = table.rank(ascending=False, method="first").astype("int64")
    return keywords[["keyword", "rank"]].join(ranks)


def _best(scored: pd.DataFrame, words: Words, *, top: int) -> pd.DataFrame:
    first, length = scored["first"].to_numpy(), scored["length"].to_numpy()
    article = words.article[first]
    score = rounded(scored[list(PARTS)].prod(axis=1))
    order = np.lexsort((length, first, -score, article))
    first, length, place = first[order], length[order], np.arange(len(order))
    holder = np.full(words.phrase.max(initial=0) + 1, len(order))  # of each phrase, the best one
    for size in range(1, MAX_WORDS + 1):
        for offset in range(MAX_WORDS - size + 1):
            holds = offset + size <= length
            np.minimum.at(holder, words.phrase[size - 1, first[holds] + offset], place[holds])
    order = order[holder[words.phrase[length - 1, first]] == place]
    rank = np.arange(len(order)) - np.searchsorted(article[order], article[order]) + 1
    best: pd.DataFrame = scored.assign(score=score).take(order).assign(rank=rank)[rank <= top]
    return best


def _usual_form(words: Words, found: pd.DataFrame) -> pd.Series:
    # The first word of a sentence loses its capital where it is a noun and no name, or where the
    # article has it in lower case elsewhere; so "Russian" keeps its own.
    keyword, first, length = (found[c].to_numpy() for c in ("keyword", "first", "length"))
    form = words.article * len(words.forms) + words.form
    lowers = words.noun[first] | np.isin(form[first], form[words.small])
    lowers &= words.opens[first] & ~words.proper[first]
    writing = keyword * words.written.size + words.written[length - 1, first]
    _, once, times = np.unique(writing, return_index=True, return_counts=True)
    once = once[np.lexsort((first[once], lowers[once], -times, keyword[once]))]
    usual = once[np.unique(keyword[once], return_index=True)[1]]
    text, start, end = (words.tokens[column].tolist() for column in ("text", "start", "end"))
    forms = []
    for n in usual:
        row, last = words.rows[first[n]], words.rows[first[n] + length[n] - 1]
        head = text[row].lower() if lowers[n] and text[row][1:].islower() else text[row]
        rest = range(row + 1, last + 1)
        forms.append(head + "".join(" " * (start[r] > end[r - 1]) + text[r] for r in rest))
    return pd.Series(forms, dtype="str")


def _places(words: Words, keywords: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    place = words.tokens[["section", "paragraph", "sentence", "start"]]
    place = place.take(words.rows[found["first"]]).reset_index(drop=True)
    shown = keywords[["article_id", "style", "keyword"]].iloc[found["keyword"]]
    table = pd.concat([shown.reset_index(drop=True), place], axis=1)
    return table.assign(end=words.end[found["first"] + found["length"] - 1])
