"""Work on a Dask cluster: the same functions, on workers that share the articles and the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from analysis.errors import AnalysisError, ModelError

if TYPE_CHECKING:
    from distributed import Client

Result = TypeVar("Result")

_INSTALL = "pip install 'article-analysis[cluster]'"


class ClusterError(AnalysisError):
    """The cluster cannot be reached, or its workers cannot do what is asked of them."""


def connect(scheduler: str | Client) -> Client:
    """A client of a cluster.

    Args:
        scheduler: The address of a scheduler, such as ``tcp://host:8786``, or a client.

    Raises:
        ClusterError: Dask is not installed, or nobody answers.
    """
    if not isinstance(scheduler, str):
        return scheduler
    try:
        from distributed import Client
    except ImportError as error:
        message = f"A cluster needs Dask, which is not installed; install it with: {_INSTALL}"
        raise ClusterError(message) from error
    try:
        return Client(scheduler, timeout=5, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"No scheduler answers at {scheduler}.") from error


def check_workers(client: Client, model: str) -> None:
    """Make sure that every worker would say the same as this process.

    Args:
        client: Of the cluster.
        model: Name of the pipeline.

    Raises:
        ClusterError: There is no worker, or one has another version of this package, of its
            libraries or of the pipeline.
        ModelError: A worker has no such pipeline.
    """
    answers = client.run(_answer, model, on_error="return")
    if not answers:
        raise ClusterError("The cluster has no worker yet; start some: dask worker ADDRESS")
    own = _answer(model)
    for worker, answer in answers.items():
        if isinstance(answer, ModelError):
            raise ModelError(f"On the worker {worker}: {answer}")
        if not isinstance(answer, str):
            raise ClusterError(f"The worker {worker} cannot use this package: {answer}")
        if answer != own:
            raise ClusterError(
                f"The worker {worker} has another version of the pipeline {model}, of spaCy or of "
                "this package; install the same ones everywhere."
            )


def _answer(model: str) -> str:
    """Everything that a process brings along to the tables: pipeline, libraries, this package."""
    from analysis.shelves import installed_here

    return installed_here(model)


def on_cluster(
    client: Client, calls: Sequence[Callable[[], Result]]
) -> Iterator[tuple[int, Result]]:
    """Make calls on the workers of a cluster.

    Where a worker is lost, Dask gives its calls to others.

    Args:
        client: Of the cluster.
        calls: What to do; each one small enough to be sent, and so its result.

    Yields:
        The number of a call, from 0, and its result, as they come in.

    Raises:
        ClusterError: Workers were lost again and again over the same call.
        AnalysisError: What a call raised.
    """
    from distributed import KilledWorker, as_completed

    futures = {client.submit(call, pure=False): number for number, call in enumerate(calls)}
    try:
        for future in as_completed(futures, loop=client.loop):
            yield futures[future], future.result()
    except KilledWorker as error:
        raise ClusterError(
            "Workers were lost again and again over the same articles, maybe for want of memory."
        ) from error
    finally:
        client.cancel(list(futures))
