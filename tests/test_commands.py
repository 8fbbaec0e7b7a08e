"""The command line says what it does, and in one sentence what is wrong."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.__main__ import main
from analysis.corpus import open_corpus
from analysis.publish import build

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["tables", "no-such-folder", "--out", "x"], "no-such-folder"),
        (
            ["tables", "seeds", "--out", "x", "--model", "xx_no_such_model"],
            "spacy download xx_no_such_model",
        ),
        (["tables", "seeds", "--out", "x", "--processes", "0"], "-1 means all cores"),
        (["build", "seeds"], "OUT="),
        (["tables", "x", "--out", "x", "--format", "parquet", "--for-spreadsheets"], "for CSV"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_exit_status_2(arguments, says, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert says in said
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said


def test_refused_files_are_named_while_the_others_are_counted(one, tmp_path, capsys, monkeypatch):
    out = tmp_path / "out"
    (one / "bad.txt").write_bytes(b"\x00\x00\x01\x00")
    # All cores are asked for as joblib's callers ask for them.
    assert main(["tables", str(one), "--out", str(out), "--processes", "-1"]) == 1
    said = capsys.readouterr()
    assert "bad.txt" in said.err
    assert "1 article" in said.out
    assert "background of the keywords: wordfreq" in said.out
    assert (out / "tokens.csv").is_file()
    assert main(["label", str(one)]) == 1
    monkeypatch.setattr(build, "build", lambda place, opened, **_: opened(open_corpus(place)))
    assert main(["build", str(one), "--out", str(out)]) == 1
    assert capsys.readouterr().err.count("bad.txt: it holds zero bytes") == 2
    (one / "one.mentions.csv").unlink()
    (one / "one.txt").unlink()
    assert main(["tables", str(one), "--out", str(tmp_path / "none")]) == 2
    assert str(one) in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("modules", "heavy"),
    [
        ("analysis", {"pandas", "spacy", "sklearn", "matplotlib", "numpy"}),
        (
            "analysis.__main__, analysis.corpus, analysis.publish.tables",
            {"matplotlib", "sklearn", "nbformat", "nbclient", "IPython", "spacy"},
        ),
    ],
)
def test_importing_loads_nothing_heavy_that_is_not_needed(modules, heavy):
    script = f"import sys, {modules}; sys.exit(len({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0


def test_every_public_name_is_there_and_every_version_is_the_same():
    assert all(getattr(analysis, name) is not None for name in analysis._HOME_OF)
    assert f'version = "{analysis.__version__}"' in (ROOT / "pyproject.toml").read_text()
    assert f"version: {analysis.__version__}" in (ROOT / "CITATION.cff").read_text()


def test_cells_that_a_spreadsheet_would_run_are_neutralised_where_that_is_asked_for(one, tmp_path):
    for name in ("=cmd()", "-x", "plain"):
        (one / f"{name}.txt").write_text("=1+1 said Ada Quill.\n\n+2\n\n@SUM and\tmore in Lyon.")
    out = ["--out", str(tmp_path / "out"), "--no-cache"]
    found = []
    for option in ([], ["--for-spreadsheets"]):
        assert main(["tables", str(one), *out, *option]) == 0
        tables = [
            pd.read_csv(file, dtype="str", keep_default_na=False)
            for file in (tmp_path / "out").iterdir()
        ]
        cells = [cell for table in tables for cell in table.to_numpy().ravel().tolist()]
        found.append(sorted(cell for cell in cells if not re.fullmatch(r"-?[\d.e-]+", cell)))
    usual, safe = found
    assert "=cmd()" in usual and "'=cmd()" in safe and "plain" in safe
    assert not [cell for cell in safe if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert sorted(cell.removeprefix("'") for cell in safe) == sorted(
        cell.removeprefix("'") for cell in usual
    )


@pytest.fixture
def one(tmp_path):
    """A folder of one article."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text("Ada Quill met the press in Lyon.", encoding="utf-8")
    return tmp_path / "in"


def test_label_drafts_what_the_machine_found_and_never_overwrites(one, capsys):
    draft = one / "one.mentions.csv"
    assert main(["label", str(one)]) == 0
    assert draft.read_text(encoding="utf-8").startswith("start,end,text,entity,label\n")
    draft.write_text("start,end,text,entity,label\n0,9,Ada Quill,Ada Quill,PERSON\n")
    assert main(["label", str(one)]) == 0
    assert "Lyon" not in draft.read_text(encoding="utf-8")
    assert "1 left alone" in capsys.readouterr().err


def test_the_cache_can_be_shown_cleared_moved_and_left_out(one, tmp_path, capsys):
    place = tmp_path / "kept"
    tables = ["tables", str(one), "--out", str(tmp_path / "out")]
    told = ["--cache", str(place)]
    assert main([*tables, "--no-cache"]) == 0
    assert main(["cache", "--show", *told]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("annotations of 0 article(s)")
    assert main([*tables, *told]) == 0
    (file,) = place.rglob("*.table")
    file.write_bytes(b"torn")
    capsys.readouterr()
    assert main([*tables, *told]) == 0
    assert "damaged" in capsys.readouterr().err
    old = place / "annotations" / "of-another-version" / "x.table"
    old.parent.mkdir()
    old.touch()
    assert main(["cache", "--clear", "--unused", *told]) == 0
    assert capsys.readouterr().out.startswith("annotations of 1 article(s), 0 table(s)")
    assert [*place.rglob("*.table")] == [file]
    assert main(["cache", "--clear", *told]) == 0
    assert capsys.readouterr().out.startswith("annotations of 1 article(s)")
    assert not list(place.rglob("*.table"))


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (KeyboardInterrupt, 130, "run the same command again to go on"),
        (MemoryError, 2, "memory does not suffice"),
    ],
)
def test_what_stops_a_run_is_said_with_what_to_do(
    error, status, says, one, tmp_path, capsys, monkeypatch
):
    def stop(*args, **options):
        raise error

    monkeypatch.setattr("analysis.corpus.batches.structure_tables", stop)
    assert main(["tables", str(one), "--out", str(tmp_path / "out")]) == status
    assert says in capsys.readouterr().err


def test_options_of_the_command_lab_are_jupyterlabs(monkeypatch):
    started = []
    monkeypatch.setattr("jupyterlab.labapp.main", started.append)
    options = ["--no-browser", "--port=8899", "--LabApp.news_url=None", "--debug"]
    assert main(["lab", *options]) == 0
    ((place, *rest, notebook),) = started
    assert place == f"--notebook-dir={ROOT}"
    assert rest[-len(options) or len(rest) :] == options
    # JupyterLab takes no option twice.
    assert len({option.partition("=")[0] for option in rest}) == len(rest)
    assert notebook == str(ROOT / "notebooks" / "00-start-here.ipynb")


@pytest.mark.parametrize("command", [["tables", "seeds", "--out", "x"], ["build"], ["cache"]])
def test_an_option_that_no_command_knows_is_named(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--no-browser"])
    assert stopped.value.code == 2
    assert "unrecognized arguments: --no-browser" in capsys.readouterr().err
