"""The feedback pages that can be returned: graded, the learner's own, and still what the gradebook says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import escape

from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.exporting.points import read_points
from classroom.grading.alone import PATIENCE, alone
from classroom.grading.attempts import Counted
from classroom.grading.clean_text import visible
from classroom.grading.feedback import points_text
from classroom.grading.gradebook import Marks
from classroom.grading.learner_work import feedback_path
from classroom.grading.result import Graded
from classroom.grading.results import Results
from classroom.grading.submission import Submission
from classroom.grading.work_list import is_learner_name, work_list
from customer_value.messages import message

if TYPE_CHECKING:
    from classroom.course import Course

NOT_GRADED = "has not been graded yet"
NO_PAGE = "has no feedback page"
NOT_OURS = "has a feedback page that `classroom grade` did not make"
CHANGED = "has other points or comments now than on the page; grade again first"


@dataclass(frozen=True)
class LeftOut:
    """A learner who is not returned anything, and why: the rest of a sentence that begins with the learner."""

    learner: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """One learner's feedback page.

    Attributes:
        learner: whose it is.
        assignment: such as "a07".
        name: of the file, such as "a07_rfm.html".
        content: the page.
        counted: what the work came to.
        marks: what the gradebook has; None for nothing.
    """

    learner: str
    assignment: str
    name: str
    content: bytes = field(repr=False)
    counted: Counted
    marks: Marks | None = None

    @property
    def graded(self) -> Graded:
        """The verdicts."""
        return self.counted.graded


@dataclass(frozen=True, kw_only=True)
class Pages:
    """The pages of an assignment, by the learners' ids; and who has none that can be returned."""

    assignment: str
    ready: tuple[Page, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def read_pages(course: Course, folder: Path, settings: ClassSettings, name: str) -> Pages:
    """What can be returned of an assignment.

    Args:
        course: the sources, which know the assignment.
        folder: the class folder.
        settings: of the class.
        name: such as "a07".

    Raises:
        KitError: unknown assignment, nothing of it graded, somebody grading it now, or a gradebook that cannot be used.
    """
    course.assignment(name)
    kept = folder / "grading" / name / "results"
    nothing = f"Nothing of {name} has been graded in {folder}: classroom grade {name} --class {folder}."
    if not kept.is_dir():
        raise KitError(nothing)
    with alone(folder, PATIENCE if settings.access else 0.0):
        results = {one.graded.learner: one for one in _results(kept)}
        if not results:
            raise KitError(nothing)
        marks = read_points(folder, [name])[0].marks
        handed_in = [work.learner for work in work_list(folder, name).work]
        return sorted_out(folder, name, settings.language, results, marks, handed_in)


def sorted_out(
    folder: Path,
    name: str,
    language: str,
    results: Mapping[str, Counted],
    marks: Mapping[str, Marks],
    handed_in: Iterable[str],
) -> Pages:
    """The pages that can be returned, and who has none.

    Args:
        folder: the class folder.
        name: the assignment.
        language: of the pages.
        results: what was graded, by learner.
        marks: what the gradebook has, by learner.
        handed_in: whose work there is.
    """
    ready, left_out = [], []
    for learner in sorted({*results, *handed_in}):
        found = (
            _page(folder, name, language, results[learner], marks.get(learner)) if learner in results else NOT_GRADED
        )
        if isinstance(found, Page):
            ready.append(found)
        else:
            left_out.append(LeftOut(learner, found))
    return Pages(assignment=name, ready=tuple(ready), left_out=tuple(left_out))


def points_of(page_of: Graded, marks: Marks | None) -> dict[str, float | None]:
    """What counts for each task: what a person gave, else what the grader did; None where a person has to say."""
    manual = {} if marks is None else {one.task: one.manual for one in marks.tasks}
    given = ((task, manual.get(task.task)) for task in page_of.tasks)
    return {task.task: task.points if by_hand is None else by_hand for task, by_hand in given}


def unread(graded: Graded) -> bool:
    """Whether the work could not be read."""
    return any(task.state == "unreadable" for task in graded.tasks)


def _page(folder: Path, name: str, language: str, counted: Counted, marks: Marks | None) -> Page | str:
    """The page; or why it cannot be returned."""
    graded = counted.graded
    about = Submission(learner=graded.learner, assignment=name, notebook=graded.notebook)
    path = feedback_path(folder, about)
    try:
        content = path.read_bytes()
    except OSError:
        return NO_PAGE
    text = content.decode("utf-8", "replace")
    if f"<dd>{escape(visible(graded.learner))}</dd>" not in text:
        return NOT_OURS
    if not unread(graded) and not _says(text, graded, marks, language):
        return CHANGED
    return Page(learner=graded.learner, assignment=name, name=path.name, content=content, counted=counted, marks=marks)


def _says(text: str, graded: Graded, marks: Marks | None, language: str) -> bool:
    """Whether a page says what the gradebook has: the points, and what a person wrote."""
    before = sum(points or 0.0 for points in points_of(graded, marks).values())
    total = max(before - (marks.penalty if marks else 0.0), 0.0)
    points = message(
        "classroom", "feedback.of", language, points=points_text(total), maximum=points_text(graded.maximum)
    )
    comments = [one.comment.strip() for one in marks.tasks if one.comment.strip()] if marks else []
    return f"<dd>{escape(points)}</dd>" in text and all(str(escape(visible(one))) in text for one in comments)


def _results(kept: Path) -> Iterator[Counted]:
    """What each learner's work came to the last time."""
    for counted in Results(kept).all():
        if is_learner_name(counted.graded.learner) and is_learner_name(counted.graded.notebook):
            yield counted
