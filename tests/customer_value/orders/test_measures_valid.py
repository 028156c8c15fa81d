"""Valid orders and who bought again: ledger L, every edge, every kind of frame, every kind of bad input."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plain_measures as plain
import polars as pl
import pytest
from frame_kinds import KINDS, LAZY, columns, rows
from ledger_l import ORDERS, REFUNDS, SNAPSHOT

from customer_value import MeasureError, bought_again, check_orders, rfm, valid_orders

VALID = [
    ("A", "o1", dt.date(2024, 1, 5), 1000),
    ("A", "o2", dt.date(2024, 1, 5), 200),
    ("A", "o3", dt.date(2024, 3, 1), 500),
    ("C", "o5", dt.date(2024, 12, 20), 300),
    ("D", "o7", dt.date(2024, 6, 1), 700),
    ("D", "o8", dt.date(2024, 11, 21), 700),
]


def one(**changes) -> pd.DataFrame:
    """A table of one good order, with some columns changed."""
    order = {
        "customer_id": ["A"],
        "order_id": ["o1"],
        "order_date": pd.to_datetime(["2024-06-01"]),
        "status": ["completed"],
        "amount": [100.0],
    }
    return pd.DataFrame(order | changes)


def refund(**changes) -> pd.DataFrame:
    """A table of one refund of that order, with some columns changed."""
    row = {"order_id": ["o1"], "refund_date": pd.to_datetime(["2024-06-10"]), "amount": [40.0]}
    return pd.DataFrame(row | changes)


@pytest.mark.parametrize("kind", KINDS)
def test_ledger_l(kind):
    make = KINDS[kind]
    orders, refunds = make(ORDERS), make(REFUNDS)
    found = valid_orders(orders, refunds, SNAPSHOT)
    assert type(found) is type(orders)
    assert columns(found) == ["customer_id", "order_id", "order_date", "amount"]
    assert rows(found) == VALID


def test_the_wrong_cleanings_give_other_orders():
    everything = valid_orders(ORDERS, None, "2099-01-01")
    assert set(everything["order_id"]) - {row[1] for row in VALID} == {"o4", "o6"}
    gross = valid_orders(ORDERS, None, SNAPSHOT)
    assert dict(zip(gross["order_id"], gross["amount"], strict=True))["o8"] == 900


def test_eager_rows_come_sorted_by_date_and_numbered_from_zero():
    found = valid_orders(ORDERS.sample(frac=1, random_state=7), REFUNDS, SNAPSHOT)
    assert found["order_id"].tolist() == ["o1", "o2", "o3", "o7", "o8", "o5"]
    assert found.index.tolist() == list(range(6))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"customer_id": [None]}, False),
        ({"customer_id": [""]}, False),
        ({"status": ["cancelled"]}, False),
        ({"status": ["test"]}, False),
        ({"status": [None]}, True),
        ({"amount": [0.0]}, False),
        ({"amount": [-5.0]}, False),
        ({"order_date": pd.to_datetime(["2024-12-31 23:59:59"])}, True),
        ({"order_date": pd.to_datetime(["2025-01-01 00:00:00"])}, False),
    ],
)
def test_what_makes_an_order_valid(kind, changes, counts):
    other = one(customer_id=["Z"], order_id=["o2"])
    orders = KINDS[kind](pd.concat([one(**changes), other], ignore_index=True))
    ids = {row[1] for row in rows(valid_orders(orders, None, SNAPSHOT))}
    assert ids == ({"o1", "o2"} if counts else {"o2"})


@pytest.mark.parametrize(
    ("changes", "net"),
    [
        ({}, 60),
        ({"refund_date": pd.to_datetime(["2024-12-31 22:00"])}, 60),
        ({"refund_date": pd.to_datetime(["2025-01-01"])}, 100),
        ({"order_id": ["o999"]}, 100),
        ({"amount": [0.0]}, 100),
    ],
)
def test_a_refund_is_known_from_its_own_day_on_and_belongs_to_its_order(changes, net):
    assert rows(valid_orders(one(), refund(**changes), SNAPSHOT)) == [("A", "o1", dt.date(2024, 6, 1), net)]


@pytest.mark.parametrize("amount", [100.0, 130.0])
def test_a_fully_refunded_order_is_none(amount):
    assert rows(valid_orders(one(), refund(amount=[amount]), SNAPSHOT)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_rounding_of_decimals_leaves_no_sale_behind(kind):
    lines = pd.concat([one(amount=[0.1]), one(amount=[0.2])], ignore_index=True)
    assert 0.1 + 0.2 - 0.3 > 0
    assert rows(valid_orders(KINDS[kind](lines), KINDS[kind](refund(amount=[0.3])), SNAPSHOT)) == []


def test_lines_of_an_order_are_one_order_of_its_first_day():
    lines = pd.concat([one(), one(order_date=pd.to_datetime(["2024-06-02"]), amount=[50.0])], ignore_index=True)
    assert rows(valid_orders(lines, None, SNAPSHOT)) == [("A", "o1", dt.date(2024, 6, 1), 150)]


def test_a_window_keeps_its_last_days_only():
    dates = pd.to_datetime(["2024-12-01 08:00", "2024-12-02 00:00", "2024-12-31 20:00"])
    orders = pd.concat([one(order_id=[f"o{n}"], order_date=[date]) for n, date in enumerate(dates)])
    assert valid_orders(orders, None, SNAPSHOT, days=30)["order_id"].tolist() == ["o1", "o2"]
    assert valid_orders(orders, None, SNAPSHOT, days=1)["order_id"].tolist() == ["o2"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_ledger_gives_an_empty_table_with_its_columns(kind):
    empty = KINDS[kind](ORDERS.iloc[:0])
    found = valid_orders(empty, KINDS[kind](REFUNDS.iloc[:0]), SNAPSHOT)
    assert columns(found) == ["customer_id", "order_id", "order_date", "amount"]
    assert rows(found) == []
    assert rows(bought_again(empty, None, SNAPSHOT)) == []


def test_an_empty_frame_without_types_is_given_the_right_ones():
    found = valid_orders(pd.DataFrame(columns=list(ORDERS)), pd.DataFrame(columns=list(REFUNDS)), SNAPSHOT)
    assert found.dtypes.astype("str").to_dict() == {
        "customer_id": "str",
        "order_id": "str",
        "order_date": "datetime64[us]",
        "amount": "float64",
    }
    assert rows(valid_orders(ORDERS, pd.DataFrame(columns=list(REFUNDS)), SNAPSHOT)) == rows(
        valid_orders(ORDERS, None, SNAPSHOT)
    )


def test_no_refunds_yet_need_no_matching_ids():
    none_yet = refund(order_id=[1]).iloc[:0]
    assert rows(valid_orders(one(), none_yet, SNAPSHOT)) == rows(valid_orders(one(), None, SNAPSHOT))
    assert rows(valid_orders(one().iloc[:0], refund(order_id=[1]), SNAPSHOT)) == []


def test_dates_without_a_time_stay_dates():
    orders = pl.from_pandas(ORDERS).with_columns(pl.col("order_date").cast(pl.Date))
    refunds = pl.from_pandas(REFUNDS).with_columns(pl.col("refund_date").cast(pl.Date))
    found = valid_orders(orders, refunds, SNAPSHOT)
    assert found.schema["order_date"] == pl.Date
    assert rows(found) == VALID


@pytest.mark.parametrize("kind", KINDS)
def test_whole_number_ids_and_categories_are_fine(kind):
    orders = ORDERS.assign(
        customer_id=ORDERS["customer_id"].map({"A": 1, "B": 2, "C": 3, "D": 4}),
        status=ORDERS["status"].astype("category"),
    )
    found = rows(valid_orders(KINDS[kind](orders), KINDS[kind](REFUNDS), SNAPSHOT))
    assert [row[0] for row in found] == [1, 1, 1, 3, 4, 4]


def test_categories_as_ids_come_back_as_text():
    orders = ORDERS.astype({"customer_id": "category", "order_id": "category"})
    assert rows(valid_orders(orders, REFUNDS, SNAPSHOT)) == VALID


def test_the_callers_tables_are_left_as_they_were():
    orders, refunds = ORDERS.copy(), REFUNDS.copy()
    valid_orders(orders, refunds, SNAPSHOT)
    bought_again(orders, refunds, SNAPSHOT)
    pd.testing.assert_frame_equal(orders, ORDERS)
    pd.testing.assert_frame_equal(refunds, REFUNDS)


# Who bought again


@pytest.mark.parametrize("kind", KINDS)
def test_who_of_ledger_l_bought_again(kind):
    orders = KINDS[kind](ORDERS)
    found = bought_again(orders, KINDS[kind](REFUNDS), SNAPSHOT, days=90)
    assert type(found) is type(orders)
    assert rows(found) == [("A", False), ("C", True), ("D", False)]


@pytest.mark.parametrize(
    ("date", "days", "came"),
    [
        ("2024-12-31 23:00", 90, False),
        ("2025-01-01 00:00", 90, True),
        ("2025-03-31 23:59", 90, True),
        ("2025-04-01 00:00", 90, False),
        ("2025-01-01 12:00", 1, True),
        ("2025-01-02 00:00", 1, False),
    ],
)
def test_both_ends_of_the_window_are_calendar_days(date, days, came):
    orders = pd.concat([one(), one(order_id=["o2"], order_date=pd.to_datetime([date]))])
    assert rows(bought_again(orders, None, SNAPSHOT, days=days)) == [("A", came)]


@pytest.mark.parametrize(
    ("order", "day", "came"),
    [
        ("o2", "2025-03-31", False),  # the second order was sent back within the window
        ("o2", "2025-04-01", True),  # ... or after it
        ("o1", "2025-02-01", True),  # the first one was, after the day the customers were taken
    ],
)
def test_what_is_sent_back_in_the_window(order, day, came):
    orders = pd.concat([one(), one(order_id=["o2"], order_date=pd.to_datetime(["2025-01-10"]))])
    back = refund(order_id=[order], refund_date=pd.to_datetime([day]), amount=[100.0])
    assert rows(bought_again(orders, back, SNAPSHOT)) == [("A", came)]


def test_newcomers_of_the_window_are_not_customers_of_the_snapshot():
    orders = pd.concat([one(), one(customer_id=["B"], order_id=["o2"], order_date=pd.to_datetime(["2025-01-10"]))])
    assert rows(bought_again(orders, None, SNAPSHOT)) == [("A", False)]


# Bad input


@pytest.mark.parametrize(
    ("orders", "words"),
    [
        (one().drop(columns="status"), ["orders has no column 'status'", "Rename"]),
        (one(customer_id=[None]).astype({"customer_id": "float64"}), ["orders['customer_id'] is missing on every row"]),
        (one(customer_id=[None]).astype({"customer_id": "str"}), ["orders['customer_id'] is missing on every row"]),
        (one(customer_id=[17850.0]), ["orders['customer_id']", "17850.0", "dtype={'customer_id': 'str'}"]),
        (one(customer_id=pd.Series([("A", 1)], dtype=object)), ["orders['customer_id'] holds Python objects"]),
        (one(order_id=pd.Series([None], dtype="str")), ["orders['order_id'] is missing on 1 of 1 rows", "dropna"]),
        (one(order_date=["2024-06-01"]), ["orders['order_date'] holds text", "to_datetime", "%Y-%m-%d"]),
        (one(order_date=[20240601]), ["orders['order_date'] holds numbers", "to_datetime", "%Y%m%d'"]),
        (one(order_date=[dt.date(2024, 6, 1)]), ["orders['order_date'] holds Python objects", "to_datetime"]),
        (one(order_date=[True]), ["orders['order_date'] holds true and false"]),
        (
            one(order_date=pd.to_datetime(["2024-12-31T16:30Z"])),
            ["orders['order_date'] carries a time zone (UTC)", "tz_convert"],
        ),
        (
            one(order_date=pd.Series([pd.Timestamp("2024-12-31", tz="Asia/Taipei")], dtype=object)),
            ["orders['order_date'] carries a time zone (Asia/Taipei)"],
        ),
        (one(order_date=pd.to_datetime([None])), ["orders['order_date'] is missing on 1 of 1 rows"]),
        (one(amount=["NT$1,200"]), ["orders['amount'] holds text", "thousands commas", "to_numeric"]),
        (one(amount=[True]), ["orders['amount'] holds true and false"]),
        (one(amount=[float("nan")]), ["orders['amount'] is missing or not finite on 1 of 1 rows"]),
        (one(amount=[float("inf")]), ["orders['amount'] is missing or not finite on 1 of 1 rows"]),
        (one(amount=[dt.datetime(2024, 1, 1)]), ["orders['amount'] holds dates or times"]),
        (pd.concat([one(), one(customer_id=["B"])]), ["orders['order_id'] stands with two customers", "'o1'"]),
        (pd.concat([one(), one()[["amount"]]], axis="columns"), ["orders has two columns of one name"]),
        ([1, 2], ["orders has to be a data frame", "list"]),
        (one()["amount"], ["orders has to be a data frame", "Series"]),
    ],
)
def test_bad_orders_are_refused_with_the_column_and_what_to_do(orders, words):
    for measure in (valid_orders, rfm, bought_again):
        with pytest.raises(MeasureError) as caught:
            measure(orders, refund(), SNAPSHOT)
        assert all(word in str(caught.value) for word in words), str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_time_zones_that_differ_from_row_to_row_are_named():
    moments = [pd.Timestamp("2024-01-01", tz=zone) for zone in ("UTC", "Asia/Taipei", None)]
    orders = pd.concat([one()] * 3, ignore_index=True).assign(order_date=pd.Series(moments, dtype=object))
    with pytest.raises(MeasureError, match=r"time zone \(Asia/Taipei, UTC, none\)"):
        valid_orders(orders, None, SNAPSHOT)


@pytest.mark.parametrize(
    ("refunds", "words"),
    [
        (refund().drop(columns="refund_date"), ["refunds has no column 'refund_date'"]),
        (refund(amount=[-40.0]), ["refunds['amount'] is negative on 1 of 1 rows", "abs()"]),
        (refund(amount=[float("nan")]), ["refunds['amount'] is missing or not finite"]),
        (refund(refund_date=pd.to_datetime([None])), ["refunds['refund_date'] is missing"]),
        (refund(refund_date=["2024-06-10"]), ["refunds['refund_date'] holds text"]),
        (refund(order_id=pd.Series([None], dtype="str")), ["refunds['order_id'] is missing"]),
        (refund(order_id=[1]), ["'order_id' is text in one", "no refund would find its order"]),
        (pl.from_pandas(refund()), ["orders is a pandas DataFrame and refunds a polars DataFrame"]),
    ],
)
def test_bad_refunds_are_refused_too(refunds, words):
    with pytest.raises(MeasureError) as caught:
        valid_orders(one(), refunds, SNAPSHOT)
    assert all(word in str(caught.value) for word in words), str(caught.value)


@pytest.mark.parametrize("days", [0, -1, 1.5, "90", True])
def test_a_window_has_a_whole_number_of_days(days):
    with pytest.raises(MeasureError, match="whole number of days"):
        bought_again(one(), None, SNAPSHOT, days=days)
    with pytest.raises(MeasureError, match="whole number of days"):
        valid_orders(one(), None, SNAPSHOT, days=days)


def test_a_window_beyond_the_calendar_is_refused():
    with pytest.raises(MeasureError, match="beyond the calendar"):
        valid_orders(one(), None, SNAPSHOT, days=10**6)


@pytest.mark.parametrize("kind", sorted(LAZY))
@pytest.mark.parametrize(
    "bad",
    [
        one(amount=[float("nan")]),
        one(amount=[float("inf")]),
        pd.concat([one(), one(customer_id=["B"])]),
    ],
)
def test_a_lazy_frame_shows_nan_for_what_nobody_can_know_and_is_refused_when_checked(kind, bad):
    orders = KINDS[kind](bad)
    assert [row[3] for row in rows(valid_orders(orders, None, SNAPSHOT))] == [None]
    with pytest.raises(MeasureError, match="orders"):
        check_orders(orders)


@pytest.mark.parametrize("kind", sorted(LAZY))
def test_a_negative_refund_of_a_lazy_frame_makes_its_order_nan(kind):
    orders, refunds = KINDS[kind](one()), KINDS[kind](refund(amount=[-40.0]))
    assert [row[3] for row in rows(valid_orders(orders, refunds, SNAPSHOT))] == [None]
    with pytest.raises(MeasureError, match="negative"):
        check_orders(orders, refunds)


@pytest.mark.parametrize("kind", KINDS)
def test_good_tables_pass_the_check(kind):
    assert check_orders(KINDS[kind](ORDERS), KINDS[kind](REFUNDS)) is None


def test_a_lazy_frame_is_not_run():
    def never(_: pl.DataFrame) -> pl.DataFrame:
        raise AssertionError("the frame was run")

    orders = pl.from_pandas(ORDERS).lazy().map_batches(never, schema=pl.from_pandas(ORDERS).schema)
    refunds = pl.from_pandas(REFUNDS).lazy().map_batches(never, schema=pl.from_pandas(REFUNDS).schema)
    for answer in (valid_orders(orders, refunds, SNAPSHOT), bought_again(orders, refunds, SNAPSHOT)):
        assert isinstance(answer, pl.LazyFrame)
    with pytest.raises(AssertionError, match="the frame was run"):
        valid_orders(orders, refunds, SNAPSHOT).collect()


def test_the_oracle_agrees_on_ledger_l():
    orders = list(
        ORDERS[["customer_id", "order_id", "order_date", "status", "amount"]].itertuples(index=False, name=None)
    )
    refunds = list(REFUNDS.itertuples(index=False, name=None))
    day = dt.date.fromisoformat(SNAPSHOT)
    assert plain.valid_orders(orders, refunds, day) == VALID
    assert plain.bought_again(orders, refunds, day, 90) == [("A", False), ("C", True), ("D", False)]


# Orders of one row each


@pytest.mark.parametrize("kind", KINDS)
def test_orders_that_need_no_adding_up_come_out_the_same(kind):
    whole = ORDERS.groupby(["customer_id", "order_id", "order_date", "status"], as_index=False)["amount"].sum()
    orders, refunds = KINDS[kind](whole), KINDS[kind](REFUNDS)
    assert rows(valid_orders(orders, refunds, SNAPSHOT, one_row_per_order=True)) == rows(
        valid_orders(ORDERS, REFUNDS, SNAPSHOT)
    )
    assert rows(rfm(orders, refunds, SNAPSHOT, one_row_per_order=True)) == rows(rfm(ORDERS, REFUNDS, SNAPSHOT))


def test_an_eager_frame_is_held_to_one_row_per_order():
    with pytest.raises(MeasureError, match=r"orders\['order_id'\] stands on 1 more rows than there are orders"):
        valid_orders(ORDERS, REFUNDS, SNAPSHOT, one_row_per_order=True)
