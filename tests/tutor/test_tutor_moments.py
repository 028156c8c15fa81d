"""Moments are written so that texts sort as moments do, and read back only if they were written so."""

from __future__ import annotations

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.moments import now, read_day, read_moment, written, zone_of

zones = st.sampled_from(["UTC", "Asia/Taipei", "America/New_York", "Australia/Lord_Howe"]).map(ZoneInfo)
moments = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1), timezones=zones).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)


@given(moments, moments)
def test_texts_sort_as_moments_do_and_are_read_back(one, other):
    assert read_moment(written(one)) == one.astimezone(dt.UTC)
    assert (written(one) < written(other)) == (one.astimezone(dt.UTC) < other.astimezone(dt.UTC))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2026-03-02",
        "2026-03-02T12:00:00+00:00",
        "2026-03-02T12:00:00.000",
        "2026-03-02T12:00:00.000Z",
        "2026-03-02T20:00:00.000+08:00",
        "0001-01-01T00:00:00.000+23:00",
        "2026-03-02T12:00:00.000+00:00" * 9,
        None,
        20260302,
        ["2026-03-02T12:00:00.000+00:00"],
    ],
)
def test_what_was_not_written_so_is_no_moment(text):
    assert read_moment(text) is None


@pytest.mark.parametrize(
    ("text", "day"), [("2026-03-02", dt.date(2026, 3, 2)), ("20260302", None), ("", None), (3, None)]
)
def test_a_day_is_read_in_one_form_only(text, day):
    assert read_day(text) == day


def test_the_present_moment_is_in_utc():
    assert now().tzinfo is dt.UTC


def test_the_zone_is_that_of_the_learners_access(tmp_path):
    moment = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    assert zone_of(tmp_path, moment) is None
    access = {"until": "2026-03-16T16:00:00+00:00", "days": 14, "first_day": "2026-03-03", "zone": "Asia/Taipei"}
    (tmp_path / "access.json").write_text(json.dumps(access), encoding="utf-8")
    assert zone_of(tmp_path, moment) == ZoneInfo("Asia/Taipei")
    for damage in ("{", "[]", json.dumps(access | {"zone": "Nowhere/None"}), json.dumps(access | {"zone": 3})):
        (tmp_path / "access.json").write_text(damage, encoding="utf-8")
        assert zone_of(tmp_path, moment) is None
