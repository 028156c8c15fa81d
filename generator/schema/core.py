"""Orders alone: all that a scenario without a place and products has, such as the twin of a real ledger."""

from __future__ import annotations

from generator.schema.base import Column, Table

TABLES = (
    Table(
        name="orders",
        key=("order_id",),
        refers={},
        columns=(
            Column(name="order_id"),
            Column(name="customer_id"),
            Column(name="order_date", type="date"),
            Column(name="amount", type="money", minimum=0),
        ),
    ),
)
