"""Reading a list of orders as a shop exports it: one row for each person. What cannot be taken over is named."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from classroom.access.events import Ticket
from classroom.access.order_cells import PLACES, day_in, ticket_in
from classroom.access.rules import find_plan
from classroom.class_settings import AccessSettings
from classroom.errors import KitError
from classroom.mailing import is_address
from classroom.roster.cells import address_in, cell_at, full_name, identity_in, is_cut_off
from classroom.roster.columns import Header, best_table, filled_columns, find_header
from classroom.roster.reading import Note
from classroom.roster.tables import Row, Table, other_sheets, read_tables

NEEDED = {
    "order": "the order's number, such as 訂單編號 or Order number",
    "date": "the day of the order, such as 訂購日期 or Order date",
    "email": "the e-mail address, such as 電子郵件 or Email",
}
"""What a list must have a column for."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """One person's part of an order.

    Attributes:
        number: the order's; several people with the same one are a group.
        day: on which it was made, in the class's time zone.
        ticket: what the list calls it; "" where it does not say.
        plan: as class.toml writes it; "" where a voucher says what it is good for.
        name: "" where not known.
        email: an address that mail can go to.
        code: the voucher's; "" for none.
        line: where it stands, from 1.
        place: the same as people find it, such as "Line 3".
    """

    number: str
    day: dt.date
    ticket: Ticket | Literal[""] = ""
    plan: str = ""
    name: str = ""
    email: str
    code: str = ""
    line: int = field(default=0, compare=False)
    place: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """By what it is known again: whose part of which order it is."""
        return self.number.casefold(), self.email.casefold()


@dataclass(frozen=True)
class OrderList:
    """A list that was read.

    Attributes:
        orders: those that can be taken over, in the list's order; no two with the same key.
        people: how many people each order has in the list, by its number in small letters; also those left out.
        notes: what to know of the list.
        repeated: how many rows said the same as one above them.
    """

    orders: tuple[Order, ...] = ()
    people: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    repeated: int = 0


def read_orders(path: Path, access: AccessSettings, zone: ZoneInfo) -> OrderList:
    """Read a list of orders.

    Args:
        path: CSV, or a workbook (.xlsx); in any encoding, with anything above the line of words.
        access: the rules of the class.
        zone: the class's time zone.

    Raises:
        KitError: the file cannot be read, or has no column for what a list must say.
    """
    tables = read_tables(path)
    headers = [find_header(table, places=PLACES, need=tuple(NEEDED)) for table in tables]
    fit = [place for place, one in enumerate(headers) if one is not None and set(NEEDED) <= set(one.columns)]
    if not fit:
        raise KitError(_nothing_named(path, headers))
    chosen = best_table(tables, headers, fit)
    reading = _Reading(tables[chosen], headers[chosen], access, zone)
    reading.read()
    said = other_sheets(tables, tables[chosen])
    return OrderList(
        orders=tuple(reading.orders.values()),
        people={number: len(people) for number, people in reading.people.items()},
        notes=(*([Note(said)] if said else []), *reading.notes),
        repeated=reading.repeated,
    )


def _nothing_named(path: Path, headers: Sequence[Header | None]) -> str:
    best = max((one for one in headers if one is not None), key=lambda one: one.kinds, default=None)
    if best is None:
        return (
            f"{path} has no line that names its columns; write one above the orders, such as 訂單編號,訂購日期,票種,"
            "方案,姓名,電子郵件,憑證代碼 or Order number,Order date,Ticket,Plan,Name,Email,Voucher code."
        )
    missing = " and ".join(what for kind, what in NEEDED.items() if kind not in best.columns)
    words = ", ".join(word for word in best.words if word)
    return f"{path} has no column with {missing}. Its columns: {words}."


class _Bad(Exception):
    """A row cannot be taken over; the message goes on from where it stands."""


@dataclass
class _Reading:
    """A table being read."""

    table: Table
    header: Header
    access: AccessSettings
    zone: ZoneInfo
    orders: dict[tuple[str, str], Order] = field(default_factory=dict)
    people: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    notes: list[Note] = field(default_factory=list)
    repeated: int = 0

    def read(self) -> None:
        rows = self.table.rows[self.header.place + 1 :]
        used = filled_columns(self.header, rows)
        for row in rows:
            values = {kind: cell_at(row.cells, column) for kind, column in used.items()}
            if row.cells == self.header.words or not any(values.values()):
                continue
            try:
                self._take(self._order(row, values, used))
            except _Bad as why:
                sentence = f"{self._place(row)} was left out: {why}."
                self.notes.append(Note(sentence, row.number, left_out=True))

    def _take(self, order: Order) -> None:
        before = self.orders.setdefault(order.key, order)
        if before is order:
            return
        if before != order:
            raise _Bad(f"{order.email} stands in order {order.number} already, at {before.place.lower()}")
        self.repeated += 1
        self.notes.append(Note(f"{order.place} says the same as {before.place.lower()}.", order.line))

    def _order(self, row: Row, values: Mapping[str, str], used: Mapping[str, int]) -> Order:
        if any(used[kind] in row.unknown for kind in used):
            raise _Bad("it has a formula without a value; open the list in Excel, save it, and read it again")
        number = identity_in(values["order"])
        email = address_in(values["email"])
        # Somebody without an address was bought a ticket too.
        self.people[number.casefold()].add(email.casefold() or self._place(row))
        name = full_name(values)
        who = f" ({name})" if name else ""
        if not number:
            raise _Bad(f"the order's number is missing{who or (email and f' ({email})')}")
        if is_cut_off(number):
            raise _Bad(f"a spreadsheet cut off the number {number}; save the list with its order numbers as text")
        if not values["email"]:
            raise _Bad(f"there is no e-mail address{who}")
        if not is_address(email):
            raise _Bad(f"{values['email']!r} is no e-mail address{who}")
        ticket = _ticket(values.get("ticket", ""), values.get("code", ""))
        return Order(
            number=number,
            day=self._day(values["date"], who),
            ticket=ticket,
            plan=self._plan(values.get("plan", ""), ticket),
            name=name,
            email=email,
            code=identity_in(values.get("code", "")),
            line=row.number,
            place=self._place(row),
        )

    def _day(self, text: str, who: str) -> dt.date:
        if not text:
            raise _Bad(f"the day of the order is missing{who}")
        day = day_in(text, self.zone)
        if day is None:
            raise _Bad(f"{text!r} is no day of an order; write it as 2026-03-20")
        return day

    def _plan(self, name: str, ticket: str) -> str:
        if not name and ticket == "voucher":
            return ""
        try:
            return find_plan(self.access, name)[0]
        except ValueError as problem:
            raise _Bad(str(problem)) from problem

    def _place(self, row: Row) -> str:
        return self.table.place(row.number).capitalize()


def _ticket(text: str, code: str) -> Ticket | Literal[""]:
    """The kind of ticket by its words; where there are none, a voucher is told by its code."""
    if not text:
        return "voucher" if code else ""
    ticket = ticket_in(text)
    if ticket is None:
        raise _Bad(f"{text!r} is no kind of ticket; write single, group or voucher (單人票, 團體票 or VIP 兌換券)")
    return ticket
