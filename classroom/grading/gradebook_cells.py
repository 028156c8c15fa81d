"""An assignment's cells in nbgrader's database: which of them a task's points and comments belong to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.errors import KitError

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, kw_only=True)
class TaskCells:
    """The two cells of one task, by the names that nbgrader has for them.

    Attributes:
        task: the id, such as "a07.recency".
        grade: the cell that the points belong to.
        answer: the cell that comments belong to; the same one where a person reads the answer.
        maximum: what the task is worth.
    """

    task: str
    grade: str
    answer: str
    maximum: float


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One assignment's notebook as nbgrader's database has it.

    Attributes:
        assignment: the row's id.
        notebook: the row's id.
        tasks: in the order of the notebook.
        grades: the names of the cells that carry points, by the rows' ids.
        comments: the names of the cells that carry comments, by the rows' ids, in the order of the notebook.
    """

    assignment: str
    notebook: str
    tasks: tuple[TaskCells, ...]
    grades: Mapping[str, str]
    comments: Mapping[str, str]


def task_cells(notebook: Mapping[str, Any]) -> tuple[TaskCells, ...]:
    """The tasks of a source notebook or of one handed out, in their order."""
    answers: dict[str, str] = {}
    grades: dict[str, tuple[str, float]] = {}
    for cell in notebook["cells"]:
        task = cell["metadata"].get("kit", {}).get("task")
        marks = cell["metadata"].get("nbgrader", {})
        if not task or not marks:
            continue
        if marks.get("solution"):
            answers[task] = marks["grade_id"]
        if marks.get("grade"):
            grades[task] = marks["grade_id"], float(marks["points"])
    return tuple(
        TaskCells(task=task, grade=name, answer=answers.get(task, name), maximum=points)
        for task, (name, points) in grades.items()
    )


def read_sheet(connection: Connection, assignment: str, path: Path) -> Sheet | None:
    """What the database holds of a notebook.

    Args:
        connection: to nbgrader's database.
        assignment: such as "a07".
        path: the source notebook.

    Returns:
        None where the database does not hold this notebook with all of its tasks.
    """
    from nbgrader import api
    from sqlalchemy import select

    notebook = read_notebook(path)
    works, books, cells = api.Assignment.__table__, api.Notebook.__table__, api.BaseCell.__table__
    found = connection.execute(
        select(works.c.id, books.c.id)
        .join(books, books.c.assignment_id == works.c.id)
        .where(works.c.name == assignment, books.c.name == path.stem)
    ).one_or_none()
    if found is None:
        return None
    rows = connection.execute(select(cells.c.id, cells.c.name, cells.c.type).where(cells.c.notebook_id == found[1]))
    place = {
        cell["metadata"]["nbgrader"]["grade_id"]: place
        for place, cell in enumerate(notebook["cells"])
        if "nbgrader" in cell["metadata"]
    }
    ordered = sorted(rows, key=lambda row: (place.get(row.name, len(place)), row.name))
    sheet = Sheet(
        assignment=found[0],
        notebook=found[1],
        tasks=task_cells(notebook),
        grades={row.id: row.name for row in ordered if row.type in ("GradeCell", "TaskCell")},
        comments={row.id: row.name for row in ordered if row.type in ("SolutionCell", "TaskCell")},
    )
    whole = {task.grade for task in sheet.tasks} <= set(sheet.grades.values())
    return sheet if whole else None


def save_cells(url: str, course_id: str, assignment: str, path: Path, language: str) -> None:
    """Put an assignment into nbgrader's database as `nbgrader generate_assignment` does, by nbgrader's own steps.

    Args:
        url: of the database.
        course_id: as nbgrader_config.py has it.
        assignment: such as "a07".
        path: the source notebook.
        language: of the class: what stands in place of an answer.

    Raises:
        KitError: the notebook in the database has other tasks and submissions already.
    """
    import nbformat
    from nbgrader import preprocessors as steps
    from nbgrader.api import Gradebook
    from traitlets.config import Config

    from classroom.notebook import code_stub, text_stub

    stubs = {"ClearSolutions": {"code_stub": {"python": code_stub(language)}, "text_stub": text_stub(language)}}
    with Gradebook(url, course_id) as gradebook:
        gradebook.update_or_create_assignment(assignment)
    notebook = nbformat.from_dict(read_notebook(path))
    resources: dict[str, Any] = {"nbgrader": {"notebook": path.stem, "assignment": assignment, "db_url": url}}
    try:
        for step in (
            steps.LockCells,
            steps.ClearSolutions,
            steps.ClearOutput,
            steps.CheckCellMetadata,
            steps.ComputeChecksums,
            steps.SaveCells,
        ):
            notebook, resources = step(config=Config(stubs)).preprocess(notebook, resources)
    except RuntimeError as problem:
        raise KitError(
            f"{path} has other tasks than the gradebook has for {assignment}, and there are submissions already: put "
            "the notebook back that they were handed in for, or name another gradebook."
        ) from problem


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook of the class's own, each cell's source as one text.

    Raises:
        KitError: it is missing or damaged.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise KitError(f"{path} cannot be read; release the assignment again.") from problem
    return notebook
