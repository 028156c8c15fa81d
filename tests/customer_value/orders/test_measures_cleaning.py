"""Why a row cannot be used: ledger L with every kind of dirt, every kind of frame, and nothing lost."""

from __future__ import annotations

import datetime as dt

import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pytest
from frame_kinds import KINDS, LAZY, columns, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_l import ORDERS, REFUNDS, SNAPSHOT

from customer_value import (
    MeasureError,
    customers_set_aside,
    order_reasons,
    reason_counts,
    refund_reasons,
    repeated_rows,
    rfm,
    valid_orders,
)
from customer_value.measures.orders.cleaning import REASONS, REFUND_REASONS

DIRT = pd.DataFrame(
    [
        (None, "o20", "2024-01-01", "completed", 5.0, "no_customer"),
        ("", "o21", "2024-01-01", "completed", 5.0, "no_customer"),
        ("Z", "o22", None, "completed", 5.0, "no_date"),
        ("Z", None, "2024-01-01", "completed", 5.0, "no_order_id"),
        ("Z", "o23", "2024-01-01", "completed", float("nan"), "no_amount"),
        ("Z", "o24", "2024-01-01", "completed", float("inf"), "no_amount"),
        ("Z", "o25", "2024-01-01", "cancelled", 5.0, "cancelled"),
        ("Z", "o26", "2024-01-01", "test", 5.0, "test"),
        ("Z", "o27", "2025-01-01 00:00", "completed", 5.0, "after_snapshot"),
        ("Z", "o28", "2024-12-31 23:59", None, 5.0, None),
        ("Z", "o29", "2024-01-01", "completed", -40.0, "nothing"),
        ("Z", "o30", "2024-01-01", "completed", 0.0, "nothing"),
        ("Z", "o31", "2024-01-01", "completed", 5.0, "two_customers"),
        ("Y", "o31", "2024-01-01", "completed", 5.0, "two_customers"),
        ("Z", "o32", "2024-01-01", "completed", 5.0, "no_amount"),
        ("Z", "o32", "2024-01-01", "completed", float("nan"), "no_amount"),
        ("Z", "o33", "2024-01-01", "completed", 5.0, None),
        ("Z", "o33", "2024-01-01", "cancelled", float("nan"), "cancelled"),
    ],
    columns=["customer_id", "order_id", "order_date", "status", "amount", "expected"],
).assign(order_date=lambda table: pd.to_datetime(table["order_date"], format="mixed"))

CLEAN = ORDERS.assign(expected=[None, None, None, None, "refunded", None, "after_snapshot", None, None])

LEDGER = pd.concat([CLEAN, DIRT], ignore_index=True)


def reasons(native) -> list:
    """The reasons of a frame in the order of its rows, missing ones as None."""
    frame = nw.from_native(native)
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return [None if pd.isna(reason) else reason for reason in frame["reason"].to_list()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_is_given_its_reason(kind):
    orders = KINDS[kind](LEDGER)
    found = order_reasons(orders, KINDS[kind](REFUNDS), SNAPSHOT)
    assert type(found) is type(orders)
    assert columns(found) == [*LEDGER, "reason"]
    assert all(expected == reason for expected, reason in rows(found, "expected", "reason"))
    assert len(rows(found)) == len(LEDGER)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - LAZY))
def test_eager_rows_stay_in_their_places(kind):
    found = order_reasons(KINDS[kind](LEDGER), KINDS[kind](REFUNDS), SNAPSHOT)
    assert reasons(found) == [None if pd.isna(one) else one for one in LEDGER["expected"]]


@pytest.mark.parametrize("kind", KINDS)
def test_what_has_no_reason_is_what_counts(kind):
    make = KINDS[kind]
    found = order_reasons(make(LEDGER), make(REFUNDS), SNAPSHOT)
    usable = {row[:2] for row in rows(found, "customer_id", "order_id", "reason") if row[2] is None}
    clean = LEDGER[LEDGER["expected"].isna()].drop(columns="expected")
    valid = rows(valid_orders(make(clean), make(REFUNDS), SNAPSHOT), "customer_id", "order_id")
    assert usable == set(valid)


def test_ledger_l_by_hand():
    found = order_reasons(ORDERS, REFUNDS, SNAPSHOT)
    assert reason_counts(found).values.tolist() == [
        ["usable", 7, 6, 3600.0, pytest.approx(7 / 9)],
        ["after_snapshot", 1, 1, 300.0, pytest.approx(1 / 9)],
        ["refunded", 1, 1, 800.0, pytest.approx(1 / 9)],
    ]
    assert rows(customers_set_aside(found)) == [("B", 1, True)]


@pytest.mark.parametrize(
    ("customer", "wrong", "mistake"),
    [
        ("B", 325, lambda: rfm(ORDERS, None, SNAPSHOT)),
        ("C", 0, lambda: rfm(ORDERS, REFUNDS, ORDERS["order_date"].max())),
    ],
    ids=["the refunded order kept", "an order after the snapshot kept"],
)
def test_the_documented_wrong_recencies_come_from_rows_that_have_a_reason(customer, wrong, mistake):
    recency = mistake().set_index("customer_id")["recency"]
    assert recency[customer] == wrong
    right = rfm(ORDERS, REFUNDS, SNAPSHOT).set_index("customer_id")["recency"]
    assert right.get(customer) != wrong
    assert order_reasons(ORDERS, REFUNDS, SNAPSHOT).query("customer_id == @customer")["reason"].notna().any()


@pytest.mark.parametrize("kind", KINDS)
def test_rows_and_money_add_up(kind):
    found = reason_counts(order_reasons(KINDS[kind](LEDGER), KINDS[kind](REFUNDS), SNAPSHOT))
    finite = LEDGER["amount"].where(LEDGER["amount"].abs() < float("inf"), 0)
    assert found["rows"].sum() == len(LEDGER)
    assert found["amount"].sum() == pytest.approx(finite.sum())
    assert found["share"].sum() == pytest.approx(1)
    assert found.set_index("reason").loc["no_order_id", "orders"] == 0
    assert found.set_index("reason").loc["two_customers", ["rows", "orders"]].tolist() == [2, 1]


def test_the_reasons_that_can_occur_are_those_that_are_listed():
    found = set(reason_counts(order_reasons(LEDGER, REFUNDS, SNAPSHOT))["reason"])
    assert found == {"usable", *REASONS} - {"repeated"}
    assert found <= set(LEDGER["expected"].dropna()) | {"usable"}


def test_repeats_are_heeded_and_a_doubled_import_changes_nothing():
    twice = pd.concat([LEDGER, LEDGER], ignore_index=True)
    found = order_reasons(repeated_rows(twice), REFUNDS, SNAPSHOT)
    first, second = found.iloc[: len(LEDGER)], found.iloc[len(LEDGER) :]
    assert reasons(first) == reasons(order_reasons(LEDGER, REFUNDS, SNAPSHOT))
    assert set(second["reason"]) == {"repeated"}
    assert rows(customers_set_aside(found), "customer_id", "refunds_only") == [("B", True), ("Y", False)]


def test_rounding_of_decimals_is_refunded_in_full():
    lines = pd.concat([ORDERS.iloc[:1].assign(amount=amount) for amount in (0.1, 0.2)], ignore_index=True)
    refunds = pd.DataFrame({"order_id": ["o1"], "refund_date": pd.Timestamp("2024-02-01"), "amount": [0.3]})
    assert lines["amount"].sum() - 0.3 > 0
    assert reasons(order_reasons(lines, refunds, SNAPSHOT)) == ["refunded"] * 2


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_ledger(kind):
    found = order_reasons(KINDS[kind](ORDERS.iloc[:0]), None, SNAPSHOT)
    assert columns(found) == [*ORDERS, "reason"]
    counts = reason_counts(found)
    assert counts[["reason", "rows", "orders", "amount"]].values.tolist() == [["usable", 0, 0, 0.0]]
    assert counts["share"].isna().all()
    assert rows(customers_set_aside(found)) == []


def test_lazy_frames_are_not_run():
    def never(_):
        raise AssertionError("the frame was run")

    def lazy(table):
        return pl.from_pandas(table).lazy().map_batches(never, schema=pl.from_pandas(table).schema)

    found = order_reasons(repeated_rows(lazy(ORDERS), whole="order_id"), lazy(REFUNDS), SNAPSHOT)
    for frame in (found, refund_reasons(lazy(REFUNDS), lazy(ORDERS), SNAPSHOT), customers_set_aside(found)):
        assert isinstance(frame, pl.LazyFrame)
    with pytest.raises(AssertionError, match="the frame was run"):
        reason_counts(found)


def test_ids_that_are_numbers_or_categories():
    numbers = ORDERS.assign(customer_id=ORDERS["customer_id"].map({"A": 1, "B": 2, "C": 3, "D": 4}))
    expected = reasons(order_reasons(ORDERS, REFUNDS, SNAPSHOT))
    assert reasons(order_reasons(numbers, REFUNDS, SNAPSHOT)) == expected
    named = ORDERS.astype(dict.fromkeys(["customer_id", "order_id", "status"], "category"))
    assert reasons(order_reasons(named, REFUNDS, SNAPSHOT)) == expected


AMOUNTS = st.one_of(st.integers(-50, 400).map(float), st.just(float("nan")))
ROW = st.tuples(
    st.sampled_from(["A", "B", "C", None]),
    st.sampled_from(["o1", "o2", "o3", "o4", "o5", None]),
    st.integers(0, 500),
    st.sampled_from(["completed", "cancelled", "test", None]),
    AMOUNTS,
)


@settings(max_examples=20, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=14), st.lists(st.tuples(st.sampled_from(["o1", "o2"]), st.integers(0, 300))))
def test_laws(drawn, back):
    """No row is lost, shuffling moves no reason, and the rows without one give `valid_orders` what it counts."""
    orders = pd.DataFrame(drawn, columns=["customer_id", "order_id", "order_date", "status", "amount"])
    orders["order_date"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(orders["order_date"], unit="D")
    orders = orders.astype({"customer_id": "str", "order_id": "str", "status": "str"})
    refunds = pd.DataFrame(back, columns=["order_id", "amount"]).astype({"order_id": "str", "amount": "float"})
    refunds["refund_date"] = pd.Timestamp("2024-06-01")
    if orders["customer_id"].isna().all() or orders["order_id"].isna().all() or orders["status"].isna().all():
        return
    found = order_reasons(orders, refunds, SNAPSHOT)
    pd.testing.assert_frame_equal(found.drop(columns="reason"), orders)
    shuffled = order_reasons(orders.iloc[::-1], refunds, SNAPSHOT)
    assert reasons(shuffled)[::-1] == reasons(found)
    assert reasons(found) == plain_reasons(orders, refunds)
    usable = found[found["reason"].isna()].drop(columns="reason")
    assert set(valid_orders(usable, refunds, SNAPSHOT)["order_id"]) == set(usable["order_id"])


def plain_reasons(orders, refunds):
    """The same rules as loops over plain values."""
    day = dt.date.fromisoformat(SNAPSHOT)
    lines = [tuple(None if pd.isna(value) else value for value in row) for row in orders.itertuples(index=False)]

    def of_row(line):
        _, order, date, status, _ = line
        if order is None:
            return "no_order_id"
        if status in ("cancelled", "test"):
            return status
        return "after_snapshot" if date.date() > day else None

    def of_order(order):
        sold = [line for line in lines if line[1] == order and of_row(line) is None]
        if any(line[0] is None for line in sold):
            return "no_customer"
        if any(line[4] is None for line in sold):
            return "no_amount"
        if len({line[0] for line in sold}) > 1:
            return "two_customers"
        gross = sum(line[4] for line in sold)
        if gross <= 0:
            return "nothing"
        return "refunded" if gross <= refunds.loc[refunds["order_id"] == order, "amount"].sum() else None

    return [of_row(line) or of_order(line[1]) for line in lines]


# Refunds


@pytest.mark.parametrize("kind", KINDS)
def test_refunds_without_a_matching_order_are_named(kind):
    refunds = pd.DataFrame(
        [
            ("o4", "2024-02-20", 800.0, None),
            ("o99", "2024-02-20", 60.0, "no_order"),
            ("o8", "2025-01-01", 60.0, "after_snapshot"),
            ("o8", None, 60.0, "no_date"),
            ("o8", "2024-11-25", -60.0, "no_amount"),
            ("o8", "2024-11-25", float("nan"), "no_amount"),
            (None, "2024-11-25", 60.0, "no_order_id"),
        ],
        columns=["order_id", "refund_date", "amount", "expected"],
    ).assign(refund_date=lambda table: pd.to_datetime(table["refund_date"]))
    found = refund_reasons(KINDS[kind](refunds), KINDS[kind](ORDERS), SNAPSHOT)
    assert all(expected == reason for expected, reason in rows(found, "expected", "reason"))
    counts = reason_counts(found)
    assert counts["rows"].sum() == 7
    assert set(counts["reason"]) == {"usable", *REFUND_REASONS} - {"repeated"}
    assert counts.set_index("reason").loc["no_order", "amount"] == 60


def test_a_repeated_refund_is_set_aside_when_marked():
    twice = pd.concat([REFUNDS, REFUNDS.iloc[:1]], ignore_index=True)
    assert reasons(refund_reasons(repeated_rows(twice), ORDERS, SNAPSHOT)) == [None, None, "repeated"]
    assert reasons(refund_reasons(twice, ORDERS, SNAPSHOT)) == [None, None, None]


# Bad input


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: order_reasons(ORDERS.drop(columns="status"), None, SNAPSHOT), "orders has no column 'status'"),
        (lambda: order_reasons(ORDERS.assign(reason="x"), None, SNAPSHOT), "orders has a column 'reason' already"),
        (lambda: order_reasons(ORDERS.assign(amount="NT$1"), None, SNAPSHOT), r"orders\['amount'\] holds text"),
        (lambda: order_reasons(ORDERS, REFUNDS.assign(amount=-1), SNAPSHOT), r"refunds\['amount'\] is negative"),
        (lambda: order_reasons(ORDERS, None, "soon"), "snapshot is 'soon'"),
        (lambda: refund_reasons(REFUNDS.drop(columns="amount"), ORDERS, SNAPSHOT), "refunds has no column 'amount'"),
        (lambda: refund_reasons(REFUNDS, REFUNDS.drop(columns="order_id"), SNAPSHOT), "orders has no column"),
        (lambda: reason_counts(ORDERS), "reasoned has no column 'reason'"),
        (lambda: customers_set_aside(ORDERS), "reasoned has no column 'reason'"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
