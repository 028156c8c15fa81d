"""The questions and checks inside lesson 0.2, "Ten things to do with a ledger"."""

from __future__ import annotations

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Column, Number, Table
from tutor.task import ChoiceTask, Mistake, Option, OrderingTask, Task, TextTask, ValueTask

MONTHS = 12
"""How far the lesson looks back."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _going_out(ledger: Ledger) -> pd.DataFrame:
    """Every order of the file that was not cancelled."""
    return ledger.orders[ledger.orders["status"] != "cancelled"]


@once_per_ledger
def _last_year(ledger: Ledger) -> pd.DataFrame:
    """The orders of the last twelve months up to the snapshot that were not cancelled."""
    orders = _going_out(ledger)
    after = ledger.snapshot - pd.DateOffset(months=MONTHS)
    return orders[(orders["order_date"] > after) & (orders["order_date"] <= ledger.snapshot)]


def _earned(ledger: Ledger) -> pd.Series:
    return ledger.products["list_price"] - ledger.products["unit_cost"]


def _shares(ledger: Ledger) -> pd.Series:
    return _earned(ledger) / ledger.products["list_price"]


def _by_month(ledger: Ledger) -> pd.api.typing.SeriesGroupBy:
    orders = _last_year(ledger)
    return orders["amount"].groupby(orders["order_date"].dt.month.rename("month"))


def _table(ledger: Ledger, by: str, money: str = "sum", customers: tuple[str, str] = ("customer_id", "nunique")):
    return _last_year(ledger).groupby(by).agg(money=("amount", money), customers=customers)


def _whole_file(ledger: Ledger, by: str) -> pd.DataFrame:
    return ledger.orders.groupby(by).agg(money=("amount", "sum"), customers=("customer_id", "nunique"))


@once_per_ledger
def _leaders(ledger: Ledger) -> pd.DataFrame:
    """For each number of months looked back on, the first category by money and by customers."""
    lines = ledger.order_lines.merge(ledger.products[["product_id", "category"]], on="product_id")
    lines = lines.merge(_last_year(ledger)[["order_id", "customer_id", "order_date"]], on="order_id")
    rows = []
    for months in range(1, MONTHS + 1):
        seen = lines[lines["order_date"] > ledger.snapshot - pd.DateOffset(months=months)]
        if seen.empty:
            continue
        groups = seen.groupby("category")
        rows.append((months, groups["amount"].sum().idxmax(), groups["customer_id"].nunique().idxmax()))
    return pd.DataFrame(rows, columns=["months", "money", "customers"]).set_index("months")


def _first_time(ledger: Ledger, column: str) -> int:
    """The fewest months over which the leader of all twelve leads."""
    leaders = _leaders(ledger)[column]
    return int(leaders.index[leaders == leaders.iloc[-1]][0])


# --- Looking back, and a guess -----------------------------------------------------------------------------------

_BACK_REOPENED = ChoiceTask(
    id="0.2.back-reopened",
    title=Text("Opened again", "隔天再打開"),
    lesson="0.1",
    minutes=1,
    prompt=Text(
        "Next morning you open yesterday's notebook. All numbers still stand below their cells. You run only the last "
        "cell, and it says `NameError: name 'cards' is not defined`. Why?",
        "隔天早上，你打開昨天的筆記本，每一格下面的數字都還在。你只執行最後一格，卻出現 "
        "`NameError: name 'cards' is not defined`。為什麼？",
    ),
    options=(
        Option(
            key="kernel",
            text=Text(
                "The outputs were saved, but the kernel is a new one and knows no variable yet",
                "輸出有存進檔案，可是核心是新的，還不認得任何變數",
            ),
            why=Text(
                "What you see is what came out yesterday. Run the notebook from the top (▶▶), and `cards` is back.",
                "你看到的是昨天跑出來的結果。從頭執行一次（▶▶），`cards` 就回來了。",
            ),
        ),
        Option(
            key="spelling",
            text=Text(
                "`cards` is misspelt in the last cell, and yesterday nobody noticed",
                "最後一格的 `cards` 拼錯了，只是昨天沒有人發現",
            ),
            why=Text(
                "It ran yesterday, and nobody has changed it since. What has changed is the kernel.",
                "昨天還跑得動，之後也沒有人改過。變的是核心。",
            ),
        ),
        Option(
            key="lost",
            text=Text(
                "The file was not saved properly and has lost the cell that makes `cards`",
                "檔案沒存好，做出 `cards` 的那一格不見了",
            ),
            why=Text(
                "Cells and outputs are all there, you can see them. Variables are never saved with the file.",
                "格子和輸出都在，你看得到。變數本來就不會跟著檔案存下來。",
            ),
        ),
    ),
    right="kernel",
)

_BACK_FUNCTION = ChoiceTask(
    id="0.2.back-function",
    title=Text("What is what?", "誰是誰？"),
    lesson="0.1",
    minutes=1,
    prompt=Text(
        "`needed = len(last_year)`. Which sentence is right?",
        "`needed = len(last_year)`，哪一句說得對？",
    ),
    options=(
        Option(
            key="swapped",
            text=Text(
                "`needed` is a function; what goes into it is stored under the name `last_year`",
                "`needed` 是函式，放進去的東西，存在 `last_year` 這個名字裡",
            ),
            why=Text(
                "The function is the word directly before the brackets: `len`.",
                "緊接在括號前面的那個詞才是函式，也就是 `len`。",
            ),
        ),
        Option(
            key="right",
            text=Text(
                "`len` is a function; what it gives back is stored under the name `needed`",
                "`len` 是函式，它還你的結果，存在 `needed` 這個名字裡",
            ),
            why=Text(
                "The table goes in, the number of its rows comes out, and `=` stores it.",
                "表放進去，列數出來，再用 `=` 存起來。",
            ),
        ),
        Option(
            key="equal",
            text=Text("It asks whether `needed` and the number of rows are equal", "它在問 `needed` 和列數是不是相等"),
            why=Text(
                "One `=` does not ask, it stores. How to ask comes in a few minutes.",
                "一個 `=` 不是問，是存。怎麼問，等一下就會講到。",
            ),
        ),
    ),
    right="right",
)

_SAME = ChoiceTask(
    id="0.2.same",
    title=Text("The same category?", "是同一類嗎？"),
    minutes=1,
    prompt=Text(
        "Today's guess: will the category that brings in the most money be the one that most customers buy?",
        "今天先猜一題：帶來最多錢的那一類，會不會就是最多顧客買的那一類？",
    ),
    options=(
        Option(key="same", text=Text("yes, the same", "會，同一類"), why=Text("", "")),
        Option(key="different", text=Text("no, two different ones", "不會，是不同的兩類"), why=Text("", "")),
    ),
)

# --- Filter ------------------------------------------------------------------------------------------------------

_FILTER = ValueTask(
    id="0.2.filter",
    title=Text("Not cancelled", "沒有取消的訂單"),
    minutes=2,
    prompt=Text(
        "`n_going_out`: how many orders of the table were not cancelled.",
        "`n_going_out`：訂單表裡沒有取消的訂單有幾筆。",
    ),
    name="n_going_out",
    answer=lambda ledger: len(_going_out(ledger)),
    returns=Number(whole=True),
    mistakes=(
        Mistake(
            key="cancelled",
            wrong=lambda ledger: len(ledger.orders) - len(_going_out(ledger)),
            message=Text(
                "These are the cancelled orders. `!=` keeps the rows that are not what you name.",
                "這些是取消的訂單。`!=` 留下的，是「不等於」你寫的那個字的列。",
            ),
        ),
        Mistake(
            key="all",
            wrong=lambda ledger: len(ledger.orders),
            message=Text(
                "These are all rows: no status is spelt exactly as you wrote it. Small and capital letters count, and "
                "the word is English in every language.",
                "這是全部的列：沒有哪一列的 status 跟你寫的完全一樣。大小寫也要一樣，而且這個字要寫英文。",
            ),
        ),
    ),
    hints=(
        Text(
            "Look at the worked cell above: what does it compare `status` with?",
            "看看上面示範的那一格：`status` 是跟哪個字比？",
        ),
        Text('Text stands in quotation marks: `"…"`.', '文字要放在引號裡：`"…"`。'),
    ),
    solution='going_out = orders[orders["status"] != "cancelled"]\nn_going_out = len(going_out)\nn_going_out',
)

# --- A new column ------------------------------------------------------------------------------------------------

_SHARE = ValueTask(
    id="0.2.share",
    title=Text("Earned of the price", "賺的占定價多少"),
    minutes=3,
    prompt=Text(
        "`best_share`: the largest share of its list price that is earned on any product.",
        "`best_share`：各項商品賺的錢占定價的比率，最大的是多少。",
    ),
    name="best_share",
    answer=lambda ledger: float(_shares(ledger).max()),
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="markup",
            wrong=lambda ledger: float((_earned(ledger) / ledger.products["unit_cost"]).max()),
            message=Text(
                "You have divided by what the piece costs us. Purchasing asks how much it is of the price.",
                "你除的是進貨成本。採購問的是占定價多少。",
            ),
        ),
        Mistake(
            key="smallest",
            wrong=lambda ledger: float(_shares(ledger).min()),
            message=Text(
                "That is the product on which least of the price is earned. Which function gives the largest value?",
                "這是比率最小的那一項。哪一個函式給的是最大值？",
            ),
        ),
        Mistake(
            key="average",
            wrong=lambda ledger: float(_shares(ledger).mean()),
            message=Text(
                "That is the average over all products. Which function gives the largest value?",
                "這是所有商品的平均。哪一個函式給的是最大值？",
            ),
        ),
        Mistake(
            key="dearest",
            wrong=lambda ledger: float(_shares(ledger)[_earned(ledger).idxmax()]),
            message=Text(
                "That is the share of the product that earns most per piece. Ask the column `share` itself.",
                "這是一件賺最多的那項商品的比率。請直接問 `share` 這一欄。",
            ),
        ),
    ),
    hints=(
        Text("The column with the price is `list_price`.", "定價在 `list_price` 這一欄，記得加引號。"),
        Text(
            "The second blank is one of `max`, `min`, `sum`, `mean`, without quotation marks.",
            "第二個空格是 `max`、`min`、`sum`、`mean` 其中一個，不用引號。",
        ),
    ),
    solution='products["share"] = products["earned"] / products["list_price"]\n'
    'best_share = products["share"].max()\nbest_share',
)

# --- Group, and count --------------------------------------------------------------------------------------------

_MONTH = ValueTask(
    id="0.2.month",
    title=Text("Money by month", "每個月的金額"),
    minutes=2,
    prompt=Text(
        "`money_by_month`: what the orders of `last_year` came to in each month.",
        "`money_by_month`：`last_year` 每個月的訂單金額總和。",
    ),
    name="money_by_month",
    answer=lambda ledger: _by_month(ledger).sum(),
    returns=Column(name="amount", key="month", unit="money"),
    mistakes=(
        Mistake(
            key="count",
            wrong=lambda ledger: _by_month(ledger).count(),
            message=Text(
                "These are numbers of orders. To add up the money of each pile takes another word.",
                "這是每個月的訂單數。要把每一堆的錢加起來，是另一個詞。",
            ),
        ),
        Mistake(
            key="mean",
            wrong=lambda ledger: _by_month(ledger).mean(),
            message=Text(
                "This is the average order of each month. The owner asks what the month brought in all.",
                "這是每個月平均一筆的金額。老闆要的是那個月一共多少。",
            ),
        ),
        Mistake(
            key="max",
            wrong=lambda ledger: _by_month(ledger).max(),
            message=Text(
                "This is the largest order of each month. The owner asks what the month brought in all.",
                "這是每個月最大的一筆。老闆要的是那個月一共多少。",
            ),
        ),
    ),
    hints=(
        Text("You made a column for it in number 6.", "第 6 個動作裡，你做過這一欄。"),
        Text(
            "In the round brackets goes the column's name in quotation marks, behind the dot the same word as for the "
            "areas.",
            "小括號裡是欄位名稱，要加引號；點的後面，跟營業區用的詞一樣。",
        ),
    ),
    solution='money_by_month = last_year.groupby("month")["amount"].sum()\nmoney_by_month',
)

_ROWS = Text(
    "The column `customers` counts orders here: somebody who came five times is in it five times. Which word counts "
    "different values?",
    "`customers` 這一欄數成訂單了：來過五次的人被算了五次。哪一個詞數的是「不同的值」？",
)
_AVERAGE = Text(
    "The column `money` is the average order here. What is asked for is what they came to in all.",
    "`money` 這一欄是平均一筆的金額。要的是一共多少。",
)
_ALL_TIME = Text(
    "This is made from the whole file, with all years and the cancelled orders. Begin with `last_year`.",
    "這是用整個檔案算的，所有年份、連取消的訂單都在裡面。請從 `last_year` 開始。",
)


def _shape(by: str) -> Table:
    return Table(
        columns=(Column(name="money", key=by, unit="money"), Column(name="customers", key=by)),
        key=(by,),
    )


_AREAS = ValueTask(
    id="0.2.areas",
    title=Text("Customers by area", "各營業區的顧客"),
    minutes=2,
    prompt=Text(
        "`by_area`: for each sales area the money and the number of different customers of the last twelve months.",
        "`by_area`：各營業區最近十二個月的金額，和不同的顧客有幾位。",
    ),
    name="by_area",
    answer=lambda ledger: _table(ledger, "sales_area"),
    returns=_shape("sales_area"),
    mistakes=(
        Mistake(
            key="rows",
            wrong=lambda ledger: _table(ledger, "sales_area", customers=("customer_id", "count")),
            message=_ROWS,
        ),
        Mistake(
            key="channels",
            wrong=lambda ledger: _table(ledger, "sales_area", customers=("channel", "nunique")),
            message=Text(
                "This counts how many different channels there are in each area. Which column tells customers apart?",
                "這數的是每一區有幾種通路。哪一欄分得出是哪一位顧客？",
            ),
        ),
        Mistake(
            key="amounts",
            wrong=lambda ledger: _table(ledger, "sales_area", customers=("amount", "nunique")),
            message=Text(
                "This counts how many different amounts there are in each area. Which column tells customers apart?",
                "這數的是每一區有幾種金額。哪一欄分得出是哪一位顧客？",
            ),
        ),
        Mistake(
            key="one-each",
            wrong=lambda ledger: _table(ledger, "sales_area", customers=("sales_area", "nunique")),
            message=Text(
                "Everywhere 1: within one area there is only that one area. Which column tells customers apart?",
                "每一區都是 1，因為同一堆裡只有那一個營業區。哪一欄分得出是哪一位顧客？",
            ),
        ),
    ),
    hints=(
        Text(
            "The cell above it does the same for the categories. What stands in its second pair of brackets?",
            "上面那一格對各類商品做了同樣的事。它第二組括號裡寫什麼？",
        ),
        Text(
            "Both in quotation marks, with a comma between them: the column with the customer's number, and the word "
            "that counts different values.",
            "兩個都要加引號，中間用逗號隔開：顧客編號的欄位，和數「不同的值」的那個詞。",
        ),
    ),
    solution='by_area = last_year.groupby("sales_area").agg(\n'
    '    money=("amount", "sum"), customers=("customer_id", "nunique")\n)\nby_area',
)

_CHANNELS = ValueTask(
    id="0.2.channels",
    title=Text("Customers by channel", "各通路的顧客"),
    minutes=4,
    prompt=Text(
        "`by_channel`: for each sales channel `money` and `customers` (different ones) of the last twelve months.",
        "`by_channel`：各通路最近十二個月的 `money`（金額）和 `customers`（不同的顧客人數）。",
    ),
    name="by_channel",
    answer=lambda ledger: _table(ledger, "channel"),
    returns=_shape("channel"),
    mistakes=(
        Mistake(
            key="rows",
            wrong=lambda ledger: _table(ledger, "channel", customers=("customer_id", "count")),
            message=_ROWS,
        ),
        Mistake(key="average", wrong=lambda ledger: _table(ledger, "channel", money="mean"), message=_AVERAGE),
        Mistake(key="whole-file", wrong=lambda ledger: _whole_file(ledger, "channel"), message=_ALL_TIME),
        Mistake(
            key="swapped",
            wrong=lambda ledger: _table(ledger, "channel").set_axis(["customers", "money"], axis="columns"),
            message=Text(
                "The two columns have changed places: under `money` stands the number of customers.",
                "兩欄對調了：`money` 裡放的是顧客人數。",
            ),
        ),
    ),
    hints=(
        Text(
            "It is the same as for the sales areas, only grouped by another column.",
            "跟營業區那題一樣，只是換一欄來分組。",
        ),
        Text(
            'Begin with `last_year.groupby("channel").agg(` and write the two new columns as in the cell above.',
            '開頭是 `last_year.groupby("channel").agg(`，兩個新欄位照上面那一格的寫法。',
        ),
    ),
    solution='by_channel = last_year.groupby("channel").agg(\n'
    '    money=("amount", "sum"), customers=("customer_id", "nunique")\n)\nby_channel',
)

# --- The explorer ------------------------------------------------------------------------------------------------

_LOOK_BACK = ValueTask(
    id="0.2.look-back",
    title=Text("How far back?", "往回看幾個月？"),
    minutes=2,
    prompt=Text(
        "`months_back`: the category that leads by money over twelve months, from how many months on does it lead?",
        "`months_back`：看十二個月金額第一名的那一類，最少看幾個月，金額就是第一名。",
    ),
    name="months_back",
    answer=lambda ledger: _first_time(ledger, "money"),
    returns=Number(unit="months", whole=True),
    mistakes=(
        Mistake(
            key="step-early",
            wrong=lambda ledger: _first_time(ledger, "money") - 1,
            message=Text(
                "Over that many months another category is still first by money: read the title. One step further.",
                "看這麼多個月，金額第一名還是別類，標題裡寫著。再往右走一格。",
            ),
        ),
        Mistake(
            key="step-late",
            wrong=lambda ledger: _first_time(ledger, "money") + 1,
            message=Text(
                "It is first by money there, but one month less is enough. Go one step back and read the title.",
                "這裡金額是第一名沒錯，不過少看一個月就已經是了。往左一格，讀讀標題。",
            ),
        ),
        Mistake(
            key="customers",
            wrong=lambda ledger: _first_time(ledger, "customers"),
            message=Text(
                "Have you read the right-hand side, the customers? The question is about the money, on the left.",
                "你看的是不是右邊的顧客人數？題目問的是左邊的金額。",
            ),
        ),
        Mistake(
            key="start",
            wrong=lambda ledger: MONTHS,
            message=Text(
                "That is where the slider starts. Pull it to 1 month first, then come back step by step.",
                "這是滑桿一開始的位置。先拉到 1 個月，再一格一格走回來。",
            ),
        ),
    ),
    hints=(
        Text(
            "First, at 12 months, read in the title which category has the most money. That name is what you wait for.",
            "先停在 12 個月，讀標題：帶來最多錢的是哪一類？等的就是這個名字。",
        ),
        Text(
            "Pull to 1 month and press the right arrow key. Stop when that name appears with the most money.",
            "拉到 1 個月，按鍵盤的向右鍵。標題裡帶來最多錢的變成那個名字，就停。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here with the same steps  # lang-en
# 從圖上讀出來的數字；這裡用同樣的步驟算一次  # lang-zh-Hant
for months_back in range(1, 13):
    seen = lines[lines["order_date"] > ledger.snapshot - pd.DateOffset(months=months_back)]
    if len(seen) and seen.groupby("category")["amount"].sum().idxmax() == richest:
        break
months_back
""".strip(),
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_WHICH_LINE = ChoiceTask(
    id="0.2.which-line",
    title=Text("Which line filters?", "哪一行會篩選？"),
    minutes=1,
    prompt=Text(
        "Which line gives the table of the orders above 5,000?",
        "哪一行得到的，是金額超過 5,000 的訂單表？",
    ),
    options=(
        Option(
            key="answers",
            text=Text('`orders["amount"] > 5000`', '`orders["amount"] > 5000`'),
            why=Text(
                "That is the first half: every row answers `True` or `False`. The answers still have to go into the "
                "brackets of the table.",
                "這只是前半：每一列回答 `True` 或 `False`。還要把答案放進表的中括號。",
            ),
        ),
        Option(
            key="right",
            text=Text('`orders[orders["amount"] > 5000]`', '`orders[orders["amount"] > 5000]`'),
            why=Text(
                "Inside, every row is asked; outside, the rows with `True` are kept.",
                "裡面先問每一列，外面再留下 `True` 的列。",
            ),
        ),
        Option(
            key="column",
            text=Text('`orders["amount > 5000"]`', '`orders["amount > 5000"]`'),
            why=Text(
                "All of it stands in quotation marks, so Python looks for a column of that name: `KeyError`.",
                "整段都在引號裡，Python 會去找叫這個名字的欄位，結果是 `KeyError`。",
            ),
        ),
        Option(
            key="sorted",
            text=Text(
                '`orders.sort_values("amount").head(5000)`',
                '`orders.sort_values("amount").head(5000)`',
            ),
            why=Text(
                "These are the first 5,000 rows, the smallest amounts first. Sorting throws nobody out.",
                "這是由小到大排好之後的前 5,000 列。排序不會拿掉任何一列。",
            ),
        ),
    ),
    right="right",
)

_WHICH_GROUP = ChoiceTask(
    id="0.2.which-group",
    title=Text("By what, of what?", "照什麼分，算什麼？"),
    minutes=1,
    prompt=Text(
        "“What does an average order come to in each sales area?” Which line answers that?",
        "「各營業區，平均一筆訂單多少錢？」哪一行回答得了？",
    ),
    options=(
        Option(
            key="total",
            text=Text(
                '`last_year.groupby("sales_area")["amount"].sum()`', '`last_year.groupby("sales_area")["amount"].sum()`'
            ),
            why=Text(
                "That is what each area brought in all. A large area has a large sum also with small orders.",
                "這是每一區一共多少錢。區大，訂單小，加起來也會很多。",
            ),
        ),
        Option(
            key="turned",
            text=Text(
                '`last_year.groupby("amount")["sales_area"].mean()`',
                '`last_year.groupby("amount")["sales_area"].mean()`',
            ),
            why=Text(
                "Turned round: that makes a pile for each amount and wants the average of names of areas, which is an "
                "error.",
                "反了：這樣會一種金額一堆，還要算「區名」的平均，只會出錯。",
            ),
        ),
        Option(
            key="overall",
            text=Text('`last_year["amount"].mean()`', '`last_year["amount"].mean()`'),
            why=Text(
                "One number for the whole company: nothing was grouped.",
                "全公司只有一個數字，因為沒有分組。",
            ),
        ),
        Option(
            key="right",
            text=Text(
                '`last_year.groupby("sales_area")["amount"].mean()`',
                '`last_year.groupby("sales_area")["amount"].mean()`',
            ),
            why=Text(
                "“In each” goes into `groupby`, “of what” into the square brackets, “average” is `.mean()`.",
                "「各營業區」放進 `groupby`，「多少錢」放進中括號，「平均」就是 `.mean()`。",
            ),
        ),
    ),
    right="right",
)

_JOIN_ROWS = ChoiceTask(
    id="0.2.join-rows",
    title=Text("After the join", "合併之後"),
    minutes=2,
    prompt=Text(
        "Two orders:\n\n| order_id | amount |\n|---|---:|\n| O1 | 900 |\n| O2 | 500 |\n\n"
        "and their lines:\n\n"
        "| order_id | product_id |\n|---|---|\n| O1 | P1 |\n| O1 | P2 |\n| O1 | P3 |\n| O2 | P1 |\n\n"
        '`both = orders.merge(lines, on="order_id")`. What is `both["amount"].sum()`?',
        "兩筆訂單：\n\n| order_id | amount |\n|---|---:|\n| O1 | 900 |\n| O2 | 500 |\n\n"
        "和它們的明細：\n\n| order_id | product_id |\n|---|---|\n| O1 | P1 |\n| O1 | P2 |\n| O1 | P3 |\n| O2 | P1 |\n\n"
        '`both = orders.merge(lines, on="order_id")`，`both["amount"].sum()` 是多少？',
    ),
    options=(
        Option(
            key="once",
            text=Text("1,400", "1,400"),
            why=Text(
                "That is the true total. But in `both` one row is a line, and O1 stands there three times, each time "
                "with 900.",
                "這是真正的總額。可是 `both` 的一列是一列「明細」，O1 出現三次，每次都帶著 900。",
            ),
        ),
        Option(
            key="repeated",
            text=Text("3,200", "3,200"),
            why=Text(
                "900 three times and 500 once: four rows, one for each line. No error message, just a wrong total.",
                "900 出現三次、500 一次，共四列，一列明細一列。沒有錯誤訊息，只有錯的總額。",
            ),
        ),
        Option(
            key="shared",
            text=Text("1,400, with 300 on each line of O1", "1,400，O1 的每列明細各分到 300"),
            why=Text(
                "`merge` shares nothing out. It repeats the order's whole amount beside every line.",
                "`merge` 不會幫你分攤，它會在每一列明細旁邊，重複寫上整筆訂單的金額。",
            ),
        ),
        Option(
            key="error",
            text=Text("An error: the tables are not equally long", "出錯，因為兩張表列數不同"),
            why=Text(
                "Tables of different length can be joined; each row takes all partners it finds.",
                "列數不同也能合併，每一列會跟所有對得上的列配對。",
            ),
        ),
    ),
    right="repeated",
)

_DIFFERENT = ChoiceTask(
    id="0.2.different",
    title=Text("How many of what?", "數的是什麼？"),
    minutes=1,
    prompt=Text(
        "The column `customer_id` of a table with six orders: A, A, B, C, C, C. A colleague needs the number of "
        "customers who ordered. What do you write, and what comes out?",
        "一張表有六筆訂單，`customer_id` 依序是 A、A、B、C、C、C。同事要知道有幾位顧客下過單。該怎麼寫，會得到多少？",
    ),
    options=(
        Option(
            key="rows",
            text=Text("`len(table)`: 6", "`len(table)`，6"),
            why=Text("These are the orders. A and C are counted several times.", "這是訂單數，A 和 C 都被算了好幾次。"),
        ),
        Option(
            key="right",
            text=Text('`table["customer_id"].nunique()`: 3', '`table["customer_id"].nunique()`，3'),
            why=Text(
                "Three different values, so three customers, however often each of them came.",
                "有三個不同的值，就是三位顧客，不管各來過幾次。",
            ),
        ),
        Option(
            key="once",
            text=Text("Those who stand there once: 1", "只出現一次的才算，1"),
            why=Text(
                "“Different” does not mean “only once”. A and C are customers, too, each counted once.",
                "「不同」不是「只出現一次」。A 和 C 也是顧客，各算一位。",
            ),
        ),
        Option(
            key="counts",
            text=Text(
                '`table["customer_id"].value_counts()`: 3, 2, 1', '`table["customer_id"].value_counts()`，3、2、1'
            ),
            why=Text(
                "That says how often each of them ordered. The colleague asks for one number: how many there are.",
                "這說的是每個人各下了幾次單。同事要的是一個數字：一共幾位。",
            ),
        ),
    ),
    right="right",
)

_STEPS = OrderingTask(
    id="0.2.steps",
    title=Text("Five steps to an answer", "五步得到答案"),
    minutes=2,
    prompt=Text(
        "“Which three categories brought in the most money in the last twelve months?” Put the steps in order.",
        "「最近十二個月，帶來最多錢的三類商品是哪些？」把步驟排成對的順序。",
    ),
    items=(
        Option(
            key="sort",
            text=Text("Sort, the largest first", "排序，最大的在前"),
            why=Text(
                "There is nothing to sort yet: each category first needs its one number.",
                "還沒有東西可以排：每一類要先有一個數字。",
            ),
        ),
        Option(
            key="group",
            text=Text("Group by category and add up the money of the lines", "照類別分組，把明細的金額加總"),
            why=Text(
                "To group by category, each line has to know its category, and only the right lines may be there.",
                "要照類別分組，每列明細得先有類別，而且只能留下該算的明細。",
            ),
        ),
        Option(
            key="head",
            text=Text("Take the first three rows", "取前三列"),
            why=Text(
                "The first three of what? They have to be in order before.",
                "什麼東西的前三列？要先排好才行。",
            ),
        ),
        Option(
            key="filter",
            text=Text("Filter the orders: twelve months, not cancelled", "篩選訂單：十二個月內、沒有取消"),
            why=Text(
                "This has to come early: what has been added up cannot be taken out again.",
                "這要早點做：加總之後，就拿不出來了。",
            ),
        ),
        Option(
            key="join",
            text=Text("Join lines, products and those orders", "把明細、商品和這些訂單合併"),
            why=Text(
                "It joins those orders: they have to be filtered before. And only after the join does a line know its "
                "category.",
                "合併的是「這些訂單」，所以要先篩選；合併之後，明細才知道自己是哪一類。",
            ),
        ),
    ),
    right=(("filter", "join", "group", "sort", "head"),),
)

# --- Noon --------------------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="0.2.letter",
    title=Text("To the shop and purchasing", "寫給店長和採購"),
    minutes=3,
    prompt=Text(
        "First sentence: which category gets the front page and why, with a number, its period and what was counted. "
        "Second sentence: what you give up by that.",
        "第一句：封面放哪一類、為什麼，要有一個數字，寫出是哪一段時間、數的是什麼。第二句：這樣選，放棄了什麼。",
    ),
    model=Text(
        "Hold yours against these questions, then read the answer below the box.\n\n"
        "- Is there one category, and one number for it?\n"
        "- Does the number say of which months it is, and whether money or different customers were counted?\n"
        "- Is the other side named fairly, with its number?",
        "先拿這三個問題檢查自己寫的，再看下面那一種寫法。\n\n"
        "- 有沒有選定一類，還附上一個數字？\n"
        "- 數字有沒有寫明是哪幾個月，數的是錢，還是不同的顧客？\n"
        "- 另一邊的理由和數字，有沒有公平地寫出來？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_REOPENED,
    _BACK_FUNCTION,
    _SAME,
    _FILTER,
    _SHARE,
    _MONTH,
    _AREAS,
    _CHANNELS,
    _LOOK_BACK,
    _WHICH_LINE,
    _WHICH_GROUP,
    _JOIN_ROWS,
    _DIFFERENT,
    _STEPS,
    _LETTER,
)
