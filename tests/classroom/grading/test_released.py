"""What was handed out is read from the class's release folder: cells, roles, tasks, points, names."""

from __future__ import annotations

import json

import pytest
from handed_in import handed_out, released

from classroom.errors import KitError
from classroom.grading.released import read_released
from classroom.release import release
from solutions import records
from solutions.trial import assignments
from tutor.task import TextTask


def test_a_class_of_every_kind_of_task(course_of_kinds, tmp_path):
    release(course_of_kinds, "a02", tmp_path / "class")
    found = read_released(tmp_path / "class", "a02")
    assert (found.assignment, found.notebook) == ("a02", "a02_kinds")
    assert found.points == {"a02.total": 4, "a02.count": 2, "a02.means": 1, "a02.steps": 2, "a02.plan": 3}
    names = {one.task: one.name for one in found.cells if one.role == "answer"}
    assert names == {"a02.total": "total", "a02.count": "orders_count", "a02.means": "it_means", "a02.steps": "steps"}
    assert [(one.kind, one.role) for one in found.cells if one.task == "a02.plan"] == [("markdown", "text")]
    (setup,) = [one for one in found.cells if one.id == "setup"]
    assert (setup.role, setup.grade_id) == ("given", "")
    assert setup.defines == {"pd", "read_ledger", "check", "ledger"}
    assert not any("grade(" in one.source for one in found.cells)
    # Without a pack the names are those that the cells give a value.
    (tmp_path / "class" / "release" / "a02" / ".kit" / "a02.pack").unlink()
    names = {one.task: one.name for one in read_released(tmp_path / "class", "a02").cells if one.role == "answer"}
    assert names == {"a02.total": "total", "a02.count": "", "a02.means": "it_means", "a02.steps": "steps"}


@pytest.mark.parametrize("assignment", assignments())
def test_every_assignment_gives_the_points_of_its_records(assignment):
    tasks = records(assignment).TASKS
    found = handed_out(assignment)
    assert found.points == {task.id: task.points for task in tasks} and found.tasks == tuple(task.id for task in tasks)
    roles = [one.role for one in found.cells]
    by_hand = sum(isinstance(task, TextTask) for task in tasks)
    assert (roles.count("answer"), roles.count("text")) == (len(tasks) - by_hand, by_hand)


def put(tmp_path, content: str, name: str = "a07_rfm.ipynb") -> None:
    folder = tmp_path / "release" / "a07"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")


def test_what_was_not_released_is_told(tmp_path):
    with pytest.raises(KitError, match="classroom release a07"):
        read_released(tmp_path, "a07")


def test_what_is_not_as_it_was_released_is_told(tmp_path):
    for content in ("", "[]", '{"cells": [1]}', '{"cells": [{"metadata": {}}]}'):
        put(tmp_path, content)
        with pytest.raises(KitError, match="cannot be read: release a07 again"):
            read_released(tmp_path, "a07")
    put(tmp_path, '{"cells": []}')
    with pytest.raises(KitError, match="no cell that gives points"):
        read_released(tmp_path, "a07")
    nobody = released()
    for one in nobody["cells"]:
        one["metadata"].pop("kit", None)
    put(tmp_path, json.dumps(nobody))
    with pytest.raises(KitError, match="'a07-recency-test' gives points, but for no task"):
        read_released(tmp_path, "a07")
    twice = released()
    twice["cells"] += [one for one in twice["cells"] if one["id"] == "a07-leak-test"]
    put(tmp_path, json.dumps(twice))
    with pytest.raises(KitError, match=r"two cells give points for a07\.leak"):
        read_released(tmp_path, "a07")
    put(tmp_path, json.dumps(released()), "more.ipynb")
    with pytest.raises(KitError, match="leave only the notebook"):
        read_released(tmp_path, "a07")
