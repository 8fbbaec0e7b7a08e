"""Every notebook runs from top to bottom in JupyterLab itself, in a real browser."""

import json
import shutil
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import pytest
from hostile import make_hostile_folder
from lab import opened, served
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from analysis.publish.notebooks import read_notebooks

ROOT = Path(__file__).resolve().parents[1]
NAMES = [f"{name}.ipynb" for name in read_notebooks(ROOT / "notebooks")]


RUNS = [("seeds", name) for name in NAMES]
# The others show no text of an article that these do not show.
RUNS += [("hostile", name) for name in NAMES if name[:2] in {"02", "04", "05"}]


@pytest.fixture(scope="module")
def lab(request, tmp_path_factory):
    """A JupyterLab on a copy of the notebooks and of the seeds, or of hostile articles."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", home / "work" / "notebooks")
    if request.param == "seeds":
        shutil.copytree(ROOT / "seeds", home / "work" / "seeds")
    else:
        make_hostile_folder(home / "work" / "seeds")
    with served(home) as running:
        yield running


@pytest.mark.parametrize(("lab", "name"), RUNS, indirect=["lab"])
def test_a_notebook_runs_in_jupyterlab_and_shows_its_figures(lab, name, browser):
    committed = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))
    with opened(browser, lab[0], name) as (_, cells):
        pass
    assert [count for count, _ in cells] == list(range(1, len(cells) + 1))
    outputs = [output for _, found in cells for output in found]
    assert [output for output in outputs if output["output_type"] == "error"] == []
    figures = committed["metadata"]["card"]["figures"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == len(figures)


@pytest.mark.parametrize("lab", ["seeds"], indirect=True)
def test_jupyterlab_asks_for_its_token_and_listens_to_this_machine_alone(lab):
    address, process = lab
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"{address}api/contents")
    with urlopen(f"{address}api/contents?token=tok") as answer:
        assert answer.status == 200
    places = {connection.laddr.ip for connection in psutil.Process(process).net_connections("tcp")}
    assert places and places <= {"127.0.0.1", "::1"}


def test_tables_in_a_notebook_show_what_would_turn_their_text_and_no_formula(tmp_path):
    (tmp_path / "a.txt").write_text("Ada \u202eQuill\u202c paid $5 or $6 in Lyon.\n", "utf-8")
    opened = f"import analysis; tokens = analysis.open_corpus({str(tmp_path)!r}).tokens"
    notebook = new_notebook(cells=[new_code_cell(f"{opened}; display(tokens, tokens['text'])")])
    NotebookClient(notebook, kernel_name="python3").execute()
    table, column = (output["data"] for output in notebook.cells[0].outputs)
    for shown in [*table.values(), *column.values()]:
        assert "\\u202eQuill" in shown and "\u202e" not in shown
    assert "mathjax_ignore" in table["text/html"]
