"""A whole class's work on one assignment: graded by several processes, written down by this one.

What may be stopped at any moment is safe at any moment: answers are kept as soon as they are there, a submission's
result is kept once the gradebook has it, and whatever is missing is made again from what is kept.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.errors import KitError
from classroom.files import write_whole
from classroom.grading.assignment import Assignment, prepare
from classroom.grading.autograded import write_autograded
from classroom.grading.feedback import ByHand, Titles, feedback_page, titles_of
from classroom.grading.gradebook import Book, Marks, fits, sqlite_url
from classroom.grading.gradebook_rows import Entry
from classroom.grading.grader import Grader
from classroom.grading.journal import NAME as JOURNAL
from classroom.grading.journal import Journal
from classroom.grading.reading import read_submission
from classroom.grading.released import HandedOut, read_released
from classroom.grading.result import Graded
from classroom.grading.results import Results, mark_of
from classroom.grading.running import RunLimits
from classroom.grading.scores import scores_text, write_scores
from classroom.grading.submission import Note, Submission
from classroom.grading.work_list import Work, work_list

if TYPE_CHECKING:
    from classroom.course import Course
    from generator.engine.workers import Workers

VERSION = "1"
"""Part of every result's mark: raised when the same work would come to another result."""

TOGETHER = 25
"""Submissions that are written into the gradebook at a time."""

MOST_LOSSES = 10
"""How often processes may be lost before it is no accident."""

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
    skipped: tuple[Note, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class _Job:
    """One submission for another process: everything that it cannot find out by itself."""

    assignment: Path
    work: Work
    titles: Titles
    limits: RunLimits
    trusted: bool
    by_hand: Mapping[str, ByHand] = field(default_factory=dict)
    penalty: float = 0.0


@dataclass(frozen=True)
class _Done:
    """What came of it; the submission without the outputs that were handed in."""

    submission: Submission
    graded: Graded
    work: Work


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
        KitError: no class or assignment there, no sandbox on this machine, or a file that cannot be written.
    """
    began = time.monotonic()
    if not trusted:
        _check_sandbox()
    assignment = prepare(folder, name)
    read_released(folder, name)
    found = work_list(folder, name)
    journal = Journal(folder / "grading" / JOURNAL)
    journal.add("begun", assignment=name, submissions=len(found.work), trusted=trusted)
    for note in found.skipped:
        journal.add("skipped", assignment=name, key=note.key, **note.fields)
    titles = titles_of(course, name, assignment.language)
    source = next((folder / "source" / name).glob("*.ipynb"))
    with Book.open(gradebook or sqlite_url(folder), folder.resolve().name, assignment.language) as book:
        book.prepare(name, source)
        before = book.marks(name)
        results = Results(assignment.kept / "results")
        about = (VERSION, assignment.digest, str(trusted), gradebook)
        marks = {one.learner: mark_of(one.folder, *about, _given(before.get(one.learner))) for one in found.work}
        kept = {one.learner: results.read(one.learner, marks[one.learner]) for one in found.work}
        kept = {learner: graded for learner, graded in kept.items() if graded is not None and learner in before}
        fresh = [work for work in found.work if work.learner not in kept]
        jobs = [
            _Job(assignment.path, work, titles, limits or RunLimits(), trusted, _by_hand(before.get(work.learner)))
            for work in fresh
        ]
        all_graded = dict(kept)
        repaired = 0
        for batch in _together(_in_workers(jobs, workers), TOGETHER):
            book.write(
                [Entry(submission=one.submission, graded=one.graded, timestamp=one.work.timestamp) for one in batch]
            )
            for one in batch:
                results.write(one.graded, marks[one.graded.learner])
                all_graded[one.graded.learner] = one.graded
                repaired += bool(one.submission.repairs)
                journal.add("graded", **_line(one))
                tell(one.graded, len(all_graded), len(found.work))
        after = book.marks(name)
    write_scores(assignment.kept, scores_text(all_graded.values(), after))
    seconds = round(time.monotonic() - began, 1)
    summary = replace(
        _summary(name, all_graded, after, repaired, len(fresh), assignment), skipped=found.skipped, seconds=seconds
    )
    journal.add("ended", assignment=name, graded=summary.graded, seconds=seconds)
    return summary


def _check_sandbox() -> None:
    from classroom.sandbox.support import support

    here = support()
    if here.missing:
        raise KitError(here.text("en"))


def _given(marks: Marks | None) -> str:
    """What a person gave, as part of a result's mark: new comments make a new feedback page."""
    given = {} if marks is None else {one.task: [one.manual, one.extra, one.comment] for one in marks.tasks}
    return json.dumps({task: one for task, one in given.items() if any(one)}, sort_keys=True)


def _by_hand(marks: Marks | None) -> dict[str, ByHand]:
    if marks is None:
        return {}
    return {one.task: ByHand(one.manual, one.comment) for one in marks.tasks if one.manual is not None or one.comment}


def _in_workers(jobs: Sequence[_Job], workers: Callable[[int], Workers]) -> Iterator[_Done]:
    """Grade in other processes, each submission given as it is done; what a lost process had on hand is begun anew."""
    if not jobs:
        return
    pool = workers(len(jobs))
    left = iter(jobs)
    waiting: dict[Future, _Job] = {}
    losses = 0
    whole = False
    try:
        while True:
            for job in islice(left, pool.ahead - len(waiting)):
                waiting[pool.submit(_grade_there, job)] = job
            if not waiting:
                break
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                job = waiting.pop(future)
                try:
                    yield future.result()
                except pool.lost as problem:
                    losses += 1
                    if losses > MOST_LOSSES:
                        raise KitError(f"The processes that grade end again and again: {problem}.") from problem
                    again = [job, *waiting.values()] if pool.renew() else [job]
                    waiting = {} if len(again) > 1 else waiting
                    waiting |= {pool.submit(_grade_there, other): other for other in again}
                    break
        whole = True
    finally:
        pool.close(at_once=not whole)


@cache
def _grader_there(path: Path, limits: RunLimits, trusted: bool, stamp: int) -> tuple[Grader, HandedOut, dict[str, Any]]:
    """One process's grader, made once for an assignment as it was written at one time."""
    assignment = Assignment.read(path)
    handed_out = read_released(assignment.folder, assignment.name)
    notebook = json.loads(next(assignment.data.glob("*.ipynb")).read_text(encoding="utf-8"))
    return Grader(assignment, limits, trusted), handed_out, notebook


def _grade_there(job: _Job) -> _Done:
    """In another process: read, grade, and write what belongs to the learner alone."""
    if not job.assignment.is_file():
        raise KitError(f"{job.assignment} is not there: every machine that grades has to see the class folder.")
    grader, handed_out, notebook = _grader_there(
        job.assignment, job.limits, job.trusted, job.assignment.stat().st_mtime_ns
    )
    assignment = grader.assignment
    submission = read_submission(job.work.folder, handed_out, job.work.learner)
    if not fits(job.work.learner):
        submission = replace(submission, cells=(), repairs=(), unread=Note("learner-long"))
    graded = grader.grade(submission, job.work.folder)
    write_autograded(assignment.folder, submission, graded, notebook, assignment.language)
    page = feedback_page(
        submission,
        graded,
        language=assignment.language,
        titles=job.titles,
        handed_in=job.work.timestamp,
        penalty=job.penalty,
        by_hand=job.by_hand,
    )
    write_whole(feedback_path(assignment.folder, submission), page)
    return _Done(_without_outputs(submission), graded, job.work)


def feedback_path(folder: Path, submission: Submission) -> Path:
    """Where nbgrader releases a learner's feedback from."""
    return folder / "feedback" / submission.learner / submission.assignment / f"{submission.notebook}.html"


def _without_outputs(submission: Submission) -> Submission:
    cells = tuple(replace(cell, outputs=()) if cell.outputs else cell for cell in submission.cells)
    return replace(submission, cells=cells)


def _together(done: Iterator[_Done], count: int) -> Iterator[list[_Done]]:
    while batch := list(islice(done, count)):
        yield batch


def _line(done: _Done) -> dict[str, Any]:
    """What the journal says of one submission."""
    graded = done.graded
    verdicts = {task.task: [task.state, task.points, task.mistake, task.seconds] for task in graded.tasks}
    return {
        "assignment": graded.assignment,
        "learner": graded.learner,
        "points": graded.points,
        "maximum": graded.maximum,
        "tasks": verdicts,
        "repairs": [{"key": note.key, **note.fields} for note in done.submission.repairs],
        "unread": done.submission.unread.key if done.submission.unread else None,
        "stopped": [[one.place, one.kind, one.message] for one in graded.stopped],
        "seconds": graded.seconds,
        "trusted": graded.trusted,
        "digest": graded.digest,
    }


def _summary(
    name: str,
    graded: Mapping[str, Graded],
    marks: Mapping[str, Marks],
    repaired: int,
    fresh: int,
    assignment: Assignment,
) -> Summary:
    there = [marks[learner] for learner in graded if learner in marks]
    worth = sum(card["points"] for card in assignment.cards.values()) + sum(assignment.by_hand.values())
    states = Counter(task.state for one in graded.values() for task in one.tasks)
    unread = sum(any(task.state == "unreadable" for task in one.tasks) for one in graded.values())
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
