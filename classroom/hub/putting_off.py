"""What could not be done now and is tried again later, after longer and longer waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

FIRST_WAIT, LONGEST_WAIT = 5.0, 900.0
"""Seconds until something is tried again; each time four times as many, up to these."""


@dataclass
class PuttingOff:
    """What is put off, by name.

    Attributes:
        ticks: seconds that only ever grow.
        tell: told what is put off, and why.
    """

    ticks: Callable[[], float]
    tell: Callable[[str], None]
    _until: dict[str, float] = field(default_factory=dict)
    _times: dict[str, int] = field(default_factory=dict)

    def is_off(self, name: str) -> bool:
        """Whether something is not to be tried yet."""
        return self._until.get(name, 0.0) > self.ticks()

    def put_off(self, name: str, why: str) -> None:
        """Put something off, once more."""
        times = self._times.get(name, 0)
        self._times[name] = times + 1
        self._until[name] = self.ticks() + min(FIRST_WAIT * 4 ** min(times, 10), LONGEST_WAIT)
        self.tell(f"Put off: {name}: {why}")

    def done(self, name: str) -> None:
        """Something was done after all."""
        self._until.pop(name, None)
        self._times.pop(name, None)
