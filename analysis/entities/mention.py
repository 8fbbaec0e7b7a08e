"""A name in the text while it is being resolved, and the words of its article."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.annotate.markup import visible_text

CLOSED = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
LABELS = (
    *("PERSON", "NORP", "ORG", "GPE", "LOC", "FAC"),
    *("EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"),
)


class Span(NamedTuple):
    """What the model marked; a name that a rule found has none of it."""

    start: int = -1
    end: int = -1
    text: str = ""
    label: str = ""


ADDED = Span()


@dataclass(slots=True)
class Words:
    """The tokens of one article as parallel lists.

    Attributes:
        sentence, start, end, text: As in ``Annotation.tokens``.
        proper: Whether the model takes the token for a proper noun.
        counted: Whether it stands in a paragraph that counts.
        heading: Whether it stands in a title or heading.
        where: The indices of the tokens with a text.
    """

    sentence: list[int]
    start: list[int]
    end: list[int]
    text: list[str]
    proper: list[bool]
    counted: list[bool]
    heading: list[bool]
    where: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.where = defaultdict(list)
        for index, text in enumerate(self.text):
            self.where[text].append(index)

    def __len__(self) -> int:
        return len(self.text)

    def count(self, text: str) -> int:
        """How many tokens have a text."""
        return len(self.where.get(text, ()))

    def phrase(self, first: int, last: int) -> str:
        """The text of the tokens ``first`` up to ``last``, one space where there is a gap."""
        text = self.text[first]
        for index in range(first + 1, last):
            gap = " " if self.start[index] > self.end[index - 1] else ""
            text += gap + self.text[index]
        return text


@dataclass(slots=True, eq=False)
class Mention:
    """A name in the text: the tokens ``first`` up to ``last`` and what became of it.

    ``raw`` is the model's span, `ADDED` where a rule found the name. ``text`` is exactly as in the
    article, ``name`` what a reader sees of it: single spaces, no markup.
    """

    first: int
    last: int
    text: str
    raw: Span = ADDED
    rules: list[str] = field(default_factory=list)
    name: str = ""
    entity: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        self.name = visible_text(self.text)

    def note(self, rule: str) -> None:
        """Record a rule once, in the order of use."""
        if rule not in self.rules:
            self.rules.append(rule)


@dataclass(slots=True)
class Name:
    """All mentions of one article that have the same words.

    ``votes`` says how much speaks for each label, ``label`` for which one most; both are empty
    where nothing speaks.
    """

    text: str
    words: list[str]
    mentions: list[Mention] = field(default_factory=list)
    votes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    label: str = ""


def winner(votes: dict[str, float]) -> str:
    """The label with most votes; the order of `LABELS` breaks a tie; empty without votes."""
    return max(LABELS, key=lambda label: votes.get(label, 0)) if votes else ""
