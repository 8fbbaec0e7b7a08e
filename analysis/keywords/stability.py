"""How sure a ranking is: the same keywords from the same article with other sentences drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.keywords.background import Background
from analysis.keywords.ranking import Style, tfidf_keywords
from analysis.keywords.words import is_running_text, phrase_key


def stability(
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    style: Style = "phrases",
    draws: int = 100,
    seed: int = 0,
    top: int = 10,
    background: Background | None = None,
) -> pd.DataFrame:
    """How often each keyword stays among the first when sentences are drawn with replacement.

    The bootstrap of B. Efron (1979), Annals of Statistics 7(1), 1-26, over the sentences of an
    article: each draw has as many sentences as the article, some twice and some not at all, in
    the order of the text. Headings stay as they are. Articles are ranked without `neighbours`,
    each by itself, so the list may differ from one that similar articles had a say in.

    Args:
        tokens: The tokens table of `analysis.annotate`.
        mentions: The mentions table of `analysis.entities`.
        style: See `analysis.keywords.tfidf_keywords`, as `background`.
        draws: How many times the sentences of each article are drawn.
        seed: Of the random numbers; each article is drawn the same whatever articles are beside it.
        top: What counts as being among the first.
        background: See `analysis.keywords.tfidf_keywords`.

    Returns:
        Columns article_id, style, rank, keyword, stays (share of the draws in which it is among
        the first `top`, 0 to 1); twice `top` keywords an article.
    """
    options = {"style": style, "background": background}
    table = tfidf_keywords(tokens, mentions, top=2 * top, **options)  # type: ignore[arg-type]
    table = table[["article_id", "style", "rank", "keyword"]]
    tokens_of = dict(iter(tokens.groupby("article_id", sort=False)))
    mentions_of = dict(iter(mentions.groupby("article_id", sort=False)))
    stays: list[float] = []
    for article_id, own in table.groupby("article_id", sort=False):
        drawn = draw_sentences(
            tokens_of[article_id],
            mentions_of.get(article_id, mentions.head(0)),
            draws=draws,
            seed=seed,
        )
        again = tfidf_keywords(*drawn, top=top, **options)  # type: ignore[arg-type]
        found = pd.Series([phrase_key(k) for k in again["keyword"].tolist()], dtype="object")
        seen = found.groupby([again["article_id"], found]).size().index.get_level_values(1)
        counts = seen.value_counts()
        stays += [counts.get(phrase_key(k), 0) / draws for k in own["keyword"].tolist()]
    return table.assign(stays=np.array(stays, dtype="float64"))


def draw_sentences(
    tokens: pd.DataFrame, mentions: pd.DataFrame, *, draws: int, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw the sentences of one article with replacement, several times over.

    Returns:
        Tokens and mentions in which article_id is the number of the draw, and sentences and
        offsets are numbered anew.
    """
    sentence = tokens["sentence"].to_numpy()
    numbers, first = np.unique(sentence, return_index=True)
    last = np.r_[first[1:], len(sentence)]
    running = is_running_text(tokens)[first]
    body, fixed = np.flatnonzero(running), np.flatnonzero(~running)
    generator = np.random.default_rng(seed)
    picked = body[generator.integers(0, max(len(body), 1), size=(draws, len(body)))]
    picked = np.sort(np.hstack([picked, np.tile(fixed, (draws, 1))]), axis=1)
    draw = np.repeat(np.arange(draws), picked.shape[1])
    picked = picked.ravel()
    begin = tokens["start"].to_numpy()[first]
    size = tokens["end"].to_numpy()[last - 1] - begin + 1
    shift = np.cumsum(size[picked]) - size[picked] - begin[picked]

    def lay_out(table: pd.DataFrame, low: np.ndarray, high: np.ndarray) -> pd.DataFrame:
        """The rows of each drawn sentence one after the other."""
        count = (high - low)[picked]
        which = np.repeat(np.arange(len(picked)), count)
        within = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        rows = table.take(low[picked][which] + within).reset_index(drop=True)
        return rows.assign(
            article_id=pd.Series(draw[which]).astype("str"),
            sentence=which + 1,
            start=rows["start"] + shift[which],
            end=rows["end"] + shift[which],
        )

    ordered = mentions.iloc[np.argsort(mentions["sentence"].to_numpy(), kind="stable")]
    of_mention = ordered["sentence"].to_numpy()
    low = np.searchsorted(of_mention, numbers)
    high = np.searchsorted(of_mention, numbers, side="right")
    return lay_out(tokens, first, last), lay_out(ordered, low, high)
