"""One learner's work, in whichever process grades it: kept, graded, and written where learner and formgrader look."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from classroom.errors import KitError
from classroom.files import write_whole
from classroom.grading.assignment import Assignment, made_at, prepare
from classroom.grading.attempts import FOLDER, Attempt, Attempts, Counted, Which, could_count
from classroom.grading.autograded import write_autograded
from classroom.grading.feedback import ByHand, Titles, feedback_page
from classroom.grading.gradebook import Marks, fits
from classroom.grading.gradebook_rows import Entry
from classroom.grading.grader import Grader
from classroom.grading.late import LateRule, lateness
from classroom.grading.released import HandedOut, read_released
from classroom.grading.result import Graded
from classroom.grading.running import RunLimits
from classroom.grading.submission import Note, Submission
from classroom.grading.work_list import Work

FAILED = "grader-failed"
"""The key of the note on work that the grader could not deal with."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One learner's work for another process: everything that it cannot find out by itself.

    Attributes:
        assignment: the file that the assignment is kept in.
        work: where it lies.
        mark: of everything but the work that a verdict depends on.
        titles: what assignment, tasks and lessons are called.
        limits: what one submission may use.
        trusted: whether it is run without a sandbox.
        marks: what the gradebook has of the learner; None for nothing.
        attempts: which attempt counts.
        late: what is taken off for coming late.
        due: when the work is due for this learner, in UTC; None for never.
        zone: the class's time zone, in which the learner is told when the work came.
    """

    assignment: Path
    work: Work
    mark: str
    titles: Titles
    limits: RunLimits = field(default_factory=RunLimits)
    trusted: bool = False
    marks: Marks | None = None
    attempts: Which = "last"
    late: LateRule = field(default_factory=LateRule)
    due: dt.datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of it: the attempt that counts, what it came to, and its place in the gradebook.

    The submission is without the outputs that were handed in. `latest` are the points of what was handed in now, less
    what is taken off for coming late; None where the class's rule leaves that ungraded.
    """

    entry: Entry
    counted: Counted
    latest: float | None = None


@dataclass(frozen=True)
class _Tried:
    """One attempt, graded."""

    attempt: Attempt
    submission: Submission
    graded: Graded
    handed_in: dt.datetime | None
    penalty: float
    points: float


def grade_work(job: Job) -> Done:
    """Keep what lies in submitted/, grade the attempts that could count, and write what comes of the one that does.

    Raises:
        KitError: the class folder is not there, or something cannot be written.
    """
    if not job.assignment.is_file():
        raise KitError(f"{job.assignment} is not there: every machine that grades has to see the class folder.")
    grader, handed_out, notebook = _grader_here(
        job.assignment, job.limits, job.trusted, job.assignment.stat().st_mtime_ns
    )
    assignment = grader.assignment
    attempts = Attempts(assignment.kept / FOLDER, job.work.learner, handed_out, assignment.data)
    now, kept = attempts.keep(job.work)
    tried = [
        _try(job, grader, attempts, attempt, now if attempt is kept[-1] else None)
        for attempt in could_count(kept, job.attempts)
    ]
    best = max(tried, key=lambda one: (round(one.points - one.penalty, 6), one.attempt.number))
    write_autograded(assignment.folder, best.submission, best.graded, notebook, assignment.language)
    page = feedback_page(
        best.submission,
        best.graded,
        language=assignment.language,
        titles=job.titles,
        handed_in=best.handed_in and best.handed_in.astimezone(ZoneInfo(job.zone)),
        attempt=best.attempt.number,
        attempts=kept[-1].number,
        penalty=best.penalty,
        by_hand=_by_hand(job.marks),
    )
    write_whole(feedback_path(assignment.folder, best.submission), page)
    entry = Entry(
        submission=_without_outputs(best.submission),
        graded=best.graded,
        timestamp=best.handed_in,
        penalty=best.penalty or None,
    )
    counted = Counted(
        graded=best.graded,
        attempt=best.attempt.number,
        attempts=kept[-1].number,  # one that was damaged was one too
        handed_in=best.handed_in,
    )
    latest = next((one for one in tried if one.attempt is kept[-1]), None)
    return Done(
        entry=entry, counted=counted, latest=None if latest is None else max(latest.points - latest.penalty, 0.0)
    )


def make_ready(folder: Path, name: str, limits: RunLimits, trusted: bool = False) -> bool:
    """Make this process ready to grade an assignment of a class, so that the first work waits for nothing.

    Drawing hidden cases takes memory that a process keeps, and has to be done once: a process that has drawn them is
    not ready, so that another can be.

    Args:
        folder: the class folder.
        name: the assignment.
        limits, trusted: as the jobs will have them.

    Returns:
        Whether it is ready.

    Raises:
        KitError: the assignment cannot be graded, or work cannot be run here.
    """
    before = made_at(folder, name)
    path = prepare(folder, name).path
    if made_at(folder, name) != before:
        return False
    grader, _, _ = _grader_here(path, limits, trusted, path.stat().st_mtime_ns)
    grader.make_ready()
    return True


def feedback_path(folder: Path, submission: Submission) -> Path:
    """Where nbgrader releases a learner's feedback from."""
    return folder / "feedback" / submission.learner / submission.assignment / f"{submission.notebook}.html"


def points_of(graded: Graded, marks: Marks | None) -> float:
    """What an attempt has in the gradebook before anything is taken off: what a person gave stands for each of them."""
    given = {} if marks is None else {mark.task: mark for mark in marks.tasks}
    total = 0.0
    for task in graded.tasks:
        mark = given.get(task.task)
        points = task.points if mark is None or mark.manual is None else mark.manual
        total += (points or 0.0) + (mark.extra if mark else 0.0)
    return round(total, 6)


def _try(job: Job, grader: Grader, attempts: Attempts, attempt: Attempt, now: Submission | None) -> _Tried:
    """What an attempt comes to; `now` is what was read of it where it lies in submitted/."""
    with attempt.unpacked() as folder:
        submission = now or attempts.read_in(folder, attempt)
        if not fits(job.work.learner):
            submission = replace(submission, cells=(), repairs=(), unread=Note("learner-long"))
        graded = attempts.graded(attempt, job.mark, submission.digest)
        if graded is None:
            submission, graded = _graded(grader, submission, folder)
            if not failed(submission):
                attempts.write_graded(attempt, graded, job.mark)
    handed_in = attempt.handed_in(job.attempts)
    points = points_of(graded, job.marks)
    return _Tried(
        attempt, submission, graded, handed_in, job.late.penalty(points, lateness(handed_in, job.due)), points
    )


def _graded(grader: Grader, submission: Submission, folder: Path) -> tuple[Submission, Graded]:
    """What a submission comes to; one that breaks the grader costs nobody else's marks."""
    try:
        return submission, grader.grade(submission, folder)
    except KitError:  # the machine's fault, not the work's
        raise
    except Exception as problem:
        about = Note(FAILED, {"error": f"{type(problem).__name__}: {problem}"[:200]})
        submission = replace(submission, cells=(), repairs=(), unread=about)
        return submission, grader.grade(submission, folder)


def failed(submission: Submission) -> bool:
    """Whether it was the grader that failed, so that it is to be tried again the next time."""
    return submission.unread is not None and submission.unread.key == FAILED


@cache
def _grader_here(path: Path, limits: RunLimits, trusted: bool, stamp: int) -> tuple[Grader, HandedOut, dict[str, Any]]:
    """One process's grader, made once for an assignment as it was written at one time."""
    assignment = Assignment.read(path)
    handed_out = read_released(assignment.folder, assignment.name)
    notebook = json.loads(next(assignment.data.glob("*.ipynb")).read_text(encoding="utf-8"))
    return Grader(assignment, limits, trusted), handed_out, notebook


def _by_hand(marks: Marks | None) -> Mapping[str, ByHand]:
    if marks is None:
        return {}
    return {one.task: ByHand(one.manual, one.comment) for one in marks.tasks if one.manual is not None or one.comment}


def _without_outputs(submission: Submission) -> Submission:
    cells = tuple(replace(cell, outputs=()) if cell.outputs else cell for cell in submission.cells)
    return replace(submission, cells=cells)
