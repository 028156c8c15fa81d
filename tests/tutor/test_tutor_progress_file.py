"""Progress is never half-written, a damaged file costs at most the last change, and a closed folder only the saving."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import threading

import pytest

from tutor import progress_file
from tutor.desk import after_attempt
from tutor.held_folder import held
from tutor.progress_file import Progress


@pytest.fixture
def progress(tmp_path):
    progress_file._unsaved.clear()
    return Progress(tmp_path / ".kit")


def done(entry):
    return entry | {"done": True}


def test_what_is_kept_is_there_again(progress):
    assert progress.tasks() == ({}, [])
    assert progress.change("a", done) == []
    assert Progress(progress.path.parent).entry("a") == {"done": True}
    assert progress.entry("b") == {}


def test_two_notebooks_do_not_undo_each_other(progress):
    other = Progress(progress.path.parent)
    progress.change("a", done)
    other.change("b", done)
    progress.change("c", done)
    assert set(other.tasks()[0]) == {"a", "b", "c"}


def test_nothing_else_is_left_in_the_folder(progress):
    for task in "abc":
        progress.change(task, done)
    assert sorted(path.name for path in progress.path.parent.iterdir()) == ["progress.json", "progress.json.bak"]


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff", b"[]", b'{"tasks": []}', b'{"tasks": {"a": 3}}', b"[" * 100_000]
)
def test_a_damaged_file_is_kept_aside_and_the_copy_restored(progress, damage):
    progress.change("a", done)
    progress.change("b", done)
    progress.path.write_bytes(damage)
    tasks, (note,) = progress.tasks()
    assert set(tasks) == {"a"}
    assert note.key == "restored"
    assert (progress.path.parent / note.fields["file"]).read_bytes() == damage
    assert progress.tasks() == (tasks, [])


def test_damaged_without_a_copy_begins_anew(progress):
    progress.change("a", done)
    progress.path.write_bytes(b"{")
    tasks, (note,) = progress.tasks()
    assert (tasks, note.key) == ({}, "started-anew")


def test_damaged_twice_keeps_both(progress):
    for damage in (b"one", b"two"):
        progress.change("a", done)
        progress.path.write_bytes(damage)
        progress.tasks()
    kept = sorted(path.read_bytes() for path in progress.path.parent.glob("*.damaged-*"))
    assert kept == [b"one", b"two"]


def test_a_damaged_file_never_becomes_the_copy(progress):
    progress.change("a", done)
    progress.path.write_bytes(b"{")
    progress.change("b", done)
    assert progress.copy.exists() is False or json.loads(progress.copy.read_bytes())["tasks"]


def test_where_nothing_can_be_written_it_says_so_and_goes_on(progress, monkeypatch):
    progress.change("a", done)
    with monkeypatch.context() as patch:
        patch.setattr(progress_file.tempfile, "mkstemp", _refuse)
        (note,) = progress.change("b", done)
        assert note.key == "unsaved"
        assert progress.entry("b") == {"done": True}, "remembered while the notebook is open"
    assert progress.change("c", done) == []
    assert set(json.loads(progress.path.read_text())["tasks"]) == {"a", "b", "c"}


def test_a_disk_that_is_full_leaves_the_old_file(progress, monkeypatch):
    progress.change("a", done)
    before = progress.path.read_bytes()
    monkeypatch.setattr(progress_file.os, "fdopen", _refuse)
    assert progress.change("b", done)[0].key == "unsaved"
    assert progress.path.read_bytes() == before
    assert not list(progress.path.parent.glob(".*"))


def _refuse(*_args, **_kwargs):
    raise OSError("no")


# Times and mistakes.

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def at(minutes: float):
    return NOON + dt.timedelta(minutes=minutes)


def test_every_attempt_is_kept_with_its_time_its_state_and_its_mistake():
    entry = after_attempt({}, "mistake", 0.0, "f1", at=at(0), mistake="rows", told={"en": ["You counted rows."]})
    entry = after_attempt(entry, "not attempted", 0.0, "f0", at=at(1))
    entry = after_attempt(entry, "error", 0.0, "f2", at=at(2))
    assert entry["tries"] == [
        {"at": "2026-03-02T12:00:00.000+00:00", "state": "mistake", "mistake": "rows", "print": "f1"},
        {"at": "2026-03-02T12:02:00.000+00:00", "state": "error", "print": "f2"},
    ]
    assert "done_at" not in entry and entry["last"] == {"mistake": "", "told": {}}
    entry = after_attempt(entry, "correct", 2.0, "f3", at=at(3.5))
    entry = after_attempt(entry, "correct", 2.0, "f3", at=at(9))
    assert (entry["done_at"], entry["changed"]) == ("2026-03-02T12:03:30.000+00:00", "2026-03-02T12:09:00.000+00:00")
    assert "last" not in entry and (entry["attempts"], len(entry["tries"])) == (4, 4)


def test_a_moment_is_kept_in_utc_wherever_it_was():
    taipei = dt.timezone(dt.timedelta(hours=8))
    entry = after_attempt({}, "wrong", 0.0, "f1", at=dt.datetime(2026, 3, 2, 20, 0, tzinfo=taipei))
    assert entry["tries"][0]["at"] == "2026-03-02T12:00:00.000+00:00"


def test_only_the_latest_attempts_keep_their_times_and_all_are_counted():
    entry = {}
    for number in range(80):
        entry = after_attempt(entry, "wrong", 0.0, f"f{number}", at=at(number))
    assert (entry["attempts"], len(entry["wrong"]), len(entry["tries"])) == (80, 80, 50)
    assert [one["print"] for one in entry["tries"]] == [f"f{number}" for number in range(30, 80)]


def test_a_clock_that_is_set_back_loses_nothing():
    entry = after_attempt({}, "wrong", 0.0, "f1", at=at(60))
    entry = after_attempt(entry, "wrong", 0.0, "f2", at=at(0))
    assert (entry["attempts"], entry["wrong"]) == (2, ["f1", "f2"])
    assert entry["changed"] == "2026-03-02T13:00:00.000+00:00", "what was changed later never looks older"


def test_a_file_without_times_is_read_and_gets_them(progress):
    old = {"attempts": 3, "done": False, "hints": 1, "points": 0.5, "state": "partial", "wrong": ["aa", "bb"]}
    progress.path.parent.mkdir()
    progress.path.write_text(json.dumps({"format": 1, "tasks": {"a": old}}), encoding="utf-8")
    assert progress.tasks() == ({"a": old}, [])
    assert progress.change("a", lambda entry: after_attempt(entry, "correct", 2.0, "cc", at=at(0))) == []
    kept = progress.entry("a")
    assert (kept["attempts"], kept["wrong"], kept["hints"], kept["done"]) == (4, ["aa", "bb"], 1, True)
    assert json.loads(progress.path.read_text())["format"] == 2


def test_what_another_version_keeps_stays(progress):
    progress.change("a", lambda entry: entry | {"mood": {"level": [1, 2]}})
    progress.change("a", done)
    assert progress.entry("a") == {"mood": {"level": [1, 2]}, "done": True}


# Edited by hand.

EDITED = [
    {"attempts": -1},
    {"attempts": "3"},
    {"attempts": True},
    {"attempts": 10**9},
    {"points": -0.5},
    {"points": "all"},
    {"points": float("nan")},
    {"points": float("inf")},
    {"done": "yes"},
    {"done": 1},
    {"hints": 1.5},
    {"state": "brilliant"},
    {"wrong": "aa"},
    {"wrong": [1]},
    {"revealed": "no"},
    {"done_at": "yesterday"},
    {"done_at": "2026-03-02"},
    {"done_at": "2026-03-02T12:00:00.000"},
    {"done_at": "2026-03-02T20:00:00.000+08:00"},
    {"changed": "2026-03-04T12:00:00.001+00:00"},
    {"tries": {}},
    {"tries": [{"state": "wrong"}]},
    {"tries": [{"at": "2026-03-02T12:00:00.000+00:00", "state": "superb"}]},
    {"tries": [{"at": "2999-03-02T12:00:00.000+00:00", "state": "wrong"}]},
    {"reviews": [{"at": "2026-03-02T12:00:00.000+00:00", "day": "today", "right": True}]},
    {"reviews": [{"at": "2026-03-02T12:00:00.000+00:00", "day": "2026-03-02", "right": 1}]},
    {"last": {"mistake": 3}},
    {"last": {"told": {"en": "why"}}},
    {"answer": {"a": 1}},
    {"answer": [["a"]]},
    {"earlier": [3]},
    {"mood": [[[[[[[[[[1]]]]]]]]]]},
]


@pytest.mark.parametrize("edited", EDITED, ids=str)
def test_a_file_that_was_edited_into_what_is_never_written_is_kept_aside_and_the_copy_restored(tmp_path, edited):
    progress = Progress(tmp_path, clock=lambda: NOON)
    progress.change("a", done)
    progress.change("b", done)
    damage = json.dumps({"format": 2, "tasks": {"a": {"done": True}, "b": edited}}).encode()
    progress.path.write_bytes(damage)
    tasks, (note,) = progress.tasks()
    assert (tasks, note.key) == ({"a": {"done": True}}, "restored")
    assert (tmp_path / note.fields["file"]).read_bytes() == damage
    assert progress.tasks() == (tasks, []), "it is said once"


def test_whoever_looks_first_at_one_entry_is_told_with_the_next_change(progress):
    for task in "ab":
        progress.change(task, done)
    progress.path.write_bytes(b"{")
    assert progress.entry("a") == {"done": True}
    (note,) = progress.change("c", done)
    assert note.key == "restored" and progress.change("d", done) == []


def test_a_change_of_an_edited_file_goes_on_from_the_good_copy(progress):
    progress.change("a", done)
    progress.change("b", done)
    progress.path.write_text('{"tasks": {"a": {"attempts": -3}}}', encoding="utf-8")
    (note,) = progress.change("c", done)
    assert note.key == "restored" and set(progress.tasks()[0]) == {"a", "c"}


@pytest.mark.parametrize("edited", EDITED, ids=str)
def test_where_there_is_no_good_copy_what_can_be_read_is_kept(tmp_path, edited):
    progress = Progress(tmp_path, clock=lambda: NOON)
    entry = {"attempts": 4, "done": True, "wrong": ["aa"]} | edited
    progress.path.write_text(json.dumps({"tasks": {"a": entry, "b": {"done": True}, "c": 3}}), encoding="utf-8")
    tasks, (note,) = progress.tasks()
    (name,) = edited
    rest = {"attempts": 4, "done": True, "wrong": ["aa"]}
    assert note.key == "mended" and tasks["b"] == {"done": True} and "c" not in tasks
    assert tasks["a"] == {field: value for field, value in rest.items() if field != name}
    assert progress.tasks() == (tasks, [])


def test_a_clock_that_was_ahead_and_is_right_again_costs_the_times_and_no_more(tmp_path):
    ahead = Progress(tmp_path, clock=lambda: at(60 * 24 * 30))
    for number in range(3):
        moment = at(60 * 24 * 30 + number)
        ahead.change("a", lambda entry, moment=moment: after_attempt(entry, "wrong", 0.0, "f", at=moment))
    right = Progress(tmp_path, clock=lambda: NOON)
    tasks, (note,) = right.tasks()
    assert note.key == "mended" and tasks["a"]["attempts"] == 3 and "tries" not in tasks["a"]


def test_half_a_character_can_be_kept(progress):
    progress.path.parent.mkdir()
    progress.path.write_text('{"tasks": {"a": {"answer": "\\ud800"}}}', encoding="utf-8")
    assert progress.change("b", done) == []
    assert progress.entry("a") == {"answer": "\ud800"}


# Several at once.

WRITER = """
import sys
from pathlib import Path
from tutor.progress_file import Progress

progress = Progress(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    notes = progress.change("shared", lambda entry: entry | {"attempts": entry.get("attempts", 0) + 1})
    notes += progress.change(f"{sys.argv[2]}-{number}", lambda entry: entry | {"done": True})
    assert not notes, notes
"""


def test_notebooks_that_write_at_the_same_time_lose_nothing(tmp_path):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name, "40"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "pqr"
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    for writer in writers:
        writer.stdin.close()
        writer.stdout.close()
    tasks, notes = Progress(tmp_path).tasks()
    assert notes == [] and tasks["shared"]["attempts"] == 120 and len(tasks) == 1 + 120


def test_two_notebooks_that_find_the_same_damage_restore_it_once(progress):
    for task in "ab":
        progress.change(task, done)
    progress.path.write_bytes(b"{")
    others = [Progress(progress.path.parent) for _ in range(4)]
    found = []
    threads = [threading.Thread(target=lambda one=one: found.append(one.tasks())) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [tasks for tasks, _ in found] == [{"a": {"done": True}}] * 4
    assert sum(len(notes) for _, notes in found) == 1
    assert [path.read_bytes() for path in progress.path.parent.glob("*.damaged-*")] == [b"{"]


def test_a_folder_is_held_by_one_and_let_go_again(tmp_path):
    with held(tmp_path) as first, held(tmp_path, seconds=0) as second:
        assert (first, second) == (True, False)
    with held(tmp_path, seconds=0) as again:
        assert again
    with held(tmp_path / "nowhere") as never:
        assert never is False
    assert list(tmp_path.iterdir()) == []
