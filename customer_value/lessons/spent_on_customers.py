"""What each customer bought in the months of the books, and what was spent to win and to keep them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.customer_accounts import customer_accounts
from customer_value.measures._numbers import ratio
from customer_value.measures.orders.valid import valid_orders

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
    """
    accounts = customer_accounts(ledger)
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    first = valid[valid["order_date"] <= accounts.end].groupby("customer_id")["order_date"].min()
    people = accounts.accounts[["revenue", "goods", *OURS]].reindex(first.index).fillna(0.0)
    people["new"] = first >= accounts.start
    books = accounts.books[accounts.books["kind"].isin(OURS)]
    by_head = books.loc[(books["kind"] == "maintenance") & (books["driver"] == "customers"), "amount"].sum()
    booked = books["amount"].sum()
    nobodys = float(booked - accounts.accounts[list(OURS)].sum().sum())
    return SpentOnCustomers(
        start=accounts.start,
        end=accounts.end,
        months=accounts.months,
        people=people,
        by_head=ratio(float(by_head), int(accounts.accounts["customers"].sum())),
        nobodys=nobodys if nobodys > 0.005 * booked else 0.0,
    )
