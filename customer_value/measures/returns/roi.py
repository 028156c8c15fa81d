"""Return on investment: of a customer, of a segment, of a campaign, and the ROAS it takes to earn anything."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import column
from customer_value.measures._numbers import finite, ratio, share
from customer_value.measures._tables import none_negative, pandas_table


def roi(profit: float, cost: float) -> float:
    """What one unit of money spent brought in beyond itself (投資報酬率): `(profit - cost) / cost`.

    `profit` is what was earned **before** the cost is taken off: revenue less goods. So 0 is break-even (損益兩平), 1
    means that 1 spent came back with 1 on top, and -1 that nothing came back.

    Args:
        profit: what was earned before this cost (money): a margin, never revenue.
        cost: what was spent to earn it (money).

    Returns:
        A ratio, -1 or more unless the profit is itself a loss: 2.15 is 215%. NaN where the cost is 0: without an
        investment there is no return on it.

    Raises:
        MeasureError: an amount is no number or infinite, or the cost is negative.

    Notes:
        Some call 3.15 the ROI of 2.15 ("1 brings 3.15"): that is the return without taking the investment off. Others
        put revenue for profit or lifetime value for one year's; say what was put in.

    Examples:
        A customer with a revenue of 18,000 and a margin of 35% on whom 2,000 was spent:

        >>> round(roi(18_000 * 0.35, 2_000), 2)
        2.15
        >>> roi(500, 0)
        nan
    """
    spent = finite(cost, "cost", least=0)
    return ratio(finite(profit, "profit") - spent, spent)


def customer_roi(customers: Any) -> pd.Series:
    """The ROI of each customer (顧客投資報酬率): `(profit - cost) / cost`.

    Args:
        customers: a pandas frame, one row per customer: `profit` (money, before the cost spent on the customer is
            taken off) and `cost` (money spent to win, keep or serve them).

    Returns:
        A pandas Series on the frame's index; NaN for a customer on whom nothing was spent.

    Raises:
        MeasureError: a column is missing or of another type, an amount is missing or infinite, or a cost is negative.

    Examples:
        >>> import pandas as pd
        >>> customer_roi(pd.DataFrame({"profit": [6300, 500, 800], "cost": [2000, 1000, 0]})).round(2).tolist()
        [2.15, -0.5, nan]
    """
    table = _spent(customers)
    return ((table["profit"] - table["cost"]) / table["cost"].where(table["cost"] > 0)).set_axis(customers.index)


def segment_roi(customers: Any, by: str = "segment") -> pd.DataFrame:
    """The ROI of each segment, and of all: the total profit over the total cost, not the mean of the customers' ROIs.

    A mean of ratios counts the customer on whom 10 was spent as much as one on whom 10,000 was, and cannot count
    those on whom nothing was spent. Money is decided on by the ratio of sums.

    Args:
        customers: one row per customer: the column `by`, `profit` and `cost`, as for `customer_roi`.
        by: the column of the segment or tier. A pandas category keeps its order and its empty groups.

    Returns:
        A pandas frame, one row per group, in the category's order or else sorted: `group`, `customers` (count),
        `profit`, `cost` (money, sums), `roi` (of the sums; NaN where nothing was spent), `mean_roi` (the mean of the
        customers' own, to compare) and `without_cost` (the customers whom that mean leaves out).

    Raises:
        MeasureError: as for `customer_roi`, or a customer has no group.

    Examples:
        One small success lifts the mean to 4.95; in all, 60 less came back than the 2,010 spent:

        >>> import pandas as pd
        >>> customers = pd.DataFrame({"tier": ["Gold"] * 3, "profit": [1800, 110, 40], "cost": [2000, 10, 0]})
        >>> segment_roi(customers, "tier").round(3)
          group  customers  profit    cost   roi  mean_roi  without_cost
        0  Gold          3  1950.0  2010.0 -0.03      4.95             1
    """
    table = _spent(customers)
    table["group"] = pandas_table(customers, "customers", **{column(by, "by"): "any"})[by]
    table["own"] = (table["profit"] - table["cost"]) / table["cost"].where(table["cost"] > 0)
    groups = table.groupby("group", observed=False)
    found = groups.agg(customers=("profit", "size"), profit=("profit", "sum"), cost=("cost", "sum"))
    found["roi"] = (found["profit"] - found["cost"]) / found["cost"].where(found["cost"] > 0)
    found["mean_roi"] = groups["own"].mean()
    found["without_cost"] = found["customers"] - groups["own"].count()
    return found.reset_index()


def campaign_roi(revenue: float, goods: float, cost: float) -> float:
    """The ROI of a campaign (活動投資報酬率): `(revenue - goods - cost) / cost`, on what the campaign itself cost.

    Args:
        revenue: what the orders of the campaign came to (money).
        goods: what the goods in them cost (money).
        cost: what the campaign cost (money): media, touches, vouchers, work.

    Returns:
        A ratio; 0 is break-even. NaN where the cost is 0.

    Raises:
        MeasureError: an amount is no number or infinite, or a cost is negative.

    Notes:
        This course's base is the **marketing cost**. With the goods in the base as well (300 - 150) / 150 is 100%, and
        without any cost of goods (300 - 100) / 100 is 200%: both are found in print, so state the base. ROAS
        (廣告投資報酬率) is revenue over cost, here 3.0: it knows no goods and takes nothing off. And none of them knows
        who would have bought anyway: see `incremental_return`.

    Examples:
        >>> campaign_roi(300, 50, 100)
        1.5
    """
    return roi(finite(revenue, "revenue") - finite(goods, "goods", least=0), cost)


def break_even_roas(margin: float) -> float:
    """The ROAS at which a campaign neither earns nor loses: `1 / margin rate`.

    Below it every unit of money put into advertising brings back less than itself, however good a ROAS of 2 looks.

    Args:
        margin: gross profit over revenue (毛利率), a share from 0 to 1.

    Returns:
        A ratio; NaN where the margin is 0, as no revenue can then pay for the advertising.

    Raises:
        MeasureError: `margin` is no share from 0 to 1.

    Examples:
        >>> break_even_roas(0.4)
        2.5
    """
    return ratio(1.0, share(margin, "margin"))


def _spent(customers: Any) -> pd.DataFrame:
    if not isinstance(customers, pd.DataFrame):
        raise MeasureError(f"customers has to be a pandas frame, not {type(customers).__name__}.")
    table = pandas_table(customers, "customers", profit="number", cost="number")
    none_negative(table, "customers", "cost")
    return table
