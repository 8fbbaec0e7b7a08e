"""What is common in the language at large: the background that idf is reckoned against.

`analysis.corpus.background.open_background` chooses one.
"""

import io
import math
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.articles.files import read_file
from analysis.errors import AnalysisError
from analysis.folding import fold
from analysis.keywords.tfidf import Tokens, parts_of
from analysis.rounding import DIGITS, rounded
from analysis.wording import visible

_WORDS = 400  # of an article
_RAREST = 1e-9  # wordfreq's lists end at 1e-8; a word in none of them is rarer than that


class Background(NamedTuple):
    """How likely a word is to occur in an article that is about something else.

    Attributes:
        description: One line that says what it is; it belongs under every table that used it.
        lookup: The probability of a lower-cased word, never 0: the least for one it has never seen.
    """

    description: str
    lookup: Callable[[str], float]

    def idf(self, words: Iterable[str]) -> np.ndarray:
        """Inverse document frequency: -ln of the probability, so 0 for a word in every article."""
        return rounded(-np.log([self.lookup(word) for word in words]))


@cache
def wordfreq_background(language: str = "en") -> Background:
    """The word frequencies of the package wordfreq (R. Speer, 2022, doi:10.5281/zenodo.7199437).

    A word of frequency f (occurrences per word of text) is taken to occur in an article of 400
    words with probability 1 - exp(-400 f), as if the words of an article were drawn
    independently. Real words cluster, so the value is somewhat too high for topical words.

    Raises:
        AnalysisError: wordfreq has no list for that language (an ISO 639-1 code).
    """
    from importlib.metadata import version

    import wordfreq

    known = wordfreq.available_languages("best")
    if language not in known:
        raise AnalysisError(
            f"There is no background for the language {language!r}; "
            f"known are {', '.join(sorted(known))}. Name one of your own with --background."
        )
    # By position, as wordfreq calls it itself: its cache would hold the list twice.
    frequencies = wordfreq.get_frequency_dict(language, "best")

    @cache
    def lookup(word: str) -> float:
        frequency = frequencies.get(word)
        if frequency is None:
            # Only what the list's own tokeniser would split or rewrite can still be found.
            frequency = 0.0 if word.isalpha() else wordfreq.word_frequency(word, language)
        return frequency_to_probability(max(frequency, _RAREST))

    description = (
        f"wordfreq {version('wordfreq')} (texts up to 2021) ({len(frequencies):,} words, "
        f"language {language}; Apache-2.0, data CC BY-SA 4.0)"
    )
    return Background(description, lookup)


def frequency_to_probability(frequency: float) -> float:
    """Probability that a word of that relative frequency occurs in an article of 400 words."""
    return float(f"{-math.expm1(-frequency * _WORDS):.{DIGITS}g}")


def is_word_table(source: str) -> bool:
    """Whether a background is a file for `read_background` rather than articles."""
    return Path(source).suffix.lower() == ".csv" and not Path(source).is_dir()


def read_background(file: Path) -> Background:
    """A background from a CSV file: word, and frequency in occurrences per word of text.

    Raises:
        AnalysisError: It cannot be read, lacks a column, or holds no relative frequencies.
    """
    try:
        table = pd.read_csv(
            io.BytesIO(read_file(file)), keep_default_na=False, dtype={"word": "str"}
        )
        words, frequencies = fold(table["word"]), table["frequency"].astype(float)
    except (OSError, ValueError) as error:
        raise AnalysisError(f"{file}: it is no table of words ({error}).") from error
    except KeyError as error:
        raise AnalysisError(f"{file}: it has no column {error}.") from error
    if table.empty:
        raise AnalysisError(f"{file}: a background needs at least one word.")
    wrong = words[~frequencies.between(0, 1, inclusive="right")].tolist()
    if wrong:
        raise AnalysisError(f"{file}: the frequency of {wrong[0]!r} is no share between 0 and 1.")
    share = dict(zip(words, map(frequency_to_probability, frequencies), strict=True))
    rarest = min(share.values())
    return Background(
        f"{visible(file.name)} ({len(share):,} words)", lambda word: share.get(word, rarest)
    )


def background_from_articles(tokens: Tokens, *, name: str = "these articles") -> Background:
    """A background from a collection: in which share of its articles a word occurs.

    The share is (articles with the word + 0.5) / (articles + 1), so that a word in none of them
    still has one (Jeffreys' prior). A word counts under its lower-cased text and lemma.

    Raises:
        AnalysisError: There is not one token.
    """
    articles, found = 0, Counter[str]()
    for part in parts_of(tokens):
        words = part.melt("article_id", ["text", "lemma"], value_name="word")
        words = words.assign(word=fold(words["word"]))[["article_id", "word"]]
        found.update(words.drop_duplicates()["word"].tolist())
        articles += part["article_id"].nunique()
    if not articles:
        raise AnalysisError("A background needs at least one article with a word in it.")
    return Background(
        f"{visible(name)} ({articles:,} articles)",
        lambda word: (found[word] + 0.5) / (articles + 1),
    )
