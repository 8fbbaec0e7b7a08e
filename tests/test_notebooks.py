"""The suite polices itself: what every notebook must be, beyond what nbval can see."""

import base64
import copy
import itertools
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
from routes import write
from spy import ROOT

from analysis import open_corpus
from analysis.__main__ import main
from analysis.publish.notebooks import (
    INDEX,
    NAVIGATION,
    PARAMETERS,
    normalise,
    notebook_index,
    read_notebooks,
    refresh_navigation,
)

# As they are when JupyterLab has saved them, too: it adds metadata, which normalising takes out.
NOTEBOOKS = {name: normalise(nb) for name, nb in read_notebooks(ROOT / "notebooks").items()}
CARD = {"title", "question", "order", "minutes", "level", "figures"}
every_notebook = pytest.mark.parametrize("name", NOTEBOOKS)


def code(name, kind="code"):
    return [cell for cell in NOTEBOOKS[name].cells if cell.cell_type == kind]


def markdown(name):
    return code(name, "markdown")


def tagged(name, tag):
    return [cell for cell in NOTEBOOKS[name].cells if tag in cell.metadata.get("tags", ())]


def outputs(name):
    return [output for cell in code(name) for output in cell.outputs]


def committed(name):
    """The notebook as git would commit it; the file itself where git does not know it."""
    file = ROOT / "notebooks" / f"{name}.ipynb"
    command = [shutil.which("git") or "false", "show", f":./{file.name}"]
    shown = subprocess.run(command, cwd=file.parent, capture_output=True)
    return (file.read_bytes() if shown.returncode else shown.stdout).decode()


def test_there_are_notebooks_to_police():
    assert [nb.metadata.card["order"] for nb in NOTEBOOKS.values()] == list(range(len(NOTEBOOKS)))
    assert len(NOTEBOOKS) >= 4


@every_notebook
def test_it_was_executed_from_top_to_bottom_without_a_word_on_stderr(name):
    assert [cell.execution_count for cell in code(name)] == list(range(1, len(code(name)) + 1))
    assert not [o for o in outputs(name) if o.get("name") == "stderr" or o.output_type == "error"]


@every_notebook
def test_it_says_more_than_it_computes_and_in_small_steps(name):
    told = [cell for cell in NOTEBOOKS[name].cells if cell not in tagged(name, "exercise")]
    assert 2 * sum(cell.cell_type == "markdown" for cell in told) >= len(told)
    assert max(len(cell.source.splitlines()) for cell in code(name)) <= 15
    for cell in code(name):
        assert not re.search(r"^\s*(def|class|for|while|%|!)", cell.source, re.M), cell.source
        assert not cell.source.rstrip().endswith(";")


@every_notebook
def test_it_imports_in_its_first_cell_and_nothing_from_deep_in_the_package(name):
    first, *others = (cell.source for cell in code(name))
    assert not re.search(r"^\s*(import|from) ", "\n".join(others), re.M)
    ours = re.findall(r"^.*\banalysis\b.*$", first, re.M)
    assert ours[0] == "import analysis"
    assert re.fullmatch(
        r"(from analysis import (evidence|exercises|figures|prose|, )+)?", "".join(ours[1:])
    )


@every_notebook
def test_a_table_or_a_picture_is_followed_by_words_that_read_it(name):
    cells = [*NOTEBOOKS[name].cells, None]
    for cell, after in itertools.pairwise(cells):
        if cell.cell_type != "code" or not cell.outputs:
            continue
        kinds = ["".join(sorted(output.get("data", {}))) for output in cell.outputs]
        needs_words = "<table" in str(cell.outputs) or any("image/png" in kind for kind in kinds)
        says = "text/markdown" in kinds[-1] or (after and after.cell_type == "markdown")
        assert says or not needs_words, cell.source


@every_notebook
def test_headings_begin_with_one_h1_and_skip_no_level(name):
    levels = [
        len(match.group(1))
        for cell in markdown(name)
        for match in re.finditer(r"^(#+) ", cell.source, re.M)
    ]
    assert NOTEBOOKS[name].cells[0].source.startswith("# ")
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@every_notebook
def test_the_contract_and_the_card_say_the_same_and_there_are_parameters_and_a_way_on(name):
    card = NOTEBOOKS[name].metadata.card
    contract = NOTEBOOKS[name].cells[1].source
    assert set(card) == CARD
    assert f"**Question.** {card['question']}" in contract
    assert f"| **Time** | {card['minutes']} minutes |" in contract
    assert f"| **Level** | {card['level']} |" in contract
    for goal in ("Goals", "Needs", "Data", "Method"):
        assert f"| **{goal}** | " in contract
    assert NOTEBOOKS[name].cells[0].source == f"# {card['title']}"
    assert "**Short answer" in json.dumps(outputs(name), ensure_ascii=False)
    assert len(tagged(name, PARAMETERS)) == 1
    assert len(tagged(name, NAVIGATION)) == 2


@pytest.mark.parametrize("name", [name for name in NOTEBOOKS if name < "05"])
def test_an_exercise_is_a_question_an_empty_cell_and_a_check_and_no_answer_is_in_sight(name):
    asked = [cell.source for cell in tagged(name, "exercise") if cell.source[:2] != "##"]
    for question, answer, check in zip(asked[::3], asked[1::3], asked[2::3], strict=True):
        number = re.match(r"\*\*Exercise (\d)\.(\d)\.\*\* \*[A-Z]", question).groups()
        own = "answer_{}_{}".format(*number)
        assert re.fullmatch(rf"{own} = \.\.\.  # .+", answer)
        assert re.fullmatch(rf"exercises\.check_\w+\({own}[\w ,.\"]*\)", check)
    kinds = " ".join(asked)
    assert all(kind in kinds for kind in ("*Predict before you look.*", "interpret.*", "*Code.*"))
    assert not [cell for cell in markdown(name) if "<details>" in cell.source]


@every_notebook
def test_nothing_of_the_machine_it_was_made_on_is_in_it(name):
    text = nbformat.writes(NOTEBOOKS[name])
    assert str(ROOT) not in text
    assert str(Path.home()) + "/" not in text
    assert not re.search(r" at 0x[0-9a-f]{8,}>", text)
    assert len(text.encode()) < 300_000


@every_notebook
def test_every_picture_has_alt_text_and_is_the_committed_figure(name):
    shown = [o for o in outputs(name) if "image/png" in o.get("data", {})]
    names = [o.metadata["image/png"]["name"] for o in shown]
    assert names == NOTEBOOKS[name].metadata.card["figures"]
    for output, figure in zip(shown, names, strict=True):
        assert len(output.metadata["image/png"]["alt"]) > 40
        committed = (ROOT / "figures" / f"{figure}.png").read_bytes()
        assert base64.b64decode(output.data["image/png"]) == committed


@every_notebook
def test_it_is_committed_in_the_form_that_normalising_gives(name):
    before = committed(name)
    after = nbformat.writes(normalise(nbformat.reads(before, as_version=4)))
    assert after.rstrip("\n") + "\n" == before


def test_links_and_index_are_those_that_the_cards_give():
    fresh = copy.deepcopy(NOTEBOOKS)
    refresh_navigation(fresh)
    assert fresh == NOTEBOOKS
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert notebook_index(NOTEBOOKS, folder="notebooks/") in readme
    assert any(INDEX in cell.metadata.get("tags", ()) for cell in NOTEBOOKS["00-start-here"].cells)


def test_no_two_notebooks_share_a_figure_and_every_committed_figure_is_shown():
    shown = [name for nb in NOTEBOOKS.values() for name in nb.metadata.card["figures"]]
    manifest = json.loads((ROOT / "figures" / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(figure["name"] for figure in manifest)
    assert len(set(shown)) == len(shown)


# --- what README and TEACHING tell people to type, and their links

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
    (text,) = (file.read_bytes() for file in (ROOT / "seeds").glob("*.txt"))
    write(tmp_path, dict.fromkeys(["my-folder/flood.txt", "archive/2024/05/flood.txt"], text))
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


def test_the_reviewed_list_that_readme_shows_is_used(home):
    (shown,) = (text for language, text in BLOCKS if language == "csv")
    write(home / "my-folder", {"corrections.csv": shown})
    corpus = open_corpus(home / "my-folder")
    assert corpus.rejected_corrections.empty
    assert corpus.corrections["entity"].tolist() == ["Kursk region", ""]


def test_there_is_something_to_run_and_every_link_leads_somewhere():
    assert len(COMMANDS) > 3
    assert PYTHON
    for file in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", file.read_text("utf-8")):
            assert "://" in target or (file.parent / target).exists(), (file, target)
