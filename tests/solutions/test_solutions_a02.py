"""Assignment a02: the numbers of the course's reference examples, right and wrong, and other ways to answer."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import customer_value
from solutions import records
from solutions.brand import advantage, areas, attributes, intervals, prices, shares, survey
from solutions.brand.given import csat, share_of
from solutions.trial import verdict
from tutor.cases import PUBLIC_SEED

BOOK = records("a02")
TASKS = {task.id.removeprefix("a02."): task for task in BOOK.TASKS}


def right(task: str, **inputs):
    return TASKS[task].answer(**inputs)


def wrong(task: str, key: str, **inputs):
    return next(one for one in TASKS[task].mistakes if one.key == key).wrong(**inputs)


def of(task: str, key: str, **inputs):
    """The model answer's value, or that of a known mistake where there is a key."""
    return wrong(task, key, **inputs) if key else right(task, **inputs)


# Share and penetration

TWO = {
    "own": shares.areas_of([("North", 40, 400), ("South", 20, 100)]),
    "market": shares.areas_of([("North", 80, 1000), ("South", 160, 4000)]),
}


@pytest.mark.parametrize(
    ("key", "value"), [("", 0.10), ("mean-of-shares", 0.2125), ("over-others", 0.111), ("best-area", 0.40)]
)
def test_areas_of_400_in_1000_and_100_in_4000(key, value):
    assert of("shares", key, **TWO).loc["all areas", "sales_share"] == pytest.approx(value, abs=0.0005)


@pytest.mark.parametrize(("key", "value"), [("", 0.5), ("all-households", 0.2), ("only-counted", 1000)])
def test_a_thousand_customers_in_two_thousand_households_that_might_buy(key, value):
    sold = areas.sold_of((f"C{number:05d}", "North", 440) for number in range(1000))
    found = of("penetration", key, sold=sold, market=areas.market_of([("North", 5000, 2000)]))
    assert found["North"] == pytest.approx(value)


def test_the_page_s_small_areas_by_hand():
    found = right("penetration", **areas.SMALL)
    assert found[["North", "Centre", "South"]].tolist() == [3 / 20, 2 / 25, 0] and math.isnan(found["Harbour"])
    table = right("shares", **shares.SMALL)
    assert table.loc["all areas"].tolist() == [60 / 300, 500 / 6000]
    assert table.loc["East"].tolist() == [0, 0] and table.loc["Harbour"].isna().all()


# The price index

ITEMS = prices.SMALL["items"].iloc[:3]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", 109.23),
        ("mean-of-ratios", 108.33),
        ("no-quantities", 116.67),
        ("upside-down", 91.55),
        ("rival-quantities", 110.00),
        ("average-paid", 88.75),
        ("not-times-100", 1.09),
    ],
)
def test_three_items_beside_a_competitors(key, value):
    assert of("price-index", key, items=ITEMS) == pytest.approx(value, abs=0.005)


def test_an_item_without_a_rival_price_changes_nothing():
    assert right("price-index", **prices.SMALL) == right("price-index", items=ITEMS)


# The net promoter score

HUNDRED = survey.answers_of([9] * 45 + [7] * 30 + [3] * 25)


@pytest.mark.parametrize(
    ("key", "value"),
    [("", 20), ("passives-dropped", 28.6), ("promoters-only", 45), ("as-share", 0.20), ("sevens-promote", 50)],
)
def test_45_promoters_30_passives_25_detractors(key, value):
    assert of("nps", key, answers=HUNDRED) == pytest.approx(value, abs=0.05)


@pytest.mark.parametrize(
    ("key", "half"), [("", 15.92), ("promoters-only", 9.75), ("as-proportion", 7.84), ("one-se", 8.12)]
)
def test_the_interval_around_plus_twenty_of_a_hundred(key, half):
    surveys = pd.DataFrame({"sales_area": "North", "nps": HUNDRED})
    row = of("nps-by-area", key, surveys=surveys).loc["North"]
    assert (row["high"] - row["low"]) / 2 == pytest.approx(half, abs=0.005)
    assert (row["high"] + row["low"]) / 2 == row["nps"] == pytest.approx(20)


def test_the_interval_of_the_reference_runs_from_4_1_to_35_9():
    row = right("nps-by-area", surveys=pd.DataFrame({"sales_area": "North", "nps": HUNDRED})).loc["North"]
    assert (round(row["low"], 1), round(row["high"], 1)) == (4.1, 35.9)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.integers(0, 10), st.none()), max_size=40), st.randoms(use_true_random=False))
def test_the_score_is_the_same_whoever_answers_first_and_however_many_stay_silent(values, random):
    answers = survey.answers_of(values)
    shuffled = random.sample([*values, None, None], len(values) + 2)
    found = right("nps", answers=answers), right("nps", answers=survey.answers_of(shuffled))
    assert found[0] == pytest.approx(found[1], nan_ok=True)
    assert found[0] == pytest.approx(customer_value.nps(answers), nan_ok=True)


def test_by_area_and_in_one_go_the_score_is_one():
    small = intervals.SMALL
    table = right("nps-by-area", surveys=small)
    for area, row in table.iterrows():
        alone = right("nps", answers=small.loc[small["sales_area"] == area, "nps"])
        assert row["nps"] == pytest.approx(alone, nan_ok=True)
    assert table.loc["East", "answers"] == 0 and table.loc["East", ["nps", "low", "high"]].isna().all()


def test_the_complete_examples():
    assert (share_of(1000, 2000), share_of(0, 7)) == (0.5, 0) and math.isnan(share_of(0, 0))
    assert csat(pd.Series([5, 4, 4, 3, 2, None])) == customer_value.csat([5, 4, 4, 3, 2, None]) == 0.6
    assert math.isnan(csat(pd.Series([None, None], dtype="float64")))


# Importance and performance


@pytest.mark.parametrize(
    ("key", "concentrate"),
    [
        ("", ["speed"]),
        ("midpoint", []),
        ("axes-exchanged", ["decor"]),
        ("performance-only", ["speed", "parking"]),
    ],
)
def test_what_to_concentrate_on_among_taste_speed_staff_parking_and_decor(key, concentrate):
    found = of("quadrants", key, attributes=attributes.SMALL)
    found = found if isinstance(found, pd.Series) else found.set_index("attribute")["quadrant"]
    assert found.index[found == "concentrate"].tolist() == concentrate


def test_the_other_quadrants_of_the_reference():
    found = right("quadrants", attributes=attributes.SMALL).set_index("attribute")["quadrant"].to_dict()
    rest = {"taste": "keep", "staff": "keep", "parking": "low_priority", "decor": "overkill"}
    assert found == {"speed": "concentrate", **rest}


# The weighted advantage

GOOD = {
    "ratings": advantage.ratings_of(
        advantage.rated({"Us": (3, 5, 4), "X": (5, 2, 3), "Y": (4, 4, 2)}, ("price", "quality", "service"))
    ),
    "weights": advantage.weights_of({"price": 5, "quality": 3, "service": 2}),
}


@pytest.mark.parametrize(
    ("key", "value"),
    [("", 3.8), ("unweighted", 4.0), ("not-divided", 38), ("by-number", 12.67), ("wrong-partner", 4.1)],
)
def test_our_weighted_score_with_weights_of_5_3_and_2(key, value):
    assert of("advantage", key, **GOOD).loc["Us", "score"] == pytest.approx(value, abs=0.005)


@pytest.mark.parametrize("inputs", [GOOD, advantage.SMALL], ids=["price is good", "dear is flipped"])
def test_three_brands_come_in_the_order_of_the_reference(inputs):
    found = right("advantage", **inputs).loc[["Us", "X", "Y"]]
    assert found["score"].tolist() == pytest.approx([3.8, 3.7, 3.6])
    assert found["rank"].tolist() == [1, 2, 3]


@pytest.mark.parametrize(("share", "order"), [(0.40, ["Us", "Y", "X"]), (0.55, ["X", "Us", "Y"])])
def test_the_ranking_depends_on_the_weight_of_the_price(share, order):
    weights = advantage.weights_of({"price": share, "quality": 0.6 * (1 - share), "service": 0.4 * (1 - share)})
    found = right("advantage", ratings=GOOD["ratings"], weights=weights)
    assert found.sort_values("rank").index.tolist() == order


# Other right ways, and ways to be wrong that no list foresees


def unguarded(answers):
    answers = [one for one in answers if one == one]
    return 100 * (sum(one >= 9 for one in answers) - sum(one <= 6 for one in answers)) / len(answers)


def test_a_missing_special_case_costs_its_case_only_and_is_called_by_name():
    found = verdict(TASKS["nps"], unguarded, PUBLIC_SEED)
    assert 0 < found < 2 and found.state == "partial"
    assert "nobody answered" in found.text


def zero_where_there_is_no_base(items):
    both = items.dropna(subset="rival_price")
    theirs = (both["rival_price"] * both["own_quantity"]).sum()
    return 100 * (both["own_price"] * both["own_quantity"]).sum() / theirs if theirs else 0


def test_a_zero_for_no_base_is_partly_right():
    found = verdict(TASKS["price-index"], zero_where_there_is_no_base, PUBLIC_SEED)
    assert 0 < found < 2 and "nothing in common" in found.text


FORMS = {
    "dict": lambda table: table["quadrant"].to_dict(),
    "column": lambda table: table["quadrant"],
    "sorted": lambda table: table.sort_index(ascending=False),
    "with more columns": lambda table: table.assign(importance=1.0)[["quadrant"]],
    "list of rows": lambda table: table.reset_index().to_dict("records"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_quadrants_are_right_in_whatever_form(form):
    def answer(attributes):
        return form(right("quadrants", attributes=attributes).set_index("attribute"))

    found = verdict(TASKS["quadrants"], answer, PUBLIC_SEED)
    assert (found.state, float(found)) == ("correct", 2), found.text


def with_polars(surveys):
    import polars as pl

    nps = pl.col("nps")
    table = pl.from_pandas(surveys).with_columns(nps.fill_nan(None))
    p, d = (nps >= 9).sum() / nps.count(), (nps <= 6).sum() / nps.count()
    half = 196 * ((p + d - (p - d) ** 2).clip(0) / nps.count()).sqrt()
    found = table.group_by("sales_area").agg(
        answers=nps.count(), nps=100 * (p - d), low=100 * (p - d) - half, high=100 * (p - d) + half
    )
    return found.with_columns(pl.col("low").clip(-100, 100), pl.col("high").clip(-100, 100))


def test_the_interval_by_polars_is_right_and_so_is_the_exact_quantile():
    assert verdict(TASKS["nps-by-area"], with_polars, PUBLIC_SEED) == 3

    def exact(surveys):
        found = customer_value.nps_by_group(surveys, "sales_area")
        return found.rename(columns={"group": "sales_area"})

    assert verdict(TASKS["nps-by-area"], exact, PUBLIC_SEED) == 3


def test_equal_brands_are_equal_to_the_last_bit():
    """So that a rank does not hang on the order in which somebody adds up."""
    for case in TASKS["advantage"].cases:
        for seed in range(5):
            drawn = case.draw(np.random.default_rng(seed))
            assert (drawn["ratings"]["rating"].dropna() * 2 % 1 == 0).all(), case.key
            assert (drawn["weights"]["weight"] % 1 == 0).all(), case.key


def test_attributes_on_the_mean_are_on_it_however_it_is_added_up():
    for case in TASKS["quadrants"].cases[1:]:
        for seed in range(5):
            table = case.draw(np.random.default_rng(seed))["attributes"]
            for name in ("importance", "performance"):
                assert (table[name] * 4 % 1 == 0).all(), case.key
