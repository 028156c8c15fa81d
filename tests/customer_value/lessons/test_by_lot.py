"""What chance gives a place: dealt by lot, the same every time, narrower the more people there are."""

from __future__ import annotations

import doctest
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from customer_value.errors import MeasureError
from customer_value.lessons import by_lot as module
from customer_value.lessons.by_lot import by_lot

FIVE = pd.DataFrame({"place": list("AABBB"), "amount": [1.0, 2.0, 4.0, 8.0, 16.0], "orders": [1, 1, 1, 0, 2]})


def test_the_example_is_right():
    assert doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE).failed == 0


def test_the_values_are_those_of_the_places():
    found = by_lot(FIVE, "place", "amount")
    assert found.index.tolist() == ["A", "B"]
    assert found["customers"].tolist() == [2, 3]
    assert found["value"].tolist() == [1.5, pytest.approx(28 / 3)]


def test_the_bounds_are_those_of_all_the_ways_to_deal():
    """Two of five cards: ten ways, of which the smallest and the largest mean lie at the ends."""
    means = [np.mean(pair) for pair in combinations(FIVE["amount"], 2)]
    found = by_lot(FIVE, "place", "amount", middle=1.0).loc["A"]
    assert (found["low"], found["high"]) == (min(means), max(means))


def test_a_ratio_is_of_sums_and_of_nothing_it_is_empty():
    found = by_lot(FIVE, "place", "amount", "orders")
    assert found["value"].tolist() == [1.5, pytest.approx(28 / 3)]
    none = by_lot(FIVE.assign(orders=0), "place", "amount", "orders")
    assert none[["value", "low", "high"]].isna().all(axis=None) and not none["inside"].any()


def test_the_same_seed_deals_the_same_and_the_order_of_rows_does_not_change_the_value():
    pd.testing.assert_frame_equal(by_lot(FIVE, "place", "amount"), by_lot(FIVE, "place", "amount"))
    assert by_lot(FIVE[::-1], "place", "amount")["value"].equals(by_lot(FIVE, "place", "amount")["value"])


def test_the_more_people_the_narrower_and_what_is_dealt_by_lot_mostly_lies_inside():
    rng = np.random.default_rng(7)
    sizes = [10, 40, 160, 640]
    people = pd.DataFrame({"place": np.repeat(list("ABCD"), sizes), "amount": rng.lognormal(8, 1, sum(sizes))})
    found = by_lot(people, "place", "amount")
    wide = (found["high"] - found["low"]).tolist()
    assert wide == sorted(wide, reverse=True)
    assert found["inside"].all()


def test_a_place_that_differs_is_seen_where_there_are_people_enough():
    amount = np.random.default_rng(3).lognormal(8, 1, 1000)
    people = pd.DataFrame({"place": np.repeat(["A", "B"], [300, 700]), "amount": amount})
    people.loc[people["place"] == "A", "amount"] *= 2
    assert not by_lot(people, "place", "amount").loc["A", "inside"]


def test_gaps_and_missing_columns_are_named():
    with pytest.raises(MeasureError, match=r"people\['amount'\] is missing on 1 of 5 rows"):
        by_lot(FIVE.assign(amount=[1.0, 2.0, None, 8.0, 16.0]), "place", "amount")
    with pytest.raises(MeasureError, match="town"):
        by_lot(FIVE, "town", "amount")
