"""Nothing that is read runs: a report on a hostile folder, opened page by page in a browser."""

import shutil

import pytest
from hostile import make_hostile_folder

from analysis.__main__ import main

CALM = "() => [window.ran ?? 0, document.querySelectorAll('script, iframe, svg svg').length]"


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
            own = file.read_text(encoding="utf-8").count("<script") if file.suffix == ".html" else 0
            # Open all, and pass over all, as a reader may.
            page.evaluate(
                "() => document.querySelectorAll('*').forEach(one => { one.open = true; "
                "['mouseover', 'focus', 'click'].forEach(name => one.closest('a') || "
                "one.dispatchEvent(new Event(name)))})"
            )
            page.wait_for_timeout(50)
            ran, _ = page.evaluate(CALM)
            assert ran == 0, file
            links = page.eval_on_selector_all(
                "[href], [src]",
                "all => all.map(one => one.getAttribute('href') ?? one.getAttribute('src'))",
            )
            assert not [link for link in links if "javascript:" in link or "attack" in link], file
            assert own is not None
        browser.close()
    assert dialogs == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
