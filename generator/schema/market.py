"""The three Cs beside the customer: competitors, the market, and what things cost."""

from __future__ import annotations

from generator.scenario.market import DRIVERS
from generator.schema.base import Column, Table

TABLES = (
    Table(
        name="competitors",
        key=("competitor_id",),
        refers={},
        needs="market",
        columns=(
            Column(name="competitor_id"),
            Column(name="name", words=True),
            Column(name="positioning", words=True),
            Column(name="shops", type="integer", unit="shops", minimum=0),
            Column(name="founded", type="integer", unit="year", minimum=1600),
        ),
    ),
    Table(
        name="competitor_prices",
        key=("competitor_id", "product_id", "seen_on"),
        refers={"competitor_id": "competitors", "product_id": "products"},
        needs="market",
        columns=(
            Column(name="competitor_id"),
            Column(name="product_id"),
            Column(name="seen_on", type="date"),
            Column(name="price", type="money", minimum=0),
        ),
    ),
    Table(
        name="brand_ratings",
        key=("brand", "attribute"),
        refers={"competitor_id": "competitors"},
        needs="market",
        columns=(
            Column(name="brand", words=True),
            Column(name="competitor_id", required=False),
            Column(name="attribute"),
            Column(name="label", words=True),
            Column(name="reversed", type="boolean"),
            Column(name="rating", type="number", unit="one_to_five", digits=2, minimum=1),
            Column(name="respondents", type="integer", unit="people", minimum=1),
            Column(name="importance", type="number", unit="one_to_five", digits=2, required=False, minimum=1),
        ),
    ),
    Table(
        name="market",
        key=("sales_area", "year"),
        refers={},
        needs="market",
        columns=(
            Column(name="sales_area", words=True),
            Column(name="year", type="integer", unit="year", minimum=1900),
            Column(name="households", type="integer", unit="households", minimum=0),
            Column(name="target_households", type="integer", unit="households", minimum=0),
            Column(name="market_sales", type="money", minimum=0),
        ),
    ),
    Table(
        name="competitor_sales",
        key=("competitor_id", "sales_area", "year"),
        refers={"competitor_id": "competitors"},
        needs="market",
        columns=(
            Column(name="competitor_id"),
            Column(name="sales_area", words=True),
            Column(name="year", type="integer", unit="year", minimum=1900),
            Column(name="sales", type="money", minimum=0),
        ),
    ),
    Table(
        name="costs",
        key=("cost_id",),
        refers={},
        needs="costs",
        columns=(
            Column(name="cost_id"),
            Column(name="month", type="date"),
            Column(name="kind", values=("direct", "indirect", "acquisition", "maintenance")),
            Column(name="item", words=True),
            Column(name="channel", required=False, words=True),
            Column(name="sales_area", required=False, words=True),
            Column(name="driver", values=DRIVERS),
            Column(name="amount", type="money", minimum=0),
        ),
    ),
)
