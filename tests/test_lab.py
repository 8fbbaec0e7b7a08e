"""Every notebook runs from top to bottom in JupyterLab itself, in a real browser."""

import json
import shutil
from pathlib import Path

import pytest
from lab import opened, served

from analysis.publish.notebooks import read_notebooks

ROOT = Path(__file__).resolve().parents[1]
NAMES = [f"{name}.ipynb" for name in read_notebooks(ROOT / "notebooks")]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab on a copy of the project's notebooks and seeds."""
    home = tmp_path_factory.mktemp("lab")
    for folder in ("notebooks", "seeds"):
        shutil.copytree(ROOT / folder, home / "work" / folder)
    with served(home) as address:
        yield address


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_in_jupyterlab_and_shows_its_figures(lab, name):
    committed = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))
    with opened(lab, name) as (_, cells):
        pass
    assert [count for count, _ in cells] == list(range(1, len(cells) + 1))
    outputs = [output for _, found in cells for output in found]
    assert [output for output in outputs if output["output_type"] == "error"] == []
    figures = committed["metadata"]["card"]["figures"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == len(figures)
