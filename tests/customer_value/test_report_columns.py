"""Guessing which column is which, in two languages, by name and by content."""

from __future__ import annotations

import pandas as pd
import pytest

from customer_value.own_orders import OwnOrdersError
from customer_value.report.columns import find_columns, find_refund_columns, values_of

DATES = ["2025-01-03", "2025-02-03", "2025-01-03"]


def table(**columns) -> pd.DataFrame:
    """A table of text, as a CSV is opened; names with double underscores for blanks."""
    return pd.DataFrame({name.replace("__", " "): values for name, values in columns.items()}, dtype="str")


def found(frame: pd.DataFrame, **given):
    columns = find_columns(frame, "orders.csv", given)
    return {role: columns.named(role) for role in ("customer", "date", "amount", "order", "status")}


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (
            table(order_id=["1", "2", "3"], customer_id=["a", "b", "a"], order_date=DATES, amount=["1", "2", "3"]),
            ("customer_id", "order_date", "amount", "order_id", None),
        ),
        (
            table(
                訂單編號=["1", "2", "3"],
                會員編號=["a", "b", "a"],
                訂購日期=DATES,
                實付金額=["1", "2", "3"],
                狀態=["好"] * 3,
            ),
            ("會員編號", "訂購日期", "實付金額", "訂單編號", "狀態"),
        ),
        (
            table(會員=["a", "b", "a"], 日期=DATES, **{"金額（NT$）": ["1", "2", "3"]}),
            ("會員", "日期", "金額（NT$）", None, None),
        ),
        (
            table(
                InvoiceNo=["1", "2", "3"],
                StockCode=["22", "23", "24"],
                Quantity=["1", "2", "3"],
                InvoiceDate=DATES,
                UnitPrice=["1.5", "2", "3"],
                CustomerID=["17850.0", "2", "17850.0"],
            ),
            ("CustomerID", "InvoiceDate", "Quantity × UnitPrice", "InvoiceNo", None),
        ),
        (
            table(Customer__Name=["Amy", "Ben", "Amy"], Customer__ID=["7", "8", "7"], Day=DATES, Total=["1", "2", "3"]),
            ("Customer ID", "Day", "Total", None, None),
        ),
        (
            table(Buyer=["a", "b", "a"], When=DATES, What__it__cost=["1", "2", "3"]),
            ("Buyer", "When", "What it cost", None, None),
        ),
        (
            table(client=["a", "b", "a"], date=["soon", "later", "never"], time=DATES, price=["1", "2", "3"]),
            ("client", "time", "price", None, None),
        ),
    ],
    ids=["English", "Chinese", "unit in brackets", "Online Retail", "id before name", "content", "content before name"],
)
def test_what_is_guessed(frame, expected):
    assert tuple(found(frame).values()) == expected


def test_what_is_said_is_taken_and_only_the_rest_guessed():
    frame = table(customer=["a", "b", "a"], buyer=["x", "y", "z"], date=DATES, amount=["1", "2", "3"])
    columns = find_columns(frame, "orders.csv", {"customer": "buyer"})
    assert (columns.customer, columns.guessed) == ("buyer", ("date", "amount"))


def test_an_amount_can_be_a_product():
    frame = table(who=["a", "b", "a"], date=DATES, n=["2", "3", "4"], each=["NT$1,000", "1.5", "x"])
    columns = find_columns(frame, "orders.csv", {"customer": "who", "amount": "n * each"})
    assert columns.amount == ("n", "each")
    assert values_of(frame, columns.amount).fillna(-1).tolist() == [2000, 4.5, -1]


def test_real_dates_and_numbers():
    frame = pd.DataFrame({"member": [1, 2], "at": pd.to_datetime(["2025-01-03"] * 2), "money": [1.5, 2.0]})
    assert found(frame, amount="money")["date"] == "at"


@pytest.mark.parametrize(
    ("frame", "given", "english", "chinese"),
    [
        (
            table(a=["x", "y", "z"], date=DATES, amount=["1", "2", "3"]),
            {},
            "No column of orders.csv is called like a customer's id; name it with --customer. The columns are a, date,",
            "看不出哪一欄是顧客編號",
        ),
        (
            table(customer=["x", "y", "z"], bought=DATES, born=DATES, amount=["1", "2", "3"]),
            {},
            "It is not clear which column of orders.csv is the order's date; name it with --date.",
            "看不出哪一欄是訂單日期",
        ),
        (
            table(customer=["x", "y", "z"], date=DATES, length=["1", "2", "3"], width=["1", "2", "3"]),
            {},
            "It is not clear which column of orders.csv is the amount; name it with --amount, or two",
            "看不出哪一欄是金額",
        ),
        (
            table(customer=["x", "y", "z"], date=DATES, amount=["1", "2", "3"]),
            {"customer": "member"},
            "orders.csv has no column 'member'; its columns are customer, date, amount.",
            "沒有 'member' 這個欄位",
        ),
        (
            table(customer=["x", "y", "z"], date=DATES, amount=["1", "2", "3"]),
            {"amount": "amount*fee"},
            "orders.csv has no column 'amount*fee'",
            "沒有 'amount*fee' 這個欄位",
        ),
        (
            table(customer=["x", "y", "z"], date=DATES, amount=["1", "2", "3"]),
            {"customer": "amount", "amount": "amount"},
            "different columns, but 'amount' is named twice",
            "'amount' 卻指定了兩次",
        ),
    ],
)
def test_what_cannot_be_guessed_is_asked_for_in_one_sentence(frame, given, english, chinese):
    with pytest.raises(OwnOrdersError) as caught:
        find_columns(frame, "orders.csv", given)
    assert english in str(caught.value) and "\n" not in str(caught.value)
    assert chinese in caught.value.say("zh-Hant")


def test_columns_of_refunds():
    refunds = table(refund_id=["1"], order_id=["7"], refund_date=["2025-01-03"], amount=["5"], reason=["late"])
    assert find_refund_columns(refunds, "refunds.csv") == {
        "date": "refund_date",
        "order": "order_id",
        "amount": "amount",
    }
    chinese = table(訂單編號=["7"], 退款日期=["2025-01-03"], 退款金額=["5"])
    assert find_refund_columns(chinese, "退款.csv") == {"date": "退款日期", "order": "訂單編號", "amount": "退款金額"}
    with pytest.raises(OwnOrdersError, match="No column of the refunds' file"):
        find_refund_columns(refunds.drop(columns="order_id"), "refunds.csv")
