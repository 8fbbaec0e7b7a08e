"""Run the notebooks in this process, and hold answers to their exercises against the checks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.exercises import Checked
from analysis.publish.notebooks import PARAMETERS, read_notebooks

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
BOOKS = read_notebooks(NOTEBOOKS)
SOLUTIONS = NOTEBOOKS / "solutions.md"
SOLUTION = dict(
    re.findall(
        r"^## (\d\.\d) .*?```python\n(.*?)```", SOLUTIONS.read_text(encoding="utf-8"), re.M | re.S
    )
)
CHECKS = {
    name: {
        f"{found[1]}.{found[2]}": cell.source
        for cell in notebook.cells
        if (found := re.match(r"exercises\.check_answer\(answer_(\d)_(\d)\b", cell.source))
    }
    for name, notebook in BOOKS.items()
}
"""The line that checks each exercise, by notebook and number."""


def run(name: str, articles: Path) -> dict[str, Any]:
    """The names of a notebook that ran to its end with nothing answered."""
    names: dict[str, Any] = {"display": lambda _: None}
    with pd.option_context("display.max_rows", None, "display.max_colwidth", None):
        for cell in BOOKS[name].cells:
            if PARAMETERS in cell.metadata.get("tags", ()):
                names |= {"ARTICLES": str(articles), "FOCUS": None}
            elif cell.cell_type == "code":
                exec(compile(cell.source, f"{name}, cell {cell.id}", "exec"), names)
    return names


def held(number: str, source: str, names: dict[str, Any]) -> Checked:
    """What the check of an exercise says of the answer that some lines make."""
    own = dict(names)
    exec(source, own)
    checked: Checked = eval(CHECKS[next(n for n in CHECKS if number in CHECKS[n])][number], own)
    return checked
