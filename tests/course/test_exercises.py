"""What holds for every exercise page: untouched nothing counts as wrong, and with the answers every check is right."""

from __future__ import annotations

import pytest

from classroom.course import find_course
from solutions import records
from tutor.task import TextTask

EXERCISES = [entry.id for entry in find_course().exercises]


@pytest.mark.parametrize("assignment", EXERCISES)
def test_untouched_it_runs_and_nothing_is_attempted(play, assignment, ledger):
    _, verdicts = play(assignment, "zh-Hant", "learner", ledger)
    assert {task: verdict.state for task, verdict in verdicts.items()} == dict.fromkeys(
        checked(assignment), "not attempted"
    )


@pytest.mark.parametrize("assignment", EXERCISES)
def test_with_the_answers_filled_in_everything_is_right(play, assignment, ledger):
    _, verdicts = play(assignment, "en", "instructor", ledger)
    assert {task: verdict.state for task, verdict in verdicts.items()} == dict.fromkeys(checked(assignment), "correct")


def checked(assignment: str) -> list[str]:
    """The tasks that have a check on the page: all but those that a person reads."""
    return [task.id for task in records(assignment).TASKS if not isinstance(task, TextTask)]
