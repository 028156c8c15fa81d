"""The door and the START pages."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from classroom.course import Course
from classroom.start_page import door_notebook, start_notebook
from classroom.workspace import build
from tutor.outline import read_outline
from tutor.plan_outlook import look


def text(notebook: str) -> str:
    """Everything the cells of a notebook say."""
    return "\n".join("".join(cell["source"]) for cell in json.loads(notebook)["cells"])


@pytest.mark.parametrize(("language", "words"), [("en", "Counting orders"), ("zh-Hant", "數一數訂單")])
def test_a_start_page_leads_to_everything_there_is(course, tmp_path, language, words):
    build(course, tmp_path / "workspace")
    folder = tmp_path / "workspace" / language
    page = (folder / "START.ipynb").read_text(encoding="utf-8")
    shown = text(page)
    assert words in shown and "10 " in shown
    links = re.findall(r'href="([^"]+)"|\]\(([^)]+)\)', shown)
    targets = [first or second for first, second in links]
    assert len(targets) == 6
    assert all((folder / target).is_file() for target in targets), targets


def test_the_progress_is_there_without_running_anything(course, tmp_path):
    build(course, tmp_path / "workspace", ["en"])
    page = json.loads((tmp_path / "workspace" / "en" / "START.ipynb").read_text(encoding="utf-8"))
    (cell,) = [cell for cell in page["cells"] if cell["id"] == "progress"]
    assert "0 of 2" in "".join(cell["outputs"][0]["data"]["text/html"])


def test_nothing_on_a_start_page_is_left_in_the_other_language(course, tmp_path):
    (tmp_path / ".kit").mkdir()
    assert not re.search(r"[\u3400-\u9fff]", text(start_notebook(course, tmp_path, "en")))
    chinese = text(start_notebook(course, tmp_path, "zh-Hant"))
    code = re.compile(
        r"```.*?```|`[^`]*`|<[^>]*>|\]\([^)]*\)|from tutor import \w+|(progress|today)\([^)]*\)|Shift|Enter|Ctrl"
    )
    assert not re.search(r"[A-Za-z]{4,}", code.sub("", chinese))


def test_the_door_leads_to_the_languages_that_are_there():
    assert re.findall(r"\]\(([^)]+)\)", text(door_notebook(["en", "zh-Hant"]))) == [
        "en/START.ipynb",
        "zh-Hant/START.ipynb",
    ]


NOON = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)


def cell_of(folder: Path, name: str) -> dict:
    page = json.loads((folder / "START.ipynb").read_text(encoding="utf-8"))
    return next(cell for cell in page["cells"] if cell["id"] == name)


def shown_in(folder: Path, name: str) -> str:
    return "".join(cell_of(folder, name)["outputs"][0]["data"]["text/plain"])


def test_a_class_sees_one_folded_line_about_the_plan_and_no_date(course, tmp_path):
    folders = []
    for number, now in enumerate((None, NOON, NOON + dt.timedelta(days=40))):
        build(Course(course.root), tmp_path / str(number), now=now)
        folders.append(tmp_path / str(number) / "en")
    assert shown_in(folders[0], "today").startswith("Studying alone?")
    assert cell_of(folders[0], "today")["metadata"]["jupyter"] == {"source_hidden": True}
    assert len({(folder / "START.ipynb").read_bytes() for folder in folders}) == 1, "no clock has a say in it"
    assert not (folders[1] / ".kit" / "plan.json").exists()


def test_who_has_a_plan_sees_that_of_the_day_at_the_top(course, tmp_path):
    out = tmp_path / "workspace"
    build(course, out)
    look(out / "en" / ".kit", NOON)
    for day in (0, 1, 1):
        build(Course(course.root), out, now=NOON + dt.timedelta(days=day))
        assert shown_in(out / "en", "today").startswith(
            f"Today, {['Tue', 'Wed'][day]} {day + 1} Dec · day {day + 1} of 14"
        )
    assert "1.1 Counting orders" in shown_in(out / "en", "today")
    assert "jupyter" not in cell_of(out / "en", "today")["metadata"], "there it can be written into"
    assert shown_in(out / "zh-Hant", "today").startswith("一個人自學嗎？"), "the plan is that of one folder"
    assert build(Course(course.root), out, now=NOON + dt.timedelta(days=1)) == []


def test_what_a_learner_asks_of_the_plan_on_the_page_does_not_make_it_their_own(course, tmp_path):
    out = tmp_path / "workspace"
    build(course, out)
    look(out / "en" / ".kit", NOON)
    path = out / "en" / "START.ipynb"
    page = json.loads(path.read_text(encoding="utf-8"))
    cell = next(cell for cell in page["cells"] if cell["id"] == "today")
    cell["source"] = (
        "".join(cell["source"]).replace("today()", 'today(weekday=45, skip="1.2")').splitlines(keepends=True)
    )
    cell["metadata"] = {"deletable": False, "jupyter": {"source_hidden": False}}
    path.write_text(json.dumps(page), encoding="utf-8")
    build(Course(course.root), out, now=NOON + dt.timedelta(days=1))
    assert shown_in(out / "en", "today").startswith("Today, Wed 2 Dec")
    assert not list((out / "en").glob("START.new*"))


def test_the_outline_follows_the_course(course, tmp_path):
    out = tmp_path / "workspace"
    build(course, out, required=["a01"])
    items = read_outline(out / "zh-Hant" / ".kit")
    assert [(one.id, one.kind, one.title, one.minutes, one.core, one.before, one.required) for one in items] == [
        ("1.1", "lesson", "數一數訂單", 10, True, (), False),
        ("1.2", "lesson", "加總", 10, True, ("1.1",), False),
        ("a01", "assignment", "總額", 10, True, ("1.1",), True),
    ]
    assert all((out / "zh-Hant" / one.target).is_file() for one in items)
    path = course.lessons[1].path
    path.write_text(path.read_text(encoding="utf-8").replace("minutes: 10", "minutes: 35"), encoding="utf-8")
    build(Course(course.root), out, required=["a02"])
    items = read_outline(out / "en" / ".kit")
    assert [one.minutes for one in items] == [10, 35, 10] and not items[2].required
