"""One block of customers with everything they did, as numbers: what a worker makes by itself.

Parts are worked out when first asked for. Because every array has a stream of its own, the order in which they are
asked for changes nothing, and what no table needs is never drawn.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from generator.arrivals import Arrivals, draw_arrivals
from generator.baskets import Lines, fill_baskets
from generator.campaigns import Trial, draw_trials
from generator.contracts import (
    Payments,
    Policies,
    draw_policies,
    payment_lines,
    payments_of,
    purchases_of,
    spend_of,
)
from generator.customers import Customers, draw_customers, draw_income
from generator.days import kept_share, one_a_day
from generator.history import History, look_back
from generator.leads import Leads, draw_leads
from generator.order_probability import behind, chance_to_order, chance_to_renew
from generator.orders import Orders, draw_orders, wishes
from generator.purchases import Purchases, draw_purchases
from generator.refunds import Refunds, draw_refunds
from generator.renewals import expected_payments
from generator.satisfaction import draw_contentment
from generator.service import Contacts, draw_contacts
from generator.spend import Spend, draw_spend, mean_value
from generator.streams import Streams
from generator.surveys import Panel, Surveys, draw_surveys
from generator.touches import Touches, draw_touches
from generator.traits import Traits, draw_traits
from generator.truth import Worth, add_up, expected_worth, months_ahead
from generator.wallet import Wallet, draw_wallet
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
    def arrivals(self) -> Arrivals:
        return draw_arrivals(self.world.scenario.kind_shares, self.world.arrivals, self.count, self.streams)

    @cached_property
    def customers(self) -> Customers:
        return draw_customers(self.world.scenario, self.arrivals, self.streams)

    @cached_property
    def traits(self) -> Traits:
        scenario = self.world.scenario
        return draw_traits(scenario.kinds, self.arrivals, scenario.dates.start, self.streams)

    @cached_property
    def policies(self) -> Policies:
        """Only of a scenario with contracts."""
        world = self.world
        return draw_policies(world.scenario, world.catalogue, world.clocks, self.arrivals, self.traits, self.streams)

    @cached_property
    def payments(self) -> Payments:
        """Only of a scenario with contracts: one for each purchase."""
        return payments_of(self.policies, self.world.scenario)

    @cached_property
    def purchases(self) -> Purchases:
        if self.world.by_contract:
            return purchases_of(self.policies, self.payments, self.count, self.world.scenario)
        came = self.arrivals
        bought = draw_purchases(self.traits, came.first_day, self.world.clocks, came.kind, self.streams)
        return one_a_day(bought, self._by_day) if self._by_day.any() else bought

    @cached_property
    def _by_day(self) -> np.ndarray:
        """Customers whose purchases of one day are one; shape (customers,)."""
        return np.array([one.one_a_day for one in self.world.scenario.kinds])[self.arrivals.kind]

    @cached_property
    def spend(self) -> Spend:
        scenario = self.world.scenario
        if self.world.by_contract:
            return spend_of(scenario, self.world.catalogue, self.arrivals, self.traits, self.payments, self.streams)
        return draw_spend(
            scenario.kinds, self.arrivals.kind, self.traits, self.purchases, self.streams, self.world.last_day
        )

    @cached_property
    def income(self) -> np.ndarray:
        return draw_income(self.world.scenario, self.spend.level, self.arrivals.kind, self.streams)

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
        if self.world.by_contract:
            return payment_lines(self.policies, self.payments, self.orders.purchase)
        wanted = wishes(self.world.scenario, self.customers, self.orders, self.spend, self.streams)
        return fill_baskets(wanted, self.world.catalogue, self.streams)

    @cached_property
    def refunds(self) -> Refunds:
        return draw_refunds(self.world.scenario, self.count, self.orders, self.lines, self.world.last_day, self.streams)

    @cached_property
    def expected(self) -> Worth:
        """What customers had to be expected to be worth from the snapshot on; nothing of who has left or not come."""
        world, came, months = self.world, self.arrivals, months_ahead(self.world)
        if world.by_contract:
            return expected_payments(world, came, self.traits, self.spend.level, self.policies, months, self.streams)
        there = (came.first_day <= world.snapshot) & (self.purchases.leaves > world.snapshot)
        mean = mean_value(world.scenario.kinds, came.kind, self.spend)
        worth = expected_worth(self.traits, came, there, world.clocks, months, mean)
        ahead = slice(months.ends[0] + 1, months.ends[-1] + 1)
        for index, clock in enumerate(world.clocks):
            own = np.flatnonzero(there & self._by_day & (came.kind == index))
            if len(own):
                share = kept_share(self.traits.rate[own], self.traits.regularity[own], clock.weights[ahead])
                worth = worth.shared(own, share)
        return worth

    @cached_property
    def realised(self) -> Worth:
        """What they then were worth: their purchases in the same months, at the values aimed at."""
        made, scale = self.purchases, 10**self.world.scenario.minor_digits
        after = np.flatnonzero(made.day > self.world.snapshot)
        known = after[self.arrivals.first_day[made.customer[after]] <= self.world.snapshot]
        value = np.rint(self.spend.target[known] * scale) / scale
        return add_up(made.customer[known], made.day[known], value, self.count, months_ahead(self.world))

    @cached_property
    def contentment(self) -> np.ndarray:
        """Standard normal score of each customer's satisfaction."""
        return draw_contentment(self.world.scenario.voice.dropout, self.traits, self.streams)

    @cached_property
    def wallet(self) -> Wallet:
        return draw_wallet(self.world.scenario, self.arrivals.kind, self.traits, self.spend, self.streams)

    @cached_property
    def service(self) -> Contacts:
        return draw_contacts(
            self.world.scenario,
            self.orders,
            self.refunds if self.world.scenario.refunds else None,
            (self.arrivals.first_day, np.minimum(self.purchases.leaves, self.world.last_day)),
            self.contentment,
            self.world.clocks[0].weights[: self.world.last_day + 1],
            self.streams,
        )

    @cached_property
    def surveys(self) -> Surveys:
        panel = Panel(
            customers=self.customers,
            history=self.history,
            contacts=self.service,
            contentment=self.contentment,
            wallet=self.wallet,
            spend=self.spend,
            gone=self.purchases.leaves,
        )
        return draw_surveys(self.world.scenario, panel, self.world.last_day, self.streams)

    @cached_property
    def leads(self) -> Leads:
        """Only of a scenario with leads."""
        world = self.world
        return draw_leads(world.scenario, self.customers, self.income, world.last_day, self.streams)

    @cached_property
    def history(self) -> History:
        """Orders that were not called off, of all scenarios with products."""
        return look_back(self.orders, self.count, self.lines.totals, self.world.last_day)

    @cached_property
    def trials(self) -> tuple[Trial, ...]:
        """Only of a scenario with campaigns."""
        world = self.world
        known = behind(world.scenario, self.customers, self.traits, self.purchases, world.clocks)

        def chance(customer: np.ndarray, day: np.ndarray, days: int) -> np.ndarray:
            if world.by_contract:
                return chance_to_renew(known, self.policies, world.scenario, customer, day, days)
            return chance_to_order(known, customer, day, days)

        leads = self.leads if world.scenario.leads else None
        return draw_trials(world.scenario, self.customers, leads, self.history, chance, self.streams)

    @cached_property
    def touches(self) -> Touches:
        """Only of a scenario with campaigns."""
        scenario = self.world.scenario
        leads = self.leads if scenario.leads else None
        return draw_touches(scenario, self.customers, leads, self.orders, self.history, self.trials, self.streams)
