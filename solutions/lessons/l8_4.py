"""The questions and checks inside lesson 8.4, "Acquisition cost and payback"."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.lifetime_value.historic import margin_rate
from customer_value.measures.lifetime_value.payback import payback_with_retention
from customer_value.measures.returns.unit_costs import order_goods
from customer_value.messages import Text
from solutions.lessons.l3_2 import periods
from solutions.lessons.orders import valid_on
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, Criterion, GuessTask, Mistake, Option, Task, TextTask, ValueTask

ENOUGH = 10
"""New customers from which on a channel is judged."""

LONGEST = 60
"""The months that the table of the lesson runs over."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _won(ledger: Ledger) -> pd.DataFrame:
    """Every customer's first day, channel, and what they have brought by the snapshot."""
    valid = valid_on(ledger, ledger.snapshot)
    won = valid.groupby("customer_id").agg(first=("order_date", "min"), revenue=("amount", "sum"))
    return won.join(ledger.customers.set_index("customer_id")["channel"])


@once_per_ledger
def _rate(ledger: Ledger, first: pd.Timestamp, after: pd.Timestamp) -> float:
    valid = valid_on(ledger, ledger.snapshot)
    inside = valid[(valid["order_date"] >= first) & (valid["order_date"] < after)]
    return margin_rate(inside, order_goods(ledger.order_lines, ledger.products))


@once_per_ledger
def _costs(ledger: Ledger, ago: int) -> pd.Series:
    """The acquisition cost of each channel that cost money and brought somebody, in the period or the one before."""
    first, after = _bounds(ledger, ago)
    booked = ledger.table("costs")
    paid = booked[(booked["kind"] == "acquisition") & (booked["month"] >= first) & (booked["month"] < after)]
    won = _won(ledger)
    new = won[(won["first"] >= first) & (won["first"] < after)].groupby("channel").size()
    spend = paid.groupby("channel")["amount"].sum()
    each = (spend / new).dropna()
    return each[each > 0]


def _bounds(ledger: Ledger, ago: int) -> tuple[pd.Timestamp, pd.Timestamp]:
    before, start, after = periods(ledger)
    return (start, after) if ago == 0 else (before, start)


@once_per_ledger
def _stay(ledger: Ledger) -> float:
    """The monthly rate that comes to the share of the earlier buyers who came again."""
    before, start, after = periods(ledger)
    valid = valid_on(ledger, ledger.snapshot)
    day, who = valid["order_date"], valid["customer_id"]
    inside = (day >= start) & (day < after)
    known = who[(day >= before) & (day < start)].drop_duplicates()
    months = (after.to_period("M") - start.to_period("M")).n
    return float(known.isin(who[inside]).mean()) ** (1 / months)


@once_per_ledger
def _monthly(ledger: Ledger, channel: str | None) -> float:
    """Margin per buyer and month, of one channel or of all."""
    start, after = _bounds(ledger, 0)
    valid = valid_on(ledger, ledger.snapshot)
    bought = valid[(valid["order_date"] >= start) & (valid["order_date"] < after)]
    rate = _rate(ledger, start, after)
    if channel is not None:
        bought = bought[bought["customer_id"].map(_won(ledger)["channel"]) == channel]
    months = (after.to_period("M") - start.to_period("M")).n
    return float(bought["amount"].sum()) * rate / bought["customer_id"].nunique() / months


@once_per_ledger
def dearest(ledger: Ledger) -> tuple[str, float]:
    """The channel with the highest acquisition cost among those that brought enough people, and that cost."""
    start, after = _bounds(ledger, 0)
    each, won = _costs(ledger, 0), _won(ledger)
    new = won[(won["first"] >= start) & (won["first"] < after)].groupby("channel").size()
    enough = each[new.reindex(each.index) >= ENOUGH]
    chosen = enough if len(enough) else each
    return str(chosen.idxmax()), float(chosen.max())


@once_per_ledger
def blended(ledger: Ledger) -> float:
    """All the money over all the new customers."""
    start, after = _bounds(ledger, 0)
    booked, won = ledger.table("costs"), _won(ledger)
    paid = booked[(booked["kind"] == "acquisition") & (booked["month"] >= start) & (booked["month"] < after)]
    return float(paid["amount"].sum()) / int(((won["first"] >= start) & (won["first"] < after)).sum())


def _back(cost: float, monthly: float, stay: float) -> float:
    month = payback_with_retention(cost, monthly, stay)
    return month if month <= LONGEST else math.nan


Month = Callable[[Ledger], float]


def _answer(ledger: Ledger) -> float:
    channel, cost = dearest(ledger)
    return _back(cost, _monthly(ledger, channel), _stay(ledger))


def _nobody_leaves(ledger: Ledger) -> float:
    channel, cost = dearest(ledger)
    return _back(cost, _monthly(ledger, channel), 1.0)


def _revenue(ledger: Ledger) -> float:
    channel, cost = dearest(ledger)
    return _back(cost, _monthly(ledger, channel) / _rate(ledger, *_bounds(ledger, 0)), _stay(ledger))


def _everybodys_margin(ledger: Ledger) -> float:
    return _back(dearest(ledger)[1], _monthly(ledger, None), _stay(ledger))


def _everybodys_cost(ledger: Ledger) -> float:
    return _back(blended(ledger), _monthly(ledger, dearest(ledger)[0]), _stay(ledger))


def _everybody(ledger: Ledger) -> float:
    return _back(blended(ledger), _monthly(ledger, None), _stay(ledger))


@once_per_ledger
def _ratios(ledger: Ledger, how: str, ago: int, column: str) -> pd.Series:
    """What the customers won in the period before have brought, by channel, over what one of them cost."""
    first, after = _bounds(ledger, 1)
    won = _won(ledger)
    won = won[(won["first"] >= first) & (won["first"] < after)]
    won = won.assign(clv=won["revenue"] * _rate(ledger, first, after))
    return won.groupby("channel")[column].agg(how) / _costs(ledger, ago)


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_NEW = ChoiceTask(
    id="8.4.back-new",
    title=Text("Divided by whom?", "除以誰？"),
    lesson="3.2",
    minutes=1,
    prompt=Text(
        "In a year 60,000 went into winning customers. 300 people asked, 500 customers bought, 120 of these for the "
        "first time ever. What did a new customer cost?",
        "一年花了 60,000 開發新客。來問的有 300 人，來買的有 500 位，其中 120 位是有史以來第一次買。一位新客花了多少？",
    ),
    options=(
        Option(
            key="buyers",
            text=Text("120", "120"),
            why=Text(
                "That is money per buyer. 380 of the 500 had been won long before.",
                "這是除以所有買家。500 位裡，有 380 位早就是顧客了。",
            ),
        ),
        Option(
            key="leads",
            text=Text("200", "200"),
            why=Text(
                "That is the cost of somebody who *asked*: the cost per lead.",
                "這是**來問**的人一位多少，叫每筆名單成本。",
            ),
        ),
        Option(
            key="new",
            text=Text("500", "500"),
            why=Text(
                "Divided by those who are new *ever*. Today it is the same cost, and the question is when it is back.",
                "除以**有史以來**第一次買的人。今天用的是同一個成本，要問的是什麼時候回本。",
            ),
        ),
    ),
    right="new",
)

_BACK_MONTH = ChoiceTask(
    id="8.4.back-month",
    title=Text("A year in months", "一年換成一個月"),
    lesson="8.3",
    minutes=1,
    prompt=Text(
        "After a year 40% are still there. What share stays from one month to the next, if it is the same every month?",
        "一年後還有 40% 在。如果每個月都一樣，一個月留下多少？",
    ),
    options=(
        Option(
            key="root",
            text=Text("0.4 ** (1/12), about 93%", "0.4 ** (1/12)，約 93%"),
            why=Text(
                "Twelve times in a row that comes to 40%. You need it in a moment.",
                "連乘十二次，剛好是 40%。等一下就要用。",
            ),
        ),
        Option(
            key="twelfth",
            text=Text("40% ÷ 12, about 3%", "40% ÷ 12，約 3%"),
            why=Text(
                "Then next to nobody would be left after a month.",
                "這樣一個月後就幾乎沒人了。",
            ),
        ),
        Option(
            key="churn-twelfth",
            text=Text("100% − 60% ÷ 12 = 95%", "100% − 60% ÷ 12 = 95%"),
            why=Text(
                "95% twelve times in a row is 54%, not 40%: it is 60% of the *first* customers that go, fewer are left "
                "to go later.",
                "95% 連乘十二次是 54%，不是 40%。越後面的月份，能走的人越少。",
            ),
        ),
    ),
    right="root",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_GUESS = GuessTask(
    id="8.4.months",
    title=Text("When is it back?", "什麼時候回本？"),
    minutes=1,
    prompt=Text(
        "In which month have the customers of the dearest channel paid back what winning them cost?",
        "最貴的那個管道，顧客在第幾個月賺回當初的成本？",
    ),
    unit=Text("months", "個月"),
    low=0,
    high=60,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_MONTH = ValueTask(
    id="8.4.back",
    title=Text("The payback month of the dearest channel", "最貴管道的回收月份"),
    name="back_dear",
    prompt=Text(
        "`back_dear`: the first month by whose end the customers of the dearest channel have paid back what winning "
        "them cost; those who leave are counted.",
        "`back_dear`：最貴的管道，到第幾個月底，顧客帶來的毛利第一次賺回成本。有人會離開，要算進去。",
    ),
    answer=_answer,
    returns=Number(unit="months"),
    mistakes=(
        Mistake(
            key="nobody-leaves",
            wrong=_nobody_leaves,
            message=Text(
                "That would be so if nobody left. Multiply by those still `there`.",
                "沒有人離開的話，是這個月份。要乘上還在的比例（`there`）。",
            ),
        ),
        Mistake(
            key="revenue",
            wrong=_revenue,
            message=Text(
                "That is reckoned with revenue. The goods have to be paid out of it first; take the margin.",
                "這是用營收算的。裡面還有貨款要付，請用毛利。",
            ),
        ),
        Mistake(
            key="everybody",
            wrong=_everybody,
            message=Text(
                "That is the month of all channels together again. Take cost and margin of the dearest: `cost_dear`, "
                "`monthly_dear`.",
                "這還是全部管道的月份。成本和毛利都要換成最貴的管道：`cost_dear`、`monthly_dear`。",
            ),
        ),
        Mistake(
            key="everybodys-margin",
            wrong=_everybodys_margin,
            message=Text(
                "The cost is the dearest channel's, but the margin is everybody's. Whom that money won is what counts.",
                "成本是最貴管道的，毛利卻是所有人的。要看的是這筆錢開發來的那些人。",
            ),
        ),
        Mistake(
            key="everybodys-cost",
            wrong=_everybodys_cost,
            message=Text(
                "The margin is the dearest channel's, but the cost is everybody's. Both have to be of the same people.",
                "毛利是最貴管道的，成本卻是所有人的。兩邊要是同一批顧客。",
            ),
        ),
    ),
    hints=(
        Text(
            "The line is that of the worked example; only the two names change.",
            "跟示範的那一行一樣，只換兩個名字。",
        ),
        Text(
            "What comes in each month is `monthly_dear` times those still `there`; `cost_dear` is taken off once.",
            "每個月進來的是 `monthly_dear` 乘上還在的比例 `there`；`cost_dear` 只扣一次。",
        ),
    ),
    solution="""
# 1 All margin so far, less what it cost  # lang-en
# 1 到目前為止的毛利，減掉成本  # lang-zh-Hant
flow["balance_dear"] = (monthly_dear * flow["there"]).cumsum() - cost_dear

# 2 The first month that is not below zero  # lang-en
# 2 第一個沒有負數的月份  # lang-zh-Hant
back_dear = flow.loc[flow["balance_dear"] >= 0, "month"].min()
print(back_dear)
""",
)

_RATIOS = ValueTask(
    id="8.4.ratios",
    title=Text("Value over cost, channel by channel", "各管道的價值除以成本"),
    name="ratios",
    prompt=Text(
        "`ratios`: for each channel, the mean margin so far of those it won in the period before, divided by what one "
        "of them cost.",
        "`ratios`：每個管道在前一段期間開發的人，平均一位到目前為止帶來的毛利，除以一位的成本。",
    ),
    answer=lambda ledger: _ratios(ledger, "mean", 1, "clv"),
    returns=Column(name="ltv_to_cac", key="channel"),
    mistakes=(
        Mistake(
            key="revenue",
            wrong=lambda ledger: _ratios(ledger, "mean", 1, "revenue"),
            message=Text(
                "You took `revenue`. Part of it went to the suppliers; the margin stands in `clv`.",
                "你用的是 `revenue`，裡面有一部分已經付給供應商。毛利在 `clv`。",
            ),
        ),
        Mistake(
            key="sum",
            wrong=lambda ledger: _ratios(ledger, "sum", 1, "clv"),
            message=Text(
                "That is the value of *all* customers of the channel over the cost of *one*. Take the mean.",
                "這是管道裡**全部**顧客的價值，除以**一位**的成本。要用平均。",
            ),
        ),
        Mistake(
            key="median",
            wrong=lambda ledger: _ratios(ledger, "median", 1, "clv"),
            message=Text(
                "You took the median. All customers together pay the bill, the few large ones included: the mean.",
                "你用的是中位數。帳單是全部顧客一起付的，少數的大客戶也算在內，要用平均數。",
            ),
        ),
        Mistake(
            key="upside-down",
            wrong=lambda ledger: 1 / _ratios(ledger, "mean", 1, "clv"),
            message=Text("The fraction is upside down: value ÷ cost.", "分子分母顛倒了：價值 ÷ 成本。"),
        ),
        Mistake(
            key="less-cost",
            wrong=lambda ledger: _ratios(ledger, "mean", 1, "clv") - 1,
            message=Text(
                "The cost has been taken off the value. Here it only stands below the line.",
                "價值裡已經扣掉成本了。這裡的成本只放在分母。",
            ),
        ),
        Mistake(
            key="mean-cost",
            wrong=lambda ledger: _ratios(ledger, "mean", 0, "clv"),
            message=Text(
                "The cost is that of the last period. These customers were won in the one before: `cost`.",
                "這是最近一段期間的成本。這些人是前一段期間開發的，要用 `cost`。",
            ),
        ),
    ),
    hints=(
        Text(
            'Group `won` by `"channel"`, take the column `"clv"`, and its mean.',
            '把 `won` 依 `"channel"` 分組，取 `"clv"` 這一欄，算平均。',
        ),
        Text(
            "`cost` has the channels as its index, too: divide, and pandas pairs them by name.",
            "`cost` 的索引也是管道：直接除，pandas 會依名稱配好。",
        ),
    ),
    solution="""
# Mean margin so far ÷ what one of them cost  # lang-en
# 到目前為止的平均毛利 ÷ 一位的成本  # lang-zh-Hant
ratios = won.groupby("channel")["clv"].mean() / cost
ratios.round(1)
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_CLIFF = ChoiceTask(
    id="8.4.cliff",
    title=Text("97, 96, 95", "97、96、95"),
    minutes=2,
    on_page=True,
    prompt=Text(
        "Lower the monthly retention from 97% to 96% and then to 95%. What does the title say about the month?",
        "把每月留存率從 97% 降到 96%，再降到 95%。標題上的月份怎麼變？",
    ),
    options=(
        Option(
            key="step",
            text=Text("one month later each time: 31, 32, 33", "每次晚一個月：31、32、33"),
            why=Text(
                "Whoever has left is missing in *all* later months, so the delay grows. Move the slider and read.",
                "走掉的人，後面**每個月**都少，所以越拖越久。移動滑桿看看標題。",
            ),
        ),
        Option(
            key="even",
            text=Text("nine months later each time: 31, 40, 49", "每次晚九個月：31、40、49"),
            why=Text(
                "31 and 40 are right, but it does not go on evenly. Read the title at 95%.",
                "31 和 40 對，可是後面不是等距的。讀讀看 95% 的標題。",
            ),
        ),
        Option(
            key="little",
            text=Text("hardly at all: 31, 31, 32", "幾乎不變：31、31、32"),
            why=Text(
                "Near the start of the curve it would be so. Here the money comes back late, when many have left.",
                "很快就回本的話，是這樣。這裡回本很晚，那時候很多人已經走了。",
            ),
        ),
        Option(
            key="never",
            text=Text("31, then 40, then never", "31、40，然後永遠收不回來"),
            why=Text(
                "All margins there will ever be come to m ÷ (1 − r). When that falls to the cost, no patience helps.",
                "以後全部的毛利加起來是 m ÷ (1 − r)。降到跟成本一樣，等多久都沒用。",
            ),
        ),
    ),
    right="never",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_KINDS = ChoiceTask(
    id="8.4.kinds",
    title=Text("Four bills", "四張帳單"),
    minutes=1,
    prompt=Text(
        "Four bills: an advertisement, the salesman's train ticket to somebody who has never bought, the parcel of an "
        "order, the rent. What belongs into the acquisition cost?",
        "四張帳單：廣告費、業務員去拜訪從沒買過的人的車票、寄一筆訂單的運費、店租。哪些算獲客成本？",
    ),
    options=(
        Option(
            key="media",
            text=Text("The advertisement only", "只有廣告費"),
            why=Text(
                "That is “paid” acquisition cost, and looks cheap. The journey was made to win somebody, too.",
                "這是只看媒體的算法，看起來便宜。那趟車也是為了開發才跑的。",
            ),
        ),
        Option(
            key="both",
            text=Text("The advertisement and the ticket", "廣告費和車票"),
            why=Text(
                "All that is spent to win. The parcel (direct) comes off the margin; rent (indirect) is there anyhow.",
                "為了開發而花的都算。運費（直接成本）從毛利扣；店租（間接成本）有沒有這位客人都要付。",
            ),
        ),
        Option(
            key="three",
            text=Text("These two and the parcel", "這兩張，加上運費"),
            why=Text(
                "The parcel is paid again with each order: it lowers the monthly margin and is no cost of winning.",
                "每筆訂單都要再付一次運費。它讓每個月的毛利變少，不是開發的成本。",
            ),
        ),
        Option(
            key="all",
            text=Text("All four, then nothing is forgotten", "四張都算，才不會漏"),
            why=Text(
                "The rent is the same without the new customer. Nothing is forgotten, and nothing can be decided.",
                "沒有這位新客，店租一樣要付。這樣算是沒有漏，可是什麼決定都做不了。",
            ),
        ),
    ),
    right="both",
)

_TWO = ChoiceTask(
    id="8.4.two-channels",
    title=Text("Two channels", "兩個管道"),
    minutes=1,
    prompt=Text(
        "Channel A: value 6 times the cost, back in month 14. Channel B: 3 times, back in month 4. The bank lends for "
        "six months. For which one may its money be used?",
        "甲管道：價值是成本的 6 倍，第 14 個月回本。乙管道：3 倍，第 4 個月回本。銀行只借半年。這筆錢可以用在哪裡？",
    ),
    options=(
        Option(
            key="a",
            text=Text("A: 6 is more than 3", "甲，6 比 3 大"),
            why=Text(
                "A brings more in the end. In month six, when the bank wants its money, it has not come back yet.",
                "甲最後帶來比較多。可是半年到了，銀行要錢的時候，還沒回本。",
            ),
        ),
        Option(
            key="b",
            text=Text("B; A only with money that can wait", "乙；甲要用可以等的錢"),
            why=Text(
                "The ratio says whether, the month says when. A is the better business for whoever has patience.",
                "倍數說值不值得，月份說等不等得起。等得起的話，甲是更好的生意。",
            ),
        ),
        Option(
            key="rule",
            text=Text("Both: 3 to 1 is reached", "都可以，都有 3 比 1"),
            why=Text(
                "3 to 1 is a rule of thumb and knows no time. Nor does it say what the *next* customer costs.",
                "3 比 1 是經驗法則，裡面沒有時間，也沒說**下一位**要花多少。",
            ),
        ),
    ),
    right="b",
)

_BOARD = ChoiceTask(
    id="8.4.board",
    title=Text("The new agency", "換了廣告公司"),
    minutes=1,
    prompt=Text(
        "A year with a new agency. The targets were to keep what there was. Acquisition cost: 500, target 600. "
        "Retention over the year: 25%, target 40%. Satisfaction and margin a month: as before. What do you tell the "
        "owner?",
        "換了廣告公司一年，目標是維持原來的水準。獲客成本 500（目標 600）；一年的留存率 25%（目標 40%）；"
        "滿意度、每月毛利跟以前一樣。你怎麼跟老闆說？",
    ),
    options=(
        Option(
            key="cheaper",
            text=Text("Target beaten: a sixth cheaper", "達標，便宜了六分之一"),
            why=Text(
                "One indicator is. Cheap customers who leave are what an agency paid per head is good at.",
                "只有一個指標達標。按人頭收費的廣告公司，最會找便宜、很快就走的客人。",
            ),
        ),
        Option(
            key="satisfied",
            text=Text("All well: satisfaction has not fallen", "沒問題，滿意度沒有掉"),
            why=Text(
                "Only those still there are asked, and not all of them answer. Those who have gone say nothing.",
                "會回答的，是還在的人。走掉的人不會說話。",
            ),
        ),
        Option(
            key="value",
            text=Text("Value over cost of these very customers has fallen", "這批客人的價值除以成本，變差了"),
            why=Text(
                "Cost is down by a sixth, and the value by more. No indicator is judged alone.",
                "成本少六分之一，價值少得更多。指標不能單獨看。",
            ),
        ),
    ),
    right="value",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_MONEY = TextTask(
    id="8.4.money",
    title=Text("Three sentences to the owner", "寫給老闆的三句話"),
    minutes=3,
    prompt=Text(
        "First: where the bank's money goes, with the number that speaks for it. Second: where it does not, and "
        "whether that channel is a bad one. Third: what the tables do not show, and what you will watch.",
        "第一句：銀行的錢用在哪些管道，憑哪個數字。第二句：哪些不用，這些管道是不是就不好。第三句：這兩張表沒說什麼，接下來你要盯住什麼。",
    ),
    model=Text(
        "Hold yours against the list, then read the answer below the box.",
        "先用這張清單檢查自己寫的，再看下面的寫法。",
    ),
    rubric=(
        Criterion(
            Text(
                "Uses the month for what the bank asks, and the ratio for whether it is worth it.",
                "銀行在意的時間看月份，值不值得看倍數。",
            )
        ),
        Criterion(
            Text(
                "Draws no conclusion from a handful of customers.",
                "只有幾位顧客的管道，沒有下定論。",
            )
        ),
        Criterion(
            Text(
                "Says that the next customer may cost more, or that some would have come anyway.",
                "說到下一位可能更貴，或有些人本來就會來。",
            )
        ),
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_NEW,
    _BACK_MONTH,
    _GUESS,
    _MONTH,
    _RATIOS,
    _CLIFF,
    _KINDS,
    _TWO,
    _BOARD,
    _MONEY,
)
