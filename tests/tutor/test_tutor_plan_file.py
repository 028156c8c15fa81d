"""The file with the plan, and the outline: what is kept comes back, and what is damaged is kept aside and said."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.outline import Item, outline_text, read_outline
from tutor.plan_file import DAYS, EARLIEST, LATEST, WEEKDAY, WEEKEND, Kept, PlanFile

DAY = dt.date(2026, 12, 1)

names = st.text(max_size=6)
minutes = st.integers(0, 1440)
kept = st.builds(
    Kept,
    weekday=st.integers(1, 1440),
    weekend=minutes,
    days=st.integers(1, 3650),
    first=st.none() | st.dates(dt.date(EARLIEST, 1, 1), dt.date(LATEST, 12, 31)),
    core=st.booleans(),
    skipped=st.frozensets(names, max_size=3),
    done=st.dictionaries(names, st.dates(), max_size=3),
    planned=st.dictionaries(st.dates(), minutes, max_size=3),
)


@given(kept)
def test_what_is_kept_comes_back(tmp_path_factory, one):
    folder = tmp_path_factory.mktemp("plan")
    assert PlanFile(folder).write(one) == []
    assert PlanFile(folder).read() == (one, [])


def test_without_a_file_there_are_the_defaults(tmp_path):
    assert PlanFile(tmp_path).read() == (Kept(weekday=WEEKDAY, weekend=WEEKEND, days=DAYS), [])
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_already_is_not_written_again(tmp_path):
    file = PlanFile(tmp_path)
    file.write(Kept(weekday=45))
    before = file.path.stat().st_mtime_ns
    file.write(Kept(weekday=45))
    assert file.path.stat().st_mtime_ns == before and not file.copy.exists()


def values(**others: object) -> bytes:
    """A whole file, with some values that the kit would not write."""
    usual = {"weekday": 60, "weekend": 120, "days": 14, "first": None, "core": False}
    return json.dumps(usual | {"skipped": [], "done": {}, "planned": {}} | others).encode()


DAMAGED = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[]",
    b"{}",
    b'"text"',
    values(first="9999-12-31"),
    values(first="0001-01-01"),
    b"[" * 100_000,
]
EDITED = {
    "weekday": -1,
    "weekend": "120",
    "days": 0,
    "first": "1 December",
    "skipped": [3.4],
    "done": {"3.4": True},
    "planned": {"2026-12-01": None},
}


@pytest.mark.parametrize(
    "content",
    [*DAMAGED, *(values(**{key: value}) for key, value in EDITED.items())],
    ids=[*range(len(DAMAGED)), *EDITED],
)
def test_a_damaged_file_is_kept_aside_and_the_last_good_copy_comes_back(tmp_path, content):
    file = PlanFile(tmp_path)
    file.write(Kept(weekday=45, first=DAY))
    file.write(Kept(weekday=50, first=DAY))
    file.path.write_bytes(content)
    found, notes = file.read()
    assert found == Kept(weekday=45, first=DAY)
    assert [(note.key, note.fields) for note in notes] == [("plan-restored", {"file": "plan.json.damaged-1"})]
    assert (tmp_path / "plan.json.damaged-1").read_bytes() == content
    assert PlanFile(tmp_path).read() == (found, []), "it is said once"


def test_without_a_good_copy_there_are_the_defaults_and_that_is_said(tmp_path):
    file = PlanFile(tmp_path)
    for number in (1, 2):
        file.path.write_bytes(b"{")
        file.copy.write_bytes(b"also damaged")
        found, notes = file.read()
        assert found == Kept()
        assert [(note.key, note.fields["file"]) for note in notes] == [("plan-anew", f"plan.json.damaged-{number}")]
    assert (tmp_path / "plan.json.damaged-1").exists()


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path):
    (tmp_path / "file").touch()
    assert [note.key for note in PlanFile(tmp_path / "file").write(Kept())] == ["plan-unsaved"]


ITEMS = (
    Item("1.1", "lesson", "數一數訂單", "course/1.ipynb", 10, True),
    Item("a01", "assignment", "總額", "exercises/a01.ipynb", 20, False, ("1.1",), True),
)


def test_an_outline_comes_back(tmp_path):
    (tmp_path / "outline.json").write_text(outline_text(ITEMS), encoding="utf-8")
    assert read_outline(tmp_path) == ITEMS


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: rows[0].update(minutes=0),
        lambda rows: rows[0].update(minutes=True),
        lambda rows: rows[0].update(kind="film"),
        lambda rows: rows[0].update(title=None),
        lambda rows: rows[0].update(before="1.1"),
        lambda rows: rows[0].update(before=[1]),
        lambda rows: rows[0].pop("target"),
        lambda rows: rows.append(rows[0]),
    ],
)
def test_a_damaged_outline_is_none(tmp_path, spoil):
    values = json.loads(outline_text(ITEMS))
    spoil(values["items"])
    (tmp_path / "outline.json").write_text(json.dumps(values), encoding="utf-8")
    assert read_outline(tmp_path) == ()


def test_where_there_is_no_outline_there_is_none(tmp_path):
    assert read_outline(tmp_path) == ()
    (tmp_path / "outline.json").write_bytes(b"\xff{")
    assert read_outline(tmp_path) == ()
