"""What people wrote beside the articles: taken as it is, or refused with file, row and reason."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from analysis.articles import Article, read_articles
from analysis.articles.reviewed import read_corrections_file, read_labels
from analysis.corpus import Corpus


class Reviewed(NamedTuple):
    labels: pd.DataFrame
    corrections: pd.DataFrame
    refused: list[tuple[str, str]]


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
    labels_read, refused = read_labels([ARTICLE], folder)
    corrections_read, unread = read_corrections_file(folder)
    return Reviewed(labels_read, corrections_read, [*refused, *unread])


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
        "8," + "9" * 5000 + ",Bo,Bo,PERSON",
    ]
    found = reviewed(tmp_path, labels=HEADER + "\n".join(rows))
    assert found.labels.to_dict("records") == [
        {"article_id": "news/one", **dict(zip(HEADER.strip().split(","), row, strict=True))}
        for row in [(0, 3, "Ann", "Ann Lee", "PERSON"), (8, 10, "Bo", "Bo", "PERSON")]
    ]
    assert found.labels["start"].dtype == found.labels["end"].dtype == "int64"
    wrong = [
        (3, "Ben"),
        (4, "Bo"),
        (5, "Bo."),
        (6, "Bo."),
        (7, "Bo"),
        (8, ""),
        (10, ""),
        (11, "Bo"),
    ]
    assert found.refused == [
        ("news/one.mentions.csv", f"row {row}: {text!r} does not stand at these offsets")
        for row, text in wrong
    ]


def test_names_that_look_like_missing_values_are_names(tmp_path: Path) -> None:
    found = reviewed(tmp_path, corrections="text,entity,label,reason\nNA,Nan,ORG,None\n")
    assert found.corrections.to_numpy().tolist() == [["NA", "Nan", "ORG", "None"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_corrections_are_read_in_every_encoding_that_excel_saves(
    tmp_path: Path, encoding: str
) -> None:
    rows = 'text,entity,label,reason\nZoë,Zoë Bell,PERSON,"first name, once"\nUN,,,\n'
    found = reviewed(tmp_path, corrections=rows.replace("\n", "\r\n").encode(encoding))
    assert found.corrections.to_numpy().tolist() == [
        ["Zoë", "Zoë Bell", "PERSON", "first name, once"],
        ["UN", "", "", ""],
    ]
    assert not found.refused


@pytest.mark.parametrize(
    ("corrections", "reason"),
    [
        ("text,label\nAnn,PERSON\n", "it has no column entity, reason"),
        ("text;entity;label;reason\nA,B;C;ORG;x\n", "it has no commas between its columns; save"),
        ("text\tentity\tlabel\treason\n".encode("utf-16"), "save it as CSV with commas"),
        ("note;more\n", "it has no commas between its columns"),
        ("note\n", "it has no column text, entity, label, reason"),
        ("text,entity,label,reason\nA,B,ORG,it is, in fact, so\n", "more cells than its header"),
        ("text,entity,label,reason\nA,B,ORG,x\nA,B,ORG,x,y\n", "Expected 4 fields in line 3"),
        ("", "it cannot be read as a CSV table"),
        (b"text,entity,label,reason\nZo\x81,Z,ORG,x\n", "it is not valid windows-1252 at byte 27"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_reason(
    tmp_path: Path, corrections: str | bytes, reason: str
) -> None:
    found = reviewed(tmp_path, corrections=corrections)
    assert found.corrections.empty
    ((file, why),) = found.refused
    assert file == "corrections.csv" and reason in why


def test_a_table_that_cannot_be_opened_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").mkdir()
    (tmp_path / "gone.mentions.csv").symlink_to("nowhere")
    gone, two = (Article(id=name, text="Ann", file=f"{name}.txt") for name in ("gone", "two"))
    (tmp_path / "two.mentions.csv").write_text(HEADER + "0,3,Ann,Ann,PERSON\n")
    labels, refused = read_labels([gone, two], tmp_path)
    assert labels["article_id"].tolist() == ["two"]
    assert refused == [("gone.mentions.csv", "No such file or directory")]
    assert read_corrections_file(tmp_path)[1] == [("corrections.csv", "Is a directory")]


def test_articles_of_one_name_have_hand_labels_of_their_own(tmp_path: Path) -> None:
    for suffix, name in ((".txt", "Ann"), (".md", "Bo")):
        (tmp_path / f"a{suffix}").write_text(name)
        labels = f"0,{len(name)},{name},{name},PERSON\n"
        (tmp_path / f"a{suffix}.mentions.csv").write_text(HEADER + labels)
    articles, refused, folder = read_articles(tmp_path)
    labels, _ = read_labels(articles, folder)
    assert labels[["article_id", "text"]].to_numpy().tolist() == [["a.md", "Bo"], ["a.txt", "Ann"]]
    assert refused.empty


def test_all_hand_labels_of_the_seed_are_used(seed: Corpus) -> None:
    assert (len(seed.labels), seed.labels["entity"].nunique()) == (49, 17)
    assert seed.refused.empty
