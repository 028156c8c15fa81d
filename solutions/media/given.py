"""Functions that the exercise page shows complete. Their comments are what the learner reads."""

from __future__ import annotations


def over(part, base):
    # where the base is 0, make it empty: there is nothing to divide by  # lang-en
    # 分母是 0 的地方變成空值：沒有東西可以除  # lang-zh-Hant
    base = base.where(base != 0)

    # one column divided by the other, row by row  # lang-en
    # 一欄除以另一欄，一列一列算  # lang-zh-Hant
    return part / base


def pairs(touches, orders):
    # each order beside every touch of the same customer  # lang-en
    # 每筆訂單旁邊，放上同一位顧客的每一次接觸  # lang-zh-Hant
    both = orders.merge(touches, on="customer_id")

    # how many days the touch came before the order  # lang-en
    # 接觸比訂單早幾天  # lang-zh-Hant
    both["days_before"] = (both["order_date"] - both["touched_on"]).dt.days
    return both
