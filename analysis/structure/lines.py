"""Split a plain text into its lines, join those that were wrapped, describe the form of each."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

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


def split_units(text: str, *, body_start: int) -> list[Unit]:
    """One unit per line of a text, or per paragraph where the text was wrapped by hand.

    A line was wrapped if the next line's first word had no room on it.
    """
    spans = [found.span() for found in _LINE.finditer(text, body_start)]
    width = max((end - start for start, end in spans), default=0)
    joins, open_ended = [False] * bool(spans), 0
    for (start, end), (begin, stop) in pairwise(spans):
        full = end - start + 1 + len(text[begin:stop].split()[0]) > width - 2
        is_next = text.count("\n", end, begin) < 2 and not BULLET.match(text, begin, stop)
        joins.append(full and end - start >= 0.6 * width and is_next)
        open_ended += joins[-1] and text[end - 1] not in ".!?:"
    # Lists have lines of one length too, by chance; wrapped prose breaks in mid-sentence often.
    is_wrapped = 40 <= width <= WRAP_WIDTH and open_ended >= max(3, 0.25 * len(spans))
    groups: list[list[tuple[int, int]]] = []
    for span, join in zip(spans, joins, strict=True):
        if not (is_wrapped and join):
            groups.append([])
        groups[-1].append(span)
    return [Unit(g[0][0], g[-1][1], g, text[g[0][0] : g[-1][1]]) for g in groups]
