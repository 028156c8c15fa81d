"""Real ledgers whose figures were published: their profiles, stored."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from importlib import resources

from generator.check.details import Details
from generator.check.distances import Distances
from generator.check.profile import Profile


@dataclass(frozen=True, kw_only=True)
class Named:
    """A profile with the name its column has and a line on where it comes from.

    `distances` are those of the ledger in question to this one; None for that ledger itself and for published figures.
    `details` is empty where they were not asked for.
    """

    name: str
    source: str
    profile: Profile
    distances: Distances | None = None
    details: Details = field(default_factory=Details)


def published() -> dict[str, Named]:
    """The stored profiles of real ledgers, by key ("cdnow", "online_retail")."""
    text = resources.files("generator.check").joinpath("published.toml").read_text(encoding="utf-8")
    return {
        key: Named(
            name=values["title"],
            source=f"stored figures of {values['source']}",
            profile=Profile.from_mapping(values),
            details=Details.from_mapping(values.get("details", {})),
        )
        for key, values in tomllib.loads(text).items()
    }
