"""What customers say: service contacts and surveys."""

from __future__ import annotations

from generator.scenario.voice import ATTRIBUTES
from generator.schema.base import Column, Table

TABLES = (
    Table(
        name="service_contacts",
        key=("contact_id",),
        refers={"customer_id": "customers", "order_id": "orders"},
        needs="voice",
        columns=(
            Column(name="contact_id"),
            Column(name="customer_id"),
            Column(name="order_id", required=False),
            Column(name="contacted_on", type="date"),
            Column(name="channel", words=True),
            Column(name="topic", words=True),
            Column(name="complaint", type="boolean"),
            Column(name="first_reply_hours", type="number", unit="hours", digits=1, required=False, minimum=0),
            Column(name="resolved_on", type="date", required=False),
            Column(name="rating", type="integer", unit="one_to_five", required=False, minimum=1),
        ),
    ),
    Table(
        name="services",
        key=("service_id",),
        refers={},
        needs="voice",
        columns=(
            Column(name="service_id"),
            Column(name="name", words=True),
            Column(name="yearly_cost", type="money", minimum=0),
        ),
    ),
    Table(
        name="surveys",
        key=("survey_id",),
        refers={"customer_id": "customers"},
        needs="voice",
        columns=(
            Column(name="survey_id"),
            Column(name="customer_id"),
            Column(name="asked_on", type="date"),
            Column(name="answered_on", type="date", required=False),
            Column(name="nps", type="integer", unit="zero_to_ten", required=False, minimum=0),
            Column(name="satisfaction", type="integer", unit="one_to_five", required=False, minimum=1),
            *(
                Column(name=f"{what}_{key}", type="integer", unit="one_to_five", required=False, minimum=1)
                for what in ("importance", "performance")
                for key in ATTRIBUTES
            ),
            Column(name="category_spend_12m", type="money", required=False, minimum=0),
            Column(name="brands_used", type="integer", unit="suppliers", required=False, minimum=0),
            Column(name="wished_service", required=False, words=True),
            Column(name="service_openness", type="integer", unit="one_to_five", required=False, minimum=1),
        ),
    ),
)
