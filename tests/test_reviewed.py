"""What people wrote beside the articles: taken as it is, or refused with file, row and reason."""

import pytest

from analysis.articles import Article
from analysis.articles.reviewed import read_corrections_file, read_labels

ARTICLE = Article(id="news/one", text="Ann met Bo.", file="news/one.txt")
HEADER = "start,end,text,entity,label\n"


def reviewed(folder, *, labels=None, corrections=None):
    """The hand labels, the corrections and what was refused of both."""
    (folder / "news").mkdir()
    if labels is not None:
        (folder / "news" / "one.mentions.csv").write_text(labels, encoding="utf-8")
    if corrections is not None:
        data = corrections if isinstance(corrections, bytes) else corrections.encode()
        (folder / "corrections.csv").write_bytes(data)
    labels_read, refused = read_labels([ARTICLE], folder)
    corrections_read, unread = read_corrections_file(folder)
    return labels_read, corrections_read, [*refused, *unread]


def test_no_files_give_empty_tables_with_all_their_columns(tmp_path):
    labels, corrections, refused = reviewed(tmp_path)
    assert labels.columns.tolist() == ["article_id", "start", "end", "text", "entity", "label"]
    assert corrections.columns.tolist() == ["text", "entity", "label", "reason"]
    assert len(labels) == len(corrections) == len(refused) == 0


def test_a_hand_label_is_kept_only_if_its_text_stands_at_its_offsets(tmp_path):
    wrong = {
        "8,10,Ben,Ben,PERSON": "Ben",
        "8.5,10,Bo,Bo,PERSON": "Bo",
        "-3,11,Bo.,Bo,PERSON": "Bo.",
        "8,99,Bo.,Bo,PERSON": "Bo.",
        "inf,10,Bo,Bo,PERSON": "Bo",
        "4,4,,Nothing,ORG": "",
        "8": "",
        "8," + "9" * 5000 + ",Bo,Bo,PERSON": "Bo",
    }
    right = ["0,3,Ann,Ann Lee,PERSON", "8,10,Bo,Bo,PERSON"]
    labels, _, refused = reviewed(tmp_path, labels=HEADER + "\n".join([*wrong, *right]))
    assert labels.to_numpy().tolist() == [
        ["news/one", 0, 3, "Ann", "Ann Lee", "PERSON"],
        ["news/one", 8, 10, "Bo", "Bo", "PERSON"],
    ]
    assert labels["start"].dtype == labels["end"].dtype == "int64"
    assert refused == [
        ("news/one.mentions.csv", f"row {row}: {text!r} does not stand at these offsets")
        for row, text in enumerate(wrong.values(), start=2)
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_corrections_are_text_in_every_encoding_that_excel_saves(tmp_path, encoding):
    rows = (
        'text,entity,label,reason\r\nZoë,Zoë Bell,PERSON,"once, first"\r\nUN,,,\r\nNA,Nan,ORG,None'
    )
    _, corrections, refused = reviewed(tmp_path, corrections=rows.encode(encoding))
    assert corrections.to_numpy().tolist() == [
        ["Zoë", "Zoë Bell", "PERSON", "once, first"],
        ["UN", "", "", ""],
        ["NA", "Nan", "ORG", "None"],
    ]
    assert not refused


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("text,label\nAnn,PERSON\n", "it has no column entity, reason"),
        ("text;entity;label;reason\nA,B;C;ORG;x\n", "it has no commas between its columns; save"),
        ("text\tentity\tlabel\treason\n".encode("utf-16"), "save it as CSV with commas"),
        ("note\n", "it has no column text, entity, label, reason"),
        ("text,entity,label,reason\nA,B,ORG,it is, in fact, so\n", "more cells than its header"),
        ("text,entity,label,reason\nA,B,ORG,x\nA,B,ORG,x,y\n", "Expected 4 fields in line 3"),
        ("", "it cannot be read as a CSV table"),
        (b"text,entity,label,reason\nZo\x81,Z,ORG,x\n", "it is not valid windows-1252 at byte 27"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_reason(tmp_path, written, reason):
    _, corrections, ((file, why),) = reviewed(tmp_path, corrections=written)
    assert corrections.empty
    assert file == "corrections.csv" and reason in why


def test_all_hand_labels_of_the_seed_are_used(seed):
    assert (len(seed.labels), seed.labels["entity"].nunique()) == (49, 17)
    assert seed.refused.empty
