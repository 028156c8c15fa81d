"""Looking at a running test again and again: the looks, the draws, and how often nothing looks like a success."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, draw_test, early_stops, running_test, uplift

COUNTS = pd.DataFrame(
    {
        "treated": [200, 400, 800],
        "treated_responders": [10, 28, 44],
        "control": [200, 400, 800],
        "control_responders": [8, 14, 34],
    }
)


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_every_look_is_the_uplift_of_that_day(seed):
    counts = draw_test(np.random.default_rng(seed), base=0.05, uplift=0.02, people=60, looks=5)
    for row in running_test(counts).itertuples():
        found = uplift(row.treated, row.treated_responders, row.control, row.control_responders)
        expected = pytest.approx((found.difference, found.low, found.high, found.p), nan_ok=True)
        assert (row.difference, row.low, row.high, row.p) == expected
        assert row.significant == (found.p < 0.05)


def test_a_day_can_look_significant_and_the_end_not():
    found = running_test(COUNTS)
    assert found["significant"].tolist() == [False, True, False]
    assert found["look"].tolist() == [1, 2, 3]


def test_a_look_without_anybody_has_no_p():
    found = running_test(COUNTS * 0)
    assert found[["difference", "low", "p"]].isna().all(axis=None)
    assert not found["significant"].any()
    assert running_test(COUNTS[:0]).empty


def test_draws_come_from_the_generator_alone():
    first, second, other = (draw_test(np.random.default_rng(seed), base=0.3) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, second)
    assert not first.equals(other)
    assert first["treated"].tolist() == list(range(100, 2001, 100))


def test_draws_have_the_rates_asked_for():
    last = draw_test(np.random.default_rng(1), base=0.2, uplift=0.1, people=20_000, looks=5).iloc[-1]
    assert last["treated_responders"] / last["treated"] == pytest.approx(0.3, abs=0.006)
    assert last["control_responders"] / last["control"] == pytest.approx(0.2, abs=0.006)


def test_many_looks_make_many_false_successes():
    found = early_stops(np.random.default_rng(8), base=0.1, people=500, looks=20, tests=20_000)
    assert found["people"].tolist() == list(range(500, 10_001, 500))
    assert found["at_this_look"].to_numpy() == pytest.approx(np.full(20, 0.05), abs=0.008)
    assert found["by_now"].is_monotonic_increasing
    assert found["by_now"][0] == found["at_this_look"][0]
    assert found["by_now"][4] == pytest.approx(0.142, abs=0.012)  # Armitage, McPherson and Rowe
    assert found["by_now"][19] == pytest.approx(0.248, abs=0.015)


def test_where_there_is_a_difference_more_people_show_it():
    found = early_stops(np.random.default_rng(8), base=0.1, uplift=0.05, people=200, looks=5, tests=4000)
    assert found["at_this_look"].is_monotonic_increasing
    assert found["at_this_look"][4] > 0.9


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (COUNTS[::-1], r"counts\['treated'\] falls from one look to the next"),
        (COUNTS.assign(control_responders=900), r"counts\['control_responders'\] is above counts\['control'\]"),
        (COUNTS.assign(treated=None), r"counts\['treated'\] is missing"),
        (COUNTS.assign(treated_responders=-1), r"counts\['treated_responders'\] is negative"),
        (COUNTS.drop(columns="control"), "counts has no column 'control'"),
    ],
)
def test_bad_counts_are_named(counts, said):
    with pytest.raises(MeasureError, match=said):
        running_test(counts)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"base": 5}, "is 5"),
        ({"base": 0.9, "uplift": 0.2}, r"base \+ uplift is"),
        ({"base": 0.1, "people": 0}, "people is 0"),
        ({"base": 0.1, "looks": 2.5}, "looks is 2.5"),
    ],
)
def test_bad_options_are_named(options, said):
    for draw in (draw_test, early_stops):
        with pytest.raises(MeasureError, match=said):
            draw(np.random.default_rng(1), **options)
    with pytest.raises(MeasureError, match="tests is 0"):
        early_stops(np.random.default_rng(1), base=0.1, tests=0)
