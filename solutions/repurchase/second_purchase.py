"""First-purchase customers who buy again: the order of the steps, and the rate within N days."""

from __future__ import annotations

from itertools import permutations

import pandas as pd

from customer_value.messages import Text
from solutions.repurchase import measures
from solutions.repurchase.cases import DAYS, window_cases
from tutor.shape import Number
from tutor.task import FunctionTask, Mistake, Option, OrderingTask

STEPS = OrderingTask(
    id="a05.steps",
    name="steps_answer",
    title=Text("In which order?", "先做哪一步？"),
    points=1,
    minutes=3,
    lesson="5.3",
    prompt=Text(
        en="""
What share of the window's first-purchase customers came back **within 90 days**? Whoever has not been observed for 90
days by the last day of the ledger cannot be judged yet and is left out altogether. Put the steps in order, from the
first to the last. Where two orders give the same number, both are right.
""",
        zh_hant="""
這段期間的首購客戶，有多少比例在 **90 天內**又回來買？到帳本最後一天還沒觀察滿 90 天的人，現在還不能下定論，\
整個不列入計算。請把步驟從第一步排到最後一步；如果兩種順序算出來的結果一樣，兩種都算對。
""",
    ),
    items=(
        Option(
            key="divide",
            text=Text("Divide by the number of customers left.", "除以剩下的顧客人數。"),
            why=Text(
                "Dividing needs both numbers: those who came back in time, and everybody they are a part of.",
                "要除，得先有兩個數字：及時回來的有幾位，以及他們屬於哪一群人。",
            ),
        ),
        Option(
            key="mature",
            text=Text("Leave out the customers whose 90 days are not over yet.", "拿掉首購後還沒滿 90 天的顧客。"),
            why=Text(
                "How long somebody has been observed counts from the first order ever, so that must be known; and it "
                "has to be done before anybody is counted.",
                "觀察了多久要從有史以來第一筆訂單算起，所以要先知道那一天；而且要在數人頭之前做完。",
            ),
        ),
        Option(
            key="cut",
            lesson="5.2",
            text=Text("Throw away all orders outside the window.", "把期間以外的訂單全部刪掉。"),
            why=Text(
                "Without the earlier orders an old customer looks new, and without the later ones nobody can be seen "
                "coming back. The whole ledger is needed to the end.",
                "少了以前的訂單，老客戶會變成新客；少了之後的訂單，就看不到誰回來。整本帳從頭到尾都用得到。",
            ),
        ),
        Option(
            key="count",
            text=Text(
                "Count those of the customers left with at most 90 days.",
                "在剩下的顧客裡，數間隔不超過 90 天的有幾位。",
            ),
            why=Text(
                "To count who came back in time you need everybody's days, and to know of whom.",
                "要數誰及時回來，得先有每個人的間隔天數，也要先確定數的是哪些人。",
            ),
        ),
        Option(
            key="ever",
            lesson="5.2",
            text=Text("Find every customer's first order ever.", "找出每位顧客有史以來的第一筆訂單。"),
            why=Text(
                "The first order ever is what the window, the 90 days and the second visit are all measured from.",
                "期間、90 天、第二次來，全部都是從有史以來第一筆訂單算起的。",
            ),
        ),
        Option(
            key="repeaters",
            text=Text("Leave out the customers who never came back.", "拿掉後來沒有再回來的顧客。"),
            why=Text(
                "Those who never came back are what the rate is about: without them it only says how quick the others "
                "were.",
                "沒有回來的人正是這個比率要看的；拿掉他們，只剩下「回來的人有多快」。",
            ),
        ),
        Option(
            key="gap",
            text=Text(
                "For each customer left, count the days from the first order to the next visit.",
                "替剩下的每位顧客，算出從第一筆訂單到下一次來隔了幾天。",
            ),
            why=Text(
                "The days to the next visit start at the first order, and are needed before anybody can be counted.",
                "間隔天數從第一筆訂單起算，而且要先算好才能數人。",
            ),
        ),
        Option(
            key="window",
            lesson="5.2",
            text=Text("Keep the customers whose first order lies in the window.", "留下第一筆訂單落在期間內的顧客。"),
            why=Text(
                "Whether the first order lies in the window can be said once it is known, and has to be said before "
                "anybody is counted.",
                "要先知道第一筆是哪一天，才能說它有沒有落在期間內；而且要在數人頭之前做完。",
            ),
        ),
    ),
    right=tuple(("ever", *middle, "count", "divide") for middle in permutations(("window", "mature", "gap"))),
    hints=(
        Text(
            "Two of the steps do not belong. Ask of each: who would be missing afterwards?",
            "有兩步是多出來的。每一步都問：做完之後會少了誰？",
        ),
        Text(
            "One step is the start of everything: three others ask about its date. The last two steps are counting and "
            "dividing.",
            "有一步是一切的起點，另外三步都要用到它的日期。最後兩步是數人頭和相除。",
        ),
    ),
)


def second_rate(valid, start, end, days, snapshot):
    # 1 each customer's first order ever, and those of the window  # lang-en
    # 1 每位顧客有史以來的第一筆訂單，以及落在期間內的  # lang-zh-Hant
    first = valid.groupby("customer_id")["order_date"].min()
    new = first[first.between(start, end)]

    # 2 base: those of them whose days are over by the snapshot  # lang-en
    # 2 base：分母，其中到快照日已經觀察滿 days 天的人  # lang-zh-Hant
    ### BEGIN SOLUTION
    base = new[new + pd.Timedelta(days=days) <= snapshot]
    ### END SOLUTION

    # 3 each customer's next visit: the first order on a later day  # lang-en
    # 3 每位顧客的下一次來店：隔天以後的第一筆訂單  # lang-zh-Hant
    later = valid[valid["order_date"] > valid["customer_id"].map(first)]
    second = later.groupby("customer_id")["order_date"].min()

    # 4 for those of the base: the days between the two  # lang-en
    # 4 分母裡的每個人：兩個日期隔了幾天  # lang-zh-Hant
    gap = (second.reindex(base.index) - base).dt.days

    # 5 return the share of them that came back in time  # lang-en
    # 5 傳回其中及時回來的比例  # lang-zh-Hant
    ### BEGIN SOLUTION
    return (gap <= days).mean()
    ### END SOLUTION


# Other right ways


def second_by_loop(valid, start, end, days, snapshot):
    visits = {}
    for row in valid.itertuples():
        visits.setdefault(row.customer_id, set()).add(row.order_date)
    base = again = 0
    for dates in visits.values():
        first, *rest = sorted(dates)
        if start <= first <= end and (snapshot - first).days >= days:
            base += 1
            again += bool(rest) and (rest[0] - first).days <= days
    return again / base if base else float("nan")


def second_in_duckdb(valid, start, end, days, snapshot):
    import duckdb

    (found,) = duckdb.execute(
        """
        with first as (select customer_id, min(order_date) as day from valid group by 1),
        base as (select * from first where day between $start and $end and date_diff('day', day, $snapshot) >= $days)
        select count(distinct v.customer_id) / nullif(count(distinct b.customer_id), 0)
        from base b left join valid v on v.customer_id = b.customer_id and v.order_date > b.day
            and date_diff('day', b.day, v.order_date) <= $days
        """,
        {
            "start": start.to_pydatetime(),
            "end": end.to_pydatetime(),
            "snapshot": snapshot.to_pydatetime(),
            "days": days,
        },
    ).fetchall()[0]
    return float("nan") if found is None else found


def second_by_days(valid, start, end, days, snapshot):
    visits = valid[["customer_id", "order_date"]].drop_duplicates().sort_values("order_date")
    visits["next"] = visits.groupby("customer_id")["order_date"].shift(-1)
    first = visits.drop_duplicates("customer_id")
    base = first[first["order_date"].between(start, end) & ((snapshot - first["order_date"]).dt.days >= days)]
    return ((base["next"] - base["order_date"]).dt.days <= days).mean()


# What people do instead


def _followed(valid, start, end, days, snapshot, *, same_day=False, ever=True):
    """The new customers of the window: days to the next visit, days observed."""
    table = valid if ever else valid[valid["order_date"] >= start]
    first = table.groupby("customer_id")["order_date"].min()
    later = table[table["order_date"] > table["customer_id"].map(first)]
    if same_day:
        later = table.sort_values("order_date", kind="stable")
        later = later[later.groupby("customer_id").cumcount() > 0]
    second = later.groupby("customer_id")["order_date"].min()
    new = first[first.between(start, end)]
    second = second.reindex(new.index)
    return pd.DataFrame(
        {"gap": (second - new).dt.days, "observed": (snapshot - new).dt.days, "second": second, "first": new}
    )


def _rate(part, base):
    return part.sum() / base.sum() if base.sum() else float("nan")


def second_young_kept(valid, start, end, days, snapshot):
    return (_followed(valid, start, end, days, snapshot)["gap"] <= days).mean()


def second_young_above_only(valid, start, end, days, snapshot):
    table = _followed(valid, start, end, days, snapshot)
    return _rate(table["gap"] <= days, table["observed"] >= days)


def second_young_below_only(valid, start, end, days, snapshot):
    table = _followed(valid, start, end, days, snapshot)
    return ((table["gap"] <= days) & (table["observed"] >= days)).mean()


def second_of_the_young(valid, start, end, days, snapshot):
    table = _followed(valid, start, end, days, snapshot)
    return (table.loc[table["observed"] <= days, "gap"] <= days).mean()


def second_no_days(valid, start, end, days, snapshot):
    table = _followed(valid, start, end, days, snapshot)
    return table.loc[table["observed"] >= days, "gap"].notna().mean()


def second_neither(valid, start, end, days, snapshot):
    return _followed(valid, start, end, days, snapshot)["gap"].notna().mean()


def second_inside_the_window(valid, start, end, days, snapshot):
    return (_followed(valid, start, end, days, snapshot)["second"] <= end).mean()


def second_same_day(valid, start, end, days, snapshot):
    table = _followed(valid, start, end, days, snapshot, same_day=True)
    return (table.loc[table["observed"] >= days, "gap"] <= days).mean()


def second_a_day_short(valid, start, end, days, snapshot):
    table = _followed(valid, start, end, days, snapshot)
    return (table.loc[table["observed"] >= days, "gap"] < days).mean()


def second_a_day_too_old(valid, start, end, days, snapshot):
    table = _followed(valid, start, end, days, snapshot)
    return (table.loc[table["observed"] > days, "gap"] <= days).mean()


def second_first_in_window(valid, start, end, days, snapshot):
    table = _followed(valid, start, end, days, snapshot, ever=False)
    return (table.loc[table["observed"] >= days, "gap"] <= days).mean()


def second_not_in_time(valid, start, end, days, snapshot):
    return 1 - second_rate(valid, start, end, days, snapshot)


def second_of_repeaters(valid, start, end, days, snapshot):
    table = _followed(valid, start, end, days, snapshot)
    return (table.loc[(table["observed"] >= days) & table["gap"].notna(), "gap"] <= days).mean()


def second_count(valid, start, end, days, snapshot):
    table = _followed(valid, start, end, days, snapshot)
    return (table.loc[table["observed"] >= days, "gap"] <= days).sum() or float("nan")


def second_judged_at_the_end(valid, start, end, days, snapshot):
    new = _followed(valid, start, end, days, snapshot)
    return (new.loc[(end - new["first"]).dt.days >= days, "gap"] <= days).mean()


def second_of_all(valid, start, end, days, snapshot):
    return second_rate(valid, valid["order_date"].min(), snapshot, days, snapshot)


def second_days_of_the_page(valid, start, end, days, snapshot):
    return second_rate(valid, start, end, DAYS, snapshot)


def second_mean_gap(valid, start, end, days, snapshot):
    table = _followed(valid, start, end, days, snapshot)
    return table.loc[table["observed"] >= days, "gap"].mean()


def second_orders(valid, start, end, days, snapshot):
    table = _followed(valid, start, end, days, snapshot)
    base = table[table["observed"] >= days]
    since = (valid["order_date"] - valid["customer_id"].map(base["first"])).dt.days
    return since.between(1, days).sum() / len(base) if len(base) else float("nan")


MISTAKES = (
    Mistake(
        key="young-kept",
        wrong=second_young_kept,
        message=Text(
            "New customers whose days are not over yet are in your base. They count as lost before their time is up: "
            "look at C00005 on the page.",
            "還沒觀察滿的新客也在你的分母裡，時間還沒到就被當成沒回來。看看頁面上的 C00005。",
        ),
    ),
    Mistake(
        key="young-above-only",
        wrong=second_young_above_only,
        message=Text(
            "A customer who is too young has been left out of the base, but counts above the line for having come back "
            "early. Is everybody above the line also below it?",
            "觀察不滿的人從分母拿掉了，可是提早回來的還算在分子。分子裡的每個人，都在分母裡嗎？",
        ),
    ),
    Mistake(
        key="young-below-only",
        wrong=second_young_below_only,
        message=Text(
            "You divided by all new customers. Those who are too young have been left out above the line, but below it "
            "they still stand.",
            "你的分母是所有新客。觀察不滿的人已經從分子拿掉了，卻還留在分母裡。",
        ),
    ),
    Mistake(
        key="young-instead",
        wrong=second_of_the_young,
        message=Text(
            "Your base are those who have not been observed long enough. Which way does your comparison with the "
            "snapshot point?",
            "你的分母是還沒觀察滿的人。跟快照日比較的符號，方向對嗎？",
        ),
    ),
    Mistake(
        key="no-days",
        wrong=second_no_days,
        message=Text(
            "You counted whoever came back at any time. Then the rate grows with every month one waits: where are "
            "`days` in your step 5?",
            "只要有回來，不管隔多久，你都算進去了。這樣等越久比率就越高；步驟 5 的 `days` 到哪裡去了？",
        ),
    ),
    Mistake(
        key="neither",
        wrong=second_neither,
        message=Text(
            "You divided all who came back by all who are new. `days` should appear twice: once for who can be judged, "
            "once for who came back in time.",
            "你用「所有回來的人」除以「所有新客」。`days` 應該出現兩次：一次決定誰能判斷，一次決定誰及時回來。",
        ),
    ),
    Mistake(
        key="inside-the-window",
        wrong=second_inside_the_window,
        message=Text(
            "You asked for the second order to lie in the window too. Somebody who is new on its last day would "
            "have no chance: from which day do the `days` count?",
            "你要求第二筆也落在期間內。最後一天才首購的人就完全沒機會了；`days` 是從哪一天開始數的？",
        ),
    ),
    Mistake(
        key="same-day",
        wrong=second_same_day,
        message=Text(
            "A second order on the first day counts as coming back in your rate. How often has this customer walked "
            "in?",
            "同一天的第二筆訂單，你當成又回來了。這位顧客總共來了幾次？",
        ),
    ),
    Mistake(
        key="a-day-short",
        wrong=second_a_day_short,
        message=Text(
            "Whoever came back after exactly `days` days is missing above the line. Look at the comparison in step 5.",
            "剛好第 `days` 天回來的人沒算到。看看步驟 5 的比較符號。",
        ),
    ),
    Mistake(
        key="a-day-too-old",
        wrong=second_a_day_too_old,
        message=Text(
            "Whoever has been observed for exactly `days` days is missing in your base. Look at the comparison in step "
            "2.",
            "剛好觀察滿 `days` 天的人，不在你的分母裡。看看步驟 2 的比較符號。",
        ),
    ),
    Mistake(
        key="first-in-window",
        lesson="5.2",
        wrong=second_first_in_window,
        message=Text(
            "Your base holds customers who had bought before the window. Their first order in it is not their first "
            "ever: look at step 1.",
            "你的分母裡有期間之前就買過的人。期間內的第一筆，不是有史以來的第一筆；看看步驟 1。",
        ),
    ),
    Mistake(
        key="not-in-time",
        wrong=second_not_in_time,
        message=Text(
            "This is the rest: the share of the base who did not come back in time. Which way does your comparison "
            "with `days` point?",
            "你算到的是剩下的那一邊：沒有及時回來的人。跟 `days` 比較的符號，方向對嗎？",
        ),
    ),
    Mistake(
        key="of-repeaters",
        wrong=second_of_repeaters,
        message=Text(
            "You divided by those who came back at all. An empty gap means that somebody has not come back, and they "
            "belong in the base.",
            "你的分母只有回來過的人。間隔是空值，代表他沒有回來，他也要算在分母裡。",
        ),
    ),
    Mistake(
        key="count",
        wrong=second_count,
        message=Text(
            "You counted customers. A rate is a part of something: what is missing is the base.",
            "你算的是人數。比率是「其中的一部分」，還差分母。",
        ),
    ),
    Mistake(
        key="orders",
        wrong=second_orders,
        message=Text(
            "You counted later orders, not customers: whoever came three times counts three times.",
            "你數的是之後的訂單，不是人；來三次的人被算了三次。",
        ),
    ),
    Mistake(
        key="judged-at-the-end",
        wrong=second_judged_at_the_end,
        message=Text(
            "Your base holds only those whose `days` were over by `end`. The ledger goes on after the window: until "
            "which day have these customers been observed?",
            "你的分母只留下到 `end` 為止觀察滿 `days` 天的人。帳本在期間之後還繼續記：這些顧客觀察到哪一天？",
        ),
    ),
    Mistake(
        key="of-all",
        wrong=second_of_all,
        message=Text(
            "Your base holds the customers of all years who can be judged. Whose rate is asked for? Look at what step "
            "1 has made besides `first`.",
            "你的分母是歷年來所有可以下定論的顧客。題目問的是誰的比率？看看步驟 1 除了 `first`，還做出了什麼。",
        ),
    ),
    Mistake(
        key="days-of-the-page",
        wrong=second_days_of_the_page,
        message=Text(
            "You calculated with the number of days on the page. The next shop may grant another one: which parameter "
            "holds it?",
            "你是用頁面上的那個天數算的。別家店給的天數可能不同：它在哪一個參數裡？",
        ),
    ),
    Mistake(
        key="mean-gap",
        wrong=second_mean_gap,
        message=Text(
            "That is how many days passed on average. Asked for is a share: compare each gap with `days` before you "
            "take the mean.",
            "這是平均隔了幾天。題目要的是比率：先把每個間隔和 `days` 相比，再取平均。",
        ),
    ),
)

SECOND_RATE = FunctionTask(
    id="a05.bought-again",
    title=Text("First-purchase customers who buy again", "首購客戶續購"),
    points=2,
    minutes=7,
    lesson="5.3",
    prompt=Text(
        en="""
Write `second_rate(valid, start, end, days, snapshot)`. The ledger is known up to the `snapshot`; `days` is a number.

**Definition.** The [second-purchase rate](term:second-purchase-rate) = customers of the base with a next visit at most
`days` days after their first order ÷ customers of the base

- *The base*: first-purchase customers of the window (first order ever from `start` to `end`, both included) who have
  been observed for at least `days` days: first order + `days` is on or before the snapshot. **Whoever is younger is
  in neither part.**
- *Next visit*: the first order on a **later day**. Two orders on one day are one visit. Exactly `days` days later
  counts.
- If nobody is in the base, the rate is `NaN`.

**Comes back:** one share from 0 to 1, not rounded.

Steps 1, 3 and 4 are done. Useful: a column of dates plus `pd.Timedelta(days=days)` is that much later; the `.mean()` of
a column of True and False is the share of True, and of an empty column `NaN`.
In the steps that are done, `.map(first)` looks up each customer's first date, and `.reindex(base.index)` takes the
customers of the base; who never came back gets an empty date.
""",
        zh_hant="""
請寫出 `second_rate(valid, start, end, days, snapshot)`。帳本記到快照日 `snapshot` 為止；`days` 是天數。

**定義：** [首購客戶續購率](term:second-purchase-rate) ＝ 分母裡，首購後 `days` 天內又來的顧客數 ÷ 分母的顧客數

- **分母**：這段期間的首購客戶（有史以來第一筆訂單落在 `start` 到 `end`，頭尾都算），而且已經觀察滿 `days` 天，也就是\
「第一筆訂單 ＋ `days` 天」不晚於快照日。**還沒滿的人，分子分母都不算。**
- **下一次來**：**隔天以後**的第一筆訂單。同一天的兩筆算來一次。剛好第 `days` 天也算。
- 分母沒有人時，比率是 `NaN`。

**傳回：** 一個 0 到 1 的比率，不要四捨五入。

步驟 1、3、4 已經寫好。用得到的工具：日期欄位加上 `pd.Timedelta(days=days)`，就是往後那麼多天；True 和 False 的欄位取 \
`.mean()`，就是 True 的比例，空的欄位會得到 `NaN`。寫好的步驟裡，`.map(first)` 會查出每位顧客的第一個日期，\
`.reindex(base.index)` 只取分母裡的顧客，沒有再來的人，日期是空的。
""",
    ),
    answer=second_rate,
    returns=Number(unit="share"),
    cases=window_cases("start", "end", "days", "snapshot"),
    mistakes=MISTAKES,
    alternatives=(second_by_loop, second_in_duckdb, second_by_days),
    measure=measures.second_rate,
    hints=(
        Text(
            "`new` holds a first date for each new customer. Step 2 keeps those whose date plus `days` days is not "
            "after the snapshot.",
            "`new` 裡是每位新客的第一個日期。步驟 2 只留下「日期加上 `days` 天」不晚於快照日的人。",
        ),
        Text(
            "Step 2: `base = new[new + pd.Timedelta(days=days) … snapshot]`. Which comparison also keeps the customer "
            "whose last day of follow-up is the snapshot itself?",
            "步驟 2：`base = new[new + pd.Timedelta(days=days) … snapshot]`。觀察期的最後一天剛好是快照日的人也要留下，"
            "該用哪個比較符號？",
        ),
        Text(
            "Step 5: compare `gap` with `days` and take the `.mean()`. Who has not come back has an empty gap; a "
            "comparison with an empty value is False, which is what you want.",
            "步驟 5：把 `gap` 和 `days` 相比，再取 `.mean()`。沒回來的人間隔是空值，跟空值比較會得到 False，"
            "正好是我們要的。",
        ),
    ),
)
