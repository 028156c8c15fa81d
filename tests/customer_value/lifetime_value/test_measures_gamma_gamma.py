"""Gamma-Gamma: the paper's numbers, the likelihood by integration, and what it refuses."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import gamma

from customer_value import GammaGamma, MeasureError, btyd_summary, fit_gamma_gamma

CDNOW = GammaGamma(p=6.25, q=3.74, v=15.44)


def spending(n: int, seed: int) -> pd.DataFrame:
    """Customers of CDNOW's kind, some of whom bought once."""
    rng = np.random.default_rng(seed)
    x = rng.geometric(0.4, n) - 1
    level = rng.gamma(CDNOW.q, 1 / CDNOW.v, n)
    mean = [rng.gamma(CDNOW.p, 1 / rate, k).mean() if k else math.nan for k, rate in zip(x, level, strict=True)]
    return pd.DataFrame({"frequency": x, "monetary": mean})


TABLE = spending(4000, 8)
FITTED = fit_gamma_gamma(TABLE)


def value(x: float, mean: float) -> float:
    return CDNOW.expected_value(pd.DataFrame({"frequency": [x], "monetary": [mean]}))[0]


def test_the_example_of_the_course():
    assert value(2, 22.35) == pytest.approx(24.66, abs=0.005)
    assert value(0, math.nan) == pytest.approx(35.22, abs=0.005)
    w = 6.25 * 2 / (6.25 * 2 + 3.74 - 1)
    assert value(2, 22.35) == pytest.approx(w * 22.35 + (1 - w) * 6.25 * 15.44 / 2.74)


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    {
        "own mean only": (lambda: 22.35, 22.35),
        "everybody's mean": (lambda: value(0, math.nan), 35.22),
        "RFM's sum for the mean": (lambda: value(2, 44.70), 42.99),
        "all purchases for the repeat ones": (lambda: value(3, 22.35), 23.99),
        "the weights swapped": (lambda: 0.82 * 35.22 + 0.18 * 22.35, 32.90),
    }.values(),
)
def test_the_example_as_people_get_it_wrong(mistake, wrong):
    assert mistake() == pytest.approx(wrong, abs=0.01)
    assert abs(wrong - 24.66) > 0.5


@given(st.floats(1, 500), st.integers(1, 200))
@settings(max_examples=20, deadline=None)
def test_what_to_expect_lies_between_the_own_mean_and_that_of_all(mean, x):
    every = value(0, math.nan)
    found = value(x, mean)
    assert min(mean, every) - 1e-9 <= found <= max(mean, every) + 1e-9
    assert abs(value(x + 1, mean) - mean) <= abs(found - mean) + 1e-9


def test_the_parameters_come_back():
    assert [FITTED.p, FITTED.q, FITTED.v] == pytest.approx([CDNOW.p, CDNOW.q, CDNOW.v], rel=0.25)
    assert FITTED.p * FITTED.v / (FITTED.q - 1) == pytest.approx(35.22, rel=0.05)
    assert FITTED.customers == (TABLE["frequency"] > 0).sum()
    assert abs(FITTED.correlation) < 0.05


def test_the_likelihood_is_that_of_two_gammas():
    """The density of each mean: purchases Gamma(p, level), level Gamma(q, v), integrated over the level."""
    some = TABLE[TABLE["frequency"] > 0].head(150)
    model = fit_gamma_gamma(some)
    total = 0.0
    for x, mean in some.itertuples(index=False):

        def density(level: float, x: float = x, mean: float = mean) -> float:
            return gamma.pdf(mean, model.p * x, scale=1 / (x * level)) * gamma.pdf(level, model.q, scale=1 / model.v)

        total += math.log(quad(density, 0, 20 * model.p / mean, points=[model.p / mean], limit=200)[0])
    assert model.log_likelihood == pytest.approx(total, rel=1e-5)


def test_nobody_who_bought_once_is_in_the_fit():
    assert fit_gamma_gamma(TABLE[TABLE["frequency"] > 0]) == FITTED
    zeros = TABLE.assign(monetary=TABLE["monetary"].fillna(0.0))
    assert fit_gamma_gamma(zeros) == FITTED
    assert FITTED.expected_value(zeros).tolist() == pytest.approx(FITTED.expected_value(TABLE).tolist())


@pytest.mark.parametrize("factor", [0.01, 30, 1e6])
def test_the_currency_does_not_matter(factor):
    other = fit_gamma_gamma(TABLE.assign(monetary=TABLE["monetary"] * factor))
    assert [other.p, other.q, other.v / factor] == pytest.approx([FITTED.p, FITTED.q, FITTED.v], rel=1e-4)
    assert other.correlation == pytest.approx(FITTED.correlation)


def test_shuffling_does_not_matter():
    other = fit_gamma_gamma(TABLE.sample(frac=1, random_state=1))
    assert [other.p, other.q, other.v] == pytest.approx([FITTED.p, FITTED.q, FITTED.v], rel=1e-5)


def test_where_the_mean_of_all_does_not_exist():
    heavy = GammaGamma(p=6.0, q=0.9, v=15.0)
    found = heavy.expected_value(pd.DataFrame({"frequency": [0, 3], "monetary": [math.nan, 20.0]}, index=["A", "B"]))
    assert math.isnan(found["A"])
    assert found["B"] > 20


def test_frequent_buyers_who_spend_more_show_in_the_correlation():
    x = np.repeat([1, 2, 4, 8], 5)
    table = pd.DataFrame({"frequency": x, "monetary": 10.0 * x + np.tile([0, 1, 2, 3, 4], 4)})
    assert fit_gamma_gamma(table).correlation > 0.95
    assert math.isnan(fit_gamma_gamma(table.assign(frequency=2)).correlation)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (pd.DataFrame({"frequency": [1] * 12}), "summary has no column 'monetary'"),
        (pd.DataFrame({"frequency": [1] * 12, "monetary": "9"}), "summary\\['monetary'\\] holds text"),
        (pd.DataFrame({"frequency": [1] * 12, "monetary": [math.inf] * 12}), "summary\\['monetary'\\] is infinite"),
        (pd.DataFrame({"frequency": [1] * 12, "monetary": [5.0] * 11 + [0.0]}), "not above 0 for 1 customers"),
        (pd.DataFrame({"frequency": [1] * 12, "monetary": [5.0] * 11 + [math.nan]}), "missing or not above 0 for 1"),
        (pd.DataFrame({"frequency": [1] * 12, "monetary": 5.0}), "the same for everybody"),
        (pd.DataFrame({"frequency": [0] * 50 + [1] * 9, "monetary": 5.0}), "9 customers who bought again"),
        (pd.DataFrame({"frequency": [0.5] * 12, "monetary": 5.0}), "not whole everywhere"),
    ],
)
def test_what_cannot_be_fitted_is_said(table, says):
    with pytest.raises(MeasureError, match=says):
        fit_gamma_gamma(table)


@pytest.mark.reference
def test_all_of_cdnow_as_others_fit_it(reference_ledgers):
    bought = pd.read_parquet(reference_ledgers / "cdnow.parquet")
    bought = bought.rename(columns={"date": "order_date", "value": "amount"})
    table = btyd_summary(bought, "1997-09-30", unit=7)
    model = fit_gamma_gamma(table[~(table["monetary"] <= 0)])  # one customer's repeats were free
    assert [model.p, model.q, model.v] == pytest.approx([6.275, 3.624, 14.984], rel=1e-3)
