"""Reading a source page, and naming the file and the cell where its author made a mistake."""

from __future__ import annotations

import pytest

from classroom.errors import AuthorError
from classroom.page import read_matter, read_page


@pytest.fixture
def page(course):
    """The path of a lesson, and a way to change its text."""
    path = course.lessons[0].path

    def change(old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return path, change


def test_a_page_has_its_front_matter_and_its_cells(page):
    found = read_page(page[0])
    assert (found.id, found.matter.minutes, found.matter.core) == ("1.1", 10, True)
    assert found.matter.title.get("zh-Hant") == "數一數訂單"
    assert [cell.name for cell in found.cells if cell.language == "en"] == ["question", "answer", "note"]
    assert not found.is_exercise


def test_the_front_matter_alone_is_the_same(page):
    assert read_matter(page[0]) == read_page(page[0]).matter


def test_an_exercise_names_its_tasks(course):
    found = read_page(course.exercises[0].path)
    assert found.is_exercise
    assert found.task_ids == ("a01.total",)


MISTAKES = {
    "unknown tag": ('"lang-en", "computed"', '"lang-en", "compted"', "cell 'answer'.*unknown tag 'compted'"),
    "no counterpart": ('["lang-zh-Hant"], "name": "question"', '["lang-zh-Hant"], "name": "other"', "counterpart"),
    "other tags": ('["lang-zh-Hant", "computed"]', '["lang-zh-Hant"]', "cell 'answer'.*other tags"),
    "no name": ('{"tags": ["lang-en"], "name": "question"}', '{"tags": ["lang-en"]}', "cell 1: .*needs a name"),
    "two names": (":name: setup", ":name: answer", "another cell has this name"),
    "two languages": (
        '["lang-en"], "name": "question"',
        '["lang-en", "lang-zh-Hant"], "name": "question"',
        "cannot be in",
    ),
    "starter without name": (":name: 1.1.count\n", "", "starter"),
    "unknown setting": (":name: setup", ":label: setup", "unknown setting 'label'"),
    "text where settings are": ('"name": "question"}', '"name": "question"} More.', "could not be read"),
    "front matter that is none": ("  minutes: 10", "  minutes: [10", "while parsing"),
    "no minutes": ("  minutes: 10\n", "", "kit.minutes"),
    "number as id": ('id: "1.1"', "id: 1.1", "kit.id"),
    "unknown field": ("  minutes: 10", "  minuets: 5\n  minutes: 10", "kit.minuets"),
    "one language of the title": ("{en: Counting orders, zh-Hant: 數一數訂單}", "{en: Counting orders}", "zh-Hant"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_the_file_and_the_place(page, case):
    path, change = page
    old, new, told = MISTAKES[case]
    change(old, new)
    with pytest.raises(AuthorError, match=told) as problem:
        read_page(path)
    assert path.name in str(problem.value)
    assert "\n" not in str(problem.value)


def test_an_empty_cell_that_names_a_task_is_not_lost_in_silence(course):
    path = course.exercises[0].path
    path.write_text(path.read_text(encoding="utf-8").replace("\na01.total\n", ""), encoding="utf-8")
    with pytest.raises(AuthorError, match=r"a01\.total.*empty"):
        read_page(path)


def test_a_page_without_front_matter_is_named(tmp_path):
    path = tmp_path / "9_9_bare.md"
    path.write_text("Hello\n", encoding="utf-8")
    for read in (read_page, read_matter):
        with pytest.raises(AuthorError, match="9_9_bare"):
            read(path)
