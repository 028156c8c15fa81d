"""The tables and columns of a ledger and of its truth: the one place that says what they are.

The data package, the data dictionary and the tests read it from here; titles and descriptions stand in messages.toml
under columns.TABLE.COLUMN, so that both languages are side by side.
"""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from generator.schema import contracts, core, market, marketing, shop, truth, voice, warts
from generator.schema.base import PACKAGE, Column, Table, frictionless_type, unit

if TYPE_CHECKING:
    from generator.scenario import CoreScenario

LEDGER = (*shop.TABLES, *contracts.TABLES, *marketing.TABLES, *voice.TABLES, *market.TABLES)
"""Every table that the ledger of a whole business may have."""

TRUTH = (*truth.TABLES, *contracts.TRUTH, *marketing.TRUTH, *warts.TABLES)
"""Every table that a truth may have."""


def ledger_of(scenario: CoreScenario) -> tuple[Table, ...]:
    """The tables of a scenario's ledger: those whose section it has, and orders alone where it has no products.

    Of a ledger with warts they say only what is still true of it.
    """
    if not _whole(scenario):
        return core.TABLES
    there = _there(LEDGER, scenario)
    return tuple(warts.as_written(one, scenario.warts) for one in there) if scenario.warts else there


def truth_of(scenario: CoreScenario) -> tuple[Table, ...]:
    """The tables of the truth behind a scenario's ledger."""
    if _whole(scenario):
        return _there(TRUTH, scenario)
    return tuple(_fitting(table, scenario) for table in TRUTH if table.name == "customer_truth")


def table(name: str) -> Table:
    """A table of a whole business's ledger or of its truth by name. Raises KeyError where there is none."""
    return {one.name: one for one in (*LEDGER, *TRUTH)}[name]


def _whole(scenario: CoreScenario) -> bool:
    return hasattr(scenario, "products")


def _there(tables: tuple[Table, ...], scenario: CoreScenario) -> tuple[Table, ...]:
    return tuple(_fitting(one, scenario) for one in tables if not one.needs or attrgetter(one.needs)(scenario))


def _fitting(table: Table, scenario: CoreScenario) -> Table:
    """A table without the columns whose section a scenario lacks."""
    there = tuple(one for one in table.columns if not one.needs or getattr(scenario, one.needs, None))
    return table if len(there) == len(table.columns) else replace(table, columns=there)


__all__ = [
    "LEDGER",
    "PACKAGE",
    "TRUTH",
    "Column",
    "Table",
    "frictionless_type",
    "ledger_of",
    "table",
    "truth_of",
    "unit",
]
