"""The words of the running text as arrays: read once, counted, joined and compared by number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analysis.structure import COUNTED_KINDS

MAX_WORDS = 5
"""Words of the longest phrase."""

_WIDE = 1 << 40  # more than any offset, so article * _WIDE + offset orders both
_HYPHENS = ("-", "–", "/")
_JOINTS = ("&", "'", "’", ".")  # as in R&D, O'Hara and St. where the model splits them
# Words that say when, how many or who speaks, and forms of address: no keyword holds them.
_BANNED = """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    mr mrs ms miss mx dr prof sir dame lord lady madam
    dozen hundred thousand million billion trillion percent
    say says said saying tell tells told telling
"""


class Words:
    """The words of the running text (body, lists, quotes), one entry a word; no punctuation.

    An article without any running text, such as a lone headline, is read whole.

    Attributes:
        tokens, rows: The tokens table, and their places in it.
        article: Place of the article in `articles`, the article ids.
        form: Place of the lower-cased word in `forms`, the different ones.
        sentence, start, end: As in the tokens table.
        opens: Whether it is the first word of its sentence.
        follows: Whether the word before it is the one just before, in the same sentence; a
            hyphen, an ampersand, an apostrophe or a full stop between them does not matter.
        noun, adjective, verb: What may be in a keyword, by the tagger and the lists here.
        proper: Whether the tagger takes it for a name.
        small: Whether it is written in lower case.
        headed: Whether the word also stands in the article's title or in one of its headings.
        phrase: Phrases × words: a number for the phrase of one word, of two and so on up to
            `MAX_WORDS` that begins with the word. Phrases of the same article with the same
            words (see `word_key`) have the same number; -1 where there is no such phrase.
        written: The same for the words as they are written.
    """

    def __init__(self, tokens: pd.DataFrame) -> None:
        code, found = pd.factorize(tokens["text"])
        texts = found.to_numpy(dtype=object)
        form, self.forms = pd.factorize(_each(texts, str.lower))
        key = pd.factorize(_each(self.forms, word_key))[0][form][code]
        is_word = _each(texts, lambda text: any(map(str.isalnum, text))).astype(bool)[code]
        article, self.articles = pd.factorize(tokens["article_id"])
        counted = tokens["kind"].isin(COUNTED_KINDS).to_numpy() & is_word
        has_running_text = np.bincount(article, weights=counted) > 0
        rows = np.flatnonzero(counted | (is_word & ~has_running_text[article]))
        rows = rows[np.argsort(article[rows], kind="stable")]
        self.tokens, self.rows = tokens, rows
        self.article, self.form = article[rows], form[code[rows]]
        place = tokens[["sentence", "start", "end"]].to_numpy()[rows]
        self.sentence, self.start, self.end = place.T
        self.small = (texts == self.forms[form])[code[rows]]
        headings = tokens["kind"].isin(["title", "heading"]).to_numpy() & is_word
        of_article = article * len(texts) + key
        self.headed = np.isin(of_article[rows], of_article[headings])

        middle = np.minimum(rows[:-1] + 1, rows[1:])  # what stands between two words, if anything
        begin, stop = tokens["start"].to_numpy()[middle], tokens["end"].to_numpy()[middle]
        same = (np.diff(self.article) == 0) & (np.diff(self.sentence) == 0)
        self.opens = np.append(True, ~same)[: len(rows)]
        one_between = same & (np.diff(rows) == 2)
        hyphen = one_between & found.isin(_HYPHENS)[code[middle]]
        hyphen &= (self.end[:-1] == begin) & (stop == self.start[1:])
        joint = one_between & found.isin(_JOINTS)[code[middle]]
        self.follows = np.append(False, (same & (np.diff(rows) == 1)) | hyphen | joint)[: len(rows)]

        pos = tokens["pos"].take(rows)
        bare = _each(self.forms, lambda form: form.strip("."))
        allowed = ~pd.Index(bare).isin(_BANNED.split())[self.form]
        allowed &= ~tokens["is_stop"].to_numpy()[rows]
        self.proper = (pos == "PROPN").to_numpy()
        self.noun = pos.isin(["NOUN", "PROPN"]).to_numpy() & allowed
        self.verb = (pos == "VERB").to_numpy() & allowed
        # "bigger" and "worst" compare, they do not name: their lemma is another word.
        adjective = (pos == "ADJ").to_numpy() & allowed
        lemma = tokens["lemma"].take(rows[adjective]).to_numpy(dtype=object)
        adjective[adjective] = self.forms[self.form[adjective]] == lemma
        # A part of a compound such as "oil-rich" or "ten-storey" describes like an adjective.
        compound = np.append(False, hyphen) | np.append(hyphen, False)
        self.adjective = adjective | (compound[: len(rows)] & ~self.noun)
        self.phrase = self._number_phrases(key[rows])
        self.written = self._number_phrases(code[rows])

    def _number_phrases(self, word: np.ndarray) -> np.ndarray:
        numbers = np.full((MAX_WORDS, len(word)), -1, dtype="int64")
        at, before, used = np.arange(len(word)), self.article, 0
        for n in range(MAX_WORDS):
            if n:
                at = at[at + n < len(word)]
                at = at[self.follows[at + n]]
                before = numbers[n - 1, at]
            number, found = pd.factorize(before * (word.max(initial=0) + 1) + word[at + n])
            numbers[n, at] = number + used
            used += len(found)
        return numbers

    def find(self, spans: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """First word, and number of words, of each span: columns article_id, start, end."""
        article = self.articles.get_indexer(pd.Index(spans["article_id"]))
        start, end = (article * _WIDE + spans[column].to_numpy() for column in ("start", "end"))
        first = np.searchsorted(self.article * _WIDE + self.start, start)
        last = np.searchsorted(self.article * _WIDE + self.end, end, side="right")
        return first, np.where(article >= 0, last - first, 0)

    def occurrences(self, first: np.ndarray, length: np.ndarray) -> pd.DataFrame:
        """Every place of the phrases that stand at these places, by phrase and in order.

        Returns:
            Columns keyword (a place in `first`), first, length (words).
        """
        phrase = self.phrase[length - 1, first]
        size, place = np.nonzero(np.isin(self.phrase, phrase))
        found = {"phrase": self.phrase[size, place], "first": place, "length": size + 1}
        wanted = pd.DataFrame({"phrase": phrase, "keyword": np.arange(len(first))})
        return wanted.merge(pd.DataFrame(found), on="phrase").drop(columns="phrase")


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


def _each(texts: np.ndarray, function: Callable[[str], Any]) -> np.ndarray:
    return np.array([function(text) for text in texts], dtype=object)
