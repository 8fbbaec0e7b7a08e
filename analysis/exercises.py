"""Hold a learner's answer against what the articles say, and say what to look at.

`check` is for any answer, `check_answer` for the exercises of the notebooks: what is right is
computed from the articles at hand, and what is said of typical wrong answers stands in
``exercises.yaml``. Solutions are apart, in ``notebooks/solutions.md``.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from analysis.corpus import Corpus
from analysis.entities.dispersion import dispersion
from analysis.wording import counted, escape, largest, listed, one_line

SOLUTIONS = "ANALYSIS_SOLUTIONS"
"""The variable that names the file of solutions where checks shall show them."""

Facts = dict[str, Any]
"""What is right and what is usual in its place, by the names that ``exercises.yaml`` has for it."""


@dataclass(frozen=True)
class Checked:
    """What is said of an answer; the solution is for the teacher alone, see `SOLUTIONS`."""

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
    solution: str = "",
) -> Checked:
    """Say whether an answer is right, or what to look at.

    Text is compared without case; lists, sets, columns and tables by what they hold, in any order.

    Args:
        answer: ``...`` where nothing was answered.
        expected: None where these articles have nothing to ask for.
        hints: Usual wrong answers, and what is said of each.
        look: Said of any wrong answer.
        tolerance: How far a number may be off.
        solution: Shown with it.
    """
    if expected is None:
        return Checked("Nothing to answer", "these articles have nothing to ask for.", solution)
    if answer is ...:
        how = "put your answer in place of the three dots, and run that cell and this one."
        return Checked("Not answered yet", how, solution)
    if _same(answer, expected, tolerance):
        near = "" if _same(answer, expected) else "; yours is near enough"
        return Checked("Right", f"{_shown(expected)}{near}.", solution)
    known = (hint for wrong, hint in hints if _is_near(answer, wrong))
    said = next(known, None) or _what_differs(answer, expected, tolerance)
    return Checked("Look again", f"{said} {look}".strip(), solution)


def check_answer(answer: object, number: str, *about: Any) -> Checked:
    """Say what is right or to look at in the answer to an exercise of the notebooks.

    Where a sentence is asked for, the points of a possible answer are shown once there is one.

    Args:
        answer: ``...`` where nothing was answered.
        number: Of the exercise, such as ``2.1``.
        about: The corpus, article or tables that it is about.
    """
    texts = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    asked, solution = texts[number], _solution(number)
    if "points" not in asked:
        facts = _FACTS[asked["of"]](*about) if about else {}
        expected, tolerance = asked["expected"], asked.get("tolerance", 0)
        return check(
            answer,
            facts.get(expected, expected),
            hints=[(facts[name], hint) for name, hint in asked.get("hints", {}).items()],
            look=asked["look"],
            tolerance=facts.get(tolerance, tolerance),
            solution=solution,
        )
    if answer is ...:
        how = "write a sentence or two between quotes, and run that cell and this one."
        return Checked("Not answered yet", how, solution)
    if not isinstance(answer, str) or len(answer.split()) < 4:
        return Checked("Look again", "a sentence is asked for, between quotes.", solution)
    return Checked("Noted", f"compare yours with this. {asked['points']}", solution)


def _solution(number: str) -> str:
    """The part of the file of solutions that is about an exercise, where it is to be shown."""
    file = Path(os.environ.get(SOLUTIONS, ""))
    parts = file.read_text(encoding="utf-8").split("\n## ") if file.is_file() else []
    found = [part for part in parts if part.startswith(f"{number} ")]
    return "".join(found).replace("```python\n", "").replace("```\n", "").strip()


def _items(value: object) -> list[Any] | None:
    """What a list, set, column or table holds."""
    if isinstance(value, pd.DataFrame):
        if value.shape[1] == 1:
            return list(value.iloc[:, 0])
        return [*value.itertuples(index=False, name=None)]
    if isinstance(value, list | tuple | set | frozenset | pd.Series | pd.Index | np.ndarray):
        return list(value)
    return None


def _plain(value: object) -> Any:
    """A value as it is compared: several as a set of them, or as the one that there is."""
    items = _items(value)
    if items is not None:
        several = frozenset(map(_plain, items))
        return next(iter(several)) if len(several) == 1 else several
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def _same(one: object, other: object, tolerance: float = 0.0) -> bool:
    one, other = _plain(one), _plain(other)
    if isinstance(one, Real) and isinstance(other, Real):
        return abs(float(one) - float(other)) <= tolerance + 1e-9
    return bool(one == other)


def _is_near(answer: object, wrong: object) -> bool:
    # A fraction may be typed as it was rounded, a count may not.
    return _same(answer, wrong, max(0.006, abs(wrong) / 50) if isinstance(wrong, float) else 0)


def _shown(value: Any) -> str:
    items = _items(value)
    if items is not None:
        return listed(sorted(map(str, items)), most=5) or "none"
    return f"{value:.4g}" if isinstance(value, float) else one_line(str(value))


def _kind(value: object) -> str:
    if isinstance(value, Real | str):
        return "text" if isinstance(value, str) else "one number"
    if callable(value):
        return "a function, which wants brackets after it"
    return "several values" if isinstance(value, frozenset) else "something else"


def _are_truths(items: list[Any] | None) -> bool:
    return bool(items) and {*map(type, items or ())} <= {bool, np.bool_}


def _what_differs(answer: object, expected: object, tolerance: float) -> str:
    """What can be said of a wrong answer by its kind and size alone."""
    given, wanted = _plain(answer), _plain(expected)
    items, of = _items(answer), _items(expected)
    is_whole = isinstance(answer, pd.DataFrame) and answer.shape[1] > 1
    if is_whole and not isinstance(expected, pd.DataFrame):
        column = getattr(expected, "name", None)
        asked = f"the column {column}" if column else _kind(wanted)
        return f"Asked for: {asked}; this is a whole table."
    if _are_truths(items) and not _are_truths(of):
        how = "" if of is None else "; put it in square brackets after the table"
        return f"This is a filter, which says of each row whether it is meant{how}."
    if items is not None and of is not None:
        # One value in a list is a list still, however it is compared.
        given, wanted = frozenset(map(_plain, items)), frozenset(map(_plain, of))
    if _kind(given) != _kind(wanted):
        if isinstance(given, str) and _same(pd.to_numeric(given, "coerce"), wanted, tolerance):
            return "The number is right, but it is text: leave out the quotes."
        sizes = [len(v) if isinstance(v, frozenset) else v for v in (given, wanted)]
        also = " How many they are is right." if _same(*sizes) else ""
        return f"Asked for: {_kind(wanted)}; this is {_kind(given)}.{also}"
    if isinstance(wanted, frozenset):
        extra = sorted({str(item) for item in items or () if _plain(item) not in wanted})
        named = f"; not asked for: {one_line(listed(extra, most=3))}" if extra else ""
        return f"{counted(len(wanted - given), 'is missing', 'are missing')}{named}."
    if isinstance(wanted, str):
        return f"It is not {one_line(str(answer))}."
    if 0 <= wanted <= 1 and _same(given / 100, wanted, max(tolerance, 0.005)):
        return "This is per cent; a share between 0 and 1 is asked for."
    if 0 <= wanted <= 1 and _same(1 - given, wanted, tolerance):
        return "This is the share of the others."
    few, low = ("few", "low") if given < wanted else ("many", "high")
    return f"One too {few}." if abs(given - wanted) == 1 else f"Too {low}."


def _of_tables(corpus: Corpus) -> Facts:
    tables = corpus.tables()
    most = largest(list(tables), [len(table) for table in tables.values()])
    return {"largest table": most[0] if len(most) == 1 else None}


def _of_folder(corpus: Corpus) -> Facts:
    sums = corpus.sections.groupby("section")[["words", "sentences", "paragraphs"]].sum()
    words, sentences, paragraphs = sums.sum()
    before = sums.reindex([0], fill_value=0).loc[0]
    mean = round(words / sentences, 1) if sentences else None
    alone = corpus.corpus_entities["articles"] == 1
    return {
        "words": words,
        "sentences": sentences,
        "words a paragraph": round(words / paragraphs, 1) if paragraphs else None,
        "words a sentence": mean,
        "a fifth of them": (mean or 0) / 5,
        "words an article": words / len(corpus.ids),
        "paragraphs a word": paragraphs / max(1, words),
        "words before": before["words"],
        "share of words before": before["words"] / words if words else None,
        "share of paragraphs before": before["paragraphs"] / max(1, paragraphs),
        "share in one article": round(alone.mean(), 2) if len(alone) else None,
        "entities in one article": alone.sum(),
    }


def _of_entities(article: Corpus) -> Facts:
    entities = article.entities
    names, first, in_one = entities["entity"], entities.head(1), entities["sections"] == 1
    spread = dispersion(article.mentions, article.tokens).head(1)
    return {
        "forms": (first["aliases"].str.count(r" \| ") + 1).sum() if len(first) else None,
        **first[["mentions", "sections"]].sum(),
        "tenths": spread["parts"].sum() if len(spread) else None,
        "in one section": names[in_one] if len(names) else None,
        "mentioned once": names[entities["mentions"] == 1],
        "aliases": entities.loc[in_one, "aliases"],
    }


def _of_keywords(article: Corpus) -> Facts:
    names = article.entities["entity"]
    styles = article.keywords.set_index("style")["keyword"]
    phrases, words = (styles[styles.index == style] for style in ("phrases", "words"))
    ten = phrases.head(10)
    return {
        "names in ten": ten[ten.isin(names)] if len(ten) else None,
        "names in all": phrases[phrases.isin(names)],
        "names within": [phrase for phrase in ten if any(name in phrase for name in names)],
        "names in words": words.head(10)[words.head(10).isin(names)],
        "ten": ten,
    }


def _of_stories(corpus: Corpus, stories: pd.DataFrame) -> Facts:
    articles, told = len(corpus.ids), stories["group"].nunique()
    without = articles - len(stories)
    return {"articles": articles, "told": told, "without": without, "once each": without + told}


_FACTS: dict[str, Callable[..., Facts]] = {
    "tables": _of_tables,
    "folder": _of_folder,
    "entities": _of_entities,
    "keywords": _of_keywords,
    "stories": _of_stories,
}
