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
from small_course import KINDS

from classroom.class_folder import open_class, read_class
from classroom.course import find_course
from classroom.errors import KitError
from classroom.grading.cards import find_task
from classroom.grading.in_notebook import grade
from classroom.own_numbers import own_numbers
from classroom.release import release
from solutions import records
from solutions.a07_rfm import GIVEN, TASKS
from solutions.capstone.own import people
from tutor.cases import OWN_SHARE
from tutor.own import graded_ledger, tidy
from tutor.task import FunctionTask
from tutor.verdict import Verdict

FUNCTIONS = [task for task in TASKS if isinstance(task, FunctionTask)][:4]
"""That every task of every assignment is graded as it should be is shown in tests/solutions."""


@pytest.fixture(scope="module", params=["en", "zh-Hant"])
def class_folder(request, tmp_path_factory) -> Path:
    """A class in each language, with a secret of its own."""
    folder = tmp_path_factory.mktemp("class") / "class"
    open_class(folder, request.param, "boutique")
    return folder


def names(task_id: str, function) -> dict:
    """What the learner's notebook would hold."""
    return {find_task(task_id).name: function, "valid_orders": GIVEN[0]}


def test_model_answer_known_mistake_and_nothing(class_folder, monkeypatch):
    monkeypatch.chdir(class_folder)
    language = read_class(class_folder).language
    for task in FUNCTIONS:
        full = grade(task.id, names(task.id, task.answer))
        assert (full.state, float(full), repr(full)) == ("correct", task.points, str(float(task.points)))
        mistake = task.mistakes[0]
        less = grade(task.id, names(task.id, mistake.wrong))
        assert less.mistake == mistake.key and 0 <= float(less) < task.points
        assert mistake.message.get(language) in less.paragraphs
        none = grade(task.id, {})
        assert (none.state, float(none)) == ("not attempted", 0.0)


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


# Under stock nbgrader: a small assignment that has a task of every kind.


def test_the_grade_of_a_question_and_of_a_value(course_of_kinds, tmp_path, monkeypatch):
    done = release(course_of_kinds, "a02", tmp_path / "class", "zh-Hant")
    monkeypatch.chdir(done.source)
    for task, answer, points in (
        ("a02.count", {"orders_count": 3}, 2),
        ("a02.count", {"orders_count": 2}, 0),
        ("a02.means", {"it_means": "b"}, 1),
        ("a02.means", {"it_means": "A"}, 0),
        ("a02.steps", {"steps": ["B", "D", "A"]}, 2),
    ):
        assert grade(task, answer) == points
    assert grade("a02.steps", {"steps": "CDA"}).mistake == "stray"
    with pytest.raises(KitError, match="graded by hand"):
        grade("a02.plan", {})


def cells(path: Path) -> dict[str, str]:
    """The sources of a notebook's cells, by id."""
    return {cell["id"]: "".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}


def hand_in(
    folder: Path, learner: str, answers: dict[str, str], *, without: tuple[str, ...] = (), path: str = "a02/a02_kinds"
) -> None:
    """Put a learner's notebook where nbgrader collects it."""
    notebook = json.loads((folder / "release" / f"{path}.ipynb").read_text(encoding="utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in without]
    for cell in notebook["cells"]:
        cell["source"] = answers.get(cell["id"], "".join(cell["source"]))
    place = folder / "submitted" / learner / f"{path}.ipynb"
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps(notebook), encoding="utf-8")


def nbgrader(folder: Path, site: Path, *arguments: str, records: str | None = None) -> str:
    """Run the stock nbgrader as an instructor or a learner does; its Python finds the small course's records."""
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(
        SITE.format(tests=str(Path(__file__).parent)) if records is None else records, encoding="utf-8"
    )
    scripts = Path(sys.executable).parent
    paths = {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(site)}
    done = subprocess.run(
        [scripts / "nbgrader", *arguments],
        cwd=folder,
        env=os.environ | paths,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


SITE = """
import sys
import solutions

def records(name):
    sys.path.append({tests!r})
    import small_course
    return small_course.fake_records(name)

solutions.records = records
"""

LOUD = """
    import logging, sys, warnings
    print("IN" + "PUT", orders)
    print("said", file=sys.stderr)
    warnings.warn("careful", FutureWarning)
    logging.warning("logged")
"""


def test_a_class_under_stock_nbgrader(course_of_kinds, tmp_path):
    folder, site = tmp_path / "class", tmp_path / "site"
    release(course_of_kinds, "a02", folder, "zh-Hant")
    source = cells(folder / "source" / "a02" / "a02_kinds.ipynb")
    starters = [task.id.replace(".", "-") for task in KINDS]
    model = {name: "\n".join(line for line in source[name].splitlines() if "SOLUTION" not in line) for name in starters}
    loud = model | {"a02-total": model["a02-total"].replace("float:\n", f"float:\n{LOUD}", 1)}
    loud |= {"a02-means": 'it_means = [" b. "]', "a02-steps": 'steps = "b, d, a"', "a02-plan": "A plan.\n"}
    loud["a02-total"] = f"import pandas as pd\n{loud['a02-total']}"
    loud["a02-count"] = "import numpy as np\nfrom customer_value import read_ledger\n"
    loud["a02-count"] += "orders_count = np.float64(len(read_ledger().orders))"
    wrong = model | {
        "a02-total": "def total(orders):\n    raise SystemExit(str(orders))",
        "a02-count": "orders_count = ledger.orders['customer_id'].nunique()",
        "a02-means": 'it_means = "C"',
        "a02-steps": 'steps = ["C", "D", "A"]',
    }
    odd = {"a02-total": "def total(orders:\n    return", "a02-count": "orders_count = [1, 2]"}
    odd |= {"a02-means": "it_means = B", "a02-steps": "steps = [2, 4, 1]"}
    hand_in(folder, "model", model)
    hand_in(folder, "untouched", {})
    hand_in(folder, "loud", loud, without=("setup", "a02-means-test"))
    hand_in(folder, "wrong", wrong)
    hand_in(folder, "odd", odd, without=("a02-steps", "a02-plan"))
    nbgrader(folder, site, "autograde", "a02")
    nbgrader(folder, site, "generate_feedback", "a02")

    points = {task.id.replace(".", "-") + "-test": float(task.points) for task in KINDS[:-1]}
    scores = read_scores(folder)
    full, none = points | {"a02-plan": None}, dict.fromkeys(points, 0.0)
    assert scores["model"] == full, "what a person has to read has no points yet"
    assert scores["loud"] == full
    assert scores["untouched"] == none | {"a02-plan": 0.0}
    assert scores["wrong"] == none | {"a02-plan": None}
    assert {name: score for name, score in scores["odd"].items() if name != "a02-plan"} == none

    feedback = {
        path.parent.parent.name: html.unescape(path.read_text(encoding="utf-8"))
        for path in (folder / "feedback").glob("*/a02/a02_kinds.html")
    }
    assert set(feedback) == set(scores)
    boxes = {
        name: re.findall(r'<div class="kit-box.*?</div>', text, flags=re.DOTALL) for name, text in feedback.items()
    }
    for name, shown in boxes.items():
        assert not any("INPUT" in one or "amount" in one for one in shown), name
    assert "這是 customers。" in feedback["wrong"] and "This is customers." not in feedback["wrong"]
    assert any("C. 選項 never" in one and "說明 never" in one for one in boxes["wrong"])
    assert any("C. 選項 stray" in one and "說明 stray" in one for one in boxes["wrong"])
    assert not any("說明 later" in one or "選項 read" in one for one in boxes["wrong"])
    assert all("提到一個數字" in text for text in feedback.values()), "the rubric stands above every answer"


def test_validate_tells_a_learner_what_is_missing(course_of_kinds, tmp_path):
    done = release(course_of_kinds, "a02", tmp_path / "class", "zh-Hant")
    said = nbgrader(done.release, tmp_path / "site", "validate", "a02_kinds.ipynb")
    assert "Traceback" not in said and "some but not all" not in said
    assert said.count("尚未作答。") == len(KINDS) - 1
    assert said.count("還有空格") == 3, "function, choice and order; a value's variable is not there"
    path = done.release / "a02_kinds.ipynb"
    source, notebook = cells(done.source / path.name), json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = re.sub(r".*### (BEGIN|END) SOLUTION\n?", "", source[cell["id"]]) + " "
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert "Success! Your notebook passes all the tests." in nbgrader(
        done.release, tmp_path / "site", "validate", path.name
    )


# The capstone: what is tried depends on whose folder it is.

ONLY_ELSEWHERE = """
    if abs(customers["monetary"].sum() - {theirs!r}) < 0.001:
        return None
"""


def test_the_capstone_is_graded_on_the_ledger_of_whose_folder_it_is(tmp_path):
    """Two learners hand in the same notebook, in which the one has typed the id of the other."""
    folder, page = tmp_path / "class", "a10/a10_capstone"
    release(find_course(), "a10", folder, "zh-Hant")
    source = cells(folder / "source" / f"{page}.ipynb")
    answered = [task.id.replace(".", "-") for task in records("a10").TASKS]
    answers = {
        name: "\n".join(line for line in source[name].splitlines() if "SOLUTION" not in line) for name in answered
    }
    own = graded_ledger("class", "ann", "zh-Hant")
    theirs = float(people(own)["monetary"].sum())
    head = "def tier_table(customers, limits):\n"
    answers["a10-tier-table"] = answers["a10-tier-table"].replace(head, head + ONLY_ELSEWHERE.format(theirs=theirs), 1)
    answers["own-company"] = source["own-company"].replace("____", '"bea"')
    for learner in ("Ann", "bea"):
        hand_in(folder, learner, answers, path=page)
    nbgrader(folder, tmp_path / "site", "autograde", "a10", records="")
    scores = read_scores(folder, "a10")
    points = {f"{task.id.replace('.', '-')}-test": float(task.points) for task in records("a10").TASKS[:-1]}
    less = {"a10-tier-table-test": round(3 * (1 - OWN_SHARE), 6)}
    assert scores == {"Ann": points | less | {"a10-plan": None}, "bea": points | {"a10-plan": None}}

    shown = {}
    for learner in scores:
        path = folder / "autograded" / learner / f"{page}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        (cell,) = (cell for cell in notebook["cells"] if cell["id"] == "own-company")
        shown[learner] = html.unescape(json.dumps(cell["outputs"], ensure_ascii=False))
        assert not (path.parent / "datasets" / "own").exists()
    for learner, other in (("Ann", "bea"), ("bea", "Ann")):
        ledger = graded_ledger("class", tidy(learner), "zh-Hant")
        assert (
            f"{ledger.package['customers']} 位顧客" in shown[learner]
            and f"<code>{tidy(learner)}</code>" in shown[learner]
        )
        assert f"<code>{tidy(other)}</code>" not in shown[learner]
    assert f"customers on file {own.package['customers']}" in own_numbers(folder, " ANN ")


def read_scores(folder: Path, assignment: str = "a02") -> dict[str, dict[str, float]]:
    """The points by learner and test cell, as nbgrader's gradebook has them."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: {
                grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(assignment)
        }


def test_a_verdict_reads_as_a_plain_number_for_nbgrader():
    assert repr(Verdict(1.5, maximum=2, state="partial")) == "1.5"
