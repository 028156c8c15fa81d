"""What was handed out, as the grader needs it: every cell with what it is for, and what each task is worth."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from classroom.errors import KitError
from classroom.grading.submission import Role
from tutor.blanks import defined_names
from tutor.pack import PackError, read_pack


@dataclass(frozen=True, kw_only=True)
class HandedCell:
    """One cell as it was handed out.

    Attributes:
        place: where it stands, from 0.
        id: the cell's own id, such as "a07-recency-test".
        kind: what the cell is.
        source: what stands in it.
        role: what it is for.
        task: the id of the task that is answered or checked here; "" for a given cell.
        name: the function or variable that answers the task; "" where there is none.
        points: what the task is worth, on its check or its text; 0 on every other cell.
        nbgrader: what nbgrader's metadata say; empty for a given cell.
    """

    place: int
    id: str
    kind: Literal["code", "markdown"]
    source: str
    role: Role = "given"
    task: str = ""
    name: str = ""
    points: float = 0.0
    nbgrader: Mapping[str, Any]

    @property
    def grade_id(self) -> str:
        """What nbgrader calls the cell; "" for a given one."""
        return str(self.nbgrader.get("grade_id", ""))

    @cached_property
    def defines(self) -> frozenset[str]:
        """The names that a given code cell gives a value on its outermost level, imports among them."""
        try:
            tree = ast.parse(self.source)
        except SyntaxError:  # a magic of IPython's: what it does, nobody knows
            return frozenset({"?"})
        imports = (line for line in tree.body if isinstance(line, ast.Import | ast.ImportFrom))
        imported = {one.asname or one.name for line in imports for one in line.names}
        return frozenset(defined_names(tree) | imported)


@dataclass(frozen=True, kw_only=True)
class HandedOut:
    """The notebook that learners were given.

    Attributes:
        assignment: such as "a07".
        notebook: the file's name without its ending.
        cells: in their order.
    """

    assignment: str
    notebook: str
    cells: tuple[HandedCell, ...]

    @cached_property
    def points(self) -> dict[str, float]:
        """What each task is worth, in the tasks' order."""
        return {cell.task: cell.points for cell in self.cells if cell.role in ("check", "text")}

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks' ids, in their order."""
        return tuple(self.points)


def read_released(class_folder: Path, assignment: str) -> HandedOut:
    """Read the notebook that was handed out, from the class's folder release/.

    Args:
        class_folder: the class.
        assignment: such as "a07".

    Raises:
        KitError: it was not released, or is not as the release left it.
    """
    folder = class_folder / "release" / assignment
    found = sorted(folder.glob("*.ipynb"))
    if not found:
        raise KitError(f"{assignment} was not released in {class_folder}: run classroom release {assignment} first.")
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise KitError(f"{folder} holds {names}: leave only the notebook that was handed out.")
    try:
        notebook = json.loads(found[0].read_text(encoding="utf-8"))
        cells = handed_cells(notebook, answer_names(folder, assignment))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise KitError(f"{found[0]} cannot be read: release {assignment} again.") from problem
    _check_tasks(found[0], cells)
    return HandedOut(assignment=assignment, notebook=found[0].stem, cells=cells)


def answer_names(folder: Path, assignment: str) -> dict[str, str]:
    """What each task's answer is called, from the pack that was handed out with the notebook; {} without one."""
    try:
        tasks = read_pack(folder / ".kit", assignment)["tasks"]
    except PackError:
        return {}
    return {task: card.get("name") or "" for task, card in tasks.items()}


def handed_cells(notebook: Mapping[str, Any], names: Mapping[str, str]) -> tuple[HandedCell, ...]:
    """The cells of a notebook that nbgrader released.

    Args:
        notebook: as nbformat 4 has it.
        names: what the tasks' answers are called, by task.
    """
    return tuple(_handed_cell(place, cell, names) for place, cell in enumerate(notebook["cells"]))


def _handed_cell(place: int, cell: Mapping[str, Any], names: Mapping[str, str]) -> HandedCell:
    graded = cell["metadata"].get("nbgrader", {})
    role = _role(graded)
    task = cell["metadata"].get("kit", {}).get("task", "") if role != "given" else ""
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    return HandedCell(
        place=place,
        id=cell["id"],
        kind="code" if cell["cell_type"] == "code" else "markdown",
        source=source,
        role=role,
        task=task,
        name=names.get(task) or (_only_name(source) if role == "answer" else ""),
        points=float(graded.get("points", 0)) if role in ("check", "text") else 0.0,
        nbgrader=graded,
    )


def _role(graded: Mapping[str, Any]) -> Role:
    """What a cell is for, by what nbgrader knows of it."""
    if graded.get("task") or (graded.get("grade") and graded.get("solution")):
        return "text"
    if graded.get("grade"):
        return "check"
    return "answer" if graded.get("solution") else "given"


def _only_name(source: str) -> str:
    """The one name that an answer's cell gives a value; "" where there is none, or several."""
    try:
        names = defined_names(ast.parse(source))
    except SyntaxError:
        return ""
    return names.pop() if len(names) == 1 else ""


def _check_tasks(path: Path, cells: tuple[HandedCell, ...]) -> None:
    """Hold the cells to what grading needs: a task for each that gives points, and only one such for each task."""
    graded = [cell for cell in cells if cell.role in ("check", "text")]
    for cell in graded:
        if not cell.task:
            raise KitError(f"{path}: the cell {cell.id!r} gives points, but for no task that the kit knows.")
    tasks = [cell.task for cell in graded]
    for task in tasks:
        if tasks.count(task) > 1:
            raise KitError(f"{path}: two cells give points for {task}.")
    if not tasks:
        raise KitError(f"{path} has no cell that gives points: release the assignment again.")
