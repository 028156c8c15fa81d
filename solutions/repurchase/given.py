"""Functions that the exercise page shows complete. Their comments are what the learner reads."""

from __future__ import annotations


def buyers(valid, start, end):
    # 1 the orders of the window; both of its days belong to it  # lang-en
    # 1 期間內的訂單，頭尾兩天都算  # lang-zh-Hant
    inside = valid[valid["order_date"].between(start, end)]

    # 2 the customers who placed them, each once  # lang-en
    # 2 下單的顧客，每人只列一次  # lang-zh-Hant
    return inside["customer_id"].unique().tolist()


def last_before(valid, day):
    # 1 only the orders before that day  # lang-en
    # 1 只看那一天之前的訂單  # lang-zh-Hant
    before = valid[valid["order_date"] < day]

    # 2 each customer's last one  # lang-en
    # 2 每位顧客的最後一筆  # lang-zh-Hant
    return before.groupby("customer_id", as_index=False)["order_date"].max()


def month_number(dates):
    # months counted through: December 2024 and January 2025 are one apart  # lang-en
    # 月份連續編號：2024 年 12 月和 2025 年 1 月相差 1  # lang-zh-Hant
    return dates.dt.year * 12 + dates.dt.month
