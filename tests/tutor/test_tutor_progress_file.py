"""Progress is never half-written, a damaged file costs at most the last change, and a closed folder only the saving."""

from __future__ import annotations

import json

import pytest

from tutor import progress_file
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
