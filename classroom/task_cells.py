"""From a task's record to the cells of a notebook: the prompt, the learner's cell, the check."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from classroom.one_language import SourceError, keep_language
from customer_value.messages import message
from tutor.letters import letter
from tutor.worked import without_marks

if TYPE_CHECKING:
    from types import ModuleType

    from tutor.task import ChoiceTask, Option, OrderingTask, Task, ValueTask

_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"
_CALL = re.compile(r"\b(?:check|hint|quiz|order|predict|guess|write|solution)\(\s*([\"'])(?P<id>[\w.\-]+)\1")

QUESTIONS = ("quiz", "predict", "order", "write")
"""Calls that ask something and show it; `check` and `hint` speak of what the learner wrote."""

CHECK_ALONE = re.compile(r'^\s*(?:check|hint)\("([^"]+)"\)\s*$')
"""A cell that does nothing but check; the task's id."""

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


def asked(code: str, *calls: str) -> list[str]:
    """The tasks that a cell asks, in order: the ids in those of `calls` with which a line begins."""
    return re.findall(rf'^\s*(?:{"|".join(calls)})\("([^"]+)"\)', code, re.MULTILINE)


def cell_id(name: str) -> str:
    """The id of a cell from its name: a07.recency becomes a07-recency, because dots are not valid there."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:64]


def prompt(task: Task, number: int, language: str) -> str:
    """The Markdown of a graded task's prompt: number, title, points, minutes and the question."""
    worth = _say(
        "task.points-one" if task.points == 1 else "task.points", language, points=task.points, minutes=task.minutes
    )
    parts = [f"## {number}. {task.title.get(language)}", worth, task.prompt.get(language).strip()]
    return "\n\n".join([*parts, *_shown_with(task, language)])


def _shown_with(task: Task, language: str) -> list[str]:
    """What a prompt is followed by: lettered options, how many of them are not used, a rubric."""
    from tutor.task import ChoiceTask, OrderingTask, TextTask

    if isinstance(task, ChoiceTask):
        return [_lettered(task.options, language)]
    if isinstance(task, OrderingTask):
        spare = len(task.items) - len(task.right[0])
        unused = [_say("task.unused-one" if spare == 1 else "task.unused", language, count=spare)] if spare else []
        return [_lettered(task.items, language), *unused]
    if isinstance(task, TextTask):
        head = [f"| {_say('task.rubric', language)} | {_say('task.rubric-points', language)} |", "|---|---:|"]
        rows = [f"| {one.text.get(language)} | {one.points:g} |" for one in task.rubric]
        return ["\n".join([*head, *rows])]
    return []


def _lettered(options: Sequence[Option], language: str) -> str:
    """Options as a list with their letters; code of several lines as a block."""
    lines = []
    for place, option in enumerate(options):
        text = option.text.get(language).strip("\n")
        if "\n" in text and "`" not in text:
            text = "\n" + textwrap.indent(f"```python\n{text}\n```", "  ")
        lines.append(f"- **{letter(place)}**{'' if text.startswith(chr(10)) else ' '}{text}")
    return "\n".join(lines)


def marked_answer(task: Task, language: str) -> str:
    """The model answer as nbgrader's source notebook has it: what the learner writes stands between solution marks."""
    from tutor.task import ChoiceTask, FunctionTask, OrderingTask, TextTask, ValueTask

    if isinstance(task, FunctionTask):
        return _all_marked(keep_language(_source(task.answer), language))
    if isinstance(task, ValueTask) and task.solution:
        code = _value_code(task, language)
        # Where nothing of it is given, the cell still has to say what the answer is to be called.
        return code if _BEGIN in code else f"# {_say('task.into', language, name=task.name)}\n{_all_marked(code)}"
    if isinstance(task, ChoiceTask | OrderingTask) and task.name:
        return _marked_letters(task, language)
    if isinstance(task, TextTask):
        return task.model.get(language).strip()
    raise SourceError(f"the task {task.id!r} has no answer that could stand in a cell.")


def _value_code(task: ValueTask, language: str) -> str:
    return keep_language(textwrap.dedent(task.solution).strip("\n"), language)


def _all_marked(code: str) -> str:
    return code if _BEGIN in code else f"{_BEGIN}\n{code}\n{_END}"


def _marked_letters(task: ChoiceTask | OrderingTask, language: str) -> str:
    """The cell in which a question is answered by letters: one in round brackets, several in square ones."""
    from tutor.task import ChoiceTask

    is_choice = isinstance(task, ChoiceTask)
    last = letter(len(task.options if is_choice else task.items) - 1)
    comment = _say("task.one-letter" if is_choice else "task.letters", language, last=last)
    opening, closing = ("(", ")") if is_choice else ("[", "]")
    inner = [f"    {_BEGIN}", f"    {_quoted(task)}", f"    {_END}"]
    return "\n".join([f"# {comment}", f"{task.name} = {opening}", *inner, closing])


def _quoted(task: ChoiceTask | OrderingTask) -> str:
    """The right letters as Python writes them."""
    from tutor.task import ChoiceTask

    keys = [one.key for one in (task.options if isinstance(task, ChoiceTask) else task.items)]
    right = [task.right] if isinstance(task, ChoiceTask) else task.right[0]
    return ", ".join(f'"{letter(keys.index(key))}"' for key in right)


def solution(task: Task, language: str) -> str:
    """The model answer as somebody would write it: without any marks."""
    from tutor.task import ChoiceTask, OrderingTask, ValueTask

    if isinstance(task, ValueTask) and task.solution:
        return without_marks(_value_code(task, language))
    if isinstance(task, ChoiceTask | OrderingTask) and task.name:
        return f"{task.name} = {_quoted(task)}" if isinstance(task, ChoiceTask) else f"{task.name} = [{_quoted(task)}]"
    return without_marks(marked_answer(task, language))


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


def _say(key: str, language: str, **fields: object) -> str:
    return message("classroom", key, language, **fields)


def _source(function: Callable[..., Any]) -> str:
    try:
        return textwrap.dedent(inspect.getsource(function)).strip("\n")
    except (OSError, TypeError) as problem:
        raise SourceError(f"the source of {function!r} cannot be found.") from problem
