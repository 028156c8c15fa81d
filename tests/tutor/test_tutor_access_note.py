"""What is left of somebody's access: when something is said of it, and what."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tutor_tasks import visits

from tutor import check
from tutor.access_note import access_note, remaining

TAIPEI = ZoneInfo("Asia/Taipei")
END = dt.datetime(2026, 3, 15, 16, 0, tzinfo=dt.UTC)
"""Midnight in Taipei, at the end of 15 March."""

MOMENT = dt.timedelta(microseconds=1)

SAID = {
    "from": "2026-03-02T01:30:00+00:00",
    "until": END.isoformat(),
    "days": 14,
    "first_day": "2026-03-02",
    "zone": "Asia/Taipei",
}


def kit(folder: Path, content: object = SAID) -> Path:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / "access.json").write_text(text, encoding="utf-8")
    return folder


def before(**left: float) -> dt.datetime:
    return END - dt.timedelta(**left)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (before(days=1, seconds=1), ""),
        (before(days=1), "in 24 hours, at 24:00"),
        (before(hours=2), "in 2 hours"),
        (before(hours=1, seconds=1), "in 2 hours"),
        (before(hours=1), "in 60 minutes, at 24:00"),
        (before(minutes=10, seconds=1), "in 11 minutes"),
        (before(minutes=10), "in 10 minutes, at 24:00: save now"),
        (before(minutes=1, seconds=1), "in 2 minutes"),
        (before(minutes=1), "within a minute"),
        (before(microseconds=1), "within a minute"),
        (END, "has ended"),
        (END + dt.timedelta(days=400), "has ended"),
    ],
)
def test_what_is_said_with_how_much_left(tmp_path, now, said):
    note = access_note(kit(tmp_path), now, "en")
    assert said in note and bool(note) == bool(said)
    assert bool(access_note(tmp_path, now, "zh-Hant")) == bool(said)
    assert bool(access_note(tmp_path, now, "zh-Hans")) == bool(said)


def test_an_end_in_the_middle_of_a_day_has_its_own_time(tmp_path):
    kit(tmp_path, SAID | {"until": "2026-03-15T02:05:00+00:00"})
    assert "at 10:05" in access_note(tmp_path, dt.datetime(2026, 3, 15, 1, 55, 30, tzinfo=dt.UTC), "en")


def test_days_left_are_those_of_the_class_s_zone(tmp_path):
    found = remaining(kit(tmp_path), dt.datetime(2026, 3, 2, 15, 59, tzinfo=dt.UTC))
    assert (found.days, found.first_day, found.last_day) == (14, dt.date(2026, 3, 2), dt.date(2026, 3, 15))
    assert found.today == dt.date(2026, 3, 2) and found.days_left == 14  # 23:59 in Taipei
    assert remaining(tmp_path, dt.datetime(2026, 3, 2, 16, 0, tzinfo=dt.UTC)).days_left == 13
    assert remaining(tmp_path, before(microseconds=1)).days_left == 1
    assert remaining(tmp_path, END).days_left == 0 and remaining(tmp_path, END).ended


@given(
    st.sampled_from(["Asia/Taipei", "Europe/London", "America/New_York", "Pacific/Auckland"]),
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
    st.integers(1, 60),
    st.floats(0, 1, exclude_max=True),
)
def test_every_day_of_access_counts_once(tmp_path_factory, zone, first, days, part):
    """On the n-th of N days, N - n + 1 are left, whatever clocks do at their change."""
    tz = ZoneInfo(zone)

    def midnight(day: dt.date) -> dt.datetime:
        return dt.datetime(day.year, day.month, day.day, tzinfo=tz).astimezone(dt.UTC)

    until = midnight(first + dt.timedelta(days=days))
    said = {"until": until.isoformat(), "days": days, "first_day": first.isoformat(), "zone": zone}
    folder = kit(tmp_path_factory.mktemp("kit"), said)
    number = int(part * days)
    day = first + dt.timedelta(days=number)
    begins, ends = midnight(day), midnight(day + dt.timedelta(days=1))
    for now in (begins, min(begins + (ends - begins) * part, ends - MOMENT), ends - MOMENT):
        assert remaining(folder, now).days_left == days - number


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '"text"',
        "[" * 100_000,
        json.dumps(SAID)[:-9],
        SAID | {"until": "tomorrow"},
        SAID | {"until": "2026-03-15T16:00:00"},
        SAID | {"until": 17},
        SAID | {"days": "14"},
        SAID | {"days": True},
        SAID | {"days": 0},
        SAID | {"zone": "Moon/Sea"},
        SAID | {"zone": "../../etc/passwd"},
        SAID | {"zone": ""},
        SAID | {"zone": None},
        SAID | {"first_day": 3},
        {name: value for name, value in SAID.items() if name != "until"},
        SAID | {"until": "0001-01-01T00:00:00+00:00"},
    ],
)
def test_of_a_file_that_says_something_else_nothing_is_said(tmp_path, content):
    assert remaining(kit(tmp_path, content), before(minutes=5)) is None
    assert access_note(tmp_path, before(minutes=5), "en") == ""


def test_nothing_is_said_where_there_is_no_file(tmp_path):
    assert remaining(tmp_path, END) is None and access_note(tmp_path / "none", END, "en") == ""
    (tmp_path / "access.json").mkdir()
    assert remaining(tmp_path, END) is None


@pytest.mark.skipif(os.name != "posix", reason="pipes with names are Unix's")
def test_a_pipe_in_its_place_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / "access.json")
    assert remaining(tmp_path, END) is None


def test_every_check_says_it_and_no_run_of_nbgrader_does(workspace, monkeypatch):
    def noted() -> list[str]:
        return [one for one in check("a99.visits", {"visits": visits}).notes if "access" in one]

    assert noted() == []
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=7, seconds=30)
    kit(workspace / ".kit", SAID | {"until": soon.isoformat()})
    assert len(noted()) == 1 and "in 8 minutes" in noted()[0]
    for run_by in ("validate", "autograde"):
        monkeypatch.setenv("NBGRADER_EXECUTION", run_by)
        assert noted() == []
