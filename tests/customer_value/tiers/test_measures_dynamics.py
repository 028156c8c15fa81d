"""Customer dynamics: the five states of the NES model, in every kind of frame."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import pytest
from frame_kinds import KINDS, columns, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, customer_dynamics

SNAPSHOT = dt.date(2024, 12, 31)
CYCLE = 30

ages = st.dictionaries(st.sampled_from("ABCDEF"), st.lists(st.integers(-20, 200), min_size=1, max_size=4), max_size=6)


def valid(history: dict[str, list[int]]) -> pd.DataFrame:
    """Orders so many days before the snapshot."""
    found = [(customer, SNAPSHOT - dt.timedelta(days=age)) for customer, days in history.items() for age in days]
    return pd.DataFrame(found, columns=["customer_id", "order_date"]).astype(
        {"customer_id": "str", "order_date": "datetime64[us]"}
    )


def expected(days: list[int]) -> str:
    """The state of somebody who bought so many days ago: the second implementation."""
    last = min(days)
    if last <= CYCLE:
        return "N" if len(set(days)) == 1 else "E0"
    return {2: "S1", 3: "S2"}.get(math.ceil(last / CYCLE), "S3")


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ([0], "N"),
        ([30], "N"),
        ([30, 30], "N"),  # two orders on one day are one purchase
        ([31], "S1"),  # once, and not again for more than a cycle
        ([0, 5], "E0"),
        ([30, 400], "E0"),
        ([31, 400], "S1"),
        ([60, 400], "S1"),
        ([61, 400], "S2"),
        ([90, 400], "S2"),
        ([91, 400], "S3"),
    ],
)
def test_a_cycle_belongs_to_the_state_it_ends(days, state):
    assert customer_dynamics(valid({"A": days}), SNAPSHOT, CYCLE)["state"].tolist() == [state]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_gives_the_same(kind):
    history = {"A": [3], "B": [3, 40], "C": [45], "D": [80, 100], "E": [300], "F": [-5]}
    table = KINDS[kind](valid(history))
    found = customer_dynamics(table, SNAPSHOT, CYCLE)
    assert type(found) is type(table)
    assert columns(found) == ["customer_id", "recency", "cycles", "state"]
    assert rows(found, "customer_id", "recency", "state") == [
        *(("A", 3, "N"), ("B", 3, "E0"), ("C", 45, "S1"), ("D", 80, "S2"), ("E", 300, "S3"))
    ]
    assert [round(cycles, 2) for (cycles,) in rows(found, "cycles")] == [0.1, 0.1, 1.5, 10.0, 2.67]


@given(ages, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_second_implementation_agrees_in_any_order_of_rows(history, random):
    known = {customer: [age for age in days if age >= 0] for customer, days in history.items()}
    orders = valid(history)
    shuffled = orders.iloc[random.sample(range(len(orders)), len(orders))]
    found = customer_dynamics(shuffled, SNAPSHOT, CYCLE)
    assert dict(zip(found["customer_id"], found["state"], strict=True)) == {
        customer: expected(days) for customer, days in known.items() if days
    }


def test_doubling_every_time_changes_nothing_and_a_half_day_cycle_may_be_given():
    history = {"A": [3], "B": [3, 40], "C": [45], "D": [80, 100]}
    double = {customer: [2 * day for day in days] for customer, days in history.items()}
    one, two = customer_dynamics(valid(history), SNAPSHOT, 30), customer_dynamics(valid(double), SNAPSHOT, 60)
    assert one["state"].tolist() == two["state"].tolist()
    assert customer_dynamics(valid({"A": [61, 400]}), SNAPSHOT, 30.5)["state"].tolist() == ["S1"]


def test_times_of_day_do_not_matter_and_the_snapshots_evening_counts():
    orders = pd.DataFrame({"customer_id": ["A"], "order_date": pd.to_datetime(["2024-12-31 22:10"])})
    assert customer_dynamics(orders, SNAPSHOT, CYCLE)["recency"].tolist() == [0]


def test_nobody_has_no_state():
    assert customer_dynamics(valid({}), SNAPSHOT, CYCLE).empty


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: customer_dynamics(valid({}).drop(columns="order_date"), SNAPSHOT, 30), "no column 'order_date'"),
        (lambda: customer_dynamics(valid({"A": [1]}).astype("str"), SNAPSHOT, 30), "holds text, not dates"),
        (lambda: customer_dynamics(valid({}), "yesterday", 30), "snapshot is 'yesterday'"),
        (lambda: customer_dynamics(valid({}), SNAPSHOT, 0), "cycle is 0; give the purchase cycle"),
        (lambda: customer_dynamics(valid({}), SNAPSHOT, math.nan), "cycle is nan"),
        (lambda: customer_dynamics(valid({}), SNAPSHOT, math.inf), "cycle is inf"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
