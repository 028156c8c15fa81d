"""Which column of a stranger's file is which: by their names in two languages, and by what they hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import pandas as pd

from customer_value.errors import AmbiguousDatesError
from customer_value.measures._numbers import ratio
from customer_value.measures.orders.text_values import amounts_from_text, days_from_text
from customer_value.own_orders import OwnOrdersError

NAMES = {
    "customer": (
        *("customerid", "customerno", "customernumber", "customercode", "memberid", "memberno", "membernumber"),
        *("clientid", "userid", "buyerid", "accountid", "shopperid", "customer", "member", "client", "user", "buyer"),
        *("account", "cardno", "cardnumber", "顧客編號", "顧客代號", "客戶編號", "客戶代號", "會員編號", "會員代號"),
        *("會員卡號", "會員id", "客戶id", "顧客id", "會員號碼", "卡號", "顧客", "客戶", "會員", "買家", "會員帳號"),
        *(
            "買家帳號",
            "email",
            "customeremail",
            "電子郵件",
            "電子信箱",
            "phone",
            "mobile",
            "手機",
            "電話",
            "customername",
        ),
        *("name", "姓名", "顧客姓名", "客戶名稱", "會員姓名", "買家姓名"),
    ),
    "date": (
        *("orderdate", "invoicedate", "purchasedate", "transactiondate", "saledate", "salesdate", "datetime", "date"),
        *("orderedat", "orderedon", "ordertime", "paidat", "createdat", "timestamp", "time", "day", "訂單日期"),
        *("訂購日期", "交易日期", "購買日期", "消費日期", "銷售日期", "成交日期", "下單日期", "結帳日期", "發票日期"),
        *("日期", "訂單時間", "訂單成立時間", "交易時間", "下單時間", "付款時間", "成立時間", "建立時間", "時間"),
    ),
    "amount": (
        *("amount", "netamount", "orderamount", "totalamount", "ordertotal", "grandtotal", "linetotal", "total"),
        *("netsales", "revenue", "sales", "turnover", "spend", "paid", "amountpaid", "subtotal", "value", "金額"),
        *("實付金額", "消費金額", "交易金額", "訂單金額", "訂單總額", "訂單總金額", "銷售金額", "總金額", "實收金額"),
        *(
            "應付金額",
            "結帳金額",
            "成交金額",
            "付款金額",
            "購買金額",
            "合計",
            "總計",
            "總額",
            "小計",
            "銷售額",
            "price",
        ),
    ),
    "order": (
        *("orderid", "orderno", "ordernumber", "ordercode", "invoiceno", "invoiceid", "invoicenumber", "invoice"),
        *("transactionid", "transactionno", "receiptno", "receiptid", "receipt", "basketid", "order", "訂單編號"),
        *("訂單號碼", "訂單代號", "訂單id", "訂單", "單號", "發票號碼", "發票", "交易編號", "交易序號", "銷貨單號"),
    ),
    "status": (*("status", "orderstatus", "state", "orderstate", "狀態", "訂單狀態", "交易狀態", "處理狀態"),),
    "quantity": ("quantity", "qty", "units", "pieces", "數量", "件數", "購買數量"),
    "price": ("unitprice", "priceperunit", "itemprice", "price", "單價", "售價", "商品單價"),
    "refund_date": ("refunddate", "refundedat", "returndate", "退款日期", "退貨日期", "退款時間", "退貨時間"),
    "refund_amount": ("refundamount", "refund", "refunded", "退款金額", "退貨金額"),
}
"""What each column may be called, letters and digits only, the likelier first."""

OPTIONAL = ("order", "status")

_SAMPLE = 2000
"""So many different values say well enough what a column holds."""

_ENOUGH = 0.5
"""The share of a column's rows that have to hold dates or amounts for it to be one of them."""


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of a file of orders.

    Attributes:
        customer, date, order, status: names of columns; None where there is none.
        amount: names of one column, or of two whose product it is (quantity and unit price).
        guessed: which of the above were not named by anybody, in that order.
    """

    customer: str
    date: str
    amount: tuple[str, ...]
    order: str | None = None
    status: str | None = None
    guessed: tuple[str, ...] = ()

    def named(self, role: str) -> str:
        """How a column is called in a sentence; two whose product it is with a sign between."""
        found = getattr(self, role)
        return " × ".join(found) if isinstance(found, tuple) else found


ROLES = tuple(field.name for field in fields(Columns) if field.name != "guessed")


def find_columns(table: pd.DataFrame, file: str, given: dict[str, str | None]) -> Columns:
    """The columns of a file of orders; those that are not given are guessed.

    Args:
        table: the file as it was opened.
        file: its name, for messages.
        given: role to column; None or absent where it is to be guessed. An amount may be given as "Quantity*Price".

    Raises:
        OwnOrdersError: the table has no rows; a column that was given is not there or is named twice; customer, date
            or amount is neither given nor to be guessed.
    """
    if table.empty:
        raise OwnOrdersError("no_rows", name=file)
    found: dict[str, tuple[str, ...]] = {
        role: _given(table, file, role, name) for role, name in given.items() if name is not None
    }
    taken = [name for names in found.values() for name in names]
    for name in taken:
        if taken.count(name) > 1:
            raise OwnOrdersError("named_twice", column=repr(name))
    guessed = []
    for role in ("date", "order", "amount", "customer", "status"):
        if role not in found and (names := _guess(table, role, [one for used in found.values() for one in used])):
            found[role] = names
            guessed.append(role)
    for role in ("customer", "date", "amount"):
        if role not in found:
            there = ", ".join(map(str, table.columns))
            raise OwnOrdersError(f"no_guess.{role}", name=file, there=there)
    return Columns(
        **{role: found[role] if role == "amount" else found.get(role, (None,))[0] for role in ROLES},
        guessed=tuple(role for role in ROLES if role in guessed),
    )


def find_refund_columns(table: pd.DataFrame, file: str) -> dict[str, str]:
    """The columns of a file of refunds: `order`, `date`, `amount`, all guessed.

    Raises:
        OwnOrdersError: one of them is not to be found.
    """
    found: dict[str, str] = {}
    for role, kinds in (
        ("date", ("refund_date", "date")),
        ("order", ("order",)),
        ("amount", ("refund_amount", "amount")),
    ):
        for kind in kinds:
            if role not in found and (names := _by_name(table, kind, list(found.values()), _CONTENT[role])):
                found[role] = names
        if role not in found:
            raise OwnOrdersError(f"no_refund_column.{role}", name=file, there=", ".join(map(str, table.columns)))
    return found


def values_of(table: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    """The amounts of one column, or the product of two."""
    values = amounts_from_text(table[names[0]])
    for name in names[1:]:
        values = values * amounts_from_text(table[name])
    return values


def _given(table: pd.DataFrame, file: str, role: str, name: str) -> tuple[str, ...]:
    """The columns that a name given by somebody means."""
    if name in table.columns:
        return (name,)
    parts = tuple(part.strip() for part in re.split(r"[*×]", name))
    if role == "amount" and len(parts) == 2 and all(part in table.columns for part in parts):
        return parts
    raise OwnOrdersError("no_column", name=file, column=repr(name), there=", ".join(map(str, table.columns)))


def _guess(table: pd.DataFrame, role: str, taken: Sequence[str]) -> tuple[str, ...]:
    """The column that is most likely in a role, by name and content, else by content alone; nothing if none is."""
    if role == "amount":
        if name := _by_name(table, role, taken, _holds_amounts, without=("price",)):
            return (name,)
        product = [_by_name(table, part, taken, _holds_amounts) for part in ("quantity", "price")]
        if all(product):
            return tuple(product)
    if name := _by_name(table, role, taken, _CONTENT[role]):
        return (name,)
    if role in ("date", "amount"):
        bare = _bare_numbers if role == "amount" else _CONTENT[role]
        fitting = [name for name in table.columns if name not in taken and bare(table[name])]
        return (fitting[0],) if len(fitting) == 1 else ()
    return ()


def _by_name(
    table: pd.DataFrame,
    role: str,
    taken: Sequence[str],
    holds: Callable[[pd.Series], bool],
    without: Sequence[str] = (),
) -> str | None:
    """The column whose name stands first among the role's names and whose content fits."""
    wanted = [name for name in NAMES[role] if name not in without]
    called = {name: _plain(name) for name in table.columns if name not in taken}
    ranked = sorted(
        (wanted.index(plain), place, name) for place, (name, plain) in enumerate(called.items()) if plain in wanted
    )
    return next((name for _, _, name in ranked if holds(table[name])), None)


def _plain(name: object) -> str:
    """A column's name in small letters and digits alone, what stands in brackets left out."""
    text = unicodedata.normalize("NFKC", str(name)).lower()
    return re.sub(r"[\W_]+", "", re.sub(r"\(.*?\)|\[.*?\]", "", text))


def _some(column: pd.Series) -> pd.Series:
    """How many rows have each of the different values of a column, the most frequent ones."""
    return column.value_counts().head(_SAMPLE)


def _share(some: pd.Series, read: Callable[[pd.Series], pd.Series]) -> float:
    """The share of rows with a value that can be read."""
    known = read(some.index.to_series()).notna().to_numpy()
    return ratio(some[known].sum(), some.sum())


def _holds_dates(column: pd.Series) -> bool:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return True
    if pd.api.types.is_numeric_dtype(column.dtype):
        return False  # 20240131 is more often a number of something else
    try:
        return _share(_some(column), days_from_text) >= _ENOUGH
    except AmbiguousDatesError:
        return True


def _holds_amounts(column: pd.Series) -> bool:
    if pd.api.types.is_datetime64_any_dtype(column.dtype) or pd.api.types.is_bool_dtype(column.dtype):
        return False
    return _share(_some(column), amounts_from_text) >= _ENOUGH


def _bare_numbers(column: pd.Series) -> bool:
    """Amounts without letters around them, as ids have."""
    some = _some(column).index.astype("str")
    return _holds_amounts(column) and not some.str.contains(r"[A-Za-z]{1,2}\d|^0\d").any()


def _holds_ids(column: pd.Series) -> bool:
    return bool(column.notna().any())


_CONTENT: dict[str, Callable[[pd.Series], bool]] = {
    "date": _holds_dates,
    "amount": _holds_amounts,
    "customer": _holds_ids,
    "order": _holds_ids,
    "status": _holds_ids,
}
"""Whether a column can be in a role by what it holds."""
