"""How long the learner's `check` takes: every function task of a07, its first call and later ones.

.venv/bin/python -m benchmarks.check
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from solutions import records
from tutor import check
from tutor.pack import write_pack
from tutor.task import FunctionTask

LATER = 10


def main() -> int:
    """Print a row per task: seconds of the first check and of the later ones, beside those of reading a table."""
    module = records("a07")
    answers = {function.__name__: function for function in module.GIVEN}
    tasks = [task for task in module.TASKS if isinstance(task, FunctionTask)]
    answers |= {task.name: task.answer for task in tasks}
    sample = Path(__file__).resolve().parent.parent / "datasets" / "sample" / "en" / "orders.csv"
    begin = time.perf_counter()
    pd.read_csv(sample)
    read = time.perf_counter() - begin
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "kit.toml").write_text('language = "en"\n', encoding="utf-8")
        write_pack(place / ".kit", "a07", module.TASKS)
        print(f"{'task':<16}{'first (s)':>12}{'later (s)':>12}{'later / reading orders.csv':>30}")
        for task in tasks:
            seconds = [_seconds(task.id, answers, place) for _ in range(1 + LATER)]
            later = statistics.median(seconds[1:])
            print(f"{task.id:<16}{seconds[0]:>12.3f}{later:>12.3f}{later / read:>30.1f}")
    return 0


def _seconds(task: str, answers: dict, folder: Path) -> float:
    with contextlib.chdir(folder):
        begin = time.perf_counter()
        verdict = check(task, answers)
        seconds = time.perf_counter() - begin
    if verdict.state != "correct":
        raise SystemExit(f"{task}: the model answer is not right, so its time says nothing: {verdict.text}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
