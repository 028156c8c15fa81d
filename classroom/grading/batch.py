"""A whole class's work on one assignment: graded by several processes, written down by this one.

What may be stopped at any moment is safe at any moment: answers are kept as soon as they are there, a submission's
result is kept once the gradebook has it, and whatever is missing is made again from what is kept.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.class_folder import read_class
from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.grading.alone import PATIENCE, alone
from classroom.grading.assignment import Assignment, prepare
from classroom.grading.attempts import Counted
from classroom.grading.dispatch import in_workers, together
from classroom.grading.feedback import titles_of
from classroom.grading.gradebook import Book, Marks, fits, sqlite_url
from classroom.grading.journal import NAME as JOURNAL
from classroom.grading.journal import Journal
from classroom.grading.late import DueDates, lateness
from classroom.grading.learner_work import Done, Job, failed, grade_work
from classroom.grading.released import read_released
from classroom.grading.result import Graded
from classroom.grading.results import Results, mark_of
from classroom.grading.running import RunLimits
from classroom.grading.scores import scores_text, write_scores
from classroom.grading.submission import Note
from classroom.grading.work_list import work_list

if TYPE_CHECKING:
    from classroom.course import Course
    from generator.engine.workers import Workers

VERSION = "2"
"""Part of every result's mark: raised when the same work would come to another result."""

TOGETHER = 25
"""Submissions that are written into the gradebook at a time."""

Told = Callable[[Graded, int, int], None]
"""Told of each submission that is done: what it came to, how many are done, and how many there are."""


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What grading an assignment came to.

    Attributes:
        assignment: such as "a07".
        submissions: how many there are.
        graded: how many of them were graded now; the others had not changed.
        points: the mean of the points that count now, and `maximum` of it.
        verdicts: how many tasks came to each verdict.
        repaired: how many submissions were otherwise than handed out.
        unread: how many could not be read.
        waiting: how many a person has to look at.
        late: how many came late, whatever that costs.
        skipped: folders that are no learner's.
        seconds: how long it took.
    """

    assignment: str
    submissions: int
    graded: int
    points: float
    maximum: float
    verdicts: Mapping[str, int]
    repaired: int
    unread: int
    waiting: int
    late: int = 0
    skipped: tuple[Note, ...] = ()
    seconds: float = 0.0


def grade_class(
    course: Course,
    folder: Path,
    name: str,
    workers: Callable[[int], Workers],
    *,
    gradebook: str = "",
    trusted: bool = False,
    limits: RunLimits | None = None,
    tell: Told = lambda graded, done, total: None,
) -> Summary:
    """Grade everything that was handed in for an assignment of a class.

    Writes the gradebook, autograded/ and feedback/, grading/ASSIGNMENT/scores.csv and grading/grading.jsonl.

    Args:
        course: the sources, for titles.
        folder: the class folder.
        name: the assignment, such as "a07".
        workers: gives the processes for a number of submissions.
        gradebook: the database's address; nbgrader's own in the class folder when "".
        trusted: run without a sandbox.
        limits: what one submission may use.
        tell: told of each submission that is done.

    Raises:
        KitError: no class or assignment there, somebody else grading it, no sandbox on this machine, or a file that
            cannot be written.
    """
    if not trusted:
        check_sandbox()
    settings = read_class(folder)
    with alone(folder, PATIENCE if settings.access else 0.0):
        return _grade_class(course, folder, name, workers, settings, gradebook, trusted, limits or RunLimits(), tell)


def _grade_class(
    course: Course,
    folder: Path,
    name: str,
    workers: Callable[[int], Workers],
    settings: ClassSettings,
    gradebook: str,
    trusted: bool,
    limits: RunLimits,
    tell: Told,
) -> Summary:
    began = time.monotonic()
    assignment = prepare(folder, name)
    read_released(folder, name)
    found = work_list(folder, name)
    journal = Journal(folder / "grading" / JOURNAL)
    journal.add("begun", assignment=name, submissions=len(found.work), trusted=trusted)
    for note in found.skipped:
        journal.add("skipped", assignment=name, key=note.key, **note.fields)
    titles = titles_of(course, name, assignment.language)
    gradebook = gradebook or settings.gradebook
    source = next((folder / "source" / name).glob("*.ipynb"))
    with Book.open(gradebook or sqlite_url(folder), settings.course_id, assignment.language) as book:
        book.prepare(name, source)
        before, due = book.marks(name), due_dates(book, settings, name)
        results = Results(assignment.kept / "results")
        verdicts = "\n".join((VERSION, assignment.digest, str(trusted)))
        marks = {
            work.learner: mark_of(
                work.folder,
                verdicts,
                gradebook,
                given_by_hand(before.get(work.learner)),
                rules(settings, due, work.learner),
            )
            for work in found.work
        }
        kept = {work.learner: results.read(work.learner, marks[work.learner]) for work in found.work}
        kept = {learner: counted for learner, counted in kept.items() if counted is not None and learner in before}
        jobs = [
            Job(
                assignment=assignment.path,
                work=work,
                mark=verdicts,
                titles=titles,
                limits=limits,
                trusted=trusted,
                marks=before.get(work.learner),
                attempts=settings.attempts,
                late=settings.late_rule,
                due=due.of(work.learner),
                zone=settings.timezone,
            )
            for work in found.work
            if work.learner not in kept
        ]
        counted = dict(kept)
        repaired = 0
        for batch in together(in_workers(grade_work, jobs, workers), TOGETHER):
            book.write([one.entry for one in batch if fits(one.entry.submission.learner)])
            for one in batch:
                learner = one.counted.graded.learner
                if not failed(one.entry.submission):
                    results.write(one.counted, marks[learner])
                counted[learner] = one.counted
                repaired += bool(one.entry.submission.repairs)
                journal.add("graded", **journal_line(one))
                tell(one.counted.graded, len(counted), len(found.work))
        after = book.marks(name)
    write_scores(assignment.kept, scores_text(counted.values(), after))
    seconds = round(time.monotonic() - began, 1)
    late = sum(lateness(one.handed_in, due.of(learner)) > settings.late_rule.grace for learner, one in counted.items())
    summary = replace(
        _summary(name, counted, after, repaired, len(jobs), assignment),
        late=late,
        skipped=found.skipped,
        seconds=seconds,
    )
    journal.add("ended", assignment=name, graded=summary.graded, seconds=seconds)
    return summary


def check_sandbox() -> None:
    """Raise KitError where this machine has no sandbox."""
    from classroom.sandbox.support import support

    here = support()
    if here.missing:
        raise KitError(here.text("en"))


def due_dates(book: Book, settings: ClassSettings, name: str) -> DueDates:
    """When the assignment is due: as class.toml says, which formgrader is told; else as formgrader says."""
    due = settings.due_dates(name)
    if due is None:
        return book.due(name)
    book.set_due(name, due.at)
    return due


def given_by_hand(marks: Marks | None) -> str:
    """What a person gave, as part of a result's mark: new comments make a new feedback page."""
    given = {} if marks is None else {one.task: [one.manual, one.extra, one.comment] for one in marks.tasks}
    return json.dumps({task: one for task, one in given.items() if any(one)}, sort_keys=True)


def rules(settings: ClassSettings, due: DueDates, learner: str) -> str:
    """What the class has set, as part of a result's mark; the due date where anything depends on it."""
    at = due.of(learner) if settings.late_rule.kind != "keep" else None
    return json.dumps([settings.attempts, settings.late, at and at.isoformat()])


def journal_line(done: Done) -> dict[str, Any]:
    """What the journal says of one submission."""
    submission, graded = done.entry.submission, done.entry.graded
    verdicts = {task.task: [task.state, task.points, task.mistake, task.seconds] for task in graded.tasks}
    return {
        "assignment": graded.assignment,
        "learner": graded.learner,
        "points": graded.points,
        "maximum": graded.maximum,
        "penalty": done.entry.penalty or 0.0,
        "attempt": done.counted.attempt,
        "attempts": done.counted.attempts,
        "tasks": verdicts,
        "repairs": [{"key": note.key, **note.fields} for note in submission.repairs],
        "unread": submission.unread.key if submission.unread else None,
        "stopped": [[one.place, one.kind, one.message] for one in graded.stopped],
        "seconds": graded.seconds,
        "trusted": graded.trusted,
        "digest": graded.digest,
    }


def _summary(
    name: str,
    counted: Mapping[str, Counted],
    marks: Mapping[str, Marks],
    repaired: int,
    fresh: int,
    assignment: Assignment,
) -> Summary:
    graded = [one.graded for one in counted.values()]
    there = [marks[learner] for learner in counted if learner in marks]
    worth = sum(card["points"] for card in assignment.cards.values()) + sum(assignment.by_hand.values())
    states = Counter(task.state for one in graded for task in one.tasks)
    unread = sum(any(task.state == "unreadable" for task in one.tasks) for one in graded)
    return Summary(
        assignment=name,
        submissions=len(graded),
        graded=fresh,
        points=sum(one.points for one in there) / len(there) if there else 0.0,
        maximum=float(worth),
        verdicts=dict(states),
        repaired=repaired,
        unread=unread,
        waiting=sum(one.waits for one in there),
    )
