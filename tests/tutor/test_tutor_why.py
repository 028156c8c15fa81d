"""why: the last answer's mistake and its lesson, what differs otherwise, and always something to say."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from tutor_tasks import QUIZ, VISITS, text, visits, visits_repeats, visits_rows

from tutor import check, why
from tutor.desk import COMMANDS, desk
from tutor.last_answer import last_task, reason
from tutor.pack import write_pack
from tutor.progress_file import Progress
from tutor.questions import order_box, predict_box
from tutor.stopped import after_cell, forget

KNOWN = {"visits": visits_rows}


def wanted(table):
    return visits(table) * 1.5


@pytest.fixture
def asked(workspace, capsys):
    """Asks why and returns what was shown."""

    def ask(task="a99.visits"):
        capsys.readouterr()
        why(task)
        said = capsys.readouterr()
        assert said.err == ""
        return said.out

    return ask


def found(task="a99.visits"):
    return reason(desk(task, "why", tuple(COMMANDS)))


def test_a_known_mistake_is_explained_and_its_lesson_named(asked):
    check("a99.visits", KNOWN)
    said = asked()
    assert "Why your last answer is not right" in said and "Task `a99.visits`: Visits (en)" in said
    assert "You counted rows. (en)" in said and "Lesson 7.1 explains this." in said
    assert 'hint("a99.visits")' in said


def test_it_says_what_the_check_said(workspace):
    verdict = check("a99.visits", KNOWN)
    assert found().paragraphs[1:] == verdict.paragraphs
    verdict = check("a99.visits", {"visits": wanted})
    assert verdict.state == "wrong" and found().paragraphs[1:] == verdict.paragraphs


def test_a_mistake_that_another_lesson_treats_sends_back_to_that_one(workspace, asked):
    mistakes = [replace(one, lesson="1.5") if one.wrong is visits_rows else one for one in VISITS.mistakes]
    write_pack(workspace / ".kit", "a99", [replace(VISITS, mistakes=tuple(mistakes))])
    check("a99.visits", KNOWN)
    assert "Lesson 1.5 explains this." in asked()
    check("a99.visits", {"visits": visits_repeats})
    assert "Lesson 7.1 explains this." in asked()


def test_of_another_wrong_answer_it_says_what_differs_and_the_next_step(workspace, asked):
    write_pack(workspace / ".kit", "a99", [VISITS], reveal=1)
    check("a99.visits", {"visits": wanted})
    said = asked()
    assert "too high" in said and 'hint("a99.visits")' in said and 'solution("a99.visits")' in said


def test_what_the_function_does_beside_is_said_again(asked):
    def spoil(table):
        table["day"] = 0
        return visits(table)

    check("a99.visits", {"visits": spoil})
    assert "changes the table `table`" in asked()


def test_code_that_stops_or_never_ends(asked):
    check("a99.visits", {"visits": lambda table: table["nonsense"]})
    assert "There is no column or key `nonsense`" in asked()

    def endless(table):
        while True:
            pass

    check("a99.visits", {"visits": endless}, seconds=0.3)
    assert "It was stopped after 0.3 seconds" in asked()


def test_a_right_answer_is_said_to_be_right(asked):
    check("a99.visits", {"visits": visits})
    assert "Your last answer to this was right." in asked()


def test_who_was_right_before_is_told(asked):
    check("a99.visits", {"visits": visits})
    check("a99.visits", KNOWN)
    said = asked()
    assert "You counted rows" in said and "An earlier answer of yours was right." in said


def test_without_an_answer_it_says_to_check_first(asked):
    assert 'Run `check("a99.visits")` first' in asked()
    check("a99.visits", {})
    assert 'Run `check("a99.visits")` first' in asked(), "a missing answer is none"
    assert 'Run `quiz("9.9.quiz")` first' in asked("9.9.quiz")
    assert "There is no task" in asked("a99.nonsense") and "a98.pack is missing" in asked("a98.x")


def test_without_a_task_it_is_the_one_that_was_answered_last(asked, workspace):
    assert "There is no answer of yours yet" in asked("")
    early = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    check("a97.means", {"it_means": "A"}, clock=lambda: early + dt.timedelta(minutes=5))
    check("a99.visits", KNOWN, clock=lambda: early)
    assert last_task() == "a97.means" and "why a (en)" in asked("")
    check("a99.visits", KNOWN, clock=lambda: early + dt.timedelta(hours=1))
    assert "You counted rows" in asked("")
    (workspace / "kit.toml").write_text("[", encoding="utf-8")
    assert "cannot be read" in asked("")


def test_a_question_explains_the_option_that_was_chosen(asked):
    desk("9.9.quiz", "quiz", tuple(COMMANDS)).keep_attempt("a", False, "a")
    said = asked("9.9.quiz")
    assert "why a (en)" in said and "Lesson 9.9 explains this." in said
    assert said.count("why a (en)") == 1 and "why b" not in said


def test_an_order_says_where_it_goes_wrong(asked):
    box = order_box(desk("9.9.steps", "order", tuple(COMMANDS)))
    box.children[-2].click()
    said = asked("9.9.steps")
    assert "Look at number 1: option c (en)" in said and "why c (en)" in said
    assert Progress(desk("9.9.steps", "why", tuple(COMMANDS)).progress.path.parent).entry("9.9.steps")["tries"][0][
        "mistake"
    ] == ("c")


def test_graded_letters_are_explained(asked):
    check("a97.means", {"it_means": "A"})
    assert "why a (en)" in asked("a97.means")
    check("a97.lines", {"lines": "CAB"})
    assert "why stray (en)" in asked("a97.lines")


def test_a_mistake_of_unit_is_explained(asked):
    check("9.9.share", {"share": 75})
    entry = Progress(desk("9.9.share", "why", tuple(COMMANDS)).progress.path.parent).entry("9.9.share")
    assert entry["state"] == "wrong"
    check("9.9.share", {"share": 0.75})
    assert "1 less the share that is asked for" in asked("9.9.share")


def test_what_has_no_right_answer_says_so(asked):
    assert "no right or wrong" in asked("9.9.vote")
    predict_box(desk("9.9.guess", "predict", tuple(COMMANDS))).children[-2].click()
    assert "no right or wrong" in asked("9.9.guess") and "no right or wrong" in asked("9.9.letter")
    assert "A person reads and grades this one" in asked("a97.plan")


def test_in_the_language_that_is_read_now(in_chinese, asked):
    check("a99.visits", KNOWN)
    said = asked()
    assert "上一次的答案錯在哪裡" in said and "You counted rows. (zh)" in said and "第 7.1 課有說明" in said
    (in_chinese / "kit.toml").write_text('language = "en"\n', encoding="utf-8")
    assert "You counted rows. (en)" in asked()
    (in_chinese / "kit.toml").write_text('language = "zh-Hans"\n', encoding="utf-8")
    assert "上一次的答案错在哪里" in asked()


def test_an_older_record_knows_the_mistake_or_says_to_check_again(workspace, asked):
    path = workspace / ".kit" / "progress.json"
    old = {"attempts": 1, "state": "mistake", "wrong": ["aa"]}
    path.write_text(json.dumps({"format": 1, "tasks": {"a99.visits": old}}), encoding="utf-8")
    assert 'Run `check("a99.visits")` again' in asked() and "Lesson 7.1 explains this." in asked()
    known = old | {"last": {"mistake": "rows", "told": {}}}
    path.write_text(json.dumps({"format": 2, "tasks": {"a99.visits": known}}), encoding="utf-8")
    assert "You counted rows. (en)" in asked()
    strange = old | {"last": {"mistake": "unit-furlongs", "told": {}}}
    path.write_text(json.dumps({"format": 2, "tasks": {"a99.visits": strange}}), encoding="utf-8")
    assert "again, then ask why" in asked()
    quiz = {"state": "wrong", "answer": "gone"}
    path.write_text(json.dumps({"format": 1, "tasks": {QUIZ.id: quiz}}), encoding="utf-8")
    assert 'Run `quiz("9.9.quiz")` again' in asked(QUIZ.id)


def test_a_record_that_was_improved_since_says_the_new_words_first(workspace, asked):
    check("a99.visits", KNOWN)
    better = [replace(one, message=text("You counted lines.")) for one in VISITS.mistakes]
    write_pack(workspace / ".kit", "a99", [replace(VISITS, mistakes=tuple(better))])
    assert "You counted lines." in asked()


def test_a_cell_that_stopped_is_part_of_it(asked, monkeypatch):
    import sys

    monkeypatch.setattr(sys.modules["tutor.checking"], "notebook_namespace", lambda: KNOWN)
    problem = NameError("name 'x' is not defined")
    info = SimpleNamespace(raw_cell="visits = x")
    after_cell(SimpleNamespace(error_before_exec=None, error_in_exec=problem, info=info))
    try:
        check("a99.visits")
    finally:
        forget()
    said = asked()
    assert "The cell above stopped with an error" in said and "You counted rows. (en)" in said


def test_nothing_of_a_right_answer_is_kept(workspace):
    check("a99.visits", KNOWN)
    check("a99.visits", {"visits": visits})
    assert "last" not in Progress(workspace / ".kit").entry("a99.visits")
