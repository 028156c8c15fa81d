"""Several uploads of one learner: which one is graded, and that none is lost."""

from __future__ import annotations

import pytest
from sent import notebook, packed

from classroom.errors import KitError
from classroom.grading.alone import alone
from classroom.grading.attempts import Attempts
from classroom.grading.released import read_released
from classroom.grading.work_list import Work

NAME = "a01_totals.ipynb"
MOODLE = "陳美玲_1_assignsubmission_file_"


def day(number: int) -> tuple[int, ...]:
    """Ten in the morning of a day in March."""
    return (2026, 3, number, 10, 0, 0)


def attempts(room) -> Attempts:
    folder = room.folder.resolve()
    return Attempts(
        folder / "grading" / "a01" / "attempts", "s001", read_released(folder, "a01"), folder / "release" / "a01"
    )


def kept(room) -> list[bytes]:
    """The notebooks of the attempts, by number."""
    return [one.files[one.notebook] for one in attempts(room).all()]


def grade(room) -> None:
    """What grading does first: keep what lies there as an attempt."""
    attempts(room).keep(Work("s001", room.folder / "submitted" / "s001" / "a01"))


def send(room, text: str, number: int, name: str = "s001") -> None:
    """Somebody's upload of a day, in a download of its own."""
    packed(room.inbox / f"{number}-{text}.zip", {f"{name}_{number}.ipynb": notebook(text)}, day(number))


def written(room) -> dict[str, int]:
    """When each file of the class was written; but for the hold on it."""
    files = (path for path in room.folder.rglob("*") if path.is_file() and not path.name.startswith(".being"))
    return {str(path): path.stat().st_mtime_ns for path in files}


def actions(done) -> dict[str, str]:
    return {one.path.rsplit("_", 1)[-1].split(".")[0]: one.action for one in done.placed}


def test_the_newest_is_graded_and_the_others_are_attempts_before_it(room):
    for text, number in (("three", 9), ("one", 2), ("two", 5)):
        send(room, text, number)
    assert actions(room.collect()) == {"2": "attempt", "5": "attempt", "9": "new"}
    assert room.handed_in() == {"s001": {NAME: notebook("three")}}
    assert kept(room) == [notebook("one"), notebook("two")]
    assert room.time("s001").startswith("2026-03-09 02:00:00")
    grade(room)
    assert kept(room) == [notebook("one"), notebook("two"), notebook("three")]


def test_collecting_again_changes_nothing(room):
    for text, number in (("one", 2), ("two", 5)):
        send(room, text, number)
    room.collect()
    seen = written(room)
    assert actions(room.collect()) == {"2": "unchanged", "5": "unchanged"}
    assert written(room) == seen


def test_what_a_newer_upload_replaces_is_kept_before_it_was_graded(room):
    send(room, "one", 2)
    room.collect()
    send(room, "two", 5)
    assert actions(room.collect()) == {"2": "unchanged", "5": "newer"}
    assert room.handed_in() == {"s001": {NAME: notebook("two")}}
    assert kept(room) == [notebook("one")]
    (replaced,) = (room.folder / "replaced" / "s001" / "a01").iterdir()
    assert (replaced / NAME).read_bytes() == notebook("one")


def test_uploads_between_what_is_there_and_the_newest_are_attempts_between(room):
    send(room, "one", 2)
    room.collect()
    send(room, "two", 5)
    send(room, "three", 9)
    room.collect()
    assert kept(room) == [notebook("one"), notebook("two")]
    grade(room)
    assert kept(room) == [notebook("one"), notebook("two"), notebook("three")]


@pytest.mark.parametrize("graded", [False, True])
def test_an_older_upload_that_comes_later_does_not_replace(room, graded):
    send(room, "two", 5)
    room.collect()
    if graded:
        grade(room)
    send(room, "one", 2)
    assert actions(room.collect()) == {"2": "older" if graded else "attempt", "5": "unchanged"}
    assert room.handed_in() == {"s001": {NAME: notebook("two")}}
    grade(room)
    assert kept(room) == ([notebook("two")] if graded else [notebook("one"), notebook("two")])


def test_the_first_version_handed_in_again_is_the_newest(room):
    for text, number in (("one", 2), ("two", 5), ("one", 9)):
        send(room, text, number)
    assert actions(room.collect()) == {"2": "attempt", "5": "attempt", "9": "new"}
    assert room.handed_in() == {"s001": {NAME: notebook("one")}}
    assert set(actions(room.collect()).values()) == {"unchanged"}


def test_without_an_order_none_is_taken_until_one_is_named(room):
    sent = room.zip({"a/s001.ipynb": notebook("one"), "b/s001.ipynb": notebook("two")})
    done = room.collect(sent)
    assert [one.path for one in done.left] == ["a/s001.ipynb", "b/s001.ipynb"] and not room.handed_in()
    assert "which is the newest" in done.left[0].why
    done = room.collect(sent, settled={"b/s001.ipynb": "s001"})
    assert not done.left and [one.action for one in done.placed] == ["new", "set aside"]
    assert room.handed_in() == {"s001": {NAME: notebook("two")}}


def test_of_several_notebooks_in_a_learners_folder_the_newest_is_taken(room):
    for text, number in (("one", 2), ("two", 5)):
        packed(room.inbox / f"{text}.zip", {f"s001/{text}.ipynb": notebook(text), "s001/data.csv": b"1"}, day(number))
    assert not room.collect().left
    assert room.handed_in() == {"s001": {NAME: notebook("two"), "data.csv": b"1"}}
    both = {"s003/one.ipynb": notebook("one"), "s003/two.ipynb": notebook("two")}
    done = room.collect(room.zip(both))
    assert [one.path for one in done.left] == ["s003/one.ipynb", "s003/two.ipynb"]
    done = room.collect(room.zip({**both, f"s003/{NAME}": notebook("three")}))
    assert not done.left and room.handed_in()["s003"][NAME] == notebook("three")


def test_the_same_work_twice_is_one_upload(room):
    done = room.collect(room.zip({"a/s001.ipynb": notebook("one"), "b/s001.ipynb": notebook("one")}))
    assert not done.left and room.handed_in() == {"s001": {NAME: notebook("one")}}


def test_files_of_the_same_name_in_canvas_have_no_order(room):
    files = {f"leesean_88_1_{NAME}": notebook("one"), "leesean_88_2_a01_totals-1.ipynb": notebook("two")}
    done = room.collect(room.zip(files))
    assert len(done.left) == 2 and not room.handed_in()


def test_a_dry_run_says_the_same_and_writes_nothing(room):
    for text, number in (("one", 2), ("two", 5)):
        send(room, text, number)
    send(room, "six", 6, "nobody")
    before = sorted(room.folder.rglob("*"))
    dry = room.collect(dry=True)
    assert sorted(room.folder.rglob("*")) == before
    done = room.collect()
    assert (dry.placed, dry.left) == (done.placed, done.left)


def test_a_link_in_the_way_is_not_followed(room, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (room.folder / "submitted" / "s001").mkdir(parents=True)
    (room.folder / "submitted" / "s001" / "a01").symlink_to(tmp_path / "elsewhere")
    send(room, "one", 2)
    done = room.collect()
    assert "is a link" in done.left[0].why and not list((tmp_path / "elsewhere").iterdir())


def test_what_a_stopped_run_left_does_no_harm(room):
    half = room.folder / "submitted" / "s001" / ".a01.collecting"
    half.mkdir(parents=True)
    (half / NAME).write_bytes(b"half")
    send(room, "one", 2)
    room.collect()
    assert room.handed_in() == {"s001": {NAME: notebook("one")}} and not half.exists()


def test_nobody_collects_while_somebody_grades(room):
    send(room, "one", 2)
    with alone(room.folder), pytest.raises(KitError, match="being graded"):
        room.collect()
