"""Pieces of work handed out to other processes, and what comes back, as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from classroom.errors import KitError

if TYPE_CHECKING:
    from generator.engine.workers import Workers

Job = TypeVar("Job")
Done = TypeVar("Done")

MOST_LOSSES = 10
"""How often processes may be lost before it is no accident."""


def in_workers(work: Callable[[Job], Done], jobs: Sequence[Job], workers: Callable[[int], Workers]) -> Iterator[Done]:
    """Do the jobs in other processes, each given as it is done; what a lost process had on hand is begun anew.

    Args:
        work: what is done with each job, there.
        jobs: in the order in which they are handed out.
        workers: gives the processes for a number of jobs.

    Raises:
        KitError: processes are lost again and again. What `work` raises is passed on.
    """
    if not jobs:
        return
    pool = workers(len(jobs))
    left = iter(jobs)
    waiting: dict[Future, Job] = {}
    losses = 0
    whole = False
    try:
        while True:
            for job in islice(left, pool.ahead - len(waiting)):
                waiting[pool.submit(work, job)] = job
            if not waiting:
                break
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                job = waiting.pop(future)
                try:
                    yield future.result()
                except pool.lost as problem:
                    losses += 1
                    if losses > MOST_LOSSES:
                        raise KitError(f"The processes that grade end again and again: {problem}.") from problem
                    again = [job, *waiting.values()] if pool.renew() else [job]
                    waiting = {} if len(again) > 1 else waiting
                    waiting |= {pool.submit(work, other): other for other in again}
                    break
        whole = True
    finally:
        pool.close(at_once=not whole)


def together(done: Iterator[Done], count: int) -> Iterator[list[Done]]:
    """The same, some at a time."""
    while batch := list(islice(done, count)):
        yield batch
