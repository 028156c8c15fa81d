"""Lifetime value, first look: what customers have been worth so far, and the short formula."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._numbers import finite, ratio, share
from customer_value.measures._series import numbers
from customer_value.measures._tables import none_negative, pandas_table


def margin_rate(valid: Any, goods: pd.Series) -> float:
    """The margin rate (毛利率): the share of the net revenue that is left once the goods are paid.

    `(net revenue - goods) / net revenue`, the ratio of sums over the valid orders given: those of a year, of a channel,
    or all. Lifetime value is margin, not revenue: at a margin of 30% the two differ by more than three times.

    Args:
        valid: valid orders, as `valid_orders` returns them: `order_id`, `amount` (net money).
        goods: what the goods of each order cost, by order id, as `order_goods` returns it.

    Returns:
        A share of at most 1; below 0 where the goods cost more than they brought. NaN without revenue.

    Raises:
        MeasureError: a column is missing or of another type, an amount or the goods of an order are missing, infinite
            or below 0, or an order has no goods.

    Examples:
        >>> valid = pd.DataFrame({"order_id": ["o1", "o2"], "amount": [1000.0, 500.0]})
        >>> margin_rate(valid, pd.Series({"o1": 550.0, "o2": 400.0, "o3": 90.0}))
        0.36666666666666664
    """
    orders = pandas_table(valid, "valid", order_id="key", amount="number")
    none_negative(orders, "valid", "amount")
    if not isinstance(goods, pd.Series):
        raise MeasureError("goods has to be a pandas Series by order id, as order_goods returns it.")
    goods = numbers(goods, "goods", least=0)
    if len(without := orders[~orders["order_id"].isin(goods.index)]):
        raise MeasureError(
            f"goods has no order {without['order_id'].iloc[0]!r}; give every order's, as order_goods(lines, products)."
        )
    cost = float(goods.reindex(orders["order_id"]).sum())
    revenue = float(orders["amount"].sum())
    return ratio(revenue - cost, revenue)


def historic_clv(valid: Any, margin: float, costs: Any = None) -> pd.DataFrame:
    """What each customer has been worth so far: historic lifetime value (歷史終身價值).

    `net revenue to date x margin`, less the customer's own costs where they are stated. It is certain, and it looks
    back: it says nothing about who is still a customer, and favours those who came early.

    Args:
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `amount` (net money).
        margin: the margin rate, a share; `margin_rate` works it out.
        costs: a frame with `customer_id` and `amount` (money spent on that customer: winning, serving), several rows
            a customer being added up. Costs of customers without a valid order are left out, as those are.

    Returns:
        A pandas frame, one row per customer with a valid order, sorted by id: `customer_id`, `revenue` (money),
        `costs` (money; 0 where none are stated), `clv` (money; below 0 where costs are higher than the margin).

    Raises:
        MeasureError: a column is missing or of another type, an amount is missing, infinite or below 0, or `margin`
            is no share.

    Examples:
        Ledger L at a margin of 30%, A having cost 100:

        >>> valid = pd.DataFrame({"customer_id": ["A", "A", "C", "D"], "amount": [1200, 500, 300, 1400]})
        >>> historic_clv(valid, 0.30, pd.DataFrame({"customer_id": ["A"], "amount": [100]}))
          customer_id  revenue  costs    clv
        0           A   1700.0  100.0  410.0
        1           C    300.0    0.0   90.0
        2           D   1400.0    0.0  420.0
    """
    rate = share(margin, "margin")
    orders = pandas_table(valid, "valid", customer_id="key", amount="number")
    none_negative(orders, "valid", "amount")
    revenue = orders.groupby("customer_id")["amount"].sum()
    spent = pd.Series(0.0, index=revenue.index)
    if costs is not None:
        stated = pandas_table(costs, "costs", customer_id="key", amount="number")
        none_negative(stated, "costs", "amount")
        spent = stated.groupby("customer_id")["amount"].sum().reindex(revenue.index, fill_value=0.0)
    table = pd.DataFrame({"revenue": revenue, "costs": spent, "clv": revenue * rate - spent})
    return table.rename_axis("customer_id").reset_index()


def lifespan_years(annual_churn: float) -> float:
    """How many years a customer stays on average: `1 / annual churn` (平均顧客壽命).

    Right where the same share leaves every year. Where those likely to leave leave first, as nearly everywhere, the
    average is longer than this, and unknown. The churn has to be that of a year: monthly churn gives months.

    Args:
        annual_churn: the share that leaves in a year, `1 - annual retention`.

    Returns:
        Years; NaN at a churn of 0, since nobody leaves and no average follows.

    Raises:
        MeasureError: it is no share.

    Examples:
        >>> lifespan_years(0.20)
        5.0
    """
    return ratio(1.0, share(annual_churn, "annual_churn"))


def short_clv(
    aov: float, orders_per_year: float, years: float, margin: float, *, acquisition_cost: float = 0.0
) -> float:
    """The short formula of lifetime value (簡式終身價值): average order value x orders a year x years x margin.

    Good for a first order of magnitude, and for seeing what lifetime value is made of. What it leaves out:

    - **time**: money in five years counts like money today (`retention_clv` discounts);
    - **differences**: one customer for all, though a fifth of them bring most of the money;
    - **who is there**: years are an average, and for a customer at hand nobody knows where in them they are;
    - **change**: order value, frequency and margin stay as they are;
    - **costs** of keeping a customer, unless the margin is after them.

    Without the margin it is revenue, as many public texts have it: over three times too high at a margin of 30%.

    Args:
        aov: average order value (客單價), money.
        orders_per_year: orders a customer makes in a year.
        years: how long a customer stays, in **years**; `lifespan_years` works it out from the churn.
        margin: the margin rate, a share, applied once.
        acquisition_cost: what winning the customer cost (money), subtracted once; 0 leaves it out.

    Returns:
        Money per customer; NaN where one of them is missing.

    Raises:
        MeasureError: one of them is no number, infinite or negative, or `margin` is no share.

    Examples:
        >>> short_clv(500, 4, lifespan_years(0.20), 0.30), short_clv(500, 4, 5, 0.30, acquisition_cost=800)
        (3000.0, 2200.0)
    """
    value = finite(aov, "aov", least=0) * finite(orders_per_year, "orders_per_year", least=0)
    value *= finite(years, "years", least=0) * share(margin, "margin")
    return value - finite(acquisition_cost, "acquisition_cost", least=0)
