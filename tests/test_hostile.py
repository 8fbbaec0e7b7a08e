"""Nothing that is read runs: a report on a hostile folder, opened page by page in a browser."""

import shutil

import pytest
from hostile import make_hostile_folder

from analysis.__main__ import main

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
    assert main(["build", str(articles), "--out", str(place / "out"), "--no-cache"]) == 1
    return place / "out"


def test_a_report_on_a_hostile_folder_runs_nothing_and_asks_for_nothing(report):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine: install it to open the pages of a hostile folder")
    files = [*report.rglob("*.html"), *report.rglob("*.svg")]
    assert len(files) > 10
    asked, dialogs = [], []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for file in files:
            page.goto(file.as_uri())
            page.evaluate(TOUCH_ALL)
            page.wait_for_timeout(50)
            assert page.evaluate("window.ran") is None, file
            outward = ("javascript:", "attack.example")
            assert not [it for it in page.evaluate(TARGETS) if it and it.startswith(outward)], file
            assert page.url == file.as_uri()
        browser.close()
    assert dialogs == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
