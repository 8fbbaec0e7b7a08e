"""Corrections and hand labels: used as people wrote them, or refused with the reason."""

import shutil

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from routes import write

from analysis import corrections, open_corpus
from analysis.articles import Article
from analysis.articles.reviewed import (
    append_correction,
    read_corrections_file,
    read_labels,
    remove_correction,
)
from analysis.corpus.recount import REMADE
from analysis.errors import AnalysisError
from analysis.publish.build import COLLECTION

LIST = "corrections.csv"
HEADER = "text,entity,label,reason\n"


@pytest.fixture
def folder(tmp_path):
    """Articles of a collection that people may write to."""
    shutil.copytree(COLLECTION, tmp_path / "news")
    return tmp_path / "news"


def assert_same(one, other):
    for name in (*REMADE, "corpus_entities", "corrections", "rejected_corrections", "tokens"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), obj=name)


@pytest.mark.parametrize(
    ("entity", "what"),
    [
        ("Margaret Doyle", {"rename": 'Maggie "the Mayor" Doyle, <i>MP</i>'}),
        ("Quay Street", {"same_as": "Ellerton"}),
        ("Fairhaven Foods", {"label": "product"}),
        ("Ellerton", {"no_name": True}),
    ],
)
def test_tables_are_those_of_a_folder_that_is_opened_again_and_undo_leads_back(
    folder, entity, what
):
    corpus = open_corpus(folder)
    found = corrections.preview(corpus, entity, **what, reason="so, “says”\nthe editor")
    assert not (folder / LIST).exists()
    corrected = corrections.keep(found)
    assert_same(corrected, open_corpus(folder))
    rows = corpus.mentions["entity"] == entity
    assert len(found.moved) >= rows.sum() > 1
    assert entity not in set(corrected.mentions["entity"]) or "label" in what
    articles = found.moved["article_id"].nunique()
    assert str(found).startswith(f"{len(found.moved)} mentions in {articles} article")
    assert corrected.corrections["reason"].tolist() == ["so, “says” the editor"]
    undone = corrections.undo(corrected)
    assert_same(undone, corpus)
    assert (folder / LIST).read_text() == HEADER


def test_what_was_merged_into_a_name_goes_with_it_also_after_a_second_correction(folder):
    corpus = open_corpus(folder)
    aliases = corpus.mentions.loc[corpus.mentions["entity"] == "Margaret Doyle", "text"]
    assert set(aliases) > {"Doyle"}
    for name in ("M. Doyle", "The leader"):
        entity = "Margaret Doyle" if name == "M. Doyle" else "M. Doyle"
        corpus = corrections.add(corpus, entity, rename=name)
        now = corpus.mentions.loc[corpus.mentions["entity"] == name, "text"]
        assert now.tolist() == aliases.tolist()
    assert corpus.rejected_corrections.empty
    assert_same(
        corrections.undo(
            corpus, {"text": "Margaret Doyle", "entity": "M. Doyle", "label": "PERSON"}
        ),
        open_corpus(folder),
    )


def test_longer_key_phrases_hold_the_corrected_name(collection):
    corrected = corrections.preview(collection, "Fairhaven", rename="Port Fair").corpus
    before, after = (set(corpus.keywords["keyword"]) for corpus in (collection, corrected))
    assert "Fairhaven library" in before - after
    assert "Port Fair library" in after - before


def test_an_article_that_was_taken_out_of_many_can_be_corrected_too(collection):
    for article in (collection.only(), next(collection.each())):
        entity = article.entities["entity"].iloc[0]
        corrected = corrections.preview(article, entity, rename="Port Fair").corpus
        assert corrected.entities["entity"].iloc[0] == "Port Fair"
        assert "Port Fair" in set(corrected.keywords["keyword"])


def test_an_alias_is_corrected_alone(collection):
    found = corrections.preview(collection, "Doyle", same_as="Fairhaven Foods")
    told = [set(found.moved[name]) for name in ("text", "new_entity", "new_label")]
    assert told == [{"Doyle"}, {"Fairhaven Foods"}, {"ORG"}]


def test_a_name_that_stands_in_capitals_alone_is_corrected_too(folder):
    (folder / "ship.txt").write_text("The MIRENA sank off Lyon. MIRENA was old.")
    corrected = corrections.add(open_corpus(folder), "Mirena", label="PRODUCT")
    assert (corrected.mentions["entity"] == "Mirena").sum() == 2
    assert_same(corrected, open_corpus(folder))


def test_here_means_one_article_and_other_articles_stay_as_they_are(folder):
    corpus = open_corpus(folder)
    (folder / LIST).write_text(HEADER + '"Calverton","Calverton","GPE","a town, first"\n')
    first = corpus.mentions.loc[corpus.mentions["entity"] == "Quay Street", "article_id"].iloc[0]
    after = corrections.add(corpus, "Quay Street", label="ORG", article_id=first)
    streets = after.mentions[after.mentions["entity"] == "Quay Street"]
    assert set(streets.loc[streets["label"] == "ORG", "article_id"]) == {first}
    assert streets["article_id"].nunique() > 1
    # What somebody else wrote in the meantime counts too, and stays as it was.
    assert (folder / LIST).read_text() == (
        "text,entity,label,reason,article_id\n"
        'Calverton,Calverton,GPE,"a town, first",\n'
        f"Quay Street,Quay Street,ORG,,{first}\n"
    )
    assert_same(after, open_corpus(folder))


@pytest.mark.parametrize(
    ("entity", "what", "message"),
    [
        ("Elerton", {"rename": "X"}, "no entity Elerton; did you mean Ellerton"),
        ("Ellerton", {"same_as": "Elertown"}, "no entity Elertown"),
        ("Ellerton", {"label": "TOWN"}, "TOWN is no type of a name; there are PERSON"),
        ("Ellerton", {}, "Say one thing"),
        ("Ellerton", {"rename": "X", "no_name": True}, "Say one thing"),
        ("Ellerton", {"rename": "  "}, "A name cannot be empty"),
        ("Ellerton", {"rename": "X", "article_id": "none"}, "no article none"),
        ("Quay Street", {"rename": "Quay Street"}, "Nothing would change"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_written(collection, entity, what, message):
    with pytest.raises(AnalysisError, match=message):
        corrections.add(collection, entity, **what)
    assert not (COLLECTION / LIST).exists()


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=3), st.tuples(CELLS, CELLS))
def test_rows_and_their_order_survive_an_added_row_and_its_removal(tmp_path_factory, rows, new):
    folder = tmp_path_factory.mktemp("list")
    columns = ["text", "entity", "label", "reason"]
    told = [("first", *row[1:]) for row in rows]
    pd.DataFrame(told, columns=columns).to_csv(folder / LIST, index=False)
    before = read_corrections_file(folder)[0]
    row = {"text": "t" + new[0], "entity": new[1], "label": "ORG", "article_id": "a,b"}
    append_correction(folder, row)
    after, refused = read_corrections_file(folder)
    assert not refused
    assert after[columns].iloc[:-1].to_numpy().tolist() == before.to_numpy().tolist()
    assert after.iloc[-1].to_dict() == {"reason": "", **row}
    remove_correction(folder, row)
    left = read_corrections_file(folder)[0]
    assert left[columns].to_numpy().tolist() == before.to_numpy().tolist()
    assert [file.name for file in folder.iterdir()] == [LIST]
    with pytest.raises(AnalysisError, match="any more"):
        remove_correction(folder, row)


# --- lists and labels that people wrote


LABELS = "start,end,text,entity,label\n"


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
    write(tmp_path, {"news/one.mentions.csv": LABELS + "\n".join([*wrong, *right])})
    article = Article(id="news/one", text="Ann met Bo.", file="news/one.txt")
    labels, refused = read_labels([article], tmp_path)
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
def test_a_list_is_text_as_a_spreadsheet_saved_it_and_stays_readable_for_it(tmp_path, encoding):
    told = HEADER + 'Zoë,Zoë Bell,PERSON,"once, first"\nUN,,,\nNA,Nan,ORG,None\n'
    write(tmp_path, {LIST: told.replace("\n", "\r\n").encode(encoding)})
    read, refused = read_corrections_file(tmp_path)
    assert read.to_numpy().tolist() == [
        ["Zoë", "Zoë Bell", "PERSON", "once, first"],
        ["UN", "", "", ""],
        ["NA", "Nan", "ORG", "None"],
    ]
    assert not refused
    append_correction(tmp_path, {"text": "Łódź", "entity": "Łódź", "label": "GPE"})
    data = (tmp_path / LIST).read_bytes()
    assert data.decode("utf-8-sig") == told + "Łódź,Łódź,GPE,\n"
    assert data.startswith(b"\xef\xbb\xbf") is (encoding != "utf-8")


def test_a_list_that_cannot_be_used_is_left_as_it_is(tmp_path):
    write(tmp_path, {LIST: "text;entity\nA;B\n"})
    with pytest.raises(AnalysisError, match=r"corrections\.csv cannot be added to: it has no comm"):
        append_correction(tmp_path, {"text": "A"})
    assert (tmp_path / LIST).read_text() == "text;entity\nA;B\n"
