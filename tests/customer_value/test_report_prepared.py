"""A stranger's rows made into orders: nothing is lost, refunds find their orders, statuses and ids are understood."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import valid_orders
from customer_value.own_orders import OwnOrdersError
from customer_value.report.columns import find_columns, find_refund_columns
from customer_value.report.findings import Findings
from customer_value.report.prepared import plain_ids, plain_status, prepare
from customer_value.report.quality import spelt_alike
from customer_value.report.refunds import matched_refunds

HEADER = ["customer", "order", "date", "amount", "status"]


def made(rows, *, header=HEADER, refunds=None, **options):
    table = pd.DataFrame(rows, columns=header[: len(rows[0])], dtype="str")
    columns = find_columns(table, "orders.csv", {name: name for name in table.columns})
    given = None if refunds is None else pd.DataFrame(refunds, columns=["order", "refund_date", "amount"], dtype="str")
    if given is not None:
        options |= {"refunds": given, "refund_columns": find_refund_columns(given, "refunds.csv")}
    return prepare(table, columns, file="orders.csv", first_row=2, **options)


def reasons(found) -> dict[int, str]:
    aside = found.rows.dropna(subset="reason")
    return dict(zip(aside["row"], aside["reason"], strict=True))


def valid(found) -> dict[str, float]:
    return dict(zip(found.valid["order_id"], found.valid["amount"], strict=True))


GOOD = [("a", "1", "2025-01-03", "100", "paid"), ("b", "2", "2025-02-03", "250", "paid")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("a", "3", "2025-01-05", "10", "paid"), None),
        (("", "3", "2025-01-05", "10", "paid"), "no_customer"),
        (("N/A", "3", "2025-01-05", "10", "paid"), "no_customer"),
        ((None, "3", "2025-01-05", "10", "paid"), "no_customer"),
        (("a", "", "2025-01-05", "10", "paid"), "no_order_id"),
        (("a", "3", "soon", "10", "paid"), "no_date"),
        (("a", "3", "2025-01-05", "free", "paid"), "no_amount"),
        (("a", "3", "2025-01-05", "1e15", "paid"), "no_amount"),
        (("a", "3", "2025-01-05", "0", "paid"), "nothing"),
        (("a", "3", "2025-01-05", "10", "Cancelled"), "cancelled"),
        (("a", "3", "2025-01-05", "10", "已取消"), "cancelled"),
        (("a", "3", "2025-01-05", "10", "TEST"), "test"),
        (("a", "3", "2025-01-05", "10", "latest batch"), None),
        (("a", "3", "2025-01-05", "10", "Partially refunded"), None),
        (("a", "3", "2025-01-05", "10", None), None),
        (("b", "1", "2025-01-03", "10", "paid"), "two_customers"),
        (("a", "1", "2025-01-03", "100", "paid"), "repeated"),
        (("b", "3", "2025-02-03", "-250", "paid"), "taken_off"),
        (("b", "3", "2025-02-03", "-251", "paid"), "unmatched"),
        (("b", "3", "2025-02-02", "-10", "paid"), "unmatched"),
        (("c", "3", "2025-02-05", "-10", "paid"), "unmatched"),
    ],
)
def test_why_a_row_is_set_aside(row, reason):
    found = made([*GOOD, row], snapshot="2025-03-01")
    assert reasons(found).get(4) == reason
    counts = found.counts.set_index("reason")
    assert counts["rows"].sum() == 3
    if reason is not None:
        assert counts.loc[reason, "row"] == (2 if reason == "two_customers" else 4)


def test_dates_after_the_snapshot_and_the_last_day_as_snapshot():
    assert made(GOOD).snapshot == dt.date(2025, 2, 3)
    assert not made(GOOD).snapshot_given
    found = made(GOOD, snapshot="2025-01-31")
    assert reasons(found) == {3: "after_snapshot"}
    assert found.snapshot_given


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([*GOOD, ("a", "3", "2099-01-01", "5", "paid")], "Row 4 of orders.csv is dated 2099-01-01, more than a year"),
        ([("a", "1", "05/06/2024", "5", "paid")], "such as 05/06/2024, could be day first or month first; say --day"),
        ([("a", "1", "31/12/2024", "5", "x"), ("a", "2", "12/31/2024", "5", "x")], "partly day first and partly month"),
        ([("N/A", "1", "2024-12-31", "5", "paid")], "column 'customer' of orders.csv names no customer on any row"),
        ([("a", "无", "2024-12-31", "5", "paid")], "column 'order' of orders.csv names no order on any row"),
        ([("a", "1", "2024-12-31", "5", "cancelled")], "No order in orders.csv counts on 2024-12-31"),
    ],
)
def test_what_has_to_be_said_by_whoever_knows_the_file(rows, sentence):
    with pytest.raises(OwnOrdersError) as caught:
        made(rows)
    assert sentence in str(caught.value)
    assert "\n" not in caught.value.say("zh-Hant")


def test_a_day_far_ahead_is_accepted_when_the_snapshot_is_given():
    assert reasons(made([*GOOD, ("a", "3", "2099-01-01", "5", "paid")], snapshot="2025-03-01")) == {4: "after_snapshot"}


def test_lines_of_an_order_are_added_and_two_equal_lines_are_two():
    cup, pot = ("a", "1", "2025-01-03", "100", "x"), ("a", "1", "2025-01-03", "30", "x")
    found = made([cup, cup, pot, ("b", "2", "2025-01-04", "5", "x")])
    assert valid(found) == {"1": 230, "2": 5}
    assert found.repeats == (1, 0)
    assert found.line_file


def test_an_order_that_is_there_twice_as_a_whole_counts_once():
    cup, pot = ("a", "1", "2025-01-03", "100", "x"), ("a", "1", "2025-01-03", "30", "x")
    found = made([cup, pot, ("b", "2", "2025-01-04", "5", "x"), cup, pot])
    assert valid(found) == {"1": 130, "2": 5}
    assert found.repeats == (2, 2)


def test_without_an_order_number_each_row_is_an_order_and_equal_rows_count():
    found = made([("a", "2025-01-03", "100"), ("a", "2025-01-03", "100")], header=["customer", "date", "amount"])
    assert valid(found) == {"#2": 100, "#3": 100}
    assert found.repeats == (1, 0)


def test_a_refund_in_the_order_itself_lowers_it():
    found = made([*GOOD, ("b", "2", "2025-02-20", "-50", "paid")])
    assert valid(found) == {"1": 100, "2": 200}
    assert reasons(found) == {}


def test_orders_below_zero_take_back_the_order_they_fit():
    rows = [
        ("a", "1", "2025-01-03", "100", "paid"),
        ("a", "2", "2025-01-10", "300", "paid"),
        ("a", "3", "2025-01-20", "-100", "paid"),
        ("a", "4", "2025-01-21", "-40", "paid"),
    ]
    found = made(rows, snapshot="2025-02-01")
    assert valid(found) == {"2": 260}
    assert reasons(found) == {2: "refunded", 4: "taken_off", 5: "taken_off"}
    back = found.refund_rows[["order_id", "amount"]].values.tolist()
    assert back == [["1", 100.0], ["2", 40.0]]


def test_with_a_file_of_refunds_orders_below_zero_are_not_taken_off_again():
    rows = [*GOOD, ("b", "3", "2025-02-20", "-50", "paid")]
    refunds = [("2", "2025-02-20", "50"), ("99", "2025-02-20", "5"), ("1", "2025-03-20", "(5)")]
    refunds.append(refunds[0])
    found = made(rows, refunds=refunds, snapshot="2025-03-01")
    assert valid(found) == {"1": 100, "2": 200}
    assert reasons(found) == {4: "second_record"}
    counts = found.refund_counts.set_index("reason")["rows"].to_dict()
    assert counts == {"usable": 1, "no_order": 1, "after_snapshot": 1, "repeated": 1}


def test_ids_lose_the_decimals_of_spreadsheets_and_keep_their_zeros():
    assert plain_ids(pd.Series([17850.0, np.nan])).fillna("-").tolist() == ["17850", "-"]
    texts = pd.Series(["17850.0", " 00123 ", "Ｃ１", "無", "", None, "A.0"])
    assert plain_ids(texts).fillna("-").tolist() == ["17850", "00123", "C1", "-", "-", "-", "A.0"]
    assert plain_ids(pd.Series([7, 8])).tolist() == ["7", "8"]


@pytest.mark.parametrize(
    ("ids", "pairs"),
    [
        (["C00593", "C593", "593", "C00600"], [("C00593", "593"), ("C00593", "C593")]),
        (["00123", "123", "124"], [("00123", "123")]),
        (["C001", "W001", "1"], []),
        (["C001", "C010", "C100", "a@example.com", "王小明"], []),
        ([], []),
    ],
)
def test_ids_that_look_like_another_spelling(ids, pairs):
    assert spelt_alike(ids) == pairs


def test_statuses_and_how_they_were_taken_are_listed():
    found = made([*GOOD, ("a", "3", "2025-01-05", "1", "退貨"), ("a", "4", "2025-01-05", "1", "部分退貨")])
    assert sorted(map(tuple, found.statuses.values.tolist())) == [
        ("paid", "completed", 2),
        ("退貨", "cancelled", 1),
        ("部分退貨", "completed", 1),
    ]
    assert plain_status(pd.Series([1, 0])).tolist() == ["completed"] * 2


def test_moments_with_a_zone_become_local_days():
    rows = [("a", "1", "2024-12-31T16:30Z", "1", "x"), ("a", "2", "2024-12-31T09:30Z", "1", "x")]
    found = made(rows)
    assert found.valid["order_date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-12-31", "2025-01-01"]
    assert found.zone == "Asia/Taipei"
    assert made(rows, zone="UTC").valid["order_date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-12-31"] * 2
    assert made(GOOD).zone == ""


ORDER = st.tuples(st.sampled_from("ab"), st.integers(0, 30), st.integers(1, 5).map(lambda n: n * 50.0))


@settings(max_examples=30, deadline=None)
@given(st.lists(ORDER, max_size=8), st.lists(ORDER, min_size=1, max_size=4))
def test_laws_of_matching(above, below):
    """No order is taken back by more than it came to, none later than its refund, and only the same customer's."""

    def frame(drawn, sign, prefix):
        table = pd.DataFrame(drawn, columns=["customer_id", "order_date", "amount"])
        days = pd.to_timedelta(table["order_date"].astype("int64"), unit="D")
        table["order_date"] = pd.Timestamp("2025-01-01") + days
        table["amount"] = table["amount"].astype(float) * sign
        return table.assign(order_id=[f"{prefix}{place}" for place in range(len(table))])

    orders, negative = frame(above, 1, "o"), frame(below, -1, "n")
    found = matched_refunds(orders, negative)
    assert found["amount"].tolist() == (-negative["amount"]).tolist()
    assert found["negative_id"].tolist() == negative["order_id"].tolist()
    orders = orders.astype({"order_id": "str"})
    matched = found.dropna(subset="order_id").merge(orders, on="order_id", suffixes=("", "_of"))
    assert len(matched) == found["order_id"].notna().sum()
    assert (matched["refund_date"] >= matched["order_date"]).all()
    assert (matched.groupby("order_id")["amount"].sum() <= matched.groupby("order_id")["amount_of"].first()).all()
    owner = matched["negative_id"].map(negative.set_index("order_id")["customer_id"])
    assert (owner == matched["customer_id"]).all()
    if len(negative) == 1 and found["order_id"].isna().all():
        theirs = orders[orders["customer_id"].isin(negative["customer_id"])]
        theirs = theirs[theirs["order_date"] <= found["refund_date"][0]]
        assert (theirs["amount"] < found["amount"][0]).all()


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "", "N/A"]),
            st.sampled_from(["1", "2", "3", "4", ""]),
            st.sampled_from(["2025-01-03", "114/02/03", "2025/3/4", "?"]),
            st.sampled_from(["100", "NT$1,200", "-100", "(40)", "", "0"]),
            st.sampled_from(["paid", "取消", "test", ""]),
        ),
        max_size=12,
    )
)
def test_rows_and_money_add_up_and_what_is_left_is_valid(drawn):
    found = made([*GOOD, ("z", "9", "2025-01-04", "5", "paid"), *drawn], snapshot="2025-12-31")
    assert len(found.rows) == 3 + len(drawn)
    assert found.counts["rows"].sum() == len(found.rows)
    assert found.counts["amount"].sum() == pytest.approx(found.rows["amount"].sum())
    again = Findings(prepared=found, currency="TWD")
    pd.testing.assert_frame_equal(valid_orders(again.orders, again.refunds, found.snapshot), found.valid)
    usable = found.rows[found.rows["reason"].isna()]
    assert set(usable["order_id"]) == set(found.valid["order_id"])
