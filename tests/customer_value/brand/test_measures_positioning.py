"""Positioning: flipped ratings, means over respondents, axes that say the same, and empty spots nobody wants."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    MeasureError,
    axis_pairs,
    brand_scores,
    empty_space,
    nearest_rivals,
    own_brands,
    perceptual_map,
    preference_share,
)

few = settings(max_examples=20, deadline=None)

MEANS = {
    "We": {"quality": 4.2, "price": 3.3, "choice": 3.8, "dear": 3.6},
    "Fine": {"quality": 4.5, "price": 2.8, "choice": 3.0, "dear": 4.4},
    "Mid": {"quality": 3.6, "price": 3.8, "choice": 4.6, "dear": 2.9},
    "Cheap": {"quality": 3.1, "price": 4.4, "choice": 3.2, "dear": 1.8},
}
RATINGS = pd.DataFrame(
    [
        (brand, None if brand == "We" else f"B-{brand}", name, name == "dear", value, 100 + 10 * place)
        for brand, means in MEANS.items()
        for place, (name, value) in enumerate(means.items())
    ],
    columns=["brand", "competitor_id", "attribute", "reversed", "rating", "respondents"],
)
PLACES = pd.DataFrame({"brand": ["A", "B", "C"], "x": [5.0, 1.0, 4.0], "y": [1.0, 4.0, 4.0]})
WANTED = pd.DataFrame({"x": [5, 3, 3], "y": [1, 3, 3]})

importances = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=12)
spots = st.tuples(st.integers(10, 50), st.integers(10, 50))


def test_reversed_ratings_are_flipped():
    scores = brand_scores(RATINGS)
    assert scores.index.tolist() == list(MEANS)
    assert scores.columns.tolist() == ["quality", "price", "choice", "dear"]
    assert scores["quality"].tolist() == [4.2, 4.5, 3.6, 3.1]
    assert scores["dear"].tolist() == pytest.approx([2.4, 1.6, 3.1, 4.2])
    raw = RATINGS[RATINGS["attribute"] == "dear"].set_index("brand")["rating"]
    assert raw.idxmax() == "Fine"  # unflipped, the dearest would be the best
    assert scores["dear"].idxmax() == "Cheap"


def test_a_mean_is_over_the_respondents_not_over_the_waves():
    waves = pd.DataFrame(
        {"brand": "We", "attribute": "quality", "reversed": False, "rating": [5.0, 3.0], "respondents": [10, 90]}
    )
    assert brand_scores(waves).loc["We", "quality"] == pytest.approx(3.2)
    wrong = waves["rating"].mean()
    assert wrong == 4.0
    one_each = waves.loc[waves.index.repeat(waves["respondents"])].assign(respondents=1)
    assert brand_scores(one_each).loc["We", "quality"] == pytest.approx(3.2)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_gives_the_same(kind):
    pd.testing.assert_frame_equal(brand_scores(KINDS[kind](RATINGS)), brand_scores(RATINGS))
    pd.testing.assert_frame_equal(
        perceptual_map(KINDS[kind](RATINGS), "quality", "dear"), perceptual_map(RATINGS, "quality", "dear")
    )


def test_the_map_says_how_many_rated_and_who_we_are():
    places = perceptual_map(RATINGS, "quality", "dear")
    assert places["own"].tolist() == [True, False, False, False]
    assert places["respondents"].tolist() == [100, 100, 100, 100]  # of the attribute that fewer rated
    assert own_brands(RATINGS) == ["We"]


def test_a_brand_that_was_not_rated_on_both_axes_is_left_out():
    some = RATINGS[~((RATINGS["brand"] == "Mid") & (RATINGS["attribute"] == "dear"))]
    assert perceptual_map(some, "quality", "dear")["brand"].tolist() == ["We", "Fine", "Cheap"]
    assert math.isnan(brand_scores(some).loc["Mid", "dear"])


@given(st.integers(0, 10**6))
@few
def test_the_order_of_the_rows_does_not_matter(seed):
    shuffled = brand_scores(RATINGS.sample(frac=1, random_state=seed))
    whole = brand_scores(RATINGS)
    pd.testing.assert_frame_equal(shuffled.loc[whole.index, whole.columns], whole)


# Axes


def test_price_and_dear_are_the_same_thing_twice():
    pairs = axis_pairs(RATINGS).set_index(["x", "y"])
    assert len(pairs) == 6
    assert pairs.loc[("price", "dear"), "correlation"] > 0.99
    assert pairs.loc[("price", "dear"), "same"]
    assert not pairs.loc[("quality", "choice"), "same"]
    assert pairs["correlation"].abs().is_monotonic_increasing


def test_correlations_are_numpys():
    scores = brand_scores(RATINGS)
    for row in axis_pairs(RATINGS).itertuples():
        assert row.correlation == pytest.approx(np.corrcoef(scores[row.x], scores[row.y])[0, 1])


def test_two_brands_or_no_difference_have_no_correlation():
    two = RATINGS[RATINGS["brand"].isin(["We", "Fine"])]
    assert axis_pairs(two)["correlation"].isna().all()
    assert not axis_pairs(two)["same"].any()
    flat = RATINGS.assign(rating=RATINGS["rating"].mask(RATINGS["attribute"] == "price", 3.0))
    pairs = axis_pairs(flat).set_index(["x", "y"])
    assert math.isnan(pairs.loc[("quality", "price"), "correlation"])


# Rivals and empty spots


def test_the_nearest_rival():
    table = nearest_rivals(PLACES)
    assert table["rival"].tolist() == ["C", "C", "B"]
    assert table["distance"].tolist() == pytest.approx([math.sqrt(10), 3, 3])
    alone = nearest_rivals(PLACES[:1])
    assert alone["rival"].isna().all()
    assert alone["distance"].isna().all()


def test_the_emptiest_spot_may_be_wanted_by_nobody():
    table = empty_space(PLACES, WANTED, step=1.0)
    assert len(table) == 5 * 4
    first = table.iloc[0]
    assert (first["x"], first["y"], first["distance"], first["demand"]) == (1.0, 1.0, 3.0, 0.0)
    wanted = table.sort_values("weighted", ascending=False).iloc[0]
    assert (wanted["x"], wanted["y"], wanted["demand"]) == (5.0, 4.0, 1.0)
    assert wanted["weighted"] == pytest.approx(1.0)


def test_who_would_prefer_a_spot():
    assert preference_share(PLACES, WANTED, 5, 4) == 1.0
    assert preference_share(PLACES, WANTED, 4, 4) == 0.0  # where C is: an equal spot wins nobody
    assert preference_share(PLACES, WANTED, 5, 2) == pytest.approx(1 / 3)
    with_a_blank = pd.concat([WANTED, pd.DataFrame({"x": [math.nan], "y": [5]})])
    assert preference_share(PLACES, with_a_blank, 5, 2) == pytest.approx(1 / 3)


@given(importances, spots)
@few
def test_the_share_is_that_of_a_count(answers, spot):
    x, y = spot[0] / 10, spot[1] / 10
    brands = list(zip(PLACES["x"], PLACES["y"], strict=True))
    prefers = [10 * (a * x + b * y) - max(10 * (a * p + b * q) for p, q in brands) > 1e-6 for a, b in answers]
    wanted = pd.DataFrame(answers, columns=["x", "y"])
    assert preference_share(PLACES, wanted, x, y) == pytest.approx(sum(prefers) / len(prefers))


@given(importances)
@few
def test_a_spot_better_on_both_axes_is_never_wanted_less(answers):
    wanted = pd.DataFrame(answers, columns=["x", "y"])
    table = empty_space(PLACES, wanted, step=0.5).set_index(["x", "y"])["demand"]
    assert table[(5.0, 4.0)] == table.max()
    for x, y in table.index:
        if (x + 0.5, y) in table.index:
            assert table[(x + 0.5, y)] >= table[(x, y)]


def test_a_grid_stays_where_the_brands_are():
    table = empty_space(PLACES.assign(x=[4.04, 4.02, 4.09]), WANTED, step=0.5)
    assert table["x"].tolist() == pytest.approx([4.05] * len(table))  # no spot of the grid between, so their middle
    assert table["y"].between(1.0, 4.0).all()


def test_no_brand_and_no_answer():
    assert empty_space(PLACES[:0], WANTED).empty
    assert math.isnan(preference_share(PLACES[:0], WANTED, 3, 3))
    assert math.isnan(preference_share(PLACES, WANTED[:0], 3, 3))
    assert empty_space(PLACES, WANTED[:0], step=1.0)["demand"].isna().all()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: brand_scores(RATINGS.drop(columns="reversed")), "brand_ratings has no column 'reversed'"),
        (lambda: brand_scores(RATINGS.assign(rating=7)), "brand_ratings['rating'] holds 7, outside the scale"),
        (
            lambda: brand_scores(RATINGS.assign(reversed="false")),
            "brand_ratings['reversed'] holds 'false' on 16 of 16 rows; it has to say true or false",
        ),
        (
            lambda: brand_scores(RATINGS.assign(reversed=RATINGS["brand"] == "We")),
            "brand_ratings['reversed'] is true on some rows",
        ),
        (lambda: brand_scores(RATINGS.assign(respondents=-1)), "brand_ratings['respondents'] is negative"),
        (lambda: perceptual_map(RATINGS, "quality", "taste"), "no attribute 'taste'"),
        (lambda: perceptual_map(RATINGS, "dear", "dear"), "a map needs two attributes"),
        (lambda: nearest_rivals(PLACES.assign(x=[1, None, 2])), "places['x'] is missing"),
        (lambda: empty_space(PLACES, WANTED, step=0), "step is 0"),
        (lambda: preference_share(PLACES, WANTED.assign(x=-1), 1, 1), "wanted['x'] is negative"),
        (lambda: preference_share(PLACES, WANTED, math.inf, 1), "x is inf"),
    ],
)
def test_bad_input_is_named_in_one_sentence(call, said):
    with pytest.raises(MeasureError) as caught:
        call()
    assert said in str(caught.value)
