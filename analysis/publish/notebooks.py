"""Execute notebooks and put them in the one form that is committed."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from analysis.corpus.open import SESSION
from analysis.errors import AnalysisError

PARAMETERS, NAVIGATION, INDEX = "parameters", "navigation", "index"
_TIMEOUT = 600  # seconds a cell
_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "0",
    "OMP_NUM_THREADS": "1",
    # Frozen modules make ipykernel's debugger speak on stderr.
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def read_notebooks(folder: Path) -> dict[str, NotebookNode]:
    """The notebooks of a folder by name without suffix, in order of their names.

    Their names begin with a number; copies that JupyterLab made are left out.
    """
    files = sorted(set(folder.glob("[0-9]*.ipynb")) - set(folder.glob("*-Copy[0-9]*.ipynb")))
    return {file.stem: nbformat.read(file, as_version=4) for file in files}


def execute(
    notebook: NotebookNode,
    *,
    folder: Path,
    parameters: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
) -> NotebookNode:
    """Run a notebook from top to bottom in a fresh kernel.

    Args:
        notebook: It is left as it is.
        folder: The kernel's working directory.
        parameters: Names and values that take the place of the cell tagged ``parameters``.
        environment: Variables that the kernel sees besides this process's own.

    Returns:
        The executed notebook, without anything that differs from run to run.

    Raises:
        AnalysisError: A cell failed; the message names it.
    """
    run = nbformat.from_dict(notebook)
    if parameters is not None:
        for cell in _tagged(run, PARAMETERS):
            cell.source = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    client = NotebookClient(
        run,
        timeout=_TIMEOUT,
        kernel_name="python3",
        # The kernel's remark on its transport is no news to a reader of this build.
        extra_arguments=["--log-level=40"],
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        own = {name: value for name, value in os.environ.items() if name != SESSION}
        client.execute(env={**own, **_ENVIRONMENT, **(environment or {})})
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        problem = (
            f"a cell ran longer than {_TIMEOUT} seconds, or the kernel died; try fewer articles."
        )
        if isinstance(error, CellExecutionError):
            source = str(error).split("------------------")[1].strip()
            problem = f"{error.ename}: {error.evalue} in the cell\n{source}"
        raise AnalysisError(f"{notebook.metadata.card['title']}: {problem}") from error
    return normalise(run)


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Drop, in place, what differs from run to run: times, widget state, versions.

    Of what JupyterLab writes beside a cell its tags stay.
    """
    notebook.metadata = nbformat.from_dict(
        {
            **({"card": notebook.metadata.card} if "card" in notebook.metadata else {}),
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for cell in notebook.cells:
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    return notebook


def write_notebook(notebook: NotebookNode, file: Path) -> None:
    """Write a notebook, with one line end at its end."""
    file.write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8")


def refresh_navigation(notebooks: Mapping[str, NotebookNode]) -> None:
    """Write the cells tagged ``navigation`` and ``index`` anew from the notebooks' own cards."""
    names = list(notebooks)
    for position, (name, notebook) in enumerate(notebooks.items()):
        before, after = names[max(0, position - 1)], names[min(len(names) - 1, position + 1)]
        links = [
            f"{arrow}[{notebooks[other].metadata.card['title']}]({other}.ipynb)"
            for arrow, other in (("← ", before), ("→ ", after))
            if other != name
        ]
        for cell in _tagged(notebook, NAVIGATION):
            cell.source = " · ".join(links)
        for cell in _tagged(notebook, INDEX):
            cell.source = notebook_index(notebooks)


def notebook_index(notebooks: Mapping[str, NotebookNode], *, folder: str = "") -> str:
    """A Markdown table of the notebooks, from their cards; its links begin with `folder`."""
    lines = ["| notebook | question | minutes | level |", "| --- | --- | ---: | --- |"]
    for name, notebook in notebooks.items():
        card = notebook.metadata.card
        link = f"[{card['title']}]({folder}{name}.ipynb)"
        lines.append(f"| {link} | {card['question']} | {card['minutes']} | {card['level']} |")
    return "\n".join(lines)


def _tagged(notebook: NotebookNode, tag: str) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", ())]
