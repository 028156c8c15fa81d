"""The command line of collecting: what it says, and how it ends."""

from __future__ import annotations

import sys

import pytest
from sent import notebook

from classroom.cli import main

MOODLE = "assignsubmission_file_/a01_totals.ipynb"


@pytest.fixture
def run(monkeypatch, capsys, room):
    """Collect on the command line; gives the exit code, the output and what went to stderr."""
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: object) -> tuple[int, str, str]:
        about = ["--class", room.folder, "--source", room.source]
        monkeypatch.setattr(sys, "argv", ["classroom", "collect", "a01", *map(str, [*arguments, *about])])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return call


def test_what_was_left_over_is_listed_with_the_way_to_settle_it(run, room):
    sent = room.zip({f"陳美玲_1_{MOODLE}": notebook("one"), f"王小明_2_{MOODLE}": notebook("two"), "notes.txt": b"x"})
    code, out, _ = run(sent, "--dry-run")
    assert code == 1 and "a01: 1 would be new." in out and room.handed_in() == {}
    code, out, _ = run(sent)
    assert code == 1
    assert out.splitlines() == [
        "a01: 1 new.",
        "Files that hold nothing to be graded: 1",
        "Nothing yet from 4 of 5: s002, s003, s004, 7",
        "Left over: 1",
        "  王小明_2_assignsubmission_file_: it could be of s003, s004",
        'To say whose one is, add --as "PATH=LEARNER" with the path as it stands here.',
    ]
    code, out, _ = run(sent, "--as", "王小明_2_assignsubmission_file_=s003")
    assert code == 0 and "a01: 1 new; 1 there already." in out and "classroom grade a01" in out
    assert set(room.handed_in()) == {"s001", "s003"}


def test_an_equals_sign_in_a_path_is_part_of_it(run, room):
    sent = room.zip({"x=y.ipynb": notebook("one")})
    assert run(sent)[0] == 1
    assert run(sent, "--as", "x=y.ipynb=s001")[0] == 0
    assert set(room.handed_in()) == {"s001"}


@pytest.mark.parametrize("given", ["s001.ipynb", "=s001", "s001.ipynb="])
def test_a_pair_that_is_none_is_one_sentence(run, room, given):
    code, out, err = run(room.zip({"a.ipynb": notebook()}), "--as", given)
    assert code == 1 and not out and err.startswith("classroom: --as is") and err.count("\n") == 1


def test_a_path_that_would_move_the_cursor_is_shown_as_what_it_is(run, room):
    code, out, _ = run(room.zip({"\x1b[2Jno.ipynb": notebook()}))
    assert code == 1 and "\x1b" not in out
