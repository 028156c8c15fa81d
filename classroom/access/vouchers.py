"""Voucher codes: issued into the log, and each of them good for one order."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from classroom.access.events import Event
from classroom.access.log import AccessLog, change_log
from classroom.access.rules import find_plan, read_rules
from classroom.errors import KitError

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another: i, l, o, 0, 1."""

GROUPS, EACH = 3, 4
"""A code is three groups of four letters: 59 bits, which nobody guesses."""

MOST = 1_000
"""Codes that are issued at a time."""


@dataclass(frozen=True, kw_only=True)
class Voucher:
    """A code.

    Attributes:
        code: as it was issued, such as "k7mq-x2ph-9dwe".
        plan, days: what an order with it gets.
        order, learner: what it was used for, and whose it is then; "" where it was not.
    """

    code: str
    plan: str
    days: int
    order: str = ""
    learner: str = ""


def issue(
    folder: Path, count: int, *, clock: dt.datetime, choose: Callable[[str], str], plan: str = "", by: str = ""
) -> tuple[Voucher, ...]:
    """Issue new codes.

    Args:
        folder: the class folder.
        count: how many, MOST at a time.
        clock: what the machine's clock says.
        choose: gives one letter of a text by chance, as secrets.choice does.
        plan: what they are good for; the only plan where "".
        by: who issues them.

    Raises:
        KitError: no class with rules of access, no such plan, or a number that cannot be.
    """
    _, access = read_rules(folder)
    if not 1 <= count <= MOST:
        raise KitError(f"{count} vouchers cannot be issued; from 1 to {MOST} at a time can.")
    try:
        name, days = find_plan(access, plan)
    except ValueError as problem:
        raise KitError(f"Vouchers are issued for a plan, but {problem}.") from problem

    def make(log: AccessLog, now: dt.datetime) -> Iterable[Event]:
        taken = set(vouchers_of(log.events))
        codes: list[str] = []
        while len(codes) < count:
            code = "-".join("".join(choose(LETTERS) for _ in range(EACH)) for _ in range(GROUPS))
            if plain_code(code) not in taken:
                taken.add(plain_code(code))
                codes.append(code)
        return [Event(at=now, what="voucher", code=code, plan=name, days=days, by=by) for code in codes]

    _, added = change_log(folder, clock, make)
    return tuple(vouchers_of(added).values())


def vouchers_of(events: Iterable[Event]) -> dict[str, Voucher]:
    """All vouchers of a log, by their plain codes, the oldest first."""
    found: dict[str, Voucher] = {}
    for event in events:
        code = plain_code(event.code)
        if event.what == "voucher":
            found.setdefault(code, Voucher(code=event.code, plan=event.plan, days=event.days))
        elif event.what == "ordered" and code in found:
            found[code] = replace(found[code], order=event.order, learner=event.learner)
    return found


def redeem(vouchers: Mapping[str, Voucher], code: str, plan: str = "") -> Voucher:
    """The voucher that an order can be paid with.

    Args:
        vouchers: of the log, from vouchers_of.
        code: as somebody wrote it; capitals, spaces and dashes make no difference.
        plan: what is ordered; "" where the order does not say.

    Raises:
        ValueError: it cannot; the message says why, without a stop at the end.
    """
    if not plain_code(code):
        raise ValueError("the voucher's code is missing")
    voucher = vouchers.get(plain_code(code))
    if voucher is None:
        raise ValueError(f"no voucher {code} was issued")
    if voucher.learner:
        raise ValueError(f"the voucher {voucher.code} was used for {voucher.learner} in order {voucher.order} already")
    if plan and plan != voucher.plan:
        raise ValueError(f"the voucher {voucher.code} is good for the plan {voucher.plan}, not for {plan}")
    return voucher


def plain_code(text: str) -> str:
    """A code as codes are compared."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
