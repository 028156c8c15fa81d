"""Basket lift: how many times more often than chance two products lie in one basket."""

from __future__ import annotations

from collections.abc import Iterable
from functools import wraps

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.upselling.given import ratio
from tutor.shape import Number
from tutor.task import Arguments, Case, FunctionTask, Mistake


def lift(lines, a, b):
    # 1 how many baskets there are  # lang-en
    # 1 一共有幾個購物籃  # lang-zh-Hant
    baskets = lines["order_id"].nunique()

    # 2 the baskets with a, the baskets with b, and those with both  # lang-en
    # 2 有 a 的購物籃、有 b 的購物籃，以及兩者都有的  # lang-zh-Hant
    with_a = set(lines.loc[lines["product_id"] == a, "order_id"])
    ### BEGIN SOLUTION
    with_b = set(lines.loc[lines["product_id"] == b, "order_id"])
    with_both = with_a & with_b
    ### END SOLUTION

    # 3 return what there is over what chance would give  # lang-en
    # 3 傳回實際情形是隨機情形的幾倍  # lang-zh-Hant
    ### BEGIN SOLUTION
    return ratio(len(with_both) * baskets, len(with_a) * len(with_b))
    ### END SOLUTION


# Other right ways


def lift_by_loop(lines, a, b):
    held = {}
    for line in lines.itertuples():
        held.setdefault(line.order_id, set()).add(line.product_id)
    n = len(held)
    p_a, p_b, p_both = (
        sum(wanted <= products for products in held.values()) / n if n else 0 for wanted in ({a}, {b}, {a, b})
    )
    return p_both / (p_a * p_b) if p_a * p_b else float("nan")


def lift_by_pivot(lines, a, b):
    held = pd.crosstab(lines["order_id"], lines["product_id"]) > 0
    if a not in held or b not in held:
        return np.nan
    return held.loc[held[a], b].mean() / held[b].mean()


def lift_in_duckdb(lines, a, b):
    import duckdb

    shop = duckdb.connect()
    shop.register("lines", lines)
    query = """
        with held as (
            select order_id, bool_or(product_id = $a) a, bool_or(product_id = $b) b from lines group by order_id
        )
        select avg((a and b)::int) / nullif(avg(a::int) * avg(b::int), 0) from held
        """
    return shop.execute(query, {"a": a, "b": b}).df().astype(float)


def lift_in_polars(lines, a, b):
    import polars as pl

    held = pl.from_pandas(lines).group_by("order_id").agg(pl.col("product_id").unique())
    has_a, has_b = (held["product_id"].list.contains(one) for one in (a, b))
    if not has_a.any() or not has_b.any():
        return float("nan")
    return (has_a & has_b).mean() / (has_a.mean() * has_b.mean())


def measured(lines, a, b):
    """What the measure says of the same baskets, its counts taken another way."""
    held = lines.drop_duplicates(["order_id", "product_id"])
    counts = held["product_id"].value_counts()
    together = held[held["product_id"] == a].merge(held[held["product_id"] == b], on="order_id")
    return customer_value.basket_lift(
        held["order_id"].nunique(), int(counts.get(a, 0)), int(counts.get(b, 0)), len(together)
    )


# The baskets they are tried on

COLUMNS = {"order_id": "str", "customer_id": "str", "product_id": "str", "quantity": "int64"}


def basket_lines(rows: Iterable[tuple[str, str, str, int]]) -> pd.DataFrame:
    """Order lines from rows of order, customer, product and pieces."""
    return pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(COLUMNS)


SMALL_ROWS = (
    *(("O01", "C1", "P1", 1), ("O01", "C1", "P2", 4), ("O01", "C1", "P2", 2)),
    *(("O02", "C2", "P1", 1), ("O02", "C2", "P3", 1), ("O03", "C3", "P3", 2)),
    *(("O04", "C1", "P2", 2), ("O04", "C1", "P1", 1), ("O05", "C4", "P4", 1)),
    *(("O06", "C5", "P1", 2), ("O06", "C5", "P2", 6), ("O06", "C5", "P4", 1)),
    *(("O07", "C3", "P3", 1), ("O07", "C3", "P4", 1), ("O08", "C2", "P2", 3)),
    *(("O09", "C4", "P3", 1), ("O10", "C5", "P4", 2), ("O10", "C5", "P3", 1)),
)
SMALL = {"lines": basket_lines(SMALL_ROWS), "a": "P1", "b": "P2"}
"""The ten baskets that the exercise page prints; in one of them a product stands on two lines."""


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """About 160 baskets of 70 customers; some products go together, some stand on two lines of an order."""
    products = [f"P{number:02d}" for number in range(1, 10)]
    chances = rng.uniform(0.08, 0.4, size=len(products))
    a, b = (int(place) for place in rng.choice(len(products), size=2, replace=False))
    rows = []
    for number in range(160):
        takes = rng.random(len(products)) < chances
        if takes[a] and rng.random() < 0.5:
            takes[b] = True
        if not takes.any():
            takes[int(rng.integers(len(products)))] = True
        customer = f"C{int(rng.integers(1, 71)):05d}"
        for place in np.flatnonzero(takes):
            for _ in range(2 if rng.random() < 0.15 else 1):
                pieces = int(rng.choice([1, 1, 1, 2, 3, 6]))
                rows.append((f"O{number:06d}", customer, products[place], pieces))
    lines = basket_lines(rows[place] for place in rng.permutation(len(rows)))
    return {"lines": lines, "a": products[a], "b": products[b]}


def draw_small(rng: np.random.Generator) -> Arguments:
    """The printed baskets with their products renamed."""
    names = dict(zip(["P1", "P2", "P3", "P4"], (f"P{number}" for number in rng.permutation(4) + 1), strict=True))
    rows = [(order, customer, names[product], pieces) for order, customer, product, pieces in SMALL_ROWS]
    return {"lines": basket_lines(rows), "a": names["P1"], "b": names["P2"]}


def draw_never(rng: np.random.Generator) -> Arguments:
    """Two products that are never in one basket."""
    count = int(rng.integers(3, 7))
    rows = [(f"O{number}", "C1", "P1" if number % 2 else "P2", 1) for number in range(2 * count)]
    return {"lines": basket_lines([*rows, ("O0", "C1", "P3", 1)]), "a": "P1", "b": "P2"}


def draw_always(rng: np.random.Generator) -> Arguments:
    """Two products that are only bought together, among other baskets."""
    together, others = (int(count) for count in rng.integers(2, 7, size=2))
    rows = [(f"O{number}", f"C{number}", product, 1) for number in range(together) for product in ("P1", "P2")]
    rows += [(f"O{together + number}", "C0", "P3", 1) for number in range(others)]
    return {"lines": basket_lines(rows), "a": "P1", "b": "P2"}


def draw_not_sold(rng: np.random.Generator) -> Arguments:
    """A product that nobody has bought."""
    rows = [(f"O{number}", "C1", "P1", 1) for number in range(int(rng.integers(2, 6)))]
    pair = ["P1", "P9"] if rng.random() < 0.5 else ["P9", "P1"]
    return {"lines": basket_lines(rows), "a": pair[0], "b": pair[1]}


def draw_twice(rng: np.random.Generator) -> Arguments:
    """Products that stand on several lines of one order."""
    more = int(rng.integers(2, 5))
    rows = (
        [("O1", "C1", "P1", 1)] * more + [("O1", "C1", "P2", 2)] * more + [("O2", "C1", "P1", 1), ("O3", "C2", "P2", 5)]
    )
    return {"lines": basket_lines([*rows, ("O4", "C2", "P3", 1), ("O5", "C3", "P3", 1)]), "a": "P1", "b": "P2"}


CASES = (
    Case(
        key="small",
        name=Text("the ten baskets on the page", "頁面上的十個購物籃"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("160 baskets of an ordinary shop", "一般商店的 160 個購物籃"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(key="never", name=Text("products never bought together", "從來沒有一起買的商品"), share=0.1, draw=draw_never),
    Case(key="always", name=Text("products always bought together", "每次都一起買的商品"), share=0.1, draw=draw_always),
    Case(
        key="twice",
        name=Text("products on several lines of one order", "同一筆訂單出現好幾列的商品"),
        share=0.1,
        draw=draw_twice,
    ),
    Case(key="not-sold", name=Text("a product that nobody bought", "沒有人買過的商品"), share=0.1, draw=draw_not_sold),
)


# Known mistakes


def _where_sold(compute):
    """Whoever mixes up something else still knows that there is no answer where nobody bought one of the two."""

    @wraps(compute)
    def wrong(lines, a, b):
        return compute(lines, a, b) if {a, b} <= set(lines["product_id"]) else float("nan")

    return wrong


def _counts(lines, a, b, basket="order_id"):
    with_a, with_b = (set(lines.loc[lines["product_id"] == one, basket]) for one in (a, b))
    return lines[basket].nunique(), len(with_a), len(with_b), len(with_a & with_b)


@_where_sold
def confidence_a_to_b(lines, a, b):
    _, with_a, _, both = _counts(lines, a, b)
    return ratio(both, with_a)


@_where_sold
def confidence_b_to_a(lines, a, b):
    _, _, with_b, both = _counts(lines, a, b)
    return ratio(both, with_b)


@_where_sold
def support(lines, a, b):
    n, _, _, both = _counts(lines, a, b)
    return ratio(both, n)


@_where_sold
def over_its_own_base(lines, a, b):
    n, with_a, _, both = _counts(lines, a, b)
    return ratio(ratio(both, with_a), ratio(with_a, n))


@_where_sold
def over_its_own_base_b(lines, a, b):
    n, _, with_b, both = _counts(lines, a, b)
    return ratio(ratio(both, with_b), ratio(with_b, n))


@_where_sold
def beyond_chance(lines, a, b):
    n, with_a, with_b, both = _counts(lines, a, b)
    return ratio(both, n) - ratio(with_a, n) * ratio(with_b, n)


@_where_sold
def upside_down(lines, a, b):
    n, with_a, with_b, both = _counts(lines, a, b)
    return ratio(with_a * with_b, both * n)


@_where_sold
def lines_counted(lines, a, b):
    _, _, _, both = _counts(lines, a, b)
    with_a, with_b = ((lines["product_id"] == one).sum() for one in (a, b))
    return ratio(both * len(lines), with_a * with_b)


@_where_sold
def lines_as_base(lines, a, b):
    _, with_a, with_b, both = _counts(lines, a, b)
    return ratio(both * len(lines), with_a * with_b)


@_where_sold
def pieces_counted(lines, a, b):
    n, _, _, both = _counts(lines, a, b)
    pieces = lines.groupby("product_id")["quantity"].sum()
    return ratio(both * n, pieces.get(a, 0) * pieces.get(b, 0))


@_where_sold
def several_products_only(lines, a, b):
    several = lines.groupby("order_id")["product_id"].transform("nunique") > 1
    return lift(lines[several], a, b)


@_where_sold
def either(lines, a, b):
    _, with_a, with_b, both = _counts(lines, a, b)
    return ratio(both, with_a + with_b - both)


@_where_sold
def against_without(lines, a, b):
    n, with_a, with_b, both = _counts(lines, a, b)
    return ratio(ratio(both, with_a), ratio(with_b - both, n - with_a))


@_where_sold
def less_one(lines, a, b):
    return lift(lines, a, b) - 1


@_where_sold
def by_customer(lines, a, b):
    n, with_a, with_b, both = _counts(lines, a, b, "customer_id")
    return ratio(both * n, with_a * with_b)


@_where_sold
def more_than_base(lines, a, b):
    n, with_a, with_b, both = _counts(lines, a, b)
    return ratio(both, with_a) - ratio(with_b, n)


@_where_sold
def without_all_baskets(lines, a, b):
    _, with_a, with_b, both = _counts(lines, a, b)
    return ratio(both, with_a * with_b)


@_where_sold
def one_or_the_other(lines, a, b):
    n, with_a, with_b, both = _counts(lines, a, b)
    return ratio((with_a + with_b - both) * n, with_a * with_b)


@_where_sold
def without_brackets(lines, a, b):
    n, with_a, with_b, both = _counts(lines, a, b)
    return both * n / with_a * with_b


@_where_sold
def added_below(lines, a, b):
    n, with_a, with_b, both = _counts(lines, a, b)
    return ratio(both * n, with_a + with_b)


@_where_sold
def share_over_counts(lines, a, b):
    n, with_a, with_b, both = _counts(lines, a, b)
    return ratio(both / n, with_a * with_b)


@_where_sold
def word_and(lines, a, b):
    n, with_a, with_b, _ = _counts(lines, a, b)
    return ratio(with_b * n, with_a * with_b)


MISTAKES = (
    Mistake(
        key="confidence-a-to-b",
        wrong=confidence_a_to_b,
        message=Text(
            "You computed how many of the baskets with `a` hold `b`. That alone misleads: perhaps `b` lies in as "
            "many of all baskets. What is it compared with in the definition?",
            "你算的是有 `a` 的購物籃裡，有多少也有 `b`。只看這個會誤判：也許所有購物籃裡有 `b` 的比率本來就這麼高。"
            "定義拿它和什麼比？",
        ),
    ),
    Mistake(
        key="confidence-b-to-a",
        wrong=confidence_b_to_a,
        message=Text(
            "You computed how many of the baskets with `b` hold `a`. That alone says nothing about chance. What would "
            "chance give?",
            "你算的是有 `b` 的購物籃裡，有多少也有 `a`。這還看不出是不是巧合。隨機的話會是多少？",
        ),
    ),
    Mistake(
        key="support",
        wrong=support,
        message=Text(
            "You computed which share of all baskets holds both. Is that much or little? It depends on how often "
            "each of the two is bought at all.",
            "你算的是兩者都有的購物籃占全部的比率。這算多還是少？要看兩樣商品各自有多常被買。",
        ),
    ),
    Mistake(
        key="own-base",
        wrong=over_its_own_base,
        message=Text(
            "You divided the baskets with both by the baskets with `a` twice. Where does `b` come in?",
            "你把兩者都有的購物籃除以有 `a` 的，除了兩次。`b` 到哪裡去了？",
        ),
    ),
    Mistake(
        key="own-base-b",
        wrong=over_its_own_base_b,
        message=Text(
            "You divided the baskets with both by the baskets with `b` twice. Where does `a` come in?",
            "你把兩者都有的購物籃除以有 `b` 的，除了兩次。`a` 到哪裡去了？",
        ),
    ),
    Mistake(
        key="beyond-chance",
        wrong=beyond_chance,
        message=Text(
            "You subtracted what chance would give from what there is. The question is how many **times** as often.",
            "你用實際的減掉隨機的。題目問的是**幾倍**。",
        ),
    ),
    Mistake(
        key="upside-down",
        wrong=upside_down,
        message=Text(
            "Your number is upside down: chance over what there is. Which of the two is divided by which?",
            "你的分子和分母顛倒了，變成隨機除以實際。是誰除以誰？",
        ),
    ),
    Mistake(
        key="lines",
        wrong=lines_counted,
        message=Text(
            "You counted lines, not baskets. A product that stands on two lines of an order is in one basket, and an "
            "order with five lines is one basket too.",
            "你數的是明細的列數，不是購物籃。同一筆訂單裡出現兩列的商品，還是在一個籃子裡；"
            "有五列的訂單也只是一個籃子。",
        ),
    ),
    Mistake(
        key="lines-as-base",
        wrong=lines_as_base,
        message=Text(
            "The baskets with `a`, with `b` and with both are right, but for all baskets you took the number of lines. "
            "How many different orders are there?",
            "有 `a`、有 `b`、兩者都有的購物籃都對，但全部購物籃你用了明細的列數。不同的訂單有幾筆？",
        ),
    ),
    Mistake(
        key="pieces",
        wrong=pieces_counted,
        message=Text(
            "You added up pieces. Six cups in one order are one basket with cups.",
            "你加總的是件數。一筆訂單買六個杯子，也只是一個「有杯子」的購物籃。",
        ),
    ),
    Mistake(
        key="several-only",
        wrong=several_products_only,
        message=Text(
            "You left out the baskets with a single product. They show how often each is bought without the other: "
            "which baskets does the definition count?",
            "你漏掉了只有一樣商品的購物籃。它們正好說明各自單獨被買的情形：定義算的是哪些購物籃？",
        ),
    ),
    Mistake(
        key="either",
        wrong=either,
        message=Text(
            "You divided by the baskets that hold one or the other. The definition compares with chance, and for "
            "that it needs all baskets.",
            "你除以的是有其中任一樣的購物籃。定義是跟隨機情形比，需要用到全部的購物籃。",
        ),
    ),
    Mistake(
        key="against-without",
        wrong=against_without,
        message=Text(
            "You compared the baskets with `a` with those without `a`. The definition compares them with **all** "
            "baskets.",
            "你拿有 `a` 的購物籃和沒有 `a` 的比。定義是和**全部**購物籃比。",
        ),
    ),
    Mistake(
        key="less-one",
        wrong=less_one,
        message=Text(
            "You took 1 off at the end, as for a growth rate. How does the definition read its number: what is chance?",
            "你最後減了 1，像算成長率那樣。看看定義怎麼讀這個數字：隨機是多少？",
        ),
    ),
    Mistake(
        key="customers",
        wrong=by_customer,
        message=Text(
            "You put all orders of a customer into one basket. That tells what the same people buy at any time; the "
            "definition asks for one order.",
            "你把一位顧客的所有訂單放進同一個籃子。這說的是同一個人前後買過什麼；定義看的是同一筆訂單。",
        ),
    ),
    Mistake(
        key="more-than-base",
        wrong=more_than_base,
        message=Text(
            "You subtracted the share of `b` in all baskets from its share in the baskets with `a`. The question is "
            "how many **times** as often.",
            "你用有 `a` 的購物籃裡 `b` 的比率，減掉全部購物籃裡 `b` 的比率。題目問的是**幾倍**。",
        ),
    ),
    Mistake(
        key="one-or-the-other",
        wrong=one_or_the_other,
        message=Text(
            "You counted the baskets that hold one or the other. Which sign between two sets gives what is in both?",
            "你數的是有其中任一樣的購物籃。兩個集合之間要放哪個符號，才會得到兩邊都有的？",
        ),
    ),
    Mistake(
        key="counts-only",
        wrong=without_all_baskets,
        message=Text(
            "You divided counts where shares are meant, so the number of all baskets is missing. Write the three "
            "shares down on paper first.",
            "該用比率的地方，你用了個數，所以少了全部購物籃的數量。先在紙上寫出三個比率。",
        ),
    ),
    Mistake(
        key="without-brackets",
        wrong=without_brackets,
        message=Text(
            "You divided by the baskets with `a` and then multiplied by those with `b`. Both stand below the line: "
            "what has to go into brackets?",
            "你先除以有 `a` 的個數，又乘上有 `b` 的個數。這兩個都在分母：哪些要放進括號裡？",
        ),
    ),
    Mistake(
        key="added-below",
        wrong=added_below,
        message=Text(
            "You added the baskets with `a` and those with `b`. Look at the sign between them in the definition.",
            "你把有 `a` 和有 `b` 的個數相加了。看看定義裡這兩個之間是什麼符號。",
        ),
    ),
    Mistake(
        key="share-over-counts",
        wrong=share_over_counts,
        message=Text(
            "Above the line stands a share, below it stand counts. Write all three as shares, or take the line of "
            "the definition with counts.",
            "分子是比率，分母卻是個數。三個都寫成比率，或照定義裡用個數的那一行來算。",
        ),
    ),
    Mistake(
        key="word-and",
        wrong=word_and,
        message=Text(
            "All baskets with `b` count as baskets with both. Between two sets the word `and` gives back the "
            "second one: which sign gives what is in both?",
            "你把有 `b` 的購物籃全都當成兩者都有。兩個集合之間寫 `and`，得到的會是後面那一個：要放哪個符號，才會得"
            "到兩邊都有的？",
        ),
    ),
)

LIFT = FunctionTask(
    id="a06.lift",
    title=Text("Basket lift", "購物籃提升度"),
    points=2,
    minutes=7,
    lesson="6.4",
    prompt=Text(
        en="""
Write `lift(lines, a, b)`. `lines` has one row per line of an order: `order_id`, `customer_id`, `product_id`,
`quantity`. `a` and `b` are two product ids. One order is one basket; how many lines or pieces of a product it holds
does not matter.

**Definition.** [Lift](term:basket-lift) says how many times as often the two lie in one basket as chance would have it:

lift = share of baskets with both ÷ (share with `a` × share with `b`)

All three are shares of **all** baskets in `lines`. 1 is chance, 2 is twice as often, below 1 means rather not together.
With counts instead of shares it reads: (baskets with both × all baskets) ÷ (baskets with `a` × baskets with `b`).

**Comes back:** one number, not rounded; `NaN` where no basket holds `a` or none holds `b`. `ratio(part, whole)` sees to
that.

Step 1 is done for you, and step 2 is begun.
""",
        zh_hant="""
請寫出 `lift(lines, a, b)`。`lines` 是訂單明細，一列一項：`order_id`、`customer_id`、`product_id`、`quantity`。`a` \
和 `b` 是兩個商品編號。一筆訂單就是一個購物籃；同一樣商品有幾列、幾件都不影響。

**定義：** [提升度](term:basket-lift)說的是，兩樣商品出現在同一個購物籃的機會，是碰巧會有的幾倍：

提升度 = 兩者都有的購物籃比率 ÷（有 `a` 的比率 × 有 `b` 的比率）

三個比率的分母都是 `lines` 裡的**全部**購物籃。1 表示和碰巧一樣，2 表示兩倍，小於 1 表示反而不太一起買。\
改用個數來寫就是：（兩者都有的個數 × 全部購物籃的個數）÷（有 `a` 的個數 × 有 `b` 的個數）。

**傳回：** 一個數字，不要四捨五入；沒有任何購物籃有 `a`，或沒有任何購物籃有 `b`，就傳回 `NaN`，\
`ratio(part, whole)` 會處理這件事。

步驟 1 已經寫好，步驟 2 開了頭。
""",
    ),
    answer=lift,
    returns=Number(unit="times"),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(lift_by_loop, lift_by_pivot, lift_in_duckdb, lift_in_polars),
    measure=measured,
    hints=(
        Text(
            "Step 2 needs the same line once more, for `b`. Then `&` between two sets gives what is in both.",
            "步驟 2 要為 `b` 再寫一行一樣的。兩個集合中間放 `&`，就會得到兩邊都有的。",
        ),
        Text(
            "`len(with_a)` says how many baskets are in the set. Step 3 needs three such numbers, and `baskets`.",
            "`len(with_a)` 是集合裡有幾個購物籃。步驟 3 需要三個這樣的數字，再加上 `baskets`。",
        ),
        Text(
            "Multiply first: above the line the baskets with both times all baskets, below it the two others. Give "
            "both products to `ratio`, which knows what to do where nobody bought one of them.",
            "先做乘法：分子是兩者都有的個數乘上全部個數，分母是另外兩個個數相乘。把這兩個乘積交給 `ratio`，"
            "有一樣沒人買的情形它會處理。",
        ),
    ),
)
