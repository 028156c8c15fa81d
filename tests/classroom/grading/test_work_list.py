"""Whose work there is: in order, links and odd names passed over and told, and when it was handed in."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from classroom.errors import KitError
from classroom.grading.work_list import is_learner_name, read_time, work_list
from customer_value.messages import message


def hand_in(class_folder: Path, learner: str, time: str | bytes | None = None) -> Path:
    folder = class_folder / "submitted" / learner / "a07"
    folder.mkdir(parents=True)
    if time is not None:
        (folder / "timestamp.txt").write_bytes(time if isinstance(time, bytes) else time.encode())
    return folder


def test_the_work_is_listed_by_learner(tmp_path):
    folders = {learner: hand_in(tmp_path, learner) for learner in ("bob", "王小明", "ann", "al-1@example.org")}
    (tmp_path / "submitted" / "eve" / "a06").mkdir(parents=True)
    (tmp_path / "submitted" / "README.txt").write_text("x")
    listed = work_list(tmp_path, "a07")
    assert [one.learner for one in listed.work] == ["al-1@example.org", "ann", "bob", "王小明"]
    assert [one.folder for one in listed.work] == [folders[one.learner] for one in listed.work]
    assert listed.skipped == () and {one.timestamp for one in listed.work} == {None}


def test_without_submissions_there_is_no_work(tmp_path):
    assert work_list(tmp_path, "a07").work == ()
    (tmp_path / "submitted").write_text("x")
    with pytest.raises(KitError, match="submitted cannot be read"):
        work_list(tmp_path, "a07")


def test_links_and_names_of_nobody_are_passed_over_and_told(tmp_path):
    hand_in(tmp_path, "ann")
    for name in ("a\u202eb", "a\nb", " ann", ".hidden", "c\\d", os.fsdecode(b"\xff")):
        hand_in(tmp_path, name)
    (tmp_path / "submitted" / "mallory").symlink_to(tmp_path / "submitted" / "ann")
    listed = work_list(tmp_path, "a07")
    assert [one.learner for one in listed.work] == ["ann"]
    assert [note.key for note in listed.skipped].count("learner-link") == 1 and len(listed.skipped) == 7
    for note in listed.skipped:
        for language in ("en", "zh-Hant"):
            assert message("classroom", f"unread.{note.key}", language, **note.fields).isprintable()


def test_a_link_for_the_assignment_is_listed_and_not_looked_into(tmp_path):
    hand_in(tmp_path, "ann", "2026-01-05 10:00:00 UTC")
    (tmp_path / "submitted" / "eve").mkdir()
    (tmp_path / "submitted" / "eve" / "a07").symlink_to(tmp_path / "submitted" / "ann" / "a07")
    assert [(one.learner, one.timestamp is None) for one in work_list(tmp_path, "a07").work] == [
        ("ann", False),
        ("eve", True),
    ]


TIMES = {
    "2026-01-05 10:00:00.123456 UTC": (2026, 1, 5, 10, 0, 0, 123456),
    "2026-01-05 10:00:00": (2026, 1, 5, 10),
    "2026-01-05 10:00:00.5": (2026, 1, 5, 10, 0, 0, 500000),
    "2026-01-05T10:00:00Z": (2026, 1, 5, 10),
    "2026-01-05 10:00:00 +0800": (2026, 1, 5, 2),
    "2026-01-05 10:00:00+08:00": (2026, 1, 5, 2),
    "2026-01-05 10:00:00.000001 -0330": (2026, 1, 5, 13, 30, 0, 1),
}


@pytest.mark.parametrize("text", TIMES)
def test_times_are_read_as_nbgrader_writes_them(text):
    assert read_time(text) == dt.datetime(*TIMES[text], tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "2026-02-30 10:00:00", "2026-01-05 10:00:00 CST", "2026-01-05 25:00:00 UTC"),
        *(
            "2026-01-05 10:00:00 /etc/passwd",
            "٢٠٢٦-01-05 10:00:00",
            "0001-01-01 00:00:00 +2300",
            "9999-12-31 23:59:59 -0100",
        ),
        *("2026-01-05 10:00:00 +9999", "0001-01-01 00:00:00 +2300", "2026-01-05 10:00:00 UTC" * 50),
    ],
)
def test_what_is_no_time_is_none(text):
    assert read_time(text) is None


def test_nbgrader_reads_the_same_time(tmp_path):
    from nbgrader.utils import parse_utc

    for text in TIMES:
        if text[-6:-4] in (" +", " -"):  # nbgrader takes "+0800" behind a space for 800 seconds
            continue
        assert parse_utc(text) == read_time(text).replace(tzinfo=None)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"2026-01-05 10:00:00 UTC" + b" " * 10**6 + b"x"])
def test_an_odd_timestamp_does_no_harm(tmp_path, content):
    hand_in(tmp_path, "ann", content)
    (one,) = work_list(tmp_path, "a07").work
    assert one.timestamp is None or one.timestamp.year == 2026


def test_a_timestamp_that_is_no_file_is_none(tmp_path):
    (tmp_path / "time").write_text("2026-01-05 10:00:00 UTC")
    (hand_in(tmp_path, "ann") / "timestamp.txt").symlink_to(tmp_path / "time")
    os.mkfifo(hand_in(tmp_path, "bob") / "timestamp.txt")
    (hand_in(tmp_path, "cyd") / "timestamp.txt").mkdir()
    assert [one.timestamp for one in work_list(tmp_path, "a07").work] == [None] * 3


@pytest.mark.parametrize("name", ["..", ".", "", "a/b", "a\\b", "a\x00", "a\u200b", "x" * 201, "a ", "c:"])
def test_no_folder_elsewhere_can_be_a_learner(name):
    assert not is_learner_name(name)


def test_a_large_class_is_listed(tmp_path):
    for number in range(2_000):
        (tmp_path / "submitted" / f"s{number:05d}" / "a07").mkdir(parents=True)
    listed = work_list(tmp_path, "a07").work
    assert len(listed) == 2_000 and listed[77].learner == "s00077"
