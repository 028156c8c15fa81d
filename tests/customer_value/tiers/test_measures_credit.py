"""Credit: what is owed on a day, the usual and the most; persons have none."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, credit

SNAPSHOT = dt.date(2024, 12, 31)
CUSTOMERS = pd.DataFrame({"customer_id": ["K", "L", "P"], "credit_days": pd.Series([30, 0, None], dtype="Int64")})

histories = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 90)), max_size=8)


def orders(rows: list[tuple], status: str = "completed") -> pd.DataFrame:
    """Orders of a customer so many days before the snapshot."""
    found = [
        (customer, f"{customer}{number}", SNAPSHOT - dt.timedelta(days=age), amount)
        for number, (customer, age, amount) in enumerate(rows)
    ]
    return (
        pd.DataFrame(found, columns=["customer_id", "order_id", "order_date", "amount"])
        .astype({"customer_id": "str", "order_id": "str", "order_date": "datetime64[us]", "amount": "float64"})
        .assign(status=status)
    )


def of(customer: str, table: pd.DataFrame) -> dict:
    return table.set_index("customer_id").loc[customer].to_dict()


@pytest.mark.parametrize(("age", "owed"), [(0, 600), (29, 600), (30, 0), (31, 0)])
def test_an_order_is_owed_on_its_day_and_until_the_day_before_payment(age, owed):
    assert of("K", credit(CUSTOMERS, orders([("K", age, 600)]), None, SNAPSHOT))["exposure"] == owed


def test_the_numbers_of_one_company_by_hand():
    history = orders([("K", 10, 200), ("K", 20, 530), ("K", 200, 100), ("K", 400, 9000)])
    found = of("K", credit(CUSTOMERS, history, None, SNAPSHOT))
    assert found == {
        "credit_days": 30,
        "orders": 3,
        "net": 830,
        "cancelled_share": 0,
        "usual": pytest.approx(830 * 30 / 365),
        "exposure": 730,
        "peak": 730,
        "limit": pytest.approx(2 * 830 * 30 / 365),
        "used": pytest.approx(730 / (2 * 830 * 30 / 365)),
    }


def test_who_pays_at_once_owes_nothing_and_has_no_limit_to_use():
    found = of("L", credit(CUSTOMERS, orders([("L", 0, 600)]), None, SNAPSHOT))
    assert (found["net"], found["exposure"], found["peak"], found["limit"]) == (600, 0, 0, 0)
    assert math.isnan(found["used"])


def test_persons_are_left_out_and_companies_without_orders_are_not():
    found = credit(CUSTOMERS, orders([("P", 3, 5)]), None, SNAPSHOT)
    assert found["customer_id"].tolist() == ["K", "L"]
    assert (found[["orders", "net", "usual", "exposure", "peak"]] == 0).all(axis=None)
    assert found[["cancelled_share", "used"]].isna().all(axis=None)


def test_what_was_sent_back_or_cancelled_is_not_owed():
    history = pd.concat([orders([("K", 5, 600), ("K", 6, 400)]), orders([("X", 1, 1)])])
    history.loc[history["order_id"] == "K1", "status"] = "cancelled"
    refunds = pd.DataFrame({"order_id": ["K0"], "refund_date": pd.to_datetime(["2024-12-30"]), "amount": [150]})
    found = of("K", credit(CUSTOMERS, history, refunds, SNAPSHOT))
    assert (found["exposure"], found["net"], found["orders"], found["cancelled_share"]) == (450, 450, 1, 0.5)


def test_a_debt_from_before_the_period_counts_in_its_peak():
    found = of("K", credit(CUSTOMERS, orders([("K", 25, 700)]), None, SNAPSHOT, days=10))
    assert (found["net"], found["peak"], found["exposure"]) == (0, 700, 700)
    assert math.isnan(found["used"])


@given(histories)
@settings(max_examples=40, deadline=None)
def test_a_count_day_by_day_agrees(rows):
    found = of("K", credit(CUSTOMERS, orders([("K", age, amount) for age, amount in rows]), None, SNAPSHOT))
    owed = [sum(amount for age, amount in rows if day <= age < day + 30) for day in range(365)]
    assert found["exposure"] == owed[0]
    assert found["peak"] == max(owed)
    assert found["net"] == sum(amount for age, amount in rows if age < 365)
    assert found["peak"] >= found["exposure"]


@given(histories, st.integers(2, 9))
@settings(max_examples=20, deadline=None)
def test_another_currency_scales_money_and_no_share(rows, factor):
    one, other = (
        of("K", credit(CUSTOMERS, orders([("K", age, amount * times) for age, amount in rows]), None, SNAPSHOT))
        for times in (1, factor)
    )
    for name in ("net", "usual", "exposure", "peak", "limit"):
        assert other[name] == pytest.approx(one[name] * factor)
    assert other["used"] == pytest.approx(one["used"], nan_ok=True)


def test_the_limit_is_so_many_times_the_usual():
    history = orders([("K", 10, 365)])
    assert of("K", credit(CUSTOMERS, history, None, SNAPSHOT, cover=3))["limit"] == pytest.approx(90)
    assert math.isnan(of("K", credit(CUSTOMERS, history, None, SNAPSHOT, cover=0))["used"])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: credit(CUSTOMERS[["customer_id"]], orders([]), None, SNAPSHOT),
            "customers has no column 'credit_days'",
        ),
        (lambda: credit(CUSTOMERS.assign(credit_days=-1), orders([]), None, SNAPSHOT), "credit_days'] is negative on"),
        (lambda: credit(CUSTOMERS, orders([]), None, SNAPSHOT, cover=-1), "cover is -1"),
        (lambda: credit(CUSTOMERS, orders([]), None, SNAPSHOT, days=0), "days is 0"),
        (lambda: credit(CUSTOMERS, orders([("K", 1, math.inf)]), None, SNAPSHOT), "amount"),
        (
            lambda: credit(pd.concat([CUSTOMERS] * 2), orders([]), None, SNAPSHOT),
            "customers has two rows with one 'customer_id', such as 'K'",
        ),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
