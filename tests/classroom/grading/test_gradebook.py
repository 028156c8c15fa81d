"""The gradebook: nbgrader's own rows are written, read by nbgrader's own code, and what a person entered stays."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from nbgrader.api import Base, Gradebook
from sqlalchemy import create_engine, text

from classroom.errors import KitError
from classroom.grading import gradebook as module
from classroom.grading.gradebook import Book, Entry, fits, sqlite_url
from classroom.grading.gradebook_rows import waits_for_a_person
from classroom.grading.result import Graded, TaskResult
from classroom.grading.submission import Note, Submission
from classroom.release import release

# nbgrader itself warns of its own way to add a submission.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type")

MORNING = datetime(2026, 3, 2, 8, 15, 0, 123456)

# Of the small course's assignment with a task of every kind: what the tasks are worth, and the one a person reads.
ASSIGNMENT, NOTEBOOK, BY_HAND = "a02", "a02_kinds", "a02.plan"


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """Where the class lies from which each test gets a copy: a release takes a while."""
    return tmp_path_factory.mktemp("kept") / "class"


@pytest.fixture
def class_folder(course_of_kinds, kept, tmp_path) -> Path:
    if not kept.exists():
        release(course_of_kinds, ASSIGNMENT, kept)
    return Path(shutil.copytree(kept, tmp_path / "class"))


def source(class_folder: Path) -> Path:
    return class_folder / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, class_folder) -> str:
    """The class's own gradebook; or an empty database of a server, where one is named."""
    if request.param == "sqlite":
        return sqlite_url(class_folder)
    address = os.environ.get("KIT_POSTGRES_URL")
    if not address:
        pytest.skip("KIT_POSTGRES_URL names no PostgreSQL database that may be emptied")
    engine = create_engine(address)
    with engine.begin() as connection:
        Base.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    engine.dispose()
    return address


@pytest.fixture
def book(url, class_folder):
    with Book.open(url, "class", "en") as book:
        book.prepare(ASSIGNMENT, source(class_folder))
        yield book


def maxima(book: Book) -> dict[str, float]:
    return {cells.task: cells.maximum for cells in book._sheets[ASSIGNMENT].tasks}


def entry(book: Book, learner: str, share: float = 1.0, **changes) -> Entry:
    """A learner who got a share of the points of every task that a program grades."""
    states = changes.pop("states", {})
    results = []
    for task, most in maxima(book).items():
        state = states.get(task, "by hand" if task == BY_HAND else "correct" if share == 1.0 else "partial")
        points = {"by hand": None, "not attempted": 0.0}.get(state, share * most)
        results.append(TaskResult(task=task, state=state, points=points, maximum=most))
    about = {"learner": learner, "assignment": ASSIGNMENT, "notebook": NOTEBOOK, "digest": "d"}
    submission = Submission(**about, unread=changes.pop("unread", None))
    graded = Graded(**about, tasks=tuple(results), trusted=changes.pop("trusted", False))
    return Entry(submission=submission, graded=graded, **{"timestamp": MORNING, **changes})


def by_hand(url: str, learner: str, cell: str, score: float, comment: str | None = None, extra: float | None = None):
    """What formgrader does when a person enters points and a comment."""
    with Gradebook(url, "class") as stock:
        grade = stock.find_grade(cell, NOTEBOOK, ASSIGNMENT, learner)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = score, extra, False
        if comment is not None:
            stock.find_comment(cell.removesuffix("-test"), NOTEBOOK, ASSIGNMENT, learner).manual_comment = comment
        stock.db.commit()


def test_nbgraders_own_code_reads_what_was_written(book, url):
    assert set(maxima(book)) > {BY_HAND}
    machine = sum(most for task, most in maxima(book).items() if task != BY_HAND)
    book.write([entry(book, "ann"), entry(book, "bob", 0.5)])
    with Gradebook(url, "class") as stock:
        rows = {row["student"]: row for row in stock.submission_dicts(ASSIGNMENT)}
        assert {learner: row["score"] for learner, row in rows.items()} == {"ann": machine, "bob": machine / 2}
        assert rows["ann"]["max_score"] == machine + maxima(book)[BY_HAND]
        assert rows["ann"]["timestamp"] == MORNING
        assert rows["ann"]["needs_manual_grade"] == rows["bob"]["needs_manual_grade"] == True  # noqa: E712 (1 in SQLite)
        notebook = stock.find_submission_notebook(NOTEBOOK, ASSIGNMENT, "bob")
        waiting = {grade.name for grade in notebook.grades if grade.needs_manual_grade}
        assert waiting == {"a02-plan"}
        assert len(notebook.grades) == len(notebook.comments) == len(maxima(book))
        assert all(comment.comment is None for comment in notebook.comments)
        assert notebook.failed_tests


def test_the_rows_are_those_that_stock_code_makes(book, url):
    """Every table: the same cells get rows as where nbgrader itself adds a submission."""
    book.write([entry(book, "ours")])
    with Gradebook(url, "class") as stock:
        stock.add_student("theirs")
        stock.add_submission(ASSIGNMENT, "theirs", timestamp=MORNING)
        rows = []
        for learner in ("ours", "theirs"):
            notebook = stock.find_submission_notebook(NOTEBOOK, ASSIGNMENT, learner)
            grades = sorted((grade.cell_id, grade.max_score) for grade in notebook.grades)
            rows.append((grades, sorted(one.cell_id for one in notebook.comments), notebook.flagged))
        assert rows[0] == rows[1]


def test_what_a_person_entered_stays(book, url):
    book.write([entry(book, "ann", 0.5)])
    checked = next(cells for cells in book._sheets[ASSIGNMENT].tasks if cells.task != BY_HAND)
    by_hand(url, "ann", checked.grade, 0.25, "See me.", extra=0.5)
    by_hand(url, "ann", "a02-plan", 1.5, "Good.")

    book.write([entry(book, "ann", 0.5)])
    marks = {mark.task: mark for mark in book.marks(ASSIGNMENT)["ann"].tasks}
    told = marks[checked.task]
    assert (told.points, told.manual, told.extra, told.comment, told.waits) == (0.75, 0.25, 0.5, "See me.", False)
    plan = marks[BY_HAND]
    assert (plan.points, plan.automatic, plan.waits, plan.comment) == (1.5, None, False, "Good.")

    book.write([entry(book, "ann", 1.0)])  # the automatic points below have changed: somebody should look again
    marks = {mark.task: mark for mark in book.marks(ASSIGNMENT)["ann"].tasks}
    told = marks[checked.task]
    assert (told.points, told.automatic, told.comment, told.waits) == (0.75, checked.maximum, "See me.", True)
    assert not marks[BY_HAND].waits
    book.write([entry(book, "ann", 1.0)])
    assert next(mark for mark in book.marks(ASSIGNMENT)["ann"].tasks if mark.task == checked.task).waits


def test_work_handed_in_anew_is_looked_at_again(book, url):
    book.write([entry(book, "ann")])
    by_hand(url, "ann", "a02-plan", 1.0)
    later = entry(book, "ann", timestamp=MORNING + timedelta(days=1))
    for _ in range(2):
        book.write([later])
        waiting = [mark.task for mark in book.marks(ASSIGNMENT)["ann"].tasks if mark.waits]
        assert waiting == [BY_HAND]
    assert {mark.task: mark.manual for mark in book.marks(ASSIGNMENT)["ann"].tasks}[BY_HAND] == 1.0


@pytest.mark.parametrize(
    ("manual", "before", "now", "waited", "also", "waits"),
    [
        (None, None, 2.0, True, {}, False),
        (None, 2.0, 0.0, False, {}, False),
        (None, 2.0, None, False, {}, True),
        (None, 0.0, 0.0, False, {"unread": True}, True),
        (1.0, 2.0, 2.0, False, {}, False),
        (1.0, 2.0, 2.0, True, {}, True),
        (1.0, 2.0, 1.0, False, {}, True),
        (1.0, None, None, False, {}, False),
        (1.0, None, None, False, {"anew": True}, True),
        (0.0, 0.0, 0.0, False, {"unread": True}, False),
    ],
)
def test_who_has_to_look(manual, before, now, waited, also, waits):
    assert waits_for_a_person(manual, before, now, waited, **also) is waits


def test_an_answer_left_as_it_was_is_noted_as_nbgrader_notes_it(book, url):
    tasks = list(maxima(book))
    states = {tasks[0]: "not attempted", BY_HAND: "not attempted"}
    book.write([entry(book, "ann", states=states)])
    with Gradebook(url, "class") as stock:
        notebook = stock.find_submission_notebook(NOTEBOOK, ASSIGNMENT, "ann")
        said = {comment.name: comment.auto_comment for comment in notebook.comments if comment.auto_comment}
        assert said == {tasks[0].replace(".", "-"): "No response.", "a02-plan": "No response."}
        assert not notebook.needs_manual_grade
    book.write([entry(book, "ann")])
    with Gradebook(url, "class") as stock:
        notebook = stock.find_submission_notebook(NOTEBOOK, ASSIGNMENT, "ann")
        assert not [comment for comment in notebook.comments if comment.auto_comment]


def test_unread_and_trusted_work_says_so(book, url, monkeypatch):
    from customer_value import messages

    words = {**messages.catalogue("classroom"), "unread.test": messages.Text("no JSON: {name}", "{name}")}
    monkeypatch.setattr(messages, "catalogue", lambda package: words)
    unread = entry(book, "ann", unread=Note("test", {"name": "x.ipynb"}))
    book.write([replace(unread, graded=replace(unread.graded, tasks=())), entry(book, "bob", trusted=True)])
    marks = book.marks(ASSIGNMENT)
    assert marks["ann"].points == 0.0
    assert all(mark.waits and mark.automatic == 0.0 for mark in marks["ann"].tasks)
    assert sum(mark.waits for mark in marks["bob"].tasks) == 1
    with Gradebook(url, "class") as stock:
        for learner, words in (("ann", "no JSON: x.ipynb"), ("bob", "without a sandbox")):
            notebook = stock.find_submission_notebook(NOTEBOOK, ASSIGNMENT, learner)
            (said,) = [comment.comment for comment in notebook.comments if comment.comment]
            assert words in said


def test_a_penalty_is_no_more_than_there_is(book, url):
    machine = sum(most for task, most in maxima(book).items() if task != BY_HAND)
    book.write([entry(book, "ann", penalty=1.25), entry(book, "bob", penalty=1000.0), entry(book, "cem")])
    marks = book.marks(ASSIGNMENT)
    assert [(one.learner, one.points, one.penalty) for one in marks.values()] == [
        ("ann", machine - 1.25, 1.25),
        ("bob", 0.0, machine),
        ("cem", machine, 0.0),
    ]
    book.write([entry(book, "ann")])
    assert book.marks(ASSIGNMENT)["ann"].penalty == 0.0


def test_times_are_kept_as_utc_and_students_as_they_are(book, url):
    with Gradebook(url, "class") as stock:
        stock.add_student("王小明", first_name="小明", last_name="王")
    there = MORNING.replace(tzinfo=UTC).astimezone(timezone(timedelta(hours=8)))
    book.write([entry(book, "王小明", timestamp=there), entry(book, "nobody", timestamp=None)])
    with Gradebook(url, "class") as stock:
        assert stock.find_student("王小明").last_name == "王"
        assert stock.find_submission(ASSIGNMENT, "王小明").timestamp == MORNING
        assert stock.find_submission(ASSIGNMENT, "nobody").timestamp is None


def test_a_new_database_gets_what_a_release_writes(book, class_folder, tmp_path):
    url = f"sqlite:///{tmp_path / 'new.db'}"
    with Book.open(url, "class", "en") as other:
        other.prepare(ASSIGNMENT, source(class_folder))
        other.write([entry(other, "ann")])
    wanted = [
        "select version_num from alembic_version",
        "select name, cell_type, locked, source, checksum from source_cell order by name",
        "select b.name, b.type, g.max_score, g.cell_type from grade_cells g join base_cell b on b.id = g.id order by 1",
        "select b.name, b.type from solution_cells s join base_cell b on b.id = s.id order by 1",
        "select a.name, n.name, n.kernelspec from notebook n join assignment a on a.id = n.assignment_id",
    ]
    with sqlite3.connect(class_folder / "gradebook.db") as released, sqlite3.connect(tmp_path / "new.db") as new:
        for query in wanted:
            rows = released.execute(query).fetchall()
            assert rows
            assert new.execute(query).fetchall() == rows


def test_many_transactions_and_twice_the_same(book, url, monkeypatch):
    monkeypatch.setattr(module, "TOGETHER", 7)
    batch = [entry(book, f"learner-{number:02d}", number / 20) for number in range(20)]
    book.write(batch)
    before = book.marks(ASSIGNMENT)
    assert list(before) == [f"learner-{number:02d}" for number in range(20)]
    book.write(batch)
    assert book.marks(ASSIGNMENT) == before
    with Gradebook(url, "class") as stock:
        assert len(stock.submission_dicts(ASSIGNMENT)) == 20


def test_a_database_that_somebody_writes_is_waited_for(class_folder):
    url = sqlite_url(class_folder)
    with Book.open(url, "class", "en", patience=0.2) as book:
        book.prepare(ASSIGNMENT, source(class_folder))
        other = sqlite3.connect(class_folder / "gradebook.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(KitError, match=r"Another program is writing the gradebook .*gradebook\.db"):
            book.write([entry(book, "ann")])
        other.execute("COMMIT")
        with Book.open(url, "class", "en", patience=20) as patient:
            patient.prepare(ASSIGNMENT, source(class_folder))
            other.execute("BEGIN IMMEDIATE")
            release_it = threading.Timer(0.3, lambda: other.execute("COMMIT"))
            release_it.start()
            patient.write([entry(book, "ann")])
            release_it.join()
        assert list(book.marks(ASSIGNMENT)) == ["ann"]
        other.close()


def test_what_goes_wrong_is_one_sentence(class_folder, tmp_path):
    damaged = tmp_path / "damaged.db"
    damaged.write_text("no database at all, but long enough to be looked at" * 10)
    for url, words in (
        (f"sqlite:///{damaged}", "not a database"),
        (f"sqlite:///{tmp_path}/no/such/folder/gradebook.db", "unable to open"),
        ("not an address", "is not the address of a database"),
        ("strange://host/name", "is not the address of a database"),
    ):
        with pytest.raises(KitError, match=words) as told:
            Book.open(url, "class", "en")
        assert "\n" not in str(told.value)


def test_ids_that_no_database_keeps(class_folder):
    assert fits("王小明") and fits("a" * 128)
    assert not any(fits(name) for name in ("", "a" * 129, "a\0b", "a\udcff"))
    with Book.open(sqlite_url(class_folder), "class", "en") as book:
        book.prepare(ASSIGNMENT, source(class_folder))
        with pytest.raises(KitError, match="rename the folder"):
            book.write([entry(book, "ann"), entry(book, "a\udcff")])
        assert not book.marks(ASSIGNMENT)
        with pytest.raises(KitError, match="not prepared"):
            book.marks("a99")


def test_no_connection_stays_open(class_folder):
    """A process that is forked between two writes must not inherit the gradebook."""
    with Book.open(sqlite_url(class_folder), "class", "en") as book:
        book.prepare(ASSIGNMENT, source(class_folder))
        book.write([entry(book, "ann")])
        folder = Path("/proc/self/fd")
        if not folder.is_dir():
            pytest.skip("this system does not list open files")
        opened = [str(one.readlink()) for one in folder.iterdir() if one.is_symlink()]
        assert not [name for name in opened if "gradebook" in name]
