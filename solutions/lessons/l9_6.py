"""The questions and checks inside lesson 9.6, "The customer operating plan"."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.plan_quarter import plan_quarter
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, Criterion, Mistake, Option, Task, TextTask, ValueTask

NAMES = ("gold", "silver", "bronze")

MORE = 1.1
"""What the manager asks for: ten per cent more of the existing customers than today."""

STEP = 0.005
"""How far one step of the explorer's slider goes."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def plan(ledger: Ledger) -> pd.DataFrame:
    """The manager's plan, one row per tier: the columns of the lesson, and what an extra buyer leaves."""
    quarter = plan_quarter(ledger, NAMES)
    table = quarter.tiers.set_index("tier")
    table["target"] = (MORE * table["rate"]).clip(upper=1)
    table["cost"] = table["existing"] * [quarter.call, quarter.letter, quarter.letter]
    table["revenue_each"] = table["orders_per_buyer"] * table["order_value"]
    table["margin_each"] = table["revenue_each"] * quarter.margin
    table["extra"] = (table["target"] - table["rate"]) * table["existing"]
    return table


def _over(part: float, base: float) -> float:
    return part / base if base else np.nan


def _roi(margin: float, cost: float) -> float:
    return _over(margin - cost, cost)


def _of(tier: str, how: Callable[[pd.Series], float]) -> Callable[[Ledger], float]:
    """A number from one tier's row."""

    def of(ledger: Ledger) -> float:
        return float(how(plan(ledger).loc[tier]))

    return of


def _one(row: pd.Series) -> float:
    return _roi(row["extra"] * row["margin_each"], row["cost"])


def _whole(how: Callable[[pd.DataFrame], float]) -> Callable[[Ledger], float]:
    """A number from the whole plan."""

    def of(ledger: Ledger) -> float:
        return float(how(plan(ledger)))

    return of


def _all(table: pd.DataFrame) -> float:
    return _roi((table["extra"] * table["margin_each"]).sum(), table["cost"].sum())


def _each(table: pd.DataFrame) -> pd.Series:
    return table["extra"] * table["margin_each"] / table["cost"] - 1


def _means(table: pd.DataFrame) -> float:
    """All extra buyers times the mean of what a buyer of a tier leaves."""
    return _roi(table["extra"].sum() * table["margin_each"].mean(), table["cost"].sum())


def _one_order(table: pd.DataFrame) -> float:
    each = table["margin_each"] / table["orders_per_buyer"]
    return _roi((table["extra"] * each).sum(), table["cost"].sum())


def stops(row: pd.Series) -> np.ndarray:
    """The targets that the tier's slider stops at."""
    return row["rate"] + STEP * np.arange(int((1 - row["rate"]) / STEP + 1e-9) + 1)


def _first_stop(row: pd.Series, later: int = 0) -> float:
    """The first stop at which the tier's margin covers its cost, or one some steps beside it, as the slider shows it.

    It is 100 where no stop is enough.
    """
    targets = stops(row)
    enough = np.flatnonzero((targets - row["rate"]) * row["existing"] * row["margin_each"] >= row["cost"])
    if not len(enough):
        return 100.0
    return _shown(targets[min(max(int(enough[0]) + later, 0), len(targets) - 1)])


def _shown(target: float) -> float:
    return float(f"{100 * target:.1f}")


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_SUMS = ChoiceTask(
    id="9.6.back-sums",
    title=Text("Two letters together", "兩封信一起看"),
    lesson="9.2",
    minutes=1,
    prompt=Text(
        "One letter cost 1,000 and brought a margin of 3,000. Another cost 9,000 and brought 9,000. What is the return "
        "on both together?",
        "一封信花 1,000，帶來毛利 3,000；另一封花 9,000，帶來 9,000。兩封信合起來，投資報酬率多少？",
    ),
    options=(
        Option(
            key="sums",
            text=Text("20%", "20%"),
            why=Text(
                "12,000 came of 10,000 spent. Add up the money first, then divide.",
                "花 10,000，回來 12,000。錢先加總，再相除。",
            ),
        ),
        Option(
            key="mean",
            text=Text("100%", "100%"),
            why=Text(
                "That is the mean of 200% and 0%, as if both had cost the same.",
                "這是 200% 和 0% 的平均，等於當作兩封信花一樣多錢。",
            ),
        ),
        Option(
            key="added",
            text=Text("200%", "200%"),
            why=Text(
                "Returns cannot be added up; 200% and 0% is not 200% on everything spent.",
                "報酬率不能相加；200% 和 0%，不等於全部的錢都賺了 200%。",
            ),
        ),
    ),
    right="sums",
)

_BACK_SEASON = ChoiceTask(
    id="9.6.back-season",
    title=Text("Which quarter is like the next?", "下一季會像哪一季？"),
    lesson="5.5",
    minutes=1,
    prompt=Text(
        "From October to December 50% of a shop's existing customers bought, in the January to March before that 38%. "
        "What would you expect of the coming January to March if nothing is done?",
        "十月到十二月，一家店的老客戶有 50% 來買；那年一月到三月是 38%。如果什麼都不做，接下來的一月到三月，"
        "你會估多少？",
    ),
    options=(
        Option(
            key="newest",
            text=Text("About 50%: the newest number counts", "50% 左右，數字越新越準"),
            why=Text(
                "The newest is that of another season. December does not repeat itself in February.",
                "最新的數字是另一個季節的。二月不會再過一次年底。",
            ),
        ),
        Option(
            key="season",
            text=Text("Nearer to 38%: the same season", "比較接近 38%，季節一樣"),
            why=Text(
                "Like with like. Remember it when a plan says “from today's rate to …”.",
                "同樣的季節才能比。等一下計畫裡寫「從今天的續購率」，記得這件事。",
            ),
        ),
        Option(
            key="middle",
            text=Text("44%, in the middle", "44%，取中間"),
            why=Text(
                "The middle of two seasons is a season that does not exist.",
                "兩個季節的中間，是一個不存在的季節。",
            ),
        ),
    ),
    right="season",
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_GOLD = ValueTask(
    id="9.6.gold-roi",
    title=Text("Gold's return", "金級的報酬率"),
    minutes=3,
    name="roi_gold",
    prompt=Text(
        "`roi_gold`: the return on what the plan spends on gold, as a rate (0.5 means half as much again).",
        "`roi_gold`：計畫花在金級身上的錢，投資報酬率是多少（0.5 就是回本之外又賺一半）。",
    ),
    answer=_of("gold", _one),
    returns=Number(unit="ratio"),
    mistakes=(
        Mistake(
            key="whole-target",
            wrong=_of("gold", lambda row: _roi(row["target"] * row["existing"] * row["margin_each"], row["cost"])),
            message=Text(
                "All buyers of the target are counted. Most of them come without any plan: what is taken off the "
                "target?",
                "目標裡的買家全算進去了。其中大部分本來就會來：目標要先減掉什麼？",
            ),
        ),
        Mistake(
            key="revenue",
            wrong=_of("gold", lambda row: _roi(row["extra"] * row["revenue_each"], row["cost"])),
            message=Text(
                "That is revenue over cost. The goods have to be paid: which rate is missing?",
                "這是營收跟成本比。商品也要付錢：少乘了哪一個比率？",
            ),
        ),
        Mistake(
            key="not-less-cost",
            wrong=_of("gold", lambda row: _over(row["extra"] * row["margin_each"], row["cost"])),
            message=Text(
                "Margin over cost: a plan that just pays for itself would have 1. What comes off above the line?",
                "這是毛利除以成本，剛好回本會得到 1。分子要先減掉什麼？",
            ),
        ),
        Mistake(
            key="over-margin",
            wrong=_of(
                "gold",
                lambda row: _over(row["extra"] * row["margin_each"] - row["cost"], row["extra"] * row["margin_each"]),
            ),
            message=Text("Below the line belongs what was spent.", "分母要放花出去的錢。"),
        ),
        Mistake(
            key="ten-points",
            wrong=_of("gold", lambda row: _roi(0.1 * row["existing"] * row["margin_each"], row["cost"])),
            message=Text(
                "You raised gold by ten *points*. The manager's target stands in the row: `target`.",
                "你讓金級多了十個**百分點**。店長的目標在那一列裡：`target`。",
            ),
        ),
        Mistake(
            key="silver",
            wrong=_of("silver", _one),
            message=Text(
                "That is silver's return. The row here is `gold_row`.", "這是銀級的報酬率。這裡要用 `gold_row`。"
            ),
        ),
    ),
    hints=(
        Text(
            "The three steps of silver, with `gold_row` in place of `row`.",
            "跟銀級的三個步驟一樣，把 `row` 換成 `gold_row`。",
        ),
        Text(
            "Target less today; times the margin rate; less the cost, over the cost.",
            "目標減掉今天的續購率；乘上毛利率；減掉成本，再除以成本。",
        ),
    ),
    solution="""
gold_row = plan.loc[gold]
extra_gold = (gold_row["target"] - gold_row["rate"]) * gold_row["existing"]
margin_gold = extra_gold * gold_row["orders_per_buyer"] * gold_row["order_value"] * margin
roi_gold = (margin_gold - gold_row["cost"]) / gold_row["cost"]
print(roi_gold)
""",
)

_WHOLE = ValueTask(
    id="9.6.whole",
    title=Text("The return on the whole plan", "整個計畫的報酬率"),
    minutes=4,
    name="whole_roi",
    prompt=Text(
        "`whole_roi`: the return on everything that the plan spends, as a rate.",
        "`whole_roi`：整個計畫花出去的錢，投資報酬率是多少。",
    ),
    answer=_whole(_all),
    returns=Number(unit="ratio"),
    mistakes=(
        Mistake(
            key="mean-of-tiers",
            wrong=_whole(lambda table: _each(table).mean()),
            message=Text(
                "That is the mean of the three returns, as if all tiers cost the same. Add up the money first.",
                "這是三個報酬率的平均，等於當作三級花一樣多錢。要先把錢加總。",
            ),
        ),
        Mistake(
            key="sum-of-tiers",
            wrong=_whole(lambda table: _each(table).sum()),
            message=Text("Returns cannot be added up. Add up margin and cost.", "報酬率不能相加。要加的是毛利和成本。"),
        ),
        Mistake(
            key="means-multiplied",
            wrong=_whole(_means),
            message=Text(
                "All extra buyers times one average buyer. A bronze buyer does not spend like a gold one: multiply row "
                "by row, then add up.",
                "你拿全部多出來的買家，乘上一位平均的買家。銅級不會像金級那樣花錢：先一列一列乘，再加總。",
            ),
        ),
        Mistake(
            key="one-order",
            wrong=_whole(_one_order),
            message=Text(
                "Every extra buyer orders only once in your sum. Which column says how often?",
                "在你的算式裡，多出來的買家每人只買一次。哪一欄說他們買幾次？",
            ),
        ),
        Mistake(
            key="whole-target",
            wrong=_whole(
                lambda table: _roi(
                    (table["target"] * table["existing"] * table["margin_each"]).sum(), table["cost"].sum()
                )
            ),
            message=Text(
                "All buyers of the targets are counted, those of today too. Only what is beyond today is the plan's.",
                "目標裡的買家全算進去了，連今天就會來的也算。只有比今天多的部分才是計畫的。",
            ),
        ),
        Mistake(
            key="revenue",
            wrong=_whole(lambda table: _roi((table["extra"] * table["revenue_each"]).sum(), table["cost"].sum())),
            message=Text(
                "That is revenue over cost. In the column `margin` the margin rate is missing.",
                "這是營收跟成本比。`margin` 這一欄少乘了毛利率。",
            ),
        ),
        Mistake(
            key="not-less-cost",
            wrong=_whole(lambda table: _over((table["extra"] * table["margin_each"]).sum(), table["cost"].sum())),
            message=Text("Margin over cost. Take the cost off first.", "這是毛利除以成本。要先減掉成本。"),
        ),
    ),
    hints=(
        Text(
            'Whole columns work like single numbers: `(whole["target"] - whole["rate"]) * whole["existing"]`.',
            '整欄可以像一個數字那樣算：`(whole["target"] - whole["rate"]) * whole["existing"]`。',
        ),
        Text(
            'Then `whole["margin"].sum()` and `whole["cost"].sum()`: take the one off the other and divide.',
            '再用 `whole["margin"].sum()` 和 `whole["cost"].sum()`：相減，再相除。',
        ),
    ),
    solution="""
whole = plan.copy()
whole["extra_buyers"] = (whole["target"] - whole["rate"]) * whole["existing"]
whole["margin"] = whole["extra_buyers"] * whole["orders_per_buyer"] * whole["order_value"] * margin
whole_roi = (whole["margin"].sum() - whole["cost"].sum()) / whole["cost"].sum()
print(whole_roi)
""",
)

# --- Predict -----------------------------------------------------------------------------------------------------


def _tier(key: str, en: str, zh: str) -> Option:
    return Option(key=key, text=Text(en, zh), why=Text("", ""))


_POINT = ChoiceTask(
    id="9.6.point",
    title=Text("One point more", "多一個百分點"),
    minutes=1,
    prompt=Text(
        "Raise one tier's repurchase rate by **one percentage point**. In which tier does that bring most margin?",
        "只讓其中一級的續購率多**一個百分點**。哪一級多出來的毛利最多？",
    ),
    options=(_tier("gold", "Gold", "金級"), _tier("silver", "Silver", "銀級"), _tier("bronze", "Bronze", "銅級")),
)

# --- The explorer ------------------------------------------------------------------------------------------------

_PAYS_FROM = ValueTask(
    id="9.6.pays-from",
    title=Text("From where bronze pays", "銅級從哪裡開始划算"),
    minutes=2,
    name="pays_from",
    prompt=Text(
        "`pays_from`: the first target of bronze, in per cent as the slider shows it, at which its ROI has no minus.",
        "`pays_from`：銅級的 ROI 第一次沒有負號的目標，照滑桿顯示的百分比寫。",
    ),
    answer=_of("bronze", _first_stop),
    returns=Number(unit="percent"),
    mistakes=(
        Mistake(
            key="too-early",
            wrong=_of("bronze", lambda row: _first_stop(row, -1)),
            message=Text("One step too early: look for the minus in its row.", "早了一格：看看那一列還有沒有負號。"),
        ),
        Mistake(
            key="too-late",
            wrong=_of("bronze", lambda row: _first_stop(row, 1)),
            message=Text("It pays there, but it does so a step earlier.", "這裡划算，不過前一格就划算了。"),
        ),
        Mistake(
            key="today",
            wrong=_of("bronze", lambda row: _shown(row["rate"])),
            message=Text("That is today's rate. Move the slider.", "這是今天的續購率。動一下滑桿。"),
        ),
        Mistake(
            key="gold",
            wrong=_of("gold", _first_stop),
            message=Text("That is gold. Move only the last slider.", "這是金級。只動最後一個滑桿。"),
        ),
        Mistake(
            key="as-share",
            wrong=_of("bronze", lambda row: _first_stop(row) / 100),
            message=Text("As a percentage, please, as the slider shows it.", "請寫百分比，跟滑桿顯示的一樣。"),
        ),
    ),
    hints=(
        Text(
            "Click on the slider of bronze and use the arrow keys; one press is half a point.",
            "點一下銅級的滑桿，再按方向鍵，一次半個百分點。",
        ),
        Text("Write 12.5 for 12.5%.", "12.5% 就寫 12.5。"),
    ),
    solution="""
# Read off the explorer; worked out here stop by stop  # lang-en
# 從滑桿讀出來的數字；這裡一格一格算  # lang-zh-Hant
bronze_row, steps = plan.loc[bronze], 0
each_buyer = bronze_row["orders_per_buyer"] * bronze_row["order_value"] * margin
while steps < 200 and steps * 0.005 * bronze_row["existing"] * each_buyer < bronze_row["cost"]:
    steps += 1
pays_from = min(round(100 * (bronze_row["rate"] + steps * 0.005), 1), 100)
pays_from
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_TEN = ChoiceTask(
    id="9.6.quiz-ten",
    title=Text("“Ten per cent more”", "「多一成」"),
    minutes=1,
    prompt=Text(
        "150 existing customers, 30% buy again today. A letter to all of them costs 4,000 and is to bring **ten per "
        "cent** more buyers than today. An extra buyer leaves a margin of 800. What is the return?",
        "老客戶 150 位，今天有 30% 再買。寫信給全部的人要花 4,000，目標是買家比今天**多一成**。"
        "多一位買家，留下毛利 800。投資報酬率是多少？",
    ),
    options=(
        Option(
            key="points",
            text=Text("200%", "200%"),
            why=Text(
                "That is ten *points*, from 30% to 40%: 15 buyers. Ten per cent of 30% is three points.",
                "這是多十個**百分點**，30% 到 40%，15 位。30% 的一成，是三個百分點。",
            ),
        ),
        Option(
            key="whole",
            text=Text("890%", "890%"),
            why=Text(
                "That credits the letter with all 49.5 buyers. 45 of them come without it.",
                "這把 49.5 位買家全算給那封信了。其中 45 位本來就會來。",
            ),
        ),
        Option(
            key="over",
            text=Text("90%", "90%"),
            why=Text(
                "3,600 over 4,000. Nothing is earned as long as the cost is not covered: take it off first.",
                "這是 3,600 除以 4,000。成本還沒回來，就還沒有賺：要先減掉成本。",
            ),
        ),
        Option(
            key="right",
            text=Text("−10%", "−10%"),
            why=Text(
                "Three points of 150 are 4.5 buyers, 3,600 of margin, for 4,000.",
                "150 位的三個百分點，是 4.5 位，毛利 3,600，卻花了 4,000。",
            ),
        ),
    ),
    right="right",
)

_TWICE = ChoiceTask(
    id="9.6.quiz-twice",
    title=Text("Moved up", "升級了"),
    minutes=1,
    prompt=Text(
        "On 1 January Mr Kao is a silver customer. In February he buys so much that on 31 March he is gold. For the "
        "plan of that quarter: in which tier does he count?",
        "一月一日，高先生是銀級。二月他買了很多，三月三十一日已經是金級。這一季的計畫裡，他算哪一級？",
    ),
    options=(
        Option(
            key="gold",
            text=Text("Gold: that is where he is", "金級，他現在就是金級"),
            why=Text(
                "Then whoever buys much moves into gold *because* of it, and gold looks as if nearly everybody bought.",
                "這樣一來，買得多的人都因為買了而變成金級，金級看起來就像人人都來買。",
            ),
        ),
        Option(
            key="both",
            text=Text("Silver among the customers, gold among the buyers", "顧客數算銀級，買家算金級"),
            why=Text(
                "Then he is a buyer of a tier whose customer he was not. Rates above and below the line need the same "
                "people.",
                "這樣金級多了一位買家，分母裡卻沒有他。分子分母要是同一批人。",
            ),
        ),
        Option(
            key="silver",
            text=Text("Silver, with what he bought", "銀級，買的也算在銀級"),
            why=Text(
                "Judged on the first morning and kept for the quarter. In the next plan he is gold.",
                "開季那天早上判斷，一整季不變。下一季的計畫，他才是金級。",
            ),
        ),
    ),
    right="silver",
)

_JUDGED = ChoiceTask(
    id="9.6.quiz-judged",
    title=Text("The end of March", "三月底"),
    minutes=1,
    prompt=Text(
        "The quarter is over. On the page stood: from 55% to 60%. Of those who got the letter 48% bought; of those "
        "held out by lot, 43%. With so many customers, luck alone makes 3 points at most. What do you tell the owner?",
        "一季過完了。計畫上寫的是從 55% 到 60%。收到信的人有 48% 來買，抽籤留下的對照組有 43%。"
        "以這樣的人數，光靠運氣最多差 3 個百分點。你怎麼跟老闆說？",
    ),
    options=(
        Option(
            key="missed",
            text=Text("It failed: the target was missed by 12 points", "失敗，離目標還差 12 個百分點"),
            why=Text(
                "The 60% came from another season. The hold-out says what this one would have been: 43%.",
                "60% 是從另一個季節訂的。對照組說出了這一季本來會是多少：43%。",
            ),
        ),
        Option(
            key="fell",
            text=Text("It did harm: the rate has fallen from 55%", "有害，續購率從 55% 掉下來了"),
            why=Text(
                "It fell for those without a letter, too, and further. What came down is the season.",
                "沒收到信的人也掉了，而且掉更多。往下走的是季節。",
            ),
        ),
        Option(
            key="worked",
            text=Text("It worked: 5 points more than without the letter", "有效，比沒寄信多 5 個百分點"),
            why=Text(
                "Same season, same tier, only the lot between them, and more than luck makes. Now hold the 5 points "
                "against what the letter cost.",
                "季節一樣、分級一樣，差別只有抽籤，而且超過運氣的範圍。接下來拿這 5 個百分點跟成本比。",
            ),
        ),
        Option(
            key="unknown",
            text=Text("One cannot know", "沒辦法知道"),
            why=Text(
                "Without the held-out group that would be true. It is there for exactly this.",
                "沒有對照組的話，是這樣。留下對照組，就是為了這一刻。",
            ),
        ),
    ),
    right="worked",
)

_MISSING = ChoiceTask(
    id="9.6.quiz-missing",
    title=Text("Why did the calls stop?", "電話為什麼停了？"),
    minutes=1,
    prompt=Text(
        "Week three: 30 of 120 calls are made, then no more. The owner asks every Monday and has kept the manager's "
        "mornings free. The telephone numbers are up to date, in the repair service's own system. Asked for them now, "
        "the repair service hears of the plan for the first time. Which factor was missing?",
        "第三週，120 通電話打了 30 通就停了。老闆每個星期一都問，也把店長的早上空出來。"
        "電話號碼是最新的，在維修部自己的系統裡。現在去要，維修部才第一次聽說有這個計畫。缺的是哪一項？",
    ),
    options=(
        Option(
            key="leadership",
            text=Text("Leadership", "領導"),
            why=Text(
                "The owner asks every week and has freed the hours. More pressure finds no telephone number.",
                "老闆每週都問，也騰出了時間。再催，也催不出電話號碼。",
            ),
        ),
        Option(
            key="team",
            text=Text("Team", "團隊"),
            why=Text(
                "Somebody is named and has the hours. What is lacking comes from elsewhere.",
                "有人負責，時間也有。缺的東西在別人那裡。",
            ),
        ),
        Option(
            key="data",
            text=Text("Data", "數據"),
            why=Text(
                "Near it, but the telephone numbers exist and are right. They lie in another department.",
                "很接近，不過號碼有，也是對的，只是在另一個部門。",
            ),
        ),
        Option(
            key="across",
            text=Text("Cross-department work", "跨部門協作"),
            why=Text(
                "Who hands what to whom, and by when, has to stand on the page, with a name on either side.",
                "誰在什麼時候把什麼交給誰，要寫在那一頁上，兩邊都要有名字。",
            ),
        ),
    ),
    right="across",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_PLAN = TextTask(
    id="9.6.plan",
    title=Text("The plan on one page", "一頁計畫"),
    minutes=6,
    prompt=Text(
        "To the owner, in five sentences. **1 Who**: the tier you begin with, how many, worth how much, how many buy "
        "again today. **2 What**: the target as points above the held-out customers, and why that can be reached. "
        "**3 What it pays**: extra buyers, margin, cost, return; on what it rests; from where on it no longer pays. "
        "**4 By whom**: value proposition, channel, activity, one name, the data needed. **5 How we shall know**: who "
        "is held out, on which day you look, at which result you stop.",
        "寫給老闆，五句話。**1 對象**：先做哪一級、幾位、值多少、今天有多少人會再買。**2 目標**：比對照組多幾個百分點，"
        "憑什麼做得到。**3 划不划算**：多出來的買家、毛利、成本、報酬率，靠哪個假設，到哪裡就不划算。"
        "**4 誰來做**：價值主張、通路、活動、負責的人、需要的資料。**5 怎麼知道**：誰當對照組、哪一天看、"
        "看到什麼就停。",
    ),
    model=Text(
        "Hold yours against the list, then read the answer below the box.",
        "先用這張清單檢查自己寫的，再看下面的寫法。",
    ),
    rubric=(
        Criterion(
            Text(
                "One tier is named with its own numbers, and it is said why the others wait.",
                "說清楚先做哪一級，用它自己的數字，也說了其他級為什麼先等。",
            )
        ),
        Criterion(
            Text(
                "The target is in points and says what it is above; one that nobody has reached is defended.",
                "目標用百分點寫，說得出是比什麼多；沒有人做到過的，說得出憑什麼。",
            )
        ),
        Criterion(
            Text(
                "Extra buyers, margin, cost and return agree, and an assumption is named on which they rest.",
                "多出來的買家、毛利、成本、報酬率對得起來，也說了靠哪個假設。",
            )
        ),
        Criterion(
            Text(
                "A person, a channel that may be used, an activity with a time, and the data for it are there.",
                "有負責的人、可以用的通路、有時間的活動，還有需要的資料。",
            )
        ),
        Criterion(
            Text(
                "A held-out group, a date, and a result at which it is stopped.",
                "有對照組、檢查的日期，以及看到什麼就停。",
            )
        ),
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_SUMS,
    _BACK_SEASON,
    _GOLD,
    _WHOLE,
    _POINT,
    _PAYS_FROM,
    _TEN,
    _TWICE,
    _JUDGED,
    _MISSING,
    _PLAN,
)
