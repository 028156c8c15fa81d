"""Points for Moodle: a table for its grade import, or an assignment's grading worksheet, filled in.

The grade import is described at docs.moodle.org under "Grade import", the worksheet under "Assignment activity",
"Offline grading". What is said here of either was read in Moodle's own importers: gradeimport_csv_load_data of
grade/import/csv, and assignfeedback_offline_grade_importer of mod/assign/feedback/offline.
"""

from __future__ import annotations

import csv
import html
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from classroom.errors import KitError
from classroom.exporting.filled import Export, listed
from classroom.exporting.matching import Row, match, match_notes
from classroom.exporting.numbers import number, read_number
from classroom.exporting.points import Points
from classroom.exporting.sheet import Sheet
from classroom.exporting.table import FORMULA
from classroom.grading.gradebook import Marks
from classroom.roster import Learner
from customer_value.messages import message

By = Literal["email", "id"]
"""What Moodle knows learners by."""

KEYS: Mapping[By, str] = {"email": "Email address", "id": "ID number"}
"""What Moodle calls it."""

COLUMNS = {
    "identifier": ("identifier", "識別碼", "识别码", "编号"),
    "name": ("full name", "全名", "姓名"),
    "id": ("id number", "學號", "学号", "身分證字號", "編號"),
    "login": ("username", "帳號", "用户名", "使用者名稱"),
    "email": ("email address", "email", "電子郵件信箱", "電子郵件", "電子郵件地址", "电子邮件地址", "email地址"),
    "grade": ("grade", "成績", "分數", "成绩"),
    "maximum": ("maximum grade", "最高分數", "最高成績", "最高分", "最大分值"),
    "open": ("grade can be changed", "成績可以被更改", "成绩可以更改", "成績可以修改"),
    "comment": ("feedback comments", "回饋評語", "回饋意見", "反馈评论", "反馈意见"),
}
"""The columns of a grading worksheet, as Moodle calls them in English and in Chinese."""

NO = ("no", "否")


def moodle_table(
    learners: Sequence[Learner],
    points: Sequence[Points],
    *,
    by: By = "email",
    names: Mapping[str, str] | None = None,
    scale: float | None = None,
    decimal: str = ".",
) -> Export:
    """A table for Moodle's grade import: a column by which it finds the learner, and one for each assignment.

    One person whom Moodle does not know stops its whole import, so nobody stands in the table without an address or
    number; nor does anybody without points. An empty cell takes away the grade that Moodle has.

    Args:
        learners: everybody.
        points: of the assignments.
        by: what Moodle knows them by.
        names: the grade items' names, by assignment; the assignment's own where there is none.
        scale: what the grade items are out of; the assignments' own maxima when None.
        decimal: what stands before the fraction.
    """
    names = names or {}
    rows, left = [[KEYS[by], *(names.get(one.assignment, one.assignment) for one in points)]], {}
    some = [learner for learner in learners if any(learner.id in one.marks for one in points)]
    often = Counter(_key(learner, by).casefold() for learner in some)
    for learner in some:
        key = _key(learner, by)
        if key and often[key.casefold()] > 1:
            left[learner.id] = f"somebody else has the same {KEYS[by].lower()}"
            continue
        if not key or key.startswith(FORMULA):
            left[learner.id] = f"no {KEYS[by].lower()} that can stand in a table"
            continue
        rows.append([key, *(_scaled_cell(one, one.marks.get(learner.id), scale, decimal) for one in points)])
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    notes = []
    if scale is not None:
        notes += [_rescaled(one, scale) for one in points if one.maximum != scale]
    return Export(content=out.getvalue().encode("utf-8"), count=len(rows) - 1, notes=tuple(notes), left=left)


def moodle_worksheet(
    learners: Sequence[Learner], points: Points, template: Path, language: str, *, decimal: str = ""
) -> Export:
    """A grading worksheet as it was downloaded, with the grades of one assignment and a line on each.

    Grades are brought to the worksheet's maximum, because Moodle passes over one above it without a word. A comment
    that stands there already is somebody's and stays; so does everything else, and the times by which Moodle sees
    whether a grade was changed meanwhile.

    Args:
        learners: everybody.
        points: of the assignment.
        template: the worksheet.
        language: of the comments.
        decimal: what stands before the fraction; as the worksheet has it when "".

    Raises:
        KitError: the file is no worksheet.
    """
    sheet = Sheet.read(template)
    columns = sheet.columns(COLUMNS)
    if "identifier" not in columns or "grade" not in columns:
        raise KitError(
            f"{template} is no grading worksheet of Moodle's: it has no columns Identifier and Grade. In the "
            "assignment, choose Download grading worksheet, with Moodle in English or Chinese."
        )
    if not {"name", "id", "login", "email"} & set(columns):
        raise KitError(f"{template} names nobody: reveal the learners' names in Moodle, and download it again.")
    matched = match(learners, _rows(sheet, columns)).of(points.marks)  # a namesake without points is somebody too
    decimal = decimal or _decimal(sheet, columns)
    left, notes, capped = dict(matched.left), [], []
    scales: set[float] = set()
    for learner, row in matched.places.items():
        marks = points.marks[learner]
        if "open" in columns and sheet.value(row, columns["open"]).strip().casefold() in NO:
            left[learner] = "Moodle says that this grade cannot be changed"
            continue
        most = (read_number(sheet.value(row, columns["maximum"])) if "maximum" in columns else None) or points.maximum
        scales.add(most)
        grade = marks.points * most / points.maximum if points.maximum else marks.points
        if grade > most:
            capped.append(learner)
        sheet.put(row, columns["grade"], number(min(grade, most), decimal))
        if "comment" in columns and not sheet.value(row, columns["comment"]).strip():
            sheet.put(row, columns["comment"], comment(points, marks, language))
    notes += [_rescaled(points, scale) for scale in sorted(scales) if scale != points.maximum]
    if capped:
        notes.append(f"Moodle takes no more than the maximum, so this is what they get: {listed(capped)}.")
    notes += match_notes(matched)
    count = len(matched.places) - len(left) + len(matched.left)
    return Export(content=sheet.to_bytes(), count=count, notes=tuple(notes), left=left)


def comment(points: Points, marks: Marks, language: str) -> str:
    """A line below a grade: the points of each task, and what was taken off. As HTML, which Moodle takes it for."""
    tasks = message("classroom", "export.between", language).join(
        message(
            "classroom", "export.task", language, task=one.task, points=number(one.points), maximum=number(one.maximum)
        )
        for one in marks.tasks
    )
    about = {"points": number(marks.points), "maximum": number(points.maximum), "tasks": tasks}
    text = message("classroom", "export.comment", language, **about)
    if marks.penalty:
        text += message("classroom", "export.late", language, points=number(marks.penalty))
    return html.escape(text, quote=False)


def _key(learner: Learner, by: By) -> str:
    return learner.email if by == "email" else learner.id


def _rows(sheet: Sheet, columns: Mapping[str, int]) -> list[Row]:
    def texts(row: int, *kinds: str) -> tuple[str, ...]:
        return tuple(sheet.value(row, columns[kind]) for kind in kinds if kind in columns)

    return [
        Row(
            place=row,
            ids=texts(row, "id", "login"),
            emails=texts(row, "email"),
            name="".join(texts(row, "name")),
        )
        for row in sheet.places
    ]


def _decimal(sheet: Sheet, columns: Mapping[str, int]) -> str:
    """What the worksheet has before a fraction, going by its numbers."""
    seen = (sheet.value(row, columns[what]) for row in sheet.places for what in ("maximum", "grade") if what in columns)
    return "," if any("," in text for text in seen) else "."


def _scaled_cell(one: Points, marks: Marks | None, scale: float | None, decimal: str) -> str:
    if marks is None:
        return ""
    return number(marks.points if scale is None else marks.points * scale / one.maximum, decimal)


def _rescaled(one: Points, scale: float) -> str:
    return f"{one.assignment} is out of {number(one.maximum)} points here and out of {number(scale)} there: rescaled."
