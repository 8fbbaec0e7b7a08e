"""What the explorer lists, and the places that a row of it stands for."""

import pandas as pd

from analysis.corpus import Corpus
from analysis.folding import fold
from analysis.structure import COUNTED_KINDS

KINDS = {"entities": "names", "keywords": "key terms", "words": "words"}
"""What can be listed, and what it is called."""

PLACE = ["article_id", "section", "paragraph", "sentence", "start", "end"]
_STYLE = "phrases"


def rows_of(corpus: Corpus, kind: str) -> pd.DataFrame:
    """The rows of one kind: names, key terms or words.

    Returns:
        name, label, only_in (the article of a person known by one word), count, and what more the
        kind has: sections or articles, score.
    """
    several = len(corpus.ids) > 1
    if kind == "entities" and several:
        named = {"entity": "name", "mentions": "count", "article_id": "only_in"}
        return corpus.corpus_entities.rename(columns=named).drop(columns="aliases")
    if kind == "entities":
        rows = corpus.entities.rename(columns={"entity": "name", "mentions": "count"})
        return rows[["name", "label", "count", "sections"]].assign(only_in="")
    told = {"count": ("count", "sum"), "articles": ("article_id", "nunique")}
    if kind == "keywords":
        rows = corpus.keywords[corpus.keywords["style"] == _STYLE]
        rows = rows.rename(columns={"keyword": "name", "tf": "count"})
        told["score"] = ("score", "max")
    else:
        rows = _words(corpus).assign(count=1)
    found = rows.groupby("name", as_index=False).agg(**told).assign(label="", only_in="")
    return found if several else found.drop(columns="articles")


def places_of(corpus: Corpus, kind: str, row: pd.Series) -> pd.DataFrame:
    """Where what a row of `rows_of` counts stands: columns `PLACE`."""
    if kind == "entities":
        table: pd.DataFrame = corpus.mentions
        is_it = (table["entity"] == row["name"]) & (table["label"] == row["label"])
        if row["only_in"]:
            is_it &= table["article_id"] == row["only_in"]
    elif kind == "keywords":
        table = corpus.keyword_occurrences
        is_it = (table["keyword"] == row["name"]) & (table["style"] == _STYLE)
    else:
        table = _words(corpus)
        is_it = table["name"] == row["name"]
    places: pd.DataFrame = table.loc[is_it, PLACE].reset_index(drop=True)
    return places


def _words(corpus: Corpus) -> pd.DataFrame:
    tokens = corpus.tokens
    counts = tokens["is_alpha"] & ~tokens["is_stop"] & tokens["kind"].isin(COUNTED_KINDS)
    return tokens[counts].assign(name=fold(tokens.loc[counts, "text"]))
