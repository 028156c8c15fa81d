"""Dimensions of segmentation: between and within groups, chance, and the mistake of many small groups."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import f_oneway

from customer_value import MeasureError, dimensions, eta_squared, omega_squared

pairs = st.lists(st.tuples(st.sampled_from("abc"), st.integers(-50, 50)), min_size=1, max_size=30)


def by_hand(groups: list[str], values: list[float]) -> float:
    """The share of the sum of squares between groups, in plain Python."""
    mean = sum(values) / len(values)
    whole = sum((value - mean) ** 2 for value in values)
    between = 0.0
    for group in set(groups):
        own = [value for one, value in zip(groups, values, strict=True) if one == group]
        between += len(own) * (sum(own) / len(own) - mean) ** 2
    return between / whole if whole else math.nan


def test_the_example_by_hand():
    groups, values = ["north", "north", "south", "south"], [1, 3, 5, 7]
    assert eta_squared(groups, values) == pytest.approx(16 / 20)
    assert omega_squared(groups, values) == pytest.approx((16 - 2) / (20 + 2))


@given(pairs)
@settings(max_examples=30, deadline=None)
def test_the_second_implementation_agrees(rows):
    groups, values = map(list, zip(*rows, strict=True))
    found = eta_squared(groups, values)
    assert found == pytest.approx(by_hand(groups, values), abs=1e-9, nan_ok=True)
    assert math.isnan(found) or 0 <= found <= 1


@given(pairs, st.integers(1, 9), st.integers(-9, 9), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_rows_currency_and_a_fixed_amount_change_nothing(rows, factor, more, random):
    groups, values = map(list, zip(*rows, strict=True))
    other_groups, other_values = map(list, zip(*random.sample(rows, len(rows)), strict=True))
    for measure in (eta_squared, omega_squared):
        found = measure(groups, values)
        assert measure(other_groups, other_values) == pytest.approx(found, nan_ok=True)
        moved = [value * factor + more for value in values]
        assert measure(groups, moved) == pytest.approx(found, abs=1e-9, nan_ok=True)


def test_omega_squared_is_the_f_test_on_another_scale():
    rng = np.random.default_rng(3)
    groups, values = rng.integers(0, 4, 60), rng.normal(size=60)
    parts = [values[groups == group] for group in range(4)]
    f, k, n = f_oneway(*parts).statistic, 4, 60
    assert omega_squared(groups, values) == pytest.approx((k - 1) * (f - 1) / ((k - 1) * (f - 1) + n))


def test_many_small_groups_look_strong_by_eta_and_not_by_omega():
    rng = np.random.default_rng(5)
    values, groups = rng.normal(size=300), np.arange(300) // 2
    assert eta_squared(groups, values) > 0.4
    assert abs(omega_squared(groups, values)) < 0.12
    table = pd.DataFrame({"street": groups.astype("str"), "profit": values})
    (street,) = dimensions(table, ["street"], "profit", np.random.default_rng(1), shuffles=200).to_dict("records")
    assert street["eta_squared"] < street["chance"]
    assert street["p"] > 0.05
    assert (street["groups"], street["smallest"]) == (150, 2)


def test_on_average_groups_drawn_by_lot_have_their_share_by_eta_and_none_by_omega():
    rng = np.random.default_rng(11)
    values, groups = rng.normal(size=60), np.arange(60) % 6
    dealt = [rng.permutation(groups) for _ in range(400)]
    assert np.mean([eta_squared(one, values) for one in dealt]) == pytest.approx(5 / 59, abs=0.01)
    assert np.mean([omega_squared(one, values) for one in dealt]) == pytest.approx(0, abs=0.01)


def shop(n: int = 200) -> pd.DataFrame:
    rng = np.random.default_rng(7)
    kind = np.where(rng.random(n) < 0.1, "company", "person")
    profit = rng.gamma(2, 100, n) + 900 * (kind == "company")
    return pd.DataFrame({"kind": kind, "area": rng.choice(list("abcd"), n), "profit": profit})


def test_the_dimension_that_separates_comes_first_and_chance_is_named():
    found = dimensions(shop(), ["area", "kind"], "profit", np.random.default_rng(1), shuffles=99)
    assert found["dimension"].tolist() == ["kind", "area"]
    kind, area = found.to_dict("records")
    assert kind["eta_squared"] > 0.5 > kind["chance"]
    assert kind["p"] == pytest.approx(0.01)
    assert area["p"] > 0.05
    assert found["customers"].tolist() == [200, 200]


def test_the_same_seed_gives_the_same_table_in_any_order_of_rows():
    one = dimensions(shop(), ["area", "kind"], "profit", np.random.default_rng(4), shuffles=50)
    other = dimensions(
        shop().sample(frac=1, random_state=2), ["area", "kind"], "profit", np.random.default_rng(4), shuffles=50
    )
    pd.testing.assert_frame_equal(one, other)


def test_whose_group_is_missing_is_left_out_of_that_dimension_only():
    table = shop().assign(area=lambda found: found["area"].where(found["profit"] > 100))
    found = dimensions(table, ["area", "kind"], "profit", np.random.default_rng(1), shuffles=20).set_index("dimension")
    assert found.loc["area", "customers"] == table["area"].notna().sum() < 200
    assert found.loc["kind", "customers"] == 200
    known = table.dropna()
    assert found.loc["area", "eta_squared"] == pytest.approx(eta_squared(known["area"], known["profit"]))


def test_nothing_to_separate_has_no_share():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert math.isnan(eta_squared([], []))
        assert math.isnan(eta_squared(["a", "b"], [0.1 + 0.2, 0.3]))
        assert math.isnan(omega_squared(["a", "b", "c"], [1, 2, 9]))
        nobody = dimensions(shop(0), ["area"], "profit", np.random.default_rng(1), shuffles=5).iloc[0]
        equal = dimensions(shop().assign(profit=7), ["area"], "profit", np.random.default_rng(1), shuffles=5).iloc[0]
    assert eta_squared(["a", "a"], [1, 2]) == 0
    assert (nobody["customers"], nobody["groups"], nobody["smallest"]) == (0, 0, 0)
    for found in (nobody, equal):
        assert found[["eta_squared", "omega_squared", "chance", "p"]].isna().all()


def test_a_category_and_whole_numbers_are_groups_too():
    values = [1, 3, 5, 7]
    assert eta_squared(pd.Categorical(["n", "n", "s", "s"], categories=["s", "n", "x"]), values) == pytest.approx(0.8)
    assert eta_squared([1, 1, 2, 2], values) == pytest.approx(0.8)


RNG = np.random.default_rng(1)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: eta_squared(["a"], [1, 2]), "groups has 1 entries and values 2"),
        (lambda: eta_squared(["a", "b"], ["1", "2"]), "values holds no numbers"),
        (lambda: eta_squared(["a", "b"], [1, math.inf]), "missing or infinite"),
        (lambda: dimensions(shop(), [], "profit", RNG), "columns is empty"),
        (lambda: dimensions(shop(), ["age"], "profit", RNG), "customers has no column 'age'"),
        (lambda: dimensions(shop(), ["area"], "kind", RNG), r"customers\['kind'\] holds text, not numbers"),
        (lambda: dimensions(shop(), ["area"], "profit", RNG, shuffles=0), "shuffles is 0"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
