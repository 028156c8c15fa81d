"""Canvas: a gradebook that was exported there, with our columns filled in."""

from __future__ import annotations

import csv
import io

import pytest
from class_points import a07

from classroom.errors import KitError
from classroom.exporting.canvas import canvas_gradebook
from classroom.roster import Learner

LEARNERS = (
    Learner(id="s1", name="Ann Lin", email="ann@example.org"),
    Learner(id="s2", name="王小明", email="ming@example.org"),
    Learner(id="s3", name="Cy Ho"),
    Learner(id="s4", name="Di Ko"),
)
POINTS = a07(s1=(1.5, 4.0, 0.5), s2=(2.0, 6.0, 0.0), s3=(0.0, 0.0, 0.0), s4=(1.0, 1.0, 0.0))
HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,RFM a07 (4711),Week a071 (4712),a07 Final Score"
LINES = (
    ",,,,,Manual Posting,,",
    "    Points Possible,,,,,8,5,(read only)",
    '"Lin, Ann",31,s1,ann,"A, morning",,,55',
    "王小明,32,0932,ming@example.org,A,3.00,1,10",
    "Cy Ho,33,0933,cy,A,,,",
    '"Student, Test",34,,abc,A,,,',
    "Eve Su,35,0935,eve,A,4,,",
)


def gradebook(tmp_path, *lines: str, head: str = HEAD):
    path = tmp_path / "canvas.csv"
    path.write_bytes("".join(f"{line}\n" for line in (head, *lines)).encode())
    return path


def test_our_column_is_filled_in_and_every_other_byte_stays(tmp_path):
    made = canvas_gradebook(LEARNERS, [POINTS], gradebook(tmp_path, *LINES), {}, must=True)
    expected = list(LINES)
    expected[2] = '"Lin, Ann",31,s1,ann,"A, morning",5,,55'
    expected[3] = "王小明,32,0932,ming@example.org,A,8,1,10"
    expected[4] = "Cy Ho,33,0933,cy,A,0,,"
    assert made.content.decode().splitlines() == [HEAD, *expected]
    assert (made.count, made.left) == (3, {"s4": "no line has this id, e-mail address or name"})
    assert made.notes == (
        "Found by name alone, please look at these: s3.",
        "Left as they were, because nobody here with points is meant: Eve Su.",
    )


def test_points_are_brought_to_what_is_possible_there(tmp_path):
    lines = [line.replace(",8,5,", ",100,5,") for line in LINES]
    made = canvas_gradebook(LEARNERS, [POINTS], gradebook(tmp_path, *lines), {}, must=True)
    found = list(csv.reader(io.StringIO(made.content.decode())))
    assert [row[5] for row in found[3:6]] == ["62.5", "100", "0"]
    assert "a07 is out of 8 points here and out of 100 there: rescaled." in made.notes


def test_semicolons_mean_commas_before_fractions(tmp_path):
    head = "Student;ID;SIS User ID;SIS Login ID;Section;RFM a07 (4711)"
    path = gradebook(tmp_path, "Points Possible;;;;;4", "Ann;31;s1;ann;A;", head=head)
    made = canvas_gradebook(LEARNERS[:1], [POINTS], path, {}, must=True)
    assert made.content.decode().splitlines()[2] == "Ann;31;s1;ann;A;2,5"


def test_a_column_is_named_where_its_title_does_not_say(tmp_path):
    path = gradebook(
        tmp_path, "Points Possible,,,,8,8", "Ann,31,s1,A,,", head="Student,ID,SIS User ID,Section,RFM (1),b (2)"
    )
    with pytest.raises(KitError, match="has no column 'a07'"):
        canvas_gradebook(LEARNERS, [POINTS], path, {}, must=True)
    made = canvas_gradebook(LEARNERS[:1], [POINTS], path, {"a07": "RFM (1)"}, must=True)
    assert made.content.decode().splitlines()[2] == "Ann,31,s1,A,5,"
    with pytest.raises(KitError, match=r"has no column 'RFM \(9\)'"):
        canvas_gradebook(LEARNERS, [POINTS], path, {"a07": "RFM (9)"}, must=False)
    with pytest.raises(KitError, match="no column for any"):
        canvas_gradebook(LEARNERS, [POINTS], path, {}, must=False)


def test_two_columns_that_could_be_meant_are_neither(tmp_path):
    path = gradebook(tmp_path, head="Student,ID,Section,a07 (1),a07 again (2)")
    with pytest.raises(KitError, match="several columns for a07"):
        canvas_gradebook(LEARNERS, [POINTS], path, {}, must=True)


def test_what_is_no_gradebook_of_canvas_is_refused(tmp_path):
    with pytest.raises(KitError, match="is no gradebook of Canvas"):
        canvas_gradebook(LEARNERS, [POINTS], gradebook(tmp_path, head="name,points"), {}, must=True)
