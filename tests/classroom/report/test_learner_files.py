"""Learners' records as they may come: honest, damaged, hostile, linked, or too large."""

from __future__ import annotations

import json
import os

import pytest
from report_class import write_record

import solutions
from classroom.report.learner_files import (
    LARGEST,
    TaskEntry,
    entries,
    latest,
    learners_below,
    read_below,
    read_record,
)
from tutor.progress_file import Progress

WRONG = "0123456789abcdef"


def test_what_the_kit_writes_is_read_back(tmp_path):
    progress = Progress(tmp_path / "s1" / ".kit")
    progress.change(
        "7.1.first", lambda entry: entry | {"state": "correct", "attempts": 2, "done": True, "wrong": [WRONG]}
    )
    progress.change(
        "7.1.second", lambda entry: entry | {"state": "wrong", "attempts": 1, "done": False, "wrong": [WRONG]}
    )
    progress.change("7.1.first", lambda entry: entry | {"attempts": 3})
    places = learners_below(tmp_path)
    assert places == {"s1": [("s1", ".kit")]}
    record = read_record(tmp_path, places["s1"])
    assert record.tasks == {
        "7.1.first": TaskEntry(state="correct", attempts=3, done=True, wrong=(WRONG,)),
        "7.1.second": TaskEntry(state="wrong", attempts=1, done=False, wrong=(WRONG,)),
    }
    assert record.latest == "7.1.first"
    assert record.changed == (tmp_path / "s1" / ".kit" / "progress.json").stat().st_mtime


DONE, BEGUN = {"attempts": 1, "done": True}, {"attempts": 1}


@pytest.mark.parametrize(
    ("tasks", "before", "task"),
    [
        ({"1.1.a": DONE, "1.2.b": BEGUN, "2.1.c": DONE}, None, "1.2.b"),
        ({"1.10.a": DONE, "1.2.b": DONE}, None, "1.10.a"),
        ({"1.10.a": DONE, "a02.b": DONE, "a01.c": DONE}, None, "a02.b"),
        ({}, None, ""),
        ({"1.1.a": DONE | {"hints": 1}, "1.2.b": BEGUN}, {"1.1.a": DONE, "1.2.b": BEGUN}, "1.1.a"),
        ({"1.1.a": DONE, "1.2.b": BEGUN}, {"1.2.b": BEGUN}, "1.1.a"),
        ({"1.1.a": DONE, "1.2.b": BEGUN}, {"9.9.z": BEGUN}, "1.2.b"),
    ],
)
def test_the_latest_task_is_otherwise_than_in_the_copy_or_else_begun(tasks, before, task):
    copy = b"" if before is None else json.dumps({"tasks": before}).encode()
    assert latest(json.dumps({"tasks": tasks}).encode(), copy) == task


def test_of_two_workspaces_the_one_that_changed_later_says_where_somebody_is(tmp_path):
    write_record(tmp_path / "s1" / "en" / ".kit", {"1.1.a": {"state": "wrong", "attempts": 1}}, at=2000)
    write_record(tmp_path / "s1" / "zh-Hant" / ".kit", {"1.2.b": {"attempts": 1}, "1.1.a": {"attempts": 9}}, at=1000)
    record = read_record(tmp_path, learners_below(tmp_path)["s1"])
    assert (record.latest, record.changed) == ("1.1.a", 2000)
    assert record.tasks["1.1.a"].attempts == 1
    assert set(record.tasks) == {"1.1.a", "1.2.b"}


def test_every_task_of_the_course_is_known_by_its_id():
    ids = [task.id for name in solutions.names() for task in solutions.records(name).TASKS]
    found = entries(json.dumps({"tasks": {one: {"attempts": 1} for one in ids}}).encode())
    assert set(found) == set(ids)


def test_what_has_not_changed_is_not_read_again(tmp_path):
    path = write_record(tmp_path / "s1" / ".kit", {"1.1.a": {"attempts": 1}}, at=1000)
    kept = {}
    places = [("s1", ".kit")]
    first = read_record(tmp_path, places, kept)
    assert read_record(tmp_path, places, kept).tasks["1.1.a"] is first.tasks["1.1.a"]
    write_record(path.parent, {"1.1.a": {"attempts": 2}}, at=1001)
    assert read_record(tmp_path, places, kept).tasks["1.1.a"].attempts == 2
    path.unlink()
    assert read_record(tmp_path, places, kept).changed is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"tasks": 3}',
        b'{"tasks": ["1.1.a"]}',
        b'{"tasks": {"1.1.a": "x"}}',
        b'{"tasks": {"<script>": {}, "../../x": {}, "1.1.A": {}, "": {}}}',
        b"[" * 100_000,
        b'{"tasks": ' + b"[" * 100_000,
    ],
)
def test_what_is_no_record_is_an_empty_one(data):
    assert entries(data) == {}


def test_what_has_another_form_is_passed_over_piece_by_piece():
    tasks = {
        "1.1.a": {"state": "<b>", "attempts": "3", "done": 1, "wrong": "x"},
        "1.1.b": {"state": ["wrong"], "attempts": True, "wrong": [1, WRONG, "<img>", WRONG * 2]},
        "1.1.c": {"state": "wrong", "attempts": -1},
        "1.1.d": {"state": "wrong", "attempts": 10**30},
        "1.1.e": {"state": "wrong", "attempts": 4, "done": True, "more": {"deep": []}},
    }
    found = entries(json.dumps({"tasks": tasks}).encode())
    assert found["1.1.a"] == TaskEntry()
    assert found["1.1.b"] == TaskEntry(wrong=(WRONG,))
    assert found["1.1.c"] == found["1.1.d"] == TaskEntry(state="wrong")
    assert found["1.1.e"] == TaskEntry(state="wrong", attempts=4, done=True)


def test_half_a_file_costs_nothing_but_itself(tmp_path):
    whole = json.dumps({"tasks": {"1.1.a": {"attempts": 1}}})
    path = write_record(tmp_path / "s1" / ".kit", {}, at=1000)
    path.write_text(whole[: len(whole) // 2], encoding="utf-8")
    record = read_record(tmp_path, [("s1", ".kit")])
    assert record.tasks == {}
    assert record.changed is not None


def test_links_are_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    secret = write_record(elsewhere / ".kit", {"1.1.secret": {"attempts": 1}}, at=1000)
    homes = tmp_path / "homes"
    (homes / "s1").mkdir(parents=True)
    (homes / "s1" / ".kit").symlink_to(elsewhere / ".kit", target_is_directory=True)
    (homes / "s2").symlink_to(elsewhere, target_is_directory=True)
    (homes / "s3" / ".kit").mkdir(parents=True)
    (homes / "s3" / ".kit" / "progress.json").symlink_to(secret)
    assert learners_below(homes) == {"s3": [("s3", ".kit")]}
    assert read_record(homes, [("s3", ".kit")]).tasks == {}
    assert read_below(homes, ("s1", ".kit", "progress.json")) is None  # exchanged after it was found
    assert read_below(homes, ("s2", ".kit", "progress.json")) is None


def test_a_pipe_and_a_large_file_are_not_read(tmp_path):
    (tmp_path / "s1").mkdir()
    os.mkfifo(tmp_path / "s1" / "pipe")
    assert read_below(tmp_path, ("s1", "pipe")) is None
    with (tmp_path / "s1" / "large").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert read_below(tmp_path, ("s1", "large")) is None
    assert read_below(tmp_path, ("s1",)) is None
    assert read_below(tmp_path, ("s1", "not-there")) is None


def test_a_workspace_is_found_below_and_not_too_deep(tmp_path):
    write_record(tmp_path / "s1" / "work" / "en" / ".kit", {}, at=1)
    write_record(tmp_path / "s2" / "1" / "2" / "3" / "4" / "5" / ".kit", {}, at=1)
    write_record(tmp_path / ".hidden" / ".kit", {}, at=1)
    write_record(tmp_path / "s3" / ".cache" / ".kit", {}, at=1)
    (tmp_path / "s4").mkdir()
    (tmp_path / "odd\u202ename" / ".kit").mkdir(parents=True)
    assert learners_below(tmp_path) == {"s1": [("s1", "work", "en", ".kit")]}
    assert learners_below(tmp_path / "not-there") == {}


def test_somebody_with_thousands_of_folders_holds_nobody_up(tmp_path):
    for number in range(600):
        (tmp_path / "s1" / f"{number:03d}").mkdir(parents=True)
    write_record(tmp_path / "s1" / "599" / ".kit", {}, at=1)
    write_record(tmp_path / "s2" / ".kit", {}, at=1)
    assert learners_below(tmp_path) == {"s2": [("s2", ".kit")]}
