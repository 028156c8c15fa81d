"""`classroom export`, on a class whose gradebook nbgrader's own code reads too."""

from __future__ import annotations

import csv
import shutil
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from classroom.cli import app
from classroom.errors import KitError
from classroom.grading.gradebook import Book, Entry, sqlite_url
from classroom.grading.result import Graded, TaskResult
from classroom.grading.submission import Submission
from classroom.release import release
from classroom.roster import Learner, Roster, write_roster

pytestmark = pytest.mark.filterwarnings("ignore:Object of type")


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """Where the class lies from which each test gets a copy: a release takes a while."""
    return tmp_path_factory.mktemp("kept") / "class"


@pytest.fixture
def class_folder(course_of_kinds, kept, tmp_path) -> Path:
    """A class of three with the points of two, one of whom was given some by hand and came late."""
    if not kept.exists():
        release(course_of_kinds, "a02", kept)
        write_roster(
            kept,
            Roster(
                (
                    Learner(id="ann", name="Ann Lin", email="ann@example.org"),
                    Learner(id="bob", name="Bob Wu"),
                    Learner(id="cy", name="Cy Ho"),
                )
            ),
        )
        _grade(kept)
    return Path(shutil.copytree(kept, tmp_path / "class"))


def _grade(folder: Path) -> None:
    from nbgrader.api import Gradebook

    with Book.open(sqlite_url(folder), "class", "en") as book:
        book.prepare("a02", folder / "source" / "a02" / "a02_kinds.ipynb")
        tasks = {one.task: one.maximum for one in book._sheets["a02"].tasks}
        for learner, penalty in (("ann", 0.5), ("bob", None)):
            about = {"learner": learner, "assignment": "a02", "notebook": "a02_kinds", "digest": "d"}
            results = tuple(
                TaskResult(task=task, state="correct", points=None if task == "a02.plan" else most, maximum=most)
                for task, most in tasks.items()
            )
            graded = Graded(**about, tasks=results)
            book.write([Entry(submission=Submission(**about), graded=graded, penalty=penalty)])
    with Gradebook(sqlite_url(folder), "class") as stock:
        grade = stock.find_grade("a02-plan", "a02_kinds", "a02", "ann")
        grade.manual_score, grade.needs_manual_grade = 1.0, False
        stock.db.commit()


def run(*words: object):
    return CliRunner().invoke(app, ["export", *map(str, words)], catch_exceptions=True)


def totals(folder: Path) -> dict[str, float]:
    """What nbgrader itself says that everybody has."""
    from nbgrader.api import Gradebook

    with Gradebook(sqlite_url(folder), "class") as stock:
        rows = stock.submission_dicts("a02")
        late = {
            row["student"]: stock.find_submission("a02", row["student"]).late_submission_penalty or 0.0 for row in rows
        }
        return {row["student"]: row["score"] - late[row["student"]] for row in rows}


def test_the_table_says_what_nbgrader_says(class_folder):
    done = run("--class", class_folder)
    assert done.exit_code == 0, done.output
    path = class_folder / "exports" / "points.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    (column,) = [name for name in rows[0] if name.startswith("a02 (")]
    assert {row["learner"]: float(row[column]) for row in rows if row[column]} == totals(class_folder)
    assert [row["learner"] for row in rows] == ["ann", "bob", "cy"]
    assert rows[0]["a02 late"] == "0.5"
    assert "1 piece of work waits" in done.output


def test_moodle_lists_who_is_left_over_and_fails(class_folder, tmp_path):
    done = run("a02", "--for", "moodle", "--class", class_folder, "--out", tmp_path / "m.csv")
    assert done.exit_code == 1
    assert "bob: no email address" in done.output
    text = (tmp_path / "m.csv").read_text(encoding="utf-8").splitlines()
    assert text == ["Email address,a02", f"ann@example.org,{totals(class_folder)['ann']:g}"]


def test_what_does_not_go_together_is_one_sentence(class_folder, tmp_path):
    template = tmp_path / "t.csv"
    template.write_text("Identifier,Full name,Grade\nParticipant 1,Ann Lin,\n", encoding="utf-8")
    cases = {
        ("--for", "canvas"): "Canvas knows people and assignments by numbers",
        ("a09",): "a09 was not released",
        ("--long", "--for", "moodle"): "--long is for a plain table",
        ("--template", template): "A plain table has no template",
        ("--column", "a02"): "says nothing",
        ("--column", "a03=X", "--for", "moodle"): "names a03",
        ("--for", "moodle", "--template", template, "--out", template): "is the template",
    }
    for words, sentence in cases.items():
        done = run("--class", class_folder, *words)
        assert done.exit_code == 1
        assert isinstance(done.exception, KitError), done.exception
        assert sentence in str(done.exception)
    assert template.read_text(encoding="utf-8").endswith("Ann Lin,\n")


def test_a_class_in_which_nothing_was_graded(course_of_kinds, kept, class_folder):
    (class_folder / "gradebook.db").unlink()
    done = run("--class", class_folder)
    assert "There are no points for anything" in str(done.exception)
