"""Weighted advantage, its ranking, and how far the first place depends on a weight."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    MeasureError,
    advantage_by_weight,
    advantage_ranking,
    leaders_by_weight,
    weighted_advantage,
)

few = settings(max_examples=20, deadline=None)

SCORES = pd.DataFrame({"price": [3, 5, 4], "quality": [5, 2, 4], "service": [4, 3, 2]}, index=["Us", "X", "Y"])
WEIGHTS = {"price": 5, "quality": 3, "service": 2}

scores = st.lists(st.lists(st.integers(10, 50), min_size=3, max_size=3), min_size=1, max_size=6)
weights = st.lists(st.integers(1, 9), min_size=3, max_size=3)


def frame(rows: list[list[int]]) -> pd.DataFrame:
    names = [f"brand {number}" for number in range(len(rows))]
    return pd.DataFrame(rows, columns=list(WEIGHTS), index=names) / 10


def test_the_scores_of_the_example():
    assert weighted_advantage(SCORES, WEIGHTS).tolist() == pytest.approx([3.8, 3.7, 3.6])


@pytest.mark.parametrize(
    ("mistake", "gives"),
    [
        pytest.param(lambda s, w: s.mean(), 4.0, id="unweighted"),
        pytest.param(lambda s, w: (s * w).sum(), 38, id="not divided"),
        pytest.param(lambda s, w: (s * w).sum() / len(w), 12.67, id="divided by the number of attributes"),
        pytest.param(lambda s, w: (s * w[::-1]).sum() / w.sum(), 4.1, id="weights in reverse order"),
    ],
)
def test_wrong_scores_of_ours(mistake, gives):
    wrong = mistake(SCORES.loc["Us"].to_numpy(), np.array(list(WEIGHTS.values())))
    assert wrong == pytest.approx(gives, abs=5e-3)
    assert wrong != pytest.approx(weighted_advantage(SCORES, WEIGHTS)["Us"])


def test_the_ranking_depends_on_the_weight_of_price():
    def order(share: float) -> list[str]:
        return advantage_by_weight(SCORES, WEIGHTS, "price", share).sort_values(ascending=False).index.tolist()

    assert order(0.50) == ["Us", "X", "Y"]
    assert order(0.40)[1] == "Y"
    assert order(0.55)[0] == "X"


def test_where_the_leader_changes():
    table = leaders_by_weight(SCORES, WEIGHTS, "price")
    assert table["leader"].tolist() == ["Us", "X"]
    assert table["end"].tolist() == [pytest.approx(2.2 / 4.2), 1.0]  # 4.6 - 1.6 w = 2.4 + 2.6 w


def test_equal_brands_share_the_better_rank():
    tied = pd.DataFrame({"price": [4, 5, 3], "quality": [4, 2, 5]}, index=["Y", "X", "Us"])
    table = advantage_ranking(tied, {"price": 1, "quality": 1})
    assert table["brand"].tolist() == ["Y", "Us", "X"]
    assert table["rank"].tolist() == [1, 1, 3]
    assert table["behind"].tolist() == [0, 0, 0.5]


def test_scores_equal_but_for_rounding_are_equal():
    tied = pd.DataFrame({"a": [0.1, 0.3], "b": [0.2, 0.0]}, index=["X", "Y"])
    assert 0.1 + 0.2 != 0.3
    assert advantage_ranking(tied, {"a": 1, "b": 1})["rank"].tolist() == [1, 1]


def test_a_brand_without_a_rating_that_counts_has_no_score():
    gap = SCORES.astype(float)
    gap.loc["X", "service"] = math.nan
    table = advantage_ranking(gap, WEIGHTS)
    assert table["brand"].tolist() == ["Us", "Y", "X"]
    assert math.isnan(table["rank"].iloc[-1])
    assert weighted_advantage(gap, WEIGHTS | {"service": 0})["X"] == pytest.approx((25 + 6) / 8)
    assert leaders_by_weight(gap, WEIGHTS, "price")["leader"].tolist() == ["Us", "Y"]


def test_without_any_weight_there_is_no_score():
    assert weighted_advantage(SCORES, {"price": 0, "quality": 0}).isna().all()
    assert advantage_ranking(SCORES[:0], WEIGHTS).empty
    assert leaders_by_weight(SCORES[:0], WEIGHTS, "price").empty


def test_attributes_without_a_weight_are_left_out():
    assert weighted_advantage(SCORES, {"quality": 2}).tolist() == [5, 2, 4]


def test_brands_that_are_equal_throughout_lead_together():
    twins = pd.concat([SCORES, SCORES.loc[["Us"]].rename(index={"Us": "Twin"})])
    table = leaders_by_weight(twins, WEIGHTS, "price")
    assert table.groupby("start")["leader"].apply(list).tolist() == [["Us", "Twin"], ["X"]]


@given(scores, weights, st.integers(2, 9))
@few
def test_the_size_of_the_weights_does_not_matter(rows, given_weights, factor):
    table, weight = frame(rows), dict(zip(WEIGHTS, given_weights, strict=True))
    larger = {name: value * factor for name, value in weight.items()}
    found = weighted_advantage(table, weight)
    pd.testing.assert_series_equal(weighted_advantage(table, larger), found)
    assert (found <= table.max(axis=1) + 1e-9).all()
    assert (found >= table.min(axis=1) - 1e-9).all()


@given(scores, weights)
@few
def test_the_share_a_weight_has_now_gives_the_score_of_now(rows, given_weights):
    table, weight = frame(rows), dict(zip(WEIGHTS, given_weights, strict=True))
    now = advantage_by_weight(table, weight, "quality", weight["quality"] / sum(weight.values()))
    pd.testing.assert_series_equal(now, weighted_advantage(table, weight), check_names=False)


@given(scores, weights, st.integers(0, 20))
@few
def test_the_intervals_say_who_leads_at_every_share(rows, given_weights, twentieths):
    table, weight = frame(rows), dict(zip(WEIGHTS, given_weights, strict=True))
    share = twentieths / 20
    spans = leaders_by_weight(table, weight, "price")
    named = set(spans.loc[(spans["start"] <= share) & (share <= spans["end"]), "leader"])
    found = advantage_by_weight(table, weight, "price", share)
    assert named <= set(found.index[found >= found.max() - 1e-6])
    assert named
    assert spans["start"].min() == 0
    assert spans["end"].max() == 1


@given(scores, st.integers(0, 10**6))
@few
def test_the_order_of_the_brands_does_not_matter(rows, seed):
    table = frame(rows)
    shuffled = weighted_advantage(table.sample(frac=1, random_state=seed), WEIGHTS)
    pd.testing.assert_series_equal(shuffled[table.index], weighted_advantage(table, WEIGHTS))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: weighted_advantage([1, 2], WEIGHTS), "scores has to be a pandas data frame"),
        (lambda: weighted_advantage(SCORES.astype("str"), WEIGHTS), "scores['price'] holds no numbers"),
        (lambda: weighted_advantage(SCORES.replace(5, math.inf), WEIGHTS), "scores holds an infinite number"),
        (lambda: weighted_advantage(pd.concat([SCORES, SCORES]), WEIGHTS), "scores has two rows for 'Us'"),
        (lambda: weighted_advantage(SCORES, {"taste": 1}), "weights has 'taste', which scores does not have"),
        (lambda: weighted_advantage(SCORES, {"price": -1}), "weights['price'] is -1"),
        (lambda: weighted_advantage(SCORES, {"price": math.nan}), "weights['price'] is missing"),
        (lambda: weighted_advantage(SCORES, {}), "weights is empty"),
        (lambda: weighted_advantage(SCORES, [5, 3, 2]), "weights is a list"),
        (lambda: weighted_advantage(SCORES, pd.Series([1, 2], ["price", "price"])), "two weights for one attribute"),
        (lambda: leaders_by_weight(SCORES, WEIGHTS, "taste"), "weights has no 'taste'"),
        (lambda: leaders_by_weight(SCORES, {"price": 5}, "price"), "nothing can give way"),
        (lambda: advantage_by_weight(SCORES, WEIGHTS, "price", 55), "share_of_weight is 55; give a share"),
    ],
)
def test_bad_input_is_named_in_one_sentence(call, said):
    with pytest.raises(MeasureError) as caught:
        call()
    assert said in str(caught.value)
