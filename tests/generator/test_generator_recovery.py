"""A model fitted to generated customers finds the parameters they were made with."""

from __future__ import annotations

import pytest

from benchmarks.recovery import CUSTOMERS, TRUE, WITHIN, histories, parameters, scenario
from customer_value import fit_bgnbd
from generator.block import Block
from generator.world import World


def test_bg_nbd_is_recovered_from_generated_customers():
    found = parameters(fit_bgnbd(histories(Block(World(scenario(), 1), 0, 0, CUSTOMERS))))
    for name, value in TRUE.items():
        assert found[name] == pytest.approx(value, rel=WITHIN), name
