"""Revenue by what is known of the customer: by region, sales area, industry; of a period, and beside an earlier one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import DAY, calendar_day, dated_by
from customer_value.measures._arguments import column
from customer_value.measures._numbers import NAN
from customer_value.measures._tables import one_row_each, pandas_table, whole_table
from customer_value.measures._valid_rows import valid_rows
from customer_value.measures._visits import Window, window

UNKNOWN = "unknown"
"""The row of customers of whom nobody knows the group, or who are not on file."""

_DAYS_APART = 3
"""By so many days months, quarters or years differ in length."""


def revenue_by(valid: Any, customers: Any, by: str, *, start: Any = None, end: Any = None) -> pd.DataFrame:
    """Customers and net revenue by region, industry or another column of the customers (地區分析、行業分析).

    The group is that of the **customer**, such as the home region, wherever an order came in: so customers and money of
    a row are of the same people. Customers without a value are a row of their own, last; leave them out and the rows no
    longer add up to the company.

    Args:
        valid: valid orders up to the snapshot, as `valid_orders` returns them: `customer_id`, `order_date`, `amount`
            (money, net). A lazy frame is run.
        customers: one row per customer: `customer_id` and the column `by`.
        by: the column, such as "region", "sales_area", "industry", "kind" or "consent".
        start, end: the first and the last day of the period; from the first order, to the last, when None.

    Returns:
        A pandas frame, one row per value of `by`, sorted (a category keeps its order), also where nobody bought, and
        last "unknown" if there is anybody: the column `by`; `customers` (on file: with a valid order up to `end`),
        `buyers` (with an order in the period), `revenue` (of the period), `revenue_per_customer` (`revenue / buyers`;
        NaN without buyers), `share` (of the revenue of all; NaN without any).

    Raises:
        MeasureError: a column is missing or of another type, an amount is missing or infinite, a customer stands twice
            in `customers`, none of the customers who bought is in it, or the period ends before it starts.

    Examples:
        D moved away from nobody knows where, and the East has not bought this year:

        >>> valid = pd.DataFrame({"customer_id": ["A", "A", "B", "C", "D"],
        ...     "order_date": pd.to_datetime(["2024-02-01", "2024-03-01", "2024-05-01", "2023-06-01", "2024-07-01"]),
        ...     "amount": [600.0, 200.0, 400.0, 900.0, 300.0]})
        >>> customers = pd.DataFrame({"customer_id": ["A", "B", "C", "D"], "region": ["North", "North", "East", None]})
        >>> revenue_by(valid, customers, "region", start="2024-01-01", end="2024-12-31")
            region  customers  buyers  revenue  revenue_per_customer  share
        0     East          1       0      0.0                   NaN    0.0
        1    North          2       2   1200.0                 600.0    0.8
        2  unknown          1       1    300.0                 300.0    0.2
    """
    first = None if start is None else calendar_day(start, "start")
    last = None if end is None else calendar_day(end, "end")
    if first is not None and last is not None:
        window(first, last)
    table = _by_group(valid, _groups(customers, by), by, (first, last))
    buyers, revenue = table["buyers_0"], table["revenue_0"]
    found = table[["customers"]].assign(
        buyers=buyers,
        revenue=revenue,
        revenue_per_customer=revenue / buyers.where(buyers > 0),
        share=revenue / (revenue.sum() or NAN),
    )
    return _as_column(found, by)


def growth_by(valid: Any, customers: Any, by: str, before: tuple[Any, Any], now: tuple[Any, Any]) -> pd.DataFrame:
    """How much each industry or region grew between two periods, beside how large it is (行業成長率).

    `growth = revenue now / revenue before - 1`. The growth of all together is that of the sums, not the mean of the
    groups' growths. A small group grows fast easily, so look at growth and size together.

    Args:
        valid, customers, by: as for `revenue_by`; the orders have to reach back to the earlier period.
        before, now: first and last day of the earlier and of the later period, of one length.

    Returns:
        A pandas frame, its rows as those of `revenue_by`: the column `by`; `accounts_before` and `accounts` (customers
        with an order in the period), `revenue_before`, `revenue`, `growth` (0.2 is 20% more; NaN where there was no
        revenue before: from nothing there is no rate), `revenue_per_account` (of the later period; NaN without
        accounts) and `share` (of its revenue).

    Raises:
        MeasureError: as for `revenue_by`; or the periods overlap, are the wrong way round, or differ in length by more
            than months, quarters or years do: part of a year beside a whole one is no growth.

    Examples:
        >>> valid = pd.DataFrame({"customer_id": ["H", "H", "T"],
        ...     "order_date": pd.to_datetime(["2023-02-01", "2024-02-01", "2024-05-01"]), "amount": [500, 600, 400]})
        >>> customers = pd.DataFrame({"customer_id": ["H", "T"], "industry": ["Hotels", "Technology"]})
        >>> table = growth_by(valid, customers, "industry", ("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31"))
        >>> table[["industry", "revenue_before", "revenue", "growth"]].round(2)
             industry  revenue_before  revenue  growth
        0      Hotels           500.0    600.0     0.2
        1  Technology             0.0    400.0     NaN
    """
    earlier, later = _two_windows(before, now)
    table = _by_group(valid, _groups(customers, by), by, earlier, later)
    accounts, was, revenue = table["buyers_1"], table["revenue_0"], table["revenue_1"]
    found = pd.DataFrame(
        {
            "accounts_before": table["buyers_0"],
            "accounts": accounts,
            "revenue_before": was,
            "revenue": revenue,
            "growth": revenue / was.where(was > 0) - 1,
            "revenue_per_account": revenue / accounts.where(accounts > 0),
            "share": revenue / (revenue.sum() or NAN),
        }
    )
    return _as_column(found, by)


def _two_windows(before: Any, now: Any) -> tuple[Window, Window]:
    both = []
    for name, days in (("before", before), ("now", now)):
        if not isinstance(days, tuple | list) or len(days) != 2:
            raise MeasureError(f"{name} is {days!r}; give the first and the last day of the period, as a pair.")
        both.append(window(*days, names=(f"the start of {name}", f"the end of {name}")))
    earlier, later = both
    if earlier[1] >= later[0]:
        raise MeasureError(
            f"before ends on {earlier[1]}, and now starts on {later[0]}; the later one has to come after."
        )
    lengths = [(last - first).days + 1 for first, last in both]
    if abs(lengths[1] - lengths[0]) > _DAYS_APART:
        raise MeasureError(
            f"before is {lengths[0]} days long and now {lengths[1]}; growth compares periods of one length, such as "
            "two years."
        )
    return earlier, later


def _groups(customers: Any, by: str) -> pd.Series:
    """The group of each customer id as a category whose last value is `UNKNOWN`; of whom it is not known, that."""
    ids = pandas_table(customers, "customers", customer_id="key")
    one_row_each(ids, "customers", "customer_id")
    groups = pandas_table(customers, "customers", gaps=[by], **{column(by, "by"): "any"})[by]
    if isinstance(groups.dtype, pd.CategoricalDtype):
        values = groups.cat.categories.tolist()
    else:
        values = sorted(groups.dropna().unique().tolist())
    kind = pd.CategoricalDtype([value for value in values if value != UNKNOWN] + [UNKNOWN])
    known = groups.astype("object").where(groups.notna(), UNKNOWN)
    return pd.Series(known.to_numpy(), index=ids["customer_id"]).astype(kind)


def _by_group(valid: Any, groups: pd.Series, by: str, *windows: tuple[dt.date | None, dt.date | None]) -> pd.DataFrame:
    """Each group's customers on file by the end of the last period and, for each period (0, 1), buyers and revenue."""
    orders = valid_rows(valid, customer_id="key", order_date="date", amount="number")
    if (end := windows[-1][1]) is not None:
        orders = orders.filter(dated_by(orders, "order_date", end))
    amount = nw.col("amount")
    sums = {"bad": nw.when(amount.is_finite() & (amount >= 0)).then(0).otherwise(1)}
    for place, (first, last) in enumerate(windows):
        inside = nw.lit(True) if last is None else dated_by(orders, "order_date", last)
        inside = inside if first is None else inside & ~dated_by(orders, "order_date", first - DAY)
        sums[f"orders_{place}"] = nw.when(inside).then(1).otherwise(0)
        sums[f"revenue_{place}"] = nw.when(inside).then(amount).otherwise(0.0)
    totals = orders.with_columns(**sums).group_by("customer_id").agg(nw.col(*sums).sum())
    people = whole_table(totals.to_native(), "valid")
    if bad := int(people["bad"].sum()):
        raise MeasureError(
            f"valid['amount'] is missing, infinite or below 0 on {bad} rows; correct or drop them first. Refunds are "
            "taken off their orders by valid_orders."
        )
    if len(people) and len(groups) and not people["customer_id"].isin(groups.index).any():
        raise MeasureError(
            "None of the customers in valid is in customers; their customer_id has to be the same, text in both or a "
            "whole number in both."
        )
    home = people["customer_id"].map(groups.astype("object")).astype("object")
    people[by] = home.fillna(UNKNOWN).astype(groups.dtype)
    table = people.groupby(by, observed=False).agg(customers=("customer_id", "size"))
    for place in range(len(windows)):
        bought = people[people[f"orders_{place}"] > 0].groupby(by, observed=False)[f"revenue_{place}"]
        table[f"buyers_{place}"], table[f"revenue_{place}"] = bought.size(), bought.sum()
    return table if table.loc[UNKNOWN, "customers"] else table.drop(index=UNKNOWN)


def _as_column(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """The groups as a column of plain values."""
    return table.set_axis(pd.Index(table.index.tolist(), name=by)).reset_index()
