"""Take inline markup out of a text, and know where each character of a paragraph stood."""

import re
from unicodedata import normalize

_TARGET = r"\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"
_MARKUP = re.compile(
    rf"!?\[(?=(?:!\[)?[^][\n]*{_TARGET})"  # the opening bracket of a link or an image
    rf"|(?<=\S){_TARGET}"
    r"|(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])"  # emphasis by asterisks
    r"|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)"  # emphasis by underscores
    r"|`+"
)
_SPACES = re.compile(r"\s+")
# What is left of markup where a text is cut out of its paragraph: a link's opening bracket whose
# other end is outside, marks of emphasis that stand alone.
_REST = re.compile(r"!?\[(?![^\[]*\])|(?<!\S)[*_]+(?!\S)")


def strip_markup(text: str) -> tuple[str, list[int] | None]:
    """Take inline markup and line breaks out of a paragraph, so that the model reads prose.

    Args:
        text: A paragraph of plain text or Markdown.

    Returns:
        The text to read and, for each of its characters, where it stood in `text`; ``None`` in
        place of that list where nothing had to be taken out.
    """
    has_markup = any(mark in text for mark in "*_`[")
    if not has_markup and "\n" not in text and "  " not in text:
        return text, None
    keep = bytearray(b"\1") * len(text)
    if has_markup:
        for found in _MARKUP.finditer(text):
            keep[found.start() : found.end()] = bytes(found.end() - found.start())
    for found in _SPACES.finditer(text):
        keep[found.start() + 1 : found.end()] = bytes(found.end() - found.start() - 1)
    origin = [index for index, kept in enumerate(keep) if kept]
    return "".join(" " if text[i].isspace() else text[i] for i in origin), origin


def visible_text(cut: str) -> str:
    """What a reader sees of a phrase that was cut out of a paragraph, with single spaces.

    Accents are one with their letters (NFC), since nobody sees how they were typed.
    """
    if any(mark in cut for mark in "*_`[]"):
        cut = _REST.sub("", _MARKUP.sub("", cut))
    return normalize("NFC", " ".join(cut.split()))
