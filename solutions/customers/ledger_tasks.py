"""The first two tasks, computed from the ledger handed out: a number, and a table by region."""

from __future__ import annotations

import pandas as pd

from customer_value import revenue_by, valid_orders
from customer_value.ledger import Ledger
from customer_value.messages import Text
from tutor.shape import Column, Number, Table
from tutor.task import Mistake, ValueTask

# What the ledger says


def _valid(ledger: Ledger) -> pd.DataFrame:
    return valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)


def _start(ledger: Ledger) -> pd.Timestamp:
    return ledger.snapshot - pd.DateOffset(years=1)


def _year(ledger: Ledger) -> pd.DataFrame:
    valid = _valid(ledger)
    return valid[valid["order_date"] > _start(ledger)]


def _raw_year(ledger: Ledger) -> pd.DataFrame:
    orders = ledger.orders
    return orders[(orders["order_date"] > _start(ledger)) & (orders["order_date"] <= ledger.snapshot)]


def revenue(ledger: Ledger) -> float:
    return float(_year(ledger)["amount"].sum())


def revenue_by_loop(ledger: Ledger) -> float:
    start, total = _start(ledger), 0.0
    for order in _valid(ledger).itertuples():
        if order.order_date > start:
            total += order.amount
    return total


def revenue_in_duckdb(ledger: Ledger) -> float:
    import duckdb

    shop = duckdb.connect()
    shop.register("orders", ledger.orders)
    shop.register("refunds", ledger.refunds)
    return shop.execute(
        """
        with known as (select order_id, sum(amount) as back from refunds where refund_date <= $day group by order_id),
             nets as (select o.*, o.amount - coalesce(k.back, 0) as net from orders o left join known k
             using (order_id))
        select sum(net) from nets
        where customer_id is not null and status not in ('cancelled', 'test')
          and order_date > $start and order_date <= $day and net > 0
        """,
        {"day": ledger.snapshot, "start": _start(ledger)},
    ).fetchall()[0][0]


def revenue_measured(ledger: Ledger) -> float:
    start = _start(ledger) + pd.Timedelta(days=1)
    by = revenue_by(_valid(ledger), ledger.customers, "region", start=start, end=ledger.snapshot)
    return float(by["revenue"].sum())


def _all_years(ledger):
    return float(_valid(ledger)["amount"].sum())


def _before(ledger):
    return _all_years(ledger) - revenue(ledger)


def _from_start(ledger):
    valid = _valid(ledger)
    return float(valid.loc[valid["order_date"] >= _start(ledger), "amount"].sum())


def _everything_written(ledger):
    return float(_raw_year(ledger)["amount"].sum())


def _no_refunds(ledger):
    raw = _raw_year(ledger)
    return float(raw.loc[raw["status"] != "cancelled", "amount"].sum())


def _after_snapshot(ledger):
    orders = ledger.orders
    return float(orders.loc[orders["order_date"] > _start(ledger), "amount"].sum())


def _count(ledger):
    return float(len(_year(ledger)))


def _mean(ledger):
    return float(_year(ledger)["amount"].mean())


REVENUE_MISTAKES = (
    Mistake(
        key="all-years",
        wrong=_all_years,
        message=Text(
            "That is the money of all years. The question is about the orders dated after `start` only: filter the "
            "rows first, then add up.",
            "這是所有年度的營收。題目只問日期在 `start` 之後的訂單：先篩選列，再加總。",
        ),
    ),
    Mistake(
        key="before",
        wrong=_before,
        message=Text(
            "That is what came in up to `start`, as in the example above. Look at the sign between `order_date` and "
            "`start`: on which side does the last year lie?",
            "這是 `start` 當天以前的營收，和上面的示範一樣。看看 `order_date` 和 `start` "
            "中間的符號：最近一年在哪一邊？",
        ),
    ),
    Mistake(
        key="from-start",
        wrong=_from_start,
        message=Text(
            "That is one day too many: the orders dated on `start` itself are in it. The year begins on the day after.",
            "多算了一天：日期剛好是 `start` 的訂單也算進去了。這一年是從隔天開始的。",
        ),
    ),
    Mistake(
        key="everything-written",
        wrong=_everything_written,
        message=Text(
            "That adds up all rows of `orders` in that year: cancelled orders and goods that came back are in it. "
            "Begin with the table `valid`.",
            "這是把 `orders` 那一年的每一列都加起來，取消的訂單、退回來的東西也算進去了。請從 `valid` 這張表開始。",
        ),
    ),
    Mistake(
        key="no-refunds",
        wrong=_no_refunds,
        message=Text(
            "Cancelled orders are out, but money that was paid back is still in. In which table has it been taken off?",
            "取消的訂單已經排除，退掉的錢卻還在裡面。哪一張表已經把退款扣掉了？",
        ),
    ),
    Mistake(
        key="after-snapshot",
        wrong=_after_snapshot,
        message=Text(
            "That is everything in `orders` after `start`, the months after the snapshot included. On the snapshot "
            "nobody could know them. The table `valid` ends on that day.",
            "這是 `orders` 裡 `start` 之後的全部訂單，連快照日之後的幾個月也在內。站在快照日當天，誰也不知道那些訂單。"
            "`valid` 這張表就到快照日為止。",
        ),
    ),
    Mistake(
        key="count",
        wrong=_count,
        message=Text(
            "That is the number of orders, not their money. Which column holds the money, and which word adds it up?",
            "這是訂單筆數，不是金額。錢寫在哪一欄？哪個字可以加總？",
        ),
    ),
    Mistake(
        key="mean",
        wrong=_mean,
        message=Text(
            "That is what one order comes to on average. Revenue is what all of them come to together.",
            "這是平均一筆訂單多少錢。營收是全部訂單加起來的金額。",
        ),
    ),
)

REVENUE = ValueTask(
    id="a01.revenue",
    name="revenue",
    title=Text("The revenue of the last year", "最近一年的營收"),
    points=1,
    minutes=4,
    lesson="1.5",
    prompt=Text(
        en="""
How much did the shop take in the **last year**? Leave the number in the variable `revenue`.

**Definition.** [Revenue](term:revenue) is the sum of the net amounts of the valid orders. The last year is all days
**after** `start`, up to and including the snapshot; `start` is the snapshot a year earlier.

**Comes back:** one amount in dollars, not rounded.

The first two lines are written for you and are those of the example. Write two more: one that keeps the rows of the
last year, and one that adds them up and calls the sum `revenue`.
""",
        zh_hant="""
店裡**最近一年**的營收是多少？請把這個數字放進變數 `revenue`。

**定義：** [營收](term:revenue)是有效訂單的淨額總和。最近一年是 `start` **之後**的每一天，到快照日當天為止；\
`start` 是快照日往前一年的那一天。

**結果：** 一個金額（新臺幣元），不要四捨五入。

前兩行已經寫好，和示範相同。請再寫兩行：一行留下最近一年的列，一行把金額加總，取名為 `revenue`。
""",
    ),
    answer=revenue,
    returns=Number(unit="money"),
    mistakes=REVENUE_MISTAKES,
    alternatives=(revenue_by_loop, revenue_in_duckdb),
    measure=revenue_measured,
    hints=(
        Text(
            "The example above answers the same question for the days up to `start`. Only the comparison differs.",
            "上面的示範，回答的是 `start` 當天以前的同一個問題。只有比較的方向不同。",
        ),
        Text(
            'Brackets with a comparison keep rows: `valid[valid["order_date"] > …]`. Give what is kept a name, such as '
            "`year`.",
            '中括號裡放比較，就會留下符合的列：`valid[valid["order_date"] > …]`。替留下的表取個名字，例如 `year`。',
        ),
        Text(
            '`revenue = year["…"].sum()`, with the name of the column that holds the money.',
            '`revenue = year["…"].sum()`，引號裡填放金額的欄位。',
        ),
    ),
    solution="""
valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
start = ledger.snapshot - pd.DateOffset(years=1)

### BEGIN SOLUTION
year = valid[valid["order_date"] > start]
revenue = year["amount"].sum()
### END SOLUTION
""",
)

# By region


def _spent(ledger: Ledger, valid: pd.DataFrame | None = None) -> pd.DataFrame:
    valid = _valid(ledger) if valid is None else valid
    spent = valid.groupby("customer_id", as_index=False)["amount"].sum()
    who = spent.merge(ledger.customers, on="customer_id", how="left")
    return who.assign(region=who["region"].fillna("unknown"))


def _by_region(who: pd.DataFrame) -> pd.DataFrame:
    table = who.groupby("region").agg(customers=("customer_id", "nunique"), revenue=("amount", "sum"))
    return table.assign(revenue_per_customer=table["revenue"] / table["customers"])


def regions(ledger: Ledger) -> pd.DataFrame:
    return _by_region(_spent(ledger))


def regions_by_loop(ledger: Ledger) -> pd.DataFrame:
    home = dict(zip(ledger.customers["customer_id"], ledger.customers["region"].fillna("unknown"), strict=True))
    money: dict = {}
    people: dict = {}
    for order in _valid(ledger).itertuples():
        region = home.get(order.customer_id, "unknown")
        money[region] = money.get(region, 0) + order.amount
        people.setdefault(region, set()).add(order.customer_id)
    rows = [(region, len(people[region]), money[region], money[region] / len(people[region])) for region in money]
    return pd.DataFrame(rows, columns=["region", "customers", "revenue", "revenue_per_customer"])


def regions_from_orders(ledger: Ledger) -> pd.DataFrame:
    valid = _valid(ledger)
    home = ledger.customers.set_index("customer_id")["region"]
    valid = valid.assign(region=valid["customer_id"].map(home).fillna("unknown"))
    table = valid.groupby("region").agg(revenue=("amount", "sum"), customers=("customer_id", "nunique")).reset_index()
    table["revenue_per_customer"] = table["revenue"] / table["customers"]
    return table


def regions_measured(ledger: Ledger) -> pd.DataFrame:
    table = revenue_by(_valid(ledger), ledger.customers, "region")
    return table.assign(customers=table["buyers"])


def _regions_gross(ledger):
    orders = ledger.orders
    return _by_region(_spent(ledger, orders[orders["order_date"] <= ledger.snapshot]))


def _regions_last_year(ledger):
    return _by_region(_spent(ledger, _year(ledger)))


def _regions_on_file(ledger):
    on_file = ledger.customers["region"].fillna("unknown").value_counts()
    table = regions(ledger)
    customers = on_file.reindex(table.index)
    return table.assign(customers=customers, revenue_per_customer=table["revenue"] / customers)


def _regions_orders(ledger):
    home = ledger.customers.set_index("customer_id")["region"]
    valid = _valid(ledger)
    valid = valid.assign(region=valid["customer_id"].map(home).fillna("unknown"))
    table = valid.groupby("region").agg(customers=("order_id", "size"), revenue=("amount", "sum"))
    return table.assign(revenue_per_customer=table["revenue"] / table["customers"])


def _regions_median(ledger):
    return regions(ledger).assign(revenue_per_customer=_spent(ledger).groupby("region")["amount"].median())


def _regions_upside_down(ledger):
    return regions(ledger).assign(revenue_per_customer=lambda table: table["customers"] / table["revenue"])


def _regions_company(ledger):
    table = regions(ledger)
    return table.assign(revenue_per_customer=table["revenue"] / table["customers"].sum())


REGION_MISTAKES = (
    Mistake(
        key="gross",
        lesson="1.5",
        wrong=_regions_gross,
        message=Text(
            "The money is that of all orders as they were placed: cancelled ones and goods that came back are in it. "
            "`who` is made from the valid orders; begin there.",
            "這是下單時的金額，取消的、退回來的都還在裡面。`who` 是用有效訂單做出來的，從它開始。",
        ),
    ),
    Mistake(
        key="last-year",
        lesson="1.5",
        wrong=_regions_last_year,
        message=Text(
            "That is the last year only. Here all valid orders up to the snapshot count; `who` has them all.",
            "這只算了最近一年。這一題要算快照日為止的所有有效訂單，`who` 裡全都有。",
        ),
    ),
    Mistake(
        key="on-file",
        wrong=_regions_on_file,
        message=Text(
            "The customers are counted in the customer file, those without a valid order among them. Count the rows of "
            "`who`: one row there is one customer who bought.",
            "顧客數是從顧客檔數的，沒有有效訂單的人也算進去了。請數 `who` 的列：那裡一列就是一位買過的顧客。",
        ),
    ),
    Mistake(
        key="orders",
        wrong=_regions_orders,
        message=Text(
            "What was counted are orders, not customers, so the last column says what an order comes to. Somebody who "
            "came five times is still one customer.",
            "數到的是訂單，不是顧客，所以最後一欄變成平均一筆訂單多少錢。來過五次的人，還是一位顧客。",
        ),
    ),
    Mistake(
        key="median",
        lesson="1.5",
        wrong=_regions_median,
        message=Text(
            "The last column holds the middle customer's spending, the median. The definition divides the region's "
            "money by its number of customers.",
            "最後一欄是排在中間那位顧客的金額，也就是中位數。定義是那一區的營收除以那一區的顧客數。",
        ),
    ),
    Mistake(
        key="upside-down",
        wrong=_regions_upside_down,
        message=Text(
            "The last column is upside down: customers per dollar. Dollars per customer has the money on top.",
            "最後一欄上下顛倒，變成每一元有幾位顧客。每位顧客多少元，錢要放在上面。",
        ),
    ),
    Mistake(
        key="company",
        wrong=_regions_company,
        message=Text(
            "Each region's money is divided by the customers of the whole shop. Divide row by row, column by column.",
            "每一區的營收都除以全店的顧客數了。請用欄位除以欄位，一列一列各除各的。",
        ),
    ),
)

REGIONS = ValueTask(
    id="a01.regions",
    name="regions",
    title=Text("Revenue by region", "各地區營收"),
    points=2,
    minutes=6,
    lesson="1.3",
    prompt=Text(
        en="""
Where is the money? Make the table `regions`, one row for each `region` in which the shop's customers live, as the
example did for `kind`.

**Definition.** All valid orders up to and including the snapshot; the money of a customer belongs to the region in
which that customer **lives**.

- `customers`: how many customers there have a valid order;
- `revenue`: their net amounts, added up;
- `revenue_per_customer`: `revenue` divided by `customers`.

**Comes back:** a table with `region` as the index or as a column, and the three columns; money in dollars, not
rounded.

The table `who` is made again in the cell. The rest is yours.
""",
        zh_hant="""
錢從哪裡來？請做出 `regions` 這張表，顧客住的每個 `region`（地區）一列，做法和示範裡的 `kind` 一樣。

**定義：** 算快照日當天為止的所有有效訂單；一位顧客花的錢，算在他**居住**的地區。

- `customers`：那一區有幾位顧客有有效訂單；
- `revenue`：他們的淨額加總；
- `revenue_per_customer`：`revenue` 除以 `customers`。

**結果：** 一張表，`region` 放在索引或欄位都可以，加上這三欄；金額是新臺幣元，不要四捨五入。

`who` 這張表儲存格裡會再做一次，其餘由你來寫。
""",
    ),
    answer=regions,
    returns=Table(
        columns=(
            Column(name="customers", key="region", unit="customers"),
            Column(name="revenue", key="region", unit="money"),
            Column(name="revenue_per_customer", key="region", unit="money"),
        ),
        key=("region",),
    ),
    mistakes=REGION_MISTAKES,
    alternatives=(regions_by_loop, regions_from_orders),
    measure=regions_measured,
    hints=(
        Text(
            "It is the example with another column to group by, and another name for the table.",
            "和示範一樣，只是換一個欄位分組，表的名字也換成 `regions`。",
        ),
        Text(
            'Two lines. The first is `regions = who.groupby("…").agg(customers=("customer_id", "size"), revenue=…)`.',
            '兩行就夠。第一行是 `regions = who.groupby("…").agg(customers=("customer_id", "size"), revenue=…)`。',
        ),
        Text(
            'The second adds a column: `regions["revenue_per_customer"] = …`, one column divided by another.',
            '第二行加一欄：`regions["revenue_per_customer"] = …`，一欄除以另一欄。',
        ),
    ),
    solution="""
valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
spent = valid.groupby("customer_id", as_index=False)["amount"].sum()
who = spent.merge(ledger.customers, on="customer_id", how="left")
who["region"] = who["region"].fillna("unknown")

### BEGIN SOLUTION
regions = who.groupby("region").agg(customers=("customer_id", "size"), revenue=("amount", "sum"))
regions["revenue_per_customer"] = regions["revenue"] / regions["customers"]
### END SOLUTION
""",
)

TASKS = (REVENUE, REGIONS)
