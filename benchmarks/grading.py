"""The grading engine beside stock nbgrader and otter-grader on the same submissions, in turn.

    .venv/bin/python -m benchmarks.grading [--learners 14] [--rounds 3] [--sizes 100 1000] [--figure FILE]
    .venv/bin/python -m benchmarks.grading --learners 4 --rounds 1 --sizes --without-otter

All grade the same simulated learners of a07. The kit and nbgrader have to come to the same points, and otter to full
marks for the same tasks of the same learners: a task's test passes or fails there, so points for a part of it cannot be
compared. Seconds are those of a whole command, divided by the submissions; otter grades one after the other with its
Python API (`otter.api.grade_submission`). The hidden cases are drawn before, since that is done once for a class; what
nbgrader and otter draw of them in each kernel is their own. Beside them stands the bare execution: the learners' cells
and functions in a fork without a sandbox, and nothing else. Then the engine alone grades larger and larger classes.

otter-grader runs in an environment of its own, which is made here on the first run from PyPI and kept.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks._otter import Otter, environment
from classroom.course import find_course
from classroom.files import write_whole
from classroom.grading.assignment import prepare
from classroom.grading.grader import Grader
from classroom.grading.reading import read_submission
from classroom.grading.released import read_released
from classroom.grading.work_list import work_list
from classroom.release import release
from classroom.simulated.class_work import made_work


@dataclass(frozen=True)
class Cost:
    """What grading a class of one size came to: seconds, and bytes of memory at most."""

    submissions: int
    seconds: float
    memory: int


ASSIGNMENT = "a07"
BINARIES = Path(sys.executable).parent
SEED = 20260301
SAMPLE = 5
"""Seconds between two looks at memory: each takes some milliseconds for every process."""


def main() -> int:
    """Print seconds for each submission, the ratios, and what larger classes cost."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--learners", type=int, default=14, help="0 leaves out everything that stands beside the kit")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--sizes", type=int, nargs="*", default=[100, 1000])
    asked.add_argument("--figure", type=Path, help="where to draw what a submission costs in each size of class")
    asked.add_argument("--without-otter", action="store_true", help="do not install or measure otter-grader")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="grading-") as folder:
        there = Path(folder) / "class"
        release(find_course(), ASSIGNMENT, there, "en")
        cards = prepare(there, ASSIGNMENT).cards
        agreed = True
        if options.learners:
            _hand_in(there, options.learners, SEED)
            python = None if options.without_otter else environment()
            tasks = {task: card["points"] for task, card in cards.items()}
            otter = Otter(python, there, ASSIGNMENT, tasks) if python else None
            agreed = beside(there, options.learners, options.rounds, otter)
        if options.sizes:
            costs = larger(there, options.sizes)
            if options.figure:
                draw(costs, options.figure)
    return 0 if agreed else 1


def beside(there: Path, learners: int, rounds: int, otter: Otter | None) -> bool:
    """Time each way in every round and print the medians; whether all came to the same points."""
    full: dict[str, set[tuple[str, str]]] = {}
    each: list[float] = []

    def by_otter() -> None:
        full["otter-grader"], seconds = otter.grade()
        each.extend(seconds)

    ways = {
        "bare execution": lambda: _bare(there),
        "classroom grade, 1 worker": lambda: _ours(there, 1),
        "classroom grade, 2 workers": lambda: _ours(there, 2),
        "nbgrader autograde": lambda: _stock(there),
    }
    if otter is not None:
        otter.generate()
        ways["otter-grader"] = by_otter
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    points: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, grade in ways.items():
            began = time.perf_counter()
            timed = grade()
            seconds[name].append((timed or time.perf_counter() - began) / learners)
            if name not in ("bare execution", "otter-grader"):
                points.setdefault(name, _points(there))
                full.setdefault(name, _full(there))
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    stock, bare = medians["nbgrader autograde"], medians["bare execution"]
    print(f"{'':<28}{'s each':>8}{'stock / it':>12}{'it / bare':>11}")
    for name, median in medians.items():
        print(f"{name:<28}{median:>8.3f}{stock / median:>12.1f}{median / bare:>11.2f}")
    same = len({tuple(one) for one in points.values()}) == 1
    print(f"{learners} submissions, {rounds} rounds; the points {'are the same' if same else 'DIFFER'}.")
    if otter is not None:
        ours, theirs = full["classroom grade, 1 worker"], full["otter-grader"]
        marks = "are the same" if ours == theirs else "DIFFER"
        print(f"otter-grader: {statistics.median(each):.3f} s for each in the middle, without its start.")
        print(f"Full marks for {len(ours)} of {learners * len(otter.tasks)} tasks; in otter they {marks}.")
        for learner, task in sorted(ours ^ theirs):
            print(f"  {learner} {task}: {'not ' if (learner, task) in ours else ''}passed in otter")
        same = same and ours == theirs
    return same


def larger(there: Path, sizes: Sequence[int]) -> list[Cost]:
    """Grade classes of several sizes with two workers; seconds for each submission, and the most memory at one time.

    Of the smallest, also with one worker, beside the bare execution.
    """
    costs = []
    for size in sizes[:1]:
        _hand_in(there, size, SEED + size)
        bare = _bare(there)
        began = time.perf_counter()
        _ours(there, 1)
        taken = time.perf_counter() - began
        print(f"\n{size} submissions: bare {bare:.1f} s, one worker {taken:.1f} s, {taken / bare:.2f} times as long.")
    print(f"\n{'submissions':>12}{'s':>9}{'s each':>9}{'memory':>10}", flush=True)
    for size in sizes:
        _hand_in(there, size, SEED + size)
        with _watched() as most:
            began = time.perf_counter()
            _ours(there, 2)
            taken = time.perf_counter() - began
        costs.append(Cost(size, taken, most()))
        print(f"{size:>12,}{taken:>9.1f}{taken / size:>9.3f}{most() / 2**20:>8,.0f} MB", flush=True)
    return costs


def draw(costs: Sequence[Cost], path: Path) -> None:
    """Seconds for each submission and memory, against the size of the class."""
    from matplotlib.figure import Figure

    sizes = [cost.submissions for cost in costs]
    figure = Figure(figsize=(7, 3), layout="constrained")
    time_axes, memory_axes = figure.subplots(1, 2)
    time_axes.plot(sizes, [cost.seconds / cost.submissions for cost in costs], "o-")
    time_axes.set_ylabel("seconds for each submission")
    memory_axes.plot(sizes, [cost.memory / 2**30 for cost in costs], "o-")
    memory_axes.set_ylabel("memory at most, GB")
    for axes in (time_axes, memory_axes):
        axes.set(xscale="log", xlabel="submissions", ylim=(0, 1.15 * axes.dataLim.ymax))
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def _hand_in(there: Path, learners: int, seed: int) -> None:
    """Fill submitted/ anew."""
    shutil.rmtree(there / "submitted", ignore_errors=True)
    for learner, work, _ in made_work(there, ASSIGNMENT, learners, seed):
        write_whole(there / "submitted" / learner / ASSIGNMENT / work.name, work.text.encode("utf-8"))


def _ours(there: Path, workers: int) -> None:
    """A whole command on a class of which nothing is known but its cards."""
    for name in ("answers", "attempts", "results"):
        shutil.rmtree(there / "grading" / ASSIGNMENT / name, ignore_errors=True)
    command = [str(BINARIES / "classroom"), "grade", ASSIGNMENT, "--class", str(there), "--workers", str(workers)]
    subprocess.run(command, check=True, capture_output=True)


def _stock(there: Path) -> None:
    environment = os.environ | {"PATH": f"{BINARIES}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [str(BINARIES / "nbgrader"), "autograde", ASSIGNMENT, "--force"]
    subprocess.run(command, check=True, capture_output=True, cwd=there, env=environment)


def _bare(there: Path) -> float:
    """Seconds in which the forks alone were busy with the learners' own code, one after the other."""
    assignment = prepare(there, ASSIGNMENT)
    handed_out = read_released(there, ASSIGNMENT)
    shutil.rmtree(assignment.kept / "answers", ignore_errors=True)
    with Grader(assignment, trusted=True) as grader:
        work = work_list(there, ASSIGNMENT).work
        graded = [grader.grade(read_submission(one.folder, handed_out, one.learner), one.folder) for one in work]
    return sum({one.digest: one.seconds for one in graded}.values())  # the same work is run once


def _points(there: Path) -> list[float]:
    """The automatic points of every task of every learner, as the gradebook has them now."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{there / 'gradebook.db'}") as book:
        found = {
            (submission.student.id, grade.name): grade.auto_score or 0.0
            for submission in book.assignment_submissions(ASSIGNMENT)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }
    return [round(found[key], 6) for key in sorted(found)]


def _full(there: Path) -> set[tuple[str, str]]:
    """Which tasks of which learners have full marks from the grader, as the gradebook has it."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{there / 'gradebook.db'}") as book:
        return {
            (submission.student.id, grade.name.removesuffix("-test").replace("-", ".", 1))
            for submission in book.assignment_submissions(ASSIGNMENT)
            for notebook in submission.notebooks
            for grade in notebook.grades
            if (grade.auto_score or 0.0) > grade.max_score - 1e-6
        }


@contextmanager
def _watched() -> Iterator:
    """The most memory that this process's children and theirs held at one time, shared pages counted once."""
    most = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(SAMPLE):
            most = max(most, sum(_held(process) for process in _below(os.getpid())))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield lambda: most
    finally:
        done.set()
        watcher.join()


def _below(process: int) -> list[int]:
    """All processes that a process has started, and that these have."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        parents.setdefault(parent, []).append(int(folder.name))
    found, waiting = [], [process]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _held(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    sys.exit(main())
