"""Policies, where customers come by contract."""

from __future__ import annotations

from generator.schema.base import Column, Table

TABLES = (
    Table(
        name="policies",
        key=("policy_id",),
        refers={"customer_id": "customers", "product_id": "products"},
        needs="contracts",
        columns=(
            Column(name="policy_id"),
            Column(name="customer_id"),
            Column(name="product_id"),
            Column(name="started_on", type="date"),
            Column(name="period_months", type="integer", unit="months", minimum=1),
            Column(name="premium", type="money", minimum=0),
            Column(name="lapsed_on", type="date", required=False),
            Column(name="payments", type="integer", minimum=1),
        ),
    ),
)

TRUTH = (
    Table(
        name="policy_truth",
        key=("policy_id",),
        refers={},
        needs="contracts",
        columns=(
            Column(name="policy_id"),
            Column(name="lapse_p", type="number", unit="share", digits=6),
        ),
    ),
)
