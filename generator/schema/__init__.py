"""The tables and columns of a ledger and of its truth: the one place that says what they are.

The data package, the data dictionary and the tests read it from here; titles and descriptions stand in messages.toml
under columns.TABLE.COLUMN, so that both languages are side by side.
"""

from __future__ import annotations

from generator.schema import market, marketing, shop, truth, voice
from generator.schema.base import PACKAGE, Column, Table, frictionless_type, unit

LEDGER = (*shop.TABLES, *marketing.TABLES, *voice.TABLES, *market.TABLES)
TRUTH = truth.TABLES


def table(name: str) -> Table:
    """A table of the ledger or of its truth by name. Raises KeyError where there is none."""
    return {one.name: one for one in (*LEDGER, *TRUTH)}[name]


__all__ = ["LEDGER", "PACKAGE", "TRUTH", "Column", "Table", "frictionless_type", "table", "unit"]
