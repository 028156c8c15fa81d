"""Sample size, detectable uplift and power: the formula, its mistakes, its inverses, and a simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from customer_value import MeasureError, achieved_power, detectable_uplift, early_stops, sample_size

P1, P2 = 0.04, 0.05
Z = norm.ppf(0.975) + norm.ppf(0.8)


def formula(z: float, variance: float, gap: float) -> int:
    return math.ceil(z**2 * variance / gap**2)


def pooled() -> int:
    """The textbook form: the pooled variance under alpha."""
    mean = (P1 + P2) / 2
    null = norm.ppf(0.975) * math.sqrt(2 * mean * (1 - mean))
    other = norm.ppf(0.8) * math.sqrt(P1 * (1 - P1) + P2 * (1 - P2))
    return math.ceil((null + other) ** 2 / (P2 - P1) ** 2)


BOTH = P1 * (1 - P1) + P2 * (1 - P2)
WRONG = {
    "both groups together": (lambda: 2 * sample_size(P1, P2), 13486),
    "one-sided": (lambda: sample_size(P1, P2, sides=1), 5311),
    "power left out": (lambda: formula(norm.ppf(0.975), BOTH, P2 - P1), 3300),
    "baseline variance twice": (lambda: formula(Z, 2 * P1 * (1 - P1), P2 - P1), 6028),
    "one variance": (lambda: formula(Z, P1 * (1 - P1), P2 - P1), 3014),
    "relative uplift": (lambda: sample_size(P1, P1 * 1.05), 154_302),
}

rates = st.floats(0.01, 0.6)
few = settings(max_examples=20, deadline=None)


def test_the_example():
    assert sample_size(P1, P2) == 6743
    assert type(sample_size(P1, P2)) is float
    assert pooled() == 6745
    assert pooled() == pytest.approx(sample_size(P1, P2), rel=1e-3)


@pytest.mark.parametrize("mistake", WRONG)
def test_wrong_sizes(mistake):
    compute, value = WRONG[mistake]
    assert compute() == value
    assert sample_size(P1, P2) != value
    assert len({wrong for _, wrong in WRONG.values()}) == len(WRONG)


def test_equal_rates_need_no_number():
    assert math.isnan(sample_size(0.04, 0.04))
    assert math.isnan(sample_size(math.nan, 0.04))
    assert math.isnan(achieved_power(100, 0.04, 0.04))


@given(rates, st.floats(0.01, 0.3), st.sampled_from([0.5, 0.8, 0.9]), st.sampled_from([1, 2]))
@few
def test_size_uplift_and_power_undo_each_other(base, gap, power, sides):
    n = sample_size(base, base + gap, power=power, sides=sides)
    reached = achieved_power(n, base, base + gap, sides=sides)
    assert power - 1e-9 <= reached
    assert achieved_power(n - 1, base, base + gap, sides=sides) <= power + 1e-9
    found = detectable_uplift(n, base, power=power, sides=sides)
    assert found <= gap + 1e-9
    assert sample_size(base, base + found, power=power, sides=sides) == pytest.approx(n, abs=1)


@given(rates, st.floats(0.02, 0.3))
@few
def test_size_laws(base, gap):
    n = sample_size(base, base + gap)
    assert n == sample_size(base + gap, base)
    assert n == pytest.approx(sample_size(1 - base, 1 - base - gap), abs=1)
    assert n <= sample_size(base, base + gap, power=0.9)
    assert n <= sample_size(base, base + gap, alpha=0.01)
    assert n > sample_size(base, base + gap, sides=1) or n <= 2
    assert sample_size(base, base + gap / 2) > 2 * (n - 1)  # four times but for the variance, which changes too


def test_a_test_of_that_size_finds_the_difference_as_often_as_promised():
    n = int(sample_size(0.1, 0.15))
    found = early_stops(np.random.default_rng(3), base=0.1, uplift=0.05, people=n, looks=1, tests=20_000)
    assert found["by_now"][0] == pytest.approx(0.8, abs=0.015)
    nothing = early_stops(np.random.default_rng(3), base=0.1, people=n, looks=1, tests=20_000)
    assert nothing["by_now"][0] == pytest.approx(0.05, abs=0.007)


def test_too_few_people_detect_nothing():
    assert math.isnan(detectable_uplift(0, 0.04))
    assert math.isnan(detectable_uplift(2, 0.9))
    assert math.isnan(achieved_power(0, 0.04, 0.05))
    assert achieved_power(10, 0, 1) == 1


@pytest.mark.parametrize(
    ("compute", "said"),
    [
        (lambda: sample_size(4, 5), "base is 4; give a share"),
        (lambda: sample_size(0.04, -0.1), "target is -0.1"),
        (lambda: sample_size(P1, P2, alpha=5), "alpha is 5; give a share"),
        (lambda: sample_size(P1, P2, alpha=0), "alpha is 0; give a share between 0 and 1"),
        (lambda: sample_size(P1, P2, power=0.05), "power is 0.05; give a share above alpha"),
        (lambda: sample_size(P1, P2, power=1), "power is 1; give a share above alpha and below 1"),
        (lambda: sample_size(P1, P2, sides=3), "sides is 3"),
        (lambda: detectable_uplift(-1, P1), "people is -1"),
        (lambda: achieved_power(-1, P1, P2), "people is -1"),
    ],
)
def test_bad_numbers_are_named(compute, said):
    with pytest.raises(MeasureError, match=said):
        compute()
