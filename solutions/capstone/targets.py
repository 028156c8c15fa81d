"""Repurchase targets: which can stand in a plan, why others cannot, and how many extra buyers they ask for."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

import customer_value
from customer_value.errors import MeasureError
from customer_value.messages import Text
from solutions.capstone.own import target_inputs
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake


def check_targets(plan):
    # 1 the reasons, tried in this order; the first that is true decides  # lang-en
    # 1 理由，照順序試，最先成立的算數  # lang-zh-Hant
    rate, target = plan["rate"], plan["target"]
    ### BEGIN SOLUTION
    tests = [rate.isna(), target < rate, target > 1, target > rate.max()]
    names = ["no rate", "below today", "above 1", "above best"]
    ### END SOLUTION

    # 2 the reason for each tier, "ok" where none is true  # lang-en
    # 2 每一級的理由，都不成立的是 "ok"  # lang-zh-Hant
    result = plan[["tier"]].copy()
    ### BEGIN SOLUTION
    result["reason"] = np.select(tests, names, default="ok")
    ### END SOLUTION

    # 3 the extra buyers, empty where the target is refused  # lang-en
    # 3 多出來的買家，被退回的目標是空值  # lang-zh-Hant
    ### BEGIN SOLUTION
    stands = result["reason"].isin(["ok", "above best"])
    extra = (target - rate) * plan["existing"]
    result["extra_buyers"] = extra.where(stands)
    ### END SOLUTION
    return result


# Other right ways


def check_by_loop(plan):
    best = max((rate for rate in plan["rate"] if rate == rate), default=math.nan)
    rows = []
    for row in plan.itertuples():
        extra = math.nan
        if row.rate != row.rate:
            reason = "no rate"
        elif row.target < row.rate:
            reason = "below today"
        elif row.target > 1:
            reason = "above 1"
        else:
            reason = "above best" if row.target > best else "ok"
            extra = (row.target - row.rate) * row.existing
        rows.append({"tier": row.tier, "reason": reason, "extra_buyers": extra})
    return pd.DataFrame(rows, columns=["tier", "reason", "extra_buyers"])


def check_in_duckdb(plan):
    import duckdb

    db = duckdb.connect()
    db.register("plan", plan)
    return db.execute(
        """
        with read as (select tier, existing, target, case when isnan(rate) then null else rate end as rate from plan),
        judged as (select *, case when rate is null then 'no rate' when target < rate then 'below today'
            when target > 1 then 'above 1' when target > max(rate) over () then 'above best' else 'ok' end as reason
            from read)
        select tier, reason, case when reason in ('ok', 'above best') then (target - rate) * existing end as
        extra_buyers from judged
        """
    ).df()


def check_by_loc(plan):
    table = plan.set_index("tier")
    table["reason"] = "ok"
    table.loc[table["target"] > table["rate"].max(), "reason"] = "above best"
    table.loc[table["target"] > 1, "reason"] = "above 1"
    table.loc[table["target"] < table["rate"], "reason"] = "below today"
    table.loc[table["rate"].isna(), "reason"] = "no rate"
    table["extra_buyers"] = (table["target"] - table["rate"]) * table["existing"]
    table.loc[~table["reason"].isin(["ok", "above best"]), "extra_buyers"] = None
    return table[["reason", "extra_buyers"]]


def measured(plan):
    """The measure that the answer is held to, tier by tier, since it refuses a whole plan for one target."""
    rows = []
    for tier, target in zip(plan["tier"], plan["target"], strict=True):
        tiers = plan[plan["rate"].notna() | (plan["tier"] == tier)][["tier", "rate"]].assign(customers=plan["existing"])
        try:
            found = customer_value.plan_targets(tiers, {tier: target}).set_index("tier").loc[tier]
        except MeasureError as refused:
            reasons = {"no repurchase rate": "no rate", "below today": "below today", "above 1": "above 1"}
            reason = next(reason for words, reason in reasons.items() if words in str(refused))
            rows.append((tier, reason, math.nan))
        else:
            rows.append((tier, "above best" if found["beyond_best"] else "ok", found["extra_buyers"]))
    return pd.DataFrame(rows, columns=["tier", "reason", "extra_buyers"])


# What people do instead


REASONS = ("no rate", "below today", "above 1", "above best")


def _checked(plan, tests, names=REASONS, extra=None, refused=("no rate", "below today", "above 1")):
    """The table with other tests, other extra buyers, or other reasons for which a target is refused."""
    reason = np.select(tests, names, default="ok") if len(plan) else np.array([], dtype="str")
    extra = (plan["target"] - plan["rate"]) * plan["existing"] if extra is None else extra
    stands = ~pd.Series(reason, index=plan.index).isin(refused)
    return pd.DataFrame({"tier": plan["tier"], "reason": reason, "extra_buyers": extra.where(stands)})


def _tests(plan):
    rate, target = plan["rate"], plan["target"]
    return [rate.isna(), target < rate, target > 1, target > rate.max()]


def whole_target(plan):
    return _checked(plan, _tests(plan), extra=plan["target"] * plan["existing"])


def of_all_customers(plan):
    return _checked(plan, _tests(plan), extra=(plan["target"] - plan["rate"]) * plan["customers"])


def relative(plan):
    growth = plan["target"] / plan["rate"].where(plan["rate"] > 0) - 1
    return _checked(plan, _tests(plan), extra=growth * plan["existing"])


def points_only(plan):
    return _checked(plan, _tests(plan), extra=plan["target"] - plan["rate"])


def in_percent(plan):
    return _checked(plan, _tests(plan), extra=100 * (plan["target"] - plan["rate"]) * plan["existing"])


def turned(plan):
    return _checked(plan, _tests(plan), extra=(plan["rate"] - plan["target"]) * plan["existing"])


def whole_people(plan):
    return _checked(plan, _tests(plan), extra=((plan["target"] - plan["rate"]) * plan["existing"]).round())


def refused_is_zero(plan):
    table = check_targets(plan)
    return table.assign(extra_buyers=table["extra_buyers"].fillna(0))


def refused_keeps_its_number(plan):
    return _checked(plan, _tests(plan), refused=())


def above_one_keeps_its_number(plan):
    return _checked(plan, _tests(plan), refused=("no rate", "below today"))


def refused_dropped(plan):
    table = check_targets(plan)
    return table[table["reason"].isin(["ok", "above best"])]


def refused_alone(plan):
    return _checked(plan, _tests(plan), refused=("ok", "above best"))


def equal_is_empty(plan):
    table = check_targets(plan)
    return table.assign(extra_buyers=table["extra_buyers"].where(plan["target"] > plan["rate"]))


def best_refused(plan):
    return _checked(plan, _tests(plan), refused=REASONS)


def equal_refused(plan):
    rate, target = plan["rate"], plan["target"]
    return _checked(plan, [rate.isna(), target <= rate, target > 1, target > rate.max()])


def one_refused(plan):
    rate, target = plan["rate"], plan["target"]
    return _checked(plan, [rate.isna(), target < rate, target >= 1, target > rate.max()])


def best_not_reachable(plan):
    rate, target = plan["rate"], plan["target"]
    return _checked(plan, [rate.isna(), target < rate, target > 1, target >= rate.max()])


def best_before_one(plan):
    tests = _tests(plan)
    order = (0, 1, 3, 2)
    return _checked(plan, [tests[place] for place in order], [REASONS[place] for place in order])


def no_rate_is_ok(plan):
    return _checked(plan, _tests(plan)[1:], REASONS[1:])


def first_row_is_best(plan):
    rate, target = plan["rate"], plan["target"]
    best = rate.iloc[0] if len(plan) else np.nan
    return _checked(plan, [rate.isna(), target < rate, target > 1, target > best])


def no_best(plan):
    return _checked(plan, _tests(plan)[:3], REASONS[:3])


MISTAKES = (
    Mistake(
        key="whole-target",
        wrong=whole_target,
        message=Text(
            "Your extra buyers are everybody who is to buy. Most of them buy today already, without a plan: take "
            "them off.",
            "你的 `extra_buyers` 是目標裡會買的所有人。其中大部分今天本來就會買，不需要計畫：要先扣掉。",
        ),
    ),
    Mistake(
        key="of-all-customers",
        wrong=of_all_customers,
        message=Text(
            "You multiplied by all customers of the tier. The rates are about its existing customers: which column "
            "counts "
            "them?",
            "你乘的是這一級的全部顧客。續購率講的是老客戶：哪一欄是老客戶數？",
        ),
    ),
    Mistake(
        key="relative",
        wrong=relative,
        message=Text(
            "You divided by today's rate: that is the growth in per cent. Extra buyers are a part of the existing "
            "customers: subtract the two rates.",
            "你除以了今天的續購率，這是成長幅度。多出來的買家是老客戶的一部分，兩個比率相減就好。",
        ),
    ),
    Mistake(
        key="points-only",
        wrong=points_only,
        message=Text(
            "That is the difference of the two rates, not yet people. Of how many customers is it a share?",
            "這是兩個比率的差，還不是人數。它是多少人的占比？",
        ),
    ),
    Mistake(
        key="in-percent",
        wrong=in_percent,
        message=Text(
            "Your extra buyers are a hundred times too many: the rates are shares, so 0.1 of 40 customers are 4.",
            "你的 `extra_buyers` 多了一百倍。這裡的比率是占比，40 位的 0.1 是 4 位。",
        ),
    ),
    Mistake(
        key="turned",
        wrong=turned,
        message=Text(
            "You took the target off today's rate: a plan that raises the rate has fewer buyers than none in your "
            "table.",
            "你用今天的續購率減目標，於是續購率提高了，買家反而變成負的。",
        ),
    ),
    Mistake(
        key="rounded",
        wrong=whole_people,
        message=Text(
            "You rounded to whole people. The extra buyers are an expectation that is still to be multiplied: keep the "
            "fractions.",
            "你四捨五入成整數了。多出來的買家是預期的人數，後面還要再乘，小數要留著。",
        ),
    ),
    Mistake(
        key="refused-is-zero",
        wrong=refused_is_zero,
        message=Text(
            "A refused target has 0 extra buyers in your table. That reads like a plan that brings nobody, but "
            "there is no "
            "plan: what does the definition put there?",
            "被退回的目標，你填了 0 位。看起來像是「這個計畫帶不來人」，其實是根本沒有計畫：定義在這裡填的是什麼？",
        ),
    ),
    Mistake(
        key="refused-keeps-number",
        wrong=refused_keeps_its_number,
        message=Text(
            "The reasons are right, but a refused target still has its extra buyers, and the plan would count on them. "
            "`.where(…)` keeps a value only where a condition is true.",
            "理由都對，可是被退回的目標還留著買家數，計畫就會把他們算進去。`.where(…)` 只保留條件成立的值。",
        ),
    ),
    Mistake(
        key="above-one-keeps-number",
        wrong=above_one_keeps_its_number,
        message=Text(
            "A target above 1 is refused, but its extra buyers are still in your table. Three reasons refuse a target: "
            "is your `stands` `False` for each of them?",
            "大於 1 的目標應該退回，可是在你的表裡還留著買家數。會退回的理由有三個：你的 `stands` 遇到這三個，"
            "都是 `False` 嗎？",
        ),
    ),
    Mistake(
        key="refused-dropped",
        wrong=refused_dropped,
        message=Text(
            "Tiers whose target is refused are missing from your table. The owner wants to read the reason: every tier "
            "keeps its row.",
            "目標被退回的分級，從你的表裡不見了。老闆想看的正是理由：每一級都要有一列。",
        ),
    ),
    Mistake(
        key="best-refused",
        wrong=best_refused,
        message=Text(
            "You refused targets above the best rate too. They are bold, so they get a reason, but they stand: which "
            "reasons refuse?",
            "高於最佳續購率的目標，你也退回了。這種目標是大膽，所以要註明，但還是成立：哪幾個理由才會退回？",
        ),
    ),
    Mistake(
        key="equal-refused",
        wrong=equal_refused,
        message=Text(
            "You refused a target that equals today's rate. Holding what one has may be a plan: look at “lower than”.",
            "目標剛好等於今天的續購率，你退回了。維持現狀也可以是計畫，看看定義裡的「低於」。",
        ),
    ),
    Mistake(
        key="one-refused",
        wrong=one_refused,
        message=Text(
            "You refused a target of exactly 1. Everybody is bold but possible; only more than everybody is not.",
            "目標剛好是 1，你退回了。全部的人都來很大膽，但有可能；比全部還多才不可能。",
        ),
    ),
    Mistake(
        key="best-itself",
        wrong=best_not_reachable,
        message=Text(
            "You marked a target that equals the best tier's rate. That one has been shown to be possible: is it "
            "higher "
            "than the best?",
            "目標剛好等於最好那一級的續購率，你也註明了。這個水準已經有人做到：有比最好的還高嗎？",
        ),
    ),
    Mistake(
        key="best-before-one",
        wrong=best_before_one,
        message=Text(
            "A target above 1 is also above the best rate, and your list tried that first. In which order does the "
            "definition name the reasons?",
            "大於 1 的目標，也一定高於最佳續購率，而你的清單先試了後者。定義裡的理由是什麼順序？",
        ),
    ),
    Mistake(
        key="no-rate-is-ok",
        wrong=no_rate_is_ok,
        message=Text(
            "A tier without a rate of today passes as it is: no comparison with an empty value is ever true. It "
            "needs a "
            "test of its own, `.isna()`.",
            "今天沒有續購率的那一級就這樣過關了：和空值比大小，永遠不成立。它需要自己的條件 `.isna()`。",
        ),
    ),
    Mistake(
        key="refused-alone",
        wrong=refused_alone,
        message=Text(
            "The targets that stand have no extra buyers in your table, and those that are refused have. "
            "`.where(…)` keeps what its condition says: what is `True` in yours?",
            "在你的表裡，成立的目標沒有多出來的買家，被退回的反而有。`.where(…)` 會保留條件成立的值："
            "你的條件在哪裡是 `True`？",
        ),
    ),
    Mistake(
        key="equal-is-empty",
        wrong=equal_is_empty,
        message=Text(
            "Where a target is exactly today's rate, your `extra_buyers` is empty. The reason is “ok”, so it stands: "
            "what does the formula give there?",
            "目標剛好等於今天的續購率時，你的 `extra_buyers` 是空值。理由是 `ok`，目標成立：照公式算是多少？",
        ),
    ),
    Mistake(
        key="first-is-best",
        wrong=first_row_is_best,
        message=Text(
            "You took the first row's rate for the best. The highest tier need not buy again most often: look for the "
            "largest rate.",
            "你把第一列的續購率當成最好的。最高的一級不一定最常回來買：請找最大的續購率。",
        ),
    ),
    Mistake(
        key="no-best",
        wrong=no_best,
        message=Text(
            "Targets that no tier reaches today pass as “ok” in your table. Is one of the four reasons missing, or is "
            "its target held against another column than today's rates?",
            "今天沒有任何一級做到的目標，在你的表裡也是 `ok`。四個理由是不是少了一個，或是比錯了欄？"
            "要比的是今天的續購率。",
        ),
    ),
)


# Cases

COLUMNS = {"tier": "str", "customers": "int64", "existing": "int64", "rate": "float64", "target": "float64"}


def plan_of(rows) -> Arguments:
    """The input from rows: tier, customers, existing customers, today's rate, target."""
    return {"plan": pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(COLUMNS)}


SMALL = plan_of(
    [
        ("platinum", 12, 10, 0.70, 0.65),
        ("gold", 55, 40, 0.50, 0.60),
        ("silver", 160, 100, 0.30, 0.36),
        ("bronze", 420, 200, 0.10, 0.12),
        ("new", 30, 25, 0.20, 1.10),
        ("sleeping", 90, 0, math.nan, 0.20),
    ]
)
"""The plan that the page prints: three targets that stand, one below today, one above 1, and a tier without a rate."""


def draw_small(rng: np.random.Generator) -> Arguments:
    """The plan of the page with other counts and rates."""
    top, gold, silver, bronze, new = (
        int(part) / 100 for part in rng.permutation([72, 50, 33, 14, 21]) + rng.integers(0, 6, 5)
    )
    rows = [
        ("platinum", 14, 11, top, top - 0.04),
        ("gold", 61, 33, gold, gold + 0.031),
        ("silver", 150, int(rng.integers(80, 120)), silver, silver + 0.05),
        ("bronze", 400, int(rng.integers(150, 300)), bronze, bronze + 0.02),
        ("new", 33, 21, new, 1.0 + int(rng.integers(5, 30)) / 100),
        ("sleeping", 80, 0, math.nan, 0.25),
    ]
    return plan_of(rows)


NAMES = ("platinum", "gold", "silver", "bronze", "regular", "club", "new", "guest", "outlet")


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """Nine tiers in no order of their rates: a target of every kind, some on a limit, and one without a rate."""
    rates = rng.permutation(np.arange(8, 80, 9)[:8] + rng.integers(0, 8, 8)) / 100
    if rates.argmax() == 0:
        rates[[0, 1]] = rates[[1, 0]]
    best, weakest = rates.max(), rates.argsort()
    over = 1 + int(rng.integers(2, 40)) / 100
    lowest, _, third, fourth = rates[weakest[:4]]
    wanted = np.empty(8)
    wanted[weakest] = [lowest + 0.031, (best + 1) / 2, third, fourth + 0.043, over, 1.0, best, best - 0.07]
    existing = rng.integers(13, 300, 8)
    rows = [
        (name, int(count * 1.7) + 3, int(count), float(rate), float(target))
        for name, count, rate, target in zip(NAMES[:8], existing, rates, wanted, strict=True)
    ]
    rows.append((NAMES[8], int(rng.integers(5, 60)), 0, math.nan, 0.3))
    return plan_of([rows[place] for place in [0, *(1 + rng.permutation(8))]])


def draw_limits(rng: np.random.Generator) -> Arguments:
    """Targets exactly on today's rate, on the best rate and on 1, and a hair beside each."""
    best, low = int(rng.integers(60, 90)) / 100, int(rng.integers(10, 40)) / 100
    targets = [low, low - 0.001, best, best + 0.001, 1.0, 1.001]
    rows = [("best", 30, 24, best, best)]
    rows += [(f"group {place}", 50 + place, 40 + place, low, target) for place, target in enumerate(targets)]
    return plan_of(rows)


def draw_all_refused(rng: np.random.Generator) -> Arguments:
    """A plan of which nothing can stand."""
    low = int(rng.integers(20, 60)) / 100
    return plan_of(
        [("gold", 40, 30, low, low - 0.1), ("silver", 90, 50, low / 2, 1.5), ("bronze", 70, 0, math.nan, 0.1)]
    )


def draw_no_rates(rng: np.random.Generator) -> Arguments:
    """Two tiers without an existing customer: there is not even a best rate."""
    return plan_of([("gold", int(rng.integers(2, 9)), 0, math.nan, 0.5), ("silver", 7, 0, math.nan, 1.2)])


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
        name=Text("a plan with targets of every kind", "各種目標都有的計畫"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="limits",
        name=Text("targets exactly on a limit", "剛好在界線上的目標"),
        share=0.2,
        draw=draw_limits,
    ),
    Case(
        key="refused",
        name=Text("a plan whose targets are all refused", "所有目標都被退回的計畫"),
        share=0.1,
        draw=draw_all_refused,
    ),
    Case(
        key="no-rates",
        name=Text("tiers without existing customers", "沒有老客戶的分級"),
        share=0.1,
        draw=draw_no_rates,
    ),
)

TARGETS = FunctionTask(
    id="a10.targets",
    title=Text("Repurchase targets", "續購率目標"),
    points=3,
    minutes=9,
    lesson="9.6",
    prompt=Text(
        en="""
Write `check_targets(plan)`. `plan` has one row per tier: `tier`, `customers`, `existing` (existing customers), `rate`
(today's repurchase rate, empty where there is no existing customer) and `target` (the rate to reach).

**Definition.** `reason` is the **first** of these that is true:

1. `"no rate"`: the tier has no rate of today, so nothing can be held against it
2. `"below today"`: the target is lower than today's rate
3. `"above 1"`: the target is above 1, more buyers than there are customers
4. `"above best"`: the target is higher than today's best rate of any tier
5. `"ok"`: none of these

The first three **refuse** a target. The fourth only marks it: nobody has shown yet that it can be done, and the plan
will have to say why. Exactly on a limit is never beyond it.

`extra_buyers` = (target − rate) × `existing` where the target stands, and empty (`NaN`) where it is refused. Fractions
of a person stay; they are an expectation.

**Comes back:** a table with **every** tier, `tier` as a column or as the index, and the two columns `reason` and
`extra_buyers`.

`np.select(tests, names, default="ok")` takes a list of conditions and a list of names equally long, and gives each row
the name of the **first** condition that is true. `rate.isna()` asks where a value is empty. `extra.where(stands)`
keeps the values where `stands` is `True` and makes the others empty.
""",
        zh_hant="""
請寫出 `check_targets(plan)`。`plan` 一級一列：`tier`、`customers`（人數）、`existing`（老客戶數）、\
`rate`（今天的續購率，沒有老客戶的是空值）和 `target`（要達到的續購率）。

**定義：** `reason` 是下面**最先**成立的那一項：

1. `"no rate"`：這一級今天沒有續購率，沒有東西可以比
2. `"below today"`：目標低於今天的續購率
3. `"above 1"`：目標大於 1，買的人比顧客還多
4. `"above best"`：目標高於今天各級之中最好的續購率
5. `"ok"`：以上都不成立

前三項會**退回**目標。第四項只是註明：還沒有人做到過，計畫裡要說明憑什麼。剛好在界線上，不算超過。

`extra_buyers`（多出來的買家）=（目標 − 今天的續購率）× `existing`；被退回的目標填空值（`NaN`）。小數要留著，\
因為這是預期的人數。

**傳回：** **每一級**都有一列的表，`tier` 放在欄位或索引都可以，加上 `reason` 和 `extra_buyers` 兩欄。

`np.select(tests, names, default="ok")` 接收一串條件和一串一樣長的名稱，每一列得到**最先**成立的那個名稱。\
`rate.isna()` 是問哪些值是空的。`extra.where(stands)` 會保留 `stands` 是 `True` 的值，其他的變成空值。
""",
    ),
    answer=check_targets,
    returns=Table(
        key=("tier",),
        columns=(
            Column(name="reason", key="tier", holds="text"),
            Column(name="extra_buyers", key="tier", unit="customers"),
        ),
    ),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(check_by_loop, check_in_duckdb, check_by_loc),
    measure=measured,
    own=target_inputs,
    hints=(
        Text(
            "`tests` holds four conditions in the order of the definition, `names` the four words that go with "
            "them. The "
            "best rate of all tiers is `rate.max()`.",
            "`tests` 放四個條件，順序和定義一樣；`names` 放對應的四個詞。各級最好的續購率是 `rate.max()`。",
        ),
        Text(
            "The first test is `rate.isna()`, the second `target < rate`. For the last step: "
            '`result["reason"].isin(["ok", '
            '"above best"])` is `True` where a target stands.',
            '第一個條件是 `rate.isna()`，第二個是 `target < rate`。最後一步：`result["reason"].isin(["ok", '
            '"above best"])` 在目標成立的地方是 `True`。',
        ),
        Text(
            'The extra buyers are `(target - rate) * plan["existing"]`, and behind it `.where(stands)`, where '
            "`stands` is the "
            "condition of the second hint.",
            '多出來的買家是 `(target - rate) * plan["existing"]`，後面再接 `.where(stands)`，`stands` '
            "就是上一個提示的條件。",
        ),
    ),
)
