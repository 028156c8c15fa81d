"""Whether and when a customer pays back what winning them cost."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import whole_number
from customer_value.measures._arguments import column
from customer_value.measures._numbers import NAN, finite, ratio, share
from customer_value.measures._tables import none_negative, one_row_each, over, pandas_table


def payback_months(acquisition_cost: float, monthly_revenue: float, margin: float) -> float:
    """How many months until a customer has paid back the acquisition cost: the payback period (回收期).

    `acquisition cost / (monthly revenue x margin)`. Money comes back out of the margin; by revenue alone it looks
    several times as fast. Nobody is taken to leave before: `payback_with_retention` counts who does.

    Args:
        acquisition_cost: money per new customer.
        monthly_revenue: money a customer brings in a month, on average over the year.
        margin: the margin rate, a share.

    Returns:
        Months, not rounded. NaN where there is no margin to pay it back from.

    Raises:
        MeasureError: an input is no number, infinite or negative, or `margin` is above 1.

    Examples:
        >>> payback_months(500, 100, 0.25)
        20.0
    """
    cost = finite(acquisition_cost, "acquisition_cost", least=0)
    monthly = finite(monthly_revenue, "monthly_revenue", least=0) * finite(margin, "margin", most=1)
    return ratio(cost, monthly) if monthly > 0 else NAN


def payback_with_retention(acquisition_cost: float, monthly_margin: float, retention: float) -> float:
    """The month by whose end the customers still there have paid back what winning all of them cost.

    The first n at which `m + m r + m r^2 + ... ` (n terms) reaches the acquisition cost: the first margin comes at the
    end of month 1 from everybody, later ones from those who stayed. Fewer and fewer pay, so it takes longer than
    without churn, and may never be: all margins together come to no more than `m / (1 - r)`.

    Args:
        acquisition_cost: money per new customer.
        monthly_margin: money per customer and month, after the goods; margin, not revenue.
        retention: the share that stays from one month to the next.

    Returns:
        A whole number of months, as a float; 0 where nothing has to be paid back, NaN where it never is.

    Raises:
        MeasureError: an input is no number or infinite, the cost is negative, or `retention` is no share.

    Examples:
        A margin of 25 a month and 3% leaving each month: 500 take 31 months, 20 if nobody left; 900 never come back.

        >>> [payback_with_retention(cost, 25, stay) for cost, stay in ((500, 0.97), (500, 1), (900, 0.97))]
        [31.0, 20.0, nan]
    """
    cost, margin = finite(acquisition_cost, "acquisition_cost", least=0), finite(monthly_margin, "monthly_margin")
    stay = share(retention, "retention")
    if cost == 0:
        return 0.0
    if math.isnan(cost + margin + stay) or margin <= 0:
        return NAN
    if stay == 1:
        months = cost / margin
    elif stay == 0:
        months = 1.0 if cost <= margin else NAN
    else:
        lost = cost * (1 - stay) / margin  # the share of the customers that is gone by then
        months = math.log1p(-lost) / math.log(stay) if lost < 1 else NAN
    # A sum that is exactly the cost must not be pushed a month further by the last digit.
    return months if math.isnan(months) else float(math.ceil(months - 1e-9))


def cash_flow(acquisition_cost: float, monthly_margin: float, retention: float, months: int = 36) -> pd.DataFrame:
    """The cash flow of a customer from the day of winning (現金流曲線): out first, then back month by month.

    Args:
        acquisition_cost, monthly_margin, retention: as for `payback_with_retention`.
        months: how many months.

    Returns:
        A pandas frame, one row per month from 0, the day of winning: `month`, `flow` (money; the cost as a negative
        number in month 0), `balance` (all flows so far). The payback month is the first whose balance reaches 0.

    Raises:
        MeasureError: as for `payback_with_retention`, or `months` is no whole number of at least 1.

    Examples:
        >>> cash_flow(50, 25, 0.8, months=3)
           month  flow  balance
        0      0 -50.0    -50.0
        1      1  25.0    -25.0
        2      2  20.0     -5.0
        3      3  16.0     11.0
    """
    cost, margin = finite(acquisition_cost, "acquisition_cost", least=0), finite(monthly_margin, "monthly_margin")
    stay = share(retention, "retention")
    if (last := whole_number(months)) is None or last < 1:
        raise MeasureError(f"months is {months!r}; give a whole number of months of at least 1.")
    flows = np.concatenate([[-cost], margin * stay ** np.arange(last, dtype=float)])
    return pd.DataFrame({"month": np.arange(last + 1), "flow": flows, "balance": flows.cumsum()})


def ltv_to_cac(lifetime_value: float, acquisition_cost: float) -> float:
    """How many times its cost a customer is worth: LTV:CAC (終身價值與獲客成本比).

    `lifetime value / acquisition cost`, the value as margin and before the cost is taken off. "At least 3" is a rule of
    thumb, not a law: it says nothing about when the money comes (`payback_months`) nor about what the next customer
    would cost.

    Args:
        lifetime_value: money per customer, as margin.
        acquisition_cost: money per new customer, of the same customers.

    Returns:
        A number; below 1 the customer never earns the cost. NaN without a cost.

    Raises:
        MeasureError: one is no number or infinite, or the cost is negative.

    Examples:
        >>> ltv_to_cac(3000, 800)
        3.75
    """
    return ratio(finite(lifetime_value, "lifetime_value"), finite(acquisition_cost, "acquisition_cost", least=0))


def channel_ltv_to_cac(values: Any, customers: Any, costs: Any, *, value: str = "clv") -> pd.DataFrame:
    """LTV:CAC of each acquisition channel: the mean value of its customers over what one of them cost.

    Give the values of the very customers whom the costs won (those new in that period), or the ratio compares two
    different crowds.

    Args:
        values: a frame with `customer_id` and the customer's lifetime value as margin, one row per customer.
        customers: a frame with `customer_id` and `channel`, one row per customer.
        costs: a frame with `channel` and `acquisition_cost` (money per new customer), one row per channel, as
            `acquisition_cost_by_channel` returns it.
        value: the column of `values`.

    Returns:
        A pandas frame, one row per channel that has both, the highest ratio first: `channel`, `customers` (those with
        a value), `ltv` (mean, money), `acquisition_cost`, `ltv_to_cac` (NaN where the channel cost nothing).

    Raises:
        MeasureError: a column is missing or of another type, or a customer or channel has two rows.

    Examples:
        >>> values = pd.DataFrame({"customer_id": ["A", "B", "C"], "clv": [3000, 1000, 900]})
        >>> customers = pd.DataFrame({"customer_id": ["A", "B", "C", "D"], "channel": ["Fair", "Fair", "Web", "Web"]})
        >>> costs = pd.DataFrame({"channel": ["Fair", "Web"], "acquisition_cost": [800, 200]})
        >>> channel_ltv_to_cac(values, customers, costs)
          channel  customers     ltv  acquisition_cost  ltv_to_cac
        0     Web          1   900.0             200.0         4.5
        1    Fair          2  2000.0             800.0         2.5
    """
    worth = pandas_table(values, "values", customer_id="key", **{column(value, "value"): "number"})
    people = pandas_table(customers, "customers", gaps=["channel"], customer_id="key", channel="text")
    prices = pandas_table(
        costs, "costs", gaps=["channel", "acquisition_cost"], channel="text", acquisition_cost="number"
    ).dropna()
    one_row_each(worth, "values", "customer_id")
    one_row_each(people, "customers", "customer_id")
    one_row_each(prices, "costs", "channel")
    none_negative(prices, "costs", "acquisition_cost")
    groups = worth.merge(people, on="customer_id").groupby("channel")[value]
    table = pd.DataFrame({"customers": groups.size(), "ltv": groups.mean()}).reset_index()
    table = table.merge(prices, on="channel")
    table["ltv_to_cac"] = over(table["ltv"], table["acquisition_cost"])
    return table.sort_values(["ltv_to_cac", "channel"], ascending=[False, True], ignore_index=True)
