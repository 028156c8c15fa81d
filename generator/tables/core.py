"""The orders of a scenario without products: what each purchase came to, and no more."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from generator import columns
from generator.block import Block

IDS = 10_000_000
"""Row numbers between one block and the next."""


def orders(block: Block, language: str) -> pa.Table:
    """The orders of a block within the ledger, in the order of time. No words, so every language is alike."""
    world, bought = block.world, block.purchases
    scenario = world.scenario
    within = np.flatnonzero(bought.day <= world.last_day)
    small = np.int16 if world.last_day < 2**15 else np.int32  # NumPy sorts numbers of 16 bits by counting
    within = within[np.argsort(bought.day[within].astype(small), kind="stable")]
    customers = columns.ids("C", block.first + np.arange(block.count), 5)
    return pa.table(
        {
            "order_id": columns.ids("O", block.number * IDS + np.arange(len(within)), 6),
            "customer_id": pa.DictionaryArray.from_arrays(bought.customer[within].astype(np.int32), customers),
            "order_date": columns.dates(scenario.dates.start, bought.day[within]),
            "amount": columns.money(
                np.rint(block.spend.target[within] * 10**scenario.minor_digits).astype(np.int64), scenario.minor_digits
            ),
        }
    )


BLOCK = {"orders": orders}
