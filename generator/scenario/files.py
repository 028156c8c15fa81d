"""Reading scenario files."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from generator.scenario.base import ScenarioError
from generator.scenario.core import CoreScenario
from generator.scenario.warts import warts_of
from generator.scenario.whole import Scenario


def scenario_names() -> list[str]:
    """The scenarios that come with the kit, in alphabetical order."""
    folder = resources.files("generator") / "scenarios"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


@cache
def load_scenario(name: str) -> Scenario:
    """Read one of the kit's scenarios.

    Raises:
        ScenarioError: there is no such scenario, or its file is damaged.
    """
    if name not in scenario_names():
        raise ScenarioError(f"There is no scenario {name!r}; there is {', '.join(scenario_names())}.")
    path = resources.files("generator") / "scenarios" / f"{name}.toml"
    return parse_scenario(path.read_text(encoding="utf-8"), f"{name}.toml")


def open_scenario(name: str, *, warts: str | None = None) -> CoreScenario:
    """One of the kit's scenarios by name, or the one in a .toml file by path.

    Args:
        warts: how dirty its ledgers are to be, one of scenario.warts.LEVELS; as the scenario says when None.

    Raises:
        ScenarioError: no such scenario or file, the file is damaged, or there is no such level of warts.
    """
    if name.endswith(".toml"):
        try:
            text = Path(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise ScenarioError(f"{name} cannot be read: {problem}.") from problem
        scenario = parse_scenario(text, name)
    else:
        scenario = load_scenario(name)
    if warts is None:
        return scenario
    level = warts_of(warts)
    if not isinstance(scenario, Scenario):
        raise ScenarioError(f"The ledgers of {scenario.name} have no warts: it has orders alone.")
    return scenario.model_copy(update={"warts": level})


def parse_scenario(text: str, source: str) -> CoreScenario:
    """Read a scenario from the text of a TOML file; `source` is what messages call that file.

    A file that names a place is a whole business, a Scenario; one that does not has customers and orders only.

    Raises:
        ScenarioError: not TOML, or a key is missing, unknown or holds what it must not.
    """
    try:
        values = tomllib.loads(text)
        return (Scenario if "place" in values else CoreScenario).model_validate(values)
    except tomllib.TOMLDecodeError as problem:
        raise ScenarioError(f"{source} is not valid TOML: {problem}.") from problem
    except ValidationError as problem:
        raise ScenarioError(f"{source}: {_explain(problem)}") from problem


def _explain(problem: ValidationError) -> str:
    """The first complaint as a sentence with the key and the bound."""
    error = problem.errors()[0]
    key = ".".join(str(part) for part in error["loc"] if part != "[key]")
    match error["type"]:
        case "missing":
            return f"the key {key} is missing."
        case "extra_forbidden":
            return f"the key {key} is unknown; check its spelling."
        case "value_error":
            reason = str(error["ctx"]["error"])
            return f"{key}: {reason}." if key else f"{reason}."
    reason = error["msg"].replace("Input should", "should")
    return f"{key} {reason}, but it is {error['input']!r}."
