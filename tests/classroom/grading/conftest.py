"""A class with an assignment released and its hidden cases drawn, once for all tests that grade."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from classroom.grading.assignment import Assignment, prepare
from classroom.grading.grader import Grader
from classroom.grading.running import RunLimits
from classroom.sandbox.support import support

LIMITS = RunLimits(cell=5.0, task=5.0, total=40.0)


@pytest.fixture(scope="session")
def assignment(class_with_a07) -> Assignment:
    """The assignment with its cards."""
    return prepare(class_with_a07, "a07")


@pytest.fixture(scope="session")
def grader(assignment) -> Iterator[Grader]:
    """A grader with short limits; each test process has its own."""
    here = support()
    if here.missing:
        pytest.skip(here.text("en"))
    with Grader(assignment, LIMITS) as one:
        yield one
