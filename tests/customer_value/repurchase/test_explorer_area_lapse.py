"""The explorer of the rule for lapsed customers, by sales area: what is shown are the measures, whatever the rule."""

from __future__ import annotations

import pandas as pd
import pytest
from figure_tables import LANGUAGES, shop

from customer_value import MeasureError, customers_by_area, figures
from customer_value.explorers.repurchase.area_lapse import area_lapse_explorer

LEDGER = shop()
IDS = sorted(LEDGER.orders["customer_id"].dropna().unique())
CUSTOMERS = pd.DataFrame(
    {"customer_id": IDS, "sales_area": [("North", "South", "East")[n % 3] for n in range(len(IDS))]}
)
TABLES = (LEDGER.orders, LEDGER.refunds, CUSTOMERS)
END = "2025-12-31"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", [30, 180, 360, 730])
def test_every_place_of_the_slider_shows_what_the_measure_counts(days, language):
    explorer = area_lapse_explorer(*TABLES, END, language=language)
    explorer.controls["days"].value = days
    counts = customers_by_area(*TABLES, "2025-12-01", END, lapse_days=days)
    assert explorer.picture.alt == figures.area_customers(counts, language=language).alt


def test_customers_without_an_area_are_counted_too_and_the_button_brings_the_start_back():
    customers = CUSTOMERS.copy()
    customers.loc[customers.index[::5], "sales_area"] = None
    explorer = area_lapse_explorer(*TABLES[:2], customers, END, language="en")
    start = explorer.picture.alt
    counts = customers_by_area(*TABLES[:2], customers, "2025-12-01", END)
    assert start == figures.area_customers(counts, language="en").alt
    explorer.controls["days"].value = 365
    assert explorer.picture.alt != start
    explorer.reset.click()
    assert explorer.controls["days"].value == 180 and explorer.picture.alt == start


def test_a_table_that_lacks_a_column_is_refused():
    with pytest.raises(MeasureError):
        area_lapse_explorer(*TABLES[:2], CUSTOMERS.drop(columns="sales_area"), END)
