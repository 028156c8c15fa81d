"""Windows of the calendar and windows that roll, the flow month by month, and its time on the sample's size."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pandas as pd
import pytest
from figure_tables import shop
from frame_kinds import KINDS
from repurchase_example import CUSTOMERS, END, ORDERS, START

from customer_value import (
    MeasureError,
    calendar_windows,
    customer_flow,
    customers_by_area,
    repurchase_trend,
    rolling_windows,
)
from customer_value.measures.repurchase import _tally


def days(*pairs: str) -> list[tuple[dt.date, dt.date]]:
    return [tuple(map(dt.date.fromisoformat, pair.split())) for pair in pairs]


@pytest.mark.parametrize(
    ("start", "end", "months", "expected"),
    [
        ("2024-01-01", "2024-06-30", 3, ["2024-01-01 2024-03-31", "2024-04-01 2024-06-30"]),
        ("2024-01-02", "2024-06-29", 3, []),
        ("2023-11-15", "2024-02-29", 1, ["2023-12-01 2023-12-31", "2024-01-01 2024-01-31", "2024-02-01 2024-02-29"]),
        ("2023-05-01", "2025-02-01", 12, ["2024-01-01 2024-12-31"]),
        ("2024-12-31", "2024-12-31", 1, []),
    ],
)
def test_calendar_windows_are_whole(start, end, months, expected):
    assert calendar_windows(start, end, months=months) == days(*expected)


def test_rolling_windows_end_on_the_last_day_and_keep_their_length():
    found = rolling_windows("2024-01-01", "2024-06-30", days=90, step=10)
    assert found[-1] == days("2024-04-02 2024-06-30")[0]
    assert {(end - start).days + 1 for start, end in found} == {90}
    assert {(later - earlier).days for (earlier, _), (later, _) in pairwise(found)} == {10}
    assert found[0][0] >= dt.date(2024, 1, 1)
    assert rolling_windows("2024-01-01", "2024-01-31", days=90) == []


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: calendar_windows(START, END, months=5), "months is 5; give 1, 2, 3, 4, 6 or 12"),
        (lambda: calendar_windows(START, END, months=True), "months is True"),
        (lambda: calendar_windows(END, START), "end is 2024-07-01, before start"),
        (lambda: rolling_windows(START, END, days=0), "days is 0"),
        (lambda: rolling_windows(START, END, step=0), "step is 0"),
        (lambda: repurchase_trend(ORDERS, None, []), "windows is empty"),
        (lambda: repurchase_trend(ORDERS, None, [(END, START)]), "end is 2024-07-01, before start"),
    ],
)
def test_bad_windows_are_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()


@pytest.mark.parametrize("kind", KINDS)
def test_each_window_is_judged_at_its_own_opening(kind):
    trend = repurchase_trend(KINDS[kind](ORDERS), None, days("2024-04-01 2024-06-30", f"{START} {END}"))
    assert trend["existing"].tolist() == [4, 5]
    assert trend["repurchased"].tolist() == [3, 2]
    assert trend["repurchase_rate"].tolist() == [0.75, 0.4]
    assert trend["lapsed"].tolist() == [2, 3]
    assert trend["win_back_rate"].tolist() == pytest.approx([0, 1 / 3])
    nobody = repurchase_trend(KINDS[kind](ORDERS), None, days("2020-01-01 2020-03-31"))
    assert nobody[["repurchase_rate", "win_back_rate"]].isna().all(axis=None)


@pytest.mark.parametrize("kind", KINDS)
def test_the_flow_of_the_quarter_month_by_month(kind):
    flow = customer_flow(KINDS[kind](ORDERS), None, START, END)
    assert flow["start"].dt.strftime("%m-%d").tolist() == ["07-01", "08-01", "09-01"]
    assert flow["end"].dt.strftime("%m-%d").tolist() == ["07-31", "08-31", "09-30"]
    assert flow.drop(columns=["start", "end"]).to_numpy().tolist() == [
        [5, 2, 0, 0, 7],
        [7, 1, 0, 0, 8],
        [8, 1, 1, 1, 9],
    ]


def test_the_flow_by_area_adds_up():
    company = customer_flow(ORDERS, None, START, END).set_index("start").drop(columns="end")
    areas = customer_flow(ORDERS, None, START, END, customers=CUSTOMERS)
    summed = areas.groupby("start").sum(numeric_only=True)
    pd.testing.assert_frame_equal(summed, company)


def test_areas_by_month_keep_their_rows_where_nobody_is():
    table = customers_by_area(ORDERS, None, CUSTOMERS, "2023-04-15", "2023-05-31")
    assert table["sales_area"].tolist() == ["N", "S"] * 2
    assert table["on_file"].tolist() == [0, 0, 0, 1]
    assert table["start"].iloc[0] == pd.Timestamp("2023-04-15")


@pytest.mark.parametrize("lapse_days", [pytest.param(180, marks=pytest.mark.slow), "personal"])
def test_a_large_ledger_is_counted_in_parts_of_some_customers_each(lapse_days, monkeypatch):
    ledger = shop()
    span = (ledger.orders, ledger.refunds, "2024-01-01", "2025-12-31")
    whole = customer_flow(*span, lapse_days=lapse_days)
    monkeypatch.setattr(_tally, "AT_ONCE", 100)
    pd.testing.assert_frame_equal(customer_flow(*span, lapse_days=lapse_days), whole)


@pytest.mark.parametrize("lapse_days", [180, "personal"])
def test_every_month_of_a_span_has_a_row(lapse_days):
    ledger = shop()
    flow = customer_flow(ledger.orders, ledger.refunds, "2023-01-01", "2026-03-31", lapse_days=lapse_days)
    assert len(flow) == 39
