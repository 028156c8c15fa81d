"""The hold-out and the error of a forecast: ledger L, the course's example, and its mistakes."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_l import ORDERS, REFUNDS, SNAPSHOT

from customer_value import (
    MeasureError,
    btyd_summary,
    calibration_holdout,
    error_split,
    forecast_by_frequency,
    forecast_error,
    valid_orders,
)

PREDICTED, ACTUAL = [2, 1, 0.5, 0.5], [3, 0, 0, 2]

pairs = st.lists(st.tuples(st.floats(0, 50), st.integers(0, 50)), min_size=1, max_size=20)


def test_the_example_of_the_course():
    found = forecast_error(PREDICTED, ACTUAL)
    assert found.bias == pytest.approx(-0.20)
    assert found.mae == pytest.approx(1.00)
    assert (found.customers, found.predicted, found.actual) == (4, 4, 5)


def test_the_bias_as_people_get_it_wrong():
    predicted, actual = sum(PREDICTED), sum(ACTUAL)
    wrong = {"over pred": (predicted - actual) / predicted, "sign": (actual - predicted) / actual}
    assert {name: round(value, 2) for name, value in wrong.items()} == {"over pred": -0.25, "sign": 0.20}


def test_the_mae_as_people_get_it_wrong():
    errors = np.abs(np.subtract(PREDICTED, ACTUAL))
    bought = np.array(ACTUAL) > 0
    wrong = {
        "non-buyers dropped": errors[bought].mean(),
        "RMSE": math.sqrt((errors**2).mean()),
        "WAPE": errors.sum() / sum(ACTUAL),
    }
    assert {name: round(value, 2) for name, value in wrong.items()} == {
        "non-buyers dropped": 1.25,
        "RMSE": 1.06,
        "WAPE": 0.80,
    }
    with np.errstate(divide="ignore"):
        assert math.isinf((errors / ACTUAL).mean())  # the percentage error


def test_the_edges():
    nothing = forecast_error([1.0, 2.0], [0, 0])
    assert math.isnan(nothing.bias)
    assert nothing.mae == 1.5
    nobody = forecast_error([], [])
    assert math.isnan(nobody.bias)
    assert math.isnan(nobody.mae)
    assert nobody.customers == 0


@given(pairs, st.randoms())
@settings(max_examples=20, deadline=None)
def test_shuffling_changes_nothing_and_truth_has_no_error(rows, random):
    predicted, actual = zip(*rows, strict=True)
    found = forecast_error(predicted, actual)
    mixed = forecast_error(*zip(*random.sample(rows, len(rows)), strict=True))
    assert mixed.mae == pytest.approx(found.mae)
    assert mixed.bias == pytest.approx(found.bias, nan_ok=True)
    assert forecast_error(actual, actual).mae == 0
    assert found.mae >= abs(found.predicted - found.actual) / len(rows) - 1e-9


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (([1, 2], [1]), "differ in length"),
        (([1, math.nan], [1, 2]), "predicted has to hold a finite number"),
        (([1, 2], [1, math.inf]), "actual has to hold a finite number"),
        ((["a", "b"], [1, 2]), "predicted has to hold a number"),
        ((pd.Series([1, 2]), pd.Series([1, 2], index=[1, 0])), "have different indexes"),
    ],
)
def test_what_is_refused(arguments, says):
    with pytest.raises(MeasureError, match=says):
        forecast_error(*arguments)


def test_the_holdout_of_ledger_l():
    table = calibration_holdout(ORDERS, REFUNDS, SNAPSHOT, "2025-03-31")
    assert table["customer_id"].tolist() == ["A", "C", "D"]
    assert table["holdout_orders"].tolist() == [0, 1, 0]
    assert table["holdout_value"].tolist() == [0, 300, 0]
    known = btyd_summary(valid_orders(ORDERS, REFUNDS, SNAPSHOT), SNAPSHOT)
    pd.testing.assert_frame_equal(table[known.columns], known)


def test_a_calibration_knows_nothing_of_what_comes_after():
    """On 15 February B's order had not been sent back, and C had not come yet."""
    table = calibration_holdout(ORDERS, REFUNDS, "2024-02-15", "2024-12-31").set_index("customer_id")
    assert table.index.tolist() == ["A", "B"]
    assert table["holdout_orders"].to_dict() == {"A": 1, "B": 0}
    assert table["T"].to_dict() == {"A": 41, "B": 5}


def test_a_refund_within_the_holdout_counts_there():
    """D's order of November was returned in part: 900 - 200 are worth 700 at the end of the hold-out."""
    table = calibration_holdout(ORDERS, REFUNDS, "2024-11-20", "2024-12-31").set_index("customer_id")
    assert table.loc["D", "holdout_value"] == 700
    before = calibration_holdout(ORDERS, REFUNDS, "2024-11-20", "2024-11-24").set_index("customer_id")
    assert before.loc["D", "holdout_value"] == 900


def test_two_orders_of_a_day_are_one_purchase():
    more = pd.concat([ORDERS, ORDERS.iloc[[6]].assign(order_id="o6b")])
    table = calibration_holdout(more, REFUNDS, SNAPSHOT, "2025-03-31", unit=7).set_index("customer_id")
    assert table.loc["C", ["holdout_orders", "holdout_value"]].tolist() == [1, 600]
    assert table.loc["D", "T"] == pytest.approx(213 / 7)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_gives_the_same_holdout(kind):
    expected = calibration_holdout(ORDERS, REFUNDS, SNAPSHOT, "2025-03-31")
    found = calibration_holdout(KINDS[kind](ORDERS), KINDS[kind](REFUNDS), SNAPSHOT, "2025-03-31")
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_a_holdout_lies_after_its_calibration():
    with pytest.raises(MeasureError, match="holdout_end is 2024-12-31, not after calibration_end"):
        calibration_holdout(ORDERS, REFUNDS, SNAPSHOT, SNAPSHOT)
    with pytest.raises(MeasureError, match="holdout_end is 'later'"):
        calibration_holdout(ORDERS, REFUNDS, SNAPSHOT, "later")


def test_classes_of_frequency():
    table = forecast_by_frequency([0, 0, 1, 5, 9], [0.2, 0.4, 1, 3, 6], [0, 1, 0, 4, 2], top=3)
    assert table["frequency"].tolist() == [0, 1, 2, 3]
    assert table["customers"].tolist() == [2, 1, 0, 2]
    assert table["predicted"].tolist() == pytest.approx([0.3, 1, math.nan, 4.5], nan_ok=True)
    assert table["actual"].tolist() == pytest.approx([0.5, 0, math.nan, 3], nan_ok=True)
    with pytest.raises(MeasureError, match="top is 0"):
        forecast_by_frequency([0], [1], [1], top=0)


def test_nobody_in_any_class():
    table = forecast_by_frequency([], [], [], top=2)
    assert table["customers"].tolist() == [0, 0, 0]


def test_how_much_is_chance():
    split = error_split([2, 1, 0.5, 0.5], [2.5, 0.5, 0.2, 1.0], [3, 0, 0, 2])
    assert split.mae == pytest.approx(1.0)
    assert split.chance_mae == pytest.approx((0.5 + 0.5 + 0.2 + 1.0) / 4)
    assert split.chance_share == pytest.approx(0.55)
    assert split.model_mae == pytest.approx((0.5 + 0.5 + 0.3 + 0.5) / 4)
    assert split.mae <= split.chance_mae + split.model_mae


def test_who_knows_the_truth_is_off_by_chance_alone():
    rng = np.random.default_rng(5)
    truth = rng.gamma(0.5, 4, 3000)
    came = rng.poisson(truth)
    split = error_split(truth, truth, came)
    assert split.chance_share == 1
    assert split.model_mae == 0
    mean_for_all = error_split(np.full(3000, truth.mean()), truth, came)
    assert mean_for_all.chance_share < 0.7
    assert math.isnan(error_split([1.0], [1.0], [1.0]).chance_share)
    assert math.isnan(error_split([], [], []).mae)
