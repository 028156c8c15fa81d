"""Working days as the Taiwanese government's calendar has them, and midnights where clocks change at midnight."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from counting import midnights
from hypothesis import given
from hypothesis import strategies as st

from classroom.access.days import (
    DAY,
    day_after,
    day_of,
    end_of,
    is_country,
    last_day,
    midnights_between,
    start_of,
    working_day_after,
)
from classroom.errors import KitError

DATE = dt.date.fromisoformat
TAIPEI = ZoneInfo("Asia/Taipei")

# From the calendars of 2025 and 2026 that the Directorate-General of Personnel Administration published: the days from
# Monday to Friday that are free, and the Saturday on which people work instead.
FREE = (
    *("2025-01-01", "2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-02-28", "2025-04-03"),
    *("2025-04-04", "2025-05-30", "2025-09-29", "2025-10-06", "2025-10-10", "2025-10-24", "2025-12-25"),
    *("2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-02-27", "2026-04-03"),
    *("2026-04-06", "2026-05-01", "2026-06-19", "2026-09-25", "2026-09-28", "2026-10-09", "2026-10-26", "2026-12-25"),
)
MADE_UP = ("2025-02-08",)

ODD = {
    "America/Sao_Paulo": ("2018-02-18", "2018-11-04"),
    "Africa/Cairo": ("2024-04-26", "2024-11-01"),
    "Asia/Beirut": ("2024-03-31", "2024-10-27"),
    "America/Asuncion": ("2023-10-01", "2024-03-24"),
    "America/Havana": ("2025-03-09", "2025-11-02"),
    "Pacific/Apia": ("2011-12-30", "2019-04-07"),
    "Asia/Taipei": ("2026-02-17",),
    "Europe/London": ("2025-03-30", "2025-10-26"),
}
"""Time zones, and days about which their clocks change: at midnight in the first five, by a whole day in Apia."""


def test_every_working_day_of_two_years():
    day = DATE("2025-01-01")
    while day < DATE("2026-12-31"):
        after = day + DAY
        while str(after) not in MADE_UP and (after.weekday() >= 5 or str(after) in FREE):
            after += DAY
        if after.year < 2027:
            assert working_day_after(day, "TW") == after, day
        day += DAY


@pytest.mark.parametrize(
    ("ordered", "opens"),
    [
        ("2026-02-12", "2026-02-13"),  # Thursday: the last working day before the new year
        ("2026-02-13", "2026-02-23"),  # Friday, whenever that day: nine free days follow
        ("2026-02-14", "2026-02-23"),  # the Saturday with which they begin
        ("2026-02-16", "2026-02-23"),  # New Year's Eve
        ("2026-02-22", "2026-02-23"),  # the Sunday with which they end
        ("2026-02-23", "2026-02-24"),
        ("2025-01-24", "2025-02-03"),  # the Friday before the new year of 2025
        ("2025-02-07", "2025-02-08"),  # on this Saturday people worked for a day of the new year
        ("2025-02-08", "2025-02-10"),
        ("2026-02-26", "2026-03-02"),  # Peace Memorial Day is a Saturday, so Friday is free
    ],
)
def test_the_working_day_after_an_order(ordered, opens):
    assert str(working_day_after(DATE(ordered), "TW")) == opens


@given(day=st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)))
def test_without_a_country_only_weekends_are_free(day):
    found = working_day_after(day, "")
    between = [day + DAY * step for step in range(1, (found - day).days)]
    assert found > day and found.isoweekday() <= 5 and all(one.isoweekday() > 5 for one in between)


def test_countries():
    assert is_country("TW") and is_country("") and is_country("JP") and not is_country("Formosa")
    with pytest.raises(KitError, match="write a country such as TW"):
        working_day_after(DATE("2026-01-01"), "XX")


@pytest.mark.parametrize(("zone", "change"), [(zone, day) for zone, days in ODD.items() for day in days])
def test_midnights_are_where_somebody_who_looks_at_a_clock_finds_them(zone, change):
    place = ZoneInfo(zone)
    begin = dt.datetime.combine(DATE(change) - 5 * DAY, dt.time(12), dt.UTC)
    seen = midnights(place, begin, begin + 10 * DAY)
    for moment in seen:
        day = moment.astimezone(place).date()
        before = (moment - dt.timedelta(milliseconds=1)).astimezone(place).date()
        assert start_of(day, place) == moment == end_of(before, place)
        assert day_of(moment, place) == day and last_day(moment, place) == before
    for place_in_row, moment in enumerate(seen):
        first = moment.astimezone(place).date()
        for further, later in enumerate(seen[place_in_row:]):
            day = later.astimezone(place).date()
            assert midnights_between(first, day, place) == further
            assert day_after(first, further, place) == day


def test_some_of_these_midnights_by_hand():
    utc = dt.datetime.fromisoformat
    assert start_of(DATE("2018-11-04"), ZoneInfo("America/Sao_Paulo")) == utc("2018-11-04T03:00Z")  # it is 1:00 then
    assert end_of(DATE("2018-02-17"), ZoneInfo("America/Sao_Paulo")) == utc("2018-02-18T03:00Z")  # 23:00 comes twice
    assert start_of(DATE("2025-11-02"), ZoneInfo("America/Havana")) == utc("2025-11-02T04:00Z")  # 0:00 comes twice
    assert end_of(DATE("2011-12-29"), ZoneInfo("Pacific/Apia")) == start_of(
        DATE("2011-12-31"), ZoneInfo("Pacific/Apia")
    )
    assert day_after(DATE("2011-12-28"), 2, ZoneInfo("Pacific/Apia")) == DATE("2011-12-31")  # there was no 30th
    assert end_of(DATE("2026-03-08"), TAIPEI) == utc("2026-03-08T16:00Z")
