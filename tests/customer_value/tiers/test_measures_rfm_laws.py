"""Laws of the RFM table, tried on drawn ledgers, and the loops of plain_measures as its oracle."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plain_measures as plain
import polars as pl
import pytest
from frame_kinds import KINDS, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import bought_again, frequency, monetary, recency, rfm, rfm_scores, segments, valid_orders

DAY = dt.date(2024, 12, 31)
ORDER_COLUMNS = ["customer_id", "order_id", "order_date", "status", "amount"]
REFUND_COLUMNS = ["order_id", "refund_date", "amount"]

moments = st.datetimes(dt.datetime(2024, 11, 25), dt.datetime(2025, 2, 5))
few = settings(max_examples=20, deadline=None)


@st.composite
def ledgers(draw) -> tuple[list[plain.Order], list[plain.Refund]]:
    """Orders of one to three lines of up to four customers around the snapshot, and refunds, some of unknown orders."""
    orders = []
    n = draw(st.integers(1, 12))
    for number in range(n):
        customer = draw(st.sampled_from(["A", "B", "C", "D", None]))
        moment = draw(moments)
        status = draw(st.sampled_from(["completed", "completed", "completed", "cancelled"]))
        for amount in draw(st.lists(st.integers(1, 50), min_size=1, max_size=3)):
            orders.append((customer, f"o{number:02}", moment, status, amount))
    if all(order[0] is None for order in orders):
        orders.append(("A", "o99", draw(moments), "completed", 10))
    refunds = draw(
        st.lists(st.tuples(st.integers(0, n + 2).map(lambda number: f"o{number:02}"), moments, st.integers(0, 60)))
    )
    return orders, refunds


def frames(ledger, kind: str = "polars"):
    orders, refunds = ledger
    types = {
        "customer_id": "str",
        "order_id": "str",
        "order_date": "datetime64[us]",
        "status": "str",
        "amount": "int64",
    }
    return (
        KINDS[kind](pd.DataFrame(orders, columns=ORDER_COLUMNS).astype(types)),
        KINDS[kind](
            pd.DataFrame(refunds, columns=REFUND_COLUMNS).astype(
                {"order_id": "str", "refund_date": "datetime64[us]", "amount": "int64"}
            )
        ),
    )


def table(ledger, day: dt.date = DAY) -> list[tuple]:
    return rows(rfm(*frames(ledger), day))


@pytest.mark.parametrize("kind", KINDS)
@given(ledger=ledgers())
@settings(max_examples=10, deadline=None)
def test_every_kind_of_frame_agrees_with_the_oracle(kind, ledger):
    orders, refunds = frames(ledger, kind)
    assert rows(valid_orders(orders, refunds, DAY)) == plain.valid_orders(*ledger, DAY)
    assert rows(rfm(orders, refunds, DAY)) == plain.rfm(*ledger, DAY)
    assert rows(bought_again(orders, refunds, DAY, days=30)) == plain.bought_again(*ledger, DAY, 30)


@given(ledgers(), st.randoms(use_true_random=False))
@few
def test_the_order_of_the_rows_does_not_matter(ledger, random):
    orders, refunds = (list(part) for part in ledger)
    random.shuffle(orders)
    random.shuffle(refunds)
    assert table((orders, refunds)) == table(ledger)


@given(ledgers(), st.data())
@few
def test_splitting_an_order_into_lines_changes_nothing(ledger, data):
    orders, refunds = ledger
    split = []
    for customer, order, moment, status, amount in orders:
        part = data.draw(st.integers(0, amount))
        split += [(customer, order, moment, status, part), (customer, order, moment, status, amount - part)]
    assert table((split, refunds)) == table(ledger)


@given(ledgers(), st.integers(2, 1000))
@few
def test_another_currency_scales_money_only(ledger, rate):
    orders, refunds = ledger
    dear = [(*order[:-1], order[-1] * rate) for order in orders], [(*back[:-1], back[-1] * rate) for back in refunds]
    assert table(dear) == [(*row[:-1], row[-1] * rate) for row in table(ledger)]


@given(ledgers(), st.integers(-4000, 4000))
@few
def test_shifting_every_date_and_the_snapshot_changes_nothing(ledger, days):
    by = dt.timedelta(days=days)
    orders, refunds = ledger
    moved = [(c, o, moment + by, s, a) for c, o, moment, s, a in orders], [(o, m + by, a) for o, m, a in refunds]
    assert table(moved, DAY + by) == table(ledger)


@given(ledgers())
@few
def test_the_time_of_day_does_not_matter(ledger):
    orders, refunds = ledger
    midnight = lambda moment: dt.datetime.combine(moment.date(), dt.time())  # noqa: E731
    plain_days = (
        [(c, o, midnight(moment), s, a) for c, o, moment, s, a in orders],
        [(o, midnight(moment), a) for o, moment, a in refunds],
    )
    assert table(plain_days) == table(ledger)


@given(ledgers())
@few
def test_what_happens_after_the_snapshot_does_not_matter(ledger):
    orders, refunds = ledger
    known = [order for order in orders if order[2].date() <= DAY], [back for back in refunds if back[1].date() <= DAY]
    if any(order[0] for order in known[0]):
        assert table(known) == table(ledger)


@given(ledgers())
@few
def test_orders_of_nobody_and_cancelled_ones_do_not_matter(ledger):
    orders, refunds = ledger
    counted = [order for order in orders if order[0] is not None and order[3] != "cancelled"]
    if counted:
        assert table((counted, refunds)) == table(ledger)


@given(ledgers())
@few
def test_the_table_is_its_three_measures(ledger):
    valid = valid_orders(*frames(ledger), DAY)
    joined = recency(valid, DAY).join(frequency(valid), on="customer_id").join(monetary(valid), on="customer_id")
    assert rows(joined) == table(ledger)


@given(ledgers())
@few
def test_numbers_stay_in_their_bounds(ledger):
    valid = valid_orders(*frames(ledger), DAY)
    found = table(ledger)
    assert all(recent >= 0 and orders >= 1 and money > 0 for _, recent, orders, money in found)
    assert sum(row[2] for row in found) == len(valid)
    assert sum(row[3] for row in found) == valid["amount"].sum()
    assert {row[0] for row in found} == set(valid["customer_id"])


@given(ledgers(), st.integers(1, 60))
@few
def test_a_window_is_a_selection_of_the_orders(ledger, days):
    orders, refunds = frames(ledger)
    start = DAY - dt.timedelta(days=days)
    everything = valid_orders(orders, refunds, DAY)
    expected = everything.filter(pl.col("order_date") > start)
    assert rows(valid_orders(orders, refunds, DAY, days=days)) == rows(expected)


@given(ledgers(), st.integers(1, 40), st.integers(0, 40))
@few
def test_a_longer_window_loses_nobody_who_came_back(ledger, days, more):
    orders, _ = frames(ledger)
    short = dict(rows(bought_again(orders, None, DAY, days=days)))
    long = dict(rows(bought_again(orders, None, DAY, days=days + more)))
    assert short.keys() == long.keys() == {row[0] for row in rows(rfm(orders, None, DAY))}
    assert all(long[customer] for customer, came in short.items() if came)


@given(ledgers())
@few
def test_everybody_in_the_table_is_scored_and_in_one_segment(ledger):
    numbers = rfm(*frames(ledger), DAY)
    found = segments(rfm_scores(numbers))
    assert found["customer_id"].to_list() == numbers["customer_id"].to_list()
    assert found["segment"].null_count() == 0
    equals = found.group_by("recency", "frequency", "monetary").agg(pl.col("cell", "segment").n_unique())
    assert set(equals["cell"]) | set(equals["segment"]) <= {1}


@given(st.lists(st.integers(1, 99_999), min_size=1, max_size=40), st.randoms(use_true_random=False))
@few
def test_cents_add_up_alike_in_any_order(cents, random):
    def paid(amounts: list[int]) -> float:
        orders = [("A", f"o{number:02}", dt.datetime(2024, 12, 1), "completed", 0) for number in range(len(amounts))]
        dates, _ = frames((orders, []))
        return rfm(dates.with_columns(amount=pl.Series([amount / 100 for amount in amounts])), None, DAY)["monetary"][0]

    shuffled = random.sample(cents, len(cents))
    assert paid(cents) == paid(shuffled) == sum(cents) / 100
