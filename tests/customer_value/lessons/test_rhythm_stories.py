"""Four rhythms: each is what its story says, whatever the ledger; nothing after the snapshot decides."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from customer_value import MeasureError, overdue, purchase_cycle, read_ledger, valid_orders
from customer_value.lessons.rhythm_stories import pick_four

SNAPSHOT = pd.Timestamp("2025-12-31")


class Small:
    """A ledger with just enough in it: customers by how many days before the snapshot they came."""

    snapshot = SNAPSHOT
    refunds = None

    def __init__(self, people: dict[str, list[int]]) -> None:
        rows = [(who, SNAPSHOT - pd.Timedelta(days=day)) for who, days in people.items() for day in days]
        orders = pd.DataFrame(rows, columns=["customer_id", "order_date"])
        orders["order_id"] = [f"O{number}" for number in range(len(orders))]
        self.orders = orders.assign(amount=100.0, status="completed")


def every(gap: int, last: int, times: int = 8) -> list[int]:
    return [last + gap * time for time in range(times)]


PEOPLE = {
    "slow": every(60, last=70),
    "fast": every(6, last=15),
    "steady": every(14, last=5),
    "lost": every(12, last=200),
    "other": every(20, last=10, times=7),
}


def test_each_story_finds_its_customer():
    four = pick_four(Small(PEOPLE))
    assert four["label"].tolist() == list("ABCD")
    assert four["customer_id"].tolist() == ["slow", "fast", "steady", "lost"]
    assert four["exact"].all()


def test_where_nobody_fits_somebody_else_stands_in():
    four = pick_four(Small({name: days for name, days in PEOPLE.items() if name != "lost"}))
    assert four["exact"].tolist() == [True, True, True, False]
    assert four["customer_id"].iloc[3] == "other"


def test_fewer_than_four_cannot_be_compared():
    with pytest.raises(MeasureError, match="four are needed"):
        pick_four(Small({"slow": [10, 20], "once": [3]}))


def test_orders_after_the_snapshot_change_nothing():
    ledger = Small(PEOPLE)
    before = pick_four(ledger)
    later = ledger.orders.assign(
        order_date=SNAPSHOT + pd.Timedelta(days=3), order_id="later" + ledger.orders["order_id"]
    )
    ledger.orders = pd.concat([ledger.orders, later], ignore_index=True)
    pd.testing.assert_frame_equal(pick_four(ledger), before)


def test_on_the_sample_all_four_tell_their_stories():
    ledger = read_ledger(Path(__file__).parents[3] / "datasets" / "sample" / "en")
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    four = pick_four(ledger).set_index("label")
    judged = overdue(valid, ledger.snapshot).set_index("customer_id").loc[four["customer_id"]].set_index(four.index)
    assert four["exact"].all()
    assert judged["overdue"].to_dict() == {"A": False, "B": True, "C": False, "D": True}
    together = judged["recency"] > 1.5 * purchase_cycle(valid)
    assert together.to_dict() == {"A": True, "B": False, "C": False, "D": True}
