"""The known mistakes of the tasks on campaigns: what people compute instead, and what to tell them.

A message says what was computed and one thing to look at; it never says the answer.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from customer_value.messages import Text
from solutions.roi.customer_mistakes import GOODS_IN_BASE, INFINITE, MONEY, OVER_PROFIT, PERCENT, ZERO
from tutor.task import Mistake

NAN = float("nan")

# The ROI of each campaign


def _cost(campaigns):
    vouchers = campaigns["coupons_used"] * campaigns["coupon_value"]
    return campaigns["fixed_cost"] + campaigns["touches"] * campaigns["cost_per_touch"] + vouchers


def _rates(campaigns, back, cost):
    cost = cost.where(cost > 0)
    return pd.DataFrame({"campaign_id": campaigns["campaign_id"], "roi": (back - cost) / cost})


def _gross(campaigns):
    return campaigns["revenue"] - campaigns["goods"]


def campaign_roas(campaigns):
    return _rates(campaigns, campaigns["revenue"] + _cost(campaigns), _cost(campaigns))


def campaign_no_goods(campaigns):
    return _rates(campaigns, campaigns["revenue"], _cost(campaigns))


def campaign_not_less_one(campaigns):
    return _rates(campaigns, _gross(campaigns) + _cost(campaigns), _cost(campaigns))


def campaign_goods_in_base(campaigns):
    return _rates(campaigns, campaigns["revenue"], campaigns["goods"] + _cost(campaigns))


def campaign_over_profit(campaigns):
    gross, cost = _gross(campaigns), _cost(campaigns)
    roi = ((gross - cost) / gross.where(gross != 0)).where(cost > 0)
    return pd.DataFrame({"campaign_id": campaigns["campaign_id"], "roi": roi})


def campaign_budget(campaigns):
    return _rates(campaigns, _gross(campaigns), campaigns["budget"])


def campaign_budget_too(campaigns):
    cost = _cost(campaigns)
    return _rates(campaigns, _gross(campaigns), (cost + campaigns["budget"]).where(cost > 0))


def campaign_no_vouchers(campaigns):
    cost = campaigns["fixed_cost"] + campaigns["touches"] * campaigns["cost_per_touch"]
    return _rates(campaigns, _gross(campaigns), cost)


def campaign_no_fixed(campaigns):
    return _rates(campaigns, _gross(campaigns), _cost(campaigns) - campaigns["fixed_cost"])


def campaign_no_touches(campaigns):
    return _rates(campaigns, _gross(campaigns), _cost(campaigns) - campaigns["touches"] * campaigns["cost_per_touch"])


def campaign_one_touch(campaigns):
    vouchers = campaigns["coupons_used"] * campaigns["coupon_value"]
    return _rates(campaigns, _gross(campaigns), campaigns["fixed_cost"] + campaigns["cost_per_touch"] + vouchers)


def campaign_one_voucher(campaigns):
    cost = campaigns["fixed_cost"] + campaigns["touches"] * campaigns["cost_per_touch"] + campaigns["coupon_value"]
    return _rates(campaigns, _gross(campaigns), cost)


def campaign_voucher_for_all(campaigns):
    each = campaigns["cost_per_touch"] + campaigns["coupon_value"]
    return _rates(campaigns, _gross(campaigns), campaigns["fixed_cost"] + campaigns["touches"] * each)


def campaign_voucher_off_revenue(campaigns):
    vouchers = campaigns["coupons_used"] * campaigns["coupon_value"]
    return _rates(campaigns, _gross(campaigns) - vouchers, _cost(campaigns) - vouchers)


def campaign_voucher_twice(campaigns):
    vouchers = campaigns["coupons_used"] * campaigns["coupon_value"]
    return _rates(campaigns, _gross(campaigns) - vouchers, _cost(campaigns))


def campaign_money(campaigns):
    money = _gross(campaigns) - _cost(campaigns)
    return pd.DataFrame({"campaign_id": campaigns["campaign_id"], "roi": money})


def campaign_percent(campaigns):
    rates = _rates(campaigns, _gross(campaigns), _cost(campaigns))
    return rates.assign(roi=100 * rates["roi"])


def campaign_infinite(campaigns):
    cost = _cost(campaigns)
    with np.errstate(all="ignore"):
        roi = (_gross(campaigns) - cost) / cost
    return pd.DataFrame({"campaign_id": campaigns["campaign_id"], "roi": roi})


def campaign_zero(campaigns):
    return _rates(campaigns, _gross(campaigns), _cost(campaigns)).fillna({"roi": 0})


def campaign_dropped(campaigns):
    return _rates(campaigns, _gross(campaigns), _cost(campaigns)).dropna()


CAMPAIGN_MISTAKES = (
    Mistake(
        key="roas",
        wrong=campaign_roas,
        message=Text(
            "This is ROAS: revenue for each dollar spent. It knows nothing of what the goods cost and takes nothing "
            "off. Look at what the definition begins with.",
            "這是 ROAS：每花一元帶進多少營收。它不管進貨成本，也什麼都沒扣。看看定義是從哪個數字開始的。",
        ),
    ),
    Mistake(
        key="no-goods",
        wrong=campaign_no_goods,
        message=Text(
            "You took the cost of the campaign off the revenue and forgot that goods were handed over for it. Which "
            "column holds what they cost?",
            "你從營收扣掉活動成本，卻忘了商品也交出去了。進貨成本在哪一欄？",
        ),
    ),
    Mistake(
        key="not-less-one",
        wrong=campaign_not_less_one,
        message=Text(
            "You divided the gross profit by the cost. That says what came back for each dollar, the dollar itself "
            "included. What still comes off?",
            "你用毛利除以成本，算出來的是每花一元拿回多少，連本錢也在裡面。還要扣掉什麼？",
        ),
    ),
    Mistake(key="goods-in-base", wrong=campaign_goods_in_base, message=GOODS_IN_BASE),
    Mistake(key="over-profit", wrong=campaign_over_profit, message=OVER_PROFIT),
    Mistake(
        key="budget",
        wrong=campaign_budget,
        message=Text(
            "You divided by `budget`, what was planned. The definition wants what the campaign really cost: which "
            "columns tell you?",
            "你用的是 `budget`，那是預計要花的錢。定義要的是活動實際的成本：哪些欄位可以算出來？",
        ),
    ),
    Mistake(
        key="budget-too",
        wrong=campaign_budget_too,
        message=Text(
            "You added `budget` to what the campaign cost. A budget is a plan: was this money paid on top of the rest?",
            "你把 `budget` 也加進成本了。預算只是計畫：這筆錢是在其他成本之外另外付的嗎？",
        ),
    ),
    Mistake(
        key="no-vouchers",
        wrong=campaign_no_vouchers,
        message=Text(
            "The vouchers are missing from your cost. Each one used is money the shop did not get.",
            "你的成本少了折價券。每用掉一張，店裡就少收一筆錢。",
        ),
    ),
    Mistake(
        key="no-fixed",
        wrong=campaign_no_fixed,
        message=Text(
            "The fixed cost is missing. Design and printing were paid, however many letters went out: look at "
            "`fixed_cost`.",
            "你漏了固定成本。不管寄出幾封，設計和印製的錢都要付：看看 `fixed_cost`。",
        ),
    ),
    Mistake(
        key="no-touches",
        wrong=campaign_no_touches,
        message=Text(
            "What the touches cost is missing: every letter and every call. Which two columns give it?",
            "你漏了接觸的成本：每封信、每通電話都要錢。用哪兩欄可以算出來？",
        ),
    ),
    Mistake(
        key="one-touch",
        wrong=campaign_one_touch,
        message=Text(
            "You counted the cost of a single touch. How many were there?",
            "你只算了一次接觸的成本。總共接觸了幾次？",
        ),
    ),
    Mistake(
        key="one-voucher",
        wrong=campaign_one_voucher,
        message=Text(
            "You counted a single voucher. How many were used?",
            "你只算了一張折價券。總共用掉幾張？",
        ),
    ),
    Mistake(
        key="voucher-for-all",
        wrong=campaign_voucher_for_all,
        message=Text(
            "You counted a voucher for every touch. A voucher costs something only when it is used: which column "
            "counts those?",
            "你替每次接觸都算了一張折價券。折價券要用掉才會有成本：哪一欄是使用張數？",
        ),
    ),
    Mistake(
        key="voucher-off-revenue",
        wrong=campaign_voucher_off_revenue,
        message=Text(
            "You took the vouchers off the profit instead of adding them to the cost. The money comes to the same, the "
            "rate does not: look at what belongs to the cost.",
            "你把折價券從利潤裡扣，沒有算進成本。賺的錢一樣，但報酬率不同：看看定義裡哪些屬於成本。",
        ),
    ),
    Mistake(
        key="voucher-twice",
        wrong=campaign_voucher_twice,
        message=Text(
            "You took the vouchers off the revenue and counted them as cost, too. `revenue` here is the amount before "
            "the voucher: where does it belong, once?",
            "你從營收扣了折價券，又把它算進成本。這裡的 `revenue` 還沒有扣折價券：它該在哪裡扣一次就好？",
        ),
    ),
    Mistake(key="money", wrong=campaign_money, message=MONEY),
    Mistake(key="percent", wrong=campaign_percent, message=PERCENT),
    Mistake(key="infinite", wrong=campaign_infinite, message=INFINITE),
    Mistake(key="zero", wrong=campaign_zero, message=ZERO),
    Mistake(
        key="dropped",
        wrong=campaign_dropped,
        message=Text(
            "The returns are right, but campaigns that cost nothing have no row. The definition keeps them: what "
            "stands beside their name?",
            "報酬率都對，但沒有花錢的活動不見了。定義要保留它們：名稱旁邊該是什麼？",
        ),
    ),
)


# The incremental return


class _Trial:
    """What the wrong ways all begin with: sizes, buyers and their orders in both groups."""

    def __init__(self, people, margin, cost, coupon):
        treated = people.loc[people["group"] == "treated", "amount"]
        held_out = people.loc[people["group"] == "held_out", "amount"]
        self.everybody = people["amount"]
        self.n, self.m = len(treated), len(held_out)
        self.buyers, self.others = int((treated > 0).sum()), int((held_out > 0).sum())
        self.money, self.other_money = float(treated.sum()), float(held_out.sum())
        self.rate = _ratio(self.others, self.m)
        self.value = _ratio(self.money, self.buyers)
        self.margin, self.bare, self.coupon = margin, cost, coupon
        self.cost = cost + coupon * self.buyers
        self.extra = self.buyers - self.n * self.rate

    def roi(self, back, cost=None):
        cost = self.cost if cost is None else cost
        return _ratio(back - cost, cost)


def _ratio(part, base):
    return part / base if base else NAN


def _incremental(way):
    """A wrong way as a function of the task's inputs."""

    def wrong(people, margin, cost, coupon):
        return way(_Trial(people, margin, cost, coupon))

    return wrong


def _pooled_value(t):
    return _ratio(t.money + t.other_money, t.buyers + t.others)


INCREMENTAL_MISTAKES = (
    Mistake(
        key="not-less-one",
        wrong=_incremental(lambda t: _ratio(t.extra * t.value * t.margin, t.cost)),
        message=Text(
            "You divided the additional margin by the cost and did not take the cost off. Look at the definition's "
            "last step.",
            "你用增量毛利除以成本，沒有先把成本扣掉。看看定義的最後一步。",
        ),
    ),
    Mistake(
        key="revenue",
        wrong=_incremental(lambda t: t.roi(t.extra * t.value)),
        message=Text(
            "You counted the additional orders at their full amount. What of it is left when the goods are paid?",
            "你把增量訂單的金額整筆算進去。付完貨款之後還剩多少？",
        ),
    ),
    Mistake(
        key="not-scaled",
        wrong=_incremental(lambda t: t.roi((t.buyers - t.others) * t.value * t.margin)),
        message=Text(
            "You took the hold-out's buyers off as they are. The two groups are not equally large: how many of the "
            "treated would have bought if they had bought as often as the hold-out?",
            "你直接扣掉對照組的購買人數。兩組人數不一樣：如果實驗組的購買率和對照組相同，會有幾個人買？",
        ),
    ),
    Mistake(
        key="rates-alone",
        wrong=_incremental(lambda t: t.roi((_ratio(t.buyers, t.n) - t.rate) * t.value * t.margin)),
        message=Text(
            "You took one rate off the other, which is what the letter added for one person. How many people got it?",
            "你把兩個購買率相減，那只是信替一個人多帶來的。收到信的有幾個人？",
        ),
    ),
    Mistake(
        key="mean-for-rate",
        wrong=_incremental(lambda t: t.roi((t.buyers - t.n * _ratio(t.other_money, t.m)) * t.value * t.margin)),
        message=Text(
            "Your rate of the hold-out is the mean of their amounts, in dollars. Asked for is the share of them who "
            "bought: which comparison has to come before `.mean()`?",
            "你的對照組購買率，其實是金額的平均，單位是元。題目要的是有買的人占多少：`.mean()` 之前，要先做什麼比較？",
        ),
    ),
    Mistake(
        key="everybody-bought",
        wrong=_incremental(lambda t: t.roi((t.n - t.n * t.rate) * t.value * t.margin, t.bare + t.coupon * t.n)),
        message=Text(
            "You counted all the treated as buyers. `len()` counts every row of what it is given: which rows have to "
            "be kept first?",
            "你把實驗組的每個人都算成買家。`len()` 會把拿到的每一列都數進去：要先留下哪些列？",
        ),
    ),
    Mistake(
        key="cost-per-person",
        wrong=_incremental(lambda t: t.roi(t.extra * t.value * t.margin, t.bare * t.n + t.coupon * t.buyers)),
        message=Text(
            "You multiplied `cost` by the number of letters. Look at what the page says of the 300 dollars: is it the "
            "cost of one letter, or of all of them?",
            "你把 `cost` 乘上信件數了。看看頁面怎麼說那 300 元：是一封信的成本，還是全部的信一共花的？",
        ),
    ),
    Mistake(
        key="no-control",
        wrong=_incremental(lambda t: t.roi(t.buyers * t.value * t.margin)),
        message=Text(
            "You credited the campaign with every order of the treated. Some of them would have come anyway: which "
            "group shows how many?",
            "你把實驗組的每一筆訂單都算成活動的功勞。有些人本來就會買：哪一組可以看出有多少？",
        ),
    ),
    Mistake(
        key="revenue-no-control",
        wrong=_incremental(lambda t: t.roi(t.buyers * t.value)),
        message=Text(
            "You counted the whole revenue of all the treated: neither the goods nor those who would have bought "
            "anyway are off. Begin with the number of orders.",
            "你算的是實驗組的全部營收：進貨成本沒扣，本來就會買的人也沒扣。先從訂單數開始。",
        ),
    ),
    Mistake(
        key="roas",
        wrong=_incremental(lambda t: _ratio(t.buyers * t.value, t.cost)),
        message=Text(
            "This is ROAS, all revenue of the treated over the cost. Asked for is what the campaign added.",
            "這是 ROAS：實驗組的全部營收除以成本。題目問的是活動多帶來了什麼。",
        ),
    ),
    Mistake(
        key="incremental-roas",
        wrong=_incremental(lambda t: _ratio(t.extra * t.value, t.cost)),
        message=Text(
            "This is the incremental ROAS: additional revenue over the cost. From revenue to return two things come "
            "off; look at the definition.",
            "這是增量 ROAS：增量營收除以成本。從營收到報酬，還要扣兩樣東西，看看定義。",
        ),
    ),
    Mistake(
        key="money",
        wrong=_incremental(lambda t: t.extra * t.value * t.margin - t.cost),
        message=Text(
            "This is the additional profit in dollars. What makes a rate of return of it?",
            "這是增量利潤的金額。還要做什麼，才會變成報酬率？",
        ),
    ),
    Mistake(
        key="percent",
        wrong=_incremental(lambda t: 100 * t.roi(t.extra * t.value * t.margin)),
        message=PERCENT,
    ),
    Mistake(
        key="no-coupon",
        wrong=_incremental(lambda t: t.roi(t.extra * t.value * t.margin, t.bare)),
        message=Text(
            "The vouchers are missing from your cost. Who used one?",
            "你的成本少了折價券。哪些人用了？",
        ),
    ),
    Mistake(
        key="coupon-for-additional",
        wrong=_incremental(lambda t: t.roi(t.extra * t.value * t.margin, t.bare + t.coupon * t.extra)),
        message=Text(
            "You counted vouchers for the additional orders only. Those who would have bought anyway used theirs, too.",
            "你只算了增量訂單的折價券。本來就會買的人，也會把折價券用掉。",
        ),
    ),
    Mistake(
        key="coupon-for-all",
        wrong=_incremental(lambda t: t.roi(t.extra * t.value * t.margin, t.bare + t.coupon * t.n)),
        message=Text(
            "You counted a voucher for everybody who got one. It costs something only when somebody buys with it.",
            "你替每個收到的人都算了一張折價券。要有人拿來買東西，才會有成本。",
        ),
    ),
    Mistake(
        key="one-coupon",
        wrong=_incremental(lambda t: t.roi(t.extra * t.value * t.margin, t.bare + t.coupon)),
        message=Text(
            "You counted one voucher. How many were used?",
            "你只算了一張折價券。總共用掉幾張？",
        ),
    ),
    Mistake(
        key="value-per-head",
        wrong=_incremental(lambda t: t.roi(t.extra * _ratio(t.money, t.n) * t.margin)),
        message=Text(
            "Your order value is the mean over all the treated, with a 0 for everybody who did not buy. Whose orders "
            "does the definition average?",
            "你的客單價是整個實驗組的平均，沒買的人也當成 0 算進去了。定義平均的是哪些人的訂單？",
        ),
    ),
    Mistake(
        key="value-of-both",
        wrong=_incremental(lambda t: t.roi(t.extra * _pooled_value(t) * t.margin)),
        message=Text(
            "Your order value averages the buyers of both groups. Which group's does the definition take?",
            "你的客單價是兩組買家一起平均。定義用的是哪一組？",
        ),
    ),
    Mistake(
        key="money-per-head",
        wrong=_incremental(lambda t: t.roi((t.money - _ratio(t.n * t.other_money, t.m)) * t.margin)),
        message=Text(
            "You compared the money per person of the two groups. That is another design; here additional orders are "
            "counted first, and each is worth the mean order of the treated buyers.",
            "你比的是兩組每人平均花的錢，那是另一種設計。這裡要先算增量訂單數，每筆再用實驗組買家的客單價計算。",
        ),
    ),
    Mistake(
        key="all-people",
        wrong=_incremental(lambda t: t.roi((t.buyers - (t.n + t.m) * t.rate) * t.value * t.margin)),
        message=Text(
            "You scaled the hold-out's rate to everybody. Only those who got the campaign can have been moved by it: "
            "how many are they?",
            "你把對照組的購買率套到全部的人。只有收到活動的人才可能受影響：他們有幾位？",
        ),
    ),
    Mistake(
        key="overall-rate",
        wrong=_incremental(
            lambda t: t.roi((t.buyers - t.n * _ratio(t.buyers + t.others, t.n + t.m)) * t.value * t.margin)
        ),
        message=Text(
            "You compared with the buying rate of both groups together; the campaign is in it already. Which group "
            "shows what happens without it?",
            "你拿兩組合起來的購買率來比，可是裡面已經有活動的效果。哪一組才看得出沒有活動會怎樣？",
        ),
    ),
    Mistake(
        key="relative-lift",
        wrong=_incremental(
            lambda t: t.roi((t.buyers / t.n / t.rate - 1 if t.rate else math.inf) * t.buyers * t.value * t.margin)
        ),
        message=Text(
            "You multiplied by the relative lift, how much higher the treated's rate is as a part of the hold-out's. "
            "Look at how the definition comes from the rate to a number of orders.",
            "你乘的是相對提升幅度，也就是實驗組購買率比對照組高幾成。看看定義怎麼從購買率算到訂單數。",
        ),
    ),
)


# The break-even response


def _response(way):
    """A wrong way as a function of cost, margin of an order, coupon, base rate, order value and margin rate."""

    def wrong(cost, order_value, margin, coupon, base_rate):
        return way(cost, order_value * margin, coupon, base_rate, order_value, margin)

    return wrong


BREAK_EVEN_MISTAKES = (
    Mistake(
        key="no-base-rate",
        wrong=_response(lambda c, g, v, p, o, m: _ratio(c, g - v)),
        message=Text(
            "You left out those who would have bought without the letter. Their margin was coming in anyway: where "
            "does the definition count it?",
            "你沒有考慮沒收到信也會買的人。那些毛利本來就會進來：定義把它算在哪裡？",
        ),
    ),
    Mistake(
        key="base-rate-added",
        wrong=_response(lambda c, g, v, p, o, m: _ratio(c, g - v) + p),
        message=Text(
            "You worked out the response without a base rate and added the base rate at the end. But those who would "
            "have bought anyway use the voucher, too: what do they bring now, and what did they bring before?",
            "你先算沒有基準回應率的情況，最後再加上去。可是本來就會買的人也會用折價券：他們現在帶來多少？"
            "原本又帶來多少？",
        ),
    ),
    Mistake(
        key="no-coupon",
        wrong=_response(lambda c, g, v, p, o, m: _ratio(c + p * g, g)),
        message=Text(
            "The voucher is missing. Everybody who buys uses one: what does an order leave then?",
            "你漏了折價券。每個買的人都會用：這樣一筆訂單還剩多少？",
        ),
    ),
    Mistake(
        key="neither",
        wrong=_response(lambda c, g, v, p, o, m: _ratio(c, g)),
        message=Text(
            "You divided the cost of a letter by the margin of an order. Two things are missing: the voucher, and "
            "those who would have bought anyway.",
            "你用一封信的成本除以一筆訂單的毛利。少了兩樣：折價券，還有本來就會買的人。",
        ),
    ),
    Mistake(
        key="no-brackets",
        wrong=_response(lambda c, g, v, p, o, m: c + p * g / g - v),
        message=Text(
            "Python divided before it added: without brackets only the last part above the line and the first below it "
            "are divided. Which parts belong together?",
            "沒有括號，Python 會先算除法：被除到的只有分子的最後一項和分母的第一項。哪些部分要先合在一起算？",
        ),
    ),
    Mistake(
        key="revenue",
        wrong=_response(lambda c, g, v, p, o, m: _ratio(c, o)),
        message=Text(
            "You divided by the order value. What of an order is left to pay for the letter?",
            "你除以的是客單價。一筆訂單裡，能拿來付信件費用的是多少？",
        ),
    ),
    Mistake(
        key="revenue-less-coupon",
        wrong=_response(lambda c, g, v, p, o, m: _ratio(c, o - v)),
        message=Text(
            "You divided by the order value less the voucher. The goods have to be paid out of it as well: where is "
            "the margin?",
            "你除以的是客單價減折價券。貨款也要從裡面付：毛利率用在哪裡？",
        ),
    ),
    Mistake(
        key="revenue-throughout",
        wrong=_response(lambda c, g, v, p, o, m: _ratio(c + p * o, o - v)),
        message=Text(
            "You reckoned with the order value throughout. Only the margin of it stays in the shop.",
            "你從頭到尾用的都是客單價。留在店裡的只有其中的毛利。",
        ),
    ),
    Mistake(
        key="margin-after-coupon",
        wrong=_response(lambda c, g, v, p, o, m: _ratio(c + p * g, (o - v) * m)),
        message=Text(
            "You took the voucher off before the margin, so that the supplier bears a part of it. Goods cost the same "
            "with a voucher: in which order do the two come?",
            "你先扣折價券才乘毛利率，等於讓供應商分擔一部分。用了折價券，進貨成本還是一樣：這兩步哪個先？",
        ),
    ),
    Mistake(
        key="coupon-per-letter",
        wrong=_response(lambda c, g, v, p, o, m: _ratio(c + v + p * g, g)),
        message=Text(
            "You counted a voucher for every letter. It costs something only where somebody buys: above or below the "
            "line?",
            "你替每封信都算了一張折價券。有人買才會有成本：該放在分子還是分母？",
        ),
    ),
    Mistake(
        key="base-rate-in-revenue",
        wrong=_response(lambda c, g, v, p, o, m: _ratio(c + p * o, g - v)),
        message=Text(
            "What would have come anyway is counted in revenue. What of it would have stayed?",
            "本來就會進來的部分，你用營收計算。真正留得下來的是多少？",
        ),
    ),
    Mistake(
        key="base-rate-off",
        wrong=_response(lambda c, g, v, p, o, m: _ratio(c - p * g, g - v)),
        message=Text(
            "You took off what would have come anyway. Those buyers make it harder for the letter to pay, not easier: "
            "look at the sign.",
            "你把本來就會進來的毛利減掉了。有這些人，信要回本會更難，不是更容易：看看正負號。",
        ),
    ),
    Mistake(
        key="additional",
        wrong=_response(lambda c, g, v, p, o, m: _ratio(c + p * g, g - v) - p),
        message=Text(
            "This is how much the response has to rise above the base rate. Asked for is the response itself.",
            "這是回應率要比基準高出多少。題目問的是回應率本身。",
        ),
    ),
)
