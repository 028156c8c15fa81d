"""A class with an assignment released and its hidden cases drawn, once for all tests that grade."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.course import find_course
from classroom.grading.assignment import Assignment, prepare
from classroom.grading.grader import Grader
from classroom.grading.running import RunLimits
from classroom.release import release
from classroom.sandbox.support import support

LIMITS = RunLimits(cell=5.0, task=5.0, total=40.0)


@pytest.fixture(scope="session")
def class_with_a07(made_once) -> Path:
    """A class folder in which a07 was released. Nobody's work is in it, and none is to be put there."""

    def make(folder: Path) -> None:
        release(find_course(), "a07", folder, "en")
        prepare(folder, "a07")

    return made_once("class-with-a07", make)


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
