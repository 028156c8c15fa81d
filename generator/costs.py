"""What the business costs, month by month, worked out from what happened in the ledger.

A block adds up what drives costs: goods sold, revenue, orders, contacts, customers. From these sums over all blocks
comes each kind of cost; so costs fit a ledger of any size, to the cent where they follow from its rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.orders import CHANNELS
from generator.scenario import Scenario
from generator.scenario.market import Cost
from generator.streams import Streams

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.block import Block

SOURCED = ("new_customers", "media")
"""Drivers whose channels are those of acquisition."""

ALL = -1
"""Every channel, or every area."""

ACTIVE_MONTHS = 12
"""A customer counts as one for so many months, that of the order included."""


@dataclass(frozen=True, kw_only=True)
class Costs:
    """Costs by month, then in the scenario's order; arrays of shape (costs,).

    Attributes:
        month: index of the month, 0 for the ledger's first.
        item: index into the scenario's costs.
        channel: index into CHANNELS, or where the driver is one of SOURCED into the acquisition channels; ALL for none
            in particular.
        area: index of the sales area; ALL for no one in particular.
        amount: in minor units, above 0.
    """

    month: np.ndarray
    item: np.ndarray
    channel: np.ndarray
    area: np.ndarray
    amount: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Marketing:
    """What was spent on media and campaigns, in minor units.

    Attributes:
        media: by month and acquisition channel that most of a medium's leads come in by, the last column for media
            without leads; shape (months, acquisition channels + 1).
        acquiring, keeping: on campaigns that start in each month and are to win customers, and on others; (months,).
    """

    media: np.ndarray
    acquiring: np.ndarray
    keeping: np.ndarray


def months_of(scenario: Scenario) -> np.ndarray:
    """The first days of the months that the ledger touches, as datetime64[M]; shape (months,)."""
    first, last = (np.datetime64(day, "M") for day in (scenario.dates.start, scenario.dates.end))
    return np.arange(first, last + 1)


def month_of(scenario: Scenario, day: np.ndarray) -> np.ndarray:
    """The index of the month in which each day (index) lies."""
    start = np.datetime64(scenario.dates.start, "D")
    first = int(day.min(initial=0))
    days = np.arange(first, int(day.max(initial=0)) + 1)  # far fewer than there are rows
    months = ((start + days).astype("datetime64[M]") - np.datetime64(scenario.dates.start, "M")).astype(np.int64)
    return months[day - first]


def tally(block: Block) -> dict[str, np.ndarray]:
    """What a block adds to the drivers of costs, as int64.

    Returns:
        costs/goods, costs/revenue and costs/orders by month, sales channel and area (money in minor units; cancelled
        orders do not count; refunds are not taken off revenue, but the goods of an order that was paid back in full
        came back and cost nothing); costs/new_customers by month and acquisition channel;
        costs/customers by month: those with an order in the past ACTIVE_MONTHS months; and costs/contacts by month.
    """
    scenario, orders, lines = block.world.scenario, block.orders, block.lines
    months, areas, sources = len(months_of(scenario)), len(scenario.areas), len(scenario.acquisition.channels)
    shape = (months, len(CHANNELS), areas)
    paid = np.flatnonzero(~orders.cancelled)
    month = month_of(scenario, orders.day[paid])
    cell = (month * len(CHANNELS) + orders.channel[paid]) * areas + orders.area[paid]
    goods = lines.by_order(lines.quantity * block.world.catalogue.cost[lines.product])
    if scenario.refunds:
        given = block.refunds
        goods[given.order[given.amount == lines.totals[given.order]]] = 0

    def added(values: np.ndarray) -> np.ndarray:
        # Sums of whole numbers below 2**53 are exact as floats.
        return np.bincount(cell, weights=values[paid], minlength=np.prod(shape)).astype(np.int64).reshape(shape)

    came = month_of(scenario, block.arrivals.first_day) * sources + block.customers.channel
    sums = {
        "costs/goods": added(goods),
        "costs/revenue": added(lines.totals),
        "costs/orders": np.bincount(cell, minlength=np.prod(shape)).reshape(shape),
        "costs/new_customers": np.bincount(came, minlength=months * sources).reshape(months, sources),
        "costs/customers": _active(orders.customer[paid], month, months),
    }
    if scenario.voice:
        sums["costs/contacts"] = np.bincount(month_of(scenario, block.service.day), minlength=months)
    return sums


def draw_costs(scenario: Scenario, sums: Mapping[str, np.ndarray], marketing: Marketing, streams: Streams) -> Costs:
    """Every cost above 0; `sums` is what `tally` gives, over all blocks."""
    found = []
    for index, cost in enumerate(scenario.costs):
        amounts = _amounts(scenario, cost, sums, marketing, streams)
        month, channel, area = np.nonzero(amounts)
        only = _only_channel(scenario, cost)
        found.append(
            (
                month,
                np.full(len(month), index),
                _names(scenario, cost, channel) if cost.split == "channel" else np.full(len(month), only),
                area if cost.split == "area" else np.full(len(month), ALL),
                amounts[month, channel, area],
            )
        )
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    sequence = np.lexsort((columns[3], columns[2], columns[1], columns[0]))
    month, item, channel, area, amount = (column[sequence] for column in columns)
    return Costs(month=month, item=item, channel=channel, area=area, amount=amount)


def _amounts(
    scenario: Scenario, cost: Cost, sums: Mapping[str, np.ndarray], marketing: Marketing, streams: Streams
) -> np.ndarray:
    """One cost by month, channel and area, the last two of length 1 where it is not split; in minor units."""
    months = months_of(scenario)
    units = _units(scenario, cost, sums, marketing)
    only = _only_channel(scenario, cost)
    if only != ALL:
        units = units[:, only : only + 1]
    if cost.split != "channel":
        units = units.sum(axis=1, keepdims=True)
    if cost.split != "area":
        units = units.sum(axis=2, keepdims=True)
    season = np.array(cost.months)[months.astype(np.int64) % 12]
    wobble = np.exp(cost.noise * streams(f"costs/{cost.key}").standard_normal(len(months)) - cost.noise**2 / 2)
    each = 10**scenario.minor_digits if cost.driver in ("orders", "contacts", "customers", "new_customers") else 1
    return np.rint(units * (cost.rate * each * season * wobble)[:, None, None]).astype(np.int64)


def _units(scenario: Scenario, cost: Cost, sums: Mapping[str, np.ndarray], marketing: Marketing) -> np.ndarray:
    """What drives a cost, by month, channel and area."""
    match cost.driver:
        case "capacity":
            months = len(months_of(scenario))
            mean = sums["costs/revenue"].sum() / months
            places = np.array([area.share * area.shops for area in scenario.areas])
            if not places.sum():
                places = np.array([area.share for area in scenario.areas])
            return np.full((months, 1, 1), mean) * places / places.sum()
        case "media":
            return marketing.media[:, :, None]
        case "campaigns":
            return (marketing.acquiring if cost.kind == "acquisition" else marketing.keeping)[:, None, None]
        case "contacts" | "customers":
            return sums[f"costs/{cost.driver}"][:, None, None]
        case "new_customers":
            return sums["costs/new_customers"][:, :, None]
    return sums[f"costs/{cost.driver}"]


def _only_channel(scenario: Scenario, cost: Cost) -> int:
    """The channel that a cost is for; ALL where it is for every one."""
    if cost.channel is None:
        return ALL
    if cost.driver == "new_customers":
        return [one.key for one in scenario.acquisition.channels].index(cost.channel)
    return CHANNELS.index(cost.channel)


def _names(scenario: Scenario, cost: Cost, channel: np.ndarray) -> np.ndarray:
    """The channels as they are named in Costs: media without leads have ALL."""
    if cost.driver != "media":
        return channel
    return np.where(channel == len(scenario.acquisition.channels), ALL, channel)


def _active(customer: np.ndarray, month: np.ndarray, months: int) -> np.ndarray:
    """How many customers have an order in each month or the ACTIVE_MONTHS - 1 before it.

    Args:
        customer, month: of each order, by customer and then by time.
    """
    until = month + ACTIVE_MONTHS
    same = customer[1:] == customer[:-1]
    until[:-1] = np.where(same, np.minimum(until[:-1], month[1:]), until[:-1])
    change = np.bincount(month, minlength=months + 1) - np.bincount(np.minimum(until, months), minlength=months + 1)
    return np.cumsum(change)[:months]
