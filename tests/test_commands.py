"""The command line says what it does, and in one sentence what is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

import analysis
from analysis.__main__ import main

ROOT = Path(__file__).resolve().parents[1]


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert all(command in said for command in ("build", "tables", "lab"))


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
    ],
)
def test_what_is_wrong_is_one_sentence_and_exit_status_2(arguments, says, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert says in said
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said


def test_an_empty_folder_is_named(tmp_path, capsys):
    assert main(["tables", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_refused_files_are_named_while_the_others_are_counted(tmp_path, capsys):
    (tmp_path / "good.txt").write_text("Ada Quill met the press in Lyon.", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x00\x01\x00")
    assert main(["tables", str(tmp_path), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert "bad.txt" in said.err
    assert "1 article" in said.out
    assert "background of the keywords: wordfreq" in said.out
    assert (tmp_path / "out" / "tokens.csv").is_file()


def test_importing_the_package_loads_nothing_heavy():
    heavy = "{'pandas', 'spacy', 'sklearn', 'matplotlib', 'numpy'}"
    script = f"import sys, analysis; sys.exit(len({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0


def test_every_public_name_is_there_and_every_version_is_the_same():
    assert all(getattr(analysis, name) is not None for name in analysis._HOME_OF)
    with pytest.raises(AttributeError):
        _ = analysis.no_such_name
    assert f'version = "{analysis.__version__}"' in (ROOT / "pyproject.toml").read_text()
    assert f"version: {analysis.__version__}" in (ROOT / "CITATION.cff").read_text()


def test_label_drafts_what_the_machine_found_and_never_overwrites(tmp_path, capsys):
    (tmp_path / "one.txt").write_text("Ada Quill met the press in Lyon.", encoding="utf-8")
    draft = tmp_path / "one.mentions.csv"
    assert main(["label", str(tmp_path)]) == 0
    assert draft.read_text(encoding="utf-8").startswith("start,end,text,entity,label\n")
    draft.write_text("start,end,text,entity,label\n0,9,Ada Quill,Ada Quill,PERSON\n")
    assert main(["label", str(tmp_path)]) == 0
    assert "Lyon" not in draft.read_text(encoding="utf-8")
    assert "1 left alone" in capsys.readouterr().err


def test_the_cache_can_be_shown_cleared_moved_and_left_out(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text("Ada Quill met the press in Lyon.", encoding="utf-8")
    place = tmp_path / "kept"
    tables = ["tables", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
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


def test_an_interruption_says_how_to_go_on(tmp_path, capsys, monkeypatch):
    (tmp_path / "one.txt").write_text("Ada Quill met the press in Lyon.", encoding="utf-8")

    def interrupted(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.corpus.batches.structure_tables", interrupted)
    assert main(["tables", str(tmp_path), "--out", str(tmp_path / "out")]) == 130
    assert "run the same command again to go on" in capsys.readouterr().err


def test_making_tables_loads_nothing_that_only_figures_and_notebooks_need():
    idle = "{'matplotlib', 'sklearn', 'nbformat', 'nbclient', 'IPython', 'spacy'}"
    script = (
        "import sys, analysis.__main__, analysis.corpus, analysis.publish.tables\n"
        f"sys.exit(len({idle} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0


def test_all_cores_may_be_asked_for_as_joblib_does(tmp_path, capsys):
    (tmp_path / "one.txt").write_text("Ada Quill met the press in Lyon.", encoding="utf-8")
    out = str(tmp_path / "out")
    assert main(["tables", str(tmp_path / "one.txt"), "--out", out, "--processes", "-1"]) == 0
    assert "1 article" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options",
    [["--no-browser", "--port", "8899"], [], ["--port=8899", "--LabApp.news_url=None", "--debug"]],
)
def test_options_of_the_command_lab_are_jupyterlabs(options, monkeypatch):
    started = []
    monkeypatch.setattr("jupyterlab.labapp.main", started.append)
    assert main(["lab", *options]) == 0
    ((place, *rest, notebook),) = started
    assert place == f"--notebook-dir={ROOT}"
    assert rest == options
    assert notebook == str(ROOT / "notebooks" / "00-start-here.ipynb")


@pytest.mark.parametrize("command", [["tables", "seeds", "--out", "x"], ["build"], ["cache"]])
def test_an_option_that_no_command_knows_is_named(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--no-browser"])
    assert stopped.value.code == 2
    assert "unrecognized arguments: --no-browser" in capsys.readouterr().err
