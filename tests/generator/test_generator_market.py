"""The market, rivals' prices and the brand study."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from generator.block import Block
from generator.market import OWN, draw_prices, draw_ratings, size_market, years_of
from generator.scenario import load_scenario, scenario_names
from generator.scenario.voice import ATTRIBUTES
from generator.streams import WHOLE, Streams
from generator.tables.market import sales
from generator.world import World

WITH_MARKET = [name for name in scenario_names() if load_scenario(name).market]


@pytest.fixture(scope="module")
def world() -> World:
    return World(load_scenario("boutique"), 28)


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (dt.date(2023, 1, 1), dt.date(2026, 3, 31), [2023, 2024, 2025]),
        (dt.date(2022, 7, 1), dt.date(2023, 12, 31), [2023]),
        (dt.date(2024, 10, 1), dt.date(2025, 5, 31), [2025]),
        (dt.date(2024, 3, 1), dt.date(2025, 2, 1), [2024]),
        (dt.date(2024, 1, 1), dt.date(2024, 12, 31), [2024]),
    ],
)
def test_the_market_is_told_of_whole_years(start, end, years):
    assert years_of(start, end).tolist() == years


@given(arrays.arrays(np.int64, (7, 3), elements=some.integers(0, 10**12)))
def test_shares_are_plausible_whatever_the_company_sold(own):
    scenario = load_scenario("boutique")
    made = size_market(scenario, own, Streams(3, WHOLE))
    assert (made.sales > 0).all()
    assert (2 * own <= made.sales).all()
    assert (own + made.rivals.sum(axis=2) <= made.sales).all()
    assert (made.rivals >= 0).all()
    # Areas wobble by 2 %; where one sold all there was, its market is at least twice that.
    assert (own.sum(axis=0) / made.sales.sum(axis=0)).max() <= scenario.market.share * 1.06
    assert (made.target >= 1).all()
    assert (made.households >= made.target).all()


@given(arrays.arrays(np.int64, (7, 3), elements=some.integers(0, 10**12)))
def test_shares_add_up_even_where_a_few_have_the_whole_market(own):
    scenario = load_scenario("boutique")
    rivals = tuple(one.model_copy(update={"share": 0.25}) for one in scenario.market.competitors)
    market = scenario.market.model_copy(update={"share": 0.45, "competitors": rivals})
    made = size_market(scenario.model_copy(update={"market": market}), own, Streams(3, WHOLE))
    assert (2 * own <= made.sales).all()
    assert (own + made.rivals.sum(axis=2) <= made.sales).all()


@pytest.mark.parametrize("name", WITH_MARKET)
@pytest.mark.parametrize("customers", [1, 60, 2000])
def test_the_company_has_a_plausible_share_in_a_ledger_of_any_size(name, customers):
    scenario = load_scenario(name)
    world = World(scenario, 4)
    own = sales(Block(world, 0, 0, customers))["market/sales"]
    made = size_market(scenario, own, world.streams)
    share = own.sum(axis=0) / made.sales.sum(axis=0)
    assert share.min() >= 0
    assert share.max() <= scenario.market.share * 1.06
    if customers >= 2000:
        assert share.max() == pytest.approx(scenario.market.share, rel=0.06)
        by_area = own.sum(axis=1) / made.sales.sum(axis=1)
        assert ((by_area > 0.2 * scenario.market.share) & (by_area < 2.5 * scenario.market.share)).all()
        # What a household that might buy spends is what the scenario says, in the last year.
        digits = 10**scenario.minor_digits
        spent = made.sales[:, -1] / made.target[:, -1] / digits
        usual = [scenario.market.spend * scenario.market.area_spend.get(area.key, 1) for area in scenario.areas]
        assert spent == pytest.approx(usual, rel=0.05)


def test_sales_count_completed_orders_of_the_areas_where_customers_live(world):
    block = Block(world, 0, 0, 600)
    found = sales(block)["market/sales"]
    years = np.array([(world.scenario.dates.start + dt.timedelta(int(day))).year for day in block.orders.day])
    by_hand = 0
    for order in np.flatnonzero((years == 2024) & ~block.orders.cancelled):
        if block.customers.area[block.orders.customer[order]] == 3:
            by_hand += block.lines.amount[block.lines.order == order].sum()
    paid = ~block.orders.cancelled
    assert not paid[years == 2025].all()
    assert found[:, 2].sum() == block.lines.totals[(years == 2025) & paid].sum()
    assert found.shape == (7, 3)
    assert found[3, 1] == by_hand > 0


def test_rivals_ask_what_their_level_says_for_part_of_the_products(world):
    rules, catalogue = world.scenario.market, world.catalogue
    made = draw_prices(world.scenario, catalogue, world.streams)
    assert (made.price > 0).all()
    assert (catalogue.launched[made.product] <= made.day).all()
    pairs = len(np.unique(np.column_stack([made.competitor, made.product]), axis=0))
    covered = np.mean([rival.covers for rival in rules.competitors]) * len(catalogue.price) * len(rules.competitors)
    assert pairs == pytest.approx(covered, rel=0.15)
    for number, rival in enumerate(rules.competitors):
        own = made.competitor == number
        ratio = np.median(made.price[own] / catalogue.price[made.product[own]])
        assert ratio == pytest.approx(rival.price, rel=0.07)
    rows = np.column_stack([made.competitor, made.product, made.day])
    assert (np.lexsort(rows.T[::-1]) == np.arange(len(rows))).all()


def test_the_brand_study_shows_means_of_those_who_know_the_brand(world):
    study = world.scenario.market.brands
    made = draw_ratings(world.scenario, world.streams)
    brands = [study.own, *(rival.ratings for rival in world.scenario.market.competitors)]
    true = np.array([brands[brand + 1][study.keys[at]] for brand, at in zip(made.brand, made.attribute, strict=True)])
    assert made.brand[0] == OWN
    assert (np.abs(made.rating - true) < 4 * study.spread / np.sqrt(made.respondents)).all()
    assert (made.respondents <= study.asked).all()
    assert ((made.rating >= 1) & (made.rating <= 5)).all()
    six = made.attribute < len(ATTRIBUTES)
    assert np.isnan(made.importance[~six]).all()
    assert not np.isnan(made.importance[six]).any()


def test_who_leads_depends_on_the_weights(world):
    made = draw_ratings(world.scenario, world.streams)
    rating = made.rating.reshape(-1, len(world.scenario.market.brands.keys))[:, : len(ATTRIBUTES)]

    def best(key: str) -> int:
        weights = np.where(np.array(ATTRIBUTES) == key, 0.5, 0.1)
        return int((rating @ weights).argmax())

    assert best("price") != best("service")
