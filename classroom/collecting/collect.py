"""Collecting one assignment's work from what learners sent into submitted/."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from classroom.class_folder import class_course, read_class
from classroom.collecting.entries import Reader
from classroom.collecting.grouping import Left
from classroom.collecting.matching import Matcher
from classroom.collecting.placing import Placed, Placing
from classroom.collecting.uploads import Sorting, Upload
from classroom.errors import KitError
from classroom.grading.alone import PATIENCE, alone
from classroom.grading.notebook_file import shown
from classroom.grading.released import read_released
from classroom.roster.roster import Roster, read_roster

Told = Callable[[str, int, int], None]
"""Told of each learner whose work is placed next, how many are done, and how many there are."""


@dataclass(frozen=True)
class Collected:
    """What collecting came to.

    Attributes:
        assignment: such as "a07".
        placed: what became of each upload that is somebody's.
        left: what was left over, and why.
        missing: learners of the roster of whom there is nothing in submitted/ now, by id.
        learners: how many the roster has.
        passed_over: files that are nothing to be graded.
        other_assignments: files of other assignments.
        dropped: files that were left out of uploads, being too many or too large.
        dry: whether nothing was done.
    """

    assignment: str
    placed: tuple[Placed, ...]
    left: tuple[Left, ...]
    missing: tuple[str, ...]
    learners: int
    passed_over: int = 0
    other_assignments: int = 0
    dropped: int = 0
    dry: bool = False


def collect(
    folder: Path,
    assignment: str,
    place: Path,
    *,
    settled: Mapping[str, str] | None = None,
    dry: bool = False,
    source: Path | None = None,
    tell: Told = lambda learner, done, total: None,
) -> Collected:
    """Put what learners sent into submitted/LEARNER/ASSIGNMENT/. Doing it again changes nothing.

    Args:
        folder: the class folder.
        assignment: such as "a07".
        place: a folder or a zip with what learners sent, or a file of mails.
        settled: whose an upload is, by its path, where somebody has decided.
        dry: say only what would be done.
        source: the folder with course/ and exercises/; the kit's own when None.
        tell: told of each learner.

    Raises:
        KitError: no class, assignment, roster or uploads there; somebody is grading; or a file cannot be written.
    """
    settings = read_class(folder)
    course = class_course(folder, source)
    course.assignment(assignment)
    handed_out = read_released(folder, assignment)
    roster = _roster(folder)
    decided = dict(settled or {})
    for path, learner in decided.items():
        if learner not in roster:
            raise KitError(f"{shown(learner)} is not on the roster of {folder}, so {shown(path)} cannot be theirs.")
    _check_apart(folder, place)
    sorting_of = {
        "assignment": assignment,
        "notebook": handed_out.notebook,
        "handed_out": folder / "release" / assignment,
        "others": frozenset(entry.id for entry in course.exercises if entry.id != assignment),
        "matcher": Matcher(roster, (assignment, handed_out.notebook)),
    }
    patience = PATIENCE if settings.access else 0.0
    held = contextlib.nullcontext() if dry else alone(folder, patience)
    with held, Reader(settings.zone, settings.language) as reader:
        found = Sorting(reader=reader, **sorting_of).sort(reader.given(place), decided)
        left = [*found.left, *(Left(one.path, one.match.why) for one in found.uploads if not one.match.learner)]
        placing = Placing(folder, handed_out, settings.due_dates(assignment), dry)
        placed: list[Placed] = []
        whose = _by_learner(found.uploads)
        for done, (learner, uploads) in enumerate(sorted(whose.items())):
            tell(learner, done, len(whose))
            one, over = placing.place(learner, uploads)
            placed += one
            left += over
    return Collected(
        assignment,
        tuple(placed),
        tuple(sorted(left, key=lambda one: one.path)),
        tuple(_missing(folder, assignment, roster, {one.learner for one in placed})),
        len(roster),
        found.passed_over,
        found.other_assignments,
        sum(one.dropped for one in found.uploads),
        dry,
    )


def counts(collected: Collected) -> dict[str, int]:
    """How many uploads there are of each kind of action."""
    return dict(Counter(one.action for one in collected.placed))


def _roster(folder: Path) -> Roster:
    roster = read_roster(folder)
    if not len(roster):
        raise KitError(
            f"{folder} has no roster, and by it alone work is known to be somebody's: "
            f"`classroom roster FILE --class {folder}` makes one from your list."
        )
    return roster


def _check_apart(folder: Path, place: Path) -> None:
    """Raise KitError where what is to be collected is the class folder, or in the way of it."""
    here, there = folder.resolve(), place.resolve()
    if there == here or there in here.parents or (here / "submitted") in (there, *there.parents):
        raise KitError(f"{place} is or holds the class's own folder: name the one with what learners sent.")


def _by_learner(uploads: tuple[Upload, ...]) -> dict[str, list[Upload]]:
    found: dict[str, list[Upload]] = {}
    for one in uploads:
        if one.match.learner:
            found.setdefault(one.match.learner, []).append(one)
    return found


def _missing(folder: Path, assignment: str, roster: Roster, placed: set[str]) -> list[str]:
    return [
        one.id for one in roster if one.id not in placed and not (folder / "submitted" / one.id / assignment).is_dir()
    ]
