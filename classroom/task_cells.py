"""From a task's record to the cells of a notebook: the prompt, the learner's cell, the check."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from classroom.one_language import SourceError, keep_language
from customer_value.messages import message

if TYPE_CHECKING:
    from types import ModuleType

    from tutor.task import Task

_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"
_SOLUTION_MARK = re.compile(r"^\s*###\s*(BEGIN|END) SOLUTION\s*$")
_CALL = re.compile(r"\b(?:check|hint|quiz|order|predict|guess|write)\(\s*([\"'])(?P<id>[\w.\-]+)\1")

Records = Callable[[str], "ModuleType"]
"""Finds the module with the records of an assignment or a lesson."""


@dataclass(frozen=True)
class TaskBook:
    """The tasks and given functions that one page may use.

    Attributes:
        tasks: every record, by id.
        given: complete functions that the page may show, by name.
    """

    tasks: dict[str, Task]
    given: dict[str, Callable[..., Any]]

    @classmethod
    def of(cls, module: ModuleType | None) -> TaskBook:
        """The book of one module of `solutions`; an empty one for a page without records."""
        tasks: Iterable[Task] = getattr(module, "TASKS", ())
        given: Iterable[Callable[..., Any]] = getattr(module, "GIVEN", ())
        return cls({task.id: task for task in tasks}, {function.__name__: function for function in given})

    def task(self, task_id: str) -> Task:
        """One task. Raises SourceError, naming those there are, where there is no such task."""
        if task_id not in self.tasks:
            raise SourceError(
                f"there is no task {task_id!r}; there is {', '.join(self.tasks) or 'none for this page'}."
            )
        return self.tasks[task_id]

    def check_calls(self, code: str) -> None:
        """Hold every check("…"), quiz("…") and so on in a piece of code to the tasks there are."""
        for found in _CALL.finditer(code):
            self.task(found["id"])

    def given_source(self, name: str, language: str) -> str:
        """The source of a given function, in one language."""
        if name not in self.given:
            raise SourceError(f"there is no given function {name!r}; there is {', '.join(self.given) or 'none'}.")
        return keep_language(_source(self.given[name]), language)


def cell_id(name: str) -> str:
    """The id of a cell from its name: a07.recency becomes a07-recency, because dots are not valid there."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:64]


def prompt(task: Task, number: int, language: str) -> str:
    """The Markdown of a graded task's prompt: number, title, points, minutes and the question."""
    worth = message("classroom", "task.points", language, points=task.points, minutes=task.minutes)
    return f"## {number}. {task.title.get(language)}\n\n{worth}\n\n{task.prompt.get(language).strip()}"


def marked_answer(task: Task, language: str) -> str:
    """The model answer as nbgrader's source notebook has it: what the learner writes stands between solution marks."""
    from tutor.task import FunctionTask, ValueTask

    if isinstance(task, FunctionTask):
        source = _source(task.answer)
    elif isinstance(task, ValueTask) and task.solution:
        source = textwrap.dedent(task.solution).strip("\n")
    else:
        raise SourceError(f"the task {task.id!r} has no answer in code: only function and value tasks have a starter.")
    code = keep_language(source, language)
    return code if _BEGIN in code else f"{_BEGIN}\n{code}\n{_END}"


def solution(task: Task, language: str) -> str:
    """The model answer as somebody would write it: without any marks."""
    lines = marked_answer(task, language).splitlines()
    return "\n".join(line for line in lines if not _SOLUTION_MARK.match(line))


def test_source(task: Task, *, hidden: bool) -> str:
    """The locked cell under a graded task: the learner's check, and where hidden, what gives the mark.

    It imports what it needs itself, so that a learner who deletes the first cell loses nothing.
    """
    lines = ["from tutor import check", f'check("{task.id}")']
    if hidden:
        lines += [
            "### BEGIN HIDDEN TESTS",
            "from classroom import grade",
            f'grade("{task.id}")',
            "### END HIDDEN TESTS",
        ]
    return "\n".join(lines)


def _source(function: Callable[..., Any]) -> str:
    try:
        return textwrap.dedent(inspect.getsource(function)).strip("\n")
    except (OSError, TypeError) as problem:
        raise SourceError(f"the source of {function!r} cannot be found.") from problem
