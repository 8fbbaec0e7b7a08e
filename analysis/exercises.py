"""Hold a learner's answer against what the articles say, and say what to look at.

`check` is for any answer; ``check_2_1`` is for exercise 1 of notebook 02, and so on. What is right
is computed from the articles at hand, and what is said of typical wrong answers stands in
``exercises.yaml``. Solutions are apart, in ``notebooks/solutions.md``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.entities.dispersion import dispersion
from analysis.wording import counted, largest, listed, one_line

SOLUTIONS = "ANALYSIS_SOLUTIONS"
"""The variable that names the file of solutions where checks shall show them."""


@dataclass(frozen=True)
class Checked:
    """What is said of an answer.

    Attributes:
        outcome: Not answered yet, right, look again, noted, or nothing to answer.
        said: Why, or what to look at.
        solution: For the teacher alone; see `SOLUTIONS`.
    """

    outcome: str
    said: str
    solution: str = ""

    def __repr__(self) -> str:
        return f"{self.outcome}: {self.said}" + (f"\n\n{self.solution}" if self.solution else "")

    def _repr_html_(self) -> str:
        # Both classes keep MathJax, old and new, from taking dollars for formulas.
        said = f"<p><strong>{self.outcome}:</strong> {escape(self.said)}</p>"
        solution = f"<pre>{escape(self.solution)}</pre>" if self.solution else ""
        return f'<div class="tex2jax_ignore mathjax_ignore">{said}{solution}</div>'


def check(
    answer: object,
    expected: object,
    *,
    hints: Iterable[tuple[object, str]] = (),
    look: str = "",
    tolerance: float = 0.0,
    number: str = "",
) -> Checked:
    """Say whether an answer is right, or what to look at.

    Text is compared without case; lists, sets, columns and tables by what they hold, in any order.

    Args:
        answer: ``...`` where nothing was answered.
        expected: None where these articles have nothing to ask for.
        hints: Typical wrong answers, and what is said of each.
        look: Said of any wrong answer.
        tolerance: How far a number may be off.
        number: Of the exercise, such as ``2.1``, by which its solution is found.
    """
    solution = _solution(number)
    if expected is None:
        return Checked("Nothing to answer", "these articles have nothing to ask for.", solution)
    if answer is ...:
        how = "put your answer in place of the three dots, and run that cell and this one."
        return Checked("Not answered yet", how, solution)
    given, wanted = _plain(answer), _plain(expected)
    if _same(given, wanted, tolerance):
        near = "" if _same(given, wanted) else "; yours is near enough"
        return Checked("Right", f"{_shown(wanted)}{near}.", solution)
    known = [hint for wrong, hint in hints if _is_near(given, _plain(wrong))]
    said = known[0] if known else _what_differs(given, wanted, tolerance)
    return Checked("Look again", f"{said} {look}".strip(), solution)


def check_sentence(answer: object, number: str) -> Checked:
    """Ask for a sentence, and show the points of a possible answer once there is one."""
    solution = _solution(number)
    if answer is ...:
        how = "write a sentence or two between quotes, and run that cell and this one."
        return Checked("Not answered yet", how, solution)
    if not isinstance(answer, str) or len(answer.split()) < 4:
        return Checked("Look again", "a sentence is asked for, between quotes.", solution)
    return Checked("Noted", f"compare yours with this. {_texts()[number]['points']}", solution)


def _plain(value: object) -> Any:
    """A value as it is compared: several as a set of them, or as the one that there is."""
    if isinstance(value, pd.DataFrame):
        return frozenset(tuple(map(_plain, row)) for row in value.itertuples(index=False))
    if isinstance(value, pd.Series | pd.Index | np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, list | tuple | set | frozenset):
        several = frozenset(map(_plain, value))
        return next(iter(several)) if len(several) == 1 else several
    return _Text(" ".join(value.split())) if isinstance(value, str) else value


class _Text(str):
    """Text that is equal to itself in any case."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text) and self.casefold() == other.casefold()

    def __hash__(self) -> int:
        return hash(self.casefold())


def _same(one: Any, other: Any, tolerance: float = 0.0) -> bool:
    if isinstance(one, Real) and isinstance(other, Real):
        return abs(float(one) - float(other)) <= tolerance + 1e-9
    return type(one) is type(other) and bool(one == other)


def _is_near(given: Any, wrong: Any) -> bool:
    # A fraction may be typed as it was rounded, a count may not.
    return _same(given, wrong, max(0.006, abs(wrong) / 50) if isinstance(wrong, float) else 0)


def _shown(value: Any) -> str:
    if isinstance(value, frozenset):
        return listed(sorted(map(str, value)), most=5) or "none"
    return f"{value:.4g}" if isinstance(value, float) else one_line(str(value))


def _what_differs(answer: Any, expected: Any, tolerance: float) -> str:
    """What can be said of a wrong answer by its kind and size alone; both are plain."""
    asked, given = _kind(expected), _kind(answer)
    if asked != given:
        as_number = pd.to_numeric(answer, errors="coerce") if isinstance(answer, str) else None
        if as_number is not None and _same(float(as_number), expected, tolerance):
            return "The number is right, but it is text: leave out the quotes."
        sizes = [len(v) if isinstance(v, frozenset) else v for v in (answer, expected)]
        also = " How many they are is right." if _same(*sizes) else ""
        return f"Asked for: {asked}; this is {given}.{also}"
    if isinstance(expected, frozenset):
        extra = sorted(map(str, answer - expected))
        named = f"; not asked for: {one_line(listed(extra, most=3))}" if extra else ""
        return f"{counted(len(expected - answer), 'is missing', 'are missing')}{named}."
    if isinstance(expected, str):
        return f"It is not {one_line(answer)}."
    if 0 <= expected <= 1 and _same(answer / 100, expected, max(tolerance, 0.005)):
        return "This is per cent; a share between 0 and 1 is asked for."
    if 0 <= expected <= 1 and _same(1 - answer, expected, tolerance):
        return "This is the share of the others."
    direction = ("few", "low") if answer < expected else ("many", "high")
    return f"One too {direction[0]}." if abs(answer - expected) == 1 else f"Too {direction[1]}."


def _kind(value: object) -> str:
    if isinstance(value, Real):
        return "one number"
    if isinstance(value, frozenset):
        return "several values"
    if isinstance(value, str):
        return "text"
    return "a function, which wants brackets after it" if callable(value) else "something else"


def _solution(number: str) -> str:
    """The part of the file of solutions that is about an exercise, where it is to be shown."""
    file = os.environ.get(SOLUTIONS)
    text = Path(file).read_text(encoding="utf-8") if file and Path(file).is_file() else ""
    found = re.search(rf"^## {re.escape(number)} .*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return re.sub(r"^```\w*\n", "", found[0], flags=re.MULTILINE).strip("# \n") if found else ""


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    import yaml

    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    texts: dict[str, dict[str, str]] = yaml.safe_load(text)
    return texts


def _held(
    number: str,
    answer: object,
    expected: object,
    wrong: Mapping[str, object],
    *,
    tolerance: float = 0.0,
) -> Checked:
    """The answer against an exercise's own texts; `wrong` has a value for each of its hints."""
    texts = _texts()[number]
    hints = [(value, texts[name]) for name, value in wrong.items()]
    look = texts["look"]
    return check(answer, expected, hints=hints, look=look, tolerance=tolerance, number=number)


def check_0_1(answer: object, corpus: Corpus) -> Checked:
    """The table with the most rows; where some have equally many, any of them."""
    tables = corpus.tables()
    most = largest(list(tables), [len(table) for table in tables.values()])
    return _held("0.1", answer, answer if str(answer) in most else most[0], {})


def check_0_3(answer: object, corpus: Corpus) -> Checked:
    """Words a paragraph, over all articles."""
    words, sentences, paragraphs = corpus.articles[["words", "sentences", "paragraphs"]].sum()
    wrong = {
        "words": words,
        "sentence": words / max(1, sentences),
        "article": words / len(corpus.ids),
        "inverse": paragraphs / max(1, words),
    }
    expected = round(words / paragraphs, 1) if paragraphs else None
    return _held("0.3", answer, expected, wrong, tolerance=0.06)


def check_1_1(answer: object, article: Corpus) -> Checked:
    """A guess of the words of an average sentence, within a fifth."""
    words, sentences, paragraphs = article.sections[["words", "sentences", "paragraphs"]].sum()
    mean = round(words / sentences, 1) if sentences else None
    wrong = {"paragraph": round(words / max(1, paragraphs)), "sentences": sentences}
    return _held("1.1", answer, mean, wrong, tolerance=(mean or 0) / 5)


def check_1_3(answer: object, article: Corpus) -> Checked:
    """The share of the words that stands before the first heading."""
    columns = article.sections[["words", "paragraphs", "sentences"]]
    before = columns[article.sections["section"] == 0].sum()
    share = before / columns.sum().clip(lower=1)
    wrong = {"words": before["words"], **share[["paragraphs", "sentences"]]}
    expected = share["words"] if columns["words"].sum() else None
    return _held("1.3", answer, expected, wrong, tolerance=0.006)


def check_2_1(answer: object, article: Corpus) -> Checked:
    """How many forms of its name the first entity has."""
    first = article.entities.head(1)
    forms = (first["aliases"].str.count(r" \| ") + 1).sum()
    wrong = {"letters": first["aliases"].str.len().sum(), **first[["mentions", "sections"]].sum()}
    return _held("2.1", answer, forms if len(first) else None, wrong)


def check_2_2(answer: object, article: Corpus) -> Checked:
    """A guess of how many tenths of the text name the first entity, give or take one."""
    first = dispersion(article.mentions, article.tokens).head(1)
    expected = first["parts"].sum() if len(first) else None
    return _held("2.2", answer, expected, {"mentions": first["mentions"].sum()}, tolerance=1)


def check_2_4(answer: object, article: Corpus) -> Checked:
    """The entities that occur in one section alone."""
    entities = article.entities
    once = entities["sections"] == 1
    wrong = {
        "others": entities.loc[~once, "entity"],
        "mentions": entities.loc[entities["mentions"] == 1, "entity"],
        "aliases": entities.loc[once, "aliases"],
        "all": entities["entity"],
    }
    return _held("2.4", answer, entities.loc[once, "entity"] if len(entities) else None, wrong)


def check_3_1(answer: object, counts: pd.DataFrame) -> Checked:
    """The word that stands in every text, from counts of texts × words."""
    return _held("3.1", answer, counts.columns[(counts > 0).all()], {})


def check_3_3(answer: object, article: Corpus) -> Checked:
    """Which of the first ten phrases are names of entities, letter for letter."""
    names = article.entities["entity"]
    styles = article.keywords.set_index("style")["keyword"]
    phrases, words = (styles[styles.index == style] for style in ("phrases", "words"))
    first = phrases.head(10)
    wrong = {
        "all": phrases[phrases.isin(names)],
        "within": [phrase for phrase in first if any(name in phrase for name in names)],
        "words": words.head(10)[words.head(10).isin(names)],
        "ten": first,
    }
    return _held("3.3", answer, first[first.isin(names)] if len(first) else None, wrong)


def check_4_1(answer: object, corpus: Corpus) -> Checked:
    """A guess of the share of the entities that one article alone names, give or take 0.1."""
    alone = corpus.corpus_entities["articles"] == 1
    share = round(alone.mean(), 2) if len(alone) else None
    return _held("4.1", answer, share, {"number": alone.sum()}, tolerance=0.1)


def check_4_4(answer: object, corpus: Corpus, stories: pd.DataFrame) -> Checked:
    """How many articles are left if each story of `analysis.duplicate_groups` counts once."""
    articles, told = len(corpus.ids), stories["group"].nunique()
    wrong = {"without": articles - len(stories), "stories": told, "all": articles}
    return _held("4.4", answer, articles - len(stories) + told, wrong)
