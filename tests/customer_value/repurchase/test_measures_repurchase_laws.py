"""Laws of repurchase, tried on drawn ledgers, and the loops of plain_repurchase as its oracle."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import plain_measures as plain
import plain_repurchase as oracle
import pytest
from frame_kinds import KINDS, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    calendar_windows,
    cohort_retention,
    cohort_sizes,
    customer_balance,
    customer_flow,
    customer_status,
    customers_by_area,
    lapse_comparison,
    overall_retention,
    repeat_purchase_rate,
    repurchase_rate,
    repurchase_trend,
    return_rate,
    rolling_windows,
    second_purchase_rate,
    second_purchases,
    win_back_curve,
    win_back_rate,
)

START, END = dt.date(2024, 7, 1), dt.date(2024, 9, 30)
DAY = dt.timedelta(days=1)
RULES = st.sampled_from([30, 75, "personal"])

moments = st.datetimes(dt.datetime(2024, 4, 1), dt.datetime(2024, 11, 30))
few = settings(max_examples=10, deadline=None)


@st.composite
def ledgers(draw) -> tuple[list[plain.Order], list[plain.Refund]]:
    """Orders of one or two lines of up to five customers around the window, and refunds, many of whole orders."""
    orders, refunds = [], []
    for number in range(draw(st.integers(1, 14))):
        customer, moment = draw(st.sampled_from("ABCDE")), draw(moments)
        status = draw(st.sampled_from(["completed", "completed", "completed", "cancelled"]))
        amounts = draw(st.lists(st.integers(1, 50), min_size=1, max_size=2))
        orders += [(customer, f"o{number:02}", moment, status, amount) for amount in amounts]
        if draw(st.integers(0, 2)) == 0:
            part = draw(st.sampled_from([sum(amounts), sum(amounts), 1]))
            for _ in range(draw(st.integers(1, 2))):
                back = moment + dt.timedelta(days=draw(st.integers(0, 100)))
                refunds.append((f"o{number:02}", back, part))
    return orders, refunds


def frames(ledger, kind: str = "polars"):
    orders, refunds = ledger
    made = pd.DataFrame(orders, columns=["customer_id", "order_id", "order_date", "status", "amount"])
    back = pd.DataFrame(refunds, columns=["order_id", "refund_date", "amount"])
    text = {"customer_id": "str", "order_id": "str", "status": "str"}
    made = made.astype(text | {"order_date": "datetime64[us]", "amount": "int64"})
    back = back.astype({"order_id": "str", "refund_date": "datetime64[us]", "amount": "int64"})
    return KINDS[kind](made), KINDS[kind](back)


def same(found: float, expected: float) -> bool:
    return math.isclose(found, expected) or (math.isnan(found) and math.isnan(expected))


@pytest.mark.parametrize("kind", KINDS)
@given(ledger=ledgers(), rule=RULES)
@settings(max_examples=10, deadline=None)
def test_every_kind_of_frame_agrees_with_the_oracle(kind, ledger, rule):
    orders, refunds = frames(ledger, kind)
    people = oracle.status(*ledger, START, END, rule)
    expected = sorted((customer, *row.values()) for customer, row in people.items())
    assert rows(customer_status(orders, refunds, START, END, lapse_days=rule)) == sorted(expected, key=repr)
    assert same(repurchase_rate(orders, refunds, START, END, lapse_days=rule), oracle.rate(people, "existing"))
    assert same(win_back_rate(orders, refunds, START, END, lapse_days=rule), oracle.rate(people, "lapsed"))
    found = customer_balance(orders, refunds, START, END, lapse_days=rule)
    assert tuple(found.iloc[0]) == oracle.balance(people)


@pytest.mark.parametrize("kind", KINDS)
@given(ledger=ledgers(), days=st.integers(1, 120))
@settings(max_examples=10, deadline=None)
def test_second_purchases_and_rates_agree_with_the_oracle(kind, ledger, days):
    orders, refunds = frames(ledger, kind)
    people = oracle.second_purchases(*ledger, END, dt.date(2024, 5, 1), dt.date(2024, 8, 31))
    span = {"start": "2024-05-01", "end": "2024-08-31"}
    followed = second_purchases(orders, refunds, END, **span)
    assert rows(followed, "customer_id", "first_order", "days_to_second", "days_observed") == people
    rate = second_purchase_rate(orders, refunds, END, days, **span)
    assert same(rate, oracle.second_purchase_rate(people, days))
    rate = repeat_purchase_rate(orders, refunds, START, END)
    assert same(rate, oracle.repeat_purchase_rate(*ledger, START, END))
    windows = (START, dt.date(2024, 8, 15)), (dt.date(2024, 8, 16), END)
    assert same(return_rate(orders, refunds, *windows), oracle.return_rate(*ledger, *windows))


@pytest.mark.parametrize("kind", KINDS)
@given(ledger=ledgers(), snapshot=st.sampled_from([END, dt.date(2024, 9, 15)]))
@settings(max_examples=10, deadline=None)
def test_cohorts_agree_with_the_oracle(kind, ledger, snapshot):
    orders, refunds = frames(ledger, kind)
    table = cohort_retention(orders, refunds, snapshot)
    found = {
        (cohort.year * 12 + cohort.month, month): share
        for cohort, row in table.iterrows()
        for month, share in row.dropna().items()
    }
    assert found == pytest.approx(oracle.cohorts(*ledger, snapshot))
    sizes = cohort_sizes(orders, refunds, snapshot)
    assert sizes.sum() == len(oracle.days_by_customer(*ledger, snapshot))
    overall = overall_retention(table, sizes)
    assert overall.dropna().between(0, 1).all()


@pytest.mark.parametrize("kind", KINDS)
@given(ledger=ledgers())
@settings(max_examples=10, deadline=None)
def test_the_win_back_curve_agrees_with_the_oracle(kind, ledger):
    people = oracle.status(*ledger, START, END)
    table = win_back_curve(*frames(ledger, kind), START, days=92, width=30, longest=60)
    expected = [oracle.curve(people, low, high) for low, high in ((1, 30), (31, 60), (61, math.inf))]
    assert list(zip(table["customers"], table["returned"], strict=True)) == expected
    assert table["customers"].sum() == sum(row["existing"] or row["lapsed"] for row in people.values())


@given(ledgers(), RULES)
@few
def test_every_month_balances_and_opens_where_the_last_one_closed(ledger, rule):
    flow = customer_flow(*frames(ledger), "2024-03-20", "2024-12-10", lapse_days=rule)
    assert len(flow) == 10
    assert (flow["opening"] + flow["first_purchase"] + flow["won_back"] - flow["lapsed"] == flow["closing"]).all()
    assert flow["closing"].tolist()[:-1] == flow["opening"].tolist()[1:]
    assert (flow[["opening", "first_purchase", "won_back", "lapsed", "closing"]] >= 0).all(axis=None)
    for row in flow.itertuples():
        expected = oracle.balance(oracle.status(*ledger, row.start.date(), row.end.date(), rule))
        assert tuple(row)[3:] == expected


@given(ledgers(), RULES)
@few
def test_areas_add_up_to_the_company(ledger, rule):
    customers = pd.DataFrame({"customer_id": list("ABCD"), "sales_area": ["N", "S", "S", None]})
    company = customer_balance(*frames(ledger), START, END, lapse_days=rule)
    areas = customer_balance(*frames(ledger), START, END, lapse_days=rule, customers=customers)
    assert areas.drop(columns="sales_area").sum().tolist() == company.iloc[0].tolist()
    people = oracle.status(*ledger, START, dt.date(2024, 7, 31), rule)
    table = customers_by_area(*frames(ledger), customers, START, "2024-07-31", lapse_days=rule)
    assert table["on_file"].sum() == sum(row["on_file"] for row in people.values())
    assert (table["on_file"] == table["active"] + table["lapsed"]).all()


@given(ledgers(), RULES)
@few
def test_many_windows_are_each_the_window_alone(ledger, rule):
    windows = [*calendar_windows("2024-05-01", "2024-10-31"), *rolling_windows(START, END, days=60, step=25)]
    assert len(windows) == 3
    trend = repurchase_trend(*frames(ledger), windows, lapse_days=rule)
    for row, (start, end) in zip(trend.itertuples(), windows, strict=True):
        assert same(row.repurchase_rate, repurchase_rate(*frames(ledger), start, end, lapse_days=rule))
        assert same(row.win_back_rate, win_back_rate(*frames(ledger), start, end, lapse_days=rule))


@given(ledgers())
@few
def test_a_longer_threshold_only_moves_the_lapsed_to_the_existing(ledger):
    table = lapse_comparison(*frames(ledger), START, END, [20, 60, 120, "personal"])
    assert len(set(table["existing"] + table["lapsed"])) == 1
    assert len(set(table["repurchased"] + table["won_back"])) == 1
    assert table["existing"].iloc[:3].is_monotonic_increasing
    for row in table.itertuples():
        assert same(row.win_back_rate, win_back_rate(*frames(ledger), START, END, lapse_days=row.lapse_days))


def everything(ledger, by: dt.timedelta = dt.timedelta()) -> list:
    """What the measures say of a ledger, dates moved."""
    tables = frames(ledger)
    start, end = START + by, END + by
    return [
        rows(customer_status(*tables, start, end, lapse_days="personal")),
        rows(second_purchases(*tables, end), "customer_id", "days_to_second", "days_observed"),
        win_back_curve(*tables, start).to_csv(),
        lapse_comparison(*tables, start, end, [60]).to_csv(),
        str(repeat_purchase_rate(*tables, start, end)),
    ]


@given(ledgers(), st.randoms(use_true_random=False))
@few
def test_the_order_of_the_rows_does_not_matter(ledger, random):
    orders, refunds = (list(part) for part in ledger)
    random.shuffle(orders)
    random.shuffle(refunds)
    assert everything((orders, refunds)) == everything(ledger)


@given(ledgers())
@few
def test_lines_and_currency_do_not_matter(ledger):
    orders, refunds = ledger
    split = [(*order[:-1], half) for order in orders for half in (order[-1] * 3, order[-1] * 4)]
    assert everything((split, [(*back[:-1], back[-1] * 7) for back in refunds])) == everything(ledger)


@given(ledgers(), st.integers(-3000, 3000))
@few
def test_shifting_every_date_changes_nothing(ledger, days):
    by = dt.timedelta(days=days)
    orders, refunds = ledger
    moved = [(c, o, moment + by, s, a) for c, o, moment, s, a in orders], [(o, m + by, a) for o, m, a in refunds]
    assert everything(moved, by) == everything(ledger)


@given(ledgers())
@few
def test_what_happens_after_the_window_does_not_matter(ledger):
    orders, refunds = ledger
    known = [order for order in orders if order[2].date() <= END], [back for back in refunds if back[1].date() <= END]
    if known[0]:
        status = customer_status(*frames(known), START, END)
        assert rows(status) == rows(customer_status(*frames(ledger), START, END))


@given(ledgers(), RULES)
@few
def test_rates_are_shares_or_have_no_base(ledger, rule):
    tables = frames(ledger)
    rates = [measure(*tables, START, END, lapse_days=rule) for measure in (repurchase_rate, win_back_rate)]
    rates += [second_purchase_rate(*tables, END, 30), repeat_purchase_rate(*tables, START, END)]
    assert all(type(rate) is float and (math.isnan(rate) or 0 <= rate <= 1) for rate in rates)
