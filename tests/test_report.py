"""The report as a reader's browser sees it: whole, without a network, and open to everybody."""

import base64
import re

import pandas as pd
import pytest
from page import Page, opened_alone
from spy import ROOT

from analysis.corpus.recount import with_corrections
from analysis.publish.articles import page_names
from analysis.publish.build import article_calls, write_report
from analysis.publish.notebooks import read_notebooks
from analysis.publish.overview import Part
from analysis.publish.pages import render_pages
from analysis.publish.pictures import collection_figures, draw_both

SOME = ["business/2031-03-30-flood-fund-for-shops", "council/2031-03-29-flood-fund-opens"]
SEED = "pages/000_6d02eae58c1e311a"
LIST = pd.DataFrame([["Ellerton", "Ellerton", "LOC", "a town"]])
LIST.columns = ["text", "entity", "label", "reason"]
NOTEBOOKS = read_notebooks(ROOT / "notebooks")
PAGES = ["index", "report", SEED, *NOTEBOOKS]


@pytest.fixture(scope="module")
def pages(seed, collection, tmp_path_factory):
    """The report of the committed notebooks, the seed and two articles more, as files."""
    folder = tmp_path_factory.mktemp("report")
    for name in ("pages", "figures"):
        (folder / name).mkdir()
    chosen = [[seed.only()], [collection.only(article_id) for article_id in SOME]]
    written = [call() for call in article_calls(chosen, folder, is_alone=True)]
    drawn = draw_both(collection_figures(collection))
    parts = [
        Part(seed, written[:1], []),
        Part(with_corrections(collection, LIST), written[1:], drawn),
    ]
    write_report(parts, folder, NOTEBOOKS, unwritten="", one_file=True)
    for name, text in render_pages(NOTEBOOKS).items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_other_file_and_no_script(pages, name):
    text = (pages / f"{name}.html").read_text(encoding="utf-8")
    page = Page(text)
    assert not {"script", "link", "iframe", "object"} & set(page.tags)
    images = page.every("src")
    assert all(source.startswith("data:image/png;base64,") for source in images)
    assert len(images) == {"index": 5, "00-start-here": 0, SEED: 7}.get(name, len(images))
    # Every image says what it shows.
    assert [len(alt) > 40 for alt in page.every("alt", "img")] == [True] * len(images)
    style = re.search(r"<style>(.*?)</style>", text, re.S)[1]
    assert "url(" not in style and "@import" not in style
    ids = page.every("id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_places_that_are_there(pages, name):
    page = pages / f"{name}.html"
    links = Page(page.read_text(encoding="utf-8")).every("href", "a")
    inside = [link for link in links if "://" not in link and not link.startswith("data:")]
    assert inside
    for link in inside:
        file, _, at = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if "tables/" not in file:
            assert target.is_file(), link
        assert not at or f'id="{at}"' in target.read_text(encoding="utf-8"), link


def test_one_file_holds_every_page_and_its_files(pages):
    text = (pages / "report.html").read_text(encoding="utf-8")
    page, name = Page(text), SEED.removeprefix("pages/")
    assert all(href.startswith(("#", "data:")) for href in page.every("href", "a"))
    saved = [it for it in page.attributes if it.get("download") == f"{name}-entity-bars.csv"]
    data = (pages / "figures" / name / "entity-bars.csv").read_bytes()
    assert base64.b64decode(saved[0]["href"].partition(",")[2]) == data
    around = re.findall(r'<section class="article" id="(.*?)"><p class="hint">(.*?)</p>', text)
    leads = [re.findall('href="#(.*?)"', links) for _, links in around]
    first, second, third = (name for name, _ in around)
    assert leads == [["list", second], ["list", first, third], ["list", second]]
    assert '<p class="facts">2031-03-30 · The Ellerton Courier · 186 words</p>' in text
    assert re.findall("<h[1-6]", text).count("<h1") == 1


def test_every_count_opens_to_all_its_sentences_which_lead_to_its_places(pages, seed):
    text = (pages / f"{SEED}.html").read_text(encoding="utf-8")
    phrases = seed.keywords[seed.keywords["style"] == "phrases"]
    places = seed.keyword_occurrences[seed.keyword_occurrences["style"] == "phrases"]
    corrected = seed.mentions.loc[seed.mentions["rule"].str.contains("reviewed"), "entity"]
    assert len(corrected)
    for names, found, by in (
        (seed.entities["entity"], seed.mentions, "entity"),
        (phrases["keyword"], places, "keyword"),
    ):
        starts = found.groupby(by)["start"].agg(sorted)
        for name in names:
            shown = re.search(rf"<summary><b>{re.escape(name)}</b>.*?</details>", text, re.S)
            links = re.findall(r'href="#at-(\d+)"', shown[0])
            assert [int(at) for at in links] == starts[name]
            is_noted = ", corrected</span>" in shown[0]
            assert is_noted == (by == "entity" and name in set(corrected))
            text = text.replace(shown[0], "")


def test_what_is_for_learning_is_shown_where_it_is_asked_for(pages):
    name = "02-entity-frequency"
    learn = (pages / f"{name}.html").read_text(encoding="utf-8")
    read = render_pages({name: NOTEBOOKS[name]}, for_learning=False)[name]
    for what in ("Exercise 2.1", "answer_2_1", 'details class="code"'):
        assert what in learn
        assert what not in read
    assert "Short answer" in read


def test_the_first_page_compares_articles_by_headline(pages, collection):
    text = (pages / "index.html").read_text(encoding="utf-8")
    rows = re.findall(r'<tr><td><a href="pages/.*?</tr>', text)
    assert len(rows) == 3
    titles = collection.articles.set_index("article_id")["title"]
    entities = collection.entities.drop_duplicates("article_id").set_index("article_id")
    for row, article_id in zip(rows[1:], SOME, strict=True):
        assert f">{titles[article_id]}</a>" in row
        assert f"{entities['entity'][article_id]} ({entities['mentions'][article_id]})" in row
    assert f'<th scope="row">{titles[SOME[0]]}</th>' in text
    assert "Near-duplicates" in text
    assert text.index("Near-duplicates") < text.index("00-start-here.html")
    assert "WORK_OF_ART" not in text
    assert "<li>“Vatican”: Vatican, organisation, everywhere in seeds (It acts here: " in text
    assert "<li>“Ellerton”: Ellerton, other place, everywhere in collection (a town)</li>" in text


def test_pages_of_any_articles_have_names_that_any_file_system_takes():
    ids = ["a", "A", "b/c", "b-c", "x.y", "<i>", "é\n", "\udcff", "..", "w" * 255, "w" * 254]
    names = page_names(ids)
    assert names["b-c"] == "b-c"
    assert names["x.y"] == "x.y"
    assert len({name.lower() for name in names.values()}) == len(ids)
    assert all(re.fullmatch(r"[\w-][\w.-]{0,90}", name, re.A) for name in names.values())


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits_the_screen(pages, browser, name, width):
    from axe_playwright_python.sync_playwright import Axe

    with opened_alone(browser, "file:", viewport={"width": width, "height": 800}) as page:
        page.goto((pages / f"{name}.html").as_uri())
        found = Axe().run(page)
        assert found.response["violations"] == [], found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cut = "t => t.filter(t => t.scrollWidth > t.parentElement.clientWidth).length"
        assert page.locator(".rows").evaluate_all(cut) == 0
        # A word that is all of a cell stands in one line.
        lines = """cells => cells.filter(cell => /^\\S+$/.test(cell.textContent)).map(cell => {
            const word = document.createRange()
            word.selectNodeContents(cell)
            return new Set([...word.getClientRects()].map(box => box.bottom)).size
        })"""
        assert set(page.locator(".prose :is(th, td)").evaluate_all(lines)) <= {1}


def test_sentences_open_and_lead_to_the_text_without_javascript(pages, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / f"{SEED}.html").as_uri())
    place = page.locator(".counts .place").first
    assert not place.is_visible()
    page.locator(".counts summary").first.click()
    assert place.is_visible()
    place.click()
    at = page.url.partition("#")[2]
    assert page.locator(f"#{at}").bounding_box()["y"] < 800
    context.close()
