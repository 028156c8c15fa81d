"""What no shop ever knows."""

from __future__ import annotations

from generator.schema.base import Column, Table

TABLES = (
    Table(
        name="customer_truth",
        key=("customer_id",),
        refers={},
        columns=(
            Column(name="customer_id"),
            Column(name="purchase_rate", type="number", unit="per_month", digits=6),
            Column(name="dropout_p", type="number", unit="share", digits=6),
            Column(name="spend_level", type="number", unit="currency", digits=2),
            Column(name="churned_on", type="date", required=False),
            Column(name="alive_at_snapshot", type="boolean", required=False),
            Column(name="alive_at_end", type="boolean"),
            Column(name="orders_90d", type="integer", unit="orders", minimum=0),
            Column(name="value_90d", type="money", minimum=0),
            Column(name="future_orders_12m", type="integer", unit="orders", minimum=0),
            Column(name="future_value_12m", type="money", minimum=0),
            Column(name="future_orders", type="integer", unit="orders", minimum=0),
            Column(name="future_value", type="money", minimum=0),
            Column(name="expected_orders_36m", type="number", unit="orders", minimum=0, digits=4),
            Column(name="expected_value_36m", type="number", unit="currency", minimum=0, digits=2),
            Column(name="clv_36m", type="number", unit="currency", minimum=0, digits=2),
            Column(name="realised_orders_36m", type="integer", unit="orders", minimum=0),
            Column(name="realised_value_36m", type="money", minimum=0),
            Column(name="realised_clv_36m", type="number", unit="currency", minimum=0, digits=2),
            Column(
                name="satisfaction",
                type="number",
                unit="one_to_five",
                required=False,
                minimum=1,
                digits=3,
                needs="voice",
            ),
            Column(
                name="wallet_share", type="number", unit="share", required=False, minimum=0, digits=4, needs="voice"
            ),
        ),
    ),
)
