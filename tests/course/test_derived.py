"""A derived language: the same code, the other words, and a lesson that can be played in it."""

from __future__ import annotations

import json
import re

import pytest
from opencc import OpenCC

from classroom.course import find_course
from classroom.workspace import page_text
from customer_value.settings import DERIVED

COURSE = find_course()
HAN = r"[^\x00-\x7f]+"


def read(page: str, language: str) -> list[dict]:
    return json.loads(page_text(COURSE, COURSE.page(page), language, "learner"))["cells"]


@pytest.mark.parametrize("page", ["0.1", "5.5", "a02"])
@pytest.mark.parametrize(("derived", "written"), DERIVED.items())
def test_words_change_and_nothing_else(page, derived, written):
    before, after = read(page, written), read(page, derived)
    assert [re.sub(HAN, "", "".join(cell["source"])) for cell in before] == [
        re.sub(HAN, "", "".join(cell["source"])) for cell in after
    ]
    prose = ["".join(cell["source"]) for cell in after if cell["cell_type"] == "markdown"]
    to_simplified = OpenCC("t2s")
    for text in prose:
        plain = re.sub(r"`[^`]*`|```.*?```", "", text, flags=re.DOTALL)
        assert to_simplified.convert(plain) == plain
    assert any(re.search(HAN, text) for text in prose)


@pytest.mark.parametrize("derived", DERIVED)
def test_a_lesson_can_be_played_in_it(play, derived, ledger):
    _, verdicts = play("7.1", derived, "instructor", ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"correct"}
