"""A whole class: simulated learners get what their work is worth, and nothing is done twice or lost."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import handed_in
import pytest

from classroom.course import find_course
from classroom.errors import KitError
from classroom.grading.alone import alone
from classroom.grading.batch import grade_class
from classroom.grading.result import Graded
from classroom.grading.summary import learner_line, summary_json, summary_text
from classroom.simulated import KINDS, write_class
from generator.engine.workers import Here

LEARNERS = len(KINDS)


class AClass:
    """A class folder, and what grading it came to the last time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[Graded] = []

    def grade(self):
        self.told = []
        return grade_class(
            find_course(), self.folder, "a07", lambda _: Here(), tell=lambda graded, *_: self.told.append(graded)
        )

    @property
    def scores(self) -> list[dict[str, str]]:
        text = (self.folder / "grading" / "a07" / "scores.csv").read_text(encoding="utf-8-sig")
        return list(csv.DictReader(text.splitlines()))

    @property
    def journal(self) -> list[dict]:
        return [json.loads(line) for line in (self.folder / "grading" / "grading.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def graded_class(class_with_a07, tmp_path_factory) -> tuple[AClass, tuple]:
    """One learner of each kind, graded once."""
    folder = tmp_path_factory.mktemp("batch") / "class"
    shutil.copytree(class_with_a07, folder)
    expected = write_class(folder, ["a07"], LEARNERS, seed=7, kinds=list(KINDS))
    one = AClass(folder)
    summary = one.grade()
    assert (summary.submissions, summary.graded, summary.unread) == (LEARNERS, LEARNERS, 0)
    return one, expected


def test_every_kind_of_learner_gets_what_the_work_is_worth(graded_class):
    one, expected = graded_class
    found = {(row["learner"], row["task"]): row for row in one.scores}
    assert len(found) == len(expected)
    for task in expected:
        row = found[task.learner, task.task]
        assert (row["verdict"], row["mistake"]) == (task.state, task.mistake), task
        assert float(row["points"]) == pytest.approx(task.points, abs=1e-6), task


def test_grading_again_runs_nothing_and_changes_nothing(graded_class):
    one, _ = graded_class
    before = {path: path.read_bytes() for path in one.folder.rglob("*") if path.is_file() and "autograded" in str(path)}
    rows = one.scores
    assert one.grade().graded == 0
    assert one.told == []
    assert one.scores == rows
    assert before == {path: path.read_bytes() for path in before}
    assert [one.journal[-2]["event"], one.journal[-1]["event"]] == ["begun", "ended"]


def test_points_given_by_hand_stay_and_reach_the_learner(graded_class):
    from nbgrader.api import Gradebook

    one, _ = graded_class
    learner = one.scores[0]["learner"]
    with Gradebook(f"sqlite:///{one.folder / 'gradebook.db'}") as book:
        grade = book.find_grade("a07-recency-test", "a07_rfm", "a07", learner)
        grade.manual_score = 1.25
        book.find_comment("a07-recency", "a07_rfm", "a07", learner).manual_comment = "Your last step is right."
        book.db.commit()
    assert one.grade().graded == 1
    row = next(row for row in one.scores if (row["learner"], row["task"]) == (learner, "a07.recency"))
    assert (row["points"], row["by_hand"]) == ("1.25", "1.25")
    page = (one.folder / "feedback" / learner / "a07" / "a07_rfm.html").read_text(encoding="utf-8")
    assert "Your last step is right." in page


def test_what_is_handed_in_anew_is_graded_anew_and_alone(graded_class):
    one, _ = graded_class
    first, second = sorted((one.folder / "submitted").iterdir())[:2]
    shutil.copy(first / "a07" / "a07_rfm.ipynb", second / "a07" / "a07_rfm.ipynb")
    summary = one.grade()
    assert summary.graded == 1
    by_learner = {
        learner: [(row["task"], row["verdict"]) for row in one.scores if row["learner"] == learner]
        for learner in (first.name, second.name)
    }
    assert by_learner[first.name] == by_learner[second.name]


def test_what_cannot_be_read_is_said_and_stops_nobody(graded_class):
    one, _ = graded_class
    folder = one.folder / "submitted" / "zoe" / "a07"
    folder.mkdir(parents=True)
    (folder / "a07_rfm.ipynb").write_text("{", encoding="utf-8")
    summary = one.grade()
    assert (summary.graded, summary.unread) == (1, 1)
    assert {row["verdict"] for row in one.scores if row["learner"] == "zoe"} == {"unreadable"}
    assert (one.folder / "feedback" / "zoe" / "a07" / "a07_rfm.html").is_file()


def test_work_that_breaks_the_grader_costs_nobody_else_and_is_tried_again(graded_class, monkeypatch):
    one, _ = graded_class
    folder = one.folder / "submitted" / "yan" / "a07"
    shutil.copytree(sorted((one.folder / "submitted").iterdir())[0] / "a07", folder)
    notebook = json.loads((folder / "a07_rfm.ipynb").read_text(encoding="utf-8"))
    notebook["cells"].append(handed_in.own("# something new"))
    (folder / "a07_rfm.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("classroom.grading.grader.judge_run", lambda *_: 1 / 0)
        assert one.grade().unread == 2
    assert {row["verdict"] for row in one.scores if row["learner"] == "yan"} == {"unreadable"}
    assert one.grade().graded == 1
    assert "unreadable" not in {row["verdict"] for row in one.scores if row["learner"] == "yan"}


def test_two_do_not_grade_one_class_at_a_time(graded_class):
    one, _ = graded_class
    with alone(one.folder), pytest.raises(KitError, match="is being graded already"):
        one.grade()


def test_the_summary_is_told_in_words_and_as_json(graded_class):
    one, _ = graded_class
    summary = one.grade()
    text = summary_text(summary, one.folder)
    assert text.startswith(f"a07: {summary.submissions} submissions, 0 graded now, {summary.submissions} unchanged")
    assert json.loads(summary_json([summary]))["verdicts"] == dict(summary.verdicts)
    line = learner_line(Graded(learner="ann", assignment="a07", notebook="n", digest="", tasks=()))
    assert line == "ann: 0 of 0"


def test_a_class_that_is_none_and_an_assignment_that_was_not_released(class_with_a07, tmp_path):
    with pytest.raises(KitError, match="There is no class"):
        grade_class(find_course(), tmp_path, "a07", lambda _: Here())
    with pytest.raises(KitError, match="a08 was not released"):
        grade_class(find_course(), class_with_a07, "a08", lambda _: Here())
