"""The whale curve: how much of the profit the best customers make, and how much of it others lose again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from customer_value.measures._numbers import NAN
from customer_value.measures._series import numbers


@dataclass(frozen=True, kw_only=True)
class WhalePeak:
    """The top of a whale curve.

    Attributes:
        customers: how many customers, the most profitable first, make the peak; of equal peaks the first.
        profit: what they make together (money).
        share: that over the profit of all, above 1 where some customers lose money; NaN where all together earn none.
        lost: what the customers after them lose again (money, 0 or more).
    """

    customers: int
    profit: float
    share: float
    lost: float


def whale_curve(profits: Any) -> pd.DataFrame:
    """The profit of the first, the first two, the first three customers … over that of all (鯨魚曲線).

    Customers are sorted by profit, the largest first, and their profits added up one after another. The curve rises
    over those who earn, is level over those at 0 and falls over those who lose, to end at 1: the shape of a whale's
    back. How far it stands above 1 is how much the losses eat up.

    Args:
        profits: each customer's profit (money, losses negative), a Series or a list.

    Returns:
        A pandas frame, one row per customer, the most profitable first (equals as they came); its index is that of
        `profits`. `place` (1, 2, …), `profit`, `cumulative` (money) and `share` (`cumulative` over the total; NaN
        where the total is 0 or less, since a part of a loss is no share: draw the money then).

    Raises:
        MeasureError: a profit is missing, infinite or no number.

    Notes:
        The Pareto curve of revenue is another curve: nobody's revenue is negative, so it never goes above 1.
        Source: Kaplan and Narayanan (2001), who found 150% to 300% at the peak in the companies they looked at.

    Examples:
        >>> curve = whale_curve([60, 40, 20, 10, 5, 0, -5, -10, -20, -20])
        >>> curve["share"].round(4).tolist()
        [0.75, 1.25, 1.5, 1.625, 1.6875, 1.6875, 1.625, 1.5, 1.25, 1.0]
    """
    values = numbers(profits, "profits")
    order = values.sort_values(ascending=False, kind="stable")
    cumulative = order.cumsum()
    total = values.sum()
    return pd.DataFrame(
        {
            "place": np.arange(1, len(order) + 1),
            "profit": order,
            "cumulative": cumulative,
            "share": cumulative / total if total > 0 else NAN,
        },
        index=order.index,
    )


def whale_peak(profits: Any) -> WhalePeak:
    """Where the whale curve is highest: what the customers who earn money make before the others lose it.

    Args:
        profits: as for `whale_curve`.

    Returns:
        A `WhalePeak`. Where nobody earns anything, it is at 0 customers and 0 profit.

    Raises:
        MeasureError: as for `whale_curve`.

    Examples:
        Five customers make 169% of the profit; the others give 55 of their 135 away again:

        >>> whale_peak([60, 40, 20, 10, 5, 0, -5, -10, -20, -20])
        WhalePeak(customers=5, profit=135.0, share=1.6875, lost=55.0)
    """
    values = numbers(profits, "profits")
    earning, total = values[values > 0], values.sum()
    made = float(earning.sum())
    return WhalePeak(
        customers=len(earning),
        profit=made,
        share=made / float(total) if total > 0 else NAN,
        lost=float(-values[values < 0].sum()) + 0.0,
    )
