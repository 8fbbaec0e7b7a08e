"""A build on other articles tells their story, runs nothing of theirs, and takes back a failure."""

import json
import subprocess
import sys

import nbformat
import pytest
from hostile import make_hostile_folder
from page import chromium, opened_alone
from routes import write
from spy import ROOT, spying

from analysis.errors import AnalysisError
from analysis.publish.build import build
from analysis.publish.swap import swapped

LEDE = "Mayor Ada Quill opened the new $40 bridge over the Tarn in Lyon on Monday.\n"
HEADED = """Why it took so long
The city council of Lyon argued about the bridge for eleven years, and twice it voted no.
What comes next
Quill said that the bridge opens to cars in May. The council will meet again before that.
"""
ODD = {
    "headed.txt": LEDE + HEADED,
    "flat.txt": LEDE.replace("Tarn", "Saône").encode("cp1252"),
    "deep/marked.md": "---\ntitle: A *starred* day\ndate: 2026-05-01\n---\n# A day\n\n<b>One</b>\n",
    "broken.txt": b"\0\1\2\3",
}
START = nbformat.v4.new_notebook(
    metadata={"card": {"title": "T", "question": "?", "minutes": 1, "level": "x"}}
)
TOUCH_ALL = """() => document.querySelectorAll('*').forEach(one => {
  one.open = true;
  ['mouseover', 'focus'].forEach(name => one.dispatchEvent(new Event(name)));
})"""
TARGETS = """() => [...document.querySelectorAll('[href], [src]')]
  .map(one => one.getAttribute('href') ?? one.getAttribute('src'))"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A report on hostile articles and others, made while every socket is watched."""
    place = tmp_path_factory.mktemp("report")
    articles = write(make_hostile_folder(place / "in"), ODD)
    out = write(place / "out", {"my-notes.txt": ""})
    spied, environment = spying(place)
    before = snapshot()
    told = ["build", str(articles), "--out", str(out), "--one", "--no-cache"]
    command = [sys.executable, "-m", "analysis", *told]
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert run.returncode == 1, run.stderr
    assert "\x1b" not in run.stdout + run.stderr and "Traceback" not in run.stderr
    assert "broken.txt: it " in run.stderr
    assert not spied.exists(), spied.read_text()
    assert snapshot() == before
    size = (out / "report.html").stat().st_size / 1e6
    assert f"{out / 'report.html'} ({size:.1f} MB)" in run.stdout.splitlines()[-1]
    assert (out / "my-notes.txt").is_file()
    return out


def snapshot():
    files = [ROOT / "README.md", *ROOT.glob("notebooks/*.*"), *ROOT.glob("figures/*.*")]
    return {file: file.read_bytes() for file in files if file.is_file()}


def test_other_articles_get_their_own_report_and_not_the_seeds_story(built):
    files = [*built.glob("*.html"), *built.glob("pages/*.html")]
    pages = {page.name: page.read_text(encoding="utf-8") for page in files}
    assert len(pages) == 8 + 17
    for page in pages.values():
        assert "Putin" not in page and "Margaret Doyle" not in page
        assert "<img src=x" not in page
        assert str(built.parent / "in") not in page
    for name in ("index.html", "report.html"):
        assert '<h1 id="list">Report on 17 articles</h1>' in pages[name]
        assert "broken.txt" in pages[name]
        assert "A *starred* day" in pages[name]
    assert 'details class="code"' not in pages["02-entity-frequency.html"]
    assert "Ada Quill" in pages["04-many-articles.html"]
    assert (built / "tables" / "entities.csv").is_file()
    names = set()
    for manifest in built.glob("figures/**/manifest.json"):
        told = json.loads(manifest.read_text(encoding="utf-8"))
        drawn = {file for figure in told for file in figure["files"]}
        there = {file.name for file in manifest.parent.iterdir() if file.is_file()}
        assert drawn == there - {"manifest.json"}
        names |= {manifest.parent.name} if drawn else set()
    names -= {"figures"}
    pages_of = {page.stem for page in built.glob("pages/*.html")}
    assert names == pages_of - {"deep-marked-512960e9"}  # which has one word
    assert [path.name for path in built.iterdir() if path.name.startswith(".")] == []


def test_a_report_on_a_hostile_folder_runs_nothing_and_asks_for_nothing(built):
    files = [*built.rglob("*.html"), *built.rglob("*.svg")]
    with chromium() as browser, opened_alone(browser, "file:") as page:
        for file in files:
            page.goto(file.as_uri())
            page.evaluate(TOUCH_ALL)
            page.wait_for_timeout(50)
            assert page.evaluate("window.ran") is None, file
            outward = ("javascript:", "attack.example")
            assert not [it for it in page.evaluate(TARGETS) if it and it.startswith(outward)], file
            assert page.url == file.as_uri()


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A folder of more articles than get a page each, built with one short notebook."""
    monkeypatch.setattr("analysis.publish.build.MANY", 2)
    monkeypatch.setattr("analysis.publish.build.read_notebooks", lambda _: {"00": START})
    return write(tmp_path / "in", ODD)


SWAP_AND = """
import os
from pathlib import Path
from analysis.publish.swap import swapped

def failing(source, target, rename=Path.rename):
    if source.parent.name == "new" and source.name == "index.html":
        {how}
    return rename(source, target)

with swapped(Path({place!r})) as folder:
    (folder / "figures").mkdir()
    (folder / "figures" / "manifest.json").write_text("new")
    (folder / "index.html").write_text("new")
    Path.rename = failing
"""


@pytest.mark.parametrize("how", ["raise OSError('full')", "os._exit(9)"])
def test_a_swap_that_fails_or_is_killed_half_way_is_taken_back(how, tmp_path):
    with swapped(tmp_path) as folder:
        (folder / "figures").mkdir()
        (folder / "figures" / "manifest.json").write_text("old")
        (folder / "index.html").write_text("old")
    script = SWAP_AND.format(how=how, place=str(tmp_path))
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True).returncode
    with pytest.raises(ZeroDivisionError), swapped(tmp_path):
        raise ZeroDivisionError  # the next build fails too
    assert (tmp_path / "figures" / "manifest.json").read_text() == "old"
    assert (tmp_path / "index.html").read_text() == "old"
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_no_report_made_is_not_replaced(small, tmp_path):
    out = write(tmp_path / "out", {"figures/mine.png": ""})
    with pytest.raises(AnalysisError, match="no part of a report"):
        build(small, out=out)
    assert (out / "figures" / "mine.png").is_file()


@pytest.mark.parametrize(
    ("named", "pages", "says"),
    [([], 0, "name those"), (["flat", "flat"], 1, "those that were named have a page")],
)
def test_of_many_articles_those_that_are_named_have_a_page(named, pages, says, small, tmp_path):
    said = []
    index = build(small, out=tmp_path / "out", named=named, say=said.append)
    assert len(list(tmp_path.glob("out/pages/*"))) == pages
    assert any(says in line for line in said)
    assert says in index.read_text(encoding="utf-8")
