"""What the instructor reads under a task: the right answer and what people get wrong."""

from __future__ import annotations

import pytest

from classroom.course import find_course
from classroom.likely_mistakes import likely_mistakes
from classroom.workspace import page_text
from customer_value.settings import LANGUAGES
from solutions import records

TASKS = {task.id: task for task in (*records("7.1").TASKS, *records("a07").TASKS, *records("a10").TASKS)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_known_mistake_of_a_task_is_told(language):
    task = TASKS["7.1.five-recency"]
    note = likely_mistakes([task], language)
    assert all(" ".join(one.message.get(language).split()) in note for one in task.mistakes) and task.mistakes


def test_a_choice_tells_the_right_letter_and_why_the_others_are_wrong():
    task = TASKS["7.1.sixth"]
    note = likely_mistakes([task], "en")
    assert "*A sixth customer*: right is C." in note
    wrong = [option.why.en for option in task.options if option.key != task.right]
    assert all(why in note for why in wrong)


def test_a_guess_has_nothing_to_tell():
    assert likely_mistakes([TASKS["7.1.by-eye"]], "en") == ""


def test_only_the_instructors_copy_has_them():
    course = find_course()
    for name in ("7.1", "a07"):
        notes = {edition: page_text(course, course.page(name), "en", edition) for edition in ("learner", "instructor")}
        assert "Answers and likely mistakes" in notes["instructor"]
        assert "Answers and likely mistakes" not in notes["learner"]
