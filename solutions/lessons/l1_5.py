"""The questions and checks inside lesson 1.5, "Analysis of spend"."""

from __future__ import annotations

import math

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

STALL = {"A": 4, "B": 50, "C": 1, "D": 8, "E": 20, "F": 2, "G": 1, "H": 10, "I": 3, "J": 1}
"""What the ten customers of the market stall spent."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _placed(ledger: Ledger) -> pd.DataFrame:
    """Every order up to the snapshot, neither cancelled nor a test, with `net`: its amount less the refunds by then."""
    refunds = ledger.refunds[ledger.refunds["refund_date"] <= ledger.snapshot]
    refunded = refunds.groupby("order_id")["amount"].sum()
    orders = ledger.orders[
        (ledger.orders["order_date"] <= ledger.snapshot) & ~ledger.orders["status"].isin(["cancelled", "test"])
    ]
    orders = orders[orders["customer_id"].notna()]
    return orders.assign(net=orders["amount"] - orders["order_id"].map(refunded).fillna(0))


@once_per_ledger
def _valid(ledger: Ledger) -> pd.DataFrame:
    placed = _placed(ledger)
    return placed[placed["net"] > 0]


def _year(orders: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    return orders[orders["order_date"] > ledger.snapshot - pd.DateOffset(years=1)]


def _spent(orders: pd.DataFrame, money: str = "net") -> pd.Series:
    return orders.groupby("customer_id")[money].sum().sort_values(ascending=False)


def _stall(*, ascending: bool = False) -> pd.Series:
    spent = pd.Series(STALL).rename_axis("customer").rename("share")
    ranked = spent.sort_values(ascending=ascending)
    return ranked.cumsum() / ranked.sum()


def _stall_of(_: Ledger) -> pd.Series:
    return _stall()


def _stall_smallest_first(_: Ledger) -> pd.Series:
    return _stall(ascending=True)


def _stall_unsorted(_: Ledger) -> pd.Series:
    spent = pd.Series(STALL).rename_axis("customer").rename("share")
    return spent.cumsum() / spent.sum()


def _stall_each(_: Ledger) -> pd.Series:
    spent = pd.Series(STALL).rename_axis("customer").rename("share")
    return spent / spent.sum()


def _share(ledger: Ledger) -> pd.Series:
    spent = _spent(_valid(ledger))
    return (spent.cumsum() / spent.sum()).rename("share")


def _share_each(ledger: Ledger) -> pd.Series:
    spent = _spent(_valid(ledger))
    return (spent / spent.sum()).rename("share")


def _share_money(ledger: Ledger) -> pd.Series:
    return _spent(_valid(ledger)).cumsum().rename("share")


def _share_of_largest(ledger: Ledger) -> pd.Series:
    spent = _spent(_valid(ledger))
    return (spent.cumsum() / spent.max()).rename("share")


def _share_of_itself(ledger: Ledger) -> pd.Series:
    running = _spent(_valid(ledger)).cumsum()
    return (running / running.sum()).rename("share")


def _share_smallest_first(ledger: Ledger) -> pd.Series:
    spent = _spent(_valid(ledger)).sort_values()
    return (spent.cumsum() / spent.sum()).rename("share")


def _share_of_customers(ledger: Ledger) -> pd.Series:
    spent = _spent(_valid(ledger))
    return pd.Series(range(1, len(spent) + 1), index=spent.index, name="share") / len(spent)


def _ten(spent: pd.Series, of: float | None = None) -> float:
    return float(spent.head(10).sum() / (spent.sum() if of is None else of))


def _ten_largest(ledger: Ledger) -> float:
    return _ten(_spent(_year(_valid(ledger), ledger)))


def _ten_all_time(ledger: Ledger) -> float:
    return _ten(_spent(_valid(ledger)))


def _ten_orders(ledger: Ledger) -> float:
    return _ten(_year(_valid(ledger), ledger)["net"].sort_values(ascending=False))


def _ten_smallest(ledger: Ledger) -> float:
    return _ten(_spent(_year(_valid(ledger), ledger)).sort_values())


def _ten_unsorted(ledger: Ledger) -> float:
    return _ten(_year(_valid(ledger), ledger).groupby("customer_id")["net"].sum())


def _ten_of_everything(ledger: Ledger) -> float:
    return _ten(_spent(_year(_valid(ledger), ledger)), of=float(_valid(ledger)["net"].sum()))


def _ten_money(ledger: Ledger) -> float:
    return float(_spent(_year(_valid(ledger), ledger)).head(10).sum())


def _ten_by_orders(ledger: Ledger) -> float:
    """The ten with most orders instead of most money."""
    year = _year(_valid(ledger), ledger)
    table = year.groupby("customer_id").agg(orders=("order_id", "nunique"), net=("net", "sum"))
    return _ten(table.sort_values("orders", ascending=False)["net"])


def _tenth_of_customers(ledger: Ledger) -> float:
    spent = _spent(_year(_valid(ledger), ledger))
    return float(spent.head(math.ceil(len(spent) / 10)).sum() / spent.sum())


def _in_days(ledger: Ledger, days: int | None, top: float = 0.2) -> float:
    """The share of the money of the top customers in the last so many days, in per cent."""
    orders = _valid(ledger)
    if days is not None:
        orders = orders[orders["order_date"] > ledger.snapshot - pd.Timedelta(days=days)]
    spent = _spent(orders)
    if spent.empty:
        return float("nan")
    return float(100 * spent.head(math.ceil(round(top * len(spent), 6))).sum() / spent.sum())


def _thirty_days(ledger: Ledger) -> float:
    return _in_days(ledger, 30)


def _thirty_days_all_time(ledger: Ledger) -> float:
    return _in_days(ledger, None)


def _thirty_days_ninety(ledger: Ledger) -> float:
    return _in_days(ledger, 90)


def _thirty_days_year(ledger: Ledger) -> float:
    return _in_days(ledger, 365)


def _thirty_days_as_share(ledger: Ledger) -> float:
    return _in_days(ledger, 30) / 100


def _thirty_days_target(ledger: Ledger) -> float:
    """The other place on the curve: what per cent of the customers it takes for 80% of the money."""
    orders = _valid(ledger)
    spent = _spent(orders[orders["order_date"] > ledger.snapshot - pd.Timedelta(days=30)])
    if spent.empty:
        return float("nan")
    return float(100 * ((spent.cumsum() < 0.8 * spent.sum()).sum() + 1) / len(spent))


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_INDUSTRY = ChoiceTask(
    id="1.5.back-industry",
    title=Text("One more account", "再多一個客戶"),
    lesson="1.4",
    minutes=1,
    prompt=Text(
        "Forty cafés brought 2,000,000 last year, eight hotels 1,600,000. Your sales team can win one more account. "
        "Going by "
        "these numbers, where does one more bring more?",
        "去年 40 家咖啡店帶來 200 萬，8 家旅館帶來 160 萬。業務團隊還能再開發一個客戶。只看這兩個數字，"
        "開發哪一種帶來的比較多？",
    ),
    options=(
        Option(
            key="cafes",
            text=Text("A café: cafés bring more in all", "咖啡店，總額比較高"),
            why=Text(
                "The total also counts that there are forty of them. One café brought 50,000.",
                "總額高，是因為有 40 家。平均一家咖啡店只有 5 萬。",
            ),
        ),
        Option(
            key="hotels",
            text=Text("A hotel: 200,000 each against 50,000", "旅館，一家 20 萬，咖啡店一家 5 萬"),
            why=Text(
                "Revenue per account is the question here: the total over the number of accounts.",
                "這裡要看的是每個客戶的營收：總額除以客戶數。",
            ),
        ),
        Option(
            key="either",
            text=Text("No difference: the two totals are close", "沒差，兩邊總額差不多"),
            why=Text(
                "The totals are close, but they are shared by forty and by eight. One hotel brought four times as "
                "much.",
                "總額接近沒錯，可是一邊 40 家分，一邊 8 家分。一家旅館抵得上四家咖啡店。",
            ),
        ),
    ),
    right="hotels",
)

_BACK_DUPLICATE = ChoiceTask(
    id="1.5.back-duplicate",
    title=Text("Two accounts, one person", "一個人，兩個帳號"),
    lesson="1.2",
    minutes=1,
    prompt=Text(
        "Ms Chen has two accounts because she forgot her password. On one she spent 6,000, on the other 5,000. "
        "Nobody merged "
        "them. What happens to a list of the best customers?",
        "陳小姐忘了密碼，又開了一個帳號。一個花了 6,000，另一個花了 5,000，沒有人合併。最好的顧客名單會怎樣？",
    ),
    options=(
        Option(
            key="nothing",
            text=Text("Nothing: the money is all there", "不會怎樣，錢都在"),
            why=Text(
                "In the company's total, yes. But a list is by customer, and no customer with 11,000 is in it.",
                "全公司的總額是沒少。可是名單一列一位顧客，上面沒有那位花了 11,000 的陳小姐。",
            ),
        ),
        Option(
            key="too-low",
            text=Text("She stands there twice, too far down each time", "她出現兩次，兩次都排得太後面"),
            why=Text(
                "Her 11,000 are cut in two, so she may miss the list altogether. Merge duplicates before you add up.",
                "11,000 被切成兩半，說不定兩個都進不了名單。要先合併重複的顧客，再加總。",
            ),
        ),
        Option(
            key="too-high",
            text=Text("She stands there too far up, counted twice", "她被算了兩次，排得太前面"),
            why=Text(
                "No order is counted twice here: each stands on one of the accounts. It is the customer who is split.",
                "沒有訂單被算兩次，每一筆只在一個帳號上。被拆開的是人。",
            ),
        ),
    ),
    right="too-low",
)

_BACK_GROUP = ChoiceTask(
    id="1.5.back-group",
    title=Text("One row for each what?", "一列是什麼？"),
    lesson="0.2",
    minutes=1,
    prompt=Text(
        '`orders.groupby("customer_id")["amount"].sum()`: what is one row of the result?',
        '`orders.groupby("customer_id")["amount"].sum()` 做出來的結果，一列代表什麼？',
    ),
    options=(
        Option(
            key="order",
            text=Text("an order with its amount", "一筆訂單和它的金額"),
            why=Text(
                "That is a row of `orders` before it is grouped. Grouping gathers the rows of one customer.",
                "那是分組以前的 `orders`。分組會把同一位顧客的列收在一起。",
            ),
        ),
        Option(
            key="customer",
            text=Text("a customer with the sum of their amounts", "一位顧客和他的金額總和"),
            why=Text(
                "`groupby` says for what there is one row; the word behind it says what is done with each group.",
                "`groupby` 決定一列是什麼，後面那個字決定每一組怎麼算。",
            ),
        ),
        Option(
            key="shop",
            text=Text("all orders: one number for the whole file", "所有訂單，整個檔案一個數字"),
            why=Text(
                '`orders["amount"].sum()` would be that. `groupby` makes one sum for each customer.',
                '那要寫 `orders["amount"].sum()`。有了 `groupby`，就是一位顧客一個總和。',
            ),
        ),
    ),
    right="customer",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_GUESS_BELOW = GuessTask(
    id="1.5.guess-below",
    title=Text("Below the mean", "比平均數少的人"),
    minutes=1,
    prompt=Text(
        "Of a hundred customers, how many have spent less than the mean?",
        "一百位顧客裡，有幾位花的錢比平均數少？",
    ),
    unit=Text("of 100 customers", "位（每 100 位）"),
    low=0,
    high=100,
    start=0,
)

_GUESS_TOP = GuessTask(
    id="1.5.guess-top",
    title=Text("The top fifth", "前兩成"),
    minutes=1,
    prompt=Text(
        "What share of the money does the top fifth of our customers bring?",
        "花最多的兩成顧客，帶來百分之幾的營收？",
    ),
    unit=Text("% of the money", "% 的營收"),
    low=0,
    high=100,
    start=0,
)

_GUESS_WHY = ChoiceTask(
    id="1.5.guess-why",
    title=Text("More often, or more at a time?", "來得勤，還是買得多？"),
    minutes=1,
    prompt=Text(
        "In what do the top fifth differ more from the others?",
        "花最多的兩成，跟其他人差比較多的是什麼？",
    ),
    options=(
        Option(key="often", text=Text("They order more often", "來得比較勤"), why=Text("", "")),
        Option(key="larger", text=Text("Each order is larger", "每一筆買得比較多"), why=Text("", "")),
        Option(key="same", text=Text("Both about the same", "兩樣差不多"), why=Text("", "")),
    ),
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_SMALLEST_FIRST = Text(
    "These shares begin with the smallest customers: the best ones come last. A Pareto curve starts with the largest.",
    "這些占比是從花最少的人累計起的，最好的顧客排到最後面去了。柏拉圖曲線要從花最多的排起。",
)
_EACH = Text(
    "This is each customer's own share. Which step adds up all those who stand before?",
    "這是每位顧客自己的占比。要把排在前面的人都加進來，是哪一步？",
)

_STALL = ValueTask(
    id="1.5.stall",
    title=Text("The market stall", "市集的攤位"),
    name="share_ten",
    minutes=2,
    prompt=Text(
        "`share_ten`: for each of the ten customers, what share of the money all up to and including them bring, the "
        "largest first.",
        "`share_ten`：從花最多的排起，累計到每一位為止，占全部金額的比率。",
    ),
    answer=_stall_of,
    returns=Column(name="share", key="customer", unit="share"),
    mistakes=(
        Mistake(key="smallest-first", wrong=_stall_smallest_first, message=_SMALLEST_FIRST),
        Mistake(
            key="unsorted",
            wrong=_stall_unsorted,
            message=Text(
                "These shares follow the alphabet, not the amounts. Who has to stand first before you add up?",
                "這是照字母順序累計的，沒有照金額。累計之前，誰該站在最前面？",
            ),
        ),
        Mistake(key="each", wrong=_stall_each, message=_EACH),
    ),
    hints=(
        Text("Run the cell above from the top.", "把上面那格從頭執行一次。"),
        Text(
            "Sort with `ascending=False`, then `cumsum()`, then divide by the sum.",
            "先用 `ascending=False` 排序，再 `cumsum()`，最後除以總和。",
        ),
    ),
    solution="""
ranked = stall.sort_values(ascending=False)
total_so_far = ranked.cumsum()
share_ten = total_so_far / ranked.sum()
share_ten
""",
)

_SHARE = ValueTask(
    id="1.5.share",
    title=Text("The running share", "累計占比"),
    name="share",
    minutes=3,
    prompt=Text(
        "`share`: for each customer in `spent`, what share of the money all up to and including them bring.",
        "`share`：`spent` 裡的每一位顧客，從第一位累計到他為止，占全部金額的比率。",
    ),
    answer=_share,
    returns=Column(name="share", unit="share"),
    mistakes=(
        Mistake(key="each", wrong=_share_each, message=_EACH),
        Mistake(
            key="money",
            wrong=_share_money,
            message=Text(
                "These are amounts of money, added up rightly. A share has one more step: of what?",
                "累計是對的，不過這還是金額。要變成占比還差一步：占什麼的？",
            ),
        ),
        Mistake(
            key="of-largest",
            wrong=_share_of_largest,
            message=Text(
                "You divided by the largest customer's amount. A share is of all the money: which word gives that?",
                "你除的是最大那位顧客的金額。占比要除以全部的錢，那是哪一個字？",
            ),
        ),
        Mistake(
            key="of-itself",
            wrong=_share_of_itself,
            message=Text(
                "You divided by the sum of the running totals, in which the first customer is counted over and over. "
                "All the money is the sum of `spent`.",
                "你除的是累計數字的總和，第一位顧客在裡面被算了好多次。全部的錢是 `spent` 的總和。",
            ),
        ),
        Mistake(key="smallest-first", wrong=_share_smallest_first, message=_SMALLEST_FIRST),
        Mistake(
            key="of-customers",
            wrong=_share_of_customers,
            message=Text(
                "This is the share of the customers, which is the other axis. Here the share of the money is asked.",
                "這是顧客人數的占比，是圖上的另一個軸。這裡問的是錢的占比。",
            ),
        ),
    ),
    hints=(
        Text(
            "Both steps are those of the stall, with `spent` in the place of `ranked`.",
            "兩步都跟攤位一樣，只是 `ranked` 換成 `spent`。",
        ),
        Text(
            "The first blank is `spent` with `.cumsum()`; the second divides `running` by the sum of `spent`.",
            "第一個空格是 `spent` 接 `.cumsum()`，第二個拿 `running` 除以 `spent` 的總和。",
        ),
    ),
    solution="""
# 2 the running total  # lang-en
# 2 一路累計  # lang-zh-Hant
running = spent.cumsum()
# 3 as a share of all the money  # lang-en
# 3 占全部金額的比率  # lang-zh-Hant
share = running / spent.sum()
share.head(10)
""",
)

_TEN_LARGEST = ValueTask(
    id="1.5.ten-largest",
    title=Text("The ten largest", "最大的十位"),
    name="ten_share",
    minutes=4,
    prompt=Text(
        "`ten_share`: what share of the last year's money the ten customers who spent most in that year bring, as a "
        "number from 0 to 1.",
        "`ten_share`：最近一年花最多的十位顧客，占這一年營收的比率，寫成 0 到 1 的數字。",
    ),
    answer=_ten_largest,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="all-time",
            wrong=_ten_all_time,
            message=Text(
                "These are the ten largest of all time and all money so far. The question is about the last year: "
                "begin with `last_year`.",
                "這是開帳到現在最大的十位，占全部期間的錢。題目問的是最近一年，請從 `last_year` 開始。",
            ),
        ),
        Mistake(
            key="orders",
            wrong=_ten_orders,
            message=Text(
                "These are the ten largest orders. A customer may have several: what has to be added up first?",
                "這是最大的十筆訂單。一位顧客可能有好幾筆：要先把什麼加起來？",
            ),
        ),
        Mistake(
            key="smallest",
            wrong=_ten_smallest,
            message=Text(
                "These are the ten who spent least. Which of `True` and `False` behind `ascending=` puts the largest "
                "first?",
                "這是花最少的十位。`ascending=` 後面要寫 `True` 還是 `False`，最大的才會在前面？",
            ),
        ),
        Mistake(
            key="unsorted",
            wrong=_ten_unsorted,
            message=Text(
                "These are the first ten by customer number. They have to be lined up by what they spent before "
                "`.head(10)`.",
                "這是編號最前面的十位。`.head(10)` 之前，要先照金額排好。",
            ),
        ),
        Mistake(
            key="of-everything",
            wrong=_ten_of_everything,
            message=Text(
                "The ten are right, but you divided by the money of all time. Ten of the last year belong to the "
                "money of "
                "the last year.",
                "十位是對的，可是你除以全部期間的錢。最近一年的十位，要除以最近一年的錢。",
            ),
        ),
        Mistake(
            key="money",
            wrong=_ten_money,
            message=Text(
                "That is the money of the ten. What do you divide it by to get a share?",
                "這是那十位的金額。要變成比率，該除以什麼？",
            ),
        ),
        Mistake(
            key="by-orders",
            wrong=_ten_by_orders,
            message=Text(
                "These are the ten with most orders. The question is who spent most.",
                "這是訂單筆數最多的十位。題目問的是誰花最多錢。",
            ),
        ),
        Mistake(
            key="tenth",
            wrong=_tenth_of_customers,
            message=Text(
                "This is the share of the best tenth. Ten customers are meant, not 10%.",
                "這是前一成顧客的占比。題目要的是十位，不是 10%。",
            ),
        ),
    ),
    hints=(
        Text(
            "First make for the last year what `spent` was for all time: the same line, beginning with `last_year`.",
            "先替最近一年做出像 `spent` 那樣的一欄：同一行程式，改從 `last_year` 開始。",
        ),
        Text(
            "You may use several lines: one that makes `spent_last_year`, sorted; then `ten_share = …`.",
            "可以寫好幾行：一行做出排好的 `spent_last_year`，再寫 `ten_share = …`。",
        ),
        Text(
            "`spent_last_year.head(10).sum()` is the money of the ten; divide it by the sum of all.",
            "`spent_last_year.head(10).sum()` 是那十位的錢，再除以全部的總和。",
        ),
    ),
    solution="""
spent_last_year = last_year.groupby("customer_id")["amount"].sum().sort_values(ascending=False)
ten_share = spent_last_year.head(10).sum() / spent_last_year.sum()
ten_share
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_THIRTY_DAYS = ValueTask(
    id="1.5.thirty-days",
    title=Text("One month only", "只看一個月"),
    minutes=2,
    name="top_in_30_days",
    tolerance=0.015,
    prompt=Text(
        "`top_in_30_days`: what per cent of the money the top 20% of the customers bring in the last 30 days, read "
        "off the "
        "figure.",
        "`top_in_30_days`：最近 30 天，前 20% 的顧客帶來百分之幾的營收，從圖上讀出來。",
    ),
    answer=_thirty_days,
    returns=Number(),
    mistakes=(
        Mistake(
            key="all-time",
            wrong=_thirty_days_all_time,
            message=Text(
                "That is the share over all time, where the slider starts. Pull the period down to 30 days.",
                "這是全部期間的占比，滑桿一開始就在那裡。請把期間拉到 30 天。",
            ),
        ),
        Mistake(
            key="ninety",
            wrong=_thirty_days_ninety,
            message=Text(
                "That is the share in the last 90 days: one step too early.",
                "這是最近 90 天的占比，還差一格。",
            ),
        ),
        Mistake(
            key="year",
            wrong=_thirty_days_year,
            message=Text(
                "That is the share in the last year. Pull the period further down.",
                "這是最近一年的占比，期間還要再拉短。",
            ),
        ),
        Mistake(
            key="other-place",
            wrong=_thirty_days_target,
            message=Text(
                "That is the other place on the curve: how many customers it takes for 80% of the money. Read what "
                "the top "
                "20% bring.",
                "這是曲線上的另一個點：要幾成的顧客才湊得到 80% 的錢。要讀的是前 20% 帶來多少。",
            ),
        ),
        Mistake(
            key="as-share",
            wrong=_thirty_days_as_share,
            message=Text(
                "The number is right, written as a share. Here it is asked in per cent: 45 for 45%.",
                "數字對了，只是寫成比率。這裡請寫百分之幾，45% 就寫 45。",
            ),
        ),
    ),
    hints=(
        Text(
            "Leave the other two sliders where they are. Pull only the period, to its left end.",
            "另外兩支滑桿不要動，只把期間拉到最左邊。",
        ),
        Text(
            "The title says what the top 20% bring; it is also written beside the dark point.",
            "標題會寫前 20% 帶來多少，深色的點旁邊也有。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here with the same steps  # lang-en
# 從圖上讀出來的數字；這裡用同樣的步驟算一次  # lang-zh-Hant
lately = valid[valid["order_date"] > snapshot - pd.Timedelta(days=30)]
spent_lately = lately.groupby("customer_id")["amount"].sum().sort_values(ascending=False)
top_in_30_days = 100 * spent_lately.head(-(-len(spent_lately) // 5)).sum() / spent_lately.sum()
round(top_in_30_days)
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_WHICH_AVERAGE = ChoiceTask(
    id="1.5.which-average",
    title=Text("Which middle?", "該用哪一個？"),
    minutes=1,
    prompt=Text(
        "Next year you expect 500 customers much like those of last year. How much money should the budget count on? "
        "Last year: mean "
        "7,800 a customer, median 3,000.",
        "明年預計有 500 位顧客，跟去年的差不多。預算該抓多少營收？去年平均一位 7,800 元，中位數 3,000 元。",
    ),
    options=(
        Option(
            key="median",
            text=Text("500 × 3,000: the median is the usual customer", "500 × 3,000，中位數才是一般顧客"),
            why=Text(
                "The usual customer, yes. But the few large ones pay too, and the median does not see them: the "
                "budget would be "
                "far too low.",
                "一般顧客沒錯。可是那幾位大戶也會付錢，中位數看不到他們，預算會少掉一大半。",
            ),
        ),
        Option(
            key="mean",
            text=Text("500 × 7,800: the mean is for multiplying", "500 × 7,800，要乘人數就用平均數"),
            why=Text(
                "Mean times number is the total, always. Only do not say that a usual customer spends 7,800.",
                "平均數乘人數，一定等於總額。只是別說「一般顧客花 7,800」。",
            ),
        ),
        Option(
            key="between",
            text=Text("500 × 5,400: half-way between the two", "500 × 5,400，取兩個的中間"),
            why=Text(
                "Half-way between two numbers that answer different questions answers neither.",
                "兩個數字回答的是兩個問題，取中間，兩個都沒回答到。",
            ),
        ),
    ),
    right="mean",
)

_FIVE_CUSTOMERS = ChoiceTask(
    id="1.5.five-customers",
    title=Text("Five customers", "五位顧客"),
    minutes=2,
    prompt=Text(
        "These are all the orders of a small shop, net. What share of the money does the top 20% of the customers "
        "bring?\n\n"
        "| order | customer | amount |\n"
        "|---|---|---:|\n"
        "| O1 | A | 300 |\n"
        "| O2 | B | 500 |\n"
        "| O3 | C | 400 |\n"
        "| O4 | A | 300 |\n"
        "| O5 | D | 300 |\n"
        "| O6 | E | 200 |",
        "一家小店的所有訂單（淨額）都在這裡。花最多的前 20% 顧客，占營收多少？\n\n"
        "| 訂單 | 顧客 | 金額 |\n"
        "|---|---|---:|\n"
        "| O1 | A | 300 |\n"
        "| O2 | B | 500 |\n"
        "| O3 | C | 400 |\n"
        "| O4 | A | 300 |\n"
        "| O5 | D | 300 |\n"
        "| O6 | E | 200 |",
    ),
    options=(
        Option(
            key="largest-order",
            text=Text("25%", "25%"),
            why=Text(
                "That is B with the largest single order. A has two of them: add up each customer first.",
                "你取的是單筆最大的 B。A 有兩筆，要先把每位顧客的加起來。",
            ),
        ),
        Option(
            key="right",
            text=Text("30%", "30%"),
            why=Text(
                "Five customers, so the top 20% is one: A with 300 + 300 of 2,000.",
                "五位顧客，前 20% 就是一位：A 的 300＋300，占 2,000 的 30%。",
            ),
        ),
        Option(
            key="orders",
            text=Text("45%", "45%"),
            why=Text(
                "You took the largest fifth of the six orders, O2 and O3. The question is about customers.",
                "你取了六筆訂單裡最大的兩成，也就是 O2 和 O3。題目問的是顧客。",
            ),
        ),
        Option(
            key="of-customers",
            text=Text("20%", "20%"),
            why=Text(
                "20% is their share of the customers. It would be their share of the money only if all spent the same.",
                "20% 是人數的占比。每個人花的一樣多，才會也是錢的占比。",
            ),
        ),
    ),
    right="right",
)

_TWO_GINIS = ChoiceTask(
    id="1.5.two-ginis",
    title=Text("Two shops, two coefficients", "兩家店，兩個吉尼係數"),
    minutes=1,
    prompt=Text(
        "Two shops have as many customers and as much revenue in the same year. The Gini coefficient is 0.70 in shop "
        "X and 0.35 "
        "in shop Y. Which sentence holds?",
        "兩家店同一年的顧客數一樣、營收也一樣。甲店的吉尼係數是 0.70，乙店是 0.35。哪一句話站得住腳？",
    ),
    options=(
        Option(
            key="seventy",
            text=Text("In X the best fifth bring 70% of the money", "甲店最好的兩成，帶來 70% 的營收"),
            why=Text(
                "The coefficient is no share of the money. What the best fifth bring is read off the Pareto curve.",
                "吉尼係數不是營收的占比。最好的兩成帶來多少，要看柏拉圖曲線。",
            ),
        ),
        Option(
            key="half",
            text=Text("Customers of Y spend half as much", "乙店的顧客花的錢只有一半"),
            why=Text(
                "As many customers and as much revenue: the mean is the same. The coefficient says how it is spread.",
                "人數一樣、營收一樣，平均就一樣。係數講的是怎麼分布，不是多少。",
            ),
        ),
        Option(
            key="few",
            text=Text("X depends more on few customers", "甲店比較靠少數顧客"),
            why=Text(
                "Nearer to 1 means that more of the money comes from fewer. If the largest left, X would feel it more.",
                "越接近 1，錢越集中在少數人。最大的幾位走了，甲店會比較痛。",
            ),
        ),
        Option(
            key="loyal",
            text=Text("Customers of X are less loyal", "甲店的顧客比較不忠誠"),
            why=Text(
                "It counts money, not coming back. Whether they return is another measure (module 5).",
                "它算的是錢，不是人。會不會再來，要看別的數字（第 5 單元）。",
            ),
        ),
    ),
    right="few",
)

_TWO_SHOPS = ChoiceTask(
    id="1.5.two-shops",
    title=Text("One month and two years", "一個月和兩年"),
    minutes=1,
    prompt=Text(
        "The new branch reports: “Our top 20% brought 52% of the money in the first month.” The old one: “Ours "
        "69%, over two years.” What do you say to the owner?",
        "新店報告：「開店第一個月，前 20% 的顧客帶來 52% 的營收。」老店報告：「我們兩年算下來是 69%。」"
        "你跟老闆怎麼說？",
    ),
    options=(
        Option(
            key="compare",
            text=Text("Not yet: count both over the same month first", "還不能比，先都算同一個月"),
            why=Text(
                "In a short period people look alike; the longer it lasts, the more the same ones stand out. Only "
                "equal periods "
                "can be compared.",
                "期間短，大家看起來差不多；期間越長，同一批人就越突出。期間一樣才能比。",
            ),
        ),
        Option(
            key="depends",
            text=Text("The old branch depends more on a few customers", "老店比較靠少數顧客"),
            why=Text(
                "That may be so, or it may only be the longer period. From these two numbers nobody can tell.",
                "也許是，也許只是因為期間比較長。光看這兩個數字，沒有人知道。",
            ),
        ),
        Option(
            key="wrong",
            text=Text("The new branch has counted wrongly: it should be 80", "新店算錯了，應該是 80%"),
            why=Text(
                "80/20 is a saying. Counted shares are usually another number, and in a month usually a smaller one.",
                "80/20 是俗話。實際算出來多半是別的數字，只算一個月通常還更低。",
            ),
        ),
    ),
    right="compare",
)

# --- By noon -----------------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="1.5.letter",
    title=Text("Two sentences to the owner", "寫給老闆的兩句話"),
    minutes=3,
    prompt=Text(
        "First sentence: how many advisers and why, with what the last one adds. Second sentence: by which list they "
        "work, or "
        "what the table does not show.",
        "第一句：請幾位、為什麼，寫出最後那一位多顧到多少。第二句：名單怎麼排，或是這張表沒說明什麼。",
    ),
    model=Text(
        "Hold yours against these questions, then read the letter below the box.\n\n"
        "- Does your share say of which customers and in which period?\n"
        "- Did you give what the last adviser adds, and not only the total?\n"
        "- Did you say that money once spent is the past: that some of these customers have gone, or that an "
        "adviser's effect is "
        "not known?\n\n"
        "One and two are both good answers; so is none, if you say that the effect has to be tried first.",
        "先拿這三個問題檢查自己寫的，再看下面那封信。\n\n"
        "- 你寫的占比，有沒有說是哪些顧客、哪段期間？\n"
        "- 有沒有寫出最後那一位多顧到多少，而不只是合計？\n"
        "- 有沒有說清楚：花過的錢是過去，有些人已經走了，或是專人有沒有用還不知道？\n\n"
        "一位、兩位都可以是好答案；說要先試過再決定，所以先不請，也可以。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_INDUSTRY,
    _BACK_DUPLICATE,
    _BACK_GROUP,
    _GUESS_BELOW,
    _GUESS_TOP,
    _STALL,
    _SHARE,
    _TEN_LARGEST,
    _THIRTY_DAYS,
    _GUESS_WHY,
    _WHICH_AVERAGE,
    _FIVE_CUSTOMERS,
    _TWO_GINIS,
    _TWO_SHOPS,
    _LETTER,
)
