"""What is true of every customer: traits, when they leave, what they buy later, and what was to be expected."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa

from generator import columns
from generator.block import Block
from generator.satisfaction import satisfaction_level
from generator.season import day_index


def customer_truth(block: Block, language: str) -> pa.Table:
    """The truth of a block's customers. No words, so every language is alike."""
    world, purchases, spend = block.world, block.purchases, block.spend
    dates, digits, count = world.scenario.dates, world.scenario.minor_digits, block.count
    end, snapshot = world.last_day, world.snapshot
    expected, realised = block.expected, block.realised

    after = np.flatnonzero(purchases.day > snapshot)  # which is not after the ledger's end
    customer, day = purchases.customer[after], purchases.day[after]
    aimed = np.rint(spend.target[after] * 10**digits)
    later = day > end
    year = later & (day <= day_index(dates.start, _a_year_after(dates.end)))
    soon_customer, soon_value = _soon(block, customer, day, aimed)

    def number(chosen: np.ndarray) -> pa.Array:
        return columns.whole(np.bincount(customer[chosen], minlength=count))

    def money(customer: np.ndarray, amounts: np.ndarray) -> pa.Array:
        total = np.bincount(customer, weights=amounts, minlength=count)
        return columns.money(np.rint(total).astype(np.int64), digits)

    return pa.table(
        {
            "customer_id": columns.ids("C", block.first + np.arange(count), 5),
            "purchase_rate": columns.numbers(block.traits.rate * 30, 6),
            "dropout_p": columns.numbers(block.traits.dropout, 6),
            "spend_level": columns.numbers(spend.typical, 2),
            "churned_on": columns.dates(dates.start, np.where(purchases.left, purchases.leaves, 0), purchases.left),
            "alive_at_snapshot": columns.booleans(purchases.leaves > snapshot, block.arrivals.first_day <= snapshot),
            "alive_at_end": columns.booleans(purchases.leaves > end),
            "orders_90d": columns.whole(np.bincount(soon_customer, minlength=count)),
            "value_90d": money(soon_customer, soon_value),
            "future_orders_12m": number(year),
            "future_value_12m": money(customer[year], aimed[year]),
            "future_orders": number(later),
            "future_value": money(customer[later], aimed[later]),
            "expected_orders_36m": columns.numbers(expected.orders, 4),
            "expected_value_36m": columns.numbers(expected.value, 2),
            "clv_36m": columns.numbers(expected.discounted, 2),
            "realised_orders_36m": columns.whole(np.rint(realised.orders).astype(np.int64)),
            "realised_value_36m": columns.money(np.rint(realised.value * 10**digits).astype(np.int64), digits),
            "realised_clv_36m": columns.numbers(realised.discounted, 2),
            **_voice(block),
        }
    )


def _voice(block: Block) -> dict[str, pa.Array]:
    """The lasting satisfaction and the share of the wallet, where a scenario has surveys."""
    scenario = block.world.scenario
    if not getattr(scenario, "voice", None):
        return {}
    level = satisfaction_level(scenario, block.arrivals.kind, block.contentment)
    return {"satisfaction": columns.numbers(level, 3), "wallet_share": columns.numbers(block.wallet.share, 4)}


def _soon(block: Block, customer: np.ndarray, day: np.ndarray, aimed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Customer and value in minor units of the ledger's orders in the 90 days after the snapshot, if not cancelled.

    Args:
        customer, day, aimed: of the purchases after the snapshot, which are the orders where there are no products.
    """
    first, last = block.world.snapshot, block.world.snapshot + 90
    if block.world.has_products:
        orders = block.orders
        soon = (orders.day > first) & (orders.day <= last) & ~orders.cancelled
        return orders.customer[soon], block.lines.totals[soon]
    soon = day <= min(last, block.world.last_day)
    return customer[soon], aimed[soon]


def _a_year_after(day: dt.date) -> dt.date:
    """The same day a year on; 28 February for the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


TRUTH = {"customer_truth": customer_truth}
