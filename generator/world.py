"""What a ledger has only once, whatever the number of its customers: the rules, the seed, the products, the clocks."""

from __future__ import annotations

from functools import cached_property

from generator.customers import KINDS
from generator.products import Catalogue, draw_catalogue
from generator.scenario import Scenario
from generator.season import Clock, clock, day_index
from generator.streams import WHOLE, Streams


class World:
    """A scenario with a seed. Parts are worked out when first asked for; every worker comes to the same ones.

    Attributes:
        scenario: the rules.
        seed: what decides every draw.
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.seed = seed

    @property
    def streams(self) -> Streams:
        """The streams of what is not made per customer."""
        return Streams(self.seed, WHOLE)

    @cached_property
    def catalogue(self) -> Catalogue:
        return draw_catalogue(self.scenario, self.seed)

    @cached_property
    def clocks(self) -> list[Clock]:
        """The warped time of each kind of customer."""
        return [clock(self.scenario, kind) for kind in KINDS]

    @property
    def last_day(self) -> int:
        """Index of the ledger's last day."""
        return day_index(self.scenario.dates.start, self.scenario.dates.end)

    @property
    def snapshot(self) -> int:
        """Index of the day customers are judged."""
        return day_index(self.scenario.dates.start, self.scenario.dates.snapshot)
