"""The questions and checks inside lesson 5.3, "First-purchase customers who buy again"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.newcomers import pick_newcomers
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

NAN = float("nan")

YEAR = 365
"""New customers of so many days are followed in the lesson."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _people(ledger: Ledger) -> pd.DataFrame:
    """Every customer with first and second purchase: days observed, days to the second, and the visits' orders."""
    days = valid_on(ledger, ledger.snapshot)[["customer_id", "order_date"]].drop_duplicates().sort_values("order_date")
    visits = days.groupby("customer_id")["order_date"].agg(list)
    people = pd.DataFrame({"first_order": visits.str[0], "second_order": visits.str[1]}).astype("datetime64[us]")
    return people.assign(
        days_observed=(ledger.snapshot - people["first_order"]).dt.days,
        days_to_second=(people["second_order"] - people["first_order"]).dt.days,
    )


Group = Callable[[Ledger], pd.DataFrame]
"""Which new customers a rate is about."""


def _seven(ledger: Ledger) -> pd.DataFrame:
    chosen = pick_newcomers(_people(ledger), ledger.snapshot)["customer_id"]
    return _people(ledger).loc[chosen]


def _new(ledger: Ledger) -> pd.DataFrame:
    people = _people(ledger)
    return people[people["days_observed"] < YEAR]


def _latest(ledger: Ledger) -> pd.DataFrame:
    people = _people(ledger)
    quarters = people["first_order"].dt.to_period("Q")
    return people[quarters == quarters.max()]


def _everybody(ledger: Ledger) -> pd.DataFrame:
    return _people(ledger)


def _share(part: int, base: int) -> float:
    return part / base if base else NAN


def _counts(people: pd.DataFrame, days: int) -> dict[str, int]:
    """How many there are of each kind."""
    old, back, in_time = (
        people["days_observed"] >= days,
        people["days_to_second"].notna(),
        people["days_to_second"] <= days,
    )
    return {
        "all": len(people),
        "old": int(old.sum()),
        "back": int(back.sum()),
        "old_back": int((old & back).sum()),
        "in_time": int(in_time.sum()),
        "old_in_time": int((old & in_time).sum()),
    }


def _rate(group: Group, days: int, above: str = "old_in_time", below: str = "old") -> Callable[[Ledger], float]:
    """A share of two counts, rightly or wrongly."""

    def rate(ledger: Ledger) -> float:
        counts = _counts(group(ledger), days)
        return _share(counts[above], counts[below])

    return rate


def _settled(group: Group, days: int) -> Callable[[Ledger], float]:
    """The young are let in where they are back already, above the line and below it."""

    def rate(ledger: Ledger) -> float:
        counts = _counts(group(ledger), days)
        young_back = counts["in_time"] - counts["old_in_time"]
        return _share(counts["in_time"], counts["old"] + young_back)

    return rate


def _count(group: Group, days: int) -> Callable[[Ledger], float]:
    return lambda ledger: _counts(group(ledger), days)["old_in_time"]


def _two_lengths(group: Group, base: int, back: int) -> Callable[[Ledger], float]:
    """One number of days for the base, another for coming back."""

    def rate(ledger: Ledger) -> float:
        people = group(ledger)
        old = people[people["days_observed"] >= base]
        return _share(int((old["days_to_second"] <= back).sum()), len(old))

    return rate


def _a_day_short(group: Group, days: int) -> Callable[[Ledger], float]:
    return _two_lengths(group, days, days - 1)


def _a_day_too_old(group: Group, days: int) -> Callable[[Ledger], float]:
    return _two_lengths(group, days + 1, days)


# --- Mistakes, named once and used for all three rates -------------------------------------------------------------

_MESSAGES = {
    "young-kept": Text(
        "Everybody is in your base, even those whose days are still running; whoever of them is not back yet counts as "
        "lost before their time is up. Which table holds the base?",
        "所有人都在你的分母裡，連還沒期滿的也是；其中還沒回來的，時間沒到就被當成不回來。哪一張表才是分母？",
    ),
    "young-above": Text(
        "The young are missing below the line, but stand above it where they are back already. Is everybody above the "
        "line also below it?",
        "太新的人從分母拿掉了，可是已經回來的還算在分子裡。分子裡的每個人，都在分母裡嗎？",
    ),
    "settled": Text(
        "You let in those of the young who are back already. Those of the same age who will not come back have to wait "
        "outside: the base is then too full of good news.",
        "太新的人裡，你讓已經回來的先進來了。跟他們同一天來、卻不會回來的人還在外面等，分母裡的好消息就太多了。",
    ),
    "no-days": Text(
        "In your rate everybody counts who came back, whether in time or late. Which number of days stands in step 3?",
        "只要回來過，及時的、太晚的你都算了。步驟 3 裡寫的天數是多少？",
    ),
    "neither": Text(
        "That is the manager's share: back so far, of everybody. Two things are missing: a base that is old enough, "
        "and a number of days for coming back.",
        "這就是店長的算法：所有人裡，到目前為止回來的。少了兩樣東西：觀察夠久的分母，還有回來的期限。",
    ),
    "of-repeaters": Text(
        "You divided by those who came back. Whoever never came back is what the rate is about, and belongs in the "
        "base.",
        "你的分母只有回來過的人。沒回來的人正是這個比率要看的，也要算在分母裡。",
    ),
    "rest": Text(
        "That is the rest: those of the base who were not back in time. Which way does your comparison point?",
        "這是剩下的那一邊：沒有及時回來的人。比較的符號，方向對嗎？",
    ),
    "count": Text(
        "That is a number of customers. A share needs the base under it; of `True` and `False` the mean is the share.",
        "這是人數。比率還要除以分母；`True` 和 `False` 取平均，就是比率。",
    ),
    "ninety": Text(
        "You have taken 90 days. What N does this question ask for?",
        "你用的是 90 天。這一題問的 N 是多少？",
    ),
    "base-of-ninety": Text(
        "Your base is that of 90 days, and the second purchase is counted within 30. One N stands in both places.",
        "你的分母用 90 天，第二次購買卻用 30 天。兩個地方要用同一個 N。",
    ),
    "back-of-ninety": Text(
        "Your base is that of 30 days, and the second purchase is counted within 90. Many have not had 90 days yet: "
        "one N stands in both places.",
        "你的分母用 30 天，第二次購買卻用 90 天，很多人根本還沒過完 90 天。兩個地方要用同一個 N。",
    ),
    "a-day-short": Text(
        "Whoever came back on day 30 itself is missing. Look at the comparison: `<` or `<=`?",
        "剛好第 30 天回來的人沒算到。看看比較的符號，是 `<` 還是 `<=`？",
    ),
    "a-day-too-old": Text(
        "Whoever has been observed for exactly 30 days is missing in your base. Look at the comparison: `>` or `>=`?",
        "剛好觀察滿 30 天的人，不在你的分母裡。看看比較的符號，是 `>` 還是 `>=`？",
    ),
    "of-the-year": Text(
        "That is the rate of the last twelve months. Asked for is the latest quarter: `people` has a column for it.",
        "這是最近一年的比率。題目問的是最近一季，`people` 有一欄寫著季。",
    ),
    "of-everybody": Text(
        "That is the rate of all customers of all years. Of whom is it asked for? `people` has a column that says when "
        "each was new.",
        "這是歷年所有顧客的比率。題目問的是哪些人？`people` 有一欄寫著每個人是哪一季來的。",
    ),
}


def _mistakes(group: Group, days: int, keys: tuple[str, ...]) -> tuple[Mistake, ...]:
    wrong = {
        "young-kept": _rate(group, days, "in_time", "all"),
        "young-above": _rate(group, days, "in_time", "old"),
        "settled": _settled(group, days),
        "no-days": _rate(group, days, "old_back", "old"),
        "neither": _rate(group, days, "back", "all"),
        "of-repeaters": _rate(group, days, "old_in_time", "old_back"),
        "rest": lambda ledger: 1 - _rate(group, days)(ledger),
        "count": _count(group, days),
        "ninety": _rate(group, 90),
        "base-of-ninety": _two_lengths(group, 90, days),
        "back-of-ninety": _two_lengths(group, days, 90),
        "a-day-short": _a_day_short(group, days),
        "a-day-too-old": _a_day_too_old(group, days),
        "of-the-year": _rate(_new, days),
        "of-everybody": _rate(_everybody, days),
    }
    return tuple(Mistake(key=key, wrong=wrong[key], message=_MESSAGES[key]) for key in keys)


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_FIRST = ChoiceTask(
    id="5.3.back-first",
    title=Text("New in the autumn?", "算不算秋天的新客？"),
    lesson="5.2",
    minutes=1,
    prompt=Text(
        "Mei's orders: 3 May, 12 October, 2 December. Is she a first-purchase customer of the period October to "
        "December?",
        "小美的訂單：5 月 3 日、10 月 12 日、12 月 2 日。期間是 10 月到 12 月，她算首購客戶嗎？",
    ),
    options=(
        Option(
            key="in-period",
            text=Text("Yes: her first order in it is 12 October", "算，她這段期間的第一筆是 10 月 12 日"),
            why=Text(
                "Everybody who buys in a period has a first order in it. New is only who has never bought before.",
                "只要這段期間買過，誰都有「這段期間的第一筆」。以前從沒買過，才是新客。",
            ),
        ),
        Option(
            key="not",
            text=Text("No: her first order ever is 3 May", "不算，她有史以來的第一筆是 5 月 3 日"),
            why=Text(
                "The first order ever decides. Her second purchase, by the way, came 162 days after it.",
                "看的是有史以來第一筆。順便一提，她第二次來，已經是 162 天後的事了。",
            ),
        ),
        Option(
            key="twice",
            text=Text(
                "Yes: she was new in May, and after so long she is new again", "算，5 月是新客，隔這麼久再來又是新客"
            ),
            why=Text(
                "Nobody is new twice. After a long time she is won back, which is another measure (lesson 5.6).",
                "沒有人會當兩次新客。隔很久才回來叫喚回，那是另一個指標（第 5.6 課）。",
            ),
        ),
    ),
    right="not",
)

_BACK_PART = ChoiceTask(
    id="5.3.back-part",
    title=Text("Above and below the line", "分子和分母"),
    lesson="3.2",
    minutes=1,
    prompt=Text(
        "In March 200 leads came in. By 31 March, 30 of the 200 had become customers, 90 had been given up, and 80 "
        "were "
        "still open. "
        "In lesson 3.2, what was the conversion rate?",
        "3 月進來 200 筆名單。到 3 月 31 日，其中 30 筆成交、90 筆放棄、80 筆還在談。照第 3.2 課，轉換率是多少？",
    ),
    options=(
        Option(
            key="settled",
            text=Text("30 of 120: those still open are in neither part", "30／120，還在談的，分子分母都不算"),
            why=Text(
                "An open lead has neither been won nor lost. Today the same thought returns with customers.",
                "還在談的名單，不算成功也不算失敗。今天同樣的想法，要用在新客身上。",
            ),
        ),
        Option(
            key="all",
            text=Text("30 of 200: all who came in", "30／200，進來的全部都算"),
            why=Text(
                "Then the 80 count as lost on the day you look, although some of them will still buy.",
                "這樣等於在你看的那一天，就把那 80 筆當成失敗，可是裡面還有人會買。",
            ),
        ),
        Option(
            key="lost",
            text=Text("30 of 90: won against lost", "30／90，成交比放棄"),
            why=Text(
                "The 30 who were won have to stand below the line as well: a rate is a part of a whole.",
                "成交的 30 筆也要在分母裡。比率是整體裡的一部分。",
            ),
        ),
    ),
    right="settled",
)

_BACK_REFUND = ChoiceTask(
    id="5.3.back-refund",
    title=Text("Which order is the first?", "哪一筆才是第一筆？"),
    lesson="1.5",
    minutes=1,
    prompt=Text(
        "Jun orders on 2 June and sends everything back on 9 June, money returned in full. He orders again on 20 June "
        "and "
        "on 20 August, and keeps both. How many days lie between his first and his second purchase, seen from 31 "
        "December?",
        "阿俊 6 月 2 日下單，6 月 9 日全部退貨、全額退款；6 月 20 日、8 月 20 日又各買一次，都留下了。站在 12 月 31 "
        "日看，他的第一次和第二次購買隔了幾天？",
    ),
    options=(
        Option(
            key="refunded",
            text=Text("18: from 2 June to 20 June", "18 天，從 6 月 2 日到 6 月 20 日"),
            why=Text(
                "Nothing is left of the order of 2 June, so it is no valid order and nothing begins with it.",
                "6 月 2 日那筆一毛錢也沒留下，不是有效訂單，不能當成第一筆。",
            ),
        ),
        Option(
            key="valid",
            text=Text("61: from 20 June to 20 August", "61 天，從 6 月 20 日到 8 月 20 日"),
            why=Text(
                "The first valid order is the first purchase, the next visit the second.",
                "第一筆有效訂單才是首購，之後再來的那一次才是第二次。",
            ),
        ),
        Option(
            key="refund-day",
            text=Text("11: from 9 June to 20 June", "11 天，從 6 月 9 日到 6 月 20 日"),
            why=Text(
                "9 June is the day of a refund. Sending something back is not a purchase.",
                "6 月 9 日是退款的日子，退貨不是購買。",
            ),
        ),
    ),
    right="valid",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_LATEST_ROW = GuessTask(
    id="5.3.latest-row",
    title=Text("The covered row", "蓋住的那一列"),
    minutes=1,
    prompt=Text(
        "You have seen the quarters before. Of the latest quarter's new customers, what share has been back so far?",
        "前幾季你看到了。最近一季的新客，到目前為止有百分之多少又來買過？",
    ),
    unit=Text("%", "%"),
    low=0,
    high=100,
    start=0,
)

_BASE_OF_SEVEN = GuessTask(
    id="5.3.base-of-seven",
    title=Text("Who goes into the base?", "誰可以放進分母？"),
    minutes=1,
    prompt=Text(
        "N is 90. How many of these customers go into the base on the snapshot date?",
        "N 是 90。站在快照日，這幾位裡有幾位可以放進分母？",
    ),
    unit=Text("customers", "位"),
    low=0,
    high=7,
    start=0,
)

_SAME_AGE = ChoiceTask(
    id="5.3.same-age",
    title=Text("And at the same age?", "年資一樣的話呢？"),
    minutes=1,
    prompt=Text(
        "Within 30 days, of those observed for 30: where will the latest quarter lie, beside those before?",
        "觀察滿 30 天的人裡，30 天內回來的比率：最近一季跟前面幾季比，會怎樣？",
    ),
    options=(
        Option(
            key="lower", text=Text("Clearly lower, as the manager says", "明顯比較低，店長說得對"), why=Text("", "")
        ),
        Option(key="same", text=Text("About as high as the others", "跟其他季差不多"), why=Text("", "")),
        Option(key="higher", text=Text("Clearly higher", "明顯比較高"), why=Text("", "")),
    ),
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_SEVEN_RATE = ValueTask(
    id="5.3.seven-rate",
    title=Text("Seven customers, 90 days", "七位新客，90 天"),
    name="rate_seven",
    prompt=Text(
        "`rate_seven`: of those of the seven who have been observed for at least 90 days, the share that was back "
        "within "
        "90 days.",
        "`rate_seven`：這七位裡觀察滿 90 天的人，有多少比率在 90 天內回來。",
    ),
    answer=_rate(_seven, 90),
    returns=Number(unit="share"),
    mistakes=_mistakes(_seven, 90, ("young-kept", "young-above", "settled", "no-days", "neither")),
    hints=(
        Text(
            "Run the cell above from the top: the two columns of days, the base, the share.",
            "把上面那格從頭執行一次：先算兩個天數的欄位，再挑分母，最後取比率。",
        ),
        Text(
            "Step 2 keeps rows of `seven`; step 3 has to start from what is left, `base`.",
            "步驟 2 從 `seven` 挑出一些列；步驟 3 要從挑出來的 `base` 開始。",
        ),
    ),
    solution="""
# 1 How long each has been observed, and how long the second purchase took  # lang-en
# 1 每個人觀察了幾天、第幾天買第二次  # lang-zh-Hant
seven["days_observed"] = (snapshot - seven["first_order"]).dt.days
seven["days_to_second"] = (seven["second_order"] - seven["first_order"]).dt.days

# 2 The base: those observed for at least 90 days  # lang-en
# 2 分母：已經觀察滿 90 天的人  # lang-zh-Hant
base = seven[seven["days_observed"] >= 90]

# 3 The share of the base that was back by day 90  # lang-en
# 3 分母裡，第 90 天以前（含當天）回來的比率  # lang-zh-Hant
rate_seven = (base["days_to_second"] <= 90).mean()
print(f"{rate_seven:.1%}")
""",
)

_OF_ALL = (
    "young-kept",
    "young-above",
    "settled",
    "no-days",
    "neither",
    "of-repeaters",
    "rest",
    "count",
    "ninety",
    "base-of-ninety",
    "back-of-ninety",
    "a-day-short",
    "a-day-too-old",
)

_RATE_30 = ValueTask(
    id="5.3.rate-30",
    title=Text("A year's new customers, 30 days", "一年的新客，30 天"),
    name="rate_30",
    prompt=Text(
        "`rate_30`: of the new customers of the last 365 days who have been observed for at least 30, the share that "
        "was "
        "back within 30 days.",
        "`rate_30`：最近 365 天的新客裡，觀察滿 30 天的人，有多少比率在 30 天內回來。",
    ),
    answer=_rate(_new, 30),
    returns=Number(unit="share"),
    mistakes=_mistakes(_new, 30, (*_OF_ALL, "of-everybody")),
    hints=(
        Text(
            "It is the worked example with another table and another N: what stood there for 90?",
            "跟示範一模一樣，只是換了表、換了 N：剛才寫 90 的地方，現在要寫什麼？",
        ),
        Text(
            "The number after `>=` and the number after `<=` are the same one. In step 3 start from what step 2 has "
            "made.",
            "`>=` 和 `<=` 後面是同一個數字。步驟 3 從步驟 2 做出來的那張表開始。",
        ),
    ),
    solution="""
# 2 The base: those observed long enough  # lang-en
# 2 分母：觀察夠久的人  # lang-zh-Hant
base_30 = new[new["days_observed"] >= 30]

# 3 The share of the base that was back in time  # lang-en
# 3 分母裡及時回來的比率  # lang-zh-Hant
rate_30 = (base_30["days_to_second"] <= 30).mean()
print(f"{rate_30:.1%}")
""",
)

_RATE_LATEST = ValueTask(
    id="5.3.rate-latest",
    title=Text("The latest quarter, fairly", "公平地看最近一季"),
    minutes=3,
    name="rate_latest",
    prompt=Text(
        "`rate_latest`: of the latest quarter's new customers who have been observed for at least 30 days, the share "
        "that was back within 30 days.",
        "`rate_latest`：最近一季的新客裡，觀察滿 30 天的人，有多少比率在 30 天內回來。",
    ),
    answer=_rate(_latest, 30),
    returns=Number(unit="share"),
    mistakes=_mistakes(
        _latest,
        30,
        (
            "young-kept",
            "young-above",
            "settled",
            "no-days",
            "neither",
            "of-repeaters",
            "rest",
            "count",
            "base-of-ninety",
            "of-the-year",
            "of-everybody",
        ),
    ),
    hints=(
        Text(
            "Three steps: the customers of the quarter; of these the base; of the base the share. The last two are "
            "those "
            "of the cell above.",
            "三個步驟：那一季的顧客、其中的分母、分母裡的比率。後兩步跟上一格一樣。",
        ),
        Text(
            'Begin with `of_latest = people[people["quarter"] == latest]` and go on with `of_latest` as before with '
            "`new`.",
            '先寫 `of_latest = people[people["quarter"] == latest]`，接著把剛才的 `new` 換成 `of_latest` 照做。',
        ),
    ),
    solution="""
of_latest = people[people["quarter"] == latest]
base_latest = of_latest[of_latest["days_observed"] >= 30]
rate_latest = (base_latest["days_to_second"] <= 30).mean()
print(f"{rate_latest:.1%}")
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

STEP = 5
"""Days between two places of the explorer's slider."""


def _half_days(ledger: Ledger) -> float:
    """The first N on the slider at which fewer than half of the year's new customers have been observed so long."""
    observed = _new(ledger)["days_observed"]
    return next((days for days in range(STEP, YEAR + 1, STEP) if 2 * (observed >= days).sum() < len(observed)), NAN)


_HALF_DAYS = ValueTask(
    id="5.3.half-days",
    title=Text("Half of them too young", "一半的人還太新"),
    minutes=2,
    name="half_days",
    prompt=Text(
        "`half_days`: the first N on the slider at which fewer than half of the last twelve months' new customers can "
        "be "
        "judged.",
        "`half_days`：滑桿上第一個「能判斷的人不到一半」的 N。",
    ),
    answer=_half_days,
    returns=Number(unit="days", whole=True),
    mistakes=(
        Mistake(
            key="a-step-early",
            wrong=lambda ledger: _half_days(ledger) - STEP,
            message=Text(
                "One step too early: there half of them or more can still be judged. The title names both numbers.",
                "早了一格：那時候還有一半以上的人能判斷。標題上兩個數字都有。",
            ),
        ),
        Mistake(
            key="a-step-late",
            wrong=lambda ledger: _half_days(ledger) + STEP,
            message=Text(
                "One step too late: a step before, it was fewer than half already. The arrow keys move the slider by "
                "one "
                "step.",
                "晚了一格：前一格就已經不到一半了。用鍵盤的方向鍵，一次移一格。",
            ),
        ),
        Mistake(
            key="all-young",
            wrong=lambda ledger: (int(_new(ledger)["days_observed"].max()) // STEP + 1) * STEP,
            message=Text(
                "There nobody can be judged any more. Go back to the left until half of them can.",
                "那裡已經沒有人能判斷了。往左拉回來，拉到還有一半的人為止。",
            ),
        ),
        Mistake(
            key="people",
            wrong=lambda ledger: _counts(_new(ledger), int(_half_days(ledger)))["old"] if len(_new(ledger)) else NAN,
            message=Text(
                "That is how many customers can be judged there. Asked for is N, the place of the slider.",
                "這是那時候能判斷的人數。題目要的是 N，也就是滑桿的位置。",
            ),
        ),
    ),
    hints=(
        Text(
            "The title says of how many the rate is a share, and how many are too young. Compare the two.",
            "標題寫著分母有幾位、還太新的有幾位，把兩個數字比一比。",
        ),
        Text(
            "Pull the slider to about the middle, then go a step at a time with the arrow keys until the second "
            "number is "
            "the larger one.",
            "先把滑桿拉到中間附近，再用方向鍵一格一格走，走到「還太新」的人變得比較多。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here with the same steps  # lang-en
# 從圖上讀出來的數字；這裡用同樣的步驟算一次  # lang-zh-Hant
for half_days in range(5, 366, 5):
    if (new["days_observed"] >= half_days).mean() < 0.5:
        break
half_days
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_FIVE_NEW = ChoiceTask(
    id="5.3.five-new",
    title=Text("Five new customers", "五位新客"),
    minutes=2,
    prompt=Text(
        "Snapshot 30 June, N = 60. (From 1 May to 30 June it is 60 days.) Which rate is right?\n\n"
        "| | first purchase | second purchase |\n"
        "|---|---|---|\n"
        "| P | 3 March | 20 April, day 48 |\n"
        "| Q | 15 March | – |\n"
        "| R | 1 May | – |\n"
        "| S | 20 May | 1 June, day 12 |\n"
        "| T | 12 June | – |",
        "快照日是 6 月 30 日，N＝60（從 5 月 1 日到 6 月 30 日是 60 天）。哪一個續購率是對的？\n\n"
        "| | 第一次購買 | 第二次購買 |\n"
        "|---|---|---|\n"
        "| P | 3 月 3 日 | 4 月 20 日，第 48 天 |\n"
        "| Q | 3 月 15 日 | – |\n"
        "| R | 5 月 1 日 | – |\n"
        "| S | 5 月 20 日 | 6 月 1 日，第 12 天 |\n"
        "| T | 6 月 12 日 | – |",
    ),
    options=(
        Option(
            key="all",
            text=Text("2 of 5", "2／5"),
            why=Text(
                "S and T have been observed for 41 and 18 days. T counts as lost here before the time is up.",
                "S 和 T 只觀察了 41 天和 18 天。這樣 T 時間還沒到，就被當成沒回來。",
            ),
        ),
        Option(
            key="above",
            text=Text("2 of 3", "2／3"),
            why=Text(
                "S stands above the line without being below it.",
                "S 在分子裡，卻不在分母裡。",
            ),
        ),
        Option(
            key="settled",
            text=Text("2 of 4", "2／4"),
            why=Text(
                "S was let in because the news was good. Had S not come back, S would be waiting outside with T.",
                "S 是因為有好消息才放進來的。如果 S 沒回來，現在就跟 T 一起在外面等。",
            ),
        ),
        Option(
            key="right",
            text=Text("1 of 3", "1／3"),
            why=Text(
                "P, Q and R have been observed for 60 days or more, and only P was back in time. S's purchase will "
                "count "
                "from 19 July on, when S's 60 days are over.",
                "觀察滿 60 天的是 P、Q、R，只有 P 及時回來。S 那一筆，要等 7 月 19 日期滿才算。",
            ),
        ),
        Option(
            key="boundary",
            text=Text("1 of 2", "1／2"),
            why=Text(
                "R is missing: from 1 May to 30 June it is exactly 60 days, and exactly N is enough.",
                "漏了 R：從 5 月 1 日到 6 月 30 日剛好 60 天，剛好 N 天就算滿。",
            ),
        ),
    ),
    right="right",
)

_LAST_DAY = ChoiceTask(
    id="5.3.last-day",
    title=Text("The last day in", "最晚哪一天來的人算得進去"),
    minutes=1,
    prompt=Text(
        "On 15 January you report “within 30 days”. Up to which day of first purchase are customers in the base?",
        "1 月 15 日要報「30 天內」的續購率。最晚哪一天首購的人，可以算進分母？",
    ),
    options=(
        Option(
            key="report-day",
            text=Text("15 January: everybody known", "1 月 15 日，名單上的人都算"),
            why=Text(
                "Somebody of 15 January has had no day yet on which to come back.",
                "1 月 15 日才來的人，連一天可以回來的時間都還沒有。",
            ),
        ),
        Option(
            key="month-end",
            text=Text("31 December: the last full month", "12 月 31 日，上一個完整的月份"),
            why=Text(
                "A month that is over says nothing about the 30 days of those who came at its end: they have had 15.",
                "月份過完了，不代表月底來的人過完 30 天；他們才過了 15 天。",
            ),
        ),
        Option(
            key="right",
            text=Text("16 December", "12 月 16 日"),
            why=Text(
                "16 December and 30 days is 15 January. Count from each customer's own first day.",
                "12 月 16 日加 30 天，就是 1 月 15 日。要從每個人自己的第一天算起。",
            ),
        ),
        Option(
            key="a-month",
            text=Text("15 December: a month ago", "12 月 15 日，往回一個月"),
            why=Text(
                "December has 31 days, so that is 31 days ago: those of 16 December would be left out for no reason.",
                "12 月有 31 天，這樣是 31 天前；12 月 16 日的人明明滿 30 天了，卻被漏掉。",
            ),
        ),
    ),
    right="right",
)

_TWO_SHOPS = ChoiceTask(
    id="5.3.two-shops",
    title=Text("Two shops", "兩家店"),
    minutes=1,
    prompt=Text(
        "“58% of our new customers have come back,” says the shop that opened three years ago. “41% come back within "
        "90 "
        "days, of those observed for 90,” says the one that opened last spring. Which of them holds its new "
        "customers better?",
        "三年前開的店說：「我們的新客有 58% 回來過。」去年春天才開的店說：「觀察滿 90 天的人裡，41% 在 90 天內回來。」"
        "哪一家比較留得住新客？",
    ),
    options=(
        Option(
            key="old",
            text=Text("The older one: 58 is more than 41", "老店，58 比 41 多"),
            why=Text(
                "Its customers have had up to three years to come back, the others 90 days. The numbers answer two "
                "questions.",
                "老店的客人最久有三年可以回來，新店只給 90 天。兩個數字回答的是兩個問題。",
            ),
        ),
        Option(
            key="new",
            text=Text("The newer one: 41% in 90 days is quick", "新店，90 天就有 41%，很快"),
            why=Text(
                "Perhaps, but nothing here says how many of the older shop's customers were back within 90 days.",
                "也許吧，可是題目沒說老店的客人有多少在 90 天內回來，沒得比。",
            ),
        ),
        Option(
            key="unknown",
            text=Text("It cannot be said: ask the older one for its 90 days", "不能比，先請老店也算 90 天"),
            why=Text(
                "Only at one N can they be compared. The older shop has everything it needs for that.",
                "要用同一個 N 才能比，而且老店手上的資料算得出來。",
            ),
        ),
        Option(
            key="difference",
            text=Text("Equal: 17 points simply come later", "一樣，另外 17 個百分點只是比較晚回來"),
            why=Text(
                "That would take for granted what is to be found out: the two shops' customers may return at quite "
                "different speeds.",
                "這等於先假設兩家一樣。兩家客人回來的快慢，可能差很多。",
            ),
        ),
    ),
    right="unknown",
)

_EMPTY_CELL = ChoiceTask(
    id="5.3.empty-cell",
    title=Text("The empty box", "空著的那一格"),
    minutes=1,
    prompt=Text(
        "The report for the wall has a box “December, within 90 days”. On 31 January it is still empty. A colleague "
        "wants to "
        "fill it. With what?",
        "牆上的報表有一格是「12 月新客，90 天內」。到 1 月 31 日，這一格還空著。同事想把它填起來，該填什麼？",
    ),
    options=(
        Option(
            key="zero",
            text=Text("0%: nobody is in the base", "0%，因為分母沒有人"),
            why=Text(
                "0% says that all have been observed and none came back. Nobody has been observed so long.",
                "0% 的意思是：每個人都觀察滿了，而且沒有人回來。可是根本還沒有人觀察滿。",
            ),
        ),
        Option(
            key="thirty",
            text=Text("The 30 days' rate, until the other is there", "先填 30 天的比率，之後再換"),
            why=Text(
                "Then the wall compares December's 30 days with November's 90, and December looks bad again. Give the "
                "30 "
                "days a box of their own.",
                "那牆上就變成 12 月的 30 天跟 11 月的 90 天在比，12 月又要冤枉一次。30 天的數字，請另外開一格。",
            ),
        ),
        Option(
            key="so-far",
            text=Text("The share that is back so far", "填到目前為止回來的比率"),
            why=Text(
                "That number grows every week by itself, and is always lowest for the newest.",
                "這個數字每個星期都會自己長大，而且最新的人永遠最低。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("Nothing, or “from the end of March”", "不填，或寫「三月底才知道」"),
            why=Text(
                "No base, no rate. The last of December's customers have had 90 days on 31 March.",
                "沒有分母，就沒有比率。12 月最後一天來的人，要到 3 月 31 日才滿 90 天。",
            ),
        ),
    ),
    right="nothing",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="5.3.letter",
    title=Text("Three sentences to the owner", "寫給老闆的三句話"),
    minutes=3,
    prompt=Text(
        "First: confirm or cancel, with the number that decides it and the one it stands beside. Second: which N goes "
        "on "
        "the wall, and what it will not see. Third: when the longer answer for the latest quarter is known.",
        "第一句：廣告買不買，用哪一個數字決定、跟哪一個數字比。第二句：牆上的 N 選多少，這樣會看不到什麼。第三句："
        "最近一季更完整的答案，哪一天才知道。",
    ),
    model=Text(
        "Hold yours against these questions, then read the letter below the box.\n\n"
        "- Does each of your rates say within how many days, and of whom?\n"
        "- Do the two numbers that you compare have the same N?\n"
        "- Did you say what the rate does not show, such as what the advertising cost, or whether it brought these "
        "customers at all?\n\n"
        "30 days with a good reason and 90 days with a good reason are both good answers.",
        "先拿這三個問題檢查自己寫的，再看下面那封信。\n\n"
        "- 每個比率都說了「幾天內」、「哪些人裡」嗎？\n"
        "- 拿來比的兩個數字，N 一樣嗎？\n"
        "- 有沒有說這個比率看不出什麼？例如廣告花了多少錢，還有這些人是不是廣告帶來的。\n\n"
        "選 30 天或 90 天都可以，說得出理由就是好答案。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_FIRST,
    _BACK_PART,
    _BACK_REFUND,
    _LATEST_ROW,
    _BASE_OF_SEVEN,
    _SEVEN_RATE,
    _RATE_30,
    _RATE_LATEST,
    _SAME_AGE,
    _HALF_DAYS,
    _FIVE_NEW,
    _LAST_DAY,
    _TWO_SHOPS,
    _EMPTY_CELL,
    _LETTER,
)
