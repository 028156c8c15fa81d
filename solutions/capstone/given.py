"""Functions that the exercise page shows complete. Their comments are what the learner reads."""

from __future__ import annotations

import pandas as pd

from customer_value import valid_orders


def customer_table(orders, refunds, snapshot):
    # 1 the last quarter: the 90 days up to the snapshot  # lang-en
    # 1 最近一季：到快照日為止的 90 天  # lang-zh-Hant
    opening = snapshot - pd.Timedelta(days=89)
    known = valid_orders(orders, refunds, opening - pd.Timedelta(days=1))
    now = valid_orders(orders, refunds, snapshot)
    quarter = now[now["order_date"] >= opening]

    # 2 what was known of each customer on the morning it opened  # lang-en
    # 2 開季那天早上，每位顧客已知的事  # lang-zh-Hant
    groups = known.groupby("customer_id", as_index=False)
    table = groups.agg(monetary=("amount", "sum"), last=("order_date", "max"))

    # 3 who was an existing customer, and who then bought  # lang-en
    # 3 誰是老客戶，誰在這一季買了  # lang-zh-Hant
    table["existing"] = table["last"] >= opening - pd.Timedelta(days=180)
    table["bought"] = table["customer_id"].isin(quarter["customer_id"])

    # 4 their last year before that: orders and money  # lang-en
    # 4 開季之前一年的訂單數和金額  # lang-zh-Hant
    recent = known[known["order_date"] >= opening - pd.Timedelta(days=365)]
    year = recent.groupby("customer_id")["amount"].agg(["count", "sum"])
    table["year_orders"] = table["customer_id"].map(year["count"]).fillna(0).astype("int64")
    table["year_money"] = table["customer_id"].map(year["sum"]).fillna(0)
    return table


def yearly_churn(orders, refunds, snapshot):
    # 1 who bought in the year before last, and who in the last year  # lang-en
    # 1 前一年有買的人，和最近一年有買的人  # lang-zh-Hant
    valid = valid_orders(orders, refunds, snapshot)
    age = (snapshot - valid["order_date"]).dt.days
    earlier = valid.loc[age.between(365, 729), "customer_id"].drop_duplicates()
    later = valid.loc[age < 365, "customer_id"]

    # 2 the share of the first who are not among the second  # lang-en
    # 2 前者之中，後來沒有再買的占比  # lang-zh-Hant
    return 1 - earlier.isin(later).mean()
