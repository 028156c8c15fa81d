"""The return on ad spend: what came back for each dollar, medium by medium."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.media.given import over
from solutions.media.tables import DATE, MEDIA, TEXT, WHOLE, ids, shuffled, some_orders, table
from tutor.shape import Column
from tutor.task import Arguments, Case, FunctionTask, Mistake

NAN = float("nan")


def roas(spend, orders):
    ### BEGIN SOLUTION
    table = spend.groupby("medium").agg(spend=("spend", "sum"))
    net = orders.assign(net=orders["amount"] - orders["refunded"])
    table["revenue"] = net.groupby("medium")["net"].sum()
    table["revenue"] = table["revenue"].fillna(0)
    table["roas"] = over(table["revenue"], table["spend"])
    return table
    ### END SOLUTION


# The return on ad spend, in other right ways


def roas_by_loop(spend, orders):
    cost = dict.fromkeys(spend["medium"], 0)
    for row in spend.itertuples():
        cost[row.medium] += row.spend
    back = dict.fromkeys(cost, 0)
    for order in orders.itertuples():
        if order.medium in back:
            back[order.medium] += order.amount - order.refunded
    return [(medium, back[medium] / money if money else NAN) for medium, money in cost.items()]


def roas_in_duckdb(spend, orders):
    import duckdb

    shop = duckdb.connect()
    shop.register("spend", spend)
    shop.register("orders", orders)
    return shop.sql(
        """
        with cost as (select medium, sum(spend) as spend from spend group by medium),
             back as (select medium, sum(amount - refunded) as net from orders group by medium)
        select medium, coalesce(net, 0) / nullif(spend, 0) as roas from cost left join back using (medium)
        """
    ).df()


def roas_in_polars(spend, orders):
    import polars as pl

    back = pl.from_pandas(orders).group_by("medium").agg(net=(pl.col("amount") - pl.col("refunded")).sum())
    cost = pl.from_pandas(spend).group_by("medium").agg(pl.col("spend").sum())
    found = cost.join(back, on="medium", how="left").with_columns(pl.col("net").fill_null(0))
    return found.select("medium", roas=pl.when(pl.col("spend") > 0).then(pl.col("net") / pl.col("spend")))


def roas_measured(spend, orders):
    net = (orders["amount"] - orders["refunded"]).groupby(orders["medium"]).sum()
    cost = spend.groupby("medium")["spend"].sum()
    return {one: customer_value.roas(float(net.get(one, 0)), float(money)) for one, money in cost.items()}


# What people compute instead


def _sums(spend, orders) -> pd.DataFrame:
    found = spend.groupby("medium").agg(spend=("spend", "sum"), months=("spend", "size"), last=("spend", "last"))
    net = orders.assign(net=orders["amount"] - orders["refunded"])
    by = net.groupby("medium").agg(
        net=("net", "sum"), gross=("amount", "sum"), goods=("goods", "sum"), n=("net", "size")
    )
    return found.join(by).fillna(0)


def _roas(way):
    """A wrong way as a function of the task's inputs, from the sums of each medium."""

    def wrong(spend, orders):
        return way(_sums(spend, orders)).rename("roas")

    return wrong


def roas_one_merge(spend, orders):
    both = spend.merge(orders.assign(net=orders["amount"] - orders["refunded"]), on="medium", how="left")
    sums = both.groupby("medium")[["net", "spend"]].sum()
    return over(sums["net"], sums["spend"])


def roas_all_money(spend, orders):
    found = _sums(spend, orders)
    everything = (orders["amount"] - orders["refunded"]).sum()
    return over(pd.Series(float(everything), found.index), found["spend"])


def roas_month_by_month(spend, orders):
    """All the revenue of a medium against each of its months, and the mean of these."""
    months = over(spend["medium"].map(_sums(spend, orders)["net"]), spend["spend"])
    return months.groupby(spend["medium"]).mean().rename("roas")


def roas_infinite(spend, orders):
    found = _sums(spend, orders)
    return found["net"] / found["spend"]


ROAS_MISTAKES = (
    Mistake(
        key="gross",
        lesson="1.5",
        wrong=_roas(lambda t: over(t["gross"], t["spend"])),
        message=Text(
            "You added up what was ordered; the money paid back is still in it. Which column holds it?",
            "你加總的是下單金額，退掉的錢還在裡面。退款在哪一欄？",
        ),
    ),
    Mistake(
        key="less-one",
        wrong=_roas(lambda t: over(t["net"] - t["spend"], t["spend"])),
        message=Text(
            "You took the spend off before dividing. ROAS says how much came in per dollar, not how much more than it.",
            "你先扣掉廣告費再除。ROAS 說的是每花一元進來多少，不是扣掉之後還多多少。",
        ),
    ),
    Mistake(
        key="roi",
        wrong=_roas(lambda t: over(t["net"] - t["goods"] - t["spend"], t["spend"])),
        message=Text(
            "That is the ROI: goods and spend are off. It is the better question, but ROAS is asked for: what stands "
            "above the line there?",
            "這是 ROI：扣掉了貨款和廣告費。這個問題更好，但這一題要的是 ROAS：分子是什麼？",
        ),
    ),
    Mistake(
        key="margin",
        wrong=_roas(lambda t: over(t["net"] - t["goods"], t["spend"])),
        message=Text(
            "You took off what the goods cost: margin per dollar. ROAS counts revenue.",
            "你扣掉了貨款，得到的是每元廣告費帶來的毛利。ROAS 看的是營收。",
        ),
    ),
    Mistake(
        key="gross-margin",
        wrong=_roas(lambda t: over(t["gross"] - t["goods"], t["spend"])),
        message=Text(
            "You took off what the goods cost and left in what was paid back. Net revenue is the other way about: look "
            "at the definition's two columns.",
            "你扣掉的是進貨成本，退款卻還在裡面。淨額剛好相反：看看定義用的是哪兩欄。",
        ),
    ),
    Mistake(
        key="upside-down",
        wrong=_roas(lambda t: over(t["spend"], t["net"])),
        message=Text(
            "That is what a dollar of revenue cost in advertising, the same thing upside down. Return **on** spend: "
            "which of the two is the base?",
            "這是每一元營收花了多少廣告費，上下顛倒了。廣告投資「報酬率」：兩個裡面哪一個是分母？",
        ),
    ),
    Mistake(
        key="percent",
        wrong=_roas(lambda t: 100 * over(t["net"], t["spend"])),
        message=Text(
            "That is ROAS in percent. Asked for are dollars per dollar, without the factor of a hundred.",
            "這是用百分比表示的 ROAS。題目要的是每花一元帶回幾元，不必乘以一百。",
        ),
    ),
    Mistake(
        key="orders",
        wrong=_roas(lambda t: over(t["n"], t["spend"])),
        message=Text(
            "You divided the number of orders by the spend. A return is counted in money.",
            "你用訂單筆數除以花費。報酬要用金額來算。",
        ),
    ),
    Mistake(
        key="months-average",
        wrong=_roas(lambda t: over(t["net"], t["spend"] / t["months"])),
        message=Text(
            "The revenue is that of all months, the spend that of an average month. A medium has several rows in "
            "`spend`.",
            "營收是所有月份的，花費卻是平均一個月的。`spend` 裡一個媒體有好幾列。",
        ),
    ),
    Mistake(
        key="month-by-month",
        wrong=roas_month_by_month,
        message=Text(
            "You set all the revenue against each month's spend and took the mean, so the money came back once for "
            "every month. Add up the months first, then divide once.",
            "你拿全部的營收去除每個月的花費，再平均，同一筆錢等於每個月都回來一次。先把各月的花費加總，再除一次。",
        ),
    ),
    Mistake(
        key="last-month",
        wrong=_roas(lambda t: over(t["net"], t["last"])),
        message=Text(
            "The revenue is that of all months, the spend only that of one row. A medium has several rows in `spend`.",
            "營收是所有月份的，花費只取了一列。`spend` 裡一個媒體有好幾列。",
        ),
    ),
    Mistake(
        key="one-merge",
        wrong=roas_one_merge,
        message=Text(
            "What comes out is an average order over an average month. The same happens where both tables are merged "
            "before adding up: each order stands there once for every month, each month once for every order. Add up "
            "each table by itself.",
            "算出來的是平均一筆訂單除以平均一個月的花費。先合併兩張表才加總，也會這樣：每筆訂單依月份重複，"
            "每個月依訂單重複。"
            "兩張表要先各自加總。",
        ),
    ),
    Mistake(
        key="all-spend",
        wrong=_roas(lambda t: over(t["net"], pd.Series(t["spend"].sum(), t.index))),
        message=Text(
            "You divided each medium's revenue by the spend of all media. Divide row by row.",
            "你把每個媒體的營收都除以所有媒體的總花費。請一列一列各除各的。",
        ),
    ),
    Mistake(
        key="all-revenue",
        wrong=roas_all_money,
        message=Text(
            "Every medium is credited with the revenue of all orders. Which column says whose order it is?",
            "每個媒體都分到全部訂單的營收了。哪一欄說明這筆訂單是誰帶來的？",
        ),
    ),
    Mistake(
        key="none-empty",
        wrong=_roas(lambda t: over(t["net"], t["spend"]).where(t["n"] > 0)),
        message=Text(
            "A medium that cost money and brought no order is empty in your table. There is a base here, and it is "
            "known "
            "how much came back.",
            "花了錢卻沒有訂單的媒體，你的表裡是空值。它有分母，也知道帶回了多少。",
        ),
    ),
    Mistake(
        key="none-dropped",
        wrong=_roas(lambda t: over(t["net"], t["spend"])[t["n"] > 0]),
        message=Text(
            "A medium that brought no order has no row. It is the one the owner has to see.",
            "沒有訂單的媒體，表裡不見了。那正是老闆該看到的一列。",
        ),
    ),
    Mistake(
        key="free-dropped",
        wrong=_roas(lambda t: over(t["net"], t["spend"])[t["spend"] > 0]),
        message=Text(
            "A medium that cost nothing has no row in your table. Its ROAS cannot be worked out, but it stands in "
            "`spend`.",
            "沒花錢的媒體，你的表裡沒有它。它的 ROAS 算不出來，但 `spend` 裡確實有這個媒體。",
        ),
    ),
    Mistake(
        key="free-zero",
        wrong=_roas(lambda t: over(t["net"], t["spend"]).fillna(0)),
        message=Text(
            "A medium that cost nothing has a ROAS of 0 in your table, as if nothing had come back. What is the base?",
            "沒花錢的媒體，你的表裡 ROAS 是 0，好像什麼都沒帶回來。它的分母是什麼？",
        ),
    ),
    Mistake(
        key="free-infinite",
        wrong=roas_infinite,
        message=Text(
            "A medium that cost nothing has an infinite ROAS in your table (`inf`). No return can be had on nothing: "
            "look at `over`.",
            "沒花錢的媒體，你的表裡 ROAS 是無限大（`inf`）。沒有花錢就沒有報酬率：看看 `over`。",
        ),
    ),
)

# The tables they are tried on

SPEND_COLUMNS = {"medium": TEXT, "month": DATE, "spend": WHOLE}
CREDITED_COLUMNS = {"order_id": TEXT, "medium": TEXT, "amount": WHOLE, "refunded": WHOLE, "goods": WHOLE}


def roas_inputs(spend, orders) -> Arguments:
    """The inputs from rows of medium, month, spend and of medium, amount, refunded, goods."""
    orders = list(orders)
    rows = ((one, *row) for one, row in zip(ids("O", len(orders), 6), orders, strict=True))
    return {"spend": table(SPEND_COLUMNS, spend), "orders": table(CREDITED_COLUMNS, rows)}


SMALL_SPEND = (
    ("Search ads", "2025-11-01", 1200),
    ("Search ads", "2025-12-01", 800),
    ("YouTube channel", "2025-11-01", 500),
    ("YouTube channel", "2025-12-01", 700),
    ("Facebook page", "2025-11-01", 480),
    ("LINE newsletter", "2025-12-01", 300),
    ("Blogs and reviews", "2025-11-01", 0),
)
SMALL_CREDITED = (
    ("Search ads", 3200, 0, 2200),
    ("Search ads", 3300, 500, 1900),
    ("YouTube channel", 2400, 0, 960),
    ("Facebook page", 900, 180, 400),
    ("Blogs and reviews", 760, 0, 380),
    (None, 1500, 0, 800),
    ("Search ads", 1000, 0, 700),
)
SMALL_ROAS = roas_inputs(SMALL_SPEND, SMALL_CREDITED)
"""Two months: a medium with one row, one without an order, one that cost nothing, an order that is nobody's."""


def draw_small_roas(rng: np.random.Generator) -> Arguments:
    spend = [(medium, month, money and int(rng.integers(5, 60)) * 20) for medium, month, money in SMALL_SPEND]
    orders = []
    for medium, _, refunded, _ in SMALL_CREDITED:
        amount = int(rng.integers(10, 90)) * 50
        orders.append((medium, amount, refunded and amount // 5, int(amount * rng.choice([0.4, 0.5, 0.6]))))
    return roas_inputs(spend, orders)


def draw_ordinary_roas(rng: np.random.Generator) -> Arguments:
    """An ordinary shop's orders put down to media, a third of them to none, and a year's spend by month."""
    orders = some_orders(rng)
    medium = rng.choice([*MEDIA[:3], MEDIA[4], "Trade fair", ""], len(orders), p=[0.25, 0.15, 0.2, 0.05, 0.05, 0.3])
    refunded = np.where(rng.random(len(orders)) < 0.12, (orders["amount"] * rng.choice([0.2, 0.5, 1], len(orders))), 0)
    goods = orders["amount"] * rng.uniform(0.35, 0.7, len(orders))
    credited = pd.DataFrame(
        {
            "medium": pd.Series(medium).mask(medium == ""),
            "amount": orders["amount"],
            "refunded": refunded,
            "goods": goods,
        }
    ).astype({"refunded": WHOLE, "goods": WHOLE})
    share = dict(zip(MEDIA, (0.15, 0.2, 0.12, 0.03, 0), strict=True))
    month_money = orders["amount"].sum() / 12
    spend = [
        (one, f"2025-{month:02d}-01", int(month_money * share[one] * rng.uniform(0.5, 1.5)))
        for month in range(1, 13)
        for one in MEDIA
        if month > 2 or one != MEDIA[1]
    ]
    made = roas_inputs(spend, credited.itertuples(index=False, name=None))
    return {"spend": shuffled(made["spend"], rng), "orders": made["orders"]}


def draw_no_order(rng: np.random.Generator) -> Arguments:
    """A medium that cost money and brought nothing, also after everything came back."""
    amount = int(rng.integers(10, 60)) * 50
    spend = [("Search ads", "2025-11-01", int(rng.integers(5, 60)) * 20), ("YouTube channel", "2025-11-01", 640)]
    return roas_inputs(spend, [("YouTube channel", amount, amount, amount // 2), (None, 900, 0, 500)])


def draw_free(rng: np.random.Generator) -> Arguments:
    """Media that cost nothing, with and without orders."""
    spend = [
        ("Blogs and reviews", "2025-11-01", 0),
        ("Facebook page", "2025-11-01", 0),
        ("Facebook page", "2025-12-01", 0),
    ]
    return roas_inputs(spend, [("Facebook page", int(rng.integers(10, 60)) * 50, 0, 300)])


def draw_one_row(rng: np.random.Generator) -> Arguments:
    spend = [("Search ads", "2025-11-01", int(rng.integers(5, 60)) * 20)]
    return roas_inputs(
        spend, [("Search ads", int(money) * 50, 50, int(money) * 20) for money in rng.integers(8, 60, 3)]
    )


ROAS_CASES = (
    Case(
        key="small",
        name=Text("the two months on the page", "頁面上的兩個月"),
        share=0.2,
        draw=draw_small_roas,
        printed=SMALL_ROAS,
    ),
    Case(
        key="ordinary",
        name=Text("a year of an ordinary shop", "一般商店的一年"),
        share=0.4,
        draw=draw_ordinary_roas,
        ordinary=True,
    ),
    Case(
        key="no-order",
        name=Text("media that brought nothing in the end", "最後什麼都沒帶來的媒體"),
        share=0.15,
        draw=draw_no_order,
    ),
    Case(
        key="free",
        name=Text("media that cost nothing (no base, so `NaN`)", "沒有花錢的媒體（沒有分母，所以是 `NaN`）"),
        share=0.15,
        draw=draw_free,
    ),
    Case(key="one-row", name=Text("one medium in one month", "只有一個媒體、一個月"), share=0.1, draw=draw_one_row),
)

ROAS = FunctionTask(
    id="a04.roas",
    title=Text("The return on ad spend", "廣告投資報酬率（ROAS）"),
    points=2,
    minutes=7,
    lesson="4.4",
    prompt=Text(
        en="""
Write `roas(spend, orders)`. This one is all your own, `return` at the end included.

| table | columns |
|---|---|
| `spend` | one row per medium and month: `medium`, `month`, `spend` in dollars |
| `orders` | one row per valid order: `order_id`, `medium` (of its last touch; empty if there was none), `amount`, \
`refunded`, and `goods`, what the goods in it cost the shop |

**Definition.** [ROAS](term:return-on-ad-spend) = the net revenue of the orders put down to a medium ÷ what the medium
cost in all months. The net revenue of an order is `amount` − `refunded`.

- There is one row for each medium in `spend`. Orders of other media, or of none, belong to nobody.
- A medium that cost money and brought no order has a ROAS of **0**: the money is spent, and nothing came back.
- A medium that cost nothing has no base: its ROAS is empty (`NaN`).

**Comes back:** for each `medium` the dollars that came back per dollar spent (3.5, not 350%), in the column `roas`; not
rounded.

Add up each table by itself first, as in task 5. `.fillna(0)` behind a column puts 0 where it is empty.
""",
        zh_hant="""
請寫出 `roas(spend, orders)`。這一題全由你來寫，包括最後的 `return`。

| 表 | 欄位 |
|---|---|
| `spend` | 一個媒體一個月一列：`medium`、`month`、`spend`（花費，元） |
| `orders` | 一筆有效訂單一列：`order_id`、`medium`（末次接觸的媒體，沒有就是空白）、`amount`（金額）、\
`refunded`（退款）、`goods`（商品的進貨成本） |

**定義：** [ROAS](term:return-on-ad-spend) = 歸給這個媒體的訂單淨額合計 ÷ 這個媒體所有月份的花費。\
一筆訂單的淨額是 `amount` − `refunded`。

- `spend` 裡的每個媒體一列。其他媒體的、或沒有媒體的訂單，不算給任何人。
- 花了錢卻沒有訂單的媒體，ROAS 是 **0**：錢花了，什麼都沒回來。
- 沒有花錢的媒體沒有分母，ROAS 是空值（`NaN`）。

**傳回：** 每個 `medium` 每花一元帶回幾元（3.5，不是 350%），放在 `roas` 欄；不要四捨五入。

兩張表先各自加總，做法和第 5 題一樣。欄位後面接 `.fillna(0)`，會把空值補成 0。
""",
    ),
    answer=roas,
    returns=Column(name="roas", key="medium", unit="ratio"),
    cases=ROAS_CASES,
    mistakes=ROAS_MISTAKES,
    alternatives=(roas_by_loop, roas_in_duckdb, roas_in_polars),
    measure=roas_measured,
    hints=(
        Text(
            "Four steps: the spend of each medium, the net amount of each order, the net amounts of each medium, and "
            "the quotient. The first is step 2 of task 5 with another table.",
            "四個步驟：每個媒體的花費、每筆訂單的淨額、每個媒體的淨額合計，最後相除。第一步就是第 5 題的步驟 2，"
            "只是換一張表。",
        ),
        Text(
            '`orders.assign(net=orders["amount"] - orders["refunded"])` is the table with a column `net` added. '
            "Group it "
            "by medium and add `net` up, into a new column of your table.",
            '`orders.assign(net=orders["amount"] - orders["refunded"])` 是多了 `net` 欄的表。依媒體分組、加總 `net`，'
            "放進你那張表的新欄位。",
        ),
        Text(
            'Before dividing with `over`, `table["revenue"] = table["revenue"].fillna(0)`, where a medium had no '
            "order. "
            "The spend is the base.",
            '用 `over` 相除之前，沒有訂單的媒體要補 0：`table["revenue"] = table["revenue"].fillna(0)`。分母是花費。',
        ),
    ),
)
