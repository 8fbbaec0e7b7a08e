"""Tokens of articles that are written by hand for a test."""

from __future__ import annotations

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
