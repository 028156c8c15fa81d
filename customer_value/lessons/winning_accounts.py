"""What winning customers cost in a period, what a customer left in it each month, and who came again: by channel."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures._numbers import NAN, ratio
from customer_value.measures.brand.satisfaction import csat
from customer_value.measures.lifetime_value.historic import margin_rate
from customer_value.measures.lifetime_value.payback import payback_with_retention
from customer_value.measures.new_customers.acquisition import acquisition_cost, acquisition_cost_by_channel
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.unit_costs import order_goods

MONTHS = 12

ENOUGH = 10
"""New customers of a channel from which on its numbers are more than chance."""


@dataclass(frozen=True, kw_only=True, eq=False)
class WinningAccounts:
    """One period's accounts of winning customers; `winning_accounts` makes them.

    Attributes:
        start, end: the first and the last day; whole months.
        months: how many those are.
        acquisition_cost: money per new customer, all channels and all the money together; NaN without one.
        margin_rate: the share of the revenue that is left once the goods are paid.
        monthly: margin per buyer and month.
        came_again: the share of the buyers of the period before who bought in this one; NaN where there were none.
        stay: the monthly rate that comes to `came_again` over the period.
        kept: the share of the margin that is left once the other direct costs and maintenance are paid, too.
        satisfaction: the share of survey answers in the top two boxes; NaN without answers.
        kinds: money by kind of cost.
        costs: `channel`, `spend`, `customers`, `acquisition_cost`, as `acquisition_cost_by_channel` returns them.
        newcomers: the new customers: `customer_id`, `channel`, and what each has brought from the first order to the
            snapshot as `revenue` and as `clv` (margin).
        channels: the channels that cost money and brought somebody, the dearest first: `channel`, `customers` (new),
            `acquisition_cost`, `monthly` (margin per buyer and month), `payback` (month).
    """

    start: pd.Timestamp
    end: pd.Timestamp
    months: int
    acquisition_cost: float
    margin_rate: float
    monthly: float
    came_again: float
    stay: float
    kept: float
    satisfaction: float
    kinds: pd.Series
    costs: pd.DataFrame
    newcomers: pd.DataFrame
    channels: pd.DataFrame

    @property
    def dearest(self) -> pd.Series:
        """The row of the channel with the highest acquisition cost that brought enough people to be judged."""
        enough = self.channels[self.channels["customers"] >= ENOUGH]
        return (enough if len(enough) else self.channels).iloc[0]


@once_per_ledger
def winning_accounts(ledger: Ledger, ago: int = 0) -> WinningAccounts:
    """The accounts of the last twelve whole months, or of a period of that length further back.

    Where the ledger is shorter than two years, a period is half of its whole months.

    Args:
        ledger: with the tables costs, customers, orders, order_lines, refunds, products and surveys.
        ago: how many periods back; 0 for the last one.
    """
    after = (ledger.snapshot + pd.Timedelta(days=1)).to_period("M")
    months = min(MONTHS, (after - ledger.orders["order_date"].min().to_period("M")).n // 2)
    start, end = (after - (ago + 1) * months).start_time, (after - ago * months).start_time - pd.Timedelta(days=1)
    valid, goods = _valid(ledger), _goods(ledger)
    period = valid[valid["order_date"].between(start, end)]
    rate = margin_rate(period, goods)
    costs = acquisition_cost_by_channel(ledger.table("costs"), ledger.customers, valid, start, end)
    earlier = valid[valid["order_date"].between((after - (ago + 2) * months).start_time, start - pd.Timedelta(days=1))]
    known = earlier["customer_id"].unique()
    came_again = ratio(int(pd.Series(known).isin(period["customer_id"]).sum()), len(known))
    stay = came_again ** (1 / months)
    booked = ledger.table("costs")
    kinds = booked[booked["month"].between(start, end)].groupby("kind")["amount"].sum()
    left = period["amount"].sum() - kinds.get("direct", 0.0) - kinds.get("maintenance", 0.0)
    surveys = ledger.table("surveys")
    answers = surveys.loc[surveys["answered_on"].between(start, end), "satisfaction"]
    return WinningAccounts(
        start=start,
        end=end,
        months=months,
        acquisition_cost=acquisition_cost(float(costs["spend"].sum()), int(costs["customers"].sum())),
        margin_rate=rate,
        monthly=_monthly(period, rate, months),
        came_again=came_again,
        stay=stay,
        kept=ratio(float(left), float(period["amount"].sum() * rate)),
        satisfaction=csat(answers) if answers.notna().any() else NAN,
        kinds=kinds,
        costs=costs,
        newcomers=_newcomers(ledger, valid, start, end, rate),
        channels=_channels(ledger, period, costs, rate, months, stay),
    )


@once_per_ledger
def _valid(ledger: Ledger) -> pd.DataFrame:
    return valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)


@once_per_ledger
def _goods(ledger: Ledger) -> pd.Series:
    return order_goods(ledger.order_lines, ledger.products)


def _monthly(orders: pd.DataFrame, rate: float, months: int) -> float:
    return ratio(float(orders["amount"].sum()) * rate, orders["customer_id"].nunique() * months)


def _newcomers(
    ledger: Ledger, valid: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp, rate: float
) -> pd.DataFrame:
    """The customers whose first valid order ever lies in the period, with what they have brought to the snapshot."""
    all_time = valid.groupby("customer_id").agg(first=("order_date", "min"), revenue=("amount", "sum"))
    new = all_time[all_time["first"].between(start, end)].reset_index().drop(columns="first")
    new = ledger.customers[["customer_id", "channel"]].merge(new, on="customer_id")
    return new.assign(clv=new["revenue"] * rate)


def _channels(
    ledger: Ledger, period: pd.DataFrame, costs: pd.DataFrame, rate: float, months: int, stay: float
) -> pd.DataFrame:
    named = period.merge(ledger.customers[["customer_id", "channel"]], on="customer_id")
    monthly = {channel: _monthly(orders, rate, months) for channel, orders in named.groupby("channel")}
    paid = costs[(costs["spend"] > 0) & (costs["customers"] > 0) & costs["channel"].notna()].copy()
    paid["monthly"] = paid["channel"].map(monthly)
    paid["payback"] = [payback_with_retention(one.acquisition_cost, one.monthly, stay) for one in paid.itertuples()]
    return paid.drop(columns="spend").sort_values("acquisition_cost", ascending=False, ignore_index=True)
