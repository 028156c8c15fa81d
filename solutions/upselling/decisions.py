"""After the test: profit per contact with its interval, and what to do."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.upselling.sizes import Z_ALPHA
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake


def ab_decisions(tests):
    # 1 the response of each group, and the difference  # lang-en
    # 1 兩組各自的回應率，以及差異  # lang-zh-Hant
    with_offer = tests["treated_buyers"] / tests["treated"]
    without = tests["control_buyers"] / tests["control"]
    difference = with_offer - without

    # 2 its standard error; where nobody differs in any way, there is none  # lang-en
    # 2 差異的標準誤；組內每個人都一樣時，就沒有標準誤  # lang-zh-Hant
    error = np.sqrt(with_offer * (1 - with_offer) / tests["treated"] + without * (1 - without) / tests["control"])
    error = error.where(error > 0)

    # 3 the columns profit, low and high, in money per contact  # lang-en
    # 3 加上 profit、low、high 三欄，單位是每次接觸多少元  # lang-zh-Hant
    result = tests[["campaign_id"]].copy()
    ### BEGIN SOLUTION
    result["profit"] = difference * tests["margin"] - tests["cost"]
    result["low"] = result["profit"] - Z_ALPHA * error * tests["margin"]
    result["high"] = result["profit"] + Z_ALPHA * error * tests["margin"]
    ### END SOLUTION

    # 4 the column decision  # lang-en
    # 4 加上 decision 這一欄  # lang-zh-Hant
    result["decision"] = "test more"
    ### BEGIN SOLUTION
    result.loc[result["low"] > 0, "decision"] = "roll out"
    result.loc[result["high"] < 0, "decision"] = "stop"
    ### END SOLUTION
    return result


# Other right ways


def decisions_by_loop(tests):
    rows = []
    for row in tests.itertuples():
        if not row.treated or not row.control:
            rows.append((row.campaign_id, None, None, None, "test more"))
            continue
        p, q = row.treated_buyers / row.treated, row.control_buyers / row.control
        profit = (p - q) * row.margin - row.cost
        half = 1.96 * (p * (1 - p) / row.treated + q * (1 - q) / row.control) ** 0.5 * row.margin or float("nan")
        low, high = profit - half, profit + half
        decision = "roll out" if low > 0 else "stop" if high < 0 else "test more"
        rows.append((row.campaign_id, profit, low, high, decision))
    return rows


def decisions_by_select(tests):
    table = tests.set_index("campaign_id").astype(float)
    n, m = table["treated"], table["control"]
    p, q = table["treated_buyers"] / n, table["control_buyers"] / m
    variance = p * (1 - p) / n + q * (1 - q) / m
    half = np.sqrt(variance.mask(variance == 0)) * 1.959963985 * table["margin"]
    table["profit"] = (p - q) * table["margin"] - table["cost"]
    table["low"], table["high"] = table["profit"] - half, table["profit"] + half
    table["decision"] = np.select([table["low"] > 0, table["high"] < 0], ["roll out", "stop"], default="test more")
    return table[["profit", "low", "high", "decision"]]


def decisions_in_duckdb(tests):
    import duckdb

    shop = duckdb.connect()
    shop.register("tests", tests)
    return shop.sql(
        """
with rates as (select *, treated_buyers / nullif(treated, 0) as p, control_buyers / nullif(control, 0) as q
            from tests
        ),
money as ( select campaign_id, (p - q) * margin - cost as profit, 1.96 * margin * sqrt(nullif(p * (1 - p) / treated +
q * (1 - q) / control, 0)) as half from rates ) select campaign_id, profit, profit - half as low, profit + half as
high, case when profit - half > 0 then 'roll out' when profit + half < 0 then 'stop' else 'test more' end as decision
from money
        """
    )


def measured(tests):
    """What the measure says of each test."""
    rows = []
    for row in tests.itertuples():
        found = customer_value.ab_decision(
            row.treated, row.treated_buyers, row.control, row.control_buyers, margin=row.margin, cost=row.cost
        )
        rows.append((row.campaign_id, found.profit, found.low, found.high, found.decision))
    return pd.DataFrame(rows, columns=["campaign_id", "profit", "low", "high", "decision"])


# The tests they are tried on

COLUMNS = {
    "campaign_id": "str",
    "treated": "int64",
    "treated_buyers": "int64",
    "control": "int64",
    "control_buyers": "int64",
    "margin": "int64",
    "cost": "int64",
}

Row = tuple[int, int, int, int, int, int]


def test_table(rows: Iterable[Row], first: int = 21) -> Arguments:
    """The input of the task from rows in the order of the columns; the tests are numbered."""
    named = [(f"K{number}", *row) for number, row in enumerate(rows, start=first)]
    return {"tests": pd.DataFrame(named, columns=list(COLUMNS)).astype(COLUMNS)}


test_table.__test__ = False  # type: ignore[attr-defined]  # its name says what it makes, not that it tests

SMALL = test_table(
    [
        (3000, 270, 3000, 180, 300, 2),
        (2000, 88, 1000, 40, 250, 12),
        (2500, 200, 2500, 160, 300, 3),
        (40, 0, 40, 0, 300, 2),
    ]
)
"""The four tests that the exercise page prints: one for each decision, and one in which nobody bought."""


def _clear(row: Row) -> bool:
    """Whether both ends of the interval lie so far from 0 that 1.96 and 1.959964 decide and count alike."""
    found = customer_value.ab_decision(*row[:4], margin=row[4], cost=row[5])
    half = found.high - found.profit
    return bool(abs(found.low) > 0.08 * half and abs(found.high) > 0.08 * half)


def _draw_test(rng: np.random.Generator) -> Row:
    while True:
        treated, control = (int(people) for people in rng.integers(4, 60, size=2) * 100)
        base = rng.uniform(0.02, 0.25)
        rate = float(np.clip(base + rng.normal(0.015, 0.025), 0.005, 0.9))
        margin, cost = int(rng.integers(4, 20)) * 50, int(rng.integers(1, 16))
        row = (treated, round(treated * rate), control, round(control * base), margin, cost)
        if _clear(row):
            return row


def _kind(row: Row) -> str:
    """Which test it is: decided either way, or open although the response differs significantly, or open."""
    found = customer_value.ab_decision(*row[:4], margin=row[4], cost=row[5])
    if found.decision != "test more":
        return found.decision
    return "significant" if found.uplift.p < 0.05 and found.uplift.difference > 0 else "open"


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """A year of tests: several of each kind, one in which nobody bought and one without a control group."""
    rows: list[Row] = []
    for kind in ("roll out", "stop", "significant", "open"):
        found: list[Row] = []
        while len(found) < 5:
            row = _draw_test(rng)
            if _kind(row) == kind:
                found.append(row)
        rows += found
    people = int(rng.integers(20, 60))
    rows += [(people, 0, people + 5, 0, 300, 4), (people, people, people + 3, 0, 400, 4), (80, 9, 0, 0, 300, 2)]
    return test_table([rows[place] for place in rng.permutation(len(rows))], first=31)


def draw_small(rng: np.random.Generator) -> Arguments:
    """Four tests, in the last of which nobody bought."""
    return test_table([*(_draw_test(rng) for _ in range(3)), (40, 0, 40, 0, 300, 2)])


def draw_no_spread(rng: np.random.Generator) -> Arguments:
    """Nobody bought, everybody bought, and all of the one and none of the other."""
    people, more = (int(one) for one in rng.integers(10, 60, size=2))
    return test_table(
        [
            (people, 0, more, 0, 300, 3),
            (people, people, more, more, 300, 3),
            (people, people, more, 0, 300, 3),
            (people, 0, more, more, 300, 3),
        ]
    )


def draw_no_group(rng: np.random.Generator) -> Arguments:
    """Nobody treated, nobody held out, nobody at all."""
    people = int(rng.integers(20, 90))
    return test_table([(0, 0, people, 4, 300, 3), (people, 5, 0, 0, 300, 3), (0, 0, 0, 0, 300, 3)])


def draw_one_group_still(rng: np.random.Generator) -> Arguments:
    """Nobody bought in one of the groups, but some did in the other: that is a spread."""
    people = int(rng.integers(30, 60)) * 10
    return test_table([(people, people // 10, people, 0, 500, 5), (people, 0, people, people // 20, 400, 5)])


CASES = (
    Case(
        key="small",
        name=Text("the four tests on the page", "頁面上的四場測試"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("a year of tests", "一整年的測試"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="no-spread",
        name=Text("tests in which everybody did the same", "組內每個人都一樣的測試"),
        share=0.15,
        draw=draw_no_spread,
    ),
    Case(
        key="one-group",
        name=Text("tests in which one group bought nothing", "其中一組沒有人買的測試"),
        share=0.1,
        draw=draw_one_group_still,
    ),
    Case(key="no-group", name=Text("tests without a group", "缺了一組的測試"), share=0.15, draw=draw_no_group),
)


# Known mistakes


def _rates(tests):
    return tests["treated_buyers"] / tests["treated"], tests["control_buyers"] / tests["control"]


def _error(tests):
    p, q = _rates(tests)
    error = np.sqrt(p * (1 - p) / tests["treated"] + q * (1 - q) / tests["control"])
    return error.where(error > 0)


def _decided(tests, profit, half, rule=None):
    """The table that comes of a profit and half an interval."""
    low, high = profit - half, profit + half
    result = tests[["campaign_id"]].assign(profit=profit, low=low, high=high, decision="test more")
    result.loc[low > 0, "decision"] = "roll out"
    result.loc[high < 0, "decision"] = "stop"
    return result if rule is None else result.assign(decision=rule(result))


def _right_money(tests):
    p, q = _rates(tests)
    return (p - q) * tests["margin"] - tests["cost"], Z_ALPHA * _error(tests) * tests["margin"]


def decided_by_p(tests):
    p, q = _rates(tests)
    z = (p - q) / _error(tests)
    return _decided(
        tests,
        *_right_money(tests),
        lambda _: np.select([z > Z_ALPHA, z < -Z_ALPHA], ["roll out", "stop"], "test more"),
    )


def cost_forgotten(tests):
    profit, half = _right_money(tests)
    return _decided(tests, profit + tests["cost"], half)


def without_control(tests):
    _, half = _right_money(tests)
    return _decided(tests, _rates(tests)[0] * tests["margin"] - tests["cost"], half)


def relative_lift(tests):
    p, q = _rates(tests)
    _, half = _right_money(tests)
    profit = (p / q - 1).replace([np.inf, -np.inf], np.nan) * tests["margin"] - tests["cost"]
    return _decided(tests, profit, half)


def control_not_scaled(tests):
    _, half = _right_money(tests)
    more = tests["treated_buyers"] - tests["control_buyers"]
    return _decided(tests, more / tests["treated"] * tests["margin"] - tests["cost"], half)


def groups_swapped(tests):
    p, q = _rates(tests)
    _, half = _right_money(tests)
    return _decided(tests, (q - p) * tests["margin"] - tests["cost"], half)


def interval_of_rates(tests):
    profit, _ = _right_money(tests)
    p, q = _rates(tests)
    found = _decided(tests, p - q, Z_ALPHA * _error(tests))
    return found.assign(profit=profit)


def half_without_margin(tests):
    profit, _ = _right_money(tests)
    return _decided(tests, profit, Z_ALPHA * _error(tests))


def one_error(tests):
    profit, half = _right_money(tests)
    return _decided(tests, profit, half / Z_ALPHA)


def ninety_percent(tests):
    profit, half = _right_money(tests)
    return _decided(tests, profit, half / Z_ALPHA * 1.644854)


def pooled(tests):
    profit, _ = _right_money(tests)
    everybody = tests["treated"] + tests["control"]
    rate = (tests["treated_buyers"] + tests["control_buyers"]) / everybody
    error = np.sqrt(rate * (1 - rate) * (1 / tests["treated"] + 1 / tests["control"]))
    error = error.where((error > 0) & np.isfinite(error))
    return _decided(tests, profit, Z_ALPHA * error * tests["margin"])


def error_of_treated(tests):
    p, _ = _rates(tests)
    profit, _ = _right_money(tests)
    error = np.sqrt(p * (1 - p) / tests["treated"])
    return _decided(tests, profit, Z_ALPHA * error.where(error > 0) * tests["margin"])


def errors_added(tests):
    p, q = _rates(tests)
    profit, _ = _right_money(tests)
    error = np.sqrt(p * (1 - p) / tests["treated"]) + np.sqrt(q * (1 - q) / tests["control"])
    return _decided(tests, profit, Z_ALPHA * error.where(error > 0) * tests["margin"])


def root_forgotten(tests):
    profit, _ = _right_money(tests)
    return _decided(tests, profit, Z_ALPHA * _error(tests) ** 2 * tests["margin"])


def certain_without_spread(tests):
    profit, half = _right_money(tests)
    return _decided(tests, profit, half.mask(half.isna() & profit.notna(), 0.0))


def no_interval_stops(tests):
    return _decided(
        tests,
        *_right_money(tests),
        lambda table: np.where(table["low"] > 0, "roll out", np.where(table["high"] >= 0, "test more", "stop")),
    )


def no_interval_rolls_out(tests):
    return _decided(
        tests,
        *_right_money(tests),
        lambda table: np.where(table["high"] < 0, "stop", np.where(table["low"] <= 0, "test more", "roll out")),
    )


def by_profit_alone(tests):
    return _decided(tests, *_right_money(tests), lambda table: np.where(table["profit"] > 0, "roll out", "stop"))


def no_third_way(tests):
    return _decided(tests, *_right_money(tests), lambda table: np.where(table["low"] > 0, "roll out", "stop"))


def best_end(tests):
    return _decided(
        tests,
        *_right_money(tests),
        lambda table: np.select([table["high"] > 0, table["high"] < 0], ["roll out", "stop"], "test more"),
    )


def turned_round(tests):
    return _decided(
        tests,
        *_right_money(tests),
        lambda table: np.select([table["low"] > 0, table["high"] < 0], ["stop", "roll out"], "test more"),
    )


def undecided(tests):
    return _decided(tests, *_right_money(tests), lambda table: "test more")


def ends_swapped(tests):
    profit, half = _right_money(tests)
    return _decided(tests, profit, -half)


def cost_off_the_margin(tests):
    p, q = _rates(tests)
    _, half = _right_money(tests)
    return _decided(tests, (p - q) * (tests["margin"] - tests["cost"]), half)


def of_all_contacts(tests):
    profit, half = _right_money(tests)
    return _decided(tests, profit * tests["treated"], half)


def interval_without_cost(tests):
    profit, half = _right_money(tests)
    return _decided(tests, profit + tests["cost"], half).assign(profit=profit)


MISTAKES = (
    Mistake(
        key="by-p",
        wrong=decided_by_p,
        message=Text(
            "Your money is right, but you decided by whether the response differs (p below 0.05). An offer can work "
            "and still cost more than it brings: look at the interval of the profit.",
            "金額都對，但你是用「回應率有沒有差異」（p 小於 0.05）來決定。優惠可能有效，卻還是賠錢："
            "看看利潤的信賴區間。",
        ),
    ),
    Mistake(
        key="cost-forgotten",
        wrong=cost_forgotten,
        message=Text(
            "The contacts cost nothing in your calculation. Everybody who is treated costs money, buyer or not.",
            "你的算法裡，聯絡不用花錢。實驗組的每個人都有成本，不管有沒有買。",
        ),
    ),
    Mistake(
        key="without-control",
        lesson="3.3",
        wrong=without_control,
        message=Text(
            "You credit the offer with every order of the treated group. How many of them would have come anyway?",
            "你把實驗組的每筆訂單都算成優惠的功勞。其中有多少本來就會買？",
        ),
    ),
    Mistake(
        key="relative",
        wrong=relative_lift,
        message=Text(
            "You multiplied the relative uplift with the margin. A contact brings as many more orders as the two rates "
            "differ: subtract them.",
            "你把相對的提升幅度乘上毛利。一次接觸多帶來的訂單，是兩個回應率的差：用減的。",
        ),
    ),
    Mistake(
        key="control-not-scaled",
        wrong=control_not_scaled,
        message=Text(
            "You subtracted the number of buyers in the control group as it stands. The groups differ in size: compare "
            "their rates.",
            "你直接減掉對照組的購買人數。兩組的人數不同：要比的是回應率。",
        ),
    ),
    Mistake(
        key="swapped",
        wrong=groups_swapped,
        message=Text(
            "You subtracted the rate with the offer from the rate without. Which of the two has to come first?",
            "你用「沒有優惠」減「有優惠」。哪一個要放在前面？",
        ),
    ),
    Mistake(
        key="interval-of-rates",
        wrong=interval_of_rates,
        message=Text(
            "`profit` is money, but `low` and `high` are the ends of the difference in response. Put all three into "
            "the same unit.",
            "`profit` 是金額，`low` 和 `high` 卻是回應率差異的兩端。三個要用同一個單位。",
        ),
    ),
    Mistake(
        key="half-without-margin",
        wrong=half_without_margin,
        message=Text(
            "You put the error of a rate on either side of an amount of money. What makes money of a rate?",
            "你在金額的兩邊加減的是回應率的誤差。回應率要乘上什麼才會變成金額？",
        ),
    ),
    Mistake(
        key="ends-swapped",
        wrong=ends_swapped,
        message=Text(
            "Your `low` is above your `high`. Look at the signs in the two lines.",
            "你的 `low` 比 `high` 還大。看看那兩行的正負號。",
        ),
    ),
    Mistake(
        key="one-error",
        wrong=one_error,
        message=Text(
            "You went one standard error to either side. For 95% it takes more: look at `Z_ALPHA`.",
            "你只往兩邊各加減一個標準誤。95% 需要更寬：看看 `Z_ALPHA`。",
        ),
    ),
    Mistake(
        key="ninety",
        wrong=ninety_percent,
        message=Text(
            "Your interval is that of 90%. Which of the numbers of the page belongs to 95% on both sides?",
            "你的區間是 90% 的。頁面上哪個數字才是兩邊合計 95% 的？",
        ),
    ),
    Mistake(
        key="pooled",
        wrong=pooled,
        message=Text(
            "You took one common rate for the error of both groups, as some tests do. Step 2 takes each group's own.",
            "你用兩組合併的回應率來算誤差，有些檢定會這樣做。步驟 2 用的是各組自己的。",
        ),
    ),
    Mistake(
        key="error-of-treated",
        wrong=error_of_treated,
        message=Text(
            "Only the treated group wavers in your interval. The control group is a sample too: `error` of step 2 has "
            "both.",
            "你的區間只考慮了實驗組的起伏。對照組也是樣本：步驟 2 的 `error` 兩組都有算。",
        ),
    ),
    Mistake(
        key="errors-added",
        wrong=errors_added,
        message=Text(
            "You added up the standard errors of the two groups. The definition adds the variances and takes the root "
            "once.",
            "你把兩組的標準誤直接相加。定義是先加變異數，再開一次根號。",
        ),
    ),
    Mistake(
        key="root-forgotten",
        wrong=root_forgotten,
        message=Text(
            "Your intervals are far too narrow: the root of the variance is missing.",
            "你的區間太窄了：變異數忘了開根號。",
        ),
    ),
    Mistake(
        key="certain-without-spread",
        wrong=certain_without_spread,
        message=Text(
            "Where everybody in a group did the same, your interval has no width, as if a handful of people made it "
            "certain. Look at the second line of step 2.",
            "組內每個人都一樣時，你的區間寬度是零，好像幾個人就能百分之百確定。看看步驟 2 的第二行。",
        ),
    ),
    Mistake(
        key="no-interval-stops",
        wrong=no_interval_stops,
        message=Text(
            "Where there is no interval, you stop. Comparisons with NaN are never true, so such a row falls through to "
            "your last case. What does the definition do with it?",
            "沒有區間的時候，你判成停止。和 NaN 比較永遠不成立，所以那一列會掉到最後一種情形。定義怎麼處理它？",
        ),
    ),
    Mistake(
        key="no-interval-rolls-out",
        wrong=no_interval_rolls_out,
        message=Text(
            "Where there is no interval, you roll out. Comparisons with NaN are never true, so such a row falls "
            "through to your last case. What does the definition do with it?",
            "沒有區間的時候，你判成全面推行。和 NaN 比較永遠不成立，所以那一列會掉到最後一種情形。定義怎麼處理它？",
        ),
    ),
    Mistake(
        key="profit-alone",
        wrong=by_profit_alone,
        message=Text(
            "You decided by the profit alone, however uncertain it is. Which two columns does the rule look at?",
            "你只看利潤就決定，不管它有多不確定。規則看的是哪兩欄？",
        ),
    ),
    Mistake(
        key="no-third-way",
        wrong=no_third_way,
        message=Text(
            "Whatever is not certain to pay you stop. The rule has a third answer for tests that leave both open.",
            "只要不確定賺錢，你就停止。對於還看不出來的測試，規則有第三種答案。",
        ),
    ),
    Mistake(
        key="best-end",
        wrong=best_end,
        message=Text(
            "You roll out as soon as a profit is possible. Which end of the interval has to be above 0 before one "
            "can be sure of it?",
            "只要「有可能」賺，你就全面推行。要確定賺錢，區間的哪一端必須大於 0？",
        ),
    ),
    Mistake(
        key="turned-round",
        wrong=turned_round,
        message=Text(
            "You roll out what loses money and stop what earns it. Read the two conditions once more.",
            "你把賠錢的全面推行、把賺錢的停掉了。再讀一次兩個條件。",
        ),
    ),
    Mistake(
        key="undecided",
        wrong=undecided,
        message=Text(
            "The money is right, but every test ends undecided. Two lines of step 4 are still missing.",
            "金額都對，但每場測試都還沒有結論。步驟 4 還少兩行。",
        ),
    ),
    Mistake(
        key="cost-off-the-margin",
        wrong=cost_off_the_margin,
        message=Text(
            "You took the cost off the margin of an order, so that only buyers cost anything. Who is contacted, "
            "and who buys?",
            "你從一筆訂單的毛利裡扣成本，等於只有買的人才有成本。被接觸的是誰？買的又是誰？",
        ),
    ),
    Mistake(
        key="of-all-contacts",
        wrong=of_all_contacts,
        message=Text(
            "Your `profit` is that of the whole test. The definition asks for it per contact.",
            "你的 `profit` 是整場測試的利潤。定義要的是每次接觸的。",
        ),
    ),
    Mistake(
        key="interval-without-cost",
        wrong=interval_without_cost,
        message=Text(
            "Your `profit` lies off the middle of your interval: `low` and `high` leave the cost out. Look at what "
            "they begin with in the definition.",
            "你的 `profit` 不在區間的正中間：`low` 和 `high` 沒有扣成本。看看定義裡這兩個是從什麼算起的。",
        ),
    ),
)

DECISIONS = FunctionTask(
    id="a06.ab_decisions",
    title=Text("The A/B decision", "A/B 測試的決定"),
    points=3,
    minutes=9,
    lesson="6.5",
    prompt=Text(
        en="""
Write `ab_decisions(tests)`. `tests` has one row per test: `campaign_id`, `treated` and `control` (people in each
group), `treated_buyers` and `control_buyers` (how many of them bought), `margin` (money that one more order
brings) and `cost` (money that treating one person costs).

**Definition.**

- `profit` per contact = difference in response × `margin` − `cost`; the difference is the rate of the treated −
  the rate of the [control group](term:control-group).
- `low` = `profit` − `Z_ALPHA` × standard error × `margin`, and `high` = `profit` + the same: the 95%
  [interval](term:confidence-interval). The standard error is `error` in step 2.
- `decision`: `"roll out"` if `low` is above 0, `"stop"` if `high` is below 0, otherwise `"test more"`.
- If each group's rate is 0 or 1, no spread was seen: `low` and `high` are `NaN` and the decision is `"test more"`. If a
  group is empty, `profit` is `NaN` as well.

**Comes back:** a table with one row per test: `campaign_id`, `profit`, `low`, `high` (NT$ per contact, not rounded) and
`decision`, in exactly these words.

Steps 1 and 2 are done for you, 3 and 4 are begun. NaN needs no line of its own: what is computed with NaN is NaN, and a
comparison with it is never true.
""",
        zh_hant="""
請寫出 `ab_decisions(tests)`。`tests` 一列是一場測試：`campaign_id`、`treated` 和 `control`（實驗組和對照組的人數）、\
`treated_buyers` 和 `control_buyers`（其中購買的人數）、`margin`（多一筆訂單帶來的毛利，元）、\
`cost`（接觸一個人的成本，元）。

**定義：**

- 每次接觸的利潤 `profit` = 回應率的差異 × `margin` − `cost`；\
差異是實驗組的回應率 − [對照組](term:control-group)的回應率。
- `low` = `profit` − `Z_ALPHA` × 標準誤 × `margin`，`high` = `profit` 加上同樣的數，\
也就是 95% [信賴區間](term:confidence-interval)。\
標準誤就是步驟 2 的 `error`。
- `decision`：`low` 大於 0 是 `"roll out"`（全面推行），`high` 小於 0 是 `"stop"`（停止），\
其他是 `"test more"`（再測）。
- 如果兩組的回應率都是 0 或 1，看不出任何起伏：`low` 和 `high` 是 `NaN`，決定是 `"test more"`。如果有一組沒有人，\
`profit` 也是 `NaN`。

**傳回：** 一張一場測試一列的表：`campaign_id`、`profit`、`low`、`high`（每次接觸多少元，不要四捨五入）和 \
`decision`，三種決定請照上面的英文寫。

步驟 1、2 已經寫好，3、4 開了頭。NaN 不需要另外處理：和 NaN 一起算的結果還是 NaN，和它比較永遠不成立。
""",
    ),
    answer=ab_decisions,
    returns=Table(
        columns=(
            Column(name="profit", unit="money"),
            Column(name="low", unit="money"),
            Column(name="high", unit="money"),
            Column(name="decision", holds="text"),
        ),
        key=("campaign_id",),
    ),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(decisions_by_loop, decisions_by_select, decisions_in_duckdb),
    measure=measured,
    tolerance=1e-3,
    hints=(
        Text(
            'Three new columns, each a line: `result["profit"] = …`. `difference` and `error` are there already, '
            '`tests["margin"]` and `tests["cost"]` as well.',
            '新增三欄，一欄一行：`result["profit"] = …`。`difference` 和 `error` 已經算好了，`tests["margin"]` 和 '
            '`tests["cost"]` 也有。',
        ),
        Text(
            "Half the width of the interval is the same on both sides: `Z_ALPHA`, times the error, times the margin. "
            "Take it off for `low`, add it for `high`.",
            "區間往兩邊的寬度一樣：`Z_ALPHA` 乘標準誤，再乘毛利。`low` 減掉它，`high` 加上它。",
        ),
        Text(
            '`result.loc[condition, "decision"] = "…"` writes a word into the rows for which the condition is true. '
            "Two "
            "such lines replace the word that step 4 begins with.",
            '`result.loc[條件, "decision"] = "…"` 會把字寫進條件成立的那些列。再寫兩行，就會蓋掉步驟 4 一開始填的字。',
        ),
    ),
)
