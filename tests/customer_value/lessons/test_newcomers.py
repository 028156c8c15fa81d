"""Seven new customers: what each has to be, and that the same ledger gives the same ones."""

from __future__ import annotations

import pandas as pd
import pytest

from customer_value.errors import MeasureError
from customer_value.lessons.newcomers import pick_newcomers

SNAPSHOT = pd.Timestamp("2025-12-31")


def people(*pairs: tuple[int, int | None]) -> pd.DataFrame:
    """New customers by the days that they have been observed and the day of the second purchase."""
    first = [SNAPSHOT - pd.Timedelta(days=observed) for observed, _ in pairs]
    gaps = pd.to_timedelta([gap for _, gap in pairs], unit="D")
    names = [f"C{place:05d}" for place in range(1, len(pairs) + 1)]
    return pd.DataFrame({"customer_id": names, "first_order": first, "second_order": pd.Series(first) + gaps})


EVERY_KIND = people((200, 90), (90, 5), (150, 91), (120, None), (89, 3), (60, 60), (20, None))


def test_each_kind_is_there_as_often_as_it_should_be():
    many = pd.concat([people(*[(observed, gap) for observed in range(1, 280) for gap in (9, 100, None)])])
    many = many[~(many["second_order"] > SNAPSHOT)]
    picked = pick_newcomers(many, SNAPSHOT)
    observed = (SNAPSHOT - picked["first_order"]).dt.days
    gap = (picked["second_order"] - picked["first_order"]).dt.days
    old = observed >= 90
    assert list(picked.index) == list("ABCDEFG") and picked["first_order"].is_monotonic_increasing
    assert [(old & (gap <= 90)).sum(), (old & (gap > 90)).sum(), (old & gap.isna()).sum()] == [2, 1, 1]
    assert [(~old & gap.notna()).sum(), (~old & gap.isna()).sum()] == [2, 1]


def test_exactly_so_many_days_are_in_time_and_observed_long_enough():
    picked = pick_newcomers(EVERY_KIND, SNAPSHOT)
    assert set(picked["customer_id"]) == set(EVERY_KIND["customer_id"])


def test_a_kind_that_is_not_there_is_left_out():
    picked = pick_newcomers(EVERY_KIND.iloc[[3, 6]], SNAPSHOT)
    assert list(picked["customer_id"]) == ["C00004", "C00007"] and list(picked.index) == ["A", "B"]


def test_the_order_of_the_rows_and_the_place_of_the_id_do_not_matter():
    again = EVERY_KIND.sample(frac=1, random_state=1).set_index("customer_id")
    pd.testing.assert_frame_equal(pick_newcomers(EVERY_KIND, SNAPSHOT), pick_newcomers(again, SNAPSHOT))


@pytest.mark.parametrize(("table", "days"), [(EVERY_KIND.head(0), 90), (EVERY_KIND, 0)])
def test_nobody_and_no_days_are_refused(table, days):
    with pytest.raises(MeasureError):
        pick_newcomers(table, SNAPSHOT, days)
