"""Graded questions: a choice and an order, answered by letters in a variable of the notebook."""

from __future__ import annotations

import json
from itertools import permutations

import pytest
from tutor_tasks import LINES, MEANS

from tutor import check, guess, hint, order, quiz
from tutor.attempt import attempt
from tutor.checking import verdict_on
from tutor.lettered import right_letters
from tutor.pack import card

MEANS_CARD, LINES_CARD = card(MEANS), card(LINES)


def verdict(the_card, answer, language="en", hidden=False):
    return verdict_on(the_card, attempt(the_card, {the_card["name"]: answer}), language, hidden=hidden)


def test_a_right_choice_says_why():
    found = verdict(MEANS_CARD, " b ")
    assert (found.state, float(found), found.mistake) == ("correct", 1.0, "")
    assert "why b (en)" in found.text


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("hidden", [False, True])
def test_a_wrong_choice_is_named_and_says_what_it_mixes_up(language, hidden):
    found = verdict(MEANS_CARD, ["C"], language, hidden)
    assert (found.state, float(found), found.mistake) == ("mistake", 0.0, "c")
    mark = "en" if language == "en" else "zh"
    assert f"why c ({mark})" in found.text and f"C. option c ({mark})" in found.text
    assert "option b" not in found.text and "why b" not in found.text
    assert ("1 " in found.title) == hidden


def test_every_right_order_earns_everything():
    for given in ("BAD", ["A", "B", "D"]):
        found = verdict(LINES_CARD, given)
        assert (found.state, float(found)) == ("correct", 2.0)
    assert right_letters(LINES_CARD) == ["B", "A", "D"] and right_letters(MEANS_CARD) == ["B"]


ORDERS = {
    "DAB": ("mistake", "sum", "Look at number 1: D. option sum"),
    "ADB": ("mistake", "sum", "The first is right. Look at number 2: D. option sum"),
    "BAC": ("mistake", "stray", "This one does not belong: C. option stray"),
    "ABC": ("mistake", "stray", "does not belong"),
    "BACD": ("mistake", "stray", "does not belong"),
    "BA": ("wrong", "", "has 2 letters; 3 are asked for"),
    "BAA": ("wrong", "", "The letter A stands there twice"),
}


@pytest.mark.parametrize("given", ORDERS)
def test_a_wrong_order_is_told_by_its_first_wrong_step(given):
    state, mistake, words = ORDERS[given]
    found = verdict(LINES_CARD, given)
    assert (found.state, found.mistake, float(found)) == (state, mistake, 0.0), found.text
    assert words in found.text
    if mistake:
        assert f"why {mistake} (en)" in found.text


def test_no_wrong_order_is_told_the_right_one():
    right = {"".join(one) for one in (["B", "A", "D"], ["A", "B", "D"])}
    for length in (1, 2, 3, 4):
        for given in map("".join, permutations("ABCD", length)):
            found = verdict(LINES_CARD, given, hidden=True)
            if given in right:
                assert found.state == "correct"
                continue
            named = {letter for letter in "ABCD" if f"{letter}. option" in found.text}
            assert float(found) == 0.0 and named <= {given[-1], *given} and len(named) <= 1


PROBLEMS = {
    "missing": ({}, "not attempted", "no variable `it_means`"),
    "renamed": ({"It_Means": "B"}, "not attempted", "There is `It_Means`"),
    "blank": ({"it_means": "____"}, "not attempted", "still has a blank"),
    "empty": ({"it_means": ...}, "not attempted", "still empty"),
    "number": ({"it_means": 2}, "wrong", "the number 2"),
    "two": ({"it_means": "AB"}, "wrong", "several letters"),
    "no letter": ({"it_means": "`E`"}, "wrong", "“'E'” in `it_means`"),
    "a set": ({"it_means": {"A", "B"}}, "wrong", "a set"),
    "None": ({"it_means": None}, "wrong", "is `None`"),
    "a function": ({"it_means": print}, "wrong", "a function or method"),
    "an error": ({"it_means": type("L", (list,), {"__iter__": lambda self: 1 / 0})("A")}, "error", "divided by zero"),
}


@pytest.mark.parametrize("case", PROBLEMS)
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_other_thing_has_its_own_message(case, language):
    namespace, state, words = PROBLEMS[case]
    found = verdict_on(MEANS_CARD, attempt(MEANS_CARD, namespace), language)
    assert (found.state, float(found), found.mistake) == (state, 0.0, "")
    assert found.paragraphs[0].strip()
    if language == "en":
        assert words in found.text


def test_what_another_process_forges_earns_nothing():
    from tutor.judge import judge

    for forged in (None, {"letters": ["Z"]}, {"letters": "B"}, {"problem": "of another version"}):
        assert float(judge(MEANS_CARD, [forged], "en")) == 0.0


def test_check_keeps_the_attempts_and_hints_open_after_a_different_wrong_answer(workspace, capsys):
    for answer in ("A", "a", "C", "C"):
        assert check("a97.means", {"it_means": answer}).state == "mistake"
    entry = json.loads((workspace / ".kit" / "progress.json").read_text(encoding="utf-8"))["tasks"]["a97.means"]
    assert (entry["attempts"], len(entry["wrong"]), entry["done"]) == (4, 2, False)
    for words in ("first hint", "second hint", "third hint"):
        hint("a97.means")
        assert words in capsys.readouterr().out
    assert check("a97.means", {"it_means": "B"}) == 1.0
    assert check("a97.lines", {"lines": "BAD"}) == 2.0


@pytest.mark.parametrize(
    ("command", "task", "right"),
    [(quiz, "a97.means", "check"), (order, "a97.lines", "check"), (guess, "a97.means", None)],
)
def test_a_graded_question_is_for_check(workspace, capsys, command, task, right):
    assert command(task) is None
    if right:
        assert f'{right}("{task}")' in capsys.readouterr().out


def test_what_a_person_grades_cannot_be_checked(workspace):
    found = check("a97.plan", {})
    assert found.state == "not attempted" and "A person reads and grades this one" in found.text
