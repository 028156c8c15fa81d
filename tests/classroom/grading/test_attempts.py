"""Attempts: handing in again loses nothing, the class says which one counts, and being killed changes nothing."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import handed_in
import pytest
from conftest import LIMITS
from nbgrader.api import Gradebook

from classroom.grading.attempts import Attempt, Attempts, could_count
from classroom.grading.batch import Summary, grade_class
from classroom.grading.gradebook import Mark, Marks, sqlite_url
from classroom.grading.learner_work import points_of
from classroom.grading.result import Graded, TaskResult
from classroom.grading.submission import Note
from classroom.grading.summary import summary_text
from classroom.grading.work_list import Work
from classroom.sandbox.support import support
from generator.engine.workers import Here

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)

RIGHT = handed_in.answered()
"""20 points."""

NAME = f"{handed_in.handed_out().notebook}.ipynb"


def without(*tasks: str) -> handed_in.Notebook:
    """The model answers without some of them."""
    notebook = handed_in.answered()
    for task in tasks:
        handed_in.cell(notebook, f"a07-{task}")["source"] = "pass"
    return notebook


def put(folder: Path, notebook: handed_in.Notebook | bytes, at: dt.datetime | None = NOON, **files: str) -> None:
    """What nbgrader does when it collects work: the folder is a new one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode())
    for name, content in files.items():
        (folder / name).write_text(content)
    if at is not None:
        (folder / "timestamp.txt").write_text(f"{at:%Y-%m-%d %H:%M:%S.%f} UTC")


# What is kept, without grading anything.


@pytest.fixture
def attempts(tmp_path) -> Attempts:
    (tmp_path / "data").mkdir()
    return Attempts(tmp_path / "attempts", "ann", handed_in.handed_out(), tmp_path / "data")


@pytest.fixture
def keep(attempts, tmp_path):
    """Hand something in and have it kept: the attempts there are then."""

    def kept(notebook: handed_in.Notebook | bytes, at: dt.datetime | None = NOON, **files: str) -> tuple[Attempt, ...]:
        put(tmp_path / "in", notebook, at, **files)
        submission, found = attempts.keep(Work("ann", tmp_path / "in", at))
        assert found == attempts.all()
        assert found[-1].unread == submission.unread
        if submission.unread is None:
            assert attempts.read(found[-1]).digest == submission.digest
            assert attempts.read(found[-1]).cells == submission.cells
        return found

    return kept


def test_other_work_is_another_attempt_and_the_same_is_not(keep):
    first, other = without("recency"), without("frequency")
    assert [one.number for one in keep(first)] == [1]
    shown = without("recency")
    handed_in.cell(shown, "a07-frequency")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "new"}]
    (again,) = keep(shown, NOON + DAY)
    assert (again.number, again.first, again.last) == (1, NOON, NOON + DAY)
    assert json.loads(again.files[NAME]) == shown, "the newest outputs are kept"
    found = keep(other, NOON + 2 * DAY)
    assert [(one.number, one.first) for one in found] == [(1, NOON), (2, NOON + 2 * DAY)]
    assert json.loads(found[0].files[NAME]) == shown
    found = keep(first, NOON + 3 * DAY)
    assert [(one.number, one.last) for one in found][2:] == [(3, NOON + 3 * DAY)], "what comes back is a new attempt"
    assert keep(first, NOON + 3 * DAY) == found


def test_a_time_that_is_mended_is_the_one_that_counts_last(keep):
    assert keep(RIGHT, None)[0].first is None
    (one,) = keep(RIGHT, NOON + HOUR)
    assert (one.first, one.last) == (NOON + HOUR, NOON + HOUR)
    (one,) = keep(RIGHT, NOON)
    assert (one.handed_in("first"), one.handed_in("best"), one.handed_in("last")) == (NOON, NOON, NOON)
    (one,) = keep(RIGHT, NOON + DAY)
    assert (one.handed_in("first"), one.handed_in("best"), one.handed_in("last")) == (NOON, NOON, NOON + DAY)


def test_files_beside_the_notebook_are_kept_with_it(keep, attempts, tmp_path):
    (tmp_path / "data" / "kit.toml").touch()
    odd = os.fsdecode(b"odd \xff \xe5\xad\x97.csv")
    (one,) = keep(RIGHT, **{"own.csv": "a,b", odd: "c", "kit.toml": "handed out"})
    assert one.files.keys() == {NAME, "own.csv", odd} and one.files[odd] == b"c"
    assert [two.number for two in keep(RIGHT, **{"own.csv": "a,c"})] == [1, 2], "the cells may read it"
    with one.unpacked() as folder:
        assert (folder / odd).read_text() == "c" and (folder / NAME).is_file()
    (path, _) = sorted((tmp_path / "attempts").rglob("*.zip"))
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None and f"handed-in/{NAME}" in packed.namelist()
        assert json.loads(packed.read("attempt.json"))["learner"] == "ann"


def test_what_cannot_be_read_is_kept_too(keep, tmp_path, attempts):
    keep(RIGHT)
    assert [one.unread and one.unread.key for one in keep(b'{"cells": [')] == [None, "truncated"]
    assert [one.files[NAME] for one in keep(b"")][1:] == [b'{"cells": [', b""]
    found = keep(RIGHT)
    assert [one.number for one in found] == [1, 2, 3, 4]
    shutil.rmtree(tmp_path / "in")
    (tmp_path / "in").symlink_to(tmp_path / "data")
    for _ in range(2):
        _, found = attempts.keep(Work("ann", tmp_path / "in"))
        assert [(one.number, one.files) for one in found][4:] == [(5, {})]
        assert found[-1].unread == Note("folder-link")


def test_a_number_is_never_given_twice(keep, attempts, tmp_path):
    keep(without("recency"))
    keep(RIGHT)
    damaged = next((tmp_path / "attempts").rglob("2.zip"))
    damaged.write_bytes(damaged.read_bytes()[:-40])
    assert [one.number for one in keep(without("tiers"))] == [1, 3]
    assert damaged.is_file()
    other = replace(attempts, learner="../ann")
    assert other.all() == ()


def test_which_attempts_could_count():
    def made(number: int, unread: bool = False) -> Attempt:
        return Attempt(number=number, files={}, unread=Note("empty") if unread else None)

    broken, one, two = made(1, unread=True), made(2), made(3)
    for which, wanted in (("last", (two,)), ("first", (one,)), ("best", (one, two))):
        assert could_count((broken, one, two), which) == wanted
    last_broken = made(4, unread=True)
    for which, wanted in (("last", (last_broken,)), ("first", (one,)), ("best", (one, two))):
        assert could_count((one, two, last_broken), which) == wanted
        assert could_count((broken, last_broken), which) == (last_broken,)


def test_points_with_what_a_person_gave():
    earned = {"a": 2.0, "b": 1.0, "c": None}
    tasks = tuple(TaskResult(task=name, state="partial", points=points, maximum=2) for name, points in earned.items())
    graded = Graded(learner="ann", assignment="a07", notebook="n", digest="d", tasks=tasks)
    assert points_of(graded, None) == 3
    about = {"points": 0, "maximum": 2, "automatic": None, "waits": False, "comment": ""}
    marks = (
        Mark(task="b", manual=0.0, extra=0.5, **about),
        Mark(task="c", manual=1.5, extra=0.0, **about),
        Mark(task="a", manual=None, extra=0.0, **about),
    )
    assert points_of(graded, Marks(learner="ann", tasks=marks)) == 4


# The whole way: a class in which somebody hands in twice.


@pytest.fixture(scope="module")
def handed_in_twice(class_with_a07, tmp_path_factory) -> Path:
    """A class in which ann's right work was graded, then bob's and her worse work, which came 25 hours late."""
    here = support()
    if here.missing:
        pytest.skip(here.text("en"))
    folder = tmp_path_factory.mktemp("attempts") / "class"
    shutil.copytree(class_with_a07, folder)
    put(folder / "submitted" / "ann" / "a07", RIGHT, NOON - HOUR)
    put(folder / "submitted" / "bob" / "a07", RIGHT, NOON + HOUR)
    grade(folder)
    with Gradebook(sqlite_url(folder), "class") as stock:
        stock.update_or_create_assignment("a07", duedate="2026-03-02 12:00:00 UTC")
        stock.grant_extension("a07", "bob", minutes=90)
    put(folder / "submitted" / "ann" / "a07", without("recency"), NOON + 25 * HOUR)
    grade(folder)
    return folder


@pytest.fixture
def twice(handed_in_twice, tmp_path) -> Path:
    return Path(shutil.copytree(handed_in_twice, tmp_path / "class"))


def grade(folder: Path, **settings: str) -> Summary:
    """Set what the class says, and grade in this process."""
    path = folder / "class.toml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(tuple(settings))]
    path.write_text("\n".join([*(f'{key} = "{value}"' for key, value in settings.items()), *lines]), encoding="utf-8")
    return grade_class(handed_in.course(), folder, "a07", lambda count: Here(), limits=LIMITS)


def rows(folder: Path, learner: str) -> list[dict[str, str]]:
    with (folder / "grading" / "a07" / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["learner"] == learner]


def standing(folder: Path, learner: str = "ann") -> tuple[float, float, str, str]:
    """Points, what is taken off, which attempt and of how many: the same in every place that says it."""
    found = rows(folder, learner)
    points = sum(float(row["points"]) for row in found)
    taken = float(found[0]["late"] or 0)
    assert {row["late"] for row in found[1:]} == {""}
    with Gradebook(sqlite_url(folder), "class") as stock:
        work = stock.find_submission("a07", learner)
        assert (work.score, work.late_submission_penalty or 0) == (points, taken)
    ((attempt, attempts),) = {(row["attempt"], row["attempts"]) for row in found}
    return points, taken, attempt, attempts


def shown(folder: Path) -> tuple[bool, bool]:
    """Whether ann's autograded notebook and her page have the answer that is only in her first attempt."""
    answer = handed_in.text(handed_in.cell(RIGHT, "a07-recency")).strip()
    (notebook,) = (folder / "autograded" / "ann" / "a07").glob("*.ipynb")
    sources = [handed_in.text(one).strip() for one in json.loads(notebook.read_text(encoding="utf-8"))["cells"]]
    page = (folder / "feedback" / "ann" / "a07" / NAME).with_suffix(".html").read_text(encoding="utf-8")
    return any(answer in one for one in sources), "20 of 20" in page


def answers(folder: Path) -> dict[Path, int]:
    """What was run, and when it was kept."""
    return {path: path.stat().st_mtime_ns for path in (folder / "grading" / "a07" / "answers").rglob("*.json")}


def test_the_last_attempt_counts_at_first(twice):
    grade(twice)
    assert grade(twice).graded == 0
    assert standing(twice) == (18, 0, "2", "2")
    assert standing(twice, "bob") == (20, 0, "1", "1")
    assert shown(twice) == (False, False)


def test_a_changed_setting_takes_effect_and_runs_nothing(twice):
    before = answers(twice)
    assert grade(twice, attempts="best").graded == 2
    assert standing(twice) == (20, 0, "1", "2") and shown(twice) == (True, True)
    with Gradebook(sqlite_url(twice), "class") as stock:
        assert stock.find_submission("a07", "ann").timestamp == (NOON - HOUR).replace(tzinfo=None)
    grade(twice, attempts="first")
    assert standing(twice) == (20, 0, "1", "2")
    grade(twice, attempts="last")
    assert standing(twice) == (18, 0, "2", "2") and shown(twice) == (False, False)
    assert answers(twice) == before
    assert grade(twice).graded == 0


def test_late_work_loses_what_the_class_says(twice):
    before = answers(twice)
    assert grade(twice, late="10% a day").late == 1
    assert standing(twice) == (18, 3.6, "2", "2"), "25 hours: the second day has begun"
    assert standing(twice, "bob") == (20, 0, "1", "1"), "an extension of 90 minutes"
    page = (twice / "feedback" / "ann" / "a07" / NAME).with_suffix(".html").read_text(encoding="utf-8")
    assert "14.4 of 20" in page and "Attempt that counts</dt><dd>2 of 2<" in page
    assert "3 March 2026 21:00 (UTC+08:00)" in page, "12:00 UTC and 25 hours, as clocks in Taipei say it"
    with Gradebook(sqlite_url(twice), "class") as stock:
        stock.grant_extension("a07", "bob")
    assert grade(twice, late="zero").late == 2
    assert standing(twice) == (18, 18, "2", "2") and standing(twice, "bob") == (20, 20, "1", "1")
    assert grade(twice, late="2 points a day after 61 minutes", attempts="best").late == 0
    assert standing(twice) == (20, 0, "1", "2") and standing(twice, "bob") == (20, 0, "1", "1")
    with Gradebook(sqlite_url(twice), "class") as stock:  # now both of ann's come late: 5 points a day cost 5 and 10
        stock.update_or_create_assignment("a07", duedate="2026-03-02 10:00:00 UTC")
    grade(twice, late="5 points a day", attempts="best")
    assert standing(twice) == (20, 5, "1", "2")
    summary = grade(twice, late="keep", attempts="last")
    assert standing(twice) == (18, 0, "2", "2")
    assert (summary.late, grade(twice).late) == (2, 2), "late work is counted where it costs nothing, and when kept"
    assert "  2 submissions handed in late:" in summary_text(summary, twice)
    assert answers(twice) == before


def test_the_best_is_after_the_late_rule_and_of_equals_the_later(twice):
    put(twice / "submitted" / "ann" / "a07", RIGHT, NOON + 26 * HOUR)
    grade(twice, attempts="best", late="10% a day")
    assert standing(twice) == (20, 0, "1", "3"), "20 against 20 less 4"
    grade(twice, late="keep")
    assert standing(twice) == (20, 0, "3", "3"), "20 and 20: of equals, the later"
    grade(twice, late="10% a day")
    put(twice / "submitted" / "bob" / "a07", without("recency"), NOON)
    grade(twice)
    assert standing(twice, "bob") == (20, 0, "1", "2"), "20 with the extension against 18"
    with Gradebook(sqlite_url(twice), "class") as stock:
        stock.grant_extension("a07", "bob")
    grade(twice)
    assert standing(twice, "bob") == (18, 0, "2", "2"), "20 less 2 against 18: of equals, the later"


def test_other_cards_grade_every_attempt_again_that_could_count(twice):
    grade(twice, attempts="best")
    kept = sorted((twice / "grading" / "a07" / "attempts").rglob("*.json"))
    before = {path: json.loads(path.read_text(encoding="utf-8"))["mark"] for path in kept}
    assert len(before) == 3
    path = twice / "grading" / "a07" / "assignment.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    plain["cards"]["a07.frequency"]["points"] = 1
    path.write_text(json.dumps(plain), encoding="utf-8")
    ran = answers(twice)
    grade(twice)
    after = {path: json.loads(path.read_text(encoding="utf-8")) for path in kept}
    for path, one in after.items():
        assert one["mark"] != before[path]
        assert next(task for task in one["graded"]["tasks"] if task["task"] == "a07.frequency")["maximum"] == 1
    assert standing(twice)[0] == 19 and answers(twice) == ran, "the questions are the same: nothing was run"


# Killed between any two steps.

STEPS = ("attempts zip", "attempts json", "autograded ipynb", "feedback html", "results json", "scores csv")
"""The files that are written for one learner, in their order. Between the page and the result is the gradebook."""

KILLED = """
import os, signal, sys
from pathlib import Path

sys.path[:0] = [{tests!r}, {above!r}]
import test_attempts as tests

write = Path.replace
for step in tests.STEPS:
    child = os.fork()
    if not child:
        def killed(path, target):
            if all(word in str(target) for word in step.split()):
                os.kill(os.getpid(), signal.SIGKILL)
            return write(path, target)

        Path.replace = killed  # it gives a file its name
        tests.grade(Path({folder!r}))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else "whole")
"""


def test_killed_before_each_file_is_there_and_going_on(twice):
    """Each process is killed one file later than the one before, and the next one goes on from there."""
    grade(twice, attempts="best")
    put(twice / "submitted" / "ann" / "a07", RIGHT, NOON + 2 * DAY)
    before = answers(twice)
    here = Path(__file__).parent
    code = KILLED.format(tests=str(here), above=str(here.parent), folder=str(twice))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=True)
    assert done.stdout.split() == [str(int(signal.SIGKILL))] * len(STEPS), done.stdout + done.stderr
    assert standing_in_table(twice) == ("1", "2"), "the table is written last"
    assert grade(twice).graded == 0
    assert standing(twice) == (20, 0, "3", "3") and standing(twice, "bob") == (20, 0, "1", "1")
    assert answers(twice) == before
    kept = [path.name for path in (twice / "grading" / "a07" / "attempts").rglob("*.zip")]
    assert sorted(name for name in kept if not name.startswith(".")) == ["1.zip", "1.zip", "2.zip", "3.zip"]
    grade(twice, attempts="first")
    assert standing(twice) == (20, 0, "1", "3")


def standing_in_table(folder: Path) -> tuple[str, str]:
    """Which of ann's attempts counts, and of how many, as scores.csv has it."""
    ((attempt, attempts),) = {(row["attempt"], row["attempts"]) for row in rows(folder, "ann")}
    return attempt, attempts
