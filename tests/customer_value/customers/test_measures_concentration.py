"""Concentration: right on the worked examples, and different from every number people get wrong."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, inf, isnan, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, customers_for_share, gini, herfindahl, pareto_curve, top_share

TEN = [50, 20, 10, 8, 4, 3, 2, 1, 1, 1]
TWELVE = [30, 18, 12, 9, 8, 6, 5, 4, 3, 2, 2, 1]
MEASURES = (pareto_curve, top_share, customers_for_share, gini)

spends = st.lists(st.integers(0, 10_000), min_size=1, max_size=40).filter(any)


def plain_gini(values: list[int]) -> Fraction:
    """Half of the mean absolute difference of all pairs, over the mean."""
    n, total = len(values), sum(values)
    return Fraction(sum(abs(one - other) for one in values for other in values), 2 * n * total)


def test_the_worked_examples():
    assert top_share(TEN) == pytest.approx(0.70)
    assert customers_for_share(TEN) == 3
    assert top_share(TWELVE) == pytest.approx(0.60)
    assert gini(TEN) == pytest.approx(0.638)
    assert gini(TEN) == pytest.approx(float(plain_gini(TEN)))


def rising(values: list[float]) -> np.ndarray:
    return np.sort(np.array(values, dtype=float))


def gini_of(ordered: np.ndarray) -> float:
    n = len(ordered)
    return float(((2 * np.arange(1, n + 1) - n - 1) * ordered).sum() / (n * ordered.sum()))


@pytest.mark.parametrize(
    ("mistake", "wrong", "right"),
    [
        (lambda: gini_of(rising(TEN)) * 10 / 9, 0.709, lambda: gini(TEN)),
        (lambda: gini_of(rising(TEN)[::-1]), -0.638, lambda: gini(TEN)),
        (lambda: gini_of(rising(TEN)) / 2, 0.319, lambda: gini(TEN)),
        (lambda: gini_of(rising([*TEN, 0, 0])), 0.698, lambda: gini(TEN)),
        (lambda: sum(TEN[:2]) / 100, 0.70, lambda: gini(TEN)),
        (lambda: sum(TWELVE[: floor(0.2 * 12)]) / 100, 0.48, lambda: top_share(TWELVE)),
        (lambda: int((np.cumsum(np.array(TEN) / 100) < 0.8).sum()) + 1, 4, lambda: customers_for_share(TEN)),
        (lambda: 0.8, 0.8, lambda: top_share(TEN)),
        (lambda: customers_for_share(TEN) / 10, 0.3, lambda: top_share(TEN)),
        (lambda: sum(TEN[::-1][:2]) / 100, 0.02, lambda: top_share(TEN)),
    ],
    ids=[
        *("sample form", "sorted falling", "area not doubled", "non-buyers added", "top share for Gini"),
        *("rounded down", "shares as floats", "assuming 80", "share of customers for share of money", "not sorted"),
    ],
)
def test_what_people_get_wrong(mistake, wrong, right):
    assert mistake() == pytest.approx(wrong, abs=5e-4)
    assert abs(right() - mistake()) > 1e-3


def test_the_top_fifth_of_orders_is_another_number():
    """Four customers of whom one bought in many small orders."""
    orders = pd.DataFrame({"customer": list("AAAAAABCDE"), "money": [50] * 6 + [100, 40, 30, 30]})
    per_order = top_share(orders["money"])
    assert per_order == pytest.approx(0.30)
    assert top_share(orders.groupby("customer")["money"].sum()) == pytest.approx(0.60)


def test_refunds_as_rows_are_refused_where_a_share_would_pass_one():
    rows = [60, 50, -20, -10]
    assert sum(rows[:2]) / sum(rows) > 1
    for measure in (pareto_curve, top_share, customers_for_share):
        with pytest.raises(MeasureError, match="spend is below 0 in 2 of 4 places"):
            measure(rows)
    assert isnan(gini(rows))


def test_the_curve_row_by_row():
    curve = pareto_curve(pd.Series([10, 50, 40], index=["C", "A", "B"]))
    assert curve.index.tolist() == ["A", "B", "C"]
    assert curve.to_dict("list") == {
        "place": [1, 2, 3],
        "spend": [50.0, 40.0, 10.0],
        "cumulative": [50.0, 90.0, 100.0],
        "customer_share": pytest.approx([1 / 3, 2 / 3, 1]),
        "money_share": pytest.approx([0.5, 0.9, 1]),
    }


def test_equals_stay_as_they_came():
    assert pareto_curve(pd.Series([5, 7, 5, 7], index=list("abcd"))).index.tolist() == ["b", "d", "a", "c"]


@pytest.mark.parametrize(("values", "found"), [([100], 0.0), ([5, 5, 5], 0.0), ([0.1] * 7, 0.0), ([0, 0, 0, 8], 0.75)])
def test_gini_at_its_ends(values, found):
    assert gini(values) == found


@pytest.mark.parametrize("values", [[], [0, 0], [-5, 20], [-5, 5], [-1]])
def test_without_a_base_there_is_no_gini(values):
    assert isnan(gini(values))


@pytest.mark.parametrize("values", [[], [0, 0]])
def test_without_money_there_is_no_share(values):
    assert isnan(top_share(values))
    assert isnan(customers_for_share(values))
    assert isnan(herfindahl(values))
    curve = pareto_curve(values)
    assert len(curve) == len(values)
    assert curve["money_share"].isna().all()


def test_one_customer_brings_everything():
    assert (top_share([7]), customers_for_share([7]), herfindahl([7])) == (1.0, 1, 1.0)


@pytest.mark.parametrize(("top", "count"), [(0, 0), (0.07, 7), (0.071, 8), (0.29, 29), (1, 100)])
def test_the_number_of_top_customers_is_exact(top, count):
    assert top_share([1] * 100, top) == pytest.approx(count / 100)


@pytest.mark.parametrize(("target", "count"), [(0, 0), (0.1, 1), (0.3, 3), (0.7, 7), (1, 10), (0.7000001, 8)])
def test_the_number_of_customers_for_a_share_is_exact(target, count):
    assert customers_for_share([0.1] * 10, target) == count
    assert customers_for_share([123_456_789_012] * 10, target) == count


def test_one_share_that_is_no_share():
    assert herfindahl([500, 250, 250]) == 0.375
    assert herfindahl([3] * 4) == pytest.approx(1 / 4)
    assert herfindahl([500, 250, 250]) != pytest.approx(0.5)  # the largest share alone


@pytest.mark.parametrize("measure", [*MEASURES, herfindahl])
@pytest.mark.parametrize(
    ("values", "words"),
    [([1, nan], "missing or infinite in 1 of 2"), ([inf, 1], "missing or infinite"), (["1", "2"], "no number")],
)
def test_money_that_nobody_can_know_is_refused(measure, values, words):
    with pytest.raises(MeasureError, match=words):
        measure(values)


@pytest.mark.parametrize("value", [20, -0.1, nan, inf, "0.2", True, None])
def test_a_share_that_is_none_is_refused(value):
    with pytest.raises(MeasureError, match=r"top is|top has"):
        top_share(TEN, value)
    with pytest.raises(MeasureError, match="target is"):
        customers_for_share(TEN, value)


@settings(max_examples=30, deadline=None)
@given(spends, st.randoms(use_true_random=False), st.integers(2, 1000))
def test_neither_the_order_of_rows_nor_the_currency_matters(values, random, rate):
    other = [value * rate for value in random.sample(values, len(values))]
    for measure in (top_share, customers_for_share, gini, herfindahl):
        assert measure(other) == pytest.approx(measure(values), rel=1e-12)


@settings(max_examples=30, deadline=None)
@given(spends, st.sampled_from([0.1, 0.2, 0.35, 0.5, 0.8, 1.0]))
def test_a_second_way_gives_the_same(values, share):
    part = Fraction(str(share))
    falling = sorted(values, reverse=True)
    assert top_share(values, share) == pytest.approx(sum(falling[: ceil(part * len(values))]) / sum(values))
    enough = next(n for n in range(len(values) + 1) if sum(falling[:n]) >= part * sum(values))
    assert customers_for_share(values, share) == enough
    assert gini(values) == pytest.approx(float(plain_gini(values)), abs=1e-12)
    assert 0 <= gini(values) <= (len(values) - 1) / len(values) + 1e-12
    assert 1 / len(values) - 1e-12 <= herfindahl(values) <= 1


@settings(max_examples=30, deadline=None)
@given(spends)
def test_the_curve_rises_ever_less_to_one_and_holds_the_other_measures(values):
    curve = pareto_curve(values)
    assert curve["money_share"].iloc[-1] == pytest.approx(1)
    assert (curve["money_share"] >= curve["customer_share"] - 1e-9).all()
    steps = np.diff(np.append(0, curve["money_share"]))
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(steps))
    place = customers_for_share(values, 0.8)
    assert curve["money_share"].iloc[int(place) - 1] >= 0.8 - 1e-9
    heights = np.append(0, curve["money_share"])
    area = float(((heights[1:] + heights[:-1]) / 2).sum() / len(values))
    assert gini(values) == pytest.approx(2 * area - 1, abs=1e-9)
