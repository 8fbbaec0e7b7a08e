"""What JupyterLab leaves behind while people work in the notebooks does not fail the suite."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis.publish.notebooks import normalise, read_notebooks

ROOT = Path(__file__).resolve().parents[1]
NAMES = [f"{name}.ipynb" for name in read_notebooks(ROOT / "notebooks")]
COPY = "01-section-structure-Copy1.ipynb"
SCRATCH = ["Untitled.ipynb", "Untitled1.ipynb", "my notes.ipynb"]


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """A checkout in which every notebook was opened and saved, and some were made."""
    if shutil.which("git") is None:
        pytest.skip("no git on this machine: install it to see what differs from the index")
    place = tmp_path_factory.mktemp("checkout")
    left_out = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", COPY, *SCRATCH)
    for folder in ("notebooks", "figures", "tests"):
        shutil.copytree(ROOT / folder, place / folder, ignore=left_out)
    (place / "analysis").symlink_to(ROOT / "analysis")
    for file in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / file, place)
    for name in NAMES:
        write(normalise(nbformat.read(place / "notebooks" / name, as_version=4)), place, name)
    # Without the variables of a hook, which would have git write to the repository of the hook.
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=place, env=own, check=True, capture_output=True)
    (place / "notebooks" / ".ipynb_checkpoints").mkdir()
    (place / "figures" / ".ipynb_checkpoints").mkdir()
    for name in NAMES:
        checkpoint = f".ipynb_checkpoints/{Path(name).stem}-checkpoint.ipynb"
        shutil.copy(place / "notebooks" / name, place / "notebooks" / checkpoint)
        write(as_saved(place / "notebooks" / name), place, name)
    scratch = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import os ;1/0")])
    for name in SCRATCH:
        write(scratch, place, name)
    shutil.copy(place / "notebooks" / NAMES[1], place / "notebooks" / COPY)
    return place


def write(notebook, place, name):
    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    (place / "notebooks" / name).write_text(text, encoding="utf-8")


def as_saved(file):
    """The notebook with all that JupyterLab adds to it; sources and outputs are the same."""
    notebook = nbformat.read(file, as_version=4)
    notebook.metadata["kernelspec"]["display_name"] = "Python 3 (ipykernel)"
    notebook.metadata["language_info"] = {
        "codemirror_mode": {"name": "ipython", "version": 3},
        **{"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
        **{"nbconvert_exporter": "python", "pygments_lexer": "ipython3", "version": "3.11.9"},
    }
    state = {"application/vnd.jupyter.widget-state+json": {"state": {}, "version_major": 2}}
    notebook.metadata["widgets"] = state
    for cell in notebook.cells:
        cell.metadata |= {"editable": True, "slideshow": {"slide_type": ""}, "trusted": True}
        cell.metadata.setdefault("tags", [])
        if cell.cell_type == "code":
            cell.metadata["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00.000000Z"}
            cell.metadata |= {"scrolled": True, "collapsed": False}
        else:
            cell.metadata["jp-MarkdownHeadingCollapsed"] = True
    return notebook


def run(place, *command):
    told = [sys.executable, "-m", *command]
    return subprocess.run(told, cwd=place, capture_output=True, text=True)


def test_the_notebooks_of_the_suite_are_collected_and_no_others(session):
    collected = run(session, "pytest", "--collect-only", "notebooks")
    assert collected.returncode == 0, collected.stdout
    found = {line.partition("::")[0] for line in collected.stdout.splitlines() if "::" in line}
    assert sorted(found) == [f"notebooks/{name}" for name in NAMES]
    assert [f"{name}.ipynb" for name in read_notebooks(session / "notebooks")] == NAMES


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "notebooks"],
        ["ruff", "format", "--check", "notebooks"],
        ["pytest", "tests/test_notebooks.py", "-p", "no:nbval", "-o", "addopts=-q"],
    ],
)
def test_style_and_house_rules_hold_for_notebooks_that_were_saved(session, command):
    checked = run(session, *command)
    assert checked.returncode == 0, checked.stdout


def test_a_saved_notebook_becomes_the_committed_one_when_it_is_normalised(session):
    for name in NAMES:
        saved = nbformat.read(session / "notebooks" / name, as_version=4)
        assert json.dumps(normalise(saved), sort_keys=True) == json.dumps(
            normalise(nbformat.read(ROOT / "notebooks" / name, as_version=4)), sort_keys=True
        )
