"""What a learner is written: points, what to look at first, what to read again. The page goes with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from classroom.files import digest
from classroom.grading.feedback import Titles, points_text
from classroom.grading.result import TaskResult
from classroom.mailing import Attachment, Letter
from classroom.mailing.letter import one_line
from classroom.returning.pages import Page, points_of, unread
from classroom.roster import Learner
from customer_value.messages import message

MOST_LESSONS = 3
"""Lessons that a letter names, those of the tasks that lost most."""


TO_A_CELL = b'href="#cell-'
"""A link of the page to the first cell that stopped, where one did that it shows."""

Say = Callable[..., str]
"""Gives a message of the letters in the class's language."""


class Lost(NamedTuple):
    """A task that could have brought more: its number, the verdict, and how many points are missing."""

    place: int
    task: TaskResult
    points: float


def about(assignment: str, learner: str) -> str:
    """What the outbox calls the letters with one learner's feedback."""
    return f"feedback/{assignment}/{learner}"


def says(page: Page, to: str) -> str:
    """A fingerprint of what a learner is told: the page, the points, and where it goes."""
    points = "" if page.marks is None else repr((page.marks.points, [one.extra for one in page.marks.tasks]))
    return digest(page.content, points, to)


def feedback_letter(
    page: Page, learner: Learner, titles: Titles, class_name: str, language: str, *, before: int = 0
) -> Letter:
    """The letter that a page goes with.

    Args:
        page: the learner's own.
        learner: as the roster has them.
        titles: what assignment, tasks and lessons are called.
        class_name: what the class is called.
        language: of the class.
        before: how many letters about this work were sent already.

    Raises:
        ValueError: the page is somebody else's.
    """
    if page.learner != learner.id:
        raise ValueError(f"The page of {page.learner} is not for {learner.id}.")

    def say(key: str, **fields: object) -> str:
        return message("classroom", f"mail.feedback.{key}", language, **fields)

    name = one_line(learner.name) or learner.id
    parts = [say("greeting", name=name)]
    if before:
        parts.append(say("again"))
    if unread(page.graded):
        parts.append(say("unread", assignment=page.assignment, title=titles.assignment))
        parts.append(say("page-unread", file=page.name))
    else:
        parts += [*_graded(page, titles, say), say("page", file=page.name)]
    parts.append(say("end", class_name=one_line(class_name)))
    return Letter(
        to=learner.email,
        name=one_line(learner.name),
        about=about(page.assignment, learner.id),
        learner=learner.id,
        subject=say("subject", class_name=one_line(class_name), assignment=page.assignment, title=titles.assignment),
        text="\n\n".join(parts) + "\n",
        language=language,
        attachments=(Attachment(page.name, page.content),),
        turn=before,
    )


def shown_points(page: Page) -> str:
    """Points and maximum for a table, "" where the work could not be read."""
    if unread(page.graded):
        return ""
    return f"{points_text(_total(page))} / {points_text(page.graded.maximum)}"


def _graded(page: Page, titles: Titles, say: Say) -> list[str]:
    graded = page.graded
    points = points_of(graded, page.marks)
    waits = [task for task in graded.tasks if points[task.task] is None]
    total = points_text(_total(page))
    first = say(
        "points-so-far" if waits else "points",
        assignment=page.assignment,
        title=titles.assignment,
        points=total,
        maximum=points_text(graded.maximum),
    )
    sentences = [first]
    extra = sum(one.extra for one in page.marks.tasks) if page.marks else 0.0
    if extra:
        sentences.append(say("extra", points=points_text(extra)))
    if page.marks and page.marks.penalty:
        penalty = points_text(page.marks.penalty)
        sentences.append(say("late-one" if penalty == "1" else "late", points=penalty))
    if waits:
        worth = points_text(sum(task.maximum for task in waits))
        sentences.append(say("waits-one" if len(waits) == 1 else "waits", count=len(waits), points=worth))
    parts = [say("joint").join(sentences)]
    lost = _lost(graded.tasks, points)
    if not lost and not waits:
        return [*parts, say("all-right")]
    if lost:
        parts.append(say("joint").join(_first(page, lost, titles, say)))
    if lessons := _lessons(lost, titles, say):
        parts.append("\n".join([say("lessons"), *lessons]))
    return parts


def _total(page: Page) -> float:
    return max(page.marks.points if page.marks else page.graded.points, 0.0)


def _lost(tasks: tuple[TaskResult, ...], points: dict[str, float | None]) -> list[Lost]:
    """The tasks that could have brought more, those that lost most first; of equal ones the earlier."""
    found = [
        Lost(place, task, task.maximum - given)
        for place, task in enumerate(tasks, 1)
        if (given := points[task.task]) is not None and given < task.maximum
    ]
    return sorted(found, key=lambda one: (-round(one.points, 6), one.place))


def _first(page: Page, lost: list[Lost], titles: Titles, say: Say) -> list[str]:
    """What to look at first: a cell that stopped, because others may hang on it; then the task that lost most."""
    sentences = [say("stopped")] if TO_A_CELL in page.content else []
    place, task, points = lost[0]
    given = points_of(page.graded, page.marks)[task.task]
    by_hand = task.state == "by hand" or given != task.points
    state = say("state.by-hand" if by_hand else f"state.{task.state.replace(' ', '-')}")
    key = "look" if not sentences else "look-then"
    sentences.append(
        say(
            f"{key}-one" if points_text(points) == "1" else key,
            number=place,
            title=titles.tasks.get(task.task, task.task),
            state=state,
            points=points_text(points),
        )
    )
    return sentences


def _lessons(lost: list[Lost], titles: Titles, say: Say) -> list[str]:
    named = list(dict.fromkeys(one.task.lesson for one in lost if one.task.lesson in titles.lessons))
    return [say("lesson", lesson=lesson, title=titles.lessons[lesson]) for lesson in named[:MOST_LESSONS]]
