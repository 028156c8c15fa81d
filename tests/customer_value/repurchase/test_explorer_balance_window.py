"""The explorer of windows of different length: what is shown are the measures, and who passes through is counted."""

from __future__ import annotations

import pandas as pd
import pytest
from figure_laws import keep_the_laws
from figure_tables import LANGUAGES, shop

from customer_value import MeasureError, customer_balance, customer_status
from customer_value.explorers.repurchase.balance_window import balance_window_explorer, window_start
from customer_value.figures.repurchase.balance_window import balance_window

LEDGER = shop()
TABLES = (LEDGER.orders, LEDGER.refunds)
END = pd.Timestamp("2025-12-31")


@pytest.mark.parametrize(("months", "days"), [(1, 180), (12, 180), (12, 90)])
def test_the_figure_keeps_the_laws(months, days):
    start = window_start(END, months)
    status = customer_status(*TABLES, start, END, lapse_days=days)
    keep_the_laws(
        lambda language: balance_window(status, start, END, months=months, lapse_days=days, language=language)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("months", [1, 6, 24])
def test_every_place_of_the_slider_shows_what_the_measure_counts(months, language):
    explorer = balance_window_explorer(*TABLES, END, language=language)
    explorer.controls["months"].value = months
    counts = customer_balance(*TABLES, window_start(END, months), END).iloc[0]
    assert all(f"{count:,}" in explorer.picture.alt for count in counts)


def test_nobody_passes_through_a_window_that_is_shorter_than_the_threshold():
    for months, days in ((2, 90), (5, 180), (11, 360)):
        explorer = balance_window_explorer(*TABLES, END, language="en")
        explorer.controls["days"].value = days
        explorer.controls["months"].value = months
        assert "nobody came and went" in explorer.picture.alt


def test_who_comes_and_goes_in_between_is_hatched_and_named():
    days = pd.to_datetime(["2024-11-01", "2025-02-01", "2025-11-01"])
    orders = pd.DataFrame({"customer_id": list("ABC"), "order_date": days, "order_id": ["o1", "o2", "o3"]})
    status = customer_status(orders.assign(amount=1, status="completed"), None, "2025-01-01", END)
    picture = balance_window(status, pd.Timestamp("2025-01-01"), END, months=12, language="en")
    assert picture.alt.startswith("12 months: of 2 lapsed, 1 came and went in between")


def test_the_button_brings_the_start_back():
    explorer = balance_window_explorer(*TABLES, END, language="en")
    start = explorer.picture.alt
    explorer.controls["months"].value = 20
    assert explorer.picture.alt != start
    explorer.reset.click()
    assert explorer.controls["months"].value == 3 and explorer.picture.alt == start


def test_an_empty_table_is_refused():
    status = customer_status(*TABLES, "2025-01-01", END).head(0)
    with pytest.raises(MeasureError, match="no rows"):
        balance_window(status, END, END, months=1)
