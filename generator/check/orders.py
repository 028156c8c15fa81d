"""Plain orders from ledgers of several kinds: a table with customer_id, date and value, one row for each order.

Which orders count is what facts about these ledgers are usually given for: customer-days for CDNOW, invoices with a
customer that were not cancelled for Online Retail, and orders that were not cancelled, before refunds, for a ledger of
the kit.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from generator.check.opened import Opened


def opened_orders(ledger: Opened) -> tuple[pd.DataFrame, int]:
    """Plain orders of an opened ledger of the kit, and how many rows of its orders cannot be read as they are.

    In a ledger with warts, exact copies count once; rows whose date is not YYYY-MM-DD, whose amount is no number or
    whose customer is missing are left out.
    """
    fields = ledger.fields("orders")
    wanted = [name for name in ("order_id", "customer_id", "order_date", "status", "amount") if name in fields]
    table = ledger.table("orders", wanted)
    orders = table.to_pandas(date_as_object=False)
    if not ledger.resource("orders")["schema"].get("primaryKey"):
        orders = orders.drop_duplicates()
    orders["order_date"] = pd.to_datetime(orders["order_date"], format="%Y-%m-%d", errors="coerce")
    orders["amount"] = pd.to_numeric(orders["amount"], errors="coerce")
    readable = orders["order_date"].notna() & orders["amount"].notna() & orders["customer_id"].notna()
    return ledger_orders(orders[readable]), int((~readable).sum())


def ledger_orders(orders: pd.DataFrame) -> pd.DataFrame:
    """Plain orders of a ledger's table `orders`: those that were not cancelled and came to something."""
    valid = (orders["amount"] > 0) & orders["customer_id"].notna()
    kept = orders[valid & (orders["status"] != "cancelled")] if "status" in orders else orders[valid]
    return pd.DataFrame(
        {"customer_id": kept["customer_id"], "date": kept["order_date"].dt.normalize(), "value": kept["amount"]}
    ).reset_index(drop=True)


def one_a_day(orders: pd.DataFrame) -> bool:
    """Whether no customer has two orders on one day, as where a ledger's unit is the customer-day."""
    return not orders.duplicated(["customer_id", "date"]).any()


def customer_days(orders: pd.DataFrame) -> pd.DataFrame:
    """Plain orders with a customer's orders of one day added together."""
    return orders.groupby(["customer_id", "date"], as_index=False, sort=True)["value"].sum()


def cdnow_orders(path: Path) -> pd.DataFrame:
    """Plain orders of CDNOW: a customer's purchases of a day are one order; orders that cost nothing are left out."""
    days = customer_days(pd.read_parquet(path, columns=["customer_id", "date", "value"]))
    return days[days["value"] > 0].reset_index(drop=True)


def online_retail_orders(path: Path) -> pd.DataFrame:
    """Plain orders of Online Retail: invoices with a customer that were not cancelled and came to something."""
    rows = pd.read_parquet(path, columns=["InvoiceNo", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"])
    rows = rows[rows["CustomerID"].notna() & ~rows["InvoiceNo"].str.startswith("C")]
    rows = rows.assign(value=rows["Quantity"] * rows["UnitPrice"], date=rows["InvoiceDate"].dt.normalize())
    invoices = rows.groupby(["CustomerID", "InvoiceNo"], as_index=False).agg(
        date=("date", "min"), value=("value", "sum")
    )
    invoices = invoices[invoices["value"] > 0].rename(columns={"CustomerID": "customer_id"})
    return invoices[["customer_id", "date", "value"]].reset_index(drop=True)


READERS = {"cdnow.parquet": cdnow_orders, "online_retail.parquet": online_retail_orders}
"""How each real ledger's file is read."""
