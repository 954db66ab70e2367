"""Dask as the engine: the one module that knows it. `--cluster local` or the address of a scheduler.

A cluster on SLURM or Kubernetes is started with Dask's own tools; docs/scale.md shows both.
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import Executor
from typing import Any

from detente.errors import CasebookError, MissingPart


class Cluster:
    """Workers of a Dask cluster behind the executor's interface. Models are loaded once a worker process."""

    def __init__(self, address: str, workers: int = 2):
        try:
            import dask
            import distributed
        except ImportError as error:
            raise MissingPart("Dask is not installed: `pip install detente[cluster]`") from error
        self._distributed = distributed
        self._own: Any = None
        # Dask's own malloc setting costs a parser 30 %; a task that killed its worker comes back to us to be halved.
        dask.config.set(
            {
                "distributed.nanny.pre-spawn-environ": {},
                "distributed.scheduler.allowed-failures": 0,
                "distributed.comm.timeouts.connect": "30s",
            }
        )
        logging.getLogger("distributed").setLevel(logging.ERROR)
        if address == "local":
            self._own = distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
            )
            address = self._own.scheduler_address
        try:
            self._client = distributed.Client(address, timeout="30s")
        except OSError as error:
            raise CasebookError(f"no Dask scheduler answers at {address}: {error}") from error
        self._executor: Executor | None = None
        self.ahead = 2 * max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]) or workers)

    @property
    def executor(self) -> Executor:
        if self._executor is None:
            self._executor = self._client.get_executor(pure=False, retries=0)
        assert self._executor is not None
        return self._executor

    def pids(self) -> list[int]:
        """Process ids of the workers, for those that would kill them."""
        return list(self._client.run(__import__("os").getpid).values())

    def restart(self) -> None:
        """Drop the tasks in flight; the nannies bring dead workers back by themselves."""
        if self._executor is not None:
            self._executor.shutdown(wait=False)
            self._executor = None
        deadline = time.monotonic() + 60
        while not self._client.scheduler_info(n_workers=-1)["workers"]:
            if time.monotonic() > deadline:
                raise CasebookError("the cluster lost all its workers: start some, and add again to resume")
            time.sleep(0.2)

    def close(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False)
        self._client.close()
        if self._own is not None:
            self._own.close()


__all__ = ["Cluster"]
