"""Trait lift: how much more often the best customers have a trait than all customers do."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.new_customers.drawing import TRAITS, draw_shop, table
from tutor.shape import Column
from tutor.task import Arguments, Case, FunctionTask, Mistake

NAN = float("nan")


def trait_lift(customers, trait):
    # 1 keep the customers whose trait is known  # lang-en
    # 1 只留下這項特徵有填的顧客  # lang-zh-Hant
    known = customers[customers[trait].notna()]

    # 2 each value's share among all of them  # lang-en
    # 2 每個值占所有人的比率  # lang-zh-Hant
    groups = known.groupby(trait)["best"]
    share_all = groups.size() / len(known)

    # 3 each value's share among the best of them  # lang-en
    # 3 每個值占其中最佳客戶的比率  # lang-zh-Hant
    ### BEGIN SOLUTION
    share_best = groups.sum() / known["best"].sum()
    ### END SOLUTION

    # 4 return how many times as common it is among the best  # lang-en
    # 4 傳回它在最佳客戶裡常見幾倍  # lang-zh-Hant
    ### BEGIN SOLUTION
    return share_best / share_all
    ### END SOLUTION


# Other right ways


def lift_by_loop(customers, trait):
    everybody, best = Counter(), Counter()
    for value, is_best in zip(customers[trait], customers["best"], strict=True):
        if not pd.isna(value):
            everybody[value] += 1
            best[value] += bool(is_best)
    n, n_best = everybody.total(), best.total()
    return {value: best[value] / n_best / (count / n) if n_best else NAN for value, count in everybody.items()}


def lift_by_chances(customers, trait):
    known = customers.dropna(subset=[trait])
    return known.groupby(trait)["best"].mean() / known["best"].mean()


def lift_by_value_counts(customers, trait):
    everybody = customers[trait].value_counts(normalize=True)
    best = customers.loc[customers["best"], trait].value_counts(normalize=True)
    return best.reindex(everybody.index, fill_value=NAN if best.empty else 0) / everybody


def lift_in_duckdb(customers, trait):
    import duckdb

    shop = duckdb.connect()
    shop.register("customers", customers)
    return shop.sql(
        f"""
        with known as (select {trait} as value, best::int as best from customers where {trait} is not null)
        select value, avg(best) / nullif((select avg(best) from known), 0) as lift from known group by 1
        """
    ).df()


def lift_in_polars(customers, trait):
    import polars as pl

    known = pl.from_pandas(customers).drop_nulls(trait)
    overall = known["best"].mean()
    lift = (pl.col("best").mean() / overall if overall else pl.lit(NAN)).alias("lift")
    return known.group_by(pl.col(trait).alias("value")).agg(lift)


def lift_measured(customers, trait):
    best = customers.loc[customers["best"], "customer_id"].tolist()
    return customer_value.trait_lift(customers, best, [trait])[["value", "lift"]]


# What people do instead


def _parts(customers, trait):
    """Of those whose trait is known: with each value, best with each value, all, all best."""
    known = customers[customers[trait].notna()]
    groups = known.groupby(trait)["best"]
    n_best = known["best"].sum()
    # without a best one nothing is said: 0 is what somebody returns who only forgot the rule about an empty base
    best = groups.sum() if n_best else groups.sum() * NAN
    return groups.size(), best, len(known), n_best


def lift_to_the_others(customers, trait):
    size, best, n, n_best = _parts(customers, trait)
    return (best / n_best) / ((size - best) / (n - n_best))


def lift_share_best(customers, trait):
    _, best, _, n_best = _parts(customers, trait)
    return best / n_best


def lift_chance(customers, trait):
    size, best, _, _ = _parts(customers, trait)
    return best / size


def lift_chance_over_share(customers, trait):
    size, best, n, _ = _parts(customers, trait)
    return (best / size) / (size / n)


def lift_share_all(customers, trait):
    size, _, n, _ = _parts(customers, trait)
    return size / n


def lift_upside_down(customers, trait):
    return 1 / trait_lift(customers, trait)


def lift_difference(customers, trait):
    size, best, n, n_best = _parts(customers, trait)
    return best / n_best - size / n


def lift_odds(customers, trait):
    size, best, n, n_best = _parts(customers, trait)
    return (best * (n - n_best - size + best)) / ((n_best - best) * (size - best))


def lift_unknown_kept(customers, trait):
    size, best, _, _ = _parts(customers, trait)
    return (best / customers["best"].sum()) / (size / len(customers))


def lift_unknown_among_best(customers, trait):
    size, best, n, _ = _parts(customers, trait)
    return (best / customers["best"].sum()) / (size / n)


def lift_zero_dropped(customers, trait):
    lift = trait_lift(customers, trait)
    return lift[lift != 0]


def lift_zero_empty(customers, trait):
    best = customers.loc[customers["best"], trait].value_counts(normalize=True)
    return best / customers[trait].value_counts(normalize=True)


def lift_counts(customers, trait):
    _, best, _, _ = _parts(customers, trait)
    return best


def lift_best_of_all(customers, trait):
    _, best, n, _ = _parts(customers, trait)
    return best / n


MISTAKES = (
    Mistake(
        key="to-the-others",
        wrong=lift_to_the_others,
        message=Text(
            "You compared the best with the **others**. The definition compares them with **all** customers, the best "
            "among them.",
            "你拿最佳客戶和**其他人**比。定義是和**所有**顧客比，最佳客戶自己也在裡面。",
        ),
    ),
    Mistake(
        key="share-best",
        wrong=lift_share_best,
        message=Text(
            "You stopped at the share among the best. Whether that is much shows only beside the share among all.",
            "你只算到最佳客戶裡的比率。這樣算高還是算低，要和所有人的比率比才知道。",
        ),
    ),
    Mistake(
        key="chance",
        wrong=lift_chance,
        message=Text(
            "You computed how many of those with the trait are best. Asked for is the other way round: how many of the "
            "best have the trait, and then set against all.",
            "你算的是「有這個特徵的人，多少是最佳客戶」。題目要的是反過來：最佳客戶裡有多少有這個特徵，再和所有人比。",
        ),
    ),
    Mistake(
        key="chance-over-share",
        wrong=lift_chance_over_share,
        message=Text(
            "Step 4 is there, but in step 3 you divided by everybody with the value: how many of them are best. A "
            "share **among the best** is divided by the number of whom?",
            "步驟 4 有了，可是步驟 3 你除以有這個值的所有人，算成「他們有多少是最佳客戶」。**占最佳客戶**的比率，"
            "分母應該是誰的人數？",
        ),
    ),
    Mistake(
        key="share-all",
        wrong=lift_share_all,
        message=Text(
            "This is the share among all customers, nothing more. Step 4 needs both shares.",
            "這只是占所有顧客的比率。步驟 4 兩個比率都要用到。",
        ),
    ),
    Mistake(
        key="upside-down",
        wrong=lift_upside_down,
        message=Text(
            "You divided the share among all by the share among the best. Which of the two is to be how many times as "
            "large?",
            "你用所有人的比率除以最佳客戶的比率。題目問的是哪一個是另一個的幾倍？",
        ),
    ),
    Mistake(
        key="difference",
        wrong=lift_difference,
        message=Text(
            "You took one share from the other. A lift says how many **times** as common: nothing special is 1, not 0.",
            "你把兩個比率相減。提升度說的是「幾**倍**」：沒有差別的時候是 1，不是 0。",
        ),
    ),
    Mistake(
        key="odds",
        wrong=lift_odds,
        message=Text(
            "This is the odds ratio of statistics, with those who have the trait set against those who have not. The "
            "lift divides two shares of a whole.",
            "這是統計上的勝算比（odds ratio），拿有特徵的和沒有特徵的相比。提升度是兩個「占整體的比率」相除。",
        ),
    ),
    Mistake(
        key="unknown-kept",
        wrong=lift_unknown_kept,
        message=Text(
            "You divided by all customers, also those whose trait is not known. Step 1 has put the others into "
            "`known`: both shares come from there.",
            "你除以的是所有顧客，連特徵沒填的也在內。步驟 1 已經把有填的放進 `known`，兩個比率都要從那裡算。",
        ),
    ),
    Mistake(
        key="unknown-best",
        wrong=lift_unknown_among_best,
        message=Text(
            "Below the line of step 3 stand all the best customers, also those whose trait is not known. Take them "
            "from `known`, as step 2 does.",
            "步驟 3 的分母是所有最佳客戶，連特徵沒填的也在內。要像步驟 2 一樣，從 `known` 裡算。",
        ),
    ),
    Mistake(
        key="zero-dropped",
        wrong=lift_zero_dropped,
        message=Text(
            "Values that none of the best has are missing. That nobody has it is a finding, too.",
            "最佳客戶裡沒有人有的那些值不見了。「一個都沒有」也是發現。",
        ),
    ),
    Mistake(
        key="zero-empty",
        wrong=lift_zero_empty,
        message=Text(
            "Values that none of the best has are empty. Their share among the best is known: how many of them have "
            "it?",
            "最佳客戶裡沒有人有的那些值，你得到空值。它占最佳客戶的比率其實是知道的：有幾位？",
        ),
    ),
    Mistake(
        key="counts",
        wrong=lift_counts,
        message=Text(
            "You counted the best customers with each value. Counts become shares first: of how many?",
            "你數的是每個值有幾位最佳客戶。人數要先變成比率：占多少人裡面的多少？",
        ),
    ),
    Mistake(
        key="best-of-all",
        wrong=lift_best_of_all,
        message=Text(
            "You divided the best with each value by all customers, so your share is one of everybody. Step 3 asks for "
            "the share **among the best**.",
            "你用每個值的最佳客戶人數，除以所有顧客。步驟 3 要的是**占最佳客戶**的比率。",
        ),
    ),
)


# The customers it is tried on

SMALL_COLUMNS = {"customer_id": "str", "best": "bool", "area": "str", "asked_about": "str"}
SMALL_ROWS = (
    ("C00001", True, "North", "Teaware"),
    ("C00002", True, "North", "Gifts"),
    ("C00003", True, "South", "Gifts"),
    ("C00004", False, "North", "Teaware"),
    ("C00005", False, "South", "Textiles"),
    ("C00006", False, "South", "Teaware"),
    ("C00007", False, "East", "Textiles"),
    ("C00008", False, None, "Gifts"),
    ("C00009", False, "South", "Teaware"),
    ("C00010", True, None, "Gifts"),
)
SMALL: Arguments = {"customers": table(SMALL_COLUMNS, SMALL_ROWS), "trait": "area"}
"""The ten customers that the exercise page prints."""


def draw_small(rng: np.random.Generator) -> Arguments:
    """The printed customers with their areas dealt out again."""
    rows = [list(row) for row in SMALL_ROWS]
    for row, place in zip(rows, rng.permutation(len(rows)), strict=True):
        row[2] = SMALL_ROWS[place][2]
    return {"customers": table(SMALL_COLUMNS, rows), "trait": "area"}


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """The customers of a generated shop, the top fifth by spend best; some traits not known, one that no best has."""
    traits = draw_shop(rng)["traits"]
    trait = str(rng.choice(TRAITS[:3]))
    values = traits[trait].copy()
    values[rng.random(len(traits)) < 0.1] = None
    values[traits["best"] & (rng.random(len(traits)) < 0.25)] = None
    values[~traits["best"] & (rng.random(len(traits)) < 0.06)] = "elsewhere"
    rows = rng.permutation(len(traits))
    return {
        "customers": traits.assign(**{trait: values.astype("str")}).iloc[rows].reset_index(drop=True),
        "trait": trait,
    }


def _few(rng: np.random.Generator, best: list[bool], values: list[str | None]) -> Arguments:
    ids = [f"C{number:05d}" for number in range(1, len(best) + 1)]
    others = rng.choice(["Teaware", "Gifts"], size=len(best))
    order = rng.permutation(len(best))
    rows = [(ids[new], best[old], values[old], str(others[new])) for new, old in enumerate(order)]
    return {"customers": table(SMALL_COLUMNS, rows), "trait": "area"}


def draw_nobody(rng: np.random.Generator) -> Arguments:
    """Nobody whose trait is known is one of the best."""
    n = int(rng.integers(3, 7))
    return _few(rng, [True, True] + [False] * n, [None, None] + [str(one) for one in rng.choice(["North", "South"], n)])


def draw_one_value(rng: np.random.Generator) -> Arguments:
    """Everybody has the same value, best or not, apart from those of whom nothing is known."""
    n = int(rng.integers(4, 9))
    best = [bool(one) for one in rng.random(n) < 0.4]
    return _few(rng, [True, False, True, *best], ["North", "North", None, *["North"] * n])


def draw_only_best(rng: np.random.Generator) -> Arguments:
    """One value that only the best have, one that none of them has."""
    n, m = int(rng.integers(2, 5)), int(rng.integers(3, 8))
    return _few(rng, [True] * n + [False] * m + [True, False], ["North"] * n + ["South"] * m + ["East", "East"])


CASES = (
    Case(
        key="small",
        name=Text("the ten customers on the page", "頁面上的十位顧客"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(key="ordinary", name=Text("an ordinary shop", "一家一般的店"), share=0.4, draw=draw_ordinary, ordinary=True),
    Case(
        key="only-best",
        name=Text("a value that only the best have", "只有最佳客戶才有的值"),
        share=0.2,
        draw=draw_only_best,
    ),
    Case(key="one-value", name=Text("a trait that everybody has", "人人都一樣的特徵"), share=0.1, draw=draw_one_value),
    Case(
        key="nobody",
        name=Text("a trait that is not known of any of the best", "最佳客戶都沒填的特徵"),
        share=0.1,
        draw=draw_nobody,
    ),
)

TRAIT_LIFT = FunctionTask(
    id="a03.trait_lift",
    title=Text("Trait lift", "特徵提升度"),
    points=2,
    minutes=6,
    lesson="3.1",
    prompt=Text(
        en="""
Write `trait_lift(customers, trait)`. The table `customers` has one row per customer: `customer_id`, `best` (True or
False) and some traits. `trait` is the name of one of these columns, such as `"area"`; a cell is empty where it is not
known.

**Definition.** The [lift](term:trait-lift) of each value of the trait:

lift = share of the value among the **best** ÷ share of the value among **all** customers

- Only customers whose trait is known count, in both shares.
- The best are among all customers, too.
- A value that none of the best has is in the table, with a lift of 0. If none of the best is known, there is no base:
  `NaN`.

**Comes back:** one number for each value: a column with the values as its index (or a table with a column `value`
beside it). It is no percentage: 1 means as common as everywhere.

Steps 1 and 2 are done for you. `.sum()` of True and False counts the True ones, also group by group, so that nobody is
a 0. (The `.fillna(0)` of lesson 3.1 would make a 0 of an empty base as well.)
""",
        zh_hant="""
請寫出 `trait_lift(customers, trait)`。`customers` 一位顧客一列：`customer_id`、`best`（True 或 False）和幾項特徵。\
`trait` 是其中一欄的名稱，例如 `"area"`；沒填的是空值。

**定義：** 特徵的每一個值，[提升度](term:trait-lift)是：

提升度 ＝ 這個值占**最佳客戶**的比率 ÷ 這個值占**所有顧客**的比率

- 兩個比率都只算這項特徵有填的顧客。
- 「所有顧客」也包含最佳客戶。
- 最佳客戶裡沒有人有的值也要列出來，提升度是 0。如果最佳客戶沒有一位有填，就沒有分母，是 `NaN`。

**傳回：** 每個值一個數字：一欄，索引是那些值（或一張表，旁邊有 `value` 欄）。它不是百分比，1 表示和大家一樣常見。

步驟 1 和 2 已經寫好。True 和 False 的 `.sum()` 就是 True 的個數，分組之後也一樣，沒有人就是 0。\
（第 3.1 課的 `.fillna(0)` 會把沒有分母的空值也變成 0。）
""",
    ),
    answer=trait_lift,
    returns=Column(name="lift", key="value"),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(lift_by_loop, lift_by_chances, lift_by_value_counts, lift_in_duckdb, lift_in_polars),
    measure=lift_measured,
    hints=(
        Text(
            "Step 3 is built like step 2. There `groups.size()` counts everybody with each value, and `len(known)` "
            "everybody there is. Now both only for the best.",
            "步驟 3 和步驟 2 的結構一樣。那裡的 `groups.size()` 數每個值的所有人，`len(known)` 是全部的人。"
            "現在兩個都只數最佳客戶。",
        ),
        Text(
            "`groups.sum()` adds up True and False value by value: the best with each value. Below the line stands the "
            "sum of one whole column of `known`.",
            "`groups.sum()` 會把每個值的 True 和 False 加起來，就是每個值有幾位最佳客戶。分母是 `known` 某一欄的總和。",
        ),
        Text(
            "Step 4 divides the two columns. Try it on the ten customers: for North it must be above 1, for East 0.",
            "步驟 4 把兩欄相除。拿十位顧客試試：North 應該大於 1，East 是 0。",
        ),
    ),
)
