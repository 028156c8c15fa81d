"""What each customer bought in the months of the books, and what was spent to win and to keep them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures._numbers import ratio
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.activity import customer_activity
from customer_value.measures.returns.costs import cost_table, customer_costs

MONTHS = 12

OPTIONAL = {"contacts": "service_contacts", "campaigns": "campaigns", "touches": "touches"}
"""Tables that not every ledger has, by the argument of `customer_activity`."""

OURS = ("acquisition", "maintenance")
"""The kinds of cost that somebody decided to spend on customers."""


@dataclass(frozen=True, kw_only=True, eq=False)
class SpentOnCustomers:
    """A year of everybody who has ever bought; `spent_on_customers` makes it.

    Attributes:
        start, end: the first and the last day counted; whole months.
        months: how many those are.
        people: one row for each customer with a valid order by the end, `customer_id` as the index: `revenue` and
            `goods` of the period, `acquisition` and `maintenance` (all money), and `new`, whether the first order ever
            lies in the period.
        by_head: the part of `maintenance` that every buyer bears alike, such as a members' programme (money).
        nobodys: acquisition and maintenance that belong to no customer in particular, and are in no row (money).
    """

    start: pd.Timestamp
    end: pd.Timestamp
    months: int
    people: pd.DataFrame
    by_head: float
    nobodys: float


@once_per_ledger
def spent_on_customers(ledger: Ledger) -> SpentOnCustomers:
    """The accounts of the last twelve whole months, or of as many as a shorter ledger has.

    Months and money are those of `customer_accounts`. Beyond it, whoever neither bought in these months nor had any
    money spent on them has a row of zeros.

    Args:
        ledger: with the tables costs, customers, orders, order_lines, refunds and products; service contacts,
            campaigns and touches where it has them.
    """
    costs, bought = ledger.table("costs"), (ledger.orders, ledger.refunds, ledger.snapshot)
    valid = valid_orders(*bought)
    after = (ledger.snapshot + pd.Timedelta(days=1)).to_period("M")
    months = max(1, min(MONTHS, (after - valid["order_date"].min().to_period("M")).n))
    start, end = (after - months).start_time, after.start_time - pd.Timedelta(days=1)
    there = {resource["name"] for resource in ledger.package["resources"]}
    there -= set() if {"campaigns", "touches"} <= there else {"campaigns", "touches"}
    more = {name: ledger.table(table) for name, table in OPTIONAL.items() if table in there}
    details = {"lines": ledger.order_lines, "products": ledger.products, "customers": ledger.customers}
    activity = customer_activity(*bought, months=months, **details, **more)
    accounts = customer_costs(costs, activity, ledger.snapshot, months=months).set_index("customer_id")
    first = valid[valid["order_date"] <= end].groupby("customer_id")["order_date"].min()
    people = accounts[["revenue", "goods", *OURS]].reindex(first.index).fillna(0.0)
    people["new"] = first >= start
    books = cost_table(costs, ledger.snapshot, months=months)
    by_head = books[(books["kind"] == "maintenance") & (books["driver"] == "customers")]["amount"].sum()
    booked = books[books["kind"].isin(OURS)]["amount"].sum()
    nobodys = float(booked - accounts[list(OURS)].sum().sum())
    return SpentOnCustomers(
        start=start,
        end=end,
        months=months,
        people=people,
        by_head=ratio(float(by_head), int((accounts["customers"] > 0).sum())),
        nobodys=nobodys if nobodys > 0.005 * booked else 0.0,
    )
