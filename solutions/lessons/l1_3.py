"""The questions and checks inside lesson 1.3, "Analysis by region"."""

from __future__ import annotations

import pandas as pd

from customer_value import valid_orders
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Column, Number, Table
from tutor.task import ChoiceTask, Mistake, Option, Task, TextTask, ValueTask

FEW = 30
"""The customers that the week has time for; with fewer, a region's tile has a dashed edge."""

LEVELS = ("region", "sales_area", "city")

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _valid(ledger: Ledger) -> pd.DataFrame:
    return valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)


def _with_homes(rows: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Rows with a customer number, and where each of these customers lives."""
    homes = ledger.customers.set_index("customer_id")[list(LEVELS)]
    return rows.join(homes, on="customer_id").fillna(dict.fromkeys(LEVELS, "unknown"))


@once_per_ledger
def _who(ledger: Ledger) -> pd.DataFrame:
    """One row for each customer: what they spent, and where they live."""
    spent = _valid(ledger).groupby("customer_id", as_index=False)["amount"].sum()
    return _with_homes(spent, ledger)


def _table(who: pd.DataFrame, level: str, people: str = "customer_id", count: str = "nunique") -> pd.DataFrame:
    return who.groupby(level).agg(customers=(people, count), revenue=("amount", "sum"))


def _each(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(revenue_per_customer=table["revenue"] / table["customers"])


# The worked example: customers and revenue of each sales area


def _areas(ledger: Ledger) -> pd.DataFrame:
    return _table(_who(ledger), "sales_area")


def _areas_orders(ledger: Ledger) -> pd.DataFrame:
    return _table(_with_homes(_valid(ledger), ledger), "sales_area", "order_id")


def _areas_on_file(ledger: Ledger) -> pd.DataFrame:
    on_file = ledger.customers["sales_area"].fillna("unknown").value_counts()
    return _areas(ledger).assign(customers=lambda table: on_file.reindex(table.index).fillna(0))


def _areas_of_orders(ledger: Ledger) -> pd.DataFrame:
    rows = _valid(ledger).merge(ledger.orders[["order_id", "sales_area"]], on="order_id")
    return _table(rows, "sales_area")


def _areas_gross(ledger: Ledger) -> pd.DataFrame:
    placed = ledger.orders[ledger.orders["order_date"] <= ledger.snapshot].drop(columns="sales_area")
    return _table(_with_homes(placed, ledger), "sales_area")


# The faded one: what one customer brings in each sales area


def _per_customer(ledger: Ledger) -> pd.Series:
    areas = _areas(ledger)
    return (areas["revenue"] / areas["customers"]).rename("per_customer")


def _per_customer_upside_down(ledger: Ledger) -> pd.Series:
    return 1 / _per_customer(ledger)


def _per_customer_of_all(ledger: Ledger) -> pd.Series:
    areas = _areas(ledger)
    return (areas["revenue"] / areas["customers"].sum()).rename("per_customer")


def _per_customer_share(ledger: Ledger) -> pd.Series:
    areas = _areas(ledger)
    return (areas["revenue"] / areas["revenue"].sum()).rename("per_customer")


def _per_order(ledger: Ledger) -> pd.Series:
    areas = _areas_orders(ledger)
    return (areas["revenue"] / areas["customers"]).rename("per_customer")


# On one's own: all three numbers for each city


def _cities(ledger: Ledger) -> pd.DataFrame:
    return _each(_table(_who(ledger), "city"))


def _cities_areas(ledger: Ledger) -> pd.DataFrame:
    return _each(_areas(ledger)).rename_axis("city")


def _cities_orders(ledger: Ledger) -> pd.DataFrame:
    return _each(_table(_with_homes(_valid(ledger), ledger), "city", "order_id"))


def _cities_median(ledger: Ledger) -> pd.DataFrame:
    return _cities(ledger).assign(revenue_per_customer=_who(ledger).groupby("city")["amount"].median())


def _cities_of_all(ledger: Ledger) -> pd.DataFrame:
    table = _cities(ledger)
    return table.assign(revenue_per_customer=table["revenue"] / table["customers"].sum())


def _cities_upside_down(ledger: Ledger) -> pd.DataFrame:
    return _cities(ledger).assign(revenue_per_customer=lambda table: table["customers"] / table["revenue"])


# The explorer: how far the darkest and the lightest tile lie apart


def _times(ledger: Ledger, level: str = "city", value: str = "revenue_per_customer", at_least: int = 1) -> float:
    """How many times the largest value is the smallest; in areas with enough customers, nobody's area left out."""
    table = _each(_table(_who(ledger), level)).drop(index="unknown", errors="ignore")
    values = table.loc[table["customers"] >= at_least, value]
    return float(values.max() / values.min()) if len(values) else float("nan")


def _times_region(ledger: Ledger) -> float:
    return _times(ledger, "region")


def _times_area(ledger: Ledger) -> float:
    return _times(ledger, "sales_area")


def _times_title(ledger: Ledger) -> float:
    return _times(ledger, at_least=FEW)


def _times_revenue(ledger: Ledger) -> float:
    return _times(ledger, value="revenue")


def _times_customers(ledger: Ledger) -> float:
    return _times(ledger, value="customers")


def _times_upside_down(ledger: Ledger) -> float:
    return 1 / _times(ledger)


def _times_difference(ledger: Ledger) -> float:
    table = _cities(ledger).drop(index="unknown", errors="ignore")["revenue_per_customer"]
    return float(table.max() - table.min())


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_REGION = ChoiceTask(
    id="1.3.back-region",
    title=Text("How complete is “where”?", "「在哪裡」填得多完整？"),
    lesson="1.2",
    minutes=1,
    prompt=Text(
        "The box “region” of ten customers says: North six times, “N/A” twice, a blank once, and once “Taichung City”, "
        "which is no region of ours. How complete is the item?",
        "十位顧客的「地區」欄：六格是「北部」，兩格是「N/A」，一格只打了空白，還有一格寫「臺中市」，"
        "可是我們的地區裡沒有臺中市。這一項的完整率是多少？",
    ),
    options=(
        Option(
            key="full",
            text=Text("100%: there is something in every box", "100%，每一格都有東西"),
            why=Text(
                "Filled in is not yet valid. “N/A” and a blank say no more than an empty box.",
                "有填不等於有效。「N/A」和空白，跟沒填一樣。",
            ),
        ),
        Option(
            key="seven",
            text=Text("70%: somebody who wrote Taichung lives somewhere", "70%，寫臺中市的人總住在某個地方"),
            why=Text(
                "True, and one could correct it. But by the rule “one of our regions” it is not valid as it stands.",
                "話是沒錯，也可以去更正。可是照「我們列出的地區之一」這條規則，現在這樣還不算有效。",
            ),
        ),
        Option(
            key="six",
            text=Text("60%: six of ten are one of our regions", "60%，十格裡有六格是我們列出的地區"),
            why=Text(
                "Valid values over all rows, by a rule written down before. Today we use those values.",
                "有效的格數除以全部的列數，規則要先寫好。今天就要用到這些值。",
            ),
        ),
    ),
    right="six",
)

_BACK_ROWS = ChoiceTask(
    id="1.3.back-rows",
    title=Text("What is a row?", "一列是什麼？"),
    lesson="0.2",
    minutes=1,
    prompt=Text(
        'A table has one row for each **order**. What does `.groupby("city").size()` count?',
        '一張表，一筆**訂單**一列。`.groupby("city").size()` 數的是什麼？',
    ),
    options=(
        Option(
            key="customers",
            text=Text("the customers of each city", "每個縣市的顧客數"),
            why=Text(
                "Only if everybody had ordered once. Somebody with five orders has five rows here.",
                "除非每個人都只買過一次。買過五次的人，這張表裡有五列。",
            ),
        ),
        Option(
            key="money",
            text=Text("the money of each city", "每個縣市的金額"),
            why=Text(
                "For that a column has to be added up with `.sum()`; `.size()` never looks into the columns.",
                "那要用 `.sum()` 把一欄加起來；`.size()` 只數有幾列，不看欄位裡寫什麼。",
            ),
        ),
        Option(
            key="orders",
            text=Text("the orders of each city", "每個縣市的訂單數"),
            why=Text(
                "`.size()` counts rows, and a row is an order here. Ask what a row is before you count.",
                "`.size()` 數的是列，這張表一列就是一筆訂單。數之前，先問一列是什麼。",
            ),
        ),
    ),
    right="orders",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_WHO_FIRST = ChoiceTask(
    id="1.3.who-first",
    title=Text("Who stands first, who last?", "誰排第一，誰墊底？"),
    minutes=1,
    prompt=Text(
        "All cities and counties in one list, by what a customer there brings, highest first. Where will you find "
        "those with only a few customers?",
        "把所有縣市排成一列，平均每位顧客帶來最多的排前面。顧客很少的縣市，會排在哪裡？",
    ),
    options=(
        Option(key="top", text=Text("near the top", "前面"), why=Text("", "")),
        Option(key="bottom", text=Text("near the bottom", "後面"), why=Text("", "")),
        Option(key="ends", text=Text("at both ends", "頭尾都有"), why=Text("", "")),
        Option(key="middle", text=Text("in the middle", "中間"), why=Text("", "")),
    ),
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_ORDERS_COUNTED = Text(
    "Your column `customers` counts orders: somebody with five orders is counted five times. What is one row of the "
    "table that you group?",
    "`customers` 這一欄數到的是訂單，買過五次的人被數了五次。你拿來分組的那張表，一列是什麼？",
)
_UPSIDE_DOWN = Text(
    "That is upside down: customers for each dollar. Money per customer has the money on top.",
    "上下顛倒了，變成每一元有幾位顧客。每位顧客多少錢，錢要放在上面。",
)
_OF_ALL = Text(
    "Each row's money is divided by the customers of the whole company. Divide row by row: a column by a column.",
    "每一列的錢都除以全公司的顧客數了。請一列一列各除各的：欄位除以欄位。",
)

_AREAS = ValueTask(
    id="1.3.areas",
    name="areas",
    title=Text("Customers and revenue by sales area", "各營業區的顧客數和營收"),
    minutes=2,
    prompt=Text(
        "`areas`: for each sales area that customers live in, how many have a valid order, and their net amounts "
        "added up.",
        "`areas`：顧客居住的每個營業區，有幾位有有效訂單，以及他們的淨額加總。",
    ),
    answer=_areas,
    returns=Table(
        columns=(
            Column(name="customers", key="sales_area", unit="customers"),
            Column(name="revenue", key="sales_area", unit="money"),
        ),
        key=("sales_area",),
    ),
    mistakes=(
        Mistake(key="orders", wrong=_areas_orders, message=_ORDERS_COUNTED),
        Mistake(
            key="on-file",
            wrong=_areas_on_file,
            message=Text(
                "The customers are counted in the address book, those without a valid order among them. Count the rows "
                "of `who`: one row there is one customer who bought.",
                "顧客數是從通訊錄數的，沒買過的人也算進去了。請數 `who` 的列：那裡一列就是一位買過的顧客。",
            ),
        ),
        Mistake(
            key="area-of-order",
            wrong=_areas_of_orders,
            message=Text(
                "This goes by where each order came in. Whoever bought in two areas is counted in both. The lesson "
                "goes "
                "by where the customer lives.",
                "這是看每筆訂單在哪一區買的，在兩區買過的人會被數兩次。這一課看的是顧客住在哪一區。",
            ),
        ),
        Mistake(
            key="gross",
            wrong=_areas_gross,
            message=Text(
                "The money of cancelled orders and of goods that came back is in it. Begin with `valid`.",
                "取消的訂單、退回來的東西，錢都還算在裡面。請從 `valid` 開始。",
            ),
        ),
    ),
    hints=(Text("Run the cell above from its first line.", "把上面那一格從第一行重新執行。"),),
    solution="""
spent = valid.groupby("customer_id", as_index=False)["amount"].sum()
who = spent.merge(homes, on="customer_id", how="left").fillna(nobody_knows)
areas = who.groupby("sales_area").agg(customers=("customer_id", "size"), revenue=("amount", "sum"))
areas
""",
)

_EACH = ValueTask(
    id="1.3.each",
    name="per_customer",
    title=Text("What one customer brings", "平均每位顧客帶來多少"),
    minutes=1,
    prompt=Text(
        "`per_customer`: for each sales area, its revenue divided by its number of customers.",
        "`per_customer`：每個營業區的營收，除以那一區的顧客數。",
    ),
    answer=_per_customer,
    returns=Column(name="per_customer", key="sales_area", unit="money"),
    mistakes=(
        Mistake(key="upside-down", wrong=_per_customer_upside_down, message=_UPSIDE_DOWN),
        Mistake(key="of-all", wrong=_per_customer_of_all, message=_OF_ALL),
        Mistake(
            key="share",
            wrong=_per_customer_share,
            message=Text(
                "That is each area's share of all the money. What one customer brings is the area's money over its own "
                "customers.",
                "這是每一區占全部營收的比率。平均每位顧客帶來多少，要除以那一區的顧客數。",
            ),
        ),
        Mistake(
            key="per-order",
            wrong=_per_order,
            message=Text(
                "That is what one order comes to. Divide by the column that counts customers.",
                "這是平均一筆訂單多少錢。請除以數顧客的那一欄。",
            ),
        ),
    ),
    hints=(
        Text(
            "Look at the table `areas`: which of its two columns is money, and which counts people?",
            "看看 `areas` 那張表：兩欄裡，哪一欄是錢，哪一欄數的是人？",
        ),
        Text('`areas["revenue"]` over the other column.', '用 `areas["revenue"]` 除以另一欄。'),
    ),
    solution="""
# 4 what one customer brings: the area's money over its customers  # lang-en
# 4 平均每位顧客帶來多少：那一區的營收除以顧客數  # lang-zh-Hant
per_customer = areas["revenue"] / areas["customers"]
per_customer.sort_values(ascending=False).round()
""",
)

_CITIES = ValueTask(
    id="1.3.cities",
    name="cities",
    title=Text("The same by city", "換成縣市"),
    minutes=4,
    prompt=Text(
        "`cities`: the same table for each `city` that customers live in, with the three columns `customers`, "
        "`revenue` "
        "and `revenue_per_customer`.",
        "`cities`：同樣的表，改成顧客居住的每個 `city`，要有 `customers`、`revenue`、`revenue_per_customer` 三欄。",
    ),
    answer=_cities,
    returns=Table(
        columns=(
            Column(name="customers", key="city", unit="customers"),
            Column(name="revenue", key="city", unit="money"),
            Column(name="revenue_per_customer", key="city", unit="money"),
        ),
        key=("city",),
    ),
    mistakes=(
        Mistake(
            key="areas",
            wrong=_cities_areas,
            message=Text(
                "That is the table by sales area again. Which column of `who` holds the city?",
                "這還是營業區的表。`who` 裡，縣市是哪一欄？",
            ),
        ),
        Mistake(key="orders", wrong=_cities_orders, message=_ORDERS_COUNTED),
        Mistake(
            key="median",
            wrong=_cities_median,
            message=Text(
                "The last column is what the customer in the middle spent, the median. Asked for is the city's money "
                "over its number of customers.",
                "最後一欄是排在中間那位顧客花的錢，也就是中位數。題目要的是那個縣市的營收除以顧客數。",
            ),
        ),
        Mistake(key="of-all", wrong=_cities_of_all, message=_OF_ALL),
        Mistake(key="upside-down", wrong=_cities_upside_down, message=_UPSIDE_DOWN),
    ),
    hints=(
        Text(
            "Step 3 above with another column to group by and another name for the table; then step 4 as a new column.",
            "就是上面的步驟 3，換一欄分組、換一個名字；再把步驟 4 變成一個新欄位。",
        ),
        Text(
            'First line: `cities = who.groupby("…").agg(customers=…, revenue=…)`, with the same brackets as in step 3.',
            '第一行：`cities = who.groupby("…").agg(customers=…, revenue=…)`，小括號裡的寫法跟步驟 3 一樣。',
        ),
        Text(
            'Second line: `cities["revenue_per_customer"] = …`, one column of `cities` over another.',
            '第二行：`cities["revenue_per_customer"] = …`，`cities` 的一欄除以另一欄。',
        ),
    ),
    solution="""
cities = who.groupby("city").agg(customers=("customer_id", "size"), revenue=("amount", "sum"))
cities["revenue_per_customer"] = cities["revenue"] / cities["customers"]
cities.sort_values("revenue_per_customer", ascending=False).round()
""",
)

_TIMES = ValueTask(
    id="1.3.times",
    name="times_by_city",
    title=Text("The darkest tile and the lightest", "最深的一格和最淺的一格"),
    minutes=3,
    prompt=Text(
        "`times_by_city`: by city, how many times as much does a customer bring in the darkest tile as in the "
        "lightest?",
        "`times_by_city`：以縣市來分，顏色最深的一格，每位顧客的營收是最淺那一格的幾倍？",
    ),
    answer=_times,
    returns=Number(unit="times"),
    tolerance=0.02,
    mistakes=(
        Mistake(
            key="region",
            wrong=_times_region,
            message=Text(
                "That is by region or by sales area. Cut it finer: “Map by” to city or county.",
                "這是以地區或營業區來分的，還要再切細。「怎麼分區」改成縣市。",
            ),
        ),
        Mistake(
            key="area",
            wrong=_times_area,
            message=Text(
                "That is by region or by sales area. Cut it finer: “Map by” to city or county.",
                "這是以地區或營業區來分的，還要再切細。「怎麼分區」改成縣市。",
            ),
        ),
        Mistake(
            key="title",
            wrong=_times_title,
            message=Text(
                "Those two stand in the title, which leaves out the tiles with a dashed edge. Look at all of them: "
                "which "
                "is the darkest, which the lightest?",
                "這兩個是標題寫的，標題不看虛線框的格子。所有的格子都要看：哪一格最深？哪一格最淺？",
            ),
        ),
        Mistake(
            key="revenue",
            wrong=_times_revenue,
            message=Text(
                "That is by revenue in all. Set “Count” to revenue per customer.",
                "這是看總營收。請把「看什麼」改成每位顧客的營收。",
            ),
        ),
        Mistake(
            key="customers",
            wrong=_times_customers,
            message=Text(
                "That is by the number of customers. Set “Count” to revenue per customer.",
                "這是看顧客數。請把「看什麼」改成每位顧客的營收。",
            ),
        ),
        Mistake(
            key="upside-down",
            wrong=_times_upside_down,
            message=Text(
                "Upside down: that is the lightest as a part of the darkest. Put the larger number on top.",
                "上下顛倒，變成最淺的是最深的幾分之幾。大的數字要放在上面。",
            ),
        ),
        Mistake(
            key="difference",
            wrong=_times_difference,
            message=Text(
                "That is how much more it is, one number less the other. How many *times* as much is one divided "
                "by the "
                "other.",
                "這是多多少元，兩個數字相減。問的是**幾倍**，要相除。",
            ),
        ),
    ),
    hints=(
        Text(
            "“Count” on revenue per customer, “Map by” on city or county. Then find the darkest and the lightest tile, "
            "dashed ones too.",
            "「看什麼」選每位顧客的營收，「怎麼分區」選縣市，再找最深和最淺的格子，虛線框的也算。",
        ),
        Text(
            "You may let Python divide: write the larger number, a slash, and the smaller one, without commas.",
            "可以讓 Python 除：先寫大的數字，再寫斜線，再寫小的，數字裡不要有逗號。",
        ),
    ),
    solution="""
# Read off the tiles; worked out here  # lang-en
# 從格子上讀出來的；這裡用算的  # lang-zh-Hant
by_city = who[who["city"] != "unknown"].groupby("city")["amount"].mean()
times_by_city = by_city.max() / by_city.min()
times_by_city
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_TWO_AREAS = ChoiceTask(
    id="1.3.two-areas",
    title=Text("The company's average", "全公司的平均"),
    minutes=1,
    prompt=Text(
        "The north has 200 customers who bring 500 each, the south 20 who bring 2,000 each. What does a customer "
        "of the "
        "company bring on average?",
        "北部有 200 位顧客，平均每位 500 元；南部有 20 位，平均每位 2,000 元。全公司平均每位顧客帶來多少？",
    ),
    options=(
        Option(
            key="mean-of-means",
            text=Text("1,250, halfway between 500 and 2,000", "1,250 元，500 和 2,000 的中間"),
            why=Text(
                "Halfway, twenty people weigh as much as two hundred. 220 customers times 1,250 would be money that "
                "nobody paid.",
                "取中間，等於 20 個人跟 200 個人一樣重。220 位乘上 1,250 元，是沒有人付過的錢。",
            ),
        ),
        Option(
            key="right",
            text=Text("636: all the money over all customers", "636 元，全部的錢除以全部的人"),
            why=Text(
                "100,000 and 40,000 make 140,000, for 220 customers. Add up first, then divide.",
                "10 萬加 4 萬是 14 萬，除以 220 位。先加總，再相除。",
            ),
        ),
        Option(
            key="north",
            text=Text("500: by far the most customers live in the north", "500 元，絕大部分的顧客都住在北部"),
            why=Text(
                "Near, but the twenty in the south are customers too, and bring four times as much each.",
                "很接近，可是南部那 20 位也是顧客，而且每位是四倍。",
            ),
        ),
    ),
    right="right",
)

_ISLAND = ChoiceTask(
    id="1.3.island",
    title=Text("An island leads the list", "離島排第一"),
    minutes=1,
    prompt=Text(
        "An island with six customers leads the list: 24,000 each, three times the company's average. The owner "
        "wants to "
        "open a shop there. What do you look at first?",
        "有六位顧客的離島排第一：平均每位 24,000 元，是全公司平均的三倍。老闆想去那裡開店。你先看什麼？",
    ),
    options=(
        Option(
            key="rent",
            text=Text(
                "What the rent there is, and whether a shop pays at 24,000 each",
                "那裡的房租多少，每位 24,000 元划不划算",
            ),
            why=Text(
                "That takes 24,000 for what the next customer will bring. Six customers cannot promise it.",
                "這是把 24,000 元當成下一位顧客也會帶來的錢。六個人的平均，保證不了。",
            ),
        ),
        Option(
            key="six",
            text=Text("What each of the six spent", "那六位各花了多少"),
            why=Text(
                "With six, one large order makes the average. Of places so small, one nearly always stands at the top, "
                "and another at the bottom.",
                "只有六位，一張大單就撐起平均。這麼小的地方，總有一個排到最前面，也總有一個墊底。",
            ),
        ),
        Option(
            key="total",
            text=Text("The island's revenue: is it large as well?", "離島的總營收是不是也很高"),
            why=Text(
                "A total counts heads, and there are six. It would be small even if each of them were worth the "
                "journey.",
                "總額數的是人頭，只有六位，一定不高。就算每一位都值得跑一趟，也看不出來。",
            ),
        ),
        Option(
            key="culture",
            text=Text("Which customs make islanders spend more", "離島有什麼風俗，讓人花比較多"),
            why=Text(
                "A reason can be found for any number. First see whether there is anything to explain.",
                "什麼數字都找得到理由。先看有沒有事情需要解釋。",
            ),
        ),
    ),
    right="six",
)

_BLANKETS = ChoiceTask(
    id="1.3.blankets",
    title=Text("Blankets in the hills", "山區的毯子"),
    minutes=1,
    prompt=Text(
        "A shop for household goods sees: in the hills blankets sell from October, on the coast from December; per "
        "head "
        "and year as many here as there. Which plan follows from that?",
        "一家生活用品店發現：山區的毯子 10 月就開始賣，海邊要到 12 月；一整年下來，每人買的數量差不多。該怎麼做？",
    ),
    options=(
        Option(
            key="climate",
            text=Text(
                "Send the hills the blanket letter in September, the coast in November",
                "毯子的信，山區 9 月寄，海邊 11 月寄",
            ),
            why=Text(
                "What differs is the time of need: climate. So the calendar is cut by area, not the offer.",
                "不一樣的是什麼時候需要，這是氣候。所以要分開的是時間，不是內容。",
            ),
        ),
        Option(
            key="culture",
            text=Text(
                "Write another letter for the hills, since their customs must be others there",
                "山區另外寫一封信，推薦別的東西，因為風俗不同",
            ),
            why=Text(
                "Customs would show in *what* is bought or for which feast. Here both buy the same, at another time.",
                "風俗不同，會看到買的**東西**或過的節不一樣。這裡買的一樣，只是時間不同。",
            ),
        ),
        Option(
            key="place",
            text=Text(
                "Open a shop in the hills, where people evidently want blankets more", "在山區開店，那裡比較需要毯子"
            ),
            why=Text(
                "Per head and year they buy as many. And how people reach us was not looked at.",
                "一整年算下來，每人買的一樣多。顧客怎麼買得到，也根本還沒看。",
            ),
        ),
    ),
    right="climate",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_LETTER = TextTask(
    id="1.3.letter",
    title=Text("Three sentences to the owner", "寫給老闆的三句話"),
    minutes=4,
    prompt=Text(
        "First: where the two go, with a number from the table and what you hold it against. Second: which of the "
        "three "
        "reasons you do not believe, and why. Third: what the table does not show.",
        "第一句：去哪裡，用表裡的一個數字，也寫出跟什麼比。第二句：三個理由，你不信哪一個，為什麼。第三句："
        "這張表看不出什麼。",
    ),
    model=Text(
        "Hold yours against these questions, then run on to the answer below.\n\n"
        "- Are there at least thirty customers where you go?\n"
        "- Does a total stand in your letter as if it were a merit? How many heads are behind it?\n"
        "- If you named an average: is it further from the company's than chance would put a place of that size?\n"
        "- Did you say that nobody knows yet what a week there changes?\n\n"
        "More than one place can be right.",
        "先拿這幾個問題檢查自己寫的，再往下執行，看看另一種寫法。\n\n"
        "- 你選的地方，有三十位顧客嗎？\n"
        "- 信裡有沒有把總額當成優點？那個總額後面是幾個人？\n"
        "- 如果寫了平均：以那個地方的人數，這樣的平均會不會碰巧就出現？\n"
        "- 有沒有寫清楚：去一個星期能改變什麼，現在還沒有人知道？\n\n"
        "好答案不只一個地方。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_REGION,
    _BACK_ROWS,
    _AREAS,
    _EACH,
    _WHO_FIRST,
    _CITIES,
    _TIMES,
    _TWO_AREAS,
    _ISLAND,
    _BLANKETS,
    _LETTER,
)
