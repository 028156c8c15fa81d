"""The last two tasks: the purchase cycle of the shop, and who is overdue by their own."""

from __future__ import annotations

import math
from itertools import pairwise
from statistics import median

import customer_value
from customer_value.messages import Text
from solutions.customers.rhythm_cases import CYCLE_CASES, OVERDUE_CASES
from tutor.shape import Members, Number
from tutor.task import FunctionTask, Mistake


def purchase_cycle(valid):
    # 1 the purchase days: each customer and day once, in the order of time  # lang-en
    # 1 購買日：每位顧客的每一天只留一次，照時間排好  # lang-zh-Hant
    ### BEGIN SOLUTION
    days = valid[["customer_id", "order_date"]].drop_duplicates()
    days = days.sort_values(["customer_id", "order_date"])
    ### END SOLUTION

    # 2 the days from one to the next, customer by customer  # lang-en
    # 2 每位顧客各自從前一次到這一次隔了幾天  # lang-zh-Hant
    ### BEGIN SOLUTION
    gaps = days.groupby("customer_id")["order_date"].diff().dt.days
    ### END SOLUTION

    # 3 return the middle one of all gaps  # lang-en
    # 3 傳回所有間隔的中位數  # lang-zh-Hant
    ### BEGIN SOLUTION
    return gaps.median()
    ### END SOLUTION


def overdue(valid, snapshot):
    # 1 purchase days and gaps, as in task 9  # lang-en
    # 1 購買日和間隔，同第 9 題  # lang-zh-Hant
    ### BEGIN SOLUTION
    days = valid[["customer_id", "order_date"]].drop_duplicates()
    days = days.sort_values(["customer_id", "order_date"])
    days["gap"] = days.groupby("customer_id")["order_date"].diff().dt.days
    ### END SOLUTION

    # 2 each customer's own cycle, and how long each has been away  # lang-en
    # 2 每位顧客自己的週期，以及多久沒來了  # lang-zh-Hant
    ### BEGIN SOLUTION
    cycle = days.groupby("customer_id")["gap"].median()
    away = (snapshot - days.groupby("customer_id")["order_date"].max()).dt.days
    ### END SOLUTION

    # 3 return the ids of those who are overdue  # lang-en
    # 3 傳回逾期未購的顧客編號  # lang-zh-Hant
    ### BEGIN SOLUTION
    late = away > 1.5 * cycle
    return list(late[late].index)
    ### END SOLUTION


# Other ways


def cycle_by_loop(valid):
    gaps = []
    for _, dates in valid.groupby("customer_id")["order_date"]:
        days = sorted(set(dates))
        gaps += [(later - earlier).days for earlier, later in pairwise(days)]
    return median(gaps) if gaps else math.nan


def cycle_in_duckdb(valid):
    import duckdb

    shop = duckdb.connect()
    shop.register("valid", valid)
    found = shop.execute(
        """
        with days as (select distinct customer_id, cast(order_date as date) as day from valid),
             gaps as (select day - lag(day) over (partition by customer_id order by day) as gap from days)
        select median(gap) from gaps
        """
    ).fetchall()[0][0]
    return math.nan if found is None else found


def cycle_by_shift(valid):
    days = valid.groupby(["customer_id", "order_date"]).size().reset_index()
    before = days.groupby("customer_id")["order_date"].shift()
    return (days["order_date"] - before).dropna().dt.days.median()


def overdue_by_loop(valid, snapshot):
    late = set()
    for customer, dates in valid.groupby("customer_id")["order_date"]:
        days = sorted(set(dates))
        if len(days) < 2:
            continue
        gaps = [(later - earlier).days for earlier, later in pairwise(days)]
        if (snapshot - days[-1]).days / median(gaps) > 1.5:
            late.add(customer)
    return late


def overdue_in_duckdb(valid, snapshot):
    import duckdb

    shop = duckdb.connect()
    shop.register("valid", valid)
    return shop.execute(
        """
        with days as (select distinct customer_id, cast(order_date as date) as day from valid),
             gaps as (select *, day - lag(day) over (partition by customer_id order by day) as gap from days)
        select customer_id from gaps group by customer_id
        having date_diff('day', max(day), cast($1 as date)) > 1.5 * median(gap)
        """,
        [snapshot],
    ).df()["customer_id"]


def overdue_in_polars(valid, snapshot):
    import polars as pl

    days = pl.from_pandas(valid[["customer_id", "order_date"]]).unique().sort("customer_id", "order_date")
    people = days.group_by("customer_id").agg(
        cycle=pl.col("order_date").sort().diff().dt.total_days().median(),
        away=(pl.lit(snapshot) - pl.col("order_date").max()).dt.total_days(),
    )
    return people.filter(pl.col("away") > 1.5 * pl.col("cycle"))["customer_id"].to_list()


def overdue_measured(valid, snapshot):
    """The measure's list."""
    table = customer_value.overdue(valid, snapshot)
    return table.loc[table["overdue"], "customer_id"].tolist()


# What people do instead


def _days(valid):
    days = valid[["customer_id", "order_date"]].drop_duplicates().sort_values(["customer_id", "order_date"])
    return days.assign(gap=days.groupby("customer_id")["order_date"].diff().dt.days)


def _order_gaps(valid):
    orders = valid.sort_values(["customer_id", "order_date"])
    return orders.assign(gap=orders.groupby("customer_id")["order_date"].diff().dt.days)


def _mean_gap(valid):
    return _days(valid)["gap"].mean()


def _own_medians(valid):
    return _days(valid).groupby("customer_id")["gap"].median().median()


def _own_means(valid):
    return _days(valid).groupby("customer_id")["gap"].mean().mean()


def _median_of_own_means(valid):
    return _days(valid).groupby("customer_id")["gap"].mean().median()


def _zero_gaps(valid):
    return _order_gaps(valid)["gap"].median()


def _one_series(valid):
    return valid["order_date"].sort_values().diff().dt.days.median()


def _shop_days(valid):
    return valid["order_date"].drop_duplicates().sort_values().diff().dt.days.median()


def _without_groups(valid):
    return _days(valid)["order_date"].diff().dt.days.median()


def _unsorted(valid):
    days = valid[["customer_id", "order_date"]].drop_duplicates()
    return days.groupby("customer_id")["order_date"].diff().dt.days.median()


def _span_over_orders(valid):
    days = _days(valid).groupby("customer_id")["order_date"]
    return ((days.max() - days.min()).dt.days / days.size()).median()


def _first_to_last(valid):
    days = _days(valid).groupby("customer_id")["order_date"]
    return (days.max() - days.min()).dt.days.median()


CYCLE_MISTAKES = (
    Mistake(
        key="mean",
        wrong=_mean_gap,
        message=Text(
            "You took the mean of the gaps. A few very long pauses pull it far up; the definition asks for the gap in "
            "the middle.",
            "你算的是間隔的平均數。少數幾次很長的空白會把它拉得很高；定義要的是排在中間的那個間隔。",
        ),
    ),
    Mistake(
        key="own-medians",
        wrong=_own_medians,
        message=Text(
            "You took each customer's own median first, and then the median of these: everybody counts once. Here all "
            "gaps of all customers lie in one pot.",
            "你先算每位顧客自己的中位數，再取這些數字的中位數，等於一人一票。這裡要把所有顧客的所有間隔放在一起。",
        ),
    ),
    Mistake(
        key="own-means",
        wrong=_own_means,
        message=Text(
            "That is the mean of each customer's mean gap. Neither mean is asked for: take the median, and only once, "
            "of all gaps together.",
            "這是先算每位顧客的平均間隔，再取平均。兩次都不該用平均數：取中位數，而且把所有間隔放在一起，只取一次。",
        ),
    ),
    Mistake(
        key="median-of-own-means",
        wrong=_median_of_own_means,
        message=Text(
            "You took each customer's mean gap first, and then the median of these: everybody counts once. Here all "
            "gaps of all customers lie in one pot.",
            "你先算每位顧客的平均間隔，再取中位數，等於一人一票。這裡要把所有顧客的所有間隔放在一起。",
        ),
    ),
    Mistake(
        key="zero-gaps",
        wrong=_zero_gaps,
        message=Text(
            "Gaps of 0 days are among yours: two orders on one day. That is one visit; keep each customer and day once "
            "before you take differences.",
            "你的間隔裡有 0 天，那是同一天的兩筆訂單。那只算來一次；相減之前，每位顧客的每一天先只留一次。",
        ),
    ),
    Mistake(
        key="one-series",
        wrong=_one_series,
        message=Text(
            "The days of all customers were put in one line, so the gap is that between one customer's visit and "
            "the next one's. A gap belongs to one customer: group first.",
            "所有顧客的日期被排成一列，算到的是前一位客人到下一位客人隔了幾天。間隔是同一位顧客的，要先分組。",
        ),
    ),
    Mistake(
        key="shop-days",
        wrong=_shop_days,
        message=Text(
            "You kept each day of the whole shop once, so the gap is that between two days on which anybody bought. "
            "In the example there was only one customer: which column has to be kept beside the date now?",
            "全店的每一天你只留一次，算到的是隔幾天店裡又有人買。示範裡只有一位顧客；現在日期旁邊，還要留下哪一欄？",
        ),
    ),
    Mistake(
        key="without-groups",
        wrong=_without_groups,
        message=Text(
            "The rows are sorted, but the differences run on across customers: the first day of one is compared with "
            "the last day of the one before. `groupby` before `diff` stops that.",
            "列是排好了，可是相減時跨到了別人身上：這位顧客的第一天，減到了上一位顧客的最後一天。"
            "`diff` 之前先 `groupby` 就不會。",
        ),
    ),
    Mistake(
        key="unsorted",
        wrong=_unsorted,
        message=Text(
            "The differences were taken in the order in which the rows happen to stand, so some are negative. Sort by "
            "customer and date first.",
            "相減是照列原本的順序，所以有些間隔變成負的。請先依顧客和日期排序。",
        ),
    ),
    Mistake(
        key="span-over-days",
        wrong=_span_over_orders,
        message=Text(
            "You divided the time from first to last purchase by the number of purchases. Three purchases have only "
            "two gaps, and customers with one purchase have none; take the gaps themselves.",
            "你用「第一次到最後一次的時間」除以購買次數。買三次只有兩個間隔，只買一次的沒有間隔；請直接算每個間隔。",
        ),
    ),
    Mistake(
        key="first-to-last",
        wrong=_first_to_last,
        message=Text(
            "That is how long customers have been coming in all, from the first purchase to the last. A gap runs from "
            "one purchase to the next.",
            "這是顧客從第一次到最後一次，前後一共多久。間隔是從一次購買到下一次購買。",
        ),
    ),
)


def _late(valid, snapshot, cycle, k=1.5):
    days = _days(valid)
    away = (snapshot - days.groupby("customer_id")["order_date"].max()).dt.days
    late = away > k * cycle(days)
    return list(late[late].index)


def _own(days):
    return days.groupby("customer_id")["gap"].median()


def _company_cycle(valid, snapshot):
    return _late(valid, snapshot, lambda days: days["gap"].median())


def _company_mean(valid, snapshot):
    return _late(valid, snapshot, lambda days: days["gap"].mean())


def _company_cycle_of_judged(valid, snapshot):
    many = _own(_days(valid)).dropna().index
    return [one for one in _company_cycle(valid, snapshot) if one in set(many)]


def _mean_own(valid, snapshot):
    return _late(valid, snapshot, lambda days: days.groupby("customer_id")["gap"].mean())


def _no_k(valid, snapshot):
    return _late(valid, snapshot, _own, k=1)


def _exactly(valid, snapshot):
    days = _days(valid)
    away = (snapshot - days.groupby("customer_id")["order_date"].max()).dt.days
    late = away >= 1.5 * _own(days)
    return list(late[late].index)


def _single_too(valid, snapshot):
    days = _days(valid)
    own = _own(days)
    return overdue(valid, snapshot) + list(own[own.isna()].index)


def _not_overdue(valid, snapshot):
    late = set(overdue(valid, snapshot))
    own = _own(_days(valid)).dropna()
    return [one for one in own.index if one not in late]


def _zero_gaps_late(valid, snapshot):
    orders = _order_gaps(valid)
    away = (snapshot - orders.groupby("customer_id")["order_date"].max()).dt.days
    late = away > 1.5 * orders.groupby("customer_id")["gap"].median()
    return list(late[late].index)


def _longest(valid, snapshot):
    return _late(valid, snapshot, lambda days: days.groupby("customer_id")["gap"].max())


def _last_gap(valid, snapshot):
    return _late(valid, snapshot, lambda days: days.groupby("customer_id")["gap"].last())


def _late_by_gap(valid, snapshot, days):
    away = (snapshot - valid.groupby("customer_id")["order_date"].max()).dt.days
    late = away > 1.5 * _own(days)
    return list(late[late].index)


def _unsorted_late(valid, snapshot):
    days = valid[["customer_id", "order_date"]].drop_duplicates()
    return _late_by_gap(valid, snapshot, days.assign(gap=days.groupby("customer_id")["order_date"].diff().dt.days))


def _without_groups_late(valid, snapshot):
    days = _days(valid)
    return _late_by_gap(valid, snapshot, days.assign(gap=days["order_date"].diff().dt.days))


def _first_gap_zero(valid, snapshot):
    days = _days(valid)
    return _late_by_gap(valid, snapshot, days.assign(gap=days["gap"].fillna(0)))


def _from_first(valid, snapshot):
    days = _days(valid)
    since = (snapshot - days.groupby("customer_id")["order_date"].min()).dt.days
    late = since > 1.5 * _own(days)
    return list(late[late].index)


OVERDUE_MISTAKES = (
    Mistake(
        key="from-first",
        wrong=_from_first,
        message=Text(
            "You counted the days from each customer's first purchase, so nearly everybody is late. They have been "
            "away only since the last one.",
            "你是從每位顧客第一次購買開始算，所以幾乎人人都逾期。沒來的日子，要從最後一次算起。",
        ),
    ),
    Mistake(
        key="company-cycle",
        wrong=_company_cycle,
        message=Text(
            "You held everybody to the one cycle of the shop. So a customer who always comes twice a year is on the "
            "list while on time. Compare each with their own gaps.",
            "你拿全店的同一個週期衡量每個人，本來就半年來一次的客人，準時也會上名單。請和每個人自己的間隔比。",
        ),
    ),
    Mistake(
        key="company-mean",
        wrong=_company_mean,
        message=Text(
            "You held everybody to one number, the mean of all gaps of the shop. The definition takes each "
            "customer's own gaps, and their median.",
            "你拿全店所有間隔的平均數衡量每個人。定義要的是每位顧客自己的間隔，而且取中位數。",
        ),
    ),
    Mistake(
        key="company-cycle-of-judged",
        wrong=_company_cycle_of_judged,
        message=Text(
            "Customers with a single purchase day are rightly left out, but the others were all held to the shop's "
            "one cycle. Take the median for each customer.",
            "只有一個購買日的顧客排除對了，可是其他人還是用全店同一個週期來比。中位數要一位顧客一位顧客算。",
        ),
    ),
    Mistake(
        key="mean-own",
        wrong=_mean_own,
        message=Text(
            "You took the mean of each customer's gaps as their cycle. One long pause stretches it, and the customer "
            "goes unnoticed. The definition says median.",
            "你用每位顧客間隔的平均數當作週期。只要有一次隔得很久，週期就會被拉長，人不見了也不會發現。定義是中位數。",
        ),
    ),
    Mistake(
        key="no-k",
        wrong=_no_k,
        message=Text(
            "You listed everybody who is later than one own cycle. Half of all gaps are longer than the median anyway; "
            "the definition allows one and a half.",
            "你把超過一個週期的人都列進來了。本來就有一半的間隔會比中位數長；定義容許到一個半週期。",
        ),
    ),
    Mistake(
        key="exactly",
        wrong=_exactly,
        message=Text(
            "Somebody who has been away for exactly one and a half cycles is on your list. Overdue begins above that.",
            "剛好一個半週期沒來的人，也在你的名單上。要超過才算逾期。",
        ),
    ),
    Mistake(
        key="single-too",
        wrong=_single_too,
        message=Text(
            "Customers with one purchase day are on your list. They have no gap and so no rhythm: they cannot be "
            "judged, and stay off the list.",
            "只有一個購買日的顧客也在名單上。他們沒有間隔，就談不上步調，無從判斷，不列入。",
        ),
    ),
    Mistake(
        key="not-overdue",
        wrong=_not_overdue,
        message=Text(
            "These are the customers who are on time; you turned the comparison round. Which of the two numbers is the "
            "larger one for somebody who is late?",
            "這些是還準時的顧客，比較的方向反了。對逾期的人來說，兩個數字哪一個比較大？",
        ),
    ),
    Mistake(
        key="zero-gaps",
        wrong=_zero_gaps_late,
        message=Text(
            "Gaps of 0 days make some cycles too short: two orders on one day are one visit. Keep each customer and "
            "day once first.",
            "0 天的間隔讓有些人的週期變得太短：同一天的兩筆訂單只算來一次。每位顧客的每一天先只留一次。",
        ),
    ),
    Mistake(
        key="longest",
        wrong=_longest,
        message=Text(
            "You held each customer to their longest gap. The definition takes the one in the middle.",
            "你拿每位顧客最長的一次間隔來比。定義取的是中間的那一個。",
        ),
    ),
    Mistake(
        key="last-gap",
        wrong=_last_gap,
        message=Text(
            "You held each customer to their latest gap only. The own cycle is the median of all their gaps.",
            "你只拿每位顧客最近的一次間隔來比。自己的週期是他所有間隔的中位數。",
        ),
    ),
    Mistake(
        key="unsorted",
        wrong=_unsorted_late,
        message=Text(
            "The differences were taken in the order in which the rows happen to stand, so some gaps are negative and "
            "the cycles too short. What came before `diff` in the example?",
            "相減是照列原本的順序，有些間隔變成負的，週期就太短了。示範裡，`diff` 之前先做了什麼？",
        ),
    ),
    Mistake(
        key="without-groups",
        wrong=_without_groups_late,
        message=Text(
            "The differences run on across customers, so the first day of each has a gap to somebody else's last day, "
            "and that gap is in the cycle. What stands before `diff` so that it begins anew?",
            "相減時跨到了別人身上：每位顧客的第一天，都和上一位顧客的最後一天算出了間隔，也混進了週期。"
            "`diff` 前面要有什麼，才會重新開始？",
        ),
    ),
    Mistake(
        key="first-gap-zero",
        wrong=_first_gap_zero,
        message=Text(
            "The first purchase day has a gap of 0 days with you, which makes the cycles too short. There is no gap "
            "before it: an empty one is left out of the median by itself.",
            "第一個購買日的間隔，被你補成 0 天，週期就變短了。它前面根本沒有間隔：留著空值，取中位數時自然會略過。",
        ),
    ),
)

CYCLE = FunctionTask(
    id="a01.cycle",
    title=Text("The purchase cycle", "消費週期"),
    points=2,
    minutes=7,
    lesson="1.6",
    prompt=Text(
        en="""
Write `purchase_cycle(valid)`: after how many days does a customer usually come again?

**Definition.**

- A **purchase day** is a day on which a customer has a valid order. Several orders on one day are one purchase day.
- A [gap](term:purchase-gap) is the number of days from one purchase day to the next one **of the same customer**.
- The [purchase cycle](term:purchase-cycle) of the shop is the **median of all gaps of all customers**, put together in
  one pot. (The median is the one in the middle when they stand in order; of an even number, half-way between the two in
  the middle.)
- The rows of `valid` stand in no particular order. If there is no gap at all, the result is empty (`NaN`).

**Comes back:** one number of days, not rounded.

The three steps are named; they are those of the example, for everybody at once.
""",
        zh_hant="""
請寫出 `purchase_cycle(valid)`：顧客通常隔幾天會再來？

**定義：**

- **購買日**：顧客有有效訂單的日子。同一天有好幾筆訂單，只算一個購買日。
- [間隔](term:purchase-gap)：**同一位顧客**從一個購買日到下一個購買日的天數。
- 全店的[消費週期](term:purchase-cycle)，是**所有顧客的所有間隔**放在一起的**中位數**。（中位數就是由小到大排好之後，\
排在中間的那一個；個數是偶數時，取中間兩個的平均。）
- `valid` 的列沒有一定的順序。一個間隔都沒有的話，結果是空值（`NaN`）。

**傳回：** 一個天數，不要四捨五入。

三個步驟的說明已經列出來，做法就是示範的那幾步，只是一次算完所有人。
""",
    ),
    answer=purchase_cycle,
    returns=Number(unit="days"),
    cases=CYCLE_CASES,
    mistakes=CYCLE_MISTAKES,
    alternatives=(cycle_by_loop, cycle_in_duckdb, cycle_by_shift),
    measure=customer_value.purchase_cycle,
    hints=(
        Text(
            "Step 1: take the two columns `customer_id` and `order_date`, drop the rows that repeat another, and sort. "
            "To sort by two columns, give `sort_values` a list of their names.",
            "步驟 1：取 `customer_id` 和 `order_date` 兩欄，去掉重複的列，再排序。要依兩欄排序，"
            "就給 `sort_values` 一個列出兩個欄名的清單。",
        ),
        Text(
            'Step 2: `days.groupby("customer_id")["order_date"].diff()` starts anew with every customer; `.dt.days` '
            "turns the time spans into numbers.",
            '步驟 2：`days.groupby("customer_id")["order_date"].diff()` 遇到下一位顧客就重新開始；'
            "`.dt.days` 把時間差換成數字。",
        ),
        Text(
            "Step 3: `return gaps.…()` with the word for the value in the middle. Empty gaps, those of the first "
            "visits, are left out by pandas.",
            "步驟 3：`return gaps.…()`，填上「中位數」的那個字。第一次購買沒有間隔，pandas 會自動略過。",
        ),
    ),
)

OVERDUE = FunctionTask(
    id="a01.overdue",
    title=Text("Who is overdue?", "誰該來而沒來？"),
    points=3,
    minutes=8,
    lesson="1.6",
    prompt=Text(
        en="""
Write `overdue(valid, snapshot)`: which customers are later than **they** usually are?

**Definition.** Purchase days and gaps are those of task 9.

- A customer's [own cycle](term:own-cycle) is the median of that customer's own gaps.
- `away` is the number of days from the customer's last purchase day to the snapshot.
- [Overdue](term:overdue) is who has been away **more than 1.5 times** the own cycle. Exactly 1.5 times is not overdue
  yet.
- Who has only one purchase day has no gap. Nobody can say whether they are late; they are not on the list.

No order in `valid` is later than the snapshot.

**Comes back:** the `customer_id` of everybody who is overdue, as a list; the order does not matter. If nobody is, the
list is empty.

The steps are named; the code is yours. A comparison of two columns gives `True` or `False` for each customer; if that
is called `late`, then `list(late[late].index)` are the customers for whom it is `True`.
""",
        zh_hant="""
請寫出 `overdue(valid, snapshot)`：哪些顧客，和**他自己**平常比起來，太久沒來了？

**定義：** 購買日和間隔同第 9 題。

- 顧客自己的週期，也就是[個人消費週期](term:own-cycle)，是他自己所有間隔的中位數。
- `away` 是從他最後一個購買日到快照日的天數。
- `away` **超過**自己週期的 **1.5 倍**，就是[逾期未購](term:overdue)。剛好 1.5 倍還不算。
- 只有一個購買日的人沒有間隔，沒有人能說他算不算晚，不列入名單。

`valid` 裡沒有晚於快照日的訂單。

**傳回：** 逾期未購顧客的 `customer_id`，用一個清單裝起來，順序不限。一個人都沒有時，就是空的清單。

步驟的說明已經列出來，程式碼由你來寫。兩欄相比，每位顧客會得到 `True` 或 `False`；結果如果叫 `late`，\
`list(late[late].index)` 就是結果為 `True` 的顧客。
""",
    ),
    answer=overdue,
    returns=Members(),
    cases=OVERDUE_CASES,
    mistakes=OVERDUE_MISTAKES,
    alternatives=(overdue_by_loop, overdue_in_duckdb, overdue_in_polars),
    measure=overdue_measured,
    hints=(
        Text(
            "Step 1 is steps 1 and 2 of task 9, except that the gaps become a column of `days`: "
            '`days["gap"] = …`. Then they can be grouped by customer.',
            '步驟 1 就是第 9 題的步驟 1 和 2，只是把間隔變成 `days` 的一欄：`days["gap"] = …`，這樣才能再依顧客分組。',
        ),
        Text(
            "Step 2 has two lines. Both group `days` by customer: the one takes the median of `gap`, the other the "
            "latest `order_date`. Snapshot less that date, with `.dt.days` behind the bracket, are the days.",
            "步驟 2 有兩行，都是把 `days` 依顧客分組：一行取 `gap` 的中位數，一行取最晚的 `order_date`。"
            "快照日減掉那個日期，括號後面加 `.dt.days`，就是天數。",
        ),
        Text(
            "Step 3: `late = away > …`, with the own cycle and the number of the definition on the right. Where there "
            "is no cycle, the comparison is `False`, as it should be.",
            "步驟 3：`late = away > …`，右邊是定義裡的倍數乘上自己的週期。沒有週期的人，比較的結果會是 `False`，正好。",
        ),
    ),
)

TASKS = (CYCLE, OVERDUE)
