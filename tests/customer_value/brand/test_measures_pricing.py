"""Prices: the index and its wrong versions, coverage, what a price has to bring, high, middle and low."""

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
    break_even_volume,
    cost_price,
    fair_price,
    high_middle_low,
    price_comparison,
    price_index,
    price_positions,
)

few = settings(max_examples=20, deadline=None)

ITEMS = pd.DataFrame({"own_price": [120, 80, 500], "rival_price": [100, 100, 400], "quantity": [50, 40, 10]})
RIVALS_UNITS = np.array([30, 50, 20])

SOLD = pd.DataFrame({"product_id": ["P1", "P2", "P1", "P3"], "quantity": [20, 40, 30, 10]})
PRODUCTS = pd.DataFrame({"product_id": ["P1", "P2", "P3", "P4"], "list_price": [120, 80, 500, 9]})
PRICES = pd.DataFrame(
    [
        ("B1", "P1", "2023-11-05", 90),
        ("B1", "P1", "2024-11-05", 100),
        ("B1", "P1", "2025-01-01", 1),
        ("B1", "P2", "2024-11-05", 100),
        ("B1", "P3", "2024-11-05", 400),
        ("B2", "P1", "2024-11-05", 60),
        ("B3", "P3", "2025-01-01", 400),
    ],
    columns=["competitor_id", "product_id", "seen_on", "price"],
).assign(seen_on=lambda table: pd.to_datetime(table["seen_on"]))

RATINGS = pd.DataFrame(
    {
        "brand": ["We", "Fine", "Mid", "Cheap", "Gone"],
        "competitor_id": [None, "B1", "B2", "B3", "B9"],
        "attribute": "quality",
        "reversed": False,
        "rating": [4.0, 4.5, 3.5, 3.0, 2.0],
        "respondents": [200, 130, 420, 380, 60],
    }
)
LEVELS = pd.DataFrame({"competitor_id": ["B1", "B2", "B3"], "price_level": [120.0, 80.0, 60.0]})

prices = st.lists(st.tuples(st.integers(1, 900), st.integers(1, 900), st.integers(1, 90)), min_size=1, max_size=8)


def frame(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["own_price", "rival_price", "quantity"])


# The index


def test_the_index_of_the_example():
    assert price_index(ITEMS) == pytest.approx(109.23, abs=5e-3)


WRONG = [
    pytest.param(lambda own, rival, q: 100 * (own / rival).mean(), 108.33, id="mean of ratios"),
    pytest.param(lambda own, rival, q: 100 * own.sum() / rival.sum(), 116.67, id="sums of prices"),
    pytest.param(lambda own, rival, q: 100 * (rival * q).sum() / (own * q).sum(), 91.55, id="inverted"),
    pytest.param(
        lambda own, rival, q: 100 * (own * RIVALS_UNITS).sum() / (rival * RIVALS_UNITS).sum(),
        110.00,
        id="the rival's quantities",
    ),
    pytest.param(
        lambda own, rival, q: 100 * ((own * q).sum() / q.sum()) / ((rival * RIVALS_UNITS).sum() / RIVALS_UNITS.sum()),
        88.75,
        id="average price paid",
    ),
    pytest.param(lambda own, rival, q: (own * q).sum() / (rival * q).sum(), 1.09, id="not times 100"),
]


@pytest.mark.parametrize(("mistake", "gives"), WRONG)
def test_wrong_indexes(mistake, gives):
    wrong = mistake(ITEMS["own_price"], ITEMS["rival_price"], ITEMS["quantity"])
    assert wrong == pytest.approx(gives, abs=5e-3)
    assert wrong != pytest.approx(price_index(ITEMS), rel=1e-3)


def test_an_item_without_a_rival_price_is_left_out_of_both_sums():
    more = pd.concat([ITEMS, pd.DataFrame({"own_price": [900], "rival_price": [math.nan], "quantity": [70]})])
    assert price_index(more) == price_index(ITEMS)
    wrong = 100 * (more["own_price"] * more["quantity"]).sum() / (more["rival_price"] * more["quantity"]).sum()
    assert wrong > 5 * price_index(ITEMS)


@given(prices, st.integers(2, 50))
@few
def test_another_currency_or_a_doubled_basket_changes_nothing(rows, rate):
    table = frame(rows)
    dear = table.assign(own_price=table["own_price"] * rate, rival_price=table["rival_price"] * rate)
    assert price_index(dear) == pytest.approx(price_index(table))
    assert price_index(pd.concat([table, table])) == pytest.approx(price_index(table))


@given(prices)
@few
def test_the_index_lies_between_its_ratios(rows):
    table = frame(rows)
    ratios = 100 * table["own_price"] / table["rival_price"]
    assert ratios.min() - 1e-9 <= price_index(table) <= ratios.max() + 1e-9
    swapped = table.rename(columns={"own_price": "rival_price", "rival_price": "own_price"})
    assert price_index(swapped) == pytest.approx(10000 / price_index(table))


# Against every competitor


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_price_seen_by_the_snapshot_counts(kind):
    table = price_comparison(*(KINDS[kind](one) for one in (SOLD, PRODUCTS, PRICES)), "2024-12-31")
    assert table["competitor_id"].tolist() == ["B1", "B2", "B3"]
    assert table["products"].tolist() == [3, 1, 0]
    assert table["price_index"].tolist()[:2] == [pytest.approx(109.23, abs=5e-3), 200.0]
    assert table["price_level"].tolist()[:2] == [pytest.approx(91.55, abs=5e-3), 50.0]
    assert table["coverage"].tolist() == [1.0, pytest.approx(6000 / 14200), 0.0]
    assert table.loc[2, ["price_index", "price_level"]].isna().all()


def test_nothing_sold_gives_no_index():
    table = price_comparison(SOLD[:0], PRODUCTS, PRICES, "2024-12-31")
    assert table["products"].tolist() == [0, 0, 0]
    assert table[["coverage", "price_index", "price_level"]].isna().all(axis=None)
    assert math.isnan(price_index(ITEMS[:0]))


# What a price has to bring


def test_a_cut_needs_more_than_its_percentage():
    assert break_even_volume(-0.10, 0.40) == pytest.approx(1 / 3)
    assert break_even_volume(0.10, 0.40) == pytest.approx(-0.2)
    assert break_even_volume(0.0, 0.40) == 0
    for wrong in (0.10, 0.10 / (1 - 0.10), 0.10 / 0.40):  # the same percentage; of the new price; of the old margin
        assert wrong != pytest.approx(break_even_volume(-0.10, 0.40))


def test_a_better_product_that_costs_more_needs_volume_too():
    assert break_even_volume(0.0, 0.40, cost_change=0.10) == pytest.approx(1 / 3)
    assert break_even_volume(0.10, 0.40, cost_change=0.10) == pytest.approx(0)


def test_no_volume_makes_up_for_no_margin():
    assert math.isnan(break_even_volume(-0.40, 0.40))
    assert math.isnan(break_even_volume(-0.50, 0.40))
    assert math.isnan(break_even_volume(0.10, 0.0))


@given(st.floats(0.05, 0.95), st.floats(-0.04, 0.5))
@few
def test_the_same_profit_comes_back(margin, change):
    volume = 1 + break_even_volume(change, margin)
    assert volume * (margin + change) == pytest.approx(margin)


def test_a_margin_is_a_share_of_the_price():
    assert cost_price(60, 0.4) == pytest.approx(100)
    wrong = 60 * 1.4
    assert wrong == 84
    assert (wrong - 60) / wrong == pytest.approx(0.286, abs=5e-4)
    assert math.isnan(cost_price(60, 1.0))


# High, middle, low


def test_high_middle_and_low_around_the_mean_price():
    table = price_positions(LEVELS, RATINGS)
    assert table["brand"].tolist() == ["We", "Fine", "Mid", "Cheap"]  # Gone has no comparable price
    assert table["own"].tolist() == [True, False, False, False]
    assert table["price_level"].tolist() == [100.0, 120.0, 80.0, 60.0]
    assert table["position"].tolist() == ["high", "high", "low", "low"]  # mean 90, middle 81 to 99
    assert price_positions(LEVELS, RATINGS, band=0.2)["position"].tolist() == ["middle", "high", "middle", "low"]
    assert table["respondents"].tolist() == [200, 130, 420, 380]


def test_the_fair_price_is_on_the_line_of_the_others():
    table = price_positions(LEVELS, RATINGS).set_index("brand")
    assert table.loc["We", "fair_price"] == pytest.approx(100)  # 60, 80, 120 at 3.0, 3.5, 4.5 lie on a line
    dear = price_positions(LEVELS.assign(price_level=[120.0, 80.0, 60.0]), RATINGS.replace({"rating": {4.0: 4.25}}))
    assert dear.set_index("brand").loc["We", "fair_price"] == pytest.approx(110)


def test_positions_can_be_put_anew_for_a_moved_brand():
    table = price_positions(LEVELS, RATINGS)
    pd.testing.assert_frame_equal(high_middle_low(table.drop(columns=["position", "fair_price"])), table)
    cheap = high_middle_low(table.assign(price_level=table["price_level"].mask(table["own"], 50.0)))
    assert cheap["position"].tolist() == ["low", "high", "middle", "low"]  # mean 77.5, middle 69.75 to 85.25
    assert cheap["fair_price"].iloc[0] == table["fair_price"].iloc[0]


def test_too_few_brands_make_no_line():
    two = pd.DataFrame({"price_level": [60.0, 80.0], "quality": [3.0, 3.5]})
    assert math.isnan(fair_price(two, 4.0))
    assert math.isnan(fair_price(pd.concat([two, two]).assign(quality=3.0), 4.0))
    assert price_positions(LEVELS[:2], RATINGS)["fair_price"].isna().all()


@given(st.floats(1, 5))
@few
def test_the_line_is_numpys(quality):
    others = pd.DataFrame({"price_level": [75.0, 91.0, 122.0, 102.0], "quality": [3.08, 3.64, 4.51, 4.24]})
    slope, start = np.polyfit(others["quality"], others["price_level"], 1)
    assert fair_price(others, quality) == pytest.approx(start + slope * quality)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: price_index(ITEMS.drop(columns="quantity")), "items has no column 'quantity'"),
        (lambda: price_index(ITEMS.assign(own_price=[1, None, 2])), "items['own_price'] is missing"),
        (lambda: price_index(ITEMS.assign(rival_price=-1)), "items['rival_price'] is negative"),
        (lambda: price_index(ITEMS.assign(rival_price="NT$100")), "items['rival_price'] holds text"),
        (lambda: price_comparison(SOLD, PRODUCTS[1:], PRICES, "2024-12-31"), "products has no row for 'P1'"),
        (lambda: price_comparison(SOLD, pd.concat([PRODUCTS] * 2), PRICES, "2024-12-31"), "products has two rows"),
        (lambda: price_comparison(SOLD, PRODUCTS, pd.concat([PRICES] * 2), "2024-12-31"), "competitor_prices has two"),
        (lambda: price_comparison(SOLD, PRODUCTS, PRICES, "soon"), "snapshot is 'soon'"),
        (lambda: price_positions(LEVELS, RATINGS, quality="taste"), "no attribute 'taste'"),
        (lambda: price_positions(LEVELS, RATINGS, band=10), "band is 10"),
        (lambda: price_positions(pd.concat([LEVELS] * 2), RATINGS), "compared has two rows"),
        (lambda: high_middle_low(LEVELS), "brands has no column 'quality'"),
        (lambda: high_middle_low(LEVELS.assign(quality=[4, None, 3])), "brands['quality'] is missing"),
        (lambda: high_middle_low(LEVELS.assign(quality=4, price_level=-1)), "brands['price_level'] is negative"),
        (lambda: break_even_volume(-0.1, 40), "margin is 40; give a share"),
        (lambda: break_even_volume(-1.1, 0.4), "price_change is -1.1"),
        (lambda: cost_price(-1, 0.4), "unit_cost is -1"),
    ],
)
def test_bad_input_is_named_in_one_sentence(call, said):
    with pytest.raises(MeasureError) as caught:
        call()
    assert said in str(caught.value)
