"""What a scenario file may say: an industry's prices, places, seasons and behaviour, checked before use.

Each module holds the tables of one subject; whole.py puts them together, files.py reads them.
"""

from __future__ import annotations

from generator.scenario.base import ScenarioError
from generator.scenario.core import CoreScenario
from generator.scenario.files import load_scenario, open_scenario, parse_scenario, scenario_names, scenario_text
from generator.scenario.whole import Scenario

__all__ = [
    "CoreScenario",
    "Scenario",
    "ScenarioError",
    "load_scenario",
    "open_scenario",
    "parse_scenario",
    "scenario_names",
    "scenario_text",
]
