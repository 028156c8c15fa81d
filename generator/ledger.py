"""A small ledger in memory, as data frames: for exercises that draw a case and for tests. engine/ writes large ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from generator.block import Block
from generator.engine.plan import LARGEST_SEED, RequestError, check_language, plan_of
from generator.scenario import CoreScenario
from generator.schema import Table, ledger_of, truth_of
from generator.tables import RENUMBERED, Makers, Sums, add, makers
from generator.world import World

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Draw:
    """Everything a scenario, a seed and a number of customers decide, before there are words."""

    world: World
    customers: int
    blocks: tuple[Block, ...]

    @property
    def scenario(self) -> CoreScenario:
        return self.world.scenario

    @property
    def seed(self) -> int:
        return self.world.seed


def draw_ledger(scenario: CoreScenario, seed: int, customers: int) -> Draw:
    """Draw a ledger. The first customers of a longer ledger are those of a shorter one.

    Raises:
        RequestError: no customers, or a seed that does not fit 63 bits.
    """
    plan = plan_of(scenario, seed=seed, customers=customers)
    world = World(scenario, seed)
    blocks = tuple(Block(world, number, *plan.customers_of(number)) for number in range(plan.blocks))
    return Draw(world=world, customers=customers, blocks=blocks)


def ledger_tables(draw: Draw, language: str, *names: str) -> dict[str, pd.DataFrame]:
    """The ledger's tables, in the columns and order of schema.ledger_of.

    Dates, money with decimals and true/false are text here, as they are written; empty cells are missing.

    Args:
        draw: what was drawn.
        language: of the words in them.
        names: only these tables, which saves the work of the others; all where left out.

    Raises:
        RequestError: there is no such language.
        KeyError: the ledger has no table of that name.
    """
    check_language(draw.scenario, language)
    tables = {table.name: table for table in ledger_of(draw.scenario)}
    return _frames(draw, tuple(tables[name] for name in names or tables), language)


def truth_tables(draw: Draw) -> dict[str, pd.DataFrame]:
    """The tables of schema.truth_of, likewise."""
    return _frames(draw, truth_of(draw.scenario), "en")


def arrow_tables(draw: Draw, tables: tuple[Table, ...], language: str) -> dict[str, pa.Table]:
    """Some of the ledger's or the truth's tables, of all blocks together."""
    made_by = makers(draw.scenario, (table.name for table in tables))
    sums: Sums = {}
    for block in draw.blocks:
        for count in made_by.sums:
            add(sums, count(block))
    return {table.name: _whole(draw, made_by, table.name, sums, language) for table in tables}


def _whole(draw: Draw, made_by: Makers, name: str, sums: Sums, language: str) -> pa.Table:
    if name in made_by.whole:
        return made_by.whole[name](draw.world, sums, language)
    parts = [_plain(made_by.block[name](block, language)) for block in draw.blocks]
    return pa.concat_tables(_numbered_on(draw, parts, language) if name in RENUMBERED else parts)


def _numbered_on(draw: Draw, keys: list[pa.Table], language: str) -> list[pa.Table]:
    """The wart keys of all blocks, with rows numbered from the first of each whole table."""
    from generator.tables.warts import SPOILERS, numbered_on

    spoiled = makers(draw.scenario, (table.name for table in ledger_of(draw.scenario) if table.name in SPOILERS))
    before: Counter[str] = Counter()
    found = []
    for block, key in zip(draw.blocks, keys, strict=True):
        found.append(numbered_on(key, before))
        before.update({name: make(block, language).num_rows for name, make in spoiled.block.items()})
    return found


def _frames(draw: Draw, tables: tuple[Table, ...], language: str) -> dict[str, pd.DataFrame]:
    made = arrow_tables(draw, tables, language)
    return {
        table.name: _as_written(made[table.name])
        .select([column.name for column in table.columns])
        .to_pandas(integer_object_nulls=True)
        for table in tables
    }


def _plain(table: pa.Table) -> pa.Table:
    """Strings where there are dictionaries, which differ from block to block."""
    fields = [
        field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def _as_written(table: pa.Table) -> pa.Table:
    text = (pa.types.is_date, pa.types.is_decimal, pa.types.is_boolean, pa.types.is_dictionary)
    fields = [
        field.with_type(pa.string()) if any(kind(field.type) for kind in text) else field for field in table.schema
    ]
    return table.cast(pa.schema(fields))


__all__ = ["LARGEST_SEED", "Draw", "RequestError", "arrow_tables", "draw_ledger", "ledger_tables", "truth_tables"]
