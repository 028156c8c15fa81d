"""The worked answer of a task, as somebody would write it, in each language."""

from __future__ import annotations

import inspect
import re
import textwrap
from typing import TYPE_CHECKING

from customer_value.settings import LANGUAGES

if TYPE_CHECKING:
    from tutor.task import Task

MARKED = re.compile(r"^(?P<line>.*?)\s*# lang-(?P<language>" + "|".join(LANGUAGES) + r")\s*$")
"""A line of code that is kept in one language only."""

SOLUTION_MARK = re.compile(r"^\s*###\s*(BEGIN|END) SOLUTION\s*$")
"""A line with which nbgrader is told where the learner's part begins or ends."""


def worked_answer(task: Task) -> dict[str, str] | None:
    """The code of a function or value task, or the sentences of a text, by language; None for other kinds."""
    from tutor.task import FunctionTask, TextTask, ValueTask

    if isinstance(task, TextTask):
        return {language: task.model.get(language) for language in LANGUAGES}
    if isinstance(task, FunctionTask):
        source = inspect.getsource(task.answer)
    elif isinstance(task, ValueTask) and task.solution:
        source = task.solution
    else:
        return None
    lines = textwrap.dedent(source).strip("\n").splitlines()
    return {language: "\n".join(_in_language(lines, language)) for language in LANGUAGES}


def without_marks(code: str) -> str:
    """Code without nbgrader's solution marks."""
    return "\n".join(line for line in code.splitlines() if not SOLUTION_MARK.match(line))


def _in_language(lines: list[str], language: str) -> list[str]:
    kept = []
    for line in lines:
        marked = MARKED.match(line)
        if SOLUTION_MARK.match(line) or (marked and marked["language"] != language):
            continue
        kept.append(marked["line"] if marked else line)
    return kept
