"""What a table and a column of a ledger are, and what they are called in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from customer_value.messages import message
from generator.languages import PACKAGE

Type = Literal["string", "integer", "number", "date", "boolean", "money"]


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
        digits: decimals that a number is written with in CSV, zeros included; as many as it needs when None.
        needs: the section of a scenario, such as "voice", without which the table lacks this column; "" for none.
    """

    name: str
    type: Type = "string"
    unit: str = ""
    required: bool = True
    minimum: int | None = None
    values: tuple[str, ...] = ()
    words: bool = False
    digits: int | None = None
    needs: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a primary key and keys into other tables (column: table).

    Attributes:
        needs: the section of a whole scenario, such as "refunds", without which a ledger lacks this table; "" for none.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: dict[str, str]
    needs: str = ""

    @property
    def path(self) -> str:
        """Its file's name as CSV."""
        return f"{self.name}.csv"

    def title(self, language: str) -> str:
        return message(PACKAGE, f"tables.{self.name}.title", language)

    def description(self, language: str) -> str:
        return message(PACKAGE, f"tables.{self.name}.description", language)

    def column_title(self, column: Column, language: str) -> str:
        return message(PACKAGE, f"columns.{self.name}.{column.name}.title", language)

    def column_description(self, column: Column, language: str) -> str:
        return message(PACKAGE, f"columns.{self.name}.{column.name}.description", language)


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
