"""Whether the grader does what it should with every record: right answers, known mistakes, and nothing written.

    .venv/bin/python -m benchmarks.tasks
    .venv/bin/python -m benchmarks.tasks a07 a09

Every task is tried on the learners' cases and on the hidden ones of two classes. A known mistake is a mistake of the
record, a wrong option, an item that does not belong or a step in a wrong place; it has to lose points and to be named
in both languages. Texts, which a person grades, are counted only.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import Progress

from customer_value.settings import LANGUAGES
from solutions import records
from solutions.trial import (
    SEEDS,
    assignments,
    graded,
    model_answer,
    other_right_answers,
    untouched,
    verdict,
    verdict_on_wrong,
    wrong_answers,
)
from tutor.task import Task


@dataclass
class Row:
    """What was found of one assignment; each number counts once for every seed."""

    assignment: str
    seeds: int = 0
    right: int = 0
    nothing: int = 0
    mistakes: int = 0
    named: int = 0
    ways: int = 0
    ways_right: int = 0
    faults: list[str] = field(default_factory=list)


def try_task(row: Row, task: Task, seed: str | int) -> None:
    """Try one task on one seed and add what comes of it to its assignment's row."""
    row.seeds += 1
    right = verdict(task, model_answer(task, seed), seed)
    row.right += _count(row, float(right) == task.points, task, seed, "the model answer", right.text)
    none = untouched(task, seed)
    row.nothing += _count(row, none.state == "not attempted" and none == 0, task, seed, "nothing written", none.text)
    for name, answer in other_right_answers(task, seed):
        row.ways += 1
        found = verdict(task, answer, seed)
        row.ways_right += _count(row, float(found) == task.points, task, seed, name, found.text)
    for wrong in wrong_answers(task, seed):
        row.mistakes += 1
        verdicts = [verdict_on_wrong(task, wrong, seed, language) for language in LANGUAGES]
        named = all(one.mistake == wrong.key and one < task.points for one in verdicts)
        row.named += _count(row, named, task, seed, wrong.key, verdicts[0].text)


def _count(row: Row, fine: bool, task: Task, seed: str | int, what: str, text: str) -> int:
    if not fine:
        row.faults.append(f"{task.id}, seed {seed!r}: {what}: {' '.join(text.split())}")
    return int(fine)


def main() -> int:
    """Print a row per assignment, then what is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="all of them when left out")
    asked = parser.parse_args()
    if unknown := set(asked.assignments) - set(assignments()):
        parser.error(f"there is no assignment {min(unknown)}; there is {', '.join(assignments())}.")
    names = asked.assignments or assignments()
    rows = {name: Row(name) for name in names}
    begin = time.process_time()
    with Progress(console=Console(stderr=True), transient=True) as bar:
        work = [(name, task, seed) for name in names for task in graded(name) for seed in SEEDS]
        for name, task, seed in bar.track(work, description="tasks"):
            try_task(rows[name], task, seed)
    heads = ("points", "minutes", "tasks", "full marks", "nothing: 0", "other ways", "mistakes", "named")
    print(f"{'':<6}" + "".join(f"{head:>13}" for head in heads))
    for name, row in rows.items():
        tasks = records(name).TASKS
        cells = (
            f"{sum(task.points for task in tasks):g}",
            f"{sum(task.minutes for task in tasks)}",
            f"{len(tasks)}",
            f"{row.right} of {row.seeds}",
            f"{row.nothing} of {row.seeds}",
            f"{row.ways_right} of {row.ways}",
            f"{row.mistakes}",
            f"{row.named}",
        )
        print(f"{name:<6}" + "".join(f"{cell:>13}" for cell in cells))
    print(f"{len(SEEDS)} seeds, {time.process_time() - begin:.0f} s of processor time")
    faults = [fault for row in rows.values() for fault in row.faults]
    for fault in faults:
        print(fault)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
