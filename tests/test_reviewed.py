"""What people wrote beside the articles: taken as it is, or refused with file, row and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.articles import Article
from analysis.corpus import Corpus
from analysis.reviewed import Reviewed, read_reviewed

ARTICLE = Article(id="news/one", text="Ann met Bo.", file="news/one.txt")
HEADER = "start,end,text,entity,label\n"


def reviewed(
    folder: Path, *, labels: str | None = None, corrections: str | bytes | None = None
) -> Reviewed:
    (folder / "news").mkdir()
    if labels is not None:
        (folder / "news" / "one.mentions.csv").write_text(labels, encoding="utf-8")
    if corrections is not None:
        data = corrections if isinstance(corrections, bytes) else corrections.encode()
        (folder / "corrections.csv").write_bytes(data)
    return read_reviewed([ARTICLE], folder)


def reasons(found: Reviewed) -> list[list[str]]:
    return found.refused.to_numpy().tolist()


def test_no_files_give_empty_tables_with_all_their_columns(tmp_path: Path) -> None:
    labels, corrections, refused = reviewed(tmp_path)
    assert labels.columns.tolist() == ["article_id", "start", "end", "text", "entity", "label"]
    assert corrections.columns.tolist() == ["text", "entity", "label", "reason"]
    assert len(labels) == len(corrections) == len(refused) == 0


def test_a_hand_label_is_kept_only_if_its_text_stands_at_its_offsets(tmp_path: Path) -> None:
    rows = [
        "0,3,Ann,Ann Lee,PERSON",
        "8,10,Ben,Ben,PERSON",
        "8.5,10,Bo,Bo,PERSON",
        "-3,11,Bo.,Bo,PERSON",
        "8,99,Bo.,Bo,PERSON",
        "inf,10,Bo,Bo,PERSON",
        "4,4,,Nothing,ORG",
        "8,10,Bo,Bo,PERSON",
        "8",
    ]
    found = reviewed(tmp_path, labels=HEADER + "\n".join(rows))
    assert found.labels.to_dict("records") == [
        {"article_id": "news/one", **dict(zip(HEADER.strip().split(","), row, strict=True))}
        for row in [(0, 3, "Ann", "Ann Lee", "PERSON"), (8, 10, "Bo", "Bo", "PERSON")]
    ]
    assert found.labels["start"].dtype == found.labels["end"].dtype == "int64"
    wrong = [(3, "Ben"), (4, "Bo"), (5, "Bo."), (6, "Bo."), (7, "Bo"), (8, ""), (10, "")]
    assert reasons(found) == [
        ["one.mentions.csv", f"row {row}: {text!r} does not stand at these offsets"]
        for row, text in wrong
    ]


def test_names_that_look_like_missing_values_are_names(tmp_path: Path) -> None:
    found = reviewed(tmp_path, corrections="text,entity,label,reason\nNA,Nan,ORG,None\n")
    assert found.corrections.to_numpy().tolist() == [["NA", "Nan", "ORG", "None"]]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_corrections_are_read_with_or_without_a_byte_order_mark(
    tmp_path: Path, mark: bytes
) -> None:
    rows = 'text,entity,label,reason\nZoë,Zoë Bell,PERSON,"first name, once"\nUN,,,\n'
    found = reviewed(tmp_path, corrections=mark + rows.encode())
    assert found.corrections.to_numpy().tolist() == [
        ["Zoë", "Zoë Bell", "PERSON", "first name, once"],
        ["UN", "", "", ""],
    ]
    assert found.refused.empty


@pytest.mark.parametrize(
    ("corrections", "reason"),
    [
        ("text,label\nAnn,PERSON\n", "it has no column entity, reason"),
        ("text;entity;label;reason\n", "it has no column text, entity, label, reason"),
        ("text,entity,label,reason\nA,B,ORG,it is, in fact, so\n", "more cells than its header"),
        ("text,entity,label,reason\nA,B,ORG,x\nA,B,ORG,x,y\n", "Expected 4 fields in line 3"),
        ("", "it cannot be read as a CSV table"),
        (b"text,entity,label,reason\nZo\xeb,Z,ORG,x\n", "it cannot be read as a CSV table"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_reason(
    tmp_path: Path, corrections: str | bytes, reason: str
) -> None:
    found = reviewed(tmp_path, corrections=corrections)
    assert found.corrections.empty
    assert found.refused["file"].tolist() == ["corrections.csv"]
    assert reason in found.refused["reason"].iloc[0]


def test_all_hand_labels_of_the_seed_are_used(seed: Corpus) -> None:
    assert (len(seed.labels), seed.labels["entity"].nunique()) == (49, 17)
    assert seed.refused.empty
