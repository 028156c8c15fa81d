"""Key drivers: LMG by the definition over all orders, the shares people take instead, and its edges."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, key_drivers, lmg, r_squared

R1Y, R2Y, R12 = 0.7, 0.4, 0.5
NAMES = ["y", "one", "two"]
EXAMPLE = pd.DataFrame([[1, R1Y, R2Y], [R1Y, 1, R12], [R2Y, R12, 1]], index=NAMES, columns=NAMES)
R2 = (R1Y**2 + R2Y**2 - 2 * R1Y * R2Y * R12) / (1 - R12**2)
BETAS = np.array([R1Y - R2Y * R12, R2Y - R1Y * R12]) / (1 - R12**2)

WRONG = {
    "shares of r squared": (lambda: R1Y**2 / (R1Y**2 + R2Y**2), 0.754),
    "shares of r": (lambda: R1Y / (R1Y + R2Y), 0.636),
    "shares of the standardised betas": (lambda: BETAS[0] / BETAS.sum(), 0.909),
    "last in only": (lambda: (R2 - R2Y**2) / R2, 0.676),
    "gain not divided by R squared": (lambda: lmg(EXAMPLE, "y")["gain"][0], 0.412),
}

few = settings(max_examples=20, deadline=None)


def ratings(seed: int, n: int = 60, k: int = 4) -> pd.DataFrame:
    """Ratings of 1 to 5 that share a common part, and an outcome."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(n, 1))
    drivers = common + rng.normal(size=(n, k))
    outcome = drivers @ rng.uniform(0, 1, k) + rng.normal(size=n)
    table = pd.DataFrame(np.column_stack([outcome, drivers]), columns=["y", *(f"d{one}" for one in range(k))])
    return table.apply(lambda column: pd.qcut(column, 5, labels=False) + 1).astype("float64")


def least_squares(table: pd.DataFrame, drivers: list[str]) -> float:
    """R squared of a least-squares regression of y on the drivers."""
    design = np.column_stack([np.ones(len(table)), table[drivers]])
    fitted = design @ np.linalg.lstsq(design, table["y"], rcond=None)[0]
    return 1 - ((table["y"] - fitted) ** 2).sum() / ((table["y"] - table["y"].mean()) ** 2).sum()


def test_the_example():
    table = lmg(EXAMPLE, "y").set_index("driver")
    assert table["gain"].sum() == pytest.approx(0.4933, abs=5e-5)
    assert table["gain"].tolist() == pytest.approx([0.4117, 0.0817], abs=5e-5)
    assert table.loc["one", "share"] == pytest.approx(0.834, abs=5e-4)
    assert table["r"].tolist() == [R1Y, R2Y]


@pytest.mark.parametrize("mistake", WRONG)
def test_wrong_shares(mistake):
    compute, value = WRONG[mistake]
    assert compute() == pytest.approx(value, abs=5e-4)
    assert abs(lmg(EXAMPLE, "y")["share"][0] - value) > 0.01
    assert len({wrong for _, wrong in WRONG.values()}) == len(WRONG)


@given(st.integers(0, 10**6), st.integers(1, 4))
@example(seed=246916, k=1)
@few
def test_it_is_the_mean_gain_over_all_orders_of_entry(seed, k):
    table = ratings(seed, k=k)
    drivers = list(table.columns[1:])
    expected = dict.fromkeys(drivers, 0.0)
    orders = list(permutations(drivers))
    for order in orders:
        for place, driver in enumerate(order):
            before, after = least_squares(table, list(order[:place])), least_squares(table, list(order[: place + 1]))
            expected[driver] += (after - before) / len(orders)
    found = key_drivers(table, "y", drivers).set_index("driver")
    assert found["gain"].to_dict() == pytest.approx(expected, abs=1e-9)
    assert found["gain"].sum() == pytest.approx(least_squares(table, drivers))
    if least_squares(table, drivers) > 1e-12:
        assert found["share"].sum() == pytest.approx(1)
    else:  # nothing is explained, so there is nothing to share out
        assert found["share"].isna().all()
    assert (found["gain"] >= 0).all()


@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
@few
def test_neither_the_order_nor_the_scale_of_anything_matters(seed, random):
    table = ratings(seed)
    drivers = list(table.columns[1:])
    expected = key_drivers(table, "y", drivers).set_index("driver")
    random.shuffle(drivers)
    moved = table.sample(frac=1, random_state=3).assign(y=lambda frame: 10 * frame["y"] - 7)
    found = key_drivers(moved, "y", drivers).set_index("driver").loc[expected.index]
    pd.testing.assert_frame_equal(found, expected)


def test_two_drivers_that_are_the_same_share_alike():
    table = ratings(5).assign(twin=lambda frame: frame["d0"])
    found = key_drivers(table, "y", ["d0", "twin", "d1"]).set_index("driver")
    assert found.loc["d0", "share"] == pytest.approx(found.loc["twin", "share"])
    assert found["gain"].sum() == pytest.approx(least_squares(table, ["d0", "d1"]))


def test_uncorrelated_drivers_have_their_squared_correlations():
    names = ["y", "a", "b"]
    table = pd.DataFrame([[1, 0.6, 0.3], [0.6, 1, 0], [0.3, 0, 1]], index=names, columns=names)
    assert lmg(table, "y")["gain"].tolist() == pytest.approx([0.36, 0.09])


def test_only_complete_answers_count_and_stated_stands_beside():
    table = ratings(1).assign(said=[5.0, 4.0] * 30)
    table.loc[:9, "d0"] = np.nan
    table.loc[5:19, "y"] = np.nan
    table.loc[0, "said"] = np.nan
    found = key_drivers(table, "y", ["d0", "d1"], stated=["said", "d3"])
    assert found["n"].tolist() == [40, 40]
    assert found["stated"].tolist() == pytest.approx([table["said"].mean(), table["d3"].mean()])
    complete = table.dropna(subset=["y", "d0", "d1"])
    plain = key_drivers(complete, "y", ["d0", "d1"])
    pd.testing.assert_frame_equal(found.drop(columns="stated"), plain.drop(columns="stated"))
    assert plain["stated"].isna().all()


def test_where_nothing_is_explained_there_is_no_share():
    names = ["y", "a"]
    nothing = lmg(pd.DataFrame(np.eye(2), index=names, columns=names), "y")
    assert nothing["gain"].tolist() == [0]
    assert math.isnan(nothing["share"][0])
    flat = key_drivers(ratings(1).assign(y=3), "y", ["d0", "d1"])
    assert flat[["r", "gain", "share"]].isna().all(axis=None)
    assert flat["n"].tolist() == [60, 60]


def test_a_driver_that_all_rate_alike_moves_nothing():
    found = key_drivers(ratings(1).assign(d1=4), "y", ["d0", "d1"]).set_index("driver")
    assert found.loc["d1", ["gain", "share"]].tolist() == [0, 0]
    assert math.isnan(found.loc["d1", "r"])
    assert found.loc["d0", "share"] == 1


@pytest.mark.parametrize("n", [0, 1, 2, 4, 5])
def test_as_many_answers_as_a_regression_fits_perfectly_say_nothing(n):
    found = key_drivers(ratings(1).head(n), "y", ["d0", "d1", "d2", "d3"])
    assert found["gain"].isna().all()
    assert found["n"].tolist() == [n] * 4


def test_a_missing_correlation_is_no_gain():
    names = ["y", "a", "b"]
    table = pd.DataFrame([[1, 0.6, np.nan], [0.6, 1, 0], [np.nan, 0, 1]], index=names, columns=names)
    assert lmg(table, "y")[["gain", "share"]].isna().all(axis=None)


def test_ten_drivers_share_all_there_is():
    table = ratings(2, n=300, k=10)
    found = key_drivers(table, "y", list(table.columns[1:]))
    assert found["share"].sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("table", "outcome", "said"),
    [
        (EXAMPLE, "z", "names 'z' 0 times"),
        (EXAMPLE.loc[["y"], ["y"]], "y", "There are 0 drivers; give 1 to 12"),
        (EXAMPLE * 100, "y", "is no correlation matrix"),
        (EXAMPLE.assign(one=0.9), "y", "is no correlation matrix"),
        (EXAMPLE.loc[:, ["y", "one"]], "y", "same names in rows and columns"),
        (EXAMPLE.astype("str").replace("0.5", "x"), "y", "something that is no number"),
        (
            pd.DataFrame([[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]], index=NAMES, columns=NAMES),
            "y",
            "cannot all be true at once",
        ),
    ],
)
def test_what_is_no_correlation_matrix_is_refused(table, outcome, said):
    with pytest.raises(MeasureError, match=said):
        lmg(table, outcome)


@pytest.mark.parametrize(
    ("drivers", "stated", "said"),
    [
        (["d0", "d0"], None, "names a column twice"),
        (["y"], None, "or the outcome itself"),
        ([], None, "There are 0 drivers"),
        (["d0", "d1"], ["d2"], "stated has 1 columns and drivers 2"),
        (["d9"], None, "answers has no column 'd9'"),
        (["text"], None, r"answers\['text'\] holds text, not numbers"),
        (["endless"], None, r"answers\['endless'\] is infinite on 1 of 60 rows"),
    ],
)
def test_bad_questions_are_named(drivers, stated, said):
    table = ratings(1).assign(text="x", endless=[math.inf, *range(59)])
    with pytest.raises(MeasureError, match=said):
        key_drivers(table, "y", drivers, stated=stated)


def test_r_squared_is_that_of_a_least_squares_fit_on_the_complete_answers():
    rng = np.random.default_rng(3)
    ratings = pd.DataFrame(rng.normal(size=(60, 3)), columns=["a", "b", "c"])
    answers = ratings.assign(satisfaction=ratings["a"] + 0.5 * ratings["b"] + rng.normal(size=60))
    answers.loc[:4, "b"] = np.nan
    for drivers in (["a"], ["a", "b"], ["c", "b", "a"]):
        complete = answers[["satisfaction", *drivers]].dropna().rename(columns={"satisfaction": "y"})
        assert r_squared(answers, drivers) == pytest.approx(least_squares(complete, drivers))
    assert r_squared(answers, ["a"]) == pytest.approx(answers["a"].corr(answers["satisfaction"]) ** 2)


def test_r_squared_says_nothing_where_nothing_can_be_said():
    answers = pd.DataFrame({"satisfaction": [4, 4, 4, 4], "a": [1, 2, 3, 5], "same": 3})
    assert np.isnan(r_squared(answers, ["a"]))
    varied = answers.assign(satisfaction=[1, 2, 4, 5])
    assert np.isnan(r_squared(varied, ["same"]))
    assert r_squared(varied, ["a"]) == pytest.approx(r_squared(varied, ["a", "same"]))
    assert 0.9 < r_squared(varied, ["a"]) <= 1
    assert np.isnan(r_squared(varied.head(2), ["a"]))
