"""Other methods of keyword extraction behind one protocol, to be compared with and no more."""

from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from importlib.util import find_spec
from io import StringIO
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.keywords.units import Units, phrase_key
from analysis.rounding import rounded
from analysis.structure.lengths import running_text

_LONGEST = 200  # letters of a word: YAKE compares its candidates letter by letter
_NO_NAMES = pd.DataFrame(columns=["article_id", "start", "end", "label", "entity"])


class Peer(NamedTuple):
    """A method of keyword extraction, and the package that it needs, if any.

    `how` takes the tokens of one article, and how many keywords are asked for, to keywords.
    """

    name: str
    package: str
    how: Callable[[pd.DataFrame, int], list[str]]

    def rank(self, tokens: pd.DataFrame, *, top: int = 10) -> list[str]:
        """The keywords of one article, the best first, each once; `top` of them at most."""
        found = pd.Series(self.how(tokens, top), dtype="object")
        return found[~found.map(phrase_key).duplicated()].head(top).tolist()


def available_peers() -> tuple[list[Peer], list[str]]:
    """The methods that can run here, and a sentence for each that is left out."""
    here = [p for p in PEERS if not p.package or find_spec(p.package) is not None]
    absent = [
        f"{p.name} is left out, because the package {p.package} is not installed; "
        "install it with: pip install 'article-analysis[peers]'"
        for p in PEERS
        if p not in here
    ]
    return here, absent


def shared_with_peers(keywords: list[str], tokens: pd.DataFrame) -> pd.DataFrame:
    """Which of an article's keywords each installed peer has among its own first ten.

    `keywords` and `tokens` are of one article. One row per keyword, one boolean column per peer.
    """
    wanted = pd.Series(keywords, dtype="object").map(phrase_key)
    peers, _ = available_peers()
    has = {peer.name: wanted.isin([phrase_key(key) for key in peer.rank(tokens)]) for peer in peers}
    return pd.DataFrame(has)


def joined_text(tokens: pd.DataFrame) -> str:
    """The running text of one article's tokens, paragraphs parted by a blank line.

    Without words that go on for more than 200 letters.
    """
    body = running_text(tokens)
    body = body[body["text"].str.len() <= _LONGEST]
    before = body[["end", "paragraph"]].shift()
    gap = np.where(body["start"] > before["end"], " ", "")
    gap = np.where(body["paragraph"] != before["paragraph"], "\n\n", gap)
    return "".join(gap + body["text"].to_numpy(dtype=object)).strip()


def _first_phrases(tokens: pd.DataFrame, top: int) -> list[str]:
    """The baseline: the noun phrases in the order of the text."""
    units = Units(tokens, _NO_NAMES)
    begin, stop = units.noun_runs()
    here = np.flatnonzero((begin == np.arange(len(begin))) & (stop > begin))
    text = [word.lower() for word in units.text]
    return [" ".join(text[b:s]) for b, s in zip(here.tolist(), stop[here].tolist(), strict=True)]


def _yake(tokens: pd.DataFrame, top: int, *, words: int = 3) -> list[str]:
    """R. Campos et al. (2020), YAKE!, Information Sciences 509, 257-289."""
    import yake  # type: ignore[import-untyped]

    extractor = yake.KeywordExtractor(lan="en", n=words, top=2 * top)
    found = extractor.extract_keywords(joined_text(tokens))
    return [text for _, text in sorted((float(rounded(score)), text) for text, score in found)]


def _textrank(tokens: pd.DataFrame, top: int) -> list[str]:
    """R. Mihalcea & P. Tarau (2004), TextRank, EMNLP, 404-411; as in pytextrank."""
    phrases = _textrank_pipeline()(joined_text(tokens))._.phrases
    return [text for _, text in sorted((-float(rounded(p.rank)), p.text) for p in phrases)]


@cache
def _textrank_pipeline() -> Any:
    import spacy

    with redirect_stdout(StringIO()):  # on import it prints the path where it is installed
        import pytextrank  # type: ignore[import-untyped]  # noqa: F401  # it registers the pipe

    from analysis.annotate.model import model_name, pipeline_folder

    nlp = spacy.load(pipeline_folder(model_name()))
    nlp.add_pipe("textrank")
    return nlp


PEERS = (
    Peer("First phrases", "", _first_phrases),
    Peer("YAKE", "yake", _yake),
    Peer("TextRank", "pytextrank", _textrank),
)
"""Every method that is known here, the baseline first."""
