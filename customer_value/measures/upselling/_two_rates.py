"""The difference of two rates with its interval, for plain numbers and for arrays alike."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import norm

CONFIDENCE = 0.95

Z = float(norm.ppf(0.5 + CONFIDENCE / 2))


def difference(treated: Any, treated_responders: Any, control: Any, control_responders: Any) -> dict[str, np.ndarray]:
    """Treated rate minus control rate with the unpooled (Wald) standard error.

    Returns:
        `difference`, `se`, `low`, `high` (95%) and `p` (two-sided). All are NaN where a group is empty; all but the
        difference where each group's rate is 0 or 1, since no spread has been seen there and the error that the
        formula gives, 0, would claim certainty.
    """
    n, x, m, y = (np.asarray(one, dtype=float) for one in (treated, treated_responders, control, control_responders))
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = x / n, y / m
        gap = first - second
        se = np.sqrt(first * (1 - first) / n + second * (1 - second) / m)
        se = np.where(se > 0, se, np.nan)
        p = 2 * norm.sf(np.abs(gap / se))
    return {"difference": gap, "se": se, "low": gap - Z * se, "high": gap + Z * se, "p": p}
