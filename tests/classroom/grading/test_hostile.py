"""Hostile and broken submissions: no mark changes, nothing is reached, told or left behind."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import handed_in
import hostile
import pytest
from hostile import HONEST, WORTH, Hostile, Place
from hostile_code import CODE
from hostile_files import FILES
from hostile_machine import MACHINE

from classroom.grading.assignment import prepare
from classroom.grading.batch import grade_class
from classroom.sandbox.support import support
from classroom.sandbox.template import written_in
from generator.engine.workers import Here

CASES = (*CODE, *FILES, *MACHINE)

KINDS = tuple(dict.fromkeys(case.kind for case in CASES))


@pytest.fixture(scope="module")
def at(class_with_a07, tmp_path_factory) -> Place:
    """A class of this module's own, with another learner's work in it."""
    here = support()
    if here.missing:
        pytest.skip(here.text("en"))
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(class_with_a07, root / "class")
    other = root / "class" / "submitted" / "another" / "a07"
    other.mkdir(parents=True)
    (other / "a07_rfm.ipynb").write_text(json.dumps(handed_in.answered()))
    (root / "class" / "gradebook.db").write_bytes(b"SQLite format 3\x00")
    for name in ("open", "temporary"):
        (root / name).mkdir()
    assignment = prepare(root / "class", "a07")
    with hostile.place(assignment, root / "class", root / "open", root / "temporary") as one:
        assert points(hostile.grade(Hostile(name="honest", kind=""), one, root / "honest")) == HONEST
        yield one


def points(outcome: hostile.Outcome) -> dict[str, float]:
    return {one.task.partition(".")[2]: one.points for one in outcome.graded.tasks}


def kept(at: Place) -> dict[str, str]:
    """The class folder and the open one, without the answers that the grader keeps."""
    found = hostile.tree_print(at.class_folder, at.open_folder)
    own = str(at.class_folder / "grading" / "a07")
    return {path: about for path, about in found.items() if not path.startswith(own)}


def test_there_are_many_and_each_has_a_name():
    assert len(CASES) >= 100
    assert max(Counter((case.kind, case.name) for case in CASES).values()) == 1
    assert {task for case in CASES for task in (*case.loses, *case.states)} <= set(HONEST)


@pytest.mark.parametrize("part", ["some", pytest.param("others", marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", KINDS)
def test_no_mark_is_changed(at, tmp_path, kind, part):
    before = kept(at)
    found = []
    cases = [case for case in CASES if case.kind == kind]
    # Half of them every time; `make test-slow` and `python -m benchmarks.attacks` take the others too.
    for number, case in enumerate(cases[::2] if part == "some" else cases[1::2]):
        outcome = hostile.grade(case, at, tmp_path / str(number))
        found += hostile.faults(case, outcome, at)
        found += [f"{case.name}: {one}" for one in hostile.left_behind(at)]
    assert not found, "\n".join(found)
    assert kept(at) == before
    own_cell = handed_in.own(f"after = {kind!r}")
    after = Hostile(
        name="after", kind="", edit=lambda _: hostile.right() | {"cells": [own_cell, *hostile.right()["cells"]]}
    )
    assert points(hostile.grade(after, at, tmp_path / "after")) == WORTH


def test_an_attack_would_be_noticed(at, tmp_path):
    """What the tests above look for is found where it is."""
    wrong = Hostile(
        name="x",
        kind="",
        first=f"{hostile.REACH}reach(lambda: True)",
        answers={"leak": 'leak = "A"', "monetary": handed_in.text(handed_in.cell(hostile.right(), "a07-monetary"))},
        states={"calls": "correct"},
    )
    outcome = hostile.grade(wrong, at, tmp_path)
    assert hostile.faults(wrong, outcome, at) == [
        "x: monetary has 2.0 points in place of 0.0",
        "x: leak has 0.0 points in place of 1.0",
        "x: calls is 'wrong' in place of 'correct'",
        "x: it reached what it must not",
    ]
    cards = at.grader.assignment.cards
    inputs = [json.dumps(case["inputs"]) for case in cards["a07.recency"]["cases"]]
    assert any(at.markers.search(one) for one in inputs)


def test_equal_notebooks_with_other_files_beside_them_are_each_run(at, tmp_path):
    """The answers that are kept of one learner's work are not another's who hands in the same notebook."""
    code = "from pathlib import Path\nleak = Path('answer.txt').read_text()"

    def told(text: str):
        return lambda folder: (folder / "answer.txt").write_text(text)

    def leak(text: str, number: int) -> float:
        case = Hostile(name="x", kind="", answers={"leak": code}, files=told(text))
        return points(hostile.grade(case, at, tmp_path / str(number)))["leak"]

    right = handed_in.text(handed_in.cell(hostile.right(), "a07-leak")).split('"')[1]
    other = "A" if right != "A" else "B"
    assert [leak(one, number) for number, one in enumerate((right, other, right))] == [1.0, 0.0, 1.0]


def test_a_cell_that_ends_the_run_leaves_nothing_for_the_next_run(at, tmp_path):
    """Whoever makes a folder, and is run again without another cell, may make it again."""
    case = Hostile(
        name="x",
        kind="",
        first="import os\nos.mkdir('mine')",
        edit=lambda notebook: (
            notebook | {"cells": [*notebook["cells"][:1], handed_in.own("os._exit(0)"), *notebook["cells"][1:]]}
        ),
    )
    outcome = hostile.grade(case, at, tmp_path)
    assert points(outcome) == HONEST
    assert [one.kind for one in outcome.graded.stopped] == ["ended"]


def test_what_a_deep_folder_takes_is_seen(at, tmp_path):
    """A folder whose path is too long for the system to name is too much, whatever is in it."""
    code = "import os, time\nfor number in range(60):\n    os.mkdir('x' * 200)\n    os.chdir('x' * 200)\ntime.sleep(1)"
    case = Hostile(name="x", kind="", first=code)
    outcome = hostile.grade(case, at, tmp_path / "work")
    assert [one.kind for one in outcome.graded.stopped] == ["ended"]
    assert hostile.left_behind(at) == []
    (tmp_path / "plain").mkdir()
    Path(tmp_path / "plain" / "x").write_bytes(bytes(10_000))
    assert 10_000 <= written_in(str(tmp_path / "plain"), 2**20) <= 20_000


def test_a_class_of_them_is_graded_to_its_end(class_with_a07, tmp_path):
    """Every learner has a page and a row, nobody's work and nothing of the class's own is changed."""
    here = support()
    if here.missing:
        pytest.skip(here.text("en"))
    folder = tmp_path / "class"
    shutil.copytree(class_with_a07, folder)
    names = {
        *("a problem that stops whoever words it", "a folder that is another's", "a pipe", "files that are in the way"),
        *("in the names of a dict", "os._exit in a cell", "folders in folders, 400 deep", "a link to /etc/passwd"),
    }
    cases = [case for case in CASES if case.name in names]
    assert len(cases) == len(names)
    learners = {f"m{number}": case for number, case in enumerate(cases)} | {"a": None, "z": None}
    for learner, case in learners.items():
        handed = folder / "submitted" / learner / "a07"
        handed.mkdir(parents=True)
        notebook = handed_in.answered()
        if case:
            notebook = hostile.made(case, notebook, folder, tmp_path)
        if notebook is not None:
            (handed / "a07_rfm.ipynb").write_text(json.dumps(notebook))
        if case and case.files:
            case.files(handed)
    (folder / "submitted" / "linked").symlink_to(folder / "submitted" / "a")
    kept_as_they_are = [folder / name for name in ("submitted", "source", "release", "class.toml")]
    before = hostile.tree_print(*kept_as_they_are)
    limits = replace(hostile.LIMITS, total=20.0)
    summary = grade_class(handed_in.course(), folder, "a07", lambda count: Here(), limits=limits)
    assert hostile.tree_print(*kept_as_they_are) == before
    assert summary.submissions == summary.graded == len(learners)
    assert [note.key for note in summary.skipped] == ["learner-link"]
    told = hostile.markers(prepare(folder, "a07"))
    for learner in learners:
        page = (folder / "feedback" / learner / "a07" / "a07_rfm.html").read_text(encoding="utf-8")
        notebook = (folder / "autograded" / learner / "a07" / "a07_rfm.ipynb").read_text(encoding="utf-8")
        assert not told.search(page + notebook), learner
    with (folder / "grading" / "a07" / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert Counter(row["learner"] for row in rows) == dict.fromkeys(learners, 11)
    for learner in ("a", "z"):
        assert sum(float(row["points"]) for row in rows if row["learner"] == learner) == 20
