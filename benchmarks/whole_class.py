"""A whole class over all ten assignments, graded in one run that is killed on the way, and beside stock nbgrader.

    .venv/bin/python -m benchmarks.whole_class [--learners 300] [--kills 2] [--stock 20] [--keep FOLDER]

The class is made up, and what each task of each learner has to get is worked out from the records alone, without the
grader. `--kills` ends the command and everything that it has started with SIGKILL, so many times, and starts it again.
`--stock` hands that many learners' work to stock nbgrader too and compares every task's points.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import solutions.trial
from classroom.course import find_course
from classroom.release import release
from classroom.simulated import Expected, write_class

BINARIES = Path(sys.executable).parent
SEED = 20261129


def main() -> int:
    """Print what came of it; 1 where a mark is not what it has to be."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--learners", type=int, default=300)
    asked.add_argument("--kills", type=int, default=2)
    asked.add_argument("--stock", type=int, default=20, help="learners whose work stock nbgrader grades too")
    asked.add_argument("--keep", type=Path, help="where the class is to stay, to look at it")
    options = asked.parse_args()
    assignments = solutions.trial.assignments()
    with tempfile.TemporaryDirectory(prefix="whole-class-") as folder:
        there = options.keep or Path(folder) / "class"
        course = find_course()
        for name in assignments:
            release(course, name, there, "zh-Hant")
        should = write_class(there, assignments, options.learners, SEED)
        work = options.learners * len(assignments)
        began = time.monotonic()
        killed = _grade(there, assignments, work, options.kills)
        seconds = time.monotonic() - began
        print(
            f"{work:,} submissions, killed at {killed}: {seconds:,.0f} s in all, {seconds / work:.3f} s each.",
            flush=True,
        )
        wrong = _wrong(there, should)
        twice = _graded_twice(there)
        print(f"{len(should):,} tasks, {len(wrong)} not as they have to be; written down twice: {twice} submissions.")
        for line in wrong[:10]:
            print(f"  {line}")
        different = _stock(there, assignments, options.stock, Path(folder) / "stock") if options.stock else 0
    return 1 if wrong or different else 0


def _grade(there: Path, assignments: Sequence[str], work: int, kills: int) -> list[int]:
    """Grade everything; gives how many submissions were written down at each kill."""
    command = [str(BINARIES / "classroom"), "grade", *assignments, "--class", str(there)]
    killed: list[int] = []
    while True:
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        limit = work * (len(killed) + 1) // (kills + 1) if len(killed) < kills else None
        while running.poll() is None:
            if limit is not None and (done := len(_journal(there))) >= limit:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()
                killed.append(done)
                break
            time.sleep(0.5)
        else:
            if running.returncode:
                sys.exit(f"classroom grade ended with {running.returncode}.")
            return killed


def _journal(there: Path) -> list[dict]:
    path = there / "grading" / "grading.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = []
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:  # the line that was being written when it was killed
            continue
        if event.get("event") == "graded":
            found.append(event)
    return found


def _graded_twice(there: Path) -> int:
    counts = Counter((event["assignment"], event["learner"]) for event in _journal(there))
    return sum(count > 1 for count in counts.values())


def _wrong(there: Path, should: Sequence[Expected]) -> list[str]:
    """What is not in scores.csv as the records say that it has to be."""
    rows = {}
    for path in there.glob("grading/*/scores.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows |= {(row["learner"], row["task"]): row for row in csv.DictReader(file)}
    found = []
    for one in should:
        row = rows.get((one.learner, one.task))
        points = None if row is None or row["points"] == "" else float(row["points"])
        if row is None or row["verdict"] != one.state or (one.points is not None and points != one.points):
            found.append(f"{one.learner} {one.task} ({one.way} {one.key}): {row} in place of {one.state} {one.points}")
    return found


def _stock(there: Path, assignments: Sequence[str], learners: int, copy: Path) -> int:
    """Let stock nbgrader grade some learners' work in a copy of the class; how many tasks have other points."""
    chosen = sorted(path.name for path in (there / "submitted").iterdir())[:learners]
    copy.mkdir()
    for name in ("class.toml", "nbgrader_config.py"):
        shutil.copy(there / name, copy / name)
    for name in ("source", "release"):
        shutil.copytree(there / name, copy / name)
    for learner in chosen:
        shutil.copytree(there / "submitted" / learner, copy / "submitted" / learner)
    environment = os.environ | {"PATH": f"{BINARIES}{os.pathsep}{os.environ.get('PATH', '')}"}
    began = time.monotonic()
    for name in assignments:
        for step in (["generate_assignment", name, "--force"], ["autograde", name]):
            subprocess.run(
                [str(BINARIES / "nbgrader"), *step], check=True, capture_output=True, cwd=copy, env=environment
            )
    work = len(chosen) * len(assignments)
    ours, theirs = (points(folder, assignments, chosen) for folder in (there, copy))
    different = sorted(key for key in ours if ours[key] != theirs.get(key))
    print(
        f"Stock nbgrader: {work} submissions in {time.monotonic() - began:,.0f} s; "
        f"{len(ours):,} tasks, {len(different)} with other points."
    )
    for key in different[:10]:
        print(f"  {' '.join(key)}: {ours[key]} here, {theirs.get(key)} there")
    return len(different)


def points(folder: Path, assignments: Sequence[str], learners: Sequence[str]) -> dict[tuple[str, str], float]:
    """The automatic points of every task, by learner and cell, as a gradebook has them; 0 where a person has to say."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        return {
            (submission.student.id, grade.name): round(grade.auto_score or 0.0, 6)
            for name in assignments
            for submission in book.assignment_submissions(name)
            if submission.student.id in learners
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


if __name__ == "__main__":
    sys.exit(main())
