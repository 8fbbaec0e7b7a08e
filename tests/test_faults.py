"""Runs that are killed, stopped, or short of memory or disk: said in a sentence, nothing lost."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import gettempdir

import psutil
import pytest
from routes import TEXTS, content, make_folder, write

from analysis.__main__ import main
from analysis.errors import AnalysisError
from analysis.parallel import share

KILLS = int(os.environ.get("ANALYSIS_KILLS") or 2)
# What runs in the background of a shell would never hear of Ctrl-C.
RUN = """
import signal, sys, analysis.corpus.batches as batches
from analysis.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)
batches.BATCH = 4
sys.exit(main(sys.argv[1:]))
"""
# Told to stop when the thread that leads the other processes is only starting.
STARTING = """
import os, signal, threading
start = threading.Thread.start
def told(thread):
    if type(thread).__name__ == "_ExecutorManagerThread":
        os.kill(os.getpid(), signal.SIGTERM)
    start(thread)
threading.Thread.start = told
"""
FULL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({}, -1))\n"

ONE = {"a.txt": "Ada Quill met the press in Lyon."}


def start(folder, out, cache, *how, before=""):
    """A cold run of two processes on many small batches; all of it is one process group."""
    told = ["tables", str(folder), "--out", str(out), "--cache", str(cache), "--processes", "2"]
    command = [sys.executable, "-c", before + RUN, *told, *how]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


def alive(group):
    """Processes of a group that run."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess, ProcessLookupError):
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def wait_until(true, seconds):
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


def left_behind(process):
    """Files, shared memory and semaphores of a process: of joblib, or of its part loky."""
    places = [Path("/dev/shm"), Path(gettempdir())]
    return [file for place in places for file in place.glob(f"*[jl]o*[-_]{process}[-_]*")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("faults") / "in", TEXTS * 8)


@pytest.fixture(scope="module")
def undisturbed(folder, tmp_path_factory):
    """The tables of an undisturbed run, and how long it took."""
    place = tmp_path_factory.mktemp("undisturbed")
    started = time.monotonic()
    run = start(folder, place / "out", place / "cache")
    assert run.wait(300) == 1, run.stderr.read()
    return content(place / "out"), time.monotonic() - started


@pytest.mark.parametrize("number", range(KILLS))
def test_after_a_kill_no_process_lives_on_and_the_next_run_gives_the_same(
    number, folder, undisturbed, tmp_path
):
    expected, seconds = undisturbed
    run = start(folder, tmp_path / "out", tmp_path / "cache")
    time.sleep(random.Random(number).uniform(0.1, 0.95) * seconds)
    run.kill()
    run.wait()
    assert wait_until(lambda: not alive(run.pid), 5), alive(run.pid)
    assert left_behind(run.pid) == []
    again = start(folder, tmp_path / "out", tmp_path / "cache")
    assert again.wait(300) == 1, again.stderr.read()
    assert content(tmp_path / "out") == expected
    assert [*Path(gettempdir()).glob(f".article-analysis-of-*-{run.pid}-*")] == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, STARTING])
def test_to_be_told_to_stop_leaves_a_sentence_and_nothing_else(how, folder, tmp_path):
    run = start(folder, tmp_path / "out", tmp_path / "cache", before=how if how is STARTING else "")
    if how is not STARTING:
        assert wait_until(lambda: len(alive(run.pid)) > 4, 60)
        run.send_signal(how)
    assert run.wait(30) == 130, run.stderr.read()
    (said,) = run.stderr.read().splitlines()
    assert "run the same command again to go on" in said
    assert wait_until(lambda: not alive(run.pid), 5)
    assert left_behind(run.pid) == []


def test_where_a_process_is_killed_half_as_many_go_on(folder, undisturbed, tmp_path):
    run = start(folder, tmp_path / "out", tmp_path / "cache")
    assert wait_until(lambda: any((tmp_path / "cache").rglob("*.table")), 60)
    next(p for p in alive(run.pid) if "LokyProcess" in " ".join(p.cmdline())).kill()
    assert run.wait(300) == 1
    said = run.stderr.read()
    assert "A process was killed, possibly out of memory; going on with 1." in said
    assert "Traceback" not in said
    assert content(tmp_path / "out") == undisturbed[0]


def test_two_runs_share_a_cache(folder, undisturbed, tmp_path):
    runs = [start(folder, tmp_path / name, tmp_path / "cache") for name in "ab"]
    assert [run.wait(300) for run in runs] == [1, 1]
    assert content(tmp_path / "a") == content(tmp_path / "b") == undisturbed[0]


def short_of_memory(place, most):
    """Fails where more than so many run at a time."""
    file = place / str(os.getpid())
    file.touch()
    time.sleep(0.3)
    if len(list(place.iterdir())) > most:
        raise MemoryError
    return True


@pytest.mark.parametrize("most", [1, 0])
def test_where_memory_does_not_suffice_fewer_go_on_or_it_is_said(most, tmp_path):
    said = []

    def say(line):
        said.append(line)
        for file in tmp_path.iterdir():
            file.unlink()

    results = share([partial(short_of_memory, tmp_path, most)] * 4, processes=2, say=say)
    if most:
        assert sorted(results) == [(number, True) for number in range(4)]
    else:
        with pytest.raises(AnalysisError, match="Memory does not suffice"):
            list(results)
    assert said == ["A process was killed, possibly out of memory; going on with 1."]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_full_disk_is_said_and_what_stood_there_is_whole(form, tmp_path):
    folder, out = write(tmp_path / "in", ONE), tmp_path / "out"
    told = ["tables", str(folder), "--out", str(out), "--no-cache", "--format", form]
    assert main(told) == 0
    before = content(out)
    write(folder, {"a.txt": " ".join(f"Ada Quill met {n} people in Lyon." for n in range(100))})
    # In a process of its own, for what shows the tests may be a file too.
    command = [sys.executable, "-c", FULL.format(3_000) + RUN, *told]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 2
    (said,) = run.stderr.splitlines()
    assert str(out) in said and os.strerror(errno.EFBIG) in said
    assert content(out) == before


def test_where_the_tables_of_many_articles_fit_nowhere_it_is_said(folder, tmp_path):
    told = ["tables", str(folder), "--processes", "1", "--cache", str(tmp_path / "kept")]
    command = [sys.executable, "-c", FULL.format(300) + RUN, *told, "--out", str(tmp_path / "out")]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 2
    (said,) = run.stderr.splitlines()
    assert "The tables cannot be written: " in said and "try --cache DIR" in said


def test_a_cache_or_a_place_that_cannot_be_written_is_said(tmp_path, capsys):
    (tmp_path / "file").touch()
    told = ["tables", str(write(tmp_path / "in", ONE)), "--out", str(tmp_path / "out")]
    assert main([*told, "--cache", str(tmp_path / "file" / "cache")]) == 0
    assert "nothing could be kept there" in capsys.readouterr().err
    assert main([*told[:-1], str(tmp_path / "file" / "out"), "--no-cache"]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert "file" in said and os.strerror(errno.ENOTDIR) in said


def test_a_name_that_leaves_no_room_for_its_labels_is_said_and_the_others_are_drafted(
    tmp_path, capsys
):
    write(tmp_path, {**ONE, f"{'n' * 251}.txt": ONE["a.txt"]})
    assert main(["label", str(tmp_path), "--no-cache"]) == 1
    said = capsys.readouterr().err
    assert "File name too long" in said and "1 drafted, 0 left alone" in said
    assert [file.name for file in tmp_path.glob("*.csv")] == ["a.mentions.csv"]


REPORT = """
import os, sys, analysis.publish.build as build
from nbformat.v4 import new_code_cell, new_notebook
from analysis.__main__ import main
card = {"title": "One cell", "question": "?", "minutes": 1, "level": "x"}
cells, os.environ["BUILD"] = [new_code_cell(sys.argv.pop())], str(os.getpid())
build.read_notebooks = lambda _: {"00": new_notebook(cells=cells, metadata={"card": card})}
sys.exit(main(sys.argv[1:]))
"""
STOP = "import os, time; os.kill(int(os.environ['BUILD']), 15); time.sleep(60)"
SPANISH = "El río volvió a crecer en marzo y nadie en la ciudad había visto venir el agua. "


def report(out):
    """Its files, without the hidden folder in which a build is at work."""
    return {path: data for path, data in content(out).items() if path[0] != "."}


def make_report(place, cell, before=""):
    told = ["build", str(place / "in"), "--out", str(place / "out"), "--no-cache", cell]
    command = [sys.executable, "-c", before + REPORT, *told]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    run.wait(600)
    return run


def children(build):
    """Processes that a build has started: kernels, and those that write the pages."""
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get("BUILD") == str(build):
                yield process


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    place = tmp_path_factory.mktemp("reported")
    write(place / "in", {"a.txt": ONE["a.txt"] * 9, "es.txt": SPANISH * 3})
    assert make_report(place, "1").returncode == 0
    return place


def test_a_report_names_an_article_in_another_language_where_it_is_listed_and_read(reported):
    for name, says in {"index": True, "pages/es": True, "pages/a": False}.items():
        text = (reported / "out" / f"{name}.html").read_text(encoding="utf-8")
        assert ("es.txt: it does not look like English" in text) is says


@pytest.mark.parametrize(
    ("cell", "before", "status", "says"),
    [
        ("import os; os.kill(os.getpid(), 9)", "", 2, "One cell: a cell ran longer than 600 sec"),
        ("import os; os.kill(int(os.environ['BUILD']), 9)", "", -signal.SIGKILL, ""),
        ("1", FULL.format(9_000), 2, os.strerror(errno.EFBIG)),
        ("1 / 0", "", 2, "One cell: ZeroDivisionError: division by zero in the cell"),
        (STOP, "", 130, "stopped; start anew."),
    ],
    ids=["kernel", "build", "disk", "cell", "told to stop"],
)
def test_a_build_that_is_killed_or_short_of_disk_leaves_the_former_report_whole(
    cell, before, status, says, reported
):
    out = reported / "out"
    former = report(out)
    run = make_report(reported, cell, before)
    assert wait_until(lambda: not [*children(run.pid)], 5), [*children(run.pid)]
    said = run.stderr.read()
    assert run.returncode == status, said
    assert says in said and "Traceback" not in said
    assert status < 0 or len(said.splitlines()) == 2  # one of them names es.txt
    assert report(out) == former
    # What is left of a build that was killed goes with the next one.
    assert any(out.glob(".*")) is (status == -signal.SIGKILL)
