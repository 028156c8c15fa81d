"""Downloading one's work: what is in the zip, what is not, and who gets it."""

from __future__ import annotations

import io
import os
import pwd
import stat
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("jupyterhub", reason="the hub is not installed: run `make hub`")

from classroom.errors import KitError
from classroom.hub import fetching
from classroom.hub.accounts import Account, write_accounts
from classroom.hub.fetching import home_of, packed
from classroom.hub.packing import LEFT_OUT, pack

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has accounts of others")


@pytest.fixture
def home(tmp_path) -> Path:
    folder = tmp_path / "home"
    files = {
        "START.ipynb": "start",
        "course/07_rfm/7_1_recency.ipynb": "lesson",
        "exercises/a07/筆記.ipynb": "work",
        "kit.toml": "learner = 's1'",
        ".kit/progress.json": "{}",
        ".kit/a07.pack": "answers",
        ".cache/matplotlib/fontlist.json": "fonts",
        ".jupyter/lab/settings.json": "settings",
        "course/07_rfm/.ipynb_checkpoints/7_1_recency-checkpoint.ipynb": "older",
        "course/__pycache__/mine.pyc": "compiled",
        "datasets/orders.csv": "orders",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def zip_of(home: Path, **limits: int) -> dict[str, str]:
    out = io.BytesIO()
    pack(home, out, **limits)
    with zipfile.ZipFile(out) as zipped:
        assert zipped.testzip() is None
        return {name: zipped.read(name).decode() for name in zipped.namelist()}


def test_what_is_one_s_own_is_in_it_and_what_programs_keep_is_not(home):
    assert zip_of(home) == {
        ".kit/progress.json": "{}",
        "START.ipynb": "start",
        "course/07_rfm/7_1_recency.ipynb": "lesson",
        "exercises/a07/筆記.ipynb": "work",
        "kit.toml": "learner = 's1'",
        "datasets/orders.csv": "orders",
    }


def test_links_are_not_followed_and_pipes_not_opened(home, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret", encoding="utf-8")
    before = zip_of(home)
    (home / "linked.txt").symlink_to(outside / "secret.txt")
    (home / "linked").symlink_to(outside)
    (home / "course" / "up").symlink_to("..")
    os.mkfifo(home / "pipe")
    (home / ".kit" / "progress.json").unlink()
    (home / ".kit" / "progress.json").symlink_to(outside / "secret.txt")
    after = zip_of(home)
    assert "secret" not in "".join(after.values())
    assert {name: text for name, text in after.items() if name != LEFT_OUT} == {
        name: text for name, text in before.items() if name != ".kit/progress.json"
    }
    (home / ".kit").rename(tmp_path / "kit")
    (home / ".kit").symlink_to(outside)
    (outside / "progress.json").write_text("secret", encoding="utf-8")
    assert "secret" not in "".join(zip_of(home).values())


@as_root
def test_files_of_somebody_else_are_not_in_it(home):
    (home / "theirs.txt").write_text("theirs", encoding="utf-8")
    os.chown(home / "theirs.txt", 59_821, -1)
    assert "theirs.txt" not in zip_of(home)


def test_what_has_no_room_is_named_and_everybody_s_datasets_come_last(home):
    (home / "exercises" / "large.bin").write_bytes(b"x" * 1000)
    small = zip_of(home, largest=100)
    assert small["exercises/a07/筆記.ipynb"] == "work"
    assert small[LEFT_OUT] == "exercises/large.bin\n"
    tight = sum(len(text) for name, text in zip_of(home).items() if not name.startswith("datasets/"))
    assert zip_of(home, largest=tight)[LEFT_OUT] == "datasets/orders.csv\n"
    assert zip_of(home, most=5)[LEFT_OUT].splitlines()[-1] == "datasets/orders.csv"


@given(
    st.dictionaries(
        st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
            lambda name: not name.startswith(".") and name != "__pycache__" and len(name.encode()) < 200
        ),
        st.binary(max_size=200),
        max_size=8,
    ),
    st.integers(0, 600),
)
def test_every_file_is_packed_as_it_is_or_named(files, largest):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        out = io.BytesIO()
        left = pack(Path(folder), out, largest=largest)
        with zipfile.ZipFile(out) as zipped:
            inside = {one.filename: zipped.read(one) for one in zipped.infolist() if one.filename != LEFT_OUT}
    kept = {name: content for name, content in files.items() if name not in left}
    assert inside == kept and set(left) <= set(files)
    assert sum(map(len, inside.values())) <= largest or not inside


def test_a_name_that_is_no_text_and_times_that_no_zip_can_hold_do_no_harm(home):
    path = os.fsencode(home) + b"/na\xefve.txt"
    Path(os.fsdecode(path)).write_bytes(b"latin")
    os.utime(home / "kit.toml", (0, 0))
    os.utime(path, (2**33, 2**33))
    inside = zip_of(home)
    assert inside["na\ufffdve.txt"] == "latin" and "kit.toml" in inside


def test_the_program_says_in_a_line_what_is_wrong(tmp_path):
    command = [sys.executable, "-I", "-m", "classroom.hub.packing", str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.splitlines() == ["No such file or directory"]


def _open_to_all(tmp_path: Path) -> None:
    """Let every account pass through the folders of a test, which pytest closes."""
    top = Path(tempfile.gettempdir()).resolve()
    for folder in (tmp_path, *tmp_path.parents):
        if folder.resolve() == top or not folder.resolve().is_relative_to(top):
            break
        folder.chmod(0o711)


@as_root
def test_a_home_is_packed_by_its_own_account(home, tmp_path):
    nobody = pwd.getpwnam("nobody")
    _open_to_all(tmp_path)
    for path in (home, *home.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
        path.chmod(0o700 if path.is_dir() else 0o600)
    (home / "roots.txt").write_text("root's", encoding="utf-8")
    (home / "roots.txt").chmod(0o600)
    with tempfile.TemporaryFile(dir=tmp_path) as out:
        try:
            packed(nobody, home, "1G", out)
        except KitError as problem:
            if "Permission" in str(problem) or "No module" in str(problem):
                pytest.skip("no Python here that other accounts reach")
            raise
        assert stat.S_IMODE(os.fstat(out.fileno()).st_mode) == 0o600
        with zipfile.ZipFile(out) as zipped:
            names = zipped.namelist()
    assert "exercises/a07/筆記.ipynb" in names and "roots.txt" not in names


@as_root
@pytest.mark.parametrize(
    ("does", "said"),
    [("exec sleep 60", "took more than"), ("echo No room. >&2; exit 1", "No room"), ("kill $$", "-15")],
)
def test_packing_that_does_not_succeed_is_no_download(home, tmp_path, monkeypatch, does, said):
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\n{does}\n", encoding="ascii")
    _open_to_all(tmp_path)
    program.chmod(0o755)
    monkeypatch.setattr(fetching.sys, "executable", str(program))
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    with tempfile.TemporaryFile(dir=tmp_path) as out, pytest.raises(KitError, match=said):
        packed(pwd.getpwnam("nobody"), home, "1G", out)


def test_whoever_never_came_has_no_home(class_folder, where):
    assert home_of(where, "s1") is None
    where.homes.mkdir(parents=True)
    me = pwd.getpwuid(os.geteuid())
    write_accounts(where.accounts, {"s1": Account("s1", "cv1", 59_831)}, os.getegid())
    assert home_of(where, "s1") is None  # the system has no such account
    assert home_of(where, me.pw_name) is None
