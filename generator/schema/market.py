"""The three Cs beside the customer: competitors, the market, and what things cost."""

from __future__ import annotations

from generator.schema.base import Table

TABLES: tuple[Table, ...] = ()
