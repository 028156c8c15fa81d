"""Reading somebody's own orders: every shape they come in, and one clear sentence where they cannot be used."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.fit.read import FitError, read_orders
from generator.fit.safe import check_size

ROWS = [("王", "2025-01-03", "100"), ("王", "2025-02-03", "250"), ("李", "2025-01-03", "80")]


def csv(folder, rows, header=("會員", "日期", "金額"), encoding="utf-8", separator=","):
    path = folder / "orders.csv"
    lines = [separator.join(header), *(separator.join(row) for row in rows)]
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def read(path, **more):
    return read_orders(path, "會員", "日期", "金額", **more)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "big5", "utf-16"])
def test_text_in_any_encoding_of_taiwan(tmp_path, encoding):
    orders = read(csv(tmp_path, ROWS, encoding=encoding)).orders
    assert orders["value"].sum() == 430
    assert set(orders["customer_id"]) == {"王", "李"}


def test_semicolons_parquet_and_excel_give_the_same(tmp_path):
    expected = read(csv(tmp_path, ROWS)).orders
    table = pd.DataFrame(ROWS, columns=["會員", "日期", "金額"]).astype({"金額": float})
    table["日期"] = pd.to_datetime(table["日期"])
    table.to_parquet(tmp_path / "orders.parquet")
    table.to_excel(tmp_path / "orders.xlsx", index=False)
    for path in (csv(tmp_path, ROWS, separator=";"), tmp_path / "orders.parquet", tmp_path / "orders.xlsx"):
        found = read(path).orders
        assert found["value"].tolist() == expected["value"].tolist()
        assert [str(day.date()) for day in found["date"]] == [str(day.date()) for day in expected["date"]]


@pytest.mark.parametrize(
    "text", ["2025-01-03", "2025/1/3", "2025.01.03 14:05", "20250103", "2025年1月3日", "2025-01-03T08:00:00Z"]
)
def test_dates_in_many_forms(tmp_path, text):
    orders = read(csv(tmp_path, [("a", text, "1"), ("a", "2025-02-01", "1")])).orders
    assert orders["date"].min() == pd.Timestamp(2025, 1, 3)


def test_day_first_is_told_by_the_days_there_are(tmp_path):
    orders = read(csv(tmp_path, [("a", "03/01/2025", "1"), ("a", "31/01/2025", "1")])).orders
    assert orders["date"].tolist() == [pd.Timestamp(2025, 1, 3), pd.Timestamp(2025, 1, 31)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("NT$1,200", 1200),
        ("1200 元", 1200),
        ("$1,234.50", 1234.5),
        ("１２００", 1200),
        (" 12 ", 12),
        ("US$ 7.5", 7.5),
        (".5", 0.5),
        ("1.5e3", 1500),
        ("CHF 1'000.-", 1000),
    ],
)
def test_amounts_in_many_forms(tmp_path, text, amount):
    path = csv(tmp_path, [("a", "2025-01-03", text), ("a", "2025-02-01", "1")], separator=";")
    assert read(path).orders["value"].tolist() == [amount, 1]


@pytest.mark.parametrize("text", ["1.234,50", "1234,50", "1 234,50"])
def test_commas_may_be_decimal_points(tmp_path, text):
    path = csv(tmp_path, [("a", "2025-01-03", text), ("a", "2025-02-01", "7,25")], separator=";")
    assert read(path).orders["value"].tolist() == [1234.5, 7.25]


def test_what_is_left_out_is_said(tmp_path):
    rows = [*ROWS, ("", "2025-01-05", "10"), ("王", "2025-03-01", "-50"), ("王", "2025-03-02", "(20)"), ROWS[0]]
    found = read(csv(tmp_path, rows))
    assert found.orders["value"].sum() == 530
    left_out, below, together = found.notes
    assert left_out.startswith("1 of 7 rows without a customer")
    assert "2 of 6 rows" in below and "the first is row 6" in below and "2 of them are below zero" in below
    assert "4 rows were added together into 3 customer-days" in together


def test_rows_of_an_order_are_added_before_refunds_are_told(tmp_path):
    rows = [("a", "2025-01-03", "100", "1"), ("a", "2025-01-03", "-30", "1"), ("a", "2025-02-03", "-30", "2")]
    found = read(csv(tmp_path, rows, header=("會員", "日期", "金額", "單號")), order="單號")
    assert found.orders["value"].tolist() == [70]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("a", "114/01/03", "5")], "Row 2: 日期 is '114/01/03', a year of the Republic of China"),
        ([("a", "2025-01-03", "5"), ("a", "soon", "5")], "Row 3: 日期 is 'soon', which is not a date"),
        ([("a", "2025-02-30", "5")], "Row 2: 日期 is '2025-02-30', which is not a date"),
        ([("a", "2025-01-03", "five")], "Row 2: 金額 is 'five', which is not an amount"),
        ([("a", "2025-01-03", "")], "Row 2: 金額 is empty, which is not an amount"),
        ([("a", "01/02/2025", "5")], "could be day first or month first"),
        ([("a", "31/01/2025", "5"), ("a", "01/31/2025", "5")], "partly day first and partly month first"),
        ([("a", "2025-01-03", "5 for 3")], "Row 2: 金額 is '5 for 3', which is not an amount"),
        ([("a", "2025-01-03", "1e300")], "Row 2: 金額 is 1e+300, which is too large for an amount"),
        ([("a", "2025-02-011", "5")], "Row 2: 日期 is '2025-02-011', which is not a date"),
        ([("a", "2025-02-01 noon?", "5"), ("b", "2025-02-01x", "5")], "Row 3: 日期 is '2025-02-01x', which is not"),
        ([*ROWS, ("a", "1900-01-01", "5")], "Row 5: 日期 is 1900-01-01, but half of the rows come before or on 2025"),
        ([("a", "2025-01-03", "-5")], "No row in orders.csv comes to more than 0; in row 2 金額 is -5."),
        ([("", "2025-01-03", "5")], "has no row with a customer and a date"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, rows, sentence):
    with pytest.raises(FitError) as raised:
        read(csv(tmp_path, rows))
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_wrong_column_lists_those_there_are(tmp_path):
    with pytest.raises(FitError) as raised:
        read_orders(csv(tmp_path, ROWS), "member", "日期", "金額")
    assert str(raised.value) == "orders.csv has no column 'member'; its columns are 會員, 日期, 金額."


def test_one_column_cannot_be_two_things(tmp_path):
    with pytest.raises(FitError, match="different columns, but '金額' is named twice"):
        read_orders(csv(tmp_path, ROWS), "金額", "日期", "金額")


def test_files_that_are_none(tmp_path):
    with pytest.raises(FitError, match="There is no file"):
        read(tmp_path / "missing.csv")
    for name, content in (("orders.docx", b"x"), ("orders.xlsx", b"x"), ("orders.parquet", b"x"), ("orders.csv", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(FitError) as raised:
            read(tmp_path / name)
        assert name in str(raised.value) and "\n" not in str(raised.value)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 400), st.integers(1, 10**6)), min_size=1, max_size=40))
def test_nothing_positive_is_lost(tmp_path_factory, orders):
    begin = dt.date(2024, 1, 1)
    rows = [(str(who), str(begin + dt.timedelta(days=day)), str(amount)) for who, day, amount in orders]
    found = read(csv(tmp_path_factory.mktemp("orders"), rows)).orders
    assert found["value"].sum() == sum(amount for _, _, amount in orders)
    assert not found.duplicated(["customer_id", "date"]).any()


def ledger(customers, each, days):
    dates = pd.date_range("2025-01-01", periods=days)
    rows = [(who, dates[(who + turn * days // each) % days], 10.0) for who in range(customers) for turn in range(each)]
    return pd.DataFrame(rows, columns=["customer_id", "date", "value"])


@pytest.mark.parametrize(
    ("orders", "sentence"),
    [
        (ledger(2, 3, 365), "at least 200 customers"),
        (ledger(300, 3, 30), "at least 90 days"),
        (ledger(300, 1, 365), "at least 500 orders"),
        (ledger(600, 1, 365), "ordered on two days or more"),
        (ledger(300, 2, 365), "ordered on three days or more"),
    ],
)
def test_what_is_too_small_is_refused(orders, sentence):
    with pytest.raises(FitError, match=sentence):
        check_size(orders)


def test_a_refusal_says_what_was_left_out(tmp_path):
    rows = [("a", "2025-01-03", "5"), ("b", "2025-01-04", "-5")]
    found = read(csv(tmp_path, rows))
    with pytest.raises(FitError, match="there are 1, after 1 of 2 rows that come to nothing or less were left out"):
        check_size(found.orders, found.left_out)


def test_what_is_large_enough_passes():
    check_size(ledger(250, 3, 365))
