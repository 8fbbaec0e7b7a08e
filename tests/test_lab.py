"""JupyterLab in a real browser: every notebook runs there, and all that the explorer offers."""

import json
import re
import shutil
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import pytest
from hostile import make_hostile_folder
from lab import opened, served
from routes import write

from analysis import explore, open_corpus
from analysis.publish.notebooks import read_notebooks

ROOT = Path(__file__).resolve().parents[1]
NAMES = [f"{name}.ipynb" for name in read_notebooks(ROOT / "notebooks")]


@pytest.fixture(scope="module")
def lab(request, tmp_path_factory):
    """A JupyterLab on a copy of the notebooks and of the seeds, or of hostile articles."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", home / "work" / "notebooks")
    if request.param == "seeds":
        shutil.copytree(ROOT / "seeds", home / "work" / "seeds")
    else:
        make_hostile_folder(home / "work" / "seeds")
    with served(home) as server:
        yield server, home / "work" / "seeds" / "corrections.csv"


@pytest.mark.parametrize("lab", ["seeds", "hostile"], indirect=True)
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_in_jupyterlab_and_shows_its_figures(lab, name, browser):
    committed = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))
    with opened(browser, lab[0], name) as (_, cells):
        pass
    assert [count for count, _ in cells] == list(range(1, len(cells) + 1))
    outputs = [output for _, found in cells for output in found]
    assert [output for output in outputs if output["output_type"] == "error"] == []
    figures = committed["metadata"]["card"]["figures"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == len(figures)


@pytest.mark.parametrize("lab", ["seeds"], indirect=True)
def test_jupyterlab_asks_for_its_token_and_listens_to_this_machine_alone(lab):
    server, _ = lab
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"{server['url']}api/contents")
    with urlopen(f"{server['url']}api/contents?token={server['token']}") as answer:
        assert answer.status == 200
    connections = psutil.Process(server["pid"]).net_connections("tcp")
    places = {connection.laddr.ip for connection in connections}
    assert places and places <= {"127.0.0.1", "::1"}


# --- the explorer: choose, click a mark, search, correct, undo, reload, keyboard

WORDS = re.compile(r"\w+")
PARTS = ["bar", "table", "details", "form", "answer", "kept", "hits", "text"]
HOSTILE = '<img src=x onerror="document.title=1">'


def explorer(page):
    shown = page.locator(".article-explorer:has([data-part])")
    shown.locator("[data-part=table] tbody tr").first.wait_for()
    return shown


@pytest.mark.parametrize("lab", ["seeds"], indirect=True)
def test_everything_that_the_explorer_offers_works_in_jupyterlab(lab, browser):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import expect

    server, written = lab
    before = written.read_text(encoding="utf-8")
    with opened(browser, server, "05-explore.ipynb") as (page, cells):
        assert not [o for _, found in cells for o in found if o["output_type"] == "error"]
        shown = explorer(page)
        part = {name: shown.locator(f"[data-part={name}]") for name in PARTS}
        rows = part["table"].locator("tbody tr")

        # A row: its mentions light up, and its sentences open with as many marks as its count.
        name, count = rows.nth(1).locator("button").inner_text(), rows.nth(1).locator("td").last
        rows.nth(1).locator("button").click()
        expect(part["details"].locator("h3")).to_contain_text(name)
        assert part["text"].locator("mark.chosen").count() == int(count.inner_text())
        assert part["details"].locator("li mark").count() == int(count.inner_text())
        assert f"Where {name} stands" in part["details"].locator("svg").get_attribute("aria-label")

        # A mark: its row is chosen, also where the filter had hidden it.
        only = shown.get_by_label("Only with")
        only.press_sequentially("zzza", delay=200)
        expect(rows).to_have_count(0)
        assert only.input_value() == "zzza"
        part["text"].locator("mark.PERSON").first.click()
        expect(part["table"].locator("tr.chosen")).to_have_count(1)
        expect(only).to_have_value("")
        person = part["text"].locator("mark.PERSON").first.get_attribute("data-row")
        expect(part["table"].locator("tr.chosen th")).to_have_text(person)

        # A search, whose places lead into the text.
        shown.get_by_label("Search words").fill("the")
        shown.get_by_label("Sorted by").select_option("right")
        shown.get_by_role("button", name="Search").click()
        right = part["hits"].locator("td.right")
        expect(right.first).to_be_visible()
        texts = [text.lower() for text in right.all_inner_texts()]
        assert texts == sorted(texts, key=WORDS.findall)
        assert f"{len(texts)} places; dispersion DP" in part["hits"].inner_text()
        part["hits"].locator("button").last.click()
        expect(part["text"].locator("mark.word")).to_have_count(len(texts))

        # A correction: previewed, kept with its reason, taken back.
        part["table"].locator("tbody button").first.click()
        old = part["details"].locator("h3 bdi").inner_text()
        number = int(rows.first.locator("td").last.inner_text())
        form = part["form"]
        form.get_by_label("Name", exact=True).fill(HOSTILE)
        form.get_by_label("Reason").fill('a "test", no more')
        form.get_by_role("button", name="Preview").click()
        expect(part["answer"]).to_contain_text(f"{number} mentions in 1 article move.")
        assert part["answer"].locator("li mark").count() == number
        assert written.read_text(encoding="utf-8") == before
        part["answer"].get_by_role("button", name="Keep").click()
        expect(part["table"].locator("tr.chosen th")).to_have_text(HOSTILE)
        quoted = HOSTILE.replace('"', '""')
        line = f'{old},"{quoted}",PERSON,"a ""test"", no more"\n'
        assert written.read_text(encoding="utf-8") == before + line
        assert shown.locator("img").count() == 0
        assert page.title() != "1"
        part["kept"].get_by_role("button", name="Undo").first.click()
        expect(part["table"].locator("tr.chosen th")).to_have_text(old)
        assert written.read_text(encoding="utf-8") == before

        # What cannot be done is said, and not written.
        form.get_by_label("is the same as").check()
        form.get_by_label("Name", exact=True).fill("Nobody at all")
        form.get_by_role("button", name="Preview").click()
        expect(part["answer"].locator(".problem")).to_contain_text("no entity Nobody at all")

        assert Axe().run(page, context=".article-explorer").response["violations"] == []
        page.set_viewport_size({"width": 480, "height": 800})
        fits = "e => e.clientWidth < 480 && e.scrollWidth <= e.clientWidth"
        page.wait_for_function(fits, arg=shown.element_handle())


@pytest.mark.parametrize("lab", ["seeds"], indirect=True)
def test_the_keyboard_reaches_everything_and_what_was_kept_is_there_after_a_reload(lab, browser):
    from playwright.sync_api import expect

    server, written = lab
    before = written.read_text(encoding="utf-8")
    try:
        with opened(browser, server, "05-explore.ipynb") as (page, _):
            shown = explorer(page)
            focused = shown.locator(":focus")

            def press(*keys):
                for key in keys:
                    page.keyboard.press(key)

            shown.locator("select[data-on=kind]").focus()
            press("Tab", "Tab")
            page.keyboard.type("of the")
            press("Enter")
            expect(shown.locator("[data-part=hits] td").first).to_be_visible()
            press("Tab", "Tab", "Tab")
            assert focused.get_attribute("data-do") == "go"
            press("Tab", "Tab", "Tab", "Tab")
            assert focused.get_attribute("data-value") == "count"
            press("Tab", "ArrowDown", "Enter")
            chosen = shown.locator("[data-part=table] tr.chosen")
            expect(chosen).to_have_count(1)
            second = shown.locator("[data-part=table] tbody tr").nth(1)
            assert chosen.inner_text() == second.inner_text()
            assert focused.get_attribute("aria-pressed") == "true"
            expect(shown.locator("[data-part=text] mark[role=button]").first).to_be_attached()
            shown.locator("[data-part=text]").focus()
            press("Tab", "ArrowRight", " ")
            name = focused.get_attribute("data-row")
            expect(shown.locator("[data-part=details] h3 bdi")).to_have_text(name)
            form = shown.locator("[data-part=form]")
            form.get_by_label("rename").focus()
            press("ArrowRight", "ArrowRight")
            expect(form.get_by_label("other type")).to_be_checked()
            form.locator("select[name=label]").select_option("EVENT")
            form.get_by_label("Reason").focus()
            press("Enter")
            shown.get_by_role("button", name="Keep").focus()
            press("Enter")
            expect(chosen.locator("td").first).to_have_text("event")
        with opened(browser, server, "05-explore.ipynb") as (page, _):
            shown = explorer(page)
            row = shown.locator("[data-part=table] tbody tr", has_text=name).first
            expect(row.locator("td").first).to_have_text("event")
            # And can be taken back from there.
            shown.locator("[data-part=kept] summary").focus()
            for key in ("Enter", "Tab", "Tab", "Enter"):
                page.keyboard.press(key)
            expect(row.locator("td").first).not_to_have_text("event")
            expect(shown.locator("[data-part=table] :focus")).to_have_count(1)
            assert written.read_text(encoding="utf-8") == before
    finally:
        written.write_text(before, encoding="utf-8")


def test_text_of_articles_is_data_in_every_part_and_in_what_stands_in_its_place(tmp_path):
    text = 'Mayor <b>Ada</b> Quill paid $5 and $6 to \u202eevil\u202c Ann "Q" O\'Neil.\n'
    rows = f'text,entity,label,reason\nLyon,"{HOSTILE.replace(chr(34), chr(34) * 2)}",GPE,\n'
    files = {"b.txt": "Nothing.\n", "corrections.csv": rows}
    files["a.txt"] = text + '\n<img src=x onerror="x"> came to Lyon.\n'
    view = explore(open_corpus(write(tmp_path, files)))
    view._hear(None, {"do": "mark", "value": [HOSTILE, "GPE"]}, None)
    view._hear(
        None, {"do": "search", "value": {"query": "<", "sort": "left", "scope": "all"}}, None
    )
    still = view._repr_mimebundle_()[0]["text/html"]
    html = "".join([*(getattr(view, name) for name in PARTS), view.frame, still])
    assert HOSTILE[:4] not in html
    assert "<b>" not in html and "\u202e" not in html
    assert "&lt;img src=x onerror=" in view.table and "&lt;img src=x onerror=" in still
    assert "mathjax_ignore" in view.frame and "mathjax_ignore" in still
    assert repr(view) == "Explorer of 2 articles"
    for scope in ("all", "article"):
        for kind in ("words", "keywords", "entities"):
            for do, value in (("scope", scope), ("kind", kind), ("article", "1")):
                view._hear(None, {"do": do, "value": value}, None)
            assert "<table>" in view.table
