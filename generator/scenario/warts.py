"""What spoils a ledger, as shares that can be turned from nothing to what real ledgers have."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from generator.scenario.base import Record, ScenarioError, Share


class Warts(Record):
    """How often each wart occurs. All 0: a clean ledger. warts.toml says what each is and how often it really is."""

    missing_ids: Share = 0.0
    float_ids: Share = 0.0
    short_ids: Share = 0.0
    duplicates: Share = 0.0
    negative_rows: Share = 0.0
    zero_prices: Share = 0.0
    drifting_names: Share = 0.0
    date_formats: Share = 0.0
    roc_years: Share = 0.0
    utc_stamps: Share = 0.0
    text_amounts: Share = 0.0
    missing_words: Share = 0.0
    whitespace: Share = 0.0
    full_width: Share = 0.0
    status_spellings: Share = 0.0
    double_customers: Share = 0.0

    def __bool__(self) -> bool:
        """Whether anything is spoiled at all."""
        return any(share > 0 for share in self.model_dump().values())


@cache
def wart_rules() -> dict[str, Any]:
    """What warts.toml says: the levels, and the words and forms that warts are made of."""
    return tomllib.loads(resources.files("generator").joinpath("warts.toml").read_text(encoding="utf-8"))


LEVELS = ("off", "light", "real")


def warts_of(level: str) -> Warts:
    """The shares of a level.

    Raises:
        ScenarioError: there is no such level.
    """
    if level not in LEVELS:
        raise ScenarioError(f"There is no level of warts {level!r}; there is {', '.join(LEVELS)}.")
    return Warts.model_validate(wart_rules()[level])
