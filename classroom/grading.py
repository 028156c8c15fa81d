"""The mark for one task, as nbgrader's hidden test asks for it in the notebook it runs."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.class_folder import find_class, read_class
from classroom.errors import KitError
from customer_value.settings import find_settings, graded_learner, written

if TYPE_CHECKING:
    from tutor.pack import Card
    from tutor.task import Task
    from tutor.verdict import Verdict


def grade(task_id: str, namespace: Mapping[str, Any] | None = None) -> Verdict:
    """Grade one task of the notebook that calls this, on cases drawn from the class's secret.

    A task of the capstone is tried on the learner's own ledger as well; whose that is, the folder says that nbgrader
    runs the notebook in, never the notebook.

    nbgrader takes the returned Verdict, a plain float, for the points, and shows its HTML in the feedback. Nothing is
    printed and nothing goes to stderr, because nbgrader gives no points to a cell that writes there.

    Args:
        task_id: such as "a07.recency".
        namespace: the learner's names; those of the running notebook when None.

    Raises:
        KitError: no class folder at or above the working directory, no such task, or one that a person grades.
    """
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        return _grade(task_id, namespace)


def _grade(task_id: str, namespace: Mapping[str, Any] | None) -> Verdict:
    from tutor.attempt import attempt
    from tutor.checking import notebook_namespace, verdict_on

    settings = read_class(find_class())
    here = find_settings()
    hidden = _hidden_card(task_id, settings.seed, here.ledger_folder, graded_learner(), here.class_name, here.language)
    answers = attempt(hidden, notebook_namespace() if namespace is None else namespace)
    return verdict_on(hidden, answers, settings.language, hidden=True)


@lru_cache(maxsize=64)
def _hidden_card(task_id: str, seed: str, ledger_folder: Path, learner: str, class_name: str, language: str) -> Card:
    """A task with its hidden cases: drawn from the seed, or for a value computed from the ledger handed out."""
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
