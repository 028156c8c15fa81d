"""The cost of a lead: what each medium cost in a period, and whom it brought."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.media.given import over
from solutions.media.tables import DATE, MEDIA, TEXT, WHOLE, ids, shuffled, some_media_days, table
from tutor.shape import Column
from tutor.task import Arguments, Case, FunctionTask, Mistake

NAN = float("nan")


def cost_per_lead(media, leads, start, end):
    # 1 days and asked: the rows of media and of leads in the period, both ends included  # lang-en
    # 1 days 和 asked：media 和 leads 在期間內的列，頭尾兩天都算  # lang-zh-Hant
    ### BEGIN SOLUTION
    days = media[(media["date"] >= start) & (media["date"] <= end)]
    asked = leads[(leads["created_on"] >= start) & (leads["created_on"] <= end)]
    ### END SOLUTION

    # 2 what each medium cost  # lang-en
    # 2 每個媒體花了多少  # lang-zh-Hant
    table = days.groupby("medium").agg(spend=("spend", "sum"))

    # 3 how many leads each medium brought, each lead_id once  # lang-en
    # 3 每個媒體帶來幾筆名單，同一個 lead_id 只算一次  # lang-zh-Hant
    ### BEGIN SOLUTION
    table["leads"] = asked.groupby("medium")["lead_id"].nunique()
    ### END SOLUTION

    # 4 a column cost_per_lead  # lang-en
    # 4 新增 cost_per_lead 欄  # lang-zh-Hant
    ### BEGIN SOLUTION
    table["cost_per_lead"] = over(table["spend"], table["leads"])
    ### END SOLUTION
    return table


# Other right ways to the cost of a lead


def lead_cost_by_loop(media, leads, start, end):
    spent, found = {}, {}
    for day in media.itertuples():
        if start <= day.date <= end:
            spent[day.medium] = spent.get(day.medium, 0) + day.spend
    for lead in leads.itertuples():
        if start <= lead.created_on <= end:
            found.setdefault(lead.medium, set()).add(lead.lead_id)
    return {medium: money / len(found[medium]) if found.get(medium) else NAN for medium, money in spent.items()}


def lead_cost_in_duckdb(media, leads, start, end):
    import duckdb

    shop = duckdb.connect()
    shop.register("media", media)
    shop.register("leads", leads)
    return shop.execute(
        """
        with cost as (select medium, sum(spend) as spend from media where date between $start and $end group by medium),
             brought as (select medium, count(distinct lead_id) as n from leads
                         where created_on between $start and $end group by medium)
        select c.medium, c.spend / nullif(b.n, 0) as cost_per_lead from cost c left join brought b using (medium)
        """,
        {"start": start, "end": end},
    ).df()


def lead_cost_by_joining(media, leads, start, end):
    once = leads[leads["created_on"].between(start, end)].drop_duplicates("lead_id")
    spent = media[media["date"].between(start, end)].groupby("medium")["spend"].sum()
    counts = once["medium"].value_counts().reindex(spent.index, fill_value=0)
    return (spent / counts.replace(0, np.nan)).rename("cost_per_lead").reset_index()


def lead_cost_measured(media, leads, start, end):
    days = media[media["date"].between(start, end)]
    asked = leads[leads["created_on"].between(start, end)]
    return {
        medium: customer_value.cost_per_lead(float(rows["spend"].sum()), asked[asked["medium"] == medium])
        for medium, rows in days.groupby("medium")
    }


# What people compute instead


def _lead_cost(
    media,
    leads,
    start,
    end,
    *,
    all_leads=False,
    all_spend=False,
    count="nunique",
    closed="both",
    keep=lambda lead: lead,
):
    """The right way with one thing changed."""
    days = media if all_spend else media[media["date"].between(start, end, inclusive=closed)]
    asked = leads if all_leads else leads[leads["created_on"].between(start, end, inclusive=closed)]
    listed = media[media["date"].between(start, end)]["medium"].unique()
    found = pd.DataFrame(index=pd.Index(listed, name="medium"))
    found["spend"] = days.groupby("medium")["spend"].sum()
    found["leads"] = keep(asked).groupby("medium")["lead_id"].agg(count)
    return found


def _per(found: pd.DataFrame) -> pd.Series:
    return over(found["spend"], found["leads"].fillna(0)).rename("cost_per_lead")


def _lead_mistake(**changed):
    return lambda media, leads, start, end: _per(_lead_cost(media, leads, start, end, **changed))


def lead_cost_upside_down(media, leads, start, end):
    found = _lead_cost(media, leads, start, end)
    return over(found["leads"], found["spend"])


def lead_cost_number(media, leads, start, end):
    return _lead_cost(media, leads, start, end)["leads"].fillna(0)


def lead_cost_all_media(media, leads, start, end):
    found = _lead_cost(media, leads, start, end)
    return found["spend"] / found["leads"].sum()


def lead_cost_everybody(media, leads, start, end):
    asked = leads[leads["created_on"].between(start, end)]
    return _lead_cost(media, leads, start, end)["spend"] / asked["lead_id"].nunique()


def lead_cost_click(media, leads, start, end):
    days = media[media["date"].between(start, end)].groupby("medium")[["spend", "clicks"]].sum()
    return over(days["spend"], days["clicks"])


def lead_cost_daily(media, leads, start, end):
    once = leads[leads["created_on"].between(start, end)].drop_duplicates("lead_id")
    counts = once.groupby(["medium", "created_on"]).size()
    days = media[media["date"].between(start, end)].set_index(["medium", "date"])["spend"]
    counts = counts.reindex(days.index)
    return over(days, counts).groupby("medium").mean()


def lead_cost_one_merge(media, leads, start, end):
    days = media[media["date"].between(start, end)]
    both = days.merge(leads[leads["created_on"].between(start, end)], on="medium", how="left")
    sums = both.groupby("medium").agg(spend=("spend", "sum"), leads=("lead_id", "nunique"))
    return over(sums["spend"], sums["leads"])


def lead_cost_inner_merge(media, leads, start, end):
    return lead_cost_one_merge(media, leads, start, end).dropna()


def lead_cost_of_the_page(media, leads, start, end):
    return cost_per_lead(media, leads, pd.Timestamp("2025-11-01"), pd.Timestamp("2025-11-30"))


def lead_cost_zero(media, leads, start, end):
    return _per(_lead_cost(media, leads, start, end)).fillna(0)


def lead_cost_infinite(media, leads, start, end):
    found = _lead_cost(media, leads, start, end)
    return found["spend"] / found["leads"].fillna(0)


def lead_cost_dropped(media, leads, start, end):
    return _per(_lead_cost(media, leads, start, end)).dropna()


def lead_cost_free_empty(media, leads, start, end):
    found = _lead_cost(media, leads, start, end)
    return _per(found).where(found["spend"] > 0)


LEAD_MISTAKES = (
    Mistake(
        key="doubles",
        wrong=_lead_mistake(count="size"),
        message=Text(
            "You counted the rows of `leads`. Somebody who sent the form twice is there twice: which column tells?",
            "你數的是 `leads` 有幾列。同一個人送出兩次表單，就會有兩列：哪一欄看得出來？",
        ),
    ),
    Mistake(
        key="per-won",
        wrong=_lead_mistake(keep=lambda leads: leads[leads["stage"] == "won"]),
        message=Text(
            "You divided by the leads that were won. That is what a customer cost; a lead is whoever asked.",
            "你除的是成交的名單，那是獲得一位顧客的成本。只要留下資料的，都是名單。",
        ),
    ),
    Mistake(
        key="lost-left-out",
        wrong=_lead_mistake(keep=lambda leads: leads[leads["stage"] != "lost"]),
        message=Text(
            "You left out the leads that were lost. They cost money as well: what does the definition count?",
            "你把沒有成交的名單排除了。那些名單也花了錢：定義數的是什麼？",
        ),
    ),
    Mistake(
        key="open-left-out",
        wrong=_lead_mistake(keep=lambda leads: leads[leads["stage"] != "open"]),
        message=Text(
            "You left out the leads that are still open. Whoever has not decided yet has asked as well: what does the "
            "definition say about `stage`?",
            "你把還在進行中的名單排除了。還在考慮的人也留了資料：定義怎麼看 `stage`？",
        ),
    ),
    Mistake(
        key="all-leads",
        wrong=_lead_mistake(all_leads=True),
        message=Text(
            "The money is that of the period, the leads are those of all time. Filter `leads` by its own date as well.",
            "錢是這段期間的，名單卻是全部的。`leads` 也要用它自己的日期篩選。",
        ),
    ),
    Mistake(
        key="all-spend",
        wrong=_lead_mistake(all_spend=True),
        message=Text(
            "The leads are those of the period, the money is that of all days in the file. Look at the days of "
            "`media`.",
            "名單是這段期間的，錢卻是整個檔案的。看看 `media` 的日期。",
        ),
    ),
    Mistake(
        key="whole-file",
        wrong=_lead_mistake(all_spend=True, all_leads=True),
        message=Text(
            "That is the whole file. Neither the days nor the leads have been cut to the period.",
            "這是整個檔案的結果，日子和名單都還沒有篩選期間。",
        ),
    ),
    Mistake(
        key="november-only",
        wrong=lead_cost_of_the_page,
        message=Text(
            "Your function looks at November 2025 whatever it is asked for. Which two inputs say where the period "
            "begins and ends?",
            "不管傳進來什麼，你的函式看的都是 2025 年 11 月。期間的開頭和結尾，寫在哪兩個參數裡？",
        ),
    ),
    Mistake(
        key="end-left-out",
        wrong=_lead_mistake(closed="left"),
        message=Text(
            "The last day of the period is missing. Does it belong to the period? Look at your comparison with `end`.",
            "期間的最後一天不見了。它算在期間裡嗎？看看和 `end` 的比較。",
        ),
    ),
    Mistake(
        key="start-left-out",
        wrong=_lead_mistake(closed="right"),
        message=Text(
            "The first day of the period is missing. Look at your comparison with `start`.",
            "期間的第一天不見了。看看和 `start` 的比較。",
        ),
    ),
    Mistake(
        key="per-click",
        wrong=lead_cost_click,
        message=Text(
            "You divided by the clicks. Most who click leave nothing behind: in which table are those who asked?",
            "你除的是點擊。大多數點進來的人什麼都沒留下：留下資料的人在哪一張表？",
        ),
    ),
    Mistake(
        key="upside-down",
        wrong=lead_cost_upside_down,
        message=Text(
            "That is leads per dollar. Dollars per lead has the money on top.",
            "這是每一元有幾筆名單。每筆名單幾元，錢要放在上面。",
        ),
    ),
    Mistake(
        key="number",
        wrong=lead_cost_number,
        message=Text(
            "That is the number of leads. The last step is missing: what did one of them cost?",
            "這是名單的筆數，還差最後一步：一筆花了多少？",
        ),
    ),
    Mistake(
        key="all-media",
        wrong=lead_cost_all_media,
        message=Text(
            "You divided each medium's money by the leads of all media. Divide row by row, column by column.",
            "你把每個媒體的花費都除以所有媒體的名單。請用欄位除以欄位，一列一列各除各的。",
        ),
    ),
    Mistake(
        key="everybody",
        wrong=lead_cost_everybody,
        message=Text(
            "You divided each medium's money by one number, that of everybody who asked, those of no medium among "
            "them. Count in groups, so that each medium has its own number.",
            "你把每個媒體的花費都除以同一個數字：所有留下資料的人，連不是媒體帶來的也在內。要分組數，每個媒體才有自己的筆數。",
        ),
    ),
    Mistake(
        key="inner-merge",
        wrong=lead_cost_inner_merge,
        message=Text(
            "You put both tables side by side before adding up. Each day's spend then stands there once for every "
            "lead, and a medium without a lead is gone. Add up each table by itself first.",
            "你先合併兩張表才加總。這樣每天的花費會依名單重複好幾次，沒有名單的媒體也不見了。兩張表先各自加總。",
        ),
    ),
    Mistake(
        key="one-merge",
        wrong=lead_cost_one_merge,
        message=Text(
            "You put both tables side by side before adding up, so each day's spend stands there once for every lead. "
            "Add up each table by itself first.",
            "你先合併兩張表才加總，每天的花費就依名單重複了好幾次。兩張表先各自加總。",
        ),
    ),
    Mistake(
        key="mean-of-days",
        wrong=lead_cost_daily,
        message=Text(
            "You worked out a cost for every day and took the mean. Days without a lead drop out of it, though they "
            "cost money too: add up first.",
            "你先算每天的成本再平均。沒有名單的日子就漏掉了，可是那些日子也花了錢：先加總。",
        ),
    ),
    Mistake(
        key="zero",
        wrong=lead_cost_zero,
        message=Text(
            "A medium that brought no lead has 0 in your table, which reads as if its leads were free. What is "
            "there to "
            "divide by?",
            "沒有帶來名單的媒體，你的表裡是 0，看起來像名單不用錢。這裡有東西可以當分母嗎？",
        ),
    ),
    Mistake(
        key="infinite",
        wrong=lead_cost_infinite,
        message=Text(
            "A medium that brought no lead is infinite in your table (`inf`): pandas divided by 0. What does `over` do "
            "about that?",
            "沒有帶來名單的媒體，你的表裡是無限大（`inf`），因為 pandas 除以 0 了。`over` 是怎麼處理的？",
        ),
    ),
    Mistake(
        key="dropped",
        wrong=lead_cost_dropped,
        message=Text(
            "A medium that cost money and brought no lead has no row. It is the one that the owner most wants to see.",
            "花了錢卻沒有帶來名單的媒體，表裡不見了。那正是老闆最想看到的一列。",
        ),
    ),
    Mistake(
        key="free-empty",
        wrong=lead_cost_free_empty,
        message=Text(
            "A medium that cost nothing but brought leads is empty in your table. Its base is there, so what did one "
            "of its leads cost?",
            "沒花錢卻帶來名單的媒體，你的表裡是空值。它有分母，那麼一筆名單花了多少？",
        ),
    ),
)

# The tables they are tried on

MEDIA_COLUMNS = {"date": DATE, "medium": TEXT, "clicks": WHOLE, "spend": WHOLE}
LEAD_COLUMNS = {"lead_id": TEXT, "created_on": DATE, "medium": TEXT, "stage": TEXT}


def lead_inputs(days, leads, start, end) -> Arguments:
    return {
        "media": table(MEDIA_COLUMNS, days),
        "leads": table(LEAD_COLUMNS, leads),
        "start": pd.Timestamp(start),
        "end": pd.Timestamp(end),
    }


SMALL_DAYS = (
    ("2025-10-31", "Search ads", 14, 420),
    ("2025-11-01", "Facebook page", 40, 300),
    ("2025-11-01", "Search ads", 25, 640),
    ("2025-11-15", "YouTube channel", 9, 500),
    ("2025-11-15", "Blogs and reviews", 12, 0),
    ("2025-11-30", "Facebook page", 35, 180),
    ("2025-11-30", "Search ads", 22, 560),
    ("2025-12-01", "YouTube channel", 15, 350),
)
SMALL_LEADS = (
    ("L00001", "2025-10-31", "Search ads", "won"),
    ("L00002", "2025-11-01", "Facebook page", "won"),
    ("L00003", "2025-11-01", "Search ads", "lost"),
    ("L00004", "2025-11-08", "Facebook page", "lost"),
    ("L00004", "2025-11-08", "Facebook page", "lost"),
    ("L00005", "2025-11-16", "Blogs and reviews", "won"),
    ("L00006", "2025-11-20", None, "won"),
    ("L00007", "2025-11-30", "Search ads", "won"),
    ("L00008", "2025-11-30", "Search ads", "open"),
    ("L00009", "2025-11-30", "Facebook page", "open"),
    ("L00010", "2025-12-01", "YouTube channel", "won"),
)
SMALL = lead_inputs(SMALL_DAYS, SMALL_LEADS, "2025-11-01", "2025-11-30")
"""One month and the days around it: a form sent twice, a medium without a lead, a free one, a lead of nobody's."""


def draw_small(rng: np.random.Generator) -> Arguments:
    days = [
        (*row[:2], int(row[2] + rng.integers(0, 9)), int(row[3]) and int(rng.integers(4, 40)) * 20)
        for row in SMALL_DAYS
    ]
    return lead_inputs(days, SMALL_LEADS, "2025-11-01", "2025-11-30")


def _leads_of(days: pd.DataFrame, rng: np.random.Generator, without: str) -> pd.DataFrame:
    """Leads on some of the days, one in eight of them sent twice, and some that no medium brought."""
    counts = np.where(days["medium"] == without, 0, rng.poisson(0.25, len(days)))
    rows = days.loc[days.index.repeat(counts), ["date", "medium"]]
    rows = pd.concat([rows, rows.sample(frac=0.1, random_state=rng).assign(medium=None)], ignore_index=True)
    rows = rows.sort_values("date", kind="stable", ignore_index=True)
    leads = pd.DataFrame({"lead_id": ids("L", len(rows)), "created_on": rows["date"], "medium": rows["medium"]})
    leads["stage"] = rng.choice(
        ["won", "lost", "open", "contacted", "quoted"], len(leads), p=[0.45, 0.4, 0.07, 0.05, 0.03]
    )
    twice = leads.sample(frac=0.13, random_state=rng)
    return shuffled(pd.concat([leads, twice], ignore_index=True), rng).astype(LEAD_COLUMNS)


def draw_month(rng: np.random.Generator) -> Arguments:
    """Some months of a small shop's media, with leads before, in and after them, on the first and last day too."""
    days = shuffled(some_media_days(rng)[list(MEDIA_COLUMNS)], rng)
    start = days["date"].min() + pd.Timedelta(days=int(rng.integers(30, 90)))
    end = start + pd.Timedelta(days=int(rng.integers(120, 240)))
    days["spend"] = days["spend"] + np.where(days["spend"] > 0, rng.integers(1, 9, len(days)), 0)
    edges = pd.DataFrame(
        [(day, medium, 3, int(rng.integers(20, 90))) for day in (start, end) for medium in MEDIA[:2]],
        columns=list(MEDIA_COLUMNS),
    )
    days = days[~(days["date"].isin([start, end]) & days["medium"].isin(MEDIA[:2]))]
    days = shuffled(pd.concat([days, edges], ignore_index=True), rng).astype(MEDIA_COLUMNS)
    leads = _leads_of(days, rng, without=MEDIA[3])
    return {"media": days, "leads": leads, "start": start, "end": end}


def draw_borders(rng: np.random.Generator) -> Arguments:
    """Days and leads on the first and the last day, and one day outside."""
    start, end = pd.Timestamp("2025-06-01"), pd.Timestamp("2025-06-30")
    step = pd.Timedelta(days=1)
    dates = [start - step, start, end, end + step]
    days = [(day, "Search ads", 9, int(rng.integers(2, 40)) * 25) for day in dates]
    counts = rng.integers(1, 4, 4)
    rows = [(day, "Search ads") for day, count in zip(dates, counts, strict=True) for _ in range(count)]
    leads = [(one, *row, "won") for one, row in zip(ids("L", len(rows)), rows, strict=True)]
    return lead_inputs(days, leads, start, end)


def draw_twice(rng: np.random.Generator) -> Arguments:
    """Forms that were sent twice or three times."""
    days = [("2025-06-02", "Facebook page", 30, int(rng.integers(20, 90)) * 10)]
    rows = [(f"L{number:05d}", "2025-06-03", "Facebook page", "lost") for number in range(1, int(rng.integers(4, 8)))]
    return lead_inputs(days, [*rows, rows[0], rows[0], rows[2]], "2025-06-01", "2025-06-30")


def draw_no_lead(rng: np.random.Generator) -> Arguments:
    """A medium without a lead, and one that cost nothing."""
    days = [
        ("2025-06-02", "YouTube channel", 30, int(rng.integers(20, 90)) * 10),
        ("2025-06-02", "Blogs and reviews", 8, 0),
    ]
    leads = [("L00001", "2025-06-04", "Blogs and reviews", "won"), ("L00002", "2025-06-05", "Trade fair", "won")]
    return lead_inputs(days, leads, "2025-06-01", "2025-06-30")


LEAD_CASES = (
    Case(key="small", name=Text("the month on the page", "頁面上的一個月"), share=0.2, draw=draw_small, printed=SMALL),
    Case(
        key="ordinary",
        name=Text("some months of an ordinary shop", "一般商店的幾個月"),
        share=0.35,
        draw=draw_month,
        ordinary=True,
    ),
    Case(
        key="borders",
        name=Text("leads on the first and the last day", "第一天和最後一天的名單"),
        share=0.15,
        draw=draw_borders,
    ),
    Case(key="twice", name=Text("forms that were sent twice", "重複送出的表單"), share=0.15, draw=draw_twice),
    Case(
        key="no-lead",
        name=Text("a medium without a lead (`NaN`), and a free one", "沒有名單的媒體（`NaN`），以及不用錢的媒體"),
        share=0.15,
        draw=draw_no_lead,
    ),
)

COST_PER_LEAD = FunctionTask(
    id="a04.lead-cost",
    title=Text("The cost of a lead", "每筆名單成本"),
    points=2,
    minutes=8,
    lesson="4.4",
    prompt=Text(
        en="""
Write `cost_per_lead(media, leads, start, end)`.

| table | columns |
|---|---|
| `media` | one row per day and medium: `date`, `medium`, `clicks`, `spend` in dollars |
| `leads` | `lead_id`, `created_on`, `medium` (empty if no medium brought it), `stage` (won, lost, open …) |

**Definition.** [Cost per lead](term:cost-per-lead) = a medium's spend in the period ÷ the number of **different**
`lead_id`s it brought in the period.

- The period runs from `start` to `end`; **both days belong to it**. A day counts by its `date`, a lead by `created_on`.
- A lead is whoever asked, whatever became of it. The same `lead_id` on two rows is one lead.
- There is one row for each medium that has a day in the period. Leads of other media, or of none, belong to nobody.
- A medium without a lead keeps its row; its cost is empty (`NaN`). A medium that cost nothing and brought leads: 0.

**Comes back:** one amount in dollars for each `medium`, in the column `cost_per_lead`; not rounded.

Step 2 is written. A new column is lined up by its index: in step 3 each medium gets **its own** number of leads, and a
medium that has none gets `NaN`. `.nunique()` counts different values.
""",
        zh_hant="""
請寫出 `cost_per_lead(media, leads, start, end)`。

| 表 | 欄位 |
|---|---|
| `media` | 一個媒體一天一列：`date`（日期）、`medium`（媒體）、`clicks`（點擊）、`spend`（花費，元） |
| `leads` | `lead_id`、`created_on`（留資料的日子）、`medium`（不是媒體帶來的是空白）、`stage`（won 成交、lost \
未成交、open 進行中……） |

**定義：** [每筆名單成本](term:cost-per-lead) = 媒體在期間內的花費 ÷ 它在期間內帶來幾個**不同的** `lead_id`。

- 期間從 `start` 到 `end`，**頭尾兩天都算**。日子看 `date`，名單看 `created_on`。
- 只要留了資料就是名單，不管後來有沒有成交。同一個 `lead_id` 出現兩列，算一筆。
- 期間內有紀錄的媒體，一個一列。其他媒體的、或沒有媒體的名單，不算給任何人。
- 沒有帶來名單的媒體也要有一列，成本是空值（`NaN`）；沒花錢但有帶來名單的媒體，成本是 0。

**傳回：** 每個 `medium` 一個金額（新臺幣元），放在 `cost_per_lead` 欄；不要四捨五入。

步驟 2 已經寫好。新增的欄位會照索引對齊：步驟 3 裡每個媒體拿到的是**自己的**名單數，沒有名單的媒體拿到 `NaN`。\
`.nunique()` 是數有幾個不同的值。
""",
    ),
    answer=cost_per_lead,
    returns=Column(name="cost_per_lead", key="medium", unit="money"),
    cases=LEAD_CASES,
    mistakes=LEAD_MISTAKES,
    alternatives=(lead_cost_by_loop, lead_cost_in_duckdb, lead_cost_by_joining),
    measure=lead_cost_measured,
    hints=(
        Text(
            "Step 1 is two lines, one for each table. Both look like the third line of task 2, with `start` and `end` "
            "as the two borders; look at which of the days belong to the period.",
            "步驟 1 是兩行，一張表一行，寫法像第 2 題的第三行，兩個界線是 `start` 和 `end`；注意哪幾天算在期間裡。",
        ),
        Text(
            'Step 3: `table["leads"] = asked.groupby("medium")["lead_id"].…()`. Which word counts different values?',
            '步驟 3：`table["leads"] = asked.groupby("medium")["lead_id"].…()`。哪個字是數「不同的值」？',
        ),
        Text(
            'Step 4 is `table["cost_per_lead"] = over(…, …)` with the columns `spend` and `leads`, the money on top.',
            '步驟 4 是 `table["cost_per_lead"] = over(…, …)`，用 `spend` 和 `leads` 兩欄，錢放前面。',
        ),
    ),
)
