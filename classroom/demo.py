"""A whole class played through on one machine: made, handed out, handed in, graded, returned, reported.

Nobody in it exists: the names are those of the sample ledger's customers, the work is `classroom.simulated`'s, honest
and less honest. What is done with it is what every class has done with it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.class_folder import FILE_NAME, read_class
from classroom.collecting.collect import collect
from classroom.errors import KitError
from classroom.files import write_whole
from classroom.new_class import new_class
from classroom.release import release
from classroom.roster import Learner, Roster, read_roster
from classroom.simulated.class_work import FIRST_ID, made_work

if TYPE_CHECKING:
    from classroom.course import Course
    from classroom.grading.batch import Summary
    from generator.engine.workers import Workers

ASSIGNMENTS = ("a07", "a08", "a09")
"""RFM, lifetime value, return on campaigns."""

MIX = (
    *("usual", "able", "struggling", "alternative", "cheat", "early leaver"),
    *("usual", "untidy", "copier", "usual", "able"),
)
"""The kinds of learners, in turn."""

STARTS, ENDS = dt.date(2026, 3, 2), dt.date(2026, 3, 31)

NOW = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
"""When the report is made, so that it is the same each time."""

SEED = 20260302

NEVER, NOT_THE_LAST, LATE = 13, 7, 9
"""Of so many learners, one hands in nothing at all, one not the last assignment, one late."""

Step = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, kw_only=True)
class Played:
    """What came of it: the page at the end, and what grading each assignment came to."""

    report: Path
    scores: Path
    feedback: Path
    graded: tuple[Summary, ...]


def play(
    course: Course,
    folder: Path,
    *,
    language: str,
    learners: int,
    workers: Callable[[int], Workers],
    step: Step,
    assignments: Sequence[str] = ASSIGNMENTS,
    trusted: bool = False,
) -> Played:
    """Play a class through. A demonstration that was stopped goes on where it was.

    Args:
        course: the kit's.
        folder: the class folder; a new one, or that of a demonstration.
        language: of the class.
        learners: how many there are.
        workers: gives the processes that grade, for a number of submissions.
        step: told of everything that is done.
        assignments: such as "a07".
        trusted: run without a sandbox, where the machine has none.

    Raises:
        KitError: the folder holds something else, or whatever a step refuses.
    """
    steps = _Steps(step, 3 * len(assignments) + 3)
    if (folder / FILE_NAME).is_file() and not (folder / MARK).is_file():
        raise KitError(f"{folder} holds a real class; choose another folder for the demonstration with --out.")
    with steps.of("Making a class"):
        _make(course, folder, language, learners)
    for name in assignments:
        with steps.of(f"Releasing {name}"):
            if not (folder / "release" / name).is_dir():
                release(course, name, folder)
    with steps.of("Learners hand in"):
        for name in assignments:
            _hand_in(folder, name, learners, everybody=name != assignments[-1])
    for name in assignments:
        with steps.of(f"Collecting {name}"):
            collect(folder, name, folder / UPLOADS / name)
    graded = tuple(_grade(course, folder, name, workers, steps, trusted) for name in assignments)
    with steps.of("Feedback, scores and the report"):
        return Played(graded=graded, **_papers(course, folder, assignments))


MARK = ".demonstration"
"""The file that tells a demonstration from a class."""


class _Steps:
    """Counts the steps, so that the bar knows how far it is."""

    def __init__(self, step: Step, total: int) -> None:
        self.step, self.total, self.done = step, total, 0

    @contextlib.contextmanager
    def of(self, what: str) -> Iterator[None]:
        self.step(what, self.done, self.total)
        yield
        self.done += 1


def _make(course: Course, folder: Path, language: str, learners: int) -> None:
    name = {"en": "Demonstration"}.get(language, "示範班" if language == "zh-Hant" else "示范班")
    roster = Roster(tuple(_people(course, language, learners)))
    new_class(
        course,
        folder,
        name,
        watching=lambda: contextlib.nullcontext(lambda *_: None),
        language=language,
        starts=STARTS,
        ends=ENDS,
        roster=roster,
    )
    (folder / MARK).touch()


def _people(course: Course, language: str, learners: int) -> Iterator[Learner]:
    """Learners with the ids of simulated ones and the names of customers who do not exist."""
    import pandas as pd

    customers = pd.read_csv(course.sample(language) / "customers.csv", dtype=str)
    names = customers.loc[customers["kind"] == customers["kind"].mode()[0], "name"].drop_duplicates().head(learners)
    for place, name in enumerate(names):
        learner = f"s{FIRST_ID + place}"
        yield Learner(id=learner, name=name, email=f"{learner}@example.org")


def _hand_in(folder: Path, name: str, learners: int, *, everybody: bool) -> None:
    """Put the learners' work into uploads/, as a learning platform lets it be downloaded."""
    due, roster = read_class(folder).due_dates(name), read_roster(folder)
    for place, (learner, work, rng) in enumerate(made_work(folder, name, learners, SEED, MIX), start=1):
        if place % NEVER == 0 or (not everybody and place % NOT_THE_LAST == 0):
            continue
        called = re.sub(r"[^\w ]", "", roster.get(learner).name)
        path = folder / UPLOADS / name / f"{called}_{1000 + place}_assignsubmission_file_" / work.name
        write_whole(path, work.text.encode("utf-8"))
        late = place % LATE == 0
        at = (due.at + dt.timedelta(hours=int(rng.integers(-96, 0)) + 120 * late)).timestamp()
        os.utime(path, (at, at))


UPLOADS = "uploads"
"""The folder of the class that stands for a learning platform's download."""


def _grade(
    course: Course, folder: Path, name: str, workers: Callable[[int], Workers], steps: _Steps, trusted: bool
) -> Summary:
    from classroom.grading.batch import grade_class

    with steps.of(f"Grading {name}"):
        return grade_class(
            course,
            folder,
            name,
            workers,
            trusted=trusted,
            tell=lambda _, done, total: steps.step(f"Grading {name}: {done} of {total}", steps.done, steps.total),
        )


def _papers(course: Course, folder: Path, assignments: Sequence[str]) -> dict[str, Path]:
    """The feedback as a zip, the table of scores, the report."""
    from classroom.exporting.making import Wanted, make_export, write_export
    from classroom.report.page import report_page
    from classroom.returning.pages import read_pages
    from classroom.returning.zipped import zipped

    settings = read_class(folder)
    found = {name: folder / path for name, path in PAPERS.items()}
    pages = [page for name in assignments for page in read_pages(course, folder, settings, name).ready]
    write_whole(found["feedback"], zipped(pages))
    wanted = Wanted(form="csv", assignments=assignments)
    write_export(make_export(folder, wanted), folder, wanted, found["scores"])
    write_whole(found["report"], report_page(course, folder, NOW))
    return found


PAPERS = {"report": "reports/report.html", "feedback": "reports/feedback.zip", "scores": "reports/scores.csv"}
