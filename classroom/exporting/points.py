"""What everybody has for some assignments now, and who everybody is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from classroom.class_folder import read_class
from classroom.errors import KitError
from classroom.grading.gradebook import Book, Marks, sqlite_url
from classroom.grading.released import read_released
from classroom.roster import Learner, read_roster


@dataclass(frozen=True, kw_only=True)
class Points:
    """The marks of one assignment.

    Attributes:
        assignment: such as "a07".
        tasks: what each task is worth, in the order of the notebook.
        marks: what the gradebook has, by learner: with what was given by hand, and with what is taken off for coming
            late.
    """

    assignment: str
    tasks: Mapping[str, float]
    marks: Mapping[str, Marks]

    @property
    def maximum(self) -> float:
        """What the whole assignment is worth."""
        return sum(self.tasks.values())


def released_names(folder: Path) -> tuple[str, ...]:
    """The assignments that were released in a class, by name."""
    return tuple(sorted({path.parent.name for path in (folder / "release").glob("*/*.ipynb")}))


def read_points(folder: Path, names: Sequence[str] = (), gradebook: str = "") -> tuple[Points, ...]:
    """The marks of some assignments, as the gradebook has them now.

    Args:
        folder: the class folder.
        names: the assignments; all that were released where none are named.
        gradebook: the database's address; the class's own when "".

    Raises:
        KitError: no class there, an assignment that was not released, or nothing that was graded.
    """
    settings = read_class(folder)
    wanted = tuple(dict.fromkeys(names)) or released_names(folder)
    handed_out = {name: read_released(folder, name) for name in wanted}
    url = gradebook or settings.gradebook
    found: list[Points] = []
    if url or (folder / "gradebook.db").is_file():
        with Book.open(url or sqlite_url(folder), settings.course_id, settings.language) as book:
            for name in wanted:
                book.prepare(name, folder / "source" / name / f"{handed_out[name].notebook}.ipynb")
                found.append(Points(assignment=name, tasks=handed_out[name].points, marks=book.marks(name)))
    if not any(one.marks for one in found):
        what = ", ".join(names) or "anything"
        raise KitError(f"There are no points for {what} in {folder} yet: run classroom grade first.")
    return tuple(found)


def everybody(folder: Path, points: Sequence[Points]) -> tuple[Learner, ...]:
    """The learners of the roster in its order, and behind them whoever else has points, by id."""
    roster = read_roster(folder)
    others = sorted({learner for one in points for learner in one.marks} - {one.id for one in roster})
    return (*roster, *(Learner(id=learner) for learner in others))


def waiting(points: Sequence[Points]) -> int:
    """How many pieces of work a person still has to look at, so that their points may change."""
    return sum(marks.waits for one in points for marks in one.marks.values())
