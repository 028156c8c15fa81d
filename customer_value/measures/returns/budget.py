"""Splitting a budget where every further unit of money brings a little less than the one before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._numbers import NAN, finite, not_nan
from customer_value.measures._series import beside, numbers

STOP = 0.25
"""Where the return of a*sqrt(x) grows by 1 for 1 spent: at x = a^2/4."""


def split_budget(
    strengths: Any, budget: float, *, floors: Any = None, caps: Any = None, spend_all: bool = True
) -> pd.DataFrame:
    """The best split of a budget over tiers, channels or campaigns (預算配置), under diminishing returns.

    What `x` money brings in a tier is `a sqrt(x)` (`a`: its strength): four times the money brings twice the return.
    The split is best where the **marginal return** (邊際報酬), what the last unit of money brought, is the same
    everywhere: `x = budget x a^2 / sum(a^2)`. Were it higher in one tier, moving a little money there would bring
    more. Neither equal shares nor all to the strongest is best.

    Args:
        strengths: `a` of each tier, a Series (its index names the tiers) or a list; see `fit_strength`.
        budget: the money to split.
        floors: the least each has to get, by tier (money); None for 0.
        caps: the most each may get, by tier (money); None for no limit.
        spend_all: where True, all of the budget is spent (as far as the caps let it). Where False, the return is taken
            for profit before the spending, and money stays unspent once the last unit brings less than itself: no tier
            gets more than `a^2 / 4`, unless its floor says so.

    Returns:
        A pandas frame with a row per tier, on the index of `strengths`: `spend` and `return` (money) and `marginal`
        (what the last unit of money brought: the same in every tier that is at no floor and no cap; NaN where nothing
        is spent). The spends sum to the budget, or to less where caps or `spend_all` stop it.

    Raises:
        MeasureError: a number is missing, infinite or negative, a floor is above its cap, or the floors come to more
            than the budget.

    Notes:
        The square root is an assumption that a course can work with by hand; check it on your own campaigns. Floors
        and caps are found exactly: the spend of each tier is a level times `a^2`, cut at its floor and cap, and the
        level is set so that the budget is met.

    Examples:
        >>> import pandas as pd
        >>> split_budget(pd.Series({"Gold": 3, "Silver": 2, "Bronze": 1}), 140).round(2)
                spend  return  marginal
        Gold     90.0   28.46      0.16
        Silver   40.0   12.65      0.16
        Bronze   10.0    3.16      0.16

        A floor of 35 for Bronze takes money from the two others:

        >>> split_budget([3, 2, 1], 140, floors=[0, 0, 35])["spend"].round(2).tolist()
        [72.69, 32.31, 35.0]
    """
    strength = numbers(strengths, "strengths", least=0).rename("strengths")
    money = not_nan(finite(budget, "budget", least=0), "budget")
    low, high = _bounds(floors, caps, strength)
    if low.sum() > money * (1 + 1e-12):
        raise MeasureError(f"floors come to {low.sum():g}, more than the budget of {money:g}; lower them.")
    spend = _spend(strength.to_numpy() ** 2, money, low, high, spend_all=spend_all)
    table = pd.DataFrame({"spend": spend, "return": strength.to_numpy() * np.sqrt(spend)}, index=strength.index)
    table["marginal"] = table["return"] / (2 * table["spend"].where(table["spend"] > 0))
    return table


def budget_return(strengths: Any, spend: Any) -> float:
    """What a split brings in all: `sum(a sqrt(x))`.

    Args:
        strengths: as for `split_budget`.
        spend: what each gets (money), in the same order.

    Returns:
        Money, as `a` is measured.

    Raises:
        MeasureError: a number is missing, infinite or negative, or the two differ in length or index.

    Examples:
        The best split of 140, in proportion to `a`, and equal shares:

        >>> for spend in ([90, 40, 10], [70, 140 / 3, 70 / 3], [140 / 3] * 3):
        ...     print(round(budget_return([3, 2, 1], spend), 2))
        44.27
        43.59
        40.99
    """
    strength = numbers(strengths, "strengths", least=0).rename("strengths")
    return float((strength * np.sqrt(beside(spend, "spend", strength, least=0))).sum())


def cost_of_constraint(strengths: Any, budget: float, *, floors: Any = None, caps: Any = None) -> float:
    """What floors and caps cost: the return of the best split without them, less that of the best split with them.

    A rule such as "every tier gets at least 35" is a decision like any other, and this is its price.

    Args:
        strengths, budget, floors, caps: as for `split_budget`.

    Returns:
        Money, 0 where the best split keeps to them anyway.

    Raises:
        MeasureError: as for `split_budget`.

    Examples:
        >>> round(cost_of_constraint([3, 2, 1], 140, floors=[0, 0, 35]), 2)
        1.41
    """
    free = split_budget(strengths, budget)["return"].sum()
    return max(0.0, float(free - split_budget(strengths, budget, floors=floors, caps=caps)["return"].sum()))


def fit_strength(spend: Any, returns: Any) -> float:
    """The strength `a` of a tier or channel from what was spent and what came back: `a` in `return = a sqrt(spend)`.

    By least squares: `sum(return x sqrt(spend)) / sum(spend)`. One past campaign is enough for a first guess.

    Args:
        spend: what was spent each time (money), a Series or a list.
        returns: what each came back with (money), best the incremental profit before the spending.

    Returns:
        `a`; NaN where nothing was ever spent. Below 0 where the spending only lost, and then useless for a split.

    Raises:
        MeasureError: a number is missing or infinite, a spend is negative, or the two differ in length or index.

    Examples:
        >>> fit_strength([100, 400], [30, 60])
        3.0
    """
    money = numbers(spend, "spend", least=0).rename("spend")
    back = beside(returns, "returns", money)
    return float((back * np.sqrt(money)).sum() / money.sum()) if money.sum() else NAN


def _spend(squares: np.ndarray, budget: float, low: np.ndarray, high: np.ndarray, *, spend_all: bool) -> np.ndarray:
    """`level x a^2`, cut at floor and cap, with the level at which the budget is spent."""
    able = squares > 0
    levels = np.concatenate([low[able] / squares[able], high[able] / squares[able]])
    levels = np.unique(np.append(levels[np.isfinite(levels)], 0.0))
    if (free := squares[able & np.isinf(high)].sum()) > 0:
        levels = np.append(levels, levels[-1] + budget / free)  # beyond the last floor and cap the spend grows evenly
    totals = [np.clip(level * squares, low, high).sum() for level in levels]
    level = float(np.interp(budget, totals, levels))
    return np.clip((level if spend_all else min(level, STOP)) * squares, low, high)


def _bounds(floors: Any, caps: Any, strength: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    low = np.zeros(len(strength)) if floors is None else beside(floors, "floors", strength, least=0).to_numpy()
    high = np.full(len(strength), np.inf) if caps is None else beside(caps, "caps", strength, least=0).to_numpy()
    if (low > high).any():
        raise MeasureError("A floor is above its cap; lower the floor or raise the cap.")
    return low, high
