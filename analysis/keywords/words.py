"""The words of the running text as arrays: read once, counted, joined and compared by number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.structure import COUNTED_KINDS

HEADING_KINDS = ("title", "heading")
WIDE = np.int64(1) << 40  # more than any offset, so article * WIDE + offset orders both
_HYPHENS = frozenset({"-", "–", "/"})
_JOINTS = frozenset({"&", "'", "’", "."})  # as in R&D, O'Hara and St. where the model splits them
# Words that say when, how many or who speaks, and forms of address: no keyword holds them.
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep"),
    *("sept", "oct", "nov", "dec"),
)
_HONORIFICS = (
    *("mr", "mrs", "ms", "miss", "mx", "dr", "prof"),
    *("sir", "dame", "lord", "lady", "madam"),
)
_AMOUNTS = ("dozen", "hundred", "thousand", "million", "billion", "trillion", "percent")
_SPEECH = ("say", "says", "said", "saying", "tell", "tells", "told", "telling")
_DAYS = ("today", "yesterday", "tomorrow", "tonight")
_BANNED = frozenset({*_WEEKDAYS, *_MONTHS, *_DAYS, *_HONORIFICS, *_AMOUNTS, *_SPEECH})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the running text, one entry a word; punctuation is left out.

    Attributes:
        rows: Their places in the tokens table.
        article: Number of the article, in the order in which articles come.
        position: Words before it in its article.
        key: Code of what is counted as the same word; see `word_key`.
        text: Code of the text as it stands.
        form: Code of the lower-cased text.
        forms: The lower-cased texts by code.
        follows: Whether the word before it is the one just before, in the same sentence; a
            hyphen, an ampersand, an apostrophe or a full stop between them does not matter.
        noun, adjective, verb: What may be in a keyword, by the tagger and the lists here.
        proper: Whether the tagger takes it for a name.
        small: Whether it is written in lower case.
        headed: Whether the word also stands in the article's title or in one of its headings.
        sentence: Number of its sentence in its article.
        start, end: Its characters in the article.
    """

    rows: np.ndarray
    article: np.ndarray
    position: np.ndarray
    key: np.ndarray
    text: np.ndarray
    form: np.ndarray
    forms: list[str]
    follows: np.ndarray
    noun: np.ndarray
    adjective: np.ndarray
    verb: np.ndarray
    proper: np.ndarray
    small: np.ndarray
    headed: np.ndarray
    sentence: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @property
    def keys(self) -> int:
        """One more than the largest key, and never 0."""
        return int(self.key.max(initial=0)) + 1

    def find(
        self, article: np.ndarray, start: np.ndarray, end: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """First word at or after `start`, and words up to `end`, in the articles numbered."""
        first = np.searchsorted(self.article * WIDE + self.start, article * WIDE + start)
        last = np.searchsorted(self.article * WIDE + self.end, article * WIDE + end, side="right")
        return first, last - first


def word_key(form: str) -> str:
    """What singular and plural share: Harman's S-stemmer on lower-cased text.

    D. Harman (1991), How effective is suffixing?, JASIS 42(1), 7-15. It touches nothing but a
    final ``s``.
    """
    if len(form) > 3 and form.endswith("s"):
        if form.endswith("ies") and not form.endswith(("eies", "aies")):
            return form[:-3] + "y"
        if form.endswith("es") and not form.endswith(("aes", "ees", "oes")):
            return form[:-1]
        if not form.endswith(("us", "ss", "es")):
            return form[:-1]
    return form


def phrase_key(phrase: str) -> str:
    """What two writings of the same phrase share: case, hyphens and plurals do not matter."""
    return " ".join(word_key(word) for word in phrase.lower().replace("-", " ").split())


def read_words(tokens: pd.DataFrame) -> tuple[Words, list[str]]:
    """Turn the words of running text (body, lists, quotes) into arrays, and name the articles.

    An article without any running text, such as a lone headline, is read whole.

    Args:
        tokens: The tokens table of `analysis.annotate`.
    """
    text_of, different = pd.factorize(tokens["text"])
    texts = different.tolist()
    forms, form_of = _distinct([text.lower() for text in texts])
    keys = _distinct([word_key(form) for form in forms])[1]
    form_of_token = form_of[text_of]
    is_word = [text.isalnum() or any(map(str.isalnum, text)) for text in texts]
    has_letter = np.array(is_word, dtype=bool)[text_of]
    everyone, ids = pd.factorize(tokens["article_id"])
    kind, kinds = pd.factorize(tokens["kind"])
    rows = _counted_rows(everyone, _among(kind, kinds, COUNTED_KINDS), has_letter)
    article, names = pd.factorize(everyone[rows])
    sentence, start, end = (tokens[c].to_numpy()[rows] for c in ("sentence", "start", "end"))
    is_hyphen, is_joint = (
        np.array([text in marks for text in texts], dtype=bool)[text_of]
        for marks in (_HYPHENS, _JOINTS)
    )
    follows, glued = _joints(tokens, rows, is_hyphen, is_joint, article, sentence)
    form = form_of_token[rows]
    noun, adjective, verb, proper = _parts(tokens, rows, form, forms, glued)
    headings = np.flatnonzero(_among(kind, kinds, HEADING_KINDS) & has_letter)
    size = int(keys.max(initial=0)) + 1
    heading_words = everyone[headings] * size + keys[form_of_token[headings]]
    words_of_each = np.bincount(article)
    words = Words(
        rows=rows,
        article=article,
        position=np.arange(len(rows))
        - np.repeat(np.cumsum(words_of_each) - words_of_each, words_of_each),
        key=keys[form],
        text=text_of[rows],
        form=form,
        forms=forms,
        follows=follows,
        noun=noun,
        adjective=adjective,
        verb=verb,
        proper=proper,
        small=np.array([text == text.lower() for text in texts], dtype=bool)[text_of[rows]],
        headed=is_in(everyone[rows] * size + keys[form], heading_words),
        sentence=sentence,
        start=start,
        end=end,
    )
    return words, [str(ids[n]) for n in names]


def occurrences_of_each_word(words: Words) -> np.ndarray:
    """For each word, how often it occurs in its article."""
    pair, _ = pd.factorize(words.article * words.keys + words.key)
    counts: np.ndarray = np.bincount(pair)[pair] if len(pair) else pair
    return counts


def first_of_each(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The place where each different code is first met, and for each code which one it is."""
    number, different = pd.factorize(codes)
    first = np.zeros(len(different), dtype="int64")
    # Of the places written to one entry the last one stays: backwards, that is the first.
    first[number[::-1]] = np.arange(len(number))[::-1]
    return first, number


def is_in(codes: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Whether each code is one of those wanted; pandas hashes where `numpy.isin` sorts."""
    found: np.ndarray = pd.Index(codes).isin(wanted)
    return found


def _distinct(values: list[str]) -> tuple[list[str], np.ndarray]:
    """The different values in the order of first occurrence, and for each value which it is."""
    number = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return list(number), np.array([number[value] for value in values], dtype="int64")


def is_one_of(column: pd.Series, wanted: tuple[str, ...]) -> np.ndarray:
    """Whether each value is one of those wanted; each different value is looked at once."""
    return _among(*pd.factorize(column), wanted)


def _among(codes: np.ndarray, values: pd.Index, wanted: tuple[str, ...]) -> np.ndarray:
    found: np.ndarray = np.array([value in wanted for value in values], dtype=bool)[codes]
    return found


def is_running_text(tokens: pd.DataFrame) -> np.ndarray:
    """Whether each token stands in running text: no heading, byline, caption or the like."""
    return is_one_of(tokens["kind"], COUNTED_KINDS)


def _counted_rows(article: np.ndarray, is_body: np.ndarray, has_letter: np.ndarray) -> np.ndarray:
    counted = is_body & has_letter
    has_running_text = np.bincount(article, weights=counted) > 0
    if not has_running_text.all():
        counted |= ~has_running_text[article] & has_letter
    rows = np.flatnonzero(counted)
    in_order = bool(np.all(article[rows][1:] >= article[rows][:-1]))
    if not in_order:
        rows = rows[np.argsort(article[rows], kind="stable")]
    return rows


def _joints(
    tokens: pd.DataFrame,
    rows: np.ndarray,
    is_hyphen: np.ndarray,
    is_joint: np.ndarray,
    article: np.ndarray,
    sentence: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Whether nothing that parts them stands between a word and the last; whether a hyphen."""
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    follows, glued = np.zeros((2, len(rows)), dtype=bool)
    here, before = rows[1:], rows[:-1]
    same = (article[1:] == article[:-1]) & (sentence[1:] == sentence[:-1])
    middle = np.minimum(before + 1, here)
    glued[1:] = same & (here - before == 2) & is_hyphen[middle]
    glued[1:] &= (end[before] == start[middle]) & (end[middle] == start[here])
    joined = (here - before == 2) & is_joint[middle]
    follows[1:] = same & ((here - before == 1) | glued[1:] | joined)
    return follows, glued


def _parts(
    tokens: pd.DataFrame,
    rows: np.ndarray,
    form: np.ndarray,
    forms: list[str],
    glued: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Which words are nouns, adjectives and verbs that a keyword may hold, and which are names."""
    tag, tags = pd.factorize(tokens["pos"])
    tag = tag[rows]

    def tagged(*wanted: str) -> np.ndarray:
        return _among(tag, tags, wanted)

    banned = np.array([form.strip(".") in _BANNED for form in forms], dtype=bool)
    allowed = ~banned[form] & ~tokens["is_stop"].to_numpy()[rows]
    noun = tagged("NOUN", "PROPN") & allowed
    adjective = tagged("ADJ") & allowed
    # "bigger" and "worst" compare, they do not name: their lemma is another word.
    ask = np.flatnonzero(adjective)
    lemma = tokens["lemma"].take(rows[ask]).tolist()
    adjective[ask] = [forms[f] == base for f, base in zip(form[ask].tolist(), lemma, strict=True)]
    # A part of a compound such as "oil-rich" or "ten-storey" describes like an adjective.
    compound = glued.copy()
    compound[:-1] |= glued[1:]
    return noun, adjective | (compound & ~noun), tagged("VERB") & allowed, tagged("PROPN")
