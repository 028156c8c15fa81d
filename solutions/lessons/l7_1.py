"""The questions and checks inside lesson 7.1, "Recency, frequency, monetary"."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.stories import pick_five
from customer_value.messages import Text
from tutor.shape import Column, Number, Table
from tutor.task import (
    ChoiceTask,
    GuessTask,
    Mistake,
    Option,
    OrderingTask,
    Task,
    TextTask,
    ValueTask,
)

Measure = Callable[[Ledger], pd.Series]
"""One value for each customer, computed from a ledger; rightly or wrongly."""

WEEKS = 104
"""How far back the explorer's slider goes in this lesson."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _placed(ledger: Ledger, day: pd.Timestamp) -> pd.DataFrame:
    """Every order up to a day that was not cancelled, with `net`: its amount less the refunds known by then."""
    refunds = ledger.refunds[ledger.refunds["refund_date"] <= day]
    refunded = refunds.groupby("order_id")["amount"].sum()
    orders = ledger.orders[(ledger.orders["order_date"] <= day) & (ledger.orders["status"] != "cancelled")]
    orders = orders[orders["customer_id"].notna()]
    return orders.assign(net=orders["amount"] - orders["order_id"].map(refunded).fillna(0))


def _valid(ledger: Ledger, day: pd.Timestamp | None = None) -> pd.DataFrame:
    """The valid orders as a day sees them; the snapshot when None."""
    placed = _placed(ledger, ledger.snapshot if day is None else day)
    return placed[placed["net"] > 0]


def _days(day: pd.Timestamp, dates: pd.Series) -> pd.Series:
    return (day - dates).dt.days.rename("recency")


@once_per_ledger
def _recency(ledger: Ledger) -> pd.Series:
    return _days(ledger.snapshot, _valid(ledger).groupby("customer_id")["order_date"].max())


def _recency_first_order(ledger: Ledger) -> pd.Series:
    return _days(ledger.snapshot, _valid(ledger).groupby("customer_id")["order_date"].min())


def _recency_file_end(ledger: Ledger) -> pd.Series:
    last_day = ledger.orders["order_date"].max()
    return _days(last_day, _valid(ledger, last_day).groupby("customer_id")["order_date"].max())


def _recency_next_day(ledger: Ledger) -> pd.Series:
    return _recency(ledger) + 1


def _recency_later_orders(ledger: Ledger) -> pd.Series:
    later = _valid(ledger, ledger.orders["order_date"].max())
    return _days(ledger.snapshot, later.groupby("customer_id")["order_date"].max())


def _recency_returned_kept(ledger: Ledger) -> pd.Series:
    return _days(ledger.snapshot, _placed(ledger, ledger.snapshot).groupby("customer_id")["order_date"].max())


def _recency_refund_day(ledger: Ledger) -> pd.Series:
    orders = ledger.orders[ledger.orders["status"] != "cancelled"]
    refunds = ledger.refunds.merge(orders[["order_id", "customer_id"]], on="order_id")
    moves = pd.concat(
        [
            orders[["customer_id", "order_date"]].rename(columns={"order_date": "date"}),
            refunds[["customer_id", "refund_date"]].rename(columns={"refund_date": "date"}),
        ]
    )
    moves = moves[moves["date"] <= ledger.snapshot]
    return _days(ledger.snapshot, moves.groupby("customer_id")["date"].max())


def _recency_reversed(ledger: Ledger) -> pd.Series:
    return -_recency(ledger)


@once_per_ledger
def _frequency(ledger: Ledger) -> pd.Series:
    return _valid(ledger).groupby("customer_id")["order_id"].nunique().rename("frequency")


def _frequency_lines(ledger: Ledger) -> pd.Series:
    lines = ledger.order_lines.merge(_valid(ledger)[["order_id", "customer_id"]], on="order_id")
    return lines.groupby("customer_id").size().rename("frequency")


def _frequency_pieces(ledger: Ledger) -> pd.Series:
    lines = ledger.order_lines.merge(_valid(ledger)[["order_id", "customer_id"]], on="order_id")
    return lines.groupby("customer_id")["quantity"].sum().rename("frequency")


def _frequency_returned_kept(ledger: Ledger) -> pd.Series:
    return _placed(ledger, ledger.snapshot).groupby("customer_id")["order_id"].nunique().rename("frequency")


def _frequency_days(ledger: Ledger) -> pd.Series:
    return _valid(ledger).groupby("customer_id")["order_date"].nunique().rename("frequency")


def _frequency_itself(ledger: Ledger) -> pd.Series:
    return _frequency(ledger).clip(upper=1)


def _frequency_repeats(ledger: Ledger) -> pd.Series:
    return _frequency(ledger) - 1


@once_per_ledger
def _monetary(ledger: Ledger) -> pd.Series:
    return _valid(ledger).groupby("customer_id")["net"].sum().rename("monetary")


def _monetary_gross(ledger: Ledger) -> pd.Series:
    return _valid(ledger).groupby("customer_id")["amount"].sum().rename("monetary")


def _monetary_ordered(ledger: Ledger) -> pd.Series:
    return _placed(ledger, ledger.snapshot).groupby("customer_id")["amount"].sum().rename("monetary")


def _monetary_cancelled_kept(ledger: Ledger) -> pd.Series:
    cancelled = ledger.orders[(ledger.orders["order_date"] <= ledger.snapshot)].query("status == 'cancelled'")
    added = cancelled.groupby("customer_id")["amount"].sum()
    return _monetary(ledger).add(added, fill_value=0).rename("monetary")


def _monetary_mean_of_placed(ledger: Ledger) -> pd.Series:
    return _placed(ledger, ledger.snapshot).groupby("customer_id")["net"].mean().rename("monetary")


def _monetary_mean(ledger: Ledger) -> pd.Series:
    return _valid(ledger).groupby("customer_id")["net"].mean().rename("monetary")


def _monetary_later_orders(ledger: Ledger) -> pd.Series:
    later = _valid(ledger, ledger.orders["order_date"].max())
    return later.groupby("customer_id")["net"].sum().rename("monetary")


@once_per_ledger
def _five(ledger: Ledger) -> pd.Series:
    """The ids of the five customers by their letters."""
    return pick_five(ledger).set_index("label")["customer_id"]


def _for_five(measure: Measure) -> Measure:
    """The same measure, for the lesson's five customers only and by their letters."""

    def of_five(ledger: Ledger) -> pd.Series:
        values = measure(ledger)
        return _five(ledger).map(values).rename(values.name)

    return of_five


def _table(
    recency: Measure = _recency, frequency: Measure = _frequency, monetary: Measure = _monetary
) -> Callable[[Ledger], pd.DataFrame]:
    """R, F and M of every customer, from three measures of which one may be a wrong one."""

    def of_all(ledger: Ledger) -> pd.DataFrame:
        return pd.concat([recency(ledger), frequency(ledger), monetary(ledger)], axis=1)

    return of_all


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_RHYTHM = ChoiceTask(
    id="7.1.back-rhythm",
    title=Text("Who is overdue?", "誰該來沒來？"),
    lesson="1.6",
    minutes=1,
    prompt=Text(
        "Mei has always bought about every 20 days, Jun about every 120. Both were last here 60 days ago. "
        "Over all customers the usual gap is 45 days. Who is overdue?",
        "小美一向大約每 20 天買一次，阿俊大約每 120 天買一次，兩個人上次來都是 60 天前。全體顧客的購買間隔多半是 "
        "45 天。"
        "誰該來沒來？",
    ),
    options=(
        Option(
            key="both",
            text=Text("Both: 60 is more than 45", "兩個都是，60 天比 45 天久"),
            why=Text(
                "That measures both against the company's usual gap. For Jun, 60 days is half of his own.",
                "你拿全公司的間隔去量每一個人。對阿俊來說，60 天才過了一半。",
            ),
        ),
        Option(
            key="mei",
            text=Text("Mei only", "只有小美"),
            why=Text(
                "Each is held against their own rhythm: for Mei three gaps have passed, for Jun half of one.",
                "跟自己的步調比：小美已經錯過三次，阿俊連一次都還沒到。",
            ),
        ),
        Option(
            key="jun",
            text=Text("Jun only: he comes so rarely", "只有阿俊，他本來就很少來"),
            why=Text(
                "Coming rarely is not the same as being late. By his own rhythm Jun is expected in 60 days.",
                "少來不等於遲到。照阿俊自己的步調，他 60 天後才該來。",
            ),
        ),
    ),
    right="mei",
)

_BACK_VALID = ChoiceTask(
    id="7.1.back-valid",
    title=Text("Which orders count?", "哪些訂單算數？"),
    lesson="1.2",
    minutes=1,
    prompt=Text(
        "You judge on 31 December. How many of these four orders are valid on that day?\n\n"
        "1. 20 December, 1,200; of it 200 refunded on 27 December\n"
        "2. 22 December, 800; all of it refunded on 30 December\n"
        "3. 28 December, 650; cancelled\n"
        "4. 30 December, 900; all of it refunded on 4 January",
        "以 12 月 31 日為準，下面四筆訂單，當天有幾筆是有效的？\n\n"
        "1. 12 月 20 日，1,200 元；12 月 27 日退了 200 元\n"
        "2. 12 月 22 日，800 元；12 月 30 日全額退款\n"
        "3. 12 月 28 日，650 元；已取消\n"
        "4. 12 月 30 日，900 元；隔年 1 月 4 日全額退款",
    ),
    options=(
        Option(
            key="one",
            text=Text("one", "一筆"),
            why=Text(
                "You dropped order 4. On 31 December nobody could know of a refund on 4 January.",
                "你把第 4 筆剔除了。可是站在 12 月 31 日，誰也不知道 1 月 4 日會退款。",
            ),
        ),
        Option(
            key="two",
            text=Text("two", "兩筆"),
            why=Text(
                "Orders 1 and 4: not cancelled, and something is left of them on the day you judge.",
                "第 1 筆和第 4 筆：沒有取消，而且在當天看來，扣掉退款還有剩。",
            ),
        ),
        Option(
            key="three",
            text=Text("three", "三筆"),
            why=Text(
                "One too many: order 2 was paid back in full before the day you judge, and order 3 was cancelled.",
                "多算了一筆：第 2 筆在當天以前已經全額退款，第 3 筆取消了。",
            ),
        ),
        Option(
            key="four",
            text=Text("four", "四筆"),
            why=Text(
                "All four were placed, but a cancelled order and one paid back in full have brought nothing.",
                "四筆都下過單沒錯，可是取消的、全額退款的，一毛錢也沒留下。",
            ),
        ),
    ),
    right="two",
)

# --- Predict -----------------------------------------------------------------------------------------------------


def _letter(letter: str) -> Option:
    return Option(key=letter, text=Text(f"Customer {letter}", f"顧客 {letter}"), why=Text("", ""))


_WHO_RETURNS = OrderingTask(
    id="7.1.who-returns",
    title=Text("Who buys again?", "誰會再來買？"),
    minutes=1,
    prompt=Text(
        "Who buys again within 90 days of the snapshot? Put the one you are surest of at the top.",
        "快照日之後的 90 天內，誰會再來買？把你最有把握的排在最上面。",
    ),
    items=tuple(_letter(letter) for letter in "ABCDE"),
)

_BY_EYE = GuessTask(
    id="7.1.by-eye",
    title=Text("Read it off the strip", "看圖猜天數"),
    minutes=1,
    prompt=Text(
        "Before the computer does it, read one recency off the strips just above: about how many days lie between "
        "customer D's last filled dot to the left of the snapshot line and the line itself?",
        "讓電腦算之前，你先從上面那張圖讀一個：快照日那條線左邊，顧客 D 最後一個實心圓點，到線大約隔了幾天？",
    ),
    unit=Text("days", "天"),
    low=0,
    high=1000,
    start=0,
)

_WHICH_NUMBER = ChoiceTask(
    id="7.1.which-number",
    title=Text("Which number tells most?", "哪個數字最準？"),
    minutes=1,
    prompt=Text(
        "Which of the three will separate those who come back from those who do not most clearly?",
        "要分出誰會回來、誰不會，你覺得哪一個數字分得最開？",
    ),
    options=(
        Option(key="recency", text=Text("Recency", "最近一次消費（R）"), why=Text("", "")),
        Option(key="frequency", text=Text("Frequency", "消費頻率（F）"), why=Text("", "")),
        Option(key="monetary", text=Text("Monetary", "消費金額（M）"), why=Text("", "")),
    ),
)

# --- Mistakes, named once and used for the five and for everybody -----------------------------------------------------

_MESSAGES = {
    "first-order": Text(
        "These days are counted from each customer's first order. Look at what you take of the dates: "
        "the earliest or the latest?",
        "這是從每位顧客的第一筆訂單算起的天數。看看你取的日期：是最早的，還是最晚的？",
    ),
    "file-end": Text(
        "These days are counted up to the last date in the file, and later orders are in it. "
        "Stand on the snapshot date: which day do you subtract from?",
        "你是拿檔案裡最後一天去減的，連快照日以後的訂單也算進來了。我們站在快照日：是從哪一天去減？",
    ),
    "next-day": Text(
        "Every number is one day too many, as if the snapshot were the day after. "
        "Somebody who bought on the snapshot date itself has recency 0.",
        "每個數字都多了一天，等於把快照日往後挪一天。快照日當天來買的人，最近一次消費是 0 天。",
    ),
    "reversed": Text(
        "Every number is right but for its sign: the subtraction is the wrong way round. The later day comes first: "
        "the snapshot date minus the last order.",
        "數字都對，只差一個負號：減的方向反了。晚的日期要放前面，用快照日去減最後一次下單的日期。",
    ),
    "later-orders": Text(
        "Orders after the snapshot are in here; that is where negative days come from. Begin with `valid`, not "
        "with the whole file.",
        "裡面混進了快照日以後的訂單，天數才會出現負的。請從 `valid` 開始，不要用整份檔案。",
    ),
    "returned-kept": Text(
        "An order that was paid back in full still counts here. Nothing is left of it, so it is no valid order.",
        "全額退款的訂單你還算在裡面。錢都退光了，就不是有效訂單。",
    ),
    "refund-day": Text(
        "The day of a refund is taken for a purchase here. Sending something back is not a visit to the shop: look "
        "only at orders.",
        "你把退款那天也當成來買的一天。退貨不是消費，請只看訂單的日期。",
    ),
    "lines": Text(
        "These are order lines. One order with three kinds of goods has three lines and is one order: what should "
        "be counted once?",
        "這是訂單明細的列數。一筆訂單買三種商品就有三列明細，但還是一筆訂單。要數的是什麼？",
    ),
    "pieces": Text(
        "These are pieces sold. Nine chairs in one order are one order.",
        "這是賣出的件數。一筆訂單買九張椅子，還是一筆訂單。",
    ),
    "days": Text(
        "These are the days on which somebody ordered. Two orders on one day are still two: which column tells "
        "orders apart?",
        "你數的是有下單的日子。同一天下了兩筆，還是兩筆：哪一個欄位分得出訂單？",
    ),
    "itself": Text(
        "Everybody has 1 here: within one customer's group there is only that one customer. Which column tells "
        "orders apart?",
        "每個人都是 1，因為一位顧客的那一組裡，本來就只有他一個人。哪一個欄位分得出訂單？",
    ),
    "repeats": Text(
        "Everybody is one short: this counts the orders after the first. In RFM the first order counts too.",
        "每個人都少了一次，因為你只數第一次之後的訂單。在 RFM 裡，第一筆訂單也要算。",
    ),
    "gross": Text(
        "These are the amounts before refunds. Which column of `valid` holds what the shop kept?",
        "這是還沒扣退款的金額。`valid` 裡，哪一欄才是店裡真正留下的錢？",
    ),
    "ordered": Text(
        "This adds up what was ordered, also what was paid back in full. M is what the shop kept: take that column.",
        "你加的是下單金額，連全額退款的也在裡面。M 算的是店裡真正留下的錢，請取那一欄。",
    ),
    "mean": Text(
        "This is the average per order. M is the total: what the customer has brought altogether.",
        "這是平均每筆訂單的金額。M 要的是總和：這位顧客一共帶來多少錢。",
    ),
    "cancelled": Text(
        "Orders that were cancelled are in this sum. The shop got nothing for them.",
        "取消的訂單也加進去了。那些錢店裡沒有收到。",
    ),
    "later-money": Text(
        "Money from after the snapshot is in here. Begin with `valid`, not with the whole file.",
        "裡面有快照日以後才進來的錢。請從 `valid` 開始，不要用整份檔案。",
    ),
}

_RECENCY_MISTAKES = {
    "first-order": _recency_first_order,
    "file-end": _recency_file_end,
    "reversed": _recency_reversed,
    "next-day": _recency_next_day,
    "later-orders": _recency_later_orders,
    "returned-kept": _recency_returned_kept,
    "refund-day": _recency_refund_day,
}
_FREQUENCY_MISTAKES = {
    "lines": _frequency_lines,
    "pieces": _frequency_pieces,
    "days": _frequency_days,
    "itself": _frequency_itself,
    "returned-kept": _frequency_returned_kept,
    "repeats": _frequency_repeats,
}
_MONETARY_MISTAKES = {
    "gross": _monetary_gross,
    "ordered": _monetary_ordered,
    "mean": _monetary_mean,
    "cancelled": _monetary_cancelled_kept,
    "later-money": _monetary_later_orders,
}
_MONETARY_MISTAKES_OF_FIVE = {
    "ordered": _monetary_ordered,
    "mean": _monetary_mean_of_placed,
    "cancelled": _monetary_cancelled_kept,
    "later-money": _monetary_later_orders,
}
"""Without "gross": nobody among the five need have sent back a part of an order."""


def _mistakes_of_five(wrong: Mapping[str, Measure]) -> tuple[Mistake, ...]:
    return tuple(Mistake(key=key, wrong=_for_five(measure), message=_MESSAGES[key]) for key, measure in wrong.items())


def _mistakes_of_all() -> tuple[Mistake, ...]:
    """Each wrong measure, in a table whose other two columns are right."""
    columns = (
        ("recency", "R", _RECENCY_MISTAKES),
        ("frequency", "F", _FREQUENCY_MISTAKES),
        ("monetary", "M", _MONETARY_MISTAKES),
    )
    return tuple(
        Mistake(
            key=f"{column}-{key}",
            wrong=_table(**{column: measure}),
            message=Text(f"{letter}: {_MESSAGES[key].en}", f"{letter}：{_MESSAGES[key].zh_hant}"),
        )
        for column, letter, wrong in columns
        for key, measure in wrong.items()
    )


# --- Worked, faded, own ------------------------------------------------------------------------------------------

_FIVE_RECENCY = ValueTask(
    id="7.1.five-recency",
    title=Text("Recency of the five", "五位顧客的最近一次消費"),
    name="recency_five",
    prompt=Text(
        "`recency_five`: for each of A to E, the days from the last valid order to the snapshot date.",
        "`recency_five`：A 到 E 每一位，最後一筆有效訂單到快照日隔了幾天。",
    ),
    answer=_for_five(_recency),
    returns=Column(name="recency", key="label", unit="days"),
    mistakes=_mistakes_of_five(_RECENCY_MISTAKES),
    hints=(
        Text(
            "Run the cell above from the top: first the last date of each customer, then the subtraction.",
            "把上面那格從頭執行一次：先找每位顧客最後一天，再相減。",
        ),
        Text(
            '`groupby("label")["order_date"].max()` gives the last date; `snapshot` minus it gives a time span, '
            "and `.dt.days` its days.",
            '`groupby("label")["order_date"].max()` 是最後一天；用 `snapshot` 去減，再加 `.dt.days` 就是天數。',
        ),
    ),
    solution="""
# 1 The last day on which each of them ordered  # lang-en
# 1 每一位最後一次下單是哪一天  # lang-zh-Hant
last_order = of_five.groupby("label")["order_date"].max()

# 2 From that day to the snapshot, in whole days  # lang-en
# 2 從那天到快照日，隔了幾天  # lang-zh-Hant
recency_five = (snapshot - last_order).dt.days
recency_five
""",
)

_FIVE_FREQUENCY = ValueTask(
    id="7.1.five-frequency",
    title=Text("Frequency of the five", "五位顧客的消費頻率"),
    name="frequency_five",
    prompt=Text(
        "`frequency_five`: for each of A to E, the number of different valid orders.",
        "`frequency_five`：A 到 E 每一位，各有幾筆不同的有效訂單。",
    ),
    answer=_for_five(_frequency),
    returns=Column(name="frequency", key="label", unit="orders"),
    mistakes=_mistakes_of_five(_FREQUENCY_MISTAKES),
    hints=(
        Text(
            "Which column says which order a row belongs to? Take that one out of the groups, as `order_date` was "
            "taken before.",
            "哪一個欄位說得出這是哪一筆訂單？像前面取 `order_date` 那樣，把它取出來。",
        ),
        Text(
            "`nunique()` counts how many different values a column has.",
            "`nunique()` 會數一個欄位裡有幾個不同的值。",
        ),
    ),
    solution="""
# 1 One group of rows for each customer  # lang-en
# 1 一位顧客一組  # lang-zh-Hant
groups = of_five.groupby("label")

# 2 How many different orders there are in each group  # lang-en
# 2 每一組裡有幾筆不同的訂單  # lang-zh-Hant
frequency_five = groups["order_id"].nunique()
frequency_five
""",
)

_FIVE_MONETARY = ValueTask(
    id="7.1.five-monetary",
    title=Text("Monetary value of the five", "五位顧客的消費金額"),
    name="monetary_five",
    prompt=Text(
        "`monetary_five`: for each of A to E, what their orders in `placed` have brought, after refunds.",
        "`monetary_five`：A 到 E 每一位，`placed` 裡的訂單扣掉退款後，一共帶來多少錢。",
    ),
    answer=_for_five(_monetary),
    returns=Column(name="monetary", key="label", unit="money"),
    mistakes=_mistakes_of_five(_MONETARY_MISTAKES_OF_FIVE),
    hints=(
        Text(
            "It has the shape of the last two: group `placed` by `label`, take one column, and say what to do with it.",
            "跟前兩題同一個樣子：`placed` 按 `label` 分組，取一個欄位，再說要怎麼算。",
        ),
        Text(
            "`placed` has two columns of money. `amount` is what was ordered; the other one is what is left after "
            "refunds. `.sum()` adds up.",
            "`placed` 有兩個金額欄位。`amount` 是下單金額，另一個才是扣掉退款後剩下的。加總用 `.sum()`。",
        ),
    ),
    solution="""
monetary_five = placed.groupby("label")["net"].sum()
monetary_five
""",
)

_ALL = ValueTask(
    id="7.1.all",
    title=Text("R, F and M of everybody", "所有顧客的 R、F、M"),
    name="table",
    minutes=3,
    prompt=Text(
        "`table`: one row for each customer with a valid order, with the columns `recency` (days), `frequency` "
        "(orders) "
        "and `monetary` (after refunds).",
        "`table`：有有效訂單的顧客一人一列，欄位是 `recency`（天）、`frequency`（筆）、`monetary`（扣掉退款）。",
    ),
    answer=_table(),
    returns=Table(
        columns=(
            Column(name="recency", unit="days"),
            Column(name="frequency", unit="orders"),
            Column(name="monetary", unit="money"),
        )
    ),
    mistakes=_mistakes_of_all(),
    hints=(
        Text(
            "Each entry is a pair: the column to look at, and what to do with it. The first line shows the pattern.",
            "每一項都是一對：看哪一個欄位、怎麼算。第一行就是樣子。",
        ),
        Text(
            "The two pairs use what you wrote for the five: the column and the word after the dot, both in "
            "quotation marks. "
            "The last line is the subtraction from the worked example.",
            "那兩對就是你替五位顧客寫過的東西：欄位名稱，加上點後面的那個字，都放在引號裡。最後一行是示範過的相減。",
        ),
    ),
    solution="""
table = valid.groupby("customer_id").agg(
    last_order=("order_date", "max"),
    frequency=("order_id", "nunique"),
    monetary=("net", "sum"),
)
table["recency"] = (snapshot - table["last_order"]).dt.days
table.head()
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------


def _weeks_of_silence(ledger: Ledger) -> Iterator[tuple[int, bool]]:
    """Customer A week by week from the last order on: the recency, and whether it is in the best fifth of all."""
    someone = _five(ledger)["A"]
    silent = int(_recency(ledger)[someone])
    for weeks in range(min(silent // 7, WEEKS), -1, -1):
        day = ledger.snapshot - pd.Timedelta(weeks=weeks)
        recency = _days(day, _valid(ledger, day).groupby("customer_id")["order_date"].max())
        places = recency.rank(ascending=False)
        yield int(recency[someone]), math.ceil(5 * places[someone] / len(places)) == 5


@once_per_ledger
def _silent_days(ledger: Ledger) -> float:
    """The recency of customer A at the first step of the slider on which it is not in the best fifth any more."""
    return next((days for days, best in _weeks_of_silence(ledger) if not best), float("nan"))


def _silent_days_too_early(ledger: Ledger) -> float:
    return _silent_days(ledger) - 7


def _silent_days_too_late(ledger: Ledger) -> float:
    return _silent_days(ledger) + 7


def _silent_days_at_end(ledger: Ledger) -> float:
    return int(_for_five(_recency)(ledger)["A"])


_SILENT_DAYS = ValueTask(
    id="7.1.silent-days",
    title=Text("The first warning", "第一個警訊"),
    minutes=2,
    name="silent_days",
    prompt=Text(
        "`silent_days`: customer A's recency, in days, at the first step of the slider after the last order on which "
        "recency is not in the best fifth any more.",
        "`silent_days`：顧客 A 最後一筆訂單之後，滑桿走到哪一格，最近一次消費第一次不在最好的五分之一？"
        "填那一格的天數。",
    ),
    answer=_silent_days,
    returns=Number(unit="days", whole=True),
    mistakes=(
        Mistake(
            key="too-early",
            wrong=_silent_days_too_early,
            message=Text(
                "On that date recency is still in the best fifth: the title says so. Go one step further.",
                "那一天最近一次消費還在最好的五分之一，標題寫著呢。再往右走一格。",
            ),
        ),
        Mistake(
            key="too-late",
            wrong=_silent_days_too_late,
            message=Text(
                "One step too far: recency had dropped out of the title a week before.",
                "多走了一格：再早一個星期，最近一次消費就已經不在標題裡了。",
            ),
        ),
        Mistake(
            key="at-end",
            wrong=_silent_days_at_end,
            message=Text(
                "That is the recency on the snapshot date itself. Pull the slider far to the left first, then come "
                "back.",
                "這是快照日當天的天數。先把滑桿往左拉回去，再一格一格走回來。",
            ),
        ),
    ),
    hints=(
        Text(
            "Keep customer A, and pull the slider to the left until the title names recency. Then press the right "
            "arrow key.",
            "顧客選 A，滑桿往左拉，拉到標題裡出現「最近一次消費」為止，再按鍵盤的向右鍵。",
        ),
        Text(
            "Each press is a week. At the press that takes recency out of the title, read the days left of its bar.",
            "按一下是一個星期。標題裡的「最近一次消費」一消失，就讀那一列左邊的天數。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here with the same steps  # lang-en
# 從圖上讀出來的數字；這裡用同樣的步驟算一次  # lang-zh-Hant
customer = five.set_index("label")["customer_id"]["A"]
for weeks in range(recency_five["A"] // 7, -1, -1):
    day = snapshot - pd.Timedelta(weeks=weeks)
    then = rfm_scores(rfm(ledger.orders, ledger.refunds, day)).set_index("customer_id").loc[customer]
    if then["r_score"] < 5:
        break
silent_days = then["recency"]
silent_days
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_SIXTH = ChoiceTask(
    id="7.1.sixth",
    title=Text("A sixth customer", "第六位顧客"),
    minutes=2,
    prompt=Text(
        "This is everything the ledger says about one customer. The snapshot date is 31 December 2025. "
        "What are R, F and M?\n\n"
        "| order | date | line | amount | refund |\n"
        "|---|---|---|---:|---|\n"
        "| O1 | 2025-03-10 | 1 | 900 | |\n"
        "| O2 | 2025-09-02 | 1 | 400 | |\n"
        "| O2 | 2025-09-02 | 2 | 200 | |\n"
        "| O3 | 2025-10-12 | 1 | 800 | 300 on 2025-10-20 |\n"
        "| O4 | 2025-12-01 | 1 | 1,500 | 1,500 on 2025-12-11 |\n"
        "| O5 | 2026-01-08 | 1 | 700 | |",
        "帳本裡關於這位顧客的紀錄全在這裡。快照日是 2025 年 12 月 31 日。R、F、M 各是多少？\n\n"
        "| 訂單 | 日期 | 明細 | 金額 | 退款 |\n"
        "|---|---|---|---:|---|\n"
        "| O1 | 2025-03-10 | 1 | 900 | |\n"
        "| O2 | 2025-09-02 | 1 | 400 | |\n"
        "| O2 | 2025-09-02 | 2 | 200 | |\n"
        "| O3 | 2025-10-12 | 1 | 800 | 2025-10-20 退 300 |\n"
        "| O4 | 2025-12-01 | 1 | 1,500 | 2025-12-11 退 1,500 |\n"
        "| O5 | 2026-01-08 | 1 | 700 | |",
    ),
    options=(
        Option(
            key="lines",
            text=Text("R 80, F 4, M 2,000", "R 80、F 4、M 2,000"),
            why=Text(
                "O2 has two lines but is one order; you counted it twice.",
                "O2 有兩列明細，但只是一筆訂單，你數了兩次。",
            ),
        ),
        Option(
            key="returned-kept",
            text=Text("R 30, F 4, M 2,000", "R 30、F 4、M 2,000"),
            why=Text(
                "O4 is still in: it moves R to 1 December and adds one to F. It was paid back in full before the "
                "snapshot, so it is not valid.",
                "你把 O4 留下來了：R 變成從 12 月 1 日算，F 也多了一筆。它在快照日之前就全額退款，不算有效。",
            ),
        ),
        Option(
            key="right",
            text=Text("R 80, F 3, M 2,000", "R 80、F 3、M 2,000"),
            why=Text(
                "O1, O2 and O3 are valid: the last on 12 October, 80 days before, and 900 + 600 + 500 were kept.",
                "有效的是 O1、O2、O3：最後一筆在 10 月 12 日，離快照日 80 天；留下 900＋600＋500。",
            ),
        ),
        Option(
            key="gross",
            text=Text("R 80, F 3, M 2,300", "R 80、F 3、M 2,300"),
            why=Text(
                "300 of O3 went back to the customer. M is what was kept.",
                "O3 有 300 元退給顧客了。M 算的是留下來的錢。",
            ),
        ),
        Option(
            key="file-end",
            text=Text("R 0, F 4, M 2,700", "R 0、F 4、M 2,700"),
            why=Text(
                "O5 is dated after the snapshot. Standing on 31 December you cannot know of it.",
                "O5 是快照日以後的訂單。站在 12 月 31 日，你還不知道有這一筆。",
            ),
        ),
    ),
    right="right",
)

_NINE_CHAIRS = ChoiceTask(
    id="7.1.nine-chairs",
    title=Text("Nine chairs", "九張椅子"),
    minutes=1,
    prompt=Text(
        "A café opened last spring and ordered nine pieces of furniture at once, in five lines. A colleague's list "
        "says "
        "“F = 5, a regular”. What should be changed?",
        "有一家咖啡廳去年春天開幕，一次訂了九件家具，訂單有五列明細。同事的名單上寫著「F＝5，常客」。該改哪裡？",
    ),
    options=(
        Option(
            key="orders",
            text=Text("Count different `order_id`s: F is 1", "改成數不同的 `order_id`，F 是 1"),
            why=Text(
                "The café decided to buy once. F counts decisions to come back, and for that an order counts once.",
                "這家咖啡廳只決定買一次。F 要看的是「又來了幾次」，一筆訂單就是一次。",
            ),
        ),
        Option(
            key="pieces",
            text=Text("Add up `quantity`: F is 9", "把 `quantity` 加起來，F 是 9"),
            why=Text(
                "Now the café looks even more faithful. Pieces say how much was bought, not how often.",
                "這樣看起來更像常客了。件數說的是買多少，不是來幾次。",
            ),
        ),
        Option(
            key="money",
            text=Text("Nothing: F = 5 does justice to so large an order", "不用改，金額這麼大，F＝5 也合理"),
            why=Text(
                "The amount is in M already. If it went into F as well, two numbers would say the same and none "
                "would say “once”.",
                "金額已經算在 M 裡了。F 再算一次，兩個數字講同一件事，就看不出「只來過一次」。",
            ),
        ),
        Option(
            key="products",
            text=Text("Count different `product_id`s: F stays 5", "改成數不同的 `product_id`，F 還是 5"),
            why=Text(
                "That counts kinds of goods. They were bought together, in one visit; F asks how often somebody came.",
                "這樣數的是買了幾種商品。五種是同一次買的；F 問的是來過幾次。",
            ),
        ),
    ),
    right="orders",
)

_NOT_SHOWN = ChoiceTask(
    id="7.1.not-shown",
    title=Text("What the figure cannot say", "這張圖沒說的事"),
    minutes=1,
    prompt=Text(
        "Suppose 45% of the most recent fifth came back within 90 days, and 8% of the least recent. Which "
        "sentence may you say to the owner?",
        "假設 R 最好的那五分之一，90 天內有 45% 回來買；最差的五分之一只有 8%。哪一句話可以跟老闆說？",
    ),
    options=(
        Option(
            key="cause",
            text=Text(
                "A calendar sent to recent buyers brings 45% of them in",
                "桌曆寄給最近來過的人，可以帶來其中 45%",
            ),
            why=Text(
                "These people had no calendar and came all the same. What a calendar adds can only be seen against "
                "a group that gets none (lesson 3.3).",
                "這些人沒收到桌曆也回來了。桌曆到底多帶來幾個人，要有一組不寄的對照組才看得出來（第 3.3 課）。",
            ),
        ),
        Option(
            key="group",
            text=Text(
                "A larger share of recent buyers than of the others came back",
                "最近來過的人，回來的比率比很久沒來的人高",
            ),
            why=Text(
                "A share is about a group, and it was counted on one ledger and one snapshot. That is as far as it "
                "goes.",
                "比率講的是一群人，而且只在一本帳本、一個快照日上數過。能說的就到這裡。",
            ),
        ),
        Option(
            key="person",
            text=Text(
                "Mrs Lin was here last week, so she will be back within 90 days",
                "林太太上星期才來過，90 天內會再回來",
            ),
            why=Text(
                "Of people like her, 55 in 100 did not come back. A share says nothing certain about one person.",
                "像她這樣的人，100 個裡有 55 個沒回來。比率保證不了某一個人。",
            ),
        ),
        Option(
            key="worth",
            text=Text(
                "Recent buyers are worth more over their lifetime",
                "最近來過的人，終身價值比較高",
            ),
            why=Text(
                "The figure counts who came, not what they will bring. What is still to come belongs to customer "
                "lifetime value, module 8.",
                "圖上數的是誰回來，不是他們往後會帶來多少錢。往後的錢算在顧客終身價值裡，第 8 單元再談。",
            ),
        ),
    ),
    right="group",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="7.1.letter",
    title=Text("Two sentences to the owner", "寫給老闆的兩句話"),
    minutes=3,
    prompt=Text(
        "First sentence: who gets the 600 calendars and why, with one number from the table and what you compare it "
        "with. Second sentence: what the table does not show.",
        "第一句：600 份桌曆寄給誰、為什麼，用上表裡的一個數字，也寫出跟誰比。第二句：這張表沒有說明什麼。",
    ),
    model=Text(
        "Hold yours against these questions, then read the letter below the box.\n\n"
        "- Could a colleague make the same list from your rule?\n"
        "- Does your number stand beside another one: a different list, or as many drawn by lot?\n"
        "- Did you say that all these people came without a calendar, so that what one adds is not known?\n\n"
        "A list of people who come anyway and a list of people who have been away are both good answers, if you said "
        "what the calendar is for.",
        "先拿這三個問題檢查自己寫的，再看下面那封信。\n\n"
        "- 換一個人來做，照你的規則做得出同一份名單嗎？\n"
        "- 你的數字旁邊有沒有另一個數字可以比（別的名單，或隨便抽一樣多的人）？\n"
        "- 有沒有說清楚：這些人沒收到桌曆也來了，桌曆能多帶來多少人還不知道？\n\n"
        "寄給本來就會來的人，或寄給很久沒來的人，都可以是好答案，只要說得出這份桌曆是為了什麼。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_RHYTHM,
    _BACK_VALID,
    _WHO_RETURNS,
    _BY_EYE,
    _FIVE_RECENCY,
    _FIVE_FREQUENCY,
    _FIVE_MONETARY,
    _ALL,
    _WHICH_NUMBER,
    _SILENT_DAYS,
    _SIXTH,
    _NINE_CHAIRS,
    _NOT_SHOWN,
    _LETTER,
)
