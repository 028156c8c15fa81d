"""The questions and checks inside lesson 3.4, "Keeping the relationship"."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.new_customers.survival import survival_curve
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

NAN = float("nan")

EIGHT = 8
"""How many customers the worked example is about."""

STEP, LONGEST, START, AHEAD = 5, 365, 30, 30
"""The explorer's slider: from 0 in steps of so many days to the longest, beginning at the start; and its look ahead."""

Times = Callable[[Ledger], pd.DataFrame]
"""Which customers: one row each, with `days` and `observed`."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _everyone(ledger: Ledger) -> pd.DataFrame:
    """Days from the first order to the second, or to the snapshot where there was none yet."""
    valid = valid_on(ledger, ledger.snapshot)
    first = valid.groupby("customer_id")["order_date"].min().rename("first")
    later = valid[valid["order_date"] > valid["customer_id"].map(first)]
    second = later.groupby("customer_id")["order_date"].min().reindex(first.index)
    days = (second.fillna(ledger.snapshot) - first).dt.days
    return pd.DataFrame({"first": first, "days": days, "observed": second.notna()}).reset_index()


def _eight(ledger: Ledger) -> pd.DataFrame:
    rows = _everyone(ledger).sort_values(["days", "customer_id"])
    return rows.iloc[len(rows) // 16 :: max(len(rows) // EIGHT, 1)].head(EIGHT)


def _recent(ledger: Ledger) -> pd.DataFrame:
    rows = _everyone(ledger)
    return rows[(ledger.snapshot - rows["first"]).dt.days < 365]


def _half(rows: pd.DataFrame) -> float:
    """The first day on which half or fewer have not come back, everybody counted as long as they were watched."""
    rows = rows.sort_values(["days", "observed"], ascending=[True, False])
    watched = np.arange(len(rows), 0, -1)
    not_back = (1 - rows["observed"] / watched).cumprod()
    return float(rows.loc[not_back <= 0.5, "days"].min())


def _half_back_only(rows: pd.DataFrame) -> float:
    return float(rows.loc[rows["observed"], "days"].median())


def _half_all_back(rows: pd.DataFrame) -> float:
    return _half(rows.assign(observed=True))


def _half_nobody_leaves(rows: pd.DataFrame) -> float:
    """Those watched only briefly stay in the count for good, as if they had been seen not to come."""
    rows = rows.sort_values(["days", "observed"], ascending=[True, False])
    not_back = 1 - rows["observed"].cumsum() / len(rows)
    return float(rows.loc[not_back <= 0.5, "days"].min())


def _half_mean(rows: pd.DataFrame) -> float:
    return float(rows.loc[rows["observed"], "days"].mean())


def _half_of_the_back(rows: pd.DataFrame) -> float:
    """The right steps, taken only with those who are back."""
    return _half(rows[rows["observed"]])


def _never(rows: pd.DataFrame) -> float:
    """What comes of dividing by all on every day, or of adding the shares: they do not fall to half."""
    return NAN


def _first_day(rows: pd.DataFrame) -> float:
    """Half taken for 50, or the columns the wrong way round: the first row is enough."""
    return float(rows["days"].min())


def _days_above(rows: pd.DataFrame) -> float:
    """The days divided by those watched, in place of the returns."""
    rows = rows.sort_values(["days", "observed"], ascending=[True, False])
    left = (1 - rows["days"] / np.arange(len(rows), 0, -1)).cumprod()
    return float(rows.loc[left <= 0.5, "days"].min())


def _quarter(rows: pd.DataFrame) -> float:
    rows = rows.sort_values(["days", "observed"], ascending=[True, False])
    not_back = (1 - rows["observed"] / np.arange(len(rows), 0, -1)).cumprod()
    return float(rows.loc[not_back <= 0.75, "days"].min())


def _of(measure: Callable[[pd.DataFrame], float], who: Times) -> Callable[[Ledger], float]:
    return lambda ledger: measure(who(ledger))


def _wrong(
    measure: Callable[[pd.DataFrame], float], who: Times, right: Times | None = None
) -> Callable[[Ledger], float]:
    """A wrong number; none where the right one is "not reached", so that nobody is told of a mistake not made."""

    def of(ledger: Ledger) -> float:
        return measure(who(ledger)) if _half((right or who)(ledger)) >= 0 else NAN

    return of


@once_per_ledger
def _chances(ledger: Ledger) -> pd.DataFrame:
    """For every stop of the slider: of those still away, and of all, the percentage that comes in the next 30 days."""
    rows = _everyone(ledger)
    curve = survival_curve(rows["days"], rows["observed"])
    until = int(min(LONGEST, rows["days"].max()) // STEP * STEP)
    still = curve.set_index("day")["survival"].reindex(range(until + AHEAD + 1)).ffill()
    still = still.where(still.index <= rows["days"].max()).to_numpy()
    days = np.arange(0, until + 1, STEP)
    now, then = still[days], still[days + AHEAD]
    printed = {"away": map(_printed, 1 - then / now), "of_all": map(_printed, now - then)}
    return pd.DataFrame(printed, index=pd.Index(days, name="day"))


def _printed(share: float) -> float:
    """A share as the explorer prints it: whole percent, with a decimal below ten."""
    return round(100 * share, 0 if share >= 0.1 else 1)


def _quiet(ledger: Ledger, column: str = "away") -> float:
    chances = _chances(ledger)
    limit = round(chances["away"].get(START, NAN) / 2, 1)
    low = chances.index[(chances.index >= START) & (chances[column] <= limit)]
    return float(low.min())


def _quiet_of_all(ledger: Ledger) -> float:
    return _quiet(ledger, "of_all") if _quiet(ledger) >= 0 else NAN


def _quiet_early(ledger: Ledger) -> float:
    return _quiet(ledger) - STEP


def _quiet_late(ledger: Ledger) -> float:
    return _quiet(ledger) + STEP


def _quiet_half(ledger: Ledger) -> float:
    return _half(_everyone(ledger)) if _quiet(ledger) >= 0 else NAN


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_LOT = ChoiceTask(
    id="3.4.back-lot",
    title=Text("What did the message add?", "訊息多帶來了什麼？"),
    lesson="3.3",
    minutes=1,
    prompt=Text(
        "Of the new customers who got a message 40% came back, of those left out by lot 30%. Of the 40 in a hundred, "
        "how many came because of the message?",
        "收到訊息的新客有 40% 回來，抽籤留下來沒收到的有 30%。每一百位裡回來的 40 位，幾位是因為訊息才來的？",
    ),
    options=(
        Option(
            key="forty",
            text=Text("40", "40 位"),
            why=Text("Thirty would have come without any message.", "其中 30 位沒收到也會來。"),
        ),
        Option(
            key="ten",
            text=Text("10", "10 位"),
            why=Text(
                "40 less 30. The thirty who come by themselves are today's subject: *when* do they come?",
                "40 減 30。那 30 位自己會來的人，就是今天的主題：他們**什麼時候**來？",
            ),
        ),
        Option(
            key="thirty",
            text=Text("30", "30 位"),
            why=Text(
                "Those are the ones who come by themselves; take them off.", "這是自己會來的人，要扣掉的是這一塊。"
            ),
        ),
    ),
    right="ten",
)

_BACK_MIDDLE = ChoiceTask(
    id="3.4.back-middle",
    title=Text("The one in the middle", "中間的那一個"),
    lesson="1.5",
    minutes=1,
    prompt=Text(
        "Five customers took 10, 12, 20, 30 and 400 days to come back. Which number says how long it usually takes?",
        "五位顧客隔了 10、12、20、30、400 天才回來。哪一個數字說得出「通常多久」？",
    ),
    options=(
        Option(
            key="mean",
            text=Text("94, the mean", "94，平均數"),
            why=Text(
                "Four of the five were quicker than that; the one of 400 days pulls the mean up.",
                "五位裡有四位都比這快，是 400 天那一位把平均拉高了。",
            ),
        ),
        Option(
            key="median",
            text=Text("20, the median", "20，中位數"),
            why=Text(
                "Half came sooner, half later. Today some have not come at all yet, and there is still a middle.",
                "一半比這快，一半比這慢。今天有些人根本還沒來，但還是找得到中間那一個。",
            ),
        ),
        Option(
            key="most",
            text=Text("10 to 30, where most of them lie", "10 到 30，大部分人在這一段"),
            why=Text(
                "True, but that is a span. Of the single numbers the middle one says it.",
                "這也對，但那是一段範圍。只用一個數字的話，取中間那一個。",
            ),
        ),
    ),
    right="median",
)

_BACK_PURPOSE = ChoiceTask(
    id="3.4.back-purpose",
    title=Text("May we?", "可以用嗎？"),
    lesson="1.1",
    minutes=1,
    prompt=Text(
        "A customer gave her mobile number so that the carrier can reach her. May the shop send her offers by it?",
        "顧客留手機，是為了讓物流聯絡得到她。店裡可以用這個號碼傳優惠給她嗎？",
    ),
    options=(
        Option(
            key="have",
            text=Text("Yes, she gave it to us herself", "可以，是她自己留的"),
            why=Text(
                "She gave it for one purpose. For another one she has to be asked.",
                "她是為了一個目的留的，換一個目的要再問過她。",
            ),
        ),
        Option(
            key="ask",
            text=Text("Only if she agreed to that", "她同意過才可以"),
            why=Text(
                "Consent goes with a purpose. Every list of today begins with it.",
                "同意是跟著目的走的。今天每一份名單，都從這裡開始。",
            ),
        ),
        Option(
            key="once",
            text=Text("Once, and then only if she does not object", "先傳一次，她沒反對再繼續"),
            why=Text(
                "Silence after the fact is no consent.",
                "事後沒說話，不等於同意。",
            ),
        ),
    ),
    right="ask",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_GUESS_HALF = GuessTask(
    id="3.4.guess-half",
    title=Text("Half of them", "一半的人"),
    minutes=1,
    prompt=Text(
        "After how many days have half of all new customers bought a second time? (All of them count, also those who "
        "first came last week.)",
        "所有的新客，要過幾天才有一半的人買第二次？（每個人都算，上星期才來的也算。）",
    ),
    unit=Text("days", "天"),
    low=0,
    high=2000,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_MESSAGES = {
    "back-only": Text(
        "This is the middle of those who are back. Whoever is still waiting has been left out, and the slow ones are "
        "just the ones who are: keep them in as long as they were watched.",
        "這是「已經回來的人」的中位數。還在等的人被拿掉了，而慢的人正是還在等的人：他們被觀察多久，就要算多久。",
    ),
    "back-curve": Text(
        "The steps are right, but only those who are back went in. Whoever is still waiting belongs in as well, "
        "watched as long as `days` says.",
        "步驟都對，可是只放了已經回來的人。還在等的人也要放進去，`days` 觀察多久就算多久。",
    ),
    "all-back": Text(
        "Everybody's days count as a return here, also where `observed` is false. Those customers were only watched "
        "so far; they have not come.",
        "你把每個人的天數都當成「回來了」，連 `observed` 是 False 的也算。那些人只是觀察到這一天，並沒有回來。",
    ),
    "nobody-leaves": Text(
        "You divided by all of them on every day. Whoever was watched for 20 days cannot be missed on day 100: divide "
        "by those who are still `watched`.",
        "你每一天都除以全部的人。只觀察了 20 天的人，不能算他第 100 天沒回來：要除以當時還看得到的人（`watched`）。",
    ),
    "mean": Text(
        "This is the mean of those who are back. Asked for is the day on which half of all are.",
        "這是已經回來的人的平均天數。要的是全部的人有一半回來的那一天。",
    ),
    "never": Text(
        "`nan` says that your shares never fall to half. Look at step 3: is each row divided by those who are still "
        "watched on its day, and are the shares multiplied from the top down, not added?",
        "`nan` 表示照你的算法，比率一直沒降到一半。看看步驟 3：每一列除的是那一天還看得到的人嗎？"
        "由上往下是連乘，還是加起來了？",
    ),
    "first-day": Text(
        "Here the very first row is already at the limit. Two places to look: which of the two columns is divided by "
        "which, and how a half is written as a share.",
        "這裡第一列就已經到了。兩個地方看一下：兩個欄位是誰除以誰；還有，「一半」寫成比率是多少。",
    ),
    "days": Text(
        "Above the line stand the days now. What takes somebody out of those still away is a return that was seen: "
        "which column says that, with True and False?",
        "你拿天數當分子了。讓「還沒回來」變少的，是看到有人回來：哪一欄用 True 和 False 記這件事？",
    ),
    "quarter": Text(
        "That is the day on which a quarter is back. Half are back where half are left: which share goes there?",
        "這是四分之一的人回來的那天。一半回來，就是還剩一半：該填多少？",
    ),
    "everyone": Text(
        "This is the number of all customers. Asked for are those in `recent`.",
        "這是全部顧客的數字。要的是 `recent` 裡的人。",
    ),
}


def _mistakes(who: Times, keys: dict[str, Callable[[pd.DataFrame], float]]) -> tuple[Mistake, ...]:
    return tuple(Mistake(key=key, wrong=_wrong(measure, who), message=_MESSAGES[key]) for key, measure in keys.items())


_EIGHT_HALF = ValueTask(
    id="3.4.eight-half",
    title=Text("Half of eight", "八位的一半"),
    name="half_eight",
    prompt=Text(
        "`half_eight`: the first day on which half of the eight or fewer have not come back, everybody counted as long "
        "as they were watched.",
        "`half_eight`：八位裡還沒回來的剩一半或更少，是第幾天；每個人被觀察多久就算多久。",
    ),
    answer=_of(_half, _eight),
    returns=Number(unit="days"),
    mistakes=_mistakes(
        _eight,
        {
            "back-only": _half_back_only,
            "all-back": _half_all_back,
            "back-curve": _half_of_the_back,
            "nobody-leaves": _half_nobody_leaves,
            "never": _never,
            "mean": _half_mean,
        },
    ),
    hints=(
        Text("Run the cells above from the top, as they stand.", "把上面幾格從頭執行一次，什麼都不用改。"),
        Text(
            "`cumprod()` multiplies from the top down; the last line takes the smallest `days` that reaches 0.5.",
            "`cumprod()` 由上往下連乘；最後一行取 0.5 以下的列裡，最小的 `days`。",
        ),
    ),
    solution="""
# 1 Shortest time first; on the same day, those who came stand above those only watched so far  # lang-en
# 1 天數短的排前面；天數一樣時，回來的排在「只觀察到這裡」的前面  # lang-zh-Hant
eight = eight.sort_values(["days", "observed"], ascending=[True, False])

# 2 How many are still watched when this row's day comes: 8, 7, 6 …  # lang-en
# 2 輪到這一列的那天，還看得到幾位：8、7、6……  # lang-zh-Hant
eight["watched"] = range(len(eight), 0, -1)

# 3 Of these, the share that stays away; row by row multiplied  # lang-en
# 3 這些人裡沒回來的比率，一列一列連乘  # lang-zh-Hant
eight["not_back"] = (1 - eight["observed"] / eight["watched"]).cumprod()

# 4 The first day with half or fewer left  # lang-en
# 4 剩一半或更少的第一天  # lang-zh-Hant
half_eight = eight.loc[eight["not_back"] <= 0.5, "days"].min()
eight.round(3)
""",
)

_ALL_HALF = ValueTask(
    id="3.4.all-half",
    title=Text("Half of all", "全部的一半"),
    name="half_all",
    minutes=3,
    prompt=Text(
        "`half_all`: the median time to the second order, of all first-time customers: the first day on which half or "
        "fewer have not come back.",
        "`half_all`：全部首購顧客的首購到二購中位時間，也就是還沒回來的剩一半或更少的第一天。",
    ),
    answer=_of(_half, _everyone),
    returns=Number(unit="days"),
    mistakes=_mistakes(
        _everyone,
        {
            "back-only": _half_back_only,
            "all-back": _half_all_back,
            "back-curve": _half_of_the_back,
            "nobody-leaves": _half_nobody_leaves,
            "never": _never,
            "first-day": _first_day,
            "days": _days_above,
            "mean": _half_mean,
            "quarter": _quarter,
        },
    ),
    hints=(
        Text(
            "The line is that of step 3 above, with `everyone` in place of `eight`: one share, subtracted from 1.",
            "跟上面步驟 3 同一行，只是 `eight` 換成 `everyone`：一個比率，用 1 去減。",
        ),
        Text(
            '`"observed"` over `"watched"`, then `cumprod`; and half is 0.5.',
            '`"observed"` 除以 `"watched"`，接著 `cumprod`；一半就是 0.5。',
        ),
    ),
    solution="""
everyone = times.sort_values(["days", "observed"], ascending=[True, False])
everyone["watched"] = range(len(everyone), 0, -1)

# 3 Of those watched, the share that stays away; row by row multiplied  # lang-en
# 3 還看得到的人裡沒回來的比率，一列一列連乘  # lang-zh-Hant
everyone["not_back"] = (1 - everyone["observed"] / everyone["watched"]).cumprod()

# 4 The first day with half or fewer left  # lang-en
# 4 剩一半或更少的第一天  # lang-zh-Hant
half_all = everyone.loc[everyone["not_back"] <= 0.5, "days"].min()
print(half_all)
""",
)

_RECENT_HALF = ValueTask(
    id="3.4.recent-half",
    title=Text("The newest", "最新的客人"),
    name="half_recent",
    minutes=3,
    prompt=Text(
        "`half_recent`: the median time to the second order of the customers in `recent`. Where half of them have not "
        "been seen to come back it is `nan`, “not reached”.",
        "`half_recent`：`recent` 裡的顧客，首購到二購的中位時間。如果始終沒看到一半的人回來，答案就是 `nan`，"
        "意思是「還沒到」。",
    ),
    answer=_of(_half, _recent),
    returns=Number(unit="days"),
    mistakes=(
        *_mistakes(
            _recent,
            {
                "back-only": _half_back_only,
                "all-back": _half_all_back,
                "never": _never,
                "mean": _half_mean,
                "quarter": _quarter,
            },
        ),
        Mistake(key="everyone", wrong=_wrong(_half, _everyone, _recent), message=_MESSAGES["everyone"]),
    ),
    hints=(
        Text(
            "The four steps once more, from `recent`: sort, count who is watched, multiply, look for 0.5.",
            "從 `recent` 開始，同樣四步：排序、數還看得到幾位、連乘、找 0.5。",
        ),
        Text(
            "Copy the cell above, write `recent` for `times` in its first line, and `half_recent` for `half_all` in "
            "its last two.",
            "把上面那格複製過來，第一行的 `times` 換成 `recent`，最後兩行的 `half_all` 換成 `half_recent`。",
        ),
    ),
    solution="""
newest = recent.sort_values(["days", "observed"], ascending=[True, False])
newest["watched"] = range(len(newest), 0, -1)
newest["not_back"] = (1 - newest["observed"] / newest["watched"]).cumprod()
half_recent = newest.loc[newest["not_back"] <= 0.5, "days"].min()
print(half_recent)
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_QUIET_DAY = ValueTask(
    id="3.4.quiet-day",
    title=Text("When few come by themselves", "自己回來的人變少"),
    name="quiet_day",
    minutes=2,
    prompt=Text(
        "`quiet_day`: the first day of the slider, from 30 to the right, at which the title gives half or less of what "
        "it gave on day 30 for those who come in the next 30 days.",
        "`quiet_day`：從第 30 天往右，標題裡「接下來 30 天會回來」的百分比，第一次降到第 30 天的一半或更低，是第幾天。",
    ),
    answer=_quiet,
    returns=Number(unit="days", whole=True),
    mistakes=(
        Mistake(
            key="too-early",
            wrong=_quiet_early,
            message=Text(
                "There the title still gives more. Go one step further to the right.",
                "那一天標題的數字還太大，再往右走一格。",
            ),
        ),
        Mistake(
            key="too-late",
            wrong=_quiet_late,
            message=Text(
                "Already reached one step before. Go back to the left with the arrow key.",
                "前一格就已經到了。用向左鍵退回來看看。",
            ),
        ),
        Mistake(
            key="of-all",
            wrong=_quiet_of_all,
            message=Text(
                "You read the column on the right, a share of *all*. The title speaks of those who are still away.",
                "你讀的是右邊那根柱子，那是占**全部**的比率。標題說的是還沒回來的人裡有多少。",
            ),
        ),
        Mistake(
            key="half",
            wrong=_quiet_half,
            message=Text(
                "That is the day on which half are back. Here the question is how many of the others are still coming.",
                "這是一半的人回來的那天。這裡問的是：剩下的人，接下來還有多少會來。",
            ),
        ),
    ),
    hints=(
        Text(
            "Leave “Look ahead” at 30 days, and press the right arrow key until the number in the title will do.",
            "「往後看」維持 30 天，按向右鍵，直到標題裡的數字夠小。",
        ),
        Text(
            "It is the second percentage of the title, the one about those still away.",
            "看標題的第二個百分比，講「還沒回來的人」的那一個。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here with the kit's measures  # lang-en
# 從圖上讀出來的數字；這裡用課程套件算一次  # lang-zh-Hant
few = [day for day in range(30, until + 1, 5) if printed(return_chance(curve, day, 30)) <= limit]
quiet_day = min(few, default=float("nan"))
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_SEVEN = ChoiceTask(
    id="3.4.seven",
    title=Text("Seven new customers", "七位新客"),
    minutes=2,
    prompt=Text(
        "Seven new customers, judged today. What is the median time to the second order?\n\n"
        "| customer | came back, or watched until | back? |\n"
        "|---|---:|---|\n"
        "| A | day 10 | yes |\n"
        "| B | day 20 | yes |\n"
        "| C | day 30 | not yet |\n"
        "| D | day 40 | yes |\n"
        "| E | day 50 | not yet |\n"
        "| F | day 80 | yes |\n"
        "| G | day 100 | not yet |",
        "七位新客，今天來看。首購到二購的中位時間是幾天？\n\n"
        "| 顧客 | 哪天回來，或觀察到哪天 | 回來了嗎 |\n"
        "|---|---:|---|\n"
        "| A | 第 10 天 | 是 |\n"
        "| B | 第 20 天 | 是 |\n"
        "| C | 第 30 天 | 還沒 |\n"
        "| D | 第 40 天 | 是 |\n"
        "| E | 第 50 天 | 還沒 |\n"
        "| F | 第 80 天 | 是 |\n"
        "| G | 第 100 天 | 還沒 |",
    ),
    options=(
        Option(
            key="back-only",
            text=Text("30 days, the middle of 10, 20, 40 and 80", "30 天，10、20、40、80 的中間"),
            why=Text(
                "C, E and G count as well. Leave them out, and everybody looks quick.",
                "C、E、G 也還在等。把他們拿掉，看起來每個人都很快。",
            ),
        ),
        Option(
            key="all-back",
            text=Text("40 days, the middle of all seven", "40 天，七個數字的中間"),
            why=Text(
                "That takes C's 30 days for a return. C has been watched for 30 days and was not seen.",
                "這等於把 C 的 30 天當成回來了。C 只是觀察了 30 天，還沒看到人。",
            ),
        ),
        Option(
            key="right",
            text=Text("80 days", "80 天"),
            why=Text(
                "6/7 on day 10, 5/7 on day 20, times 3/4 on day 40 (four are watched) is 54%; half of that on day 80.",
                "第 10 天剩 6/7，第 20 天 5/7，第 40 天還看得到四位，再乘 3/4 是 54%，第 80 天再乘 1/2 是 27%。",
            ),
        ),
        Option(
            key="wait",
            text=Text("Nobody can say before C, E and G have come", "要等 C、E、G 都來了才知道"),
            why=Text(
                "C may never come. The curve uses what is known of C: not back for at least 30 days.",
                "C 也許永遠不來。曲線用的是已經知道的事：C 至少 30 天沒回來。",
            ),
        ),
    ),
    right="right",
)

_FATIGUE = ChoiceTask(
    id="3.4.fatigue",
    title=Text("12, 8, 5", "12、8、5"),
    minutes=1,
    prompt=Text(
        "Three mails in a row; whoever orders gets no more. The first is answered by 12% with an order, the second by "
        "8%, the third by 5%. Is that contact fatigue?",
        "連寄三封信，下單的人就不再收到。第一封有 12% 下單，第二封 8%，第三封 5%。這是接觸疲乏嗎？",
    ),
    options=(
        Option(
            key="yes",
            text=Text(
                "Yes, it falls from mail to mail: stop after the first or the second",
                "是，一封比一封少，寄一兩封就該停了，不要再煩人",
            ),
            why=Text(
                "Those easiest to win have left after the first mail. The shares would fall without any fatigue, too.",
                "最容易帶回來的人，第一封之後就離開了。就算沒有人疲乏，數字也會往下掉。",
            ),
        ),
        Option(
            key="control",
            text=Text(
                "Nobody can tell without the held-out at the same steps",
                "要看對照組在同樣的時候有多少，才知道",
            ),
            why=Text(
                "If 10, 7 and 5 of a hundred of them came, the third mail adds nothing. If 8, 4 and 1, all three do.",
                "要是他們同時有 10%、7%、5% 自己來，第三封就沒有用；要是 8%、4%、1%，三封都有用。",
            ),
        ),
        Option(
            key="no",
            text=Text("No: 5% is still more than nothing", "不是，5% 總比沒有好"),
            why=Text(
                "It is only more than nothing if fewer than 5% would have come without it.",
                "沒收到的人要少於 5% 會來，才算比沒有好。",
            ),
        ),
    ),
    right="control",
)

_BIRTHDAY = ChoiceTask(
    id="3.4.birthday",
    title=Text("Happy birthday", "生日快樂"),
    minutes=1,
    prompt=Text(
        "The manager would like to send birthday wishes from next month on. What comes first?",
        "店長想從下個月開始寄生日祝福。第一步是什麼？",
    ),
    options=(
        Option(
            key="year",
            text=Text("Nothing: `birth_year` is in the ledger", "不用，帳本裡有 `birth_year`"),
            why=Text(
                "That is the year. The wish needs the day and the month, and those were never asked for.",
                "那是出生年。祝福要的是幾月幾日，從來沒問過。",
            ),
        ),
        Option(
            key="ask",
            text=Text("Ask for day and month, and say what for", "問他們幾月幾日，並說明用途"),
            why=Text(
                "Data for a purpose, with consent; and asking is already a contact worth having.",
                "為了明確的目的、經過同意才蒐集；而「問」本身就是一次不錯的接觸。",
            ),
        ),
        Option(
            key="registered",
            text=Text(
                "Take the day on which they registered; nobody will mind the difference",
                "先用註冊那天代替，不會有人介意",
            ),
            why=Text(
                "A birthday wish on the wrong day says: we do not know you.",
                "在不對的日子祝人生日快樂，等於告訴他：我們不認識你。",
            ),
        ),
    ),
    right="ask",
)

_STAGE = ChoiceTask(
    id="3.4.stage",
    title=Text("Which stage?", "哪一個階段？"),
    minutes=1,
    prompt=Text(
        "Mrs Lee bought once, 40 days ago, and has told a friend about the shop. In which stage of the lifecycle does "
        "she stand, and what is the next contact for?",
        "李太太 40 天前買過一次，還跟朋友提過這家店。她在生命週期的哪個階段？下一次接觸是為了什麼？",
    ),
    options=(
        Option(
            key="attract",
            text=Text("Attract: she has to get to know us", "吸引：讓她先認識我們"),
            why=Text("She has bought; that is behind her.", "她已經買過，這個階段過了。"),
        ),
        Option(
            key="convert",
            text=Text("Convert: the second order", "轉化：第二筆訂單"),
            why=Text(
                "One purchase is a trial. A habit begins with the second; until then she is on the curve.",
                "買一次是試試看，第二次才開始成為習慣；在那之前，她都在那條曲線上。",
            ),
        ),
        Option(
            key="retain",
            text=Text("Retain: thank her for her loyalty", "留存：感謝她一直以來的支持"),
            why=Text(
                "There is nothing to keep yet: thanks for loyalty after one order sound like a form letter.",
                "還沒有東西可以「留」。才買一次就謝她支持，看起來就像罐頭訊息。",
            ),
        ),
        Option(
            key="extend",
            text=Text("Extend: she recommends us, ask for more names", "擴展：她會推薦，多請她介紹幾位"),
            why=Text(
                "She may well; but somebody who has tried us once should first be happy with us twice.",
                "也許可以；不過才試過一次的人，先讓她滿意第二次再說。",
            ),
        ),
    ),
    right="convert",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_CALENDAR = TextTask(
    id="3.4.calendar",
    title=Text("The year's contacts", "一年的接觸計畫"),
    minutes=4,
    prompt=Text(
        "Three sentences to the owner. **The card:** on which day, to whom, and what the other day would have cost. "
        "**How often:** a limit, and what would make you lower it. **The stages:** where you would take contacts "
        "away, and where you would put them.",
        "三句話寫給老闆。**那張卡：** 第幾天、給誰，選另一天會付出什麼代價。"
        "**多久一次：** 上限是多少，看到什麼就要調低。"
        "**各階段：** 哪裡的接觸要減，移到哪裡去。",
    ),
    model=Text(
        "Hold yours against these questions, then read the one below the box.\n\n"
        "- Does your day rest on everybody, or only on those who are back?\n"
        "- Did you say who gets the voucher although they were coming anyway?\n"
        "- Is there a number behind your limit, or a feeling? How will you find out (held-out at every step)?\n"
        "- Are people without consent off every list?",
        "先拿這幾個問題檢查自己寫的，再看下面的範例。\n\n"
        "- 你選的那一天，是看所有的人，還是只看已經回來的人？\n"
        "- 有沒有說到：本來就會來的人也會拿到折價券？\n"
        "- 上限背後是數字還是感覺？要怎麼知道（每一則都留對照組）？\n"
        "- 沒同意收訊息的人，都從名單上拿掉了嗎？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_LOT,
    _BACK_MIDDLE,
    _BACK_PURPOSE,
    _GUESS_HALF,
    _EIGHT_HALF,
    _ALL_HALF,
    _RECENT_HALF,
    _QUIET_DAY,
    _SEVEN,
    _FATIGUE,
    _BIRTHDAY,
    _STAGE,
    _CALENDAR,
)
