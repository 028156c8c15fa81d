"""Who has earned a certificate, and what the others lack.

An assignment counts as passed when the gradebook has the share of its points for it that class.toml asks for. Where it
is known how it was handed in, one of the hand-ins that passed has to be such that none of its tasks' worked answers had
been shown before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.access.hand_ins import HandIn, read_hand_ins
from classroom.certificate.statement import Passed
from classroom.class_folder import read_class
from classroom.class_settings import AccessSettings, ClassSettings
from classroom.errors import KitError
from classroom.report.wording import points as written_points
from classroom.roster import Learner
from classroom.status import LearnerStatus, Standing, class_status
from customer_value.messages import message
from customer_value.words import near_percent

if TYPE_CHECKING:
    from classroom.course import Course

NEARLY = 1e-9
"""Points by which a sum of decimals may miss what it comes to."""


@dataclass(frozen=True, kw_only=True)
class Missing:
    """What somebody lacks.

    Attributes:
        assignment: which one is not passed.
        kind: "not-handed-in", "not-graded", "below", "below-waits", "revealed" or "unknown".
        points, out_of, needed: where it is graded: what there is, of how many, and with how many it is passed.
        tasks: those whose worked answers were shown before.
    """

    assignment: str
    kind: str
    points: float = 0.0
    out_of: float = 0.0
    needed: float = 0.0
    tasks: tuple[str, ...] = ()

    def sentence(self, language: str) -> str:
        """What is missing, in a sentence."""
        return message(
            "classroom",
            f"certificate.missing.{self.kind}",
            language,
            assignment=self.assignment,
            points=written_points(self.points),
            of=written_points(self.out_of),
            needed=written_points(self.needed),
            share=near_percent(self.points / self.out_of if self.out_of else 0.0, language),
            tasks=message("classroom", "certificate.comma", language).join(self.tasks),
        )


@dataclass(frozen=True, kw_only=True)
class Earning:
    """How far a learner is.

    Attributes:
        learner: who.
        passed: the required assignments that are passed, in the course's order.
        missing: what is not; empty for whoever has earned a certificate.
    """

    learner: Learner
    passed: tuple[Passed, ...] = ()
    missing: tuple[Missing, ...] = field(default=())

    @property
    def earned(self) -> bool:
        return not self.missing


def earnings(course: Course, folder: Path) -> tuple[Earning, ...]:
    """How far everybody in a class is, in the roster's order. Nothing is changed.

    Args:
        course: for the assignments there are.
        folder: the class folder.

    Raises:
        KitError: no class there, a required assignment that does not exist, or something that cannot be read.
    """
    settings = read_class(folder)
    names = required(course, settings)
    status = class_status(course, folder)
    maxima = {one.id: one.maximum or 0.0 for one in status.assignments}
    handed_in = by_work(read_hand_ins(folder))
    return tuple(_earning(one, names, maxima, handed_in, settings) for one in status.learners)


def required(course: Course, settings: ClassSettings) -> tuple[str, ...]:
    """The assignments that have to be passed, in the course's order: all where class.toml names none.

    Raises:
        KitError: there is no such assignment, or the course has none at all.
    """
    there = tuple(entry.id for entry in course.exercises)
    if not there:
        raise KitError("This course has no assignments, so no certificate can be earned.")
    wanted = settings.access.required if settings.access else ()
    for name in wanted:
        course.assignment(name)
    return tuple(name for name in there if not wanted or name in wanted)


def by_work(hand_ins: Iterable[HandIn]) -> Mapping[tuple[str, str], Sequence[HandIn]]:
    """Hand-ins by learner and assignment, in the order in which they came."""
    found: dict[tuple[str, str], list[HandIn]] = defaultdict(list)
    for one in hand_ins:
        found[one.learner, one.assignment].append(one)
    return found


def is_passed(points: float, out_of: float, pass_mark: float) -> bool:
    """Whether some points are enough.

    Args:
        points: what somebody has.
        out_of: the most that can be had.
        pass_mark: the share of it that is needed.
    """
    return points >= pass_mark * out_of - NEARLY


def _earning(
    status: LearnerStatus,
    names: Sequence[str],
    maxima: Mapping[str, float],
    handed_in: Mapping[tuple[str, str], Sequence[HandIn]],
    settings: ClassSettings,
) -> Earning:
    works = {work.assignment: work for work in status.works}
    passed: list[Passed] = []
    missing: list[Missing] = []
    for name in names:
        found = _judged(works[name], maxima[name], handed_in.get((status.learner.id, name), ()), settings)
        (passed if isinstance(found, Passed) else missing).append(found)
    return Earning(learner=status.learner, passed=tuple(passed), missing=tuple(missing))


def _judged(work: Standing, maximum: float, hand_ins: Sequence[HandIn], settings: ClassSettings) -> Passed | Missing:
    """One learner's work on one assignment: that it is passed, or what is missing."""
    name = work.assignment
    if work.points is None:
        return Missing(assignment=name, kind="not-graded" if work.state == "handed-in" else "not-handed-in")
    mark = (settings.access or AccessSettings()).pass_mark
    about = {"assignment": name, "points": work.points, "out_of": maximum, "needed": mark * maximum}
    if not is_passed(work.points, maximum, mark):
        return Missing(kind="below-waits" if work.waits else "below", **about)
    if hand_ins and (lack := _lack(hand_ins, mark, settings)) is not None:
        kind, tasks = lack
        return Missing(kind=kind, tasks=tasks, **about)
    return Passed(assignment=name, points=max(work.points, 0.0), out_of=maximum)


def _lack(hand_ins: Sequence[HandIn], mark: float, settings: ClassSettings) -> tuple[str, tuple[str, ...]] | None:
    """What keeps every hand-in from counting; None where one counts, or nothing that was graded is known of any.

    Where no worked answer of a graded task is ever shown, none can have been shown before.
    """
    graded = [one for one in hand_ins if one.state == "graded"]
    # Where none passed by itself, a person gave the points that were missing, and looked at the last one for that.
    good = [one for one in graded if is_passed(one.points, one.out_of, mark)] or graded[-1:]
    if not good or settings.reveal == "never" or any(one.revealed == () for one in good):
        return None
    if any(one.revealed is None for one in good):
        return "unknown", ()
    return "revealed", tuple(sorted({task for one in good for task in one.revealed or ()}))
