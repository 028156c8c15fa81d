"""The cards that a class is graded with: a task's hidden cases, drawn from the class's secret."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.errors import KitError
from customer_value.settings import written

if TYPE_CHECKING:
    from tutor.pack import Card
    from tutor.task import Task


@lru_cache(maxsize=64)
def hidden_card(task_id: str, seed: str, ledger_folder: Path, learner: str, class_name: str, language: str) -> Card:
    """A task with its hidden cases: drawn from the seed, or for a value computed from the ledger handed out.

    Args:
        task_id: such as "a07.recency".
        seed: the class's secret.
        ledger_folder: the ledger that was handed out.
        learner: the id, for a task that is tried on the learner's own ledger as well; "" for nobody's.
        class_name: what learners know their class by, which their own ledgers are drawn from.
        language: of the messages.

    Raises:
        KitError: no such task, or one that a person grades.
    """
    from customer_value.ledger import read_ledger
    from tutor.own import graded_ledger, tidy
    from tutor.pack import card, in_language
    from tutor.task import FunctionTask, TextTask, ValueTask

    task = find_task(task_id)
    if isinstance(task, TextTask):
        raise KitError(f"{task_id} is graded by hand; nbgrader's formgrader has it.")
    ledger = read_ledger(ledger_folder) if isinstance(task, ValueTask) else None
    takes_own = learner and isinstance(task, FunctionTask) and task.own is not None
    own = graded_ledger(class_name, tidy(learner), written(language)) if takes_own else None
    return in_language(card(task, ledger=ledger, seed=seed, hidden=True, own=own), language)


def find_task(task_id: str) -> Task:
    """A graded task's record. Raises KitError, naming those there are, for an unknown one."""
    from solutions import NoRecords, records
    from tutor.pack import pack_name

    try:
        tasks = {task.id: task for task in records(pack_name(task_id)).TASKS}
    except NoRecords as problem:
        raise KitError(str(problem)) from problem
    if task_id not in tasks:
        raise KitError(f"There is no task {task_id!r}; there is {', '.join(tasks)}.")
    return tasks[task_id]
