"""The store: what is kept is never wrong, and never has a say in what the tables hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis.annotate
from analysis.annotate import Progress, annotate
from analysis.columns import Columns
from analysis.corpus import Corpus, open_corpus
from analysis.store import Store, article_key, cache_folder, cache_usage, clear_cache

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = [
    "Mayor Ines Duarte met Dr. Okafor in Lisbon on Monday.",
    "Acme Ltd. lost $3.5 million, said **Zoë Kravitz**.",
    "The European Union signed it in Geneva.",
    "Nobody came.",
]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many articles were read at each call, by the pipeline and not from the store."""
    calls: list[int] = []
    read = analysis.annotate.read_in_order

    def counting(articles: list[list[str]], **options: object) -> object:
        calls.append(len(articles))
        return read(articles, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(analysis.annotate, "read_in_order", counting)
    return calls


def folder_of(place: Path, texts: list[str]) -> Path:
    place.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        (place / f"a{number}.txt").write_text(text, encoding="utf-8")
    return place


def assert_same(one: Corpus, other: Corpus) -> None:
    for name, table in one.tables().items():
        assert table.to_csv() == other.tables()[name].to_csv(), name
    assert (one.model, one.background) == (other.model, other.background)


def paragraphs(articles: list[list[str]]) -> pd.DataFrame:
    rows = [
        (f"a{number}", 0, place, "body", 10 * place, text)
        for number, texts in enumerate(articles)
        for place, text in enumerate(texts, start=1)
    ]
    columns = ["article_id", "section", "paragraph", "kind", "start", "text"]
    return pd.DataFrame(rows, columns=columns).astype({"text": "str", "start": "int64"})


texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)


@settings(max_examples=8, deadline=None)
@given(first=st.lists(texts, max_size=4), then=st.lists(texts, max_size=5))
def test_whatever_is_kept_the_tables_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, first: list[list[str]], then: list[list[str]]
) -> None:
    place = tmp_path_factory.mktemp("cache")
    annotate(paragraphs(first), store=Store(place, "f"))
    warm = annotate(paragraphs(then), store=Store(place, "f"))
    cold = annotate(paragraphs(then))
    for one, other in zip(warm[:3], cold[:3], strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_only_new_and_changed_articles_are_read(tmp_path: Path, counted: list[int]) -> None:
    articles = folder_of(tmp_path / "articles", SENTENCES)
    cache = tmp_path / "cache"
    cold = open_corpus(articles, cache=cache)
    assert_same(cold, open_corpus(articles, cache=cache))
    (articles / "a0.txt").write_text(SENTENCES[0] + " Then it rained.", encoding="utf-8")
    (articles / "copy.txt").write_text(SENTENCES[1], encoding="utf-8")
    (articles / "new.txt").write_text("Ada Quill came to Lyon.", encoding="utf-8")
    warm = open_corpus(articles, cache=cache)
    assert counted == [4, 0, 2]
    assert_same(warm, open_corpus(articles, cache=False))
    assert counted == [4, 0, 2, 5]
    assert warm.cache_notes == ()


def test_processes_cold_and_warm_give_the_same_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.workers._CHUNK", 1)  # else two would not pay, and one is taken
    articles = folder_of(tmp_path / "articles", SENTENCES)
    alone = open_corpus(articles, processes=1, cache=False)
    assert_same(alone, open_corpus(articles, processes=2, cache=tmp_path / "cache"))
    assert_same(alone, open_corpus(articles, processes=2, cache=tmp_path / "cache"))


def test_another_pipeline_or_package_is_never_served_old_rows(
    tmp_path: Path, counted: list[int]
) -> None:
    given_ = paragraphs([[text] for text in SENTENCES])
    annotate(given_, store=Store(tmp_path, "one"))
    annotate(given_, store=Store(tmp_path, "other"))
    assert counted == [4, 4]
    # A file that was put where it does not belong is not believed either.
    (file,) = Store(tmp_path, "one").folder.glob("*.parquet")
    foreign = Store(tmp_path, "third")
    foreign.folder.mkdir()
    file.rename(foreign.folder / file.name)
    annotate(given_, store=foreign)
    assert counted == [4, 4, 4]
    assert "another pipeline" in foreign.notes[0].reason


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "text", "foreign"])
def test_a_damaged_file_is_noticed_said_and_made_anew(
    tmp_path: Path, damage: str, counted: list[int]
) -> None:
    articles = folder_of(tmp_path / "articles", SENTENCES * 3)
    cache = tmp_path / "cache"
    cold = open_corpus(articles, cache=cache)
    (file,) = cache.rglob("*.parquet")
    data = file.read_bytes()
    if damage == "foreign":
        pd.DataFrame({"start": [1]}).to_parquet(file)
    else:
        flipped = data[:60] + bytes([data[60] ^ 255]) + data[61:]
        bad = {"cut": data[: len(data) // 2], "flip": flipped, "empty": b"", "text": b"Hello"}
        file.write_bytes(bad[damage])
    mended = open_corpus(articles, cache=cache)
    assert_same(cold, mended)
    assert [note.file for note in mended.cache_notes] == [file.name]
    assert "damaged" in mended.cache_notes[0].reason
    assert open_corpus(articles, cache=cache).cache_notes == ()
    assert counted == [4, 4, 0]


def test_two_runs_at_once_do_no_harm(tmp_path: Path) -> None:
    articles = folder_of(tmp_path / "articles", SENTENCES)
    script = (
        "from analysis import open_corpus\n"
        f"print(len(open_corpus({str(articles)!r}, cache={str(tmp_path / 'cache')!r}).tokens))"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    said = {run.communicate()[0] for run in runs}
    again = open_corpus(articles, cache=tmp_path / "cache")
    assert said == {f"{len(again.tokens)}\n".encode()}
    assert again.cache_notes == ()
    assert not list(tmp_path.rglob("*.tmp"))


def test_what_was_read_before_an_interruption_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: list[int]
) -> None:
    given_ = paragraphs([[text] for text in SENTENCES])
    monkeypatch.setattr("analysis.workers._CHUNK", 1)

    def stop(progress: Progress) -> None:
        assert progress.articles == 4
        if progress.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        annotate(given_, store=Store(tmp_path, "f"), progress=stop)
    after = annotate(given_, store=Store(tmp_path, "f"))
    assert counted == [4, 1]
    pd.testing.assert_frame_equal(after.tokens, annotate(given_).tokens)


def test_long_work_is_saved_in_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.workers._CHUNK", 1)
    monkeypatch.setattr("analysis.annotate._SEGMENT", 2)
    annotate(paragraphs([[text] for text in SENTENCES]), store=Store(tmp_path, "f"))
    assert cache_usage(tmp_path)[:3] == (1, 2, 4)


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    store = Store(tmp_path / "cache", "f")
    assert len(annotate(paragraphs([SENTENCES]), store=store).tokens) > 20
    assert "nothing could be kept" in store.notes[0].reason


def test_clearing_deletes_annotations_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("stays")
    annotate(paragraphs([[text] for text in SENTENCES]), store=Store(tmp_path, "f"))
    held = cache_usage(tmp_path)
    assert held[:3] == (1, 1, 4)
    assert held.size > 500
    assert clear_cache(tmp_path) == held
    assert cache_usage(tmp_path) == (0, 0, 0, 0)
    assert (tmp_path / "mine.txt").is_file()


def test_where_annotations_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANALYSIS_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    assert cache_folder("elsewhere") == Path.cwd() / "elsewhere"
    assert cache_folder(False) is None
    monkeypatch.delenv("ANALYSIS_CACHE")
    assert "article-analysis" in str(cache_folder())


def test_a_key_tells_paragraphs_and_kinds_apart() -> None:
    keys = [
        article_key(["a", "b"], ["body", "body"]),
        article_key(["ab"], ["body"]),
        article_key(["a", "b"], ["body", "quote"]),
        article_key(["a\ud800"], ["body"]),
        article_key([], []),
    ]
    assert len(set(keys)) == len(keys)


def test_segments_give_back_what_was_put_in(tmp_path: Path) -> None:
    def block(counts: list[int], word: str) -> Columns:
        tokens = sum(counts)
        numbers = np.arange(tokens, dtype=np.int32)
        codes = np.zeros(tokens, dtype=np.int32)
        return Columns(
            *(np.array(counts, dtype=np.int32), numbers, numbers + 1),
            *((numbers % 32).astype(np.uint8), codes, codes, codes, [word], ["NOUN"], [""]),
        )

    store = Store(tmp_path, "f")
    store.add(["x", "y"], [1, 2], block([2, 0, 3], "one"))
    store.add(["z"], [1], block([4], "two"))
    store.save()
    held = Store(tmp_path, "f").load(["z", "y"])
    assert held.first == {"y": 0, "z": 2}
    assert held.columns.counts.tolist() == [0, 3, 4]
    assert [held.columns.lemmas[code] for code in held.columns.lemma] == ["one"] * 3 + ["two"] * 4
