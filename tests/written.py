"""Tokens of articles that are written by hand for a test."""

from __future__ import annotations

import operator
import re

import pandas as pd

TAGS = {
    **dict.fromkeys(["the", "a"], "DET"),
    **dict.fromkeys([".", ",", "-", "&"], "PUNCT"),
    **dict.fromkeys(["old", "steel", "narrow"], "ADJ"),
    **dict.fromkeys(["crosses", "repairs", "opens"], "VERB"),
    **dict.fromkeys(["Ada", "Moss", "Norwick"], "PROPN"),
    "soon": "ADV",
}
_KINDS = {"#": "heading", "!": "title"}
_TOKEN = re.compile(r"www\S+|\w+\.com|(?:[A-Z]\.)+|Mr\.|Mrs\.|Dr\.|['’]s\b|[\w\u0301]+|[^\w\s]")
_PLACE = ["article_id", "section", "paragraph", "sentence", "start", "end", "text"]


def table_of_tokens(articles: dict[str, str]) -> pd.DataFrame:
    """Tokens of articles written as words between spaces; a line is a paragraph and a section."""
    rows = []
    for article_id, text in articles.items():
        sentence = token = offset = 0
        for number, line in enumerate(text.split("\n")):
            kind = _KINDS.get(line[:1], "body")
            sentence += 1
            for word in line.removeprefix("#").removeprefix("!").split():
                token += 1
                glued = word.startswith("~")
                word = word.lstrip("~")
                start = offset if glued else offset + 1
                offset = start + len(word)
                pos = TAGS.get(word, TAGS.get(word.lower(), "NOUN"))
                place = (article_id, number, number + 1, sentence, token, start, offset)
                rows.append((*place, word, word.lower(), pos, pos == "DET", word.isalpha(), kind))
                if word == ".":
                    sentence += 1
    columns = "article_id section paragraph sentence token start end text lemma pos is_stop"
    frame = pd.DataFrame(rows, columns=[*columns.split(), "is_alpha", "kind"])
    texts = dict.fromkeys(["article_id", "text", "lemma", "pos", "kind"], "str")
    numbers = dict.fromkeys(["section", "paragraph", "sentence", "token", "start", "end"], "int64")
    return frame.astype({**texts, **numbers, "is_stop": "bool", "is_alpha": "bool"})


def annotated(*paragraphs, article_id="a"):
    """Tokens and spans from text in which ``[Ada Okafor|PERSON]`` marks what the model says.

    A paragraph that begins with ``# `` is a heading; a capitalised word that opens no sentence is
    a proper noun, and so is every word of a mark, also of one without a label: ``[Ada|]``.
    """
    tokens, spans, offset, sentence = [], [], 0, 0
    for number, marked in enumerate(paragraphs, start=1):
        kind = "heading" if marked.startswith("# ") else "body"
        marked = marked.removeprefix("# ")
        text, marks = "", []
        for piece in re.split(r"(\[[^\]]*\|[A-Z_]*\])", marked):
            name, mark, label = piece.strip("[]").partition("|")
            marks += [(len(text), len(text) + len(name), name, label)] if mark else []
            text += name
        opens, sentence = True, sentence + 1
        for found in _TOKEN.finditer(text):
            word, start = found.group(), found.start()
            in_mark = any(a <= start < b for a, b, _, _ in marks)
            proper = word[0].isupper() and (not opens or in_mark)
            at = (number, sentence, offset + start, offset + found.end())
            tokens.append((article_id, 0, *at, word, "PROPN" if proper else "X", kind))
            opens = word in {".", "!", "?"}
            sentence += opens
        for start, end, name, label in filter(operator.itemgetter(3), marks):
            at = next(t for t in tokens if t[4] == offset + start)
            spans.append((*at[:4], offset + start, offset + end, name, label, kind))
        offset += len(text) + 2
    return (
        pd.DataFrame(tokens, columns=[*_PLACE, "pos", "kind"]),
        pd.DataFrame(spans, columns=[*_PLACE, "raw_label", "kind"]),
    )
