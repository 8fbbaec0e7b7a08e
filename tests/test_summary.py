"""A corpus alone on a line is a few lines long, whatever it holds, and reads no table."""

from __future__ import annotations

from pathlib import Path

import pytest
from routes import TEXTS, make_folder

from analysis.corpus import Corpus, open_corpus


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    monkeypatch.setattr("analysis.shelves.SHELF", 4)
    monkeypatch.setattr("analysis.corpus._FEW", 5)
    return open_corpus(make_folder(tmp_path / "in"), processes=1, cache=tmp_path / "cache")


def test_a_corpus_says_how_much_it_holds_and_what_made_it(many: Corpus, tmp_path: Path) -> None:
    (first, *rest), page = repr(many).splitlines(), many._repr_html_()
    assert many.held._read == {}  # type: ignore[attr-defined]
    mentions, entities = f"{len(many.mentions)} mentions", f"{len(many.entities)} entities"
    assert first == f"Corpus of {len(TEXTS)} articles: {mentions}, {entities} (article by article)"
    assert rest == [f"model: {many.model}", f"background: {many.background}"]
    for told in (mentions, entities, many.model, f"{len(TEXTS)} articles"):
        assert told in page
    for form in (repr(many), page):
        assert len(form) < 800
        assert str(tmp_path) not in form
        assert "0x" not in form


def test_counts_are_the_same_in_memory_and_on_disk(many: Corpus, tmp_path: Path) -> None:
    in_memory = {name: many.held[name] for name in many.names}
    assert repr(Corpus(in_memory, many.model, many.background, many.folder)) == repr(many)


def test_one_article_is_named_and_its_title_is_data(tmp_path: Path) -> None:
    (tmp_path / "a<b>.txt").write_text("Ada Quill met the press in Lyon.")
    title = "A \\e[31m<script>alert(1)</script> $x$\\n" + "of & and " * 30
    (tmp_path / "a<b>.card.yaml").write_text(f'title: "{title}"')
    corpus = open_corpus(tmp_path)
    first = repr(corpus).splitlines()[0]
    assert first.startswith("Corpus of 1 article, a<b> (“A [31m<script>alert(1)</script> $x$ of &")
    assert first.endswith("…”): 2 mentions, 2 entities")
    page = corpus.only("a<b>")._repr_html_()
    assert "a&lt;b&gt;" in page
    assert "<script>" not in page
    assert "mathjax_ignore" in page
    assert "\x1b" not in first + page
