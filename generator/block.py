"""One block of customers with everything they did, as numbers: what a worker makes by itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.baskets import Lines, fill_baskets
from generator.customers import KINDS, Customers, draw_customers, draw_income
from generator.orders import Orders, draw_orders, wishes
from generator.products import Catalogue
from generator.purchases import Purchases, Traits, draw_purchases, draw_traits
from generator.refunds import Refunds, draw_refunds
from generator.scenario import Scenario
from generator.season import clock, day_index
from generator.spend import Spend, draw_spend
from generator.streams import Streams


@dataclass(frozen=True, kw_only=True)
class Block:
    """Customers `first` to `first + count - 1` (from 0) and what they did, in customer order."""

    first: int
    streams: Streams
    customers: Customers
    income: np.ndarray
    traits: Traits
    purchases: Purchases
    spend: Spend
    orders: Orders
    lines: Lines
    refunds: Refunds


def make_block(scenario: Scenario, catalogue: Catalogue, seed: int, number: int, first: int, count: int) -> Block:
    """Make the first `count` customers of a block. A pure function of its arguments.

    Args:
        number: the block's number.
        first: index of its first customer in the whole ledger.
    """
    streams = Streams(seed, number)
    behaviour = [scenario.person, scenario.company]
    customers = draw_customers(scenario, count, streams)
    traits = draw_traits(behaviour, customers.kind, streams)
    clocks = [clock(scenario, kind) for kind in KINDS]
    purchases = draw_purchases(traits, customers.first_day, clocks, customers.kind, streams)
    spend = draw_spend(behaviour, customers.kind, traits, purchases, streams)
    last_day = day_index(scenario.dates.start, scenario.dates.end)
    orders = draw_orders(scenario, customers, purchases.customer, purchases.day, purchases.nth, last_day, streams)
    lines = fill_baskets(wishes(scenario, customers, orders, spend, streams), catalogue, streams)
    return Block(
        first=first,
        streams=streams,
        customers=customers,
        income=draw_income(scenario, spend.level, customers.kind, streams),
        traits=traits,
        purchases=purchases,
        spend=spend,
        orders=orders,
        lines=lines,
        refunds=draw_refunds(scenario, count, orders, lines, last_day, streams),
    )
