"""From blocks of numbers to tables with ids, dates and words, and who makes which.

Each area of a business has a module here. It exports what it makes, by the name of the table:

- BLOCK, and TRUTH for the truth: functions (block, language) -> pa.Table, made block by block;
- WHOLE, and TRUTH_WHOLE: functions (world, sums, language) -> pa.Table, made once, when all blocks are there;
- SUMS: functions block -> {key: int64 array}, what a block adds to the tables made once; a key's arrays have one shape.

What it does not have, a module leaves out. Modules are imported when a table of theirs is asked for, so that a worker
holds only what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np

from generator import schema

if TYPE_CHECKING:
    import pyarrow as pa

    from generator.block import Block
    from generator.scenario import CoreScenario
    from generator.world import World

Sums = dict[str, np.ndarray]
OfBlock = Callable[["Block", str], "pa.Table"]
OfWhole = Callable[["World", Mapping[str, np.ndarray], str], "pa.Table"]

AREAS = {
    "shop": schema.shop,
    "contracts": schema.contracts,
    "marketing": schema.marketing,
    "voice": schema.voice,
    "market": schema.market,
    "truth": schema.truth,
    "warts": schema.warts,
}
"""The schema of each area; the module of the same name here makes its tables."""

RENUMBERED = ("wart_key",)
"""Tables whose rows name rows of other tables, and so are known in full only when all blocks are there."""


@dataclass(frozen=True, kw_only=True)
class Makers:
    """Who makes some tables of a ledger or of its truth.

    Attributes:
        block: by the name of the table, for tables that are made block by block.
        whole: likewise for tables made once.
        sums: what has to be known of every block for `whole`, each once: two areas may need the same.
    """

    block: dict[str, OfBlock] = field(default_factory=dict)
    whole: dict[str, OfWhole] = field(default_factory=dict)
    sums: tuple[Callable[[Block], Sums], ...] = ()


def makers(scenario: CoreScenario, tables: Iterable[str]) -> Makers:
    """Who makes these tables of a scenario's ledger or truth."""
    few = schema.ledger_of(scenario) is schema.core.TABLES
    areas = {"core": schema.core, "truth": schema.truth} if few else AREAS
    wanted = set(tables)
    block, whole, sums = {}, {}, []
    for name, area in areas.items():
        own = wanted & {table.name for table in (*area.TABLES, *getattr(area, "TRUTH", ()))}
        if not own:
            continue
        module = import_module(f"{__name__}.{name}")
        of_block = getattr(module, "BLOCK", {}) | getattr(module, "TRUTH", {})
        of_whole = getattr(module, "WHOLE", {}) | getattr(module, "TRUTH_WHOLE", {})
        block |= {table: of_block[table] for table in of_block if table in own}
        whole |= {table: of_whole[table] for table in of_whole if table in own}
        if own & set(of_whole):
            sums += getattr(module, "SUMS", ())
    if getattr(scenario, "warts", None):
        spoil = import_module(f"{__name__}.warts")
        block |= {name: spoil.spoiled(name, make) for name, make in block.items() if name in spoil.SPOILERS}
        whole |= {name: spoil.spoiled_whole(name, make) for name, make in whole.items() if name in spoil.SPOILERS}
    return Makers(block=block, whole=whole, sums=tuple(dict.fromkeys(sums)))


def add(total: Sums, more: Mapping[str, np.ndarray]) -> None:
    """Add a block's sums to those of the blocks so far, in place."""
    for key, values in more.items():
        total[key] = total[key] + values if key in total else values
