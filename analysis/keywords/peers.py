"""Other methods of keyword extraction behind one protocol, to be compared with and no more."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.util import find_spec
from io import StringIO
from itertools import combinations
from typing import Any, Protocol

import numpy as np
import pandas as pd

from analysis.keywords.candidates import noun_runs
from analysis.keywords.words import is_running_text, phrase_key, read_words
from analysis.rounding import rounded


class KeywordMethod(Protocol):
    """What every method is asked for."""

    @property
    def name(self) -> str:
        """What the method is called."""
        ...

    @property
    def reference(self) -> str:
        """Where it was described."""
        ...

    def rank(self, tokens: pd.DataFrame, *, top: int = 10) -> list[str]:
        """The keywords of one article, the best first."""
        ...


@dataclass(frozen=True, slots=True)
class Peer:
    """A method that reads plain text or tokens; see `KeywordMethod`.

    Attributes:
        name: What the method is called.
        reference: Where it was described.
        package: What must be installed; empty where nothing else is needed.
        how: The tokens of one article to keywords, the best first.
    """

    name: str
    reference: str
    package: str
    how: Callable[[pd.DataFrame, int], list[str]]

    def rank(self, tokens: pd.DataFrame, *, top: int = 10) -> list[str]:
        """The keywords of one article, the best first, each once.

        Args:
            tokens: The tokens of one article.
            top: How many at most.
        """
        different: dict[str, str] = {}
        for phrase in self.how(tokens, top):
            different.setdefault(phrase_key(phrase), phrase)
        return list(different.values())[:top]


def available_peers() -> tuple[list[KeywordMethod], list[str]]:
    """The methods that can run here, and one sentence for each that is left out."""
    here = [p for p in PEERS if not p.package or find_spec(p.package) is not None]
    absent = [
        f"{p.name} is left out, because the package {p.package} is not installed; "
        "install it with: pip install 'article-analysis[peers]'"
        for p in PEERS
        if p not in here
    ]
    return list(here), absent


def agreement(rankings: dict[str, list[str]]) -> pd.DataFrame:
    """How much of one method's list another one has too.

    Args:
        rankings: For each method its keywords of one article.

    Returns:
        Columns method, other, shared (keywords in both, singular and plural being one), jaccard
        (shared of all that either has, 0 to 1).
    """
    keys = {name: {phrase_key(k) for k in ranking} for name, ranking in rankings.items()}
    rows = [
        (a, b, len(keys[a] & keys[b]), len(keys[a] & keys[b]) / max(len(keys[a] | keys[b]), 1))
        for a, b in combinations(keys, 2)
    ]
    return pd.DataFrame(rows, columns=["method", "other", "shared", "jaccard"])


def shared_with_peers(keywords: list[str], tokens: pd.DataFrame, *, top: int = 10) -> pd.DataFrame:
    """Which of an article's keywords each installed peer has among its own first ones.

    Args:
        keywords: Of one article.
        tokens: Of the same article.
        top: How many keywords of each peer to look at.

    Returns:
        One row per keyword, one boolean column per installed peer.
    """
    wanted = pd.Series([phrase_key(keyword) for keyword in keywords], dtype="object")
    peers, _ = available_peers()
    found = {peer.name: {phrase_key(k) for k in peer.rank(tokens, top=top)} for peer in peers}
    return pd.DataFrame({name: wanted.isin(list(keys)) for name, keys in found.items()})


def joined_text(tokens: pd.DataFrame) -> str:
    """The running text of one article's tokens, paragraphs parted by a blank line."""
    counted = tokens[is_running_text(tokens)]
    paragraph, start, end = (counted[c].to_numpy() for c in ("paragraph", "start", "end"))
    space = np.where(start[1:] > end[:-1], " ", "")
    space = np.where(paragraph[1:] != paragraph[:-1], "\n\n", space)
    gaps = ["", *space.tolist()]
    return "".join(gap + word for gap, word in zip(gaps, counted["text"].tolist(), strict=False))


def _first_phrases(tokens: pd.DataFrame, top: int) -> list[str]:
    words, _ = read_words(tokens)
    begin, stop = noun_runs(words)
    here = np.flatnonzero((begin == np.arange(len(begin))) & (stop > begin))
    text = [words.forms[form] for form in words.form.tolist()]
    return [" ".join(text[b:s]) for b, s in zip(here.tolist(), stop[here].tolist(), strict=True)]


def _yake(tokens: pd.DataFrame, top: int, *, words: int = 3) -> list[str]:
    import yake  # type: ignore[import-untyped]

    extractor = yake.KeywordExtractor(lan="en", n=words, top=2 * top)
    found = extractor.extract_keywords(joined_text(tokens))
    return [
        phrase for phrase, _ in sorted(found, key=lambda pair: (float(rounded(pair[1])), pair[0]))
    ]


def _textrank(tokens: pd.DataFrame, top: int) -> list[str]:
    document = _textrank_pipeline()(joined_text(tokens))
    return [
        p.text for p in sorted(document._.phrases, key=lambda p: (-float(rounded(p.rank)), p.text))
    ]


@lru_cache(maxsize=1)
def _textrank_pipeline() -> Any:
    import spacy

    with redirect_stdout(StringIO()):  # on import it prints the path where it is installed
        import pytextrank  # type: ignore[import-untyped]  # noqa: F401  # it registers the pipe

    from analysis.annotate import model_name

    nlp = spacy.load(model_name())
    nlp.add_pipe("textrank")
    return nlp


_YAKE_REFERENCE = (
    "Campos et al. (2020), YAKE! Keyword extraction from single documents using multiple local "
    "features, Information Sciences 509, 257-289"
)
PEERS = (
    Peer(
        "First phrases",
        "baseline: the noun phrases in the order of the text",
        "",
        _first_phrases,
    ),
    Peer(
        "YAKE",
        _YAKE_REFERENCE,
        "yake",
        _yake,
    ),
    Peer(
        "TextRank",
        "Mihalcea & Tarau (2004), TextRank: bringing order into text, EMNLP, 404-411, as in "
        "pytextrank",
        "pytextrank",
        _textrank,
    ),
)
"""Every method that is known here, the baseline first."""
WORD_PEERS = (Peer("YAKE, single words", _YAKE_REFERENCE, "yake", partial(_yake, words=1)),)
"""Methods that rank single words, besides `PEERS`."""
