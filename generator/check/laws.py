"""What must hold in every ledger of the kit, as far as its files show: types, keys, references, sums and dates.

Which columns promise what is read from the ledger's own description, so a ledger with warts, whose description promises
less, is held to less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.check.opened import LedgerError, Opened

CENT = 0.005
"""Amounts that differ by less are equal: CSV and Parquet give decimals as binary numbers."""


LATER = (
    ("orders", "order_date", "customer_id", "customers", "registered_on"),
    ("refunds", "refund_date", "order_id", "orders", "order_date"),
    ("leads", "contacted_on", "", "leads", "created_on"),
    ("leads", "quoted_on", "", "leads", "contacted_on"),
    ("leads", "closed_on", "", "leads", "created_on"),
    ("campaigns", "ends_on", "", "campaigns", "starts_on"),
    ("touches", "touched_on", "campaign_id", "campaigns", "starts_on"),
    ("service_contacts", "contacted_on", "order_id", "orders", "order_date"),
    ("service_contacts", "resolved_on", "", "service_contacts", "contacted_on"),
    ("surveys", "answered_on", "", "surveys", "asked_on"),
    ("policies", "lapsed_on", "", "policies", "started_on"),
)
"""Dates that follow others: table and column; the column whose id leads to the other row, "" where it is the same row;
and the other's table and column."""


@dataclass(frozen=True, kw_only=True)
class Law:
    """One law and whether it holds.

    Attributes:
        key: check.laws.KEY in messages.toml says what it is, with `fields` filled in.
        broken: how many rows break it.
        example: the first of them, by its key or value; "" where none does.
        reason: why a file could not be read, where that is what is broken.
    """

    key: str
    fields: dict[str, str] = field(default_factory=dict)
    broken: int = 0
    example: str = ""
    reason: str = ""

    @property
    def holds(self) -> bool:
        return self.broken == 0


def laws(ledger: Opened, watch: Callable[[str], None] = lambda table: None) -> list[Law]:
    """Every law, held against a ledger.

    Args:
        watch: told the name of each table before it is looked at.
    """
    found: list[Law] = []
    readable: set[str] = set()
    for name in ledger.names:
        watch(name)
        try:
            table = ledger.table(name)
        except LedgerError as problem:
            found.append(Law(key="types", fields={"table": name}, broken=1, reason=str(problem)))
            continue
        readable.add(name)
        found.append(Law(key="types", fields={"table": name}))
        found += _columns(ledger, name, table)
        found += _keys(ledger, name, table)
    for rule in (_references, _line_sums, _order_sums, _refund_sums, _dates, _later):
        found += rule(ledger, readable)
    return found


def _columns(ledger: Opened, name: str, table: pa.Table) -> Iterator[Law]:
    """Cells that must not be empty, values that must not be less, words that must be one of some."""
    for column, described in ledger.fields(name).items():
        cells, bounds = table[column], described.get("constraints", {})
        where = {"table": name, "column": column}
        if bounds.get("required") and cells.null_count:
            row = pc.index(cells.is_null(), True).as_py() + 1
            yield Law(key="required", fields=where, broken=cells.null_count, example=str(row))
        if "minimum" in bounds and pa.types.is_primitive(cells.type):
            low = pc.less(cells, pa.scalar(bounds["minimum"], cells.type))
            if count := pc.sum(low).as_py():
                yield Law(key="minimum", fields=where, broken=count, example=str(cells.filter(low)[0].as_py()))
        if "enum" in bounds:
            other = pc.invert(pc.is_in(cells, value_set=pa.array(bounds["enum"], cells.type), skip_nulls=True))
            other = pc.and_(other, cells.is_valid())
            if count := pc.sum(other).as_py():
                yield Law(key="words", fields=where, broken=count, example=str(cells.filter(other)[0].as_py()))


def _keys(ledger: Opened, name: str, table: pa.Table) -> Iterator[Law]:
    key = ledger.resource(name)["schema"].get("primaryKey") or []
    key = [key] if isinstance(key, str) else key
    if not key:
        return
    rows = _numbers(table, key)
    seen, first = np.unique(rows, return_index=True)
    broken = len(rows) - len(seen)
    again = np.setdiff1d(np.arange(len(rows)), first, assume_unique=True)
    example = "/".join(str(table[column][int(again[0])].as_py()) for column in key) if broken else ""
    yield Law(key="key", fields={"table": name, "columns": " + ".join(key)}, broken=broken, example=example)


def _numbers(table: pa.Table, columns: list[str]) -> np.ndarray:
    """One whole number for each row, equal where the columns are."""
    rows = np.zeros(table.num_rows, dtype=np.int64)
    for column in columns:
        codes = table[column].combine_chunks().dictionary_encode().indices.to_numpy(zero_copy_only=False)
        codes = np.nan_to_num(codes, nan=-1).astype(np.int64) + 1
        rows = np.unique(rows * (int(codes.max(initial=0)) + 1) + codes, return_inverse=True)[1]
    return rows


def _references(ledger: Opened, readable: set[str]) -> Iterator[Law]:
    for name in ledger.names:
        for reference in ledger.resource(name)["schema"].get("foreignKeys", []):
            column, other = reference["fields"], reference["reference"]
            target = other["resource"] or name
            if not {name, target} <= readable or not isinstance(column, str):
                continue
            cells = ledger.table(name, [column])[column].drop_null()
            known = ledger.table(target, [other["fields"]])[other["fields"]].combine_chunks()
            lost = cells.filter(pc.invert(pc.is_in(cells, value_set=known)))
            yield Law(
                key="reference",
                fields={"table": name, "column": column, "other": target},
                broken=len(lost),
                example=str(lost[0].as_py()) if len(lost) else "",
            )


def _line_sums(ledger: Opened, readable: set[str]) -> Iterator[Law]:
    needed = ["order_id", "quantity", "unit_price", "discount", "amount"]
    if not _has(ledger, readable, "order_lines", needed, numeric=needed[1:]):
        return
    lines = ledger.table("order_lines", needed)
    quantity, price, discount, amount = (_floats(lines, column) for column in needed[1:])
    # Where a description allows a unit price of 0 beside an amount, the price was lost and says nothing.
    wrong = (np.abs(quantity * price - discount - amount) > CENT) & (price > 0)
    yield _law("line_sum", wrong, lines["order_id"])


def _order_sums(ledger: Opened, readable: set[str]) -> Iterator[Law]:
    if not _has(ledger, readable, "order_lines", ["order_id", "amount"], numeric=["amount"]):
        return
    if not _has(ledger, readable, "orders", ["order_id", "amount"], numeric=["amount"]):
        return
    if not (_keyed(ledger, "orders") and _keyed(ledger, "order_lines")):
        return  # rows may be there twice
    orders, lines = ledger.table("orders", ["order_id", "amount"]), ledger.table("order_lines", ["order_id", "amount"])
    whose = pc.index_in(lines["order_id"].combine_chunks(), value_set=orders["order_id"].combine_chunks())
    known = whose.is_valid().to_numpy(zero_copy_only=False)
    index = pc.fill_null(whose, 0).to_numpy(zero_copy_only=False)
    total = np.bincount(index[known], weights=_floats(lines, "amount")[known], minlength=orders.num_rows)
    yield _law("order_sum", np.abs(total - _floats(orders, "amount")) > CENT, orders["order_id"])


def _refund_sums(ledger: Opened, readable: set[str]) -> Iterator[Law]:
    needed = ["order_id", "amount"]
    if not all(_has(ledger, readable, name, needed, numeric=["amount"]) for name in ("refunds", "orders")):
        return
    if not (_keyed(ledger, "orders") and _keyed(ledger, "refunds")):
        return
    orders, refunds = (ledger.table(name, needed) for name in ("orders", "refunds"))
    whose = pc.index_in(refunds["order_id"].combine_chunks(), value_set=orders["order_id"].combine_chunks())
    refunds = refunds.filter(whose.is_valid())
    index = whose.drop_null().to_numpy(zero_copy_only=False)
    given = np.bincount(index, weights=_floats(refunds, "amount"), minlength=orders.num_rows)
    yield _law("refund_sum", given > _floats(orders, "amount") + CENT, orders["order_id"])


def _dates(ledger: Opened, readable: set[str]) -> Iterator[Law]:
    """What was done lies within the ledger's days."""
    first, last = np.datetime64(ledger.start, "D"), np.datetime64(ledger.end, "D")
    for name, column in (("orders", "order_date"), ("refunds", "refund_date"), ("customers", "registered_on")):
        if _has(ledger, readable, name, [column], dates=[column]):
            table = ledger.table(name, [column])
            days = _days(table, column)
            outside = (days > last) | ((days < first) & (name != "customers"))
            yield _law("dates", outside, table[column], table=name, column=column)


def _later(ledger: Opened, readable: set[str]) -> Iterator[Law]:
    """No date comes before the one it follows, in the same row or in the row that an id points to."""
    for name, column, through, other, earlier in LATER:
        if not (
            _has(ledger, readable, name, [], dates=[column]) and _has(ledger, readable, other, [], dates=[earlier])
        ):
            continue
        if not through:
            table = ledger.table(name, [column, earlier])
            before, after = _days(table, earlier), _days(table, column)
        else:
            key = ledger.resource(other)["schema"].get("primaryKey")
            if not _has(ledger, readable, name, [through]) or not key:
                continue
            table = ledger.table(name, [column, through])
            target = ledger.table(other, [key[0], earlier])
            whose = pc.index_in(table[through].combine_chunks(), value_set=target[key[0]].combine_chunks())
            there = whose.is_valid().to_numpy(zero_copy_only=False)
            found = _days(target, earlier)
            index = pc.fill_null(whose, 0).to_numpy(zero_copy_only=False)
            unknown = np.full(len(there), np.datetime64("NaT", "D"))
            before = np.where(there, found[index], unknown) if len(found) else unknown
            after = _days(table, column)
        wrong = after < before  # False where one of them is not known
        yield _law("later", wrong, table[column], table=name, column=column, other=f"{other}.{earlier}")


def _law(key: str, broken: np.ndarray, names: pa.ChunkedArray, **fields: str) -> Law:
    count = int(broken.sum())
    example = str(names[int(np.argmax(broken))].as_py()) if count else ""
    return Law(key=key, fields=fields, broken=count, example=example)


def _has(
    ledger: Opened,
    readable: set[str],
    name: str,
    columns: list[str],
    numeric: list[str] | None = None,
    dates: list[str] | None = None,
) -> bool:
    """Whether a table was readable and has some columns, numbers and dates among them described as such."""
    if name not in readable:
        return False
    fields = ledger.fields(name)
    return (
        all(column in fields for column in (*columns, *(numeric or []), *(dates or [])))
        and all(fields[column]["type"] in ("integer", "number") for column in numeric or [])
        and all(fields[column]["type"] == "date" for column in dates or [])
    )


def _keyed(ledger: Opened, name: str) -> bool:
    return bool(ledger.resource(name)["schema"].get("primaryKey"))


def _floats(table: pa.Table, column: str) -> np.ndarray:
    return np.asarray(table[column].cast(pa.float64()))


def _days(table: pa.Table, column: str) -> np.ndarray:
    """Dates as datetime64[D], NaT where empty."""
    return np.asarray(table[column]).astype("datetime64[D]")
