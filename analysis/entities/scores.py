"""Hold the machine's mentions against hand labels: precision, recall and F1."""

import pandas as pd

from analysis.entities.mention import CLOSED
from analysis.entities.resolve import spans_of_the_model

_PLACE = ["article_id", "start", "end"]
MEASURES = {
    "name found": _PLACE,
    "… with its type": [*_PLACE, "label"],
    "… and its entity": [*_PLACE, "label", "entity"],
}
"""What must agree with the hand label for a mention to be right, from lenient to strict."""


def mentions_of_the_model(spans: pd.DataFrame) -> pd.DataFrame:
    """What the model alone says: every span that is no date or number, each text an entity.

    Columns article_id, start, end, text, raw_label, label, entity, from either kind of spans.
    """
    own = spans_of_the_model(spans)
    named = own[~own["raw_label"].isin(CLOSED)]
    return named.assign(label=named["raw_label"], entity=named["text"])


def score_mentions(mentions: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Precision, recall and F1 of mentions, over the articles that have hand labels.

    Both have the columns article_id, start, end, label, entity. One row per measure (see
    `MEASURES`): measure, right, found, labelled, precision, recall, f1; the last are shares of 1.
    """
    judged = mentions[mentions["article_id"].isin(labels["article_id"])]
    right = [
        len(judged[columns].drop_duplicates().merge(labels[columns].drop_duplicates()))
        for columns in MEASURES.values()
    ]
    table = pd.DataFrame(
        {"measure": list(MEASURES), "right": right, "found": len(judged), "labelled": len(labels)}
    )
    precision = table["right"] / table["found"].clip(lower=1)
    recall = table["right"] / table["labelled"].clip(lower=1)
    # F1 is twice the right ones over both lists together, which also holds where none is right.
    both = (table["found"] + table["labelled"]).clip(lower=1)
    return table.assign(precision=precision, recall=recall, f1=2 * table["right"] / both)


def score_stages(stages: dict[str, pd.DataFrame], labels: pd.DataFrame) -> pd.DataFrame:
    """`score_mentions` for the mentions of each stage, its name in the first column, stage.

    Without hand labels the table is empty.
    """
    scores = {stage: score_mentions(mentions, labels) for stage, mentions in stages.items()}
    table = pd.concat(scores, names=["stage"]).reset_index(level="stage").reset_index(drop=True)
    return table if len(labels) else table.iloc[:0]


def disagreements(mentions: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Where the machine and the hand differ.

    Columns article_id, start, end, text, entity, label, entity_by_hand, label_by_hand; the side
    that has no such mention has empty texts.
    """
    judged = mentions[mentions["article_id"].isin(labels["article_id"])]
    columns = [*_PLACE, "text", "entity", "label"]
    both = judged[columns].merge(
        labels[columns], on=[*_PLACE, "text"], how="outer", suffixes=("", "_by_hand")
    )
    names = ["entity", "label", "entity_by_hand", "label_by_hand"]
    both = both.fillna(dict.fromkeys(names, ""))
    differ = (both["entity"] != both["entity_by_hand"]) | (both["label"] != both["label_by_hand"])
    return both[differ].sort_values(_PLACE, ignore_index=True)
