"""First-purchase customers: those whose first order ever falls in the window."""

from __future__ import annotations

from customer_value.messages import Text
from solutions.repurchase import measures
from solutions.repurchase.cases import window_cases
from solutions.repurchase.given import buyers
from tutor.shape import Members
from tutor.task import FunctionTask, Mistake


def first_purchase(valid, start, end):
    # 1 first: the date of each customer's first order ever  # lang-en
    # 1 first：每位顧客有史以來第一筆訂單的日期  # lang-zh-Hant
    ### BEGIN SOLUTION
    first = valid.groupby("customer_id", as_index=False)["order_date"].min()
    ### END SOLUTION

    # 2 new: only those whose date lies in the window  # lang-en
    # 2 new：只留下日期落在期間內的人  # lang-zh-Hant
    ### BEGIN SOLUTION
    new = first[first["order_date"].between(start, end)]
    ### END SOLUTION

    # 3 return their customer ids  # lang-en
    # 3 傳回他們的顧客編號  # lang-zh-Hant
    return new["customer_id"]


# Other right ways


def new_by_loop(valid, start, end):
    first = {}
    for row in valid.itertuples():
        first[row.customer_id] = min(row.order_date, first.get(row.customer_id, row.order_date))
    return [who for who, day in first.items() if start <= day <= end]


def new_in_duckdb(valid, start, end):
    import duckdb

    return duckdb.execute(
        "select customer_id from valid group by customer_id having min(order_date) between $start and $end",
        {"start": start.to_pydatetime(), "end": end.to_pydatetime()},
    ).df()


def new_by_sets(valid, start, end):
    old = set(valid.loc[valid["order_date"] < start, "customer_id"])
    return set(buyers(valid, start, end)) - old


# What people do instead


def _dated(valid, which):
    return valid.groupby("customer_id", as_index=False)["order_date"].agg(which)


def _inside(table, start, end, inclusive="both"):
    return table.loc[table["order_date"].between(start, end, inclusive=inclusive), "customer_id"]


def first_in_the_window(valid, start, end):
    return buyers(valid, start, end)


def first_without_start_day(valid, start, end):
    return _inside(_dated(valid, "min"), start, end, "right")


def first_without_end_day(valid, start, end):
    return _inside(_dated(valid, "min"), start, end, "left")


def first_to_the_end_of_the_file(valid, start, end):
    return _inside(_dated(valid, "min"), start, valid["order_date"].max())


def first_by_the_end(valid, start, end):
    return _inside(_dated(valid, "min"), valid["order_date"].min(), end)


def first_last_order(valid, start, end):
    return _inside(_dated(valid, "max"), start, end)


def first_only_one_order(valid, start, end):
    times = valid["customer_id"].value_counts()
    return [who for who in first_purchase(valid, start, end) if times[who] == 1]


def first_one_order_in_the_window(valid, start, end):
    times = valid.loc[valid["order_date"].between(start, end), "customer_id"].value_counts()
    return times[times == 1].index


def first_and_came_back(valid, start, end):
    times = valid["customer_id"].value_counts()
    return [who for who in first_purchase(valid, start, end) if times[who] > 1]


MISTAKES = (
    Mistake(
        key="first-in-window",
        wrong=first_in_the_window,
        message=Text(
            "You took everybody who bought in the window. Their first order in the window is not always their first "
            "ever: look at C00001 on the page.",
            "你選的是期間內買過的所有人。期間內的第一筆，不一定是有史以來的第一筆：看看頁面上的 C00001。",
        ),
    ),
    Mistake(
        key="start-day-left-out",
        wrong=first_without_start_day,
        message=Text(
            "Whoever came for the first time on `start` itself is missing. Which of the two days belong to the window?",
            "`start` 當天第一次來的人不見了。頭尾兩天，哪一天算在期間內？",
        ),
    ),
    Mistake(
        key="end-day-left-out",
        wrong=first_without_end_day,
        message=Text(
            "Whoever came for the first time on `end` itself is missing. Which of the two days belong to the window?",
            "`end` 當天第一次來的人不見了。頭尾兩天，哪一天算在期間內？",
        ),
    ),
    Mistake(
        key="no-end",
        wrong=first_to_the_end_of_the_file,
        message=Text(
            "You took everybody who is new since `start`, up to the end of the file. Look at C00010 on the page: is "
            "that still the window?",
            "你選的是 `start` 以後所有的新客，一路算到檔案結束。看看頁面上的 C00010：那還在期間內嗎？",
        ),
    ),
    Mistake(
        key="no-start",
        wrong=first_by_the_end,
        message=Text(
            "You took everybody who was on file by `end`, those of earlier years too. Where does the window begin?",
            "你選的是到 `end` 為止的所有客戶，連前幾年的也在內。期間從哪一天開始？",
        ),
    ),
    Mistake(
        key="last-order",
        wrong=first_last_order,
        message=Text(
            "You asked whether the last order lies in the window. Which end of a customer's history does “first "
            "purchase” ask about?",
            "你看的是最後一筆訂單有沒有落在期間內。「首購」問的是歷史的哪一端？",
        ),
    ),
    Mistake(
        key="only-one-order",
        wrong=first_only_one_order,
        message=Text(
            "You left out new customers who have come back since. Does somebody stop having been new because they "
            "liked it?",
            "後來又回來買的新客被你拿掉了。因為喜歡而再買一次，當初就不算首購了嗎？",
        ),
    ),
    Mistake(
        key="one-order-in-window",
        wrong=first_one_order_in_the_window,
        message=Text(
            "You took those with exactly one order in the window. That counts visits in these weeks; what happened "
            "before `start` is not looked at.",
            "你選的是期間內剛好買一次的人。這只數了這段期間的次數，`start` 之前的事都沒看。",
        ),
    ),
    Mistake(
        key="came-back-only",
        wrong=first_and_came_back,
        message=Text(
            "You kept only new customers who bought again. That is the next question; here everybody who is new "
            "counts.",
            "你只留下後來又買的新客。那是下一個問題；這裡只要是首購就算。",
        ),
    ),
)

FIRST_PURCHASE = FunctionTask(
    id="a05.first-purchase",
    title=Text("First-purchase customers", "首購客戶"),
    points=2,
    minutes=4,
    lesson="5.2",
    prompt=Text(
        en="""
Write `first_purchase(valid, start, end)`.

**Definition.** A [first-purchase customer](term:first-purchase-customer) of a window is somebody whose first valid
order **ever** is dated in the window. `start` and `end` both belong to it. What the customer does later does not
matter.

**Comes back:** the customer ids, each once, as a column or a list. The order does not matter; if there is nobody,
nothing is in it.

The steps are named; steps 1 and 2 are yours. `.min()` finds the earliest date of a group just as `.max()` in
`last_before` finds the latest.
""",
        zh_hant="""
請寫出 `first_purchase(valid, start, end)`。

**定義：** 一位顧客**有史以來**的第一筆有效訂單落在期間內，就是這段期間的[首購客戶](term:first-purchase-customer)。\
`start` 和 `end` 兩天都算。他之後做了什麼都沒有關係。

**傳回：** 顧客編號，每人一次，用欄位或清單都可以，順序不限。沒有人的話，就是空的。

步驟都列出來了，請完成步驟 1 和 2。`last_before` 用 `.max()` 找一組裡最晚的日期，`.min()` 則是最早的日期。
""",
    ),
    answer=first_purchase,
    returns=Members(),
    cases=window_cases("start", "end"),
    mistakes=MISTAKES,
    alternatives=(new_by_loop, new_in_duckdb, new_by_sets),
    measure=measures.first_purchase,
    hints=(
        Text(
            "“Ever” means: look for the first order in the whole table before you look at the window at all.",
            "「有史以來」的意思是：先在整張表裡找第一筆，再來看期間。",
        ),
        Text(
            "Step 1 is the second line of `last_before`, on the whole of `valid` and with `.min()`: `first = "
            'valid.groupby("customer_id", as_index=False)…`',
            "步驟 1 就是 `last_before` 的第二行，改成用整張 `valid` 和 `.min()`：`first = "
            'valid.groupby("customer_id", as_index=False)…`',
        ),
        Text(
            'Step 2 keeps rows, as `buyers` does: `new = first[first["order_date"].between(…)]` with the two days of '
            "the window.",
            '步驟 2 跟 `buyers` 一樣是挑列：`new = first[first["order_date"].between(…)]`，括號裡放期間的頭尾兩天。',
        ),
    ),
)
