"""The tables and columns of a ledger and of its truth: the one place that says what they are.

The data package, the data dictionary and the tests read it from here; titles and descriptions stand in messages.toml
under columns.TABLE.COLUMN, so that both languages are side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from customer_value.messages import message

Type = Literal["string", "integer", "number", "date", "boolean", "money"]

PACKAGE = "generator"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column.

    Attributes:
        type: a Frictionless type; "money" becomes integer or number as the currency asks.
        unit: key of units.* in messages.toml, "" where there is none; money's unit is the currency.
        required: never empty.
        minimum: the least value, where there is one.
        values: the machine words it may hold, where it holds no others in any language.
        words: whether the ledger's language decides what it says.
    """

    name: str
    type: Type = "string"
    unit: str = ""
    required: bool = True
    minimum: int | None = None
    values: tuple[str, ...] = ()
    words: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: a CSV file with a primary key and keys into other tables (column: table)."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: dict[str, str]

    @property
    def path(self) -> str:
        return f"{self.name}.csv"

    def title(self, language: str) -> str:
        return message(PACKAGE, f"tables.{self.name}.title", language)

    def description(self, language: str) -> str:
        return message(PACKAGE, f"tables.{self.name}.description", language)

    def column_title(self, column: Column, language: str) -> str:
        return message(PACKAGE, f"columns.{self.name}.{column.name}.title", language)

    def column_description(self, column: Column, language: str) -> str:
        return message(PACKAGE, f"columns.{self.name}.{column.name}.description", language)


LEDGER = (
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
        columns=(
            Column(name="refund_id"),
            Column(name="order_id"),
            Column(name="refund_date", type="date"),
            Column(name="amount", type="money", minimum=0),
            Column(name="reason", words=True),
        ),
    ),
)

TRUTH = (
    Table(
        name="customer_truth",
        key=("customer_id",),
        refers={},
        columns=(
            Column(name="customer_id"),
            Column(name="purchase_rate", type="number", unit="per_month"),
            Column(name="dropout_p", type="number", unit="share"),
            Column(name="spend_level", type="number", unit="currency"),
            Column(name="churned_on", type="date", required=False),
            Column(name="alive_at_snapshot", type="boolean", required=False),
            Column(name="alive_at_end", type="boolean"),
            Column(name="orders_90d", type="integer", unit="orders", minimum=0),
            Column(name="value_90d", type="money", minimum=0),
            Column(name="future_orders_12m", type="integer", unit="orders", minimum=0),
            Column(name="future_value_12m", type="money", minimum=0),
            Column(name="future_orders", type="integer", unit="orders", minimum=0),
            Column(name="future_value", type="money", minimum=0),
        ),
    ),
)


def table(name: str) -> Table:
    """A table of the ledger or of its truth by name. Raises KeyError where there is none."""
    return {one.name: one for one in (*LEDGER, *TRUTH)}[name]


def frictionless_type(column: Column, minor_digits: int) -> str:
    """The type as datapackage.json has it: money is whole where the currency has no minor unit."""
    if column.type == "money":
        return "number" if minor_digits else "integer"
    return column.type


def unit(column: Column, currency: str, language: str) -> str:
    """The unit in words, the currency's code for money, "" where there is none."""
    if column.type == "money" or column.unit == "currency":
        return currency
    return message(PACKAGE, f"units.{column.unit}", language) if column.unit else ""
