"""Points for Canvas: a gradebook as it was exported there, with the columns of our assignments filled in.

Canvas knows people and assignments by numbers of its own, which stand in such an export alone. What its importer wants
is described in the Canvas instructor's guide, "How do I import grades in the Gradebook?"; what is said here was read in
GradebookImporter of Canvas itself: Student, ID, SIS User ID, SIS Login ID and Section come first, an assignment is
found by the number in brackets behind its title, and a column that it does not know becomes a new assignment. So no
column is ever added here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from classroom.errors import KitError
from classroom.exporting.filled import Export, listed
from classroom.exporting.matching import Row, match, match_notes
from classroom.exporting.numbers import number, read_number
from classroom.exporting.points import Points
from classroom.exporting.sheet import Sheet
from classroom.roster import Learner

HOW = "In Canvas, open Grades, choose Export and Export Entire Gradebook, and give that file as --template."

KNOWN = {
    "student": ("student",),
    "sis": ("sis user id",),
    "login": ("sis login id",),
    "section": ("section",),
    "integration": ("integration id",),
    "id": ("id",),
    "root": ("root account",),
}
"""The columns that stand before the assignments'."""

_POSSIBLE, _READ_ONLY = "points possible", "read only"

TEST_STUDENT = ("student, test", "test student")
"""The learner that Canvas makes up for itself."""


def canvas_gradebook(
    learners: Sequence[Learner], points: Sequence[Points], template: Path, names: Mapping[str, str], *, must: bool
) -> Export:
    """A Canvas gradebook with the points of some assignments.

    A column is an assignment's if its title holds the assignment's id as a word of its own, such as "RFM a07 (4711)".
    Only cells of learners with points are written. Points are brought to the column's Points Possible.

    Args:
        learners: everybody.
        points: of the assignments.
        template: the export.
        names: the whole title of a column, by assignment, where the id is not in it.
        must: whether each of the assignments has to have a column; else those without are only told of.

    Raises:
        KitError: the file is no such export; an assignment has no column, or more than one.
    """
    sheet = Sheet.read(template)
    columns = sheet.columns(KNOWN)
    if not {"student", "id", "section"} <= set(columns):
        raise KitError(f"{template} is no gradebook of Canvas: it has no columns Student, ID and Section. {HOW}")
    possible = next((row for row in sheet.places if _POSSIBLE in sheet.value(row, columns["student"]).casefold()), None)
    targets: dict[str, int] = {}
    notes = []
    for one in points:
        place = _column(sheet, columns, possible, one.assignment, names.get(one.assignment, ""))
        if place is None and (must or one.assignment in names):
            title = names.get(one.assignment, one.assignment)
            raise KitError(
                f"{template} has no column {title!r} that may be filled in; say which one it is with --column "
                f'{one.assignment}="TITLE (NUMBER)".'
            )
        if place is None:
            notes.append(f"{one.assignment} has no column there and was left out.")
        else:
            targets[one.assignment] = place
    _check_targets(template, sheet, targets)
    first = 1 if possible is None else possible + 1
    everybody = _people(sheet, columns, range(first, sheet.places.stop))
    some = [one for one in learners if any(one.id in each.marks for each in points if each.assignment in targets)]
    matched = match(some, everybody)
    for one in points:
        if one.assignment not in targets:
            continue
        place = targets[one.assignment]
        most = None if possible is None else read_number(sheet.value(possible, place))
        factor = most / one.maximum if most and one.maximum else 1.0
        if factor != 1.0:
            notes.append(
                f"{one.assignment} is out of {number(one.maximum)} points here and out of {number(most or 0.0)} there: "
                "rescaled."
            )
        for learner, row in matched.places.items():
            if learner in one.marks:
                text = number(one.marks[learner].points * factor, "," if sheet.separator == ";" else ".")
                sheet.put(row, place, text)
    notes += match_notes(matched)
    return Export(content=sheet.to_bytes(), count=len(matched.places), notes=tuple(notes), left=matched.left)


def _column(sheet: Sheet, columns: Mapping[str, int], possible: int | None, assignment: str, title: str) -> int | None:
    """The column of an assignment; None where there is none."""
    word = re.compile(rf"(?<!\w){re.escape(assignment)}(?!\w)", re.IGNORECASE)
    fitting = []
    for place, name in enumerate(sheet.head):
        marked = name.casefold() + ("" if possible is None else sheet.value(possible, place).casefold())
        if place in columns.values() or _READ_ONLY in marked:
            continue
        if name == title if title else word.search(name):
            fitting.append(place)
    if len(fitting) > 1:
        shown = listed([repr(sheet.head[place]) for place in fitting])
        raise KitError(f"{sheet.path} has several columns for {assignment}: {shown}; say which one with --column.")
    return fitting[0] if fitting else None


def _check_targets(template: Path, sheet: Sheet, targets: Mapping[str, int]) -> None:
    if not targets:
        raise KitError(
            f"{template} has no column for any of these assignments: their ids have to stand in the titles, or say "
            'which column it is with --column a07="TITLE (NUMBER)".'
        )
    for place in set(targets.values()):
        same = [name for name, other in targets.items() if other == place]
        if len(same) > 1:
            raise KitError(f"{' and '.join(same)} cannot both be {sheet.head[place]!r}.")


def _people(sheet: Sheet, columns: Mapping[str, int], places: range) -> list[Row]:
    rows = []
    for place in places:
        name = sheet.value(place, columns["student"]).strip()
        ids = tuple(sheet.value(place, columns[kind]) for kind in ("sis", "login") if kind in columns)
        if name.casefold() in TEST_STUDENT or not (name or any(ids)):
            continue
        rows.append(Row(place=place, ids=ids, emails=tuple(one for one in ids if "@" in one), name=name))
    return rows
