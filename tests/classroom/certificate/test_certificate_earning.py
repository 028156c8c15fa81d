"""Who has earned a certificate: examples worked out by hand. a01 of the small course is worth four points."""

from __future__ import annotations

import dataclasses

import pytest
from certified_class import give_points, hand_in, new_class
from hypothesis import given
from hypothesis import strategies as st

from classroom.certificate.earning import Missing, earnings, is_passed
from classroom.class_folder import change_class
from classroom.course import Course
from classroom.errors import KitError
from classroom.files import tree_digest
from customer_value.settings import READABLE

# nbgrader itself warns of its own way to add a submission.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type")


def found(course: Course, folder) -> dict[str, list[str]]:
    """What everybody lacks, in English."""
    return {one.learner.id: [lack.sentence("en") for lack in one.missing] for one in earnings(course, folder)}


def kinds(course: Course, folder, learner: str = "ann") -> list[str]:
    (one,) = [one for one in earnings(course, folder) if one.learner.id == learner]
    return [lack.kind for lack in one.missing]


def test_exactly_at_the_pass_mark_is_passed_and_below_is_not(course, tmp_path):
    folder = new_class(tmp_path / "class")
    give_points(course, folder, {"a01": {"ann": 0.6, "bob": 0.5975, "cy": 1.0}})
    before = tree_digest(folder)
    assert found(course, folder) == {
        "ann": [],
        "bob": ["a01: 2.39 of 4 points (60%); it is passed with 2.4."],
        "cy": [],
    }
    ann, bob, _ = earnings(course, folder)
    assert (ann.passed[0].assignment, ann.passed[0].points, ann.passed[0].out_of) == ("a01", 2.4, 4)
    assert ann.earned and not bob.earned and bob.passed == ()
    assert tree_digest(folder) == before


def test_without_a_gradebook_nobody_has_earned_anything(course, tmp_path):
    folder = new_class(tmp_path / "class")
    assert found(course, folder) == {who: ["a01: nothing was handed in."] for who in ("ann", "bob", "cy")}
    (folder / "submitted" / "bob" / "a01").mkdir(parents=True)
    assert found(course, folder)["bob"] == ["a01: it was handed in and is not graded yet."]


def test_every_required_assignment_counts_and_no_other(course_of_kinds, tmp_path):
    folder = new_class(tmp_path / "class")
    give_points(course_of_kinds, folder, {"a01": {"ann": 0.75, "bob": 1.0}, "a02": {"ann": 1.0, "cy": 1.0}})
    # a02 is worth 12 points, of which a person gives 3 that nobody has yet; 60% are 7.2.
    assert found(course_of_kinds, folder) == {
        "ann": [],
        "bob": ["a02: nothing was handed in."],
        "cy": ["a01: nothing was handed in."],
    }
    change_class(folder, lambda text: text["access"].update(required=["a01"]))
    assert [who for who, lacks in found(course_of_kinds, folder).items() if not lacks] == ["ann", "bob"]
    (ann, *_) = earnings(course_of_kinds, folder)
    assert [one.assignment for one in ann.passed] == ["a01"]
    change_class(folder, lambda text: text["access"].update(required=["a02", "a99"]))
    with pytest.raises(KitError, match="no assignment 'a99'"):
        earnings(course_of_kinds, folder)


def test_what_waits_for_a_person_is_said_where_points_are_missing(course_of_kinds, tmp_path):
    folder = new_class(tmp_path / "class", pass_mark=0.8, required=["a02"])
    give_points(course_of_kinds, folder, {"a02": {"ann": 1.0}})
    assert kinds(course_of_kinds, folder) == ["below-waits"]
    assert "9 of 12 points (75%)" in found(course_of_kinds, folder)["ann"][0]
    change_class(folder, lambda text: text["access"].update(pass_mark=0.75))
    assert kinds(course_of_kinds, folder) == []


def test_a_class_without_rules_for_self_study_needs_every_assignment(course_of_kinds, tmp_path):
    folder = new_class(tmp_path / "class")
    change_class(folder, lambda text: text.pop("access"))
    give_points(course_of_kinds, folder, {"a01": {"ann": 0.6, "bob": 0.59}, "a02": {"ann": 1.0, "bob": 1.0}})
    assert kinds(course_of_kinds, folder) == []
    assert kinds(course_of_kinds, folder, "bob") == ["below"]


@pytest.mark.parametrize(
    ("hand_ins", "expected"),
    [
        ([], []),
        ([(4.0, ())], []),
        ([(4.0, ("a01.total",))], ["revealed"]),
        ([(2.0, ()), (4.0, ("a01.total",))], ["revealed"]),  # the one before the answer was shown did not pass
        ([(2.4, ()), (4.0, ("a01.total",))], []),  # it did, exactly
        ([(4.0, ("a01.total",)), (4.0, ())], []),
        ([(4.0, None)], ["unknown"]),
        ([(4.0, None), (3.0, ("a01.total",))], ["unknown"]),
        ([(4.0, None), (3.0, ())], []),
        ([(1.0, ("a01.total",)), (2.0, ())], []),  # none passed by itself: a person gave the rest, to the last one
        ([(1.0, ()), (2.0, ("a01.total",))], ["revealed"]),
    ],
)
def test_an_answer_that_was_shown_before_the_hand_in(course, tmp_path, hand_ins, expected):
    folder = new_class(tmp_path / "class", reveal=3)
    give_points(course, folder, {"a01": {"ann": 0.75}})
    for number, (points, revealed) in enumerate(hand_ins, start=1):
        hand_in(folder, "ann", points, revealed, attempt=number)
        hand_in(folder, "bob", 4.0, ())
    assert kinds(course, folder) == expected
    change_class(folder, lambda text: text.update(reveal="never"))
    assert kinds(course, folder) == []


def test_hand_ins_that_do_not_count_say_nothing(course, tmp_path):
    folder = new_class(tmp_path / "class", reveal=3)
    give_points(course, folder, {"a01": {"ann": 0.75}})
    hand_in(folder, "ann", 4.0, ("a01.total",))
    for state in ("over-limit", "late"):
        hand_in(folder, "ann", 4.0, (), state=state, attempt=2)
    hand_in(folder, "ann", 4.0, (), assignment="a02")
    assert kinds(course, folder) == ["revealed"]
    assert "worked answers had been shown: a01.total." in found(course, folder)["ann"][0]


@given(st.integers(0, 400), st.integers(1, 100))
def test_passing_is_a_share_that_no_rounding_decides(hundredths, percent):
    """Held against whole numbers."""
    assert is_passed(hundredths / 100, 4.0, percent / 100) == (hundredths * 100 >= percent * 400)


def test_every_lack_has_its_sentence_in_every_language():
    lack = Missing(assignment="a07", kind="below", points=11, out_of=20, needed=12, tasks=("a07.recency", "a07.tiers"))
    for kind in ("not-handed-in", "not-graded", "below", "below-waits", "revealed", "unknown"):
        told = {language: dataclasses.replace(lack, kind=kind).sentence(language) for language in READABLE}
        assert len(set(told.values())) == 3 and all(text.startswith("a07") for text in told.values())
    assert lack.sentence("zh-Hant") == "a07：得 11 分，滿分 20 分（55%），要 12 分才算通過。"
