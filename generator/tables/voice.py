"""Service contacts and surveys, from numbers to Arrow tables with ids, dates and words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from generator import columns
from generator.block import Block
from generator.scenario.voice import ATTRIBUTES
from generator.service import NONE
from generator.tables.core import IDS, customer_ids
from generator.world import World


def service_contacts(block: Block, language: str) -> pa.Table:
    """The contacts of a block, numbered in the order of time."""
    scenario, made = block.world.scenario, block.service
    rules, start = scenario.voice.service, scenario.dates.start
    about = made.order != NONE
    order = np.where(about, block.orders.rank[made.order], NONE)
    complaint = np.array([topic.complaint for topic in rules.topics])
    return pa.table(
        {
            "contact_id": columns.ids("S", np.arange(len(made.day)), 5, block.number * IDS),
            "customer_id": customer_ids(block, made.customer),
            "order_id": columns.ids("O", order, 6, block.number * IDS),
            "contacted_on": columns.dates(start, made.day),
            "channel": columns.words([one.name.get(language) for one in rules.channels], made.channel),
            "topic": columns.words([one.name.get(language) for one in rules.topics], made.topic),
            "complaint": columns.booleans(complaint[made.topic]),
            "first_reply_hours": columns.numbers(made.hours, 1, made.hours != NONE),
            "resolved_on": columns.dates(start, made.resolved, made.resolved != NONE),
            "rating": columns.whole(made.rating),
        }
    )


def surveys(block: Block, language: str) -> pa.Table:
    """The surveys of a block, numbered in the order of time; an invitation without an answer has a row too."""
    scenario, made = block.world.scenario, block.surveys
    start = scenario.dates.start
    offers = [offer.name.get(language) for offer in scenario.voice.survey.offers]
    return pa.table(
        {
            "survey_id": columns.ids("Q", np.arange(len(made.asked)), 5, block.number * IDS),
            "customer_id": customer_ids(block, made.customer),
            "asked_on": columns.dates(start, made.asked),
            "answered_on": columns.dates(start, made.answered, made.answered != NONE),
            "nps": columns.whole(made.nps),
            "satisfaction": columns.whole(made.satisfaction),
            **{f"importance_{key}": columns.whole(made.importance[:, at]) for at, key in enumerate(ATTRIBUTES)},
            **{f"performance_{key}": columns.whole(made.performance[:, at]) for at, key in enumerate(ATTRIBUTES)},
            "category_spend_12m": columns.money(made.category, scenario.minor_digits, made.category != NONE),
            "brands_used": columns.whole(made.brands),
            "wished_service": columns.words(offers, made.offer),
            "service_openness": columns.whole(made.openness),
        }
    )


def services(world: World, sums: Mapping[str, np.ndarray], language: str) -> pa.Table:
    """The services customers may wish for, in the scenario's order. `sums` is not needed."""
    scenario = world.scenario
    offers, digits = scenario.voice.survey.offers, scenario.minor_digits
    cost = np.array([round(offer.cost * 10**digits) for offer in offers], dtype=np.int64)
    return pa.table(
        {
            "service_id": columns.ids("V", np.arange(len(offers)), 2),
            "name": columns.texts([offer.name.get(language) for offer in offers]),
            "yearly_cost": columns.money(cost, digits),
        }
    )


BLOCK = {"service_contacts": service_contacts, "surveys": surveys}
WHOLE = {"services": services}
