"""When and how customers arrive."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from generator.scenario.base import NotNegative, Positive, Record, Share, Words


class Channel(Record):
    """A way customers come to the company, with its shares among people and among companies."""

    key: str
    person: Share
    company: Share
    name: Words


class Acquisition(Record):
    """When and how customers arrive."""

    years: dict[int, NotNegative]
    registered_early: Share
    early_days: Positive
    channels: tuple[Channel, ...]

    @model_validator(mode="after")
    def _shares(self) -> Self:
        for kind in ("person", "company"):
            if abs(sum(getattr(channel, kind) for channel in self.channels) - 1) > 1e-9:
                raise ValueError(f"the channels' shares of {kind} must add up to 1")
        if not any(self.years.values()):
            raise ValueError("at least one year must win customers")
        return self
