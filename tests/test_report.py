"""The report as a reader's browser sees it: whole, without a network, and open to everybody."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from analysis.publish.build import draw_collection, draw_figures
from analysis.publish.notebooks import read_notebooks
from analysis.publish.pages import render_index, render_pages

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    "index",
    "00-start-here",
    "01-section-structure",
    "02-entity-frequency",
    "03-tfidf-keywords",
    "04-many-articles",
]


@pytest.fixture(scope="module")
def pages(seed, collection, tmp_path_factory):
    """The report of the committed notebooks, as files."""
    notebooks = read_notebooks(ROOT / "notebooks")
    folder = tmp_path_factory.mktemp("report")
    drawn, of_all = draw_figures(seed.only()), draw_collection(collection)
    index = render_index(seed, seed.only(), drawn, collection, of_all, notebooks)
    texts = {"index": index, **render_pages(notebooks)}
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


class Tags(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_other_file_and_no_script(pages, name):
    tags = Tags((pages / f"{name}.html").read_text(encoding="utf-8")).found
    assert not [tag for tag, _ in tags if tag in {"script", "link", "iframe", "object"}]
    sources = [attributes.get("src", "") for _, attributes in tags if "src" in attributes]
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    style = re.search(r"<style>(.*?)</style>", (pages / f"{name}.html").read_text(), re.S)
    assert "url(" not in style[1]
    assert "@import" not in style[1]


@pytest.mark.parametrize("name", PAGES)
def test_every_image_says_what_it_shows(pages, name):
    tags = Tags((pages / f"{name}.html").read_text(encoding="utf-8")).found
    images = [attributes for tag, attributes in tags if tag == "img"]
    assert all(len(image["alt"]) > 40 for image in images)
    assert len(images) == {"index": 14, "00-start-here": 0}.get(name, len(images))


def test_the_first_page_says_which_articles_its_figures_are_of(pages):
    page = (pages / "index.html").read_text(encoding="utf-8")
    assert re.findall("<h2>Figures of (.*)</h2>", page) == [
        "000_6d02eae58c1e311a",
        "24 articles in the folder collection",
    ]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_pages_of_the_report(pages, name):
    tags = Tags((pages / f"{name}.html").read_text(encoding="utf-8")).found
    links = [attributes["href"] for tag, attributes in tags if tag == "a"]
    inside = [link for link in links if "://" not in link and not link.startswith("tables/")]
    assert inside
    assert all((pages / link).is_file() for link in inside)


def test_every_leading_entity_opens_to_all_its_sentences(pages, seed):
    page = (pages / "02-entity-frequency.html").read_text(encoding="utf-8")
    for entity, mentions in seed.entities[["entity", "mentions"]].head(10).itertuples(index=False):
        shown = re.search(
            rf"<summary>{re.escape(entity)} · .*?</summary>(.*?)</details>", page, re.S
        )
        assert shown[1].count("<mark>") == mentions


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium that reaches nothing but the pages."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine: install it to see the pages as a reader does")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits_the_screen(pages, browser, name, width):
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 800})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((pages / f"{name}.html").as_uri())
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()


def test_sentences_open_without_javascript(pages, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / "02-entity-frequency.html").as_uri())
    summary = page.locator("summary", has_text="mentions").or_(
        page.locator("summary", has_text=" times")
    )
    marked = page.locator("details mark").first
    assert not marked.is_visible()
    summary.first.click()
    assert marked.is_visible()
    context.close()
