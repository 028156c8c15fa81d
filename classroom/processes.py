"""Work on many pages at a time, in processes of their own."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from classroom.course import Course


def in_processes(work: Callable[..., Any], jobs: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
    """Do a piece of work for each job and give what came of it, in the order of the jobs.

    Args:
        work: a function of a module, which the other processes import.
        jobs: its arguments; few are handed out at a time, so that what comes back does not pile up.

    Raises:
        Exception: what the work raises; what came before it has been given.
    """
    from generator.engine.workers import Processes

    if not jobs:
        return
    workers = Processes(min(os.cpu_count() or 1, len(jobs)))
    waiting: deque[Future] = deque()
    left = iter(jobs)
    whole = False
    try:
        for job in islice(left, workers.ahead):
            waiting.append(workers.submit(work, *job))
        while waiting:
            done = waiting.popleft().result()
            for job in islice(left, 1):
                waiting.append(workers.submit(work, *job))
            yield done
        whole = True
    finally:
        workers.close(at_once=not whole)


@cache
def course_here(root: Path, datasets: Path | None) -> Course:
    """The course, read once in each process."""
    return Course(root, datasets)
