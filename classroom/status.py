"""Where a class stands: what is released, handed in, graded, and who is missing."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from classroom.class_folder import read_class
from classroom.class_settings import ClassSettings
from classroom.course import Course
from classroom.grading.gradebook import Marks
from classroom.grading.late import DueDates, lateness
from classroom.grading.work_list import Work, work_list
from classroom.roster import Learner, Roster, read_roster
from classroom.standing_book import StandingBook

State = Literal["nothing", "handed-in", "graded"]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One learner's work on one assignment.

    Attributes:
        assignment: such as "a07".
        state: nothing was handed in, it was but is not graded, or it is graded.
        late: whether it came after the learner's due date and whatever grace the class gives.
        points: what counts now, the late penalty taken off; None where not graded.
        waits: whether a person has to look at it.
        anew: whether it was handed in again since it was graded; known only where the last attempt counts.
    """

    assignment: str
    state: State
    late: bool = False
    points: float | None = None
    waits: bool = False
    anew: bool = False


@dataclass(frozen=True, kw_only=True)
class LearnerStatus:
    """A learner, and the work on every assignment in the course's order."""

    learner: Learner
    works: tuple[Standing, ...]


@dataclass(frozen=True, kw_only=True)
class AssignmentStatus:
    """One assignment.

    Attributes:
        id, title: of the assignment.
        released: whether it was made ready to be handed out.
        due: for everybody, in the class's time zone; None for never.
        handed_in, late, graded, waiting: how many learners' work was handed in, came late, is graded, and waits for
            a person.
        to_grade: how many learners' work is not graded, or was handed in again since.
        mean: of the points of those who are graded; None where nobody is.
        maximum: the most that can be had; None where nobody is graded.
    """

    id: str
    title: str
    released: bool
    due: dt.datetime | None
    handed_in: int
    late: int
    graded: int
    waiting: int
    to_grade: int
    mean: float | None
    maximum: float | None


@dataclass(frozen=True, kw_only=True)
class ClassStatus:
    """A class.

    Attributes:
        name: of the class.
        has_roster: whether anybody is on the roster; where not, the learners are those who handed something in.
        assignments: in the course's order.
        learners: in the roster's order, or by id.
        strangers: folders in submitted/ of nobody on the roster, with the assignments in them; they are not counted.
        skipped: names in submitted/ that grading passes over.
    """

    name: str
    has_roster: bool
    assignments: tuple[AssignmentStatus, ...]
    learners: tuple[LearnerStatus, ...]
    strangers: Mapping[str, tuple[str, ...]]
    skipped: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain values: times in ISO 8601, with their offset."""
        plain = asdict(self)
        for one in plain["assignments"]:
            one["due"] = one["due"] and one["due"].isoformat()
        plain["learners"] = [
            {**one["learner"], "assignments": {work.pop("assignment"): work for work in one["works"]}}
            for one in plain["learners"]
        ]
        return plain


def class_status(course: Course, folder: Path) -> ClassStatus:
    """Where a class stands, from its folder and the gradebook. Nothing is made or changed.

    Args:
        course: the sources, for the assignments there are.
        folder: the class folder.

    Raises:
        KitError: no class there, a roster that cannot be read, or a gradebook that cannot or is another class's.
    """
    settings = read_class(folder)
    roster = read_roster(folder)
    names = tuple(entry.id for entry in course.exercises)
    found = {name: work_list(folder, name) for name in names}
    handed_in = {name: {work.learner: work for work in there.work} for name, there in found.items()}
    graded, dates = _gradebook(folder, settings, names)
    everybody = roster if roster else _from_folders(handed_in)
    facts = [
        _Facts(settings, name, handed_in[name], *graded.get(name, ({}, {})), dates.get(name) or DueDates())
        for name in names
    ]
    learners = tuple(LearnerStatus(learner=one, works=tuple(fact.of(one.id) for fact in facts)) for one in everybody)
    assignments = tuple(
        _assignment(
            folder, entry.id, entry.matter.title.get(settings.language), fact, [one.works[place] for one in learners]
        )
        for place, (entry, fact) in enumerate(zip(course.exercises, facts, strict=True))
    )
    return ClassStatus(
        name=settings.name,
        has_roster=bool(roster),
        assignments=assignments,
        learners=learners,
        strangers=_strangers(folder, roster, handed_in) if roster else {},
        skipped=tuple(sorted({str(note.fields["learner"]) for there in found.values() for note in there.skipped})),
    )


@dataclass(frozen=True)
class _Facts:
    """What is known of one assignment."""

    settings: ClassSettings
    name: str
    handed_in: Mapping[str, Work]
    marks: Mapping[str, Marks]
    times: Mapping[str, dt.datetime | None]
    dates: DueDates

    def of(self, learner: str) -> Standing:
        """How far one learner is."""
        work, marks = self.handed_in.get(learner), self.marks.get(learner)
        if work is None and marks is None:
            return Standing(assignment=self.name, state="nothing")
        after = lateness(work.timestamp if work else None, self.dates.of(learner))
        late = after > self.settings.late_rule.grace
        if marks is None:
            return Standing(assignment=self.name, state="handed-in", late=late)
        return Standing(
            assignment=self.name,
            state="graded",
            late=late,
            points=round(marks.points, 6),
            waits=marks.waits,
            anew=self.settings.attempts == "last" and work is not None and work.timestamp != self.times.get(learner),
        )

    @cached_property
    def maximum(self) -> float | None:
        first = next(iter(self.marks.values()), None)
        return None if first is None else sum(task.maximum for task in first.tasks)


def _gradebook(
    folder: Path, settings: ClassSettings, names: Sequence[str]
) -> tuple[dict[str, tuple[dict[str, Marks], dict[str, dt.datetime | None]]], dict[str, DueDates]]:
    """What the gradebook has of each assignment, and when they are due: as class.toml says, else as formgrader says."""
    dates = {name: due for name in names if (due := settings.due_dates(name)) is not None}
    graded = {}
    book = StandingBook.of_class(folder, settings)
    if book is not None:
        for name in names:
            source = next(iter(sorted((folder / "source" / name).glob("*.ipynb"))), None)
            if source is not None and book.find(name, source):
                graded[name] = book.marks(name), book.handed_in(name)
                dates.setdefault(name, book.due(name))
    return graded, dates


def _assignment(folder: Path, name: str, title: str, fact: _Facts, works: Sequence[Standing]) -> AssignmentStatus:
    points = [work.points for work in works if work.points is not None]
    return AssignmentStatus(
        id=name,
        title=title,
        released=any((folder / "release" / name).glob("*.ipynb")),
        due=fact.dates.at and fact.dates.at.astimezone(fact.settings.zone),
        handed_in=sum(work.state != "nothing" for work in works),
        late=sum(work.late for work in works),
        graded=len(points),
        waiting=sum(work.waits for work in works),
        to_grade=sum(work.state == "handed-in" or work.anew for work in works),
        mean=sum(points) / len(points) if points else None,
        maximum=fact.maximum,
    )


def _from_folders(handed_in: Mapping[str, Mapping[str, Work]]) -> Roster:
    """Everybody who handed something in, where there is no roster."""
    return Roster(tuple(Learner(id=one) for one in sorted({who for there in handed_in.values() for who in there})))


def _strangers(folder: Path, roster: Roster, handed_in: Mapping[str, Mapping[str, Work]]) -> dict[str, tuple[str, ...]]:
    """Folders in submitted/ that nobody on the roster has, also those with nothing in them that could be graded."""
    try:
        with os.scandir(folder / "submitted") as entries:
            names = {one.name for one in entries if one.is_dir(follow_symlinks=False) and not one.name.startswith(".")}
    except OSError:
        names = set()
    return {
        who: tuple(name for name, there in handed_in.items() if who in there)
        for who in sorted(names)
        if who not in roster
    }
