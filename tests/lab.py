"""A JupyterLab in headless Chromium on a copy of a folder, for tests that click in it."""

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from page import opened_alone
from spy import spying

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


@contextmanager
def served(home):
    """A JupyterLab on the folder ``work`` of `home`: its address, token and process, by name.

    No process of it may open a socket to another machine.
    """
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
        yield _what_it_says(home / "runtime", server, home / "log")
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()
    assert not spied.exists(), spied.read_text()


def _what_it_says(runtime, server, log):
    for _ in range(600):
        found = list(runtime.glob("jpserver-*.json"))
        if found and found[0].stat().st_size:
            return json.loads(found[0].read_text())
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@contextmanager
def opened(browser, server, name):
    """A page that shows a notebook whose cells have run, and their outputs."""
    with opened_alone(browser, server["url"], viewport={"width": 1300, "height": 900}) as page:
        page.set_default_timeout(120_000)
        page.goto(f"{server['url']}lab/tree/notebooks/{name}?token={server['token']}&reset")
        page.wait_for_function("window.jupyterapp")
        yield page, page.evaluate(RUN_ALL)
