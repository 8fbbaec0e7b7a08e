"""Where sentences begin: the model's word, mended by what white space and list numbers show."""

import re
from collections.abc import Sequence

import numpy as np

_LIST_NUMBER = re.compile(r"\(?\d{1,3}[.)]")
_FINAL = (".", "!", "?", "…")
_OPENING = frozenset("\"'“‘„«([{")
_CLOSING = frozenset("\"'”’»)]}")
_REACH = 10  # tokens; no mark belongs to a sentence that begins further away


def mend_sentences(
    words: Sequence[str], begins: np.ndarray, glued: np.ndarray, opens_line: np.ndarray
) -> np.ndarray:
    """Take away, or move to the mark before it, what cannot be the beginning of a sentence.

    A sentence does not begin within a run without white space (``Al-Maliki``, ``say [is]``),
    unless a sentence ends right there and the space is missing (``end.Then``); where it begins
    after an opening quotation mark or bracket, that mark belongs to it. A number such as ``7.``
    at the head of a line is no sentence, but belongs to the one that follows.

    Args:
        words: The tokens of a paragraph, white space left out.
        begins: Whether the model lets a sentence begin with each one; the first one does.
        glued: Whether nothing stands between a token and the one before it.
        opens_line: Whether it is the first one of its line.

    Returns:
        `begins`, mended.
    """
    mended = begins.copy()
    for index in np.flatnonzero(begins & glued).tolist():
        mended[index] = False
        at = _true_beginning(words, glued, index)
        if at is not None:
            mended[at] = True
    starts = np.flatnonzero(mended)
    for first, last in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        if last - first <= 3 and opens_line[first] and glued[first + 1 : last].all():
            mended[last] = not _LIST_NUMBER.fullmatch("".join(words[first:last]))
    return mended


def _true_beginning(words: Sequence[str], glued: np.ndarray, index: int) -> int | None:
    """Where the sentence begins that the model lets begin within a run without white space."""
    at = index
    while at > index - _REACH and glued[at] and not _ends_sentence(words, glued, at - 1):
        at -= 1
    if glued[at]:  # the sentence before ends here, and the space after it is missing
        ended, may_begin = at > index - _REACH, words[at][0].isalnum() or words[at] in _OPENING
    else:
        ended, may_begin = _ends_sentence(words, glued, at - 1), words[at] in _OPENING
    return at if ended and may_begin else None


def _ends_sentence(words: Sequence[str], glued: np.ndarray, index: int) -> bool:
    """Whether a token ends a sentence, quotation marks and brackets after it being part of it."""
    first = max(index - _REACH, 0)
    while index > first and glued[index] and words[index] in _CLOSING:
        index -= 1
    return index >= 0 and words[index].endswith(_FINAL)
