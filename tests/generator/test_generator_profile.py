from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.distances import distances
from generator.check.orders import READERS, ledger_orders
from generator.check.profile import (
    ProfileError,
    gini,
    intraclass_correlation,
    profile,
    retention,
    top_share,
    visits,
)
from generator.check.published import published
from generator.check.terminal import side_by_side

END = pd.Timestamp("2024-04-30")


@pytest.fixture
def orders():
    """Five customers, worked out by hand."""
    rows = [
        ("A", "2024-01-05", 100), ("A", "2024-02-04", 300), ("A", "2024-02-04", 50), ("A", "2024-04-04", 150),
        ("B", "2024-01-10", 400), ("B", "2024-02-09", 200),
        ("C", "2024-02-01", 100),
        ("D", "2024-02-20", 80), ("D", "2024-03-21", 20),
        ("E", "2024-04-29", 600),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["customer_id", "date", "value"]).assign(
        date=lambda table: pd.to_datetime(table["date"])
    )


def test_figures_worked_out_by_hand(orders):
    found = profile(orders, END)
    assert (found.customers, found.orders, found.days) == (5, 10, 117)
    assert found.one_time == pytest.approx(2 / 5)
    assert found.orders_mean == pytest.approx(2)
    assert found.orders_quantiles[0] == 2 and found.orders_quantiles[-1] == 4
    # Gaps: A 30 and 60 (two orders of one day are one visit), B 30, D 30.
    assert found.gap_quantiles[2] == 30
    assert found.top_20 == pytest.approx(600 / 2000)
    assert found.value_mean == pytest.approx(200)
    # Observed for 90 days: A, B (came back) and not C (89 days), D, E.
    assert found.repeat_90 == pytest.approx(1)
    assert sum(found.weekdays) == pytest.approx(1)
    # Month 1: A and B of the January cohort and D of C, D come back; E is not observed.
    assert found.retention[0] == pytest.approx(3 / 4)
    assert found.retention[1] == pytest.approx(0 / 4)
    assert found.retention[2] == pytest.approx(1 / 2)
    assert math.isnan(found.retention[3])


def test_a_month_that_is_not_over_counts_for_nobody(orders):
    pairs = visits(orders)
    assert retention(pairs, pd.Timestamp("2024-04-29"))[2] != retention(pairs, END)[2]


@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=40))
def test_gini_is_half_the_mean_difference_over_the_mean(values):
    array = np.array(values, dtype=float)
    expected = np.abs(array[:, None] - array[None, :]).mean() / (2 * array.mean())
    assert gini(array) == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=40), st.floats(0.01, 1))
def test_the_best_share_is_at_least_an_even_share(values, share):
    assert share - 1e-9 <= top_share(np.array(values), share) <= 1 + 1e-9


def test_the_intraclass_correlation_is_found_again():
    rng = np.random.default_rng(4)
    sizes = rng.integers(1, 9, 5000)
    owner = np.repeat(np.arange(5000), sizes)
    values = 0.6 * rng.standard_normal(5000)[owner] + 0.8 * rng.standard_normal(len(owner))
    assert intraclass_correlation(values, owner) == pytest.approx(0.36, abs=0.02)
    assert math.isnan(intraclass_correlation(np.array([1.0, 2.0]), np.array([0, 1])))


def test_a_ledger_is_at_no_distance_from_itself(orders):
    found = distances(orders, orders, END, END)
    assert (found.orders, found.gaps, found.values, found.retention) == (0, 0, 0, 0)


@pytest.mark.parametrize("value", [0, -5, float("nan")])
def test_values_that_are_not_above_zero_are_refused(orders, value):
    orders.loc[3, "value"] = value
    with pytest.raises(ProfileError, match="above 0"):
        profile(orders.astype({"value": float}), END)


def test_too_little_is_refused(orders):
    for few in (orders[orders["customer_id"] == "A"], orders[orders["date"] == "2024-01-05"], orders.head(0)):
        with pytest.raises(ProfileError, match="at least two customers"):
            profile(few, END)


def test_cancelled_orders_do_not_count():
    table = pd.DataFrame(
        {
            "customer_id": ["A", "A"],
            "order_date": pd.to_datetime(["2024-01-01", "2024-01-02"]),
            "status": ["completed", "cancelled"],
            "amount": [10, 20],
        }
    )
    assert ledger_orders(table)["value"].tolist() == [10]


def test_published_figures_are_complete_enough_to_stand_beside_a_ledger(orders):
    stored = published()
    assert set(stored) == {"cdnow", "online_retail"}
    for one in stored.values():
        assert 0.3 < one.profile.one_time < 0.6
        assert sum(one.profile.weekdays) == pytest.approx(1, abs=0.005)
        assert one.source
    side_by_side(list(stored.values()))


@pytest.mark.reference
@pytest.mark.parametrize("name", list(READERS))
def test_published_figures_are_what_the_real_ledgers_give(reference_ledgers, name):
    path = reference_ledgers / name
    if not path.is_file():
        pytest.skip(f"{name} is not in REFERENCE_LEDGERS")
    measured = profile(READERS[name](path))
    stored = published()[name.removesuffix(".parquet")].profile
    for field in stored.__dataclass_fields__:
        for ours, theirs in zip(
            np.atleast_1d(getattr(measured, field)), np.atleast_1d(getattr(stored, field)), strict=True
        ):
            if not math.isnan(theirs):
                assert ours == pytest.approx(theirs, rel=0.01, abs=0.006), field
