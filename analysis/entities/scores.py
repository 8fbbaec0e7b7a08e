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


def score_stages(stages: dict[str, pd.DataFrame], labels: pd.DataFrame) -> pd.DataFrame:
    """Precision, recall and F1 of the mentions of each stage, over articles that have hand labels.

    All have the columns article_id, start, end, label, entity. One row per stage and measure (see
    `MEASURES`): stage, measure, right, found, labelled, precision, recall, f1; the last are shares
    of 1. Without hand labels the table is empty.
    """
    rows = []
    for stage, mentions in stages.items():
        judged = mentions[mentions["article_id"].isin(labels["article_id"])]
        for measure, columns in MEASURES.items():
            right = len(judged[columns].drop_duplicates().merge(labels[columns].drop_duplicates()))
            rows.append((stage, measure, right, len(judged), len(labels)))
    table = pd.DataFrame(rows, columns=["stage", "measure", "right", "found", "labelled"])
    precision = table["right"] / table["found"].clip(lower=1)
    recall = table["right"] / table["labelled"].clip(lower=1)
    # F1 is twice the right ones over both lists together, which also holds where none is right.
    both = (table["found"] + table["labelled"]).clip(lower=1)
    table = table.assign(precision=precision, recall=recall, f1=2 * table["right"] / both)
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
