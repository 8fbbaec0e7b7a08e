"""Find near-duplicates among articles, and the sentences that show it."""

from collections import defaultdict

import numpy as np
import pandas as pd

from analysis.errors import ArgumentError
from analysis.keywords.tfidf import Tokens, count_terms, weigh
from analysis.structure.lengths import running_text

_PAIR = ["article_id", "other"]
_ROUNDING = 1e-9
_MEMORY = 128  # MiB for the similarities that are held at a time


def near_duplicates(tokens: Tokens, *, threshold: float = 0.7) -> pd.DataFrame:
    """Pairs of articles that use nearly the same words equally often.

    Each article is a vector of (1 + ln tf) × idf of its words (scikit-learn's smoothed idf), and
    two are as similar as the cosine of the angle between them (C. D. Manning, P. Raghavan &
    H. Schütze 2008, Introduction to Information Retrieval, sections 6.3 and 6.4). Words and numbers
    of the running text count, stop words and punctuation do not. Every pair is compared, which
    some 10,000 articles allow.

    Returns:
        Columns article_id, other (the later one by name), similarity (from the threshold to 1); the
        most similar first.

    Raises:
        ArgumentError: The threshold is not above 0 and up to 1.
    """
    if not 0 < threshold <= 1:
        raise ArgumentError(
            f"A similarity is above 0 and up to 1, so none is at least {threshold}."
        )
    from scipy.sparse import triu  # type: ignore[import-untyped]
    from sklearn import config_context
    from sklearn.neighbors import NearestNeighbors

    documents, _, matrix = count_terms(tokens, column="text", numbers=True)
    weights = matrix.astype("float64")
    weights.data = 1 + np.log(weights.data)
    weights.data = weigh(weights, np.zeros(len(documents), dtype=int))["score"].to_numpy()
    distance = weights  # without an article it has no row and no column
    if len(documents):
        with config_context(working_memory=_MEMORY):
            search = NearestNeighbors(metric="cosine", algorithm="brute").fit(weights)
            radius = 1 - threshold + _ROUNDING
            distance = search.radius_neighbors_graph(radius=radius, mode="distance")
    found = triu(distance, format="coo")
    names = documents["article_id"].to_numpy(dtype=object)
    one, other = np.sort([names[found.row], names[found.col]], axis=0)
    pairs = pd.DataFrame({"article_id": one, "other": other}, dtype="str")
    pairs["similarity"] = (1 - found.data).round(6)
    order = ["similarity", *_PAIR]
    return pairs.sort_values(order, ascending=[False, True, True], ignore_index=True)


def shared_sentences(pairs: pd.DataFrame, sentences: pd.DataFrame) -> list[list[str]]:
    """For each pair the sentences that both articles have, word for word, as the first has them.

    Running text only is compared. Capitals and white space make no difference; a sentence that an
    article repeats counts once, where it stands first.
    """
    own: dict[str, dict[str, str]] = defaultdict(dict)
    body = running_text(sentences)[["article_id", "text"]]
    for article_id, text in body.itertuples(index=False):
        own[article_id].setdefault(" ".join(text.lower().split()), text)
    return [
        [text for same, text in own[one].items() if same in own[other]]
        for one, other in pairs[_PAIR].itertuples(index=False)
    ]


def duplicate_groups(pairs: pd.DataFrame) -> pd.DataFrame:
    """Which articles tell one story: those that pairs link, directly or through others.

    Returns:
        Columns group (1 is the largest; of equal ones the one with the first article by name),
        articles (how many it has), article_id; an article without a pair is in no group.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    ends, names = pd.factorize(pd.concat([pairs["article_id"], pairs["other"]]), sort=True)
    edges = (ends[: len(pairs)], ends[len(pairs) :])
    graph = csr_matrix((np.ones(len(pairs)), edges), shape=(len(names), len(names)))
    story = connected_components(graph, directed=False)[1] if len(names) else ends
    table = pd.DataFrame({"article_id": names, "story": story})
    table["articles"] = table.groupby("story")["article_id"].transform("size")
    # Names are in order, and so are stories by their first one.
    order = ["articles", "story", "article_id"]
    table = table.sort_values(order, ascending=[False, True, True], ignore_index=True)
    table["group"] = pd.factorize(table["story"])[0] + 1
    return table[["group", "articles", "article_id"]]
