"""The questions and checks inside lesson 5.4, "Existing customers"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.repurchase.status import customer_status
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

LAPSE_DAYS = 180
LONGEST = 24
"""The longest window of the explorer, in months."""

DAY = pd.Timedelta(days=1)
LAPSE = LAPSE_DAYS * DAY

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _year(ledger: Ledger) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last day of the year that ends on the snapshot date."""
    return ledger.snapshot - pd.DateOffset(years=1) + DAY, ledger.snapshot


def _last(ledger: Ledger, day: pd.Timestamp) -> pd.Series:
    """Each customer's last order as it is known on the morning of a day."""
    return valid_on(ledger, day - DAY).groupby("customer_id")["order_date"].max()


@once_per_ledger
def _groups(ledger: Ledger) -> dict[str, pd.Index]:
    """Who is who in the year."""
    start, end = _year(ledger)
    before, until = _last(ledger, start), _last(ledger, end + DAY)
    came = until.index[until >= start]
    existing = before.index[before >= start - LAPSE]
    new = came.difference(before.index)
    return {
        "on_file": before.index,
        "on_file_at_end": until.index,
        "existing": existing,
        "came": came,
        "new": new,
        "won_back": came.difference(new).difference(existing),
        "active": until.index[until >= end + DAY - LAPSE],
    }


Count = Callable[[Ledger], int]


def _size(group: str) -> Count:
    return lambda ledger: len(_groups(ledger)[group])


def _opening_strictly(ledger: Ledger) -> int:
    start, _ = _year(ledger)
    return int((_last(ledger, start) > start - LAPSE).sum())


def _opening_with_the_day(ledger: Ledger) -> int:
    """Judged on the evening of the first day: an order on it counts already."""
    start, _ = _year(ledger)
    return int((_last(ledger, start + DAY) >= start - LAPSE).sum())


def _closing_on_the_last_day(ledger: Ledger) -> int:
    _, end = _year(ledger)
    return int((_last(ledger, end + DAY) >= end - LAPSE).sum())


def _closing_strictly(ledger: Ledger) -> int:
    _, end = _year(ledger)
    return int((_last(ledger, end + DAY) > end + DAY - LAPSE).sum())


def _lapsed_of(*groups: str) -> Count:
    """How many of these groups are not active at the closing."""

    def of(ledger: Ledger) -> int:
        people = _groups(ledger)
        there = people[groups[0]]
        for group in groups[1:]:
            there = there.union(people[group])
        return len(there.difference(people["active"]))

    return of


def _stayed(ledger: Ledger) -> int:
    people = _groups(ledger)
    return len(people["existing"].union(people["came"]).intersection(people["active"]))


def _everybody(ledger: Ledger) -> int:
    people = _groups(ledger)
    return len(people["existing"].union(people["came"]))


def _did_not_buy(ledger: Ledger) -> int:
    people = _groups(ledger)
    return len(people["existing"].difference(people["came"]))


def _net(ledger: Ledger) -> int:
    people = _groups(ledger)
    return len(people["existing"]) - len(people["active"])


@once_per_ledger
def _first_length(ledger: Ledger, days: int) -> float:
    """The shortest window, in months up to the snapshot, in which somebody came and went."""
    end = ledger.snapshot
    for months in range(1, LONGEST + 1):
        start = end - pd.DateOffset(months=months) + DAY
        if start >= end + DAY - days * DAY:
            continue  # whoever ordered in so short a window is still active
        status = customer_status(ledger.orders, ledger.refunds, start, end, lapse_days=days)
        if (status["lost"] & ~status["existing"]).any():
            return months
    return float("nan")


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_EVENING = ChoiceTask(
    id="5.4.back-evening",
    title=Text("Known on the evening", "那天晚上知道的事"),
    lesson="1.2",
    minutes=1,
    prompt=Text(
        "An order of 20 December is refunded in full on 8 January. Was it a valid order on the evening of 31 December?",
        "12 月 20 日的一筆訂單，1 月 8 日全額退款。站在 12 月 31 日晚上看，它是有效訂單嗎？",
    ),
    options=(
        Option(
            key="no",
            text=Text("No, nothing is left of it", "不是，錢全退了"),
            why=Text(
                "Nothing is left from 8 January on. On 31 December nobody could know of that.",
                "錢是 1 月 8 日才退的，12 月 31 日那天沒有人知道。",
            ),
        ),
        Option(
            key="yes",
            text=Text("Yes, a refund is known from its own day on", "是，退款從退的那天起才知道"),
            why=Text(
                "So each of today's two days is judged by what was known on it.",
                "所以今天要判斷的兩個日子，各用當天已經知道的事。",
            ),
        ),
        Option(
            key="half",
            text=Text("One cannot say before the refund period is over", "退貨期還沒過，不能說"),
            why=Text(
                "Then no report could be written on any day. One judges by what is known, and says the day.",
                "那就沒有一天寫得出報表了。用已知的事判斷，再註明日期就好。",
            ),
        ),
    ),
    right="yes",
)

_BACK_ACTIVE = ChoiceTask(
    id="5.4.back-active",
    title=Text("Still active?", "還算活躍嗎？"),
    lesson="5.1",
    minutes=1,
    prompt=Text(
        "A customer is active with an order within the last 180 days, the day itself included. Ben's only order is of "
        "5 July 2025. Is he active on the evening of 31 December 2025?",
        "最近 180 天內（當天也算）有訂單，就算活躍。阿本只在 2025 年 7 月 5 日買過一次，"
        "2025 年 12 月 31 日晚上，他算活躍嗎？",
    ),
    options=(
        Option(
            key="lapsed",
            text=Text("No, half a year is over", "不算，已經超過半年"),
            why=Text(
                "Count days: from 5 July to 31 December it is 179.",
                "要數天數：7 月 5 日到 12 月 31 日是 179 天。",
            ),
        ),
        Option(
            key="last",
            text=Text("Yes, on this evening for the last time", "算，不過這是最後一晚"),
            why=Text(
                "179 days, so still fewer than 180. On the next evening it would be 180, and he would have lapsed.",
                "179 天，還不到 180。隔天晚上就滿 180 天，他就流失了。",
            ),
        ),
        Option(
            key="week",
            text=Text("Yes, and for a week to come", "算，而且還有一個星期"),
            why=Text(
                "From 5 July to 31 December it is 179 days already; only one is left.",
                "7 月 5 日到 12 月 31 日已經 179 天，只剩一天了。",
            ),
        ),
    ),
    right="last",
)

_BACK_YOUNG = ChoiceTask(
    id="5.4.back-young",
    title=Text("Back already", "已經回來了"),
    lesson="5.3",
    minutes=1,
    prompt=Text(
        "Fay came first on 20 November and again on 5 December. You stand on 31 December. Where does she belong in the "
        "share that buys again within 90 days?",
        "小飛 11 月 20 日第一次來，12 月 5 日又來。站在 12 月 31 日，算 90 天內的續購率，她該放在哪裡？",
    ),
    options=(
        Option(
            key="both",
            text=Text("Above and below the line: she has come back", "分子、分母都有，人都回來了"),
            why=Text(
                "Then those who came with her and stay away would have to be in it as well, and of them nobody knows "
                "yet.",
                "那跟她同時來、不會回來的人也要放進去才公平，可是他們現在還不知道。",
            ),
        ),
        Option(
            key="below",
            text=Text("Below only", "只放分母"),
            why=Text(
                "That would count her as not returned, which is not even true.",
                "那等於說她沒有回來，連事實都不對。",
            ),
        ),
        Option(
            key="neither",
            text=Text("In neither: not observed for 90 days", "都不放，還沒觀察滿 90 天"),
            why=Text(
                "Everybody in the base has to have had the same chance. Today you meet it again: in a "
                "short window there is no time for some things to happen.",
                "分母裡的人，機會要一樣多。今天又會遇到：期間太短，有些事根本來不及發生。",
            ),
        ),
    ),
    right="neither",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_OF_HUNDRED = GuessTask(
    id="5.4.of-hundred",
    title=Text("Gone by the end", "年底已經不在的"),
    minutes=1,
    prompt=Text(
        "Of every 100 existing customers on the first morning of the year: how many no longer count as active at its "
        "end?",
        "這一年第一天早上的老客戶，每 100 位裡，到期末有幾位已經不算活躍？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_MESSAGES = {
    "on-file": Text(
        "That is everybody who had ever bought before, also those who have not come for years.",
        "這是以前買過的所有人，好幾年沒來的也在裡面。",
    ),
    "strictly": Text(
        "Whoever was last here exactly 180 days before that morning is missing. *More* than 180 days is lapsed: look "
        "at the comparison.",
        "離那天早上剛好 180 天的人不見了。**超過** 180 天才算流失，看看比較的符號。",
    ),
    "first-day": Text(
        "Orders of the first day itself have made customers existing. On its morning nobody has come yet.",
        "第一天當天的訂單，也讓人變成老客戶了。那天早上，還沒有人上門。",
    ),
    "bought": Text(
        "These are the customers who bought in the year. Existing is decided before it begins.",
        "這是這一年有買的人。老客戶要在這一年開始以前就決定。",
    ),
    "last-day": Text(
        "You counted back from the last day itself. A closing is the opening of what comes next: judge on the morning "
        "**after** the last day.",
        "你從最後一天往回數。這一期的期末，就是下一期的期初，要在最後一天的**隔天早上**判斷。",
    ),
    "file-at-end": Text(
        "That is everybody on file at the end, however long ago they came. Compare with the limit before you count.",
        "這是期末名單上的所有人，多久以前來的都算。先跟界線比，再數。",
    ),
    "opening": Text(
        "That is the opening again. Which table knows the orders of the year?",
        "這還是期初。哪一張表裡有這一年的訂單？",
    ),
    "only-existing": Text(
        "You looked only at those who were there at the opening. Somebody who came in spring can have gone by "
        "winter: the new and the won-back belong in as well.",
        "你只看了期初就在的人。春天才來的，到冬天也可能走了：首購和喚回的人也要放進來。",
    ),
    "without-back": Text(
        "The won-back are missing. They came back in the year, and some have fallen silent again.",
        "少了喚回的人。他們這一年回來過，有些又沒消息了。",
    ),
    "all-inactive": Text(
        "You took everybody on file who is not active. Most of them had lapsed long before the year began; they could "
        "not be lost again in it.",
        "你數的是名單上所有不活躍的人。其中很多人在這一年以前就流失了，不可能再流失一次。",
    ),
    "did-not-buy": Text(
        "You counted existing customers who did not buy in the year. But somebody who bought in January and then never "
        "again has gone as well.",
        "你數的是這一年沒買的老客戶。可是一月買過、之後再也沒來的人，期末也不在了。",
    ),
    "stayed": Text(
        "These are the ones who are still there. Asked for are the others.",
        "這是還在的人，題目要的是另一邊。",
    ),
    "everybody": Text(
        "That is everybody who was there at some time. Take away those who are still there: `.difference(at_closing)`.",
        "這是曾經在的所有人。還要拿掉期末還在的人：`.difference(at_closing)`。",
    ),
    "net": Text(
        "That is opening less closing. In between people came as well, and some of these have gone too.",
        "這是期初減期末。可是中間有人進來，進來的人也有走掉的。",
    ),
}


def _mistakes(wrong: dict[str, Count]) -> tuple[Mistake, ...]:
    return tuple(Mistake(key=key, wrong=count, message=_MESSAGES[key]) for key, count in wrong.items())


_PEOPLE = Number(unit="customers", whole=True)

_OPENING = ValueTask(
    id="5.4.opening",
    title=Text("Existing customers at the opening", "期初的老客戶"),
    name="opening",
    prompt=Text(
        "`opening`: how many customers are existing customers on the morning of `start`.",
        "`opening`：`start` 那天早上，老客戶有幾位。",
    ),
    answer=_size("existing"),
    returns=_PEOPLE,
    mistakes=_mistakes(
        {
            "on-file": _size("on_file"),
            "strictly": _opening_strictly,
            "first-day": _opening_with_the_day,
            "bought": _size("came"),
        }
    ),
    hints=(
        Text("Run the cell above, from the top.", "把上面那格從頭執行一次。"),
        Text(
            "Step 1 may know nothing later than the eve; step 2 keeps the last orders that are late enough (`>=`).",
            "步驟 1 只能知道前一天為止的事；步驟 2 留下夠晚的最後一筆（`>=`）。",
        ),
    ),
    solution="""
# 1 Known on the eve: each customer's last order  # lang-en
# 1 前一天知道的事：每位顧客的最後一筆訂單  # lang-zh-Hant
eve = start - pd.Timedelta(days=1)
before = valid_orders(ledger.orders, ledger.refunds, eve)
last_before = before.groupby("customer_id")["order_date"].max()

# 2 Recent enough: at most 180 days before that morning  # lang-en
# 2 夠近：離那天早上不超過 180 天  # lang-zh-Hant
existing = last_before[last_before >= start - pd.Timedelta(days=180)].index

# 3 How many they are  # lang-en
# 3 一共幾位  # lang-zh-Hant
opening = len(existing)
opening
""",
)

_CLOSING = ValueTask(
    id="5.4.closing",
    title=Text("Active customers at the closing", "期末的活躍客戶"),
    name="closing",
    prompt=Text(
        "`closing`: how many customers are active at the closing, that is, existing customers on the morning after "
        "`end`.",
        "`closing`：期末的活躍客戶有幾位，也就是 `end` 隔天早上的老客戶。",
    ),
    answer=_size("active"),
    returns=_PEOPLE,
    mistakes=_mistakes(
        {
            "last-day": _closing_on_the_last_day,
            "strictly": _closing_strictly,
            "file-at-end": _size("on_file_at_end"),
            "opening": _size("existing"),
            "bought": _size("came"),
        }
    ),
    hints=(
        Text(
            "The eve of the morning after is `end` itself, so the orders are known up to `end`. Only the day from "
            "which one counts back is another.",
            "隔天早上的前一天，就是 `end`，所以訂單知道到 `end` 為止。換的只是從哪一天往回數。",
        ),
        Text(
            "`day_after = end + pd.Timedelta(days=1)`; from there 180 days back, as at the opening.",
            "`day_after = end + pd.Timedelta(days=1)`，從那天往回 180 天，跟期初一樣。",
        ),
    ),
    solution="""
until = valid_orders(ledger.orders, ledger.refunds, end)
last_until = until.groupby("customer_id")["order_date"].max()
day_after = end + pd.Timedelta(days=1)
active = last_until[last_until >= day_after - pd.Timedelta(days=180)].index
closing = len(active)
closing
""",
)

_LAPSED = ValueTask(
    id="5.4.lapsed",
    title=Text("Lapsed in the year", "這一年流失的人"),
    name="n_lapsed",
    prompt=Text(
        "`n_lapsed`: of all who were there at some time in the year (`existing`, `new`, `won_back`), how many are "
        "not in `at_closing`.",
        "`n_lapsed`：這一年曾經在的人（`existing`、`new`、`won_back`）裡，有幾位不在 `at_closing`。",
    ),
    answer=_lapsed_of("existing", "new", "won_back"),
    returns=_PEOPLE,
    mistakes=_mistakes(
        {
            "only-existing": _lapsed_of("existing"),
            "without-back": _lapsed_of("existing", "new"),
            "all-inactive": _lapsed_of("on_file_at_end"),
            "did-not-buy": _did_not_buy,
            "stayed": _stayed,
            "everybody": _everybody,
            "net": _net,
        }
    ),
    hints=(
        Text(
            "First put the three groups together, then take away those who are still there.",
            "先把三群人合起來，再拿掉還在的人。",
        ),
        Text(
            "`there = existing.union(new).union(won_back)`, and then `there.difference(…)`.",
            "`there = existing.union(new).union(won_back)`，接著 `there.difference(…)`。",
        ),
    ),
    solution="""
there = existing.union(new).union(won_back)
n_lapsed = len(there.difference(at_closing))
n_lapsed
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_FIRST_LENGTH = ValueTask(
    id="5.4.first-length",
    title=Text("From which length on?", "從多長開始？"),
    name="first_length",
    prompt=Text(
        "`first_length`: with the threshold at 180 days, the first length in months at which somebody came and went in "
        "between.",
        "`first_length`：門檻是 180 天的時候，第一次有人中途來了又走，期間是幾個月。",
    ),
    answer=lambda ledger: _first_length(ledger, LAPSE_DAYS),
    returns=Number(unit="months"),
    mistakes=(
        Mistake(
            key="at-90",
            wrong=lambda ledger: _first_length(ledger, 90),
            message=Text(
                "That is so with 90 days. Set the threshold back to 180.",
                "這是 90 天的答案。把門檻調回 180 天。",
            ),
        ),
        Mistake(
            key="at-360",
            wrong=lambda ledger: _first_length(ledger, 360),
            message=Text(
                "That is so with 360 days. Set the threshold back to 180.",
                "這是 360 天的答案。把門檻調回 180 天。",
            ),
        ),
        Mistake(
            key="in-days",
            wrong=lambda ledger: LAPSE_DAYS,
            message=Text(
                "That is the threshold in days. Asked for is the length of the window in months, read off the slider.",
                "這是門檻的天數。題目要的是期間的長度，單位是月，看滑桿上的數字。",
            ),
        ),
        Mistake(
            key="one-early",
            wrong=lambda ledger: _first_length(ledger, LAPSE_DAYS) - 1,
            message=Text(
                "There the title still says that nobody came and went. Go on by one month.",
                "這個長度，標題還說沒有人中途來了又走。再拉長一個月。",
            ),
        ),
    ),
    hints=(
        Text(
            "Begin at 1 and lengthen the window month by month until the first hatching shows in the red bar.",
            "從 1 個月開始，一個月一個月拉長，拉到紅色那一條第一次出現斜線。",
        ),
        Text("The title says how many came and went.", "標題會寫有幾位中途來了又走。"),
    ),
    solution="""
# Read off the explorer; worked out here with the same steps  # lang-en
# 從圖上讀出來的數字；這裡用同樣的步驟算一次  # lang-zh-Hant
for first_length in range(1, 25):
    first_day = end - pd.DateOffset(months=first_length) + pd.Timedelta(days=1)
    status = customer_status(ledger.orders, ledger.refunds, first_day, end)
    if (status["lost"] & ~status["existing"]).any():
        break
first_length
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_SEVEN = ChoiceTask(
    id="5.4.seven-customers",
    title=Text("Seven customers", "七位顧客"),
    minutes=2,
    prompt=Text(
        """
The quarter from 1 April to 30 June 2025, threshold 180 days. That is: 3 October 2024 is exactly 180 days before
1 April 2025, and 2 January 2025 exactly 180 days before 1 July 2025. All valid orders:

| customer | orders |
|---|---|
| A | 2024-10-03 |
| B | 2024-12-20, 2025-05-04 |
| C | 2024-06-10, 2025-04-01 |
| D | 2025-06-30 |
| E | 2025-01-02 |
| F | 2024-11-11 |
| G | 2024-05-05 |

Opening + first purchase + won back − lapsed = closing?
""",
        """
2025 年 4 月 1 日到 6 月 30 日這一季，門檻 180 天。也就是說：\
2024 年 10 月 3 日離 2025 年 4 月 1 日剛好 180 天，2025 年 1 月 2 日離 2025 年 7 月 1 日剛好 180 天。全部的有效訂單：

| 顧客 | 訂單 |
|---|---|
| A | 2024-10-03 |
| B | 2024-12-20, 2025-05-04 |
| C | 2024-06-10, 2025-04-01 |
| D | 2025-06-30 |
| E | 2025-01-02 |
| F | 2024-11-11 |
| G | 2024-05-05 |

期初 ＋ 首購 ＋ 喚回 − 流失 ＝ 期末？
""",
    ),
    options=(
        Option(
            key="strictly",
            text=Text("3 + 1 + 1 − 1 = 4", "3 + 1 + 1 − 1 = 4"),
            why=Text(
                "It balances, but A is missing at the opening: exactly 180 days is not yet *more than* 180.",
                "兜得攏，可是期初少了 A：剛好 180 天，還沒有**超過** 180 天。",
            ),
        ),
        Option(
            key="right",
            text=Text("4 + 1 + 1 − 2 = 4", "4 + 1 + 1 − 2 = 4"),
            why=Text(
                "A, B, E, F at the opening; D new, C won back; A and F lapsed; B, C, D and E at the closing.",
                "期初 A、B、E、F；首購 D，喚回 C；流失 A 和 F；期末 B、C、D、E。",
            ),
        ),
        Option(
            key="back-new",
            text=Text("4 + 2 + 0 − 2 = 4", "4 + 2 + 0 − 2 = 4"),
            why=Text(
                "It balances, but C is not new: C bought in June 2024 and had lapsed. That it balances proves nothing "
                "about who stands where.",
                "兜得攏，可是 C 不是首購：C 在 2024 年 6 月買過，後來流失了。兜得攏，不代表每個人都放對位置。",
            ),
        ),
        Option(
            key="on-file",
            text=Text("6 + 1 + 0 − 3 = 4", "6 + 1 + 0 − 3 = 4"),
            why=Text(
                "You began with everybody who had ever bought. C and G had lapsed by 1 April: they are no existing "
                "customers, and C's return is a win-back.",
                "你把以前買過的人全放進期初了。4 月 1 日那天，C 和 G 都已經流失，不是老客戶；C 回來算喚回。",
            ),
        ),
    ),
    right="right",
)

_TWICE = ChoiceTask(
    id="5.4.went-and-came-back",
    title=Text("Gone and back", "走了又回來"),
    minutes=1,
    prompt=Text(
        "Orders of one customer: 15 December 2024, 10 January 2025, 20 September 2025; threshold 180 days. Where "
        "does this customer show in 2025?",
        "一位顧客的訂單：2024 年 12 月 15 日、2025 年 1 月 10 日、2025 年 9 月 20 日，門檻 180 天。"
        "他在 2025 年的帳上怎麼出現？",
    ),
    options=(
        Option(
            key="both",
            text=Text(
                "By the month and by the year alike: lapsed once, won back once", "每月和年度都一樣：流失一次、喚回一次"
            ),
            why=Text(
                "The year's balance looks at its two ends only, and at both the customer is there.",
                "年度的帳只看頭尾兩天，這兩天他都在。",
            ),
        ),
        Option(
            key="months",
            text=Text("By the month both moves, by the year neither", "每月的帳兩樣都有，年度的帳都沒有"),
            why=Text(
                "In July the 180 days were over, in September the customer was back. At both ends of the year: there.",
                "七月滿 180 天，九月又回來。年頭年尾，他都在。",
            ),
        ),
        Option(
            key="year",
            text=Text("By the year won back, since there was a long gap", "年度算喚回，因為中間隔了很久"),
            why=Text(
                "Won back means: had lapsed at the *opening*. On 1 January this customer was there.",
                "喚回的，是**期初**已經流失的人。1 月 1 日那天，他還在。",
            ),
        ),
        Option(
            key="lost",
            text=Text("Lapsed in both: silence for more than 180 days", "兩邊都算流失，因為超過 180 天沒來"),
            why=Text(
                "Lapsed in the year means: not active at the *closing*. On 31 December this customer is.",
                "年度的流失，看的是**期末**還在不在。12 月 31 日那天，他在。",
            ),
        ),
    ),
    right="months",
)

_OUT_BY = ChoiceTask(
    id="5.4.out-by-forty",
    title=Text("Out by forty", "差了四十位"),
    minutes=1,
    prompt=Text(
        "A report says: opening 500, first purchase 160, won back 40, lapsed 130. That makes 570, but 530 customers "
        "were counted at the closing. What would you look at first?",
        "報表寫：期初 500、首購 160、喚回 40、流失 130，算起來是 570；可是期末實際數到 530 位。你先查哪裡？",
    ),
    options=(
        Option(
            key="rounding",
            text=Text("Nothing: reports are always out by a little", "不用查，報表本來就會差一點"),
            why=Text(
                "People are whole. A balance that is out by forty has forty people in the wrong place.",
                "人數不會四捨五入。差四十位，就是有四十個人放錯了。",
            ),
        ),
        Option(
            key="closing",
            text=Text("Put the closing to 570", "把期末改成 570"),
            why=Text(
                "That hides the forty. The counted closing is the one number that was seen directly.",
                "這樣只是把四十位藏起來。期末是直接數出來的，最可信。",
            ),
        ),
        Option(
            key="back",
            text=Text("Whether the won-back stand among the new too", "喚回的人，是不是也算進了首購"),
            why=Text(
                "The difference is exactly the won-back. It need not be that, but a number that recurs is the first "
                "place to look.",
                "差的人數剛好等於喚回。不一定就是這個原因，但同樣的數字再出現，就先查那裡。",
            ),
        ),
        Option(
            key="lapsed",
            text=Text("Put lapsed to 170, then it balances", "流失改成 170 就平了"),
            why=Text(
                "It would, and forty people would have left who are still there. To make it balance is not to find "
                "the error.",
                "平是平了，卻多了四十個沒有走的人。湊到平，不等於找到錯。",
            ),
        ),
    ),
    right="back",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LINE = TextTask(
    id="5.4.line-for-the-bank",
    title=Text("Three sentences for the bank", "寫給銀行的三句話"),
    minutes=3,
    prompt=Text(
        "First: how many customers the company lost in the year, and by which of the counts. Second: the balance it "
        "belongs to. Third: what the other number is good for, and who should see that one.",
        "第一句：這一年流失了幾位，用的是哪一種數法。第二句：寫出它所在的那筆帳。第三句：另一個數字有什麼用，"
        "該給誰看。",
    ),
    model=Text(
        "Hold yours against these questions, then read the sentences below the box.\n\n"
        "- Is the number part of a balance that comes out even, with its window and its threshold?\n"
        "- Does it call anybody lost who is back already?\n"
        "- Have you said that a silent customer has not necessarily left?",
        "先拿這三個問題檢查自己寫的，再看下面的寫法。\n\n"
        "- 這個數字，有沒有放在一筆兜得攏的帳裡，期間和門檻都寫了？\n"
        "- 有沒有把已經回來的人說成走了？\n"
        "- 有沒有說清楚：沒消息不等於不再來？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_EVENING,
    _BACK_ACTIVE,
    _BACK_YOUNG,
    _OPENING,
    _CLOSING,
    _OF_HUNDRED,
    _LAPSED,
    _FIRST_LENGTH,
    _SEVEN,
    _TWICE,
    _OUT_BY,
    _LINE,
)
