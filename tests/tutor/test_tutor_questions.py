"""The questions' widgets, driven as a browser drives them."""

from __future__ import annotations

import json

import ipywidgets as widgets
import pytest

from tutor import guess, order, predict, questions, quiz, write
from tutor.desk import COMMANDS, desk
from tutor.questions import order_box, predict_box, quiz_box, write_box

MAKE = {"9.9.quiz": quiz_box, "9.9.vote": predict_box, "9.9.steps": order_box, "9.9.ranking": predict_box}
MAKE |= {"9.9.guess": predict_box, "9.9.letter": write_box}


def build(task):
    return MAKE[task](desk(task, "any", tuple(COMMANDS)))


def parts(box, kind):
    """Every widget of a kind inside a box, from top to bottom."""
    found = [box] if isinstance(box, kind) else []
    for child in getattr(box, "children", ()):
        found += parts(child, kind)
    return found


def said(box):
    return parts(box, widgets.HTML)[-1].value


def press(box, number=-1):
    parts(box, widgets.Button)[number].click()


@pytest.mark.parametrize("task", MAKE)
def test_every_question_is_labelled_and_can_be_found(workspace, task):
    box = build(task)
    assert "kit-question" in box._dom_classes
    assert f"kit-task-{task.replace('.', '-')}" in box._dom_classes
    assert all(button.description or button.tooltip for button in parts(box, widgets.Button))
    for field in parts(box, (widgets.RadioButtons, widgets.Text, widgets.Textarea)):
        assert field.description


def test_a_quiz_explains_the_chosen_option(workspace):
    box = build("9.9.quiz")
    (radio,) = parts(box, widgets.RadioButtons)
    assert radio.value is None and "kit-quiz" in box._dom_classes
    press(box)
    assert "Choose one of the answers first." in said(box)
    radio.value = "a"
    press(box)
    assert "why a" in said(box) and "kit-wrong" in said(box) and "why b" not in said(box)
    radio.value = "b"
    press(box)
    assert "why b" in said(box) and "kit-correct" in said(box)


def test_a_quiz_remembers_its_answer(workspace):
    box = build("9.9.quiz")
    parts(box, widgets.RadioButtons)[0].value = "b"
    press(box)
    again = build("9.9.quiz")
    assert parts(again, widgets.RadioButtons)[0].value == "b" and "why b" in said(again)


def test_a_question_that_changed_forgets_the_old_answer(workspace):
    file = workspace / ".kit" / "progress.json"
    for answer in ("gone", 3, ["a"], None):
        file.write_text(json.dumps({"tasks": {task: {"answer": answer} for task in MAKE}}), encoding="utf-8")
        for task in set(MAKE) - {"9.9.guess", "9.9.letter"}:
            build(task)
            assert guess("9.9.vote") is None
    assert build("9.9.letter")


def test_the_answers_key_is_not_in_the_widget_before_answering(workspace):
    state = json.dumps([child.get_state() for child in parts(build("9.9.quiz"), widgets.Widget)], default=str)
    assert "why" not in state and '"right"' not in state


def test_ordering_by_buttons(workspace):
    box = build("9.9.steps")
    buttons = parts(box, widgets.Button)
    up, down = buttons[0:6:2], buttons[1:6:2]
    assert up[0].disabled and down[2].disabled and not up[1].disabled
    press(box)
    assert "Look at number 1:" in said(box) and "option c" in said(box)
    up[1].click()
    assert _order(box) == ["a", "c", "b"]
    press(box)
    assert "kit-correct" in said(box)
    down[0].click()
    assert _order(box) == ["c", "a", "b"]
    assert up[1].tooltip == "Move up: option a (en)"


def test_ordering_says_how_far_it_is_right(workspace):
    box = build("9.9.steps")
    buttons = parts(box, widgets.Button)
    for place in (1, 2):
        buttons[2 * place].click()
    assert _order(box) == ["a", "b", "c"]
    buttons[0].click()
    press(box)
    assert "kit-correct" in said(box)
    box = build("9.9.steps")
    assert _order(box) == ["a", "b", "c"] and "kit-correct" in said(box), "it stands as it was left"


def test_the_focus_follows_what_is_moved(workspace, monkeypatch):
    focused = []
    monkeypatch.setattr(widgets.Button, "focus", lambda self: focused.append(self.tooltip))
    buttons = parts(build("9.9.steps"), widgets.Button)
    buttons[4].click()
    buttons[2].click()
    assert focused == ["Move up: option b (en)", "Move down: option b (en)"]


def _order(box):
    rows = [html.value for html in parts(box, widgets.HTML) if html.value.startswith('<span class="kit-place"')]
    return [row.split("option ")[1][0] for row in rows]


def test_a_prediction_is_kept_and_never_marked(workspace):
    assert guess("9.9.vote") is None
    box = build("9.9.vote")
    press(box)
    assert guess("9.9.vote") is None
    parts(box, widgets.RadioButtons)[0].value = "a"
    press(box)
    assert guess("9.9.vote") == "a"
    assert "Your guess is kept." in said(box) and "why" not in said(box)
    assert "Your guess is kept." in said(build("9.9.vote"))


def test_a_ranking_is_kept(workspace):
    box = build("9.9.ranking")
    parts(box, widgets.Button)[1].click()
    press(box)
    assert guess("9.9.ranking") == ["y", "x"]


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("33", 33, "is kept"),
        ("12.5", 12.5, "is kept"),
        (" 40 % ", 40, "is kept"),
        ("many", None, "not a number"),
        ("", None, "not a number"),
        ("nan", None, "between 0 and 100"),
        ("101", None, "between 0 and 100"),
    ],
)
def test_a_number_is_guessed(workspace, typed, kept, words):
    box = build("9.9.guess")
    parts(box, widgets.Text)[0].value = typed
    press(box)
    assert guess("9.9.guess") == kept and words in said(box)


def test_a_text_is_kept_and_then_compared(workspace):
    box = build("9.9.letter")
    assert "model sentences" not in json.dumps([child.get_state() for child in parts(box, widgets.Widget)], default=str)
    press(box)
    assert "Write your own answer first" in said(box)
    parts(box, widgets.Textarea)[0].value = "My <b>two</b> sentences."
    press(box)
    assert "model sentences (en)" in said(box)
    again = build("9.9.letter")
    assert parts(again, widgets.Textarea)[0].value == "My <b>two</b> sentences."
    assert "model sentences (en)" in said(again)


@pytest.mark.parametrize(
    ("command", "task", "words"),
    [
        (quiz, "9.9.vote", 'use `predict("9.9.vote")`'),
        (predict, "9.9.quiz", 'use `quiz("9.9.quiz")`'),
        (predict, "9.9.steps", 'use `order("9.9.steps")`'),
        (order, "9.9.ranking", 'use `predict("9.9.ranking")`'),
        (write, "a99.visits", 'use `check("a99.visits")`'),
        (quiz, "9.9.nothing", "There is no task"),
        (order, "8.8.x", "8.8.pack is missing"),
    ],
)
def test_the_wrong_command_says_which_is_right(workspace, capsys, command, task, words):
    assert command(task) is None
    said = capsys.readouterr()
    assert words in said.out and said.err == ""


@pytest.mark.parametrize(
    ("command", "task"),
    [(quiz, "9.9.quiz"), (order, "9.9.steps"), (predict, "9.9.guess"), (write, "9.9.letter")],
)
def test_every_command_shows_its_widget_and_says_nothing_else(workspace, capsys, command, task):
    assert command(task) is None
    said = capsys.readouterr()
    assert "VBox" in said.out and said.err == ""


def test_what_cannot_be_guessed_is_none(workspace):
    assert guess("9.9.nothing") is None and guess("a99.visits") is None


def test_a_quiz_in_chinese(in_chinese):
    box = build("9.9.quiz")
    assert parts(box, widgets.Button)[0].description == "看我答對了沒"
    assert parts(box, widgets.RadioButtons)[0].options[0] == ("option a (zh)", "a")


@pytest.mark.parametrize(
    ("title", "text", "rest"),
    [
        ("Right.", "Right: all of them.", "All of them."),
        ("Right.", "Right. So it is.", "So it is."),
        ("Right.", "Rightly so.", "Rightly so."),
        ("Right.", "Right.", "Right."),
        ("答對了。", "答對了：都算。", "都算。"),
        ("答對了。", "對。都算。", "都算。"),
    ],
)
def test_the_title_is_not_said_twice(title, text, rest):
    assert questions._after(title, text) == rest
