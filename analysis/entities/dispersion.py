"""How evenly the mentions of an entity are spread over an article."""

import numpy as np
import pandas as pd

from analysis.structure.lengths import running_text

ENOUGH = 5
"""Mentions that it takes to speak of a spread: fewer cannot fall evenly on ten parts."""
_PARTS = 10  # of equally many tokens


def deviation_of_proportions(counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Half the sum of the differences between what each part has and what it would have if even.

    This is DP of S. Th. Gries (2008), Dispersions and adjusted frequencies in corpora,
    International Journal of Corpus Linguistics 13(4), 403-437.

    ``counts`` has items × parts, ``sizes`` how large each part is. An item has 0 where every part
    has its share, and towards 1 the fewer and smaller the parts are that it stands in.
    """
    observed = counts / counts.sum(axis=1, keepdims=True)
    dp: np.ndarray = np.abs(observed - sizes / max(1, sizes.sum())).sum(axis=1) / 2
    return dp.round(10)


def dispersion(mentions: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """How evenly the mentions of each entity are spread over equal parts of the running text.

    Parts of equal length rather than sections, so that articles with and without headings can be
    compared. A mention in a heading belongs to the part that begins with the text under it.

    Args:
        mentions: Columns entity, start; of one article.
        tokens: Columns start, kind.

    Returns:
        Columns entity, mentions, parts (how many of ten have a mention), dp (see
        `deviation_of_proportions`); the most mentioned first, ties in the order of the text.
    """
    starts = np.sort(running_text(tokens)["start"].to_numpy())
    found = mentions.sort_values("start") if len(starts) else mentions.iloc[:0]
    entity, names = pd.factorize(found["entity"])
    part_of_token = np.arange(len(starts)) * _PARTS // len(starts)
    place = np.searchsorted(starts, found["start"].to_numpy()).clip(max=len(starts) - 1)
    counts = np.zeros((len(names), _PARTS), dtype="int64")
    np.add.at(counts, (entity, part_of_token[place]), 1)
    sizes = np.bincount(part_of_token, minlength=_PARTS)
    table = pd.DataFrame(
        {
            "entity": pd.Series(names, dtype="str"),
            "mentions": counts.sum(axis=1),
            "parts": (counts > 0).sum(axis=1),
            "dp": deviation_of_proportions(counts, sizes),
        }
    )
    return table.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)
