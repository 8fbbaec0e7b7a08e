"""JupyterLab in a real browser: every notebook runs there, and all that the explorer offers."""

import json
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import pytest
from hostile import make_hostile_folder
from page import opened_alone
from routes import write
from spy import ROOT, spying

from analysis import explore, open_corpus
from analysis.publish.notebooks import normalise, read_notebooks

# As they are when a person has saved them, too.
NOTEBOOKS = {name: normalise(nb) for name, nb in read_notebooks(ROOT / "notebooks").items()}
RUN_ALL = """async path => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = await app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  await app.commands.execute('notebook:run-all-cells');
  await app.commands.execute('docmanager:save');
  window.closeNotebook = async () => { await panel.sessionContext.shutdown(); panel.dispose(); };
}"""


def _what_it_says(runtime, server, log):
    for _ in range(600):
        found = list(runtime.glob("jpserver-*.json"))
        if found and found[0].stat().st_size:
            return json.loads(found[0].read_text())
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@contextmanager
def opened(browser, server):
    """A page that shows JupyterLab."""
    with opened_alone(browser, server["url"], viewport={"width": 1300, "height": 900}) as page:
        page.set_default_timeout(120_000)
        page.goto(f"{server['url']}lab?token={server['token']}&reset")
        page.wait_for_function("window.jupyterapp")
        yield page


@pytest.fixture(scope="module")
def lab(request, tmp_path_factory):
    """A JupyterLab on a copy of the notebooks and of the seeds, or on hostile articles.

    Its address, token and process, by name, and the copy. No process of it may open a socket to
    another machine.
    """
    home = tmp_path_factory.mktemp("lab")
    for folder in ("notebooks", "seeds"):
        shutil.copytree(ROOT / folder, home / "work" / folder)
    for folder in ("seeds", "notebooks/collection") if request.param == "hostile" else ():
        shutil.rmtree(home / "work" / folder)
        make_hostile_folder(home / "work" / folder)
    places = {
        f"JUPYTER_{kind}_DIR": str(home / kind.lower()) for kind in ("RUNTIME", "CONFIG", "DATA")
    }
    command = [
        *(sys.executable, "-m", "analysis", "lab", "--no-browser", "--port=0", "--allow-root"),
        f"--notebook-dir={home / 'work'}",
        "--LabApp.expose_app_in_browser=True",
        f"--LabApp.workspaces_dir={home / 'workspaces'}",
        f"--LabApp.user_settings_dir={home / 'settings'}",
    ]
    log = (home / "log").open("wb")
    spied, environment = spying(home)
    environment |= {**places, "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield _what_it_says(home / "runtime", server, home / "log"), home / "work"
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()
    assert not spied.exists(), spied.read_text()


@pytest.fixture(scope="module")
def page(lab, browser):
    with opened(browser, lab[0]) as page:
        yield page


@pytest.mark.parametrize("lab", ["seeds", "hostile"], indirect=True)
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_in_jupyterlab_and_is_saved_as_the_committed_one(lab, name, page, request):
    _, work = lab
    page.evaluate(RUN_ALL, f"notebooks/{name}.ipynb")
    saved = read_notebooks(work / "notebooks")[name]
    page.evaluate("window.closeNotebook()")
    assert saved != NOTEBOOKS[name]  # JupyterLab adds metadata of its own
    is_same = request.node.callspec.params["lab"] == "seeds"
    assert (normalise(saved) == NOTEBOOKS[name]) is is_same
    outputs = [output for cell in saved.cells for output in cell.get("outputs", ())]
    assert [output for output in outputs if output.output_type == "error"] == []
    figures = NOTEBOOKS[name].metadata.card["figures"]
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
def test_everything_that_the_explorer_offers_works_by_mouse_or_keyboard_and_stays(lab, browser):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import expect

    server, work = lab
    written = work / "seeds" / "corrections.csv"
    before = written.read_text(encoding="utf-8")
    with opened(browser, server) as page:
        page.evaluate(RUN_ALL, "notebooks/05-explore.ipynb")
        shown = explorer(page)
        part = {name: shown.locator(f"[data-part={name}]") for name in PARTS}
        rows, focused = part["table"].locator("tbody tr"), shown.locator(":focus")
        chosen, form = part["table"].locator("tr.chosen"), part["form"]

        def press(*keys):
            for key in keys:
                page.keyboard.press(key)

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
        expect(chosen).to_have_count(1)
        expect(only).to_have_value("")
        person = part["text"].locator("mark.PERSON").first.get_attribute("data-row")
        expect(chosen.locator("th")).to_have_text(person)

        # A search, whose places lead into the text.
        shown.get_by_label("Sorted by").select_option("right")
        shown.locator("select[data-on=kind]").focus()
        press("Tab", "Tab")
        page.keyboard.type("the")
        press("Enter")
        right = part["hits"].locator("td.right")
        expect(right.first).to_be_visible()
        texts = [text.lower() for text in right.all_inner_texts()]
        assert texts == sorted(texts, key=WORDS.findall)
        assert f"{len(texts)} places; dispersion DP" in part["hits"].inner_text()
        press("Tab", "Tab", "Tab")
        assert focused.get_attribute("data-do") == "go"
        part["hits"].locator("button").last.click()
        expect(part["text"].locator("mark.word")).to_have_count(len(texts))

        # Rows, marks and corrections, by keys alone.
        part["table"].locator("[data-value=count]").focus()
        press("Tab", "ArrowDown", "Enter")
        expect(rows.nth(1)).to_have_class("chosen")
        assert focused.get_attribute("aria-pressed") == "true"
        expect(part["text"].locator("mark[role=button]").first).to_be_attached()
        part["text"].focus()
        press("Tab", "ArrowRight", " ")
        expect(part["details"].locator("h3 bdi")).to_have_text(focused.get_attribute("data-row"))
        form.get_by_label("rename").focus()
        press("ArrowRight", "ArrowRight")
        expect(form.get_by_label("other type")).to_be_checked()
        form.locator("select[name=label]").select_option("EVENT")
        form.get_by_label("Reason").focus()
        press("Enter")
        shown.get_by_role("button", name="Keep").focus()
        press("Enter")
        expect(chosen.locator("td").first).to_have_text("event")
        part["kept"].get_by_role("button", name="Undo").first.click()
        expect(chosen.locator("td").first).not_to_have_text("event")
        assert written.read_text(encoding="utf-8") == before

        # A correction, previewed and kept with its reason.
        part["table"].locator("tbody button").first.click()
        old = part["details"].locator("h3 bdi").inner_text()
        number = int(rows.first.locator("td").last.inner_text())
        form.get_by_label("Name", exact=True).fill(HOSTILE)
        form.get_by_label("Reason").fill('a "test", no more')
        form.get_by_role("button", name="Preview").click()
        expect(part["answer"]).to_contain_text(f"{number} mentions in 1 article change.")
        assert part["answer"].locator("li mark").count() == number
        assert written.read_text(encoding="utf-8") == before
        part["answer"].get_by_role("button", name="Keep").click()
        expect(chosen.locator("th")).to_have_text(HOSTILE)
        quoted = HOSTILE.replace('"', '""')
        line = f'{old},"{quoted}",PERSON,"a ""test"", no more"\n'
        assert written.read_text(encoding="utf-8") == before + line
        assert shown.locator("img").count() == 0
        assert page.title() != "1"

        # What cannot be done is said, and not written.
        form.get_by_label("is the same as").check()
        form.get_by_label("Name", exact=True).fill("Nobody at all")
        form.get_by_role("button", name="Preview").click()
        expect(part["answer"].locator(".problem")).to_contain_text("no entity Nobody at all")

        assert Axe().run(page, context=".article-explorer").response["violations"] == []
        page.set_viewport_size({"width": 480, "height": 800})
        fits = "e => e.clientWidth < 480 && e.scrollWidth <= e.clientWidth"
        page.wait_for_function(fits, arg=shown.element_handle())

    # What was kept is there after a reload, and can be taken back from there.
    with opened(browser, server) as page:
        page.evaluate(RUN_ALL, "notebooks/05-explore.ipynb")
        shown = explorer(page)
        names = shown.locator("[data-part=table] tbody th")
        expect(names.first).to_have_text(HOSTILE)
        shown.locator("[data-part=kept] summary").focus()
        for key in ("Enter", "Tab", "Tab", "Enter"):
            page.keyboard.press(key)
        expect(names.first).to_have_text(old)
        expect(shown.locator("[data-part=table] :focus")).to_have_count(1)
        assert written.read_text(encoding="utf-8") == before


def test_text_of_articles_is_data_in_every_part_and_in_what_stands_in_its_place(tmp_path):
    text = "Mayor <b>Ada</b> Quill paid $5 and $6 to \u202eevil\u202c Ann.\n"
    view = explore(open_corpus(write(tmp_path, {"a.txt": text, "b.txt": "Nothing.\n"})))
    view._hear(
        None, {"do": "search", "value": {"query": "quill", "sort": "left", "scope": "all"}}, None
    )
    still = view._repr_mimebundle_()[0]["text/html"]
    html = "".join([*(getattr(view, name) for name in PARTS), view.frame, still])
    assert "<b>" not in html and "\u202e" not in html
    assert "&lt;b&gt;" in view.hits and "&lt;b&gt;" in still
    assert "mathjax_ignore" in view.frame and "mathjax_ignore" in still
    for scope in ("all", "article"):
        for kind in ("words", "keywords", "entities"):
            for do, value in (("scope", scope), ("kind", kind), ("article", "1")):
                view._hear(None, {"do": do, "value": value}, None)
            assert "<table>" in view.table
