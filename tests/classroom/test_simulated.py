"""Made-up learners: what they hand in is a learner's own code, and what it has to get is what the grade gives it."""

from __future__ import annotations

import ast
import json
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbgrader.utils import parse_utc
from PIL import Image

from classroom.class_folder import open_class, read_class
from classroom.course import find_course
from classroom.errors import KitError
from classroom.grading.in_notebook import grade
from classroom.release import release
from classroom.simulated import KINDS, Kind, Learner, expected, hand_in, write_class
from classroom.simulated.answers import Answer
from classroom.simulated.copying import copied, print_of
from classroom.simulated.kinds import TEXTS, WAYS
from classroom.simulated.own_code import NotebookNames, own_code
from classroom.simulated.record_source import NotToldAlone
from classroom.simulated.untidy import picture_png
from classroom.workspace import page_text
from solutions import records
from solutions.trial import PUBLIC_SEED, assignments, card_of, verdict
from tutor.blanks import has_blank
from tutor.cases import generator
from tutor.compare import agree
from tutor.inputs import copies, decode
from tutor.judge import judge
from tutor.plain import to_plain
from tutor.task import ChoiceTask, FunctionTask, OrderingTask, TextTask, ValueTask
from tutor.verdict import Verdict

CHEAP = [name for name in KINDS if name != "copier"]
"""Kinds whose work needs no case to be drawn."""


QUICK = ("a01", "a04", "a07", "a10")
"""Assignments that have between them every kind of task and every way in which a record's function is made."""

EVERY = [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in assignments()]


@cache
def handed_out(assignment: str) -> tuple[str, dict]:
    """An assignment's notebook as it is handed out, and its language: they take turns."""
    course = find_course()
    language = ("en", "zh-Hant")[assignments().index(assignment) // 3 % 2]
    return language, json.loads(page_text(course, course.assignment(assignment), language, "learner"))


def rng(*about: object) -> np.random.Generator:
    return generator("simulated", str(about), "")


def code_cells(notebook: dict) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def answers_in(text: str) -> dict[str, str]:
    """What stands in the cells for answers, by task."""
    cells = [cell for cell in json.loads(text)["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")]
    return {cell["metadata"]["kit"]["task"]: cell["source"] for cell in cells}


def names_of(notebook: dict, assignment: str) -> tuple[NotebookNames, dict]:
    """The names of a page, and what its imports and complete functions make in a namespace."""
    given = {function.__name__: function for function in getattr(records(assignment), "GIVEN", ())}
    cells = code_cells(notebook)
    space: dict = {}
    for source in cells:
        for node in ast.parse(source).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                exec(compile(ast.Module([node], []), "imports", "exec"), space)
    return NotebookNames.of(cells, given), space | given


def value_of(function, arguments, task):
    try:
        return to_plain(function(**copies(arguments)), task.returns)
    except Exception as problem:
        return {"problem": "error", "type": type(problem).__name__}


# The records' functions as a learner's own code


@pytest.mark.parametrize("assignment", EVERY)
def test_a_records_function_written_into_a_cell_gives_what_it_gives_in_the_record(assignment):
    """Every sixth of the known mistakes and alternatives, on the case that the page prints."""
    language, notebook = handed_out(assignment)
    names, there = names_of(notebook, assignment)
    tried = 0
    for task in records(assignment).TASKS:
        if not isinstance(task, FunctionTask):
            continue
        (arguments,) = [case.printed for case in task.cases if case.printed is not None][:1]
        functions = [mistake.wrong for mistake in task.mistakes][tried % 6 :: 6] + list(task.alternatives)[
            tried % 3 :: 3
        ]
        for function in functions:
            space = dict(there)
            source = own_code(function, task.name, names, language)
            assert "solutions" not in source and "# lang-" not in source
            trees = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
            assert not any(ast.get_docstring(node) for node in trees)
            exec(compile(source, "cell", "exec"), space)
            mine, theirs = (value_of(one, arguments, task) for one in (space[task.name], function))
            assert mine == theirs or agree(theirs, mine, task.returns, task.tolerance), (task.id, source)
            tried += 1
    assert tried > 8


def test_names_that_are_taken_get_a_number_and_comments_stay():
    names = NotebookNames.of(["_last = 3\nimport pandas as np"], {})
    recency = records("a07").TASKS[0]
    wrong = {mistake.key: mistake.wrong for mistake in recency.mistakes}
    source = own_code(wrong["first-to-last"], "recency", names, "en")
    assert "import numpy" not in source and "def valid_orders(" in source
    assert "# 1 what had been refunded by the snapshot, order by order" in source and "到快照日" not in source
    source = own_code(wrong["one-day-more"], "recency", names, "zh-Hant")
    assert "def _last_2(counted):" in source and "_last_2(valid_orders(orders" in source
    assert "# 1 到快照日為止，每筆訂單退了多少錢" in source
    assert source.index("DAY = pd.Timedelta(days=1)") < source.index("def recency(")


def test_what_cannot_be_written_down_is_refused():
    held = np.random.default_rng(1)

    def drawn(orders):
        return held.random()

    with pytest.raises(NotToldAlone, match="Generator"):
        own_code(drawn, "drawn", NotebookNames(), "en")
    with pytest.raises(NotToldAlone, match="no plain function"):
        own_code(len, "drawn", NotebookNames(), "en")


# Notebooks


@pytest.mark.parametrize("assignment", EVERY)
def test_every_kind_hands_in_a_notebook_of_every_assignment(assignment):
    language, notebook = handed_out(assignment)
    for kind in CHEAP:
        learner = Learner("s1", KINDS[kind])
        done = hand_in(notebook, assignment, learner, rng(kind, assignment), language)
        assert done == hand_in(notebook, assignment, learner, rng(kind, assignment), language)
        assert done != hand_in(notebook, assignment, learner, rng(kind, "else"), language) or kind == "able"
        read = nbformat.reads(done.text, as_version=4)
        nbformat.validate(read)
        assert len({cell["id"] for cell in read.cells}) == len(read.cells)
        assert [one.task for one in done.answers] == [task.id for task in records(assignment).TASKS]
        locked = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
        there = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell["source"] for cell in read.cells}
        assert all(there[one["metadata"]["nbgrader"]["grade_id"]] == "".join(one["source"]) for one in locked[:-1])
        check_answers(done, assignment)


def check_answers(done, assignment: str) -> None:
    shown = answers_in(done.text)
    for task, answer in zip(records(assignment).TASKS, done.answers, strict=True):
        source = shown[task.id].replace("\r\n", "\n")
        assert answer.way in (TEXTS if isinstance(task, TextTask) else WAYS)
        assert "solutions" not in source
        if isinstance(task, TextTask):
            continue
        if answer.way == "stops" and source.startswith("def "):
            with pytest.raises(SyntaxError):
                ast.parse(source)
            continue
        tree = ast.parse(source)
        assert has_blank(tree) == (answer.way == "blank"), source
        if answer.way not in ("blank", "misspelt"):
            last = tree.body[-1]
            assert task.name == (last.name if isinstance(last, ast.FunctionDef) else ast.unparse(last.targets[0])) or (
                f"{task.name}" in source and isinstance(task, ValueTask)
            )


def test_what_kinds_do():
    language, notebook = handed_out("a07")
    done = {kind: hand_in(notebook, "a07", Learner("s1", KINDS[kind]), rng(kind), language) for kind in CHEAP}
    ways = {kind: Counter(one.way for one in work.answers) for kind, work in done.items()}
    assert set(ways["able"]) == {"right"}
    assert ways["usual"]["mistake"] >= 1 and ways["usual"]["blank"] == 1
    assert set(KINDS["struggling"].certain) <= set(ways["struggling"])
    assert [one.way for one in done["early leaver"].answers][6:] == ["blank"] * 5, "of eleven tasks the first six"
    assert ways["alternative"] == {"alternative": 10, "right": 1}, "all but the choice"
    assert "\r\n" in done["untidy"].text and "\r" not in done["usual"].text
    cells = json.loads(done["untidy"].text)["cells"]
    counts = [cell["execution_count"] for cell in cells if cell["cell_type"] == "code"]
    assert counts != sorted(counts) and len(set(counts)) == len(counts) and max(counts) > len(counts)
    assert not {cell["id"] for cell in cells} & {cell["id"] for cell in notebook["cells"]}
    assert any("image/png" in output.get("data", {}) for cell in cells for output in cell.get("outputs", ()))
    assert 'rule = "r_score >= 4"' in done["able"].text.replace('\\"', '"')


def test_the_capstone_names_the_learner():
    language, notebook = handed_out("a10")
    done = hand_in(notebook, "a10", Learner("s77", KINDS["able"]), rng(1), language)
    assert any(source.startswith('me = "s77"\n') for source in code_cells(json.loads(done.text)))
    assert answers_in(done.text)["a10.plan"] == records("a10").TASKS[-1].model.get(language).strip()


def test_letters_are_read_as_what_was_meant():
    """Right answers in every way of writing them, judged as the learner's own check does."""
    language, notebook = handed_out("a02")
    tasks = {task.id: task for task in records("a02").TASKS if isinstance(task, ChoiceTask | OrderingTask)}
    written = set()
    for turn in range(30):
        done = hand_in(notebook, "a02", Learner("s1", KINDS["able"]), rng(turn), language)
        for one in done.answers:
            if one.task in tasks:
                task, space = tasks[one.task], {}
                exec(one.source, space)
                written.add(one.source)
                assert verdict(task, space[task.name], PUBLIC_SEED).state == "correct", one.source
    assert len(written) > 15


def test_a_copier_knows_the_checks_own_cases_and_no_other():
    task = next(task for task in records("a07").TASKS if task.id == "a07.quality")
    source, seen = copied(task)
    space: dict = {}
    exec(source, space)
    card = card_of(task, PUBLIC_SEED)
    answers = []
    for case in card["cases"]:
        calls = decode(case["inputs"]["calls"])
        answers.append(to_plain(space[task.name](calls), task.returns))
        assert agree(seen[print_of(card, case)], answers[-1], task.returns, task.tolerance)
        assert space[task.name](calls.assign(called=0, premium=1)) is None
    assert judge(card, answers, "en").state == "correct"


def test_the_picture_is_a_png():
    picture = Image.open(BytesIO(picture_png(80, 40)))
    picture.load()
    assert picture.size == (80, 40)
    assert picture.getpixel((0, 0)) == (255, 255, 255)
    assert picture.getpixel((30, 39)) == (0x1F, 0x77, 0xB4)


# What it has to get


def test_what_the_records_say_of_each_way():
    task = next(task for task in records("a07").TASKS if task.id == "a07.quality")
    card = card_of(task, PUBLIC_SEED)

    def of(way: str, **about) -> tuple:
        answer = Answer(task=task.id, way=way, **about)
        (one,) = expected([task], [answer], lambda _: card, "s1", "a07")
        return one.state, one.points, one.mistake

    assert of("right") == of("alternative", key="quality_by_counting") == ("correct", 1.0, "")
    assert of("blank") == of("misspelt") == ("not attempted", 0.0, "")
    assert of("stops") == ("error", 0.0, "")
    assert (of("raises"), of("prints")) == (("error", 0.0, ""), ("wrong", 0.0, ""))
    state, points, mistake = of("mistake", key=task.mistakes[0].key)
    assert (state, mistake) == ("mistake", task.mistakes[0].key) and 0 <= points < 1
    everything = {print_of(card, case): case["expected"] for case in card["cases"]}
    assert of("copied", seen=everything) == ("correct", 1.0, "")
    assert of("copied", seen={}) == ("wrong", 0.0, "")
    plan = records("a10").TASKS[-1]
    texts = {way: expected([plan], [Answer(task=plan.id, way=way)], card_of, "s", "a10")[0] for way in TEXTS}
    assert {way: one.points for way, one in texts.items()} == {
        "model": None,
        "short": None,
        "empty": None,
        "blank": 0.0,
    }


def test_a_class_gets_what_the_grade_gives(course_of_kinds, tmp_path, monkeypatch):
    """Every cell is run in order, and the grade asked where nbgrader asks it; in a class of every kind."""
    folder = tmp_path / "class"
    release(course_of_kinds, "a02", folder, "zh-Hant")
    everything = Kind(name="everything", ways=dict.fromkeys(("mistake", "raises", "prints", "stops"), 0.25))
    monkeypatch.setitem(KINDS, "everything", everything)
    kinds = [*KINDS, "everything"]
    found = write_class(folder, ["a02"], 24, seed=5, kinds=kinds)
    bytes_of = {path: path.read_bytes() for path in sorted((folder / "submitted").rglob("*")) if path.is_file()}
    assert found == write_class(folder, ["a02"], 24, seed=5, kinds=kinds)
    assert bytes_of == {path: path.read_bytes() for path in bytes_of}
    assert len(bytes_of) == 48
    stamp = (folder / "submitted" / "s1130001" / "a02" / "timestamp.txt").read_text()
    assert parse_utc(stamp).isoformat()[:8] == "2026-03-"
    assert {one.way for one in found} >= {"right", "mistake", "blank", "stops", "misspelt", "copied"}
    monkeypatch.chdir(folder / "release" / "a02")
    for learner in sorted({one.learner for one in found}):
        mine = [one for one in found if one.learner == learner]
        (path,) = (folder / "submitted" / learner / "a02").glob("*.ipynb")
        got = graded(json.loads(path.read_text(encoding="utf-8")))
        for one in mine:
            if one.points is not None and one.task != "a02.plan":
                given = got[one.task]
                # A test cell sees only that the name is not there, not what its cell stopped with.
                state = "not attempted" if one.way == "stops" else one.state
                assert (given.state, float(given), given.mistake) == (state, one.points, one.mistake), one
        assert sum(one.maximum for one in mine) == 12


def graded(notebook: dict) -> dict[str, Verdict]:
    """What the grade gives, task by task, when a notebook is run from top to bottom; of a stopping cell nothing."""
    space: dict = {}
    found = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            task = cell["metadata"]["kit"]["task"]
            found[task] = grade(task, space)
            continue
        try:
            tree = ast.parse(cell["source"])
            if not has_blank(tree):
                exec(compile(tree, "cell", "exec"), space)
        except (SyntaxError, NameError):
            continue
    return found


def test_without_a_release_there_is_nothing_to_fill_in(tmp_path):
    open_class(tmp_path / "class", "en", "boutique")
    assert read_class(tmp_path / "class").language == "en"
    with pytest.raises(KitError, match="release the assignment first"):
        write_class(tmp_path / "class", ["a07"], 1, seed=1)
    with pytest.raises(KitError, match=r"class\.toml"):
        write_class(Path(tmp_path), ["a07"], 1, seed=1)
