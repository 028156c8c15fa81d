"""Every topic is some lesson's, every lesson names the topics it is to teach, and every objective is checked."""

from __future__ import annotations

import pytest
import yaml

from classroom.course import find_course
from solutions import records

LESSONS = {entry.id: entry for entry in find_course().lessons}
THE_KIT = {"A0.7", "A0.8"}
"""The days of access and the kinds of ticket: no lesson's, because the kit itself does them."""


@pytest.fixture(scope="module")
def topics(repository) -> dict[str, dict]:
    return yaml.safe_load((repository / "course" / "topics.yml").read_text(encoding="utf-8"))


def test_every_topic_is_taught_somewhere(topics):
    assert {topic for topic, said in topics.items() if not said["lessons"]} == THE_KIT


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_names_the_topics_that_it_is_to_teach(lesson, topics):
    meant = {topic for topic, said in topics.items() if lesson in said["lessons"]}
    assert set(LESSONS[lesson].matter.topics) == meant


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_objective_is_checked_by_a_question_of_the_page(lesson):
    asked = {task.id for task in records(lesson).TASKS}
    objectives = LESSONS[lesson].matter.objectives
    assert 2 <= len(objectives) <= 4
    for objective in objectives:
        assert objective.checked_by, objective.en
        assert set(objective.checked_by) <= asked, objective.en
