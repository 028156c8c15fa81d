"""One block of customers with everything they did, as numbers: what a worker makes by itself.

Parts are worked out when first asked for. Because every array has a stream of its own, the order in which they are
asked for changes nothing, and what no table needs is never drawn.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from generator.baskets import Lines, fill_baskets
from generator.customers import Customers, draw_customers, draw_income
from generator.orders import Orders, draw_orders, wishes
from generator.purchases import Purchases, Traits, draw_purchases, draw_traits
from generator.refunds import Refunds, draw_refunds
from generator.spend import Spend, draw_spend
from generator.streams import Streams
from generator.world import World


class Block:
    """Customers `first` to `first + count - 1` of a ledger (from 0) and what they did, in customer order.

    A pure function of its arguments, whichever worker makes it.

    Attributes:
        world: what the whole ledger shares.
        number: the block's number, from 0.
        first: index of its first customer in the whole ledger.
        count: how many customers it has.
    """

    def __init__(self, world: World, number: int, first: int, count: int) -> None:
        self.world = world
        self.number = number
        self.first = first
        self.count = count
        self.streams = Streams(world.seed, number)

    @cached_property
    def customers(self) -> Customers:
        return draw_customers(self.world.scenario, self.count, self.streams)

    @cached_property
    def traits(self) -> Traits:
        return draw_traits(self._behaviour, self.customers.kind, self.streams)

    @cached_property
    def purchases(self) -> Purchases:
        customers = self.customers
        return draw_purchases(self.traits, customers.first_day, self.world.clocks, customers.kind, self.streams)

    @cached_property
    def spend(self) -> Spend:
        return draw_spend(self._behaviour, self.customers.kind, self.traits, self.purchases, self.streams)

    @cached_property
    def income(self) -> np.ndarray:
        return draw_income(self.world.scenario, self.spend.level, self.customers.kind, self.streams)

    @cached_property
    def orders(self) -> Orders:
        bought = self.purchases
        return draw_orders(
            self.world.scenario,
            self.customers,
            bought.customer,
            bought.day,
            bought.nth,
            self.world.last_day,
            self.streams,
        )

    @cached_property
    def lines(self) -> Lines:
        wanted = wishes(self.world.scenario, self.customers, self.orders, self.spend, self.streams)
        return fill_baskets(wanted, self.world.catalogue, self.streams)

    @cached_property
    def refunds(self) -> Refunds:
        return draw_refunds(self.world.scenario, self.count, self.orders, self.lines, self.world.last_day, self.streams)

    @property
    def _behaviour(self) -> list:
        return [self.world.scenario.person, self.world.scenario.company]
