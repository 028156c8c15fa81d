"""How long the learner's `check` takes: every task of every assignment, its first call and later ones.

    .venv/bin/python -m benchmarks.check
    .venv/bin/python -m benchmarks.check a07

A row per assignment with its slowest task, beside the time of reading the sample's orders once with pandas.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from customer_value.ledger import read_ledger
from solutions import records
from solutions.trial import assignments, graded, model_answer
from tutor import check
from tutor.cases import PUBLIC_SEED
from tutor.pack import write_pack

LATER = 5
LIMIT = 0.3
"""Seconds that a check may take."""

SAMPLE = Path(__file__).resolve().parent.parent / "datasets" / "sample" / "en"


def main(asked: list[str]) -> int:
    """Print the table. Returns 1 where some check takes longer than the limit."""
    unknown = [name for name in asked if name not in assignments()]
    if unknown:
        print(f"There is no assignment {unknown[0]!r}; there is {', '.join(assignments())}.", file=sys.stderr)
        return 1
    read = _seconds(lambda: pd.read_csv(SAMPLE / "orders.csv"))
    print(f"{'':<6}{'tasks':>6}   {'slowest':<22}{'first (s)':>10}{'later (s)':>10}{'later / reading orders.csv':>28}")
    slowest = 0.0
    for name in asked or assignments():
        times = _times(name)
        task = max(times, key=lambda one: times[one][0])
        first, later = times[task]
        slowest = max(slowest, first, later)
        print(f"{name:<6}{len(times):>6}   {task:<22}{first:>10.3f}{later:>10.3f}{later / read:>28.1f}")
    return int(slowest > LIMIT)


def _times(assignment: str) -> dict[str, tuple[float, float]]:
    """The seconds of a task's first check and the median of later ones, by the task's id."""
    module = records(assignment)
    names: dict[str, Any] = {function.__name__: function for function in getattr(module, "GIVEN", ())}
    names |= {task.name: model_answer(task, PUBLIC_SEED) for task in graded(assignment)}
    times = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("kit.toml").write_text('language = "en"\n', encoding="utf-8")
        write_pack(Path(".kit"), assignment, module.TASKS, ledger=read_ledger(SAMPLE))
        for task in graded(assignment):
            seconds = [_seconds(partial(_right, task.id, names)) for _ in range(1 + LATER)]
            times[task.id] = (seconds[0], statistics.median(seconds[1:]))
    return times


def _right(task: str, names: dict[str, Any]) -> None:
    verdict = check(task, names)
    if verdict.state != "correct":
        raise SystemExit(f"{task}: the model answer is not right, so its time says nothing: {verdict.text}")


def _seconds(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Time the checks of every assignment, or of the ones named.")
    parser.add_argument("assignments", nargs="*", help="such as a07; all when left out")
    sys.exit(main(parser.parse_args().assignments))
