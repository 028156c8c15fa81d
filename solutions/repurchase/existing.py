"""Existing customers at the opening of a window, and how many of them buy in it."""

from __future__ import annotations

import pandas as pd

from customer_value.messages import Text
from solutions.repurchase import measures
from solutions.repurchase.cases import window_cases
from solutions.repurchase.given import buyers, last_before
from tutor.shape import Members, Number
from tutor.task import FunctionTask, Mistake


def existing(valid, start, lapse_days):
    # 1 each customer's last order before the window opens  # lang-en
    # 1 期間開始之前，每位顧客的最後一筆訂單  # lang-zh-Hant
    last = last_before(valid, start)

    # 2 the earliest date that is still recent enough  # lang-en
    # 2 最早到哪一天還算「最近來過」  # lang-zh-Hant
    limit = start - pd.Timedelta(days=lapse_days)

    # 3 return the ids of those who have been here since  # lang-en
    # 3 傳回那一天以後來過的顧客編號  # lang-zh-Hant
    ### BEGIN SOLUTION
    recent = last[last["order_date"] >= limit]
    return recent["customer_id"]
    ### END SOLUTION


def repurchase_rate(valid, start, end, lapse_days):
    # 1 the existing customers at the opening  # lang-en
    # 1 期初的老客戶  # lang-zh-Hant
    ### BEGIN SOLUTION
    last = last_before(valid, start)
    base = last[last["order_date"] >= start - pd.Timedelta(days=lapse_days)]
    ### END SOLUTION

    # 2 who of them bought in the window: True or False  # lang-en
    # 2 他們在期間內有沒有買：True 或 False  # lang-zh-Hant
    ### BEGIN SOLUTION
    came = base["customer_id"].isin(buyers(valid, start, end))
    ### END SOLUTION

    # 3 return the share of True  # lang-en
    # 3 傳回 True 的比例  # lang-zh-Hant
    ### BEGIN SOLUTION
    return came.mean()
    ### END SOLUTION


# Other right ways


def existing_by_loop(valid, start, lapse_days):
    last = {}
    for row in valid.itertuples():
        if row.order_date < start:
            last[row.customer_id] = max(row.order_date, last.get(row.customer_id, row.order_date))
    return {who for who, day in last.items() if (start - day).days <= lapse_days}


def existing_in_duckdb(valid, start, lapse_days):
    import duckdb

    return duckdb.execute(
        """
        select customer_id from valid where order_date < $start
        group by customer_id having date_diff('day', max(order_date), $start) <= $days
        """,
        {"start": start.to_pydatetime(), "days": lapse_days},
    ).df()


def existing_by_window(valid, start, lapse_days):
    day = pd.Timedelta(days=1)
    return list(buyers(valid, start - lapse_days * day, start - day))


def rate_by_sets(valid, start, end, lapse_days):
    base = existing_by_loop(valid, start, lapse_days)
    came = {row.customer_id for row in valid.itertuples() if start <= row.order_date <= end}
    return len(base & came) / len(base) if base else float("nan")


def rate_in_duckdb(valid, start, end, lapse_days):
    import duckdb

    (found,) = duckdb.execute(
        """
        with people as (select customer_id,
            max(order_date) filter (order_date < $start) as last,
            count(*) filter (order_date between $start and $end) as bought
        from valid group by customer_id)
        select avg(case when bought > 0 then 1.0 else 0 end) from people
        where date_diff('day', last, $start) <= $days
        """,
        {"start": start.to_pydatetime(), "end": end.to_pydatetime(), "days": lapse_days},
    ).fetchall()[0]
    return float("nan") if found is None else found


def rate_in_polars(valid, start, end, lapse_days):
    import polars as pl

    people = (
        pl.from_pandas(valid)
        .group_by("customer_id")
        .agg(
            last=pl.col("order_date").filter(pl.col("order_date") < start).max(),
            came=pl.col("order_date").is_between(start, end).any(),
        )
    )
    base = people.filter(pl.col("last") >= start - pd.Timedelta(days=lapse_days))
    return base["came"].mean() if len(base) else float("nan")


# What people do instead: existing customers


def _at(valid, start, lapse_days):
    last = last_before(valid, start)
    return last.assign(days=(start - last["order_date"]).dt.days, lapse=lapse_days)


def existing_all_before(valid, start, lapse_days):
    return last_before(valid, start)["customer_id"]


def existing_strictly(valid, start, lapse_days):
    return _at(valid, start, lapse_days).query("days < lapse")["customer_id"]


def existing_lapsed(valid, start, lapse_days):
    return _at(valid, start, lapse_days).query("days > lapse")["customer_id"]


def existing_since(valid, start, lapse_days):
    last = valid.groupby("customer_id", as_index=False)["order_date"].max()
    return last.loc[last["order_date"] >= start - pd.Timedelta(days=lapse_days), "customer_id"]


def existing_whole_file(valid, start, lapse_days):
    last = valid.groupby("customer_id", as_index=False)["order_date"].max()
    return last.loc[last["order_date"].between(start - pd.Timedelta(days=lapse_days), start), "customer_id"]


def existing_opening_day(valid, start, lapse_days):
    day = pd.Timedelta(days=1)
    return buyers(valid, start - lapse_days * day, start)


def existing_first_order(valid, start, lapse_days):
    first = valid[valid["order_date"] < start].groupby("customer_id", as_index=False)["order_date"].min()
    return first.loc[first["order_date"] >= start - pd.Timedelta(days=lapse_days), "customer_id"]


def existing_twice(valid, start, lapse_days):
    times = valid.loc[valid["order_date"] < start, "customer_id"].value_counts()
    return [who for who in existing(valid, start, lapse_days) if times[who] > 1]


def existing_older(valid, start, lapse_days):
    limit = start - pd.Timedelta(days=lapse_days)
    first = valid.groupby("customer_id")["order_date"].min()
    return [who for who in existing(valid, start, lapse_days) if first[who] < limit]


EXISTING_MISTAKES = (
    Mistake(
        key="lapsed-kept",
        wrong=existing_all_before,
        message=Text(
            "Everybody who had ever bought is in your list, those included who have not come for ages: look at C00007 "
            "on the page. What is `limit` for?",
            "只要以前買過的，都在你的名單裡，連很久沒來的也在：看看頁面上的 C00007。`limit` 是做什麼用的？",
        ),
    ),
    Mistake(
        key="strictly",
        wrong=existing_strictly,
        message=Text(
            "Whoever bought on the border day itself, exactly `lapse_days` before the opening, is missing. Look at "
            "your comparison.",
            "剛好在界線那天（期間開始前第 `lapse_days` 天）買的人不見了。看看你的比較符號。",
        ),
    ),
    Mistake(
        key="lapsed-instead",
        wrong=existing_lapsed,
        message=Text(
            "These are the others: those who have not been here for longer than `lapse_days`. On which side of the "
            "limit do later dates lie?",
            "你選到的是另一群：超過 `lapse_days` 天沒來的人。比較晚的日期，在界線的哪一邊？",
        ),
    ),
    Mistake(
        key="new-ones-too",
        wrong=existing_since,
        message=Text(
            "Whoever bought in the window or later is in your list as well. On the morning of `start` nobody knows "
            "these orders yet.",
            "期間內或之後才買的人也在你的名單裡。`start` 那天早上，還沒有人知道這些訂單。",
        ),
    ),
    Mistake(
        key="last-of-all",
        wrong=existing_whole_file,
        message=Text(
            "You looked at the last order of the whole file. Whoever bought again in the window has dropped out of "
            "your list: what did their history look like on the morning of `start`?",
            "你看的是整個檔案的最後一筆，所以期間內又來買的人反而掉出名單了。`start` 那天早上，他們的紀錄是什麼樣子？",
        ),
    ),
    Mistake(
        key="opening-day",
        wrong=existing_opening_day,
        message=Text(
            "An order on `start` itself made somebody an existing customer. That day belongs to the window already: "
            "which orders lie before it?",
            "`start` 當天的訂單也被你拿來認定老客戶。那一天已經屬於這段期間了，哪些訂單才是「之前」？",
        ),
    ),
    Mistake(
        key="first-order",
        wrong=existing_first_order,
        message=Text(
            "You asked when somebody came for the first time. Who has been buying for years and was here last "
            "month is missing.",
            "你看的是第一次什麼時候來。買了好幾年、上個月才來過的人就不見了。",
        ),
    ),
    Mistake(
        key="twice",
        wrong=existing_twice,
        message=Text(
            "You want two orders or more. How many does the definition ask for?",
            "你要求至少兩筆訂單。定義要求幾筆？",
        ),
    ),
    Mistake(
        key="long-known",
        wrong=existing_older,
        message=Text(
            "You left out those who first came within the last `lapse_days` days. Whoever was on file at the "
            "opening is not new in the window.",
            "最近 `lapse_days` 天內才首購的人被你拿掉了。期間開始時已經是客戶的人，就不算這段期間的新客。",
        ),
    ),
)


# What people do instead: the rate


def _people(valid, start, end, lapse_days):
    """Everybody on file at the opening or in the window: their status, and whether they bought in it."""
    before = last_before(valid, start).set_index("customer_id")["order_date"]
    people = pd.DataFrame({"came": pd.Series(True, index=pd.Index(buyers(valid, start, end)), dtype="object")})
    people = people.reindex(people.index.union(before.index))
    people["came"] = people["came"].eq(True)
    days = (start - before.reindex(people.index)).dt.days
    return people.assign(days=days, existing=days <= lapse_days, lapsed=days > lapse_days, new=days.isna())


def share(part, base):
    """A wrong rate; none where it is 0, or a 0 put where there is no base would be taken for it."""
    return int(part.sum()) / int(base.sum()) if part.any() else float("nan")


def rate_of_buyers(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    return share(people["existing"] & people["came"], people["came"])


def rate_lapsed_in_base(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    return share(people["existing"] & people["came"], people["existing"] | people["lapsed"])


def rate_lapsed_in_both(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    old = people["existing"] | people["lapsed"]
    return share(old & people["came"], old)


def rate_all_buyers(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    return share(people["came"], people["existing"])


def rate_who_did_not_buy(valid, start, end, lapse_days):
    return 1 - repurchase_rate(valid, start, end, lapse_days)


def rate_orders(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    base = people.index[people["existing"]]
    orders = valid[valid["order_date"].between(start, end)]
    return orders["customer_id"].isin(base).sum() / len(base) if len(base) else float("nan")


def rate_ever_after(valid, start, end, lapse_days):
    return repurchase_rate(valid, start, valid["order_date"].max(), lapse_days)


def rate_without_last_day(valid, start, end, lapse_days):
    return repurchase_rate(valid, start, end - pd.Timedelta(days=1), lapse_days)


def rate_without_first_day(valid, start, end, lapse_days):
    base = existing(valid, start, lapse_days)
    return base.isin(buyers(valid, start + pd.Timedelta(days=1), end)).mean()


def rate_strict_limit(valid, start, end, lapse_days):
    return repurchase_rate(valid, start, end, lapse_days - 1)


def rate_at_the_end(valid, start, end, lapse_days):
    day_after = end + pd.Timedelta(days=1)
    return existing(valid, day_after, lapse_days).isin(buyers(valid, start, end)).mean()


def rate_new_in_base(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    return share(people["existing"] & people["came"], people["existing"] | people["new"])


def rate_of_everybody(valid, start, end, lapse_days):
    people = _people(valid, start, end, lapse_days)
    return share(people["existing"] & people["came"], people["existing"] | ~people["existing"])


RATE_MISTAKES = (
    Mistake(
        key="of-buyers",
        wrong=rate_of_buyers,
        message=Text(
            "You divided by everybody who bought in the window. That says who your buyers are; the question is how "
            "many of the existing customers bought.",
            "你的分母是期間內買過的所有人。那說的是「買的人裡面有誰」；題目問的是「老客戶裡有多少人買」。",
        ),
    ),
    Mistake(
        key="lapsed-in-base",
        wrong=rate_lapsed_in_base,
        message=Text(
            "The lapsed customers are in your base as well. They have a rate of their own: who is an existing "
            "customer?",
            "流失客戶也在你的分母裡。他們有自己的比率；老客戶的條件是什麼？",
        ),
    ),
    Mistake(
        key="lapsed-in-both",
        wrong=rate_lapsed_in_both,
        message=Text(
            "You took everybody who had bought before `start`, above and below the line. Where does `lapse_days` come "
            "in?",
            "分子和分母你都用「`start` 之前買過的所有人」。`lapse_days` 用在哪裡？",
        ),
    ),
    Mistake(
        key="all-buyers",
        wrong=rate_all_buyers,
        message=Text(
            "Above the line stands everybody who bought in the window, new customers too. Is everybody above the line "
            "also below it?",
            "你的分子是期間內買過的所有人，連新客也算。分子裡的每個人，都在分母裡嗎？",
        ),
    ),
    Mistake(
        key="did-not-buy",
        wrong=rate_who_did_not_buy,
        message=Text(
            "This is the rest: the share of existing customers who did not buy in the window. (It is no churn rate "
            "either: whoever stayed away in these weeks may still come.)",
            "你算到的是剩下的那一邊：這段期間沒有來買的老客戶。（那也不是流失率：這幾週沒來的人，之後還可能來。）",
        ),
    ),
    Mistake(
        key="orders",
        wrong=rate_orders,
        message=Text(
            "You counted orders above the line. Somebody who bought five times in the window is how many customers?",
            "你的分子數的是訂單。期間內買了五次的人，是幾位顧客？",
        ),
    ),
    Mistake(
        key="ever-after",
        wrong=rate_ever_after,
        message=Text(
            "You counted existing customers who bought at any time since `start`. Which day closes the window?",
            "只要 `start` 之後買過，不管多晚，你都算進去了。期間在哪一天結束？",
        ),
    ),
    Mistake(
        key="last-day-left-out",
        wrong=rate_without_last_day,
        message=Text(
            "Orders on `end` itself are missing. Look at what the definition says of that day.",
            "`end` 當天的訂單沒算到。看看定義怎麼說那一天。",
        ),
    ),
    Mistake(
        key="first-day-left-out",
        wrong=rate_without_first_day,
        message=Text(
            "Orders on `start` itself are missing. Look at what the definition says of that day.",
            "`start` 當天的訂單沒算到。看看定義怎麼說那一天。",
        ),
    ),
    Mistake(
        key="strict-limit",
        wrong=rate_strict_limit,
        message=Text(
            "Whoever bought exactly `lapse_days` before the opening is missing in your base. Look at the comparison.",
            "剛好在期間開始前第 `lapse_days` 天買的人，不在你的分母裡。看看比較符號。",
        ),
    ),
    Mistake(
        key="judged-at-the-end",
        wrong=rate_at_the_end,
        message=Text(
            "You chose the base at the end of the window. By then whoever stopped buying has dropped out of it, and "
            "who is new has come in: on which day is the base fixed?",
            "你在期間結束時才決定分母。那時候，不再來的人已經掉出去，新客也混進來了。分母應該在哪一天定下來？",
        ),
    ),
    Mistake(
        key="new-in-base",
        wrong=rate_new_in_base,
        message=Text(
            "The first-purchase customers of the window are in your base. Who was an existing customer on the morning "
            "of `start`?",
            "這段期間的首購客戶也在你的分母裡。`start` 那天早上，誰才是老客戶？",
        ),
    ),
    Mistake(
        key="of-everybody",
        wrong=rate_of_everybody,
        message=Text(
            "You divided by everybody on file at the end. The rate is about one group only: its size is the base.",
            "你的分母是期末的所有客戶。這個比率只談其中一群人，分母就是那一群的人數。",
        ),
    ),
)

EXISTING = FunctionTask(
    id="a05.existing",
    title=Text("Existing customers", "老客戶"),
    points=2,
    minutes=5,
    lesson="5.4",
    prompt=Text(
        en="""
Write `existing(valid, start, lapse_days)`.

**Definition.** Everybody is judged on the morning of `start`, by the orders **before** that day; an order on `start`
itself is not known yet. An [existing customer](term:existing-customer) is somebody whose last order before `start` is
at most `lapse_days` days old. Exactly `lapse_days` days is still an existing customer. One order is enough.

**Comes back:** the customer ids, each once, as a column or a list; the order does not matter.

Steps 1 and 2 are done.
""",
        zh_hant="""
請寫出 `existing(valid, start, lapse_days)`。

**定義：** 在 `start` 那天早上判斷每個人，只看那一天**之前**的訂單；`start` 當天的訂單還沒發生。`start` \
之前最後一筆訂單，\
距離 `start` 不超過 `lapse_days` 天的，就是[老客戶](term:existing-customer)。剛好 `lapse_days` 天還算老客戶。\
買過一次就夠了。

**傳回：** 顧客編號，每人一次，用欄位或清單都可以，順序不限。

步驟 1、2 已經寫好。
""",
    ),
    answer=existing,
    returns=Members(),
    cases=window_cases("start", "lapse_days"),
    mistakes=EXISTING_MISTAKES,
    alternatives=(existing_by_loop, existing_in_duckdb, existing_by_window),
    measure=measures.existing,
    hints=(
        Text(
            "`last` has two columns, `customer_id` and `order_date`, one row per customer. Keep the rows whose date is "
            "not earlier than `limit`.",
            "`last` 有 `customer_id` 和 `order_date` 兩欄，一位顧客一列。留下日期不早於 `limit` 的列。",
        ),
        Text(
            '`recent = last[last["order_date"] … limit]`. A later date is a larger one; the border day itself counts.',
            '`recent = last[last["order_date"] … limit]`。日期越晚越大，界線當天也算。',
        ),
        Text(
            "Two lines: the one of hint 2, and a `return` with the column `customer_id` of `recent`.",
            "兩行：第 2 個提示那一行，再加上 `return`，傳回 `recent` 的 `customer_id` 欄。",
        ),
    ),
)

REPURCHASE = FunctionTask(
    id="a05.repurchase-rate",
    title=Text("Repurchase rate of existing customers", "老客戶續購率"),
    points=2,
    minutes=5,
    lesson="5.5",
    prompt=Text(
        en="""
Write `repurchase_rate(valid, start, end, lapse_days)`.

**Definition.** The [repurchase rate](term:repurchase-rate) = existing customers with an order in the window ÷ existing
customers

- Existing customers as in the task before: judged on the morning of `start`, last order at most `lapse_days` days old.
- The window goes from `start` to `end`, both included.
- Without an existing customer the rate is `NaN`.

**Comes back:** one share from 0 to 1, not rounded.

The three steps are named; the code is yours. You may use `last_before` and `buyers`, and your own `existing` if its
check says "Right.". Step 2 is made by `column.isin(…)`, as in task 1. It works on a column: should your `existing` give
back a list, `pd.Series(…)` around it makes one.
""",
        zh_hant="""
請寫出 `repurchase_rate(valid, start, end, lapse_days)`。

**定義：** [老客戶續購率](term:repurchase-rate) ＝ 期間內有訂單的老客戶數 ÷ 老客戶數

- 老客戶的定義跟上一題一樣：在 `start` 那天早上判斷，之前的最後一筆訂單距離 `start` 不超過 `lapse_days` 天。
- 期間從 `start` 到 `end`，頭尾兩天都算。
- 一位老客戶都沒有時，比率是 `NaN`。

**傳回：** 一個 0 到 1 的比率，不要四捨五入。

三個步驟都列出來了，程式碼由你來寫。可以用 `last_before` 和 `buyers`；上一題的檢查出現「答對了。」之後，\
也可以用你自己的 `existing`。步驟 2 用第 1 題的 `某欄.isin(…)`。它前面要是一欄：如果你的 `existing` 傳回的是清單，\
外面包一層 `pd.Series(…)` 就變成一欄。
""",
    ),
    answer=repurchase_rate,
    returns=Number(unit="share"),
    cases=window_cases("start", "end", "lapse_days"),
    mistakes=RATE_MISTAKES,
    alternatives=(rate_by_sets, rate_in_duckdb, rate_in_polars),
    measure=measures.repurchase_rate,
    hints=(
        Text(
            "First write down whom the rate is about, and only then ask who of these bought. Whoever is not in the "
            "base cannot be above the line.",
            "先確定這個比率談的是誰，再問「這些人」裡面誰買了。不在分母裡的人，也不能出現在分子。",
        ),
        Text(
            "`base` is the table `last` of the task before, with the rows you kept. Then "
            '`came = base["customer_id"].isin(…)`: in what are you looking them up?',
            '`base` 就是上一題的 `last` 留下來的那幾列。接著 `came = base["customer_id"].isin(…)`：要拿去跟什麼比對？',
        ),
        Text(
            "`buyers(valid, start, end)` goes into the bracket, and step 3 is `came.mean()`, which is `NaN` by itself "
            "where nobody is in the base.",
            "括號裡放 `buyers(valid, start, end)`；步驟 3 是 `came.mean()`，分母沒有人時它自己就會是 `NaN`。",
        ),
    ),
)
