"""Ledgers of customer-days: no customer has two orders on a day, and the truth is that of what is written."""

from __future__ import annotations

import numpy as np
import pytest
from core_scenario import core
from hypothesis import given
from hypothesis import strategies as st

from generator.block import Block
from generator.days import kept_share, one_a_day
from generator.purchases import NEVER, Purchases
from generator.world import World


def purchases(*days: list[int]) -> Purchases:
    """Of customers with these days, each customer's rising."""
    count = np.array([len(own) for own in days])
    day = np.array([one for own in days for one in own], dtype=np.int32)
    nth = np.concatenate([np.arange(number, dtype=np.int32) for number in count])
    return Purchases(
        customer=np.repeat(np.arange(len(days), dtype=np.int32), count),
        day=day,
        nth=nth,
        left=np.zeros(len(days), dtype=bool),
        leaves=np.full(len(days), NEVER),
        repeats=count - 1,
    )


def test_later_purchases_of_a_day_are_dropped():
    found = one_a_day(purchases([3, 3, 5, 5, 5, 9], [9], [9, 9], [9, 9]), np.array([True, True, True, False]))
    assert found.day.tolist() == [3, 5, 9, 9, 9, 9, 9]
    assert found.customer.tolist() == [0, 0, 0, 1, 2, 3, 3]
    assert found.nth.tolist() == [0, 1, 2, 0, 0, 0, 1]
    assert found.repeats.tolist() == [2, 0, 0, 1]


def test_nothing_to_drop_changes_nothing():
    made = purchases([1, 2], [2, 4])
    assert one_a_day(made, np.ones(2, dtype=bool)) is made


@given(st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=9).map(sorted), min_size=1, max_size=6))
def test_every_day_is_left_once(days):
    found = one_a_day(purchases(*days), np.ones(len(days), dtype=bool))
    assert list(zip(found.customer, found.day, strict=True)) == [
        (who, day) for who, own in enumerate(days) for day in sorted(set(own))
    ]
    assert found.repeats.sum() + len(days) == len(found.day)
    assert found.nth[np.cumsum(found.repeats + 1) - 1].tolist() == found.repeats.tolist()


def test_random_gaps_leave_poissons_share():
    rate = np.array([0.01, 0.3, 2.0])
    found = kept_share(rate, np.ones(3), np.array([0.0, 1.0, 1.0]))
    assert found == pytest.approx((1 - np.exp(-rate)) / rate, rel=1e-9)


@pytest.mark.parametrize(("shape", "rate"), [(0.5, 0.1), (0.8, 0.4), (3.0, 0.4)])
def test_the_share_is_that_of_gaps_drawn(shape, rate):
    weights = np.repeat([0.5, 1.0, 2.0], 7)
    random = np.random.default_rng(1)
    time = np.cumsum(random.gamma(shape, 1 / (shape * rate), 200_000))
    # The week of seven short, seven usual and seven long days comes round again and again.
    edges = np.cumsum(weights)
    turn, place = np.divmod(time, edges[-1])
    day = turn * len(weights) + np.searchsorted(edges, place, side="right")
    kept = 1 - (np.diff(day) == 0).mean()
    assert kept_share(np.array([rate]), np.array([shape]), weights)[0] == pytest.approx(kept, abs=0.01)


def test_the_truth_is_of_what_is_written():
    """Customers who buy every few days: one purchase in eight falls on the day of another."""
    busy = {"r": 2.0, "alpha": 10.0, "a": 1.0, "b": 60.0, "regularity": 0.8, "within": 0.05, "between": 0.05}
    totals = []
    for once_a_day in (False, True):
        block = Block(World(core(busy | {"one_a_day": once_a_day}), 4), 0, 0, 4000)
        made = block.purchases
        again = (np.diff(made.customer) == 0) & (np.diff(made.day) == 0)
        totals.append((again.mean(), block.expected.orders.sum(), block.realised.orders.sum()))
        assert block.expected.value.sum() == pytest.approx(block.realised.value.sum(), rel=0.02)
    (apart, expected, realised), (none, fewer, left) = totals
    assert apart > 0.1 and none == 0
    assert fewer / expected == pytest.approx(left / realised, rel=0.005)
