"""The plain table, from marks and from a class's own gradebook."""

from __future__ import annotations

import csv
import io

from class_points import a07

from classroom.exporting.table import csv_text, long_rows, read_verdicts, wide_rows
from classroom.roster import Learner

LEARNERS = (
    Learner(id="s1", name="=HYPERLINK(1)", email="ann@example.org", group="@A"),
    Learner(id="s2", name="王小明"),
    Learner(id="s3", name="Cy"),
)


def test_a_row_for_each_learner_with_what_counts():
    rows = wide_rows(LEARNERS, [a07(s1=(1.5, 4.0, 0.55), s2=(2.0, 6.0, 0.0))])
    assert rows[0] == [
        *("learner", "name", "email", "group"),
        *("a07.recency (2)", "a07.plan (6)", "a07 late", "a07 (8)"),
    ]
    assert rows[1][4:] == ["1.5", "4", "0.55", "4.95"]
    assert rows[2][4:] == ["2", "6", "", "8"]
    assert rows[3][4:] == ["", "", "", ""]


def test_no_name_is_a_formula_and_excel_sees_utf_8():
    rows = wide_rows(LEARNERS, [a07(s1=(0, 0, 0))])
    assert rows[1][:4] == ["s1", "'=HYPERLINK(1)", "ann@example.org", "'@A"]
    text = csv_text(rows)
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == rows


def test_the_long_table_sums_to_what_counts(tmp_path):
    folder = tmp_path / "grading" / "a07"
    folder.mkdir(parents=True)
    head = "learner,assignment,task,points,max,verdict,mistake,by_hand,seconds\n"
    lines = "s1,a07,a07.recency,1,2,mistake,first-order,,0.1\n'=x,a07,a07.recency,1,2,wrong,,,0.1\n"
    (folder / "scores.csv").write_text("\ufeff" + head + lines, encoding="utf-8")
    verdicts = read_verdicts(tmp_path, ["a07", "a08"])
    assert verdicts == {("s1", "a07.recency"): ("mistake", "first-order"), ("=x", "a07.recency"): ("wrong", "")}
    rows = long_rows(LEARNERS, [a07(s1=(1.5, 4.0, 0.55))], verdicts)
    assert rows[1] == ["s1", "'=HYPERLINK(1)", "a07", "a07.recency", "1.5", "2", "mistake", "first-order", "", "0.55"]
    assert rows[2] == ["s1", "'=HYPERLINK(1)", "a07", "a07.plan", "4", "6", "", "", "4", ""]
    assert len(rows) == 3
    place = {name: rows[0].index(name) for name in ("points", "late")}
    total = sum(float(row[place["points"]]) - float(row[place["late"]] or 0) for row in rows[1:])
    assert round(total, 6) == 4.95
