"""Refuse what figures, evidence and prose cannot be made from."""

from __future__ import annotations

from analysis.corpus.corpus import Corpus
from analysis.errors import AnalysisError, ArgumentError
from analysis.wording import counted, suggest


def require_corpus(given: object) -> None:
    """Refuse what is no corpus, such as one of its tables.

    Raises:
        AnalysisError: It is none.
    """
    if not isinstance(given, Corpus):
        raise AnalysisError(
            "Figures, evidence and prose take a corpus or one article, such as "
            f"open_corpus(…).only(…), not a {type(given).__name__}."
        )


def require_article(given: object) -> None:
    """Refuse what is no corpus of a single article.

    Raises:
        AnalysisError: It is none; the message says how to choose an article.
    """
    require_corpus(given)
    if isinstance(given, Corpus) and len(given.ids) != 1:
        raise AnalysisError(
            f"This takes one article, and the corpus has {counted(len(given.ids), 'article')}; "
            f"choose one, such as corpus.only({given.ids[0]!r})."
        )


def require_style(given: str) -> None:
    """Refuse what is no style of keywords.

    Raises:
        ArgumentError: It is none.
    """
    if given not in (styles := ("phrases", "words")):
        raise ArgumentError(f"There is no style {given}; {suggest(given, styles)}")
