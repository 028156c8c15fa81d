"""Places: numbers that cannot ring, festivals on their days, names that can be written in every language."""

from __future__ import annotations

import datetime as dt
import importlib
import re

import pytest

from customer_value.chinese import traditional
from generator.place import NEVER, read_place

PLACES = ("china", "taiwan", "us")
TRUNK = re.compile(r"0\d{1,3}-0[#-]+")
FICTION = re.compile(r"\([2-9]\d\d\) 555-01##")


def given_names(place):
    provider = importlib.import_module(f"faker.providers.person.{place.faker}").Provider
    return [*provider.first_names_male, *provider.first_names_female, *place.added["male"], *place.added["female"]]


def test_an_unknown_place_is_said_to_be_none():
    with pytest.raises(ValueError, match=r"there is no places/atlantis\.toml"):
        read_place("atlantis")


@pytest.mark.parametrize("name", PLACES)
def test_no_telephone_can_ring(name):
    """Chinese numbers begin with the trunk prefix 0 behind the area code; American ones are 555-0100 to 555-0199."""
    pattern = FICTION if name == "us" else TRUNK
    for city in read_place(name).cities:
        assert pattern.fullmatch(city.phone), city.key


@pytest.mark.parametrize("name", PLACES)
def test_every_part_of_a_place_is_there_once_in_every_language(name):
    place = read_place(name)
    languages = ("en", "zh-Hant", "zh-Hans") if name == "china" else ("en", "zh-Hant")
    assert len({city.key for city in place.cities}) == len(place.cities)
    for language in languages:
        assert len({city.name.get(language) for city in place.cities}) == len(place.cities)
        assert len({street.get(language) for street in place.streets}) == len(place.streets)
        for city in place.cities:
            assert len({one.name.get(language) for one in city.districts}) == len(city.districts), city.key
        for form in place.forms:
            written = form.text.get(language).format(street="S", number=12, lane=7, floor=3)
            assert "S" in written and "12" in written and "{" not in written
    assert sum(form.share for form in place.forms) == pytest.approx(1)
    assert all(one.population > 0 for city in place.cities for one in city.districts)


def nth(year: int, month: int, weekday: int, count: int) -> dt.date:
    """The count-th Monday (0) ... Sunday (6) of a month, by trying its days."""
    days = [dt.date(year, month, day) for day in range(1, 31)]
    return [day for day in days if day.weekday() == weekday][count - 1]


def easter(year: int) -> dt.date:
    """Butcher's rule for the Gregorian calendar."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    (i, k) = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


@pytest.mark.parametrize("year", range(2022, 2031))
def test_american_festivals_lie_where_their_rules_put_them(year):
    days = {key: [day for day in dates if day.year == year] for key, dates in read_place("us").festivals.items()}
    assert days == {
        "valentines-day": [dt.date(year, 2, 14)],
        "easter": [easter(year)],
        "mothers-day": [nth(year, 5, 6, 2)],
        "fathers-day": [nth(year, 6, 6, 3)],
        "halloween": [dt.date(year, 10, 31)],
        "thanksgiving": [nth(year, 11, 3, 4)],
        "christmas": [dt.date(year, 12, 25)],
    }


NEW_MOON = dt.datetime(2000, 1, 6, 18, 14)
MONTH = 29.530588


def moon(day: dt.date) -> float:
    """Days since the mean new moon, counted from one that is known, at noon in China."""
    passed = dt.datetime.combine(day, dt.time(4)) - NEW_MOON
    return passed.total_seconds() / 86_400 % MONTH


@pytest.mark.parametrize("name", ["china", "taiwan"])
def test_moon_festivals_follow_the_moon(name):
    festivals = read_place(name).festivals
    for day in festivals["lunar-new-year"]:
        assert dt.date(day.year, 1, 21) <= day <= dt.date(day.year, 2, 20)
        assert min(moon(day), MONTH - moon(day)) < 1.3, day
    for day in festivals["mid-autumn"]:
        assert dt.date(day.year, 9, 7) <= day <= dt.date(day.year, 10, 8)
        assert abs(moon(day) - MONTH / 2) < 2.2, day
    for day in festivals.get("qixi", ()):
        assert abs(moon(day) - 6.5) < 1.5, day


@pytest.mark.parametrize("name", PLACES)
def test_every_festival_comes_once_a_year_without_a_gap(name):
    for key, days in read_place(name).festivals.items():
        years = [day.year for day in days]
        assert years == list(range(years[0], years[-1] + 1)), key


def test_both_files_have_the_same_days_of_the_lunar_calendar():
    china, taiwan = read_place("china").festivals, read_place("taiwan").festivals
    for key in ("lunar-new-year", "mid-autumn"):
        assert set(taiwan[key]) & set(china[key]) == {day for day in taiwan[key] if day.year >= 2022}


def test_mainland_names_can_be_written_in_every_language():
    place = read_place("china")
    last_names = importlib.import_module("faker.providers.person.zh_CN").Provider.last_names
    assert set(place.surnames) <= set(last_names)
    assert set(place.traditional) <= set(place.surnames)
    assert all(simple != full for simple, full in place.traditional.items())
    names = given_names(place)
    assert place.modern <= set(names)
    for name in names:
        assert re.fullmatch(r"[A-Z][a-z]+", place.latin(name)), name
        assert len(traditional(name)) == len(name)
    assert place.latin("晓明") == "Xiaoming"
    assert traditional("晓东") == "曉東"
    # What a converter makes of them are no surnames.
    assert not {"范", "余", "涂", "游"} & set(place.traditional)


def test_americans_have_one_writing_and_one_list():
    place = read_place("us")
    assert place.since == NEVER
    assert not place.surnames and not place.syllables
    for street in place.streets:
        assert street.en == street.zh_hant
