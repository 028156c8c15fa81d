"""The window logic of repurchase, in one place: who is on file, active or lapsed on a day, and what a window changed.

A *visit* is an order from the day it was made until the day on which refunds had taken all of it back. So one table of
visits knows which orders are valid on any day, and a measure over many windows cleans the ledger once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw

from customer_value.errors import MeasureError
from customer_value.frames import DAY, Frame, calendar_day, collected, dated_by, day_number, whole_days
from customer_value.measures._orders import DUST, checked_orders, valid_by

PERSONAL = "personal"
"""The `lapse_days` that judges customers by their own rhythm."""

OWN_GAPS, SHORTEST, WITHOUT_RHYTHM = 3, 30, 180
"""The personal threshold: so many own median gaps, at least so many days, and this with fewer than two visits."""

NEVER = 10_000_000
"""The day on which an order becomes void that is never taken back; beyond the calendar's last."""

Window = tuple[dt.date, dt.date]


def window(start: Any, end: Any, names: tuple[str, str] = ("start", "end")) -> Window:
    """Both days of a window.

    Raises:
        MeasureError: one is no day, or the window ends before it starts.
    """
    first, last = (calendar_day(day, name) for day, name in zip((start, end), names, strict=True))
    if last < first:
        raise MeasureError(f"{names[1]} is {last}, before {names[0]}, {first}; both days belong to the window.")
    return first, last


def threshold(lapse_days: Any) -> int | str:
    """The lapse threshold as days, or `PERSONAL`.

    Raises:
        MeasureError: it is neither "personal" nor a whole number of at least 1.
    """
    if isinstance(lapse_days, str):
        if lapse_days == PERSONAL:
            return PERSONAL
        raise MeasureError(f"lapse_days is {lapse_days!r}; give a number of days, such as 180, or {PERSONAL!r}.")
    return whole_days(lapse_days, "lapse_days")


def visits(orders: Any, refunds: Any, upto: dt.date) -> Frame:
    """Every order dated by a day: `customer_id`, `day` and `void`, the numbers of its day and of that which ends it.

    An order is valid from its own day up to the day before the one on which refunds had taken all of it back.

    Raises:
        MeasureError: as `valid_orders`.
    """
    sales, returns = checked_orders(orders, refunds)
    made = valid_by(sales, None, upto)  # which of them refunds took back depends on the day
    made = made.select("customer_id", "order_id", gross=nw.col("amount"), day=day_number(nw.col("order_date")))
    if returns is None:
        return made.select("customer_id", "day", void=nw.lit(NEVER))
    back = returns.filter(dated_by(returns, "refund_date", upto), nw.col("amount").is_finite(), nw.col("amount") >= 0)
    ends = _taken_back(made, back)
    void = nw.when(nw.col("void").is_null()).then(NEVER).otherwise(nw.col("void"))
    return made.join(ends, on="order_id", how="left").select("customer_id", "day", void=void.cast(nw.Int64()))


def _taken_back(made: Frame, back: Frame) -> Frame:
    """The orders that refunds took back whole, and the first day on which they had: `order_id`, `void`."""
    by_day = (
        back.select("order_id", "amount", void=day_number(nw.col("refund_date")))
        .group_by("order_id", "void")
        .agg(nw.col("amount").sum())
    )
    so_far = (
        by_day.select("order_id", "void")
        .join(by_day.select("order_id", "amount", on=nw.col("void")), on="order_id")
        .filter(nw.col("on") <= nw.col("void"))
        .group_by("order_id", "void")
        .agg(nw.col("amount").sum())
    )
    left = nw.col("gross") - nw.col("amount")
    return (
        so_far.join(made.select("order_id", "gross"), on="order_id")
        .filter(left <= DUST * nw.col("gross").abs())
        .group_by("order_id")
        .agg(nw.col("void").min())
    )


def valid_on(seen: Frame, day: dt.date) -> Frame:
    """The visits that are valid orders on a day."""
    return seen.filter(nw.col("day") <= day.toordinal(), nw.col("void") > day.toordinal())


def judged(seen: Frame, days: Sequence[dt.date], lapse_days: int | str) -> Frame:
    """The customers on file at the end of each of some days.

    Returns:
        `customer_id`, `on` (the day's number), `last` (the day number of the last order), `lapse_days` (the customer's
        threshold) and `active` (1 or 0: the last order is no earlier than the next day less the threshold).
    """
    known = nw.concat([valid_on(seen, day).with_columns(on=nw.lit(day.toordinal())) for day in days])
    if lapse_days == PERSONAL:
        people = with_rhythm(known)
    else:
        people = known.group_by("customer_id", "on").agg(last=nw.col("day").max())
        people = people.with_columns(lapse_days=nw.lit(float(lapse_days)))
    recent = nw.col("on") + 1 - nw.col("last") <= nw.col("lapse_days")
    return people.with_columns(active=nw.when(recent).then(1).otherwise(0))


def with_rhythm(known: Frame) -> Frame:
    """Each customer's last day, rhythm and personal threshold, from visits valid on the day `on`.

    Returns:
        `customer_id`, `on`, `last`, `purchase_days`, `median_gap` (missing with one purchase day), `lapse_days`.
    """
    days = known.select("customer_id", "on", "day").unique(["customer_id", "on", "day"])
    if days.implementation.is_pyarrow():  # which looks at no neighbouring row, and whose median is approximate
        people = with_rhythm(nw.from_native(days.to_pandas()))
        return nw.from_dict(people.to_dict(as_series=False), schema=people.schema, backend="pyarrow")
    before = nw.col("day").shift(1).over("customer_id", "on", order_by="day")
    people = (
        days.with_columns(gap=nw.col("day") - before)
        .group_by("customer_id", "on")
        .agg(last=nw.col("day").max(), purchase_days=nw.len(), median_gap=nw.col("gap").median())
    )
    own = nw.max_horizontal(OWN_GAPS * nw.col("median_gap"), nw.lit(float(SHORTEST)))
    lapse = nw.when(nw.col("purchase_days") > 1).then(own).otherwise(nw.lit(float(WITHOUT_RHYTHM)))
    return people.select(
        "customer_id",
        "on",
        "last",
        nw.col("purchase_days").cast(nw.Int64()),
        nw.col("median_gap").cast(nw.Float64()),
        lapse_days=lapse.cast(nw.Float64()),
    )


def status(people: Frame) -> Frame:
    """What each window changed for the customers on file at its opening or its end.

    Args:
        people: what `judged` says of the day before a window and of its last day, with `window` (the window's number)
            and `start` (the number of its first day).
    """
    before, later, active = nw.col("on") < nw.col("start"), nw.col("last") >= nw.col("start"), nw.col("active") == 1
    sides = people.select(
        "window",
        "customer_id",
        days_since_last=nw.when(before).then(nw.col("start") - nw.col("last")),
        lapse_days=nw.when(before).then(nw.col("lapse_days")),
        **{
            name: nw.when(true).then(1).otherwise(0)
            for name, true in {
                "existing": before & active,
                "lapsed": before & ~active,
                "ordered": later,
                "on_file": ~before,
                "active": ~before & active,
            }.items()
        },
    )
    columns = sides.collect_schema().names()
    table = sides.group_by("window", "customer_id").agg(nw.col(columns[2:]).max())
    existing, lapsed, ordered, on_file, active = (
        nw.col(name) == 1 for name in ("existing", "lapsed", "ordered", "on_file", "active")
    )
    first_purchase, won_back = on_file & ~existing & ~lapsed, lapsed & (ordered | active)
    return table.select(
        "window",
        "customer_id",
        "days_since_last",
        "lapse_days",
        existing=existing,
        lapsed=lapsed,
        ordered_in_window=ordered,
        first_purchase=first_purchase,
        won_back=won_back,
        on_file=on_file,
        active_at_closing=active,
        lost=(existing | first_purchase | won_back) & ~active,
    )


def one_status(orders: Any, refunds: Any, start: Any, end: Any, lapse_days: Any) -> Frame:
    """`status` of one window, lazily where the orders are lazy."""
    first, last = window(start, end)
    lapse = threshold(lapse_days)
    people = judged(visits(orders, refunds, last), [first - DAY, last], lapse)
    return status(people.with_columns(window=nw.lit(0), start=nw.lit(first.toordinal())))


def counted(frame: Frame, **conditions: nw.Expr) -> dict[str, int]:
    """How many rows meet each condition; a lazy frame is run."""
    sums = frame.select(**{name: nw.when(true).then(1).otherwise(0).sum() for name, true in conditions.items()})
    sums = collected(sums)
    return {name: int(nw.to_py_scalar(sums.item(0, name)) or 0) for name in conditions}
