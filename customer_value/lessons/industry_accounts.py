"""The accounts that an analysis by industry looks at, and the two periods it compares."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from customer_value.ledger import Ledger
from customer_value.measures.customers.revenue import UNKNOWN
from customer_value.measures.orders.valid import valid_orders


@dataclass(frozen=True, eq=False)
class IndustryAccounts:
    """Who is looked at, by what they are grouped, and when.

    Attributes:
        accounts: one row for each account: `customer_id` and `group`, "unknown" where nobody knows it.
        grouped_by: the column of the customers that `group` comes from: "industry", or "channel" (how the customer came
            to us) where the ledger has no companies, or none that ordered in both periods.
        companies: how many of the customers are companies.
        months: the length of a period: twelve, or as many whole months as fit twice into a shorter ledger.
        start: the later period is what lies after this day, up to the snapshot.
        start_before: the earlier period is what lies after this day, up to `start`.
        snapshot: the day on which we judge.
    """

    accounts: pd.DataFrame
    grouped_by: str
    companies: int
    months: int
    start: pd.Timestamp
    start_before: pd.Timestamp
    snapshot: pd.Timestamp

    @property
    def now(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """The first and the last day of the later period."""
        return self.start + pd.Timedelta(days=1), self.snapshot

    @property
    def before(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """The first and the last day of the earlier period."""
        return self.start_before + pd.Timedelta(days=1), self.start


def industry_accounts(ledger: Ledger) -> IndustryAccounts:
    """The company customers with their industry; where that tells nothing, all customers with the way they came.

    A person has no industry, and that is no gap in the file, so persons are left out where there are companies. A
    company of which nobody knows the industry stays in, as "unknown". Where no industry has ordered in both periods,
    there is no growth to look at, and the channels take the place of the industries.

    Args:
        ledger: the ledger; its `customers`, and its valid orders.
    """
    customers = ledger.customers
    companies = customers[customers["company"].notna() | customers["industry"].notna()]
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    first = valid["order_date"].min()
    months = next((m for m in range(12, 1, -1) if first <= ledger.snapshot - pd.DateOffset(months=2 * m)), 1)
    start = ledger.snapshot - pd.DateOffset(months=months)
    start_before = start - pd.DateOffset(months=months)
    industry = valid["customer_id"].map(companies.set_index("customer_id")["industry"])
    later, sooner = valid["order_date"] > start, valid["order_date"].between(start_before, start, inclusive="right")
    in_both = set(industry[later].dropna()) & set(industry[sooner].dropna())
    grouped_by, who = ("industry", companies) if in_both else ("channel", customers)
    groups = who[grouped_by].astype("object").fillna(UNKNOWN).astype("str")
    accounts = pd.DataFrame({"customer_id": who["customer_id"], "group": groups}).reset_index(drop=True)
    return IndustryAccounts(accounts, grouped_by, len(companies), months, start, start_before, ledger.snapshot)
