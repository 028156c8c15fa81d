"""Credit of company customers: how much they owe at a time, and how much that should be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value.frames import calendar_day, whole_days
from customer_value.measures._numbers import finite
from customer_value.measures._spending import spending
from customer_value.measures._tables import none_negative, one_row_each, pandas_table
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.tiers._people import each

VOID = "cancelled"
"""The word in `status` for an order that was never paid."""


def credit(
    customers: Any, orders: Any, refunds: Any, snapshot: Any, *, days: int = 365, cover: float = 2.0
) -> pd.DataFrame:
    """What each company customer owes on the snapshot, beside a limit and beside how they have ordered (信用評估).

    The ledger does not say when an order was paid. So `exposure` (應收帳款) takes everybody to pay on the last day
    allowed: an order of a customer with 30 credit days is owed on its own day and the 29 days after. Late payers owe
    more than that, prompt ones less; ask the accountant for the real list before you refuse anybody anything.

    `limit = cover x usual`, where `usual = net x credit days / days` is what is owed on an average day of the period.
    The limit is a rule to begin a talk with, not a law: a company with one large order a year is over it every time.

    Args:
        customers: a frame, one row per customer, with `customer_id` and `credit_days` (missing for persons, who are
            left out; 0 pays at once and so never owes).
        orders, refunds: as for `valid_orders`, pandas.
        snapshot: the day on which customers are judged.
        days: the length of the period looked back on, the snapshot included.
        cover: how many times the usual debt may be owed.

    Returns:
        A pandas frame, one row per customer with credit days, sorted by customer id: `customer_id`, `credit_days`,
        `orders` and `net` (valid orders of the period and their money), `cancelled_share` (of the period's orders,
        those never paid), `usual`, `exposure`, `peak` (the most owed on any day of the period), `limit` (all money)
        and `used` (exposure over limit; above 1 is over the limit; NaN where the limit is 0).

    Raises:
        MeasureError: as for `valid_orders`; a column of `customers` is missing or of another type; credit days or
            `cover` are below 0.

    Examples:
        K ordered for 365 on each of two days and has 30 days to pay; the first order has been paid by now:

        >>> import pandas as pd
        >>> customers = pd.DataFrame({"customer_id": ["K", "P"], "credit_days": [30, None]})
        >>> orders = pd.DataFrame({"customer_id": ["K", "K", "P"], "order_id": ["o1", "o2", "o3"], "amount": [365] * 3,
        ...                        "order_date": pd.to_datetime(["2024-06-01", "2024-12-20", "2024-12-20"]),
        ...                        "status": "completed"})
        >>> found = credit(customers, orders, None, "2024-12-31")
        >>> found[["customer_id", "usual", "exposure", "peak", "limit", "used"]].round(2)
          customer_id  usual  exposure   peak  limit  used
        0           K   60.0     365.0  365.0  120.0  3.04
    """
    day, length = pd.Timestamp(calendar_day(snapshot)), whole_days(days)
    table = pandas_table(customers, "customers", gaps=["credit_days"], customer_id="key", credit_days="number")
    one_row_each(table, "customers", "customer_id")
    none_negative(table, "customers", "credit_days")
    table = table[table["credit_days"].notna()]
    times = finite(cover, "cover", least=0)
    first = day - pd.Timedelta(days=length)
    valid = spending(valid_orders(orders, refunds, day), day).merge(table, on="customer_id")
    period = valid[valid["order_date"] > first]
    table = table.sort_values("customer_id", ignore_index=True)
    ids = table["customer_id"]
    sums = period.groupby("customer_id")["amount"].agg(["size", "sum"])
    table["orders"] = each(ids, sums["size"]).astype("int64")
    table["net"] = each(ids, sums["sum"])
    table["cancelled_share"] = _cancelled(orders, first, day).reindex(ids).to_numpy("float64")
    table["usual"] = table["net"] * table["credit_days"] / length
    due = valid["order_date"] + pd.to_timedelta(valid["credit_days"], unit="D")
    owed = valid[due > day].groupby("customer_id")["amount"].sum()
    table["exposure"] = each(ids, owed)
    peaks = {customer: _peak(rows, first) for customer, rows in valid.groupby("customer_id")}
    table["peak"] = each(ids, pd.Series(peaks, dtype="float64"))
    table["limit"] = times * table["usual"]
    table["used"] = table["exposure"] / table["limit"].where(table["limit"] > 0)
    return table


def _cancelled(orders: Any, first: pd.Timestamp, day: pd.Timestamp) -> pd.Series:
    """Of the orders of the period, the share that was cancelled, by customer."""
    kinds = {"customer_id": "key", "order_id": "key", "order_date": "date", "status": "text"}
    table = pandas_table(orders, "orders", gaps=["customer_id", "status"], **kinds)
    dates = table["order_date"]
    table = table[(dates > first) & (dates <= day)].drop_duplicates("order_id")
    return (table["status"] == VOID).groupby(table["customer_id"]).mean()


def _peak(rows: pd.DataFrame, first: pd.Timestamp) -> float:
    """The most that one customer owed on a day of the period; a debt only grows on the day of an order.

    What was ordered before the period may still be owed at its beginning.
    """
    dates = rows["order_date"].to_numpy()
    amounts, wait = rows["amount"].to_numpy(), np.timedelta64(int(rows["credit_days"].iloc[0]), "D")
    seen = np.unique(np.append(dates[dates > first], np.datetime64(first) + np.timedelta64(1, "D")))
    owed = (dates <= seen[:, None]) & (dates + wait > seen[:, None])
    return float((owed * amounts).sum(axis=1).max())
