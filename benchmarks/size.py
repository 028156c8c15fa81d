"""How large a ledger can be: rows, seconds, megabytes and the memory of a worker, and the same bytes from any number.

    .venv/bin/python -m benchmarks.size --customers 10000000 --workers 2
    .venv/bin/python -m benchmarks.size --customers 200000 --full

The ledger is orders and their truth as a twin of CDNOW would have them, or, with --full, every table of the boutique.
It is written as Parquet to a folder that is deleted afterwards. Before that a smaller one is made by one, two and three
workers, and their digests are put side by side.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from pathlib import Path

from generator.engine.plan import Plan, plan_of
from generator.engine.progress import watching
from generator.engine.run import Made, make_ledger
from generator.engine.workers import workers_for
from generator.scenario import CoreScenario, load_scenario, parse_scenario

ORDERS_ALONE = """
name = "orders-alone"
title = { en = "Orders alone", zh-Hant = "只有訂單" }
currency = "USD"
minor_digits = 2
[dates]
start = 1997-01-01
end = 1998-06-30
snapshot = 1998-03-31
future_months = 36
[acquisition]                       # CDNOW: everybody came in the first quarter
months = { "1997-01" = 0.33, "1997-02" = 0.36, "1997-03" = 0.31 }
[person]                            # CDNOW: BG/NBD's parameters in days, and the logarithm of an order's value
share = 1.0
r = 0.252
alpha = 33.5
a = 0.723
b = 2.161
regularity = 0.85
median = 26.7
between = 0.208
within = 0.347
skew = 0.43
correlation = 0.24
first = 0.0
one_time = -0.1
smallest = 0.5
"""

SMALLER = 20
"""The ledger whose digests are compared has this many blocks."""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=10_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--full", action="store_true", help="every table of the boutique")
    parser.add_argument("--place", type=Path, help="where to write; a temporary folder when left out")
    asked = parser.parse_args()
    scenario = load_scenario("boutique") if asked.full else parse_scenario(ORDERS_ALONE, "orders-alone")

    with tempfile.TemporaryDirectory(dir=asked.place) as folder:
        few = min(SMALLER * 2048, asked.customers)
        for workers in (1, 2, 3):
            place = Path(folder) / f"by-{workers}"
            _make(_plan(scenario.model_copy(update={"block": 2048}), few), place, workers)
            print(f"{few:>12,} customers by {workers} workers: digest {_digest(place)}", flush=True)
        place = Path(folder) / "large"
        plan = _plan(scenario, asked.customers)
        begin = time.perf_counter()
        made = _make(plan, place, asked.workers)
        seconds = time.perf_counter() - begin
        _report(plan, made, place, seconds, asked.workers)
    return 0


def _plan(scenario: CoreScenario, customers: int) -> Plan:
    return plan_of(scenario, seed=1, customers=customers, truth=True, format="parquet")


def _make(plan: Plan, place: Path, workers: int) -> Made:
    with watching() as watch:
        return make_ledger(plan, [place / "ledger", place / "truth"], workers=workers_for(workers, None), watch=watch)


def _digest(place: Path) -> str:
    """Of the names and bytes of every file."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(one for one in place.rglob("*") if one.is_file()):
        digest.update(str(path.relative_to(place)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _report(plan: Plan, made: Made, place: Path, seconds: float, workers: int) -> None:
    size = sum(one.stat().st_size for one in place.rglob("*") if one.is_file()) / 1e6
    orders = made.rows[0, "orders"]
    print(f"{plan.customers:>12,} customers by {workers} workers, in {plan.blocks:,} blocks")
    for (folder, table), rows in made.rows.items():
        print(f"{rows:>12,} rows of {plan.folders[folder].kind} {table}")
    print(f"{seconds:>12.1f} s, of which {made.seconds / workers:.1f} s in each worker's blocks")
    print(f"{made.total_rows / seconds:>12,.0f} rows a second")
    print(f"{orders / seconds:>12,.0f} orders a second, with all that goes with them")
    print(f"{orders / made.seconds:>12,.0f} orders a second and worker")
    print(f"{size:>12,.0f} MB, {size * 1e6 / made.total_rows:.1f} bytes a row")
    print(f"{made.megabytes:>12,.0f} MB of memory at most in a worker")


if __name__ == "__main__":
    sys.exit(main())
