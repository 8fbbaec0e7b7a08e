"""How time and memory grow with one text: every stage, in eight shapes, at 10 kB, 100 kB and 1 MB.

    python tests/benchmarks/growth.py [--large] [--shapes "short lines" capitals]

A cell is the CPU seconds of a stage on one text, and in brackets how many times those of the text
of a tenth of its size; what grows as the text has 10. Each text is worked on in a process of its
own, whose peak of memory stands at the end of the row, libraries and model (some 300 MB) included.
--large adds 5 MB. The exit status is 1 where a stage takes over 12 times as long for ten times the
text, or 1 MB over 1 GB of memory.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

SEED = next((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
SIZES = (10_000, 100_000, 1_000_000)
LARGE = (5_000_000,)
SHAPES = (
    *("article repeated", "one paragraph", "short lines", "capitals"),
    *("title case", "digits", "no spaces", "names only"),
)
STAGES = ("decode", "structure", "annotate", "resolve", "keywords", "tables")


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
    elif shape == "digits":
        text = " ".join(str(draw.randrange(10**6)) for _ in range(size // 5))
    elif shape == "no spaces":
        text = "".join(words)
    elif shape == "names only":
        parts = ("ba", "dor", "el", "fin", "ga", "lo", "mir", "nes", "ta", "vik")
        names = ("".join(draw.choices(parts, k=3)).title() for _ in range(size // 7))
        text = ".\n".join(" ".join(pair) for pair in zip(names, names, strict=False))
    return text[:size]


def measure(shape: str, size: int) -> None:
    """Print the CPU seconds of every stage, then the peak of memory in MB."""
    import analysis.corpus.batches as way
    from analysis.articles import reading
    from analysis.corpus import open_corpus
    from analysis.publish.tables import write_tables

    spent = dict.fromkeys(STAGES, 0.0)

    def time_it(module: ModuleType, name: str, stage: str) -> None:
        plain = getattr(module, name)

        def timed(*given: Any, **more: Any) -> Any:
            began = time.process_time()
            result = plain(*given, **more)
            spent[stage] += time.process_time() - began
            return result

        setattr(module, name, timed)

    time_it(reading, "decode", "decode")
    time_it(way, "structure_tables", "structure")
    for name, stage in (("rank_keywords", "keywords"), ("section_keywords", "keywords")):
        time_it(way, name, stage)
    for name in ("annotate", "resolve"):
        time_it(way, name, name)
    for text in (make_text("article repeated", 2000), make_text(shape, size)):
        with tempfile.TemporaryDirectory() as place:
            (Path(place) / "a.txt").write_text(text, encoding="utf-8")
            spent.update(dict.fromkeys(STAGES, 0.0))
            began = time.process_time()
            write_tables(open_corpus(place, cache=False), Path(place))
            spent["tables"] = time.process_time() - began - sum(spent.values())
    print(*spent.values(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def main() -> None:
    """Measure every shape and size, and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=SHAPES)
    parser.add_argument("--cell", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.cell:
        return measure(given.cell[0], int(given.cell[1]))
    print(f"{'':17}{'kB':>6}", *(f"{stage:>14}" for stage in STAGES), f"{'MB':>6}")
    worst, largest = (0.0, ""), 0.0
    for shape in given.shapes:
        last, before = 0, [0.0] * len(STAGES)
        for size in (*SIZES, *LARGE)[: None if given.large else len(SIZES)]:
            command = [sys.executable, __file__, "--cell", shape, str(size)]
            told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
            *spent, peak = map(float, told.split())
            cells = []
            for stage, seconds, less in zip(STAGES, spent, before, strict=True):
                # Below a hundredth of a second it is the clock and the start that are measured.
                factor = seconds / max(less, 0.01) * 10 * last / size if last else 0.0
                worst = max(worst, (factor, f"{stage}, {shape}"))
                cells.append(f"{seconds:8.2f}" + (f" ({factor:.1f})" if factor else "").rjust(7))
            print(f"{shape:17}{size // 1000:>6}", *cells, f"{peak:6.0f}", flush=True)
            last, before = size, spent
            largest = max(largest, peak if size <= SIZES[-1] else 0)
    print(f"worst: {worst[0]:.1f} times ({worst[1]}); 1 MB: at most {largest:.0f} MB of memory")
    sys.exit(worst[0] > 12 or largest > 1000)


if __name__ == "__main__":
    main()
