"""Functions that the exercise page shows complete. Their comments are what the learner reads."""

from __future__ import annotations

import numpy as np


def valid_orders(orders, refunds, snapshot):
    # 1 what had been refunded by the snapshot, order by order  # lang-en
    # 1 到快照日為止，每筆訂單退了多少錢  # lang-zh-Hant
    known = refunds[refunds["refund_date"] <= snapshot]
    refunded = known.groupby("order_id")["amount"].sum()

    # 2 what is left of each order: its net amount  # lang-en
    # 2 每筆訂單扣掉退款後還剩多少：淨額  # lang-zh-Hant
    net = orders["amount"] - orders["order_id"].map(refunded).fillna(0)

    # 3 keep what has a customer, was not cancelled, is not later than the snapshot, and is worth something  # lang-en
    # 3 只留下有顧客編號、沒有取消、不晚於快照日，而且淨額大於 0 的訂單  # lang-zh-Hant
    counts = (
        orders["customer_id"].notna()
        & (orders["status"] != "cancelled")
        & (orders["order_date"] <= snapshot)
        & (net > 0)
    )

    # 4 give them back with the net amount in the column amount  # lang-en
    # 4 傳回這些訂單，amount 欄換成淨額  # lang-zh-Hant
    return orders.assign(amount=net).loc[counts, ["customer_id", "order_id", "order_date", "amount"]]


def tiers(customers):
    # 1 the limits from the top; the first that is reached decides  # lang-en
    # 1 界線由高到低，最先達到的算數  # lang-zh-Hant
    spent = customers["monetary"]
    reached = [spent >= 100_000, spent >= 20_000, spent >= 4_000]
    tier = np.select(reached, ["platinum", "gold", "silver"], default="bronze")

    # 2 give the table back with one more column  # lang-en
    # 2 傳回原來的表，多一欄 tier  # lang-zh-Hant
    return customers.assign(tier=tier)
