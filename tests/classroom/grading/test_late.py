"""Late work: how a rule reads, what it takes off, and the due dates that nbgrader keeps."""

from __future__ import annotations

import datetime as dt
import shutil
import tomllib

import pytest
from nbgrader.api import Gradebook

from classroom.class_folder import open_class, read_class
from classroom.errors import KitError
from classroom.grading.gradebook import Book, Entry, sqlite_url
from classroom.grading.late import DueDates, LateRule, late_rule, lateness
from classroom.grading.result import Graded, TaskResult
from classroom.grading.submission import Submission

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("rule", "late", "taken"),
    [
        # Of 18 points.
        ("keep", 30 * DAY, 0),
        ("zero", dt.timedelta(), 0),
        ("zero", SECOND, 18),
        ("zero after 15 minutes", 15 * MINUTE, 0),
        ("zero after 15 minutes", 15 * MINUTE + SECOND, 18),
        ("10% a day", -DAY, 0),
        ("10% a day", SECOND, 1.8),
        ("10% a day", DAY, 1.8),
        ("10% a day", DAY + SECOND, 3.6),
        ("10% a day", 9 * DAY, 16.2),
        ("10% a day", 10 * DAY, 18),
        ("10% a day", 40 * DAY, 18),
        ("12.5 % a day", HOUR, 2.25),
        ("10% a day after 60 minutes", HOUR, 0),
        ("10% a day after 60 minutes", DAY + HOUR, 1.8),
        ("10% a day after 60 minutes", DAY + HOUR + SECOND, 3.6),
        ("2 points a day", HOUR, 2),
        ("2 points a day", 3 * DAY - HOUR, 6),
        ("2 points a day", 9 * DAY, 18),
        ("2 points a day", 10 * DAY, 18),
        ("1 point a day after 1 minute", 2 * MINUTE, 1),
        ("0.5 points a day", 3 * DAY, 1.5),
    ],
)
def test_what_a_rule_takes_off(rule, late, taken):
    assert late_rule(rule).penalty(18.0, late) == taken


def test_nothing_is_taken_off_what_has_nothing():
    for rule in ("zero", "10% a day", "2 points a day"):
        assert late_rule(rule).penalty(0.0, DAY) == late_rule(rule).penalty(-1.0, DAY) == 0


def test_a_rule_as_it_is_read():
    assert late_rule("keep") == LateRule()
    assert late_rule("10% a day after 90 minutes") == LateRule("share", 10.0, dt.timedelta(hours=1, minutes=30))


@pytest.mark.parametrize(
    "text",
    [
        *("", "Keep", "keep after 5 minutes", "none", "10", "10%", "10% a week", "-1 points a day", "0% a day"),
        *("101% a day", "0 points a day", "nan points a day", "1e3 points a day", "10% a day after a while"),
        *("10% a day, zero", "\u0661% a day"),
    ],
)
def test_what_is_no_rule_is_refused_in_one_sentence(text, tmp_path):
    with pytest.raises(ValueError, match="is no rule for late work; write"):
        late_rule(text)
    open_class(tmp_path / "class", "en", "boutique")
    path = tmp_path / "class" / "class.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('late = "keep"', f'late = "{text}"'), encoding="utf-8")
    with pytest.raises(KitError, match=r"class\.toml: late: .* is no rule for late work; write .*10% a day") as told:
        read_class(tmp_path / "class")
    assert "Value error" not in str(told.value) and "\n" not in str(told.value)


def test_what_a_class_says_of_attempts_and_late_work(tmp_path):
    made = open_class(tmp_path / "class", "en", "boutique")
    assert (made.attempts, made.late, made.late_rule) == ("last", "keep", LateRule())
    path = tmp_path / "class" / "class.toml"
    text = path.read_text(encoding="utf-8")
    assert {"attempts": "last", "late": "keep"}.items() <= tomllib.loads(text).items()
    path.write_text(text.replace('attempts = "last"', 'attempts = "best"'), encoding="utf-8")
    assert read_class(tmp_path / "class").attempts == "best"
    path.write_text(text.replace('attempts = "last"', 'attempts = "worst"'), encoding="utf-8")
    with pytest.raises(KitError, match=r"class\.toml: attempts: .*'last', 'best' or 'first'"):
        read_class(tmp_path / "class")
    older = [line for line in text.splitlines() if not line.startswith(("attempts", "late"))]
    path.write_text("\n".join(older), encoding="utf-8")
    assert read_class(tmp_path / "class") == made


def test_without_a_due_date_or_a_time_nothing_is_late():
    assert lateness(None, NOON) == lateness(NOON, None) == dt.timedelta()
    assert lateness(NOON + HOUR, NOON) == HOUR
    due = DueDates(NOON, {"bob": DAY})
    assert (due.of("ann"), due.of("bob"), DueDates(None, {"bob": DAY}).of("bob")) == (NOON, NOON + DAY, None)


def test_due_dates_and_extensions_are_nbgraders_own(class_with_a07, tmp_path):
    folder = tmp_path / "class"
    for name in ("source", "gradebook.db"):
        copy = shutil.copytree if (class_with_a07 / name).is_dir() else shutil.copy
        folder.mkdir(exist_ok=True)
        copy(class_with_a07 / name, folder / name)
    source = next((folder / "source" / "a07").glob("*.ipynb"))
    with Book.open(sqlite_url(folder), "class", "en") as book:
        book.prepare("a07", source)
        assert book.due("a07") == DueDates()
        entries = []
        for learner in ("ann", "bob", "zoe"):
            about = {"learner": learner, "assignment": "a07", "notebook": source.stem, "digest": "d"}
            task = TaskResult(task="a07.recency", state="correct", points=2.0, maximum=2.0)
            entries.append(
                Entry(
                    submission=Submission(**about),
                    graded=Graded(**about, tasks=(task,)),
                    timestamp=NOON + 30 * HOUR,
                    penalty=0.4,
                )
            )
        book.write(entries)
        with Gradebook(sqlite_url(folder), "class") as stock:
            stock.update_or_create_assignment("a07", duedate="2026-03-02T20:00 +0800")  # as formgrader asks
            stock.grant_extension("a07", "bob", days=1, hours=2)
            late = {one.student.id: one.total_seconds_late for one in stock.assignment_submissions("a07")}
        due = book.due("a07")
        assert due == DueDates(NOON, {"bob": 26 * HOUR})
        ours = {learner: lateness(NOON + 30 * HOUR, due.of(learner)).total_seconds() for learner in late}
        assert late == ours == {"ann": 30 * 3600, "bob": 4 * 3600, "zoe": 30 * 3600}
        assert book.marks("a07")["ann"].points == 1.6
