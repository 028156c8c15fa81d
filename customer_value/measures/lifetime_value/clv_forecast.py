"""Lifetime value to come where nobody says goodbye: BG/NBD says how often, Gamma-Gamma for how much."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import open_frame, whole_number
from customer_value.measures._numbers import share
from customer_value.measures._tables import pandas_table
from customer_value.measures.lifetime_value.bgnbd import BGNBD
from customer_value.measures.lifetime_value.gamma_gamma import GammaGamma

DAYS_PER_MONTH = 365.25 / 12
"""The length of a month of the forecast: 4.348 weeks for a model fitted in weeks."""


def clv_forecast(
    summary: Any,
    buying: BGNBD,
    spending: GammaGamma,
    *,
    margin: float,
    months: int = 36,
    monthly_discount: float = 0.0,
) -> pd.DataFrame:
    """What each customer is worth from the snapshot on: forecast lifetime value (預測終身價值) as margin.

    For every month ahead, the purchases to expect in that month times what one is worth times the margin, discounted
    to today as if paid at the month's end: `sum of E[m] x margin x extra orders in month i / (1+d)^i`. What customers
    paid so far is not in it; they may have left, and then little is to come however much that was.

    Args:
        summary: `frequency`, `recency`, `T`, `monetary`, as `btyd_summary` returns them, in the unit of `buying`; a
            `customer_id` is kept.
        buying: how often, as `fit_bgnbd` returns it.
        spending: for how much, as `fit_gamma_gamma` returns it.
        margin: the margin rate, a share; 1 gives revenue.
        months: how far to look, in months of 365.25 / 12 days.
        monthly_discount: the discount rate of a **month**; `monthly_discount(0.10)` makes it from an annual 10%.

    Returns:
        A pandas frame, one row per customer in the summary's order: `customer_id` where the summary has it, `p_alive`
        (share), `expected_orders` (days with a purchase in all months together), `expected_value` (money per purchase,
        revenue), `clv` (money, margin, discounted).

    Raises:
        MeasureError: a column is missing or is RFM's and not BTYD's, `margin` or `monthly_discount` is no share, or
            `months` no whole number of at least 1.

    Notes:
        A forecast of one customer is uncertain by nature: of a sum over many, chance cancels out. The value of three
        years is not the value of a lifetime; name the horizon with the number.

        Source: Fader, Hardie and Lee, "RFM and CLV: using iso-value curves for customer base analysis", Journal of
        Marketing Research 42 (2005).

    Examples:
        >>> summary = pd.DataFrame({"customer_id": ["A", "B"], "frequency": [2, 0], "recency": [30.43, 0.0],
        ...                         "T": [38.86, 38.86], "monetary": [22.35, None]})
        >>> buying = BGNBD(r=0.243, alpha=4.414, a=0.793, b=2.426, unit=7)
        >>> spending = GammaGamma(p=6.25, q=3.74, v=15.44)
        >>> clv_forecast(summary, buying, spending, margin=0.3, months=12, monthly_discount=0.00797).round(2)
          customer_id  p_alive  expected_orders  expected_value    clv
        0           A     0.73             1.56           24.66  11.03
        1           B     1.00             0.25           35.22   2.54
    """
    rate, discount = share(margin, "margin"), share(monthly_discount, "monthly_discount")
    if (last := whole_number(months)) is None or last < 1:
        raise MeasureError(f"months is {months!r}; give a whole number of months of at least 1.")
    columns = ["frequency", "recency", "T"]
    people = pandas_table(summary, "summary", gaps=["monetary"], **dict.fromkeys([*columns, "monetary"], "number"))
    # Equal histories have equal prospects: each is worked out once.
    distinct, place = people.drop_duplicates(columns), people.groupby(columns, sort=False).ngroup().to_numpy()
    alive = buying.p_alive(distinct).to_numpy()
    value = spending.expected_value(people)
    history, month = (distinct["frequency"], distinct["T"]), DAYS_PER_MONTH / buying.unit
    orders, discounted = np.zeros(len(distinct)), np.zeros(len(distinct))
    for number in range(1, last + 1):
        by_then = alive * buying.orders_if_alive(*history, number * month)
        discounted += (by_then - orders) / (1 + discount) ** number
        orders = by_then
    table = pd.DataFrame(
        {
            "p_alive": alive[place],
            "expected_orders": orders[place],
            "expected_value": value.to_numpy(),
            "clv": value.to_numpy() * rate * discounted[place],
        }
    )
    if "customer_id" in open_frame(summary, "summary", ()).collect_schema().names():
        table.insert(0, "customer_id", pandas_table(summary, "summary", customer_id="key")["customer_id"])
    return table
