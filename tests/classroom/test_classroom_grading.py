"""Marks: the model answer gets all of them, a known mistake is named and gets less, and stock nbgrader agrees."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from classroom.class_folder import open_class, read_class
from classroom.course import find_course
from classroom.errors import KitError
from classroom.grading import find_task, grade
from classroom.release import release
from solutions.a07_rfm import GIVEN, TASKS
from tutor.verdict import Verdict

GRADED = [task.id for task in TASKS]
MISTAKES = [(task.id, mistake.key) for task in TASKS for mistake in task.mistakes]


@pytest.fixture(scope="module", params=["en", "zh-Hant"])
def class_folder(request, tmp_path_factory) -> Path:
    """A class in each language, with a secret of its own."""
    folder = tmp_path_factory.mktemp("class") / "class"
    open_class(folder, request.param, "boutique")
    return folder


def names(task_id: str, function) -> dict:
    """What the learner's notebook would hold."""
    return {find_task(task_id).name: function, "valid_orders": GIVEN[0]}


@pytest.mark.parametrize("task_id", GRADED)
def test_the_model_answer_gets_full_marks(class_folder, monkeypatch, task_id):
    monkeypatch.chdir(class_folder)
    task = find_task(task_id)
    verdict = grade(task_id, names(task_id, task.answer))
    assert (verdict.state, float(verdict)) == ("correct", task.points)
    assert repr(verdict) == str(float(task.points))


@pytest.mark.parametrize(("task_id", "key"), MISTAKES)
def test_a_known_mistake_is_named_and_gets_less(class_folder, monkeypatch, task_id, key):
    monkeypatch.chdir(class_folder)
    task = find_task(task_id)
    mistake = next(mistake for mistake in task.mistakes if mistake.key == key)
    verdict = grade(task_id, names(task_id, mistake.wrong))
    assert verdict.mistake == key
    assert 0 <= float(verdict) < task.points
    assert mistake.message.get(read_class(class_folder).language) in verdict.paragraphs


@pytest.mark.parametrize("task_id", GRADED)
def test_nothing_written_gets_nothing(class_folder, monkeypatch, task_id):
    monkeypatch.chdir(class_folder)
    verdict = grade(task_id, {})
    assert (verdict.state, float(verdict)) == ("not attempted", 0.0) or verdict == 0.0


def test_the_hidden_cases_are_the_classes_own(tmp_path, monkeypatch):
    seen: dict[str, list[str]] = {}
    for name in ("one", "two"):
        open_class(tmp_path / name, "en", "boutique")
        for turn in range(2):
            monkeypatch.chdir(tmp_path / name)
            inputs = seen.setdefault(f"{name} {turn}", [])

            def spy(orders, refunds, snapshot, inputs=inputs):
                inputs.append(orders.to_csv() + refunds.to_csv())
                return find_task("a07.recency").answer(orders, refunds, snapshot)

            assert grade("a07.recency", {"recency": spy}) == 2
    assert seen["one 0"] == seen["one 1"] != seen["two 0"] == seen["two 1"]


def test_grading_is_silent(tmp_path, monkeypatch, capfd):
    import logging
    import warnings

    open_class(tmp_path / "class", "en", "boutique")
    monkeypatch.chdir(tmp_path / "class")

    def loud(orders, refunds, snapshot):
        print("printed", orders)
        print("error", file=sys.stderr)
        warnings.warn("careful", FutureWarning, stacklevel=1)
        logging.getLogger("mine").error("logged")
        return find_task("a07.recency").answer(orders, refunds, snapshot)

    assert grade("a07.recency", {"recency": loud}) == 2
    assert capfd.readouterr() == ("", "")


def test_without_a_class_or_a_task_nothing_is_graded(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KitError, match=r"class\.toml"):
        grade("a07.recency", {})
    open_class(tmp_path / "class", "en", "boutique")
    monkeypatch.chdir(tmp_path / "class")
    for unknown in ("a07.regency", "a99.recency", "nonsense"):
        with pytest.raises(KitError):
            grade(unknown, {})


def cells(path: Path) -> dict[str, str]:
    """The sources of a notebook's cells, by id."""
    return {cell["id"]: "".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}


def hand_in(folder: Path, learner: str, answers: dict[str, str], *, without: tuple[str, ...] = ()) -> None:
    """Put a learner's notebook where nbgrader collects it."""
    notebook = json.loads((folder / "release" / "a07" / "a07_rfm.ipynb").read_text(encoding="utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in without]
    for cell in notebook["cells"]:
        cell["source"] = answers.get(cell["id"], "".join(cell["source"]))
    place = folder / "submitted" / learner / "a07"
    place.mkdir(parents=True)
    (place / "a07_rfm.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def nbgrader(folder: Path, *arguments: str) -> None:
    """Run the stock nbgrader as an instructor does, in the class folder."""
    scripts = Path(sys.executable).parent
    done = subprocess.run(
        [scripts / "nbgrader", *arguments],
        cwd=folder,
        env=os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


LOUD = """
    import logging, sys, warnings
    print("IN" + "PUT", orders)
    print("said", file=sys.stderr)
    warnings.warn("careful", FutureWarning)
    logging.warning("logged")
"""


def test_a_class_under_stock_nbgrader(tmp_path):
    folder = tmp_path / "class"
    release(find_course(), "a07", folder, "zh-Hant")
    source = cells(folder / "source" / "a07" / "a07_rfm.ipynb")
    starters = [task.replace(".", "-") for task in GRADED]
    model = {name: "\n".join(line for line in source[name].splitlines() if "SOLUTION" not in line) for name in starters}
    loud = {name: text.replace("snapshot):\n", f"snapshot):\n{LOUD}", 1) for name, text in model.items()}
    loud["a07-scores"] = f"import numpy as np\nimport pandas as pd\n{loud['a07-scores']}"
    mixed = model | {
        "a07-recency": model["a07-recency"].replace(".max()", ".min()"),
        "a07-frequency": "def frequency(orders, refunds, snapshot:\n    return",
        "a07-monetary": "def monetary(orders, refunds, snapshot):\n    raise SystemExit(str(orders))",
    }
    hand_in(folder, "model", model)
    hand_in(folder, "untouched", {})
    hand_in(folder, "loud", loud, without=("setup", "a07-scores-test"))
    hand_in(folder, "mixed", mixed)
    nbgrader(folder, "autograde", "a07")
    nbgrader(folder, "generate_feedback", "a07")

    points = {task.id.replace(".", "-") + "-test": task.points for task in TASKS}
    scores = read_scores(folder)
    assert scores["model"] == points
    assert scores["untouched"] == dict.fromkeys(points, 0)
    assert scores["loud"] == points
    assert 0 < scores["mixed"].pop("a07-recency-test") < points["a07-recency-test"]
    assert scores["mixed"] == {
        "a07-frequency-test": 0,
        "a07-monetary-test": 0,
        "a07-scores-test": points["a07-scores-test"],
    }

    feedback = {
        path.parent.parent.name: html.unescape(path.read_text(encoding="utf-8"))
        for path in (folder / "feedback").glob("*/a07/a07_rfm.html")
    }
    assert set(feedback) == {"model", "untouched", "loud", "mixed"}
    page = "".join(cells(folder / "release" / "a07" / "a07_rfm.ipynb").values())
    for text in feedback.values():
        assert "INPUT" not in text
        assert set(re.findall(r"\bO\d{6}\b", text)) <= set(re.findall(r"\bO\d{6}\b", page))
        for box in re.findall(r'<div class="kit-box.*?</div>', text, flags=re.DOTALL):
            assert not re.search(r"\d{4,}", re.sub(r"<[^>]*>", "", box)), box
    message = next(one for one in TASKS[0].mistakes if one.message.zh_hant in feedback["mixed"]).message
    assert message.en not in feedback["mixed"]


def read_scores(folder: Path) -> dict[str, dict[str, float]]:
    """The points by learner and test cell, as nbgrader's gradebook has them."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: {
                grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions("a07")
        }


def test_a_verdict_reads_as_a_plain_number_for_nbgrader():
    assert repr(Verdict(1.5, maximum=2, state="partial")) == "1.5"
