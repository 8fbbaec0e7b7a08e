"""One mention of a name while it is being resolved, and the words of its article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import compress

from analysis.markup import visible_text

CLOSED = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
LABELS = (
    *("PERSON", "NORP", "ORG", "GPE", "LOC", "FAC"),
    *("EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"),
)


@dataclass(slots=True)
class Words:
    """The tokens of one article as parallel lists.

    Attributes:
        paragraph, sentence, start, end, text: As in ``Annotation.tokens``.
        proper: Whether the model takes the token for a proper noun.
        counted: Whether it stands in a paragraph that counts.
        heading: Whether it stands in a title or heading.
        count: How many tokens have a text.
        proper_at: The indices of the proper nouns.
    """

    paragraph: list[int]
    sentence: list[int]
    start: list[int]
    end: list[int]
    text: list[str]
    proper: list[bool]
    counted: list[bool]
    heading: list[bool]
    count: Counter[str] = field(init=False)
    proper_at: list[int] = field(init=False)
    _where: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.count = Counter(self.text)
        self.proper_at = list(compress(range(len(self.text)), self.proper))
        self._where = {}

    def where(self, text: str) -> list[int]:
        """The indices of the tokens with a text."""
        found = self._where.get(text)
        if found is None:
            found, at = [], -1
            for _ in range(self.count.get(text, 0)):
                at = self.text.index(text, at + 1)
                found.append(at)
            self._where[text] = found
        return found

    def __len__(self) -> int:
        return len(self.text)

    def phrase(self, first: int, last: int) -> str:
        """The text of the tokens ``first`` up to ``last``, one space where there is a gap."""
        if last - first == 1:
            return self.text[first]
        parts = [self.text[first]]
        for index in range(first + 1, last):
            if self.start[index] > self.end[index - 1]:
                parts.append(" ")
            parts.append(self.text[index])
        return "".join(parts)

    def opens_sentence(self, index: int) -> bool:
        """Whether only quotation marks and the like stand before a token in its sentence."""
        while index > 0 and self.sentence[index - 1] == self.sentence[index]:
            index -= 1
            if self.text[index][0].isalnum():
                return False
        return True


@dataclass(slots=True, eq=False)
class Mention:
    """A name in the text: the tokens ``first`` up to ``last`` and what became of it.

    ``raw_label`` is the model's label, empty where a rule found the name. ``text`` is exactly as
    in the article, ``name`` what a reader sees of it: single spaces, no markup.
    """

    first: int
    last: int
    raw_label: str
    text: str
    name: str = ""
    entity: str = ""
    label: str = ""
    rules: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = visible_text(self.text)

    def note(self, rule: str) -> None:
        """Record a rule once, in the order of use."""
        if rule not in self.rules:
            self.rules.append(rule)


class Votes(dict[str, float]):
    """How much speaks for each label; nothing speaks for one that is not there."""

    def __missing__(self, label: str) -> float:
        return 0.0

    def add(self, other: Votes) -> None:
        """Add another count to this one."""
        for label, votes in other.items():
            self[label] += votes

    @property
    def winner(self) -> str:
        """The label with most votes; the order of `LABELS` breaks a tie; empty without votes."""
        if len(self) < 2:
            return next(iter(self), "")
        most = max(self.values())
        return next(label for label in LABELS if self[label] == most)


@dataclass(slots=True)
class Name:
    """All mentions of one article that have the same words, and what speaks for which label.

    ``model`` counts the model's labels alone, ``votes`` everything; ``label`` is the one that
    most speaks for, empty where nothing speaks.
    """

    text: str
    words: list[str]
    mentions: list[Mention] = field(default_factory=list)
    votes: Votes = field(default_factory=Votes)
    model: Votes = field(default_factory=Votes)
    label: str = ""
