"""Moodle: the table for its import, and a grading worksheet that was downloaded."""

from __future__ import annotations

import csv
import io

import pytest
from class_points import a07

from classroom.errors import KitError
from classroom.exporting.moodle import comment, moodle_table, moodle_worksheet
from classroom.roster import Learner

LEARNERS = (
    Learner(id="s1", name="Ann Lin", email="ann@example.org"),
    Learner(id="s2", name="王小明", email="ming@example.org"),
    Learner(id="s3", name="Cy Ho"),
    Learner(id="s4", name="Di Ko", email="di@example.org"),
)
POINTS = a07(s1=(1.5, 4.0, 0.5), s2=(2.0, 6.0, 0.0), s3=(0.0, 0.0, 0.0))
"""Ann has 5 of 8, Ming all, Cy nothing, Di handed in nothing."""

HEAD = "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (grade),"
HEAD += "Feedback comments\r\n"


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def worksheet(tmp_path, *lines: str, head: str = HEAD):
    path = tmp_path / "Grades-VALUE-a07.csv"
    path.write_bytes((head + "".join(f"{line}\r\n" for line in lines)).encode())
    return path


def test_the_table_has_a_column_to_know_people_by_and_one_for_each_grade_item():
    made = moodle_table(LEARNERS, [POINTS], names={"a07": "RFM, task by task"})
    assert rows(made.content) == [
        ["Email address", "RFM, task by task"],
        ["ann@example.org", "5"],
        ["ming@example.org", "8"],
    ]
    assert (made.count, set(made.left)) == (2, {"s3"})


def test_scale_and_decimal_comma_are_as_given():
    made = moodle_table(LEARNERS, [POINTS], by="id", scale=100, decimal=",")
    assert rows(made.content) == [["ID number", "a07"], ["s1", "62,5"], ["s2", "100"], ["s3", "0"]]
    assert (made.left, made.notes) == ({}, ("a07 is out of 8 points here and out of 100 there: rescaled.",))


def test_what_a_spreadsheet_takes_for_a_formula_is_left_over():
    bad = (Learner(id="s1", email="=cmd@example.org"),)
    made = moodle_table(bad, [POINTS])
    assert (rows(made.content), set(made.left)) == ([["Email address", "a07"]], {"s1"})


def test_an_address_that_two_have_is_nobodys():
    twins = (Learner(id="s1", email="Twin@example.org"), Learner(id="s2", email="twin@example.org"))
    made = moodle_table(twins, [POINTS])
    assert rows(made.content) == [["Email address", "a07"]]
    assert set(made.left.values()) == {"somebody else has the same email address"}


def test_a_worksheet_is_filled_in_and_otherwise_as_it_was(tmp_path):
    path = worksheet(
        tmp_path,
        'Participant 11,"Ann Lin",ann@example.org,Submitted,,100.00,Yes,-,',
        "Participant 12,Wang Xiao-Ming,MING@example.org,Submitted,12.00,100.00,Yes,-,Well done",
        "Participant 13,Cy Ho,,No submission,,100.00,Yes,-,",
        "Participant 14,Eve,eve@example.org,No submission,,100.00,Yes,-,",
    )
    made = moodle_worksheet(LEARNERS, POINTS, path, "en")
    text = made.content.decode().splitlines()
    note = "5 of 8 points. By task: a07.recency 1.5/2, a07.plan 4/6. 0.5 points were taken off for coming late."
    assert text == [
        HEAD.strip(),
        f'Participant 11,"Ann Lin",ann@example.org,Submitted,62.5,100.00,Yes,-,"{note}"',
        "Participant 12,Wang Xiao-Ming,MING@example.org,Submitted,100,100.00,Yes,-,Well done",
        'Participant 13,Cy Ho,,No submission,0,100.00,Yes,-,"0 of 8 points. By task: a07.recency 0/2, a07.plan 0/6."',
        "Participant 14,Eve,eve@example.org,No submission,,100.00,Yes,-,",
    ]
    assert (made.count, made.left) == (3, {})
    assert made.notes == (
        "a07 is out of 8 points here and out of 100 there: rescaled.",
        "Found by name alone, please look at these: s3.",
        "Left as they were, because nobody here with points is meant: Eve.",
    )


def test_a_line_is_nobodys_where_a_namesake_has_no_points(tmp_path):
    two = (Learner(id="s1", name="Ann Lin"), Learner(id="s9", name="Ann Lin"))
    head = "Identifier,Full name,Grade,Maximum Grade\r\n"
    path = worksheet(tmp_path, "Participant 7,Ann Lin,,8", head=head)
    made = moodle_worksheet(two, POINTS, path, "en")
    assert made.content == path.read_bytes() and set(made.left) == {"s1"}


def test_no_grade_is_above_the_maximum_and_a_locked_one_stays(tmp_path):
    points = a07(s1=(2.0, 7.0, 0.0), s2=(1.0, 1.0, 0.0))
    path = worksheet(
        tmp_path,
        "Participant 11,Ann,ann@example.org,Submitted,,8.00,Yes,-,",
        "Participant 12,Ming,ming@example.org,Submitted,3.00,8.00,No,-,",
    )
    made = moodle_worksheet(LEARNERS, points, path, "en")
    found = rows(made.content)
    assert (found[1][4], found[2][4]) == ("8", "3.00")
    assert made.left == {"s2": "Moodle says that this grade cannot be changed"}
    assert (made.count, made.notes) == (1, ("Moodle takes no more than the maximum, so this is what they get: s1.",))


def test_a_worksheet_in_chinese_with_commas_before_fractions(tmp_path):
    path = worksheet(
        tmp_path,
        '參與者11,王小明,ming@example.org,,"12,00"',
        '參與者12,林安,ann@example.org,,"12,00"',
        head="識別碼,全名,電子郵件信箱,成績,最高分數\r\n",
    )
    made = moodle_worksheet(LEARNERS[:2], POINTS, path, "zh-Hant")
    assert [row[3] for row in rows(made.content)[1:]] == ["12", "7,5"]


def test_a_comment_is_in_the_classs_language_and_no_html_of_anybodys():
    assert comment(POINTS, POINTS.marks["s1"], "zh-Hant") == (
        "得分 5，滿分 8。各題得分：a07.recency 1.5／2、a07.plan 4／6。遲交已扣 0.5 分。"
    )


def test_what_is_no_worksheet_is_refused(tmp_path):
    with pytest.raises(KitError, match="no columns Identifier and Grade"):
        moodle_worksheet(LEARNERS, POINTS, worksheet(tmp_path, head="a,b\r\n"), "en")
    with pytest.raises(KitError, match="names nobody"):
        moodle_worksheet(LEARNERS, POINTS, worksheet(tmp_path, head="Identifier,Status,Grade\r\n"), "en")
