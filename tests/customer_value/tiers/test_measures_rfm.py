"""Recency, frequency, monetary value: right on ledger L, and different from every number people get wrong."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plain_measures as plain
import pytest
from frame_kinds import KINDS, columns, rows
from ledger_l import ORDERS, REFUNDS, SNAPSHOT

from customer_value import MeasureError, frequency, monetary, recency, rfm, valid_orders

DAY = pd.Timestamp(SNAPSHOT)
RFM = [("A", 305, 3, 1700.0), ("C", 11, 1, 300.0), ("D", 40, 2, 1400.0)]


def each(table: pd.DataFrame, number: str) -> dict[str, float]:
    return dict(zip(table["customer_id"], table[number], strict=True))


@pytest.fixture(scope="module")
def valid() -> pd.DataFrame:
    return valid_orders(ORDERS, REFUNDS, SNAPSHOT)


@pytest.fixture(scope="module")
def known() -> pd.DataFrame:
    """The rows of ledger L up to the snapshot, refunded orders among them."""
    return ORDERS[ORDERS["order_date"] <= DAY]


@pytest.fixture(scope="module")
def with_refund_rows() -> pd.DataFrame:
    """Ledger L as some shops keep it: refunds as negative rows among the orders."""
    back = REFUNDS.merge(ORDERS[["order_id", "customer_id"]].drop_duplicates()).rename(
        columns={"refund_date": "order_date"}
    )
    return pd.concat([ORDERS, back.assign(amount=-back["amount"])], ignore_index=True)


@pytest.mark.parametrize("kind", KINDS)
def test_rfm_of_ledger_l(kind):
    orders = KINDS[kind](ORDERS)
    table = rfm(orders, KINDS[kind](REFUNDS), SNAPSHOT)
    assert type(table) is type(orders)
    assert columns(table) == ["customer_id", "recency", "frequency", "monetary"]
    assert rows(table) == RFM


@pytest.mark.parametrize("kind", KINDS)
def test_each_number_alone(kind):
    found = valid_orders(KINDS[kind](ORDERS), KINDS[kind](REFUNDS), SNAPSHOT)
    assert rows(recency(found, SNAPSHOT)) == [("A", 305), ("C", 11), ("D", 40)]
    assert rows(frequency(found)) == [("A", 3), ("C", 1), ("D", 2)]
    assert rows(monetary(found)) == [("A", 1700.0), ("C", 300.0), ("D", 1400.0)]


def test_the_oracle_agrees_on_ledger_l():
    orders = ORDERS[["customer_id", "order_id", "order_date", "status", "amount"]].itertuples(index=False, name=None)
    refunds = REFUNDS.itertuples(index=False, name=None)
    assert plain.rfm(list(orders), list(refunds), DAY.date()) == RFM


def test_a_table_has_whole_days_and_orders():
    assert rfm(ORDERS, REFUNDS, SNAPSHOT).dtypes.astype("str").to_dict() == {
        "customer_id": "str",
        "recency": "int64",
        "frequency": "int64",
        "monetary": "float64",
    }


# Recency, and what people take for it


def wrong_recency(rows_of_orders: pd.DataFrame, day: pd.Timestamp) -> dict[str, int]:
    last = rows_of_orders.groupby("customer_id")["order_date"].max()
    return (day - last).dt.days.to_dict()


def test_recency_is_not_the_refunded_order(valid, known):
    wrong = wrong_recency(known, DAY)
    assert wrong == {"A": 305, "B": 325, "C": 11, "D": 40}
    assert each(recency(valid, SNAPSHOT), "recency") == {"A": 305, "C": 11, "D": 40}


def test_recency_is_not_that_of_a_refund(with_refund_rows):
    wrong = wrong_recency(with_refund_rows[with_refund_rows["order_date"] <= DAY], DAY)
    assert wrong == {"A": 305, "B": 315, "C": 11, "D": 36}
    assert each(rfm(ORDERS, REFUNDS, SNAPSHOT), "recency") == {"A": 305, "C": 11, "D": 40}


def test_recency_is_not_counted_from_the_last_date_of_the_file(valid):
    wrong = wrong_recency(ORDERS, ORDERS["order_date"].max())
    assert wrong == {"A": 313, "B": 333, "C": 0, "D": 48}
    assert not set(wrong.values()) & set(each(recency(valid, SNAPSHOT), "recency").values())


def test_recency_is_not_one_day_more_nor_the_first_order(valid):
    first = (DAY - valid.groupby("customer_id")["order_date"].min()).dt.days
    right = each(recency(valid, SNAPSHOT), "recency")
    assert first["A"] == 361 != right["A"]
    assert each(recency(valid, "2025-01-01"), "recency") == {name: days + 1 for name, days in right.items()}


def test_recency_is_age_less_the_btyd_recency(valid):
    dates = valid[valid["customer_id"] == "D"]["order_date"]
    age, btyd = (DAY - dates.min()).days, (dates.max() - dates.min()).days
    assert (age, btyd) == (213, 173)
    assert each(recency(valid, SNAPSHOT), "recency")["D"] == age - btyd == 40


@pytest.mark.parametrize("kind", KINDS)
def test_time_of_day_does_not_matter(kind):
    late, early = pd.Timestamp("2024-12-30 23:00"), pd.Timestamp("2025-01-01 01:00")
    assert (early - late).days == 1
    bought = KINDS[kind](pd.DataFrame({"customer_id": ["A"], "order_date": [late]}))
    assert rows(recency(bought, early)) == [("A", 2)]
    assert rows(recency(bought, "2024-12-30")) == [("A", 0)]


@pytest.mark.parametrize("kind", KINDS)
def test_days_are_counted_over_leap_years_and_centuries(kind):
    dates = [
        dt.datetime(year, month, day) for year in (1899, 1900, 2000, 2023, 2024) for month, day in ((2, 28), (12, 31))
    ]
    bought = KINDS[kind](pd.DataFrame({"customer_id": [str(date) for date in dates], "order_date": dates}))
    assert rows(recency(bought, "2024-12-31")) == sorted(
        (str(date), (dt.datetime(2024, 12, 31) - date).days) for date in dates
    )


@pytest.mark.parametrize("kind", KINDS)
def test_recency_leaves_out_later_orders(kind, valid):
    everything = valid_orders(ORDERS, REFUNDS, "2025-03-31")
    assert rows(recency(KINDS[kind](everything), SNAPSHOT)) == rows(recency(valid, SNAPSHOT))


@pytest.mark.parametrize(
    "snapshot",
    ["2024-12-31", "2024-12-31T18:00", dt.date(2024, 12, 31), dt.datetime(2024, 12, 31, 18), DAY, DAY.to_datetime64()],
)
def test_a_snapshot_may_be_any_kind_of_day(snapshot):
    assert rows(rfm(ORDERS, REFUNDS, snapshot)) == RFM


@pytest.mark.parametrize("snapshot", ["yesterday", "31/12/2024", None, 20241231, pd.NaT, float("nan")])
def test_what_is_no_day_is_refused(snapshot):
    with pytest.raises(MeasureError, match=r"^snapshot is .*; (give|write) a date such as '2024-12-31'\.$"):
        rfm(ORDERS, REFUNDS, snapshot)


def test_a_snapshot_with_a_time_zone_is_refused():
    with pytest.raises(MeasureError, match="carries a time zone"):
        rfm(ORDERS, REFUNDS, pd.Timestamp("2024-12-31", tz="UTC"))


# Frequency


def test_frequency_is_not_lines_days_or_repeat_days(valid, known):
    right = each(frequency(valid), "frequency")
    days = known.groupby("customer_id")["order_date"].nunique()
    assert right == {"A": 3, "C": 1, "D": 2}
    assert known.groupby("customer_id").size().to_dict() == {"A": 4, "B": 1, "C": 1, "D": 2}
    assert days.to_dict() == {"A": 2, "B": 1, "C": 1, "D": 2}
    assert (days - 1).to_dict() == {"A": 1, "B": 0, "C": 0, "D": 1}


@pytest.mark.parametrize("kind", KINDS)
def test_frequency_counts_an_order_of_many_lines_once(kind, known):
    assert rows(frequency(KINDS[kind](known))) == [("A", 3), ("B", 1), ("C", 1), ("D", 2)]


# Monetary value


def test_monetary_value_is_net_and_a_sum(valid, known):
    right = each(monetary(valid), "monetary")
    gross = known.groupby("customer_id")["amount"].sum().to_dict()
    assert right == {"A": 1700, "C": 300, "D": 1400}
    assert gross == {"A": 1700, "B": 800, "C": 300, "D": 1600}


def test_the_average_order_value_follows_from_it(valid, known):
    value = each(monetary(valid), "monetary")
    orders = each(frequency(valid), "frequency")
    average = {name: round(value[name] / orders[name], 2) for name in value}
    assert average == {"A": 566.67, "C": 300, "D": 700}
    of_lines = known.groupby("customer_id")["amount"].mean().to_dict()
    assert of_lines == {"A": 425, "B": 800, "C": 300, "D": 800}


def test_the_average_order_value_of_all_is_a_ratio_of_sums():
    valid = pd.DataFrame(
        {"customer_id": ["A", "A", "A", "B"], "order_id": ["1", "2", "3", "4"], "amount": [100, 100, 100, 500]}
    )
    value, orders = monetary(valid)["monetary"], frequency(valid)["frequency"]
    assert value.sum() / orders.sum() == 200
    assert (value / orders).mean() == 300


def test_the_btyd_amount_is_another_number(known):
    days = known.groupby(["customer_id", "order_date"])["amount"].sum()
    repeat = days.groupby("customer_id").apply(lambda spent: spent.iloc[1:].mean()).dropna().to_dict()
    assert repeat == {"A": 500, "D": 900}


# Tables as a whole


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_gives_an_empty_table(kind):
    table = rfm(KINDS[kind](ORDERS), KINDS[kind](REFUNDS), "2020-01-01")
    assert columns(table) == ["customer_id", "recency", "frequency", "monetary"]
    assert rows(table) == []


def test_a_window_lets_customers_go():
    assert rows(rfm(ORDERS, REFUNDS, SNAPSHOT, days=100)) == [("C", 11, 1, 300.0), ("D", 40, 1, 700.0)]


@pytest.mark.parametrize(
    ("measure", "table", "words"),
    [
        (lambda table: recency(table, SNAPSHOT), {"customer_id": ["A"]}, "valid has no column 'order_date'"),
        (frequency, {"customer_id": ["A"]}, "valid has no column 'order_id'"),
        (monetary, {"customer_id": ["A"]}, "valid has no column 'amount'"),
        (monetary, {"customer_id": ["A"], "amount": ["1,200"]}, r"valid\['amount'\] holds text"),
        (monetary, {"customer_id": [1.0], "amount": [1]}, r"valid\['customer_id'\] holds numbers with a decimal point"),
        (
            lambda table: recency(table, SNAPSHOT),
            {"customer_id": ["A"], "order_date": ["2024-01-01"]},
            r"valid\['order_date'\] holds text",
        ),
    ],
)
def test_bad_tables_are_refused(measure, table, words):
    with pytest.raises(MeasureError, match=words):
        measure(pd.DataFrame(table))
