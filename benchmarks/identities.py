"""Names, telephone numbers, e-mail and street addresses a second: ours and Faker's, in turn, for each place.

    .venv/bin/python -m benchmarks.identities

Faker draws one value at a time, with the place's own lists and, as it does unless told otherwise, with weights.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from faker import Faker

from generator.identities import draw_identities
from generator.ledger import draw_ledger
from generator.place import read_place
from generator.scenario import load_scenario, scenario_names

OURS, FAKERS = 32_768, 1_000
"""Rows a round."""

ROUNDS = 5


def main() -> int:
    """Print rows a second of both for each place, the medians over rounds, and the ratio."""
    scenarios = {}
    for name in scenario_names():
        scenario = load_scenario(name)
        scenarios.setdefault(scenario.place, scenario)
    print(f"{'place':<10}{'language':<10}{'ours, rows/s':>16}{'Faker, rows/s':>16}{'ratio':>8}")
    for place, scenario in sorted(scenarios.items()):
        block = draw_ledger(scenario, 1, OURS).blocks[0]
        language = {"zh_TW": "zh-Hant", "zh_CN": "zh-Hans"}.get(read_place(place).faker, "en")
        faker = Faker(read_place(place).faker)
        faker.seed_instance(1)

        def ours(scenario=scenario, block=block, language=language) -> None:
            draw_identities(scenario, block.customers, 1, block.streams, language)

        def fakers(faker=faker) -> None:
            for _ in range(FAKERS):
                faker.name(), faker.phone_number(), faker.email(), faker.address()

        ours()
        fakers()
        speeds: dict[Callable[[], None], list[float]] = {ours: [], fakers: []}
        for _ in range(ROUNDS):
            for make, rows in ((ours, OURS), (fakers, FAKERS)):
                begin = time.perf_counter()
                make()
                speeds[make].append(rows / (time.perf_counter() - begin))
        own, other = (statistics.median(speed) for speed in speeds.values())
        print(f"{place:<10}{language:<10}{own:>16,.0f}{other:>16,.0f}{own / other:>8.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
