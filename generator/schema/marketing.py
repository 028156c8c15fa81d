"""Leads, campaigns, who was treated and who was held out, and media."""

from __future__ import annotations

from generator.schema.base import Table

TABLES: tuple[Table, ...] = ()
