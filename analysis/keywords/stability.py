"""How sure a ranking is: the same keywords from the same article with other sentences drawn."""

from functools import partial

import numpy as np
import pandas as pd

from analysis.keywords.background import Background
from analysis.keywords.ranking import rank_keywords
from analysis.keywords.units import phrase_key
from analysis.structure import COUNTED_KINDS

_TOP = 10
_COLUMNS = ["article_id", "style", "rank", "keyword"]


def stability(
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    draws: int = 100,
    background: Background | None = None,
) -> pd.DataFrame:
    """How often each phrase stays among the first 10 when sentences are drawn with replacement.

    The bootstrap of B. Efron (1979), Annals of Statistics 7(1), 1-26, over the sentences of an
    article: each draw has as many sentences as the article, some twice and some not at all, in
    the order of the text. Headings stay as they are. An article is drawn the same each time,
    whatever articles are beside it. For `background` see `rank_keywords`.

    Returns:
        Columns article_id, style, rank, keyword, stays (share of the draws in which it is among
        the first 10, 0 to 1); 20 keywords an article.
    """
    ranked = partial(rank_keywords, styles=("phrases",), background=background)
    table = ranked(tokens, mentions, top=2 * _TOP).keywords[_COLUMNS]
    table = table.assign(key=table["keyword"].map(phrase_key), stays=np.nan)
    for article_id, own in table.groupby("article_id"):
        parts = (part[part["article_id"] == article_id] for part in (tokens, mentions))
        drawn = draw_sentences(*parts, draws=draws)
        again = ranked(*drawn, top=_TOP).keywords
        again["key"] = again["keyword"].map(phrase_key)
        times = again.drop_duplicates(["article_id", "key"])["key"].value_counts()
        table.loc[own.index, "stays"] = own["key"].map(times).fillna(0) / draws
    return table.drop(columns="key")


def draw_sentences(
    tokens: pd.DataFrame, mentions: pd.DataFrame, *, draws: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tokens and mentions of one article with sentences drawn with replacement, several times.

    In both, article_id is the number of the draw; sentences and offsets are numbered anew.
    """
    sentences = tokens.groupby("sentence").agg({"kind": "first", "start": "min", "end": "max"})
    running = sentences["kind"].isin(COUNTED_KINDS)
    body, fixed = (sentences.index[rows].to_numpy() for rows in (running, ~running))
    generator = np.random.default_rng(0)
    picked = body[generator.integers(0, max(len(body), 1), size=(draws, len(body)))]
    picked = np.sort(np.hstack([picked, np.tile(fixed, (draws, 1))]), axis=1)
    drawn = sentences.loc[picked.ravel()].reset_index()
    size = drawn["end"] - drawn["start"] + 1
    drawn["shift"] = size.cumsum() - size - drawn["start"]
    drawn["draw"] = np.repeat(np.arange(draws), picked.shape[1]).astype(str)
    drawn = drawn[["draw", "sentence", "shift"]].reset_index(names="number")

    def lay_out(table: pd.DataFrame) -> pd.DataFrame:
        rows = drawn.merge(table, on="sentence")
        rows[["start", "end"]] = rows[["start", "end"]].add(rows["shift"], axis=0)
        return rows.assign(article_id=rows["draw"].astype("str"), sentence=rows["number"])

    return lay_out(tokens), lay_out(mentions)
