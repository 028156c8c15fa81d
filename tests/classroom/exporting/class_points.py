"""Marks as the gradebook has them, made by hand."""

from __future__ import annotations

from classroom.exporting.points import Points
from classroom.grading.gradebook import Mark, Marks


def mark(task: str, points: float, maximum: float, manual: float | None = None, waits: bool = False) -> Mark:
    return Mark(
        task=task,
        points=points,
        maximum=maximum,
        automatic=None if manual is not None else points,
        manual=manual,
        extra=0.0,
        waits=waits,
        comment="",
    )


def a07(**learners: tuple[float, float, float]) -> Points:
    """An assignment of two tasks worth 2 and 6: by learner, the points of each and what was taken off."""
    return Points(
        assignment="a07",
        tasks={"a07.recency": 2.0, "a07.plan": 6.0},
        marks={
            learner: Marks(
                learner=learner,
                tasks=(mark("a07.recency", first, 2.0), mark("a07.plan", second, 6.0, manual=second)),
                penalty=penalty,
            )
            for learner, (first, second, penalty) in learners.items()
        },
    )
