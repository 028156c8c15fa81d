"""The tasks on what a new customer costs, when the cost is back, and which channel is worth it."""

from __future__ import annotations

import customer_value
from customer_value.messages import Text
from solutions.lifetime_value import alternatives
from solutions.lifetime_value.winning_cases import PAYBACK_CASES, RATIO_CASES
from solutions.lifetime_value.winning_mistakes import PAYBACK_MISTAKES, RATIO_MISTAKES
from tutor.shape import Column
from tutor.task import FunctionTask


def payback(costs, valid, start, end, monthly_margin, retention):
    # 1 everything that was spent on winning customers from start to end  # lang-en
    # 1 從 start 到 end，為了開發顧客花掉的所有錢  # lang-zh-Hant
    winning = costs[(costs["kind"] == "acquisition") & costs["month"].between(start, end)]
    spend = winning["amount"].sum()

    # 2 new customers: those whose first order ever lies between start and end  # lang-en
    # 2 新客：第一筆訂單落在 start 到 end 之間的人  # lang-zh-Hant
    ### BEGIN SOLUTION
    first = valid.groupby("customer_id")["order_date"].min()
    new = first.between(start, end).sum()
    ### END SOLUTION

    # 3 the acquisition cost; without a new customer there is no base  # lang-en
    # 3 獲客成本；沒有新客就沒有分母  # lang-zh-Hant
    if new == 0:
        return {"cac": float("nan"), "payback_month": float("nan")}
    cac = spend / new

    # 4 add up the margins month by month until they come to the cost  # lang-en
    # 4 一個月一個月累加毛利，直到還清成本  # lang-zh-Hant
    earned = 0
    for month in range(1, 601):
        ### BEGIN SOLUTION
        earned = earned + monthly_margin * retention ** (month - 1)
        if earned >= cac:
            return {"cac": cac, "payback_month": month}
        ### END SOLUTION

    # 5 they never do  # lang-en
    # 5 永遠還不清  # lang-zh-Hant
    return {"cac": cac, "payback_month": float("nan")}


def ltv_to_cac(newcomers, spend):
    # 1 what a newcomer of each channel is worth on average, and how many came  # lang-en
    # 1 每個管道的新客平均值多少、來了幾位  # lang-zh-Hant
    ### BEGIN SOLUTION
    groups = newcomers.groupby("channel")
    ltv = groups["clv"].mean()
    new = groups["customer_id"].nunique()
    ### END SOLUTION

    # 2 the spend of each channel, with the channel as its index  # lang-en
    # 2 每個管道的花費，索引是管道名稱  # lang-zh-Hant
    paid = spend.set_index("channel")["amount"]

    # 3 return value over cost; empty where there is no cost  # lang-en
    # 3 傳回價值除以成本；沒有成本的留空  # lang-zh-Hant
    ### BEGIN SOLUTION
    cac = paid / new
    return ltv / cac.where(cac > 0)
    ### END SOLUTION


def _payback_by_measure(costs, valid, start, end, monthly_margin, retention):
    people = valid[["customer_id"]].drop_duplicates().assign(channel="All")
    table = customer_value.acquisition_cost_by_channel(costs.assign(channel="All"), people, valid, start, end)
    cac = customer_value.acquisition_cost(table["spend"].sum(), table["customers"].sum())
    return {"cac": cac, "payback_month": customer_value.payback_with_retention(cac, monthly_margin, retention)}


def _ratio_by_measure(newcomers, spend):
    new = newcomers.groupby("channel")["customer_id"].nunique()
    each = [customer_value.acquisition_cost(row.amount, int(new.get(row.channel, 0))) for row in spend.itertuples()]
    costs = spend[["channel"]].assign(acquisition_cost=each)
    found = customer_value.channel_ltv_to_cac(newcomers, newcomers[["customer_id", "channel"]], costs)
    return found.set_index("channel")["ltv_to_cac"].reindex(spend["channel"])


PAYBACK = FunctionTask(
    id="a08.payback",
    title=Text("Acquisition cost and payback month", "獲客成本與回收期"),
    points=3,
    minutes=8,
    lesson="8.4",
    prompt=Text(
        en="""
Write `payback(costs, valid, start, end, monthly_margin, retention)`.

- `costs` holds the shop's costs: `month` (its first day), `kind`, `item`, `amount`.
- `valid` holds the valid orders of **all** years, as before.
- `start` and `end` are days: the first of a month and the last of the same or a later one.
- `monthly_margin` is what a customer leaves in a month, as margin, while they are a customer; `retention` is the share
  that stays from one month to the next.

**Definition.**

- **[Acquisition cost](term:acquisition-cost) (CAC)** = all costs of the kind `"acquisition"` from `start` to `end`,
  whatever the item, ÷ customers who were **new** in that time. A customer is new whose first valid order **ever** lies
  from `start` to `end`; both days count.
- **[Payback](term:payback) month** = the first whole month by whose end the margins together have come to at least the
  cost. At the end of month 1 every new customer leaves `monthly_margin`; at the end of month 2 only those who stayed,
  on average `monthly_margin × retention`; at the end of month 3 `monthly_margin × retention²`; and so on.
- If they do not come to it within 600 months, they never do: `float("nan")`. Without a new customer both values are
  `float("nan")`.

**Comes back:** a dictionary with two entries, `{"cac": …, "payback_month": …}`: money, not rounded, and a whole number
of months. The two names have to be spelt like this.

The frame is there. Fill in step 2, with the number of new customers in `new`, and what happens in each round of step 4.
""",
        zh_hant="""
請寫出 `payback(costs, valid, start, end, monthly_margin, retention)`。

- `costs` 是店裡的成本：`month`（當月第一天）、`kind`、`item`、`amount`。
- `valid` 和前面一樣，是**歷年**的有效訂單。
- `start` 和 `end` 是日期：某個月的第一天，和同一個月或之後某個月的最後一天。
- `monthly_margin` 是一位顧客還在的時候，一個月留下的毛利；`retention` 是從這個月到下個月留下來的比率。

**定義：**

- **[獲客成本](term:acquisition-cost)**（CAC） = `start` 到 `end` 之間 `kind` 是 `"acquisition"` 的所有成本，\
不分項目，÷ \
這段期間的**新客**人數。新客是**有史以來**第一筆有效訂單落在 `start` 到 `end` 之間的人，頭尾兩天都算。
- **[回收期](term:payback)** = 毛利累計到至少等於成本的第一個整月（月底結算）。第 1 個月底，\
每位新客都留下 `monthly_margin`；第 2 \
個月底只剩留下來的人，平均是 `monthly_margin × retention`；第 3 個月底是 `monthly_margin × retention²`；依此類推。
- 600 個月之內都還不清，就是永遠還不清：`float("nan")`。沒有新客的話，兩個值都是 `float("nan")`。

**傳回：** 一個有兩項的字典，`{"cac": …, "payback_month": …}`：金額不要四捨五入，月數是整數。兩個名稱要一字不差。

架構已經搭好，請完成步驟 2（新客人數放進 `new`），以及步驟 4 每一圈要做的事。
""",
    ),
    answer=payback,
    returns=Column(name="payback", key="measure", named=True),
    cases=PAYBACK_CASES,
    mistakes=PAYBACK_MISTAKES,
    alternatives=(
        alternatives.payback_in_closed_form,
        alternatives.payback_by_running_sum,
        alternatives.payback_in_duckdb,
    ),
    measure=_payback_by_measure,
    hints=(
        Text(
            "Step 2 in two lines. First the date of each customer's first order: group by customer, take the smallest "
            "`order_date`. Then count how many of these dates lie in the time.",
            "步驟 2 分兩行。先找每位顧客第一筆訂單的日期：依顧客分組，取最小的 `order_date`。"
            "再數這些日期有幾個落在期間內。",
        ),
        Text(
            "`first.between(start, end)` is true where a date lies from `start` to `end`, both included, and `.sum()` "
            "counts the true ones. Call the result `new`, because step 3 uses that name.",
            "`first.between(start, end)` 會判斷每個日期是不是在 `start` 到 `end` 之間（頭尾都算），`.sum()` "
            "再數有幾個為真。結果要叫做 `new`，步驟 3 會用到這個名字。",
        ),
        Text(
            "Step 4 in three lines: raise `earned` by this month's margin, `retention` to the power of `month - 1`; "
            "then `if earned >= cac:`; and below it, four spaces further in, `return` the dictionary with `cac` and "
            "`month`.",
            "步驟 4 分三行：先把這個月的毛利加進 `earned`，`retention` 是 `month - 1` 次方；接著 `if earned >= cac:`；"
            "下一行再往右縮四格，`return` 裝著 `cac` 和 `month` 的字典。",
        ),
    ),
)

RATIO = FunctionTask(
    id="a08.ltv_to_cac",
    title=Text("LTV to CAC, channel by channel", "各管道的 LTV:CAC"),
    points=2,
    minutes=5,
    lesson="8.4",
    prompt=Text(
        en="""
Write `ltv_to_cac(newcomers, spend)`.

- `newcomers` holds the new customers of a year, one a row: `customer_id`, `channel`, `revenue` (what each is expected
  to pay in a lifetime) and `clv` (the same as margin: what is left of it).
- `spend` holds what was spent on each channel in that year, one row a channel: `channel`, `amount`.

**Definition.** [LTV:CAC](term:ltv-to-cac) of a channel = mean lifetime value of its newcomers, as **margin** ÷
acquisition cost of the channel. The acquisition cost is the channel's spend ÷ the number of its own newcomers. Nothing
is taken off the value.

Where nothing was spent, or nobody came, there is no base: the value is empty (`NaN`).

**Comes back:** one number for **every** channel in `spend`, with `channel` as the index or as a column; not rounded.

Step 2 is done for you.
""",
        zh_hant="""
請寫出 `ltv_to_cac(newcomers, spend)`。

- `newcomers` 是某一年的新客，一列一位：`customer_id`、`channel`、`revenue`（預期一輩子付多少）和 `clv`（同樣的東西，\
換成毛利：留下多少）。
- `spend` 是那一年花在每個管道的錢，一列一個管道：`channel`、`amount`。

**定義：** 一個管道的 [LTV:CAC](term:ltv-to-cac) = 這個管道新客的平均終身價值（以**毛利**計）÷ 這個管道的獲客成本。\
獲客成本是這個管道的花費 ÷ 它自己帶來的新客人數。分子不扣任何東西。

沒花錢的管道，或沒帶來人的管道，沒有分母：值留空（`NaN`）。

**傳回：** `spend` 裡**每一個**管道一個數字，`channel` 放在索引或欄位都可以，不要四捨五入。

步驟 2 已經寫好。
""",
    ),
    answer=ltv_to_cac,
    returns=Column(name="ltv_to_cac", key="channel"),
    cases=RATIO_CASES,
    mistakes=RATIO_MISTAKES,
    alternatives=(alternatives.ratio_of_sums, alternatives.ratio_by_loop, alternatives.ratio_in_duckdb),
    measure=_ratio_by_measure,
    hints=(
        Text(
            "Group `newcomers` by `channel`. From the groups you need two things: the mean of `clv`, and how many "
            "different `customer_id` there are.",
            "把 `newcomers` 依 `channel` 分組。每一組要兩樣東西：`clv` 的平均，還有幾個不同的 `customer_id`。",
        ),
        Text(
            "All of these are columns with the channel as their index. Divide one by the other, and pandas puts the "
            "channels together by name: `paid / new` is the acquisition cost of each.",
            "這些都是以管道為索引的一欄。直接相除，pandas 會依名稱把管道對齊：`paid / new` 就是每個管道的獲客成本。",
        ),
        Text(
            "A channel that cost nothing has a cost of 0, and something divided by 0 is infinite. `cac.where(cac > "
            "0)` keeps the costs above 0 and empties the others; divide the mean value by that.",
            "沒花錢的管道，成本是 0，除下去會變成無限大。`cac.where(cac > 0)` 只留下大於 0 的成本，其他變成空的；"
            "再用平均價值去除以它。",
        ),
    ),
)
