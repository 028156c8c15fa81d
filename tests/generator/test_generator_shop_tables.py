"""The tables of a block beside the numbers they are made from."""

from __future__ import annotations

import numpy as np
import pytest

from generator.block import Block
from generator.schema import table
from generator.tables import shop


@pytest.fixture(scope="module")
def block(small):
    """The 600 customers as a later block of a longer ledger."""
    return Block(small.world, 3, 98_304, 600)


@pytest.fixture(scope="module")
def made(block):
    return {name: make(block, "en").to_pydict() for name, make in shop.BLOCK.items()}


def test_columns_are_those_of_the_schema_and_sound(block):
    for name, make in shop.BLOCK.items():
        arrow = make(block, "zh-Hant")
        arrow.validate(full=True)
        assert arrow.column_names == [column.name for column in table(name).columns]


def test_ids_go_on_from_the_blocks_place_in_the_ledger(made):
    assert made["customers"]["customer_id"][:2] == ["C98305", "C98306"]
    assert made["orders"]["order_id"][:2] == ["O30000001", "O30000002"]
    assert made["refunds"]["refund_id"][0] == "R30000001"
    assert set(made["orders"]["customer_id"]) == set(made["customers"]["customer_id"])
    assert set(made["order_lines"]["order_id"]) == set(made["orders"]["order_id"])


def test_orders_are_in_time_and_of_two_in_a_minute_the_earlier_customers_comes_first(block, made):
    orders = block.orders
    slow = sorted(range(len(orders.day)), key=lambda order: (orders.day[order], orders.minute[order], order))
    assert orders.in_time.tolist() == slow
    assert orders.rank[slow].tolist() == list(range(len(slow)))
    assert made["orders"]["customer_id"] == [f"C{98_305 + orders.customer[order]}" for order in slow]


def test_lines_follow_their_orders(block, made):
    lines = made["order_lines"]
    assert lines["order_id"] == sorted(lines["order_id"])
    first = block.orders.in_time[0]
    own = block.lines.order == first
    number = int(own.sum())
    assert lines["line"][:number] == list(range(1, number + 1))
    assert lines["amount"][:number] == block.lines.amount[own].tolist()
    assert lines["product_id"][:number] == [f"P{product + 1:03d}" for product in block.lines.product[own]]
    assert sum(lines["amount"]) == sum(made["orders"]["amount"])


def test_refunds_are_numbered_in_time_and_name_their_order(block, made):
    refunds = made["refunds"]
    assert refunds["refund_date"] == sorted(refunds["refund_date"])
    ids = {f"O{30_000_001 + rank}": order for order, rank in enumerate(block.orders.rank.tolist())}
    given = {ids[one]: amount for one, amount in zip(refunds["order_id"], refunds["amount"], strict=True)}
    assert given == dict(zip(block.refunds.order.tolist(), block.refunds.amount.tolist(), strict=True))


def test_interests_are_the_categories_ticked(block, made, boutique):
    names = [category.name.en for category in boutique.categories]
    for ticked, cell in zip(block.customers.interests, made["customers"]["interests"], strict=True):
        assert cell == (";".join(np.array(names)[ticked]) or None)


def test_who_referred_a_customer_came_before(block, made):
    referred = {
        own: by
        for own, by in zip(made["customers"]["customer_id"], made["customers"]["referred_by"], strict=True)
        if by is not None
    }
    assert len(referred) > 20
    assert all("C98305" <= by < own for own, by in referred.items())
