"""A page of HTML as a parser and as a browser get it."""

import shutil
from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup


class Page:
    """Attributes: text, marked (what stands in each ``mark``), tags and attributes (of each)."""

    def __init__(self, html):
        soup = BeautifulSoup(html, "html.parser")
        self.text = soup.get_text()
        self.marked = [mark.get_text() for mark in soup("mark")]
        self.tags = [tag.name for tag in soup(True)]
        self.attributes = [tag.attrs for tag in soup(True)]

    def every(self, name, tag=""):
        """The values of an attribute, of one kind of tag or of all."""
        both = zip(self.tags, self.attributes, strict=True)
        return [found[name] for own, found in both if name in found and tag in ("", own)]


@contextmanager
def chromium():
    """Headless Chromium; a test is skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    place = shutil.which("chromium") or shutil.which("google-chrome")
    if place is None:
        pytest.skip("no Chromium on this machine: install it to see the pages as a reader does")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=place, args=options)
        yield browser
        browser.close()


@contextmanager
def opened_alone(browser, allowed, **options):
    """A page that may run nothing of an attack, open no dialog, and ask for no more than allowed.

    Args:
        browser: Or one of its contexts.
        allowed: How addresses begin that it may ask for.
        options: Of the page.
    """
    odd = []
    page = browser.new_page(**options)
    page.on("dialog", lambda dialog: (odd.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: odd.append(request.url))
    yield page
    assert page.evaluate("window.ran") is None
    page.close()
    assert [found for found in odd if not found.startswith((allowed, "data:", "blob:"))] == []
