"""The tier table: how many customers each tier has, what they bring, and the two shares compared."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.rfm.cases import draw_ordinary as draw_ordinary_ledger
from solutions.rfm.given import tiers, valid_orders
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake

TIERS = ["platinum", "gold", "silver", "bronze"]
LIMITS = {"platinum": 100_000, "gold": 20_000, "silver": 4_000}


def tier_table(customers):
    # 1 customers and money of each tier  # lang-en
    # 1 每一級的人數和金額  # lang-zh-Hant
    tiered = tiers(customers)
    table = tiered.groupby("tier")["monetary"].agg(customers="count", money="sum")

    # 2 a row for every tier, also where nobody is  # lang-en
    # 2 每一級都有一列，沒有人的也要有  # lang-zh-Hant
    ### BEGIN SOLUTION
    table = table.reindex(["platinum", "gold", "silver", "bronze"], fill_value=0)
    ### END SOLUTION

    # 3 the columns customer_share, revenue_share, mean and value_index  # lang-en
    # 3 加上 customer_share、revenue_share、mean、value_index 四欄  # lang-zh-Hant
    ### BEGIN SOLUTION
    table["customer_share"] = table["customers"] / table["customers"].sum()
    table["revenue_share"] = table["money"] / table["money"].sum()
    table["mean"] = table["money"] / table["customers"]
    table["value_index"] = table["revenue_share"] / table["customer_share"]
    ### END SOLUTION
    return table


# Other right ways


def tier_table_by_loop(customers):
    spent = {tier: [] for tier in TIERS}
    for amount in customers["monetary"]:
        spent[next((tier for tier, limit in LIMITS.items() if amount >= limit), "bronze")].append(float(amount))
    everybody, everything = len(customers), sum(map(sum, spent.values()))

    def over(part, whole):
        return part / whole if whole else float("nan")

    return [
        {
            "tier": tier,
            "customers": len(amounts),
            "customer_share": over(len(amounts), everybody),
            "revenue_share": over(sum(amounts), everything),
            "mean": over(sum(amounts), len(amounts)),
            "value_index": over(over(sum(amounts), everything), over(len(amounts), everybody)),
        }
        for tier, amounts in spent.items()
    ]


def tier_table_in_duckdb(customers):
    import duckdb

    return duckdb.execute(
        """
        with named(tier) as (values ('platinum'), ('gold'), ('silver'), ('bronze')),
        judged as (
            select monetary, case when monetary >= 100000 then 'platinum' when monetary >= 20000 then 'gold'
                when monetary >= 4000 then 'silver' else 'bronze' end as tier
            from customers),
        counted as (
            select tier, count(monetary) as customers, coalesce(sum(monetary), 0) as money
            from named left join judged using (tier) group by tier)
        select tier, customers, customers / nullif(sum(customers) over (), 0) as customer_share,
            money / nullif(sum(money) over (), 0) as revenue_share, money / nullif(customers, 0) as mean,
            revenue_share / nullif(customer_share, 0) as value_index
        from counted
        """
    ).df()


def tier_table_by_categories(customers):
    edges = [-np.inf, *reversed(LIMITS.values()), np.inf]
    tier = pd.cut(customers["monetary"], edges, right=False, labels=TIERS[::-1])
    groups = customers["monetary"].groupby(tier, observed=False)
    table = pd.DataFrame({"customers": groups.size(), "mean": groups.mean()})
    table["customer_share"] = table["customers"] / len(customers) if len(customers) else np.nan
    table["value_index"] = table["mean"] / customers["monetary"].mean()
    table["revenue_share"] = groups.sum() / customers["monetary"].sum()
    return table.rename_axis("tier").reset_index()


def measured(customers):
    """The measure that the answer is held to."""
    tiered = customer_value.tiers(customers, LIMITS, rest="bronze")
    return customer_value.tier_table(tiered, TIERS).rename(columns={"index": "value_index"})


# What people do instead


def _counted(customers, tier=None):
    """Customers and money by tier, every tier with a row."""
    tier = tiers(customers)["tier"] if tier is None else tier
    groups = customers["monetary"].groupby(np.asarray(tier, dtype="object"))
    return groups.agg(customers="count", money="sum").reindex(TIERS, fill_value=0)


def _completed(table):
    """The four columns beside customers and money, where a mistake has not filled them otherwise."""
    right = {
        "customer_share": table["customers"] / table["customers"].sum(),
        "revenue_share": table["money"] / table["money"].sum(),
        "mean": table["money"] / table["customers"],
    }
    table = table.assign(**{name: values for name, values in right.items() if name not in table})
    if "value_index" not in table:
        table["value_index"] = table["revenue_share"] / table["customer_share"]
    return table.rename_axis("tier")


def table_strict(customers):
    spent = customers["monetary"]
    tier = np.select([spent > limit for limit in LIMITS.values()], list(LIMITS), default="bronze")
    return _completed(_counted(customers, tier))


def table_from_the_bottom(customers):
    spent = customers["monetary"]
    upwards = dict(reversed(LIMITS.items()))
    tier = np.select([spent >= limit for limit in upwards.values()], list(upwards), default="bronze")
    return _completed(_counted(customers, tier))


def table_cumulative(customers):
    table = _counted(customers)
    sums = table[["customers", "money"]].cumsum()
    shares = {
        "customer_share": sums["customers"] / len(customers),
        "revenue_share": sums["money"] / sums["money"].max(),
    }
    return _completed(sums.assign(**shares))


def table_by_quarters(customers):
    quarter = pd.qcut(customers["monetary"].rank(method="first"), 4, labels=TIERS[::-1])
    return _completed(_counted(customers, quarter.astype("object")))


def table_empty_dropped(customers):
    table = _completed(_counted(customers))
    return table[table["customers"] > 0]


def table_empty_row_nan(customers):
    table = _counted(customers)
    return _completed(table.where(table["customers"] > 0))


def table_empty_mean_zero(customers):
    return _completed(_counted(customers)).fillna(0)


def table_share_of_means(customers):
    table = _counted(customers)
    mean = table["money"] / table["customers"]
    return _completed(table.assign(revenue_share=mean.fillna(0) / mean.sum()))


def table_share_of_customers_twice(customers):
    table = _counted(customers)
    return _completed(table.assign(revenue_share=table["customers"] / table["customers"].sum()))


def table_mean_over_everybody(customers):
    table = _counted(customers)
    return _completed(table.assign(mean=table["money"] / len(customers)))


def table_median(customers):
    tiered = tiers(customers)
    return _completed(_counted(customers).assign(mean=tiered.groupby("tier")["monetary"].median()))


def table_index_turned(customers):
    table = _completed(_counted(customers))
    return table.assign(value_index=table["customer_share"] / table["revenue_share"])


def table_index_difference(customers):
    table = _completed(_counted(customers))
    return table.assign(value_index=table["revenue_share"] - table["customer_share"])


def table_index_over_means(customers):
    table = _completed(_counted(customers))
    return table.assign(value_index=table["mean"] / table["mean"].mean())


def table_index_in_percent(customers):
    table = _completed(_counted(customers))
    return table.assign(value_index=100 * table["value_index"])


def table_money_for_shares(customers):
    table = _completed(_counted(customers))
    return table.assign(revenue_share=table["money"])


MISTAKES = (
    Mistake(
        key="strict",
        wrong=table_strict,
        message=Text(
            "You asked for more than the limit (`>`). Look at a customer whose spend is exactly where a tier begins.",
            "你要的是超過界線（`>`）。看看金額剛好等於界線的顧客。",
        ),
    ),
    Mistake(
        key="from-the-bottom",
        wrong=table_from_the_bottom,
        message=Text(
            "You tried the lowest limit first, and whoever reaches gold reaches that one too. In which order does "
            "`np.select` have to see the limits?",
            "你先試最低的界線，可是達到金級的人也一定達到它。`np.select` 應該照什麼順序看這些界線？",
        ),
    ),
    Mistake(
        key="cumulative",
        wrong=table_cumulative,
        message=Text(
            "Each of your tiers holds those above it as well. Add your `customers` up: does that give the number of "
            "customers?",
            "你的每一級都把上面幾級的人也算進去了。把 `customers` 加起來：等於總人數嗎？",
        ),
    ),
    Mistake(
        key="quarters",
        wrong=table_by_quarters,
        message=Text(
            "You made four groups of equal size. The definition names amounts of money: how many customers may reach "
            "one?",
            "你分成四組一樣多的人。定義寫的是金額界線：達到的人可以有幾位？",
        ),
    ),
    Mistake(
        key="empty-dropped",
        wrong=table_empty_dropped,
        message=Text(
            "A tier that nobody is in has vanished from your table. The owner would look for it: what does `groupby` "
            "do with a name that does not occur?",
            "沒有人的那一級，從你的表裡消失了，老闆會找不到它。`groupby` 遇到沒出現過的名稱會怎麼做？",
        ),
    ),
    Mistake(
        key="empty-row-nan",
        wrong=table_empty_row_nan,
        message=Text(
            "The tier that nobody is in has a row, but it is empty throughout. Some of its numbers are known: how many "
            "customers does it have? Look at `fill_value=`.",
            "沒有人的那一級有一列了，可是整列都是空的。有些數字其實是知道的：這一級有幾位顧客？看看 `fill_value=`。",
        ),
    ),
    Mistake(
        key="empty-mean-zero",
        wrong=table_empty_mean_zero,
        message=Text(
            "In a tier without customers you put 0 for the mean and the index. That says its customers spend nothing, "
            "but there are none: what does the definition put there?",
            "沒有人的那一級，你的平均和指數都填了 0。這是說裡面的人一毛都沒花，可是根本沒有人：定義在這裡填的是什麼？",
        ),
    ),
    Mistake(
        key="share-of-means",
        wrong=table_share_of_means,
        message=Text(
            "Your `revenue_share` compares the tiers' means, as if every tier had equally many customers. Of which sum "
            "is it a share?",
            "你的 `revenue_share` 比的是各級的平均，好像每一級人數都一樣。它應該是哪一個總和的占比？",
        ),
    ),
    Mistake(
        key="customers-twice",
        wrong=table_share_of_customers_twice,
        message=Text(
            "Your `revenue_share` counts heads: it is the same as `customer_share`. What does revenue count?",
            "你的 `revenue_share` 數的是人頭，跟 `customer_share` 一樣。營收該加總的是什麼？",
        ),
    ),
    Mistake(
        key="mean-over-everybody",
        wrong=table_mean_over_everybody,
        message=Text(
            "You divided each tier's money by all customers. Whose mean is it?",
            "你把每一級的金額除以全部顧客的人數。這是誰的平均？",
        ),
    ),
    Mistake(
        key="median",
        wrong=table_median,
        message=Text(
            "Your `mean` is the median, the customer in the middle. The table asks for money per customer: look at the "
            "definition.",
            "你的 `mean` 是中位數，也就是排在正中間那位。表裡要的是平均每位的金額，看看定義。",
        ),
    ),
    Mistake(
        key="index-turned",
        wrong=table_index_turned,
        message=Text(
            "Your index is upside down: the best tier has the lowest. Which of the two shares stands above the line?",
            "你的指數上下顛倒，最好的一級反而最低。兩個占比，哪一個是分子？",
        ),
    ),
    Mistake(
        key="index-difference",
        wrong=table_index_difference,
        message=Text(
            "You took one share off the other. An index says how many times as much: which step makes a “times”?",
            "你把兩個占比相減了。指數說的是「幾倍」，哪一種運算才會得到倍數？",
        ),
    ),
    Mistake(
        key="index-over-means",
        wrong=table_index_over_means,
        message=Text(
            "You compared each tier's mean with the mean of the tiers. A tier with few customers then weighs as much "
            "as a full one: build the index from the two shares.",
            "你拿每一級的平均去比「各級平均的平均」，人很少的一級就和人很多的一級一樣重了。指數要用兩個占比來算。",
        ),
    ),
    Mistake(
        key="index-in-percent",
        wrong=table_index_in_percent,
        message=Text(
            "You multiplied the index by a hundred. Here an average customer has the index 1.",
            "你把指數乘以一百了。這裡一般顧客的指數是 1。",
        ),
    ),
    Mistake(
        key="money-for-share",
        wrong=table_money_for_shares,
        message=Text(
            "Your `revenue_share` is an amount of money. One step is missing to make a share of it.",
            "你的 `revenue_share` 是金額，還差一步才是占比。",
        ),
    ),
)


# Cases


def spending(amounts: Iterable[float]) -> Arguments:
    """The input from one amount per customer."""
    table = pd.DataFrame({"monetary": [float(amount) for amount in amounts]}, dtype="float64")
    table.insert(0, "customer_id", pd.Series([f"C{number:05d}" for number in range(1, len(table) + 1)], dtype="str"))
    return {"customers": table}


SMALL = spending([50_000, 20_000, 10_000, 8_000, 4_000, 3_000, 2_000, 1_000, 1_000, 1_000])
"""The ten customers that the page prints: one exactly on each limit, and nobody in platinum."""


def draw_small(rng: np.random.Generator) -> Arguments:
    """Ten customers, one exactly on each of two limits, nobody in platinum."""
    low, middle, high = rng.integers(3, 40, 5) * 100, rng.integers(41, 199, 2) * 100, rng.integers(201, 900, 1) * 100
    return spending(rng.permutation([20_000, 4_000, *high, *middle, *low]))


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """What the customers of an ordinary ledger spent: some exactly on a limit, nobody in platinum."""
    valid = valid_orders(**draw_ordinary_ledger(rng, customers=170))
    spent = valid.groupby("customer_id")["amount"].sum()
    spent = spent[spent < LIMITS["platinum"]].to_numpy("float64").copy()
    spent[:4] = [LIMITS["gold"], LIMITS["silver"], LIMITS["silver"], LIMITS["gold"]]
    return spending(rng.permutation(spent))


def draw_limits(rng: np.random.Generator) -> Arguments:
    """Amounts on the limits and one dollar beside them."""
    amounts = [limit + step for limit in LIMITS.values() for step in (-1, 0, 1)]
    return spending(rng.permutation([*amounts, int(rng.integers(200, 3_000))]))


def draw_all_four(rng: np.random.Generator) -> Arguments:
    """Thirty customers in all four tiers."""
    amounts = [rng.integers(100, 300, 2), rng.integers(21, 99, 5), rng.integers(5, 19, 9)]
    return spending(rng.permutation([*np.concatenate(amounts) * 1_000, *rng.integers(200, 3_900, 14)]))


def draw_one_tier(rng: np.random.Generator) -> Arguments:
    """Six customers, all of them in bronze."""
    return spending(rng.integers(200, 3_900, 6))


def draw_nobody(rng: np.random.Generator) -> Arguments:
    """A list without a customer."""
    return spending([])


CASES = (
    Case(
        key="small",
        name=Text("the ten customers on the page", "頁面上的十位顧客"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("the customers of an ordinary ledger", "一般帳本的顧客"),
        share=0.35,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="limits",
        name=Text("amounts exactly on a tier's limit", "金額剛好落在界線上的顧客"),
        share=0.15,
        draw=draw_limits,
    ),
    Case(
        key="all-four",
        name=Text("customers in all four tiers", "四級都有人的店"),
        share=0.1,
        draw=draw_all_four,
    ),
    Case(
        key="one-tier",
        name=Text("customers who are all in one tier", "所有人都在同一級的店"),
        share=0.1,
        draw=draw_one_tier,
    ),
    Case(
        key="nobody",
        name=Text("a list without customers (no base, so `NaN`)", "一位顧客都沒有的名單（沒有分母，所以是 `NaN`）"),
        share=0.1,
        draw=draw_nobody,
    ),
)

TIER_TABLE = FunctionTask(
    id="a07.tiers",
    title=Text("The tier table", "分級表"),
    points=2,
    minutes=7,
    lesson="7.6",
    prompt=Text(
        en="""
Write `tier_table(customers)`. The table `customers` has one row per customer: `customer_id` and `monetary`, the net
spend in NT$.

**Definition.** [Tiers](term:tier) as in `tiers`: platinum from 100,000, gold from 20,000, silver from 4,000, bronze
below. Exactly 20,000 is gold. For each tier:

| column | what it says |
|---|---|
| `customers` | number of customers in the tier |
| `customer_share` | those customers / all customers, from 0 to 1 |
| `revenue_share` | the tier's spend / everybody's spend, from 0 to 1 |
| `mean` | spend per customer of the tier, NT$ |
| `value_index` | `revenue_share` / `customer_share`; 1 is an average customer |

**A tier that nobody is in keeps its row**: 0 customers, both shares 0, `mean` and `value_index` empty (`NaN`). Without
any customer the shares are `NaN` too. `NaN`, *not a number*, is what pandas gives for 0 / 0: there is no base.

**Comes back:** a table with four rows, `tier` as the index or as a column, and the five columns. Nothing is rounded;
further columns do no harm.

Step 1 is done: `.agg(customers="count", money="sum")` makes two columns out of each group. For step 2,
`table.reindex([…], fill_value=0)` gives the table exactly the rows you list and puts 0 where there was none.
""",
        zh_hant="""
請寫出 `tier_table(customers)`。`customers` 這張表一位顧客一列，欄位有 `customer_id` 和 `monetary`（淨消費金額，\
新臺幣元）。

**定義：** [分級](term:tier)照 `tiers`：100,000 元起是白金級，20,000 元起是金級，4,000 元起是銀級，其餘是銅級。\
剛好 20,000 元算金級。每一級要有：

| 欄位 | 意思 |
|---|---|
| `customers` | 這一級的顧客人數 |
| `customer_share` | 這一級的人數 ÷ 全部人數，0 到 1 |
| `revenue_share` | 這一級的消費金額 ÷ 全部消費金額，0 到 1 |
| `mean` | 這一級平均每位的消費金額，新臺幣元 |
| `value_index` | `revenue_share` ÷ `customer_share`；1 代表一般顧客 |

**沒有人的那一級也要有一列**：人數 0、兩個占比都是 0，`mean` 和 `value_index` 是空值（`NaN`）。如果一位顧客都沒有，\
占比也是 `NaN`。`NaN` 是「不是數字」，pandas 算 0 ÷ 0 就會得到它，意思是沒有分母。

**傳回：** 一張四列的表，`tier` 放在索引或欄位都可以，加上這五欄。不要四捨五入；多出別的欄位沒有關係。

步驟 1 已經寫好：`.agg(customers="count", money="sum")` 把每一組變成兩欄。步驟 2 可以用 `table.reindex([…], \
fill_value=0)`：清單寫哪幾列，表就有哪幾列，原本沒有的補 0。
""",
    ),
    answer=tier_table,
    returns=Table(
        columns=(
            Column(name="customers", key="tier", unit="orders"),
            Column(name="customer_share", key="tier", unit="share"),
            Column(name="revenue_share", key="tier", unit="share"),
            Column(name="mean", key="tier", unit="money"),
            Column(name="value_index", key="tier"),
        ),
        key=("tier",),
    ),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(tier_table_by_loop, tier_table_in_duckdb, tier_table_by_categories),
    measure=measured,
    hints=(
        Text(
            "Write the five columns for gold down by hand first, from the ten customers above. Then every line of step "
            "3 is one of your sums, for all tiers at once.",
            "先用上面那十位顧客，動手算出金級的五個數字。接下來步驟 3 的每一行，就是你剛才的一個算式，"
            "一次算完所有級別。",
        ),
        Text(
            'Step 2 is `table = table.reindex(["platinum", …], fill_value=0)` with all four names. In step 3, '
            '`table["customers"].sum()` is the number of all customers.',
            '步驟 2 是 `table = table.reindex(["platinum", …], fill_value=0)`，四個名稱都要寫。步驟 3 裡，'
            '`table["customers"].sum()` 就是全部人數。',
        ),
        Text(
            'The first line of step 3 is `table["customer_share"] = table["customers"] / table["customers"].sum()`. '
            "The second does the same with `money`; the mean divides one column by another; the index divides the two "
            "shares.",
            '步驟 3 的第一行是 `table["customer_share"] = table["customers"] / table["customers"].sum()`。'
            "第二行對 `money` 做同樣的事；平均是一欄除以另一欄；指數是兩個占比相除。",
        ),
    ),
)
