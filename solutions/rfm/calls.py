"""Whom to call: where a call can be expected to bring more than it costs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from customer_value import call_threshold
from customer_value.messages import Text
from tutor.shape import Members
from tutor.task import Arguments, Case, FunctionTask, Mistake


def call_list(chances, gain, cost):
    ### BEGIN SOLUTION
    worth = chances["p"] * gain > cost
    return chances.loc[worth, "customer_id"]
    ### END SOLUTION


# Other right ways


def calls_by_loop(chances, gain, cost):
    return [row.customer_id for row in chances.itertuples() if row.p > cost / gain]


def calls_by_profit(chances, gain, cost):
    return chances.assign(profit=chances["p"] * gain - cost).query("profit > 0")


def calls_in_polars(chances, gain, cost):
    import polars as pl

    return pl.from_pandas(chances).filter(pl.col("p") * gain > cost).select("customer_id")


def measured(chances, gain, cost):
    """The measure that the answer is held to."""
    return chances.loc[chances["p"] > call_threshold(gain, cost), "customer_id"]


# What people do instead


def _chosen(chances, worth):
    return chances.loc[worth, "customer_id"]


def calls_above_half(chances, gain, cost):
    return _chosen(chances, chances["p"] > 0.5)


def calls_at_the_limit_too(chances, gain, cost):
    return _chosen(chances, chances["p"] * gain >= cost)


def calls_without_cost(chances, gain, cost):
    return _chosen(chances, chances["p"] * gain > 0)


def calls_gain_less_cost(chances, gain, cost):
    return _chosen(chances, chances["p"] * (gain - cost) > cost)


def calls_not_worth_it(chances, gain, cost):
    return _chosen(chances, chances["p"] * gain <= cost)


def calls_best_share(chances, gain, cost):
    count = int(np.ceil(len(chances) * cost / gain))
    return chances.nlargest(count, "p")["customer_id"]


def calls_above_the_mean(chances, gain, cost):
    return _chosen(chances, chances["p"] > chances["p"].mean())


def calls_by_the_pages_limit(chances, gain, cost):
    return _chosen(chances, chances["p"] > 0.25)


def calls_everybody(chances, gain, cost):
    return chances["customer_id"]


def calls_cost_over_both(chances, gain, cost):
    return _chosen(chances, chances["p"] > cost / (gain + cost))


MISTAKES = (
    Mistake(
        key="above-half",
        wrong=calls_above_half,
        message=Text(
            "You called those who are more likely premium than not. But what does a call cost, and what may it bring? "
            "Work out one customer's money whom you left out.",
            "你只打給「比較可能是精品」的人。可是一通電話要多少錢、可能帶來多少？挑一位你沒打的人，算算看。",
        ),
    ),
    Mistake(
        key="at-the-limit-too",
        wrong=calls_at_the_limit_too,
        message=Text(
            "You also called those with whom a call only earns its cost back. Does such a call leave anything?",
            "剛好打平的人你也打了。這樣的電話，打完還有剩嗎？",
        ),
    ),
    Mistake(
        key="without-cost",
        wrong=calls_without_cost,
        message=Text(
            "You called everybody who might bring anything. What does the call itself cost?",
            "只要可能帶來一點錢，你就打。可是打這通電話本身要多少？",
        ),
    ),
    Mistake(
        key="gain-less-cost",
        wrong=calls_gain_less_cost,
        message=Text(
            "You took the cost off twice: once from the gain, once more on the other side. How often does the shop pay "
            "for a call?",
            "成本被你扣了兩次：一次從收益裡扣，一次又放在另一邊。一通電話，店裡要付幾次錢？",
        ),
    ),
    Mistake(
        key="not-worth-it",
        wrong=calls_not_worth_it,
        message=Text(
            "These are the customers with whom a call does not pay. Which way does your comparison point?",
            "這些是打了不划算的顧客。你的比較符號朝哪個方向？",
        ),
    ),
    Mistake(
        key="best-share",
        wrong=calls_best_share,
        message=Text(
            "You called a fixed share of the customers. Cost over gain is a limit for `p`, not a part of the list: "
            "does anybody on yours not pay?",
            "你打的是固定比例的顧客。成本除以收益是 `p` 的門檻，不是名單的比例：你的名單裡有沒有不划算的人？",
        ),
    ),
    Mistake(
        key="above-the-mean",
        wrong=calls_above_the_mean,
        message=Text(
            "You called those above the mean of `p`. What do `gain` and `cost` do in your rule?",
            "你打給 `p` 高於平均的人。`gain` 和 `cost` 在你的規則裡有用到嗎？",
        ),
    ),
    Mistake(
        key="limit-of-the-page",
        wrong=calls_by_the_pages_limit,
        message=Text(
            "Your limit for `p` is the one that fits this page. Another call has another `gain` and `cost`: where do "
            "they come into your rule?",
            "你的門檻只適用這一頁。換一通電話，`gain` 和 `cost` 就不同了：你的規則有用到它們嗎？",
        ),
    ),
    Mistake(
        key="everybody",
        wrong=calls_everybody,
        message=Text(
            "Your answer holds everybody on the list. A column of True and False beside the names chooses nobody yet: "
            "keep only the rows for which it is true.",
            "你的答案是名單上的所有人。旁邊多一欄 True 和 False 還不算挑選：只留下為真的那些列。",
        ),
    ),
    Mistake(
        key="cost-over-both",
        wrong=calls_cost_over_both,
        message=Text(
            "You compared `p` with cost over gain and cost together. Here the gain is meant before the cost of the "
            "call: write the rule down for one customer.",
            "你拿 `p` 去比「成本 ÷（收益＋成本）」。這裡的收益還沒扣掉電話成本：替一位顧客把規則寫出來看看。",
        ),
    ),
)


# Cases


def chance_table(chances: Iterable[float], gain: float, cost: float) -> Arguments:
    """The input from one probability per customer."""
    table = pd.DataFrame({"p": [float(chance) for chance in chances]}, dtype="float64")
    table.insert(0, "customer_id", pd.Series([f"C{number:05d}" for number in range(1, len(table) + 1)], dtype="str"))
    return {"chances": table, "gain": gain, "cost": cost}


SMALL = chance_table([0.5, 0.125, 0.25, 0.875, 0.375, 0.0625, 0.3125, 0.75], gain=800, cost=200)
"""The eight customers that the page prints: one with whom a call only earns its cost back."""


def draw_small(rng: np.random.Generator) -> Arguments:
    """Eight customers, one exactly at the limit."""
    return chance_table(rng.permutation([0.5, 0.125, 0.25, 0.875, 0.375, 0.0625, 0.3125, 0.75]), gain=1_600, cost=400)


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """160 customers, some exactly at the limit; chances are whole 128ths, so that no rule hangs on a last digit."""
    eighths = int(rng.choice([1, 3]))
    chances = np.round(128 * rng.beta(1.2, 2.2, size=160)) / 128
    chances[:6] = [eighths / 8, eighths / 8, 0.5, 0.0, 0.984375, eighths / 8]
    gain = int(rng.choice([400, 800, 1_600]))
    return chance_table(rng.permutation(chances), gain=gain, cost=gain * eighths // 8)


def draw_nobody_worth(rng: np.random.Generator) -> Arguments:
    """A call that costs more than it can bring."""
    return chance_table(rng.integers(0, 65, 7) / 64, gain=200, cost=400)


def draw_free_call(rng: np.random.Generator) -> Arguments:
    """A call that costs nothing: it pays with everybody who has any chance."""
    return chance_table(rng.permutation([0, 0, *rng.integers(1, 64, 6) / 64]), gain=400, cost=0)


def draw_certain(rng: np.random.Generator) -> Arguments:
    """Customers of whom the outcome is certain, and one exactly at the limit."""
    return chance_table(rng.permutation([0.0, 1.0, 1.0, 0.0, 0.75]), gain=400, cost=300)


CASES = (
    Case(
        key="small",
        name=Text("the eight customers on the page", "頁面上的八位顧客"),
        share=0.25,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("the customers of an ordinary year", "一般年度的顧客"),
        share=0.45,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="nobody-worth",
        name=Text("a call that costs more than it can bring", "成本比收益還高的電話"),
        share=0.1,
        draw=draw_nobody_worth,
    ),
    Case(
        key="free-call",
        name=Text("a call that costs nothing", "不用錢的電話"),
        share=0.1,
        draw=draw_free_call,
    ),
    Case(
        key="certain",
        name=Text("customers of whom the outcome is certain", "結果已經確定的顧客"),
        share=0.1,
        draw=draw_certain,
    ),
)

CALLS = FunctionTask(
    id="a07.calls",
    title=Text("Whom to call", "電話打給誰"),
    points=1,
    minutes=3,
    lesson="7.5",
    prompt=Text(
        en="""
Write `call_list(chances, gain, cost)`. The table `chances` has one row per customer: `customer_id` and `p`, the chance
from 0 to 1 that they become premium, as a classifier gave it. `gain` is what a call brings if they do, **before** the
cost of the call; `cost` is what each call costs. Both are NT$.

**Definition.** A call is worth it where it can be expected to bring **more** than it costs: `p` × `gain` **>** `cost`.
Where it brings exactly its cost, nobody is called.

**Comes back:** the `customer_id` of everybody worth a call, as a column, a list or a table. Where nobody is, it is
empty.

This one is yours from the first line to the last.
""",
        zh_hant="""
請寫出 `call_list(chances, gain, cost)`。`chances` 這張表一位顧客一列，欄位有 `customer_id` 和 `p`：\
分類模型估計他成為精品的機率，0 到 1。`gain` 是他真的成為精品時，這通電話帶來的收益，**還沒**扣掉電話成本；\
`cost` 是每一通電話的成本。兩個都是新臺幣元。

**定義：** 預期帶來的錢**多於**成本，這通電話才值得打：`p` × `gain` **>** `cost`。剛好打平的不打。

**傳回：** 所有值得打的 `customer_id`，一欄、一份清單或一張表都可以。沒有人值得打，就是空的。

這一題從頭到尾都由你來寫。
""",
    ),
    answer=call_list,
    returns=Members(),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(calls_by_loop, calls_by_profit, calls_in_polars),
    measure=measured,
    hints=(
        Text(
            "Take the first customer of the table: what does a call bring on average, and what does it cost? Your rule "
            "does the same for all of them at once.",
            "拿表裡第一位顧客來算：打一通，平均帶來多少、要花多少？你的規則就是對所有人一次做同樣的事。",
        ),
        Text(
            'The definition can be typed nearly as it stands: `chances["p"] * gain > cost` gives True or False for '
            "every row.",
            '定義幾乎可以照打：`chances["p"] * gain > cost`，每一列會得到 True 或 False。',
        ),
        Text(
            '`chances.loc[…, "customer_id"]` keeps the rows for which the first part is true, and of them one column. '
            "Put `return` in front.",
            '`chances.loc[…, "customer_id"]` 會留下第一個位置為真的列，只取一欄。前面加上 `return`。',
        ),
    ),
)
