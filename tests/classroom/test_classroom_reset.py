"""Back to new, with the old notebook kept."""

from __future__ import annotations

import datetime as dt

import pytest

from classroom.course import Course
from classroom.errors import KitError
from classroom.reset import reset
from classroom.workspace import build
from tutor.plan_outlook import look

LESSON = "course/01_orders/1_1_count.ipynb"


@pytest.fixture
def workspace(course, tmp_path):
    build(course, tmp_path / "workspace", ["en"])
    return tmp_path / "workspace"


def test_a_changed_notebook_is_kept_beside_the_new_one(course, workspace):
    path = workspace / "en" / LESSON
    new = path.read_bytes()
    for number in (1, 2):
        path.write_text(f"mine {number}", encoding="utf-8")
        (done,) = reset(Course(course.root), "1.1", workspace, ["en", "zh-Hant"])
        assert done.other.name == f"1_1_count.kept-{number}.ipynb"
        assert done.other.read_text(encoding="utf-8") == f"mine {number}"
        assert path.read_bytes() == new


def test_a_notebook_that_is_new_already_leaves_no_copy(course, workspace):
    (done,) = reset(course, "a01", workspace, ["en"])
    assert done.other is None
    assert not list(workspace.rglob("*.kept-*"))


def test_what_cannot_be_reset_is_told(course, workspace, tmp_path):
    with pytest.raises(KitError, match=r"no lesson or assignment '9\.9'; there is 1\.1, 1\.2, a01"):
        reset(course, "9.9", workspace, ["en"])
    with pytest.raises(KitError, match="no workspace"):
        reset(course, "1.1", tmp_path / "nowhere", ["en"])
    with pytest.raises(KitError, match="no folder zh-Hant"):
        reset(course, "1.1", workspace, ["zh-Hant"])


def test_a_plan_on_start_stays_there(course, workspace):
    now = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
    look(workspace / "en" / ".kit", now)
    reset(Course(course.root), "1.1", workspace, ["en"], now)
    assert "Today, Tue 1 Dec" in (workspace / "en" / "START.ipynb").read_text(encoding="utf-8")
