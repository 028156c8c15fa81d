"""BTYD summaries: ledger L's numbers, the identity with RFM, every kind of frame, a loop as the oracle."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import pytest
from frame_kinds import KINDS, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_l import ORDERS, REFUNDS, SNAPSHOT

from customer_value import MeasureError, btyd_summary, frequency, history_counts, recency, valid_orders

VALID = valid_orders(ORDERS, REFUNDS, SNAPSHOT)
DAY = dt.date(2024, 12, 31)


def of(customer: str, table: pd.DataFrame) -> tuple:
    return tuple(table.set_index("customer_id").loc[customer])


def test_ledger_l():
    table = btyd_summary(VALID, SNAPSHOT)
    assert table["customer_id"].tolist() == ["A", "C", "D"]
    assert of("A", table) == (1, 56, 361, 500)
    assert of("C", table)[:3] == (0, 0, 11)
    assert math.isnan(of("C", table)[3])
    assert of("D", table) == (1, 173, 213, 700)


def test_without_refunds_the_amounts_are_gross():
    table = btyd_summary(valid_orders(ORDERS, None, SNAPSHOT), SNAPSHOT)
    assert of("A", table)[3] == 500
    assert of("D", table)[3] == 900
    assert table.set_index("customer_id")["monetary"].isna().to_dict() == {"A": False, "B": True, "C": True, "D": False}


def test_what_goes_wrong_gives_other_numbers():
    table = btyd_summary(VALID, SNAPSHOT)
    orders = frequency(VALID).set_index("customer_id")["frequency"]
    assert orders["A"] - 1 == 2 != of("A", table)[0]  # orders instead of days
    mean_of_all_days = VALID[VALID["customer_id"] == "A"].groupby("order_date")["amount"].sum().mean()
    assert mean_of_all_days == 850 != of("A", table)[3]  # the first purchase not left out
    since_last = recency(VALID, SNAPSHOT).set_index("customer_id")["recency"]
    assert since_last["D"] == 40 != of("D", table)[1]  # RFM's recency


def test_weeks_are_days_by_seven():
    days, weeks = btyd_summary(VALID, SNAPSHOT), btyd_summary(VALID, SNAPSHOT, unit=7)
    assert weeks["recency"].tolist() == (days["recency"] / 7).tolist()
    assert weeks["T"].tolist() == (days["T"] / 7).tolist()
    assert weeks["frequency"].tolist() == days["frequency"].tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_gives_the_same(kind):
    valid = KINDS[kind](VALID.assign(order_date=VALID["order_date"] + pd.Timedelta(hours=23, minutes=59)))
    table = btyd_summary(valid, SNAPSHOT, unit=7)
    assert type(table) is type(valid)
    expected = btyd_summary(VALID, SNAPSHOT, unit=7)
    for found, wanted in ((table, expected), (history_counts(table), history_counts(expected))):
        # Polars multiplies by 1/7 where the others divide by 7, which may differ in the last bit.
        assert rows(found) == [pytest.approx(row) for row in rows(wanted)]


@st.composite
def purchases(draw) -> list[tuple[str, dt.datetime, int]]:
    moments = st.datetimes(dt.datetime(2024, 10, 1), dt.datetime(2025, 1, 10))
    return draw(st.lists(st.tuples(st.sampled_from("ABC"), moments, st.integers(1, 99)), min_size=1, max_size=20))


def as_valid(rows_: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows_, columns=["customer_id", "order_date", "amount"])
    return frame.astype({"customer_id": "str", "order_date": "datetime64[us]", "amount": "float64"})


def by_hand(rows_: list[tuple]) -> list[tuple]:
    """The summary by a loop over customers and days."""
    found = []
    for customer in sorted({row[0] for row in rows_ if row[1].date() <= DAY}):
        days: dict[dt.date, int] = {}
        for one, moment, amount in rows_:
            if one == customer and moment.date() <= DAY:
                days[moment.date()] = days.get(moment.date(), 0) + amount
        first, last = min(days), max(days)
        repeats = [amount for day, amount in days.items() if day > first]
        mean = sum(repeats) / len(repeats) if repeats else None
        found.append((customer, len(repeats), (last - first).days, (DAY - first).days, mean))
    return found


@given(purchases())
@settings(max_examples=40, deadline=None)
def test_the_summary_is_that_of_a_loop(bought):
    found = rows(btyd_summary(as_valid(bought), DAY))
    assert [row[:4] for row in found] == [row[:4] for row in by_hand(bought)]
    assert [row[4] for row in found] == [pytest.approx(row[4]) for row in by_hand(bought)]


@given(purchases())
@settings(max_examples=20, deadline=None)
def test_laws_of_the_summary(bought):
    valid = as_valid(bought)
    table = btyd_summary(valid, DAY).set_index("customer_id")
    since = recency(valid, DAY).set_index("customer_id")["recency"]
    assert (table["T"] - table["recency"]).astype("int64").equals(since)
    assert ((table["recency"] >= 0) & (table["recency"] <= table["T"])).all()
    assert ((table["frequency"] == 0) == (table["recency"] == 0)).all()
    counts = history_counts(btyd_summary(valid, DAY))
    assert counts["customers"].sum() == len(table)
    assert not counts.duplicated(["frequency", "recency", "T"]).any()


def test_nobody_bought_gives_no_rows():
    table = btyd_summary(VALID, "2020-01-01")
    assert list(table.columns) == ["customer_id", "frequency", "recency", "T", "monetary"]
    assert len(table) == 0
    assert len(btyd_summary(VALID[:0], SNAPSHOT)) == 0
    assert len(history_counts(table)) == 0


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: btyd_summary(VALID.drop(columns="amount"), SNAPSHOT), "valid has no column 'amount'"),
        (lambda: btyd_summary(VALID.astype({"order_date": "str"}), SNAPSHOT), "valid['order_date'] holds text"),
        (lambda: btyd_summary(VALID, "soon"), "snapshot is 'soon'"),
        (lambda: btyd_summary(VALID, SNAPSHOT, unit=0), "unit is 0"),
        (lambda: btyd_summary(VALID, SNAPSHOT, unit=7.0), "unit is 7.0"),
        (lambda: history_counts(VALID), "summary has no column 'frequency'"),
    ],
)
def test_bad_input_is_named(call, said):
    with pytest.raises(MeasureError) as caught:
        call()
    assert said in str(caught.value)
