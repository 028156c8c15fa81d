"""The other half of a profile: baskets, what is taken back, and how dirty a ledger is.

Not every ledger has the columns for each of these figures; what it cannot show is NaN.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from generator.check.opened import Opened

BASKET_QUANTILES = (0.50, 0.90, 0.99)
PRICE_QUANTILES = (0.05, 0.50, 0.99)
ZIPF_RANKS = (10, 1000)
NAN = float("nan")


@dataclass(frozen=True, kw_only=True)
class Details:
    """What is measured beside orders.

    Attributes:
        lines_mean, lines_quantiles: lines of an order.
        quantity_quantiles: pieces of a line.
        price_quantiles: unit price of a line, in the ledger's currency.
        products: how many were sold.
        zipf: how fast sales fall with a product's rank: minus the slope of the logarithm of lines on the logarithm of
            the rank, ranks 10 to 1,000.
        top_products: share of lines that the best-selling tenth of the products makes up.
        cancelled: share of orders with a customer that were cancelled.
        refunded: share of customers who ever had money back.
        refund_share: money given back over money taken.
        missing_ids: share of orders without a customer.
        duplicates: share of rows that are exact copies of an earlier one.
        negative_rows: share of rows below zero.
        zero_prices: share of lines with the price 0.
        drifting_names: share of products with more than one description.
    """

    lines_mean: float = NAN
    lines_quantiles: tuple[float, ...] = (NAN,) * len(BASKET_QUANTILES)
    quantity_quantiles: tuple[float, ...] = (NAN,) * len(BASKET_QUANTILES)
    price_quantiles: tuple[float, ...] = (NAN,) * len(PRICE_QUANTILES)
    products: float = NAN
    zipf: float = NAN
    top_products: float = NAN
    cancelled: float = NAN
    refunded: float = NAN
    refund_share: float = NAN
    missing_ids: float = NAN
    duplicates: float = NAN
    negative_rows: float = NAN
    zero_prices: float = NAN
    drifting_names: float = NAN

    @classmethod
    def from_mapping(cls, values: Mapping[str, object]) -> Details:
        """Details from figures that were published; what is missing stays NaN."""
        known = {field.name: values[field.name] for field in fields(cls) if field.name in values}
        return cls(**{name: tuple(one) if isinstance(one, list) else one for name, one in known.items()})


def ledger_details(ledger: Opened) -> Details:
    """The details of a ledger of the kit. Refunds count for all orders that were not cancelled."""
    found: dict[str, object] = {}
    orders = ledger.table("orders").to_pandas()
    amount = pd.to_numeric(orders["amount"], errors="coerce")
    known = orders["customer_id"].notna()
    cancelled = orders["status"] == "cancelled" if "status" in orders else pd.Series(False, orders.index)
    found["missing_ids"] = float(1 - known.mean())
    found["negative_rows"] = float((amount < 0).mean())
    found["duplicates"] = float(orders.duplicated().mean())
    if "status" in orders:
        found["cancelled"] = float(cancelled[known].mean())
    if "order_lines" in ledger.names:
        found |= _baskets(ledger.table("order_lines"))
    if "products" in ledger.names:
        found["drifting_names"] = _drifting(ledger.table("products", ["product_id", "name"]).to_pandas())
    if "refunds" in ledger.names:
        refunds = ledger.table("refunds", ["order_id", "amount"]).to_pandas()
        back = pd.to_numeric(refunds["amount"], errors="coerce")
        taken = amount[~cancelled & (amount > 0)].sum()
        owner = orders.drop_duplicates("order_id").set_index("order_id")["customer_id"]
        owners = owner.reindex(refunds["order_id"]).dropna().nunique()
        found["refund_share"] = float(back.sum() / taken) if taken > 0 else NAN
        found["refunded"] = float(owners / orders["customer_id"].nunique()) if known.any() else NAN
    return Details(**found)


def online_retail_details(path: Path) -> Details:
    """The details of Online Retail: baskets and refunds of invoices with a customer, dirt of all rows."""
    rows = pd.read_parquet(path)
    cancelled = rows["InvoiceNo"].str.startswith("C")
    known = rows["CustomerID"].notna()
    invoices = rows.assign(cancelled=cancelled, known=known).drop_duplicates("InvoiceNo")
    sold = rows[known & ~cancelled & (rows["UnitPrice"] > 0)]
    back = rows[known & cancelled]
    lines = sold.groupby("InvoiceNo").size().to_numpy()
    names = rows[["StockCode", "Description"]].dropna().drop_duplicates()
    return Details(
        lines_mean=float(lines.mean()),
        lines_quantiles=_quantiles(lines, BASKET_QUANTILES),
        quantity_quantiles=_quantiles(sold["Quantity"].to_numpy(), BASKET_QUANTILES),
        price_quantiles=_quantiles(sold["UnitPrice"].to_numpy(), PRICE_QUANTILES),
        **_sales(sold["StockCode"].value_counts().to_numpy()),
        cancelled=float(invoices[invoices["known"]]["cancelled"].mean()),
        refunded=float(back["CustomerID"].nunique() / rows["CustomerID"].nunique()),
        refund_share=float(
            -(back["Quantity"] * back["UnitPrice"]).sum() / (sold["Quantity"] * sold["UnitPrice"]).sum()
        ),
        missing_ids=float(1 - invoices["known"].mean()),
        duplicates=float(rows.duplicated().mean()),
        negative_rows=float((rows["Quantity"] < 0).mean()),
        zero_prices=float((rows["UnitPrice"] == 0).mean()),
        drifting_names=float((names.groupby("StockCode").size() > 1).mean()),
    )


def cdnow_details(path: Path) -> Details:
    """The details of CDNOW: it has purchases and no lines, so how many copies and free ones there are is all."""
    rows = pd.read_parquet(path)
    return Details(missing_ids=float(rows["customer_id"].isna().mean()), duplicates=float(rows.duplicated().mean()))


DETAILS = {"cdnow.parquet": cdnow_details, "online_retail.parquet": online_retail_details}
"""How each real ledger's file is read for this."""


def _baskets(lines: pa.Table) -> dict[str, object]:
    number = np.bincount(lines["order_id"].combine_chunks().dictionary_encode().indices.to_numpy())
    price = np.asarray(lines["unit_price"].cast(pa.float64()))
    quantity = np.asarray(lines["quantity"].cast(pa.float64()))
    sold = pc.value_counts(lines["product_id"].combine_chunks()).field("counts").to_numpy()
    return {
        "lines_mean": float(number.mean()) if len(number) else NAN,
        "lines_quantiles": _quantiles(number, BASKET_QUANTILES),
        "quantity_quantiles": _quantiles(quantity, BASKET_QUANTILES),
        "price_quantiles": _quantiles(price[price > 0], PRICE_QUANTILES),
        **_sales(sold),
        "zero_prices": float((price == 0).mean()) if len(price) else NAN,
    }


def _sales(lines: np.ndarray) -> dict[str, float]:
    """Figures of products from how many lines each has."""
    ordered = np.sort(lines)[::-1].astype(float)
    first, last = ZIPF_RANKS[0], min(ZIPF_RANKS[1], len(ordered))
    found = {"products": float(len(ordered)), "top_products": NAN, "zipf": NAN}
    if len(ordered):
        found["top_products"] = float(ordered[: int(np.ceil(len(ordered) / 10))].sum() / ordered.sum())
    if last >= 2 * first:
        ranks = np.log(np.arange(first, last + 1))
        found["zipf"] = float(-np.polyfit(ranks, np.log(ordered[first - 1 : last]), 1)[0])
    return found


def _drifting(products: pd.DataFrame) -> float:
    names = products.drop_duplicates().groupby("product_id").size()
    return float((names > 1).mean()) if len(names) else NAN


def _quantiles(values: np.ndarray, at: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(np.quantile(values, at).tolist()) if len(values) else (NAN,) * len(at)
