"""How time and memory grow with one text: every stage, in eight shapes, at 10 kB, 100 kB and 1 MB.

    python tests/benchmarks/growth.py [--large] [--shapes "short lines" capitals]

The command `tables` works on each text in a process of its own, whose peak of memory stands at
the end of the row, libraries and model (some 300 MB) included. First printed are the CPU seconds
of every stage, then how many times longer that is for ten times the text; what grows as the text
has 10. --large adds 5 MB. The exit status is 1 where a stage takes over 12 times as long, or 1 MB
over 1 GB of memory.
"""

import argparse
import io
import random
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

SEED = next((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
SIZES = (10_000, 100_000, 1_000_000)
LARGE = 5_000_000
SHAPES = (
    *("article repeated", "one paragraph", "short lines", "capitals"),
    *("title case", "digits", "no spaces", "names only"),
)


def make_text(shape: str, size: int) -> str:
    """A text of so many characters."""
    article = SEED.read_text(encoding="utf-8").strip() + "\n\n"
    text = article * (size // len(article) + 1)
    words = text.split()
    draw = random.Random(7)
    if shape == "one paragraph":
        text = " ".join(words)
    elif shape == "short lines":
        text = "\n".join(" ".join(words[k : k + 4]) for k in range(0, len(words), 4))
    elif shape == "capitals":
        text = text.upper()
    elif shape == "title case":
        text = text.title()
    elif shape == "no spaces":
        text = "".join(words)
    elif shape == "digits":
        text = " ".join(str(draw.randrange(10**6)) for _ in range(size // 5))
    elif shape == "names only":
        parts = ("ba", "dor", "el", "fin", "ga", "lo", "mir", "nes", "ta", "vik")
        names = ("".join(draw.choices(parts, k=3)).title() for _ in range(size // 7))
        text = ".\n".join(" ".join(pair) for pair in zip(names, names, strict=False))
    return text[:size]


def measure(shape: str, size: int) -> dict[str, float]:
    """The CPU seconds of every stage, and the peak of memory in MB."""
    import analysis.corpus.batches as way
    from analysis.__main__ import main
    from analysis.articles import reading

    spent: dict[str, float] = {}

    def time_it(module: ModuleType, name: str, stage: str) -> None:
        plain = getattr(module, name)

        def timed(*given: Any, **more: Any) -> Any:
            began = time.process_time()
            result = plain(*given, **more)
            spent[stage] = spent.get(stage, 0.0) + time.process_time() - began
            return result

        setattr(module, name, timed)

    time_it(reading, "decode", "decode")
    time_it(way, "structure_tables", "structure")
    time_it(way, "annotate", "annotate")
    time_it(way, "resolve", "resolve")
    for name in ("rank_keywords", "section_keywords"):
        time_it(way, name, "keywords")
    # The first is to load what is loaded once.
    for text in (make_text("article repeated", 2000), make_text(shape, size)):
        with tempfile.TemporaryDirectory() as place:
            (Path(place) / "a.txt").write_text(text, encoding="utf-8")
            spent.clear()
            began = time.process_time()
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                main(["tables", place, "--out", f"{place}/out", "--no-cache"])
            spent["tables"] = time.process_time() - began - sum(spent.values())
    return {**spent, "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}


def main() -> None:
    """Measure every shape and size, and print what they take."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=SHAPES)
    given = parser.parse_args()
    sizes = (*SIZES, LARGE) if given.large else SIZES
    index = pd.MultiIndex.from_product([given.shapes, sizes], names=["shape", "characters"])
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as alone:
        table = pd.DataFrame(list(alone.map(measure, *zip(*index, strict=True))), index)
    print(table.round(2).to_string())
    stages, size = table.drop(columns="MB"), index.get_level_values("characters").to_series(index)
    # Below a hundredth of a second it is the clock and the start that are measured.
    times = stages / stages.clip(lower=0.01).groupby("shape").shift()
    times = times.mul(10 / (size / size.groupby("shape").shift()), axis="index").dropna()
    print(times.round(1).to_string())
    worst, most = times.max().max(), table.loc[size < LARGE, "MB"].max()
    print(f"worst: {worst:.1f} times; up to 1 MB at most {most:.0f} MB of memory")
    sys.exit(bool(worst > 12 or most > 1000))


if __name__ == "__main__":
    main()
