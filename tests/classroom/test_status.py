"""Where a class stands: counted from its folder and the gradebook, which are only looked at."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3

import pytest

from classroom.class_folder import change_class, make_class, read_class
from classroom.errors import KitError
from classroom.files import tree_digest
from classroom.grading.gradebook import Book, Entry, sqlite_url
from classroom.grading.result import Graded, TaskResult
from classroom.grading.submission import Submission
from classroom.roster import Learner, Roster, write_roster
from classroom.status import class_status
from classroom.status_tables import assignments_table, learners_tables, standing_text
from classroom.workspace import page_text

# nbgrader itself warns of its own way to add a submission.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type")

ROSTER = Roster(
    (
        Learner(id="ann", name="Ann [b]Lee[/b]"),
        Learner(id="bob", name="王小明"),
        Learner(id="cy", name="Cyrus Longname the Third"),
        Learner(id="di"),
        Learner(id="ed"),
    )
)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "class"
    due = {"a01": dt.date(2026, 3, 20)}
    make_class(
        folder, name="Spring, 春", language="zh-Hant", scenario="boutique", due=due, late="10% a day after 15 minutes"
    )
    write_roster(folder, ROSTER)
    change_class(folder, lambda text: text.update(extensions={"bob": {"a01": dt.date(2026, 3, 22)}}))
    return folder


def hand_in(folder, learner: str, assignment: str, at: str = "") -> None:
    place = folder / "submitted" / learner / assignment
    place.mkdir(parents=True)
    if at:
        (place / "timestamp.txt").write_text(f"{at} UTC")


def grade(course, folder, shares: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Put learners' shares of the points of what a program grades into the gradebook; what each task is worth."""
    worth = {}
    settings = read_class(folder)
    with Book.open(sqlite_url(folder), settings.course_id, "zh-Hant") as book:
        for name, learners in shares.items():
            entry = course.assignment(name)
            source = folder / "source" / name / f"{entry.path.stem}.ipynb"
            source.parent.mkdir(parents=True)
            source.write_text(page_text(course, entry, "zh-Hant", "source"), encoding="utf-8")
            book.prepare(name, source)
            worth[name] = {cells.task: cells.maximum for cells in book._sheets[name].tasks}
            entries = []
            for learner, share in learners.items():
                about = {"learner": learner, "assignment": name, "notebook": entry.path.stem, "digest": "d"}
                tasks = tuple(
                    TaskResult(task=task, state="by hand", points=None, maximum=most)
                    if task == "a02.plan"
                    else TaskResult(task=task, state="partial", points=share * most, maximum=most)
                    for task, most in worth[name].items()
                )
                entries.append(Entry(submission=Submission(**about), graded=Graded(**about, tasks=tasks), penalty=0.0))
            book.write(entries)
    return worth


def test_who_handed_in_and_who_was_late(course, folder):
    hand_in(folder, "ann", "a01", "2026-03-20 15:59:59")  # the last second of the day in Taipei
    hand_in(folder, "bob", "a01", "2026-03-21 10:00:00")  # has until the 22nd
    hand_in(folder, "cy", "a01", "2026-03-20 16:14:59")  # fifteen minutes are nothing
    hand_in(folder, "di", "a01", "2026-03-20 16:15:00")
    hand_in(folder, "zoe", "a01", "2026-03-19 08:00:00")
    hand_in(folder, "Ann", "notes")
    (folder / "submitted" / ".trash").mkdir()
    (folder / "submitted" / "yak").symlink_to(folder / "submitted" / "ann")
    before = tree_digest(folder)
    found = class_status(course, folder)

    (one,) = found.assignments
    assert (one.id, one.title, one.released) == ("a01", course.assignment("a01").matter.title.get("zh-Hant"), False)
    assert one.due.isoformat() == "2026-03-20T23:59:59+08:00"
    assert (one.handed_in, one.late, one.graded, one.waiting, one.mean, one.maximum) == (4, 1, 0, 0, None, None)
    works = {who.learner.id: who.works[0] for who in found.learners}
    assert {who for who, work in works.items() if work.late} == {"di"}
    assert works["ed"].state == "nothing" and works["ann"].state == "handed-in"
    assert found.strangers == {"Ann": (), "zoe": ("a01",)}
    assert found.skipped == ("yak",)
    assert tree_digest(folder) == before and not (folder / "gradebook.db").exists()


def test_points_come_from_the_gradebook(course_of_kinds, folder):
    for name in ("ann", "bob", "di"):
        hand_in(folder, name, "a02")
    worth = grade(course_of_kinds, folder, {"a01": {"ann": 0.5}, "a02": {"ann": 1.0, "bob": 0.5, "zoe": 0.0}})
    release = folder / "release" / "a02" / "a02_kinds.ipynb"
    release.parent.mkdir(parents=True)
    release.touch()
    before = tree_digest(folder)
    found = class_status(course_of_kinds, folder)
    first, second = found.assignments
    machine = sum(most for task, most in worth["a02"].items() if task != "a02.plan")
    assert (first.graded, first.mean, first.maximum) == (1, sum(worth["a01"].values()) / 2, sum(worth["a01"].values()))
    assert (first.handed_in, first.waiting, first.to_grade, first.released) == (
        1,
        0,
        0,
        False,
    )  # its folder is gone, its points are there
    assert (second.handed_in, second.graded, second.waiting, second.released) == (3, 2, 2, True)
    assert second.mean == machine * 0.75 and second.maximum == machine + worth["a02"]["a02.plan"]
    assert second.due is None
    ann = found.learners[0].works
    assert [(work.state, work.points, work.waits) for work in ann] == [
        ("graded", sum(worth["a01"].values()) / 2, False),
        ("graded", machine, True),
    ]
    assert tree_digest(folder) == before

    plain = json.loads(json.dumps(found.to_json()))
    assert plain["assignments"][0]["due"] == "2026-03-20T23:59:59+08:00"
    assert plain["learners"][0]["id"] == "ann" and plain["learners"][0]["assignments"]["a02"]["points"] == machine

    # The date that formgrader has counts where class.toml has none, and says who was late.
    with sqlite3.connect(folder / "gradebook.db") as database:
        database.execute("update assignment set duedate = '2026-03-01 00:00:00.000000' where name = 'a02'")
    database.close()
    (folder / "submitted" / "ann" / "a02" / "timestamp.txt").write_text("2026-03-02 00:00:00 UTC")
    found = class_status(course_of_kinds, folder)
    second = found.assignments[1]
    assert second.due.isoformat() == "2026-03-01T08:00:00+08:00" and second.late == 1
    # Handed in again since, which is to be graded as well as what di handed in; where another attempt counts than the
    # last, that cannot be known.
    assert [one.works[1].anew for one in found.learners] == [True, False, False, False, False]
    assert second.to_grade == 2
    change_class(folder, lambda text: text.update(attempts="best"))
    assert class_status(course_of_kinds, folder).assignments[1].to_grade == 1


def test_without_a_roster_those_count_who_handed_in(course, folder):
    (folder / "roster.csv").unlink()
    hand_in(folder, "zoe", "a01")
    hand_in(folder, "yan", "a01")
    found = class_status(course, folder)
    assert [one.learner.id for one in found.learners] == ["yan", "zoe"] and not found.has_roster
    assert found.assignments[0].handed_in == 2 and found.strangers == {}


def test_a_gradebook_with_nothing_in_it_stays_so(course, folder):
    (folder / "gradebook.db").touch()
    assert class_status(course, folder).assignments[0].graded == 0
    assert (folder / "gradebook.db").read_bytes() == b""


def test_a_gradebook_of_another_class_is_told(course, folder):
    grade(course, folder, {"a01": {"ann": 1.0}})
    change_class(folder, lambda text: text.update(name="Autumn"))
    before = (folder / "gradebook.db").read_bytes()
    with pytest.raises(KitError, match="belongs to another class, Spring--春, and not to Autumn") as problem:
        class_status(course, folder)
    assert "\n" not in str(problem.value) and (folder / "gradebook.db").read_bytes() == before


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/nothing", "nonsense"])
def test_a_database_that_cannot_be_reached_is_one_sentence(course, folder, url):
    change_class(folder, lambda text: text.update(gradebook=url))
    with pytest.raises(KitError) as problem:
        class_status(course, folder)
    assert "\n" not in str(problem.value)


def test_a_damaged_gradebook_is_one_sentence(course, folder):
    (folder / "gradebook.db").write_bytes(b"This is no database." * 100)
    with pytest.raises(KitError, match="cannot be used: file is not a database"):
        class_status(course, folder)


def test_the_course_is_called_as_nbgrader_has_it(folder):
    settings = read_class(folder)
    assert settings.course_id == "Spring--春"


def printed(renderable, width: int) -> list[str]:
    from rich.console import Console

    console = Console(width=width, force_terminal=False, highlight=False)
    with console.capture() as capture:
        console.print(renderable)
    return capture.get().rstrip("\n").splitlines()


def test_tables_fit_every_terminal(course_of_kinds, folder):
    hand_in(folder, "ann", "a02")
    grade(course_of_kinds, folder, {"a02": {"bob": 0.5}})
    found = class_status(course_of_kinds, folder)
    for width in (40, 60, 80, 100, 140):
        lines = printed(assignments_table(found, width), width)
        assert len(lines) == 4 and all("…" not in line for line in lines)
        when = "2026-03-20 23:59" if width >= 80 else "03-20 23:59" if width >= 60 else "03-20 "
        assert "2/5" in lines[3] and when in lines[2]
        tables = [printed(table, width) for table in learners_tables(found, width)]
        assert sum(table[0].count("a0") for table in tables) == 2
        for table in tables:
            assert [line.split()[0] for line in table[2:]] == ["ann", "bob", "cy", "di", "ed"]
        if width >= 60:
            assert "[b]Lee" in tables[0][2] and "王小明" in tables[0][3] and "…" in tables[0][4]
    crowd = [list(learners_tables(found, width)) for width in (8, 200)]
    assert [len(tables) for tables in crowd] == [2, 1]


def test_an_assignment_in_a_few_signs(course_of_kinds, folder):
    hand_in(folder, "ann", "a01", "2026-03-25 00:00:00")
    hand_in(folder, "bob", "a01", "2026-03-25 00:00:00")
    hand_in(folder, "cy", "a01")
    worth = grade(course_of_kinds, folder, {"a01": {"bob": 1.0}, "a02": {"cy": 0.0}})
    found = class_status(course_of_kinds, folder)
    texts = {who.learner.id: [standing_text(work) for work in who.works] for who in found.learners}
    full = f"{sum(worth['a01'].values()):g}"
    assert texts == {
        "ann": ["late", "–"],
        "bob": [f"{full} late new", "–"],
        "cy": ["in", "0 ?"],
        "di": ["–", "–"],
        "ed": ["–", "–"],
    }
