"""Peak memory and cost per article of `tables`, for folders of several sizes.

    python tests/benchmarks/many_articles.py FOLDER [FOLDER ...] [--form parquet]

Each folder goes through `tables` cold, in a process of its own, and the peak is that of all its
processes together, sampled five times a second: what they hold alone and their share of what they
hold in common (PSS, as Linux counts it). make_articles.py makes folders of any size. Printed are
seconds, articles per second, milliseconds of CPU an article, peak memory, and the ratios of the
last two to those of the first folder.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil


def memory(process: psutil.Process) -> int:
    """Bytes that a process and its children hold."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total


def run(articles: Path, form: str) -> tuple[float, float, int]:
    """Wall-clock and CPU seconds, and bytes at the peak."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        place = ("--out", f"{folder}/out", "--cache", f"{folder}/cache", "--format", form)
        command = [sys.executable, "-m", "analysis", "tables", str(articles), *place]
        began, peak = time.monotonic(), 0
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
            process = psutil.Process(running.pid)
            while running.poll() is None:
                peak = max(peak, memory(process))
                time.sleep(0.2)
        wall = time.monotonic() - began
        if running.returncode:
            sys.exit(f"{articles}: it ended with status {running.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak


def main() -> None:
    """Run every folder and print what it cost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--form", choices=("csv", "parquet"), default="csv")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.pop("ANALYSIS_CACHE", None)
    print("articles      wall s   a second   CPU ms each   peak MB   (ratio: CPU, peak)")
    first = None
    for folder in options.folders:
        number = sum(1 for _ in folder.glob("*.txt"))
        wall, cpu, peak = run(folder, options.form)
        each, size = cpu / number * 1e3, peak / 1e6
        first = first or (each, size)
        ratio = f"({each / first[0]:.2f}, {size / first[1]:.2f})"
        line = f"{number:8,}  {wall:10.1f} {number / wall:10.1f} {each:13.2f} {size:9.0f}   {ratio}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
