"""What a fork claims: values pass, words only where the learner handed them in."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from classroom.grading.claims import answers_in, cases_of, problem_in, seconds_in, squeezed
from tutor.checking import verdict_on

SECRET = "C04711"

SOURCE = squeezed('def recency(orders, refunds, snapshot):\n    late = orders["order_day"]\n    return late')

plain_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


def card(assignment, task="a07.recency"):
    return assignment.cards[task]


def test_values_pass_as_they_are(assignment):
    one = card(assignment)
    right = [case["expected"] for case in one["cases"]]
    answers = answers_in({"plain": right, "changed": ["orders"], "unused": ["refunds"]}, one, SOURCE)
    assert verdict_on(one, answers, "en", hidden=True).state == "correct"
    assert answers.changed == ["orders"]
    assert answers.unused == ["refunds"]


def test_fewer_or_more_answers_than_cases_are_none(assignment):
    one = card(assignment)
    for count in (0, cases_of(one) - 1, cases_of(one) + 1):
        answers = answers_in({"plain": [{"number": 1}] * count}, one, SOURCE)
        assert answers.plain == [{"problem": "unreadable"}] * cases_of(one)
    assert answers_in({}, one, SOURCE).plain == [{"problem": "unreadable"}] * cases_of(one)


def test_words_of_the_learner_are_told_and_no_others():
    words = squeezed(SOURCE)
    told = {"problem": "error", "type": "KeyError", "about": "order_day", "line": 'late = orders["order_day"]'}
    assert problem_in(told, words) == told
    smuggled = {"problem": "error", "type": SECRET, "about": SECRET, "line": f"x = '{SECRET}'", "detail": SECRET}
    found = problem_in(smuggled, words)
    assert SECRET not in json.dumps(found)
    assert found["type"] == "Exception"
    assert problem_in({"problem": "other", "columns": [SECRET, "order_day"]}, words)["columns"] == ["order_day"]


def test_tables_that_the_learner_never_named_are_not_told(assignment):
    answers = answers_in({"plain": [], "reached": [SECRET, "late", 3, ["late"]]}, card(assignment), SOURCE)
    assert answers.reached == []
    one = card(assignment)
    plain = [{"problem": "nothing"}] * cases_of(one)
    answers = answers_in({"plain": plain, "reached": [SECRET, "late", 3, ["late"]]}, one, SOURCE)
    assert answers.reached == ["late"]


@given(plain_json)
def test_whatever_is_claimed_comes_to_a_verdict_and_tells_nothing(assignment, claimed):
    one = card(assignment)
    claims = [
        {"plain": claimed, "changed": claimed, "reached": claimed, "unused": claimed, "seconds": claimed},
        {"plain": [claimed] * cases_of(one)},
        {"plain": [{"problem": claimed, "type": claimed, "about": claimed, "columns": claimed}] * cases_of(one)},
        {"plain": [{"keys": claimed, "columns": claimed}] * cases_of(one)},
    ]
    for line in claims:
        verdict = verdict_on(one, answers_in(line, one, SOURCE), "en", hidden=True)
        assert verdict == 0
        assert 0 <= seconds_in(line) <= 600
