"""A name in the text while it is being resolved, and the words of its article."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

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

    ``proper`` marks proper nouns, ``counted`` paragraphs that count, ``heading`` titles and
    headings; ``where`` has the indices of the tokens with a text. ``taken`` has 1 for the tokens
    of mentions, dates and numbers, and 2 for a single word that the model took for one of those.
    ``known`` has the texts of all names that the model marked, ``no_names`` acronyms that stand
    for words in lower case, ``line_ups`` the sentences that have a number behind a surname.
    """

    sentence: list[int]
    start: list[int]
    end: list[int]
    text: list[str]
    proper: list[bool]
    counted: list[bool]
    heading: list[bool]
    known: frozenset[str] = field(init=False, default=frozenset())
    no_names: frozenset[str] = field(init=False, default=frozenset())
    line_ups: frozenset[int] = field(init=False, default=frozenset())
    where: dict[str, list[int]] = field(init=False)
    taken: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.taken = bytearray(len(self.text))
        self.where = defaultdict(list)
        for index, text in enumerate(self.text):
            self.where[text].append(index)

    def __len__(self) -> int:
        return len(self.text)

    def count(self, text: str) -> int:
        """How many tokens have a text."""
        return len(self.where.get(text, ()))

    def near(self, mention: Mention, step: int) -> str:
        """The word so many places before (-1) or after (1) a mention, in its sentence, or empty."""
        index = (mention.first if step < 0 else mention.last - 1) + step
        same = 0 <= index < len(self) and self.sentence[index] == self.sentence[mention.first]
        return self.text[index] if same else ""

    def phrase(self, first: int, last: int) -> str:
        """The text of the tokens ``first`` up to ``last``, one space where there is a gap."""
        text = self.text[first]
        for index in range(first + 1, last):
            gap = " " if self.start[index] > self.end[index - 1] else ""
            text += gap + self.text[index]
        return text

    def take(self, first: int, last: int) -> None:
        """Mark the tokens ``first`` up to ``last`` as those of a name."""
        self.taken[first:last] = b"\1" * (last - first)

    def add(self, first: int, last: int, rule: str) -> Mention:
        """A mention that a rule found; its tokens are ``taken``."""
        self.take(first, last)
        return Mention(first, last, self.phrase(first, last), rules=[rule])


@dataclass(slots=True, eq=False)
class Mention:
    """A name in the text: the tokens ``first`` up to ``last`` and what became of it.

    ``raw`` is the model's span.
    """

    first: int
    last: int
    text: str
    raw: Span = ADDED
    rules: list[str] = field(default_factory=list)
    entity: str = ""
    label: str = ""

    def note(self, rule: str) -> None:
        """Record a rule once, in the order of use."""
        if rule not in self.rules:
            self.rules.append(rule)


@dataclass(slots=True, eq=False)
class Name:
    """All mentions of one article that have the same words; ``label`` is that of most votes.

    ``rule`` is the one by which it was joined to the name ``longer``; ``is_short`` where that is
    a person's, or those of several persons; ``sex`` where the article has the same words after
    titles of a man and of a woman, and it stands after one of them.
    """

    text: str
    words: list[str]
    mentions: list[Mention] = field(default_factory=list)
    votes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    label: str = ""
    longer: Name | None = None
    rule: str = ""
    is_short: bool = False
    sex: str = ""

    def root(self) -> Name:
        """The name that stands for its group."""
        name = self
        while name.longer is not None:
            name = name.longer
        return name

    def join(self, full: Name, rule: str) -> None:
        """Put the name and all that hangs on it under ``full``."""
        one, other = self.root(), full.root()
        if one is not other:
            one.longer = other
            self.rule = self.rule or rule


def winner(votes: dict[str, float]) -> str:
    """The label with most votes; the order of `LABELS` breaks a tie; empty without votes."""
    return max(LABELS, key=lambda label: votes.get(label, 0)) if votes else ""
