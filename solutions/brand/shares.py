"""The share of the market by customers and by sales, area by area and for the whole company."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake


def shares(own, market):
    # 1 the areas as the names of the rows, in our table too; 0 where we sold nothing  # lang-en
    # 1 兩張表都以營業區為各列的名稱，我們沒有賣的補 0  # lang-zh-Hant
    market = market.set_index("sales_area")
    own = own.set_index("sales_area").reindex(market.index, fill_value=0)

    # 2 in both tables a row "all areas"  # lang-en
    # 2 兩張表各加一列 "all areas"（全部營業區）  # lang-zh-Hant
    ### BEGIN SOLUTION
    own.loc["all areas"] = own.sum()
    market.loc["all areas"] = market.sum()
    ### END SOLUTION

    # 3 the table to return: customer_share and sales_share  # lang-en
    # 3 要傳回的表：customer_share 和 sales_share  # lang-zh-Hant
    ### BEGIN SOLUTION
    table = pd.DataFrame()
    table["customer_share"] = own["customers"] / market["customers"]
    table["sales_share"] = own["sales"] / market["sales"]
    ### END SOLUTION
    return table


def shares_by_loop(own, market):
    ours = {row.sales_area: (row.customers, row.sales) for row in own.itertuples()}
    theirs = {row.sales_area: (row.customers, row.sales) for row in market.itertuples()}
    ours = {area: ours.get(area, (0, 0)) for area in theirs}
    ours["all areas"] = tuple(map(sum, zip(*ours.values(), strict=True)))
    theirs["all areas"] = tuple(map(sum, zip(*theirs.values(), strict=True)))
    rows = []
    for area in theirs:
        pairs = zip(ours[area], theirs[area], strict=True)
        rows.append((area, *(part / whole if whole else float("nan") for part, whole in pairs)))
    return pd.DataFrame(rows, columns=["sales_area", "customer_share", "sales_share"])


def shares_in_duckdb(own, market):
    import duckdb

    shop = duckdb.connect()
    shop.register("own", own)
    shop.register("market", market)
    return shop.execute(
        """
        select coalesce(m.sales_area, 'all areas') as sales_area,
               coalesce(sum(o.customers), 0) / nullif(sum(m.customers), 0) as customer_share,
               coalesce(sum(o.sales), 0) / nullif(sum(m.sales), 0) as sales_share
        from market m left join own o using (sales_area)
        group by rollup (m.sales_area)
        """
    ).df()


def shares_by_merge(own, market):
    both = market.merge(own, on="sales_area", how="left", suffixes=("_market", "_own")).fillna(0)
    total = both.drop(columns="sales_area").sum().to_frame().T.assign(sales_area="all areas")
    both = pd.concat([both, total], ignore_index=True)
    for what in ("customer", "sale"):
        both[f"{what}s_share"] = both[f"{what}s_own"].astype(float) / both[f"{what}s_market"].astype(float)
    return both.rename(columns={"customers_share": "customer_share"})[["sales_area", "customer_share", "sales_share"]]


def shares_measured(own, market):
    base = market.rename(columns={"customers": "target_households", "sales": "market_sales"})
    found = customer_value.area_shares(own, base)
    return found.assign(customer_share=found["penetration"])[["sales_area", "customer_share", "sales_share"]]


# Known mistakes


def _with_total(own, market, total):
    """The right table with another last row, made of the areas' shares."""
    table = shares(own, market)
    table.loc["all areas"] = total(table.drop(index="all areas"))
    return table


def _mean_of_shares(own, market):
    return _with_total(own, market, lambda areas: areas.mean())


def _best_area(own, market):
    return _with_total(own, market, lambda areas: areas.max())


def _sum_of_shares(own, market):
    return _with_total(own, market, lambda areas: areas.sum())


def _only_our_areas(own, market):
    served = market[market["sales_area"].isin(own["sales_area"])]
    table = shares(own, market)
    table.loc["all areas"] = shares(own, served).loc["all areas"]
    return table


def _no_total(own, market):
    return shares(own, market).drop(index="all areas")


def _total_of_one_table(own, market):
    table = shares(own, market)
    table.loc["all areas"] = np.nan
    return table


def _over_others(own, market):
    table = shares(own, market)
    return table / (1 - table)


def _exchanged(own, market):
    return shares(own, market).set_axis(["sales_share", "customer_share"], axis="columns")


def _customers_twice(own, market):
    return shares(own, market).assign(sales_share=lambda table: table["customer_share"])


def _sales_twice(own, market):
    return shares(own, market).assign(customer_share=lambda table: table["sales_share"])


def _whole_market_below(own, market):
    market, own = market.set_index("sales_area"), own.set_index("sales_area")
    own = own.reindex(market.index, fill_value=0)
    table = (own / market.sum()).set_axis(["customer_share", "sales_share"], axis="columns")
    table.loc["all areas"] = table.sum()
    return table


def _our_mix(own, market):
    areas = market["sales_area"]
    own = own.set_index("sales_area").reindex(areas, fill_value=0)
    table = (own / own.sum()).set_axis(["customer_share", "sales_share"], axis="columns")
    table.loc["all areas"] = table.sum()
    return table


def _crossed(own, market):
    table = shares(own, market)
    market = market.set_index("sales_area")
    own = own.set_index("sales_area").reindex(market.index, fill_value=0)
    market.loc["all areas"] = market.sum()
    own.loc["all areas"] = own.sum()
    return table.assign(sales_share=own["sales"] / market["customers"])


def _nothing_dropped(own, market):
    table = shares(own, market)
    return table[table["customer_share"] > 0]


def _nothing_missing(own, market):
    table = shares(own, market)
    return table.where(table > 0)


def _no_base_zero(own, market):
    return shares(own, market).fillna(0)


MISTAKES = (
    Mistake(
        key="mean-of-shares",
        wrong=_mean_of_shares,
        message=Text(
            "Your last row is the mean of the areas' shares: a village weighs as much as a city. Add up customers and "
            "money first and divide then.",
            "你的最後一列是各區占比的平均，小鎮和大城市一樣重。先把顧客和錢加起來，再除。",
        ),
    ),
    Mistake(
        key="best-area",
        wrong=_best_area,
        message=Text(
            "Your last row is our best area. “All areas” has to hold the others as well.",
            "你的最後一列是表現最好的那一區。「全部營業區」要把其他區也算進去。",
        ),
    ),
    Mistake(
        key="sum-of-shares",
        wrong=_sum_of_shares,
        message=Text(
            "Your last row adds up shares. With enough areas that passes 1: shares of different wholes cannot be "
            "added. What can?",
            "你的最後一列是把占比加起來，營業區夠多就會超過 1。不同整體的占比不能相加，什麼才可以加？",
        ),
    ),
    Mistake(
        key="only-our-areas",
        wrong=_only_our_areas,
        message=Text(
            "In your last row the market ends where we stop selling. The areas without us belong to it: do they stand "
            "in your sums?",
            "你的最後一列，市場只算到我們有賣的地方。我們沒有賣的營業區也是市場：它們在你的合計裡嗎？",
        ),
    ),
    Mistake(
        key="no-total",
        wrong=_no_total,
        message=Text(
            'Every area is there, but the row `"all areas"` is not. How does `table.loc["…"] = …` add a row?',
            '每一區都有了，就是少了 `"all areas"` 這一列。`table.loc["…"] = …` 可以加一列，怎麼寫？',
        ),
    ),
    Mistake(
        key="total-of-one-table",
        wrong=_total_of_one_table,
        message=Text(
            "Your last row is empty: only one of the two tables has a row `all areas`, so there is nothing to divide "
            "it by, or nothing to divide. Step 2 is for both.",
            "你的最後一列是空值：兩張表只有一張加了 `all areas` 這一列，沒有另一個數可以除。步驟 2 兩張表都要做。",
        ),
    ),
    Mistake(
        key="over-others",
        wrong=_over_others,
        message=Text(
            "You divided by the others only. `market` is all suppliers, ourselves among them; nothing has to be "
            "taken off or added.",
            "你只除以「別家」。`market` 是所有業者，包括我們，不必再加減。",
        ),
    ),
    Mistake(
        key="exchanged",
        wrong=_exchanged,
        message=Text(
            "The two columns are exchanged. Which is made of customers, which of money?",
            "兩欄對調了。哪一欄該用顧客數，哪一欄該用錢？",
        ),
    ),
    Mistake(
        key="customers-twice",
        wrong=_customers_twice,
        message=Text(
            "Both columns are made of customers. The share by sales needs the money above and below.",
            "兩欄都是用顧客數算的。以銷售額計的占比，上下都要用錢。",
        ),
    ),
    Mistake(
        key="sales-twice",
        wrong=_sales_twice,
        message=Text(
            "Both columns are made of money. The share by customers counts heads above and below.",
            "兩欄都是用錢算的。以顧客計的占比，上下都要數人頭。",
        ),
    ),
    Mistake(
        key="whole-market-below",
        wrong=_whole_market_below,
        message=Text(
            "You divided every area by the market of all areas. Each area stands beside its own market.",
            "你把每一區都除以全部市場的合計。每一區要和自己那一區的市場比。",
        ),
    ),
    Mistake(
        key="our-mix",
        wrong=_our_mix,
        message=Text(
            "That is how our own customers and sales are spread over the areas. Where is the market in it?",
            "這是我們自己的顧客和銷售額在各區的分布。市場在哪裡？",
        ),
    ),
    Mistake(
        key="crossed",
        wrong=_crossed,
        message=Text(
            "Your `sales_share` divides our money by the market's customers. Above and below the line has to stand the "
            "same unit.",
            "你的 `sales_share` 是用我們的錢除以市場的顧客數。分子和分母的單位要一樣。",
        ),
    ),
    Mistake(
        key="nothing-dropped",
        wrong=_nothing_dropped,
        message=Text(
            "An area in which we sold nothing has no row in your table. It belongs to the market, so it stays.",
            "我們什麼都沒賣的那一區，在你的表裡沒有列。它屬於這個市場，要留著。",
        ),
    ),
    Mistake(
        key="nothing-missing",
        wrong=_nothing_missing,
        message=Text(
            "Where we sold nothing you have an empty value. The market there is known and so is our part of it: how "
            "large is it?",
            "我們沒有賣的那一區，你填的是空值。那裡的市場是已知的，我們的部分也是：有多少？",
        ),
    ),
    Mistake(
        key="no-base-zero",
        wrong=_no_base_zero,
        message=Text(
            "Where there is no market at all you put 0. Without a base there is no share: what does the definition "
            "put there?",
            "根本沒有市場的那一區，你填了 0。沒有分母就沒有占比：定義在那裡填的是什麼？",
        ),
    ),
)

# Cases

COLUMNS = {"sales_area": "str", "customers": "int64", "sales": "int64"}


def areas_of(rows) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(COLUMNS)


SMALL = {
    "own": areas_of([("North", 40, 400), ("South", 20, 100)]),
    "market": areas_of([("North", 80, 1000), ("South", 160, 4000), ("East", 60, 1000), ("Harbour", 0, 0)]),
}
"""What the page prints: an area in which we sold nothing, and one in which nobody sold anything."""

NAMES = ("North", "Centre", "South", "East", "West", "Valley")


def _draw(rng: np.random.Generator, names) -> tuple[list, list]:
    own, market = [], []
    for name in names:
        customers = int(rng.integers(60, 900))
        sales = customers * int(rng.integers(3, 12)) + int(rng.integers(0, 50))
        market.append((name, customers, sales))
        part = float(rng.uniform(0.02, 0.5))
        own.append((name, max(1, round(customers * part)), max(1, round(sales * part * float(rng.uniform(0.3, 1.2))))))
    return own, market


def _arguments(rng: np.random.Generator, own, market) -> Arguments:
    return {
        "own": areas_of(own[place] for place in rng.permutation(len(own))),
        "market": areas_of(market[place] for place in rng.permutation(len(market))),
    }


def draw_small(rng: np.random.Generator) -> Arguments:
    """Four areas as on the page: one without us, one without a market."""
    own, market = _draw(rng, ("North", "South", "East"))
    return _arguments(rng, own[:2], [*market, ("Harbour", 0, 0)])


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """Eight areas: one without us, one without a market."""
    own, market = _draw(rng, (*NAMES, "Islands"))
    return _arguments(rng, own[:-1], [*market, ("Harbour", 0, 0)])


def draw_one_area(rng: np.random.Generator) -> Arguments:
    """A company that sells in one area only."""
    return _arguments(rng, *_draw(rng, ("North",)))


def draw_alone(rng: np.random.Generator) -> Arguments:
    """An area in which we are the only supplier, beside ordinary ones."""
    own, market = _draw(rng, NAMES[:3])
    return _arguments(rng, [*own, ("Islands", 30, 210)], [*market, ("Islands", 30, 210)])


def draw_no_market(rng: np.random.Generator) -> Arguments:
    """Areas in which nobody has sold anything yet."""
    return {"own": areas_of([]), "market": areas_of([("North", 0, 0), ("South", 0, 0)])}


CASES = (
    Case(
        key="small",
        name=Text("the four areas on the page", "頁面上的四個營業區"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("the areas of an ordinary company", "一般公司的營業區"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="one-area",
        name=Text("a company with one area", "只有一個營業區的公司"),
        share=0.1,
        draw=draw_one_area,
    ),
    Case(
        key="alone",
        name=Text("an area without another supplier", "沒有別家業者的營業區"),
        share=0.15,
        draw=draw_alone,
    ),
    Case(
        key="no-market",
        name=Text(
            "areas in which nobody sold anything (no base, so `NaN`)",
            "還沒有人賣東西的營業區（沒有分母，所以是 `NaN`）",
        ),
        share=0.15,
        draw=draw_no_market,
    ),
)

SHARES = FunctionTask(
    id="a02.shares",
    title=Text("Share by customers and by sales", "以顧客計、以銷售額計的市佔率"),
    points=2,
    minutes=6,
    lesson="2.2",
    prompt=Text(
        en="""
Write `shares(own, market)`. Both tables have one row per area: `sales_area`, `customers`, and `sales` in thousands of
dollars. `own` is ours; `market` is **all suppliers together**, ourselves among them, for the same year.

**Definition.** For each area of `market`:

| column | what it says |
|---|---|
| `customer_share` | our customers / customers of all suppliers, from 0 to 1 |
| `sales_share` | our sales / sales of all suppliers, from 0 to 1 |

- One row more, called `all areas`, says the same for the whole company: **the sum over all areas, divided by the sum
  over all areas**.
- An area that `own` does not have is one in which we sold nothing: both shares are 0.
- Where there is no market (0 below the line), the share is `NaN`. Every area of `own` is also in `market`.

**Comes back:** a table with one row per area of `market` and the row `all areas`, `sales_area` as the index or as a
column, and the two columns; nothing is rounded.

Step 1 is done. For step 2: `one.loc["a name"] = one.sum()` adds to a table `one` a row of that name that holds the sums
of its columns; here the two tables are `market` and `own`. For step 3: `table = pd.DataFrame()` begins an empty table,
and `table["a name"] = …` adds a column.
""",
        zh_hant="""
請寫出 `shares(own, market)`。兩張表都是一區一列：`sales_area`、`customers`（顧客數）、`sales`（銷售額，千元）。\
`own` 是我們的；`market` 是**所有業者加起來**（包括我們），同一個年度。

**定義：** `market` 的每一區要有：

| 欄位 | 意思 |
|---|---|
| `customer_share` | 我們的顧客數 ÷ 所有業者的顧客數，0 到 1 |
| `sales_share` | 我們的銷售額 ÷ 所有業者的銷售額，0 到 1 |

- 另外加一列，名稱是 `all areas`（全部營業區），說的是整個公司：**所有營業區的合計 ÷ 所有營業區的合計**。
- `own` 裡沒有的營業區，就是我們沒有賣的地方，兩個占比都是 0。
- 沒有市場的地方（分母是 0），占比是 `NaN`。`own` 有的營業區，`market` 一定也有。

**傳回：** 一張表，`market` 的每一區一列，加上 `all areas` 一列；`sales_area` 放在索引或欄位都可以，加上這兩欄，\
不要四捨五入。

步驟 1 已經寫好。步驟 2：一張表叫 `one` 的話，`one.loc["名稱"] = one.sum()` 會替它加上叫這個名稱的一列，內容是各欄的\
合計；這一題的兩張表是 `market` 和 `own`。步驟 3 用 `table = pd.DataFrame()` 開一張空表，再用 \
`table["名稱"] = …` 加上欄位。
""",
    ),
    answer=shares,
    returns=Table(
        columns=(
            Column(name="customer_share", key="sales_area", unit="share"),
            Column(name="sales_share", key="sales_area", unit="share"),
        ),
        key=("sales_area",),
    ),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(shares_by_loop, shares_in_duckdb, shares_by_merge),
    measure=shares_measured,
    hints=(
        Text(
            "Work out the row of the whole company by hand from the small tables: how many customers have we in all, "
            "and how many has the market?",
            "先用小表動手算出全公司那一列：我們一共有幾位顧客？整個市場有幾位？",
        ),
        Text(
            'Step 2 has two lines, one for `own` and one for `market`. The first is `own.loc["all areas"] = '
            "own.sum()`.",
            '步驟 2 是兩行，`own` 一行、`market` 一行。第一行是 `own.loc["all areas"] = own.sum()`。',
        ),
        Text(
            'Step 3: after `table = pd.DataFrame()` come two lines such as `table["customer_share"] = own["…"] / '
            'market["…"]`.',
            '步驟 3：在 `table = pd.DataFrame()` 之後寫兩行，像是 `table["customer_share"] = own["…"] / market["…"]`。',
        ),
    ),
)
