"""Nothing that is read runs: a report on a hostile folder, opened page by page in a browser."""

import subprocess
import sys

import pytest
from hostile import make_hostile_folder
from page import chromium, opened_alone
from spy import spying

TOUCH_ALL = """() => document.querySelectorAll('*').forEach(one => {
  one.open = true;
  ['mouseover', 'focus'].forEach(name => one.dispatchEvent(new Event(name)));
})"""
TARGETS = """() => [...document.querySelectorAll('[href], [src]')]
  .map(one => one.getAttribute('href') ?? one.getAttribute('src'))"""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    place = tmp_path_factory.mktemp("hostile")
    articles = make_hostile_folder(place / "in")
    spied, environment = spying(place)
    told = ["build", str(articles), "--out", str(place / "out"), "--no-cache"]
    command = [sys.executable, "-m", "analysis", *told]
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert run.returncode == 1, run.stderr
    assert "\x1b" not in run.stdout + run.stderr
    assert not spied.exists(), spied.read_text()
    return place / "out"


def test_a_report_on_a_hostile_folder_runs_nothing_and_asks_for_nothing(report):
    files = [*report.rglob("*.html"), *report.rglob("*.svg")]
    assert len(files) > 10
    with chromium() as browser, opened_alone(browser, "file:") as page:
        for file in files:
            page.goto(file.as_uri())
            page.evaluate(TOUCH_ALL)
            page.wait_for_timeout(50)
            assert page.evaluate("window.ran") is None, file
            outward = ("javascript:", "attack.example")
            assert not [it for it in page.evaluate(TARGETS) if it and it.startswith(outward)], file
            assert page.url == file.as_uri()
