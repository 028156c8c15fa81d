"""Functions that the exercise page shows complete. Their comments are what the learner reads."""

from __future__ import annotations

from scipy.special import hyp2f1


def mean_order(valid, discounts):
    # 1 each customer's mean order, one number a customer  # lang-en
    # 1 每位顧客平均一筆訂單多少錢，一人一個數字  # lang-zh-Hant
    mean = valid.groupby("customer_id")["amount"].mean()

    # 2 the discounts each of them got, in the same order; 0 where none is written down  # lang-en
    # 2 每個人拿到的折扣，順序和上面相同；沒有紀錄的補 0  # lang-zh-Hant
    given = discounts.groupby("customer_id")["amount"].sum().reindex(mean.index, fill_value=0)

    # 3 one less the other, customer by customer  # lang-en
    # 3 兩個數字相減，一位顧客一位顧客對著算  # lang-zh-Hant
    return mean - given


def orders_if_alive(x, T, weeks, r, alpha, a, b):
    # how far ahead, as a share of all the time that counts  # lang-en
    # 往後看的時間，占全部時間的多少  # lang-zh-Hant
    z = weeks / (alpha + T + weeks)

    # the formula of the model, as it was published  # lang-en
    # 模型的公式，照發表時的寫法  # lang-zh-Hant
    left = (1 - z) ** (r + x) * hyp2f1(r + x, b + x, a + b + x - 1, z)
    return (a + b + x - 1) / (a - 1) * (1 - left)
