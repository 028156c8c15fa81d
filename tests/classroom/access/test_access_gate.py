"""The gate: what stands in the log now is what counts."""

from __future__ import annotations

import datetime as dt

import pytest

from classroom.access.events import Event
from classroom.access.gate import Gate
from classroom.access.log import change_log, log_path
from classroom.class_settings import AccessSettings, ClassSettings
from classroom.errors import KitError

NOON = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
SETTINGS = ClassSettings(
    name="spring", language="en", scenario="boutique", seed="0" * 16, access=AccessSettings(holidays="TW")
)


def add(folder, what: str, clock: dt.datetime = NOON, learner: str = "amy", **more) -> None:
    change_log(folder, clock, lambda log, now: [Event(at=now, what=what, learner=learner, **more)])


def open_for(folder, learner: str = "amy", clock: dt.datetime = NOON) -> None:
    fields = {"order": "1", "ticket": "single", "days": 2, "day": dt.date(2026, 3, 2)}
    add(folder, "ordered", clock, learner, **fields)
    add(folder, "notified", clock, learner, order="1")


def comes_in(gate: Gate, learner: str, clock: dt.datetime) -> bool:
    return gate.standing(learner, SETTINGS, clock).may_come_in


def test_it_reads_again_whenever_the_log_has_grown(tmp_path):
    gate = Gate(tmp_path)
    assert not comes_in(gate, "amy", NOON)
    open_for(tmp_path)
    assert comes_in(gate, "amy", NOON)
    assert not comes_in(gate, "bob", NOON)
    add(tmp_path, "paused", NOON + HOUR)
    assert gate.standing("amy", SETTINGS, NOON + HOUR).state == "paused"


def test_a_question_about_the_time_hides_no_change(tmp_path):
    open_for(tmp_path)
    gate = Gate(tmp_path)
    assert comes_in(gate, "amy", NOON)
    add(tmp_path, "revoked", NOON + HOUR)
    assert gate.now(NOON) == NOON + HOUR  # the clock is behind the log
    assert not comes_in(gate, "amy", NOON + HOUR)


def test_it_reads_no_more_than_it_must(tmp_path, monkeypatch):
    from classroom.access import gate as module

    open_for(tmp_path)
    reads = []
    monkeypatch.setattr(module, "read_log", lambda folder, read=module.read_log: reads.append(1) or read(folder))
    gate = Gate(tmp_path)
    for _ in range(5):
        comes_in(gate, "amy", NOON)
        gate.now(NOON)
    assert len(reads) == 1


def test_other_rules_count_at_once(tmp_path):
    open_for(tmp_path)
    gate = Gate(tmp_path)
    end = dt.datetime(2026, 3, 3, 16, tzinfo=dt.UTC)  # midnight in Taipei
    assert gate.standing("amy", SETTINGS, NOON).until == end
    london = SETTINGS.model_copy(update={"timezone": "Europe/London"})
    assert gate.standing("amy", london, NOON).until == end + 8 * HOUR
    short = SETTINGS.model_copy(update={"access": AccessSettings(grace_days=0)})
    assert gate.standing("amy", short, end).grace == end
    assert gate.standing("amy", SETTINGS, end).grace == end + 7 * 24 * HOUR


def test_a_damaged_or_vanished_log_leaves_everything_as_it_was(tmp_path):
    open_for(tmp_path)
    gate = Gate(tmp_path)
    assert comes_in(gate, "amy", NOON)
    whole = log_path(tmp_path).read_bytes()
    log_path(tmp_path).write_bytes(b"damaged\n" + whole)
    assert comes_in(gate, "amy", NOON)
    with pytest.raises(KitError, match="line 1"):
        comes_in(Gate(tmp_path), "amy", NOON)
    log_path(tmp_path).unlink()
    assert comes_in(gate, "amy", NOON)
    log_path(tmp_path).write_bytes(whole)
    add(tmp_path, "revoked", NOON + HOUR)
    assert not comes_in(gate, "amy", NOON + HOUR)


def test_a_clock_that_was_set_back_lets_nobody_in_again(tmp_path):
    open_for(tmp_path)
    after = dt.datetime(2026, 3, 4, 4, tzinfo=dt.UTC)
    open_for(tmp_path, "bob", after)
    assert not comes_in(Gate(tmp_path), "amy", after)
    assert not comes_in(Gate(tmp_path), "amy", NOON)
