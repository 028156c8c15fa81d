"""The door and the START pages."""

from __future__ import annotations

import json
import re

import pytest

from classroom.start_page import door_notebook, start_notebook
from classroom.workspace import build


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
    (cell,) = [cell for cell in page["cells"] if cell["cell_type"] == "code"]
    assert "0 of 2" in "".join(cell["outputs"][0]["data"]["text/html"])


def test_nothing_on_a_start_page_is_left_in_the_other_language(course, tmp_path):
    (tmp_path / ".kit").mkdir()
    assert not re.search(r"[\u3400-\u9fff]", text(start_notebook(course, tmp_path, "en")))
    chinese = text(start_notebook(course, tmp_path, "zh-Hant"))
    code = re.compile(r"```.*?```|`[^`]*`|<[^>]*>|\]\([^)]*\)|from tutor import progress|progress\(\)|Shift|Enter|Ctrl")
    assert not re.search(r"[A-Za-z]{4,}", code.sub("", chinese))


def test_the_door_leads_to_the_languages_that_are_there():
    assert re.findall(r"\]\(([^)]+)\)", text(door_notebook(["en", "zh-Hant"]))) == [
        "en/START.ipynb",
        "zh-Hant/START.ipynb",
    ]
