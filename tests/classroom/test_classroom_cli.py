"""The command line: what it says, and how it ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_course import SCENARIO

from classroom.cli import main


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run the command line in a folder of its own; gives the exit code, the output and what went to stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["classroom", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return call


def failed(result: tuple[int, str, str]) -> str:
    """The one sentence a command failed with."""
    code, out, err = result
    assert code == 1 and out == ""
    assert err.startswith("classroom: ") and err.count("\n") == 1
    return err


@pytest.mark.parametrize("command", ["build", "start", "reset", "release"])
def test_help_has_an_example(run, command):
    code, out, _ = run(command, "--help")
    assert code == 0 and "Example:" in out and f"classroom {command}" in out
    assert command in run("--help")[1]


def test_build_says_what_it_did(run, course, tmp_path):
    code, out, _ = run("build", "--source", course.root, "--language", "en", "--out", "ws")
    assert code == 0 and "files written" in out
    assert run("build", "--source", course.root, "-l", "en", "--out", "ws")[1] == "ws is up to date.\n"
    lesson = tmp_path / "ws" / "en" / "course" / "01_orders" / "1_1_count.ipynb"
    lesson.write_text("damaged", encoding="utf-8")
    out = run("build", "--source", course.root, "-l", "en", "--out", "ws")[1]
    assert "is damaged; the new version is beside it: 1_1_count.new.ipynb" in out
    assert "1 of yours kept" in out


def test_when_worked_answers_open_can_be_chosen(run, course):
    build = ("build", "--source", course.root, "-l", "en", "--out", "ws")
    run(*build)
    assert "updated" in run(*build, "--reveal", "never")[1]
    assert run(*build)[1] == "ws is up to date.\n"
    for nonsense in ("0", "-1", "always", "2.5", "²"):
        assert "--reveal" in failed(run(*build, "--reveal", nonsense))


def test_the_course_can_be_taught_on_another_ledger(run, course, tmp_path):
    other = tmp_path / "hotel"
    shutil.copytree(course.data, other)
    (other / "DICTIONARY.md").unlink()
    words = SCENARIO.replace("Morning Light", "Harbour Hotel")
    (other / "scenario.toml").write_text(words, encoding="utf-8")
    orders = other / "sample" / "en" / "orders.csv"
    orders.write_text(orders.read_text(encoding="utf-8-sig") + "O4,C2,2025-06-07,80\n", encoding="utf-8-sig")

    code, *_ = run("build", "--source", course.root, "--datasets", other, "--language", "en", "--out", "w")
    workspace = tmp_path / "w" / "en"
    assert code == 0
    assert (workspace / "datasets" / "sample" / "en" / "orders.csv").exists() is False
    assert (workspace / "datasets" / "sample" / "orders.csv").read_bytes() == orders.read_bytes()
    assert not (workspace / "datasets" / "DICTIONARY.md").exists()
    assert "Harbour Hotel" in (workspace / "START.ipynb").read_text(encoding="utf-8")

    code, out, _ = run("build", "--source", course.root, "--language", "en", "--out", "w")
    assert code == 0 and "updated" in out
    assert "Harbour Hotel" not in (workspace / "START.ipynb").read_text(encoding="utf-8")
    assert "no ledger" in failed(
        run("build", "--source", course.root, "--datasets", tmp_path / "nothing", "--out", "w")
    )


def test_reset_and_release_say_where_things_are(run, course, tmp_path):
    run("build", "--source", course.root, "-l", "en", "--out", "ws")
    lesson = tmp_path / "ws" / "en" / "course" / "01_orders" / "1_1_count.ipynb"
    lesson.write_text("mine", encoding="utf-8")
    code, out, _ = run("reset", "1.1", "--source", course.root, "-l", "en", "--out", "ws")
    assert code == 0 and "yours is kept as 1_1_count.kept-1.ipynb" in out
    code, out, _ = run("release", "a01", "--source", course.root, "--class", "spring")
    assert code == 0 and "classroom grade a01" in out
    assert (tmp_path / "spring" / "release" / "a01" / "a01_totals.ipynb").is_file()


def test_bad_input_ends_in_one_sentence(run, course, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "class.toml").write_text("seed = ")
    root = ("--source", course.root)
    assert "'fr'; there is en, zh-Hant, zh-Hans" in failed(run("build", "--language", "fr", *root))
    assert "no edition 'teacher'" in failed(run("build", "--edition", "teacher", *root))
    assert "holds something else" in failed(run("build", "--out", "thesis", *root))
    assert "holds something else" in failed(run("release", "a01", "--class", "thesis", *root))
    assert "no assignment 'a99'; there is a01" in failed(run("release", "a99", *root))
    assert "class.toml cannot be read" in failed(run("release", "a01", "--class", "bad", *root))
    assert "no workspace in workspace" in failed(run("reset", "1.1", *root))
    assert "There is no course in" in failed(run("build", "--source", tmp_path))
    assert "no port 70000" in failed(run("start", "--port", "70000", *root))
    assert "'fr'" in failed(run("start", "--language", "fr", *root))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad", "kit", "thesis"]


def test_a_mistake_of_an_author_is_one_sentence_too(run, course):
    path = course.lessons[0].path
    path.write_text(path.read_text(encoding="utf-8").replace("{{ company }}", "{{ compani }}"), encoding="utf-8")
    assert "1_1_count.md, cell 'question' (en): " in failed(run("build", "--source", course.root))


def test_stopping_says_that_nothing_is_lost(run, course, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("classroom.workspace.build", stop)
    code, _, err = run("build", "--source", course.root)
    assert code == 130 and "Nothing was lost" in err


def test_no_right_to_write_is_one_sentence(run, course, monkeypatch):
    def refuse(self, data):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert "cannot be written: Permission denied" in failed(run("build", "--source", course.root))


SLOW = ("pandas", "numpy", "jupytext", "nbformat", "nbgrader", "jupyterlab", "solutions", "pydantic", "tutor.checking")


def test_where_nothing_has_to_be_built_nothing_slow_is_imported(run, course, tmp_path):
    run("build", "--source", course.root, "--out", tmp_path / "ws")
    code = (
        "import sys; from pathlib import Path; from classroom.commands.course import _build; "
        f"assert _build(Path({str(tmp_path / 'ws')!r}), None, source=Path({str(course.root)!r})) == []; "
        f"print([name for name in {SLOW!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout == "[]\n"
