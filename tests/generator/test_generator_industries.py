"""What one industry has another may lack, and industries differ where trades do."""

from __future__ import annotations

import numpy as np
import pytest
from scenario_texts import refusal_of_change, scenario_text

from generator.block import Block
from generator.orders import CHANNELS
from generator.scenario import load_scenario, parse_scenario, scenario_names
from generator.schema import ledger_of
from generator.world import World


def changed(name: str, *changes: tuple[str, str]):
    """A scenario with pieces of its text replaced wherever they stand."""
    text = scenario_text(name)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parse_scenario(text, "my.toml")


def orders_by_channel(scenario, customers: int = 300) -> dict[str, int]:
    block = Block(World(scenario, 1), 0, 0, customers)
    found = np.bincount(block.orders.channel, minlength=len(CHANNELS))
    return {name: int(number) for name, number in zip(CHANNELS, found, strict=True) if number}


@pytest.mark.parametrize(
    ("name", "channels"),
    [
        ("boutique", {"shop", "web", "company"}),
        ("distributor", {"web", "company"}),
        ("cafe", {"shop", "web"}),
    ],
)
def test_orders_come_in_by_the_channels_that_an_industry_has(name, channels):
    scenario = load_scenario(name)
    assert set(scenario.channels) == set(orders_by_channel(scenario)) == channels


def test_without_shops_everything_is_ordered_on_the_web():
    scenario = changed("ecommerce", ("shops = true", "shops = false"), ('channel = "shop"', 'channel = "web"'))
    assert scenario.channels == ("web",)
    assert set(orders_by_channel(scenario)) == {"web"}


def test_companies_without_a_portal_order_with_staff():
    portal = "web = { near = 0.30, far = 0.30, spread = 1.4 }"
    scenario = changed("distributor", (portal, ""))
    assert set(orders_by_channel(scenario)) == {"company"}


def test_what_cannot_be_returned_has_no_table_of_refunds():
    assert "refunds" not in {table.name for table in ledger_of(load_scenario("insurance"))}
    assert "policies" in {table.name for table in ledger_of(load_scenario("insurance"))}
    assert "policies" not in {table.name for table in ledger_of(load_scenario("cafe"))}


def test_staples_are_there_from_the_opening_on():
    for name in ("cafe", "insurance"):
        scenario = load_scenario(name)
        staples = {
            f"{scenario.finishes[finish].en} {item.en}" if finish else item.en
            for group in scenario.categories
            for item in group.items
            if item.staple
            for finish in item.finishes or [None]
        }
        for seed in range(5):
            catalogue = World(scenario, seed).catalogue
            for names, day in zip(catalogue.names, catalogue.launched, strict=True):
                assert day < 0 or names.en not in staples
            assert staples <= {names.en for names in catalogue.names}


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("cafe", 'web = { en = "App"', 'wob = { en = "App"', "the key labels.wob is unknown"),
        ("cafe", "web = { from = 7", "company = { from = 7", "hours.web is missing, but orders come in that way"),
        ("distributor", 'web = { en = "Customer portal", zh-Hant = "客戶入口網站" }', "", "labels.web is missing"),
        ("ecommerce", '["en", "zh-Hans", "zh-Hant"]', '["en", "zh-Hans"]', "en and zh-Hant must be among them"),
        (
            "ecommerce",
            '["en", "zh-Hans", "zh-Hant"]',
            '["en", "zh-Hant", "fr"]',
            "languages[3] should be 'en', 'zh-Hant' or 'zh-Hans', but it is 'fr'.",
        ),
        ("giftshop", 'prices = "us"', 'prices = "uk"', "products.prices: there is no style 'uk'; there is tw, counter"),
        ("giftshop", "from = 1938, to = 2005", "from = 2006, to = 2005", "people.births: from must not come after to"),
    ],
)
def test_a_wrong_value_is_named_with_its_key(name, old, new, sentence):
    assert sentence in refusal_of_change(scenario_text(name), old, new)


@pytest.fixture(scope="module")
def traits() -> dict[str, dict[str, float]]:
    """What tells industries apart, of 1,500 customers of each up to the snapshot."""
    found = {}
    for name in scenario_names():
        scenario = load_scenario(name)
        block = Block(World(scenario, 2), 0, 0, 1_500)
        orders = block.orders
        kept = ~orders.cancelled & (orders.day <= block.world.snapshot)
        customer, day = orders.customer[kept], orders.day[kept]
        value = block.lines.totals[kept] / 10**scenario.minor_digits
        number = np.bincount(customer, minlength=1_500)
        revenue = np.sort(np.bincount(customer, weights=value, minlength=1_500))[::-1]
        date = np.datetime64(scenario.dates.start) + day
        of_2025 = date.astype("datetime64[Y]") == np.datetime64("2025")
        december = date.astype("datetime64[M]") == np.datetime64("2025-12")
        gap = np.diff(day)[(np.diff(customer) == 0) & (np.diff(day) > 0)]
        found[name] = {
            "orders": number[number > 0].mean(),
            "once": (number[number > 0] == 1).mean(),
            "gap": np.median(gap),
            "top": revenue[: len(revenue) // 5].sum() / revenue.sum(),
            "december": december.sum() / of_2025.sum() * 12,
            "refunds": len(block.refunds.order) / kept.sum(),
            "spread": np.log(value).std(),
        }
    return found


def test_industries_differ_where_trades_do(traits):
    def ranked(trait: str) -> list[str]:
        return sorted(traits, key=lambda name: traits[name][trait])

    assert ranked("orders")[-1] == "cafe" and traits["cafe"]["orders"] > 10
    assert ranked("once")[0] == "cafe"
    assert ranked("gap")[0] == "cafe" and ranked("gap")[-1] == "insurance"
    assert 200 < traits["insurance"]["gap"] < 366
    assert ranked("spread")[0] == "cafe"
    assert ranked("top")[-1] == "distributor" and traits["distributor"]["top"] > 0.74
    assert ranked("december")[-1] == "giftshop" and traits["giftshop"]["december"] > 1.9
    assert ranked("refunds")[-1] == "ecommerce" and traits["ecommerce"]["refunds"] > 0.15
    assert traits["insurance"]["refunds"] == 0 and traits["cafe"]["refunds"] < 0.01
    assert 0.4 < traits["giftshop"]["once"] < 0.55  # CDNOW .51


def test_the_web_shop_has_two_great_sales_and_a_quiet_new_year():
    scenario = load_scenario("ecommerce")
    block = Block(World(scenario, 2), 0, 0, 1_500)
    date = np.datetime64(scenario.dates.start) + block.orders.day
    year = (date >= np.datetime64("2025-01-01")) & (date <= np.datetime64("2025-12-31"))
    per_day = year.sum() / 365

    def around(day: str, before: int, after: int) -> float:
        there = (date >= np.datetime64(day) - before) & (date <= np.datetime64(day) + after)
        return there.sum() / (before + after + 1) / per_day

    assert around("2025-11-11", 1, 1) > 3
    assert around("2025-06-18", 3, 2) > 2
    assert around("2025-01-29", 4, 6) < 0.6
