from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import skew, spearmanr

from generator.purchases import NEVER, Purchases
from generator.spend import draw_spend
from generator.streams import Streams
from generator.traits import Traits

CUSTOMERS, EACH = 4000, 12


@pytest.fixture(scope="module")
def drawn(boutique):
    """4,000 persons with twelve purchases each."""
    behaviour = boutique.person.model_copy(update={"smallest": 0.01})
    kind = np.zeros(CUSTOMERS, dtype=np.int64)
    streams = Streams(2, 0)
    traits = Traits(
        rate=streams("rate").gamma(behaviour.r, size=CUSTOMERS) / behaviour.alpha,
        dropout=np.full(CUSTOMERS, 0.1),
        regularity=np.ones(CUSTOMERS),
        r=np.full(CUSTOMERS, behaviour.r),
        alpha=np.full(CUSTOMERS, behaviour.alpha),
        a=np.full(CUSTOMERS, behaviour.a),
        b=np.full(CUSTOMERS, behaviour.b),
    )
    purchases = Purchases(
        customer=np.repeat(np.arange(CUSTOMERS), EACH),
        day=np.tile(np.arange(EACH), CUSTOMERS),
        nth=np.tile(np.arange(EACH), CUSTOMERS),
        left=np.zeros(CUSTOMERS, dtype=bool),
        leaves=np.full(CUSTOMERS, NEVER),
        repeats=np.where(np.arange(CUSTOMERS) % 2, EACH - 1, 0),
    )
    return behaviour, traits, purchases, draw_spend([behaviour], kind, traits, purchases, streams)


def test_variance_lies_between_and_within_customers_as_the_scenario_says(drawn):
    behaviour, _, purchases, spend = drawn
    later = np.log(spend.target)[purchases.nth > 0].reshape(CUSTOMERS, EACH - 1)
    within = later.var(axis=1, ddof=1).mean()
    between = later.mean(axis=1).var() - within / (EACH - 1)
    assert within == pytest.approx(behaviour.within, rel=0.04)
    assert between == pytest.approx(behaviour.between, rel=0.08)
    assert np.median(later) == pytest.approx(np.log(behaviour.median), abs=0.06)


def test_an_order_has_a_long_tail_above(drawn):
    behaviour, _, purchases, spend = drawn
    later = purchases.nth > 0
    own = np.log(spend.target / spend.typical[purchases.customer])[later]
    assert skew(own) == pytest.approx(behaviour.skew, abs=0.08)


def test_first_orders_and_those_who_never_come_back_spend_as_the_scenario_says(drawn):
    behaviour, _, purchases, spend = drawn
    own = np.log(spend.target / spend.typical[purchases.customer])
    first = purchases.nth == 0
    never_back = first & (purchases.repeats[purchases.customer] == 0)
    usual = own[~first].mean()
    assert own[never_back].mean() - usual == pytest.approx(behaviour.one_time, abs=0.05)
    assert own[first & ~never_back].mean() - usual == pytest.approx(behaviour.first, abs=0.05)


def test_the_level_goes_with_the_rate(drawn):
    behaviour, traits, _, spend = drawn
    expected = 6 / np.pi * np.arcsin(behaviour.correlation / 2)  # Spearman's of a Gaussian copula
    assert spearmanr(traits.rate, spend.level).statistic == pytest.approx(expected, abs=0.05)
