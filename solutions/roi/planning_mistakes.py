"""The known mistakes of the tasks on the plan: what people compute instead, and what to tell them.

A message says what was computed and one thing to look at; it never says the answer.
"""

from __future__ import annotations

import numpy as np

from customer_value.messages import Text
from solutions.roi.given import brought
from tutor.task import Mistake

# The split of a budget


def _split(weights):
    """A wrong split as a function of the task's inputs: in proportion to these weights."""

    def wrong(tiers, budget):
        found = weights(tiers["strength"].to_numpy(dtype=float))
        return brought(tiers, budget * found / found.sum(), budget)

    return wrong


def _all_to_best(strengths):
    return (np.arange(len(strengths)) == strengths.argmax()).astype(float)


def _best_two(strengths):
    return (strengths >= np.sort(strengths)[-2:].min()).astype(float)


def _inverse(power):
    def weights(strengths):
        return np.where(strengths > 0, np.where(strengths > 0, strengths, 1.0) ** -power, 0.0)

    return weights


def budget_half(tiers, budget):
    squares = tiers["strength"] ** 2
    return brought(tiers, budget / 2 * squares / squares.sum(), budget)


def budget_by_square_of_total(tiers, budget):
    strengths = tiers["strength"]
    return brought(tiers, budget * strengths**2 / strengths.sum() ** 2, budget)


def budget_shares(tiers, budget):
    squares = tiers["strength"] ** 2
    return brought(tiers, squares / squares.sum(), budget)


def budget_not_allowed(tiers, budget):
    return float("nan")


def budget_money(tiers, budget):
    squares = tiers["strength"] ** 2
    return brought(tiers, budget * squares / squares.sum(), budget) - budget


BUDGET_MISTAKES = (
    Mistake(
        key="not-allowed",
        wrong=budget_not_allowed,
        message=Text(
            "On at least one table your split is not allowed, so what it brings is empty: more than the budget is "
            "spent, or an amount is negative or missing. Print `spend` and its sum beside the budget. Did you write "
            "one amount for each tier of this page? Elsewhere there are more tiers, or fewer: let the amounts come "
            "out of `tiers` and `budget`.",
            "至少在一張表上，你的分法不合規定，所以結果是空值：可能超出預算，也可能有金額是負的或是空的。"
            "把 `spend` 和它的總和印出來，跟預算比一比。是不是照這一頁的分級一個一個寫金額？"
            "別的表分級有多有少，金額要從 `tiers` 和 `budget` 算出來。",
        ),
    ),
    Mistake(
        key="equal",
        wrong=_split(np.ones_like),
        message=Text(
            "You split the budget equally. Take the last 1,000 dollars from the weakest tier and give them to the "
            "strongest: does that bring more or less?",
            "你平均分配預算。試著從最弱的一級拿最後的一千元給最強的：帶來的會變多還是變少？",
        ),
    ),
    Mistake(
        key="in-proportion",
        wrong=_split(lambda strengths: strengths),
        message=Text(
            "You split in proportion to the strengths. It is close, but the last 1,000 dollars still bring more in the "
            "strong tiers than in the weak ones: compare the two.",
            "你按強度的比例分配。很接近了，可是最後的一千元放在強的分級，帶來的還是比弱的多：兩邊比比看。",
        ),
    ),
    Mistake(
        key="all-to-best",
        wrong=_split(_all_to_best),
        message=Text(
            "You gave everything to the strongest tier. Its first 1,000 dollars bring much, its last very little: what "
            "would the first bring elsewhere?",
            "你全押在最強的一級。它的第一個一千元效果很好，最後一個卻很小：換到別級的第一個一千元，能帶來多少？",
        ),
    ),
    Mistake(
        key="best-two",
        wrong=_split(_best_two),
        message=Text(
            "You divided the budget between the two strongest tiers. The first 1,000 dollars in a tier that has "
            "nothing bring more than the last in one that has much.",
            "你把預算平分給最強的兩級。還沒有錢的分級，第一個一千元帶來的，會比錢已經很多的分級最後一個一千元多。",
        ),
    ),
    Mistake(
        key="weak-first",
        wrong=_split(_inverse(1)),
        message=Text(
            "You gave the weak tiers most, to lift them. The same money brings less there: look at what strength "
            "means.",
            "你把最多的錢給了最弱的分級，想拉他們一把。可是同樣的錢在那裡帶來的比較少：看看「強度」是什麼意思。",
        ),
    ),
    Mistake(
        key="equal-returns",
        wrong=_split(_inverse(2)),
        message=Text(
            "You split so that every tier brings the same in all. What has to be equal is what the last 1,000 dollars "
            "bring.",
            "你的分法讓每一級帶來的總額一樣。該相等的是「最後一個一千元」帶來的。",
        ),
    ),
    Mistake(
        key="square-roots",
        wrong=_split(np.sqrt),
        message=Text(
            "You split in proportion to the square roots of the strengths, which draws the tiers together. Compare "
            "what the last 1,000 dollars bring in the strongest and in the weakest.",
            "你按強度的平方根分配，各級的差距被拉近了。比比看最後一個一千元，放在最強和最弱的分級各帶來多少。",
        ),
    ),
    Mistake(
        key="cubes",
        wrong=_split(lambda strengths: strengths**3),
        message=Text(
            "You favoured the strong tiers too much: with the third power of the strengths, the last 1,000 dollars "
            "bring more in the weak ones.",
            "你太偏重強的分級：用強度的三次方分配，最後一個一千元反而放在弱的分級比較有用。",
        ),
    ),
    Mistake(
        key="half-kept",
        wrong=budget_half,
        message=Text(
            "The proportions are right, but half of the budget is not spent. As the tiers are here, every dollar "
            "brings more than itself.",
            "比例是對的，但預算只花了一半。以這裡的情況，每一元都能帶回超過一元。",
        ),
    ),
    Mistake(
        key="square-of-the-total",
        wrong=budget_by_square_of_total,
        message=Text(
            "The proportions are right, but your amounts do not add up to the budget: you squared the total of the "
            "column. Print the sum of `spend` beside the budget. What has to be added up?",
            "比例是對的，可是金額加起來不等於預算：你平方的是整欄的合計。把 `spend` 的總和印出來，跟預算比一比。"
            "該加總的是什麼？",
        ),
    ),
    Mistake(
        key="shares",
        wrong=budget_shares,
        message=Text(
            "Your amounts are shares that add up to 1, so only 1,000 dollars are spent. How much is there to spend?",
            "你的金額是加起來等於 1 的占比，所以一共只花了一千元。可以花的有多少？",
        ),
    ),
    Mistake(
        key="less-the-budget",
        wrong=budget_money,
        message=Text(
            "The split is good, but you took the budget off what it brings. Leave the last line as it is.",
            "分法很好，但你把帶來的毛利又扣掉預算了。最後一行保持原樣就好。",
        ),
    ),
)


# An event


class _Event:
    """What the wrong ways all begin with."""

    def __init__(self, guests, base_rate, order_value, margin, referral_value, cost):
        self.guests = guests
        self.invited, self.came = len(guests), int(guests["came"].sum())
        self.buyers = int(guests["bought"].sum())
        self.buyers_there = int((guests["bought"] & guests["came"]).sum())
        self.friends = int(guests["referrals"].sum())
        self.base, self.value, self.margin = base_rate, order_value, margin
        self.each = order_value * margin
        self.worth, self.cost = referral_value, cost
        self.extra = self.buyers - self.invited * base_rate

    def profit(self, extra, each=None, worth=None):
        each = self.each if each is None else each
        worth = self.friends * self.worth if worth is None else worth
        return extra * each + worth - self.cost


def _event(way):
    """A wrong way as a function of the task's inputs."""

    def wrong(guests, base_rate, order_value, margin, referral_value, cost):
        return way(_Event(guests, base_rate, order_value, margin, referral_value, cost))

    return wrong


def _stayed_away_rate(e):
    away = e.guests[~e.guests["came"]]
    return float(away["bought"].mean()) if len(away) else 0.0


EVENT_MISTAKES = (
    Mistake(
        key="no-base",
        wrong=_event(lambda e: e.profit(e.buyers)),
        message=Text(
            "You credited the event with every buyer. How many of those invited would have bought without it?",
            "你把每個買的人都算成活動的功勞。受邀的人裡，沒有活動也會買的有幾位？",
        ),
    ),
    Mistake(
        key="base-of-those-who-came",
        wrong=_event(lambda e: e.profit(e.buyers - e.came * e.base)),
        message=Text(
            "You took the base rate of those who came, but you counted buyers among all invited. Both have to be the "
            "same people.",
            "基準購買率你只乘了到場的人數，買家卻是從所有受邀的人裡數的。兩邊必須是同一群人。",
        ),
    ),
    Mistake(
        key="buyers-who-came",
        wrong=_event(lambda e: e.profit(e.buyers_there - e.invited * e.base)),
        message=Text(
            "You counted only buyers who came and took off the base of all who were invited. An invitation is "
            "itself an offer: look at who bought without coming.",
            "你只數到場的買家，卻扣掉所有受邀者的基準。邀請函本身就是一種提醒：看看沒到場卻買了的人。",
        ),
    ),
    Mistake(
        key="only-those-who-came",
        wrong=_event(lambda e: e.profit(e.buyers_there - e.came * e.base)),
        message=Text(
            "You judged only those who came. They are the more interested ones and would have bought more often "
            "anyway; the base rate is of people like all those invited.",
            "你只看到場的人。他們本來就比較有興趣，沒有活動也比較會買；基準購買率指的是和所有受邀者一樣的人。",
        ),
    ),
    Mistake(
        key="base-of-those-away",
        wrong=_event(lambda e: e.profit(e.buyers - e.invited * _stayed_away_rate(e))),
        message=Text(
            "You took your base rate from those who stayed away. They are no comparison, being the less interested "
            "ones. Which input holds the base rate?",
            "你用沒到場的人當基準。他們比較沒興趣，不能拿來比。基準購買率是哪一個參數？",
        ),
    ),
    Mistake(
        key="no-referrals",
        wrong=_event(lambda e: e.profit(e.extra, worth=0)),
        message=Text(
            "The new customers whom the guests brought are missing.",
            "你漏了賓客介紹來的新顧客。",
        ),
    ),
    Mistake(
        key="referrers",
        wrong=_event(lambda e: e.profit(e.extra, worth=int((e.guests["referrals"] > 0).sum()) * e.worth)),
        message=Text(
            "You counted the guests who brought somebody. Some of them brought more than one.",
            "你數的是有介紹朋友的賓客人數。有人介紹的不只一位。",
        ),
    ),
    Mistake(
        key="referrals-of-buyers",
        wrong=_event(
            lambda e: e.profit(e.extra, worth=int(e.guests.loc[e.guests["bought"], "referrals"].sum()) * e.worth)
        ),
        message=Text(
            "You counted only new customers whom buyers brought. Look at a guest who bought nothing and still brought "
            "somebody.",
            "你只算了有買的人介紹來的新顧客。看看自己沒買、卻介紹了朋友的賓客。",
        ),
    ),
    Mistake(
        key="referrals-at-margin",
        wrong=_event(lambda e: e.profit(e.extra, worth=e.friends * e.worth * e.margin)),
        message=Text(
            "You multiplied the value of a referred customer by the margin. Look at what `referral_value` is said "
            "to be: is there still something to take off?",
            "你把介紹來的新客價值又乘了毛利率。看看 `referral_value` 的說明：還需要再扣嗎？",
        ),
    ),
    Mistake(
        key="referrals-as-orders",
        wrong=_event(lambda e: e.profit(e.extra, worth=e.friends * e.each)),
        message=Text(
            "You counted one order for each new customer. Which input says what a new customer is worth?",
            "你替每位新客只算了一筆訂單。哪一個參數才是一位新客的價值？",
        ),
    ),
    Mistake(
        key="revenue",
        wrong=_event(lambda e: e.profit(e.extra, each=e.value)),
        message=Text(
            "You counted the additional orders at their full amount. What stays of it when the goods are paid?",
            "你把多出來的訂單整筆金額算進去。付完貨款之後還剩多少？",
        ),
    ),
    Mistake(
        key="no-cost",
        wrong=_event(lambda e: e.profit(e.extra) + e.cost),
        message=Text(
            "You did not take off what the event cost.",
            "你沒有扣掉活動的成本。",
        ),
    ),
    Mistake(
        key="cost-per-guest",
        wrong=_event(lambda e: e.profit(e.extra) + e.cost - e.cost * e.invited),
        message=Text(
            "You took the cost off once for every guest. Look at what `cost` is said to be.",
            "你替每位受邀者都扣了一次成本。看看 `cost` 的說明。",
        ),
    ),
    Mistake(
        key="roi",
        wrong=_event(lambda e: e.profit(e.extra) / e.cost),
        message=Text(
            "This is the return on the event. Asked for is its profit, in dollars.",
            "這是活動的投資報酬率。題目問的是利潤，單位是新臺幣元。",
        ),
    ),
    Mistake(
        key="base-not-multiplied",
        wrong=_event(lambda e: e.profit(e.buyers - e.base)),
        message=Text(
            "You took the base rate itself off the number of buyers. A rate is no number of people: of how many people "
            "is it?",
            "你從購買人數直接減掉基準購買率。比率不是人數：它是多少人當中的比率？",
        ),
    ),
    Mistake(
        key="base-of-buyers",
        wrong=_event(lambda e: e.profit(e.buyers * (1 - e.base))),
        message=Text(
            "You took the base rate of the buyers. It is the share of people invited who would have bought: "
            "multiply it by those.",
            "你把基準購買率乘在買家上。它是受邀者當中本來就會買的比例：該乘的是哪個人數？",
        ),
    ),
)
