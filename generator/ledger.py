"""A whole ledger: its blocks, its tables in a language, and its truth."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from customer_value.settings import LANGUAGES
from generator.block import Block
from generator.scenario import Scenario
from generator.streams import BLOCK
from generator.tables.shop import customers_table, order_tables, products_table, truth_table
from generator.world import World

LARGEST_SEED = 2**63 - 1

MOST_CUSTOMERS = 250_000
"""A ledger is put together in memory, about 6 kB a customer."""


class RequestError(ValueError):
    """A ledger was asked for that cannot be made; the message says why, in one sentence."""


@dataclass(frozen=True, kw_only=True)
class Draw:
    """Everything a scenario, a seed and a number of customers decide, before there are words."""

    world: World
    customers: int
    blocks: tuple[Block, ...]

    @property
    def scenario(self) -> Scenario:
        return self.world.scenario

    @property
    def seed(self) -> int:
        return self.world.seed


def draw_ledger(scenario: Scenario, seed: int, customers: int) -> Draw:
    """Draw a ledger. The first customers of a longer ledger are those of a shorter one.

    Raises:
        RequestError: no customers or too many, or a seed that does not fit 63 bits.
    """
    if customers < 1:
        raise RequestError(f"A ledger needs at least one customer, not {customers}.")
    if customers > MOST_CUSTOMERS:
        raise RequestError(f"A ledger has at most {MOST_CUSTOMERS:,} customers, not {customers:,}.")
    if not 0 <= seed <= LARGEST_SEED:
        raise RequestError(f"A seed is a whole number from 0 to {LARGEST_SEED}, not {seed}.")
    world = World(scenario, seed)
    blocks = tuple(
        Block(world, number, first, min(BLOCK, customers - first))
        for number, first in enumerate(range(0, customers, BLOCK))
    )
    return Draw(world=world, customers=customers, blocks=blocks)


def ledger_tables(draw: Draw, language: str) -> dict[str, pd.DataFrame]:
    """The ledger's tables, as they are written, in the columns and order of schema.LEDGER.

    Dates, money with decimals and true/false are text here; empty cells are None.

    Raises:
        RequestError: there is no such language.
    """
    if language not in LANGUAGES:
        raise RequestError(f"There is no language {language!r}; there is {' and '.join(LANGUAGES)}.")
    return {
        "customers": customers_table(draw.scenario, draw.blocks, language),
        "products": products_table(draw.scenario, draw.world.catalogue, language),
        **order_tables(draw.scenario, draw.blocks, language),
    }


def truth_tables(draw: Draw) -> dict[str, pd.DataFrame]:
    """The tables of schema.TRUTH, as they are written."""
    return {"customer_truth": truth_table(draw.scenario, draw.blocks)}
