"""Building the workspace: the same bytes each time, and nothing that a learner wrote is ever lost."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from small_course import fake_records

from classroom import files
from classroom import workspace as workspace_module
from classroom.course import Course
from classroom.errors import KitError
from classroom.workspace import build, write_task_pack
from customer_value.messages import Text
from customer_value.settings import find_settings
from tutor.pack import in_language, read_pack

LESSON = "course/01_orders/1_1_count.ipynb"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def renew(course: Course) -> Course:
    """The same sources, read again."""
    return Course(course.root)


def edit_notebook(path: Path, text: str) -> bytes:
    """Do what a learner does: write something into a cell and save. Returns what the file holds then."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][2]["source"] = [text]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path.read_bytes()


def edit_source(course: Course, old: str = "## The question", new: str = "## A new question") -> None:
    path = course.lessons[0].path
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture
def workspace(course, tmp_path) -> Path:
    """A workspace that was just built."""
    out = tmp_path / "workspace"
    build(course, out)
    return out


def test_the_workspace_holds_what_a_learner_needs(workspace):
    for language in ("en", "zh-Hant"):
        there = set(tree(workspace / language))
        assert there == {
            "START.ipynb",
            "GLOSSARY.md",
            LESSON,
            "course/01_orders/1_2_sum.ipynb",
            "exercises/a01_totals/a01_totals.ipynb",
            "datasets/sample/orders.csv",
            "datasets/sample/datapackage.json",
            "datasets/DICTIONARY.md",
            "kit.toml",
            ".kit/built.json",
            ".kit/outline.json",
            ".kit/1.1.pack",
            ".kit/a01.pack",
        }
        settings = find_settings((workspace / language / LESSON).parent)
        assert (settings.language, settings.scenario, str(settings.snapshot)) == (language, "boutique", "2025-12-31")
        assert (settings.ledger_folder / "orders.csv").is_file()
        assert set(read_pack(settings.private_folder, "1.1")["tasks"]) == {"1.1.count", "1.1.quiz"}
    assert (workspace / "START.ipynb").is_file()


def test_two_builds_are_byte_identical(course, tmp_path):
    build(course, tmp_path / "one")
    build(renew(course), tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_second_build_touches_nothing(course, workspace):
    before = {path: path.stat().st_mtime_ns for path in workspace.rglob("*")}
    assert build(renew(course), workspace) == []
    assert {path: path.stat().st_mtime_ns for path in workspace.rglob("*")} == before


def test_one_language_alone_can_be_built(course, tmp_path):
    build(course, tmp_path / "out", ["zh-Hant"])
    assert not (tmp_path / "out" / "en").exists()
    door = (tmp_path / "out" / "START.ipynb").read_text(encoding="utf-8")
    assert "zh-Hant/START.ipynb" in door and "en/START.ipynb" not in door


def test_a_new_source_renews_the_notebooks_that_nobody_changed(course, workspace):
    edit_source(course)
    changes = build(renew(course), workspace)
    assert {(change.path.name, change.action) for change in changes} == {("1_1_count.ipynb", "updated")}
    assert "A new question" in (workspace / "en" / LESSON).read_text(encoding="utf-8")


def test_a_changed_notebook_stays_where_the_source_did_not_change(course, workspace):
    mine = edit_notebook(workspace / "en" / LESSON, "my own work")
    (workspace / "en" / "kit.toml").unlink()  # something to do for the build
    build(renew(course), workspace)
    assert (workspace / "en" / LESSON).read_bytes() == mine
    assert not list((workspace / "en" / "course").rglob("*.new*"))


def test_a_new_source_is_put_beside_a_changed_notebook(course, workspace):
    path = workspace / "en" / LESSON
    mine = edit_notebook(path, "my own work")
    edit_source(course)
    changes = [change for change in build(renew(course), workspace) if change.action == "beside"]
    assert [(change.path, change.other.name, change.damaged) for change in changes] == [
        (path, "1_1_count.new.ipynb", False)
    ]
    assert path.read_bytes() == mine
    assert "A new question" in path.with_name("1_1_count.new.ipynb").read_text(encoding="utf-8")
    assert build(renew(course), workspace) == []


def test_a_copy_beside_that_was_changed_in_its_turn_is_kept_too(course, workspace):
    path = workspace / "en" / LESSON
    mine = edit_notebook(path, "my own work")
    edit_source(course)
    build(renew(course), workspace)
    beside = path.with_name("1_1_count.new.ipynb")
    also_mine = edit_notebook(beside, "work in the new one")
    edit_source(course, "## A new question", "## The newest question")
    build(renew(course), workspace)
    assert (path.read_bytes(), beside.read_bytes()) == (mine, also_mine)
    assert "The newest question" in path.with_name("1_1_count.new-2.ipynb").read_text(encoding="utf-8")


def test_an_unchanged_copy_beside_is_renewed(course, workspace):
    path = workspace / "en" / LESSON
    edit_notebook(path, "my own work")
    for text in ("## Second", "## Third"):
        edit_source(course, course.lessons[0].path.read_text(encoding="utf-8").split("\n\n")[2], text)
        build(renew(course), workspace)
    assert [other.name for other in path.parent.glob("1_1_count.new*")] == ["1_1_count.new.ipynb"]
    assert "## Third" in path.with_name("1_1_count.new.ipynb").read_text(encoding="utf-8")


def test_who_takes_the_new_version_over_gets_the_next_one_in_place(course, workspace):
    path = workspace / "en" / LESSON
    edit_notebook(path, "my own work")
    edit_source(course)
    build(renew(course), workspace)
    path.with_name("1_1_count.new.ipynb").replace(path)
    edit_source(course, "## A new question", "## The newest question")
    build(renew(course), workspace)
    assert "The newest question" in path.read_text(encoding="utf-8")


def test_running_a_notebook_without_outputs_or_opening_it_is_no_change(course, workspace):
    path = workspace / "en" / LESSON
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["language_info"]["version"] = "3.12.99"
    notebook["cells"][2]["execution_count"] = 7
    notebook["cells"][2]["metadata"]["execution"] = {"iopub.status.busy": "2026-01-01T00:00:00Z"}
    notebook["cells"][2]["source"] = "".join(notebook["cells"][2]["source"])
    path.write_text(json.dumps(notebook), encoding="utf-8")
    edit_source(course)
    build(renew(course), workspace)
    assert "A new question" in path.read_text(encoding="utf-8")


def test_outputs_are_a_learners_own(course, workspace):
    path = workspace / "en" / LESSON
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["3"]}]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    edit_source(course)
    assert [change.action for change in build(renew(course), workspace, ["en"])] == ["beside"]


@pytest.mark.parametrize("content", [b"", b"{", b'{"cells": 3}', b"\xff\xfe", b"[]"])
def test_a_damaged_notebook_is_kept_and_a_whole_one_put_beside_it(course, workspace, content):
    path = workspace / "zh-Hant" / LESSON
    whole = path.read_bytes()
    path.write_bytes(content)
    changes = build(renew(course), workspace)
    assert [(change.path, change.damaged) for change in changes] == [(path, True)]
    assert path.read_bytes() == content
    assert path.with_name("1_1_count.new.ipynb").read_bytes() == whole
    assert build(renew(course), workspace) == []


def test_a_file_that_was_deleted_comes_back(course, workspace):
    for name in (LESSON, "kit.toml", ".kit/1.1.pack", "datasets/sample/orders.csv", "START.ipynb"):
        path = workspace / "en" / name
        before = path.read_bytes()
        path.unlink()
        build(renew(course), workspace)
        assert path.read_bytes() == before, name


def test_a_damaged_pack_is_mended(course, workspace):
    path = workspace / "en" / ".kit" / "1.1.pack"
    before = path.read_bytes()
    path.write_bytes(before[:40])
    build(renew(course), workspace)
    assert path.read_bytes() == before


def test_data_that_was_changed_is_kept_under_another_name(course, workspace):
    path = workspace / "en" / "datasets" / "sample" / "orders.csv"
    before = path.read_bytes()
    path.write_bytes(b"mine")
    changes = build(renew(course), workspace)
    assert ("orders.csv", "moved") in {(change.path.name, change.action) for change in changes}
    assert (path.read_bytes(), path.with_name("orders.kept-1.csv").read_bytes()) == (before, b"mine")


def test_settings_that_were_changed_are_respected_and_damaged_ones_replaced(course, workspace):
    path = workspace / "en" / "kit.toml"
    path.write_text('language = "en"\nlearner = "B042"\n', encoding="utf-8")
    edit_source(course)
    build(renew(course), workspace)
    assert find_settings(path.parent).learner == "B042"
    path.write_text("language = ", encoding="utf-8")
    build(renew(course), workspace)
    assert find_settings(path.parent).language == "en"
    assert path.with_name("kit.kept-1.toml").read_text(encoding="utf-8") == "language = "


def test_progress_stays_over_a_build_and_shows_on_the_start_page(course, workspace):
    progress = workspace / "en" / ".kit" / "progress.json"
    content = {"format": 1, "tasks": {"1.1.count": {"done": True, "state": "correct"}}}
    progress.write_text(json.dumps(content), encoding="utf-8")
    before = progress.read_bytes()
    edit_source(course)
    build(renew(course), workspace)
    assert progress.read_bytes() == before
    assert "1 of 2" in (workspace / "en" / "START.ipynb").read_text(encoding="utf-8")


def test_the_start_page_is_renewed_though_its_cell_was_run_and_kept_where_it_was_written_in(course, workspace):
    path = workspace / "en" / "START.ipynb"
    progress = path.with_name(".kit") / "progress.json"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (cell,) = [cell for cell in notebook["cells"] if cell["id"] == "progress"]
    cell["outputs"], cell["execution_count"] = [], 3
    path.write_text(json.dumps(notebook), encoding="utf-8")
    progress.write_text('{"format": 1, "tasks": {"1.1.count": {"done": true}}}', encoding="utf-8")
    assert [change.action for change in build(renew(course), workspace)] == ["updated"]
    assert "1 of 2" in path.read_text(encoding="utf-8")
    mine = edit_notebook(path, "## My notes")
    progress.write_text('{"format": 1, "tasks": {"1.1.quiz": {"done": true}, "1.1.count": {"done": true}}}')
    build(renew(course), workspace)
    assert path.read_bytes() == mine


def test_an_interrupted_build_is_taken_up_again(course, tmp_path, monkeypatch):
    out = tmp_path / "workspace"
    written = []

    def interrupted(path, content, write=files.write_whole):
        written.append(path)
        if len(written) == 25:
            raise KeyboardInterrupt
        write(path, content)

    with monkeypatch.context() as patch:
        for module in ("classroom.workspace", "classroom.manifest"):
            patch.setattr(f"{module}.write_whole", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(course, out)
    assert not list(out.rglob("*.tmp"))
    build(renew(course), out)
    build(renew(course), tmp_path / "other")
    names = set(tree(out))
    assert names == set(tree(tmp_path / "other"))
    assert not any(".new" in name or ".kept" in name for name in names)


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "file.txt"
    files.write_whole(path, "old")

    def full(self, data):
        self.open("wb").close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(KitError, match="No space left"):
        files.write_whole(path, "new")
    assert path.read_text() == "old"
    assert [other.name for other in tmp_path.iterdir()] == ["file.txt"]


def test_a_folder_that_holds_something_else_is_left_alone(course, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    with pytest.raises(KitError, match="holds something else"):
        build(course, tmp_path / "thesis")
    with pytest.raises(KitError, match="is a file"):
        build(course, tmp_path / "thesis" / "chapter.txt")
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["chapter.txt"]


def test_a_place_that_cannot_be_written_is_named(course, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(KitError, match="cannot be written"):
        build(course, tmp_path / "file" / "workspace")


def test_a_missing_ledger_is_named(course, tmp_path):
    (course.sample("en") / "datapackage.json").unlink()
    with pytest.raises(KitError, match="no sample ledger"):
        build(course, tmp_path / "workspace")


def test_the_instructors_edition_has_the_answers(course, tmp_path):
    build(course, tmp_path / "teaching", ["en"], edition="instructor")
    assert "len(ledger.orders)" in (tmp_path / "teaching" / "en" / LESSON).read_text(encoding="utf-8")


def test_the_steps_are_reported(course, tmp_path):
    steps = []
    build(course, tmp_path / "workspace", ["en"], progress=lambda *step: steps.append(step))
    assert [done for _, done, _ in steps] == sorted(done for _, done, _ in steps)
    assert steps[-1][1] == steps[-1][2]


def revealed(out):
    return read_pack(out / "en" / ".kit", "a01")["tasks"]["a01.total"]["reveal"]


def test_worked_answers_can_be_seen_after_three_attempts_or_as_asked_for(course, tmp_path):
    build(course, tmp_path / "own", ["en"])
    assert revealed(tmp_path / "own") == 3
    build(course, tmp_path / "own", ["en"], reveal="never")
    assert revealed(tmp_path / "own") is None
    assert build(course, tmp_path / "own", ["en"]) == [], "what was asked for once stays"
    build(course, tmp_path / "own", ["en", "zh-Hant"])
    assert revealed(tmp_path / "own") is None
    build(course, tmp_path / "own", ["en"], reveal=1)
    assert revealed(tmp_path / "own") == 1


def test_a_derived_language_is_built_when_asked_for_and_then_kept_up(course, tmp_path):
    out = tmp_path / "ws"
    build(course, out)
    assert not (out / "zh-Hans").exists()
    build(course, out, ["zh-Hans"])
    folder = out / "zh-Hans"
    text = (folder / LESSON).read_text(encoding="utf-8")
    assert "订单" in text and "訂單" not in text
    settings = find_settings((folder / LESSON).parent)
    assert settings.language == "zh-Hans"
    card = read_pack(settings.private_folder, "1.1")["tasks"]["1.1.quiz"]
    prompt = in_language(card, settings.language)["prompt"]
    assert prompt["zh-Hans"] == Text(prompt["en"], prompt["zh-Hant"]).get("zh-Hans")
    assert "简体中文" in (out / "START.ipynb").read_text(encoding="utf-8")
    assert "繁體中文版" in (folder / "START.ipynb").read_text(encoding="utf-8")


def test_a_record_that_a_ledger_is_too_short_for_is_told(course, tmp_path, monkeypatch):
    def no_such_quarter(ledger):
        return list(range(2))[4]

    task = dataclasses.replace(fake_records("1.1").TASKS[0], answer=no_such_quarter)
    monkeypatch.setattr(workspace_module, "task_module", lambda entry: SimpleNamespace(TASKS=(task,)))
    with pytest.raises(KitError, match=r"The tasks of 1\.1 cannot be packed: IndexError: list index out of range"):
        write_task_pack(course, course.page("1.1"), "en", tmp_path, 3)
