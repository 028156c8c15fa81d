"""Hostile and broken submissions: what one is, how its notebook is made, how it is graded, and what has to hold.

Each is an honest notebook with two wrong answers (HONEST has its points) and one attack. Whatever the attack does, no
task gets more than that honest work gets; only tasks that the attack itself spoils may get less.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import handed_in
from handed_in import Notebook

from classroom.grading.assignment import Assignment
from classroom.grading.autograded import autograded_notebook
from classroom.grading.feedback import feedback_page, titles_of
from classroom.grading.grader import Grader
from classroom.grading.reading import read_submission
from classroom.grading.released import HandedOut, handed_cells
from classroom.grading.result import STATES, Graded
from classroom.grading.running import RunLimits
from solutions import records

LIMITS = RunLimits(cell=1.5, task=1.5, total=7.0, memory=256 * 2**20, file=4 * 2**20, disk=16 * 2**20, output=2 * 2**20)

HONEST = {"recency": 2.0, "frequency": 2.0, "monetary": 0.0, "leak": 1.0, "quality": 1.0, "calls": 0.0}
"""The tasks of a07 that are asked here, and what the work without an attack gets: the model answers but for two."""

WORTH = {"recency": 2.0, "frequency": 2.0, "monetary": 2.0, "leak": 1.0, "quality": 1.0, "calls": 1.0}

WRONG = {
    "monetary": "def monetary(orders, refunds, snapshot):\n    return 7",
    "calls": 'def call_list(chances, gain, cost):\n    return ["nobody"]',
}

GIVEN = ("setup", "small-ledger", "given-valid_orders", "small-calls", "small-chances")
"""The handed-out cells that these tasks need; the others are left out, to save time."""

ALL = tuple(HONEST)

REACH = """
class Reached(Exception):
    pass


def reach(do):
    try:
        found = do()
    except BaseException:
        return
    if found:
        raise Reached


"""
"""Put before an attack that must not find anything: a cell that stopped with Reached says that it did."""

LEAK = """
def marks(orders):
    first = str(orders["order_id"].iloc[0])
    return first, 7_000_000_000 + int(first[1:])


"""
"""Put before an attack that tells of hidden inputs: an order's id, and a number made of it."""


@dataclass(frozen=True, kw_only=True)
class Hostile:
    """One submission.

    Attributes:
        name, kind: what it does, in a few words; which group it belongs to.
        first: the code of a cell before all others. CLASS stands for the class folder, OPEN for a folder in which
            anybody may write.
        answers: other answers than the honest ones, by task.
        edit: makes of the notebook what is handed in; None where the notebook itself is as it was.
        files: puts something beside it.
        loses: the tasks that may get less than the honest work.
        states: verdicts that have to be reached, by task.
    """

    name: str
    kind: str
    first: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    edit: Callable[[Notebook], Notebook | bytes | None] | None = None
    files: Callable[[Path], object] | None = None
    loses: tuple[str, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where hostile work is tried.

    Attributes:
        grader: with LIMITS.
        handed_out: the part of the notebook that is used.
        class_folder: everybody may read and write in it, so that only the sandbox is in the way.
        open_folder: the same, with nothing in it.
        temporary: where the grader makes its own folders.
        markers: texts of hidden inputs, each a regular expression.
    """

    grader: Grader
    handed_out: HandedOut
    class_folder: Path
    open_folder: Path
    temporary: Path
    markers: re.Pattern[str]


@dataclass(frozen=True)
class Outcome:
    """What came of one: the verdicts, the two pages made of them, and the seconds that the run and all of it took."""

    graded: Graded
    page: str
    notebook: str
    seconds: float


def honest() -> Notebook:
    """The part of the model notebook that is used, with the two wrong answers."""
    return _with_answers(_cut(handed_in.answered()), WRONG)


def right() -> Notebook:
    """The same with right answers alone."""
    return _cut(handed_in.answered())


def _cut(notebook: Notebook) -> Notebook:
    names = {*GIVEN, *(f"a07-{task}" for task in HONEST), *(f"a07-{task}-test" for task in HONEST)}
    return notebook | {"cells": [cell for cell in notebook["cells"] if cell["id"] in names]}


def _with_answers(notebook: Notebook, answers: Mapping[str, str]) -> Notebook:
    for task, code in answers.items():
        handed_in.cell(notebook, f"a07-{task}")["source"] = code
    return notebook


@cache
def cut_handed_out() -> HandedOut:
    """What was handed out, without the cells that are not used."""
    names = {task.id: getattr(task, "name", "") for task in records("a07").TASKS}
    whole = handed_in.handed_out()
    return replace(whole, cells=handed_cells(_cut(handed_in.released()), names))


def cut_assignment(assignment: Assignment, folder: Path) -> Assignment:
    """The assignment of a class folder with the tasks alone that are used."""
    cards = {f"a07.{task}": assignment.cards[f"a07.{task}"] for task in HONEST}
    return replace(assignment, cards=cards, folder=folder)


@contextmanager
def place(assignment: Assignment, class_folder: Path, open_folder: Path, temporary: Path) -> Iterator[Place]:
    """Somewhere to try hostile work; `class_folder` is one that nobody else uses, with what `assignment` came from."""
    for path in (class_folder, open_folder, *class_folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    temporary.chmod(0o755)
    before, tempfile.tempdir = tempfile.tempdir, str(temporary)
    try:
        cut = cut_assignment(assignment, class_folder)
        with Grader(cut, LIMITS) as grader:
            yield Place(grader, cut_handed_out(), class_folder, open_folder, temporary, markers(cut))
    finally:
        tempfile.tempdir = before


def markers(assignment: Assignment) -> re.Pattern[str]:
    """What shows that a hidden input was told: ids of orders that stand nowhere on the page, and `LEAK`'s numbers."""
    shown = json.dumps(handed_in.answered())
    found = set()
    for card in assignment.cards.values():
        for case in card.get("cases", ()):
            columns = case.get("inputs", {}).get("orders", {"frame": ()})["frame"]
            found |= {one for column in columns if column["name"] == "order_id" for one in column["values"]}
    hidden = {one for one in found if one not in shown}
    numbers = {str(7_000_000_000 + int(one[1:])) for one in hidden}
    return re.compile("|".join(sorted(hidden | numbers)))


def grade(case: Hostile, at: Place, folder: Path) -> Outcome:
    """Hand in, read, grade, and make the pages that a learner and an instructor see.

    Args:
        folder: where submitted/LEARNER/ASSIGNMENT is made.
    """
    handed = folder / "submitted" / "mallory" / "a07"
    handed.mkdir(parents=True)
    notebook = made(case, honest(), at.class_folder, at.open_folder)
    if notebook is not None:
        data = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
        (handed / f"{at.handed_out.notebook}.ipynb").write_bytes(data)
    if case.files:
        case.files(handed)
    return graded_from(handed, at)


def made(case: Hostile, notebook: Notebook, class_folder: Path, open_folder: Path) -> Notebook | bytes | None:
    """What becomes of a notebook; None where there is none to hand in."""
    _with_answers(notebook, case.answers)
    if case.first:
        code = case.first.replace("CLASS", str(class_folder)).replace("OPEN", str(open_folder))
        notebook["cells"].insert(0, handed_in.own(code))
    return case.edit(notebook) if case.edit else notebook


def graded_from(handed: Path, at: Place) -> Outcome:
    """Grade what lies in a learner's folder."""
    began = time.monotonic()
    submission = read_submission(handed, at.handed_out, "mallory")
    graded = at.grader.grade(submission, handed)
    titles = titles_of(handed_in.course(), "a07", "en")
    page = feedback_page(submission, graded, language="en", titles=titles)
    notebook = autograded_notebook(submission, graded, handed_in.released(), "en")
    return Outcome(graded, page, notebook, time.monotonic() - began)


def faults(case: Hostile, outcome: Outcome, at: Place) -> list[str]:
    """What does not hold."""
    graded = outcome.graded
    found = []
    points = {one.task.partition(".")[2]: one.points for one in graded.tasks}
    if sorted(one.task for one in graded.tasks) != sorted(f"a07.{task}" for task in HONEST):
        found.append(f"the verdicts are on {[one.task for one in graded.tasks]}")
    for task, least in HONEST.items():
        got = points.get(task)
        if got is None or got > least or (got < least and task not in case.loses):
            found.append(f"{task} has {got} points in place of {least}")
    states = {one.task.partition(".")[2]: one.state for one in graded.tasks}
    found += [f"{task} is {state!r}" for task, state in states.items() if state not in STATES]
    for task, state in case.states.items():
        if states.get(task) != state:
            found.append(f"{task} is {states.get(task)!r} in place of {state!r}")
    if graded.seconds > LIMITS.total + 2:
        found.append(f"it took {graded.seconds} s")
    if any(one.kind == "Reached" for one in graded.stopped):
        found.append("it reached what it must not")
    told = json.dumps(graded.to_json()) + outcome.page + outcome.notebook
    if leaked := at.markers.search(told):
        found.append(f"a hidden input was told: {leaked.group()}")
    return [f"{case.name}: {one}" for one in found]


def left_behind(at: Place) -> list[str]:
    """What is there after grading that should not be: processes of the template, and folders of the grader's."""
    template = at.grader._process._process
    children = Path(f"/proc/{template.pid}/task/{template.pid}/children").read_text().split() if template else []
    folders = [one.name for one in at.temporary.iterdir() if not one.name.startswith("handed-out-")]
    return [f"process {one} is left" for one in children] + [f"{one} is left" for one in folders]


def tree_print(*folders: Path) -> dict[str, str]:
    """Every file and folder with its mode and what is in it."""
    found = {}
    for folder in folders:
        for path in sorted([folder, *folder.rglob("*")]):
            about = path.lstat()
            plain = stat.S_ISREG(about.st_mode)
            content = hashlib.sha256(path.read_bytes()).hexdigest() if plain else ""
            found[str(path)] = f"{about.st_mode:o} {content or os.fspath(path.name)}"
    return found
