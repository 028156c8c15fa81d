"""Share of wallet and headroom: ratio of sums, floored at 0, wrong answers left out; and the usual mistakes."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, headroom, latest_answers, share_of_wallet, wallet_table, wallets

OURS, CATEGORY, T = np.array([30, 45, 10, 60]), np.array([120, 50, 100, 75]), 0.8

WRONG_HEADROOM = {
    "attainable share of 1": (lambda: np.sum(CATEGORY - OURS), 200),
    "not floored at 0": (lambda: np.sum(T * CATEGORY - OURS), 131),
    "attainable share of the rest": (lambda: np.sum(T * (CATEGORY - OURS)), 160),
    "ours not taken off": (lambda: np.sum(T * CATEGORY), 276),
}
WRONG_SHARE = {
    "mean of shares": (lambda: np.mean(OURS / CATEGORY), 0.5125),
    "median of shares": (lambda: np.median(OURS / CATEGORY), 0.525),
    "over what rivals get": (lambda: OURS.sum() / (CATEGORY - OURS).sum(), 0.725),
    "complement": (lambda: 1 - OURS.sum() / CATEGORY.sum(), 0.580),
}

amounts = st.integers(0, 500)
pairs = st.lists(st.tuples(amounts, amounts), min_size=1, max_size=20)
few = settings(max_examples=20, deadline=None)


def test_the_example():
    assert headroom(OURS, CATEGORY, T) == pytest.approx(136)
    assert share_of_wallet(OURS, CATEGORY) == pytest.approx(145 / 345)
    assert share_of_wallet([40], [100]) == 0.4


@pytest.mark.parametrize("mistake", WRONG_HEADROOM)
def test_wrong_headrooms(mistake):
    compute, value = WRONG_HEADROOM[mistake]
    assert compute() == pytest.approx(value, abs=0.5)
    assert abs(headroom(OURS, CATEGORY, T) - value) > 1


@pytest.mark.parametrize("mistake", WRONG_SHARE)
def test_wrong_shares(mistake):
    compute, value = WRONG_SHARE[mistake]
    assert compute() == pytest.approx(value, abs=5e-4)
    assert abs(share_of_wallet(OURS, CATEGORY) - value) > 0.01


def test_the_wrong_answers_differ_from_each_other():
    for wrong in (WRONG_HEADROOM, WRONG_SHARE):
        values = [value for _, value in wrong.values()]
        assert len(set(values)) == len(values)


def test_an_answer_below_what_was_spent_with_us_is_missing():
    assert share_of_wallet([30, 80], [120, 50]) == 0.25
    assert headroom([30, 80], [120, 50], T) == pytest.approx(66)
    assert share_of_wallet([30, 80], [120, math.nan]) == 0.25
    assert share_of_wallet([50], [50]) == 1


def test_without_a_base_there_is_no_share():
    assert math.isnan(share_of_wallet([], []))
    assert math.isnan(headroom([], []))
    assert math.isnan(share_of_wallet([0, 0], [0, 0]))
    assert headroom([0, 0], [0, 0]) == 0
    assert math.isnan(share_of_wallet([10], [5]))
    assert math.isnan(headroom([10], [None]))


@given(pairs, st.floats(0, 1))
@few
def test_laws(rows, t):
    ours, category = map(list, zip(*rows, strict=True))
    kept = [(us, whole) for us, whole in rows if whole >= us]
    if not kept:
        assert math.isnan(headroom(ours, category, t))
        return
    room = sum(max(0, t * whole - us) for us, whole in kept)
    assert headroom(ours, category, t) == pytest.approx(room)
    assert headroom(ours[::-1], category[::-1], t) == pytest.approx(room)
    assert headroom([us * 7 for us in ours], [whole * 7 for whole in category], t) == pytest.approx(7 * room)
    assert headroom(ours, category, 0) == 0
    total = sum(whole for _, whole in kept)
    assert headroom(ours, category, 1) == pytest.approx(total - sum(us for us, _ in kept))
    share = share_of_wallet(ours, category)
    assert math.isnan(share) if not total else 0 <= share <= 1


@pytest.mark.parametrize(
    ("ours", "category", "said"),
    [
        ([1], [2, 3], "ours has 1 values and category 2"),
        ([None], [2], "ours has a missing value"),
        ([-1], [2], "ours is -1.0; give a number of at least 0"),
        ([1], [math.inf], "category is inf"),
        (["x"], [2], "ours holds something that is no number"),
        (pd.Series([1], index=[3]), pd.Series([2], index=[4]), "different indexes"),
    ],
)
def test_amounts_that_cannot_be_right_are_refused(ours, category, said):
    with pytest.raises(MeasureError, match=said):
        share_of_wallet(ours, category)
    with pytest.raises(MeasureError, match=said):
        headroom(ours, category)


def test_a_percentage_is_no_attainable_share():
    with pytest.raises(MeasureError, match="attainable is 80"):
        headroom(OURS, CATEGORY, 80)


# From survey and orders to wallets


def survey(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["customer_id", "asked_on", "answered_on", "category_spend_12m"])
    return frame.astype({"asked_on": "datetime64[us]", "answered_on": "datetime64[us]", "category_spend_12m": "Int64"})


def orders(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["customer_id", "order_date", "amount"]).astype({"order_date": "datetime64[us]"})


def test_the_twelve_months_are_those_that_were_asked_about():
    valid = orders(
        ("A", "2023-11-16", 1),  # 365 days before: not in it
        ("A", "2023-11-17", 20),
        ("A", "2024-11-15 23:30", 300),  # the day of the question, late
        ("A", "2024-11-16", 4000),  # after it, though before the answer
        ("B", "2024-11-15", 50000),
    )
    found = wallets(valid, survey(("A", "2024-11-15", "2024-11-18", 600)), "2024-12-31")
    assert found.to_dict("records") == [
        {"customer_id": "A", "asked_on": pd.Timestamp("2024-11-15"), "ours": 320.0, "category": 600.0}
    ]


def test_of_several_answers_the_last_by_the_snapshot_counts():
    surveys = survey(
        ("A", "2024-05-01", "2024-05-03", 100),
        ("A", "2024-11-01", "2024-11-02", None),
        ("A", "2025-01-02", "2025-01-03", 900),
        ("B", "2024-05-01", None, None),
        ("C", "2024-05-01", "2024-05-02", 70),
    )
    latest = latest_answers(surveys, "2024-12-31")
    assert latest["customer_id"].tolist() == ["A", "C"]
    assert latest["answered_on"].tolist() == [pd.Timestamp("2024-11-02"), pd.Timestamp("2024-05-02")]
    pd.testing.assert_frame_equal(latest_answers(surveys.sample(frac=1, random_state=2), "2024-12-31"), latest)
    found = wallets(orders(), surveys, "2024-12-31")
    assert found["ours"].tolist() == [0, 0]
    assert found["category"].isna().tolist() == [True, False]


def test_any_kind_of_frame_will_do():
    valid, surveys = orders(("A", "2024-11-01", 30)), survey(("A", "2024-11-15", "2024-11-18", 600))
    expected = wallets(valid, surveys, "2024-12-31")
    found = wallets(pl.from_pandas(valid), pl.from_pandas(surveys).lazy(), "2024-12-31")
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


@pytest.mark.parametrize(
    ("valid", "surveys", "said"),
    [
        (orders(("A", "2024-11-01", -3)), survey(("A", "2024-11-15", "2024-11-18", 6)), r"valid\['amount'\] is negat"),
        (orders(("A", "2024-11-01", None)), survey(("A", "2024-11-15", "2024-11-18", 6)), r"valid\['amount'\] is miss"),
        (orders(("A", "2024-11-01", math.inf)), survey(("A", "2024-11-15", "2024-11-18", 6)), "is infinite on 1 of 1"),
        (orders(), survey(("A", "2024-11-15", "2024-11-18", -6)), r"surveys\['category_spend_12m'\] is negative"),
        (orders(), survey(("A", None, "2024-11-18", 6), ("B", "2024-11-15", None, 6)), r"\['asked_on'\] is missing"),
        (orders(), survey((None, "2024-11-15", "2024-11-18", 6)), r"surveys\['customer_id'\] is missing"),
        (orders().drop(columns="amount"), survey(), "valid has no column 'amount'"),
    ],
)
def test_bad_tables_are_named(valid, surveys, said):
    with pytest.raises(MeasureError, match=said):
        wallets(valid, surveys, "2024-12-31")


# The table per tier


def answers() -> pd.DataFrame:
    tiers = pd.Categorical(["Gold", "Gold", "Silver", "Silver", "Silver"], ["Gold", "Silver", "Bronze"])
    return pd.DataFrame(
        {"customer_id": list("ABCDE"), "tier": tiers, "ours": [30, 45, 10, 60, 5], "category": [120, 50, 100, 40, None]}
    )


def test_the_table_counts_blank_and_impossible_answers_and_keeps_empty_tiers():
    table = wallet_table(answers(), "tier", T).set_index("group")
    assert table.index.tolist() == ["Gold", "Silver", "Bronze"]
    assert table[["customers", "blank", "too_low", "counted"]].to_numpy().tolist() == [
        [2, 0, 0, 2],
        [3, 1, 1, 1],
        [0, 0, 0, 0],
    ]
    assert table["share"].tolist()[:2] == pytest.approx([75 / 170, 0.1])
    assert table["headroom"].tolist()[:2] == pytest.approx([66, 70])
    assert table["headroom_each"].tolist()[:2] == pytest.approx([33, 70])
    assert table.loc["Bronze", ["share", "headroom", "headroom_each"]].isna().all()


def test_the_tiers_add_up_to_the_whole():
    table, whole = wallet_table(answers(), "tier", T), answers()
    assert table["headroom"].sum() == pytest.approx(headroom(whole["ours"], whole["category"], T))
    assert table["ours"].sum() / table["category"].sum() == pytest.approx(
        share_of_wallet(whole["ours"], whole["category"])
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (answers().assign(customer_id="A"), "wallets has two rows with one 'customer_id', such as 'A'"),
        (answers().assign(tier=[None, *"abcd"]), r"wallets\['tier'\] is missing on 1 of 5 rows"),
        (answers().drop(columns="tier"), "wallets has no column 'tier'"),
        (answers().assign(ours="x"), r"wallets\['ours'\] holds text"),
    ],
)
def test_bad_tables_of_tiers_are_named(table, said):
    with pytest.raises(MeasureError, match=said):
        wallet_table(table, "tier")
