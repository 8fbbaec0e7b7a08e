"""Whatever lies in a folder: a right answer, or one sentence with its reason; the rest goes on.

README's table of inputs says what happens to what is listed in inputs.py.
"""

import errno
import os
import signal
import socket
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from inputs import INPUTS, MANY, PROSE, TEXT
from routes import write
from spy import ROOT

from analysis import figures, open_corpus
from analysis.__main__ import main

GOOD = "Ada Quill met the press in Lyon on Monday."
CASES = [(row, name) for row, named in INPUTS.items() for name in named]


def readme():
    """README's table of inputs: what lies there, and what happens."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("| what lies there |")[2].partition("\n\n")[0]
    return dict(line[2:-2].split(" | ") for line in table.splitlines()[2:])


def run(folder, tmp_path, *options):
    """Exit status and ids of the articles that were counted; a run that hangs is an error."""
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it hangs"))
    signal.alarm(60 * MANY)
    try:
        status = main(
            ["tables", str(folder), "--out", str(tmp_path / "out"), "--no-cache", *options]
        )
    finally:
        signal.alarm(0)
    return status, [] if status == 2 else written(tmp_path, "articles")["article_id"].tolist()


def written(tmp_path, table):
    return pd.read_csv(tmp_path / "out" / f"{table}.csv", keep_default_na=False)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    return write(tmp_path / "in", {"good.txt": GOOD}).relative_to(tmp_path)


def test_readme_has_the_rows_of_this_list_and_no_others():
    rows = zip(readme(), INPUTS, strict=True)
    assert [line[: len(words)] for line, words in rows] == [*INPUTS]


@pytest.mark.parametrize(("row", "name"), CASES)
def test_an_input_is_counted_or_named_with_its_reason(row, name, folder, tmp_path, capsys):
    (happens,) = (said for line, said in readme().items() if line.startswith(row))
    files, says = INPUTS[row][name]
    files = {"x.txt": files} if isinstance(files, bytes) else files
    write(folder, files)
    status, ids = run(folder, tmp_path)
    said = capsys.readouterr().err
    articles = [file for file in files if file.endswith((".txt", ".md"))]
    assert "good" in ids
    assert len(ids) == 1 + len(articles) * (not happens.startswith("refused"))
    assert status == (says != "" and not happens.startswith("counted")), said
    assert says in said
    assert bool(said) == bool(says)
    assert "Traceback" not in said and "\x1b" not in said
    assert all(line.startswith("article-analysis: ") for line in said.splitlines())
    if status:
        named = [written(tmp_path, table) for table in ("refused", "rejected_corrections")]
        assert len(said.splitlines()) == sum(map(len, named))
    if row == TEXT:
        comes_back(files["x.txt"], name.split()[0] if "-" in name else "utf-8", tmp_path)


def comes_back(data, encoding, tmp_path):
    """Whether the tables say this encoding, and hold all of the text at its offsets."""
    x = written(tmp_path, "articles").set_index("article_id").loc["x"]
    assert (x["encoding"], x["file"]) == (encoding, "x.txt")
    text = data.decode(encoding).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = written(tmp_path, "lines").query("article_id == 'x'")
    found = [text[start:end] for start, end in zip(lines["start"], lines["end"], strict=True)]
    assert found == lines["text"].tolist()
    assert "".join(text.split()) == "".join("".join(found).split())


def a_socket(place):
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(place))


def refuse(open_it, name, path, *how, **options):
    if Path(str(path)).name == name:  # a number, where a folder is emptied
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
    return open_it(path, *how, **options)


KINDS = {
    "pipe": (os.mkfifo, "it is a pipe and no file"),
    "socket": (a_socket, "it is a socket and no file"),
    "device": (lambda place: place.symlink_to("/dev/zero"), "it is a device and no file"),
    "loop": (lambda place: place.symlink_to(place.name), "Too many levels of symbolic links"),
    "gone": (lambda place: place.symlink_to("nowhere"), "No such file or directory"),
    "shut": (Path.touch, "Permission denied"),
}
BESIDE = ["x.txt", "good.card.yaml", "good.mentions.csv", "corrections.csv", "articles.csv"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [*BESIDE, "background"])
def test_what_is_no_readable_file_is_named_and_never_waited_for(
    name, kind, folder, tmp_path, monkeypatch, capsys
):
    make, reason = KINDS[kind]
    place, options = folder / name, []
    if name == "background":
        options, place = ["--background", name], write(Path(name), {"b.txt": PROSE}) / "x.txt"
    make(place)
    if kind == "shut":  # which a superuser could open
        monkeypatch.setattr(os, "open", partial(refuse, os.open, place.name))
    assert run(folder, tmp_path, *options) == (1, ["good"])
    (line,) = capsys.readouterr().err.splitlines()
    assert place.name in line and reason in line


def test_a_folder_that_may_not_be_entered_is_named(folder, tmp_path, monkeypatch, capsys):
    write(folder, {"shut/x.txt": PROSE})
    monkeypatch.setattr(os, "scandir", partial(refuse, os.scandir, "shut"))  # as for files
    assert run(folder, tmp_path) == (1, ["good"])
    assert capsys.readouterr().err == "article-analysis: shut: Permission denied\n"
    assert written(tmp_path, "refused")["file"].tolist() == ["shut"]
    monkeypatch.setattr(os, "scandir", partial(refuse, os.scandir, "in"))
    assert run(folder, tmp_path) == (2, [])
    assert ".: Permission denied" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
def test_a_background_or_a_place_that_is_no_file_is_a_wrong_call(kind, folder, tmp_path, capsys):
    KINDS[kind][0](Path("b.csv"))
    for place, options in ((folder, ["--background", "b.csv"]), ("b.csv", [])):
        assert run(place, tmp_path, *options) == (2, [])
        (line,) = capsys.readouterr().err.splitlines()
        assert "b.csv" in line


@pytest.mark.parametrize("harm", ["grows", "vanishes"])
def test_a_file_that_changes_or_vanishes_while_it_is_read_is_named(
    harm, folder, tmp_path, monkeypatch, capsys
):
    file = tmp_path / write(folder, {"x.txt": PROSE}) / "x.txt"
    open_it, fstat, done = os.open, os.fstat, []

    def vanishes(path, *how, **options):
        if Path(path).name == "x.txt":
            file.unlink()
        return open_it(path, *how, **options)

    def grows(number):
        status = fstat(number)
        if not done and os.path.samestat(status, file.stat()):
            done.append(number)
            with file.open("a") as again:
                again.write("More.")
        return status

    monkeypatch.setattr(os, *{"grows": ("fstat", grows), "vanishes": ("open", vanishes)}[harm])
    assert run(folder, tmp_path) == (1, ["good"])
    (line,) = capsys.readouterr().err.splitlines()
    assert {"grows": "x.txt: it changed while", "vanishes": "x.txt: No such file"}[harm] in line


def test_a_folder_whose_name_is_of_no_encoding_is_read_drawn_and_a_background(folder, tmp_path):
    odd = folder.rename(tmp_path / os.fsdecode(b"caf\xe9\x1b"))
    write(odd, {"other.txt": GOOD})
    assert run(odd, tmp_path, "--background", str(odd)) == (0, ["good", "other"])
    drawn = figures.collection_entities(open_corpus(odd, cache=False))
    assert "caf\\udce9\\x1b" in drawn.source
    assert drawn.svg()
