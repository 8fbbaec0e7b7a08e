"""Every notebook runs from top to bottom in JupyterLab itself, in a real browser."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.publish.notebooks import read_notebooks

ROOT = Path(__file__).resolve().parents[1]
NAMES = [f"{name}.ipynb" for name in read_notebooks(ROOT / "notebooks")]
RUN_ALL = """async () => {
  const app = window.jupyterapp;
  await app.restored;
  let panel = null;
  while (!(panel && panel.sessionContext)) {
    await new Promise(resolve => setTimeout(resolve, 100));
    panel = app.shell.currentWidget;
  }
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  await app.commands.execute('notebook:run-all-cells');
  return panel.content.widgets
    .filter(cell => cell.model.type === 'code')
    .map(cell => [cell.model.executionCount, cell.model.outputs.toJSON()]);
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab on a copy of the project's notebooks and seeds: its address and folder."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if shutil.which("chromium") is None:
        pytest.skip("no Chromium on this machine: install it to run the notebooks in JupyterLab")
    home = tmp_path_factory.mktemp("lab")
    for folder in ("notebooks", "seeds"):
        shutil.copytree(ROOT / folder, home / "work" / folder)
    places = {
        f"JUPYTER_{kind}_DIR": str(home / kind.lower()) for kind in ("RUNTIME", "CONFIG", "DATA")
    }
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--port=0", "--allow-root"),
        *(f"--notebook-dir={home / 'work'}", "--IdentityProvider.token=tok"),
        *("--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None"),
        f"--LabApp.workspaces_dir={home / 'workspaces'}",
        f"--LabApp.user_settings_dir={home / 'settings'}",
    ]
    log = (home / "log").open("wb")
    environment = {**os.environ, **places, "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield _address(home / "runtime", server, home / "log")
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def _address(runtime, server, log):
    for _ in range(600):
        found = list(runtime.glob("jpserver-*.json"))
        if found and found[0].stat().st_size:
            return json.loads(found[0].read_text())["url"]
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_in_jupyterlab_and_shows_its_figures(lab, name):
    from playwright.sync_api import sync_playwright

    committed = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        page.set_default_timeout(120_000)
        page.goto(f"{lab}lab/tree/notebooks/{name}?token=tok&reset")
        page.wait_for_function("window.jupyterapp")
        cells = page.evaluate(RUN_ALL)
        browser.close()
    assert [count for count, _ in cells] == list(range(1, len(cells) + 1))
    outputs = [output for _, found in cells for output in found]
    assert [output for output in outputs if output["output_type"] == "error"] == []
    figures = committed["metadata"]["card"]["figures"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == len(figures)
