"""What articles are counted in: words of the running text, and names as the units they are."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analysis.entities.corrections import REVIEWED
from analysis.structure import COUNTED_KINDS

LONGEST = 5
"""Units of the longest phrase."""

_WIDE = 1 << 40  # more than any offset, so article * _WIDE + offset orders both
# Words that say when or how many, and forms of address: no keyword holds them.
_BANNED = """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    hour day week weekend month year decade century time morning afternoon evening night
    mr mrs ms miss mx dr prof sir dame lord lady madam
    dozen hundred thousand million billion trillion m bn tn percent
"""


class Units:
    """The units of the articles, one entry each, in the order of the text.

    A unit is a word of the running text (body, lists, quotes), or the whole of a mention, which is
    the same unit for every form of the entity's name. Mentions in headings are units too, as the
    entities table counts them. An article without any running text, such as a lone headline, is
    read whole.

    Args:
        tokens: The tokens table; an article's rows stand together.
        mentions: The mentions table.
        whole_names: Whether a mention is one unit; else each of its words is.

    Attributes:
        first, last: Its first and its last row of the tokens table.
        article: Place of the article in `articles`, the article ids.
        before: Words of the article that stand before it.
        text: The word, or the name of the entity.
        word: Place of that in `words`, the different ones, names in front.
        follows: Whether the unit before it is the one just before, in the same sentence; a hyphen
            or slash between them does not matter.
        noun, adjective, verb: What may be in a keyword, by the tagger and the list here. A name is
            a noun.
        named, person: Whether it is a mention, or stands in a person's name.
        letter: Whether it is one letter or digit that stands in no mention.
        reviewed: Whether it is a mention that the reviewed list named.
        phrase: Phrases × units: a number for the phrase of one unit, of two and so on up to
            `LONGEST` that begins with the unit. Phrases of the same article with the same units
            (plural and singular are one) have the same number; -1 where there is no such phrase.
    """

    def __init__(
        self, tokens: pd.DataFrame, mentions: pd.DataFrame, *, whole_names: bool = True
    ) -> None:
        code, found = pd.factorize(tokens["text"])
        texts = found.to_numpy(dtype=object)
        article, self.articles = pd.factorize(tokens["article_id"])
        place = tokens[["sentence", "start", "end"]].to_numpy()
        mention = _find(mentions, article * _WIDE + place[:, 1], self.articles)
        is_word = _each(texts, lambda text: any(map(str.isalnum, text))).astype(bool)[code]
        counted = tokens["kind"].isin(COUNTED_KINDS).to_numpy() & is_word
        has_running_text = np.bincount(article, weights=counted) > 0
        counted |= is_word & ~has_running_text[article]
        name = mention if whole_names else np.full_like(mention, -1)
        rows = np.flatnonzero(counted | (name >= 0))
        name = name[rows]
        opens = (name < 0) | (name != np.append(-1, name[:-1]))
        self.tokens, self.first = tokens, rows[opens]
        self.last = np.append(rows[np.flatnonzero(opens)[1:] - 1], rows[-1:])
        self.article = article[self.first]
        before = np.flatnonzero(opens)
        self.before = before - before[np.searchsorted(self.article, self.article)]

        name, mention, code = name[opens], mention[self.first], code[self.first]
        self.named = name >= 0
        person = np.append((mentions["label"] == "PERSON").to_numpy(dtype=bool), False)
        self.person = person[mention]
        self.letter = (mention < 0) & (_each(texts, len) == 1)[code]
        rules = mentions.get("rule", mentions["entity"].str[:0])
        reviewed = rules.str.contains(REVIEWED, regex=False).to_numpy(dtype=bool)
        self.reviewed = np.append(reviewed, False)[name]
        entity, names = pd.factorize(mentions["entity"])
        lower = _each(texts, str.lower)
        key, keys = pd.factorize(_each(lower, word_key))
        self.words = [*names, *lower]
        entity = np.append(entity, -1)[name]
        self.word = np.where(self.named, entity, len(names) + code)
        self.text = np.array([*names, *texts], dtype=object)[self.word]

        same = (np.diff(self.article) == 0) & (np.diff(place[self.first, 0]) == 0)
        gap = self.first[1:] - self.last[:-1]
        sign = self.last[:-1] + (gap == 2)
        hyphen = same & (gap == 2) & tokens["text"].isin(["-", "–", "/"]).to_numpy()[sign]
        hyphen &= place[self.last[:-1], 2] == place[sign, 1]
        hyphen &= place[sign, 2] == place[self.first[1:], 1]
        self.follows = np.append(False, (same & (gap == 1)) | hyphen)[: len(self.first)]

        rest = tokens[["pos", "lemma", "is_stop"]].take(self.first)
        pos = rest["pos"].mask(self.named, "PROPN")
        allowed = ~pd.Index(keys).str.strip(".0123456789").isin(_BANNED.split())[key][code]
        allowed = self.named | (allowed & ~rest["is_stop"].to_numpy())
        self.noun = pos.isin(["NOUN", "PROPN"]).to_numpy() & allowed
        self.verb = (pos == "VERB").to_numpy() & allowed
        # "bigger" and "worst" compare, they do not name: their lemma is another word.
        plain = lower[code] == rest["lemma"].to_numpy(dtype=object)
        adjective = (pos == "ADJ").to_numpy() & allowed & plain
        # A part of a compound such as "oil-rich" or "ten-storey" describes like an adjective.
        compound = (np.append(False, hyphen) | np.append(hyphen, False))[: len(self.first)]
        self.adjective = adjective | (compound & ~self.noun)
        # The god Ares has the key of "are", which is another word.
        key = np.where(rest["is_stop"], len(keys) + len(names), 0) + key[code]
        self.phrase = self._number_phrases(np.where(self.named, len(keys) + entity, key))

    def _number_phrases(self, key: np.ndarray) -> np.ndarray:
        numbers = np.full((LONGEST, len(key)), -1, dtype="int64")
        at, before, used = np.arange(len(key)), self.article, 0
        for n in range(LONGEST):
            if n:
                at = at[at + n < len(key)]
                at = at[self.follows[at + n]]
                before = numbers[n - 1, at]
            number, found = pd.factorize(before * (key.max(initial=0) + 1) + key[at + n])
            numbers[n, at] = number + used
            used += len(found)
        return numbers

    def noun_runs(self) -> tuple[np.ndarray, np.ndarray]:
        """Runs of adjectives and nouns within a sentence, up to their last noun.

        For every unit the first place of its run and the place after its last noun; where there is
        no noun, the second is not after the first. A person begins a run: "leader Ann Lee" is two.
        """
        inside = self.noun | self.adjective
        goes_on = inside & self.follows & ~(self.named & self.person)
        opens = ~(goes_on & np.append(False, inside[:-1])[: len(inside)])
        begins = np.flatnonzero(opens)
        if not len(begins):
            return begins, begins
        run = np.cumsum(opens) - 1
        last = np.maximum.reduceat(np.where(self.noun, np.arange(len(inside)), -1), begins)
        return begins[run], last[run] + 1

    def occurrences(self, first: np.ndarray, length: np.ndarray) -> pd.DataFrame:
        """Every place of the phrases that stand at these places, by phrase and in order.

        Returns:
            Columns keyword (a place in `first`), first, length (units).
        """
        phrase = self.phrase[length - 1, first]
        size, place = np.nonzero(np.isin(self.phrase, phrase))
        found = {"phrase": self.phrase[size, place], "first": place, "length": size + 1}
        wanted = pd.DataFrame({"phrase": phrase, "keyword": np.arange(len(first))})
        return wanted.merge(pd.DataFrame(found), on="phrase").drop(columns="phrase")


def word_key(form: str) -> str:
    """What singular and plural of a lower-cased word share, after D. Harman's S-stemmer.

    D. Harman (1991), How effective is suffixing?, JASIS 42(1), 7-15.
    """
    if len(form) > 4 and form.endswith("ies"):
        return form[:-3] + "y"
    return form[:-1] if len(form) > 3 and form[-1] == "s" and form[-2] not in "isu" else form


def phrase_key(phrase: str) -> str:
    """What two writings of the same phrase share: case, hyphens and plurals do not matter."""
    return " ".join(word_key(word) for word in phrase.lower().replace("-", " ").split())


def _find(mentions: pd.DataFrame, places: np.ndarray, articles: pd.Index) -> np.ndarray:
    """For each token the row of the mention that it stands in, or -1."""
    article = articles.get_indexer(pd.Index(mentions["article_id"])) * _WIDE
    begin, stop = (np.append(-1, article + mentions[at].to_numpy()) for at in ("start", "end"))
    order = np.argsort(begin, kind="stable")  # processors part in how they order ties otherwise
    row = order[np.searchsorted(begin[order], places, side="right") - 1]
    return np.where(places < stop[row], row, 0) - 1


def _each(texts: np.ndarray, function: Callable[[str], Any]) -> np.ndarray:
    return np.array([function(text) for text in texts], dtype=object)
