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
from routes import write

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


def read(place):
    """The articles by their id, and the reason of each refused file."""
    reading = read_articles(place)
    articles = {article.id: article for article in reading.articles}
    return articles, dict(reading.refused.itertuples(index=False, name=None))


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
    text += "A" * len(text)  # at least half of an article is ASCII
    data = text.encode("cp1252")
    assume(not data.startswith(tuple(MARKS.values())) and not re.search("[a-z]Õ[a-z]", text))
    try:
        data.decode()
        expected = "utf-8"
    except UnicodeDecodeError:
        expected = "windows-1252"
    assert decode(data) == (data.decode(expected), expected)


_ENCODINGS = ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "gb18030", "koi8-r", "utf-7"]
_encoded = st.builds(str.encode, st.text(), st.sampled_from(_ENCODINGS), st.just("replace"))


@given(st.binary() | st.lists(_encoded | st.binary(max_size=4)).map(b"".join))
def test_bytes_become_text_or_one_reason(data):
    try:
        text, encoding = decode(data)
    except ValueError as error:
        assert type(error) is ValueError and str(error).startswith("it ")
        return
    assert not {"\r", "\0"} & {*text}
    assert b"\r" in data or data.endswith(text.encode(encoding))


# --- which files, and what they are called


def test_nothing_readable_is_an_error_that_names_the_place_and_the_reasons(tmp_path):
    for place in (tmp_path / "missing", tmp_path, tmp_path / "*.txt"):
        with pytest.raises(AnalysisError, match=re.escape(str(place))):
            read_articles(place)
    with pytest.raises(AnalysisError, match=r"empty\.txt: it holds no text"):
        read_articles(write(tmp_path, {"empty.txt": ""}))


def test_nested_articles_have_their_path_as_id_and_companions_are_passed_over(tmp_path):
    names = ["b.txt", "a/c.d.MD", "a/b/e.markdown", "a/README.md", "readme.txt", ".hidden.txt"]
    names += [".git/x.txt", "b.card.yaml", "b.mentions.csv", "corrections.csv"]
    articles, refused = read(write(tmp_path, dict.fromkeys(names, "a: b")))
    assert [(article.id, article.file, article.markup) for article in articles.values()] == [
        ("a/b/e", "a/b/e.markdown", "markdown"),
        ("a/c.d", "a/c.d.MD", "markdown"),
        ("b", "b.txt", "plain"),
    ]
    assert refused == {}
    for path, found in (("a/b/*.markdown", ["e"]), ("**/*.txt", ["b"]), ("a/c.d.MD", ["c.d"])):
        assert list(read(tmp_path / path)[0]) == found


def test_a_linked_folder_is_read_once_and_what_is_passed_over_is_named(tmp_path):
    place, outside = tmp_path / "in", tmp_path / "outside"
    folders = ("in/real", "in/deep/.ipynb_checkpoints", "in/.hidden", "outside/under")
    write(tmp_path, {f"{folder}/a.txt": "Text." for folder in folders})
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
    articles, refused = read(place)
    assert list(articles) == ["linked/under/a", "real/a"]
    assert refused == {
        "alias": "it is the folder real, which is read already",
        "deep/round": "it leads back to a folder that it lies in",
        "deep/up": "it leads back to a folder that it lies in",
        "linked/back": "it is the folder deep, which is read already",
        "linked/itself.txt": os.strerror(errno.ELOOP),
        "linked-again": "it is the folder linked, which is read already",
        "under": "it is the folder linked/under, which is read already",
    }


def test_one_file_or_some_have_only_their_own_companions(tmp_path):
    names = ["a.mentions.csv", "gone.card.yaml", "empty.txt", "in/a.mentions.csv"]
    write(tmp_path, dict.fromkeys(names, "") | {"a.txt": "Text.", "in/b.txt": "Text."})
    assert read(tmp_path / "in" / "b.txt")[1] == {}
    assert list(read(tmp_path / "*.txt")[1]) == ["empty.txt"]


def test_articles_of_one_name_keep_their_suffix_and_have_companions_of_their_own(tmp_path):
    write(tmp_path, dict.fromkeys(["a.txt", "a.md", "b.c.txt"], "Text.") | {"a.card.yaml": "x: y"})
    articles, refused = read(tmp_path)
    assert list(articles) == ["a.md", "a.txt", "b.c"]
    why = "more than one article has this name; call it a.md.card.yaml or a.txt.card.yaml"
    assert refused == {"a.card.yaml": why}
    (tmp_path / "a.card.yaml").unlink()
    write(tmp_path, {f"{name}.card.yaml": f"title: Of {name}" for name in articles})
    articles, refused = read(tmp_path)
    assert [article.title for article in articles.values()] == ["Of a.md", "Of a.txt", "Of b.c"]
    assert refused == {}


# --- titles and metadata


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
    files = {"a.txt": "Text.", "a.card.yaml": f"title: {value}"}
    articles, _ = read(write(tmp_path, {**files, "b.md": f"---\ntitle: {value}\n---\nText."}))
    assert [article.title for article in articles.values()] == [title, title]


def test_what_a_card_leaves_empty_is_missing_and_all_else_is_text_as_written(tmp_path):
    text = "---\ntitle: Front\nauthor: Ann\ndate: 2020-03-04\n---\nThe river fell.\n"
    card = "title:\nauthor: ~\nplace: Zoë’s\nyear: 0x7E4\n1984: [yes, 1.50, null]\n"
    article = read(write(tmp_path, {"a.md": text, "a.card.yaml": card.encode("cp1252")}))[0]["a"]
    assert article.metadata == {
        **{"title": "Front", "author": "Ann", "date": "2020-03-04"},
        **{"place": "Zoë’s", "year": "0x7E4", "1984": ["yes", "1.50", "null"]},
    }
    assert (article.text, article.text[article.body_start :]) == (text, "The river fell.\n")


@given(source=st.text(st.sampled_from("a:'\"-[]{}!&*#|>%@ \n0129._b~?,=")) | texts)
@example("title: [never closed")
@example("when: !!timestamp soon")
@example('number: !!int ""')
@example("ratio: " + "1:" * 400 + "1.5")
def test_no_front_matter_or_data_card_ever_stops_the_reading(tmp_path_factory, source):
    files = {"a.md": f"---\n{source}\n---\nText.", "b.txt": "Text.", "b.card.yaml": source}
    articles, refused = read(write(tmp_path_factory.mktemp("cards"), files))
    assert list(articles) == ["a", "b"]
    assert all("not used" in reason for reason in refused.values())


def test_a_date_of_many_spaces_takes_no_time():
    started = time.process_time()
    assert date_of({"date": "2020-03-04" + " " * 20_000 + "x"}) == ""
    assert time.process_time() - started < 1


# --- the seed


def test_the_seed_is_there_byte_for_byte_and_its_card_makes_nothing_up():
    articles, refused = read(SEEDS)
    (article,) = articles.values()
    data = (SEEDS / article.file).read_bytes()
    assert hashlib.sha256(data).hexdigest() == SEED_SHA256 == article.sha256
    assert article.text.encode() == data
    assert article.title is None
    assert article.metadata.pop("language") == "en"
    assert set(article.metadata.values()) == {"unknown"}
    assert refused == {}


def test_the_table_of_articles_says_what_was_read(tmp_path):
    data = codecs.BOM_UTF8 + b"---\nTwo\r\n---\nlines"  # prose between rules is no front matter
    article = read(write(tmp_path, {"a.md": data}))[0]["a"]
    assert (article.body_start, article.metadata) == (0, {})
    sha256 = hashlib.sha256(data).hexdigest()
    said = ["a", "a.md", "", sha256, "utf-8", 17, *[""] * 3]
    assert article_table([article]).to_numpy().tolist() == [said]
