"""Concentration: how much of the money comes from how few customers."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from itertools import accumulate
from math import ceil
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._numbers import NAN, ratio, share
from customer_value.measures._series import numbers

_MILLIONTHS = 10**6


def pareto_curve(spend: Any) -> pd.DataFrame:
    """The share of the money that the first, the first two, the first three customers … bring (柏拉圖曲線).

    Customers are sorted by what they spent, the largest first, and added up one after another. The curve bends up
    where a few bring much; where everybody spends the same it is a straight line. It never goes above 1, as nobody's
    spending is negative.

    Args:
        spend: each customer's net money, a Series or a list, such as `monetary(valid)["monetary"]`. One value for each
            *customer*: over orders or order lines it is another curve.

    Returns:
        A pandas frame, one row per customer, the largest first (equals as they came); its index is that of `spend`.
        `place` (1, 2, …), `spend` and `cumulative` (money), `customer_share` (`place` over all customers) and
        `money_share` (`cumulative` over the total; NaN where nobody spent anything).

    Raises:
        MeasureError: an amount is missing, infinite, negative or no number. Take refunds off their orders with
            `valid_orders`: as rows of their own they make the total smaller and the shares larger than 1.

    Examples:
        >>> curve = pareto_curve([50, 20, 10, 8, 4, 3, 2, 1, 1, 1])
        >>> curve["money_share"].round(2).tolist()
        [0.5, 0.7, 0.8, 0.88, 0.92, 0.95, 0.97, 0.98, 0.99, 1.0]
    """
    values = numbers(spend, "spend", least=0)
    order = values.sort_values(ascending=False, kind="stable")
    cumulative, place = order.cumsum(), np.arange(1, len(order) + 1)
    total = order.sum()
    return pd.DataFrame(
        {
            "place": place,
            "spend": order,
            "cumulative": cumulative,
            "customer_share": place / max(len(order), 1),
            "money_share": (cumulative / total).clip(upper=1.0) if total > 0 else NAN,
        },
        index=order.index,
    )


def top_share(spend: Any, top: float = 0.2) -> float:
    """The share of the money that the top customers bring (前 20% 顧客的營收占比), whatever it turns out to be.

    `money of the ceil(top x n) largest customers / money of all`. The number of customers is rounded **up**: of 12
    customers the top 20% are 3. It is not always 80%: over consumer goods the top fifth brings nearer 60%, and more the
    longer the period, so say which period was looked at.

    Args:
        spend: as for `pareto_curve`.
        top: the share of customers, 0 to 1.

    Returns:
        A share from 0 to 1. It is NaN where nobody spent anything. Customers who spent the same at the cut change
        who is named, not the share.

    Raises:
        MeasureError: as for `pareto_curve`, or `top` is no share from 0 to 1.

    Notes:
        Source: Sharp, Romaniuk and Graham (2019) on the share of the top fifth in 17 categories.

    Examples:
        >>> top_share([50, 20, 10, 8, 4, 3, 2, 1, 1, 1])
        0.7
        >>> top_share([30, 18, 12, 9, 8, 6, 5, 4, 3, 2, 2, 1])
        0.6
    """
    values = numbers(spend, "spend", least=0).sort_values(ascending=False)
    count = ceil(_exact(top, "top") * len(values))
    return ratio(values.iloc[:count].sum(), values.sum())


def customers_for_share(spend: Any, target: float = 0.8) -> float:
    """How many customers, the largest first, it takes to bring a share of the money (帶來 80% 營收的顧客數).

    The smallest number whose money together is **at least** `target` x total. It is compared exactly: as floats 50%,
    20% and 10% add up to a hair less than 80%, and a fourth customer would be counted in.

    Args:
        spend: as for `pareto_curve`.
        target: the share of the money, 0 to 1.

    Returns:
        A number of customers; NaN where nobody spent anything.

    Raises:
        MeasureError: as for `pareto_curve`, or `target` is no share from 0 to 1.

    Examples:
        >>> customers_for_share([50, 20, 10, 8, 4, 3, 2, 1, 1, 1])
        3
    """
    wanted = _exact(target, "target")
    values = numbers(spend, "spend", least=0).sort_values(ascending=False)
    money = [int(value) * _MILLIONTHS + round(value % 1 * _MILLIONTHS) for value in values.tolist()]
    so_far = list(accumulate(money, initial=0))
    return bisect_left(so_far, ceil(wanted * so_far[-1])) if so_far[-1] else NAN


def gini(spend: Any) -> float:
    """The Gini coefficient (吉尼係數): how unequally customers spend, in one number from 0 (all the same) up.

    `sum((2i - n - 1) x_i) / (n sum(x))` with the amounts x in **rising** order, i = 1 … n. It is twice the area between
    the curve of cumulative shares and the line of equality. With n customers the most it can be is (n - 1) / n, where
    one of them brings everything.

    Args:
        spend: each customer's net money, a Series or a list. Only of customers who bought: each non-buyer added with 0
            makes it larger.

    Returns:
        A number from 0 to below 1: 0 for one customer, and where all spend the same. NaN where the money adds up to 0
        or less, nobody is there, or an amount is negative (it could pass 1 then): look at those customers first.

    Raises:
        MeasureError: an amount is missing, infinite or no number.

    Notes:
        The population form. The sample form is n / (n - 1) times that and so reaches 1; say which one you report.

    Examples:
        >>> round(gini([50, 20, 10, 8, 4, 3, 2, 1, 1, 1]), 3)
        0.638
        >>> gini([100]), gini([5, 5, 5])
        (0.0, 0.0)
    """
    values = np.sort(numbers(spend, "spend").to_numpy())
    n, total = len(values), float(values.sum())
    if not total > 0 or values[0] < 0:
        return NAN
    if values[0] == values[-1]:
        return 0.0
    weights = 2 * np.arange(1, n + 1) - n - 1
    return float((weights * (values / total)).sum() / n)


def herfindahl(money: Any) -> float:
    """The Herfindahl index (赫芬達爾指數, HHI): how much of the money lies in one place, from near 0 to 1.

    The sum of the squared shares. `1 / herfindahl` reads more easily: it is as if there were so many groups of one
    size. Where n groups are the same size it is 1 / n; where one has everything, 1. Use it for a few groups such as
    regions or industries; for customers `gini` and `top_share` say more.

    Args:
        money: each group's money, 0 or more, a Series or a list, such as `revenue_by(…)["revenue"]`.

    Returns:
        A number above 0 up to 1; NaN where there is no money. Multiply by 10,000 for the form that competition
        authorities write.

    Raises:
        MeasureError: an amount is missing, infinite, negative or no number.

    Examples:
        Half of the money in one region and a quarter in each of two others, as if there were 2.7 of one size:

        >>> herfindahl([500, 250, 250])
        0.375
    """
    values = numbers(money, "money", least=0)
    total = values.sum()
    return float(((values / total) ** 2).sum()) if total > 0 else NAN


def _exact(value: Any, name: str) -> Fraction:
    """A share as the decimal number it was written as: 0.07 of 100 customers are 7, and not a hair more."""
    number = share(value, name)
    if number != number:
        raise MeasureError(f"{name} is missing; give a share from 0 to 1, such as 0.2 for 20%.")
    return Fraction(str(number))
