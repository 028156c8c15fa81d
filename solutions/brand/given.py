"""Functions that the exercise page shows complete. Their comments are what the learner reads."""

from __future__ import annotations

import numpy as np


def share_of(part, whole):
    # without a whole there is no share  # lang-en
    # 沒有整體，就沒有占比  # lang-zh-Hant
    if whole == 0:
        return np.nan
    return part / whole


def csat(answers):
    # 1 those who answered  # lang-en
    # 1 只留有回答的人  # lang-zh-Hant
    given = answers.dropna()

    # 2 how many of them gave a 4 or a 5  # lang-en
    # 2 其中有幾個人給 4 分或 5 分  # lang-zh-Hant
    content = (given >= 4).sum()

    # 3 their share  # lang-en
    # 3 他們的占比  # lang-zh-Hant
    return share_of(content, len(given))
