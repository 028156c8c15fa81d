"""Who may do what: as the kernel decides it; and what is closed before learners come."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from pathlib import Path

import pytest

from classroom.errors import KitError
from classroom.hub.modes import (
    Who,
    close_answers,
    first_closed,
    give_whole,
    loose_above,
    may,
    open_answers,
    writable_by_others,
)
from classroom.hub.system import as_account

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become others")
NOBODY = 65_534


@pytest.fixture
def open_folder():
    """A folder that everybody can come to, unlike pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="modes-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@as_root
def test_what_the_kernel_allows_and_nothing_else(open_folder):
    cases = []
    for number, mode in enumerate((0o000, 0o004, 0o005, 0o010, 0o040, 0o044, 0o100, 0o400, 0o444, 0o555, 0o640, 0o755)):
        for owner, group in ((0, 0), (NOBODY, 0), (0, NOBODY)):
            path = open_folder / f"{number}-{owner}-{group}"
            path.mkdir()
            (path / "file").write_text("x", encoding="utf-8")
            for one in (path / "file", path):
                os.chown(one, owner, group)
                one.chmod(mode)
            cases += [path, path / "file"]
    who = Who(NOBODY, frozenset((NOBODY,)))
    thought = [(may(who, path, 4), may(who, path, 1)) for path in cases]

    def ask() -> None:
        there = [(os.access(path, os.R_OK), os.access(path, os.X_OK)) for path in cases]
        assert there == thought, [case for case, one, two in zip(cases, there, thought, strict=True) if one != two]

    as_account(NOBODY, ask, groups=(NOBODY,))


def test_the_folder_that_is_in_the_way_is_named(tmp_path):
    tmp_path.chmod(0o755)
    closed = tmp_path / "closed"
    (closed / "inside").mkdir(parents=True)
    closed.chmod(0o700)
    stranger = Who(12_345)
    if not may(stranger, tmp_path, 1):
        assert first_closed(stranger, closed / "inside") in tmp_path.parents
    else:
        assert first_closed(stranger, closed / "inside") == closed
    assert not may(stranger, closed / "inside", 1)
    assert not may(stranger, tmp_path / "not there", 4)


def test_what_others_could_change_is_found(tmp_path):
    trusted = frozenset((os.geteuid(),))
    (tmp_path / "lib").mkdir()
    for name, mode in (("kept.py", 0o644), ("loose.py", 0o646), (".lock", 0o666)):
        path = tmp_path / "lib" / name
        path.write_text("", encoding="utf-8")
        path.chmod(mode)
    (tmp_path / "link").symlink_to("/tmp")
    (tmp_path / "lib").chmod(0o755)
    tmp_path.chmod(0o755)
    assert list(writable_by_others([tmp_path], trusted)) == [tmp_path / "lib" / "loose.py"]
    assert tmp_path in list(writable_by_others([tmp_path], frozenset()))


def test_a_folder_above_in_which_everybody_can_move_things(tmp_path):
    inside = tmp_path / "open" / "class"
    inside.mkdir(parents=True)
    inside.parent.chmod(0o777)
    assert loose_above(inside) == inside.parent
    inside.parent.chmod(0o1777)
    assert loose_above(inside) is None


def test_answers_are_closed_and_what_learners_need_stays_open(tmp_path):
    for name in ("course", "solutions", ".git", "tests", "tutor", "customer_value", ".venv", "generator", "classroom"):
        (tmp_path / name).mkdir(mode=0o755)
    (tmp_path / "README.md").write_text("", encoding="utf-8")
    assert {one.name for one in open_answers(tmp_path)} == {"course", "solutions", ".git", "tests"}
    closed = close_answers(tmp_path, os.getegid())
    assert {one.name for one in closed} == {"course", "solutions", ".git", "tests"}
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o750 for one in closed)
    assert close_answers(tmp_path, os.getegid()) == []
    assert stat.S_IMODE((tmp_path / "tutor").stat().st_mode) == 0o755


def test_a_folder_that_is_no_clone_is_left(tmp_path):
    (tmp_path / "solutions").mkdir(mode=0o755)
    assert open_answers(tmp_path) == []


@as_root
def test_giving_a_folder_gives_links_themselves_and_no_file_with_another_name(tmp_path):
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.write_text("root's", encoding="utf-8")
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "file").write_text("", encoding="utf-8")
    (folder / "link").symlink_to(outside)
    os.link(outside, folder / "deep" / "hard")
    give_whole(folder, NOBODY, NOBODY)
    assert outside.stat().st_uid == 0
    assert {path.lstat().st_uid for path in (folder, folder / "deep", folder / "deep" / "file", folder / "link")} == {
        NOBODY
    }


@as_root
def test_work_of_another_account_is_its_own_and_its_sentence_comes_back(open_folder):
    os.chown(open_folder, NOBODY, NOBODY)
    as_account(NOBODY, (open_folder / "mine").mkdir)
    assert (open_folder / "mine").stat().st_uid == NOBODY

    def fails() -> None:
        raise KitError(f"I am {os.getuid()}.")

    with pytest.raises(KitError, match=f"^I am {NOBODY}.$"):
        as_account(NOBODY, fails)
    with pytest.raises(KitError, match="ended before its work"):
        as_account(NOBODY, lambda: os.kill(os.getpid(), 9))
