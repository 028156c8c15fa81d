"""The feedback page: what a learner gets back, as one HTML file that asks no host for anything.

It is made of what the learner handed in and of the verdicts' words, and of nothing else: no expected value, no hidden
input, no other learner, and no path of the machine that graded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from classroom.grading.clean_text import visible
from classroom.grading.feedback_cells import sections
from classroom.grading.result import Graded, TaskResult
from classroom.grading.stopped_words import stopped_paragraphs
from classroom.grading.submission import Note, Submission
from customer_value.messages import catalogue, message
from customer_value.words import date
from tutor.verdict import inline

if TYPE_CHECKING:
    import jinja2

    from classroom.course import Course

MARKS = {
    "correct": "✓",
    "partial": "◐",
    "mistake": "≠",
    "wrong": "✗",
    "error": "!",
    "not attempted": "○",
    "timeout": "…",
    "out of memory": "▣",
    "unreadable": "?",
    "by hand": "✎",
}
"""A shape for each state, the same as in the notebook's own boxes where these have one."""


@dataclass(frozen=True, kw_only=True)
class Titles:
    """What things are called, in the reader's language.

    Attributes:
        assignment: its title, without the id.
        tasks: the title of each task, by id.
        lessons: the title of each lesson, by id.
    """

    assignment: str
    tasks: Mapping[str, str] = field(default_factory=dict)
    lessons: Mapping[str, str] = field(default_factory=dict)


class ByHand(NamedTuple):
    """What an instructor entered for a task: points, None where none were given, and a comment."""

    points: float | None
    comment: str = ""


def titles_of(course: Course, assignment: str, language: str) -> Titles:
    """The titles of an assignment, of its tasks and of the course's lessons.

    Raises:
        KitError: there is no such assignment.
    """
    from solutions import records

    tasks = {task.id: task.title.get(language) for task in records(assignment).TASKS}
    lessons = {one.id: one.title.get(language) for module in course.syllabus.modules for one in module.lessons}
    title = course.assignment(assignment).matter.title.get(language)
    return Titles(assignment=title, tasks=tasks, lessons=lessons)


def feedback_page(
    submission: Submission,
    graded: Graded,
    *,
    language: str,
    titles: Titles,
    handed_in: dt.datetime | None = None,
    attempt: int = 1,
    attempts: int = 1,
    penalty: float = 0.0,
    by_hand: Mapping[str, ByHand] | None = None,
) -> str:
    """The whole page; equal input gives equal bytes.

    Args:
        submission: what was handed in; where it is unread, the page says so and what to do.
        graded: what it came to.
        language: one of READABLE.
        titles: what assignment, tasks and lessons are called.
        handed_in: when; with a time zone, that is said too.
        attempt: which of the learner's attempts it is, from 1; said where there are several.
        attempts: how many there are.
        penalty: points that are taken off because it was late.
        by_hand: what the instructor entered, by task; points count in place of the grader's.
    """
    page = _Page(submission, graded, language, titles, max(penalty, 0.0), by_hand or {})
    common = {
        "language": language,
        "say": page.say,
        "inline": lambda text: Markup(inline(visible(text))),
        "style": Markup(_own("feedback.css")),
        "assignment": graded.assignment,
        "title": titles.assignment,
        "learner": visible(submission.learner),
        "handed_in": _moment(handed_in, language) if handed_in else "",
        "attempt": page.say("attempt-of", attempt=attempt, attempts=attempts) if attempts > 1 else "",
    }
    if submission.unread is not None:
        why = page.note("unread.reason", submission.unread)
        return _template("unread.html.jinja").render(**common, notebook=visible(submission.notebook), why=why)
    return _template("feedback.html.jinja").render(**common, **page.content())


def notice_page(
    *,
    language: str,
    title: str,
    assignment: str,
    learner: str,
    head: str,
    paragraphs: Sequence[str],
    handed_in: dt.datetime | None = None,
) -> str:
    """A page that says something about work in place of verdicts on it.

    Args:
        language: one of READABLE.
        title: the assignment's.
        assignment: such as "a07".
        learner: whose work it is.
        head: what it says in a few words.
        paragraphs: the rest, as text with `code`, **strong** and *stressed* parts.
        handed_in: when; with a time zone, that is said too.
    """
    return _template("notice.html.jinja").render(
        language=language,
        say=lambda key, **fields: message("classroom", f"feedback.{key}", language, **fields),
        inline=lambda text: Markup(inline(visible(text))),
        style=Markup(_own("feedback.css")),
        assignment=assignment,
        title=title,
        learner=visible(learner),
        handed_in=_moment(handed_in, language) if handed_in else "",
        attempt="",
        head=head,
        paragraphs=paragraphs,
    )


class _Page:
    """What the template is filled with."""

    def __init__(
        self,
        submission: Submission,
        graded: Graded,
        language: str,
        titles: Titles,
        penalty: float,
        by_hand: Mapping[str, ByHand],
    ) -> None:
        self.submission = submission
        self.graded = graded
        self.language = language
        self.titles = titles
        self.penalty = penalty
        self.by_hand = by_hand
        self.ids = [one.task for one in graded.tasks]

    def say(self, key: str, **fields: object) -> str:
        return message("classroom", f"feedback.{key}", self.language, **fields)

    def note(self, kind: str, note: Note) -> str:
        """What a learner is told of a note; "" where there are no words for them, because it is the instructor's."""
        key = f"feedback.{kind}.{note.key}"
        if key not in catalogue("classroom"):
            return ""
        fields = {name: visible(str(value)).replace("`", "'") for name, value in note.fields.items()}
        if (task := str(note.fields.get("task", ""))) in self.ids:
            fields["task"] = f"{self.ids.index(task) + 1}. {self.titles.tasks.get(task, task)}"
        try:
            return message("classroom", key, self.language, **fields)
        except (KeyError, IndexError):  # a note of another version, without a field that the words name
            return ""

    def content(self) -> dict[str, Any]:
        tasks = [self._task(number, result) for number, result in enumerate(self.graded.tasks, 1)]
        words = {name: self.say(name) for name in ("picture", "shown")}
        parts, left_out = sections(self.submission, self.ids, words)
        placed = {part.task for part in parts}
        before = sum(task["points"] or 0.0 for task in tasks)
        to_come = [task for task in tasks if task["points"] is None]
        stopped = {one.place: stopped_paragraphs(one, self.language) for one in self.graded.stopped}
        shown = {cell.place for part in parts for cell in (*part.cells, *part.after)}
        return {
            "tasks": tasks,
            "by_id": {task["id"]: task for task in tasks},
            "parts": parts,
            "beside": [task for task in tasks if task["id"] not in placed],
            "left_out": left_out,
            "stopped": stopped,
            "stopped_shown": [place for place in sorted(stopped) if place in shown],
            "maximum": points_text(self.graded.maximum),
            "total": points_text(max(before - self.penalty, 0.0)),
            "before": points_text(before),
            "penalty": points_text(self.penalty) if self.penalty else "",
            "to_come": to_come,
            "to_come_points": points_text(sum(task["worth"] for task in to_come)),
            "all_right": bool(tasks) and all(task["points"] == task["worth"] for task in tasks),
            "repairs": [told for note in self.submission.repairs if (told := self.note("repair", note))],
        }

    def _task(self, number: int, result: TaskResult) -> dict[str, Any]:
        """One task as table and box show it."""
        given = self.by_hand.get(result.task, ByHand(None))
        counts, read = given.points is not None, result.state == "by hand"
        points = given.points if counts else result.points
        state = result.state.replace(" ", "-")
        now = "by-hand-done" if counts else state
        missed = points is not None and points < result.maximum and result.state != "correct"
        return {
            "id": result.task,
            "number": number,
            "title": self.titles.tasks.get(result.task, result.task),
            "state": now,
            "mark": MARKS["by hand" if counts else result.state],
            "words": self.say(f"state.{now}"),
            "box": state,
            "box_mark": MARKS[result.state],
            "box_title": result.title or self.say(f"state.{now if read else state}"),
            "paragraphs": result.paragraphs or ((self.say(now),) if read else ()),
            "notes": result.notes,
            "points": points,
            "shown_points": self.say("open") if points is None else points_text(points),
            "worth": result.maximum,
            "shown_worth": points_text(result.maximum),
            "lesson": self._lesson(result.lesson) if missed and result.lesson else "",
            "given": self._given(given, result) if counts else "",
            "comment": visible(given.comment.strip()),
        }

    def _lesson(self, lesson: str) -> str:
        if lesson in self.titles.lessons:
            return self.say("lesson", lesson=lesson, title=self.titles.lessons[lesson])
        return self.say("lesson-only", lesson=lesson)

    def _given(self, given: ByHand, result: TaskResult) -> str:
        replaced = result.points is not None and result.points != given.points
        key = "instead" if replaced else "gave"
        return self.say(key, points=points_text(given.points or 0.0), maximum=points_text(result.maximum))


def points_text(value: float) -> str:
    """Points as pages and letters write them."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _moment(moment: dt.datetime, language: str) -> str:
    """A day in full and the time, with the distance from UTC where it is known."""
    zone = ""
    if (offset := moment.utcoffset()) is not None:
        minutes = round(offset.total_seconds() / 60)
        hours = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
        zone = f" (UTC{hours})" if minutes else " (UTC)"
    return f"{date(moment.date(), language)} {moment:%H:%M}{zone}"


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_own),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)


@cache
def _own(name: str) -> str:
    return resources.files("classroom.grading").joinpath("templates", name).read_text(encoding="utf-8").strip()
