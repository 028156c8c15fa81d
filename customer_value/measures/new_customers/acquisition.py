"""What a new customer costs: in all, by channel, and the next one."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day
from customer_value.measures._numbers import NAN, finite, ratio
from customer_value.measures._tables import none_negative, one_row_each, over, pandas_table


def acquisition_cost(spend: float, new_customers: float) -> float:
    """The acquisition cost, CAC (獲客成本): what was spent to win customers, per new customer.

    `spend / new customers`, both of the same time. **Fully loaded** it holds everything that winning customers takes,
    staff and fairs included; **paid** it holds media only, and is lower. Say which, and never set one against the
    other. Buyers who had bought before, visits and leads are no base.

    Args:
        spend: money.
        new_customers: customers whose first valid order falls into the time of the spend.

    Returns:
        Money per new customer; NaN without a new customer.

    Raises:
        MeasureError: one of them is no number, infinite or negative.

    Examples:
        120,000 for media and 80,000 for staff brought 400 new customers, fully loaded and paid:

        >>> acquisition_cost(120_000 + 80_000, 400), acquisition_cost(120_000, 400)
        (500.0, 300.0)
    """
    return ratio(finite(spend, "spend", least=0), finite(new_customers, "new_customers", least=0))


def marginal_acquisition_cost(spend_before: float, new_before: float, spend_after: float, new_after: float) -> float:
    """What each *extra* new customer cost (邊際獲客成本) when the spend was raised.

    `(spend after - spend before) / (new customers after - before)`. It is what the next customer costs, and usually
    more than the average: the easiest to win come first. Decide on more spend by this number, not by the average.

    Args:
        spend_before, spend_after: money spent in two periods of the same length.
        new_before, new_after: new customers of each.

    Returns:
        Money per extra customer; NaN where there is no extra customer, since then money bought nobody. Below 0 where
        more customers came for less money: something else than the spend brought them.

    Raises:
        MeasureError: one of them is no number, infinite or negative.

    Examples:
        From 100,000 to 120,000 brought 220 instead of 200: the averages are 500 and 545, the next one costs 1,000:

        >>> marginal_acquisition_cost(100_000, 200, 120_000, 220)
        1000.0
    """
    money = [
        finite(value, name, least=0) for value, name in ((spend_before, "spend_before"), (spend_after, "spend_after"))
    ]
    people = [finite(value, name, least=0) for value, name in ((new_before, "new_before"), (new_after, "new_after"))]
    extra = people[1] - people[0]
    return ratio(money[1] - money[0], extra) if extra > 0 else NAN


def acquisition_cost_by_channel(costs: Any, customers: Any, valid: Any, start: Any, end: Any) -> pd.DataFrame:
    """Spend, new customers and acquisition cost (獲客成本) of each channel in a period of whole months.

    A customer is new in the period of the first valid order ever, and belongs to the channel that brought them. Costs
    of no channel in particular are a row of their own, and so are customers whose channel is not known: they share a
    row without a name and without an acquisition cost, because the two have nothing to do with each other. All rows
    add up to the company, so that the blended cost is `spend.sum() / customers.sum()`: the ratio of the sums, never
    the mean of the rows' costs.

    Args:
        costs: a frame with `kind` (only "acquisition" is taken), `month` (its first day), `channel`, `amount` (money).
        customers: a frame with `customer_id` and `channel`, one row per customer.
        valid: valid orders, as `valid_orders` returns them, from the very first on: `customer_id`, `order_date`.
        start, end: the first and the last day of the period; costs stand by month, so both are those of a month.

    Returns:
        A pandas frame, one row per channel, most new customers first: `channel`, `spend` (money), `customers` (new
        ones), `acquisition_cost` (money per new customer; NaN without any).

    Raises:
        MeasureError: a column is missing or of another type, a customer has two rows, a cost is negative, or the
            period is not one of whole months.

    Examples:
        >>> import pandas as pd
        >>> costs = pd.DataFrame({
        ...     "kind": ["acquisition", "acquisition", "indirect"], "month": pd.Timestamp("2024-03-01"),
        ...     "channel": ["Fair", "Web", None], "amount": [900, 400, 5000],
        ... })
        >>> customers = pd.DataFrame({"customer_id": ["A", "B", "C", "D"], "channel": ["Fair", "Web", "Web", "Web"]})
        >>> valid = pd.DataFrame({
        ...     "customer_id": ["A", "B", "B", "C", "D", "D"],
        ...     "order_date": pd.to_datetime(["2024-03-09", "2024-03-11", "2024-03-20", "2024-03-31", "2024-02-02",
        ...                                   "2024-03-05"]),
        ... })
        >>> table = acquisition_cost_by_channel(costs, customers, valid, "2024-03-01", "2024-03-31")
        >>> table
          channel  spend  customers  acquisition_cost
        0     Web  400.0          2             200.0
        1    Fair  900.0          1             900.0

        Blended 433, where the mean of the two rows would say 550:

        >>> acquisition_cost(table["spend"].sum(), table["customers"].sum())
        433.3333333333333
    """
    first, last = _months(start, end)
    spent = pandas_table(costs, "costs", gaps=["channel"], kind="text", month="date", channel="text", amount="number")
    none_negative(spent, "costs", "amount")
    spent = spent[(spent["kind"] == "acquisition") & spent["month"].between(first, last)]
    people = pandas_table(customers, "customers", gaps=["channel"], customer_id="key", channel="text")
    one_row_each(people, "customers", "customer_id")
    orders = pandas_table(valid, "valid", customer_id="key", order_date="date")
    began = orders.groupby("customer_id")["order_date"].min()
    new = began[began.between(first, last)].index.to_frame(index=False)
    if strangers := sorted(map(str, set(new["customer_id"]) - set(people["customer_id"]))):
        raise MeasureError(
            f"customers has no row for {strangers[0]!r}, who is in valid ({len(strangers)} in all); give all of them."
        )
    new = new.merge(people, on="customer_id", how="left")
    table = pd.DataFrame(
        {
            "spend": spent.groupby("channel", dropna=False)["amount"].sum(),
            "customers": new.groupby("channel", dropna=False).size(),
        }
    ).rename_axis("channel")
    table = table.fillna(0.0).astype({"customers": "int64"}).sort_index().reset_index()
    table["acquisition_cost"] = over(table["spend"], table["customers"]).where(table["channel"].notna())
    named = table["channel"].isna().astype(int)
    order = table.assign(named=named).sort_values(["named", "customers"], ascending=[True, False], kind="stable")
    return order.drop(columns="named").reset_index(drop=True)


def _months(start: Any, end: Any) -> tuple[pd.Timestamp, pd.Timestamp]:
    first, last = pd.Timestamp(calendar_day(start, "start")), pd.Timestamp(calendar_day(end, "end"))
    if not (first.is_month_start and last.is_month_end and first < last):
        raise MeasureError(
            f"The period {first.date()} to {last.date()} is not one of whole months, as costs are; give the first day "
            "of a month and the last day of the same or a later one."
        )
    return first, last
