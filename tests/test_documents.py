"""What README and TEACHING tell people to type runs as it stands, and their links lead on."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from analysis.__main__ import main

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "notebooks" / "TEACHING.md"]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
BLOCKS = [match.groups() for file in DOCUMENTS for match in FENCE.finditer(file.read_text("utf-8"))]
PYTHON = [text for language, text in BLOCKS if language == "python"]
COMMANDS = re.findall(
    r"^\S*python -m analysis (.+?)(?: +#.*)?$", "".join(t for _, t in BLOCKS), re.M
)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home folder in which the folders that README speaks of lie."""
    for folder in ("my-folder", "archive/2024/05"):
        (tmp_path / folder).mkdir(parents=True)
        for file in (ROOT / "seeds").glob("*.txt"):
            shutil.copy(file, tmp_path / folder / "flood.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs(command, home, capsys):
    words = [word.replace("~", str(home)) for word in shlex.split(command)]
    if "--scheduler" in words:  # test_cluster has a cluster; here the options are read, no more
        words = [*words[: words.index("--scheduler")], "--help"]
    try:
        status = main(words)
    except SystemExit as end:
        status = end.code
    assert status == 0, capsys.readouterr().err


@pytest.mark.parametrize("block", PYTHON)
def test_a_block_of_python_runs(block, home):
    exec(compile(block, "README.md", "exec"), {})


def test_there_is_something_to_run_and_every_link_leads_somewhere():
    assert len(COMMANDS) > 3
    assert PYTHON
    for file in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", file.read_text("utf-8")):
            assert "://" in target or (file.parent / target).exists(), (file, target)
