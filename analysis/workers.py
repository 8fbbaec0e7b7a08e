"""Share the reading of articles among processes, and give it back in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from analysis.columns import Columns
from analysis.errors import AnalysisError, ModelError
from analysis.pipeline import read_columns

_CHUNK = 256  # paragraphs; about a second's work
_CHUNK_WORDS = 10_000
_FEW = 50

Result = TypeVar("Result")


class Part(NamedTuple):
    """Some articles that have been read.

    Attributes:
        articles: How many; they follow those of the part before.
        columns: What was read.
    """

    articles: int
    columns: Columns


def read_in_order(
    articles: Sequence[Sequence[str]], *, model: str, processes: int | None = None
) -> Iterator[Part]:
    """Read articles in one process or in several; what is read does not depend on it.

    The processes are joblib's: each is started anew and never forked, since a fork of a process
    with threads (a notebook's, say) may hang; each loads the pipeline once and stays for the next
    call; a script needs no ``if __name__ == "__main__"`` for them. They send back compact columns,
    never spaCy's own objects, whose way between processes costs more than a second core brings.

    Args:
        articles: The texts of each one's paragraphs.
        model: Name of a pipeline.
        processes: How many; ``None`` is one for up to 50 articles, for starting another takes
            as long as reading those, and else one for each core that may be used. See also
            `chosen_processes`.

    Yields:
        The articles in the order given, some at a time.

    Raises:
        ModelError: The pipeline is missing or unfit, or a process came to grief.
        AnalysisError: No process is to read.
    """
    chunks = list(_chunks(articles))
    processes = chosen_processes(processes)
    if processes is None:
        processes = usable_cores() if len(articles) > _FEW else 1
    processes = max(1, min(processes, len(chunks)))
    if processes == 1:
        for chunk in chunks:
            yield Part(len(chunk), read_columns(chunk, model=model))
        return
    calls = [partial(read_columns, chunk, model=model) for chunk in chunks]
    for chunk, columns in zip(chunks, in_processes(calls, processes=processes), strict=True):
        yield Part(len(chunk), columns)


def in_processes(calls: Sequence[Callable[[], Result]], *, processes: int) -> Iterator[Result]:
    """Make calls in several processes, or in this one where there is one call or one process.

    Args:
        calls: What to do; each one small enough to be sent, and so its result.
        processes: How many.

    Yields:
        The results, in the order of the calls.

    Raises:
        ModelError: A process came to grief.
    """
    if min(processes, len(calls)) == 1:
        yield from (call() for call in calls)
        return
    from joblib import Parallel, delayed, parallel_config
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    # One thread of BLAS each, and nothing passed through files.
    with parallel_config("loky", n_jobs=processes, inner_max_num_threads=1, max_nbytes=None):
        run = Parallel(return_as="generator", batch_size=1)
        results = run(delayed(call)() for call in calls)
    try:
        yield from results
    except TerminatedWorkerError as error:
        message = "A process that was reading articles was ended, maybe for want of memory"
        raise ModelError(f"{message}; try fewer: --processes 1.") from error


def chosen_processes(processes: int | None) -> int | None:
    """How many processes are meant; nothing where the choice is left to the suite.

    Args:
        processes: As joblib counts: -1 is one for each core that may be used, -2 one fewer, and
            so on, but one at least.

    Raises:
        AnalysisError: It is 0.
    """
    if processes == 0:
        raise AnalysisError("No process would read: processes is 0; -1 means all cores.")
    if processes is None or processes > 0:
        return processes
    return max(1, usable_cores() + 1 + processes)


def usable_cores() -> int:
    """Cores that this process may use; affinity and the limits of containers are minded."""
    from joblib import cpu_count

    return int(cpu_count())


def _chunks(articles: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """Articles in a row that make about a second's work."""
    chunk: list[Sequence[str]] = []
    paragraphs = characters = 0
    for texts in articles:
        chunk.append(texts)
        paragraphs += len(texts)
        characters += sum(map(len, texts))
        if paragraphs >= _CHUNK or characters >= 6 * _CHUNK_WORDS:
            yield chunk
            chunk, paragraphs, characters = [], 0, 0
    if chunk:
        yield chunk
