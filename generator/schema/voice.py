"""What customers say: service contacts and surveys."""

from __future__ import annotations

from generator.schema.base import Table

TABLES: tuple[Table, ...] = ()
