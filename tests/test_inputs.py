"""Whatever lies in a folder: a right answer, or one sentence with its reason; the rest goes on.

README's table of inputs is this list in words.
"""

import codecs
import errno
import os
import random
import signal
import socket
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from routes import write

from analysis import figures, open_corpus
from analysis.__main__ import main

GOOD = "Ada Quill met the press in Lyon on Monday."
MANY = 10 if os.environ.get("ANALYSIS_FULL") else 1  # larger sizes, which take minutes
PROSE = "The river rose again in March, and the mayor of Lyon said that nobody had seen it come. "
NAMES = [f"{first}a {last}{n}son" for n in range(500) for first, last in [("Bel", "Tor")]]
BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 10))
HEAD = "text,entity,label,reason\n"
TABLE = "article_id,file,title,sha256,encoding,characters,words,sentences,paragraphs,sections,"
TABLE += "date,date_from,source,stop_words\n"
LABELS = "start,end,text,entity,label\n0,9,Ada Quill,Ada Quill,PERSON\n"
OTHERS = {
    "de": "Der Bürgermeister von Lyon sagte am Montag, dass niemand das Hochwasser habe kommen "
    "sehen, obwohl die Pegel schon seit Tagen gestiegen waren und viele Keller voll standen.",
    "fr": "Le maire de Lyon a dit lundi que personne n’avait vu venir la crue, alors que les eaux "
    "montaient depuis plusieurs jours et que bien des caves étaient déjà pleines.",
    "ru": "Мэр Лиона сказал в понедельник, что никто не ждал паводка, хотя вода поднималась уже "
    "несколько дней и многие подвалы были полны воды и ила.",
    "ar": "قال رئيس بلدية ليون يوم الاثنين إن أحدا لم يتوقع الفيضان رغم أن المياه كانت ترتفع منذ "
    "عدة أيام وكانت أقبية كثيرة قد امتلأت بالماء والطين.",
    "zh": "里昂市长星期一说，没有人预料到洪水会来，尽管河水已经连续上涨了好几天，许多地下室里都已经"
    "积满了水和泥。他还说，市政府将在下个月开会讨论修建新的堤坝，并且请居民把重要的物品搬到楼上去，"
    "因为今后几天还会下雨。",
    "hi": "लियोन के महापौर ने सोमवार को कहा कि किसी ने बाढ़ आने की आशा नहीं की थी, हालाँकि पानी कई दिनों से "
    "बढ़ रहा था और बहुत से तहखाने पहले ही भर चुके थे।",
}


OTHER = "x.txt: it does not look like English"


def words(text, encoding="utf-8", mark=b""):
    return mark + text.encode(encoding)


# What lies in the folder beside good.txt, exit status, and what is said of it on stderr.
TEXT = {
    "empty": (b"", "it holds no text"),
    "blank": (b" \n\t \r\n", "it holds no text"),
    "binary": (bytes(random.Random(1).randbytes(4000)), "x.txt: it "),
    "control characters": (b"a\x01\x02\x03\x04", "it is full of control characters"),
    "zero bytes": (b"The ferry\0 sails.", "it holds zero bytes"),
    "invalid bytes": (b"caf\xe9 \x81 closed", "it is not valid windows-1252 at byte 5"),
    "half of utf-16": (codecs.BOM_UTF16_LE + b"abc", "it is not valid utf-16-le"),
    "utf-32": (words(PROSE, "utf-32-le", codecs.BOM_UTF32_LE), "it holds zero bytes"),
    "punctuation": (words("– * –"), "it holds no text"),
    "a stray control character": (b"The ferry \x02 sails.", ""),
    "one word": (b"Lyon", ""),
    **{f"utf-8 {end!r}": (PROSE.replace(", ", end).encode(), "") for end in ["\n", "\r\n", "\r"]},
    "odd line ends": (words("One.\u2028Two.\x85Three.\x0bFour.\x0cFive.\x1dSix.\u2029Seven."), ""),
    "utf-8 with a mark": (words(PROSE, mark=codecs.BOM_UTF8), ""),
    "utf-16-le": (words(PROSE, "utf-16-le"), ""),
    "utf-16-be": (words(PROSE, "utf-16-be"), ""),
    "utf-16-le with a mark": (words(PROSE, "utf-16-le", codecs.BOM_UTF16_LE), ""),
    "utf-16-be with a mark": (words(PROSE, "utf-16-be", codecs.BOM_UTF16_BE), ""),
    "windows-1252": (words("“Café” – naïve, said the mayor.", "cp1252"), ""),
    "one line": (words(PROSE * (2_000 * MANY**2 // 10)), ""),
    "one paragraph": (words((PROSE + "\n") * (2_000 * MANY**2 // 10)), ""),
    "short lines": (words("".join(f"line {n} of many\n" for n in range(2_000 * MANY))), ""),
    "no spaces": (b"abcdefghij." * 20_000, OTHER),
    "one endless word": (b"a" * 200_000, OTHER),
    "capitals": (words(PROSE.upper() * 30 * MANY), ""),
    "names and no more": (words(", ".join(NAMES * MANY) + "."), OTHER),
    "headings": (words("".join(f"Part {n}\n\n{PROSE}\n\n" for n in range(300))), ""),
    "headings only": (words("".join(f"Part {n}\n\n" for n in range(50))), ""),
    **{code: (words(text * 2), OTHER) for code, text in OTHERS.items()},
    "emoji": (words("👩‍👩‍👧 🙂 🇫🇷 sailed to Lyon. e\u0301e\u0301 \u200b\ufeff\u202ea"), ""),
    "surrogates": (b"caf\xed\xa0\x80 closed", ""),
    "markup": (words("<script>alert(1)</script> $x^2$ =1+1 | `a` [b](javascript:c)"), ""),
}  # fmt: skip
ODD_NAMES = ["-a", "=1+1", '"q"', "$x$", "<b>", "a\nb", "`c`"]
BAD_NAME = os.fsdecode(b"caf\xe9.txt")
LONG = "n" * 251 + ".txt"
FILES = {
    "twins of one content": ({"a.txt": PROSE, "b.txt": PROSE}, 0, ""),
    "two of one stem": ({"a.txt": PROSE, "a.md": PROSE}, 0, ""),
    "NFC and NFD": ({"\u00e9.txt": PROSE, "e\u0301.txt": PROSE}, 0, ""),
    "names": ({f"{n}.txt": PROSE for n in ODD_NAMES}, 0, ""),
    "a name of escapes": ({"\x1b[2J\u202e.txt": ""}, 1, "\\x1b[2J\\u202e.txt: it holds no text"),
    "a name of 255 bytes": ({LONG: PROSE}, 0, ""),
    "a name of no encoding": ({BAD_NAME: PROSE}, 1, "caf?.txt: its name is not written in UTF-8"),
    "a folder named x.txt": ({"x.txt/in.txt": PROSE}, 0, ""),
    "another kind": ({"x.pdf": PROSE}, 1, "x.pdf: .pdf is not one of .txt"),
    "no suffix": ({"LICENCE": PROSE}, 1, "no suffix is not one of .txt, .md, .markdown"),
    "a head and no more": ({"x.md": "---\ntitle: None\n---\n"}, 1, "it holds no text"),
    "a card that is no YAML": ({"good.card.yaml": "a: [never"}, 1, "it is not valid YAML (while"),
    "a card of brackets": ({"good.card.yaml": "a: " + "[" * 2000 + "]" * 2000}, 1, "nested too"),
    "a card that merges": ({"good.card.yaml": "b: &a {c: d}\ne:\n  <<: *a"}, 1, "it has aliases"),
    "a card that is a list": ({"good.card.yaml": "- a"}, 1, "it is no list of names and values"),
    "a card that is a bomb": ({"good.card.yaml": BOMB}, 1, "it has aliases"),
    "front matter that is a bomb": ({"x.md": f"---\n{BOMB}---\n{PROSE}"}, 1, "it has aliases"),
    "a card of 10 MB": ({"good.card.yaml": "a: b\n" * 2_000_000}, 1, "longer than 100,000 bytes"),
    "a card with a tag": ({"good.card.yaml": "title: !!python/object/apply:os.abort []"}, 0, ""),
    "half a character": ({"good.card.yaml": 'title: "\\ud800"'}, 1, "good.card.yaml: it is not"),
    "a list of semicolons": ({"corrections.csv": HEAD.replace(",", ";")}, 1, "commas between"),
    **{
        f"a list that {what}": ({"corrections.csv": told}, 1, says)
        for what, told, says in [
            ("lacks columns", "note\n", "it has no column text, entity, label, reason"),
            ("is of tabs", "text\tentity\tlabel\treason\n".encode("utf-16"), "CSV with commas"),
            ("has commas in its cells", HEAD + "A,B,ORG,it is, so\n", "more cells than its header"),
            ("has a longer row", HEAD + "A,B,ORG,x\nA,B,ORG,x,y\n", "Expected 4 fields in line 3"),
            ("is empty", "", "it cannot be read as a CSV table"),
            ("is of no encoding", HEAD.encode() + b"Zo\x81,Z,ORG,x\n", "windows-1252 at byte 27"),
        ]
    },
    "a card of no article": ({"x.card.yaml": ""}, 1, "x.card.yaml: there is no article x"),
    "a card of what is none": ({"x.txt": "", "x.card.yaml": ""}, 1, "x.txt could not be read"),
    "labels of no article": ({"in/good.mentions.csv": ""}, 1, "there is no article in/good"),
    "a list that is too deep": ({"in/corrections.csv": ""}, 1, "only at the top of the folder"),
    "another list": ({"my-corrections.csv": ""}, 1, "my-corrections.csv: .csv is not one of .txt"),
    "a table without files": ({"articles.csv": "name,date\na,2024\n"}, 1, "it has no column file"),
    "a table of the tables": ({"articles.csv": TABLE}, 1, "that was written by this package"),
    "a long list": (
        {"corrections.csv": HEAD + "".join(f"No{n},,,x\n" for n in range(10_000 * MANY))},
        1,
        "correction of 'No9999' not used: this text never occurs",
    ),
    "conflicts": (
        {"corrections.csv": HEAD + "Lyon,Lyon,GPE,a\nLyon,Lyon,ORG,b\nLyon,Lyon,ORG,c\n"},
        1,
        "correction of 'Lyon' not used: a later row says otherwise",
    ),
    "a label elsewhere": (
        {"good.mentions.csv": LABELS + "1,9,x,x,GPE\n"},
        1,
        "good.mentions.csv: row 3: 'x' does not stand at these offsets",
    ),
}  # fmt: skip
FILES |= {
    name: ({"x.txt": data}, int(says not in {"", OTHER}), says)
    for name, (data, says) in TEXT.items()
}


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
    if status == 2:
        return 2, []
    ids = pd.read_csv(tmp_path / "out" / "articles.csv", keep_default_na=False)["article_id"]
    return status, ids.tolist()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    return write(tmp_path / "in", {"good.txt": GOOD}).relative_to(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_an_input_is_counted_or_named_with_its_reason(name, folder, tmp_path, capsys):
    files, status, says = FILES[name]
    write(folder, files)
    articles = [file for file in files if file.endswith((".txt", ".md"))]
    counted = articles if says in {"", OTHER} or "front matter" in name else []
    found, ids = run(folder, tmp_path)
    said = capsys.readouterr().err
    assert (found, "good" in ids) == (status, True), said
    assert len(ids) == 1 + len(counted)
    assert says in said
    assert bool(said) == bool(says)
    assert "Traceback" not in said and "\x1b" not in said
    assert all(line.startswith("article-analysis: ") for line in said.splitlines())


def a_socket(place):
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(place))


def refuse(open_it, name, path, *how, **options):
    if Path(path).name == name:
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
