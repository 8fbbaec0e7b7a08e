"""What is common in the language at large: the background that idf is reckoned against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.errors import AnalysisError
from analysis.rounding import rounded

if TYPE_CHECKING:
    import pandas as pd

ARTICLE_WORDS = 400
_FLOOR = 1e-9  # wordfreq's lists end at 1e-8; a word in none of them is rarer than that


class BackgroundError(AnalysisError):
    """The background does not know the language, or there is nothing to make it from."""


@dataclass(frozen=True)
class Background:
    """How likely a word is to occur in an article that is about something else.

    Attributes:
        name: What the counts come from.
        version: Its version or the date of its newest text.
        size: How much it knows, in words of its list or in articles.
        licence: Under which terms it may be used.
        language: ISO 639-1 code, empty where it is not known.
        floor: The probability of a word that it has never seen.
    """

    name: str
    version: str
    size: str
    licence: str
    language: str
    floor: float
    lookup: Callable[[str], float] = field(repr=False, compare=False)

    def probability(self, words: Iterable[str]) -> np.ndarray:
        """Probability that each word occurs in an article of 400 words, between 0 and 1."""
        found = np.array([self.lookup(word) for word in words], dtype="float64")
        clipped: np.ndarray = np.clip(found, self.floor, 1.0)
        return clipped

    def idf(self, words: Iterable[str]) -> np.ndarray:
        """Inverse document frequency: -ln of `probability`, so 0 for a word in every article."""
        return rounded(-np.log(self.probability(words)))

    def describe(self) -> str:
        """One line that says what the background is; it belongs under every table that used it."""
        language = f", language {self.language}" if self.language else ""
        return f"{self.name} {self.version} ({self.size}{language}; {self.licence})"


@lru_cache(maxsize=4)
def wordfreq_background(language: str = "en") -> Background:
    """The word frequencies of the package wordfreq (R. Speer, 2022, doi:10.5281/zenodo.7199437).

    A word of frequency f (occurrences per word of text) is taken to occur in an article of 400
    words with probability 1 - exp(-400 f), as if the words of an article were drawn
    independently. Real words cluster, so the value is somewhat too high for topical words.

    Args:
        language: ISO 639-1 code.

    Raises:
        BackgroundError: wordfreq has no list for that language.
    """
    from importlib.metadata import version

    import wordfreq

    known = wordfreq.available_languages("best")
    if language not in known:
        raise BackgroundError(
            f"There is no background for the language {language!r}; "
            f"known are {', '.join(sorted(known))}. Name one of your own with --background."
        )
    frequencies = wordfreq.get_frequency_dict(language, wordlist="best")

    @cache
    def lookup(word: str) -> float:
        frequency = frequencies.get(word)
        if frequency is None:
            # Only what the list's own tokeniser would split or rewrite can still be found.
            frequency = 0.0 if word.isalpha() else wordfreq.word_frequency(word, language)
        return frequency_to_probability(max(frequency, _FLOOR))

    return Background(
        name="wordfreq",
        version=f"{version('wordfreq')} (texts up to 2021)",
        size=f"{len(frequencies):,} words",
        licence="Apache-2.0, data CC BY-SA 4.0",
        language=language,
        floor=frequency_to_probability(_FLOOR),
        lookup=lookup,
    )


def frequency_to_probability(frequency: float, *, words: int = ARTICLE_WORDS) -> float:
    """Probability that a word of that relative frequency occurs in a text of so many words."""
    return float(rounded(-np.expm1(-frequency * words)))


def background_from_table(frequencies: Mapping[str, float], *, name: str) -> Background:
    """A background from relative word frequencies (occurrences per word of text, lower case).

    Raises:
        BackgroundError: The table is empty, or holds something that is no relative frequency.
    """
    if not frequencies:
        raise BackgroundError("A background needs at least one word.")
    wrong = next((w for w, f in frequencies.items() if not 0 < f <= 1), None)
    if wrong is not None:
        raise BackgroundError(
            f"The frequency of {wrong!r} is {frequencies[wrong]}, not a share between 0 and 1."
        )
    table = {word.lower(): frequency_to_probability(f) for word, f in frequencies.items()}
    floor = min(table.values())
    return Background(
        name=name,
        version="undated",
        size=f"{len(table):,} words",
        licence="unknown",
        language="",
        floor=floor,
        lookup=lambda word: table.get(word, floor),
    )


def read_background(file: Path) -> Background:
    """A background from a CSV file with the columns word and frequency.

    Args:
        file: Frequencies are occurrences per word of text, between 0 and 1.

    Raises:
        BackgroundError: It cannot be read, lacks a column, or holds no relative frequencies.
    """
    import pandas as pd

    try:
        table = pd.read_csv(file, keep_default_na=False, dtype={"word": "str"})
        frequencies = dict(zip(table["word"], table["frequency"].astype(float), strict=True))
    except (OSError, ValueError) as error:
        raise BackgroundError(f"{file}: it is no table of words ({error}).") from error
    except KeyError as error:
        raise BackgroundError(f"{file}: it has no column {error}.") from error
    return background_from_table(frequencies, name=file.name)


def background_from_articles(tokens: pd.DataFrame, *, name: str = "these articles") -> Background:
    """A background from a collection: in which share of its articles a word occurs.

    The share is (articles with the word + 0.5) / (articles + 1), so that a word in none of them
    still has one (Jeffreys' prior). A word counts under its lower-cased text and lemma.

    Args:
        tokens: Columns article_id, text, lemma.
        name: What the articles are.

    Raises:
        BackgroundError: There is not one token.
    """
    if tokens.empty:
        raise BackgroundError("A background needs at least one article with a word in it.")
    import pandas as pd

    from analysis.folding import fold

    articles = int(tokens["article_id"].nunique())
    words = pd.concat(
        [
            pd.DataFrame({"article_id": tokens["article_id"], "word": tokens[column]})
            for column in ("text", "lemma")
        ]
    )
    words["word"] = fold(words["word"])
    counts = words.drop_duplicates()["word"].value_counts()
    share = dict(zip(counts.index, ((counts + 0.5) / (articles + 1)).tolist(), strict=True))
    floor = 0.5 / (articles + 1)
    return Background(
        name=name,
        version="as given",
        size=f"{articles:,} articles",
        licence="that of the articles",
        language="",
        floor=floor,
        lookup=lambda word: share.get(word, floor),
    )
