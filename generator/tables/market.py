"""Competitors, the market and costs, from numbers to Arrow tables with ids, dates and words. All are made once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from generator import columns
from generator.block import Block
from generator.costs import ALL, SOURCED, Marketing, draw_costs, month_of, months_of, tally
from generator.languages import Text
from generator.market import OWN, MarketSize, draw_prices, draw_ratings, size_market, years_of
from generator.orders import CHANNELS
from generator.scenario import Scenario
from generator.scenario.core import KINDS
from generator.season import day_index
from generator.tables.marketing import campaign_cost, media_made
from generator.tables.marketing import tally as marketing_tally
from generator.world import World

Sums = Mapping[str, np.ndarray]

WINNING = ("acquire", "refer")
"""Objectives of campaigns that are to win customers."""


def competitors(world: World, sums: Sums, language: str) -> pa.Table:
    """The rivals, in the scenario's order. `sums` is not needed."""
    rivals = world.scenario.market.competitors
    return pa.table(
        {
            "competitor_id": columns.ids("B", np.arange(len(rivals)), 2),
            "name": columns.texts([one.name.get(language) for one in rivals]),
            "positioning": columns.texts([one.positioning.get(language) for one in rivals]),
            "shops": columns.whole([one.shops for one in rivals]),
            "founded": columns.whole([one.founded for one in rivals]),
        }
    )


def competitor_prices(world: World, sums: Sums, language: str) -> pa.Table:
    """Rivals' prices, by rival, product and day. `sums` is not needed."""
    scenario = world.scenario
    made = draw_prices(scenario, world.catalogue, world.streams)
    return pa.table(
        {
            "competitor_id": columns.ids("B", made.competitor, 2),
            "product_id": columns.ids("P", made.product, 3),
            "seen_on": columns.dates(scenario.dates.start, made.day),
            "price": columns.money(made.price, scenario.minor_digits),
        }
    )


def brand_ratings(world: World, sums: Sums, language: str) -> pa.Table:
    """The brand study, the company first. `sums` is not needed."""
    scenario, study = world.scenario, world.scenario.market.brands
    made = draw_ratings(scenario, world.streams)
    own = Text(scenario.words["en"]["company"], scenario.words["zh-Hant"]["company"]).get(language)
    attributes = [one.name.get(language) for one in scenario.voice.survey.attributes.values()]
    attributes += [image.name.get(language) for image in study.images]
    turned = [False] * (len(study.keys) - len(study.images)) + [image.reversed for image in study.images]
    names = [own, *(one.name.get(language) for one in scenario.market.competitors)]
    return pa.table(
        {
            "brand": _words(names, made.brand - OWN),
            "competitor_id": columns.ids("B", made.brand, 2),
            "attribute": _words(study.keys, made.attribute),
            "label": _words(attributes, made.attribute),
            "reversed": columns.booleans(np.array(turned)[made.attribute]),
            "rating": columns.numbers(made.rating, 2),
            "respondents": columns.whole(made.respondents),
            "importance": columns.numbers(made.importance, 2, ~np.isnan(made.importance)),
        }
    )


def market(world: World, sums: Sums, language: str) -> pa.Table:
    """The market by year and area."""
    made = _size(world, sums)
    areas, years = made.sales.shape
    return pa.table(
        {
            "sales_area": _words(_areas(world, language), np.tile(np.arange(areas), years)),
            "year": columns.whole(np.repeat(made.years, areas)),
            "households": columns.whole(made.households.T.ravel()),
            "target_households": columns.whole(made.target.T.ravel()),
            "market_sales": columns.money(made.sales.T.ravel(), world.scenario.minor_digits),
        }
    )


def competitor_sales(world: World, sums: Sums, language: str) -> pa.Table:
    """Rivals' sales by year, area and rival."""
    made = _size(world, sums)
    year, area, rival = (index.ravel() for index in np.indices(made.rivals.transpose(1, 0, 2).shape))
    return pa.table(
        {
            "competitor_id": columns.ids("B", rival, 2),
            "sales_area": _words(_areas(world, language), area),
            "year": columns.whole(made.years[year]),
            "sales": columns.money(made.rivals[area, year, rival], world.scenario.minor_digits),
        }
    )


def costs(world: World, sums: Sums, language: str) -> pa.Table:
    """Costs by month, item, channel and area."""
    scenario = world.scenario
    made = draw_costs(scenario, sums, _marketing(world, sums), world.streams)
    items = scenario.costs
    kinds, drivers = ([getattr(item, name) for item in items] for name in ("kind", "driver"))
    of_sales = [scenario.labels.channel(name).get(language) for name in CHANNELS]
    sources = [one.name.get(language) for one in scenario.acquisition.channels]
    sourced = np.isin(drivers, SOURCED)[made.item]
    channel = np.where(sourced & (made.channel != ALL), made.channel + len(of_sales), made.channel)
    months = months_of(scenario).astype("datetime64[D]") - np.datetime64(scenario.dates.start, "D")
    return pa.table(
        {
            "cost_id": columns.ids("E", np.arange(len(made.item)), 5),
            "month": columns.dates(scenario.dates.start, months.astype(np.int64)[made.month]),
            "kind": _words(kinds, made.item),
            "item": _words([item.name.get(language) for item in items], made.item),
            "channel": _words([*of_sales, *sources], channel),
            "sales_area": _words(_areas(world, language), made.area),
            "driver": _words(drivers, made.item),
            "amount": columns.money(made.amount, scenario.minor_digits),
        }
    )


def sales(block: Block) -> dict[str, np.ndarray]:
    """What the company sold to the customers of each area in each year of the market, in minor units.

    Cancelled orders do not count; refunds are not taken off.
    """
    world, orders = block.world, block.orders
    scenario = world.scenario
    years = years_of(scenario.dates.start, scenario.dates.end)
    of_month = months_of(scenario).astype("datetime64[Y]").astype(np.int64) + 1970 - years[0]
    year = of_month[month_of(scenario, orders.day)]
    counted = np.flatnonzero(~orders.cancelled & (year >= 0) & (year < len(years)))
    cell = block.customers.area[orders.customer[counted]] * len(years) + year[counted]
    total = np.bincount(cell, weights=block.lines.totals[counted], minlength=len(scenario.areas) * len(years))
    return {"market/sales": total.astype(np.int64).reshape(len(scenario.areas), len(years))}


def _marketing(world: World, sums: Sums) -> Marketing:
    """What media and campaigns cost, by month."""
    scenario = world.scenario
    months, channels = len(months_of(scenario)), scenario.acquisition.channels
    media = np.zeros((months, len(channels) + 1), dtype=np.int64)
    campaigns = np.zeros((2, months), dtype=np.int64)
    if scenario.media:
        made = media_made(world, sums)
        np.add.at(media, (month_of(scenario, made.day), _sources(scenario)[made.medium]), made.spend)
    if scenario.campaigns:
        keeps = np.array([one.objective not in WINNING for one in scenario.campaigns]).astype(int)
        starts = np.array([day_index(scenario.dates.start, one.starts_on) for one in scenario.campaigns])
        np.add.at(campaigns, (keeps, month_of(scenario, starts)), campaign_cost(world, sums))
    return Marketing(media=media, acquiring=campaigns[0], keeping=campaigns[1])


def _sources(scenario: Scenario) -> np.ndarray:
    """The acquisition channel that most of each medium's leads come in by; -1, the last, for a medium without leads."""
    keys = [one.key for one in scenario.acquisition.channels]
    leads = np.zeros((len(scenario.media), len(keys)))
    numbers = {one.key: number for number, one in enumerate(scenario.media)}
    for source in scenario.leads.sources if scenario.leads else ():
        channel = scenario.acquisition.channels[keys.index(source.channel)]
        share = sum(getattr(channel, kind) * share for kind, share in zip(KINDS, scenario.kind_shares, strict=True))
        for medium, part in source.media.items():
            leads[numbers[medium], keys.index(source.channel)] = share * part
    return np.where(leads.any(axis=1), leads.argmax(axis=1), -1)


def _size(world: World, sums: Sums) -> MarketSize:
    return size_market(world.scenario, sums["market/sales"], world.streams)


def _areas(world: World, language: str) -> list[str]:
    return [area.name.get(language) for area in world.scenario.areas]


def _words(choices: Sequence[str], index: np.ndarray) -> pa.DictionaryArray:
    """The word for each index, each word once in the dictionary however often it occurs among the choices."""
    code = {word: number for number, word in enumerate(dict.fromkeys(choices))}
    codes = np.array([code[word] for word in choices] + [ALL])  # the last is for index -1
    return columns.words(list(code), codes[index])


WHOLE = {
    "competitors": competitors,
    "competitor_prices": competitor_prices,
    "brand_ratings": brand_ratings,
    "market": market,
    "competitor_sales": competitor_sales,
    "costs": costs,
}
SUMS = (sales, tally, marketing_tally)
