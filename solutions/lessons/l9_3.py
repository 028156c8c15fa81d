"""The questions and checks inside lesson 9.3, "Return on a campaign"."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.campaign_stories import campaign_stories
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, Criterion, GuessTask, Mistake, Option, Task, TextTask, ValueTask

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What one campaign's people come to, by hand."""

    fixed: float
    sending: float
    vouchers: float
    treated: int
    bought: int
    held_out: int
    held_out_bought: int
    revenue: float
    goods: float
    revenue_of_all: float
    goods_of_all: float

    @property
    def cost(self) -> float:
        return self.fixed + self.sending + self.vouchers

    @property
    def order_margin(self) -> float:
        return (self.revenue - self.goods) / self.bought

    @property
    def base(self) -> float:
        return self.held_out_bought / self.held_out

    @property
    def voucher(self) -> float:
        return self.vouchers / self.bought

    @property
    def per_contact(self) -> float:
        return (self.fixed + self.sending) / self.treated


@once_per_ledger
def sums(ledger: Ledger, letter: str) -> Sums:
    """The sums of the campaign of this letter; "own" is the one that is worked out alone."""
    stories = campaign_stories(ledger)
    letter = stories.own if letter == "own" else letter
    people = stories.people[stories.people["campaign"] == letter]
    reached = people["group"] == "treated"
    treated, held_out = people[reached], people[~reached]
    return Sums(
        fixed=float(stories.campaigns.loc[letter, "fixed_cost"]),
        sending=float(treated["sending"].sum()),
        vouchers=float(treated["voucher"].sum()),
        treated=len(treated),
        bought=int((treated["amount"] > 0).sum()),
        held_out=len(held_out),
        held_out_bought=int((held_out["amount"] > 0).sum()),
        revenue=float(treated["amount"].sum()),
        goods=float(treated["goods"].sum()),
        revenue_of_all=float(people["amount"].sum()),
        goods_of_all=float(people["goods"].sum()),
    )


def _of(letter: str, work_out: Callable[[Sums], float]) -> Callable[[Ledger], float]:
    return lambda ledger: work_out(sums(ledger, letter))


def _over(above: float, below: float) -> float:
    return above / below if below else math.nan


def _roi(left: float, cost: float) -> float:
    return _over(left - cost, cost)


def _added(one: Sums) -> float:
    return one.bought - one.treated * one.base


def _response(one: Sums) -> float:
    left = one.order_margin - one.voucher
    return _over(one.per_contact + one.base * one.order_margin, left) if left > 0 else math.nan


def _printed(one: Sums) -> dict[str, float]:
    """The numbers as the page prints them, for whoever types these instead of the names."""
    return {
        "per_contact": round(one.per_contact, 2),
        "base": round(one.base, 4),
        "order_margin": round(one.order_margin, 2),
        "voucher": round(one.voucher, 2),
        "cost": round(one.cost, 2),
    }


def _response_printed(one: Sums) -> float:
    page = _printed(one)
    left = page["order_margin"] - page["voucher"]
    return _over(page["per_contact"] + page["base"] * page["order_margin"], left)


def _response_of(work_out: Callable[[Sums], float]) -> Callable[[Ledger], float]:
    """Empty wherever the right answer is."""
    return _of("own", lambda one: math.nan if pd.isna(_response(one)) else work_out(one))


# --- Looking back and the guess ----------------------------------------------------------------------------------

_BACK_ANYWAY = ChoiceTask(
    id="9.3.back-anyway",
    title=Text("Because of the letter (5.6)", "是信帶來的嗎？（5.6）"),
    minutes=1,
    prompt=Text(
        "A letter went to 300 people and 30 bought. Of 100 who got nothing, 8 bought. How many did the letter bring?",
        "信寄給 300 人，30 人買了。另外 100 人什麼都沒收到，8 人買了。信帶來幾位？",
    ),
    options=(
        Option(
            key="all",
            text=Text("30", "30 位"),
            why=Text(
                "8 in a hundred buy without a letter. Of 300 that makes 24.",
                "沒收到信的，每一百位也有 8 位會買。300 位就是 24 位。",
            ),
        ),
        Option(
            key="not-scaled",
            text=Text("22", "22 位"),
            why=Text(
                "30 − 8 forgets that three times as many got the letter.",
                "30 − 8 忘了收到信的人是三倍。",
            ),
        ),
        Option(
            key="right",
            text=Text("6", "6 位"),
            why=Text("8% of 300 are 24 who would have come anyway.", "300 位的 8% 是 24 位，本來就會來。"),
        ),
        Option(
            key="points",
            text=Text("2", "2 位"),
            why=Text(
                "2 are the points: 10% less 8%. Of 300 people that is three times as many.",
                "2 是百分點：10% 減 8%。換成 300 位，還要乘上 3。",
            ),
        ),
    ),
    right="right",
)

_BACK_ROI = ChoiceTask(
    id="9.3.back-roi",
    title=Text("250 put in (9.2)", "花了 250 元（9.2）"),
    minutes=1,
    prompt=Text(
        "250 was spent on a customer, who left a margin of 300. What is the ROI?",
        "在一位顧客身上花了 250 元，他留下毛利 300 元。ROI 是多少？",
    ),
    options=(
        Option(
            key="back",
            text=Text("1.2", "1.2"),
            why=Text(
                "1.2 is what came back for each 1, the 1 itself included. Take it off.",
                "1.2 是每花 1 元回來多少，包括那 1 元本身。要扣掉。",
            ),
        ),
        Option(
            key="right",
            text=Text("0.2", "0.2"),
            why=Text("(300 − 250) ÷ 250: a fifth on top of what was put in.", "(300 − 250) ÷ 250：回本之外多賺兩成。"),
        ),
        Option(
            key="over-margin",
            text=Text("0.17", "0.17"),
            why=Text(
                "50 ÷ 300 divides by what came in. Below the line stands what was put in.",
                "50 ÷ 300 的分母是收進來的。分母要放花出去的。",
            ),
        ),
        Option(
            key="money",
            text=Text("50", "50"),
            why=Text(
                "50 is the gain in money. A return is that over what was put in.",
                "50 是賺到的錢。報酬率還要除以花掉的。",
            ),
        ),
    ),
    right="right",
)

_GUESS = GuessTask(
    id="9.3.how-many",
    title=Text("How many really were?", "真的成功的有幾檔？"),
    minutes=1,
    prompt=Text(
        "Goods paid, cost paid, those who would have bought anyway taken off, luck ruled out: how many of the "
        "campaigns in the table have earned their cost?",
        "付完貨款、付完成本、扣掉本來就會買的人，再排除運氣：表上的活動，有幾檔真的賺回成本？",
    ),
    unit=Text("campaigns", "檔"),
    low=0,
    high=4,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_ROI_B = ValueTask(
    id="9.3.roi-b",
    title=Text("The ROI of campaign B", "活動 B 的 ROI"),
    name="roi_b",
    minutes=3,
    prompt=Text(
        "`roi_b`: revenue of the treated of campaign B, less the goods, less all that the campaign cost, over that "
        "cost.",
        "`roi_b`：活動 B 實驗組的營收，減掉貨款，再減掉活動的全部成本，除以成本。",
    ),
    answer=_of("B", lambda b: _roi(b.revenue - b.goods, b.cost)),
    returns=Number(unit="ratio"),
    mistakes=(
        Mistake(
            key="roas",
            wrong=_of("B", lambda b: _over(b.revenue, b.cost)),
            message=Text(
                "That is the ROAS: revenue over cost. Neither the goods nor the campaign have been paid yet.",
                "這是 ROAS：營收除以成本。貨款和活動的錢都還沒付。",
            ),
        ),
        Mistake(
            key="no-goods",
            wrong=_of("B", lambda b: _roi(b.revenue, b.cost)),
            message=Text(
                "The cost is taken off, the goods are not. Who pays the suppliers?",
                "扣了活動的成本，沒扣商品成本。貨款誰付？",
            ),
        ),
        Mistake(
            key="cost-left",
            wrong=_of("B", lambda b: _over(b.revenue - b.goods, b.cost)),
            message=Text(
                "This is what came back for each 1, the 1 itself included. Is the cost taken off above the line?",
                "這是每花 1 元回來多少，包括那 1 元本身。分子有沒有扣掉成本？",
            ),
        ),
        Mistake(
            key="goods-in-base",
            wrong=_of("B", lambda b: _over(b.revenue - b.goods - b.cost, b.goods + b.cost)),
            message=Text(
                "You divided by goods and cost together. This course's base is what the campaign itself cost.",
                "你的分母是貨款加成本。這門課的分母，只放活動本身的成本。",
            ),
        ),
        Mistake(
            key="over-margin",
            wrong=_of("B", lambda b: _over(b.revenue - b.goods - b.cost, b.revenue - b.goods)),
            message=Text(
                "You divided by what the goods left. Below the line stands what was put in.",
                "你的分母是付完貨款剩下的錢。分母要放花出去的。",
            ),
        ),
        Mistake(
            key="no-fixed",
            wrong=_of("B", lambda b: _roi(b.revenue - b.goods, b.sending + b.vouchers)),
            message=Text(
                'The fixed cost is missing: `fixed_cost["B"]`, printing and design, whoever answers.',
                '少了固定成本：`fixed_cost["B"]`，設計和印刷，有沒有人回應都要付。',
            ),
        ),
        Mistake(
            key="fixed-only",
            wrong=_of("B", lambda b: _roi(b.revenue - b.goods, b.fixed)),
            message=Text(
                "Only the fixed cost is in. Reaching the people cost something, too.",
                "成本只算了固定的部分。聯絡每個人也要花錢。",
            ),
        ),
        Mistake(
            key="everybody",
            wrong=_of("B", lambda b: _roi(b.revenue_of_all - b.goods_of_all, b.cost)),
            message=Text(
                "The orders of the hold-out are in here. They got nothing, so they are no part of the campaign.",
                "裡面有對照組的訂單。他們什麼都沒收到，不算在活動裡。",
            ),
        ),
        Mistake(
            key="percent",
            wrong=_of("B", lambda b: 100 * _roi(b.revenue - b.goods, b.cost)),
            message=Text("That is a percentage. Leave it as a rate.", "這是百分數。請留成比率，不用乘以 100。"),
        ),
    ),
    hints=(
        Text(
            'The cost has three parts, as in step 2 above: `fixed_cost["B"]`, and the sums of two columns of `b`.',
            '成本有三塊，跟上面的步驟 2 一樣：`fixed_cost["B"]`，再加上 `b` 兩欄的總和。',
        ),
        Text(
            "`(revenue_b - goods_b - cost_b) / cost_b`",
            "`(revenue_b - goods_b - cost_b) / cost_b`",
        ),
    ),
    solution="""
# 1 Those who got campaign B  # lang-en
# 1 收到活動 B 的人  # lang-zh-Hant
b = people[(people["campaign"] == "B") & (people["group"] == "treated")]
revenue_b, goods_b = b["amount"].sum(), b["goods"].sum()

# 2 All that it cost  # lang-en
# 2 全部成本  # lang-zh-Hant
cost_b = fixed_cost["B"] + b["sending"].sum() + b["voucher"].sum()

# 3 What is left once goods and cost are paid, over the cost  # lang-en
# 3 付完貨款和成本剩下的，除以成本  # lang-zh-Hant
roi_b = (revenue_b - goods_b - cost_b) / cost_b
roi_b
""",
)

_ADDED_ROI = ValueTask(
    id="9.3.added-roi",
    title=Text("The incremental ROI", "增量投資報酬率"),
    name="added_roi",
    minutes=4,
    prompt=Text(
        "`added_roi`: what the orders beyond those that would have come anyway left, less the cost, over the cost.",
        "`added_roi`：扣掉本來就會買的人之後，多帶來的訂單留下的錢，減掉成本，再除以成本。",
    ),
    answer=_of("own", lambda one: _roi(_added(one) * one.order_margin, one.cost)),
    returns=Number(unit="ratio"),
    mistakes=(
        Mistake(
            key="no-control",
            wrong=_of("own", lambda one: _roi(one.bought * one.order_margin, one.cost)),
            message=Text(
                "That is the plain ROI: every buyer is put down to the campaign. What does the hold-out say?",
                "這是一般的 ROI，每位買家都算成活動帶來的。對照組怎麼說？",
            ),
        ),
        Mistake(
            key="not-scaled",
            wrong=_of("own", lambda one: _roi((one.bought - one.held_out_bought) * one.order_margin, one.cost)),
            message=Text(
                "You took off the buyers of the hold-out as they stand. But the two groups are not equally large.",
                "你直接減掉對照組的買家。可是兩組的人數不一樣多。",
            ),
        ),
        Mistake(
            key="scaled-down",
            wrong=_of(
                "own",
                lambda one: _roi(
                    (one.bought * one.held_out / one.treated - one.held_out_bought) * one.order_margin, one.cost
                ),
            ),
            message=Text(
                "You made the treated as few as the hold-out. The cost was spent on all of the treated.",
                "你把實驗組縮成跟對照組一樣多。成本可是花在全部實驗組身上的。",
            ),
        ),
        Mistake(
            key="rates",
            wrong=_of("own", lambda one: _roi((one.bought / one.treated - one.base) * one.order_margin, one.cost)),
            message=Text(
                "You put in the difference of the two rates. How many *orders* is that among all the treated?",
                "你放的是兩個比率的差。換成全部實驗組，是幾**筆訂單**？",
            ),
        ),
        Mistake(
            key="anyway",
            wrong=_of("own", lambda one: _roi(one.treated * one.base * one.order_margin, one.cost)),
            message=Text(
                "These are the orders that would have come anyway. What is left of the buyers without them?",
                "這是本來就會有的訂單。買家扣掉他們，還剩幾位？",
            ),
        ),
        Mistake(
            key="cost-left",
            wrong=_of("own", lambda one: _over(_added(one) * one.order_margin, one.cost)),
            message=Text(
                "The cost is below the line, but not yet taken off above it.",
                "成本放在分母了，分子還沒有扣。",
            ),
        ),
        Mistake(
            key="money",
            wrong=_of("own", lambda one: _added(one) * one.order_margin - one.cost),
            message=Text(
                "That is the gain in money. A return is that over what it cost.",
                "這是賺到的錢。報酬率還要除以成本。",
            ),
        ),
        Mistake(
            key="over-margin",
            wrong=_of(
                "own", lambda one: _over(_added(one) * one.order_margin - one.cost, _added(one) * one.order_margin)
            ),
            message=Text(
                "You divided by what the added orders left. Below the line stands what was put in.",
                "你的分母是多帶來的訂單留下的錢。分母要放花出去的。",
            ),
        ),
        Mistake(
            key="orders",
            wrong=_of("own", lambda one: _roi(_added(one), one.cost)),
            message=Text(
                "Orders are no money yet: each of them left `order_margin`.",
                "訂單數還不是錢：每一筆留下 `order_margin`。",
            ),
        ),
        Mistake(
            key="percent",
            wrong=_of("own", lambda one: 100 * _roi(_added(one) * one.order_margin, one.cost)),
            message=Text("That is a percentage. Leave it as a rate.", "這是百分數。請留成比率，不用乘以 100。"),
        ),
        Mistake(
            key="printed",
            wrong=_of("own", lambda one: _roi(_added(one) * _printed(one)["order_margin"], _printed(one)["cost"])),
            message=Text(
                "The sum is right, but you typed the numbers as printed, and those are rounded. Put the names in their "
                "place.",
                "算法對了，可是你打的是印出來的數字，四捨五入過。請換成名稱。",
            ),
        ),
    ),
    hints=(
        Text(
            "First how many of the treated would have bought anyway: `n_treated * n_held_out_bought / n_held_out`. "
            "Take them off `n_bought`.",
            "先算實驗組裡有幾位本來就會買：`n_treated * n_held_out_bought / n_held_out`，從 `n_bought` 減掉。",
        ),
        Text(
            "`added = n_bought - n_treated * n_held_out_bought / n_held_out`; then `added * order_margin` is money, "
            "and the rest is the ROI you know.",
            "`added = n_bought - n_treated * n_held_out_bought / n_held_out`；`added * order_margin` 就變成錢，"
            "接下來跟一般的 ROI 一樣。",
        ),
    ),
    solution="""
added = n_bought - n_treated * n_held_out_bought / n_held_out
added_roi = (added * order_margin - cost_own) / cost_own
added_roi
""",
)

_RESPONSE = ValueTask(
    id="9.3.response",
    title=Text("The break-even response", "損益兩平回應率"),
    name="response",
    minutes=3,
    prompt=Text(
        "`response`: the share of those reached that has to buy so that the campaign neither earns nor loses anything "
        "against not running it.",
        "`response`：聯絡到的人裡，要有多少比例購買，活動跟不辦比起來才剛好不賺不賠。",
    ),
    answer=_of("own", _response),
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="no-base",
            wrong=_response_of(lambda one: _over(one.per_contact, one.order_margin - one.voucher)),
            message=Text(
                "This only pays for reaching people. The margin of those who would have bought anyway has to come in "
                "on top.",
                "這只付得起聯絡的成本。本來就會買的人，他們的毛利也要另外賺回來。",
            ),
        ),
        Mistake(
            key="no-voucher",
            wrong=_response_of(lambda one: _over(one.per_contact + one.base * one.order_margin, one.order_margin)),
            message=Text(
                "The voucher is missing. What does a buyer leave once it is taken off?",
                "忘了折價券。扣掉它，一位買家留下多少？",
            ),
        ),
        Mistake(
            key="voucher-for-new",
            wrong=_response_of(lambda one: _over(one.per_contact, one.order_margin - one.voucher) + one.base),
            message=Text(
                "You added the base rate as it stands. But those who would have bought anyway use the voucher as well, "
                "so it takes more buyers than that to bring their full margin in again.",
                "你把本來就會買的比率直接加上去。可是這些人也會用折價券，要把他們的毛利完整賺回來，得有更多買家。",
            ),
        ),
        Mistake(
            key="base-no-money",
            wrong=_response_of(lambda one: _over(one.per_contact + one.base, one.order_margin - one.voucher)),
            message=Text(
                "A share is added to money there. The base rate needs the order margin beside it.",
                "你把比率加到錢上面了。本來就會買的比率，要先乘上每筆毛利。",
            ),
        ),
        Mistake(
            key="vouchers-twice",
            wrong=_response_of(
                lambda one: _over(one.cost / one.treated + one.base * one.order_margin, one.order_margin - one.voucher)
            ),
            message=Text(
                "`cost_own` holds the vouchers already, and they come off the buyers as well. Take `per_contact`.",
                "`cost_own` 已經包含折價券，後面又扣了一次。請用 `per_contact`。",
            ),
        ),
        Mistake(
            key="left-out-below",
            wrong=_response_of(lambda one: one.per_contact + one.base * one.order_margin),
            message=Text(
                "That is the money one contact has to bring in. Divide it by what one buyer leaves.",
                "這是每聯絡一個人要賺回的錢。還要除以一位買家留下的錢。",
            ),
        ),
        Mistake(
            key="brackets",
            wrong=_response_of(
                lambda one: one.per_contact + _over(one.base * one.order_margin, one.order_margin - one.voucher)
            ),
            message=Text(
                "Only the second part has been divided. Put brackets around the sum above the line.",
                "只有後面那一項除到了。分子的兩項要先用括號括起來。",
            ),
        ),
        Mistake(
            key="additional",
            wrong=_response_of(lambda one: _response(one) - one.base),
            message=Text(
                "This is by how much the response has to lie above the base rate. Asked for is the response itself.",
                "這是回應率要比「本來就會買的」高多少。題目要的是回應率本身。",
            ),
        ),
        Mistake(
            key="printed",
            wrong=_response_of(_response_printed),
            message=Text(
                "The sum is right, but you typed the numbers as printed, and those are rounded. Put the names in their "
                "place.",
                "算法對了，可是你打的是印出來的數字，四捨五入過。請換成名稱。",
            ),
        ),
    ),
    hints=(
        Text(
            "The unknown stands in front of a bracket. Divide the right-hand side by what is in the bracket.",
            "要求的數字在括號前面。把等號右邊除以括號裡的東西。",
        ),
        Text(
            "`(per_contact + base_rate * order_margin) / (order_margin - voucher)`",
            "`(per_contact + base_rate * order_margin) / (order_margin - voucher)`",
        ),
    ),
    solution="""
# What one contact has to bring in, over what one buyer leaves  # lang-en
# 每聯絡一個人要賺回的錢，除以一位買家留下的錢  # lang-zh-Hant
response = (per_contact + base_rate * order_margin) / (order_margin - voucher)
response
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_HALVED = ChoiceTask(
    id="9.3.halved",
    title=Text("One of three, halved", "三個之中減半一個"),
    minutes=2,
    on_page=True,
    prompt=Text(
        "Which of the three, halved by itself, lowers the response it takes the most?",
        "哪一個減半（另外兩個不動），需要的回應率降最多？",
    ),
    options=(
        Option(
            key="cost",
            text=Text("What it costs to reach somebody", "每人聯絡成本"),
            why=Text(
                "From 15% down to about 14%. A cheaper letter is what agencies sell; it is the smallest of the three.",
                "從 15% 降到大約 14%。廣告公司最愛說聯絡變便宜了，可是三個裡面它最小。",
            ),
        ),
        Option(
            key="voucher",
            text=Text("The voucher", "折價券"),
            why=Text(
                "From 15% down to about 13%. It helps more than the cost of reaching people. One does more still.",
                "從 15% 降到大約 13%。比聯絡成本有用，但還有一個更有用。",
            ),
        ),
        Option(
            key="base",
            text=Text("The share who would buy anyway", "本來就會買的比率"),
            why=Text(
                "From 15% down to about 9%. Whom one writes to weighs more than what it costs: leave those out who "
                "come of themselves.",
                "從 15% 降到大約 9%。寄給誰，比花多少錢更重要：自己會來的人，別寄。",
            ),
        ),
        Option(
            key="alike",
            text=Text("All three alike", "三個一樣"),
            why=Text(
                "The formula looks as if it might be so. Move them one at a time, with “Back to the start” in between.",
                "只看公式，好像差不多。一次動一個試試，中間記得按「回到起點」。",
            ),
        ),
    ),
    right="base",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_ROAS_THREE = ChoiceTask(
    id="9.3.roas-three",
    title=Text("A ROAS of 3", "ROAS 是 3"),
    minutes=1,
    prompt=Text(
        "A campaign cost 50,000 and brought orders for 150,000; the margin rate is 25%. No order would have come "
        "without it. What is its ROI?",
        "一檔活動花了 50,000 元，帶來 150,000 元的訂單，毛利率 25%。沒有活動就不會有這些訂單。ROI 是多少？",
    ),
    options=(
        Option(
            key="three",
            text=Text("3", "3"),
            why=Text("That is the ROAS: it pays neither goods nor campaign.", "這是 ROAS，貨款和活動的錢都還沒付。"),
        ),
        Option(
            key="right",
            text=Text("−0.25", "−0.25"),
            why=Text(
                "A quarter of 150,000 is 37,500, less than the 50,000 spent. A ROAS of 4 would just pay: 1 ÷ 0.25.",
                "150,000 的四分之一是 37,500，比花掉的 50,000 少。ROAS 要到 4（1 ÷ 0.25）才不賺不賠。",
            ),
        ),
        Option(
            key="left",
            text=Text("0.75", "0.75"),
            why=Text(
                "0.75 comes back for each 1. The 1 itself has to be taken off: a loss.",
                "每花 1 元回來 0.75 元。還要扣掉那 1 元，所以是賠的。",
            ),
        ),
        Option(
            key="two",
            text=Text("2", "2"),
            why=Text(
                "The campaign is paid, the goods are not: three quarters of the revenue go to the suppliers.",
                "付了活動的錢，沒付貨款：營收有四分之三要給供應商。",
            ),
        ),
    ),
    right="right",
)

_ADDED_NEW = ChoiceTask(
    id="9.3.added-new",
    title=Text("400 and 100", "400 人和 100 人"),
    minutes=2,
    prompt=Text(
        "Of 400 treated 60 bought, of 100 held out 10. An order leaves 300 once the goods are paid; the campaign cost "
        "4,000, vouchers included. What is the incremental ROI?",
        "實驗組 400 人，60 人買了；對照組 100 人，10 人買了。一筆訂單付完貨款剩 300 元；活動連折價券一共花了 4,000 元。"
        "增量 ROI 是多少？",
    ),
    options=(
        Option(
            key="right",
            text=Text("0.5", "0.5"),
            why=Text(
                "60 less 40 are 20 added orders; they leave 6,000; (6,000 − 4,000) ÷ 4,000.",
                "60 減 40，多帶來 20 筆，留下 6,000 元；(6,000 − 4,000) ÷ 4,000。",
            ),
        ),
        Option(
            key="cost-left",
            text=Text("1.5", "1.5"),
            why=Text(
                "20 added orders left 6,000, which is 1.5 for each 1 spent. The 1 itself has to come off.",
                "多帶來的 20 筆留下 6,000 元，每花 1 元回來 1.5 元。還要扣掉那 1 元。",
            ),
        ),
        Option(
            key="not-scaled",
            text=Text("2.75", "2.75"),
            why=Text(
                "60 − 10: the hold-out is a quarter of the treated, so 10 there are 40 here.",
                "60 − 10：對照組只有實驗組的四分之一，那邊 10 位，這邊就是 40 位。",
            ),
        ),
        Option(
            key="no-control",
            text=Text("3.5", "3.5"),
            why=Text(
                "All 60 are put down to the campaign. 40 of them would have bought anyway.",
                "60 位全算成活動帶來的。其中 40 位本來就會買。",
            ),
        ),
    ),
    right="right",
)

_TWENTY = ChoiceTask(
    id="9.3.twenty",
    title=Text("Below 0, with twenty held out", "算出來是負的，對照組二十個人"),
    minutes=1,
    prompt=Text(
        "A campaign with 20 people held out: incremental ROI −30%, 95% interval from −170% to +110%. “So it lost "
        "money,” says the accountant. What do you say?",
        "一檔活動，對照組 20 人：增量 ROI −30%，95% 信賴區間從 −170% 到 +110%。會計說：「所以是賠的。」你怎麼說？",
    ),
    options=(
        Option(
            key="lost",
            text=Text("Right: −30% is a loss, so drop it", "對，−30% 就是賠，不辦了"),
            why=Text(
                "−30% is the best guess, no more. With other lots a gain could have come out of the same campaign.",
                "−30% 只是最好的估計。同一檔活動，籤抽得不一樣，也可能算出賺錢。",
            ),
        ),
        Option(
            key="certain",
            text=Text("Right: most of the interval lies below 0", "對，區間大部分在 0 以下"),
            why=Text(
                "Most is not all. So long as 0 lies inside, neither a loss nor a gain has been shown.",
                "大部分不是全部。只要 0 還在裡面，賠還是賺都沒有證明。",
            ),
        ),
        Option(
            key="open",
            text=Text("Not shown: once more, small, with more held out", "還看不出來：小小再辦一次，對照組多留一些"),
            why=Text(
                "0 lies inside, so a loss is only the better guess. What can be decided is how to find out, and with "
                "how little money.",
                "0 在裡面，賠只是比較有可能。現在能決定的，是怎麼用一點點錢把答案找出來。",
            ),
        ),
        Option(
            key="all",
            text=Text("Wrong: had those 20 got it too, it would have paid", "不對，那 20 人也收到的話就賺了"),
            why=Text(
                "Then nobody could tell what would have come anyway. The hold-out was too small, not too large.",
                "那就沒人知道不辦會怎樣了。對照組的問題是太少，不是太多。",
            ),
        ),
    ),
    right="open",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_AGAIN = TextTask(
    id="9.3.again",
    title=Text("Three sentences to the owner", "寫給老闆的三句話"),
    minutes=4,
    prompt=Text(
        "First: which one again (or none), and the number that speaks for it, interval included. Second: to whom the "
        "second half of the money would go, and whether you spend it. Third: what you do not know, and how the next "
        "run will tell.",
        "第一句：再辦哪一檔（或都不辦），憑哪個數字，連同區間。第二句：多出來的那一半錢要用在誰身上，花不花。"
        "第三句：還有什麼不知道，下次怎麼知道。",
    ),
    model=Text(
        "Hold yours against the list, then run the next cell.",
        "先用這張清單檢查自己寫的，再執行下一格。",
    ),
    rubric=(
        Criterion(
            Text(
                "The reason is what the campaign added, with its interval, not what came in.",
                "理由是活動多帶來的，連同區間，不是收進來多少。",
            )
        ),
        Criterion(
            Text(
                "Says whom the extra money would reach, and does not take the return for granted there.",
                "說到多出來的錢能找到誰，而且不把同樣的報酬率當成理所當然。",
            )
        ),
        Criterion(
            Text(
                "Keeps a hold-out, larger where nothing was certain.",
                "還是留對照組；說不準的，留得更多。",
            )
        ),
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_ANYWAY,
    _BACK_ROI,
    _GUESS,
    _ROI_B,
    _ADDED_ROI,
    _RESPONSE,
    _HALVED,
    _ROAS_THREE,
    _ADDED_NEW,
    _TWENTY,
    _AGAIN,
)
