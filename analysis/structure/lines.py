"""Split a plain text into its lines, join those that were wrapped, describe the form of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SHORT = 110  # characters; headings of news and web articles are almost never longer
WRAP_WIDTH = 120  # a text whose longest line is shorter than this may have been wrapped by hand

# The line breaks that survive copying besides \n: form feed, vertical tab, NEL, U+2028, U+2029.
_LINE = re.compile(r"\S(?:[^\n\f\v\x85\u2028\u2029]*\S)?")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CLOSING = "\"'”’)»*_ \u00a0"
_STOPS = ".!?:;,…"
_ABBREVIATION = re.compile(r"\b(?:Inc|Ltd|Co|Corp)\.$")
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the and or but nor of in on at to for from by with as into over about than via vs is "
        "are be your our its their his her my how what why who when where which it we you i not no "
        "do does can will",
    )
)
ENUMERATOR = re.compile(
    r"(?:\(?\d{1,2}(?:\.\d{1,2})*[.):]?|[IVX]{1,5}[.):]|[A-H][.)]"
    r"|(?:[Ss]tep|STEP|Part|PART|Method|Day|Chapter|CHAPTER|Phase|Lesson|Tip|Rule|Section)"
    r"\s+(?:\d+|[A-Z]|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix)\b(?:\s+of\s+\d+)?[:.)]?)\s"
)
BULLET = re.compile(r"(?:[-*+•‣◦▪●►–—·]|\(?(?:\d{1,2}|[a-z])[.)])\s+\S")


@dataclass(slots=True)
class Unit:
    """A line, or lines that were wrapped from one paragraph, with what its form says.

    Attributes:
        start, end: Offsets in the text, of which ``text`` has the characters.
        spans: Offsets of its single lines, marks included.
        ending: Its last stop (one of ``. ! ? : ; ,``) looked for behind closing quotes, or empty.
        capitals: Share of its content words, the first left out, with a capital; 0.5 if none.
        content_words: Number of words behind the first that are no function words.
        short: Whether it is one line and not longer than a heading may be.
        kind: What the form alone says; ``body`` where it says nothing.
        level: 1 for the title, 2 or 3 for a heading, else 0.
        is_marked: Whether marks in the text say that it is a heading, and of which level.
    """

    start: int
    end: int
    spans: list[tuple[int, int]]
    text: str
    length: int = field(init=False)
    words: int = field(init=False)
    ending: str = field(init=False)
    capitals: float = field(init=False, default=0.5)
    content_words: int = field(init=False)
    short: bool = field(init=False)
    kind: str = "body"
    level: int = 0
    reason: str = "paragraph"
    is_marked: bool = False

    def __post_init__(self) -> None:
        self.length = len(self.text)
        self.short = self.length <= SHORT and len(self.spans) == 1
        bare = self.text.rstrip(_CLOSING)
        self.ending = bare[-1] if bare and bare[-1] in _STOPS else ""
        words = _WORD.findall(self.text[: 2 * SHORT])
        content = [w for w in words[1:] if w[0].isalpha() and w.lower() not in _FUNCTION_WORDS]
        self.words, self.content_words = len(words), len(content)
        if content:
            self.capitals = sum(w[0].isupper() for w in content) / len(content)
        if self.capitals > 0.8 and _ABBREVIATION.search(bare):
            self.ending = ""  # "About Smith and Sons, Inc." is a name, not a sentence


def split_units(text: str, *, body_start: int = 0) -> list[Unit]:
    """One unit per line of a text, or per paragraph where the text was wrapped by hand."""
    spans = [found.span() for found in _LINE.finditer(text, body_start)]
    return [
        Unit(group[0][0], group[-1][1], group, text[group[0][0] : group[-1][1]])
        for group in _join_wrapped(text, spans)
    ]


def _join_wrapped(text: str, spans: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Group lines; a line was wrapped if the next line's first word had no room on it."""
    lengths = [end - start for start, end in spans]
    width = max(lengths, default=0)
    joins = [False] * len(spans)
    if 40 <= width <= WRAP_WIDTH:
        for i in range(1, len(spans)):
            line = text[slice(*spans[i])]
            full = lengths[i - 1] + 1 + len(line.split(None, 1)[0]) > width - 2
            is_next = text.count("\n", spans[i - 1][1], spans[i][0]) < 2
            if full and lengths[i - 1] >= 0.6 * width and is_next:
                joins[i] = not BULLET.match(line)
    open_ended = sum(
        joins[i] and text[spans[i - 1][1] - 1] not in ".!?:" for i in range(1, len(spans))
    )
    # Lists have lines of one length too, by chance; wrapped prose breaks in mid-sentence often.
    if open_ended < 3 or open_ended < 0.25 * len(spans):
        return [[span] for span in spans]
    groups: list[list[tuple[int, int]]] = []
    for span, join in zip(spans, joins, strict=True):
        if not join:
            groups.append([])
        groups[-1].append(span)
    return groups
