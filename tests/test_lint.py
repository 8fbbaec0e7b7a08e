"""Style and types hold, and the package prints nothing."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.corpus.corpus import OF_ARTICLES, OF_THE_FOLDER

ROOT = Path(__file__).resolve().parents[1]


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


def test_only_the_command_line_prints():
    for file in (ROOT / "analysis").rglob("*.py"):
        if file.name == "__main__.py":
            continue
        calls = [
            node.func.id
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        ]
        assert "print" not in calls, file


def test_few_rooms_know_spacy():
    for file in (ROOT / "analysis").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        knows = re.search(r"^\s*(import|from) spacy", text, re.M)
        assert not knows or file.stem in {"pipeline", "names", "peers"}, file


def test_the_lock_names_no_registry():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert not any(word in text for word in ("://", "index-url", "find-links"))


def test_the_readme_holds_no_placeholder_and_every_table_is_in_its_codebook():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not re.search(r"\| [A-Z]{4,} \|", text)
    tables = (*OF_ARTICLES, *OF_THE_FOLDER)
    assert [name for name in tables if not re.search(rf"^\| {name} \|", text, re.M)] == []
