"""Functions that the exercise page shows complete. Their comments are what the learner reads."""

from __future__ import annotations

import numpy as np


def ratio(part, whole):
    # nothing to divide by: there is no answer  # lang-en
    # 沒有東西可以當分母：沒有答案  # lang-zh-Hant
    if whole == 0:
        return float("nan")

    # otherwise one divided by the other  # lang-en
    # 其他情況：一個除以另一個  # lang-zh-Hant
    return part / whole


def usable(wallets):
    # keep the answers that are there and not below what was spent with us  # lang-en
    # 留下有填答，而且不低於在我們這裡消費金額的答案  # lang-zh-Hant
    counts = wallets["category"].notna() & (wallets["category"] >= wallets["ours"])
    return wallets[counts]


def r_squared(answers, drivers):
    # who answered all of these questions  # lang-en
    # 這些題目都有回答的人  # lang-zh-Hant
    answers = answers.dropna(subset=drivers).dropna(subset="satisfaction")

    # the numbers to be explained, and those that explain them  # lang-en
    # 要解釋的數字，和拿來解釋的數字  # lang-zh-Hant
    y = answers["satisfaction"].to_numpy(dtype=float)
    x = answers[drivers].to_numpy(dtype=float)
    x = np.column_stack([np.ones(len(y)), x])

    # the weights that bring the prediction as close as possible  # lang-en
    # 讓預測值盡量接近的權重  # lang-zh-Hant
    weights = np.linalg.lstsq(x, y)[0]

    # how much of the ups and downs the prediction does not catch  # lang-en
    # 滿意度的高低起伏，有多少沒被預測到  # lang-zh-Hant
    missed = ((y - x @ weights) ** 2).sum()
    there = ((y - y.mean()) ** 2).sum()
    return round(float(1 - ratio(missed, there)), 12)
