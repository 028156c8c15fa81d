"""The known mistakes of the tasks on winning customers: what people compute instead, and what to tell them.

A message says what was computed and one thing to look at; it never says the answer.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from customer_value.messages import Text
from tutor.task import Mistake

NAN = float("nan")


# Acquisition cost and payback


def _spend(costs, start, end):
    in_time = costs["month"].between(start, end)
    return costs.loc[in_time & (costs["kind"] == "acquisition"), "amount"].sum()


def _new(valid, start, end):
    return int(valid.groupby("customer_id")["order_date"].min().between(start, end).sum())


def _month(cac, monthly_margin, retention, late=0):
    """The first month by whose end the margins have come to the cost; NaN where they never do."""
    earned = 0.0
    for month in range(1, 601):
        earned += monthly_margin * retention ** (month - 1 + late)
        if earned >= cac:
            return month
    return NAN


def _both(cac, month):
    return {"cac": cac, "payback_month": month}


def _by(spend, heads, monthly_margin, retention):
    """Both values from a spend and a number of customers."""
    cac = float(spend) / int(heads)
    return _both(cac, _month(cac, monthly_margin, retention))


def _right(costs, valid, start, end):
    return float(_spend(costs, start, end)) / _new(valid, start, end)


def payback_media_only(costs, valid, start, end, monthly_margin, retention):
    return _by(_spend(costs[costs["item"] == "Media"], start, end), _new(valid, start, end), monthly_margin, retention)


def payback_all_costs(costs, valid, start, end, monthly_margin, retention):
    every = costs.loc[costs["month"].between(start, end), "amount"].sum()
    return _by(every, _new(valid, start, end), monthly_margin, retention)


def payback_keeping_too(costs, valid, start, end, monthly_margin, retention):
    counted = costs["kind"].isin(["acquisition", "maintenance"]) & costs["month"].between(start, end)
    return _by(costs.loc[counted, "amount"].sum(), _new(valid, start, end), monthly_margin, retention)


def payback_all_months(costs, valid, start, end, monthly_margin, retention):
    ever = costs.loc[costs["kind"] == "acquisition", "amount"].sum()
    return _by(ever, _new(valid, start, end), monthly_margin, retention)


def payback_all_buyers(costs, valid, start, end, monthly_margin, retention):
    buyers = valid.loc[valid["order_date"].between(start, end), "customer_id"].nunique()
    return _by(_spend(costs, start, end), buyers, monthly_margin, retention)


def payback_orders(costs, valid, start, end, monthly_margin, retention):
    return _by(_spend(costs, start, end), valid["order_date"].between(start, end).sum(), monthly_margin, retention)


def payback_orders_of_new(costs, valid, start, end, monthly_margin, retention):
    first = valid.groupby("customer_id")["order_date"].min()
    new = first[first.between(start, end)].index
    orders = valid["customer_id"].isin(new) & valid["order_date"].between(start, end)
    return _by(_spend(costs, start, end), orders.sum(), monthly_margin, retention)


def payback_all_customers(costs, valid, start, end, monthly_margin, retention):
    return _by(_spend(costs, start, end), valid["customer_id"].nunique(), monthly_margin, retention)


def payback_since_start(costs, valid, start, end, monthly_margin, retention):
    new = (valid.groupby("customer_id")["order_date"].min() >= start).sum()
    return _by(_spend(costs, start, end), new, monthly_margin, retention)


def payback_until_end(costs, valid, start, end, monthly_margin, retention):
    new = (valid.groupby("customer_id")["order_date"].min() <= end).sum()
    return _by(_spend(costs, start, end), new, monthly_margin, retention)


def payback_last_orders(costs, valid, start, end, monthly_margin, retention):
    last = valid.groupby("customer_id")["order_date"].max()
    return _by(_spend(costs, start, end), last.between(start, end).sum(), monthly_margin, retention)


def payback_last_day_left_out(costs, valid, start, end, monthly_margin, retention):
    first = valid.groupby("customer_id")["order_date"].min()
    new = ((first >= start) & (first < end)).sum()
    return _by(_spend(costs, start, end), new, monthly_margin, retention)


def payback_upside_down(costs, valid, start, end, monthly_margin, retention):
    return _by(_new(valid, start, end), _spend(costs, start, end), monthly_margin, retention)


def payback_nobody_leaves(costs, valid, start, end, monthly_margin, retention):
    cac = _right(costs, valid, start, end)
    return _both(cac, math.ceil(cac / monthly_margin))


def payback_plain_division(costs, valid, start, end, monthly_margin, retention):
    cac = _right(costs, valid, start, end)
    return _both(cac, cac / monthly_margin)


def payback_not_whole(costs, valid, start, end, monthly_margin, retention):
    cac = _right(costs, valid, start, end)
    return _both(cac, math.log(1 - cac * (1 - retention) / monthly_margin) / math.log(retention))


def payback_late(costs, valid, start, end, monthly_margin, retention):
    cac = _right(costs, valid, start, end)
    return _both(cac, _month(cac, monthly_margin, retention, late=1))


def payback_from_zero(costs, valid, start, end, monthly_margin, retention):
    cac = _right(costs, valid, start, end)
    return _both(cac, _month(cac, monthly_margin, retention) - 1)


def payback_one_month_more(costs, valid, start, end, monthly_margin, retention):
    cac = _right(costs, valid, start, end)
    return _both(cac, _month(cac, monthly_margin, retention) + 1)


def payback_monthly_share(costs, valid, start, end, monthly_margin, retention):
    cac = _right(costs, valid, start, end)
    return _both(cac, math.ceil(cac / (monthly_margin * retention)))


def payback_never_counted_up(costs, valid, start, end, monthly_margin, retention):
    cac = _right(costs, valid, start, end)
    return _both(cac, NAN)


def payback_only_cac(costs, valid, start, end, monthly_margin, retention):
    cac = _right(costs, valid, start, end)
    return _both(cac, cac)


def payback_first_round(costs, valid, start, end, monthly_margin, retention):
    return _both(_right(costs, valid, start, end), 1)


PAYBACK_MISTAKES = (
    Mistake(
        key="media-only",
        wrong=payback_media_only,
        message=Text(
            "You counted media only. That is the paid cost, and it is lower; here everything of the kind "
            "`acquisition` counts, fairs and visits included.",
            "你只算了媒體費用。那是「付費媒體」的成本，會偏低；這裡要算所有 `acquisition` 類的花費，商展、"
            "拜訪都包括在內。",
        ),
    ),
    Mistake(
        key="all-costs",
        wrong=payback_all_costs,
        message=Text(
            "You counted every cost of the time, rent and goods included. Look at the column `kind`.",
            "期間內所有成本你都算進去了，連房租和進貨也算。看看 `kind` 這一欄。",
        ),
    ),
    Mistake(
        key="all-months",
        wrong=payback_all_months,
        message=Text(
            "You counted the acquisition costs of all months. Costs and customers have to be of the same time.",
            "你算的是所有月份的獲客費用。花的錢和來的人，期間要一致。",
        ),
    ),
    Mistake(
        key="all-buyers",
        lesson="3.2",
        wrong=payback_all_buyers,
        message=Text(
            "You divided by everybody who bought in that time. Whoever had bought before was not won by this money: "
            "look for each customer's first order first, then at the dates.",
            "你除以期間內所有買過的人。以前就買過的，不是這筆錢帶來的：先找每位顧客的第一筆訂單，再看日期。",
        ),
    ),
    Mistake(
        key="orders",
        wrong=payback_orders,
        message=Text(
            "You divided by orders. The cost is asked for each new customer.",
            "你除以的是訂單數。題目問的是每位新客的成本。",
        ),
    ),
    Mistake(
        key="orders-of-new",
        wrong=payback_orders_of_new,
        message=Text(
            "You found the new customers and then counted their orders. Somebody who came twice is one customer.",
            "你找到了新客，卻數了他們的訂單。來過兩次的人也只是一位顧客。",
        ),
    ),
    Mistake(
        key="all-customers",
        wrong=payback_all_customers,
        message=Text(
            "You divided by all customers of the ledger. Which of them were new in that time?",
            "你除以帳本裡的全部顧客。其中哪些是期間內的新客？",
        ),
    ),
    Mistake(
        key="since-start",
        wrong=payback_since_start,
        message=Text(
            "You counted everybody who came for the first time from `start` on. The ledger goes on after `end`.",
            "你把 `start` 之後第一次來的人全算進去了。帳本在 `end` 之後還有資料。",
        ),
    ),
    Mistake(
        key="until-end",
        wrong=payback_until_end,
        message=Text(
            "You counted everybody who had come by `end`, also long before `start`. New means new in that time.",
            "你把 `end` 以前來過的人全算進去了，連 `start` 之前的也算。新客是指期間內才第一次來的。",
        ),
    ),
    Mistake(
        key="last-orders",
        lesson="5.2",
        wrong=payback_last_orders,
        message=Text(
            "You took each customer's last order. Which of their orders makes somebody new?",
            "你取的是每位顧客的最後一筆訂單。一個人是不是新客，要看哪一筆？",
        ),
    ),
    Mistake(
        key="last-day",
        wrong=payback_last_day_left_out,
        message=Text(
            "You left out who came on the last day. Look at what the definition says of `end`.",
            "你漏掉了最後一天才來的人。看看定義怎麼說 `end` 這一天。",
        ),
    ),
    Mistake(
        key="upside-down",
        wrong=payback_upside_down,
        message=Text(
            "You divided customers by money. The cost is so much per customer: which goes on top?",
            "你用人數除以金額。成本是「每位顧客多少錢」：哪一個該放在分子？",
        ),
    ),
    Mistake(
        key="nobody-leaves",
        wrong=payback_nobody_leaves,
        message=Text(
            "The cost is right. But nobody leaves in your count of months: what does a customer bring on average in "
            "the third month?",
            "獲客成本對了。可是你算月份的時候沒有人流失：到了第三個月，平均一位顧客還帶來多少？",
        ),
    ),
    Mistake(
        key="plain-division",
        wrong=payback_plain_division,
        message=Text(
            "The cost is right. The months are cost divided by margin, as if nobody left, and not whole. Look at the "
            "two things the definition asks for.",
            "獲客成本對了。月數只是成本除以毛利，好像沒有人流失，也不是整數。看看定義要求的兩件事。",
        ),
    ),
    Mistake(
        key="not-whole",
        wrong=payback_not_whole,
        message=Text(
            "You have the exact point in time. Margins come at the end of a month: by the end of which month is the "
            "cost back?",
            "你算的是精確的時間點。毛利是月底才入帳：到哪一個月底才回本？",
        ),
    ),
    Mistake(
        key="late",
        wrong=payback_late,
        message=Text(
            "In your count some have left before the first margin. In month 1 everybody is still there: look at the "
            "power of the retention.",
            "照你的算法，第一筆毛利之前就有人走了。第 1 個月所有人都還在：看看留存率是幾次方。",
        ),
    ),
    Mistake(
        key="from-zero",
        wrong=payback_from_zero,
        message=Text(
            "You count the months from 0, so all of them are one too early. The first margin comes at the end of "
            "month 1.",
            "你的月份從 0 開始數，所以都早了一個月。第一筆毛利是第 1 個月底入帳。",
        ),
    ),
    Mistake(
        key="one-month-more",
        wrong=payback_one_month_more,
        message=Text(
            "You are one month late: the month in which the sum reaches the cost is the answer already. Look at where "
            "you add and where you compare, and at `>` or `>=`.",
            "你晚了一個月：累計達到成本的那個月就是答案。看看你是先加還是先比，用的是 `>` 還是 `>=`。",
        ),
    ),
    Mistake(
        key="retention-once",
        wrong=payback_monthly_share,
        message=Text(
            "You lowered the margin once by the retention and held it there. People go on leaving: each month fewer "
            "are left.",
            "你只用留存率把毛利打了一次折，之後就不變了。人會一直流失：每個月剩下的都更少。",
        ),
    ),
    Mistake(
        key="never",
        wrong=payback_never_counted_up,
        message=Text(
            "The cost is right, but in your count it never comes back, not even where it should. Look at three "
            "things: the cost of one customer or of all, the share that stays or the share that leaves, and how far "
            "the last `return` is indented.",
            "獲客成本對了，可是照你的算法永遠還不清，連該還清的時候也一樣。看看三個地方："
            "還的是一位顧客的成本還是全部人的；往下乘的是留下來的比率還是離開的；最後一個 `return` 縮排到哪裡。",
        ),
    ),
    Mistake(
        key="cost-for-month",
        wrong=payback_only_cac,
        message=Text(
            "You gave the cost twice. `payback_month` is a number of months.",
            "你把獲客成本放了兩次。`payback_month` 應該是月數。",
        ),
    ),
    Mistake(
        key="keeping-too",
        wrong=payback_keeping_too,
        message=Text(
            "You counted what it costs to keep customers as well. Look at which kind of cost the definition names.",
            "你連維繫舊客的花費也算進去了。看看定義要的是哪一類成本。",
        ),
    ),
    Mistake(
        key="first-round",
        wrong=payback_first_round,
        message=Text(
            "The cost is right, but your loop always ends in its first round. Look at the direction of the "
            "comparison, and at whether `return` is indented under `if`.",
            "獲客成本對了，可是你的迴圈每次都在第一圈就結束。看看比較的方向，還有 `return` 有沒有縮排在 `if` 下面。",
        ),
    ),
)


# LTV to CAC


def _channel(newcomers, spend, column="clv"):
    """Mean value, number of newcomers and spend of each channel of `spend`."""
    paid = spend.set_index("channel")["amount"]
    groups = newcomers.groupby("channel")
    return (
        groups[column].mean().reindex(paid.index),
        groups["customer_id"].nunique().reindex(paid.index),
        paid,
    )


def _ratio(worth, cost):
    return worth / cost.where(cost > 0)


def ratio_revenue(newcomers, spend):
    worth, new, paid = _channel(newcomers, spend, "revenue")
    return _ratio(worth, paid / new)


def ratio_net(newcomers, spend):
    worth, new, paid = _channel(newcomers, spend)
    return _ratio(worth, paid / new) - 1


def ratio_difference(newcomers, spend):
    worth, new, paid = _channel(newcomers, spend)
    cost = paid / new
    return worth - cost.where(cost > 0)


def ratio_upside_down(newcomers, spend):
    worth, new, paid = _channel(newcomers, spend)
    cost = paid / new
    return cost.where(cost > 0) / worth


def ratio_sum_over_cost(newcomers, spend):
    worth, new, paid = _channel(newcomers, spend)
    return _ratio(worth * new, paid / new)


def ratio_over_spend(newcomers, spend):
    worth, _, paid = _channel(newcomers, spend)
    return _ratio(worth, paid)


def ratio_company_cost(newcomers, spend):
    worth, new, paid = _channel(newcomers, spend)
    cost = float(paid.sum()) / newcomers["customer_id"].nunique()
    return (worth / cost).where((paid / new) > 0)


def ratio_company_cost_everywhere(newcomers, spend):
    worth, _, paid = _channel(newcomers, spend)
    return worth / (float(paid.sum()) / newcomers["customer_id"].nunique())


def ratio_company_value(newcomers, spend):
    _, new, paid = _channel(newcomers, spend)
    return _ratio(newcomers["clv"].mean(), paid / new)


def ratio_over_all_newcomers(newcomers, spend):
    worth, new, paid = _channel(newcomers, spend)
    return _ratio(worth, (paid / newcomers["customer_id"].nunique()).where(new > 0))


def ratio_median(newcomers, spend):
    _, new, paid = _channel(newcomers, spend)
    worth = newcomers.groupby("channel")["clv"].median().reindex(paid.index)
    return _ratio(worth, paid / new)


def ratio_infinite(newcomers, spend):
    worth, new, paid = _channel(newcomers, spend)
    with np.errstate(divide="ignore", invalid="ignore"):
        return worth / (paid / new)


def ratio_rows_dropped(newcomers, spend):
    worth, new, paid = _channel(newcomers, spend)
    return _ratio(worth, paid / new).dropna()


def ratio_zero(newcomers, spend):
    worth, new, paid = _channel(newcomers, spend)
    return _ratio(worth, paid / new).fillna(0)


def ratio_only_with_newcomers(newcomers, spend):
    worth, new, paid = _channel(newcomers, spend)
    return _ratio(worth, paid / new)[new.notna()]


def ratio_by_position(newcomers, spend):
    groups = newcomers.groupby("channel")
    worth, new = groups["clv"].mean(), groups["customer_id"].nunique()
    paid = spend["amount"].to_numpy()[: len(worth)]
    cost = pd.Series(paid, index=worth.index) / new
    return _ratio(worth, cost).reindex(spend["channel"])


RATIO_MISTAKES = (
    Mistake(
        key="revenue",
        wrong=ratio_revenue,
        message=Text(
            "You put revenue over the cost. Revenue has still the goods to pay: which column is the value as margin?",
            "你拿營收去除以成本。營收還要付貨款：哪一欄才是以毛利計算的價值？",
        ),
    ),
    Mistake(
        key="net",
        wrong=ratio_net,
        message=Text(
            "You took the cost off once and then divided by it. That is a return on investment; LTV to CAC leaves the "
            "value as it is.",
            "你先扣掉成本才除以成本，那是投資報酬率。LTV:CAC 的分子不扣成本。",
        ),
    ),
    Mistake(
        key="difference",
        wrong=ratio_difference,
        message=Text(
            "You took the cost off the value. What is asked for is how many times the cost a customer is worth.",
            "你用價值減成本。題目問的是價值是成本的幾倍。",
        ),
    ),
    Mistake(
        key="upside-down",
        wrong=ratio_upside_down,
        message=Text(
            "You divided the cost by the value. LTV to CAC: which of the two comes first?",
            "你用成本除以價值。LTV:CAC，哪一個在前面？",
        ),
    ),
    Mistake(
        key="sum-over-cost",
        wrong=ratio_sum_over_cost,
        message=Text(
            "You put the value of all newcomers of a channel over the cost of one of them. One to one, or all to all.",
            "分子是整個管道新客的價值，分母卻是一位新客的成本。要嘛一位對一位，要嘛全部對全部。",
        ),
    ),
    Mistake(
        key="over-spend",
        wrong=ratio_over_spend,
        message=Text(
            "You put the value of one newcomer over the money for the whole channel. How much of it did one newcomer "
            "cost?",
            "分子是一位新客的價值，分母卻是整個管道的花費。平均一位新客花了多少？",
        ),
    ),
    Mistake(
        key="company-cost",
        wrong=ratio_company_cost,
        message=Text(
            "You held every channel against the cost of the whole company. Then the dear channels hide behind the "
            "cheap ones: what did this channel cost, and whom did it bring?",
            "每個管道你都除以全公司的平均獲客成本，貴的管道就躲在便宜的後面了：這個管道自己花了多少、帶來幾個人？",
        ),
    ),
    Mistake(
        key="company-cost-everywhere",
        wrong=ratio_company_cost_everywhere,
        message=Text(
            "You held every channel, even one that cost nothing, against the cost of the whole company. What did this "
            "channel cost, and whom did it bring?",
            "每個管道，連沒花錢的也一樣，你都除以全公司的平均獲客成本。這個管道自己花了多少、帶來幾個人？",
        ),
    ),
    Mistake(
        key="company-value",
        wrong=ratio_company_value,
        message=Text(
            "You gave every channel the mean value of all newcomers. Customers of different channels are not alike: "
            "whose value belongs to this one?",
            "每個管道你都用全部新客的平均價值。不同管道的客人不一樣：這個管道帶來的人，平均值多少？",
        ),
    ),
    Mistake(
        key="all-newcomers",
        wrong=ratio_over_all_newcomers,
        message=Text(
            "You spread a channel's spend over the newcomers of all channels. Whom did this channel bring?",
            "你把一個管道的花費攤給所有管道的新客。這個管道帶來的是哪些人？",
        ),
    ),
    Mistake(
        key="median",
        wrong=ratio_median,
        message=Text(
            "You took the median value. The money of the large customers pays for the channel too: the mean keeps it, "
            "the median does not.",
            "你用的是中位數。大客戶帶來的錢也在替這個管道回本：平均數會算進去，中位數不會。",
        ),
    ),
    Mistake(
        key="infinite",
        wrong=ratio_infinite,
        message=Text(
            "A channel that cost nothing got an infinite ratio. Without a cost there is no base: look at what the "
            "definition puts there.",
            "沒花錢的管道，你算成無限大倍。沒有成本就沒有分母：看看定義說該放什麼。",
        ),
    ),
    Mistake(
        key="rows-dropped",
        wrong=ratio_rows_dropped,
        message=Text(
            "The channels without a ratio are gone. Each row of `spend` keeps its row: money that brought nobody "
            "should not vanish from the report.",
            "沒有倍數的管道不見了。`spend` 的每一列都要保留：花了錢卻沒帶來人的管道，不該從報表上消失。",
        ),
    ),
    Mistake(
        key="zero",
        wrong=ratio_zero,
        message=Text(
            "You wrote 0 where there is no ratio. 0 says that the channel is the worst of all; look at what the "
            "definition says of a channel without a base.",
            "沒有倍數的地方你補了 0。0 的意思是這個管道最差；看看定義怎麼說沒有分母的管道。",
        ),
    ),
    Mistake(
        key="only-with-newcomers",
        wrong=ratio_only_with_newcomers,
        message=Text(
            "A channel that brought nobody has no row. Money went into it: look at which table says how many rows "
            "there are.",
            "沒帶來人的管道沒有列出來。錢可是花下去了：看看是哪一張表決定有幾列。",
        ),
    ),
    Mistake(
        key="by-position",
        wrong=ratio_by_position,
        message=Text(
            "The channels have got mixed up: you put the two tables side by side row by row, but they are in "
            "different orders. Let pandas bring them together by name: what should the index of `spend` be?",
            "管道對錯了：你照列的順序把兩張表並排，可是兩邊順序不同。讓 pandas 依名稱對齊：`spend` 的索引該是什麼？",
        ),
    ),
)
