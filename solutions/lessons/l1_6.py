"""The questions and checks inside lesson 1.6, "Analysis of the purchase cycle"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.rhythm_stories import pick_four
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, Mistake, Option, OrderingTask, Task, TextTask, ValueTask

Measure = Callable[[Ledger], pd.Series]

K = 1.5
AT = 6.0
"""Where the explorer's slider is to be pulled."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _days(ledger: Ledger) -> pd.DataFrame:
    """The purchase days of everybody with `gap`, the days since the one before."""
    days = (
        valid_on(ledger, ledger.snapshot)[["customer_id", "order_date"]]
        .drop_duplicates()
        .sort_values(["customer_id", "order_date"])
    )
    return days.assign(gap=days.groupby("customer_id")["order_date"].diff().dt.days)


@once_per_ledger
def _four(ledger: Ledger) -> pd.Series:
    """The ids of the four customers by their letters."""
    return pick_four(ledger).set_index("label")["customer_id"]


def _of_four(values: pd.Series, ledger: Ledger, name: str) -> pd.Series:
    """One value per customer, for the four and by their letters."""
    return _four(ledger).map(values).rename(name)


def _gaps(ledger: Ledger) -> pd.core.groupby.SeriesGroupBy:
    return _days(ledger).dropna(subset="gap").groupby("customer_id")["gap"]


def _cycles(ledger: Ledger) -> pd.Series:
    return _of_four(_gaps(ledger).median(), ledger, "cycle")


def _cycles_mean(ledger: Ledger) -> pd.Series:
    return _of_four(_gaps(ledger).mean(), ledger, "cycle")


def _cycles_longest(ledger: Ledger) -> pd.Series:
    return _of_four(_gaps(ledger).max(), ledger, "cycle")


def _cycles_shortest(ledger: Ledger) -> pd.Series:
    return _of_four(_gaps(ledger).min(), ledger, "cycle")


def _cycles_last(ledger: Ledger) -> pd.Series:
    return _of_four(_gaps(ledger).last(), ledger, "cycle")


def _cycles_counted(ledger: Ledger) -> pd.Series:
    return _of_four(_gaps(ledger).count(), ledger, "cycle")


def _cycles_summed(ledger: Ledger) -> pd.Series:
    return _of_four(_gaps(ledger).sum(), ledger, "cycle")


def _cycle_of_a(cycles: Measure) -> Callable[[Ledger], float]:
    return lambda ledger: float(cycles(ledger)["A"])


def _pooled(ledger: Ledger) -> float:
    """The company's cycle: the median of all gaps."""
    return float(_days(ledger)["gap"].median())


def _last(ledger: Ledger) -> pd.Series:
    return _of_four(_days(ledger).groupby("customer_id")["order_date"].max(), ledger, "last")


def _away(ledger: Ledger) -> pd.Series:
    return (ledger.snapshot - _last(ledger)).dt.days.rename("cycles_away")


def _cycles_away(ledger: Ledger) -> pd.Series:
    return (_away(ledger) / _cycles(ledger)).rename("cycles_away")


def _days_away(ledger: Ledger) -> pd.Series:
    return _away(ledger)


def _upside_down(ledger: Ledger) -> pd.Series:
    return (_cycles(ledger) / _away(ledger)).rename("cycles_away")


def _company_cycles_away(ledger: Ledger) -> pd.Series:
    return (_away(ledger) / _pooled(ledger)).rename("cycles_away")


def _negative(ledger: Ledger) -> pd.Series:
    return -_cycles_away(ledger)


def _less_a_cycle(ledger: Ledger) -> pd.Series:
    return (_away(ledger) - _cycles(ledger)).rename("cycles_away")


def _of_limit(ledger: Ledger) -> pd.Series:
    return (_cycles_away(ledger) / K).rename("cycles_away")


@once_per_ledger
def _judged(ledger: Ledger) -> pd.DataFrame:
    """Everybody with a gap: `away` (days), `cycle`."""
    away = (ledger.snapshot - _days(ledger).groupby("customer_id")["order_date"].max()).dt.days
    return pd.DataFrame({"away": away, "cycle": _gaps(ledger).median()}).dropna()


def _late_at(ledger: Ledger, k: float) -> int:
    people = _judged(ledger)
    return int((people["away"] / people["cycle"] > k).sum())


def _at_six(ledger: Ledger) -> int:
    return _late_at(ledger, AT)


def _at_start(ledger: Ledger) -> int:
    return _late_at(ledger, K)


def _one_step_short(ledger: Ledger) -> int:
    return _late_at(ledger, AT - 0.25)


def _one_for_all(ledger: Ledger) -> int:
    return int((_judged(ledger)["away"] > AT * _pooled(ledger)).sum())


def _not_late(ledger: Ledger) -> int:
    return len(_judged(ledger)) - _late_at(ledger, AT)


def _all_judged(ledger: Ledger) -> int:
    return len(_judged(ledger))


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_MIDDLE = ChoiceTask(
    id="1.6.back-middle",
    title=Text("What is usual?", "平常隔幾天？"),
    lesson="1.5",
    minutes=1,
    prompt=Text(
        "Between a customer's purchases lay 9, 10, 11, 12 and 158 days. After how many days does she usually come?",
        "有位顧客前後幾次購買，隔了 9、10、11、12、158 天。她平常隔幾天來一次？",
    ),
    options=(
        Option(
            key="mean",
            text=Text("40: all gaps over their number", "40 天，全部加起來除以個數"),
            why=Text(
                "That is the mean. One long absence has pulled it to a number of days after which she never came.",
                "那是平均數。一次很久沒來就把它拉高了，她從來沒有隔 40 天才來過。",
            ),
        ),
        Option(
            key="median",
            text=Text("11: the one in the middle", "11 天，排在中間的那個"),
            why=Text(
                "The median: two gaps are shorter and two longer, and it does not matter how long the longest was.",
                "中位數：兩個比它短，兩個比它長，最長的那個有多長都沒關係。",
            ),
        ),
        Option(
            key="longest",
            text=Text("158: she may stay away as long as that", "158 天，她是有可能這麼久不來"),
            why=Text(
                "She may, once. What is usual is said by the middle, not by the extreme.",
                "是有可能，一次。平常怎樣，要看中間，不看最極端的。",
            ),
        ),
    ),
    right="median",
)

_BACK_CONSENT = ChoiceTask(
    id="1.6.back-consent",
    title=Text("The best on the list", "名單上的第一名"),
    lesson="1.1",
    minutes=1,
    prompt=Text(
        "First on the list of calls is Mr Ho, a large customer. In the file his `consent` is false. What now?",
        "電話名單的第一名是何先生，大客戶。顧客檔裡，他的 `consent` 是 False。怎麼辦？",
    ),
    options=(
        Option(
            key="off",
            text=Text("He comes off the list", "從名單上拿掉"),
            why=Text(
                "Whoever has not agreed to be contacted is not contacted, whatever the list says.",
                "沒有同意的人，名單排得再前面也不能聯絡。",
            ),
        ),
        Option(
            key="once",
            text=Text("Ring once and ask for his consent", "打一次，順便問他同不同意"),
            why=Text(
                "The call that asks is already a contact he has not agreed to. Ask when he is next here by himself.",
                "打去問，就已經是他沒同意的聯絡了。等他下次自己來再問。",
            ),
        ),
        Option(
            key="email",
            text=Text("Send an e-mail instead", "改寄電子郵件"),
            why=Text(
                "Consent is about being contacted for marketing at all, not about the telephone.",
                "他沒同意的是行銷聯絡，換成電子郵件也一樣。",
            ),
        ),
    ),
    right="off",
)

_BACK_SORT = ChoiceTask(
    id="1.6.back-sort",
    title=Text("In which order?", "怎麼排？"),
    lesson="0.2",
    minutes=1,
    prompt=Text(
        '`orders.sort_values(["customer_id", "order_date"])`: which row comes right after the first order '
        "of customer C00001?",
        '`orders.sort_values(["customer_id", "order_date"])`：顧客 C00001 的第一筆訂單，後面接的是哪一列？',
    ),
    options=(
        Option(
            key="next-order",
            text=Text("the next order of C00001", "C00001 的下一筆訂單"),
            why=Text(
                "First by customer, and within a customer by date. So each row stands next to the one to be compared.",
                "先照顧客排，同一位顧客再照日期排。要前後比較的兩列，就會排在一起。",
            ),
        ),
        Option(
            key="next-day",
            text=Text("the next order of the whole shop", "全店的下一筆訂單"),
            why=Text(
                'That would be `sort_values("order_date")`, by date alone. Here the customer comes first.',
                '那是只照日期排的 `sort_values("order_date")`。這裡顧客在前面。',
            ),
        ),
        Option(
            key="next-customer",
            text=Text("the first order of the next customer", "下一位顧客的第一筆訂單"),
            why=Text(
                "Only where C00001 has no other order. All rows of one customer stand together.",
                "除非 C00001 只有一筆。同一位顧客的列會全部排在一起。",
            ),
        ),
    ),
    right="next-order",
)

# --- Predict -----------------------------------------------------------------------------------------------------


def _letter(letter: str) -> Option:
    return Option(key=letter, text=Text(f"Customer {letter}", f"顧客 {letter}"), why=Text("", ""))


_WHO_FIRST = OrderingTask(
    id="1.6.who-first",
    title=Text("Whom do you call first?", "先打給誰？"),
    minutes=1,
    prompt=Text(
        "Whom would you call first? Put the one whose call can wait least at the top.",
        "你會先打給誰？把你覺得最不能再等的排在最上面。",
    ),
    items=tuple(_letter(letter) for letter in "ABCD"),
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_MEAN = Text(
    "This is the mean of the gaps. A long absence stretches it, and it takes longer to notice that the customer is "
    "gone: which word takes the one in the middle?",
    "這是間隔的平均數。只要有幾次很久沒來，它就被拉長，人不見了也比較晚發現。取中間那個的是哪個字？",
)
_LONGEST = Text(
    "This is the longest gap. The own cycle is the gap in the middle.",
    "這是最長的一次間隔。個人消費週期取的是中間那個。",
)
_LAST = Text(
    "This is the latest gap only. The own cycle is the middle of all of them.",
    "這只是最近一次的間隔。個人消費週期是所有間隔的中間那個。",
)
_COUNTED = Text(
    "This is how many gaps there are, not how long they are.",
    "這是有幾個間隔，不是隔了多久。",
)

_CYCLE_A = ValueTask(
    id="1.6.cycle-a",
    title=Text("The rhythm of A", "A 的步調"),
    name="cycle_a",
    minutes=2,
    prompt=Text(
        "`cycle_a`: the own purchase cycle of customer A, in days.",
        "`cycle_a`：顧客 A 的個人消費週期，單位是天。",
    ),
    answer=_cycle_of_a(_cycles),
    returns=Number(unit="days"),
    mistakes=(
        Mistake(key="mean", wrong=_cycle_of_a(_cycles_mean), message=_MEAN),
        Mistake(key="longest", wrong=_cycle_of_a(_cycles_longest), message=_LONGEST),
        Mistake(key="last", wrong=_cycle_of_a(_cycles_last), message=_LAST),
        Mistake(key="counted", wrong=_cycle_of_a(_cycles_counted), message=_COUNTED),
        Mistake(
            key="company",
            wrong=_pooled,
            message=Text(
                "This is the cycle of the company, the median of everybody's gaps. Look only at A's.",
                "這是全公司的消費週期，是所有人間隔的中位數。這裡只看 A 的。",
            ),
        ),
    ),
    hints=(
        Text("Run the cell above from the top.", "把上面那格從頭執行一次。"),
        Text("The last step takes the median: `gaps_a.median()`.", "最後一步取中位數：`gaps_a.median()`。"),
    ),
    solution="""
days_a = of_four.loc[of_four["label"] == "A", "order_date"].drop_duplicates().sort_values()
gaps_a = days_a.diff().dt.days.dropna()
cycle_a = gaps_a.median()
cycle_a
""",
)

_OWN_CYCLES = ValueTask(
    id="1.6.own-cycles",
    title=Text("Four rhythms", "四個人的步調"),
    name="cycle_of_four",
    minutes=3,
    prompt=Text(
        "`cycle_of_four`: the own purchase cycle of each of A to D, in days.",
        "`cycle_of_four`：A 到 D 每一位的個人消費週期，單位是天。",
    ),
    answer=_cycles,
    returns=Column(name="cycle", key="label", unit="days"),
    mistakes=(
        Mistake(key="mean", wrong=_cycles_mean, message=_MEAN),
        Mistake(key="longest", wrong=_cycles_longest, message=_LONGEST),
        Mistake(
            key="shortest",
            wrong=_cycles_shortest,
            message=Text(
                "This is the shortest gap of each. The own cycle is the gap in the middle.",
                "這是每個人最短的一次間隔。個人消費週期取的是中間那個。",
            ),
        ),
        Mistake(key="last", wrong=_cycles_last, message=_LAST),
        Mistake(key="counted", wrong=_cycles_counted, message=_COUNTED),
        Mistake(
            key="summed",
            wrong=_cycles_summed,
            message=Text(
                "This adds all gaps up: it is the time from the first purchase to the last.",
                "這是所有間隔的總和，也就是從第一次到最後一次買，一共過了多久。",
            ),
        ),
    ),
    hints=(
        Text(
            "First blank: what tells the four apart? The third step groups by the same.",
            "第一個空格：靠什麼分辨這四位？第三步也是依同一欄分組。",
        ),
        Text(
            'Second blank: the column that step 2 has just made, `"gap"`. Third: the word for the one in the middle.',
            '第二個空格：步驟 2 剛做出來的欄位 `"gap"`。第三個：「中位數」的那個字。',
        ),
    ),
    solution="""
# 1 the purchase days of each, each once, in the order of time  # lang-en
# 1 每一位的購買日，一天只留一次，照時間排好  # lang-zh-Hant
days = of_four[["label", "order_date"]].drop_duplicates().sort_values(["label", "order_date"])
# 2 each day less the one before it, beginning anew with every customer  # lang-en
# 2 每一天減掉前一天，遇到下一位就重新開始  # lang-zh-Hant
days["gap"] = days.groupby("label")["order_date"].diff().dt.days
# 3 the gap in the middle of each customer  # lang-en
# 3 每一位排在中間的間隔  # lang-zh-Hant
cycle_of_four = days.groupby("label")["gap"].median()
cycle_of_four
""",
)

_CYCLES_AWAY = ValueTask(
    id="1.6.cycles-away",
    title=Text("How late?", "晚了多少？"),
    name="cycles_away",
    minutes=3,
    prompt=Text(
        "`cycles_away`: for each of A to D, the days from the last purchase day to the snapshot date, divided by the "
        "own "
        "cycle.",
        "`cycles_away`：A 到 D 每一位，最後購買日到快照日的天數，除以個人消費週期。",
    ),
    answer=_cycles_away,
    returns=Column(name="cycles_away", key="label"),
    mistakes=(
        Mistake(
            key="days",
            wrong=_days_away,
            message=Text(
                "These are days. How many of their own cycles are they? One step is missing.",
                "這是天數。換成自己的週期是幾個？還差一步。",
            ),
        ),
        Mistake(
            key="upside-down",
            wrong=_upside_down,
            message=Text(
                "The fraction is upside down: who has been away for long has a small number here. The days go on top.",
                "除反了：離開越久，數字反而越小。天數要放上面。",
            ),
        ),
        Mistake(
            key="company",
            wrong=_company_cycles_away,
            message=Text(
                "You divided everybody's days by one cycle for all. Each is held against their own.",
                "你拿全公司同一個週期去除每個人的天數。每個人要跟自己的週期比。",
            ),
        ),
        Mistake(
            key="negative",
            wrong=_negative,
            message=Text(
                "Right but for the sign: the later day comes first in the subtraction.",
                "只差一個負號：相減的時候，晚的那一天要放前面。",
            ),
        ),
        Mistake(
            key="subtracted",
            wrong=_less_a_cycle,
            message=Text(
                "These are the days beyond one cycle. How many cycles the absence is long, a division tells.",
                "這是超過一個週期幾天。離開了「幾個」週期，要用除的。",
            ),
        ),
        Mistake(
            key="of-limit",
            wrong=_of_limit,
            message=Text(
                "You have divided by 1.5 cycles. The limit comes later; here it is only how many cycles.",
                "你除的是 1.5 個週期。界線等一下才用，這裡只問離開了幾個週期。",
            ),
        ),
    ),
    hints=(
        Text(
            'Two columns of `rhythm` are needed: `rhythm["last"]` and `rhythm["cycle"]`.',
            '會用到 `rhythm` 的兩欄：`rhythm["last"]` 和 `rhythm["cycle"]`。',
        ),
        Text(
            'The days are `(snapshot - rhythm["last"]).dt.days`. Divide them by the cycle.',
            '天數是 `(snapshot - rhythm["last"]).dt.days`，再除以週期。',
        ),
    ),
    solution="""
cycles_away = (snapshot - rhythm["last"]).dt.days / rhythm["cycle"]
cycles_away
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_AT_SIX = ValueTask(
    id="1.6.at-six",
    title=Text("Still overdue at k = 6", "k 拉到 6"),
    minutes=2,
    name="overdue_at_six",
    prompt=Text(
        "`overdue_at_six`: how many customers are overdue by their own rhythm at k = 6, read off the figure.",
        "`overdue_at_six`：k＝6 的時候，照自己的步調，有幾位逾期？從圖上讀出來。",
    ),
    answer=_at_six,
    returns=Number(unit="customers", whole=True),
    mistakes=(
        Mistake(
            key="at-start",
            wrong=_at_start,
            message=Text(
                "That is the number at k = 1.5, where the slider starts. Pull it to its right end.",
                "這是 k＝1.5 的人數，滑桿一開始就在那裡。請拉到最右邊。",
            ),
        ),
        Mistake(
            key="one-step-short",
            wrong=_one_step_short,
            message=Text("One step short: k stands at 5.75 there.", "還差一格：那是 k＝5.75。"),
        ),
        Mistake(
            key="one-for-all",
            wrong=_one_for_all,
            message=Text(
                "That is the number by one cycle for all. Set “Call by” back to each customer's own cycle.",
                "這是大家用同一個週期的人數。「依據」請切回每位顧客自己的週期。",
            ),
        ),
        Mistake(
            key="not-late",
            wrong=_not_late,
            message=Text(
                "Those are the customers who are not overdue at k = 6.",
                "這是 k＝6 時沒有逾期的人數。",
            ),
        ),
        Mistake(
            key="all",
            wrong=_all_judged,
            message=Text(
                "That is everybody who can be judged. The number of the overdue stands before it in the title.",
                "這是可以判斷的總人數。逾期的人數，標題裡也有寫。",
            ),
        ),
    ),
    hints=(
        Text(
            "Pull only k, to its right end; leave “Call by” as it is.",
            "只拉 k，拉到最右邊，「依據」不要動。",
        ),
        Text(
            "The title begins with the number of those who are overdue by their own rhythm.",
            "標題會寫照自己的節奏（也就是步調）逾期的有幾位。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here with the same rule  # lang-en
# 從圖上讀出來的數字；這裡用同樣的規則算一次  # lang-zh-Hant
overdue_at_six = overdue(valid, snapshot, k=6)["overdue"].sum()
overdue_at_six
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_HISTORY = ChoiceTask(
    id="1.6.history",
    title=Text("A fifth customer", "第五位顧客"),
    minutes=2,
    prompt=Text(
        "These are all valid orders of one customer. The snapshot date is 19 October 2025. Is she overdue, with k = "
        "1.5?\n\n"
        "| order | date |\n"
        "|---|---|\n"
        "| O1 | 2025-03-01 |\n"
        "| O2 | 2025-03-01 |\n"
        "| O3 | 2025-03-31 |\n"
        "| O4 | 2025-05-10 |\n"
        "| O5 | 2025-08-15 |",
        "這是一位顧客全部的有效訂單，快照日是 2025 年 10 月 19 日，k＝1.5。她逾期了嗎？\n\n"
        "| 訂單 | 日期 |\n"
        "|---|---|\n"
        "| O1 | 2025-03-01 |\n"
        "| O2 | 2025-03-01 |\n"
        "| O3 | 2025-03-31 |\n"
        "| O4 | 2025-05-10 |\n"
        "| O5 | 2025-08-15 |",
    ),
    options=(
        Option(
            key="zero-kept",
            text=Text("Yes: cycle 35, away 65 days, 1.9 cycles", "逾期：週期 35 天，離開 65 天，1.9 個週期"),
            why=Text(
                "O1 and O2 are on one day, so there is no gap between them; you kept one of 0 days.",
                "O1 和 O2 是同一天，中間沒有間隔；你留了一個 0 天的。",
            ),
        ),
        Option(
            key="mean",
            text=Text("No: cycle 55.7, away 65 days, 1.2 cycles", "沒有：週期 55.7 天，離開 65 天，1.2 個週期"),
            why=Text(
                "You took the mean of 30, 40 and 97. The long summer gap stretches it; the one in the middle is 40.",
                "你取的是 30、40、97 的平均。夏天那次隔得久，把它拉長了；中間那個是 40。",
            ),
        ),
        Option(
            key="right",
            text=Text("Yes: cycle 40, away 65 days, 1.6 cycles", "逾期：週期 40 天，離開 65 天，1.6 個週期"),
            why=Text(
                "Four purchase days, gaps of 30, 40 and 97. The middle one is 40, and 65 is more than 1.5 times 40.",
                "四個購買日，間隔是 30、40、97，中間是 40；65 超過 40 的 1.5 倍。",
            ),
        ),
        Option(
            key="last-gap",
            text=Text("No: her last gap was 97, she is away 65 days only", "沒有：上次隔了 97 天，這次才 65 天"),
            why=Text(
                "The last gap is one of three. What is usual is the one in the middle.",
                "上一次只是三個間隔裡的一個。平常隔多久，要看中間那個。",
            ),
        ),
    ),
    right="right",
)

_ONCE = ChoiceTask(
    id="1.6.once",
    title=Text("Once, 400 days ago", "四百天前來過一次"),
    minutes=1,
    prompt=Text(
        "Ms Wu has bought once, 400 days ago. The company's cycle is 31 days. What does the rule say?",
        "吳小姐只買過一次，在 400 天前。公司的消費週期是 31 天。照規則，她算什麼？",
    ),
    options=(
        Option(
            key="overdue",
            text=Text("Overdue: 400 is more than 1.5 × 31", "逾期，400 超過 31 的 1.5 倍"),
            why=Text(
                "That holds her against everybody else's rhythm. She has not shown one of her own.",
                "那是拿別人的步調來量她。她自己的步調，還沒有人看過。",
            ),
        ),
        Option(
            key="not-judged",
            text=Text("She cannot be judged: there is no gap", "無法判斷，她沒有間隔"),
            why=Text(
                "One purchase day gives no gap and so no cycle. Bringing her back is another task (lessons 5.3 and "
                "5.6).",
                "只有一個購買日，就沒有間隔，也就沒有週期。要把她找回來是另一個題目（第 5.3、5.6 課）。",
            ),
        ),
        Option(
            key="on-time",
            text=Text("On time: her cycle may be 400 days", "還沒到，說不定她 400 天來一次"),
            why=Text(
                "It may be, but nobody knows. “Not judged” is not the same as “on time”.",
                "是有可能，可是沒有人知道。「無法判斷」不等於「還沒到」。",
            ),
        ),
    ),
    right="not-judged",
)

_HIGHER_K = ChoiceTask(
    id="1.6.higher-k",
    title=Text("A shorter list", "把名單變短"),
    minutes=1,
    prompt=Text(
        "To make the list shorter, somebody raises k from 1.5 to 4. Who drops off it?",
        "為了讓名單短一點，有人把 k 從 1.5 調到 4。誰會從名單上消失？",
    ),
    options=(
        Option(
            key="longest",
            text=Text("Those who have been gone longest", "離開最久的人"),
            why=Text(
                "They stay: they are beyond 4 cycles too. A higher k asks for a longer absence.",
                "他們會留著，因為 4 個週期也超過了。k 越大，要離開越久才算。",
            ),
        ),
        Option(
            key="just-late",
            text=Text("Those between 1.5 and 4 cycles: just late", "1.5 到 4 個週期之間，剛剛才晚的人"),
            why=Text(
                "And they are the ones a call can still reach. To shorten a list, choose among the overdue instead.",
                "偏偏電話還打得通的就是他們。要縮短名單，該從逾期的人裡面挑。",
            ),
        ),
        Option(
            key="one-gap",
            text=Text("Those with one gap only", "只有一個間隔的人"),
            why=Text(
                "k says nothing about how many gaps there are. Somebody with one short gap long ago stays on any list.",
                "k 不管有幾個間隔。很久以前有過一個短間隔的人，k 再大也在名單上。",
            ),
        ),
    ),
    right="just-late",
)

_FEBRUARY = ChoiceTask(
    id="1.6.february",
    title=Text("Suddenly everybody is late", "突然大家都晚了"),
    minutes=1,
    prompt=Text(
        "At the end of February a third more customers are overdue than at the end of January. What do you do first?",
        "二月底逾期的人，比一月底多了三分之一。你先做什麼？",
    ),
    options=(
        Option(
            key="season",
            text=Text("See what February did in earlier years", "看看前幾年的二月怎麼樣"),
            why=Text(
                "If every February is quiet, most of them are late together with the month and come by themselves in "
                "March.",
                "如果每年二月都淡，他們多半是跟著月份一起晚，三月自己就會來。",
            ),
        ),
        Option(
            key="call",
            text=Text("Call them all, before they are gone", "趕快全部打一遍，免得人跑了"),
            why=Text(
                "If it is the season, you ring a third more people who were coming anyway.",
                "如果是季節的關係，你等於多打了三分之一的電話，給本來就會來的人。",
            ),
        ),
        Option(
            key="raise",
            text=Text("Raise k for good, so that the list is as long as before", "把 k 永久調大，讓名單跟原來一樣長"),
            why=Text(
                "Then you would notice those who really leave too late all year, because of one month.",
                "為了一個月，整年都會太晚發現真正要走的人。",
            ),
        ),
    ),
    right="season",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="1.6.letter",
    title=Text("Two sentences to the owner", "寫給老闆的兩句話"),
    minutes=3,
    prompt=Text(
        "First sentence: who gets the fifty calls and why, with a number from the table and what you compare it "
        "with. Second "
        "sentence: what the table does not show.",
        "第一句：五十通打給誰、為什麼，用上表裡的一個數字，也寫出跟什麼比。第二句：這張表沒說明什麼。",
    ),
    model=Text(
        "Hold yours against these questions, then read the letter below the box.\n\n"
        "- Could a colleague make the same list from your rule?\n"
        "- Is everybody on it late by their own rhythm, with more than one gap to show for it?\n"
        "- Did you say that no call has been made yet, so that what one adds is not known?\n\n"
        "Those who are just late or those who spent most are both good answers, if you said what the call is for.",
        "先拿這三個問題檢查自己寫的，再看下面那封信。\n\n"
        "- 換一個人來做，照你的規則做得出同一份名單嗎？\n"
        "- 名單上的人，是不是都照自己的步調晚了，而且不只有一個間隔？\n"
        "- 有沒有說清楚：電話都還沒打，所以能多拉回幾位還不知道？\n\n"
        "打給剛剛才晚的人，或打給花最多的人，都可以是好答案，只要說得出電話是為了什麼。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_MIDDLE,
    _BACK_CONSENT,
    _BACK_SORT,
    _WHO_FIRST,
    _CYCLE_A,
    _OWN_CYCLES,
    _CYCLES_AWAY,
    _AT_SIX,
    _HISTORY,
    _ONCE,
    _HIGHER_K,
    _FEBRUARY,
    _LETTER,
)
