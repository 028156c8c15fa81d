"""Repurchase in many windows at once: the orders are cleaned and run once, and every day is judged once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from customer_value.frames import DAY, Frame, collected
from customer_value.measures._areas import UNKNOWN_AREA
from customer_value.measures._visits import Window, judged, status, threshold, visits

AT_ONCE = 4_000_000
"""About how many rows are looked at in one go where there are many windows."""

COUNTS = (
    *("existing", "lapsed", "first_purchase", "won_back", "on_file", "active_at_closing", "lost"),
    *("repurchased", "returned"),
)
"""What `tally` counts: the columns of `status`, and of the existing and of the lapsed those who ordered."""


def tally(
    orders: Any, refunds: Any, windows: Sequence[Window], lapse_days: Any, areas: pd.Series | None = None
) -> pd.DataFrame:
    """How many customers `status` says what of, in each of many windows; the orders are run once.

    Args:
        orders, refunds: as for `valid_orders`.
        windows: one or more, in any order; they may overlap.
        lapse_days: as for `threshold`.
        areas: the sales area by customer id; whom it does not name is in `UNKNOWN_AREA`, the last.

    Returns:
        A row per window and area, in order: `window` (its number), `sales_area` and the columns `COUNTS`. Without areas
        the only one is "".
    """
    lapse = threshold(lapse_days)
    seen, ids = _collected(visits(orders, refunds, max(end for _, end in windows)))
    if areas is None:
        names, of = [""], np.zeros(len(ids), dtype=int)
    else:
        names = sorted(areas.dropna().unique())
        of = pd.Index(names).get_indexer(ids.map(areas))
        if (unknown := of < 0).any():
            names, of = [*names, UNKNOWN_AREA], np.where(unknown, len(names), of)
    total = np.zeros((len(windows), len(names), len(COUNTS)), dtype=int)
    for part in _statuses(seen, windows, lapse):
        came = part["ordered_in_window"]
        counted = part.assign(repurchased=part["existing"] & came, returned=part["lapsed"] & came)
        cell = part["window"].to_numpy() * len(names) + of[part["customer_id"].to_numpy()]
        for place, column in enumerate(COUNTS):
            true = counted[column].to_numpy()
            total[:, :, place] += np.bincount(cell[true], minlength=total[:, :, 0].size).reshape(total.shape[:2])
    index = pd.MultiIndex.from_product([range(len(windows)), names], names=["window", "sales_area"])
    return pd.DataFrame(total.reshape(-1, len(COUNTS)), index=index, columns=list(COUNTS)).reset_index()


def _collected(seen: Frame) -> tuple[pd.DataFrame, pd.Series]:
    """The visits in memory, run once, customers numbered from 0 and in order, and the customer id of each number."""
    table = collected(seen)
    codes, ids = pd.factorize(table["customer_id"].to_pandas())
    visit = {name: table[name].to_numpy().astype("int32") for name in ("day", "void")}
    found = pd.DataFrame({"customer_id": codes.astype("int32"), **visit})
    return found.sort_values("customer_id", kind="stable", ignore_index=True), pd.Series(ids)


def _statuses(seen: pd.DataFrame, windows: Sequence[Window], lapse: int | str) -> Iterator[pd.DataFrame]:
    """`status` for many windows over collected visits, as pandas frames of some customers each."""
    days = [
        (on.toordinal(), number, start.toordinal())
        for number, (start, end) in enumerate(windows)
        for on in (start - DAY, end)
    ]
    roles = nw.from_native(pd.DataFrame(days, columns=["on", "window", "start"]), eager_only=True)
    judging = [dt.date.fromordinal(on) for on in sorted({on for on, _, _ in days})]
    customers = seen["customer_id"].to_numpy()
    first = 0
    while first < len(seen):
        last = min(first + max(1, AT_ONCE // len(judging)), len(seen)) - 1
        after = int(np.searchsorted(customers, customers[last], side="right"))
        people = judged(nw.from_native(seen.iloc[first:after], eager_only=True), judging, lapse)
        yield status(people.join(roles, on="on")).to_native()
        first = after


def months(start: dt.date, end: dt.date) -> list[Window]:
    """The calendar months from one day to another, the first and the last cut off at these days."""
    firsts = [start]
    while (year_month := firsts[-1].year * 12 + firsts[-1].month) < end.year * 12 + end.month:
        firsts.append(dt.date(year_month // 12, year_month % 12 + 1, 1))
    return [(first, following - DAY) for first, following in pairwise([*firsts, end + DAY])]
