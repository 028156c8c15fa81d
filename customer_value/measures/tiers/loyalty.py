"""Loyalty of each customer: what it is made of, and one score with weights that are stated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day
from customer_value.measures._arguments import mapping
from customer_value.measures._numbers import finite, share
from customer_value.measures._spending import spending
from customer_value.measures._tables import pandas_table, whole_table
from customer_value.measures.upselling.wallet import latest_answers, wallets

WEIGHTS = {"wallet": 0.3, "tenure": 0.2, "regularity": 0.3, "nps": 0.2}
"""This course's weights: what customers do counts three times what they say in the last question. Set your own."""

PARTS = tuple(WEIGHTS)


def loyalty_parts(valid: Any, surveys: Any, snapshot: Any) -> pd.DataFrame:
    """What loyalty is made of (忠誠度評估): share of wallet, tenure, regularity and the will to recommend.

    `wallet` is the share of the customer's spending in the category that came to us in the year of the last answer
    (`wallets`). `tenure` (往來時間) is the days since the first order. `regularity` (規律性) is `1 / (1 + CV)`, CV
    being the standard deviation of the gaps between purchase days over their mean: 1 is a clock, 0.5 is pure chance.
    `nps` is the last answer to whether they would recommend us, 0 to 10. They say different things: an old customer
    may buy rarely, a regular one may buy more elsewhere.

    Args:
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `order_date`, `amount`.
        surveys: `customer_id`, `asked_on`, `answered_on`, `nps`, `category_spend_12m`; None where nobody was asked.
        snapshot: the day on which customers are judged; later orders and answers are left out.

    Returns:
        A pandas frame, one row per customer with a valid order, sorted by customer id: `customer_id`, `wallet` (0 to
        1), `tenure` (days), `regularity` (0 to 1) and `nps` (0 to 10). What nobody knows is NaN: regularity below
        three purchase days, wallet and NPS without an answer, and a wallet smaller than what was spent with us.

    Raises:
        MeasureError: a column is missing or of another type, or an answer is out of bounds.

    Examples:
        >>> import pandas as pd
        >>> valid = pd.DataFrame({
        ...     "customer_id": ["A", "A", "A", "B"], "amount": [100, 100, 100, 50],
        ...     "order_date": pd.to_datetime(["2024-09-01", "2024-10-01", "2024-10-31", "2024-12-01"]),
        ... })
        >>> surveys = pd.DataFrame({
        ...     "customer_id": ["A"], "asked_on": pd.to_datetime(["2024-11-01"]), "nps": [9],
        ...     "answered_on": pd.to_datetime(["2024-11-03"]), "category_spend_12m": [500],
        ... })
        >>> loyalty_parts(valid, surveys, "2024-12-31")
          customer_id  wallet  tenure  regularity  nps
        0           A     0.6     121         1.0  9.0
        1           B     NaN      30         NaN  NaN
    """
    day = pd.Timestamp(calendar_day(snapshot))
    orders = spending(valid, day)
    visits = orders[["customer_id", "order_date"]].drop_duplicates().sort_values(["customer_id", "order_date"])
    gaps = visits.groupby("customer_id")["order_date"].diff().dt.days.dropna().groupby(visits["customer_id"])
    spread = gaps.std(ddof=0) / gaps.mean()
    table = pd.DataFrame({"customer_id": np.sort(visits["customer_id"].unique())})
    ids = table["customer_id"]
    first = pd.Series(visits.groupby("customer_id")["order_date"].min().reindex(ids).to_numpy())
    regularity = (1 / (1 + spread)).where(gaps.size() >= 2)
    table["wallet"] = np.nan
    table["tenure"] = (day - first).dt.days
    table["regularity"] = regularity.reindex(ids).to_numpy("float64")
    table["nps"] = np.nan
    if surveys is None:
        return table
    both = wallets(valid, surveys, day).set_index("customer_id")
    usable = (both["category"] > 0) & (both["ours"] <= both["category"])
    table["wallet"] = (both["ours"] / both["category"]).where(usable).reindex(ids).to_numpy("float64")
    answers = pandas_table(latest_answers(surveys, day), "surveys", gaps=["nps"], customer_id="key", nps="number")
    if not answers["nps"].dropna().between(0, 10).all():
        raise MeasureError("surveys['nps'] has an answer outside 0 to 10; look at how the question was asked.")
    table["nps"] = answers.set_index("customer_id")["nps"].reindex(ids).to_numpy("float64")
    return table


def loyalty_score(parts: Any, weights: Mapping[str, float] = WEIGHTS, *, full_tenure: float = 1095) -> pd.DataFrame:
    """One loyalty score from 0 to 100, as a weighted mean of what is known of the customer.

    Each part is put on 0 to 1: wallet and regularity are there already, NPS is divided by 10, tenure by `full_tenure`
    and cut off at 1. What is not known of a customer is left out and the other weights are scaled up, so a silent
    customer is not taken for a disloyal one; `known` says on how much of the weight the score rests.

    There is no right set of weights. Two sets that both sound sensible may put different customers on top: try
    before you give anybody a card.

    Args:
        parts: a frame, one row per customer, with a column for each weight, as `loyalty_parts` returns it.
        weights: of "wallet", "tenure", "regularity" and "nps", or some of them; they sum to 1.
        full_tenure: the days from which tenure counts in full, above 0.

    Returns:
        A pandas frame with two more columns: `loyalty` (0 to 100; NaN where nothing is known) and `known` (0 to 1).

    Raises:
        MeasureError: a column is missing or of another type, a part is out of bounds, a weight is unknown or below 0,
            or the weights do not sum to 1.

    Examples:
        A: 0.3 x 0.6 + 0.2 x 121/1095 + 0.3 x 1 + 0.2 x 0.9. Of B only the tenure is known:

        >>> import pandas as pd
        >>> parts = pd.DataFrame({"customer_id": ["A", "B"], "wallet": [0.6, None], "tenure": [121, 1095],
        ...                       "regularity": [1.0, None], "nps": [9, None]})
        >>> loyalty_score(parts)[["customer_id", "loyalty", "known"]].round(2)
          customer_id  loyalty  known
        0           A    68.21    1.0
        1           B   100.00    0.2
    """
    weights = mapping(weights, "weights")
    if strange := [name for name in weights if name not in PARTS]:
        raise MeasureError(f"weights has {', '.join(map(repr, strange))}; give some of {', '.join(map(repr, PARTS))}.")
    known = {name: share(weight, f"weights[{name!r}]") for name, weight in weights.items()}
    if not abs(sum(known.values()) - 1) < 1e-9:
        raise MeasureError(f"weights sum to {sum(known.values()):g}; they have to sum to 1.")
    full = finite(full_tenure, "full_tenure")
    if not full > 0:
        raise MeasureError(f"full_tenure is {full_tenure!r}; give a number of days above 0.")
    table = whole_table(parts, "parts", gaps=known, **dict.fromkeys(known, "number"))
    highest = {"wallet": 1.0, "tenure": np.inf, "regularity": 1.0, "nps": 10.0}
    for name in known:
        if not table[name].dropna().between(0, highest[name]).all():
            top = "" if np.isinf(highest[name]) else f" to {highest[name]:g}"
            raise MeasureError(f"parts[{name!r}] has a number outside 0{top}; look at its unit.")
    scale = {"wallet": 1.0, "tenure": full, "regularity": 1.0, "nps": 10.0}
    points = pd.DataFrame({name: (table[name] / scale[name]).clip(upper=1) for name in known})
    weight = points.notna() * pd.Series(known)
    there = weight.sum(axis="columns")
    total = (points.fillna(0) * weight).sum(axis="columns")
    return table.assign(loyalty=100 * total / there.where(there > 0), known=there)
