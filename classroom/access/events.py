"""What can happen to somebody's access, and the line that it is in the log."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

What = Literal["ordered", "notified", "extended", "paused", "resumed", "revoked", "voucher"]
Ticket = Literal["single", "group", "voucher", "granted"]
"""A ticket for one; one of several in the same order; a VIP voucher; access that was given by hand."""

_DATES = ("day",)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened.

    Attributes:
        at: when, in UTC, as the log has it: never before the event above it.
        what: one of What.
        learner: whose access; "" for a voucher that is issued.
        order: the order's number, of which a learner has one pass.
        ticket: of an order.
        plan: the name of the plan that was bought.
        days: how many days it has, or how many more it gets.
        day: of an order, the first day on which it can begin.
        code: the voucher's.
        email: of an order, the address that it was bought with, by which it is known again.
        by: who did it, or the file it stood in.
        why: what was said about it.
    """

    at: dt.datetime
    what: What
    learner: str = ""
    order: str = ""
    ticket: Ticket | Literal[""] = ""
    plan: str = ""
    days: int = 0
    day: dt.date | None = None
    code: str = ""
    email: str = ""
    by: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a moment without a time zone")


_NAMES = {one.name for one in fields(Event)}


def to_plain(event: Event) -> dict[str, Any]:
    """An event as its line has it: what is not empty."""
    plain = {name: value for name, value in asdict(event).items() if value not in ("", 0, None)}
    plain["at"] = event.at.astimezone(dt.UTC).isoformat(timespec="milliseconds")
    return plain | {name: plain[name].isoformat() for name in _DATES if name in plain}


def from_plain(plain: Any) -> Event:
    """The event of a line. Raises ValueError where it is none."""
    if not isinstance(plain, dict) or not set(plain) <= _NAMES or plain.get("what") not in get_args(What):
        raise ValueError("no event")
    given = plain | {"at": dt.datetime.fromisoformat(_text(plain.get("at")))}
    given |= {name: dt.date.fromisoformat(_text(plain[name])) for name in _DATES if name in plain}
    if type(given.get("days", 0)) is not int or not 0 <= given.get("days", 0) < 100_000:
        raise ValueError("no number of days")
    for name in _NAMES - {"at", "days", *_DATES}:
        _text(given.get(name, ""))
    if given.get("ticket", "") not in ("", *get_args(Ticket)):
        raise ValueError("no kind of ticket")
    return Event(**given)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")  # not TypeError: whoever reads a line expects one error
    return value
