"""The command line says what it does, and in one sentence what is wrong."""

import re
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from routes import write
from spy import ROOT

import analysis
from analysis import exercises
from analysis.__main__ import main
from analysis.articles.reading import list_articles
from analysis.errors import AnalysisError
from analysis.publish.tables import _write_csv


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


def test_cells_that_a_spreadsheet_would_run_are_neutralised_where_that_is_asked_for(
    one, tmp_path, capsys
):
    text = "=1+1 said Ada Quill.\n\n+2\n\n@SUM and\tmore in Lyon.\n\n＝1\n\n＋2\n\n－x\n\n＠x"
    write(one, {f"{name}.txt": text for name in ("=cmd()", "-x", "plain")})
    write(one, {"articles.csv": 'file,"=cmd(""a"",1)"\nplain.txt,1 of 2\n'})
    reasons = 'Lyon,Lyon,GPE,"\t=1"\nAda Quill,Ada Quill,PERSON,"\n=1"\n'
    write(one, {"corrections.csv": "text,entity,label,reason\n" + reasons})
    out = ["--out", str(tmp_path / "out"), "--no-cache"]
    found = []
    # All cores are asked for as joblib's callers ask for them.
    for option in (["--processes", "-1"], ["--for-spreadsheets"]):
        assert main(["tables", str(one), *out, *option]) == 0
        said = capsys.readouterr().out
        assert "4 article(s)" in said and "background of the keywords: wordfreq" in said
        tables = [
            pd.read_csv(file, header=None, dtype="str", keep_default_na=False)
            for file in (tmp_path / "out").iterdir()
        ]
        cells = [cell for table in tables for cell in table.to_numpy().ravel().tolist()]
        found.append(sorted(cell for cell in cells if not re.fullmatch(r"-?[\d.e-]+", cell)))
    usual, safe = found
    would_run = {"=cmd()", "-x", "+2", "\t=1", "\n=1", "＝1", "＋2", "－x", "＠x"}
    assert would_run <= {*usual} and {f"'{cell}" for cell in would_run} <= {*safe}
    assert "plain" in safe and not [cell for cell in safe if cell[:1] in {*"=+-@\t\r\n＝＋－＠"}]
    assert sorted(cell.removeprefix("'") for cell in safe) == sorted(
        cell.removeprefix("'") for cell in usual
    )


@pytest.fixture
def one(tmp_path):
    """A folder of one article."""
    return write(tmp_path / "in", {"one.txt": "Ada Quill met the press in Lyon."})


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
    (place / "mine.txt").touch()
    (file,) = place.rglob("*.table")
    capsys.readouterr()
    old = place / "annotations" / "of-another-version" / "x.table"
    old.parent.mkdir()
    old.touch()
    assert main(["cache", "--clear", "--unused", *told]) == 0
    assert capsys.readouterr().out.startswith("annotations of 1 article(s), 0 table(s)")
    assert [*place.rglob("*.table")] == [file]
    assert main(["cache", "--clear", *told]) == 0
    assert capsys.readouterr().out.startswith("annotations of 1 article(s)")
    assert [it for it in place.rglob("*") if it.is_file()] == [place / "mine.txt"]


def test_too_little_memory_is_said_with_what_to_do(one, tmp_path, capsys, monkeypatch):
    def stop(*args, **options):
        raise MemoryError

    monkeypatch.setattr("analysis.corpus.batches.structure_tables", stop)
    assert main(["tables", str(one), "--out", str(tmp_path / "out")]) == 2
    assert "memory does not suffice" in capsys.readouterr().err


def test_options_of_the_command_lab_are_jupyterlabs_and_checks_show_solutions(monkeypatch):
    started = []
    monkeypatch.setenv(exercises.SOLUTIONS, "")
    monkeypatch.setattr("jupyterlab.labapp.main", started.append)
    options = ["--no-browser", "--port=8899", "--LabApp.news_url=None", "--debug"]
    assert main(["lab", "--solutions", *options]) == 0
    assert "answer_3_1 = " in repr(exercises.check_answer(..., "3.1"))
    ((place, *rest, notebook),) = started
    assert place == f"--notebook-dir={ROOT}"
    assert rest[-len(options) :] == options
    # JupyterLab takes no option twice.
    assert len({option.partition("=")[0] for option in rest}) == len(rest)
    assert notebook == str(ROOT / "notebooks" / "00-start-here.ipynb")


def test_an_option_that_no_command_knows_is_named(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["tables", "seeds", "--out", "x", "--no-browser"])
    assert "unrecognized arguments: --no-browser" in capsys.readouterr().err


# --- CSV, byte for byte as pandas writes it


TEXTS = st.text(st.sampled_from("ab,\"'\n\t é🙂=;"), max_size=6)
ROWS = st.tuples(TEXTS, TEXTS | st.none(), st.integers(-(2**40), 2**40), st.booleans())
NUMBERS = st.floats(allow_infinity=False) | st.sampled_from([1.0, 1e-05, 0.1234567891, 1e16])


@given(rows=st.lists(st.tuples(ROWS, NUMBERS), max_size=5), name=TEXTS)
def test_csv_is_what_pandas_writes(tmp_path_factory, rows, name):
    columns = {name: "str", "aliases": "str", "start": "int64", "is_stop": "bool", "idf": "float"}
    cells = [(*row, number) for row, number in rows]
    table = pd.DataFrame(cells, columns=list(columns)).astype(columns)
    file = tmp_path_factory.getbasetemp() / "table.csv"
    _write_csv([table, table[:1]], file)
    parts = pd.concat([table, table[:1]])
    assert file.read_bytes() == parts.to_csv(index=False, lineterminator="\n").encode()


def test_a_carriage_return_is_quoted(tmp_path):
    """Python's own module leaves it bare before 3.13, and a reader would end the row there."""
    _write_csv([pd.DataFrame({"title": ["a\rb"], "words": [1]})], tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == b'title,words\n"a\rb",1\n'


# --- typos in a notebook, and paths from two places


TYPOS = {
    'corpus.only("sead")': "There is no article sead;",
    "corpus.entites": "A corpus has no table entites; did you mean entities",
    'evidence.entity_evidence(corpus, "Putin")': "Putin; did you mean Vladimir Putin?",
    'figures.keyword_parts(corpus, style="phrase")': "no style phrase; did you mean phrases?",
    "figures.entity_bars(corpus, narow=True)": "no option narow; did you mean narrow?",
    'evidence.of_keywords(corpus, style="Word")': "There is no style Word; did you mean words?",
    "analysis.open_corpse": "analysis has no open_corpse; did you mean open_corpus?",
    "analysis.near_duplicates(corpus.tokens, threshold=70)": "so none is at least 70.",
}


@pytest.mark.parametrize("typed", TYPOS)
def test_ipython_shows_the_sentence_and_the_readers_line_and_no_traceback(typed, seed, capsys):
    seed = seed.only()
    shell = InteractiveShell.instance()
    shell.user_ns.update(corpus=seed, analysis=analysis)
    result = shell.run_cell(f"from analysis import evidence, figures\n{typed}")
    InteractiveShell.clear_instance()
    said = capsys.readouterr().out.strip().splitlines()
    assert isinstance(result.error_in_exec, AnalysisError)
    assert len(said) == 2
    assert TYPOS[typed].replace("seed", seed.name) in said[0]
    assert said[1] == f"  in line 2: {typed}"


def test_what_is_missing_is_still_an_error_of_its_python_kind(seed):
    assert not hasattr(seed, "entites")
    assert not hasattr(analysis, "open_corpse")


@pytest.fixture
def started(tmp_path, monkeypatch):
    """A notebook's folder as working directory, and articles beside it and below the start."""
    names = ["notebooks/mine/a.txt", "news/b.txt", "news/c.md"]
    write(tmp_path, dict.fromkeys(names, "It rained."))
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setenv("PWD", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("path", "ids"),
    [("mine", ["a"]), ("../news", ["b", "c"]), ("news", ["b", "c"]), ("news/*.md", ["c"])],
)
def test_a_path_is_tried_from_the_notebook_and_from_where_the_command_was_started(
    path, ids, started
):
    assert [article_id for article_id, _ in list_articles(path).files] == ids


def test_a_path_that_leads_nowhere_names_both_places_and_what_may_be_meant(started):
    with pytest.raises(AnalysisError) as error:
        list_articles("newz")
    assert str(error.value) == (
        "There is no folder, file or pattern newz with an article in it; looked for "
        f"{started / 'notebooks/newz'} and {started / 'newz'}; did you mean news?"
    )


def test_tables_in_a_notebook_show_what_would_turn_their_text_and_no_formula(tmp_path):
    write(tmp_path, {"a.txt": "Ada \u202eQuill\u202c paid $5 or $6 in Lyon.\n"})
    opened = f"import analysis; tokens = analysis.open_corpus({str(tmp_path)!r}).tokens"
    notebook = new_notebook(cells=[new_code_cell(f"{opened}; display(tokens, tokens['text'])")])
    NotebookClient(notebook, kernel_name="python3").execute()
    table, column = (output["data"] for output in notebook.cells[0].outputs)
    for shown in [*table.values(), *column.values()]:
        assert "\\u202eQuill" in shown and "\u202e" not in shown
    assert "mathjax_ignore" in table["text/html"]
