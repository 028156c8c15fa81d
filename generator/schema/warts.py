"""The key to a spoiled ledger, and what its tables become: what each column may still be relied on for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.schema.base import Column, Table

if TYPE_CHECKING:
    from generator.scenario.warts import Warts

KEY = Table(
    name="wart_key",
    key=("table", "row", "column"),
    refers={},
    needs="warts",
    columns=(
        Column(name="table"),
        Column(name="row", type="integer", minimum=1),
        Column(name="row_key"),
        Column(name="column"),
        Column(name="kind"),
        Column(name="clean", required=False),
        Column(name="dirty", required=False),
    ),
)

TABLES = (KEY,)

DATES = {"orders": ("order_date",), "refunds": ("refund_date",), "customers": ("registered_on",)}
"""Columns whose dates may be written in other ways."""

AMOUNTS = {"orders": ("amount",), "refunds": ("amount",)}
"""Columns whose amounts may be text."""

EMPTY = {"customers": ("gender", "birth_year", "income_band", "interests")}
"""Columns with empty cells in which a word may stand."""

BLANKS = {"customers": ("name", "city"), "orders": ("channel",)}
"""Columns with blanks too many."""

WIDE = {"customers": ("phone", "address")}
"""Columns with full-width digits."""

COPIED = ("orders", "order_lines", "refunds")
"""Tables in which rows may be there twice."""


def as_written(table: Table, warts: Warts) -> Table:
    """A table's description as it is true of a ledger with warts.

    Columns that may hold other writings of their values are text and promise nothing; a table that may hold a row
    twice has no key; a column whose ids may be damaged points nowhere.
    """
    spoiled = text_columns(table.name, warts)
    added = _adds_rows(table.name, warts)
    ids_damaged = table.name == "orders" and (warts.missing_ids or warts.float_ids or warts.short_ids)
    columns = []
    for column in table.columns:
        changed = column
        if column.name in spoiled:
            changed = replace(changed, type="string", unit="", minimum=None, values=())
        if ids_damaged and column.name == "customer_id":
            changed = replace(changed, required=not warts.missing_ids)
        if table.name == "orders" and column.name == "order_time" and warts.utc_stamps:
            changed = replace(changed, required=False)
        if table.name == "orders" and column.name == "amount" and warts.negative_rows:
            changed = replace(changed, minimum=None)
        columns.append(changed)
    return replace(
        table,
        columns=tuple(columns),
        key=() if added else table.key,
        refers={} if ids_damaged else table.refers,
    )


def text_columns(name: str, warts: Warts) -> frozenset[str]:
    """The columns of a table that hold text in a ledger with these warts, whatever they are in a clean one."""
    found: set[str] = set()
    if warts.date_formats or warts.roc_years:
        found.update(DATES.get(name, ()))
    if warts.text_amounts:
        found.update(AMOUNTS.get(name, ()))
    if warts.missing_words:
        found.update(EMPTY.get(name, ()))
    if warts.whitespace:
        found.update(BLANKS.get(name, ()))
    if warts.full_width:
        found.update(WIDE.get(name, ()))
    if name == "orders":
        if warts.utc_stamps:
            found.update(("order_date", "order_time"))
        if warts.missing_ids or warts.float_ids or warts.short_ids or warts.double_customers:
            found.add("customer_id")
        if warts.status_spellings:
            found.add("status")
    return frozenset(found)


def _adds_rows(name: str, warts: Warts) -> bool:
    return bool((warts.duplicates and name in COPIED) or (warts.drifting_names and name == "products"))
