"""Dates of names, and the metadata table beside the articles, as spreadsheets write it."""

import pandas as pd
import pytest
from corpora import articles, mentions
from routes import write

from analysis import group_articles, group_by_column, open_corpus, terms_over_time
from analysis.articles import article_table, read_articles
from analysis.articles.metadata import date_in_name
from analysis.errors import AnalysisError


def read(place):
    """The table of articles by file, and what was refused."""
    reading = read_articles(place)
    table = article_table(reading.articles).set_index("file")
    return table, list(reading.refused.itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("file", "date"),
    [
        *(("2024-05-03-flood.txt", "2024-05-03"), ("a/flood_2024_05_03.txt", "2024-05-03")),
        *(("20240503.txt", "2024-05-03"), ("flood-20240503-2.md", "2024-05-03")),
        *(("2024/05/03/flood.txt", "2024-05-03"), ("news/2024/05/flood.txt", "2024-05")),
        *(("2024-05-03/flood.txt", "2024-05-03"), ("2023-01-01/2024-05-03.txt", "2024-05-03")),
        ("2024-05-03-back-to-2023-01-01.txt", "2024-05-03"),
        *(("2024-13-45.txt", ""), ("20241345.txt", ""), ("2024/13/a.txt", ""), ("2024/a.txt", "")),
        *(("2023-02-29.txt", ""), ("2024-05_03.txt", ""), ("03-05-2024.txt", "")),
        *(("from-2023-01-01-to-2024-05-03.txt", ""), ("x20240503.txt", ""), ("120240503.txt", "")),
        ("000_6d02eae58c1e311a.txt", ""),
    ],
)
def test_a_name_gives_a_date_if_it_can_be_read_in_one_way_only(file, date):
    assert date_in_name(file) == date


def test_the_card_comes_first_then_front_matter_the_table_and_the_name(tmp_path):
    rows = [f"2024-01-0{n}.md,Of the table,2024-02-01\n" for n in "123"]
    front = "---\ntitle: Of the head\ndate: 2024-03-01\n---\nText."
    card = "title: Of the card\ndate: 2024-04-01\nsource: The Card"
    files = {"articles.csv": "".join(["file,title,date\n", *rows])}
    files |= {"2024-01-01.md": front, "2024-01-01.card.yaml": card, "2024-01-02.md": front}
    files |= {"2024-01-03.md": "Text.", "2024-01-04.md": "Text."}
    files["2024-01-03.card.yaml"] = "title: unknown\ndate: 03/04/2020"
    found, refused = read(write(tmp_path, files))
    assert found[["title", "date", "date_from", "source"]].to_numpy().tolist() == [
        ["Of the card", "2024-04-01", "data card", "The Card"],
        ["Of the head", "2024-03-01", "front matter", ""],
        ["Of the table", "2024-02-01", "metadata table", ""],
        ["", "2024-01-04", "name", ""],
    ]
    assert refused == []


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["Published 4th March 2024, updated 6 March 2024"], "2024-03-04"),
        (["Updated Sept. 3, 2024", "Published on 2024-09-01"], "2024-09-01"),
        *((["Published 03/04/2024"], ""), (["Monday, 4 March"], ""), (["31 February 2024"], "")),
        ([], ""),
    ],
)
def test_a_date_line_gives_the_day_where_nothing_else_does(lines, day, tmp_path):
    text = "\n".join(["Bridge to close", *lines, "The bridge will close on 5 May 2025, said Ann."])
    files = {"a.txt": text, "2023-01-02.txt": text, "b.txt": "The bridge closed on 5 May 2025."}
    found = open_corpus(write(tmp_path, files), cache=False).articles
    assert found[["date", "date_from"]].to_numpy().tolist() == [
        ["2023-01-02", "name"],
        [day, "text" if day else ""],
        ["", ""],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize(
    ("name", "sep"), [("articles.csv", ","), ("articles.csv", ";"), ("articles.tsv", "\t")]
)
def test_a_table_is_read_as_spreadsheets_write_it(tmp_path, name, sep, encoding):
    rows = [
        ["file", "title", "date", "source", "group", "Zeilen", ""],
        ["in\\é.txt", '"Zoë; ""so"", and\non\tit"', "2024-05-03", "The Post", "east", "3", ""],
        ["", "", "", "", "", "", ""],
        ["b", " Two ", "2024-05", "unknown", "west", "", ""],
    ]
    data = "\r\n".join(sep.join(row) for row in rows).encode(encoding)
    texts = dict.fromkeys(["in/é.txt", "b.txt", "c.txt"], "Text.")
    found, refused = read(write(tmp_path, {name: data, **texts}))
    assert refused == []
    columns = ["title", "date", "source", "group", "Zeilen"]
    assert found.columns[-3:].tolist() == columns[-3:]
    assert found.loc["in/é.txt", columns].tolist() == [
        *('Zoë; "so", and\non\tit', "2024-05-03", "The Post", "east", "3")
    ]
    assert found.loc["b.txt", columns].tolist() == ["Two", "2024-05", "", "west", ""]
    assert found.loc["c.txt", columns].tolist() == [""] * 5


def test_what_cannot_be_used_of_a_table_is_named_with_row_and_reason(tmp_path):
    table = (
        "file,date,words\na.txt,2024-13-45,9\n\nb.txt,2024-05-03,9\nb,2024-05-04,9\n"
        "gone.txt,,9\nb.txt,03/05/2024,9\nnotes.pdf,2024-05-03,9\n,2024-05-03,9\n"
    )
    texts = dict.fromkeys(["a.txt", "b.txt", "notes.pdf", "in/articles.csv"], "Text.")
    tables = {"articles.csv": table, "articles.tsv": "file\ttitle\na.txt\tNot read"}
    found, refused = read(write(tmp_path, texts | tables))
    assert found["date"].tolist() == ["", "2024-05-03"]
    assert found["title"].tolist() == ["", ""]
    broken = "no date of the form 2024-05-03, so it was not used"
    assert refused == [
        ("articles.csv", "its column words was not used: every article has one that is found out"),
        ("articles.csv", f"row 2: '2024-13-45': {broken}"),
        ("articles.csv", "row 5: 'b': it is named again; the first row of it is used"),
        ("articles.csv", "row 6: 'gone.txt': there is no article of this name"),
        ("articles.csv", f"row 7: '03/05/2024': {broken}"),
        ("articles.csv", "row 7: 'b.txt': it is named again; the first row of it is used"),
        ("articles.csv", "row 9: '': there is no article of this name"),
        ("articles.tsv", "articles.csv is there too, and is used"),
        ("in/articles.csv", "it is used only at the top of the folder that is read"),
        ("notes.pdf", ".pdf is not one of .txt, .md, .markdown"),
    ]
    assert read_articles(tmp_path / "b.txt").refused["reason"].str.contains("'a.txt'").sum() == 0


def test_articles_are_grouped_by_any_column_and_by_group_unless_told_otherwise():
    six = articles(list("abcdef")).assign(group=["x"] * 3 + ["y"] * 3, source=["P", "Q", ""] * 2)
    assert group_by_column(six, "source").dropna().to_dict() == dict(
        zip("abde", "PQPQ", strict=True)
    )
    none = mentions([])
    assert group_articles(six, none, pd.DataFrame()).group.tolist() == six["group"].tolist()
    with pytest.raises(AnalysisError, match=r"no column 'beat'; .* columns: article_id, .*group"):
        group_by_column(six, "beat")
    with pytest.raises(AnalysisError, match="'source' has fewer than two values"):
        group_by_column(six.assign(source="P"), "source")


def test_terms_are_counted_in_articles_of_each_period():
    four = articles(list("abcd"), ["2024-04", "2024-06-03", "2024-06-30", ""])
    named = mentions([("a", "Ann"), ("b", "Ann"), ("b", "Ann"), ("d", "Ann"), ("c", "Oslo")])
    found = terms_over_time(four, named, ["Oslo", "Ann", "Nobody"])
    months = ["2024-04-01", "2024-05-01", "2024-06-01"]
    assert found["begins"].tolist() == months * 3
    assert found["articles"].tolist() == [0, 0, 1, 1, 0, 1, 0, 0, 0]
    assert found["of"].tolist() == [1, 0, 2] * 3
    tokens = pd.DataFrame({"article_id": list("aab"), "lemma": ["Flood", "flood", "flood"]})
    tokens["kind"] = ["body", "body", "heading"]
    assert terms_over_time(four, tokens, ["flood"])["articles"].tolist() == [1, 0, 0]
    assert terms_over_time(four.assign(date=""), named, ["Ann"]).empty
