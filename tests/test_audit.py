"""Scores against hand labels: small tables worked out by hand."""

import pandas as pd
import pytest

from analysis.entities.scores import disagreements, mentions_of_the_model, score_stages

COLUMNS = ["article_id", "start", "end", "text", "entity", "label"]


def table(*rows):
    """Rows of article_id, start, text, entity, label."""
    whole = [(a, start, start + len(text), text, e, label) for a, start, text, e, label in rows]
    return pd.DataFrame(whole, columns=COLUMNS).astype(
        {"start": "int64", "end": "int64"}
        | dict.fromkeys(["article_id", "text", "entity", "label"], "str")
    )


BY_HAND = table(
    ("a", 0, "Ann Lee", "Ann Lee", "PERSON"),
    ("a", 20, "Lee", "Ann Lee", "PERSON"),
    ("a", 40, "Oslo", "Oslo", "GPE"),
    ("a", 60, "UN", "United Nations", "ORG"),
)
FOUND = table(
    ("a", 0, "Ann Lee", "Ann Lee", "PERSON"),  # right
    ("a", 20, "Lee", "Lee", "PERSON"),  # the name and its type
    ("a", 40, "Oslo", "Oslo", "ORG"),  # the name alone
    ("a", 60, "UN chief", "UN chief", "ORG"),  # too long, so wrong
    ("a", 80, "Sunday", "Sunday", "PERSON"),  # nothing there
    ("b", 0, "Bo", "Bo", "PERSON"),  # an article without hand labels is not judged
)


def test_scores_by_hand():
    stages = score_stages({"model": FOUND, "reviewed": BY_HAND}, BY_HAND)
    assert stages["stage"].tolist() == ["model"] * 3 + ["reviewed"] * 3
    assert stages["right"].tolist() == [3, 2, 1, 4, 4, 4]
    assert score_stages({"model": FOUND}, BY_HAND.iloc[:0]).empty
    measures = ["name found", "… with its type", "… and its entity"]
    assert stages["measure"].tolist() == measures * 2
    assert stages.iloc[:3, 2:].to_numpy().tolist() == [
        [3, 5, 4, 3 / 5, 3 / 4, 6 / 9],
        [2, 5, 4, 2 / 5, 2 / 4, 4 / 9],
        [1, 5, 4, 1 / 5, 1 / 4, 2 / 9],
    ]


@pytest.mark.parametrize(
    ("mentions", "labels", "row"),
    [
        (BY_HAND, BY_HAND, [4, 4, 4, 1, 1, 1]),
        (FOUND.iloc[:0], BY_HAND, [0, 0, 4, 0, 0, 0]),
        (FOUND.iloc[[4]], BY_HAND, [0, 1, 4, 0, 0, 0]),
        (pd.concat([BY_HAND, BY_HAND.iloc[:1]]), BY_HAND, [4, 5, 4, 4 / 5, 1, 8 / 9]),
    ],
    ids=["all right", "nothing found", "nothing right", "one found twice"],
)
def test_scores_at_the_ends_of_the_scale(mentions, labels, row):
    assert score_stages({"a": mentions}, labels).iloc[:, 2:].to_numpy().tolist() == [row] * 3


def test_disagreements_are_every_row_on_which_one_side_says_otherwise():
    columns = [*COLUMNS, "entity_by_hand", "label_by_hand"]
    found = disagreements(FOUND, BY_HAND)
    assert found.columns.tolist() == columns
    assert found.drop(columns=["article_id", "end"]).to_numpy().tolist() == [
        [20, "Lee", "Lee", "PERSON", "Ann Lee", "PERSON"],
        [40, "Oslo", "Oslo", "ORG", "Oslo", "GPE"],
        [60, "UN", "", "", "United Nations", "ORG"],
        [60, "UN chief", "UN chief", "ORG", "", ""],
        [80, "Sunday", "Sunday", "PERSON", "", ""],
    ]
    assert disagreements(BY_HAND, BY_HAND).empty
    assert disagreements(FOUND, BY_HAND.iloc[:0]).empty
    assert disagreements(FOUND.iloc[:0], BY_HAND)["entity"].tolist() == [""] * 4


def test_the_model_alone_names_everything_but_dates_and_numbers_by_its_text():
    rows = [
        ("a", "PERSON", 0, 10, "Ann and Bo"),
        ("a", "PERSON", 0, 10, "Ann and Bo"),
        ("a", "DATE", 20, 23, "May"),
        ("a", "", -1, -1, ""),
        ("b", "GPE", 0, 6, "Oslo's"),
    ]
    columns = ["article_id", "raw_label", "raw_start", "raw_end", "raw_text"]
    spans = pd.DataFrame(rows, columns=columns).assign(start=3, end=7, text="a part")
    assert mentions_of_the_model(spans)[COLUMNS].to_numpy().tolist() == [
        ["a", 0, 10, "Ann and Bo", "Ann and Bo", "PERSON"],
        ["b", 0, 6, "Oslo's", "Oslo's", "GPE"],
    ]
