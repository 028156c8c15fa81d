"""One submission graded: the marks of honest work, what is kept of it, and what a cell that ends everything costs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import handed_in
import pytest

from classroom.grading.grader import Grader
from classroom.grading.kept import Kept
from classroom.grading.questions import digest_of, question_of
from classroom.grading.reading import digest_of_cells
from classroom.grading.running import Ran, steps_of
from classroom.grading.submission import Cell, Submission

MEANS_NOTHING = ("expected", "mistakes", "points", "share", "ordinary", "hints", "solution", "right", "why", "message")


@pytest.fixture
def answered(tmp_path) -> Submission:
    """Work with the model answers in it."""
    return handed_in.read(tmp_path / "ann", handed_in.answered())


def with_cell(submission: Submission, place: int, code: str) -> Submission:
    """The same with one more cell of the learner's own."""
    cells = list(submission.cells)
    cells.insert(place, Cell(kind="code", source=code))
    return changed(submission, cells)


def with_answer(submission: Submission, task: str, code: str) -> Submission:
    """The same with another answer to one task."""
    own = lambda cell: cell.role == "answer" and cell.task == task  # noqa: E731
    return changed(submission, [replace(cell, source=code) if own(cell) else cell for cell in submission.cells])


def changed(submission: Submission, cells: list[Cell]) -> Submission:
    return replace(submission, cells=tuple(cells), digest=digest_of_cells(submission.assignment, cells))


def states(graded) -> dict[str, str]:
    return {one.task.partition(".")[2]: one.state for one in graded.tasks}


def test_no_question_holds_anything_to_judge_by(assignment):
    def names(item) -> set[str]:
        if isinstance(item, dict):
            return set(item).union(*(names(one) for one in item.values()))
        return set().union(*(names(one) for one in item)) if isinstance(item, list) else set()

    for card in assignment.cards.values():
        assert not names(question_of(card)) & set(MEANS_NOTHING)


def test_model_answers_get_everything(grader, answered):
    graded = grader.grade(answered)
    assert set(states(graded).values()) == {"correct"}
    assert (graded.points, graded.maximum, graded.stopped) == (20.0, 20.0, ())


def test_a_cell_that_ends_the_process_costs_nothing_that_does_not_need_it(grader, answered):
    place = next(place for place, cell in enumerate(answered.cells) if cell.task == "a07.scores")
    graded = grader.grade(with_cell(answered, place, "import os; os._exit(0)"))
    assert set(states(graded).values()) == {"correct"}
    assert [one.kind for one in graded.stopped] == ["ended"]


def test_an_answer_that_ends_the_process_costs_its_task_alone(grader, answered):
    graded = grader.grade(with_answer(answered, "a07.monetary", "def monetary(a, b, c):\n    import os; os.abort()"))
    found = states(graded)
    assert found.pop("monetary") == "error"
    assert set(found.values()) == {"correct"}


def test_an_endless_answer_is_a_timeout(grader, answered):
    endless = "def frequency(orders, refunds, snapshot):\n    while True:\n        try:\n            while True: pass\n"
    endless += "        except BaseException: pass"
    found = states(grader.grade(with_answer(answered, "a07.frequency", endless)))
    assert found.pop("frequency") == "timeout"
    assert set(found.values()) == {"correct"}


def test_memory_beyond_the_limit(grader, answered):
    greedy = "def recency(orders, refunds, snapshot):\n    return bytearray(2**33)"
    assert states(grader.grade(with_answer(answered, "a07.recency", greedy)))["recency"] == "out of memory"


def test_an_error_in_the_answers_cell_is_told_as_one(grader, answered):
    broken = "recency = undefined_name\ndef recency(orders, refunds, snapshot):\n    return 1"
    graded = grader.grade(with_answer(answered, "a07.recency", broken))
    one = next(one for one in graded.tasks if one.task == "a07.recency")
    assert (one.state, one.points) == ("error", 0.0)
    assert "undefined_name" in " ".join(one.paragraphs)


def test_what_was_run_is_not_run_again(grader, answered, monkeypatch):
    first = grader.grade(with_cell(answered, 1, "# run once"))
    monkeypatch.setattr(type(grader._process), "run", lambda *_: pytest.fail("run again"))
    assert grader.grade(with_cell(answered, 1, "# run once")).tasks == first.tasks


def test_only_a_changed_task_is_asked_again(assignment, answered, monkeypatch):
    other = dict(assignment.cards)
    # The same task with its cases in another order is another question.
    other["a07.calls"] = other["a07.calls"] | {"cases": other["a07.calls"]["cases"][::-1]}
    work = with_cell(answered, 1, "# graded before and after a change")
    with Grader(assignment) as before:
        before.grade(work)
    with Grader(replace(assignment, cards=other)) as after:
        asked = []
        run = after._process.run
        monkeypatch.setattr(after._process, "run", lambda job: asked.append(job) or run(job))
        assert after.grade(work).points == 20.0
    assert [step["task"] for job in asked for step in job["steps"] if "task" in step] == ["a07.calls"]


def test_nothing_runs_after_the_last_task_that_is_asked(answered):
    steps = steps_of(answered, {"a07.recency"})
    assert steps[-1] == {"task": "a07.recency"}
    assert all("task" not in step for step in steps[:-1])
    assert steps_of(answered, set()) == []


def test_answers_kept_are_those_to_the_same_question(tmp_path):
    kept = Kept(tmp_path)
    ran = Ran(answers={"a": {"plain": [1]}, "b": {"plain": [2]}}, lost={"c": "ended", "d": "timeout"}, seconds=1.0)
    kept.write("digest", "", ran, {"a": "1", "b": "1", "c": "1", "d": "1"})
    known, new = kept.read("digest", "").answered({"a": "1", "b": "2", "c": "1", "d": "1"})
    assert known.answers == {"a": {"plain": [1]}}
    assert known.lost == {"c": "ended"}
    assert new == {"b", "d"}
    assert kept.read("digest", "somebody").answered({"a": "1"}) == (Ran(), {"a"})
    assert Kept(tmp_path, trusted=True).read("digest", "").answered({"a": "1"})[1] == {"a"}


def test_damaged_answers_are_made_again(tmp_path):
    kept = Kept(tmp_path)
    kept.write("digest", "", Ran(), {})
    (file,) = (path for path in Path(tmp_path).rglob("*.json"))
    file.write_text("{", encoding="utf-8")
    assert kept.read("digest", "").asked == {}


def test_equal_questions_have_equal_digests(assignment):
    cards = list(assignment.cards.values())
    digests = [digest_of(question_of(card)) for card in cards]
    assert len(set(digests)) == len(digests)
    told = cards[0] | {"points": 99, "mistakes": {}}
    assert digest_of(question_of(told)) == digests[0]
