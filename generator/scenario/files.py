"""Reading scenario files."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from pydantic import ValidationError

from generator.scenario.base import ScenarioError
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


def parse_scenario(text: str, source: str) -> Scenario:
    """Read a scenario from the text of a TOML file; `source` is what messages call that file.

    Raises:
        ScenarioError: not TOML, or a key is missing, unknown or holds what it must not.
    """
    try:
        return Scenario.model_validate(tomllib.loads(text))
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
