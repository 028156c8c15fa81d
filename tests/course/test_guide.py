"""The instructor's guide: both languages in step, every mistake it names is known, every lesson is there."""

from __future__ import annotations

import re

import pytest

from classroom.course import find_course
from classroom.site.guide import guide_pages
from customer_value.settings import READABLE
from solutions import records

COURSE = find_course()
PAGES = {language: guide_pages(COURSE, language) for language in READABLE}
NAMED = re.compile(r"`(a\d\d\.[\w-]+):([\w-]+)`")
COMMAND = re.compile(r"^    \S.*$", re.MULTILINE)


def bones(text):
    """What both languages have alike: headings' levels, rows of tables, mistakes and commands."""
    return [
        re.findall(r"^(#+) ", text, re.MULTILINE),
        len(re.findall(r"^\|", text, re.MULTILINE)),
        NAMED.findall(text),
        COMMAND.findall(text),
    ]


def test_every_language_has_the_same_pages():
    assert len({tuple(pages) for pages in PAGES.values()}) == 1 and len(PAGES["en"]) == 4


@pytest.mark.parametrize("name", PAGES["en"])
def test_the_languages_are_in_step(name):
    english, *others = (bones(PAGES[language][name]) for language in READABLE)
    assert all(other == english for other in others)


def test_every_mistake_it_names_is_known():
    named = NAMED.findall("".join(PAGES["en"].values()))
    assert len(named) > 30
    for task_id, key in named:
        (task,) = (task for task in records(task_id.partition(".")[0]).TASKS if task.id == task_id)
        told = [*getattr(task, "mistakes", ()), *getattr(task, "options", ())]
        assert key in {one.key for one in told}, f"{task_id} knows no mistake {key!r}"


@pytest.mark.parametrize("language", READABLE)
def test_its_timetables_are_filled_in_and_lead_to_the_lessons(language):
    text = PAGES[language]["guide/1_formats.md"]
    assert "{timetable" not in text and "(../course/07_tiers/7_1_rfm.ipynb)" in text


def test_every_lesson_it_names_is_there():
    named = set(re.findall(r"(?<![\w.])(\d\.\d)(?![\w.])", PAGES["en"]["guide/3_hard_places.md"]))
    assert named <= {lesson.id for lesson in COURSE.lessons} and len(named) > 10
