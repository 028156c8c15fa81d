"""An honest corpus over all ten assignments: stock nbgrader comes to the same points as the engine, on every task."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

import solutions.trial
from classroom.course import find_course
from classroom.grading.gradebook import sqlite_url
from classroom.release import release
from classroom.simulated import write_class
from classroom.simulated.class_work import MIX

EACH = 2
"""Learners of each assignment; of other kinds in each, so that all kinds come up."""

ASSIGNMENTS = solutions.trial.assignments()
SCRIPTS = Path(sys.executable).parent


def run(folder: Path, *command: str) -> None:
    environment = os.environ | {"PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [SCRIPTS / command[0], *command[1:]], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def points(folder: Path, assignment: str) -> dict[tuple[str, str], float]:
    """The automatic points by learner and cell."""
    with Gradebook(sqlite_url(folder)) as book:
        return {
            (submission.student.id, grade.name): round(grade.auto_score or 0.0, 6)
            for submission in book.assignment_submissions(assignment)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_same_points_as_stock_nbgrader(assignment, tmp_path):
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    release(find_course(), assignment, ours, "en")
    first = ASSIGNMENTS.index(assignment) * EACH
    kinds = [MIX[(first + place) % len(MIX)] for place in range(EACH)]
    should = write_class(ours, [assignment], EACH, f"corpus {assignment}", kinds)
    shutil.copytree(ours, theirs)
    run(ours, "classroom", "grade", assignment, "--class", ".", "--workers", "1")
    run(theirs, "nbgrader", "autograde", assignment)
    found = points(ours, assignment)
    assert found == points(theirs, assignment)
    assert len({learner for learner, _ in found}) == EACH
    assert sum(found.values()) == pytest.approx(sum(one.points or 0.0 for one in should))
