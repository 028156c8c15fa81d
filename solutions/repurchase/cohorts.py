"""The cohort retention table: of those who came first in a month, how many bought one, two, three months later."""

from __future__ import annotations

import numpy as np
import pandas as pd

from customer_value.messages import Text
from solutions.repurchase import measures
from solutions.repurchase.cases import NAMES, SMALL, draw_shop, histories, orders
from solutions.repurchase.given import month_number
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake


def cohort_table(valid, snapshot):
    # 1 what is known on the snapshot, and each customer's cohort: the month of the first order  # lang-en
    # 1 快照日已知的訂單，以及每位顧客的世代：第一筆訂單的月份  # lang-zh-Hant
    known = valid[valid["order_date"] <= snapshot].copy()
    first = known.groupby("customer_id")["order_date"].transform("min")
    known["cohort"] = first.dt.strftime("%Y-%m")

    # 2 k: how many months after the first one each order was placed  # lang-en
    # 2 k：每筆訂單是首購月之後的第幾個月  # lang-zh-Hant
    ### BEGIN SOLUTION
    known["k"] = month_number(known["order_date"]) - month_number(first)
    ### END SOLUTION

    # 3 size: how many customers each cohort has  # lang-en
    # 3 size：每個世代有幾位顧客  # lang-zh-Hant
    result = pd.DataFrame({"size": known.groupby("cohort")["customer_id"].nunique()})

    # 4 for k = 1, 2 and 3 the share who bought in that month, empty where it is not over  # lang-en
    # 4 k 是 1、2、3 時，那個月有買的比例；還沒過完的月份是空值  # lang-zh-Hant
    begins = pd.to_datetime(result.index)
    tomorrow = snapshot + pd.Timedelta(days=1)
    for k in [1, 2, 3]:
        over = begins + pd.DateOffset(months=k + 1) <= tomorrow
        came = known[known["k"] == k].groupby("cohort")["customer_id"].nunique()
        came = came.reindex(result.index, fill_value=0)
        ### BEGIN SOLUTION
        share = came / result["size"]
        result[f"m{k}"] = share.where(over)
        ### END SOLUTION
    return result


# Other right ways


def cohorts_by_loop(valid, snapshot):
    bought = {}
    for row in valid.itertuples():
        if row.order_date <= snapshot:
            bought.setdefault(row.customer_id, set()).add(row.order_date.year * 12 + row.order_date.month - 1)
    over = (snapshot + pd.Timedelta(days=1)).year * 12 + (snapshot + pd.Timedelta(days=1)).month - 1
    cohorts = {}
    for months in bought.values():
        cohorts.setdefault(min(months), []).append(months)
    rows = []
    for first, people in cohorts.items():
        row = {"cohort": f"{first // 12}-{first % 12 + 1:02d}", "size": len(people)}
        for k in (1, 2, 3):
            came = sum(first + k in months for months in people)
            row[f"m{k}"] = came / len(people) if first + k < over else None
        rows.append(row)
    return pd.DataFrame(rows, columns=["cohort", "size", "m1", "m2", "m3"])


def cohorts_in_duckdb(valid, snapshot):
    import duckdb

    def share(k):
        return f"""case when first + interval {k + 1} month <= $snapshot + interval 1 day then
            count(distinct customer_id) filter (k = {k}) / count(distinct customer_id) end as m{k}"""

    return duckdb.execute(
        f"""
        with known as (select *, min(date_trunc('month', order_date)) over (partition by customer_id) as first
            from valid where order_date <= $snapshot),
        numbered as (select *, date_diff('month', first, date_trunc('month', order_date)) as k from known)
        select strftime(first, '%Y-%m') as cohort, count(distinct customer_id) as size,
            {share(1)}, {share(2)}, {share(3)}
        from numbered group by first
        """,
        {"snapshot": snapshot.to_pydatetime()},
    ).df()


def cohorts_by_pivot(valid, snapshot):
    known = valid[valid["order_date"] <= snapshot]
    month = known["order_date"].dt.to_period("M")
    cohort = month.groupby(known["customer_id"]).transform("min")
    counts = pd.crosstab(cohort.astype("str"), month_number(known["order_date"]) - month_number(cohort))
    people = known.assign(cohort=cohort.astype("str"), k=counts.columns.name)
    people["k"] = month_number(known["order_date"]) - month_number(cohort)
    people = people.drop_duplicates(["customer_id", "k"])
    table = people.pivot_table(index="cohort", columns="k", values="customer_id", aggfunc="count", fill_value=0)
    table = table.reindex(columns=[0, 1, 2, 3], fill_value=0)
    last = (snapshot + pd.Timedelta(days=1)).to_period("M")
    shares = table[[1, 2, 3]].div(table[0], axis=0)
    for k in (1, 2, 3):
        begins = pd.PeriodIndex(table.index, freq="M")
        shares[k] = shares[k].where(np.asarray(begins + k < last))
    return shares.set_axis(["m1", "m2", "m3"], axis=1).assign(size=table[0])


# What people do instead


def _known(valid, snapshot, later=False):
    known = (valid if later else valid[valid["order_date"] <= snapshot]).copy()
    known["first"] = known.groupby("customer_id")["order_date"].transform("min")
    known["cohort"] = known["first"].dt.strftime("%Y-%m")
    known["k"] = month_number(known["order_date"]) - month_number(known["first"])
    return known


def _table(known, snapshot, came=None, base=None, fill=0, late=1, over=True):
    """The table from orders with cohort and k; each part may be counted otherwise."""
    result = pd.DataFrame({"size": known.groupby("cohort")["customer_id"].nunique()})
    begins = pd.to_datetime(result.index)
    came = came or (lambda k: known[known["k"] == k].groupby("cohort")["customer_id"].nunique())
    for k in (1, 2, 3):
        share = came(k).reindex(result.index, fill_value=fill) / (result["size"] if base is None else base(result, k))
        limit = snapshot + pd.Timedelta(days=1)
        result[f"m{k}"] = share.where(begins + pd.DateOffset(months=k + late) <= limit) if over else share
    return result


def cohorts_zero_for_not_over(valid, snapshot):
    return cohort_table(valid, snapshot).fillna(0.0)


def cohorts_begun_months(valid, snapshot):
    return _table(_known(valid, snapshot), snapshot, late=0)


def cohorts_never_empty(valid, snapshot):
    return _table(_known(valid, snapshot), snapshot, over=False)


def cohorts_first_size(valid, snapshot):
    return _table(_known(valid, snapshot), snapshot, base=lambda result, _: result["size"].iloc[0])


def cohorts_orders(valid, snapshot):
    known = _known(valid, snapshot)
    return _table(known, snapshot, came=lambda k: known[known["k"] == k].groupby("cohort").size())


def cohorts_up_to_k(valid, snapshot):
    known = _known(valid, snapshot)
    within = lambda k: known[known["k"].between(1, k)].groupby("cohort")["customer_id"].nunique()  # noqa: E731
    return _table(known, snapshot, came=within)


def cohorts_from_k_on(valid, snapshot):
    known = _known(valid, snapshot)
    since = lambda k: known[known["k"] >= k].groupby("cohort")["customer_id"].nunique()  # noqa: E731
    return _table(known, snapshot, came=since)


def cohorts_month_only(valid, snapshot):
    known = _known(valid, snapshot)
    known["k"] = known["order_date"].dt.month - known["first"].dt.month
    return _table(known, snapshot)


def cohorts_turned(valid, snapshot):
    known = _known(valid, snapshot)
    known["k"] = -known["k"]
    return _table(known, snapshot)


def cohorts_of_30_days(valid, snapshot):
    known = _known(valid, snapshot)
    known["k"] = (known["order_date"] - known["first"]).dt.days // 30
    return _table(known, snapshot)


def cohorts_one_too_many(valid, snapshot):
    known = _known(valid, snapshot)
    known["k"] += 1
    return _table(known, snapshot)


def cohorts_counts(valid, snapshot):
    known = _known(valid, snapshot)
    return _table(known, snapshot, base=lambda *_: 1)


def cohorts_of_the_month_before(valid, snapshot):
    known = _known(valid, snapshot)

    def before(result, k):
        count = known[known["k"] == k - 1].groupby("cohort")["customer_id"].nunique()
        return count.reindex(result.index, fill_value=0)

    return _table(known, snapshot, base=before).replace(np.inf, np.nan)


def cohorts_of_all(valid, snapshot):
    return _table(_known(valid, snapshot), snapshot, base=lambda result, _: result["size"].sum())


def cohorts_none_is_empty(valid, snapshot):
    return _table(_known(valid, snapshot), snapshot, fill=np.nan)


MISTAKES = (
    Mistake(
        key="zero-for-not-over",
        wrong=cohorts_zero_for_not_over,
        message=Text(
            "Where a month is not over yet you put 0. That says nobody came back; what is known is only that we "
            "have to wait.",
            "還沒過完的月份，你填了 0。0 的意思是「沒有人回來」，可是現在只知道還要再等等。",
        ),
    ),
    Mistake(
        key="begun-months",
        wrong=cohorts_begun_months,
        message=Text(
            "A month that has begun but is not over has a share in your table. Who will still buy in its last days is "
            "missing from it: look at what `over` asks.",
            "已經開始、但還沒過完的月份，你的表裡也有比例。最後幾天才會買的人還沒算進去；看看 `over` 問的是什麼。",
        ),
    ),
    Mistake(
        key="never-empty",
        wrong=cohorts_never_empty,
        message=Text(
            "You have not used `over`: months that are still to come have a share of 0 in your table. What does "
            "`.where` do?",
            "你沒有用到 `over`：還沒到的月份，在你的表裡比例是 0。`.where` 可以做什麼？",
        ),
    ),
    Mistake(
        key="first-size",
        wrong=cohorts_first_size,
        message=Text(
            "You divided every row by the size of the first cohort. Each row has a size of its own.",
            "每一列你都除以第一個世代的人數。每一列有自己的 `size`。",
        ),
    ),
    Mistake(
        key="orders",
        wrong=cohorts_orders,
        message=Text(
            "You counted orders. Somebody who bought three times in a month is one customer who came back.",
            "你數的是訂單。一個月買三次的人，只是一位回來的顧客。",
        ),
    ),
    Mistake(
        key="up-to-k",
        wrong=cohorts_up_to_k,
        message=Text(
            "You counted whoever came back in month k or before, so your rows can only grow. The cell asks about "
            "this one month.",
            "第 k 個月「以及之前」回來的人，你都算進去了，所以每一列只會越來越大。這一格只問那一個月。",
        ),
    ),
    Mistake(
        key="from-k-on",
        wrong=cohorts_from_k_on,
        message=Text(
            "You counted whoever bought in month k or later. The cell asks about this one month.",
            "第 k 個月「以及之後」買的人，你都算進去了。這一格只問那一個月。",
        ),
    ),
    Mistake(
        key="month-only",
        wrong=cohorts_month_only,
        message=Text(
            "You subtracted the numbers of the months without the years. From November to January that makes −10: what "
            "does `month_number` count?",
            "你只用月份相減，沒有管年份。從十一月到一月就變成 −10 了；`month_number` 數的是什麼？",
        ),
    ),
    Mistake(
        key="turned",
        wrong=cohorts_turned,
        message=Text(
            "Your months after the first are negative, so nobody seems to come back. Which of the two dates is the "
            "later one?",
            "你的 `k` 變成負的了，所以看起來沒有人回來。兩個日期，哪一個比較晚？",
        ),
    ),
    Mistake(
        key="thirty-days",
        wrong=cohorts_of_30_days,
        message=Text(
            "You counted in steps of 30 days from the first order. Here months are calendar months: from 31 July to 1 "
            "August is one.",
            "你是從首購日開始，每 30 天算一個月。這裡用的是日曆上的月份：從 7 月 31 日到 8 月 1 日就是 1。",
        ),
    ),
    Mistake(
        key="one-too-many",
        wrong=cohorts_one_too_many,
        message=Text(
            "Your `m1` is 100% nearly everywhere: the month of the first order has the number 1 in your table. Which "
            "number has it here?",
            "你的 `m1` 幾乎都是 100%，因為首購那個月被你編成 1 了。這裡它應該是幾？",
        ),
    ),
    Mistake(
        key="counts",
        wrong=cohorts_counts,
        message=Text(
            "Your cells hold numbers of customers. A small cohort and a large one can only be compared as shares.",
            "你的格子裡是人數。大小不同的世代，要換成比例才能比較。",
        ),
    ),
    Mistake(
        key="month-before",
        wrong=cohorts_of_the_month_before,
        message=Text(
            "You divided by those who had bought in the month before. The base of a row stays the same: the "
            "cohort's own size.",
            "你的分母是前一個月有買的人。一列的分母從頭到尾都一樣，就是這個世代自己的人數。",
        ),
    ),
    Mistake(
        key="of-all",
        wrong=cohorts_of_all,
        message=Text(
            "You divided by all customers of all cohorts. Each row has a size of its own.",
            "你的分母是所有世代的總人數。每一列有自己的 `size`。",
        ),
    ),
    Mistake(
        key="none-is-empty",
        wrong=cohorts_none_is_empty,
        message=Text(
            "Where a month is over and nobody came, your cell is empty. That is known, and it is a number: leave the "
            "line with `fill_value=0`.",
            "月份已經過完、卻沒有人回來的格子，你留成空值了。這是已知的事，是一個數字；`fill_value=0` 那一行不要拿掉。",
        ),
    ),
)


# Cases


def draw_small(rng: np.random.Generator) -> Arguments:
    """Some customers of four months, the last of them not over."""
    snapshot = pd.Timestamp("2024-11-15") + pd.Timedelta(days=int(rng.integers(0, 10)))
    days = {}
    for place in range(1, 14):
        month = int(rng.integers(6, 12))
        first = pd.Timestamp(2024, month, int(rng.integers(1, 15)))
        later = [first + pd.Timedelta(days=int(step)) for step in rng.integers(5, 120, int(rng.integers(0, 3)))]
        days[f"C{place:05d}"] = [first, *(day for day in later if day <= pd.Timestamp("2024-12-31"))]
    return {"valid": histories(days), "snapshot": snapshot}


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """A shop over three years, judged in the middle of a month."""
    _, valid, _ = draw_shop(rng)
    begun = pd.Timestamp("2025-08-03")  # somebody of the month before has bought in the month that is not over
    rows = list(zip(valid["customer_id"], valid["order_date"], strict=True))
    rows += [("C90001", begun - pd.Timedelta(days=9)), ("C90001", begun)]
    snapshot = begun + pd.Timedelta(days=int(rng.integers(5, 25)))
    return {"valid": orders(rows), "snapshot": snapshot}


def draw_last_day(rng: np.random.Generator) -> Arguments:
    """The snapshot is the last day of a month, which therefore is over; the year turns."""
    last = pd.Timestamp(str(rng.choice(["2024-12-31", "2025-01-31", "2025-02-28"])))
    begin = last.replace(day=1)
    days = {
        "C00001": [begin - pd.DateOffset(months=1), last],
        "C00002": [begin - pd.Timedelta(days=1), begin],
        "C00003": [begin - pd.DateOffset(months=2), begin, last + pd.Timedelta(days=1)],
        "C00004": [begin - pd.DateOffset(months=3), last, last],
        "C00005": [begin - pd.DateOffset(months=3), begin - pd.DateOffset(months=3)],
        "C00006": [begin],
        "C00007": [last + pd.Timedelta(days=int(rng.integers(1, 9)))],
    }
    return {"valid": histories(days), "snapshot": last}


def draw_day_before(rng: np.random.Generator) -> Arguments:
    """The snapshot is the day before a month's last: that month is not over."""
    found = dict(draw_last_day(rng))
    return {**found, "snapshot": found["snapshot"] - pd.Timedelta(days=1)}


def draw_one_month(rng: np.random.Generator) -> Arguments:
    """A shop in its first month: one cohort, and nothing to be said of later months."""
    begin = pd.Timestamp("2025-03-01")
    days = {f"C{place:05d}": [begin + pd.Timedelta(days=int(step))] for place, step in enumerate(rng.integers(0, 9, 4))}
    return {"valid": histories(days), "snapshot": pd.Timestamp("2025-03-20")}


CASES = (
    Case(
        key="small",
        name=NAMES["small"],
        share=0.2,
        draw=draw_small,
        printed={"valid": SMALL, "snapshot": pd.Timestamp("2024-11-15")},
    ),
    Case(key="ordinary", name=NAMES["ordinary"], share=0.4, draw=draw_ordinary, ordinary=True),
    Case(
        key="last-day",
        name=Text("a snapshot on the last day of a month", "快照日是月底的最後一天"),
        share=0.15,
        draw=draw_last_day,
    ),
    Case(
        key="day-before",
        name=Text("a snapshot one day before the month is over", "快照日是月底前一天"),
        share=0.15,
        draw=draw_day_before,
    ),
    Case(key="one-month", name=Text("a shop in its first month", "開店第一個月的店"), share=0.1, draw=draw_one_month),
)

COHORTS = FunctionTask(
    id="a05.cohorts",
    title=Text("Cohort retention table", "世代留存表"),
    points=2,
    minutes=9,
    lesson="5.5",
    prompt=Text(
        en="""
Write `cohort_table(valid, snapshot)`.

**Definition.** A [cohort](term:cohort) is everybody whose first order ever lies in the same calendar month. The table
has one row for each cohort that has customers:

| column | what it says |
|---|---|
| `cohort` (the index) | the month, written like `2024-07` |
| `size` | number of customers in the cohort |
| `m1`, `m2`, `m3` | share of the cohort's **own size** with an order in the 1st, 2nd, 3rd calendar month after |

- Months are counted through the turn of the year: January 2025 is month 2 of the cohort of November 2024.
- A month that is over on the evening of the snapshot and in which nobody came is 0. A month that is **not over** on the
  snapshot is empty (`NaN`), even if somebody has bought in it already.
- Orders after the snapshot do not exist yet.

**Comes back:** this table, shares from 0 to 1, not rounded. Row order does not matter; further columns do no harm.

Step 2 is one line, and in step 4 the last two lines are missing. Inside the loop, `over` has a True for every cohort
whose
month `k` is over, and `column.where(condition)` keeps the values where the condition is True and makes the others
`NaN`.
A new column whose name holds the number `k` is written `result[f"m{k}"] = …`.
""",
        zh_hant="""
請寫出 `cohort_table(valid, snapshot)`。

**定義：** 有史以來第一筆訂單落在同一個月份的顧客，屬於同一個[世代](term:cohort)。有顧客的世代，一個世代一列：

| 欄位 | 意思 |
|---|---|
| `cohort`（索引） | 月份，寫成 `2024-07` 這樣 |
| `size` | 這個世代的顧客人數 |
| `m1`、`m2`、`m3` | 首購月之後第 1、2、3 個月，至少有一筆訂單的人，占這個世代**自己人數**的比例 |

- 月份跨年要連著數：2025 年 1 月是 2024 年 11 月那個世代的第 2 個月。
- 到快照日當晚已經過完、卻沒有人回來的月份是 0。快照日時**還沒過完**的月份是空值（`NaN`），就算已經有人買了也一樣。
- 快照日之後的訂單還不存在。

**傳回：** 這張表，比例是 0 到 1，不要四捨五入。列的順序不限，多出別的欄位沒有關係。

步驟 2 缺一行，步驟 4 缺最後兩行。迴圈裡的 `over`，第 `k` 個月已經過完的世代是 True；`欄位.where(條件)` 只留下條件是 \
True \
的值，其他變成 `NaN`。欄名裡要放進數字 `k` 時，寫成 `result[f"m{k}"] = …`。
""",
    ),
    answer=cohort_table,
    returns=Table(
        columns=(
            Column(name="size", key="cohort", unit="orders"),
            Column(name="m1", key="cohort", unit="share"),
            Column(name="m2", key="cohort", unit="share"),
            Column(name="m3", key="cohort", unit="share"),
        ),
        key=("cohort",),
    ),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(cohorts_by_loop, cohorts_in_duckdb, cohorts_by_pivot),
    measure=measures.cohort_table,
    hints=(
        Text(
            'Step 2: both `known["order_date"]` and `first` are columns of dates. `month_number(…)` turns each into '
            "numbers that can be subtracted.",
            '步驟 2：`known["order_date"]` 和 `first` 都是日期欄位。`month_number(…)` 可以把它們變成能相減的數字。',
        ),
        Text(
            "Step 4: `came` has a number of customers for each cohort. Divide it by the column that says how many the "
            "cohort has.",
            "步驟 4：`came` 是每個世代回來的人數，把它除以每個世代的人數那一欄。",
        ),
        Text(
            "The last line puts the shares into the column `m` with the number `k`, but only where `over` is True: "
            '`result[f"m{k}"] = share.where(…)`.',
            '最後一行把比例放進 `m` 加上數字 `k` 的欄位，而且只放 `over` 是 True 的：`result[f"m{k}"] = '
            "share.where(…)`。",
        ),
    ),
)
