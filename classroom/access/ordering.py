"""Taking orders into a class: who bought gets a line of the roster and a pass.

The roster is written first, while the log is held: whoever was stopped in between finds the line by its address and
gives the pass that is missing. So the same list can be taken in again at any time.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from classroom.access.days import day_of, working_day_after
from classroom.access.events import Event, Ticket
from classroom.access.learners import new_id, taken_ids
from classroom.access.log import AccessLog, change_log
from classroom.access.orders import Order, OrderList, read_orders
from classroom.access.rules import read_rules
from classroom.access.vouchers import Voucher, plain_code, redeem, vouchers_of
from classroom.class_settings import AccessSettings, ClassSettings
from classroom.roster import Learner, Roster, read_roster, write_roster
from classroom.roster.reading import Note


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a list of orders came to.

    Attributes:
        added: an event for each pass that was given.
        new: who was put on the roster.
        before: how many rows were taken over before.
        notes: what to know, in the order of the list.
    """

    added: tuple[Event, ...]
    new: tuple[Learner, ...] = ()
    before: int = 0
    notes: tuple[Note, ...] = ()


def take_list(folder: Path, path: Path, clock: dt.datetime) -> Taken:
    """Read a list of orders and take it in.

    Args:
        folder: the class folder.
        path: the list.
        clock: what the machine's clock says.

    Raises:
        KitError: no class with rules of access, a list or a log that cannot be read, or a clock that was set back.
    """
    settings, access = read_rules(folder)
    return take_orders(folder, settings, access, read_orders(path, access, settings.zone), clock, path.name)


def take_orders(
    folder: Path, settings: ClassSettings, access: AccessSettings, orders: OrderList, clock: dt.datetime, by: str
) -> Taken:
    """Take orders in: those that were not before.

    Args:
        folder: the class folder.
        settings, access: of the class.
        orders: a list as read_orders gives it.
        clock: what the machine's clock says.
        by: where the orders come from, such as the name of a file.
    """
    desks: list[_Desk] = []

    def make(log: AccessLog, now: dt.datetime) -> Iterable[Event]:
        roster = read_roster(folder)
        desk = _Desk(access, log, roster, taken_ids(folder, settings, roster, log), day_of(now, settings.zone))
        desk.take(orders)
        desks.append(desk)
        if desk.roster != roster:
            write_roster(folder, desk.roster)
        return [replace(event, at=now, by=by) for event in desk.events]

    _, added = change_log(folder, clock, make)
    desk = desks[-1]
    notes = sorted((*orders.notes, *desk.notes), key=lambda note: note.line)
    return Taken(added=added, new=tuple(desk.new), before=desk.before + orders.repeated, notes=tuple(notes))


class _Refused(Exception):
    """An order cannot be taken in; the message goes on from where it stands."""


class _Desk:
    """Where orders are taken in, one after the other.

    Attributes:
        events: a pass for each order that was taken in; their time is not set.
        new: who was put on the roster.
        notes: which orders were left out, and what is to be said of others.
        before: how many were there before.
    """

    def __init__(self, access: AccessSettings, log: AccessLog, roster: Roster, taken: set[str], today: dt.date) -> None:
        self.events: list[Event] = []
        self.new: list[Learner] = []
        self.notes: list[Note] = []
        self.before = 0
        self._access, self._taken, self._today = access, taken, today
        self._people = {one.id.casefold(): one for one in roster}
        self._by_address: dict[str, list[str]] = defaultdict(list)
        for one in roster:
            self._by_address[one.email.casefold()].append(one.id.casefold())
        self._vouchers = vouchers_of(log.events)
        self._there: set[tuple[str, str]] = set()  # orders by number and address
        self._has: set[tuple[str, str]] = set()  # the same by number and learner
        self._holders: dict[str, list[str]] = defaultdict(list)  # who has tickets of an order
        self._once: dict[str, str] = {}  # whose address it was when something was ordered with it
        for event in log.events:
            if event.what == "ordered":
                self._note(event)

    @property
    def roster(self) -> Roster:
        """With those who are new."""
        return Roster(tuple(self._people.values()))

    def take(self, orders: OrderList) -> None:
        for order in orders.orders:
            if order.key in self._there:
                self.before += 1
                continue
            try:
                self._take(order, orders.people.get(order.number.casefold(), 1))
            except _Refused as why:
                self.notes.append(Note(f"{order.place} was left out: {why}.", order.line, left_out=True))

    def _take(self, order: Order, people: int) -> None:
        if order.day > self._today:
            raise _Refused(f"the day of its order, {order.day}, has not come yet")
        ticket = self._ticket(order, people)
        plan, days, code = order.plan, self._access.plans.get(order.plan, 0), ""
        if ticket == "voucher":
            voucher = self._voucher(order)
            plan, days, code = voucher.plan, voucher.days, voucher.code
        learner = self._learner(order)
        if (order.number.casefold(), learner.id) in self._has:
            raise _Refused(f"{learner.id} has a ticket of order {order.number} already")
        self._enrol(learner)
        event = Event(
            at=_NEVER,
            what="ordered",
            learner=learner.id,
            order=order.number,
            ticket=ticket,
            plan=plan,
            days=days,
            day=working_day_after(order.day, self._access.holidays),
            code=code,
            email=order.email,
            why=f"order of {order.day}",
        )
        self.events.append(event)
        self._note(event)

    def _note(self, event: Event) -> None:
        """Remember an order that is in the log, or will be."""
        number, address, code = event.order.casefold(), event.email.casefold(), plain_code(event.code)
        self._has.add((number, event.learner))
        self._holders[number].append(event.learner)
        if address:
            self._there.add((number, address))
            self._once.setdefault(address, event.learner)
        if code in self._vouchers:
            self._vouchers[code] = replace(self._vouchers[code], order=event.order, learner=event.learner)

    def _voucher(self, order: Order) -> Voucher:
        try:
            return redeem(self._vouchers, order.code, order.plan)
        except ValueError as problem:
            raise _Refused(str(problem)) from problem

    def _ticket(self, order: Order, people: int) -> Ticket:
        """What kind of ticket it is, by what the list says and how many the order is for."""
        holders = self._holders.get(order.number.casefold(), [])
        if order.ticket == "voucher":
            return "voucher"
        if order.ticket == "group":
            if people < 2 and not holders:
                raise _Refused(f"order {order.number} is a group of one; a group is two or more")
            return "group"
        if people > 1:
            if order.ticket == "single":
                sentence = f"{order.place}: order {order.number} is for {people} people, so this is a group ticket."
                self.notes.append(Note(sentence, order.line))
            return "group"
        if holders:
            raise _Refused(f"order {order.number} is a ticket for one, and {holders[0]} has it already")
        return "single"

    def _learner(self, order: Order) -> Learner:
        """Whose order it is: of the roster by the address, of the log by the address of then, or somebody new."""
        address = order.email.casefold()
        same = [self._people[one] for one in self._by_address.get(address, ())]
        if len(same) > 1:
            same = [one for one in same if order.name and one.name == order.name]
            if len(same) != 1:
                raise _Refused(f"several learners of the roster have the address {order.email}")
        once = self._once.get(address, "")
        known = same[0] if same else self._people.get(once.casefold())
        if known is None:
            return Learner(id=once or new_id(order.email, self._taken), name=order.name, email=order.email)
        return replace(known, name=known.name or order.name)

    def _enrol(self, learner: Learner) -> None:
        """Put somebody on the roster, or their name where it was missing."""
        identity = learner.id.casefold()
        if identity not in self._people:
            self.new.append(learner)
            self._taken.add(identity)
            self._by_address[learner.email.casefold()].append(identity)
        self._people[identity] = learner


_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)
