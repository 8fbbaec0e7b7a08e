"""The cache: what it gives back is what it was given, or nothing."""

import errno
import os
import tempfile
import time
from pathlib import Path
from threading import Thread

import pyarrow as pa
import pytest

from analysis.cache import CACHE_VARIABLE, Cache, cache_folder, temporary_folder
from analysis.errors import AnalysisError

TABLE = pa.table({"word": ["Lisbon", "İzmir", ""], "n": [1, 2, 3], "is": [True, False, True]})
OTHER = pa.table({"word": ["Geneva"]})
KEY = "annotations/one/abc"
HARMS = ["flipped", "cut short", "emptied", "of another kind", "swapped", "a pipe"]


@pytest.mark.parametrize("place", ["a folder", "memory://articles/cache"])
def test_a_table_comes_back_as_it_was_put_wherever_the_cache_lies(place, tmp_path):
    if "://" in place:
        pytest.importorskip("upath")
    cache = Cache(cache_folder(place if "://" in place else tmp_path / place))
    assert cache.get(KEY) is None
    for table in (TABLE, OTHER):
        assert cache.put(KEY, table)
        assert cache.get(KEY) == table
    assert cache.notes == []
    assert cache.usage("annotations")[0] == 1
    cache.clear(["annotations"])
    assert cache.get(KEY) is None


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_file_is_said_once_and_replaced(harm, tmp_path):
    cache = Cache(tmp_path)
    cache.put(KEY, TABLE)
    cache.put("annotations/one/other", OTHER)
    kept = tmp_path / f"{KEY}.table"
    content = kept.read_bytes()
    middle = len(content) // 2
    harmed = {
        "flipped": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        "cut short": content[:-9],
        "emptied": b"",
        "of another kind": b"PAR1" + content,
        "swapped": (tmp_path / "annotations/one/other.table").read_bytes(),
    }
    if harm in harmed:
        kept.write_bytes(harmed[harm])
    else:
        kept.unlink()
        os.mkfifo(kept)
    assert cache.get(KEY) is None
    assert cache.get(KEY) is None
    assert [note.reason for note in cache.notes] == ["it was damaged; made anew"]
    cache.put(KEY, TABLE)
    assert cache.get(KEY) == TABLE


@pytest.mark.parametrize(
    ("mode", "is_own_group", "named"),
    [
        *((0o755, True, 0), (0o777, True, 1), (0o1777, True, 1)),
        *((0o775, True, 0), (0o775, False, 1), (0o770, False, 1), (0o755, False, 0)),
    ],
)
def test_a_cache_that_others_may_write_to_is_named(
    mode, is_own_group, named, tmp_path, monkeypatch
):
    cache = Cache(tmp_path / "kept")
    cache.put(KEY, TABLE)
    (tmp_path / "kept").chmod(mode)
    group = (tmp_path / "kept").stat().st_gid
    monkeypatch.setattr(os, "getegid", lambda: group if is_own_group else group + 1)
    cache.inspect()
    assert [note.reason for note in cache.notes] == [
        "others may write there, and what is kept there is believed"
    ][:named]


def test_who_reads_while_another_writes_gets_one_or_the_other(tmp_path):
    cache = Cache(tmp_path)
    cache.put(KEY, TABLE)
    writer = Thread(target=lambda: [cache.put(KEY, (TABLE, OTHER)[n % 2]) for n in range(300)])
    writer.start()
    while writer.is_alive():
        assert cache.get(KEY) in (TABLE, OTHER)
    assert cache.notes == []


def test_a_passing_error_deletes_nothing(tmp_path, monkeypatch):
    cache = Cache(tmp_path)
    cache.put(KEY, TABLE)

    def fail(_):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", fail)
        assert cache.get(KEY) is None
    assert "Too many open files" in cache.notes[0].reason
    assert cache.get(KEY) == TABLE


def test_a_cache_that_cannot_be_written_serves_and_the_spare_takes_the_rest(tmp_path, monkeypatch):
    Cache(tmp_path / "full").put(KEY, TABLE)
    cache = Cache(tmp_path / "full", spare=tmp_path / "spare")
    write = Path.open

    def fail(self, mode="r", **more):
        if "w" in mode and "full" in self.parts:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(self, mode, **more)

    monkeypatch.setattr(Path, "open", fail)
    assert cache.get(KEY) == TABLE
    for key in ("annotations/one/new", "annotations/one/newer"):
        assert cache.put(key, OTHER)
    assert cache.get(key) == OTHER
    assert [note.reason for note in cache.notes] == [
        "nothing could be kept there (No space left on device)"
    ]
    assert not Cache(tmp_path / "full").put("annotations/one/new", OTHER)


def test_where_tables_are_kept(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "there"))
    assert cache_folder() == tmp_path / "there"
    assert cache_folder(tmp_path / "here") == tmp_path / "here"
    monkeypatch.delenv(CACHE_VARIABLE)
    assert cache_folder().name == "article-analysis"
    with pytest.raises(AnalysisError, match=r"article-analysis\[cluster\]"):
        cache_folder("nosuchstore://bucket")
    nowhere = Cache(cache_folder(False))
    assert not nowhere.put(KEY, TABLE)
    assert nowhere.get(KEY) is None


def test_what_killed_runs_left_behind_goes_and_what_is_at_work_stays(tmp_path, monkeypatch):
    now = time.time()
    (tmp_path / "kept" / "new").mkdir(parents=True)
    ages = {"old": 90_000, "young": 60, "of a clock set back": -90_000}
    for name, age in ages.items():
        file = tmp_path / "kept" / "new" / name
        file.touch()
        os.utime(file, (now - age, now - age))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own = temporary_folder()
    dead = own.name.replace(f"-{os.getpid()}-", f"-{2**22 + 1}-")  # more than processes can be
    elsewhere = dead.replace("-of-", "-of-another-machine-")
    for place in (dead, elsewhere):
        Path(place, "in").mkdir(parents=True)
    Cache(tmp_path / "kept").inspect()
    with temporary_folder():
        left = {file.name for file in (tmp_path / "kept" / "new").iterdir()}
        assert left == {"young", "of a clock set back"}
        assert Path(own.name).exists() and Path(elsewhere).exists() and not Path(dead).exists()
