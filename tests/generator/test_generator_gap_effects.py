"""Where purchases lie when gaps are not random, held against sums over Beta distributions and a plain simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import beta, poisson

from generator.gap_effects import later_surplus, read_between, surplus


def worked_out(shape: float, mean: float, share: float) -> float:
    """How many more of Poisson(mean) purchases lie before a share of a life: term by term."""
    most = int(mean + 10 * math.sqrt(mean) + 12)
    total = 0.0
    for number in range(1, most):
        places = np.arange(1, number + 1)
        before = beta.cdf(share, shape * places, shape * (number + 1 - places)).sum()
        total += poisson.pmf(number, mean) * (before - number * share)
    return total


@pytest.mark.parametrize("shape", [0.5, 0.9, 1.6, 4.0])
@pytest.mark.parametrize("mean", [0.02, 0.7, 6.0, 90.0])
def test_the_surplus_is_the_sum_worked_out(shape, mean):
    found = surplus(np.full(3, shape))
    for share in (0.0, 0.02, 0.2, 0.5, 0.7, 1.0):
        at = found.at(np.array([shape]), np.array([mean]), np.array([share]))[0]
        assert at == pytest.approx(worked_out(shape, mean, share), abs=0.006), share


def test_customers_of_different_regularity_share_one_table():
    shapes = np.array([0.47, 1.0, 1.63, 3.2])
    found = surplus(shapes).at(shapes, np.full(4, 4.0), np.full(4, 0.15))
    expected = [worked_out(shape, 4.0, 0.15) for shape in shapes]
    assert found == pytest.approx(expected, abs=0.01)
    assert found[1] == pytest.approx(0, abs=0.01)


def test_what_is_to_come_of_a_regular_customer_is_what_a_plain_simulation_gives():
    """One customer: leaving takes an exponential time, and the purchases before lie by Dirichlet gaps."""
    rate, p, shape, begin, since, until, horizon = 0.05, 0.1, 3.0, 10.0, 60.0, 200.0, 260.0
    rng = np.random.default_rng(1)
    draws = 15_000
    leaves = since + rng.exponential(1 / (rate * p), draws)
    left = leaves < horizon
    end = np.minimum(leaves, horizon)
    number = rng.poisson(rate * (1 - p) * (end - begin))
    most = number.max() + 1
    gaps = rng.standard_gamma(shape, (draws, most + 1)) * (np.arange(most + 1) <= number[:, None])
    running = np.cumsum(gaps, axis=1)
    times = begin + running / running[:, -1:] * (end - begin)[:, None]
    counted = (np.arange(most + 1) < number[:, None]) & (times > since) & (times <= until)
    purchases = counted.sum(axis=1) + (left & (leaves <= until))

    with_random_gaps = (1 - math.exp(-rate * p * (until - since))) / p
    one = [np.array([value]) for value in (rate, p, shape, begin)]
    found = with_random_gaps + later_surplus(*one, since, until, horizon)[0]
    assert found == pytest.approx(purchases.mean(), abs=4 * purchases.std() / math.sqrt(draws))
    assert abs(found - with_random_gaps) > 0.05  # or there would be nothing to test


def test_between_points_a_table_is_read_linearly_and_beyond_its_end_as_at_it():
    rows, columns = np.indices((4, 5))
    table = (2.0 * rows + 3.0 * columns + rows * columns)[None]  # linear along each axis
    row, column = np.array([0.0, 1.25, 3.0, 2.5, -1.0]), np.array([0.0, 2.5, 4.0, 9.0, 1.5])
    inside_row, inside_column = np.clip(row, 0, 3), np.clip(column, 0, 4)
    expected = 2 * inside_row + 3 * inside_column + inside_row * inside_column
    assert np.allclose(read_between(table, [np.zeros(5), row, column]), expected, rtol=0, atol=1e-12)
