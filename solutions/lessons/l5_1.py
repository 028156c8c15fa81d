"""The questions and checks inside lesson 5.1, "Customers per sales area"."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

LAPSE_DAYS = 180
UNKNOWN = "unknown area"
AREA = "sales_area"

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _homes(ledger: Ledger) -> pd.Series:
    return ledger.customers.set_index("customer_id")[AREA].fillna(UNKNOWN)


@once_per_ledger
def _people(ledger: Ledger, day: pd.Timestamp) -> pd.DataFrame:
    """Everybody on file on a day: days since the last order, and the home area."""
    last = valid_on(ledger, day).groupby("customer_id")["order_date"].max()
    homes = _homes(ledger).reindex(last.index)
    return pd.DataFrame({"days_silent": (day - last).dt.days, AREA: homes})


def _year_ago(ledger: Ledger) -> pd.Timestamp:
    """A year before the snapshot date; on a younger ledger the middle of it."""
    day, began = ledger.snapshot - pd.DateOffset(years=1), ledger.orders["order_date"].min()
    if began > day - pd.Timedelta(days=90):
        return (began + (ledger.snapshot - began) / 2).normalize()
    return day


def _by_area(flags: pd.Series, people: pd.DataFrame) -> pd.Series:
    return flags.groupby(people[AREA]).sum().rename("customers")


ByArea = Callable[[Ledger], pd.Series]


def _on_file(ledger: Ledger) -> pd.Series:
    return _people(ledger, ledger.snapshot).groupby(AREA).size().rename("customers")


def _file_names(ledger: Ledger) -> pd.Series:
    return _homes(ledger).groupby(_homes(ledger)).size().rename("customers")


def _file_orders(ledger: Ledger) -> pd.Series:
    valid = valid_on(ledger, ledger.snapshot)
    return valid.groupby(valid["customer_id"].map(_homes(ledger)).rename(AREA)).size().rename("customers")


def _file_last_order(ledger: Ledger) -> pd.Series:
    valid = valid_on(ledger, ledger.snapshot).sort_values(["order_date", "order_id"])
    return valid.groupby("customer_id")[AREA].last().value_counts().rename("customers")


def _file_end(ledger: Ledger) -> pd.Series:
    return _people(ledger, ledger.orders["order_date"].max()).groupby(AREA).size().rename("customers")


def _active(ledger: Ledger) -> pd.Series:
    people = _people(ledger, ledger.snapshot)
    return _by_area(people["days_silent"] < LAPSE_DAYS, people)


def _active_or_so(ledger: Ledger) -> pd.Series:
    people = _people(ledger, ledger.snapshot)
    return _by_area(people["days_silent"] <= LAPSE_DAYS, people)


def _lapsed(ledger: Ledger) -> pd.Series:
    return _on_file(ledger) - _active(ledger)


def _share_active(ledger: Ledger) -> pd.Series:
    return _active(ledger) / _on_file(ledger)


def _days_added(ledger: Ledger) -> pd.Series:
    return _people(ledger, ledger.snapshot).groupby(AREA)["days_silent"].sum().rename("customers")


def _active_then(ledger: Ledger) -> pd.Series:
    people = _people(ledger, _year_ago(ledger))
    return _by_area(people["days_silent"] < LAPSE_DAYS, people)


def _file_then(ledger: Ledger) -> pd.Series:
    return _people(ledger, _year_ago(ledger)).groupby(AREA).size().rename("customers")


def _from_todays_rows(ledger: Ledger) -> pd.Series:
    """Today's people whose last order lies in the 180 days before the year-ago day: nobody who came again since."""
    people = _people(ledger, ledger.snapshot)
    since = people["days_silent"] - (ledger.snapshot - _year_ago(ledger)).days
    return _by_area(since.between(0, LAPSE_DAYS - 1), people)


def _later_ones_too(ledger: Ledger) -> pd.Series:
    """Judged from the year-ago day with today's orders: whoever came since counts as active then."""
    people = _people(ledger, ledger.snapshot)
    since = people["days_silent"] - (ledger.snapshot - _year_ago(ledger)).days
    return _by_area(since < LAPSE_DAYS, people)


def _then_from_today(ledger: Ledger) -> pd.Series:
    """The year-ago file judged on today's date."""
    people = _people(ledger, _year_ago(ledger))
    days = people["days_silent"] + (ledger.snapshot - _year_ago(ledger)).days
    return _by_area(days < 2 * LAPSE_DAYS, people)


@once_per_ledger
def _year_of_the_area(ledger: Ledger) -> dict[str, int]:
    """The flow, month by month, of the area whose active customers have shrunk most or grown least."""
    then = _active_then(ledger).drop(UNKNOWN, errors="ignore").sort_index()
    area = (_active(ledger).reindex(then.index).fillna(0) / then[then > 0]).idxmin()
    days = [_year_ago(ledger), *pd.date_range(_year_ago(ledger) + pd.Timedelta(days=1), ledger.snapshot, freq="ME")]
    if days[-1] != ledger.snapshot:
        days.append(ledger.snapshot)
    counts = {"new": 0, "back": 0, "silent": 0}
    before = _people(ledger, days[0]).pipe(lambda people: people[people[AREA] == area])
    counts["opening"] = int((before["days_silent"] < LAPSE_DAYS).sum())
    for begin, day in pairwise(days):
        after = _people(ledger, day).pipe(lambda people: people[people[AREA] == area])
        ordered = set(after.index[after["days_silent"] < (day - begin).days])
        was, active = (set(people.index[people["days_silent"] < LAPSE_DAYS]) for people in (before, after))
        known = set(before.index)
        counts["new"] += len(ordered - known)
        counts["back"] += len((ordered & known) - was)
        counts["silent"] += len((was | ordered) - active)
        before = after
    counts["closing"] = int((before["days_silent"] < LAPSE_DAYS).sum())
    return counts


def _from_year(sum_of: Callable[[dict[str, int]], int]) -> Callable[[Ledger], int]:
    return lambda ledger: sum_of(_year_of_the_area(ledger))


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_COST = ChoiceTask(
    id="5.1.back-cost",
    title=Text("What did a customer cost?", "一位新客花了多少？"),
    lesson="4.4",
    minutes=1,
    prompt=Text(
        "In December a medium cost 36,000 and brought 60 leads. Twelve of them became customers. What did it cost per "
        "customer?",
        "某個媒體 12 月花了 36,000 元，帶來 60 筆名單，其中 12 位成為客戶。每帶來一位客戶，花了多少錢？",
    ),
    options=(
        Option(
            key="lead",
            text=Text("600", "600 元"),
            why=Text(
                "That is the cost per lead. Forty-eight of the sixty only asked.",
                "這是每筆名單的成本。60 筆裡有 48 筆只是問問。",
            ),
        ),
        Option(
            key="customer",
            text=Text("3,000", "3,000 元"),
            why=Text(
                "36,000 for 12 customers. What becomes of the twelve afterwards is the subject of this module.",
                "36,000 元換來 12 位客戶。這 12 位後來怎麼樣，就是這個單元要看的。",
            ),
        ),
        Option(
            key="both",
            text=Text("500", "500 元"),
            why=Text(
                "You divided by 72. The twelve customers are among the sixty leads, and would be counted twice.",
                "你除以 72。那 12 位客戶本來就在 60 筆名單裡，這樣會數兩次。",
            ),
        ),
    ),
    right="customer",
)

_BACK_HOME = ChoiceTask(
    id="5.1.back-home",
    title=Text("Whose customer?", "算哪一區的客戶？"),
    lesson="1.3",
    minutes=1,
    prompt=Text(
        "Mei lives in the east and buys in the capital, where she works. In the analysis by region of lesson 1.3, "
        "whose "
        "customer was she?",
        "小美住東部，都在上班的臺北買東西。第 1.3 課的地區分析，她算哪一區的客戶？",
    ),
    options=(
        Option(
            key="home",
            text=Text("The east's: where she lives", "東部，看住在哪裡"),
            why=Text(
                "There the home region decided, and it does today. It is a choice, and has to be said.",
                "那一課看的是居住地，今天也一樣。這是一種選擇，要寫清楚。",
            ),
        ),
        Option(
            key="shop",
            text=Text("The capital's: where she buys", "臺北，看在哪裡買"),
            why=Text(
                "That is the other choice: the area of the order. It has its uses, as you will see below, but was not "
                "the "
                "one.",
                "那是另一種選擇，看訂單在哪一區。它也有用，等一下會看到，但那一課用的不是這個。",
            ),
        ),
        Option(
            key="half",
            text=Text("Half the one's, half the other's", "兩區各算半個"),
            why=Text(
                "Customers are counted whole, each once; otherwise the areas do not add up to the company.",
                "客戶是一個一個算的，每個人一次；不然各區加起來不等於全公司。",
            ),
        ),
    ),
    right="home",
)

_BACK_RHYTHM = ChoiceTask(
    id="5.1.back-rhythm",
    title=Text("One rule for all", "大家用同一條規則"),
    lesson="1.6",
    minutes=1,
    prompt=Text(
        "Mr Chen buys once a year, every January, for the New Year. A company takes everybody for lapsed who has not "
        "bought for 180 days. What is Mr Chen in September?",
        "陳先生一年只買一次，固定在一月辦年貨。公司的規則是：180 天沒買就算流失。到了九月，陳先生算什麼？",
    ),
    options=(
        Option(
            key="lapsed",
            text=Text("Lapsed by the rule, although he is in his rhythm", "照規則算流失，雖然他自己的步調沒變"),
            why=Text(
                "One number of days for all is wrong about those who buy rarely. It is simple and the same for "
                "everybody; "
                "lesson 5.6 weighs that against a personal one.",
                "所有人用同一個天數，很少買的人就會被看錯。好處是簡單、大家一樣；個人化的天數，第 5.6 課再來比。",
            ),
        ),
        Option(
            key="active",
            text=Text("Active: he comes every January", "活躍，他每年一月都來"),
            why=Text(
                "We may know better, but the rule only counts days, and in September more than 180 are over.",
                "我們心裡知道，可是規則只數天數，到九月已經超過 180 天。",
            ),
        ),
        Option(
            key="overdue",
            text=Text("Overdue by his own rhythm", "照他自己的步調，該來沒來"),
            why=Text(
                "By his own rhythm he is expected in January, four months from now.",
                "照他自己的步調，他要一月才來，還有四個月。",
            ),
        ),
    ),
    right="lapsed",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_STILL_HERE = GuessTask(
    id="5.1.still-here",
    title=Text("How many would notice?", "有幾位會發現？"),
    minutes=1,
    prompt=Text(
        "Of 100 customers on file in the whole company: how many have bought something within the last 180 days?",
        "全公司的客戶，每 100 位裡，有幾位最近 180 天內買過東西？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_MESSAGES = {
    "names": Text(
        "You counted everybody in the address book, also those who registered and never bought. Which table has a row "
        "for those only who have bought?",
        "你把通訊錄裡的人全數進去了，只註冊、沒買過的也在內。哪一張表裡，只有買過的人？",
    ),
    "orders": Text(
        "These are orders. Somebody who came five times is how many customers?",
        "這是訂單數。來過五次的人，是幾位客戶？",
    ),
    "last-order": Text(
        "You counted by the area in which the last order was placed. Today the area counts that somebody lives in.",
        "你用的是最後一筆訂單在哪一區。今天看的是住在哪一區。",
    ),
    "later": Text(
        "Orders after the snapshot date are in here: the ledger goes on. Begin with `valid`, made for the snapshot.",
        "裡面有快照日以後的訂單，帳本還繼續記下去。請從替快照日做的 `valid` 開始。",
    ),
    "or-so": Text(
        "Whoever was last here exactly 180 days ago counts as active in yours. The last 180 days, the snapshot date "
        "included, are the days 0 to 179: look at the comparison or its number.",
        "剛好 180 天前來的人，你也算活躍了。最近 180 天（含快照日）是第 0 到第 179 天：看看比較的符號或數字。",
    ),
    "lapsed": Text(
        "These are the others, the lapsed ones. Which way does your comparison point?",
        "這是另一邊，流失的人。比較的符號，方向對嗎？",
    ),
    "on-file": Text(
        "That is everybody on file. Take the column that says who is active, and add up its `True`s.",
        "這是全部的客戶。請取「誰活躍」的那一欄，把 `True` 加起來。",
    ),
    "share": Text(
        "These are shares. Asked for are numbers of customers: which word adds up instead of taking the mean?",
        "這是比率，題目要的是人數。哪個字是加總，而不是平均？",
    ),
    "days-added": Text(
        "You added up days. Add up the column of `True` and `False`.",
        "你加的是天數。要加總的是 `True` 和 `False` 的那一欄。",
    ),
    "active-now": Text(
        "That is today's number. Take the same steps for `year_ago`.",
        "這是今天的人數。請用 `year_ago` 把同樣的步驟再做一次。",
    ),
    "file-then": Text(
        "That is everybody who was on file a year ago. How many of them were active on that day?",
        "這是一年前的客戶數。那一天，其中有幾位是活躍的？",
    ),
    "todays-rows": Text(
        "You have looked at each customer's last order as it is today. Whoever was active then and has come again "
        "since, "
        "is missing: begin with the orders as they were known on `year_ago`.",
        "你看的是今天的最後一筆訂單。當時活躍、後來又來過的人，就不見了。請從 `year_ago` 那天已知的訂單開始。",
    ),
    "later-too": Text(
        "Customers count as active here who only came later; that is where negative days come from. Begin with the "
        "orders "
        "as they were known on `year_ago`.",
        "後來才來的人，也被你當成當時活躍了，天數才會出現負的。請從 `year_ago` 那天已知的訂單開始。",
    ),
}


def _mistakes(wrong: dict[str, ByArea]) -> tuple[Mistake, ...]:
    return tuple(Mistake(key=key, wrong=measure, message=_MESSAGES[key]) for key, measure in wrong.items())


_BY_AREA = Column(name="customers", key=AREA, unit="customers")

_ON_FILE_TASK = ValueTask(
    id="5.1.on-file",
    title=Text("Customers on file", "各區的客戶數"),
    name="on_file",
    prompt=Text(
        "`on_file`: for each area (the unknown one too), how many customers live there who have a valid order up to "
        "the "
        "snapshot date.",
        "`on_file`：每個營業區（包括未知的）住著幾位「到快照日為止有有效訂單」的客戶。",
    ),
    answer=_on_file,
    returns=_BY_AREA,
    mistakes=_mistakes(
        {"names": _file_names, "orders": _file_orders, "last-order": _file_last_order, "later": _file_end}
    ),
    hints=(
        Text("Run the two cells above from the top.", "把上面兩格從頭執行一次。"),
        Text(
            "`people` has one row for each customer; `.groupby(…).size()` counts the rows of each area.",
            "`people` 一列一位客戶；`.groupby(…).size()` 數每個營業區有幾列。",
        ),
    ),
    solution="""
# 3 How many rows each area has  # lang-en
# 3 每個營業區有幾列  # lang-zh-Hant
on_file = people.groupby("sales_area").size().sort_values(ascending=False)
on_file
""",
)

_ACTIVE_TASK = ValueTask(
    id="5.1.active",
    title=Text("Active customers", "各區的活躍客戶"),
    name="active",
    prompt=Text(
        "`active`: for each area, how many of its customers on file have their last order fewer than 180 days before "
        "the "
        "snapshot date.",
        "`active`：每個營業區的客戶裡，有幾位的最後一筆訂單離快照日不到 180 天。",
    ),
    answer=_active,
    returns=_BY_AREA,
    mistakes=_mistakes(
        {
            "or-so": _active_or_so,
            "lapsed": _lapsed,
            "on-file": _on_file,
            "share": _share_active,
            "days-added": _days_added,
        }
    ),
    hints=(
        Text(
            "The number stands in the rule. The column is the one that step 1 has just made.",
            "數字就在規則裡。欄位是步驟 1 剛做出來的那一欄。",
        ),
        Text(
            'Column and word are `["active"]` and `sum`: each `True` counts as 1.',
            '欄位和那個字是 `["active"]` 和 `sum`：每個 `True` 算 1。',
        ),
    ),
    solution="""
# 1 Active by the rule? True or False  # lang-en
# 1 照規則算不算活躍：True 或 False  # lang-zh-Hant
people["active"] = people["days_silent"] < 180

# 2 How many of them each area has  # lang-en
# 2 每個營業區有幾位  # lang-zh-Hant
active = people.groupby("sales_area")["active"].sum()
active
""",
)

_ACTIVE_THEN_TASK = ValueTask(
    id="5.1.active-then",
    title=Text("Active a year ago", "一年前的活躍客戶"),
    minutes=4,
    name="active_then",
    prompt=Text(
        "`active_then`: for each area, how many customers were active on `year_ago`, judged with the orders and "
        "refunds "
        "known on that day.",
        "`active_then`：每個營業區在 `year_ago` 那天有幾位活躍客戶，只用那一天已經知道的訂單和退款來判斷。",
    ),
    answer=_active_then,
    returns=_BY_AREA,
    mistakes=_mistakes(
        {
            "active-now": _active,
            "file-then": _file_then,
            "todays-rows": _from_todays_rows,
            "later-too": _later_ones_too,
        }
    ),
    hints=(
        Text(
            "Four steps you know: the valid orders of that day, the last one of each customer, the home area, and who "
            "is "
            "below 180 days, counted from `year_ago`.",
            "四個做過的步驟：那一天的有效訂單、每個人的最後一筆、居住的營業區，還有誰離 `year_ago` 不到 180 天。",
        ),
        Text(
            "Begin with `valid_then = valid_orders(ledger.orders, ledger.refunds, year_ago)` and make `people_then` "
            "of it "
            "as `people` was made of `valid`.",
            "先寫 `valid_then = valid_orders(ledger.orders, ledger.refunds, year_ago)`，再照 `people` 的做法，用它做出 "
            "`people_then`。",
        ),
        Text(
            '`people_then["active"] = (year_ago - people_then["last_order"]).dt.days < 180`, and then group and add up '
            "as before.",
            '`people_then["active"] = (year_ago - people_then["last_order"]).dt.days < 180`，'
            "接著跟剛才一樣分組、加總。",
        ),
    ),
    solution="""
valid_then = valid_orders(ledger.orders, ledger.refunds, year_ago)
people_then = valid_then.groupby("customer_id").agg(last_order=("order_date", "max"))
people_then["sales_area"] = people_then.index.map(homes)
people_then["sales_area"] = people_then["sales_area"].fillna("unknown area")
people_then["active"] = (year_ago - people_then["last_order"]).dt.days < 180
active_then = people_then.groupby("sales_area")["active"].sum()
active_then
""",
)

_FELL_SILENT = ValueTask(
    id="5.1.fell-silent",
    title=Text("Who fell silent", "沒了消息的人"),
    name="fell_silent",
    prompt=Text(
        "`fell_silent`: how many customers of this area fell silent in the year, from the numbers in the "
        "sentence above.",
        "`fell_silent`：用上面那句話裡的數字，算出這一區一年裡有幾位沒了消息。",
    ),
    answer=_from_year(lambda year: year["silent"]),
    returns=Number(unit="customers", whole=True),
    mistakes=(
        Mistake(
            key="net-change",
            wrong=_from_year(lambda year: year["opening"] - year["closing"]),
            message=Text(
                "That is opening less closing. But people also came in between, and they have to have gone somewhere.",
                "這是期初減期末。可是中間還有人進來，他們到哪裡去了？",
            ),
        ),
        Mistake(
            key="without-back",
            wrong=_from_year(lambda year: year["opening"] + year["new"] - year["closing"]),
            message=Text(
                "Those who came back are missing: they too were active again for a time.",
                "少了回來的人：他們也重新變成活躍客戶了。",
            ),
        ),
        Mistake(
            key="came",
            wrong=_from_year(lambda year: year["new"] + year["back"]),
            message=Text(
                "That is how many came. How many would there be at the closing if nobody had gone?",
                "這是進來的人數。如果都沒有人走，期末應該有幾位？",
            ),
        ),
        Mistake(
            key="nobody-gone",
            wrong=_from_year(lambda year: year["opening"] + year["new"] + year["back"]),
            message=Text(
                "That is how many there would be if nobody had gone. How many are there really at the closing?",
                "這是都沒有人走的話，期末該有的人數。實際上期末有幾位？",
            ),
        ),
        Mistake(
            key="reversed",
            wrong=_from_year(lambda year: -year["silent"]),
            message=Text(
                "Right but for the sign: subtract the closing from what should have been there.",
                "數字對，正負號反了：用「應該有的」減掉期末。",
            ),
        ),
    ),
    hints=(
        Text(
            "If nobody had fallen silent, how many would there be at the closing?",
            "如果沒有人沒了消息，期末應該有幾位？",
        ),
        Text(
            "Opening plus those who came for the first time plus those who came back, less the closing.",
            "期初，加第一次來的，加回來的，再減期末。",
        ),
    ),
    solution="""
fell_silent = opening + n_new + n_back - closing
fell_silent
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

STEPS = range(30, 731, 10)
"""The places of the explorer's slider."""


def _half_active(ledger: Ledger) -> float:
    """The first number of days on the slider by which half of the company's customers, or more, are active."""
    silent = _people(ledger, ledger.snapshot)["days_silent"]
    return next((days for days in STEPS if 2 * (silent < days).sum() >= len(silent)), float("nan"))


_HALF_ACTIVE = ValueTask(
    id="5.1.half-active",
    title=Text("Half of them active", "一半算活躍"),
    minutes=2,
    name="half_active",
    prompt=Text(
        "`half_active`: the first number of days on the slider by which half of the customers on file, or more, are "
        "active.",
        "`half_active`：滑桿上第一個讓客戶至少一半算活躍的天數。",
    ),
    answer=_half_active,
    returns=Number(unit="days", whole=True),
    mistakes=(
        Mistake(
            key="a-step-early",
            wrong=lambda ledger: _half_active(ledger) - 10,
            message=Text(
                "One step too early: there it is still fewer than half. Compare the two numbers in the line below the "
                "figure.",
                "早了一格：那時候還不到一半。比一比圖下面那一行的兩個數字。",
            ),
        ),
        Mistake(
            key="a-step-late",
            wrong=lambda ledger: _half_active(ledger) + 10,
            message=Text(
                "One step too late: a step before, it was half already. The arrow keys move the slider by one step.",
                "晚了一格：前一格就已經有一半了。用鍵盤的方向鍵，一次移一格。",
            ),
        ),
        Mistake(
            key="people",
            wrong=lambda ledger: int((_people(ledger, ledger.snapshot)["days_silent"] < _half_active(ledger)).sum()),
            message=Text(
                "That is how many customers are active there. Asked for is the place of the slider, in days.",
                "這是那時候的活躍客戶數。題目要的是滑桿的位置，也就是天數。",
            ),
        ),
    ),
    hints=(
        Text(
            "To the right more become active. The line below the figure gives both numbers for the whole company.",
            "越往右拉，算活躍的越多。圖下面那一行有全公司的兩個數字。",
        ),
        Text(
            "Halve the number on file and pull until the active ones reach it; then go back a step to be sure.",
            "把客戶數除以 2，拉到活躍客戶數碰到它為止，再退一格確認。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here with the same steps  # lang-en
# 從圖上讀出來的數字；這裡用同樣的步驟算一次  # lang-zh-Hant
for half_active in range(30, 731, 10):
    if (people["days_silent"] < half_active).mean() >= 0.5:
        break
half_active
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_SIX = ChoiceTask(
    id="5.1.six-customers",
    title=Text("Six names", "六個名字"),
    minutes=2,
    prompt=Text(
        "Judged on 31 December by the rule of 180 days (day 180 back is 4 July): how many customers does the **North** "
        "have on file, and how many of them are active?\n\n"
        "| name | lives in | orders | last bought in |\n"
        "|---|---|---|---|\n"
        "| A | North | 5 March, 10 November | South |\n"
        "| B | North | 2 February | North |\n"
        "| C | North | none, registered in May | – |\n"
        "| D | South | 20 August, 1 December | North |\n"
        "| E | North | 9 January of the next year | North |\n"
        "| F | North | 4 July | North |",
        "以 12 月 31 日為準，180 天沒來算流失（往回第 180 天是 7 月 4 日）。**北區**有幾位客戶，其中幾位活躍？\n\n"
        "| 名字 | 住在 | 訂單 | 最後在哪裡買 |\n"
        "|---|---|---|---|\n"
        "| A | 北區 | 3 月 5 日、11 月 10 日 | 南區 |\n"
        "| B | 北區 | 2 月 2 日 | 北區 |\n"
        "| C | 北區 | 沒有，5 月註冊 | – |\n"
        "| D | 南區 | 8 月 20 日、12 月 1 日 | 北區 |\n"
        "| E | 北區 | 隔年 1 月 9 日 | 北區 |\n"
        "| F | 北區 | 7 月 4 日 | 北區 |",
    ),
    options=(
        Option(
            key="names",
            text=Text("5 on file, 1 active", "客戶 5 位，活躍 1 位"),
            why=Text(
                "C has never bought and E not yet. An entry in the address book makes nobody a customer.",
                "C 從沒買過，E 當時還沒買。通訊錄上有名字，不等於是客戶。",
            ),
        ),
        Option(
            key="shop",
            text=Text("3 on file, 1 active: B, D and F", "客戶 3 位，活躍 1 位（B、D、F）"),
            why=Text(
                "That counts by the area of the last order. A lives in the North and D in the South.",
                "這是照最後在哪裡買來算的。A 住北區，D 住南區。",
            ),
        ),
        Option(
            key="right",
            text=Text("3 on file, 1 active: A, B and F", "客戶 3 位，活躍 1 位（A、B、F）"),
            why=Text(
                "A, B and F live there and had bought. Only A was there within the last 180 days: F came exactly 180 "
                "days ago, "
                "and the last 180 days begin on 5 July.",
                "住北區、而且買過的是 A、B、F。只有 A 最近 180 天內來過；F 剛好是 180 天前，而最近 180 天從 7 月 5 "
                "日算起。",
            ),
        ),
        Option(
            key="boundary",
            text=Text("3 on file, 2 active: A and F", "客戶 3 位，活躍 2 位（A、F）"),
            why=Text(
                "F came 180 days ago. Active is fewer than 180: the last 180 days, 31 December included, begin on 5 "
                "July.",
                "F 是 180 天前來的，活躍要不到 180 天：含 12 月 31 日在內，最近 180 天從 7 月 5 日算起。",
            ),
        ),
        Option(
            key="future",
            text=Text("4 on file, 2 active", "客戶 4 位，活躍 2 位"),
            why=Text(
                "E bought on 9 January. Standing on 31 December you cannot know of it.",
                "E 是 1 月 9 日才買的。站在 12 月 31 日，你還不知道。",
            ),
        ),
    ),
    right="right",
)

_FULL_FILE = ChoiceTask(
    id="5.1.full-file",
    title=Text("A longer list", "更長的名單"),
    minutes=1,
    prompt=Text(
        "An area had 240 customers on file a year ago and has 300 today. It had 130 active ones, and has 118. Which "
        "sentence fits both?",
        "某一區的客戶數，一年前是 240，今天是 300；活躍客戶一年前是 130，今天是 118。哪一句話，兩組數字都說得通？",
    ),
    options=(
        Option(
            key="error",
            text=Text("One of the numbers is wrong: both count customers", "一定有一個算錯，兩個都是在數客戶"),
            why=Text(
                "They count different customers. On file is never left, active is.",
                "兩個數的人不一樣。客戶數只進不出，活躍客戶有進有出。",
            ),
        ),
        Option(
            key="leak",
            text=Text("60 were won, and more than that fell silent", "新來了 60 位，沒了消息的比這還多"),
            why=Text(
                "On file grew by those who are new. That active fell all the same means that more went than came.",
                "客戶數增加的，就是新來的人。活躍客戶卻變少，表示走的比來的多。",
            ),
        ),
        Option(
            key="net",
            text=Text("12 customers were lost in the year", "這一年只流失了 12 位"),
            why=Text(
                "12 is what is left when those who came are set against those who went. With 60 new ones it is at "
                "least 72.",
                "12 位是進出相抵之後的數字。新來了 60 位，所以至少走了 72 位。",
            ),
        ),
        Option(
            key="slow",
            text=Text("The new ones have not bought anything yet", "新的人都還沒買東西"),
            why=Text(
                "Whoever is on file has bought, that is the definition.",
                "會算進客戶數的人一定買過，定義就是這樣。",
            ),
        ),
    ),
    right="leak",
)

_WHICH_AREA = ChoiceTask(
    id="5.1.which-area",
    title=Text("Home or shop?", "居住區，還是購買區？"),
    minutes=1,
    prompt=Text(
        "Fewer people buy in one area's shops than live there as customers. “So few customers,” says head office, and "
        "takes away one of the vans that deliver to homes there. Which number should it have looked at?",
        "有一區，住在那裡的客戶比在當地門市買的多。總公司說「客戶這麼少」，把那裡宅配到府的車減了一輛。該看的是哪個數字？",
    ),
    options=(
        Option(
            key="home",
            text=Text("Customers by home area", "照居住區算的客戶數"),
            why=Text(
                "The decision is about the way to people's doors. For opening hours or staff it would be the orders.",
                "車子要開到客人家門口，看的是住址。如果要決定營業時間或人手，才看訂單。",
            ),
        ),
        Option(
            key="order",
            text=Text("Orders by shop area: vans carry orders", "照門市算的訂單數，車上載的是訂單"),
            why=Text(
                "They do, but to the home: what is ordered in the shop beside the office is driven to somebody's door.",
                "載的是訂單沒錯，可是要送到家：在公司旁邊的門市下的單，車子還是開到客人住的地方。",
            ),
        ),
        Option(
            key="share",
            text=Text("The area's share of active customers", "那一區的活躍比率"),
            why=Text(
                "A share says nothing of how many doors there are: half of 40 or half of 400?",
                "比率看不出有幾戶要送：一半，是 40 位的一半，還是 400 位的一半？",
            ),
        ),
    ),
    right="home",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="5.1.letter",
    title=Text("Three sentences to the owner", "寫給老闆的三句話"),
    minutes=3,
    prompt=Text(
        "First: which area, and for what, to win or to hold; with the number that decided it. Second: the best "
        "argument "
        "for another area. Third: what the table does not say.",
        "第一句：放哪一區、去開發還是去留客，用哪一個數字決定。第二句：放別區最有力的理由是什麼。第三句："
        "這張表沒有說什麼。",
    ),
    model=Text(
        "Hold yours against these questions, then read the letter below the box.\n\n"
        "- Is your number one that can fall? (On file cannot.)\n"
        "- If it is a share: of whom, and might it be high only because the area is new?\n"
        "- Did you say what you do not know: why people stay away, what they spent, whether a colleague would change "
        "it?\n\n"
        "The area that holds fewest and the area that loses most people are both good answers.",
        "先拿這三個問題檢查自己寫的，再看下面那封信。\n\n"
        "- 你用的數字，有可能變小嗎？（客戶數不會變小。）\n"
        "- 如果是比率，是哪些人裡的比率？會不會只是因為那一區很新才高？\n"
        "- 有沒有說你不知道的事：人為什麼不來、以前花多少錢、多一個人會不會不一樣？\n\n"
        "留住比率最低的區，或流失人數最多的區，都可以是好答案。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_COST,
    _BACK_HOME,
    _BACK_RHYTHM,
    _STILL_HERE,
    _ON_FILE_TASK,
    _ACTIVE_TASK,
    _HALF_ACTIVE,
    _ACTIVE_THEN_TASK,
    _FELL_SILENT,
    _SIX,
    _FULL_FILE,
    _WHICH_AREA,
    _LETTER,
)
