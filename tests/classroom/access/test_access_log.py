"""The log of access: nothing that was written is lost, whoever else writes and whatever stops."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import textwrap
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.access.events import Event, from_plain, to_plain
from classroom.access.log import change_log, is_set_back, log_path, present, read_log
from classroom.errors import KitError

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def paused(learner: str = "amy", at: dt.datetime = NOON) -> Event:
    return Event(at=at, what="paused", learner=learner)


def add(folder, *events: Event, clock: dt.datetime = NOON):
    return change_log(folder, clock, lambda log, now: events)


def test_a_class_in_which_nothing_happened(tmp_path):
    log = read_log(tmp_path)
    assert log.events == () and log.learners == () and log.of("amy") == ()
    assert present(log, NOON) == NOON and not is_set_back(log, dt.datetime.min.replace(tzinfo=dt.UTC))
    assert not log_path(tmp_path).exists()


def test_what_is_written_is_read(tmp_path):
    _, first = add(tmp_path, paused(), paused("bob"))
    log, second = add(tmp_path, replace(paused(), what="resumed", why='"quoted"\nand 中文'), clock=NOON + MINUTE)
    assert read_log(tmp_path).events == (*first, *second) == log.events
    assert log.learners == ("amy", "bob") and [event.what for event in log.of("amy")] == ["paused", "resumed"]
    assert log_path(tmp_path).stat().st_mode & 0o077 == 0 and log_path(tmp_path).parent.stat().st_mode & 0o077 == 0


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(
    events=st.lists(
        st.builds(
            Event,
            at=st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1), timezones=st.timezones()),
            what=st.sampled_from(["ordered", "notified", "extended", "paused", "resumed", "revoked", "voucher"]),
            learner=TEXTS,
            order=TEXTS,
            ticket=st.sampled_from(["", "single", "group", "voucher", "granted"]),
            plan=TEXTS,
            days=st.integers(0, 99_999),
            day=st.none() | st.dates(),
            code=TEXTS,
            email=TEXTS,
            by=TEXTS,
            why=TEXTS,
        ),
        max_size=6,
    )
)
def test_any_event_comes_back_and_times_never_go_back(tmp_path_factory, events):
    folder = tmp_path_factory.mktemp("class")
    _, added = change_log(folder, dt.datetime(2030, 1, 1, tzinfo=dt.UTC), lambda log, now: events)
    assert read_log(folder).events == added
    assert [replace(one, at=NOON) for one in added] == [replace(one, at=NOON) for one in events]
    times = [one.at for one in added]
    assert times == sorted(times)
    assert all(from_plain(to_plain(one)) == one for one in added)


def test_signs_that_no_text_has_are_written_as_question_marks(tmp_path):
    add(tmp_path, replace(paused(), why="sorry\udce9"))
    assert read_log(tmp_path).events[0].why == "sorry?"


def test_what_could_not_be_read_again_is_not_written(tmp_path):
    add(tmp_path, paused())
    with pytest.raises(ValueError, match="no number of days"):
        add(tmp_path, paused(), replace(paused(), days=100_000))
    assert len(read_log(tmp_path).events) == 1


@pytest.mark.parametrize("cut", [1, 20, -1])
def test_half_a_last_line_says_nothing_and_is_written_over(tmp_path, cut):
    add(tmp_path, paused(), paused("bob"))
    whole = log_path(tmp_path).read_bytes()
    first = whole.index(b"\n") + 1
    log_path(tmp_path).write_bytes(whole[: first + cut] if cut > 0 else whole[:cut])
    assert read_log(tmp_path).learners == ("amy",)
    add(tmp_path, paused("cleo"))
    assert read_log(tmp_path).learners == ("amy", "cleo")
    assert log_path(tmp_path).read_bytes().count(b"\n") == 2


@pytest.mark.parametrize(
    "line",
    [
        "",
        "no JSON",
        "[]",
        '"paused"',
        '{"what": "paused"}',
        '{"at": "2026-03-02T12:00:00", "what": "paused"}',  # without a time zone
        '{"at": "2026-03-02T12:00:00+00:00", "what": "opened"}',
        '{"at": "2026-03-02T12:00:00+00:00", "what": "extended", "days": -1}',
        '{"at": "2026-03-02T12:00:00+00:00", "what": "extended", "days": true}',
        '{"at": "2026-03-02T12:00:00+00:00", "what": "extended", "days": 1.5}',
        '{"at": "2026-03-02T12:00:00+00:00", "what": "ordered", "day": "tomorrow"}',
        '{"at": "2026-03-02T12:00:00+00:00", "what": "ordered", "ticket": "gold"}',
        '{"at": "2026-03-02T12:00:00+00:00", "what": "paused", "learner": 7}',
        '{"at": "2026-03-02T12:00:00+00:00", "what": "paused", "more": ""}',
        "[" * 100_000,
    ],
)
def test_a_damaged_line_is_named_and_nothing_is_added_after_it(tmp_path, line):
    add(tmp_path, paused())
    with log_path(tmp_path).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    add_line = log_path(tmp_path).read_bytes()
    for attempt in (lambda: read_log(tmp_path), lambda: add(tmp_path, paused("bob"))):
        with pytest.raises(KitError, match=r"log\.jsonl, line 2: .* a backup"):
            attempt()
    assert log_path(tmp_path).read_bytes() == add_line


def test_a_clock_that_was_set_back_gains_nobody_time(tmp_path):
    log, _ = add(tmp_path, paused())
    late = NOON - dt.timedelta(hours=3)
    assert present(log, late) == NOON and is_set_back(log, late)
    with pytest.raises(KitError, match=r"clock says 2026-03-02 09:00 UTC, but .* happened at 2026-03-02 12:00 UTC"):
        add(tmp_path, paused("bob"), clock=late)
    assert read_log(tmp_path).learners == ("amy",)
    # Two machines' clocks differ by seconds: that stops nobody, and the order of times is kept.
    _, added = add(tmp_path, paused("bob", NOON - MINUTE), clock=NOON - MINUTE)
    assert added[0].at == NOON and not is_set_back(log, NOON - MINUTE)


def test_what_is_raised_while_events_are_made_adds_nothing(tmp_path):
    add(tmp_path, paused())

    def make(log, now):
        yield paused("bob")
        raise KitError("Not this one.")

    with pytest.raises(KitError, match="Not this one"):
        change_log(tmp_path, NOON, make)
    assert read_log(tmp_path).learners == ("amy",)


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "access").write_text("a file in the way")
    with pytest.raises(KitError, match="cannot be written"):
        add(tmp_path, paused())
    with pytest.raises(KitError, match="cannot be read"):
        read_log(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can write for others")
def test_what_root_writes_belongs_to_whom_the_class_belongs_to(tmp_path):
    os.chown(tmp_path, 12345, 54321)
    add(tmp_path, paused())
    for path in (log_path(tmp_path), log_path(tmp_path).parent):
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)


WRITER = """
    import datetime as dt, sys
    from pathlib import Path
    from classroom.access.events import Event
    from classroom.access.log import change_log

    folder, name = Path(sys.argv[1]), sys.argv[2]
    print("ready", flush=True)
    sys.stdin.readline()

    def make(log, now):
        # What is counted in the log must not change until it is written.
        return [Event(at=now, what="paused", learner=name, why=str(len(log.events)))] * 2

    for _ in range(40):
        change_log(folder, dt.datetime.now(dt.UTC), make)
"""


def test_two_processes_write_at_the_same_time(tmp_path):
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writers = [subprocess.Popen([*command, name], **pipes) for name in ("amy", "bob")]
    for one in writers:
        assert one.stdout.readline() == "ready\n"
    for one in writers:
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in writers:
        one.communicate(timeout=60)
        assert one.returncode == 0
    events = read_log(tmp_path).events
    assert [event.why for event in events] == [str(2 * (place // 2)) for place in range(160)]
    assert sorted(event.learner for event in events) == ["amy"] * 80 + ["bob"] * 80
    assert [event.at for event in events] == sorted(event.at for event in events)
