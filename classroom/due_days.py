"""Due days for a class that nobody has set any for: as the course goes on, from its first day to its last."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from classroom.syllabus import Module


def spread(modules: Sequence[Module], starts: dt.date, ends: dt.date) -> dict[str, dt.date]:
    """When each assignment is due.

    The lessons are taught at an even pace, by their minutes, so that the last one ends on the last day. The assignments
    are laid evenly over the days, the last one on the last day; one whose module is taught by then at the earliest
    waits for it. None is due before the one that stands before it in the course.

    Args:
        modules: of the syllabus, in order.
        starts, ends: the first and the last day of the class.

    Returns:
        The days by the assignments' ids, in the course's order; nothing where there are no assignments.
    """
    days = (ends - starts).days + 1
    whole = sum(lesson.minutes for module in modules for lesson in module.lessons) or 1
    count = sum(len(module.assignments) for module in modules)
    due: dict[str, dt.date] = {}
    taught = 0
    for module in modules:
        taught += sum(lesson.minutes for lesson in module.lessons)
        for assignment in module.assignments:
            day = max(math.ceil(days * (len(due) + 1) / count), math.ceil(days * taught / whole))
            due[assignment.id] = starts + dt.timedelta(days=day - 1)
    return due
