"""The return on the plan: the margin of the extra buyers against what the plan costs."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.capstone.own import roi_inputs
from tutor.shape import Number
from tutor.task import Arguments, Case, FunctionTask, Mistake


def plan_roi(plan, margin):
    ### BEGIN SOLUTION
    planned = plan[plan["target"].notna()]
    extra = (planned["target"] - planned["rate"]) * planned["existing"]
    revenue = extra * planned["orders_per_buyer"] * planned["order_value"]
    profit = revenue.sum() * margin
    cost = planned["cost"].sum()
    if cost == 0:
        return float("nan")
    return (profit - cost) / cost
    ### END SOLUTION


# Other right ways


def plan_roi_by_loop(plan, margin):
    profit = cost = 0.0
    for row in plan.itertuples():
        if row.target == row.target:
            profit += (row.target - row.rate) * row.existing * row.orders_per_buyer * row.order_value * margin
            cost += row.cost
    return profit / cost - 1 if cost else None


def plan_roi_in_duckdb(plan, margin):
    import duckdb

    db = duckdb.connect()
    db.register("plan", plan)
    return db.execute(
        """
        select (sum((target - rate) * existing * orders_per_buyer * order_value) * $margin - sum(cost))
            / nullif(sum(cost), 0)
        from plan where not isnan(target)
        """,
        {"margin": float(margin)},
    ).fetchall()[0][0]


def plan_roi_with_assign(plan, margin):
    table = plan.dropna(subset="target").assign(
        buyers=lambda t: t["existing"] * (t["target"] - t["rate"]),
        profit=lambda t: t["buyers"] * t["orders_per_buyer"] * t["order_value"] * margin - t["cost"],
    )
    return table["profit"].sum() / (table["cost"].sum() or np.nan)


def measured(plan, margin):
    """The measure that the answer is held to: the last row of the operating plan."""
    planned = plan[plan["target"].notna()]
    if planned.empty:
        return math.nan
    page = customer_value.operating_plan(
        planned[["tier", "rate", "cost"]].assign(customers=planned["existing"], clv=0.0),
        dict(zip(planned["tier"], planned["target"], strict=True)),
        orders_per_buyer=planned["orders_per_buyer"],
        order_value=planned["order_value"],
        margin=margin,
    )
    return page["roi"].iloc[-1]


# What people do instead


def _planned(plan):
    return plan[plan["target"].notna()]


def _roi(profit, cost):
    return (profit - cost) / cost if cost else math.nan


def _extra(planned):
    return (planned["target"] - planned["rate"]) * planned["existing"]


def _profit(planned, margin, extra=None):
    extra = _extra(planned) if extra is None else extra
    return (extra * planned["orders_per_buyer"] * planned["order_value"]).sum() * margin


def not_less_one(plan, margin):
    planned = _planned(plan)
    cost = planned["cost"].sum()
    return _profit(planned, margin) / cost if cost else math.nan


def revenue(plan, margin):
    planned = _planned(plan)
    return _roi(_profit(planned, 1.0), planned["cost"].sum())


def one_order(plan, margin):
    planned = _planned(plan)
    return _roi((_extra(planned) * planned["order_value"]).sum() * margin, planned["cost"].sum())


def whole_target(plan, margin):
    planned = _planned(plan)
    return _roi(_profit(planned, margin, planned["target"] * planned["existing"]), planned["cost"].sum())


def mean_of_tiers(plan, margin):
    planned = _planned(plan)
    profit = _extra(planned) * planned["orders_per_buyer"] * planned["order_value"] * margin
    cost = planned["cost"].where(planned["cost"] > 0)  # empty, or whoever divides the sums by 0 is told of this mistake
    return ((profit - cost) / cost).mean()


def sum_of_tiers(plan, margin):
    return mean_of_tiers(plan, margin) * len(_planned(plan))


def every_cost(plan, margin):
    return _roi(_profit(_planned(plan), margin), plan["cost"].sum())


def no_target_is_zero(plan, margin):
    return plan_roi(plan.fillna({"target": 0.0}), margin)


def cost_for_each_customer(plan, margin):
    planned = _planned(plan)
    return _roi(_profit(planned, margin), (planned["cost"] * planned["existing"]).sum())


def cost_for_each_buyer(plan, margin):
    planned = _planned(plan)
    return _roi(_profit(planned, margin), (planned["cost"] * _extra(planned)).sum())


def over_margin(plan, margin):
    planned = _planned(plan)
    profit = _profit(planned, margin)
    return (profit - planned["cost"].sum()) / profit if profit else math.nan


def money(plan, margin):
    planned = _planned(plan)
    cost = planned["cost"].sum()
    return _profit(planned, margin) - cost if cost else math.nan


def percent(plan, margin):
    return 100 * plan_roi(plan, margin)


def means_multiplied(plan, margin):
    planned = _planned(plan)
    each = planned["orders_per_buyer"].mean() * planned["order_value"].mean()
    return _roi(_extra(planned).sum() * each * margin, planned["cost"].sum())


def rates_only(plan, margin):
    planned = _planned(plan)
    return _roi(_profit(planned, margin, planned["target"] - planned["rate"]), planned["cost"].sum())


def cost_in_margin(plan, margin):
    planned = _planned(plan)
    cost = planned["cost"].sum()
    return (_profit(planned, 1.0) - cost) * margin / cost if cost else math.nan


MISTAKES = (
    Mistake(
        key="not-less-one",
        wrong=not_less_one,
        message=Text(
            "You divided the margin by the cost. A plan that just brings back what it cost would have 1 then, not "
            "0: what has "
            "to come off first?",
            "你把毛利直接除以成本。照這樣算，剛好回本的計畫會得到 1，而不是 0：要先扣掉什麼？",
        ),
    ),
    Mistake(
        key="revenue",
        wrong=revenue,
        message=Text(
            "You set the extra revenue against the cost. The goods in those orders have to be paid too: where is "
            "the margin "
            "rate?",
            "你拿多出來的營收和成本比。那些訂單的貨款也要付：毛利率放在哪裡？",
        ),
    ),
    Mistake(
        key="one-order",
        wrong=one_order,
        message=Text(
            "Each extra buyer orders once in your plan. Which column says how often they do?",
            "在你的計畫裡，每位多出來的買家只下一筆訂單。哪一欄說他們會買幾次？",
        ),
    ),
    Mistake(
        key="whole-target",
        wrong=whole_target,
        message=Text(
            "You credit the plan with every buyer of the target. Those who buy today come without it: only what is "
            "beyond "
            "today's rate is the plan's.",
            "你把目標裡的買家全都算成計畫的功勞。今天就會買的人不需要計畫，只有比今天多的部分才算。",
        ),
    ),
    Mistake(
        key="mean-of-tiers",
        wrong=mean_of_tiers,
        message=Text(
            "This is the mean of the tiers' own returns. It gives a tier with a small budget as much weight as one "
            "with a "
            "large: add up the money first.",
            "這是各級報酬率的平均，小預算和大預算的分級一樣重。要先把錢加總。",
        ),
    ),
    Mistake(
        key="sum-of-tiers",
        wrong=sum_of_tiers,
        message=Text(
            "You added up the tiers' returns. Rates cannot be added; money can.",
            "你把各級的報酬率加起來了。比率不能相加，錢才可以。",
        ),
    ),
    Mistake(
        key="every-cost",
        wrong=every_cost,
        message=Text(
            "The cost of tiers without a target is in your sum. They are not in the plan: what is not done costs "
            "nothing.",
            "沒有目標的分級，它的成本也被你加進去了。它不在計畫裡：沒有做的事不花錢。",
        ),
    ),
    Mistake(
        key="no-target-is-zero",
        wrong=no_target_is_zero,
        message=Text(
            "A tier without a target has the target 0 in your function: it would lose every buyer of today. Empty says "
            "that nothing is planned there: leave the row out.",
            "沒有目標的分級，你當成目標是 0，等於今天的買家全都不來了。空值是沒有規劃，把那一列排除。",
        ),
    ),
    Mistake(
        key="cost-for-each-customer",
        wrong=cost_for_each_customer,
        message=Text(
            "You multiplied the cost by the existing customers. `cost` is already what the plan costs in the tier, for "
            "all of them together.",
            "你把成本乘上老客戶數了。`cost` 已經是計畫在這一級的總成本。",
        ),
    ),
    Mistake(
        key="cost-for-each-buyer",
        wrong=cost_for_each_buyer,
        message=Text(
            "You multiplied the cost by the extra buyers. `cost` is already what the plan costs in the tier, whether "
            "many come or few.",
            "你把成本乘上多出來的買家了。`cost` 已經是計畫在這一級的總成本，來多來少都要付。",
        ),
    ),
    Mistake(
        key="over-margin",
        wrong=over_margin,
        message=Text(
            "You divided by the plan's margin. What was put in stands below the line.",
            "你除以了計畫的毛利。分母應該是投入的金額。",
        ),
    ),
    Mistake(
        key="money",
        wrong=money,
        message=Text(
            "This is what is left in money. A return says how much that is for each unit spent: one step is missing.",
            "這是剩下的金額。報酬率說的是每花一塊錢賺多少，還差一步。",
        ),
    ),
    Mistake(
        key="percent",
        wrong=percent,
        message=Text(
            "Your return is in per cent. It is asked for as a rate: half as much again as was spent is 0.5.",
            "你的報酬率是百分比。題目要的是比率：回本之外又多賺一半，就是 0.5。",
        ),
    ),
    Mistake(
        key="means-multiplied",
        wrong=means_multiplied,
        message=Text(
            "You multiplied all extra buyers by the mean order value of the tiers. Bronze buyers do not spend like "
            "gold ones: "
            "multiply within each row, then add up.",
            "你把多出來的買家加總之後，乘上各級客單價的平均。銅級買家不會像金級那樣花錢：先在每一列裡相乘，再加總。",
        ),
    ),
    Mistake(
        key="rates-only",
        wrong=rates_only,
        message=Text(
            "You took the difference of the rates for people. Of how many existing customers is it a share?",
            "你把兩個比率的差當成人數了。它是多少位老客戶的占比？",
        ),
    ),
    Mistake(
        key="cost-in-margin",
        wrong=cost_in_margin,
        message=Text(
            "You took the cost off the revenue and applied the margin rate after that, so the cost shrank too. The "
            "margin rate "
            "belongs to the orders alone.",
            "你先從營收扣掉成本，才乘毛利率，連成本也跟著打折了。毛利率只用在訂單上。",
        ),
    ),
)


# Cases

COLUMNS = {
    "tier": "str",
    "existing": "int64",
    "rate": "float64",
    "target": "float64",
    "orders_per_buyer": "float64",
    "order_value": "float64",
    "cost": "float64",
}


def plan_of(rows, margin: float) -> Arguments:
    """The input from rows in the order of the columns."""
    return {"plan": pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(COLUMNS), "margin": margin}


SMALL_MARGIN = 0.4
SMALL = plan_of(
    [
        ("gold", 40, 0.50, 0.60, 3, 2_500, 5_000),
        ("silver", 100, 0.30, 0.36, 2, 1_500, 4_000),
        ("bronze", 200, 0.10, 0.12, 1, 900, 3_000),
        ("new", 60, 0.20, math.nan, 1, 800, 2_000),
    ],
    SMALL_MARGIN,
)
"""The plan that the page prints; one tier has no target."""


def draw_small(rng: np.random.Generator) -> Arguments:
    """The plan of the page with other numbers."""
    rows = []
    for tier, rate, orders in (("gold", 0.48, 3), ("silver", 0.31, 2), ("bronze", 0.12, 1), ("new", 0.2, 1)):
        target = math.nan if tier == "new" else rate + int(rng.integers(2, 9)) / 100
        value, cost = int(rng.integers(8, 30)) * 100, int(rng.integers(8, 50)) * 100
        rows.append((tier, int(rng.integers(30, 200)), rate, target, orders, value, cost))
    return plan_of(rows, int(rng.integers(30, 50)) / 100)


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """Six tiers, one of which has no target."""
    rows = []
    for place, tier in enumerate(("platinum", "gold", "silver", "bronze", "club", "new")):
        rate = int(rng.integers(8, 60)) / 100
        target = math.nan if tier == "club" else rate + int(rng.integers(1, 12)) / 100
        cost = int(rng.integers(20, 120)) * 100
        value = int(rng.integers(6, 20)) * (9 - place) * 50
        rows.append((tier, int(rng.integers(20, 260)), rate, target, int(rng.integers(2, 9)) / 2, value, cost))
    return plan_of(rows, int(rng.integers(28, 48)) / 100)


def draw_nothing_more(rng: np.random.Generator) -> Arguments:
    """A plan that only keeps today's rates: it brings nothing and costs something."""
    rates = [int(part) / 100 for part in rng.integers(10, 70, 2)]
    costs = [int(part) * 100 for part in rng.integers(10, 60, 2)]
    rows = [
        (tier, 50, rate, rate, 2, 1_200, cost)
        for tier, rate, cost in zip(("gold", "silver"), rates, costs, strict=True)
    ]
    return plan_of(rows, int(rng.integers(30, 50)) / 100)


def draw_free(rng: np.random.Generator) -> Arguments:
    """A plan that costs nothing."""
    rows = [
        (tier, int(rng.integers(20, 90)), 0.2, 0.25, 2, int(rng.integers(5, 20)) * 100, 0)
        for tier in ("gold", "silver")
    ]
    return plan_of([*rows, ("bronze", 120, 0.1, math.nan, 1, 500, 1_000)], int(rng.integers(30, 50)) / 100)


def draw_no_target(rng: np.random.Generator) -> Arguments:
    """Not one tier has a target, so nothing is planned and nothing spent."""
    rows = [(tier, int(rng.integers(20, 90)), 0.2, math.nan, 2, 900, 1_500) for tier in ("gold", "silver", "bronze")]
    return plan_of(rows, int(rng.integers(30, 50)) / 100)


CASES = (
    Case(
        key="small",
        name=Text("the plan on the page", "頁面上的計畫"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("a plan of six tiers, one without a target", "六個分級的計畫，其中一級沒有目標"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="nothing-more",
        name=Text("a plan that only keeps today's rates", "只維持現狀的計畫"),
        share=0.15,
        draw=draw_nothing_more,
    ),
    Case(key="free", name=Text("a plan that costs nothing", "不花錢的計畫"), share=0.15, draw=draw_free),
    Case(
        key="no-target",
        name=Text("a plan without a single target", "一個目標都沒有的計畫"),
        share=0.1,
        draw=draw_no_target,
    ),
)

ROI = FunctionTask(
    id="a10.roi",
    title=Text("The return on the plan", "計畫的投資報酬率"),
    points=2,
    minutes=8,
    lesson="9.2",
    prompt=Text(
        en="""
Write `plan_roi(plan, margin)`. `plan` has one row per tier: `tier`, `existing`, `rate`, `target`, `orders_per_buyer`
(orders that an extra buyer makes in the quarter), `order_value` (average order value) and `cost` (what the plan costs
in this tier, for all its customers together). `margin` is the margin rate, a share.

**Definition.** ROI = (margin of the plan − cost of the plan) ÷ cost of the plan

- Extra buyers of a tier = (target − rate) × existing; they bring orders × order value × margin rate.
- Add the **money** up over the tiers first; the return is that of the whole plan.
- A tier **without a target** (`NaN`) is not in the plan: neither what it would bring nor what it would cost counts.
- Where the plan costs 0, the return is `NaN`: nothing was put in. A plan without any target costs 0.

**Comes back:** one number, a rate and no percentage (0.5, not 50), not rounded; 0 is a plan that just pays for itself.

This one is all yours. `plan["target"].notna()` asks which targets are there.
""",
        zh_hant="""
請寫出 `plan_roi(plan, margin)`。`plan` 一級一列：`tier`、`existing`、`rate`、`target`、\
`orders_per_buyer`（多出來的買家這一季每人幾筆訂單）、`order_value`（客單價）和 `cost`（計畫在這一級的總成本）。\
`margin` 是毛利率，一個占比。

**定義：** ROI =（計畫的毛利 − 計畫的成本）÷ 計畫的成本

- 一級多出來的買家 =（目標 − 今天的續購率）× 老客戶數；他們帶來 訂單數 × 客單價 × 毛利率。
- 先把各級的**金額**加總，再算整個計畫的報酬率。
- **沒有目標**（`NaN`）的分級不在計畫裡：它會帶來的、會花掉的，都不算。
- 計畫的成本是 0 時，報酬率是 `NaN`，因為沒有投入。一個目標都沒有的計畫，成本就是 0。

**傳回：** 一個數字，是比率不是百分比（0.5，不是 50），不要四捨五入；0 代表剛好回本。

這一題全部由你來寫。`plan["target"].notna()` 是問哪些目標有填。
""",
    ),
    answer=plan_roi,
    returns=Number(unit="ratio"),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(plan_roi_by_loop, plan_roi_in_duckdb, plan_roi_with_assign),
    measure=measured,
    own=roi_inputs,
    hints=(
        Text(
            'Begin with `planned = plan[plan["target"].notna()]` and use only `planned` from there on.',
            '先寫 `planned = plan[plan["target"].notna()]`，之後都只用 `planned`。',
        ),
        Text(
            "Three columns multiplied row by row give the extra revenue of each tier; its `.sum()` times the margin "
            "rate is the "
            "plan's margin.",
            "三樣東西一列一列相乘，就是每一級多出來的營收；`.sum()` 之後乘上毛利率，就是計畫的毛利。",
        ),
        Text(
            'Before you divide: `if cost == 0:` and below it, four spaces further in, `return float("nan")`.',
            '相除之前先寫 `if cost == 0:`，下一行往右縮四格寫 `return float("nan")`。',
        ),
    ),
)
