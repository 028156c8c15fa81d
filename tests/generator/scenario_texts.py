"""Scenario files as text, to change a word or two and see what is said of it."""

from __future__ import annotations

from importlib import resources

import pytest

from generator.scenario import ScenarioError, parse_scenario


def scenario_text(name: str) -> str:
    """The file of one of the kit's scenarios."""
    return (resources.files("generator") / "scenarios" / f"{name}.toml").read_text(encoding="utf-8")


def refusal(text: str) -> str:
    """The one sentence with which a scenario is refused, without the file's name."""
    with pytest.raises(ScenarioError, match=r"^my\.toml: ") as told:
        parse_scenario(text, "my.toml")
    sentence = str(told.value)
    assert "\n" not in sentence
    return sentence.removeprefix("my.toml: ")


def refusal_of_change(text: str, old: str, new: str) -> str:
    """The sentence with which a scenario is refused once the first occurrence of some words is replaced."""
    assert old in text
    return refusal(text.replace(old, new, 1))
