"""Between which figures a ledger should lie to be plausible in its industry."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from generator.check.profile import Profile

FEWEST = 100
"""With fewer customers a figure says too little to be held against a bound."""


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A figure and where it should lie. `value` is NaN where the ledger does not show it; then nothing is wrong."""

    name: str
    value: float
    low: float
    high: float

    @property
    def holds(self) -> bool:
        return not (self.value < self.low or self.value > self.high)


def bounds(found: Profile, scenario: str) -> list[Bound]:
    """Every bound, held against a profile; none for a ledger with fewer than 100 customers.

    The figures of n customers waver by about 1 / sqrt(n), so both ends are that much wider.

    Args:
        scenario: the name of the ledger's scenario, which is the name of its industry.
    """
    if found.customers < FEWEST:
        return []
    limits = _limits()
    own = limits["any"] | limits.get(scenario, {})
    room = found.customers**-0.5
    return [
        Bound(name=name, value=getattr(found, name), low=_wider(low, -room), high=_wider(high, room))
        for name, (low, high) in own.items()
    ]


def _wider(end: float, room: float) -> float:
    """An end of a bound moved by `room`, but not from inside 0 to 1, where shares lie, to outside."""
    return min(max(end + room, 0.0), 1.0) if 0 <= end <= 1 else end + room


@cache
def _limits() -> dict[str, dict[str, list[float]]]:
    return tomllib.loads(resources.files("generator.check").joinpath("bounds.toml").read_text(encoding="utf-8"))
