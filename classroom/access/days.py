"""Days of a time zone and the moments between which they last, and the days on which people work."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from classroom.errors import KitError

if TYPE_CHECKING:
    from holidays import HolidayBase

DAY = dt.timedelta(days=1)

_INSTANT = dt.timedelta(microseconds=1)


def day_of(moment: dt.datetime, zone: ZoneInfo) -> dt.date:
    """The day that it is in a time zone at a moment."""
    return moment.astimezone(zone).date()


def start_of(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """The first moment of a day, in UTC; where clocks go forward at midnight, the one at which they do."""
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)


def end_of(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """The midnight at which a day ends, in UTC: it belongs to the next day."""
    return start_of(day + DAY, zone)


def last_day(end: dt.datetime, zone: ZoneInfo) -> dt.date:
    """The day that ends with a midnight."""
    return day_of(end - _INSTANT, zone)


def midnights_between(day: dt.date, later: dt.date, zone: ZoneInfo) -> int:
    """How many midnights there are from one day to a later one.

    One for each day, but for days that a country left out of its calendar when it moved to the other side of the date
    line, as Samoa did with 30 December 2011.
    """
    return round((start_of(later, zone) - start_of(day, zone)) / DAY)


def day_after(day: dt.date, midnights: int, zone: ZoneInfo) -> dt.date:
    """The day that it is after so many midnights."""
    later = day + DAY * midnights
    while left := midnights - midnights_between(day, later, zone):
        later += DAY * left
    return day_of(start_of(later, zone), zone)


def working_day_after(day: dt.date, country: str) -> dt.date:
    """The first day after a day on which people work.

    Saturdays on which a country makes up for a holiday count, as the holidays library has them.

    Args:
        day: any day.
        country: as ISO 3166 has it, such as "TW"; "" where only Saturdays and Sundays are free.

    Raises:
        KitError: the holidays of that country are not known.
    """
    calendar = _calendar(country)
    day += DAY
    while not (day.weekday() < 5 if calendar is None else calendar.is_working_day(day)):
        day += DAY
    return day


def is_country(country: str) -> bool:
    """Whether the holidays of a country are known; "" for none is."""
    try:
        _calendar(country)
    except KitError:
        return False
    return True


@lru_cache
def _calendar(country: str) -> HolidayBase | None:
    if not country:
        return None
    import holidays

    try:
        return holidays.country_holidays(country)
    except NotImplementedError as problem:
        raise KitError(f"The holidays of {country!r} are not known; write a country such as TW.") from problem
