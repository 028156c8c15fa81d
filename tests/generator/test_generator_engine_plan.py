"""Which ledgers can be asked for, and when two runs make the same."""

from __future__ import annotations

import pytest
from core_scenario import core

from generator.engine.plan import LARGEST_SEED, RequestError, plan_of


def plan(**changes):
    return plan_of(core(block=64), **{"seed": 1, "customers": 130} | changes)


def test_a_plan_has_full_blocks_and_a_last_one():
    assert plan().blocks == 3
    assert [plan().customers_of(number) for number in range(3)] == [(0, 64), (64, 64), (128, 2)]
    assert plan(customers=128).blocks == 2
    assert plan(customers=1).customers_of(0) == (0, 1)


def test_there_is_no_largest_ledger():
    assert plan(customers=10**12).blocks == 10**12 // 64


def test_folders_are_those_asked_for(boutique):
    asked = plan_of(
        boutique, seed=1, customers=5, languages=("zh-Hant", "en"), truth=True, tables=("orders", "customers")
    )
    assert [(one.kind, one.language) for one in asked.folders] == [
        ("ledger", "zh-Hant"),
        ("ledger", "en"),
        ("truth", "zh-Hant"),
    ]
    assert asked.folders[0].tables == ("customers", "orders")
    assert "customer_truth" in asked.folders[2].tables


def test_equal_plans_have_equal_records_and_others_have_not():
    records = [plan().record(), plan(seed=2).record(), plan(customers=131).record(), plan(format="parquet").record()]
    records += [plan(truth=True).record(), plan(languages=("zh-Hant",)).record()]
    records.append(plan_of(core({"r": 0.3}, block=64), seed=1, customers=130).record())
    for place, record in enumerate(records):
        assert [place] == [other for other, one in enumerate(records) if one == record]
    assert plan().record() == plan().record()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"customers": 0}, "at least one customer, not 0"),
        ({"seed": LARGEST_SEED + 1}, "whole number from 0 to"),
        ({"seed": -1}, "whole number from 0 to"),
        ({"languages": ("fr",)}, "There is no language 'fr' for core; there is en and zh-Hant"),
        ({"languages": ("zh-Hans",)}, "There is no language 'zh-Hans' for core"),
        ({"format": "xml"}, "There is no format 'xml'; there is csv, parquet, sqlite and excel"),
        ({"tables": ("refunds",)}, "core has no table 'refunds'; it has orders"),
        ({"tables": ()}, "Name at least one table"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(changes, sentence):
    with pytest.raises(RequestError, match=sentence):
        plan(**changes)
