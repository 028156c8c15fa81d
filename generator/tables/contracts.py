"""The policies of customers by contract, and their own probabilities to lapse."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from generator import columns
from generator.block import Block
from generator.tables.core import IDS


def policies(block: Block, language: str) -> pa.Table:
    """The policies begun within the ledger, in the order of time. No words, so every language is alike."""
    world, held = block.world, block.policies
    scenario, rows = world.scenario, _begun(block)
    paid = np.bincount(block.payments.policy[block.payments.day <= world.last_day], minlength=len(held.start))
    return pa.table(
        {
            "policy_id": _ids(block, rows),
            "customer_id": columns.ids("C", block.first + held.customer[rows], 5),
            "product_id": columns.ids("P", held.product[rows], 3),
            "started_on": columns.dates(scenario.dates.start, held.start[rows]),
            "period_months": columns.whole(np.full(len(rows), scenario.contracts.period_months)),
            "premium": columns.money(held.premium[rows], scenario.minor_digits),
            "lapsed_on": columns.dates(
                scenario.dates.start,
                np.minimum(held.lapse_day[rows], world.last_day),
                held.lapse_day[rows] <= world.last_day,
            ),
            "payments": columns.whole(paid[rows]),
        }
    )


def policy_truth(block: Block, language: str) -> pa.Table:
    """How likely each policy is to lapse at each renewal."""
    rows = _begun(block)
    return pa.table(
        {"policy_id": _ids(block, rows), "lapse_p": columns.numbers(block.policies.lapse_p[rows], 6)},
    )


def _begun(block: Block) -> np.ndarray:
    """The policies begun within the ledger, by time and then by customer."""
    begun = np.flatnonzero(block.policies.start <= block.world.last_day)
    return begun[np.argsort(block.policies.start[begun], kind="stable")]


def _ids(block: Block, rows: np.ndarray) -> pa.Array:
    return columns.ids("V", np.arange(len(rows)), 5, block.number * IDS)


BLOCK = {"policies": policies}
TRUTH = {"policy_truth": policy_truth}
