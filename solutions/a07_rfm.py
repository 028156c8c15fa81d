"""Assignment a07, RFM and tiers: recency, frequency, monetary, scores; segments, tiers, migration; who becomes premium.

The thread is Morning Light's calendars: there are fewer of them than customers, and three numbers per customer decide
who gets one. What an order must be to count is given (`valid_orders`, the worked example); recency is faded, frequency
has its sub-goals only, monetary is the learner's own, and for the scores only the frame of the table is there.

The second half gives names to the numbers: what a tier is, is given again (`tiers`); segment labels, tier table and
migration table are faded; then comes who will be premium, with a question on leakage before the table of features and
label, and the last task, whom to call, is the learner's own. Each of these has a module of its own in `solutions.rfm`.
"""

from __future__ import annotations

import numpy as np

from customer_value import rfm, rfm_scores
from customer_value.messages import Text
from solutions.rfm import alternatives
from solutions.rfm.calls import CALLS
from solutions.rfm.cases import LEDGER_CASES, SCORE_CASES
from solutions.rfm.given import tiers, valid_orders
from solutions.rfm.leak import LEAK
from solutions.rfm.migration import MIGRATION
from solutions.rfm.mistakes import FREQUENCY_MISTAKES, MONETARY_MISTAKES, RECENCY_MISTAKES, SCORE_MISTAKES
from solutions.rfm.premium import PREMIUM
from solutions.rfm.quality import QUALITY
from solutions.rfm.segments import SEGMENTS
from solutions.rfm.tier_table import TIER_TABLE
from tutor.shape import Column, Table
from tutor.task import FunctionTask, Task


def recency(orders, refunds, snapshot):
    # 1 keep the valid orders  # lang-en
    # 1 只留有效訂單  # lang-zh-Hant
    valid = valid_orders(orders, refunds, snapshot)

    # 2 the date of each customer's last order  # lang-en
    # 2 每位顧客最後一筆訂單的日期  # lang-zh-Hant
    ### BEGIN SOLUTION
    last = valid.groupby("customer_id")["order_date"].max()
    ### END SOLUTION

    # 3 return the days from that date to the snapshot  # lang-en
    # 3 傳回從那一天到快照日的天數  # lang-zh-Hant
    ### BEGIN SOLUTION
    return (snapshot - last).dt.days
    ### END SOLUTION


def frequency(orders, refunds, snapshot):
    # 1 keep the valid orders  # lang-en
    # 1 只留有效訂單  # lang-zh-Hant
    ### BEGIN SOLUTION
    valid = valid_orders(orders, refunds, snapshot)
    ### END SOLUTION

    # 2 return how many orders each customer has  # lang-en
    # 2 傳回每位顧客的訂單筆數  # lang-zh-Hant
    ### BEGIN SOLUTION
    return valid.groupby("customer_id")["order_id"].nunique()
    ### END SOLUTION


def monetary(orders, refunds, snapshot):
    ### BEGIN SOLUTION
    valid = valid_orders(orders, refunds, snapshot)
    return valid.groupby("customer_id")["amount"].sum()
    ### END SOLUTION


def scores(rfm):
    # a table that has only customer_id so far  # lang-en
    # 先準備一張只有 customer_id 的表  # lang-zh-Hant
    result = rfm[["customer_id"]].copy()

    # the columns r_score, f_score and m_score  # lang-en
    # 加上 r_score、f_score、m_score 三欄  # lang-zh-Hant
    ### BEGIN SOLUTION
    n = len(rfm)
    result["r_score"] = np.ceil(5 * rfm["recency"].rank(ascending=False) / n)
    result["f_score"] = np.ceil(5 * rfm["frequency"].rank() / n)
    result["m_score"] = np.ceil(5 * rfm["monetary"].rank() / n)
    ### END SOLUTION
    return result


GIVEN = (valid_orders, tiers)

TASKS: tuple[Task, ...] = (
    FunctionTask(
        id="a07.recency",
        title=Text("Recency", "最近一次消費"),
        points=2,
        minutes=5,
        lesson="7.1",
        prompt=Text(
            en="""
Write `recency(orders, refunds, snapshot)`.

**Definition.** [Recency](term:recency) is the number of days from a customer's last valid order to the snapshot. An
order on the snapshot itself gives 0. A customer without a valid order has no row.

**Comes back:** one whole number of days for each customer, with `customer_id` as the index (or as a column beside it).
The order of the rows does not matter.

Step 1 is done for you. Fill in steps 2 and 3.
""",
            zh_hant="""
請寫出 `recency(orders, refunds, snapshot)`。

**定義：** [最近一次消費](term:recency)，是從顧客最後一筆有效訂單到快照日之間的天數。快照日當天下單的是 0 天。\
沒有有效訂單的顧客不列入。

**傳回：** 每位顧客一個整數天數，`customer_id` 放在索引，或放在旁邊的一欄都可以，列的順序不限。

步驟 1 已經寫好，請完成步驟 2 和 3。
""",
        ),
        answer=recency,
        returns=Column(name="recency", unit="days"),
        cases=LEDGER_CASES,
        mistakes=RECENCY_MISTAKES,
        alternatives=(alternatives.recency_by_loop, alternatives.recency_in_duckdb, alternatives.recency_by_sorting),
        measure=rfm,
        hints=(
            Text(
                "After step 1 every row is one valid order. You need one date per customer, so group the rows by "
                "customer and take the latest `order_date` of each group.",
                "步驟 1 之後，每一列就是一筆有效訂單。每位顧客只要留一個日期，所以先依顧客分組，再取每組最晚的 "
                "`order_date`。",
            ),
            Text(
                '`table.groupby("customer_id")["order_date"]` takes the dates customer by customer; `.min()`, `.max()` '
                "and `.count()` make one value of each group. Which of them is the last date?",
                '`table.groupby("customer_id")["order_date"]` 會把日期依顧客分組，`.min()`、`.max()`、`.count()` '
                "會把每一組變成一個值。哪一個是最後的日期？",
            ),
            Text(
                "Two dates subtracted give a time span. Subtract the earlier from the later one, so that nothing is "
                "negative, and put `.dt.days` behind the bracket.",
                "兩個日期相減會得到一段時間。用較晚的減較早的，才不會出現負數，再在括號後面加上 `.dt.days`。",
            ),
        ),
    ),
    FunctionTask(
        id="a07.frequency",
        title=Text("Frequency", "消費頻率"),
        points=2,
        minutes=4,
        lesson="7.1",
        prompt=Text(
            en="""
Write `frequency(orders, refunds, snapshot)`.

**Definition.** [Frequency](term:frequency) is the number of a customer's valid orders up to and including the snapshot.
Two orders on one day are two orders. A refund is no order of its own, and a partly refunded order still counts as one.

**Comes back:** one whole number for each customer who has a valid order, with `customer_id` as the index or as a
column.

The two steps are named; the code is yours.
""",
            zh_hant="""
請寫出 `frequency(orders, refunds, snapshot)`。

**定義：** [消費頻率](term:frequency)，是顧客到快照日當天為止的有效訂單筆數。同一天下了兩筆訂單就算兩筆。\
退款本身不是訂單；\
只退一部分的訂單仍然算一筆。

**傳回：** 每位有有效訂單的顧客一個整數，`customer_id` 放在索引或欄位都可以。

兩個步驟的說明已經列出來，程式碼由你來寫。
""",
        ),
        answer=frequency,
        returns=Column(name="frequency", unit="orders"),
        cases=LEDGER_CASES,
        mistakes=FREQUENCY_MISTAKES,
        alternatives=(
            alternatives.frequency_by_loop,
            alternatives.frequency_by_value_counts,
            alternatives.frequency_in_polars,
        ),
        measure=rfm,
        hints=(
            Text(
                "Step 1 is the same line as in the task before: the given function does the cleaning.",
                "步驟 1 跟上一題同一行：清理的工作交給已經寫好的函式。",
            ),
            Text(
                "In what `valid_orders` returns, every row is one order. So the question is only how many rows each "
                "customer has.",
                "`valid_orders` 傳回的表格裡，一列就是一筆訂單。所以問題只剩下：每位顧客有幾列？",
            ),
            Text(
                "Group by `customer_id`, choose the column `order_id`, and count the different values in it. "
                "`.nunique()` "
                "counts different values, `.sum()` would add them up.",
                "依 `customer_id` 分組，選 `order_id` 這一欄，數裡面有幾個不同的值。`.nunique()` 是數有幾個不同的值，"
                "`.sum()` 則是加總。",
            ),
        ),
    ),
    FunctionTask(
        id="a07.monetary",
        title=Text("Monetary", "消費金額"),
        points=2,
        minutes=5,
        lesson="7.1",
        prompt=Text(
            en="""
Write `monetary(orders, refunds, snapshot)`.

**Definition.** [Monetary](term:monetary-value) is the sum of the net amounts of a customer's valid orders up to and
including the snapshot. Net means: the order's amount less what had been refunded on it by the snapshot. A refund dated
after the snapshot was not known on that day and is not taken off.

**Comes back:** one amount for each customer who has a valid order, in NT$ as in the table, not rounded.
`customer_id` may be the index or a column.
""",
            zh_hant="""
請寫出 `monetary(orders, refunds, snapshot)`。

**定義：** [消費金額](term:monetary-value)，是顧客到快照日當天為止，所有有效訂單的淨額總和。\
淨額是訂單金額減掉到快照日為止退掉的錢。\
快照日之後才發生的退款，當天還沒有人知道，所以不扣。

**傳回：** 每位有有效訂單的顧客一個金額，單位和表格一樣是新臺幣元，不要四捨五入。`customer_id` 放在索引或欄位都可以。
""",
        ),
        answer=monetary,
        returns=Column(name="monetary", unit="money"),
        cases=LEDGER_CASES,
        mistakes=MONETARY_MISTAKES,
        alternatives=(alternatives.monetary_by_pivot, alternatives.monetary_by_loop, alternatives.monetary_in_duckdb),
        measure=rfm,
        hints=(
            Text(
                "The same two steps as for frequency; only what is done with each customer's orders differs.",
                "步驟跟消費頻率一樣是兩步，只有「對每位顧客的訂單做什麼」不同。",
            ),
            Text(
                "In what `valid_orders(…)` returns, the column `amount` is the net amount: refunds are already taken "
                "off.",
                "`valid_orders(…)` 傳回的表裡，`amount` 這一欄就是淨額，退款已經扣掉了。",
            ),
            Text(
                "Begin with `valid = valid_orders(orders, refunds, snapshot)`. Then group `valid` by customer, "
                "choose its "
                "`amount`, and add it up with one word.",
                "先寫 `valid = valid_orders(orders, refunds, snapshot)`，再把 `valid` 依顧客分組，選 `amount`，"
                "用一個方法加總。",
            ),
        ),
    ),
    FunctionTask(
        id="a07.scores",
        title=Text("Quintile scores", "五分位評分"),
        points=3,
        minutes=8,
        lesson="7.2",
        prompt=Text(
            en="""
Write `scores(rfm)`. The table `rfm` has one row per customer: `customer_id`, `recency`, `frequency`, `monetary`.

**Definition.** Each of the three numbers becomes a [score](term:rfm-score) from 1 to 5, where 5 is best:

score = 5 × average rank ÷ n, rounded **up** to a whole number

- *n* is the number of customers in the table.
- Ranks are counted from the worst customer, who has rank 1. For frequency and monetary the smallest number is worst;
  for recency the largest is.
- Customers with equal numbers share the **average** of their ranks, so equal customers get equal scores.

Example: four customers with frequencies 1, 1, 2, 9 have the ranks 1.5, 1.5, 3, 4 and the scores 2, 2, 4, 5.

**Comes back:** a table with one row per customer: `customer_id` (as a column or as the index) and the whole numbers
`r_score`, `f_score`, `m_score`. `np.ceil(…)` rounds up.

The table to return is begun for you. A new column is added by assigning it: `result["f_score"] = …`
""",
            zh_hant="""
請寫出 `scores(rfm)`。`rfm` 這張表一位顧客一列，欄位有 `customer_id`、`recency`、`frequency`、`monetary`。

**定義：** 三個數字各換成 1 到 5 [分](term:rfm-score)，5 分最好：

分數 = 5 × 平均名次 ÷ n，**無條件進位**成整數

- *n* 是表裡的顧客人數。
- 這裡的名次從最差的開始數（和一般排名相反）：最差的是 1。消費頻率和消費金額以最小的為最差，\
最近一次消費則以天數最多的為最差。
- 數字相同的顧客，取他們名次的**平均**，所以分數也會相同。

舉例：四位顧客的消費頻率是 1、1、2、9，名次就是 1.5、1.5、3、4，分數是 2、2、4、5。

**傳回：** 一張一位顧客一列的表格：`customer_id`（欄位或索引都可以），以及整數欄位 `r_score`、`f_score`、`m_score`。\
`np.ceil(…)` 可以無條件進位。

要傳回的表已經開了頭。指定一個新的欄位就會加進去：`result["f_score"] = …`
""",
        ),
        answer=scores,
        returns=Table(
            columns=(
                Column(name="r_score", unit="points"),
                Column(name="f_score", unit="points"),
                Column(name="m_score", unit="points"),
            )
        ),
        cases=SCORE_CASES,
        mistakes=SCORE_MISTAKES,
        alternatives=(alternatives.scores_by_pct_rank, alternatives.scores_by_counting),
        measure=rfm_scores,
        hints=(
            Text(
                '`rfm["frequency"].rank()` gives every customer a rank, the smallest number first, and equal customers '
                "the average of their ranks. Begin with that one column.",
                '`rfm["frequency"].rank()` 會替每位顧客排名次，數字最小的是第 1 名，數字相同的取平均名次。'
                "先把這一欄做好。",
            ),
            Text(
                "For recency a large number is bad and has to come first. `rank` has a setting `ascending` for that.",
                "最近一次消費的天數越大越差，所以要排在前面。`rank` 的參數 `ascending` 就是用來決定方向的。",
            ),
            Text(
                "Three lines, one for each score. Each is `np.ceil(5 * rank / len(rfm))`, where `rank` stands for the "
                'ranks of that column, and is assigned to its own column: `result["m_score"] = …`.',
                "三行就好，一個分數一行。每個分數都是 `np.ceil(5 * 名次 / len(rfm))`，名次換成那一欄排出來的名次，"
                '再放進自己的欄位：`result["m_score"] = …`。',
            ),
        ),
    ),
    SEGMENTS,
    TIER_TABLE,
    MIGRATION,
    LEAK,
    PREMIUM,
    QUALITY,
    CALLS,
)
