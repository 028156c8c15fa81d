"""The next-best offer: of what may be offered to a customer, what brings the highest expected margin."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake


def next_best_offer(candidates):
    # 1 keep what may be offered: not owned, in stock, and the customer agreed to be written to  # lang-en
    # 1 只留可以推薦的：還沒有、有庫存，而且顧客同意聯絡  # lang-zh-Hant
    allowed = candidates[~candidates["owned"] & candidates["in_stock"] & candidates["consent"]].copy()

    # 2 a new column expected_margin  # lang-en
    # 2 新增一欄 expected_margin  # lang-zh-Hant
    ### BEGIN SOLUTION
    allowed["expected_margin"] = allowed["probability"] * (allowed["list_price"] - allowed["unit_cost"])
    ### END SOLUTION

    # 3 sort the best to the top; of equal ones the lower product id first  # lang-en
    # 3 排序，最好的排最上面；一樣好的，商品編號小的在前  # lang-zh-Hant
    ### BEGIN SOLUTION
    allowed = allowed.sort_values(["expected_margin", "product_id"], ascending=[False, True])
    ### END SOLUTION

    # 4 return the first row of each customer  # lang-en
    # 4 傳回每位顧客的第一列  # lang-zh-Hant
    ### BEGIN SOLUTION
    return allowed.drop_duplicates("customer_id")[["customer_id", "product_id", "expected_margin"]]
    ### END SOLUTION


# Other right ways


def offer_by_loop(candidates):
    best = {}
    for row in candidates.sort_values("product_id").itertuples():
        worth = row.probability * (row.list_price - row.unit_cost)
        allowed = row.in_stock and row.consent and not row.owned
        if allowed and (row.customer_id not in best or worth > best[row.customer_id][1]):
            best[row.customer_id] = (row.product_id, worth)
    return [(customer, product, worth) for customer, (product, worth) in best.items()]


def offer_by_idxmax(candidates):
    may = candidates.query("not owned and in_stock and consent").sort_values("product_id", ignore_index=True)
    may["expected_margin"] = may.eval("probability * (list_price - unit_cost)")
    rows = may.groupby("customer_id")["expected_margin"].idxmax()
    return may.loc[rows].set_index("customer_id")[["product_id", "expected_margin"]]


def offer_in_duckdb(candidates):
    import duckdb

    shop = duckdb.connect()
    shop.register("candidates", candidates)
    return shop.sql(
        """
        select customer_id, product_id, probability * (list_price - unit_cost) as expected_margin
        from candidates where not owned and in_stock and consent
        qualify row_number() over (partition by customer_id order by expected_margin desc, product_id) = 1
        """
    )


def offer_in_polars(candidates):
    import polars as pl

    return (
        pl.from_pandas(candidates)
        .filter(~pl.col("owned"), pl.col("in_stock"), pl.col("consent"))
        .with_columns(expected_margin=pl.col("probability") * (pl.col("list_price") - pl.col("unit_cost")))
        .sort("customer_id", "expected_margin", "product_id", descending=[False, True, False])
        .group_by("customer_id", maintain_order=True)
        .first()
    )


def measured(candidates):
    """What the measure offers of the same candidates, their unit margins worked out first."""
    margin = candidates["list_price"] - candidates["unit_cost"]
    found = customer_value.next_best_offer(candidates.assign(unit_margin=margin))
    return found[["customer_id", "product_id", "expected_margin"]]


# The candidates they are tried on

COLUMNS = {
    "customer_id": "str",
    "product_id": "str",
    "probability": "float64",
    "list_price": "int64",
    "unit_cost": "int64",
    "owned": "bool",
    "in_stock": "bool",
    "consent": "bool",
}

Row = tuple[str, str, float, int, int, bool, bool, bool]


def candidate_table(rows: Iterable[Row]) -> Arguments:
    """The input of the task from rows in the order of the columns."""
    return {"candidates": pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(COLUMNS)}


SMALL = candidate_table(
    [
        ("C00003", "P04", 0.10, 900, 500, False, True, True),
        ("C00003", "P02", 0.50, 120, 60, False, True, True),
        ("C00003", "P07", 0.80, 400, 280, True, True, True),
        ("C00003", "P09", 0.05, 2400, 1500, False, True, True),
        ("C00008", "P06", 0.25, 480, 300, False, True, True),
        ("C00008", "P05", 0.25, 480, 300, False, True, True),
        ("C00008", "P09", 0.20, 2400, 1500, False, False, True),
        ("C00011", "P02", 0.60, 120, 60, False, True, False),
        ("C00011", "P04", 0.30, 900, 500, False, True, False),
        ("C00017", "P05", 0.40, 480, 300, True, True, True),
        ("C00017", "P04", 0.20, 900, 500, False, True, True),
        ("C00017", "P02", 0.30, 120, 60, False, True, True),
    ]
)
"""The candidates that the exercise page prints: one owned, one out of stock, a tie, somebody who may not be asked."""


def draw_ordinary(rng: np.random.Generator, customers: int = 120) -> Arguments:
    """Some 120 customers with two to seven candidates each, in no particular order.

    Three pairs of products cost and bring the same, so that customers to whom both are equally likely have a tie.
    """
    count = 12
    cost = rng.integers(6, 120, size=count) * 10
    price = (cost * rng.uniform(1.15, 2.6, size=count)).round(-1).astype(int)
    for place in (0, 4, 8):
        cost[place + 1], price[place + 1] = cost[place], price[place]
    in_stock = rng.random(count) < 0.75
    in_stock[[0, 1, 4, 5]] = True
    rows: list[Row] = []
    for number in range(1, customers + 1):
        consent = bool(rng.random() < 0.85)
        size = int(rng.integers(2, 8))
        products = rng.choice(count, size=size, replace=False)
        chances = rng.choice(np.arange(20, 700), size=count, replace=False) / 1000
        if rng.random() < 0.5:  # a tie, and the best the customer can have
            twin = int(rng.choice([0, 4]))
            products = np.union1d(products, [twin, twin + 1])
            chances[twin] = chances[twin + 1] = 0.875
        for product in rng.permutation(products):
            rows.append(
                (
                    *(f"C{number:05d}", f"P{product + 1:02d}", float(chances[product])),
                    *(int(price[product]), int(cost[product])),
                    *(bool(rng.random() < 0.2), bool(in_stock[product]), consent),
                )
            )
    return candidate_table(rows[place] for place in rng.permutation(len(rows)))


def draw_small(rng: np.random.Generator) -> Arguments:
    """The printed candidates with other chances, in another order."""
    table = SMALL["candidates"].copy()
    chance = dict(
        zip(table["product_id"].unique(), rng.permutation([0.125, 0.25, 0.5, 0.625, 0.75, 0.375]), strict=True)
    )
    chance["P05"] = chance["P06"]
    table["probability"] = table["product_id"].map(chance)
    return {"candidates": table.iloc[rng.permutation(len(table))].reset_index(drop=True)}


def draw_ties(rng: np.random.Generator) -> Arguments:
    """Products that bring a customer equally much, by the same chance or another; the ids are in no order."""
    rows: list[Row] = [
        ("C00001", "P30", 0.5, 300, 100, False, True, True),
        ("C00001", "P12", 0.25, 600, 200, False, True, True),
        ("C00001", "P21", 0.5, 300, 100, False, True, True),
        ("C00002", "P08", 0.75, 500, 300, False, True, True),
        ("C00002", "P02", 0.75, 500, 300, True, True, True),
        ("C00002", "P05", 0.75, 500, 300, False, True, True),
        ("C00003", "P09", 0.125, 900, 100, False, True, True),
    ]
    rows = [rows[place] for place in rng.permutation(len(rows))]
    if next(row[1] for row in rows if row[0] == "C00001") == "P12":
        rows.reverse()
    return candidate_table(rows)


def draw_nothing(rng: np.random.Generator) -> Arguments:
    """Nobody to whom anything may be offered."""
    chance = float(rng.integers(10, 90)) / 100
    return candidate_table(
        [
            ("C00001", "P01", chance, 300, 200, True, True, True),
            ("C00002", "P01", chance, 300, 200, False, False, True),
            ("C00003", "P01", chance, 300, 200, False, True, False),
        ]
    )


def draw_one(rng: np.random.Generator) -> Arguments:
    """Customers whose best product may not be offered, so that the next one counts."""
    price = int(rng.integers(20, 90)) * 10
    return candidate_table(
        [
            ("C00001", "P01", 0.75, 4 * price, price, True, True, True),
            ("C00001", "P02", 0.25, 2 * price, price, False, True, True),
            ("C00001", "P03", 0.125, 2 * price, price, False, True, True),
            ("C00002", "P01", 0.75, 4 * price, price, False, False, True),
            ("C00002", "P03", 0.125, 2 * price, price, False, True, True),
        ]
    )


CASES = (
    Case(
        key="small",
        name=Text("the four customers on the page", "頁面上的四位顧客"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("the candidates of 120 customers", "120 位顧客的候選商品"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(key="ties", name=Text("products that bring equally much", "期望毛利相同的商品"), share=0.15, draw=draw_ties),
    Case(
        key="second",
        name=Text("customers whose best product may not be offered", "最好的商品不能推薦的顧客"),
        share=0.15,
        draw=draw_one,
    ),
    Case(
        key="nothing",
        name=Text("nobody to whom anything may be offered", "沒有任何可以推薦的對象"),
        share=0.1,
        draw=draw_nothing,
    ),
)


# Known mistakes

RULE = ("owned", "in_stock", "consent")


def _allowed(candidates, rule=RULE):
    keep = pd.Series(True, index=candidates.index)
    for name in rule:
        keep &= ~candidates[name] if name == "owned" else candidates[name]
    may = candidates[keep].copy()
    may["unit_margin"] = may["list_price"] - may["unit_cost"]
    may["expected_margin"] = may["probability"] * may["unit_margin"]
    return may


def _first(may, by="expected_margin", *, descending=True, ids_up=True):
    order = may.sort_values([by, "product_id"], ascending=[not descending, ids_up], kind="stable")
    return order.drop_duplicates("customer_id")[["customer_id", "product_id", "expected_margin"]]


def likeliest(candidates):
    return _first(_allowed(candidates), "probability")


def dearest(candidates):
    return _first(_allowed(candidates), "unit_margin")


def owned_kept(candidates):
    return _first(_allowed(candidates, ("in_stock", "consent")))


def out_of_stock_kept(candidates):
    return _first(_allowed(candidates, ("owned", "consent")))


def no_consent_kept(candidates):
    return _first(_allowed(candidates, ("owned", "in_stock")))


def all_kept(candidates):
    return _first(_allowed(candidates, ()))


def revenue(candidates):
    may = _allowed(candidates)
    may["expected_margin"] = may["probability"] * may["list_price"]
    return _first(may)


def rate_of_margin(candidates):
    may = _allowed(candidates)
    may["expected_margin"] = may["probability"] * may["unit_margin"] / may["list_price"]
    return _first(may)


def cost_taken_once_sold_or_not(candidates):
    may = _allowed(candidates)
    may["expected_margin"] = may["probability"] * may["list_price"] - may["unit_cost"]
    return _first(may)


def worst(candidates):
    return _first(_allowed(candidates), descending=False)


def higher_id(candidates):
    return _first(_allowed(candidates), ids_up=False)


def first_row(candidates):
    may = _allowed(candidates)
    order = may.sort_values("expected_margin", ascending=False, kind="stable")
    return order.drop_duplicates("customer_id")[["customer_id", "product_id", "expected_margin"]]


def chosen_then_filtered(candidates):
    may = _allowed(candidates, ())
    best = may.sort_values(["expected_margin", "product_id"], ascending=[False, True]).drop_duplicates("customer_id")
    best = best[~best["owned"] & best["in_stock"] & best["consent"]]
    return best[["customer_id", "product_id", "expected_margin"]]


def sorted_by_id_first(candidates):
    may = _allowed(candidates).sort_values(["product_id", "expected_margin"], ascending=[True, False])
    return may.drop_duplicates("customer_id")[["customer_id", "product_id", "expected_margin"]]


def one_of_a_product(candidates):
    may = _allowed(candidates).sort_values(["expected_margin", "customer_id"], ascending=[False, True])
    return may.drop_duplicates("product_id").drop_duplicates("customer_id")[
        ["customer_id", "product_id", "expected_margin"]
    ]


def not_sorted(candidates):
    may = _allowed(candidates)
    return may.drop_duplicates("customer_id")[["customer_id", "product_id", "expected_margin"]]


def highest_of_each_column(candidates):
    return _allowed(candidates).groupby("customer_id")[["product_id", "expected_margin"]].max()


def without_probability(candidates):
    may = _allowed(candidates)
    may["expected_margin"] = may["unit_margin"]
    return _first(may)


MISTAKES = (
    Mistake(
        key="likeliest",
        wrong=likeliest,
        message=Text(
            "You offer what is bought most readily, whatever it earns. Look at what the definition multiplies the "
            "probability with.",
            "你推薦的是最可能買的，不管能賺多少。看看定義把機率乘上什麼。",
        ),
    ),
    Mistake(
        key="dearest",
        wrong=dearest,
        message=Text(
            "You offer what earns most if it is bought, however unlikely that is. What does the definition weigh the "
            "margin with?",
            "你推薦的是「買了最賺」的，不管多不可能會買。定義用什麼來衡量這個毛利？",
        ),
    ),
    Mistake(
        key="owned-kept",
        wrong=owned_kept,
        message=Text(
            "Some customers are offered what they have already. Look at the column `owned` and at the sign `~` in "
            "step 1.",
            "有些顧客被推薦已經擁有的商品。看看 `owned` 這一欄，以及步驟 1 的 `~`。",
        ),
    ),
    Mistake(
        key="out-of-stock-kept",
        wrong=out_of_stock_kept,
        message=Text(
            "Some customers are offered what cannot be delivered. Look at the column `in_stock`.",
            "有些顧客被推薦沒有庫存的商品。看看 `in_stock` 這一欄。",
        ),
    ),
    Mistake(
        key="no-consent-kept",
        wrong=no_consent_kept,
        message=Text(
            "There are offers for customers who did not agree to be written to. Look at the column `consent`.",
            "名單裡有不同意聯絡的顧客。看看 `consent` 這一欄。",
        ),
    ),
    Mistake(
        key="all-kept",
        wrong=all_kept,
        message=Text(
            "You choose among all candidates, also those that may not be offered. Step 1 has left the others in "
            "`allowed`.",
            "你從所有候選商品裡挑，連不能推薦的也算。步驟 1 已經把可以推薦的留在 `allowed`。",
        ),
    ),
    Mistake(
        key="revenue",
        wrong=revenue,
        message=Text(
            "You multiplied the probability with the price. What of the price is left to the shop?",
            "你把機率乘上售價。售價裡，店裡真正留下的是多少？",
        ),
    ),
    Mistake(
        key="rate-of-margin",
        wrong=rate_of_margin,
        message=Text(
            "You took the margin as a part of the price. A high rate on a cheap thing brings little: the definition "
            "asks for money.",
            "你用的是毛利率。便宜的東西毛利率再高，賺到的也不多：定義要的是金額。",
        ),
    ),
    Mistake(
        key="cost-in-any-case",
        wrong=cost_taken_once_sold_or_not,
        message=Text(
            "You took the full cost off even where nothing is bought. Which two belong in the same brackets?",
            "就算沒買，你也扣掉了全部成本。哪兩個應該放在同一個括號裡？",
        ),
    ),
    Mistake(
        key="worst",
        wrong=worst,
        message=Text(
            "Everybody is offered what brings least. Look at the direction in which you sort.",
            "每個人都被推薦期望毛利最低的商品。看看排序的方向。",
        ),
    ),
    Mistake(
        key="higher-id",
        wrong=higher_id,
        message=Text(
            "Everything is right but where two products bring equally much: there you offer the higher product id. "
            "Look at the direction of the second column you sort by.",
            "除了期望毛利相同的情形都對：一樣好的時候，你推薦了編號大的。看看排序時第二個欄位的方向。",
        ),
    ),
    Mistake(
        key="first-row",
        wrong=first_row,
        message=Text(
            "Where two products bring equally much, you take the one that happens to stand first in the table. Look at "
            "what the definition says about equal ones.",
            "兩樣商品期望毛利相同時，你拿了表格裡剛好排在前面的。看看定義怎麼處理一樣好的商品。",
        ),
    ),
    Mistake(
        key="not-sorted",
        wrong=not_sorted,
        message=Text(
            "You took the first row of each customer as the table stands. `sort_values` gives back a new table and "
            "leaves the old one as it was: was the new one kept under a name?",
            "你取的是表格原本順序裡每位顧客的第一列。`sort_values` 會傳回一張新表，原來的不會變："
            "新的那張有沒有用名稱存下來？",
        ),
    ),
    Mistake(
        key="each-column",
        wrong=highest_of_each_column,
        message=Text(
            "You took the highest value of each column by itself, so that product and margin come from different rows. "
            "Look for the one row that is best and keep it whole.",
            "你在每一欄各自取最大值，商品和毛利因此來自不同的列。要找的是最好的那一列，而且整列留下。",
        ),
    ),
    Mistake(
        key="chosen-then-filtered",
        wrong=chosen_then_filtered,
        message=Text(
            "You chose each customer's best product first and then dropped those that may not be offered, so that "
            "these customers get nothing. In which order do the steps stand?",
            "你先挑出每位顧客最好的商品，才去掉不能推薦的，這些顧客因此什麼都沒有。看看步驟的先後順序。",
        ),
    ),
    Mistake(
        key="id-first",
        wrong=sorted_by_id_first,
        message=Text(
            "You sorted by the product id first, so that it decides for everybody. It is only meant for equal expected "
            "margins: which column has to come first?",
            "你先依商品編號排序，結果每個人都由編號決定。編號只在期望毛利相同時才用：哪一欄要放前面？",
        ),
    ),
    Mistake(
        key="one-of-a-product",
        wrong=one_of_a_product,
        message=Text(
            "You kept every product once only, so that two customers can never get the same offer. Which column may "
            "stand there once only?",
            "你讓每樣商品只出現一次，兩位顧客因此不可能拿到相同的推薦。哪一欄才是只能出現一次的？",
        ),
    ),
    Mistake(
        key="without-probability",
        wrong=without_probability,
        message=Text(
            "This is what a product leaves when it is sold. How often is it sold? Look at the column `probability`.",
            "這是賣出一件能賺多少。可是會賣出去嗎？看看 `probability` 這一欄。",
        ),
    ),
)

OFFER = FunctionTask(
    id="a06.next_best_offer",
    title=Text("Next-best offer", "下一最佳推薦"),
    points=3,
    minutes=8,
    lesson="6.4",
    prompt=Text(
        en="""
Write `next_best_offer(candidates)`. `candidates` has one row per customer and product: `customer_id`, `product_id`,
`probability` (0 to 1, how likely the customer is to buy it), `list_price` and `unit_cost` (NT$), and true or false in
`owned`, `in_stock` and `consent` (the customer agreed to be written to).

**Definition.** The [next-best offer](term:next-best-offer) is, of the products that the customer does not own, that are
in stock, and about which the customer may be written to, the one with the highest **expected margin** = `probability` ×
(`list_price` − `unit_cost`). Of equal ones the lower product id (P02 before P10).

**Comes back:** a table with one row for each customer to whom something can be offered: `customer_id`, `product_id`,
and `expected_margin` in NT$, not rounded. A customer without any candidate has no row: no offer is an answer, too.

Step 1 is done for you.
""",
        zh_hant="""
請寫出 `next_best_offer(candidates)`。`candidates` 一列是一位顧客和一樣商品：`customer_id`、`product_id`、\
`probability`（顧客會買的機率，0 到 1）、`list_price` 和 `unit_cost`（元），以及三個真假值欄位：`owned`（已經擁有）、\
`in_stock`（有庫存）、`consent`（顧客同意聯絡）。

**定義：** [下一最佳推薦](term:next-best-offer)：在顧客還沒有、有庫存，而且顧客同意聯絡的商品裡，選**期望毛利**最高的：\
`probability` ×（`list_price` − \
`unit_cost`）。一樣高的，選商品編號小的（P02 在 P10 前面）。

**傳回：** 一張表，每位有商品可以推薦的顧客一列：`customer_id`、`product_id`、`expected_margin`（元，不要四捨五入）。\
沒有任何候選商品的顧客不列入：不推薦也是一種答案。

步驟 1 已經寫好。
""",
    ),
    answer=next_best_offer,
    returns=Table(columns=(Column(name="product_id", holds="text"), Column(name="expected_margin", unit="money"))),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(offer_by_loop, offer_by_idxmax, offer_in_duckdb, offer_in_polars),
    measure=measured,
    hints=(
        Text(
            'A new column is added by assigning it: `allowed["expected_margin"] = …`. Inside, the subtraction has to '
            "happen "
            "before the multiplication: put it in brackets.",
            '指定一個新的欄位就會加進去：`allowed["expected_margin"] = …`。裡面要先減再乘，所以減法要加括號。',
        ),
        Text(
            "`allowed.sort_values([one, other], ascending=[True, False])` sorts by the first column and, where it is "
            "equal, by the second. Which goes up here, which down?",
            "`allowed.sort_values([一欄, 另一欄], ascending=[True, False])` 先依第一欄排，相同時再依第二欄。"
            "這裡哪一個要由大到小，哪一個由小到大？",
        ),
        Text(
            '`.drop_duplicates("customer_id")` keeps the first row of each customer. After the right sorting that is '
            "the "
            "offer; choose the three columns from it.",
            '`.drop_duplicates("customer_id")` 只留每位顧客的第一列。排序排對了，第一列就是推薦；再選出三個欄位。',
        ),
    ),
)
