"""Reading: the text comes out as it went in, and what cannot be read is named with its reason."""

import codecs
import errno
import hashlib
import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from analysis.articles import article_table, read_articles
from analysis.articles.files import decode
from analysis.articles.metadata import date_of
from analysis.errors import AnalysisError

SEEDS = Path(__file__).parent.parent / "seeds"
SEED_SHA256 = "22a4e44c0358ef5a24275105b18b2904a40f7896c8a006e12794401aba6750d1"
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"))


def folder(tmp_path, **files):
    """A folder of files; `__` in a name stands for a dot, as in `a__txt`."""
    for name, content in files.items():
        file = tmp_path / name.replace("__", ".")
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def only(reading):
    (article,) = reading.articles
    return article


def refused(reading):
    return dict(reading.refused.itertuples(index=False, name=None))


def ids(reading):
    return [article.id for article in reading.articles]


# --- decoding


@given(texts, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", *MARKS]))
@example("a\u2028b\x85c\x0bd\x1ce", "\r\n", "")
def test_text_comes_back_with_plain_line_ends_and_no_other_character_is_one(text, end, encoding):
    data = MARKS.get(encoding, b"") + text.replace("\n", end).encode(encoding or "utf-8")
    assert decode(data) == (text, encoding or "utf-8")


every_cp1252 = bytes(b for b in range(1, 256) if b not in b"\r\x81\x8d\x8f\x90\x9d")


@given(st.text(st.sampled_from(every_cp1252.decode("cp1252")), min_size=1))
@example("“It’s 5 € – naïve” said Œdipe")
def test_windows_1252_comes_back_unless_its_bytes_are_valid_utf_8(text):
    data = text.encode("cp1252")
    assume(not data.startswith(tuple(MARKS.values())))
    try:
        data.decode()
        expected = "utf-8"
    except UnicodeDecodeError:
        expected = "windows-1252"
    assert decode(data) == (data.decode(expected), expected)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised(encoding):
    text = "The harbour froze in March — for the first time since 1987.\n"
    assert decode(text.encode(encoding)) == (text, encoding)


def test_nothing_readable_is_an_error_that_names_the_place_and_the_reasons(tmp_path):
    for place in (tmp_path / "missing", tmp_path, tmp_path / "*.txt"):
        with pytest.raises(AnalysisError, match=re.escape(str(place))):
            read_articles(place)
    folder(tmp_path, empty__txt="")
    with pytest.raises(AnalysisError, match=r"empty\.txt: it holds no text"):
        read_articles(tmp_path)


# --- which files, and what they are called


def test_nested_articles_have_their_path_as_id_and_companions_are_passed_over(tmp_path):
    for name in (
        *("b.txt", "a/c.d.MD", "a/b/e.markdown", "a/README.md", "readme.txt"),
        *(".hidden.txt", ".git/x.txt", "b.card.yaml", "b.mentions.csv", "corrections.csv"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a: b")
    reading = read_articles(str(tmp_path))
    assert ids(reading) == ["a/b/e", "a/c.d", "b"]
    assert [article.file for article in reading.articles] == ["a/b/e.markdown", "a/c.d.MD", "b.txt"]
    assert [article.markup for article in reading.articles] == ["markdown", "markdown", "plain"]
    assert reading.folder == tmp_path
    assert reading.refused.empty


def test_a_linked_folder_is_read_once_and_what_is_passed_over_is_named(tmp_path):
    place, outside = tmp_path / "in", tmp_path / "outside"
    for directory in ("in/real", "in/deep/.ipynb_checkpoints", "in/.hidden", "outside/under"):
        (tmp_path / directory).mkdir(parents=True)
        folder(tmp_path / directory, a__txt="Text.")
    links = {
        "alias": place / "real",
        "linked": outside,
        "linked-again": outside,
        "deep/round": place,
        "deep/up": tmp_path,
        "under": outside / "under",
        ".passed-over": outside,
    }
    for name, target in links.items():
        (place / name).symlink_to(target)
    (outside / "back").symlink_to(place / "deep")
    for name in ("itself.txt", ".itself"):
        (outside / name).symlink_to(name)
    reading = read_articles(place)
    assert ids(reading) == ["linked/under/a", "real/a"]
    assert refused(reading) == {
        "alias": "it is the folder real, which is read already",
        "deep/round": "it leads back to a folder that it lies in",
        "deep/up": "it leads back to a folder that it lies in",
        "linked/back": "it is the folder deep, which is read already",
        "linked/itself.txt": os.strerror(errno.ELOOP),
        "linked-again": "it is the folder linked, which is read already",
        "under": "it is the folder linked/under, which is read already",
    }


def test_a_folder_that_cannot_be_opened_is_named_and_the_rest_is_read(tmp_path, monkeypatch):
    for name in ("open", "shut"):
        folder(tmp_path, **{f"{name}__txt": "Text."})
        (tmp_path / name).mkdir()
        folder(tmp_path / name, a__txt="Text.")
    scan = os.scandir

    def scandir(place):
        if Path(place).name == shut:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
        return scan(place)

    monkeypatch.setattr(os, "scandir", scandir)
    shut = "shut"
    reading = read_articles(tmp_path)
    assert ids(reading) == ["open", "open/a", "shut"]
    assert reading.refused.to_numpy().tolist() == [["shut", "Permission denied"]]
    shut = tmp_path.name
    with pytest.raises(AnalysisError, match=r"\.: Permission denied"):
        read_articles(tmp_path)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("2024/one.txt", ["one"]),
        ("2024/*.md", ["two"]),
        ("**/*.txt", ["2024/one", "three"]),
    ],
)
def test_one_file_or_a_glob_gives_ids_relative_to_the_folder_of_the_files(tmp_path, path, found):
    (tmp_path / "2024").mkdir()
    folder(tmp_path / "2024", one__txt="One.", two__md="Two.")
    folder(tmp_path, three__txt="Three.")
    assert ids(read_articles(tmp_path / path)) == found


# --- titles and metadata


def test_the_data_card_wins_over_the_front_matter_and_the_text_stays_whole(tmp_path):
    text = "---\ntitle: Front\nauthor: Ann\ndate: 2024-05-01\n---\nThe river fell.\n"
    folder(tmp_path, a__md=text, a__card__yaml="title: Zoë’s card".encode("cp1252"))
    article = only(read_articles(tmp_path))
    assert article.metadata == {"title": "Zoë’s card", "author": "Ann", "date": "2024-05-01"}
    assert (article.title, article.text) == ("Zoë’s card", text)
    assert article.text[article.body_start :] == "The river fell.\n"


@pytest.mark.parametrize(
    ("value", "title"),
    [
        *(("unknown", None), (" Unknown ", None), ("''", None), ("[a]", None), ("", None)),
        *(("~", None), ("null", None), ("Null", None), ("1984", "1984"), ("1e3", "1e3")),
        *(("No", "No"), ("on", "on"), ("010", "010"), ("1_000", "1_000"), ("12:30", "12:30")),
        *(("2020-03-04", "2020-03-04"), ("2024-13-45", "2024-13-45"), ("Nothing", "Nothing")),
        *(("!!bool maybe", "maybe"), ("!!python/name:os.system x", "x"), ("=", "=")),
    ],
)
def test_a_title_is_what_a_reader_would_call_one(tmp_path, value, title):
    folder(tmp_path, a__txt="Text.", a__card__yaml=f"title: {value}")
    assert only(read_articles(tmp_path)).title == title
    (tmp_path / "x").mkdir()
    folder(tmp_path / "x", a__md=f"---\ntitle: {value}\n---\nText.")
    assert only(read_articles(tmp_path / "x")).title == title


def test_what_a_card_leaves_empty_is_missing_and_all_else_is_text_as_written(tmp_path):
    folder(tmp_path, a__md="---\ntitle: Front\nauthor: Ann\ndate: 2020-03-04\n---\nText.")
    folder(tmp_path, a__card__yaml="title:\nauthor: ~\nyear: 0x7E4\n1984: [yes, 1.50, null]\n")
    article = only(read_articles(tmp_path))
    assert article.metadata == {
        **{"title": "Front", "author": "Ann", "date": "2020-03-04"},
        **{"year": "0x7E4", "1984": ["yes", "1.50", "null"]},
    }


@given(source=st.text(st.sampled_from("a:'\"-[]{}!&*#|>%@ \n0129._b~?,=")) | texts)
@example("title: [never closed")
@example("date: 2024-13-45")
@example("when: !!timestamp soon")
@example("sure: !!bool maybe")
@example('number: !!int ""')
@example("ratio: " + "1:" * 400 + "1.5")
def test_no_front_matter_or_data_card_ever_stops_the_reading(tmp_path_factory, source):
    place = tmp_path_factory.mktemp("cards")
    folder(place, a__md=f"---\n{source}\n---\nText.", b__txt="Text.", b__card__yaml=source)
    reading = read_articles(place)
    assert ids(reading) == ["a", "b"]
    assert all("not used" in reason for reason in reading.refused["reason"])


def test_a_date_of_many_spaces_takes_no_time():
    started = time.process_time()
    assert date_of({"date": "2020-03-04" + " " * 20_000 + "x"}) == ""
    assert time.process_time() - started < 1


def test_what_belongs_to_no_article_is_reported_by_its_path(tmp_path):
    (tmp_path / "in").mkdir()
    folder(tmp_path, a__txt="Text.", a__mentions__csv="", corrections__csv="")
    folder(tmp_path, empty__txt="", empty__card__yaml="", gone__card__yaml="")
    folder(tmp_path / "in", b__txt="Text.", a__mentions__csv="", corrections__csv="")
    folder(tmp_path / "in", b__mentions__csv="")
    (tmp_path / "my-corrections.csv").write_text("")
    assert refused(read_articles(tmp_path)) == {
        "empty.card.yaml": "its article empty.txt could not be read",
        "empty.txt": "it holds no text",
        "gone.card.yaml": "there is no article gone",
        "in/a.mentions.csv": "there is no article in/a",
        "in/corrections.csv": "it is used only at the top of the folder that is read",
        "my-corrections.csv": ".csv is not one of .txt, .md, .markdown",
    }
    assert read_articles(tmp_path / "in" / "b.txt").refused.empty
    assert read_articles(tmp_path / "*.txt").refused["file"].tolist() == ["empty.txt"]


def test_articles_of_one_name_keep_their_suffix_and_have_companions_of_their_own(tmp_path):
    folder(tmp_path, a__txt="Text.", a__md="Text.", b__c__txt="Text.", a__card__yaml="title: Whose")
    reading = read_articles(tmp_path)
    assert ids(reading) == ["a.md", "a.txt", "b.c"]
    why = "more than one article has this name; call it a.md.card.yaml or a.txt.card.yaml"
    assert refused(reading) == {"a.card.yaml": why}
    (tmp_path / "a.card.yaml").unlink()
    for article in reading.articles:
        (tmp_path / f"{article.id}.card.yaml").write_text(f"title: Of {article.file}")
    reading = read_articles(tmp_path)
    assert [article.title for article in reading.articles] == ["Of a.md", "Of a.txt", "Of b.c.txt"]
    assert reading.refused.empty


# --- the seed


def test_the_seed_is_there_byte_for_byte_and_its_card_makes_nothing_up():
    reading = read_articles(SEEDS)
    article = only(reading)
    data = (SEEDS / article.file).read_bytes()
    assert hashlib.sha256(data).hexdigest() == SEED_SHA256 == article.sha256
    assert article.text.encode() == data
    assert article.title is None
    assert article.metadata.pop("language") == "en"
    assert set(article.metadata.values()) == {"unknown"}
    assert reading.refused.empty


def test_the_table_of_articles_says_what_was_read(tmp_path):
    data = codecs.BOM_UTF8 + b"---\nTwo\r\n---\nlines"  # prose between rules is no front matter
    (article,) = articles = read_articles(folder(tmp_path, a__md=data)).articles
    assert (article.body_start, article.metadata) == (0, {})
    columns = ["article_id", "file", "title", "sha256", "encoding", "characters", "date"]
    columns += ["date_from", "source"]
    table = article_table(articles)
    assert table.columns.tolist() == columns
    sha256 = hashlib.sha256(data).hexdigest()
    assert table.to_numpy().tolist() == [["a", "a.md", "", sha256, "utf-8", 17, *[""] * 3]]
