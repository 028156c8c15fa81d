"""The orders of a scenario without products: what each purchase came to, and no more."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from generator import columns
from generator.block import Block

IDS = 10_000_000
"""Row numbers between one block and the next."""


def customer_ids(block: Block, customer: np.ndarray) -> pa.DictionaryArray:
    """The ids of some of a block's customers, who come again and again; null for index -1."""
    return columns.words(columns.ids("C", block.first + np.arange(block.count), 5), customer)


def orders(block: Block, language: str) -> pa.Table:
    """The orders of a block within the ledger, in the order of time. No words, so every language is alike."""
    world, bought = block.world, block.purchases
    scenario = world.scenario
    within = np.flatnonzero(bought.day <= world.last_day)
    # NumPy sorts numbers of 16 bits by counting.
    within = within[np.argsort(bought.day[within].astype(np.int16), kind="stable")]
    return pa.table(
        {
            "order_id": columns.ids("O", np.arange(len(within)), 6, block.number * IDS),
            "customer_id": customer_ids(block, bought.customer[within]),
            "order_date": columns.dates(scenario.dates.start, bought.day[within]),
            "amount": columns.money(
                np.rint(block.spend.target[within] * 10**scenario.minor_digits).astype(np.int64), scenario.minor_digits
            ),
        }
    )


BLOCK = {"orders": orders}
