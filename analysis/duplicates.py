"""Find stories that are printed twice, and the sentences that show it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.folding import fold
from analysis.profile import running_text

ALIKE = 0.7
_PAIR = ["article_id", "other"]
_ROUNDING = 1e-9
_MEMORY = 128  # MiB for the similarities that are held at a time


def near_duplicates(tokens: pd.DataFrame, *, threshold: float = ALIKE) -> pd.DataFrame:
    """Pairs of articles that use nearly the same words equally often.

    Each article is a vector of (1 + ln tf) × idf of its words (scikit-learn's smoothed idf), and
    two are as similar as the cosine of the angle between them (C. D. Manning, P. Raghavan &
    H. Schütze 2008, Introduction to Information Retrieval, sections 6.3 and 6.4). Lower-cased
    words and numbers of the running text count, stop words and punctuation do not. Every pair is
    compared, a block of articles at a time, which some 10,000 articles allow; for many more
    there is MinHash, which estimates (A. Broder 1997, On the resemblance and containment of
    documents).

    Args:
        tokens: Columns article_id, text, pos, is_stop, kind.
        threshold: The least similarity of a pair, above 0 and up to 1.

    Returns:
        Columns article_id, other (the later one by name), similarity (above 0, and 1 where both
        have the same words equally often); the most similar first.

    Raises:
        ValueError: The threshold is not above 0 and up to 1.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"A similarity is above 0 and up to 1, so none is at least {threshold}.")
    is_word = ~tokens["is_stop"].astype(bool) & ~tokens["pos"].isin(["PUNCT", "SPACE"])
    words = running_text(tokens[is_word])
    article, names = pd.factorize(words["article_id"], sort=True)
    if len(names) < 2:
        return _pairs(names, names, np.zeros(0))
    from scipy.sparse import csr_matrix, triu  # type: ignore[import-untyped]
    from sklearn import config_context
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.neighbors import NearestNeighbors

    term, _ = pd.factorize(fold(words["text"]), sort=True)
    counts = csr_matrix((np.ones(len(term)), (article, term)))
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    with config_context(working_memory=_MEMORY):
        search = NearestNeighbors(metric="cosine", algorithm="brute").fit(weights)
        distance = search.radius_neighbors_graph(radius=1 - threshold + _ROUNDING, mode="distance")
    found = triu(distance, k=1, format="coo")
    return _pairs(names[found.row], names[found.col], 1 - found.data)


def _pairs(one: pd.Index, other: pd.Index, similarity: np.ndarray) -> pd.DataFrame:
    size = len(similarity)
    pairs = pd.DataFrame(
        {
            "article_id": pd.Series(one[:size], dtype="str"),
            "other": pd.Series(other[:size], dtype="str"),
            "similarity": similarity.round(6),
        }
    )
    order = ["similarity", *_PAIR]
    return pairs.sort_values(order, ascending=[False, True, True], ignore_index=True)


def shared_sentences(pairs: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The sentences that both articles of a pair have, word for word.

    Capitals and white space make no difference; a sentence that an article repeats counts once,
    where it stands first.

    Args:
        pairs: Columns article_id, other.
        sentences: Columns article_id, sentence, text, kind; running text only is compared.

    Returns:
        Columns article_id, other, sentence (its number in the first article), other_sentence (in
        the other one), text (as the first one has it); pairs in the order given, sentences in the
        order of the first article.
    """
    body = running_text(sentences)[["article_id", "sentence", "text"]]
    same = fold(body["text"].str.split().str.join(" "))
    body = body.assign(same=same).drop_duplicates(["article_id", "same"])
    theirs = body.rename(columns={"article_id": "other", "sentence": "other_sentence"})
    return (
        pairs[_PAIR]
        .merge(body, on="article_id")
        .merge(theirs.drop(columns="text"), on=["other", "same"])
        .loc[:, [*_PAIR, "sentence", "other_sentence", "text"]]
    )


def duplicate_groups(pairs: pd.DataFrame) -> pd.DataFrame:
    """Which articles tell one story: those that pairs link, directly or through others.

    They are the connected components of the graph whose edges are the pairs.

    Args:
        pairs: Columns article_id, other.

    Returns:
        Columns group (1 is the largest; of equal ones the one with the first article by name),
        articles (how many it has), article_id; an article without a pair is in no group.
    """
    ends = pd.concat([pairs["article_id"], pairs["other"]], ignore_index=True)
    place, names = pd.factorize(ends, sort=True)
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    shape = (len(names), len(names))
    edges = (place[: len(pairs)], place[len(pairs) :])
    graph = csr_matrix((np.ones(len(pairs)), edges), shape=shape)
    _, story = connected_components(graph, directed=False) if len(names) else (0, place)
    table = pd.DataFrame({"story": story, "article_id": pd.Series(names, dtype="str")})
    by_story = table.groupby("story")["article_id"]
    table = table.assign(articles=by_story.transform("size"), first=by_story.transform("min"))
    table = table.sort_values(
        ["articles", "first", "article_id"], ascending=[False, True, True], ignore_index=True
    )
    group = pd.Series(pd.factorize(table["story"])[0] + 1, dtype="int64")
    return table.assign(group=group)[["group", "articles", "article_id"]]
