"""The repository: style, layout, licences, sockets, and what JupyterLab leaves behind in it."""

import ast
import re
import shutil
import subprocess
import sys
from graphlib import TopologicalSorter

import nbformat
import pytest
from licences import READ, licences
from spy import ROOT, spying

from analysis.annotate.model import _FILES as ANNOTATE
from analysis.publish.notebooks import read_notebooks

PACKAGE = ROOT / "analysis"
FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy", "analysis"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_lint(command):
    run = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_few_modules_know_spacy():
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        knows = re.search(r"^\s*(import|from) spacy", text, re.M)
        assert not knows or file.stem in {"pipeline", "names", "peers"}, file


def test_the_lock_names_no_registry():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert not any(word in text for word in ("://", "index-url", "find-links"))


def test_the_readme_holds_no_placeholder():
    assert not re.search(r"\| [A-Z]{4,} \|", (ROOT / "README.md").read_text(encoding="utf-8"))


# --- layout


def picture():
    """The entries of each line of README's picture."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    drawn = re.search(r"## Layout\n.*?```\n(.*?)```", text, re.DOTALL)
    assert drawn is not None
    return [re.split(r"\s{2,}", line)[0].split() for line in drawn.group(1).splitlines()]


def entry(module):
    """The entry of analysis/ that a module belongs to."""
    return module.split(".")[1]


def module(file):
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(file):
    """The modules of the package that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("analysis"):
            whole = [f"{node.module}.{name.name}" for name in node.names]
            known = {module(other) for other in FILES}
            found |= {name if name in known else node.module for name in whole}
    return found - {"analysis"}


def test_readme_draws_every_entry_and_no_other():
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert {name for line in picture() for name in line} == there - {"__init__", "__pycache__"}


def test_no_part_imports_one_that_stands_below_it():
    order = {name: place for place, line in enumerate(picture()) for name in line}
    for file in FILES:
        if file != PACKAGE / "__init__.py":
            for target in imports(file):
                assert order[entry(target)] <= order[entry(module(file))], (file.name, target)


def test_there_is_no_circle():
    # A package may import its own modules from its __init__; below that there is no circle.
    arrows = {module(file): imports(file) - {module(file)} for file in FILES}
    TopologicalSorter(arrows).prepare()


def test_kept_annotations_depend_on_all_code_that_makes_them():
    used = set().union(*map(imports, ANNOTATE)) - set(map(module, ANNOTATE))
    assert used == {"analysis.cache", "analysis.errors"}


def test_files_are_small_and_so_is_the_whole():
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {file.name: number for file, number in lines.items() if number > 320} == {}
    assert sum(lines.values()) <= 10_750


# --- licences and sockets


ALLOWED = re.compile(
    r"MIT(-0|-CMU)?( License)?|(3-Clause )?BSD( License|-[23]-Clause)?|0BSD|ISC( License \(ISCL\))?"
    r"|Apache( Software License|[- ]2\.0|,? License,? Version 2\.0)|MPL-2\.0|Zlib|CC0-1\.0"
    r"|Mozilla Public License 2\.0 \(MPL 2\.0\)|P(ython Software Foundation License|SF-2\.0)"
    r"|CNRI-Python"
)


def test_every_dependency_has_a_licence_that_was_looked_at():
    found = licences()
    assert len(found) > 150
    odd = {
        name: licence
        for name, licence in found.items()
        if not all(ALLOWED.fullmatch(one) for one in re.split(r" AND | OR | / ", licence))
    }
    assert set(odd) == set(READ), odd


def test_the_spy_of_all_tests_sees_a_socket_to_another_machine(tmp_path):
    spied, environment = spying(tmp_path)
    probe = "import socket; socket.socket(type=socket.SOCK_DGRAM)."
    for call, seen in (("connect(('192.0.2.1', 9))", "192.0.2.1"), ("bind(('', 0))", "bind ''")):
        subprocess.run([sys.executable, "-c", probe + call], check=False, env=environment)
        assert seen in spied.read_text()


# --- what people leave behind


NOTEBOOKS = read_notebooks(ROOT / "notebooks")
LEFT = ["Untitled.ipynb", "my notes.ipynb", "01-section-structure-Copy1.ipynb"]
LEFT += [".ipynb_checkpoints/01-section-structure-checkpoint.ipynb"]


def test_the_notebooks_of_the_suite_are_collected_and_no_others(tmp_path):
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "tests").mkdir()
    for file in ("pyproject.toml", "tests/sanitize.cfg"):
        shutil.copy(ROOT / file, tmp_path / file)
    scratch = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import os ;1/0")])
    for name in LEFT:
        (tmp_path / "notebooks" / name).parent.mkdir(exist_ok=True)
        nbformat.write(scratch, tmp_path / "notebooks" / name)
    command = [sys.executable, "-m", "pytest", "--collect-only", "notebooks"]
    collected = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    found = {line.partition("::")[0] for line in collected.stdout.splitlines() if "::" in line}
    assert sorted(found) == [f"notebooks/{name}.ipynb" for name in NOTEBOOKS], collected.stdout
    assert read_notebooks(tmp_path / "notebooks").keys() == NOTEBOOKS.keys()
    command = [sys.executable, "-m", "ruff", "check", "notebooks"]
    assert subprocess.run(command, cwd=tmp_path).returncode == 0
