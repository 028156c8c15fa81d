"""The price index: what our customers' basket costs with us, beside what it would cost with a competitor."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.brand.given import share_of
from tutor.shape import Number
from tutor.task import Arguments, Case, FunctionTask, Mistake


def price_index(items):
    # 1 the items that both of us sell  # lang-en
    # 1 兩家都有賣的品項  # lang-zh-Hant
    ### BEGIN SOLUTION
    both = items.dropna(subset="rival_price")
    ### END SOLUTION

    # 2 our customers' basket at our prices, and at the competitor's  # lang-en
    # 2 我們顧客的購物籃，用我們的價格算一次，用競爭者的價格算一次  # lang-zh-Hant
    ### BEGIN SOLUTION
    ours = (both["own_price"] * both["own_quantity"]).sum()
    theirs = (both["rival_price"] * both["own_quantity"]).sum()
    ### END SOLUTION

    # 3 return the index  # lang-en
    # 3 傳回指數  # lang-zh-Hant
    ### BEGIN SOLUTION
    return 100 * share_of(ours, theirs)
    ### END SOLUTION


def price_index_by_loop(items):
    ours = theirs = 0.0
    for item in items.itertuples():
        if not pd.isna(item.rival_price):
            ours += item.own_price * item.own_quantity
            theirs += item.rival_price * item.own_quantity
    return 100 * ours / theirs if theirs else float("nan")


def price_index_in_duckdb(items):
    import duckdb

    shop = duckdb.connect()
    shop.register("items", items)
    return shop.execute(
        """
        select 100 * sum(own_price * own_quantity) / sum(rival_price * own_quantity)
        from items where rival_price is not null and not isnan(rival_price)
        """
    ).fetchall()[0][0]


def price_index_in_polars(items):
    import polars as pl

    both = pl.from_pandas(items).filter(pl.col("rival_price").is_not_null() & pl.col("rival_price").is_not_nan())
    found = both.select(
        100
        * (pl.col("own_price") * pl.col("own_quantity")).sum()
        / (pl.col("rival_price") * pl.col("own_quantity")).sum()
    )
    return found.item()


def price_index_as_weighted_mean(items):
    """The mean of the price ratios, weighted by what the basket costs with the competitor: the same number."""
    both = items[items["rival_price"].notna()]
    if both.empty:
        return None
    ratios = 100 * both["own_price"] / both["rival_price"]
    return float(np.average(ratios, weights=both["rival_price"] * both["own_quantity"]))


def price_index_measured(items):
    return customer_value.price_index(items.rename(columns={"own_quantity": "quantity"}))


# Known mistakes


def _both(items):
    return items[items["rival_price"].notna()]


def _sums(items, own_quantity="own_quantity", rival_quantity="own_quantity"):
    both = _both(items)
    return (both["own_price"] * both[own_quantity]).sum(), (both["rival_price"] * both[rival_quantity]).sum()


def _complete_rows(items):
    """The index over the rows in which nothing at all is empty."""
    return 100 * share_of(*_sums(items.dropna()))


def _both_baskets(items):
    return 100 * share_of(*_sums(items.assign(all=items["own_quantity"] + items["rival_quantity"]), "all", "all"))


def _mean_of_ratios(items):
    both = _both(items)
    return 100 * (both["own_price"] / both["rival_price"]).mean()


def _weighted_ratios(items, weight):
    both = _both(items).assign(ratio=lambda table: table["own_price"] / table["rival_price"])
    weights = weight(both)
    return 100 * share_of((both["ratio"] * weights).sum(), weights.sum())


def _ratios_by_quantity(items):
    return _weighted_ratios(items, lambda both: both["own_quantity"])


def _ratios_by_sales(items):
    return _weighted_ratios(items, lambda both: both["own_price"] * both["own_quantity"])


def _no_quantities(items):
    both = _both(items)
    return 100 * share_of(both["own_price"].sum(), both["rival_price"].sum())


def _upside_down(items):
    ours, theirs = _sums(items)
    return 100 * share_of(theirs, ours)


def _rival_quantities(items):
    return 100 * share_of(*_sums(items, "rival_quantity", "rival_quantity"))


def _own_and_rival_sales(items):
    return 100 * share_of(*_sums(items, "own_quantity", "rival_quantity"))


def _average_paid(items):
    both = _both(items)
    ours, theirs = _sums(items, "own_quantity", "rival_quantity")
    paid = share_of(theirs, both["rival_quantity"].sum())
    return 100 * share_of(share_of(ours, both["own_quantity"].sum()), paid)


def _not_times_100(items):
    return share_of(*_sums(items))


def _percent_dearer(items):
    return price_index(items) - 100


def _own_of_everything(items):
    _, theirs = _sums(items)
    return 100 * share_of((items["own_price"] * items["own_quantity"]).sum(), theirs)


def _filled_with_own(items):
    filled = items.assign(rival_price=items["rival_price"].fillna(items["own_price"]))
    return 100 * share_of(*_sums(filled))


def _filled_with_mean(items):
    filled = items.assign(rival_price=items["rival_price"].fillna(items["rival_price"].mean()))
    return 100 * share_of(*_sums(filled))


MISTAKES = (
    Mistake(
        key="mean-of-ratios",
        wrong=_mean_of_ratios,
        message=Text(
            "You took the mean of the items' price ratios: the item sold once weighs as much as the one sold every "
            "day. Multiply by quantities and add up before you divide.",
            "你算的是各品項價格比的平均：只賣過一次的品項，和天天賣的一樣重。先乘上數量、加總，再除。",
        ),
    ),
    Mistake(
        key="ratios-by-quantity",
        wrong=_ratios_by_quantity,
        message=Text(
            "You averaged the items' price ratios with the pieces as weights: a cup weighs as much as a pot of five "
            "times its price. Pay for the whole basket twice and divide once.",
            "你用件數當權重，平均各品項的價格比：一個杯子和貴上好幾倍的壺一樣重。請把整籃結帳兩次，最後只除一次。",
        ),
    ),
    Mistake(
        key="ratios-by-sales",
        wrong=_ratios_by_sales,
        message=Text(
            "You averaged the items' price ratios with our sales as weights. What we ask much for then weighs more, "
            "and we look dearer than the basket is. Divide one sum by the other, once.",
            "你用我們的銷售額當權重，平均各品項的價格比。我們賣得貴的就比較重，指數會比整籃的差距還高。請用一個總和除以"
            "另一個總和，只除一次。",
        ),
    ),
    Mistake(
        key="no-quantities",
        wrong=_no_quantities,
        message=Text(
            "You compared the sums of the prices, as if everybody bought one of each. What do our customers put into "
            "their basket?",
            "你比的是價格的總和，好像每個人每樣都買一個。我們的顧客籃子裡放了多少？",
        ),
    ),
    Mistake(
        key="upside-down",
        wrong=_upside_down,
        message=Text(
            "Your index is upside down: it says how dear the competitor is beside us. Above 100 should mean that "
            "we are dearer.",
            "你的指數上下顛倒，說的是競爭者比我們貴多少。大於 100 應該表示我們比較貴。",
        ),
    ),
    Mistake(
        key="rival-quantities",
        wrong=_rival_quantities,
        message=Text(
            "You weighed the prices with what the competitor sells. That is the index of their customers' basket: "
            "whose basket does the definition take?",
            "你用的是競爭者賣出的數量，那是他們顧客的購物籃。定義用的是誰的籃子？",
        ),
    ),
    Mistake(
        key="both-baskets",
        wrong=_both_baskets,
        message=Text(
            "You paid for both shops' baskets put together. One of the two is not in the definition: whose customers "
            "does it ask about?",
            "你把兩家顧客的購物籃合在一起結帳。定義裡只有其中一個籃子：看的是誰的顧客？",
        ),
    ),
    Mistake(
        key="complete-rows",
        wrong=_complete_rows,
        message=Text(
            "You left out every item with something empty, also where only the competitor's quantity is unknown. "
            "Which column has to be filled for this index?",
            "只要有一格是空的，你就把那個品項拿掉，連只是不知道競爭者賣出幾件的也拿掉了。算這個指數，哪一欄不能是空的？",
        ),
    ),
    Mistake(
        key="sales-ratio",
        wrong=_own_and_rival_sales,
        message=Text(
            "You divided our sales by theirs: each price met its own company's quantity. That says who sells more. To "
            "compare prices, the quantities have to be the same above and below.",
            "你用我們的銷售額除以他們的銷售額，兩邊各用各的數量，說的是誰賣得多。要比價格，分子分母的數量必須相同。",
        ),
    ),
    Mistake(
        key="average-paid",
        wrong=_average_paid,
        message=Text(
            "You compared what a piece costs on average in each shop. That also changes when customers buy other "
            "things, with no price changed. Take one basket for both.",
            "你比的是兩家平均一件賣多少錢。價格都沒變，顧客買的東西不同，這個數字也會變。兩邊要用同一個籃子。",
        ),
    ),
    Mistake(
        key="not-times-100",
        wrong=_not_times_100,
        message=Text(
            "You are one step away: the index of a shop with equal prices is 100 here.",
            "只差一步：在這裡，價格一樣的店，指數是 100。",
        ),
    ),
    Mistake(
        key="percent-dearer",
        wrong=_percent_dearer,
        message=Text(
            "You gave back by how many percent we are dearer. The index itself is asked for: with equal prices it is "
            "100, not 0.",
            "你傳回的是我們貴百分之幾。題目要的是指數本身：價格一樣時是 100，不是 0。",
        ),
    ),
    Mistake(
        key="own-of-everything",
        wrong=_own_of_everything,
        message=Text(
            "The sum above holds items that the competitor does not sell, the sum below does not. An item stays in "
            "both sums or in none: look at the empty prices.",
            "分子裡有競爭者沒賣的品項，分母裡沒有。一個品項要嘛兩邊都算，要嘛都不算：看看空的價格。",
        ),
    ),
    Mistake(
        key="filled-with-own",
        wrong=_filled_with_own,
        message=Text(
            "Where the competitor has no price you put ours. That claims the two are equally dear, which nobody has "
            "seen, and pulls the index towards 100.",
            "競爭者沒有價格的品項，你填了我們的價格，等於說兩家一樣貴。沒有人看過那個價格，指數也會被拉向 100。",
        ),
    ),
    Mistake(
        key="filled-with-mean",
        wrong=_filled_with_mean,
        message=Text(
            "Where the competitor has no price you put the mean of its other prices. Nobody can buy at a price that "
            "does not exist: how does the definition treat such an item?",
            "競爭者沒有價格的品項，你填了它其他價格的平均。不存在的價格誰也買不到：定義怎麼處理這種品項？",
        ),
    ),
)

# Cases

COLUMNS = {
    "item": "str",
    "own_price": "int64",
    "rival_price": "float64",
    "own_quantity": "int64",
    "rival_quantity": "int64",
}


def items_of(rows) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(COLUMNS)


SMALL = {
    "items": items_of(
        [
            ("Tea", 120, 100, 50, 30),
            ("Cup", 80, 100, 40, 50),
            ("Pot", 500, 400, 10, 20),
            ("Tray", 900, None, 5, 0),
        ]
    )
}
"""The four items that the page prints; the competitor does not sell trays."""


def _draw_items(rng: np.random.Generator, number: int, missing: int) -> pd.DataFrame:
    rows = []
    for place in range(1, number + 1):
        price = int(rng.integers(6, 160)) * 10
        rival = round(price * float(rng.uniform(0.7, 1.35)))
        own, theirs = (1 + int(rng.exponential(40)) for _ in range(2))
        gone = place <= missing
        rows.append((f"P{place:03d}", price, None if gone else rival, own, 0 if gone else theirs))
    return items_of(rows[place] for place in rng.permutation(number))


def draw_small(rng: np.random.Generator) -> Arguments:
    return {"items": _draw_items(rng, 4, 1)}


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """Sixty items; a quarter the competitor does not sell, of some others nobody knows how many it sold."""
    items = _draw_items(rng, 60, 15)
    unknown = items["rival_price"].notna() & (items["item"] > "P052")
    return {"items": items.assign(rival_quantity=items["rival_quantity"].mask(unknown))}


def draw_everything(rng: np.random.Generator) -> Arguments:
    """The competitor sells everything that we sell, of some items nobody knows how much."""
    items = _draw_items(rng, 9, 0)
    return {"items": items.assign(rival_quantity=items["rival_quantity"].where(items["item"] < "P005"))}


def draw_unsold(rng: np.random.Generator) -> Arguments:
    """Some items were not sold by us at all."""
    items = _draw_items(rng, 8, 2)
    return {"items": items.assign(own_quantity=items["own_quantity"].where(items["item"] < "P006", 0))}


def draw_nothing_common(rng: np.random.Generator) -> Arguments:
    """The competitor sells nothing that we sell."""
    return {"items": _draw_items(rng, 4, 4)}


CASES = (
    Case(
        key="small",
        name=Text("the four items on the page", "頁面上的四個品項"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("the price list of an ordinary shop", "一般店家的價目表"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="everything",
        name=Text(
            "a competitor who sells all that we sell, some of it in quantities nobody knows",
            "我們有賣的它都有賣、只是有些賣出數量不詳的競爭者",
        ),
        share=0.15,
        draw=draw_everything,
    ),
    Case(
        key="unsold",
        name=Text("items of which we sold none", "我們一件也沒賣出去的品項"),
        share=0.1,
        draw=draw_unsold,
    ),
    Case(
        key="nothing-common",
        name=Text(
            "a competitor with nothing in common (no base, so `NaN`)", "沒有共同品項的競爭者（沒有分母，所以是 `NaN`）"
        ),
        share=0.15,
        draw=draw_nothing_common,
    ),
)

PRICE_INDEX = FunctionTask(
    id="a02.price-index",
    title=Text("The price index", "價格指數"),
    points=2,
    minutes=6,
    lesson="2.3",
    prompt=Text(
        en="""
Write `price_index(items)`. `items` has one row per item that we sell: `item`, `own_price` and `rival_price` (dollars
for one piece, both list prices; empty where the competitor does not sell it), `own_quantity` and `rival_quantity`
(pieces that we sold, and that the competitor sold; the second is empty where nobody knows).

**Definition.**

[price index](term:price-index) = 100 × sum of (own price × **own** quantity) ÷ sum of (rival price × **own** quantity)

- It is our customers' basket, once at our prices, once at the competitor's. Above 100 we are dearer.
- An item without a rival price is left out of **both** sums.
- If no item is left, there is no base: `NaN`.

**Comes back:** one number, not rounded; a shop with the same prices as ours gives 100.

`table.dropna(subset="a column")` keeps the rows in which that column is filled. `share_of` from above is yours to use.
""",
        zh_hant="""
請寫出 `price_index(items)`。`items` 是我們有賣的品項，一項一列：`item`、\
`own_price` 和 `rival_price`（我們和競爭者一件的定價，元；競爭者沒賣的是空值）、\
`own_quantity` 和 `rival_quantity`（我們和競爭者各賣出幾件；競爭者的數量沒有人知道時是空值）。

**定義：**

[價格指數](term:price-index) = 100 ×（我們的價格 × **我們的**數量）的總和 ÷（競爭者的價格 × **我們的**數量）的總和

- 意思是：同一個購物籃（我們顧客的籃子），用我們的價格算一次，用競爭者的價格算一次。大於 100 表示我們比較貴。
- 競爭者沒有價格的品項，**兩個**總和都不算。
- 一項都不剩的話，就沒有分母，是 `NaN`。

**傳回：** 一個數字，不要四捨五入；價格和我們一樣的店，指數是 100。

`table.dropna(subset="欄位")` 只留下那一欄有值的列。上面的 `share_of` 可以直接用。
""",
    ),
    answer=price_index,
    returns=Number(),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(
        price_index_by_loop,
        price_index_in_duckdb,
        price_index_in_polars,
        price_index_as_weighted_mean,
    ),
    measure=price_index_measured,
    hints=(
        Text(
            "Pay for the basket of the page by hand, twice: 50 tea, 40 cups, 10 pots, first at our prices, then at "
            "theirs. Why can the trays not be in it?",
            "拿頁面上的籃子動手結帳兩次：50 份茶、40 個杯子、10 個壺，先用我們的價格，再用他們的。"
            "托盤為什麼不能放進去？",
        ),
        Text(
            'A column times a column multiplies row by row: `(both["own_price"] * both["own_quantity"]).sum()` is the '
            "first of the two sums.",
            '一欄乘一欄，會一列一列相乘：`(both["own_price"] * both["own_quantity"]).sum()` 就是第一個總和。',
        ),
        Text(
            "The second sum has the same quantities and the other prices. Then `return 100 * share_of(…, …)`: ours "
            "over theirs.",
            "第二個總和，數量相同，換成競爭者的價格。最後 `return 100 * share_of(…, …)`：我們的除以他們的。",
        ),
    ),
)
