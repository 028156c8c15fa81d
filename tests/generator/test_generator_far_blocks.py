"""A block a long way into a ledger: its ids go beyond 32 bits, are its own, and still point to one another."""

from __future__ import annotations

import pytest

from generator.block import Block
from generator.scenario import load_scenario, scenario_names
from generator.schema import ledger_of, truth_of
from generator.tables import makers
from generator.tables.core import IDS
from generator.world import World

FAR, COUNT = 1000, 150


@pytest.mark.parametrize("name", scenario_names())
def test_ids_go_on_from_block_to_block(name):
    scenario = load_scenario(name)
    described = {table.name: table for table in (*ledger_of(scenario), *truth_of(scenario))}
    block = Block(World(scenario, 5), FAR, FAR * scenario.block, COUNT)
    made = {table: make(block, "en") for table, make in makers(scenario, described).block.items()}
    keys = {table: set(made[table][described[table].key[0]].to_pylist()) for table in made}
    assert min(int(one[1:]) for one in keys["orders"]) == FAR * IDS + 1
    assert min(int(one[1:]) for one in keys["customers"]) == FAR * scenario.block + 1
    for table, found in made.items():
        first = described[table].key[0]
        if described[table].key == (first,):
            assert len(keys[table]) == found.num_rows
        for column, other in described[table].refers.items():
            if other in made:
                assert set(found[column].drop_null().to_pylist()) <= keys[other], f"{table}.{column}"
