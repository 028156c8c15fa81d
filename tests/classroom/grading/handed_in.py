"""Notebooks as learners hand them in: the released one, what may be done to it, and reading it back."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from classroom.course import Course, find_course
from classroom.grading.reading import read_submission
from classroom.grading.released import HandedOut, handed_cells
from classroom.grading.submission import Cell, Submission
from classroom.task_cells import solution
from classroom.workspace import page_text
from solutions import records
from tutor.task import TextTask

Notebook = dict[str, Any]


@cache
def course() -> Course:
    """The kit's own course."""
    return find_course()


@cache
def released_text(assignment: str) -> str:
    """The bytes that learners are given, as text."""
    return page_text(course(), course().assignment(assignment), "en", "learner")


def released(assignment: str = "a07") -> Notebook:
    """The notebook that learners are given, to do with it what one likes."""
    return json.loads(released_text(assignment))


@cache
def handed_out(assignment: str = "a07") -> HandedOut:
    """The same, as the grader knows it."""
    names = {task.id: getattr(task, "name", "") for task in records(assignment).TASKS}
    cells = handed_cells(json.loads(released_text(assignment)), names)
    return HandedOut(assignment=assignment, notebook=course().assignment(assignment).path.stem, cells=cells)


def answered(assignment: str = "a07") -> Notebook:
    """The notebook with the model answers filled in."""
    notebook = released(assignment)
    for task in records(assignment).TASKS:
        text = task.model.get("en") if isinstance(task, TextTask) else solution(task, "en")
        cell(notebook, task.id.replace(".", "-"))["source"] = text.splitlines(keepends=True)
    return notebook


def cell(notebook: Notebook, name: str) -> dict[str, Any]:
    """The cell with an id."""
    return next(one for one in notebook["cells"] if one.get("id") == name)


def place(notebook: Notebook, name: str) -> int:
    """Where the cell with an id stands."""
    return [one.get("id") for one in notebook["cells"]].index(name)


def own(source: str, kind: str = "code", **more: Any) -> dict[str, Any]:
    """A cell that a learner adds."""
    made = {"cell_type": kind, "id": f"own-{abs(hash(source)) % 10**9}", "metadata": {}, "source": source, **more}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def again(one: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A copy of a cell as JupyterLab makes it: with an id of its own, and nbgrader's metadata as they are."""
    return copy.deepcopy(one) | {"id": f"copy-{one['id']}"[:64]} | more


def without_ids(notebook: Notebook) -> Notebook:
    """What a program leaves that knows neither ids nor anybody's metadata."""
    notebook["nbformat_minor"] = 4
    notebook["metadata"] = {}
    for one in notebook["cells"]:
        one.pop("id", None)
        one["metadata"] = {}
    return notebook


def read(folder: Path, content: Notebook | bytes | None, assignment: str = "a07", name: str = "") -> Submission:
    """What is read of one notebook that is put into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if content is not None:
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        (folder / (name or f"{handed_out(assignment).notebook}.ipynb")).write_bytes(data)
    return read_submission(folder, handed_out(assignment), "ann")


def keys(submission: Submission) -> list[str]:
    """Which repairs there were, each once."""
    return sorted({note.key for note in submission.repairs})


def text(one: dict[str, Any]) -> str:
    """What stands in a cell."""
    return one["source"] if isinstance(one["source"], str) else "".join(one["source"])


def roles(submission: Submission) -> list[tuple[str, str]]:
    """Role and task of each cell of a task, in order."""
    return [(one.role, one.task) for one in submission.cells if one.task]


def answer(submission: Submission, task: str) -> Cell:
    """The cell that answers a task."""
    (found,) = [one for one in submission.cells if one.role == "answer" and one.task == task]
    return found


def index(submission: Submission, role: str, task: str) -> int:
    """Where the cell of a task stands."""
    return [(one.role, one.task) for one in submission.cells].index((role, task))
