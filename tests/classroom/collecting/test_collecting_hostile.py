"""Zips and files that were made to do harm, or are broken: each is named, and the others are collected."""

from __future__ import annotations

import io
import os
import stat
import zipfile

import pytest
from sent import TEN, notebook, packed

from classroom.collecting import entries
from classroom.errors import KitError

NAME = "a01_totals.ipynb"


def _zip(*members: tuple[str, bytes, int]) -> bytes:
    """A zip with members of some Unix mode."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data, mode in members:
            one = zipfile.ZipInfo(name, TEN)
            one.external_attr, one.create_system = mode << 16, 3
            one.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(one, data)
    return target.getvalue()


def _everything(folder) -> set[str]:
    return {str(path) for path in folder.rglob("*")}


@pytest.mark.parametrize(
    "name",
    ["../s001.ipynb", "/tmp/s001.ipynb", "a/../../s001.ipynb", "..\\s001.ipynb", "C:\\s001.ipynb", "\\s001.ipynb"],
)
def test_a_path_that_leads_out_is_taken_nowhere(room, tmp_path, name):
    before = _everything(tmp_path)
    sent = room.inbox / "sent.zip"
    sent.write_bytes(_zip((name, notebook("evil"), 0o100644), ("s002.ipynb", notebook("two"), 0o100644)))
    done = room.collect(sent)
    assert "leads out" in done.left[0].why and set(room.handed_in()) == {"s002"}
    made = _everything(tmp_path) - before - {str(sent)}
    assert all(path.startswith(str(room.folder)) for path in made)


def test_links_are_not_followed(room, tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(notebook("secret"))
    (room.inbox / "s001.ipynb").symlink_to(secret)
    (room.inbox / "s003").symlink_to(tmp_path)
    (room.inbox / "s002.zip").write_bytes(_zip((NAME, str(secret).encode(), stat.S_IFLNK | 0o777)))
    done = room.collect()
    assert room.handed_in() == {}
    assert [one.why for one in done.left if "is a link" in one.why]


def test_a_pipe_is_not_waited_for(room):
    os.mkfifo(room.inbox / "s001.ipynb")
    assert "no plain file" in room.collect().left[0].why


def test_zips_in_zips_end_somewhere(room):
    data = notebook("deep")
    name = NAME
    for _ in range(5):
        data = _zip((name, data, 0o100644))
        name = "more.zip"
    room.put("s001.zip", data)
    room.put("s002.ipynb", notebook("two"))
    done = room.collect()
    assert "too many zips" in done.left[0].why and set(room.handed_in()) == {"s002"}


def test_what_comes_to_too_much_is_not_unpacked(room, monkeypatch):
    monkeypatch.setattr(entries, "LARGEST_INSIDE", 1_000_000)
    room.put("s001.zip", _zip((NAME, b"0" * 2_000_000, 0o100644)))
    room.put("s002.zip", _zip(*((f"{number}.txt", b"", 0o100644) for number in range(entries.MOST_INSIDE + 1))))
    room.put("s003.ipynb", b"0" * 20_000_001)
    why = sorted(one.why for one in room.collect().left)
    assert [text.split(",")[0] for text in why] == [
        "comes to more than 1 MB",
        "holds more than 2",
        "is larger than 20 MB",
    ]
    assert room.handed_in() == {}


def test_a_size_that_is_not_true_does_not_help(room):
    """A member says that it is small, and is not: what is read is what it says, and that is found to be damaged."""
    data = bytearray(_zip((NAME, b"0" * 500_000, 0o100644)))
    for at in (data.rindex(b"PK\x01\x02") + 24, 22):
        data[at : at + 4] = (10).to_bytes(4, "little")
    room.put("s001.zip", bytes(data))
    room.put("s002.ipynb", notebook("two"))
    done = room.collect()
    assert len(done.left) == 1 and set(room.handed_in()) == {"s002"}


def test_broken_and_locked_zips_are_named(room):
    good = _zip((NAME, notebook("one"), 0o100644))
    room.put("s001.zip", good[: len(good) // 2])
    locked = bytearray(good)
    for at in (6, good.rindex(b"PK\x01\x02") + 8):
        locked[at] |= 1
    room.put("s002.zip", bytes(locked))
    spoiled = bytearray(good)
    spoiled[len(good) // 3] ^= 0xFF
    room.put("s003.zip", bytes(spoiled))
    why = {one.path.split("/")[0]: one.why for one in room.collect().left}
    assert "no zip" in why["s001.zip"] and "password" in why["s002.zip"] and "damaged" in why["s003.zip"]
    assert room.handed_in() == {}


def test_a_learners_zip_cannot_speak_for_somebody_else(room):
    inner = packed(room.inbox / "inner", {f"Sean Lee_2_assignsubmission_file_/{NAME}": notebook("forged")})
    data = inner.read_bytes()
    inner.unlink()
    room.put("s001.zip", data)
    room.collect()
    assert set(room.handed_in()) == {"s001"}


def test_names_of_old_zips_are_read_as_the_classs_computers_write_them(room):
    stored = _zip(("XXXX_1_assignsubmission_file_/a.ipynb", notebook("one"), 0o100644))
    room.put("old.zip", stored.replace(b"XXXX", "王小".encode("cp950")).replace(b"_1_", b"_9_"))
    assert room.collect().left[0].path.startswith("old/王小_9_")


def test_names_that_no_file_can_have_are_changed_and_files_stay_apart(room):
    files = {f"s001/{name}": name.encode() for name in ("a?.csv", "a*.csv", "表" * 200 + ".csv", "A_.csv")}
    room.collect(room.zip({**files, f"s001/{NAME}": notebook()}))
    there = room.handed_in()["s001"]
    assert sorted(data for name, data in there.items() if name != NAME) == sorted(files[one] for one in files)
    assert all(len(name.encode()) <= 255 for name in there)


@pytest.mark.parametrize(
    "case", ["missing", "text", "class", "above", "assignment", "release", "roster", "nobody", "path"]
)
def test_what_cannot_be_collected_is_said_in_one_sentence(room, case):
    room.put("s001.ipynb", notebook())
    place, options, says = room.inbox, {}, ""
    if case == "missing":
        place, says = room.inbox / "not-there", "nothing at"
    elif case == "text":
        place, says = room.put("notes.txt", b"x"), "neither a folder nor a zip"
    elif case == "class":
        place, says = room.folder / "submitted", "class's own folder"
        place.mkdir()
    elif case == "above":
        place, says = room.folder.parent, "class's own folder"
    elif case == "release":
        (room.folder / "release" / "a01" / NAME).unlink()
        says = "was not released"
    elif case == "roster":
        (room.folder / "roster.csv").unlink()
        says = "classroom roster FILE"
    elif case == "nobody":
        options, says = {"settled": {"s001.ipynb": "s999"}}, "s999 is not on the roster"
    elif case == "path":
        options, says = {"settled": {"other.ipynb": "s001"}}, "no upload 'other.ipynb'"
    elif case == "assignment":
        from classroom.collecting.collect import collect

        with pytest.raises(KitError, match="no assignment 'a99'"):
            collect(room.folder, "a99", place, source=room.source)
        return
    with pytest.raises(KitError, match=says):
        room.collect(place, **options)
    assert room.handed_in() == {}


def test_files_in_each_others_way_stop_nobody(room):
    """A file where another one has a folder, and paths longer than a system takes."""
    deep = "/".join(["folder"] * 400)
    files = {NAME: notebook("one"), "a": b"1", "a/b.csv": b"2", "A": b"3", f"{deep}/c.csv": b"4"}
    room.put("s001.zip", _zip(*((name, data, 0o100644) for name, data in files.items())))
    room.put("s002.ipynb", notebook("two"))
    done = room.collect()
    there = room.handed_in()
    assert set(there) == {"s001", "s002"} and there["s001"] == {NAME: notebook("one"), "A": b"3", "a-2": b"1"}
    assert done.dropped == 2 and not done.left


def test_a_notebook_deeper_than_the_grader_looks_is_lifted(room):
    room.put("s001.zip", _zip((f"a/b/c/d/e/f/{NAME}", notebook("one"), 0o100644), ("data.csv", b"1", 0o100644)))
    room.collect()
    assert room.handed_in() == {"s001": {NAME: notebook("one"), "data.csv": b"1"}}


@pytest.mark.parametrize("name", ["_1" * 30_000, "a" * 60_000, "a_1_" * 15_000, "a/" * 30_000 + "b", "陳 " * 15_000])
def test_names_longer_than_any_file_has_stop_nobody(room, name):
    done = room.collect(room.zip({f"{name}.ipynb": notebook("one"), "s002.ipynb": notebook("two")}))
    assert "longer name" in done.left[0].why and set(room.handed_in()) == {"s002"}


def test_a_learner_does_not_set_the_time(room):
    """What a zip says that a learner has made is the learner's word; what the platform's zip says of it is not."""
    inner = packed(room.inbox / "inner", {NAME: notebook("one")}, (2020, 1, 1, 0, 0, 0)).read_bytes()
    room.collect(room.zip({"陳美玲_1_assignsubmission_file_/mine.zip": inner}))
    assert room.time("s001") == "2026-03-05 02:00:00.000000 UTC"
