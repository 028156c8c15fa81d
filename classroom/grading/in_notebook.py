"""The mark for one task, as nbgrader's hidden test asks for it in the notebook it runs."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from classroom.class_folder import find_class, read_class
from classroom.grading.cards import hidden_card
from customer_value.settings import find_settings, graded_learner

if TYPE_CHECKING:
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
    hidden = hidden_card(task_id, settings.seed, here.ledger_folder, graded_learner(), here.class_name, here.language)
    answers = attempt(hidden, notebook_namespace() if namespace is None else namespace)
    return verdict_on(hidden, answers, settings.language, hidden=True)
