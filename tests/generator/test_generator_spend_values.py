"""Order values from tables: the marginal is the table's, the likeness of a customer's orders what the numbers say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.special import ndtri
from scipy.stats import spearmanr

from generator.purchases import NEVER, Purchases
from generator.scenario.behaviour import Values
from generator.spend import draw_spend, mean_value
from generator.streams import Streams
from generator.traits import Traits
from generator.values import FIRST, LATER, ONE_TIME, Lookup, mean_by_level, occasions

CUSTOMERS, EACH = 6000, 8


def table(scale: float) -> list[list[float]]:
    """Lognormal amounts: the logarithm is the score, around that of `scale`."""
    return [[float(score), float(scale * np.exp(score))] for score in np.arange(-5, 5.1, 0.5)]


@pytest.fixture(scope="module")
def drawn(boutique):
    """Customers of whom every second one buys once, the others eight times, the last time after the ledger's end."""
    values = Values(between=0.4, spread=0.3, again=0.2, first=table(10), later=table(100), one_time=table(1000))
    behaviour = boutique.person.model_copy(update={"values": values, "smallest": 0.01, "correlation": 0.5})
    streams = Streams(5, 0)
    repeats = np.where(np.arange(CUSTOMERS) % 2, EACH - 1, 0)
    count = repeats + 1
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    traits = Traits(
        rate=streams("rate").gamma(behaviour.r, size=CUSTOMERS) / behaviour.alpha,
        dropout=np.full(CUSTOMERS, 0.1),
        regularity=np.ones(CUSTOMERS),
        r=np.full(CUSTOMERS, behaviour.r),
        alpha=np.full(CUSTOMERS, behaviour.alpha),
        a=np.ones(CUSTOMERS),
        b=np.ones(CUSTOMERS),
    )
    purchases = Purchases(
        customer=np.repeat(np.arange(CUSTOMERS, dtype=np.int32), count),
        day=nth.astype(np.int32),
        nth=nth.astype(np.int32),
        left=np.zeros(CUSTOMERS, dtype=bool),
        leaves=np.full(CUSTOMERS, NEVER),
        repeats=repeats,
    )
    kind = np.zeros(CUSTOMERS, dtype=np.int64)
    return [behaviour], kind, traits, purchases, draw_spend([behaviour], kind, traits, purchases, streams, EACH - 2)


def test_each_occasion_has_its_table(drawn):
    _, _, _, purchases, spend = drawn
    repeater = purchases.repeats[purchases.customer] > 0
    first = purchases.nth == 0
    assert np.median(spend.target[first & repeater]) == pytest.approx(10, rel=0.06)
    assert np.median(spend.target[first & ~repeater]) == pytest.approx(1000, rel=0.06)
    assert np.median(spend.target[~first]) == pytest.approx(100, rel=0.25)  # a fifth repeats the order before


def test_orders_of_a_customer_are_as_alike_as_between_says(drawn):
    _, _, _, purchases, spend = drawn
    orders = np.log(spend.target[purchases.repeats[purchases.customer] > 0]).reshape(-1, EACH)[:, 1:]
    distant = np.corrcoef(orders[:, 2], orders[:, 6])[0, 1]  # an amount survives four repeats with .2**4
    assert distant == pytest.approx(0.4, abs=0.05)


def test_some_orders_repeat_the_amount_before(drawn):
    _, _, _, purchases, spend = drawn
    same = (purchases.nth[1:] > 0) & (spend.target[1:] == spend.target[:-1])
    assert same.sum() / (purchases.nth > 0).sum() == pytest.approx(0.2, abs=0.01)


def test_customers_scatter_differs(drawn):
    _, _, _, purchases, spend = drawn
    orders = np.log(spend.target[purchases.repeats[purchases.customer] > 0]).reshape(-1, EACH)[:, 1:]
    variance = orders.var(axis=1, ddof=1)
    assert variance.std() / variance.mean() > 0.8  # seven normal values alone give .58


def test_the_level_goes_with_the_rate(drawn):
    _, _, traits, _, spend = drawn
    assert spearmanr(traits.rate, spend.level).statistic == pytest.approx(6 / np.pi * np.arcsin(0.25), abs=0.04)


def test_the_mean_of_later_orders_is_that_of_orders_drawn(drawn):
    behaviour, kind, _, purchases, spend = drawn
    expected = mean_value(behaviour, kind, spend)
    high = np.argsort(spend.level)[-CUSTOMERS // 4 :]
    some = np.isin(purchases.customer, high) & (purchases.nth == EACH - 1)
    repeaters = high[purchases.repeats[high] > 0]
    assert spend.target[some].mean() == pytest.approx(expected[repeaters].mean(), rel=0.15)


@pytest.mark.parametrize(("steepness", "spread"), [(0.7, 0.0), (1.4, 0.0), (0.7, 0.3)])
def test_the_mean_counts_the_tails(steepness, spread):
    """Lognormal amounts have a mean in closed form; with customers' own scatter it is summed over their scatters."""
    steep = [[float(score), float(np.exp(steepness * score))] for score in (-6, 0, 6)]
    values = Values(between=0.3, spread=spread, first=steep, later=steep, one_time=steep)
    level = np.array([-1.5, 0.03, 2.0])
    scatter = np.exp(2 * spread * (ndtri((np.arange(4000) + 0.5) / 4000) - spread)) * 0.7
    own = np.exp(steepness**2 * scatter / 2).mean()
    expected = np.exp(steepness * 0.3**0.5 * level) * own
    assert mean_by_level(values, level, 1e-9) == pytest.approx(expected, rel=0.003)


def test_who_comes_back_is_decided_at_the_ledgers_end():
    purchases = Purchases(
        customer=np.array([0, 0, 1, 1, 2]),
        day=np.array([0, 9, 3, 20, 5]),
        nth=np.array([0, 1, 0, 1, 0]),
        left=np.zeros(3, dtype=bool),
        leaves=np.full(3, NEVER),
        repeats=np.array([1, 1, 0]),
    )
    assert occasions(purchases, 10).tolist() == [FIRST, LATER, ONE_TIME, LATER, ONE_TIME]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(-4, 4), st.floats(1, 1e5)), min_size=2, max_size=20, unique_by=lambda one: one[0]))
def test_a_lookup_never_falls_and_stays_within_its_table(entries):
    scores = sorted(round(score, 3) for score, _ in entries)
    if len(set(scores)) < len(scores):
        return
    amounts = sorted(amount for _, amount in entries)
    rows = tuple(zip(scores, amounts, strict=True))
    found = Lookup.of(rows).at(np.linspace(-7, 7, 300), 0)
    assert (np.diff(found) >= -1e-9 * found[1:]).all()
    assert found[0] == pytest.approx(amounts[0]) and found[-1] == pytest.approx(amounts[-1])


def test_a_level_stretch_is_a_price():
    rows = ((-5.0, 1.0), (-0.5, 9.99), (0.5, 9.99), (5.0, 100.0))
    score = ndtri((np.arange(10_000) + 0.5) / 10_000)
    assert (np.round(Lookup.of(rows).at(score, 0), 9) == 9.99).mean() == pytest.approx(0.383, abs=0.002)


@pytest.mark.parametrize("rows", [[[0, 5], [1, 4]], [[0, 5], [0, 6]]])
def test_a_table_that_falls_is_refused(rows):
    with pytest.raises(ValidationError, match="must rise"):
        Values(between=0.1, first=rows, later=table(1), one_time=table(1))
