"""Four customers whose rhythms differ, found in any ledger by rules; nothing after the snapshot decides."""

from __future__ import annotations

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.ledger import Ledger
from customer_value.measures.customers.cycle import overdue, purchase_cycle
from customer_value.measures.orders.valid import valid_orders

K = 1.5
"""How many cycles may pass before somebody is overdue, as in `overdue`."""

FEWEST, MOST = 6, 36
"""Purchase days that a strip can show and the eye can follow."""


def pick_four(ledger: Ledger) -> pd.DataFrame:
    """Four customers to compare: the same four every time for the same ledger and snapshot.

    A comes seldom and is on time by their own rhythm, though one cycle for all would call; B comes often and is overdue
    by their own rhythm, though one cycle for all would wait; C is on time and D overdue by both. Among those who fit,
    the one with most purchase days is taken (up to 36, so that a picture can show them). Where a ledger has nobody
    like that, it is the next customer with most purchase days.

    Returns:
        Four rows: `label` (A to D), `customer_id`, `story` ("seldom", "often", "on_time", "gone"), `exact` (False for
        one who does not fit).

    Raises:
        MeasureError: fewer than four customers have bought on two days.
    """
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    people = overdue(valid, ledger.snapshot, K)
    people = people[people["judged"]].sort_values(["purchase_days", "customer_id"], ascending=[False, True])
    if len(people) < len("ABCD"):
        raise MeasureError(
            f"{len(people)} customers have bought on two days by {ledger.snapshot:%Y-%m-%d}; four are needed."
        )
    late, common = people["ratio"], people["recency"] / purchase_cycle(valid)
    shown = people["purchase_days"].between(FEWEST, MOST)
    fitting = {
        "seldom": shown & (late <= K) & (common > K),
        "often": shown & (late > K) & (common <= K),
        "on_time": shown & (late <= 1) & (common <= 1),
        "gone": shown & (late > 2 * K) & (common > 2 * K),
    }
    rows, taken = [], set()
    for label, (story, fits) in zip("ABCD", fitting.items(), strict=True):
        free = ~people["customer_id"].isin(taken)
        exact = bool((fits & free).any())
        someone = people.loc[(fits & free) if exact else free, "customer_id"].iloc[0]
        taken.add(someone)
        rows.append((label, someone, story, exact))
    return pd.DataFrame(rows, columns=["label", "customer_id", "story", "exact"])
