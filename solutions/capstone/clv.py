"""Lifetime value by tier: what a customer of each tier is worth, and what the tier is."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.capstone.given import customer_table, yearly_churn
from solutions.capstone.own import clv_inputs
from solutions.capstone.tier_table import LIMITS
from solutions.rfm.cases import draw_ordinary as draw_ordinary_ledger
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake


def clv_by_tier(customers, margin, churn):
    # 1 what each customer is worth over the years  # lang-en
    # 1 每位顧客這些年的價值  # lang-zh-Hant
    ### BEGIN SOLUTION
    years = 1 / churn
    clv = customers["year_money"] * margin * years
    ### END SOLUTION

    # 2 tier by tier: how many, the mean and the sum  # lang-en
    # 2 每一級的人數、平均和總和  # lang-zh-Hant
    ### BEGIN SOLUTION
    groups = clv.groupby(customers["tier"])
    table = groups.agg(customers="count", clv="mean", value="sum")
    ### END SOLUTION

    # 3 value_share: each tier's part of the whole; return the table  # lang-en
    # 3 value_share：每一級占全部的比例；傳回這張表  # lang-zh-Hant
    ### BEGIN SOLUTION
    table["value_share"] = table["value"] / table["value"].sum()
    return table
    ### END SOLUTION


# Other right ways


def clv_by_loop(customers, margin, churn):
    worth = {}
    for row in customers.itertuples():
        worth.setdefault(row.tier, []).append(row.year_money * margin / churn)
    whole = sum(map(sum, worth.values()))
    rows = [
        (name, len(each), sum(each) / len(each), sum(each), sum(each) / whole if whole else math.nan)
        for name, each in worth.items()
    ]
    return pd.DataFrame(rows, columns=["tier", "customers", "clv", "value", "value_share"])


def clv_in_duckdb(customers, margin, churn):
    import duckdb

    db = duckdb.connect()
    db.register("customers", customers)
    return db.execute(
        """
        select tier, count(*) as customers, avg(year_money) * $margin / $churn as clv,
            sum(year_money) * $margin / $churn as value,
            sum(year_money) / nullif(sum(sum(year_money)) over (), 0) as value_share
        from customers group by tier
        """,
        {"margin": float(margin), "churn": float(churn)},
    ).df()


def clv_from_sums(customers, margin, churn):
    table = customers.groupby("tier")[["year_money"]].sum()
    table["customers"] = customers["tier"].value_counts()
    table["value"] = table["year_money"] * margin / churn
    table["clv"] = table["value"] / table["customers"]
    table["value_share"] = table["year_money"] / customers["year_money"].sum()
    return table.reset_index()


def measured(customers, margin, churn):
    """The measures that the answer is held to: the short formula for every customer, then the tiers' values."""
    years = customer_value.lifespan_years(churn)
    worth = [
        customer_value.short_clv(row.year_money / row.year_orders, row.year_orders, years, margin)
        if row.year_orders
        else 0.0
        for row in customers.itertuples()
    ]
    names = sorted(set(customers["tier"]))
    tiered = pd.DataFrame({"tier": customers["tier"].astype("str"), "future": worth})
    table = customer_value.tier_values(tiered, names, ["future"])
    return table.rename(columns={"future_mean": "clv", "future": "value", "future_share": "value_share"})


# What people do instead


def _table(customers, worth):
    """The table from one value for each customer."""
    groups = worth.groupby(customers["tier"])
    table = groups.agg(customers="count", clv="mean", value="sum")
    return table.assign(value_share=table["value"] / table["value"].sum())


def no_margin(customers, margin, churn):
    return _table(customers, customers["year_money"] / churn)


def margin_twice(customers, margin, churn):
    return _table(customers, customers["year_money"] * margin**2 / churn)


def one_year(customers, margin, churn):
    return _table(customers, customers["year_money"] * margin)


def times_churn(customers, margin, churn):
    return _table(customers, customers["year_money"] * margin * churn)


def over_retention(customers, margin, churn):
    return _table(customers, customers["year_money"] * margin / (1 - churn) if churn < 1 else customers["year_money"])


def in_months(customers, margin, churn):
    return _table(customers, customers["year_money"] * margin * 12 / churn)


def one_order_each(customers, margin, churn):
    each = customers["year_money"] / customers["year_orders"].where(customers["year_orders"] > 0)
    return _table(customers, each.fillna(0) * margin / churn)


def times_orders(customers, margin, churn):
    return _table(customers, customers["year_money"] * customers["year_orders"] * margin / churn)


def buyers_only(customers, margin, churn):
    table = clv_by_tier(customers, margin, churn)
    kept = customers[customers["year_orders"] > 0]
    return table.assign(clv=clv_by_tier(kept, margin, churn)["clv"])


def buyers_alone(customers, margin, churn):
    return clv_by_tier(customers[customers["year_orders"] > 0], margin, churn)


def median(customers, margin, churn):
    worth = customers["year_money"] * margin / churn
    return clv_by_tier(customers, margin, churn).assign(clv=worth.groupby(customers["tier"]).median())


def mean_of_everybody(customers, margin, churn):
    table = clv_by_tier(customers, margin, churn)
    return table.assign(clv=table["value"] / len(customers) if len(customers) else np.nan)


def means_multiplied(customers, margin, churn):
    each = customers["year_money"] / customers["year_orders"].where(customers["year_orders"] > 0)
    tier = customers["tier"]
    clv = each.fillna(0).groupby(tier).mean() * customers["year_orders"].groupby(tier).mean() * margin / churn
    return _of_clv(customers, margin, churn, clv)


def sum_as_clv(customers, margin, churn):
    return _of_clv(customers, margin, churn, clv_by_tier(customers, margin, churn)["value"])


def _of_clv(customers, margin, churn, clv):
    table = clv_by_tier(customers, margin, churn).assign(clv=clv)
    table["value"] = table["clv"] * table["customers"]
    return table.assign(value_share=table["value"] / table["value"].sum())


def value_is_the_mean(customers, margin, churn):
    table = clv_by_tier(customers, margin, churn)
    return table.assign(value=table["clv"], value_share=table["clv"] / table["clv"].sum())


def share_of_means(customers, margin, churn):
    table = clv_by_tier(customers, margin, churn)
    return table.assign(value_share=table["clv"] / table["clv"].sum())


def share_of_heads(customers, margin, churn):
    table = clv_by_tier(customers, margin, churn)
    return table.assign(value_share=table["customers"] / table["customers"].sum())


MISTAKES = (
    Mistake(
        key="no-margin",
        wrong=no_margin,
        message=Text(
            "This is revenue: the goods that customers take home have not been paid. Which of the three inputs is not "
            "in your function?",
            "這是營收，顧客帶走的商品還沒付貨款。三個輸入裡，哪一個你還沒用到？",
        ),
    ),
    Mistake(
        key="margin-twice",
        wrong=margin_twice,
        message=Text(
            "The margin rate is in your value twice. Each amount of money gives up its goods once.",
            "毛利率乘了兩次。每一筆錢只扣一次貨款。",
        ),
    ),
    Mistake(
        key="one-year",
        wrong=one_year,
        message=Text(
            "This is the margin of one year. A customer stays for longer or shorter than that: what does the churn "
            "say?",
            "這是一年的毛利。顧客待的時間不會剛好一年：流失率說的是多久？",
        ),
    ),
    Mistake(
        key="times-churn",
        wrong=times_churn,
        message=Text(
            "You multiplied by the churn. With a higher churn your customers would be worth more: look at how years "
            "come out of it.",
            "你乘上了流失率。照這樣算，流失率越高，顧客反而越值錢。看看年數是怎麼從流失率算出來的。",
        ),
    ),
    Mistake(
        key="over-retention",
        wrong=over_retention,
        message=Text(
            "You divided by the share that stays. The years come from the share that leaves: where one in four leaves, "
            "a customer stays four years.",
            "你除以的是留下來的比例。年數要從流失的比例算：每年四個走一個，平均就待四年。",
        ),
    ),
    Mistake(
        key="in-months",
        wrong=in_months,
        message=Text(
            "Your lifespan is in months, but the money is that of a year. Both have to speak of the same period.",
            "你的時間是用月算的，錢卻是一年的。兩者要用同樣的單位。",
        ),
    ),
    Mistake(
        key="one-order-each",
        wrong=one_order_each,
        message=Text(
            "You took one average order a year from each customer. How often do they order in a year? `year_money` has "
            "all of them.",
            "你讓每位顧客一年只下一筆平均金額的訂單。他們一年買幾次？`year_money` 已經是全部的金額。",
        ),
    ),
    Mistake(
        key="times-orders",
        wrong=times_orders,
        message=Text(
            "`year_money` is already the money of all the year's orders; you multiplied it by their number once more.",
            "`year_money` 已經是這一年所有訂單的金額，你又乘了一次訂單數。",
        ),
    ),
    Mistake(
        key="buyers-only",
        wrong=buyers_only,
        message=Text(
            "Your `clv` leaves out who bought nothing in the year. They belong to the tier: mean times customers "
            "has to "
            "give the tier's value.",
            "你的 `clv` 把這一年沒買的人排除了。他們也是這一級的人：平均乘上人數，應該等於這一級的價值。",
        ),
    ),
    Mistake(
        key="buyers-alone",
        wrong=buyers_alone,
        message=Text(
            "Your table counts only customers who bought in the year. The others are on file too, and their value is "
            "0. Did you filter them out, or divide by their 0 orders? 0 ÷ 0 is empty, and `count` leaves it out.",
            "你的表只數到這一年有買的顧客。其他人也在名單上，只是價值算 0。是不是被篩掉了，或是除以他們的 0 筆訂單？"
            "0 ÷ 0 是空值，`count` 不會數。",
        ),
    ),
    Mistake(
        key="median",
        wrong=median,
        message=Text(
            "Your `clv` is the median. Median times customers does not give what the tier is worth; look at the "
            "definition.",
            "你的 `clv` 是中位數。中位數乘上人數，不會等於這一級的價值。看看定義。",
        ),
    ),
    Mistake(
        key="mean-of-everybody",
        wrong=mean_of_everybody,
        message=Text(
            "You divided each tier's value by all customers. Whose mean is `clv`?",
            "你把每一級的價值除以全部顧客。`clv` 是誰的平均？",
        ),
    ),
    Mistake(
        key="means-multiplied",
        wrong=means_multiplied,
        message=Text(
            "You multiplied two means of the tier, order value and orders. Who orders often and who orders much are "
            "mixed up then: give each customer a value first, and take the mean last.",
            "你把這一級的平均客單價乘上平均訂單數，常買的人和買得貴的人就混在一起了。先算出每位顧客的價值，最後才平均。",
        ),
    ),
    Mistake(
        key="sum-as-clv",
        wrong=sum_as_clv,
        message=Text(
            "Your `clv` is already what the whole tier is worth, and you multiplied it by the customers once more. Of "
            "how many people is `clv` the value?",
            "你的 `clv` 已經是整級的價值，後來又乘了一次人數。`clv` 說的是幾個人的價值？",
        ),
    ),
    Mistake(
        key="value-is-mean",
        wrong=value_is_the_mean,
        message=Text(
            "Your `value` is what one customer is worth. How much is the whole tier?",
            "你的 `value` 是一位顧客的價值。整個分級值多少？",
        ),
    ),
    Mistake(
        key="share-of-means",
        wrong=share_of_means,
        message=Text(
            "Your `value_share` compares single customers, as if every tier had equally many. It is the share of the "
            "tiers' values.",
            "你的 `value_share` 比的是單一顧客，好像每一級人數都一樣。要比的是各級的總價值。",
        ),
    ),
    Mistake(
        key="share-of-heads",
        wrong=share_of_heads,
        message=Text(
            "Your `value_share` counts heads. It is about value.",
            "你的 `value_share` 數的是人頭。這一欄要看的是價值。",
        ),
    ),
)


# Cases

COLUMNS = {"customer_id": "str", "tier": "str", "year_orders": "int64", "year_money": "float64"}


def customers_of(rows) -> pd.DataFrame:
    """A table of customers from short rows: tier, orders of the year, money of the year."""
    named = [(f"C{place:05d}", *row) for place, row in enumerate(rows, start=1)]
    return pd.DataFrame(named, columns=list(COLUMNS)).astype(COLUMNS)


SMALL_ROWS = [
    ("gold", 6, 18_000),
    ("gold", 4, 12_000),
    ("silver", 2, 3_000),
    ("silver", 3, 6_600),
    ("silver", 0, 0),
    ("bronze", 1, 800),
    ("bronze", 0, 0),
    ("bronze", 2, 1_600),
]
SMALL = {"customers": customers_of(SMALL_ROWS), "margin": 0.4, "churn": 0.25}
"""The eight customers that the page prints, two of whom bought nothing in the year."""


def draw_small(rng: np.random.Generator) -> Arguments:
    """The customers of the page with other money, another margin and churn."""
    rows = [(tier, orders, orders * int(rng.integers(5, 40)) * 100) for tier, orders, _ in SMALL_ROWS]
    return {"customers": customers_of(rows), **_rates(rng)}


def _rates(rng: np.random.Generator) -> Arguments:
    return {"margin": float(rng.integers(25, 49)) / 100, "churn": float(rng.integers(15, 46)) / 100}


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """The customers of an ordinary ledger in their tiers, with its churn."""
    drawn = draw_ordinary_ledger(rng, customers=170)
    tiered = customer_value.tiers(customer_table(**drawn), LIMITS, rest="bronze")
    rows = tiered[["tier", "year_orders", "year_money"]].itertuples(index=False)
    churn = float(yearly_churn(**drawn))
    return {"customers": customers_of(rows), "margin": float(rng.integers(25, 49)) / 100, "churn": round(churn, 3)}


def draw_sleeping(rng: np.random.Generator) -> Arguments:
    """A tier of which nobody bought in the year, beside one of which everybody did."""
    rows = [("silver", 0, 0)] * int(rng.integers(3, 7))
    rows += [("gold", count, count * int(rng.integers(10, 90)) * 100) for count in rng.integers(1, 8, size=4).tolist()]
    return {"customers": customers_of(rows), **_rates(rng)}


def draw_one_tier(rng: np.random.Generator) -> Arguments:
    """Customers of one tier alone, with amounts in cents."""
    rows = [("bronze", 1, float(cents) / 100) for cents in rng.integers(900, 90_000, size=5)]
    return {"customers": customers_of([*rows, ("bronze", 0, 0)]), **_rates(rng)}


def draw_no_money(rng: np.random.Generator) -> Arguments:
    """Two tiers and no order in the whole year."""
    rows = [("gold", 0, 0), ("silver", 0, 0), ("silver", 0, 0)]
    return {"customers": customers_of(rows), **_rates(rng)}


CASES = (
    Case(
        key="small",
        name=Text("the eight customers on the page", "頁面上的八位顧客"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("the customers of an ordinary ledger", "一般帳本的顧客"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="sleeping",
        name=Text("a tier of which nobody bought in the year", "整年沒有人買的一級"),
        share=0.15,
        draw=draw_sleeping,
    ),
    Case(
        key="one-tier", name=Text("customers of one tier alone", "全部顧客都在同一級"), share=0.15, draw=draw_one_tier
    ),
    Case(
        key="no-money",
        name=Text("a year without a single order", "整年一筆訂單都沒有"),
        share=0.1,
        draw=draw_no_money,
    ),
)

CLV = FunctionTask(
    id="a10.clv",
    title=Text("Lifetime value by tier", "各級的顧客終身價值"),
    points=3,
    minutes=8,
    lesson="8.2",
    prompt=Text(
        en="""
Write `clv_by_tier(customers, margin, churn)`. `customers` has one row per customer: `customer_id`, `tier`, and of the
last year `year_orders` and `year_money` (0 where they did not buy). `margin` is the margin rate and `churn` the share
of customers lost in a year, both shares above 0.

**Definition.** What a customer is worth: CLV = average order value × orders a year × margin rate × years, with
years = 1 ÷ churn.

- Average order value × orders a year is what a customer spent in the year: `year_money`. Who bought nothing is worth 0,
  but **belongs to the tier all the same**.
- For each tier: `customers`, their number; `clv`, the **mean** over all its customers; `value`, what the whole tier is
  worth (`clv` × `customers`); `value_share`, its part of the values of all tiers together, empty (`NaN`) where
  these come to 0.

**Comes back:** a table with one row per tier that occurs, `tier` as a column or as the index, and these four columns.
Money in the currency of the table, not rounded.

The three steps are named, the code is yours. `clv.groupby(customers["tier"])` groups one column by another that stands
beside it; `.agg(customers="count", …)` makes columns of the groups, as in step 2 of the task before.
""",
        zh_hant="""
請寫出 `clv_by_tier(customers, margin, churn)`。`customers` 一位顧客一列：`customer_id`、`tier`，以及最近一年的 \
`year_orders`（訂單數）和 `year_money`（金額），沒買的都是 0。`margin` 是毛利率，`churn` 是一年流失的占比，\
兩個都大於 0。

**定義：** 一位顧客的價值：終身價值 = 客單價 × 一年的訂單數 × 毛利率 × 年數，年數 = 1 ÷ 流失率。

- 客單價 × 一年的訂單數，就是顧客一年花的錢，也就是 `year_money`。這一年沒買的顧客，價值是 0，\
**但仍然是這一級的人**。
- 每一級要有：`customers`，人數；`clv`，這一級所有顧客的**平均**終身價值；`value`，整級的價值（`clv` × \
`customers`）；`value_share`，占所有分級總價值的比例，總價值是 0 的時候填空值（`NaN`）。

**傳回：** 表裡出現的每一級各一列，`tier` 放在欄位或索引都可以，加上這四欄。金額的單位和表格相同，不要四捨五入。

三個步驟的說明已經列出來，程式碼由你來寫。`clv.groupby(customers["tier"])` 是把一欄按照旁邊另一欄來分組；\
`.agg(customers="count", …)` 會把各組做成欄位，跟上一題的步驟 2 一樣。
""",
    ),
    answer=clv_by_tier,
    returns=Table(
        key=("tier",),
        columns=(
            Column(name="customers", key="tier", unit="customers"),
            Column(name="clv", key="tier", unit="money"),
            Column(name="value", key="tier", unit="money"),
            Column(name="value_share", key="tier", unit="share"),
        ),
    ),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(clv_by_loop, clv_in_duckdb, clv_from_sums),
    measure=measured,
    own=clv_inputs,
    hints=(
        Text(
            "Work out one number for every customer first: a column times two plain numbers is a column.",
            "先替每位顧客算出一個數字：一欄乘上兩個數字，結果還是一欄。",
        ),
        Text(
            '`clv.groupby(customers["tier"])` has one group per tier. `.agg(customers="count", clv="mean", '
            'value="sum")` makes '
            "three columns of it at once: the name on the left, the calculation on the right.",
            '`clv.groupby(customers["tier"])` 一級一組，`.agg(customers="count", clv="mean", value="sum")` '
            "一次做出三欄："
            "左邊是欄名，右邊是算法。",
        ),
        Text(
            'The first step is `clv = customers["year_money"] * margin / churn`. The last column divides `value` by '
            "its sum.",
            '第一步是 `clv = customers["year_money"] * margin / churn`。最後一欄是 `value` 除以它的總和。',
        ),
    ),
)
