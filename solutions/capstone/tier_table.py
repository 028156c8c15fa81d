"""The plan's tier table: who, how many, how much, and how many of them buy again today."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

import customer_value
from customer_value import tiers
from customer_value.messages import Text
from solutions.capstone.given import customer_table
from solutions.capstone.own import tier_table_inputs
from solutions.rfm.cases import draw_ordinary as draw_ordinary_ledger
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake


def tier_table(customers, limits):
    # 1 every customer's tier, and the tiers' names from the top  # lang-en
    # 1 每位顧客的分級，以及由高到低的級名  # lang-zh-Hant
    tiered = tiers(customers, limits, rest="bronze")
    names = [*limits, "bronze"]

    # 2 how many they are and what they spent; a row for every tier  # lang-en
    # 2 每一級的人數和金額，每一級都要有一列  # lang-zh-Hant
    table = tiered.groupby("tier")["monetary"].agg(customers="count", money="sum")
    ### BEGIN SOLUTION
    table = table.reindex(names, fill_value=0)
    ### END SOLUTION

    # 3 revenue_share and mean  # lang-en
    # 3 加上 revenue_share 和 mean 兩欄  # lang-zh-Hant
    ### BEGIN SOLUTION
    table["revenue_share"] = table["money"] / table["money"].sum()
    table["mean"] = table["money"] / table["customers"]
    ### END SOLUTION

    # 4 the existing customers alone: existing and rate  # lang-en
    # 4 只看老客戶：加上 existing 和 rate 兩欄  # lang-zh-Hant
    ### BEGIN SOLUTION
    existing = tiered[tiered["existing"]].groupby("tier")["bought"]
    table["existing"] = existing.count().reindex(names, fill_value=0)
    table["rate"] = existing.mean()
    ### END SOLUTION
    return table


# Other right ways


def tier_table_by_loop(customers, limits):
    names = [*limits, "bronze"]
    spent = {name: [] for name in names}
    bought = {name: [] for name in names}
    for row in customers.itertuples():
        name = next((tier for tier, limit in limits.items() if row.monetary >= limit), "bronze")
        spent[name].append(row.monetary)
        if row.existing:
            bought[name].append(bool(row.bought))
    whole = sum(map(sum, spent.values()))

    def over(part, base):
        return part / base if base else math.nan

    return [
        {
            "tier": name,
            "customers": len(spent[name]),
            "revenue_share": over(sum(spent[name]), whole),
            "mean": over(sum(spent[name]), len(spent[name])),
            "existing": len(bought[name]),
            "rate": over(sum(bought[name]), len(bought[name])),
        }
        for name in names
    ]


def tier_table_in_duckdb(customers, limits):
    import duckdb

    db = duckdb.connect()
    cuts = pd.DataFrame({"tier": [*limits, "bronze"], "least": [*map(float, limits.values()), -math.inf]})
    db.register("cuts", cuts)
    db.register("customers", customers)
    return db.execute(
        """
        with judged as (
            select c.*, (select arg_max(tier, least) from cuts where c.monetary >= least) as tier from customers c)
        select cuts.tier, count(monetary) as customers,
            coalesce(sum(monetary), 0) / nullif((select sum(monetary) from customers), 0) as revenue_share,
            avg(monetary) as mean, count(*) filter (where existing) as existing,
            avg(bought::int) filter (where existing) as rate
        from cuts left join judged using (tier) group by cuts.tier
        """
    ).df()


def tier_table_in_polars(customers, limits):
    import polars as pl

    table = pl.DataFrame({name: customers[name].to_numpy() for name in ("monetary", "existing", "bought")})
    rows = []
    higher = math.inf
    for name, least in [*limits.items(), ("bronze", -math.inf)]:
        here = table.filter((pl.col("monetary") >= least) & (pl.col("monetary") < higher))
        known = here.filter(pl.col("existing"))
        total = table["monetary"].sum()
        rows.append(
            {
                "tier": name,
                "customers": len(here),
                "revenue_share": here["monetary"].sum() / total if total else None,
                "mean": here["monetary"].mean(),
                "existing": len(known),
                "rate": known["bought"].mean(),
            }
        )
        higher = least
    return pl.DataFrame(rows)


def measured(customers, limits):
    """The measures that the answer is held to, and the rates counted by hand."""
    names = [*limits, "bronze"]
    tiered = customer_value.tiers(customers, limits, rest="bronze")
    table = customer_value.tier_table(tiered, names).set_index("tier")
    for name in names:
        known = tiered[(tiered["tier"] == name) & tiered["existing"]]
        table.loc[name, "existing"] = len(known)
        table.loc[name, "rate"] = len(known[known["bought"]]) / len(known) if len(known) else math.nan
    return table


# What people do instead


def _with(customers, limits, **columns):
    """The right table with some of its columns replaced."""
    return tier_table(customers, limits).assign(**columns)


def _grouped(customers, limits):
    tiered = tiers(customers, limits, rest="bronze")
    return tiered, tiered.groupby("tier"), [*limits, "bronze"]


def rate_of_everybody(customers, limits):
    _, groups, _ = _grouped(customers, limits)
    return _with(customers, limits, rate=groups["bought"].mean())


def rate_all_buyers(customers, limits):
    table = tier_table(customers, limits)
    _, groups, names = _grouped(customers, limits)
    buyers = groups["bought"].sum().reindex(names, fill_value=0)
    return table.assign(rate=buyers / table["existing"].where(table["existing"] > 0))


def rate_existing_buyers_of_everybody(customers, limits):
    table = tier_table(customers, limits)
    return table.assign(
        rate=table["rate"].fillna(0) * table["existing"] / table["customers"].where(table["customers"] > 0)
    )


def rate_of_buyers(customers, limits):
    tiered, _, _ = _grouped(customers, limits)
    buyers = tiered[tiered["bought"]].groupby("tier")
    return _with(customers, limits, rate=buyers["existing"].mean())


def rate_is_a_count(customers, limits):
    tiered, _, names = _grouped(customers, limits)
    counts = tiered[tiered["existing"]].groupby("tier")["bought"].sum()
    return _with(customers, limits, rate=counts.reindex(names, fill_value=0))


def rate_share_of_all_buyers(customers, limits):
    table = tier_table(customers, limits)
    counts = table["rate"].fillna(0) * table["existing"]
    return table.assign(rate=counts / counts.sum())


def rate_of_lapsed(customers, limits):
    tiered, _, names = _grouped(customers, limits)
    lapsed = tiered[~tiered["existing"]].groupby("tier")["bought"]
    return _with(customers, limits, existing=lapsed.count().reindex(names, fill_value=0), rate=lapsed.mean())


def rate_empty_zero(customers, limits):
    table = tier_table(customers, limits)
    return table.assign(rate=table["rate"].fillna(0))


def everything_empty_zero(customers, limits):
    return tier_table(customers, limits).fillna(0)


def existing_is_buyers(customers, limits):
    table = tier_table(customers, limits)
    return table.assign(existing=(table["rate"].fillna(0) * table["existing"]).round())


def existing_alone_in_the_table(customers, limits):
    return tier_table(customers[customers["existing"]], limits)


def existing_empty_nan(customers, limits):
    table = tier_table(customers, limits)
    return table.assign(existing=table["existing"].where(table["existing"] > 0))


def empty_dropped(customers, limits):
    table = tier_table(customers, limits)
    return table[table["customers"] > 0]


def empty_row_nan(customers, limits):
    table = tier_table(customers, limits)
    return table.where(table["customers"] > 0)


def share_of_means(customers, limits):
    table = tier_table(customers, limits)
    return table.assign(revenue_share=table["mean"].fillna(0) / table["mean"].sum())


def share_of_heads(customers, limits):
    table = tier_table(customers, limits)
    return table.assign(revenue_share=table["customers"] / table["customers"].sum())


def mean_over_everybody(customers, limits):
    table = tier_table(customers, limits)
    return table.assign(mean=table["money"] / len(customers) if len(customers) else np.nan)


def median(customers, limits):
    _, groups, _ = _grouped(customers, limits)
    return _with(customers, limits, mean=groups["monetary"].median())


def mean_over_existing(customers, limits):
    table = tier_table(customers, limits)
    return table.assign(mean=table["money"] / table["existing"].where(table["existing"] > 0))


def existing_is_everybody(customers, limits):
    _, groups, _ = _grouped(customers, limits)
    return rate_of_everybody(customers, limits).assign(existing=groups["bought"].count())


def _of_existing(customers, limits):
    tiered = tiers(customers, limits, rest="bronze")
    return tiered[tiered["existing"]].groupby("tier")["monetary"]


def mean_of_existing(customers, limits):
    return tier_table(customers, limits).assign(mean=_of_existing(customers, limits).mean())


def mean_of_tiers(customers, limits):
    table = tier_table(customers, limits)
    return table.assign(mean=table["money"].mean())


def share_of_existing_money(customers, limits):
    table = tier_table(customers, limits)
    return table.assign(revenue_share=_of_existing(customers, limits).sum() / table["money"].sum())


def share_in_percent(customers, limits):
    table = tier_table(customers, limits)
    return table.assign(revenue_share=100 * table["revenue_share"])


def strict(customers, limits):
    above = {name: math.nextafter(limit, math.inf) for name, limit in limits.items()}
    return tier_table(customers, above)


MISTAKES = (
    Mistake(
        key="rate-of-everybody",
        wrong=rate_of_everybody,
        message=Text(
            "Your `rate` is taken of all customers of a tier, lapsed ones included. Of whom is a repurchase rate "
            "taken? Keep the rows of `existing` before you group.",
            "你的 `rate` 分母是這一級的全部顧客，連流失的也算了。續購率的分母是誰？分組之前，先留下 `existing` 的列。",
        ),
    ),
    Mistake(
        key="rate-all-buyers",
        wrong=rate_all_buyers,
        message=Text(
            "Above the line of your `rate` stand all buyers, also those who had lapsed and came back; below it only "
            "the "
            "existing customers. Both parts have to be about the same people.",
            "你的 `rate` 分子是所有買的人，包括流失之後回來的；分母卻只有老客戶。分子和分母要是同一群人。",
        ),
    ),
    Mistake(
        key="rate-existing-of-everybody",
        wrong=rate_existing_buyers_of_everybody,
        message=Text(
            "Your `rate` divides the existing customers who bought by all customers of the tier. Whom does the "
            "definition put below the line?",
            "你的 `rate` 是「有買的老客戶」除以這一級的全部顧客。定義裡的分母是哪些人？",
        ),
    ),
    Mistake(
        key="rate-of-buyers",
        wrong=rate_of_buyers,
        message=Text(
            "Your `rate` says what part of a tier's buyers were existing customers. It is asked the other way round.",
            "你的 `rate` 是這一級買的人裡，有多少是老客戶。題目問的是反過來。",
        ),
    ),
    Mistake(
        key="rate-count",
        wrong=rate_is_a_count,
        message=Text(
            "Your `rate` is a number of people: how many existing customers bought. A share needs to be divided; a "
            "mean of `True` and `False` does that.",
            "你的 `rate` 是人數：有幾位老客戶買了。占比還要再除一次；`True` 和 `False` 取平均就等於除好了。",
        ),
    ),
    Mistake(
        key="rate-share-of-all-buyers",
        wrong=rate_share_of_all_buyers,
        message=Text(
            "Your `rate` says what part of all the shop's returning buyers belongs to each tier: it adds up to 1 down "
            "the column. Each tier's rate has a base of its own.",
            "你的 `rate` 是全店再次購買的人分布在各級的比例，整欄加起來等於 1。每一級的續購率要有自己的分母。",
        ),
    ),
    Mistake(
        key="lapsed",
        wrong=rate_of_lapsed,
        message=Text(
            "You kept the customers who were *not* existing ones, so the last two columns are about the lapsed. What "
            "does the `~` do?",
            "你留下的是「不是」老客戶的人，所以最後兩欄講的是流失客戶。`~` 做了什麼事？",
        ),
    ),
    Mistake(
        key="rate-empty-zero",
        wrong=rate_empty_zero,
        message=Text(
            "A tier without existing customers has the rate 0 in your table. That says that none of them came, but "
            "there is nobody to come: what does the definition put there?",
            "沒有老客戶的那一級，你的 `rate` 填了 0。這是說他們沒有人來，可是根本沒有人：定義在這裡填的是什麼？",
        ),
    ),
    Mistake(
        key="empty-zero",
        wrong=everything_empty_zero,
        message=Text(
            "You filled every gap with 0, also the mean spend and the rate of tiers without customers. Counts and sums "
            "of nobody are 0; which columns are neither?",
            "你把所有空值都填成 0，連沒有人的那一級的平均金額和續購率也是。沒有人時，人數和總和是 0；"
            "哪幾欄兩者都不是？",
        ),
    ),
    Mistake(
        key="existing-is-buyers",
        wrong=existing_is_buyers,
        message=Text(
            "Your `existing` counts the existing customers who bought. The column is the base of the rate: everybody "
            "who could have come. Look at the difference between `.sum()` and `.count()`.",
            "你的 `existing` 數的是「有買的」老客戶。這一欄是續購率的分母，可能會來的人都要算。"
            "看看 `.sum()` 和 `.count()` 的差別。",
        ),
    ),
    Mistake(
        key="existing-alone",
        wrong=existing_alone_in_the_table,
        message=Text(
            "Your whole table is about the existing customers. Only the last two columns are; the first ones are about "
            "everybody in the tier.",
            "你整張表都只看老客戶了。只有最後兩欄是這樣，前面幾欄要看這一級的所有人。",
        ),
    ),
    Mistake(
        key="existing-empty-nan",
        wrong=existing_empty_nan,
        message=Text(
            "Where a tier has no existing customer, your `existing` is empty. How many there are is known. In step 2 "
            "`fill_value=` did that for the table; what you counted in step 4 needs the same.",
            "沒有老客戶的那一級，你的 `existing` 是空值。其實人數是知道的。步驟 2 用 `fill_value=` 補過整張表；"
            "步驟 4 數出來的那一欄，也要這樣補。",
        ),
    ),
    Mistake(
        key="empty-dropped",
        wrong=empty_dropped,
        message=Text(
            "A tier that nobody is in has vanished from your table, and the plan would forget it. What does `groupby` "
            "do with a name that does not occur?",
            "沒有人的那一級從你的表裡消失了，計畫就會漏掉它。`groupby` 遇到沒出現過的名稱會怎麼做？",
        ),
    ),
    Mistake(
        key="empty-row-nan",
        wrong=empty_row_nan,
        message=Text(
            "The tier that nobody is in has a row, but it is empty throughout. How many customers does it have? Look "
            "at `fill_value=`.",
            "沒有人的那一級有一列了，可是整列都是空的。這一級有幾位顧客？看看 `fill_value=`。",
        ),
    ),
    Mistake(
        key="share-of-means",
        wrong=share_of_means,
        message=Text(
            "Your `revenue_share` compares the tiers' means, as if each had equally many customers. Of which sum is it "
            "a share?",
            "你的 `revenue_share` 比的是各級的平均，好像每一級人數都一樣。它應該是哪一個總和的占比？",
        ),
    ),
    Mistake(
        key="share-of-heads",
        wrong=share_of_heads,
        message=Text(
            "Your `revenue_share` counts heads. What does revenue count?",
            "你的 `revenue_share` 數的是人頭。營收該加總的是什麼？",
        ),
    ),
    Mistake(
        key="mean-over-everybody",
        wrong=mean_over_everybody,
        message=Text(
            "You divided each tier's money by all customers. Whose mean is it?",
            "你把每一級的金額除以全部顧客的人數。這是誰的平均？",
        ),
    ),
    Mistake(
        key="median",
        wrong=median,
        message=Text(
            "Your `mean` is the median, the customer in the middle. The table asks for money per customer.",
            "你的 `mean` 是中位數，也就是排在正中間那位。表裡要的是平均每位的金額。",
        ),
    ),
    Mistake(
        key="mean-over-existing",
        wrong=mean_over_existing,
        message=Text(
            "You divided the money of everybody in a tier by its existing customers alone. Above and below the line "
            "should stand the same people.",
            "你把這一級所有人的金額，只除以其中的老客戶。分子和分母要是同一群人。",
        ),
    ),
    Mistake(
        key="existing-is-everybody",
        wrong=existing_is_everybody,
        message=Text(
            "Your `existing` counts everybody in the tier, lapsed customers too, and your `rate` is taken of them. "
            "`.count()` counts whatever rows it is given: which ones belong in step 4?",
            "你的 `existing` 數的是這一級的所有人，連流失的也算了，`rate` 也跟著用這個分母。"
            "`.count()` 給它幾列就數幾列：步驟 4 該給它哪些列？",
        ),
    ),
    Mistake(
        key="mean-of-existing",
        wrong=mean_of_existing,
        message=Text(
            "Your `mean` is what the existing customers spent. Only `existing` and `rate` are about them; the mean is "
            "that of everybody in the tier.",
            "你的 `mean` 只看老客戶花的錢。只有 `existing` 和 `rate` 才只看老客戶，平均要看這一級的所有人。",
        ),
    ),
    Mistake(
        key="mean-of-tiers",
        wrong=mean_of_tiers,
        message=Text(
            "Your `mean` has the same value in every row: `.mean()` took the tiers' money together. Each tier has its "
            "own money and its own customers.",
            "你的 `mean` 每一列都一樣：`.mean()` 把各級的金額混在一起平均了。每一級有自己的金額和人數。",
        ),
    ),
    Mistake(
        key="share-of-existing-money",
        wrong=share_of_existing_money,
        message=Text(
            "Your `revenue_share` holds only the money of existing customers above the line, so the column does not "
            "add up to 1. Who else is in the tier?",
            "你的 `revenue_share` 分子只有老客戶的錢，所以整欄加起來不到 1。這一級還有誰？",
        ),
    ),
    Mistake(
        key="share-in-percent",
        wrong=share_in_percent,
        message=Text(
            "Your `revenue_share` is in per cent. It is asked for as a share: all of it is 1, not 100.",
            "你的 `revenue_share` 是百分比。題目要的是占比：全部是 1，不是 100。",
        ),
    ),
    Mistake(
        key="strict",
        wrong=strict,
        message=Text(
            "A customer who spent exactly a tier's limit stands one tier too low in your table. Step 1 as it was given "
            "puts them right: let it stand.",
            "消費金額剛好等於界線的顧客，在你的表裡低了一級。步驟 1 原本的寫法是對的，不要改它。",
        ),
    ),
)


# Cases

LIMITS = {"gold": 20_000.0, "silver": 4_000.0}
"""Where Morning Light's tiers begin."""

COLUMNS = {"customer_id": "str", "monetary": "float64", "existing": "bool", "bought": "bool"}


def spending(rows) -> pd.DataFrame:
    """A customer table from short rows: money, existing, bought."""
    named = [(f"C{place:05d}", *row) for place, row in enumerate(rows, start=1)]
    return pd.DataFrame(named, columns=list(COLUMNS)).astype(COLUMNS)


SMALL = spending(
    [
        (36_000, True, True),
        (20_000, True, False),
        (52_000, False, True),
        (9_000, True, True),
        (4_000, True, False),
        (6_500, True, False),
        (12_000, False, False),
        (1_800, True, False),
        (900, False, True),
        (2_300, False, False),
    ]
)
"""The ten customers that the page prints: two exactly on a limit, and lapsed ones in each tier, of whom two came
back."""


def draw_small(rng: np.random.Generator) -> Arguments:
    """Ten customers like those of the page, with other amounts and other buyers."""
    money = [
        *rng.integers(201, 800, 2) * 100,
        20_000,
        *rng.integers(41, 199, 3) * 100,
        4_000,
        *rng.integers(5, 39, 3) * 100,
    ]
    existing = [True, False, True, True, False, True, True, True, False, False]
    bought = [True, True, False, *rng.permutation([True, False]), False, False, bool(rng.integers(2)), True, False]
    rows = list(zip(money, existing, bought, strict=True))
    return {"customers": spending([rows[place] for place in rng.permutation(10)]), "limits": dict(LIMITS)}


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """The customers of an ordinary ledger, some exactly on a limit, and a tier above them all that nobody is in."""
    table = customer_table(**draw_ordinary_ledger(rng, customers=190))[list(COLUMNS)].astype(COLUMNS)
    places = rng.choice(len(table), size=5, replace=False)
    table.loc[places, "monetary"] = [20_000.0, 4_000.0, 4_000.0, 20_000.0, 4_000.0]
    best = float(2 * table["monetary"].max())
    return {"customers": table, "limits": {"platinum": best, **LIMITS}}


def draw_nobody_existing(rng: np.random.Generator) -> Arguments:
    """Two tiers whose customers have all lapsed, some of them come back; one tier with existing customers."""
    rows = [(float(amount) * 100, False, bool(rng.integers(2))) for amount in rng.integers(5, 39, 6)]
    rows += [(float(amount) * 100, True, place < 3) for place, amount in enumerate(rng.integers(41, 199, 7))]
    rows += [(float(amount) * 100, False, True) for amount in rng.integers(201, 600, 3)]
    return {"customers": spending(rows), "limits": dict(LIMITS)}


def draw_limits(rng: np.random.Generator) -> Arguments:
    """Amounts on the limits and a little beside them, for other limits than the shop's."""
    high, low = float(rng.integers(60, 99) * 100), float(rng.integers(10, 40) * 100)
    money = [limit + step for limit in (high, low) for step in (-0.5, 0.0, 0.5)]
    rows = [(amount, place % 3 != 2, place % 2 == 0) for place, amount in enumerate([*money, low / 2, high * 3])]
    return {"customers": spending(rows), "limits": {"gold": high, "silver": low}}


def draw_nobody(rng: np.random.Generator) -> Arguments:
    """No customers at all."""
    return {"customers": spending([]), "limits": {"gold": float(rng.integers(5, 50) * 1000), "silver": 2_000.0}}


CASES = (
    Case(
        key="small",
        name=Text("the ten customers on the page", "頁面上的十位顧客"),
        share=0.2,
        draw=draw_small,
        printed={"customers": SMALL, "limits": LIMITS},
    ),
    Case(
        key="ordinary",
        name=Text("the customers of an ordinary ledger, with a tier of nobody", "一般帳本的顧客，有一級沒有人"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="lapsed",
        name=Text("tiers whose customers have all lapsed", "顧客全都流失的分級"),
        share=0.15,
        draw=draw_nobody_existing,
    ),
    Case(
        key="limits",
        name=Text("customers exactly on a limit", "消費剛好等於界線的顧客"),
        share=0.15,
        draw=draw_limits,
    ),
    Case(key="nobody", name=Text("a table without customers", "一位顧客都沒有的表"), share=0.1, draw=draw_nobody),
)

TIER_TABLE = FunctionTask(
    id="a10.tier-table",
    title=Text("Tier table", "分級表"),
    points=3,
    minutes=9,
    lesson="7.6",
    prompt=Text(
        en="""
Write `tier_table(customers, limits)`. `customers` has one row per customer: `customer_id`, `monetary` (net spend before
the quarter), `existing` and `bought` (both `True` or `False`). `limits` says where each tier begins, from the top,
such as
`{"gold": 20000, "silver": 4000}`; whoever reaches none of them is in `bronze`.

**Definition.** For each tier:

- `customers`: how many there are in it, and `revenue_share`: their part of the money of all tiers together
- `mean`: the tier's money ÷ its customers
- `existing`: how many of them were existing customers, and `rate`: the share of **these** who bought
- **Every tier has a row**, also one that nobody is in: 0 customers, share 0, 0 existing. A mean or a rate of nobody is
  empty (`NaN`), and so are the shares where nobody spent anything.

**Comes back:** a table with one row per tier, `tier` as a column or as the index, and these five columns. `money` may
stay in it. Shares and rates are between 0 and 1.

Step 1 is done, step 2 is begun. `table.reindex(names, fill_value=0)` gives a table exactly the rows named, and 0 where
there was none. In step 4, begin with the rows of the existing customers; after `groupby("tier")["bought"]`, `.count()`
says how many there are and `.mean()` what share of them is `True`.
""",
        zh_hant="""
請寫出 `tier_table(customers, limits)`。`customers` 一位顧客一列：`customer_id`、`monetary`（開季之前的淨消費額）、\
`existing`（是不是老客戶）和 `bought`（這一季有沒有買），後面兩欄都是 `True` 或 `False`。`limits` \
由高到低列出每一級從多少錢開始，例如 `{"gold": 20000, "silver": 4000}`；都沒達到的就是 `bronze`。

**定義：** 每一級都要有：

- `customers`：人數；`revenue_share`：這一級的金額占所有分級總金額的比例
- `mean`：這一級的金額 ÷ 人數
- `existing`：其中的老客戶人數；`rate`：**這些老客戶**之中有買的占比
- **每一級都有一列**，沒有人的也要有：人數 0、占比 0、老客戶 0。沒有人的平均和續購率是空值（`NaN`）；\
如果大家一毛錢都沒花，占比也是空值。

**傳回：** 一級一列的表，`tier` 放在欄位或索引都可以，加上這五欄；`money` 留著也沒關係。占比和續購率都在 0 到 1 之間。

步驟 1 已經寫好，步驟 2 開了頭。`table.reindex(names, fill_value=0)` 會讓表格剛好有指定的那幾列，原本沒有的填 0。\
步驟 4 請從老客戶的列開始；`groupby("tier")["bought"]` 之後，`.count()` 是人數，`.mean()` 是其中 `True` 的占比。
""",
    ),
    answer=tier_table,
    returns=Table(
        key=("tier",),
        columns=(
            Column(name="customers", key="tier", unit="customers"),
            Column(name="revenue_share", key="tier", unit="share"),
            Column(name="mean", key="tier", unit="money"),
            Column(name="existing", key="tier", unit="customers"),
            Column(name="rate", key="tier", unit="share"),
        ),
    ),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(tier_table_by_loop, tier_table_in_duckdb, tier_table_in_polars),
    measure=measured,
    own=tier_table_inputs,
    hints=(
        Text(
            "Step 2 needs one line with `reindex`, so that no tier is missing. Step 3 is two divisions: by a sum "
            "for the "
            "share, by `customers` for the mean.",
            "步驟 2 用一行 `reindex`，就不會漏掉任何一級。步驟 3 是兩個除法：占比除以總和，平均除以 `customers`。",
        ),
        Text(
            'For step 4, `tiered[tiered["existing"]]` are the existing customers. Group them by tier, choose '
            "`bought`, and "
            "take the count for one column and the mean for the other.",
            '步驟 4 的 `tiered[tiered["existing"]]` 就是老客戶。依分級分組、選 `bought`，`.count()` 給一欄，'
            "`.mean()` 給另一欄。",
        ),
        Text(
            'Give the groups a name: `existing = tiered[tiered["existing"]].groupby("tier")["bought"]`. The count '
            "of a tier "
            'without existing customers is 0: `table["existing"] = existing.count().reindex(names, fill_value=0)`.',
            '先替分組取個名字：`existing = tiered[tiered["existing"]].groupby("tier")["bought"]`。'
            "沒有老客戶的那一級是 0 "
            '位：`table["existing"] = existing.count().reindex(names, fill_value=0)`。',
        ),
    ),
)
