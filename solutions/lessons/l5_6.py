"""The questions and checks inside lesson 5.6, "Win-back rate of lapsed customers"."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.repurchase.trend import calendar_windows
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

LAPSE_DAYS = 180
DAY = pd.Timedelta(days=1)

MADE_UP = (200, 24, 100, 6)
"""Contacted, bought, held out and bought of these, where a ledger holds no finished win-back campaign."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _quarter(ledger: Ledger) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The last whole quarter."""
    start, end = calendar_windows(ledger.orders["order_date"].min(), ledger.snapshot)[-1]
    return pd.Timestamp(start), pd.Timestamp(end)


def _silent(ledger: Ledger, day: pd.Timestamp) -> pd.Series:
    """The days since each customer's last order, on the morning of a day."""
    return (day - valid_on(ledger, day - DAY).groupby("customer_id")["order_date"].max()).dt.days


def _median_gaps(ledger: Ledger) -> pd.Series:
    """Each customer's median gap between purchase days, known on the eve; missing with one day only."""
    visits = valid_on(ledger, _quarter(ledger)[0] - DAY)[["customer_id", "order_date"]].drop_duplicates()
    visits = visits.sort_values(["customer_id", "order_date"])
    gaps = visits.groupby("customer_id")["order_date"].diff().dt.days
    return gaps.groupby(visits["customer_id"]).median()


def _limits(times: float = 3, least: float = 30, without: float = 180) -> Callable[[Ledger], pd.Series]:
    def of(ledger: Ledger) -> pd.Series:
        return (times * _median_gaps(ledger)).clip(lower=least).fillna(without).rename("lapse_days")

    return of


def _limits_capped(ledger: Ledger) -> pd.Series:
    return (3 * _median_gaps(ledger)).clip(upper=30).fillna(180).rename("lapse_days")


def _limits_plain(ledger: Ledger) -> pd.Series:
    return (3 * _median_gaps(ledger)).fillna(180).rename("lapse_days")


def _share(flags: np.ndarray) -> float:
    """The share of true ones; NaN of nobody."""
    return float(flags.mean()) if len(flags) else float("nan")


def _came(ledger: Ledger) -> pd.Series:
    """The customer of every order in the quarter."""
    start, end = _quarter(ledger)
    orders = valid_on(ledger, end)
    return orders.loc[orders["order_date"] >= start, "customer_id"]


def _lapsed(ledger: Ledger, *, own: bool = True) -> pd.Index:
    silent = _silent(ledger, _quarter(ledger)[0])
    return silent[silent > (_limits()(ledger) if own else LAPSE_DAYS)].index


def _rate_own(ledger: Ledger) -> float:
    return _share(_lapsed(ledger).isin(_came(ledger)))


def _rate_fixed(ledger: Ledger) -> float:
    return _share(_lapsed(ledger, own=False).isin(_came(ledger)))


def _rate_existing(ledger: Ledger) -> float:
    silent = _silent(ledger, _quarter(ledger)[0])
    return _share(silent[silent <= _limits()(ledger)].index.isin(_came(ledger)))


def _rate_everybody(ledger: Ledger) -> float:
    return _share(_silent(ledger, _quarter(ledger)[0]).index.isin(_came(ledger)))


def _rate_of_file(ledger: Ledger) -> float:
    return float(_lapsed(ledger).isin(_came(ledger)).sum() / len(_silent(ledger, _quarter(ledger)[0])))


def _rate_of_buyers(ledger: Ledger) -> float:
    return _share(pd.Index(_came(ledger).unique()).isin(_lapsed(ledger)))


def _rate_count(ledger: Ledger) -> float:
    return float(_lapsed(ledger).isin(_came(ledger)).sum())


def _rate_lapsed_at_all(ledger: Ledger) -> float:
    return len(_lapsed(ledger)) / len(_silent(ledger, _quarter(ledger)[0]))


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_BASE = ChoiceTask(
    id="5.6.back-base",
    title=Text("Who is not in the base?", "誰不在分母裡？"),
    lesson="5.5",
    minutes=1,
    prompt=Text(
        "The repurchase rate of existing customers for the quarter from 1 October, threshold 180 days. Mr Wu ordered "
        "in February, then not until 20 November. Where does he stand?",
        "10 月 1 日開始的這一季，老客戶續購率，門檻 180 天。吳先生 2 月買過，之後到 11 月 20 日才又買。他算在哪裡？",
    ),
    options=(
        Option(
            key="both",
            text=Text(
                "Above and below the line: he bought before, and in the quarter",
                "分子、分母都有：以前買過，這一季也買",
            ),
            why=Text(
                "On 1 October he had been away for more than 180 days, so he was no existing customer.",
                "10 月 1 日那天，他已經超過 180 天沒來，不算老客戶。",
            ),
        ),
        Option(
            key="base",
            text=Text("Only below the line", "只在分母裡"),
            why=Text(
                "Neither: whoever is below the line and buys is above it too. He was not below it.",
                "都不在：在分母裡又買了，分子也會有他。可是他不在分母裡。",
            ),
        ),
        Option(
            key="nowhere",
            text=Text("In neither part: he had lapsed", "都不在：他那時已經流失"),
            why=Text(
                "Right, and that is today's subject: he belongs to the win-back rate, both above and below its line.",
                "對，今天就是要談他：他屬於流失客戶回購率，那裡的分子、分母都有他。",
            ),
        ),
    ),
    right="nowhere",
)

_BACK_RHYTHM = ChoiceTask(
    id="5.6.back-rhythm",
    title=Text("A customer's own rhythm", "自己的步調"),
    lesson="1.6",
    minutes=1,
    prompt=Text(
        "Orders of one customer: 1 March, 11 March, 11 March (a second order), 31 March, 20 May. What is the median "
        "gap between purchase days?",
        "一位顧客的訂單：3 月 1 日、3 月 11 日、3 月 11 日（同一天第二筆）、3 月 31 日、5 月 20 日。"
        "購買日間隔的中位數是幾天？",
    ),
    options=(
        Option(
            key="fifty",
            text=Text("50 days", "50 天"),
            why=Text("That is only the last gap.", "這只是最後一個間隔。"),
        ),
        Option(
            key="mean",
            text=Text("27 days", "27 天"),
            why=Text(
                "That is the mean; one long gap pulls it up. The median asks for the middle one.",
                "這是平均數，一個很長的間隔就把它拉高。中位數要的是中間那個。",
            ),
        ),
        Option(
            key="twenty",
            text=Text("20 days", "20 天"),
            why=Text(
                "Gaps of 10, 20 and 50 days: the one in the middle is 20. Two orders on one day are one visit.",
                "間隔是 10、20、50 天，中間那個是 20。同一天兩筆算來一次。",
            ),
        ),
        Option(
            key="fifteen",
            text=Text("15 days", "15 天"),
            why=Text(
                "You counted the second order of 11 March as a visit of its own, with a gap of 0 days: between 10 "
                "and 20 lies 15. One day is one visit.",
                "你把 3 月 11 日的第二筆也當成一次，多了一個 0 天的間隔，中間就變成 10 和 20 之間的 15。",
            ),
        ),
    ),
    right="twenty",
)

_BACK_LOT = ChoiceTask(
    id="5.6.back-lot",
    title=Text("Why by lot?", "為什麼要抽籤？"),
    lesson="3.3",
    minutes=1,
    prompt=Text(
        "Some customers get no letter, so that one can compare. Why are they drawn by lot?",
        "留一些顧客不寄信，好拿來比較。為什麼要用抽的？",
    ),
    options=(
        Option(
            key="fair",
            text=Text("Because that is fair to the customers", "這樣對顧客比較公平"),
            why=Text(
                "It is, but that is not the reason. What matters is that the two groups are alike.",
                "是公平，但不是主要原因。重點是兩群人要一樣。",
            ),
        ),
        Option(
            key="alike",
            text=Text(
                "So that the two groups differ in nothing but the letter, save for luck",
                "除了運氣，兩群人只差在有沒有收到信",
            ),
            why=Text(
                "Then a difference in what they do can be put down to the letter, as far as luck allows.",
                "這樣後來的差別才能歸功於信，頂多再扣掉運氣。",
            ),
        ),
        Option(
            key="worst",
            text=Text(
                "Otherwise the worst customers would have to be left without a letter", "不然只能把最差的顧客留著不寄"
            ),
            why=Text(
                "Just that would spoil it: the worst would hardly have come, and the letter would look better than "
                "it is.",
                "那樣就毀了：最差的人本來就不太會來，信看起來會比實際有用。",
            ),
        ),
    ),
    right="alike",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_OF_HUNDRED = GuessTask(
    id="5.6.of-hundred",
    title=Text("Of a hundred lapsed", "一百位流失客戶"),
    minutes=1,
    prompt=Text(
        "Of every hundred customers who had been silent for more than 180 days, how many bought in the quarter?",
        "超過 180 天沒來的顧客，每一百位裡，有幾位在這一季買了？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=0,
)

_WHO_LAPSED = ChoiceTask(
    id="5.6.who-lapsed",
    title=Text("Who is lapsed?", "誰流失了？"),
    minutes=1,
    prompt=Text("On that eve: whom do you call lapsed?", "站在那一天看，你說誰流失了？"),
    options=(
        Option(key="x", text=Text("X", "X"), why=Text("", "")),
        Option(key="y", text=Text("Y", "Y"), why=Text("", "")),
        Option(key="both", text=Text("Both", "兩位都是"), why=Text("", "")),
        Option(key="neither", text=Text("Neither", "兩位都不是"), why=Text("", "")),
    ),
)

# --- Faded and own -----------------------------------------------------------------------------------------------

_OWN_LIMITS = ValueTask(
    id="5.6.own-limits",
    title=Text("Everybody's own threshold", "每人自己的門檻"),
    name="own_limit",
    minutes=3,
    prompt=Text(
        "`own_limit`: for each customer, three times the median gap, at least 30 days, 180 where there is no gap.",
        "`own_limit`：每位顧客的門檻：間隔中位數的 3 倍，最少 30 天，沒有間隔的用 180 天。",
    ),
    answer=_limits(),
    returns=Column(name="lapse_days", unit="days"),
    mistakes=(
        Mistake(
            key="once",
            wrong=_limits(times=1),
            message=Text(
                "This is the gap itself. Whoever is a day later than usual would be lapsed: how many times the gap?",
                "這是間隔本身。只比平常晚一天就算流失了：要間隔的幾倍？",
            ),
        ),
        Mistake(
            key="one-and-a-half",
            wrong=_limits(times=1.5),
            message=Text(
                "1.5 times the gap is *overdue* in lesson 1.6. Lapsed is stricter: read the rule above.",
                "1.5 倍是 1.6 課的「逾期未購」。流失要更久，看看上面的規則。",
            ),
        ),
        Mistake(
            key="two",
            wrong=_limits(times=2),
            message=Text("The gap is taken twice here. Read the rule above.", "這是間隔的 2 倍。看看上面的規則。"),
        ),
        Mistake(
            key="no-floor",
            wrong=_limits_plain,
            message=Text(
                "Here a customer who comes every day is lapsed after three days. What is the least?",
                "天天來的客人，三天沒來就算流失了。最少要幾天？",
            ),
        ),
        Mistake(
            key="floor-180",
            wrong=_limits(least=180),
            message=Text(
                "Nobody can lapse before 180 days here. 180 is for those without a gap; `lower` takes the other "
                "number.",
                "這樣誰都要 180 天以上才會流失。180 是給沒有間隔的人；`lower` 要放另一個數字。",
            ),
        ),
        Mistake(
            key="fill-30",
            wrong=_limits(without=30),
            message=Text(
                "Whoever came on one day only gets 30 days here, and would be lapsed within a month. What does the "
                "rule "
                "say of those without a gap?",
                "只來過一天的人這裡用了 30 天，一個月就算流失。規則怎麼說沒有間隔的人？",
            ),
        ),
        Mistake(
            key="fill-0",
            wrong=_limits(without=0),
            message=Text(
                "Whoever came on one day only gets 0 days here. What does the rule say of those without a gap?",
                "只來過一天的人這裡是 0 天。規則怎麼說沒有間隔的人？",
            ),
        ),
        Mistake(
            key="capped",
            wrong=_limits_capped,
            message=Text(
                "This is at *most* 30 days. `lower=` gives the smallest value, `upper=` the largest.",
                "這變成「最多」30 天了。`lower=` 定最小值，`upper=` 定最大值。",
            ),
        ),
    ),
    hints=(
        Text(
            "The three numbers stand in the rule, in the same order: times, least, without a gap.",
            "三個數字規則裡都有，順序也一樣：幾倍、最少、沒有間隔。",
        ),
        Text(
            "`(3 * median_gap).clip(lower=30)`, and one more number.",
            "`(3 * median_gap).clip(lower=30)`，還差一個數字。",
        ),
    ),
    solution="""
# 1 One row for each day on which a customer bought, in order of time  # lang-en
# 1 每位顧客每個購買日一列，照時間排好  # lang-zh-Hant
visits = before.drop_duplicates(["customer_id", "order_date"]).sort_values("order_date")

# 2 Days from one visit to the next, and each customer's median of them  # lang-en
# 2 這次離上次幾天，以及每位顧客的中位數  # lang-zh-Hant
gaps = visits.groupby("customer_id")["order_date"].diff().dt.days
median_gap = gaps.groupby(visits["customer_id"]).median()

# 3 The threshold: three times the gap, at least 30 days, 180 where there is no gap  # lang-en
# 3 門檻：間隔的 3 倍，最少 30 天，沒有間隔的用 180 天  # lang-zh-Hant
own_limit = (3 * median_gap).clip(lower=30).fillna(180)
own_limit.describe().round()
""",
)

_RATE_OWN = ValueTask(
    id="5.6.rate-own",
    title=Text("The win-back rate by own rhythm", "照自己的步調算的流失客戶回購率"),
    name="rate_own",
    minutes=3,
    prompt=Text(
        "`rate_own`: of those who were silent for longer than their own threshold on the first morning, the share who "
        "bought in the quarter.",
        "`rate_own`：第一天早上，沒來的天數超過自己門檻的人裡，在這一季買了的比率。",
    ),
    answer=_rate_own,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="fixed",
            wrong=_rate_fixed,
            message=Text(
                "This is the rate with 180 days for all. Compare `silent` with each customer's own threshold.",
                "這是大家都用 180 天的比率。請拿 `silent` 跟每個人自己的門檻比。",
            ),
        ),
        Mistake(
            key="existing",
            wrong=_rate_existing,
            message=Text(
                "This is the share among those who had *not* lapsed. Which way does the sign point?",
                "這是**還沒**流失的人的比率。大於、小於的方向對嗎？",
            ),
        ),
        Mistake(
            key="everybody",
            wrong=_rate_everybody,
            message=Text(
                "Everybody ever served is below the line. Keep only the lapsed: `silent[silent > …]`.",
                "以前買過的所有人都在分母裡。只留流失的：`silent[silent > …]`。",
            ),
        ),
        Mistake(
            key="of-file",
            wrong=_rate_of_file,
            message=Text(
                "Above the line stands the right number, below it everybody. Whom is this rate about?",
                "分子對了，分母卻是所有人。這個比率談的是誰？",
            ),
        ),
        Mistake(
            key="of-buyers",
            wrong=_rate_of_buyers,
            message=Text(
                "This is the share of the buyers who had lapsed. The lapsed have to stand in front of `.isin`.",
                "這是買家裡有多少人曾經流失。站在 `.isin` 前面的要是流失客戶。",
            ),
        ),
        Mistake(
            key="count",
            wrong=_rate_count,
            message=Text(
                "That is how many came back. Which word makes a share of True and False?",
                "這是回來的人數。True 和 False 要用哪個字變成比率？",
            ),
        ),
        Mistake(
            key="lapsed-at-all",
            wrong=_rate_lapsed_at_all,
            message=Text(
                "This is the share of customers who are lapsed. Who of these bought?",
                "這是流失的人占多少。其中誰又買了？",
            ),
        ),
    ),
    hints=(
        Text(
            "Two steps as in the worked example: keep the ids of those whose silence is longer than their threshold, "
            "then ask who of them bought.",
            "跟示範一樣兩步：先留下沒來的天數超過自己門檻的編號，再問其中誰買了。",
        ),
        Text(
            "`silent[silent > own_limit].index` is the base; then `.isin(bought)` and `.mean()`.",
            "`silent[silent > own_limit].index` 是分母，接著 `.isin(bought)`，再 `.mean()`。",
        ),
    ),
    solution="""
rate_own = silent[silent > own_limit].index.isin(bought).mean()
print(rate_own)
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------


@once_per_ledger
def _shown(ledger: Ledger) -> dict[int, int]:
    """What the explorer's title says for each threshold, in per cent."""
    silent, came = _silent(ledger, _quarter(ledger)[0]), set(_came(ledger))
    back = pd.Series(silent.index.isin(list(came)), index=silent.index)
    shown = {}
    for days in range(30, 541, 10):
        base = back[silent > days]
        if len(base):
            shown[days] = round(100 * base.mean())
    return shown


def _first_at_most(ledger: Ledger, percent: int) -> float:
    return next((days for days, said in _shown(ledger).items() if days >= 90 and said <= percent), float("nan"))


def _half_threshold(ledger: Ledger) -> float:
    return _first_at_most(ledger, int(_half_percent(ledger)))


def _half_too_early(ledger: Ledger) -> float:
    return _half_threshold(ledger) - 10


def _half_too_late(ledger: Ledger) -> float:
    return _half_threshold(ledger) + 10


def _half_percent(ledger: Ledger) -> float:
    """Half of what the title says at 90 days, or the least that it ever says from there on, where that is more."""
    said = {days: percent for days, percent in _shown(ledger).items() if days >= 90}
    return max(said[90] // 2, min(said.values()))


_HALF_THRESHOLD = ValueTask(
    id="5.6.half-threshold",
    title=Text("Half as many come by themselves", "自己回來的少了一半"),
    name="half_threshold",
    minutes=2,
    prompt=Text(
        "`half_threshold`: the first threshold from 90 days on at which the title says the percentage asked for, "
        "or less.",
        "`half_threshold`：從 90 天往右，標題上的百分比第一次降到題目說的數字或更低，那時的門檻是幾天。",
    ),
    answer=_half_threshold,
    returns=Number(unit="days", whole=True),
    mistakes=(
        Mistake(
            key="too-early",
            wrong=_half_too_early,
            message=Text(
                "One step too soon: the title still says more than that.", "早了一格：標題上的百分比還沒降到那裡。"
            ),
        ),
        Mistake(
            key="too-late",
            wrong=_half_too_late,
            message=Text(
                "One step too far: go back by one and read the title.", "多走了一格：往回一格，再讀一次標題。"
            ),
        ),
        Mistake(
            key="percent",
            wrong=_half_percent,
            message=Text(
                "That is the percentage. Asked for are the days at the slider.", "這是百分比。要填的是滑桿上的天數。"
            ),
        ),
    ),
    hints=(
        Text(
            "Click the slider's handle, then use the arrow keys: one press is 10 days.",
            "點一下滑桿的把手，再按方向鍵：按一下是 10 天。",
        ),
        Text(
            "Read the percentage in brackets in the title; stop at the first that is low enough.",
            "讀標題括號裡的百分比，第一個夠低的就停。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here with the same steps  # lang-en
# 從圖上讀出來的數字；這裡用同樣的步驟算一次  # lang-zh-Hant
for half_threshold in range(90, 550, 10):
    beyond = seen[seen["days_since_last"] > half_threshold]["ordered_in_window"]
    if round(100 * beyond.mean()) <= half:
        break
half_threshold
""",
)

# --- The campaign ------------------------------------------------------------------------------------------------


@once_per_ledger
def _trial(ledger: Ledger) -> tuple[int, int, int, int]:
    """Contacted, bought, held out and bought of these, in the last win-back campaign that is over."""
    tables = ledger.table_names
    if not {"campaigns", "touches"} <= tables:
        return MADE_UP
    campaigns = ledger.table("campaigns")
    over = campaigns[(campaigns["objective"] == "reactivate") & (campaigns["ends_on"] <= ledger.snapshot)]
    over = over[over["hold_out"] > 0].sort_values("ends_on")
    if over.empty:
        return MADE_UP
    campaign = over.iloc[-1]
    touches = ledger.table("touches")
    touches = touches[(touches["campaign_id"] == campaign["campaign_id"]) & touches["customer_id"].notna()]
    first = touches.groupby("customer_id")["touched_on"].min()
    treated = touches.groupby("customer_id")["group"].first() == "treated"
    orders = valid_on(ledger, first.max() + pd.Timedelta(days=int(campaign["response_days"])))
    after = (orders["order_date"] - orders["customer_id"].map(first)).dt.days
    buyers = orders.loc[after.between(1, int(campaign["response_days"])), "customer_id"]
    bought = treated.index.isin(buyers)
    counts = (treated, treated & bought, ~treated, ~treated & bought)
    return tuple(int(group.sum()) for group in counts)


def _won_back(ledger: Ledger) -> float:
    contacted, bought, held_out, anyway = _trial(ledger)
    return bought - contacted * anyway / held_out


def _won_all(ledger: Ledger) -> float:
    return float(_trial(ledger)[1])


def _won_not_scaled(ledger: Ledger) -> float:
    return float(_trial(ledger)[1] - _trial(ledger)[3])


def _won_share(ledger: Ledger) -> float:
    contacted, bought, held_out, anyway = _trial(ledger)
    return bought / contacted - anyway / held_out


def _won_anyway(ledger: Ledger) -> float:
    contacted, _, held_out, anyway = _trial(ledger)
    return contacted * anyway / held_out


def _won_scaled_down(ledger: Ledger) -> float:
    contacted, bought, held_out, anyway = _trial(ledger)
    return bought * held_out / contacted - anyway


_WON_BACK = ValueTask(
    id="5.6.won-back",
    title=Text("Won back by the campaign", "活動喚回了幾位"),
    name="won_back",
    minutes=2,
    prompt=Text(
        "`won_back`: buyers among the contacted, less as many as would have come anyway, going by the hold-out.",
        "`won_back`：收到的人裡的買家，扣掉照對照組的比率本來就會來的人數。",
    ),
    answer=_won_back,
    returns=Number(unit="customers"),
    mistakes=(
        Mistake(
            key="all",
            wrong=_won_all,
            message=Text(
                "These are all buyers. Some of them would have come without it: how many, going by the hold-out?",
                "這是全部的買家。其中有些沒收到也會來：照對照組看，有幾位？",
            ),
        ),
        Mistake(
            key="not-scaled",
            wrong=_won_not_scaled,
            message=Text(
                "You took off the buyers of the hold-out as they stand. But the two groups are not equally large.",
                "你直接減掉對照組的買家數。可是兩組的人數不一樣多。",
            ),
        ),
        Mistake(
            key="share",
            wrong=_won_share,
            message=Text(
                "This is the difference of the two rates. How many customers is that among those who got it?",
                "這是兩個比率的差。換成收到的那些人，是幾位？",
            ),
        ),
        Mistake(
            key="anyway",
            wrong=_won_anyway,
            message=Text(
                "So many would have come anyway. What is left of the buyers without them?",
                "這是本來就會來的人數。買家扣掉他們，還剩幾位？",
            ),
        ),
        Mistake(
            key="scaled-down",
            wrong=_won_scaled_down,
            message=Text(
                "You made the contacted as few as the hold-out. Asked for are those won back among all the contacted.",
                "你把收到的人縮成跟對照組一樣多。要的是全部收到的人裡，喚回了幾位。",
            ),
        ),
    ),
    hints=(
        Text(
            "First the rate of the hold-out: `held_out_bought / held_out`. Then how many that would be among "
            "`contacted`.",
            "先算對照組的比率：`held_out_bought / held_out`。再算 `contacted` 位裡，這個比率等於幾位。",
        ),
        Text(
            "`contacted * held_out_bought / held_out` would have come anyway. Take them off `n_bought`.",
            "`contacted * held_out_bought / held_out` 是本來就會來的人數，從 `n_bought` 減掉。",
        ),
    ),
    solution="""
won_back = n_bought - contacted * held_out_bought / held_out
print(won_back)
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_SIX = ChoiceTask(
    id="5.6.six-customers",
    title=Text("Six customers", "六位顧客"),
    minutes=2,
    prompt=Text(
        "The quarter is April to June 2025, the threshold 180 days for all (on 1 April: back to 3 October 2024). "
        "What is "
        "the win-back rate?\n\n"
        "| customer | valid orders |\n|---|---|\n"
        "| A | 2024-06-20, 2025-05-11 |\n| B | 2024-10-03, 2025-04-15 |\n| C | 2024-08-08 |\n"
        "| D | 2024-05-01, 2025-07-02 |\n| E | 2025-04-20, 2025-06-01 |\n| F | 2024-10-02 |",
        "期間是 2025 年 4 到 6 月，每個人的門檻都是 180 天（4 月 1 日往前推到 2024 年 10 月 3 日）。"
        "流失客戶回購率是多少？\n\n"
        "| 顧客 | 有效訂單 |\n|---|---|\n"
        "| A | 2024-06-20、2025-05-11 |\n| B | 2024-10-03、2025-04-15 |\n| C | 2024-08-08 |\n"
        "| D | 2024-05-01、2025-07-02 |\n| E | 2025-04-20、2025-06-01 |\n| F | 2024-10-02 |",
    ),
    options=(
        Option(
            key="after",
            text=Text("2 of 4", "4 位裡有 2 位"),
            why=Text("D's order is dated 2 July, after the quarter.", "D 是 7 月 2 日買的，期間已經結束。"),
        ),
        Option(
            key="at-end",
            text=Text("0 of 4", "4 位裡有 0 位"),
            why=Text(
                "You judged on 30 June: by then A is back and off the list, so the rate cannot be anything but 0.",
                "你是 6 月 30 日才判斷的：那時 A 已經回來、不在名單上，比率當然只能是 0。",
            ),
        ),
        Option(
            key="boundary",
            text=Text("2 of 5", "5 位裡有 2 位"),
            why=Text(
                "You counted B as lapsed. Exactly 180 days is not yet lapsed: it has to be more.",
                "你把 B 也算流失。剛好 180 天還不算，要超過才算。",
            ),
        ),
        Option(
            key="right",
            text=Text("1 of 4", "4 位裡有 1 位"),
            why=Text(
                "Lapsed on 1 April: A, C, D, F. A came back in the quarter; D came two days after it.",
                "4 月 1 日已經流失的是 A、C、D、F。A 在期間內回來了；D 晚了兩天。",
            ),
        ),
        Option(
            key="buyers",
            text=Text("1 of 3", "3 位裡有 1 位"),
            why=Text(
                "You divided by the buyers of the quarter (A, B, E). The rate is about the lapsed.",
                "你除以這一季的買家（A、B、E）。這個比率談的是流失客戶。",
            ),
        ),
    ),
    right="right",
)

_ONCE_A_YEAR = ChoiceTask(
    id="5.6.once-a-year",
    title=Text("Every year in December", "每年十二月"),
    minutes=1,
    prompt=Text(
        "Two customers on 1 October. P bought in December of each of the last four years (gaps of about 365 days). Q "
        "bought every week for two years, then not for 60 days. Threshold by own rhythm: 3 times the median gap, at "
        "least 30 days. Who is lapsed?",
        "10 月 1 日看兩位顧客。P 過去四年每年 12 月買一次（間隔大約 365 天）。Q 連續兩年每週都買，之後 60 天沒來。"
        "照自己步調的門檻：間隔中位數的 3 倍，最少 30 天。誰流失了？",
    ),
    options=(
        Option(
            key="p",
            text=Text("P: nearly ten months of silence", "P，快十個月沒來了"),
            why=Text(
                "P's own threshold is about 1,095 days. In October nobody expects P.",
                "P 自己的門檻大約 1,095 天。10 月本來就不會來。",
            ),
        ),
        Option(
            key="q",
            text=Text("Q only", "只有 Q"),
            why=Text(
                "3 x 7 = 21 is lifted to 30 days, and 60 is more. A fixed 180 days would say the reverse.",
                "3 × 7＝21，提高到 30 天，60 天超過了。固定用 180 天，結論剛好相反。",
            ),
        ),
        Option(
            key="both",
            text=Text("Both", "兩位都是"),
            why=Text(
                "Held against their own rhythm P is on time: a gap has not even passed once.",
                "跟自己的步調比，P 很準時：連一個間隔都還沒過完。",
            ),
        ),
        Option(
            key="none",
            text=Text("Neither: 60 days are not long", "都不是，60 天不算久"),
            why=Text(
                "For somebody who came every week, 60 days are eight visits missed.",
                "對每週都來的人，60 天等於少來了八次。",
            ),
        ),
    ),
    right="q",
)

_WHAT_EACH_COST = ChoiceTask(
    id="5.6.what-each-cost",
    title=Text("What each one cost", "喚回一位要多少錢"),
    minutes=2,
    prompt=Text(
        "A campaign wrote to 200 lapsed customers at a cost of 2,400; 24 bought. Of 100 held out, 6 bought. What did "
        "one "
        "customer won back cost?",
        "活動寫給 200 位流失客戶，花了 2,400 元，24 位買了。對照組 100 位，6 位買了。喚回一位要多少錢？",
    ),
    options=(
        Option(
            key="buyer",
            text=Text("100", "100 元"),
            why=Text(
                "You divided by all 24 buyers. Half of them would have come anyway.",
                "你除以全部 24 位買家。其中一半本來就會來。",
            ),
        ),
        Option(
            key="not-scaled",
            text=Text("133", "133 元"),
            why=Text(
                "24 less 6 forgets that twice as many got the letter: 12 would have come anyway.",
                "24 減 6 忘了收到的人是兩倍：本來就會來的是 12 位。",
            ),
        ),
        Option(
            key="right",
            text=Text("200", "200 元"),
            why=Text(
                "6 % of 200 are 12 who would have come anyway; 12 were won back; 2,400 / 12.",
                "200 位的 6% 是 12 位，本來就會來；喚回 12 位；2,400 ÷ 12。",
            ),
        ),
        Option(
            key="contact",
            text=Text("12", "12 元"),
            why=Text(
                "That is what one letter cost. Most letters brought nobody.",
                "這是一封信的成本。大部分的信誰也沒帶來。",
            ),
        ),
    ),
    right="right",
)

_WHOM_TO_WRITE = ChoiceTask(
    id="5.6.whom-to-write",
    title=Text("Whom to write to", "該寫給誰"),
    minutes=1,
    prompt=Text(
        "A test with hold-outs in three groups. Of the held-out bought: on time 40 %, just lapsed 10 %, long gone 3 "
        "%. Of "
        "those who got the letter: 41 %, 15 %, 4 %. There is money for one group. Which?",
        "三群人都留了對照組。沒收到信的，買的比率是：還算準時 40%、剛流失 10%、走很久 3%。收到信的是 41%、15%、4%。"
        "錢只夠寄一群，寄給誰？",
    ),
    options=(
        Option(
            key="on-time",
            text=Text("On time: 41 % buy", "還算準時的：41% 會買"),
            why=Text(
                "40 of the 41 would have come without a letter. It adds one in a hundred.",
                "41 位裡有 40 位不用信也會來。信只多帶來一位。",
            ),
        ),
        Option(
            key="just",
            text=Text("Just lapsed: 5 more in a hundred", "剛流失的：每一百位多 5 位"),
            why=Text(
                "The letter is paid for what it adds, and here it adds most.",
                "信的價值在於多帶來幾位，這一群多最多。",
            ),
        ),
        Option(
            key="long",
            text=Text("Long gone: they need it most", "走很久的：最需要拉回來"),
            why=Text(
                "They may, but the letter brings back one in a hundred. For them it takes something else.",
                "也許需要，可是信每一百位只多帶回一位。對他們要用別的辦法。",
            ),
        ),
    ),
    right="just",
)

_YEAR_OF_CHURN = ChoiceTask(
    id="5.6.year-of-churn",
    title=Text("A year of churn", "一年流失多少"),
    minutes=1,
    prompt=Text(
        "A membership loses 5 % of its members each month; here leaving is seen, since they cancel. Which share of "
        "today's members will have left after twelve months?",
        "某個會員制每個月流失 5% 的會員；這裡看得到誰走了，因為要退會。今天的會員，十二個月後走了多少？",
    ),
    options=(
        Option(
            key="sixty",
            text=Text("60 %", "60%"),
            why=Text(
                "12 x 5 % takes each month's 5 % from the full number. But each month fewer are left who can leave.",
                "12 × 5% 等於每個月都從全部人數扣。可是剩下的人一個月比一個月少。",
            ),
        ),
        Option(
            key="right",
            text=Text("about 46 %", "大約 46%"),
            why=Text(
                "95 % stay each month; 0.95 twelve times over is 0.54. The rest, 46 %, have left.",
                "每個月留下 95%，0.95 連乘十二次是 0.54，其餘 46% 走了。",
            ),
        ),
        Option(
            key="five",
            text=Text("5 %", "5%"),
            why=Text("That is one month.", "這是一個月的。"),
        ),
        Option(
            key="stay",
            text=Text("about 54 %", "大約 54%"),
            why=Text("So many are still there. Asked was who has left.", "這是還在的人。問的是走掉的。"),
        ),
    ),
    right="right",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_ADVICE = TextTask(
    id="5.6.advice",
    title=Text("To the owner", "寫給老闆"),
    minutes=4,
    prompt=Text(
        "Two or three sentences: to whom (by which threshold) or to nobody; what the letter has to add; how you will "
        "know afterwards.",
        "兩、三句話：寄給誰（用哪個門檻），還是都不寄；信要多帶來多少才划算；事後怎麼知道。",
    ),
    model=Text(
        "Hold yours against these questions, then read the letter below the box.\n\n"
        "- Could a colleague make the same list from your words?\n"
        "- Did you speak of what the letter *adds*, and not of how many come?\n"
        "- Is there a hold-out, and a day on which both groups are counted?\n"
        "- Did you say what you give up?\n\n"
        "“To nobody, the money goes into the second purchase of first-time buyers” is a good answer too, if a number "
        "of "
        "the ledger stands behind it.",
        "先拿這幾個問題檢查自己寫的，再看下面那封信。\n\n"
        "- 照你寫的，同事做得出同一份名單嗎？\n"
        "- 你談的是信**多**帶來幾位，還是回來了幾位？\n"
        "- 有沒有對照組？哪一天兩邊各數一次？\n"
        "- 有沒有說放棄了什麼？\n\n"
        "「都不寄，錢拿去讓首購的人來第二次」也是好答案，只要有帳本的數字支持。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_BASE,
    _BACK_RHYTHM,
    _BACK_LOT,
    _OF_HUNDRED,
    _WHO_LAPSED,
    _OWN_LIMITS,
    _RATE_OWN,
    _HALF_THRESHOLD,
    _WON_BACK,
    _SIX,
    _ONCE_A_YEAR,
    _WHAT_EACH_COST,
    _WHOM_TO_WRITE,
    _YEAR_OF_CHURN,
    _ADVICE,
)
