"""Customers, products, orders, order lines and refunds, from numbers to Arrow tables with ids, dates and words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from generator import columns
from generator.block import Block
from generator.customers import UNKNOWN
from generator.identities import draw_identities
from generator.orders import CHANNELS
from generator.tables.core import IDS, customer_ids
from generator.world import World

STATUS = ("completed", "cancelled")


def customers(block: Block, language: str) -> pa.Table:
    """The customers of a block, in the order they are numbered."""
    scenario, facts = block.world.scenario, block.customers
    labels, cities = scenario.labels, scenario.geography.cities
    identities = draw_identities(scenario, facts, block.first + 1, block.streams, language)
    districts = [district.name.get(language) for city in cities for district in city.districts]
    starts = np.cumsum([0, *(len(city.districts) for city in cities)])[:-1]
    start = scenario.dates.start
    return pa.table(
        {
            "customer_id": columns.ids("C", block.first + np.arange(block.count), 5),
            "name": identities.name,
            "kind": columns.words([labels.person.get(language), labels.company.get(language)], facts.kind),
            "company": identities.company,
            "industry": columns.words([one.name.get(language) for one in scenario.industries], facts.industry),
            "gender": columns.words(
                [labels.female.get(language), labels.male.get(language)], np.where(facts.sex_stated, facts.sex, UNKNOWN)
            ),
            "birth_year": columns.whole(facts.birth_year),
            "phone": identities.phone,
            "email": identities.email,
            "region": columns.words([city.region.get(language) for city in cities], facts.city),
            "city": columns.words([city.name.get(language) for city in cities], facts.city),
            "district": columns.words(districts, starts[facts.city] + facts.district),
            "address": identities.address,
            "sales_area": columns.words([area.name.get(language) for area in scenario.areas], facts.area),
            "channel": columns.words([one.name.get(language) for one in scenario.acquisition.channels], facts.channel),
            "income_band": columns.words([one.name.get(language) for one in scenario.people.income], block.income),
            "interests": _interests(block, language),
            "referred_by": columns.ids(
                "C", np.where(facts.referrer == UNKNOWN, UNKNOWN, block.first + facts.referrer), 5
            ),
            "consent": columns.booleans(facts.consent),
            "credit_days": columns.whole(facts.credit_days),
            "registered_on": columns.dates(start, facts.registered),
        }
    )


def products(world: World, sums: Mapping[str, np.ndarray], language: str) -> pa.Table:
    """The products, in the order they are numbered. `sums` is not needed."""
    scenario, catalogue = world.scenario, world.catalogue
    digits = scenario.minor_digits
    return pa.table(
        {
            "product_id": _product_ids(world),
            "name": columns.texts([name.get(language) for name in catalogue.names]),
            "category": columns.words([one.name.get(language) for one in scenario.categories], catalogue.category),
            "price_tier": columns.words([one.name.get(language) for one in scenario.products.tiers], catalogue.tier),
            "list_price": columns.money(catalogue.price, digits),
            "unit_cost": columns.money(catalogue.cost, digits),
            "launched_on": columns.dates(scenario.dates.start, catalogue.launched),
        }
    )


def orders(block: Block, language: str) -> pa.Table:
    """The orders of a block, numbered in the order of time."""
    scenario, made = block.world.scenario, block.orders
    in_time = made.in_time
    channels = [scenario.labels.channel(name).get(language) for name in CHANNELS]
    return pa.table(
        {
            "order_id": columns.ids("O", np.arange(len(in_time)), 6, block.number * IDS),
            "customer_id": customer_ids(block, made.customer[in_time]),
            "order_date": columns.dates(scenario.dates.start, made.day[in_time]),
            "order_time": columns.times(made.minute[in_time]),
            "channel": columns.words(channels, made.channel[in_time]),
            "sales_area": columns.words([area.name.get(language) for area in scenario.areas], made.area[in_time]),
            "status": columns.words(STATUS, made.cancelled[in_time].view(np.int8)),
            "amount": columns.money(block.lines.totals[in_time], scenario.minor_digits),
        }
    )


def order_lines(block: Block, language: str) -> pa.Table:
    """The lines of a block's orders, by order. No words, so every language is alike."""
    lines, digits = block.lines, block.world.scenario.minor_digits
    in_time = block.orders.in_time
    # Lines lie by order already, so each order's stretch of lines is moved as a whole.
    starts = lines.starts
    counts = np.diff(starts, append=len(lines.order))[in_time]
    ends = np.cumsum(counts)
    row = np.arange(len(lines.order)) + np.repeat(starts[in_time] - ends + counts, counts)
    return pa.table(
        {
            "order_id": columns.ids("O", np.repeat(np.arange(len(in_time)), counts), 6, block.number * IDS),
            "line": columns.whole(lines.number[row]),
            "product_id": columns.words(_product_ids(block.world), lines.product[row]),
            "quantity": columns.whole(lines.quantity[row]),
            "unit_price": columns.money(lines.price[row], digits),
            "discount": columns.money(lines.discount[row], digits),
            "amount": columns.money(lines.amount[row], digits),
        }
    )


def refunds(block: Block, language: str) -> pa.Table:
    """The refunds of a block, numbered in the order of time."""
    scenario, given = block.world.scenario, block.refunds
    order = block.orders.rank[given.order]
    row = np.lexsort((order, given.day))
    return pa.table(
        {
            "refund_id": columns.ids("R", np.arange(len(row)), 5, block.number * IDS),
            "order_id": columns.ids("O", order[row], 6, block.number * IDS),
            "refund_date": columns.dates(scenario.dates.start, given.day[row]),
            "amount": columns.money(given.amount[row], scenario.minor_digits),
            "reason": columns.words([one.name.get(language) for one in scenario.refunds.reasons], given.reason[row]),
        }
    )


def _product_ids(world: World) -> pa.Array:
    return columns.ids("P", np.arange(len(world.catalogue.names)), 3)


def _interests(block: Block, language: str) -> pa.DictionaryArray:
    """The categories ticked, one after the other with a semicolon between; null where none is."""
    names = [category.name.get(language) for category in block.world.scenario.categories]
    ticked = block.customers.interests
    code = ticked @ (1 << np.arange(len(names), dtype=np.int64))
    codes, index = np.unique(code, return_inverse=True)
    chosen = [";".join(name for place, name in enumerate(names) if one >> place & 1) for one in codes.tolist()]
    empty = int(codes[0] == 0)
    return columns.words(chosen[empty:], index - empty)


BLOCK = {"customers": customers, "orders": orders, "order_lines": order_lines, "refunds": refunds}
WHOLE = {"products": products}
