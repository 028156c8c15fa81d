"""A class folder read into tables, and the command that makes the page of it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from report_class import NOW
from typer.testing import CliRunner

from classroom.class_folder import change_class, make_class
from classroom.cli import app
from classroom.course import find_course
from classroom.errors import KitError
from classroom.grading.gradebook import Mark, Marks
from classroom.grading.late import DueDates
from classroom.report import class_work
from classroom.report.class_work import read_class_work, read_scores
from classroom.roster import Learner, Roster, write_roster

HEAD = "learner,assignment,task,points,max,verdict,mistake,by_hand,seconds,attempt,attempts,late"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A class with a07 graded and a01 not, and a roster of four, of whom one has an extension."""
    folder = tmp_path / "evening"
    folder.mkdir()
    due = {"a07": dt.datetime(2026, 3, 10, 23, 59, 59), "a01": dt.datetime(2026, 3, 30, 23, 59, 59)}
    make_class(folder, name="evening", language="en", scenario="boutique", timezone="Asia/Taipei", due=due)

    def extend(document) -> None:
        document["extensions"] = {"s3": {"a07": "2026-03-25"}}

    change_class(folder, extend)
    write_roster(folder, Roster(tuple(Learner(id=f"s{place}", name=f"N{place} Example") for place in range(1, 5))))
    for name in ("a01", "a07"):
        (folder / "release" / name).mkdir(parents=True)
        (folder / "release" / name / f"{name}.ipynb").write_text("{}", encoding="utf-8")
    times = {"s1": "2026-03-09 10:00:00", "s2": "2026-03-11 10:00:00", "stranger": "2026-03-01 10:00:00"}
    for learner, at in times.items():
        (folder / "submitted" / learner / "a07").mkdir(parents=True)
        (folder / "submitted" / learner / "a07" / "timestamp.txt").write_text(f"{at} UTC", encoding="utf-8")
    (folder / "submitted" / "s1" / "a01").mkdir()
    rows = [
        "s1,a07,a07.recency,2,2,correct,,,0.1,1,1,",
        "s1,a07,a07.plan,0,3,by hand,,,0,1,1,",
        "s2,a07,a07.recency,1,2,mistake,first-order,,0.1,1,1,0.5",
        "s2,a07,a07.plan,3,3,by hand,,3,0,1,1,",
        "'=odd,a07,a07.recency,0,2,unreadable,,,0,1,1,",
    ]
    path = folder / "grading" / "a07" / "scores.csv"
    path.parent.mkdir(parents=True)
    path.write_text("\ufeff" + "\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return folder


def test_a_class_as_tables(folder):
    there = read_class_work(find_course(), folder, NOW)
    assert [one.id for one in there.assignments] == ["a01", "a07"]
    assert [one.graded for one in there.assignments] == [False, True]
    assert list(there.names) == ["s1", "s2", "s3", "s4"]
    assert there.strangers == ("stranger",)
    assert there.now.utcoffset() == dt.timedelta(hours=8)
    work = there.work.set_index(["learner", "assignment"])
    states = {learner: work.loc[(learner, "a07"), "state"] for learner in there.names}
    assert states == {"s1": "waits", "s2": "graded", "s3": "open", "s4": "missing"}
    assert work.loc[("s1", "a01"), "state"] == "to-grade"
    assert work.loc[("s4", "a01"), "state"] == "open"
    assert (work.loc[("s1", "a07"), "points"], work.loc[("s1", "a07"), "known"]) == (2.0, 2.0)
    assert (work.loc[("s2", "a07"), "points"], work.loc[("s2", "a07"), "known"]) == (3.5, 5.0)
    assert list(work.loc[[("s1", "a07"), ("s2", "a07")], "late"]) == [False, True]
    assert set(there.marks["learner"]) == {"s1", "s2"}


def test_marks_given_by_hand_since_count(folder, monkeypatch):
    (folder / "gradebook.db").touch()

    def given(folder, settings, graded, gradebook):
        def mark(task: str, points: float, **more) -> Mark:
            known = {"maximum": 3.0, "automatic": None, "manual": None, "extra": 0.0, "waits": False, "comment": ""}
            return Mark(task=task, points=points, **(known | more))

        tasks = (mark("a07.recency", 2.0, automatic=2.0), mark("a07.plan", 1.5, manual=1.5))
        assert graded == ["a07"]
        return {"a07": {"s1": Marks(learner="s1", tasks=tasks)}}, {"a07": DueDates()}

    monkeypatch.setattr(class_work, "_from_gradebook", given)
    work = read_class_work(find_course(), folder, NOW).work.set_index(["learner", "assignment"])
    assert work.loc[("s1", "a07"), "state"] == "graded"
    assert (work.loc[("s1", "a07"), "points"], work.loc[("s1", "a07"), "known"]) == (3.5, 5.0)


def test_without_a_roster_those_who_handed_in_are_the_class(folder):
    (folder / "roster.csv").unlink()
    there = read_class_work(find_course(), folder, NOW)
    assert list(there.names) == ["s1", "s2", "stranger"]
    assert not there.has_roster
    assert there.strangers == ()
    assert "=odd" in set(read_scores(folder, "a07")["learner"])


def test_a_table_that_somebody_broke_is_said(folder):
    (folder / "grading" / "a07" / "scores.csv").write_text("learner,task\ns1,a07.recency\n", encoding="utf-8")
    with pytest.raises(KitError, match=r"scores\.csv cannot be read.*classroom grade a07"):
        read_class_work(find_course(), folder, NOW)


def test_the_command_writes_one_file_that_only_its_owner_reads(folder):
    for _ in range(2):
        result = CliRunner().invoke(app, ["report", "--class", str(folder), "--no-open"])
        assert result.exit_code == 0, result.output
    path = folder / "reports" / "report.html"
    assert str(path) in result.stdout
    assert path.stat().st_mode & 0o077 == 0
    assert "N1 Example (s1)" in path.read_text(encoding="utf-8")
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "8800"], "go with --live"),
        (["--live"], "so say with --homes"),
        (["--live", "--homes", "nowhere"], "There is no folder nowhere"),
    ],
)
def test_what_does_not_go_together_is_said(folder, arguments, sentence):
    result = CliRunner().invoke(app, ["report", "--class", str(folder), "--no-open", *arguments])
    assert isinstance(result.exception, KitError)
    assert sentence in str(result.exception)


def test_a_class_in_which_nothing_was_released(tmp_path):
    make_class(tmp_path, name="new", language="en", scenario="boutique")
    result = CliRunner().invoke(app, ["report", "--class", str(tmp_path), "--no-open"])
    assert "Nothing was released" in str(result.exception)


def test_a_page_needs_none_of_what_takes_long_to_import():
    heavy = "[name for name in ('pandas', 'matplotlib') if name in sys.modules]"
    code = f"import sys, classroom.commands.report; print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
