"""The explorers of repurchase: what is shown are the measures, and the button brings the start back."""

from __future__ import annotations

import re
import warnings

import pytest
from figure_tables import LANGUAGES, shop

from customer_value import (
    MeasureError,
    customer_status,
    explorers,
    lapsed_customers,
    repurchase_rate,
    second_purchase_rate,
    second_purchases,
    win_back_rate,
)

LEDGER = shop()
TABLES = (LEDGER.orders, LEDGER.refunds)
WINDOW = ("2025-07-01", "2025-12-31")
STATUS = customer_status(*TABLES, *WINDOW)
FOLLOWED = second_purchases(*TABLES, "2025-12-31", start="2025-01-01")

EXPLORERS = {
    "lapse": (lambda language: explorers.lapse_explorer(STATUS, language=language), "days", 300),
    "follow-up": (lambda language: explorers.follow_up_explorer(FOLLOWED, language=language), "days", 200),
    "window": (
        lambda language: explorers.window_explorer(*TABLES, "2024-01-01", "2025-12-31", language=language),
        "length",
        180,
    ),
}


def alt(explorer: explorers.Explorer) -> str:
    return re.search('alt="([^"]*)"', explorer.children[-1].value)[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXPLORERS)
def test_moving_changes_the_figure_and_reset_brings_it_back(name, language, capfd):
    make, control, value = EXPLORERS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explorer = make(language)
        start = explorer.children[-1].value
        explorer.controls[control].value = value
        assert explorer.children[-1].value != start
        explorer.reset.click()
    assert explorer.children[-1].value == start
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("days", [60, 180, 400])
def test_the_lapsed_are_those_of_the_measure(days):
    explorer = explorers.lapse_explorer(STATUS, language="en")
    explorer.controls["days"].value = days
    n = len(lapsed_customers(*TABLES, WINDOW[0], lapse_days=days))
    rates = [measure(*TABLES, *WINDOW, lapse_days=days) for measure in (win_back_rate, repurchase_rate)]
    assert alt(explorer).startswith(f"Lapsed after {days} days: {n} customers, and ")
    assert f"({rates[0]:.0%}) bought all the same" in alt(explorer)
    assert f"(repurchase rate {rates[1]:.0%})" in alt(explorer)


@pytest.mark.parametrize("days", [30, 90, 150])
def test_the_second_purchases_are_those_of_the_measure(days):
    explorer = explorers.follow_up_explorer(FOLLOWED, language="en")
    explorer.controls["days"].value = days
    rate = second_purchase_rate(*TABLES, "2025-12-31", days, start="2025-01-01")
    assert alt(explorer).startswith(f"Within {days} days {rate:.0%} come back")


def test_the_rate_of_the_window_is_that_of_the_measure():
    explorer = explorers.window_explorer(*TABLES, "2024-01-01", "2025-12-31", language="en")
    assert [length for _, length in explorer.controls["length"].options] == [30, 60, 90, 180]
    for length, end, said in ((90, "2025-10-02", "2 Oct 2025"), (180, "2025-12-31", "31 Dec 2025")):
        explorer.controls["length"].value = length
        explorer.controls["start"].index = len(explorer.controls["start"].options) - 1
        opening = explorer.controls["start"].value
        assert str(opening) == "2025-07-05"
        rate = repurchase_rate(*TABLES, opening, end)
        assert alt(explorer).startswith(f"5 Jul 2025 to {said}: ")
        assert f"existing customers bought, {rate:.0%}" in alt(explorer)


def test_a_longer_window_has_no_lower_rate():
    explorer = explorers.window_explorer(*TABLES, "2024-01-01", "2025-12-31", language="en")
    explorer.controls["start"].index = 20
    rates = []
    for length in (30, 60, 90, 180):
        explorer.controls["length"].value = length
        rates.append(int(re.search(r"bought, (\d+)%", alt(explorer))[1]))
    assert rates == sorted(rates)


def test_a_time_too_short_for_a_window_is_refused():
    with pytest.raises(MeasureError, match="no window of 180 days; give a longer time"):
        explorers.window_explorer(*TABLES, "2025-07-01", "2025-12-01")
