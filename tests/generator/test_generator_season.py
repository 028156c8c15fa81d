from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from core_scenario import SEASON, core

from generator.season import arrivals, clock, day_index, months_later


@pytest.mark.parametrize("kind", ["person", "company"])
def test_an_average_day_of_the_ledger_counts_one(boutique, kind):
    days = day_index(boutique.dates.start, boutique.dates.end) + 1
    assert clock(boutique, kind).weights[:days].mean() == pytest.approx(1)


@pytest.mark.parametrize("kind", ["person", "company"])
def test_a_time_is_read_back_as_the_day_it_fell_on(boutique, kind):
    warped = clock(boutique, kind)
    days = np.flatnonzero(warped.weights > 0)
    for fraction in (0.0, 0.5, 0.999):
        assert (warped.day(warped.at(days, fraction)) == days).all()


def test_no_time_falls_on_a_day_that_stands_still(boutique):
    warped = clock(boutique, "company")
    times = np.linspace(0, warped.length, 100_003)[:-1]
    days = warped.day(times)
    assert (warped.weights[days] > 0).all()
    calendar = np.datetime64(boutique.dates.start) + days
    assert np.isin(calendar.astype("datetime64[D]").astype(int) % 7, [2, 3]).sum() == 0  # Saturday, Sunday


def test_festivals_move_with_the_lunar_calendar(boutique):
    warped = clock(boutique, "person")
    weekday_free = warped.weights / np.array(boutique.season.weekdays)[(np.arange(len(warped.weights)) + 6) % 7]
    for festival in (dt.date(2024, 2, 10), dt.date(2025, 1, 29)):
        eve = day_index(boutique.dates.start, festival) - 1
        assert weekday_free[eve - 7] > 5 * weekday_free[eve]


@pytest.mark.parametrize("kind", ["person", "company"])
def test_customers_arrive_year_by_year_as_the_scenario_says(boutique, kind):
    running = arrivals(boutique, kind)
    ends = [day_index(boutique.dates.start, dt.date(year, 12, 31)) for year in (2023, 2024, 2025)]
    wanted = np.array(list(boutique.acquisition.years.values()))
    assert np.diff([0, *running[ends], running[-1]]) == pytest.approx(wanted / wanted.sum())


@pytest.mark.parametrize("season", [None, SEASON], ids=["flat", "season"])
def test_a_day_is_found_as_by_searching_every_time(season):
    warped = clock(core(season=season), "person")
    assert warped.flat == (season is None)
    anywhere = np.random.default_rng(1).uniform(0, warped.length, 50_000)
    times = np.concatenate([anywhere, warped.elapsed[:-1], np.nextafter(warped.elapsed[1:], 0)])
    searched = np.searchsorted(warped.elapsed, times, side="right") - 1
    assert (warped.day(times) == searched).all()
    assert warped.day(np.array([warped.length])) == len(warped.weights) - 1


def test_customers_arrive_month_by_month_as_the_scenario_says():
    scenario = core(season=SEASON, acquisition={"months": {"2021-02": 3, "2021-12": 1, "2022-06": 0}})
    running = arrivals(scenario, "person")
    day = [day_index(scenario.dates.start, one) for one in (dt.date(2021, 2, 28), dt.date(2021, 11, 30))]
    assert running[30] == 0  # 31 January
    assert running[day] == pytest.approx([0.75, 0.75])
    assert running[day_index(scenario.dates.start, dt.date(2021, 12, 31))] == pytest.approx(1)
    assert (np.diff(running)[np.flatnonzero(clock(scenario, "person").weights[1 : len(running)] == 0)] == 0).all()


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [("2021-12-31", 2, "2022-02-28"), ("2021-12-31", 26, "2024-02-29"), ("2022-03-15", 12, "2023-03-15")],
)
def test_months_later(day, months, found):
    start = dt.date(2021, 1, 1)
    index = months_later(start, day_index(start, dt.date.fromisoformat(day)), np.array([months]))
    assert start + dt.timedelta(int(index[0])) == dt.date.fromisoformat(found)
