"""The migration table: where the customers of each tier went from one snapshot to the next, as shares of the tier."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

import customer_value
from customer_value import rfm
from customer_value.messages import Text
from solutions.rfm.cases import draw_ordinary as draw_ordinary_ledger
from solutions.rfm.given import tiers
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake

TIERS = ["platinum", "gold", "silver", "bronze"]
ROWS, COLUMNS = [*TIERS, "new"], [*TIERS, "gone"]


def migration_table(before, after):
    # 1 everybody's tier at each snapshot, by the same limits  # lang-en
    # 1 用同樣的界線，算出兩個快照日的級別  # lang-zh-Hant
    first = tiers(before)[["customer_id", "tier"]]
    second = tiers(after)[["customer_id", "tier"]]

    # 2 both side by side in one table, with whoever is on one list only  # lang-en
    # 2 併成一張表，只出現在其中一份名單的人也要留著  # lang-zh-Hant
    ### BEGIN SOLUTION
    both = first.merge(second, on="customer_id", how="outer", suffixes=("_before", "_after"))
    both["tier_before"] = both["tier_before"].fillna("new")
    both["tier_after"] = both["tier_after"].fillna("gone")
    ### END SOLUTION

    # 3 count: one row for each tier before, one column for each tier after  # lang-en
    # 3 數人數：一列是之前的級別，一欄是之後的級別  # lang-zh-Hant
    counts = pd.crosstab(both["tier_before"], both["tier_after"])
    order = ["platinum", "gold", "silver", "bronze"]
    counts = counts.reindex(index=[*order, "new"], columns=[*order, "gone"], fill_value=0).astype(float)

    # 4 return each count as a share of its row  # lang-en
    # 4 傳回每一格占該列的比例  # lang-zh-Hant
    ### BEGIN SOLUTION
    return counts.div(counts.sum(axis=1), axis=0)
    ### END SOLUTION


# Other right ways


def migration_by_loop(before, after):
    def tier(amount):
        return TIERS[sum(amount < limit for limit in (100_000, 20_000, 4_000))]

    first = {row.customer_id: tier(row.monetary) for row in before.itertuples()}
    second = {row.customer_id: tier(row.monetary) for row in after.itertuples()}
    counts = {row: dict.fromkeys(COLUMNS, 0) for row in ROWS}
    for customer in {*first, *second}:
        counts[first.get(customer, "new")][second.get(customer, "gone")] += 1
    shares = []
    for row, line in counts.items():
        base = sum(line.values()) or float("nan")
        shares.append({"tier_before": row} | {column: count / base for column, count in line.items()})
    return shares


def migration_by_concat(before, after):
    parts = {name: tiers(table).set_index("customer_id")["tier"] for name, table in (("b", before), ("a", after))}
    both = pd.concat(parts, axis="columns").fillna({"b": "new", "a": "gone"})
    counts = both.pivot_table(index="b", columns="a", aggfunc="size", fill_value=0)
    counts = counts.reindex(index=ROWS, columns=COLUMNS, fill_value=0)
    return (counts.T / counts.T.sum()).T


def migration_row_by_row(before, after):
    first, second = (tiers(table)[["customer_id", "tier"]] for table in (before, after))
    both = first.merge(second, on="customer_id", how="outer", suffixes=("_before", "_after"))
    both = both.fillna({"tier_before": "new", "tier_after": "gone"})
    counts = pd.crosstab(both["tier_before"], both["tier_after"])
    shares = counts.reindex(index=ROWS, columns=COLUMNS, fill_value=0).astype(float)
    for row in shares.index:
        shares.loc[row] = shares.loc[row] / shares.loc[row].sum()
    return shares


def migration_in_duckdb(before, after):
    import duckdb

    earlier, later = tiers(before), tiers(after)
    shop = duckdb.connect()
    shop.register("earlier", earlier)
    shop.register("later", later)
    shares = ", ".join(
        f"count(*) filter (tier_after = '{to}') / nullif(count(tier_after), 0) as {to}" for to in COLUMNS
    )
    return shop.execute(
        f"""
        with moves as (
            select coalesce(e.tier, 'new') as tier_before, coalesce(l.tier, 'gone') as tier_after
            from earlier e full join later l using (customer_id))
        select tier_before, {shares}
        from (values ('platinum'), ('gold'), ('silver'), ('bronze'), ('new')) as named(tier_before)
        left join moves using (tier_before) group by tier_before
        """
    ).df()


def measured(before, after):
    """The measure that the answer is held to."""
    limits = {"platinum": 100_000, "gold": 20_000, "silver": 4_000}
    lists = (customer_value.tiers(table, limits, rest="bronze") for table in (before, after))
    return customer_value.migration_shares(customer_value.migration(*lists, "tier", states=TIERS))


# What people do instead


def _both(before, after, how="outer"):
    first, second = (tiers(table)[["customer_id", "tier"]] for table in (before, after))
    return first.merge(second, on="customer_id", how=how, suffixes=("_before", "_after"))


def _counts(before, after, how="outer", **filled):
    both = _both(before, after, how).fillna({"tier_before": "new", "tier_after": "gone"} | filled)
    return pd.crosstab(both["tier_before"], both["tier_after"]).reindex(index=ROWS, columns=COLUMNS, fill_value=0)


def _of_rows(counts):
    return counts.div(counts.sum(axis=1), axis=0)


def moves_counted(before, after):
    return _counts(before, after)


def moves_of_columns(before, after):
    counts = _counts(before, after)
    return counts / counts.sum()


def moves_divided_along_columns(before, after):
    counts = _counts(before, after)
    return counts / counts.sum(axis=1)


def moves_of_all(before, after):
    counts = _counts(before, after)
    return counts / counts.to_numpy().sum()


def moves_of_first_list(before, after):
    return _counts(before, after) / len(before)


def moves_of_second_size(before, after):
    counts = _counts(before, after)
    sizes = counts.sum().rename({"gone": "new"})
    return counts.div(sizes.reindex(ROWS), axis=0)


def moves_gone_left_out(before, after):
    return _of_rows(_counts(before, after, how="right"))


def moves_gone_not_in_the_base(before, after):
    counts = _counts(before, after)
    return counts.div(counts[TIERS].sum(axis=1), axis=0)


def moves_new_left_out(before, after):
    return _of_rows(_counts(before, after, how="left"))


def moves_inner(before, after):
    return _of_rows(_counts(before, after, how="inner"))


def moves_gone_is_bronze(before, after):
    return _of_rows(_counts(before, after, tier_after="bronze"))


def moves_transposed(before, after):
    shares = _of_rows(_counts(before, after))
    return shares.T.rename(index={"gone": "new"}, columns={"new": "gone"})


def moves_from_second(before, after):
    return _of_rows(_counts(after, before))


def moves_by_place(before, after):
    first, second = (tiers(table)["tier"].reset_index(drop=True) for table in (before, after))
    both = pd.concat({"tier_before": first, "tier_after": second}, axis=1)
    both = both.fillna({"tier_before": "new", "tier_after": "gone"})
    counts = pd.crosstab(both["tier_before"], both["tier_after"])
    return _of_rows(counts.reindex(index=ROWS, columns=COLUMNS, fill_value=0))


def moves_limits_redrawn(before, after):
    """Each tier keeps the share of customers it had at the first snapshot, so the limits move."""
    shares = tiers(before)["tier"].value_counts(normalize=True).reindex(TIERS, fill_value=0).cumsum()
    place = after["monetary"].rank(ascending=False, method="min") / len(after)
    redrawn = np.select([place <= share + 1e-9 for share in shares], TIERS, default="bronze")
    first = tiers(before)[["customer_id", "tier"]]
    second = pd.DataFrame({"customer_id": after["customer_id"], "tier": redrawn})
    both = first.merge(second, on="customer_id", how="outer", suffixes=("_before", "_after"))
    both = both.fillna({"tier_before": "new", "tier_after": "gone"})
    counts = pd.crosstab(both["tier_before"], both["tier_after"])
    return _of_rows(counts.reindex(index=ROWS, columns=COLUMNS, fill_value=0))


def moves_empty_row_zero(before, after):
    return _of_rows(_counts(before, after)).fillna(0)


def moves_strict(before, after):
    """Whoever is exactly on a limit falls below it."""
    below = [table.assign(monetary=table["monetary"] - 0.001) for table in (before, after)]
    return _of_rows(_counts(*below))


MISTAKES = (
    Mistake(
        key="counts",
        wrong=moves_counted,
        message=Text(
            "These are the counts. One step is missing: of how many is each of them a share?",
            "這些是人數，還差一步：每個人數占的是哪個總數的比例？",
        ),
    ),
    Mistake(
        key="of-columns",
        wrong=moves_of_columns,
        message=Text(
            "Your shares are those of the columns: they say where today's gold customers came from. The owner asks "
            "where last year's went. Which sums should be 1?",
            "你算的是每一欄的占比，說的是現在的金級從哪裡來。老闆問的是去年的人到哪裡去了，哪個方向加起來要等於 1？",
        ),
    ),
    Mistake(
        key="divided-along-columns",
        wrong=moves_divided_along_columns,
        message=Text(
            "The sums are those of the rows, but a plain `/` looks for them among the columns: your column “gold” was "
            "divided by the sum of the row “gold”. Look at how the prompt divides every row by its own value.",
            "總和是每一列的沒錯，可是直接用 `/`，它會拿去對欄位的名稱：你的「gold」欄除以的是「gold」列的總和。"
            "看看題目裡，要讓每一列除以自己的值，是怎麼寫的。",
        ),
    ),
    Mistake(
        key="of-all",
        wrong=moves_of_all,
        message=Text(
            "You divided by everybody in the table, so that a small tier can only have small shares. What is the base "
            "of the row “silver”?",
            "你除以整張表的人數，人少的一級占比自然就小。「silver」那一列的分母是誰？",
        ),
    ),
    Mistake(
        key="of-first-list",
        wrong=moves_of_first_list,
        message=Text(
            "You divided every row by all customers of the first snapshot. What is the base of the row “silver”?",
            "你把每一列都除以第一個快照日的全部人數。「silver」那一列的分母是誰？",
        ),
    ),
    Mistake(
        key="of-second-size",
        wrong=moves_of_second_size,
        message=Text(
            "You divided each row by the size its tier has at the second snapshot. Some of those were not there "
            "before. How many were in the row at the start?",
            "你把每一列除以該級在第二個快照日的人數，可是裡面有些人之前不在。這一列一開始有幾位？",
        ),
    ),
    Mistake(
        key="gone-left-out",
        wrong=moves_gone_left_out,
        message=Text(
            "Your column `gone` is empty: you lost those who are on the first list only. Look at what `how=` does in "
            "the merge.",
            "你的 `gone` 欄沒有人：只在第一份名單上的顧客不見了。看看合併時 `how=` 的作用。",
        ),
    ),
    Mistake(
        key="gone-not-in-base",
        wrong=moves_gone_not_in_the_base,
        message=Text(
            "You left those who are gone out of the base. They were silver too, once: add up one of your rows.",
            "分母少了離開的人。他們當初也是銀級：把你的一列加起來看看。",
        ),
    ),
    Mistake(
        key="new-left-out",
        wrong=moves_new_left_out,
        message=Text(
            "Your row `new` has nobody: you lost those who are on the second list only. Look at what `how=` does in "
            "the merge.",
            "你的 `new` 列沒有人：只在第二份名單上的顧客不見了。看看合併時 `how=` 的作用。",
        ),
    ),
    Mistake(
        key="inner",
        wrong=moves_inner,
        message=Text(
            "Only customers who are on both lists are counted; who is new and who is gone is missing. Either the merge "
            "has dropped them, or they still had `NaN` in place of a name when `crosstab` counted: it leaves `NaN` "
            "out, and it leaves out names that step 3 does not list.",
            "只數到兩份名單都有的顧客，新來的和離開的都不見了。可能是合併時就丟掉了；也可能是 `crosstab` 在數的時候，"
            "他們的名稱還是 `NaN`，或用了步驟 3 沒列出的名稱，這兩種都不會被數進去。",
        ),
    ),
    Mistake(
        key="gone-is-bronze",
        wrong=moves_gone_is_bronze,
        message=Text(
            "You put those who are gone into bronze. A bronze customer still bought something; what did these buy?",
            "你把離開的人歸到銅級了。銅級的人至少還有買，這些人買了什麼？",
        ),
    ),
    Mistake(
        key="transposed",
        wrong=moves_transposed,
        message=Text(
            "Rows and columns have changed places: the first snapshot stands at the top. Follow one customer: in which "
            "row should they be?",
            "列和欄對調了，第一個快照日跑到上面去。跟著一位顧客走：他該在哪一列？",
        ),
    ),
    Mistake(
        key="from-second",
        wrong=moves_from_second,
        message=Text(
            "You began with the second snapshot and went back to the first. Which of the two inputs comes first in "
            "time?",
            "你從第二個快照日往回看第一個。兩個輸入，哪一個在時間上比較早？",
        ),
    ),
    Mistake(
        key="by-place",
        wrong=moves_by_place,
        message=Text(
            "You paired the two lists row by row. The first row of one need not be the first row of the other: what "
            "tells you that two rows are the same customer?",
            "你把兩份名單一列對一列配在一起。這份的第一列，不一定是那份的第一列：靠什麼知道兩列是同一位顧客？",
        ),
    ),
    Mistake(
        key="limits-redrawn",
        wrong=moves_limits_redrawn,
        message=Text(
            "You drew the limits anew at the second snapshot, so that each tier has as large a part as before. Then "
            "people move because others do: which limits does step 1 use?",
            "第二個快照日你重新劃了界線，讓每一級的比例跟之前一樣。這樣別人一動，他就跟著動：步驟 1 用的是哪一組界線？",
        ),
    ),
    Mistake(
        key="empty-row-zero",
        wrong=moves_empty_row_zero,
        message=Text(
            "The row of a tier in which nobody was holds zeros. Zero says that none of them stayed, but there was "
            "nobody: what does the definition put there?",
            "一開始沒有人的那一級，整列都是 0。0 的意思是「沒有一位留下來」，可是當初根本沒有人：定義在這裡填的是什麼？"
            "",
        ),
    ),
    Mistake(
        key="strict",
        wrong=moves_strict,
        message=Text(
            "Somebody who is exactly on a limit falls a tier too low (`>`). Use `tiers`, as step 1 does.",
            "金額剛好等於界線的人，低了一級（用了 `>`）。照步驟 1 用 `tiers` 就好。",
        ),
    ),
)


# Cases


def spending(amounts: Mapping[str, float]) -> pd.DataFrame:
    """One snapshot's list from the amounts by customer."""
    table = pd.DataFrame({"customer_id": list(amounts), "monetary": list(map(float, amounts.values()))})
    return table.astype({"customer_id": "str", "monetary": "float64"})


def moved(before: Mapping[str, float], after: Mapping[str, float]) -> Arguments:
    """The input from two snapshots."""
    return {"before": spending(before), "after": spending(after)}


def _ids(count: int, first: int = 1) -> list[str]:
    return [f"C{number:05d}" for number in range(first, first + count)]


SMALL = moved(
    dict(zip(_ids(10), [50_000, 20_000, 10_000, 8_000, 4_000, 3_000, 2_000, 1_000, 1_000, 1_000], strict=True)),
    {
        "C00011": 5_000,
        "C00003": 21_000,
        "C00001": 34_000,
        "C00004": 8_500,
        "C00002": 12_000,
        "C00006": 4_000,
        "C00012": 600,
        "C00008": 1_500,
        "C00010": 1_200,
        "C00013": 900,
    },
)
"""The ten customers of the tier table, and the list a year later."""


def _shuffled(rng: np.random.Generator, amounts: Mapping[str, float]) -> dict[str, float]:
    return {str(customer): float(amounts[customer]) for customer in rng.permutation(list(amounts))}


def draw_small(rng: np.random.Generator) -> Arguments:
    """Ten customers, three of whom are gone a year later, and three new ones."""
    start = dict(zip(_ids(10), [50, 20, 10, 8, 4, 3, 2, 1, 1, 1], strict=True))
    stay = rng.permutation(_ids(10))[:7]
    later = {customer: start[customer] * rng.choice([0.5, 1, 1, 2.5]) for customer in stay}
    later |= dict(zip(_ids(3, 11), rng.choice([0.6, 0.9, 5, 22], 3), strict=True))
    return moved(
        {customer: 1_000 * amount for customer, amount in start.items()},
        _shuffled(rng, {customer: 1_000 * amount for customer, amount in later.items()}),
    )


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """An ordinary ledger's customers at two snapshots a year apart, each by the two years before it.

    Nobody is in platinum at the first; two customers come there. Some are exactly on a limit.
    """
    drawn = draw_ordinary_ledger(rng, customers=200)
    orders, refunds, day = drawn["orders"], drawn["refunds"], drawn["snapshot"]
    lists = (rfm(orders, refunds, one, days=730) for one in (day - pd.Timedelta(days=365), day))
    before, after = (dict(zip(one["customer_id"], one["monetary"], strict=True)) for one in lists)
    before = {customer: amount for customer, amount in before.items() if amount < 100_000}
    both = sorted(set(before) & set(after), key=lambda customer: (before[customer], customer))
    after |= dict(zip(both[-2:], (100_000, 130_000), strict=True))
    after |= dict.fromkeys(both[:6:2], 4_000) | dict.fromkeys(both[-6:-3:2], 20_000)
    before |= dict.fromkeys(both[8:13:2], 4_000)
    return moved(_shuffled(rng, before), _shuffled(rng, after))


def draw_limits(rng: np.random.Generator) -> Arguments:
    """Customers who come to stand exactly on a limit, or leave it by one dollar."""
    start = [20_000, 4_000, 100_000, 19_999, 3_999, 99_999, 20_000, 4_000, 100_000]
    end = [19_999, 3_999, 99_999, 20_000, 4_000, 100_000, 100_000, 20_000, 4_000]
    return moved(dict(zip(_ids(9), start, strict=True)), _shuffled(rng, dict(zip(_ids(9), end, strict=True))))


def draw_nobody_new(rng: np.random.Generator) -> Arguments:
    """A year in which nobody is new: that row has no base."""
    start = dict(zip(_ids(8), rng.permutation([150, 30, 30, 9, 9, 2, 2, 1]) * 1_000, strict=True))
    stay = rng.permutation(_ids(8))[:6]
    return moved(start, _shuffled(rng, {customer: start[customer] * rng.choice([0.5, 1, 3]) for customer in stay}))


def draw_all_gone(rng: np.random.Generator) -> Arguments:
    """A second list without anybody: all are gone."""
    return moved(dict(zip(_ids(5), rng.integers(1, 60, 5) * 1_000, strict=True)), {})


CASES = (
    Case(
        key="small",
        name=Text("the two lists on the page", "頁面上的兩份名單"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("an ordinary ledger at two snapshots", "一般帳本的兩個快照日"),
        share=0.4,
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
        key="nobody-new",
        name=Text("a year without new customers (that row has no base)", "沒有新顧客的一年（那一列沒有分母）"),
        share=0.15,
        draw=draw_nobody_new,
    ),
    Case(
        key="all-gone",
        name=Text("a second list without anybody", "第二份名單沒有任何人"),
        share=0.1,
        draw=draw_all_gone,
    ),
)

MIGRATION = FunctionTask(
    id="a07.migration",
    title=Text("The migration table", "遷移表"),
    points=2,
    minutes=7,
    lesson="7.2",
    prompt=Text(
        en="""
Write `migration_table(before, after)`. Both tables have one row per customer, `customer_id` and `monetary`: the list
of the first snapshot and the list of the second. Their rows are in no particular order.

**Definition.** Each cell of the [migration table](term:migration-table) is the share of a row's customers who are in
that column a year later:

- **rows**: the tier at the first snapshot, and `new` for whoever is on the second list only;
- **columns**: the tier at the second snapshot, and `gone` for whoever is on the first list only;
- **the same limits at both snapshots** (`tiers` does that), so that only customers can move, not the ruler;
- **base**: everybody in the row, those who are gone too. Each row adds up to 1. A row that nobody is in is `NaN`
  throughout: no base.

**Comes back:** a table with the rows `platinum`, `gold`, `silver`, `bronze`, `new` (as the index or as a column) and
the columns `platinum`, `gold`, `silver`, `bronze`, `gone`. Shares from 0 to 1, not rounded.

Steps 1 and 3 are done; step 3 needs the columns `tier_before` and `tier_after` in a table called `both`. The tool for
step 2: `first.merge(second, on="customer_id", how=…, suffixes=("_before", "_after"))` joins two tables by customer and
tells the two columns `tier` apart by what it puts behind their names. `how` says who stays: `"inner"` who is in both,
`"left"` who is in the first, `"right"` who is in the second, `"outer"` everybody. Where there is nothing to join
stands `NaN`; `column.fillna("…")` puts a word there. For step 4, `counts.sum(axis=1)` is the sum of each row, and
`table.div(column, axis=0)` divides every row of a table by its own value in a column; a plain `/` does not.
""",
        zh_hant="""
請寫出 `migration_table(before, after)`。兩張表都是一位顧客一列，欄位有 `customer_id` 和 `monetary`：\
一張是第一個快照日的名單，一張是第二個快照日的，列的順序不固定。

**定義：** [遷移表](term:migration-table)的每一格是「這一列的顧客，一年後有多少比例到了這一欄」：

- **列**：第一個快照日的級別，再加一列 `new`，放只在第二份名單上的人。
- **欄**：第二個快照日的級別，再加一欄 `gone`，放只在第一份名單上的人。
- **兩個快照日用同一組界線**（`tiers` 就是），會動的只有顧客，尺不能動。
- **分母**：這一列的所有人，離開的也算。每一列加起來是 1；沒有人的那一列整列都是 `NaN`，因為沒有分母。

**傳回：** 一張表，列是 `platinum`、`gold`、`silver`、`bronze`、`new`（放在索引或欄位都可以），欄是 `platinum`、\
`gold`、`silver`、`bronze`、`gone`。比例從 0 到 1，不要四捨五入。

步驟 1 和 3 已經寫好；步驟 3 要用到一張叫 `both` 的表，裡面有 `tier_before` 和 `tier_after` 兩欄。步驟 2 的工具：\
`first.merge(second, on="customer_id", how=…, suffixes=("_before", "_after"))` 依顧客合併兩張表，並在兩個 `tier` 後面加\
上字尾來區分。`how` 決定誰留下：`"inner"` 是兩邊都有的，`"left"` 是第一張有的，`"right"` 是第二張有的，\
`"outer"` 是全部。對不到的地方會是 `NaN`，用 `欄.fillna("…")` 補上文字。步驟 4 可以用 `counts.sum(axis=1)`，\
它是每一列的總和；`表.div(欄, axis=0)` 會讓表的每一列除以那一欄裡自己的值，直接用 `/` 做不到。
""",
    ),
    answer=migration_table,
    returns=Table(
        columns=tuple(Column(name=name, key="tier_before", unit="share") for name in COLUMNS), key=("tier_before",)
    ),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(migration_by_loop, migration_by_concat, migration_row_by_row, migration_in_duckdb),
    measure=measured,
    hints=(
        Text(
            "Take one customer who is on the first list only and one who is on the second list only. Which `how` keeps "
            "both, and in which column do they then have `NaN`?",
            "找一位只在第一份名單上的顧客，再找一位只在第二份名單上的。哪一個 `how` 會兩位都留下？他們的 `NaN` 又分別在"
            "哪一欄？",
        ),
        Text(
            'Step 2 has three lines: the merge into `both`, `both["tier_before"] = both["tier_before"].fillna(…)`, and '
            "the same for `tier_after`. Who has no tier before is new; who has none after is gone.",
            '步驟 2 有三行：合併成 `both`、`both["tier_before"] = both["tier_before"].fillna(…)`，`tier_after` 也做一'
            "次。之前沒有級別的是 new，之後沒有級別的是 gone。",
        ),
        Text(
            "`counts.sum(axis=1)` is one sum for each row. `counts.div(…, axis=0)` divides every row by its own sum; a "
            "plain `/` would look for the sums among the columns.",
            "`counts.sum(axis=1)` 是每一列的總和。`counts.div(…, axis=0)` 讓每一列除以自己的總和；直接用 `/` 的話，"
            "它會跑到欄裡去找那些總和。",
        ),
    ),
)
