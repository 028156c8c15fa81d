"""check in a notebook: the verdict, the learner's language, what is remembered, and what is missing."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from tutor_tasks import VISITS, visits, visits_repeats, visits_rows

from tutor import check
from tutor.checking import notebook_namespace
from tutor.pack import write_pack


def progress_of(workspace, task):
    return json.loads((workspace / ".kit" / "progress.json").read_text(encoding="utf-8"))["tasks"][task]


def test_a_right_answer(workspace, capfd):
    verdict = check("a99.visits", {"visits": visits})
    assert (verdict, verdict.state, verdict.maximum) == (2.0, "correct", 2.0)
    assert "data you have not seen" in verdict.text
    assert progress_of(workspace, "a99.visits")["done"] is True
    assert capfd.readouterr() == ("", "")


def test_in_the_learners_language(in_chinese):
    verdict = check("a99.visits", {"visits": visits_rows})
    assert verdict.title == "還不對，這是常見的混淆。"
    assert verdict.paragraphs[0] == "You counted rows. (zh)"
    assert any('hint("a99.visits")' in note for note in verdict.notes)
    assert any("第 7.1 課" in note for note in verdict.notes)


def test_a_mistake_that_another_lesson_treats_sends_back_to_that_one(workspace):
    mistakes = [replace(one, lesson="1.5") if one.wrong is visits_rows else one for one in VISITS.mistakes]
    write_pack(workspace / ".kit", "a99", [replace(VISITS, mistakes=tuple(mistakes))])
    assert any("Lesson 1.5" in note for note in check("a99.visits", {"visits": visits_rows}).notes)
    assert any("Lesson 7.1" in note for note in check("a99.visits", {"visits": visits_repeats}).notes)


def test_only_different_wrong_answers_are_counted(workspace):
    for wrong in (visits_rows, visits_rows, visits_repeats):
        check("a99.visits", {"visits": wrong})
    check("a99.visits", {})
    entry = progress_of(workspace, "a99.visits")
    assert (entry["attempts"], len(entry["wrong"]), entry.get("done")) == (3, 2, False)


def test_what_was_right_once_stays_done(workspace):
    check("a99.visits", {"visits": visits})
    check("a99.visits", {"visits": visits_rows})
    entry = progress_of(workspace, "a99.visits")
    assert (entry["done"], entry["points"], entry["state"]) == (True, 2.0, "mistake")


def test_no_answer_is_kept_in_the_progress(workspace):
    check("a99.visits", {"visits": visits})
    assert "C000" not in (workspace / ".kit" / "progress.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ("a98.visits", "a98.pack is missing"),
        ("a99.visitz", "There is no task `a99.visitz`. There is: `a99.visits`."),
        ("9.9.quiz", '`9.9.quiz` is not for `check`; use `quiz("9.9.quiz")`.'),
        ("9.9.vote", 'use `predict("9.9.vote")`'),
        ("../../x", "is missing"),
        ("", "is missing"),
    ],
)
def test_what_cannot_be_checked_says_why(workspace, task, words):
    verdict = check(task, {})
    assert words in verdict.text and (verdict.state, verdict) == ("not attempted", 0.0)


def test_a_damaged_pack_and_damaged_settings_say_so(workspace):
    (workspace / ".kit" / "a99.pack").write_bytes(b"x")
    assert "a99.pack is damaged" in check("a99.visits", {}).text
    (workspace / "kit.toml").write_text("language = 3", encoding="utf-8")
    assert "kit.toml asks for the language 3" in check("a99.visits", {}).text


def test_without_a_workspace_it_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "a07.pack is missing" in check("a07.recency", {}).text


def test_progress_that_cannot_be_saved_is_said_and_costs_nothing(workspace, monkeypatch):
    from tutor import progress_file

    def refuse(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr(progress_file.tempfile, "mkstemp", refuse)
    verdict = check("a99.visits", {"visits": visits})
    assert verdict == 2.0 and any("could not be saved" in note for note in verdict.notes)
    progress_file._unsaved.clear()


def test_a_graders_run_leaves_the_learners_progress_alone_and_is_silent(workspace, monkeypatch, capfd):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert check("a99.visits", {"visits": visits}) == 2.0
    assert check("a99.visits", {"visits": visits_rows}) == 0.0
    assert not (workspace / ".kit" / "progress.json").exists()
    assert capfd.readouterr() == ("", "")


def test_where_nbgrader_validates_the_reason_is_what_it_repeats(in_chinese, monkeypatch, capfd):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert check("a99.visits", {"visits": visits}) == 2.0
    assert capfd.readouterr() == ("", "")
    check("a99.visits", {"visits": visits_rows})
    check("a97.means", {})
    said = capfd.readouterr().err
    assert "You counted rows. (zh)" in said and "尚未作答。" in said
    assert not (in_chinese / ".kit" / "progress.json").exists()


def test_the_names_are_the_notebooks_own():
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    try:
        assert notebook_namespace() is shell.user_ns
    finally:
        InteractiveShell.clear_instance()
    assert notebook_namespace() is vars(sys.modules["__main__"])


def test_importing_the_tutor_brings_neither_pandas_nor_widgets():
    code = "import sys, tutor; print([name for name in ('pandas', 'ipywidgets', 'polars') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_the_tutor_has_only_its_commands():
    import tutor

    assert set(tutor.__all__) <= set(dir(tutor))
    with pytest.raises(AttributeError, match="nonsense"):
        tutor.nonsense  # noqa: B018
