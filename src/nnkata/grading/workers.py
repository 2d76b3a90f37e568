"""What grades a class: processes of this machine, or the workers of a dask cluster.

Whichever it is, a file is judged in a sandbox, the sandbox is held by a process that
grades, and that process belongs to a thread of the executor: see `process`.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from nnkata.errors import NnkataError
from nnkata.grading.process import close_all

CONNECTING = 30.0  # seconds by the clock that a scheduler gets to answer


@dataclass(frozen=True)
class Workers:
    """An executor, and what is known of it.

    Attributes
    ----------
    executor : concurrent.futures.Executor
    count : int
        How many jobs it does at a time.
    renew : callable
        Ends the processes that grade, so that the next job meets a new one.
    problem : callable
        Returns why it will do no more jobs, or "".
    """

    executor: Executor
    count: int
    renew: Callable[[], None] = lambda: None
    problem: Callable[[], str] = lambda: ""


@contextmanager
def local_workers(count: int) -> Iterator[Workers]:
    """Grade in so many processes of this machine, which end with the block."""
    executor = ThreadPoolExecutor(count)
    try:
        yield Workers(executor, count, renew=close_all)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        close_all()


@contextmanager
def cluster_workers(address: str) -> Iterator[Workers]:
    """Grade on the workers of a dask cluster, which are left as they were found.

    Certificates for a `tls://` address are those of dask's own configuration.

    Raises
    ------
    NnkataError
        If dask is not installed, or no scheduler with workers answers.
    """
    client = _client(address)
    try:
        yield Workers(
            client.get_executor(pure=False),
            _threads(client, address),
            renew=lambda: _close_all(client),
            problem=lambda: _problem(client, address),
        )
        _close_all(client)
    finally:
        client.close()


def processors() -> int:
    """Return how many processes this machine has a processor for."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise NnkataError(
            "--cluster needs dask: python -m pip install 'nnkata[cluster]'."
        ) from None
    try:
        return Client(address, timeout=CONNECTING, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise NnkataError(
            f"No scheduler of dask answers at {address} ({error}). Start one with"
            " `dask scheduler`, and workers with `dask worker ADDRESS`."
        ) from None


def _threads(client: Any, address: str) -> int:
    """Return how many jobs the workers of a cluster do at a time."""
    count = sum(map(int, client.nthreads().values()))
    if not count:
        raise NnkataError(
            f"The scheduler at {address} has no workers: start some with"
            f" `dask worker {address}`."
        )
    return count


def _problem(client: Any, address: str) -> str:
    if client.status == "running":
        return ""
    return f"the scheduler at {address} does not answer any more"


def _close_all(client: Any) -> None:
    with suppress(OSError, TimeoutError):  # a worker may be gone
        client.run(close_all, on_error="ignore")
