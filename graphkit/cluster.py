"""The workers of a Dask cluster as an executor; the extra ``cluster``."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from graphkit.errors import WorkerError

CONNECT_SECONDS = 15
"""Seconds to wait for a scheduler to answer."""


@contextmanager
def connect(address: str) -> Iterator[tuple[Executor, int]]:
    """An executor over the workers of a scheduler, and how many there are now.

    Dask gives the call of a worker that died to another one, and a nanny starts a new worker.

    Raises:
        WorkerError: distributed is not installed, no scheduler answers, or it has no worker.

    """
    try:
        from distributed import Client
    except ImportError as error:
        raise WorkerError("--cluster needs distributed; install it with: pip install distributed") from error
    try:
        # The package types little, hence the comment for mypy.
        client: Any = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise WorkerError(
            f"no Dask scheduler answers at {address}; start one with: dask scheduler"
        ) from error
    with client:
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        if not workers:
            raise WorkerError(
                f"the scheduler at {address} has no workers; start one with: dask worker {address}"
            )
        with client.get_executor(pure=False) as executor:
            yield executor, workers
