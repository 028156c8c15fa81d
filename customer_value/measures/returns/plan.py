"""The customer operating plan: tiers, lifetime value, repurchase targets and return on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import mapping
from customer_value.measures._numbers import NAN, finite, share
from customer_value.measures._series import numbers
from customer_value.measures._tables import none_negative, one_row_each, pandas_table
from customer_value.measures.returns.roi import roi

TOTAL = "total"
"""The last row of the plan."""


@dataclass(frozen=True, kw_only=True)
class PlanReturn:
    """What a plan is to bring.

    Attributes:
        extra_buyers: customers who buy again beyond today's rate.
        margin: the margin of their orders (money).
        cost: what the plan costs (money).
        profit: margin less cost (money).
        roi: profit over cost; NaN without a cost.
    """

    extra_buyers: float
    margin: float
    cost: float
    profit: float
    roi: float


def plan_targets(tiers: Any, targets: Mapping[str, float]) -> pd.DataFrame:
    """The extra buyers that repurchase targets ask for (續購率目標): `(target - today) x customers`, tier by tier.

    Only what is **beyond today's rate** is the plan's. A target below today's rate plans to lose customers, and one
    above 1 wants more buyers than there are: both are refused. A target above the best rate that any tier has today is
    marked, since nobody has yet shown that it can be done.

    Args:
        tiers: one row per tier: `tier`, `customers` (existing customers of the tier), `rate` (today's repurchase rate,
            a share).
        targets: the rate to reach, by tier; a tier that is not named keeps today's.

    Returns:
        A pandas frame, one row per tier in the order of `tiers`: `tier`, `customers`, `rate`, `target`, `extra_buyers`
        and `beyond_best` (true where the target is above every tier's rate of today).

    Raises:
        MeasureError: a target is refused, with the reason for each; a tier is unknown, stands twice, or has no rate.

    Examples:
        >>> import pandas as pd
        >>> tiers = pd.DataFrame({"tier": ["Gold", "Silver", "Bronze"], "customers": [40, 100, 200],
        ...                       "rate": [0.50, 0.30, 0.10]})
        >>> plan_targets(tiers, {"Gold": 0.60, "Silver": 0.36, "Bronze": 0.12}).round(2)
             tier  customers  rate  target  extra_buyers  beyond_best
        0    Gold       40.0   0.5    0.60           4.0         True
        1  Silver      100.0   0.3    0.36           6.0        False
        2  Bronze      200.0   0.1    0.12           4.0        False
        >>> plan_targets(tiers, {"Silver": 0.25})
        Traceback (most recent call last):
            ...
        customer_value.errors.MeasureError: The target of 'Silver' is 0.25, below today's rate of 0.3.
    """
    table = pandas_table(tiers, "tiers", gaps=["rate"], tier="text", customers="number", rate="number")
    none_negative(table, "tiers", "customers", "rate")
    one_row_each(table, "tiers", "tier")
    targets = mapping(targets, "targets")
    if unknown := [tier for tier in targets if tier not in set(table["tier"])]:
        raise MeasureError(f"targets names {unknown[0]!r}, which is no tier; the tiers are {', '.join(table['tier'])}.")
    wanted = {tier: finite(target, f"targets[{tier!r}]") for tier, target in targets.items()}
    table["target"] = [wanted.get(tier, rate) for tier, rate in zip(table["tier"], table["rate"], strict=True)]
    reasons = [reason for one in table.itertuples() if (reason := _refused(one))]
    if reasons:
        raise MeasureError(" ".join(reasons))
    table["extra_buyers"] = (table["target"] - table["rate"]) * table["customers"]
    table["beyond_best"] = table["target"] > table["rate"].max()
    return table


def plan_return(
    extra_buyers: float, *, orders_per_buyer: float, order_value: float, margin: float, cost: float
) -> PlanReturn:
    """What the extra buyers bring, and the plan's ROI: `(plan margin - plan cost) / plan cost`.

    `plan margin = extra buyers x orders per buyer x order value x margin`

    Args:
        extra_buyers: as in `plan_targets`, added up over the tiers.
        orders_per_buyer: how many orders a customer who buys again makes in the plan's period.
        order_value: average order value (money).
        margin: gross profit over revenue (毛利率), a share.
        cost: what the plan costs (money).

    Returns:
        A `PlanReturn`.

    Raises:
        MeasureError: a number is out of bounds.

    Examples:
        >>> found = plan_return(14, orders_per_buyer=2, order_value=1500, margin=0.4, cost=12_000)
        >>> found.margin, round(found.roi, 2)
        (16800.0, 0.4)
    """
    each = (
        finite(orders_per_buyer, "orders_per_buyer", least=0)
        * finite(order_value, "order_value", least=0)
        * share(margin, "margin")
    )
    extra, spent = finite(extra_buyers, "extra_buyers", least=0), finite(cost, "cost", least=0)
    return PlanReturn(
        extra_buyers=extra, margin=extra * each, cost=spent, profit=extra * each - spent, roi=roi(extra * each, spent)
    )


def operating_plan(
    tiers: Any, targets: Mapping[str, float], *, orders_per_buyer: Any, order_value: Any, margin: Any
) -> pd.DataFrame:
    """The plan on one page (客戶經營計畫): what each tier is worth, what is asked of it, what that brings and costs.

    Args:
        tiers: one row per tier: `tier`, `customers`, `rate`, as for `plan_targets`; `clv` (money: mean lifetime value
            of the tier's customers, such as `clv_mean` of `tier_values`) and `cost` (money: the plan's cost in the
            tier).
        targets: as for `plan_targets`.
        orders_per_buyer, order_value, margin: as for `plan_return`; a number for all tiers, or a Series or list with
            one for each, in the order of `tiers`.

    Returns:
        A pandas frame, one row per tier and last a row "total": `tier`, `customers`, `clv`, `value` (clv x customers:
        what the tier is worth, money), `rate`, `target`, `extra_buyers`, `margin`, `cost`, `profit` (money), `roi` and
        `beyond_best`. In the total, money and people are sums, and `clv`, `rate`, `target` and `roi` are ratios of
        sums; a ratio without a base is NaN.

    Raises:
        MeasureError: as for `plan_targets` and `plan_return`, or a tier is called "total".

    Examples:
        >>> import pandas as pd
        >>> tiers = pd.DataFrame({"tier": ["Gold", "Silver", "Bronze"], "customers": [40, 100, 200],
        ...     "rate": [0.50, 0.30, 0.10], "clv": [9000, 3000, 600], "cost": [4000, 5000, 3000]})
        >>> page = operating_plan(tiers, {"Gold": 0.60, "Silver": 0.36, "Bronze": 0.12},
        ...                       orders_per_buyer=2, order_value=1500, margin=0.4)
        >>> page[["tier", "value", "extra_buyers", "margin", "roi"]].round(2)
             tier     value  extra_buyers   margin   roi
        0    Gold  360000.0           4.0   4800.0  0.20
        1  Silver  300000.0           6.0   7200.0  0.44
        2  Bronze  120000.0           4.0   4800.0  0.60
        3   total  780000.0          14.0  16800.0  0.40
    """
    page = plan_targets(tiers, targets)
    if TOTAL in set(page["tier"]):
        raise MeasureError(f"A tier is called {TOTAL!r}, as the plan's last row; call it otherwise.")
    more = pandas_table(tiers, "tiers", clv="number", cost="number")
    none_negative(more, "tiers", "cost")
    page["clv"], page["cost"] = more["clv"], more["cost"]
    page["value"] = page["clv"] * page["customers"]
    each = 1.0
    for name, given in {"orders_per_buyer": orders_per_buyer, "order_value": order_value, "margin": margin}.items():
        each = each * _by_tier(given, name, len(page))
    page["margin"] = page["extra_buyers"] * each
    page = pd.concat([page, _total(page)], ignore_index=True)
    page["profit"] = page["margin"] - page["cost"]
    page["roi"] = page["profit"] / page["cost"].where(page["cost"] > 0)
    return page[list(PAGE)]


PAGE = (
    *("tier", "customers", "clv", "value", "rate", "target", "extra_buyers", "margin", "cost", "profit", "roi"),
    "beyond_best",
)


def _refused(one: Any) -> str:
    """Why a tier's target cannot be planned for; "" where it can."""
    if one.rate != one.rate:
        return f"The tier {one.tier!r} has no repurchase rate today, so no target can be held against it; leave it out."
    if one.rate > 1:
        return f"The rate of {one.tier!r} is {one.rate:g}; give a share from 0 to 1."
    if one.target != one.target:
        return f"The target of {one.tier!r} is missing; give a share from 0 to 1."
    if one.target < one.rate:
        return f"The target of {one.tier!r} is {one.target:g}, below today's rate of {one.rate:g}."
    if one.target > 1:
        return f"The target of {one.tier!r} is {one.target:g}, above 1: more buyers than customers."
    return ""


def _by_tier(given: Any, name: str, tiers: int) -> Any:
    """A number for every tier, given as one for all or one for each."""
    values = numbers(given if hasattr(given, "__len__") else [given] * tiers, name, least=0)
    if len(values) != tiers:
        raise MeasureError(f"{name} has {len(values)} values for {tiers} tiers; give one each, or one number for all.")
    if name == "margin" and (values > 1).any():
        raise MeasureError(f"margin goes up to {values.max():g}; give shares from 0 to 1, such as 0.35 for 35%.")
    return values.to_numpy()


def _total(page: pd.DataFrame) -> pd.DataFrame:
    people = page["customers"].sum()
    sums = page[["customers", "value", "extra_buyers", "margin", "cost"]].sum()
    weighted = {name: (page[name] * page["customers"]).sum() / people if people else NAN for name in PAGE[4:6]}
    row = {"tier": TOTAL, **sums, **weighted, "clv": sums["value"] / people if people else NAN}
    return pd.DataFrame([{**row, "beyond_best": bool(page["beyond_best"].any())}])
