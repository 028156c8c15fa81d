"""The worked answer: after real attempts, as the class has set it, in the learner's language."""

from __future__ import annotations

import pytest
from tutor_tasks import LINES, MEANS, PLAN, VISITS, text, visits, visits_repeats, visits_rows

from tutor import check, solution
from tutor.pack import write_pack
from tutor.task import FunctionTask, ValueTask
from tutor.worked import worked_answer


@pytest.fixture
def shown(workspace, capsys):
    """Asks for a worked answer and returns what was shown."""
    write_pack(workspace / ".kit", "a99", [VISITS], reveal=2)
    write_pack(workspace / ".kit", "a97", [MEANS, LINES, PLAN], reveal=2)

    def ask(task="a99.visits"):
        capsys.readouterr()
        solution(task)
        said = capsys.readouterr()
        assert said.err == ""
        return said.out

    return ask


def test_only_different_wrong_answers_open_it(shown):
    assert "2 more different answers open it" in shown()
    check("a99.visits", {"visits": visits_rows})
    check("a99.visits", {"visits": visits_rows})
    said = shown()
    assert "One more different answer opens it" in said and "groupby" not in said
    found = check("a99.visits", {"visits": visits_repeats})
    assert any('solution("a99.visits")' in note for note in found.notes)
    assert 'return table.groupby("customer_id")["day"].nunique()' in shown()


def test_who_is_right_may_compare_at_once(shown):
    check("a99.visits", {"visits": visits})
    assert "groupby" in shown()


def test_that_it_was_seen_is_kept(shown, workspace):
    check("a99.visits", {"visits": visits})
    assert '"revealed"' not in (workspace / ".kit" / "progress.json").read_text(encoding="utf-8")
    shown()
    assert '"revealed": true' in (workspace / ".kit" / "progress.json").read_text(encoding="utf-8")


def test_a_class_may_never_show_it(workspace, capsys):
    for wrong in (visits_rows, visits_repeats, visits):
        found = check("a99.visits", {"visits": wrong})
        assert not any("solution(" in note for note in found.notes)
    solution("a99.visits")
    said = capsys.readouterr().out
    assert "does not show worked answers" in said and "groupby" not in said


def test_a_question_shows_its_letters_and_reasons(shown):
    for answer in ("A", "C"):
        check("a97.means", {"it_means": answer})
    assert "B. option b (en)\n\nwhy b (en)" in shown("a97.means")
    check("a97.lines", {"lines": "BAD"})
    said = shown("a97.lines")
    assert "B. option read (en)\nA. option group (en)\nD. option sum (en)" in said and "stray" not in said
    assert "other right orders" in said


def test_what_has_none_says_so(shown):
    assert "no worked answer" in shown("a97.plan")
    assert "no worked answer" in shown("9.9.vote")
    assert "There is no task" in shown("a99.nonsense")


def test_a_lessons_question_is_open_after_three(shown, workspace):
    assert "3 more different answers" in shown("9.9.quiz")


def test_in_the_learners_language(in_chinese, capsys):
    solution("a99.visits")
    assert "不開放參考解答" in capsys.readouterr().out


def marked(table):
    # a step  # lang-en
    # 一個步驟  # lang-zh-Hant
    ### BEGIN SOLUTION
    return table
    ### END SOLUTION


def test_a_worked_answer_is_in_one_language_and_without_marks():
    task = FunctionTask(id="a95.x", title=text(""), prompt=text(""), answer=marked, returns=None, cases=(), mistakes=())
    assert worked_answer(task) == {
        "en": "def marked(table):\n    # a step\n    return table",
        "zh-Hant": "def marked(table):\n    # 一個步驟\n    return table",
    }
    value = ValueTask(id="a95.y", title=text(""), prompt=text(""), name="y", answer=len, returns=None)
    assert worked_answer(value) is None
    assert worked_answer(PLAN)["zh-Hant"] == "model sentences (zh)"
