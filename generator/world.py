"""What a ledger has only once, whatever the number of its customers: the rules, the seed, the products, the clocks."""

from __future__ import annotations

from functools import cached_property

from generator.draw import Wheel
from generator.products import Catalogue, draw_catalogue
from generator.scenario import CoreScenario, Scenario
from generator.scenario.core import KINDS
from generator.season import Clock, arrivals, clock, day_index
from generator.streams import WHOLE, Streams


class World:
    """A scenario with a seed. Parts are worked out when first asked for; every worker comes to the same ones.

    Attributes:
        scenario: the rules.
        seed: what decides every draw.
    """

    def __init__(self, scenario: CoreScenario, seed: int) -> None:
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
        """The warped time of each kind of customer, by scenario.core's codes."""
        return [clock(self.scenario, kind) for kind in self._kinds]

    @cached_property
    def arrivals(self) -> list[Wheel]:
        """For each kind, the days of the ledger by their shares of its customers' first orders."""
        return [Wheel.of_running(arrivals(self.scenario, kind)) for kind in self._kinds]

    @property
    def has_products(self) -> bool:
        """Whether orders are of products; the twin of a real ledger knows only what they come to."""
        return isinstance(self.scenario, Scenario)

    @property
    def by_contract(self) -> bool:
        """Whether customers take policies and renew them instead of ordering at any time."""
        return getattr(self.scenario, "contracts", None) is not None

    @property
    def last_day(self) -> int:
        """Index of the ledger's last day."""
        return day_index(self.scenario.dates.start, self.scenario.dates.end)

    @property
    def horizon(self) -> int:
        """Index of the last day of the hidden future."""
        return day_index(self.scenario.dates.start, self.scenario.dates.horizon)

    @property
    def snapshot(self) -> int:
        """Index of the day customers are judged."""
        return day_index(self.scenario.dates.start, self.scenario.dates.snapshot)

    @property
    def _kinds(self) -> list[str]:
        """By the codes; where the scenario lacks a kind, the other's name stands in its place, as in its `kinds`."""
        present = [kind for kind in KINDS if getattr(self.scenario, kind)]
        return [kind if kind in present else present[0] for kind in KINDS]
