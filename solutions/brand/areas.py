"""Sales areas beside their market: penetration, and the share by customers and by sales."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from tutor.shape import Column
from tutor.task import Arguments, Case, FunctionTask, Mistake

# Penetration


def penetration(sold, market):
    # 1 customers: how many different ones each area has  # lang-en
    # 1 customers：每個營業區有幾位不同的顧客  # lang-zh-Hant
    ### BEGIN SOLUTION
    customers = sold.groupby("sales_area")["customer_id"].nunique()
    ### END SOLUTION

    # 2 one row for each area of the market, 0 where nobody bought  # lang-en
    # 2 市場的每一區各一列，沒有人買的補 0  # lang-zh-Hant
    market = market.set_index("sales_area")
    customers = customers.reindex(market.index, fill_value=0)

    # 3 return the share of the target households  # lang-en
    # 3 傳回占目標家戶的比例  # lang-zh-Hant
    ### BEGIN SOLUTION
    return customers / market["target_households"]
    ### END SOLUTION


def penetration_by_loop(sold, market):
    known: dict = {}
    for order in sold.itertuples():
        known.setdefault(order.sales_area, set()).add(order.customer_id)
    found = {}
    for area in market.itertuples():
        households = area.target_households
        found[area.sales_area] = len(known.get(area.sales_area, ())) / households if households else float("nan")
    return found


def penetration_in_duckdb(sold, market):
    import duckdb

    shop = duckdb.connect()
    shop.register("sold", sold)
    shop.register("market", market)
    return shop.execute(
        """
        select m.sales_area, count(distinct s.customer_id) / nullif(any_value(m.target_households), 0) as penetration
        from market m left join sold s using (sales_area) group by m.sales_area
        """
    ).df()


def penetration_by_merge(sold, market):
    people = sold[["customer_id", "sales_area"]].drop_duplicates().dropna()
    counts = people["sales_area"].value_counts().rename("customers").reset_index()
    table = market.merge(counts, on="sales_area", how="left").fillna({"customers": 0})
    table["penetration"] = table["customers"] / table["target_households"]
    return table[["sales_area", "penetration"]]


def penetration_measured(sold, market):
    counts = sold.groupby("sales_area")["customer_id"].nunique()
    rows = zip(market["sales_area"], market["target_households"], strict=True)
    return {area: customer_value.penetration(int(counts.get(area, 0)), int(target)) for area, target in rows}


def _parts(sold, market):
    areas = market.set_index("sales_area")
    counts = sold.groupby("sales_area")["customer_id"].nunique().reindex(areas.index, fill_value=0)
    return counts, areas


def _of_orders(sold, market):
    counts, areas = _parts(sold, market)
    return sold.groupby("sales_area").size().reindex(counts.index, fill_value=0) / areas["target_households"]


def _all_households(sold, market):
    counts, areas = _parts(sold, market)
    return counts / areas["households"]


def _of_our_customers(sold, market):
    counts, _ = _parts(sold, market)
    return counts / counts.sum()


def _whole_market(sold, market):
    counts, areas = _parts(sold, market)
    return counts / areas["target_households"].sum()


def _money(sold, market):
    counts, areas = _parts(sold, market)
    sales = sold.groupby("sales_area")["amount"].sum().reindex(counts.index, fill_value=0)
    return sales / areas["target_households"]


def _only_counted(sold, market):
    return _parts(sold, market)[0]


def _nobody_dropped(sold, market):
    found = penetration(sold, market)
    return found[found > 0]


def _nobody_missing(sold, market):
    found = penetration(sold, market)
    return found.where(found > 0)


def _no_base_zero(sold, market):
    return penetration(sold, market).fillna(0)


PENETRATION_MISTAKES = (
    Mistake(
        key="orders",
        wrong=_of_orders,
        message=Text(
            "You counted orders. Somebody who ordered five times is still one customer: look at what `.nunique()` "
            "counts.",
            "你數的是訂單。訂了五次的人，還是一位顧客：看看 `.nunique()` 數的是什麼。",
        ),
    ),
    Mistake(
        key="all-households",
        wrong=_all_households,
        message=Text(
            "You divided by all households that live there. Which of them are the target market?",
            "你除以的是住在那裡的全部家戶。其中哪些才是目標市場？",
        ),
    ),
    Mistake(
        key="of-our-customers",
        wrong=_of_our_customers,
        message=Text(
            "That is how our own customers are spread over the areas; it adds up to 1. Penetration compares customers "
            "with the households of their area.",
            "這是我們的顧客在各區的分布，加起來等於 1。滲透率要拿顧客和那一區的家戶比。",
        ),
    ),
    Mistake(
        key="whole-market",
        wrong=_whole_market,
        message=Text(
            "You divided every area's customers by the households of all areas. Each area has its own: do not add that "
            "column up.",
            "你拿每一區的顧客數，去除以所有營業區的家戶合計。每一區要用自己的家戶數：那一欄不必加總。",
        ),
    ),
    Mistake(
        key="money",
        wrong=_money,
        message=Text(
            "You added up money: dollars for each target household. Penetration counts heads.",
            "你加總的是錢，得到的是平均每個目標家戶多少元。滲透率數的是人頭。",
        ),
    ),
    Mistake(
        key="only-counted",
        wrong=_only_counted,
        message=Text(
            "Those are the numbers of customers. One step is missing before they are shares.",
            "這是顧客數，還差一步才是占比。",
        ),
    ),
    Mistake(
        key="nobody-dropped",
        wrong=_nobody_dropped,
        message=Text(
            "An area in which nobody bought has vanished. The owner would look for it: is the row missing because "
            "`groupby` never saw the area?",
            "沒有人買的那一區不見了，老闆會找不到它。是不是因為 `groupby` 根本沒看到那一區？",
        ),
    ),
    Mistake(
        key="nobody-missing",
        wrong=_nobody_missing,
        message=Text(
            "Where nobody bought you have an empty value. There are households there, and none came to us: that is "
            "known, and it is a number. Look at `fill_value=`.",
            "沒有人買的那一區，你填的是空值。那裡有家戶，只是一戶也沒來：這是已知的，是一個數字。看看 `fill_value=`。",
        ),
    ),
    Mistake(
        key="no-base-zero",
        wrong=_no_base_zero,
        message=Text(
            "Where no household might buy you put 0. That says we failed there, but there is no base: read again what "
            "the definition puts there.",
            "沒有目標家戶的那一區，你填了 0，好像是我們做得不好。可是那裡根本沒有分母：再看一次定義填的是什麼。",
        ),
    ),
)

SOLD_COLUMNS = {"order_id": "str", "customer_id": "str", "sales_area": "str", "amount": "int64"}
MARKET_COLUMNS = {"sales_area": "str", "households": "int64", "target_households": "int64"}


def sold_of(rows) -> pd.DataFrame:
    """Orders from customers, areas and amounts; their ids follow the rows."""
    full = [(f"O{number:06d}", *row) for number, row in enumerate(rows, start=1)]
    return pd.DataFrame(full, columns=list(SOLD_COLUMNS)).astype(SOLD_COLUMNS)


def market_of(rows) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(MARKET_COLUMNS)).astype(MARKET_COLUMNS)


SMALL = {
    "sold": sold_of(
        [
            ("C00001", "North", 1200),
            ("C00002", "North", 450),
            ("C00004", "Centre", 800),
            ("C00001", "North", 300),
            ("C00003", "North", 2600),
            ("C00005", "Centre", 950),
            ("C00006", None, 500),
            ("C00004", "Centre", 640),
            ("C00001", "North", 700),
        ]
    ),
    "market": market_of([("North", 60, 20), ("Centre", 50, 25), ("South", 40, 10), ("Harbour", 0, 0)]),
}
"""What the page prints: a customer whose area nobody knows, an area where nobody bought, one where nobody lives."""


def _draw_orders(rng: np.random.Generator, counts: dict[str | None, int]) -> pd.DataFrame:
    """So many customers in each area, each with one order or several, in no order."""
    rows: list = []
    number = 0
    for area, customers in counts.items():
        for _ in range(customers):
            number += 1
            rows += [
                (f"C{number:05d}", area, int(rng.integers(3, 60)) * 50) for _ in range(1 + int(rng.geometric(0.5)) % 5)
            ]
    return sold_of(rows[place] for place in rng.permutation(len(rows)))


def _draw_market(rng: np.random.Generator, counts: dict[str | None, int]) -> pd.DataFrame:
    rows = []
    for area, customers in counts.items():
        if area is not None:
            target = customers + int(rng.integers(20, 200))
            rows.append((area, target * int(rng.integers(2, 5)) + int(rng.integers(1, 40)), target))
    return market_of(rows[place] for place in rng.permutation(len(rows)))


def draw_small(rng: np.random.Generator) -> Arguments:
    """A few customers in two of four areas, as on the page."""
    counts = {"North": int(rng.integers(3, 6)), "Centre": 2, None: 1}
    market = _draw_market(rng, {"North": 6, "Centre": 5, "South": 0})
    harbour = market_of([("Harbour", 0, 0)])
    return {"sold": _draw_orders(rng, counts), "market": pd.concat([market, harbour], ignore_index=True)}


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """About 130 customers, some without an area, an area without customers and one without households."""
    names = ("North", "Centre", "South", "East", "West")
    counts: dict = {name: int(rng.integers(12, 45)) for name in names} | {None: int(rng.integers(3, 9))}
    market = _draw_market(rng, counts | {"Islands": 0})
    harbour = market_of([("Harbour", int(rng.integers(0, 9)), 0)])
    return {"sold": _draw_orders(rng, counts), "market": pd.concat([harbour, market], ignore_index=True)}


def draw_everybody(rng: np.random.Generator) -> Arguments:
    """One area in which every target household is a customer, one in which a single one is."""
    counts = {"North": int(rng.integers(5, 12)), "South": 1}
    market = market_of([("South", 90, int(rng.integers(30, 60))), ("North", 80, counts["North"])])
    return {"sold": _draw_orders(rng, counts), "market": market}


def draw_elsewhere(rng: np.random.Generator) -> Arguments:
    """Some customers live in an area that the market table does not know."""
    counts = {"North": int(rng.integers(6, 12)), "Centre": int(rng.integers(6, 12)), "Overseas": 4}
    market = _draw_market(rng, {"North": 12, "Centre": 12})
    return {"sold": _draw_orders(rng, counts), "market": market}


def draw_nothing_sold(rng: np.random.Generator) -> Arguments:
    """A year without an order."""
    return {"sold": sold_of([]), "market": _draw_market(rng, {"North": 12, "South": 9})}


PENETRATION_CASES = (
    Case(
        key="small",
        name=Text("the nine orders on the page", "頁面上的九筆訂單"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("the orders of an ordinary year", "一般年度的訂單"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="everybody",
        name=Text("an area in which everybody buys from us", "家家戶戶都跟我們買的營業區"),
        share=0.15,
        draw=draw_everybody,
    ),
    Case(
        key="elsewhere",
        name=Text("customers from an area outside the market table", "住在市場表以外地區的顧客"),
        share=0.15,
        draw=draw_elsewhere,
    ),
    Case(
        key="nothing-sold",
        name=Text("a year without an order", "一筆訂單都沒有的一年"),
        share=0.1,
        draw=draw_nothing_sold,
    ),
)

PENETRATION = FunctionTask(
    id="a02.penetration",
    title=Text("Penetration, area by area", "各營業區的滲透率"),
    points=2,
    minutes=6,
    lesson="2.2",
    prompt=Text(
        en="""
Write `penetration(sold, market)`. `sold` has one row per valid order of a year: `order_id`, `customer_id`, `sales_area`
(the area in which the customer lives; empty where nobody knows it) and `amount`. `market` has one row per area:
`sales_area`, `households`, `target_households`.

**Definition.** [Penetration](term:penetration) = different customers of the area ÷ **target** households of the area.

- An area of `market` in which nobody bought has the penetration 0.
- An area without target households has no base: `NaN`.
- Customers without an area, or from an area that is not in `market`, are not counted.

**Comes back:** one share from 0 to 1 for **every area of `market`**, with `sales_area` as the index or as a column. The
order of the rows does not matter; nothing is rounded.

Step 2 is done for you: `set_index` makes the areas the names of the rows, and `reindex(…, fill_value=0)` gives
`customers` a row for each of them. In step 3 one column divided by another does all areas at once; 0 ÷ 0 becomes `NaN`
by itself.
""",
        zh_hant="""
請寫出 `penetration(sold, market)`。`sold` 是一年的有效訂單，一筆一列：`order_id`、`customer_id`、\
`sales_area`（顧客居住的營業區，不知道的是空值）、`amount`。`market` 一區一列：`sales_area`、`households`（家戶數）、\
`target_households`（目標家戶數）。

**定義：** [滲透率](term:penetration) = 那一區不同的顧客數 ÷ 那一區的**目標**家戶數。

- `market` 裡有、但沒有人買的營業區，滲透率是 0。
- 沒有目標家戶的營業區沒有分母，是 `NaN`。
- 不知道住哪一區的顧客，以及住在 `market` 以外地區的顧客，都不算。

**傳回：** **`market` 的每一區**各一個 0 到 1 的占比，`sales_area` 放在索引或欄位都可以，列的順序不限，不要四捨五入。

步驟 2 已經寫好：`set_index` 把營業區變成各列的名稱，`reindex(…, fill_value=0)` 讓 `customers` 的每一區都有一列。\
步驟 3 用一欄除以一欄，就能一次算完所有營業區；0 ÷ 0 會自己變成 `NaN`。
""",
    ),
    answer=penetration,
    returns=Column(name="penetration", key="sales_area", unit="share"),
    cases=PENETRATION_CASES,
    mistakes=PENETRATION_MISTAKES,
    alternatives=(penetration_by_loop, penetration_in_duckdb, penetration_by_merge),
    measure=penetration_measured,
    hints=(
        Text(
            "Count C00001 by hand: four orders, how many customers? Step 1 has to count in the same way.",
            "先用手數 C00001：四筆訂單，幾位顧客？步驟 1 就要這樣數。",
        ),
        Text(
            'Step 1: `customers = sold.groupby("sales_area")["…"].nunique()`. `.nunique()` counts different values.',
            '步驟 1：`customers = sold.groupby("sales_area")["…"].nunique()`。`.nunique()` 數有幾個不同的值。',
        ),
        Text(
            'Step 3: `return customers / market["…"]`, with the column of those households that might buy.',
            '步驟 3：`return customers / market["…"]`，引號裡填「可能會買的家戶」那一欄。',
        ),
    ),
)

TASKS = (PENETRATION,)
