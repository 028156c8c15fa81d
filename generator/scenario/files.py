"""Reading scenario files."""

from __future__ import annotations

import datetime as dt
import tomllib
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

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
    return parse_scenario(scenario_text(name), f"{name}.toml")


def open_scenario(name: str, *, warts: str | None = None) -> CoreScenario:
    """One of the kit's scenarios by name, or the one in a .toml file by path.

    Args:
        warts: how dirty its ledgers are to be, one of scenario.warts.LEVELS; as the scenario says when None.

    Raises:
        ScenarioError: no such scenario or file, the file is damaged, or there is no such level of warts.
    """
    scenario = parse_scenario(scenario_text(name), name) if name.endswith(".toml") else load_scenario(name)
    if warts is None:
        return scenario
    level = warts_of(warts)
    if not isinstance(scenario, Scenario):
        raise ScenarioError(f"The ledgers of {scenario.name} have no warts: it has orders alone.")
    return scenario.model_copy(update={"warts": level})


def scenario_text(name: str) -> str:
    """The file of one of the kit's scenarios by name, or the .toml file by path. Raises ScenarioError without one."""
    if name.endswith(".toml"):
        return _text_of(name)
    return (resources.files("generator") / "scenarios" / f"{name}.toml").read_text(encoding="utf-8")


def parse_scenario(text: str, source: str) -> CoreScenario:
    """Read a scenario from the text of a TOML file; `source` is what messages call that file.

    A file that names a place is a whole business, a Scenario; one that does not has customers and orders only.

    Raises:
        ScenarioError: not TOML, or a key is missing, unknown or holds what it must not.
    """
    try:
        values = tomllib.loads(text)
        whole = "place" in values or any(key in WHOLE_ONLY for key in values)
        return (Scenario if whole else CoreScenario).model_validate(values)
    except tomllib.TOMLDecodeError as problem:
        raise ScenarioError(f"{source} is not valid TOML: {problem}.") from problem
    except ValidationError as problem:
        raise ScenarioError(f"{source}: {_explain(problem, values)}") from problem


WHOLE_ONLY = frozenset(field.alias or name for name, field in Scenario.model_fields.items()) - frozenset(
    CoreScenario.model_fields
)
"""Tables that only a whole business has: a file with one of them is meant to be one."""


def _text_of(name: str) -> str:
    """What stands in a file, with or without the byte order mark that some editors write."""
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ScenarioError(f"There is no file {name}.") from None
    except UnicodeDecodeError as problem:
        raise ScenarioError(f"{name} is not text in UTF-8; save it in that encoding.") from problem
    except OSError as problem:
        raise ScenarioError(f"{name} cannot be read: {(problem.strerror or str(problem)).lower()}.") from problem


EXPECTED = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "date_from_datetime_inexact": "a date without a time",
    "date_from_datetime_parsing": "a date, such as 2025-12-31",
    "date_parsing": "a date, such as 2025-12-31",
    "date_type": "a date, such as 2025-12-31",
    "dict_type": "a table, such as {{ key = 1 }}",
    "float_parsing": "a number",
    "float_type": "a number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number that is not so large",
    "int_type": "a whole number",
    "literal_error": "{expected}",
    "model_type": "a table, such as {{ key = 1 }}",
    "string_type": "text in quotation marks",
    "tuple_type": "a list, such as [1, 2]",
}
"""What a value must be, by the kind of pydantic's complaint."""

PATTERNS = {
    r"^[A-Z]{3}$": "three capital letters, such as TWD",
    r"^[a-z][a-z-]*$": "small letters and hyphens",
    r"^[a-z][a-z0-9-]*$": "small letters, digits and hyphens",
    r"^\d{4}-(0[1-9]|1[0-2])$": "a month, such as 2025-01",
    r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$": "a time, such as 21:30",
}
"""What a text must be, by the pattern it must follow."""


def _explain(problem: ValidationError, values: dict[str, Any]) -> str:
    """The first complaint as a sentence with the key and the bound; a misspelt key before the one it stands for."""
    errors = problem.errors()
    unknown = [error for error in errors if error["type"] == "extra_forbidden"]
    error = (unknown or errors)[0]
    loc = error["loc"]
    key = _key(loc, values)
    match error["type"]:
        case "missing":
            return f"the key {key} is missing."
        case "extra_forbidden":
            lost = [one["loc"][-1] for one in errors if one["type"] == "missing" and one["loc"][:-1] == loc[:-1]]
            near = get_close_matches(str(loc[-1]), map(str, lost), n=1)
            return f"the key {key} is unknown; " + (f"did you mean {near[0]}?" if near else "check its spelling.")
        case "value_error":
            reason = str(error["ctx"]["error"])
            return f"{key}: {reason}." if key else f"{reason}."
        case "string_too_short":
            return f"{key} should not be empty."
        case "too_short" | "too_long" as bound:
            count = error["ctx"]["min_length" if bound == "too_short" else "max_length"]
            least = "at least" if bound == "too_short" else "at most"
            return f"{key} should have {least} {count} entries, but it has {error['ctx']['actual_length']}."
    context = error.get("ctx", {})
    expected = PATTERNS.get(context.get("pattern"), EXPECTED.get(error["type"]))
    reason = f"should be {expected.format(**context)}" if expected else error["msg"].replace("Input should", "should")
    return f"{key} {reason}, but it is {_shown(error['input'])}."


def _key(path: tuple[int | str, ...], values: Any) -> str:
    """Where a value stands in the file: an entry of a list by the key or name it has, else by its place, from 1 on."""
    parts: list[str] = []
    for part in path:
        if part == "[key]":
            continue
        if isinstance(part, int) and isinstance(values, list):
            values = values[part] if part < len(values) else None
            names = [values[one] for one in NAMES if isinstance(values.get(one), str)] if _table(values) else []
            parts[-1] += f"[{names[0] if names else part + 1}]"
        else:
            values = values.get(str(part)) if _table(values) else None
            parts.append(str(part))
    return ".".join(parts)


NAMES = ("key", "en", "channel", "festival")
"""What tells the entries of a list apart."""


def _table(value: Any) -> bool:
    return isinstance(value, dict)


def _shown(value: Any) -> str:
    """A value as the file has it, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    text = value.isoformat() if isinstance(value, dt.date) else repr(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


MOST_SHOWN = 60
"""Characters of a value that a message repeats."""
