"""Collecting from a folder in which everybody can write: whose it is, and what of it is taken."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from classroom.errors import KitError
from classroom.hub.accounts import FIRST_NUMBER, Account
from classroom.hub.collecting import CollectByOwner, ReleaseGraded, copy_handed_in, owner_id

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give folders to others")
ONE, OTHER = FIRST_NUMBER + 1, FIRST_NUMBER + 2


@pytest.fixture
def handed_in(tmp_path) -> Path:
    folder = tmp_path / "handed"
    (folder / "datasets").mkdir(parents=True)
    (folder / "a01.ipynb").write_text("work", encoding="utf-8")
    (folder / "datasets" / "orders.csv").write_text("1,2", encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, str]:
    return {str(one.relative_to(folder)): one.read_text() for one in folder.rglob("*") if one.is_file()}


def test_files_come_along(handed_in, tmp_path):
    copy_handed_in(handed_in, tmp_path / "copy", 1000)
    assert content(tmp_path / "copy") == {"a01.ipynb": "work", "datasets/orders.csv": "1,2"}


def test_nothing_that_leads_elsewhere_comes_along(handed_in, tmp_path):
    secret = tmp_path / "class.toml"
    secret.write_text("seed", encoding="utf-8")
    (handed_in / "link.txt").symlink_to(secret)
    (handed_in / "folder").symlink_to(tmp_path)
    os.link(secret, handed_in / "hard.txt")
    os.mkfifo(handed_in / "pipe")
    copy_handed_in(handed_in, tmp_path / "copy", 1000)
    assert content(tmp_path / "copy") == {"a01.ipynb": "work", "datasets/orders.csv": "1,2"}
    assert not any(one.is_symlink() for one in (tmp_path / "copy").rglob("*"))


def test_a_link_in_place_of_the_whole_is_refused(handed_in, tmp_path):
    (tmp_path / "link").symlink_to(handed_in)
    with pytest.raises(KitError, match="cannot be read"):
        copy_handed_in(tmp_path / "link", tmp_path / "copy", 1000)
    assert not (tmp_path / "copy").exists()


def test_too_much_is_refused_whole(handed_in, tmp_path):
    copy_handed_in(handed_in, tmp_path / "exactly", 7)
    with pytest.raises(KitError, match="too large"):
        copy_handed_in(handed_in, tmp_path / "copy", 6)
    assert not (tmp_path / "copy").exists()


@as_root
def test_what_somebody_else_owns_in_it_is_left(handed_in, tmp_path):
    for path in (handed_in, handed_in / "a01.ipynb", handed_in / "datasets"):
        os.chown(path, ONE, ONE)
    os.chown(handed_in / "datasets" / "orders.csv", OTHER, OTHER)
    copy_handed_in(handed_in, tmp_path / "copy", 1000)
    assert content(tmp_path / "copy") == {"a01.ipynb": "work"}


@as_root
def test_the_owner_of_a_folder_says_whose_it_is(tmp_path):
    ids = {ONE: "s1", OTHER: "s2"}
    mine = tmp_path / "s2+a01"
    mine.mkdir()
    assert owner_id(mine, ids) is None
    os.chown(mine, ONE, ONE)
    assert owner_id(mine, ids) == "s1"
    (tmp_path / "link").symlink_to(mine)
    os.chown(tmp_path / "link", OTHER, OTHER, follow_symlinks=False)
    assert owner_id(tmp_path / "link", ids) is None
    assert owner_id(tmp_path / "none", ids) is None


@pytest.fixture
def course(tmp_path) -> Config:
    """A class folder with an exchange, as nbgrader is told of it."""
    (tmp_path / "class").mkdir()
    (tmp_path / "exchange" / "spring" / "inbound").mkdir(parents=True)
    (tmp_path / "exchange" / "spring" / "feedback").mkdir()
    accounts = [Account("s1", "cv1", ONE), Account("s2", "cv2", OTHER)]
    rows = "".join(f"{one.id},{one.name},{one.number}\n" for one in accounts)
    (tmp_path / "accounts.csv").write_text(f"id,name,number\n{rows}", encoding="utf-8")
    config = Config()
    config.CourseDirectory.root = str(tmp_path / "class")
    config.CourseDirectory.course_id = "spring"
    config.CourseDirectory.assignment_id = "a01"
    config.Exchange.root = str(tmp_path / "exchange")
    config.CollectByOwner.accounts = str(tmp_path / "accounts.csv")
    return config


def hand_in(tmp_path: Path, name: str, number: int, text: str) -> None:
    folder = tmp_path / "exchange" / "spring" / "inbound" / name
    folder.mkdir()
    (folder / "a01.ipynb").write_text(text, encoding="utf-8")
    for path in (folder / "a01.ipynb", folder):
        os.chown(path, number, number)


@as_root
def test_only_ones_own_work_is_collected_under_a_name(course, tmp_path, monkeypatch):
    # nbgrader makes a gradebook with a program that it calls by its bare name
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    hand_in(tmp_path, "s1+a01+2026-03-01 10:00:00.000000 UTC+abc", ONE, "first")
    hand_in(tmp_path, "s1+a01+2026-03-02 10:00:00.000000 UTC+def", ONE, "second")
    hand_in(tmp_path, "s1+a01+2026-03-03 10:00:00.000000 UTC+ghi", OTHER, "forged")
    hand_in(tmp_path, "s2+a01+whenever", OTHER, "nonsense")
    hand_in(tmp_path, "s3+a01+2026-03-03 10:00:00.000000 UTC+jkl", 0, "nobody's")
    collecting(course).start()
    submitted = tmp_path / "class" / "submitted"
    assert content(submitted) == {"s1/a01/a01.ipynb": "second"}


def collecting(config: Config) -> CollectByOwner:
    import logging

    return CollectByOwner(
        coursedir=CourseDirectory(config=config), authenticator=None, config=config, log=logging.Logger("quiet", 60)
    )


def test_feedback_of_graded_work_is_given_back_readable(course, tmp_path):
    import logging

    for name, secret in (("s1", "a" * 128), ("s2", "b" * 128)):
        submitted, feedback = (tmp_path / "class" / one / name / "a01" for one in ("submitted", "feedback"))
        submitted.mkdir(parents=True)
        feedback.mkdir(parents=True)
        (submitted / "timestamp.txt").write_text("2026-03-01 10:00:00.000000 UTC", encoding="utf-8")
        (submitted / "submission_secret.txt").write_text(secret, encoding="utf-8")
        (feedback / "a01.html").write_text(f"page of {name}", encoding="utf-8")
    for name, secret in (("s3", None), ("s4", b""), ("s5", b"\xff"), ("s6", b"x" * 5000)):  # as no nbgrader hands in
        submitted, feedback = (tmp_path / "class" / one / name / "a01" for one in ("submitted", "feedback"))
        submitted.mkdir(parents=True)
        feedback.mkdir(parents=True)
        (submitted / "timestamp.txt").write_text("2026-03-01 10:00:00.000000 UTC", encoding="utf-8")
        (feedback / "a01.html").write_text(f"page of {name}", encoding="utf-8")
        if secret is not None:
            (submitted / "submission_secret.txt").write_bytes(secret)
    before = os.umask(0o077)
    try:
        ReleaseGraded(
            coursedir=CourseDirectory(config=course), authenticator=None, config=course, log=logging.Logger("quiet", 60)
        ).start()
    finally:
        os.umask(before)
    pages = list((tmp_path / "exchange" / "spring" / "feedback").iterdir())
    assert {one.read_text(encoding="utf-8") for one in pages} == {"page of s1", "page of s2"}
    assert all(one.stat().st_mode & 0o777 == 0o644 for one in pages)
