"""Functions that the exercise page shows complete. Their comments are what the learner reads."""

from __future__ import annotations

import numpy as np
import pandas as pd


def gross_profit(accounts):
    # 1 begin a table that has only customer_id so far  # lang-en
    # 1 先準備一張只有 customer_id 的表  # lang-zh-Hant
    result = accounts[["customer_id"]].copy()

    # 2 a new column: revenue less what the goods cost, row by row  # lang-en
    # 2 新增一欄：營收減掉進貨成本，一列一列算  # lang-zh-Hant
    result["gross_profit"] = accounts["revenue"] - accounts["goods"]

    # 3 give the table back  # lang-en
    # 3 傳回這張表  # lang-zh-Hant
    return result


def roi(profit, spent):
    # 1 nothing spent: there is no return on nothing  # lang-en
    # 1 沒有花錢，就沒有投資報酬可言  # lang-zh-Hant
    if spent == 0:
        return float("nan")

    # 2 what came back beyond what was spent, for each dollar spent  # lang-en
    # 2 花出去的每一元，除了回本之外多賺回多少  # lang-zh-Hant
    return (profit - spent) / spent


def brought(tiers, spend, budget):
    # one amount for each tier, in the order of the table  # lang-en
    # 一個分級一個金額，順序和表格相同  # lang-zh-Hant
    spend = pd.Series(spend, dtype=float)
    named = spend.index.isin(tiers["tier"]).all()
    spend = spend.reindex(tiers["tier"] if named else tiers.index).to_numpy()

    # a split that is not allowed brings nothing that counts  # lang-en
    # 不合規定的分法不算數  # lang-zh-Hant
    if np.isnan(spend).any() or (spend < 0).any() or spend.sum() > budget * 1.000001:
        return float("nan")

    # strength times the square root of the money, added up over the tiers  # lang-en
    # 各分級的「強度 × 金額的平方根」加總  # lang-zh-Hant
    return (tiers["strength"] * spend**0.5).sum()
