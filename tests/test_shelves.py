"""Many articles: the tables are the same whatever the route, and nothing is made twice."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from routes import TEXTS, as_bytes, make_folder

import analysis.fill
from analysis.corpus import CONTRACT, Corpus, open_corpus
from analysis.errors import AnalysisError, ArticlesError
from analysis.library import Library, ShelvedTables
from analysis.store import clear_cache
from analysis.workers import chosen_processes

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _small_shelves(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that nine articles are many."""
    monkeypatch.setattr("analysis.shelves.SHELF", 4)
    monkeypatch.setattr("analysis.corpus._FEW", 5)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many articles each shelf had that was made."""
    calls: list[int] = []
    make = analysis.fill.make_shelf

    def counting(files: list[tuple[str, str]], *rest: object) -> object:
        calls.append(len(files))
        return make(files, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(analysis.fill, "make_shelf", counting)
    return calls


def test_tables_are_equal_byte_for_byte_whatever_the_route(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "in")
    cache = tmp_path / "cache"
    one = as_bytes(open_corpus(folder, processes=1, cache=cache), tmp_path / "one")
    routes = {
        "warm": open_corpus(folder, processes=1, cache=cache),
        "two processes, cold": open_corpus(folder, processes=2, cache=tmp_path / "two"),
        "nothing kept": open_corpus(folder, processes=1, cache=False),
    }
    for name, corpus in routes.items():
        assert as_bytes(corpus, tmp_path / name) == one, name
    assert {name.removesuffix(".csv") for name in one} >= set(CONTRACT)
    assert one["articles.csv"].count(b"\n") == 1 + len(TEXTS)


def test_tables_in_memory_and_on_shelves_are_equal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder(tmp_path / "in")
    monkeypatch.setattr("analysis.shelves.SHELF", 100)
    shelved = open_corpus(folder, cache=tmp_path / "cache")
    monkeypatch.setattr("analysis.corpus._FEW", 100)
    held = open_corpus(folder, cache=tmp_path / "cache")
    assert isinstance(shelved.held, ShelvedTables)
    assert isinstance(held.held, dict)
    assert as_bytes(shelved, tmp_path / "a") == as_bytes(held, tmp_path / "b")
    for name, table in held.tables().items():
        pd.testing.assert_frame_equal(shelved.tables()[name], table, check_dtype=True)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.lists(st.sampled_from(range(len(TEXTS))), unique=True, min_size=1),
    order=st.permutations(range(len(TEXTS))),
)
def test_what_came_before_does_not_matter(
    first: list[int], order: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("route")
    texts = [TEXTS[number] for number in order]
    folder = make_folder(place / "in", texts)
    subset = make_folder(place / "some", [texts[number] for number in first])
    open_corpus(subset, processes=1, cache=place / "cache")
    after = as_bytes(open_corpus(folder, processes=1, cache=place / "cache"), place / "after")
    alone = as_bytes(open_corpus(folder, processes=1, cache=place / "own"), place / "alone")
    assert after == alone


def test_only_shelves_with_something_new_are_made(tmp_path: Path, made: list[int]) -> None:
    folder = make_folder(tmp_path / "in")

    def read() -> list[int]:
        made.clear()
        open_corpus(folder, processes=1, cache=tmp_path / "cache")
        return made

    assert read() == [4, 4, 2]  # bad.txt stands on a shelf too, and is refused
    assert read() == []
    (folder / "a9.txt").write_text("A late story from Lyon.", encoding="utf-8")
    assert read() == [3]
    (folder / "a1.card.yaml").write_text("title: Another title\n", encoding="utf-8")
    assert read() == [4]
    (folder / "corrections.csv").unlink()
    assert read() == [4, 4, 3]


def test_another_model_background_or_package_never_serves_old_tables(
    tmp_path: Path, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder(tmp_path / "in")
    options = {"processes": 1, "cache": tmp_path / "cache"}
    open_corpus(folder, **options)  # type: ignore[arg-type]
    made.clear()
    background = tmp_path / "background.csv"
    background.write_text("word,frequency\nmayor,0.1\n", encoding="utf-8")
    open_corpus(folder, background=background, **options)  # type: ignore[arg-type]
    background.write_text("word,frequency\nmayor,0.2\n", encoding="utf-8")
    open_corpus(folder, background=background, **options)  # type: ignore[arg-type]
    monkeypatch.setattr("analysis.shelves._code", lambda: "changed")
    open_corpus(folder, **options)  # type: ignore[arg-type]
    assert made == [4, 4, 2] * 3


@pytest.mark.parametrize("harm", ["torn table", "no table", "torn card", "foreign card"])
def test_damage_is_noted_and_made_good(harm: str, tmp_path: Path, made: list[int]) -> None:
    folder = make_folder(tmp_path / "in")
    whole = as_bytes(open_corpus(folder, processes=1, cache=tmp_path / "cache"), tmp_path / "a")
    shelves = tmp_path / "cache" / "shelves"
    table, card = next(shelves.glob("*/tokens.parquet")), next(shelves.glob("*.json"))
    if harm == "torn table":
        table.write_bytes(table.read_bytes()[:-9])
    elif harm == "no table":
        table.unlink()
    else:
        card.write_text("{" if harm == "torn card" else json.dumps({"schema": 0}))
    made.clear()
    corpus = open_corpus(folder, processes=1, cache=tmp_path / "cache")
    assert len(corpus.cache_notes) == 1
    assert "made anew" in corpus.cache_notes[0].reason
    assert len(made) == 1
    assert as_bytes(corpus, tmp_path / "b") == whole
    assert open_corpus(folder, processes=1, cache=tmp_path / "cache").cache_notes == ()


def test_what_nobody_asked_for_in_a_month_goes(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "in")
    open_corpus(folder, processes=1, cache=tmp_path / "cache")
    library = Library(tmp_path / "cache")
    library.tidy()
    cards = list(library.folder.glob("*.json"))
    assert len(cards) == 3
    long_ago = time.time() - 40 * 24 * 3600
    for path in [cards[0], *library.folder.iterdir()]:
        if path.is_dir() or path == cards[0]:
            os.utime(path, (long_ago, long_ago))
    library.tidy()
    left = sorted(path.name for path in library.folder.iterdir())
    assert len(left) == 4  # two cards and what they point to, old as that may be
    assert cards[0].name not in left


def test_two_runs_at_once_do_no_harm(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "in")
    script = (
        "import sys, analysis.shelves, analysis.corpus\n"
        "analysis.shelves.SHELF, analysis.corpus._FEW = 4, 5\n"
        "corpus = analysis.open_corpus(sys.argv[1], cache=sys.argv[2], processes=1)\n"
        "print(len(corpus.tokens), len(corpus.cache_notes))\n"
    )
    command = [sys.executable, "-c", script, str(folder), str(tmp_path / "cache")]
    runs = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in "ab"]
    said = [run.communicate(timeout=120)[0] for run in runs]
    alone = open_corpus(folder, processes=1, cache=tmp_path / "own")
    assert said == [f"{len(alone.tokens)} 0\n"] * 2
    again = open_corpus(folder, processes=1, cache=tmp_path / "cache")
    assert as_bytes(again, tmp_path / "a") == as_bytes(alone, tmp_path / "b")


def test_an_interruption_leaves_the_finished_shelves(
    tmp_path: Path, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder(tmp_path / "in")
    put = Library.put

    def stop(self: Library, *rest: object) -> object:
        if len(made) == 2:
            raise KeyboardInterrupt
        return put(self, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "put", stop)
    with pytest.raises(KeyboardInterrupt):
        open_corpus(folder, processes=1, cache=tmp_path / "cache")
    monkeypatch.setattr(Library, "put", put)
    made.clear()
    open_corpus(folder, processes=1, cache=tmp_path / "cache")
    assert made == [4, 2]


def test_one_article_and_one_table_can_be_had_without_the_rest(tmp_path: Path) -> None:
    corpus = open_corpus(make_folder(tmp_path / "in"), processes=1, cache=tmp_path / "cache")
    one = corpus.only("a5")
    assert one.articles["article_id"].tolist() == ["a5"]
    assert one.labels["text"].tolist() == ["Ines Duarte"]
    assert isinstance(corpus.held, ShelvedTables)
    assert "tokens" not in corpus.held._read  # the shelf of that article alone was read
    assert corpus.scan("tokens").count_rows() == sum(len(p) for p in corpus.parts("tokens"))
    with pytest.raises(ArticlesError, match="no article zz; there are a0, a1, a2, a3, a4 and 4"):
        corpus.only("zz")


def test_a_mistyped_article_is_answered_with_those_that_may_be_meant(tmp_path: Path) -> None:
    for name in ("flood", "floods", "fire"):
        (tmp_path / f"{name}.txt").write_text("Ada Quill met the press in Lyon.")
    corpus = open_corpus(tmp_path)
    for typed, meant in (("fier", "fire"), ("Flood", "flood or floods"), ("fire.txt", "fire")):
        with pytest.raises(ArticlesError) as error:
            corpus.only(typed)
        assert str(error.value) == f"There is no article {typed}; did you mean {meant}?"


def test_tables_that_are_not_kept_stay_as_long_as_anything_reads_them(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "in")
    tokens = open_corpus(folder, processes=1, cache=tmp_path / "cache").tokens

    def opened() -> Corpus:
        return open_corpus(folder, processes=1, cache=False)

    scan = opened().scan("tokens")
    parts = opened().parts("tokens")
    alone = opened().only("a5")
    batches = opened().scan("tokens").to_batches(columns=["text"])
    gc.collect()
    assert scan.count_rows() == len(tokens)
    assert pd.concat(parts, ignore_index=True).equals(tokens)
    assert alone.tokens["text"].tolist() == tokens[tokens["article_id"] == "a5"]["text"].tolist()
    assert sum(batch.num_rows for batch in batches) == len(tokens)
    (place,) = {str(Path(file).parents[2]) for file in scan.files}
    assert Path(place).is_dir()
    del scan
    gc.collect()
    assert not Path(place).exists()


def test_processes_are_counted_as_joblib_counts_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.workers.usable_cores", lambda: 3)
    assert [chosen_processes(n) for n in (None, 1, 5, -1, -2, -3, -9)] == [None, 1, 5, 3, 2, 1, 1]
    folder = make_folder(tmp_path / "in")
    monkeypatch.setattr("analysis.workers.usable_cores", lambda: 1)
    many = open_corpus(folder, processes=-1, cache=tmp_path / "cache")
    assert len(many.articles) == len(TEXTS)
    for place in (folder, folder / "a1.txt"):
        with pytest.raises(AnalysisError) as error:
            open_corpus(place, processes=0, cache=tmp_path / "cache")
        assert str(error.value) == "No process would read: processes is 0; -1 means all cores."


def test_nothing_to_read_and_nowhere_to_write_are_said_in_one_sentence(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"bad{number}.txt").write_bytes(b"\x00\x00\x01\x00")
    with pytest.raises(ArticlesError, match=r"bad0\.txt"):
        open_corpus(tmp_path, cache=tmp_path / "cache")
    folder = make_folder(tmp_path / "in")
    (tmp_path / "file").write_text("")
    with pytest.raises(AnalysisError, match="--cache"):
        open_corpus(folder, processes=1, cache=tmp_path / "file")


def test_a_cache_may_lie_at_an_address(tmp_path: Path) -> None:
    pytest.importorskip("upath")
    folder = make_folder(tmp_path / "in")
    address = "memory://articles/cache"
    corpus: Corpus = open_corpus(folder, processes=1, cache=address)
    alone = open_corpus(folder, processes=1, cache=tmp_path / "own")
    assert as_bytes(corpus, tmp_path / "a") == as_bytes(alone, tmp_path / "b")
    from analysis.store import cache_folder

    place = cache_folder(address)
    assert place is not None
    assert clear_cache(place).articles == len(set(TEXTS))
    assert clear_cache(place).files == 0
