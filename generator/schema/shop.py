"""Customers, products, orders and what was given back."""

from __future__ import annotations

from generator.schema.base import Column, Table

TABLES = (
    Table(
        name="customers",
        key=("customer_id",),
        refers={"referred_by": "customers"},
        columns=(
            Column(name="customer_id"),
            Column(name="name", words=True),
            Column(name="kind", words=True),
            Column(name="company", required=False, words=True),
            Column(name="industry", required=False, words=True),
            Column(name="gender", required=False, words=True),
            Column(name="birth_year", type="integer", unit="year", required=False, minimum=1900),
            Column(name="phone"),
            Column(name="email"),
            Column(name="region", words=True),
            Column(name="city", words=True),
            Column(name="district", words=True),
            Column(name="address", words=True),
            Column(name="sales_area", words=True),
            Column(name="channel", words=True),
            Column(name="income_band", required=False, words=True),
            Column(name="interests", required=False, words=True),
            Column(name="referred_by", required=False),
            Column(name="consent", type="boolean"),
            Column(name="credit_days", type="integer", unit="days", required=False, minimum=0),
            Column(name="registered_on", type="date"),
        ),
    ),
    Table(
        name="products",
        key=("product_id",),
        refers={},
        columns=(
            Column(name="product_id"),
            Column(name="name", words=True),
            Column(name="category", words=True),
            Column(name="price_tier", words=True),
            Column(name="list_price", type="money", minimum=0),
            Column(name="unit_cost", type="money", minimum=0),
            Column(name="launched_on", type="date"),
        ),
    ),
    Table(
        name="orders",
        key=("order_id",),
        refers={"customer_id": "customers"},
        columns=(
            Column(name="order_id"),
            Column(name="customer_id"),
            Column(name="order_date", type="date"),
            Column(name="order_time"),
            Column(name="channel", words=True),
            Column(name="sales_area", words=True),
            Column(name="status", values=("completed", "cancelled")),
            Column(name="amount", type="money", minimum=0),
        ),
    ),
    Table(
        name="order_lines",
        key=("order_id", "line"),
        refers={"order_id": "orders", "product_id": "products"},
        columns=(
            Column(name="order_id"),
            Column(name="line", type="integer", minimum=1),
            Column(name="product_id"),
            Column(name="quantity", type="integer", unit="pieces", minimum=1),
            Column(name="unit_price", type="money", minimum=0),
            Column(name="discount", type="money", minimum=0),
            Column(name="amount", type="money", minimum=0),
        ),
    ),
    Table(
        name="refunds",
        key=("refund_id",),
        refers={"order_id": "orders"},
        needs="refunds",
        columns=(
            Column(name="refund_id"),
            Column(name="order_id"),
            Column(name="refund_date", type="date"),
            Column(name="amount", type="money", minimum=0),
            Column(name="reason", words=True),
        ),
    ),
)
