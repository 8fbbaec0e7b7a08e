"""Share calls out: in this process, in several, or on a Dask cluster."""

import logging
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, Any, TypeVar

from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from distributed import Client

Result = TypeVar("Result")

_PATIENCE = 5.0  # seconds, until it is looked whether there is a worker left


def cores(processes: int | None) -> int:
    """How many processes are meant, as joblib counts them.

    ``None`` and -1 are all cores that this process may use, -2 all but one.

    Raises:
        AnalysisError: It is 0.
    """
    if processes == 0:
        raise AnalysisError("processes is 0, but one at least must work; -1 means all cores.")
    if processes is not None and processes > 0:
        return processes
    from joblib import effective_n_jobs

    return int(effective_n_jobs(-1 if processes is None else processes))


def share(
    calls: Sequence[Callable[[], Result]],
    *,
    processes: int = 1,
    client: "Client | None" = None,
    say: Callable[[str], object] = lambda _: None,
) -> Iterator[tuple[int, Result]]:
    """Make calls, as many at a time as there are processes or workers.

    The processes are joblib's: each is started anew and never forked, since a fork of a process
    with threads (a notebook's, say) may hang, and each stays for the next call, but not longer
    than this process. Where one is killed, half as many go on. Where a worker of a cluster is
    lost, Dask gives its calls to others.

    Args:
        calls: What to do; each one small enough to be sent, and so its result.
        processes: How many processes; 1 is this one.
        client: Of a cluster to work on instead.
        say: Told, in a sentence, what went wrong and what is done about it.

    Yields:
        The number of a call, from 0, and its result, in the order in which they are done.

    Raises:
        AnalysisError: Memory does not suffice for a single process, workers were lost again and
            again over the same call, or the scheduler was; or what a call raised.
    """
    if client is not None:
        yield from _on_cluster(calls, client, say)
    elif min(processes, len(calls)) < 2:
        yield from ((number, call()) for number, call in enumerate(calls))
    else:
        yield from _in_processes(calls, processes, say)


def _in_processes(
    calls: Sequence[Callable[[], Result]], processes: int, say: Callable[[str], object]
) -> Iterator[tuple[int, Result]]:
    left = dict(enumerate(calls))
    while left:
        with _stop_put_off() as came:
            from joblib import Parallel, delayed, parallel_config
            from joblib.externals.loky.process_executor import TerminatedWorkerError

            # One thread of BLAS each, and nothing passed through files.
            how: dict[str, Any] = {"inner_max_num_threads": 1, "max_nbytes": None}
            how |= {"initializer": _end_with, "initargs": (os.getpid(),)}
            with parallel_config("loky", n_jobs=processes, **how):
                run = Parallel(return_as="generator_unordered", batch_size=1)
                results = run(delayed(_numbered)(*item) for item in list(left.items()))
            time.sleep(0.1)  # its thread fails where it is ended before it has taken the calls
        try:
            for number in came:
                time.sleep(1)
                signal.raise_signal(number)
            for number, result in results:
                del left[number]
                yield number, result
        except (TerminatedWorkerError, MemoryError) as error:
            if processes == 1:
                raise AnalysisError("Memory does not suffice, even for one process.") from error
            processes //= 2
            say(f"A process was killed, possibly out of memory; going on with {processes}.")
        except (KeyboardInterrupt, GeneratorExit):
            with suppress(KeyboardInterrupt):  # it ends the processes, and warns where it is closed
                results.throw(KeyboardInterrupt())
            raise


@contextmanager
def _stop_put_off() -> Iterator[list[int]]:
    """Collect what tells to stop, since processes that are only starting cannot be ended."""
    came: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM) if current_thread() is main_thread() else ()
    before = {number: signal.signal(number, lambda it, _: came.append(it)) for number in numbers}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _numbered(number: int, call: Callable[[], Result]) -> tuple[int, Result]:
    return number, call()


def _end_with(parent: int) -> None:
    """End this process when its parent is gone, however that came about."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _on_cluster(
    calls: Sequence[Callable[[], Result]], client: "Client", say: Callable[[str], object]
) -> Iterator[tuple[int, Result]]:
    from distributed import CancelledError, KilledWorker, as_completed
    from distributed.comm.core import CommClosedError

    futures = {client.submit(call, pure=False): number for number, call in enumerate(calls)}
    coming, done = as_completed(futures, loop=client.loop), list[Any]()
    look_at = time.monotonic() + _PATIENCE
    try:
        while done or not coming.is_empty():
            done += coming.next_batch(block=False)
            try:
                if done:
                    result = done[-1].result(timeout=_PATIENCE)
                    yield futures[done.pop()], result
            except TimeoutError:  # it went with its worker, and is made again
                pass
            if time.monotonic() > look_at:
                are_lost = not client.scheduler_info()["workers"]
                if are_lost:
                    say("No worker of the cluster is left; waiting for one to come back.")
                look_at = time.monotonic() + _PATIENCE * (12 if are_lost else 1)
            time.sleep(0 if done else 0.05)
    except KilledWorker as error:
        raise AnalysisError(
            "Workers were lost again and again over the same articles, possibly out of memory."
        ) from error
    except (CancelledError, CommClosedError) as error:
        raise AnalysisError(
            "The scheduler of the cluster was lost; what is done is kept, and the same command "
            "goes on there once it is back."
        ) from error
    finally:
        if client.status == "running":
            client.cancel(list(futures))


def connect(scheduler: "str | Client") -> "Client":
    """A client of a Dask cluster, for the address of its scheduler or a client.

    Raises:
        AnalysisError: Dask is not installed, or nobody answers.
    """
    if not isinstance(scheduler, str):
        return scheduler
    try:
        from distributed import Client
    except ImportError as error:
        raise AnalysisError(
            "A cluster needs Dask, which is not installed; install it with: "
            "pip install 'article-analysis[cluster]'"
        ) from error
    # What is wrong is said once, in a sentence.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return Client(scheduler, timeout=5, set_as_default=False)
    except (OSError, ValueError) as error:
        raise AnalysisError(f"No scheduler answers at {scheduler}.") from error


def check_workers(client: "Client", versions: Callable[[], str]) -> None:
    """Make sure that every worker would give the same results as this process.

    Raises:
        AnalysisError: There is no worker, or one has something else or nothing installed.
    """
    answers = client.run(versions, on_error="return")
    if not answers:
        raise AnalysisError("The cluster has no worker yet; start some: dask worker ADDRESS")
    own = versions()
    for worker, answer in answers.items():
        if not isinstance(answer, str):
            raise AnalysisError(f"The worker {worker} cannot use this package: {answer}")
        if answer != own:
            raise AnalysisError(
                f"The worker {worker} has another version of the pipeline, of a library or of "
                "this package; install the same ones everywhere."
            )
