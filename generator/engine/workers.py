"""Who makes the blocks: this process, processes on this machine, or a Dask cluster. All of them are executors."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import Any

from generator.engine.plan import made_with

AHEAD = 2
"""Blocks handed out for each worker: one at work and one waiting. More would only pile up."""


class WorkersError(RuntimeError):
    """Blocks cannot be made there; the message says why, in one sentence."""


class Workers(ABC):
    """Some workers.

    Attributes:
        ahead: how many blocks to hand out at a time.
        share_files: whether they see this machine's files, and so can write their parts themselves.
    """

    ahead: int
    share_files: bool = True
    lost: tuple[type[BaseException], ...] = ()

    @abstractmethod
    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future:
        """Hand out a piece of work."""

    def renew(self) -> bool:
        """Find other workers after some were lost; whether all that was handed out is lost with them."""
        return False

    def close(self, *, at_once: bool) -> None:  # noqa: B027 - who has nothing to close needs no such method
        """Send the workers home; `at_once` where their work is not wanted any more."""


class Here(Workers):
    """This process. A piece of work is done when `submit` returns."""

    ahead = 1

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future:
        future: Future = Future()
        try:
            future.set_result(function(*arguments))
        except Exception as problem:  # what the work raises, the future raises
            future.set_exception(problem)
        return future


class Processes(Workers):
    """Processes on this machine, which hold nothing of this one."""

    lost = (BrokenExecutor,)

    def __init__(self, count: int) -> None:
        self.count = count
        self.ahead = AHEAD * count
        self._others = set(multiprocessing.active_children())
        self._pool = self._start()

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future:
        return self._pool.submit(function, *arguments)

    def renew(self) -> bool:
        self.close(at_once=True)
        self._pool = self._start()
        return True

    def close(self, *, at_once: bool) -> None:
        if at_once:
            for process in set(multiprocessing.active_children()) - self._others:
                process.kill()
        self._pool.shutdown(wait=True, cancel_futures=at_once)

    def _start(self) -> Executor:
        return ProcessPoolExecutor(self.count, mp_context=_context(), initializer=_begin_work)


def _context() -> multiprocessing.context.BaseContext:
    """Processes come from a server that has imported what they need, once for all, or else begin with nothing."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["generator.engine.job", "pyarrow.parquet"])
    return context


class Cluster(Workers):
    """A Dask cluster. Its machines may share no files with this one, so parts come back as bytes."""

    share_files = False

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
            from distributed.client import FutureCancelledError
            from distributed.scheduler import KilledWorker
        except ImportError:
            raise WorkersError(
                "--cluster needs Dask: install the kit with the extra `cluster`, "
                'as in pip install "customer-value-kit[cluster]".'
            ) from None
        try:
            self._client = Client(address, timeout=f"{ANSWERS_WITHIN}s", set_as_default=False)
        except (OSError, ValueError) as problem:
            raise WorkersError(f"No Dask scheduler answers at {address}.") from problem
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        if not workers:
            self._client.close()
            raise WorkersError(
                f"The Dask cluster at {address} has no workers; start some with `dask worker {address}`."
            )
        try:
            self._client.submit(made_with, pure=False).result(timeout=STARTS_WITHIN)
        except Exception as problem:  # whatever keeps a worker from running the kit
            self._client.close()
            raise WorkersError(
                f"The workers of the Dask cluster at {address} cannot run the kit ({type(problem).__name__}); "
                "install the same version there."
            ) from problem
        self.ahead = AHEAD * sum(worker["nthreads"] for worker in workers.values())
        self.lost = (KilledWorker, FutureCancelledError)
        self._executor = self._client.get_executor(pure=False)

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future:
        return self._executor.submit(function, *arguments)

    def close(self, *, at_once: bool) -> None:
        self._executor.shutdown(wait=not at_once)
        self._client.close()


def workers_for(processes: int, cluster: str | None) -> Callable[[int], Workers]:
    """Who is to make the blocks, as make_ledger asks: for a number of blocks.

    Args:
        processes: how many on this machine; 1 is this process itself.
        cluster: the address of a Dask scheduler, which comes first where it is given.
    """

    def chosen(blocks: int) -> Workers:
        if cluster is not None:
            return Cluster(cluster)
        count = min(processes, blocks)
        return Processes(count) if count > 1 else Here()

    return chosen


ANSWERS_WITHIN = 10
"""Seconds that a Dask scheduler has to answer."""

STARTS_WITHIN = 120
"""Seconds that a Dask worker has to import the kit."""


def _begin_work() -> None:
    """What a new process does first: leave Ctrl-C to the one that started it, and end when that one has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
