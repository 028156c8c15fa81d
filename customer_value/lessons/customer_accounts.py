"""What every customer brought and cost in a period, what nobody can be charged with, and what a loss comes from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from customer_value import words
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures._numbers import ratio
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.activity import customer_activity
from customer_value.measures.returns.costs import cost_rates, cost_table, customer_costs

MONTHS = 12

OWN_COSTS = ("goods", "direct", "acquisition", "maintenance")
"""The columns of `accounts` that are costs of the customer alone."""

REASONS = ("quiet", "new", "care", "delivery", "other")
"""Why a customer leaves less than nothing, as `loss_reasons` names it, in the order in which it looks."""

MADE_UP = {"orders": 0.03, "capacity": 0.15}
"""Of a ledger without books: what orders and the house cost, as shares of the revenue; the goods are known."""


@dataclass(frozen=True, kw_only=True, eq=False)
class CustomerAccounts:
    """One period's accounts of all customers; `customer_accounts` makes them.

    Attributes:
        start, end: the first and the last day; whole months.
        months: how many those are.
        books: the costs by kind and item, as `cost_table` returns them.
        rates: what one unit of each driver cost, as `cost_rates` returns it.
        accounts: a row for each customer who bought in the period or cost something all the same, by `customer_id`:
            `customers` (1 for whoever bought, else 0), `orders`, `contacts` (counts), `new` (whether the first order
            ever lies in the period), `revenue`, `goods`, `direct` (an indirect cost that follows something customers
            do among it), `acquisition`, `maintenance` (money), and `delivery`, what of these costs follows orders.
        pool: what nobody could be charged with (money): rent, staff, and what nobody's activity drives.
        made_up: true where the ledger has no books; the costs of orders and the house are then invented.
        came_again: of the customers won in the period before, the share who bought in this one; NaN without any.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    months: int
    books: pd.DataFrame
    rates: pd.DataFrame
    accounts: pd.DataFrame
    pool: float
    made_up: bool
    came_again: float


@once_per_ledger
def customer_accounts(ledger: Ledger) -> CustomerAccounts:
    """The accounts of the last twelve whole months, or of all whole months of a younger ledger.

    The revenue of all, less their costs, less the pool, is what the books say was earned.
    """
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    after = (ledger.snapshot + pd.Timedelta(days=1)).to_period("M")
    months = max(1, min(MONTHS, (after - valid["order_date"].min().to_period("M")).n))
    start, end = (after - months).start_time, after.start_time - pd.Timedelta(days=1)
    paired = {"campaigns", "touches"} <= ledger.table_names
    activity = customer_activity(
        ledger.orders,
        ledger.refunds,
        ledger.snapshot,
        months=months,
        lines=ledger.order_lines,
        products=ledger.products,
        customers=ledger.customers,
        contacts=ledger.table("service_contacts") if "service_contacts" in ledger.table_names else None,
        campaigns=ledger.table("campaigns") if paired else None,
        touches=ledger.table("touches") if paired else None,
    )
    made_up = "costs" not in ledger.table_names
    costs = _made_up(activity, end) if made_up else ledger.table("costs")
    rates = cost_rates(costs, activity, ledger.snapshot, months=months)
    return CustomerAccounts(
        start=start,
        end=end,
        months=months,
        books=cost_table(costs, ledger.snapshot, months=months),
        rates=rates,
        accounts=_accounts(costs, activity, ledger.snapshot, months),
        pool=float(rates.loc[rates["rate"].isna(), "amount"].sum()),
        made_up=made_up,
        came_again=_came_again(valid, (after - 2 * months).start_time, start, end),
    )


def loss_reasons(accounts: pd.DataFrame) -> pd.Series:
    """Why each customer who leaves less than nothing does so, before any shared cost.

    **quiet**: bought nothing in the period. **new**: won in the period, and without what that cost, which is paid and
    comes once, they leave something. **care**, **delivery**: without what letters, calls and the like (the first) or
    packing and sending (the second) cost, too, they would leave something; where either would do, the larger.
    **other**: no single one of these costs is the reason.

    Args:
        accounts: as `customer_accounts` gives them.

    Returns:
        A pandas Series of text with the index of `accounts`, "" for whoever leaves nothing less than 0.
    """
    left = accounts["revenue"] - accounts[list(OWN_COSTS)].sum(axis="columns")
    once = accounts["acquisition"].where(accounts["new"], 0.0)
    later = left + once
    care, delivery = accounts["maintenance"] + accounts["acquisition"] - once, accounts["delivery"]
    by_care, by_delivery = later + care >= 0, later + delivery >= 0
    reason = pd.Series("other", index=accounts.index, dtype="object")
    reason[by_care] = "care"
    reason[by_delivery & ~(by_care & (care >= delivery))] = "delivery"
    reason[later >= 0] = "new"
    reason[accounts["customers"] == 0] = "quiet"
    reason[left >= 0] = ""
    return reason


def _accounts(costs: pd.DataFrame, activity: pd.DataFrame, snapshot: pd.Timestamp, months: int) -> pd.DataFrame:
    """Every customer's row; what follows orders a second time, by itself."""

    def charged(some: pd.DataFrame) -> pd.DataFrame:
        return customer_costs(some, activity, snapshot, months=months).set_index("customer_id")

    def done(driver: str) -> pd.Series:
        units = activity[activity["driver"] == driver]
        return units.groupby("customer_id")["quantity"].sum().reindex(table.index, fill_value=0.0)

    table = charged(costs)
    table["direct"] += table.pop("indirect")
    table["contacts"], table["new"] = done("contacts"), done("new_customers") > 0
    orders = charged(costs[costs["driver"] == "orders"])
    table["delivery"] = orders["direct"] + orders["indirect"]
    return table[["customers", "orders", "contacts", "new", "revenue", *OWN_COSTS, "delivery"]]


def _made_up(activity: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    """Books for a ledger that has none: the goods as they are, and a plausible share for orders and the house."""
    sums = activity.groupby("driver")["quantity"].sum()
    revenue = sums["revenue"]
    rows = [
        ("direct", "goods", sums["goods"]),
        ("direct", "orders", MADE_UP["orders"] * revenue),
        ("indirect", "capacity", MADE_UP["capacity"] * revenue),
    ]
    books = pd.DataFrame(rows, columns=["kind", "driver", "amount"])
    books["item"] = [words.text(f"customer_accounts.made_up.{driver}") for driver in books["driver"]]
    return books.assign(month=end.replace(day=1), channel=None, sales_area=None)


def _came_again(valid: pd.DataFrame, before: pd.Timestamp, start: pd.Timestamp, end: pd.Timestamp) -> float:
    first = valid.groupby("customer_id")["order_date"].min()
    won = first.index[(first >= before) & (first < start)]
    inside = valid.loc[valid["order_date"].between(start, end), "customer_id"]
    return ratio(int(won.isin(inside).sum()), len(won))
