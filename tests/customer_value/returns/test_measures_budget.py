"""Splitting a budget: the split by hand, wrong splits and what they bring, floors and caps, and a search as oracle."""

from __future__ import annotations

from math import isnan, nan, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from customer_value import MeasureError, budget_return, cost_of_constraint, fit_strength, split_budget

TIERS = pd.Series({"Gold": 3, "Silver": 2, "Bronze": 1})
BUDGET = 140

strengths = st.lists(st.integers(0, 50), min_size=1, max_size=6)
few = settings(max_examples=20, deadline=None)


def test_the_split_of_the_example():
    table = split_budget(TIERS, BUDGET)
    assert table["spend"].to_dict() == pytest.approx({"Gold": 90, "Silver": 40, "Bronze": 10})
    assert table["return"].sum() == pytest.approx(44.27, abs=0.005)
    assert table["marginal"].tolist() == pytest.approx([0.1581] * 3, abs=5e-5)


MISTAKES = {
    "in proportion to a": ([70, 140 / 3, 70 / 3], 43.59),
    "equal": ([140 / 3] * 3, 40.99),
    "all to the best": ([140, 0, 0], 35.50),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_wrong_splits_bring_less(mistake):
    spend, value = MISTAKES[mistake]
    assert budget_return(TIERS, spend) == pytest.approx(value, abs=0.005)
    assert budget_return(TIERS, spend) < split_budget(TIERS, BUDGET)["return"].sum() * 0.999


def test_the_floor_of_the_example_and_its_price():
    table = split_budget(TIERS, BUDGET, floors=[0, 0, 35])
    assert table["spend"].tolist() == pytest.approx([72.69, 32.31, 35], abs=0.005)
    assert table["return"].sum() == pytest.approx(42.86, abs=0.005)
    assert cost_of_constraint(TIERS, BUDGET, floors=[0, 0, 35]) == pytest.approx(1.41, abs=0.005)
    assert cost_of_constraint(TIERS, BUDGET, floors=[90, 40, 10]) == pytest.approx(0, abs=1e-9)
    assert table["marginal"].iloc[2] < table["marginal"].iloc[0] == pytest.approx(table["marginal"].iloc[1])


def test_where_the_return_is_profit_the_last_unit_has_to_bring_itself():
    table = split_budget(TIERS, BUDGET, spend_all=False)
    assert table["spend"].tolist() == pytest.approx([9 / 4, 1, 1 / 4])
    assert table["marginal"].tolist() == pytest.approx([1, 1, 1])
    scarce = split_budget(TIERS, 2.8, spend_all=False)
    pd.testing.assert_frame_equal(scarce, split_budget(TIERS, 2.8))
    forced = split_budget(TIERS, BUDGET, floors=[0, 0, 35], spend_all=False)
    assert forced["spend"].tolist() == pytest.approx([9 / 4, 1, 35])


def test_caps_leave_money_over_where_they_must():
    table = split_budget(TIERS, BUDGET, caps=[60, 60, 60])
    assert table["spend"].tolist() == pytest.approx([60, 60, 20])
    assert split_budget(TIERS, BUDGET, caps=[10, 10, 10])["spend"].tolist() == [10, 10, 10]
    assert cost_of_constraint(TIERS, BUDGET, caps=[60, 60, 60]) > 0


@given(strengths, st.integers(0, 1000), st.data())
@few
def test_floors_and_caps_are_kept_and_margins_are_equal_between_them(strong, budget, data):
    low = [data.draw(st.integers(0, budget // len(strong))) for _ in strong]
    high = [floor + data.draw(st.integers(0, 400)) for floor in low]
    table = split_budget(strong, budget, floors=low, caps=high)
    spend = table["spend"].to_numpy()
    assert (spend >= np.array(low) - 1e-9).all()
    assert (spend <= np.array(high) + 1e-9).all()
    able = np.array(strong) > 0
    most = np.where(able, high, low).sum()
    assert spend.sum() == pytest.approx(min(budget, most), abs=1e-6)
    inside = able & (spend > np.array(low) + 1e-6) & (spend < np.array(high) - 1e-6)
    marginal = table["marginal"].to_numpy()
    if inside.any():
        level = marginal[inside].mean()
        assert marginal[inside] == pytest.approx([level] * inside.sum())
        free = able & (np.array(high) > np.array(low))  # where floor and cap meet there is nothing to decide
        capped = free & (spend >= np.array(high) - 1e-6) & (spend > 0)
        floored = free & (spend <= np.array(low) + 1e-6) & (spend > 0) & ~capped
        assert (marginal[capped] >= level - 1e-9).all()
        assert (marginal[floored] <= level + 1e-9).all()


@given(st.lists(st.integers(1, 20), min_size=2, max_size=4), st.integers(10, 500), st.data())
@settings(max_examples=10, deadline=None)
def test_a_search_finds_nothing_better(strong, budget, data):
    low = [data.draw(st.integers(0, budget // len(strong))) for _ in strong]
    best = split_budget(strong, budget, floors=low)["return"].sum()
    search = minimize(
        lambda spend: -(np.array(strong) * np.sqrt(np.maximum(spend, 0))).sum(),
        np.full(len(strong), budget / len(strong)),
        bounds=[(floor, budget) for floor in low],
        constraints={"type": "eq", "fun": lambda spend: spend.sum() - budget},
        method="SLSQP",
    )
    assert best == pytest.approx(-search.fun, rel=1e-3)
    assert best >= -search.fun - 1e-4 * best


@given(strengths, st.integers(1, 1000), st.integers(2, 50))
@few
def test_without_bounds_shares_go_with_the_square_of_the_strength(strong, budget, rate):
    table = split_budget(strong, budget)
    if total := sum(a * a for a in strong):
        assert table["spend"].tolist() == pytest.approx([budget * a * a / total for a in strong])
        assert table["return"].sum() == pytest.approx(sqrt(budget * total))
        dear = split_budget(strong, budget * rate)
        assert dear["spend"].tolist() == pytest.approx((table["spend"] * rate).tolist())
    else:
        assert table["spend"].sum() == 0
    assert table["marginal"].isna().tolist() == [a == 0 for a in strong]


def test_nothing_to_split():
    assert split_budget(TIERS, 0)["spend"].tolist() == [0, 0, 0]
    assert split_budget([], 5).empty
    assert budget_return([], []) == 0


# The strength


def test_the_strength_is_found_again():
    assert fit_strength([100], [30]) == 3
    assert fit_strength([100, 400, 0], [30, 60, 0]) == pytest.approx(3)
    assert isnan(fit_strength([0, 0], [5, 6]))
    assert isnan(fit_strength([], []))
    assert fit_strength([100], [-30]) == -3


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(-50, 200)), min_size=1, max_size=8))
@few
def test_no_other_strength_fits_better(points):
    spend, back = zip(*points, strict=True)
    a = fit_strength(spend, back)

    def error(strength: float) -> float:
        return sum((y - strength * sqrt(x)) ** 2 for x, y in points)

    assert all(error(a) <= error(a + step) for step in (-0.1, 0.1))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: split_budget([3, -1], 10), "strengths is below 0 in 1 of 2 places"),
        (lambda: split_budget([3, nan], 10), "strengths is missing or infinite in 1 of 2 places"),
        (lambda: split_budget([3, 1], -1), "budget is -1; give a number of at least 0"),
        (lambda: split_budget([3, 1], 10, floors=[6, 6]), "floors come to 12, more than the budget of 10"),
        (lambda: split_budget([3, 1], 10, floors=[4, 0], caps=[3, 9]), "A floor is above its cap"),
        (lambda: split_budget([3, 1], 10, floors=[4]), "floors has 1 values and strengths 2"),
        (
            lambda: split_budget(TIERS, 10, caps=pd.Series({"Silver": 2, "Gold": 3, "Bronze": 1})),
            "caps and strengths have different indexes",
        ),
        (lambda: budget_return(TIERS, [1, 2]), "spend has 2 values and strengths 3"),
        (lambda: fit_strength([1, 2], ["a", "b"]), "returns holds something that is no number"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
