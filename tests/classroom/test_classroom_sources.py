"""The course's own sources: every page can be read, and the syllabus lists what there is."""

from __future__ import annotations

import json

import pytest

from classroom.course import Course, Entry, find_course
from classroom.errors import KitError
from classroom.notebook import Edition
from classroom.syllabus import SyllabusEntry
from classroom.workspace import page_text
from customer_value.settings import LANGUAGES

COURSE = find_course()
PAGES = {entry.id: entry for entry in COURSE.pages}


def listed() -> list[SyllabusEntry]:
    """The lessons and assignments of the syllabus, in its order."""
    return [entry for module in COURSE.syllabus.modules for entry in [*module.lessons, *module.assignments]]


def test_the_syllabus_says_of_every_page_what_the_page_says():
    def said(entry):
        return entry.title.en, entry.title.zh_hant, entry.minutes, entry.before

    assert {entry.id: said(entry) for entry in listed()} == {entry.id: said(entry.matter) for entry in COURSE.pages}


def test_what_a_page_asks_for_comes_before_it():
    place = {entry.id: number for number, entry in enumerate(listed())}
    for entry in listed():
        there = [other for other in entry.before if other in place]
        assert all(place[other] < place[entry.id] for other in there), entry.id


def test_the_modules_are_in_order():
    assert [module.id for module in COURSE.syllabus.modules] == list(range(10))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_lies_where_its_id_says(page):
    entry: Entry = PAGES[page]
    name = page.replace(".", "_")
    assert entry.path.stem.startswith(f"{name}_") or entry.path.stem == name
    assert entry.path.parent.name.startswith(page.split(".")[0])


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", ["learner", "instructor"])
def test_a_page_can_be_built(page, language, edition: Edition):
    cells = json.loads(page_text(COURSE, PAGES[page], language, edition))["cells"]
    starters = 0
    for cell in cells:
        text = "".join(cell["source"])
        assert "# lang-" not in text
        if cell["cell_type"] == "markdown":
            assert "{{" not in text
        if "starter" in cell["metadata"].get("tags", []) or cell["metadata"].get("nbgrader", {}).get("solution"):
            starters += 1
            by_hand = cell["cell_type"] == "markdown"  # sentences have no blank that would keep a cell from running
            assert by_hand or ("____" in text) is (edition == "learner")
    assert starters


def test_a_folder_without_a_course_is_told(tmp_path):
    with pytest.raises(KitError, match=r"course/syllabus\.yml is missing"):
        find_course(tmp_path)


@pytest.mark.parametrize("content", ["modules: [", "modules: 3", "modules:\n  - {id: 1}\n", "- a\n"])
def test_a_damaged_syllabus_is_told(tmp_path, content):
    path = tmp_path / "course" / "syllabus.yml"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KitError, match=r"syllabus\.yml"):
        Course(tmp_path).syllabus  # noqa: B018
