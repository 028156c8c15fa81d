"""The outline of the course for the plan of somebody who studies alone: `.kit/outline.json` of a workspace."""

from __future__ import annotations

from collections.abc import Collection

from classroom.course import Course
from classroom.timetable import in_order
from tutor.outline import NAME, Item
from tutor.outline import outline_text as as_text

OUTLINE = f".kit/{NAME}"
"""Where it lies in the folder of each language."""


def outline_text(course: Course, language: str, required: Collection[str] = ()) -> str:
    """What the outline of a course says in a language: everything there is, in the course's order.

    Args:
        course: the lessons and assignments.
        language: one of READABLE.
        required: the assignments that have to be passed, by id; all where empty.
    """
    listed = in_order(course)
    entries = [*listed, *(entry for entry in course.pages if entry not in listed)]
    exercises = {entry.id for entry in course.exercises}
    return as_text(
        tuple(
            Item(
                id=entry.id,
                kind="assignment" if entry.id in exercises else "lesson",
                title=entry.matter.title.get(language),
                target=entry.target,
                minutes=entry.matter.minutes,
                core=entry.matter.core,
                before=tuple(entry.matter.before),
                required=entry.id in exercises and (not required or entry.id in required),
            )
            for entry in entries
        )
    )
