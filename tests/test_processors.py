"""Whatever is written is the same bytes on any processor, and in any order of a set."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.rounding import DIGITS, rounded

ROOT = Path(__file__).resolve().parents[1]

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
from analysis.publish.build import COLLECTION, SEEDS, draw_collection, draw_figures, write_figures
from analysis.publish.tables import write_tables

out = Path(sys.argv[1])
seeds, collection = (open_corpus(folder, cache=False) for folder in (SEEDS, COLLECTION))
for name, corpus in (("seeds", seeds), ("collection", collection)):
    (out / name).mkdir(parents=True)
    write_tables(corpus, out / name)
(out / "figures").mkdir()
write_figures([*draw_figures(seeds.only()), *draw_collection(collection)], out / "figures")
"""


def written(folder, **environment):
    command = [sys.executable, "-W", "ignore", "-c", _WRITE, str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, **environment})
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*.*")}


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    return written(tmp_path_factory.mktemp("usual") / "out")


@pytest.mark.parametrize("setting", SETTINGS)
def test_tables_and_figures_are_the_same_bytes_on_other_processors(setting, usual, tmp_path):
    there = usual if not SETTINGS[setting] else written(tmp_path / "out", **SETTINGS[setting])
    assert [str(file) for file in usual if there[file] != usual[file]] == []
    figures = {file.name: content for file, content in there.items() if file.parts[0] == "figures"}
    committed = {file.name: file.read_bytes() for file in (ROOT / "figures").glob("*.*")}
    assert figures.keys() == committed.keys()
    assert [name for name in figures if figures[name] != committed[name]] == []


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e20, max_value=1e20))
def test_a_number_keeps_its_first_digits(number):
    if abs(number) > 1e-12:
        assert float(rounded(number)) == pytest.approx(number, rel=10.0 ** (1 - DIGITS))
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
