"""One learner's work at a time, graded as it comes in: everything is written as `classroom grade` writes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from classroom.class_folder import read_class
from classroom.class_settings import ClassSettings
from classroom.course import Course
from classroom.grading.assignment import prepare
from classroom.grading.batch import VERSION, due_dates, given_by_hand, journal_line, rules
from classroom.grading.feedback import Titles, titles_of
from classroom.grading.gradebook import Book, fits, sqlite_url
from classroom.grading.journal import NAME as JOURNAL
from classroom.grading.journal import Journal
from classroom.grading.learner_work import Done, Job, failed
from classroom.grading.results import Results, mark_of
from classroom.grading.running import RunLimits
from classroom.grading.scores import scores_text, write_scores
from classroom.grading.work_list import Work, timestamp_of


@dataclass(frozen=True)
class Begun:
    """Work that is being graded.

    Attributes:
        job: for the process that grades it.
        mark: what its result is kept under.
    """

    job: Job
    mark: str


@dataclass(frozen=True)
class Singly:
    """Grading in a class whose hold somebody has (see `alone`) from `begin` to `write`.

    Attributes:
        course: the sources, for titles.
        folder: the class folder.
        limits: what one submission may use.
    """

    course: Course
    folder: Path
    limits: RunLimits = field(default_factory=RunLimits)
    _titles: dict[tuple[str, str], Titles] = field(default_factory=dict)

    def begin(self, learner: str, name: str) -> Begun:
        """What lies in submitted/ of a learner for an assignment, as a job.

        Raises:
            KitError: the assignment cannot be graded, or the gradebook not be used.
        """
        settings = read_class(self.folder)
        assignment = prepare(self.folder, name)
        handed_in = self.folder / "submitted" / learner / name
        work = Work(learner, handed_in, timestamp_of(handed_in))
        with self._book(settings, name) as book:
            marks, due = book.marks(name, learner).get(learner), due_dates(book, settings, name)
        verdicts = "\n".join((VERSION, assignment.digest, str(False)))
        mark = mark_of(work.folder, verdicts, settings.gradebook, given_by_hand(marks), rules(settings, due, learner))
        job = Job(
            assignment=assignment.path,
            work=work,
            mark=verdicts,
            titles=self.titles(name, assignment.language),
            limits=self.limits,
            marks=marks,
            attempts=settings.attempts,
            late=settings.late_rule,
            due=due.of(learner),
            zone=settings.timezone,
        )
        return Begun(job, mark)

    def write(self, begun: Begun, done: Done) -> None:
        """Write what came of it into the gradebook, the results and the journal; the same again changes nothing.

        Raises:
            KitError: something cannot be written.
        """
        settings, name = read_class(self.folder), done.counted.graded.assignment
        with self._book(settings, name) as book:
            book.write([done.entry] if fits(done.entry.submission.learner) else [])
        if not failed(done.entry.submission):
            Results(begun.job.assignment.parent / "results").write(done.counted, begun.mark)
        Journal(self.folder / "grading" / JOURNAL).add("graded", **journal_line(done))

    def write_scores(self, name: str) -> None:
        """Write the table of an assignment's scores, from everybody's results."""
        settings = read_class(self.folder)
        kept = self.folder / "grading" / name
        with self._book(settings, name) as book:
            marks = book.marks(name)
        write_scores(kept, scores_text(Results(kept / "results").all(), marks))

    def titles(self, name: str, language: str) -> Titles:
        """What an assignment and its parts are called."""
        if (name, language) not in self._titles:
            self._titles[name, language] = titles_of(self.course, name, language)
        return self._titles[name, language]

    def _book(self, settings: ClassSettings, name: str) -> Book:
        url = settings.gradebook or sqlite_url(self.folder)
        book = Book.open(url, settings.course_id, settings.language)
        try:
            book.prepare(name, next((self.folder / "source" / name).glob("*.ipynb")))
        except BaseException:
            book.close()
            raise
        return book
