"""Functions that the exercise page shows complete. Their comments are what the learner reads."""

from __future__ import annotations

import pandas as pd


def ratio(part, whole):
    # nothing to divide by: there is no answer  # lang-en
    # 沒有東西可以當分母：沒有答案  # lang-zh-Hant
    if whole == 0:
        return float("nan")

    # otherwise one divided by the other  # lang-en
    # 其他情況：一個除以另一個  # lang-zh-Hant
    return part / whole


def known_on(leads, snapshot):
    # 1 keep those who had asked by the snapshot  # lang-en
    # 1 只留下快照日以前來詢問的人  # lang-zh-Hant
    known = leads[leads["created_on"] <= snapshot].copy()

    # 2 what is dated later had not happened yet: make it empty  # lang-en
    # 2 日期在快照日之後的，當天還沒發生：改成空值  # lang-zh-Hant
    for step in ["contacted_on", "quoted_on", "closed_on"]:
        known[step] = known[step].where(known[step] <= snapshot)

    # 3 won by then: closed, and as a customer  # lang-en
    # 3 到那天為止成交的：已結案，而且成為客戶  # lang-zh-Hant
    known["won"] = known["closed_on"].notna() & (known["stage"] == "won")
    return known.drop(columns="stage")


def first_and_second(valid):
    # 1 each customer's first day  # lang-en
    # 1 每位顧客第一次買的那一天  # lang-zh-Hant
    first = valid.groupby("customer_id")["order_date"].min()

    # 2 of the orders on later days, the earliest  # lang-en
    # 2 之後的日子裡，最早的一筆  # lang-zh-Hant
    later = valid[valid["order_date"] > valid["customer_id"].map(first)]
    second = later.groupby("customer_id")["order_date"].min()

    # 3 side by side; second_order is empty where there is none  # lang-en
    # 3 並排放在一起；還沒有第二筆的，second_order 是空值  # lang-zh-Hant
    return pd.DataFrame({"first_order": first, "second_order": second})
