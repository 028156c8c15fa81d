"""The questions and checks inside lesson 7.6, "Managing by tier"."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from customer_value.explorers.tiers.thresholds import STEPS, rounded
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.lifetime_value.bgnbd import fit_bgnbd
from customer_value.measures.lifetime_value.clv_forecast import clv_forecast
from customer_value.measures.lifetime_value.gamma_gamma import fit_gamma_gamma
from customer_value.measures.lifetime_value.histories import btyd_summary
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.tiers.social_value import social_value
from customer_value.measures.tiers.thresholds import tier_cuts, tiers
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, Criterion, GuessTask, Mistake, Option, Task, TextTask, ValueTask

SHARES = {"gold": 0.1, "silver": 0.2}
"""Of the customers who bought in the year, the best tenth and the next two."""

REST = "bronze"
QUARTER = 0.25

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _people(ledger: Ledger) -> pd.DataFrame:
    """One row per customer on file: present, future and social value, and the tier."""
    snapshot = ledger.snapshot
    valid = valid_orders(ledger.orders, ledger.refunds, snapshot)
    history = btyd_summary(valid, snapshot)
    forecast = clv_forecast(history, fit_bgnbd(history), fit_gamma_gamma(history), margin=1.0, months=12)
    future = forecast.set_index("customer_id")["clv"]
    year = valid[valid["order_date"] > snapshot - pd.Timedelta(days=365)]
    social = social_value(ledger.customers, year, snapshot).set_index("customer_id")["social_value"]
    present = year.groupby("customer_id")["amount"].sum()
    people = pd.DataFrame({"present": present, "future": future, "social": social}).loc[future.index].fillna(0.0)
    return tiers(people, _cuts(people), rest=REST, value="present")


def _cuts(people: pd.DataFrame) -> dict[str, float]:
    return tier_cuts(people[people["present"] > 0], SHARES, value="present")


def _share(kind: str, tier: str) -> Callable[[Ledger], float]:
    """What a tier holds of one kind of value; NaN where there is none."""

    def of(ledger: Ledger) -> float:
        by_tier = _people(ledger).groupby("tier")[kind].sum()
        total = by_tier.sum()
        return float(by_tier.get(tier, 0.0) / total) if total > 0 else float("nan")

    return of


def _share_of_means(kind: str) -> Callable[[Ledger], float]:
    def of(ledger: Ledger) -> float:
        means = _people(ledger).groupby("tier")[kind].mean()
        return float(means["gold"] / means.sum()) if means.sum() > 0 else float("nan")

    return of


def _over_present(kind: str) -> Callable[[Ledger], float]:
    """Gold's value of one kind over everybody's present value."""

    def of(ledger: Ledger) -> float:
        people = _people(ledger)
        return float(people.loc[people["tier"] == "gold", kind].sum() / people["present"].sum())

    return of


def _money(kind: str) -> Callable[[Ledger], float]:
    def of(ledger: Ledger) -> float:
        people = _people(ledger)
        return float(people.loc[people["tier"] == "gold", kind].sum())

    return of


def _heads(ledger: Ledger) -> float:
    return float((_people(ledger)["tier"] == "gold").mean())


@once_per_ledger
def _stops(ledger: Ledger) -> pd.DataFrame:
    """For each stop of the highest threshold: how many customers reach it, and their share of present value."""
    people = _people(ledger)
    spent = people["present"]
    stops = sorted({*map(rounded, np.quantile(spent, STEPS)), *_cuts(people).values()})
    rows = [(stop, int((spent >= stop).sum()), spent[spent >= stop].sum() / spent.sum()) for stop in stops]
    table = pd.DataFrame(rows, columns=["from", "customers", "share"])
    return table[table["from"] >= _cuts(people)["silver"]].reset_index(drop=True)


def _last_quarter(ledger: Ledger) -> int:
    """The place of the highest stop at which the tier still shows a quarter."""
    shares = _stops(ledger)["share"]
    return int(np.flatnonzero(shares.round(2) >= QUARTER)[-1])


def _quarter(step: int) -> Callable[[Ledger], int]:
    """How many customers the tier has at that stop, or some stops beside it."""

    def of(ledger: Ledger) -> int:
        stops = _stops(ledger)
        place = min(max(_last_quarter(ledger) + step, 0), len(stops) - 1)
        return int(stops["customers"].iloc[place])

    return of


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_FIFTH = ChoiceTask(
    id="7.6.back-fifth",
    title=Text("A rule that takes the best", "規則先收走誰"),
    lesson="7.2",
    minutes=1,
    prompt=Text(
        "Gold begins at 20,000, silver at 5,000, everybody else is bronze. A customer has spent exactly 20,000. And if "
        "next year is a bad one: do the same limits still put the best tenth into gold?",
        "金級從 20,000 元起，銀級從 5,000 元起，其他都是銅級。有位顧客剛好花了 20,000 元，他是哪一級？"
        "明年生意差的話，同樣的界線，金級還會是最好的十分之一嗎？",
    ),
    options=(
        Option(
            key="strict",
            text=Text("Silver; and no, fewer will reach gold", "銀級；不會，金級的人會變少"),
            why=Text(
                "The second part is right. But whoever reaches a limit exactly is in: 20,000 is gold.",
                "後半對。不過剛好達到界線就算進去，20,000 元是金級。",
            ),
        ),
        Option(
            key="right",
            text=Text("Gold; and no, fewer will reach it", "金級；不會，金級的人會變少"),
            why=Text(
                "An amount stands still, so the tier shrinks in a bad year, and one sees it.",
                "金額不動，生意差的時候金級就縮小，一眼看得出來。",
            ),
        ),
        Option(
            key="tenth",
            text=Text("Gold; and yes, a tenth is a tenth", "金級；會，十分之一就是十分之一"),
            why=Text(
                "A tenth is a place in the queue, a limit is an amount. As an amount the limit stays where it is, "
                "whoever reaches it.",
                "十分之一是名次，界線是金額。界線一旦定成金額，就不會跟著人數動。",
            ),
        ),
    ),
    right="right",
)

_BACK_LOT = ChoiceTask(
    id="7.6.back-lot",
    title=Text("Did the voucher work?", "折價券有沒有用？"),
    lesson="3.3",
    minutes=1,
    prompt=Text(
        "Customers who used the voucher spent twice as much in the quarter as those who got none. What does that say "
        "about the voucher?",
        "用了折價券的顧客，那一季花的錢是沒拿到的人的兩倍。這說明折價券有用嗎？",
    ),
    options=(
        Option(
            key="double",
            text=Text("It doubled what they spend", "有，消費變成兩倍"),
            why=Text(
                "The voucher went to people who buy, and was used by those who bought. They would have spent more "
                "anyway.",
                "券給的是會買的人，用券的更是已經買了的人。他們本來就花得多。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("Nothing: only the lot makes two groups alike", "看不出來：抽籤分的兩群人才能比"),
            why=Text(
                "That holds for a stamp card and for a gold tier too; you need it today.",
                "集點卡、金級待遇也一樣，今天就會用到。",
            ),
        ),
        Option(
            key="some",
            text=Text("At least it did no harm", "至少沒有壞處"),
            why=Text(
                "Not even that. They might have bought as much at the full price.",
                "連這個都不能說。沒有券，他們可能照樣買，而且付的是原價。",
            ),
        ),
    ),
    right="nothing",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_GUESS = GuessTask(
    id="7.6.guess-social",
    title=Text("How much of it is gold's?", "金級占多少？"),
    minutes=1,
    prompt=Text(
        "How many percent of the social value belong to gold customers?",
        "全部的社會價值裡，金級顧客占百分之幾？",
    ),
    unit=Text("%", "%"),
    low=0,
    high=100,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_GOLD_FUTURE = ValueTask(
    id="7.6.gold-future",
    title=Text("Gold's share of the future", "金級占未來價值多少"),
    minutes=2,
    name="gold_future",
    prompt=Text(
        "`gold_future`: the share of all customers' future value that gold holds (0 to 1).",
        "`gold_future`：全部顧客的未來價值裡，金級占多少（0 到 1）。",
    ),
    answer=_share("future", "gold"),
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="present",
            wrong=_share("present", "gold"),
            message=Text(
                "That is gold's share of the present. Which column stands in your sum?",
                "這是金級占現在價值的比例。看看你加總的是哪一欄。",
            ),
        ),
        Mistake(
            key="silver",
            wrong=_share("future", "silver"),
            message=Text("That is silver's share. Above the line belongs gold.", "這是銀級的占比。分子要放金級。"),
        ),
        Mistake(
            key="means",
            wrong=_share_of_means("future"),
            message=Text(
                "You compared the tiers' means, as if every tier had as many customers. Add up with `sum`.",
                "你比的是各級的平均，等於當作每一級人數都一樣。要用 `sum` 加總。",
            ),
        ),
        Mistake(
            key="over-present",
            wrong=_over_present("future"),
            message=Text(
                "You divided gold's future by everybody's *present*. Both sides need the same column.",
                "你拿金級的未來價值，除以全部的「現在」價值。分子分母要用同一欄。",
            ),
        ),
        Mistake(
            key="money",
            wrong=_money("future"),
            message=Text(
                "That is gold's future value in money. The share still has to be divided by the sum of all tiers.",
                "這是金級的未來價值，單位是錢。要算占比，還得除以三級的總和。",
            ),
        ),
    ),
    hints=(
        Text(
            "In the worked cell the whole column was divided at once. Here it is one number over the sum.",
            "示範那一格是整欄一起除，這裡是一個數字除以總和。",
        ),
        Text("The blank is the sum of all three tiers: `by_tier.…()`.", "空格是三級的總和：`by_tier.…()`。"),
    ),
    solution="""
by_tier = people.groupby("tier")["future"].sum()
gold_future = by_tier[gold] / by_tier.sum()
gold_future
""",
)

_GOLD_SOCIAL = ValueTask(
    id="7.6.gold-social",
    title=Text("Gold's share of the social value", "金級占社會價值多少"),
    minutes=3,
    name="gold_social",
    prompt=Text(
        "`gold_social`: the share of all customers' social value that gold holds (0 to 1).",
        "`gold_social`：全部顧客的社會價值裡，金級占多少（0 到 1）。",
    ),
    answer=_share("social", "gold"),
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="future",
            wrong=_share("future", "gold"),
            message=Text(
                "That is gold's share of the future. The column is called `social`.",
                "這是金級占未來價值的比例。這次的欄位是 `social`。",
            ),
        ),
        Mistake(
            key="present",
            wrong=_share("present", "gold"),
            message=Text(
                "That is gold's share of the present. The column is called `social`.",
                "這是金級占現在價值的比例。這次的欄位是 `social`。",
            ),
        ),
        Mistake(
            key="heads",
            wrong=_heads,
            message=Text(
                "That is gold's share of the *customers*. Add up money, do not count heads.",
                "這是金級占「人數」的比例。要加總的是錢，不是人。",
            ),
        ),
        Mistake(
            key="bronze",
            wrong=_share("social", REST),
            message=Text(
                "That is bronze's share. Which name stands in the brackets?", "這是銅級的占比。中括號裡是哪一級？"
            ),
        ),
        Mistake(
            key="means",
            wrong=_share_of_means("social"),
            message=Text(
                "You compared the tiers' means, as if every tier had as many customers. Add up with `sum`.",
                "你比的是各級的平均，等於當作每一級人數都一樣。要用 `sum` 加總。",
            ),
        ),
        Mistake(
            key="over-present",
            wrong=_over_present("social"),
            message=Text(
                "You divided by everybody's present value. Both sides need the column `social`.",
                "你除以的是全部的現在價值。分子分母都要用 `social` 這一欄。",
            ),
        ),
        Mistake(
            key="money",
            wrong=_money("social"),
            message=Text(
                "That is money. The share still has to be divided by the sum of all tiers.",
                "這是金額。要算占比，還得除以三級的總和。",
            ),
        ),
    ),
    hints=(
        Text("The same two lines as for the future, with another column.", "跟未來價值同樣兩行，只換一欄。"),
        Text(
            '`by_tier = people.groupby("tier")["social"].sum()`, then gold over the sum.',
            '先 `by_tier = people.groupby("tier")["social"].sum()`，再用金級除以總和。',
        ),
    ),
    solution="""
by_tier = people.groupby("tier")["social"].sum()
gold_social = by_tier[gold] / by_tier.sum()
gold_social
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_A_QUARTER = ValueTask(
    id="7.6.quarter",
    title=Text("A quarter of the money", "四分之一的錢"),
    minutes=2,
    name="quarter",
    prompt=Text(
        "`quarter`: how many customers gold has at the highest threshold at which it still shows a quarter (25%) of "
        "present value or more.",
        "`quarter`：金級門檻盡量拉高，金級占現在價值還有四分之一（25%）以上的時候，金級有幾位顧客。",
    ),
    answer=_quarter(0),
    returns=Number(unit="customers", whole=True),
    mistakes=(
        Mistake(
            key="too-far",
            wrong=_quarter(1),
            message=Text(
                "There gold is below a quarter already. One stop back.", "這時候金級已經不到四分之一了，退一格。"
            ),
        ),
        Mistake(
            key="not-far",
            wrong=_quarter(-1),
            message=Text(
                "Gold still holds a quarter at the next stop too. Go on by one.",
                "再往上一格，金級還是有四分之一。再拉一格。",
            ),
        ),
        Mistake(
            key="start",
            wrong=lambda ledger: int((_people(ledger)["tier"] == "gold").sum()),
            message=Text(
                "That is gold at the start. Pull its slider to the right.",
                "這是起點的人數。把金級的滑桿往右拉。",
            ),
        ),
        Mistake(
            key="percent",
            wrong=lambda ledger: 25,
            message=Text(
                "That is the percentage at the bar. Asked for is the number of customers, at the left under the name.",
                "這是長條旁邊的百分比。題目要的是人數，在左邊級名的下面。",
            ),
        ),
    ),
    hints=(
        Text(
            "Move only the first slider, to the right, and watch the dark bar of the first row.",
            "只動第一支滑桿，往右拉，看第一列深色的長條。",
        ),
        Text("The number of customers stands at the left, under the tier's name.", "人數寫在左邊，在級名的下面。"),
    ),
    solution="""
# Read off the explorer; worked out here at the slider's stops  # lang-en
# 從圖上讀出來的數字；這裡照滑桿的每一格算一次  # lang-zh-Hant
from customer_value.explorers.tiers.thresholds import STEPS, rounded

spent = people["present"]
for stop in sorted({*map(rounded, spent.quantile(STEPS)), *cuts.values()}):
    if round(spent[spent >= stop].sum() / spent.sum(), 2) >= 0.25:
        quarter = int((spent >= stop).sum())
quarter
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_QUIZ_SOCIAL = ChoiceTask(
    id="7.6.quiz-social",
    title=Text("Anna, Ben and Clara", "安安、阿本和小可"),
    minutes=1,
    prompt=Text(
        "Anna recommended Ben, and Ben recommended Clara. In the year they spent 100, 500 and 70. What is "
        "Anna's social value?",
        "安安介紹了阿本，阿本介紹了小可。這一年三個人分別花了 100、500、70 元。安安的社會價值是多少？",
    ),
    options=(
        Option(
            key="direct",
            text=Text("500", "500"),
            why=Text(
                "That is her direct value. Without Anna there would be no Ben, and without Ben no Clara.",
                "這只是直接的部分。沒有安安就沒有阿本，沒有阿本就沒有小可。",
            ),
        ),
        Option(
            key="right",
            text=Text("570", "570"),
            why=Text(
                "Ben directly, Clara through Ben. Her own 100 is present value. And Ben's social value is the same 70 "
                "again: so the column cannot be added up.",
                "阿本是直接，小可是透過阿本。她自己的 100 元是現在價值。阿本的社會價值又是同一個 70 元，"
                "所以這一欄不能加總。",
            ),
        ),
        Option(
            key="own",
            text=Text("670", "670"),
            why=Text(
                "That has her own 100 in it. What she spends herself is present value.",
                "多算了她自己的 100 元。自己花的錢是現在價值。",
            ),
        ),
        Option(
            key="half",
            text=Text("535: half of Clara goes to Ben", "535，小可的錢跟阿本對分"),
            why=Text(
                "Social value is not shared out. It says what would be missing without *this* customer.",
                "社會價值不是用分的，它問的是：少了**這一位**，會少多少。",
            ),
        ),
    ),
    right="right",
)

_QUIZ_KNOWN = ChoiceTask(
    id="7.6.quiz-known",
    title=Text("As loyal as silver?", "跟銀級一樣忠誠？"),
    minutes=1,
    prompt=Text(
        "A report: silver has a loyalty of 46, resting on 65% of the weight; bronze has 47, resting on 47%. "
        "What follows?",
        "報表寫：銀級忠誠度 46，依據占權重 65%；銅級 47，依據占權重 47%。可以怎麼說？",
    ),
    options=(
        Option(
            key="bronze",
            text=Text("Bronze is a little more loyal", "銅級稍微忠誠一點"),
            why=Text(
                "A point between two scores that rest on different things says nothing.",
                "兩個分數依據的東西不同，差一分什麼都說明不了。",
            ),
        ),
        Option(
            key="right",
            text=Text("Nothing yet: of bronze much less is known", "還不能說，銅級知道得少太多"),
            why=Text(
                "Of many in bronze only the tenure is known. Compare those of whom all four parts are known, and say "
                "how many they are.",
                "銅級很多人只知道往來多久。要比，就比四項都知道的人，並且說清楚有幾位。",
            ),
        ),
        Option(
            key="times",
            text=Text("Take the score times what it rests on: 30 against 22", "分數乘以依據：30 比 22，銀級忠誠"),
            why=Text(
                "That would call everybody disloyal whom we have not asked. Unknown is not 0.",
                "這等於把沒問過的人都當成不忠誠。不知道，不是 0 分。",
            ),
        ),
    ),
    right="right",
)

_QUIZ_CREDIT = ChoiceTask(
    id="7.6.quiz-credit",
    title=Text("Good customer, long bill", "好客戶，帳單長"),
    minutes=1,
    prompt=Text(
        "A company in gold may pay after 30 days. By our rule it owes 1.9 times its limit; it has just placed another "
        "large order. What now?",
        "一家金級公司可以 30 天後付款。照我們的算法，他欠的是額度的 1.9 倍，剛剛又下了一筆大單。怎麼辦？",
    ),
    options=(
        Option(
            key="stop",
            text=Text("Stop delivering until it has paid", "先停止出貨，付清再說"),
            why=Text(
                "Perhaps it has paid long since: the ledger does not know payments. You would hurt a good customer for "
                "a rule of thumb.",
                "他可能早就付了，帳本上看不到付款紀錄。為了一條粗略的規則，得罪一個好客戶。",
            ),
        ),
        Option(
            key="raise",
            text=Text("Double the limit: it is gold after all", "額度加倍，金級嘛"),
            why=Text(
                "Value and risk are two things. The more somebody buys on account, the more is lost if they fail.",
                "價值和風險是兩回事。賒得越多，倒帳的時候賠得越多。",
            ),
        ),
        Option(
            key="right",
            text=Text("Ask the accountant what is really open, then talk", "先問會計實際還欠多少，再去談"),
            why=Text(
                "The number says whom to look at first, not what to do. With the real list one can offer part payment, "
                "or a higher limit that somebody has signed.",
                "這個數字只說先看誰，沒說怎麼做。有了實際帳款，可以談分批付，也可以由主管簽名提高額度。",
            ),
        ),
        Option(
            key="tier",
            text=Text("Move it down to silver", "降成銀級"),
            why=Text(
                "Then it loses its contact person and still owes the same. A tier is no punishment; credit has a "
                "column of its own.",
                "專人沒了，欠款還是一樣。分級不是處罰，信用要另外一欄管。",
            ),
        ),
    ),
    right="right",
)

_QUIZ_RISE = ChoiceTask(
    id="7.6.quiz-rise",
    title=Text("From what rise does it pay?", "要多花多少才划算？"),
    minutes=2,
    prompt=Text(
        "A policy costs 600 a head and year, for 200 customers of whom 1,500,000 is expected together. The margin is "
        "40%. By how much does the policy have to raise what they spend?",
        "一套作法每人每年 600 元，有 200 位顧客，預期他們合計消費 1,500,000 元，毛利率 40%。"
        "這套作法要讓他們多花多少，才不賠？",
    ),
    options=(
        Option(
            key="revenue",
            text=Text("8%", "8%"),
            why=Text(
                "120,000 over 1,500,000. Of each extra 100 only 40 stay: divide by the margin too.",
                "這是 120,000 ÷ 1,500,000。多賣的一塊錢只留下四毛，還要除以毛利率。",
            ),
        ),
        Option(
            key="times",
            text=Text("3.2%", "3.2%"),
            why=Text(
                "You multiplied by the margin. The smaller the margin, the more must be sold to pay for the same cost.",
                "你乘了毛利率。毛利率越低，要賣得越多才付得起同樣的成本，所以是除。",
            ),
        ),
        Option(
            key="right",
            text=Text("20%", "20%"),
            why=Text(
                "600 x 200 = 120,000; 1,500,000 x 0.40 = 600,000; 120,000 / 600,000 = 20%. Whether it does that, only "
                "a trial with a control group can say.",
                "600 × 200 = 120,000；1,500,000 × 0.40 = 600,000；120,000 ÷ 600,000 = 20%。做不做得到，"
                "要有對照組才知道。",
            ),
        ),
        Option(
            key="one-head",
            text=Text("0.1%", "0.1%"),
            why=Text(
                "That is one customer's cost over everybody's margin. Cost and value have to be of the same people.",
                "這是一個人的成本，除以所有人的毛利。成本和價值要算同一群人。",
            ),
        ),
    ),
    right="right",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_CARD = TextTask(
    id="7.6.card",
    title=Text("One account, one card", "一客一策卡"),
    minutes=5,
    prompt=Text(
        "Choose one key account from the table. Five short lines: 1 what we would lose with it (which value, its "
        "share). 2 What its tier would give it, and why that is wrong. 3 What we do instead: who, what, by when. 4 "
        "What we do not give (a discount? longer to pay?). 5 How we know in a year whether it was right.",
        "從表裡選一位重點客戶，寫五行。1 少了他會少什麼（哪一種價值、占多少）。2 照分級他會得到什麼，哪裡不對。"
        "3 改成怎麼做：誰、做什麼、什麼時候前。4 什麼不給（打折？延長付款？）。5 一年後怎麼知道做對了。",
    ),
    model=Text(
        "Hold your card against the list below, then read the one under the box.",
        "先拿下面幾點檢查你的卡，再看框框下面的寫法。",
    ),
    rubric=(
        Criterion(
            Text(
                "Names the kind of value and its share, not just 'important'.",
                "寫出是哪一種價值、占多少，不是只寫「很重要」。",
            )
        ),
        Criterion(
            Text(
                "Line 3 could be done tomorrow: a person, an act, a date.", "第 3 行明天就做得到：有人、有事、有期限。"
            )
        ),
        Criterion(
            Text(
                "Fits the reason: whoever brings others is thanked for that, not given a discount on what they do not "
                "buy.",
                "對得上原因：會介紹人的，謝的是介紹，不是給他用不到的折扣。",
            )
        ),
        Criterion(
            Text(
                "Line 5 can be counted, and admits that of one customer one never knows what would have happened.",
                "第 5 行數得出來，也承認只有一位顧客，永遠不知道不做會怎樣。",
            )
        ),
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_FIFTH,
    _BACK_LOT,
    _GOLD_FUTURE,
    _GUESS,
    _GOLD_SOCIAL,
    _A_QUARTER,
    _QUIZ_SOCIAL,
    _QUIZ_KNOWN,
    _QUIZ_CREDIT,
    _QUIZ_RISE,
    _CARD,
)
