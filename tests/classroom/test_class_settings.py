"""class.toml: what it may say, what that means, and that what is written for a new class says what was asked for."""

from __future__ import annotations

import datetime as dt
import tomllib
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from classroom.class_settings import ClassSettings
from classroom.class_text import class_text

LEAST = {"name": "a", "language": "en", "scenario": "boutique", "seed": "0123456789abcdef"}


def settings(toml: str = "", **values) -> ClassSettings:
    return ClassSettings.model_validate({**LEAST, **values, **tomllib.loads(toml)})


def why(toml: str) -> str:
    with pytest.raises(ValidationError) as problem:
        settings(toml)
    return problem.value.errors()[0]["msg"]


def utc(*when: int) -> dt.datetime:
    return dt.datetime(*when, tzinfo=dt.UTC)


def test_a_day_means_its_end_in_the_time_zone_of_the_class():
    one = settings('timezone = "Asia/Taipei"\n[due]\na07 = 2026-03-20\na08 = "2026-03-21"\na09 = 2026-03-22 18:00:00')
    assert one.due_dates("a07").at == utc(2026, 3, 20, 15, 59, 59)  # Taipei is eight hours ahead
    assert one.due_dates("a08").at == utc(2026, 3, 21, 15, 59, 59)
    assert one.due_dates("a09").at == utc(2026, 3, 22, 10)
    assert one.due_dates("a01") is None


def test_an_offset_that_is_written_counts():
    assert settings("[due]\na07 = 2026-03-20 18:00:00+01:00").due_dates("a07").at == utc(2026, 3, 20, 17)


def test_days_end_an_hour_earlier_in_summer():
    one = settings('timezone = "Europe/London"\n[due]\na07 = 2026-03-27\na08 = 2026-03-30')
    assert one.due_dates("a07").at == utc(2026, 3, 27, 23, 59, 59)
    assert one.due_dates("a08").at == utc(2026, 3, 30, 22, 59, 59)


def test_extensions_are_for_one_learner_and_one_assignment():
    one = settings("[due]\na07 = 2026-03-20\na08 = 2026-03-22\n[extensions.ann]\na07 = 2026-03-21\n[extensions.bob]\n")
    dates = one.due_dates("a07")
    assert dates.of("ann") == utc(2026, 3, 21, 15, 59, 59)
    assert dates.of("bob") == dates.of("cy") == dates.at
    assert one.due_dates("a08").of("ann") == one.due_dates("a08").at


def test_what_a_class_does_not_say_has_a_default():
    one = settings()
    assert (one.reveal, one.attempts, one.late, one.timezone, one.due) == ("never", "last", "keep", "Asia/Taipei", {})
    assert one.zone == ZoneInfo("Asia/Taipei") and one.late_rule.kind == "keep"
    assert (one.mail.host, one.hub.address, one.starts) == ("", "127.0.0.1", None)


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ('late = "half"', "is no rule for late work"),
        ('timezone = "Mars/Olympus"', "no time zone Mars/Olympus"),
        ('timezone = "/etc/passwd"', "no time zone"),
        ("starts = 2026-03-02\nends = 2026-03-01", "ends is before starts"),
        ("[extensions.ann]\na07 = 2026-03-20", "extensions.ann names a07"),
        ("[due]\na07 = 20", "20 is no day"),
        ("[due]\na07 = true", "no day"),
        ('[due]\na07 = "soon"', "valid datetime"),
        ("due = 3", "valid dictionary"),
        ("extensions = { ann = 3 }", "valid dictionary"),
        ('[mail]\nsecurity = "some"', "'starttls'"),
        ("[mail]\nport = 70000", "65535"),
        ('[mail]\npassword = "x"', "not permitted"),
        ('[hub]\nmemory = "much"', "match pattern"),
        ("reveal = 0", "greater than or equal to 1"),
        ('attempts = "worst"', "'last'"),
        ('gradebok = ""', "not permitted"),
    ],
)
def test_what_cannot_be_is_told(toml, told):
    assert told in why(toml)


moments = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2040, 1, 1)).map(lambda one: one.replace(microsecond=0))
zones = st.sampled_from([None, dt.UTC, dt.timezone(dt.timedelta(hours=8)), dt.timezone(-dt.timedelta(hours=3.5))])
due = st.one_of(
    st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)),
    st.builds(lambda at, zone: at.replace(tzinfo=zone), moments, zones),
)


@given(
    name=st.text(min_size=1, max_size=30).filter(lambda one: one.isprintable()),
    dates=st.dictionaries(st.sampled_from(["a01", "a07", "a10"]), due),
    days=st.none() | st.dates(),
)
def test_what_is_written_for_a_new_class_says_what_was_asked_for(name, dates, days):
    values = {**LEAST, "name": name, "due": dates, "starts": days, "ends": days, "late": "10% a day", "reveal": 3}
    written = ClassSettings.model_validate(tomllib.loads(class_text(values)))
    assert written == ClassSettings.model_validate(values)


def test_a_new_file_explains_every_setting():
    text = class_text(LEAST)
    for name in ClassSettings.model_fields:
        assert name in text
    assert settings(text).starts is None
