"""The commands about people, as an instructor runs them one after the other."""

from __future__ import annotations

import json
import sys
import tomllib

import pytest

from classroom.cli import main


@pytest.fixture
def run(monkeypatch, capsys, tmp_path, course):
    """Run a command in a folder of its own, on the small course; gives what it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def call(*arguments: object, code: int = 0) -> str:
        source = () if arguments[0] == "roster" or "--help" in arguments else ("--source", course.root)
        monkeypatch.setattr(sys, "argv", ["classroom", *map(str, (*arguments, *source))])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code or 0) == code, said.err
        if code:
            assert said.err.startswith("classroom: " if code == 1 else "Stopped") and said.err.count("\n") == 1
            return said.err
        return said.out

    return call


@pytest.fixture
def school_list(tmp_path):
    text = "修課名單\r\n學號,姓名,信箱\r\n0113001,陳怡君,amy@example.org\r\n0113002,林宗翰,\r\n,黃雅婷,\r\n"
    (tmp_path / "list.csv").write_bytes(text.encode("cp950"))
    return tmp_path / "list.csv"


@pytest.mark.parametrize("command", ["new", "roster", "extend", "status"])
def test_help_has_an_example(run, command):
    said = run(command, "--help")
    assert "Example:" in said and f"classroom {command}" in said


def test_a_class_from_the_first_day_on(run, school_list, tmp_path):
    days = ("--starts", "2026-03-02", "--ends", "2026-03-13")
    said = run("new", "行銷班", "-l", "zh-Hant", *days, "--roster", school_list)
    assert "行銷班 is the folder of the class 行銷班." in said
    assert "Assignments are due on 2026-03-13;" in said
    assert "On its roster: 2 learners.\n  Line 5 was left out: there is no id (黃雅婷)." in said
    assert said.endswith("Next:\n  classroom release a01 --class 行銷班\n  classroom status --class 行銷班\n")
    assert (tmp_path / "行銷班" / "roster.csv").read_text(encoding="utf-8-sig").splitlines()[1] == (
        "0113001,陳怡君,amy@example.org,"
    )
    said = run("new", "行銷班", "--roster", school_list)
    assert "is in 行銷班 already; its settings stay as they are" in said and "classroom roster" in said

    newer = tmp_path / "newer.csv"
    newer.write_text("Student ID,Name,Group\n0113001,陳怡君,第一組\n0113009,Ann Lee,\n", encoding="utf-8")
    said = run("roster", newer, "--class", "行銷班")
    assert "roster.csv: 3 learners; 1 added, 1 changed, 1 not in the list." in said.replace("\\", "/")
    assert "  + 0113009 Ann Lee\n  0113001: group (none) → 第一組\n" in said
    assert "still on the roster (--remove takes them out):\n    0113002 林宗翰" in said
    said = run("roster", newer, "--class", "行銷班", "--remove")
    assert "2 learners; 1 taken out, 2 as before." in said and "  - 0113002 林宗翰" in said

    (tmp_path / "行銷班" / "submitted" / "0113009" / "a01").mkdir(parents=True)
    (tmp_path / "行銷班" / "submitted" / "0113002" / "a01").mkdir(parents=True)
    said = run("extend", "0113009", "a01", "--until", "2026-03-20", "--class", "行銷班")
    assert "a01 is due for 0113009 at 2026-03-20 23:59 instead of 2026-03-13 23:59." in said
    assert "classroom grade a01 --class 行銷班" in said
    assert "as before" in run("extend", "0113009", "a01", "--until", "2026-03-20", "--class", "行銷班")
    settings = tomllib.loads((tmp_path / "行銷班" / "class.toml").read_text(encoding="utf-8"))
    assert str(settings["extensions"]["0113009"]["a01"]) == "2026-03-20"

    said = run("status", "--class", "行銷班", "--learners")
    assert said.startswith("行銷班: 2 learners on the roster\n") and "1/2" in said
    assert (
        "1 to grade: classroom grade a01 --class 行銷班\n" in said and "Ann Lee" in said and "a number: points" in said
    )
    assert said.endswith("of nobody on the roster:\n  0113002 (a01)\n")
    plain = json.loads(run("status", "--class", "行銷班", "--json"))
    assert plain["assignments"][0]["handed_in"] == 1 and plain["strangers"] == {"0113002": ["a01"]}


def test_a_long_list_is_counted(run, tmp_path):
    lines = "".join(f"s{number},N\n" for number in range(30))
    (tmp_path / "many.csv").write_text(f"Student ID,Name\n{lines}", encoding="utf-8")
    run("new", "spring class", "--out", "the folder")
    said = run("roster", tmp_path / "many.csv", "--class", "the folder")
    assert said.count("  + s") == 20 and "  … and 10 more" in said
    assert '--class "the folder"' in run("new", "spring class", "--out", "the folder")


def test_bad_input_ends_in_one_sentence(run, school_list, tmp_path):
    (tmp_path / "nobody.csv").write_text("Student ID,Name\n", encoding="utf-8")
    (tmp_path / "mails.csv").write_text("Name,Email\nAnn,ann@example.org\n", encoding="utf-8")
    assert "no class in class" in run("roster", school_list, code=1)
    assert "no class in class" in run("status", code=1)
    assert "no class in class" in run("extend", "ann", "a01", "--until", "2026-03-20", code=1)
    assert "cannot be read" in run("new", "spring", "--roster", "none.csv", code=1)
    assert "nobody in nobody.csv" in run("new", "spring", "--roster", "nobody.csv", code=1)
    assert "--id email" in run("new", "spring", "--roster", "mails.csv", code=1)
    assert "--starts is '2.3.2026'" in run("new", "spring", "--starts", "2.3.2026", code=1)
    assert "no language 'fr'" in run("new", "spring", "-l", "fr", code=1)
    assert "needs a name" in run("new", " ", code=1)
    assert "holds something else" in run("new", "spring", "--out", tmp_path, code=1)
    assert not (tmp_path / "spring").exists()
    assert "On its roster: 1 learner." in run("new", "spring", "--roster", "mails.csv", "--id", "email")


def test_stopping_a_ledger_says_that_it_goes_on(run, monkeypatch):
    from generator.engine.run import StoppedError

    def stop(*_, **__):
        raise StoppedError("Stopped.")

    monkeypatch.setattr("generator.engine.run.make_ledger", stop)
    assert "Stopped. Nothing was lost; the same command goes on" in run("new", "spring", "--scenario", "cafe", code=130)
