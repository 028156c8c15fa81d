"""An export from a class folder: the points are read, put into the form wanted, and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from classroom.class_folder import read_class
from classroom.errors import KitError
from classroom.exporting.canvas import HOW, canvas_gradebook
from classroom.exporting.filled import Export
from classroom.exporting.moodle import By, moodle_table, moodle_worksheet
from classroom.exporting.points import Points, everybody, read_points, waiting
from classroom.exporting.table import csv_text, long_rows, read_verdicts, wide_rows
from classroom.files import write_whole
from classroom.roster import Learner

Form = Literal["csv", "moodle", "canvas"]

FOLDER = "exports"
"""The folder of a class that exports are put into."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be exported, and how.

    Attributes:
        form: for whom.
        assignments: which ones; all that were released where none are named.
        template: a file of the other program's that is filled in; None for none.
        columns: what the other program calls an assignment, by assignment.
        long: a row for each task instead of each learner, of a plain table.
        by: what Moodle knows learners by.
        scale: what Moodle's grade items are out of; None for the assignments' own maxima.
        decimal: what stands before a fraction; "" for a point, or as the template has it.
        gradebook: the database's address; the class's own when "".
    """

    form: Form
    assignments: Sequence[str] = ()
    template: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    long: bool = False
    by: By = "email"
    scale: float | None = None
    decimal: str = ""
    gradebook: str = ""


def make_export(folder: Path, wanted: Wanted) -> Export:
    """The points of a class in another program's form.

    Raises:
        KitError: nothing there to export, or a template that does not fit.
    """
    if wanted.form == "canvas" and wanted.template is None:
        raise KitError(f"Canvas knows people and assignments by numbers that only its own file has. {HOW}")
    language = read_class(folder).language
    points = read_points(folder, wanted.assignments, wanted.gradebook)
    unknown = sorted(set(wanted.columns) - {one.assignment for one in points})
    if unknown:
        raise KitError(f"--column names {', '.join(unknown)}, which is not exported here.")
    made = _made(folder, wanted, points, language)
    if late := waiting(points):
        what = "piece of work waits" if late == 1 else "pieces of work wait"
        made = replace(made, notes=(*made.notes, f"{late} {what} for a person to look at: those points may change."))
    return made


def _made(folder: Path, wanted: Wanted, points: Sequence[Points], language: str) -> Export:
    learners = everybody(folder, points)
    if wanted.form == "csv":
        return _table(folder, wanted, learners, points)
    if wanted.form == "canvas" and wanted.template is not None:
        return canvas_gradebook(learners, points, wanted.template, wanted.columns, must=bool(wanted.assignments))
    if wanted.template is None:
        return moodle_table(
            learners, points, by=wanted.by, names=wanted.columns, scale=wanted.scale, decimal=wanted.decimal or "."
        )
    if len(points) != 1:
        raise KitError("A grading worksheet is one assignment's: name it, as in classroom export a07 --for moodle.")
    return moodle_worksheet(learners, points[0], wanted.template, language, decimal=wanted.decimal)


def _table(folder: Path, wanted: Wanted, learners: Sequence[Learner], points: Sequence[Points]) -> Export:
    if wanted.long:
        rows = long_rows(learners, points, read_verdicts(folder, [one.assignment for one in points]))
    else:
        rows = wide_rows(learners, points)
    some = {learner for one in points for learner in one.marks}
    return Export(content=csv_text(rows).encode("utf-8"), count=len(some))


def write_export(made: Export, folder: Path, wanted: Wanted, out: Path | None) -> Path:
    """Write an export, for its owner's eyes alone; where it is.

    Args:
        made: the export.
        folder: the class folder.
        wanted: what was asked for.
        out: the file; one in the class's folder of exports when None.

    Raises:
        KitError: it cannot be written, or would take the template's place.
    """
    if out is None:
        parts = [
            "points" if wanted.form == "csv" else wanted.form,
            *wanted.assignments,
            *(["long"] if wanted.long else []),
        ]
        out = folder / FOLDER / f"{'-'.join(parts)}.csv"
    if wanted.template is not None and out.resolve() == wanted.template.resolve():
        raise KitError(f"{out} is the template; choose another name, so that it stays as it was downloaded.")
    if out.is_dir():
        raise KitError(f"{out} is a folder; name a file.")
    write_whole(out, made.content)
    out.chmod(0o600)
    return out
