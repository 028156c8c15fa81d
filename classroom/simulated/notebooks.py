"""A handed-out notebook filled in as a learner of some kind would."""

from __future__ import annotations

import ast
import copy
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import solutions
from classroom.simulated.answers import Answer, Page, answer, can
from classroom.simulated.kinds import Learner, ways_of
from classroom.simulated.own_code import NotebookNames
from classroom.simulated.tampering import tamper
from classroom.simulated.untidy import make_untidy
from tutor.blanks import BLANK, defined_names
from tutor.task import Task, TextTask

FREE = {
    "a01": {"at_least": "10000"},
    "a02": {"share_of_price": "0.2"},
    "a03": {"days": "90"},
    "a04": {"look_back": "30"},
    "a05": {"first_day": '"2025-10-01"'},
    "a06": {"most": "0.8", "margin": "300"},
    "a07": {"rule": '"r_score >= 4"', "months": "12"},
    "a08": {"price": "500"},
    "a09": {"at_least": "0"},
    "a10": {"targets": "0.5", "costs": "1000"},
}
"""What is put into the blanks that no points are given for, by the name that stands before them."""

OWN_ID = "me"
"""The name that a learner's id is put behind."""

_READ = re.compile(r"^(\w+) = (?:customer_value\.)?read_ledger\(\)", re.MULTILINE)


@dataclass(frozen=True)
class HandedIn:
    """A notebook as it is handed in, and how its tasks were answered, in the assignment's order."""

    text: str
    answers: tuple[Answer, ...]


def hand_in(
    handed_out: Mapping[str, Any] | Path,
    assignment: str,
    learner: Learner,
    rng: np.random.Generator,
    language: str,
) -> HandedIn:
    """Fill in a notebook; the same generator gives the same bytes.

    Args:
        handed_out: the released notebook, or where it lies.
        assignment: such as "a07".
        learner: whose work it is to be.
        rng: decides what the learner's kind leaves open.
        language: the notebook's.
    """
    is_path = isinstance(handed_out, Path)
    notebook = json.loads(handed_out.read_text(encoding="utf-8")) if is_path else copy.deepcopy(dict(handed_out))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    tasks = solutions.records(assignment).TASKS
    answers = _answers(notebook, assignment, tasks, learner, rng, language)
    by_task = {one.task: one.source for one in answers}
    for cell in notebook["cells"]:
        task = _answered_in(cell)
        if by_task.get(task) is not None:
            cell["source"] = by_task[task]
        elif not task and cell["cell_type"] == "code" and learner.kind.reach == 1:
            cell["source"] = _free_filled(cell["source"], FREE.get(assignment, {}) | {OWN_ID: json.dumps(learner.id)})
    if learner.kind.tampers:
        tamper(notebook["cells"], rng)
    _count(notebook["cells"])
    if learner.kind.untidy:
        make_untidy(notebook["cells"], rng, language)
    text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    return HandedIn(text.replace("\n", "\r\n") if learner.kind.untidy else text, answers)


def _answers(
    notebook: dict[str, Any],
    assignment: str,
    tasks: tuple[Task, ...],
    learner: Learner,
    rng: np.random.Generator,
    language: str,
) -> tuple[Answer, ...]:
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    shown = {cell["metadata"].get("kit", {}).get("task", ""): cell["source"] for cell in cells if _answered_in(cell)}
    rest = [cell["source"] for cell in cells if not _answered_in(cell)]
    defined = _defined(rest)
    complete = getattr(solutions.records(assignment), "GIVEN", ())
    given = {one.__name__: one for one in complete if one.__name__ in defined}
    names = NotebookNames.of([cell["source"] for cell in cells], given)
    for task in tasks:
        names.taken.setdefault(getattr(task, "name", ""), ("task", task.id, "answer"))
    page = Page(names, defined | frozenset(names.imported), _ledger_name(rest), language)
    programs = [task for task in tasks if not isinstance(task, TextTask)]
    ways = iter(ways_of(learner.kind, programs, lambda task, way: can(task, way, page), rng))
    found = []
    for task in tasks:
        texts = learner.kind.texts
        is_text = isinstance(task, TextTask)
        way = texts[int(rng.integers(len(texts)))] if is_text and learner.kind.reach == 1 else "blank"
        found.append(answer(task, way if is_text else next(ways), shown.get(task.id, ""), page, rng))
    return tuple(found)


def _answered_in(cell: Mapping[str, Any]) -> str:
    """The task that is answered in a cell; "" for none."""
    metadata = cell["metadata"]
    return metadata.get("kit", {}).get("task", "") if metadata.get("nbgrader", {}).get("solution") else ""


def _defined(sources: Iterable[str]) -> frozenset[str]:
    """The names that some cells give a value."""
    found: set[str] = set()
    for source in sources:
        found |= defined_names(ast.parse(source))
    return frozenset(found)


def _ledger_name(sources: list[str]) -> str:
    """What the page calls the ledger."""
    found = [one for source in sources for one in _READ.findall(source) if BLANK not in source]
    return found[0] if found else "read_ledger()"


def _free_filled(source: str, values: Mapping[str, str]) -> str:
    """A cell without points with its blanks filled."""
    lines = []
    for line in source.splitlines():
        value = values.get(line.split(" = ")[0])
        lines.append(line.replace(BLANK, value) if value else line)
    return "\n".join(lines)


def _count(cells: list[dict[str, Any]]) -> None:
    """Number the code cells as a run from top to bottom does."""
    for number, cell in enumerate((cell for cell in cells if cell["cell_type"] == "code"), start=1):
        cell["execution_count"] = number
