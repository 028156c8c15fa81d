"""A small ledger that several tests look at from different sides."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import settings

from generator.ledger import Draw, draw_ledger, ledger_tables, truth_tables
from generator.scenario import Scenario, load_scenario

# A busy machine is no failure: examples may take as long as they do.
settings.register_profile("generator", deadline=None)
settings.load_profile("generator")


@pytest.fixture(scope="session")
def boutique() -> Scenario:
    return load_scenario("boutique")


@pytest.fixture(scope="session")
def small(boutique: Scenario) -> Draw:
    """600 customers, seed 7."""
    return draw_ledger(boutique, 7, 600)


@pytest.fixture(scope="session")
def tables(small: Draw) -> dict[str, pd.DataFrame]:
    """The small ledger's tables in English."""
    return ledger_tables(small, "en")


@pytest.fixture(scope="session")
def chinese(small: Draw) -> dict[str, pd.DataFrame]:
    """The small ledger's tables in Traditional Chinese."""
    return ledger_tables(small, "zh-Hant")


@pytest.fixture(scope="session")
def truth(small: Draw) -> pd.DataFrame:
    return truth_tables(small)["customer_truth"]
