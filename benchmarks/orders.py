"""Orders a second, with their customers' truth, beside the generator of lifetimes 0.11.3.

    LIFETIMES_PYTHON=…/bin/python .venv/bin/python -m benchmarks.orders

Ours: a scenario with orders alone and CDNOW's parameters over 18 months and a hidden year, written as Parquet together
with the truth by one worker; counted are the orders in the ledger. Theirs, over 18 months in memory: the orders of
`beta_geometric_nbd_model_transactional_data`, and the sums by customer of `beta_geometric_nbd_model`, whose purchases
are counted although it makes no orders. The former calls `DataFrame.append`, which pandas 2 took away; it is put back.

LIFETIMES_PYTHON is the Python of an environment with lifetimes, this one's when it is not set.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator.block import Block
from generator.engine.plan import plan_of
from generator.engine.run import make_ledger
from generator.scenario import CoreScenario
from generator.world import World

PAIRS = 4
CUSTOMERS = 20 * 32_768
WANTED = 100

SCENARIO = {
    "name": "orders",
    "title": {"en": "Orders alone", "zh-Hant": "只有訂單"},
    "currency": "USD",
    "minor_digits": 2,
    "dates": {"start": "1997-01-01", "end": "1998-06-30", "snapshot": "1998-03-31", "future_months": 12},
    "acquisition": {"months": {"1997-01": 1, "1997-02": 1, "1997-03": 1}},
    "person": {
        "share": 1,
        "r": 0.243,
        "alpha": 30.9,
        "a": 0.793,
        "b": 2.426,
        "regularity": 1,
        "median": 26.7,
        "between": 0.208,
        "within": 0.347,
        "skew": 0.43,
        "correlation": 0.18,
        "first": -0.06,
        "one_time": -0.21,
        "smallest": 1,
    },
}

THEIRS = """
import json, time, warnings
warnings.filterwarnings("ignore")
import pandas
from lifetimes.generate_data import beta_geometric_nbd_model as sums
from lifetimes.generate_data import beta_geometric_nbd_model_transactional_data as orders

if not hasattr(pandas.DataFrame, "append"):
    pandas.DataFrame.append = lambda self, other: pandas.concat([self, other])
found = {}
for name, make, count, customers in (
    ("orders", orders, len, 1000), ("sums", sums, lambda made: int(made["frequency"].sum()) + len(made), 4000)
):
    begin = time.perf_counter()
    made = make(546, 0.243, 30.9, 0.793, 2.426, size=customers)
    found[name] = count(made) / (time.perf_counter() - begin)
print(json.dumps(found))
"""


def main() -> int:
    """Print both systems' orders a second. Returns 1 where ours are not WANTED times theirs, or theirs is not there."""
    scenario = CoreScenario.model_validate(SCENARIO)
    python = os.environ.get("LIFETIMES_PYTHON", sys.executable)
    if subprocess.run([python, "-c", "import lifetimes"], check=False, stderr=subprocess.DEVNULL).returncode:
        print("Set LIFETIMES_PYTHON to the Python of an environment with lifetimes==0.11.3.", file=sys.stderr)
        return 1
    _ours(scenario, scenario.block)
    ratios = []
    for number in range(PAIRS):
        theirs = json.loads(subprocess.run([python, "-c", THEIRS], check=True, capture_output=True).stdout)
        simulated, written = _simulated(scenario), _ours(scenario, CUSTOMERS)
        ratios.append(written / theirs["orders"])
        print(f"pair {number + 1}: ours {written:,.0f} orders a second written with truth, {simulated:,.0f} simulated;")
        print(f"        lifetimes {theirs['orders']:,.0f} orders, and {theirs['sums']:,.0f} as sums only")
    print("times lifetimes' orders, pair by pair: " + ", ".join(f"{one:,.0f}" for one in ratios))
    print(f"written orders: {statistics.median(ratios):,.0f} times lifetimes' (wanted: at least {WANTED})")
    return int(min(ratios) < WANTED)


def _simulated(scenario: CoreScenario) -> float:
    """Orders a second with their values, not written."""
    world, orders = World(scenario, 2), 0
    begin = time.perf_counter()
    for number in range(CUSTOMERS // scenario.block):
        block = Block(world, number, number * scenario.block, scenario.block)
        block.spend  # noqa: B018 - worked out when asked for
        orders += int((block.purchases.day <= world.last_day).sum())
    return orders / (time.perf_counter() - begin)


def _ours(scenario: CoreScenario, customers: int) -> float:
    """Orders a second, written as Parquet with the truth."""
    with tempfile.TemporaryDirectory() as folder:
        plan = plan_of(scenario, seed=1, customers=customers, truth=True, format="parquet")
        begin = time.perf_counter()
        made = make_ledger(plan, [Path(folder, "ledger"), Path(folder, "truth")])
        return made.rows[0, "orders"] / (time.perf_counter() - begin)


if __name__ == "__main__":
    sys.exit(main())
