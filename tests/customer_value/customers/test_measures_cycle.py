"""The purchase cycle and who is overdue: right on the worked example, and different from what people get wrong."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from math import isnan, nan
from statistics import median

import pandas as pd
import pytest
from frame_kinds import KINDS, columns, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_l import ORDERS, REFUNDS
from ledger_l import SNAPSHOT as SNAPSHOT_L

from customer_value import MeasureError, overdue, own_cycles, purchase_cycle, purchase_gaps, valid_orders

SNAPSHOT = "2024-12-31"
DAY = pd.Timestamp(SNAPSHOT)
HISTORIES = {
    "A": ["2024-01-10", "2024-02-09", "2024-03-10", "2024-10-06"],
    "B": ["2024-08-12", "2024-09-21", "2024-10-31"],
    "C": ["2023-10-28", "2024-05-05"],
    "D": ["2024-06-14"],
    "E": ["2024-03-01", "2024-03-01", "2024-07-29", "2024-11-26"],
}


def orders_of(histories: dict[str, list]) -> pd.DataFrame:
    table = pd.DataFrame(
        [(one, day) for one, days in histories.items() for day in days], columns=["customer_id", "order_date"]
    )
    return table.astype({"customer_id": "str"}).assign(
        order_date=pd.to_datetime(table["order_date"]).astype("datetime64[us]")
    )


VALID = orders_of(HISTORIES)


def called(valid: pd.DataFrame, k: float = 1.5) -> set[str]:
    table = overdue(valid, SNAPSHOT, k)
    return set(table.loc[table["overdue"], "customer_id"])


@pytest.mark.parametrize("kind", KINDS)
def test_the_worked_example_on_every_kind_of_frame(kind):
    valid = KINDS[kind](VALID)
    gaps, own, late = purchase_gaps(valid), own_cycles(valid), overdue(valid, SNAPSHOT)
    assert type(gaps) is type(own) is type(late) is type(valid)
    assert columns(gaps) == ["customer_id", "order_date", "gap"]
    assert columns(own) == ["customer_id", "gaps", "cycle"]
    assert [(one, gap) for one, _, gap in sorted(rows(gaps))] == [
        *(("A", 30), ("A", 30), ("A", 210), ("B", 40), ("B", 40), ("C", 190), ("E", 150), ("E", 120)),
    ]
    assert rows(gaps)[0] == ("A", dt.date(2024, 10, 6), 210)
    assert rows(own) == [("A", 3, 30.0), ("B", 2, 40.0), ("C", 1, 190.0), ("E", 2, 135.0)]
    assert purchase_cycle(valid) == 80.0
    assert rows(late) == [
        ("A", 86, 4, 30.0, pytest.approx(86 / 30), True, True),
        ("B", 61, 3, 40.0, 61 / 40, True, True),
        ("C", 240, 2, 190.0, pytest.approx(240 / 190), True, False),
        ("D", 200, 1, None, None, False, False),
        ("E", 35, 3, 135.0, pytest.approx(35 / 135), True, False),
    ]
    assert columns(late) == ["customer_id", "recency", "purchase_days", "cycle", "ratio", "judged", "overdue"]


def gaps_of_orders() -> pd.Series:
    return VALID.groupby("customer_id")["order_date"].diff().dt.days.dropna()


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    [
        (purchase_gaps(VALID)["gap"].mean, 101.25),
        (own_cycles(VALID)["cycle"].median, 87.5),
        (lambda: gaps_of_orders().median(), 40),
        (VALID["order_date"].sort_values().diff().dt.days.median, 26),
    ],
    ids=["mean", "median of own medians", "gap 0 of one day", "no groupby"],
)
def test_what_people_take_for_the_cycle(mistake, wrong):
    assert mistake() == wrong
    assert purchase_cycle(VALID) == 80 != wrong


RATIOS = overdue(VALID, SNAPSHOT).set_index("customer_id")


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    [
        (lambda: RATIOS.index[RATIOS["recency"] / purchase_cycle(VALID) > 1.5], {"C", "D"}),
        (
            lambda: RATIOS.index[RATIOS["recency"] / purchase_gaps(VALID).groupby("customer_id")["gap"].mean() > 1.5],
            "B",
        ),
        (lambda: RATIOS.index[RATIOS["ratio"] > 1], {"A", "B", "C"}),
    ],
    ids=["company cycle for everybody", "mean gap", "k forgotten"],
)
def test_what_people_take_for_overdue(mistake, wrong):
    assert set(mistake()) == set(wrong)
    assert called(VALID) == {"A", "B"} != set(wrong)


def test_exactly_k_cycles_are_not_overdue_yet():
    valid = orders_of({"A": [DAY - pd.Timedelta(days=100), DAY - pd.Timedelta(days=60)]})
    assert overdue(valid, DAY)["ratio"].tolist() == [1.5]
    assert called(valid) == set()
    assert called(valid, 1.49) == {"A"}


def test_orders_after_the_snapshot_are_not_known():
    later = pd.concat([VALID, orders_of({"A": ["2025-01-02"], "F": ["2025-01-05"]})])
    pd.testing.assert_frame_equal(overdue(later, SNAPSHOT), overdue(VALID, SNAPSHOT))


def test_times_of_day_do_not_matter():
    late = VALID.assign(order_date=VALID["order_date"] + pd.Timedelta(hours=23, minutes=59))
    pd.testing.assert_frame_equal(purchase_gaps(late), purchase_gaps(VALID))
    pd.testing.assert_frame_equal(overdue(late, SNAPSHOT), overdue(VALID, SNAPSHOT))


def test_on_ledger_l_a_has_the_only_gap_besides_d():
    valid = valid_orders(ORDERS, REFUNDS, SNAPSHOT_L)
    assert rows(purchase_gaps(valid), "customer_id", "gap") == [("A", 56), ("D", 173)]
    assert purchase_cycle(valid) == 114.5
    assert called(valid) == {"A"}


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_and_nobody_twice(kind):
    for table in (VALID[:0], VALID[VALID["customer_id"] == "D"]):
        valid = KINDS[kind](table)
        assert isnan(purchase_cycle(valid))
        assert rows(purchase_gaps(valid)) == rows(own_cycles(valid)) == []
        assert [(row[3], row[5], row[6]) for row in rows(overdue(valid, SNAPSHOT))] == [(None, False, False)] * len(
            table
        )


def test_ids_may_be_whole_numbers():
    numbered = VALID.assign(customer_id=VALID["customer_id"].map(ord))
    assert overdue(numbered, SNAPSHOT)["customer_id"].tolist() == [65, 66, 67, 68, 69]


MEASURES = (purchase_gaps, purchase_cycle, own_cycles, lambda valid: overdue(valid, SNAPSHOT))


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("valid", "words"),
    [
        (VALID.drop(columns="order_date"), "valid has no column 'order_date'"),
        (VALID.assign(order_date="2024-01-01"), r"valid\['order_date'\] holds text"),
        (VALID.assign(customer_id=1.5), r"valid\['customer_id'\] holds numbers with a decimal point"),
        (VALID.assign(customer_id=VALID["customer_id"].where(VALID["customer_id"] != "D")), "on 1 of 14 rows"),
        ([1, 2], "valid has to be a data frame"),
    ],
    ids=["column", "text", "float id", "missing id", "list"],
)
def test_bad_input_is_named(measure, valid, words):
    with pytest.raises(MeasureError, match=words):
        measure(valid)


@pytest.mark.parametrize("k", [0, -1, nan, float("inf"), "1.5", True])
def test_k_is_a_number_above_0(k):
    with pytest.raises(MeasureError, match="k is"):
        overdue(VALID, SNAPSHOT, k)


days = st.dates(dt.date(2023, 1, 1), dt.date(2024, 12, 31))
ledgers = st.dictionaries(st.sampled_from("ABCDE"), st.lists(days, min_size=1, max_size=6), min_size=1)


def plain(histories: dict[str, list[dt.date]]) -> tuple[list[int], dict[str, float]]:
    """All gaps, and each customer's median, by loops."""
    gaps = {
        one: [(later - earlier).days for earlier, later in pairwise(sorted(set(days)))]
        for one, days in histories.items()
    }
    return sorted(gap for found in gaps.values() for gap in found), {
        one: median(found) for one, found in gaps.items() if found
    }


@settings(max_examples=20, deadline=None)
@given(ledgers, st.sampled_from(sorted(KINDS)))
def test_loops_say_the_same(histories, kind):
    valid = KINDS[kind](orders_of(histories))
    gaps, own = plain(histories)
    assert sorted(row[2] for row in rows(purchase_gaps(valid))) == gaps
    assert {one: cycle for one, _, cycle in rows(own_cycles(valid))} == own
    assert purchase_cycle(valid) == (median(gaps) if gaps else pytest.approx(nan, nan_ok=True))
    for one, recency, purchase_days, cycle, _, judged, late in rows(overdue(valid, SNAPSHOT)):
        away = (DAY.date() - max(histories[one])).days
        assert (recency, purchase_days, cycle) == (away, len(set(histories[one])), own.get(one))
        assert judged == (one in own)
        assert late == (judged and away > 1.5 * own[one])


@settings(max_examples=20, deadline=None)
@given(ledgers, st.integers(-400, 400), st.integers(0, 2**20))
def test_shuffled_doubled_and_shifted_orders(histories, shift, seed):
    valid = orders_of(histories)
    other = pd.concat([valid, valid]).sample(frac=1, random_state=seed)
    other["order_date"] += pd.Timedelta(days=shift)
    found, moved = overdue(valid, DAY), overdue(other, DAY + pd.Timedelta(days=shift))
    pd.testing.assert_frame_equal(found, moved)
    assert purchase_cycle(other) == pytest.approx(purchase_cycle(valid), nan_ok=True)
    fewer = [set(overdue(valid, DAY, k).query("overdue")["customer_id"]) for k in (1, 1.5, 3)]
    assert fewer[2] <= fewer[1] <= fewer[0]
