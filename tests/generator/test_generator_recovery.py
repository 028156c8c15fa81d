"""A model fitted to generated customers finds the parameters they were made with."""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np
import pytest
from scipy.special import betaln, gammaln

from benchmarks.recovery import CUSTOMERS, TRUE, WITHIN, Histories, cdnow, fit, histories, log_likelihood, scenario
from generator.block import Block
from generator.world import World

REFERENCE = os.environ.get("REFERENCE_LEDGERS")


def test_bg_nbd_is_recovered_from_generated_customers():
    found = fit(histories(Block(World(scenario(), 1), 0, 0, CUSTOMERS)))
    for name, value in TRUE.items():
        assert found[name] == pytest.approx(value, rel=WITHIN), name


def test_the_likelihood_is_the_paper_s_and_its_gradient_belongs_to_it():
    r, alpha, a, b = 0.3, 5.0, 0.8, 2.4
    of = Histories(x=np.array([0, 1, 7]), last=np.array([0.0, 3.0, 30.0]), total=np.array([20.0, 38.9, 32.0]))
    expected = 0.0
    for x, last, total in zip(of.x, of.last, of.total, strict=True):
        rises = math.exp(gammaln(r + x) - gammaln(r) + r * math.log(alpha))
        value = math.exp(betaln(a, b + x) - betaln(a, b)) * rises / (alpha + total) ** (r + x)
        if x:
            value += math.exp(betaln(a + 1, b + x - 1) - betaln(a, b)) * rises / (alpha + last) ** (r + x)
        expected += math.log(value)
    found, gradient = log_likelihood(r, alpha, a, b, of)
    assert found == pytest.approx(expected)
    for number, slope in enumerate(gradient):
        step = np.eye(4)[number] * 1e-6
        up, down = (log_likelihood(*np.array([r, alpha, a, b]) + sign * step, of)[0] for sign in (1, -1))
        assert slope == pytest.approx((up - down) / 2e-6, rel=1e-4)


@pytest.mark.reference
@pytest.mark.skipif(REFERENCE is None, reason="REFERENCE_LEDGERS names no folder with real ledgers")
def test_cdnow_is_fitted_as_by_others():
    real = cdnow(Path(REFERENCE))
    found = fit(real)
    assert list(found.values()) == pytest.approx([0.2516, 4.789, 0.7234, 2.161], rel=2e-3)
    assert log_likelihood(*found.values(), real)[0] == pytest.approx(-95368.44, abs=0.02)
