"""Customers on file in each sales area: who has bought by the end of a window."""

from __future__ import annotations

import numpy as np
import pandas as pd

from customer_value.messages import Text
from solutions.repurchase import measures
from solutions.repurchase.cases import (
    END,
    NAMES,
    SMALL,
    SMALL_CUSTOMERS,
    areas,
    draw_borders,
    draw_shop,
    histories,
    moved,
)
from tutor.shape import Column
from tutor.task import Arguments, Case, FunctionTask, Mistake

UNKNOWN = "unknown area"


def on_file(valid, customers, end):
    # 1 the orders up to end, that day included  # lang-en
    # 1 到 end 當天為止的訂單  # lang-zh-Hant
    known = valid[valid["order_date"] <= end]

    # 2 everybody's home area; where it is missing, "unknown area"  # lang-en
    # 2 每個人的居住營業區，空白的填 "unknown area"  # lang-zh-Hant
    area = customers["sales_area"].fillna("unknown area")

    # 3 bought: True for everybody who has one of these orders  # lang-en
    # 3 bought：有這些訂單的顧客是 True，其他是 False  # lang-zh-Hant
    ### BEGIN SOLUTION
    bought = customers["customer_id"].isin(known["customer_id"])
    ### END SOLUTION

    # 4 return how many of them each area has  # lang-en
    # 4 傳回每個營業區有幾位  # lang-zh-Hant
    ### BEGIN SOLUTION
    return bought.groupby(area).sum()
    ### END SOLUTION


# Other right ways


def on_file_by_loop(valid, customers, end):
    bought = {row.customer_id for row in valid.itertuples() if row.order_date <= end}
    counts = {}
    for row in customers.itertuples():
        area = row.sales_area if isinstance(row.sales_area, str) else UNKNOWN
        counts[area] = counts.get(area, 0) + (row.customer_id in bought)
    return counts


def on_file_in_duckdb(valid, customers, end):
    import duckdb

    return duckdb.execute(
        """
        with known as (select distinct customer_id from valid where order_date <= $day)
        select coalesce(c.sales_area, 'unknown area') as sales_area, count(k.customer_id) as customers
        from customers c left join known k using (customer_id) group by 1
        """,
        {"day": end.to_pydatetime()},
    ).df()


def on_file_by_merge(valid, customers, end):
    known = valid.loc[valid["order_date"] <= end, ["customer_id"]].drop_duplicates()
    filled = customers.fillna({"sales_area": UNKNOWN})
    counts = known.merge(filled, on="customer_id")["sales_area"].value_counts()
    return counts.reindex(filled["sales_area"].unique(), fill_value=0).reset_index()


# What people do instead


def _area(customers):
    return customers["sales_area"].fillna(UNKNOWN)


def _counted(valid, customers):
    return customers["customer_id"].isin(valid["customer_id"]).groupby(_area(customers)).sum()


def area_with_later_orders(valid, customers, end):
    return _counted(valid, customers)


def area_without_the_last_day(valid, customers, end):
    return _counted(valid[valid["order_date"] < end], customers)


def area_of_everybody_registered(valid, customers, end):
    return customers["customer_id"].groupby(_area(customers)).count()


def area_orders(valid, customers, end):
    known = valid[valid["order_date"] <= end]
    counts = known.merge(customers, on="customer_id").pipe(lambda table: _area(table).value_counts())
    return counts.reindex(_area(customers).unique(), fill_value=0)


def area_unknown_left_out(valid, customers, end):
    return _counted(valid[valid["order_date"] <= end], customers[customers["sales_area"].notna()])


def area_empty_left_out(valid, customers, end):
    counts = on_file(valid, customers, end)
    return counts[counts > 0]


def area_by_merge(valid, customers, end):
    known = valid[valid["order_date"] <= end]
    return known.merge(customers, on="customer_id").groupby("sales_area")["customer_id"].nunique()


def area_orders_by_merge(valid, customers, end):
    known = valid[valid["order_date"] <= end]
    return known.merge(customers, on="customer_id").groupby("sales_area").size()


def area_shares(valid, customers, end):
    counts = on_file(valid, customers, end)
    return counts / counts.sum()


def area_repeaters(valid, customers, end):
    times = valid.loc[valid["order_date"] <= end, "customer_id"].value_counts()
    return customers["customer_id"].isin(times[times > 1].index).groupby(_area(customers)).sum()


def area_not_on_file(valid, customers, end):
    known = valid[valid["order_date"] <= end]
    return (~customers["customer_id"].isin(known["customer_id"])).groupby(_area(customers)).sum()


MISTAKES = (
    Mistake(
        key="later-orders",
        wrong=area_with_later_orders,
        message=Text(
            "You counted everybody who ever bought, also after `end`. Look at C00010 on the page: had this customer "
            "bought when the window closed?",
            "你把 `end` 之後才買的人也算進去了。看看頁面上的 C00010：期間結束那天，他買過東西了嗎？",
        ),
    ),
    Mistake(
        key="last-day-left-out",
        wrong=area_without_the_last_day,
        message=Text(
            "Whoever bought for the first time on `end` itself is missing. Does that day belong to the window? Look at "
            "the comparison.",
            "`end` 當天才第一次買的人不見了。那一天算不算在期間內？看看你用的比較符號。",
        ),
    ),
    Mistake(
        key="registered",
        wrong=area_of_everybody_registered,
        message=Text(
            "You counted everybody in the table `customers`, also who has registered without having bought anything. "
            "Which table knows who bought, and do you count True only?",
            "你把 `customers` 這張表裡的人全數進去了，只註冊、沒買過的也在內。誰買過要看哪一張表？你數的只有 True 嗎？",
        ),
    ),
    Mistake(
        key="orders",
        wrong=area_orders,
        message=Text(
            "You counted orders. Somebody who came five times is how many customers?",
            "你數的是訂單。來過五次的人，是幾位顧客？",
        ),
    ),
    Mistake(
        key="unknown-left-out",
        wrong=area_unknown_left_out,
        message=Text(
            "The customers without an area have vanished, and your areas do not add up to the company any more. What "
            "does step 2 put in the empty places?",
            "沒有營業區的顧客不見了，各區加起來不等於全公司。步驟 2 在空白的地方填了什麼？",
        ),
    ),
    Mistake(
        key="empty-left-out",
        wrong=area_empty_left_out,
        message=Text(
            "An area in which nobody has bought has no row. A sales manager would look for it: what does the "
            "definition put there?",
            "還沒有人買過的營業區，在你的結果裡沒有列出來。區經理會找它；定義說這一區應該填什麼？",
        ),
    ),
    Mistake(
        key="found-areas-only",
        wrong=area_by_merge,
        message=Text(
            "Only areas with a name and with buyers are left in your result. `groupby` on `sales_area` drops an empty "
            "name, and it never meets an area in which nobody bought: steps 1 and 2 have prepared another way.",
            "你的結果只剩下有名稱、而且有人買的營業區。對 `sales_area` 做 `groupby` 會丟掉空白，也遇不到沒人買的區；"
            "步驟 1、2 準備的是另一種做法。",
        ),
    ),
    Mistake(
        key="orders-by-merge",
        wrong=area_orders_by_merge,
        message=Text(
            "After the merge you have one row for each order, so you counted orders. Whoever came five times is one "
            "customer: steps 1 and 2 have prepared a way without a merge.",
            "合併之後一筆訂單一列，所以你數到的是訂單。來過五次的人，還是一位客戶；步驟 1、2 準備的做法，不需要合併。",
        ),
    ),
    Mistake(
        key="shares",
        wrong=area_shares,
        message=Text(
            "You worked out shares of the company. The task asks for numbers of customers.",
            "你算的是各區占全公司的比例，題目要的是人數。",
        ),
    ),
    Mistake(
        key="repeaters",
        wrong=area_repeaters,
        message=Text(
            "You counted only customers with two orders or more. How many orders does it take to be on file?",
            "你只算買過兩次以上的顧客。要有幾筆訂單，才算一位客戶？",
        ),
    ),
    Mistake(
        key="not-on-file",
        wrong=area_not_on_file,
        message=Text(
            "You counted the others: those who have not bought. Look at what your True stands for.",
            "你數到的是另一半，也就是沒買過的人。看看你的 True 代表誰。",
        ),
    ),
)


# Cases


def draw_small(rng: np.random.Generator) -> Arguments:
    """The printed ledger at other days, the areas dealt out anew."""
    window, valid = moved(rng)
    people = dict(zip(SMALL_CUSTOMERS["customer_id"], rng.permutation(SMALL_CUSTOMERS["sales_area"]), strict=True))
    return {"valid": valid, "customers": areas(people), "end": window["end"]}


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """A shop with seven areas and one in which nobody has bought; some areas are missing."""
    window, valid, people = draw_shop(rng)
    return {"valid": valid, "customers": people, "end": window["end"]}


def draw_last_day(rng: np.random.Generator) -> Arguments:
    """Orders on the last day of the window and the day after."""
    window, valid = draw_borders(rng)
    names = valid["customer_id"].drop_duplicates().sort_values()
    people = areas({who: str(rng.choice(["North", "South", "East"])) for who in names})
    return {"valid": valid, "customers": people, "end": window["end"]}


def draw_gaps(rng: np.random.Generator) -> Arguments:
    """Customers without an area, an area without customers, and names without an order."""
    end = pd.Timestamp("2025-06-30") + pd.Timedelta(days=int(rng.integers(0, 90)))
    before = [end - pd.Timedelta(days=int(back)) for back in rng.integers(1, 90, 4)]
    valid = histories({f"C{place:05d}": [day] for place, day in enumerate(before, start=1)} | {"C00001": before[:3]})
    of = {"C00001": None, "C00002": "North", "C00003": "North", "C00004": None, "C00005": "South", "C00006": "North"}
    return {"valid": valid, "customers": areas(of), "end": end}


def draw_nobody(rng: np.random.Generator) -> Arguments:
    """A shop that sells its first piece after the window."""
    end = pd.Timestamp("2025-06-30")
    valid = histories({"C00001": [end + pd.Timedelta(days=int(rng.integers(1, 20)))]})
    return {"valid": valid, "customers": areas({"C00001": "North", "C00002": "South"}), "end": end}


CASES = (
    Case(
        key="small",
        name=NAMES["small"],
        share=0.2,
        draw=draw_small,
        printed={"valid": SMALL, "customers": SMALL_CUSTOMERS, "end": END},
    ),
    Case(key="ordinary", name=NAMES["ordinary"], share=0.4, draw=draw_ordinary, ordinary=True),
    Case(
        key="last-day",
        name=Text("orders on the window's last day", "期間最後一天的訂單"),
        share=0.15,
        draw=draw_last_day,
    ),
    Case(
        key="gaps",
        name=Text("missing areas and areas without customers", "有空白營業區、也有沒人買的營業區"),
        share=0.15,
        draw=draw_gaps,
    ),
    Case(
        key="nobody",
        name=Text("a shop before its first sale", "還沒賣出第一件商品的店"),
        share=0.1,
        draw=draw_nobody,
    ),
)

ON_FILE = FunctionTask(
    id="a05.areas",
    title=Text("Customers per sales area", "營業區客戶數"),
    points=2,
    minutes=5,
    lesson="5.1",
    prompt=Text(
        en="""
Write `on_file(valid, customers, end)`. The table `customers` has one row per person in the address book: `customer_id`
and `sales_area`, the home area, which may be missing.

**Definition.** A customer is [on file](term:customers-on-file) who has at least one valid order dated on or before
`end`. Everybody counts once, in their home area. A missing area counts as `"unknown area"`.

**Comes back:** for every area in `customers` (the unknown one too, if there is one) the number of customers on file, 0
where there is nobody. `sales_area` may be the index or a column.

Steps 1 and 2 are done. Useful: `column.isin(other)` asks of every value whether it occurs in the other column, and
gives True or False. A True counts as 1 in `.sum()`. `bought.groupby(area)` sorts one column into groups by another of
the same length.
""",
        zh_hant="""
請寫出 `on_file(valid, customers, end)`。`customers` 這張表是通訊錄，一人一列：`customer_id` 和 `sales_area`\
（居住的營業區，可能空白）。

**定義：** 到 `end` 當天為止，至少有一筆有效訂單的人，就算進[客戶數](term:customers-on-file)。每個人只算一次，\
算在他居住的營業區。營業區空白的，算在 `"unknown area"`。

**傳回：** `customers` 裡的每個營業區（有空白的話，也包括 `"unknown area"`）各有幾位客戶，沒有人的填 0。`sales_area` \
放在索引或欄位都可以。

步驟 1、2 已經寫好。用得到的工具：`某欄.isin(另一欄)` 逐一問「這個值在另一欄裡出現過嗎」，得到 True 或 False；`.sum()` \
會把 True 當成 1。`bought.groupby(area)` 可以依照另一個一樣長的欄位來分組。
""",
    ),
    answer=on_file,
    returns=Column(name="customers", key="sales_area", unit="orders"),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(on_file_by_loop, on_file_in_duckdb, on_file_by_merge),
    measure=measures.on_file,
    hints=(
        Text(
            "Go through the address book line by line, not through the orders: then everybody is met once.",
            "請從通訊錄一列一列問，不要從訂單問，這樣每個人只會遇到一次。",
        ),
        Text(
            'Step 3 begins with `bought = customers["customer_id"].isin(…)`. In which table do those who have bought '
            "by `end` stand?",
            '步驟 3 的開頭是 `bought = customers["customer_id"].isin(…)`。到 `end` 為止買過的人，在哪一張表裡？',
        ),
        Text(
            "Step 4 groups `bought` by `area` and adds up each group. Because False counts as 0, an area without "
            "buyers gets its 0 by itself.",
            "步驟 4 把 `bought` 依 `area` 分組，再把每組加總。False 算 0，所以沒人買的營業區自然就是 0。",
        ),
    ),
)
