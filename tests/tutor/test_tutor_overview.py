"""progress: what is done, lesson by lesson, in words beside the bars."""

from __future__ import annotations

from tutor_tasks import QUIZ, VISITS, text, visits

from tutor import check, progress
from tutor.overview import picture
from tutor.pack import write_pack


def test_nothing_done_yet(workspace):
    shown = picture(workspace / ".kit", "en")
    assert "Lesson 9.9: 0 of 7" in repr(shown)
    assert "Assignment a99 Nine (en): 0 of 1" in repr(shown)
    assert "Assignment a97: 0 of 2" in repr(shown), "what a person grades is not counted"
    assert "Nothing is done yet" in repr(shown)


def test_what_is_done_is_counted(workspace):
    check("a99.visits", {"visits": visits})
    shown = picture(workspace / ".kit", "en")
    assert "Assignment a99 Nine (en): 1 of 1" in repr(shown)
    assert "<table" in shown._repr_html_() and "width:100%" in shown._repr_html_()
    assert "<caption" in shown._repr_html_() and 'scope="row"' in shown._repr_html_()


def test_lessons_come_in_the_courses_order(workspace):
    for name in ("9.10", "10.1", "a01"):
        write_pack(workspace / ".kit", name, [QUIZ])
    lines = repr(picture(workspace / ".kit", "en")).splitlines()[1:]
    assert [line.split(":")[0] for line in lines[:5]] == [
        "Lesson 9.9",
        "Lesson 9.10",
        "Lesson 10.1",
        "Assignment a01",
        "Assignment a97",
    ]


def test_a_damaged_pack_and_an_empty_one_are_left_out(workspace):
    (workspace / ".kit" / "a99.pack").write_bytes(b"x")
    write_pack(workspace / ".kit", "a98", [], title=text("Empty"))
    shown = repr(picture(workspace / ".kit", "en"))
    assert "a98" not in shown and "a99" not in shown


def test_a_damaged_progress_file_is_said(workspace):
    (workspace / ".kit" / "progress.json").write_text("{", encoding="utf-8")
    assert "was damaged" in repr(picture(workspace / ".kit", "en"))


def test_titles_are_safe_in_html(workspace):
    write_pack(workspace / ".kit", "a99", [VISITS], title=text("<script>"))
    assert "<script>" not in picture(workspace / ".kit", "en")._repr_html_()


def test_the_command_shows_it_in_the_learners_language(in_chinese, capsys):
    progress()
    said = capsys.readouterr()
    assert "你的進度" in said.out and said.err == ""


def test_unusable_settings_are_said(workspace, capsys):
    (workspace / "kit.toml").write_text("[", encoding="utf-8")
    progress()
    assert "cannot be read" in capsys.readouterr().out
