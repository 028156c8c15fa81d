"""Costs: they add up, follow what drives them, and leave a plausible profit."""

from __future__ import annotations

import io

import numpy as np
import pyarrow.csv
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scenario_texts import refusal_of_change, scenario_text

from generator.block import Block
from generator.columns import plain
from generator.costs import ALL, Marketing, _active, draw_costs, month_of, months_of, tally
from generator.orders import SHOP, WEB
from generator.scenario import load_scenario, scenario_names
from generator.tables import add, makers
from generator.world import World

OWN_TABLES = (
    "service_contacts",
    "services",
    "surveys",
    "competitors",
    "competitor_prices",
    "brand_ratings",
    "market",
    "competitor_sales",
    "costs",
)

WITH_COSTS = [name for name in scenario_names() if load_scenario(name).costs]


@pytest.fixture(scope="module")
def block() -> Block:
    """The boutique's sample: 2,000 customers, seed 28."""
    return Block(World(load_scenario("boutique"), 28), 0, 0, 2000)


@pytest.fixture(scope="module")
def sums(block) -> dict[str, np.ndarray]:
    total: dict[str, np.ndarray] = {}
    for of_block in makers(block.world.scenario, OWN_TABLES).sums:
        add(total, of_block(block))
    return total


@pytest.fixture(scope="module")
def costs(block, sums):
    """The costs table as pandas reads it."""
    made = makers(block.world.scenario, ["costs"]).whole["costs"](block.world, sums, "en")
    return made.to_pandas()


def nothing_spent(scenario) -> Marketing:
    months = len(months_of(scenario))
    none = np.zeros(months, dtype=np.int64)
    sources = len(scenario.acquisition.channels) + 1
    return Marketing(media=np.zeros((months, sources), dtype=np.int64), acquiring=none, keeping=none)


def test_goods_cost_what_was_sold_cost(block, costs):
    given = block.refunds
    in_full = given.order[given.amount == block.lines.totals[given.order]]
    assert len(in_full) > 50
    kept = ~block.orders.cancelled[block.lines.order] & ~np.isin(block.lines.order, in_full)
    cost = (block.lines.quantity * block.world.catalogue.cost[block.lines.product])[kept].sum()
    assert costs.loc[costs["item"] == "Goods", "amount"].sum() == cost


def test_what_follows_orders_is_so_much_an_order(block, costs):
    rate = {item.key: item.rate for item in block.world.scenario.costs}
    shop = (block.orders.channel == SHOP) & ~block.orders.cancelled
    wrapped = costs[costs["item"] == "Bags and gift wrapping"]
    assert wrapped["amount"].sum() == rate["wrapping"] * shop.sum()
    assert set(wrapped["channel"]) == {"Shop"}
    web = (block.orders.channel == WEB) & ~block.orders.cancelled
    parcels = costs[costs["item"] == "Packing and parcels"]["amount"].sum()
    assert parcels == pytest.approx(rate["parcels"] * web.sum(), rel=0.03)


def test_the_first_month_by_hand(block, costs):
    """January 2023: what the tables of the ledger say, one row at a time."""
    january = block.orders.day < 31
    paid = january & ~block.orders.cancelled
    first = costs[costs["month"].astype(str) == "2023-01-01"].set_index("item")["amount"]
    fees = sum(round(0.017 * block.lines.totals[paid & (block.orders.channel == way)].sum()) for way in range(3))
    assert first["Payment fees"].sum() == fees
    assert first["Members' programme"] == round(6.5 * len(set(block.orders.customer[paid])))
    referred = [one.key for one in block.world.scenario.acquisition.channels].index("referral")
    won = ((block.arrivals.first_day < 31) & (block.customers.channel == referred)).sum()
    assert first.get("Referral gifts", 0) == 150 * won


def test_capacity_does_not_follow_the_month(block, sums):
    scenario = block.world.scenario
    made = draw_costs(scenario, sums, nothing_spent(scenario), block.world.streams)
    rent = [cost.key for cost in scenario.costs].index("rent")
    own = made.item == rent
    by_month = np.bincount(made.month[own], weights=made.amount[own])
    expected = 0.085 * sums["costs/revenue"].sum() / len(months_of(scenario))
    assert by_month == pytest.approx(np.full(len(by_month), expected), rel=1e-4)
    with_shops = [number for number, area in enumerate(scenario.areas) if area.shops]
    assert sorted(set(made.area[own])) == with_shops
    assert (made.channel[own] == ALL).all()


def test_media_and_campaigns_cost_what_marketing_says(block, sums, costs):
    marketing = makers(block.world.scenario, ["campaigns", "media_daily"])
    media = marketing.whole["media_daily"](block.world, sums, "en").to_pandas()
    spent = media.groupby(media["date"].astype(str).str[:7])["spend"].sum()
    spent = spent[spent > 0]
    booked = costs[costs["driver"] == "media"]
    booked = booked.groupby(booked["month"].astype(str).str[:7])["amount"].sum()
    assert booked.to_dict() == spent.to_dict()
    campaigns = marketing.whole["campaigns"](block.world, sums, "en").to_pandas()
    fixed = campaigns["fixed_cost"].sum()
    assert fixed < costs[costs["driver"] == "campaigns"]["amount"].sum() < campaigns["budget"].sum()


def test_every_row_has_an_amount_and_stands_in_the_order_of_time(costs):
    assert (costs["amount"] > 0).all()
    assert costs["month"].is_monotonic_increasing
    assert costs["cost_id"].is_unique
    assert not costs.duplicated(["month", "item", "channel", "sales_area"]).any()


def test_profit_and_the_whale_curve_are_plausible(block, costs):
    revenue = (block.lines.totals * ~block.orders.cancelled).sum() - block.refunds.amount.sum()
    assert 0.05 < 1 - costs["amount"].sum() / revenue < 0.15
    curve = profit_of_each(block, costs)
    running = np.sort(curve)[::-1].cumsum()
    assert running[-1] == pytest.approx(revenue - costs["amount"].sum(), rel=1e-6)
    assert 1.1 < running.max() / running[-1] < 1.6


def profit_of_each(block: Block, costs) -> np.ndarray:
    """Each customer's profit, every cost charged by what drives it."""
    customers, orders, lines = block.count, block.orders, block.lines
    paid = ~orders.cancelled
    revenue = np.bincount(orders.customer[paid], weights=lines.totals[paid], minlength=customers)
    number = np.bincount(orders.customer[paid], minlength=customers)
    in_full = block.refunds.order[block.refunds.amount == lines.totals[block.refunds.order]]
    kept = paid & ~np.isin(np.arange(len(paid)), in_full)
    unit_cost = lines.quantity * block.world.catalogue.cost[lines.product] * kept[lines.order]
    goods = np.bincount(orders.customer[lines.order], weights=unit_cost, minlength=customers)
    back = np.bincount(orders.customer[block.refunds.order], weights=block.refunds.amount, minlength=customers)
    everybody = np.ones(customers)
    keys = {
        "goods": goods,
        "revenue": revenue,
        "capacity": revenue,
        "orders": number,
        "contacts": np.bincount(block.service.customer, minlength=customers),
    }
    profit = revenue - back
    for driver, amount in costs.groupby("driver", observed=True)["amount"].sum().items():
        key = keys.get(driver, everybody)
        profit = profit - amount * key / key.sum()
    return profit


@given(some.lists(some.tuples(some.integers(0, 3), some.integers(0, 20)), max_size=40))
def test_a_customer_is_active_for_twelve_months(orders):
    orders = sorted(orders)
    customer = np.array([who for who, _ in orders], dtype=np.int64)
    month = np.array([when for _, when in orders], dtype=np.int64)
    by_hand = [len({who for who, when in orders if when <= now < when + 12}) for now in range(21)]
    assert _active(customer, month, 21).tolist() == by_hand


def test_months_are_those_of_the_calendar(block):
    scenario = block.world.scenario
    assert len(months_of(scenario)) == 39
    assert month_of(scenario, np.array([0, 30, 31, 365, 1185])).tolist() == [0, 0, 1, 12, 38]


def test_blocks_add_up(block):
    """Two blocks' sums are those of their customers together, whoever adds them."""
    one, two = (tally(Block(block.world, number, number * 200, 200)) for number in (0, 1))
    total: dict[str, np.ndarray] = {}
    for part in (two, one):
        add(total, part)
    for key, values in total.items():
        np.testing.assert_array_equal(values, one[key] + two[key])
        assert values.dtype == np.int64


@pytest.mark.parametrize("name", WITH_COSTS)
def test_every_business_earns_a_little(name):
    world = World(load_scenario(name), 7)
    block = Block(world, 0, 0, 1500)
    total = {}
    made = makers(world.scenario, ["costs"])
    for of_block in made.sums:
        add(total, of_block(block))
    spent = sum(made.whole["costs"](world, total, "en")["amount"].to_pylist())
    revenue = int(block.lines.totals[~block.orders.cancelled].sum())
    if world.scenario.refunds:
        revenue -= int(block.refunds.amount.sum())
    assert 0.02 < 1 - float(spent) * 10**world.scenario.minor_digits / revenue < 0.15


@pytest.mark.parametrize("name", WITH_COSTS)
@pytest.mark.parametrize("customers", [1, 150])
def test_every_scenario_has_its_tables_at_any_size(name, customers):
    scenario = load_scenario(name)
    world = World(scenario, 9)
    block = Block(world, 0, 0, customers)
    made = makers(scenario, OWN_TABLES)
    total: dict[str, np.ndarray] = {}
    for of_block in made.sums:
        add(total, of_block(block))
    for language in scenario.languages:
        tables = {table: make(block, language) for table, make in made.block.items()}
        tables |= {table: make(world, total, language) for table, make in made.whole.items()}
        assert set(tables) == set(OWN_TABLES)
        assert tables["costs"].num_rows > 0


def test_the_tables_of_the_sample_are_small(block, sums):
    made = makers(block.world.scenario, OWN_TABLES)
    size = 0
    for make in made.block.values():
        size += csv_size(make(block, "zh-Hant"))
    for make in made.whole.values():
        size += csv_size(make(block.world, sums, "zh-Hant"))
    assert size < 500_000


def csv_size(table) -> int:
    written = io.BytesIO()
    pyarrow.csv.write_csv(plain(table), written)
    return len(written.getvalue())


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('driver = "goods" ', 'driver = "rain" ', "costs"),
        ('channel = "fair"\nrate', 'channel = "moon"\nrate', "names the channel 'moon'"),
        ('key = "rent"', 'key = "goods"', "no key may occur twice"),
        ("taipei = 1.35", "atlantis = 1.35", "atlantis is no key of areas"),
        ("knows = [0.31, ", "knows = [", "one share for the company and one for each competitor"),
    ],
)
def test_impossible_costs_and_markets_are_refused_with_the_reason(old, new, complaint):
    assert complaint in refusal_of_change(scenario_text("boutique"), old, new)
