from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.draw import Wheel, pick, pick_key

shares = st.lists(st.floats(0, 1e3), min_size=1, max_size=60).filter(lambda values: sum(values) > 0)
luck = st.lists(st.floats(0, 1, exclude_max=True), max_size=60)


def searched(values, numbers):
    """The first share whose running total is above the number, one after the other."""
    running = np.cumsum(np.array(values, dtype=float))
    found = []
    for number in numbers:
        above = [index for index, total in enumerate(running) if total > number * running[-1]]
        found.append(above[0] if above else len(values) - 1)
    return found


@given(shares, luck)
def test_a_wheel_finds_what_a_search_finds(values, numbers):
    assert Wheel(values)(np.array(numbers)).tolist() == searched(values, numbers)


@given(shares)
def test_the_boundaries_themselves_are_found_too(values):
    running = np.cumsum(np.array(values, dtype=float))
    edges = np.concatenate([running / running[-1], np.nextafter(running / running[-1], 0), [0.0]])
    edges = edges[edges < 1]
    assert pick(values, edges).tolist() == searched(values, edges)


@given(shares, luck)
def test_a_wheel_of_running_shares_finds_what_a_search_finds(values, numbers):
    running = np.cumsum(values) / np.sum(values)
    searched_for = np.minimum(np.searchsorted(running, numbers, side="right"), len(values) - 1)
    assert Wheel.of_running(running)(np.array(numbers)).tolist() == searched_for.tolist()


def test_shares_come_out_as_often_as_they_say():
    drawn = pick([1, 0, 3], np.random.default_rng(1).random((1000, 4)))
    assert drawn.shape == (1000, 4)
    assert set(drawn.ravel()) == {0, 2}
    assert abs((drawn == 2).mean() - 0.75) < 0.03


def test_a_key_is_picked_by_its_share():
    assert pick_key({7: 0.5, 30: 0.5}, np.array([0.0, 0.49, 0.5, 0.99])).tolist() == [7, 7, 30, 30]
