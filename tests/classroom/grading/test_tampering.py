"""Simulated learners who tamper get what their own answers are worth, whatever they put before them."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from classroom.grading.grader import Grader
from classroom.grading.reading import read_submission
from classroom.grading.released import read_released
from classroom.simulated import write_class
from classroom.simulated.tampering import TAMPERINGS, tamper


@pytest.fixture(scope="module")
def cheats(class_with_a07, grader: Grader, tmp_path_factory):
    """What every cheat should get and what each got, and which tampering was in whose notebook."""
    there = tmp_path_factory.mktemp("cheats") / "class"
    shutil.copytree(class_with_a07, there)
    should = write_class(there, ["a07"], 14, "b", kinds=("cheat",))
    handed_out = read_released(there, "a07")
    tried, got = {}, {}
    for folder in sorted((there / "submitted").iterdir()):
        work = folder / "a07"
        cells = json.loads(next(work.glob("*.ipynb")).read_text(encoding="utf-8"))["cells"]
        tried[folder.name] = next(cell["id"] for cell in cells if cell["id"].startswith("tried-"))
        graded = grader.grade(read_submission(work, handed_out, folder.name), work)
        got |= {(folder.name, task.task): task for task in graded.tasks}
    return should, got, tried


def test_every_tampering_is_tried(cheats):
    _, _, tried = cheats
    assert set(tried.values()) == {f"tried-{name}" for name in TAMPERINGS}


def test_no_cheat_gets_more_than_the_answers_are_worth(cheats):
    should, got, tried = cheats
    assert len(should) > 100
    for one in should:
        assert got[one.learner, one.task].points <= one.points, (one.task, one.way, tried[one.learner])


def test_most_tampering_changes_nothing_at_all(cheats):
    should, got, tried = cheats
    own_harm = ("tried-rewrites-the-cells", "tried-always-equal")  # these change the cheat's own answers too
    for one in should:
        if tried[one.learner] not in own_harm:
            task = got[one.learner, one.task]
            assert (task.state, task.points, task.mistake) == (one.state, one.points, one.mistake), one.task


def test_the_cell_stands_before_the_first_answer():
    answer = {"metadata": {"nbgrader": {"solution": True}}}
    cells = [{"metadata": {}}, {"metadata": {}}, answer, answer]
    name = tamper(cells, np.random.default_rng(1))
    assert cells[2]["id"] == f"tried-{name}" and cells[3] is answer and len(cells) == 5
